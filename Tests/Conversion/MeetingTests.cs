using System.Text;
using CsCheck;
using MapiOrleans.Conversion.Calendar;
using MapiOrleans.Conversion.Mime;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MimeKit;
using Xunit;
using Xunit.Abstractions;

namespace MapiOrleans.Tests.Conversion;

/// <summary>Invitations, cancellations and answers, from text/calendar to meeting messages and back ([MS-OXCICAL], [MS-OXOCAL]).</summary>
public sealed class MeetingTests(ITestOutputHelper output)
{
    private const string Berlin = """
        BEGIN:VTIMEZONE
        TZID:W. Europe
        BEGIN:STANDARD
        DTSTART:16010101T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:16010101T020000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
        END:DAYLIGHT
        END:VTIMEZONE
        """;

    [Fact]
    public async Task An_invitation_from_outside_is_a_meeting_request()
    {
        var (message, _) = await ReadAsync("REQUEST", """
            UID:abc@faraway.test
            DTSTAMP:20260701T080000Z
            DTSTART;TZID=W. Europe:20260706T100000
            DTEND;TZID=W. Europe:20260706T113000
            SUMMARY:Plan
            LOCATION:Room 1\, left
            DESCRIPTION:Bring
              \npens
            ORGANIZER;CN="Anna, the one":mailto:anna@faraway.test
            ATTENDEE;ROLE=REQ-PARTICIPANT;RSVP=TRUE;CN=Ben:MAILTO:ben@example.test
            ATTENDEE;ROLE=OPT-PARTICIPANT:mailto:carl@example.test
            SEQUENCE:2
            PRIORITY:1
            CLASS:PRIVATE
            X-MICROSOFT-CDO-INTENDEDSTATUS:OOF
            BEGIN:VALARM
            TRIGGER:-PT30M
            ACTION:DISPLAY
            END:VALARM
            """);
        var bag = message.Content.Properties;
        Assert.Equal(("IPM.Schedule.Meeting.Request", 0x404, 2, 2, true), (bag.GetString(PidTag.MessageClass), bag.GetInt32(PidTag.IconIndex), bag.GetInt32(PidTag.Importance), bag.GetInt32(PidTag.Sensitivity), bag.GetBool(PidTag.ResponseRequested)));
        Assert.Equal(new DateTimeOffset(2026, 7, 6, 8, 0, 0, TimeSpan.Zero), Named(message, PidLid.AppointmentStartWhole).AsTime());
        Assert.Equal(new DateTimeOffset(2026, 7, 6, 9, 30, 0, TimeSpan.Zero), Named(message, PidLid.AppointmentEndWhole).AsTime());
        Assert.Equal(("Room 1, left", "Ben; carl@example.test", "Ben", "carl@example.test"), (Named(message, PidLid.Location).AsString(), Named(message, PidLid.AllAttendeesString).AsString(), Named(message, PidLid.ToAttendeesString).AsString(), Named(message, PidLid.CcAttendeesString).AsString()));
        Assert.Equal((90, 2, 3, 1, 3, 5, 1), (Int(message, PidLid.AppointmentDuration), Int(message, PidLid.AppointmentSequence), Int(message, PidLid.AppointmentStateFlags), Int(message, PidLid.BusyStatus),
            Int(message, PidLid.IntendedBusyStatus), Int(message, PidLid.ResponseStatus), Int(message, PidLid.MeetingType)));
        Assert.Equal((true, 30, new DateTimeOffset(2026, 7, 6, 7, 30, 0, TimeSpan.Zero)), (Named(message, PidLid.ReminderSet).AsBool(), Int(message, PidLid.ReminderDelta), Named(message, PidLid.ReminderSignalTime).AsTime()));
        Assert.Equal("Bring \r\npens", bag.GetString(PidTag.Body));
        var id = Named(message, PidLid.GlobalObjectId).AsBytes();
        Assert.Equal("abc@faraway.test", MeetingIds.UidOf(id));
        Assert.Equal("040000008200E00074C5B7101A82E008", Convert.ToHexString(id)[..32]);
        // What it came in stays, unseen.
        Assert.True(Assert.Single(message.Content.Attachments).Properties.GetBool(PidTag.AttachmentHidden));
        Assert.Equal(0, bag.GetInt32(PidTag.MessageFlags) & 0x10);
    }

