using System.Globalization;
using System.Text;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Conversion.Calendar;

/// <summary>
/// A time zone of a meeting: offsets, and when in a year they change. That is what PidLidTimeZoneStruct holds ([MS-OXOCAL] 2.2.1.39) and what
/// most VTIMEZONEs say.
/// </summary>
/// <param name="Name">TZID.</param>
/// <param name="Standard">UTC offset of standard time.</param>
/// <param name="Daylight">UTC offset of daylight time; as standard where there is none.</param>
/// <param name="ToStandard">When standard time begins, in daylight time; null where there is no daylight time.</param>
/// <param name="ToDaylight">When daylight time begins, in standard time.</param>
internal sealed record CalendarZone(string Name, TimeSpan Standard, TimeSpan Daylight, ZoneChange? ToStandard, ZoneChange? ToDaylight)
{
    private const int StructSize = 48;

    /// <summary>UTC.</summary>
    public static CalendarZone Utc { get; } = new("UTC", TimeSpan.Zero, TimeSpan.Zero, null, null);

    /// <summary>A local time as UTC.</summary>
    public DateTimeOffset ToUtc(DateTime local) => Instant(local, IsDaylight(local) ? Daylight : Standard);

    /// <summary>A time as local time here.</summary>
    public DateTime ToLocal(DateTimeOffset time)
    {
        var standard = time.UtcDateTime + Standard;
        var daylight = time.UtcDateTime + Daylight;
        return IsDaylight(daylight) && IsDaylight(standard) ? daylight : standard;
    }

    private bool IsDaylight(DateTime local)
    {
        if (ToStandard is not { } end || ToDaylight is not { } begin) return false;
        var (from, to) = (begin.In(local.Year), end.In(local.Year));
        return from < to ? local >= from && local < to : local >= from || local < to;
    }

