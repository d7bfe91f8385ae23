using MapiOrleans.Mapi.Http;
using Microsoft.Extensions.Options;

namespace MapiOrleans.WebFrontend.Mapi;

/// <summary>Settings of MAPI over HTTP.</summary>
public sealed class MapiEndpointOptions
{
    /// <summary>How often a client hears PENDING while its request is in work; X-PendingPeriod says it.</summary>
    public TimeSpan PendingPeriod { get; set; } = MapiHttpHeaders.DefaultPendingPeriod;

    /// <summary>
    /// How long the first bytes of a response may wait for its outcome: what fails within it says so in its headers, where every client
    /// looks. What takes longer is answered PROCESSING.
    /// </summary>
    public TimeSpan InitialDelay { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long an idle session lives; X-ExpirationInfo says it. The session's own setting must not be shorter.</summary>
    public TimeSpan SessionIdleTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a NotificationWait waits ([MS-OXCMAPIHTTP] 3.2.2: 5 minutes).</summary>
    public TimeSpan NotificationWait { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one call of a NotificationWait to its session lasts; at most 10 s, or silos could not drain.</summary>
    public TimeSpan NotificationSlice { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of a request's body: a RopBuffer and an AuxiliaryBuffer of the protocol's maxima, and the fields around them.</summary>
    public int MaxRequestBodySize { get; set; } = EnvelopeLimits.Default.MaxRopIn + EnvelopeLimits.Default.MaxAuxiliary + 1024;

    /// <summary>How long a client may take to send a request's body.</summary>
    public TimeSpan RequestBodyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>PollsMax of Connect: how often a client that gets no notifications asks.</summary>
    public TimeSpan PollsMax { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>RetryCount of Connect: how often a client tries a failed request again.</summary>
    public int RetryCount { get; set; } = 6;

    /// <summary>RetryDelay of Connect: how long it waits before it does.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>Checks <see cref="MapiEndpointOptions"/>.</summary>
internal sealed class MapiEndpointOptionsValidator : IValidateOptions<MapiEndpointOptions>
{
    public ValidateOptionsResult Validate(string? name, MapiEndpointOptions options)
    {
        var problems = new SettingProblems("Mapi");
        problems.Range(nameof(options.PendingPeriod), options.PendingPeriod, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        problems.Range(nameof(options.InitialDelay), options.InitialDelay, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        problems.Range(nameof(options.SessionIdleTimeout), options.SessionIdleTimeout, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
        problems.Range(nameof(options.NotificationWait), options.NotificationWait, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        problems.Range(nameof(options.NotificationSlice), options.NotificationSlice, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10));
        problems.Range(nameof(options.MaxRequestBodySize), options.MaxRequestBodySize, 0x1000, 0x200000);
        problems.Range(nameof(options.RequestBodyTimeout), options.RequestBodyTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        problems.Range(nameof(options.PollsMax), options.PollsMax, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        problems.Range(nameof(options.RetryCount), options.RetryCount, 0, 1_000);
        problems.Range(nameof(options.RetryDelay), options.RetryDelay, TimeSpan.Zero, TimeSpan.FromHours(1));
        return problems.Result;
    }
}
