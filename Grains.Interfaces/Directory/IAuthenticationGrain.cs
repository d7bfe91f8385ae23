using Orleans.Concurrency;

namespace MapiOrleans.Grains.Interfaces.Directory;

/// <summary>
/// Checks secrets (key 0). There is one on every node, and a caller gets the one beside it: a secret is hashed where the request
/// came in, so the directory's node is not the bottleneck of everybody's sign-in.
/// </summary>
[Alias("MapiOrleans.IAuthenticationGrain")]
public interface IAuthenticationGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Checks a secret; each of <paramref name="candidates"/> is a reading of the same bytes (UTF-8, the Windows ANSI code page), at
    /// most four. An unknown account costs the same time as a known one. Null where it fails.
    /// </summary>
    /// <exception cref="DirectoryUnavailableException">The store cannot be reached, or too many checks wait.</exception>
    [AlwaysInterleave, Alias("Authenticate")]
    Task<AuthenticatedUser?> AuthenticateAsync(string address, string[] candidates);
}
