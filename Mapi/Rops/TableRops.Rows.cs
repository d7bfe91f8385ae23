using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>The table family's rows in the table of ROPs ([MS-OXCROPS] 2.2.5, with the two ROPs of 2.2.4 that open tables).</summary>
internal static class TableRops
{
    internal static IEnumerable<RopDescriptor> Rows() =>
    [
        new(RopId.RopGetHierarchyTable, static (ref r) => GetTableRequest.Read(RopId.RopGetHierarchyTable, ref r), ReadTable(RopId.RopGetHierarchyTable), ResponseUsesOutputIndex: true),
        new(RopId.RopGetContentsTable, static (ref r) => GetTableRequest.Read(RopId.RopGetContentsTable, ref r), ReadTable(RopId.RopGetContentsTable), ResponseUsesOutputIndex: true),
        new(RopId.RopSetColumns, static (ref r) => new SetColumnsRequest { SetColumnsFlags = r.ReadByte(), PropertyTags = ReadTags(ref r) }, ReadStatus(RopId.RopSetColumns)),
        new(RopId.RopSortTable, static (ref r) => SortTableRequest.Read(ref r), ReadStatus(RopId.RopSortTable)),
        new(RopId.RopRestrict, static (ref r) => new RestrictRequest { RestrictFlags = r.ReadByte(), RestrictionData = ReadCounted(ref r) }, ReadStatus(RopId.RopRestrict)),
        new(RopId.RopQueryRows, static (ref r) => new QueryRowsRequest { QueryRowsFlags = r.ReadByte(), ForwardRead = r.ReadBool(), RowCount = r.ReadUInt16() }, ReadQueryRows),
        new(RopId.RopAbort, static (ref r) => new TableRequest(RopId.RopAbort), ReadStatus(RopId.RopAbort)),
        new(RopId.RopGetStatus, static (ref r) => new TableRequest(RopId.RopGetStatus), ReadStatus(RopId.RopGetStatus)),
        new(RopId.RopQueryPosition, static (ref r) => new TableRequest(RopId.RopQueryPosition), ReadQueryPosition),
        new(RopId.RopSeekRow, static (ref r) => new SeekRowRequest { Origin = (TableOrigin)r.ReadByte(), RowCount = r.ReadInt32(), WantRowMovedCount = r.ReadBool() }, ReadSeekRow),
        new(RopId.RopSeekRowBookmark, static (ref r) => new SeekRowBookmarkRequest { Bookmark = ReadCounted(ref r), RowCount = r.ReadInt32(), WantRowMovedCount = r.ReadBool() }, ReadSeekRowBookmark),
        new(RopId.RopSeekRowFractional, static (ref r) => new SeekRowFractionalRequest { Numerator = r.ReadUInt32(), Denominator = r.ReadUInt32() }, ReadEmpty(RopId.RopSeekRowFractional)),
        new(RopId.RopCreateBookmark, static (ref r) => new TableRequest(RopId.RopCreateBookmark), ReadBookmark(RopId.RopCreateBookmark)),
        new(RopId.RopQueryColumnsAll, static (ref r) => new TableRequest(RopId.RopQueryColumnsAll), ReadColumnsAll),
        new(RopId.RopFindRow, ReadFindRowRequest, ReadFindRow),
        new(RopId.RopFreeBookmark, static (ref r) => new FreeBookmarkRequest { Bookmark = ReadCounted(ref r) }, ReadEmpty(RopId.RopFreeBookmark)),
        new(RopId.RopResetTable, static (ref r) => new TableRequest(RopId.RopResetTable), ReadEmpty(RopId.RopResetTable)),
        new(RopId.RopExpandRow, static (ref r) => new ExpandRowRequest { MaxRowCount = r.ReadUInt16(), CategoryId = r.ReadUInt64() }, ReadExpandRow),
        new(RopId.RopCollapseRow, static (ref r) => new CollapseRowRequest { CategoryId = r.ReadUInt64() }, ReadCollapseRow),
        new(RopId.RopGetCollapseState, static (ref r) => new GetCollapseStateRequest { RowId = r.ReadUInt64(), RowInstanceNumber = r.ReadUInt32() }, ReadGetCollapseState),
        new(RopId.RopSetCollapseState, static (ref r) => new SetCollapseStateRequest { CollapseState = ReadCounted(ref r) }, ReadBookmark(RopId.RopSetCollapseState)),
    ];

    internal static void WriteTags(MapiWriter writer, ReadOnlySpan<PropertyTag> tags)
    {
        writer.WriteUInt16(checked((ushort)tags.Length));
        foreach (var tag in tags) writer.WriteUInt32(tag.Value);
    }

    internal static PropertyTag[] ReadTags(ref MapiReader reader)
    {
        var tags = new PropertyTag[reader.ReadCount16(4)];
        for (var i = 0; i < tags.Length; i++) tags[i] = reader.ReadUInt32();
        return tags;
    }

    internal static void WriteCounted(MapiWriter writer, ReadOnlySpan<byte> value)
    {
        writer.WriteUInt16(checked((ushort)value.Length));
        writer.WriteBytes(value);
    }

