using MapiOrleans.Grains.Interfaces.Mailbox;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>A session that is told of changes, and what waits for it.</summary>
/// <param name="subscription">What it wants.</param>
/// <param name="limit">Events that wait for it one by one.</param>
internal sealed class MailboxSubscriber(MailboxSubscription subscription, int limit)
{
    private HashSet<long> _folders = [.. subscription.Folders];

    /// <summary>What it wants.</summary>
    public MailboxSubscription Subscription { get; private set; } = subscription;

    /// <summary>What waits while it is being told of other events.</summary>
    public EventBuffer Pending { get; } = new(limit);

    /// <summary>Until when it holds.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Whether events are on their way to it: one call at a time, so that they come in order.</summary>
    public bool IsTold { get; set; }

    /// <summary>Replaces what it wants.</summary>
    public void Replace(MailboxSubscription next)
    {
        Subscription = next;
        _folders = [.. next.Folders];
    }

    /// <summary>Whether it asked for an event.</summary>
    public bool Wants(MailboxEvent value)
    {
        if (Subscription.WholeStore || (Subscription.Hierarchy && !value.IsMessage)) return true;
        if (value.SearchFolderId != 0) return _folders.Contains(value.SearchFolderId);
        return _folders.Contains(value.FolderId) || _folders.Contains(value.OldFolderId) || _folders.Contains(value.ParentId) || _folders.Contains(value.OldParentId);
    }
}
