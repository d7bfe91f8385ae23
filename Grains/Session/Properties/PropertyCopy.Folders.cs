using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Transfer;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Properties;

/// <content>What is inside of objects: cycles, and a folder's messages and subfolders ([MS-OXCPRPT] 3.2.5.8).</content>
internal sealed partial class PropertyCopy
{
    /// <summary>Throws where the source contains the target.</summary>
    public async ValueTask CheckCyclesAsync()
    {
        switch (source, target)
        {
            case (MessageObject from, MessageObject to):
                for (var outer = to.Container?.Message; outer is not null; outer = outer.Container?.Message)
                {
                    var same = from.Record.MessageId != 0 && outer.Record.MessageId == from.Record.MessageId && _copier.IsSameMailbox;
                    if (same || ReferenceEquals(outer, from)) throw new RopException(MapiError.MessageCycle, "the message would be copied into itself");
                }
                break;
            case (AttachmentObject from, AttachmentObject to):
                for (var outer = to.Message.Container; outer is not null; outer = outer.Message.Container)
                    if (ReferenceEquals(outer, from)) throw new RopException(MapiError.MessageCycle, "the attachment would be copied into itself");
                break;
            case (FolderObject from, FolderObject to) when _copier.IsSameMailbox && from.FolderId != to.FolderId:
                for (var folder = (await to.ViewAsync()).Folder; folder.ParentId != folder.FolderId;)
                {
                    if (folder.ParentId == from.FolderId) throw new RopException(MapiError.FolderCycle, "the folder would be copied into itself");
                    if (await to.Logon.Mailbox.FindFolderAsync(to.Logon.Caller, folder.ParentId, deletedToo: true) is not { } parent) break;
                    folder = parent.Folder;
                }
                break;
        }
    }

    /// <summary>Throws where a subfolder's name is taken in the target folder.</summary>
    public async ValueTask CheckNamesAsync(IReadOnlySet<ushort> excluded)
    {
        if (excluded.Contains(PidTag.ContainerHierarchy.Id) || source is not FolderObject from || target is not FolderObject to) return;
        var taken = (await SubfoldersAsync(to)).Select(f => f.Folder.DisplayName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if ((await SubfoldersAsync(from)).FirstOrDefault(f => taken.Contains(f.Folder.DisplayName)) is { } colliding)
            throw new RopException(MapiError.CollidingNames, $"there is a folder {colliding.Folder.FolderId:X} of the name already");
    }

    /// <summary>Copies messages and subfolders of a folder; PartiallyComplete where some could not be copied.</summary>
    public async ValueTask<MapiError> FoldersAndMessagesAsync(IReadOnlySet<ushort> excluded, OperationProgress progress, CancellationToken cancellationToken)
    {
        if (source is not FolderObject from || target is not FolderObject to || from.FolderId == to.FolderId) return MapiError.Success;
        if (!_copier.IsSameMailbox) throw new RopException(MapiError.NotSupported, "messages and subfolders are copied inside one mailbox");
        var partial = false;
        var work = new FolderWork(to.Logon.Mailbox, to.Logon.Caller, progress, to.Logon.Session.Services.Limits.MessagesPerStep);
        if (!excluded.Contains(PidTag.ContainerContents.Id)) partial |= await MessagesAsync(work, from, to, associated: false, cancellationToken);
        if (!excluded.Contains(PidTag.FolderAssociatedContents.Id)) partial |= await MessagesAsync(work, from, to, associated: true, cancellationToken);
        if (excluded.Contains(PidTag.ContainerHierarchy.Id)) return partial ? MapiError.PartiallyComplete : MapiError.Success;
        foreach (var folder in await SubfoldersAsync(from))
        {
            if (progress.IsCancelled) return MapiError.PartiallyComplete;
            var result = await work.CopyAsync(folder.Folder.FolderId, to.FolderId, folder.Folder.DisplayName, recursive: true);
            if (result.Error != MapiError.Success) throw new RopException(result.Error, $"folder {folder.Folder.FolderId:X} was not copied");
            partial |= result.Partial;
        }
        return partial ? MapiError.PartiallyComplete : MapiError.Success;
    }

    private static async ValueTask<bool> MessagesAsync(FolderWork work, FolderObject from, FolderObject to, bool associated, CancellationToken cancellationToken)
    {
        var ids = await from.Logon.Session.Services.Store.ReadIndexAsync(from.Logon.Key, new MessageIndexQuery { FolderId = from.FolderId, Associated = associated }, cancellationToken);
        if (ids.Length == 0) return false;
        var result = await work.MessagesAsync(ids, step => to.Logon.Mailbox.MoveCopyMessagesAsync(to.Logon.Caller, from.FolderId, step, to.FolderId, copy: true));
        return result.Error == MapiError.Success ? result.Partial : throw new RopException(result.Error, $"messages of folder {from.FolderId:X} were not copied");
    }

    private static async ValueTask<IReadOnlyList<FolderView>> SubfoldersAsync(FolderObject folder) =>
        (await folder.Logon.Mailbox.GetHierarchyAsync(folder.Logon.Caller, folder.FolderId, deep: false, softDeleted: false))?.Folders ?? [];
}
