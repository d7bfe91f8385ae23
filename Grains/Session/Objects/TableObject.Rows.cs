using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>Rows as they go over the wire ([MS-OXCTABL] 3.2.5.5).</summary>
internal partial class TableObject
{
    // Rows are read so many at a time: what one response holds of Outlook's usual columns.
    private const int PageSize = 100;

    private const int LeafRow = 1, ExpandedCategory = 3, CollapsedCategory = 4;

    // Columns that are the table's own and not its source's.
    private static readonly PropertyTag[] OwnColumns = [PidTag.InstID, PidTag.InstanceNum, PidTag.RowType, PidTag.Depth, PidTag.InstanceKey];

    private readonly Dictionary<RowKey, byte[]> _encoded = [];

    /// <summary>RopQueryRows: as many whole rows as fit into <paramref name="space"/> bytes. BufferTooSmall where not even one does.</summary>
    public async ValueTask<QueryRowsResponse> QueryRowsAsync(bool forward, int count, bool advance, int space, CancellationToken cancellationToken)
    {
        RequireColumns();
        var rows = await RowsAsync(cancellationToken);
        using var writer = new MapiWriter(Math.Clamp(space, 16, 32 * 1024));
        var taken = forward
            ? await WriteForwardsAsync(writer, rows, _cursor, count, space, cancellationToken)
            : await WriteBackwardsAsync(writer, rows, _cursor, count, space, cancellationToken);
        var place = forward ? _cursor + taken : _cursor - taken;
        if (advance) _cursor = place;
        return new QueryRowsResponse
        {
            // Backwards too the end is BOOKMARK_END: so it is in every Exchange since 2010 (<25> of [MS-OXCTABL] 3.2.5.5).
            Origin = place == (forward ? rows.Count : 0) ? TableOrigin.End : TableOrigin.Current,
            RowCount = (ushort)taken,
            RowData = writer.ToArray(),
        };
    }

    private async ValueTask<int> WriteForwardsAsync(MapiWriter writer, TableArrangement rows, int start, int count, int space, CancellationToken cancellationToken)
    {
        var end = Math.Min(start + count, rows.Count);
        for (var row = start; row < end; row++)
        {
            var bytes = await EncodedAsync(rows, row, Math.Min(Math.Max(end, row + PageSize), rows.Count), cancellationToken);
            if (writer.Length + bytes.Length > space)
            {
                if (row == start) throw TooSmall(bytes.Length, space);
                return row - start;
            }
            writer.WriteBytes(bytes);
        }
        return end - start;
    }

    /// <summary>The rows just before a place, in the table's order; where not all fit, those nearest to it.</summary>
    private async ValueTask<int> WriteBackwardsAsync(MapiWriter writer, TableArrangement rows, int start, int count, int space, CancellationToken cancellationToken)
    {
        var taken = new Stack<byte[]>();
        var length = 0;
        for (var row = start - 1; row >= Math.Max(start - count, 0); row--)
        {
            var bytes = _encoded.TryGetValue(rows.KeyAt(row), out var known)
                ? known
                : await EncodedAsync(rows, Math.Max(row - PageSize + 1, 0), row + 1, cancellationToken, row);
            if (length + bytes.Length > space)
            {
                if (taken.Count == 0) throw TooSmall(bytes.Length, space);
                break;
            }
            length += bytes.Length;
            taken.Push(bytes);
        }
        foreach (var bytes in taken) writer.WriteBytes(bytes);
        return taken.Count;
    }

    private static RopException TooSmall(int wanted, int space) => new(MapiError.BufferTooSmall, $"a row of {wanted} bytes, room for {space}");

    private ValueTask<byte[]> EncodedAsync(TableArrangement rows, int row, int end, CancellationToken cancellationToken) =>
        _encoded.TryGetValue(rows.KeyAt(row), out var bytes) ? new(bytes) : EncodedAsync(rows, row, end, cancellationToken, row);

    /// <summary>Reads and encodes a page of rows, so far as they are not at hand, and gives one of them.</summary>
    private async ValueTask<byte[]> EncodedAsync(TableArrangement rows, int from, int end, CancellationToken cancellationToken, int wanted)
    {
        end = Math.Min(end, from + PageSize);
        if (_encoded.Count + end - from > Limits.MaxTableRowsCached) _encoded.Clear();
        var missing = new List<int>(end - from);
        var ids = new List<long>(end - from);
        for (var row = from; row < end; row++)
        {
            var key = rows.KeyAt(row);
            if (_encoded.ContainsKey(key)) continue;
            if (key.Instance == RowKey.Header)
            {
                _encoded[key] = await EncodeAsync(rows, row, null, cancellationToken);
                continue;
            }
            missing.Add(row);
            ids.Add(key.Id);
        }
        if (missing.Count > 0)
        {
            var data = await Source.ReadAsync(ids, Needed(), whole: false, cancellationToken);
            for (var i = 0; i < missing.Count; i++)
                _encoded[rows.KeyAt(missing[i])] = await EncodeAsync(rows, missing[i], data[i], cancellationToken);
        }
        return _encoded[rows.KeyAt(wanted)];
    }

