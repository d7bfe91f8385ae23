namespace MapiOrleans.Grains.Storage;

/// <summary>What a file of an offline address book is. Numbers are kept in the store: add only.</summary>
public enum OabFileKind
{
    /// <summary>The full details.</summary>
    Full = 1,
    /// <summary>What makes a version of the one before it.</summary>
    Difference = 2,
    /// <summary>Display templates of a language.</summary>
    Template = 3,
}

/// <summary>A file of an offline address book. It never changes.</summary>
public sealed record OabFileRecord
{
    /// <summary>Its id.</summary>
    public required Guid FileId { get; init; }
    /// <summary>What it is.</summary>
    public required OabFileKind Kind { get; init; }
    /// <summary>The LCID of templates; 0 of others.</summary>
    public uint Language { get; init; }
    /// <summary>The version that it is, or makes.</summary>
    public required long Sequence { get; init; }
    /// <summary>Bytes.</summary>
    public required long Size { get; init; }
    /// <summary>Bytes that it makes.</summary>
    public required long UncompressedSize { get; init; }
    /// <summary>The CRC of what it makes ([MS-OXOAB] 2).</summary>
    public required uint Crc { get; init; }
    /// <summary>The SHA-1 hash of it.</summary>
    public required byte[] Sha1 { get; init; }
    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>An offline address book as it is published.</summary>
public sealed record OabRecordSet
{
    /// <summary>Its id, PidTagOfflineAddressBookContainerGuid.</summary>
    public required Guid BookId { get; init; }
    /// <summary>The domain whose it is.</summary>
    public required Guid DomainId { get; init; }
    /// <summary>The version.</summary>
    public required long Sequence { get; init; }
    /// <summary>A hash of what is in it, its version left out.</summary>
    public required byte[] ContentHash { get; init; }
    /// <summary>When the version was published.</summary>
    public required DateTimeOffset PublishedAt { get; init; }
    /// <summary>All files that can be downloaded.</summary>
    public required IReadOnlyList<OabFileRecord> Files { get; init; }
}

/// <summary>A file that is being written, from its beginning to its end. It is nowhere to be seen before it is published.</summary>
public interface IOabFileWriter
{
    /// <summary>Its id.</summary>
    Guid FileId { get; }

    /// <summary>Bytes so far.</summary>
    long Length { get; }

    /// <summary>Appends bytes.</summary>
    ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Ends the file; gives the SHA-1 hash of it.</summary>
    Task<byte[]> CompleteAsync(CancellationToken cancellationToken);
}

/// <summary>Offline address books, in the control database: every node serves the same bytes. Every method may throw <see cref="StoreUnavailableException"/>.</summary>
public interface IOfflineAddressBookStore
{
    /// <summary>Bytes of each chunk of a file but the last.</summary>
    int ChunkSize { get; }

    /// <summary>What is published: without files where it was taken away. Null where there never was anything.</summary>
    Task<OabRecordSet?> FindAsync(Guid bookId, CancellationToken cancellationToken);

    /// <summary>Ids of all books that have files, and of their domains.</summary>
    Task<IReadOnlyList<(Guid BookId, Guid DomainId)>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Begins a file.</summary>
    IOabFileWriter CreateFile(Guid bookId);

    /// <summary>
    /// Publishes a version: its files are those of <paramref name="book"/>, and all others of the book are gone. False where another version than
    /// <paramref name="replaces"/> (0 for none) is published by now: then nothing is changed.
    /// </summary>
    Task<bool> PublishAsync(OabRecordSet book, long replaces, CancellationToken cancellationToken);

    /// <summary>A chunk of a file; empty where there is none.</summary>
    Task<byte[]> ReadChunkAsync(Guid fileId, long chunk, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a book's files away. Its version stays, so that one that comes later is newer than all that clients have.
    /// </summary>
    Task RemoveAsync(Guid bookId, CancellationToken cancellationToken);

    /// <summary>Deletes files that were begun before a time and never published: who wrote them died.</summary>
    Task PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
