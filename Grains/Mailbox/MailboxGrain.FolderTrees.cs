using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Mailbox;

/// <content>Deleting, emptying and copying folders with what is in them ([MS-OXCFOLD] 3.2.5.3, 3.2.5.8 to 3.2.5.10).</content>
internal sealed partial class MailboxGrain
{
    /// <inheritdoc/>
    public async Task<FolderResult> DeleteFolderAsync(MailboxCaller caller, long parentId, long folderId, bool messages, bool subfolders, bool hard)
    {
        var purged = new List<long>();
        var result = await WriteAsync(async state =>
        {
            if (!TrySee(state, folderId, caller, out var node, out _, deletedToo: hard)) return new FolderResult(MapiError.NotFound);
            if (node.Parent is null) return new FolderResult(MapiError.NotSupported);
            if (node.Parent.Id != parentId) return new FolderResult(MapiError.NotFound);
            var (error, tree) = JudgeDeletion(state, node, caller, messages, subfolders);
            if (error != MapiError.Success) return new FolderResult(error);
            if (tree.Count == 0) return new FolderResult(MapiError.Success, Partial: true);
            if (hard) purged.AddRange(tree.Select(n => n.Id));
            var change = NewChange(state);
            PlanTreeDeletion(state, change, node, tree);
            if (!change.IsEmpty) await CommitAsync(state, change);
            return new FolderResult(MapiError.Success);
        });
        // The folders are gone for everybody; what is left is their rows. Were this cut off, they would be soft-deleted ones.
        if (purged.Count > 0) await PurgeFoldersAsync(purged);
        return result;
    }

    /// <inheritdoc/>
    public async Task<BulkResult> EmptyFolderAsync(MailboxCaller caller, long folderId, bool associatedToo, bool subfolders, bool hard)
    {
        var partial = false;
        var error = await WriteAsync(state => Task.FromResult(JudgeEmptying(state, folderId, caller, out _)));
        if (error != MapiError.Success) return new BulkResult(error);
        foreach (var associated in associatedToo ? new[] { false, true } : [false])
        {
            for (long? after = 0; after is { } lowest;)
            {
                var step = await WriteAsync(state => EmptyBatchAsync(state, caller, folderId, associated, hard, lowest), continues: true);
                (after, partial) = (step.Next, partial | step.Partial || step.Error != MapiError.Success);
            }
        }
        if (!subfolders) return new BulkResult(MapiError.Success, partial);

        var children = (await LoadedAsync()).Folders.Find(folderId)?.Children.Where(c => !c.Deleted).Select(c => c.Id).ToArray() ?? [];
        foreach (var child in children)
        {
            var deleted = await DeleteFolderAsync(caller, folderId, child, messages: true, subfolders: true, hard);
            partial |= deleted.Partial || deleted.Error != MapiError.Success;
        }
        return new BulkResult(MapiError.Success, partial);
    }

    /// <inheritdoc/>
    public Task<FolderStep> EmptyFolderStepAsync(MailboxCaller caller, long folderId, bool associated, bool hard, long after) =>
        WriteAsync(state => EmptyBatchAsync(state, caller, folderId, associated, hard, after));

    /// <inheritdoc/>
    public Task<FolderStep> CopyFolderStepAsync(MailboxCaller caller, long folderId, long copyId, bool associated, long after) =>
        WriteAsync(state => CopyBatchAsync(state, caller, folderId, copyId, associated, after));

    /// <inheritdoc/>
    public async Task<FolderResult> CopyFolderAsync(MailboxCaller caller, long folderId, long newParentId, string newName, bool recursive)
    {
        var (result, pairs, _) = await BeginCopyFolderAsync(caller, folderId, newParentId, newName, recursive);
        if (result.Error != MapiError.Success) return result;
        var partial = result.Partial;
        foreach (var (source, copy) in pairs)
        {
            foreach (var associated in new[] { false, true })
            {
                for (long? after = 0; after is { } lowest;)
                {
                    var step = await WriteAsync(state => CopyBatchAsync(state, caller, source, copy, associated, lowest), continues: true);
                    (after, partial) = (step.Next, partial | step.Partial || step.Error != MapiError.Success);
                }
            }
        }
        var final = await FindFolderAsync(caller, result.Folder!.Folder.FolderId, deletedToo: false);
        return result with { Folder = final ?? result.Folder, Partial = partial };
    }

