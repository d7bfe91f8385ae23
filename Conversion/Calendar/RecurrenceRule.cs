using System.Globalization;

namespace MapiOrleans.Conversion.Calendar;

/// <summary>How a meeting comes again: what both a RecurrencePattern ([MS-OXOCAL] 2.2.1.44.1) and an RRULE (RFC 5545 3.3.10) can say.</summary>
internal sealed record RecurrenceRule
{
    /// <summary>Occurrences that are counted to find the last one; a rule that has more is not taken over.</summary>
    private const int MaxOccurrences = 20_000;

    /// <summary>Days of the week as iCalendar has them, Sunday first.</summary>
    public static readonly string[] DayNames = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    /// <summary>Daily, weekly, monthly or yearly.</summary>
    public required Frequency Frequency { get; init; }
    /// <summary>Every so many days, weeks, months or years.</summary>
    public int Interval { get; init; } = 1;
    /// <summary>Days of the week, a bit each, Sunday first: of a weekly rule, or of which the <see cref="Week"/>th of a month is meant.</summary>
    public int Days { get; init; }
    /// <summary>The day of the month; 0 where <see cref="Week"/> counts.</summary>
    public int DayOfMonth { get; init; }
    /// <summary>The first to fourth, or the last (5), of <see cref="Days"/> in the month; 0 where the day of the month counts.</summary>
    public int Week { get; init; }
    /// <summary>The month of a yearly rule.</summary>
    public int Month { get; init; }
    /// <summary>How often; null where another end counts, or none.</summary>
    public int? Count { get; init; }
    /// <summary>The day of the last one, in local time.</summary>
    public DateTime? Until { get; init; }
    /// <summary>The first day of a week.</summary>
    public DayOfWeek WeekStart { get; init; } = DayOfWeek.Monday;

