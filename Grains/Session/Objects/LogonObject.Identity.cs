using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>Who is logged on to what.</summary>
internal sealed partial class LogonObject
{
    /// <summary>The server's name in store entry ids. Clients compare it and never resolve it.</summary>
    private const string ServerShortName = "MapiOrleans";

    private byte[]? _storeEntryId;

    /// <summary>The LogonId under which the client knows this logon.</summary>
    public byte LogonId { get; init; }

    /// <summary>LogonFlags of the request that the responses give back ([MS-OXCSTOR] 2.2.1.1.3).</summary>
    public byte LogonFlags { get; init; }

    /// <summary>Whose mailbox it is; null for a public-folder tree.</summary>
    public DirectoryObject? Owner { get; init; }

    /// <summary>The account that logged on.</summary>
    public DirectoryObject? User { get; init; }

    /// <summary>Whether the mailbox is the user's own.</summary>
    public bool IsOwn => !Info.IsPublic && Info.OwnerId == Caller.AccountId;

    /// <summary>ProviderUID of entry ids: the mailbox GUID, or the public store's fixed one ([MS-OXCDATA] 2.2.4.1).</summary>
    public Guid ProviderUid => Info.IsPublic ? PropertySets.pbLongTermNonPrivateGuid : Info.MailboxGuid;

    /// <summary>PidTagStoreEntryId ([MS-OXCDATA] 2.2.4.3).</summary>
    public byte[] StoreEntryId => _storeEntryId ??= EntryIds.Store(Info.IsPublic, ServerShortName, Owner?.LegacyDN ?? "");

    /// <summary>Whether a folder is this special one.</summary>
    public bool IsSpecial(SpecialFolder which, long folderId) => Info.SpecialFolders.TryGetValue(which, out var id) && id == folderId;
}
