using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>
/// A folder: messages are saved as each of them is complete, and folders made when their properties are; half a message is none.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="operation">Whether the stream is of messages, of the folder's content, or of a folder that goes below it.</param>
internal sealed class FolderTarget(FolderObject folder, FastTransferSourceOperation operation) : UploadTarget(folder.Logon)
{
    // Folders that are open, from the one the upload goes into. 0 stands for one whose properties are being read.
    private readonly Stack<long> _folders = new([folder.FolderId]);
    private readonly PropertyBag _properties = new();
    private MessageReader? _reader;
    private MessageContent _message = new();
    private bool _associated;

    /// <inheritdoc/>
    public override async ValueTask<bool> MarkerAsync(FastTransferMarker marker, CancellationToken cancellationToken)
    {
        if (_reader is { } reader)
        {
            if (marker == FastTransferMarker.EndMessage && reader.IsAtRoot)
            {
                await SaveAsync();
                _reader = null;
                return true;
            }
            if (!reader.TryMarker(marker, out var part)) return false;
            Take(part);
            return true;
        }
        await FlushAsync(cancellationToken);
        switch (marker)
        {
            case FastTransferMarker.StartMessage or FastTransferMarker.StartFAIMsg when operation != FastTransferSourceOperation.CopyFolder || _folders.Count > 1:
                await MakeAsync(cancellationToken);
                _reader = new MessageReader(isAttachment: false);
                _message = new MessageContent();
                _associated = marker == FastTransferMarker.StartFAIMsg;
                return true;
            case FastTransferMarker.StartTopFld when operation == FastTransferSourceOperation.CopyFolder && _folders.Count == 1:
            case FastTransferMarker.StartSubFld when operation != FastTransferSourceOperation.CopyMessages && (operation != FastTransferSourceOperation.CopyFolder || _folders.Count > 1):
                await MakeAsync(cancellationToken);
                if (_folders.Count > MaxDepth) throw new RopException(MapiError.TooComplex, $"folders nested {_folders.Count} deep");
                _folders.Push(0);
                return true;
            case FastTransferMarker.EndFolder when _folders.Count > 1:
                await MakeAsync(cancellationToken);
                _folders.Pop();
                return true;
            default:
                return false;
        }
    }

    // No mailbox takes more of a folder by far.
    private const int MaxDepth = 300, MaxPropertiesSize = 4 << 20;

    private long _propertiesSize;

    /// <inheritdoc/>
    public override ValueTask PropertyAsync(TaggedPropertyValue property, CancellationToken cancellationToken)
    {
        if (_reader is { } reader) Take(reader.Property(property));
        // What is there already stays: a stream is put into a folder, not in its place.
        else if (property.Tag != MetaTag.FXDelProp && property.Tag != MetaTag.EcWarning && property.Tag.Id != MetaTag.NewFXFolder.Id
            && property.Tag.Id != MetaTag.DnPrefix.Id && !TransferProperties.IsNontransmittable(property.Tag.Id))
        {
            var size = PropertyValueCodec.SizeOf(property.Value);
            if ((_propertiesSize += size) > MaxPropertiesSize) throw new RopException(MapiError.TooBig, $"a folder of more than {MaxPropertiesSize} bytes of properties");
            _properties.Set(property);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_folders.Peek() is var open and not 0 && _properties.Count > 0)
        {
            // Only what the upload goes into is there before its properties are; those that cannot be set are left out, as with RopCopyTo.
            var target = new FolderObject(Logon, open);
            await target.SetPropertiesAsync([.. _properties], cancellationToken);
            ClearProperties();
        }
    }

    /// <summary>Makes the folder whose properties are complete now.</summary>
    private async ValueTask MakeAsync(CancellationToken cancellationToken)
    {
        if (_folders.Peek() != 0) return;
        var name = _properties.GetString(PidTag.DisplayName) ?? throw new RopException(MapiError.CorruptData, "a folder without a name");
        _folders.Pop();
        var result = await Logon.Mailbox.CreateFolderAsync(Logon.Caller, new NewFolder
        {
            ParentId = _folders.Peek(),
            DisplayName = name,
            Properties = new PropertyBag(_properties.Where(p => !FolderProperties.IsReadOnly(p.Tag.Id))),
        });
        if (result.Error != MapiError.Success) throw new RopException(result.Error, "the mailbox does not make the folder");
        _folders.Push(result.Folder!.Folder.FolderId);
        ClearProperties();
    }

    private void ClearProperties()
    {
        _properties.Clear();
        _propertiesSize = 0;
    }

    private void Take(MessagePart part)
    {
        switch (part.Kind)
        {
            case MessagePartKind.Property: _message.Properties.Set(part.Property); break;
            case MessagePartKind.ClearRecipients: _message.Recipients.Clear(); break;
            case MessagePartKind.Recipient: _message.Recipients.Add(part.Recipient!); break;
            case MessagePartKind.ClearAttachments: _message.Attachments.Clear(); break;
            case MessagePartKind.Attachment: _message.Attachments.Add(part.Attachment!); break;
        }
    }

    private async ValueTask SaveAsync()
    {
        var limits = Logon.Session.Services.Limits;
        if (_message.Recipients.Count > limits.MaxRecipients) throw new RopException(MapiError.TooManyRecips, $"{_message.Recipients.Count} recipients");
        if (_message.Attachments.Count > limits.MaxAttachmentsPerMessage) throw new RopException(MapiError.MaxAttachmentExceeded, $"{_message.Attachments.Count} attachments");
        var flags = _message.Properties.GetInt32(PidTag.MessageFlags) ?? 0;
        var content = new MessageContent
        {
            Properties = new PropertyBag(_message.Properties.Where(p => p.Tag != PidTag.MessageFlags && !MessageProperties.IsComputed(p.Tag.Id) && !TransferProperties.IsNontransmittable(p.Tag.Id))),
            // Numbers are unique in a message whatever a stream says.
            Recipients = [.. _message.Recipients.Select((r, i) => new RecipientContent { RowId = (uint)i, RecipientType = r.RecipientType, Properties = Completed(r.Properties) })],
            Attachments = [.. _message.Attachments.Select((a, i) => new AttachmentContent { AttachNumber = (uint)i, Properties = a.Properties, Embedded = a.Embedded })],
        };
        var save = new SaveMessage
        {
            OperationId = Guid.NewGuid(),
            FolderId = _folders.Peek(),
            IsNew = true,
            Associated = _associated,
            Content = content,
            IsRead = (flags & (int)MessageFlagBits.Read) != 0,
            MessageFlags = flags & ~(int)MessageFlagBits.Derived,
        };
        var result = await SaveOnceAsync(save);
        if (result.Error != MapiError.Success) throw new RopException(result.Error, "the mailbox does not save the message");
        _message = new MessageContent();
    }

    // The stream cannot be read again: where the mailbox moved meanwhile its new owner is asked here, and knows whether the message is saved.
    private async ValueTask<SaveMessageResult> SaveOnceAsync(SaveMessage save)
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

    private static PropertyBag Completed(PropertyBag recipient)
    {
        RecipientRowMapping.Complete(recipient);
        return recipient;
    }
}
