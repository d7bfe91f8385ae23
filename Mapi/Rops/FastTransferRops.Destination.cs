using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>SourceOperation: by which ROP the stream that is put was, or could have been, made ([MS-OXCFXICS] 2.2.3.1.2.1.1).</summary>
public enum FastTransferSourceOperation : byte
{
    /// <summary>RopFastTransferSourceCopyTo.</summary>
    CopyTo = 0x01,
    /// <summary>RopFastTransferSourceCopyProperties.</summary>
    CopyProperties = 0x02,
    /// <summary>RopFastTransferSourceCopyMessages.</summary>
    CopyMessages = 0x03,
    /// <summary>RopFastTransferSourceCopyFolder.</summary>
    CopyFolder = 0x04,
}

/// <summary>RopFastTransferDestinationConfigure (0x53, [MS-OXCROPS] 2.2.12.1): begins an upload into an object.</summary>
public sealed class FastTransferDestinationConfigureRequest : RopRequest, IHasOutputHandle
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopFastTransferDestinationConfigure;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <summary>What the stream is.</summary>
    public FastTransferSourceOperation SourceOperation { get; set; }

    /// <summary>One byte on the wire.</summary>
    public FastTransferCopyFlags CopyFlags { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteByte((byte)SourceOperation);
        writer.WriteByte((byte)CopyFlags);
    }
}

/// <summary>RopFastTransferDestinationPutBuffer (0x54) and RopFastTransferDestinationPutBufferExtended (0x9D) ([MS-OXCROPS] 2.2.12.2, 2.2.12.9).</summary>
public sealed class FastTransferDestinationPutBufferRequest(RopId ropId) : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <summary>The next bytes of the stream.</summary>
    public byte[] TransferData { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => TableRops.WriteCounted(writer, TransferData);
}

/// <summary>The response to both; a failure has its body too: it says how much was taken.</summary>
public sealed class FastTransferDestinationPutBufferResponse(RopId ropId) : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <summary>How the transfer is; clients don't look at it.</summary>
    public FastTransferStatus TransferStatus { get; set; }

    /// <summary>Steps done: 16 bits on the wire, 32 in the extended response.</summary>
    public uint InProgressCount { get; set; }

    /// <summary>Steps in all: 16 bits on the wire, 32 in the extended response.</summary>
    public uint TotalStepCount { get; set; }

    /// <summary>Bytes that were taken.</summary>
    public ushort BufferUsedSize { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteUInt16((ushort)TransferStatus);
        if (RopId == RopId.RopFastTransferDestinationPutBufferExtended)
        {
            writer.WriteUInt32(InProgressCount);
            writer.WriteUInt32(TotalStepCount);
        }
        else
        {
            writer.WriteUInt16((ushort)InProgressCount);
            writer.WriteUInt16((ushort)TotalStepCount);
        }
        writer.WriteByte(0);
        writer.WriteUInt16(BufferUsedSize);
    }
}
