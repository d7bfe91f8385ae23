using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>The status of a table's asynchronous work ([MS-OXCTABL] 2.2.2.1.3). This server works synchronously: always Complete.</summary>
public enum TableStatus : byte
{
    /// <summary>TBLSTAT_COMPLETE.</summary>
    Complete = 0x00,
    /// <summary>TBLSTAT_SORTING.</summary>
    Sorting = 0x09,
    /// <summary>TBLSTAT_SORT_ERROR.</summary>
    SortError = 0x0A,
    /// <summary>TBLSTAT_SETTING_COLS.</summary>
    SettingColumns = 0x0B,
    /// <summary>TBLSTAT_SETCOL_ERROR.</summary>
    SetColumnsError = 0x0D,
    /// <summary>TBLSTAT_RESTRICTING.</summary>
    Restricting = 0x0E,
    /// <summary>TBLSTAT_RESTRICT_ERROR.</summary>
    RestrictError = 0x0F,
}

/// <summary>Places in a table ([MS-OXCTABL] 2.2.2.1).</summary>
public enum TableOrigin : byte
{
    /// <summary>BOOKMARK_BEGINNING: before the first row.</summary>
    Beginning = 0,
    /// <summary>BOOKMARK_CURRENT: the cursor.</summary>
    Current = 1,
    /// <summary>BOOKMARK_END: after the last row.</summary>
    End = 2,
    /// <summary>BOOKMARK_CUSTOM: a bookmark that goes with the request.</summary>
    Custom = 3,
}

/// <summary>TableFlags of RopGetContentsTable and RopGetHierarchyTable ([MS-OXCFOLD] 2.2.1.13.1, 2.2.1.14.1).</summary>
[Flags]
public enum TableFlags : byte
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>Contents: associated messages instead of normal ones.</summary>
    Associated = 0x02,
    /// <summary>Hierarchy: folders of all levels.</summary>
    Depth = 0x04,
    /// <summary>Errors may come later than the open.</summary>
    DeferredErrors = 0x08,
    /// <summary>No notifications for this table.</summary>
    NoNotifications = 0x10,
    /// <summary>What was soft-deleted.</summary>
    SoftDeletes = 0x20,
    /// <summary>Text columns are PtypString.</summary>
    UseUnicode = 0x40,
    /// <summary>Hierarchy: notifications of content changes are suppressed. Contents: conversation members.</summary>
    SuppressesNotifications = 0x80,
}

/// <summary>RopGetHierarchyTable (0x04) and RopGetContentsTable (0x05), which look alike ([MS-OXCROPS] 2.2.4.13, 2.2.4.14).</summary>
public sealed class GetTableRequest(RopId ropId) : RopRequest, IHasOutputHandle
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <summary>What table.</summary>
    public TableFlags TableFlags { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteByte((byte)TableFlags);
    }

    internal static GetTableRequest Read(RopId id, ref MapiReader reader) =>
        new(id) { OutputHandleIndex = reader.ReadByte(), TableFlags = (TableFlags)reader.ReadByte() };
}

/// <summary>The response to RopGetHierarchyTable and RopGetContentsTable.</summary>
public sealed class GetTableResponse(RopId ropId) : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <summary>Rows in the table; 0 where DeferredErrors let the server put the count off.</summary>
    public uint RowCount { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.Success) writer.WriteUInt32(RowCount);
    }
}

/// <summary>RopSetColumns (0x12, [MS-OXCROPS] 2.2.5.1).</summary>
public sealed class SetColumnsRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSetColumns;

    /// <summary>TBL_ASYNC (1) or 0.</summary>
    public byte SetColumnsFlags { get; set; }

    /// <summary>The columns.</summary>
    public PropertyTag[] PropertyTags { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(SetColumnsFlags);
        TableRops.WriteTags(writer, PropertyTags);
    }
}

/// <summary>One key of RopSortTable as it is on the wire ([MS-OXCDATA] 2.13.1): 5 bytes.</summary>
/// <param name="Tag">Property; the MultivalueInstance bit may be set in its type.</param>
/// <param name="Order">0 ascending, 1 descending, 4 by the maximum in a category.</param>
public readonly record struct TableSortOrder(PropertyTag Tag, byte Order)
{
    /// <summary>Ascending.</summary>
    public const byte Ascending = 0x00;
    /// <summary>Descending.</summary>
    public const byte Descending = 0x01;
    /// <summary>Categories go by the greatest value of this column among their rows.</summary>
    public const byte MaximumCategory = 0x04;
}

