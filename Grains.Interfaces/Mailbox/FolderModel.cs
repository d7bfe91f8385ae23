using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Interfaces.Mailbox;

/// <summary>One row of the receive-folder table.</summary>
/// <param name="MessageClass">The class prefix, upper-case ASCII; empty for the default.</param>
/// <param name="FolderId">Where such mail goes.</param>
/// <param name="ModifiedAt">PidTagLastModificationTime of the row.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.ReceiveFolderRecord")]
public sealed record ReceiveFolderRecord([property: Id(0)] string MessageClass, [property: Id(1)] long FolderId, [property: Id(2)] DateTimeOffset ModifiedAt);

/// <summary>Kinds of folder ([MS-OXCFOLD] 2.2.2.2.2.1 PidTagFolderType).</summary>
public enum FolderKind
{
    /// <summary>The root of a store.</summary>
    Root = 0,
    /// <summary>An ordinary folder.</summary>
    Generic = 1,
    /// <summary>A search folder.</summary>
    Search = 2,
}

/// <summary>How far the filling of a search folder is. What is not done yet is begun by whichever activation of the mailbox finds it.</summary>
public enum SearchProgress
{
    /// <summary>It is to be filled, or being filled; where there are no criteria there is nothing to do.</summary>
    Pending = 0,
    /// <summary>All that its criteria find is there, and is kept so unless the search is static.</summary>
    Complete = 1,
    /// <summary>The client stopped the filling.</summary>
    Stopped = 2,
    /// <summary>More messages meet the criteria than a search folder may show.</summary>
    Truncated = 3,
}

/// <summary>
/// Counters of a folder, kept in the transactions that change what they count; of a search folder: of what it shows, soft-deleted messages
/// of a static one among the items.
/// </summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.FolderCounters")]
public sealed record FolderCounters
{
    /// <summary>Normal messages not deleted (PidTagContentCount).</summary>
    [Id(0)] public int Items { get; init; }
    /// <summary>Those of them that are unread (PidTagContentUnreadCount).</summary>
    [Id(1)] public int Unread { get; init; }
    /// <summary>Associated (FAI) messages not deleted (PidTagAssociatedContentCount).</summary>
    [Id(2)] public int Associated { get; init; }
    /// <summary>Soft-deleted normal messages (PidTagDeletedMessageCount).</summary>
    [Id(3)] public int Deleted { get; init; }
    /// <summary>Soft-deleted associated messages (PidTagDeletedAssociatedMessageCount).</summary>
    [Id(4)] public int DeletedAssociated { get; init; }
    /// <summary>Bytes of normal messages not deleted (PidTagMessageSizeExtended, PidTagNormalMessageSizeExtended).</summary>
    [Id(5)] public long Size { get; init; }
    /// <summary>Bytes of associated messages not deleted (PidTagAssocMessageSizeExtended).</summary>
    [Id(6)] public long AssociatedSize { get; init; }
    /// <summary>Bytes of soft-deleted messages (PidTagDeletedMessageSizeExtended).</summary>
    [Id(7)] public long DeletedSize { get; init; }
    /// <summary>Messages ever deleted here (PidTagDeletedCountTotal).</summary>
    [Id(8)] public int DeletedTotal { get; init; }

    /// <summary>The sum, field by field; the other may be negative.</summary>
    public FolderCounters Plus(FolderCounters d) => new()
    {
        Items = Items + d.Items,
        Unread = Unread + d.Unread,
        Associated = Associated + d.Associated,
        Deleted = Deleted + d.Deleted,
        DeletedAssociated = DeletedAssociated + d.DeletedAssociated,
        Size = Size + d.Size,
        AssociatedSize = AssociatedSize + d.AssociatedSize,
        DeletedSize = DeletedSize + d.DeletedSize,
        DeletedTotal = DeletedTotal + d.DeletedTotal,
    };
}

/// <summary>One entry of a folder's permission list ([MS-OXCPERM] 2.2).</summary>
/// <param name="MemberId">PidTagMemberId: 0 default, -1 anonymous, else unique in the folder.</param>
/// <param name="AccountId">The account or group the entry is for; empty for default and anonymous.</param>
/// <param name="Rights">PidTagMemberRights.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.FolderPermission")]
public sealed record FolderPermission([property: Id(0)] long MemberId, [property: Id(1)] Guid AccountId, [property: Id(2)] FolderRights Rights);

/// <summary>A folder row.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.FolderRecord")]
public sealed record FolderRecord
{
    /// <summary>The GLOBCNT of the FolderId.</summary>
    [Id(0)] public required long FolderId { get; init; }
    /// <summary>The parent's; the root's parent is itself.</summary>
    [Id(1)] public required long ParentId { get; init; }
    /// <summary>Root, generic or search.</summary>
    [Id(2)] public required FolderKind Kind { get; init; }
    /// <summary>PidTagDisplayName.</summary>
    [Id(3)] public required string DisplayName { get; init; }
    /// <summary>Everything else that was set on the folder: PidTagContainerClass, PidTagComment, entry ids, ... Never counters or ids.</summary>
    [Id(4)] public PropertyBag Properties { get; init; } = new();
    /// <summary>The change number of the folder's last change of properties or place.</summary>
    [Id(5)] public long ChangeNumber { get; init; }
    /// <summary>PidTagChangeKey.</summary>
    [Id(6)] public byte[] ChangeKey { get; init; } = [];
    /// <summary>PidTagPredecessorChangeList.</summary>
    [Id(7)] public byte[] PredecessorChangeList { get; init; } = [];
    /// <summary>PidTagSourceKey where a client or another server gave it; empty means the one that follows from the id.</summary>
    [Id(8)] public byte[] SourceKey { get; init; } = [];
    /// <summary>Counters; only the store's AdjustFolder operation changes them.</summary>
    [Id(9)] public FolderCounters Counters { get; init; } = new();
    /// <summary>The permission list.</summary>
    [Id(10)] public IReadOnlyList<FolderPermission> Permissions { get; init; } = [];
    /// <summary>Search criteria of a search folder, as the mailbox encodes them; null elsewhere.</summary>
    [Id(11)] public byte[]? SearchCriteria { get; init; }
    /// <summary>The highest change number of anything in the folder's contents, deletions and read-state changes included.</summary>
    [Id(12)] public long ContentsChangeNumber { get; init; }
    /// <summary>The next PidTagInternetArticleNumber.</summary>
    [Id(13)] public int NextArticleNumber { get; init; } = 1;
    /// <summary>PidTagCreationTime.</summary>
    [Id(14)] public DateTimeOffset CreatedAt { get; init; }
    /// <summary>PidTagLastModificationTime.</summary>
    [Id(15)] public DateTimeOffset ModifiedAt { get; init; }
    /// <summary>PidTagLocalCommitTimeMax: last change of contents.</summary>
    [Id(16)] public DateTimeOffset ContentsModifiedAt { get; init; }
    /// <summary>When it was soft-deleted, or null.</summary>
    [Id(17)] public DateTimeOffset? DeletedAt { get; init; }
    /// <summary>Of a search folder: how far its filling is. Only the store's SetSearchProgress operation changes it.</summary>
    [Id(18)] public SearchProgress SearchProgress { get; init; }
}
