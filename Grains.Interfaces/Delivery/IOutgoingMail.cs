using MapiOrleans.Mapi.Messages;

namespace MapiOrleans.Grains.Interfaces.Delivery;

/// <summary>
/// Takes mail that the server sends by itself on behalf of a mailbox: what rules forward, answer and bounce. A service of the node, not a
/// grain. Where none is registered such rules fail, and say so to their owner.
/// </summary>
public interface IOutgoingMail
{
    /// <summary>
    /// Returns after the mail is where it is not lost. Mail of an <see cref="OutgoingMail.OperationId"/> that was taken before is not taken
    /// again. What is thrown leaves the message that caused it undelivered, to come again later.
    /// </summary>
    Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken);
}

/// <summary>Mail to send.</summary>
public sealed record OutgoingMail
{
    /// <summary>The same for the same mail, however often it is sent.</summary>
    public required Guid OperationId { get; init; }

    /// <summary>Whose mail it is: the mailbox that the content's large values and its property ids from 0x8000 belong to.</summary>
    public required Guid MailboxGuid { get; init; }

    /// <summary>MAIL FROM without angle brackets; empty for the null sender, of whose mail nobody hears again.</summary>
    public required string EnvelopeSender { get; init; }

    /// <summary>RCPT TO without angle brackets; at least one. They need not be the recipients that the content names.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>The message; sender and recipients of its header are in it. Names of PS_INTERNET_HEADERS become header fields.</summary>
    public required MessageContent Content { get; init; }
}
