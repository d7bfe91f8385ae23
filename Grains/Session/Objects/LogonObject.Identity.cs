using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi.Identifiers;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>Who is logged on to what.</summary>
internal sealed partial class LogonObject : IMailboxView
{
    /// <summary>The server's name in store entry ids. Clients compare it and never resolve it.</summary>
    private const string ServerShortName = "MapiOrleans";

    private byte[]? _storeEntryId;

    /// <summary>The LogonId under which the client knows this logon.</summary>
    public byte LogonId { get; init; }

    /// <summary>LogonFlags of the request that the responses give back ([MS-OXCSTOR] 2.2.1.1.3).</summary>
    public byte LogonFlags { get; init; }

    /// <summary>Whether the client understands RopProgress in answer to RopSetReadFlags (SUPPORT_PROGRESS, [MS-OXCSTOR] 2.2.1.1.1).</summary>
    public bool SupportsProgress { get; init; }

    /// <summary>Whose mailbox it is; null for a public-folder tree.</summary>
    public DirectoryObject? Owner { get; init; }

    /// <summary>The account that logged on.</summary>
    public DirectoryObject? User { get; init; }

    /// <summary>PidTagStoreEntryId ([MS-OXCDATA] 2.2.4.3).</summary>
    public byte[] StoreEntryId => _storeEntryId ??= EntryIds.Store(Info.IsPublic, ServerShortName, Owner?.LegacyDN ?? "");
}