    /// <inheritdoc/>
    public async Task<FolderCopies> BeginCopyFolderAsync(MailboxCaller caller, long folderId, long newParentId, string newName, bool recursive)
    {
        var partial = false;
        var messages = 0L;
        // Pairs of source and copy whose messages are still to be copied; the whole tree is named before the first folder is made.
        var pairs = new List<KeyValuePair<long, long>>();
        var result = await WriteAsync(async state =>
        {
            if (!TrySee(state, folderId, caller, out var node, out var rights) || !TrySee(state, newParentId, caller, out var target, out var targetRights))
            {
                return new FolderResult(MapiError.NotFound);
            }
            if (node.Parent is null) return new FolderResult(MapiError.NotSupported);
            if (!FolderAccess.Reads(rights) || !FolderAccess.CreatesSubfolders(targetRights)) return new FolderResult(MapiError.AccessDenied);
            if (recursive && target.IsWithin(node)) return new FolderResult(MapiError.FolderCycle);
            if (!IsValidName(newName)) return new FolderResult(MapiError.InvalidParameter);
            if (target.Record.Kind == FolderKind.Search) return new FolderResult(MapiError.NotSupported);
            if (target.FindChild(FolderNames.Fold(newName)) is not null) return new FolderResult(MapiError.CollidingNames);
            var sources = recursive ? CopyableTree(state, node, caller, ref partial) : [node];
            if (IsFull(state, target, sources.Count, recursive ? Height(node) : 1) || !HasRoomForSearch(state, sources.Count(n => n.Record.Kind == FolderKind.Search)))
            {
                return new FolderResult(MapiError.OutOfResources);
            }
            if (CheckSize(state, 0, sources.Where(n => n.Record.Kind != FolderKind.Search).Sum(n => n.Record.Counters.Size + n.Record.Counters.AssociatedSize)) is var error and not MapiError.Success) return new FolderResult(error);

            var change = NewChange(state);
            var copies = new Dictionary<long, long>();
            foreach (var source in sources)
            {
                var top = ReferenceEquals(source, node);
                var copy = change.TakeIds();
                copies.Add(source.Id, copy);
                change.FolderCopies.Add(copy, source.Id);
                change.Add(new StoreOperation.InsertFolder(Stamp(state, change, new FolderRecord
                {
                    FolderId = copy,
                    ParentId = top ? target.Id : copies[source.Record.ParentId],
                    Kind = source.Record.Kind,
                    DisplayName = top ? newName : source.Record.DisplayName,
                    Properties = SpecialFolderProperties.Copied(source.Record.Properties),
                    SearchCriteria = source.Record.SearchCriteria,
                    Permissions = PermissionsOfNew(state, target, caller),
                    CreatedAt = change.Now,
                    ContentsModifiedAt = change.Now,
                })));
                if (source.Record.Kind == FolderKind.Search) continue;
                pairs.Add(new(source.Id, copy));
                messages += source.Record.Counters.Items + source.Record.Counters.Associated;
            }
            await CommitAsync(state, change);
            return Done(state, copies[node.Id], caller) with { Partial = partial };
        });
        return new FolderCopies(result, result.Error == MapiError.Success ? pairs : [], messages);
    }

