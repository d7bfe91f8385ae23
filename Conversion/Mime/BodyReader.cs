using System.Text;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MimeKit;
using MimeKit.Text;

namespace MapiOrleans.Conversion.Mime;

/// <summary>Writes body parts into PidTagBody and PidTagHtml ([MS-OXBBODY], [MS-OXCMAIL] 2.2.3.3).</summary>
internal sealed class BodyReader(MimeConversionOptions options, PartValues values, Action<string> note, CancellationToken cancellation)
{
    /// <summary>PidTagNativeBody: plain text.</summary>
    public const int NativePlain = 1;

    /// <summary>PidTagNativeBody: compressed RTF.</summary>
    public const int NativeRtf = 2;

    /// <summary>PidTagNativeBody: HTML.</summary>
    public const int NativeHtml = 3;

    private const int Utf8 = 65001;

    /// <summary>
    /// Sets the body properties. Pieces that would make the body too large to be joined in memory are given back, to become attachments.
    /// </summary>
    public async ValueTask<List<MimePart>> ReadAsync(BodyForms body, PropertyBag bag)
    {
        var tooLarge = new List<MimePart>();
        var html = body.Html is { Count: > 1 } many ? Bounded(many, tooLarge) : body.Html;
        var plain = body.Plain ?? html;
        if (html is { Count: 1 } && html[0].IsHtml) await SingleHtmlAsync(html[0].Part, bag);
        else if (html is { Count: > 0 }) await JoinedHtmlAsync(html, bag);
        if (plain is { Count: > 0 }) await PlainAsync(plain, bag);
        if (html is { Count: > 0 }) bag.Set(PidTag.NativeBody, NativeHtml);
        else if (plain is { Count: > 0 })
        {
            bag.Set(PidTag.NativeBody, NativePlain);
            bag.Set(PidTag.InternetCodepage, plain.Count == 1 ? TextEncodings.Choose(plain[0].Part).CodePage : Utf8);
        }
        return tooLarge;
    }

    private List<BodyPiece> Bounded(List<BodyPiece> pieces, List<MimePart> tooLarge)
    {
        long size = 0;
        var kept = new List<BodyPiece>();
        foreach (var piece in pieces)
        {
            var length = piece.Part.Content?.Stream?.Length ?? 0;
            if (kept.Count > 0 && size + length > options.MaxJoinedBodyBytes)
            {
                tooLarge.Add(piece.Part);
                continue;
            }
            size += length;
            kept.Add(piece);
        }
        if (tooLarge.Count > 0) note($"{tooLarge.Count} text parts were too large to be joined and are attachments");
        return kept;
    }

    /// <summary>One HTML part: its bytes as they are, where Outlook knows the code page.</summary>
    private async ValueTask SingleHtmlAsync(MimePart part, PropertyBag bag)
    {
        if (part.ContentId is { Length: > 0 and < 1000 } id) bag.Set(PidTag.BodyContentId, HeaderText.Clean(id).Trim('<', '>', ' '));
        var (encoding, codePage) = TextEncodings.Choose(part);
        await using var stream = values.Open();
        if (codePage is 1200 or 1201 or 12000 or 12001)
        {
            using var reader = Reader(part, encoding);
            var chunk = new char[4096];
            var encoder = Encoding.UTF8.GetEncoder();
            var bytes = new byte[chunk.Length * 3 + 16];
            int count;
            do
            {
                count = await reader.ReadAsync(chunk.AsMemory(), cancellation);
                var written = encoder.GetBytes(chunk.AsSpan(0, count), bytes, flush: count == 0);
                await stream.WriteAsync(bytes.AsMemory(0, written), cancellation);
            }
            while (count > 0);
            codePage = Utf8;
        }
        else if (part.Content is not null)
        {
            await part.Content.DecodeToAsync(stream, cancellation);
        }
        bag.Set(PidTag.Html, await stream.CompleteAsync(PropertyType.Binary));
        bag.Set(PidTag.InternetCodepage, codePage);
    }

    /// <summary>Several parts, at least one of them HTML: one document in UTF-8.</summary>
    private async ValueTask JoinedHtmlAsync(List<BodyPiece> pieces, PropertyBag bag)
    {
        var document = "";
        foreach (var piece in pieces)
        {
            using var reader = Reader(piece.Part, TextEncodings.Choose(piece.Part).Encoding);
            var text = await reader.ReadToEndAsync(cancellation);
            if (!piece.IsHtml)
            {
                using var output = new StringWriter();
                new TextToHtml { OutputHtmlFragment = true }.Convert(new StringReader(text), output);
                text = "<div>" + output + "</div>\r\n";
            }
            document = document.Length == 0 ? text : Insert(document, piece.IsHtml ? Inner(text) : text);
        }
        bag.Set(PidTag.Html, await values.BinaryAsync(Encoding.UTF8.GetBytes(document)));
        bag.Set(PidTag.InternetCodepage, Utf8);
    }

    /// <summary>What is between a document's body tags; all of it where there are none.</summary>
    private static string Inner(string html)
    {
        var open = html.IndexOf("<body", StringComparison.OrdinalIgnoreCase);
        var start = open < 0 ? -1 : html.IndexOf('>', open);
        var end = html.LastIndexOf("</body", StringComparison.OrdinalIgnoreCase);
        return start < 0 ? html : html[(start + 1)..(end > start ? end : html.Length)];
    }

    private static string Insert(string document, string fragment)
    {
        var end = document.LastIndexOf("</body", StringComparison.OrdinalIgnoreCase);
        if (end < 0) end = document.LastIndexOf("</html", StringComparison.OrdinalIgnoreCase);
        return end < 0 ? document + fragment : document.Insert(end, fragment);
    }

    private async ValueTask PlainAsync(List<BodyPiece> pieces, PropertyBag bag)
    {
        await using var stream = values.Open();
        var writer = new BodyTextWriter(stream, cancellation);
        foreach (var piece in pieces)
        {
            if (writer.InLine) await writer.WriteAsync("\r\n".AsMemory());
            using var reader = Reader(piece.Part, TextEncodings.Choose(piece.Part).Encoding);
            if (piece.IsHtml) await writer.CopyHtmlAsync(reader);
            else if (IsFlowed(piece.Part)) await UnflowAsync(piece.Part, reader, writer);
            else await writer.CopyAsync(reader);
        }
        await writer.FlushAsync();
        bag.Set(PidTag.Body, await stream.CompleteAsync(PropertyType.String));
    }

    private bool IsFlowed(MimePart part) =>
        string.Equals(part.ContentType.Format, "flowed", StringComparison.OrdinalIgnoreCase) && (part.Content?.Stream?.Length ?? 0) <= options.MaxJoinedBodyBytes;

    /// <summary>Joins the lines of flowed text (RFC 3676).</summary>
    private static async ValueTask UnflowAsync(MimePart part, TextReader reader, BodyTextWriter writer)
    {
        using var output = new StringWriter();
        var deleteSpace = string.Equals(part.ContentType.Parameters["delsp"], "yes", StringComparison.OrdinalIgnoreCase);
        new FlowedToText { DeleteSpace = deleteSpace }.Convert(reader, output);
        await writer.WriteAsync(output.ToString().AsMemory());
    }

    private static StreamReader Reader(MimePart part, Encoding encoding) =>
        new(part.Content?.Open() ?? Stream.Null, encoding, detectEncodingFromByteOrderMarks: true);
}