    /// <summary>The parts of an RRULE.</summary>
    public static Dictionary<string, string> Parts(string rule)
    {
        var parts = new Dictionary<string, string>();
        foreach (var part in rule.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) parts.TryAdd(part[..equals].ToUpperInvariant(), part[(equals + 1)..].ToUpperInvariant());
        }
        return parts;
    }

    /// <summary>A day of BYDAY with its number, 0 where it has none; null where it is none.</summary>
    public static (int Week, DayOfWeek Day)? Day(string text)
    {
        if (text.Length < 2 || Array.IndexOf(DayNames, text[^2..]) is not (>= 0 and var day)) return null;
        var week = 0;
        if (text.Length > 2 && !int.TryParse(text.AsSpan(0, text.Length - 2), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out week)) return null;
        return (week, (DayOfWeek)day);
    }

    /// <summary>The rule that an RRULE says of a meeting that begins then; null where MAPI has no such rule.</summary>
    public static RecurrenceRule? Read(string text, DateTime start, CalendarZone zone)
    {
        var parts = Parts(text);
        if (parts.Keys.Any(k => k is not ("FREQ" or "INTERVAL" or "COUNT" or "UNTIL" or "BYDAY" or "BYMONTHDAY" or "BYMONTH" or "BYSETPOS" or "WKST"))) return null;
        if (!Number("INTERVAL", 1, 999, 1, out var interval) || !Number("COUNT", 1, 999, 0, out var count) || !Number("BYMONTH", 1, 12, start.Month, out var month)
            || !Number("BYMONTHDAY", -1, 31, 0, out var monthDay) || !Number("BYSETPOS", -1, 4, 0, out var position)) return null;
        DateTime? until = null;
        if (parts.TryGetValue("UNTIL", out var end))
        {
            if (!CalendarTime.TryParse(end, out var last, out var isUtc)) return null;
            until = (isUtc ? zone.ToLocal(new DateTimeOffset(last, TimeSpan.Zero)) : last).Date;
            if (until < start.Date) return null;
        }
        var days = 0;
        var week = 0;
        foreach (var item in (parts.GetValueOrDefault("BYDAY") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Day(item) is not (var number, var day)) return null;
            // Days of several weeks of a month are several rules.
            if (number != 0 && (days != 0 || number is not (-1 or >= 1 and <= 4))) return null;
            if (number != 0) week = number == -1 ? 5 : number;
            else if (week != 0) return null;
            days |= 1 << (int)day;
        }
        if (position != 0)
        {
            if (week != 0 || days == 0) return null;
            week = position == -1 ? 5 : position;
        }
        var wkst = Array.IndexOf(DayNames, parts.GetValueOrDefault("WKST") ?? "MO");
        if (wkst < 0) return null;
        var rule = new RecurrenceRule { Frequency = Frequency.Daily, Interval = interval, Count = count == 0 ? null : count, Until = until, WeekStart = (DayOfWeek)wkst };
        return parts.GetValueOrDefault("FREQ") switch
        {
            "DAILY" when days == 0 && monthDay == 0 && !parts.ContainsKey("BYMONTH") => rule,
            // Every working day is a weekly rule to MAPI.
            "DAILY" when days != 0 && week == 0 && interval == 1 && monthDay == 0 && !parts.ContainsKey("BYMONTH") => rule with { Frequency = Frequency.Weekly, Days = days },
            "WEEKLY" when week == 0 && monthDay == 0 && !parts.ContainsKey("BYMONTH") => rule with { Frequency = Frequency.Weekly, Days = days == 0 ? 1 << (int)start.DayOfWeek : days },
            "MONTHLY" when !parts.ContainsKey("BYMONTH") => InMonth(rule with { Frequency = Frequency.Monthly }),
            "YEARLY" when interval <= 99 => InMonth(rule with { Frequency = Frequency.Yearly, Month = month }),
            _ => null,
        };

        bool Number(string part, int least, int most, int byDefault, out int value)
        {
            value = byDefault;
            return !parts.TryGetValue(part, out var given) || (int.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= least && value <= most && value != 0);
        }

        RecurrenceRule? InMonth(RecurrenceRule made)
        {
            if (days == 0) return made with { DayOfMonth = monthDay switch { 0 => start.Day, -1 => 31, _ => monthDay } };
            return week != 0 && monthDay == 0 ? made with { Days = days, Week = week } : null;
        }
    }

    /// <summary>The RRULE.</summary>
    public string Write(bool allDay, CalendarZone zone, TimeSpan timeOfDay)
    {
        var rule = $"FREQ={Frequency.ToString().ToUpperInvariant()}";
        if (Count is { } count) rule += $";COUNT={count}";
        else if (Until is { } until) rule += allDay ? $";UNTIL={CalendarTime.WriteDate(until)}" : $";UNTIL={CalendarTime.Write(zone.ToUtc(until + timeOfDay))}";
        rule += $";INTERVAL={Interval}";
        var names = string.Join(',', DayNames.Where((_, i) => (Days >> i & 1) != 0));
        if (Frequency == Frequency.Weekly) rule += $";BYDAY={names}";
        else if (Week != 0) rule += names.Length == 2 ? $";BYDAY={(Week == 5 ? -1 : Week)}{names}" : $";BYDAY={names};BYSETPOS={(Week == 5 ? -1 : Week)}";
        else if (DayOfMonth != 0) rule += $";BYMONTHDAY={(DayOfMonth == 31 ? -1 : DayOfMonth)}";
        if (Frequency == Frequency.Yearly) rule += $";BYMONTH={Month}";
        return rule + $";WKST={DayNames[(int)WeekStart]}";
    }

    /// <summary>The days on which it comes, from the first on; without an end, without end.</summary>
    public IEnumerable<DateTime> Occurrences(DateTime start)
    {
        var given = 0;
        foreach (var day in Candidates(start.Date))
        {
            if (day < start.Date) continue;
            if (Until is { } until && day > until) yield break;
            yield return day;
            if (++given == Count) yield break;
        }
    }

    /// <summary>The last day and how many there are; null where there is no end, or none that is found.</summary>
    public (DateTime Last, int Count)? End(DateTime start)
    {
        if (Count is null && Until is null) return null;
        var (last, count) = (start.Date, 0);
        foreach (var day in Occurrences(start).Take(MaxOccurrences)) (last, count) = (day, count + 1);
        return count is 0 or MaxOccurrences ? null : (last, count);
    }

    private IEnumerable<DateTime> Candidates(DateTime start)
    {
        switch (Frequency)
        {
            case Frequency.Daily:
                for (var day = start; day.Year < 4500; day = day.AddDays(Interval)) yield return day;
                break;
            case Frequency.Weekly:
                for (var week = start.AddDays(-(((int)start.DayOfWeek - (int)WeekStart + 7) % 7)); week.Year < 4500; week = week.AddDays(7 * Interval))
                    for (var i = 0; i < 7; i++)
                        if ((Days >> (int)week.AddDays(i).DayOfWeek & 1) != 0) yield return week.AddDays(i);
                break;
            default:
                var first = new DateTime(start.Year, Frequency == Frequency.Yearly ? Month : start.Month, 1);
                for (var month = first; month.Year < 4500; month = month.AddMonths(Frequency == Frequency.Yearly ? 12 * Interval : Interval))
                    if (InMonth(month) is { } found) yield return found;
                break;
        }
    }

    private DateTime? InMonth(DateTime month)
    {
        var length = DateTime.DaysInMonth(month.Year, month.Month);
        // MAPI takes the last day of a month that is too short.
        if (Week == 0) return month.AddDays(Math.Min(DayOfMonth, length) - 1);
        var matching = Enumerable.Range(0, length).Select(i => month.AddDays(i)).Where(d => (Days >> (int)d.DayOfWeek & 1) != 0).ToList();
        return Week == 5 ? matching.LastOrDefault() : matching.ElementAtOrDefault(Week - 1) is var found && found.Year > 1 ? found : null;
    }
}

/// <summary>How often a meeting comes again.</summary>
internal enum Frequency
{
    Daily,
    Weekly,
    Monthly,
    Yearly,
}
