using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Mapi.Messages;

/// <summary>
/// What a message is made of ([MS-OXCMSG] 1.3): its own properties, its recipients, its attachments.
/// Identity, read state, change keys and the like are the store's and not in here. A content that was handed over
/// (to a grain, to the store) is not changed any more; <see cref="Clone"/> gives one that may be.
/// </summary>
public sealed class MessageContent
{
    /// <summary>The message's own properties, as Unicode.</summary>
    public PropertyBag Properties { get; init; } = new();

    /// <summary>Recipients in order of their RowId.</summary>
    public List<RecipientContent> Recipients { get; init; } = [];

    /// <summary>Attachments in order of their AttachNumber.</summary>
    public List<AttachmentContent> Attachments { get; init; } = [];

    /// <summary>A copy that can be changed without touching this one; values are shared.</summary>
    public MessageContent Clone() => new()
    {
        Properties = Properties.Clone(),
        Recipients = [.. Recipients.Select(r => r.Clone())],
        Attachments = [.. Attachments.Select(a => a.Clone())],
    };
}

/// <summary>One recipient ([MS-OXCMSG] 2.2.4).</summary>
public sealed class RecipientContent
{
    /// <summary>Identifies the recipient within its message; unique, not necessarily dense.</summary>
    public uint RowId { get; init; }

    /// <summary>
    /// PidTagRecipientType's byte as RopModifyRecipients carries it: 1 To, 2 Cc, 3 Bcc, with the flags 0x10 (resend failed)
    /// and 0x80 (resend succeeded).
    /// </summary>
    public byte RecipientType { get; init; }

    /// <summary>Everything else: PidTagDisplayName, PidTagAddressType, PidTagEmailAddress, PidTagEntryId, PidTagSearchKey, ...</summary>
    public PropertyBag Properties { get; init; } = new();

    /// <summary>A copy that can be changed.</summary>
    public RecipientContent Clone() => new() { RowId = RowId, RecipientType = RecipientType, Properties = Properties.Clone() };
}

/// <summary>One attachment ([MS-OXCMSG] 2.2.2). Its data is PidTagAttachDataBinary in the bag, inline or external.</summary>
public sealed class AttachmentContent
{
    /// <summary>PidTagAttachNumber: identifies the attachment within its message; never given twice in a message's life.</summary>
    public uint AttachNumber { get; init; }

    /// <summary>The attachment's properties.</summary>
    public PropertyBag Properties { get; init; } = new();

    /// <summary>The embedded message, where PidTagAttachMethod is afEmbeddedMessage (5).</summary>
    public MessageContent? Embedded { get; set; }

    /// <summary>A copy that can be changed.</summary>
    public AttachmentContent Clone() => new() { AttachNumber = AttachNumber, Properties = Properties.Clone(), Embedded = Embedded?.Clone() };
}
