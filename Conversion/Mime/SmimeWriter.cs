using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MimeKit;

namespace MapiOrleans.Conversion.Mime;

/// <summary>What stands for the body of an S/MIME message: an entity, or, of the outermost message, bytes with their own headers.</summary>
internal sealed record SecuredBody(MimeEntity? Entity, Stream? Raw);

/// <summary>Signed and encrypted messages: what is secured leaves as it was ([MS-OXOSMIME] 2.1.3, 3.1.4).</summary>
internal static class SmimeWriter
{
    private const string Opaque = "IPM.Note.SMIME", ClearSigned = "IPM.Note.SMIME.MultipartSigned";

    /// <summary>Null where the message is none, or has not the one attachment that holds the content.</summary>
    public static async ValueTask<SecuredBody?> TryWriteAsync(MimeComposer composer, MessageContent content, bool outermost)
    {
        var messageClass = content.Properties.GetString(PidTag.MessageClass) ?? "";
        var isSigned = Is(messageClass, ClearSigned);
        if (!isSigned && !Is(messageClass, Opaque)) return null;
        if (content.Attachments is not [{ Embedded: null } attachment] || !attachment.Properties.TryGet(PidTag.AttachDataBinary, out PropertyValue data)) return null;
        if (!isSigned) return new SecuredBody(OpaquePart(composer, content.Properties, attachment.Properties, data), null);
        if (outermost) return new SecuredBody(null, composer.Open(data));
        var file = composer.TemporaryFile();
        await using (var source = composer.Open(data)) await source.CopyToAsync(file, composer.Cancellation);
        file.Position = 0;
        return new SecuredBody(await MimeEntity.LoadAsync(ParserOptions.Default, file, persistent: true, composer.Cancellation), null);
    }

    private static bool Is(string messageClass, string kind) =>
        messageClass.StartsWith(kind, StringComparison.OrdinalIgnoreCase) && (messageClass.Length == kind.Length || messageClass[kind.Length] == '.');

    private static MimePart OpaquePart(MimeComposer composer, PropertyBag bag, PropertyBag attachment, PropertyValue data)
    {
        ContentType? type = null;
        if (composer.TryGetNamed(bag, SmimeReader.ContentType, out var given) && given.Type == PropertyType.String && !given.IsExternal) ContentType.TryParse(given.AsString(), out type);
        if (type is null || !(type.IsMimeType("application", "pkcs7-mime") || type.IsMimeType("application", "x-pkcs7-mime") || type.IsMimeType("application", "octet-stream")))
        {
            type = new ContentType("application", "pkcs7-mime");
            type.Parameters.Add("smime-type", "enveloped-data");
        }
        var name = attachment.GetString(PidTag.AttachLongFilename) is { Length: > 0 } known ? HeaderText.Clean(known) : "smime.p7m";
        type.Name = name;
        return new MimePart(type)
        {
            Content = new MimeContent(composer.Open(data)),
            ContentTransferEncoding = ContentEncoding.Base64,
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = name },
        };
    }
}
