using System.Runtime.InteropServices;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.Session.Tables;

/// <summary>
/// Filters and orders rows in memory, for what no index answers. Rows are looked at once, as they come; what stays of each is its id and
/// its keys. Rows come in the source's own order, which decides ties.
/// </summary>
internal sealed class RowArranger(TableShape shape, int limit)
{
    private readonly List<long> _ids = [];
    private readonly List<int>? _instances = shape.Instances is null ? null : [];
    private readonly List<PropertyValue> _keys = [];

    // As it is to be shown, not as it compares: the values of the category columns.
    private readonly List<PropertyValue> _shown = [];
    private readonly List<bool> _unread = [];

    private int KeyCount { get; } = shape.Sort.Count + (shape.CategoryMaximum is null ? 0 : 1);

    /// <summary>Takes a row, if it meets the restriction. TableTooBig where there are too many.</summary>
    public void Add(TableRow row)
    {
        if (shape.Restriction?.Matches(row) == false) return;
        if (shape.Instances is not { } multiple)
        {
            Add(row, 0, default);
            return;
        }
        var all = row.TryGet(multiple, out var value) ? value : default;
        var count = Math.Max(1, all.HasValue ? MultiValues.Count(all) : 0);
        for (var i = 0; i < count; i++) Add(row, i, all.HasValue && MultiValues.TryElement(all, i, out var one) ? one : default);
    }

    private void Add(TableRow row, int instance, PropertyValue element)
    {
        if (_ids.Count >= limit) throw new RopException(MapiError.TableTooBig, $"more than {limit} rows to order in memory");
        _ids.Add(row.Id);
        _instances?.Add(instance);
        for (var i = 0; i < shape.Sort.Count; i++)
        {
            var tag = shape.Sort[i].Tag;
            var value = TableColumns.IsInstance(tag) ? element : row.TryGet(tag, out var found) ? found : default;
            _keys.Add(Folded(value));
            if (i < shape.CategoryCount) _shown.Add(value.RawReference is string text ? PropertyValue.String(TableCells.Cut(text, TableCells.MaxValueSize)) : value);
        }
        if (shape.CategoryMaximum is { } maximum) _keys.Add(row.TryGet(maximum, out var value) ? Folded(value) : default);
        if (shape.CategoryCount > 0) _unread.Add(row.IsUnread);
    }

    private static PropertyValue Folded(PropertyValue value) => value.RawReference is string text ? PropertyValue.String(TextFolding.Fold(text)) : value;

    /// <summary>The rows taken, in order.</summary>
    public TableArrangement Arrange()
    {
        var order = new int[_ids.Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        if (shape.Sort.Count > 0) Array.Sort(order, CompareRows);
        if (shape.CategoryCount == 0) return new TableArrangement(InOrder(_ids, order), _instances is null ? null : InOrder(_instances, order));
        var categories = new CategoryBuilder(this, order).Build(out var leaves);
        return new TableArrangement(InOrder(_ids, leaves), _instances is null ? null : InOrder(_instances, leaves), categories);
    }

    private static T[] InOrder<T>(List<T> values, int[] order) => Array.ConvertAll(order, i => values[i]);

    private PropertyValue Key(int row, int key) => _keys[row * KeyCount + key];

    private int CompareRows(int a, int b)
    {
        for (var i = 0; i < shape.Sort.Count; i++)
        {
            var found = CompareKeys(Key(a, i), Key(b, i));
            if (found != 0) return shape.Sort[i].Descending ? -found : found;
        }
        return a.CompareTo(b);
    }

    /// <summary>No value before any; folded text by its code units.</summary>
    private static int CompareKeys(PropertyValue a, PropertyValue b) =>
        a.RawReference is string x && b.RawReference is string y ? string.CompareOrdinal(x, y) : PropertyComparer.Compare(a, b);

    /// <summary>Finds the categories in rows that are ordered by them.</summary>
    private sealed class CategoryBuilder(RowArranger rows, int[] order)
    {
        private readonly TableShape _shape = rows.Shape;
        private readonly List<TableCategory> _categories = [];
        private readonly List<int> _leaves = new(order.Length);
        private readonly HashSet<ulong> _taken = [];

        public TableCategory[] Build(out int[] leaves)
        {
            AddLevel(0, 0, order.Length, 0);
            leaves = [.. _leaves];
            return [.. _categories];
        }

        private void AddLevel(int level, int start, int end, ulong parent)
        {
            var last = level == _shape.CategoryCount - 1;
            var groups = Groups(level, start, end);
            if (last && _shape.CategoryMaximum is not null)
            {
                var descending = _shape.Sort[level].Descending;
                var ordered = groups.Select(g => (Group: g, Maximum: Maximum(g))).ToList();
                ordered.Sort((a, b) => CompareKeys(a.Maximum, b.Maximum) is var c && c != 0 ? (descending ? -c : c) : a.Group.Start.CompareTo(b.Group.Start));
                groups = ordered.ConvertAll(o => o.Group);
            }
            foreach (var group in groups) Add(level, group, parent, last);
        }

        private void Add(int level, (int Start, int End) group, ulong parent, bool last)
        {
            var first = order[group.Start];
            var id = IdOf(level, parent, rows.Key(first, level));
            var unread = 0;
            for (var i = group.Start; i < group.End; i++) if (rows._unread[order[i]]) unread++;
            var place = _categories.Count;
            var firstLeaf = _leaves.Count;
            _categories.Add(null!);
            if (!last) AddLevel(level + 1, group.Start, group.End, id);
            else for (var i = group.Start; i < group.End; i++) _leaves.Add(order[i]);
            _categories[place] = new TableCategory
            {
                Id = id,
                Level = level,
                Values = [.. CollectionsMarshal.AsSpan(rows._shown).Slice(first * _shape.CategoryCount, level + 1)],
                Maximum = last && _shape.CategoryMaximum is not null ? Maximum(group) : default,
                FirstLeaf = firstLeaf,
                LeafCount = group.End - group.Start,
                UnreadCount = unread,
                End = _categories.Count,
                Expanded = level < _shape.ExpandedCount,
            };
        }

        private List<(int Start, int End)> Groups(int level, int start, int end)
        {
            var groups = new List<(int, int)>();
            for (var i = start; i < end;)
            {
                var next = i + 1;
                while (next < end && CompareKeys(rows.Key(order[i], level), rows.Key(order[next], level)) == 0) next++;
                groups.Add((i, next));
                i = next;
            }
            return groups;
        }

        private PropertyValue Maximum((int Start, int End) group)
        {
            var key = _shape.Sort.Count;
            var maximum = rows.Key(order[group.Start], key);
            for (var i = group.Start + 1; i < group.End; i++)
                if (rows.Key(order[i], key) is var value && CompareKeys(value, maximum) > 0)
                    maximum = value;
            return maximum;
        }

        /// <summary>
        /// An id that follows from the category's values. Its low 16 bits, a message id's replid, are 0, so that no message has it too.
        /// </summary>
        private ulong IdOf(int level, ulong parent, PropertyValue value)
        {
            var id = CategoryIds.Of(level, parent, value);
            while (!_taken.Add(id)) id += 0x1_0000;
            return id;
        }
    }

    private TableShape Shape => shape;
}
