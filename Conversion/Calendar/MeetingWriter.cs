using System.Globalization;
using System.Text;
using MapiOrleans.Conversion.Mime;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MimeKit;

namespace MapiOrleans.Conversion.Calendar;

/// <summary>Meeting messages as text/calendar ([MS-OXCICAL] 2.1.3, RFC 5546): invitations, cancellations, answers.</summary>
internal sealed class MeetingWriter(MimeComposer composer, MessageContent content)
{
    private const int Canceled = 4;

    private static readonly string[] BusyStates = ["FREE", "TENTATIVE", "BUSY", "OOF"];

    private PropertyBag Bag => content.Properties;

    /// <summary>The method of a message class, with the participation status of an answer; null where it is no meeting's.</summary>
    public static (string Method, string Status)? MethodOf(string? messageClass) => messageClass?.ToUpperInvariant() switch
    {
        "IPM.SCHEDULE.MEETING.REQUEST" => ("REQUEST", ""),
        "IPM.SCHEDULE.MEETING.CANCELED" => ("CANCEL", ""),
        "IPM.SCHEDULE.MEETING.RESP.POS" => ("REPLY", "ACCEPTED"),
        "IPM.SCHEDULE.MEETING.RESP.NEG" => ("REPLY", "DECLINED"),
        "IPM.SCHEDULE.MEETING.RESP.TENT" => ("REPLY", "TENTATIVE"),
        _ => null,
    };

    /// <summary>Whether a calendar says the same meeting as the message does, so that it can go on as it came.</summary>
    public bool Agrees(CalendarComponent calendar)
    {
        if (MethodOf(Bag.GetString(PidTag.MessageClass)) is not var (method, _)) return false;
        var probe = new MessageContent();
        var names = new NamedPropertyTable();
        if (!calendar.TextOf("METHOD").Equals(method, StringComparison.OrdinalIgnoreCase) || !new MeetingReader(probe, names).Read(calendar)) return false;
        return new[] { PidLid.CleanGlobalObjectId, PidLid.AppointmentSequence, PidLid.AppointmentStartWhole, PidLid.AppointmentEndWhole, PidLid.Location }.All(p =>
            probe.Properties.TryGet(names.IdOf(p.Name), out TaggedPropertyValue said) && Named(p) is { } own && own.Equals(said.Value));
    }

    /// <summary>The part; null where the message is no meeting's, or does not say which and when.</summary>
    /// <param name="description">The text of the message; null where it has none.</param>
    public async ValueTask<TextPart?> WriteAsync(string? description)
    {
        if (MethodOf(Bag.GetString(PidTag.MessageClass)) is not var (method, status)) return null;
        if (TimeOf(PidLid.AppointmentStartWhole) is not { } start || TimeOf(PidLid.AppointmentEndWhole) is not { } end || (Named(PidLid.GlobalObjectId) ?? Named(PidLid.CleanGlobalObjectId)) is not { IsExternal: false } id
            || MeetingIds.UidOf(id.AsBytes()) is not { Length: > 0 } uid)
        {
            composer.Note("a meeting that does not say which it is: sent as text");
            return null;
        }
        var recurrence = Named(PidLid.AppointmentRecur) is { Type: PropertyType.Binary, IsExternal: false } blob ? RecurrenceBlob.Read(blob.AsBytes()) : null;
        if (recurrence is null && Named(PidLid.AppointmentRecur) is not null) composer.Note("a recurrence that iCalendar cannot say: only the first meeting is sent as one");
        var zone = Named(PidLid.TimeZoneStruct) is { Type: PropertyType.Binary, IsExternal: false } bytes ? CalendarZone.OfStruct(bytes.AsBytes(), Text(PidLid.TimeZoneDescription) is { Length: > 0 } name ? name : "Meeting") : null;
        var allDay = Named(PidLid.AppointmentSubType) is { Type: PropertyType.Boolean } flag && flag.AsBool();

        var calendar = new StringBuilder();
        Line("BEGIN:VCALENDAR");
        Line($"METHOD:{method}");
        Line("PRODID:-//MapiOrleans//MapiOrleans//EN");
        Line("VERSION:2.0");
        if (zone is not null && zone.Name != CalendarZone.Utc.Name) zone.AppendTo(calendar);
        Line("BEGIN:VEVENT");
        await PeopleAsync(Line, method, status);
        Line($"UID:{CalendarText.Escape(uid)}");
        if (description?.TrimEnd() is { Length: > 0 } body) Line($"DESCRIPTION:{CalendarText.Escape(body)}");
        Line($"SUMMARY:{CalendarText.Escape(Bag.GetString(PidTag.NormalizedSubject) ?? Bag.GetString(PidTag.Subject) ?? "")}");
        Line($"DTSTART{Time(start, zone, allDay)}");
        Line($"DTEND{Time(end, zone, allDay)}");
        if (Named(PidLid.IsException) is { Type: PropertyType.Boolean } exception && exception.AsBool()) Line($"RECURRENCE-ID{Time(TimeOf(PidLid.ExceptionReplaceTime) ?? start, zone, allDay)}");
        if (recurrence is var (rule, first, _, deleted))
        {
            Line($"RRULE:{rule.Write(allDay, zone ?? CalendarZone.Utc, first.TimeOfDay)}");
            foreach (var day in deleted) Line($"EXDATE{Time((zone ?? CalendarZone.Utc).ToUtc(day.Date + first.TimeOfDay), zone, allDay)}");
        }
        var stamp = TimeOf(method == "REPLY" ? PidLid.AttendeeCriticalChange : PidLid.OwnerCriticalChange) ?? (Bag.TryGet(PidTag.ClientSubmitTime, out PropertyValue sent) ? sent.AsTime() : composer.Options.TimeProvider.GetUtcNow());
        Line($"DTSTAMP:{CalendarTime.Write(stamp)}");
        Line($"SEQUENCE:{(Integer(PidLid.AppointmentSequence) ?? 0).ToString(CultureInfo.InvariantCulture)}");
        if (Text(PidLid.Location) is { Length: > 0 } location) Line($"LOCATION:{CalendarText.Escape(location)}");
        var busy = Math.Clamp(Integer(PidLid.IntendedBusyStatus) ?? Integer(PidLid.BusyStatus) ?? 2, 0, 3);
        Line($"TRANSP:{(busy == 0 ? "TRANSPARENT" : "OPAQUE")}");
        Line($"STATUS:{(method == "CANCEL" || ((Integer(PidLid.AppointmentStateFlags) ?? 0) & Canceled) != 0 ? "CANCELLED" : "CONFIRMED")}");
        Line($"CLASS:{Bag.GetInt32(PidTag.Sensitivity) switch { 1 or 2 => "PRIVATE", 3 => "CONFIDENTIAL", _ => "PUBLIC" }}");
        Line($"PRIORITY:{Bag.GetInt32(PidTag.Importance) switch { 2 => 1, 0 => 9, _ => 5 }}");
        Line($"X-MICROSOFT-CDO-BUSYSTATUS:{(method == "CANCEL" ? "FREE" : method == "REQUEST" && busy != 0 ? "TENTATIVE" : BusyStates[busy])}");
        Line($"X-MICROSOFT-CDO-INTENDEDSTATUS:{BusyStates[busy]}");
        Line($"X-MICROSOFT-CDO-ALLDAYEVENT:{(allDay ? "TRUE" : "FALSE")}");
        Line($"X-MICROSOFT-CDO-IMPORTANCE:{Bag.GetInt32(PidTag.Importance) ?? 1}");
        if (Bag.GetInt32(PidTag.OwnerAppointmentId) is { } owner) Line($"X-MICROSOFT-CDO-OWNERAPPTID:{owner.ToString(CultureInfo.InvariantCulture)}");
        if (method == "REQUEST" && Named(PidLid.ReminderSet) is { Type: PropertyType.Boolean } reminds && reminds.AsBool()) Alarm(Line);
        Line("END:VEVENT");
        Line("END:VCALENDAR");
        var part = new TextPart("calendar");
        part.SetText(Encoding.UTF8, calendar.ToString());
        part.ContentType.Parameters.Add("method", method);
        part.ContentTransferEncoding = part.GetBestEncoding(EncodingConstraint.SevenBit);
        return part;

        void Line(string line) => CalendarText.Append(calendar, line);
    }

