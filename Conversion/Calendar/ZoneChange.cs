using System.Globalization;

namespace MapiOrleans.Conversion.Calendar;

/// <summary>When in a year clocks change: at a time of the first to fourth, or the last (5), such day of a month.</summary>
internal sealed record ZoneChange(int Month, int Week, DayOfWeek Day, TimeSpan Time)
{
    /// <summary>When it is in a year.</summary>
    public DateTime In(int year)
    {
        year = Math.Clamp(year, 1602, 9998);
        var first = new DateTime(year, Month, 1);
        var day = 1 + ((int)Day - (int)first.DayOfWeek + 7) % 7 + (Week - 1) * 7;
        while (day > DateTime.DaysInMonth(year, Month)) day -= 7;
        return new DateTime(year, Month, day) + Time;
    }

    /// <summary>The change that an observance's yearly rule says; null where it says another.</summary>
    public static ZoneChange? Read(CalendarComponent observance)
    {
        if (CalendarTime.TryParse(observance.TextOf("DTSTART"), out var start, out _) is false) return null;
        var parts = RecurrenceRule.Parts(observance.TextOf("RRULE"));
        if (parts.GetValueOrDefault("FREQ") != "YEARLY" || !int.TryParse(parts.GetValueOrDefault("BYMONTH"), NumberStyles.None, CultureInfo.InvariantCulture, out var month) || month is < 1 or > 12) return null;
        if (RecurrenceRule.Day(parts.GetValueOrDefault("BYDAY") ?? "") is not (var week, var day) || week is not (-1 or >= 1 and <= 5)) return null;
        return new ZoneChange(month, week == -1 ? 5 : week, day, new TimeSpan(start.Hour, start.Minute, 0));
    }

    /// <summary>The change of a rule of this system.</summary>
    public static ZoneChange Of(TimeZoneInfo.TransitionTime change)
    {
        var time = change.TimeOfDay.TimeOfDay;
        if (!change.IsFixedDateRule) return new ZoneChange(change.Month, change.Week, change.DayOfWeek, time);
        // A fixed day of a year is some such day of its month.
        var date = new DateTime(2026, change.Month, Math.Min(change.Day, 28));
        return new ZoneChange(change.Month, Math.Min((change.Day + 6) / 7, 5), date.DayOfWeek, time);
    }
}
