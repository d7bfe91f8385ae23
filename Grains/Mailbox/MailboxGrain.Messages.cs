using System.Buffers.Binary;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Mailbox;

/// <content>Saving single messages ([MS-OXCMSG] 3.2.5.3), and what says whose a message is.</content>
internal sealed partial class MailboxGrain
{
    // Who made a message is kept where [MS-OXCMSG] 2.2.1 has it: PidTagCreatorEntryId holds the X.500 name of the creator, which
    // carries the account's id. The grain sets it at the first save and keeps it at every later one, whatever a client sends.
    private readonly Dictionary<Guid, (string Name, byte[] EntryId)> _creators = [];
    private readonly Dictionary<Guid, SaveMessageResult> _recent = [];
    private readonly Queue<Guid> _recentOrder = new();

    /// <inheritdoc/>
    public async Task<SaveMessageResult> SaveMessageAsync(MailboxCaller caller, SaveMessage save)
    {
        await LoadedAsync();
        // Asked before the turn comes: the directory must not be waited for while other writes wait.
        var creator = await CreatorAsync(caller);
        return await WriteAsync(async state =>
        {
            if (await FindRepeatedAsync(state, save.OperationId) is { } repeated) return repeated;
            if (save.Submission is not null && CheckSending(state) is var full and not MapiError.Success) return new SaveMessageResult { Error = full, MessageId = save.MessageId };
            var change = NewChange(state);
            var (error, messageId, changeNumber) = save.IsNew
                ? await PlanInsertAsync(state, change, caller, creator, save)
                : await PlanUpdateAsync(state, change, caller, creator, save);
            var result = new SaveMessageResult { Error = error, MessageId = messageId, ChangeNumber = changeNumber };
            if (error != MapiError.Success) return result;
            // What one wrote oneself one has read, where the client does not say otherwise.
            if (state.IsPublic && save is { IsRead: true, Associated: false } && caller.AccountId != Guid.Empty)
                await PlanMarksAsync(state, change, caller, save.FolderId, await ReadMarksAsync(state, caller.AccountId, save.FolderId), [changeNumber], read: true);
            if (save.Submission is { } order) PlanSubmission(state, change, order, messageId, save.Content);
            try
            {
                await CommitAsync(state, change, save.OperationId, Encode(result));
            }
            catch (StoreConflictException)
            {
                return new SaveMessageResult { Error = MapiError.ObjectChanged, MessageId = messageId };
            }
            Remember(save.OperationId, result);
            if (save.Submission is not null) services.Submitted.Set();
            services.Metrics.SavedMessages.Add(1);
            return result;
        });
    }

    /// <inheritdoc/>
    public Task<int?> SetMessageStatusAsync(MailboxCaller caller, long folderId, long messageId, int status, int mask) => WriteAsync<int?>(async state =>
    {
        if (!TrySee(state, folderId, caller, out _, out var rights)) return null;
        var message = await ReadAsync(s => s.ReadMessageAsync(state.Record.Key, messageId, MessageParts.Beginnings, CancellationToken.None));
        if (message is null || message.FolderId != folderId || message.DeletedAt is not null || !FolderAccess.Edits(rights, IsOwn(message, caller))) return null;
        var after = (message.MessageStatus & ~mask) | (status & mask);
        if (after == message.MessageStatus) return message.MessageStatus;
        var change = NewChange(state);
        change.Add(new StoreOperation.SetMessageStatus(messageId, after));
        change.Adjust(folderId, new FolderCounters(), change.TakeChangeNumber());
        await CommitAsync(state, change);
        return message.MessageStatus;
    });

