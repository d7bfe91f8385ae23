using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Objects;

/// <content>Saving, and what follows from it ([MS-OXCMSG] 3.2.5.3).</content>
internal sealed partial class MessageObject
{
    private bool _flagsSet;

    // Of a save whose outcome is not known yet: asked again, also by another ROP, it happens once.
    private Guid? _operation;

    // What a client may not set of a saved message, and what fails the save of one who tries ([MS-OXCMSG] 3.2.5.3, note 26).
    private static readonly HashSet<ushort> FailingSaves =
    [
        PidTag.MessageSize.Id, PidTag.Access.Id, PidTag.AccessLevel.Id, PidTag.ObjectType.Id, PidTag.RecordKey.Id, PidTag.MessageStatus.Id,
        PidTag.HasAttachments.Id, PidTag.MessageFlags.Id,
    ];

    private bool _failsSaves;

    /// <summary>
    /// Hears which properties a client could not set. Where it tried to change what a saved message is to the server, this handle does not save
    /// any more, as with Exchange since 2010: the client means another message than there is. Until the first save nothing is amiss.
    /// </summary>
    public void Refused(IEnumerable<PropertyTag> tags) => _failsSaves |= !IsNew && !IsUpload && Container is null && tags.Any(t => FailingSaves.Contains(t.Id));

    /// <summary>
    /// Saves the changes. ObjectModified where another handle saved in between and <see cref="SaveFlags.ForceSave"/> is not set; the changes
    /// then stay. A message in an attachment goes into the attachment. The access level stays as it is, also where the client asks for
    /// <see cref="SaveFlags.KeepOpenReadOnly"/>: Exchange ignores it since 2010 ([MS-OXCMSG] 2.2.3.3.1, note 13).
    /// </summary>
    public async Task SaveAsync(SaveFlags flags)
    {
        const SaveFlags keep = SaveFlags.KeepOpenReadOnly | SaveFlags.KeepOpenReadWrite;
        if ((flags & keep) == keep) throw new RopException(MapiError.NotSupported, $"SaveFlags {flags}");
        if (!IsWritable) throw new RopException(MapiError.GeneralFailure, "the message is open for reading only");
        if (_failsSaves) throw new RopException(MapiError.GeneralFailure, "read-only properties of the message were to be changed");
        if (IsDirty)
        {
            CheckDepth(Content, Depth);
            if (_upload is { } upload) await SaveUploadAsync(upload);
            else if (Container is null) await SaveToMailboxAsync(flags.HasFlag(SaveFlags.ForceSave));
            else SaveToAttachment();
        }
    }

    /// <summary>
    /// Changes read state and receipt flags now, where the message is saved; the rest of it, and what is not saved of it, stay as they are.
    /// </summary>
    /// <param name="read">The read state; null leaves it.</param>
    /// <param name="clear">Flags to clear.</param>
    /// <param name="receiptOnly">Whether its receipt goes out though its read state stays.</param>
    /// <returns>Whether the read state changed.</returns>
    public async Task<bool> SetReadAsync(bool? read, MessageFlagBits clear, bool receiptOnly = false)
    {
        var changes = read is { } wanted && wanted != Record.IsRead;
        var isSaved = !IsNew && Container is null;
        var sends = isSaved && (read == true || receiptOnly) && ((MessageFlagBits)Record.MessageFlags & ~clear).HasFlag(MessageFlagBits.NotifyRead);
        if (!changes && !sends && (Record.MessageFlags & (int)clear) == 0) return false;
        if (isSaved)
        {
            var result = await Logon.Mailbox.SetReadFlagsAsync(Logon.Caller, Record.FolderId, [Record.MessageId], read, (int)clear, receiptOnly);
            if (result.Error != MapiError.Success) throw new RopException(result.Error, "the mailbox does not set the read state");
            if (result.Partial) throw new RopException(MapiError.ObjectDeleted, $"message {Record.MessageId:X} is gone");
        }
        else
        {
            RequireWritable();
        }
        Record = Record with { IsRead = read ?? Record.IsRead, MessageFlags = Record.MessageFlags & ~(int)clear };
        _view = null;
        if (!isSaved)
        {
            _flagsSet = true;
            Changed(0);
        }
        return changes;
    }

