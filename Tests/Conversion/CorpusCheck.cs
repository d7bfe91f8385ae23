using System.Text;
using MapiOrleans.Conversion.Mime;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MimeKit;

namespace MapiOrleans.Tests.Conversion;

/// <summary>Compares a converted message with an independent reading of the same bytes by MimeKit.</summary>
internal static class CorpusCheck
{
    public static async Task<(ConvertedMessage Message, MemoryParts Parts)> ConvertAsync(byte[] mime, MimeConversionOptions? options = null)
    {
        var parts = new MemoryParts();
        var message = await MimeToMapi.ConvertAsync(new MemoryStream(mime), parts, options ?? MimeConversionOptions.Default, default);
        return (message, parts);
    }

    /// <summary>All messages in a message, itself first.</summary>
    public static IEnumerable<MessageContent> All(MessageContent message) =>
        message.Attachments.Where(a => a.Embedded is not null).SelectMany(a => All(a.Embedded!)).Prepend(message);

    /// <summary>What was lost; empty where nothing was.</summary>
    public static List<string> Losses(byte[] mime, MessageContent content, MemoryParts parts)
    {
        var losses = new List<string>();
        MimeMessage expected;
        try
        {
            expected = MimeMessage.Load(new ParserOptions { AllowAddressesWithoutDomain = true }, new MemoryStream(mime));
        }
        catch (FormatException)
        {
            var body = content.Properties.TryGet(PidTag.Body.Id, out var b) ? Essence(parts.Text(b.Value)) : "";
            if (!body.Contains(Essence(Encoding.UTF8.GetString(mime)), StringComparison.Ordinal)) losses.Add("text without headers");
            return losses;
        }
        var datas = new HashSet<string>();
        var texts = new StringBuilder();
        foreach (var message in All(content))
        {
            foreach (var attachment in message.Attachments)
            {
                if (attachment.Embedded is null && !attachment.Properties.Contains(PidTag.AttachDataBinary.Id)) losses.Add($"attachment {attachment.AttachNumber} without data");
                if (!attachment.Properties.TryGet(PidTag.AttachDataBinary, out var data)) continue;
                var bytes = parts.Bytes(data);
                datas.Add(Digest(bytes));
                if (attachment.Properties.GetString(PidTag.AttachMimeTag) == "multipart/signed" || attachment.Properties.GetString(PidTag.AttachExtension) == ".eml")
                {
                    foreach (var leaf in Leaves(MimeEntity.Load(new MemoryStream(bytes)))) datas.Add(Digest(leaf.Bytes));
                }
            }
            if (message.Properties.TryGet(PidTag.Body.Id, out var plain)) texts.Append(Essence(parts.Text(plain.Value))).Append('\n');
            if (message.Properties.TryGet(PidTag.Html.Id, out var html))
            {
                var bytes = parts.Bytes(html.Value);
                datas.Add(Digest(bytes));
                texts.Append(Essence(WithoutTags(Encoding.UTF8.GetString(bytes)))).Append('\n');
            }
        }
        var all = texts.ToString();
        foreach (var leaf in Leaves(expected.Body))
        {
            if (leaf.Bytes.Length == 0 || datas.Contains(Digest(leaf.Bytes))) continue;
            if (leaf.Part is TextPart text && all.Contains(Essence(text.Text), StringComparison.Ordinal)) continue;
            if (TextEncodings.Find(leaf.Part.ContentType.Charset) is { } encoding && all.Contains(Essence(encoding.GetString(leaf.Bytes)), StringComparison.Ordinal)) continue;
            if (leaf.Part is TextPart { IsHtml: true } html && all.Contains(Essence(WithoutTags(html.Text)), StringComparison.Ordinal)) continue;
            if (leaf.Part is TextPart && all.Contains(Essence(Encoding.UTF8.GetString(leaf.Bytes)), StringComparison.Ordinal)) continue;
            if (StructureReader.IsTnef(leaf.Part) && All(content).Any(m => m.Properties.Contains(PidTag.NativeBody.Id) || m.Attachments.Count > 0)) continue;
            losses.Add($"part {leaf.Part.ContentType.MimeType} of {leaf.Bytes.Length} bytes");
        }
        Addresses(expected, content, losses);
        var subject = content.Properties.TryGet(PidTag.Subject, out var value) ? parts.Text(value) : null;
        var wanted = HeaderText.Clean(expected.Subject ?? "").Trim();
        if (subject != wanted) losses.Add($"subject '{subject}' is not '{wanted}'");
        return losses;
    }

    private static void Addresses(MimeMessage expected, MessageContent content, List<string> losses)
    {
        var recipients = content.Recipients.Select(r => r.Properties.GetString(PidTag.SmtpAddress)).ToList();
        foreach (var mailbox in expected.To.Mailboxes.Concat(expected.Cc.Mailboxes).Concat(expected.Bcc.Mailboxes))
        {
            if (!recipients.Contains(HeaderText.Clean(mailbox.Address).Trim())) losses.Add($"recipient {mailbox.Address}");
        }
        var from = expected.From.Mailboxes.FirstOrDefault() ?? expected.Sender;
        if (from is not null && content.Properties.GetString(PidTag.SentRepresentingSmtpAddress) != HeaderText.Clean(from.Address).Trim()) losses.Add($"from {from.Address}");
        foreach (var recipient in All(content).SelectMany(m => m.Recipients))
        {
            if (recipient.Properties.GetBinary(PidTag.EntryId) is not { Length: > 24 }) losses.Add("recipient without entry id");
            if (recipient.Properties.GetBinary(PidTag.SearchKey) is not { Length: > 5 }) losses.Add("recipient without search key");
        }
    }

    private static IEnumerable<(MimePart Part, byte[] Bytes)> Leaves(MimeEntity? entity)
    {
        switch (entity)
        {
            case Multipart multipart:
                foreach (var leaf in multipart.SelectMany(Leaves)) yield return leaf;
                break;
            case MessagePart message:
                foreach (var leaf in Leaves(message.Message?.Body)) yield return leaf;
                break;
            case MimePart { Content: not null } part:
                using (var bytes = new MemoryStream())
                {
                    part.Content.DecodeTo(bytes);
                    if (part.ContentType.IsMimeType("message", "rfc822"))
                    {
                        foreach (var leaf in Leaves(MimeMessage.Load(new MemoryStream(bytes.ToArray())).Body)) yield return leaf;
                    }
                    else yield return (part, bytes.ToArray());
                }
                break;
        }
    }

    private static string Digest(byte[] bytes) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes));

    private static string WithoutTags(string html) => System.Text.RegularExpressions.Regex.Replace(html, "<[^>]*>", "");

    /// <summary>Letters and digits only: what survives any change of line ends, flowing and markup between words.</summary>
    public static string Essence(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c)) result.Append(c);
        }
        return result.ToString();
    }
}
