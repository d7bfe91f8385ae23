using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>The attachment family's rows in the table of ROPs ([MS-OXCROPS] 2.2.6.12 to 2.2.6.15, 2.2.6.17, 2.2.6.18).</summary>
internal static class AttachmentRops
{
    internal static IEnumerable<RopDescriptor> Rows() =>
    [
        new(RopId.RopOpenAttachment, static (ref r) => OpenAttachmentRequest.Read(ref r), MessageRops.ReadEmpty(RopId.RopOpenAttachment), ResponseUsesOutputIndex: true),
        new(RopId.RopCreateAttachment, static (ref r) => new CreateAttachmentRequest { OutputHandleIndex = r.ReadByte() }, ReadCreated, ResponseUsesOutputIndex: true),
        new(RopId.RopDeleteAttachment, static (ref r) => new DeleteAttachmentRequest { AttachmentId = r.ReadUInt32() }, MessageRops.ReadEmpty(RopId.RopDeleteAttachment)),
        new(RopId.RopSaveChangesAttachment, static (ref r) => SaveChangesRequest.Read(RopId.RopSaveChangesAttachment, ref r), MessageRops.ReadEmpty(RopId.RopSaveChangesAttachment)),
        new(RopId.RopGetAttachmentTable, static (ref r) => new GetAttachmentTableRequest { OutputHandleIndex = r.ReadByte(), TableFlags = (TableFlags)r.ReadByte() }, MessageRops.ReadEmpty(RopId.RopGetAttachmentTable), ResponseUsesOutputIndex: true),
        new(RopId.RopGetValidAttachments, static (ref r) => new GetValidAttachmentsRequest(), ReadValid),
    ];

    private static CreateAttachmentResponse ReadCreated(ref MapiReader reader, MapiError error, RopRequest? request) =>
        new() { ReturnValue = error, AttachmentId = error == MapiError.Success ? reader.ReadUInt32() : 0 };

    private static GetValidAttachmentsResponse ReadValid(ref MapiReader reader, MapiError error, RopRequest? request)
    {
        var response = new GetValidAttachmentsResponse { ReturnValue = error };
        if (error != MapiError.Success) return response;
        var ids = new uint[reader.ReadCount32(4)];
        for (var i = 0; i < ids.Length; i++) ids[i] = reader.ReadUInt32();
        response.AttachmentIds = ids;
        return response;
    }
}

/// <summary>RopOpenAttachment (0x22, [MS-OXCROPS] 2.2.6.12).</summary>
public sealed class OpenAttachmentRequest : RopRequest, IHasOutputHandle
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopOpenAttachment;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <summary>ReadOnly, ReadWrite or BestAccess.</summary>
    public OpenModeFlags OpenAttachmentFlags { get; set; }

    /// <summary>PidTagAttachNumber.</summary>
    public uint AttachmentId { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteByte((byte)OpenAttachmentFlags);
        writer.WriteUInt32(AttachmentId);
    }

    internal static OpenAttachmentRequest Read(ref MapiReader reader) =>
        new() { OutputHandleIndex = reader.ReadByte(), OpenAttachmentFlags = (OpenModeFlags)reader.ReadByte(), AttachmentId = reader.ReadUInt32() };
}

/// <summary>RopCreateAttachment (0x23, [MS-OXCROPS] 2.2.6.13).</summary>
public sealed class CreateAttachmentRequest : RopRequest, IHasOutputHandle
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopCreateAttachment;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => writer.WriteByte(OutputHandleIndex);
}

/// <summary>The response to RopCreateAttachment.</summary>
public sealed class CreateAttachmentResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopCreateAttachment;

    /// <summary>PidTagAttachNumber of the new attachment.</summary>
    public uint AttachmentId { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.Success) writer.WriteUInt32(AttachmentId);
    }
}

/// <summary>RopDeleteAttachment (0x24, [MS-OXCROPS] 2.2.6.14).</summary>
public sealed class DeleteAttachmentRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopDeleteAttachment;

    /// <summary>PidTagAttachNumber.</summary>
    public uint AttachmentId { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => writer.WriteUInt32(AttachmentId);
}

/// <summary>RopGetAttachmentTable (0x21, [MS-OXCROPS] 2.2.6.17).</summary>
public sealed class GetAttachmentTableRequest : RopRequest, IHasOutputHandle
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetAttachmentTable;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <summary>None (Standard) or UseUnicode ([MS-OXCMSG] 2.2.3.17.1).</summary>
    public TableFlags TableFlags { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteByte((byte)TableFlags);
    }
}

/// <summary>RopGetValidAttachments (0x52, [MS-OXCROPS] 2.2.6.18).</summary>
public sealed class GetValidAttachmentsRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetValidAttachments;

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
    }
}

/// <summary>The response to RopGetValidAttachments.</summary>
public sealed class GetValidAttachmentsResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetValidAttachments;

    /// <summary>Numbers of the attachments that are saved.</summary>
    public uint[] AttachmentIds { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteInt32(AttachmentIds.Length);
        foreach (var id in AttachmentIds) writer.WriteUInt32(id);
    }
}
