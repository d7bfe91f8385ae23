using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>OpenModeFlags of RopOpenMessage, RopOpenAttachment and RopOpenEmbeddedMessage ([MS-OXCMSG] 2.2.3.1.1, 2.2.3.12.1, 2.2.3.16.1).</summary>
[Flags]
public enum OpenModeFlags : byte
{
    /// <summary>Read only.</summary>
    ReadOnly = 0x00,
    /// <summary>Read and write.</summary>
    ReadWrite = 0x01,
    /// <summary>RopOpenEmbeddedMessage: make the message where there is none.</summary>
    Create = 0x02,
    /// <summary>Read and write where one may, else read only.</summary>
    BestAccess = 0x03,
    /// <summary>RopOpenMessage: soft-deleted messages too.</summary>
    OpenSoftDeleted = 0x04,
}

/// <summary>SaveFlags of RopSaveChangesMessage and RopSaveChangesAttachment ([MS-OXCMSG] 2.2.3.3.1).</summary>
[Flags]
public enum SaveFlags : byte
{
    /// <summary>None.</summary>
    None = 0x00,
    /// <summary>The object stays open, read only.</summary>
    KeepOpenReadOnly = 0x01,
    /// <summary>The object stays open for reading and writing.</summary>
    KeepOpenReadWrite = 0x02,
    /// <summary>What others saved in between is overwritten.</summary>
    ForceSave = 0x04,
    /// <summary>Set by clients; without meaning to the server.</summary>
    DelayedCall = 0x08,
}

/// <summary>RopOpenMessage (0x03, [MS-OXCROPS] 2.2.6.1).</summary>
public sealed class OpenMessageRequest : RopRequest, IHasOutputHandle
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopOpenMessage;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <summary>The code page of the message's 8-bit text; 0x0FFF for the logon's.</summary>
    public ushort CodePageId { get; set; }

    /// <summary>The folder the message is in.</summary>
    public ulong FolderId { get; set; }

    /// <summary>How to open it.</summary>
    public OpenModeFlags OpenModeFlags { get; set; }

    /// <summary>The message.</summary>
    public ulong MessageId { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteUInt16(CodePageId);
        writer.WriteUInt64(FolderId);
        writer.WriteByte((byte)OpenModeFlags);
        writer.WriteUInt64(MessageId);
    }

    internal static OpenMessageRequest Read(ref MapiReader reader) => new()
    {
        OutputHandleIndex = reader.ReadByte(),
        CodePageId = reader.ReadUInt16(),
        FolderId = reader.ReadUInt64(),
        OpenModeFlags = (OpenModeFlags)reader.ReadByte(),
        MessageId = reader.ReadUInt64(),
    };
}

/// <summary>RopCreateMessage (0x06, [MS-OXCROPS] 2.2.6.2).</summary>
public sealed class CreateMessageRequest : RopRequest, IHasOutputHandle
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopCreateMessage;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <summary>The code page of the message's 8-bit text; 0x0FFF for the logon's.</summary>
    public ushort CodePageId { get; set; }

    /// <summary>The folder the message will be in.</summary>
    public ulong FolderId { get; set; }

    /// <summary>Whether it is folder-associated information.</summary>
    public bool AssociatedFlag { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteUInt16(CodePageId);
        writer.WriteUInt64(FolderId);
        writer.WriteBool(AssociatedFlag);
    }

    internal static CreateMessageRequest Read(ref MapiReader reader) => new()
    {
        OutputHandleIndex = reader.ReadByte(),
        CodePageId = reader.ReadUInt16(),
        FolderId = reader.ReadUInt64(),
        AssociatedFlag = reader.ReadBool(),
    };
}

/// <summary>The response to RopCreateMessage.</summary>
public sealed class CreateMessageResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopCreateMessage;

    /// <summary>The id that the message has already, or null (HasMessageId 0) where it gets one when it is saved.</summary>
    public ulong? MessageId { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteBool(MessageId is not null);
        if (MessageId is { } id) writer.WriteUInt64(id);
    }
}

/// <summary>
/// RopSaveChangesMessage (0x0C, [MS-OXCROPS] 2.2.6.3) and RopSaveChangesAttachment (0x25, 2.2.6.15), which look alike.
/// <see cref="RopRequest.HandleIndex"/> is the ResponseHandleIndex: the response carries it, the object is at <see cref="InputHandleIndex"/>.
/// </summary>
public sealed class SaveChangesRequest(RopId ropId) : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <summary>The index of the object to save.</summary>
    public byte InputHandleIndex { get; set; }

    /// <summary>What becomes of it.</summary>
    public SaveFlags SaveFlags { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(InputHandleIndex);
        writer.WriteByte((byte)SaveFlags);
    }

    internal static SaveChangesRequest Read(RopId id, ref MapiReader reader) =>
        new(id) { InputHandleIndex = reader.ReadByte(), SaveFlags = (SaveFlags)reader.ReadByte() };
}

