using System.Text;
using MapiOrleans.Grains.Delivery;
using MapiOrleans.Grains.Delivery.Rules;
using MapiOrleans.Grains.Interfaces.Delivery;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Grains.Transport;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Tests.Session;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Xunit;
using static MapiOrleans.Tests.Rules.RuleSteps;
using static MapiOrleans.Tests.Rules.RuleWorld;

namespace MapiOrleans.Tests.Rules;

/// <summary>Mail that rules put into the queue: forwarded, redirected, delegated, answered, bounced ([MS-OXORULE] 3.2.5.1, RFC 3834).</summary>
[Collection(SessionCollection.Name)]
public sealed class RuleMailTests(SessionHarness harness) : IAsyncLifetime
{
    private const string Anna = "anna@elsewhere.test", Bob = "bob@elsewhere.test";

    public Task InitializeAsync() => Task.CompletedTask;

    // Tests of transport share the queue.
    public Task DisposeAsync() => RunQueueAsync();

    private async Task RunQueueAsync()
    {
        var queue = harness.Services.GetRequiredService<MailQueue>();
        while (await queue.RunDueAsync(CancellationToken.None) > 0)
        {
        }
    }

    [Fact]
    public async Task Forwarded_mail_comes_from_the_owner_and_says_who_wrote_it()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("r", 1, Forward(0, Bob)));
        await world.DeliverAsync("RE: Plan", headers: "Disposition-Notification-To: <anna@elsewhere.test>\r\n");
        var mail = Assert.Single(await world.SentAsync());
        Assert.Equal((world.User.Address, Bob), (mail.EnvelopeSender, Assert.Single(mail.Recipients)));
        var message = mail.Message;
        Assert.Equal(("FW: Plan", world.User.Address, Bob), (message.Subject, message.From.Mailboxes.Single().Address, message.To.Mailboxes.Single().Address));
        Assert.StartsWith("From: Anna <anna@elsewhere.test>", message.TextBody!, StringComparison.Ordinal);
        Assert.EndsWith("Text.", message.TextBody!.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal("1", message.Headers["X-MapiOrleans-Forwarded"]);
        // The original's receipt is not asked for once more, and its id not used twice.
        Assert.Null(message.Headers["Disposition-Notification-To"]);
        Assert.NotEqual(Assert.Single(await world.ContentsAsync(world.Inbox)).Content.Properties.GetString(PidTag.InternetMessageId)!.Trim('<', '>'), message.MessageId);
    }

    [Fact]
    public async Task The_header_of_forwarded_html_goes_where_its_body_begins()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("r", 1, Forward(0, Bob)));
        await world.DeliverAsync("=?utf-8?q?Gr=C3=BC=C3=9Fe_=3C1=3E?=", headers: "MIME-Version: 1.0\r\nContent-Type: text/html; charset=iso-8859-1\r\n", body: "<html><body bgcolor=\"x\">Text</body></html>");
        var html = Assert.Single(await world.SentAsync()).Message.HtmlBody;
        Assert.Contains("<body bgcolor=\"x\"><p><b>From:</b> Anna &lt;anna@elsewhere.test&gt;", html, StringComparison.Ordinal);
        Assert.Contains("Gr&#252;&#223;e &lt;1&gt;", html, StringComparison.Ordinal);
        // A body of many chunks, too.
        await world.DeliverAsync("long", headers: "MIME-Version: 1.0\r\nContent-Type: text/html\r\n", body: "<html><body>" + string.Concat(Enumerable.Repeat("<p>line</p>\r\n", 20_000)) + "end</body></html>");
        var longer = (await world.SentAsync()).Single(m => m.Message.Subject == "FW: long").Message.HtmlBody;
        Assert.Contains("<body><p><b>From:</b> Anna", longer, StringComparison.Ordinal);
        Assert.Contains("end</body>", longer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirected_mail_stays_as_it_is()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("r", 1, Forward(RuleActionFlavors.PreserveSender | RuleActionFlavors.DoNotChange, Bob)));
        await world.DeliverAsync("Plan");
        var mail = Assert.Single(await world.SentAsync());
        Assert.Equal((world.User.Address, Bob), (mail.EnvelopeSender, Assert.Single(mail.Recipients)));
        Assert.Equal(("Plan", Anna, world.User.Address), (mail.Message.Subject, mail.Message.From.Mailboxes.Single().Address, mail.Message.To.Mailboxes.Single().Address));
        Assert.Equal("Text.", mail.Message.TextBody!.Trim());
        Assert.Equal(Assert.Single(await world.ContentsAsync(world.Inbox)).Content.Properties.GetString(PidTag.InternetMessageId)!.Trim('<', '>'), mail.Message.MessageId);
    }

    [Fact]
    public async Task Mail_is_forwarded_as_an_attachment()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("r", 1, Forward(RuleActionFlavors.AsAttachment, Bob)));
        await world.DeliverAsync("Plan");
        var message = Assert.Single(await world.SentAsync()).Message;
        Assert.Equal("FW: Plan", message.Subject);
        var part = Assert.IsType<MessagePart>(Assert.Single(message.Attachments));
        Assert.Equal(("Plan", Anna), (part.Message!.Subject, part.Message.From.Mailboxes.Single().Address));
    }

    [Fact]
    public async Task A_delegate_is_told_for_whom_the_mail_came()
    {
        var world = await RuleWorld.CreateAsync(harness);
        var ann = await harness.CreateUserAsync();
        await world.RulesAsync(Add("r", 1, To(RuleActionType.Delegate, 0, ann.LegacyDN)));
        await world.DeliverAsync();
        var mail = Assert.Single(await world.SentAsync());
        Assert.Equal((ann.Address, world.User.Address), (Assert.Single(mail.Recipients), mail.ReceivedFor));
        await RunQueueAsync();
        var info = (await harness.Mailbox(ann).FindAsync())!;
        var bag = Assert.Single(await ContentsAsync(harness, ann, info.SpecialFolders[Grains.Interfaces.Mailbox.SpecialFolder.Inbox])).Content.Properties;
        Assert.Equal((true, world.User.LegacyDN, "EX", world.User.DisplayName),
            (bag.GetBool(PidTag.DelegatedByRule), bag.GetString(PidTag.ReceivedRepresentingEmailAddress), bag.GetString(PidTag.ReceivedRepresentingAddressType), bag.GetString(PidTag.ReceivedRepresentingName)));
        Assert.Equal(EntryIds.AddressBook(world.User.LegacyDN), bag.GetBinary(PidTag.ReceivedRepresentingEntryId));
        Assert.Equal(EntryIds.SearchKey("EX", world.User.LegacyDN), bag.GetBinary(PidTag.ReceivedRepresentingSearchKey));
        Assert.Equal(ann.LegacyDN, bag.GetString(PidTag.ReceivedByEmailAddress));
        Assert.Equal(Anna, bag.GetString(PidTag.SenderSmtpAddress));
    }

    [Fact]
    public async Task Nothing_is_forwarded_to_its_sender_to_the_owner_or_round_and_round()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("r", 1, Forward(0, Anna, world.User.Address)));
        await world.DeliverAsync();
        Assert.Empty(await world.SentAsync());
        await world.RulesAsync(Add("r", 1, Forward(0, Bob)));
        await world.DeliverAsync(headers: "X-MapiOrleans-Forwarded: 4\r\n");
        Assert.Empty(await world.SentAsync());
        // A report may be forwarded, but no report comes of that.
        await world.DeliverAsync(envelope: "");
        Assert.Equal("", Assert.Single(await world.SentAsync()).EnvelopeSender);
        Assert.Equal(RuleStates.Enabled, (await world.RuleAsync("r")).GetInt32(PidTag.RuleState));
        Assert.Equal(3, (await world.ContentsAsync(world.Inbox)).Count);
    }

    [Fact]
    public async Task Two_who_forward_to_each_other_end()
    {
        var (one, two) = (await RuleWorld.CreateAsync(harness), await RuleWorld.CreateAsync(harness));
        await one.RulesAsync(Add("r", 1, Forward(0, two.User.Address)));
        await two.RulesAsync(Add("r", 1, Forward(0, one.User.Address)));
        await one.DeliverAsync("Round");
        // The envelope's sender is who forwarded: nothing goes back to it; and by way of others the count ends it.
        await RunQueueAsync();
        Assert.Equal(["Round"], await one.SubjectsAsync(one.Inbox));
        Assert.Equal(["FW: Round"], await two.SubjectsAsync(two.Inbox));
    }

    [Fact]
    public async Task An_answer_is_made_of_the_template_and_has_the_null_sender()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("r", 1, await world.TemplateAsync(text: "Thank you.")));
        await world.DeliverAsync("Plan");
        var mail = Assert.Single(await world.SentAsync());
        Assert.Equal(("", Anna), (mail.EnvelopeSender, Assert.Single(mail.Recipients)));
        var message = mail.Message;
        Assert.Equal(("RE: Plan", "Thank you.", world.User.Address), (message.Subject, message.TextBody!.Trim(), message.From.Mailboxes.Single().Address));
        var original = Assert.Single(await world.ContentsAsync(world.Inbox)).Content.Properties.GetString(PidTag.InternetMessageId)!.Trim('<', '>');
        Assert.Equal((original, original), (message.InReplyTo, message.References.Single()));
        Assert.Equal(("auto-replied", "All"), (message.Headers["Auto-Submitted"], message.Headers["X-Auto-Response-Suppress"]));
    }

    [Fact]
    public async Task Flavors_of_answers_say_who_gets_them_and_what_they_say()
    {
        var world = await RuleWorld.CreateAsync(harness);
        var notToSender = await world.TemplateAsync(flavor: RuleActionFlavors.NotToSender, change: c =>
        {
            c.Properties.Set(PidTag.Subject, "Its own");
            c.Recipients.Add(RuleAddresses.OfSmtp(Bob, "Bob").Recipient);
        });
        var empty = await world.TemplateAsync(flavor: RuleActionFlavors.NotToSender);
        await world.RulesAsync(Add("to bob", 1, notToSender), Add("text", 2, await world.TemplateAsync(flavor: RuleActionFlavors.ServerText)), Add("nobody", 3, empty));
        await world.DeliverAsync();
        var sent = await world.SentAsync();
        Assert.Equal(2, sent.Count);
        Assert.Equal("Its own", sent.Single(m => m.Recipients is [Bob]).Message.Subject);
        Assert.DoesNotContain("I am away.", sent.Single(m => m.Recipients is [Anna]).Message.TextBody, StringComparison.Ordinal);
        Assert.Equal(0x0A, Assert.Single(await world.ContentsAsync(world.DeferredAction)).Content.Properties.GetInt32(PidTag.RuleError));
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied\r\n", null)]
    [InlineData("Precedence: bulk\r\n", null)]
    [InlineData("List-Id: <list.elsewhere.test>\r\n", null)]
    [InlineData("List-Unsubscribe: <mailto:x@elsewhere.test>\r\n", null)]
    [InlineData("X-Auto-Response-Suppress: AutoReply\r\n", null)]
    [InlineData("X-Auto-Response-Suppress: All\r\n", null)]
    [InlineData("", "")]
    [InlineData("", "MAILER-DAEMON@elsewhere.test")]
    [InlineData("", "owner-list@elsewhere.test")]
    [InlineData("", "list-request@elsewhere.test")]
    public async Task Machines_are_not_answered(string headers, string? envelope)
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("r", 1, await world.TemplateAsync()));
        await world.DeliverAsync(headers: headers, envelope: envelope);
        Assert.Empty(await world.SentAsync());
        await world.DeliverAsync(headers: "Auto-Submitted: no\r\nX-Auto-Response-Suppress: OOF\r\n");
        Assert.Single(await world.SentAsync());
        await world.DeliverAsync(envelope: world.User.Address);
        Assert.Single(await world.SentAsync());
    }

    [Fact]
    public async Task Two_answering_machines_fall_silent()
    {
        var (one, two) = (await RuleWorld.CreateAsync(harness), await RuleWorld.CreateAsync(harness));
        foreach (var world in (RuleWorld[])[one, two]) await world.RulesAsync(Add("r", 1, await world.TemplateAsync()));
        await two.DeliverAsync(from: one.User.Address);
        Assert.Single(await two.SentAsync());
        await RunQueueAsync();
        // The answer of the one has arrived, and is not answered.
        Assert.Equal(["RE: Hello"], await one.SubjectsAsync(one.Inbox));
        Assert.Equal(["Hello"], await two.SubjectsAsync(two.Inbox));
    }

    [Fact]
    public async Task A_machine_that_knows_nothing_of_headers_is_answered_so_often_and_no_more()
    {
        var (time, options) = (new ManualTime(), new DeliveryOptions { MaxAutoReplies = 3 });
        var world = await RuleWorld.CreateAsync(harness, options: options, time: time);
        await world.RulesAsync(Add("r", 1, await world.TemplateAsync()));
        for (var i = 0; i < 10; i++) await world.DeliverAsync(from: "dumb@elsewhere.test");
        Assert.Equal(3, (await world.SentAsync()).Count);
        time.Advance(options.AutoReplyWindow);
        await world.DeliverAsync(from: "dumb@elsewhere.test");
        Assert.Equal(4, (await world.SentAsync()).Count);
    }

    [Fact]
    public async Task The_absent_answer_everybody_once()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("oof", 1, await world.TemplateAsync(oof: true), state: RuleStates.Enabled | RuleStates.OnlyWhenOof | RuleStates.KeepOofHistory));
        await world.DeliverAsync();
        Assert.Empty(await world.SentAsync());
        await world.OutOfOfficeAsync(true);
        await world.DeliverAsync("One");
        await world.DeliverAsync("Two");
        await world.DeliverAsync("Three", from: "carl@elsewhere.test");
        Assert.Equal(["Automatic reply: One", "Automatic reply: Three"], (await world.SentAsync()).Select(m => m.Message.Subject).Order());
        await world.DeliverAsync(from: "dora@elsewhere.test", headers: "X-Auto-Response-Suppress: OOF\r\n");
        Assert.Equal(2, (await world.SentAsync()).Count);
        // Who comes back and goes away again tells everybody again.
        await world.OutOfOfficeAsync(false);
        await world.OutOfOfficeAsync(true);
        await world.DeliverAsync("Four");
        Assert.Equal(3, (await world.SentAsync()).Count);
    }

    [Fact]
    public async Task Bounced_mail_is_reported_and_in_no_folder()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("r", 1, RuleActionCodec.Of(RuleActionType.Bounce, new BounceActionData(BounceActionData.Denied))));
        Assert.Equal(DeliveryStatus.Ok, await world.DeliverAsync("Plan"));
        Assert.Empty(await world.ContentsAsync(world.Inbox));
        var mail = Assert.Single(await world.SentAsync());
        Assert.Equal(("", Anna), (mail.EnvelopeSender, Assert.Single(mail.Recipients)));
        var report = Assert.IsType<MultipartReport>(mail.Message.Body);
        var fields = Assert.Single(report.OfType<MessageDeliveryStatus>()).StatusGroups[1];
        Assert.Equal(($"rfc822;{world.User.Address}", "failed", "5.7.1"), (fields["Final-Recipient"], fields["Action"], fields["Status"]));
        using var headers = new MemoryStream();
        report.OfType<MimePart>().Single(p => p.ContentType.IsMimeType("text", "rfc822-headers")).Content!.DecodeTo(headers);
        Assert.Contains("Subject: Plan", Encoding.UTF8.GetString(headers.ToArray()), StringComparison.Ordinal);
        // Reports are not reported on.
        await world.DeliverAsync(envelope: "");
        Assert.Single(await world.SentAsync());
        Assert.Empty(await world.ContentsAsync(world.Inbox));
    }

    [Fact]
    public async Task Mails_and_recipients_are_bounded_and_those_without_address_told_of()
    {
        var world = await RuleWorld.CreateAsync(harness, options: new DeliveryOptions { MaxRuleMails = 2, MaxRuleRecipients = 2 });
        await world.RulesAsync(
            Add("many", 1, Forward(0, "a@elsewhere.test", "b@elsewhere.test", "c@elsewhere.test")), Add("one", 2, Forward(0, "a@elsewhere.test")),
            Add("nobody", 3, Forward(0, "/o=x/cn=nobody", "b@elsewhere.test")), Add("too many", 4, Forward(0, "a@elsewhere.test")), Add("text", 5, Forward(RuleActionFlavors.AsTextMessage, Bob)));
        await world.DeliverAsync();
        Assert.Equal(["a@elsewhere.test", "b@elsewhere.test"], (await world.SentAsync()).Select(m => Assert.Single(m.Recipients)).Order());
        Assert.Equal([0x0D, 0x0B, 0x0B, 0x0B], (await world.ContentsAsync(world.DeferredAction)).Select(m => m.Content.Properties.GetInt32(PidTag.RuleError)!.Value));
    }
}
