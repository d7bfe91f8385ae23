using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>
/// A restriction over entries. PidTagAnr is no property that they have: a comparison with it is a search by name, made once for all
/// ([MS-OXOABK] 3.1.4.4).
/// </summary>
internal sealed class EntryFilter
{
    private readonly Restriction _restriction;
    private readonly Dictionary<Restriction, HashSet<int>> _named = new(ReferenceEqualityComparer.Instance);

    private EntryFilter(Restriction restriction) => _restriction = restriction;

    /// <summary>The only slots it can be true for, or null where all have to be looked at.</summary>
    public IReadOnlySet<int>? Candidates => CandidatesOf(_restriction);

    /// <summary>Takes a restriction of Unicode text; null where it is too complex.</summary>
    public static EntryFilter? Make(Restriction restriction, NameResolver resolver, int most)
    {
        var filter = new EntryFilter(restriction);
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
                case PropertyRestriction { PropertyTag.Id: var id } p when id == PidTag.Anr.Id: Name(one, p.Value.Value); break;
                case ContentRestriction { PropertyTag.Id: var id } c when id == PidTag.Anr.Id: Name(one, c.Value.Value); break;
                case PropertyRestriction { RelOp: RelationalOperator.MemberOfDL }: return null;
                case SubObjectRestriction or CountRestriction: return null;
            }
        }
        return filter;

        void Push(IReadOnlyList<Restriction> all)
        {
            foreach (var one in all) open.Push(one);
        }

        void Name(Restriction one, PropertyValue value) => filter._named[one] = value.RawReference is string name ? [.. resolver.ResolveAll(name)] : [];
    }

    /// <summary>Whether an entry meets it.</summary>
    public bool Holds(AddressBookServer server, DirectoryObject entry, int slot) => Holds(_restriction, new Source(server, entry), slot);

    private bool Holds(Restriction restriction, Source source, int slot) => restriction switch
    {
        _ when _named.TryGetValue(restriction, out var named) => named.Contains(slot),
        AndRestriction and => and.Restrictions.All(r => Holds(r, source, slot)),
        OrRestriction or => or.Restrictions.Any(r => Holds(r, source, slot)),
        NotRestriction not => !Holds(not.Inner, source, slot),
        CommentRestriction comment => comment.Inner is null || Holds(comment.Inner, source, slot),
        _ => restriction.Matches(source),
    };

    private HashSet<int>? CandidatesOf(Restriction restriction) => _named.TryGetValue(restriction, out var named)
        ? named
        : restriction is AndRestriction and ? and.Restrictions.Select(CandidatesOf).Where(c => c is not null).MinBy(c => c!.Count) : null;

    private sealed class Source(AddressBookServer server, DirectoryObject entry) : IPropertySource
    {
        public bool TryGet(PropertyTag tag, out PropertyValue value)
        {
            value = EntryProperties.Read(new EntryView(server, entry, Ephemeral: false), tag, 0);
            // A restriction that names text finds it among many texts too.
            if (!value.HasValue && tag.Type == PropertyType.String) value = EntryProperties.Read(new EntryView(server, entry, Ephemeral: false), tag.WithType(PropertyType.MultipleString), 0);
            return value.HasValue;
        }

        public IEnumerable<IPropertySource> SubObjects(ushort id) => [];
    }
}
