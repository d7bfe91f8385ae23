namespace MapiOrleans.Grains.Session;

/// <summary>How far an operation of many steps is, and whether it shall go on. One session's, and so of one thread at a time.</summary>
internal sealed class OperationProgress
{
    private long _completed;
    private long _total;

    /// <summary>Whether the operation shall end after its current step: what is not done yet is left, and the whole is partial.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>CompletedTaskCount of RopProgress.</summary>
    public uint Completed => (uint)Math.Clamp(Math.Min(_completed, _total), 0, uint.MaxValue);

    /// <summary>TotalTaskCount of RopProgress.</summary>
    public uint Total => (uint)Math.Clamp(_total, 0, uint.MaxValue);

    /// <summary>Says that so much more is to be done.</summary>
    public void Expect(long tasks) => _total += tasks;

    /// <summary>Says that so much more is done.</summary>
    public void Advance(long tasks) => _completed += tasks;

    /// <summary>Ends the operation after its current step.</summary>
    public void Cancel() => IsCancelled = true;

    /// <summary>Begins to count anew.</summary>
    public void Restart() => (_completed, _total) = (0, 0);
}
