using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>OpenModeFlags of RopOpenStream ([MS-OXCPRPT] 2.2.14.1).</summary>
public enum StreamOpenMode : byte
{
    /// <summary>Read only.</summary>
    ReadOnly = 0x00,
    /// <summary>Read and write what is there.</summary>
    ReadWrite = 0x01,
    /// <summary>Read and write a new value; the one that is there goes.</summary>
    Create = 0x02,
    /// <summary>Read only, or read and write, as the client may.</summary>
    BestAccess = 0x03,
}

/// <summary>RopOpenStream (0x2B, [MS-OXCROPS] 2.2.9.1).</summary>
public sealed class OpenStreamRequest : RopRequest, IHasOutputHandle
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopOpenStream;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <summary>The property to open.</summary>
    public PropertyTag PropertyTag { get; set; }

    /// <summary>How.</summary>
    public StreamOpenMode OpenModeFlags { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteUInt32(PropertyTag.Value);
        writer.WriteByte((byte)OpenModeFlags);
    }
}

/// <summary>The response to RopOpenStream and RopGetStreamSize ([MS-OXCROPS] 2.2.9.1.2, 2.2.9.6.2).</summary>
public sealed class StreamSizeResponse(RopId ropId) : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <summary>Bytes in the stream.</summary>
    public uint StreamSize { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.Success) writer.WriteUInt32(StreamSize);
    }
}

/// <summary>RopReadStream (0x2C, [MS-OXCROPS] 2.2.9.2).</summary>
public sealed class ReadStreamRequest : RopRequest, IPackableRequest
{
    /// <summary>The ByteCount that says that MaximumByteCount follows.</summary>
    public const ushort ByteCountSentinel = 0xBABE;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopReadStream;

    /// <summary>At most so many bytes, or <see cref="ByteCountSentinel"/>.</summary>
    public ushort ByteCount { get; set; }

    /// <summary>At most so many bytes, over several response buffers where they don't fit in one; only with the sentinel.</summary>
    public uint MaximumByteCount { get; set; }

    /// <summary>How many bytes are asked for.</summary>
    public uint Wanted => ByteCount == ByteCountSentinel ? MaximumByteCount : ByteCount;

    /// <summary>A request for so many bytes, in the form that carries the number.</summary>
    public static ReadStreamRequest Of(uint bytes) => bytes is < ushort.MaxValue and not ByteCountSentinel
        ? new ReadStreamRequest { ByteCount = (ushort)bytes }
        : new ReadStreamRequest { ByteCount = ByteCountSentinel, MaximumByteCount = bytes };

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteUInt16(ByteCount);
        if (ByteCount == ByteCountSentinel) writer.WriteUInt32(MaximumByteCount);
    }

    int IPackableRequest.MinimumResidual => 8 << 10;

    RopRequest? IPackableRequest.Next(RopResponse response)
    {
        if (response is not ReadStreamResponse { ReturnValue: MapiError.Success, Data.Length: > 0 } read || read.Data.Length >= Wanted) return null;
        var next = Of(Wanted - (uint)read.Data.Length);
        (next.LogonId, next.HandleIndex) = (LogonId, HandleIndex);
        return next;
    }

    bool IPackableRequest.Carries(RopResponse response) => response is ReadStreamResponse { Data.Length: > 0 };
}

/// <summary>The response to RopReadStream; a failure has it too, with no data ([MS-OXCROPS] 2.2.9.2.2, [MS-OXCPRPT] 3.2.5.12).</summary>
public sealed class ReadStreamResponse : RopResponse
{
    /// <summary>Bytes of the response before its data.</summary>
    public const int HeaderSize = 8;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopReadStream;

    /// <summary>What was read; at most 65,535 bytes.</summary>
    public byte[] Data { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => TableRops.WriteCounted(writer, ReturnValue == MapiError.Success ? Data : []);
}

/// <summary>
/// RopWriteStream (0x2D), RopWriteStreamExtended (0xA3) and RopWriteAndCommitStream (0x90), which look alike ([MS-OXCROPS] 2.2.9.3,
/// 2.2.9.4, 2.2.9.12).
/// </summary>
public sealed class WriteStreamRequest(RopId ropId) : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <summary>What to write; at most 65,535 bytes.</summary>
    public byte[] Data { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => TableRops.WriteCounted(writer, Data);
}

/// <summary>The response to the three ROPs that write; a failure has it too ([MS-OXCROPS] 2.2.9.3.2, 2.2.9.4.2, 2.2.9.12.2).</summary>
public sealed class WriteStreamResponse(RopId ropId) : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <summary>Bytes that were written: 16 bits on the wire, 32 in RopWriteStreamExtended.</summary>
    public uint WrittenSize { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (RopId == RopId.RopWriteStreamExtended) writer.WriteUInt32(WrittenSize);
        else writer.WriteUInt16(checked((ushort)WrittenSize));
    }
}

