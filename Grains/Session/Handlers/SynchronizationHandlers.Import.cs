using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Grains.Session.Sync;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <content>Imports ([MS-OXCFXICS] 3.2.5.9.4).</content>
internal static partial class SynchronizationHandlers
{
    private const SynchronizationImportFlags KnownImportFlags = SynchronizationImportFlags.Associated | SynchronizationImportFlags.FailOnConflict;
    private const SynchronizationDeleteFlags KnownDeleteFlags = SynchronizationDeleteFlags.Hierarchy | SynchronizationDeleteFlags.HardDelete;

    private static async ValueTask<RopResponse?> OpenCollectorAsync(RopContext context, RopRequest rop)
    {
        var request = (SynchronizationOpenCollectorRequest)rop;
        var folder = context.Get<FolderObject>(request.HandleIndex);
        await folder.ViewAsync();
        context.SetOutput(request.OutputHandleIndex, new SynchronizationCollector(folder.Logon, folder.FolderId, request.IsContentsCollector));
        return new RopStatusResponse(rop.RopId);
    }

    private static async ValueTask<RopResponse?> ImportMessageChangeAsync(RopContext context, RopRequest rop)
    {
        var request = (SynchronizationImportMessageChangeRequest)rop;
        var collector = Collector(context, request.HandleIndex, contents: true);
        if ((request.ImportFlag & ~KnownImportFlags) != 0) throw new RopException(MapiError.InvalidParameter, $"ImportFlag {request.ImportFlag}");
        Require(request.PropertyValues, PidTag.SourceKey, PidTag.LastModificationTime, PidTag.ChangeKey, PidTag.PredecessorChangeList);
        var (sourceKey, changeKey) = (KeyIn(request.PropertyValues[0].Value), KeyIn(request.PropertyValues[2].Value));
        var predecessors = PredecessorsIn(request.PropertyValues[3].Value.AsBytes());
        predecessors.Include(changeKey);

        var logon = collector.Logon;
        var folder = await logon.Mailbox.FindFolderAsync(logon.Caller, collector.FolderId, deletedToo: false)
            ?? throw new RopException(MapiError.NotFound, $"folder {collector.FolderId:X} is gone or not visible");
        var store = logon.Session.Services.Store;
        var id = await collector.IdOfAsync(collector.FolderId, sourceKey, context.CancellationToken);
        var wasDeleted = id != 0
            ? store.WasDeletedAsync(logon.Key, collector.FolderId, id, context.CancellationToken)
            : store.WasDeletedAsync(logon.Key, sourceKey, context.CancellationToken);
        var current = id == 0 ? null : await store.ReadMessageAsync(logon.Key, id, MessageParts.All, context.CancellationToken);
        var deleted = await wasDeleted;
        if (current is { DeletedAt: not null } || (current is not null && current.FolderId != collector.FolderId)) throw new RopException(MapiError.SyncObjectDeleted, $"message {id:X} is deleted");
        if (current is null)
        {
            if (!FolderAccess.Creates(folder.Rights)) throw new RopException(MapiError.AccessDenied, $"{folder.Rights} do not create messages");
            if (folder.Folder.Kind == FolderKind.Search) throw new RopException(MapiError.SearchFolder, "a search folder has no messages of its own");
            if (deleted) throw new RopException(MapiError.SyncObjectDeleted, $"message {id:X} was deleted");
        }
        else
        {
            if (!FolderAccess.Edits(folder.Rights, MailboxIdentity.IsCreator(current.Content.Properties, logon.Caller))) throw new RopException(MapiError.AccessDenied, $"{folder.Rights} do not edit message {id:X}");
            var server = PredecessorChangeList.TryParse(current.PredecessorChangeList, out _) ?? new PredecessorChangeList();
            if (server.Includes(predecessors)) throw new RopException(MapiError.IgnoreFailure, $"message {id:X} is as new as the client's");
            if (request.ImportFlag.HasFlag(SynchronizationImportFlags.FailOnConflict) && !predecessors.Includes(server)) throw new RopException(MapiError.SyncConflict, $"message {id:X} was changed at both ends");
        }
        var isOwn = Xid.GlobCntOf(sourceKey, logon.Info.ReplGuid) is not null;
        var upload = new MessageUpload(collector, isOwn ? [] : sourceKey, changeKey, predecessors, request.PropertyValues[1].Value.AsTime(),
            request.ImportFlag.HasFlag(SynchronizationImportFlags.FailOnConflict));
        context.SetOutput(request.OutputHandleIndex, MessageObject.Import(logon, folder, current, isOwn ? id : 0, request.ImportFlag.HasFlag(SynchronizationImportFlags.Associated), upload));
        return new SynchronizationImportResponse(rop.RopId);
    }