    private async Task<(MapiError Error, long MessageId, long ChangeNumber)> PlanInsertAsync(
        MailboxState state, ChangeSet change, MailboxCaller caller, (string, byte[])? creator, SaveMessage save, bool withinQuota = true)
    {
        if (!TrySee(state, save.FolderId, caller, out var folder, out var rights)) return (MapiError.NotFound, 0, 0);
        if (folder.Record.Kind == FolderKind.Search) return (MapiError.SearchFolder, 0, 0);
        if (!FolderAccess.Creates(rights)) return (MapiError.AccessDenied, 0, 0);
        if (save.MessageId != 0)
        {
            // Whether a message has it already is the store's to say, with the commit.
            if (!IsFreeId(state, save.MessageId)) return (MapiError.InvalidParameter, 0, 0);
        }
        var content = Sign(save.Content, creator, creator);
        var size = StorageFormat.SizeOf(content);
        var error = CheckSize(state, size, withinQuota ? size + change.SizeDelta : 0);
        if (error != MapiError.Success) return (error, 0, 0);

        var changeNumber = change.TakeChangeNumber();
        var key = save.ChangeKey.Length > 0 ? save.ChangeKey : Xid.Of(state.Record.ReplGuid, changeNumber);
        var message = new MessageRecord
        {
            MessageId = save.MessageId != 0 ? save.MessageId : change.TakeIds(),
            FolderId = folder.Id,
            Associated = save.Associated,
            ChangeNumber = changeNumber,
            ReadChangeNumber = changeNumber,
            ChangeKey = key,
            PredecessorChangeList = MailboxIdentity.Include(save.PredecessorChangeList, key),
            SourceKey = save.SourceKey,
            IsRead = !state.IsPublic && (save.IsRead ?? false),
            MessageFlags = save.MessageFlags ?? 0,
            ArticleNumber = change.TakeArticleNumber(folder.Record),
            Size = size,
            CreatedAt = change.Now,
            ModifiedAt = save.ModifiedAt ?? change.Now,
            Hot = HotColumnsDerivation.Derive(content),
            Mime = save.Mime,
            Content = content,
        };
        if (save.IsDelivery) change.Deliveries.Add(message.MessageId);
        change.Add(new StoreOperation.InsertMessage(message));
        change.Adjust(folder.Id, Counted(message), changeNumber);
        change.AddSize(size);
        return (MapiError.Success, message.MessageId, changeNumber);
    }

    private async Task<(MapiError Error, long MessageId, long ChangeNumber)> PlanUpdateAsync(MailboxState state, ChangeSet change, MailboxCaller caller, (string, byte[])? modifier, SaveMessage save)
    {
        if (!TrySee(state, save.FolderId, caller, out var folder, out var rights)) return (MapiError.NotFound, 0, 0);
        // What differs from the old content says which property groups change. Large values are compared by what they are called.
        var old = await ReadAsync(s => s.ReadMessageAsync(state.Record.Key, save.MessageId, MessageParts.All, CancellationToken.None));
        // Gone, or moved away, which gives a message another id: whoever had it open is told that it was deleted.
        if (old is null || old.FolderId != folder.Id || old.DeletedAt is not null) return (MapiError.ObjectDeleted, save.MessageId, 0);
        if (!FolderAccess.Edits(rights, IsOwn(old, caller))) return (MapiError.AccessDenied, save.MessageId, 0);
        if (save.ExpectedChangeNumber is { } expected && expected != old.ChangeNumber) return (MapiError.ObjectChanged, save.MessageId, old.ChangeNumber);
        var content = Sign(save.Content, CreatorOf(old), modifier);
        var changeNumber = change.TakeChangeNumber();
        var key = save.ChangeKey.Length > 0 ? save.ChangeKey : Xid.Of(state.Record.ReplGuid, changeNumber);
        var wasInConflict = (old.MessageStatus & ConflictVersions.InConflictStatus) != 0;
        var inConflict = save.InConflict ?? wasInConflict;
        var modifiedAt = save.ModifiedAt ?? change.Now;
        if (wasInConflict && save.InConflict is null) (content, inConflict, modifiedAt) = ConflictVersions.Changed(content, old.ChangeKey, key, modifiedAt);
        var size = StorageFormat.SizeOf(content);
        var error = CheckSize(state, size, size - old.Size);
        if (error != MapiError.Success) return (error, save.MessageId, 0);

        var message = old with
        {
            ChangeNumber = changeNumber,
            ReadChangeNumber = changeNumber,
            ChangeKey = key,
            PredecessorChangeList = MailboxIdentity.Include(save.PredecessorChangeList.Length > 0 ? save.PredecessorChangeList : old.PredecessorChangeList, key),
            SourceKey = save.SourceKey.Length > 0 ? save.SourceKey : old.SourceKey,
            IsRead = !state.IsPublic && (save.IsRead ?? old.IsRead),
            MessageFlags = save.MessageFlags ?? old.MessageFlags,
            MessageStatus = inConflict ? old.MessageStatus | ConflictVersions.InConflictStatus : old.MessageStatus & ~ConflictVersions.InConflictStatus,
            Size = size,
            ModifiedAt = modifiedAt,
            Hot = HotColumnsDerivation.Derive(content),
            Mime = save.Mime ?? old.Mime,
            // What a client uploads takes the place of all that was there, whoever else knows parts of that.
            GroupChanges = wasInConflict || inConflict || save.PredecessorChangeList.Length > 0 ? [] : PropertyGroups.Advance(old, content, changeNumber, state.Names.Find),
            Content = content,
        };
        change.Add(new StoreOperation.UpdateMessage(message, old.ChangeNumber));
        change.Adjust(folder.Id, Counted(message).Plus(Counted(old, -1)), changeNumber);
        change.AddSize(size - old.Size);
        return (MapiError.Success, message.MessageId, changeNumber);
    }

