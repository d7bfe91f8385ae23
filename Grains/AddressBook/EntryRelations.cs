using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>
/// Who is in which group, reports to whom and owns what, read backwards from the entries when it is first asked for. Hidden entries are in
/// none of it: they are in no table.
/// </summary>
internal sealed class EntryRelations
{
    private readonly AddressBookSnapshot _book;
    private readonly ILookup<string, DirectoryObject> _groupsByMember;
    private readonly ILookup<string, DirectoryObject> _byManager;
    private readonly ILookup<string, DirectoryObject> _byOwner;
    private readonly List<(DirectoryObject Group, DirectoryCondition Condition)> _dynamic = [];

    public EntryRelations(AddressBookSnapshot book)
    {
        _book = book;
        var visible = book.Entries.Where(e => !e.Hidden).ToList();
        _groupsByMember = visible.SelectMany(g => g.Members.Select(m => (Member: m, Group: g))).ToLookup(p => p.Member, p => p.Group);
        _byManager = visible.Where(e => e.Manager.Length > 0).ToLookup(e => e.Manager);
        _byOwner = visible.Where(e => e.ManagedBy.Length > 0).ToLookup(e => e.ManagedBy);
        foreach (var group in visible.Where(e => e.Dynamic.Length > 0))
        {
            // The directory logs a condition that it cannot read; the group has its listed members.
            if (DirectoryCondition.TryParse(group.Dynamic, out var condition, out _, out _) && condition is not null) _dynamic.Add((group, condition));
        }
    }

    /// <summary>Members of a group itself, not of groups in it.</summary>
    public IEnumerable<DirectoryObject> MembersOf(DirectoryObject group)
    {
        var listed = group.Members.Select(_book.FindByAddress).OfType<DirectoryObject>();
        var condition = _dynamic.Find(d => d.Group.ObjectId == group.ObjectId).Condition;
        var all = condition is null ? listed : listed.Concat(_book.Entries.Where(condition.Holds)).DistinctBy(e => e.Number);
        return all.Where(e => !e.Hidden);
    }

    /// <summary>Groups that an entry is in itself.</summary>
    public IEnumerable<DirectoryObject> GroupsOf(DirectoryObject entry) =>
        _groupsByMember[entry.Address].Concat(_dynamic.Where(d => d.Condition.Holds(entry)).Select(d => d.Group)).DistinctBy(g => g.Number);

    /// <summary>Who has the entry as manager.</summary>
    public IEnumerable<DirectoryObject> ReportsOf(DirectoryObject entry) => _byManager[entry.Address].Where(e => e.Number != entry.Number);

    /// <summary>Groups that an entry owns.</summary>
    public IEnumerable<DirectoryObject> OwnedBy(DirectoryObject entry) => _byOwner[entry.Address];

    /// <summary>Entries by their addresses, those that are to be seen.</summary>
    public IEnumerable<DirectoryObject> Named(IReadOnlyList<string> addresses) => addresses.SelectMany(Named);

    /// <summary>Groups that an entry is in, directly or through groups, at most so many.</summary>
    public HashSet<long> AllGroupsOf(DirectoryObject entry, int most)
    {
        var found = new HashSet<long>();
        var open = new Queue<DirectoryObject>([entry]);
        while (found.Count < most && open.TryDequeue(out var member))
        {
            foreach (var group in GroupsOf(member))
            {
                if (found.Count < most && found.Add(group.Number)) open.Enqueue(group);
            }
        }
        return found;
    }

    /// <summary>An entry by its address, where it is to be seen.</summary>
    public IEnumerable<DirectoryObject> Named(string address) => address.Length > 0 && _book.FindByAddress(address) is { Hidden: false } found ? [found] : [];
}
