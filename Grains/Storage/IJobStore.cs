using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Storage;

/// <summary>Kinds of work in the queue. Numbers are kept in the store: add only.</summary>
public enum JobKind
{
    /// <summary>A submitted message that transport has not taken over yet.</summary>
    Submission = 1,
    /// <summary>A message in Internet format that is to be brought to its recipients.</summary>
    Relay = 2,
    /// <summary>A domain's offline address book that is to be made anew, again and again.</summary>
    OfflineAddressBook = 3,
}

/// <summary>Work that is to be done once, by whichever node comes first.</summary>
public sealed record JobRecord
{
    /// <summary>Its number: above 0, given by whoever makes it, never used twice.</summary>
    public required long JobId { get; init; }
    /// <summary>What it is.</summary>
    public required JobKind Kind { get; init; }
    /// <summary>The mailbox that it is about, in whose shard it lies.</summary>
    public required MailboxKey Key { get; init; }
    /// <summary>That mailbox' GUID.</summary>
    public required Guid MailboxGuid { get; init; }
    /// <summary>The message that it is about, or 0.</summary>
    public long MessageId { get; init; }
    /// <summary>When it is to be done.</summary>
    public required DateTimeOffset DueAt { get; init; }
    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }
    /// <summary>Whether an administrator stopped it.</summary>
    public bool Held { get; init; }
    /// <summary>What went wrong last, for people.</summary>
    public string LastError { get; init; } = "";
    /// <summary>A part of the mailbox that the work needs, and keeps; null where it needs none.</summary>
    public ExternalValue? Part { get; init; }
    /// <summary>What else there is to know; whoever does this kind of work wrote it.</summary>
    public byte[] Data { get; init; } = [];
}

/// <summary>How much work there is.</summary>
/// <param name="Waiting">Work that waits or is being done.</param>
/// <param name="Held">Work that is stopped.</param>
/// <param name="Oldest">When the oldest that waits was made, or null.</param>
public sealed record JobCounts(long Waiting, long Held, DateTimeOffset? Oldest);

/// <summary>
/// The queue, over all shards. Whoever claims work holds it for a time and nobody else does; who dies lets it go. It is put in by
/// transactions of mailboxes (<see cref="StoreOperation.PutJob"/>), or by itself where it is about no mailbox. Every method may throw <see cref="StoreUnavailableException"/>.
/// </summary>
public interface IJobStore
{
    /// <summary>Puts in work that is about no mailbox. False where there is work of its number already.</summary>
    Task<bool> AddAsync(JobRecord job, CancellationToken cancellationToken);

    /// <summary>Claims work that is due, the oldest first, at most so many in each shard; of these kinds, or of all where none is named.</summary>
    Task<IReadOnlyList<JobRecord>> ClaimAsync(Guid owner, TimeSpan lease, int limit, CancellationToken cancellationToken, params JobKind[] kinds);

    /// <summary>Claims one work, whether it is due or held or not; null where there is none of this number, or somebody holds it.</summary>
    Task<JobRecord?> ClaimOneAsync(long jobId, Guid owner, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>How much work there is.</summary>
    Task<JobCounts> CountAsync(CancellationToken cancellationToken, params JobKind[] kinds);

    /// <summary>Writes attempts, data and error of work one holds, and keeps holding it. False where one does not hold it any more.</summary>
    Task<bool> UpdateAsync(JobRecord job, Guid owner, CancellationToken cancellationToken);

    /// <summary>As <see cref="UpdateAsync"/>, then lets go of it, to be done at its DueAt.</summary>
    Task<bool> PutBackAsync(JobRecord job, Guid owner, CancellationToken cancellationToken);

    /// <summary>Ends work one holds. False where one does not hold it any more.</summary>
    Task<bool> RemoveAsync(JobRecord job, Guid owner, CancellationToken cancellationToken);

    /// <summary>All work, or that of these kinds, from after a number, in order of numbers, at most so much in each shard.</summary>
    Task<IReadOnlyList<JobRecord>> ListAsync(long after, int limit, CancellationToken cancellationToken, params JobKind[] kinds);

    /// <summary>Stops work, or lets it go on, or makes it due now; null leaves it. False where there is no such work, or it is being done.</summary>
    Task<bool> ChangeAsync(long jobId, bool? held, DateTimeOffset? dueAt, CancellationToken cancellationToken);

    /// <summary>Stops work even while it is being done: who does it does not hold it any more, and finds that out when it writes. False where there is no such work.</summary>
    Task<bool> StopAsync(long jobId, CancellationToken cancellationToken);

    /// <summary>The work of a number, or null.</summary>
    Task<JobRecord?> FindAsync(long jobId, CancellationToken cancellationToken);
}