    /// <summary>Who organizes it and who is asked, or who answers. Rooms and whoever else has a blind copy is nobody's to see.</summary>
    private async ValueTask PeopleAsync(Action<string> line, string method, string status)
    {
        var sender = await composer.Addresses.OfAsync(Bag, AddressGroup.SentRepresenting) ?? await composer.Addresses.OfAsync(Bag, AddressGroup.Sender);
        var recipients = new List<(MailboxAddress Address, int Type)>();
        foreach (var recipient in content.Recipients)
            if ((recipient.RecipientType & 0x0F) is 1 or 2 && await composer.Addresses.OfAsync(recipient) is { } address) recipients.Add((address, recipient.RecipientType & 0x0F));
        var organizer = method == "REPLY" ? recipients.Select(r => r.Address).FirstOrDefault() : sender;
        if (organizer is not null) line($"ORGANIZER;CN={CalendarText.Quote(organizer.Name ?? organizer.Address)}:mailto:{organizer.Address}");
        if (method == "REPLY")
        {
            if (sender is not null) line($"ATTENDEE;PARTSTAT={status};CN={CalendarText.Quote(sender.Name ?? sender.Address)}:mailto:{sender.Address}");
            return;
        }
        var asked = Bag.GetBool(PidTag.ResponseRequested) ?? true;
        foreach (var (address, type) in recipients)
            line($"ATTENDEE;ROLE={(type == 1 ? "REQ" : "OPT")}-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP={(asked && method == "REQUEST" ? "TRUE" : "FALSE")};CN={CalendarText.Quote(address.Name ?? address.Address)}:mailto:{address.Address}");
    }

    private void Alarm(Action<string> line)
    {
        line("BEGIN:VALARM");
        line("ACTION:DISPLAY");
        line("DESCRIPTION:REMINDER");
        line($"TRIGGER;RELATED=START:-PT{Math.Clamp(Integer(PidLid.ReminderDelta) ?? 15, 0, 1_000_000)}M");
        line("END:VALARM");
    }

    private static string Time(DateTimeOffset time, CalendarZone? zone, bool allDay)
    {
        if (allDay) return $";VALUE=DATE:{CalendarTime.WriteDate((zone ?? CalendarZone.Utc).ToLocal(time))}";
        return zone is null || zone.Name == CalendarZone.Utc.Name ? $":{CalendarTime.Write(time)}" : $";TZID={CalendarText.Parameter(zone.Name)}:{CalendarTime.WriteLocal(zone.ToLocal(time))}";
    }

    private PropertyValue? Named(KnownNamedProperty property) => composer.TryGetNamed(Bag, property.Name, out var value) ? value : null;

    private string? Text(KnownNamedProperty property) => Named(property) is { Type: PropertyType.String, IsExternal: false } value ? value.AsString() : null;

    private int? Integer(KnownNamedProperty property) => Named(property) is { Type: PropertyType.Integer32 } value ? value.AsInt32() : null;

    private DateTimeOffset? TimeOf(KnownNamedProperty property) => Named(property) is { Type: PropertyType.Time } value && value.AsFileTime() > 0 ? value.AsTime() : null;
}
