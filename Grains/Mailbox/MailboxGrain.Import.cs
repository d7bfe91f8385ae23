using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Mailbox;

/// <content>What clients changed in their own copy of the mailbox, but for saved messages ([MS-OXCFXICS] 3.2.5.9.4).</content>
internal sealed partial class MailboxGrain
{
    /// <inheritdoc/>
    public Task<SaveMessageResult> ImportMoveAsync(MailboxCaller caller, ImportMove move) => WriteAsync(async state =>
    {
        if (!TrySee(state, move.SourceFolderId, caller, out _, out var rights) || !TrySee(state, move.TargetFolderId, caller, out var target, out var targetRights)) return Refused(MapiError.NotFound);
        if (target.Record.Kind == FolderKind.Search) return Refused(MapiError.SearchFolder);
        if (!FolderAccess.Creates(targetRights)) return Refused(MapiError.AccessDenied);
        var wanted = move.NewMessageId;
        if (wanted == 0) wanted = (await ReadAsync(s => s.FindBySourceKeysAsync(state.Record.Key, target.Id, [move.SourceKey], CancellationToken.None))).GetValueOrDefault(move.SourceKey);
        if (wanted != 0)
        {
            var there = await ReadAsync(s => s.ReadMessageAsync(state.Record.Key, wanted, MessageParts.None, CancellationToken.None));
            // The client did not get the answer and asks again.
            if (there is not null && there.FolderId == target.Id && there.DeletedAt is null)
            {
                var applied = there.ChangeKey.AsSpan().SequenceEqual(move.ChangeKey);
                return new SaveMessageResult { Error = applied ? MapiError.Success : MapiError.NewerClientChange, MessageId = there.MessageId };
            }
            if (there is not null || !IsFreeId(state, wanted)) return Refused(MapiError.InvalidParameter);
        }
        var message = await ReadAsync(s => s.ReadMessageAsync(state.Record.Key, move.MessageId, OwnershipParts(rights, FolderRights.DeleteAny), CancellationToken.None));
        if (message is null || message.FolderId != move.SourceFolderId || message.DeletedAt is not null) return Refused(MapiError.SyncObjectDeleted);
        if (!FolderAccess.Deletes(rights, IsOwn(message, caller))) return Refused(MapiError.AccessDenied);

        var server = PredecessorChangeList.TryParse(message.PredecessorChangeList, out _) ?? new PredecessorChangeList();
        var client = PredecessorChangeList.TryParse(move.PredecessorChangeList, out _) ?? new PredecessorChangeList();
        var isCurrent = server.Includes(client);
        var change = NewChange(state);
        // The client is told the first number. What it does not have of the message has another one, and so comes to it.
        var changeNumber = change.TakeChangeNumber();
        var moved = Renewed(state, change, message, target.Record, changeNumber);
        if (isCurrent && !client.Includes(server)) moved = moved with { ChangeNumber = change.TakeChangeNumber() };
        var knowsRead = moved.ChangeNumber == changeNumber && message.ReadChangeNumber == message.ChangeNumber;
        var readNumber = knowsRead || moved.ChangeNumber != changeNumber ? moved.ChangeNumber : change.TakeChangeNumber();
        moved = moved with
        {
            MessageId = move.NewMessageId != 0 ? move.NewMessageId : moved.MessageId,
            SourceKey = move.SourceKey,
            ReadChangeNumber = readNumber,
            // What the client changed before it moved the message comes later: until then this is the version that the mailbox had, and no other.
            ChangeKey = isCurrent ? move.ChangeKey : message.ChangeKey,
            PredecessorChangeList = isCurrent ? MailboxIdentity.Include(server.ToArray(), move.ChangeKey) : message.PredecessorChangeList,
        };
        change.Add(new StoreOperation.MoveMessage(message.MessageId, moved));
        change.RecordDeletion(new DeletionRecord(message.FolderId, message.MessageId, changeNumber, IsFolder: false, message.Associated, message.SourceKey));
        change.Adjust(message.FolderId, Counted(message, -1).Plus(new FolderCounters { DeletedTotal = 1 }), changeNumber);
        change.Adjust(target.Id, Counted(moved), Math.Max(moved.ChangeNumber, readNumber));
        await CommitAsync(state, change);
        return new SaveMessageResult { Error = isCurrent ? MapiError.Success : MapiError.NewerClientChange, MessageId = moved.MessageId, ChangeNumber = changeNumber };

        static SaveMessageResult Refused(MapiError error) => new() { Error = error };
    });

