using System.Collections.Frozen;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>A property whose values are other entries ([MS-OXNSPI] 3.1.4.4.2.2).</summary>
/// <param name="Tag">The property.</param>
/// <param name="Read">The entries it names.</param>
/// <param name="IsWritable">Whether ModLinkAtt changes it.</param>
internal sealed record EntryLink(PropertyTag Tag, Func<EntryRelations, DirectoryObject, IEnumerable<DirectoryObject>> Read, bool IsWritable = false);

/// <summary>All properties that are links ([MS-OXOABK] 2.2.5, 2.2.6).</summary>
internal static class EntryLinks
{
    /// <summary>PidTagAddressBookMember.</summary>
    public static EntryLink Members { get; } = new(PidTag.AddressBookMember, static (r, e) => r.MembersOf(e), IsWritable: true);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EntryLink> All { get; } =
    [
        Members,
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
