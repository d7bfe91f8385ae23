using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Conversion.Calendar;

/// <summary>PidLidAppointmentRecur: an AppointmentRecurrencePattern ([MS-OXOCAL] 2.2.1.44.5), here without exceptions but those that are left out.</summary>
internal static class RecurrenceBlob
{
    private const ushort Version = 0x3004, FirstFrequency = 0x200A;
    private const uint Version2Read = 0x3006, Version2Write = 0x3009, EndByDate = 0x2021, EndAfterCount = 0x2022, EndNever = 0x2023, NeverEnds = 0x5AE980DF, CountOfNever = 10;
    private const int MaxInstances = 999, MaxInterval = 999;

    private static readonly DateTime Epoch = new(1601, 1, 1);

    private enum PatternType : ushort
    {
        Day = 0,
        Week = 1,
        Month = 2,
        MonthNth = 3,
    }

    /// <summary>The bytes of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="start">When the first one begins, in local time.</param>
    /// <param name="duration">How long each is.</param>
    /// <param name="deleted">Days on which it does not come.</param>
    public static byte[] Write(RecurrenceRule rule, DateTime start, TimeSpan duration, IReadOnlyCollection<DateTime> deleted)
    {
        using var writer = new MapiWriter(128);
        writer.WriteUInt16(Version);
        writer.WriteUInt16(Version);
        writer.WriteUInt16((ushort)(FirstFrequency + (int)rule.Frequency));
        var pattern = rule.Frequency switch { Frequency.Daily => PatternType.Day, Frequency.Weekly => PatternType.Week, _ => rule.Week != 0 ? PatternType.MonthNth : PatternType.Month };
        writer.WriteUInt16((ushort)pattern);
        writer.WriteUInt16(0);
        var (first, period) = Phase(rule, start.Date);
        writer.WriteUInt32(first);
        writer.WriteUInt32(period);
        writer.WriteUInt32(0);
        if (pattern == PatternType.Week) writer.WriteUInt32((uint)rule.Days);
        if (pattern == PatternType.Month) writer.WriteUInt32((uint)rule.DayOfMonth);
        if (pattern == PatternType.MonthNth)
        {
            writer.WriteUInt32((uint)rule.Days);
            writer.WriteUInt32((uint)rule.Week);
        }
        var end = rule.End(start);
        writer.WriteUInt32(end is null ? EndNever : rule.Count is not null ? EndAfterCount : EndByDate);
        writer.WriteUInt32((uint)(end?.Count ?? (int)CountOfNever));
        writer.WriteUInt32((uint)rule.WeekStart);
        var gone = deleted.Select(d => d.Date).Distinct().Order().Take(MaxInstances).ToList();
        writer.WriteUInt32((uint)gone.Count);
        foreach (var day in gone) writer.WriteUInt32(Minutes(day));
        writer.WriteUInt32(0);
        writer.WriteUInt32(Minutes(start.Date));
        writer.WriteUInt32(end is { Last: var last } ? Minutes(last) : NeverEnds);
        writer.WriteUInt32(Version2Read);
        writer.WriteUInt32(Version2Write);
        writer.WriteUInt32((uint)start.TimeOfDay.TotalMinutes);
        writer.WriteUInt32((uint)(start.TimeOfDay + duration).TotalMinutes);
        writer.WriteUInt16(0);
        writer.WriteUInt32(0);
        writer.WriteUInt32(0);
        return writer.ToArray();
    }