    /// <inheritdoc/>
    public Task<ImportFolderResult> ImportFolderAsync(MailboxCaller caller, ImportFolder folder) => WriteAsync(async state =>
    {
        if (!IsValidName(folder.DisplayName) || !Xid.IsValid(folder.ChangeKey) || !Xid.IsValid(folder.SourceKey)) return new ImportFolderResult(MapiError.InvalidParameter);
        if (PredecessorChangeList.TryParse(folder.PredecessorChangeList, out _) is not { } predecessors) return new ImportFolderResult(MapiError.InvalidParameter);
        if (!TrySee(state, folder.RootId, caller, out var root, out _)) return new ImportFolderResult(MapiError.NotFound);
        var parent = folder.ParentSourceKey.Length == 0 ? root : FindByKey(state, folder.ParentSourceKey);
        if (parent is null || parent.Deleted || !parent.IsWithin(root) || !FolderAccess.Sees(RightsOn(state, parent, caller))) return new ImportFolderResult(MapiError.NoParentFolder);
        var node = FindByKey(state, folder.SourceKey);
        if (node is { Deleted: true }) return new ImportFolderResult(MapiError.SyncObjectDeleted);
        predecessors.Include(folder.ChangeKey);
        return node is null
            ? await ImportNewAsync(state, caller, folder, parent, predecessors)
            : await ImportChangeAsync(state, caller, folder, node, parent, predecessors);
    });

    /// <inheritdoc/>
    public Task<MapiError> RecordUnusedIdsAsync(MailboxCaller caller, long folderId, UnusedIds ids) => WriteAsync(async state =>
    {
        if (!TrySee(state, folderId, caller, out var folder, out var rights)) return MapiError.NotFound;
        if (ids.Folders ? !FolderAccess.CreatesSubfolders(rights) : !FolderAccess.Creates(rights)) return MapiError.Success;
        var change = NewChange(state);
        var wanted = GlobSet.Of(ids.Ranges.Select(r => new GlobRange(Math.Max(r.Low, SpecialFolderPlan.FirstFreeId), Math.Min(r.High, state.Record.NextId - 1))).Where(r => r.Low <= r.High));
        var records = new List<DeletionRecord>();
        if (ids.Folders)
        {
            foreach (var id in wanted.Values().Take(Options.MaxMessagesPerCall))
                if (state.Folders.Find(id) is null && !await ReadAsync(s => s.WasFolderDeletedAsync(state.Record.Key, id, CancellationToken.None)))
                    records.Add(new DeletionRecord(folder.Id, id, change.LatestChangeNumber(), IsFolder: true, Associated: false, []));
        }
        else if (!wanted.IsEmpty)
        {
            await KeepDeletedAsync(state, change, folder, wanted);
            if (change.IsEmpty && !wanted.IsEmpty) return Refused(MapiError.TooBig, nameof(MailboxOptions.MaxDeletedRanges)).Error;
        }
        foreach (var key in ids.SourceKeys)
        {
            if (await ReadAsync(s => s.WasDeletedAsync(state.Record.Key, key, CancellationToken.None))) continue;
            // No object will have this id: the key is what counts.
            records.Add(new DeletionRecord(folder.Id, change.TakeIds(), change.LatestChangeNumber(), ids.Folders, Associated: false, key));
        }
        if (records.Count > 0) change.Add(new StoreOperation.RecordDeletions(records) { NeverThere = true });
        if (!change.IsEmpty) await CommitAsync(state, change);
        return MapiError.Success;
    });

