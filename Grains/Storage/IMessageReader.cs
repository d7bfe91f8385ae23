namespace MapiOrleans.Grains.Storage;

/// <summary>Reads of messages. What is read of public folders is not the same for everybody: who reads there has a reader of its own.</summary>
public interface IMessageReader
{
    /// <summary>One message, or null. In one round trip.</summary>
    Task<MessageRecord?> ReadMessageAsync(MailboxKey key, long messageId, MessageParts parts, CancellationToken cancellationToken);

    /// <summary>Those of these messages that exist, in the order of <paramref name="messageIds"/>. In one query.</summary>
    Task<IReadOnlyList<MessageRecord>> ReadMessagesAsync(MailboxKey key, IReadOnlyList<long> messageIds, MessageParts parts, CancellationToken cancellationToken);

    /// <summary>The ids of a folder's messages in the order asked for: one index scan. At most <see cref="MessageIndexQuery.Limit"/>.</summary>
    Task<long[]> ReadIndexAsync(MailboxKey key, MessageIndexQuery query, CancellationToken cancellationToken);

    /// <summary>Streams messages of a folder in order of their ids, for what no index answers.</summary>
    IAsyncEnumerable<MessageRecord> ScanAsync(MailboxKey key, MessageIndexQuery query, MessageParts parts, CancellationToken cancellationToken);

    /// <summary>
    /// What changed in a folder above a change number, soft-deleted messages included: columns only, so that many fit in memory. In one
    /// index scan of what changed; in no order.
    /// </summary>
    Task<IReadOnlyList<MessageChange>> ReadChangesAsync(MailboxKey key, long folderId, long afterChangeNumber, int limit, CancellationToken cancellationToken);

    /// <summary>The same of the messages that a search folder shows, whenever they changed: in which folders they are and when each of them changed.</summary>
    Task<IReadOnlyList<MessageChange>> ReadLinkedAsync(MailboxKey key, long searchFolderId, int limit, CancellationToken cancellationToken);

    /// <summary>The same of these messages, wherever they are.</summary>
    Task<IReadOnlyList<MessageChange>> ReadChangesOfAsync(MailboxKey key, IReadOnlyList<long> messageIds, CancellationToken cancellationToken);
}
