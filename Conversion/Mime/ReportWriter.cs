using System.Text;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MimeKit;

namespace MapiOrleans.Conversion.Mime;

/// <summary>Reports ([MS-OXCMAIL] 2.1.3.5): multipart/report of RFC 6522, with the parts that came with it or, for a receipt, a made one.</summary>
internal static class ReportWriter
{
    /// <summary>The report-type of a message; null where it is no report, or one that has nothing to report with.</summary>
    public static string? Find(MessageContent content)
    {
        if (content.Properties.GetString(PidTag.MessageClass) is not { } messageClass || !messageClass.StartsWith("REPORT.", StringComparison.OrdinalIgnoreCase)) return null;
        if (content.Attachments.Any(a => Is(a, "message/delivery-status"))) return "delivery-status";
        return content.Attachments.Any(a => Is(a, "message/disposition-notification")) || IsReceipt(messageClass) ? "disposition-notification" : null;
    }

    /// <summary>Whether a part of this type is a report's own: readable as it is, never encoded.</summary>
    public static bool IsReportPart(ContentType type) =>
        type.IsMimeType("message", "delivery-status") || type.IsMimeType("message", "disposition-notification") || type.IsMimeType("message", "global-delivery-status");

    /// <summary>The report: the text, the machine's part, what else there is.</summary>
    public static async ValueTask<MimeEntity> WriteAsync(MimeComposer composer, string kind, MessageContent content, MimeEntity? body, List<MimeEntity> attachments)
    {
        var report = new MultipartReport(kind) { body ?? new TextPart("plain") { Text = "" } };
        var machine = attachments.Find(a => IsReportPart(a.ContentType));
        if (machine is not null)
        {
            attachments.Remove(machine);
            // Beside the text it is what makes the report; as an attachment readers would hide it.
            machine.ContentDisposition = null;
        }
        report.Add(machine ?? await NotificationAsync(composer, content.Properties));
        foreach (var attachment in attachments) report.Add(attachment);
        return report;
    }

    private static bool Is(AttachmentContent attachment, string type) => type.Equals(attachment.Properties.GetString(PidTag.AttachMimeTag), StringComparison.OrdinalIgnoreCase);

    private static bool IsReceipt(string messageClass) => messageClass.EndsWith(".IPNRN", StringComparison.OrdinalIgnoreCase) || messageClass.EndsWith(".IPNNRN", StringComparison.OrdinalIgnoreCase);

    /// <summary>A read receipt's fields (RFC 8098 3.1).</summary>
    private static async ValueTask<MimePart> NotificationAsync(MimeComposer composer, PropertyBag bag)
    {
        var fields = new StringBuilder();
        if ((await composer.Addresses.OfAsync(bag, AddressGroup.SentRepresenting) ?? await composer.Addresses.OfAsync(bag, AddressGroup.Sender)) is { } reader)
            fields.Append("Final-Recipient: rfc822;").Append(reader.Address).Append("\r\n");
        if ((bag.GetString(PidTag.OriginalMessageId) ?? bag.GetString(PidTag.InReplyToId)) is { Length: > 0 and < 900 } original)
            fields.Append("Original-Message-ID: ").Append(HeaderText.Clean(original)).Append("\r\n");
        var read = bag.GetString(PidTag.MessageClass)!.EndsWith(".IPNRN", StringComparison.OrdinalIgnoreCase);
        fields.Append("Disposition: automatic-action/MDN-sent-automatically; ").Append(read ? "displayed" : "deleted").Append("\r\n");
        var bytes = Encoding.UTF8.GetBytes(fields.ToString());
        return new MimePart("message", "disposition-notification")
        {
            Content = new MimeContent(new MemoryStream(bytes, writable: false)),
            ContentTransferEncoding = Ascii.IsValid(bytes) ? ContentEncoding.SevenBit : ContentEncoding.EightBit,
        };
    }
}
