using Microsoft.Extensions.Options;

namespace MapiOrleans.WebFrontend;

/// <summary>Says by which address clients reach this installation.</summary>
internal sealed class ExternalAddress(IOptionsMonitor<WebFrontendOptions> options)
{
    /// <summary>
    /// Scheme, host and port without a slash at the end: the setting, or what the request came by. Null where the Host header is no host.
    /// </summary>
    public string? Base(HttpRequest request)
    {
        if (options.CurrentValue.ExternalUrl is { } url) return url.TrimEnd('/');
        var host = request.Host;
        if (!host.HasValue || !IsHost(host.Host)) return null;
        return $"{request.Scheme}://{host.Host.ToLowerInvariant()}{(host.Port is { } port ? $":{port}" : "")}";
    }

    /// <summary>The same for clients inside: the setting, or what clients outside are told.</summary>
    public string? InternalBase(HttpRequest request) => options.CurrentValue.InternalUrl is { } url ? url.TrimEnd('/') : Base(request);

    private static bool IsHost(string host) => host.Length is > 0 and <= 255 && Uri.CheckHostName(host) != UriHostNameType.Unknown;
}
