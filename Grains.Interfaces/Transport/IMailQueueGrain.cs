namespace MapiOrleans.Grains.Interfaces.Transport;

/// <summary>
/// The queue of outgoing mail as an administrator sees it; one on every node, key 0. What is being worked at the moment it is asked about is
/// left as it is, and said to be so.
/// </summary>
[Alias("MapiOrleans.IMailQueueGrain")]
public interface IMailQueueGrain : IGrainWithIntegerKey
{
    /// <summary>What is in the queue, in order of its numbers, from after <paramref name="after"/>; at most <paramref name="limit"/>.</summary>
    [Alias("List")]
    Task<QueuePage> ListAsync(QueueFilter filter, long after, int limit);

    /// <summary>One message with its recipients, or null where it is not in the queue.</summary>
    [Alias("Find")]
    Task<QueuedMessage?> FindAsync(long id);

    /// <summary>How much there is.</summary>
    [Alias("Count")]
    Task<QueueCounts> CountAsync();

    /// <summary>Does something to everything that the filter names, but what is being worked at.</summary>
    [Alias("Change")]
    Task<QueueChangeResult> ChangeAsync(QueueFilter filter, QueueChange change);
}

/// <summary>What is done to mail in the queue.</summary>
public enum QueueChange
{
    /// <summary>It stays, untouched, until it is released; it does not come back either.</summary>
    Hold = 1,
    /// <summary>Held mail goes on.</summary>
    Release = 2,
    /// <summary>It is tried now, whatever its next time was. Held mail stays held.</summary>
    Retry = 3,
    /// <summary>It comes back to its sender, for all recipients that do not have it yet.</summary>
    Bounce = 4,
}

/// <summary>Which mail is meant: what meets all that is given. Nothing given: all of it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Destination">A domain that it waits to go to; case does not matter.</param>
/// <param name="Sender">The envelope's sender; case does not matter.</param>
/// <param name="Held">Held mail only, or only other.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.QueueFilter")]
public sealed record QueueFilter([property: Id(0)] long? Id = null, [property: Id(1)] string? Destination = null, [property: Id(2)] string? Sender = null, [property: Id(3)] bool? Held = null);

/// <summary>Some of the queue.</summary>
/// <param name="Items">What was asked for.</param>
/// <param name="Next">From after which there is more, or null.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.QueuePage")]
public sealed record QueuePage([property: Id(0)] IReadOnlyList<QueuedMessage> Items, [property: Id(1)] long? Next);

/// <summary>A message in the queue.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.QueuedMessage")]
public sealed record QueuedMessage
{
    /// <summary>Its number.</summary>
    [Id(0)] public required long Id { get; init; }
    /// <summary>Whether its recipients were not looked at yet: it waits for its time, or for a node.</summary>
    [Id(1)] public required bool IsSubmission { get; init; }
    /// <summary>The envelope's sender; of a submission the mailbox' address. Empty: nobody, as of a report.</summary>
    [Id(2)] public required string Sender { get; init; }
    /// <summary>Its subject.</summary>
    [Id(3)] public required string Subject { get; init; }
    /// <summary>Its Message-ID.</summary>
    [Id(4)] public required string MessageId { get; init; }
    /// <summary>Bytes.</summary>
    [Id(5)] public required long Size { get; init; }
    /// <summary>When it came into the queue.</summary>
    [Id(6)] public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>When it is tried next.</summary>
    [Id(7)] public required DateTimeOffset DueAt { get; init; }
    /// <summary>How often it was tried.</summary>
    [Id(8)] public required int Attempts { get; init; }
    /// <summary>Whether it is held.</summary>
    [Id(9)] public required bool Held { get; init; }
    /// <summary>What went wrong last.</summary>
    [Id(10)] public required string LastError { get; init; }
    /// <summary>Recipients that have it.</summary>
    [Id(11)] public int Done { get; init; }
    /// <summary>Recipients that will not get it.</summary>
    [Id(12)] public int Failed { get; init; }
    /// <summary>Recipients that it waits for.</summary>
    [Id(13)] public int Waiting { get; init; }
    /// <summary>Where it waits to go, at most a few.</summary>
    [Id(14)] public IReadOnlyList<string> Destinations { get; init; } = [];
    /// <summary>Its recipients, of a message that was asked for by its number; at most a thousand.</summary>
    [Id(15)] public IReadOnlyList<QueuedRecipient> Recipients { get; init; } = [];
}

/// <summary>A recipient of a message in the queue.</summary>
/// <param name="Address">The address.</param>
/// <param name="State"><c>waiting</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Status">Enhanced status code of the last failure, or empty.</param>
/// <param name="Diagnostic">What was said at the last failure, or empty.</param>
/// <param name="NextAttempt">When it is tried next; null: with the message.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.QueuedRecipient")]
public sealed record QueuedRecipient([property: Id(0)] string Address, [property: Id(1)] string State, [property: Id(2)] string Status, [property: Id(3)] string Diagnostic, [property: Id(4)] DateTimeOffset? NextAttempt);

/// <summary>How much is in the queue.</summary>
/// <param name="Waiting">Messages that wait or are being sent.</param>
/// <param name="Held">Messages that are held.</param>
/// <param name="Oldest">When the oldest that is not held came into it, or null.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.QueueCounts")]
public sealed record QueueCounts([property: Id(0)] long Waiting, [property: Id(1)] long Held, [property: Id(2)] DateTimeOffset? Oldest);

/// <summary>What came of a change.</summary>
/// <param name="Changed">Messages that were changed.</param>
/// <param name="Busy">Messages that were being worked at and were left.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.QueueChangeResult")]
public sealed record QueueChangeResult([property: Id(0)] int Changed, [property: Id(1)] int Busy);