    [Theory]
    [InlineData("CANCEL", "", "IPM.Schedule.Meeting.Canceled")]
    [InlineData("REPLY", "ACCEPTED", "IPM.Schedule.Meeting.Resp.Pos")]
    [InlineData("REPLY", "DECLINED", "IPM.Schedule.Meeting.Resp.Neg")]
    [InlineData("REPLY", "TENTATIVE", "IPM.Schedule.Meeting.Resp.Tent")]
    [InlineData("REPLY", "DELEGATED", "IPM.Note")]
    [InlineData("PUBLISH", "", "IPM.Note")]
    public async Task Methods_make_classes_and_come_back(string method, string status, string messageClass)
    {
        var (message, parts) = await ReadAsync(method, $"UID:u1\nDTSTAMP:20260701T080000Z\nDTSTART:20260706T100000Z\nDTEND:20260706T110000Z\nSUMMARY:Plan\nATTENDEE;PARTSTAT={status};CN=Ben:mailto:ben@example.test");
        Assert.Equal(messageClass, message.Content.Properties.GetString(PidTag.MessageClass));
        var attachment = Assert.Single(message.Content.Attachments).Properties;
        Assert.Equal(messageClass != "IPM.Note", attachment.GetBool(PidTag.AttachmentHidden) == true);
        if (messageClass == "IPM.Note") return;
        message.Content.Attachments.Clear();
        var (mime, again) = await RoundAsync(message, parts);
        var calendar = Assert.IsType<TextPart>(mime.BodyParts.Single(p => p.ContentType.IsMimeType("text", "calendar")));
        Assert.Equal(method, calendar.ContentType.Parameters["method"]);
        if (method == "REPLY") Assert.Contains($"PARTSTAT={status}", calendar.Text, StringComparison.Ordinal);
        Assert.Equal(messageClass, again.Content.Properties.GetString(PidTag.MessageClass));
    }

