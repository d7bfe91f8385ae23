using System.Text;
using MapiOrleans.Conversion.Mime;
using MapiOrleans.Grains.Delivery;
using MapiOrleans.Grains.Delivery.Rules;
using MapiOrleans.Grains.Interfaces.Delivery;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Tests.Session;
using Xunit;
using static MapiOrleans.Tests.Rules.RuleSteps;
using static MapiOrleans.Tests.Rules.RuleWorld;

namespace MapiOrleans.Tests.Rules;

/// <summary>Mail that rules send: forwarded, redirected, delegated, answered, bounced ([MS-OXORULE] 3.2.5.1, RFC 3834).</summary>
[Collection(SessionCollection.Name)]
public sealed class RuleMailTests(SessionHarness harness)
{
    private const string Bob = "bob@elsewhere.test";

    [Fact]
    public async Task Forwarded_mail_comes_from_the_owner_and_says_who_wrote_it()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("r", 1, Forward(0, Bob)));
        await world.DeliverAsync("RE: Plan", headers: "Disposition-Notification-To: <anna@elsewhere.test>\r\n");
        var mail = Assert.Single(world.Mail.Sent);
        Assert.Equal((world.User.Address, Bob), (mail.EnvelopeSender, Assert.Single(mail.Recipients)));
        var bag = mail.Content.Properties;
        Assert.Equal(("FW: Plan", world.User.Address, true), (bag.GetString(PidTag.Subject), bag.GetString(PidTag.SenderSmtpAddress), bag.GetBool(PidTag.AutoForwarded)));
        Assert.StartsWith("From: Anna <anna@elsewhere.test>\r\n", bag.GetString(PidTag.Body), StringComparison.Ordinal);
        Assert.EndsWith("Text.\r\n", bag.GetString(PidTag.Body), StringComparison.Ordinal);
        Assert.Equal(Bob, Assert.Single(mail.Content.Recipients).Properties.GetString(PidTag.EmailAddress));
        // The original's receipt is not asked for once more, and its id not used twice.
        Assert.False(bag.Contains(PidTag.ReadReceiptRequested.Id) || bag.Contains(PidTag.InternetMessageId.Id));
        Assert.Single(await world.ContentsAsync(world.Inbox));
        Assert.Contains("X-MapiOrleans-Forwarded: 1", await MimeAsync(world, mail), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Redirected_mail_stays_as_it_is()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("r", 1, Forward(RuleActionFlavors.PreserveSender | RuleActionFlavors.DoNotChange, Bob)));
        await world.DeliverAsync("Plan");
        var mail = Assert.Single(world.Mail.Sent);
        Assert.Equal([Bob], mail.Recipients);
        var bag = mail.Content.Properties;
        Assert.Equal(("Plan", "anna@elsewhere.test", true), (bag.GetString(PidTag.Subject), bag.GetString(PidTag.SenderSmtpAddress), bag.GetBool(PidTag.AutoForwarded)));
        Assert.Equal(world.User.Address, Assert.Single(mail.Content.Recipients).Properties.GetString(PidTag.SmtpAddress));
    }

    [Fact]
    public async Task Mail_is_forwarded_as_an_attachment()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("r", 1, Forward(RuleActionFlavors.AsAttachment, Bob)));
        await world.DeliverAsync("Plan");
        var mime = await MimeAsync(world, Assert.Single(world.Mail.Sent));
        Assert.Contains("message/rfc822", mime, StringComparison.Ordinal);
        Assert.Contains("Subject: FW: Plan", mime, StringComparison.Ordinal);
        Assert.Contains("Subject: Plan", mime, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delegate_is_told_for_whom_the_mail_came()
    {
        var world = await RuleWorld.CreateAsync(harness);
        var ann = await harness.CreateUserAsync();
        await world.RulesAsync(Add("r", 1, To(RuleActionType.Delegate, 0, ann.LegacyDN)));
        await world.DeliverAsync();
        var mail = Assert.Single(world.Mail.Sent);
        Assert.Equal([ann.Address], mail.Recipients);
        var bag = mail.Content.Properties;
        Assert.Equal((true, world.User.LegacyDN, "EX", world.User.DisplayName),
            (bag.GetBool(PidTag.DelegatedByRule), bag.GetString(PidTag.ReceivedRepresentingEmailAddress), bag.GetString(PidTag.ReceivedRepresentingAddressType), bag.GetString(PidTag.ReceivedRepresentingName)));
        Assert.Equal(EntryIds.AddressBook(world.User.LegacyDN), bag.GetBinary(PidTag.ReceivedRepresentingEntryId));
        Assert.Equal(EntryIds.SearchKey("EX", world.User.LegacyDN), bag.GetBinary(PidTag.ReceivedRepresentingSearchKey));
    }

    [Fact]
    public async Task Nothing_is_forwarded_to_its_sender_to_the_owner_or_round_and_round()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("r", 1, Forward(0, "anna@elsewhere.test", world.User.Address)));
        await world.DeliverAsync();
        Assert.Empty(world.Mail.Sent);
        await world.RulesAsync(Add("r", 1, Forward(0, Bob)));
        await world.DeliverAsync(headers: "X-MapiOrleans-Forwarded: 4\r\n");
        Assert.Empty(world.Mail.Sent);
        // A report may be forwarded, but no report comes of that.
        await world.DeliverAsync(envelope: "");
        Assert.Equal("", Assert.Single(world.Mail.Sent).EnvelopeSender);
        Assert.Equal(RuleStates.Enabled, (await world.RuleAsync("r")).GetInt32(PidTag.RuleState));
        Assert.Equal(3, (await world.ContentsAsync(world.Inbox)).Count);
    }

    [Fact]
    public async Task An_answer_is_made_of_the_template_and_has_the_null_sender()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("r", 1, await world.TemplateAsync(text: "Thank you.")));
        await world.DeliverAsync("Plan");
        var mail = Assert.Single(world.Mail.Sent);
        Assert.Equal(("", "anna@elsewhere.test"), (mail.EnvelopeSender, Assert.Single(mail.Recipients)));
        var bag = mail.Content.Properties;
        Assert.Equal(("RE: Plan", "Thank you."), (bag.GetString(PidTag.Subject), bag.GetString(PidTag.Body)));
        Assert.Equal(Assert.Single(await world.ContentsAsync(world.Inbox)).Content.Properties.GetString(PidTag.InternetMessageId), bag.GetString(PidTag.InReplyToId));
        var mime = await MimeAsync(world, mail);
        Assert.Contains("Auto-Submitted: auto-replied", mime, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("X-Auto-Response-Suppress: All", mime, StringComparison.OrdinalIgnoreCase);
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
        Assert.Equal([Bob, "anna@elsewhere.test"], world.Mail.Sent.Select(m => Assert.Single(m.Recipients)));
        Assert.Equal("Its own", world.Mail.Sent[0].Content.Properties.GetString(PidTag.Subject));
        Assert.NotEqual("I am away.", world.Mail.Sent[1].Content.Properties.GetString(PidTag.Body));
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
        Assert.Empty(world.Mail.Sent);
        await world.DeliverAsync(headers: "Auto-Submitted: no\r\nX-Auto-Response-Suppress: OOF\r\n");
        Assert.Single(world.Mail.Sent);
        await world.DeliverAsync(envelope: world.User.Address);
        Assert.Single(world.Mail.Sent);
    }

    [Fact]
    public async Task Two_answering_machines_fall_silent()
    {
        var (time, options) = (new ManualTime(), new DeliveryOptions { MaxAutoReplies = 3 });
        var one = await RuleWorld.CreateAsync(harness, options: options, time: time);
        var two = await RuleWorld.CreateAsync(harness, options: options, time: time);
        foreach (var world in (RuleWorld[])[one, two]) await world.RulesAsync(Add("r", 1, await world.TemplateAsync()));
        // With their headers at once: the answer of the one is not answered.
        await two.DeliverAsync(from: one.User.Address);
        var answer = Assert.Single(two.Mail.Sent);
        await one.DeliverAsync(from: two.User.Address, envelope: answer.EnvelopeSender, headers: "Auto-Submitted: auto-replied\r\n");
        Assert.Empty(one.Mail.Sent);
        // Without any, by a machine that knows none of this, after as many as there may be.
        for (var i = 0; i < 10; i++) await two.DeliverAsync(from: "dumb@elsewhere.test");
        Assert.Equal(1 + 3, two.Mail.Sent.Count);
        time.Advance(options.AutoReplyWindow);
        await two.DeliverAsync(from: "dumb@elsewhere.test");
        Assert.Equal(1 + 4, two.Mail.Sent.Count);
    }

    [Fact]
    public async Task The_absent_answer_everybody_once()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("oof", 1, await world.TemplateAsync(oof: true), state: RuleStates.Enabled | RuleStates.OnlyWhenOof | RuleStates.KeepOofHistory));
        await world.DeliverAsync();
        Assert.Empty(world.Mail.Sent);
        await world.OutOfOfficeAsync(true);
        await world.DeliverAsync("One");
        await world.DeliverAsync("Two");
        await world.DeliverAsync("Three", from: "carl@elsewhere.test");
        Assert.Equal(["Automatic reply: One", "Automatic reply: Three"], world.Mail.Sent.Select(m => m.Content.Properties.GetString(PidTag.Subject)));
        Assert.Equal("IPM.Note.rules.OofTemplate.Microsoft", world.Mail.Sent[0].Content.Properties.GetString(PidTag.MessageClass));
        await world.DeliverAsync(from: "dora@elsewhere.test", headers: "X-Auto-Response-Suppress: OOF\r\n");
        Assert.Equal(2, world.Mail.Sent.Count);
        // Who comes back and goes away again tells everybody again.
        await world.OutOfOfficeAsync(false);
        await world.OutOfOfficeAsync(true);
        await world.DeliverAsync("Four");
        Assert.Equal(3, world.Mail.Sent.Count);
    }

    [Fact]
    public async Task Bounced_mail_is_reported_and_in_no_folder()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("r", 1, RuleActionCodec.Of(RuleActionType.Bounce, new BounceActionData(BounceActionData.Denied))));
        Assert.Equal(DeliveryStatus.Ok, await world.DeliverAsync("Plan"));
        Assert.Empty(await world.ContentsAsync(world.Inbox));
        var mail = Assert.Single(world.Mail.Sent);
        Assert.Equal(("", "anna@elsewhere.test"), (mail.EnvelopeSender, Assert.Single(mail.Recipients)));
        var mime = await MimeAsync(world, mail);
        Assert.Contains("multipart/report", mime, StringComparison.Ordinal);
        Assert.Contains($"Final-Recipient: rfc822;{world.User.Address}", mime, StringComparison.Ordinal);
        Assert.Contains("Status: 5.7.1", mime, StringComparison.Ordinal);
        using var parsed = MimeKit.MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(mime)));
        var original = Assert.Single(parsed.BodyParts.OfType<MimeKit.MimePart>(), p => p.ContentType.IsMimeType("text", "rfc822-headers"));
        using var headers = new MemoryStream();
        original.Content!.DecodeTo(headers);
        Assert.Contains("Subject: Plan", Encoding.UTF8.GetString(headers.ToArray()), StringComparison.Ordinal);
        // Reports are not reported on.
        await world.DeliverAsync(envelope: "");
        Assert.Single(world.Mail.Sent);
        Assert.Empty(await world.ContentsAsync(world.Inbox));
    }

    [Fact]
    public async Task Without_anything_that_sends_rules_that_send_fail_and_mail_stays()
    {
        var world = await RuleWorld.CreateAsync(harness, sends: false);
        await world.RulesAsync(Add("bounce", 1, RuleActionCodec.Of(RuleActionType.Bounce, new BounceActionData(BounceActionData.Denied))), Add("forward", 2, [Forward(0, Bob), MarkRead]));
        Assert.Equal(DeliveryStatus.Ok, await world.DeliverAsync());
        Assert.True(Assert.Single(await world.ContentsAsync(world.Inbox)).IsRead);
        Assert.Equal([6, 7], (await world.ContentsAsync(world.DeferredAction)).Select(m => m.Content.Properties.GetInt32(PidTag.RuleActionType)));
        Assert.Equal(RuleStates.Enabled | RuleStates.Error, (await world.RuleAsync("forward")).GetInt32(PidTag.RuleState));
    }

    [Fact]
    public async Task Mail_that_cannot_be_queued_keeps_the_message_out_until_it_can()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("r", 1, Forward(0, Bob)));
        var transaction = Guid.NewGuid();
        world.Mail.Fails = true;
        await Assert.ThrowsAsync<IOException>(() => world.DeliverAsync(transaction: transaction));
        Assert.Empty(await world.ContentsAsync(world.Inbox));
        world.Mail.Fails = false;
        Assert.Equal(DeliveryStatus.Ok, await world.DeliverAsync(transaction: transaction));
        Assert.Single(world.Mail.Sent);
        Assert.Single(await world.ContentsAsync(world.Inbox));
    }

    [Fact]
    public async Task Mails_and_recipients_are_bounded_and_those_without_address_told_of()
    {
        var world = await RuleWorld.CreateAsync(harness, options: new DeliveryOptions { MaxRuleMails = 2, MaxRuleRecipients = 2 });
        await world.RulesAsync(
            Add("many", 1, Forward(0, "a@elsewhere.test", "b@elsewhere.test", "c@elsewhere.test")), Add("one", 2, Forward(0, "a@elsewhere.test")),
            Add("nobody", 3, Forward(0, "/o=x/cn=nobody", "b@elsewhere.test")), Add("too many", 4, Forward(0, "a@elsewhere.test")), Add("text", 5, Forward(RuleActionFlavors.AsTextMessage, Bob)));
        await world.DeliverAsync();
        Assert.Equal(["a@elsewhere.test", "b@elsewhere.test"], world.Mail.Sent.Select(m => Assert.Single(m.Recipients)));
        Assert.Equal([0x0D, 0x0B, 0x0B, 0x0B], (await world.ContentsAsync(world.DeferredAction)).Select(m => m.Content.Properties.GetInt32(PidTag.RuleError)!.Value));
    }

    private static async Task<string> MimeAsync(RuleWorld world, OutgoingMail mail)
    {
        var names = (await world.Mailbox.GetNamedPropertiesAsync()).Names.ToDictionary();
        using var output = new MemoryStream();
        await MapiToMime.WriteAsync(mail.Content, world.Store.PartSource(new MailboxKey(world.Info.StoreId, world.Info.Shard)), new MapiToMimeOptions { Names = names }, output, CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
