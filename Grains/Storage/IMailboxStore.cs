using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage.Text;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Storage;

/// <summary>
/// The durable store of mailboxes, over all shards. Reads see a committed snapshot and never wait for writes. Every method
/// may throw <see cref="StoreUnavailableException"/>. Two engines keep this promise: SQLite and PostgreSQL; one contract test
/// suite proves both.
/// </summary>
public interface IMailboxStore : IMessageReader
{
    /// <summary>Makes a mailbox row; the shard with the fewest mailboxes is chosen where there are several. An existing GUID's row is given back unchanged.</summary>
    Task<MailboxRecord> CreateMailboxAsync(Guid mailboxGuid, Guid replGuid, MailboxKind kind, CancellationToken cancellationToken);

    /// <summary>The mailbox row, or null. No ownership is taken.</summary>
    Task<MailboxRecord?> FindMailboxAsync(Guid mailboxGuid, CancellationToken cancellationToken);

    /// <summary>Takes ownership: raises the epoch, then reads. Null where there is no such mailbox.</summary>
    Task<MailboxRecord?> ClaimMailboxAsync(Guid mailboxGuid, string owner, CancellationToken cancellationToken);

    /// <summary>Deletes a mailbox and all it holds. Fenced.</summary>
    Task DeleteMailboxAsync(MailboxFence fence, CancellationToken cancellationToken);

    /// <summary>Carries out a transaction. Returns after the commit is durable.</summary>
    /// <exception cref="StoreFencedException">The epoch does not hold.</exception>
    /// <exception cref="StoreConflictException">An expected change number does not hold.</exception>
    /// <exception cref="StoreOutcomeUnknownException">The connection broke between sending the commit and its answer.</exception>
    Task CommitAsync(MailboxCommit commit, CancellationToken cancellationToken);

    /// <summary>The result kept with an operation id, or null where no such operation was committed.</summary>
    Task<byte[]?> FindOperationAsync(MailboxKey key, Guid operationId, CancellationToken cancellationToken);

    /// <summary>All folders, soft-deleted ones included.</summary>
    Task<IReadOnlyList<FolderRecord>> ReadFoldersAsync(MailboxKey key, CancellationToken cancellationToken);

    /// <summary>All named properties of the mailbox.</summary>
    Task<IReadOnlyList<(ushort Id, PropertyName Name)>> ReadNamedPropertiesAsync(MailboxKey key, CancellationToken cancellationToken);

    /// <summary>Links of search folders to messages, with what the messages count for in them; in order of message and folder.</summary>
    Task<IReadOnlyList<SearchLink>> ReadSearchLinksAsync(MailboxKey key, SearchLinkQuery query, CancellationToken cancellationToken);

    /// <summary>Deletions from a folder above a change number, in order.</summary>
    Task<IReadOnlyList<DeletionRecord>> ReadDeletionsAsync(MailboxKey key, long folderId, long afterChangeNumber, CancellationToken cancellationToken);

    /// <summary>Whether an object was deleted from a folder, moved out of it, or is one that the folder's clients will never use, as far as traces are kept.</summary>
    Task<bool> WasDeletedAsync(MailboxKey key, long folderId, long objectId, CancellationToken cancellationToken);

    /// <summary>Which of these objects were deleted from a folder or moved out of it, as far as traces are kept.</summary>
    Task<IReadOnlySet<long>> FindDeletedAsync(MailboxKey key, long folderId, IReadOnlyList<long> objectIds, CancellationToken cancellationToken);

    /// <summary>Whether a folder was deleted, or moved, wherever it was.</summary>
    Task<bool> WasFolderDeletedAsync(MailboxKey key, long folderId, CancellationToken cancellationToken);

    /// <summary>Whether an object with this foreign source key was deleted or moved, wherever it was.</summary>
    Task<bool> WasDeletedAsync(MailboxKey key, byte[] sourceKey, CancellationToken cancellationToken);

    /// <summary>The ids kept by <see cref="StoreOperation.AddDeletedRanges"/> of a folder.</summary>
    Task<GlobSet> ReadDeletedRangesAsync(MailboxKey key, long folderId, CancellationToken cancellationToken);

    /// <summary>Which messages of a folder were given these foreign source keys. Soft-deleted ones count where no other has the key.</summary>
    Task<IReadOnlyDictionary<byte[], long>> FindBySourceKeysAsync(MailboxKey key, long folderId, IReadOnlyList<byte[]> sourceKeys, CancellationToken cancellationToken);

    /// <summary>How many of a folder's normal messages that are not deleted have a change number in one of these ranges.</summary>
    Task<long> CountMessagesAsync(MailboxKey key, long folderId, IReadOnlyList<GlobRange> changeNumbers, CancellationToken cancellationToken);

    /// <summary>What was kept by <see cref="StoreOperation.PutPerUser"/>: every row of the account, or of one folder.</summary>
    Task<IReadOnlyList<(byte[] FolderLongTermId, byte[] Data)>> ReadPerUserAsync(MailboxKey key, Guid accountId, byte[]? folderLongTermId, CancellationToken cancellationToken);

    /// <summary>The rules of a folder, by id.</summary>
    Task<IReadOnlyList<FolderRule>> ReadRulesAsync(MailboxKey key, long folderId, CancellationToken cancellationToken);

