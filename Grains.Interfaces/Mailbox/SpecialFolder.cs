namespace MapiOrleans.Grains.Interfaces.Mailbox;

/// <summary>The folders every mailbox has ([MS-OXCSTOR] 2.2.1.1.3, [MS-OXOSFLD] 2.2). Numbers are kept in the store: add only.</summary>
public enum SpecialFolder
{
    /// <summary>Root of the store (both kinds).</summary>
    Root = 0,
    /// <summary>Deferred actions.</summary>
    DeferredAction = 1,
    /// <summary>Spooler queue.</summary>
    SpoolerQueue = 2,
    /// <summary>Top of the interpersonal messages subtree (both kinds; in a public tree IPM_SUBTREE).</summary>
    IpmSubtree = 3,
    /// <summary>Inbox.</summary>
    Inbox = 4,
    /// <summary>Outbox.</summary>
    Outbox = 5,
    /// <summary>Sent Items.</summary>
    SentItems = 6,
    /// <summary>Deleted Items.</summary>
    DeletedItems = 7,
    /// <summary>Common views.</summary>
    CommonViews = 8,
    /// <summary>Schedule.</summary>
    Schedule = 9,
    /// <summary>Finder, the parent of search folders.</summary>
    Finder = 10,
    /// <summary>Personal views.</summary>
    Views = 11,
    /// <summary>Shortcuts.</summary>
    Shortcuts = 12,
    /// <summary>Drafts.</summary>
    Drafts = 13,
    /// <summary>Calendar.</summary>
    Calendar = 14,
    /// <summary>Contacts.</summary>
    Contacts = 15,
    /// <summary>Tasks.</summary>
    Tasks = 16,
    /// <summary>Notes.</summary>
    Notes = 17,
    /// <summary>Journal.</summary>
    Journal = 18,
    /// <summary>Junk e-mail.</summary>
    JunkEmail = 19,
    /// <summary>Sync Issues.</summary>
    SyncIssues = 20,
    /// <summary>Sync Issues, Conflicts.</summary>
    Conflicts = 21,
    /// <summary>Sync Issues, Local Failures.</summary>
    LocalFailures = 22,
    /// <summary>Sync Issues, Server Failures.</summary>
    ServerFailures = 23,
    /// <summary>Freebusy Data.</summary>
    FreebusyData = 24,
    /// <summary>Recoverable Items root.</summary>
    RecoverableItems = 25,
    /// <summary>Recoverable Items, Deletions.</summary>
    RecoverableDeletions = 26,
    /// <summary>Recoverable Items, Versions.</summary>
    RecoverableVersions = 27,
    /// <summary>Recoverable Items, Purges.</summary>
    RecoverablePurges = 28,
    /// <summary>Conversation Action Settings.</summary>
    ConversationActions = 29,
    /// <summary>Quick Step Settings.</summary>
    QuickSteps = 30,
    /// <summary>Reminders (a search folder).</summary>
    Reminders = 31,
    /// <summary>To-Do search (a search folder).</summary>
    ToDoSearch = 32,
    /// <summary>RSS Feeds.</summary>
    RssFeeds = 33,
    /// <summary>Suggested Contacts.</summary>
    SuggestedContacts = 34,
    /// <summary>Archive.</summary>
    Archive = 35,
    /// <summary>Public tree, NON_IPM_SUBTREE.</summary>
    NonIpmSubtree = 64,
    /// <summary>Public tree, EFORMS REGISTRY.</summary>
    EFormsRegistry = 65,
    /// <summary>Public tree, SCHEDULE+ FREE BUSY.</summary>
    PublicFreeBusy = 66,
    /// <summary>Public tree, OFFLINE ADDRESS BOOK.</summary>
    OfflineAddressBook = 67,
}