/// <summary>RopSortTable (0x13, [MS-OXCROPS] 2.2.5.2).</summary>
public sealed class SortTableRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSortTable;

    /// <summary>TBL_ASYNC (1) or 0.</summary>
    public byte SortTableFlags { get; set; }

    /// <summary>How many of the first keys are categories.</summary>
    public ushort CategoryCount { get; set; }

    /// <summary>How many of the categories begin expanded.</summary>
    public ushort ExpandedCount { get; set; }

    /// <summary>The keys.</summary>
    public TableSortOrder[] SortOrders { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(SortTableFlags);
        writer.WriteUInt16(checked((ushort)SortOrders.Length));
        writer.WriteUInt16(CategoryCount);
        writer.WriteUInt16(ExpandedCount);
        foreach (var (tag, order) in SortOrders)
        {
            writer.WriteUInt16((ushort)tag.Type);
            writer.WriteUInt16(tag.Id);
            writer.WriteByte(order);
        }
    }

    internal static SortTableRequest Read(ref MapiReader reader)
    {
        var request = new SortTableRequest { SortTableFlags = reader.ReadByte() };
        // The count of keys comes first, two further counts stand before the keys themselves.
        var count = reader.ReadUInt16();
        request.CategoryCount = reader.ReadUInt16();
        request.ExpandedCount = reader.ReadUInt16();
        if (count * 5 > reader.Remaining)
        {
            reader.Fail($"{count} sort orders, {reader.Remaining} bytes left");
            return request;
        }
        var orders = new TableSortOrder[count];
        for (var i = 0; i < orders.Length; i++)
        {
            var type = (PropertyType)reader.ReadUInt16();
            orders[i] = new TableSortOrder(new PropertyTag(reader.ReadUInt16(), type), reader.ReadByte());
        }
        request.SortOrders = orders;
        return request;
    }
}

/// <summary>RopRestrict (0x14, [MS-OXCROPS] 2.2.5.3).</summary>
public sealed class RestrictRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopRestrict;

    /// <summary>TBL_ASYNC (1) or 0.</summary>
    public byte RestrictFlags { get; set; }

    /// <summary>The restriction ([MS-OXCDATA] 2.12) in its bytes; empty for none.</summary>
    public byte[] RestrictionData { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(RestrictFlags);
        TableRops.WriteCounted(writer, RestrictionData);
    }
}

/// <summary>The response of the ROPs that answer with TableStatus: SetColumns, SortTable, Restrict, GetStatus, Abort.</summary>
public sealed class TableStatusResponse(RopId ropId) : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <summary>The status.</summary>
    public TableStatus TableStatus { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.Success) writer.WriteByte((byte)TableStatus);
    }
}

/// <summary>A table ROP whose request has no body: QueryPosition, CreateBookmark, QueryColumnsAll, ResetTable, GetStatus, Abort.</summary>
public sealed class TableRequest(RopId ropId) : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
    }
}

/// <summary>Rows of a table in a response: PropertyRow structures, one after the other, whose columns only the asker knows.</summary>
public interface IHasRowData
{
    /// <summary>How many rows.</summary>
    int RowCount { get; }

    /// <summary>Their bytes ([MS-OXCDATA] 2.8.1).</summary>
    ReadOnlyMemory<byte> RowData { get; }
}

/// <summary>RopQueryRows (0x15, [MS-OXCROPS] 2.2.5.4).</summary>
public sealed class QueryRowsRequest : RopRequest, IPackableRequest
{
    /// <summary>NoAdvance: leave the cursor.</summary>
    public const byte NoAdvance = 0x01;
    /// <summary>EnablePackedBuffers.</summary>
    public const byte EnablePackedBuffers = 0x02;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopQueryRows;

    /// <summary>NoAdvance and EnablePackedBuffers.</summary>
    public byte QueryRowsFlags { get; set; }

    /// <summary>Forwards or backwards.</summary>
    public bool ForwardRead { get; set; } = true;

    /// <summary>At most so many rows.</summary>
    public ushort RowCount { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(QueryRowsFlags);
        writer.WriteBool(ForwardRead);
        writer.WriteUInt16(RowCount);
    }

    int IPackableRequest.MinimumResidual => 32 << 10;

    RopRequest? IPackableRequest.Next(RopResponse response)
    {
        // A cursor that is left where it was would give the same rows again.
        if ((QueryRowsFlags & NoAdvance) != 0 || response is not QueryRowsResponse { ReturnValue: MapiError.Success, RowCount: > 0, Origin: TableOrigin.Current } rows || rows.RowCount >= RowCount) return null;
        return new QueryRowsRequest { LogonId = LogonId, HandleIndex = HandleIndex, QueryRowsFlags = QueryRowsFlags, ForwardRead = ForwardRead, RowCount = (ushort)(RowCount - rows.RowCount) };
    }

    bool IPackableRequest.Carries(RopResponse response) => response is QueryRowsResponse { RowCount: > 0 };
}

/// <summary>The response to RopQueryRows.</summary>
public sealed class QueryRowsResponse : RopResponse, IHasRowData
{
    /// <summary>Bytes of the response before its rows.</summary>
    public const int HeaderSize = 9;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopQueryRows;

    /// <summary>Where the cursor is: beginning, current or end.</summary>
    public TableOrigin Origin { get; set; }

    /// <inheritdoc cref="IHasRowData.RowCount"/>
    public ushort RowCount { get; set; }

    int IHasRowData.RowCount => RowCount;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> RowData { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteByte((byte)Origin);
        writer.WriteUInt16(RowCount);
        writer.WriteBytes(RowData.Span);
    }
}

/// <summary>The response to RopQueryPosition (0x17).</summary>
public sealed class QueryPositionResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopQueryPosition;

    /// <summary>The cursor's index, from 0.</summary>
    public uint Numerator { get; set; }

    /// <summary>Rows in the table.</summary>
    public uint Denominator { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteUInt32(Numerator);
        writer.WriteUInt32(Denominator);
    }
}

/// <summary>The response to RopQueryColumnsAll (0x37).</summary>
public sealed class QueryColumnsAllResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopQueryColumnsAll;

    /// <summary>All columns there can be.</summary>
    public PropertyTag[] PropertyTags { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.Success) TableRops.WriteTags(writer, PropertyTags);
    }
}