    private static async ValueTask<RopResponse?> ImportHierarchyChangeAsync(RopContext context, RopRequest rop)
    {
        var request = (SynchronizationImportHierarchyChangeRequest)rop;
        var collector = Collector(context, request.HandleIndex, contents: false);
        var values = Array.ConvertAll(request.HierarchyValues, v => TextConversion.ToUnicode(v, context.Session.CodePage));
        Require(values, PidTag.ParentSourceKey, PidTag.SourceKey, PidTag.LastModificationTime, PidTag.ChangeKey, PidTag.PredecessorChangeList, PidTag.DisplayName);
        var parent = values[0].Value.AsBytes();
        if (parent.Length > 0) KeyIn(values[0].Value);
        var properties = new PropertyBag();
        foreach (var value in request.PropertyValues)
        {
            // Those of the hierarchy count ([MS-OXCFXICS] 3.2.5.9.4.3).
            if (values.Any(v => v.Tag.Id == value.Tag.Id) || FolderProperties.IsReadOnly(value.Tag.Id) || value.Value.Type is PropertyType.ErrorCode or PropertyType.Null) continue;
            properties.Set(TextConversion.ToUnicode(value, context.Session.CodePage));
        }
        var result = await collector.Logon.Mailbox.ImportFolderAsync(collector.Logon.Caller, new ImportFolder
        {
            RootId = collector.FolderId,
            ParentSourceKey = parent,
            SourceKey = KeyIn(values[1].Value),
            ModifiedAt = values[2].Value.AsTime(),
            ChangeKey = KeyIn(values[3].Value),
            PredecessorChangeList = PredecessorsIn(values[4].Value.AsBytes()).ToArray(),
            DisplayName = values[5].Value.AsString(),
            Properties = properties,
        });
        if (result.Error != MapiError.Success) throw new RopException(result.Error, "the mailbox does not take the folder");
        if (result.ChangeNumber != 0) collector.SavedFolder(result.ChangeNumber);
        return new SynchronizationImportResponse(rop.RopId);
    }

    private static async ValueTask<RopResponse?> ImportDeletesAsync(RopContext context, RopRequest rop)
    {
        var request = (SynchronizationImportDeletesRequest)rop;
        if ((request.ImportDeleteFlags & ~KnownDeleteFlags) != 0) throw new RopException(MapiError.InvalidParameter, $"ImportDeleteFlags {request.ImportDeleteFlags}");
        var hierarchy = request.ImportDeleteFlags.HasFlag(SynchronizationDeleteFlags.Hierarchy);
        var hard = request.ImportDeleteFlags.HasFlag(SynchronizationDeleteFlags.HardDelete);
        var collector = Collector(context, request.HandleIndex, contents: !hierarchy);
        // One list is the rule; Microsoft's protocol suite sends a list for each key.
        if (request.PropertyValues.Length == 0 || !Array.TrueForAll(request.PropertyValues, v => v.Value.Type == PropertyType.MultipleBinary))
            throw new RopException(MapiError.InvalidParameter, "source keys wanted, and nothing else");
        byte[][] sourceKeys = [.. request.PropertyValues.SelectMany(v => v.Value.AsArray<byte[]>())];
        if (!Array.TrueForAll(sourceKeys, k => Xid.IsValid(k))) throw new RopException(MapiError.InvalidParameter, "what is no source key");
        return hierarchy ? await DeleteFoldersAsync(context, collector, sourceKeys, hard) : await DeleteMessagesAsync(context, collector, sourceKeys, hard);
    }

