using System.Net;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Tests.Frontend;
using MapiOrleans.Tests.Session;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace MapiOrleans.Tests.Sync.Recovery;

/// <summary>A silo whose store fails when it is told to, and an HTTP front end to it.</summary>
public sealed class RecoveryHarness : SessionHarness, IAsyncLifetime
{
    internal FaultPlan Store { get; } = new();

    internal FrontendHost Frontend { get; private set; } = null!;

    protected override void Configure(IServiceCollection services)
    {
        var registered = services.Last(s => s.ServiceType == typeof(IMailboxStore));
        services.AddSingleton(provider => FaultyStore.Over((IMailboxStore)registered.ImplementationFactory!(provider), Store));
    }

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        Frontend = await FrontendHost.StartAsync(Grains);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await Frontend.DisposeAsync();
        await DisposeAsync();
    }
}

/// <summary>
/// Synchronization that breaks off anywhere, hundreds of times: the line, the session, the mailbox, the store. What comes of it is what would
/// have come without, and nothing twice.
/// </summary>
public class RecoveryTests(RecoveryHarness harness, ITestOutputHelper output) : IClassFixture<RecoveryHarness>
{
    private const string Password = "Password01!";
    private const int Rounds = 150;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Whatever_breaks_off_neither_loses_nor_doubles(int seed)
    {
        var random = new Random(seed);
        var user = await harness.CreateUserAsync();
        user = await harness.DirectoryGrain.PutObjectAsync(user, Password);
        var faults = new LineFaults(random);
        var client = Client(user);
        var steady = await HttpSession.ConnectAsync(Client(user), user, new LineFaults(random));
        var device = new RecoveringClient(random, async () => await HttpSession.ConnectAsync(client, user, faults));
        var inbox = steady.FolderId(FolderSteps.Inbox);
        var (second, _) = await steady.CreateAsync(await steady.OpenAsync(inbox), "second");
        foreach (var folder in (ulong[])[inbox, second]) device.Copies.Add(new SimulatedOst(steady, folder));
        var server = new ServerSide(harness, user, random, [inbox, second]);

        for (var round = 0; round < Rounds; round++)
        {
            for (var i = random.Next(4); i > 0; i--) await server.DoAsync($"server {round}/{i}");
            for (var i = random.Next(4); i > 0; i--) await device.ChangeAsync($"client {round}/{i}");
            faults.Rate = random.Next(3) == 0 ? 0 : random.Next(40);
            if (random.Next(2) == 0) harness.Store.Arm(random.Next(12), (StoreFault)random.Next(3), commits: random.Next(3) > 0);
            if (random.Next(4) == 0) await harness.Mailbox(user).ForgetAsync();
            if (random.Next(4) == 0) await harness.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
            await device.SynchronizeAsync();
            faults.Rate = 0;
            harness.Store.Disarm();
            await device.SynchronizeAsync();
            // The steady session may have gone with the others.
            steady = await HttpSession.ConnectAsync(Client(user), user, new LineFaults(random));
            await device.CheckAsync(steady);
        }
        output.WriteLine($"{device.Sessions} sessions in {Rounds} rounds, {faults.Requests} requests and {faults.Answers} answers lost, store: {string.Join(", ", harness.Store.Failed)}; "
            + $"{device.Kept} messages kept of downloads that broke off, {device.Repeated} came again; {device.Copies.Sum(c => c.Items.Count)} messages at the end");
        Assert.True(device.Sessions > Rounds / 4);

    }

    private MapiHttpClient Client(DirectoryObject user) =>
        new(new MapiHttpTransport(harness.Frontend.Client, new Uri(harness.Frontend.Https, $"/mapi/emsmdb/?MailboxId={user.MailboxGuid}@example.test"), new NetworkCredential(user.Address, Password)));

    /// <summary>Somebody else who works with the mailbox, without trouble.</summary>
    private sealed class ServerSide(SessionHarness harness, DirectoryObject user, Random random, ulong[] folders)
    {
        public async Task DoAsync(string text)
        {
            var folder = folders[random.Next(folders.Length)];
            var messages = await harness.ReadAsync(user, folder);
            var message = messages.Count == 0 ? null : messages[random.Next(messages.Count)];
            var (caller, mailbox, id) = (FolderSteps.Owner(user), harness.Mailbox(user), ObjectIds.FromWire(folder));
            switch (message is null ? 0 : random.Next(5))
            {
                case 0 or 1:
                    await harness.SaveAsync(user, folder, text, associated: random.Next(8) == 0, read: random.Next(2) == 0);
                    break;
                case 2:
                    var content = message!.Content.Clone();
                    content.Properties.Set(PidTag.Subject, text);
                    content.Properties.Remove(PidTag.NormalizedSubject.Id);
                    content.Properties.Set(PidTag.Body, string.Concat(Enumerable.Repeat(text, random.Next(1, 500))));
                    Assert.Equal(MapiError.Success, (await mailbox.SaveMessageAsync(caller, new SaveMessage
                    {
                        OperationId = Guid.NewGuid(),
                        FolderId = id,
                        MessageId = message.MessageId,
                        IsNew = false,
                        Content = content,
                    })).Error);
                    break;
                case 3:
                    await mailbox.DeleteMessagesAsync(caller, id, [message!.MessageId], hard: random.Next(2) == 0);
                    break;
                default:
                    await mailbox.SetReadFlagsAsync(caller, id, [message!.MessageId], !message.IsRead);
                    break;
            }
        }
    }
}
