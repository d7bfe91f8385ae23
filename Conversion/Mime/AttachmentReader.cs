using System.Globalization;
using System.Text;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MimeKit;

namespace MapiOrleans.Conversion.Mime;

/// <summary>Properties of attachments ([MS-OXCMAIL] 2.2.3.4).</summary>
internal static class AttachmentReader
{
    /// <summary>PidTagAttachMethod: the data is in PidTagAttachDataBinary.</summary>
    public const int ByValue = 1;

    /// <summary>PidTagAttachMethod: the attachment is a message object.</summary>
    public const int EmbeddedMessage = 5;

    private const int MaxNameLength = 255;

    /// <summary>PidTagExceptionStartTime and -EndTime of attachments that are no exceptions ([MS-OXOCAL] 2.2.10.1.4).</summary>
    private static readonly DateTimeOffset NoException = new(4501, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] InlineTypes = ["image/jpeg", "image/jpg", "image/pjpeg", "image/gif", "image/bmp", "image/png", "image/x-png", "image/svg+xml", "image/webp", "image/tiff"];

    /// <summary>What every attachment has.</summary>
    public static AttachmentContent New(MessageContent message, int method)
    {
        var attachment = new AttachmentContent { AttachNumber = (uint)message.Attachments.Count, Properties = new PropertyBag(20) };
        var bag = attachment.Properties;
        bag.Set(PidTag.AttachMethod, method);
        bag.Set(PidTag.RenderingPosition, -1);
        bag.Set(PidTag.AttachFlags, 0);
        bag.Set(PidTag.AttachmentHidden, false);
        bag.Set(PidTag.AttachmentFlags, 0);
        bag.Set(PidTag.AttachmentLinkId, 0);
        bag.Set(PidTag.ExceptionStartTime, NoException);
        bag.Set(PidTag.ExceptionEndTime, NoException);
        message.Attachments.Add(attachment);
        return attachment;
    }

    /// <summary>Names the attachment.</summary>
    public static void SetName(PropertyBag bag, string fileName)
    {
        var dot = fileName.LastIndexOf('.');
        var extension = dot > 0 && fileName.Length - dot <= 20 ? fileName[dot..] : "";
        bag.Set(PidTag.AttachLongFilename, fileName);
        bag.Set(PidTag.AttachFilename, ShortName(fileName, extension));
        bag.Set(PidTag.AttachExtension, extension);
        bag.Set(PidTag.DisplayName, fileName);
    }

    /// <summary>Sets the data and its size.</summary>
    public static void SetData(PropertyBag bag, PropertyValue data)
    {
        bag.Set(PidTag.AttachDataBinary, data);
        bag.Set(PidTag.AttachSize, (int)Math.Min(int.MaxValue, PartValues.SizeOf(data)));
    }

    /// <summary>What the entity's headers say of the attachment.</summary>
    public static void ReadHeaders(PropertyBag bag, MimeEntity entity, int number)
    {
        var type = entity.ContentType;
        bag.Set(PidTag.AttachMimeTag, HeaderText.Clean(type.MimeType, MaxNameLength));
        SetName(bag, FileName(entity, number));
        bag.Set(PidTag.AttachEncoding, Array.Empty<byte>());
        if (HeaderText.Clean(entity.ContentId ?? "", 1000).Trim('<', '>', ' ') is { Length: > 0 } id) bag.Set(PidTag.AttachContentId, id);
        if (HeaderText.Get(entity.Headers, "Content-Location") is { Length: <= 2000 } location) bag.Set(PidTag.AttachContentLocation, location);
        if (HeaderText.Get(entity.Headers, "Content-Base") is { Length: <= 2000 } contentBase) bag.Set(PidTag.AttachContentBase, contentBase);
        if (type.MediaType.Equals("text", StringComparison.OrdinalIgnoreCase) && type.Charset is { Length: > 0 and <= 64 } charset) bag.Set(PidTag.TextAttachmentCharset, HeaderText.Clean(charset));
        if (entity.ContentDisposition?.CreationDate is { Year: > 1601 and < 4500 } created) bag.Set(PidTag.CreationTime, created);
        if (entity.ContentDisposition?.ModificationDate is { Year: > 1601 and < 4500 } modified) bag.Set(PidTag.LastModificationTime, modified);
    }

    /// <summary>Marks an attachment that the HTML body shows in its place ([MS-OXCMAIL] 2.2.3.4.1.4.1): it is hidden from the list of attachments.</summary>
    public static void MarkInline(PropertyBag bag, HtmlReferences references)
    {
        var tag = bag.GetString(PidTag.AttachMimeTag);
        if (tag is null || !InlineTypes.Contains(tag, StringComparer.OrdinalIgnoreCase)) return;
        if (!references.Mentions(bag.GetString(PidTag.AttachContentId), bag.GetString(PidTag.AttachContentLocation))) return;
        bag.Set(PidTag.AttachFlags, 4);
        bag.Set(PidTag.AttachmentHidden, true);
    }

