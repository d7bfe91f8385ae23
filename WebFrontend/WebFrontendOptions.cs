namespace MapiOrleans.WebFrontend;

/// <summary>Settings of the HTTP front end as a whole.</summary>
public sealed class WebFrontendOptions
{
    /// <summary>
    /// The address that clients reach the installation by, such as <c>https://mail.example.org</c>: Autodiscover's answers begin with it.
    /// Where it is not set, the request's own Host header says it.
    /// </summary>
    public string? ExternalUrl { get; set; }

    /// <summary>
    /// The address that clients inside reach this set of nodes by, where it is another one: Autodiscover's answers name it beside
    /// <see cref="ExternalUrl"/>, and clients take whichever they reach. Where it is not set, the two are one.
    /// </summary>
    public string? InternalUrl { get; set; }

    /// <summary>
    /// Addresses and networks (<c>10.0.0.0/8</c>) of reverse proxies whose X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host are
    /// believed.
    /// </summary>
    public IList<string> TrustedProxies { get; set; } = ["127.0.0.1", "::1"];

    /// <summary>The version after <c>Exchange/</c> in X-ServerApplication ([MS-OXCMAPIHTTP] 2.2.3.3.7): 15.xx.xxxx.xxx.</summary>
    public string ServerVersion { get; set; } = "15.02.1544.011";

    /// <summary>Requests, waits left out, that are worked on at a time; further ones get 503 and may come again.</summary>
    public int MaxConcurrentRequests { get; set; } = 1_024;

    /// <summary>NotificationWaits that are open at a time.</summary>
    public int MaxConcurrentWaits { get; set; } = 65_536;

    /// <summary>
    /// Downloads of offline address books that are under way at a time: clients on slow lines take long over them, and mail does not wait for
    /// that.
    /// </summary>
    public int MaxConcurrentDownloads { get; set; } = 256;

    /// <summary>Requests of one account, waits left out, that are worked on at a time.</summary>
    public int MaxConcurrentRequestsPerUser { get; set; } = 40;

    /// <summary>NotificationWaits of one account that are open at a time.</summary>
    public int MaxConcurrentWaitsPerUser { get; set; } = 64;

    /// <summary>What Retry-After says to whom a limit refuses.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(10);
}
