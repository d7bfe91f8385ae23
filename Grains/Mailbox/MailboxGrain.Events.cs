using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Interfaces.Session;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;

namespace MapiOrleans.Grains.Mailbox;

/// <content>
/// Telling sessions of what was committed. A commit puts its events into the buffers of those who asked and goes on; each subscriber has one
/// call under way at most, and what happens meanwhile is merged in its buffer. So a slow or dead session costs a bounded buffer, and a burst
/// of deliveries few calls.
/// </content>
internal sealed partial class MailboxGrain
{
    private readonly Dictionary<Guid, MailboxSubscriber> _subscribers = [];

    /// <inheritdoc/>
    public async Task<MailboxSubscribed> SubscribeAsync(MailboxSubscription subscription)
    {
        await LoadedAsync();
        var now = services.Time.GetUtcNow();
        DropExpired(now);
        var continued = _subscribers.TryGetValue(subscription.SubscriptionId, out var subscriber);
        if (subscriber is null)
        {
            if (_subscribers.Count >= Options.MaxSubscriptions)
            {
                services.Metrics.Refuse(nameof(MailboxOptions.MaxSubscriptions));
                return new MailboxSubscribed(false, false, Options.SubscriptionLease);
            }
            _subscribers.Add(subscription.SubscriptionId, subscriber = new MailboxSubscriber(subscription, Options.MaxPendingEvents));
            services.Metrics.Subscriptions.Add(1);
        }
        else
        {
            subscriber.Replace(subscription);
        }
        subscriber.ExpiresAt = now + Options.SubscriptionLease;
        // What could not be told before may be told now.
        Tell(subscriber);
        return new MailboxSubscribed(true, continued, Options.SubscriptionLease, GrainContext.Address.SiloAddress);
    }

