using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>Categories: expanding, collapsing, and the state of all of them ([MS-OXCTABL] 3.2.5.17 to 3.2.5.20).</summary>
internal partial class TableObject
{
    /// <summary>RopExpandRow: how many rows it shows. NotFound where there is no such category, NotCollapsed where it is expanded.</summary>
    public async ValueTask<int> ExpandAsync(ulong categoryId, CancellationToken cancellationToken)
    {
        RequireColumns();
        var rows = await RowsAsync(cancellationToken);
        var category = rows.FindCategory(categoryId) ?? throw NoCategory(categoryId);
        if (category.Expanded) throw new RopException(MapiError.NotCollapsed, $"category {categoryId:X} is expanded");
        return Show(rows, category, expanded: true).Count - rows.Count;
    }

    /// <summary>RopCollapseRow: how many rows are hidden now. NotFound where there is no such category, NotExpanded where it is collapsed.</summary>
    public async ValueTask<int> CollapseAsync(ulong categoryId, CancellationToken cancellationToken)
    {
        RequireColumns();
        var rows = await RowsAsync(cancellationToken);
        var category = rows.FindCategory(categoryId) ?? throw NoCategory(categoryId);
        if (!category.Expanded) throw new RopException(MapiError.NotExpanded, $"category {categoryId:X} is collapsed");
        return rows.Count - Show(rows, category, expanded: false).Count;
    }

    /// <summary>RopGetCollapseState. BufferTooSmall where it is larger than <paramref name="space"/>.</summary>
    public async ValueTask<byte[]> GetCollapseStateAsync(ulong rowId, uint instance, int space, CancellationToken cancellationToken)
    {
        RequireColumns();
        var rows = await RowsAsync(cancellationToken);
        var state = CollapseState.Write(rows.Categories, rowId, instance);
        return state.Length <= Math.Min(space, ushort.MaxValue) ? state : throw TooSmall(state.Length, space);
    }

    /// <summary>
    /// RopSetCollapseState: categories that the state does not know stay as they are. Gives a bookmark at the row that the state names and
    /// moves the cursor there; where that is not to be seen, to the beginning.
    /// </summary>
    public async ValueTask<byte[]> SetCollapseStateAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        RequireColumns();
        if (CollapseState.TryRead(bytes) is not { } state) throw new RopException(MapiError.InvalidParameter, "no collapse state");
        var rows = await RowsAsync(cancellationToken);
        foreach (var category in rows.Categories)
        {
            category.Expanded = state.IsExpanded(category.Id);
            _encoded.Remove(new RowKey((long)category.Id, RowKey.Header));
        }
        var next = rows.Reshown();
        Replace(rows, next);
        _cursor = Math.Max(Find(next, state), 0);
        return Remember(next, _cursor);
    }

    private int Find(TableArrangement rows, CollapseState state)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            var key = rows.KeyAt(row);
            var id = key.Instance == RowKey.Header ? (ulong)key.Id : Source.InstanceIdOf(key.Id);
            if (id == state.RowId && Math.Max(key.Instance, 0) == state.Instance) return row;
        }
        return -1;
    }

    private TableArrangement Show(TableArrangement rows, TableCategory category, bool expanded)
    {
        category.Expanded = expanded;
        // Its header shows the state.
        _encoded.Remove(new RowKey((long)category.Id, RowKey.Header));
        var next = rows.Reshown();
        Replace(rows, next);
        return next;
    }

    private void Replace(TableArrangement before, TableArrangement next)
    {
        MoveAlong(before, next);
        _rows = next;
        ShowTold(next);
    }

    private static RopException NoCategory(ulong id) => new(MapiError.NotFound, $"no category {id:X}");
}
