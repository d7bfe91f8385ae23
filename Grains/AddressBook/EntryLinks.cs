using System.Collections.Frozen;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>A property whose values are other entries ([MS-OXNSPI] 3.1.4.4.2.2).</summary>
/// <param name="Tag">The property.</param>
/// <param name="Read">The entries it names.</param>
internal sealed record EntryLink(PropertyTag Tag, Func<EntryRelations, DirectoryObject, IEnumerable<DirectoryObject>> Read)
{
    /// <summary>Whose link may be changed; null where ModLinkAtt changes none.</summary>
    public Func<DirectoryObject, bool>? Writable { get; init; }

    /// <summary>The addresses that the directory keeps for it, of a link that may be changed.</summary>
    public Func<DirectoryObject, IReadOnlyList<string>> Addresses { get; init; } = static _ => [];

    /// <summary>The entry with other ones.</summary>
    public Func<DirectoryObject, IReadOnlyList<string>, DirectoryObject> With { get; init; } = static (e, _) => e;
}

/// <summary>All properties that are links ([MS-OXOABK] 2.2.5, 2.2.6).</summary>
internal static class EntryLinks
{
    /// <summary>PidTagAddressBookMember.</summary>
    public static EntryLink Members { get; } = new(PidTag.AddressBookMember, static (r, e) => r.MembersOf(e))
    {
        // DT_DISTLIST only: who is in a dynamic one its condition says, and who is in one of another directory, that directory.
        Writable = static e => EntryProperties.DisplayTypeOf(e) == DisplayType.DistList && e.Source.Length == 0,
        Addresses = static e => e.Members,
        With = static (e, addresses) => e with { Members = addresses },
    };

    /// <summary>PidTagAddressBookPublicDelegates: who may send on behalf.</summary>
    public static EntryLink PublicDelegates { get; } = new(PidTag.AddressBookPublicDelegates, static (r, e) => r.Named(e.SendOnBehalf))
    {
        Writable = static e => EntryProperties.DisplayTypeOf(e) == DisplayType.MailUser,
        Addresses = static e => e.SendOnBehalf,
        With = static (e, addresses) => e with { SendOnBehalf = addresses },
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EntryLink> All { get; } =
    [
        Members,
        PublicDelegates,
        new(PidTag.AddressBookIsMemberOfDistributionList.WithType(PropertyType.Object), static (r, e) => r.GroupsOf(e)),
        new(PidTag.AddressBookManager, static (r, e) => r.Named(e.Kind == DirectoryKind.Group ? "" : e.Manager)),
        new(PidTag.AddressBookReports, static (r, e) => r.ReportsOf(e)),
        new(PidTag.AddressBookOwner, static (r, e) => r.Named(e.ManagedBy)),
        new(PidTag.AddressBookOwnerBackLink, static (r, e) => r.OwnedBy(e)),
        new(PidTag.AddressBookManageDistributionList, static (r, e) => r.OwnedBy(e)),
    ];

    private static readonly FrozenDictionary<ushort, EntryLink> ById = All.ToFrozenDictionary(l => l.Tag.Id);

    /// <summary>The link of an id, or null.</summary>
    public static EntryLink? Find(ushort id) => ById.GetValueOrDefault(id);
}
