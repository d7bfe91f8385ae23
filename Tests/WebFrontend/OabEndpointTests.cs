using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.OfflineAddressBook;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.OfflineAddressBook;
using Xunit;

namespace MapiOrleans.Tests.Frontend;

public sealed class OabEndpointTests : IAsyncLifetime
{
    // More than two chunks, and not a whole number of them.
    private const int ChunkSize = 1_000;

    private readonly TestInstallation _installation = new();
    private readonly byte[] _data = RandomNumberGenerator.GetBytes((2 * ChunkSize) + 345);
    private readonly byte[] _template = RandomNumberGenerator.GetBytes(77);
    private readonly DateTimeOffset _made = new(2026, 3, 2, 8, 0, 0, 500, TimeSpan.Zero);
    private readonly List<(Guid File, long Offset)> _read = [];
    private FrontendHost _host = null!;
    private OabPublication? _publication;
    private bool _down;

    private Guid BookId => OfflineAddressBookIdentity.BookId(_installation.Domain.DomainId);

    private string DataName => $"{BookId:D}-data-3.lzx";

    public async Task InitializeAsync()
    {
        var (data, template, difference) = (File(OabFileType.Full, DataName, _data), File(OabFileType.Template, $"{BookId:D}-lng0409-3.lzx", _template) with { Language = 0x409 }, File(OabFileType.Difference, $"{BookId:D}-binpatch-3.lzx", _template));
        _publication = new OabPublication { BookId = BookId, Sequence = 3, PublishedAt = _made, Files = [data, template, difference, File(OabFileType.Full, $"{BookId:D}-data-2.lzx", _data) with { Sequence = 2 }] };
        _installation.OnOab = book => GrainDouble.Of<IOfflineAddressBookGrain>((name, args) =>
        {
            if (_down) throw new DirectoryUnavailableException("down");
            if (name == nameof(IOfflineAddressBookGrain.GetPublicationAsync)) return Task.FromResult(book == BookId ? _publication : null);
            var (file, offset, length) = ((Guid)args[0]!, (long)args[1]!, (int)args[2]!);
            lock (_read) _read.Add((file, offset));
            var bytes = file == data.FileId ? _data : file == template.FileId ? _template : [];
            // As the grain does: to the end of a chunk.
            var end = Math.Min(bytes.Length, (offset / ChunkSize * ChunkSize) + ChunkSize);
            return Task.FromResult(offset >= end ? [] : bytes[(int)offset..(int)Math.Min(end, offset + length)]);
        });
        _host = await FrontendHost.StartAsync(_installation.Grains);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    private OabFileInfo File(OabFileType type, string name, byte[] bytes) => new()
    {
        FileId = Guid.NewGuid(),
        Type = type,
        Name = name,
        Sequence = 3,
        Size = bytes.Length,
        UncompressedSize = 2 * bytes.Length,
        Sha1 = SHA1.HashData(bytes),
        CreatedAt = _made,
    };

    private async Task<HttpResponseMessage> SendAsync(string path, Action<HttpRequestMessage>? with = null, HttpMethod? method = null, DirectoryObject? user = null, bool signIn = true)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(_host.Https, path));
        if (signIn) request.Headers.Authorization = MapiHttpTransport.Basic(new NetworkCredential((user ?? _installation.User).Address, TestInstallation.Password));
        with?.Invoke(request);
        return await _host.Client.SendAsync(request);
    }

    private string Path(string name) => $"/oab/{BookId:D}/{name}";

    [Fact]
    public async Task TheManifestNamesWhatCanBeDownloaded()
    {
        using var response = await SendAsync($"/OAB/{BookId.ToString("D").ToUpperInvariant()}/OAB.XML");
        Assert.Equal((HttpStatusCode.OK, "text/xml"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        var list = OabManifest.TryParse(await response.Content.ReadAsStringAsync())!.Lists.Single();
        Assert.Equal((BookId, "/", @"\Global Address List"), (list.Id, list.DistinguishedName, list.Name));
        Assert.Equivalent(new OabManifestFile(DataName, 3, 32, _data.Length, 2 * _data.Length, SHA1.HashData(_data)), list.Full, strict: true);
        Assert.Equal((0x409u, "windows"), (Assert.Single(list.Templates).Language, list.Templates[0].Type));
        Assert.Equal($"{BookId:D}-binpatch-3.lzx", Assert.Single(list.Differences).Name);
        // All are there.
        foreach (var name in (string[])[list.Full.Name, list.Templates[0].File.Name])
        {
            using var file = await SendAsync(Path(name));
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        }
    }

    [Fact]
    public async Task AFileComesWholeWithItsTagAndItsTime()
    {
        using var response = await SendAsync(Path(DataName));
        Assert.Equal((HttpStatusCode.OK, "application/octet-stream"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal(_data, await response.Content.ReadAsByteArrayAsync());
        Assert.Equal($"\"{Convert.ToHexStringLower(SHA1.HashData(_data))}\"", response.Headers.ETag!.ToString());
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), response.Content.Headers.LastModified);
        Assert.Contains("bytes", response.Headers.AcceptRanges);
        Assert.True(response.Headers.CacheControl!.Private);
    }

    [Fact]
    public async Task AHeadHasTheSizeAndReadsNothing()
    {
        // As BITS begins.
        using var response = await SendAsync(Path(DataName), method: HttpMethod.Head);
        Assert.Equal((HttpStatusCode.OK, (long?)_data.Length), (response.StatusCode, response.Content.Headers.ContentLength));
        Assert.NotNull(response.Headers.ETag);
        Assert.Empty(_read);
    }

    [Theory]
    [InlineData(0, 0), InlineData(0, 999), InlineData(999, 1000), InlineData(500, 2200), InlineData(2344, 2344), InlineData(2000, 99_999), InlineData(1000, null), InlineData(null, 45)]
    public async Task ARangeIsWhatItSays(int? from, int? to)
    {
        using var response = await SendAsync(Path(DataName), r => r.Headers.Range = new RangeHeaderValue(from, to));
        var start = from ?? _data.Length - to!.Value;
        var end = from is null ? _data.Length : Math.Min(_data.Length, (to ?? int.MaxValue - 1) + 1);
        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(_data[start..end], await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(new ContentRangeHeaderValue(start, end - 1, _data.Length), response.Content.Headers.ContentRange);
        Assert.All(_read, r => Assert.InRange(r.Offset, start, end - 1));
    }

    [Theory]
    [InlineData("bytes=99999-", HttpStatusCode.RequestedRangeNotSatisfiable), InlineData("bytes=2345-2346", HttpStatusCode.RequestedRangeNotSatisfiable)]
    [InlineData("bytes=-0", HttpStatusCode.RequestedRangeNotSatisfiable)]
    [InlineData("bytes=5-3", HttpStatusCode.OK), InlineData("bytes=x", HttpStatusCode.OK), InlineData("lines=1-2", HttpStatusCode.OK), InlineData("bytes=0-1,5-6", HttpStatusCode.OK)]
    [InlineData("bytes=99999999999999999999-", HttpStatusCode.OK), InlineData("bytes=-99999999999999999999", HttpStatusCode.OK), InlineData("bytes=0-99999999999999999999", HttpStatusCode.OK)]
    public async Task RangesThatAreNoneAreRefusedOrIgnored(string range, HttpStatusCode status)
    {
        using var response = await SendAsync(Path(DataName), r => r.Headers.TryAddWithoutValidation("Range", range));
        Assert.Equal(status, response.StatusCode);
        if (status == HttpStatusCode.OK) Assert.Equal(_data, await response.Content.ReadAsByteArrayAsync());
        else Assert.Equal(_data.Length, response.Content.Headers.ContentRange!.Length);
    }

    [Fact]
    public async Task WhoHasItIsToldSoAndARangeOfAnotherVersionIsNotMixedIn()
    {
        using var first = await SendAsync(Path(DataName), method: HttpMethod.Head);
        var tag = first.Headers.ETag!;
        foreach (var name in (string[])[DataName, "oab.xml"])
        {
            using var head = await SendAsync(Path(name), method: HttpMethod.Head);
            using var same = await SendAsync(Path(name), r => r.Headers.IfNoneMatch.Add(head.Headers.ETag!));
            Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
            using var since = await SendAsync(Path(name), r => r.Headers.IfModifiedSince = head.Content.Headers.LastModified);
            Assert.Equal(HttpStatusCode.NotModified, since.StatusCode);
        }
        using var other = await SendAsync(Path(DataName), r => r.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"0\"")));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        using var part = await SendAsync(Path(DataName), r => (r.Headers.Range, r.Headers.IfRange) = (new RangeHeaderValue(10, 19), new RangeConditionHeaderValue(tag)));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        using var whole = await SendAsync(Path(DataName), r => (r.Headers.Range, r.Headers.IfRange) = (new RangeHeaderValue(10, 19), new RangeConditionHeaderValue(new EntityTagHeaderValue("\"old\""))));
        Assert.Equal((HttpStatusCode.OK, _data.Length), (whole.StatusCode, (await whole.Content.ReadAsByteArrayAsync()).Length));
        using var failed = await SendAsync(Path(DataName), r => r.Headers.IfMatch.Add(new EntityTagHeaderValue("\"old\"")));
        Assert.Equal(HttpStatusCode.PreconditionFailed, failed.StatusCode);
    }

    [Fact]
    public async Task NobodyGetsTheBookOfAnotherDomainNorLearnsThatThereIsOne()
    {
        foreach (var name in (string[])["oab.xml", DataName])
        {
            using var stranger = await SendAsync(Path(name), user: _installation.Stranger);
            using var nothing = await SendAsync($"/oab/{Guid.NewGuid():D}/{name}", user: _installation.Stranger);
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (stranger.StatusCode, nothing.StatusCode));
            Assert.Equal(nothing.Content.Headers.ContentLength, stranger.Content.Headers.ContentLength);
            using var anonymous = await SendAsync(Path(name), signIn: false);
            Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
            using var unknown = await SendAsync($"/oab/{Guid.NewGuid():D}/{name}", signIn: false);
            Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        }
        // What is in the manifest of the own domain is not to be had through it by others' names.
        using var foreign = await SendAsync($"/oab/{OfflineAddressBookIdentity.BookId(_installation.Elsewhere.DomainId):D}/{DataName}");
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    [Theory]
    [InlineData("../oab.xml"), InlineData("..%2Foab.xml"), InlineData("%2e%2e%2f%2e%2e%2fetc%2fpasswd"), InlineData("oab.xml/"), InlineData("oab.xml/x"), InlineData("x/oab.xml"), InlineData(""), InlineData("oab.xml;x"), InlineData("data-3.lzx"), InlineData("..\\oab.xml"), InlineData("CON"), InlineData("oab.xml::$DATA")]
    public async Task OnlyNamesThatAreThereLeadAnywhere(string name)
    {
        using var response = await SendAsync(Path(name));
        // A slash at the end is nothing to a router; it is the same file.
        Assert.Equal(name == "oab.xml/" ? HttpStatusCode.OK : HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(_read);
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000"), InlineData("x"), InlineData("{0}x"), InlineData("%7B{0}%7D"), InlineData("..")]
    public async Task OnlyTheBooksOwnNameIsItsName(string book)
    {
        using var response = await SendAsync($"/oab/{string.Format(System.Globalization.CultureInfo.InvariantCulture, book, BookId)}/oab.xml");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task WhereNothingIsPublishedThereIsNothing()
    {
        _publication = null;
        using var response = await SendAsync(Path("oab.xml"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task ADomainThatHasMapiOffHasNone()
    {
        _installation.Domain = _installation.Domain with { MapiEnabled = false };
        using var response = await SendAsync(Path("oab.xml"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task WhileTheStoreCannotBeReachedClientsAreAskedToComeAgain()
    {
        _down = true;
        using var response = await SendAsync(Path("oab.xml"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task AVersionThatGoesWhileItIsDownloadedBreaksOff()
    {
        // The file of the version before has no bytes any more.
        await Assert.ThrowsAnyAsync<HttpRequestException>(async () =>
        {
            using var response = await SendAsync(Path($"{BookId:D}-data-2.lzx"));
            await response.Content.ReadAsByteArrayAsync();
        });
    }

    [Fact]
    public async Task DownloadsAreLimitedByThemselves()
    {
        await _host.DisposeAsync();
        _host = await FrontendHost.StartAsync(_installation.Grains, null, ("WebFrontend:MaxConcurrentDownloads", "1"));
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var whole = _installation.OnOab;
        _installation.OnOab = book => GrainDouble.Of<IOfflineAddressBookGrain>((name, args) => name == nameof(IOfflineAddressBookGrain.GetPublicationAsync) ? WaitAsync(whole(book)) : throw new InvalidOperationException(name));
        var first = SendAsync(Path("oab.xml"));
        await begun.Task;
        using (var second = await SendAsync(Path("oab.xml")))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
            Assert.NotNull(second.Headers.RetryAfter);
        }
        go.SetResult();
        using (var served = await first) Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        using var third = await SendAsync(Path("oab.xml"));
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);

        async Task<OabPublication?> WaitAsync(IOfflineAddressBookGrain grain)
        {
            begun.TrySetResult();
            await go.Task;
            return await grain.GetPublicationAsync();
        }
    }

    [Fact]
    public async Task OtherMethodsAreRefused()
    {
        using var response = await SendAsync(Path("oab.xml"), method: HttpMethod.Post);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }
}
