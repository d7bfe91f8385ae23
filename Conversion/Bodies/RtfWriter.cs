using System.Globalization;
using System.Net;
using System.Text;

namespace MapiOrleans.Conversion.Bodies;

/// <summary>
/// Puts HTML or plain text into RTF so that an RTF reader shows it and a de-encapsulating one gets it back ([MS-OXRTFEX] 2.2.2). Of the look
/// of HTML only paragraphs and line breaks are told in RTF; whoever wants the rest takes the HTML out.
/// </summary>
public static class RtfWriter
{
    // Destinations of HTML fragments ([MS-OXRTFEX] 2.1.3.1.4.1): readers do not look at them.
    private const int InHead = 34;
    private const int InBody = 84;
    private const int ParagraphTag = 64;

    /// <summary>RTF that encapsulates text.</summary>
    public static byte[] FromText(string text)
    {
        var rtf = new StringBuilder(@"{\rtf1\ansi\ansicpg1252\fromtext \fbidis \deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fmodern Courier New;}}\uc1\pard\plain\deftab360 \f0\fs20 ", text.Length + 256);
        Escape(rtf, text, @"\par ");
        return Encoding.ASCII.GetBytes(rtf.Append('}').ToString());
    }

    /// <summary>RTF that encapsulates an HTML document.</summary>
    public static byte[] FromHtml(string html)
    {
        var rtf = new StringBuilder(@"{\rtf1\ansi\ansicpg1252\fromhtml1 \fbidis \deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fmodern Courier New;}}\uc1\pard\plain\deftab360 \f0\fs24 ", html.Length * 2);
        rtf.Append(CultureInfo.InvariantCulture, $@"{{\*\htmltag{ParagraphTag}}}");
        // Text of a document that has no body tag is its body's.
        var inBody = !HtmlPieces.Has(html, "<body");
        foreach (var (piece, kind, tag) in HtmlPieces.Of(html))
        {
            if (kind == HtmlPieceKind.Tag && tag == "body") inBody = true;
            if (kind == HtmlPieceKind.Text && inBody) Text(rtf, piece);
            else Fragment(rtf, piece, inBody ? InBody : InHead);
            if (kind != HtmlPieceKind.Tag || !inBody) continue;
            if (tag is "br") rtf.Append(@"\htmlrtf \line \htmlrtf0 ");
            else if (tag is "/p" or "/div" or "/tr" or "/li" or "/h1" or "/h2" or "/h3" or "/h4" or "/h5" or "/h6" or "hr") rtf.Append(@"\htmlrtf \par \htmlrtf0 ");
            else if (tag is "/td" or "/th") rtf.Append(@"\htmlrtf \tab \htmlrtf0 ");
        }
        return Encoding.ASCII.GetBytes(rtf.Append('}').ToString());
    }

    private static void Fragment(StringBuilder rtf, ReadOnlySpan<char> html, int destination)
    {
        rtf.Append(CultureInfo.InvariantCulture, $@"{{\*\htmltag{destination} ");
        Escape(rtf, html, @"\par ");
        rtf.Append('}');
    }

    /// <summary>Text between tags: what HTML and RTF write alike is shared; references and line ends are told to each in its own way.</summary>
    private static void Text(StringBuilder rtf, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var special = text.IndexOfAny("&\r\n\t");
            if (special != 0)
            {
                var plain = special < 0 ? text : text[..special];
                Escape(rtf, plain, " ");
                text = text[plain.Length..];
                continue;
            }
            if (text[0] == '&')
            {
                var end = text[..Math.Min(text.Length, 12)].IndexOf(';');
                var reference = text[..(end < 0 ? 1 : end + 1)];
                Fragment(rtf, reference, InBody);
                rtf.Append(@"\htmlrtf ");
                Escape(rtf, WebUtility.HtmlDecode(reference.ToString()), " ");
                rtf.Append(@"\htmlrtf0 ");
                text = text[reference.Length..];
                continue;
            }
            var space = text.IndexOfAnyExcept("\r\n\t");
            var white = space < 0 ? text : text[..space];
            Fragment(rtf, white, InBody);
            rtf.Append(@"\htmlrtf  \htmlrtf0 ");
            text = text[white.Length..];
        }
    }

    private static void Escape(StringBuilder rtf, ReadOnlySpan<char> text, string lineEnd)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '\\' or '{' or '}': rtf.Append('\\').Append(c); break;
                case '\r':
                    rtf.Append(lineEnd);
                    if (i + 1 < text.Length && text[i + 1] == '\n') i++;
                    break;
                case '\n': rtf.Append(lineEnd); break;
                case '\t': rtf.Append(@"\tab "); break;
                case >= ' ' and < '\x7F': rtf.Append(c); break;
                case >= '\x7F': rtf.Append(CultureInfo.InvariantCulture, $@"\u{(short)c}?"); break;
            }
        }
    }
}
