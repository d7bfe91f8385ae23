using System.Text;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MimeKit;

namespace MapiOrleans.Conversion.Mime;

/// <summary>Signed and encrypted messages: one attachment that holds the secured content byte for byte ([MS-OXOSMIME] 2.1.3).</summary>
internal static class SmimeReader
{
    /// <summary>The name of PidNameContentType.</summary>
    public static readonly PropertyName ContentType = new(PropertySets.PS_INTERNET_HEADERS, "content-type");

    private const string FileName = "smime.p7m";

    /// <summary>
    /// Takes over a message that is S/MIME as a whole. Gives the body to show without checking the signature (none for opaque
    /// content); null where the message is something else.
    /// </summary>
    public static async ValueTask<BodyForms?> TryReadAsync(MimeMessage message, MimeSource source, MessageContent content, StructureReader structure, PartValues values, NamedPropertyTable names, CancellationToken cancellation)
    {
        if (source.ExtentOf(message) is not { } extent) return null;
        switch (message.Body)
        {
            case MimePart { Content: { } opaque } part when IsOpaque(part):
                {
                    await using var stream = values.Open();
                    await opaque.DecodeToAsync(stream, cancellation);
                    Add(content, message, names, "IPM.Note.SMIME", part.ContentType.MimeType, await stream.CompleteAsync(PropertyType.Binary));
                    return default(BodyForms);
                }
            case Multipart { Count: > 0 } signed when IsClearSigned(signed):
                {
                    await using var stream = values.Open();
                    foreach (var header in message.Body.Headers)
                    {
                        if (!header.Field.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)) continue;
                        await stream.WriteAsync(header.RawField, cancellation);
                        await stream.WriteAsync(":"u8.ToArray(), cancellation);
                        await stream.WriteAsync(header.RawValue, cancellation);
                    }
                    await stream.WriteAsync("\r\n"u8.ToArray(), cancellation);
                    await source.CopyRangeAsync(BodyBegin(source, extent), extent.End, stream, cancellation);
                    Add(content, message, names, "IPM.Note.SMIME.MultipartSigned", "multipart/signed", await stream.CompleteAsync(PropertyType.Binary));
                    var body = structure.Read(signed[0]);
                    structure.Attachments.Clear(); // they are inside what was kept whole
                    return body;
                }
            default:
                return null;
        }
    }

    /// <summary>Where the content begins: after the empty line that ends the headers.</summary>
    private static long BodyBegin(MimeSource source, Extent extent)
    {
        Span<byte> bytes = stackalloc byte[2];
        source.Stream.Position = extent.HeadersEnd;
        var count = source.Stream.ReadAtLeast(bytes, 2, throwOnEndOfStream: false);
        return extent.HeadersEnd + (count > 1 && bytes[0] == '\r' && bytes[1] == '\n' ? 2 : count > 0 && bytes[0] == '\n' ? 1 : 0);
    }

    private static bool IsOpaque(MimePart part)
    {
        if (string.Equals(part.ContentType.Parameters["smime-type"], "certs-only", StringComparison.OrdinalIgnoreCase)) return false;
        if (part.ContentType.IsMimeType("application", "pkcs7-mime") || part.ContentType.IsMimeType("application", "x-pkcs7-mime")) return true;
        return part.ContentType.IsMimeType("application", "octet-stream") && part.FileName?.EndsWith(".p7m", StringComparison.OrdinalIgnoreCase) == true;
    }

    private static bool IsClearSigned(Multipart multipart)
    {
        if (!multipart.ContentType.IsMimeType("multipart", "signed")) return false;
        var protocol = multipart.ContentType.Parameters["protocol"];
        return protocol is not null && (protocol.Equals("application/pkcs7-signature", StringComparison.OrdinalIgnoreCase) || protocol.Equals("application/x-pkcs7-signature", StringComparison.OrdinalIgnoreCase));
    }

    private static void Add(MessageContent content, MimeMessage message, NamedPropertyTable names, string messageClass, string mimeTag, PropertyValue data)
    {
        content.Properties.Set(PidTag.MessageClass, messageClass);
        var header = message.Body!.Headers[HeaderId.ContentType];
        if (header is { Length: > 0 and < 4000 }) names.Set(content.Properties, ContentType, PropertyValue.String(HeaderText.Clean(header)));
        var attachment = AttachmentReader.New(content, AttachmentReader.ByValue);
        attachment.Properties.Set(PidTag.AttachMimeTag, mimeTag);
        attachment.Properties.Set(PidTag.AttachEncoding, Array.Empty<byte>());
        AttachmentReader.SetName(attachment.Properties, FileName);
        AttachmentReader.SetData(attachment.Properties, data);
    }
}
