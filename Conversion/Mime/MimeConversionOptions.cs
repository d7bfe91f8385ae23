namespace MapiOrleans.Conversion.Mime;

/// <summary>How a message in Internet format becomes a message object: what the envelope knows, and the limits.</summary>
public sealed record MimeConversionOptions
{
    /// <summary>The usual.</summary>
    public static MimeConversionOptions Default { get; } = new();

    /// <summary>PidTagMessageDeliveryTime; without it, the newest Received header, else Date, else now.</summary>
    public DateTimeOffset? DeliveryTime { get; init; }

    /// <summary>Stands in for From and Sender where the message has neither. Null or empty: there is none.</summary>
    public string? EnvelopeSender { get; init; }

    /// <summary>The mailbox owner, for the PidTagReceivedBy and PidTagReceivedRepresenting groups. Null: they are not set.</summary>
    public ResolvedAddress? ReceivedBy { get; init; }

    /// <summary>All addresses of the mailbox owner, for PidTagMessageToMe, PidTagMessageCcMe and PidTagMessageRecipientMe. Case does not matter.</summary>
    public IReadOnlyCollection<string> OwnAddresses { get; init; } = [];

    /// <summary>
    /// Finds the address book object of an SMTP address, so that senders and recipients of the organisation appear as such
    /// (address type EX). Null, or an answer of null: they stay SMTP. What it throws is thrown by the conversion.
    /// </summary>
    public Func<string, CancellationToken, ValueTask<ResolvedAddress?>>? ResolveAddress { get; init; }

    /// <summary>Where "now" is taken from.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Messages that are not seekable and larger than this are spooled to a temporary file; bytes. Default 256 KiB.</summary>
    public int SpoolThreshold { get; init; } = 256 * 1024;

    /// <summary>MIME nesting beyond which a part is kept as an attachment instead of being looked into. Default 24.</summary>
    public int MaxDepth { get; init; } = 24;

    /// <summary>Nested messages (message/rfc822 in message/rfc822) beyond which one is kept as a file attachment. Default 8.</summary>
    public int MaxEmbeddedDepth { get; init; } = 8;

    /// <summary>Parts beyond which the whole message is kept as one attachment. Default 2,000.</summary>
    public int MaxParts { get; init; } = 2000;

    /// <summary>Bytes of one part's headers beyond which the whole message is kept as one attachment. Default 1 MiB.</summary>
    public int MaxHeaderBytes { get; init; } = 1024 * 1024;

    /// <summary>Header fields of one part beyond which the whole message is kept as one attachment. Default 5,000.</summary>
    public int MaxHeaders { get; init; } = 5000;

    /// <summary>Recipients that are taken over; further ones remain in PidTagTransportMessageHeaders. Default 10,000.</summary>
    public int MaxRecipients { get; init; } = 10000;

    /// <summary>Extension headers that become named properties; further ones remain in PidTagTransportMessageHeaders. Default 64.</summary>
    public int MaxNamedHeaders { get; init; } = 64;

    /// <summary>Bytes of text that may be held in memory to join several text parts; beyond it parts become attachments. Default 8 MiB.</summary>
    public int MaxJoinedBodyBytes { get; init; } = 8 * 1024 * 1024;
}
