using System.Buffers.Binary;
using System.Text;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.OfflineAddressBook;
using MapiOrleans.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.OfflineAddressBook;

/// <summary>
/// Sees to it that every domain that has MAPI on has an offline address book: one piece of work each in the queue, done again and again, by
/// one node at a time.
/// </summary>
internal sealed class OabWork(IJobStore jobs, IOfflineAddressBookStore store, IDirectoryStore directory, OabBuilder builder, OfflineAddressBookOptions options, OfflineAddressBookMetrics metrics, TimeProvider time, ILogger<OabWork> logger)
    : ILifecycleParticipant<ISiloLifecycle>
{
    // How often it is written how far a build is, and found out whether it was stopped.
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);

    // How often it is made sure that no domain's work was lost.
    private static readonly TimeSpan ReviewInterval = TimeSpan.FromMinutes(15);

    private readonly Guid _owner = Guid.NewGuid();
    private readonly HashSet<Guid> _scheduled = [];
    private long? _reviewedAt;
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    /// <summary>When work is due that somebody asked for: it is done before all other, and however young the last version is.</summary>
    public static readonly DateTimeOffset AskedFor = DateTimeOffset.UnixEpoch;

    /// <summary>The number of the work that a book's making is.</summary>
    public static long JobIdOf(Guid bookId) => Math.Max(1, BinaryPrimitives.ReadInt64LittleEndian(bookId.ToByteArray()) & long.MaxValue);

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(nameof(OabWork), ServiceLifecycleStage.Active,
        _ =>
        {
            _running = Task.Run(RunAsync, CancellationToken.None);
            return Task.CompletedTask;
        },
        async _ =>
        {
            await _stopping.CancelAsync();
            await _running;
        });

    /// <summary>Puts in work for domains that have none, and takes away books of domains that want none any more.</summary>
    public async Task ScheduleAsync(CancellationToken cancellationToken)
    {
        var domains = await directory.ReadDomainsAsync(cancellationToken);
        var wanted = domains.Where(d => d.MapiEnabled).Select(d => d.DomainId).ToHashSet();
        _scheduled.IntersectWith(wanted);
        var isReview = _reviewedAt is not { } at || time.GetElapsedTime(at) >= ReviewInterval;
        if (isReview)
        {
            _reviewedAt = time.GetTimestamp();
            _scheduled.Clear();
        }
        foreach (var domain in domains.Where(d => d.MapiEnabled && !_scheduled.Contains(d.DomainId)))
        {
            var now = time.GetUtcNow();
            await jobs.AddAsync(new JobRecord
            {
                JobId = JobIdOf(OfflineAddressBookIdentity.BookId(domain.DomainId)),
                Kind = JobKind.OfflineAddressBook,
                Key = default,
                MailboxGuid = domain.DomainId,
                DueAt = now,
                CreatedAt = now,
            }, cancellationToken);
            _scheduled.Add(domain.DomainId);
        }
        foreach (var (bookId, domainId) in await store.ListAsync(cancellationToken))
        {
            if (wanted.Contains(domainId)) continue;
            await store.RemoveAsync(bookId, cancellationToken);
            OfflineAddressBookLog.Removed(logger, bookId);
        }
        if (isReview) await store.PurgeAsync(time.GetUtcNow() - (2 * options.BuildTimeLimit), cancellationToken);
    }

    /// <summary>Does what is due, one book after the other; gives how many.</summary>
    public async Task<int> RunDueAsync(CancellationToken cancellationToken)
    {
        var done = 0;
        while (await jobs.ClaimAsync(_owner, options.BuildTimeLimit, 1, cancellationToken, JobKind.OfflineAddressBook) is { Count: > 0 } claimed)
        {
            foreach (var job in claimed) await DoAsync(job, cancellationToken);
            done += claimed.Count;
        }
        return done;
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await ScheduleAsync(_stopping.Token);
                await RunDueAsync(_stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                OfflineAddressBookLog.Unreachable(logger, e);
            }
            await Task.Delay(options.PollInterval, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static TimeSpan Earliest(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private async Task DoAsync(JobRecord job, CancellationToken cancellationToken)
    {
        var domain = (await directory.ReadDomainsAsync(cancellationToken)).FirstOrDefault(d => d.DomainId == job.MailboxGuid);
        if (domain is not { MapiEnabled: true })
        {
            await jobs.RemoveAsync(job, _owner, cancellationToken);
            return;
        }
        // Its end comes before the lease's, so that two never work at the same.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.BuildTimeLimit * 0.9);
        var (reported, step) = (time.GetTimestamp(), "");
        try
        {
            var outcome = await builder.BuildAsync(domain, job.DueAt == AskedFor, ReportAsync, limit.Token);
            var said = outcome switch { OabOutcome.Published => "published", OabOutcome.Waits => "changes wait", _ => "nothing changed" };
            job = job with { Attempts = 0, LastError = "", DueAt = time.GetUtcNow() + Earliest(options.CheckInterval, options.BuildInterval), Data = Encoding.UTF8.GetBytes(said) };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The node stops: another takes over at once.
            job = job with { DueAt = time.GetUtcNow() };
        }
        catch (OperationCanceledException)
        {
            OfflineAddressBookLog.Stopped(logger, domain.Name);
            job = job with { Attempts = job.Attempts + 1, LastError = $"Stopped while: {step}.", DueAt = time.GetUtcNow() + options.RetryInterval };
        }
        catch (Exception e)
        {
            metrics.Failed();
            job = job with { Attempts = job.Attempts + 1, LastError = e.Message, DueAt = time.GetUtcNow() + options.RetryInterval };
            OfflineAddressBookLog.Failed(logger, e, domain.Name, job.DueAt);
        }
        // Where one does not hold it any more, it was stopped, and nothing is written.
        await jobs.PutBackAsync(job, _owner, CancellationToken.None);

        async Task ReportAsync(string now)
        {
            step = now;
            limit.Token.ThrowIfCancellationRequested();
            if (time.GetElapsedTime(reported) < ReportInterval) return;
            reported = time.GetTimestamp();
            if (!await jobs.UpdateAsync(job with { Data = Encoding.UTF8.GetBytes(now) }, _owner, limit.Token)) await limit.CancelAsync();
            limit.Token.ThrowIfCancellationRequested();
        }
    }
}
