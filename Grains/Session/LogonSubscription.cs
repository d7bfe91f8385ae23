using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;

namespace MapiOrleans.Grains.Session;

/// <summary>
/// A logon's ear at its mailbox: who in the session listens, and the subscription that brings what they want. A session that does not use it
/// subscribes to nothing.
/// </summary>
internal sealed class LogonSubscription(LogonObject logon)
{
    private readonly HashSet<NotificationObject> _notifications = [];
    private readonly HashSet<TableObject> _tables = [];
    private HashSet<long> _folders = [];
    private bool _wholeStore, _hierarchy;

    // Whether the mailbox was ever told, and so must know of the subscription unless it lost it.
    private bool _known;

    private MapiSession Session => logon.Session;

    private TimeProvider Time => Session.Services.Time;

    /// <summary>The subscription's id.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>When it must be prolonged; null where there is none.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>Adds a subscription of the client's.</summary>
    public void Add(NotificationObject notification) => _notifications.Add(notification);

    /// <summary>Adds a table that follows its folder.</summary>
    public void Add(TableObject table) => _tables.Add(table);

    /// <summary>Removes one; the mailbox hears of it with the next prolongation.</summary>
    public void Remove(NotificationObject notification) => _notifications.Remove(notification);

    /// <summary>Removes one; the mailbox hears of it with the next prolongation.</summary>
    public void Remove(TableObject table) => _tables.Remove(table);

    /// <summary>Makes sure that the mailbox tells of all that is listened for. Events from now on come; throws what asking a mailbox throws.</summary>
    public async ValueTask EnsureAsync()
    {
        if (_known && DueAt > Time.GetUtcNow() && Covers()) return;
        await SubscribeAsync();
    }

    /// <summary>Prolongs the subscription where that is due. A mailbox that cannot be reached is asked again the next time.</summary>
    public async ValueTask RenewAsync()
    {
        if (DueAt is not { } due || due > Time.GetUtcNow()) return;
        try
        {
            if (_notifications.Count + _tables.Count > 0) await SubscribeAsync();
            else await EndAsync();
        }
        catch (Exception e) when (e is RopException or MailboxMissingException || MapiSession.IsUnavailable(e))
        {
            SessionLog.NotRenewed(Session.Services.Logger, e, Session.Open.SessionId, logon.Info.MailboxGuid);
        }
    }

    /// <summary>Ends it at the mailbox.</summary>
    public async ValueTask EndAsync()
    {
        Session.Remove(this);
        if (!_known) return;
        (_known, DueAt) = (false, null);
        Session.Services.Places.Remove(Id);
        await logon.Mailbox.UnsubscribeAsync(Id);
    }

    /// <summary>Takes what the mailbox tells.</summary>
    public async ValueTask TakeAsync(MailboxEvents told)
    {
        if (told.Gap) MarkGap();
        foreach (var one in told.Events)
        {
            foreach (var notification in _notifications)
                if (notification.Matches(one)) Session.Events.Enqueue(notification, one);
            foreach (var table in _tables) table.Take(one);
        }
        if (!told.Ended) return;
        DueAt = DateTimeOffset.MinValue;
        await RenewAsync();
    }

    private bool Covers()
    {
        if (_wholeStore) return true;
        foreach (var notification in _notifications)
            if (notification.WholeStore || !_folders.Contains(notification.FolderId)) return false;
        foreach (var table in _tables)
            if (table.TableKind == Tables.TableKind.Hierarchy ? !_hierarchy : !_folders.Contains(table.FolderId)) return false;
        return true;
    }

    private async ValueTask SubscribeAsync()
    {
        var wholeStore = _notifications.Any(n => n.WholeStore);
        var hierarchy = _tables.Any(t => t.TableKind == Tables.TableKind.Hierarchy);
        HashSet<long> folders = wholeStore ? [] : [.. _notifications.Select(n => n.FolderId), .. _tables.Where(t => t.TableKind != Tables.TableKind.Hierarchy).Select(t => t.FolderId)];
        var subscribed = await logon.Mailbox.SubscribeAsync(new MailboxSubscription
        {
            SubscriptionId = Id,
            SessionId = Session.Open.SessionId,
            Caller = logon.Caller,
            WholeStore = wholeStore,
            Hierarchy = hierarchy,
            Folders = [.. folders],
        });
        if (!subscribed.Accepted) throw new RopException(MapiError.OutOfResources, $"mailbox {logon.Info.MailboxGuid} has too many subscriptions");
        var lost = _known && !subscribed.Continued;
        (_wholeStore, _hierarchy, _folders, _known) = (wholeStore, hierarchy, folders, true);
        // Three tries before the mailbox gives it up.
        var period = subscribed.Lease / 3;
        DueAt = Time.GetUtcNow() + (period < Session.Services.Limits.SubscriptionRenewal ? period : Session.Services.Limits.SubscriptionRenewal);
        Session.Add(this);
        if (subscribed.Silo is { } silo) Session.Services.Places.Put(Id, Session.Open.SessionId, silo);
        if (lost) MarkGap();
    }

    /// <summary>
    /// Events may be missing: tables are to be read anew, and of each folder that is listened to it is said that it changed; of a whole store
    /// of those that clients look at first.
    /// </summary>
    private void MarkGap()
    {
        Session.Services.Metrics.Overflow("Gap");
        foreach (var table in _tables) table.MarkUnknown();
        foreach (var notification in _notifications)
        {
            long[] folders = notification.WholeStore
                ? [.. new[] { SpecialFolder.Root, SpecialFolder.IpmSubtree, SpecialFolder.Inbox }.Select(f => logon.Info.SpecialFolders.GetValueOrDefault(f)).Where(f => f != 0)]
                : [notification.FolderId];
            foreach (var folder in folders)
            {
                var changed = new MailboxEvent { Kind = MailboxEventKind.Modified, FolderId = folder, ContentsUnknown = true };
                if ((notification.Types & Mapi.Rops.NotificationTypes.ObjectModified) != 0) Session.Events.Enqueue(notification, changed);
            }
        }
    }
}
