using System.Security.Cryptography;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.OfflineAddressBook;
using MapiOrleans.Grains.OfflineAddressBook;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Compression;
using MapiOrleans.Mapi.OfflineAddressBook;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Tests.Frontend;
using MapiOrleans.Tests.Store;
using Xunit;

namespace MapiOrleans.Tests.OfflineAddressBook;

public sealed class OabBuilderTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>, IDisposable
{
    private readonly OabWorld _world = new(fixture);

    public void Dispose() => _world.Dispose();

    private static PropertyValue Of(PropertyValue[] record, PropertyTag tag)
    {
        for (var i = 0; i < record.Length; i++)
        {
            if (OabContent.Schema.Objects[i].Tag.Id == tag.Id) return record[i];
        }
        throw new ArgumentException($"{tag} is not in the schema.");
    }

    private static string? Text(PropertyValue[] record, PropertyTag tag) => Of(record, tag) is { HasValue: true } value ? value.AsString() : null;

    [Fact]
    public async Task EverybodyWhoIsNotHiddenIsInItInOrderOfAddress()
    {
        _world.Add("zoe", with: e => e with { DisplayName = "Zoë Ångström", Title = "Ingénieure", Aliases = ["z@example.test"] });
        _world.Add("hidden", with: e => e with { Hidden = true });
        var boss = _world.Add("boss");
        _world.Add("anna", with: e => e with { Manager = boss.Address, PhotoBytes = 100, CertificateBytes = 10 });
        _world.Add("staff", DirectoryKind.Group, e => e with { Members = [boss.Address, "anna@example.test"] });
        _world.Add("room", DirectoryKind.Room, e => e with { Capacity = 12 });
        Assert.True(await _world.BuildAsync());

        var details = await _world.NewestAsync();
        Assert.Equal(new OabListInfo(@"\Global Address List", "/", 1, _world.BookId), details.List);
        Assert.Equal(5u, details.Header.Count);
        Assert.Equal(["anna@example.test", "boss@example.test", "room@example.test", "staff@example.test", "zoe@example.test"], details.Records.Select(r => Text(r, PidTag.SmtpAddress)));
        var (anna, room, staff, zoe) = (details.Records[0], details.Records[2], details.Records[3], details.Records[4]);
        Assert.Equal(boss.LegacyDN, Text(anna, PidTag.AddressBookManager));
        Assert.Equal([(int)PidTag.UserX509Certificate.Value, (int)PidTag.AddressBookX509Certificate.Value, (int)PidTag.ThumbnailPhoto.Value], Of(anna, PidTag.OfflineAddressBookTruncatedProperties).AsArray<int>());
        Assert.False(Of(zoe, PidTag.OfflineAddressBookTruncatedProperties).HasValue);
        Assert.Equal(("Zoë Ångström", "Ingénieure"), (Text(zoe, PidTag.DisplayName), Text(zoe, PidTag.Title)));
        Assert.Equal(["SMTP:zoe@example.test", "smtp:z@example.test", "smtp:zoe@example.org", "smtp:z@example.org"], Of(zoe, PidTag.AddressBookProxyAddresses).AsArray<string>());
        Assert.Equal(((int)DisplayType.DistList, 2), (Of(staff, PidTag.DisplayType).AsInt32(), Of(staff, PidTag.AddressBookDistributionListMemberCount).AsInt32()));
        Assert.Equal(12, Of(room, PidTag.AddressBookRoomCapacity).AsInt32());
        Assert.Equal(16, Of(room, PidTag.AddressBookObjectGuid).AsBytes().Length);
    }

    [Fact]
    public async Task SizesCrcAndHashesAreThoseOfTheFiles()
    {
        for (var i = 0; i < 3_000; i++) _world.Add($"user{i}", with: e => e with { Department = $"Department {i % 40}" });
        Assert.True(await _world.BuildAsync());
        var book = await _world.PublishedAsync();
        Assert.Equal(4, book.Files.Count);
        foreach (var file in book.Files)
        {
            var bytes = await _world.ReadAsync(file);
            var made = Mspack.Decompress(bytes);
            Assert.Equal((file.Size, file.UncompressedSize, file.Crc), (bytes.Length, made.Length, Crc32.Append(0xFFFFFFFF, made)));
            Assert.Equal(SHA1.HashData(bytes), file.Sha1);
            Assert.Equal(made, new OabDecompressor().TryDecompress(bytes, made.Length, out _));
        }
    }

