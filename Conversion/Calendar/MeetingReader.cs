using System.Globalization;
using MapiOrleans.Conversion.Mime;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Conversion.Calendar;

/// <summary>
/// Invitations, cancellations and answers in text/calendar (RFC 5546) become meeting messages ([MS-OXCICAL] 2.1.3, [MS-OXOCAL] 2.2.5 to 2.2.8).
/// What has no form there (other methods, several events, rules that MAPI cannot say) is left as it is: an attachment.
/// </summary>
internal sealed class MeetingReader(MessageContent content, NamedPropertyTable names)
{
    /// <summary>Bytes of a calendar that is looked into; a longer one is a file.</summary>
    public const int MaxBytes = 1 << 20;

    // Times of MAPI begin with 1601, in UTC.
    private const int FirstYear = 1602;

    private const int MaxAttendees = 1000, MaxText = 32 * 1024;

    // PidLidAppointmentStateFlags, PidLidResponseStatus and PidLidMeetingType ([MS-OXOCAL] 2.2.1.10, 2.2.1.11, 2.2.6.5).
    private const int Meeting = 1, Received = 2, Canceled = 4, NotResponded = 5, InitialRequest = 1;

    private static readonly Dictionary<string, int> BusyStates = new(StringComparer.OrdinalIgnoreCase) { ["FREE"] = 0, ["TENTATIVE"] = 1, ["BUSY"] = 2, ["OOF"] = 3 };

    private PropertyBag Bag => content.Properties;

    /// <summary>Takes the meeting over; false where the calendar says none.</summary>
    public bool Read(CalendarComponent calendar)
    {
        if (calendar.Components.Where(c => c.Name == "VEVENT").ToList() is not [var meeting]) return false;
        if (ClassOf(calendar.TextOf("METHOD").ToUpperInvariant(), meeting) is not var (messageClass, icon)) return false;
        if (meeting.TextOf("UID") is not { Length: > 0 } uid || TimesOf(calendar, meeting) is not { } times) return false;
        byte[]? recurrence = null;
        RecurrenceRule? rule = null;
        if (meeting.Properties.Any(p => p.Name is "RDATE" or "EXRULE") || meeting.Properties.Count(p => p.Name == "RRULE") > 1) return false;
        if (meeting.TextOf("RRULE") is { Length: > 0 } text)
        {
            if ((rule = RecurrenceRule.Read(text, times.Start, times.Zone)) is null) return false;
            var deleted = meeting.Properties.Where(p => p.Name == "EXDATE").SelectMany(p => p.Value.Split(',')).Select(v => LocalOf(v.Trim(), times.Zone)).OfType<DateTime>().ToList();
            recurrence = RecurrenceBlob.Write(rule, times.Start, times.End - times.Start, deleted);
        }

        Bag.Set(PidTag.MessageClass, messageClass);
        Bag.Set(PidTag.IconIndex, icon);
        SetIdentity(meeting, uid, times.Zone);
        SetTimes(times, rule, recurrence);
        SetStates(meeting, messageClass);
        SetPeople(meeting);
        SetReminder(meeting, times, messageClass);
        SetTexts(meeting);
        return true;
    }

    private static (string Class, int Icon)? ClassOf(string method, CalendarComponent meeting) => method switch
    {
        "REQUEST" => ("IPM.Schedule.Meeting.Request", 0x404),
        "CANCEL" => ("IPM.Schedule.Meeting.Canceled", 0x408),
        "REPLY" => meeting.Find("ATTENDEE")?.Parameter("PARTSTAT")?.ToUpperInvariant() switch
        {
            "ACCEPTED" => ("IPM.Schedule.Meeting.Resp.Pos", 0x405),
            "DECLINED" => ("IPM.Schedule.Meeting.Resp.Neg", 0x406),
            "TENTATIVE" => ("IPM.Schedule.Meeting.Resp.Tent", 0x407),
            _ => null,
        },
        _ => null,
    };

    /// <summary>When it is, in the zone that it is said in.</summary>
    private sealed record Times(DateTime Start, DateTime End, bool AllDay, CalendarZone Zone);

    private static Times? TimesOf(CalendarComponent calendar, CalendarComponent meeting)
    {
        if (meeting.Find("DTSTART") is not { } begin || !CalendarTime.TryParse(begin.Value.Trim(), out var start, out var isUtc) || start.Year < FirstYear) return null;
        var allDay = begin.Value.Trim().Length == 8;
        var zone = isUtc ? CalendarZone.Utc : ZoneOf(calendar, begin.Parameter("TZID") ?? "", start.Year);
        if (zone is null) return null;
        DateTime end;
        if (meeting.Find("DTEND") is { } until)
        {
            if (!CalendarTime.TryParse(until.Value.Trim(), out end, out var endsUtc)) return null;
            var endZone = endsUtc ? CalendarZone.Utc : until.Parameter("TZID") is { } other && other != begin.Parameter("TZID") ? ZoneOf(calendar, other, end.Year) : zone;
            if (endZone is null) return null;
            end = ReferenceEquals(endZone, zone) ? end : zone.ToLocal(endZone.ToUtc(end));
        }
        else end = start + (CalendarTime.Duration(meeting.TextOf("DURATION")) ?? (allDay ? TimeSpan.FromDays(1) : TimeSpan.Zero));
        return end >= start && end.Year <= 4500 ? new Times(start, end, allDay, zone) : null;
    }

