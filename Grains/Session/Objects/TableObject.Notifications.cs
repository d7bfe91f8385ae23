using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>
/// What a client is told of its table ([MS-OXCNOTIF] 3.1.4.3). The table remembers the rows as the client knows them, from the first ROP that
/// looks at rows, and which of them were touched since. When the client comes to fetch events, the rows as they are now are compared with
/// those: so however much happened meanwhile, each row is told of once, at the place that it has now, and so are header rows of categories,
/// whose counts change with what is in them. What cannot be told so is TABLE_CHANGED, and after it nothing, until the client looks at the rows again.
/// </summary>
internal partial class TableObject
{
    /// <summary>TABLE_CHANGED.</summary>
    public static NotificationData ChangedData { get; } = new() { Type = NotificationTypes.TableModified, TableEventType = TableEventType.Changed };

    private HashSet<long> _touched = [];
    private bool _touchedUnknown;

    // From when rows are looked at: what happens while they are read must not be missed.
    private bool _listens;
    private TableArrangement? _told;

    private bool MayListen => TableKind is TableKind.Hierarchy or TableKind.Contents && !Flags.HasFlag(TableFlags.NoNotifications);

    private SessionEvents Events => Logon.Session.Events;

    /// <inheritdoc/>
    public override void Release()
    {
        if (!MayListen) return;
        Lose();
        Logon.Subscription.Remove(this);
        Events.Forget(this);
    }

    /// <summary>Takes an event of the mailbox.</summary>
    public void Take(MailboxEvent value)
    {
        if (!_listens) return;
        if (TableKind == TableKind.Hierarchy) TakeOfFolder(value);
        else TakeOfContents(value);
    }

    /// <summary>Says that nobody knows what happened.</summary>
    public void MarkUnknown()
    {
        if (!_listens) return;
        _touchedUnknown = true;
        _touched.Clear();
        if (_told is not null) Events.Mark(this);
    }

    /// <summary>Tells the client to read the table anew.</summary>
    public void MarkLost()
    {
        Lose();
        Events.Enqueue(this, ChangedData);
    }

    /// <summary>Listens no more, until the client looks at rows again.</summary>
    public void Lose()
    {
        _told = null;
        _listens = false;
    }

    /// <summary>Queues what became of the rows since the client was told last.</summary>
    public async ValueTask TellAsync(CancellationToken cancellationToken)
    {
        if (_told is not { } before) return;
        var (touched, unknown) = (_touched, _touchedUnknown);
        (_touched, _touchedUnknown) = ([], false);
        if (touched.Count == 0 && !unknown) return;
        try
        {
            if (unknown || _columns is null || !await TellAsync(before, touched, cancellationToken)) MarkLost();
        }
        catch (Exception e) when (e is RopException or MailboxMissingException || MapiSession.IsUnavailable(e))
        {
            TableLog.NotTold(Logon.Session.Services.Logger, e, FolderId);
            MarkLost();
        }
    }

    private void TakeOfFolder(MailboxEvent value)
    {
        if (value.IsMessage || value.Kind == MailboxEventKind.SearchComplete) return;
        if (value is { Kind: MailboxEventKind.Modified, ContentsOnly: true } && Flags.HasFlag(TableFlags.SuppressesNotifications)) return;
        var deep = Flags.HasFlag(TableFlags.Depth);
        if (!deep && value.ParentId != FolderId && value.OldParentId != FolderId && !(value.ParentId == 0 && value.Kind == MailboxEventKind.Modified)) return;
        // With a folder goes what is below it.
        if (deep && value.Kind == MailboxEventKind.Moved) MarkUnknown();
        else Touch(value.FolderId);
    }

    private void TakeOfContents(MailboxEvent value)
    {
        if (!value.IsMessage)
        {
            if (value.FolderId == FolderId && (value.ContentsUnknown || Flags.HasFlag(TableFlags.SoftDeletes))) MarkUnknown();
            return;
        }
        var here = value.SearchFolderId != 0 ? value.SearchFolderId == FolderId : value.FolderId == FolderId;
        var left = value.Kind == MailboxEventKind.Moved && value.OldFolderId == FolderId;
        if (!here && !left) return;
        if (Flags.HasFlag(TableFlags.SoftDeletes)) MarkUnknown();
        // Of changes of messages it is not known of which sort they are.
        else if (value.Kind != MailboxEventKind.Modified && value.Associated != Flags.HasFlag(TableFlags.Associated)) return;
        else
        {
            if (here) Touch(value.MessageId);
            if (left) Touch(value.OldMessageId);
        }
    }

