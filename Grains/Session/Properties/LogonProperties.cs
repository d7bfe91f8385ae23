using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Properties;

/// <summary>What a Logon object's properties are computed from; what costs a call to the mailbox is null unless it was asked for.</summary>
/// <param name="Info">The mailbox as it is now.</param>
/// <param name="Totals">Counters of all its folders.</param>
/// <param name="HasSearches">Whether it has search folders.</param>
/// <param name="ReplidGuidMap">PidTagSerializedReplidGuidMap.</param>
internal sealed record LogonState(MailboxInfo Info, FolderCounters? Totals, bool HasSearches, byte[]? ReplidGuidMap);

/// <summary>
/// A Logon object's properties ([MS-OXCSTOR] 2.2.2), with those of a message store that Outlook's store provider hands on from here: its
/// identity, its special folders, what it supports.
/// </summary>
internal static class LogonProperties
{
    private delegate PropertyValue Computation(LogonObject logon, LogonState state);

    // Tags that Exchange's stores have and [MS-OXPROPS] does not list.
    private static readonly PropertyTag UserName = 0x661A001F;
    private static readonly PropertyTag HierarchyServer = 0x6633001F;
    private static readonly PropertyTag ScheduleFolderEntryId = 0x661E0102;
    private static readonly PropertyTag DeferredActionFolderEntryId = 0x661F0102;
    private static readonly PropertyTag IpmInboxEntryId = 0x35E10102;
    private static readonly PropertyTag EFormsRegistryEntryId = 0x66210102;
    private static readonly PropertyTag FreeBusyEntryId = 0x66220102;
    private static readonly PropertyTag OfflineAddressBookEntryId = 0x66230102;
    private static readonly PropertyTag IpmPublicFoldersEntryId = 0x66310102;
    private static readonly PropertyTag StorageQuotaLimit = 0x3FF50003;
    private static readonly PropertyTag NormalMessageSizeExtended = 0x66B30014;
    private static readonly PropertyTag AssociatedMessageSizeExtended = 0x66B40014;
    private static readonly PropertyTag DeletedMessageCount = 0x66400003;
    private static readonly PropertyTag DeletedAssociatedMessageCount = 0x66430003;
    private static readonly PropertyTag DeletedMessageSizeExtended = 0x669B0014;

    // Providers by which Outlook tells kinds of Exchange store: one's own, another's, public folders.
    private static readonly Guid PrimaryUserProvider = new("c0a19454-7f29-1b10-a587-08002b2a2517");
    private static readonly Guid DelegateProvider = new("0077b49e-e474-ce11-8c5e-00aa004254e2");
    private static readonly Guid PublicProvider = new("70fab278-f7af-cd11-9bc8-00aa002fc45a");

    private const int ObjectTypeStore = 1;
    private const int HasActiveSearches = 0x0100_0000;

    // Entry ids unique; search, modify, create, attach, OLE, submit, notify, multi-valued properties, categories, RTF, restrictions, sorting;
    // HTML, Unicode; rules run at the server.
    private const int Supports = 0x1 | 0x4 | 0x8 | 0x10 | 0x20 | 0x40 | 0x80 | 0x100 | 0x200 | 0x400 | 0x800 | 0x1000 | 0x2000 | 0x10000 | 0x40000 | 0x200000;
    private const int SupportsPublicFolders = 0x4000;

    // The IPM subtree, Inbox, Outbox, Wastebasket, Sent Mail, Views, Common Views and Finder.
    private const int AllFoldersValid = 0xFF;

