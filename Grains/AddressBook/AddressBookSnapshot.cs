using System.Collections.Concurrent;
using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>
/// A domain's address book as it was at one version of the directory. Immutable but for orders of tables, which are made when they are first
/// asked for; a change gives another snapshot that shares what stayed. An entry has a slot, an emptied slot is not used again.
/// </summary>
internal sealed class AddressBookSnapshot
{
    /// <summary>Minimal Entry IDs of entries begin here; below are those of containers and of the protocol.</summary>
    public const uint FirstEntryId = 0x1000;

    // A table's order is worth keeping in a new snapshot only where somebody looked at it.
    private readonly ConcurrentDictionary<(uint Container, string Language, bool Phonetic), Sorted> _tables = new();
    private readonly DirectoryObject?[] _slots;
    private readonly long[] _numbers;
    private readonly int[] _slotOfNumber;
    private readonly KeyIndex _keys;
    private readonly NameIndex _names;
    private readonly AddressBookOptions _options;
    private readonly Lazy<EntryRelations> _relations;
    private long _use;

    private sealed class Sorted(Collation collation, Func<SortedTable> make)
    {
        private readonly Lazy<SortedTable> _table = new(make);

        public Collation Collation { get; } = collation;
        public long LastUse;
        public SortedTable Table => _table.Value;
        public SortedTable? MadeTable => _table.IsValueCreated ? _table.Value : null;
    }

    private AddressBookSnapshot(long version, DirectoryObject?[] slots, long[] numbers, int[] slotOfNumber, KeyIndex keys, NameIndex names, AddressBookOptions options)
    {
        (Version, _slots, _numbers, _slotOfNumber, _keys, _names, _options) = (version, slots, numbers, slotOfNumber, keys, names, options);
        _relations = new Lazy<EntryRelations>(() => new EntryRelations(this));
    }

    /// <summary>The directory's version.</summary>
    public long Version { get; }

    /// <summary>Entries, hidden ones too.</summary>
    public int Count => _numbers.Length;

    /// <summary>Slots, emptied ones too.</summary>
    public int Slots => _slots.Length;

    /// <summary>All entries, hidden ones too.</summary>
    public IEnumerable<DirectoryObject> Entries => _slotOfNumber.Select(s => _slots[s]!);

    /// <summary>Who belongs to whom.</summary>
    public EntryRelations Relations => _relations.Value;

    /// <summary>Bytes that the snapshot takes beside its entries.</summary>
    public long Overhead => _slots.Length * 8L + _numbers.Length * 12L + _keys.Size + _names.Size + _tables.Values.Sum(t => t.MadeTable?.Size ?? 0);

    /// <summary>A snapshot of nothing.</summary>
    public static AddressBookSnapshot Empty(AddressBookOptions options) => new(0, [], [], [], KeyIndex.Empty, NameIndex.Empty, options);

    /// <summary>An entry's Minimal Entry ID ([MS-OXNSPI] 2.2.9.1): on every node, for ever, in this domain only.</summary>
    public static uint MinimalIdOf(DirectoryObject entry) => (uint)(entry.Number + FirstEntryId);

    /// <summary>The entry of a Minimal Entry ID, hidden or not; null where it is none of this domain.</summary>
    public DirectoryObject? Find(uint minimalId) => SlotOf(minimalId) is >= 0 and var slot ? _slots[slot] : null;

    /// <summary>The entry of an address in canonical form, hidden or not.</summary>
    public DirectoryObject? FindByAddress(string address) => _keys.Find(_slots, address) is { } found && (found.Address == address || found.Aliases.Contains(address)) ? found : null;

    /// <summary>The entry of an X.500 name, hidden or not.</summary>
    public DirectoryObject? FindByName(string legacyDN) =>
        _keys.Find(_slots, legacyDN.ToLowerInvariant()) is { } found && found.LegacyDN.Equals(legacyDN, StringComparison.OrdinalIgnoreCase) ? found : null;

    /// <summary>Names that begin so, of entries hidden or not.</summary>
    public ReadOnlyMemory<NameReference> NamesBeginning(string folded) => _names.Beginning(_slots, folded);

    /// <summary>The entry in a slot.</summary>
    public DirectoryObject this[int slot] => _slots[slot]!;

    /// <summary>The slot of a Minimal Entry ID, or -1.</summary>
    public int SlotOf(uint minimalId)
    {
        var index = minimalId < FirstEntryId ? -1 : Array.BinarySearch(_numbers, minimalId - FirstEntryId);
        return index < 0 ? -1 : _slotOfNumber[index];
    }

    /// <summary>A container's rows in order.</summary>
    public SortedTable Table(AddressBookContainer container, Collation collation)
    {
        var sorted = _tables.GetOrAdd((container.Id, collation.Name, collation.IsPhonetic), _ => new Sorted(collation, () => Make(container, collation)));
        sorted.LastUse = Interlocked.Increment(ref _use);
        while (_tables.Count > _options.MaxSortedTables && _tables.OrderBy(t => t.Value.LastUse).FirstOrDefault() is { Value: not null } oldest && oldest.Value != sorted)
        {
            _tables.TryRemove(oldest);
        }
        return sorted.Table;
    }

