using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session;
using MapiOrleans.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Transport;

/// <summary>Works at the queue of outgoing mail: on every node, each taking what no other holds.</summary>
internal sealed class MailQueue(IJobStore jobs, SubmissionWork submissions, RelayWork relays, SmarthostOptions options, MailboxServices mailboxes, TransportMetrics metrics, TimeProvider time, ILogger<MailQueue> logger)
    : ILifecycleParticipant<ISiloLifecycle>
{
    private const int MaxFailures = 20;

    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(15);
    /// <summary>The kinds of work that are mail.</summary>
    public static readonly JobKind[] Kinds = [JobKind.Submission, JobKind.Relay];

    // Of this process' start: what a node held that died is not this one's, whatever its name.
    private readonly Guid _owner = Guid.NewGuid();
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(nameof(MailQueue), ServiceLifecycleStage.Active,
        _ =>
        {
            _running = Task.Run(RunAsync, CancellationToken.None);
            return Task.CompletedTask;
        },
        async _ =>
        {
            // What is half done is given up: whoever comes next begins it anew when the lease is over.
            await _stopping.CancelAsync();
            await _running;
        });

    /// <summary>Does all that is due, one after the other; gives how much that was.</summary>
    public async Task<int> RunDueAsync(CancellationToken cancellationToken)
    {
        var done = 0;
        while (await jobs.ClaimAsync(_owner, options.Lease, options.MaxParallelMessages, cancellationToken, Kinds) is { Count: > 0 } claimed)
        {
            foreach (var job in claimed) await DoAsync(job, cancellationToken);
            done += claimed.Count;
        }
        return done;
    }

    private async Task RunAsync()
    {
        var running = new List<Task>();
        var counted = DateTimeOffset.MinValue;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                running.RemoveAll(t => t.IsCompleted);
                var free = options.MaxParallelMessages - running.Count;
                var claimed = free > 0 ? await jobs.ClaimAsync(_owner, options.Lease, free, _stopping.Token, Kinds) : [];
                running.AddRange(claimed.Select(job => DoAsync(job, _stopping.Token)));
                if (claimed.Count > 0) continue;
                if (time.GetUtcNow() - counted >= CountEvery)
                {
                    metrics.Counted(await jobs.CountAsync(_stopping.Token, Kinds));
                    counted = time.GetUtcNow();
                }
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                TransportLog.QueueUnreachable(logger, e);
            }
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            var wake = mailboxes.Submitted.WaitAsync(options.PollInterval, time, waiting.Token);
            await Task.WhenAny([wake, .. running]);
            await waiting.CancelAsync();
            await wake.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await Task.WhenAll(running);
    }

    private async Task DoAsync(JobRecord job, CancellationToken cancellationToken)
    {
        // Its end comes before the lease's, so that two never work at the same.
        using var late = new CancellationTokenSource(options.Lease * 0.8, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            if (job.Kind == JobKind.Submission)
            {
                if (!await submissions.RunAsync(job, _owner, limit.Token)) await jobs.RemoveAsync(job, _owner, limit.Token);
                // What it made is due now.
                mailboxes.Submitted.Set();
            }
            else if (await relays.RunAsync(job, _owner, limit.Token) is { } again)
            {
                await jobs.PutBackAsync(again, _owner, limit.Token);
            }
            else
            {
                await jobs.RemoveAsync(job, _owner, limit.Token);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            TransportLog.Failed(logger, e, job.JobId);
            // What fails again and again for no reason of its own time waits for somebody to look at it.
            var hopeless = !MapiSession.IsUnavailable(e) && e is not OperationCanceledException && job.Attempts + 1 >= MaxFailures;
            await PutBackAsync(job with { Attempts = job.Attempts + 1, LastError = e.Message, Held = hopeless, DueAt = time.GetUtcNow() + TimeSpan.FromMinutes(1) }, cancellationToken);
        }
    }

    // Where not even this can be written, the lease ends and the work is due again.
    private async Task PutBackAsync(JobRecord job, CancellationToken cancellationToken)
    {
        try
        {
            await jobs.PutBackAsync(job, _owner, cancellationToken);
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreOutcomeUnknownException or OperationCanceledException)
        {
            TransportLog.QueueUnreachable(logger, e);
        }
    }
}
