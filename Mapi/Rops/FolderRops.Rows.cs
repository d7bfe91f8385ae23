using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>
/// The folder family's rows in the table of ROPs ([MS-OXCROPS] 2.2.4 but for its two table ROPs; RopSetReadFlags of 2.2.6 and RopProgress
/// of 2.2.8, which act on folders).
/// </summary>
internal static class FolderRops
{
    internal static IEnumerable<RopDescriptor> Rows() =>
    [
        new(RopId.RopOpenFolder, static (ref r) => OpenFolderRequest.Read(ref r), OpenFolderResponse.Read, ResponseUsesOutputIndex: true),
        new(RopId.RopCreateFolder, static (ref r) => CreateFolderRequest.Read(ref r), CreateFolderResponse.Read, ResponseUsesOutputIndex: true),
        Partial(RopId.RopDeleteFolder, static (ref r) => new DeleteFolderRequest { DeleteFolderFlags = (DeleteFolderFlags)r.ReadByte(), FolderId = r.ReadUInt64() }),
        new(RopId.RopSetSearchCriteria, static (ref r) => SetSearchCriteriaRequest.Read(ref r), static (ref _, error, _) => new RopStatusResponse(RopId.RopSetSearchCriteria, error)),
        new(RopId.RopGetSearchCriteria, static (ref r) => GetSearchCriteriaRequest.Read(ref r), GetSearchCriteriaResponse.Read),
        Partial(RopId.RopMoveCopyMessages, static (ref r) => MoveCopyMessagesRequest.Read(ref r)),
        Partial(RopId.RopMoveFolder, static (ref r) => MoveCopyFolderRequest.Read(RopId.RopMoveFolder, ref r)),
        Partial(RopId.RopCopyFolder, static (ref r) => MoveCopyFolderRequest.Read(RopId.RopCopyFolder, ref r)),
        Partial(RopId.RopEmptyFolder, static (ref r) => EmptyFolderRequest.Read(RopId.RopEmptyFolder, ref r)),
        Partial(RopId.RopHardDeleteMessagesAndSubfolders, static (ref r) => EmptyFolderRequest.Read(RopId.RopHardDeleteMessagesAndSubfolders, ref r)),
        Partial(RopId.RopDeleteMessages, static (ref r) => DeleteMessagesRequest.Read(RopId.RopDeleteMessages, ref r)),
        Partial(RopId.RopHardDeleteMessages, static (ref r) => DeleteMessagesRequest.Read(RopId.RopHardDeleteMessages, ref r)),
        Partial(RopId.RopSetReadFlags, static (ref r) => SetReadFlagsRequest.Read(ref r)),
        new(RopId.RopProgress, static (ref r) => new ProgressRequest { WantCancel = r.ReadBool() }, ProgressResponse.Read),
    ];

    private static RopDescriptor Partial(RopId id, RopRequestReader read) => new(id, read,
        (ref r, error, _) => PartialCompletionResponse.Read(id, ref r, error),
        Failure: static (request, error) => new PartialCompletionResponse(request.RopId)
        {
            ReturnValue = error,
            DestHandleIndex = request is IHasDestinationHandle two ? two.DestHandleIndex : (byte)0,
        });

    internal static void WriteIds(MapiWriter writer, ReadOnlySpan<ulong> ids)
    {
        writer.WriteUInt16(checked((ushort)ids.Length));
        foreach (var id in ids) writer.WriteUInt64(id);
    }

    internal static ulong[] ReadIds(ref MapiReader reader)
    {
        var ids = new ulong[reader.ReadCount16(8)];
        for (var i = 0; i < ids.Length; i++) ids[i] = reader.ReadUInt64();
        return ids;
    }

    /// <summary>Text whose type a flag before it tells; its code page, where it is 8-bit, is the session's.</summary>
    internal static PropertyValue ReadText(ref MapiReader reader, bool unicode) =>
        PropertyValueCodec.Read(ref reader, unicode ? PropertyType.String : PropertyType.String8, CountWidth.Narrow);

    /// <summary>What the flag before a text says of it.</summary>
    internal static bool IsUnicode(PropertyValue text) => text.Type switch
    {
        PropertyType.String => true,
        PropertyType.String8 => false,
        _ => throw new InvalidOperationException($"{text.Type} is no text."),
    };
}
