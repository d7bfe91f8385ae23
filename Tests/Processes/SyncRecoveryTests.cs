using System.Diagnostics;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Tests.Session;
using MapiOrleans.Tests.Sync;
using MapiOrleans.Tests.Sync.Recovery;
using Xunit;
using Xunit.Abstractions;

namespace MapiOrleans.Tests.Processes;

/// <summary>
/// A client in cached mode whose server is killed while it uploads or downloads: by way of the others it goes on with what it has, and what
/// comes of it is what the mailbox has, item by item, property by property.
/// </summary>
[Collection(ProcessCollection.Name)]
public sealed class SyncRecoveryTests(ThreeServers cluster, ITestOutputHelper output) : IClassFixture<ThreeServers>
{
    private const int Rounds = 4;

    private Installation Installation => cluster.Installation;

    [Fact]
    public async Task AClientGoesOnWhereItsServerWasKilledAndNeitherLosesNorDoubles()
    {
        var random = new Random(20261126);
        var workload = new Workload(Installation);
        var (victim, users, others) = await cluster.WholeAsync(workload);
        var address = users[0];
        var user = new DirectoryObject
        {
            ObjectId = Guid.Empty,
            Domain = "example.test",
            Kind = DirectoryKind.User,
            Address = address,
            DisplayName = address,
            LegacyDN = await Installation.LegacyDnAsync(address),
        };
        var faults = new LineFaults(random);
        IReadOnlyList<ServerProcess> servers = [victim, .. others];
        var next = 0;
        async Task<TestSession> ConnectAsync() => await HttpSession.ConnectAsync(Installation.Client(servers[next++ % servers.Count], address), user, faults);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var device = new RecoveringClient(random, ConnectAsync, async () => await timer.WaitForNextTickAsync());
        var (inbox, second) = await device.WithSessionAsync(async session =>
        {
            var id = session.FolderId(FolderSteps.Inbox);
            return (id, (await session.CreateAsync(await session.OpenAsync(id), "second")).Id);
        });
        foreach (var folder in (ulong[])[inbox, second]) device.Copies.Add(new SimulatedOst(null!, folder));
        await device.SynchronizeAsync();

        for (var round = 0; round < Rounds; round++)
        {
            if (round > 0)
            {
                (victim, users, others) = await cluster.WholeAsync(workload);
                servers = [victim, .. others];
                // Where the mailbox is not on the victim, the client's own connection is.
                next = 0;
            }
            for (var i = 0; i < 15; i++) await workload.DeliverAsync(others[0], address, ClusterTests.TakeoverLimit);
            for (var i = 0; i < 12; i++) await device.ChangeAsync($"client {round}/{i}");
            var started = Stopwatch.GetTimestamp();
            var dying = victim;
            faults.StrikeAfter(random.Next(60), async () =>
            {
                await dying.KillAsync();
                started = Stopwatch.GetTimestamp();
            });
            await device.SynchronizeAsync();
            output.WriteLine($"round {round}: in step again {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s after the kill, {device.Copies.Sum(c => c.Items.Count)} messages, {device.Sessions} sessions, {device.Kept} kept of downloads that broke off");
            Assert.True(faults.HasStruck || !victim.HasExited);
            faults.StrikeAfter(-1, () => Task.CompletedTask);
            servers = others;
            // Once more for what came while it was on its way, then both ends are one.
            await device.SynchronizeAsync();
            await device.WithSessionAsync(async session =>
            {
                await device.CheckAsync(session);
                return true;
            });
        }
        await Installation.CheckTablesAsync();
    }
}
