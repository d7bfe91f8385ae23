using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>What an upload goes into ([MS-OXCFXICS] 2.2.3.1.2.1.1): takes the elements of a stream in order.</summary>
internal abstract class UploadTarget(LogonObject logon)
{
    /// <summary>The logon of the object.</summary>
    public LogonObject Logon { get; } = logon;

    /// <summary>Takes a marker; false where it has no place there.</summary>
    public abstract ValueTask<bool> MarkerAsync(FastTransferMarker marker, CancellationToken cancellationToken);

    /// <summary>Takes a property.</summary>
    public abstract ValueTask PropertyAsync(TaggedPropertyValue property, CancellationToken cancellationToken);

    /// <summary>Gives the object what came so far: a stream says nowhere that it ends.</summary>
    public virtual ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

/// <summary>An open message: nothing is stored before it is saved.</summary>
internal sealed class MessageTarget(MessageObject message) : UploadTarget(message.Logon)
{
    private readonly MessageReader _reader = new(isAttachment: false);
    private readonly List<TaggedPropertyValue> _properties = [];
    private List<RecipientContent>? _recipients;

    /// <inheritdoc/>
    public override ValueTask<bool> MarkerAsync(FastTransferMarker marker, CancellationToken cancellationToken)
    {
        if (!_reader.TryMarker(marker, out var part)) return new(false);
        Take(part);
        return new(true);
    }

    /// <inheritdoc/>
    public override ValueTask PropertyAsync(TaggedPropertyValue property, CancellationToken cancellationToken)
    {
        Take(_reader.Property(property));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_properties.Count > 0) await message.SetPropertiesAsync(_properties, cancellationToken);
        _properties.Clear();
        if (_recipients is { } recipients) message.ReplaceRecipients(recipients);
        _recipients = null;
    }

    private void Take(MessagePart part)
    {
        switch (part.Kind)
        {
            case MessagePartKind.Property:
                _properties.Add(part.Property);
                break;
            case MessagePartKind.ClearRecipients:
                _recipients = [];
                break;
            case MessagePartKind.Recipient:
                _recipients ??= [.. message.Content.Recipients];
                var row = part.Recipient!;
                // Rows of the stream and of the message are numbered each for itself.
                var taken = _recipients.Count > 0 && row.RowId <= _recipients[^1].RowId;
                _recipients.Add(taken ? new RecipientContent { RowId = _recipients[^1].RowId + 1, RecipientType = row.RecipientType, Properties = row.Properties } : row);
                break;
            case MessagePartKind.ClearAttachments:
                message.ReplaceAttachments([]);
                break;
            case MessagePartKind.Attachment:
                var attachment = part.Attachment!;
                message.PutAttachment(new AttachmentContent { AttachNumber = message.TakeAttachNumber(), Properties = attachment.Properties, Embedded = attachment.Embedded }, isNew: true);
                break;
        }
    }
}

/// <summary>An open attachment.</summary>
internal sealed class AttachmentTarget(AttachmentObject attachment) : UploadTarget(attachment.Logon)
{
    private readonly MessageReader _reader = new(isAttachment: true);
    private readonly List<TaggedPropertyValue> _properties = [];

    /// <inheritdoc/>
    public override ValueTask<bool> MarkerAsync(FastTransferMarker marker, CancellationToken cancellationToken)
    {
        if (!_reader.TryMarker(marker, out var part)) return new(false);
        if (part.Kind == MessagePartKind.Embedded) attachment.SetEmbedded(part.Embedded!);
        return new(true);
    }

    /// <inheritdoc/>
    public override ValueTask PropertyAsync(TaggedPropertyValue property, CancellationToken cancellationToken)
    {
        if (_reader.Property(property) is { Kind: MessagePartKind.Property } part) _properties.Add(part.Property);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_properties.Count > 0) await attachment.SetPropertiesAsync(_properties, cancellationToken);
        _properties.Clear();
    }
}
