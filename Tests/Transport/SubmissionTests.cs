using MapiOrleans.Grains.Delivery;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Grains.Storage.Sql;
using MapiOrleans.Grains.Transport;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using Xunit;
using static MapiOrleans.Tests.Session.MessageClient;

namespace MapiOrleans.Tests.Transport;

/// <summary>From a client's submission to the recipients, over real mailboxes and a real queue.</summary>
[Collection(SessionCollection.Name)]
public sealed class SubmissionTests(SessionHarness harness) : TransportTest(harness)
{

    [Fact]
    public async Task What_one_user_submits_another_has_and_the_sender_keeps_in_sent_items()
    {
        var (session, other) = (await Harness.LogonAsync(), await Harness.CreateUserAsync());
        var message = await NewAsync(session, "To another", Smtp(0, "Other", other.Address), Smtp(1, "Secret", session.User.Address, type: 3));
        var (_, attachment) = await session.CreateAttachmentAsync(message);
        await session.SetAsync(attachment, new(PidTag.AttachMethod, PropertyValue.Int32(1)), new(PidTag.AttachLongFilename, PropertyValue.String("naïve.txt")), new(PidTag.AttachDataBinary, PropertyValue.Binary([1, 2, 3])));
        Assert.Equal(MapiError.Success, await session.SaveAttachmentAsync(attachment));
        Assert.Equal(MapiError.Success, await SubmitAsync(session, message));

        var waiting = Assert.Single(await ContentsAsync(session.User, SpecialFolder.Outbox));
        Assert.NotEqual(0, waiting.MessageFlags & 4);
        // Submitted, it is nobody's to change through this handle.
        Assert.Equal(MapiError.AccessDenied, await SubmitAsync(session, message));
        await RunAsync();

        var arrived = Assert.Single(await ContentsAsync(other));
        var bag = arrived.Content.Properties;
        Assert.Equal(("To another", session.User.Address, session.User.LegacyDN, "EX"),
            (bag.GetString(PidTag.Subject), bag.GetString(PidTag.SentRepresentingSmtpAddress), bag.GetString(PidTag.SenderEmailAddress), bag.GetString(PidTag.SenderAddressType)));
        Assert.Equal("Hello\r\n", bag.GetString(PidTag.Body));
        Assert.Equal(other.Address, Assert.Single(arrived.Content.Recipients).Properties.GetString(PidTag.SmtpAddress));
        var kept = Assert.Single(arrived.Content.Attachments).Properties;
        Assert.Equal("naïve.txt", kept.GetString(PidTag.AttachLongFilename));
        Assert.Equal([1, 2, 3], kept.GetBinary(PidTag.AttachDataBinary));
        Assert.DoesNotContain("Secret", bag.GetString(PidTag.TransportMessageHeaders), StringComparison.Ordinal);
        // Its blind copy came too.
        Assert.Single(await ContentsAsync(session.User));

        Assert.Empty(await ContentsAsync(session.User, SpecialFolder.Outbox));
        var sent = Assert.Single(await ContentsAsync(session.User, SpecialFolder.SentItems));
        Assert.Equal((0, true), (sent.MessageFlags & 0xC, sent.IsRead));
        Assert.Equal(2, sent.Content.Recipients.Count);
        Assert.Equal(bag.GetString(PidTag.InternetMessageId), sent.Content.Properties.GetString(PidTag.InternetMessageId));
    }