    /// <summary>Adds to the ids that a folder's clients will never use. What is in the folder, or kept already, is taken out of <paramref name="wanted"/>; nothing is added where there is no room.</summary>
    private async Task KeepDeletedAsync(MailboxState state, ChangeSet change, FolderNode folder, GlobSet wanted)
    {
        foreach (var associated in (bool[])[false, true])
        {
            var there = await ReadAsync(s => s.ReadIndexAsync(state.Record.Key, new MessageIndexQuery
            {
                FolderId = folder.Id,
                Associated = associated,
                Filter = [new(MessageColumn.MessageId, MessageFilterOperator.GreaterOrEqual, wanted.Ranges[0].Low), new(MessageColumn.MessageId, MessageFilterOperator.LessOrEqual, wanted.Max)],
            }, CancellationToken.None));
            wanted.Subtract(GlobSet.Of(there));
            if (wanted.IsEmpty) return;
        }
        var kept = await ReadAsync(s => s.ReadDeletedRangesAsync(state.Record.Key, folder.Id, CancellationToken.None));
        wanted.Subtract(kept);
        if (wanted.IsEmpty) return;
        var all = kept.Clone();
        all.Union(wanted);
        if (all.Ranges.Count > Options.MaxDeletedRanges) return;
        change.Add(new StoreOperation.AddDeletedRanges(folder.Id, all.Ranges.Except(kept.Ranges).ToArray()));
    }

    private async Task<ImportFolderResult> ImportNewAsync(MailboxState state, MailboxCaller caller, ImportFolder folder, FolderNode parent, PredecessorChangeList predecessors)
    {
        if (parent.Record.Kind == FolderKind.Search) return new ImportFolderResult(MapiError.NotSupported);
        // A name that is taken is no error that clients understand here. The folder that has it is the one that is meant: the client's own
        // is not there for it when it downloads, and this one is.
        if (parent.FindChild(FolderNames.Fold(folder.DisplayName)) is not null) return new ImportFolderResult(MapiError.Success);
        if (!FolderAccess.CreatesSubfolders(RightsOn(state, parent, caller))) return new ImportFolderResult(MapiError.AccessDenied);
        var given = Xid.GlobCntOf(folder.SourceKey, state.Record.ReplGuid);
        if (given is { } wanted && !IsFreeId(state, wanted)) return new ImportFolderResult(MapiError.InvalidParameter);
        if (await ReadAsync(s => given is { } deleted
            ? s.WasFolderDeletedAsync(state.Record.Key, deleted, CancellationToken.None)
            : s.WasDeletedAsync(state.Record.Key, folder.SourceKey, CancellationToken.None))) return new ImportFolderResult(MapiError.SyncObjectDeleted);
        if (IsFull(state, parent, folders: 1, height: 1)) return new ImportFolderResult(MapiError.OutOfResources);
        var properties = Importable(folder.Properties, new PropertyBag());
        if (MailboxIdentity.SizeOf(properties) > Options.MaxFolderPropertiesSize) return new ImportFolderResult(Refused(MapiError.TooBig, nameof(MailboxOptions.MaxFolderPropertiesSize)).Error);
        var change = NewChange(state);
        var record = Stamp(state, change, new FolderRecord
        {
            FolderId = given ?? change.TakeIds(),
            ParentId = parent.Id,
            Kind = FolderKind.Generic,
            DisplayName = folder.DisplayName,
            Properties = properties,
            SourceKey = given is null ? folder.SourceKey : [],
            Permissions = PermissionsOfNew(state, parent, caller),
            CreatedAt = change.Now,
            ContentsModifiedAt = change.Now,
        }, folder.ChangeKey, predecessors.ToArray());
        change.Add(new StoreOperation.InsertFolder(record));
        await CommitAsync(state, change);
        return new ImportFolderResult(MapiError.Success, record.ChangeNumber);
    }

