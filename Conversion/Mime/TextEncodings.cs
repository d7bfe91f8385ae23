using System.Text;
using MimeKit;

namespace MapiOrleans.Conversion.Mime;

/// <summary>Which encoding the bytes of a text part are really in.</summary>
internal static class TextEncodings
{
    private const int Utf7 = 65000;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly Encoding Windows1252;

    static TextEncodings()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Windows1252 = Encoding.GetEncoding(1252);
    }

    /// <summary>The encoding of a charset's name; null where the name means nothing to us. UTF-7 means nothing: it hides markup from filters.</summary>
    public static Encoding? Find(string? charset)
    {
        if (string.IsNullOrWhiteSpace(charset) || charset.Length > 64) return null;
        var name = charset.Trim().Trim('"', '\'').ToLowerInvariant();
        name = name switch
        {
            "utf8" or "unicode-1-1-utf-8" or "utf-8mb4" => "utf-8",
            "ascii" or "ansi_x3.4-1968" or "iso646-us" or "us" => "us-ascii",
            "latin1" or "latin-1" or "iso8859-1" or "8859-1" or "iso_8859-1" => "iso-8859-1",
            "sjis" or "shift-jis" or "x-sjis" or "cp932" or "ms932" => "shift_jis",
            "gbk" or "x-gbk" or "cp936" => "gb2312",
            "cp949" or "uhc" or "ksc5601" or "ks_c_5601" => "ks_c_5601-1987",
            "tis-620" => "windows-874",
            "iso-8859-8-i" => "iso-8859-8",
            _ when name.StartsWith("cp125", StringComparison.Ordinal) && name.Length == 6 => "windows-" + name[2..],
            _ when name.StartsWith("iso8859-", StringComparison.Ordinal) => "iso-" + name[3..],
            _ => name,
        };
        try
        {
            var encoding = Encoding.GetEncoding(name);
            return encoding.CodePage == Utf7 ? null : encoding;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>
    /// What to read a part with, and the code page that its bytes may be labelled with. The declared charset holds unless the
    /// bytes say that it cannot be true.
    /// </summary>
    public static (Encoding Encoding, int CodePage) Choose(MimePart part)
    {
        var declared = Find(part.ContentType.Charset);
        if (declared is not null && declared.CodePage is not (20127 or 65001 or 28591))
        {
            // Text of another multi-byte charset is hardly ever faultless UTF-8: then the label is wrong.
            if (declared.IsSingleByte || Scan(part) is not { Utf8Sequences: > 0, Utf8Invalid: 0 } evidence) return (declared, declared.CodePage);
            if (evidence.Utf8Sequences < 4 && Fits(part, declared)) return (declared, declared.CodePage);
            return (Utf8, 65001);
        }
        var seen = Scan(part);
        if (!seen.EightBit)
        {
            if (declared is null && seen.Iso2022Jp && Find("iso-2022-jp") is { } japanese) return (japanese, japanese.CodePage);
            return (Utf8, declared?.CodePage is null or 20127 ? 20127 : declared.CodePage);
        }
        if (declared?.CodePage == 28591) return (Windows1252, 28591);
        return seen.Utf8Invalid == 0 || seen.Utf8Sequences > seen.Utf8Invalid ? (Utf8, 65001) : (Windows1252, 1252);
    }

    private static bool Fits(MimePart part, Encoding encoding)
    {
        using var stream = part.Content!.Open();
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        var decoder = strict.GetDecoder();
        var bytes = new byte[8192];
        var chars = new char[strict.GetMaxCharCount(bytes.Length)];
        try
        {
            int count;
            while ((count = stream.Read(bytes, 0, bytes.Length)) > 0) decoder.GetChars(bytes, 0, count, chars, 0, flush: false);
            decoder.GetChars([], 0, 0, chars, 0, flush: true);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private readonly record struct Evidence(bool EightBit, bool Iso2022Jp, long Utf8Sequences, long Utf8Invalid);

    private static Evidence Scan(MimePart part)
    {
        if (part.Content is null) return default;
        using var stream = part.Content.Open();
        var buffer = new byte[16384];
        bool eightBit = false, japanese = false;
        long sequences = 0, invalid = 0;
        int pending = 0, previous = 0, count;
        while ((count = stream.Read(buffer, 0, buffer.Length)) > 0)
        {
            foreach (var b in buffer.AsSpan(0, count))
            {
                if (previous == 0x1B && b == '$') japanese = true;
                previous = b;
                if (b < 0x80)
                {
                    if (pending > 0) invalid++;
                    pending = 0;
                    continue;
                }
                eightBit = true;
                if (b < 0xC0)
                {
                    if (pending == 0) invalid++;
                    else if (--pending == 0) sequences++;
                    continue;
                }
                if (pending > 0) invalid++;
                pending = b switch { >= 0xC2 and < 0xE0 => 1, >= 0xE0 and < 0xF0 => 2, >= 0xF0 and < 0xF5 => 3, _ => 0 };
                if (pending == 0) invalid++;
            }
        }
        return new Evidence(eightBit, japanese, sequences, invalid + (pending > 0 ? 1 : 0));
    }
}
