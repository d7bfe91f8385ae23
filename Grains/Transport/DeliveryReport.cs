using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace MapiOrleans.Grains.Transport;

/// <summary>Reports to senders (RFC 3464): text for people, fields for programs, and the message, so that Outlook can send it again.</summary>
internal static class DeliveryReport
{
    /// <summary>Writes a report of these recipients to a temporary file.</summary>
    /// <param name="envelope">The message's.</param>
    /// <param name="recipients">Of whom it is told.</param>
    /// <param name="failed">Whether it failed; else it is late.</param>
    /// <param name="mime">The message.</param>
    /// <param name="server">The name of this server.</param>
    /// <param name="id">What makes its Message-ID unique.</param>
    /// <param name="sentAt">When the message came into the queue.</param>
    /// <param name="now">Now.</param>
    /// <param name="maxReturned">Bytes of the message that come back whole.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<MemoryStream> WriteAsync(RelayEnvelope envelope, IReadOnlyList<RelayRecipient> recipients, bool failed, Stream mime, string server, Guid id, DateTimeOffset sentAt, DateTimeOffset now, long maxReturned, CancellationToken cancellationToken)
    {
        var domain = envelope.Sender[(envelope.Sender.LastIndexOf('@') + 1)..];
        var message = new MimeMessage { Subject = (failed ? "Undeliverable: " : "Delayed: ") + envelope.Subject, Date = now, MessageId = $"{id:n}@{(Ascii.IsValid(domain) ? domain : server)}" };
        message.From.Add(new MailboxAddress(Encoding.UTF8, "Mail Delivery System", $"postmaster@{domain}"));
        message.To.Add(new MailboxAddress(Encoding.UTF8, "", envelope.Sender));
        message.Headers.Add("Auto-Submitted", "auto-replied");
        if (envelope.MessageId.Trim().Trim('<', '>') is { Length: > 0 and < 900 } original && Ascii.IsValid(original)) message.InReplyTo = original;
        var text = new TextPart("plain");
        text.SetText(Encoding.UTF8, Text(envelope, recipients, failed));
        message.Body = new MultipartReport("delivery-status")
        {
            text,
            new MimePart("message", "delivery-status")
            {
                Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(Fields(recipients, failed, server, sentAt)))),
                ContentTransferEncoding = ContentEncoding.EightBit,
            },
            await ReturnedAsync(mime, maxReturned, cancellationToken),
        };
        var report = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        await message.WriteToAsync(format, report, cancellationToken);
        report.Position = 0;
        return report;
    }

    private static string Text(RelayEnvelope envelope, IReadOnlyList<RelayRecipient> recipients, bool failed)
    {
        var text = new StringBuilder(failed ? "Your message did not reach these recipients:" : "Your message has not reached these recipients yet. It is tried further; there is nothing that you need to do.");
        text.Append("\r\n");
        foreach (var recipient in recipients) text.Append("\r\n    ").Append(recipient.Address).Append("\r\n        ").Append(recipient.Diagnostic).Append(" (").Append(recipient.Status).Append(")\r\n");
        return text.Append("\r\nSubject: ").Append(envelope.Subject).Append("\r\n").ToString();
    }

    private static string Fields(IReadOnlyList<RelayRecipient> recipients, bool failed, string server, DateTimeOffset sentAt)
    {
        var fields = new StringBuilder($"Reporting-MTA: dns; {server}\r\nArrival-Date: {DateUtils.FormatDate(sentAt)}\r\n");
        foreach (var recipient in recipients)
        {
            var type = !recipient.Address.Contains('@', StringComparison.Ordinal) ? "unknown" : Ascii.IsValid(recipient.Address) ? "rfc822" : "utf-8";
            fields.Append($"\r\nFinal-Recipient: {type};{recipient.Address.ReplaceLineEndings(" ")}\r\nAction: {(failed ? "failed" : "delayed")}\r\nStatus: {recipient.Status}\r\n");
            if (recipient.Diagnostic.Length > 0) fields.Append($"Diagnostic-Code: smtp;{recipient.Diagnostic}\r\n");
        }
        return fields.ToString();
    }

    private static async Task<MimeEntity> ReturnedAsync(Stream mime, long maxReturned, CancellationToken cancellationToken)
    {
        mime.Position = 0;
        if (mime.Length <= maxReturned) return new MessagePart("rfc822") { Message = await MimeMessage.LoadAsync(ParserOptions.Default, mime, persistent: false, cancellationToken) };
        var headers = await HeaderList.LoadAsync(ParserOptions.Default, mime, cancellationToken);
        var bytes = new MemoryStream();
        await headers.WriteToAsync(FormatOptions.Default, bytes, cancellationToken);
        bytes.Position = 0;
        return new MimePart("text", "rfc822-headers") { Content = new MimeContent(bytes), ContentTransferEncoding = ContentEncoding.EightBit };
    }
}
