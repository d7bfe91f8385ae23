using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Storage;

/// <summary>
/// One statement's worth of change to a mailbox. A commit is a list of these, carried out in order in one transaction
/// (one NpgsqlBatch, one round trip, on PostgreSQL). The mailbox grain decides; the store obeys.
/// </summary>
public abstract record StoreOperation
{
    private StoreOperation()
    {
    }

    /// <summary>Inserts a folder.</summary>
    public sealed record InsertFolder(FolderRecord Folder) : StoreOperation;

    /// <summary>Replaces a folder's row but for its counters, its contents' change number and times, its article number and a search's progress.</summary>
    public sealed record UpdateFolder(FolderRecord Folder) : StoreOperation;

    /// <summary>Adds to a folder's counters; sets the contents' change number and time where they are given.</summary>
    public sealed record AdjustFolder(long FolderId, FolderCounters Delta, long ContentsChangeNumber, DateTimeOffset ContentsModifiedAt, int ArticleNumbersUsed = 0) : StoreOperation;

    /// <summary>Deletes a folder's row for good, with its messages and their parts' references and links, its own links, and what was deleted from it.</summary>
    public sealed record DeleteFolder(long FolderId) : StoreOperation;

    /// <summary>Shows messages in a search folder; a message that is there already, or that is none, changes nothing.</summary>
    public sealed record AddSearchLinks(long FolderId, IReadOnlyList<long> MessageIds) : StoreOperation;

    /// <summary>Shows messages in a search folder no more. Links of a message that is deleted or moved go with its id.</summary>
    public sealed record RemoveSearchLinks(long FolderId, IReadOnlyList<long> MessageIds) : StoreOperation;

    /// <summary>Takes all links of a search folder away.</summary>
    public sealed record ClearSearchLinks(long FolderId) : StoreOperation;

    /// <summary>Says how far the filling of a search folder is.</summary>
    public sealed record SetSearchProgress(long FolderId, SearchProgress Progress) : StoreOperation;

    /// <summary>
    /// Inserts a message and refers to every part that its content and MIME name. The whole commit fails (<see cref="StoreConflictException"/>)
    /// where another message has its id.
    /// </summary>
    public sealed record InsertMessage(MessageRecord Message) : StoreOperation;

    /// <summary>
    /// Replaces a message's row; refers to parts it newly names, releases those it names no more. The old row is the
    /// store's to read. With <paramref name="ExpectedChangeNumber"/> the whole commit fails (<see cref="StoreConflictException"/>)
    /// where the row has another change number or is gone.
    /// </summary>
    public sealed record UpdateMessage(MessageRecord Message, long? ExpectedChangeNumber = null) : StoreOperation;

    /// <summary>Sets read state of messages; PidTagMessageFlags and contents stay.</summary>
    public sealed record SetReadState(IReadOnlyList<long> MessageIds, bool IsRead, long ReadChangeNumber) : StoreOperation;

    /// <summary>Clears bits of the stored PidTagMessageFlags of messages.</summary>
    public sealed record ClearMessageFlags(IReadOnlyList<long> MessageIds, int Flags) : StoreOperation;

    /// <summary>Sets PidTagMessageStatus.</summary>
    public sealed record SetMessageStatus(long MessageId, int MessageStatus) : StoreOperation;

    /// <summary>Marks messages soft-deleted, or takes the mark away (null), giving them a change number.</summary>
    public sealed record SetDeleted(IReadOnlyList<long> MessageIds, DateTimeOffset? DeletedAt, long ChangeNumber) : StoreOperation;

    /// <summary>Deletes messages' rows for good and releases their parts.</summary>
    public sealed record DeleteMessages(IReadOnlyList<long> MessageIds) : StoreOperation;

    /// <summary>Moves one message: new folder, new id, new change number and keys; the content stays where it is.</summary>
    public sealed record MoveMessage(long MessageId, MessageRecord Columns) : StoreOperation;

    /// <summary>Copies a message under a new id inside the mailbox; parts are shared, not copied. Columns say everything but the content.</summary>
    public sealed record CopyMessage(long SourceMessageId, MessageRecord Columns) : StoreOperation
    {
        /// <summary>Where the source is; not the store's to look at.</summary>
        public long SourceFolderId { get; init; }
    }

    /// <summary>Keeps traces of deletions.</summary>
    public sealed record RecordDeletions(IReadOnlyList<DeletionRecord> Deletions) : StoreOperation
    {
        /// <summary>Whether the objects never were in the mailbox: nobody is told that they are gone.</summary>
        public bool NeverThere { get; init; }
    }

    /// <summary>Keeps ranges of ids as deleted from a folder, each in place of those that lie within it.</summary>
    public sealed record AddDeletedRanges(long FolderId, IReadOnlyList<GlobRange> Ranges) : StoreOperation;

