using System.Diagnostics.CodeAnalysis;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session;

/// <summary>One event that waits to be fetched.</summary>
/// <param name="Target">The subscription or table whose handle it carries.</param>
/// <param name="Event">What happened, for a subscription.</param>
/// <param name="Table">What became of a table.</param>
internal sealed record QueuedEvent(SessionObject Target, MailboxEvent? Event, NotificationData? Table);

/// <summary>
/// What waits for the client to fetch it with its next Execute, and who waits for there to be something. Whoever begins to wait after an
/// event was queued does not wait: looking and waiting are one step, so no wake-up is lost. Tables that changed wait here too: what became of
/// their rows is found out when the client comes, in one go for all that happened meanwhile.
/// </summary>
internal sealed class SessionEvents(SessionLimits limits, SessionMetrics metrics)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<QueuedEvent> _queue = new();
    private readonly Dictionary<(SessionObject Target, long Folder, long Message, long Search), LinkedListNode<QueuedEvent>> _modified = [];
    private readonly HashSet<TableObject> _tables = [];
    private TaskCompletionSource? _arrival;

    /// <summary>How many there are, a changed table counting as one.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _queue.Count + _tables.Count;
        }
    }

    /// <summary>Queues an event of a subscription. Changes of one object are merged into the last of them; past the limit events of messages become such of folders.</summary>
    public void Enqueue(NotificationObject target, MailboxEvent value)
    {
        TaskCompletionSource? arrival;
        lock (_lock)
        {
            Append(target, value);
            if (_queue.Count > limits.MaxQueuedEvents) Coarsen();
            arrival = Arrived();
        }
        arrival?.SetResult();
    }

    /// <summary>Queues what became of a table; <see cref="TableEventType.Changed"/> makes what is queued of it void.</summary>
    public void Enqueue(TableObject table, NotificationData data)
    {
        TaskCompletionSource? arrival;
        lock (_lock)
        {
            if (data.TableEventType == TableEventType.Changed) Remove(table);
            Add(new QueuedEvent(table, null, data));
            if (_queue.Count > limits.MaxQueuedEvents) Coarsen();
            arrival = Arrived();
        }
        arrival?.SetResult();
    }

    /// <summary>Says that a table changed.</summary>
    public void Mark(TableObject table)
    {
        TaskCompletionSource? arrival;
        lock (_lock)
        {
            _tables.Add(table);
            arrival = Arrived();
        }
        arrival?.SetResult();
    }

    /// <summary>Takes the tables that changed.</summary>
    public IReadOnlyList<TableObject> TakeTables()
    {
        lock (_lock)
        {
            if (_tables.Count == 0) return [];
            TableObject[] taken = [.. _tables];
            _tables.Clear();
            return taken;
        }
    }

    /// <summary>Drops what waits of an object that is gone, or whose events are void; whether there was any.</summary>
    public bool Forget(SessionObject target)
    {
        lock (_lock) return Remove(target);
    }

    /// <summary>Drops everything.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            ClearQueue();
            _tables.Clear();
        }
    }

    /// <summary>The next event, left where it is.</summary>
    public bool TryPeek([NotNullWhen(true)] out QueuedEvent? value)
    {
        lock (_lock)
        {
            value = _queue.First?.Value;
            return value is not null;
        }
    }

    /// <summary>Takes the next event away.</summary>
    public void Dequeue()
    {
        lock (_lock)
            if (_queue.First is { } first) Remove(first);
    }

    /// <summary>Ends when there is an event, at once where there is one.</summary>
    public Task ArrivalAsync()
    {
        lock (_lock)
        {
            if (_queue.Count + _tables.Count > 0) return Task.CompletedTask;
            // Continuations must not run inside whoever queues.
            _arrival ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _arrival.Task;
        }
    }

    private TaskCompletionSource? Arrived()
    {
        var arrival = _arrival;
        _arrival = null;
        return arrival;
    }

    private void Append(NotificationObject target, MailboxEvent value)
    {
        var key = KeyOf(target, value);
        if (value.Kind == MailboxEventKind.Modified && _modified.TryGetValue(key, out var known))
        {
            value = EventBuffer.Merge(known.Value.Event!, value);
            Remove(known);
        }
        var node = Add(new QueuedEvent(target, value, null));
        if (value.Kind == MailboxEventKind.Modified) _modified[key] = node;
    }

    private static (SessionObject, long, long, long) KeyOf(SessionObject target, MailboxEvent value) => (target, value.FolderId, value.MessageId, value.SearchFolderId);

    private LinkedListNode<QueuedEvent> Add(QueuedEvent value)
    {
        metrics.QueuedEvents.Add(1);
        return _queue.AddLast(value);
    }

    private void Remove(LinkedListNode<QueuedEvent> node)
    {
        if (node.Value is { Event: { Kind: MailboxEventKind.Modified } value }) _modified.Remove(KeyOf(node.Value.Target, value));
        _queue.Remove(node);
        metrics.QueuedEvents.Add(-1);
    }

    private bool Remove(SessionObject target)
    {
        var found = target is TableObject table && _tables.Remove(table);
        for (var node = _queue.First; node is not null;)
        {
            var next = node.Next;
            if (ReferenceEquals(node.Value.Target, target))
            {
                Remove(node);
                found = true;
            }
            node = next;
        }
        return found;
    }

    private void ClearQueue()
    {
        metrics.QueuedEvents.Add(-_queue.Count);
        _queue.Clear();
        _modified.Clear();
    }

    /// <summary>
    /// The queue is full: of a table stays that it changed, of a subscription the newest event of each kind a folder, and that its folder
    /// changed. Where even that is too much, the oldest go, and it is counted.
    /// </summary>
    private void Coarsen()
    {
        metrics.Overflow("Coarsened");
        QueuedEvent[] all = [.. _queue];
        ClearQueue();
        var newest = new Dictionary<(SessionObject, MailboxEventKind, long), QueuedEvent>();
        var changed = new HashSet<TableObject>();
        foreach (var old in all)
        {
            if (old.Target is TableObject table) changed.Add(table);
            else if (old.Event is { } value) newest[(old.Target, value.Kind, value.IsMessage ? value.FolderId : -value.FolderId)] = old;
        }
        foreach (var table in changed)
        {
            table.Lose();
            Add(new QueuedEvent(table, null, TableObject.ChangedData));
        }
        foreach (var old in all)
        {
            if (old is not { Target: NotificationObject target, Event: { } value }) continue;
            var kept = newest.TryGetValue((target, value.Kind, value.IsMessage ? value.FolderId : -value.FolderId), out var last) && ReferenceEquals(last, old);
            if (kept) Append(target, value);
            else if (value.IsMessage && target.Types.HasFlag(NotificationTypes.ObjectModified)) Append(target, EventBuffer.Unknown(value.FolderId));
        }
        for (var dropped = 0; _queue.Count > limits.MaxQueuedEvents / 2; dropped++)
        {
            if (dropped == 0) metrics.Overflow("Dropped");
            Remove(_queue.First!);
        }
    }
}