    /// <summary>What a message counts for in its folder.</summary>
    private static FolderCounters Counted(MessageRecord message, int sign = 1)
    {
        if (message.DeletedAt is not null)
        {
            return new FolderCounters
            {
                Deleted = message.Associated ? 0 : sign,
                DeletedAssociated = message.Associated ? sign : 0,
                DeletedSize = sign * message.Size,
            };
        }
        return message.Associated
            ? new FolderCounters { Associated = sign, AssociatedSize = sign * message.Size }
            : new FolderCounters { Items = sign, Unread = message.IsRead ? 0 : sign, Size = sign * message.Size };
    }

    /// <summary>The content with its creator and last modifier; values that the client sent for them do not count where the server knows better.</summary>
    private static MessageContent Sign(MessageContent content, (string Name, byte[] EntryId)? creator, (string Name, byte[] EntryId)? modifier)
    {
        if (creator is null && modifier is null) return content;
        var properties = content.Properties.Clone();
        if (creator is { } made)
        {
            properties.Set(PidTag.CreatorName, made.Name);
            properties.Set(PidTag.CreatorEntryId, made.EntryId);
        }
        if (modifier is { } changed)
        {
            properties.Set(PidTag.LastModifierName, changed.Name);
            properties.Set(PidTag.LastModifierEntryId, changed.EntryId);
        }
        return new MessageContent { Properties = properties, Recipients = content.Recipients, Attachments = content.Attachments };
    }

    private static (string Name, byte[] EntryId)? CreatorOf(MessageRecord message) =>
        message.Content.Properties.GetBinary(PidTag.CreatorEntryId) is { } entryId
            ? (message.Content.Properties.GetString(PidTag.CreatorName) ?? "", entryId)
            : null;

    private static bool IsOwn(MessageRecord message, MailboxCaller caller) => MailboxIdentity.IsCreator(message.Content.Properties, caller);

    /// <summary>Name and entry id of the calling account; null for the server itself and for an account that the directory does not have.</summary>
    private async ValueTask<(string Name, byte[] EntryId)?> CreatorAsync(MailboxCaller caller)
    {
        if (caller.AccountId == Guid.Empty) return null;
        if (_creators.TryGetValue(caller.AccountId, out var known)) return known;
        DirectoryObject? account;
        try
        {
            account = await GrainFactory.GetGrain<IDirectoryGrain>(0).FindByIdAsync(caller.AccountId);
        }
        catch (Exception e) when (caller.HasAllRights)
        {
            // Whose it is decides only over what those with lesser rights may do: the owner's own save does not fail for it.
            MailboxLog.DirectoryUnreachable(logger, e, Key, caller.AccountId);
            return null;
        }
        if (account is null) return null;
        var creator = (account.DisplayName, EntryIds.AddressBook(account.LegacyDN));
        // Few accounts write to one mailbox; a public folder may see many.
        if (_creators.Count >= 64) _creators.Clear();
        _creators[caller.AccountId] = creator;
        return creator;
    }

    /// <summary>The result of an operation that was done already: by this activation, or, in the time after a takeover, by one before.</summary>
    private async Task<SaveMessageResult?> FindRepeatedAsync(MailboxState state, Guid operationId)
    {
        if (_recent.TryGetValue(operationId, out var done)) return done;
        if (services.Time.GetUtcNow() - _claimedAt > Options.RepetitionWindow) return null;
        var kept = await ReadAsync(s => s.FindOperationAsync(state.Record.Key, operationId, CancellationToken.None));
        return kept is null ? null : Decode(kept);
    }

    private void Remember(Guid operationId, SaveMessageResult result)
    {
        _recent[operationId] = result;
        _recentOrder.Enqueue(operationId);
        while (_recentOrder.Count > Options.RecentOperations) _recent.Remove(_recentOrder.Dequeue());
    }

    private static byte[] Encode(SaveMessageResult result)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, result.MessageId);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), result.ChangeNumber);
        return bytes;
    }

    private static SaveMessageResult Decode(ReadOnlySpan<byte> bytes) => new()
    {
        Error = MapiError.Success,
        MessageId = BinaryPrimitives.ReadInt64LittleEndian(bytes),
        ChangeNumber = BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
    };
}
