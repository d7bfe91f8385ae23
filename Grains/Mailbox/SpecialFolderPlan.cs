using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>One special folder of a new mailbox.</summary>
/// <param name="Folder">Which.</param>
/// <param name="Parent">Where.</param>
/// <param name="ContainerClass">PidTagContainerClass, or null for none ([MS-OXOSFLD] 2.2.1).</param>
/// <param name="Kind">Generic or search.</param>
/// <param name="Hidden">PidTagAttributeHidden.</param>
internal sealed record SpecialFolderPlan(SpecialFolder Folder, SpecialFolder Parent, string? ContainerClass = null, FolderKind Kind = FolderKind.Generic, bool Hidden = false)
{
    /// <summary>
    /// Ids below this are special folders' own: a special folder's GLOBCNT is its number plus one in every mailbox, so it needs no
    /// place in the store, and a folder that a later version adds has its id waiting.
    /// </summary>
    public const long FirstFreeId = 256;

    /// <summary>The GLOBCNT of a special folder.</summary>
    public static long IdOf(SpecialFolder folder) => (long)folder + 1;

    /// <summary>Which special folder has this GLOBCNT, or null.</summary>
    public static SpecialFolder? FolderOf(long id) => IsSpecial(id) && Enum.IsDefined((SpecialFolder)(id - 1)) ? (SpecialFolder)(id - 1) : null;

    /// <summary>Whether the id is a special folder's: such a folder is neither deleted nor moved.</summary>
    public static bool IsSpecial(long id) => id is > 0 and < FirstFreeId;

    /// <summary>The folders of a mailbox of this kind, parents before children.</summary>
    public static IReadOnlyList<SpecialFolderPlan> For(MailboxKind kind) => kind == MailboxKind.Public ? Public : Private;

    /// <summary>The ids of a mailbox' special folders.</summary>
    public static IReadOnlyDictionary<SpecialFolder, long> IdsFor(MailboxKind kind) => kind == MailboxKind.Public ? PublicIds : PrivateIds;

    private static readonly SpecialFolderPlan[] Private =
    [
        new(SpecialFolder.Root, SpecialFolder.Root, Kind: FolderKind.Root),
        new(SpecialFolder.DeferredAction, SpecialFolder.Root),
        new(SpecialFolder.SpoolerQueue, SpecialFolder.Root),
        new(SpecialFolder.CommonViews, SpecialFolder.Root),
        new(SpecialFolder.Schedule, SpecialFolder.Root),
        new(SpecialFolder.Finder, SpecialFolder.Root),
        new(SpecialFolder.Views, SpecialFolder.Root),
        new(SpecialFolder.Shortcuts, SpecialFolder.Root),
        new(SpecialFolder.FreebusyData, SpecialFolder.Root),
        new(SpecialFolder.Reminders, SpecialFolder.Root, "Outlook.Reminder", FolderKind.Search),
        new(SpecialFolder.ToDoSearch, SpecialFolder.Root, "IPF.Task", FolderKind.Search),
        new(SpecialFolder.RecoverableItems, SpecialFolder.Root),
        new(SpecialFolder.RecoverableDeletions, SpecialFolder.RecoverableItems),
        new(SpecialFolder.RecoverableVersions, SpecialFolder.RecoverableItems),
        new(SpecialFolder.RecoverablePurges, SpecialFolder.RecoverableItems),
        new(SpecialFolder.IpmSubtree, SpecialFolder.Root),
        new(SpecialFolder.Inbox, SpecialFolder.IpmSubtree, "IPF.Note"),
        new(SpecialFolder.Outbox, SpecialFolder.IpmSubtree, "IPF.Note"),
        new(SpecialFolder.SentItems, SpecialFolder.IpmSubtree, "IPF.Note"),
        new(SpecialFolder.DeletedItems, SpecialFolder.IpmSubtree, "IPF.Note"),
        new(SpecialFolder.Drafts, SpecialFolder.IpmSubtree, "IPF.Note"),
        new(SpecialFolder.Calendar, SpecialFolder.IpmSubtree, "IPF.Appointment"),
        new(SpecialFolder.Contacts, SpecialFolder.IpmSubtree, "IPF.Contact"),
        new(SpecialFolder.Tasks, SpecialFolder.IpmSubtree, "IPF.Task"),
        new(SpecialFolder.Notes, SpecialFolder.IpmSubtree, "IPF.StickyNote"),
        new(SpecialFolder.Journal, SpecialFolder.IpmSubtree, "IPF.Journal"),
        new(SpecialFolder.JunkEmail, SpecialFolder.IpmSubtree, "IPF.Note"),
        new(SpecialFolder.Archive, SpecialFolder.IpmSubtree, "IPF.Note"),
        new(SpecialFolder.RssFeeds, SpecialFolder.IpmSubtree, "IPF.Note.OutlookHomepage"),
        new(SpecialFolder.SuggestedContacts, SpecialFolder.IpmSubtree, "IPF.Contact"),
        new(SpecialFolder.SyncIssues, SpecialFolder.IpmSubtree, "IPF.Note"),
        new(SpecialFolder.Conflicts, SpecialFolder.SyncIssues, "IPF.Note"),
        new(SpecialFolder.LocalFailures, SpecialFolder.SyncIssues, "IPF.Note"),
        new(SpecialFolder.ServerFailures, SpecialFolder.SyncIssues, "IPF.Note"),
        new(SpecialFolder.ConversationActions, SpecialFolder.IpmSubtree, "IPF.Configuration", Hidden: true),
        new(SpecialFolder.QuickSteps, SpecialFolder.IpmSubtree, "IPF.Configuration", Hidden: true),
    ];

    private static readonly SpecialFolderPlan[] Public =
    [
        new(SpecialFolder.Root, SpecialFolder.Root, Kind: FolderKind.Root),
        new(SpecialFolder.IpmSubtree, SpecialFolder.Root),
        new(SpecialFolder.NonIpmSubtree, SpecialFolder.Root),
        new(SpecialFolder.EFormsRegistry, SpecialFolder.NonIpmSubtree),
        new(SpecialFolder.PublicFreeBusy, SpecialFolder.NonIpmSubtree),
        new(SpecialFolder.OfflineAddressBook, SpecialFolder.NonIpmSubtree),
    ];

    private static readonly Dictionary<SpecialFolder, long> PrivateIds = Private.ToDictionary(p => p.Folder, p => IdOf(p.Folder));

    private static readonly Dictionary<SpecialFolder, long> PublicIds = Public.ToDictionary(p => p.Folder, p => IdOf(p.Folder));
}
