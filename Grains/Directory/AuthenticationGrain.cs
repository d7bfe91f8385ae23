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
internal sealed class AuthenticationGrain(DirectoryServices services, ILogger<AuthenticationGrain> logger) : Grain, IAuthenticationGrain
{
    /// <inheritdoc/>
    public async Task<AuthenticatedUser?> AuthenticateAsync(string address, string[] candidates)
    {
        var directory = GrainFactory.GetGrain<IDirectoryGrain>(0);
        var account = await directory.FindByAddressAsync(address) is { Kind: DirectoryKind.User } user ? user : null;
        var credential = account is null ? null : await ReadAsync(account.ObjectId);
        if (credential is { } stored && PasswordHash.TryParse(stored.PasswordHash) is null) DirectoryLog.BrokenHash(logger, account!.Address);

        // What cannot be a password is tried as the empty one, which nobody has: it takes as long as any other.
        var tried = candidates.Where(c => c.Length > 0 && c.Length <= services.Options.Limits.MaxPasswordLength).Distinct().Take(services.Options.MaxCandidates).DefaultIfEmpty("").ToArray();
        var match = await services.Hasher.VerifyAsync(credential?.PasswordHash, tried);
        services.Metrics.Authentications.Add(1, new KeyValuePair<string, object?>("success", match is not null));
        if (match is not { } right || account is null || credential is not { } valid || right.Password.Length == 0) return null;
        if (right.Outdated) await RenewAsync(account, valid.PasswordHash, right.Password);
        return await directory.FindDomainAsync(account.Domain) is { } domain ? new AuthenticatedUser { Account = account, Domain = domain, CredentialVersion = valid.Version } : null;
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
