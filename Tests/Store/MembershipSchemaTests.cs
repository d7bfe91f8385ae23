using System.Net;
using MapiOrleans.Grains.Storage;
using MapiOrleans.WebFrontend;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans.Hosting;
using Orleans.Messaging;
using Orleans.Runtime;
using Xunit;

namespace MapiOrleans.Tests.Store;

/// <summary>What Orleans' clustering provider does with the tables and queries that our migrator makes: each query by the provider itself.</summary>
public sealed class MembershipSchemaTests : IAsyncLifetime
{
    private static readonly DateTime Started = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);

    private PostgresDatabase _database = null!;
    private IHost _silo = null!;
    private IMembershipTable _table = null!;

    public async Task InitializeAsync()
    {
        _database = await PostgresDatabase.CreateAsync();
        // Nodes that start together on an empty database take turns.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => MigrateAsync(static m => m.MigrateAsync(CancellationToken.None))));
        _silo = Host.CreateDefaultBuilder().UseOrleans(silo => silo.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (ClusterOptions.Invariant, Connection))).Build();
        _table = _silo.Services.GetRequiredService<IMembershipTable>();
        await _table.InitializeMembershipTableAsync(true);
    }

    public async Task DisposeAsync()
    {
        _silo.Dispose();
        NpgsqlConnection.ClearAllPools();
        await _database.DisposeAsync();
    }

    private string Connection => ClusterOptions.MembershipConnection(_database.ConnectionString);

    private async Task MigrateAsync(Func<StoreMigrator, Task> run)
    {
        await using var services = new ServiceCollection().AddMapiOrleansStore(new StoreOptions { Shards = [_database.ConnectionString] }, _database.ConnectionString).BuildServiceProvider();
        await run(services.GetRequiredService<StoreMigrator>());
    }

    private static MembershipEntry Entry(int port, int generation = 1, SiloStatus status = SiloStatus.Active) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, port, generation),
        SiloName = $"silo{port}",
        HostName = "host",
        Status = status,
        ProxyPort = port + 1,
        StartTime = Started,
        IAmAliveTime = Started,
    };

    [Fact]
    public async Task AClusterBeginsWithoutMembers()
    {
        await _table.InitializeMembershipTableAsync(true);
        var read = await _table.ReadAllAsync();
        Assert.Empty(read.Members);
        Assert.Equal(0, read.Version.Version);
        Assert.Empty((await _table.ReadRowAsync(Entry(1).SiloAddress)).Members);
    }

    [Fact]
    public async Task AMemberIsInsertedOnceAndOnlyAtTheVersionThatWasRead()
    {
        var entry = Entry(1);
        var version = (await _table.ReadAllAsync()).Version;
        Assert.True(await _table.InsertRowAsync(entry, version.Next()));
        Assert.False(await _table.InsertRowAsync(Entry(2), version.Next()));
        var read = await _table.ReadAllAsync();
        Assert.Equal(1, read.Version.Version);
        Assert.False(await _table.InsertRowAsync(entry, read.Version.Next()));
        // A refused change counts nothing up.
        Assert.Equal(1, (await _table.ReadAllAsync()).Version.Version);

        var (kept, _) = Assert.Single((await _table.ReadRowAsync(entry.SiloAddress)).Members);
        Assert.Equal((entry.SiloAddress, entry.SiloName, entry.HostName, entry.Status, entry.ProxyPort, Started, Started),
            (kept.SiloAddress, kept.SiloName, kept.HostName, kept.Status, kept.ProxyPort, kept.StartTime, kept.IAmAliveTime));
        Assert.Null(kept.SuspectTimes);
    }

    [Fact]
    public async Task OfWritersThatReadTheSameVersionOneWins()
    {
        var version = (await _table.ReadAllAsync()).Version;
        var won = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => _table.InsertRowAsync(Entry(i), version.Next())));
        Assert.Single(won, w => w);
        var read = await _table.ReadAllAsync();
        Assert.Single(read.Members);
        Assert.Equal(1, read.Version.Version);
    }

    [Fact]
    public async Task AMembersStatusAndSuspectsAreKept()
    {
        var entry = Entry(1);
        await _table.InsertRowAsync(entry, (await _table.ReadAllAsync()).Version.Next());
        entry.Status = SiloStatus.Dead;
        entry.SuspectTimes = [Tuple.Create(Entry(2).SiloAddress, Started.AddSeconds(1)), Tuple.Create(Entry(3).SiloAddress, Started.AddSeconds(2))];
        var read = await _table.ReadAllAsync();
        Assert.True(await _table.UpdateRowAsync(entry, read.Members[0].Item2, read.Version.Next()));
        Assert.False(await _table.UpdateRowAsync(entry, read.Members[0].Item2, read.Version.Next()));
        Assert.False(await _table.UpdateRowAsync(Entry(9), read.Members[0].Item2, (await _table.ReadAllAsync()).Version.Next()));
        var (kept, _) = Assert.Single((await _table.ReadAllAsync()).Members);
        Assert.Equal(SiloStatus.Dead, kept.Status);
        Assert.Equal(entry.SuspectTimes, kept.SuspectTimes);
    }

    [Fact]
    public async Task AHeartbeatMovesATimeAndNoVersion()
    {
        var entry = Entry(1);
        await _table.InsertRowAsync(entry, (await _table.ReadAllAsync()).Version.Next());
        entry.IAmAliveTime = Started.AddMinutes(1);
        await _table.UpdateIAmAliveAsync(entry);
        var read = await _table.ReadAllAsync();
        Assert.Equal((1, Started.AddMinutes(1)), (read.Version.Version, read.Members[0].Item1.IAmAliveTime));
    }

    [Fact]
    public async Task OnlyTheDeadOfLongAgoAreForgotten()
    {
        foreach (var (entry, alive) in ((MembershipEntry, DateTime)[])[(Entry(1, status: SiloStatus.Dead), Started), (Entry(2), Started), (Entry(3, status: SiloStatus.Dead), Started.AddDays(2))])
        {
            entry.IAmAliveTime = alive;
            Assert.True(await _table.InsertRowAsync(entry, (await _table.ReadAllAsync()).Version.Next()));
        }
        await _table.CleanupDefunctSiloEntriesAsync(Started.AddDays(1));
        Assert.Equal([2, 3], (await _table.ReadAllAsync()).Members.Select(m => m.Item1.SiloAddress.Endpoint.Port).Order());
    }

    [Fact]
    public async Task NodesThatOnlyFrontFindTheGatewaysThatAreUp()
    {
        await _table.InsertRowAsync(Entry(10), (await _table.ReadAllAsync()).Version.Next());
        await _table.InsertRowAsync(Entry(20, status: SiloStatus.Joining), (await _table.ReadAllAsync()).Version.Next());
        using var front = Host.CreateDefaultBuilder().UseOrleansClient(client => client.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (ClusterOptions.Invariant, Connection))).Build();
        var gateways = front.Services.GetRequiredService<IGatewayListProvider>();
        await gateways.InitializeGatewayListProvider();
        Assert.Equal(11, Assert.Single(await gateways.GetGateways()).Port);
    }

    [Fact]
    public async Task ANodeThatMayNotMigrateRefusesAnotherSchemaThanItsOwn()
    {
        await MigrateAsync(static m => m.CheckAsync(CancellationToken.None));
        foreach (var (change, says) in ((string, string)[])[("DELETE FROM orleans.schema_version", "mapiorleans migrate"), ("INSERT INTO orleans.schema_version VALUES (99, 0)", "newer program")])
        {
            await using (var connection = new NpgsqlConnection(_database.ConnectionString + ";Pooling=false"))
            {
                await connection.OpenAsync();
                await using var command = new NpgsqlCommand(change, connection);
                await command.ExecuteNonQueryAsync();
            }
            var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => MigrateAsync(static m => m.CheckAsync(CancellationToken.None)));
            Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        }
        await Assert.ThrowsAsync<StoreUnavailableException>(() => MigrateAsync(static m => m.MigrateAsync(CancellationToken.None)));
    }
}
