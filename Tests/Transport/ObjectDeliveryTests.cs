using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;
using Xunit;
using static MapiOrleans.Tests.Session.MessageClient;

namespace MapiOrleans.Tests.Transport;

/// <summary>Mail between mailboxes of this installation: it arrives as the object that its sender made.</summary>
[Collection(SessionCollection.Name)]
public sealed class ObjectDeliveryTests(SessionHarness harness) : TransportTest(harness)
{
    private const int OleObject = 6, EmbeddedMessage = 5;
    private static readonly Guid Own = new("5a3b1c2d-0000-4000-8000-1234567890ab");

    [Fact]
    public async Task A_message_arrives_with_everything_that_internet_mail_cannot_carry()
    {
        var (session, other) = (await Harness.LogonAsync(), await Harness.CreateUserAsync());
        // Ids of names differ from mailbox to mailbox.
        await Harness.Mailbox(other).GetPropertyIdsAsync([.. Enumerable.Range(0, 7).Select(i => new PropertyName(Own, $"before {i}"))], create: true);
        var named = new Dictionary<PropertyName, PropertyValue>
        {
            [new(Own, "Custom")] = PropertyValue.String("kept"),
            [new(Own, 0x8123)] = PropertyValue.Multiple([3, 1, 2]),
            [PidLid.VerbStream.Name] = PropertyValue.Binary([2, 1, 1, 0, 0, 0]),
        };
        var message = await NewAsync(session, "Custom form", Smtp(0, "Other", other.Address));
        Assert.Empty(await session.SetAsync(message, new TaggedPropertyValue(PidTag.MessageClass, PropertyValue.String("IPM.Note.Approval"))));
        foreach (var (name, value) in named) Assert.Empty(await session.SetAsync(message, new TaggedPropertyValue(new PropertyTag(await session.IdOfAsync(name), value.Type), value)));
        var large = Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7)).ToArray();
        var rtf = await session.OpenStreamAsync(message, PidTag.RtfCompressed, StreamOpenMode.Create);
        await session.WriteAsync(rtf.Handle, large);
        Assert.Equal(MapiError.Success, await session.StatusAsync(rtf.Handle, new LogonSimpleRequest(RopId.RopCommitStream)));
        await session.ReleaseAsync(rtf.Handle);
        var (_, ole) = await session.CreateAttachmentAsync(message);
        await session.SetAsync(ole, new(PidTag.AttachMethod, PropertyValue.Int32(OleObject)), new(PidTag.RenderingPosition, PropertyValue.Int32(12)), new(PidTag.AttachTag, PropertyValue.Binary([0x2A, 0x86, 0x48])));
        var data = await session.OpenStreamAsync(ole, PidTag.AttachDataBinary.WithType(PropertyType.Object), StreamOpenMode.Create);
        await session.WriteAsync(data.Handle, large);
        await session.StatusAsync(data.Handle, new LogonSimpleRequest(RopId.RopCommitStream));
        await session.ReleaseAsync(data.Handle);
        Assert.Equal(MapiError.Success, await session.SaveAttachmentAsync(ole));
        Assert.Equal(MapiError.Success, await SubmitAsync(session, message));
        await RunAsync();

        var arrived = Assert.Single(await ContentsAsync(other));
        var bag = arrived.Content.Properties;
        Assert.Equal("IPM.Note.Approval", bag.GetString(PidTag.MessageClass));
        var ids = await Harness.Mailbox(other).GetPropertyIdsAsync([.. named.Keys], create: false);
        foreach (var ((name, value), id) in named.Zip(ids))
        {
            Assert.NotEqual(await session.IdOfAsync(name), id);
            Assert.True(bag.TryGet(new PropertyTag(id, value.Type), out PropertyValue kept), name.ToString());
            Assert.Equal(value, kept);
        }
        Assert.Equal(large, await ReadAsync(other, bag, PidTag.RtfCompressed));
        var attachment = Assert.Single(arrived.Content.Attachments).Properties;
        Assert.Equal((OleObject, 12), (attachment.GetInt32(PidTag.AttachMethod), attachment.GetInt32(PidTag.RenderingPosition)));
        Assert.Equal([0x2A, 0x86, 0x48], attachment.GetBinary(PidTag.AttachTag));
        Assert.Equal(large, await ReadAsync(other, attachment, PidTag.AttachDataBinary));
        Assert.Null(arrived.Mime);
    }

    [Fact]
    public async Task What_is_the_senders_alone_stays_there_and_what_is_the_recipients_is_added()
    {
        var (session, to, cc) = (await Harness.LogonAsync(), await Harness.CreateUserAsync(), await Harness.CreateUserAsync());
        var message = await NewAsync(session, "RE: Mine", Smtp(0, "", to.Address), Smtp(1, "Copy", cc.Address, type: 2), Smtp(2, "Out", "out@faraway.test"));
        var conversation = new byte[22];
        conversation[0] = 1;
        PropertyTag custom = new(0x6650, PropertyType.String), ofClass = new(0x7C50, PropertyType.String), content = new(0x6850, PropertyType.String);
        Assert.Empty(await session.SetAsync(message,
            new(custom, PropertyValue.String("provider")), new(ofClass, PropertyValue.String("class")), new(content, PropertyValue.String("content")),
            new(PidTag.ConversationIndex, PropertyValue.Binary(conversation)), new(PidTag.ConversationTopic, PropertyValue.String("Mine")), new(PidTag.Importance, PropertyValue.Int32(2)),
            new(PidTag.ReceivedByName, PropertyValue.String("somebody before")), new(PidTag.TransportMessageHeaders, PropertyValue.String("X-Before: 1"))));
        Assert.Equal(MapiError.Success, await SubmitAsync(session, message));
        var sent = Time.GetUtcNow();
        await RunAsync();

        foreach (var (user, toMe, ccMe) in ((DirectoryObject, bool, bool)[])[(to, true, false), (cc, false, true)])
        {
            var arrived = Assert.Single(await ContentsAsync(user));
            var bag = arrived.Content.Properties;
            Assert.Equal((null, null, "content"), (bag.GetString(custom), bag.GetString(ofClass), bag.GetString(content)));
            Assert.Equal((toMe, ccMe, true), (bag.GetBool(PidTag.MessageToMe), bag.GetBool(PidTag.MessageCcMe), bag.GetBool(PidTag.MessageRecipientMe)));
            Assert.Equal((user.DisplayName, "EX", user.LegacyDN, user.Address), (bag.GetString(PidTag.ReceivedByName), bag.GetString(PidTag.ReceivedByAddressType), bag.GetString(PidTag.ReceivedByEmailAddress), bag.GetString(PidTag.ReceivedRepresentingSmtpAddress)));
            Assert.Equal(("Mine", "RE: ", 2), (bag.GetString(PidTag.ConversationTopic), bag.GetString(PidTag.SubjectPrefix) ?? "RE: ", bag.GetInt32(PidTag.Importance)));
            Assert.Equal(conversation, bag.GetBinary(PidTag.ConversationIndex));
            Assert.InRange(bag.GetFileTime(PidTag.MessageDeliveryTime)!.Value, DateTimeOffset.UtcNow.AddMinutes(-5).ToFileTime(), sent.AddMinutes(5).ToFileTime());
            Assert.Equal((false, 0), (arrived.IsRead, arrived.MessageFlags & 0xC));
            var headers = bag.GetString(PidTag.TransportMessageHeaders)!;
            Assert.StartsWith("Received: by ", headers, StringComparison.Ordinal);
            Assert.Contains($"Message-ID: {bag.GetString(PidTag.InternetMessageId)}", headers, StringComparison.Ordinal);
            Assert.Contains("out@faraway.test", headers, StringComparison.Ordinal);
            Assert.DoesNotContain("X-Before", headers, StringComparison.Ordinal);
            // Who was typed in is named by the address book, where it knows.
            var first = arrived.Content.Recipients[0].Properties;
            Assert.Equal((to.DisplayName, "EX", to.LegacyDN, to.Address), (first.GetString(PidTag.DisplayName), first.GetString(PidTag.AddressType), first.GetString(PidTag.EmailAddress), first.GetString(PidTag.SmtpAddress)));
            Assert.Equal(("SMTP", "out@faraway.test"), (arrived.Content.Recipients[2].Properties.GetString(PidTag.AddressType), arrived.Content.Recipients[2].Properties.GetString(PidTag.EmailAddress)));
            Assert.Equal($"{to.DisplayName}; Out", bag.GetString(PidTag.DisplayTo));
        }
    }

    [Fact]
    public async Task Blind_copies_are_nowhere_to_be_seen_also_not_in_attached_messages()
    {
        await using var sink = new SmtpSink();
        var (session, seen, blind) = (await Harness.LogonAsync(), await Harness.CreateUserAsync(), await Harness.CreateUserAsync());
        var message = await NewAsync(session, "Blind", Smtp(0, "Seen", seen.Address), Smtp(1, "Zebra", blind.Address, type: 3), Smtp(2, "Zebra two", "zebra@faraway.test", type: 3), Smtp(3, "Out", "out@faraway.test", type: 2));
        var (_, attachment) = await session.CreateAttachmentAsync(message);
        await session.SetAsync(attachment, new TaggedPropertyValue(PidTag.AttachMethod, PropertyValue.Int32(EmbeddedMessage)));
        var (_, embedded) = await session.OpenEmbeddedAsync(attachment, OpenModeFlags.Create);
        await session.SetAsync(embedded, new TaggedPropertyValue(PidTag.Subject, PropertyValue.String("Inner")));
        await session.ModifyRecipientsAsync(embedded, Smtp(0, "Seen", seen.Address), Smtp(1, "Zebra three", "zebra3@faraway.test", type: 3));
        Assert.Equal(MapiError.Success, (await session.SaveAsync(embedded)).ReturnValue);
        Assert.Equal(MapiError.Success, await session.SaveAttachmentAsync(attachment));
        Assert.Equal(MapiError.Success, await SubmitAsync(session, message));
        await RunAsync(Options(sink));

        foreach (var user in (DirectoryObject[])[seen, blind])
        {
            var arrived = Assert.Single(await ContentsAsync(user));
            Assert.DoesNotContain(Texts(arrived.Content), t => t.Contains("zebra", StringComparison.OrdinalIgnoreCase) || t.Contains(blind.Address, StringComparison.OrdinalIgnoreCase) && user == seen);
            Assert.Equal("Inner", Assert.Single(arrived.Content.Attachments).Embedded!.Properties.GetString(PidTag.Subject));
        }
        Assert.Equal(["out@faraway.test", "zebra@faraway.test"], sink.Messages.Single().Recipients.Order());
        Assert.DoesNotContain("zebra", sink.Messages.Single().Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(4, Assert.Single(await ContentsAsync(session.User, MapiOrleans.Grains.Interfaces.Mailbox.SpecialFolder.SentItems)).Content.Recipients.Count);
    }

    [Fact]
    public async Task A_report_brings_the_message_back_as_it_was_made()
    {
        var session = await Harness.LogonAsync();
        var message = await NewAsync(session, "Nowhere", Smtp(0, "Nobody", $"nobody@{SessionHarness.Domain}"), Smtp(1, "Hidden", $"hidden@{SessionHarness.Domain}", type: 3));
        var custom = new PropertyTag(await session.IdOfAsync(new PropertyName(Own, "Custom")), PropertyType.String);
        Assert.Empty(await session.SetAsync(message, new(PidTag.MessageClass, PropertyValue.String("IPM.Schedule.Meeting.Request")), new(custom, PropertyValue.String("kept"))));
        Assert.Equal(MapiError.Success, await SubmitAsync(session, message));
        await RunAsync();

        var report = Assert.Single(await ContentsAsync(session.User)).Content;
        Assert.Equal("REPORT.IPM.Schedule.Meeting.Request.NDR", report.Properties.GetString(PidTag.MessageClass));
        Assert.Equal(2, report.Recipients.Count(r => r.Properties.GetInt32(PidTag.NonDeliveryReportStatusCode) == 511));
        var original = Assert.Single(report.Attachments, a => a.Embedded is not null);
        Assert.Equal(EmbeddedMessage, original.Properties.GetInt32(PidTag.AttachMethod));
        Assert.Equal(("IPM.Schedule.Meeting.Request", "kept", 2), (original.Embedded!.Properties.GetString(PidTag.MessageClass), original.Embedded.Properties.GetString(custom), original.Embedded.Recipients.Count));
    }

    private async Task<byte[]> ReadAsync(DirectoryObject user, PropertyBag bag, PropertyTag tag)
    {
        var info = await Harness.Mailbox(user).FindAsync();
        Assert.True(bag.TryGet(tag.Id, out TaggedPropertyValue item));
        var part = Assert.IsType<ExternalValue>(item.Value.External);
        var bytes = new byte[part.Length];
        for (var at = 0; at < bytes.Length;)
        {
            var read = await Store.PartSource(new MailboxKey(info!.StoreId, info.Shard)).ReadAsync(part.PartId, at, bytes.AsMemory(at), default);
            Assert.NotEqual(0, read);
            at += read;
        }
        return bytes;
    }

    /// <summary>All that is text, or may be, in a message, its recipients and what is attached to it.</summary>
    private static IEnumerable<string> Texts(MessageContent content) =>
        Texts(content.Properties)
            .Concat(content.Recipients.SelectMany(r => Texts(r.Properties)))
            .Concat(content.Attachments.SelectMany(a => Texts(a.Properties).Concat(a.Embedded is { } embedded ? Texts(embedded) : [])));

    private static IEnumerable<string> Texts(PropertyBag bag) => bag.SelectMany(item => item.Value.RawReference switch
    {
        string text => [text],
        byte[] bytes => [System.Text.Encoding.UTF8.GetString(bytes), System.Text.Encoding.Unicode.GetString(bytes)],
        _ => Array.Empty<string>(),
    }).Where(t => t.Length > 0);
}
