using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>
/// A Table object ([MS-OXCTABL]): a source's rows in columns, with order, restriction, cursor and bookmarks. Rows are put in order when
/// they are first asked for, and again when the source says that it changed; cursor and bookmarks then stay at their rows.
/// </summary>
internal partial class TableObject(TableSource source) : SessionObject(source.Logon)
{
    /// <summary>A client that orders by more keys is refused.</summary>
    public const int MaxSortKeys = 16;

    private PropertyTag[]? _columns;
    private SortTableRequest? _sort;
    private Restriction? _restriction;

    // What RopSortTable or RopRestrict could not do: the table is not to be read until one can, or a reset.
    private MapiError _sortError, _restrictionError;

    private TableArrangement? _rows;
    private long _version;
    private bool _wasReset;

    /// <inheritdoc/>
    public override SessionObjectKind Kind => SessionObjectKind.Table;

    /// <summary>The kind of table.</summary>
    public TableKind TableKind => Source.Kind;

    /// <summary>The flags it was opened with.</summary>
    public TableFlags Flags { get; init; }

    /// <summary>The folder whose table it is; 0 where it is none's.</summary>
    public long FolderId { get; init; }

    /// <summary>The columns as the client set them; null before RopSetColumns.</summary>
    public IReadOnlyList<PropertyTag>? Columns => _columns;

    private TableSource Source { get; } = source;

    private SessionLimits Limits => Logon.Session.Services.Limits;

    /// <summary>RopSetColumns ([MS-OXCTABL] 3.2.5.2). InvalidParameter, and no columns at all, where a tag is none for a table.</summary>
    public void SetColumns(PropertyTag[] columns)
    {
        _columns = null;
        _encoded.Clear();
        if (columns.Length == 0) throw new RopException(MapiError.InvalidParameter, "no columns");
        foreach (var tag in columns)
            if (!TableColumns.IsValid(tag))
                throw new RopException(MapiError.InvalidParameter, $"{tag} is no column");
        var instances = Instances(columns, _sort);
        if (instances != Shape.Instances) Invalidate();
        _columns = columns;
        Reshape();
        ForgetTold();
    }

    /// <summary>RopSortTable ([MS-OXCTABL] 3.2.5.3). A failure leaves the table without a valid order.</summary>
    public void Sort(SortTableRequest request)
    {
        Invalidate();
        _sort = null;
        _sortError = MapiError.InvalidParameter;
        CheckSort(request);
        _sort = request;
        Reshape();
        _sortError = MapiError.Success;
    }

    /// <summary>RopRestrict ([MS-OXCTABL] 3.2.5.4). A failure leaves the table without a valid restriction.</summary>
    public void Restrict(ReadOnlySpan<byte> restriction)
    {
        Invalidate();
        _restriction = null;
        _restrictionError = MapiError.InvalidParameter;
        if (!restriction.IsEmpty) _restriction = ParseRestriction(restriction);
        _restrictionError = MapiError.Success;
        Reshape();
    }

    /// <summary>RopResetTable ([MS-OXCTABL] 3.2.5.16).</summary>
    public void Reset()
    {
        Invalidate();
        _columns = null;
        _sort = null;
        _restriction = null;
        _sortError = _restrictionError = MapiError.Success;
        _wasReset = true;
        _encoded.Clear();
        Reshape();
    }

    /// <summary>RopQueryColumnsAll: text in the type that the table was opened for.</summary>
    public async ValueTask<PropertyTag[]> ListColumnsAsync(CancellationToken cancellationToken)
    {
        // This makes a view too ([MS-OXCNOTIF] 3.1.4.3): from now on the client is told what becomes of the rows.
        if (MayListen && _sortError == MapiError.Success && _restrictionError == MapiError.Success) await RowsAsync(cancellationToken);
        var unicode = Flags.HasFlag(TableFlags.UseUnicode);
        var tags = (await Source.ListColumnsAsync(cancellationToken)).Concat(OwnColumns).Select(t => (unicode, t.Type) switch
        {
            (false, PropertyType.String) => t.WithType(PropertyType.String8),
            (false, PropertyType.MultipleString) => t.WithType(PropertyType.MultipleString8),
            _ => t,
        });
        return [.. tags.Where(TableColumns.IsValid).Distinct().Order()];
    }

    private TableShape Shape { get; set; } = TableShape.Natural;

