using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.Grains.Storage;

/// <summary>
/// The durable directory. It lives in the control database (shard 0). Uniqueness of addresses is the database's own
/// constraint, so no race can break it.
/// </summary>
public interface IDirectoryStore
{
    /// <summary>All domains.</summary>
    Task<IReadOnlyList<DomainInfo>> ReadDomainsAsync(CancellationToken cancellationToken);

    /// <summary>Inserts or replaces a domain by its DomainId.</summary>
    /// <exception cref="DirectoryConflictException">A name or alias belongs to another domain.</exception>
    Task PutDomainAsync(DomainInfo domain, CancellationToken cancellationToken);

    /// <summary>The object with this exact address (lower-case, primary or alias, canonical domain name), or null.</summary>
    Task<DirectoryObject?> FindByAddressAsync(string address, CancellationToken cancellationToken);

    /// <summary>The object, or null.</summary>
    Task<DirectoryObject?> FindByIdAsync(Guid objectId, CancellationToken cancellationToken);

    /// <summary>The object of this X.500 name, compared without case, or null.</summary>
    Task<DirectoryObject?> FindByLegacyDNAsync(string legacyDN, CancellationToken cancellationToken);

    /// <summary>The object with this mailbox, or null.</summary>
    Task<DirectoryObject?> FindByMailboxAsync(Guid mailboxGuid, CancellationToken cancellationToken);

    /// <summary>A page of a domain's objects in order of address.</summary>
    Task<IReadOnlyList<DirectoryObject>> ListAsync(string domain, string? afterAddress, int limit, CancellationToken cancellationToken);

    /// <summary>Ids of groups of the domain that list the address as a member.</summary>
    Task<IReadOnlyList<DirectoryObject>> GroupsWithMemberAsync(string domain, string memberAddress, CancellationToken cancellationToken);

    /// <summary>The objects of the domain that name the address in FullAccess.</summary>
    Task<IReadOnlyList<DirectoryObject>> MailboxesOpenToAsync(string domain, string address, CancellationToken cancellationToken);

    /// <summary>The dynamic groups of a domain.</summary>
    Task<IReadOnlyList<DirectoryObject>> DynamicGroupsAsync(string domain, CancellationToken cancellationToken);

    /// <summary>
    /// What was put and removed in a domain after <paramref name="afterVersion"/>, in order of version, about <paramref name="limit"/> of each
    /// at most. Nothing up to the answer's version is missing: versions become visible in their order.
    /// </summary>
    Task<DirectoryChanges> ChangesAsync(string domain, long afterVersion, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Inserts or replaces an object by its ObjectId with all its addresses, its version raised; a null secret leaves the secret. Version
    /// and Number given are ignored.
    /// </summary>
    /// <exception cref="DirectoryConflictException">An address belongs to another object.</exception>
    Task<DirectoryObject> PutObjectAsync(DirectoryObject value, string? passwordHash, CancellationToken cancellationToken);

    /// <summary>An object's photo and certificates.</summary>
    Task<DirectoryBlobs> ReadBlobsAsync(Guid objectId, CancellationToken cancellationToken);

    /// <summary>As <see cref="PutObjectAsync"/>, and replaces photo and certificates.</summary>
    Task<DirectoryObject> PutBlobsAsync(DirectoryObject value, DirectoryBlobs blobs, CancellationToken cancellationToken);

    /// <summary>Deletes an object and frees its addresses. False where there was none.</summary>
    Task<bool> RemoveObjectAsync(Guid objectId, CancellationToken cancellationToken);

    /// <summary>The object's salted hash and its version, or null where it has none.</summary>
    Task<(string PasswordHash, long Version)?> ReadCredentialAsync(Guid objectId, CancellationToken cancellationToken);

    /// <summary>Replaces a hash by another of the same secret: the credential's version stays. False where it is not the old one any more.</summary>
    Task<bool> RenewPasswordHashAsync(Guid objectId, string oldHash, string newHash, CancellationToken cancellationToken);

    /// <summary>Secrets of the installation (cookie signing keys, the admin token's hash), made once: the stored value, or <paramref name="candidate"/> where it is the first.</summary>
    Task<byte[]> GetOrAddSecretAsync(string name, byte[] candidate, CancellationToken cancellationToken);
}

/// <summary>A page of what changed in a domain.</summary>
/// <param name="Version">All changes up to this one are in this page and those before it.</param>
/// <param name="Put">Objects made or changed, as they are now.</param>
/// <param name="Removed">Numbers of objects removed.</param>
/// <param name="More">Whether there is another page.</param>
/// <param name="Complete">False where removals were forgotten since: whoever keeps a copy has to make it anew.</param>
public sealed record DirectoryChanges(long Version, IReadOnlyList<DirectoryObject> Put, IReadOnlyList<long> Removed, bool More, bool Complete);

/// <summary>A name or an address is taken.</summary>
public sealed class DirectoryConflictException(string name) : Exception($"{name} is taken.")
{
    /// <summary>What is taken.</summary>
    public string Name { get; } = name;
}
