using MapiOrleans.Grains.Storage;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>What every mailbox grain of a node works with. A singleton.</summary>
/// <param name="store">The store.</param>
/// <param name="options">Bounds.</param>
/// <param name="metrics">Instruments.</param>
/// <param name="time">The clock.</param>
public sealed class MailboxServices(IMailboxStore store, MailboxOptions options, MailboxMetrics metrics, TimeProvider time)
{
    /// <summary>The store.</summary>
    public IMailboxStore Store { get; } = store;

    /// <summary>Bounds.</summary>
    public MailboxOptions Options { get; } = options;

    /// <summary>Instruments.</summary>
    public MailboxMetrics Metrics { get; } = metrics;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Who indexes text on this node: one mailbox at a time.</summary>
    internal SemaphoreSlim TextIndexing { get; } = new(1, 1);

    /// <summary>Is told of every submission, so that this node's queue need not wait for its next round.</summary>
    public WakeUp Submitted { get; } = new();
}
