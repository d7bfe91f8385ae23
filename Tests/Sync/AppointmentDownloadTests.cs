using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Sync;

/// <summary>
/// Appointments ([MS-OXOCAL]) come down as they were made: attendees, attachments, the recurrence pattern, exceptions as embedded messages
/// with attachments of their own.
/// </summary>
[Collection(SessionCollection.Name)]
public class AppointmentDownloadTests(SessionHarness harness)
{
    private const string Exception = "IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}";
    private const int EmbeddedMessage = 5, ByValue = 1, Hidden = 2;

    private static readonly DateTimeOffset Start = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);

    // As [MS-OXOCAL] 2.2.1.44 has it: daily, with two exceptions' worth of bytes behind; what is in it is the clients' own.
    private static readonly byte[] Recurrence = [0x04, 0x30, 0x04, 0x30, 0x0A, 0x20, 0, 0, 0, 0, .. Enumerable.Range(0, 300).Select(i => (byte)i)];

    private async Task<(TestSession Session, SimulatedOst Ost)> StartAsync()
    {
        var session = await harness.LogonAsync();
        // The inbox' property names where the calendar is.
        var inbox = await session.OpenAsync(session.FolderId(FolderSteps.Inbox));
        var calendar = EntryIds.ParseFolder((await session.GetAsync(inbox, PidTag.IpmAppointmentEntryId))[0].AsBytes())!.Value;
        return (session, new SimulatedOst(session, ObjectIds.ToWire(calendar.GlobCnt)));
    }

    private static async Task<TaggedPropertyValue> NamedAsync(TestSession session, KnownNamedProperty property, PropertyValue value) =>
        new(new PropertyTag(await session.IdOfAsync(property.Name), value.Type), value);

    private static async Task<TaggedPropertyValue[]> PropertiesAsync(TestSession session, string subject, DateTimeOffset start, bool recurring)
    {
        List<TaggedPropertyValue> values =
        [
            new(PidTag.MessageClass, PropertyValue.String("IPM.Appointment")), new(PidTag.Subject, PropertyValue.String(subject)),
            new(PidTag.Body, PropertyValue.String($"About {subject}")), new(PidTag.StartDate, PropertyValue.Time(start)), new(PidTag.EndDate, PropertyValue.Time(start.AddHours(1))),
            await NamedAsync(session, PidLid.AppointmentStartWhole, PropertyValue.Time(start)), await NamedAsync(session, PidLid.AppointmentEndWhole, PropertyValue.Time(start.AddHours(1))),
            await NamedAsync(session, PidLid.Location, PropertyValue.String("Room 7")), await NamedAsync(session, PidLid.BusyStatus, PropertyValue.Int32(2)),
            await NamedAsync(session, PidLid.GlobalObjectId, PropertyValue.Binary([4, 0, 0, 0, 0x82, 0, 0xE0, 0, .. Guid.NewGuid().ToByteArray()])),
            await NamedAsync(session, PidLid.Recurring, PropertyValue.Bool(recurring)),
        ];
        if (recurring)
        {
            values.Add(await NamedAsync(session, PidLid.AppointmentRecur, PropertyValue.Binary(Recurrence)));
            values.Add(await NamedAsync(session, PidLid.RecurrencePattern, PropertyValue.String("every day")));
            values.Add(await NamedAsync(session, PidLid.TimeZoneStruct, PropertyValue.Binary(Recurrence[..48])));
        }
        return [.. values];
    }

    private static AttachmentContent File(string name, byte[] data)
    {
        var bag = new PropertyBag();
        bag.Set(PidTag.AttachMethod, ByValue);
        bag.Set(PidTag.AttachLongFilename, name);
        bag.Set(PidTag.AttachDataBinary, data);
        return new AttachmentContent { AttachNumber = 0, Properties = bag };
    }

    private static byte[] Data(int seed, int length)
    {
        var data = new byte[length];
        new Random(seed).NextBytes(data);
        return data;
    }

    private static async Task AttachAsync(TestSession session, uint message, AttachmentContent file)
    {
        var (_, attachment) = await session.CreateAttachmentAsync(message);
        Assert.Empty(await session.SetAsync(attachment, [.. file.Properties.Where(p => p.Tag != PidTag.AttachDataBinary)]));
        await session.WriteStreamAsync(attachment, PidTag.AttachDataBinary, file.Properties.GetBinary(PidTag.AttachDataBinary)!);
        Assert.Equal(MapiError.Success, await session.SaveAttachmentAsync(attachment));
        await session.ReleaseAsync(attachment);
    }

    /// <summary>A series with exceptions, each with a file of its own; gives what a client must have of it.</summary>
    private static async Task<MessageContent> CreateSeriesAsync(TestSession session, ulong calendar, int exceptions)
    {
        var expected = new MessageContent();
        var message = await session.CreateMessageAsync(calendar);
        var properties = await PropertiesAsync(session, "Stand-up", Start, recurring: true);
        Assert.Empty(await session.SetAsync(message, properties));
        foreach (var value in properties) expected.Properties.Set(value);
        Assert.Equal(MapiError.Success, await session.ModifyRecipientsAsync(message, MessageClient.Smtp(0, "Anna", "anna@faraway.test"), MessageClient.Smtp(1, "Room", "room@faraway.test", 3)));
        var agenda = File("agenda.txt", Data(1, 90_000));
        await AttachAsync(session, message, agenda);
        expected.Attachments.Add(agenda);
        for (var i = 0; i < exceptions; i++)
        {
            var start = Start.AddDays(i + 1).AddHours(3);
            TaggedPropertyValue[] holderProperties =
            [
                new(PidTag.AttachMethod, PropertyValue.Int32(EmbeddedMessage)), new(PidTag.AttachmentFlags, PropertyValue.Int32(Hidden)), new(PidTag.AttachmentHidden, PropertyValue.Bool(true)),
                new(PidTag.ExceptionStartTime, PropertyValue.Time(start)), new(PidTag.ExceptionEndTime, PropertyValue.Time(start.AddHours(1))),
                new(PidTag.ExceptionReplaceTime, PropertyValue.Time(Start.AddDays(i + 1))),
            ];
            var (_, holder) = await session.CreateAttachmentAsync(message);
            Assert.Empty(await session.SetAsync(holder, holderProperties));
            var (_, embedded) = await session.OpenEmbeddedAsync(holder, OpenModeFlags.Create);
            TaggedPropertyValue[] inner = [.. (await PropertiesAsync(session, $"Stand-up {i}", start, recurring: false)).Where(p => p.Tag != PidTag.MessageClass), new(PidTag.MessageClass, PropertyValue.String(Exception))];
            Assert.Empty(await session.SetAsync(embedded, inner));
            var minutes = File($"minutes {i}.bin", Data(100 + i, 20_000 + i));
            await AttachAsync(session, embedded, minutes);
            Assert.Equal(MapiError.Success, (await session.SaveAsync(embedded)).ReturnValue);
            Assert.Equal(MapiError.Success, await session.SaveAttachmentAsync(holder));
            await session.ReleaseAsync(embedded);
            await session.ReleaseAsync(holder);
            expected.Attachments.Add(new AttachmentContent
            {
                AttachNumber = (uint)(i + 1),
                Properties = new PropertyBag(holderProperties),
                Embedded = new MessageContent { Properties = new PropertyBag(inner), Attachments = { minutes } },
            });
        }
        Assert.Equal(MapiError.Success, (await session.SaveAsync(message)).ReturnValue);
        await session.ReleaseAsync(message);
        return expected;
    }

    private static void Contains(MessageContent expected, MessageContent actual)
    {
        foreach (var (tag, value) in expected.Properties) Assert.True(actual.Properties.TryGet(tag, out PropertyValue other) && other == value, $"{tag} is {other}, not {value}");
        Assert.Equal(expected.Attachments.Count, actual.Attachments.Count);
        foreach (var (one, other) in expected.Attachments.Zip(actual.Attachments))
        {
            Assert.Equal(one.AttachNumber, other.AttachNumber);
            foreach (var (tag, value) in one.Properties) Assert.True(other.Properties.TryGet(tag, out PropertyValue there) && there == value, $"attachment {one.AttachNumber}: {tag} is {there}, not {value}");
            Assert.Equal(one.Embedded is null, other.Embedded is null);
            if (one.Embedded is not null) Contains(one.Embedded, other.Embedded!);
        }
    }

    [Fact]
    public async Task A_single_appointment_comes_with_its_attachment()
    {
        var (session, ost) = await StartAsync();
        var message = await session.CreateMessageAsync(ost.FolderId);
        var properties = await PropertiesAsync(session, "Dentist", Start, recurring: false);
        Assert.Empty(await session.SetAsync(message, properties));
        var file = File("way.pdf", Data(3, 12_345));
        await AttachAsync(session, message, file);
        Assert.Equal(MapiError.Success, (await session.SaveAsync(message)).ReturnValue);

        await ost.DownloadAsync();
        Contains(new MessageContent { Properties = new PropertyBag(properties), Attachments = { file } }, Assert.Single(ost.Items.Values).Content);
        Assert.Equal(PidLid.AppointmentStartWhole.Name, ost.Names[await session.IdOfAsync(PidLid.AppointmentStartWhole.Name)]);
        // Outlook takes a calendar for somebody else's where messages name their parent's source key.
        Assert.DoesNotContain(ost.Items.Values.Single().Content.Properties, p => p.Tag.Id == PidTag.ParentSourceKey.Id);
    }

    [Fact]
    public async Task A_series_comes_with_its_exceptions_and_what_is_attached_to_them()
    {
        var (session, ost) = await StartAsync();
        var expected = await CreateSeriesAsync(session, ost.FolderId, exceptions: 3);
        await ost.DownloadAsync(size: 6000);
        var item = Assert.Single(ost.Items.Values);
        Contains(expected, item.Content);
        Assert.Equal([(byte)1, (byte)3], item.Content.Recipients.Select(r => r.RecipientType));
        Assert.Equal(0, (await ost.DownloadAsync()).Count);
    }

    [Fact]
    public async Task An_exception_that_changes_comes_with_the_attachments_alone_and_one_that_goes_is_gone()
    {
        var (session, ost) = await StartAsync();
        var expected = await CreateSeriesAsync(session, ost.FolderId, exceptions: 2);
        Task<uint> Partial(uint f) => session.ConfigureContentsAsync(f, options: FastTransferSendOptions.Unicode | FastTransferSendOptions.PartialItem);
        await ost.DownloadAsync(Partial);
        var id = ObjectIds.ToWire(Xid.GlobCntOf(ost.Items.Values.Single().SourceKey, session.LogonResponse.ReplGuid)!.Value);

        var (_, message) = await session.OpenMessageAsync(id, OpenModeFlags.ReadWrite, ost.FolderId);
        var (_, holder) = await session.OpenAttachmentAsync(message, 1, OpenModeFlags.ReadWrite);
        var (_, embedded) = await session.OpenEmbeddedAsync(holder, OpenModeFlags.ReadWrite);
        var location = await NamedAsync(session, PidLid.Location, PropertyValue.String("Garden"));
        Assert.Empty(await session.SetAsync(embedded, location));
        Assert.Equal(MapiError.Success, (await session.SaveAsync(embedded)).ReturnValue);
        Assert.Equal(MapiError.Success, await session.SaveAttachmentAsync(holder));
        Assert.Equal(MapiError.Success, (await session.SaveAsync(message)).ReturnValue);
        expected.Attachments[1].Embedded!.Properties.Set(location);

        var partial = Assert.Single((await ost.DownloadAsync(Partial)).Partials);
        Assert.True(partial is { Attachments: true, Recipients: false });
        Contains(expected, ost.Items.Values.Single().Content);
        await ost.AssertWholeAsync();

        Assert.Equal(MapiError.Success, await session.StatusAsync(message, new DeleteAttachmentRequest { AttachmentId = 2 }));
        Assert.Equal(MapiError.Success, (await session.SaveAsync(message)).ReturnValue);
        expected.Attachments.RemoveAt(2);
        Assert.Single((await ost.DownloadAsync(Partial)).Partials);
        Contains(expected, ost.Items.Values.Single().Content);
        await ost.AssertWholeAsync();
    }
}
