namespace MapiOrleans.Grains.Interfaces.Session;

/// <summary>What a session is opened with.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.SessionOpen")]
public sealed record SessionOpen
{
    /// <summary>The session's id, given by the front end.</summary>
    [Id(0)] public required Guid SessionId { get; init; }
    /// <summary>The authenticated account.</summary>
    [Id(1)] public required Guid AccountId { get; init; }
    /// <summary>Its domain's own name.</summary>
    [Id(2)] public required string Domain { get; init; }
    /// <summary>Its roles.</summary>
    [Id(3)] public IReadOnlyList<string> Roles { get; init; } = [];
    /// <summary>The X.500 name that Connect gave.</summary>
    [Id(4)] public required string UserDn { get; init; }
    /// <summary>Connect's Flags.</summary>
    [Id(5)] public uint Flags { get; init; }
    /// <summary>Code page of 8-bit text (Connect's DefaultCodePage).</summary>
    [Id(6)] public uint CodePage { get; init; } = 1252;
    /// <summary>LCID of sorting (Connect's LcidSort).</summary>
    [Id(7)] public uint LcidSort { get; init; }
    /// <summary>LCID of text (Connect's LcidString).</summary>
    [Id(8)] public uint LcidString { get; init; }
    /// <summary>X-ClientApplication.</summary>
    [Id(9)] public string ClientApplication { get; init; } = "";
    /// <summary>The session that this one takes the place of (reconnection with old cookies), or empty.</summary>
    [Id(10)] public Guid Replaces { get; init; }
    /// <summary>The mailbox that makes the session and is told when it ends; the mailbox fills it in.</summary>
    [Id(11)] public Guid MailboxGuid { get; init; }
    /// <summary>Whether the client said that it works in cached mode ([MS-OXCRPC] 2.2.2.2.4 ClientMode).</summary>
    [Id(12)] public bool CachedMode { get; init; }
}

/// <summary>What became of a request to a session; the front end maps it to an X-ResponseCode.</summary>
public enum SessionOutcome
{
    /// <summary>Done.</summary>
    Success = 0,
    /// <summary>There is no such session (any more).</summary>
    ContextNotFound = 1,
    /// <summary>The sequence is neither the next nor a repetition of the last.</summary>
    InvalidSequence = 2,
    /// <summary>The session belongs to another account.</summary>
    NoPrivilege = 3,
    /// <summary>Too many sessions of this user.</summary>
    TooManySessions = 4,
    /// <summary>The node is shutting down: connect again.</summary>
    ShuttingDown = 6,
}

/// <summary>What came of opening.</summary>
/// <param name="Outcome">Success or why not.</param>
/// <param name="Session">The session.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.SessionOpened")]
public sealed record SessionOpened([property: Id(0)] SessionOutcome Outcome, [property: Id(1)] ISessionGrain? Session);

/// <summary>The answer to a wait.</summary>
/// <param name="Outcome">Success or why not.</param>
/// <param name="EventPending">Whether there are events to fetch.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.WaitEventsResult")]
public sealed record WaitEventsResult([property: Id(0)] SessionOutcome Outcome, [property: Id(1)] bool EventPending);

/// <summary>One Execute.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.ExecuteRequest")]
public sealed record ExecuteRequest
{
    /// <summary>Who asks: the account that this HTTP request proved.</summary>
    [Id(0)] public required Guid AccountId { get; init; }
    /// <summary>The sequence number of the cookie: 1 for a session's first Execute.</summary>
    [Id(1)] public required long Sequence { get; init; }
    /// <summary>X-RequestId as sent.</summary>
    [Id(2)] public required string RequestId { get; init; }
    /// <summary>The ROP input buffer, plain: RopSize, RopsList, ServerObjectHandleTable. Nobody changes it.</summary>
    [Id(3)] public required byte[] Rops { get; init; }
    /// <summary>MaxRopOut: all that the response may take, in bytes, headers of frames included.</summary>
    [Id(4)] public int MaxRopOut { get; init; }
    /// <summary>Whether further response buffers may be chained (flag Chain).</summary>
    [Id(5)] public bool Chain { get; init; }
}

/// <summary>The answer to an Execute.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.ExecuteResult")]
public sealed record ExecuteResult
{
    /// <summary>Success or why not.</summary>
    [Id(0)] public required SessionOutcome Outcome { get; init; }
    /// <summary>ROP output buffers, plain, in order: the first, and those chained to it. Each at most 32 KiB.</summary>
    [Id(1)] public byte[][] Buffers { get; init; } = [];
    /// <summary>The response body's ErrorCode; Success where ROPs ran, whatever each returned.</summary>
    [Id(2)] public MapiOrleans.Mapi.MapiError ErrorCode { get; init; }
    /// <summary>The sequence number that the session expects next.</summary>
    [Id(3)] public long NextSequence { get; init; }
}
