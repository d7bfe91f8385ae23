using System.Diagnostics;
using System.Net;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;
using Xunit;
using Xunit.Abstractions;

namespace MapiOrleans.Tests.Frontend;

/// <summary>New mail, from its commit to a client that waits over HTTPS, and the fetching of it.</summary>
[Collection(SessionCollection.Name)]
public sealed class NotificationWaitTests(SessionHarness harness, ITestOutputHelper output) : IAsyncLifetime
{
    private FrontendHost _host = null!;

    public async Task InitializeAsync() => _host = await FrontendHost.StartAsync(harness.Grains);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Whoever_waits_is_woken_by_mail_and_fetches_it()
    {
        var user = await harness.CreateUserAsync();
        await harness.DirectoryGrain.PutObjectAsync(user, TestInstallation.Password);
        var client = new MapiHttpClient(_host.Client, new Uri(_host.Https, $"/mapi/emsmdb/?MailboxId={user.MailboxGuid}@{user.Domain}"), new NetworkCredential(user.Address, TestInstallation.Password));
        var mailbox = await MapiMailbox.ConnectAsync(client, user.LegacyDN);
        var (registered, handles) = await client.ExecuteAsync(
            new RegisterNotificationRequest { OutputHandleIndex = 1, NotificationTypes = NotificationTypes.NewMail, WantWholeStore = true }, [mailbox.LogonHandle, MapiMailbox.NoHandle]);
        Assert.Equal(MapiError.Success, registered.ReturnValue);

        var latencies = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            var waiting = client.NotificationWaitAsync();
            var id = await DeliverAsync(user.MailboxGuid, mailbox.Inbox);
            var committed = Stopwatch.GetTimestamp();
            Assert.True(await waiting);
            latencies.Add(Stopwatch.GetElapsedTime(committed).TotalMilliseconds);
            // Until it is fetched it goes on being pending.
            Assert.True(await client.NotificationWaitAsync());
            var fetched = await client.ExecuteAsync([], []);
            var mail = Assert.IsType<NotifyResponse>(Assert.Single(fetched.Responses));
            Assert.Equal((handles[1], id), (mail.NotificationHandle, mail.NotificationData.MessageId));
        }
        latencies.Sort();
        output.WriteLine($"commit to the answer of NotificationWait: median {latencies[5]:F1} ms, most {latencies[^1]:F1} ms");
        await client.DisconnectAsync();
    }

    private async Task<ulong> DeliverAsync(Guid mailbox, ulong folder)
    {
        var content = new MessageContent();
        content.Properties.Set(PidTag.MessageClass, "IPM.Note");
        var saved = await harness.Grains.GetGrain<IMailboxGrain>(mailbox).SaveMessageAsync(MailboxCaller.Server,
            new SaveMessage { OperationId = Guid.NewGuid(), FolderId = ObjectIds.FromWire(folder), IsNew = true, Content = content, IsDelivery = true });
        Assert.Equal(MapiError.Success, saved.Error);
        return ObjectIds.ToWire(saved.MessageId);
    }
}