    internal static byte[] ReadCounted(ref MapiReader reader) => reader.ReadBytes(reader.ReadCount16(1));

    private static FindRowRequest ReadFindRowRequest(ref MapiReader reader) => new()
    {
        FindRowFlags = reader.ReadByte(),
        RestrictionData = ReadCounted(ref reader),
        Origin = (TableOrigin)reader.ReadByte(),
        Bookmark = ReadCounted(ref reader),
    };

    private static RopResponseReader ReadTable(RopId id) => (ref r, error, _) =>
        new GetTableResponse(id) { ReturnValue = error, RowCount = error == MapiError.Success ? r.ReadUInt32() : 0 };

    private static RopResponseReader ReadStatus(RopId id) => (ref r, error, _) =>
        new TableStatusResponse(id) { ReturnValue = error, TableStatus = error == MapiError.Success ? (TableStatus)r.ReadByte() : default };

    private static RopResponseReader ReadEmpty(RopId id) => (ref _, error, _) => new RopStatusResponse(id, error);

    private static RopResponseReader ReadBookmark(RopId id) => (ref r, error, _) =>
        new BookmarkResponse(id) { ReturnValue = error, Bookmark = error == MapiError.Success ? ReadCounted(ref r) : [] };

    private static QueryRowsResponse ReadQueryRows(ref MapiReader reader, MapiError error, RopRequest? request)
    {
        var response = new QueryRowsResponse { ReturnValue = error };
        if (error != MapiError.Success) return response;
        response.Origin = (TableOrigin)reader.ReadByte();
        response.RowCount = reader.ReadUInt16();
        response.RowData = ReadRows(ref reader, response.RowCount, request);
        return response;
    }

    private static FindRowResponse ReadFindRow(ref MapiReader reader, MapiError error, RopRequest? request)
    {
        var response = new FindRowResponse { ReturnValue = error };
        if (error != MapiError.Success) return response;
        response.RowNoLongerVisible = reader.ReadBool();
        response.HasRowData = reader.ReadBool();
        response.RowData = ReadRows(ref reader, response.HasRowData ? 1 : 0, request);
        return response;
    }

    private static ExpandRowResponse ReadExpandRow(ref MapiReader reader, MapiError error, RopRequest? request)
    {
        var response = new ExpandRowResponse { ReturnValue = error };
        if (error != MapiError.Success) return response;
        response.ExpandedRowCount = reader.ReadUInt32();
        response.RowCount = reader.ReadUInt16();
        response.RowData = ReadRows(ref reader, response.RowCount, request);
        return response;
    }

    /// <summary>
    /// Rows have no length of their own. Where the asker told its columns (<see cref="RowColumns.Attach"/>) they are measured by
    /// reading; else they must be the last thing in the buffer.
    /// </summary>
    private static ReadOnlyMemory<byte> ReadRows(ref MapiReader reader, int count, RopRequest? request)
    {
        if (request is null || RowColumns.Of(request) is not { } columns) return reader.ReadRest().ToArray();
        var rest = reader.PeekRest();
        var rows = new MapiReader(rest, reader.Position);
        for (var i = 0; i < count && !rows.Failed; i++) PropertyRow.Read(ref rows, columns);
        if (rows.Error is { } error) reader.Fail(error.Reason);
        return reader.ReadBytes(rows.Position);
    }

    private static QueryPositionResponse ReadQueryPosition(ref MapiReader reader, MapiError error, RopRequest? request) => error == MapiError.Success
        ? new() { Numerator = reader.ReadUInt32(), Denominator = reader.ReadUInt32() }
        : new() { ReturnValue = error };

    private static SeekRowResponse ReadSeekRow(ref MapiReader reader, MapiError error, RopRequest? request) => error == MapiError.Success
        ? new() { HasSoughtLess = reader.ReadBool(), RowsSought = reader.ReadInt32() }
        : new() { ReturnValue = error };

    private static SeekRowBookmarkResponse ReadSeekRowBookmark(ref MapiReader reader, MapiError error, RopRequest? request) => error == MapiError.Success
        ? new() { RowNoLongerVisible = reader.ReadBool(), HasSoughtLess = reader.ReadBool(), RowsSought = reader.ReadInt32() }
        : new() { ReturnValue = error };

    private static QueryColumnsAllResponse ReadColumnsAll(ref MapiReader reader, MapiError error, RopRequest? request) =>
        new() { ReturnValue = error, PropertyTags = error == MapiError.Success ? ReadTags(ref reader) : [] };

    private static CollapseRowResponse ReadCollapseRow(ref MapiReader reader, MapiError error, RopRequest? request) =>
        new() { ReturnValue = error, CollapsedRowCount = error == MapiError.Success ? reader.ReadUInt32() : 0 };

    private static GetCollapseStateResponse ReadGetCollapseState(ref MapiReader reader, MapiError error, RopRequest? request) =>
        new() { ReturnValue = error, CollapseState = error == MapiError.Success ? ReadCounted(ref reader) : [] };
}