    private void Reshape()
    {
        var keys = new List<TableSort>();
        PropertyTag? maximum = null;
        foreach (var (tag, order) in _sort?.SortOrders ?? [])
        {
            var stored = TableColumns.IsInstance(tag) ? tag : TableColumns.AsStored(tag);
            // Where no category stands before it there is nothing to order by its maximum: then the greatest simply come first.
            if (order == TableSortOrder.MaximumCategory && keys.Count > 0) maximum = stored;
            else keys.Add(new TableSort(stored, order != TableSortOrder.Ascending));
        }
        Shape = new TableShape
        {
            Sort = keys,
            CategoryCount = _sort?.CategoryCount ?? 0,
            ExpandedCount = _sort?.ExpandedCount ?? 0,
            CategoryMaximum = maximum,
            Restriction = _restriction,
            Instances = Instances(_columns, _sort),
        };
    }

    /// <summary>The one multi-valued property that columns and order give one row a value of, or null.</summary>
    private static PropertyTag? Instances(PropertyTag[]? columns, SortTableRequest? sort)
    {
        PropertyTag? found = null;
        foreach (var tag in (columns ?? []).Concat((sort?.SortOrders ?? []).Select(o => o.Tag)))
        {
            if (!TableColumns.IsInstance(tag)) continue;
            var whole = TableColumns.AsStored(TableColumns.Whole(tag));
            if (found is not null && found != whole) throw new RopException(MapiError.TooComplex, "instances of two multi-valued properties");
            found = whole;
        }
        return found;
    }

    private static void CheckSort(SortTableRequest request)
    {
        var orders = request.SortOrders;
        if (orders.Length > MaxSortKeys) throw new RopException(MapiError.TooComplex, $"{orders.Length} sort keys");
        if (request.CategoryCount > orders.Length || request.ExpandedCount > orders.Length)
            throw new RopException(MapiError.InvalidParameter, $"{request.CategoryCount} categories, {request.ExpandedCount} expanded, of {orders.Length} keys");
        for (var i = 0; i < orders.Length; i++)
        {
            var (tag, order) = orders[i];
            var maximum = order == TableSortOrder.MaximumCategory;
            if (!TableColumns.IsValid(tag) || (order is not (TableSortOrder.Ascending or TableSortOrder.Descending) && !maximum))
                throw new RopException(MapiError.InvalidParameter, $"sort key {tag} of order {order}");
            if (maximum && i > 0 && (i != request.CategoryCount || TableColumns.IsInstance(tag)))
                throw new RopException(MapiError.InvalidParameter, $"sort key {i} orders categories by their maximum, {request.CategoryCount} categories");
        }
    }

    private Restriction ParseRestriction(ReadOnlySpan<byte> bytes)
    {
        var reader = new MapiReader(bytes);
        var restriction = Restriction.Read(ref reader, CountWidth.Narrow);
        if (restriction is null) throw new RopException(MapiError.InvalidParameter, $"restriction {reader.Error}");
        return RestrictionText.ToUnicode(restriction, Logon.Session.CodePage);
    }

    /// <summary>Another order or restriction: cursor to the beginning, no bookmark holds any more.</summary>
    private void Invalidate()
    {
        Lose();
        Events.Forget(this);
        _rows = null;
        _cursor = 0;
        _bookmarks.Clear();
        _encoded.Clear();
    }

    /// <summary>The rows that a client's ROP works on, as they are now. From the first of them on it is told what becomes of them.</summary>
    private async ValueTask<TableArrangement> RowsAsync(CancellationToken cancellationToken)
    {
        await ListenAsync();
        var rows = await CurrentRowsAsync(cancellationToken);
        Know(rows);
        return rows;
    }

    /// <summary>The rows as they are now; cursor and bookmarks are moved along with theirs.</summary>
    private async ValueTask<TableArrangement> CurrentRowsAsync(CancellationToken cancellationToken)
    {
        var error = _sortError != MapiError.Success ? _sortError : _restrictionError;
        if (error != MapiError.Success) throw new RopException(error, "the table has no valid order or restriction");
        var version = await Source.RefreshAsync(cancellationToken);
        if (_rows is not null && version == _version) return _rows;
        var next = await Source.ArrangeAsync(Shape, cancellationToken);
        if (_rows is { } before)
        {
            if (next.Categories.Length > 0)
            {
                var expanded = before.Categories.ToDictionary(c => c.Id, c => c.Expanded);
                foreach (var category in next.Categories) category.Expanded = expanded.GetValueOrDefault(category.Id, category.Expanded);
                next = next.Reshown();
            }
            MoveAlong(before, next);
        }
        _encoded.Clear();
        _version = version;
        return _rows = next;
    }

    private void RequireColumns()
    {
        if (_columns is null) throw new RopException(MapiError.NullObject, "the table has no columns yet");
    }

    /// <summary>NotSupported where the table is of none of these kinds.</summary>
    public void Require(params ReadOnlySpan<TableKind> kinds)
    {
        if (!kinds.Contains(TableKind)) throw new RopException(MapiError.NotSupported, $"not for a {TableKind} table");
    }
}