    private static readonly Dictionary<PropertyTag, Computation> Common = new()
    {
        [PidTag.ObjectType] = (_, _) => PropertyValue.Int32(ObjectTypeStore),
        [PidTag.EntryId] = (l, _) => PropertyValue.Binary(l.StoreEntryId),
        [PidTag.StoreEntryId] = (l, _) => PropertyValue.Binary(l.StoreEntryId),
        [PidTag.RecordKey] = (l, _) => PropertyValue.Binary(l.ProviderUid.ToByteArray()),
        [PidTag.StoreRecordKey] = (l, _) => PropertyValue.Binary(l.ProviderUid.ToByteArray()),
        [PidTag.SearchKey] = (l, _) => PropertyValue.Binary(l.ProviderUid.ToByteArray()),
        [PidTag.MappingSignature] = (l, _) => PropertyValue.Binary(l.Info.ReplGuid.ToByteArray()),
        [PidTag.StoreProvider] = (l, _) => PropertyValue.Binary((l.Info.IsPublic ? PublicProvider : l.IsOwn ? PrimaryUserProvider : DelegateProvider).ToByteArray()),
        [PidTag.StoreSupportMask] = (l, _) => PropertyValue.Int32(l.Info.IsPublic ? Supports | SupportsPublicFolders : Supports),
        [PidTag.UserEntryId] = (l, _) => Entry(l.User),
        [UserName] = (l, _) => l.User is { } user ? PropertyValue.String(user.DisplayName) : NotFound,
        [PidTag.CodePageId] = (l, _) => PropertyValue.Int32(l.Session.CodePage),
        [PidTag.CreationTime] = (_, s) => PropertyValue.Time(s.Info.CreatedAt),
        [PidTag.MessageSize] = (_, s) => PropertyValue.Int32(Clamp(s.Info.SizeBytes)),
        [PidTag.MessageSizeExtended] = (_, s) => PropertyValue.Int64(s.Info.SizeBytes),
        [PidTag.ContentCount] = (_, s) => PropertyValue.Int32(s.Totals!.Items),
        [PidTag.ContentUnreadCount] = (_, s) => PropertyValue.Int32(s.Totals!.Unread),
        [PidTag.AssociatedContentCount] = (_, s) => PropertyValue.Int32(s.Totals!.Associated),
        [NormalMessageSizeExtended] = (_, s) => PropertyValue.Int64(s.Totals!.Size),
        [AssociatedMessageSizeExtended] = (_, s) => PropertyValue.Int64(s.Totals!.AssociatedSize),
        [DeletedMessageCount] = (_, s) => PropertyValue.Int32(s.Totals!.Deleted),
        [DeletedAssociatedMessageCount] = (_, s) => PropertyValue.Int32(s.Totals!.DeletedAssociated),
        [DeletedMessageSizeExtended] = (_, s) => PropertyValue.Int64(s.Totals!.DeletedSize),
        [PidTag.StoreState] = (_, s) => PropertyValue.Int32(s.HasSearches ? HasActiveSearches : 0),
        [PidTag.IpmSubtreeEntryId] = (l, _) => Folder(l, SpecialFolder.IpmSubtree),
        // An extended rule is kept in a message: what bounds that bounds the rule.
        [PidTag.ExtendedRuleSizeLimit] = (l, _) => PropertyValue.Int32(Clamp(l.Session.Services.Limits.MaxMessageSize)),
        [PidTag.MaximumSubmitMessageSize] = (l, _) => PropertyValue.Int32(Kilobytes(l.Session.Services.Limits.MaxMessageSize)),
    };

    private static readonly Dictionary<PropertyTag, Computation> Private = new(Common)
    {
        [PidTag.DisplayName] = (l, s) => PropertyValue.String(s.Info.Properties.GetString(PidTag.DisplayName) ?? l.Owner?.DisplayName ?? ""),
        [PidTag.MailboxOwnerName] = (l, _) => l.Owner is { } owner ? PropertyValue.String(owner.DisplayName) : NotFound,
        [PidTag.MailboxOwnerEntryId] = (l, _) => Entry(l.Owner),
        [PidTag.ProhibitReceiveQuota] = (_, s) => Quota(s.Info.QuotaBytes),
        [PidTag.ProhibitSendQuota] = (_, s) => Quota(s.Info.SendQuotaBytes),
        [StorageQuotaLimit] = (_, s) => Quota(s.Info.WarningQuotaBytes),
        [PidTag.OutOfOfficeState] = (l, s) => PropertyValue.Bool(s.Info.OutOfOffice.IsAway(l.Session.Services.Time.GetUtcNow())),
        [PidTag.SerializedReplidGuidMap] = (_, s) => PropertyValue.Binary(s.ReplidGuidMap!),
        [PidTag.ValidFolderMask] = (_, _) => PropertyValue.Int32(AllFoldersValid),
        [IpmInboxEntryId] = (l, _) => Folder(l, SpecialFolder.Inbox),
        [PidTag.IpmOutboxEntryId] = (l, _) => Folder(l, SpecialFolder.Outbox),
        [PidTag.IpmWastebasketEntryId] = (l, _) => Folder(l, SpecialFolder.DeletedItems),
        [PidTag.IpmSentMailEntryId] = (l, _) => Folder(l, SpecialFolder.SentItems),
        [PidTag.ViewsEntryId] = (l, _) => Folder(l, SpecialFolder.Views),
        [PidTag.CommonViewsEntryId] = (l, _) => Folder(l, SpecialFolder.CommonViews),
        [PidTag.FinderEntryId] = (l, _) => Folder(l, SpecialFolder.Finder),
        [ScheduleFolderEntryId] = (l, _) => Folder(l, SpecialFolder.Schedule),
        [DeferredActionFolderEntryId] = (l, _) => Folder(l, SpecialFolder.DeferredAction),
    };

