using System.Text;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MimeKit;

namespace MapiOrleans.Conversion.Mime;

/// <summary>Attachments to MIME entities ([MS-OXCMAIL] 2.1.3.4).</summary>
internal sealed class AttachmentWriter(MimeComposer composer)
{
    private const int MhtmlReference = 4;

    /// <summary>PidTagAttachMethod values whose data is elsewhere: a path, not bytes.</summary>
    private const int ByReference = 2, ByReferenceOnly = 4, ByWebReference = 7;

    /// <summary>The entity; null where the attachment has nothing that could be sent.</summary>
    public async ValueTask<MimeEntity?> WriteAsync(AttachmentContent attachment, int depth)
    {
        var bag = attachment.Properties;
        if (attachment.Embedded is { } embedded) return await EmbeddedAsync(bag, embedded, depth);
        if (!bag.TryGet(PidTag.AttachDataBinary.Id, out TaggedPropertyValue data) || data.Tag.Type is not (PropertyType.Binary or PropertyType.Object)) return Reference(bag);
        var type = TypeOf(bag);
        // RFC 2045 6.4: what is message/ or multipart/ is not encoded, and bytes that are only said to be so may need it.
        var isReport = ReportWriter.IsReportPart(type);
        if (type.MediaType.ToLowerInvariant() is "message" or "multipart" && !isReport) type = new ContentType("application", "octet-stream");
        var part = new MimePart(type) { Content = new MimeContent(composer.Open(data.Value)), ContentTransferEncoding = isReport ? ContentEncoding.EightBit : ContentEncoding.Base64 };
        if (isReport && data.Value.RawReference is byte[] bytes && Ascii.IsValid(bytes)) part.ContentTransferEncoding = ContentEncoding.SevenBit;
        Describe(part, bag, NameOf(bag));
        return part;
    }

    /// <summary>Whether the HTML shows the attachment in its place.</summary>
    public static bool IsInline(PropertyBag bag, MimePart html)
    {
        if (bag.GetInt32(PidTag.AttachMethod) is not (null or AttachmentReader.ByValue)) return false;
        var (id, location) = (bag.GetString(PidTag.AttachContentId), bag.GetString(PidTag.AttachContentLocation));
        if (string.IsNullOrEmpty(id) && string.IsNullOrEmpty(location)) return false;
        if (IsMarkedInline(bag)) return true;
        if (html.Content?.Stream is not MemoryStream) return bag.GetBool(PidTag.AttachmentHidden) == true;
        var references = new HtmlReferences();
        references.Add(html);
        return references.Mentions(id, location);
    }

    private async ValueTask<MimeEntity?> EmbeddedAsync(PropertyBag bag, MessageContent embedded, int depth)
    {
        if (depth >= composer.Options.MaxEmbeddedDepth)
        {
            composer.Note($"a message nested deeper than {composer.Options.MaxEmbeddedDepth}: left out");
            return null;
        }
        var part = new MessagePart("rfc822") { Message = await composer.ComposeAsync(embedded, depth + 1) };
        Describe(part, bag, NameOf(bag) is { Length: > 0 } name ? name : (embedded.Properties.GetString(PidTag.Subject) ?? "") + ".eml");
        return part;
    }

    /// <summary>An attachment that is only a path or an address: a text that says it.</summary>
    private TextPart? Reference(PropertyBag bag)
    {
        if (bag.GetInt32(PidTag.AttachMethod) is not (ByReference or 3 or ByReferenceOnly or ByWebReference) || bag.GetString(PidTag.AttachLongPathname) is not { Length: > 0 } path)
        {
            composer.Note($"attachment of method {bag.GetInt32(PidTag.AttachMethod)} without data: left out");
            return null;
        }
        var part = new TextPart("plain");
        part.SetText(Encoding.UTF8, path + "\r\n");
        Describe(part, bag, NameOf(bag) + ".txt");
        return part;
    }

    private static ContentType TypeOf(PropertyBag bag)
    {
        if (bag.GetString(PidTag.AttachMimeTag) is { Length: > 0 } tag && ContentType.TryParse(tag, out var given) && given.MediaType.Length > 0 && given.MediaSubtype.Length > 0) return given;
        return ContentType.Parse(MimeTypes.GetMimeType(NameOf(bag) is { Length: > 0 } name ? name : "unknown"));
    }

    private static string NameOf(PropertyBag bag) =>
        HeaderText.Clean(bag.GetString(PidTag.AttachLongFilename) is { Length: > 0 } name ? name : bag.GetString(PidTag.AttachFilename) is { Length: > 0 } shortName ? shortName : bag.GetString(PidTag.DisplayName) ?? "");

    private static void Describe(MimeEntity entity, PropertyBag bag, string name)
    {
        entity.ContentDisposition = new ContentDisposition(IsMarkedInline(bag) ? ContentDisposition.Inline : ContentDisposition.Attachment);
        if (name.Length > 0)
        {
            entity.ContentDisposition.FileName = name;
            // Older readers know only this one.
            entity.ContentType.Name = name;
        }
        if (TimeOf(bag, PidTag.CreationTime) is { } created) entity.ContentDisposition.CreationDate = created;
        if (TimeOf(bag, PidTag.LastModificationTime) is { } modified) entity.ContentDisposition.ModificationDate = modified;
        if (bag.GetString(PidTag.AttachContentId) is { Length: > 0 and < 900 } id && id.All(c => c is > ' ' and <= '~' and not ('<' or '>'))) entity.Headers.Add("Content-ID", $"<{id}>");
        if (bag.GetString(PidTag.AttachContentLocation) is { Length: > 0 } location) entity.Headers.Add(new Header(Encoding.UTF8, "Content-Location", HeaderText.Clean(location, 900)));
        if (bag.GetString(PidTag.AttachContentBase) is { Length: > 0 } contentBase) entity.Headers.Add(new Header(Encoding.UTF8, "Content-Base", HeaderText.Clean(contentBase, 900)));
        if (bag.GetString(PidTag.TextAttachmentCharset) is { Length: > 0 and <= 64 } charset && Ascii.IsValid(charset) && entity.ContentType.MediaType == "text") entity.ContentType.Charset = charset;
    }

    private static bool IsMarkedInline(PropertyBag bag) => bag.GetInt32(PidTag.AttachFlags) is { } flags && (flags & MhtmlReference) != 0;

    private static DateTimeOffset? TimeOf(PropertyBag bag, PropertyTag tag) => bag.TryGet(tag, out PropertyValue value) && value.AsFileTime() > 0 ? value.AsTime() : null;
}