/// <summary>The response to RopSaveChangesMessage.</summary>
public sealed class SaveChangesMessageResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSaveChangesMessage;

    /// <summary>The request's InputHandleIndex.</summary>
    public byte InputHandleIndex { get; set; }

    /// <summary>The message's id.</summary>
    public ulong MessageId { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteByte(InputHandleIndex);
        writer.WriteUInt64(MessageId);
    }
}

/// <summary>RopReloadCachedInformation (0x10, [MS-OXCROPS] 2.2.6.7).</summary>
public sealed class ReloadCachedInformationRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopReloadCachedInformation;

    /// <summary>0.</summary>
    public ushort Reserved { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => writer.WriteUInt16(Reserved);
}

/// <summary>RopOpenEmbeddedMessage (0x46, [MS-OXCROPS] 2.2.6.16).</summary>
public sealed class OpenEmbeddedMessageRequest : RopRequest, IHasOutputHandle
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopOpenEmbeddedMessage;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <summary>The code page of the message's 8-bit text; 0x0FFF for the logon's.</summary>
    public ushort CodePageId { get; set; }

    /// <summary>ReadOnly, ReadWrite or Create.</summary>
    public OpenModeFlags OpenModeFlags { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteUInt16(CodePageId);
        writer.WriteByte((byte)OpenModeFlags);
    }

    internal static OpenEmbeddedMessageRequest Read(ref MapiReader reader) =>
        new() { OutputHandleIndex = reader.ReadByte(), CodePageId = reader.ReadUInt16(), OpenModeFlags = (OpenModeFlags)reader.ReadByte() };
}

/// <summary>
/// The response to RopOpenMessage, RopReloadCachedInformation and RopOpenEmbeddedMessage ([MS-OXCROPS] 2.2.6.1.2, 2.2.6.7.2, 2.2.6.16.2):
/// the last has a message id before the rest.
/// </summary>
public sealed class OpenMessageResponse(RopId ropId) : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <summary>RopOpenEmbeddedMessage: the id of the embedded message.</summary>
    public ulong MessageId { get; set; }

    /// <summary>Whether the message has named properties.</summary>
    public bool HasNamedProperties { get; set; }

    /// <summary>PidTagSubjectPrefix.</summary>
    public TypedString SubjectPrefix { get; set; }

    /// <summary>PidTagNormalizedSubject.</summary>
    public TypedString NormalizedSubject { get; set; }

    /// <summary>How many recipients the message has.</summary>
    public ushort RecipientCount { get; set; }

    /// <summary>The columns of the rows' further values.</summary>
    public PropertyTag[] RecipientColumns { get; set; } = [];

    /// <summary>The first recipients: as many as there was room for, at most 255.</summary>
    public IReadOnlyList<ServerRecipientRow> RecipientRows { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        if (RopId == RopId.RopOpenEmbeddedMessage)
        {
            writer.WriteByte(0);
            writer.WriteUInt64(MessageId);
        }
        writer.WriteBool(HasNamedProperties);
        SubjectPrefix.Write(writer);
        NormalizedSubject.Write(writer);
        writer.WriteUInt16(RecipientCount);
        TableRops.WriteTags(writer, RecipientColumns);
        writer.WriteByte(checked((byte)RecipientRows.Count));
        foreach (var row in RecipientRows) row.Write(writer, RecipientColumns, withRowId: false);
    }

    internal static OpenMessageResponse Read(RopId id, ref MapiReader reader, MapiError error)
    {
        var response = new OpenMessageResponse(id) { ReturnValue = error };
        if (error != MapiError.Success) return response;
        if (id == RopId.RopOpenEmbeddedMessage)
        {
            reader.Skip(1);
            response.MessageId = reader.ReadUInt64();
        }
        response.HasNamedProperties = reader.ReadBool();
        response.SubjectPrefix = TypedString.Read(ref reader);
        response.NormalizedSubject = TypedString.Read(ref reader);
        response.RecipientCount = reader.ReadUInt16();
        response.RecipientColumns = TableRops.ReadTags(ref reader);
        var rows = new List<ServerRecipientRow>();
        for (var count = reader.ReadByte(); rows.Count < count && !reader.Failed;)
            rows.Add(ServerRecipientRow.Read(ref reader, response.RecipientColumns, withRowId: false));
        response.RecipientRows = rows;
        return response;
    }
}
