using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Grains.Transport;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Messages;

namespace MapiOrleans.Grains.Mailbox;

/// <content>Messages on their way out ([MS-OXOMSG] 3.2.5): into the queue, back, and over to transport, each in one transaction with what it means for the message.</content>
internal sealed partial class MailboxGrain
{
    // mfSubmitted, mfUnsent and mfFromMe ([MS-OXCMSG] 2.2.1.6).
    private const int SubmittedFlag = 0x0004, UnsentFlag = 0x0008, FromMeFlag = 0x0020;

    private void PlanSubmission(MailboxState state, ChangeSet change, SubmitOrder order, long messageId, MessageContent content) => change.Add(new StoreOperation.PutJob(new JobRecord
    {
        JobId = order.JobId,
        Kind = JobKind.Submission,
        Key = state.Record.Key,
        MailboxGuid = Key,
        MessageId = messageId,
        DueAt = order.DueAt,
        CreatedAt = change.Now,
        Data = SubmissionData.Of(content).Write(),
    }));

    /// <inheritdoc/>
    public Task<MapiError> AbortSubmitAsync(MailboxCaller caller, long folderId, long messageId) => WriteAsync(async state =>
    {
        if (!TrySee(state, folderId, caller, out var folder, out var rights)) return MapiError.NotFound;
        var message = await ReadAsync(s => s.ReadMessageAsync(state.Record.Key, messageId, MessageParts.Properties, CancellationToken.None));
        if (message is null || message.FolderId != folder.Id || message.DeletedAt is not null) return MapiError.NotFound;
        if (!FolderAccess.Edits(rights, IsOwn(message, caller))) return MapiError.AccessDenied;
        if ((message.MessageFlags & SubmittedFlag) == 0) return MapiError.NotFound;
        var change = NewChange(state);
        change.Add(new StoreOperation.AbortSubmission(messageId, change.Now));
        change.Add(new StoreOperation.ClearMessageFlags([messageId], SubmittedFlag));
        change.Adjust(folder.Id, new FolderCounters(), change.TakeChangeNumber());
        try
        {
            await CommitAsync(state, change);
            return MapiError.Success;
        }
        catch (StoreConflictException)
        {
            return MapiError.AbortFailed;
        }
    });

    /// <inheritdoc/>
    public Task<bool> TakeSubmissionAsync(SubmissionTaken taken) => WriteAsync(async state =>
    {
        var message = await ReadAsync(s => s.ReadMessageAsync(state.Record.Key, taken.MessageId, MessageParts.None, CancellationToken.None));
        if (message is null || message.DeletedAt is not null || (message.MessageFlags & SubmittedFlag) == 0) return false;
        var change = NewChange(state);
        change.Add(new StoreOperation.FinishJob(taken.JobId, taken.LeaseOwner));
        PlanRelay(state, change, taken.Mail);
        PlanSent(state, change, message, taken.SentFolderId);
        try
        {
            await CommitAsync(state, change);
            return true;
        }
        catch (StoreConflictException)
        {
            return false;
        }
    });

    /// <inheritdoc/>
    public Task<MapiError> LockSubmissionAsync(MailboxCaller caller, SubmissionLock request) => WriteAsync(async state =>
    {
        var message = await ReadAsync(s => s.ReadMessageAsync(state.Record.Key, request.MessageId, MessageParts.Properties, CancellationToken.None));
        if (message is null || message.DeletedAt is not null || !TrySee(state, message.FolderId, caller, out _, out var rights)) return MapiError.NotFound;
        if (!FolderAccess.Edits(rights, IsOwn(message, caller))) return MapiError.AccessDenied;
        if ((message.MessageFlags & SubmittedFlag) == 0) return MapiError.NotFound;
        var change = NewChange(state);
        if (request.Kind == SubmissionLockKind.Finished)
        {
            change.Add(new StoreOperation.FinishSubmission(message.MessageId, request.Holder));
            PlanSent(state, change, message, request.SentFolderId);
        }
        else
        {
            // A spooler that goes without a word holds the message no longer than its lease.
            change.Add(new StoreOperation.HoldSubmission(message.MessageId, request.Holder, change.Now, request.Kind == SubmissionLockKind.Lock ? change.Now + Options.SpoolerLock : change.Now));
        }
        try
        {
            await CommitAsync(state, change);
            if (request.Kind == SubmissionLockKind.Unlock) services.Submitted.Set();
            return MapiError.Success;
        }
        catch (StoreConflictException)
        {
            return MapiError.AccessDenied;
        }
    });

    /// <summary>Puts a message that was sent where such go. A folder that went meanwhile keeps nothing.</summary>
    private static void PlanSent(MailboxState state, ChangeSet change, MessageRecord message, long folderId)
    {
        if (folderId != 0 && state.Folders.TryGetLive(folderId, out var target) && target.Record.Kind != FolderKind.Search)
            PlanMove(state, change, message with { MessageFlags = (message.MessageFlags & ~(SubmittedFlag | UnsentFlag)) | FromMeFlag }, target.Record);
        else
            PlanDeletion(change, [message], hard: true);
    }

    private void PlanRelay(MailboxState state, ChangeSet change, QueuedMail mail) => change.Add(new StoreOperation.PutJob(new JobRecord
    {
        JobId = mail.RelayId,
        Kind = JobKind.Relay,
        Key = state.Record.Key,
        MailboxGuid = Key,
        DueAt = change.Now,
        CreatedAt = change.Now,
        Part = mail.Message,
        Data = mail.Envelope,
    })
    {
        Keeps = mail.Keeps,
    });
}
