using MapiOrleans.Grains.Interfaces.AddressBook;
using Orleans.Concurrency;

namespace MapiOrleans.Grains.Interfaces.OfflineAddressBook;

/// <summary>
/// A domain's offline address book, by <see cref="OfflineAddressBookIdentity.BookId"/>. There is one on every node, so that bytes come from the
/// node that is asked; what is published is in the store and the same for all.
/// </summary>
[Alias("MapiOrleans.IOfflineAddressBookGrain")]
public interface IOfflineAddressBookGrain : IGrainWithGuidKey
{
    /// <summary>What can be downloaded; null where nothing is published, or offline address books are off.</summary>
    /// <exception cref="Directory.DirectoryUnavailableException">The store cannot be reached.</exception>
    [AlwaysInterleave, Alias("GetPublication")]
    Task<OabPublication?> GetPublicationAsync();

    /// <summary>Bytes of a published file from an offset on, at most <paramref name="length"/> and at least one; none at its end or where it is gone.</summary>
    /// <exception cref="Directory.DirectoryUnavailableException">The store cannot be reached.</exception>
    [AlwaysInterleave, Alias("Read")]
    Task<byte[]> ReadAsync(Guid fileId, long offset, int length);

    /// <summary>Has the book looked at now, and made anew where something changed; goes on with one that was stopped. False where there is none.</summary>
    /// <exception cref="Directory.DirectoryUnavailableException">The store cannot be reached.</exception>
    [AlwaysInterleave, Alias("Build")]
    Task<bool> BuildAsync();

    /// <summary>Stops the making of the book, until <see cref="BuildAsync"/>. What is published stays. False where there is none.</summary>
    /// <exception cref="Directory.DirectoryUnavailableException">The store cannot be reached.</exception>
    [AlwaysInterleave, Alias("Stop")]
    Task<bool> StopAsync();

    /// <summary>How it stands with the making of the book; null where there is none.</summary>
    /// <exception cref="Directory.DirectoryUnavailableException">The store cannot be reached.</exception>
    [AlwaysInterleave, Alias("GetProgress")]
    Task<OabProgress?> GetProgressAsync();
}

/// <summary>How it stands with the making of a book.</summary>
/// <param name="DueAt">When it is looked at next.</param>
/// <param name="IsStopped">Whether an administrator stopped it.</param>
/// <param name="Step">What is being done, or was done last, such as <c>details 120000/200000</c>.</param>
/// <param name="LastError">What went wrong last, or empty.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.OabProgress")]
public sealed record OabProgress([property: Id(0)] DateTimeOffset DueAt, [property: Id(1)] bool IsStopped, [property: Id(2)] string Step, [property: Id(3)] string LastError);

/// <summary>What kind of file it is.</summary>
public enum OabFileType
{
    /// <summary>Full details.</summary>
    Full = 1,
    /// <summary>What makes a version of the one before it.</summary>
    Difference = 2,
    /// <summary>Display templates of a language.</summary>
    Template = 3,
}

/// <summary>A file that can be downloaded. It never changes.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.OabFileInfo")]
public sealed record OabFileInfo
{
    /// <summary>Its id in the store.</summary>
    [Id(0)] public required Guid FileId { get; init; }
    /// <summary>What it is.</summary>
    [Id(1)] public required OabFileType Type { get; init; }
    /// <summary>Its name in URLs: letters, digits, hyphens and a dot.</summary>
    [Id(2)] public required string Name { get; init; }
    /// <summary>The LCID of templates; 0 of others.</summary>
    [Id(3)] public uint Language { get; init; }
    /// <summary>The version that it is, or makes.</summary>
    [Id(4)] public required long Sequence { get; init; }
    /// <summary>Bytes.</summary>
    [Id(5)] public required long Size { get; init; }
    /// <summary>Bytes that it makes.</summary>
    [Id(6)] public required long UncompressedSize { get; init; }
    /// <summary>The SHA-1 hash of it.</summary>
    [Id(7)] public required byte[] Sha1 { get; init; }
    /// <summary>When it was made.</summary>
    [Id(8)] public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A book as it is published.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.OabPublication")]
public sealed record OabPublication
{
    /// <summary>The book.</summary>
    [Id(0)] public required Guid BookId { get; init; }
    /// <summary>The version.</summary>
    [Id(1)] public required long Sequence { get; init; }
    /// <summary>When it was published.</summary>
    [Id(2)] public required DateTimeOffset PublishedAt { get; init; }
    /// <summary>All files, also those of the version before that somebody may be downloading.</summary>
    [Id(3)] public required IReadOnlyList<OabFileInfo> Files { get; init; }
}

/// <summary>Facts that front end and offline address books agree on.</summary>
public static class OfflineAddressBookIdentity
{
    /// <summary>PidTagOfflineAddressBookDistinguishedName of the one list there is: the global address list's name.</summary>
    public const string ListDN = "/";

    /// <summary>PidTagOfflineAddressBookName of it.</summary>
    public const string ListName = @"\Global Address List";

    /// <summary>
    /// PidTagOfflineAddressBookContainerGuid of a domain's book, always the same and no other's in the world: clients that have books of two
    /// servers keep them apart by it.
    /// </summary>
    public static Guid BookId(Guid domainId) => AddressBookIdentity.Derive(domainId, "offline address book");
}
