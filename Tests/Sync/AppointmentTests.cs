using System.Buffers.Binary;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Sync;

/// <summary>
/// Appointments in cached mode ([MS-OXOCAL]): made in one copy, uploaded, downloaded into another, changed there and back: single and recurring,
/// with attachments, and exceptions that are messages in attachments with attachments of their own. All is equal, property by property.
/// </summary>
[Collection(SessionCollection.Name)]
public class AppointmentTests(SessionHarness harness)
{
    private const int EmbeddedMessage = 5, ByValue = 1, Exception = 2;

    private static readonly DateTimeOffset Start = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<PropertyName, ushort> _ids = [];

    private async Task<(TestSession Session, SimulatedOst Ost)> StartAsync()
    {
        var session = await harness.LogonAsync();
        foreach (var property in (KnownNamedProperty[])
            [PidLid.AppointmentStartWhole, PidLid.AppointmentEndWhole, PidLid.Location, PidLid.BusyStatus, PidLid.Recurring, PidLid.AppointmentRecur, PidLid.AppointmentStateFlags,
             PidLid.GlobalObjectId, PidLid.CleanGlobalObjectId, PidLid.ExceptionReplaceTime, PidLid.TimeZoneStruct, PidLid.ReminderSet])
            _ids[property.Name] = await session.IdOfAsync(property.Name);
        var (calendar, handle) = await session.CreateAsync(await session.OpenAsync(session.FolderId(FolderSteps.IpmSubtree)), "my calendar");
        Assert.Empty(await session.SetAsync(handle, new TaggedPropertyValue(PidTag.ContainerClass, PropertyValue.String("IPF.Appointment"))));
        return (session, new SimulatedOst(session, calendar));
    }

    private void Set(MessageContent content, KnownNamedProperty property, PropertyValue value) => content.Properties.Set(new TaggedPropertyValue(new PropertyTag(_ids[property.Name], value.Type), value));

    private void Fill(MessageContent content, string subject, DateTimeOffset start, bool recurring)
    {
        content.Properties.Set(PidTag.Subject, subject);
        content.Properties.Set(PidTag.Body, $"{subject}, Grüße, 日本");
        content.Properties.Set(PidTag.StartDate, start);
        content.Properties.Set(PidTag.EndDate, start.AddHours(1));
        Set(content, PidLid.AppointmentStartWhole, PropertyValue.Time(start));
        Set(content, PidLid.AppointmentEndWhole, PropertyValue.Time(start.AddHours(1)));
        Set(content, PidLid.Location, PropertyValue.String("Room 1"));
        Set(content, PidLid.BusyStatus, PropertyValue.Int32(2));
        Set(content, PidLid.Recurring, PropertyValue.Bool(recurring));
        Set(content, PidLid.AppointmentStateFlags, PropertyValue.Int32(1));
        Set(content, PidLid.ReminderSet, PropertyValue.Bool(true));
        Set(content, PidLid.GlobalObjectId, PropertyValue.Binary([4, 0, 0, 0, 0x82, 0, 0xE0, 0, .. Guid.NewGuid().ToByteArray()]));
        content.Recipients.Add(Attendee(0, "Organizer", "organizer@example.test", 1, 3));
        content.Recipients.Add(Attendee(1, "Optional", "optional@example.test", 2, 1));
    }

    private static RecipientContent Attendee(uint row, string name, string address, byte type, int flags)
    {
        var recipient = new RecipientContent { RowId = row, RecipientType = type };
        recipient.Properties.Set(PidTag.DisplayName, name);
        recipient.Properties.Set(PidTag.SmtpAddress, address);
        recipient.Properties.Set(PidTag.RecipientFlags, flags);
        recipient.Properties.Set(PidTag.RecipientTrackStatus, row == 0 ? 0 : 5);
        return recipient;
    }

