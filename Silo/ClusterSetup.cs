using System.Net;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Silo.Configuration;
using MapiOrleans.WebFrontend;
using Orleans.Configuration;
using ClusterOptions = MapiOrleans.WebFrontend.ClusterOptions;

namespace MapiOrleans.Silo;

/// <summary>The silo of a node: alone over the embedded store, a member of a cluster over PostgreSQL.</summary>
internal static class ClusterSetup
{
    // A member that has missed so many heartbeats does not keep others from joining.
    private const int MissedHeartbeats = 3;

    /// <summary>Where the cluster's membership is kept, or null where a node is alone.</summary>
    public static string? MembershipOf(StoreOptions store, ClusterOptions cluster) =>
        store.Shards.Count == 0 ? null : cluster.ConnectionString.Length > 0 ? cluster.ConnectionString : store.Shards[0];

    /// <summary>Configures a silo.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="membership">Where the cluster's membership is kept, or null for a node that is alone.</param>
    /// <param name="data">The node's data folder.</param>
    public static void Configure(ISiloBuilder silo, SiloClusterOptions options, string? membership, string data)
    {
        if (membership is null)
        {
            var siloPort = KeptPorts.FreePort(IPAddress.Loopback);
            silo.UseLocalhostClustering(siloPort, KeptPorts.FreePort(IPAddress.Loopback, siloPort), serviceId: options.ServiceId, clusterId: options.ClusterId);
        }
        else
        {
            var address = IPAddress.Parse(options.AdvertisedAddress);
            var (siloPort, gatewayPort) = options is { SiloPort: > 0, GatewayPort: > 0 } ? (options.SiloPort, options.GatewayPort) : KeptPorts.Choose(data, address);
            if (options.SiloPort > 0) siloPort = options.SiloPort;
            if (options.GatewayPort > 0) gatewayPort = options.GatewayPort;
            silo.Configure<Orleans.Configuration.ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (options.ClusterId, options.ServiceId));
            silo.ConfigureEndpoints(address, siloPort, gatewayPort);
            silo.UseAdoNetClustering(o =>
            {
                o.Invariant = ClusterOptions.Invariant;
                o.ConnectionString = ClusterOptions.MembershipConnection(membership);
            });
            silo.Configure<ClusterMembershipOptions>(o => Watch(o, options));
        }
        silo.Configure<SiloMessagingOptions>(o =>
        {
            o.ResponseTimeout = options.ResponseTimeout;
            o.MaxEnqueuedRequestsHardLimit = options.MaxEnqueuedRequests;
            o.MaxMessageBodySize = options.MaxMessageBodySize;
        });
        silo.Configure<GrainCollectionOptions>(o =>
        {
            o.EnableActivationSheddingOnMemoryPressure = options.MemoryUsageLimit > 0;
            if (options.MemoryUsageLimit > 0) (o.MemoryUsageLimitPercentage, o.MemoryUsageTargetPercentage) = (options.MemoryUsageLimit, options.MemoryUsageTarget);
        });
    }

    private static void Watch(ClusterMembershipOptions membership, SiloClusterOptions options)
    {
        membership.ProbeTimeout = options.ProbeTimeout;
        membership.MinProbeTimeout = options.ProbeTimeout / 2;
        membership.MaxProbeTimeout = options.ProbeTimeout * 2;
        membership.NumMissedProbesLimit = options.MissedProbes;
        membership.NumVotesForDeathDeclaration = options.DeathVotes;
        membership.IAmAliveTablePublishTimeout = options.HeartbeatPeriod;
        membership.NumMissedTableIAmAliveLimit = MissedHeartbeats;
    }
}
