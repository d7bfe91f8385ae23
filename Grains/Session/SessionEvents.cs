using System.Diagnostics.CodeAnalysis;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session;

/// <summary>
/// What waits for the client to fetch it with its next Execute, and who waits for there to be something. Whoever begins to wait after an
/// event was queued does not wait: looking and waiting are one step, so no wake-up is lost.
/// </summary>
internal sealed class SessionEvents(SessionLimits limits, SessionMetrics metrics)
{
    private readonly Lock _lock = new();
    private readonly Queue<RopResponse> _queue = new();
    private TaskCompletionSource? _arrival;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _queue.Count;
        }
    }

    /// <summary>Queues an event (RopNotify); false where the queue is full and it was not taken.</summary>
    public bool Enqueue(RopResponse notification)
    {
        TaskCompletionSource? arrival;
        lock (_lock)
        {
            if (_queue.Count >= limits.MaxQueuedEvents)
            {
                metrics.Refuse(nameof(SessionLimits.MaxQueuedEvents));
                return false;
            }
            _queue.Enqueue(notification);
            (arrival, _arrival) = (_arrival, null);
        }
        arrival?.SetResult();
        return true;
    }

    /// <summary>The next event, left where it is.</summary>
    public bool TryPeek([NotNullWhen(true)] out RopResponse? notification)
    {
        lock (_lock) return _queue.TryPeek(out notification);
    }

    /// <summary>Takes the next event away.</summary>
    public void Dequeue()
    {
        lock (_lock) _queue.TryDequeue(out _);
    }

    /// <summary>Ends when there is an event, at once where there is one.</summary>
    public Task ArrivalAsync()
    {
        lock (_lock)
        {
            if (_queue.Count > 0) return Task.CompletedTask;
            // Continuations must not run inside whoever queues.
            _arrival ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _arrival.Task;
        }
    }
}
