using MapiOrleans.Grains.Interfaces.Delivery;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Delivery;

/// <summary>A message of a mailbox here for other mailboxes here: it stays the object that its sender made.</summary>
internal sealed record ObjectDelivery
{
    /// <summary>The message as it is for everybody: nothing of it is the sender's alone.</summary>
    public required ForeignMessage Message { get; init; }
    /// <summary>MAIL FROM; empty for the null sender.</summary>
    public required string EnvelopeSender { get; init; }
    /// <summary>At least one recipient.</summary>
    public required IReadOnlyList<DeliveryRecipient> Recipients { get; init; }
    /// <summary>PidTagTransportMessageHeaders.</summary>
    public required string Headers { get; init; }
    /// <summary>The address of the user here whose rule sends the message on to a delegate; empty: nobody's.</summary>
    public string ReceivedFor { get; init; } = "";
    /// <summary>Identifies the transaction: told again it arrives once.</summary>
    public required Guid TransactionId { get; init; }
}

/// <summary>Such a message on its way: all that is added is what each recipient's own mailbox says of it.</summary>
internal sealed class ObjectArrival(ObjectDelivery delivery, ArrivalServices services) : Arrival
{
    private const byte To = 1, Cc = 2;

    /// <inheritdoc/>
    public override Guid TransactionId => delivery.TransactionId;

    /// <inheritdoc/>
    public override string EnvelopeSender => delivery.EnvelopeSender;

    /// <inheritdoc/>
    public override string ReceivedFor => delivery.ReceivedFor;

    /// <inheritdoc/>
    public override long Size { get; } = StorageFormat.SizeOf(delivery.Message.Content);

    /// <inheritdoc/>
    public override async Task<ArrivedMessage> ForAsync(IMailboxGrain mailbox, MailboxInfo info, DeliveryTarget target, CancellationToken cancellationToken)
    {
        var key = new MailboxKey(info.StoreId, info.Shard);
        var content = await services.Transfer.BringAsync(delivery.Message, mailbox, key, cancellationToken);
        var bag = content.Properties.Clone();
        bag.Set(PidTag.MessageDeliveryTime, services.Time.GetUtcNow());
        bag.Set(PidTag.TransportMessageHeaders, await HeadersAsync(key, cancellationToken));
        if (target.Account is { } account) SetReceived(bag, content.Recipients, account);
        return new ArrivedMessage(new MessageContent { Properties = bag, Recipients = content.Recipients, Attachments = content.Attachments }, Mime: null);
    }

    /// <summary>Who received it, and as what ([MS-OXOMSG] 2.2.1.22 to 2.2.1.37).</summary>
    private static void SetReceived(PropertyBag bag, IReadOnlyList<RecipientContent> recipients, DirectoryObject account)
    {
        SenderProperties.ReceivedBy.Set(bag, account, account.Address);
        SenderProperties.ReceivedRepresenting.Set(bag, account, account.Address);
        var own = new HashSet<string>([account.LegacyDN, account.Address, .. account.Aliases], StringComparer.OrdinalIgnoreCase);
        var (toMe, ccMe) = (Names(To), Names(Cc));
        bag.Set(PidTag.MessageToMe, toMe);
        bag.Set(PidTag.MessageCcMe, ccMe);
        bag.Set(PidTag.MessageRecipientMe, toMe || ccMe);

        bool Names(byte type) => recipients.Any(r => r.RecipientType == type && (own.Contains(r.Properties.GetString(PidTag.EmailAddress) ?? "") || own.Contains(r.Properties.GetString(PidTag.SmtpAddress) ?? "")));
    }

    private async Task<PropertyValue> HeadersAsync(MailboxKey key, CancellationToken cancellationToken)
    {
        if (delivery.Headers.Length * 2 <= IPartSink.InlineLimit) return PropertyValue.String(delivery.Headers);
        await using var part = services.Store.PartSink(key).CreatePart();
        await part.AppendAsync(System.Text.Encoding.Unicode.GetBytes(delivery.Headers), cancellationToken);
        return PropertyValue.OfExternal(PropertyType.String, await part.CompleteAsync(cancellationToken));
    }
}
