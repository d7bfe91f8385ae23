using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Properties;

/// <summary>
/// A folder's properties as clients see them ([MS-OXCFOLD] 2.2.2): what was set on it, and what is computed from its row, its
/// counters and the caller's rights. Hierarchy tables, RopGetProperties* and ICS read folders through this.
/// </summary>
internal static class FolderProperties
{
    /// <summary>A folder of the mailbox by its GLOBCNT where the caller has it at hand; null where it has not.</summary>
    public delegate FolderRecord? FolderLookup(long folderId);

    private delegate PropertyValue Computation(LogonObject logon, FolderView view, FolderLookup? find);

    // Tags that Exchange's stores have and [MS-OXPROPS] does not list.
    private static readonly PropertyTag FolderChildCount = 0x66380003;
    private static readonly PropertyTag DeletedMessageCount = 0x66400003;
    private static readonly PropertyTag DeletedAssociatedMessageCount = 0x66430003;
    private static readonly PropertyTag NormalMessageSizeExtended = 0x66B30014;
    private static readonly PropertyTag AssociatedMessageSize = 0x66B40003;
    private static readonly PropertyTag AssociatedMessageSizeExtended = 0x66B40014;
    private static readonly PropertyTag DeletedMessageSizeExtended = 0x669B0014;

    private const int MapiFolder = 3;
    private const int DisplayTypeFolder = 0x01000000;

    private static readonly Dictionary<PropertyTag, Computation> Computed = new()
    {
        [PidTag.FolderId] = (_, v, _) => PropertyValue.Int64(ObjectIds.ToWire(v.Folder.FolderId)),
        [PidTag.ParentFolderId] = (_, v, _) => PropertyValue.Int64(ObjectIds.ToWire(v.Folder.ParentId)),
        [PidTag.EntryId] = (l, v, _) => PropertyValue.Binary(EntryIdOf(l, v.Folder.FolderId)),
        [PidTag.RecordKey] = (l, v, _) => PropertyValue.Binary(EntryIdOf(l, v.Folder.FolderId)),
        [PidTag.ParentEntryId] = (l, v, _) => PropertyValue.Binary(EntryIdOf(l, v.Folder.ParentId)),
        [PidTag.StoreEntryId] = (l, _, _) => PropertyValue.Binary(l.StoreEntryId),
        [PidTag.StoreRecordKey] = (l, _, _) => PropertyValue.Binary(l.ProviderUid.ToByteArray()),
        [PidTag.MappingSignature] = (l, _, _) => PropertyValue.Binary(l.Info.ReplGuid.ToByteArray()),
        [PidTag.SourceKey] = (l, v, _) => PropertyValue.Binary(SourceKeyOf(l, v.Folder)),
        [PidTag.ParentSourceKey] = ParentSourceKey,
        [PidTag.ChangeKey] = (l, v, _) => PropertyValue.Binary(v.Folder.ChangeKey.Length > 0 ? v.Folder.ChangeKey : Xid.Of(l.Info.ReplGuid, v.Folder.ChangeNumber)),
        [PidTag.PredecessorChangeList] = PredecessorChangeListOf,
        [PidTag.ChangeNumber] = (_, v, _) => PropertyValue.Int64(ObjectIds.ToWire(v.Folder.ChangeNumber)),
        [PidTag.ObjectType] = (_, _, _) => PropertyValue.Int32(MapiFolder),
        [PidTag.DisplayType] = (_, _, _) => PropertyValue.Int32(DisplayTypeFolder),
        [PidTag.DisplayName] = (_, v, _) => PropertyValue.String(v.Folder.DisplayName),
        [PidTag.FolderType] = (_, v, _) => PropertyValue.Int32((int)v.Folder.Kind),
        [PidTag.FolderFlags] = FolderFlags,
        [PidTag.Depth] = (_, v, _) => PropertyValue.Int32(v.Depth),
        [PidTag.Access] = (_, v, _) => PropertyValue.Int32(AccessOf(v)),
        [PidTag.AccessLevel] = (_, v, _) => PropertyValue.Int32((AccessOf(v) & AccessModify) != 0 ? 1 : 0),
        [PidTag.Rights] = (_, v, _) => PropertyValue.Int32((int)(v.Rights & ~(FolderRights.FreeBusySimple | FolderRights.FreeBusyDetailed))),
        [PidTag.Subfolders] = (_, v, _) => PropertyValue.Bool(v.Subfolders > 0),
        [FolderChildCount] = (_, v, _) => PropertyValue.Int32(v.Subfolders),
        [PidTag.HierarchyChangeNumber] = (_, v, _) => PropertyValue.Int32((int)(Math.Max(v.Folder.ChangeNumber, v.Folder.ContentsChangeNumber) & int.MaxValue)),
        [PidTag.HasRules] = (_, v, _) => PropertyValue.Bool(HasRules(v.Folder)),
        [PidTag.ContentCount] = (_, v, _) => PropertyValue.Int32(v.Folder.Counters.Items),
        [PidTag.ContentUnreadCount] = (_, v, _) => PropertyValue.Int32(v.Folder.Counters.Unread),
        [PidTag.AssociatedContentCount] = (_, v, _) => PropertyValue.Int32(v.Folder.Counters.Associated),
        [DeletedMessageCount] = (_, v, _) => PropertyValue.Int32(v.Folder.Counters.Deleted),
        [DeletedAssociatedMessageCount] = (_, v, _) => PropertyValue.Int32(v.Folder.Counters.DeletedAssociated),
        [PidTag.DeletedCountTotal] = (_, v, _) => PropertyValue.Int32(v.Folder.Counters.DeletedTotal),
        [PidTag.MessageSize] = (_, v, _) => PropertyValue.Int32(Clamp(v.Folder.Counters.Size + v.Folder.Counters.AssociatedSize)),
        [PidTag.MessageSizeExtended] = (_, v, _) => PropertyValue.Int64(v.Folder.Counters.Size + v.Folder.Counters.AssociatedSize),
        [PidTag.NormalMessageSize] = (_, v, _) => PropertyValue.Int32(Clamp(v.Folder.Counters.Size)),
        [NormalMessageSizeExtended] = (_, v, _) => PropertyValue.Int64(v.Folder.Counters.Size),
        [AssociatedMessageSize] = (_, v, _) => PropertyValue.Int32(Clamp(v.Folder.Counters.AssociatedSize)),
        [AssociatedMessageSizeExtended] = (_, v, _) => PropertyValue.Int64(v.Folder.Counters.AssociatedSize),
        [DeletedMessageSizeExtended] = (_, v, _) => PropertyValue.Int64(v.Folder.Counters.DeletedSize),
        [PidTag.CreationTime] = (_, v, _) => PropertyValue.Time(v.Folder.CreatedAt),
        [PidTag.LastModificationTime] = (_, v, _) => PropertyValue.Time(v.Folder.ModifiedAt),
        [PidTag.LocalCommitTime] = (_, v, _) => PropertyValue.Time(v.Folder.ModifiedAt),
        [PidTag.LocalCommitTimeMax] = (_, v, _) => PropertyValue.Time(v.Folder.ContentsModifiedAt > v.Folder.ModifiedAt ? v.Folder.ContentsModifiedAt : v.Folder.ModifiedAt),
        [PidTag.HierRev] = (_, v, _) => PropertyValue.Time(v.Folder.ModifiedAt),
        [PidTag.DeletedOn] = (_, v, _) => v.Folder.DeletedAt is { } at ? PropertyValue.Time(at) : NotFound,
        [PidTag.AttributeHidden] = (_, v, _) => PropertyValue.Bool(v.Folder.Properties.GetBool(PidTag.AttributeHidden) ?? false),
        [PidTag.ContainerClass] = ContainerClass,
    };

