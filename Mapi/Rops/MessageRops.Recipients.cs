using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>RopRemoveAllRecipients (0x0D, [MS-OXCROPS] 2.2.6.4).</summary>
public sealed class RemoveAllRecipientsRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopRemoveAllRecipients;

    /// <summary>Anything.</summary>
    public uint Reserved { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => writer.WriteUInt32(Reserved);
}

/// <summary>RopModifyRecipients (0x0E, [MS-OXCROPS] 2.2.6.5).</summary>
public sealed class ModifyRecipientsRequest : RopRequest
{
    /// <summary>RowId, RecipientType and RecipientRowSize: no row is shorter.</summary>
    private const int MinimumRowSize = 7;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopModifyRecipients;

    /// <summary>The columns of the rows' further values.</summary>
    public PropertyTag[] RecipientColumns { get; set; } = [];

    /// <summary>What to change.</summary>
    public IReadOnlyList<ModifyRecipientRow> RecipientRows { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        TableRops.WriteTags(writer, RecipientColumns);
        writer.WriteUInt16(checked((ushort)RecipientRows.Count));
        foreach (var row in RecipientRows) row.Write(writer, RecipientColumns);
    }

    internal static ModifyRecipientsRequest Read(ref MapiReader reader)
    {
        var request = new ModifyRecipientsRequest { RecipientColumns = TableRops.ReadTags(ref reader) };
        var count = reader.ReadCount16(MinimumRowSize);
        var rows = new List<ModifyRecipientRow>(count);
        for (var i = 0; i < count && !reader.Failed; i++) rows.Add(ModifyRecipientRow.Read(ref reader, request.RecipientColumns));
        request.RecipientRows = rows;
        return request;
    }
}

/// <summary>RopReadRecipients (0x0F, [MS-OXCROPS] 2.2.6.6).</summary>
public sealed class ReadRecipientsRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopReadRecipients;

    /// <summary>The recipient to begin with; 0 for the first.</summary>
    public uint RowId { get; set; }

    /// <summary>0.</summary>
    public ushort Reserved { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteUInt32(RowId);
        writer.WriteUInt16(Reserved);
    }
}

/// <summary>
/// The response to RopReadRecipients. The rows' columns are those of the RopOpenMessage (RopReloadCachedInformation, RopOpenEmbeddedMessage)
/// response of the same message; the wire does not repeat them.
/// </summary>
public sealed class ReadRecipientsResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopReadRecipients;

    /// <summary>The columns of the rows' further values; not on the wire.</summary>
    public PropertyTag[] RecipientColumns { get; set; } = [];

    /// <summary>The recipients: as many as there was room for, at most 254.</summary>
    public IReadOnlyList<ServerRecipientRow> RecipientRows { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteByte(checked((byte)RecipientRows.Count));
        foreach (var row in RecipientRows) row.Write(writer, RecipientColumns, withRowId: true);
    }

    internal static ReadRecipientsResponse Read(ref MapiReader reader, MapiError error, RopRequest? request)
    {
        var response = new ReadRecipientsResponse { ReturnValue = error };
        if (error != MapiError.Success) return response;
        response.RecipientColumns = request is null ? [] : RowColumns.Of(request) ?? [];
        var rows = new List<ServerRecipientRow>();
        for (var count = reader.ReadByte(); rows.Count < count && !reader.Failed;)
            rows.Add(ServerRecipientRow.Read(ref reader, response.RecipientColumns, withRowId: true));
        response.RecipientRows = rows;
        return response;
    }
}
