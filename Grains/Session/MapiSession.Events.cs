using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session;

/// <content>Events: how they come from mailboxes, and how they go to the client ([MS-OXCNOTIF] 3.1.4, 3.1.5).</content>
internal sealed partial class MapiSession
{
    /// <summary>Bytes without which no event is begun: a folder's with both counts, or that a table changed.</summary>
    private const int MinimumEvent = 48;

    private readonly List<LogonSubscription> _subscriptions = [];

    /// <summary>The subscriptions that mailboxes know of.</summary>
    public IReadOnlyList<LogonSubscription> Subscriptions => _subscriptions;

    /// <summary>Adds a subscription that a mailbox knows of.</summary>
    public void Add(LogonSubscription subscription)
    {
        if (!_subscriptions.Contains(subscription)) _subscriptions.Add(subscription);
    }

    /// <summary>Removes a subscription: what still comes of it is nobody's.</summary>
    public void Remove(LogonSubscription subscription) => _subscriptions.Remove(subscription);

    /// <summary>Takes what a mailbox tells; false where no logon listens to it any more.</summary>
    public async ValueTask<bool> TakeAsync(MailboxEvents told)
    {
        if (_subscriptions.Find(s => s.Id == told.SubscriptionId) is not { } subscription) return false;
        Services.Metrics.EventLatency.Record(Math.Max(0, (Services.Time.GetUtcNow() - told.CommittedAt).TotalSeconds));
        await subscription.TakeAsync(told);
        return true;
    }

    /// <summary>Prolongs what is due: whoever executes or waits wants to go on hearing.</summary>
    public async ValueTask RenewAsync()
    {
        if (_subscriptions.Count == 0) return;
        var now = Services.Time.GetUtcNow();
        if (!_subscriptions.Exists(s => s.DueAt <= now)) return;
        foreach (var subscription in _subscriptions.ToArray()) await subscription.RenewAsync();
    }

    /// <summary>Queued events, as many as fit, and RopPending where some do not ([MS-OXCROPS] 3.1.5.1.3).</summary>
    private async ValueTask WriteEventsAsync(RopOutput output, CancellationToken cancellationToken)
    {
        if (output.Remaining >= MinimumEvent)
            foreach (var table in Events.TakeTables()) await table.TellAsync(cancellationToken);
        while (Events.TryPeek(out var next))
        {
            if (!output.TryWrite(Respond(next), out _))
            {
                // A row that has no room in an empty buffer never has any: the client reads the table anew.
                if (output.Written == 0 && next.Target is TableObject table && next.Table?.TableEventType != TableEventType.Changed)
                {
                    table.MarkLost();
                    continue;
                }
                break;
            }
            Events.Dequeue();
        }
        // Where not even this fits the client learns of the rest when it waits.
        if (Events.Count > 0) output.TryWrite(new PendingResponse(), out _);
    }

    private static NotifyResponse Respond(QueuedEvent value) => new()
    {
        NotificationHandle = value.Target.Handle,
        LogonId = value.Target.Logon.LogonId,
        NotificationData = value.Table ?? ((NotificationObject)value.Target).Describe(value.Event!),
    };
}