    private async Task SaveToMailboxAsync(bool force, SubmitOrder? submission = null)
    {
        // The first save leaves the message unmodified since then; a later one does not ([MS-OXCMSG] 2.2.1.6).
        var messageFlags = IsNew ? Record.MessageFlags | (int)MessageFlagBits.Unmodified : Record.MessageFlags & ~(int)MessageFlagBits.Unmodified;
        if (submission is not null) messageFlags |= (int)MessageFlagBits.Submitted;
        var content = Content;
        var save = new SaveMessage
        {
            Submission = submission,
            OperationId = _operation ??= Guid.NewGuid(),
            FolderId = Record.FolderId,
            MessageId = Record.MessageId,
            IsNew = IsNew,
            Associated = Record.Associated,
            ExpectedChangeNumber = IsNew || force ? null : Record.ChangeNumber,
            Content = content,
            IsRead = IsNew || _flagsSet ? Record.IsRead : null,
            // What others do to the flags in between is not undone for nothing.
            MessageFlags = IsNew || _flagsSet || messageFlags != Record.MessageFlags ? messageFlags : null,
        };
        var result = await SaveOnceAsync(save);
        _operation = null;
        if (result.Error != MapiError.Success) throw new RopException(result.Error, $"the mailbox does not save message {Record.MessageId:X}");
        var key = Xid.Of(Logon.Info.ReplGuid, result.ChangeNumber);
        Saved(Record with
        {
            MessageId = result.MessageId,
            ChangeNumber = result.ChangeNumber,
            ReadChangeNumber = result.ChangeNumber,
            ChangeKey = key,
            PredecessorChangeList = MailboxIdentity.Include(Record.PredecessorChangeList, key),
            MessageFlags = messageFlags,
            ModifiedAt = Logon.Session.Services.Time.GetUtcNow(),
            Content = content,
        });
        _refresh = true;
    }

    // Where the mailbox moved while it was saving, its new owner knows by the operation id whether it had been done.
    private async Task<SaveMessageResult> SaveOnceAsync(SaveMessage save)
    {
        try
        {
            return await Logon.Mailbox.SaveMessageAsync(Logon.Caller, save);
        }
        catch (MailboxMovedException)
        {
            return await Logon.Mailbox.SaveMessageAsync(Logon.Caller, save);
        }
    }

    private void SaveToAttachment()
    {
        var content = Working;
        var now = Logon.Session.Services.Time.GetUtcNow();
        content.Properties.Set(PidTag.MessageFlags, Record.MessageFlags | (int)(Record.IsRead ? MessageFlagBits.Read : MessageFlagBits.None));
        if (!IsUpload || !content.Properties.Contains(PidTag.LastModificationTime.Id)) content.Properties.Set(PidTag.LastModificationTime, now);
        if (IsUpload && !content.Properties.Contains(PidTag.MessageClass.Id)) content.Properties.Set(PidTag.MessageClass, "IPM.Note");
        if (!content.Properties.Contains(PidTag.CreationTime.Id)) content.Properties.Set(PidTag.CreationTime, Record.CreatedAt);
        Container!.SetEmbedded(content);
        Saved(Record with { ModifiedAt = now, Content = content });
    }

    // What was handed over is nobody's to change any more: the next change begins with a copy.
    private void Saved(MessageRecord record)
    {
        Record = record;
        _working = null;
        _view = null;
        _flagsSet = false;
        IsNew = false;
        IsDirty = false;
    }

    /// <summary>
    /// Brings in what the mailbox made of the save (times, article number, signatures), when somebody asks. Where another save came after
    /// it, or the message is gone, what is known of one's own stays.
    /// </summary>
    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var stored = await Logon.Messages.ReadMessageAsync(Logon.Key, Record.MessageId, MessageParts.Properties, cancellationToken);
        _refresh = false;
        if (stored is null || stored.ChangeNumber != Record.ChangeNumber) return;
        Record = stored with
        {
            Content = new MessageContent { Properties = stored.Content.Properties, Recipients = Record.Content.Recipients, Attachments = Record.Content.Attachments },
        };
        _view = null;
    }

    private static void CheckDepth(MessageContent content, int depth)
    {
        if (depth >= StorageFormat.MaxDepth) throw new RopException(MapiError.TooComplex, $"messages nested {depth} deep, {StorageFormat.MaxDepth} allowed");
        foreach (var attachment in content.Attachments)
            if (attachment.Embedded is { } embedded)
                CheckDepth(embedded, depth + 1);
    }
}
