using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.Session.Tables;

/// <summary>What happened to the rows of a table, between two arrangements of them.</summary>
internal sealed class TableDifference
{
    private TableDifference(List<RowKey> gone, List<int> there, HashSet<RowKey> known) => (Gone, There, Known) = (gone, there, known);

    /// <summary>Rows that are seen no more.</summary>
    public IReadOnlyList<RowKey> Gone { get; }

    /// <summary>Places, rising, of rows that are new, changed or elsewhere.</summary>
    public IReadOnlyList<int> There { get; }

    /// <summary>Rows of those that were seen before.</summary>
    public IReadOnlySet<RowKey> Known { get; }

    /// <summary>How many rows there is something to say of.</summary>
    public int Count => Gone.Count + There.Count;

    /// <summary>The difference; null where rows that nobody touched changed places with each other.</summary>
    /// <param name="before">The rows as they were.</param>
    /// <param name="now">The rows as they are.</param>
    /// <param name="touched">Ids of leaves that may have changed. Header rows are compared by what they show.</param>
    public static TableDifference? Find(TableArrangement before, TableArrangement now, IReadOnlySet<long> touched)
    {
        if (before.Categories.Length + now.Categories.Length == 0) return Find(before, now, key => touched.Contains(key.Id));
        var headers = ChangedHeaders(before, now);
        bool Touched(RowKey key) => key.Instance == RowKey.Header ? headers.Contains(key.Id) : touched.Contains(key.Id);
        if (Find(before, now, Touched) is { } found) return found;
        // Where categories are ordered by what is in them, one that changed may go elsewhere and take along what it shows.
        var moving = MovingRows(before, headers).Concat(MovingRows(now, headers)).ToHashSet();
        return Find(before, now, key => Touched(key) || moving.Contains(key));
    }

    private static TableDifference? Find(TableArrangement before, TableArrangement now, Func<RowKey, bool> touched)
    {
        var known = new HashSet<RowKey>();
        var there = new List<int>();
        var still = new HashSet<RowKey>();
        int old = 0, row = 0;
        while (true)
        {
            for (; old < before.Count && touched(before.KeyAt(old)); old++) known.Add(before.KeyAt(old));
            for (; row < now.Count && touched(now.KeyAt(row)); row++)
            {
                there.Add(row);
                still.Add(now.KeyAt(row));
            }
            if (old == before.Count || row == now.Count) break;
            if (before.KeyAt(old++) != now.KeyAt(row++)) return null;
        }
        return old < before.Count || row < now.Count ? null : new TableDifference([.. known.Where(k => !still.Contains(k))], there, known);
    }

    /// <summary>Categories that are only in one of two arrangements, or whose header rows do not show the same in both.</summary>
    private static HashSet<long> ChangedHeaders(TableArrangement before, TableArrangement now)
    {
        var former = before.Categories.ToDictionary(c => c.Id);
        var changed = new HashSet<long>();
        foreach (var category in now.Categories)
            if (!former.Remove(category.Id, out var was) || !ShowsSame(was, category))
                changed.Add((long)category.Id);
        changed.UnionWith(former.Keys.Select(id => (long)id));
        return changed;
    }

    private static bool ShowsSame(TableCategory a, TableCategory b)
    {
        if ((a.LeafCount, a.UnreadCount, a.Expanded) != (b.LeafCount, b.UnreadCount, b.Expanded) || !Same(a.Maximum, b.Maximum)) return false;
        for (var level = 0; level < a.Values.Length; level++)
            if (!Same(a.Values[level], b.Values[level])) return false;
        return true;
    }

    private static bool Same(PropertyValue a, PropertyValue b) => a.RawReference is string x && b.RawReference is string y
        ? string.Equals(x, y, StringComparison.Ordinal)
        : a.HasValue == b.HasValue && PropertyComparer.Compare(a, b) == 0;

    /// <summary>The rows that are seen below changed headers, down to the leaves.</summary>
    private static IEnumerable<RowKey> MovingRows(TableArrangement rows, HashSet<long> headers)
    {
        // The level of the outermost changed header above a row; deeper headers and leaves go with it.
        int? above = null;
        for (var row = 0; row < rows.Count; row++)
        {
            var key = rows.KeyAt(row);
            if (rows.HeaderAt(row) is { } header)
            {
                if (above is { } level && header.Level <= level) above = null;
                if (above is null && headers.Contains(key.Id)) above = header.Level;
            }
            if (above is not null) yield return key;
        }
    }
}