    private static async ValueTask<RopResponse?> DeleteMessagesAsync(RopContext context, SynchronizationCollector collector, byte[][] sourceKeys, bool hard)
    {
        var logon = collector.Logon;
        var folder = await logon.Mailbox.FindFolderAsync(logon.Caller, collector.FolderId, deletedToo: false)
            ?? throw new RopException(MapiError.NotFound, $"folder {collector.FolderId:X} is gone or not visible");
        // Either all go or none: what is gone already is no failure.
        var found = await collector.FindAsync(sourceKeys, MessageParts.Beginnings, context.CancellationToken);
        var there = found.There;
        if (there.Any(m => !FolderAccess.Deletes(folder.Rights, MailboxIdentity.IsCreator(m.Content.Properties, logon.Caller))))
            throw new RopException(MapiError.AccessDenied, $"{folder.Rights} do not delete all of these messages");
        if (there.Count > 0)
        {
            var result = await logon.Mailbox.DeleteMessagesAsync(logon.Caller, collector.FolderId, [.. there.Select(m => m.MessageId)], hard);
            if (result.Error != MapiError.Success) throw new RopException(result.Error, "the mailbox does not delete the messages");
        }
        await KeepUnusedAsync(context, collector, found);
        return new RopStatusResponse(RopId.RopSynchronizationImportDeletes);
    }

    /// <summary>Sees to it that what was deleted before the mailbox had it does not come to it later.</summary>
    private static async ValueTask KeepUnusedAsync(RopContext context, SynchronizationCollector collector, FoundMessages found)
    {
        if (found.Missing.Count == 0 && found.Unknown.Count == 0) return;
        var deleted = await collector.Logon.Session.Services.Store.FindDeletedAsync(collector.Logon.Key, collector.FolderId, found.Missing, context.CancellationToken);
        (long, long)[] unused = [.. found.Missing.Where(id => !deleted.Contains(id)).Select(id => (id, id))];
        if (unused.Length == 0 && found.Unknown.Count == 0) return;
        var error = await collector.Logon.Mailbox.RecordUnusedIdsAsync(collector.Logon.Caller, collector.FolderId, new UnusedIds { Ranges = unused, SourceKeys = found.Unknown });
        // That there is no room for one trace more is no reason not to delete.
        if (error is not (MapiError.Success or MapiError.TooBig)) throw new RopException(error, "the mailbox keeps no trace of what was deleted");
    }

    private static async ValueTask<RopResponse?> DeleteFoldersAsync(RopContext context, SynchronizationCollector collector, byte[][] sourceKeys, bool hard)
    {
        var logon = collector.Logon;
        var below = (await logon.Mailbox.GetHierarchyAsync(logon.Caller, collector.FolderId, deep: true, softDeleted: false))?.Folders
            ?? throw new RopException(MapiError.NotFound, $"folder {collector.FolderId:X} is gone or not visible");
        List<(long, long)> missing = [];
        List<byte[]> unknown = [];
        foreach (var key in sourceKeys)
        {
            var id = Xid.GlobCntOf(key, logon.Info.ReplGuid);
            if (below.FirstOrDefault(f => FolderProperties.SourceKeyOf(logon, f.Folder).AsSpan().SequenceEqual(key) || id == f.Folder.FolderId) is not { } view)
            {
                if (id is { } own) missing.Add((own, own));
                else unknown.Add(key);
                continue;
            }
            var result = await logon.Mailbox.DeleteFolderAsync(logon.Caller, view.Folder.ParentId, view.Folder.FolderId, messages: true, subfolders: true, hard);
            // A parent among them has taken it along.
            if (result.Error is not (MapiError.Success or MapiError.NotFound)) throw new RopException(result.Error, $"the mailbox does not delete folder {view.Folder.FolderId:X}");
            if (result.Partial) throw new RopException(MapiError.AccessDenied, $"something in folder {view.Folder.FolderId:X} is not to be deleted");
        }
        if (missing.Count > 0 || unknown.Count > 0)
        {
            var error = await logon.Mailbox.RecordUnusedIdsAsync(logon.Caller, collector.FolderId, new UnusedIds { Ranges = missing, SourceKeys = unknown, Folders = true });
            if (error != MapiError.Success) throw new RopException(error, "the mailbox keeps no trace of what was deleted");
        }
        return new RopStatusResponse(RopId.RopSynchronizationImportDeletes);
    }

