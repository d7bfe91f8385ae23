using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi;

namespace MapiOrleans.Grains.Session.Transfer;

/// <summary>
/// Long operations inside a mailbox, step by step: between two steps other writes have their turn, the client is told how far it is, and it
/// may have given up. What the first step cannot do is the answer; what a later one cannot makes the whole partial.
/// </summary>
/// <param name="mailbox">The mailbox.</param>
/// <param name="caller">On whose behalf.</param>
/// <param name="progress">Who is told, and says whether to go on.</param>
/// <param name="stepSize">Messages of one step.</param>
internal sealed class FolderWork(IMailboxGrain mailbox, MailboxCaller caller, OperationProgress progress, int stepSize)
{
    /// <summary>Runs an operation on messages, so many at a time; with none it is run once, so that it is judged.</summary>
    public async Task<BulkResult> MessagesAsync(IReadOnlyList<long> ids, Func<IReadOnlyList<long>, Task<BulkResult>> operation)
    {
        progress.Expect(ids.Count);
        var partial = false;
        for (var at = 0; at == 0 || at < ids.Count; at += stepSize)
        {
            if (progress.IsCancelled) return new BulkResult(MapiError.Success, Partial: true);
            var step = ids.Count <= stepSize ? ids : ids.Skip(at).Take(stepSize).ToArray();
            var result = await operation(step);
            if (result.Error != MapiError.Success) return at == 0 ? result : new BulkResult(MapiError.Success, Partial: true);
            partial |= result.Partial;
            progress.Advance(step.Count);
        }
        return new BulkResult(MapiError.Success, partial);
    }

    /// <summary>Deletes a folder's messages, associated ones where asked, and its subfolders.</summary>
    public async Task<BulkResult> EmptyAsync(FolderRecord folder, bool associatedToo, bool hard)
    {
        var below = (await mailbox.GetHierarchyAsync(MailboxCaller.Server, folder.FolderId, deep: false, softDeleted: false))?.Folders ?? [];
        progress.Expect(folder.Counters.Items + (associatedToo ? folder.Counters.Associated : 0) + below.Count);
        var (first, partial) = (true, false);
        foreach (var associated in associatedToo ? new[] { false, true } : [false])
        {
            for (long? after = 0; after is { } lowest; first = false)
            {
                if (progress.IsCancelled) return new BulkResult(MapiError.Success, Partial: true);
                var step = await mailbox.EmptyFolderStepAsync(caller, folder.FolderId, associated, hard, lowest);
                if (step.Error != MapiError.Success) return first ? new BulkResult(step.Error) : new BulkResult(MapiError.Success, Partial: true);
                partial |= step.Partial;
                progress.Advance(step.Done);
                after = step.Next;
            }
        }
        foreach (var child in below)
        {
            if (progress.IsCancelled) return new BulkResult(MapiError.Success, Partial: true);
            var deleted = await mailbox.DeleteFolderAsync(caller, folder.FolderId, child.Folder.FolderId, messages: true, subfolders: true, hard);
            partial |= deleted.Partial || deleted.Error != MapiError.Success;
            progress.Advance(1);
        }
        return new BulkResult(MapiError.Success, partial);
    }

    /// <summary>Copies a folder with its messages.</summary>
    public async Task<FolderResult> CopyAsync(long folderId, long newParentId, string newName, bool recursive)
    {
        var (result, pairs, messages) = await mailbox.BeginCopyFolderAsync(caller, folderId, newParentId, newName, recursive);
        if (result.Error != MapiError.Success) return result;
        progress.Expect(messages);
        var partial = result.Partial;
        foreach (var (source, copy) in pairs)
        {
            foreach (var associated in new[] { false, true })
            {
                for (long? after = 0; after is { } lowest;)
                {
                    if (progress.IsCancelled) return result with { Partial = true };
                    var step = await mailbox.CopyFolderStepAsync(caller, source, copy, associated, lowest);
                    partial |= step.Partial || step.Error != MapiError.Success;
                    progress.Advance(step.Done);
                    after = step.Next;
                }
            }
        }
        return result with { Partial = partial };
    }
}
