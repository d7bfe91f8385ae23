namespace MapiOrleans.Grains.Mailbox;

/// <summary>Bounds of one mailbox (configuration section <c>Mailbox</c>).</summary>
public sealed class MailboxOptions
{
    /// <summary>Sessions that one account may have open in its mailbox; one more is TooManySessions.</summary>
    public int MaxSessionsPerUser { get; set; } = 32;
    /// <summary>Bytes of one message, all large values included; past it MessageTooBig.</summary>
    public long MaxMessageSize { get; set; } = 150L << 20;
    /// <summary>Megabytes that a mailbox without a quota of its own may have; 0: as much as it likes.</summary>
    public long DefaultQuotaMegabytes { get; set; }
    /// <summary>Per cent of the quota past which nothing is sent (PidTagProhibitSendQuota); 0: only the quota itself ends sending.</summary>
    public int SendQuotaPercent { get; set; } = 95;
    /// <summary>Per cent of the quota past which the owner is warned; 0: nobody is warned before sending ends.</summary>
    public int WarningQuotaPercent { get; set; } = 90;
    /// <summary>How long nobody is warned again of a mailbox that is too full; where it got worse, its owner is told at once.</summary>
    public TimeSpan QuotaWarningInterval { get; set; } = TimeSpan.FromDays(1);
    /// <summary>Folders of a mailbox, soft-deleted ones included; past it OutOfResources.</summary>
    public int MaxFolders { get; set; } = 50_000;
    /// <summary>Levels of folders below the root; past it OutOfResources.</summary>
    public int MaxFolderDepth { get; set; } = 300;
    /// <summary>UTF-16 units of a folder's display name; past it InvalidParameter.</summary>
    public int MaxFolderNameLength { get; set; } = 255;
    /// <summary>Bytes of all properties that were set on one folder, as they are held in memory; past it TooBig.</summary>
    public int MaxFolderPropertiesSize { get; set; } = 256 << 10;
    /// <summary>Bytes of all properties that were set on the store; past it TooBig.</summary>
    public int MaxStorePropertiesSize { get; set; } = 256 << 10;
    /// <summary>Entries of one folder's permission list; past it OutOfResources.</summary>
    public int MaxPermissions { get; set; } = 1_000;
    /// <summary>Standard rules of one folder that are carried out; past it NotEnoughMemory, and up to twice as many are kept.</summary>
    public int MaxRules { get; set; } = 1_000;
    /// <summary>Bytes of all standard rules of one folder that are carried out; past it NotEnoughMemory, and up to twice as many are kept.</summary>
    public int MaxRulesSize { get; set; } = 256 << 10;
    /// <summary>UTF-16 units of one out-of-office text; past it TooBig.</summary>
    public int MaxOutOfOfficeReply { get; set; } = 32 << 10;
    /// <summary>Senders that one rule remembers to have answered; past it it answers nobody new until it forgets.</summary>
    public int MaxReplyHistory { get; set; } = 10_000;
    /// <summary>Rows of the receive-folder table; past it OutOfResources.</summary>
    public int MaxReceiveFolders { get; set; } = 256;
    /// <summary>Bytes of a search folder's criteria; past it TooBig.</summary>
    public int MaxSearchCriteriaSize { get; set; } = 64 << 10;
    /// <summary>Search folders of a mailbox that are not deleted: every change of a message is held against each; past it OutOfResources.</summary>
    public int MaxSearchFolders { get; set; } = 200;
    /// <summary>Messages that one search folder shows; where more meet its criteria it says that it is partial.</summary>
    public int MaxSearchLinks { get; set; } = 500_000;
    /// <summary>Messages that the filling of a search folder looks at between two turns.</summary>
    public int SearchBatchSize { get; set; } = 200;
    /// <summary>Bytes of a large value that a search looks at; what lies behind is not. As in tables (<c>Session:MaxSearchedValue</c>).</summary>
    public int MaxSearchedValue { get; set; } = 1 << 20;
    /// <summary>A folder of so many messages has its text indexed when somebody looks for text in it; a smaller one is read through each time.</summary>
    public int TextIndexThreshold { get; set; } = 1_000;
    /// <summary>Messages whose text one transaction indexes.</summary>
    public int TextIndexBatchSize { get; set; } = 20;
    /// <summary>Terms of one message in the full-text index; one with more is looked at in every search.</summary>
    public int MaxIndexedTerms { get; set; } = 50_000;
    /// <summary>Bytes of one user's read marks of one public folder; past it TooBig.</summary>
    public int MaxPerUserSize { get; set; } = 1 << 20;
    /// <summary>Named properties; at most 32,767, the ids there are.</summary>
    public int MaxNamedProperties { get; set; } = 32_767;
    /// <summary>Foreign replica GUIDs; at most 32,767, the replids there are.</summary>
    public int MaxReplGuids { get; set; } = 32_767;
    /// <summary>Ids that a client may reserve at once.</summary>
    public int MaxIdsPerAllocation { get; set; } = 0x10000;
    /// <summary>Ranges of ids that are kept as never used in one folder; past it TooBig.</summary>
    public int MaxDeletedRanges { get; set; } = 10_000;
    /// <summary>Messages that one transaction of a long operation (empty, copy, move, mark) touches; other calls get between two of them.</summary>
    public int BatchSize { get; set; } = 500;
    /// <summary>Messages that one call may name.</summary>
    public int MaxMessagesPerCall { get; set; } = 100_000;
    /// <summary>For so long a client's spooler that locked a submitted message may send it alone; then the server sends it after all.</summary>
    public TimeSpan SpoolerLock { get; set; } = TimeSpan.FromMinutes(15);
    /// <summary>Writes that may wait for their turn; past it the mailbox answers that it cannot be reached now.</summary>
    public int MaxQueuedWrites { get; set; } = 1_000;
    /// <summary>Operation ids whose results are kept in memory.</summary>
    public int RecentOperations { get; set; } = 64;
    /// <summary>How long after activation a repeated operation is looked for in the store.</summary>
    public TimeSpan RepetitionWindow { get; set; } = TimeSpan.FromMinutes(5);
    /// <summary>Subscriptions to what changes; one more is refused.</summary>
    public int MaxSubscriptions { get; set; } = 10_000;
    /// <summary>Events that wait for one subscriber one by one; past it they are told by folder.</summary>
    public int MaxPendingEvents { get; set; } = 1_000;
    /// <summary>A subscription that is not prolonged for so long is dropped.</summary>
    public TimeSpan SubscriptionLease { get; set; } = TimeSpan.FromMinutes(5);
    /// <summary>A session that has not said that it ended is asked whether it lives, when the limit is reached and it was opened or last asked so long ago.</summary>
    public TimeSpan SessionProbeInterval { get; set; } = TimeSpan.FromMinutes(30);
}