    private static async ValueTask<RopResponse?> ImportMessageMoveAsync(RopContext context, RopRequest rop)
    {
        var request = (SynchronizationImportMessageMoveRequest)rop;
        var collector = Collector(context, request.HandleIndex, contents: true);
        var logon = collector.Logon;
        foreach (var key in (byte[][])[request.SourceFolderId, request.SourceMessageId, request.DestinationMessageId, request.ChangeNumber])
            if (!Xid.IsValid(key)) throw new RopException(MapiError.InvalidParameter, $"a key of {key.Length} bytes");
        var sourceFolder = Xid.GlobCntOf(request.SourceFolderId, logon.Info.ReplGuid) ?? await FindFolderAsync(logon, request.SourceFolderId);
        if (logon.Info.IsPublic) throw new RopException(MapiError.NotSupported, "messages of public folders are not moved by synchronization");
        var newId = Xid.GlobCntOf(request.DestinationMessageId, logon.Info.ReplGuid);
        var id = await collector.IdOfAsync(sourceFolder, request.SourceMessageId, context.CancellationToken);
        var result = await logon.Mailbox.ImportMoveAsync(logon.Caller, new ImportMove
        {
            SourceFolderId = sourceFolder,
            MessageId = id,
            TargetFolderId = collector.FolderId,
            NewMessageId = newId ?? 0,
            SourceKey = newId is null ? request.DestinationMessageId : [],
            ChangeKey = request.ChangeNumber,
            PredecessorChangeList = PredecessorsIn(request.PredecessorChangeList).ToArray(),
        });
        if (result.Error is not (MapiError.Success or MapiError.NewerClientChange)) throw new RopException(result.Error, $"the mailbox does not move message {id:X}");
        if (result.ChangeNumber != 0)
        {
            var moved = await logon.Session.Services.Store.ReadMessageAsync(logon.Key, result.MessageId, MessageParts.None, context.CancellationToken);
            collector.Saved(moved?.Associated ?? false, result.ChangeNumber);
        }
        return new SynchronizationImportResponse(rop.RopId) { ReturnValue = result.Error };
    }

    private static async ValueTask<long> FindFolderAsync(LogonObject logon, byte[] sourceKey)
    {
        var root = logon.Info.SpecialFolders[SpecialFolder.Root];
        var all = (await logon.Mailbox.GetHierarchyAsync(logon.Caller, root, deep: true, softDeleted: false))?.Folders ?? [];
        return all.FirstOrDefault(f => f.Folder.SourceKey.AsSpan().SequenceEqual(sourceKey))?.Folder.FolderId ?? throw new RopException(MapiError.NotFound, "no folder has this source key");
    }