    /// <inheritdoc/>
    public Task UnsubscribeAsync(Guid subscriptionId)
    {
        DropSubscriber(subscriptionId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<MapiError> AnnounceMailAsync(MailboxCaller caller, long folderId, long messageId, string messageClass, int messageFlags)
    {
        var state = await LoadedAsync();
        if (!TrySee(state, folderId, caller, out _, out var rights)) return MapiError.NotFound;
        if (!FolderAccess.Reads(rights)) return MapiError.AccessDenied;
        var message = await ReadAsync(s => s.ReadMessageAsync(state.Record.Key, messageId, MessageParts.None, CancellationToken.None));
        if (message is not { DeletedAt: null } || message.FolderId != folderId) return MapiError.NotFound;
        Publish(state, [new MailboxEvent { Kind = MailboxEventKind.NewMail, FolderId = folderId, MessageId = messageId, Associated = message.Associated, MessageClass = messageClass, MessageFlags = messageFlags }]);
        return MapiError.Success;
    }

    /// <summary>Puts events where those who may hear of them find them, and goes on.</summary>
    private void Publish(MailboxState state, IReadOnlyList<MailboxEvent> events, Dictionary<long, IReadOnlyList<FolderPermission>>? former = null)
    {
        if (_subscribers.Count == 0 || events.Count == 0) return;
        var now = services.Time.GetUtcNow();
        DropExpired(now);
        foreach (var subscriber in _subscribers.Values)
        {
            foreach (var one in events)
            {
                if (!subscriber.Wants(one) || Seen(state, one, subscriber.Subscription.Caller, former) is not { } seen) continue;
                services.Metrics.PublishedEvents.Add(1);
                if (!subscriber.Pending.Add(seen, now)) services.Metrics.CoarsenedEvents.Add(1);
            }
            Tell(subscriber);
        }
    }

    /// <summary>
    /// The event as a caller may hear of it, or null. Of a folder's messages hears who may read them. An object that went somewhere the caller
    /// does not see is gone, one that came from there is new.
    /// </summary>
    private static MailboxEvent? Seen(MailboxState state, MailboxEvent value, MailboxCaller caller, Dictionary<long, IReadOnlyList<FolderPermission>>? former)
    {
        if (caller.HasAllRights) return value;
        if (value is { IsMessage: false, Kind: MailboxEventKind.Modified } && former?.GetValueOrDefault(value.FolderId) is { } before)
        {
            var (saw, sees) = (FolderAccess.Sees(FolderAccess.Effective(before, caller)), Visible(value.FolderId));
            // With the rights on a folder those on its messages may have changed.
            return (saw, sees) switch
            {
                (true, true) => value with { ContentsUnknown = true },
                (false, true) => value with { Kind = MailboxEventKind.Created },
                (true, false) => value with { Kind = MailboxEventKind.Deleted, Total = null, Unread = null },
                _ => null,
            };
        }
        var here = Sees(value.FolderId) && (value.SearchFolderId == 0 || Sees(value.SearchFolderId));
        if (value.Kind is not (MailboxEventKind.Moved or MailboxEventKind.Copied)) return here ? value : null;
        // A folder stays itself wherever it is moved to: only its old place may be hidden.
        var there = value.IsMessage ? Sees(value.OldFolderId) : Visible(value.OldParentId) && (value.Kind == MailboxEventKind.Moved || Visible(value.OldFolderId));
        if (here && there) return value;
        if (here) return value with { Kind = MailboxEventKind.Created, OldFolderId = 0, OldMessageId = 0, OldParentId = 0 };
        return there && value.Kind == MailboxEventKind.Moved && value.IsMessage
            ? value with { Kind = MailboxEventKind.Deleted, FolderId = value.OldFolderId, MessageId = value.OldMessageId, OldFolderId = 0, OldMessageId = 0 }
            : null;

        bool Sees(long folderId) => value.IsMessage ? state.Folders.Find(folderId) is { } node && FolderAccess.Reads(RightsOn(state, node, caller)) : Visible(folderId);

        bool Visible(long folderId) => state.Folders.Find(folderId) is { } node && FolderAccess.Sees(RightsOn(state, node, caller));
    }

    private void Tell(MailboxSubscriber subscriber)
    {
        if (subscriber.IsTold || subscriber.Pending.IsEmpty) return;
        subscriber.IsTold = true;
        // Runs in this grain, beside whatever else it does. It catches all there is to catch, so nobody waits for it.
        TellAsync(subscriber).Ignore();
    }

    private async Task TellAsync(MailboxSubscriber subscriber)
    {
        var subscription = subscriber.Subscription;
        try
        {
            while (!subscriber.Pending.IsEmpty && _subscribers.ContainsKey(subscription.SubscriptionId))
            {
                var (events, gap, oldest) = subscriber.Pending.Take();
                var told = new MailboxEvents { SubscriptionId = subscription.SubscriptionId, Events = events, CommittedAt = oldest, Gap = gap };
                if (!await GrainFactory.GetGrain<ISessionGrain>(subscription.SessionId).NotifyAsync(told)) DropSubscriber(subscription.SubscriptionId);
            }
        }
        catch (Exception e)
        {
            // It may have come or not. Whether the session lives is seen by whether it prolongs its subscription.
            MailboxLog.SessionUnreachable(logger, e, Key, subscription.SessionId);
            subscriber.Pending.MarkGap(services.Time.GetUtcNow());
        }
        finally
        {
            subscriber.IsTold = false;
        }
    }

    private void DropExpired(DateTimeOffset now)
    {
        List<Guid>? expired = null;
        foreach (var (id, subscriber) in _subscribers)
            if (subscriber.ExpiresAt <= now) (expired ??= []).Add(id);
        foreach (var id in expired ?? []) DropSubscriber(id);
    }

    private void DropSubscriber(Guid id)
    {
        if (_subscribers.Remove(id)) services.Metrics.Subscriptions.Add(-1);
    }

    private void DropSubscribersOf(Guid sessionId)
    {
        foreach (var (id, subscriber) in _subscribers.ToArray())
            if (subscriber.Subscription.SessionId == sessionId) DropSubscriber(id);
    }

    /// <summary>This activation goes: those who listen to it are to look for the next one at once.</summary>
    private void EndSubscriptions()
    {
        foreach (var subscriber in _subscribers.Values)
        {
            var ended = new MailboxEvents { SubscriptionId = subscriber.Subscription.SubscriptionId, Gap = true, Ended = true, CommittedAt = services.Time.GetUtcNow() };
            // Not waited for: who does not get it finds out when it prolongs its subscription.
            GrainFactory.GetGrain<ISessionGrain>(subscriber.Subscription.SessionId).NotifyAsync(ended).Ignore();
        }
        services.Metrics.Subscriptions.Add(-_subscribers.Count);
        _subscribers.Clear();
    }
}
