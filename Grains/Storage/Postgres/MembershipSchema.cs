using MapiOrleans.Grains.Storage.Sql;
using Npgsql;

namespace MapiOrleans.Grains.Storage.Postgres;

/// <summary>
/// What the provider Microsoft.Orleans.Clustering.AdoNet looks for in its database, in a schema of its own: the members of the cluster, a
/// version that every change of membership counts up, and the queries that the provider asks for by name. The provider brings no script.
/// Names, parameters and result columns are its own; silos find them by <c>Search Path</c>.
/// </summary>
internal static class MembershipSchema
{
    /// <summary>The schema.</summary>
    public const string Name = "orleans";

    private const string Versions = Name + ".schema_version";

    // SiloStatus.Dead.
    private const string Dead = "6";

    private const string Member = "deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation";

    private const string MemberColumns = "m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes, m.starttime, m.iamalivetime";

    /// <summary>The steps; the first is version 1. They never change once released.</summary>
    private static readonly string[][] Steps =
    [
        [
            $"""
            CREATE TABLE {Name}.orleansmembershipversiontable (
              deploymentid text NOT NULL PRIMARY KEY, version integer NOT NULL DEFAULT 0, timestamp timestamptz NOT NULL DEFAULT now())
            """,
            $"""
            CREATE TABLE {Name}.orleansmembershiptable (
              deploymentid text NOT NULL, address text NOT NULL, port integer NOT NULL, generation integer NOT NULL,
              siloname text NOT NULL, hostname text NOT NULL, status integer NOT NULL, proxyport integer, suspecttimes text,
              starttime timestamptz NOT NULL, iamalivetime timestamptz NOT NULL,
              PRIMARY KEY (deploymentid, address, port, generation))
            """,
            $"CREATE TABLE {Name}.orleansquery (querykey text NOT NULL PRIMARY KEY, querytext text NOT NULL)",
            Query("InsertMembershipVersionKey", """
                WITH made AS (INSERT INTO orleansmembershipversiontable (deploymentid) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
                SELECT count(*) > 0 FROM made
                """),
            // The row of versions is what writers queue at: whoever finds another version there than it read has changed nothing.
            Query("InsertMembershipKey", $"""
                WITH turn AS (
                  UPDATE orleansmembershipversiontable SET version = version + 1, timestamp = now()
                  WHERE deploymentid = @DeploymentId AND version = @Version AND NOT EXISTS (SELECT 1 FROM orleansmembershiptable WHERE {Member})
                  RETURNING deploymentid),
                made AS (
                  INSERT INTO orleansmembershiptable (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
                  SELECT deploymentid, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM turn
                  RETURNING 1)
                SELECT count(*) > 0 FROM made
                """),
            Query("UpdateMembershipKey", $"""
                WITH turn AS (
                  UPDATE orleansmembershipversiontable SET version = version + 1, timestamp = now()
                  WHERE deploymentid = @DeploymentId AND version = @Version AND EXISTS (SELECT 1 FROM orleansmembershiptable WHERE {Member})
                  RETURNING 1),
                made AS (
                  UPDATE orleansmembershiptable SET status = @Status, suspecttimes = CAST(@SuspectTimes AS text), iamalivetime = @IAmAliveTime
                  WHERE {Member} AND EXISTS (SELECT 1 FROM turn)
                  RETURNING 1)
                SELECT count(*) > 0 FROM made
                """),
            Query("UpdateIAmAlivetimeKey", $"UPDATE orleansmembershiptable SET iamalivetime = @IAmAliveTime WHERE {Member}"),
            // A cluster without members still has a version: one row without a member.
            Query("MembershipReadAllKey", $"""
                SELECT v.deploymentid, v.version, {MemberColumns}
                FROM orleansmembershipversiontable v LEFT JOIN orleansmembershiptable m ON m.deploymentid = v.deploymentid
                WHERE v.deploymentid = @DeploymentId
                """),
            Query("MembershipReadRowKey", $"""
                SELECT v.deploymentid, v.version, {MemberColumns}
                FROM orleansmembershipversiontable v
                LEFT JOIN orleansmembershiptable m ON m.deploymentid = v.deploymentid AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
                WHERE v.deploymentid = @DeploymentId
                """),
            Query("GatewaysQueryKey", "SELECT address, proxyport, generation FROM orleansmembershiptable WHERE deploymentid = @DeploymentId AND status = @Status AND proxyport > 0"),
            Query("DeleteMembershipTableEntriesKey", """
                WITH members AS (DELETE FROM orleansmembershiptable WHERE deploymentid = @DeploymentId)
                DELETE FROM orleansmembershipversiontable WHERE deploymentid = @DeploymentId
                """),
            Query("CleanupDefunctSiloEntriesKey", $"DELETE FROM orleansmembershiptable WHERE deploymentid = @DeploymentId AND status = {Dead} AND iamalivetime < @IAmAliveTime"),
            Query("CleanupDefunctSiloEntryKey", $"""
                DELETE FROM orleansmembershiptable WHERE {Member} AND status = {Dead} AND starttime = @StartTime AND iamalivetime = @IAmAliveTime
                AND coalesce(suspecttimes, '') = coalesce(CAST(@SuspectTimes AS text), '')
                """),
        ],
    ];

    private static string Query(string key, string text) =>
        $"INSERT INTO {Name}.orleansquery (querykey, querytext) VALUES ('{key}', '{text.Replace("'", "''", StringComparison.Ordinal)}')";

    /// <summary>Makes or brings up to date the schema.</summary>
    public static async Task MigrateAsync(string connectionString, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(connectionString, cancellationToken);
        await PostgresMigration.RunAsync(connection, Versions, [$"CREATE SCHEMA IF NOT EXISTS {Name}"], Steps, time, cancellationToken);
    }

    /// <summary>Refuses a schema that is not up to date.</summary>
    /// <exception cref="StoreUnavailableException">It is not, or cannot be reached.</exception>
    public static async Task CheckAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(connectionString, cancellationToken);
        SchemaVersion.RefuseOther(await PostgresMigration.FindVersionAsync(connection, Versions, cancellationToken), Steps.Length);
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (NpgsqlException e)
        {
            await connection.DisposeAsync();
            throw new StoreUnavailableException($"PostgreSQL cannot be reached: {e.Message}", e);
        }
    }
}
