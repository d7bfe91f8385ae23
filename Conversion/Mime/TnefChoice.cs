using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MimeKit;

namespace MapiOrleans.Conversion.Mime;

/// <summary>Whether a message leaves in TNEF ([MS-OXCMAIL] 2.1.3): where it is asked for, or where nothing else can carry what it is.</summary>
internal static class TnefChoice
{
    private const int OleMethod = 6;

    // Bits of PidTagSendInternetEncoding: that the recipient wants what the others say, and that this is MIME.
    private const int EncodingPreference = 0x0002_0000, EncodingMime = 0x0004_0000;

    // What mail, reports and invitations say of themselves Internet mail has words for.
    private static readonly string[] CarriedClasses = ["IPM.Note", "IPM.Schedule.Meeting", "REPORT", "IPM.Post", "IPM.Document"];

    /// <summary>Why a message goes in TNEF; null where it goes without.</summary>
    public static string? Of(MessageContent content, MimeComposer composer)
    {
        var bag = content.Properties;
        if (composer.Options.Tnef == TnefUse.Never) return null;
        var messageClass = bag.GetString(PidTag.MessageClass) ?? "IPM.Note";
        // What was signed or encrypted, and what reports, must stay what it is.
        if (IsOf(messageClass, "REPORT") || messageClass.Contains(".SMIME", StringComparison.OrdinalIgnoreCase)) return null;
        if (composer.TryGetNamed(bag, PidLid.UseTnef.Name, out var asked) && asked.Type == PropertyType.Boolean && asked.AsBool()) return "it asks for it";
        if (AllWantIt(content)) return "its recipients want it";
        if (composer.Options.Tnef == TnefUse.WhenAsked) return null;
        if (content.Attachments.Any(IsOle)) return "OLE objects";
        if (composer.TryGetNamed(bag, PidLid.VerbStream.Name, out _)) return "voting buttons";
        return CarriedClasses.Any(c => IsOf(messageClass, c)) ? null : $"class {messageClass}";
    }

    /// <summary>The message with all of it in TNEF, beside its text for those who cannot read that.</summary>
    public static async ValueTask<MimeEntity> WriteAsync(MimeComposer composer, MessageContent content, MimePart? plain, string messageId)
    {
        var file = composer.TemporaryFile();
        var told = content.Properties.Clone();
        // By this key its reader knows that it belongs to the message that it came in ([MS-OXPROPS] PidTagTnefCorrelationKey).
        told.Set(PidTag.TnefCorrelationKey, (byte[])[.. System.Text.Encoding.ASCII.GetBytes(messageId), 0]);
        await new TnefWriter(composer).WriteAsync(new MessageContent { Properties = told, Recipients = content.Recipients, Attachments = content.Attachments }, file, depth: 0);
        file.Position = 0;
        var tnef = new MimePart("application", "ms-tnef")
        {
            Content = new MimeContent(file),
            ContentTransferEncoding = ContentEncoding.Base64,
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = "winmail.dat" },
        };
        tnef.ContentType.Name = "winmail.dat";
        return new Multipart("mixed") { plain ?? new TextPart("plain") { Text = "" }, tnef };
    }

    private static bool IsOle(AttachmentContent attachment) => attachment.Properties.GetInt32(PidTag.AttachMethod) == OleMethod || attachment.Embedded is { } embedded && embedded.Attachments.Any(IsOle);

    /// <summary>One message goes to everybody: TNEF only where all outside read it.</summary>
    private static bool AllWantIt(MessageContent content)
    {
        var outside = content.Recipients.Where(r => (r.Properties.GetString(PidTag.AddressType) ?? "SMTP").Equals("SMTP", StringComparison.OrdinalIgnoreCase)).ToList();
        return outside.Count > 0 && outside.TrueForAll(r => r.Properties.GetBool(PidTag.SendRichInfo) == true
            && (r.Properties.GetInt32(PidTag.SendInternetEncoding) is not { } encoding || (encoding & (EncodingPreference | EncodingMime)) != (EncodingPreference | EncodingMime)));
    }

    private static bool IsOf(string messageClass, string family) =>
        messageClass.StartsWith(family, StringComparison.OrdinalIgnoreCase) && (messageClass.Length == family.Length || messageClass[family.Length] == '.');
}
