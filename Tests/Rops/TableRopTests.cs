using CsCheck;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;
using Xunit;
using static MapiOrleans.Tests.Rops.RopCodec;

namespace MapiOrleans.Tests.Rops;

public sealed class TableRopTests
{
    private static readonly Gen<byte[]> Counted = Gen.Byte.Array[0, 24];
    private static readonly Gen<PropertyTag[]> Tags = Gen.UInt.Select(t => new PropertyTag(t)).Array[0, 6];
    private static readonly Gen<TableOrigin> Origins = Gen.Byte.Select(b => (TableOrigin)b);

    [Fact] // [MS-OXCTABL] 4.5.3.1
    public void QueryRows_request_is_the_specification_s()
    {
        var bytes = Hex("15 00 00 00 01 32 00");
        var request = ReadRequest<QueryRowsRequest>(bytes);
        Assert.Equal((0, true, 50), (request.QueryRowsFlags, request.ForwardRead, request.RowCount));
        Assert.Equal(bytes, Write(request));
    }

    [Fact] // [MS-OXCTABL] 4.3.2
    public void SortTable_response_is_the_specification_s()
    {
        var bytes = Hex("13 01 00 00 00 00 00");
        var response = ReadResponse<TableStatusResponse>(bytes);
        Assert.Equal((1, MapiError.Success, TableStatus.Complete), (response.HandleIndex, response.ReturnValue, response.TableStatus));
        Assert.Equal(bytes, Write(response));
    }

    [Fact] // [MS-OXORULE] 4.2.2
    public void QueryRows_response_is_the_specification_s()
    {
        var bytes = Hex("15 01 00 00 00 00 02 01-00 00 01 00 00 00 01 3f f8 56 10 00 01 00 00 00-01 00 00 00 55 55 55 55 d1 44 e3 40 50 00 72 00-6f 00 6a 00 65 00 63 00 74 00 20 00 58 00 00 00");
        var response = ReadResponse<QueryRowsResponse>(bytes, new QueryRowsRequest { RowCount = 50 });
        Assert.Equal((TableOrigin.End, 1, bytes.Length - QueryRowsResponse.HeaderSize), (response.Origin, response.RowCount, response.RowData.Length));
        Assert.Equal(bytes, Write(response));
    }

    [Fact]
    public void Opening_stands() => Gen.Select(Gen.Byte, Gen.Byte, Gen.UInt).Sample((index, flags, count) =>
    {
        foreach (var id in new[] { RopId.RopGetHierarchyTable, RopId.RopGetContentsTable })
        {
            Check(new GetTableRequest(id) { LogonId = 2, HandleIndex = 1, OutputHandleIndex = index, TableFlags = (TableFlags)flags });
            Check(new GetTableResponse(id) { HandleIndex = index, RowCount = count });
            Check(new GetTableResponse(id) { HandleIndex = index, ReturnValue = MapiError.AccessDenied });
        }
    }, iter: 30);

    [Fact]
    public void Shaping_stands() => Gen.Select(Gen.Byte, Tags, Counted, Gen.UShort, Gen.UShort).Sample((flags, tags, bytes, categories, expanded) =>
    {
        Check(new SetColumnsRequest { SetColumnsFlags = flags, PropertyTags = tags });
        Check(new SortTableRequest
        {
            SortTableFlags = flags,
            CategoryCount = categories,
            ExpandedCount = expanded,
            SortOrders = [.. tags.Select((t, i) => new TableSortOrder(t, (byte)(i * flags)))],
        });
        Check(new RestrictRequest { RestrictFlags = flags, RestrictionData = bytes });
        foreach (var id in new[] { RopId.RopSetColumns, RopId.RopSortTable, RopId.RopRestrict, RopId.RopGetStatus, RopId.RopAbort })
        {
            Check(new TableStatusResponse(id) { HandleIndex = 3, TableStatus = (TableStatus)flags });
            Check(new TableStatusResponse(id) { ReturnValue = MapiError.NotImplemented });
        }
        Check(new QueryColumnsAllResponse { PropertyTags = tags });
    }, iter: 30);

    [Fact]
    public void Reading_stands() => Gen.Select(Gen.Byte, Gen.Bool, Gen.UShort, Origins, Counted).Sample((flags, forward, count, origin, bytes) =>
    {
        Check(new QueryRowsRequest { QueryRowsFlags = flags, ForwardRead = forward, RowCount = count });
        Check(new QueryRowsResponse { Origin = origin, RowCount = count, RowData = bytes });
        Check(new QueryRowsResponse { ReturnValue = MapiError.BufferTooSmall });
        Check(new FindRowRequest { FindRowFlags = flags, RestrictionData = bytes, Origin = origin, Bookmark = bytes });
        Check(new FindRowResponse { RowNoLongerVisible = forward, HasRowData = true, RowData = bytes });
        Check(new FindRowResponse { ReturnValue = MapiError.NotFound });
    }, iter: 30);

