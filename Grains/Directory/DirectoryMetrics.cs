using System.Diagnostics.Metrics;

namespace MapiOrleans.Grains.Directory;

/// <summary>What the directory and sign-in of this node measure; meter <c>MapiOrleans.Directory</c>.</summary>
public sealed class DirectoryMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "MapiOrleans.Directory";

    /// <summary>The instruments, in the node's meter factory.</summary>
    public DirectoryMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        Hashing = meter.CreateUpDownCounter<long>("mapiorleans.directory.hashing", "{hash}", "Secrets being hashed.");
        HashDuration = meter.CreateHistogram<double>("mapiorleans.directory.hash.duration", "s", "Hashing one secret, waiting not counted.");
        Lookups = meter.CreateCounter<long>("mapiorleans.directory.lookups", "{lookup}", "Look-ups of objects, by whether the cache had them.");
        Authentications = meter.CreateCounter<long>("mapiorleans.directory.authentications", "{attempt}", "Secrets checked, by outcome.");
        Writes = meter.CreateCounter<long>("mapiorleans.directory.writes", "{write}", "Changes committed.");
        SyncDuration = meter.CreateHistogram<double>("mapiorleans.directory.sync.duration", "s", "Copying what changed in an LDAP directory, by domain and outcome.");
        SyncChanges = meter.CreateCounter<long>("mapiorleans.directory.sync.changes", "{entry}", "Entries that copying made, changed or removed, by domain.");
        BindDuration = meter.CreateHistogram<double>("mapiorleans.directory.bind.duration", "s", "Checking a password at an LDAP directory, waiting counted, by outcome.");
        Refused = meter.CreateCounter<long>("mapiorleans.directory.limit.refused", "{operation}", "Operations that a limit refused, by limit.");
    }

    internal UpDownCounter<long> Hashing { get; }
    internal Histogram<double> HashDuration { get; }
    internal Counter<long> Lookups { get; }
    internal Counter<long> Authentications { get; }
    internal Counter<long> Writes { get; }
    internal Counter<long> Refused { get; }
    internal Histogram<double> SyncDuration { get; }
    internal Counter<long> SyncChanges { get; }
    internal Histogram<double> BindDuration { get; }

    internal void Refuse(string limit) => Refused.Add(1, new KeyValuePair<string, object?>("limit", limit));
}
