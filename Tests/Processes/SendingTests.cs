using System.Diagnostics;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Tests.Transport;
using Xunit;
using Xunit.Abstractions;

namespace MapiOrleans.Tests.Processes;

/// <summary>A server that is killed at any point while its users send: between submission and queue, between queue and mailboxes, between smarthost and queue.</summary>
[Collection(ProcessCollection.Name)]
public sealed class SendingTests(ITestOutputHelper output)
{
    private const int Rounds = 3, Drains = 4, Outbox = 5, SentItems = 6, ParallelMessages = 4;
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task NothingThatWasSubmittedIsLostOrTwiceInAMailboxAfterKillsOnSqlite()
    {
        await using var installation = await Installation.OnSqliteAsync(3);
        await KillAgainAndAgainAsync(installation, 20261126);
    }

    [Fact]
    public async Task NothingThatWasSubmittedIsLostOrTwiceInAMailboxAfterKillsOnPostgres()
    {
        await using var installation = await Installation.OnPostgresAsync(3);
        await KillAgainAndAgainAsync(installation, 20261127);
    }

    private async Task KillAgainAndAgainAsync(Installation installation, int seed)
    {
        await using var sink = new SmtpSink();
        var random = new Random(seed);
        var place = installation.NewPlace();
        var workload = new SendingWorkload(installation, "faraway.test");
        // A node that died lets its work go after the lease: short here, as is everything that waits.
        (string, string)[] settings =
        [
            ("Smarthost:Host", "127.0.0.1"), ("Smarthost:Port", $"{sink.Port}"), ("Smarthost:Tls", "None"), ("Smarthost:Lease", "00:00:06"), ("Smarthost:SendTimeout", "00:00:04"),
            ("Smarthost:PollInterval", "00:00:00.2"), ("Smarthost:RetryAfter:0", "00:00:01"), ("Smarthost:MaxParallelMessages", $"{ParallelMessages}"),
        ];
        var server = await installation.Start(place, provision: true, settings).ReadyAsync(provisioned: true);
        for (var round = 0; round < Rounds; round++)
        {
            workload.Start(server, clients: 3);
            await workload.AdvanceAsync(random.Next(5, 50));
            await server.KillAsync();
            await workload.StopAsync();
            var left = (await installation.QueueAsync()).Count;
            var started = Stopwatch.GetTimestamp();
            server = await installation.Start(place, provision: false, settings).ReadyAsync();
            output.WriteLine($"round {round}: {workload.Taken.Count} submitted, {left} in the queue when it was killed, ready again after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        }
        // And while nothing comes any more, but goes: between the queue and mailboxes, between the smarthost and the queue.
        for (var kill = 0; kill < Drains && (await installation.QueueAsync()).Count is > 0 and var before; kill++)
        {
            var enough = Math.Max(1, before - random.Next(3, 20));
            await Eventually.UntilAsync(async () => (await installation.QueueAsync()).Count <= enough, DrainLimit, () => $"the queue shrinks:\n{server.Log}");
            await server.KillAsync();
            output.WriteLine($"killed while the queue went from {before} to {(await installation.QueueAsync()).Count}");
            server = await installation.Start(place, provision: false, settings).ReadyAsync();
        }
        var drained = await Eventually.UntilAsync(async () => (await installation.QueueAsync()).Count == 0, DrainLimit, () => $"the queue is empty:\n{string.Join('\n', installation.QueueAsync().Result.Take(10))}\n{server.Log}");
        output.WriteLine($"the queue was empty after {drained.TotalSeconds:0.0} s");

        await installation.CheckTablesAsync();
        Assert.Empty(workload.Refusals);
        foreach (var user in installation.Users)
        {
            var mailbox = await installation.OpenAsync(server, user);
            var (inbox, sent) = (await CountAsync(mailbox, mailbox.Inbox), await CountAsync(mailbox, mailbox.SpecialFolders[SentItems]));
            Assert.Empty(await CountAsync(mailbox, mailbox.SpecialFolders[Outbox]));
            Assert.All(inbox.Concat(sent), c => Assert.True(c.Value == 1, $"{c.Key} of {user} is there {c.Value} times."));
            foreach (var message in workload.Taken)
            {
                if (message.To == user) Assert.True(inbox.ContainsKey(message.Id), $"{message.Id} from {message.From} did not come to {user}.");
                if (message.From == user) Assert.True(sent.ContainsKey(message.Id), $"{message.Id} is not among what {user} sent.");
            }
            await mailbox.Client.DisconnectAsync();
        }
        var outside = sink.Messages.SelectMany(m => m.Recipients).GroupBy(r => r).ToDictionary(g => g.Key, g => g.Count());
        foreach (var message in workload.Taken.Where(m => m.Outside is not null)) Assert.True(outside.ContainsKey(message.Outside!), $"{message.Id} did not leave for {message.Outside}.");
        // SMTP itself cannot tell whether the answer to the message was heard: of each kill there are as many as were being sent.
        var twice = outside.Sum(o => o.Value - 1);
        output.WriteLine($"{workload.Taken.Count} submitted, {outside.Count} to the outside, {twice} of them twice");
        Assert.InRange(twice, 0, (Rounds + Drains) * ParallelMessages);
    }

    private static async Task<Dictionary<string, int>> CountAsync(MapiMailbox mailbox, ulong folder)
    {
        var handle = await mailbox.OpenFolderAsync(folder);
        var rows = await mailbox.ListMessagesAsync(handle, [PidTag.InternetMessageId, PidTag.Mid]);
        await mailbox.ReleaseAsync(handle);
        return rows.GroupBy(r => r[0].AsString()).ToDictionary(g => g.Key, g => g.Count());
    }
}
