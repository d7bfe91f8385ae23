using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Mapi.FastTransfer;

/// <summary>What of a message or an attachment is complete.</summary>
public enum MessagePartKind
{
    /// <summary>Nothing yet.</summary>
    None,
    /// <summary>A property.</summary>
    Property,
    /// <summary>Recipients that were there before go.</summary>
    ClearRecipients,
    /// <summary>A recipient.</summary>
    Recipient,
    /// <summary>Attachments that were there before go.</summary>
    ClearAttachments,
    /// <summary>An attachment, with all that is in it.</summary>
    Attachment,
    /// <summary>The message in the attachment that is read.</summary>
    Embedded,
}

/// <summary>A part of the object that is read.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Property">The property.</param>
/// <param name="Recipient">The recipient.</param>
/// <param name="Attachment">The attachment.</param>
/// <param name="Embedded">The message in the attachment.</param>
public readonly record struct MessagePart(
    MessagePartKind Kind, TaggedPropertyValue Property = default, RecipientContent? Recipient = null, AttachmentContent? Attachment = null, MessageContent? Embedded = null);

/// <summary>
/// Puts messageContent or attachmentContent ([MS-OXCFXICS] 2.2.4.3.1, 2.2.4.3.16) together again: whoever reads a stream gives it markers
/// and properties, and takes the parts of the outermost object as they are complete. Text is Unicode and ids of named properties are the
/// caller's before they get here.
/// </summary>
/// <param name="isAttachment">Whether the outermost object is an attachment.</param>
/// <param name="maxDepth">Messages nested deeper are refused.</param>
public sealed class MessageReader(bool isAttachment, int maxDepth = StorageFormat.MaxDepth)
{
    private readonly Stack<object> _open = new();
    private int _depth;

    /// <summary>Whether no subobject is open.</summary>
    public bool IsAtRoot => _open.Count == 0;

    private bool InMessage => _open.TryPeek(out var top) ? top is MessageContent : !isAttachment;

    private bool InAttachment => _open.TryPeek(out var top) ? top is Draft { IsAttachment: true } : isAttachment;

    // A subobject that is being read; its key is known when its first property is.
    private sealed class Draft(bool isAttachment)
    {
        public bool IsAttachment { get; } = isAttachment;
        public uint Number { get; set; }
        public int RecipientType { get; set; }
        public PropertyBag Properties { get; } = new();
        public MessageContent? Embedded { get; set; }
    }

    /// <summary>Takes a marker; false where it has no place here.</summary>
    public bool TryMarker(FastTransferMarker marker, out MessagePart part)
    {
        part = default;
        switch (marker)
        {
            case FastTransferMarker.StartRecip when InMessage:
                _open.Push(new Draft(isAttachment: false));
                return true;
            case FastTransferMarker.NewAttach when InMessage:
                _open.Push(new Draft(isAttachment: true));
                return true;
            case FastTransferMarker.StartEmbed when InAttachment && _depth + 1 < maxDepth:
                _depth++;
                _open.Push(new MessageContent());
                return true;
            case FastTransferMarker.EndToRecip when _open.TryPeek(out var top) && top is Draft { IsAttachment: false } recipient:
                _open.Pop();
                part = End(new RecipientContent { RowId = recipient.Number, RecipientType = (byte)recipient.RecipientType, Properties = recipient.Properties });
                return true;
            case FastTransferMarker.EndAttach when _open.TryPeek(out var top) && top is Draft { IsAttachment: true } attachment:
                _open.Pop();
                part = End(new AttachmentContent { AttachNumber = attachment.Number, Properties = attachment.Properties, Embedded = attachment.Embedded });
                return true;
            case FastTransferMarker.EndEmbed when _open.TryPeek(out var top) && top is MessageContent embedded:
                _open.Pop();
                _depth--;
                if (_open.TryPeek(out var outer)) ((Draft)outer).Embedded = embedded;
                else part = new MessagePart(MessagePartKind.Embedded, Embedded: embedded);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Takes a property.</summary>
    public MessagePart Property(TaggedPropertyValue property)
    {
        var (tag, value) = property;
        if (tag == MetaTag.FXDelProp) return Clear((uint)value.AsInt32());
        // What a producer says to a reader of the stream is no property of what it carries.
        if (tag == MetaTag.EcWarning || tag.Id == MetaTag.DnPrefix.Id || tag == PidTag.Mid || value.Type is PropertyType.Null or PropertyType.ErrorCode) return default;
        if (value.RawReference is Array { Length: 0 } and not byte[]) return default;
        if (!_open.TryPeek(out var top)) return new MessagePart(MessagePartKind.Property, property);
        switch (top)
        {
            case MessageContent message: message.Properties.Set(property); break;
            case Draft { IsAttachment: true } attachment when tag == PidTag.AttachNumber: attachment.Number = (uint)value.AsInt32(); break;
            case Draft { IsAttachment: false } recipient when tag == PidTag.Rowid: recipient.Number = (uint)value.AsInt32(); break;
            case Draft { IsAttachment: false } recipient when tag == PidTag.RecipientType: recipient.RecipientType = RecipientTypes.FromProperty(value.AsInt32()); break;
            case Draft draft: draft.Properties.Set(property); break;
        }
        return default;
    }

    private MessagePart Clear(PropertyTag kind)
    {
        if (_open.TryPeek(out var top))
        {
            if (top is not MessageContent message) return default;
            if (kind.Id == PidTag.MessageRecipients.Id) message.Recipients.Clear();
            else if (kind.Id == PidTag.MessageAttachments.Id) message.Attachments.Clear();
            return default;
        }
        return new MessagePart(kind.Id == PidTag.MessageRecipients.Id ? MessagePartKind.ClearRecipients : kind.Id == PidTag.MessageAttachments.Id ? MessagePartKind.ClearAttachments : MessagePartKind.None);
    }

    private MessagePart End(RecipientContent recipient)
    {
        if (!_open.TryPeek(out var outer)) return new MessagePart(MessagePartKind.Recipient, Recipient: recipient);
        ((MessageContent)outer).Recipients.Add(recipient);
        return default;
    }

    private MessagePart End(AttachmentContent attachment)
    {
        if (!_open.TryPeek(out var outer)) return new MessagePart(MessagePartKind.Attachment, Attachment: attachment);
        ((MessageContent)outer).Attachments.Add(attachment);
        return default;
    }
}

/// <summary>PidTagRecipientType and the byte of ROP buffers that stands for it ([MS-OXCMSG] 2.2.3.1.2): flags lie at the top of the property.</summary>
public static class RecipientTypes
{
    private const int TypeMask = 0x0F, FlagMask = 0xF0, FlagShift = 24;

    /// <summary>The property.</summary>
    public static int ToProperty(byte type) => (type & TypeMask) | ((type & FlagMask) << FlagShift);

    /// <summary>The byte.</summary>
    public static byte FromProperty(int value) => (byte)((value & TypeMask) | ((value >>> FlagShift) & FlagMask));
}