    /// <summary>The name that the entity gives itself, without what no file name may have; else a made one ([MS-OXCMAIL] 2.2.3.4.1.1).</summary>
    private static string FileName(MimeEntity entity, int number)
    {
        var name = entity.ContentDisposition?.FileName;
        if (string.IsNullOrWhiteSpace(name)) name = entity.ContentType.Name;
        if (string.IsNullOrWhiteSpace(name) && HeaderText.Get(entity.Headers, "Content-Description") is { Length: <= 100 } description && description.Contains('.', StringComparison.Ordinal)) name = description;
        var clean = CleanFileName(name ?? "");
        if (clean.Length > 0) return clean;
        if (!MimeTypes.TryGetExtension(entity.ContentType.MimeType, out var extension)) extension = entity is MessagePart ? ".eml" : ".dat";
        return string.Create(CultureInfo.InvariantCulture, $"ATT{number + 1:D5}{extension}");
    }

    /// <summary>A name that is safe to save under, of at most 255 characters, its extension kept.</summary>
    public static string CleanFileName(string name)
    {
        name = HeaderText.Clean(name).Trim();
        if (name.AsSpan().IndexOfAny("/\\:*?\"<>|") >= 0)
        {
            var result = new StringBuilder(name);
            for (var i = 0; i < result.Length; i++)
            {
                if ("/\\:*?\"<>|".Contains(result[i], StringComparison.Ordinal)) result[i] = '_';
            }
            name = result.ToString();
        }
        if (name is "." or "..") return "";
        if (name.Length <= MaxNameLength) return name;
        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && name.Length - dot <= 20 ? name[dot..] : "";
        return HeaderText.Clean(name, MaxNameLength - extension.Length) + extension;
    }

    /// <summary>An 8.3 name.</summary>
    private static string ShortName(string fileName, string extension)
    {
        var stem = Ascii(fileName.AsSpan(0, fileName.Length - extension.Length));
        var tail = Ascii(extension.AsSpan(Math.Min(1, extension.Length)));
        if (tail.Length > 3) tail = tail[..3];
        if (stem.Length == 0) stem = "ATT";
        if (stem.Length > 8 || stem.Length + (extension.Length == 0 ? 0 : tail.Length + 1) != fileName.Length) stem = stem[..Math.Min(6, stem.Length)] + "~1";
        return tail.Length == 0 ? stem : stem + "." + tail;

        static string Ascii(ReadOnlySpan<char> text)
        {
            var result = new StringBuilder(text.Length);
            foreach (var c in text)
            {
                if (char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '~' or '$') result.Append(c);
            }
            return result.ToString();
        }
    }
}

/// <summary>What an HTML body refers to.</summary>
internal sealed class HtmlReferences
{
    /// <summary>Characters of a part that are looked at.</summary>
    private const int MaxChars = 4 * 1024 * 1024;

    /// <summary>Content locations that are searched for; each costs a pass over the text.</summary>
    private const int MaxLocations = 100;

    private int _locations;
    private readonly HashSet<string> _contentIds = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _texts = [];

    /// <summary>Looks through an HTML part.</summary>
    public void Add(MimePart html)
    {
        if (html.Content is null) return;
        using var reader = new StreamReader(html.Content.Open(), Encoding.Latin1, detectEncodingFromByteOrderMarks: true);
        var buffer = new char[Math.Min(MaxChars, 65536)];
        var text = new StringBuilder();
        int count;
        while (text.Length < MaxChars && (count = reader.Read(buffer, 0, buffer.Length)) > 0) text.Append(buffer, 0, count);
        var all = text.ToString();
        _texts.Add(all);
        for (var at = all.IndexOf("cid:", StringComparison.OrdinalIgnoreCase); at >= 0; at = all.IndexOf("cid:", at + 4, StringComparison.OrdinalIgnoreCase))
        {
            var end = all.AsSpan(at + 4).IndexOfAny("\"' \t\r\n>)&;");
            var id = all.AsSpan(at + 4, end < 0 ? Math.Min(1000, all.Length - at - 4) : Math.Min(end, 1000)).ToString();
            _contentIds.Add(Uri.UnescapeDataString(id));
        }
    }

    /// <summary>Whether the body mentions this content id or location.</summary>
    public bool Mentions(string? contentId, string? contentLocation) =>
        (contentId is { Length: > 0 } && _contentIds.Contains(contentId))
        || (contentLocation is { Length: > 3 } && _locations++ < MaxLocations && _texts.Any(t => t.Contains(contentLocation, StringComparison.OrdinalIgnoreCase)));
}
