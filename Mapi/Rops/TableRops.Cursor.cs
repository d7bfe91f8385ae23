using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>RopSeekRow (0x18, [MS-OXCROPS] 2.2.5.8).</summary>
public sealed class SeekRowRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSeekRow;

    /// <summary>Where to start: beginning, current or end.</summary>
    public TableOrigin Origin { get; set; }

    /// <summary>How far; negative is backwards.</summary>
    public int RowCount { get; set; }

    /// <summary>Whether the response says how far it got.</summary>
    public bool WantRowMovedCount { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte((byte)Origin);
        writer.WriteInt32(RowCount);
        writer.WriteBool(WantRowMovedCount);
    }
}

/// <summary>The response to RopSeekRow.</summary>
public sealed class SeekRowResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSeekRow;

    /// <summary>Whether fewer rows were passed than asked.</summary>
    public bool HasSoughtLess { get; set; }

    /// <summary>Rows passed; negative is backwards.</summary>
    public int RowsSought { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteBool(HasSoughtLess);
        writer.WriteInt32(RowsSought);
    }
}

/// <summary>RopSeekRowBookmark (0x19, [MS-OXCROPS] 2.2.5.9).</summary>
public sealed class SeekRowBookmarkRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSeekRowBookmark;

    /// <summary>The bookmark.</summary>
    public byte[] Bookmark { get; set; } = [];

    /// <summary>How far from it; negative is backwards.</summary>
    public int RowCount { get; set; }

    /// <summary>Whether the response says how far it got.</summary>
    public bool WantRowMovedCount { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        TableRops.WriteCounted(writer, Bookmark);
        writer.WriteInt32(RowCount);
        writer.WriteBool(WantRowMovedCount);
    }
}

/// <summary>The response to RopSeekRowBookmark.</summary>
public sealed class SeekRowBookmarkResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSeekRowBookmark;

    /// <summary>Whether the bookmark's row is not in the table any more; the cursor then went to the next one.</summary>
    public bool RowNoLongerVisible { get; set; }

    /// <summary>Whether fewer rows were passed than asked.</summary>
    public bool HasSoughtLess { get; set; }

    /// <summary>Rows passed; negative is backwards.</summary>
    public int RowsSought { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteBool(RowNoLongerVisible);
        writer.WriteBool(HasSoughtLess);
        writer.WriteInt32(RowsSought);
    }
}

/// <summary>RopSeekRowFractional (0x1A, [MS-OXCROPS] 2.2.5.10); its response has no body.</summary>
public sealed class SeekRowFractionalRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSeekRowFractional;

    /// <summary>The fraction's upper half.</summary>
    public uint Numerator { get; set; }

    /// <summary>The fraction's lower half; 0 is InvalidParameter.</summary>
    public uint Denominator { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteUInt32(Numerator);
        writer.WriteUInt32(Denominator);
    }
}

/// <summary>The response of RopCreateBookmark (0x1B) and RopSetCollapseState (0x6C): a bookmark.</summary>
public sealed class BookmarkResponse(RopId ropId) : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <summary>The bookmark: opaque to clients.</summary>
    public byte[] Bookmark { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.Success) TableRops.WriteCounted(writer, Bookmark);
    }
}

/// <summary>RopFreeBookmark (0x89, [MS-OXCROPS] 2.2.5.14); its response has no body.</summary>
public sealed class FreeBookmarkRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopFreeBookmark;

    /// <summary>The bookmark.</summary>
    public byte[] Bookmark { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => TableRops.WriteCounted(writer, Bookmark);
}

/// <summary>RopFindRow (0x4F, [MS-OXCROPS] 2.2.5.13).</summary>
public sealed class FindRowRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopFindRow;

    /// <summary>0 forwards, 1 backwards.</summary>
    public byte FindRowFlags { get; set; }

    /// <summary>What to find ([MS-OXCDATA] 2.12), in its bytes.</summary>
    public byte[] RestrictionData { get; set; } = [];

    /// <summary>Where to start.</summary>
    public TableOrigin Origin { get; set; }

    /// <summary>The bookmark, where the origin is Custom.</summary>
    public byte[] Bookmark { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(FindRowFlags);
        TableRops.WriteCounted(writer, RestrictionData);
        writer.WriteByte((byte)Origin);
        TableRops.WriteCounted(writer, Bookmark);
    }
}