    private static async ValueTask<RopResponse?> ImportReadStateChangesAsync(RopContext context, RopRequest rop)
    {
        var request = (SynchronizationImportReadStateChangesRequest)rop;
        var collector = Collector(context, request.HandleIndex, contents: true);
        var logon = collector.Logon;
        if (request.MessageReadStates.Any(s => !Xid.IsValid(s.MessageId))) throw new RopException(MapiError.InvalidParameter, "what is no source key");
        var folder = await logon.Mailbox.FindFolderAsync(logon.Caller, collector.FolderId, deletedToo: false)
            ?? throw new RopException(MapiError.NotFound, $"folder {collector.FolderId:X} is gone or not visible");
        if (!FolderAccess.Reads(folder.Rights)) throw new RopException(MapiError.AccessDenied, $"{folder.Rights} do not read the folder's messages");
        foreach (var read in (bool[])[true, false])
        {
            var keys = request.MessageReadStates.Where(s => s.MarkAsRead == read).Select(s => s.MessageId).ToList();
            if (keys.Count == 0) continue;
            // Associated messages have no read state ([MS-OXCFXICS] 2.2.3.2.4.6.1); what is gone is not to be marked any more.
            long[] ids = [.. (await collector.FindAsync(keys, MessageParts.None, context.CancellationToken)).There.Where(m => !m.Associated).Select(m => m.MessageId)];
            if (ids.Length == 0) continue;
            var result = await logon.Mailbox.SetReadFlagsAsync(logon.Caller, collector.FolderId, ids, read);
            if (result.Error != MapiError.Success) throw new RopException(result.Error, "the mailbox does not set the read states");
            // Numbers of what was so already are not the client's to know: others that it does not have may share them.
            foreach (var changeNumber in result.ChangeNumbers ?? []) collector.Read(changeNumber);
        }
        return new RopStatusResponse(rop.RopId);
    }

    /// <summary>RopSetLocalReplicaMidsetDeleted: ids that this folder's clients will never use, or whose messages nobody else has seen.</summary>
    private static async ValueTask<RopResponse?> SetLocalReplicaMidsetDeletedAsync(RopContext context, RopRequest rop)
    {
        var request = (SetLocalReplicaMidsetDeletedRequest)rop;
        var folder = context.Get<FolderObject>(request.HandleIndex);
        if (request.LongTermIdRanges.Length == 0) throw new RopException(MapiError.InvalidParameter, "no ranges");
        foreach (var (min, max) in request.LongTermIdRanges)
            if (min.ReplGuid != max.ReplGuid || min.ReplGuid != folder.Logon.Info.ReplGuid || min.GlobCnt > max.GlobCnt)
                throw new RopException(MapiError.InvalidParameter, $"ids from {min} to {max}");
        var error = await folder.Logon.Mailbox.RecordUnusedIdsAsync(folder.Logon.Caller, folder.FolderId, new UnusedIds
        {
            Ranges = [.. request.LongTermIdRanges.Select(r => (r.MinLongTermId.GlobCnt, r.MaxLongTermId.GlobCnt))],
        });
        if (error != MapiError.Success) throw new RopException(error, "the mailbox does not keep the ids");
        return new RopStatusResponse(rop.RopId);
    }

    private static SynchronizationCollector Collector(RopContext context, byte handleIndex, bool contents)
    {
        var collector = context.Get<SynchronizationCollector>(handleIndex);
        if (collector.IsContents != contents) throw new RopException(MapiError.NotSupported, contents ? "the context takes folders" : "the context takes messages");
        collector.Upload.IsClosed = true;
        return collector;
    }

    private static void Require(ReadOnlySpan<TaggedPropertyValue> values, params ReadOnlySpan<PropertyTag> tags)
    {
        if (values.Length != tags.Length) throw new RopException(MapiError.InvalidParameter, $"{values.Length} values, {tags.Length} wanted");
        for (var i = 0; i < tags.Length; i++)
            if (values[i].Tag != tags[i] || values[i].Value.Type != tags[i].Type)
                throw new RopException(MapiError.InvalidParameter, $"{values[i].Tag} where {tags[i]} is to be");
    }

    private static byte[] KeyIn(PropertyValue value) =>
        Xid.IsValid(value.AsBytes()) ? value.AsBytes() : throw new RopException(MapiError.InvalidParameter, $"a key of {value.AsBytes().Length} bytes");

    private static PredecessorChangeList PredecessorsIn(byte[] bytes) =>
        PredecessorChangeList.TryParse(bytes, out var error) ?? throw new RopException(MapiError.InvalidParameter, $"predecessors {error}");
}
