using System.Data.Common;

namespace MapiOrleans.WebFrontend;

/// <summary>Which cluster a node belongs to (configuration section <c>Cluster</c>): what silos and nodes that only front have in common.</summary>
public class ClusterOptions
{
    /// <summary>What the database provider is called where the cluster's membership is kept.</summary>
    public const string Invariant = "Npgsql";

    /// <summary>
    /// The PostgreSQL connection string of the cluster's membership table. Empty: the store's first shard, where there are shards; a node that
    /// only fronts has no store and must be told.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The cluster's name: nodes of another name that share the database do not meet.</summary>
    public string ClusterId { get; set; } = "mapiorleans";

    /// <summary>The service's name, the same for clusters that follow one another.</summary>
    public string ServiceId { get; set; } = "mapiorleans";

    /// <summary>Where membership is: the connection string, with the search path that leads to its schema.</summary>
    public static string MembershipConnection(string connectionString) =>
        new DbConnectionStringBuilder { ConnectionString = connectionString, ["Search Path"] = "orleans" }.ConnectionString;
}
