using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Grains.Session.Sync;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>Whose version of a message a client uploads ([MS-OXCFXICS] 2.2.3.2.4.2.1).</summary>
/// <param name="Collector">The context of the upload, which is told of the change number.</param>
/// <param name="SourceKey">A foreign source key; empty for the one that follows from the id.</param>
/// <param name="ChangeKey">PidTagChangeKey.</param>
/// <param name="Predecessors">PidTagPredecessorChangeList, the change key included.</param>
/// <param name="ModifiedAt">PidTagLastModificationTime.</param>
/// <param name="FailsOnConflict">Whether the client wants no conflict to be resolved.</param>
internal sealed record MessageUpload(
    SynchronizationCollector Collector, byte[] SourceKey, byte[] ChangeKey, PredecessorChangeList Predecessors, DateTimeOffset ModifiedAt, bool FailsOnConflict);

/// <content>A message that a client uploads: it begins empty, and its identity is the client's ([MS-OXCFXICS] 3.2.5.9.4.2).</content>
internal sealed partial class MessageObject
{
    // Another change may come between looking at the message and saving it; more often than so it is told to the client.
    private const int MaxUploadAttempts = 5;

    private MessageUpload? _upload;
    private MessageRecord? _uploadedOver;

    /// <summary>Begins the upload of a message.</summary>
    /// <param name="logon">The logon.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="current">The message as the mailbox has it, or null.</param>
    /// <param name="messageId">The id that the client gave it; 0 to have one given.</param>
    /// <param name="associated">Whether it is an associated one.</param>
    /// <param name="upload">Its identity.</param>
    public static MessageObject Import(LogonObject logon, FolderView folder, MessageRecord? current, long messageId, bool associated, MessageUpload upload)
    {
        var now = logon.Session.Services.Time.GetUtcNow();
        var record = new MessageRecord
        {
            MessageId = current?.MessageId ?? messageId,
            FolderId = folder.Folder.FolderId,
            Associated = current?.Associated ?? associated,
            CreatedAt = current?.CreatedAt ?? now,
            ModifiedAt = upload.ModifiedAt,
        };
        return new MessageObject(logon, record, folder, null, isNew: current is null, isWritable: true, logon.Session.CodePage) { IsUpload = true, IsDirty = true, _upload = upload, _uploadedOver = current };
    }

    private async Task SaveUploadAsync(MessageUpload upload)
    {
        var content = Content;
        if (!content.Properties.Contains(PidTag.MessageClass.Id)) Working.Properties.Set(PidTag.MessageClass, "IPM.Note");
        content = Content;
        for (var attempt = 0; attempt < MaxUploadAttempts; attempt++)
        {
            var over = _uploadedOver;
            var server = over is null ? null : PredecessorChangeList.TryParse(over.PredecessorChangeList, out _) ?? new PredecessorChangeList();
            // What the mailbox has already, or something newer, it keeps: so it is with an upload that is repeated.
            if (over is not null && server!.Includes(upload.Predecessors))
            {
                Saved(over with { Content = content });
                _refresh = true;
                return;
            }
            var outcome = Resolve(upload, over, server, content);
            if (outcome.IsConflict)
            {
                if (upload.FailsOnConflict) throw new RopException(MapiError.SyncConflict, $"message {over!.MessageId:X} was changed at both ends");
                SyncLog.Conflict(Logon.Session.Services.Logger, Logon.Session.Open.SessionId, over!.MessageId, outcome.Keeps ? "mailbox'" : "client's", outcome.InConflict);
            }
            var leavesState = outcome.Keeps || (!_flagsSet && over is not null);
            var save = new SaveMessage
            {
                OperationId = Guid.NewGuid(),
                FolderId = Record.FolderId,
                MessageId = Record.MessageId,
                IsNew = over is null,
                Associated = Record.Associated,
                ExpectedChangeNumber = over?.ChangeNumber,
                Content = outcome.Content,
                IsRead = leavesState ? null : Record.IsRead,
                MessageFlags = leavesState ? null : Record.MessageFlags,
                ChangeKey = outcome.ChangeKey,
                PredecessorChangeList = outcome.Predecessors.ToArray(),
                SourceKey = upload.SourceKey,
                ModifiedAt = outcome.ModifiedAt,
                InConflict = outcome.InConflict,
            };
            var result = await SaveOnceAsync(save);
            if (result.Error == MapiError.ObjectChanged)
            {
                var current = await Logon.Messages.ReadMessageAsync(Logon.Key, Record.MessageId, MessageParts.All, CancellationToken.None);
                if (current is null || current.FolderId != Record.FolderId || current.DeletedAt is not null) throw new RopException(MapiError.SyncObjectDeleted, $"message {Record.MessageId:X} was deleted");
                _uploadedOver = current;
                continue;
            }
            if (result.Error == MapiError.ObjectDeleted) throw new RopException(MapiError.SyncObjectDeleted, $"message {Record.MessageId:X} was deleted");
            if (result.Error != MapiError.Success) throw new RopException(result.Error, $"the mailbox does not save the upload of message {Record.MessageId:X}");
            // A client that lost, or won, a conflict downloads what came of it.
            if (!outcome.IsConflict) upload.Collector.Saved(Record.Associated, result.ChangeNumber);
            Saved(Record with
            {
                MessageId = result.MessageId,
                ChangeNumber = result.ChangeNumber,
                ReadChangeNumber = result.ChangeNumber,
                ChangeKey = save.ChangeKey,
                PredecessorChangeList = save.PredecessorChangeList,
                Content = save.Content,
            });
            // Further changes on this handle are changes at the mailbox, like those of anybody.
            (_upload, _uploadedOver) = (null, null);
            _refresh = true;
            if (outcome.InConflict) await ConflictNotice.SendAsync(Logon, Folder!, Record);
            return;
        }
        throw new RopException(MapiError.ObjectChanged, $"message {Record.MessageId:X} changes too often");
    }

