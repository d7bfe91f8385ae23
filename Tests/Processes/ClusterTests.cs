using System.Diagnostics;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Rops;
using Xunit;
using Xunit.Abstractions;
using LmtpClient = MapiOrleans.Tests.Lmtp.Client;

namespace MapiOrleans.Tests.Processes;

/// <summary>Three servers over one PostgreSQL database. A test may end any of them: the next begins with three again.</summary>
public sealed class ThreeServers : IAsyncLifetime
{
    private readonly ServerProcess[] _servers = new ServerProcess[3];

    internal Installation Installation { get; private set; } = null!;

    internal IReadOnlyList<ServerProcess> Servers => _servers;

    public async Task InitializeAsync()
    {
        Installation = await Installation.OnPostgresAsync(9);
        // The first two start on an empty database at the same moment; users are made when mailboxes can spread.
        for (var i = 0; i < 2; i++) _servers[i] = Installation.Start(Installation.NewPlace(ownPorts: true));
        foreach (var server in _servers.Take(2)) await server.ReadyAsync();
        _servers[2] = await Installation.Start(Installation.NewPlace(ownPorts: true), provision: true).ReadyAsync(provisioned: true);
    }

    /// <summary>Starts what does not run, and gives a server that some mailboxes live on, and the two others.</summary>
    internal async Task<(ServerProcess Victim, IReadOnlyList<string> Users, IReadOnlyList<ServerProcess> Others)> WholeAsync(Workload workload)
    {
        for (var i = 0; i < _servers.Length; i++)
        {
            if (!_servers[i].HasExited) continue;
            _servers[i] = Installation.Start(_servers[i].Place);
            await _servers[i].ReadyAsync();
        }
        // Mail for everybody wakes every mailbox somewhere.
        foreach (var user in Installation.Users) await workload.DeliverAsync(_servers[0], user, ClusterTests.TakeoverLimit);
        var owners = await Installation.OwnersAsync();
        var victim = _servers.MaxBy(s => owners.Count(o => Installation.IsOwner(o.Value, s)))!;
        string[] users = [.. owners.Where(o => Installation.IsOwner(o.Value, victim)).Select(o => o.Key)];
        Assert.NotEmpty(users);
        return (victim, users, [.. _servers.Where(s => s != victim)]);
    }

    public async Task DisposeAsync()
    {
        if (Installation is not null) await Installation.DisposeAsync();
    }
}

/// <summary>What a cluster does when one of its servers dies, is told to go, or hangs.</summary>
[Collection(ProcessCollection.Name)]
public sealed class ClusterTests(ThreeServers cluster, ITestOutputHelper output) : IClassFixture<ThreeServers>
{
    internal static readonly TimeSpan TakeoverLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private Installation Installation => cluster.Installation;

    [Fact]
    public async Task WhenAServerIsKilledTheOthersServeItsMailboxesAndNothingIsLost()
    {
        var workload = new Workload(Installation);
        var (victim, users, others) = await cluster.WholeAsync(workload);
        var orphan = await Installation.OpenAsync(others[0], users[0]);
        workload.Start(others, senders: 3, clients: 2);
        await workload.AdvanceAsync(30);

        await victim.KillAsync();
        var killed = Stopwatch.GetTimestamp();
        var asked = RefusedAsync(orphan);
        await Task.WhenAll(users.Select(async (user, i) =>
        {
            await workload.DeliverAsync(others[i % others.Count], user, TakeoverLimit);
            output.WriteLine($"mail for {user}: {Stopwatch.GetElapsedTime(killed).TotalSeconds:0.0} s after the kill");
        }));
        Assert.Equal(MapiHttpResponseCode.ContextNotFound, await asked);
        output.WriteLine($"its session was said to be gone {Stopwatch.GetElapsedTime(killed).TotalSeconds:0.0} s after the kill at the latest");
        // A client that heard so connects anew, with the cookies that it has.
        var again = await MapiMailbox.ConnectAsync(orphan.Client, await Installation.LegacyDnAsync(users[0]));
        Assert.NotEmpty(await again.ListFoldersAsync(await again.OpenFolderAsync(again.IpmSubtree), [Mapi.Properties.PidTag.DisplayName]));

        await workload.AdvanceAsync(30);
        await workload.StopAsync();
        await Installation.CheckAsync(others[0], workload);
        Assert.Empty(workload.Refusals);
        output.WriteLine($"{workload.Acknowledged} acknowledged, {workload.Deferrals.Count} deferred");
    }

    [Fact]
    public async Task WhenAServerIsToldToGoNoDeliveryFails()
    {
        var workload = new Workload(Installation);
        var (victim, users, others) = await cluster.WholeAsync(workload);
        workload.Start([.. others, victim], senders: 3, clients: 3);
        await workload.AdvanceAsync(30);
        var elapsed = await victim.TerminateAsync(StopLimit);
        output.WriteLine($"stopped after {elapsed.TotalSeconds:0.00} s");
        Assert.Equal(0, victim.ExitCode);
        foreach (var user in users) output.WriteLine($"mail for {user}: took {(await workload.DeliverAsync(others[0], user, TakeoverLimit)).TotalSeconds:0.00} s");
        await workload.AdvanceAsync(30);
        await workload.StopAsync();
        await Installation.CheckAsync(others[0], workload);
        Assert.Empty(workload.Refusals);
        output.WriteLine($"{workload.Acknowledged} acknowledged, {workload.Deferrals.Count} deferred: {string.Join("; ", workload.Deferrals.Distinct())}");
    }

