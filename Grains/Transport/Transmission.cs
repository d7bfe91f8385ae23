using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Transport;

/// <summary>
/// What of a message goes to its recipients: properties that are transmitted ([MS-OXPROPS] 1.3.3), and of the recipients those that everybody
/// may see. The same for everybody; what is the recipient's own is added at delivery.
/// </summary>
internal static class Transmission
{
    private const byte TypeMask = 0x0F, BlindCopy = 3;

    // Out of their range and needed: subjects are kept by half, and made of both.
    private static readonly HashSet<ushort> Kept = [PidTag.NormalizedSubject.Id];

    // In a range that is transmitted, but of the sender's mailbox: how it was sent, who touched it, what became of it there.
    private static readonly HashSet<ushort> OfSender =
    [
        PidTag.DeferredSendTime.Id, PidTag.DeferredSendNumber.Id, PidTag.DeferredSendUnits.Id, PidTag.DeferredDeliveryTime.Id, PidTag.ExpiryNumber.Id, PidTag.ExpiryUnits.Id,
        PidTag.CreatorName.Id, PidTag.CreatorEntryId.Id, PidTag.LastModifierName.Id, PidTag.LastModifierEntryId.Id, PidTag.CreationTime.Id, PidTag.LastModificationTime.Id,
        PidTag.LastVerbExecuted.Id, PidTag.LastVerbExecutionTime.Id, PidTag.HasDeferredActionMessages.Id, PidTag.EntryId.Id,
        PidTag.TransportMessageHeaders.Id, PidTag.MessageToMe.Id, PidTag.MessageCcMe.Id, PidTag.MessageRecipientMe.Id,
        PidTag.ReceivedByName.Id, PidTag.ReceivedByAddressType.Id, PidTag.ReceivedByEmailAddress.Id, PidTag.ReceivedBySmtpAddress.Id, PidTag.ReceivedByEntryId.Id, PidTag.ReceivedBySearchKey.Id,
        PidTag.ReceivedRepresentingName.Id, PidTag.ReceivedRepresentingAddressType.Id, PidTag.ReceivedRepresentingEmailAddress.Id, PidTag.ReceivedRepresentingSmtpAddress.Id,
        PidTag.ReceivedRepresentingEntryId.Id, PidTag.ReceivedRepresentingSearchKey.Id,
    ];

    /// <summary>The message for everybody. Blind-copy recipients are in it nowhere, nor in the messages attached to it.</summary>
    public static MessageContent Of(MessageContent content) => Of(content, embedded: false);

    private static MessageContent Of(MessageContent content, bool embedded)
    {
        var recipients = content.Recipients.Where(r => (r.RecipientType & TypeMask) != BlindCopy).Select(Of).ToList();
        var bag = new PropertyBag(content.Properties.Count);
        foreach (var item in content.Properties)
            if (embedded ? item.Tag.Id != PidTag.DisplayBcc.Id : GoesAlong(item.Tag.Id))
                bag.Set(item);
        if (!embedded)
        {
            bag.Set(PidTag.DisplayTo, RecipientNames.Of(recipients, 1));
            bag.Set(PidTag.DisplayCc, RecipientNames.Of(recipients, 2));
            bag.Set(PidTag.DisplayBcc, "");
            bag.Set(PidTag.TrustSender, 1);
        }
        return new MessageContent { Properties = bag, Recipients = recipients, Attachments = [.. content.Attachments.Select(Of)] };
    }

    private static bool GoesAlong(ushort id) => Kept.Contains(id) || (Transmittable.IsTransmittable(id) && !OfSender.Contains(id));

    // The flags of a resent message's recipients say what its sender's earlier attempt came to.
    private static RecipientContent Of(RecipientContent recipient) => new() { RowId = recipient.RowId, RecipientType = (byte)(recipient.RecipientType & TypeMask), Properties = recipient.Properties };

    private static AttachmentContent Of(AttachmentContent attachment) =>
        new() { AttachNumber = attachment.AttachNumber, Properties = attachment.Properties, Embedded = attachment.Embedded is { } embedded ? Of(embedded, embedded: true) : null };
}