    private static AttachmentContent File(uint number, string name, int size)
    {
        var attachment = new AttachmentContent { AttachNumber = number };
        attachment.Properties.Set(PidTag.AttachMethod, ByValue);
        attachment.Properties.Set(PidTag.AttachLongFilename, name);
        attachment.Properties.Set(PidTag.RenderingPosition, -1);
        attachment.Properties.Set(PidTag.AttachDataBinary, [.. Enumerable.Range(0, size).Select(i => (byte)(i * 13 + number))]);
        return attachment;
    }

    private AttachmentContent ExceptionOf(uint number, string subject, DateTimeOffset original, DateTimeOffset start)
    {
        var attachment = new AttachmentContent { AttachNumber = number, Embedded = new MessageContent() };
        attachment.Properties.Set(PidTag.AttachMethod, EmbeddedMessage);
        attachment.Properties.Set(PidTag.AttachmentFlags, Exception);
        attachment.Properties.Set(PidTag.AttachmentHidden, true);
        attachment.Properties.Set(PidTag.ExceptionStartTime, start);
        attachment.Properties.Set(PidTag.ExceptionEndTime, start.AddHours(1));
        attachment.Properties.Set(PidTag.DisplayName, subject);
        Fill(attachment.Embedded, subject, start, recurring: false);
        attachment.Embedded.Properties.Set(PidTag.MessageClass, "IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}");
        Set(attachment.Embedded, PidLid.ExceptionReplaceTime, PropertyValue.Time(original));
        attachment.Embedded.Attachments.Add(File(0, $"{subject}.txt", 40));
        attachment.Embedded.Attachments.Add(File(1, $"{subject}.bin", 90_000));
        return attachment;
    }