    /// <summary>Where a text would be in a table.</summary>
    public int Seek(SortedTable table, string text, Collation collation) => table.Seek(_slots, text, collation);

    /// <summary>Entries in order.</summary>
    public SortedTable Sort(IEnumerable<int> slots, Collation collation) => SortedTable.Sort(_slots, slots, collation);

    /// <summary>The snapshot after changes.</summary>
    public AddressBookSnapshot With(long version, IReadOnlyCollection<DirectoryObject> put, IReadOnlySet<long> removed)
    {
        if (put.Count == 0 && !removed.Any(n => Array.BinarySearch(_numbers, n) >= 0)) return put.Count == 0 && Version != version ? At(version) : this;
        var start = _slots.Length - _numbers.Length > 1_000 + (_numbers.Length / 4) ? Compacted() : this;
        return start.Changed(version, put, removed);
    }

    private AddressBookSnapshot At(long version) => Carry(new AddressBookSnapshot(version, _slots, _numbers, _slotOfNumber, _keys, _names, _options), static s => s.MadeTable);

    private AddressBookSnapshot Changed(long version, IReadOnlyCollection<DirectoryObject> put, IReadOnlySet<long> removed)
    {
        var slots = new DirectoryObject?[_slots.Length + put.Count];
        _slots.CopyTo(slots, 0);
        var slotOf = new Dictionary<long, int>(put.Count);
        var added = new List<int>(put.Count);
        foreach (var entry in put)
        {
            var slot = _slots.Length + added.Count;
            slots[slot] = entry;
            slotOf[entry.Number] = slot;
            added.Add(slot);
        }
        var numbers = new List<long>(_numbers.Length + put.Count);
        var slotOfNumber = new List<int>(_numbers.Length + put.Count);
        foreach (var (number, old) in _numbers.Zip(_slotOfNumber).Concat(slotOf.Keys.Except(_numbers).Order().Select(n => (n, -1))))
        {
            var now = slotOf.GetValueOrDefault(number, removed.Contains(number) ? -1 : old);
            if (old >= 0 && now != old) slots[old] = null;
            if (now < 0) continue;
            numbers.Add(number);
            slotOfNumber.Add(now);
        }
        var (sortedNumbers, sortedSlots) = (numbers.ToArray(), slotOfNumber.ToArray());
        // New numbers are above all others but where a page came late.
        if (!IsSorted(sortedNumbers)) Array.Sort(sortedNumbers, sortedSlots);
        var next = new AddressBookSnapshot(version, slots, sortedNumbers, sortedSlots, _keys.With(slots, added), _names.With(slots, added, _slots), _options);
        return Carry(next, (key, sorted) => sorted.MadeTable?.With(slots, added.Where(s => ContainerOf(key.Container).Shows(slots[s]!)), sorted.Collation));
    }

    /// <summary>The same without the slots that are empty.</summary>
    private AddressBookSnapshot Compacted()
    {
        var places = new int[_slots.Length];
        var slots = new List<DirectoryObject?>(_numbers.Length);
        for (var slot = 0; slot < _slots.Length; slot++)
        {
            places[slot] = _slots[slot] is null ? -1 : slots.Count;
            if (_slots[slot] is { } entry) slots.Add(entry);
        }
        DirectoryObject?[] moved = [.. slots];
        var next = new AddressBookSnapshot(
            Version, moved, _numbers, Array.ConvertAll(_slotOfNumber, s => places[s]), KeyIndex.Empty.With(moved, [.. Enumerable.Range(0, moved.Length)]), _names.Moved(places), _options);
        return Carry(next, s => s.MadeTable?.Moved(places, moved.Length));
    }

    private AddressBookSnapshot Carry(AddressBookSnapshot next, Func<Sorted, SortedTable?> move) => Carry(next, (_, sorted) => move(sorted));

    private AddressBookSnapshot Carry(AddressBookSnapshot next, Func<(uint Container, string Language, bool Phonetic), Sorted, SortedTable?> move)
    {
        foreach (var (key, sorted) in _tables.Where(t => t.Value.LastUse > 0))
        {
            if (move(key, sorted) is not { } table) continue;
            var kept = new Sorted(sorted.Collation, () => table) { LastUse = sorted.LastUse };
            // Made at once: a table that is only promised would keep all snapshots before it.
            next._tables[key] = kept.Table == table ? kept : throw new InvalidOperationException("A table was made twice.");
        }
        next._use = _use;
        return next;
    }

    private SortedTable Make(AddressBookContainer container, Collation collation) => container == AddressBookContainer.Global
        ? SortedTable.Sort(_slots, _slotOfNumber.Where(s => container.Shows(_slots[s]!)), collation)
        : Table(AddressBookContainer.Global, collation).Where(s => container.Shows(_slots[s]!));

    private static AddressBookContainer ContainerOf(uint id) => AddressBookContainer.All.First(c => c.Id == id);

    private static bool IsSorted(long[] numbers)
    {
        for (var i = 1; i < numbers.Length; i++)
        {
            if (numbers[i - 1] >= numbers[i]) return false;
        }
        return true;
    }
}
