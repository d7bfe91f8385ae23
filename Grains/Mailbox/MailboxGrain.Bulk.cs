using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;

namespace MapiOrleans.Grains.Mailbox;

/// <content>
/// Operations on many messages: one transaction a batch, and the turn given up between two. Each batch judges folders, rights and
/// messages anew. What a batch cannot do makes the whole partial; it does not undo what was committed.
/// </content>
internal sealed partial class MailboxGrain
{
    // mfNotifyRead and mfNotifyUnread ([MS-OXCMSG] 2.2.1.6): what RopSetReadFlags may clear.
    private const int ClearableFlags = 0x0300;

    /// <inheritdoc/>
    public async Task<BulkResult> DeleteMessagesAsync(MailboxCaller caller, long folderId, IReadOnlyList<long> messageIds, bool hard, IReadOnlyList<long>? changeNumbers = null, bool notifyNonRead = false)
    {
        if (messageIds.Count > Options.MaxMessagesPerCall) return TooMany();
        if (changeNumbers is not null && changeNumbers.Count != messageIds.Count) return new BulkResult(MapiError.InvalidParameter);
        var expected = changeNumbers is null ? null : messageIds.Zip(changeNumbers).DistinctBy(p => p.First).ToDictionary(p => p.First, p => p.Second);
        return await InBatchesAsync(messageIds, async (state, batch) =>
        {
            if (!TrySee(state, folderId, caller, out var folder, out var rights, deletedToo: hard)) return new BulkResult(MapiError.NotFound);
            if ((rights & (FolderRights.DeleteAny | FolderRights.DeleteOwned)) == 0) return new BulkResult(MapiError.AccessDenied);
            var found = await ReadBatchAsync(state, batch, OwnershipParts(rights, FolderRights.DeleteAny));
            var allowed = found.Where(m => m.FolderId == folder.Id && (hard || m.DeletedAt is null) && FolderAccess.Deletes(rights, IsOwn(m, caller))
                && (expected is null || expected[m.MessageId] == m.ChangeNumber)).ToList();
            var change = NewChange(state);
            PlanDeletion(change, allowed, hard);
            IReadOnlyList<long> receipts = [];
            if (notifyNonRead)
            {
                receipts = await PlanReceiptsAsync(state, change, [.. allowed.Where(m => !m.IsRead && m.DeletedAt is null && (m.MessageFlags & NotifyUnreadFlag) != 0)], read: false);
                // Whoever gets it back and deletes it once more sends no second one.
                if (!hard && receipts.Count > 0) change.Add(new StoreOperation.ClearMessageFlags([.. receipts], ClearableFlags));
            }
            if (allowed.Count > 0) await CommitAsync(state, change);
            if (receipts.Count > 0) services.Submitted.Set();
            return new BulkResult(MapiError.Success, allowed.Count < batch.Distinct().Count());
        });
    }

