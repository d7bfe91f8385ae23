using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>
/// A restriction over entries. PidTagAnr is no property that they have: a comparison with it is a search by name, made once for all
/// ([MS-OXOABK] 3.1.4.4). Sub-objects of an entry are those that a property of it names. A count is of entries in the order in which they are
/// looked at, so that a filter serves one search.
/// </summary>
internal sealed class EntryFilter
{
    private readonly Restriction _restriction;
    private readonly AddressBookServer _server;
    private readonly Dictionary<Restriction, HashSet<int>> _named = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Restriction, long?> _groups = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Restriction, uint> _left = new(ReferenceEqualityComparer.Instance);

    private EntryFilter(Restriction restriction, AddressBookServer server) => (_restriction, _server) = (restriction, server);

    /// <summary>The only slots it can be true for, or null where all have to be looked at, in their order.</summary>
    public IReadOnlySet<int>? Candidates => _left.Count > 0 ? null : CandidatesOf(_restriction);

    /// <summary>Takes a restriction of Unicode text; null where it is too complex.</summary>
    public static EntryFilter? Make(Restriction restriction, AddressBookServer server, int most)
    {
        var filter = new EntryFilter(restriction, server);
        var open = new Stack<Restriction>([restriction]);
        for (var count = 1; open.TryPop(out var one); count++)
        {
            if (count > most) return null;
            switch (one)
            {
                case AndRestriction and: Push(and.Restrictions); break;
                case OrRestriction or: Push(or.Restrictions); break;
                case NotRestriction not: open.Push(not.Inner); break;
                case CommentRestriction { Inner: { } inner }: open.Push(inner); break;
                case SubObjectRestriction sub: open.Push(sub.Inner); break;
                case CountRestriction counted:
                    filter._left[one] = counted.Count;
                    open.Push(counted.Inner);
                    break;
                case PropertyRestriction { RelOp: RelationalOperator.MemberOfDL } p: filter._groups[one] = server.GroupNumber(p.Value.Value); break;
                case PropertyRestriction { PropertyTag.Id: var id } p when id == PidTag.Anr.Id: Name(one, p.Value.Value); break;
                case ContentRestriction { PropertyTag.Id: var id } c when id == PidTag.Anr.Id: Name(one, c.Value.Value); break;
            }
        }
        return filter;

        void Push(IReadOnlyList<Restriction> all)
        {
            foreach (var one in all) open.Push(one);
        }

        void Name(Restriction one, PropertyValue value) => filter._named[one] = value.RawReference is string name ? [.. server.SlotsNamed(name)] : [];
    }

    /// <summary>Whether an entry meets it.</summary>
    public bool Holds(DirectoryObject entry, int slot) => Holds(_restriction, new Source(_server, entry), slot);

    private bool Holds(Restriction restriction, Source source, int slot)
    {
        switch (restriction)
        {
            case AndRestriction and: return and.Restrictions.All(r => Holds(r, source, slot));
            case OrRestriction or: return or.Restrictions.Any(r => Holds(r, source, slot));
            case NotRestriction not: return !Holds(not.Inner, source, slot);
            case CommentRestriction comment: return comment.Inner is null || Holds(comment.Inner, source, slot);
            case SubObjectRestriction sub:
                foreach (var (linked, at) in _server.Linked(source.Entry, sub.SubObject.Id))
                {
                    _server.Spend();
                    if (Holds(sub.Inner, new Source(_server, linked), at)) return true;
                }
                return false;
            case CountRestriction counted:
                if (_left[restriction] == 0 || !Holds(counted.Inner, source, slot)) return false;
                _left[restriction]--;
                return true;
            default:
                if (_named.TryGetValue(restriction, out var named)) return named.Contains(slot);
                return _groups.TryGetValue(restriction, out var group) ? group is { } number && _server.IsIn(source.Entry, number) : restriction.Matches(source);
        }
    }

    private HashSet<int>? CandidatesOf(Restriction restriction) => _named.TryGetValue(restriction, out var named)
        ? named
        : restriction is AndRestriction and ? and.Restrictions.Select(CandidatesOf).Where(c => c is not null).MinBy(c => c!.Count) : null;

    private sealed class Source(AddressBookServer server, DirectoryObject entry) : IPropertySource
    {
        public DirectoryObject Entry { get; } = entry;

        public bool TryGet(PropertyTag tag, out PropertyValue value)
        {
            var view = new EntryView(server, Entry, Ephemeral: false, Searching: true);
            value = EntryProperties.Read(view, tag, 0);
            // A restriction that names text finds it among many texts too.
            if (!value.HasValue && tag.Type == PropertyType.String) value = EntryProperties.Read(view, tag.WithType(PropertyType.MultipleString), 0);
            return value.HasValue;
        }

        // What is asked of linked entries this filter asks itself, to count what it looks at.
        public IEnumerable<IPropertySource> SubObjects(ushort id) => [];
    }
}
