namespace MapiOrleans.Grains.Mailbox;

/// <summary>Wakes one that waits; a call while nobody does is not lost.</summary>
public sealed class WakeUp : IDisposable
{
    private readonly SemaphoreSlim _set = new(0, 1);

    /// <summary>Wakes whoever waits, now or next.</summary>
    public void Set()
    {
        lock (_set)
        {
            if (_set.CurrentCount == 0) _set.Release();
        }
    }

    /// <summary>Waits for a call, at most so long by this clock.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(static s => ((CancellationTokenSource)s!).Cancel(), limit, longest, Timeout.InfiniteTimeSpan);
        try
        {
            await _set.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _set.Dispose();
}