    /// <summary>
    /// The folders that go with a folder, parents first; none where something in it may not go and so nothing does.
    /// </summary>
    private static (MapiError Error, IReadOnlyList<FolderNode> Tree) JudgeDeletion(MailboxState state, FolderNode node, MailboxCaller caller, bool messages, bool subfolders)
    {
        if (SpecialFolderPlan.IsSpecial(node.Id) || !FolderAccess.Owns(RightsOn(state, node, caller))) return (MapiError.AccessDenied, []);
        var counters = node.Record.Counters;
        // What a search folder shows is in other folders, and stays there.
        if (!messages && node.Record.Kind != FolderKind.Search && counters.Items + counters.Associated > 0) return (MapiError.Success, []);
        if (!subfolders && node.Children.Exists(c => !c.Deleted)) return (MapiError.Success, []);
        var tree = node.Subtree().ToList();
        foreach (var below in tree.Skip(1))
        {
            if (SpecialFolderPlan.IsSpecial(below.Id) || !FolderAccess.Owns(RightsOn(state, below, caller))) return (MapiError.Success, []);
        }
        return (MapiError.Success, tree);
    }

    private static void PlanTreeDeletion(MailboxState state, ChangeSet change, FolderNode top, IReadOnlyList<FolderNode> tree)
    {
        foreach (var node in tree)
        {
            if (node.Deleted) continue;
            change.Add(new StoreOperation.UpdateFolder(node.Record with { DeletedAt = change.Now }));
            change.RecordDeletion(new DeletionRecord(node.Record.ParentId, node.Id, change.TakeChangeNumber(), IsFolder: true, Associated: false, node.Record.SourceKey));
        }
        var gone = tree.Select(n => n.Id).ToHashSet();
        var receive = state.Record.ReceiveFolders.Where(r => !gone.Contains(r.FolderId)).ToArray();
        if (!top.Deleted && receive.Length < state.Record.ReceiveFolders.Count) change.Add(new StoreOperation.UpdateMailbox(ReceiveFolders: receive));
    }

    /// <summary>Removes soft-deleted folders for good: messages in batches, then the rows, children first.</summary>
    private async Task PurgeFoldersAsync(IReadOnlyList<long> folderIds)
    {
        foreach (var folderId in folderIds.Reverse())
        {
            foreach (var (associated, deleted) in new[] { (false, false), (true, false), (false, true), (true, true) })
            {
                while (await WriteAsync(state => PurgeBatchAsync(state, folderId, associated, deleted), continues: true))
                {
                }
            }
            await WriteAsync(async state =>
            {
                if (state.Folders.Find(folderId) is not { Deleted: true } node) return false;
                var change = NewChange(state);
                change.Add(new StoreOperation.DeleteFolder(folderId));
                if (node.Record.Kind != FolderKind.Search) change.AddSize(-(node.Record.Counters.Size + node.Record.Counters.AssociatedSize + node.Record.Counters.DeletedSize));
                change.TakeChangeNumber();
                await CommitAsync(state, change);
                return true;
            }, continues: true);
        }
    }

    /// <summary>Whether there may be more: small remainders go with the folder's row, in one transaction.</summary>
    private async Task<bool> PurgeBatchAsync(MailboxState state, long folderId, bool associated, bool deleted)
    {
        if (state.Folders.Find(folderId) is not { Deleted: true, Record.Kind: not FolderKind.Search } node) return false;
        var c = node.Record.Counters;
        if (c.Items + c.Associated + c.Deleted + c.DeletedAssociated <= Options.BatchSize) return false;
        var batch = await ScanBatchAsync(state, folderId, associated, deleted, 0, MessageParts.None);
        if (batch.Count == 0) return false;
        var change = NewChange(state);
        // No traces of single messages: the folder's own says it all.
        var changeNumber = change.TakeChangeNumber();
        foreach (var message in batch)
        {
            change.Adjust(folderId, Counted(message, -1), changeNumber);
            change.AddSize(-message.Size);
        }
        change.Add(new StoreOperation.DeleteMessages(batch.Select(m => m.MessageId).ToArray()));
        await CommitAsync(state, change);
        return batch.Count == Options.BatchSize;
    }

