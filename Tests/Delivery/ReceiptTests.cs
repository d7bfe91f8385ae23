using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Grains.Transport;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Rules;
using MapiOrleans.Tests.Session;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static MapiOrleans.Tests.Session.MessageClient;

namespace MapiOrleans.Tests.Delivery;

/// <summary>Read receipts, non-read receipts and delivery receipts, from the message that asks for them to the sender's mailbox ([MS-OXOMSG] 3.2.5.2).</summary>
[Collection(SessionCollection.Name)]
public sealed class ReceiptTests(SessionHarness harness)
{
    private const int Inbox = 4, Outbox = 5, Pending = 0x300;
    private const string Ask = "Disposition-Notification-To: <anna@faraway.test>\r\n";

    [Fact]
    public async Task A_message_that_is_read_tells_its_sender_once()
    {
        var (session, other) = (await harness.LogonAsync(), await harness.LogonAsync());
        await SendAsync(session, other.User.Address, new(PidTag.ReadReceiptRequested, PropertyValue.Bool(true)), new(PidTag.OriginatorDeliveryReportRequested, PropertyValue.Bool(true)));
        await RunQueueAsync();
        var arrived = Assert.Single(await ContentsAsync(other.User));
        Assert.Equal(Pending, arrived.MessageFlags & Pending);
        // That it arrived the sender knows already.
        var delivered = Assert.Single(await ContentsAsync(session.User));
        Assert.Equal("REPORT.IPM.Note.DR", delivered.Content.Properties.GetString(PidTag.MessageClass));
        Assert.Equal(other.User.Address, Assert.Single(delivered.Content.Recipients, r => r.Properties.Contains(PidTag.ReportTime.Id)).Properties.GetString(PidTag.SmtpAddress));

        var folder = await other.OpenAsync(other.FolderId(Inbox));
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal((MapiError.Success, false), await other.DoAsync(folder, new SetReadFlagsRequest { MessageIds = [ObjectIds.ToWire(arrived.MessageId)] }));
            await RunQueueAsync();
        }
        Assert.Equal(0, Assert.Single(await ContentsAsync(other.User)).MessageFlags & Pending);
        var receipt = Assert.Single(await ContentsAsync(session.User), m => m.MessageId != delivered.MessageId).Content.Properties;
        Assert.Equal(("REPORT.IPM.Note.IPNRN", "Read: Report to me", other.User.Address, arrived.Content.Properties.GetString(PidTag.InternetMessageId)),
            (receipt.GetString(PidTag.MessageClass), receipt.GetString(PidTag.Subject), receipt.GetString(PidTag.SenderSmtpAddress), receipt.GetString(PidTag.OriginalMessageId)));
        Assert.True(receipt.Contains(PidTag.ReportTime.Id) && receipt.Contains(PidTag.ReceiptTime.Id));
        Assert.Contains("was read on", receipt.GetString(PidTag.Body), StringComparison.Ordinal);
        // It is no mail that its sender keeps.
        Assert.Empty(await ContentsAsync(other.User, SpecialFolder.SentItems));
        Assert.Empty(await ContentsAsync(other.User, SpecialFolder.SpoolerQueue));
    }

    [Theory]
    [InlineData(ReadFlags.Default, "displayed")]
    [InlineData(ReadFlags.GenerateReceiptOnly, "displayed")]
    [InlineData(ReadFlags.SuppressReceipt, null)]
    [InlineData(ReadFlags.ClearNotifyRead, null)]
    [InlineData(ReadFlags.ClearReadFlag | ReadFlags.SuppressReceipt, null)]
    public async Task Read_flags_say_whether_the_receipt_goes(ReadFlags flags, string? disposition)
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.DeliverAsync(headers: Ask, from: "anna@faraway.test");
        var session = await harness.OpenAsync(world.User);
        await session.LogonAsync();
        var folder = await session.OpenAsync(session.FolderId(Inbox));
        var id = Assert.Single(await world.ContentsAsync(world.Inbox)).MessageId;
        Assert.Equal((MapiError.Success, false), await session.DoAsync(folder, new SetReadFlagsRequest { ReadFlags = flags, MessageIds = [ObjectIds.ToWire(id)] }));
        await RunSubmissionsAsync(world, sent =>
        {
            if (disposition is null)
            {
                Assert.Empty(sent);
                return Task.CompletedTask;
            }
            var mail = Assert.Single(sent);
            Assert.Equal(("", "anna@faraway.test", "auto-replied"), (mail.EnvelopeSender, Assert.Single(mail.Recipients), mail.Message.Headers["Auto-Submitted"]));
            var report = Assert.IsType<MimeKit.MultipartReport>(mail.Message.Body);
            Assert.Equal("disposition-notification", report.ReportType);
            var fields = Assert.IsType<MimeKit.MessageDispositionNotification>(report[1]).Fields;
            Assert.Equal($"automatic-action/MDN-sent-automatically; {disposition}", fields["Disposition"]);
            Assert.Equal($"rfc822;{world.User.Address}", fields["Final-Recipient"]);
            return Task.CompletedTask;
        });
        Assert.Equal(flags != ReadFlags.GenerateReceiptOnly && !flags.HasFlag(ReadFlags.ClearNotifyRead) && !flags.HasFlag(ReadFlags.ClearReadFlag), Assert.Single(await world.ContentsAsync(world.Inbox)).IsRead);
    }

    [Theory]
    [InlineData(true, false, 1)]
    [InlineData(true, true, 0)]
    [InlineData(false, false, 0)]
    public async Task A_message_deleted_unread_tells_its_sender_where_the_client_says_so(bool notify, bool read, int receipts)
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.DeliverAsync(headers: Ask, from: "anna@faraway.test");
        var session = await harness.OpenAsync(world.User);
        await session.LogonAsync();
        var folder = await session.OpenAsync(session.FolderId(Inbox));
        var id = Assert.Single(await world.ContentsAsync(world.Inbox)).MessageId;
        if (read) await session.DoAsync(folder, new SetReadFlagsRequest { ReadFlags = ReadFlags.SuppressReceipt, MessageIds = [ObjectIds.ToWire(id)] });
        Assert.Equal((MapiError.Success, false), await session.DoAsync(folder, new DeleteMessagesRequest(RopId.RopDeleteMessages) { MessageIds = [ObjectIds.ToWire(id)], NotifyNonRead = notify }));
        await RunSubmissionsAsync(world, sent =>
        {
            Assert.Equal(receipts, sent.Count);
            if (receipts > 0) Assert.EndsWith("; deleted", Assert.IsType<MimeKit.MessageDispositionNotification>(Assert.IsType<MimeKit.MultipartReport>(sent[0].Message.Body)[1]).Fields["Disposition"], StringComparison.Ordinal);
            return Task.CompletedTask;
        });
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-generated\r\n", null)]
    [InlineData("Precedence: bulk\r\n", null)]
    [InlineData("List-Id: <l.faraway.test>\r\n", null)]
    [InlineData("X-Auto-Response-Suppress: All\r\n", null)]
    [InlineData("X-Auto-Response-Suppress: DR, RN, NRN\r\n", null)]
    [InlineData("", "")]
    [InlineData("Content-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\nContent-Type: message/disposition-notification\r\n\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n\r\n--b--\r\n", null)]
    public async Task Machines_lists_and_reports_get_no_receipts(string headers, string? envelope)
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.DeliverAsync(headers: Ask + "Return-Receipt-To: <anna@faraway.test>\r\n" + headers, from: "anna@faraway.test", envelope: envelope);
        Assert.Equal(0, Assert.Single(await world.ContentsAsync(world.Inbox)).MessageFlags & Pending);
        Assert.Empty(await world.SentAsync());
    }

    [Fact]
    public async Task A_copy_of_a_message_has_no_receipt_of_its_own()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.DeliverAsync(headers: Ask, from: "anna@faraway.test");
        var id = Assert.Single(await world.ContentsAsync(world.Inbox)).MessageId;
        var drafts = world.Info.SpecialFolders[SpecialFolder.Drafts];
        await world.Mailbox.MoveCopyMessagesAsync(MailboxCaller.Server, world.Inbox, [id], drafts, copy: true);
        Assert.Equal(0, Assert.Single(await world.ContentsAsync(drafts)).MessageFlags & Pending);
        Assert.Equal(Pending, Assert.Single(await world.ContentsAsync(world.Inbox)).MessageFlags & Pending);
    }

    private static async Task SendAsync(TestSession session, string to, params TaggedPropertyValue[] values)
    {
        var message = await session.CreateMessageAsync(session.FolderId(Outbox));
        Assert.Empty(await session.SetAsync(message, [new(PidTag.Subject, PropertyValue.String("Report to me")), new(PidTag.Body, PropertyValue.String("Hello")), .. values]));
        Assert.Equal(MapiError.Success, await session.ModifyRecipientsAsync(message, Smtp(0, "Other", to)));
        Assert.Equal(MapiError.Success, (await session.ExecuteAsync<RopStatusResponse>(message, new SubmitMessageRequest())).Response.ReturnValue);
    }

    private async Task RunQueueAsync()
    {
        var queue = harness.Services.GetRequiredService<MailQueue>();
        while (await queue.RunDueAsync(CancellationToken.None) > 0)
        {
        }
    }

    /// <summary>Lets the queue take over what was submitted, looks at what it would send, and lets it go on.</summary>
    private async Task RunSubmissionsAsync(RuleWorld world, Func<List<SentMail>, Task> look)
    {
        var (jobs, owner) = (harness.Services.GetRequiredService<IJobStore>(), Guid.NewGuid());
        foreach (var job in await jobs.ClaimAsync(owner, TimeSpan.FromMinutes(1), 1_000, CancellationToken.None))
        {
            if (job.Kind == JobKind.Submission) await harness.Services.GetRequiredService<SubmissionWork>().RunAsync(job, owner, CancellationToken.None);
            else await jobs.PutBackAsync(job, owner, CancellationToken.None);
        }
        await look(await world.SentAsync());
        await RunQueueAsync();
    }

    private async Task<List<MessageRecord>> ContentsAsync(DirectoryObject user, SpecialFolder folder = SpecialFolder.Inbox) =>
        await RuleSteps.ContentsAsync(harness, user, (await harness.Mailbox(user).FindAsync())!.SpecialFolders[folder]);
}