    [Fact]
    public async Task AServerThatHungAndComesBackWritesNothing()
    {
        var workload = new Workload(Installation);
        var (victim, users, others) = await cluster.WholeAsync(workload);
        var pending = new List<(LmtpClient Client, string User, string Id)>();
        foreach (var user in users) pending.Add(await BeginAsync(workload, victim, user));

        victim.Stop();
        var stopped = Stopwatch.GetTimestamp();
        // What it will find in its sockets when it wakes: the ends of messages for mailboxes that it thinks are its own.
        foreach (var (client, _, _) in pending) await client.SendAsync(".\r\n");
        await Task.WhenAll(users.Select(async (user, i) =>
        {
            await workload.DeliverAsync(others[i % others.Count], user, TakeoverLimit);
            output.WriteLine($"mail for {user}: {Stopwatch.GetElapsedTime(stopped).TotalSeconds:0.0} s after the hang began");
        }));
        var owners = await Installation.OwnersAsync();
        Assert.All(users, user => Assert.False(Installation.IsOwner(owners[user], victim)));

        victim.Continue();
        foreach (var (client, user, id) in pending)
        {
            using (client)
            {
                var answer = await client.TryReadAsync();
                output.WriteLine($"the zombie answered {answer ?? "nothing"}");
                if (answer?[0] == '2') workload.Acknowledge(user, id);
            }
        }
        await victim.EndedAsync(TakeoverLimit);
        output.WriteLine($"the zombie ended with {victim.ExitCode}");
        // Nobody told it to end: it did so because the others had declared it dead.
        Assert.NotEqual(0, victim.ExitCode);
        // Whether the fence stopped its first attempts, or it learned of its death before, is a matter of milliseconds and only told;
        // that it wrote nothing and took nothing back is what must hold.
        output.WriteLine(victim.Log.Contains("has another owner than epoch", StringComparison.Ordinal) ? "the fence stopped it" : "it learned of its death before it wrote");
        var after = await Installation.OwnersAsync();
        Assert.All(users, user => Assert.False(Installation.IsOwner(after[user], victim), $"{user}: {owners[user]}, then {after[user]}"));
        await Installation.CheckAsync(others[0], workload);
    }

    [Fact]
    public async Task AnyServerTakesAnyRequestOfASession()
    {
        var workload = new Workload(Installation);
        var (_, users, _) = await cluster.WholeAsync(workload);
        var first = await Installation.OpenAsync(cluster.Servers[0], users[0]);
        var handle = await first.OpenFolderAsync(first.Inbox);
        foreach (var server in cluster.Servers.Concat(cluster.Servers))
        {
            var client = Installation.Client(server, users[0]);
            foreach (var name in first.Client.Transport.Cookies.Names) client.Transport.Cookies[name] = first.Client.Transport.Cookies[name];
            // The session is the same, and so are its handles and its sequence.
            var (response, _) = await client.ExecuteAsync(new GetPropertiesSpecificRequest { WantUnicode = true, PropertyTags = [Mapi.Properties.PidTag.ContentCount] }, [handle]);
            Assert.True(((GetPropertiesSpecificResponse)MapiMailbox.EnsureSuccess(response)).RowData[0].AsInt32() > 0);
            foreach (var name in client.Transport.Cookies.Names) first.Client.Transport.Cookies[name] = client.Transport.Cookies[name];
        }
    }

    /// <summary>Asks in a session until its server refuses it, and gives the code.</summary>
    private static async Task<MapiHttpResponseCode?> RefusedAsync(MapiMailbox mailbox)
    {
        MapiHttpResponseCode? code = null;
        await Eventually.UntilAsync(async () =>
        {
            try
            {
                await mailbox.OpenFolderAsync(mailbox.Inbox);
                return false;
            }
            catch (MapiHttpException e) when (e.ErrorCode == Mapi.MapiError.Success)
            {
                code = e.ResponseCode;
                return true;
            }
        }, TakeoverLimit, () => "the session of a server that died is refused");
        return code;
    }

    /// <summary>A transaction that lacks nothing but its last line.</summary>
    private static async Task<(LmtpClient Client, string User, string Id)> BeginAsync(Workload workload, ServerProcess server, string user)
    {
        var client = await Workload.GreetAsync(server);
        var id = workload.NewId();
        foreach (var command in (string[])["MAIL FROM:<sender@elsewhere.test>", $"RCPT TO:<{user}>", "DATA"]) Assert.True((await client.AskAsync(command))[0] is '2' or '3');
        await client.SendAsync(Workload.Message(user, id) + "\r\n");
        return (client, user, id);
    }
}