    // Computed values that stand in only until the client sets its own.
    private static readonly HashSet<ushort> Settable = [PidTag.DisplayName.Id, PidTag.AttributeHidden.Id, PidTag.ContainerClass.Id];

    private static readonly Dictionary<ushort, PropertyTag> PreferredTag = Computed.Keys
        .GroupBy(t => t.Id).ToDictionary(g => g.Key, g => g.OrderByDescending(t => t.Type == PropertyType.Integer64).First());

    private const int AccessModify = 0x01, AccessRead = 0x02, AccessDelete = 0x04, AccessCreateHierarchy = 0x08, AccessCreateContents = 0x10, AccessCreateAssociated = 0x20;

    private static PropertyValue NotFound => PropertyValue.Error(MapiError.NotFound);

    /// <summary>Tags of all properties that every folder may have, computed: what a hierarchy table can show besides what was set.</summary>
    public static IReadOnlyCollection<PropertyTag> ComputedTags => Computed.Keys;

    /// <summary>Whether the server computes a property of folders, so that nobody may set it.</summary>
    public static bool IsReadOnly(ushort id) => PreferredTag.ContainsKey(id) && !Settable.Contains(id);

    /// <summary>
    /// The value of a property: a PtypErrorCode NotFound where the folder has none of this type. Unspecified gets the value in its own
    /// type; text comes as PtypString whichever text type was asked. <paramref name="find"/> helps where the folder's ancestors are at hand.
    /// </summary>
    public static PropertyValue Get(LogonObject logon, FolderView view, PropertyTag tag, FolderLookup? find = null)
    {
        var wanted = tag.Type == PropertyType.String8 ? tag.WithType(PropertyType.String) : tag;
        if (wanted.Type == PropertyType.Unspecified && PreferredTag.TryGetValue(tag.Id, out var preferred)) wanted = preferred;
        if (Computed.TryGetValue(wanted, out var compute)) return compute(logon, view, find);
        if (IsReadOnly(tag.Id) || !view.Folder.Properties.TryGet(tag.Id, out TaggedPropertyValue stored)) return NotFound;
        return wanted.Type == PropertyType.Unspecified || wanted.Type == stored.Tag.Type ? stored.Value : NotFound;
    }

