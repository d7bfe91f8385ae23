using Orleans.Concurrency;

namespace MapiOrleans.Grains.Interfaces.Directory;

/// <summary>
/// The directory of the installation: which domains there are and which domain an address is in. One grain (key 0), the only
/// writer of domains and of address uniqueness; its reads interleave. Everything throws <see cref="DirectoryUnavailableException"/>
/// while the store cannot be reached. Secrets are checked by <see cref="IAuthenticationGrain"/>, on every node.
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
    /// Checks a secret on the directory's node, as <see cref="IAuthenticationGrain"/> does on the caller's; each of
    /// <paramref name="candidates"/> is a reading of the same bytes (UTF-8, the Windows ANSI code page). An unknown account costs the same
    /// time as a known one. Null where it fails.
    /// </summary>
    [AlwaysInterleave, Alias("Authenticate")]
    Task<AuthenticatedUser?> AuthenticateAsync(string address, string[] candidates);

    /// <summary>
    /// What <see cref="AuthenticateAsync"/> would give for the account now, its secret unasked: whoever keeps a result brings it up to
    /// date with this, and drops it where CredentialVersion changed. Null where the account is gone or has no secret.
    /// </summary>
    [AlwaysInterleave, Alias("FindAccount")]
    Task<AuthenticatedUser?> FindAccountAsync(Guid objectId);

    /// <summary>
    /// Everybody and everything that a message to the group goes to: its members and its groups' members, each once, groups
    /// themselves left out; a dynamic group's are those that its condition holds for now. Empty where it is no group.
    /// </summary>
    /// <exception cref="DirectoryException">It has more members than the installation allows (field <c>members</c>).</exception>
    [AlwaysInterleave, Alias("ExpandGroup")]
    Task<IReadOnlyList<DirectoryObject>> ExpandGroupAsync(Guid groupId);

    /// <summary>The mailboxes that name the account, or a group it is in, in FullAccess; its own left out. At most 1,000.</summary>
    [AlwaysInterleave, Alias("MailboxesOpenTo")]
    Task<IReadOnlyList<DirectoryObject>> MailboxesOpenToAsync(Guid objectId);

    /// <summary>
    /// What one account may do in another object's name: send as it where it is that object or SendAs names it, on its behalf where
    /// SendOnBehalf or FullAccess does, itself or a group that it is in. Nothing in another domain's name.
    /// </summary>
    [AlwaysInterleave, Alias("SendRight")]
    Task<SendRight> SendRightAsync(Guid senderId, Guid representedId);

    /// <summary>
    /// A secret of the installation, such as the key that signs session cookies: random bytes made when it is first asked for, and
    /// the same ever after, on every node.
    /// </summary>
    /// <param name="name">1 to 64 of <c>a-z 0-9 . -</c>.</param>
    /// <param name="length">Bytes to make, 16 to 1024; a secret that exists keeps its length.</param>
    [AlwaysInterleave, Alias("GetSecret")]
    Task<byte[]> GetSecretAsync(string name, int length);

    /// <summary>An object's photo and certificates; none where it has none, or is not there.</summary>
    [AlwaysInterleave, Alias("ReadBlobs")]
    Task<DirectoryBlobs> ReadBlobsAsync(Guid objectId);

    /// <summary>Replaces an object's photo and certificates; gives the object as it is then.</summary>
    /// <exception cref="DirectoryException">One is too large or of no known kind, or there is no such object.</exception>
    [Alias("PutBlobs")]
    Task<DirectoryObject> PutBlobsAsync(Guid objectId, DirectoryBlobs blobs);

    /// <summary>Makes or changes a domain, by its name. Makes its public mailbox. Gives what is stored now.</summary>
    /// <exception cref="DirectoryException">A name is taken or is no domain name.</exception>
    [Alias("PutDomain")]
    Task<DomainInfo> PutDomainAsync(DomainInfo domain);

    /// <summary>
    /// Makes or changes an object, by its primary address; with a mailbox where its kind has one. <paramref name="password"/> null
    /// leaves the secret as it is. ObjectId, LegacyDN, MailboxGuid, Version and Number given are ignored: the directory gives them.
    /// </summary>
    /// <exception cref="DirectoryException">An address is taken, the domain is unknown, a field is not valid.</exception>
    [Alias("PutObject")]
    Task<DirectoryObject> PutObjectAsync(DirectoryObject value, string? password);

    /// <summary>
    /// As <see cref="PutObjectAsync"/>, for a copy of an entry of the domain's LDAP directory: by its ObjectId where it has one, so that its address
    /// can change, and what names it then names the new one. <paramref name="credential"/> null leaves the credential.
    /// </summary>
    /// <exception cref="DirectoryException">An address is taken, a field is not valid.</exception>
    [Alias("PutCopied")]
    Task<DirectoryObject> PutCopiedAsync(DirectoryObject value, string? credential);

    /// <summary>How far the copy of a domain's LDAP directory is; null where it has none.</summary>
    [AlwaysInterleave, Alias("GetSyncStatus")]
    Task<DirectorySyncStatus?> GetSyncStatusAsync(string domain);

    /// <summary>
    /// Makes the copy of a domain's LDAP directory due now. <paramref name="full"/> reads all of it; <paramref name="acceptDeletions"/> takes what
    /// is gone for gone, however much it is. False where the domain has none.
    /// </summary>
    [Alias("RequestSync")]
    Task<bool> RequestSyncAsync(string domain, bool full, bool acceptDeletions);

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

/// <summary>The store cannot be reached, or too many callers wait: nothing was changed that is not reported; trying later may help.</summary>
[GenerateSerializer, Alias("MapiOrleans.DirectoryUnavailableException")]
public sealed class DirectoryUnavailableException : Exception
{
    /// <summary>The directory cannot answer now.</summary>
    public DirectoryUnavailableException(string message) : base(message)
    {
    }
}
