using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.WebFrontend.Diagnostics;
using Microsoft.Extensions.Options;

namespace MapiOrleans.WebFrontend.Autodiscover;

/// <summary>
/// JSON Autodiscover, version 2: <c>GET /autodiscover/autodiscover.json?Email=&amp;Protocol=</c> and
/// <c>/autodiscover/autodiscover.json/v1.0/{address}?Protocol=</c>. It says where a protocol is, to anybody: it is the same for all addresses
/// of a domain, so it tells nothing of who exists.
/// </summary>
internal sealed class JsonAutodiscover(IGrainFactory grains, ExternalAddress external, IOptionsMonitor<AutodiscoverOptions> options, WebFrontendMetrics metrics, ILogger<JsonAutodiscover> logger)
{
    private const string PoxProtocol = "AutodiscoverV1";
    private const string Path = "/autodiscover/autodiscover.xml";

    // Protocols that version 2 knows and this server does not serve.
    private static readonly HashSet<string> NotServed = new(StringComparer.OrdinalIgnoreCase) { "ActiveSync", "Ews", "Rest", "Substrate", "SubstrateSearchService", "OutlookMeetingScheduler", "Actions" };

    public async Task InvokeAsync(HttpContext http, string? address)
    {
        var email = address ?? http.Request.Query["Email"].ToString();
        var protocol = http.Request.Query["Protocol"].ToString();
        if (protocol.Length == 0)
        {
            await FailAsync(http, 400, "MandatoryParameterMissing", "A valid value must be provided for the query parameter 'Protocol'.");
            return;
        }
        if (email.LastIndexOf('@') is var at && (at <= 0 || at == email.Length - 1 || email.Length > 320))
        {
            await FailAsync(http, 400, "MandatoryParameterMissing", "A valid smtp address must be provided.");
            return;
        }
        if (NotServed.Contains(protocol))
        {
            await FailAsync(http, 400, "ProtocolNotSupported", "This server does not serve the protocol.");
            return;
        }
        if (!protocol.Equals(PoxProtocol, StringComparison.OrdinalIgnoreCase))
        {
            await FailAsync(http, 400, "InvalidProtocol", $"The given protocol value is invalid. Supported values are '{PoxProtocol}'.");
            return;
        }
        var domain = email[(at + 1)..];
        string? url;
        try
        {
            url = await grains.GetGrain<IDirectoryGrain>(0).FindDomainAsync(domain) is { } known
                ? known.MovedTo.Length > 0 ? UrlOf(known.MovedTo) : external.Base(http.Request) is { } own ? $"{own}{Path}" : null
                : options.CurrentValue.Redirects.TryGetValue(domain, out var elsewhere) ? elsewhere : null;
        }
        catch (Exception e)
        {
            WebFrontendLog.AutodiscoverFailed(logger, e, domain);
            await FailAsync(http, 503, "ServiceUnavailable", "The service is not available now.");
            return;
        }
        if (url is null)
        {
            await FailAsync(http, 404, "UserNotFound", "The address is in no domain of this server.");
            return;
        }
        metrics.Autodiscover("json", "settings");
        await http.Response.WriteAsJsonAsync(new Found(PoxProtocol, url), Exact);
    }

    // Of a domain it is known where its Autodiscover is looked for first.
    private static string UrlOf(string movedTo) => movedTo.Contains("://", StringComparison.Ordinal) ? movedTo : $"https://autodiscover.{movedTo}{Path}";

    private Task FailAsync(HttpContext http, int status, string code, string message)
    {
        metrics.Autodiscover("json", code);
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new Failure(code, message), Exact);
    }

    // Names as the protocol has them, capitals and all.
    private static readonly System.Text.Json.JsonSerializerOptions Exact = new() { PropertyNamingPolicy = null };

    private sealed record Found(string Protocol, string Url);

    private sealed record Failure(string ErrorCode, string ErrorMessage);
}
