using MapiOrleans.Grains.Interfaces.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using Orleans.Concurrency;

namespace MapiOrleans.Grains.Interfaces.Mailbox;

/// <summary>
/// One mailbox: the only writer of its folders, messages, ids and change numbers. Key: the mailbox GUID. Every change is one
/// durable transaction, and the answer comes after its commit. Folder and message ids are GLOBCNTs (48 bits, replid 1). Content is
/// read from the store by whoever has <see cref="MailboxInfo"/> and the rights, not through this grain. A mailbox that does not exist
/// throws <see cref="MailboxMissingException"/> at everything but Create and Find; a write that lost its fence, or whose commit's outcome
/// is not known, throws <see cref="MailboxMovedException"/>, and asking once more (a save with the same operation id) finds the new
/// owner; a store that cannot be reached is <see cref="MailboxUnavailableException"/>.
/// </summary>
[Alias("MapiOrleans.IMailboxGrain")]
public interface IMailboxGrain : IGrainWithGuidKey
{
    /// <summary>Makes the mailbox with its special folders. Where it exists, its owner and quota are brought up to date.</summary>
    [Alias("Create")]
    Task<MailboxInfo> CreateAsync(MailboxSetup setup);

    /// <summary>What a logon needs, or null where there is no such mailbox.</summary>
    [AlwaysInterleave, Alias("Find")]
    Task<MailboxInfo?> FindAsync();

    /// <summary>Opens a session grain beside this mailbox. TooManySessions where the limit of sessions a user is reached.</summary>
    [AlwaysInterleave, Alias("OpenSession")]
    Task<SessionOpened> OpenSessionAsync(SessionOpen open);

    /// <summary>Says that a session of this mailbox ended, so that it counts no more. The session says it, once, when it closes or goes.</summary>
    [AlwaysInterleave, OneWay, Alias("SessionEnded")]
    Task SessionEndedAsync(Guid sessionId);

    /// <summary>Subscribes a session to what changes from now on, or prolongs and replaces its subscription.</summary>
    [AlwaysInterleave, Alias("Subscribe")]
    Task<MailboxSubscribed> SubscribeAsync(MailboxSubscription subscription);

    /// <summary>Ends a subscription.</summary>
    [AlwaysInterleave, OneWay, Alias("Unsubscribe")]
    Task UnsubscribeAsync(Guid subscriptionId);

    /// <summary>
    /// Tells whoever listens that a message is new mail, as a client says that put it there itself ([MS-OXOMSG] 2.2.5.5): class and flags are
    /// the client's to say. NotFound where the message is not in the folder.
    /// </summary>
    [AlwaysInterleave, Alias("AnnounceMail")]
    Task<MapiError> AnnounceMailAsync(MailboxCaller caller, long folderId, long messageId, string messageClass, int messageFlags);

    /// <summary>Says that somebody looks for text in a folder: where that pays, its text is indexed from now on, beside everything else.</summary>
    [AlwaysInterleave, OneWay, Alias("IndexText")]
    Task IndexTextAsync(long folderId);

    /// <summary>The folder, or null where there is none that the caller may see. A soft-deleted one only with <paramref name="deletedToo"/>.</summary>
    [AlwaysInterleave, Alias("FindFolder")]
    Task<FolderView?> FindFolderAsync(MailboxCaller caller, long folderId, bool deletedToo);

    /// <summary>Whether the caller sees any folder at all: what makes a delegate of somebody.</summary>
    [AlwaysInterleave, Alias("SeesAnyFolder")]
    Task<bool> SeesAnyFolderAsync(MailboxCaller caller);

    /// <summary>Folders below a folder: its children, or with <paramref name="deep"/> all; the soft-deleted ones instead with <paramref name="softDeleted"/>. Null where the folder is not visible.</summary>
    [AlwaysInterleave, Alias("GetHierarchy")]
    Task<HierarchyView?> GetHierarchyAsync(MailboxCaller caller, long folderId, bool deep, bool softDeleted);

    /// <summary>Makes a folder.</summary>
    [Alias("CreateFolder")]
    Task<FolderResult> CreateFolderAsync(MailboxCaller caller, NewFolder folder);

    /// <summary>Sets and deletes folder properties; what is computed or not the caller's to set comes back as problems.</summary>
    [Alias("SetFolderProperties")]
    Task<IReadOnlyList<MailboxPropertyProblem>> SetFolderPropertiesAsync(MailboxCaller caller, long folderId, PropertyBag set, IReadOnlyList<ushort> delete);

