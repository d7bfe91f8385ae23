namespace MapiOrleans.Grains.Interfaces.Delivery;

/// <summary>
/// Puts arriving mail into mailboxes. A service of the node, not a grain: it is handed the message as a stream. What speaks
/// a mail protocol (LMTP) calls it, and turns its verdicts into answers. Both methods may be called concurrently.
/// Neither throws for a store that cannot be reached: that is <see cref="DeliveryStatus.TemporaryFailure"/>; what is thrown
/// all the same is answered as a temporary failure too.
/// </summary>
public interface IMailDelivery
{
    /// <summary>Whether mail for an address would be taken, before the message is sent.</summary>
    /// <param name="address">The address without angle brackets, <c>local@domain</c>, sub-address and all; the local part may be quoted.</param>
    /// <param name="declaredSize">Bytes the client has announced (SIZE=), or null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<RecipientVerdict> CheckRecipientAsync(string address, long? declaredSize, CancellationToken cancellationToken);

    /// <summary>
    /// Delivers one message to the recipients whose verdicts were <see cref="DeliveryStatus.Ok"/>. Returns after what it
    /// reports as delivered is committed. One result a recipient, in the request's order.
    /// </summary>
    Task<IReadOnlyList<DeliveryResult>> DeliverAsync(DeliveryRequest request, CancellationToken cancellationToken);
}

/// <summary>What became of a recipient, at RCPT or after the message. The reply code each stands for is in the comment.</summary>
public enum DeliveryStatus
{
    /// <summary>Taken (250 2.1.5), or delivered and committed (250 2.0.0).</summary>
    Ok = 0,
    /// <summary>There is nobody of this address: 550 5.1.1.</summary>
    UnknownRecipient = 1,
    /// <summary>The mailbox is over its quota: 552 5.2.2.</summary>
    OverQuota = 2,
    /// <summary>The message is larger than this mailbox takes: 552 5.3.4.</summary>
    TooLarge = 3,
    /// <summary>The store or a grain cannot answer now: 451 4.3.0.</summary>
    TemporaryFailure = 4,
    /// <summary>The recipient may not be written to by this sender: 550 5.7.1.</summary>
    Refused = 5,
}

/// <summary>The answer to <see cref="IMailDelivery.CheckRecipientAsync"/>.</summary>
/// <param name="Status">Taken, or why not.</param>
/// <param name="Token">Whatever the delivery wants to see again for this recipient (the resolved mailbox, the sub-address's folder); opaque to the caller.</param>
/// <param name="Detail">A sentence for the reply and the log, without line breaks, or null.</param>
public readonly record struct RecipientVerdict(DeliveryStatus Status, object? Token = null, string? Detail = null);

/// <summary>One recipient of a delivery.</summary>
/// <param name="Address">The address as RCPT had it.</param>
/// <param name="Token">The token of its verdict.</param>
public sealed record DeliveryRecipient(string Address, object? Token);

/// <summary>What became of one recipient.</summary>
/// <param name="Status">Delivered and committed, or why not.</param>
/// <param name="Detail">A sentence for the reply and the log, without line breaks, or null.</param>
public readonly record struct DeliveryResult(DeliveryStatus Status, string? Detail = null);

/// <summary>What the envelope said of the message.</summary>
[Flags]
public enum DeliveryFlags
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>BODY=8BITMIME (RFC 6152).</summary>
    EightBitMime = 1,
    /// <summary>SMTPUTF8 (RFC 6531): headers and addresses may be UTF-8.</summary>
    SmtpUtf8 = 2,
    /// <summary>BODY=BINARYMIME (RFC 3030): lines may be of any length.</summary>
    BinaryMime = 4,
}

/// <summary>A message to be delivered.</summary>
public sealed record DeliveryRequest
{
    /// <summary>MAIL FROM without angle brackets; empty for the null sender.</summary>
    public required string EnvelopeSender { get; init; }

    /// <summary>At least one recipient.</summary>
    public required IReadOnlyList<DeliveryRecipient> Recipients { get; init; }

    /// <summary>
    /// The message as it came, dot-unstuffed, without trace headers added. Readable and seekable, at position 0; in memory when
    /// small, else a temporary file. It is the caller's and is closed by it after the delivery's task has ended.
    /// </summary>
    public required Stream Message { get; init; }

    /// <summary>Bytes of <see cref="Message"/>.</summary>
    public required long Size { get; init; }

    /// <summary>When the last byte came; PidTagMessageDeliveryTime.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>What the envelope said.</summary>
    public DeliveryFlags Flags { get; init; }

    /// <summary>The name the client gave (LHLO), for Received headers and logs.</summary>
    public string ClientName { get; init; } = "";

    /// <summary>The client's address, for Received headers and logs.</summary>
    public string ClientAddress { get; init; } = "";

    /// <summary>
    /// The address of the user here whose rule sends the message on to a delegate ([MS-OXORULE] 3.2.5.1 OP_DELEGATE); empty: nobody's. Only
    /// this system's own queue says so.
    /// </summary>
    public string ReceivedFor { get; init; } = "";

    /// <summary>Identifies this transaction in logs and Received headers; also suited as an operation id, as it is never used twice.</summary>
    public required Guid TransactionId { get; init; }
}