    private void Touch(long id)
    {
        if (_touchedUnknown) return;
        if (_touched.Add(id) && _touched.Count > Limits.MaxTableNotifications) MarkUnknown();
        else if (_told is not null) Events.Mark(this);
    }

    /// <summary>Begins to listen, before the rows are read that the client then knows.</summary>
    private async ValueTask ListenAsync()
    {
        if (_listens || !MayListen) return;
        (_touched, _touchedUnknown, _listens) = ([], false, true);
        Logon.Subscription.Add(this);
        try
        {
            await Logon.Subscription.EnsureAsync();
        }
        catch
        {
            _listens = false;
            throw;
        }
    }

    /// <summary>The client knows these rows now, if it knew none.</summary>
    private void Know(TableArrangement rows)
    {
        if (!_listens || _told is not null) return;
        _told = rows;
        if (_touched.Count > 0 || _touchedUnknown) Events.Mark(this);
    }

    /// <summary>The columns changed: rows that wait to be told have the old ones.</summary>
    private void ForgetTold()
    {
        if (_told is not null && Events.Forget(this)) MarkLost();
    }

    /// <summary>
    /// Tells of rows that went, then of those that came or changed, in the order of the table: each comes behind a row that is in its place
    /// already. False where rows that nobody touched are not as they were.
    /// </summary>
    private async ValueTask<bool> TellAsync(TableArrangement before, HashSet<long> touched, CancellationToken cancellationToken)
    {
        var now = await CurrentRowsAsync(cancellationToken);
        if (TableDifference.Find(before, now, touched) is not { } difference || difference.Count > Limits.MaxTableNotifications) return false;
        var found = new List<NotificationData>(difference.Count);
        foreach (var key in difference.Gone) found.Add(Notification(TableEventType.RowDeleted, key, default, default));
        foreach (var row in difference.There)
        {
            var bytes = await EncodedAsync(now, row, row + 1, cancellationToken);
            if (bytes.Length > ushort.MaxValue) return false;
            var key = now.KeyAt(row);
            found.Add(Notification(difference.Known.Contains(key) ? TableEventType.RowModified : TableEventType.RowAdded, key, row == 0 ? default : RowId(now.KeyAt(row - 1)), bytes));
        }
        _told = now;
        foreach (var one in found)
        {
            // A full queue makes it TABLE_CHANGED: there is no more to tell then.
            if (_told is null) break;
            Events.Enqueue(this, one);
        }
        return true;
    }

    /// <summary>The client has expanded or collapsed categories: the answer told it what it sees now, so rows that only came into view are no news.</summary>
    private void ShowTold(TableArrangement now)
    {
        if (_told is not { Categories.Length: > 0 } told) return;
        var expanded = now.Categories.ToDictionary(c => c.Id, c => c.Expanded);
        foreach (var category in told.Categories) category.Expanded = expanded.GetValueOrDefault(category.Id, category.Expanded);
        _told = told.Reshown();
    }

    private NotificationData Notification(TableEventType what, RowKey key, TableRowId after, byte[]? data) => new()
    {
        Type = NotificationTypes.TableModified,
        Bits = TableKind == TableKind.Contents ? NotificationBits.Message : NotificationBits.None,
        TableEventType = what,
        Row = RowId(key),
        InsertAfter = after,
        RowData = data,
    };

    // A header row is named by its category as a message is by its id ([MS-OXCTABL] 2.2.1.1: PidTagInstID is either).
    private TableRowId RowId(RowKey key) => TableKind == TableKind.Contents
        ? new TableRowId(ObjectIds.ToWire(FolderId), key.Instance == RowKey.Header ? (ulong)key.Id : Source.InstanceIdOf(key.Id), (uint)Math.Max(key.Instance, 0))
        : new TableRowId(Source.InstanceIdOf(key.Id), 0, 0);
}