    /// <summary>Deletes a folder. Where it has messages or subfolders that may not go with it nothing is deleted and Partial is set; a special folder is AccessDenied.</summary>
    [Alias("DeleteFolder"), ResponseTimeout("00:10:00")]
    Task<FolderResult> DeleteFolderAsync(MailboxCaller caller, long parentId, long folderId, bool messages, bool subfolders, bool hard);

    /// <summary>Moves a folder inside the mailbox under a new name.</summary>
    [Alias("MoveFolder")]
    Task<FolderResult> MoveFolderAsync(MailboxCaller caller, long folderId, long newParentId, string newName);

    /// <summary>Copies a folder with its messages, and with its subfolders where <paramref name="recursive"/>, inside the mailbox.</summary>
    [Alias("CopyFolder"), ResponseTimeout("00:10:00")]
    Task<FolderResult> CopyFolderAsync(MailboxCaller caller, long folderId, long newParentId, string newName, bool recursive);

    /// <summary>Deletes all messages of a folder, associated ones where asked, and with <paramref name="subfolders"/> all its subfolders.</summary>
    [Alias("EmptyFolder"), ResponseTimeout("00:10:00")]
    Task<BulkResult> EmptyFolderAsync(MailboxCaller caller, long folderId, bool associatedToo, bool subfolders, bool hard);

    /// <summary>
    /// One step of emptying a folder: deletes the normal messages, or the associated ones, that come after an id; no more than fit into one
    /// transaction.
    /// </summary>
    [Alias("EmptyFolderStep")]
    Task<FolderStep> EmptyFolderStepAsync(MailboxCaller caller, long folderId, bool associated, bool hard, long after);

    /// <summary>The first step of copying a folder inside the mailbox: makes the copies of it and of its subfolders, still without messages.</summary>
    [Alias("BeginCopyFolder")]
    Task<FolderCopies> BeginCopyFolderAsync(MailboxCaller caller, long folderId, long newParentId, string newName, bool recursive);

    /// <summary>A further step: copies the messages of a folder that come after an id, no more than fit into one transaction.</summary>
    [Alias("CopyFolderStep")]
    Task<FolderStep> CopyFolderStepAsync(MailboxCaller caller, long folderId, long copyId, bool associated, long after);

    /// <summary>Saves a message in one transaction.</summary>
    [Alias("SaveMessage")]
    Task<SaveMessageResult> SaveMessageAsync(MailboxCaller caller, SaveMessage save);

    /// <summary>Hears that mail was not taken because the mailbox is full, so that its owner is told. Nobody waits for it.</summary>
    [OneWay, Alias("ReportRefused")]
    Task ReportRefusedAsync();

    /// <summary>
    /// Takes a submitted message back: it is a draft again. AbortFailed where it is being sent, NotFound where it is not in the queue (any
    /// more).
    /// </summary>
    [Alias("AbortSubmit")]
    Task<MapiError> AbortSubmitAsync(MailboxCaller caller, long folderId, long messageId);

    /// <summary>Takes a submitted message over into transport, in one transaction. False where it was taken back, deleted, or taken over by another.</summary>
    [Alias("TakeSubmission")]
    Task<bool> TakeSubmissionAsync(SubmissionTaken taken);

    /// <summary>
    /// Lets a client's spooler send a submitted message, gives it back to the server, or says that it was sent ([MS-OXOMSG] 2.2.5.3). NotFound
    /// where there is no such submitted message, AccessDenied where another holds it: a spooler, or the server.
    /// </summary>
    [Alias("LockSubmission")]
    Task<MapiError> LockSubmissionAsync(MailboxCaller caller, SubmissionLock request);

    /// <summary>
    /// Deletes messages of a folder; unknown ids make it partial, they do not fail it. With <paramref name="changeNumbers"/>, one an id, a
    /// message that has another change number meanwhile is left. With <paramref name="notifyNonRead"/> the non-read receipts that senders asked
    /// for go out.
    /// </summary>
    [Alias("DeleteMessages"), ResponseTimeout("00:10:00")]
    Task<BulkResult> DeleteMessagesAsync(MailboxCaller caller, long folderId, IReadOnlyList<long> messageIds, bool hard, IReadOnlyList<long>? changeNumbers = null, bool notifyNonRead = false);

