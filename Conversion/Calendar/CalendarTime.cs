using System.Globalization;

namespace MapiOrleans.Conversion.Calendar;

/// <summary>Times of iCalendar (RFC 5545 3.3.4, 3.3.5).</summary>
internal static class CalendarTime
{
    /// <summary>Reads a date or a time of day, ending in Z or not.</summary>
    public static bool TryParse(string text, out DateTime time, out bool isUtc)
    {
        isUtc = text.EndsWith('Z');
        return DateTime.TryParseExact(text.TrimEnd('Z'), ["yyyyMMdd'T'HHmmss", "yyyyMMdd'T'HHmm", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time) && time.Year is >= 1601 and < 4500;
    }

    /// <summary>A length such as P1DT2H (RFC 5545 3.3.6); null where it is none.</summary>
    public static TimeSpan? Duration(string text)
    {
        var negative = text.StartsWith('-');
        text = text.TrimStart('+', '-');
        if (text is not ['P', ..]) return null;
        double minutes = 0;
        var number = 0L;
        foreach (var c in text.AsSpan(1))
        {
            if (char.IsAsciiDigit(c)) number = Math.Min(number * 10 + (c - '0'), 1_000_000);
            else
            {
                var unit = c switch { 'W' => 10_080d, 'D' => 1440, 'H' => 60, 'M' => 1, 'S' => 1 / 60d, 'T' => 0, _ => double.NaN };
                if (double.IsNaN(unit)) return null;
                minutes += number * unit;
                number = 0;
            }
        }
        return TimeSpan.FromMinutes(negative ? -minutes : minutes);
    }

    /// <summary>A time in UTC, as it is written.</summary>
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A local time, as it is written.</summary>
    public static string WriteLocal(DateTime time) => time.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    /// <summary>A date, as it is written.</summary>
    public static string WriteDate(DateTime time) => time.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