    /// <summary>Maps names to property ids.</summary>
    public sealed record AddNamedProperties(IReadOnlyList<(ushort Id, PropertyName Name)> Names) : StoreOperation;

    /// <summary>Replaces the mailbox row's properties, foreign replica GUIDs and receive folders where they are given.</summary>
    public sealed record UpdateMailbox(PropertyBag? Properties = null, IReadOnlyList<Guid>? ForeignReplGuids = null, IReadOnlyList<ReceiveFolderRecord>? ReceiveFolders = null) : StoreOperation;

    /// <summary>Keeps rules of a folder, in place of those with their ids.</summary>
    public sealed record PutRules(long FolderId, IReadOnlyList<FolderRule> Rules) : StoreOperation;

    /// <summary>Deletes rules of a folder, and whom they answered.</summary>
    public sealed record DeleteRules(long FolderId, IReadOnlyList<long> RuleIds) : StoreOperation;

    /// <summary>Remembers that a rule has answered a sender.</summary>
    public sealed record AddReply(long FolderId, long RuleId, string Sender) : StoreOperation;

    /// <summary>Forgets whom the rules of the mailbox have answered.</summary>
    public sealed record ClearReplies : StoreOperation;

    /// <summary>Puts work into the queue, and keeps the part that it names.</summary>
    public sealed record PutJob(JobRecord Job) : StoreOperation
    {
        /// <summary>Further parts that the work needs, and keeps until it ends.</summary>
        public IReadOnlyList<ExternalValue> Keeps { get; init; } = [];
    }

    /// <summary>
    /// Takes work out of the queue as its holder. The whole commit fails (<see cref="StoreConflictException"/>) where somebody else holds it
    /// meanwhile, or it is gone.
    /// </summary>
    public sealed record FinishJob(long JobId, Guid LeaseOwner) : StoreOperation;

    /// <summary>Takes the submission of a message out of the queue. The whole commit fails (<see cref="StoreConflictException"/>) where it is being carried out, or is gone.</summary>
    public sealed record AbortSubmission(long MessageId, DateTimeOffset Now) : StoreOperation;

    /// <summary>
    /// Lets a client's spooler hold the submission of a message until a time, or, where that time is now, lets it go. The whole commit fails
    /// (<see cref="StoreConflictException"/>) where another holds it, or it is gone.
    /// </summary>
    public sealed record HoldSubmission(long MessageId, Guid Owner, DateTimeOffset Now, DateTimeOffset Until) : StoreOperation;

    /// <summary>Takes the submission of a message out of the queue as its holder; else the whole commit fails (<see cref="StoreConflictException"/>).</summary>
    public sealed record FinishSubmission(long MessageId, Guid Owner) : StoreOperation;

    /// <summary>Keeps what a user has read of a public folder ([MS-OXCSTOR] RopWritePerUserInformation).</summary>
    public sealed record PutPerUser(Guid AccountId, byte[] FolderLongTermId, byte[] Data) : StoreOperation;
}

/// <summary>A transaction on one mailbox.</summary>
public sealed record MailboxCommit
{
    /// <summary>Who writes.</summary>
    public required MailboxFence Fence { get; init; }
    /// <summary>The mailbox row's next change number after this commit; the first statement sets it where the epoch holds.</summary>
    public required long NextChangeNumber { get; init; }
    /// <summary>The mailbox row's next id after this commit.</summary>
    public required long NextId { get; init; }
    /// <summary>Added to the mailbox row's size.</summary>
    public long SizeDelta { get; init; }
    /// <summary>Kept in the same transaction, so that a commit of unknown outcome can be settled; null where nobody will ask.</summary>
    public Guid? OperationId { get; init; }
    /// <summary>A few bytes kept with the operation id: what to answer when the operation is asked for again.</summary>
    public byte[] OperationResult { get; init; } = [];
    /// <summary>What changes.</summary>
    public required IReadOnlyList<StoreOperation> Operations { get; init; }
}

/// <summary>The mailbox has another owner now; this activation must go.</summary>
public sealed class StoreFencedException(MailboxFence fence)
    : Exception($"Mailbox {fence.Key.Id} is not at epoch {fence.Epoch} any more.")
{
    /// <summary>What did not hold.</summary>
    public MailboxFence Fence { get; } = fence;
}

/// <summary>An expected change number did not hold; nothing was written.</summary>
public sealed class StoreConflictException(long messageId) : Exception($"Message {messageId} was changed or deleted meanwhile.")
{
    /// <summary>The message.</summary>
    public long MessageId { get; } = messageId;
}

/// <summary>The connection broke at commit: written or not, nobody knows. The operation id settles it.</summary>
public sealed class StoreOutcomeUnknownException(Exception inner) : Exception("The outcome of a commit is unknown.", inner);

/// <summary>The store cannot be reached or has no room; nothing was written, trying later may help.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
