using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace MapiOrleans.Conversion.Mime;

/// <summary>Text out of headers: decoded, and of a form that MAPI strings can hold.</summary>
internal static class HeaderText
{
    /// <summary>
    /// The text without characters that end or break a MAPI string (null, line breaks and other controls), with unpaired
    /// surrogates replaced, and not longer than <paramref name="maxLength"/> UTF-16 units.
    /// </summary>
    public static string Clean(string text, int maxLength = int.MaxValue)
    {
        var good = text.Length <= maxLength;
        for (var i = 0; good && i < text.Length; i++) good = !char.IsControl(text[i]) && !char.IsSurrogate(text[i]);
        if (good) return text;
        var result = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (result.Length + rune.Utf16SequenceLength > maxLength) break;
            if (!Rune.IsControl(rune)) result.Append(rune);
            else if (rune.Value is '\t' or '\n') result.Append(' ');
        }
        return result.ToString();
    }

    /// <summary>The decoded value of the first header of this name, cleaned and trimmed; null where there is none or it is empty.</summary>
    public static string? Get(HeaderList headers, string name)
    {
        foreach (var header in headers)
        {
            if (!header.Field.Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            var value = Clean(header.Value ?? "").Trim();
            if (value.Length > 0) return value;
        }
        return null;
    }

    /// <summary>The date in a header of this name; null where there is none that can be read.</summary>
    public static DateTimeOffset? GetDate(HeaderList headers, string name)
    {
        foreach (var header in headers)
        {
            if (header.Field.Equals(name, StringComparison.OrdinalIgnoreCase) && ParseDate(header.RawValue) is { } date) return date;
        }
        return null;
    }

    /// <summary>The date of the newest Received header.</summary>
    public static DateTimeOffset? ReceivedDate(HeaderList headers)
    {
        foreach (var header in headers)
        {
            if (header.Id != HeaderId.Received) continue;
            var raw = header.RawValue;
            var semicolon = raw.AsSpan().LastIndexOf((byte)';');
            if (semicolon >= 0 && ParseDate(raw[(semicolon + 1)..]) is { } date) return date;
        }
        return null;
    }

    private static DateTimeOffset? ParseDate(byte[] raw)
    {
        try
        {
            return DateUtils.TryParse(raw, 0, raw.Length, out var date) && date.UtcDateTime.Year is > 1601 and < 4500 ? date : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null; // a date in the last hours of year 9999 that its zone carries over the end
        }
    }

    /// <summary>Locales by language tag, from [MS-LCID] 2.2; a table of our own, as not every machine has the data to ask.</summary>
    private static readonly Dictionary<string, int> Locales = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ar"] = 0x0401,
        ["bg"] = 0x0402,
        ["ca"] = 0x0403,
        ["zh-tw"] = 0x0404,
        ["cs"] = 0x0405,
        ["da"] = 0x0406,
        ["de"] = 0x0407,
        ["el"] = 0x0408,
        ["en"] = 0x0409,
        ["en-us"] = 0x0409,
        ["es"] = 0x0C0A,
        ["fi"] = 0x040B,
        ["fr"] = 0x040C,
        ["he"] = 0x040D,
        ["hu"] = 0x040E,
        ["it"] = 0x0410,
        ["ja"] = 0x0411,
        ["ko"] = 0x0412,
        ["nl"] = 0x0413,
        ["nb"] = 0x0414,
        ["no"] = 0x0414,
        ["pl"] = 0x0415,
        ["pt-br"] = 0x0416,
        ["ro"] = 0x0418,
        ["ru"] = 0x0419,
        ["hr"] = 0x041A,
        ["sk"] = 0x041B,
        ["sv"] = 0x041D,
        ["th"] = 0x041E,
        ["tr"] = 0x041F,
        ["uk"] = 0x0422,
        ["sl"] = 0x0424,
        ["et"] = 0x0425,
        ["lv"] = 0x0426,
        ["lt"] = 0x0427,
        ["vi"] = 0x042A,
        ["zh"] = 0x0804,
        ["zh-cn"] = 0x0804,
        ["de-ch"] = 0x0807,
        ["en-gb"] = 0x0809,
        ["fr-be"] = 0x080C,
        ["it-ch"] = 0x0810,
        ["nl-be"] = 0x0813,
        ["pt"] = 0x0816,
        ["pt-pt"] = 0x0816,
        ["de-at"] = 0x0C07,
        ["en-au"] = 0x0C09,
        ["fr-ca"] = 0x0C0C,
        ["en-ca"] = 0x1009,
        ["fr-ch"] = 0x100C,
        ["en-ie"] = 0x1809,
    };

    /// <summary>The locale of the first of some language tags, or null where we know none.</summary>
    public static int? LocaleOf(string languageTags)
    {
        var tag = languageTags.Split(',', ';')[0].Trim();
        if (Locales.TryGetValue(tag, out var locale)) return locale;
        var dash = tag.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && Locales.TryGetValue(tag[..dash], out locale) ? locale : null;
    }

    /// <summary>The language tag of a locale, or null where we know none.</summary>
    public static string? TagOf(int locale) => Locales.FirstOrDefault(l => l.Value == locale).Key;
}
