using System.Net;
using System.Net.Sockets;
using MapiOrleans.WebFrontend;
using Microsoft.Extensions.Options;

namespace MapiOrleans.Silo.Configuration;

/// <summary>How a silo is a member of its cluster (configuration section <c>Cluster</c>). Without PostgreSQL a node is alone, and only its limits count.</summary>
public sealed class SiloClusterOptions : ClusterOptions
{
    /// <summary>The IP address at which the other nodes reach this one.</summary>
    public string AdvertisedAddress { get; set; } = "127.0.0.1";

    /// <summary>The port for other silos; 0: a free one, and the same again where it is still free when the node comes back.</summary>
    public int SiloPort { get; set; }

    /// <summary>The port for nodes that only front; 0 as at <see cref="SiloPort"/>.</summary>
    public int GatewayPort { get; set; }

    /// <summary>How long a silo waits for another's answer to a probe; it adapts between half and twice this. One is sent as often.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Probes in a row that a silo leaves unanswered before another votes for its death.</summary>
    public int MissedProbes { get; set; } = 3;

    /// <summary>Votes that declare a silo dead; fewer where there are fewer silos to vote.</summary>
    public int DeathVotes { get; set; } = 2;

    /// <summary>How often a silo writes into the membership table that it lives. One that has missed three times does not keep others from joining.</summary>
    public TimeSpan HeartbeatPeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a call of a grain may take before its caller gives up.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Calls that wait for one grain; past it they are refused.</summary>
    public int MaxEnqueuedRequests { get; set; } = 10_000;

    /// <summary>Bytes of one message between nodes.</summary>
    public int MaxMessageBodySize { get; set; } = 64 << 20;

    /// <summary>Per cent of the memory there is past which idle grains are put away early; 0: never.</summary>
    public int MemoryUsageLimit { get; set; } = 80;

    /// <summary>Per cent of the memory there is down to which grains are put away then.</summary>
    public int MemoryUsageTarget { get; set; } = 75;
}

/// <summary>Checks <see cref="SiloClusterOptions"/>.</summary>
internal sealed class SiloClusterOptionsValidator(IConfiguration configuration) : IValidateOptions<SiloClusterOptions>
{
    public ValidateOptionsResult Validate(string? name, SiloClusterOptions options)
    {
        List<string> failures = [];
        if (options.ConnectionString.Length > 0 && !configuration.GetSection("Store:Shards").GetChildren().Any())
            failures.Add("Cluster:ConnectionString is set and Store:Shards is not: the embedded database is one node's. Give the cluster's PostgreSQL databases in Store:Shards:0 and on.");
        if (string.IsNullOrWhiteSpace(options.ClusterId)) failures.Add("Cluster:ClusterId is empty: give a name, the same at every node of the cluster.");
        if (string.IsNullOrWhiteSpace(options.ServiceId)) failures.Add("Cluster:ServiceId is empty: give a name, the same at every node of the cluster.");
        if (!IPAddress.TryParse(options.AdvertisedAddress, out var address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            failures.Add($"Cluster:AdvertisedAddress is \"{options.AdvertisedAddress}\": give the IP address at which the other nodes reach this one.");
        else if (address.AddressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6))
            failures.Add($"Cluster:AdvertisedAddress is \"{options.AdvertisedAddress}\": give an IPv4 or IPv6 address.");
        Between("SiloPort", options.SiloPort, 0, ushort.MaxValue);
        Between("GatewayPort", options.GatewayPort, 0, ushort.MaxValue);
        if (options.SiloPort == options.GatewayPort && options.SiloPort != 0) failures.Add($"Cluster:GatewayPort is {options.GatewayPort}, as Cluster:SiloPort is: give two ports.");
        Positive("ProbeTimeout", options.ProbeTimeout);
        Positive("HeartbeatPeriod", options.HeartbeatPeriod);
        Positive("ResponseTimeout", options.ResponseTimeout);
        Between("MissedProbes", options.MissedProbes, 1, 100);
        Between("DeathVotes", options.DeathVotes, 1, 100);
        Between("MaxEnqueuedRequests", options.MaxEnqueuedRequests, 100, int.MaxValue);
        Between("MaxMessageBodySize", options.MaxMessageBodySize, 1 << 20, 1 << 30);
        Between("MemoryUsageLimit", options.MemoryUsageLimit, 0, 100);
        Between("MemoryUsageTarget", options.MemoryUsageTarget, 1, 100);
        if (options.MemoryUsageLimit > 0 && options.MemoryUsageTarget > options.MemoryUsageLimit)
            failures.Add($"Cluster:MemoryUsageTarget is {options.MemoryUsageTarget}: give at most Cluster:MemoryUsageLimit, which is {options.MemoryUsageLimit}.");
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;

        void Positive(string setting, TimeSpan value)
        {
            if (value <= TimeSpan.Zero) failures.Add($"Cluster:{setting} is {value}: give a time above zero, such as 00:00:02.");
        }

        void Between(string setting, int value, int least, int most)
        {
            if (value < least || value > most) failures.Add($"Cluster:{setting} is {value}: give {least} to {most}.");
        }
    }
}