    // A public store has no PidTagSerializedReplidGuidMap: clients mistake it there.
    private static readonly Dictionary<PropertyTag, Computation> Public = new(Common)
    {
        [PidTag.DisplayName] = (_, _) => PropertyValue.String("Public Folders"),
        [HierarchyServer] = (l, _) => PropertyValue.String(LegacyNames.MailboxServer(l.Info.MailboxGuid, l.Session.Open.Domain)),
        [PidTag.ValidFolderMask] = (_, _) => PropertyValue.Int32(1),
        [IpmPublicFoldersEntryId] = (l, _) => Folder(l, SpecialFolder.IpmSubtree),
        [PidTag.NonIpmSubtreeEntryId] = (l, _) => Folder(l, SpecialFolder.NonIpmSubtree),
        [EFormsRegistryEntryId] = (l, _) => Folder(l, SpecialFolder.EFormsRegistry),
        [FreeBusyEntryId] = (l, _) => Folder(l, SpecialFolder.PublicFreeBusy),
        [OfflineAddressBookEntryId] = (l, _) => Folder(l, SpecialFolder.OfflineAddressBook),
    };

    private static readonly HashSet<ushort> Counted =
    [
        PidTag.ContentCount.Id, PidTag.ContentUnreadCount.Id, PidTag.AssociatedContentCount.Id, NormalMessageSizeExtended.Id, AssociatedMessageSizeExtended.Id,
        DeletedMessageCount.Id, DeletedAssociatedMessageCount.Id, DeletedMessageSizeExtended.Id, PidTag.StoreState.Id,
    ];

    // Computed values that stand in only until a client sets its own ([MS-OXCSTOR] 2.2.2.1.2).
    private static readonly HashSet<ushort> Settable = [PidTag.DisplayName.Id, PidTag.OutOfOfficeState.Id];

    /// <summary>Properties of the session rather than of the mailbox: set, they hold for this logon ([MS-OXCSTOR] 2.2.2.1.1.12, 2.2.2.1.1.14).</summary>
    public static IReadOnlyList<PropertyTag> OfLogon { get; } = [PidTag.LocaleId, PidTag.SortLocaleId];

    private static PropertyValue NotFound => PropertyValue.Error(MapiError.NotFound);

    /// <summary>Whether the folders' counters are needed for a property.</summary>
    public static bool NeedsTotals(PropertyTag tag) => Counted.Contains(tag.Id);

    /// <summary>Whether the server computes a property, so that nobody may set it.</summary>
    public static bool IsReadOnly(LogonObject logon, ushort id) => !Settable.Contains(id) && Table(logon).Keys.Any(t => t.Id == id);

    /// <summary>Tags of all properties the logon has.</summary>
    public static IReadOnlyList<PropertyTag> List(LogonObject logon, LogonState state)
    {
        var tags = new List<PropertyTag>();
        foreach (var (tag, compute) in Table(logon))
            if (compute(logon, state).Type != PropertyType.ErrorCode) tags.Add(tag);
        tags.AddRange(logon.OwnProperties.Select(p => p.Tag));
        foreach (var item in state.Info.Properties.Items)
            if (!tags.Exists(t => t.Id == item.Tag.Id)) tags.Add(item.Tag);
        return tags;
    }

    /// <summary>The value of a property: a PtypErrorCode NotFound where the logon has none of this type.</summary>
    public static PropertyValue Get(LogonObject logon, LogonState state, PropertyTag tag)
    {
        var wanted = tag.Type == PropertyType.String8 ? tag.WithType(PropertyType.String) : tag;
        var table = Table(logon);
        // The smaller of two types of one property is the one that everybody can read.
        if (wanted.Type == PropertyType.Unspecified && table.Keys.Where(t => t.Id == wanted.Id).Order().FirstOrDefault() is { Value: not 0 } only) wanted = only;
        if (table.TryGetValue(wanted, out var compute)) return compute(logon, state);
        if (!logon.OwnProperties.TryGet(tag.Id, out TaggedPropertyValue stored) && !state.Info.Properties.TryGet(tag.Id, out stored)) return NotFound;
        return wanted.Type == PropertyType.Unspecified || wanted.Type == stored.Tag.Type ? stored.Value : NotFound;
    }

    private static Dictionary<PropertyTag, Computation> Table(LogonObject logon) => logon.Info.IsPublic ? Public : Private;

    private static PropertyValue Entry(DirectoryObject? who) => who is null ? NotFound : PropertyValue.Binary(EntryIds.AddressBook(who.LegacyDN));

    private static PropertyValue Folder(LogonObject logon, SpecialFolder which) =>
        logon.Info.SpecialFolders.TryGetValue(which, out var id) ? PropertyValue.Binary(FolderProperties.EntryIdOf(logon, id)) : NotFound;

    // A mailbox without a limit has no such property ([MS-OXCSTOR] 2.2.2.1.1.3).
    private static PropertyValue Quota(long? limit) => limit is { } bytes ? PropertyValue.Int32(Kilobytes(bytes)) : NotFound;

    private static int Kilobytes(long bytes) => Clamp(bytes >> 10);

    private static int Clamp(long value) => (int)Math.Clamp(value, 0, int.MaxValue);
}
