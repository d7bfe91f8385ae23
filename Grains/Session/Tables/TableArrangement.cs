namespace MapiOrleans.Grains.Session.Tables;

/// <summary>
/// The rows of a table in their order, known by key alone: leaves, and among them the header rows of categories. What a client sees are
/// the rows that no collapsed category hides.
/// </summary>
internal sealed class TableArrangement
{
    private readonly long[] _ids;
    private readonly int[]? _instances;

    // Without categories null: row i is leaf i. Else a leaf's index, or the complement of a category's.
    private readonly int[]? _shown;

    /// <summary>An arrangement of leaves without categories.</summary>
    /// <param name="ids">The leaves in order.</param>
    /// <param name="instances">Their PidTagInstanceNum; null where all are 0.</param>
    public TableArrangement(long[] ids, int[]? instances = null) : this(ids, instances, [])
    {
    }

    /// <summary>An arrangement of leaves under categories.</summary>
    /// <param name="ids">The leaves in order.</param>
    /// <param name="instances">Their PidTagInstanceNum; null where all are 0.</param>
    /// <param name="categories">The categories, parents before children, in order of their leaves.</param>
    public TableArrangement(long[] ids, int[]? instances, TableCategory[] categories)
    {
        _ids = ids;
        _instances = instances;
        Categories = categories;
        _shown = categories.Length == 0 ? null : Show();
    }

    /// <summary>All categories, parents before children.</summary>
    public TableCategory[] Categories { get; }

    /// <summary>Rows that are seen.</summary>
    public int Count => _shown?.Length ?? _ids.Length;

    /// <summary>Leaves, hidden ones included.</summary>
    public int LeafCount => _ids.Length;

    /// <summary>The same rows, shown as their categories are expanded now.</summary>
    public TableArrangement Reshown() => new(_ids, _instances, Categories);

    /// <summary>The category whose header a row is, or null for a leaf.</summary>
    public TableCategory? HeaderAt(int row) => _shown is not null && _shown[row] < 0 ? Categories[~_shown[row]] : null;

    /// <summary>The key of a row.</summary>
    public RowKey KeyAt(int row)
    {
        if (HeaderAt(row) is { } header) return new RowKey((long)header.Id, RowKey.Header);
        var leaf = _shown is null ? row : _shown[row];
        return new RowKey(_ids[leaf], _instances?[leaf] ?? 0);
    }

    /// <summary>Where a row is, or -1 where it is not there or hidden.</summary>
    public int IndexOf(RowKey key)
    {
        if (_shown is null && _instances is null) return key.Instance == 0 ? Array.IndexOf(_ids, key.Id) : -1;
        for (var row = 0; row < Count; row++)
            if (KeyAt(row) == key)
                return row;
        return -1;
    }

    /// <summary>The category of this PidTagInstID, or null.</summary>
    public TableCategory? FindCategory(ulong id) => Array.Find(Categories, c => c.Id == id);

    /// <summary>
    /// Where a place in another arrangement of the same table is in this one: at its row or, where that is gone or hidden, at the first
    /// row after it that is not. The end stays the end.
    /// </summary>
    public int Locate(TableArrangement before, int row)
    {
        const int afterSoManyAnIndexPays = 8;
        Dictionary<RowKey, int>? index = null;
        for (var tries = 0; row < before.Count; row++, tries++)
        {
            if (tries == afterSoManyAnIndexPays)
            {
                index = new Dictionary<RowKey, int>(Count);
                for (var i = 0; i < Count; i++) index.TryAdd(KeyAt(i), i);
            }
            var found = index is null ? IndexOf(before.KeyAt(row)) : index.GetValueOrDefault(before.KeyAt(row), -1);
            if (found >= 0) return found;
        }
        return Count;
    }

    private int[] Show()
    {
        var shown = new List<int>();
        for (var i = 0; i < Categories.Length;)
        {
            var category = Categories[i];
            shown.Add(~i);
            if (!category.Expanded)
            {
                i = category.End;
                continue;
            }
            if (category.End == i + 1)
                for (var leaf = category.FirstLeaf; leaf < category.FirstLeaf + category.LeafCount; leaf++)
                    shown.Add(leaf);
            i++;
        }
        return [.. shown];
    }
}
