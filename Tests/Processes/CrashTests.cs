using System.Diagnostics;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Http;
using Xunit;
using Xunit.Abstractions;

namespace MapiOrleans.Tests.Processes;

/// <summary>Suites that start servers: one after another, and nothing beside them, for they measure times.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessCollection
{
    public const string Name = "processes";
}

/// <summary>One server that is killed, or stopped, while it takes mail and clients save.</summary>
[Collection(ProcessCollection.Name)]
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Rounds = 4;
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task NothingThatWasAcknowledgedIsLostByAKillOnSqlite()
    {
        await using var installation = await Installation.OnSqliteAsync(3);
        await KillAgainAndAgainAsync(installation, 20261124);
    }

    [Fact]
    public async Task NothingThatWasAcknowledgedIsLostByAKillOnPostgres()
    {
        await using var installation = await Installation.OnPostgresAsync(3);
        await KillAgainAndAgainAsync(installation, 20261125);
    }

    private async Task KillAgainAndAgainAsync(Installation installation, int seed)
    {
        var random = new Random(seed);
        var place = installation.NewPlace();
        var workload = new Workload(installation);
        var server = await installation.Start(place, provision: true).ReadyAsync(provisioned: true);
        for (var round = 0; round < Rounds; round++)
        {
            workload.Start([server], senders: 3, clients: 2);
            await workload.AdvanceAsync(random.Next(5, 60));
            await server.KillAsync();
            await workload.StopAsync();
            var started = Stopwatch.GetTimestamp();
            server = await installation.Start(place).ReadyAsync();
            output.WriteLine($"round {round}: {workload.Acknowledged} acknowledged, ready again after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        }
        await installation.CheckAsync(server, workload);
        Assert.Empty(workload.Refusals);
    }

    [Fact]
    public async Task AServerThatIsToldToStopEndsInTimeAndKeepsWhatItAcknowledged()
    {
        await using var installation = await Installation.OnSqliteAsync(2);
        var place = installation.NewPlace();
        var workload = new Workload(installation);
        var server = await installation.Start(place, provision: true).ReadyAsync(provisioned: true);
        // A client that waits for news is no reason to stay.
        var waiting = await installation.OpenAsync(server, installation.Users[0]);
        var news = waiting.Client.NotificationWaitAsync();
        workload.Start([server], senders: 3, clients: 2);
        await workload.AdvanceAsync(40);
        var elapsed = await server.TerminateAsync(StopLimit);
        output.WriteLine($"stopped after {elapsed.TotalSeconds:0.00} s");
        Assert.Equal(0, server.ExitCode);
        await workload.StopAsync();
        await ToldToGoAsync(news);
        server = await installation.Start(place).ReadyAsync();
        await installation.CheckAsync(server, workload);
        Assert.Empty(workload.Refusals);
    }

    /// <summary>What a client hears that waits while the server stops: no news, or that the server stops. It is no broken connection.</summary>
    private static async Task ToldToGoAsync(Task<bool> wait)
    {
        try
        {
            Assert.False(await wait);
        }
        catch (MapiHttpException e)
        {
            Assert.Equal(MapiHttpResponseCode.EndpointShuttingDown, e.ResponseCode);
        }
    }
}
