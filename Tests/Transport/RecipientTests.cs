using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Transport;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Transport;

/// <summary>To whom a message goes: lists that only the sender has, one-offs without anything else, and very many.</summary>
[Collection(SessionCollection.Name)]
public sealed class RecipientTests(SessionHarness harness) : TransportTest(harness)
{
    [Fact]
    public async Task Personal_lists_are_who_is_in_them_each_once_whatever_is_in_which()
    {
        await using var sink = new SmtpSink();
        var (session, one, two) = (await Harness.LogonAsync(), await Harness.CreateUserAsync(), await Harness.CreateUserAsync());
        var contact = EntryIds.OneOff("Contact", "SMTP", "contact@faraway.test");
        var inner = await ListAsync(session.User, "Inner", [ContactEntryIds.Wrap(WrappedEntryIdKind.MailUser, EntryIds.AddressBook(one.LegacyDN)), EntryIds.OneOff("Two", "SMTP", two.Address)], []);
        var outer = await ListAsync(session.User, "Outer",
            [ContactEntryIds.Wrap(WrappedEntryIdKind.PersonalDistributionList, inner), ContactEntryIds.Wrap(WrappedEntryIdKind.Contact, new byte[70]), ContactEntryIds.Wrap(WrappedEntryIdKind.MailUser, EntryIds.AddressBook(one.LegacyDN)), [1, 2, 3]],
            [[], contact, EntryIds.OneOff("One", "EX", one.LegacyDN), []]);
        // A list that has itself in it ends all the same.
        await MembersAsync(session.User, inner, [ContactEntryIds.Wrap(WrappedEntryIdKind.PersonalDistributionList, outer), ContactEntryIds.Wrap(WrappedEntryIdKind.MailUser, EntryIds.AddressBook(one.LegacyDN)), EntryIds.OneOff("Two", "SMTP", two.Address)]);

        var gone = EntryIds.Message(Guid.NewGuid(), false, new LongTermId(Guid.NewGuid(), 1), new LongTermId(Guid.NewGuid(), 2));
        await SubmitAsync(session.User, List("Outer", ContactEntryIds.ContactAddress(outer, 5)), List("Gone", ContactEntryIds.ContactAddress(gone, 5)));
        await RunAsync(Options(sink));

        foreach (var user in (DirectoryObject[])[one, two])
        {
            var arrived = Assert.Single(await ContentsAsync(user));
            // Nobody else knows the list: its members stand in its place.
            Assert.DoesNotContain(arrived.Content.Recipients, r => r.Properties.GetString(PidTag.DisplayName) == "Outer");
            Assert.Contains(arrived.Content.Recipients, r => r.Properties.GetString(PidTag.EmailAddress) == one.LegacyDN);
        }
        Assert.Equal(["contact@faraway.test"], Assert.Single(sink.Messages).Recipients);
        var report = Assert.Single(await ContentsAsync(session.User));
        Assert.Equal(["Gone"], report.Content.Recipients.Where(r => r.Properties.Contains(PidTag.ReportTime.Id)).Select(r => r.Properties.GetString(PidTag.SmtpAddress)));
    }

    [Fact]
    public async Task Ten_thousand_recipients_are_sent_to_in_transactions_and_those_beyond_come_back()
    {
        const int limit = 10_000, beyond = 25;
        await using var sink = new SmtpSink();
        var session = await Harness.LogonAsync();
        var recipients = Enumerable.Range(0, limit + beyond).Select(i => OneOff((uint)i, $"r{i}@d{i % 7}.faraway.test")).ToArray();
        await SubmitAsync(session.User, recipients);
        await RunAsync(Options(sink));

        Assert.Equal(limit, sink.Messages.SelectMany(m => m.Recipients).Distinct().Count());
        Assert.Equal(limit, sink.Messages.Sum(m => m.Recipients.Count));
        Assert.All(sink.Messages, m => Assert.InRange(m.Recipients.Count, 1, 100));
        var report = Assert.Single(await ContentsAsync(session.User));
        Assert.Equal(beyond, report.Content.Recipients.Count(r => r.Properties.GetInt32(PidTag.NonDeliveryReportStatusCode) == 553));
        Assert.Empty(await Jobs().ListAsync(0, 10, default));
    }

    [Fact]
    public async Task Nobody_is_told_twice_and_half_of_what_the_smarthost_refuses_stays_refused()
    {
        // Of 250 in three transactions every tenth is refused, and the second transaction breaks.
        var transactions = 0;
        await using var sink = new SmtpSink
        {
            Answer = line => line.StartsWith("RCPT", StringComparison.Ordinal) && line.Contains("0@", StringComparison.Ordinal) ? "550 5.1.1 nobody" : line == "DATA" && Interlocked.Increment(ref transactions) == 2 ? "" : null,
        };
        var session = await Harness.LogonAsync();
        await SubmitAsync(session.User, [.. Enumerable.Range(1, 250).Select(i => OneOff((uint)i, $"r{i}@faraway.test"))]);
        await RunAsync(Options(sink));
        Time.Advance(TimeSpan.FromMinutes(3));
        await RunAsync(Options(sink));
        var taken = sink.Messages.SelectMany(m => m.Recipients).ToList();
        Assert.Equal(225, taken.Count);
        Assert.Equal(225, taken.Distinct().Count());
        var told = (await ContentsAsync(session.User)).SelectMany(m => m.Content.Recipients.Where(r => r.Properties.Contains(PidTag.ReportTime.Id))).Select(r => r.Properties.GetString(PidTag.SmtpAddress)).ToList();
        Assert.Equal(25, told.Count);
        Assert.Equal(25, told.Distinct().Count());
        Assert.Empty(await Jobs().ListAsync(0, 10, default));
    }

