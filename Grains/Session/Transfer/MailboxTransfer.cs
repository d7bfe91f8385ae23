using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;

namespace MapiOrleans.Grains.Session.Transfer;

/// <summary>
/// Copies and moves from one mailbox to another, which may be on other nodes and shards. Messages are read from the source's store and saved
/// through the target's grain, one commit each; a moved one is deleted at its source only after that, and only where it did not change
/// meanwhile. Whatever breaks off half-way leaves two copies, never none.
/// </summary>
internal sealed partial class MailboxTransfer(LogonObject source, LogonObject target, OperationProgress progress, CancellationToken cancellationToken)
{
    /// <summary>Messages that are read at once, and after whose copies the source deletes: what is in memory of them at a time.</summary>
    private const int BatchSize = 32;

    private readonly ContentTranslation _translation = new(source, target);

    private IMessageReader Store => source.Messages;

    /// <summary>Copies messages of a folder, or moves them. An error where none could be.</summary>
    public async Task<BulkResult> MessagesAsync(long sourceFolderId, IReadOnlyList<long> messageIds, long targetFolderId, bool move)
    {
        if (await source.Mailbox.FindFolderAsync(source.Caller, sourceFolderId, deletedToo: true) is not { } from
            || await target.Mailbox.FindFolderAsync(target.Caller, targetFolderId, deletedToo: false) is not { } to)
        {
            return new BulkResult(MapiError.NotFound);
        }
        if (to.Folder.Kind == FolderKind.Search) return new BulkResult(MapiError.SearchFolder);
        var mayTake = FolderAccess.Reads(from.Rights) && (!move || (from.Rights & (FolderRights.DeleteAny | FolderRights.DeleteOwned)) != 0);
        if (!mayTake || !FolderAccess.Creates(to.Rights)) return new BulkResult(MapiError.AccessDenied);

        var (done, partial, first) = (0, false, MapiError.Success);
        foreach (var batch in messageIds.Distinct().Chunk(BatchSize))
        {
            if (progress.IsCancelled) return new BulkResult(MapiError.Success, Partial: true);
            var result = await BatchAsync(from, batch, targetFolderId, move);
            done += result.Done;
            partial |= result.Done < batch.Length || result.Left;
            if (first == MapiError.Success) first = result.Error;
            // A mailbox that is full will not take the next one either.
            if (result.Error == MapiError.QuotaExceeded)
            {
                partial |= done < messageIds.Count;
                break;
            }
        }
        return done == 0 && first != MapiError.Success ? new BulkResult(first) : new BulkResult(MapiError.Success, partial);
    }

    private async Task<(int Done, bool Left, MapiError Error)> BatchAsync(FolderView from, long[] ids, long targetFolderId, bool move)
    {
        var copied = new List<MessageRecord>(ids.Length);
        var error = MapiError.Success;
        foreach (var message in await Store.ReadMessagesAsync(source.Key, ids, MessageParts.All, cancellationToken))
        {
            if (message.FolderId != from.Folder.FolderId) continue;
            if (move && !FolderAccess.Deletes(from.Rights, MailboxIdentity.IsCreator(message.Content.Properties, source.Caller))) continue;
            var result = await CopyAsync(message, targetFolderId);
            if (result == MapiError.Success)
            {
                copied.Add(message);
                continue;
            }
            TransferLog.NotCopied(source.Session.Services.Logger, source.Session.Open.SessionId, message.MessageId, result);
            if (error == MapiError.Success) error = result;
            if (result == MapiError.QuotaExceeded) break;
        }
        if (!move || copied.Count == 0) return (copied.Count, false, error);
        var deleted = await source.Mailbox.DeleteMessagesAsync(source.Caller, from.Folder.FolderId, [.. copied.Select(m => m.MessageId)], hard: true, [.. copied.Select(m => m.ChangeNumber)]);
        return (copied.Count, deleted.Partial || deleted.Error != MapiError.Success, error);
    }

    /// <summary>
    /// Saves a message in the target. Read state, flags and modification time go with it, as they do inside a mailbox; PidTagMessageStatus is a
    /// matter of the contents table that it was in, and stays behind.
    /// </summary>
    private async Task<MapiError> CopyAsync(MessageRecord message, long targetFolderId)
    {
        try
        {
            var save = new SaveMessage
            {
                OperationId = Guid.NewGuid(),
                FolderId = targetFolderId,
                IsNew = true,
                Associated = message.Associated,
                Content = await _translation.TranslateAsync(message.Content, cancellationToken),
                IsRead = message.IsRead,
                MessageFlags = message.MessageFlags,
                Mime = message.Mime is { } mime ? await _translation.CopyPartAsync(mime, cancellationToken) : null,
                ModifiedAt = message.ModifiedAt,
            };
            try
            {
                return (await target.Mailbox.SaveMessageAsync(target.Caller, save)).Error;
            }
            catch (MailboxMovedException)
            {
                // The new owner knows by the operation id whether it is saved.
                return (await target.Mailbox.SaveMessageAsync(target.Caller, save)).Error;
            }
        }
        catch (RopException e)
        {
            TransferLog.NotTranslated(source.Session.Services.Logger, e, source.Session.Open.SessionId, message.MessageId);
            return e.Error;
        }
        finally
        {
            // Parts are shared by the copies of one message, not kept for the next.
            _translation.Forget();
        }
    }
}