    /// <summary>A weekly pattern with one instance that is deleted and so many that are changed ([MS-OXOCAL] 2.2.1.44): to the server bytes like any.</summary>
    private static byte[] Pattern(int changed)
    {
        var bytes = new byte[80 + 40 * changed];
        (bytes[0], bytes[1], bytes[2], bytes[3]) = (0x04, 0x30, 0x04, 0x30);
        (bytes[4], bytes[5], bytes[6]) = (0x0B, 0x20, 0x01);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(40), 1 + changed);
        for (var i = 48; i < bytes.Length; i++) bytes[i] = (byte)(i * 3);
        return bytes;
    }

    private async Task<OstItem> AppointmentAsync(SimulatedOst ost, string subject, bool recurring)
    {
        var item = await ost.NewItemAsync(subject);
        item.Content.Properties.Set(PidTag.MessageClass, "IPM.Appointment");
        Fill(item.Content, subject, Start, recurring);
        item.Content.Attachments.Add(File(0, "agenda.txt", 300));
        item.Content.Attachments.Add(File(1, "slides.bin", 150_000));
        if (recurring)
        {
            Set(item.Content, PidLid.AppointmentRecur, PropertyValue.Binary(Pattern(2)));
            Set(item.Content, PidLid.TimeZoneStruct, PropertyValue.Binary(new byte[48]));
            item.Content.Attachments.Add(ExceptionOf(2, "moved", Start.AddDays(7), Start.AddDays(8)));
            item.Content.Attachments.Add(ExceptionOf(3, "renamed", Start.AddDays(14), Start.AddDays(14)));
        }
        ost.Touch(item, DateTimeOffset.UtcNow);
        return item;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Appointments_go_up_and_down_and_back_with_all_that_is_in_them(bool recurring)
    {
        var (session, first) = await StartAsync();
        var second = new SimulatedOst(session, first.FolderId);
        var made = await AppointmentAsync(first, "weekly", recurring);
        var collector = await first.OpenCollectorAsync();
        Assert.Equal(MapiError.Success, await first.UploadAsync(collector, made));
        Assert.Equal(MapiError.IgnoreFailure, await first.UploadAsync(collector, made));
        await first.CloseCollectorAsync(collector);
        Assert.Equal(0, (await first.DownloadAsync()).Count);

        await second.DownloadAsync();
        var there = Assert.Single(second.Items.Values);
        Within(made.Content, there.Content, "first upload");
        Assert.Equal(recurring ? 4 : 2, there.Content.Attachments.Count);

        // The other end changes an exception's own attachment, drops one, adds one.
        var changed = new OstItem { SourceKey = there.SourceKey, ChangeKey = there.ChangeKey, Predecessors = there.Predecessors, Modified = there.Modified, Associated = false, Content = there.Content.Clone() };
        changed.Content.Properties.Set(PidTag.Subject, "weekly, changed");
        foreach (var tag in (PropertyTag[])[PidTag.NormalizedSubject, PidTag.SubjectPrefix, PidTag.ConversationTopic]) changed.Content.Properties.Remove(tag.Id);
        if (recurring)
        {
            var exception = changed.Content.Attachments[2].Embedded!;
            exception.Attachments.RemoveAt(0);
            exception.Attachments.Add(File(2, "minutes.txt", 20_000));
            changed.Content.Attachments.RemoveAt(3);
            changed.Content.Attachments.Add(ExceptionOf(4, "new", Start.AddDays(21), Start.AddDays(22)));
            Set(changed.Content, PidLid.AppointmentRecur, PropertyValue.Binary(Pattern(3)));
        }
        second.Touch(changed, DateTimeOffset.UtcNow);
        collector = await second.OpenCollectorAsync();
        Assert.Equal(MapiError.Success, await second.UploadAsync(collector, changed));
        await second.CloseCollectorAsync(collector);

        var down = await first.DownloadAsync();
        Assert.Equal("weekly, changed", Assert.Single(down.Changes).Subject);
        Within(changed.Content, first.Items.Values.Single().Content, "change");
        var fresh = new SimulatedOst(session, first.FolderId);
        await fresh.DownloadAsync();
        ContentAssert.Equal(fresh.Items.Values.Single().Content, first.Items.Values.Single().Content, "back");
        if (recurring) Assert.Equal(["moved.bin", "minutes.txt"], first.Items.Values.Single().Content.Attachments[2].Embedded!.Attachments.Select(a => a.Properties.GetString(PidTag.AttachLongFilename)));
    }

    /// <summary>Everything of the one is in the other, at any depth: servers add what they compute, and take nothing away.</summary>
    private static void Within(MessageContent expected, MessageContent actual, string where)
    {
        Properties(expected.Properties, actual.Properties, where);
        Assert.Equal(expected.Recipients.Count, actual.Recipients.Count);
        foreach (var (one, other) in expected.Recipients.Zip(actual.Recipients))
        {
            Assert.Equal((one.RowId, one.RecipientType), (other.RowId, other.RecipientType));
            Properties(one.Properties, other.Properties, $"{where}, recipient {one.RowId}");
        }
        Assert.Equal(expected.Attachments.Count, actual.Attachments.Count);
        foreach (var (one, other) in expected.Attachments.Zip(actual.Attachments))
        {
            Properties(one.Properties, other.Properties, $"{where}, attachment {one.AttachNumber}");
            Assert.Equal(one.Embedded is null, other.Embedded is null);
            if (one.Embedded is not null) Within(one.Embedded, other.Embedded!, $"{where}, message in {one.AttachNumber}");
        }

        static void Properties(PropertyBag expected, PropertyBag actual, string where)
        {
            foreach (var (tag, value) in expected)
                if (tag.Id != PidTag.MessageFlags.Id && tag.Id != PidTag.AttachSize.Id && tag.Id != PidTag.LastModifierName.Id && tag.Id != PidTag.LastModifierEntryId.Id && tag.Id != PidTag.LastModificationTime.Id)
                    Assert.True(actual.TryGet(tag, out PropertyValue other) && other == value, $"{where}: {tag} is {other}, not {value}");
        }
    }
}
