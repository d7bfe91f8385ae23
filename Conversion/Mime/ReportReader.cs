using System.Globalization;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MimeKit;

namespace MapiOrleans.Conversion.Mime;

/// <summary>Delivery and disposition notifications become report messages ([MS-OXCMAIL] 2.2.3.7). Their parts stay attachments all the same.</summary>
internal static class ReportReader
{
    /// <summary>Values of the Action field, the gravest first, with the end of the message class each makes.</summary>
    private static readonly (string Action, string Suffix)[] Actions =
    [
        ("failed", "NDR"), ("delayed", "Delayed.DR"), ("relayed", "Relayed.DR"), ("expanded", "Expanded.DR"), ("delivered", "DR"),
    ];

    /// <summary>Reads the report in a multipart/report; does nothing where there is none that can be read.</summary>
    public static async ValueTask ReadAsync(Multipart report, MessageContent content, AddressReader addresses, ParserOptions parserOptions, CancellationToken cancellation)
    {
        if (!report.ContentType.IsMimeType("multipart", "report")) return;
        foreach (var part in report)
        {
            if (part is MessageDeliveryStatus { Content: not null } delivery)
            {
                var groups = await GroupsAsync(delivery.Content, parserOptions, cancellation);
                await DeliveryAsync(groups, content, addresses);
            }
            else if (part is MessageDispositionNotification { Content: not null } disposition)
            {
                var groups = await GroupsAsync(disposition.Content, parserOptions, cancellation);
                if (groups.Count > 0) Disposition(groups[0], content);
            }
            else continue;
            await OriginalAsync(report, content, parserOptions, cancellation);
            return;
        }
    }

