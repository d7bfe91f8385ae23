using MapiOrleans.Grains.Delivery;
using MapiOrleans.Grains.Interfaces.Delivery;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Transport;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Tests.Session;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static MapiOrleans.Tests.Rules.RuleSteps;

namespace MapiOrleans.Tests.Rules;

/// <summary>The mailbox' own out-of-office texts: for whom, how often, how long; and two machines that answer each other.</summary>
[Collection(SessionCollection.Name)]
public sealed class OutOfOfficeTests(SessionHarness harness) : IAsyncLifetime
{
    private static readonly OutOfOfficeSettings Away = new() { State = OutOfOfficeState.Enabled, InternalReply = "Inside: back on Monday.", ExternalReply = "<p>Outside: gr&uuml;ezi</p>" };
    private readonly ManualTime _time = new();

    public Task InitializeAsync() => Task.CompletedTask;

    // Tests of transport share the queue.
    public async Task DisposeAsync()
    {
        var queue = harness.Services.GetRequiredService<MailQueue>();
        while (await queue.RunDueAsync(CancellationToken.None) > 0)
        {
        }
    }

    [Fact]
    public async Task People_inside_and_outside_get_their_texts_once()
    {
        var (world, colleague) = (await NewAsync(Away), await harness.CreateUserAsync());
        await world.DeliverAsync("Outside", from: "anna@faraway.test");
        await world.DeliverAsync("Again", from: "Anna@Faraway.test");
        await world.DeliverAsync("Inside", from: colleague.Address);
        var sent = (await world.SentAsync()).OrderBy(m => m.Message.Subject).ToList();
        Assert.Equal(["Automatic reply: Inside", "Automatic reply: Outside"], sent.Select(m => m.Message.Subject));
        Assert.All(sent, m => Assert.Equal(("", "auto-replied", "All", world.User.Address),
            (m.EnvelopeSender, m.Message.Headers["Auto-Submitted"], m.Message.Headers["X-Auto-Response-Suppress"], m.Message.From.Mailboxes.Single().Address)));
        Assert.Contains("Outside: gr&uuml;ezi", sent[1].Message.HtmlBody, StringComparison.Ordinal);
        Assert.NotNull(sent[1].Message.InReplyTo);
        Assert.Equal(3, (await world.ContentsAsync(world.Inbox)).Count);
    }

    [Theory]
    [InlineData(OutOfOfficeAudience.All, true, true)]
    [InlineData(OutOfOfficeAudience.Known, true, false)]
    [InlineData(OutOfOfficeAudience.None, false, false)]
    public async Task The_audience_says_who_outside_is_answered(OutOfOfficeAudience audience, bool known, bool unknown)
    {
        var world = await NewAsync(Away with { ExternalAudience = audience });
        var ids = await world.Mailbox.GetPropertyIdsAsync([PidLid.Email2EmailAddress.Name], create: true);
        var contact = new MessageContent();
        contact.Properties.Set(PidTag.MessageClass, "IPM.Contact");
        contact.Properties.Set(new PropertyTag(ids[0], PropertyType.String), "Known@faraway.test");
        await world.Mailbox.SaveMessageAsync(MailboxCaller.Server, new SaveMessage { OperationId = Guid.NewGuid(), FolderId = world.Info.SpecialFolders[SpecialFolder.Contacts], IsNew = true, Content = contact });
        await world.DeliverAsync(from: "known@faraway.test");
        await world.DeliverAsync(from: "unknown@faraway.test");
        var answered = (await world.SentAsync()).SelectMany(m => m.Recipients).ToList();
        Assert.Equal((known, unknown), (answered.Contains("known@faraway.test"), answered.Contains("unknown@faraway.test")));
    }

    [Fact]
    public async Task A_scheduled_absence_begins_and_ends_by_itself()
    {
        var now = _time.GetUtcNow();
        var world = await NewAsync(Away with { State = OutOfOfficeState.Scheduled, Start = now.AddHours(1), End = now.AddHours(3) });
        await world.DeliverAsync("Before");
        _time.Advance(TimeSpan.FromHours(1));
        await world.DeliverAsync("During");
        _time.Advance(TimeSpan.FromHours(2));
        await world.DeliverAsync("After", from: "late@elsewhere.test");
        Assert.Equal("Automatic reply: During", Assert.Single(await world.SentAsync()).Message.Subject);

        Assert.Equal(MapiError.InvalidParameter, await world.Mailbox.SetOutOfOfficeAsync(MailboxCaller.Server, Away with { State = OutOfOfficeState.Scheduled, Start = now, End = now }));
        Assert.Equal(MapiError.InvalidParameter, await world.Mailbox.SetOutOfOfficeAsync(MailboxCaller.Server, Away with { State = OutOfOfficeState.Scheduled }));
        Assert.Equal(MapiError.TooBig, await world.Mailbox.SetOutOfOfficeAsync(MailboxCaller.Server, Away with { InternalReply = new string('x', 40_000) }));
        Assert.Equal(MapiError.AccessDenied, await world.Mailbox.SetOutOfOfficeAsync(new MailboxCaller { AccountId = Guid.NewGuid() }, Away));
    }

