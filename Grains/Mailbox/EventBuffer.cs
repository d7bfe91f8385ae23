using System.Runtime.InteropServices;
using MapiOrleans.Grains.Interfaces.Mailbox;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>
/// Events that wait for one subscriber. A folder that changes again, and a message that changes again, have one event, where the last of them
/// is. Past its limit what is known of single objects is given up for what is known of folders: never is nothing said.
/// </summary>
/// <param name="limit">Events that are kept one by one.</param>
internal sealed class EventBuffer(int limit)
{
    private readonly LinkedList<MailboxEvent> _events = new();
    private readonly Dictionary<(MailboxEventKind Kind, long Folder, long Message, long Search), LinkedListNode<MailboxEvent>> _latest = [];

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => _events.Count == 0 && !Gap;

    /// <summary>Whether even folders were too many: the subscriber must look at everything anew.</summary>
    public bool Gap { get; private set; }

    /// <summary>When the oldest of what waits was committed.</summary>
    public DateTimeOffset Oldest { get; private set; }

    /// <summary>Adds an event; false where single events had to be given up for it.</summary>
    public bool Add(MailboxEvent added, DateTimeOffset committedAt)
    {
        if (IsEmpty) Oldest = committedAt;
        Append(added);
        if (_events.Count <= limit) return true;
        Coarsen();
        return false;
    }

    /// <summary>Says that events may be missing before those that wait.</summary>
    public void MarkGap(DateTimeOffset now)
    {
        if (IsEmpty) Oldest = now;
        Gap = true;
    }

    /// <summary>Takes what waits.</summary>
    public (IReadOnlyList<MailboxEvent> Events, bool Gap, DateTimeOffset Oldest) Take()
    {
        var taken = (Events: (IReadOnlyList<MailboxEvent>)_events.ToArray(), Gap, Oldest);
        Clear();
        Gap = false;
        return taken;
    }

    private void Append(MailboxEvent added)
    {
        if (added.Kind is MailboxEventKind.Modified or MailboxEventKind.SearchComplete)
        {
            ref var node = ref CollectionsMarshal.GetValueRefOrAddDefault(_latest, (added.Kind, added.FolderId, added.MessageId, added.SearchFolderId), out var known);
            if (known)
            {
                added = Merge(node!.Value, added);
                _events.Remove(node);
            }
            node = _events.AddLast(added);
        }
        else
        {
            _events.AddLast(added);
        }
    }

    /// <summary>Two changes of one object as one.</summary>
    public static MailboxEvent Merge(MailboxEvent earlier, MailboxEvent later) => earlier.IsMessage ? later : later with
    {
        ParentId = later.ParentId != 0 ? later.ParentId : earlier.ParentId,
        Total = later.Total ?? earlier.Total,
        Unread = later.Unread ?? earlier.Unread,
        ContentsUnknown = later.ContentsUnknown || earlier.ContentsUnknown,
        ContentsOnly = later.ContentsOnly && earlier.ContentsOnly,
    };

    /// <summary>Messages become "messages of this folder", but the newest mail of each folder; where folders are too many, all becomes a gap.</summary>
    private void Coarsen()
    {
        var all = _events.ToArray();
        Clear();
        var newMail = new Dictionary<long, MailboxEvent>();
        foreach (var old in all)
        {
            if (!old.IsMessage)
            {
                Append(old);
                continue;
            }
            if (old.Kind == MailboxEventKind.NewMail) newMail[old.FolderId] = old;
            Append(Unknown(old.SearchFolderId != 0 ? old.SearchFolderId : old.FolderId));
            if (old.OldFolderId != 0 && old.Kind == MailboxEventKind.Moved) Append(Unknown(old.OldFolderId));
        }
        foreach (var mail in newMail.Values) Append(mail);
        // Half of the room must be free again, or the next event would find none.
        if (_events.Count <= limit / 2) return;
        Clear();
        Gap = true;
    }

    /// <summary>Messages of a folder changed, and nobody says which.</summary>
    public static MailboxEvent Unknown(long folderId) => new() { Kind = MailboxEventKind.Modified, FolderId = folderId, ContentsUnknown = true, ContentsOnly = true };

    private void Clear()
    {
        _events.Clear();
        _latest.Clear();
    }
}
