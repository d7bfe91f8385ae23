using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>RopSetMessageStatus (0x20, [MS-OXCROPS] 2.2.6.8).</summary>
public sealed class SetMessageStatusRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSetMessageStatus;

    /// <summary>The message, in the folder that the handle stands for.</summary>
    public ulong MessageId { get; set; }

    /// <summary>The bits as they shall be.</summary>
    public uint MessageStatusFlags { get; set; }

    /// <summary>Which bits change.</summary>
    public uint MessageStatusMask { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteUInt64(MessageId);
        writer.WriteUInt32(MessageStatusFlags);
        writer.WriteUInt32(MessageStatusMask);
    }

    internal static SetMessageStatusRequest Read(ref MapiReader reader) =>
        new() { MessageId = reader.ReadUInt64(), MessageStatusFlags = reader.ReadUInt32(), MessageStatusMask = reader.ReadUInt32() };
}

/// <summary>RopGetMessageStatus (0x1F, [MS-OXCROPS] 2.2.6.9). It is answered as RopSetMessageStatus is, by that ROP's id.</summary>
public sealed class GetMessageStatusRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetMessageStatus;

    /// <inheritdoc/>
    public override RopId ResponseRopId => RopId.RopSetMessageStatus;

    /// <summary>The message, in the folder that the handle stands for.</summary>
    public ulong MessageId { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => writer.WriteUInt64(MessageId);
}

/// <summary>The response to RopSetMessageStatus and RopGetMessageStatus.</summary>
public sealed class MessageStatusResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSetMessageStatus;

    /// <summary>PidTagMessageStatus, as it was before a change.</summary>
    public uint MessageStatusFlags { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.Success) writer.WriteUInt32(MessageStatusFlags);
    }
}

/// <summary>
/// RopSetMessageReadFlag (0x11, [MS-OXCROPS] 2.2.6.11). <see cref="RopRequest.HandleIndex"/> is the ResponseHandleIndex: the response
/// carries it, the message is at <see cref="InputHandleIndex"/>.
/// </summary>
public sealed class SetMessageReadFlagRequest : RopRequest, IDependsOnLogon
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSetMessageReadFlag;

    /// <summary>The index of the message.</summary>
    public byte InputHandleIndex { get; set; }

    /// <summary>What to do.</summary>
    public ReadFlags ReadFlags { get; set; }

    /// <summary>Public logons: the LongTermID of the message that was read, 24 bytes. Empty in private ones.</summary>
    public byte[] ClientData { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(InputHandleIndex);
        writer.WriteByte((byte)ReadFlags);
        writer.WriteBytes(ClientData);
    }

    /// <inheritdoc/>
    public void ReadRest(ref MapiReader reader, bool publicLogon)
    {
        if (publicLogon) ClientData = reader.ReadBytes(LongTermId.Size);
    }
}

/// <summary>The response to RopSetMessageReadFlag.</summary>
public sealed class SetMessageReadFlagResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSetMessageReadFlag;

    /// <summary>Whether the read state of a public folder's message changed; always false in a private logon.</summary>
    public bool ReadStatusChanged { get; set; }

    /// <summary>The request's LogonId, where something changed.</summary>
    public byte LogonId { get; set; }

    /// <summary>The request's ClientData, where something changed: 24 bytes.</summary>
    public byte[] ClientData { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteBool(ReadStatusChanged);
        if (!ReadStatusChanged) return;
        writer.WriteByte(LogonId);
        writer.WriteBytes(ClientData);
    }

    internal static SetMessageReadFlagResponse Read(ref MapiReader reader, MapiError error)
    {
        var response = new SetMessageReadFlagResponse { ReturnValue = error };
        if (error != MapiError.Success) return response;
        response.ReadStatusChanged = reader.ReadBool();
        if (!response.ReadStatusChanged) return response;
        response.LogonId = reader.ReadByte();
        response.ClientData = reader.ReadBytes(LongTermId.Size);
        return response;
    }
}