    /// <summary>The groups of fields, separated by empty lines; at most 1,000, of at most 64 KiB.</summary>
    private static async ValueTask<List<HeaderList>> GroupsAsync(IMimeContent content, ParserOptions parserOptions, CancellationToken cancellation)
    {
        var groups = new List<HeaderList>();
        using var reader = new StreamReader(content.Open(), System.Text.Encoding.UTF8);
        var lines = new System.Text.StringBuilder();
        while (groups.Count < 1000)
        {
            var line = await reader.ReadLineAsync(cancellation);
            if (!string.IsNullOrWhiteSpace(line))
            {
                if (lines.Length + line.Length < 65536) lines.Append(line).Append("\r\n");
                continue;
            }
            if (lines.Length > 0)
            {
                try
                {
                    groups.Add(await HeaderList.LoadAsync(parserOptions, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(lines.Append("\r\n").ToString())), cancellation));
                }
                catch (FormatException)
                {
                    // a group that is no fields says nothing
                }
                lines.Clear();
            }
            if (line is null) break;
        }
        return groups;
    }

    private static async ValueTask DeliveryAsync(List<HeaderList> groups, MessageContent content, AddressReader addresses)
    {
        var recipients = groups.Where(g => HeaderText.Get(g, "Final-Recipient") is not null || HeaderText.Get(g, "Action") is not null).ToList();
        var gravest = recipients.Select(Severity).Where(s => s >= 0).DefaultIfEmpty(-1).Min();
        if (gravest < 0) return;
        var bag = content.Properties;
        bag.Set(PidTag.MessageClass, "REPORT.IPM.Note." + Actions[gravest].Suffix);
        var time = bag.GetFileTime(PidTag.ClientSubmitTime) ?? 0;
        bag.Set(PidTag.ReportTime, PropertyValue.Time(time));
        if (groups.Select(g => HeaderText.Get(g, "Reporting-MTA")).FirstOrDefault(m => m is not null) is { } reporting) bag.Set(PidTag.ReportingMessageTransferAgent, HeaderText.Clean(reporting, 1000));
        foreach (var group in recipients)
        {
            if (Severity(group) != gravest) continue;
            var final = AfterType(HeaderText.Get(group, "Final-Recipient") ?? HeaderText.Get(group, "Original-Recipient") ?? "");
            var address = await addresses.ResolveAsync(new NamedAddress("", final.Trim('<', '>')));
            var recipient = AddressReader.Recipient(address, 1, content.Recipients.Count);
            var properties = recipient.Properties;
            properties.Set(PidTag.ReportTime, PropertyValue.Time(time));
            if (HeaderText.Get(group, "Remote-MTA") is { } remote) properties.Set(PidTag.RemoteMessageTransferAgent, HeaderText.Clean(AfterType(remote), 1000));
            if ((HeaderText.Get(group, "X-Supplementary-Info") ?? HeaderText.Get(group, "Diagnostic-Code")) is { } diagnostic) properties.Set(PidTag.SupplementaryInfo, HeaderText.Clean(diagnostic, 4000));
            if (Actions[gravest].Action == "failed")
            {
                properties.Set(PidTag.NonDeliveryReportDiagCode, -1);
                properties.Set(PidTag.NonDeliveryReportReasonCode, 0);
                if (StatusCode(HeaderText.Get(group, "Status")) is { } status) properties.Set(PidTag.NonDeliveryReportStatusCode, status);
            }
            content.Recipients.Add(recipient);
        }
    }

    private static int Severity(HeaderList group)
    {
        var action = HeaderText.Get(group, "Action")?.Split(' ', '(', ';')[0];
        return Array.FindIndex(Actions, a => a.Action.Equals(action, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What follows the type in "rfc822; user@example.test".</summary>
    private static string AfterType(string value)
    {
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        return value[(semicolon + 1)..].Trim();
    }

    /// <summary>"5.1.1" is 511 ([MS-OXCMAIL] 2.2.3.7.1.3).</summary>
    private static int? StatusCode(string? status)
    {
        var numbers = status?.Split(' ', '(')[0].Split('.');
        if (numbers is not { Length: 3 } || !int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var kind) || kind > 9) return null;
        return kind * 100 + Digit(numbers[1]) * 10 + Digit(numbers[2]);

        static int Digit(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= 9 ? value : 0;
    }

    private static void Disposition(HeaderList fields, MessageContent content)
    {
        if (HeaderText.Get(fields, "Disposition") is not { } disposition) return;
        var bag = content.Properties;
        var what = AfterType(disposition);
        var read = what.StartsWith("displayed", StringComparison.OrdinalIgnoreCase) || what.StartsWith("dispatched", StringComparison.OrdinalIgnoreCase) || what.StartsWith("processed", StringComparison.OrdinalIgnoreCase);
        bag.Set(PidTag.MessageClass, read ? "REPORT.IPM.Note.IPNRN" : "REPORT.IPM.Note.IPNNRN");
        if (HeaderText.Get(fields, "Original-Message-ID") is { } id) bag.Set(PidTag.OriginalMessageId, HeaderText.Clean(id, 4000));
        var time = PropertyValue.Time(bag.GetFileTime(PidTag.ClientSubmitTime) ?? 0);
        bag.Set(PidTag.ReportTime, time);
        bag.Set(PidTag.ReceiptTime, time);
    }

    /// <summary>What the returned message, or its headers where only these came back, say of the original.</summary>
    private static async ValueTask OriginalAsync(Multipart report, MessageContent content, ParserOptions parserOptions, CancellationToken cancellation)
    {
        var original = report.OfType<MessagePart>().FirstOrDefault()?.Message?.Headers;
        if (original is null && report.OfType<MimePart>().FirstOrDefault(p => p.ContentType.IsMimeType("text", "rfc822-headers") && p.Content is not null) is { } headers)
            original = (await GroupsAsync(headers.Content!, parserOptions, cancellation)).FirstOrDefault();
        if (original is null) return;
        var bag = content.Properties;
        if (HeaderText.Get(original, "Subject") is { Length: <= 1000 } subject) bag.Set(PidTag.OriginalSubject, subject);
        if (HeaderText.GetDate(original, "Date") is { } date) bag.Set(PidTag.OriginalSubmitTime, date);
        if (HeaderText.Get(original, "Message-ID") is { Length: <= 1000 } id && !bag.Contains(PidTag.OriginalMessageId.Id)) bag.Set(PidTag.OriginalMessageId, id);
        if (HeaderText.Get(original, "From") is { Length: <= 1000 } from) bag.Set(PidTag.OriginalSenderName, from);
        if (HeaderText.Get(original, "To") is { Length: <= 1000 } to) bag.Set(PidTag.OriginalDisplayTo, to);
    }
}
