using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>
/// RopEmptyFolder (0x58) and RopHardDeleteMessagesAndSubfolders (0x92), which look alike ([MS-OXCROPS] 2.2.4.9, 2.2.4.10). Answered by a
/// <see cref="PartialCompletionResponse"/>.
/// </summary>
public sealed class EmptyFolderRequest(RopId ropId) : RopRequest, IAsynchronousRequest
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <summary>Whether a RopProgress may be the first answer.</summary>
    public bool WantAsynchronous { get; set; }

    /// <summary>Whether associated messages go too.</summary>
    public bool WantDeleteAssociated { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteBool(WantAsynchronous);
        writer.WriteBool(WantDeleteAssociated);
    }

    internal static EmptyFolderRequest Read(RopId id, ref MapiReader reader) =>
        new(id) { WantAsynchronous = reader.ReadBool(), WantDeleteAssociated = reader.ReadBool() };
}

/// <summary>
/// RopDeleteMessages (0x1E) and RopHardDeleteMessages (0x91), which look alike ([MS-OXCROPS] 2.2.4.11, 2.2.4.12). Answered by a
/// <see cref="PartialCompletionResponse"/>.
/// </summary>
public sealed class DeleteMessagesRequest(RopId ropId) : RopRequest, IAsynchronousRequest
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <summary>Whether a RopProgress may be the first answer.</summary>
    public bool WantAsynchronous { get; set; }

    /// <summary>Whether senders who asked for a receipt are told that their message was deleted unread.</summary>
    public bool NotifyNonRead { get; set; }

    /// <summary>The messages.</summary>
    public ulong[] MessageIds { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteBool(WantAsynchronous);
        writer.WriteBool(NotifyNonRead);
        FolderRops.WriteIds(writer, MessageIds);
    }

    internal static DeleteMessagesRequest Read(RopId id, ref MapiReader reader) =>
        new(id) { WantAsynchronous = reader.ReadBool(), NotifyNonRead = reader.ReadBool(), MessageIds = FolderRops.ReadIds(ref reader) };
}

/// <summary>ReadFlags of RopSetReadFlags and RopSetMessageReadFlag ([MS-OXCMSG] 2.2.3.10.1).</summary>
[Flags]
public enum ReadFlags : byte
{
    /// <summary>rfDefault: read, and the receipt goes out.</summary>
    Default = 0x00,
    /// <summary>rfSuppressReceipt: read, and no receipt ever goes out.</summary>
    SuppressReceipt = 0x01,
    /// <summary>rfClearReadFlag: unread.</summary>
    ClearReadFlag = 0x04,
    /// <summary>rfReserved: means nothing.</summary>
    Reserved = 0x0A,
    /// <summary>rfGenerateReceiptOnly: a pending receipt goes out, the read state stays.</summary>
    GenerateReceiptOnly = 0x10,
    /// <summary>rfClearNotifyRead: no receipt will go out when it is read.</summary>
    ClearNotifyRead = 0x20,
    /// <summary>rfClearNotifyUnread: no receipt will go out when it is deleted unread.</summary>
    ClearNotifyUnread = 0x40,
}

/// <summary>RopSetReadFlags (0x66, [MS-OXCROPS] 2.2.6.10), on a folder. Answered by a <see cref="PartialCompletionResponse"/>.</summary>
public sealed class SetReadFlagsRequest : RopRequest, IAsynchronousRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSetReadFlags;

    /// <summary>Whether a RopProgress may be the first answer.</summary>
    public bool WantAsynchronous { get; set; }

    /// <summary>What to do.</summary>
    public ReadFlags ReadFlags { get; set; }

    /// <summary>The messages.</summary>
    public ulong[] MessageIds { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteBool(WantAsynchronous);
        writer.WriteByte((byte)ReadFlags);
        FolderRops.WriteIds(writer, MessageIds);
    }

    internal static SetReadFlagsRequest Read(ref MapiReader reader) =>
        new() { WantAsynchronous = reader.ReadBool(), ReadFlags = (ReadFlags)reader.ReadByte(), MessageIds = FolderRops.ReadIds(ref reader) };
}

/// <summary>
/// RopProgress (0x50, [MS-OXCROPS] 2.2.8.13): how far an asynchronous operation is. Its answer is a <see cref="ProgressResponse"/> while
/// the operation goes on, then the response of the ROP that began it.
/// </summary>
public sealed class ProgressRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopProgress;

    /// <summary>Whether the operation shall be given up.</summary>
    public bool WantCancel { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => writer.WriteBool(WantCancel);
}

/// <summary>The response to RopProgress, and the first one of a ROP that is carried out asynchronously.</summary>
public sealed class ProgressResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopProgress;

    /// <summary>The LogonId of the request.</summary>
    public byte LogonId { get; set; }

    /// <summary>About how many tasks are done.</summary>
    public uint CompletedTaskCount { get; set; }

    /// <summary>About how many there are.</summary>
    public uint TotalTaskCount { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteByte(LogonId);
        writer.WriteUInt32(CompletedTaskCount);
        writer.WriteUInt32(TotalTaskCount);
    }

    internal static ProgressResponse Read(ref MapiReader reader, MapiError error, RopRequest? request) => error != MapiError.Success
        ? new() { ReturnValue = error }
        : new() { LogonId = reader.ReadByte(), CompletedTaskCount = reader.ReadUInt32(), TotalTaskCount = reader.ReadUInt32() };
}
