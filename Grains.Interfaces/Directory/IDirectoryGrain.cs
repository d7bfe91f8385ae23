using Orleans.Concurrency;

namespace MapiOrleans.Grains.Interfaces.Directory;

/// <summary>
/// The directory of the installation: which domains there are and which domain an address is in. One grain (key 0), the only
/// writer of domains and of address uniqueness; its reads interleave.
/// </summary>
[Alias("MapiOrleans.IDirectoryGrain")]
public interface IDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>All domains.</summary>
    [AlwaysInterleave, Alias("GetDomains")]
    Task<IReadOnlyList<DomainInfo>> GetDomainsAsync();

    /// <summary>The domain of this name or alias, or null.</summary>
    [AlwaysInterleave, Alias("FindDomain")]
    Task<DomainInfo?> FindDomainAsync(string name);

    /// <summary>The object that has this address (primary or alias, in the domain or one of its aliases), or null. Case does not matter.</summary>
    [AlwaysInterleave, Alias("FindByAddress")]
    Task<DirectoryObject?> FindByAddressAsync(string address);

    /// <summary>The object, or null.</summary>
    [AlwaysInterleave, Alias("FindById")]
    Task<DirectoryObject?> FindByIdAsync(Guid objectId);

    /// <summary>The object with this X.500 name (case does not matter), or null.</summary>
    [AlwaysInterleave, Alias("FindByLegacyDN")]
    Task<DirectoryObject?> FindByLegacyDNAsync(string legacyDN);

    /// <summary>The object whose mailbox this is, or null. A domain's public mailbox has none.</summary>
    [AlwaysInterleave, Alias("FindByMailbox")]
    Task<DirectoryObject?> FindByMailboxAsync(Guid mailboxGuid);

    /// <summary>A domain's objects in order of address, from after <paramref name="afterAddress"/>, at most <paramref name="limit"/> (1 to 1000).</summary>
    [AlwaysInterleave, Alias("List")]
    Task<IReadOnlyList<DirectoryObject>> ListAsync(string domain, string? afterAddress, int limit);

    /// <summary>The groups of which the object is a member, directly or through groups.</summary>
    [AlwaysInterleave, Alias("GroupsOf")]
    Task<IReadOnlyList<Guid>> GroupsOfAsync(Guid objectId);

    /// <summary>
    /// Checks a secret; each of <paramref name="candidates"/> is a reading of the same bytes (UTF-8, the Windows ANSI code page). An
    /// unknown account costs the same time as a known one. Null where it fails.
    /// </summary>
    [AlwaysInterleave, Alias("Authenticate")]
    Task<AuthenticatedUser?> AuthenticateAsync(string address, string[] candidates);

    /// <summary>Makes or changes a domain, by its name. Makes its public mailbox. Gives what is stored now.</summary>
    [Alias("PutDomain")]
    Task<DomainInfo> PutDomainAsync(DomainInfo domain);

    /// <summary>
    /// Makes or changes an object, by its primary address; with a mailbox where its kind has one. <paramref name="password"/> null
    /// leaves the secret as it is. ObjectId, LegacyDN, MailboxGuid and Version given are ignored: the directory gives them.
    /// </summary>
    /// <exception cref="DirectoryException">An address is taken, the domain is unknown, a field is not valid.</exception>
    [Alias("PutObject")]
    Task<DirectoryObject> PutObjectAsync(DirectoryObject value, string? password);

    /// <summary>Removes an object; its mailbox is kept until it is purged by name. False where there is none.</summary>
    [Alias("RemoveObject")]
    Task<bool> RemoveObjectAsync(string address);
}

/// <summary>A change the directory refuses: which field, and why.</summary>
[GenerateSerializer, Alias("MapiOrleans.DirectoryException")]
public sealed class DirectoryException : Exception
{
    /// <summary>A refusal.</summary>
    public DirectoryException(string field, string message) : base(message) => Field = field;

    /// <summary>The field that is at fault.</summary>
    [Id(0)] public string Field { get; }
}