    private PropertyTag[] Needed() => Array.ConvertAll(_columns!, static tag => TableColumns.AsStored(TableColumns.Whole(tag)));

    private async ValueTask<byte[]> EncodeAsync(TableArrangement rows, int row, TableRow? data, CancellationToken cancellationToken)
    {
        var columns = _columns!;
        var shown = new ShownRow(this, rows, row, data);
        var cells = new PropertyValue[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            var value = shown.Cell(columns[i]);
            if (value.IsExternal)
                value = await TableCells.ReadPrefixAsync(Logon.Session.Services.Store.PartSource(Logon.Key), value, Math.Min(Source.MaxValueSize, TableCells.MaxValueSize), cancellationToken);
            cells[i] = TableCells.Fit(value, TableColumns.OfRow(columns[i]).Type, Logon.Session.CodePage, Source.MaxValueSize);
        }
        using var writer = new MapiWriter(256);
        PropertyRow.Write(writer, Array.ConvertAll(columns, TableColumns.OfRow), cells);
        return writer.ToArray();
    }

    /// <summary>A row of the table with the columns that are the table's own.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="row">Which one.</param>
    /// <param name="data">What the source has of it; null for a header row, and for a row that is gone.</param>
    private sealed class ShownRow(TableObject table, TableArrangement rows, int row, TableRow? data) : Mapi.Restrictions.IPropertySource
    {
        private readonly RowKey _key = rows.KeyAt(row);
        private readonly TableCategory? _header = rows.HeaderAt(row);

        /// <summary>The value under a column; an instance column has the row's own of the values.</summary>
        public PropertyValue Cell(PropertyTag column)
        {
            var value = Get(TableColumns.AsStored(TableColumns.Whole(column)));
            if (!TableColumns.IsInstance(column) || _header is not null) return value;
            return value.HasValue && Mapi.Restrictions.MultiValues.TryElement(value, _key.Instance, out var one) ? one : default;
        }

        public bool TryGet(PropertyTag tag, out PropertyValue value)
        {
            value = Get(tag);
            return value.HasValue && (value.Type != PropertyType.ErrorCode || tag.Type == PropertyType.ErrorCode);
        }

        public IEnumerable<Mapi.Restrictions.IPropertySource> SubObjects(ushort id) => data?.SubObjects(id) ?? [];

        private PropertyValue Get(PropertyTag tag)
        {
            if (tag == PidTag.InstID) return PropertyValue.Int64(InstanceId);
            if (tag == PidTag.InstanceNum) return PropertyValue.Int32(Math.Max(_key.Instance, 0));
            if (tag == PidTag.InstanceKey) return PropertyValue.Binary(InstanceKey());
            if (tag == PidTag.RowType) return PropertyValue.Int32(_header is null ? LeafRow : _header.Expanded ? ExpandedCategory : CollapsedCategory);
            if (_header is { } header) return OfHeader(header, tag);
            if (tag == PidTag.Depth && table.TableKind != TableKind.Hierarchy) return PropertyValue.Int32(table.Shape.CategoryCount);
            return data?.Get(tag) ?? OfGoneRow(tag);
        }

        private PropertyValue OfHeader(TableCategory header, PropertyTag tag)
        {
            if (tag == PidTag.Depth) return PropertyValue.Int32(header.Level);
            if (tag == PidTag.ContentCount) return PropertyValue.Int32(header.LeafCount);
            if (tag == PidTag.ContentUnreadCount) return PropertyValue.Int32(header.UnreadCount);
            for (var level = 0; level < header.Values.Length; level++)
                if (TableColumns.AsStored(TableColumns.Whole(table.Shape.Sort[level].Tag)) == tag)
                    return header.Values[level];
            return table.Shape.CategoryMaximum == tag ? header.Maximum : default;
        }

        // Deleted since the rows were put in order; the next ROP finds it out.
        private PropertyValue OfGoneRow(PropertyTag tag) => tag == PidTag.Mid || tag == PidTag.FolderId ? PropertyValue.Int64(InstanceId) : default;

        private ulong InstanceId => _header?.Id ?? table.Source.InstanceIdOf(_key.Id);

        private byte[] InstanceKey()
        {
            using var writer = new MapiWriter(20);
            writer.WriteUInt64(ObjectIds.ToWire(table.FolderId));
            writer.WriteUInt64(InstanceId);
            writer.WriteInt32(Math.Max(_key.Instance, 0));
            return writer.ToArray();
        }
    }
}
