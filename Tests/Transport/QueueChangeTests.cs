using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Interfaces.Transport;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Tests.Session;
using Xunit;
using static MapiOrleans.Tests.Session.MessageClient;

namespace MapiOrleans.Tests.Transport;

/// <summary>What an administrator does to outgoing mail, and what comes of it.</summary>
[Collection(SessionCollection.Name)]
public sealed class QueueChangeTests(SessionHarness harness) : TransportTest(harness)
{
    private IMailQueueGrain Queue => Harness.Grains.GetGrain<IMailQueueGrain>(0);

    [Fact]
    public async Task Held_mail_stays_and_goes_on_when_it_is_released()
    {
        await using var sink = new SmtpSink();
        var session = await Harness.LogonAsync();
        Assert.Equal(MapiError.Success, await SubmitAsync(session, await NewAsync(session, "Held", Smtp(0, "Out", "out@faraway.test"))));
        var mine = new QueueFilter(Sender: session.User.Address);
        Assert.Equal(1, (await Queue.ChangeAsync(mine, QueueChange.Hold)).Changed);
        await RunAsync(Options(sink));
        Assert.Empty(sink.Messages);
        Assert.True(Assert.Single((await Queue.ListAsync(mine, 0, 10)).Items).Held);
        Assert.Equal(1, (await Queue.ChangeAsync(mine, QueueChange.Release)).Changed);
        await RunAsync(Options(sink));
        Assert.Single(sink.Messages);
        Assert.Empty((await Queue.ListAsync(mine, 0, 10)).Items);
    }

    [Fact]
    public async Task Who_asks_for_an_attempt_now_gets_one_and_who_sends_back_gets_a_report()
    {
        await using var sink = new SmtpSink { Answer = line => line.StartsWith("RCPT", StringComparison.Ordinal) ? "451 4.7.1 later" : null };
        var (session, other) = (await Harness.LogonAsync(), await Harness.CreateUserAsync());
        await SubmitAsync(session, await NewAsync(session, "Late", Smtp(0, "Out", "out@faraway.test"), Smtp(1, "Other", other.Address)));
        await RunAsync(Options(sink));
        var mine = new QueueFilter(Destination: "faraway.test", Sender: session.User.Address);
        var item = Assert.Single((await Queue.ListAsync(mine, 0, 10)).Items);
        Assert.Equal((1, 1, 1, "451 4.7.1 later"), (item.Done, item.Waiting, item.Attempts, item.LastError));
        var detail = await Queue.FindAsync(item.Id);
        Assert.Equal(["waiting", "done"], detail!.Recipients.Select(r => r.State));
        Assert.NotNull(detail.Recipients[0].NextAttempt);

        await RunAsync(Options(sink));
        Assert.Equal(1, sink.Connections);
        Assert.Equal(1, (await Queue.ChangeAsync(mine, QueueChange.Retry)).Changed);
        await RunAsync(Options(sink));
        Assert.Equal(2, sink.Connections);

        Assert.Equal(1, (await Queue.ChangeAsync(mine, QueueChange.Bounce)).Changed);
        await RunAsync(Options(sink));
        Assert.Equal(2, sink.Connections);
        var report = Assert.Single(await ContentsAsync(session.User));
        Assert.Equal("REPORT.IPM.Note.NDR", report.Content.Properties.GetString(PidTag.MessageClass));
        Assert.Equal("out@faraway.test", Assert.Single(report.Content.Recipients, r => r.Properties.Contains(PidTag.ReportTime.Id)).Properties.GetString(PidTag.SmtpAddress));
        Assert.Single(await ContentsAsync(other));
        Assert.Null(await Queue.FindAsync(item.Id));
    }

    [Fact]
    public async Task A_message_that_waits_for_its_time_can_be_sent_back_too()
    {
        var (session, other) = (await Harness.LogonAsync(), await Harness.CreateUserAsync());
        var message = await NewAsync(session, "Deferred", Smtp(0, "Other", other.Address));
        await session.SetAsync(message, new TaggedPropertyValue(PidTag.DeferredSendTime, PropertyValue.Time(Time.GetUtcNow().AddHours(9))));
        await SubmitAsync(session, message);
        Assert.Equal(1, (await Queue.ChangeAsync(new QueueFilter(Sender: session.User.Address), QueueChange.Bounce)).Changed);
        await RunAsync();
        Assert.Empty(await ContentsAsync(other));
        Assert.Equal("REPORT.IPM.Note.NDR", Assert.Single(await ContentsAsync(session.User)).Content.Properties.GetString(PidTag.MessageClass));
        Assert.Empty(await ContentsAsync(session.User, SpecialFolder.Outbox));
    }
}