    [Theory]
    [InlineData("FREQ=DAILY;INTERVAL=2;COUNT=5", "20260706,20260708,20260710,20260712,20260714")]
    [InlineData("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=7", "20260706,20260707,20260708,20260709,20260710,20260713,20260714")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4", "20260706,20260708,20260713,20260715")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;UNTIL=20260810T080000Z", "20260706,20260720,20260803")]
    [InlineData("FREQ=MONTHLY;COUNT=3", "20260706,20260806,20260906")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "20260731,20260831,20260930")]
    [InlineData("FREQ=MONTHLY;BYDAY=1MO;COUNT=3", "20260706,20260803,20260907")]
    [InlineData("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", "20260731,20260831")]
    [InlineData("FREQ=YEARLY;BYMONTH=7;BYDAY=-1FR;COUNT=2", "20260731,20270730")]
    [InlineData("FREQ=YEARLY;COUNT=2", "20260706,20270706")]
    public async Task Recurrences_mean_the_same_days_wherever_they_are_said(string rrule, string days)
    {
        var (message, parts) = await ReadAsync("REQUEST", $"UID:r1\nDTSTAMP:20260701T080000Z\nDTSTART;TZID=W. Europe:20260706T100000\nDTEND;TZID=W. Europe:20260706T110000\nRRULE:{rrule}\nEXDATE;TZID=W. Europe:20260713T100000");
        Assert.Equal("IPM.Schedule.Meeting.Request", message.Content.Properties.GetString(PidTag.MessageClass));
        var (rule, start, duration, deleted) = RecurrenceBlob.Read(Named(message, PidLid.AppointmentRecur).AsBytes())!.Value;
        Assert.Equal(days.Split(','), rule.Occurrences(start).Take(10).Select(d => $"{d:yyyyMMdd}"));
        Assert.Equal((TimeSpan.FromHours(10), TimeSpan.FromHours(1), new DateTime(2026, 7, 13)), (start.TimeOfDay, duration, Assert.Single(deleted)));

        message.Content.Attachments.Clear();
        var (mime, again) = await RoundAsync(message, parts);
        Assert.Equal(Named(message, PidLid.AppointmentRecur), Named(again, PidLid.AppointmentRecur));
        Assert.Equal(Named(message, PidLid.TimeZoneStruct), Named(again, PidLid.TimeZoneStruct));
        Assert.Contains("BEGIN:VTIMEZONE", ((TextPart)mime.BodyParts.Single(p => p.ContentType.IsMimeType("text", "calendar"))).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FREQ=HOURLY;COUNT=3")]
    [InlineData("FREQ=MONTHLY;BYDAY=1MO,3MO")]
    [InlineData("FREQ=YEARLY;BYWEEKNO=20")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=1,15")]
    [InlineData("garbage")]
    public async Task What_MAPI_cannot_say_stays_a_file(string rrule)
    {
        var (message, _) = await ReadAsync("REQUEST", $"UID:r1\nDTSTART:20260706T100000Z\nRRULE:{rrule}");
        Assert.Equal("IPM.Note", message.Content.Properties.GetString(PidTag.MessageClass));
        Assert.NotEqual(true, Assert.Single(message.Content.Attachments).Properties.GetBool(PidTag.AttachmentHidden));
    }

    [Fact]
    public async Task All_day_and_exceptions_are_told()
    {
        var (message, parts) = await ReadAsync("REQUEST", "UID:040000008200E00074C5B7101A82E00800000000102030405060708000000000000000000400000001020304\nDTSTART;VALUE=DATE:20260706\nDTEND;VALUE=DATE:20260708\nRECURRENCE-ID:20260705T220000Z");
        Assert.True(Named(message, PidLid.AppointmentSubType).AsBool());
        Assert.Equal((2880, true), (Int(message, PidLid.AppointmentDuration), Named(message, PidLid.IsException).AsBool()));
        Assert.Equal("07EA0706", Convert.ToHexString(Named(message, PidLid.GlobalObjectId).AsBytes().AsSpan(16, 4)));
        Assert.Equal("00000000", Convert.ToHexString(Named(message, PidLid.CleanGlobalObjectId).AsBytes().AsSpan(16, 4)));
        message.Content.Attachments.Clear();
        var (_, again) = await RoundAsync(message, parts);
        foreach (var property in (KnownNamedProperty[])[PidLid.GlobalObjectId, PidLid.AppointmentStartWhole, PidLid.AppointmentEndWhole, PidLid.AppointmentSubType, PidLid.ExceptionReplaceTime])
            Assert.Equal(Named(message, property), Named(again, property));
    }

    [Fact]
    public async Task An_invitation_that_came_goes_on_as_it_came_unless_it_was_changed()
    {
        const string own = "UID:u2\nDTSTART:20260706T100000Z\nDTEND:20260706T110000Z\nX-OWN:kept\nATTENDEE:mailto:ben@example.test";
        var (message, parts) = await ReadAsync("REQUEST", own);
        Assert.Contains("X-OWN:kept", Text(await RoundAsync(message, parts)), StringComparison.Ordinal);
        var location = new TaggedPropertyValue((ushort)(0x8000 + message.Names.ToList().IndexOf(PidLid.Location.Name)), PropertyValue.String("Elsewhere"));
        message.Content.Properties.Set(location);
        var changed = Text(await RoundAsync(message, parts));
        Assert.DoesNotContain("X-OWN", changed, StringComparison.Ordinal);
        Assert.Contains("LOCATION:Elsewhere", changed, StringComparison.Ordinal);

        static string Text((MimeMessage Mime, ConvertedMessage Again) round) => ((TextPart)round.Mime.BodyParts.Single(p => p.ContentType.IsMimeType("text", "calendar"))).Text;
    }

    [Fact]
    public async Task Blind_copies_and_rooms_are_in_no_invitation()
    {
        var (message, parts) = await ReadAsync("REQUEST", "UID:u3\nDTSTART:20260706T100000Z\nDTEND:20260706T110000Z");
        message.Content.Attachments.Clear();
        var room = message.Content.Recipients[0].Clone();
        room.Properties.Set(PidTag.SmtpAddress, "room@example.test");
        room.Properties.Set(PidTag.EmailAddress, "room@example.test");
        message.Content.Recipients.Add(new RecipientContent { RowId = 9, RecipientType = 3, Properties = room.Properties });
        var (mime, _) = await RoundAsync(message, parts);
        Assert.DoesNotContain("room@", mime.ToString(), StringComparison.Ordinal);
        Assert.Contains("ben@example.test", ((TextPart)mime.BodyParts.Single(p => p.ContentType.IsMimeType("text", "calendar"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_calendar_of_the_shared_corpus_is_read_as_a_meeting_or_kept_as_a_file_and_meetings_come_back()
    {
        if (MailCorpus.Shared("ics") is not { } folder)
        {
            output.WriteLine("No shared corpus here; nothing read.");
            return;
        }
        var (meetings, failures) = (0, new List<string>());
        var files = Directory.GetFiles(folder);
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var (message, parts) = await CorpusCheck.ConvertAsync(Wrap(await File.ReadAllBytesAsync(file), "REQUEST"));
            if (message.Content.Properties.GetString(PidTag.MessageClass) is not "IPM.Schedule.Meeting.Request") continue;
            meetings++;
            message.Content.Attachments.Clear();
            var (_, again) = await RoundAsync(message, parts);
            foreach (var property in (KnownNamedProperty[])[PidLid.GlobalObjectId, PidLid.AppointmentStartWhole, PidLid.AppointmentEndWhole, PidLid.AppointmentSubType, PidLid.AppointmentSequence, PidLid.Location,
                PidLid.IntendedBusyStatus, PidLid.Recurring, PidLid.IsException, PidLid.ReminderSet])
            {
                if (!Named(message, property).Equals(Find(again, property) ?? default)) failures.Add($"{Path.GetFileName(file)}: {property.Name} {Named(message, property)} is {Find(again, property)}");
            }
        }
        output.WriteLine($"{files.Length} calendars, {meetings} invitations.");
        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(40)));
        Assert.True(meetings >= 5, $"{meetings} invitations");
    }

    [Fact]
    public void Nothing_that_a_calendar_or_a_recurrence_says_is_too_much() => Gen.Select(Gen.String[Gen.Char["BEGINVCALDT:;=\n \"\\\r0159TZ-+"], 0, 400], Gen.Byte.Array[0, 200]).Sample((text, bytes) =>
    {
        var calendar = CalendarText.Read("BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:x\n" + text + "\nEND:VEVENT\nEND:VCALENDAR");
        if (calendar is not null) new MeetingReader(new MessageContent(), new NamedPropertyTable()).Read(calendar);
        if (RecurrenceBlob.Read(bytes) is var (rule, start, _, _)) Assert.True(rule.End(start) is null or { Count: > 0 });
        CalendarZone.OfStruct(bytes, "x");
        Assert.NotNull(MeetingIds.UidOf(bytes));
    }, iter: 2_000);

    [Fact]
    public void Cut_or_changed_recurrences_give_a_rule_or_none()
    {
        var rule = new RecurrenceRule { Frequency = Frequency.Monthly, Days = 2, Week = 1, Count = 5 };
        var whole = RecurrenceBlob.Write(rule, new DateTime(2026, 7, 6, 10, 0, 0), TimeSpan.FromHours(1), [new DateTime(2026, 8, 3)]);
        Assert.Equal(rule with { Month = 7 }, RecurrenceBlob.Read(whole)!.Value.Rule);
        for (var length = 0; length < whole.Length; length++) RecurrenceBlob.Read(whole.AsSpan(0, length));
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] changed = [.. whole];
            changed[bit / 8] ^= (byte)(1 << bit % 8);
            if (RecurrenceBlob.Read(changed) is var (read, start, _, _)) read.Occurrences(start).Take(50).Count();
        }
    }

    private static byte[] Wrap(byte[] calendar, string method)
    {
        var message = new MimeMessage { Subject = "Plan", Body = new MimePart("text", "calendar") { Content = new MimeContent(new MemoryStream(calendar)), ContentTransferEncoding = ContentEncoding.Base64 } };
        message.Body.ContentType.Parameters.Add("method", method);
        message.Body.ContentType.Charset = "utf-8";
        message.From.Add(new MailboxAddress("Anna", "anna@faraway.test"));
        message.To.Add(new MailboxAddress("Ben", "ben@example.test"));
        using var stream = new MemoryStream();
        message.WriteTo(stream);
        return stream.ToArray();
    }

    private static Task<(ConvertedMessage Message, MemoryParts Parts)> ReadAsync(string method, string meeting) =>
        CorpusCheck.ConvertAsync(Wrap(Encoding.UTF8.GetBytes($"BEGIN:VCALENDAR\nMETHOD:{method}\nVERSION:2.0\n{Berlin}\nBEGIN:VEVENT\n{meeting}\nEND:VEVENT\nEND:VCALENDAR\n".ReplaceLineEndings("\r\n")), method));

    private static async Task<(MimeMessage Mime, ConvertedMessage Again)> RoundAsync(ConvertedMessage message, MemoryParts parts)
    {
        using var written = new MemoryStream();
        await MapiToMime.WriteAsync(message.Content, parts, MapiToMimeCorpusTests.OptionsFor(message), written, default);
        return (MimeMessage.Load(new MemoryStream(written.ToArray())), (await CorpusCheck.ConvertAsync(written.ToArray())).Message);
    }

    private static PropertyValue? Find(ConvertedMessage message, KnownNamedProperty property)
    {
        var index = message.Names.ToList().IndexOf(property.Name);
        return index >= 0 && message.Content.Properties.TryGet((ushort)(0x8000 + index), out TaggedPropertyValue item) ? item.Value : null;
    }

    private static PropertyValue Named(ConvertedMessage message, KnownNamedProperty property) => Find(message, property) ?? throw new Xunit.Sdk.XunitException($"{property} is not there");

    private static int Int(ConvertedMessage message, KnownNamedProperty property) => Named(message, property).AsInt32();
}
