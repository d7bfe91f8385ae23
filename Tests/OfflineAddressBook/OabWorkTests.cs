using System.Text;
using MapiOrleans.Grains.OfflineAddressBook;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Tests.Frontend;
using MapiOrleans.Tests.Store;
using Xunit;

namespace MapiOrleans.Tests.OfflineAddressBook;

public sealed class OabWorkTests : IAsyncLifetime
{
    private readonly SqliteFixture _fixture = new();
    private OabWorld _world = null!;

    public async Task InitializeAsync()
    {
        await _fixture.InitializeAsync();
        _world = new OabWorld(_fixture);
    }

    public async Task DisposeAsync()
    {
        _world.Dispose();
        await _fixture.DisposeAsync();
    }

    private Task<JobRecord?> JobAsync() => _world.Jobs.FindAsync(OabWork.JobIdOf(_world.BookId), default);

    [Fact]
    public async Task DomainsGetBooksAndNewVersionsWhenTheyAreDue()
    {
        _world.Add("anna");
        var work = _world.Work();
        await work.ScheduleAsync(default);
        await work.ScheduleAsync(default);
        await _world.Work().ScheduleAsync(default);
        Assert.Single(await _world.Jobs.ListAsync(0, 10, default));
        Assert.Equal(1, await work.RunDueAsync(default));
        Assert.Equal(1, (await _world.PublishedAsync()).Sequence);
        _world.Add("boss");
        Assert.Equal(0, await work.RunDueAsync(default));
        _world.Time.Advance(_world.Options.BuildInterval);
        Assert.Equal(1, await work.RunDueAsync(default));
        Assert.Equal(2, (await _world.PublishedAsync()).Sequence);
        Assert.Equal("published", Encoding.UTF8.GetString((await JobAsync())!.Data));
        _world.Time.Advance(_world.Options.BuildInterval);
        await work.RunDueAsync(default);
        Assert.Equal("nothing changed", Encoding.UTF8.GetString((await JobAsync())!.Data));
    }

    [Fact]
    public async Task ADomainThatGrowsMuchDoesNotWaitForItsTimeAndLittleChangesDo()
    {
        var work = _world.Work();
        await work.ScheduleAsync(default);
        await work.RunDueAsync(default);
        Assert.Empty((await _world.NewestAsync()).Records);
        for (var i = 0; i < 100; i++) _world.Add($"user{i}");
        Assert.Equal(0, await work.RunDueAsync(default));
        _world.Time.Advance(_world.Options.CheckInterval);
        Assert.Equal(1, await work.RunDueAsync(default));
        Assert.Equal(100, (await _world.NewestAsync()).Records.Count);
        _world.Add("one");
        _world.Time.Advance(_world.Options.CheckInterval);
        Assert.Equal(1, await work.RunDueAsync(default));
        Assert.Equal((2, "changes wait"), ((await _world.PublishedAsync()).Sequence, Encoding.UTF8.GetString((await JobAsync())!.Data)));
        // Somebody asks for it.
        Assert.True(await _world.Jobs.ChangeAsync(OabWork.JobIdOf(_world.BookId), held: false, OabWork.AskedFor, default));
        Assert.Equal(1, await work.RunDueAsync(default));
        Assert.Equal(3, (await _world.PublishedAsync()).Sequence);
        _world.Add("two");
        _world.Time.Advance(_world.Options.BuildInterval);
        Assert.Equal(1, await work.RunDueAsync(default));
        Assert.Equal(4, (await _world.PublishedAsync()).Sequence);
    }

    [Fact]
    public async Task ADomainThatHasMapiOffHasNoBook()
    {
        _world.Add("anna");
        var work = _world.Work();
        await work.ScheduleAsync(default);
        await work.RunDueAsync(default);
        _world.Domains[0] = _world.Domain with { MapiEnabled = false };
        await work.ScheduleAsync(default);
        Assert.Empty((await _world.PublishedAsync()).Files);
        _world.Time.Advance(_world.Options.BuildInterval);
        Assert.Equal(1, await work.RunDueAsync(default));
        Assert.Null(await JobAsync());
        _world.Domains[0] = _world.Domain with { MapiEnabled = true };
        await work.ScheduleAsync(default);
        await work.RunDueAsync(default);
        // Newer than what clients have from before, though it is the same.
        var book = await _world.PublishedAsync();
        Assert.Equal((2, 4), (book.Sequence, book.Files.Count));
    }

    [Fact]
    public async Task AFailedBuildIsTriedAgainAndSaysWhy()
    {
        _world.Add("anna");
        _world.Options.MaxDetailsSize = 10;
        var work = _world.Work();
        await work.ScheduleAsync(default);
        await work.RunDueAsync(default);
        var job = (await JobAsync())!;
        Assert.Contains("MaxDetailsSize", job.LastError, StringComparison.Ordinal);
        Assert.Equal((1, _world.Time.GetUtcNow() + _world.Options.RetryInterval), (job.Attempts, job.DueAt));
        _world.Options.MaxDetailsSize = 1 << 20;
        _world.Time.Advance(_world.Options.RetryInterval);
        await work.RunDueAsync(default);
        Assert.Equal((0, ""), ((await JobAsync())!.Attempts, (await JobAsync())!.LastError));
        Assert.Equal(1, (await _world.PublishedAsync()).Sequence);
    }

    [Fact]
    public async Task ABuildThatIsStoppedPublishesNothingAndIsBegunAnewWhenItIsAllowed()
    {
        _world.Add("anna");
        var stopped = false;
        // Stopped by an administrator when its first file is begun; the next that is reported finds that out.
        var store = GrainDouble.Of<IOfflineAddressBookStore>((name, args) =>
        {
            switch (name)
            {
                case nameof(IOfflineAddressBookStore.FindAsync):
                    return _world.Store.FindAsync((Guid)args[0]!, default);
                case nameof(IOfflineAddressBookStore.CreateFile):
                    stopped = _world.Jobs.StopAsync(OabWork.JobIdOf(_world.BookId), default).GetAwaiter().GetResult();
                    _world.Time.Advance(TimeSpan.FromSeconds(2));
                    return _world.Store.CreateFile((Guid)args[0]!);
                default:
                    throw new InvalidOperationException(name);
            }
        });
        var work = _world.Work(store);
        await work.ScheduleAsync(default);
        Assert.Equal(1, await work.RunDueAsync(default));
        Assert.True(stopped);
        Assert.Null(await _world.Store.FindAsync(_world.BookId, default));
        Assert.True((await JobAsync())!.Held);
        // The schedule does not undo it.
        await work.ScheduleAsync(default);
        Assert.Equal(0, await _world.Work().RunDueAsync(default));
        Assert.True(await _world.Jobs.ChangeAsync(OabWork.JobIdOf(_world.BookId), held: false, _world.Time.GetUtcNow(), default));
        Assert.Equal(1, await _world.Work().RunDueAsync(default));
        Assert.Equal(1, (await _world.PublishedAsync()).Sequence);
    }

    [Fact]
    public async Task ABuildWhoseNodeDiedIsBegunAnewByAnotherWhenItsTimeIsOver()
    {
        _world.Add("anna");
        await _world.Work().ScheduleAsync(default);
        Assert.Single(await _world.Jobs.ClaimAsync(Guid.NewGuid(), _world.Options.BuildTimeLimit, 1, default));
        Assert.Equal(0, await _world.Work().RunDueAsync(default));
        _world.Time.Advance(_world.Options.BuildTimeLimit);
        Assert.Equal(1, await _world.Work().RunDueAsync(default));
        Assert.Equal(1, (await _world.PublishedAsync()).Sequence);
    }
}