    [Fact]
    public async Task Another_absence_answers_everybody_again_and_another_text_does_not()
    {
        var world = await NewAsync(Away);
        await world.DeliverAsync("One");
        await SetAsync(world, Away with { InternalReply = "changed" });
        await world.DeliverAsync("Two");
        Assert.Single(await world.SentAsync());
        // A client that switches it off and on again; the texts stay.
        await world.OutOfOfficeAsync(false);
        await world.OutOfOfficeAsync(true);
        Assert.Equal("changed", (await world.Mailbox.GetOutOfOfficeAsync()).InternalReply);
        await world.DeliverAsync("Three");
        Assert.Equal(2, (await world.SentAsync()).Count);
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied\r\n", null, null)]
    [InlineData("Auto-Submitted: auto-generated; type=x\r\n", null, null)]
    [InlineData("Precedence: list\r\n", null, null)]
    [InlineData("List-Unsubscribe: <mailto:x@y.test>\r\n", null, null)]
    [InlineData("X-Auto-Response-Suppress: OOF\r\n", null, null)]
    [InlineData("", "", null)]
    [InlineData("", "owner-list@faraway.test", null)]
    [InlineData("", null, "somebody-else@faraway.test")]
    public async Task Machines_lists_and_blind_copies_are_not_answered(string headers, string? envelope, string? to)
    {
        var world = await NewAsync(Away);
        await world.DeliverAsync(headers: headers, envelope: envelope, to: to);
        Assert.Single(await world.ContentsAsync(world.Inbox));
        Assert.Empty(await world.SentAsync());
    }

    [Fact]
    public async Task A_person_s_mail_that_says_that_no_machine_sent_it_is_answered()
    {
        var world = await NewAsync(Away);
        await world.DeliverAsync(headers: "Auto-Submitted: no (really)\r\nPrecedence: first-class\r\n");
        Assert.Single(await world.SentAsync());
    }

    [Fact]
    public async Task Junk_is_not_answered_and_a_rule_that_answers_is_enough()
    {
        var world = await NewAsync(Away);
        var junk = world.Info.SpecialFolders[SpecialFolder.JunkEmail];
        await world.RulesAsync(
            Add("junk", 1, RuleWorld.Move(junk), Subject("junk")),
            Add("oof", 2, await world.TemplateAsync(oof: true, text: "By template."), Subject("rule"), state: RuleStates.Enabled | RuleStates.OnlyWhenOof | RuleStates.KeepOofHistory));
        await world.DeliverAsync("junk", from: "spam@faraway.test");
        await world.DeliverAsync("rule");
        Assert.StartsWith("By template.", Assert.Single(await world.SentAsync()).Message.TextBody, StringComparison.Ordinal);
        Assert.Single(await world.ContentsAsync(junk));
    }

    [Fact]
    public async Task Two_who_are_both_away_say_so_once()
    {
        var (one, two) = (await NewAsync(Away), await NewAsync(Away));
        await one.DeliverAsync("Hello", from: two.User.Address);
        var queue = harness.Services.GetRequiredService<MailQueue>();
        var rounds = 0;
        while (await queue.RunDueAsync(CancellationToken.None) > 0) Assert.True(++rounds < 10);
        var answer = Assert.Single(await two.ContentsAsync(two.Inbox)).Content.Properties;
        Assert.Equal("Automatic reply: Hello", answer.GetString(PidTag.Subject));
        Assert.StartsWith("IPM.Note.Rules.OofTemplate", answer.GetString(PidTag.MessageClass), StringComparison.OrdinalIgnoreCase);
        Assert.Single(await one.ContentsAsync(one.Inbox));
    }

    [Fact]
    public async Task Two_machines_without_manners_stop_at_the_limit()
    {
        var options = new DeliveryOptions { MaxAutoReplies = 3 };
        var world = await RuleWorld.CreateAsync(harness, options, _time);
        // A rule that answers everything, and somebody who answers every answer as if a person had written it.
        await world.RulesAsync(Add("reply", 1, await world.TemplateAsync(text: "Thank you.")));
        var answers = 0;
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(DeliveryStatus.Ok, await world.DeliverAsync($"RE: {i}", from: "rude@faraway.test"));
            if ((await world.SentAsync()).Count == answers) break;
            answers++;
        }
        Assert.Equal(options.MaxAutoReplies, answers);
    }

    private async Task<RuleWorld> NewAsync(OutOfOfficeSettings settings)
    {
        var world = await RuleWorld.CreateAsync(harness, time: _time);
        await SetAsync(world, settings);
        return world;
    }

    private static async Task SetAsync(RuleWorld world, OutOfOfficeSettings settings)
    {
        Assert.Equal(MapiError.Success, await world.Mailbox.SetOutOfOfficeAsync(MailboxCaller.Server, settings));
        Assert.Equal(settings, await world.Mailbox.GetOutOfOfficeAsync());
    }
}
