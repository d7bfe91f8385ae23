using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>
/// Entries by what names exactly one: addresses and X.500 names. Open addressing over slot numbers; the keys themselves are the entries'.
/// Slots that are empty by now stay in it until it is made anew.
/// </summary>
internal sealed class KeyIndex
{
    private readonly int[] _places;
    private readonly int _used;

    private KeyIndex(int[] places, int used)
    {
        _places = places;
        _used = used;
    }

    public static KeyIndex Empty { get; } = new([], 0);

    /// <summary>Bytes it takes.</summary>
    public long Size => (long)_places.Length * 4;

    /// <summary>The index with entries added.</summary>
    public KeyIndex With(DirectoryObject?[] slots, IReadOnlyList<int> added)
    {
        var more = added.Sum(s => Keys(slots[s]!).Count());
        var (places, used) = (_places, _used);
        if ((used + more) * 3L > places.Length * 2L)
        {
            // Room for half as much again, so that the next changes fit in.
            var size = 16;
            while (size * 2L < (used + more) * 4L) size *= 2;
            (places, used) = (new int[size], 0);
            added = [.. Enumerable.Range(0, slots.Length).Where(s => slots[s] is not null)];
        }
        else
        {
            places = (int[])places.Clone();
        }
        foreach (var slot in added)
        {
            foreach (var key in Keys(slots[slot]!))
            {
                var place = Hash(key) & (places.Length - 1);
                while (places[place] != 0) place = (place + 1) & (places.Length - 1);
                places[place] = slot + 1;
                used++;
            }
        }
        return new KeyIndex(places, used);
    }

    /// <summary>The entry with an address in canonical form, or an X.500 name in lower case.</summary>
    public DirectoryObject? Find(DirectoryObject?[] slots, string key)
    {
        if (_places.Length == 0) return null;
        for (var place = Hash(key) & (_places.Length - 1); _places[place] != 0; place = (place + 1) & (_places.Length - 1))
        {
            if (slots[_places[place] - 1] is { } entry && Keys(entry).Contains(key)) return entry;
        }
        return null;
    }

    private static IEnumerable<string> Keys(DirectoryObject entry) => entry.Aliases.Prepend(entry.Address).Append(entry.LegacyDN.ToLowerInvariant());

    private static int Hash(string key) => key.GetHashCode(StringComparison.Ordinal);
}
