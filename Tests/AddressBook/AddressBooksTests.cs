using System.Diagnostics.Metrics;
using MapiOrleans.Grains.AddressBook;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Tests.Frontend;
using MapiOrleans.Tests.Session;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace MapiOrleans.Tests.AddressBook;

/// <summary>A node's books follow the directory's store.</summary>
public sealed class AddressBooksTests : IDisposable
{
    private readonly BookWorld _world = new();
    private readonly ManualTime _time = new();
    private readonly List<(string Domain, long After)> _asked = [];
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly AddressBooks _books;
    private readonly List<DirectoryObject> _put = [];
    private readonly List<(long Version, long Number)> _removed = [];
    private long _version;
    private bool _down;
    private bool _forgotten;

    public AddressBooksTests()
    {
        var store = GrainDouble.Of<IDirectoryStore>((name, args) => name == nameof(IDirectoryStore.ChangesAsync)
            ? ChangesAsync((string)args[0]!, (long)args[1]!, (int)args[2]!)
            : throw new InvalidOperationException(name));
        _books = new AddressBooks(store, _world.Options, _time, new AddressBookMetrics(_services.GetRequiredService<IMeterFactory>()), NullLogger<AddressBooks>.Instance);
    }

    public void Dispose() => _services.Dispose();

    private Task<DirectoryChanges> ChangesAsync(string domain, long after, int limit)
    {
        _asked.Add((domain, after));
        if (_down) throw new StoreUnavailableException("down");
        if (_forgotten && after > 0)
        {
            _forgotten = false;
            return Task.FromResult(new DirectoryChanges(_version, [], [], false, Complete: false));
        }
        var put = _put.Where(o => o.Domain == domain && o.Version > after).OrderBy(o => o.Version).Take(limit).ToList();
        var version = put.Count == limit ? put[^1].Version : _version;
        return Task.FromResult(new DirectoryChanges(version, put, [.. _removed.Where(r => r.Version > after && r.Version <= version).Select(r => r.Number)], version < _version, Complete: true));
    }

    private DirectoryObject Put(DirectoryObject entry)
    {
        var put = entry with { Version = ++_version };
        _put.RemoveAll(o => o.Number == put.Number);
        _put.Add(put);
        return put;
    }

    private DirectoryObject Add(string name) => Put(_world.Add(name, name));

    private async Task<string[]> NamesAsync(string domain = "example.test") => [.. (await _books.GetAsync(domain)).Entries.Select(e => e.DisplayName)];

    [Fact]
    public async Task What_changed_is_seen_within_five_seconds()
    {
        var first = Add("one");
        Add("two");
        Assert.Equal(["one", "two"], await NamesAsync());
        Put(first with { DisplayName = "uno" });
        _removed.Add((++_version, _put[0].Number));
        _put.RemoveAt(0);
        Assert.Equal(["one", "two"], await NamesAsync());
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["uno"], await NamesAsync());
        // Only what changed was read.
        Assert.Equal([0, 2], _asked.Select(a => a.After));
    }

    [Fact]
    public async Task Asked_within_a_moment_the_store_is_left_alone()
    {
        Add("one");
        await NamesAsync();
        for (var i = 0; i < 10; i++) await NamesAsync();
        Assert.Single(_asked);
        await _books.GetAsync("example.test", now: true);
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task Many_entries_come_in_pages()
    {
        for (var i = 0; i < 2_500; i++) Put(new DirectoryObject { ObjectId = Guid.NewGuid(), Domain = "example.test", Kind = DirectoryKind.User, Address = $"u{i}@example.test", DisplayName = $"u{i}", LegacyDN = $"/cn={i}", Number = i + 1 });
        Assert.Equal(2_500, (await NamesAsync()).Length);
        Assert.Equal([0, 1_000, 2_000], _asked.Select(a => a.After));
    }

    [Fact]
    public async Task Domains_have_books_of_their_own()
    {
        Add("one");
        Put(new BookWorld("elsewhere.test").Add("two", "two"));
        Assert.Equal(["one"], await NamesAsync());
        Assert.Equal(["two"], await NamesAsync("elsewhere.test"));
    }

    [Fact]
    public async Task Without_the_store_what_is_known_is_shown()
    {
        _down = true;
        await Assert.ThrowsAsync<DirectoryUnavailableException>(() => NamesAsync());
        _down = false;
        Add("one");
        Assert.Equal(["one"], await NamesAsync());
        Add("two");
        _down = true;
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(["one"], await NamesAsync());
        _down = false;
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["one", "two"], await NamesAsync());
    }

    [Fact]
    public async Task A_book_that_the_store_cannot_bring_up_to_date_is_made_anew()
    {
        Add("one");
        await NamesAsync();
        _put.Clear();
        Add("two");
        _forgotten = true;
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["two"], await NamesAsync());
    }

    [Fact]
    public async Task A_book_that_nobody_looks_at_is_forgotten()
    {
        Add("one");
        await NamesAsync();
        _time.Advance(TimeSpan.FromHours(1));
        await NamesAsync("elsewhere.test");
        await NamesAsync();
        Assert.Equal([("example.test", 0), ("elsewhere.test", 0), ("example.test", 0)], _asked);
    }

    [Fact]
    public async Task Entries_whose_number_is_too_large_are_left_out()
    {
        Put(_world.Add("big", "big") with { Number = uint.MaxValue });
        Add("one");
        Assert.Equal(["one"], await NamesAsync());
    }
}