    private static MapiError JudgeEmptying(MailboxState state, long folderId, MailboxCaller caller, out FolderRights rights)
    {
        if (!TrySee(state, folderId, caller, out var node, out rights)) return MapiError.NotFound;
        if (node.Parent is null || node.Record.Kind == FolderKind.Search) return MapiError.NotSupported;
        return (rights & (FolderRights.DeleteAny | FolderRights.DeleteOwned)) == 0 ? MapiError.AccessDenied : MapiError.Success;
    }

    /// <summary>Deletes the messages after an id, a batch of them.</summary>
    private async Task<FolderStep> EmptyBatchAsync(MailboxState state, MailboxCaller caller, long folderId, bool associated, bool hard, long after)
    {
        if (JudgeEmptying(state, folderId, caller, out var rights) is var error and not MapiError.Success) return new FolderStep(error);
        var batch = await ScanBatchAsync(state, folderId, associated, deleted: false, after, OwnershipParts(rights, FolderRights.DeleteAny));
        var allowed = batch.Where(m => FolderAccess.Deletes(rights, IsOwn(m, caller))).ToList();
        var change = NewChange(state);
        PlanDeletion(change, allowed, hard);
        if (allowed.Count > 0) await CommitAsync(state, change);
        return new FolderStep(MapiError.Success, batch.Count, allowed.Count < batch.Count, batch.Count < Options.BatchSize ? null : batch[^1].MessageId);
    }

    private async Task<FolderStep> CopyBatchAsync(MailboxState state, MailboxCaller caller, long sourceId, long copyId, bool associated, long after)
    {
        if (!TrySee(state, sourceId, caller, out _, out var rights) || !FolderAccess.Reads(rights) || !state.Folders.TryGetLive(copyId, out var target)) return new FolderStep(MapiError.NotFound);
        if (!FolderAccess.Creates(RightsOn(state, target, caller))) return new FolderStep(MapiError.AccessDenied);
        var batch = await ScanBatchAsync(state, sourceId, associated, deleted: false, after, MessageParts.None);
        if (batch.Count == 0) return new FolderStep(MapiError.Success);
        if (CheckSize(state, 0, batch.Sum(m => m.Size)) is var error and not MapiError.Success) return new FolderStep(error);
        var change = NewChange(state);
        foreach (var message in batch) PlanCopy(state, change, message, target.Record);
        await CommitAsync(state, change);
        return new FolderStep(MapiError.Success, batch.Count, Partial: false, batch.Count < Options.BatchSize ? null : batch[^1].MessageId);
    }

    private Task<List<MessageRecord>> ScanBatchAsync(MailboxState state, long folderId, bool associated, bool deleted, long after, MessageParts parts) => ReadAsync(async store =>
    {
        var query = new MessageIndexQuery
        {
            FolderId = folderId,
            Associated = associated,
            Deleted = deleted,
            Filter = [new MessageFilter(MessageColumn.MessageId, MessageFilterOperator.Greater, after)],
            Limit = Options.BatchSize,
        };
        var batch = new List<MessageRecord>();
        await foreach (var message in store.ScanAsync(state.Record.Key, query, parts, CancellationToken.None)) batch.Add(message);
        return batch;
    });

    /// <summary>The folders of a tree that the caller may copy; what is below one that may not be copied isn't copied either.</summary>
    private static List<FolderNode> CopyableTree(MailboxState state, FolderNode top, MailboxCaller caller, ref bool partial)
    {
        var sources = new List<FolderNode>();
        var open = new Stack<FolderNode>([top]);
        while (open.TryPop(out var node))
        {
            if (node.Deleted) continue;
            var rights = RightsOn(state, node, caller);
            if (!FolderAccess.Sees(rights)) continue;
            if (!FolderAccess.Reads(rights))
            {
                partial = true;
                continue;
            }
            sources.Add(node);
            for (var i = node.Children.Count - 1; i >= 0; i--) open.Push(node.Children[i]);
        }
        return sources;
    }
}
