using System.Text;
using MapiOrleans.Conversion.Bodies;
using MapiOrleans.Mapi.Compression;
using MapiOrleans.Mapi.Properties;
using MimeKit;

namespace MapiOrleans.Conversion.Mime;

/// <summary>The body in the best form there is, and its text beside it ([MS-OXCMAIL] 2.1.3.3, [MS-OXBBODY] 2.1.3).</summary>
internal sealed class BodyWriter(MimeComposer composer)
{
    /// <summary>Lines of at most so many bytes go as they are (RFC 5322 2.1.1).</summary>
    private const int MaxLine = 998;

    /// <summary>Text and HTML, each null where the message has none.</summary>
    public async ValueTask<(MimePart? Plain, MimePart? Html)> WriteAsync(PropertyBag bag)
    {
        var isPlain = bag.GetInt32(PidTag.NativeBody) == BodyReader.NativePlain && bag.Contains(PidTag.Body.Id);
        if (!isPlain && bag.TryGet(PidTag.Html.Id, out TaggedPropertyValue html) && html.Tag.Type is PropertyType.Binary or PropertyType.String)
        {
            var part = await HtmlAsync(bag, html.Value);
            return (await PlainAsync(bag) ?? await PlainOfAsync(bag, html.Value), part);
        }
        if (!isPlain && bag.TryGet(PidTag.RtfCompressed, out PropertyValue rtf) && await RtfAsync(rtf) is var (origin, content))
        {
            if (origin != RtfOrigin.Html) return (await PlainAsync(bag) ?? Text("plain", content), null);
            return (await PlainAsync(bag) ?? Text("plain", await BodyConversion.HtmlToTextAsync(content, composer.Cancellation)), Text("html", content));
        }
        return (await PlainAsync(bag), null);
    }

    private static TextPart Text(string subtype, string text)
    {
        var part = new TextPart(subtype);
        part.SetText(Ascii.IsValid(text) ? Encoding.ASCII : Encoding.UTF8, text);
        part.ContentTransferEncoding = part.GetBestEncoding(EncodingConstraint.SevenBit, MaxLine);
        return part;
    }

    /// <summary>PidTagBody; null where the message has none.</summary>
    private async ValueTask<MimePart?> PlainAsync(PropertyBag bag)
    {
        if (!bag.TryGet(PidTag.Body, out PropertyValue value)) return null;
        if (value.External is not { } external) return Text("plain", value.AsString());
        if (external.Length <= composer.Options.MaxBodyBytes) return Text("plain", await composer.TextAsync(bag, PidTag.Body) ?? "");
        var file = composer.TemporaryFile();
        await using (var utf8 = Encoding.CreateTranscodingStream(composer.Open(value), Encoding.Unicode, new UTF8Encoding(false)))
            await utf8.CopyToAsync(file, composer.Cancellation);
        file.Position = 0;
        return Streamed("plain", "utf-8", file);
    }

    private async ValueTask<MimePart?> PlainOfAsync(PropertyBag bag, PropertyValue html)
    {
        if (await BytesAsync(html) is not { } bytes) return null;
        var text = html.Type == PropertyType.String ? Encoding.Unicode.GetString(bytes) : EncodingOf(bag, bytes).GetString(bytes);
        return Text("plain", await BodyConversion.HtmlToTextAsync(text, composer.Cancellation));
    }

    /// <summary>PidTagHtml: its bytes as they are, called by the code page that they are in.</summary>
    private async ValueTask<MimePart> HtmlAsync(PropertyBag bag, PropertyValue value)
    {
        var bytes = await BytesAsync(value);
        if (bytes is null) return Streamed("html", EncodingOf(bag, []).WebName, composer.Open(value));
        if (value.Type == PropertyType.String) return Text("html", Encoding.Unicode.GetString(bytes));
        var part = new TextPart("html") { Content = new MimeContent(new MemoryStream(bytes, writable: false)) };
        part.ContentType.Charset = EncodingOf(bag, bytes).WebName;
        part.ContentTransferEncoding = part.GetBestEncoding(EncodingConstraint.SevenBit, MaxLine);
        return part;
    }

    private static MimePart Streamed(string subtype, string charset, Stream content)
    {
        var part = new MimePart("text", subtype) { Content = new MimeContent(content), ContentTransferEncoding = ContentEncoding.Base64 };
        part.ContentType.Charset = charset;
        return part;
    }

    private static Encoding EncodingOf(PropertyBag bag, ReadOnlySpan<byte> bytes)
    {
        if (bag.GetInt32(PidTag.InternetCodepage) is { } codePage && codePage != 0 && TextConversion.IsKnown(codePage)) return TextConversion.EncodingOf(codePage);
        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : TextConversion.EncodingOf(1252);
    }

    /// <summary>The bytes of a value; null where they are more than is held in memory.</summary>
    private async ValueTask<byte[]?> BytesAsync(PropertyValue value)
    {
        if (value.External is not { } external) return value.Type == PropertyType.String ? Encoding.Unicode.GetBytes(value.AsString()) : value.AsBytes();
        if (external.Length > composer.Options.MaxBodyBytes) return null;
        var bytes = new byte[external.Length];
        await using var stream = composer.Open(value);
        await stream.ReadExactlyAsync(bytes, composer.Cancellation);
        return bytes;
    }

    private async ValueTask<(RtfOrigin Origin, string Content)?> RtfAsync(PropertyValue value)
    {
        if (await BytesAsync(value) is { } bytes && CompressedRtf.TryDecompress(bytes, composer.Options.MaxBodyBytes, out _) is { } rtf) return RtfReader.Read(rtf);
        composer.Note("RTF that cannot be read, or is too large: left out");
        return null;
    }
}
