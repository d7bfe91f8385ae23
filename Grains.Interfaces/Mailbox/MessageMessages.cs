using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Interfaces.Mailbox;

/// <summary>A message to save: a new one, or a new state of one that is there.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.SaveMessage")]
public sealed record SaveMessage
{
    /// <summary>Makes the save happen once, however often it is asked for.</summary>
    [Id(0)] public required Guid OperationId { get; init; }
    /// <summary>Where a new message goes; where an existing one is.</summary>
    [Id(1)] public required long FolderId { get; init; }
    /// <summary>The message's GLOBCNT; for a new message the id to give it, or 0 to have one given.</summary>
    [Id(2)] public long MessageId { get; init; }
    /// <summary>Whether the message is not there yet.</summary>
    [Id(3)] public required bool IsNew { get; init; }
    /// <summary>Whether a new message is folder-associated.</summary>
    [Id(4)] public bool Associated { get; init; }
    /// <summary>The change number that the caller's copy is based on: another one in the store is ObjectModified. Null to overwrite.</summary>
    [Id(5)] public long? ExpectedChangeNumber { get; init; }
    /// <summary>All of the message, as it shall be. Property ids from 0x8000 are the mailbox' own.</summary>
    [Id(6)] public required MessageContent Content { get; init; }
    /// <summary>Read state; null leaves it (a new message is then unread).</summary>
    [Id(7)] public bool? IsRead { get; init; }
    /// <summary>PidTagMessageFlags but mfRead, mfHasAttach and mfFAI; null leaves them (none for a new message).</summary>
    [Id(8)] public int? MessageFlags { get; init; }
    /// <summary>The original MIME, a part of this mailbox; null leaves what is there.</summary>
    [Id(9)] public ExternalValue? Mime { get; init; }
    /// <summary>Identity given by a client's upload; empty to make it.</summary>
    [Id(10)] public byte[] ChangeKey { get; init; } = [];
    /// <summary>Identity given by a client's upload; empty to make it.</summary>
    [Id(11)] public byte[] PredecessorChangeList { get; init; } = [];
    /// <summary>A foreign source key; empty for the one that follows from the id.</summary>
    [Id(12)] public byte[] SourceKey { get; init; } = [];
    /// <summary>PidTagLastModificationTime given by a client's upload; null for now.</summary>
    [Id(13)] public DateTimeOffset? ModifiedAt { get; init; }
    /// <summary>Whether a new message is mail that was delivered: clients are told so.</summary>
    [Id(14)] public bool IsDelivery { get; init; }
    /// <summary>Submits the message with the save; null only saves.</summary>
    [Id(15)] public SubmitOrder? Submission { get; init; }
    /// <summary>Whether the message is a conflict resolve message from now on ([MS-OXCFXICS] 3.1.5.6.2.1); null where the save says nothing of conflicts.</summary>
    [Id(20)] public bool? InConflict { get; init; }
}

/// <summary>Says that a save submits the message: it goes into the queue in the same transaction ([MS-OXOMSG] 3.2.5.1).</summary>
/// <param name="JobId">The number of the work in the queue, above 0 and never used twice.</param>
/// <param name="DueAt">When it may be sent.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.SubmitOrder")]
public sealed record SubmitOrder([property: Id(0)] long JobId, [property: Id(1)] DateTimeOffset DueAt);

/// <summary>Says that a submitted message was taken over by transport: it leaves the queue and its folder, and what is to be sent takes its place.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.SubmissionTaken")]
public sealed record SubmissionTaken
{
    /// <summary>The submission's number in the queue.</summary>
    [Id(0)] public required long JobId { get; init; }
    /// <summary>Who holds it.</summary>
    [Id(1)] public required Guid LeaseOwner { get; init; }
    /// <summary>The message.</summary>
    [Id(2)] public required long MessageId { get; init; }
    /// <summary>The folder that the message goes to; 0 to delete it.</summary>
    [Id(3)] public required long SentFolderId { get; init; }
    /// <summary>What is to be sent.</summary>
    [Id(4)] public required QueuedMail Mail { get; init; }
}

/// <summary>Mail that goes into the queue: it lies in the mailbox that sends it until it is sent.</summary>
/// <param name="RelayId">The number of the work that sends it, above 0 and never used twice.</param>
/// <param name="Envelope">To whom, as transport writes it.</param>
/// <param name="Message">The message object, a part of this mailbox.</param>
/// <param name="Keeps">Further parts that are needed to send it: the large values of the message, and the message in Internet format.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.QueuedMail")]
public sealed record QueuedMail([property: Id(0)] long RelayId, [property: Id(1)] byte[] Envelope, [property: Id(2)] ExternalValue Message, [property: Id(3)] IReadOnlyList<ExternalValue> Keeps);

/// <summary>What a client's spooler does with a submitted message ([MS-OXOMSG] 2.2.5.3.1).</summary>
public enum SubmissionLockKind
{
    /// <summary>It sends the message: nobody else does.</summary>
    Lock = 0,
    /// <summary>It does not, or not to all: the server does.</summary>
    Unlock = 1,
    /// <summary>It has sent the message.</summary>
    Finished = 2,
}

/// <summary>A client's spooler at a submitted message.</summary>
/// <param name="Holder">The session that holds the message, or wants to.</param>
/// <param name="MessageId">The message.</param>
/// <param name="Kind">What it does.</param>
/// <param name="SentFolderId">The folder that the message goes to when it was sent; 0 to delete it.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.SubmissionLock")]
public sealed record SubmissionLock([property: Id(0)] Guid Holder, [property: Id(1)] long MessageId, [property: Id(2)] SubmissionLockKind Kind, [property: Id(3)] long SentFolderId);

/// <summary>What came of a save.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.SaveMessageResult")]
public sealed record SaveMessageResult
{
    /// <summary>Success; ObjectModified, ObjectDeleted, NotFound, AccessDenied, QuotaExceeded, ...</summary>
    [Id(0)] public required MapiError Error { get; init; }
    /// <summary>The message's GLOBCNT.</summary>
    [Id(1)] public long MessageId { get; init; }
    /// <summary>Its change number now.</summary>
    [Id(2)] public long ChangeNumber { get; init; }
}

/// <summary>What came of an operation on several messages.</summary>
/// <param name="Error">Success, or an error that stopped it before anything was done.</param>
/// <param name="Partial">Whether some could not be done (PartialCompletion).</param>
/// <param name="NewIds">Ids of messages made, in the order of those asked; 0 where one was not made. Null where none are made.</param>
/// <param name="ChangeNumbers">Change numbers that were given to messages asked for and to no others; null where there are none.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.BulkResult")]
public sealed record BulkResult([property: Id(0)] MapiError Error, [property: Id(1)] bool Partial = false, [property: Id(2)] IReadOnlyList<long>? NewIds = null,
    [property: Id(3)] IReadOnlyList<long>? ChangeNumbers = null);
