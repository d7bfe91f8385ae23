using System.Security.Cryptography;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace MapiOrleans.Grains.Directory;

/// <summary>
/// The directory. Reentrant: reads answer from memory, or from the store without waiting for anybody; writes take turns at a gate, judge
/// from what is true in their turn, and are the store's in one transaction before memory learns of them.
/// </summary>
[Reentrant]
internal sealed partial class DirectoryGrain(DirectoryServices services, ILogger<DirectoryGrain> logger) : Grain, IDirectoryGrain
{
    private const int MaxPage = 1_000;

    private readonly DirectoryCache _cache = new(services.Options.MaxCachedObjects, services.Options.CacheLifetime, services.Time);
    private DomainTable? _domains;
    private int _domainGeneration;

    private DirectoryOptions Options => services.Options;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DomainInfo>> GetDomainsAsync() => (await DomainsAsync()).Domains;

    /// <inheritdoc/>
    public async Task<DomainInfo?> FindDomainAsync(string name) => DirectoryAddress.TryNormalizeDomain(name, out var normalized) ? (await DomainsAsync()).Find(normalized) : null;

    /// <inheritdoc/>
    public async Task<DirectoryObject?> FindByAddressAsync(string address)
    {
        if (!DirectoryAddress.TryParse(address, out var parsed)) return null;
        var canonical = (await DomainsAsync()).Canonical(parsed).ToString();
        return await FindAsync(_cache.FindByAddress(canonical), s => s.FindByAddressAsync(canonical, CancellationToken.None));
    }

    /// <inheritdoc/>
    public Task<DirectoryObject?> FindByIdAsync(Guid objectId) =>
        FindAsync(_cache.Find(objectId), s => s.FindByIdAsync(objectId, CancellationToken.None));

    /// <inheritdoc/>
    public Task<DirectoryObject?> FindByLegacyDNAsync(string legacyDN) =>
        FindAsync(_cache.FindByLegacyDN(legacyDN), s => s.FindByLegacyDNAsync(legacyDN, CancellationToken.None));

    /// <inheritdoc/>
    public async Task<DirectoryObject?> FindByMailboxAsync(Guid mailboxGuid) => mailboxGuid == Guid.Empty
        ? null
        : await FindAsync(_cache.FindByMailbox(mailboxGuid), s => s.FindByMailboxAsync(mailboxGuid, CancellationToken.None));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DirectoryObject>> ListAsync(string domain, string? afterAddress, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxPage);
        return await FindDomainAsync(domain) is { } found ? await ReadAsync(s => s.ListAsync(found.Name, afterAddress, limit, CancellationToken.None)) : [];
    }

    /// <inheritdoc/>
    public Task<AuthenticatedUser?> AuthenticateAsync(string address, string[] candidates) =>
        GrainFactory.GetGrain<IAuthenticationGrain>(0).AuthenticateAsync(address, candidates);

    /// <inheritdoc/>
    public async Task<AuthenticatedUser?> FindAccountAsync(Guid objectId)
    {
        // Front ends ask this for requests that they let in by an earlier check, so it is answered from memory.
        var version = _cache.FindCredential(objectId);
        if (version is null)
        {
            var generation = _cache.Generation;
            if (await ReadAsync(s => s.ReadCredentialAsync(objectId, CancellationToken.None)) is not { } credential) return null;
            version = credential.Version;
            _cache.AddCredential(objectId, credential.Version, generation);
        }
        return await FindByIdAsync(objectId) is { Kind: DirectoryKind.User } account && await FindDomainAsync(account.Domain) is { } domain
            ? new AuthenticatedUser { Account = account, Domain = domain, CredentialVersion = version.Value }
            : null;
    }

    /// <inheritdoc/>
    public Task<byte[]> GetSecretAsync(string name, int length)
    {
        if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-')) throw new ArgumentException($"'{name}' is not the name of a secret.", nameof(name));
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 1_024);
        return ReadAsync(s => s.GetOrAddSecretAsync(name, RandomNumberGenerator.GetBytes(length), CancellationToken.None));
    }

    private async Task<DirectoryObject?> FindAsync(DirectoryObject? cached, Func<IDirectoryStore, Task<DirectoryObject?>> read)
    {
        services.Metrics.Lookups.Add(1, new KeyValuePair<string, object?>("cached", cached is not null));
        if (cached is not null) return cached;
        var generation = _cache.Generation;
        var found = await ReadAsync(read);
        if (found is not null) _cache.Add(found, generation);
        return found;
    }

    private ValueTask<DomainTable> DomainsAsync() =>
        _domains is { } table && services.Time.GetUtcNow() - table.ReadAt <= Options.CacheLifetime ? new ValueTask<DomainTable>(table) : new ValueTask<DomainTable>(ReadDomainsAsync());

    private async Task<DomainTable> ReadDomainsAsync()
    {
        var generation = _domainGeneration;
        var table = new DomainTable(await ReadAsync(s => s.ReadDomainsAsync(CancellationToken.None)), services.Time.GetUtcNow());
        if (generation == _domainGeneration) _domains = table;
        return table;
    }

    private async Task<T> ReadAsync<T>(Func<IDirectoryStore, Task<T>> read)
    {
        try
        {
            return await read(services.Store);
        }
        catch (StoreUnavailableException e)
        {
            throw Unavailable(e);
        }
    }

    private DirectoryUnavailableException Unavailable(Exception cause)
    {
        DirectoryLog.Unavailable(logger, cause);
        return new DirectoryUnavailableException("The directory's store cannot be reached now.");
    }
}