/// <summary>RopCommitStream (0x5D) and RopGetStreamSize (0x5E), which have no body ([MS-OXCROPS] 2.2.9.5, 2.2.9.6).</summary>
public sealed class StreamRequest(RopId ropId) : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
    }
}

/// <summary>RopSetStreamSize (0x2F, [MS-OXCROPS] 2.2.9.7).</summary>
public sealed class SetStreamSizeRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSetStreamSize;

    /// <summary>Bytes the stream shall have.</summary>
    public ulong StreamSize { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => writer.WriteUInt64(StreamSize);
}

/// <summary>From where a seek counts ([MS-OXCPRPT] 2.2.21.1).</summary>
public enum StreamOrigin : byte
{
    /// <summary>The beginning.</summary>
    Beginning = 0x00,
    /// <summary>The seek pointer.</summary>
    Current = 0x01,
    /// <summary>The end.</summary>
    End = 0x02,
}

/// <summary>RopSeekStream (0x2E, [MS-OXCROPS] 2.2.9.8).</summary>
public sealed class SeekStreamRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSeekStream;

    /// <summary>From where.</summary>
    public StreamOrigin Origin { get; set; }

    /// <summary>How far; may be negative.</summary>
    public long Offset { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte((byte)Origin);
        writer.WriteInt64(Offset);
    }
}

/// <summary>The response to RopSeekStream.</summary>
public sealed class SeekStreamResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSeekStream;

    /// <summary>Where the seek pointer is now, from the beginning.</summary>
    public ulong NewPosition { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.Success) writer.WriteUInt64(NewPosition);
    }
}

/// <summary>RopCopyToStream (0x3A, [MS-OXCROPS] 2.2.9.9).</summary>
public sealed class CopyToStreamRequest : RopRequest, IHasOutputHandle
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopCopyToStream;

    /// <summary>DestHandleIndex: where the destination's handle is.</summary>
    public byte OutputHandleIndex { get; set; }

    /// <summary>Bytes to copy.</summary>
    public ulong ByteCount { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteUInt64(ByteCount);
    }
}

/// <summary>The response to RopCopyToStream; failures have it too ([MS-OXCROPS] 2.2.9.9.2, 2.2.9.9.3).</summary>
public sealed class CopyToStreamResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopCopyToStream;

    /// <summary>The request's DestHandleIndex; only in NullDestinationObject.</summary>
    public uint DestHandleIndex { get; set; }

    /// <summary>Bytes read from the source.</summary>
    public ulong ReadByteCount { get; set; }

    /// <summary>Bytes written to the destination.</summary>
    public ulong WrittenByteCount { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.NullDestinationObject) writer.WriteUInt32(DestHandleIndex);
        writer.WriteUInt64(ReadByteCount);
        writer.WriteUInt64(WrittenByteCount);
    }
}

/// <summary>RopLockRegionStream (0x5B) and RopUnlockRegionStream (0x5C), which look alike ([MS-OXCROPS] 2.2.9.10, 2.2.9.11).</summary>
public sealed class StreamRegionRequest(RopId ropId) : RopRequest
{
    /// <summary>LockFlags: others may read the region and not write it; with any other value they may do neither.</summary>
    public const uint OthersMayRead = 0x00000001;

    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <summary>Where the region begins.</summary>
    public ulong RegionOffset { get; set; }

    /// <summary>Bytes of it.</summary>
    public ulong RegionSize { get; set; }

    /// <summary>What others may do.</summary>
    public uint LockFlags { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteUInt64(RegionOffset);
        writer.WriteUInt64(RegionSize);
        writer.WriteUInt32(LockFlags);
    }
}

/// <summary>RopCloneStream (0x3B, [MS-OXCROPS] 2.2.9.13).</summary>
public sealed class CloneStreamRequest : RopRequest, IHasOutputHandle
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopCloneStream;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => writer.WriteByte(OutputHandleIndex);
}
