using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>A name of an entry: which entry, and which of its <see cref="EntryNames"/>.</summary>
internal readonly record struct NameReference(int Slot, int Number);

/// <summary>
/// All names in order. It holds eight bytes a name: text is made anew from the entries when it is compared, some twenty times a look-up. A
/// changed entry gets a new slot, so what old references mean never changes.
/// </summary>
internal sealed class NameIndex
{
    private readonly NameReference[] _names;

    private NameIndex(NameReference[] names) => _names = names;

    public static NameIndex Empty { get; } = new([]);

    /// <summary>Bytes it takes.</summary>
    public long Size => (long)_names.Length * 8;

    /// <summary>The index with entries added and those of slots that are empty by now left out.</summary>
    public NameIndex With(DirectoryObject?[] slots, IReadOnlyList<int> added, DirectoryObject?[] before)
    {
        var texts = new List<string>(added.Count * 6);
        var references = new List<NameReference>(added.Count * 6);
        foreach (var slot in added)
        {
            var number = 0;
            foreach (var name in EntryNames.Of(slots[slot]!))
            {
                texts.Add(name);
                references.Add(new NameReference(slot, number++));
            }
        }
        var (keys, items) = (texts.ToArray(), references.ToArray());
        Array.Sort(keys, items, StringComparer.Ordinal);
        if (_names.Length == 0) return new NameIndex(items);

        var merged = new List<NameReference>(_names.Length + items.Length);
        var from = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            var place = LowerBound(before, keys[i]);
            Copy(from, place);
            from = place;
            merged.Add(items[i]);
        }
        Copy(from, _names.Length);
        return new NameIndex([.. merged]);

        void Copy(int start, int end)
        {
            for (var i = start; i < end; i++)
            {
                if (slots[_names[i].Slot] is not null) merged.Add(_names[i]);
            }
        }
    }

    /// <summary>The same index over slots that moved together, in their order.</summary>
    public NameIndex Moved(int[] places) => new([.. _names.Where(n => places[n.Slot] >= 0).Select(n => n with { Slot = places[n.Slot] })]);

    /// <summary>All names that begin so, in order.</summary>
    public ReadOnlyMemory<NameReference> Beginning(DirectoryObject?[] slots, string prefix)
    {
        var start = LowerBound(slots, prefix);
        var (low, high) = (start, _names.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Text(slots, middle).StartsWith(prefix, StringComparison.Ordinal)) low = middle + 1;
            else high = middle;
        }
        return _names.AsMemory(start, low - start);
    }

    private int LowerBound(DirectoryObject?[] slots, string text)
    {
        var (low, high) = (0, _names.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (string.CompareOrdinal(Text(slots, middle), text) < 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private string Text(DirectoryObject?[] slots, int index) => EntryNames.At(slots[_names[index].Slot]!, _names[index].Number);
}
