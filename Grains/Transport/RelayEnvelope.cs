using System.Text.Json;

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

    /// <summary>The recipient after a permanent failure.</summary>
    public RelayRecipient Fail(string status, string diagnostic) => this with { State = RelayState.Failed, Status = status, Diagnostic = Line(diagnostic) };

    /// <summary>The recipient after a failure that may pass.</summary>
    public RelayRecipient Delay(string status, string diagnostic) => this with { Status = status, Diagnostic = Line(diagnostic) };

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
    /// <summary>To whom.</summary>
    public required IReadOnlyList<RelayRecipient> Recipients { get; init; }

    /// <summary>As a job's data.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>Out of a job's data.</summary>
    public static RelayEnvelope Read(byte[] data) => JsonSerializer.Deserialize<RelayEnvelope>(data) ?? throw new InvalidDataException("an envelope of null");
}