    /// <inheritdoc/>
    public async Task<BulkResult> SetReadFlagsAsync(MailboxCaller caller, long folderId, IReadOnlyList<long> messageIds, bool? read, int clearFlags = 0, bool receiptsOnly = false)
    {
        if ((clearFlags & ~ClearableFlags) != 0) return new BulkResult(MapiError.InvalidParameter);
        if (messageIds.Count > Options.MaxMessagesPerCall) return TooMany();
        if (messageIds.Count > 0) return await InBatchesAsync(messageIds, MarkAsync);
        var result = new BulkResult(MapiError.Success);
        for (var after = 0L; ;)
        {
            var lowest = after;
            var batch = await WriteAsync(async state =>
            {
                if (!state.Folders.TryGetLive(folderId, out _)) return [];
                return await ReadAsync(s => s.ReadIndexAsync(state.Record.Key, new MessageIndexQuery
                {
                    FolderId = folderId,
                    Filter =
                    [
                        // Where flags are to be cleared, messages that have the read state already may have them.
                        .. read is { } wanted && clearFlags == 0 && !receiptsOnly ? [new MessageFilter(MessageColumn.IsRead, MessageFilterOperator.Equal, wanted ? 0L : 1L)] : Array.Empty<MessageFilter>(),
                        new MessageFilter(MessageColumn.MessageId, MessageFilterOperator.Greater, lowest),
                    ],
                    Limit = Options.BatchSize,
                }, CancellationToken.None));
            }, continues: after > 0);
            var part = await WriteAsync(state => MarkAsync(state, batch), continues: true);
            if (part.Error != MapiError.Success) return after == 0 ? part : result with { Partial = true };
            result = result with { Partial = result.Partial || part.Partial };
            if (batch.Length < Options.BatchSize) return result;
            after = batch[^1];
        }

        async Task<BulkResult> MarkAsync(MailboxState state, IReadOnlyList<long> batch)
        {
            if (!TrySee(state, folderId, caller, out var folder, out var rights)) return new BulkResult(MapiError.NotFound);
            if (!FolderAccess.Reads(rights)) return new BulkResult(MapiError.AccessDenied);
            if (batch.Count == 0) return new BulkResult(MapiError.Success);
            var found = await ReadBatchAsync(state, batch, MessageParts.None);
            var there = found.Where(m => m.FolderId == folder.Id && m.DeletedAt is null).ToList();
            // Of public folders each user has a read state of their own, and the server none.
            var marks = state.IsPublic && read is not null ? await ReadMarksAsync(state, caller.AccountId, folder.Id) : null;
            var changed = read is not { } now ? [] : marks is null ? there.Where(m => m.IsRead != now).ToList()
                : there.Where(m => !m.Associated && caller.AccountId != Guid.Empty && marks.Contains(state.Record.ReplGuid, m.ChangeNumber) != now).ToList();
            var flagged = there.Where(m => (m.MessageFlags & clearFlags) != 0).ToList();
            // [MS-OXCMSG] 2.2.3.10.1: whoever reads it sends the receipt that is pending; whoever clears its flag does not.
            var pending = (read == true || receiptsOnly) && (clearFlags & NotifyReadFlag) == 0 ? there.Where(m => (m.MessageFlags & NotifyReadFlag) != 0).ToList() : [];
            var given = 0L;
            if (changed.Count + flagged.Count + pending.Count > 0)
            {
                var change = NewChange(state);
                var receipts = await PlanReceiptsAsync(state, change, pending, read: true);
                if (changed.Count + flagged.Count + receipts.Count == 0) return new BulkResult(MapiError.Success, there.Count < batch.Distinct().Count());
                if (receipts.Count > 0) change.Add(new StoreOperation.ClearMessageFlags([.. receipts], ClearableFlags));
                var changeNumber = change.TakeChangeNumber();
                if (changed.Count > 0) given = changeNumber;
                var unread = marks is null ? changed.Count(m => !m.Associated) : 0;
                // Everybody's synchronization looks at the messages again; what is told is to each their own.
                if (changed.Count > 0) change.Add(new StoreOperation.SetReadState(changed.Select(m => m.MessageId).ToArray(), marks is null && read == true, changeNumber));
                if (changed.Count > 0 && marks is not null) await PlanMarksAsync(state, change, caller, folder.Id, marks, changed.Select(m => m.ChangeNumber), read == true);
                if (flagged.Count > 0) change.Add(new StoreOperation.ClearMessageFlags(flagged.Select(m => m.MessageId).ToArray(), clearFlags));
                change.Adjust(folder.Id, new FolderCounters { Unread = read == true ? -unread : unread }, changeNumber);
                await CommitAsync(state, change);
                if (receipts.Count > 0) services.Submitted.Set();
            }
            return new BulkResult(MapiError.Success, there.Count < batch.Distinct().Count(), ChangeNumbers: given == 0 ? null : [given]);
        }
    }

