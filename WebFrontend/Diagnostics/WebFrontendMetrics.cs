using System.Diagnostics.Metrics;

namespace MapiOrleans.WebFrontend.Diagnostics;

/// <summary>What the front end of this node measures; meter <c>MapiOrleans.WebFrontend</c>.</summary>
public sealed class WebFrontendMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "MapiOrleans.WebFrontend";

    /// <summary>The instruments, in the node's meter factory.</summary>
    public WebFrontendMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        MapiRequests = meter.CreateHistogram<double>("mapiorleans.mapi.request.duration", "s", "MAPI/HTTP requests, by request type and response code.");
        MapiActive = meter.CreateUpDownCounter<long>("mapiorleans.mapi.request.active", "{request}", "MAPI/HTTP requests in work, waits apart.");
        Authentications = meter.CreateCounter<long>("mapiorleans.authentication", "{request}", "Requests by what authentication made of them.");
        Refused = meter.CreateCounter<long>("mapiorleans.frontend.limit.refused", "{request}", "Requests that a limit refused, by limit.");
        Autodiscovers = meter.CreateCounter<long>("mapiorleans.autodiscover", "{request}", "Autodiscover requests, by form and outcome.");
        Oabs = meter.CreateCounter<long>("mapiorleans.oab.request", "{request}", "Requests for offline address books, by status code.");
        CertificateReloads = meter.CreateCounter<long>("mapiorleans.tls.reload", "{certificate}", "Certificates read anew, by outcome.");
    }

    internal Histogram<double> MapiRequests { get; }
    internal UpDownCounter<long> MapiActive { get; }
    internal Counter<long> Authentications { get; }
    internal Counter<long> Refused { get; }
    internal Counter<long> Autodiscovers { get; }
    internal Counter<long> Oabs { get; }
    internal Counter<long> CertificateReloads { get; }

    internal void MapiRequest(string type, int code, TimeSpan duration) =>
        MapiRequests.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("type", type), new KeyValuePair<string, object?>("code", code));

    internal void Active(bool wait, int change) => MapiActive.Add(change, new KeyValuePair<string, object?>("wait", wait));

    internal void Authentication(string outcome) => Authentications.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    internal void Refuse(string limit) => Refused.Add(1, new KeyValuePair<string, object?>("limit", limit));

    internal void Autodiscover(string form, string outcome) =>
        Autodiscovers.Add(1, new KeyValuePair<string, object?>("form", form), new KeyValuePair<string, object?>("outcome", outcome));

    internal void Oab(int status) => Oabs.Add(1, new KeyValuePair<string, object?>("code", status));

    internal void CertificateReload(bool good) => CertificateReloads.Add(1, new KeyValuePair<string, object?>("outcome", good ? "loaded" : "refused"));
}