/// <summary>The response to RopFindRow.</summary>
public sealed class FindRowResponse : RopResponse, IHasRowData
{
    /// <summary>Bytes of the response before its row.</summary>
    public const int HeaderSize = 8;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopFindRow;

    /// <summary>Whether the bookmark's row is not in the table any more.</summary>
    public bool RowNoLongerVisible { get; set; }

    /// <summary>Whether the row found is in the response.</summary>
    public bool HasRowData { get; set; }

    int IHasRowData.RowCount => HasRowData ? 1 : 0;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> RowData { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteBool(RowNoLongerVisible);
        writer.WriteBool(HasRowData);
        if (HasRowData) writer.WriteBytes(RowData.Span);
    }
}

/// <summary>RopExpandRow (0x59, [MS-OXCROPS] 2.2.5.16).</summary>
public sealed class ExpandRowRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopExpandRow;

    /// <summary>At most so many of the category's rows in the response.</summary>
    public ushort MaxRowCount { get; set; }

    /// <summary>PidTagInstID of the category's header row.</summary>
    public ulong CategoryId { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteUInt16(MaxRowCount);
        writer.WriteUInt64(CategoryId);
    }
}

/// <summary>The response to RopExpandRow.</summary>
public sealed class ExpandRowResponse : RopResponse, IHasRowData
{
    /// <summary>Bytes of the response before its rows.</summary>
    public const int HeaderSize = 12;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopExpandRow;

    /// <summary>Rows that became visible.</summary>
    public uint ExpandedRowCount { get; set; }

    /// <inheritdoc cref="IHasRowData.RowCount"/>
    public ushort RowCount { get; set; }

    int IHasRowData.RowCount => RowCount;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> RowData { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteUInt32(ExpandedRowCount);
        writer.WriteUInt16(RowCount);
        writer.WriteBytes(RowData.Span);
    }
}

/// <summary>RopCollapseRow (0x5A, [MS-OXCROPS] 2.2.5.17).</summary>
public sealed class CollapseRowRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopCollapseRow;

    /// <summary>PidTagInstID of the category's header row.</summary>
    public ulong CategoryId { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => writer.WriteUInt64(CategoryId);
}

/// <summary>The response to RopCollapseRow.</summary>
public sealed class CollapseRowResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopCollapseRow;

    /// <summary>Rows that are hidden now.</summary>
    public uint CollapsedRowCount { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.Success) writer.WriteUInt32(CollapsedRowCount);
    }
}

/// <summary>RopGetCollapseState (0x6B, [MS-OXCROPS] 2.2.5.18).</summary>
public sealed class GetCollapseStateRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetCollapseState;

    /// <summary>PidTagInstID of the row to keep as cursor.</summary>
    public ulong RowId { get; set; }

    /// <summary>PidTagInstanceNum of that row.</summary>
    public uint RowInstanceNumber { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteUInt64(RowId);
        writer.WriteUInt32(RowInstanceNumber);
    }
}

/// <summary>The response to RopGetCollapseState.</summary>
public sealed class GetCollapseStateResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetCollapseState;

    /// <summary>The state: opaque to clients.</summary>
    public byte[] CollapseState { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.Success) TableRops.WriteCounted(writer, CollapseState);
    }
}

/// <summary>RopSetCollapseState (0x6C, [MS-OXCROPS] 2.2.5.19).</summary>
public sealed class SetCollapseStateRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSetCollapseState;

    /// <summary>A state that RopGetCollapseState gave, or anything else that a client sends.</summary>
    public byte[] CollapseState { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => TableRops.WriteCounted(writer, CollapseState);
}