    private static DateTimeOffset Instant(DateTime local, TimeSpan offset)
    {
        var ticks = local.Ticks - offset.Ticks;
        return new DateTimeOffset(Math.Clamp(ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
    }

    /// <summary>The zone that a VTIMEZONE says; null where it says nothing that is understood.</summary>
    public static CalendarZone? Read(CalendarComponent zone)
    {
        var standard = Last(zone, "STANDARD");
        var daylight = Last(zone, "DAYLIGHT");
        if ((standard ?? daylight) is null) return null;
        if (Offset((standard ?? daylight)!.TextOf("TZOFFSETTO")) is not { } usual) return null;
        var name = zone.TextOf("TZID");
        if (standard is null || daylight is null || Offset(daylight.TextOf("TZOFFSETTO")) is not { } summer || ZoneChange.Read(standard) is not { } toStandard || ZoneChange.Read(daylight) is not { } toDaylight)
            return new CalendarZone(name, usual, usual, null, null);
        return new CalendarZone(name, usual, summer, toStandard, toDaylight);
    }

    /// <summary>The zone that this system knows by a name, of IANA or Windows, as it is in a year; null where it knows none.</summary>
    public static CalendarZone? Find(string name, int year)
    {
        if (name.Length is 0 or > 100 || !TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) return null;
        var rule = zone.GetAdjustmentRules().LastOrDefault(r => r.DateStart.Year <= year && r.DateEnd.Year >= year && r.DaylightDelta != TimeSpan.Zero);
        if (rule is null) return new CalendarZone(name, zone.BaseUtcOffset, zone.BaseUtcOffset, null, null);
        var standard = zone.BaseUtcOffset + rule.BaseUtcOffsetDelta;
        return new CalendarZone(name, standard, standard + rule.DaylightDelta, ZoneChange.Of(rule.DaylightTransitionEnd), ZoneChange.Of(rule.DaylightTransitionStart));
    }

    // Zones that have changed their rules have an observance for each: the last is that of now.
    private static CalendarComponent? Last(CalendarComponent zone, string name) =>
        zone.Components.Where(c => c.Name == name).MaxBy(c => c.TextOf("DTSTART"), StringComparer.Ordinal);

    private static TimeSpan? Offset(string text)
    {
        if (text.Length is not (5 or 7) || text[0] is not ('+' or '-') || !int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var digits)) return null;
        if (text.Length == 7) digits /= 100;
        var (hours, minutes) = (digits / 100, digits % 100);
        if (hours > 14 || minutes > 59) return null;
        var offset = new TimeSpan(hours, minutes, 0);
        return text[0] == '-' ? -offset : offset;
    }

    /// <summary>PidLidTimeZoneStruct: biases in minutes west of UTC, and two dates in the layout of SYSTEMTIME.</summary>
    public byte[] ToStruct()
    {
        using var writer = new MapiWriter(StructSize);
        writer.WriteInt32(-(int)Standard.TotalMinutes);
        writer.WriteInt32(0);
        writer.WriteInt32(ToDaylight is null ? 0 : (int)(Standard - Daylight).TotalMinutes);
        writer.WriteUInt16(0);
        Change(ToStandard);
        writer.WriteUInt16(0);
        Change(ToDaylight);
        return writer.ToArray();

        void Change(ZoneChange? change)
        {
            foreach (var value in (ReadOnlySpan<int>)[0, change?.Month ?? 0, (int)(change?.Day ?? 0), change?.Week ?? 0, change?.Time.Hours ?? 0, change?.Time.Minutes ?? 0, 0, 0]) writer.WriteUInt16((ushort)value);
        }
    }

    /// <summary>The zone of a PidLidTimeZoneStruct; null where it is none.</summary>
    public static CalendarZone? OfStruct(ReadOnlySpan<byte> bytes, string name)
    {
        var reader = new MapiReader(bytes);
        var (bias, standardBias, daylightBias) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        reader.ReadUInt16();
        var toStandard = Change(ref reader);
        reader.ReadUInt16();
        var toDaylight = Change(ref reader);
        if (reader.Failed || Math.Abs((long)bias) > 900 || Math.Abs((long)standardBias) > 900 || Math.Abs((long)daylightBias) > 900) return null;
        var standard = TimeSpan.FromMinutes(-bias - standardBias);
        return toStandard is null || toDaylight is null
            ? new CalendarZone(name, standard, standard, null, null)
            : new CalendarZone(name, standard, TimeSpan.FromMinutes(-bias - daylightBias), toStandard, toDaylight);

        static ZoneChange? Change(ref MapiReader reader)
        {
            Span<int> values = stackalloc int[8];
            for (var i = 0; i < values.Length; i++) values[i] = reader.ReadUInt16();
            return values[1] is >= 1 and <= 12 && values[2] <= 6 && values[3] is >= 1 and <= 5 && values[4] < 24 && values[5] < 60
                ? new ZoneChange(values[1], values[3], (DayOfWeek)values[2], new TimeSpan(values[4], values[5], 0))
                : null;
        }
    }

    /// <summary>Adds the zone as a VTIMEZONE.</summary>
    public void AppendTo(StringBuilder calendar)
    {
        CalendarText.Append(calendar, "BEGIN:VTIMEZONE");
        CalendarText.Append(calendar, $"TZID:{CalendarText.Escape(Name)}");
        Observance("STANDARD", ToDaylight is null ? Standard : Daylight, Standard, ToStandard);
        if (ToDaylight is { } begin) Observance("DAYLIGHT", Standard, Daylight, begin);
        CalendarText.Append(calendar, "END:VTIMEZONE");

        void Observance(string name, TimeSpan from, TimeSpan to, ZoneChange? change)
        {
            CalendarText.Append(calendar, $"BEGIN:{name}");
            CalendarText.Append(calendar, $"DTSTART:16010101T{(change?.Time ?? TimeSpan.Zero):hhmmss}");
            CalendarText.Append(calendar, $"TZOFFSETFROM:{Shown(from)}");
            CalendarText.Append(calendar, $"TZOFFSETTO:{Shown(to)}");
            if (change is not null) CalendarText.Append(calendar, $"RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY={(change.Week == 5 ? -1 : change.Week)}{RecurrenceRule.DayNames[(int)change.Day]};BYMONTH={change.Month}");
            CalendarText.Append(calendar, $"END:{name}");
        }

        static string Shown(TimeSpan offset) => $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hhmm}";
    }
}
