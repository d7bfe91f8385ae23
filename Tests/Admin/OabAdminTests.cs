using System.Net;
using System.Security.Cryptography;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.OfflineAddressBook;
using MapiOrleans.Grains.OfflineAddressBook;
using MapiOrleans.Mapi.OfflineAddressBook;
using MapiOrleans.WebFrontend.Admin.Cli;
using Xunit;

namespace MapiOrleans.Tests.Admin;

/// <summary>Offline address books from the directory to what is downloaded, by the admin API and by the command line.</summary>
public sealed class OabAdminTests(AdminServer server) : IClassFixture<AdminServer>
{
    private readonly string _domain = $"o{Guid.NewGuid():n}.test";

    [Fact]
    public async Task ABookIsMadeShownStoppedAndMadeAgain()
    {
        var directory = server.Grains.GetGrain<IDirectoryGrain>(0);
        var domain = await directory.PutDomainAsync(new DomainInfo { Name = _domain, MapiEnabled = true });
        await directory.PutObjectAsync(new DirectoryObject { ObjectId = Guid.Empty, Domain = _domain, Kind = DirectoryKind.Contact, Address = $"ann@{_domain}", DisplayName = "Ann", LegacyDN = "" }, null);
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync("GET", "domains/nowhere.test/oab")).Status);
        // Nothing is scheduled yet: there is nothing to make.
        Assert.Equal(HttpStatusCode.Conflict, (await server.SendAsync("POST", $"domains/{_domain}/oab/build")).Status);
        var work = server.Service<OabWork>();
        await work.ScheduleAsync(default);
        var (status, shown) = await server.SendAsync("POST", $"domains/{_domain}/oab/stop");
        Assert.Equal((HttpStatusCode.OK, "stopped"), (status, shown.GetProperty("state").GetString()));
        await work.RunDueAsync(default);
        var book = server.Grains.GetGrain<IOfflineAddressBookGrain>(OfflineAddressBookIdentity.BookId(domain.DomainId));
        Assert.Null(await book.GetPublicationAsync());
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("POST", $"domains/{_domain}/oab/build")).Status);
        await work.RunDueAsync(default);
        var output = new StringWriter();
        var code = await AdminCommandLine.RunAsync(["oab", "show", _domain, "--url", server.Url, "--token-file", server.TokenFile], new AdminConsole { In = TextReader.Null, Out = output, Error = output });
        Assert.Equal(0, code);
        Assert.Contains("version\t1", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("-data-1.lzx", output.ToString(), StringComparison.Ordinal);
        // What the grain gives is what was published, in pieces as they are asked for.
        var file = (await book.GetPublicationAsync())!.Files.Single(f => f.Type == OabFileType.Full);
        using var bytes = new MemoryStream();
        while (await book.ReadAsync(file.FileId, bytes.Length, 100) is { Length: > 0 } piece) bytes.Write(piece);
        Assert.Equal((file.Size, Convert.ToHexString(file.Sha1)), (bytes.Length, Convert.ToHexString(SHA1.HashData(bytes.ToArray()))));
        var details = OabDetails.TryParse(new OabDecompressor().TryDecompress(bytes.ToArray(), 1 << 20, out _), out _)!;
        Assert.Equal($"ann@{_domain}", Assert.Single(details.Records)[1].AsString());
        Assert.Empty(await book.ReadAsync(file.FileId, -1, 10));
        Assert.Empty(await book.ReadAsync(file.FileId, long.MaxValue, 10));
        Assert.Empty(await book.ReadAsync(file.FileId, 0, 0));
        Assert.Empty(await book.ReadAsync(Guid.NewGuid(), 0, 10));
    }
}
