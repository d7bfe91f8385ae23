using MapiOrleans.Grains.OfflineAddressBook;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Tests.Frontend;
using MapiOrleans.Tests.Store;
using Xunit;

namespace MapiOrleans.Tests.OfflineAddressBook;

public sealed class OabChunkCacheTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>, IDisposable
{
    private readonly OabWorld _world = new(fixture);
    private readonly Guid _file = Guid.NewGuid();
    private readonly List<long> _asked = [];
    private Func<long, Task<byte[]>> _answer = n => Task.FromResult(new[] { (byte)n });

    public void Dispose() => _world.Dispose();

    private OabChunkCache Cache(int chunks)
    {
        _world.Options.CacheSize = chunks * 100;
        return new OabChunkCache(GrainDouble.Of<IOfflineAddressBookStore>((name, args) =>
        {
            if (name == "get_ChunkSize") return 100;
            _asked.Add((long)args[1]!);
            return _answer((long)args[1]!);
        }), _world.Options, _world.Metrics);
    }

    [Fact]
    public async Task ChunksThatAreAskedForAgainComeFromMemoryAndThoseLongestNotAskedForGo()
    {
        var cache = Cache(3);
        foreach (var n in (long[])[0, 1, 2, 0, 3, 0, 2, 3, 1]) Assert.Equal([(byte)n], await cache.GetAsync(_file, n));
        // 1 went when 3 came: 0 had been asked for since.
        Assert.Equal([0, 1, 2, 3, 1], _asked);
    }

    [Fact]
    public async Task WhoAsksAtATimeWaitsForOneAnswer()
    {
        var answer = new TaskCompletionSource<byte[]>();
        _answer = _ => answer.Task;
        var cache = Cache(3);
        var all = Enumerable.Range(0, 10).Select(_ => cache.GetAsync(_file, 5)).ToList();
        answer.SetResult([7]);
        Assert.All(await Task.WhenAll(all), b => Assert.Equal([7], b));
        Assert.Single(_asked);
    }

    [Fact]
    public async Task FailuresAndNothingAreNotKept()
    {
        _answer = _ => Task.FromException<byte[]>(new StoreUnavailableException("down"));
        var cache = Cache(3);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => cache.GetAsync(_file, 1));
        _answer = _ => Task.FromResult<byte[]>([]);
        Assert.Empty(await cache.GetAsync(_file, 1));
        _answer = _ => Task.FromResult<byte[]>([1]);
        Assert.Equal([1], await cache.GetAsync(_file, 1));
        Assert.Equal([1], await cache.GetAsync(_file, 1));
        Assert.Equal(3, _asked.Count);
    }

    [Fact]
    public async Task ACacheThatHoldsNothingStillAnswers()
    {
        var cache = Cache(0);
        Assert.Equal([4], await cache.GetAsync(_file, 4));
        Assert.Equal([5], await cache.GetAsync(_file, 5));
    }
}
