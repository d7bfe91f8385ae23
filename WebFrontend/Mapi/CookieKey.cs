using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.WebFrontend.Mapi;

/// <summary>The key that signs context cookies: a secret of the installation, fetched once.</summary>
internal sealed class CookieKey(IGrainFactory grains)
{
    private const string SecretName = "mapi-context-cookie";
    private const int Length = 32;

    private Task<byte[]>? _key;

    public Task<byte[]> GetAsync()
    {
        // A fetch that failed is not kept: the next request tries again. Two at once get the same secret.
        if (_key is not { IsFaulted: false, IsCanceled: false } key) _key = key = grains.GetGrain<IDirectoryGrain>(0).GetSecretAsync(SecretName, Length);
        return key;
    }
}