    private static RecipientContent OneOff(uint row, string address)
    {
        // As Outlook names somebody who is nowhere in a book: by the entry id alone.
        var recipient = new RecipientContent { RowId = row, RecipientType = 1 };
        recipient.Properties.Set(PidTag.DisplayName, address);
        recipient.Properties.Set(PidTag.EntryId, EntryIds.OneOff(address, "SMTP", address));
        return recipient;
    }

    private static RecipientContent List(string name, byte[] entryId)
    {
        var recipient = new RecipientContent { RowId = (uint)name.Length, RecipientType = 1 };
        recipient.Properties.Set(PidTag.DisplayName, name);
        recipient.Properties.Set(PidTag.AddressType, "MAPIPDL");
        recipient.Properties.Set(PidTag.EntryId, entryId);
        return recipient;
    }

    /// <summary>Makes a personal list; gives its entry id.</summary>
    private async Task<byte[]> ListAsync(DirectoryObject user, string name, byte[][] members, byte[][] oneOffs)
    {
        var (mailbox, info) = (Harness.Mailbox(user), (await Harness.Mailbox(user).FindAsync())!);
        var folder = info.SpecialFolders[SpecialFolder.Contacts];
        var ids = await mailbox.GetPropertyIdsAsync([PidLid.DistributionListMembers.Name, PidLid.DistributionListOneOffMembers.Name], create: true);
        var content = new MessageContent();
        content.Properties.Set(PidTag.MessageClass, "IPM.DistList");
        content.Properties.Set(PidTag.DisplayName, name);
        content.Properties.Set(new PropertyTag(ids[0], PropertyType.MultipleBinary), PropertyValue.Multiple(PropertyType.MultipleBinary, members));
        content.Properties.Set(new PropertyTag(ids[1], PropertyType.MultipleBinary), PropertyValue.Multiple(PropertyType.MultipleBinary, oneOffs));
        var saved = await mailbox.SaveMessageAsync(MailboxCaller.Server, new SaveMessage { OperationId = Guid.NewGuid(), FolderId = folder, IsNew = true, Content = content });
        Assert.Equal(MapiError.Success, saved.Error);
        return EntryIds.Message(info.MailboxGuid, false, new LongTermId(info.ReplGuid, folder), new LongTermId(info.ReplGuid, saved.MessageId));
    }

    private async Task MembersAsync(DirectoryObject user, byte[] list, byte[][] members)
    {
        var (mailbox, id) = (Harness.Mailbox(user), EntryIds.ParseMessage(list)!.Value);
        var ids = await mailbox.GetPropertyIdsAsync([PidLid.DistributionListMembers.Name], create: true);
        var content = new MessageContent();
        content.Properties.Set(PidTag.MessageClass, "IPM.DistList");
        content.Properties.Set(new PropertyTag(ids[0], PropertyType.MultipleBinary), PropertyValue.Multiple(PropertyType.MultipleBinary, members));
        Assert.Equal(MapiError.Success, (await mailbox.SaveMessageAsync(MailboxCaller.Server, new SaveMessage { OperationId = Guid.NewGuid(), FolderId = id.Folder.GlobCnt, MessageId = id.Message.GlobCnt, IsNew = false, Content = content })).Error);
    }

    private async Task SubmitAsync(DirectoryObject user, params RecipientContent[] recipients)
    {
        var mailbox = Harness.Mailbox(user);
        var content = new MessageContent { Recipients = [.. recipients] };
        content.Properties.Set(PidTag.MessageClass, "IPM.Note");
        content.Properties.Set(PidTag.Subject, "To many");
        content.Properties.Set(PidTag.Body, "Text.\r\n");
        Grains.Session.Properties.SenderProperties.Sender.Set(content.Properties, user, user.Address);
        Grains.Session.Properties.SenderProperties.SentRepresenting.Set(content.Properties, user, user.Address);
        var saved = await mailbox.SaveMessageAsync(MailboxCaller.Server, new SaveMessage
        {
            OperationId = Guid.NewGuid(),
            FolderId = (await mailbox.FindAsync())!.SpecialFolders[SpecialFolder.Outbox],
            IsNew = true,
            Content = content,
            MessageFlags = 4,
            Submission = new SubmitOrder(SubmissionWork.NewJobId(), DateTimeOffset.UtcNow),
        });
        Assert.Equal(MapiError.Success, saved.Error);
    }
}
