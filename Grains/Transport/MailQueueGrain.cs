using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Transport;
using MapiOrleans.Grains.Storage;
using Orleans.Concurrency;

namespace MapiOrleans.Grains.Transport;

/// <summary>The queue of outgoing mail as an administrator sees it. It holds nothing: the table says all.</summary>
[StatelessWorker(1), Reentrant]
internal sealed class MailQueueGrain(IJobStore jobs, TimeProvider time) : Grain, IMailQueueGrain
{
    private const int Page = 200, MaxListed = 1_000, MaxDestinations = 5, MaxRecipients = 1_000;

    // Long enough to write a row, short enough that nothing waits long for an administrator who went away.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly Guid _owner = Guid.NewGuid();

    /// <inheritdoc/>
    public async Task<QueuePage> ListAsync(QueueFilter filter, long after, int limit)
    {
        limit = Math.Clamp(limit, 1, MaxListed);
        var items = new List<QueuedMessage>();
        await foreach (var (job, envelope) in MatchingAsync(filter, after))
        {
            if (items.Count == limit) return new QueuePage(items, items[^1].Id);
            items.Add(await DescribeAsync(job, envelope, withRecipients: false));
        }
        return new QueuePage(items, null);
    }

    /// <inheritdoc/>
    public async Task<QueuedMessage?> FindAsync(long id)
    {
        await foreach (var (job, envelope) in MatchingAsync(new QueueFilter(Id: id), 0)) return await DescribeAsync(job, envelope, withRecipients: true);
        return null;
    }

    /// <inheritdoc/>
    public async Task<QueueCounts> CountAsync()
    {
        var counts = await jobs.CountAsync(CancellationToken.None, MailQueue.Kinds);
        return new QueueCounts(counts.Waiting, counts.Held, counts.Oldest);
    }

    /// <inheritdoc/>
    public async Task<QueueChangeResult> ChangeAsync(QueueFilter filter, QueueChange change)
    {
        var (changed, busy) = (0, 0);
        await foreach (var (job, _) in MatchingAsync(filter, 0))
        {
            if (await ChangeAsync(job, change)) changed++;
            else busy++;
        }
        return new QueueChangeResult(changed, busy);
    }

    private async Task<bool> ChangeAsync(JobRecord job, QueueChange change)
    {
        var now = time.GetUtcNow();
        if (change is QueueChange.Hold or QueueChange.Release) return await jobs.ChangeAsync(job.JobId, change == QueueChange.Hold, null, CancellationToken.None);
        // What recipients wait for is in the work's data: it is rewritten as its holder.
        if (await jobs.ClaimOneAsync(job.JobId, _owner, Lease, CancellationToken.None) is not { } mine) return false;
        return await jobs.PutBackAsync(mine with { Data = Changed(mine, change), DueAt = now, Held = mine.Held && change != QueueChange.Bounce }, _owner, CancellationToken.None);
    }

    private static byte[] Changed(JobRecord job, QueueChange change)
    {
        if (job.Kind == JobKind.Submission) return change == QueueChange.Bounce ? (SubmissionData.Read(job.Data) with { Bounced = true }).Write() : job.Data;
        var envelope = RelayEnvelope.Read(job.Data);
        return (change == QueueChange.Bounce ? envelope with { Bounced = true } : envelope with { Recipients = [.. envelope.Recipients.Select(r => r with { NotBefore = null })] }).Write();
    }

    /// <summary>The work that a filter names, page by page, in order of its numbers.</summary>
    private async IAsyncEnumerable<(JobRecord Job, RelayEnvelope? Envelope)> MatchingAsync(QueueFilter filter, long after)
    {
        if (filter.Id is { } id) after = id - 1;
        while (await jobs.ListAsync(after, filter.Id is null ? Page : 1, CancellationToken.None, MailQueue.Kinds) is { Count: > 0 } page)
        {
            foreach (var job in page)
            {
                if (filter.Id is { } wanted && job.JobId != wanted) yield break;
                var envelope = job.Kind == JobKind.Relay ? RelayEnvelope.Read(job.Data) : null;
                if (await MatchesAsync(filter, job, envelope)) yield return (job, envelope);
            }
            if (filter.Id is not null) yield break;
            after = page[^1].JobId;
        }
    }

    private async ValueTask<bool> MatchesAsync(QueueFilter filter, JobRecord job, RelayEnvelope? envelope)
    {
        if (filter.Held is { } held && held != job.Held) return false;
        // Of a submission nobody has looked yet where it goes.
        if (filter.Destination is { } destination && envelope?.Recipients.Any(r => r.State == RelayState.Pending && r.Destination.Equals(destination, StringComparison.OrdinalIgnoreCase)) != true) return false;
        return filter.Sender is not { } sender || sender.Equals(await SenderAsync(job, envelope), StringComparison.OrdinalIgnoreCase);
    }

    private async ValueTask<string> SenderAsync(JobRecord job, RelayEnvelope? envelope) =>
        envelope is not null ? envelope.Sender : (await GrainFactory.GetGrain<IDirectoryGrain>(0).FindByMailboxAsync(job.MailboxGuid))?.Address ?? "";

    private async ValueTask<QueuedMessage> DescribeAsync(JobRecord job, RelayEnvelope? envelope, bool withRecipients)
    {
        var recipients = envelope?.Recipients ?? [];
        return new QueuedMessage
        {
            Id = job.JobId,
            IsSubmission = job.Kind == JobKind.Submission,
            Sender = await SenderAsync(job, envelope),
            Subject = envelope?.Subject ?? "",
            MessageId = envelope?.MessageId ?? "",
            Size = job.Part?.Length ?? 0,
            CreatedAt = job.CreatedAt,
            DueAt = job.DueAt,
            Attempts = job.Attempts,
            Held = job.Held,
            LastError = job.LastError,
            Done = recipients.Count(r => r.State == RelayState.Done),
            Failed = recipients.Count(r => r.State == RelayState.Failed),
            Waiting = recipients.Count(r => r.State == RelayState.Pending),
            Destinations = [.. recipients.Where(r => r.State == RelayState.Pending).Select(r => r.Destination).Distinct().Take(MaxDestinations)],
            Recipients = withRecipients ? [.. recipients.Take(MaxRecipients).Select(r => new QueuedRecipient(r.Address, StateOf(r), r.Status, r.Diagnostic, r.State == RelayState.Pending ? r.NotBefore : null))] : [],
        };
    }

    private static string StateOf(RelayRecipient recipient) => recipient.State switch
    {
        RelayState.Done => "done",
        RelayState.Failed => "failed",
        _ => "waiting",
    };
}
