using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>
/// RopMoveCopyMessages (0x33, [MS-OXCROPS] 2.2.4.6). The header's handle index is the source folder's. Answered by a
/// <see cref="PartialCompletionResponse"/>.
/// </summary>
public sealed class MoveCopyMessagesRequest : RopRequest, IHasDestinationHandle, IAsynchronousRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopMoveCopyMessages;

    /// <inheritdoc/>
    public byte DestHandleIndex { get; set; }

    /// <summary>The messages.</summary>
    public ulong[] MessageIds { get; set; } = [];

    /// <summary>Whether a RopProgress may be the first answer.</summary>
    public bool WantAsynchronous { get; set; }

    /// <summary>Whether to copy instead of to move.</summary>
    public bool WantCopy { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(DestHandleIndex);
        FolderRops.WriteIds(writer, MessageIds);
        writer.WriteBool(WantAsynchronous);
        writer.WriteBool(WantCopy);
    }

    internal static MoveCopyMessagesRequest Read(ref MapiReader reader) => new()
    {
        DestHandleIndex = reader.ReadByte(),
        MessageIds = FolderRops.ReadIds(ref reader),
        WantAsynchronous = reader.ReadBool(),
        WantCopy = reader.ReadBool(),
    };
}

/// <summary>
/// RopMoveFolder (0x35) and RopCopyFolder (0x36), which look alike but for WantRecursive ([MS-OXCROPS] 2.2.4.7, 2.2.4.8). The header's
/// handle index is the parent's the folder is in. Answered by a <see cref="PartialCompletionResponse"/>.
/// </summary>
public sealed class MoveCopyFolderRequest(RopId ropId) : RopRequest, IHasDestinationHandle, IAsynchronousRequest
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <inheritdoc/>
    public byte DestHandleIndex { get; set; }

    /// <summary>Whether a RopProgress may be the first answer.</summary>
    public bool WantAsynchronous { get; set; }

    /// <summary>RopCopyFolder: whether subfolders are copied too. RopMoveFolder has no such field.</summary>
    public bool WantRecursive { get; set; }

    /// <summary>The folder.</summary>
    public ulong FolderId { get; set; }

    /// <summary>Its name at the destination: PtypString, or PtypString8 where UseUnicode is zero.</summary>
    public PropertyValue NewFolderName { get; set; } = PropertyValue.String("");

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(DestHandleIndex);
        writer.WriteBool(WantAsynchronous);
        if (RopId == RopId.RopCopyFolder) writer.WriteBool(WantRecursive);
        writer.WriteBool(FolderRops.IsUnicode(NewFolderName));
        writer.WriteUInt64(FolderId);
        PropertyValueCodec.Write(writer, NewFolderName, CountWidth.Narrow);
    }

    internal static MoveCopyFolderRequest Read(RopId id, ref MapiReader reader)
    {
        var request = new MoveCopyFolderRequest(id) { DestHandleIndex = reader.ReadByte(), WantAsynchronous = reader.ReadBool() };
        if (id == RopId.RopCopyFolder) request.WantRecursive = reader.ReadBool();
        var unicode = reader.ReadBool();
        request.FolderId = reader.ReadUInt64();
        request.NewFolderName = FolderRops.ReadText(ref reader, unicode);
        return request;
    }
}

/// <summary>A request that names a second object, the destination, by its index in the handle table.</summary>
public interface IHasDestinationHandle
{
    /// <summary>The index of the destination's handle.</summary>
    byte DestHandleIndex { get; }
}