    /// <summary>Moves or copies messages between folders of this mailbox.</summary>
    [Alias("MoveCopyMessages"), ResponseTimeout("00:10:00")]
    Task<BulkResult> MoveCopyMessagesAsync(MailboxCaller caller, long sourceFolderId, IReadOnlyList<long> messageIds, long targetFolderId, bool copy);

    /// <summary>
    /// Sets the read state of messages of a folder, of all normal ones where <paramref name="messageIds"/> is empty, and clears bits of their
    /// PidTagMessageFlags. Messages that have it so already do not change. Read receipts that are pending go out with it, unless their flag is
    /// cleared.
    /// </summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="folderId">The folder.</param>
    /// <param name="messageIds">The messages.</param>
    /// <param name="read">The read state, or null to leave it.</param>
    /// <param name="clearFlags">Bits of PidTagMessageFlags to clear: mfNotifyRead and mfNotifyUnread.</param>
    /// <param name="receiptsOnly">Whether receipts go out though the read state stays as it is (rfGenerateReceiptOnly).</param>
    [Alias("SetReadFlags"), ResponseTimeout("00:10:00")]
    Task<BulkResult> SetReadFlagsAsync(MailboxCaller caller, long folderId, IReadOnlyList<long> messageIds, bool? read, int clearFlags = 0, bool receiptsOnly = false);

    /// <summary>Changes PidTagMessageStatus bits under a mask. The status before, or null where there is no such message.</summary>
    [Alias("SetMessageStatus")]
    Task<int?> SetMessageStatusAsync(MailboxCaller caller, long folderId, long messageId, int status, int mask);

    /// <summary>
    /// Takes a message that a client moved into its new folder, under the id that the client gave it ([MS-OXCFXICS] 3.2.5.9.4.4).
    /// NewerClientChange where it was moved and the client's copy had changes that the mailbox does not have. Moving it once more does nothing,
    /// and gives no change number: the client may download what came of it.
    /// </summary>
    [Alias("ImportMove")]
    Task<SaveMessageResult> ImportMoveAsync(MailboxCaller caller, ImportMove move);

    /// <summary>Makes or changes a folder as a client has it ([MS-OXCFXICS] 3.2.5.9.4.3).</summary>
    [Alias("ImportFolder")]
    Task<ImportFolderResult> ImportFolderAsync(MailboxCaller caller, ImportFolder folder);

    /// <summary>
    /// Keeps what is never to come to a folder ([MS-OXCFXICS] 3.2.5.9.4.5, 3.2.5.9.4.8): an upload of it is SyncObjectDeleted, and whoever has it
    /// is told to delete it. Of a caller who creates nothing there, nothing is kept. TooBig past the ranges that are kept of one folder.
    /// </summary>
    [Alias("RecordUnusedIds")]
    Task<MapiError> RecordUnusedIdsAsync(MailboxCaller caller, long folderId, UnusedIds ids);

    /// <summary>Sets where mail of a class goes; folder 0 removes the row.</summary>
    [Alias("SetReceiveFolder")]
    Task<MapiError> SetReceiveFolderAsync(MailboxCaller caller, string messageClass, long folderId);

    /// <summary>The receive-folder table.</summary>
    [AlwaysInterleave, Alias("GetReceiveFolders")]
    Task<IReadOnlyList<ReceiveFolderRecord>> GetReceiveFoldersAsync();

    /// <summary>Ids for names, in order; with <paramref name="create"/> unknown names get ids, else 0. 0 also past the limit of 32,767 names.</summary>
    [Alias("GetPropertyIds")]
    Task<IReadOnlyList<ushort>> GetPropertyIdsAsync(IReadOnlyList<PropertyName> names, bool create);

    /// <summary>All named properties.</summary>
    [AlwaysInterleave, Alias("GetNamedProperties")]
    Task<NamedPropertyList> GetNamedPropertiesAsync();

    /// <summary>Reserves consecutive ids for a client; gives the first GLOBCNT.</summary>
    [Alias("AllocateIds")]
    Task<long> AllocateIdsAsync(int count);

    /// <summary>The replid of a replica GUID; with <paramref name="create"/> an unknown one gets a replid, else 0. 0 past the limit of 32,768.</summary>
    [Alias("MapReplGuid")]
    Task<ushort> MapReplGuidAsync(Guid replGuid, bool create);

    /// <summary>The replica GUID of a replid, or null.</summary>
    [AlwaysInterleave, Alias("FindReplGuid")]
    Task<Guid?> FindReplGuidAsync(ushort replId);

