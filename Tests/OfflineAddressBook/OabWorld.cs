using System.Diagnostics.Metrics;
using MapiOrleans.Grains.AddressBook;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.OfflineAddressBook;
using MapiOrleans.Grains.OfflineAddressBook;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.OfflineAddressBook;
using MapiOrleans.Tests.Frontend;
using MapiOrleans.Tests.Session;
using MapiOrleans.Tests.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace MapiOrleans.Tests.OfflineAddressBook;

/// <summary>A directory in memory, a store on SQLite, and what makes offline address books of the one in the other.</summary>
internal sealed class OabWorld : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Dictionary<long, DirectoryObject> _entries = [];
    private readonly List<(long Version, long Number)> _removed = [];
    private readonly AddressBookOptions _bounds = new();
    private long _version;
    private long _number;

    public OabWorld(StoreFixture fixture)
    {
        Store = fixture.OfflineAddressBooksBy(Time);
        Jobs = fixture.JobsBy(Time);
        Directory = GrainDouble.Of<IDirectoryStore>((name, args) => name switch
        {
            nameof(IDirectoryStore.ChangesAsync) => Task.FromResult(Changes((string)args[0]!, (long)args[1]!)),
            nameof(IDirectoryStore.ReadDomainsAsync) => Task.FromResult<IReadOnlyList<DomainInfo>>([.. Domains!]),
            _ => throw new InvalidOperationException(name),
        });
        Domains = [new DomainInfo { Name = "example.test", Aliases = ["example.org"], DomainId = Guid.NewGuid(), MapiEnabled = true }];
        var meters = _services.GetRequiredService<IMeterFactory>();
        Books = new AddressBooks(Directory, _bounds, Time, new AddressBookMetrics(meters), NullLogger<AddressBooks>.Instance);
        Metrics = new OfflineAddressBookMetrics(meters);
    }

    public ManualTime Time { get; } = new();
    public OfflineAddressBookOptions Options { get; } = new();
    public IOfflineAddressBookStore Store { get; }
    public IJobStore Jobs { get; }
    public IDirectoryStore Directory { get; }
    public List<DomainInfo> Domains { get; }
    public DomainInfo Domain => Domains[0];
    public AddressBooks Books { get; }
    public OfflineAddressBookMetrics Metrics { get; }
    public Guid BookId => OfflineAddressBookIdentity.BookId(Domain.DomainId);

    public OabBuilder Builder(IOfflineAddressBookStore? store = null) => new(store ?? Store, Books, Options, _bounds, Metrics, Time, NullLogger<OabBuilder>.Instance);

    public OabWork Work(IOfflineAddressBookStore? store = null) => new(Jobs, Store, Directory, Builder(store), Options, Metrics, Time, NullLogger<OabWork>.Instance);

    public DirectoryObject Add(string local, DirectoryKind kind = DirectoryKind.User, Func<DirectoryObject, DirectoryObject>? with = null)
    {
        var number = ++_number;
        var id = new Guid((int)number, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8);
        var entry = new DirectoryObject
        {
            ObjectId = id,
            Domain = Domain.Name,
            Kind = kind,
            Address = $"{local}@{Domain.Name}",
            DisplayName = $"{char.ToUpperInvariant(local[0])}{local[1..]} Example",
            LegacyDN = $"{LegacyNames.AdministrativeGroup}/cn=Recipients/cn={id:n}-{local}",
            MailboxGuid = kind == DirectoryKind.User ? new Guid((int)number, 8, 8, 1, 2, 3, 4, 5, 6, 7, 8) : Guid.Empty,
            Number = number,
        };
        return Put(with is null ? entry : with(entry));
    }

    public DirectoryObject Put(DirectoryObject entry)
    {
        var put = entry with { Version = ++_version };
        _entries[put.Number] = put;
        return put;
    }

    public void Remove(DirectoryObject entry)
    {
        _entries.Remove(entry.Number);
        _removed.Add((++_version, entry.Number));
    }

    public async Task<bool> BuildAsync() => await Builder().BuildAsync(Domain, now: true, static _ => Task.CompletedTask, default) == OabOutcome.Published;

    public async Task<OabRecordSet> PublishedAsync() => (await Store.FindAsync(BookId, default))!;

    public async Task<byte[]> ReadAsync(OabFileRecord file)
    {
        using var all = new MemoryStream();
        for (var n = 0; await Store.ReadChunkAsync(file.FileId, n, default) is { Length: > 0 } chunk; n++) all.Write(chunk);
        return all.ToArray();
    }

    /// <summary>The uncompressed details of a version, by the decoder of others.</summary>
    public async Task<byte[]> DetailsAsync(long sequence) =>
        Mspack.Decompress(await ReadAsync((await PublishedAsync()).Files.Single(f => f.Kind == OabFileKind.Full && f.Sequence == sequence)));

    public async Task<OabDetails> NewestAsync()
    {
        var details = OabDetails.TryParse(await DetailsAsync((await PublishedAsync()).Sequence), out var error);
        return details ?? throw new InvalidDataException(error.ToString());
    }

    public void Dispose() => _services.Dispose();

    private DirectoryChanges Changes(string domain, long after) => new(
        _version, [.. _entries.Values.Where(e => e.Domain == domain && e.Version > after).OrderBy(e => e.Version)], [.. _removed.Where(r => r.Version > after).Select(r => r.Number)], More: false, Complete: true);
}
