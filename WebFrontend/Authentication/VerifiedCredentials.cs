using System.Security.Cryptography;
using MapiOrleans.Grains.Interfaces.Directory;
using Microsoft.Extensions.Options;

namespace MapiOrleans.WebFrontend.Authentication;

/// <summary>
/// Remembers secrets that were right, so that not every request costs a password hash. They are not kept, only a hash under a key that lives
/// and dies with this process. An entry ends by age, or as soon as the directory's CredentialVersion is another one; the account in it is
/// brought up to date every few seconds.
/// </summary>
internal sealed class VerifiedCredentials(IGrainFactory grains, IOptions<AuthenticationOptions> options, TimeProvider time)
{
    private sealed record Entry(AuthenticatedUser User, DateTimeOffset VerifiedAt, DateTimeOffset SeenAt);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly BoundedTable<Digest, Entry> _entries = new(options.Value.CacheCapacity);

    /// <summary>The account whose secret this was when it was checked, as the directory has it now; null where it has to be checked.</summary>
    public async Task<AuthenticatedUser?> FindAsync(byte[] credentials)
    {
        var digest = DigestOf(credentials);
        if (!_entries.TryGet(digest, out var entry)) return null;
        var now = time.GetUtcNow();
        if (now - entry.VerifiedAt >= options.Value.CacheDuration)
        {
            _entries.Remove(digest);
            return null;
        }
        if (now - entry.SeenAt < options.Value.CacheRefresh) return entry.User;
        var user = await grains.GetGrain<IDirectoryGrain>(0).FindAccountAsync(entry.User.Account.ObjectId);
        if (user is null || user.CredentialVersion != entry.User.CredentialVersion)
        {
            _entries.Remove(digest);
            return null;
        }
        _entries.Set(digest, entry with { User = user, SeenAt = now });
        return user;
    }

    public void Add(byte[] credentials, AuthenticatedUser user)
    {
        var now = time.GetUtcNow();
        _entries.Set(DigestOf(credentials), new Entry(user, now, now));
    }

    private Digest DigestOf(byte[] credentials)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, credentials, hash);
        return new Digest(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash[8..]), BitConverter.ToUInt64(hash[16..]), BitConverter.ToUInt64(hash[24..]));
    }

    // Comparing digests in a table takes no secret's time: who does not know the key cannot steer them.
    private readonly record struct Digest(ulong A, ulong B, ulong C, ulong D);
}
