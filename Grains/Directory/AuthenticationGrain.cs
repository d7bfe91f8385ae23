using MapiOrleans.Grains.Directory.Ldap;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace MapiOrleans.Grains.Directory;

/// <summary>
/// Checks secrets on the node where they came in. It keeps nothing: whose address it is the directory says from memory, and the hash is read
/// from the store each time, which is nothing beside the hashing, so that a changed password counts at once everywhere.
/// </summary>
[StatelessWorker(1), Reentrant]
internal sealed class AuthenticationGrain(DirectoryServices services, LdapConnections ldap, ILogger<AuthenticationGrain> logger) : Grain, IAuthenticationGrain
{
    /// <inheritdoc/>
    public async Task<AuthenticatedUser?> AuthenticateAsync(string address, string[] candidates)
    {
        var directory = GrainFactory.GetGrain<IDirectoryGrain>(0);
        var account = await directory.FindByAddressAsync(address) is { Kind: DirectoryKind.User } user ? user : null;
        var credential = account is null ? null : await ReadAsync(account.ObjectId);
        if (credential is { } stored && !LdapCredential.Is(stored.PasswordHash) && PasswordHash.TryParse(stored.PasswordHash) is null) DirectoryLog.BrokenHash(logger, account!.Address);

        // What cannot be a password is tried as the empty one, which nobody has: it takes as long as any other.
        var tried = candidates.Where(c => c.Length > 0 && c.Length <= services.Options.Limits.MaxPasswordLength).Distinct().Take(services.Options.MaxCandidates).DefaultIfEmpty("").ToArray();
        if (await BoundAsync(directory, address, account, credential?.PasswordHash, tried) is { } bound)
        {
            services.Metrics.Authentications.Add(1, new KeyValuePair<string, object?>("success", bound));
            return bound && account is not null && credential is { } copied && await directory.FindDomainAsync(account.Domain) is { } home
                ? new AuthenticatedUser { Account = account, Domain = home, CredentialVersion = copied.Version }
                : null;
        }
        var match = await services.Hasher.VerifyAsync(credential?.PasswordHash, tried);
        services.Metrics.Authentications.Add(1, new KeyValuePair<string, object?>("success", match is not null));
        if (match is not { } right || account is null || credential is not { } valid || right.Password.Length == 0) return null;
        if (right.Outdated) await RenewAsync(account, valid.PasswordHash, right.Password);
        return await directory.FindDomainAsync(account.Domain) is { } domain ? new AuthenticatedUser { Account = account, Domain = domain, CredentialVersion = valid.Version } : null;
    }

    /// <summary>
    /// Checks the secret of an account that signs in at an LDAP directory; null where it is another's. Whoever is not known in a domain that has such a
    /// directory is asked for there too, and what is wrong costs a hash as it does here: neither tells who there is.
    /// </summary>
    private async Task<bool?> BoundAsync(IDirectoryGrain directory, string address, DirectoryObject? account, string? credential, string[] tried)
    {
        if (account is not null && (credential is null || !LdapCredential.Is(credential))) return null;
        var domain = account is not null ? await directory.FindDomainAsync(account.Domain) : DirectoryAddress.TryParse(address, out var parsed) ? await directory.FindDomainAsync(parsed.Domain) : null;
        if (domain?.Source is null && account is null) return null;
        var dn = account is null || credential == LdapCredential.Disabled ? "" : await DnAsync(account.ObjectId);
        var right = domain?.Source is not null && await ldap.VerifyAsync(domain, dn, [.. tried.Where(t => t.Length > 0)]) is not null;
        if (!right) await services.Hasher.VerifyAsync(null, tried[..1]);
        return right;
    }

    private async Task<string> DnAsync(Guid objectId)
    {
        try
        {
            return await services.Links.FindLinkAsync(objectId, CancellationToken.None) is { } link ? link.Dn : "";
        }
        catch (StoreUnavailableException e)
        {
            DirectoryLog.Unavailable(logger, e);
            throw new DirectoryUnavailableException("The directory's store cannot be reached now.");
        }
    }

    private async Task<(string PasswordHash, long Version)?> ReadAsync(Guid objectId)
    {
        try
        {
            return await services.Store.ReadCredentialAsync(objectId, CancellationToken.None);
        }
        catch (StoreUnavailableException e)
        {
            DirectoryLog.Unavailable(logger, e);
            throw new DirectoryUnavailableException("The directory's store cannot be reached now.");
        }
    }

    private async Task RenewAsync(DirectoryObject account, string oldHash, string password)
    {
        try
        {
            var renewed = await services.Hasher.HashAsync(password);
            if (await services.Store.RenewPasswordHashAsync(account.ObjectId, oldHash, renewed, CancellationToken.None)) DirectoryLog.Rehashed(logger, account.Address, services.Options.PasswordIterations);
        }
        catch (Exception e) when (e is StoreUnavailableException or DirectoryUnavailableException)
        {
            // The secret was right: who it belongs to gets in, and the hash is renewed another time.
            DirectoryLog.RehashFailed(logger, e, account.Address);
        }
    }
}
