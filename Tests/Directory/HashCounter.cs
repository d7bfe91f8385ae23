using System.Diagnostics.Metrics;

namespace MapiOrleans.Tests.DirectoryTests;

/// <summary>Counts the hashes of one silo: other tests' go on beside.</summary>
internal sealed class HashCounter : IDisposable
{
    private readonly MeterListener _listener = new();
    private int _count;

    public HashCounter(IMeterFactory factory)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "mapiorleans.directory.hash.duration" && ReferenceEquals(instrument.Meter.Scope, factory)) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref _count));
        _listener.Start();
    }

    public int Count => _count;

    public void Dispose() => _listener.Dispose();
}
