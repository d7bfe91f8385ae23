using MapiOrleans.Grains.Interfaces.Mailbox;
using Orleans.Concurrency;

namespace MapiOrleans.Grains.Interfaces.Session;

/// <summary>
/// One Outlook session (a Session Context of [MS-OXCMAPIHTTP]): handle tables and whatever a client has open. Key: the session id. Made
/// by its mailbox grain, so that it lives beside it. It is disposable: where it is gone every call answers
/// <see cref="SessionOutcome.ContextNotFound"/>, and the client connects anew.
/// </summary>
[Alias("MapiOrleans.ISessionGrain")]
public interface ISessionGrain : IGrainWithGuidKey
{
    /// <summary>Begins the session. Only its mailbox grain calls this, once.</summary>
    [Alias("Open")]
    Task OpenAsync(SessionOpen open);

    /// <summary>Runs a ROP buffer; one that cannot be read is answered with ErrorCode RpcFormat, and none of it is carried out. The sequence number must be the next one; a repetition of the last request (same sequence and request id) is answered from the last response and runs nothing.</summary>
    [Alias("Execute"), ResponseTimeout("00:10:00")]
    Task<ExecuteResult> ExecuteAsync(ExecuteRequest request);

    /// <summary>Waits until there is an event for the client, at most <paramref name="longest"/> (no more than 10 s). Runs beside Execute. Ends at once where events are queued already.</summary>
    [AlwaysInterleave, Alias("WaitEvents")]
    Task<WaitEventsResult> WaitEventsAsync(Guid accountId, TimeSpan longest, CancellationToken cancellationToken);

    /// <summary>
    /// Tells of changes of a mailbox that the session subscribed to. Runs beside Execute and waits. False where there is no such subscription
    /// any more: nobody is to be told again.
    /// </summary>
    [AlwaysInterleave, Alias("Notify")]
    Task<bool> NotifyAsync(MailboxEvents events);

    /// <summary>Says that the client is alive (PING). The expected sequence stays.</summary>
    [AlwaysInterleave, Alias("Touch")]
    Task<SessionOutcome> TouchAsync(Guid accountId);

    /// <summary>Ends the session and releases all it holds.</summary>
    [Alias("Close")]
    Task<SessionOutcome> CloseAsync(Guid accountId);
}