    /// <summary>What is to be saved.</summary>
    /// <param name="Content">The content.</param>
    /// <param name="ChangeKey">Its change key: the winner's.</param>
    /// <param name="Predecessors">The changes that it knows of: those of all versions.</param>
    /// <param name="ModifiedAt">When the winner was changed.</param>
    /// <param name="IsConflict">Whether both ends had changed it.</param>
    /// <param name="Keeps">Whether the mailbox' version won.</param>
    /// <param name="InConflict">Whether it is a conflict resolve message.</param>
    private readonly record struct UploadOutcome(
        MessageContent Content, byte[] ChangeKey, PredecessorChangeList Predecessors, DateTimeOffset ModifiedAt, bool IsConflict, bool Keeps, bool InConflict);

    /// <summary>
    /// Resolves a conflict, where there is one, as the folder says ([MS-OXCFXICS] 3.1.5.6): by a message that has all versions, else, and
    /// always for associated messages, by taking the one that was written last.
    /// </summary>
    private UploadOutcome Resolve(MessageUpload upload, MessageRecord? over, PredecessorChangeList? server, MessageContent content)
    {
        var all = PredecessorChangeList.TryParse(upload.Predecessors.ToArray(), out _)!;
        if (server is null || upload.Predecessors.Includes(server)) return new(content, upload.ChangeKey, all, upload.ModifiedAt, IsConflict: false, Keeps: false, InConflict: false);
        all.Merge(server);
        var client = new MessageVersion
        {
            Content = content,
            ChangeKey = upload.ChangeKey,
            Predecessors = upload.Predecessors,
            ModifiedAt = upload.ModifiedAt,
            Flags = Record.MessageFlags | (Record.IsRead ? (int)MessageFlagBits.Read : 0),
        };
        // Of the versions that the mailbox has, the client may know some: those are no more.
        List<MessageVersion> versions = [.. ConflictVersions.Of(over!).Where(v => !upload.Predecessors.Includes(v.Predecessors)), client];
        var winner = ConflictVersions.Winner(versions);
        var method = Folder!.Folder.Properties.GetInt32(PidTag.ResolveMethod) ?? 0;
        var limits = Logon.Session.Services.Limits;
        var composed = Record.Associated || (method & ConflictVersions.LastWriterWins) != 0 || versions.Count < 2
            ? null
            : ConflictVersions.Compose(versions, winner, limits.MaxConflictVersions, limits.MaxMessageSize);
        return new(composed ?? winner.Content, winner.ChangeKey, all, winner.ModifiedAt, IsConflict: true, Keeps: winner != client, InConflict: composed is not null);
    }
}