    private async Task<ImportFolderResult> ImportChangeAsync(MailboxState state, MailboxCaller caller, ImportFolder folder, FolderNode node, FolderNode parent, PredecessorChangeList predecessors)
    {
        if (!FolderAccess.Owns(RightsOn(state, node, caller))) return new ImportFolderResult(MapiError.AccessDenied);
        var server = PredecessorChangeList.TryParse(node.Record.PredecessorChangeList, out _) ?? new PredecessorChangeList();
        if (server.Includes(predecessors)) return new ImportFolderResult(MapiError.IgnoreFailure);
        var conflict = !predecessors.Includes(server);
        predecessors.Merge(server);
        var record = node.Record;
        // In a conflict the last writer wins; the mailbox does where both wrote at once ([MS-OXCFXICS] 3.1.5.6.2.2).
        if (!conflict || folder.ModifiedAt > record.ModifiedAt)
        {
            var name = folder.DisplayName;
            var moves = node.Parent is not null && node.Parent.Id != parent.Id;
            if (SpecialFolderPlan.IsSpecial(node.Id)) moves = false;
            if (moves)
            {
                if (state.IsPublic) return new ImportFolderResult(MapiError.NotSupported);
                if (!FolderAccess.CreatesSubfolders(RightsOn(state, parent, caller))) return new ImportFolderResult(MapiError.AccessDenied);
                if (parent.IsWithin(node)) return new ImportFolderResult(MapiError.CycleDetected);
                if (parent.Record.Kind == FolderKind.Search) return new ImportFolderResult(MapiError.NotSupported);
                if (IsFull(state, parent, folders: 0, height: Height(node))) return new ImportFolderResult(MapiError.OutOfResources);
            }
            var place = moves ? parent : node.Parent;
            // With its name taken a folder keeps the one it has, or stays where it is; the client learns of it when it downloads.
            if (place?.FindChild(FolderNames.Fold(name)) is { } other && other.Id != node.Id)
            {
                conflict = true;
                name = record.DisplayName;
                moves = false;
            }
            var properties = Importable(folder.Properties, record.Properties);
            if (MailboxIdentity.SizeOf(properties) > Options.MaxFolderPropertiesSize) return new ImportFolderResult(Refused(MapiError.TooBig, nameof(MailboxOptions.MaxFolderPropertiesSize)).Error);
            record = record with { DisplayName = name, Properties = properties, ParentId = moves ? parent.Id : record.ParentId };
        }
        var change = NewChange(state);
        var key = ReferenceEquals(record, node.Record) ? node.Record.ChangeKey : folder.ChangeKey;
        var stamped = Stamp(state, change, record, key, predecessors.ToArray());
        change.Add(new StoreOperation.UpdateFolder(stamped));
        if (stamped.ParentId != node.Record.ParentId)
            change.RecordDeletion(new DeletionRecord(node.Record.ParentId, node.Id, stamped.ChangeNumber, IsFolder: true, Associated: false, node.Record.SourceKey));
        await CommitAsync(state, change);
        return new ImportFolderResult(MapiError.Success, conflict ? 0 : stamped.ChangeNumber);
    }

    private static FolderNode? FindByKey(MailboxState state, byte[] sourceKey) =>
        Xid.GlobCntOf(sourceKey, state.Record.ReplGuid) is { } id
            ? state.Folders.Find(id)
            : state.Folders.All.FirstOrDefault(f => f.Record.SourceKey.AsSpan().SequenceEqual(sourceKey));

    /// <summary>The properties of a folder with those that were uploaded; what the server computes or a stream does not carry stays.</summary>
    private static PropertyBag Importable(PropertyBag uploaded, PropertyBag current)
    {
        var bag = current.Clone();
        foreach (var item in uploaded)
            if (!MailboxProperties.ComputedOfFolder.Contains(item.Tag.Id) && !item.Value.IsExternal && item.Tag.Id != PidTag.DisplayName.Id && item.Tag.Id is not (>= 0x6600 and <= 0x67FF))
                bag.Set(item);
        return bag;
    }
}
