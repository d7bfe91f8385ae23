using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Storage;

/// <summary>A mailbox as the store addresses it: the compact number that begins every primary key, and the shard that has it.</summary>
/// <param name="Id">The mailbox number, unique over all shards.</param>
/// <param name="Shard">The shard; 0 in the embedded default.</param>
public readonly record struct MailboxKey(long Id, int Shard);

/// <summary>What a write must prove: the epoch that its activation took.</summary>
/// <param name="Key">The mailbox.</param>
/// <param name="Epoch">The epoch of the activation that writes.</param>
public readonly record struct MailboxFence(MailboxKey Key, long Epoch);

/// <summary>The kinds of mailbox.</summary>
public enum MailboxKind
{
    /// <summary>A user's or resource's mailbox.</summary>
    Private = 0,
    /// <summary>A domain's public-folder tree.</summary>
    Public = 1,
}

/// <summary>The mailbox row.</summary>
public sealed record MailboxRecord
{
    /// <summary>Number and shard.</summary>
    public required MailboxKey Key { get; init; }
    /// <summary>The mailbox GUID ([MS-OXCSTOR] MailboxGuid); the grain's key.</summary>
    public required Guid MailboxGuid { get; init; }
    /// <summary>The replica GUID of everything that is made here; replid 1. Never changes.</summary>
    public required Guid ReplGuid { get; init; }
    /// <summary>Private or public.</summary>
    public required MailboxKind Kind { get; init; }
    /// <summary>Raised by every activation.</summary>
    public long Epoch { get; init; }
    /// <summary>The next change number to give (a 48-bit GLOBCNT).</summary>
    public long NextChangeNumber { get; init; } = 1;
    /// <summary>The next folder or message id to give (a 48-bit GLOBCNT). Ids and change numbers are spaces of their own.</summary>
    public long NextId { get; init; } = 1;
    /// <summary>Bytes in all messages, soft-deleted ones included.</summary>
    public long SizeBytes { get; init; }
    /// <summary>Store-level state as a bag: PidTagOutOfOfficeState, the private logon's settable properties, ...</summary>
    public PropertyBag Properties { get; init; } = new();
    /// <summary>Replids given to foreign replica GUIDs, in order; the first has replid 2 (1 is <see cref="ReplGuid"/>).</summary>
    public IReadOnlyList<Guid> ForeignReplGuids { get; init; } = [];
    /// <summary>The receive-folder table ([MS-OXCSTOR] 1.3.2): message class to folder.</summary>
    public IReadOnlyList<ReceiveFolderRecord> ReceiveFolders { get; init; } = [];
    /// <summary>When the mailbox was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>
/// The columns of a message row that tables sort and filter on in the database. They are derived from the content by
/// <c>HotColumns.Derive</c> and never set by hand; text is folded (<c>TextFolding.Fold</c>), so both engines order it alike, bytewise.
/// </summary>
public sealed record HotColumns
{
    /// <summary>PidTagMessageDeliveryTime in FILETIME ticks; 0 where absent.</summary>
    public long DeliveryTime { get; init; }
    /// <summary>PidTagClientSubmitTime in FILETIME ticks; 0 where absent.</summary>
    public long SubmitTime { get; init; }
    /// <summary>PidTagSubject, folded, at most 255 characters.</summary>
    public string Subject { get; init; } = "";
    /// <summary>PidTagNormalizedSubject, folded.</summary>
    public string NormalizedSubject { get; init; } = "";
    /// <summary>PidTagSenderName, folded.</summary>
    public string SenderName { get; init; } = "";
    /// <summary>PidTagSentRepresentingName, folded.</summary>
    public string SentRepresentingName { get; init; } = "";
    /// <summary>PidTagDisplayTo, folded.</summary>
    public string DisplayTo { get; init; } = "";
    /// <summary>PidTagMessageClass, folded.</summary>
    public string MessageClass { get; init; } = "";
    /// <summary>PidTagImportance.</summary>
    public int Importance { get; init; } = 1;
    /// <summary>PidTagHasAttachments.</summary>
    public bool HasAttachments { get; init; }
    /// <summary>PidTagFlagStatus; 0 where absent.</summary>
    public int FlagStatus { get; init; }
    /// <summary>PidTagConversationTopic, folded.</summary>
    public string ConversationTopic { get; init; } = "";
    /// <summary>PidTagConversationId, 16 bytes, or empty.</summary>
    public byte[] ConversationId { get; init; } = [];
    /// <summary>PidTagInternetMessageId as it is; empty where absent.</summary>
    public string InternetMessageId { get; init; } = "";
}

/// <summary>A message row.</summary>
public sealed record MessageRecord
{
    /// <summary>The GLOBCNT of the MessageId.</summary>
    public required long MessageId { get; init; }
    /// <summary>The folder it is in.</summary>
    public required long FolderId { get; init; }
    /// <summary>Whether it is folder-associated information.</summary>
    public bool Associated { get; init; }
    /// <summary>The change number of the last change of content.</summary>
    public long ChangeNumber { get; init; }
    /// <summary>The change number of the last change of read state alone; equals <see cref="ChangeNumber"/> until there is one, and is never lower.</summary>
    public long ReadChangeNumber { get; init; }
    /// <summary>PidTagChangeKey.</summary>
    public byte[] ChangeKey { get; init; } = [];
    /// <summary>PidTagPredecessorChangeList.</summary>
    public byte[] PredecessorChangeList { get; init; } = [];
    /// <summary>PidTagSourceKey where a client or another server gave it; empty means the one that follows from the id.</summary>
    public byte[] SourceKey { get; init; } = [];
    /// <summary>mfRead.</summary>
    public bool IsRead { get; init; }
    /// <summary>PidTagMessageFlags but mfRead, mfHasAttach and mfFAI, which are derived.</summary>
    public int MessageFlags { get; init; }
    /// <summary>PidTagMessageStatus.</summary>
    public int MessageStatus { get; init; }
    /// <summary>PidTagInternetArticleNumber, unique and rising in the folder.</summary>
    public int ArticleNumber { get; init; }
    /// <summary>PidTagMessageSize: bytes of everything, large values included.</summary>
    public long Size { get; init; }
    /// <summary>PidTagCreationTime.</summary>
    public DateTimeOffset CreatedAt { get; init; }
    /// <summary>PidTagLastModificationTime.</summary>
    public DateTimeOffset ModifiedAt { get; init; }
    /// <summary>When it was soft-deleted (PidTagDeletedOn), or null.</summary>
    public DateTimeOffset? DeletedAt { get; init; }
    /// <summary>What tables sort and filter on.</summary>
    public HotColumns Hot { get; init; } = new();
    /// <summary>
    /// The change number of the last change of each property group ([MS-OXCFXICS] 3.2.5.7), as <c>PropertyGroups</c> writes them; empty where
    /// all of them changed with the message.
    /// </summary>
    public byte[] GroupChanges { get; init; } = [];
    /// <summary>The original MIME, byte for byte, where there was one.</summary>
    public ExternalValue? Mime { get; init; }
    /// <summary>
    /// Properties, recipients, attachments; a read that did not ask for a part of it leaves that part empty
    /// (<see cref="MessageParts"/>).
    /// </summary>
    public MessageContent Content { get; init; } = new();
}

/// <summary>Of a message what tells whether, and in which order, a client is to get it.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="FolderId">The folder it is in.</param>
/// <param name="ChangeNumber">Its change number.</param>
/// <param name="ReadChangeNumber">The change number of its read state; never lower.</param>
/// <param name="Time">PidTagMessageDeliveryTime, or PidTagLastModificationTime where there is none, in FILETIME ticks.</param>
/// <param name="Size">PidTagMessageSize.</param>
/// <param name="Associated">Whether it is an associated one.</param>
/// <param name="IsRead">mfRead.</param>
/// <param name="IsDeleted">Whether it is soft-deleted.</param>
public readonly record struct MessageChange(
    long MessageId, long FolderId, long ChangeNumber, long ReadChangeNumber, long Time, long Size, bool Associated, bool IsRead, bool IsDeleted);

/// <summary>Which parts of a message a read brings.</summary>
[Flags]
public enum MessageParts
{
    /// <summary>Columns only.</summary>
    None = 0,
    /// <summary>The message's own properties.</summary>
    Properties = 1,
    /// <summary>The recipients.</summary>
    Recipients = 2,
    /// <summary>The attachments and embedded messages (not large values).</summary>
    Attachments = 4,
    /// <summary>
    /// The message's own properties, of large values only the beginning (<see cref="StorageFormat.KeptBeginning"/> bytes): for what is shown.
    /// <see cref="Properties"/> beside it brings them whole.
    /// </summary>
    Beginnings = 8,
    /// <summary>All.</summary>
    All = Properties | Recipients | Attachments,
}

/// <summary>A trace of a deletion or of a move out of a folder, kept until no client can ask for it.</summary>
/// <param name="FolderId">The folder the object left: the parent of a deleted folder.</param>
/// <param name="ObjectId">The message or folder.</param>
/// <param name="ChangeNumber">The change number of the deletion.</param>
/// <param name="IsFolder">Whether it was a folder.</param>
/// <param name="Associated">Whether it was an associated message.</param>
/// <param name="SourceKey">Its source key, where it was a foreign one; else empty.</param>
public sealed record DeletionRecord(long FolderId, long ObjectId, long ChangeNumber, bool IsFolder, bool Associated, byte[] SourceKey);
