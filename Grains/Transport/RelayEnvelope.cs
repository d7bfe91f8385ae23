using System.Text.Json;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Transport;

/// <summary>What became of a recipient so far.</summary>
internal enum RelayState
{
    /// <summary>Nothing yet.</summary>
    Pending = 0,
    /// <summary>Delivered here, or taken by the smarthost.</summary>
    Done = 1,
    /// <summary>It cannot be done.</summary>
    Failed = 2,
}

/// <summary>One recipient of a message in the queue.</summary>
internal sealed record RelayRecipient
{
    /// <summary>The SMTP address, or what there is of somebody who has none.</summary>
    public required string Address { get; init; }
    /// <summary>Whether a mailbox of this installation is meant.</summary>
    public bool IsLocal { get; init; }
    /// <summary>How far it is.</summary>
    public RelayState State { get; init; }
    /// <summary>Enhanced status code (RFC 3463) of the last failure, or empty.</summary>
    public string Status { get; init; } = "";
    /// <summary>What was said at the last failure, one line.</summary>
    public string Diagnostic { get; init; } = "";
    /// <summary>Whether the sender was told of the failure.</summary>
    public bool Reported { get; init; }
    /// <summary>How often it was tried in vain.</summary>
    public int Attempts { get; init; }
    /// <summary>Not before this it is tried again; null: at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The domain of the address, in lower case; what there is where it has none.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Destination => Address[(Address.LastIndexOf('@') + 1)..].ToLowerInvariant();

    /// <summary>The recipient after a permanent failure.</summary>
    public RelayRecipient Fail(string status, string diagnostic) => this with { State = RelayState.Failed, Status = status, Diagnostic = Line(diagnostic) };

    /// <summary>The recipient after a failure that may pass.</summary>
    public RelayRecipient Delay(string status, string diagnostic) => this with { Status = status, Diagnostic = Line(diagnostic) };

    /// <summary>The recipient when it has the message.</summary>
    public RelayRecipient Finish() => this with { State = RelayState.Done, Status = "", Diagnostic = "" };

    /// <summary>Whether it is to be tried at this time.</summary>
    public bool IsDue(DateTimeOffset now) => State == RelayState.Pending && (NotBefore is not { } time || time <= now);

    private static string Line(string text)
    {
        text = text.ReplaceLineEndings(" ");
        return text.Length > 500 ? text[..500] : text;
    }
}

/// <summary>To whom a message in the queue goes, and how far it is: the data of its job.</summary>
internal sealed record RelayEnvelope
{
    /// <summary>Who sent it, and is told of failures; empty: nobody is.</summary>
    public required string Sender { get; init; }
    /// <summary>Its subject, for reports.</summary>
    public string Subject { get; init; } = "";
    /// <summary>Its Message-ID.</summary>
    public string MessageId { get; init; } = "";
    /// <summary>Whether an address needs SMTPUTF8.</summary>
    public bool SmtpUtf8 { get; init; }
    /// <summary>The address of whoever it came for, where a rule sends it on to a delegate; else empty.</summary>
    public string ReceivedFor { get; init; } = "";
    /// <summary>Whether the sender wants to know of success too.</summary>
    public bool NotifySuccess { get; init; }
    /// <summary>Whether the sender was told that it is late.</summary>
    public bool DelayReported { get; init; }
    /// <summary>The address whose domain made ids get.</summary>
    public string Author { get; init; } = "";
    /// <summary>The part that is the message in Internet format, where <see cref="MimeLength"/> is above 0.</summary>
    public Guid MimePart { get; init; }
    /// <summary>Bytes of it; 0 where it was not written yet.</summary>
    public long MimeLength { get; init; }
    /// <summary>Whether an administrator sends it back: nobody gets it any more.</summary>
    public bool Bounced { get; init; }
    /// <summary>To whom.</summary>
    public required IReadOnlyList<RelayRecipient> Recipients { get; init; }

    /// <summary>The envelope of a message that nothing was done with yet.</summary>
    public static RelayEnvelope Of(MessageContent content, string sender, IReadOnlyList<RelayRecipient> recipients) => new()
    {
        Sender = sender,
        Subject = content.Properties.GetString(PidTag.Subject) ?? content.Properties.GetString(PidTag.NormalizedSubject) ?? "",
        MessageId = content.Properties.GetString(PidTag.InternetMessageId) ?? "",
        NotifySuccess = content.Properties.GetBool(PidTag.OriginatorDeliveryReportRequested) == true,
        Recipients = recipients,
    };

    /// <summary>As a job's data.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>Out of a job's data.</summary>
    public static RelayEnvelope Read(byte[] data) => JsonSerializer.Deserialize<RelayEnvelope>(data) ?? throw new InvalidDataException("an envelope of null");
}
