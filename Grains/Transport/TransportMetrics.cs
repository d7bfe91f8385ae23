using System.Diagnostics.Metrics;
using MapiOrleans.Grains.Storage;

namespace MapiOrleans.Grains.Transport;

/// <summary>What a node measures of outgoing mail; meter <c>MapiOrleans.Transport</c>.</summary>
public sealed class TransportMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "MapiOrleans.Transport";

    private readonly Counter<long> _recipients;
    private readonly Counter<long> _reports;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _duration;
    private readonly TimeProvider _time;
    private JobCounts _counts = new(0, 0, null);

    /// <summary>The instruments, in the node's meter factory.</summary>
    public TransportMetrics(IMeterFactory factory, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        var meter = factory.Create(MeterName);
        _recipients = meter.CreateCounter<long>("mapiorleans.queue.recipients", "{recipient}", "Recipients by what came of an attempt: delivered, relayed, failed, deferred.");
        _reports = meter.CreateCounter<long>("mapiorleans.queue.reports", "{report}", "Reports to senders, by kind: failed or delayed.");
        _refused = meter.CreateCounter<long>("mapiorleans.queue.busy", "{message}", "Messages that waited for a destination, or for a connection, to become free.");
        _duration = meter.CreateHistogram<double>("mapiorleans.smarthost.duration", "s", "One transaction with the smarthost, by whether it was taken.");
        // The whole queue, as every node that works at it sees it.
        meter.CreateObservableGauge("mapiorleans.queue.length", () => new Measurement<long>[] { new(_counts.Waiting, new KeyValuePair<string, object?>("state", "waiting")), new(_counts.Held, new KeyValuePair<string, object?>("state", "held")) },
            "{message}", "Messages in the queue of the installation, by state.");
        meter.CreateObservableGauge("mapiorleans.queue.age", () => _counts.Oldest is { } oldest ? Math.Max(0, (_time.GetUtcNow() - oldest).TotalSeconds) : 0, "s", "How long the oldest message that is not held has been in the queue.");
    }

    internal void Counted(JobCounts counts) => _counts = counts;

    internal void Tried(string outcome, int count)
    {
        if (count > 0) _recipients.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
    }

    internal void Reported(bool failed) => _reports.Add(1, new KeyValuePair<string, object?>("kind", failed ? "failed" : "delayed"));

    internal void Busy() => _refused.Add(1);

    internal void Sent(bool taken, TimeSpan duration) => _duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("taken", taken));
}
