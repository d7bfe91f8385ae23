using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;

namespace MapiOrleans.Grains.Session.Transfer;

/// <content>Folders: first all of them are made, then their messages go, and of a move the folders that are empty then are deleted, lowest first.</content>
internal sealed partial class MailboxTransfer
{
    private const int PageSize = 512;

    /// <summary>Copies a folder with its messages under a folder of the target, or moves it; with its subfolders where <paramref name="recursive"/>.</summary>
    public async Task<FolderResult> FolderAsync(long folderId, long targetParentId, string name, bool recursive, bool move)
    {
        if (await source.Mailbox.FindFolderAsync(source.Caller, folderId, deletedToo: false) is not { } top) return new FolderResult(MapiError.NotFound);
        // What a search folder looks for is in its own mailbox.
        if (top.Folder.Kind != FolderKind.Generic) return new FolderResult(MapiError.NotSupported);
        if (!FolderAccess.Reads(top.Rights) || (move && !MayGo(top))) return new FolderResult(MapiError.AccessDenied);
        var below = recursive ? await source.Mailbox.GetHierarchyAsync(source.Caller, folderId, deep: true, softDeleted: false) : null;

        var made = await MakeAsync(top.Folder, targetParentId, name);
        if (made.Error != MapiError.Success) return made;
        var copies = new Dictionary<long, long> { [folderId] = made.Folder!.Folder.FolderId };
        var (order, partial) = (new List<FolderView> { top }, false);
        foreach (var view in below?.Folders ?? [])
        {
            // What is below a folder that stays, stays too.
            if (view.Folder.Kind != FolderKind.Generic || !FolderAccess.Reads(view.Rights) || (move && !MayGo(view)) || !copies.TryGetValue(view.Folder.ParentId, out var parent))
            {
                partial = true;
                continue;
            }
            var copy = await MakeAsync(view.Folder, parent, view.Folder.DisplayName);
            if (copy.Error != MapiError.Success)
            {
                TransferLog.FolderNotCopied(source.Session.Services.Logger, source.Session.Open.SessionId, view.Folder.FolderId, copy.Error);
                partial = true;
                continue;
            }
            copies.Add(view.Folder.FolderId, copy.Folder!.Folder.FolderId);
            order.Add(view);
        }
        progress.Expect(order.Sum(v => (long)v.Folder.Counters.Items + v.Folder.Counters.Associated));
        foreach (var view in order) partial |= await ContentsAsync(view.Folder.FolderId, copies[view.Folder.FolderId], move);
        if (move)
        {
            foreach (var view in Enumerable.Reverse(order)) partial |= await RemoveEmptyAsync(view.Folder);
        }
        return made with { Partial = partial };
    }

    private static bool MayGo(FolderView view) => FolderAccess.Owns(view.Rights) && !SpecialFolderPlan.IsSpecial(view.Folder.FolderId);

    private async Task<FolderResult> MakeAsync(FolderRecord folder, long parentId, string name) =>
        await target.Mailbox.CreateFolderAsync(target.Caller, new NewFolder
        {
            ParentId = parentId,
            DisplayName = name,
            Properties = await _translation.TranslateAsync(SpecialFolderProperties.Copied(folder.Properties), cancellationToken),
        });

    /// <summary>All messages of a folder, normal and associated; whether some were left.</summary>
    private async Task<bool> ContentsAsync(long folderId, long copyId, bool move)
    {
        var left = false;
        foreach (var associated in new[] { false, true })
        {
            for (var after = 0L; ;)
            {
                var page = await Store.ReadIndexAsync(source.Key, new MessageIndexQuery
                {
                    FolderId = folderId,
                    Associated = associated,
                    Filter = [new MessageFilter(MessageColumn.MessageId, MessageFilterOperator.Greater, after)],
                    Limit = PageSize,
                }, cancellationToken);
                if (page.Length == 0) break;
                var result = await MessagesAsync(folderId, page, copyId, move);
                progress.Advance(page.Length);
                left |= result.Partial || result.Error != MapiError.Success;
                if (progress.IsCancelled || result.Error == MapiError.QuotaExceeded || page.Length < PageSize) break;
                after = page[^1];
            }
        }
        return left;
    }

    /// <summary>Deletes a folder whose contents went; whether it stayed. What came into it meanwhile keeps it.</summary>
    private async Task<bool> RemoveEmptyAsync(FolderRecord folder)
    {
        var result = await source.Mailbox.DeleteFolderAsync(source.Caller, folder.ParentId, folder.FolderId, messages: false, subfolders: false, hard: true);
        return result.Partial || result.Error != MapiError.Success;
    }
}