    /// <summary>The zone of a TZID: as the calendar says, else as this system knows it; times of no zone, and days, are those of the calendar's own.</summary>
    private static CalendarZone? ZoneOf(CalendarComponent calendar, string name, int year)
    {
        var zones = calendar.Components.Where(c => c.Name == "VTIMEZONE");
        if (name.Length == 0) return zones.Select(CalendarZone.Read).FirstOrDefault(z => z is not null) ?? CalendarZone.Utc;
        return zones.Where(z => z.TextOf("TZID") == name).Select(CalendarZone.Read).FirstOrDefault(z => z is not null) ?? CalendarZone.Find(name, year);
    }

    private static DateTime? LocalOf(string text, CalendarZone zone) =>
        CalendarTime.TryParse(text, out var time, out var isUtc) && time.Year >= FirstYear ? isUtc ? zone.ToLocal(new DateTimeOffset(time, TimeSpan.Zero)) : time : null;

    private void SetIdentity(CalendarComponent meeting, string uid, CalendarZone zone)
    {
        DateTime? instance = meeting.TextOf("RECURRENCE-ID") is { Length: > 0 } text ? LocalOf(text, zone) : null;
        Set(PidLid.GlobalObjectId, PropertyValue.Binary(MeetingIds.OfUid(uid, instance is { } day ? DateOnly.FromDateTime(day) : null)));
        Set(PidLid.CleanGlobalObjectId, PropertyValue.Binary(MeetingIds.OfUid(uid, null)));
        Set(PidLid.IsException, PropertyValue.Bool(instance is not null));
        if (instance is { } replaced) Set(PidLid.ExceptionReplaceTime, PropertyValue.Time(zone.ToUtc(replaced)));
        Set(PidLid.AppointmentSequence, PropertyValue.Int32(Number(meeting.TextOf("SEQUENCE")) ?? 0));
        if (Number(meeting.TextOf("X-MICROSOFT-CDO-OWNERAPPTID")) is { } owner) Bag.Set(PidTag.OwnerAppointmentId, owner);
    }

    private void SetTimes(Times times, RecurrenceRule? rule, byte[]? recurrence)
    {
        var (start, end) = (PropertyValue.Time(times.Zone.ToUtc(times.Start)), PropertyValue.Time(times.Zone.ToUtc(times.End)));
        Set(PidLid.AppointmentStartWhole, start);
        Set(PidLid.AppointmentEndWhole, end);
        Set(PidLid.CommonStart, start);
        Set(PidLid.CommonEnd, end);
        Bag.Set(PidTag.StartDate, start);
        Bag.Set(PidTag.EndDate, end);
        Set(PidLid.AppointmentDuration, PropertyValue.Int32((int)Math.Min(int.MaxValue, (times.End - times.Start).TotalMinutes)));
        Set(PidLid.AppointmentSubType, PropertyValue.Bool(times.AllDay));
        Set(PidLid.Recurring, PropertyValue.Bool(rule is not null));
        Set(PidLid.IsRecurring, PropertyValue.Bool(rule is not null));
        Set(PidLid.RecurrenceType, PropertyValue.Int32(rule is null ? 0 : 1 + (int)rule.Frequency));
        if (rule is not null || times.Zone != CalendarZone.Utc)
        {
            Set(PidLid.TimeZoneStruct, PropertyValue.Binary(times.Zone.ToStruct()));
            Set(PidLid.TimeZoneDescription, PropertyValue.String(times.Zone.Name));
        }
        if (recurrence is null) return;
        Set(PidLid.AppointmentRecur, PropertyValue.Binary(recurrence));
        Set(PidLid.ClipStart, start);
        // A meeting without an end ends as late as there are days ([MS-OXOCAL] 2.2.1.15).
        Set(PidLid.ClipEnd, PropertyValue.Time(rule!.End(times.Start) is { Last: var last } ? times.Zone.ToUtc(last.Date.AddDays(1)) : new DateTimeOffset(4500, 8, 31, 23, 59, 0, TimeSpan.Zero)));
    }

