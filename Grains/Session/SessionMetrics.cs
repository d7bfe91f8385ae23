using System.Diagnostics;
using System.Diagnostics.Metrics;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session;

/// <summary>What sessions of this node measure; meter <c>MapiOrleans.Session</c>.</summary>
public sealed class SessionMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "MapiOrleans.Session";

    // Names of enumeration members are looked up by reflection: once, not at every ROP.
    private static readonly string[] RopNames = [.. Enumerable.Range(0, 256).Select(i => ((RopId)i).ToString())];
    private static readonly string[] KindNames = Enum.GetNames<SessionObjectKind>();

    private readonly Counter<long> _rops;
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<long> _handles;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _overflows;

    /// <summary>The instruments, in the node's meter factory.</summary>
    public SessionMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _rops = meter.CreateCounter<long>("mapiorleans.session.rops", "{rop}", "ROPs carried out, by ROP and outcome.");
        _duration = meter.CreateHistogram<double>("mapiorleans.session.rop.duration", "s", "Carrying out one ROP.");
        _handles = meter.CreateUpDownCounter<long>("mapiorleans.session.handles", "{handle}", "Open handles, by kind of object.");
        _refused = meter.CreateCounter<long>("mapiorleans.session.limit.refused", "{operation}", "Operations that a limit refused, by limit.");
        _overflows = meter.CreateCounter<long>("mapiorleans.session.events.overflows", "{time}", "Times that events became fewer and coarser, or were missed, by what happened.");
        QueuedEvents = meter.CreateUpDownCounter<long>("mapiorleans.session.events.queued", "{event}", "Events that wait for clients to fetch them.");
        EventLatency = meter.CreateHistogram<double>("mapiorleans.session.events.latency", "s", "From the commit of a change to its arrival in a session.");
        Sessions = meter.CreateUpDownCounter<long>("mapiorleans.session.active", "{session}", "Open sessions.");
        Repetitions = meter.CreateCounter<long>("mapiorleans.session.repetitions", "{request}", "Requests that came again and were answered from the kept answer.");
    }

    internal UpDownCounter<long> Sessions { get; }
    internal Counter<long> Repetitions { get; }
    internal UpDownCounter<long> QueuedEvents { get; }
    internal Histogram<double> EventLatency { get; }

    internal void Overflow(string what) => _overflows.Add(1, new KeyValuePair<string, object?>("what", what));

    internal void Rop(RopId rop, MapiError outcome, TimeSpan duration)
    {
        var name = new KeyValuePair<string, object?>("rop", RopNames[(byte)rop]);
        _rops.Add(1, new TagList { name, new("outcome", outcome == MapiError.Success ? "Success" : outcome.ToString()) });
        _duration.Record(duration.TotalSeconds, name);
    }

    internal void Opened(SessionObjectKind kind, int count) => _handles.Add(count, new KeyValuePair<string, object?>("kind", KindNames[(int)kind]));

    internal void Refuse(string limit) => _refused.Add(1, new KeyValuePair<string, object?>("limit", limit));
}
