using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Interfaces.Session;
using Orleans.Runtime;

namespace MapiOrleans.Grains.Session;

/// <summary>
/// Tells sessions when a silo died that held their subscriptions: it could not say so itself, as one does that stops. Nothing is asked of
/// silos that live; the membership of the cluster says it to every silo, as soon as it is known.
/// </summary>
internal sealed class SubscriptionWatch(SessionServices services, IClusterMembershipService membership) : ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>Sessions that are told at a time: each subscribes anew, and the silos that remain have much to do just then.</summary>
    private const int Concurrency = 32;

    private readonly CancellationTokenSource _stopping = new();
    private Task _watching = Task.CompletedTask;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(SubscriptionWatch), ServiceLifecycleStage.Active, StartAsync, StopAsync);

    private Task StartAsync(CancellationToken cancellationToken)
    {
        _watching = Task.Run(WatchAsync, cancellationToken);
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _watching.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WatchAsync()
    {
        await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(_stopping.Token))
        {
            var dead = snapshot.Members.Values.Where(m => m.Status == SiloStatus.Dead).Select(m => m.SiloAddress).ToHashSet();
            var ended = dead.Count == 0 ? [] : services.Places.TakeFrom(dead);
            if (ended.Count == 0) continue;
            SessionLog.SilosDied(services.Logger, ended.Count);
            await Parallel.ForEachAsync(ended, new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = _stopping.Token }, (one, _) => TellAsync(one.Subscription, one.Session));
        }
    }

    private async ValueTask TellAsync(Guid subscription, Guid session)
    {
        try
        {
            await services.Grains.GetGrain<ISessionGrain>(session).NotifyAsync(new MailboxEvents { SubscriptionId = subscription, Gap = true, Ended = true, CommittedAt = services.Time.GetUtcNow() });
        }
        catch (Exception e)
        {
            SessionLog.DeathNotTold(services.Logger, e, session);
        }
    }
}
