using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>SendOptions: how text and failures go into a stream ([MS-OXCFXICS] 2.2.3.1.1.1.1).</summary>
[Flags]
public enum FastTransferSendOptions : byte
{
    /// <summary>Text in the code page of the connection.</summary>
    None = 0x00,
    /// <summary>Text as it is kept.</summary>
    Unicode = 0x01,
    /// <summary>Text in code page property types.</summary>
    UseCpid = 0x02,
    /// <summary>The stream goes from server to server.</summary>
    ForUpload = Unicode | UseCpid,
    /// <summary>The client goes on after an errorInfo element.</summary>
    RecoverMode = 0x04,
    /// <summary>Text in Unicode in any case.</summary>
    ForceUnicode = 0x08,
    /// <summary>The client takes changes of messages in parts.</summary>
    PartialItem = 0x10,
    /// <summary>Reserved; not looked at.</summary>
    Reserved1 = 0x20,
    /// <summary>Reserved; not looked at.</summary>
    Reserved2 = 0x40,
}

/// <summary>CopyFlags of the ROPs that begin a copy; which of them a ROP knows differs ([MS-OXCFXICS] 2.2.3.1.1).</summary>
[Flags]
public enum FastTransferCopyFlags : uint
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>The client will delete what it copies.</summary>
    Move = 0x0001,
    /// <summary>RopFastTransferSourceCopyMessages: bodies in the format they came in.</summary>
    MessagesBestBody = 0x0010,
    /// <summary>RopFastTransferSourceCopyFolder: subfolders too.</summary>
    CopySubfolders = 0x0010,
    /// <summary>RopFastTransferSourceCopyMessages: source keys, change keys and times too.</summary>
    SendEntryId = 0x0020,
    /// <summary>RopFastTransferSourceCopyTo: bodies in the format they came in.</summary>
    BestBody = 0x2000,
}

/// <summary>RopFastTransferSourceCopyTo (0x4D, [MS-OXCROPS] 2.2.12.6): downloads an object but for some of its properties.</summary>
public sealed class FastTransferSourceCopyToRequest : RopRequest, IHasOutputHandle
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopFastTransferSourceCopyTo;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <summary>0 for subobjects too.</summary>
    public byte Level { get; set; }

    /// <summary>Four bytes on the wire.</summary>
    public FastTransferCopyFlags CopyFlags { get; set; }

    /// <summary>How.</summary>
    public FastTransferSendOptions SendOptions { get; set; }

    /// <summary>PropertyTags: properties and subobjects to leave out.</summary>
    public PropertyTag[] ExcludedTags { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteByte(Level);
        writer.WriteUInt32((uint)CopyFlags);
        writer.WriteByte((byte)SendOptions);
        TableRops.WriteTags(writer, ExcludedTags);
    }
}

/// <summary>RopFastTransferSourceCopyProperties (0x69, [MS-OXCROPS] 2.2.12.7): downloads some properties of an object.</summary>
public sealed class FastTransferSourceCopyPropertiesRequest : RopRequest, IHasOutputHandle
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopFastTransferSourceCopyProperties;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <summary>0 for subobjects too.</summary>
    public byte Level { get; set; }

    /// <summary>One byte on the wire.</summary>
    public FastTransferCopyFlags CopyFlags { get; set; }

    /// <summary>How.</summary>
    public FastTransferSendOptions SendOptions { get; set; }

    /// <summary>Properties and subobjects to copy.</summary>
    public PropertyTag[] PropertyTags { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteByte(Level);
        writer.WriteByte((byte)CopyFlags);
        writer.WriteByte((byte)SendOptions);
        TableRops.WriteTags(writer, PropertyTags);
    }
}

/// <summary>RopFastTransferSourceCopyMessages (0x4B, [MS-OXCROPS] 2.2.12.5): downloads messages of a folder.</summary>
public sealed class FastTransferSourceCopyMessagesRequest : RopRequest, IHasOutputHandle
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopFastTransferSourceCopyMessages;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <summary>The messages.</summary>
    public ulong[] MessageIds { get; set; } = [];

    /// <summary>One byte on the wire.</summary>
    public FastTransferCopyFlags CopyFlags { get; set; }

    /// <summary>How.</summary>
    public FastTransferSendOptions SendOptions { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteUInt16(checked((ushort)MessageIds.Length));
        foreach (var id in MessageIds) writer.WriteUInt64(id);
        writer.WriteByte((byte)CopyFlags);
        writer.WriteByte((byte)SendOptions);
    }
}