    /// <summary>The rule in the bytes; null where there is none that iCalendar can say, or one with changed occurrences.</summary>
    public static (RecurrenceRule Rule, DateTime Start, TimeSpan Duration, IReadOnlyList<DateTime> Deleted)? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new MapiReader(bytes);
        reader.ReadUInt32();
        var frequency = reader.ReadUInt16() - FirstFrequency;
        var pattern = (PatternType)reader.ReadUInt16();
        reader.ReadUInt16();
        reader.ReadUInt32();
        var period = reader.ReadUInt32();
        reader.ReadUInt32();
        var (days, dayOfMonth, week) = (0u, 0u, 0u);
        if (pattern == PatternType.Week) days = reader.ReadUInt32();
        else if (pattern == PatternType.Month) dayOfMonth = reader.ReadUInt32();
        else if (pattern == PatternType.MonthNth) (days, week) = (reader.ReadUInt32(), reader.ReadUInt32());
        else if (pattern != PatternType.Day) return null;
        var (end, count, weekStart) = (reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32());
        if (Dates(ref reader) is not { } deleted || Dates(ref reader) is not { } changed) return null;
        var (startDate, endDate) = (reader.ReadUInt32(), reader.ReadUInt32());
        reader.ReadUInt32();
        reader.ReadUInt32();
        var (startTime, endTime) = (reader.ReadUInt32(), reader.ReadUInt32());
        if (reader.Failed || changed.Count > 0 || frequency is < 0 or > 3 || days > 0x7F || dayOfMonth > 31 || week > 5 || weekStart > 6 || startTime > 1440 || endTime < startTime || endTime - startTime > 525_600 || period is 0 or > 1_439_856) return null;
        var interval = (Frequency)frequency switch { Frequency.Daily => (int)(period / 1440), Frequency.Yearly => (int)(period / 12), _ => (int)period };
        var first = Epoch.AddMinutes(startDate).Date;
        // Daily by the layout of weeks is every working day.
        var kind = pattern == PatternType.Week ? Frequency.Weekly : (Frequency)frequency;
        if (interval is 0 or > MaxInterval || (kind == Frequency.Weekly && days == 0) || (kind >= Frequency.Monthly && dayOfMonth == 0 && (week == 0 || days == 0)) || first.Year > 4500) return null;
        var rule = new RecurrenceRule
        {
            Frequency = kind,
            Interval = interval,
            Days = (int)days,
            DayOfMonth = (int)dayOfMonth,
            Week = (int)week,
            Month = first.Month,
            WeekStart = (DayOfWeek)weekStart,
            Count = end == EndAfterCount ? (int)Math.Clamp(count, 1, 999) : null,
            Until = end == EndByDate ? Epoch.AddMinutes(Math.Min(endDate, NeverEnds)).Date : null,
        };
        return (rule, first.AddMinutes(startTime), TimeSpan.FromMinutes(endTime - startTime), deleted);
    }

    private static List<DateTime>? Dates(ref MapiReader reader)
    {
        var count = reader.ReadUInt32();
        if (reader.Failed || count > MaxInstances || count * 4 > reader.Remaining) return null;
        var dates = new List<DateTime>((int)count);
        for (var i = 0; i < count; i++) dates.Add(Epoch.AddMinutes(reader.ReadUInt32()));
        return dates;
    }

    /// <summary>FirstDateTime and Period ([MS-OXOCAL] 2.2.1.44.1): where the first period lies, counted from 1601.</summary>
    private static (uint First, uint Period) Phase(RecurrenceRule rule, DateTime start)
    {
        switch (rule.Frequency)
        {
            case Frequency.Daily:
                var daily = (uint)rule.Interval * 1440;
                return (Minutes(start) % daily, daily);
            case Frequency.Weekly:
                var week = start.AddDays(-(((int)start.DayOfWeek - (int)rule.WeekStart + 7) % 7));
                return (Minutes(week) % ((uint)rule.Interval * 10_080), (uint)rule.Interval);
            default:
                var period = rule.Frequency == Frequency.Yearly ? rule.Interval * 12 : rule.Interval;
                var month = rule.Frequency == Frequency.Yearly ? rule.Month : start.Month;
                var offset = ((start.Year - Epoch.Year) * 12 + month - 1) % period;
                return (Minutes(Epoch.AddMonths(offset)), (uint)period);
        }
    }

    private static uint Minutes(DateTime day) => (uint)(day - Epoch).TotalMinutes;
}
