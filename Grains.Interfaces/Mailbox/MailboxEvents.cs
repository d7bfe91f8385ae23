namespace MapiOrleans.Grains.Interfaces.Mailbox;

/// <summary>Kinds of change that a mailbox tells of ([MS-OXCNOTIF] 2.2.1.1).</summary>
public enum MailboxEventKind
{
    /// <summary>A message was delivered; <see cref="Created"/> is told too.</summary>
    NewMail = 0,
    /// <summary>A message or folder is new.</summary>
    Created = 1,
    /// <summary>A message or folder is gone, be it to come back.</summary>
    Deleted = 2,
    /// <summary>A message or folder changed; of a folder also: what is in it.</summary>
    Modified = 3,
    /// <summary>A message or folder is elsewhere; a message has another id then.</summary>
    Moved = 4,
    /// <summary>A message or folder is the copy of another one.</summary>
    Copied = 5,
    /// <summary>A search folder has found all there is.</summary>
    SearchComplete = 6,
}

/// <summary>One change. Ids are GLOBCNTs; 0 where there is none.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.MailboxEvent")]
public sealed record MailboxEvent
{
    /// <summary>What happened.</summary>
    [Id(0)] public required MailboxEventKind Kind { get; init; }
    /// <summary>The folder, or the message's.</summary>
    [Id(1)] public required long FolderId { get; init; }
    /// <summary>The message; 0 for a change of a folder.</summary>
    [Id(2)] public long MessageId { get; init; }
    /// <summary>The folder's parent.</summary>
    [Id(3)] public long ParentId { get; init; }
    /// <summary>Moved or copied: the message's folder before, or the folder before.</summary>
    [Id(4)] public long OldFolderId { get; init; }
    /// <summary>Moved or copied: the message before.</summary>
    [Id(5)] public long OldMessageId { get; init; }
    /// <summary>Moved or copied: the folder's parent before.</summary>
    [Id(6)] public long OldParentId { get; init; }
    /// <summary>Whether a message is folder-associated.</summary>
    [Id(7)] public bool Associated { get; init; }
    /// <summary>PidTagContentCount of a modified folder, where it changed.</summary>
    [Id(8)] public int? Total { get; init; }
    /// <summary>PidTagContentUnreadCount of a modified folder, where it changed.</summary>
    [Id(9)] public int? Unread { get; init; }
    /// <summary>PidTagMessageFlags of new mail.</summary>
    [Id(10)] public int MessageFlags { get; init; }
    /// <summary>PidTagMessageClass of new mail.</summary>
    [Id(11)] public string MessageClass { get; init; } = "";
    /// <summary>The search folder that the message is found in; 0 where the event is of its own folder.</summary>
    [Id(12)] public long SearchFolderId { get; init; }
    /// <summary>Of a modified folder: its messages changed, and nobody says which (they were too many).</summary>
    [Id(13)] public bool ContentsUnknown { get; init; }
    /// <summary>Of a modified folder: only what it contains changed, not the folder itself.</summary>
    [Id(14)] public bool ContentsOnly { get; init; }

    /// <summary>Whether it is of a message.</summary>
    public bool IsMessage => MessageId != 0;

    /// <summary>Whether it happened in a folder, to one of its messages, to it, or directly below it.</summary>
    public bool Touches(long folderId) => SearchFolderId != 0
        ? SearchFolderId == folderId
        : FolderId == folderId || OldFolderId == folderId || ParentId == folderId || OldParentId == folderId;
}

/// <summary>Changes of a mailbox, in order, as they go to one subscriber.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.MailboxEvents")]
public sealed record MailboxEvents
{
    /// <summary>Which subscription.</summary>
    [Id(0)] public required Guid SubscriptionId { get; init; }
    /// <summary>The changes.</summary>
    [Id(1)] public IReadOnlyList<MailboxEvent> Events { get; init; } = [];
    /// <summary>When the oldest of them was committed.</summary>
    [Id(2)] public DateTimeOffset CommittedAt { get; init; }
    /// <summary>Whether changes may be missing before these: nothing that the subscriber knows of the mailbox holds any more.</summary>
    [Id(3)] public bool Gap { get; init; }
    /// <summary>Whether the subscription ends with this: the mailbox goes to another owner. Subscribe again.</summary>
    [Id(4)] public bool Ended { get; init; }
}

/// <summary>
/// A session that wants to hear of changes. It holds for a while (<see cref="MailboxSubscribed.Lease"/>); subscribing again under the same
/// id prolongs it and replaces what it is interested in.
/// </summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.MailboxSubscription")]
public sealed record MailboxSubscription
{
    /// <summary>The subscription's id, given by the session.</summary>
    [Id(0)] public required Guid SubscriptionId { get; init; }
    /// <summary>The session: its grain is told.</summary>
    [Id(1)] public required Guid SessionId { get; init; }
    /// <summary>On whose behalf: it hears of nothing that it may not see.</summary>
    [Id(2)] public required MailboxCaller Caller { get; init; }
    /// <summary>Whether all events are wanted.</summary>
    [Id(3)] public bool WholeStore { get; init; }
    /// <summary>Whether all events of folders are wanted, those of messages not.</summary>
    [Id(4)] public bool Hierarchy { get; init; }
    /// <summary>Folders of which all events are wanted.</summary>
    [Id(5)] public IReadOnlyList<long> Folders { get; init; } = [];
}

/// <summary>What came of subscribing.</summary>
/// <param name="Accepted">False where the mailbox has as many subscriptions as it takes.</param>
/// <param name="Continued">Whether the subscription was there before: nothing was missed since.</param>
/// <param name="Lease">How long it holds.</param>
/// <param name="Silo">Where the mailbox is: what is subscribed there ends with that silo. Null from a node that did not say yet.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.MailboxSubscribed")]
public sealed record MailboxSubscribed([property: Id(0)] bool Accepted, [property: Id(1)] bool Continued, [property: Id(2)] TimeSpan Lease, [property: Id(3)] SiloAddress? Silo = null);
