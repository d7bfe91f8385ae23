namespace MapiOrleans.WebFrontend.Admin;

/// <summary>The operators' HTTP API (configuration section <c>Admin</c>).</summary>
public sealed class AdminOptions
{
    /// <summary>Where the API listens, apart from everything else. Loopback unless an operator says otherwise.</summary>
    public string Url { get; set; } = "http://127.0.0.1:8081";

    /// <summary>The port of <see cref="Url"/>: a request that came in by another listener finds nothing. 0 does not ask.</summary>
    public int Port { get; set; } = 8081;

    /// <summary>The file that has the bearer token, made on first start, readable by the server's account only.</summary>
    public string TokenFile { get; set; } = "admin.token";

    /// <summary>The bearer token, where it is configured instead; at least 32 characters.</summary>
    public string? Token { get; set; }

    /// <summary>Bytes of one request's body; a provisioning document has a limit of its own.</summary>
    public int MaxBodyBytes { get; set; } = 1 << 20;

    /// <summary>Requests a second, of everybody together.</summary>
    public int MaxRequestsPerSecond { get; set; } = 200;

    /// <summary>Requests worked on at once.</summary>
    public int MaxConcurrentRequests { get; set; } = 32;

    /// <summary>Entries of one page of a list, at most.</summary>
    public int MaxPage { get; set; } = 1_000;
}
