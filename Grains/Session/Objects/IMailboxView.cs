using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>Through whose eyes properties of a mailbox' objects are computed: a logon's, or the mailbox' own where it searches.</summary>
internal interface IMailboxView
{
    /// <summary>What the mailbox says of itself.</summary>
    MailboxInfo Info { get; }

    /// <summary>Who looks.</summary>
    MailboxCaller Caller { get; }

    /// <summary>PidTagStoreEntryId ([MS-OXCDATA] 2.2.4.3); null where nobody is logged on.</summary>
    byte[]? StoreEntryId { get; }
}

/// <summary>What follows from who looks at what.</summary>
internal static class MailboxViews
{
    extension(IMailboxView view)
    {
        /// <summary>Whether the mailbox is the caller's own.</summary>
        public bool IsOwn => !view.Info.IsPublic && view.Info.OwnerId == view.Caller.AccountId;

        /// <summary>ProviderUID of entry ids: the mailbox GUID, or the public store's fixed one ([MS-OXCDATA] 2.2.4.1).</summary>
        public Guid ProviderUid => view.Info.IsPublic ? PropertySets.pbLongTermNonPrivateGuid : view.Info.MailboxGuid;

        /// <summary>Whether a folder is this special one.</summary>
        public bool IsSpecial(SpecialFolder which, long folderId) => view.Info.SpecialFolders.TryGetValue(which, out var id) && id == folderId;
    }
}
