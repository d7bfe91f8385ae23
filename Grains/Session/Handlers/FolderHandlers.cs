using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <summary>
/// ROPs on folders ([MS-OXCFOLD] 3.2.5). What a mailbox can do alone its grain does; what the session adds is the wire's ids and text, and
/// what goes from one mailbox to another.
/// </summary>
internal static partial class FolderHandlers
{
    public static IEnumerable<(RopId Id, RopHandler Handler)> Rows() =>
    [
        (RopId.RopOpenFolder, OpenFolderAsync),
        (RopId.RopCreateFolder, CreateFolderAsync),
        (RopId.RopDeleteFolder, DeleteFolderAsync),
        (RopId.RopSetSearchCriteria, SetSearchCriteriaAsync),
        (RopId.RopGetSearchCriteria, GetSearchCriteriaAsync),
        (RopId.RopMoveCopyMessages, MoveCopyMessagesAsync),
        (RopId.RopMoveFolder, MoveFolderAsync),
        (RopId.RopCopyFolder, CopyFolderAsync),
        (RopId.RopEmptyFolder, EmptyFolderAsync),
        (RopId.RopHardDeleteMessagesAndSubfolders, EmptyFolderAsync),
        (RopId.RopDeleteMessages, DeleteMessagesAsync),
        (RopId.RopHardDeleteMessages, DeleteMessagesAsync),
        (RopId.RopSetReadFlags, SetReadFlagsAsync),
    ];

    private static async ValueTask<RopResponse?> OpenFolderAsync(RopContext context, RopRequest request)
    {
        var open = (OpenFolderRequest)request;
        var through = context.Get<SessionObject>(open.HandleIndex);
        if (through is not (LogonObject or FolderObject)) throw new RopException(MapiError.NotSupported, $"a folder is not opened through a {through.GetType().Name}");
        var deletedToo = (open.OpenModeFlags & OpenFolderRequest.OpenSoftDeleted) != 0;
        var logon = through.Logon;
        var view = await logon.Mailbox.FindFolderAsync(logon.Caller, ObjectIds.FromWire(open.FolderId), deletedToo) ?? throw NoFolder(open.FolderId);
        context.SetOutput(open.OutputHandleIndex, new FolderObject(logon, view.Folder.FolderId));
        return new OpenFolderResponse { HasRules = FolderProperties.HasRules(view.Folder) };
    }

    private static async ValueTask<RopResponse?> CreateFolderAsync(RopContext context, RopRequest request)
    {
        var create = (CreateFolderRequest)request;
        var parent = context.Get<FolderObject>(create.HandleIndex);
        if (create.FolderType is not (CreateFolderRequest.Generic or CreateFolderRequest.Search))
            throw new RopException(MapiError.InvalidParameter, $"folder type {create.FolderType}");
        var result = await parent.Logon.Mailbox.CreateFolderAsync(parent.Logon.Caller, new NewFolder
        {
            ParentId = parent.FolderId,
            DisplayName = Text(context, create.DisplayName),
            Comment = Text(context, create.Comment),
            Kind = create.FolderType == CreateFolderRequest.Search ? FolderKind.Search : FolderKind.Generic,
            OpenExisting = create.OpenExisting,
        });
        Require(result.Error, $"a folder in {parent.FolderId:X}");
        var folder = result.Folder!.Folder;
        context.SetOutput(create.OutputHandleIndex, new FolderObject(parent.Logon, folder.FolderId));
        return new CreateFolderResponse
        {
            FolderId = ObjectIds.ToWire(folder.FolderId),
            // [MS-OXCFOLD] 2.2.1.2.2: in a private mailbox always zero.
            IsExistingFolder = result.Existed && parent.Logon.Info.IsPublic,
            HasRules = FolderProperties.HasRules(folder),
        };
    }

    private static async ValueTask<RopResponse?> DeleteFolderAsync(RopContext context, RopRequest request)
    {
        var delete = (DeleteFolderRequest)request;
        var parent = context.Get<FolderObject>(delete.HandleIndex);
        // Bits without a meaning are ignored, as the newest Exchange does ([MS-OXCFOLD] 3.2.5.3).
        var flags = delete.DeleteFolderFlags;
        var result = await parent.Logon.Mailbox.DeleteFolderAsync(parent.Logon.Caller, parent.FolderId, ObjectIds.FromWire(delete.FolderId),
            flags.HasFlag(DeleteFolderFlags.Messages), flags.HasFlag(DeleteFolderFlags.Folders), flags.HasFlag(DeleteFolderFlags.Hard));
        return Answer(request, result.Error, result.Partial);
    }

    /// <summary>The answer of a ROP on many objects.</summary>
    private static PartialCompletionResponse Answer(RopRequest request, MapiError error, bool partial)
    {
        Require(error, "");
        return new PartialCompletionResponse(request.RopId) { PartialCompletion = partial };
    }

    private static void Require(MapiError error, string what)
    {
        if (error != MapiError.Success) throw new RopException(error, what.Length > 0 ? $"the mailbox refused {what}" : "the mailbox refused");
    }

    private static RopException NoFolder(ulong wireId) => new(MapiError.NotFound, $"no folder {wireId:X16} that is visible");

    private static string Text(RopContext context, PropertyValue text) => TextConversion.ToUnicode(text, context.Session.CodePage).AsString();
}
