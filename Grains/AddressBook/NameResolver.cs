using System.Collections;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>What a name was found to be.</summary>
/// <param name="Count">0 nobody, 1 one, 2 several.</param>
/// <param name="Entry">The one.</param>
internal readonly record struct Resolution(int Count, DirectoryObject? Entry);

/// <summary>
/// Ambiguous name resolution ([MS-OXNSPI] 3.1.4.7; [MS-ADTS] 3.1.1.3.1.3.4 is the model of what is looked at). In this order:
/// an X.500 name or an address names whose it is; a name that is somebody's whole name or alias is that one's, where it is no other's; else
/// it is whoever has, for each word of it, a name or address that begins so. A hidden entry is there for its own account, by exact name, or no
/// profile could be made for it.
/// </summary>
internal sealed class NameResolver(AddressBookSnapshot book, DomainInfo domain, Guid caller, AddressBookOptions options, SearchBudget budget)
{
    private const int Few = 64;

    /// <summary>Who a name is, among the slots that are shown.</summary>
    public Resolution Resolve(string name, Predicate<int> shows)
    {
        name = name.Trim();
        if (name.Length == 0 || name.Length > options.MaxNameLength) return default;
        var exactly = name[0] == '=';
        if (exactly) name = name[1..].Trim();
        if (FindExactly(name) is { } named) return named.ObjectId == caller || shows(SlotOf(named)) ? new Resolution(1, named) : default;
        var folded = TextFolding.Fold(WithoutType(name)).Trim();
        if (folded.Length == 0) return default;
        var whole = One(Whole(folded), shows);
        return whole.Count > 0 || exactly ? whole : One(Matching(folded), shows);
    }

    /// <summary>All that a name may mean, in no order, as a restriction on PidTagAnr asks for them ([MS-OXOABK] 3.1.4.4).</summary>
    public IEnumerable<int> ResolveAll(string name)
    {
        name = name.Trim();
        if (name.Length == 0 || name.Length > options.MaxNameLength) return [];
        if (name[0] == '=')
        {
            name = name[1..].Trim();
            return FindExactly(name) is { } one ? [SlotOf(one)] : Whole(TextFolding.Fold(WithoutType(name)));
        }
        return FindExactly(name) is { } named ? [SlotOf(named)] : Matching(TextFolding.Fold(WithoutType(name)));
    }

    /// <summary>An object by its X.500 name or by an address: <c>EX:/o=...</c>, <c>/o=...</c>, <c>SMTP:a@b</c>, <c>a@b</c>; in any name of the domain.</summary>
    public DirectoryObject? FindExactly(string name)
    {
        var bare = WithoutType(name);
        if (bare.StartsWith('/') && book.FindByName(bare) is { } byName) return byName;
        if (!DirectoryAddress.TryParse(bare, out var address)) return null;
        return book.FindByAddress((domain.Aliases.Contains(address.Domain) ? address with { Domain = domain.Name } : address).ToString());
    }

    private int SlotOf(DirectoryObject entry) => book.SlotOf(AddressBookSnapshot.MinimalIdOf(entry));

    private static string WithoutType(string name) =>
        name.StartsWith("SMTP:", StringComparison.OrdinalIgnoreCase) ? name[5..].Trim() : name.StartsWith("EX:", StringComparison.OrdinalIgnoreCase) ? name[3..].Trim() : name;

    private Resolution One(IEnumerable<int> slots, Predicate<int> shows)
    {
        var found = -1;
        foreach (var slot in slots)
        {
            if (slot == found || !shows(slot)) continue;
            if (found >= 0) return new Resolution(2, null);
            found = slot;
        }
        return found < 0 ? default : new Resolution(1, book[found]);
    }

    /// <summary>Entries of which it is the whole display name, or the whole of an address before its @.</summary>
    private IEnumerable<int> Whole(string folded)
    {
        if (folded.Length == 0) yield break;
        var names = book.NamesBeginning(folded);
        for (var i = 0; i < names.Length; i++)
        {
            budget.Spend();
            var (slot, number) = names.Span[i];
            // Equal ones come before longer ones.
            if (EntryNames.At(book[slot], number).Length > folded.Length) break;
            if (number == 0) yield return slot;
        }
        var aliases = book.NamesBeginning(folded + "@");
        for (var i = 0; i < aliases.Length; i++)
        {
            budget.Spend();
            yield return aliases.Span[i].Slot;
        }
    }

    /// <summary>Entries that have a name beginning with each word. The rarest word says who is looked at.</summary>
    private IEnumerable<int> Matching(string folded)
    {
        // An address that is not anybody's is looked for as it is: its dots do not make words.
        string[] words = folded.Contains('@') ? [folded] : EntryNames.Words(folded);
        if (words.Length == 0) yield break;
        var ranges = Array.ConvertAll(words, book.NamesBeginning);
        Array.Sort(ranges, static (a, b) => a.Length.CompareTo(b.Length));
        var rarest = ranges[0];
        // A few are looked at themselves; of many, those are found that the other words have too.
        var others = rarest.Length > Few ? ranges.Skip(1).Select(SlotsOf).ToArray() : null;
        for (var i = 0; i < rarest.Length; i++)
        {
            budget.Spend();
            var slot = rarest.Span[i].Slot;
            if (words.Length == 1 || (others is null ? Has(book[slot], words) : Array.TrueForAll(others, o => o[slot]))) yield return slot;
        }
    }

    private BitArray SlotsOf(ReadOnlyMemory<NameReference> names)
    {
        var slots = new BitArray(book.Slots);
        foreach (var name in names.Span) slots[name.Slot] = true;
        return slots;
    }

    private static bool Has(DirectoryObject entry, string[] words)
    {
        var names = EntryNames.Of(entry).ToArray();
        return Array.TrueForAll(words, w => Array.Exists(names, n => n.StartsWith(w, StringComparison.Ordinal)));
    }
}