    private void SetStates(CalendarComponent meeting, string messageClass)
    {
        var canceled = messageClass.EndsWith(".Canceled", StringComparison.Ordinal);
        var response = messageClass.Contains(".Resp.", StringComparison.Ordinal);
        var intended = BusyStates.TryGetValue(meeting.TextOf("X-MICROSOFT-CDO-INTENDEDSTATUS") is { Length: > 0 } said ? said : meeting.TextOf("X-MICROSOFT-CDO-BUSYSTATUS"), out var known) ? known
            : meeting.TextOf("TRANSP").Equals("TRANSPARENT", StringComparison.OrdinalIgnoreCase) ? 0 : 2;
        Set(PidLid.AppointmentStateFlags, PropertyValue.Int32(Meeting | Received | (canceled ? Canceled : 0)));
        Set(PidLid.IntendedBusyStatus, PropertyValue.Int32(intended));
        // Until it is answered the time is taken tentatively; what is canceled takes none.
        Set(PidLid.BusyStatus, PropertyValue.Int32(canceled ? 0 : response ? intended : Math.Min(intended, 1)));
        if (!response) Set(PidLid.ResponseStatus, PropertyValue.Int32(NotResponded));
        if (!response && !canceled) Set(PidLid.MeetingType, PropertyValue.Int32(InitialRequest));
        if (!response) Set(PidLid.AppointmentMessageClass, PropertyValue.String("IPM.Appointment"));
        if (CalendarTime.TryParse(meeting.TextOf("DTSTAMP"), out var stamp, out _) && stamp.Year >= FirstYear)
            Set(response ? PidLid.AttendeeCriticalChange : PidLid.OwnerCriticalChange, PropertyValue.Time(new DateTimeOffset(stamp, TimeSpan.Zero)));
        if (response) Set(PidLid.IsSilent, PropertyValue.Bool(meeting.TextOf("DESCRIPTION").Length == 0 && meeting.TextOf("COMMENT").Length == 0));
        Set(PidLid.FInvited, PropertyValue.Bool(false));
        switch (meeting.TextOf("CLASS").ToUpperInvariant())
        {
            case "PRIVATE":
                Bag.Set(PidTag.Sensitivity, 2);
                break;
            case "CONFIDENTIAL":
                Bag.Set(PidTag.Sensitivity, 3);
                break;
        }
        if (Number(meeting.TextOf("PRIORITY")) is { } priority and not 0) Bag.Set(PidTag.Importance, priority < 5 ? 2 : priority == 5 ? 1 : 0);
    }

    private void SetPeople(CalendarComponent meeting)
    {
        var attendees = meeting.Properties.Where(p => p.Name == "ATTENDEE").Take(MaxAttendees).ToList();
        var asked = attendees.Exists(a => "TRUE".Equals(a.Parameter("RSVP"), StringComparison.OrdinalIgnoreCase));
        Bag.Set(PidTag.ResponseRequested, asked);
        Bag.Set(PidTag.ReplyRequested, asked);
        var optional = attendees.Where(a => "OPT-PARTICIPANT".Equals(a.Parameter("ROLE"), StringComparison.OrdinalIgnoreCase)).ToList();
        Set(PidLid.AllAttendeesString, PropertyValue.String(Names(attendees)));
        Set(PidLid.ToAttendeesString, PropertyValue.String(Names(attendees.Except(optional))));
        Set(PidLid.CcAttendeesString, PropertyValue.String(Names(optional)));
    }

    private static string Names(IEnumerable<CalendarProperty> people) => Cut(string.Join("; ", people.Select(p => p.Parameter("CN") is { Length: > 0 } name ? name : AddressOf(p.Value))));

    private static string AddressOf(string value) => value.Trim() is var text && text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? text["mailto:".Length..] : text;

    private void SetReminder(CalendarComponent meeting, Times times, string messageClass)
    {
        if (!messageClass.EndsWith(".Request", StringComparison.Ordinal)) return;
        var trigger = meeting.Components.Find(c => c.Name == "VALARM")?.TextOf("TRIGGER") is { } text ? CalendarTime.Duration(text) : null;
        var minutes = trigger is { } before && before <= TimeSpan.Zero ? (int)Math.Min(-before.TotalMinutes, 1_000_000) : 0;
        Set(PidLid.ReminderSet, PropertyValue.Bool(trigger is not null));
        if (trigger is null) return;
        var start = times.Zone.ToUtc(times.Start);
        Set(PidLid.ReminderDelta, PropertyValue.Int32(minutes));
        Set(PidLid.ReminderTime, PropertyValue.Time(start));
        Set(PidLid.ReminderSignalTime, PropertyValue.Time(start.AddMinutes(-minutes)));
    }

    private void SetTexts(CalendarComponent meeting)
    {
        var location = Cut(meeting.TextOf("LOCATION"));
        Set(PidLid.Location, PropertyValue.String(location));
        Set(PidLid.Where, PropertyValue.String(location));
        var summary = Cut(meeting.TextOf("SUMMARY"));
        if (string.IsNullOrEmpty(Bag.GetString(PidTag.Subject)) && !Bag.Contains(PidTag.TransportMessageHeaders.Id) && summary.Length > 0) Bag.Set(PidTag.Subject, summary);
        if (Bag.Contains(PidTag.Body.Id) || Bag.Contains(PidTag.Html.Id)) return;
        var description = meeting.TextOf("DESCRIPTION") is { Length: > 0 } said ? said : meeting.TextOf("COMMENT");
        Bag.Set(PidTag.Body, Cut(description));
        Bag.Set(PidTag.NativeBody, BodyReader.NativePlain);
    }

    private void Set(KnownNamedProperty property, PropertyValue value) => names.Set(Bag, property.Name, value);

    // Longer text than fits a property inline is in the attachment, whole.
    private static string Cut(string text) => text.Length <= MaxText / 2 ? text : text[..(MaxText / 2)];

    private static int? Number(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