    /// <inheritdoc/>
    public async Task<BulkResult> MoveCopyMessagesAsync(MailboxCaller caller, long sourceFolderId, IReadOnlyList<long> messageIds, long targetFolderId, bool copy)
    {
        if (messageIds.Count > Options.MaxMessagesPerCall) return TooMany();
        var newIds = new List<long>(messageIds.Count);
        var result = await InBatchesAsync(messageIds, async (state, batch) =>
        {
            if (!TrySee(state, sourceFolderId, caller, out var source, out var rights, deletedToo: true) || !TrySee(state, targetFolderId, caller, out var target, out var targetRights))
            {
                return new BulkResult(MapiError.NotFound);
            }
            if (target.Record.Kind == FolderKind.Search) return new BulkResult(MapiError.SearchFolder);
            var mayTake = copy ? FolderAccess.Reads(rights) : (rights & (FolderRights.DeleteAny | FolderRights.DeleteOwned)) != 0;
            if (!mayTake || !FolderAccess.Creates(targetRights)) return new BulkResult(MapiError.AccessDenied);
            var found = await ReadBatchAsync(state, batch, copy ? MessageParts.None : OwnershipParts(rights, FolderRights.DeleteAny));
            var allowed = found.Where(m => m.FolderId == source.Id && (copy || FolderAccess.Deletes(rights, IsOwn(m, caller)))).DistinctBy(m => m.MessageId).ToDictionary(m => m.MessageId);
            if (copy && CheckSize(state, 0, allowed.Values.Sum(m => m.Size)) is var error and not MapiError.Success) return new BulkResult(error);

            var change = NewChange(state);
            var made = 0;
            foreach (var id in batch)
            {
                // A message named twice is copied twice, and moved once.
                if (!allowed.TryGetValue(id, out var message))
                {
                    newIds.Add(0);
                    continue;
                }
                if (!copy) allowed.Remove(id);
                newIds.Add(copy ? PlanCopy(state, change, message, target.Record) : PlanMove(state, change, message, target.Record));
                made++;
            }
            if (made > 0) await CommitAsync(state, change);
            return new BulkResult(MapiError.Success, made < batch.Count);
        });
        if (result.Error != MapiError.Success) return result;
        while (newIds.Count < messageIds.Count) newIds.Add(0);
        return result with { NewIds = newIds };
    }

    /// <summary>Runs a batch after the other. An error in the first is the answer; in a later one it makes the whole partial.</summary>
    private async Task<BulkResult> InBatchesAsync(IReadOnlyList<long> ids, Func<MailboxState, IReadOnlyList<long>, Task<BulkResult>> batch)
    {
        var result = new BulkResult(MapiError.Success);
        for (var at = 0; at == 0 || at < ids.Count; at += Options.BatchSize)
        {
            var part = ids.Skip(at).Take(Options.BatchSize).ToArray();
            var done = await WriteAsync(state => batch(state, part), continues: at > 0);
            if (done.Error != MapiError.Success) return at == 0 ? done : result with { Partial = true };
            result = result with { Partial = result.Partial || done.Partial, ChangeNumbers = done.ChangeNumbers is null ? result.ChangeNumbers : [.. result.ChangeNumbers ?? [], .. done.ChangeNumbers] };
        }
        return result;
    }

    private Task<IReadOnlyList<MessageRecord>> ReadBatchAsync(MailboxState state, IReadOnlyList<long> ids, MessageParts parts) =>
        ReadAsync(s => s.ReadMessagesAsync(state.Record.Key, ids, parts, CancellationToken.None));

    /// <summary>What must be read to judge: the creator counts only for those who have no right on all messages.</summary>
    private static MessageParts OwnershipParts(FolderRights rights, FolderRights any) =>
        (rights & any) != 0 ? MessageParts.None : MessageParts.Properties;

