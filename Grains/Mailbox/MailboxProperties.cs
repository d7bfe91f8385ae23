using System.Collections.Frozen;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>Which properties of folders, stores and messages are not a caller's to set, and those that only the server reads.</summary>
internal static class MailboxProperties
{
    // Counters and sizes that Exchange has and [MS-OXPROPS] does not name: PR_DELETED_MSG_COUNT, PR_DELETED_FOLDER_COUNT,
    // PR_DELETED_ASSOC_MSG_COUNT, PR_DELETED_MESSAGE_SIZE, PR_DELETED_NORMAL_MESSAGE_SIZE, PR_DELETED_ASSOC_MESSAGE_SIZE,
    // PR_NORMAL_MESSAGE_SIZE, PR_ASSOC_MESSAGE_SIZE, PR_FOLDER_PATHNAME, PR_FOLDER_CHILD_COUNT, PR_INTERNET_ARTICLE_NUMBER_NEXT,
    // PR_USER_NAME, PR_STORAGE_QUOTA_LIMIT.
    private static readonly ushort[] Unnamed = [0x6640, 0x6641, 0x6643, 0x669B, 0x669C, 0x669D, 0x66B3, 0x66B4, 0x66B5, 0x6638, 0x6751, 0x661A, 0x3FF5];

    // The mailbox row has one bag; what is the server's own in it has ids from the range that no message class defines, and
    // never leaves the grain.
    private const ushort FirstOwn = 0x7FF0;
    private static readonly PropertyTag OwnerIdTag = new(FirstOwn, PropertyType.Guid);
    private static readonly PropertyTag QuotaTag = new(FirstOwn + 1, PropertyType.Integer64);
    private static readonly PropertyTag LanguageTag = new(FirstOwn + 2, PropertyType.String);
    private static readonly PropertyTag WarnedAtTag = new(FirstOwn + 3, PropertyType.Time);
    private static readonly PropertyTag WarnedOfTag = new(FirstOwn + 4, PropertyType.Integer32);

    /// <summary>Whether an id is one of the server's own.</summary>
    public static bool IsOwn(ushort id) => id is >= FirstOwn and < 0x8000;

    /// <summary>The owner's account, or empty.</summary>
    public static Guid Owner(PropertyBag bag) => bag.TryGet(OwnerIdTag, out PropertyValue v) ? v.AsGuid() : Guid.Empty;

    /// <summary>Bytes allowed, or null.</summary>
    public static long? Quota(PropertyBag bag) => bag.TryGet(QuotaTag, out PropertyValue v) ? v.AsInt64() : null;

    /// <summary>The language that the mailbox was made in, an ISO 639-1 code.</summary>
    public static string Language(PropertyBag bag) => bag.GetString(LanguageTag) ?? "en";

    /// <summary>When the owner was last told that the mailbox is too full, and how full; null: never.</summary>
    public static (DateTimeOffset At, QuotaLevel Level)? QuotaWarning(PropertyBag bag) =>
        bag.TryGet(WarnedAtTag, out PropertyValue at) ? (at.AsTime(), (QuotaLevel)(bag.GetInt32(WarnedOfTag) ?? 0)) : null;

    /// <summary>The bag with the owner told so.</summary>
    public static PropertyBag WithQuotaWarning(PropertyBag bag, DateTimeOffset at, QuotaLevel level)
    {
        var result = bag.Clone();
        result.Set(WarnedAtTag, at);
        result.Set(WarnedOfTag, (int)level);
        return result;
    }

    /// <summary>The bag with owner, quota and language.</summary>
    public static PropertyBag WithOwn(PropertyBag bag, Guid owner, long? quota, string? language)
    {
        var result = bag.Clone();
        result.Set(OwnerIdTag, PropertyValue.OfGuid(owner));
        if (quota is { } bytes) result.Set(QuotaTag, PropertyValue.Int64(bytes));
        else result.Remove(QuotaTag.Id);
        if (language is not null) result.Set(LanguageTag, language);
        return result;
    }

    /// <summary>The bag as callers see it.</summary>
    public static PropertyBag WithoutOwn(PropertyBag bag) => new(bag.Where(p => !IsOwn(p.Tag.Id)));

    /// <summary>Computed properties of folders ([MS-OXCFOLD] 2.2.2.2.1): set by the server, never by a caller.</summary>
    public static readonly FrozenSet<ushort> ComputedOfFolder = Ids(
        PidTag.FolderId, PidTag.ParentFolderId, PidTag.ParentEntryId, PidTag.EntryId, PidTag.RecordKey, PidTag.StoreEntryId, PidTag.StoreRecordKey,
        PidTag.ChangeNumber, PidTag.ChangeKey, PidTag.PredecessorChangeList, PidTag.SourceKey, PidTag.ParentSourceKey, PidTag.HierarchyChangeNumber,
        PidTag.CreationTime, PidTag.LastModificationTime, PidTag.LocalCommitTime, PidTag.LocalCommitTimeMax, PidTag.DeletedOn, PidTag.FolderType,
        PidTag.ContentCount, PidTag.ContentUnreadCount, PidTag.AssociatedContentCount, PidTag.DeletedCountTotal, PidTag.MessageSize, PidTag.MessageSizeExtended, PidTag.NormalMessageSize, PidTag.Subfolders, PidTag.FolderFlags, PidTag.Depth,
        PidTag.Access, PidTag.AccessLevel, PidTag.Rights, PidTag.ObjectType, PidTag.InstID, PidTag.InstanceNum, PidTag.Mid, PidTag.RowType, PidTag.AccessControlListData, PidTag.HasRules);

    /// <summary>Computed properties of the store ([MS-OXCSTOR] 2.2.2.1.1).</summary>
    public static readonly FrozenSet<ushort> ComputedOfStore = Ids(
        PidTag.EntryId, PidTag.RecordKey, PidTag.StoreEntryId, PidTag.StoreRecordKey, PidTag.MappingSignature, PidTag.ObjectType, PidTag.Access, PidTag.AccessLevel,
        PidTag.UserEntryId, PidTag.MailboxOwnerEntryId, PidTag.MailboxOwnerName, PidTag.MaximumSubmitMessageSize, PidTag.ProhibitReceiveQuota,
        PidTag.ProhibitSendQuota, PidTag.StoreState, PidTag.StoreSupportMask, PidTag.MessageSize, PidTag.MessageSizeExtended,
        PidTag.NormalMessageSize, PidTag.ContentCount, PidTag.AssociatedContentCount, PidTag.ContentUnreadCount,
        PidTag.CodePageId, PidTag.LocaleId, PidTag.SortLocaleId, PidTag.SerializedReplidGuidMap, PidTag.CreationTime, PidTag.LastModificationTime,
        PidTag.LocalCommitTime, PidTag.IpmSubtreeEntryId, PidTag.IpmOutboxEntryId, PidTag.IpmSentMailEntryId, PidTag.IpmWastebasketEntryId,
        PidTag.ViewsEntryId, PidTag.CommonViewsEntryId, PidTag.FinderEntryId, PidTag.NonIpmSubtreeEntryId);

    private static FrozenSet<ushort> Ids(params ReadOnlySpan<PropertyTag> tags)
    {
        var ids = new HashSet<ushort>(Unnamed);
        foreach (var tag in tags) ids.Add(tag.Id);
        return ids.ToFrozenSet();
    }
}