    /// <summary>Whether a rule has answered a sender, and how many senders it has answered.</summary>
    Task<(bool Answered, long Senders)> FindReplyAsync(MailboxKey key, long folderId, long ruleId, string sender, CancellationToken cancellationToken);

    /// <summary>Up to which read change number the text of a folder's messages is indexed; 0 where none is.</summary>
    Task<long> ReadTextIndexedAsync(MailboxKey key, long folderId, CancellationToken cancellationToken);

    /// <summary>Messages of a folder with a greater read change number than that, in order of it and of their ids.</summary>
    Task<IReadOnlyList<UnindexedMessage>> ReadTextBacklogAsync(MailboxKey key, long folderId, long after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Indexes messages. Not fenced: false, and nothing done, where another one indexed the folder meanwhile, or one of the messages is not as
    /// it was. Every message of the folder that lies between the batch's two numbers and is wanted must be in it.
    /// </summary>
    Task<bool> IndexTextAsync(MailboxKey key, TextIndexBatch batch, CancellationToken cancellationToken);

    /// <summary>Takes large values for this mailbox (chunks of 64 KiB). Not fenced: a part that no commit refers to is nobody's.</summary>
    IPartSink PartSink(MailboxKey key);

    /// <summary>Reads large values of this mailbox.</summary>
    IPartSource PartSource(MailboxKey key);

    /// <summary>How many bytes of each of these large values are there, without reading them; one that is not there at all is left out. In one query.</summary>
    Task<IReadOnlyDictionary<Guid, long>> ReadPartLengthsAsync(MailboxKey key, IReadOnlyList<Guid> partIds, CancellationToken cancellationToken);

    /// <summary>Purges parts that nothing refers to and operation ids older than <paramref name="before"/>; gives how many parts went.</summary>
    Task<int> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

/// <summary>What a table's index is asked for.</summary>
public sealed record MessageIndexQuery
{
    /// <summary>The folder.</summary>
    public required long FolderId { get; init; }
    /// <summary>Normal or associated messages.</summary>
    public bool Associated { get; init; }
    /// <summary>The soft-deleted ones instead of the others.</summary>
    public bool Deleted { get; init; }
    /// <summary>
    /// The messages that the folder, a search folder, has links to, wherever they are: soft-deleted ones that a static search found are among
    /// them. <see cref="Deleted"/> ones instead of them there are none.
    /// </summary>
    public bool Linked { get; init; }
    /// <summary>The messages of all folders, whichever <see cref="FolderId"/> is.</summary>
    public bool Everywhere { get; init; }
    /// <summary>The order; ties, and an empty list, go by message id ascending (the natural order of arrival).</summary>
    public IReadOnlyList<MessageSort> Sort { get; init; } = [];
    /// <summary>Conditions that must all hold.</summary>
    public IReadOnlyList<MessageFilter> Filter { get; init; } = [];
    /// <summary>
    /// Only candidates for this: those whose indexed text has these terms, and those that are not indexed as they are now. More than match,
    /// never fewer. Counts for messages of a folder that are neither associated nor deleted.
    /// </summary>
    public TextQuery? Text { get; init; }
    /// <summary>Never more ids than this.</summary>
    public int Limit { get; init; } = 2_000_000;
}

/// <summary>Which links are asked for: those that meet all that is given.</summary>
public sealed record SearchLinkQuery
{
    /// <summary>Those to these messages.</summary>
    public IReadOnlyList<long>? MessageIds { get; init; }
    /// <summary>Those of this search folder.</summary>
    public long? SearchFolderId { get; init; }
    /// <summary>Those to messages that are in this folder.</summary>
    public long? InFolderId { get; init; }
    /// <summary>Never more links than this.</summary>
    public int Limit { get; init; } = int.MaxValue;
}

/// <summary>A link of a search folder to a message.</summary>
/// <param name="SearchFolderId">The search folder.</param>
/// <param name="MessageId">The message.</param>
/// <param name="FolderId">Where the message is.</param>
/// <param name="Size">The message's size.</param>
/// <param name="IsRead">Whether the message is read.</param>
public readonly record struct SearchLink(long SearchFolderId, long MessageId, long FolderId, long Size, bool IsRead);

/// <summary>The columns that an index can order and filter by; each names its column of <see cref="HotColumns"/> or <see cref="MessageRecord"/>.</summary>
public enum MessageColumn
{
#pragma warning disable CS1591 // Each is the column of the same name.
    MessageId, DeliveryTime, SubmitTime, Subject, NormalizedSubject, SenderName, SentRepresentingName, DisplayTo, MessageClass,
    Importance, HasAttachments, FlagStatus, ConversationTopic, ConversationId, InternetMessageId, Size, CreatedAt, ModifiedAt, IsRead,
    ChangeNumber, ArticleNumber,
#pragma warning restore CS1591
}

/// <summary>One key of an order.</summary>
public readonly record struct MessageSort(MessageColumn Column, bool Descending);

/// <summary>How a filter compares.</summary>
public enum MessageFilterOperator
{
#pragma warning disable CS1591
    Less, LessOrEqual, Greater, GreaterOrEqual, Equal, NotEqual,
    /// <summary>The folded text begins with the folded value.</summary>
    StartsWith,
#pragma warning restore CS1591
}

/// <summary>One condition; the value is a long (numbers, FILETIME ticks, booleans as 0 and 1), a folded string or a byte[].</summary>
public sealed record MessageFilter(MessageColumn Column, MessageFilterOperator Operator, object Value);
