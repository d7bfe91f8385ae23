using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Transfer;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <content>
/// Moving and copying ([MS-OXCFOLD] 3.2.5.6 to 3.2.5.8): inside a mailbox by its grain, between two mailboxes by <see cref="MailboxTransfer"/>.
/// </content>
internal static partial class FolderHandlers
{
    private static async ValueTask<RopResponse?> MoveCopyMessagesAsync(RopContext context, RopRequest request)
    {
        var move = (MoveCopyMessagesRequest)request;
        var (source, target) = Ends(context, move, move.DestHandleIndex);
        if ((await target.ViewAsync()).Folder.Kind == FolderKind.Search) throw new RopException(MapiError.SearchFolder, "the destination is a search folder");
        var result = await WhereTheyAreAsync(context, source, move.MessageIds, (folderId, ids) => IsOneMailbox(source, target)
            ? source.Logon.Mailbox.MoveCopyMessagesAsync(CallerOf(source, target), folderId, ids, target.FolderId, move.WantCopy)
            : Transfer(context, source, target).MessagesAsync(folderId, ids, target.FolderId, !move.WantCopy));
        return Answer(request, result.Error, result.Partial);
    }

    private static async ValueTask<RopResponse?> MoveFolderAsync(RopContext context, RopRequest request)
    {
        var move = (MoveCopyFolderRequest)request;
        var (source, target) = Ends(context, move, move.DestHandleIndex);
        var (folder, name) = await SubfolderAsync(context, source, move);
        var result = IsOneMailbox(source, target)
            ? await source.Logon.Mailbox.MoveFolderAsync(CallerOf(source, target), folder.FolderId, target.FolderId, name)
            : await Transfer(context, source, target).FolderAsync(folder.FolderId, target.FolderId, name, recursive: true, move: true);
        return Answer(request, result.Error, result.Partial);
    }

    private static async ValueTask<RopResponse?> CopyFolderAsync(RopContext context, RopRequest request)
    {
        var copy = (MoveCopyFolderRequest)request;
        var (source, target) = Ends(context, copy, copy.DestHandleIndex);
        var (folder, name) = await SubfolderAsync(context, source, copy);
        var result = IsOneMailbox(source, target)
            ? await Work(context, source, CallerOf(source, target)).CopyAsync(folder.FolderId, target.FolderId, name, copy.WantRecursive)
            : await Transfer(context, source, target).FolderAsync(folder.FolderId, target.FolderId, name, copy.WantRecursive, move: false);
        return Answer(request, result.Error, result.Partial);
    }

    /// <summary>Source and destination: NullDestinationObject where the latter's handle is none's, NotSupported where one is no folder.</summary>
    private static (FolderObject Source, FolderObject Target) Ends(RopContext context, RopRequest request, byte destHandleIndex)
    {
        var source = context.Get<FolderObject>(request.HandleIndex);
        return context.Session.Handles.Find(context.HandleAt(destHandleIndex)) switch
        {
            FolderObject target => (source, target),
            null => throw new RopException(MapiError.NullDestinationObject, $"handle index {destHandleIndex} holds no object"),
            var other => throw new RopException(MapiError.NotSupported, $"the destination is a {other.GetType().Name}"),
        };
    }

    /// <summary>The folder to move or copy, a child of the source, and its new name: its own where the client names none.</summary>
    private static async ValueTask<(FolderRecord Folder, string Name)> SubfolderAsync(RopContext context, FolderObject source, MoveCopyFolderRequest request)
    {
        var view = await source.Logon.Mailbox.FindFolderAsync(source.Logon.Caller, ObjectIds.FromWire(request.FolderId), deletedToo: request.RopId == RopId.RopMoveFolder);
        if (view is null || view.Folder.ParentId != source.FolderId) throw NoFolder(request.FolderId);
        var name = Text(context, request.NewFolderName);
        return (view.Folder, name.Length > 0 ? name : view.Folder.DisplayName);
    }

    private static bool IsOneMailbox(FolderObject source, FolderObject target) => source.Logon.Info.MailboxGuid == target.Logon.Info.MailboxGuid;

    /// <summary>Two logons to one mailbox are one account's; an operation on both has the lesser rights.</summary>
    private static MailboxCaller CallerOf(FolderObject source, FolderObject target) => source.Logon.Caller.HasAllRights ? target.Logon.Caller : source.Logon.Caller;

    private static MailboxTransfer Transfer(RopContext context, FolderObject source, FolderObject target) => new(source.Logon, target.Logon, context.Progress, context.CancellationToken);
}