    /// <summary>
    /// Tags of all properties the folder has. PidTagParentSourceKey is not among them: Outlook, told of it for a folder of a store that
    /// was opened beside its own, takes the folder for one that it deleted.
    /// </summary>
    public static IReadOnlyList<PropertyTag> List(LogonObject logon, FolderView view)
    {
        var tags = new List<PropertyTag>(Computed.Count + view.Folder.Properties.Count);
        foreach (var (tag, compute) in Computed)
            if (tag != PidTag.ParentSourceKey && compute(logon, view, null).Type != PropertyType.ErrorCode)
                tags.Add(tag);
        foreach (var item in view.Folder.Properties.Items)
            if (!PreferredTag.ContainsKey(item.Tag.Id))
                tags.Add(item.Tag);
        return tags;
    }

    /// <summary>PidTagEntryId of a folder of the logon's store ([MS-OXCDATA] 2.2.4.1).</summary>
    public static byte[] EntryIdOf(IMailboxView view, long folderId) =>
        EntryIds.Folder(view.ProviderUid, view.Info.IsPublic, new LongTermId(view.Info.ReplGuid, folderId));

    /// <summary>PidTagSourceKey: what a client or another server gave, or what follows from the id.</summary>
    public static byte[] SourceKeyOf(IMailboxView view, FolderRecord folder) =>
        folder.SourceKey.Length > 0 ? folder.SourceKey : Xid.Of(view.Info.ReplGuid, folder.FolderId);

    /// <summary>Whether the folder has rules (PidTagHasRules; the rules' keeper sets it).</summary>
    public static bool HasRules(FolderRecord folder) => folder.Properties.GetBool(PidTag.HasRules) ?? false;

    private static PropertyValue ParentSourceKey(LogonObject logon, FolderView view, FolderLookup? find)
    {
        // Outlook empties the calendar of a store opened ad hoc when it learns of this.
        if (!logon.IsOwn && logon.IsSpecial(SpecialFolder.Calendar, view.Folder.FolderId)) return NotFound;
        return PropertyValue.Binary(find?.Invoke(view.Folder.ParentId) is { } parent
            ? SourceKeyOf(logon, parent)
            : Xid.Of(logon.Info.ReplGuid, view.Folder.ParentId));
    }

    private static PropertyValue PredecessorChangeListOf(LogonObject logon, FolderView view, FolderLookup? find)
    {
        if (view.Folder.PredecessorChangeList.Length > 0) return PropertyValue.Binary(view.Folder.PredecessorChangeList);
        var list = new PredecessorChangeList();
        list.Include(Xid.Of(logon.Info.ReplGuid, view.Folder.ChangeNumber));
        return PropertyValue.Binary(list.ToArray());
    }

    private static PropertyValue FolderFlags(LogonObject logon, FolderView view, FolderLookup? find)
    {
        const int ipm = 1, search = 2, normal = 4, rules = 8;
        var flags = view.Folder.Kind == FolderKind.Search ? search : normal;
        if (HasRules(view.Folder)) flags |= rules;
        if (IsInIpmSubtree(logon, view.Folder, find)) flags |= ipm;
        return PropertyValue.Int32(flags);
    }

    private static bool IsInIpmSubtree(LogonObject logon, FolderRecord folder, FolderLookup? find)
    {
        if (!logon.Info.SpecialFolders.TryGetValue(SpecialFolder.IpmSubtree, out var subtree)) return false;
        // The hierarchy is no deeper than its folders are many; the bound is only against a broken one.
        for (var steps = 0; steps < 1000; steps++)
        {
            if (folder.FolderId == subtree || folder.ParentId == subtree) return true;
            if (folder.ParentId == folder.FolderId || find?.Invoke(folder.ParentId) is not { } parent) return false;
            folder = parent;
        }
        return false;
    }

    private static PropertyValue ContainerClass(LogonObject logon, FolderView view, FolderLookup? find)
    {
        if (view.Folder.Properties.GetString(PidTag.ContainerClass) is { } set) return PropertyValue.String(set);
        // Special folders without a class (root, views, ...) have none; a folder that a client made holds mail until it says otherwise.
        return logon.Info.SpecialFolders.Values.Contains(view.Folder.FolderId) ? NotFound : PropertyValue.String("IPF.Note");
    }

    /// <summary>PidTagAccess ([MS-OXCPRPT] 2.2.1.1) as the caller's rights on the folder give it.</summary>
    private static int AccessOf(FolderView view)
    {
        var rights = view.Rights;
        var access = AccessRead;
        if ((rights & FolderRights.Owner) != 0) access |= AccessModify | AccessDelete;
        if ((rights & FolderRights.CreateSubfolder) != 0) access |= AccessCreateHierarchy;
        if ((rights & FolderRights.Create) != 0) access |= AccessCreateContents;
        if ((rights & FolderRights.Create) != 0 && (rights & FolderRights.Owner) != 0) access |= AccessCreateAssociated;
        return access;
    }

    private static int Clamp(long value) => (int)Math.Clamp(value, 0, int.MaxValue);
}
