using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>
/// The rows of a container in one order: the one space of positions for counting, moving and reading alike. What is not to be seen is not
/// in it.
/// </summary>
internal sealed class SortedTable
{
    private readonly int[] _order;
    private readonly int _slots;

    // Made when a row is first looked for by its slot: tables that are read once never need it.
    private int[]? _rows;

    private SortedTable(int[] order, int slots) => (_order, _slots) = (order, slots);

    /// <summary>Rows.</summary>
    public int Count => _order.Length;

    /// <summary>Slots in order.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>Bytes it takes.</summary>
    public long Size => (_order.Length + (_rows?.Length ?? 0)) * 4L;

    /// <summary>The slot of a row.</summary>
    public int this[int row] => _order[row];

    /// <summary>The row of a slot, or -1.</summary>
    public int RowOf(int slot)
    {
        if (slot < 0 || slot >= _slots) return -1;
        var rows = Volatile.Read(ref _rows);
        if (rows is null)
        {
            rows = new int[_slots];
            Array.Fill(rows, -1);
            for (var row = 0; row < _order.Length; row++) rows[_order[row]] = row;
            Volatile.Write(ref _rows, rows);
        }
        return rows[slot];
    }

    /// <summary>Sorts slots.</summary>
    public static SortedTable Sort(DirectoryObject?[] slots, IEnumerable<int> members, Collation collation)
    {
        var order = members.ToArray();
        var keys = Array.ConvertAll(order, s => new Place(collation.Key(slots[s]!), slots[s]!.Number));
        Array.Sort(keys, order);
        return new SortedTable(order, slots.Length);
    }

    /// <summary>The table with only those rows.</summary>
    public SortedTable Where(Predicate<int> holds) => new(Array.FindAll(_order, holds), _slots);

    /// <summary>The table with only those rows of these slots.</summary>
    public SortedTable Where(IEnumerable<int> slots, Predicate<int> holds)
    {
        var rows = slots.Where(s => RowOf(s) >= 0 && holds(s)).Select(RowOf).Order();
        return new SortedTable([.. rows.Select(r => _order[r])], _slots);
    }

    /// <summary>The table with members added and those of slots that are empty by now left out.</summary>
    public SortedTable With(DirectoryObject?[] slots, IEnumerable<int> added, Collation collation)
    {
        var fresh = Sort(slots, added, collation)._order;
        var kept = Array.FindAll(_order, s => slots[s] is not null);
        if (fresh.Length == 0) return new SortedTable(kept, slots.Length);
        var merged = new List<int>(kept.Length + fresh.Length);
        var from = 0;
        foreach (var slot in fresh)
        {
            var place = LowerBound(slots, kept, new Place(collation.Key(slots[slot]!), slots[slot]!.Number), collation);
            merged.AddRange(kept.AsSpan(from, place - from));
            merged.Add(slot);
            from = place;
        }
        merged.AddRange(kept.AsSpan(from));
        return new SortedTable([.. merged], slots.Length);
    }

    /// <summary>The same table over slots that moved together, in their order.</summary>
    public SortedTable Moved(int[] places, int slots) => new([.. _order.Where(s => places[s] >= 0).Select(s => places[s])], slots);

    /// <summary>The first row whose name is not before a text; <see cref="Count"/> where there is none.</summary>
    public int Seek(DirectoryObject?[] slots, string text, Collation collation) => LowerBound(slots, _order, new Place(collation.Key(text), long.MinValue), collation);

    private static int LowerBound(DirectoryObject?[] slots, int[] order, Place sought, Collation collation)
    {
        var (low, high) = (0, order.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var entry = slots[order[middle]]!;
            if (new Place(collation.Key(entry), entry.Number).CompareTo(sought) < 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private readonly record struct Place(byte[] Key, long Number) : IComparable<Place>
    {
        public int CompareTo(Place other)
        {
            var order = Key.AsSpan().SequenceCompareTo(other.Key);
            return order != 0 ? order : Number.CompareTo(other.Number);
        }
    }
}