    /// <summary>Sets and deletes store-level properties (of the Logon object).</summary>
    [Alias("SetStoreProperties")]
    Task<IReadOnlyList<MailboxPropertyProblem>> SetStorePropertiesAsync(MailboxCaller caller, PropertyBag set, IReadOnlyList<ushort> delete);

    /// <summary>Whether the owner is away, and what the mailbox says meanwhile.</summary>
    [AlwaysInterleave, Alias("GetOutOfOffice")]
    Task<OutOfOfficeSettings> GetOutOfOfficeAsync();

    /// <summary>
    /// Sets it. A new absence answers everybody once more. AccessDenied to whoever has not all rights, InvalidParameter where a scheduled absence
    /// does not end after it begins, TooBig where a text is too long.
    /// </summary>
    [Alias("SetOutOfOffice")]
    Task<MapiError> SetOutOfOfficeAsync(MailboxCaller caller, OutOfOfficeSettings settings);

    /// <summary>A folder's permission list; null where the caller does not see the folder.</summary>
    [AlwaysInterleave, Alias("GetPermissions")]
    Task<IReadOnlyList<FolderPermission>?> GetPermissionsAsync(MailboxCaller caller, long folderId);

    /// <summary>
    /// Changes a folder's permission list; the caller must own the folder. Without <paramref name="includeFreeBusy"/> the free/busy flags of
    /// rights given are not looked at: a member keeps those it has, and whoever may read the Calendar sees its details ([MS-OXCPERM] 2.2.2.1).
    /// </summary>
    [Alias("ModifyPermissions")]
    Task<MapiError> ModifyPermissionsAsync(MailboxCaller caller, long folderId, bool replaceAll, IReadOnlyList<PermissionChange> changes, bool includeFreeBusy = false);

    /// <summary>
    /// Changes a folder's standard rules, or with <paramref name="replaceAll"/> sets them; the caller must own the folder. All changes are
    /// made or none. NotEnoughMemory where there would be too many, or too large ones.
    /// </summary>
    [Alias("ModifyRules")]
    Task<MapiError> ModifyRulesAsync(MailboxCaller caller, long folderId, bool replaceAll, IReadOnlyList<RuleChange> changes);

    /// <summary>Delivers a message as rules have it, in one transaction. The id is that of the first copy, or 0.</summary>
    [Alias("DeliverRuled")]
    Task<SaveMessageResult> DeliverRuledAsync(RuledDelivery delivery);

    /// <summary>
    /// Gives a search folder its criteria, in the bytes that the session encodes, and begins to fill it. The same criteria once more begin
    /// nothing, unless the search is static and done, or was stopped. SearchFolderScopeViolation where a search folder is in the scope.
    /// </summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="folderId">The search folder.</param>
    /// <param name="criteria">A <see cref="SearchCriteria"/>.</param>
    /// <param name="stop">Whether the filling is to end instead (STOP_SEARCH).</param>
    [Alias("SetSearchCriteria")]
    Task<MapiError> SetSearchCriteriaAsync(MailboxCaller caller, long folderId, byte[] criteria, bool stop);

    /// <summary>Keeps a user's read marks of a public folder.</summary>
    [Alias("PutPerUser")]
    Task PutPerUserAsync(MailboxCaller caller, byte[] folderLongTermId, byte[] data);
}

/// <summary>There is no such mailbox.</summary>
[GenerateSerializer, Alias("MapiOrleans.MailboxMissingException")]
public sealed class MailboxMissingException : Exception
{
    /// <summary>No mailbox of this GUID.</summary>
    public MailboxMissingException(Guid mailboxGuid) : base($"There is no mailbox {mailboxGuid}.")
    {
    }
}

/// <summary>Another activation owns the mailbox now: nothing was written; ask once more.</summary>
[GenerateSerializer, Alias("MapiOrleans.MailboxMovedException")]
public sealed class MailboxMovedException : Exception
{
    /// <summary>The mailbox of this GUID moved.</summary>
    public MailboxMovedException(Guid mailboxGuid) : base($"Mailbox {mailboxGuid} has a new owner.")
    {
    }
}

/// <summary>The store cannot be reached, or too many writes wait: nothing was written; trying later may help.</summary>
[GenerateSerializer, Alias("MapiOrleans.MailboxUnavailableException")]
public sealed class MailboxUnavailableException : Exception
{
    /// <summary>The mailbox of this GUID cannot be written or read now.</summary>
    public MailboxUnavailableException(Guid mailboxGuid) : base($"Mailbox {mailboxGuid} cannot be reached now.")
    {
    }
}