    [Fact]
    public void Moving_stands() => Gen.Select(Origins, Gen.Int, Gen.UInt, Gen.Bool, Counted).Sample((origin, count, number, flag, bookmark) =>
    {
        Check(new SeekRowRequest { Origin = origin, RowCount = count, WantRowMovedCount = flag });
        Check(new SeekRowResponse { HasSoughtLess = flag, RowsSought = count });
        Check(new SeekRowBookmarkRequest { Bookmark = bookmark, RowCount = count, WantRowMovedCount = flag });
        Check(new SeekRowBookmarkResponse { RowNoLongerVisible = flag, HasSoughtLess = !flag, RowsSought = count });
        Check(new SeekRowBookmarkResponse { ReturnValue = MapiError.InvalidBookmark });
        Check(new SeekRowFractionalRequest { Numerator = number, Denominator = (uint)count });
        Check(new QueryPositionResponse { Numerator = number, Denominator = (uint)count });
        Check(new FreeBookmarkRequest { Bookmark = bookmark });
        Check(new BookmarkResponse(RopId.RopCreateBookmark) { Bookmark = bookmark });
        foreach (var id in new[] { RopId.RopQueryPosition, RopId.RopCreateBookmark, RopId.RopQueryColumnsAll, RopId.RopResetTable, RopId.RopGetStatus, RopId.RopAbort })
            Check(new TableRequest(id) { HandleIndex = 4 });
    }, iter: 30);

    [Fact]
    public void Categories_stand() => Gen.Select(Gen.ULong, Gen.UInt, Gen.UShort, Counted).Sample((id, number, count, bytes) =>
    {
        Check(new ExpandRowRequest { MaxRowCount = count, CategoryId = id });
        Check(new ExpandRowResponse { ExpandedRowCount = number, RowCount = count, RowData = bytes });
        Check(new CollapseRowRequest { CategoryId = id });
        Check(new CollapseRowResponse { CollapsedRowCount = number });
        Check(new GetCollapseStateRequest { RowId = id, RowInstanceNumber = number });
        Check(new GetCollapseStateResponse { CollapseState = bytes });
        Check(new SetCollapseStateRequest { CollapseState = bytes });
        Check(new BookmarkResponse(RopId.RopSetCollapseState) { Bookmark = bytes });
    }, iter: 30);

    [Fact]
    public void Rows_whose_columns_are_told_end_where_they_end()
    {
        PropertyTag[] columns = [PidTag.Subject, PidTag.Mid];
        using var writer = new MapiWriter();
        PropertyRow.Write(writer, columns, [PropertyValue.String("a"), PropertyValue.Int64(7)]);
        PropertyRow.Write(writer, columns, [PropertyValue.Error(MapiError.NotFound), PropertyValue.Int64(8)]);
        var query = new QueryRowsRequest();
        RowColumns.Attach(query, columns);
        var rows = new QueryRowsResponse { RowCount = 2, RowData = writer.ToArray() };
        byte[] bytes = [.. Write(rows), .. Write(new QueryPositionResponse { Numerator = 2, Denominator = 2 })];
        var parsed = RopResponseBuffer.TryParse(RopResponseBuffer.Build(bytes, []), [query, new TableRequest(RopId.RopQueryPosition)], out var error);
        Assert.Null(error);
        Assert.Equal(rows.RowData.ToArray(), Assert.IsType<QueryRowsResponse>(parsed!.Value.Responses[0]).RowData.ToArray());
        Assert.Equal(2u, Assert.IsType<QueryPositionResponse>(parsed.Value.Responses[1]).Numerator);
    }

    [Fact]
    public void A_count_that_cannot_follow_is_an_error()
    {
        Assert.NotNull(RopRequestBuffer.TryParse(Hex("0C 00 13 00 00 00 FF FF 00 00 00 00"), out _)!.Error);
        Assert.NotNull(RopRequestBuffer.TryParse(Hex("08 00 14 00 00 00 05 00"), out _)!.Error);
        Assert.NotNull(RopRequestBuffer.TryParse(Hex("08 00 12 00 00 00 01 00"), out _)!.Error);
    }
}