    /// <summary>Deletes messages: soft ones keep their row and count as deleted, hard ones go; both leave a trace for synchronisation, once.</summary>
    private static void PlanDeletion(ChangeSet change, IReadOnlyList<MessageRecord> messages, bool hard)
    {
        if (messages.Count == 0) return;
        var changeNumber = change.TakeChangeNumber();
        foreach (var message in messages)
        {
            var delta = Counted(message, -1);
            if (message.DeletedAt is null)
            {
                delta = delta.Plus(new FolderCounters { DeletedTotal = 1 });
                change.RecordDeletion(new DeletionRecord(message.FolderId, message.MessageId, changeNumber, IsFolder: false, message.Associated, message.SourceKey));
            }
            if (hard) change.AddSize(-message.Size);
            else delta = delta.Plus(Counted(message with { DeletedAt = change.Now }));
            change.Adjust(message.FolderId, delta, changeNumber);
        }
        var ids = messages.Select(m => m.MessageId).ToArray();
        change.Add(hard ? new StoreOperation.DeleteMessages(ids) : new StoreOperation.SetDeleted(ids, change.Now, changeNumber));
    }

    /// <summary>
    /// Moves a message: to clients it is deleted here and new there ([MS-OXCFXICS] 3.2.5.6), with an id, a source key and a change key of
    /// its own; its predecessors and times stay. A soft-deleted one is restored.
    /// </summary>
    private static long PlanMove(MailboxState state, ChangeSet change, MessageRecord message, FolderRecord target)
    {
        var changeNumber = change.TakeChangeNumber();
        var moved = Renewed(state, change, message, target, changeNumber) with
        {
            PredecessorChangeList = MailboxIdentity.Include(message.PredecessorChangeList, Xid.Of(state.Record.ReplGuid, changeNumber)),
        };
        change.Add(new StoreOperation.MoveMessage(message.MessageId, moved));
        var left = Counted(message, -1);
        if (message.DeletedAt is null)
        {
            left = left.Plus(new FolderCounters { DeletedTotal = 1 });
            change.RecordDeletion(new DeletionRecord(message.FolderId, message.MessageId, changeNumber, IsFolder: false, message.Associated, message.SourceKey));
        }
        change.Adjust(message.FolderId, left, changeNumber);
        change.Adjust(target.FolderId, Counted(moved), changeNumber);
        return moved.MessageId;
    }

    /// <summary>Copies a message: another one with the same content, whose large values are shared.</summary>
    private static long PlanCopy(MailboxState state, ChangeSet change, MessageRecord message, FolderRecord target)
    {
        var changeNumber = change.TakeChangeNumber();
        // A receipt is one message's: reading its copy sends none.
        var copied = Renewed(state, change, message, target, changeNumber) with { CreatedAt = change.Now, MessageFlags = message.MessageFlags & ~ClearableFlags };
        change.Add(new StoreOperation.CopyMessage(message.MessageId, copied) { SourceFolderId = message.FolderId });
        change.Adjust(target.FolderId, Counted(copied), changeNumber);
        change.AddSize(copied.Size);
        return copied.MessageId;
    }

    private static MessageRecord Renewed(MailboxState state, ChangeSet change, MessageRecord message, FolderRecord target, long changeNumber)
    {
        var key = Xid.Of(state.Record.ReplGuid, changeNumber);
        return message with
        {
            MessageId = change.TakeIds(),
            FolderId = target.FolderId,
            ChangeNumber = changeNumber,
            ReadChangeNumber = changeNumber,
            ChangeKey = key,
            PredecessorChangeList = MailboxIdentity.Include([], key),
            SourceKey = [],
            // It is another message, which no replica has: the versions that went along are attachments of it, and no conflict.
            MessageStatus = message.MessageStatus & ~ConflictVersions.InConflictStatus,
            ArticleNumber = change.TakeArticleNumber(target),
            DeletedAt = null,
            GroupChanges = [],
            Content = new Mapi.Messages.MessageContent(),
        };
    }

    private BulkResult TooMany()
    {
        services.Metrics.Refuse(nameof(MailboxOptions.MaxMessagesPerCall));
        return new BulkResult(MapiError.TooBig);
    }
}
