using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Directory.Ldap;

/// <summary>Copies LDAP directories: on every node, each taking what no other has. A node that dies lets go when its lease is over.</summary>
internal sealed class DirectorySynchronizer(DirectoryServices services, LdapOptions options, IGrainFactory grains, ILogger<DirectorySynchronizer> logger) : ILifecycleParticipant<ISiloLifecycle>
{
    // Of this process' start: what a node held that died is not this one's, whatever its name.
    private readonly Guid _owner = Guid.NewGuid();
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(nameof(DirectorySynchronizer), ServiceLifecycleStage.Active,
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

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(options.PollInterval, services.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                try
                {
                    await RunDueAsync(_stopping.Token);
                }
                catch (Exception e) when (e is DirectoryUnavailableException or StoreUnavailableException or TimeoutException or Orleans.Runtime.OrleansException)
                {
                    DirectoryLog.SynchronizerFailed(logger, e);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
    }

    /// <summary>Copies what is due, one after the other; gives how many directories that were.</summary>
    public async Task<int> RunDueAsync(CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var domain in await grains.GetGrain<IDirectoryGrain>(0).GetDomainsAsync())
        {
            if (domain.Source is { } source && await services.Links.ClaimSyncAsync(domain.Name, _owner, services.Time.GetUtcNow(), options.Lease, cancellationToken) is { } claimed)
            {
                await RunAsync(domain, source, claimed.State, cancellationToken);
                done++;
            }
        }
        return done;
    }

    private async Task RunAsync(DomainInfo domain, DirectorySource source, DirectorySyncState before, CancellationToken cancellationToken)
    {
        var started = services.Time.GetTimestamp();
        before = before with { Told = before.Told with { StartedAt = services.Time.GetUtcNow() } };
        DirectorySyncState after = before;
        var wait = options.SyncInterval;
        var outcome = "success";
        try
        {
            var run = new DirectorySyncRun(domain, source, before, services, options, grains.GetGrain<IDirectoryGrain>(0), KeepAsync, logger);
            after = await run.RunAsync(cancellationToken);
            if (after.Full) wait = TimeSpan.Zero;
            var told = after.Told;
            DirectoryLog.Copied(logger, domain.Name, told.Read, told.Changed, told.Missing, told.Removed, services.Time.GetElapsedTime(started));
            services.Metrics.SyncChanges.Add(told.Changed + told.Removed, new KeyValuePair<string, object?>("domain", domain.Name));
        }
        catch (LdapUnavailableException e)
        {
            after = Failed(e.Message);
        }
        catch (Exception e) when (e is DirectoryUnavailableException or StoreUnavailableException or TimeoutException)
        {
            after = Failed(e.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The node stops: another one goes on at once.
            (outcome, wait, after) = ("stopped", TimeSpan.Zero, before);
        }
        catch (SyncTakenException)
        {
            // Another node goes on with it, and says how that ended.
            outcome = "taken";
            return;
        }
        finally
        {
            services.Metrics.SyncDuration.Record(services.Time.GetElapsedTime(started).TotalSeconds, new("domain", domain.Name), new("outcome", outcome));
        }
        await services.Links.EndSyncAsync(domain.Name, _owner, after, services.Time.GetUtcNow() + wait, CancellationToken.None);

        DirectorySyncState Failed(string error)
        {
            (outcome, wait) = ("failed", options.RetryInterval);
            DirectoryLog.NotCopied(logger, domain.Name, error);
            return before with { Told = before.Told with { Error = error } };
        }

        async Task KeepAsync()
        {
            if (!await services.Links.RenewSyncAsync(domain.Name, _owner, services.Time.GetUtcNow(), options.Lease, cancellationToken)) throw new SyncTakenException();
        }
    }

    private sealed class SyncTakenException() : Exception("Another node copies this directory.");
}
