using System.Diagnostics.Metrics;

namespace MapiOrleans.Grains.OfflineAddressBook;

/// <summary>What offline address books of this node measure; meter <c>MapiOrleans.OfflineAddressBook</c>.</summary>
public sealed class OfflineAddressBookMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "MapiOrleans.OfflineAddressBook";

    private readonly Histogram<double> _builds;
    private readonly Histogram<long> _sizes;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _chunks;

    /// <summary>The instruments, in the node's meter factory.</summary>
    public OfflineAddressBookMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _builds = meter.CreateHistogram<double>("mapiorleans.oab.build.duration", "s", "Making a version.");
        _sizes = meter.CreateHistogram<long>("mapiorleans.oab.file.size", "By", "Files of a version, by kind.");
        _failures = meter.CreateCounter<long>("mapiorleans.oab.build.failures", "{build}", "Builds that failed.");
        _chunks = meter.CreateCounter<long>("mapiorleans.oab.chunks", "{chunk}", "Chunks of files that were asked for, by whether they were in memory.");
    }

    internal void Built(TimeSpan elapsed, long size, long? difference)
    {
        _builds.Record(elapsed.TotalSeconds);
        _sizes.Record(size, new KeyValuePair<string, object?>("kind", "full"));
        if (difference is { } bytes) _sizes.Record(bytes, new KeyValuePair<string, object?>("kind", "difference"));
    }

    internal void Failed() => _failures.Add(1);

    internal void Chunk(bool inMemory) => _chunks.Add(1, new KeyValuePair<string, object?>("memory", inMemory));
}
