using MapiOrleans.Grains.Delivery;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Grains.Storage.Sql;
using MapiOrleans.Grains.Transport;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace MapiOrleans.Tests.Transport;

/// <summary>What tests of sending work with: the shared silo, whose queue they work at themselves, by a clock of their own.</summary>
public abstract class TransportTest(SessionHarness harness)
{
    private protected const int Outbox = 5, SentItems = 6;

    private protected SessionHarness Harness { get; } = harness;

    private protected ManualTime Time { get; } = Clock();

    private protected IMailboxStore Store => Harness.Services.GetRequiredService<IMailboxStore>();

    // Mailboxes run on the system's clock: what they put into the queue is due by this one.
    private protected static ManualTime Clock()
    {
        var time = new ManualTime();
        time.Advance(DateTimeOffset.UtcNow.AddHours(1) - time.GetUtcNow());
        return time;
    }

    private protected async Task<DirectoryObject> GroupAsync(string name, params string[] members) => await Harness.DirectoryGrain.PutObjectAsync(new DirectoryObject
    {
        ObjectId = Guid.Empty,
        Domain = SessionHarness.Domain,
        Kind = DirectoryKind.Group,
        Address = $"{name}-{Guid.NewGuid():n}@{SessionHarness.Domain}",
        DisplayName = name,
        LegacyDN = "",
        Members = members,
    }, password: null);

    private protected static Task<uint> NewAsync(TestSession session, string subject, params ModifyRecipientRow[] recipients) => NewAsync(session, subject, session.FolderId(Outbox), recipients);

    private protected static async Task<uint> NewAsync(TestSession session, string subject, ulong folder, params ModifyRecipientRow[] recipients)
    {
        var message = await session.CreateMessageAsync(folder);
        Assert.Empty(await session.SetAsync(message, new(PidTag.Subject, PropertyValue.String(subject)), new(PidTag.Body, PropertyValue.String("Hello\r\n"))));
        Assert.Equal(MapiError.Success, await session.ModifyRecipientsAsync(message, recipients));
        return message;
    }

    private protected static Task<MapiError> SubmitAsync(TestSession session, uint message) => session.StatusAsync(message, new SubmitMessageRequest());

    private protected static SmarthostOptions Options(SmtpSink sink) => new() { Host = "127.0.0.1", Port = sink.Port, Tls = SmarthostTls.None, LocalName = "test.example" };

    private protected SqlJobStore Jobs(ManualTime? clock = null) => new(Harness.Services.GetRequiredService<EngineSet>().Shards, clock ?? Time);

    private protected SubmissionWork Submissions(SmarthostOptions options) => new(Harness.Grains, Store, Harness.Services.GetRequiredService<OutgoingMail>(), options, NullLogger<SubmissionWork>.Instance);

    private protected RelayWork Relays(SmarthostOptions options, IJobStore jobs) =>
        new(Harness.Services.GetRequiredService<IObjectDelivery>(), new Smarthost(options, TimeProvider.System), Harness.Services.GetRequiredService<RelayMessages>(), jobs, new DestinationGate(options), Harness.Services.GetRequiredService<TransportMetrics>(), options, Time, NullLogger<RelayWork>.Instance);

    /// <summary>Does what is due by the test's clock.</summary>
    private protected async Task RunAsync(SmarthostOptions? options = null, ManualTime? clock = null)
    {
        options ??= new SmarthostOptions();
        var jobs = Jobs(clock);
        var queue = new MailQueue(jobs, Submissions(options), Relays(options, jobs), options, Harness.Services.GetRequiredService<MailboxServices>(), Harness.Services.GetRequiredService<TransportMetrics>(), clock ?? Time, NullLogger<MailQueue>.Instance);
        await queue.RunDueAsync(CancellationToken.None);
    }

    private protected async Task<List<MessageRecord>> ContentsAsync(DirectoryObject user, SpecialFolder folder = SpecialFolder.Inbox)
    {
        var info = await Harness.Mailbox(user).FindAsync();
        var messages = new List<MessageRecord>();
        await foreach (var message in Store.ScanAsync(new MailboxKey(info!.StoreId, info.Shard), new MessageIndexQuery { FolderId = info.SpecialFolders[folder] }, MessageParts.All, CancellationToken.None))
            messages.Add(message);
        return messages;
    }
}