    [Fact]
    public async Task TemplatesOfThreeLanguagesShowWhatIsShownOnline()
    {
        _world.Add("anna");
        await _world.BuildAsync();
        var templates = (await _world.PublishedAsync()).Files.Where(f => f.Kind == OabFileKind.Template).ToList();
        Assert.Equal([0x407u, 0x409u, 0x40Cu], templates.Select(t => t.Language).Order());
        foreach (var template in templates)
        {
            var file = OabTemplateFile.TryParse(Mspack.Decompress(await _world.ReadAsync(template)), out var error)!;
            Assert.Null(error);
            // Users, groups, public folders, dynamic groups, people outside.
            Assert.Equal([true, true, true, true, false, false, true], file.Templates.Select(t => t is not null));
            var dialog = DialogTemplate.TryParse(file.Templates[0]!.Template, 1252, out _)!;
            Assert.Equal(template.Language switch { 0x407 => "Allgemein", 0x40C => "Général", _ => "General" }, dialog.Controls[0].Text);
        }
        // X.500 names are unique, in all languages together.
        var names = new List<string>();
        foreach (var template in templates) names.AddRange(OabTemplateFile.TryParse(Mspack.Decompress(await _world.ReadAsync(template)), out _)!.Templates.Where(t => t is not null).Select(t => t!.DistinguishedName));
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public async Task ADifferenceMakesTheNewVersionOfTheOldOne()
    {
        var entries = Enumerable.Range(0, 4_000).Select(i => _world.Add($"user{i:d5}", with: e => e with { Department = $"Department {i % 40}", Title = $"Title {i * 7919 % 1000}" })).ToList();
        Assert.True(await _world.BuildAsync());
        var before = await _world.DetailsAsync(1);
        for (var i = 0; i < 20; i++) _world.Put(entries[i * 199] with { Title = $"Somebody else {i}" });
        for (var i = 0; i < 10; i++) _world.Remove(entries[(i * 300) + 7]);
        for (var i = 0; i < 10; i++) _world.Add($"user{i:d5}new");
        _world.Add("aaa");
        _world.Add("zzz");
        _world.Put(entries[2000] with { Address = "moved@example.test" });
        Assert.True(await _world.BuildAsync());

        var book = await _world.PublishedAsync();
        var difference = book.Files.Single(f => f.Kind == OabFileKind.Difference);
        var full = book.Files.Single(f => f.Kind == OabFileKind.Full && f.Sequence == 2);
        var after = await _world.DetailsAsync(2);
        var patch = await _world.ReadAsync(difference);
        Assert.Equal(after, Mspack.Patch(before, patch));
        Assert.Equal(after, new OabDecompressor().TryPatch(before, patch, after.Length, out _));
        Assert.Equal((2L, (long)after.Length, SHA1.HashData(patch).Length), (difference.Sequence, difference.UncompressedSize, difference.Sha1.Length));
        Assert.Equal(SHA1.HashData(patch), difference.Sha1);
        Assert.True(difference.Size < full.Size / 10, $"{difference.Size} of {full.Size}");
        Assert.Equal(4_002u, (await _world.NewestAsync()).Header.Count);
        Assert.Equal(2u, (await _world.NewestAsync()).List!.Sequence);
    }

    [Fact]
    public async Task WhereNothingChangedThereIsNoNewVersion()
    {
        var anna = _world.Add("anna");
        Assert.True(await _world.BuildAsync());
        Assert.False(await _world.BuildAsync());
        // A change that nobody sees is none.
        _world.Put(anna with { QuotaBytes = 5 });
        _world.Add("hidden", with: e => e with { Hidden = true });
        Assert.False(await _world.BuildAsync());
        Assert.Equal(1, (await _world.PublishedAsync()).Sequence);
        _world.Put(anna with { Hidden = true });
        Assert.True(await _world.BuildAsync());
        Assert.Empty((await _world.NewestAsync()).Records);
    }

    [Fact]
    public async Task DifferencesAreKeptForSoManyVersionsAndFullDetailsForTwo()
    {
        _world.Options.DifferencesKept = 3;
        for (var i = 0; i < 300; i++) _world.Add($"user{i}");
        for (var version = 1; version <= 6; version++)
        {
            _world.Add($"new{version}");
            Assert.True(await _world.BuildAsync());
        }
        var files = (await _world.PublishedAsync()).Files;
        Assert.Equal([6L, 5, 4], files.Where(f => f.Kind == OabFileKind.Difference).Select(f => f.Sequence).OrderDescending());
        Assert.Equal([6L, 5], files.Where(f => f.Kind == OabFileKind.Full).Select(f => f.Sequence).OrderDescending());
        // Who has version 3 comes to version 6, one difference after the other; the one before the first makes what the fifth is made of.
        var details = await _world.DetailsAsync(5);
        Assert.Equal(await _world.DetailsAsync(6), Mspack.Patch(details, await _world.ReadAsync(files.Single(f => f.Kind == OabFileKind.Difference && f.Sequence == 6))));
    }

    [Fact]
    public async Task ADifferenceThatIsNearlyAsLargeAsTheWholeIsNotKeptNorAnyBeforeIt()
    {
        var entries = Enumerable.Range(0, 500).Select(i => _world.Add($"user{i}")).ToList();
        await _world.BuildAsync();
        _world.Add("one");
        await _world.BuildAsync();
        Assert.Contains((await _world.PublishedAsync()).Files, f => f.Kind == OabFileKind.Difference);
        foreach (var entry in entries) _world.Put(entry with { Title = Guid.NewGuid().ToString(), Office = Guid.NewGuid().ToString() });
        await _world.BuildAsync();
        Assert.DoesNotContain((await _world.PublishedAsync()).Files, f => f.Kind == OabFileKind.Difference);
    }

    [Fact]
    public async Task AVersionWhoseSourceCannotBeReadIsPublishedWithoutADifference()
    {
        _world.Add("anna");
        await _world.BuildAsync();
        _world.Add("boss");
        var broken = GrainDouble.Of<IOfflineAddressBookStore>((name, args) => name switch
        {
            nameof(IOfflineAddressBookStore.FindAsync) => _world.Store.FindAsync((Guid)args[0]!, default),
            nameof(IOfflineAddressBookStore.CreateFile) => _world.Store.CreateFile((Guid)args[0]!),
            nameof(IOfflineAddressBookStore.PublishAsync) => _world.Store.PublishAsync((OabRecordSet)args[0]!, (long)args[1]!, default),
            nameof(IOfflineAddressBookStore.ReadChunkAsync) => Task.FromResult(new byte[20]),
            _ => throw new InvalidOperationException(name),
        });
        Assert.Equal(OabOutcome.Published, await _world.Builder(broken).BuildAsync(_world.Domain, now: true, static _ => Task.CompletedTask, default));
        var book = await _world.PublishedAsync();
        Assert.Equal(2, book.Sequence);
        Assert.DoesNotContain(book.Files, f => f.Kind == OabFileKind.Difference);
    }

    [Fact]
    public async Task LongTextIsCutAndNamed()
    {
        _world.Options.MaxTextSize = 10;
        _world.Options.MaxValuesSize = 60;
        _world.Add("anna", with: e => e with { Title = "ééééééé", Aliases = [.. Enumerable.Range(0, 10).Select(i => $"a{i}@example.test")] });
        await _world.BuildAsync();
        var record = Assert.Single((await _world.NewestAsync()).Records);
        Assert.Equal("ééééé", Text(record, PidTag.Title));
        var truncated = Of(record, PidTag.OfflineAddressBookTruncatedProperties).AsArray<int>();
        Assert.Contains((int)PidTag.Title.Value, truncated);
        Assert.Contains((int)PidTag.AddressBookProxyAddresses.Value, truncated);
        Assert.Equal(2, Of(record, PidTag.AddressBookProxyAddresses).AsArray<string>().Length);
    }

    [Fact]
    public async Task ABookThatIsTooLargeIsNotPublished()
    {
        _world.Add("anna");
        _world.Options.MaxDetailsSize = 100;
        await Assert.ThrowsAsync<OabTooLargeException>(_world.BuildAsync);
        Assert.Null(await _world.Store.FindAsync(_world.BookId, default));
    }

    [Fact]
    public async Task DomainsHaveBooksOfTheirOwn()
    {
        _world.Add("anna");
        await _world.BuildAsync();
        var other = new DomainInfo { Name = "other.test", DomainId = Guid.NewGuid(), MapiEnabled = true };
        _world.Add("bert", with: e => e with { Domain = "other.test", Address = "bert@other.test" });
        await _world.Builder().BuildAsync(other, now: true, static _ => Task.CompletedTask, default);
        Assert.Equal("anna@example.test", Text(Assert.Single((await _world.NewestAsync()).Records), PidTag.SmtpAddress));
        var book = (await _world.Store.FindAsync(OfflineAddressBookIdentity.BookId(other.DomainId), default))!;
        var details = OabDetails.TryParse(Mspack.Decompress(await _world.ReadAsync(book.Files.Single(f => f.Kind == OabFileKind.Full))), out _)!;
        Assert.Equal("bert@other.test", Text(Assert.Single(details.Records), PidTag.SmtpAddress));
        Assert.NotEqual(_world.BookId, details.List!.ContainerGuid);
    }
}
