using System.Globalization;
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

    /// <summary>Splits a subject into prefix and rest ([MS-OXCMAIL] 2.2.3.2.6.1).</summary>
    public static (string Prefix, string Normalized) SplitSubject(string subject)
    {
        var colon = subject.IndexOf(':', StringComparison.Ordinal);
        if (colon is < 1 or > 3) return ("", subject);
        for (var i = 0; i < colon; i++)
        {
            if (subject[i] == ' ' || char.IsAsciiDigit(subject[i])) return ("", subject);
        }
        return (subject[..colon] + ": ", subject[(colon + 1)..].TrimStart(' '));
    }

    /// <summary>The locale of a language tag, or null where it has no number of its own.</summary>
    public static int? LocaleOf(string languageTags)
    {
        var tag = languageTags.Split(',', ';')[0].Trim();
        if (tag.Length is 0 or > 16) return null;
        try
        {
            var lcid = CultureInfo.GetCultureInfo(tag).LCID;
            return lcid is 0x1000 or 0x7F ? null : lcid;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }
}