    [Fact]
    public async Task Transport_send_takes_a_copy_to_users_and_to_the_outside_and_leaves_nothing_behind()
    {
        await using var sink = new SmtpSink();
        var (session, other) = (await Harness.LogonAsync(), await Harness.CreateUserAsync());
        var folder = (await session.ExecuteAsync<GetTransportFolderResponse>(session.Logon, new LogonSimpleRequest(RopId.RopGetTransportFolder))).Response.FolderId;
        var message = await NewAsync(session, "Both", folder, Smtp(0, "Other", other.Address), Smtp(1, "Out", "out@faraway.test"));
        var response = (await session.ExecuteAsync<TransportSendResponse>(message, new LogonSimpleRequest(RopId.RopTransportSend))).Response;
        Assert.Equal(MapiError.Success, response.ReturnValue);
        Assert.Contains(response.PropertyValues!, v => v.Tag == PidTag.SenderName && v.Value.AsString() == session.User.DisplayName);
        await RunAsync(Options(sink));

        Assert.Equal("Both", Assert.Single(await ContentsAsync(other)).Content.Properties.GetString(PidTag.Subject));
        var (from, recipients, text) = Assert.Single(sink.Messages);
        Assert.Equal(session.User.Address, from);
        Assert.Equal(["out@faraway.test"], recipients);
        var mime = await MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)));
        Assert.Equal(session.User.Address, mime.From.Mailboxes.Single().Address);
        Assert.Equal([other.Address, "out@faraway.test"], mime.To.Mailboxes.Select(m => m.Address));
        foreach (var special in (SpecialFolder[])[SpecialFolder.SpoolerQueue, SpecialFolder.SentItems, SpecialFolder.Outbox]) Assert.Empty(await ContentsAsync(session.User, special));
    }

    [Fact]
    public async Task What_cannot_be_delivered_comes_back_as_a_report_of_each_recipient()
    {
        var (session, other) = (await Harness.LogonAsync(), await Harness.CreateUserAsync());
        var message = await NewAsync(session, "Nowhere", Smtp(0, "Other", other.Address), Smtp(1, "Nobody", $"nobody@{SessionHarness.Domain}"), Smtp(2, "Out", "out@faraway.test"), Smtp(3, "Fax", "123"));
        Assert.Equal(MapiError.Success, await SubmitAsync(session, message));
        await RunAsync();
        await RunAsync();

        Assert.Single(await ContentsAsync(other));
        var report = Assert.Single(await ContentsAsync(session.User));
        Assert.Equal("REPORT.IPM.Note.NDR", report.Content.Properties.GetString(PidTag.MessageClass));
        Assert.Equal("Undeliverable: Nowhere", report.Content.Properties.GetString(PidTag.Subject));
        var failed = report.Content.Recipients.Where(r => r.Properties.Contains(PidTag.ReportTime.Id)).ToDictionary(r => r.Properties.GetString(PidTag.SmtpAddress)!, r => r.Properties.GetInt32(PidTag.NonDeliveryReportStatusCode));
        Assert.Equal(511, failed[$"nobody@{SessionHarness.Domain}"]);
        Assert.Equal(544, failed["out@faraway.test"]);
        Assert.Equal(513, failed["123"]);
        Assert.Contains("smarthost", report.Content.Properties.GetString(PidTag.Body), StringComparison.Ordinal);
        Assert.Contains(report.Content.Attachments, a => a.Embedded?.Properties.GetString(PidTag.Subject) == "Nowhere");
        Assert.Empty(await Jobs().ListAsync(0, 10, default));
    }

    [Fact]
    public async Task A_smarthost_that_will_not_now_is_asked_again_and_each_recipient_gets_it_once()
    {
        await using var sink = new SmtpSink { Answer = line => line.Contains("late@", StringComparison.Ordinal) ? "451 4.7.1 later" : line.Contains("never@", StringComparison.Ordinal) ? "550 5.1.1 no such user" : null };
        var session = await Harness.LogonAsync();
        await SubmitAsync(session, await NewAsync(session, "Retry", Smtp(0, "A", "now@faraway.test"), Smtp(1, "B", "late@faraway.test"), Smtp(2, "C", "never@faraway.test")));
        var options = Options(sink);
        await RunAsync(options);
        Assert.Equal(["now@faraway.test"], Assert.Single(sink.Messages).Recipients);
        var job = Assert.Single(await Jobs().ListAsync(0, 10, default));
        Assert.Equal((1, "451 4.7.1 later"), (job.Attempts, job.LastError));
        Assert.InRange(job.DueAt - Time.GetUtcNow(), TimeSpan.FromSeconds(48), TimeSpan.FromSeconds(72));
        Assert.Single(await ContentsAsync(session.User));

        await RunAsync(options);
        Assert.Single(sink.Messages);
        sink.Answer = _ => null;
        Time.Advance(TimeSpan.FromMinutes(2));
        await RunAsync(options);
        Assert.Equal(["late@faraway.test"], sink.Messages[1].Recipients);
        Assert.Empty(await Jobs().ListAsync(0, 10, default));
        Assert.Single(await ContentsAsync(session.User));
    }

    [Theory]
    [InlineData("connect", "")]
    [InlineData("connect", "this is no SMTP")]
    [InlineData("connect", "421 4.3.2 shutting down")]
    [InlineData("end of data", "")]
    [InlineData("end of data", "452 4.3.1 full")]
    public async Task A_smarthost_that_drops_or_lies_loses_nothing_and_late_mail_is_told_of_and_comes_back_in_the_end(string at, string answer)
    {
        await using var sink = new SmtpSink { Answer = line => line == at ? answer : null };
        var session = await Harness.LogonAsync();
        await SubmitAsync(session, await NewAsync(session, "Stuck", Smtp(0, "A", "a@faraway.test")));
        var options = Options(sink);
        await RunAsync(options);
        Assert.Equal(1, Assert.Single(await Jobs().ListAsync(0, 10, default)).Attempts);
        Time.Advance(TimeSpan.FromHours(5));
        await RunAsync(options);
        Assert.Equal("REPORT.IPM.Note.Delayed.DR", Assert.Single(await ContentsAsync(session.User)).Content.Properties.GetString(PidTag.MessageClass));
        Time.Advance(TimeSpan.FromDays(3));
        await RunAsync(options);
        Assert.Contains(await ContentsAsync(session.User), m => m.Content.Properties.GetString(PidTag.MessageClass) == "REPORT.IPM.Note.NDR");
        Assert.Empty(sink.Messages);
        Assert.Empty(await Jobs().ListAsync(0, 10, default));
    }

    [Fact]
    public async Task A_deferred_message_waits_in_its_folder_and_can_be_taken_back()
    {
        var (session, other) = (await Harness.LogonAsync(), await Harness.CreateUserAsync());
        var message = await NewAsync(session, "Later", Smtp(0, "Other", other.Address));
        await session.SetAsync(message, new TaggedPropertyValue(PidTag.DeferredSendTime, PropertyValue.Time(Time.GetUtcNow().AddHours(2))));
        Assert.Equal(MapiError.Success, await SubmitAsync(session, message));
        await RunAsync();
        Assert.Empty(await ContentsAsync(other));
        var waiting = Assert.Single(await ContentsAsync(session.User, SpecialFolder.Outbox));
        var abort = new AbortSubmitRequest { FolderId = session.FolderId(Outbox), MessageId = ObjectIds.ToWire(waiting.MessageId) };
        Assert.Equal(MapiError.Success, await session.StatusAsync(session.Logon, abort));
        Assert.Equal(MapiError.NotFound, await session.StatusAsync(session.Logon, abort));
        Assert.Equal(8, Assert.Single(await ContentsAsync(session.User, SpecialFolder.Outbox)).MessageFlags & 0xC);

        var (_, opened) = await session.OpenMessageAsync(abort.MessageId, OpenModeFlags.ReadWrite, session.FolderId(Outbox));
        Assert.Equal(MapiError.Success, await SubmitAsync(session, opened));
        await RunAsync();
        Assert.Empty(await ContentsAsync(other));
        Time.Advance(TimeSpan.FromHours(3));
        await RunAsync();
        Assert.Single(await ContentsAsync(other));
        Assert.Equal(MapiError.NotFound, await session.StatusAsync(session.Logon, abort));
    }

    [Fact]
    public async Task Work_that_somebody_holds_is_not_taken_back_and_a_dead_node_lets_it_go()
    {
        var (session, other) = (await Harness.LogonAsync(), await Harness.CreateUserAsync());
        await SubmitAsync(session, await NewAsync(session, "Held", Smtp(0, "Other", other.Address)));
        Assert.Single(await Jobs().ClaimAsync(Guid.NewGuid(), TimeSpan.FromMinutes(20), 10, default));
        var waiting = Assert.Single(await ContentsAsync(session.User, SpecialFolder.Outbox));
        // The mailbox' own clock judges the lease: it ends in its future.
        Assert.Empty(await Jobs().ClaimAsync(Guid.NewGuid(), TimeSpan.FromMinutes(20), 10, default));
        await RunAsync();
        Assert.Empty(await ContentsAsync(other));
        Assert.Equal(waiting.MessageId, Assert.Single(await ContentsAsync(session.User, SpecialFolder.Outbox)).MessageId);
        Time.Advance(TimeSpan.FromMinutes(21));
        await RunAsync();
        Assert.Single(await ContentsAsync(other));
    }

    [Fact]
    public async Task Who_was_cut_off_after_delivering_delivers_nothing_twice()
    {
        var (session, other) = (await Harness.LogonAsync(), await Harness.CreateUserAsync());
        await SubmitAsync(session, await NewAsync(session, "Once", Smtp(0, "Other", other.Address), Smtp(1, "Nobody", $"nobody@{SessionHarness.Domain}")));
        var (jobs, owner) = (Jobs(), Guid.NewGuid());
        var submission = Assert.Single(await jobs.ClaimAsync(owner, TimeSpan.FromMinutes(1), 10, default));
        Assert.True(await Submissions(new SmarthostOptions()).RunAsync(submission, owner, default));
        var relay = Assert.Single(await jobs.ClaimAsync(owner, TimeSpan.FromMinutes(1), 10, default));
        Assert.Null(await Relays(new SmarthostOptions(), jobs).RunAsync(relay, owner, default));
        // Killed before it could take the work out: the next one has what was in the queue at first.
        Time.Advance(TimeSpan.FromMinutes(2));
        var again = Assert.Single(await jobs.ClaimAsync(Guid.NewGuid(), TimeSpan.FromMinutes(1), 10, default));
        await Relays(new SmarthostOptions(), jobs).RunAsync(again with { Data = relay.Data }, owner, default);
        Assert.Single(await ContentsAsync(other));
        Assert.Single(await ContentsAsync(session.User));
        Time.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();
    }

    [Fact]
    public async Task A_node_sends_at_once_what_is_submitted_on_it_and_ends_when_it_is_told()
    {
        var session = await Harness.LogonAsync();
        var (jobs, options, smarthost, silo) = (Jobs(), new SmarthostOptions(), new WaitingSmarthost(), new SiloLife());
        var relays = new RelayWork(Harness.Services.GetRequiredService<IObjectDelivery>(), smarthost, Harness.Services.GetRequiredService<RelayMessages>(), jobs, new DestinationGate(options), Harness.Services.GetRequiredService<TransportMetrics>(), options, Time, NullLogger<RelayWork>.Instance);
        new MailQueue(jobs, Submissions(options), relays, options, Harness.Services.GetRequiredService<MailboxServices>(), Harness.Services.GetRequiredService<TransportMetrics>(), Time, NullLogger<MailQueue>.Instance).Participate(silo);
        await silo.Queue!.OnStart(default);
        try
        {
            await SubmitAsync(session, await NewAsync(session, "At once", Smtp(0, "Out", "out@faraway.test")));
            // The clock stands still: only the submission itself wakes the queue.
            Assert.Equal("At once", await smarthost.Subject.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        }
        finally
        {
            await silo.Queue.OnStop(default);
        }
        // Cut off at the end or not, there is nothing that another node could not go on with.
        Time.Advance(TimeSpan.FromHours(1));
        await RunAsync();
        Assert.Empty(await Jobs().ListAsync(0, 10, default));
    }

    private sealed class WaitingSmarthost : ISmarthost
    {
        public TaskCompletionSource<string> Subject { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsConfigured => true;

        public Task<IReadOnlyList<RelayRecipient>> SendAsync(Stream mime, RelayEnvelope envelope, IReadOnlyList<RelayRecipient> recipients, string envelopeId, CancellationToken cancellationToken)
        {
            Subject.TrySetResult(envelope.Subject);
            return Task.FromResult<IReadOnlyList<RelayRecipient>>([.. recipients.Select(r => r with { State = RelayState.Done })]);
        }
    }

    private sealed class SiloLife : ISiloLifecycle
    {
        public ILifecycleObserver? Queue { get; private set; }

        public int HighestCompletedStage => 0;

        public int LowestStoppedStage => 0;

        public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
        {
            Queue = observer;
            return new MemoryStream();
        }
    }

    [Fact]
    public async Task Groups_are_their_members_each_once()
    {
        var (session, one, two) = (await Harness.LogonAsync(), await Harness.CreateUserAsync(), await Harness.CreateUserAsync());
        var inner = await GroupAsync("inner", one.Address);
        var outer = await GroupAsync("outer", inner.Address, two.Address, one.Address);
        await Harness.DirectoryGrain.PutObjectAsync(inner with { Members = [one.Address, outer.Address] }, null);
        await SubmitAsync(session, await NewAsync(session, "All", Smtp(0, "Group", outer.Address), Smtp(1, "One", one.Address)));
        await RunAsync();
        foreach (var member in (DirectoryObject[])[one, two]) Assert.Single(await ContentsAsync(member));
    }

    [Fact]
    public async Task Nobody_sends_for_others_but_for_those_who_let_them()
    {
        var (session, boss) = (await Harness.LogonAsync(), await Harness.CreateUserAsync());
        var message = await NewAsync(session, "As boss", Smtp(0, "Me", session.User.Address));
        await session.SetAsync(message, new TaggedPropertyValue(PidTag.SentRepresentingEntryId, PropertyValue.Binary(EntryIds.AddressBook(boss.LegacyDN))));
        Assert.Equal(MapiError.AccessDenied, await SubmitAsync(session, message));
        await session.SetAsync(message, new TaggedPropertyValue(PidTag.SentRepresentingEntryId, PropertyValue.Binary(EntryIds.OneOff("X", "SMTP", "x@faraway.test"))));
        Assert.Equal(MapiError.AccessDenied, await SubmitAsync(session, message));

        boss = await Harness.DirectoryGrain.PutObjectAsync(boss with { SendOnBehalf = [session.User.Address] }, null);
        await session.SetAsync(message, new TaggedPropertyValue(PidTag.SentRepresentingEntryId, PropertyValue.Binary(EntryIds.AddressBook(boss.LegacyDN))));
        Assert.Equal(MapiError.Success, await SubmitAsync(session, message));
        await RunAsync();
        var bag = Assert.Single(await ContentsAsync(session.User)).Content.Properties;
        Assert.Equal((boss.Address, session.User.Address), (bag.GetString(PidTag.SentRepresentingSmtpAddress), bag.GetString(PidTag.SenderSmtpAddress)));

        // Who may send as somebody is not seen.
        await Harness.DirectoryGrain.PutObjectAsync(boss with { SendAs = [session.User.Address] }, null);
        var hidden = await NewAsync(session, "Hidden", Smtp(0, "Me", session.User.Address));
        await session.SetAsync(hidden, new TaggedPropertyValue(PidTag.SentRepresentingEntryId, PropertyValue.Binary(EntryIds.AddressBook(boss.LegacyDN))));
        Assert.Equal(MapiError.Success, await SubmitAsync(session, hidden));
        await RunAsync();
        bag = (await ContentsAsync(session.User)).Single(m => m.Content.Properties.GetString(PidTag.Subject) == "Hidden").Content.Properties;
        Assert.Equal((boss.Address, boss.Address, boss.LegacyDN), (bag.GetString(PidTag.SentRepresentingSmtpAddress), bag.GetString(PidTag.SenderSmtpAddress), bag.GetString(PidTag.SenderEmailAddress)));
    }

    [Fact]
    public async Task Who_a_message_is_from_is_what_was_checked_whatever_is_written_into_it_while_it_waits()
    {
        var (session, boss, other) = (await Harness.LogonAsync(), await Harness.CreateUserAsync(), await Harness.CreateUserAsync());
        var message = await NewAsync(session, "Waits", Smtp(0, "Other", other.Address));
        await session.SetAsync(message, new TaggedPropertyValue(PidTag.DeferredSendTime, PropertyValue.Time(Time.GetUtcNow().AddHours(2))));
        Assert.Equal(MapiError.Success, await SubmitAsync(session, message));
        var waiting = Assert.Single(await ContentsAsync(session.User, SpecialFolder.Outbox));
        var (_, opened) = await session.OpenMessageAsync(ObjectIds.ToWire(waiting.MessageId), OpenModeFlags.ReadWrite, session.FolderId(Outbox));
        await session.SetAsync(opened, new(PidTag.SentRepresentingEntryId, PropertyValue.Binary(EntryIds.AddressBook(boss.LegacyDN))), new(PidTag.SentRepresentingName, PropertyValue.String(boss.DisplayName)),
            new(PidTag.SentRepresentingSmtpAddress, PropertyValue.String(boss.Address)), new(PidTag.SenderSmtpAddress, PropertyValue.String(boss.Address)), new(PidTag.Subject, PropertyValue.String("Changed")));
        await session.SaveAsync(opened);
        Time.Advance(TimeSpan.FromHours(3));
        await RunAsync();
        var bag = Assert.Single(await ContentsAsync(other)).Content.Properties;
        Assert.Equal((session.User.Address, session.User.Address, session.User.DisplayName), (bag.GetString(PidTag.SentRepresentingSmtpAddress), bag.GetString(PidTag.SenderSmtpAddress), bag.GetString(PidTag.SentRepresentingName)));
        Assert.Equal(EntryIds.AddressBook(session.User.LegacyDN), bag.GetBinary(PidTag.SentRepresentingEntryId));
        Assert.Equal(22, bag.GetBinary(PidTag.ConversationIndex)!.Length);
    }

    [Fact]
    public async Task A_domain_that_is_busy_waits_a_moment_and_no_attempt_is_lost()
    {
        await using var sink = new SmtpSink();
        var (session, options) = (await Harness.LogonAsync(), Options(sink));
        options.MaxPerDestination = 1;
        await SubmitAsync(session, await NewAsync(session, "Busy", Smtp(0, "A", "a@busy.faraway.test"), Smtp(1, "B", "b@free.faraway.test")));
        var (jobs, owner, gate) = (Jobs(), Guid.NewGuid(), new DestinationGate(options));
        var relays = new RelayWork(Harness.Services.GetRequiredService<IObjectDelivery>(), new Smarthost(options, TimeProvider.System), Harness.Services.GetRequiredService<RelayMessages>(), jobs, gate,
            Harness.Services.GetRequiredService<TransportMetrics>(), options, Time, NullLogger<RelayWork>.Instance);
        Assert.True(await Submissions(options).RunAsync(Assert.Single(await jobs.ClaimAsync(owner, TimeSpan.FromMinutes(5), 10, default)), owner, default));
        Assert.True(gate.TryEnter("busy.faraway.test"));
        var again = await relays.RunAsync(Assert.Single(await jobs.ClaimAsync(owner, TimeSpan.FromMinutes(5), 10, default)), owner, default);
        Assert.Equal(["b@free.faraway.test"], Assert.Single(sink.Messages).Recipients);
        Assert.Equal(TimeSpan.FromSeconds(1), again!.DueAt - Time.GetUtcNow());
        Assert.All(RelayEnvelope.Read(again.Data).Recipients, r => Assert.Equal(0, r.Attempts));
        await jobs.PutBackAsync(again, owner, default);
        gate.Leave("busy.faraway.test");
        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await relays.RunAsync(Assert.Single(await jobs.ClaimAsync(owner, TimeSpan.FromMinutes(5), 10, default)), owner, default));
        Assert.Equal(["a@busy.faraway.test"], sink.Messages[1].Recipients);
        Time.Advance(TimeSpan.FromMinutes(6));
        await RunAsync();
    }

    [Fact]
    public async Task A_message_says_where_it_goes_when_it_was_sent()
    {
        var session = await Harness.LogonAsync();
        var deleted = await NewAsync(session, "Gone", Smtp(0, "Me", session.User.Address));
        await session.SetAsync(deleted, new TaggedPropertyValue(PidTag.DeleteAfterSubmit, PropertyValue.Bool(true)));
        await SubmitAsync(session, deleted);
        var filed = await NewAsync(session, "Filed", Smtp(0, "Me", session.User.Address));
        var folder = (await Harness.Mailbox(session.User).FindAsync())!.SpecialFolders[SpecialFolder.Archive];
        await session.SetAsync(filed, new TaggedPropertyValue(PidTag.SentMailSvrEID, PropertyValue.ServerId([1, .. BitConverter.GetBytes(ObjectIds.ToWire(folder)), .. new byte[12]])));
        await SubmitAsync(session, filed);
        await RunAsync();
        Assert.Empty(await ContentsAsync(session.User, SpecialFolder.SentItems));
        Assert.Equal("Filed", Assert.Single(await ContentsAsync(session.User, SpecialFolder.Archive)).Content.Properties.GetString(PidTag.Subject));
        Assert.Equal(2, (await ContentsAsync(session.User)).Count);
    }

    [Fact]
    public async Task What_is_no_mail_to_send_is_refused()
    {
        var session = await Harness.LogonAsync();
        Assert.Equal(MapiError.NoRecipients, await SubmitAsync(session, await session.CreateMessageAsync(session.FolderId(Outbox))));
        Assert.Equal(MapiError.NullObject, await SubmitAsync(session, session.Logon));
        var abort = new AbortSubmitRequest { FolderId = session.FolderId(Outbox), MessageId = 1 };
        Assert.Equal(MapiError.NotFound, await session.StatusAsync(session.Logon, abort));
        var types = (await session.ExecuteAsync<GetAddressTypesResponse>(session.Logon, new LogonSimpleRequest(RopId.RopGetAddressTypes))).Response;
        Assert.Equal(["EX", "SMTP"], types.AddressTypes);
        Assert.Equal(MapiError.Success, (await session.ExecuteAsync<OptionsDataResponse>(session.Logon, new OptionsDataRequest { AddressType = "SMTP" })).Response.ReturnValue);
        Assert.Equal(MapiError.Success, await session.StatusAsync(session.Logon, new LogonSimpleRequest(RopId.RopSetSpooler)));
    }

    [Fact]
    public async Task What_a_spooler_locked_nobody_else_sends_or_takes_back_until_it_lets_go()
    {
        var (session, colleague) = (await Harness.LogonAsync(), await Harness.CreateUserAsync());
        var outbox = session.FolderId(Outbox);
        await SubmitAsync(session, await NewAsync(session, "Spooled", Smtp(0, "Other", colleague.Address)));
        var id = ObjectIds.ToWire(Assert.Single(await ContentsAsync(session.User, SpecialFolder.Outbox)).MessageId);
        // A further session of the same user is another spooler.
        var second = await Harness.OpenAsync(session.User);
        await second.LogonAsync();
        Task<MapiError> LockAsync(TestSession by, SpoolerLockState state, ulong? message = null) =>
            by.StatusAsync(by.Logon, new SpoolerLockMessageRequest { MessageId = message ?? id, LockState = state });
        var now = new ManualTime();
        now.Advance(DateTimeOffset.UtcNow.AddMinutes(1) - now.GetUtcNow());

        Assert.Equal(MapiError.AccessDenied, await LockAsync(session, SpoolerLockState.Unlock));
        Assert.Equal(MapiError.AccessDenied, await LockAsync(session, SpoolerLockState.Finished));
        Assert.Equal(MapiError.Success, await LockAsync(session, SpoolerLockState.Lock));
        Assert.Equal(MapiError.Success, await LockAsync(session, SpoolerLockState.Lock));
        Assert.Equal(MapiError.AccessDenied, await LockAsync(second, SpoolerLockState.Lock));
        Assert.Equal(MapiError.AccessDenied, await LockAsync(second, SpoolerLockState.Unlock));
        Assert.Equal(MapiError.AbortFailed, await session.StatusAsync(session.Logon, new AbortSubmitRequest { FolderId = outbox, MessageId = id }));
        await RunAsync(clock: now);
        Assert.Empty(await ContentsAsync(colleague));
        Assert.Equal(MapiError.Success, await LockAsync(session, SpoolerLockState.Unlock));
        Assert.Equal(MapiError.Success, await LockAsync(second, SpoolerLockState.Lock));
        Assert.Equal(MapiError.AccessDenied, await LockAsync(session, SpoolerLockState.Finished));
        Assert.Equal(MapiError.Success, await LockAsync(second, SpoolerLockState.Finished));
        await RunAsync();
        // The spooler sent it: the server does not, and files it as sent.
        Assert.Empty(await ContentsAsync(colleague));
        Assert.Empty(await ContentsAsync(session.User, SpecialFolder.Outbox));
        Assert.Equal(0, Assert.Single(await ContentsAsync(session.User, SpecialFolder.SentItems)).MessageFlags & 0xC);
        Assert.Equal(MapiError.NotFound, await LockAsync(session, SpoolerLockState.Lock));
        Assert.Equal(MapiError.NotFound, await LockAsync(session, SpoolerLockState.Finished, ObjectIds.ToWire(0x77777)));
        Assert.Equal(MapiError.InvalidParameter, await LockAsync(session, (SpoolerLockState)3));

        // One that says nothing more does not hold mail for ever.
        await SubmitAsync(session, await NewAsync(session, "Forgotten", Smtp(0, "Other", colleague.Address)));
        id = ObjectIds.ToWire(Assert.Single(await ContentsAsync(session.User, SpecialFolder.Outbox)).MessageId);
        Assert.Equal(MapiError.Success, await LockAsync(session, SpoolerLockState.Lock));
        await RunAsync();
        Assert.Equal("Forgotten", Assert.Single(await ContentsAsync(colleague)).Content.Properties.GetString(PidTag.Subject));
    }
}
