using System.Diagnostics.Metrics;
using MapiOrleans.Grains.Interfaces.Delivery;

namespace MapiOrleans.Grains.Delivery;

/// <summary>What delivery of this node measures; meter <c>MapiOrleans.Delivery</c>.</summary>
public sealed class DeliveryMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "MapiOrleans.Delivery";

    private readonly Counter<long> _deliveries;
    private readonly Histogram<double> _duration;

    /// <summary>The instruments, in the node's meter factory.</summary>
    public DeliveryMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _deliveries = meter.CreateCounter<long>("mapiorleans.delivery.messages", "{message}", "Messages by what became of them, once a mailbox.");
        _duration = meter.CreateHistogram<double>("mapiorleans.delivery.duration", "s", "One message into one mailbox, conversion and commit.");
    }

    internal void Done(DeliveryStatus status, TimeSpan duration)
    {
        _deliveries.Add(1, new KeyValuePair<string, object?>("status", status.ToString()));
        _duration.Record(duration.TotalSeconds);
    }
}
