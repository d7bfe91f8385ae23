using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.Grains.Storage;

/// <summary>An object that is a copy of an entry of another directory.</summary>
/// <param name="ExternalId">What never changes of the entry, in hexadecimal.</param>
/// <param name="ObjectId">The object.</param>
/// <param name="Dn">The entry's name when it was last read.</param>
/// <param name="MissingSince">Since when the directory does not have it; null where it has.</param>
public sealed record DirectoryLink(string ExternalId, Guid ObjectId, string Dn, DateTimeOffset? MissingSince);

/// <summary>How far the copy of a domain's directory is, and who is at it.</summary>
public sealed record DirectorySync
{
    /// <summary>When it is to be worked at next.</summary>
    public required DateTimeOffset DueAt { get; init; }
    /// <summary>Until when somebody works at it.</summary>
    public DateTimeOffset LeaseUntil { get; init; }
    /// <summary>What the last run left.</summary>
    public DirectorySyncState State { get; init; } = new();

    /// <summary>What of it is told.</summary>
    public DirectorySyncStatus Status(DateTimeOffset now) => State.Told with { DueAt = DueAt, IsRunning = LeaseUntil > now };
}

/// <summary>What a run leaves for the next.</summary>
public sealed record DirectorySyncState
{
    /// <summary>Up to where changes were read: an update sequence number or a time, as the server writes it; empty for nothing yet.</summary>
    public string Cursor { get; init; } = "";
    /// <summary>Which server the cursor is of, where that matters.</summary>
    public string Server { get; init; } = "";
    /// <summary>Which description of the directory it is of: with another one all is read again.</summary>
    public string Description { get; init; } = "";
    /// <summary>Whether the next run reads all.</summary>
    public bool Full { get; init; }
    /// <summary>Whether the next run takes what is gone for gone, however much it is.</summary>
    public bool AcceptDeletions { get; init; }
    /// <summary>What is told.</summary>
    public DirectorySyncStatus Told { get; init; } = new();
}

/// <summary>Which objects are copied from other directories, and how far that is; in the control database.</summary>
public interface IDirectoryLinkStore
{
    /// <summary>All copies of a domain.</summary>
    Task<IReadOnlyList<DirectoryLink>> ReadLinksAsync(string domain, CancellationToken cancellationToken);

    /// <summary>What an object is a copy of, or null.</summary>
    Task<DirectoryLink?> FindLinkAsync(Guid objectId, CancellationToken cancellationToken);

    /// <summary>Inserts or replaces a link, by the entry. An object is a copy of one entry: the last one that said so.</summary>
    Task PutLinkAsync(string domain, DirectoryLink link, CancellationToken cancellationToken);

    /// <summary>How far a domain's copy is, or null where nobody has worked at it yet.</summary>
    Task<DirectorySync?> ReadSyncAsync(string domain, CancellationToken cancellationToken);

    /// <summary>Takes a domain's copy where it is due and nobody has it. Null where not.</summary>
    Task<DirectorySync?> ClaimSyncAsync(string domain, Guid owner, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Keeps a domain's copy that one has. False where one does not have it any more.</summary>
    Task<bool> RenewSyncAsync(string domain, Guid owner, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Lets go of a domain's copy, to be worked at again when it is due. False where one does not have it any more, and nothing is written.</summary>
    Task<bool> EndSyncAsync(string domain, Guid owner, DirectorySyncState state, DateTimeOffset dueAt, CancellationToken cancellationToken);

    /// <summary>Makes a domain's copy due. What is asked for is remembered if somebody is at it now.</summary>
    Task RequestSyncAsync(string domain, bool full, bool acceptDeletions, DateTimeOffset now, CancellationToken cancellationToken);
}
