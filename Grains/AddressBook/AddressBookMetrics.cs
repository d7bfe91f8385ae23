using System.Diagnostics.Metrics;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Http;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>What address books of this node measure; meter <c>MapiOrleans.AddressBook</c>.</summary>
public sealed class AddressBookMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "MapiOrleans.AddressBook";

    private readonly Histogram<double> _requests;

    /// <summary>The instruments, in the node's meter factory.</summary>
    public AddressBookMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _requests = meter.CreateHistogram<double>("mapiorleans.addressbook.request.duration", "s", "Answering one request, by request type and error code.");
        Sessions = meter.CreateUpDownCounter<long>("mapiorleans.addressbook.sessions", "{session}", "Open sessions.");
        Entries = meter.CreateUpDownCounter<long>("mapiorleans.addressbook.entries", "{entry}", "Entries of all domains in memory.");
        Refreshes = meter.CreateHistogram<double>("mapiorleans.addressbook.refresh.duration", "s", "Reading what changed in a domain and bringing its snapshot up to date.");
    }

    internal UpDownCounter<long> Sessions { get; }
    internal UpDownCounter<long> Entries { get; }
    internal Histogram<double> Refreshes { get; }

    internal void Request(MapiHttpRequestType type, MapiError outcome, TimeSpan duration) =>
        _requests.Record(duration.TotalSeconds, new("type", RequestTypes.NameOf(type)), new("code", outcome.ToString()));
}