/// <summary>RopFastTransferSourceCopyFolder (0x4C, [MS-OXCROPS] 2.2.12.4): downloads a folder.</summary>
public sealed class FastTransferSourceCopyFolderRequest : RopRequest, IHasOutputHandle
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopFastTransferSourceCopyFolder;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <summary>One byte on the wire.</summary>
    public FastTransferCopyFlags CopyFlags { get; set; }

    /// <summary>How.</summary>
    public FastTransferSendOptions SendOptions { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteByte((byte)CopyFlags);
        writer.WriteByte((byte)SendOptions);
    }
}

/// <summary>TransferStatus ([MS-OXCFXICS] 2.2.3.1.1.5.2).</summary>
public enum FastTransferStatus : ushort
{
    /// <summary>The transfer ended with an error.</summary>
    Error = 0x0000,
    /// <summary>There is more.</summary>
    Partial = 0x0001,
    /// <summary>There is more; the buffer was too small for some of it.</summary>
    NoRoom = 0x0002,
    /// <summary>This was the last of it.</summary>
    Done = 0x0003,
}

/// <summary>RopFastTransferSourceGetBuffer (0x4E, [MS-OXCROPS] 2.2.12.3): the next bytes of a download.</summary>
public sealed class FastTransferSourceGetBufferRequest : RopRequest, IPackableRequest
{
    /// <summary>The BufferSize that leaves the size to the server, and says that MaximumBufferSize follows.</summary>
    public const ushort BufferSizeSentinel = 0xBABE;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopFastTransferSourceGetBuffer;

    /// <summary>At most so many bytes, or <see cref="BufferSizeSentinel"/>.</summary>
    public ushort BufferSize { get; set; }

    /// <summary>At most so many bytes; only with the sentinel.</summary>
    public ushort MaximumBufferSize { get; set; }

    /// <summary>Whether the server says how much a buffer holds.</summary>
    public bool ServerDecides => BufferSize == BufferSizeSentinel;

    /// <summary>At most so many bytes.</summary>
    public int Wanted => ServerDecides ? MaximumBufferSize : BufferSize;

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteUInt16(BufferSize);
        if (ServerDecides) writer.WriteUInt16(MaximumBufferSize);
    }

    int IPackableRequest.MinimumResidual => 8 << 10;

    // Sizes bound single buffers, not all of them together.
    RopRequest? IPackableRequest.Next(RopResponse response) =>
        response is FastTransferSourceGetBufferResponse { ReturnValue: MapiError.Success, TransferStatus: FastTransferStatus.Partial or FastTransferStatus.NoRoom } ? this : null;

    bool IPackableRequest.Carries(RopResponse response) => response is FastTransferSourceGetBufferResponse { TransferBuffer.Length: > 0 };
}

/// <summary>
/// The response to RopFastTransferSourceGetBuffer. A failure has no body but for RpcServerBusy, which says when to ask again ([MS-OXCFXICS]
/// 2.2.3.1.1.5.2).
/// </summary>
public sealed class FastTransferSourceGetBufferResponse : RopResponse
{
    /// <summary>Bytes of the response before its data.</summary>
    public const int HeaderSize = 15;

    /// <summary>BackoffTime of a server that does not know better, in milliseconds.</summary>
    public const uint DefaultBackoffTime = 5_000;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopFastTransferSourceGetBuffer;

    /// <summary>Whether there is more.</summary>
    public FastTransferStatus TransferStatus { get; set; }

    /// <summary>Steps done; for a progress bar.</summary>
    public ushort InProgressCount { get; set; }

    /// <summary>Steps in all, about; for a progress bar.</summary>
    public ushort TotalStepCount { get; set; }

    /// <summary>The bytes.</summary>
    public byte[] TransferBuffer { get; set; } = [];

    /// <summary>Milliseconds until the client shall ask again; only in RpcServerBusy.</summary>
    public uint BackoffTime { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.RpcServerBusy) writer.WriteUInt32(BackoffTime);
        if (ReturnValue != MapiError.Success) return;
        writer.WriteUInt16((ushort)TransferStatus);
        writer.WriteUInt16(InProgressCount);
        writer.WriteUInt16(TotalStepCount);
        writer.WriteByte(0);
        TableRops.WriteCounted(writer, TransferBuffer);
    }
}

/// <summary>RopTellVersion (0x86, [MS-OXCROPS] 2.2.12.8): the version of the server at the other end of a copy.</summary>
public sealed class TellVersionRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopTellVersion;

    /// <summary>Three numbers, packed as [MS-OXCRPC] 3.1.4.1.3.1 says.</summary>
    public ushort[] Version { get; set; } = new ushort[3];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        for (var i = 0; i < 3; i++) writer.WriteUInt16(Version[i]);
    }
}
