using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Store;

public abstract partial class StoreContract
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>A time before that of any other test's work.</summary>
    private readonly ManualTime _early = new();

    private JobRecord NewJob(TestMailbox mailbox, long id, long message = 0, ExternalValue? part = null) => new()
    {
        JobId = id,
        Kind = message == 0 ? JobKind.Relay : JobKind.Submission,
        Key = mailbox.Key,
        MailboxGuid = mailbox.Guid,
        MessageId = message,
        DueAt = _early.GetUtcNow(),
        CreatedAt = _early.GetUtcNow(),
        Part = part,
        Data = [1, 2],
    };

    private static long JobId() => Random.Shared.NextInt64(1, long.MaxValue);

    [Fact]
    public async Task Work_is_claimed_by_one_until_its_lease_ends()
    {
        var (mailbox, jobs) = (await NewMailboxAsync(), fixture.JobsBy(_early));
        var ids = Enumerable.Range(0, 20).Select(_ => JobId()).ToArray();
        await mailbox.CommitAsync([.. ids.Select(id => new StoreOperation.PutJob(NewJob(mailbox, id)))]);
        var owners = Enumerable.Range(0, 4).Select(_ => Guid.NewGuid()).ToArray();
        var claimed = await Task.WhenAll(owners.Select(o => jobs.ClaimAsync(o, Lease, 100, default)));
        Assert.Equal(ids.Order(), claimed.SelectMany(c => c).Select(j => j.JobId).Order());

        var (first, owner) = claimed.Zip(owners).Where(c => c.First.Count > 0).Select(c => (c.First[0], c.Second)).First();
        Assert.Equal((mailbox.Key, mailbox.Guid, 2), (first.Key, first.MailboxGuid, first.Data.Length));
        Assert.False(await jobs.UpdateAsync(first, Guid.NewGuid(), default));
        Assert.True(await jobs.UpdateAsync(first with { Attempts = 3, LastError = "x", Data = [9] }, owner, default));
        Assert.False(await jobs.ChangeAsync(first.JobId, held: true, null, default));
        _early.Advance(Lease);
        Assert.Equal(20, (await jobs.ClaimAsync(Guid.NewGuid(), Lease, 100, default)).Count);
        Assert.False(await jobs.PutBackAsync(first, owner, default));
        Assert.False(await jobs.RemoveAsync(first, owner, default));
        await EndAsync(jobs);
    }

    [Fact]
    public async Task Work_that_was_put_back_is_due_when_it_says_and_held_work_is_not()
    {
        var (mailbox, jobs, owner, id) = (await NewMailboxAsync(), fixture.JobsBy(_early), Guid.NewGuid(), JobId());
        await mailbox.CommitAsync(new StoreOperation.PutJob(NewJob(mailbox, id)));
        var job = Assert.Single(await jobs.ClaimAsync(owner, Lease, 100, default));
        Assert.True(await jobs.PutBackAsync(job with { Attempts = 1, LastError = "later", DueAt = _early.GetUtcNow() + Lease }, owner, default));
        Assert.Empty(await jobs.ClaimAsync(owner, Lease, 100, default));
        Assert.True(await jobs.ChangeAsync(id, held: true, dueAt: _early.GetUtcNow(), default));
        Assert.Empty(await jobs.ClaimAsync(owner, Lease, 100, default));
        Assert.True(await jobs.ChangeAsync(id, held: false, null, default));
        job = Assert.Single(await jobs.ClaimAsync(owner, Lease, 100, default));
        Assert.Equal((1, "later", false), (job.Attempts, job.LastError, job.Held));
        Assert.True(await jobs.RemoveAsync(job, owner, default));
        Assert.False(await jobs.ChangeAsync(id, held: true, null, default));
    }

    [Fact]
    public async Task Work_keeps_its_part_until_it_ends()
    {
        var (mailbox, jobs, owner) = (await NewMailboxAsync(), fixture.JobsBy(_early), Guid.NewGuid());
        var part = await WritePartAsync(mailbox.Key, [1, 2, 3]);
        await mailbox.CommitAsync(new StoreOperation.PutJob(NewJob(mailbox, JobId(), part: part)));
        await Store.PurgeAsync(DateTimeOffset.UtcNow.AddDays(1), default);
        var job = Assert.Single(await jobs.ClaimAsync(owner, Lease, 100, default));
        Assert.Equal(part, job.Part);
        Assert.Equal([1, 2, 3], await ReadPartAsync(mailbox.Key, part));
        Assert.True(await jobs.RemoveAsync(job, owner, default));
        await Store.PurgeAsync(DateTimeOffset.UtcNow.AddDays(1), default);
        Assert.Empty(await ReadPartAsync(mailbox.Key, part with { Length = 0 }));
        // What names a part that is not there is not put in.
        await Assert.ThrowsAsync<StoreUnavailableException>(() => mailbox.CommitAsync(new StoreOperation.PutJob(NewJob(mailbox, JobId(), part: new ExternalValue(Guid.NewGuid(), 3)))));
    }

    [Fact]
    public async Task Work_ends_with_a_commit_of_its_holder_and_a_submission_is_taken_back_while_nobody_holds_it()
    {
        var (mailbox, jobs, owner, id) = (await NewMailboxAsync(), fixture.JobsBy(_early), Guid.NewGuid(), JobId());
        await mailbox.CommitAsync(new StoreOperation.PutJob(NewJob(mailbox, id, message: 500)));
        Assert.Single(await jobs.ClaimAsync(owner, Lease, 100, default));
        await Assert.ThrowsAsync<StoreConflictException>(() => mailbox.CommitAsync(new StoreOperation.AbortSubmission(500, _early.GetUtcNow())));
        await Assert.ThrowsAsync<StoreConflictException>(() => mailbox.CommitAsync(new StoreOperation.FinishJob(id, Guid.NewGuid())));
        await mailbox.CommitAsync(new StoreOperation.FinishJob(id, owner));
        await mailbox.CommitAsync(new StoreOperation.PutJob(NewJob(mailbox, JobId(), message: 501)));
        await mailbox.CommitAsync(new StoreOperation.AbortSubmission(501, _early.GetUtcNow()));
        Assert.Empty(await jobs.ClaimAsync(owner, Lease, 100, default));
    }

    [Fact]
    public async Task A_submission_is_held_by_one_spooler_until_it_lets_go_or_its_time_is_over()
    {
        var (mailbox, jobs, one, two) = (await NewMailboxAsync(), fixture.JobsBy(_early), Guid.NewGuid(), Guid.NewGuid());
        var now = _early.GetUtcNow();
        await mailbox.CommitAsync(new StoreOperation.PutJob(NewJob(mailbox, JobId(), message: 510)));
        StoreOperation.HoldSubmission Hold(Guid by, TimeSpan lease) => new(510, by, _early.GetUtcNow(), _early.GetUtcNow() + lease);
        await Assert.ThrowsAsync<StoreConflictException>(() => mailbox.CommitAsync(Hold(one, TimeSpan.Zero)));
        await mailbox.CommitAsync(Hold(one, Lease));
        await mailbox.CommitAsync(Hold(one, Lease));
        await Assert.ThrowsAsync<StoreConflictException>(() => mailbox.CommitAsync(Hold(two, Lease)));
        await Assert.ThrowsAsync<StoreConflictException>(() => mailbox.CommitAsync(Hold(two, TimeSpan.Zero)));
        await Assert.ThrowsAsync<StoreConflictException>(() => mailbox.CommitAsync(new StoreOperation.FinishSubmission(510, two)));
        await Assert.ThrowsAsync<StoreConflictException>(() => mailbox.CommitAsync(new StoreOperation.AbortSubmission(510, now)));
        Assert.Empty(await jobs.ClaimAsync(two, Lease, 100, default));
        await mailbox.CommitAsync(Hold(one, TimeSpan.Zero));
        await mailbox.CommitAsync(Hold(two, Lease));
        _early.Advance(Lease);
        Assert.Single(await jobs.ClaimAsync(one, Lease, 100, default));
        await Assert.ThrowsAsync<StoreConflictException>(() => mailbox.CommitAsync(new StoreOperation.FinishSubmission(510, two)));
        await mailbox.CommitAsync(new StoreOperation.FinishSubmission(510, one));
        Assert.Empty(await jobs.ClaimAsync(one, Lease, 100, default));
    }

    [Fact]
    public async Task Work_about_no_mailbox_is_put_in_once_claimed_by_its_kind_and_stopped_while_it_is_done()
    {
        var (jobs, owner, id) = (fixture.JobsBy(_early), Guid.NewGuid(), JobId());
        var work = new JobRecord { JobId = id, Kind = JobKind.OfflineAddressBook, Key = default, MailboxGuid = Guid.NewGuid(), DueAt = _early.GetUtcNow(), CreatedAt = _early.GetUtcNow(), Data = [7] };
        Assert.True(await jobs.AddAsync(work, default));
        Assert.False(await jobs.AddAsync(work with { Data = [8] }, default));
        Assert.Empty(await jobs.ClaimAsync(owner, Lease, 100, default, JobKind.Relay, JobKind.Submission));
        var claimed = Assert.Single(await jobs.ClaimAsync(owner, Lease, 100, default, JobKind.OfflineAddressBook, JobKind.Relay));
        Assert.Equivalent(work, claimed);
        Assert.True(await jobs.UpdateAsync(claimed with { Data = [9] }, owner, default));
        Assert.Equal([9], (await jobs.FindAsync(id, default))!.Data);
        Assert.True(await jobs.StopAsync(id, default));
        Assert.False(await jobs.UpdateAsync(claimed, owner, default));
        Assert.False(await jobs.PutBackAsync(claimed, owner, default));
        Assert.True((await jobs.FindAsync(id, default))!.Held);
        Assert.Empty(await jobs.ClaimAsync(owner, Lease, 100, default));
        Assert.True(await jobs.ChangeAsync(id, held: false, null, default));
        Assert.True(await jobs.RemoveAsync(Assert.Single(await jobs.ClaimAsync(owner, Lease, 100, default)), owner, default));
        Assert.Null(await jobs.FindAsync(id, default));
        Assert.False(await jobs.StopAsync(id, default));
    }

    private async Task EndAsync(IJobStore jobs)
    {
        _early.Advance(Lease);
        var owner = Guid.NewGuid();
        foreach (var job in await jobs.ClaimAsync(owner, Lease, 100, default)) Assert.True(await jobs.RemoveAsync(job, owner, default));
    }
}
