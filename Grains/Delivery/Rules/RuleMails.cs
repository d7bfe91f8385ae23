using System.Globalization;
using System.Net;
using System.Text;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.Delivery.Rules;

/// <summary>Writes the mail that is sent because a message came: by rules ([MS-OXORULE] 3.2.5.1, RFC 3834), and receipts.</summary>
/// <param name="delivery">The message that came.</param>
/// <param name="owner">Whose rules they are.</param>
/// <param name="headers">Names of header fields in the mailbox.</param>
/// <param name="now">The time.</param>
internal sealed class RuleMails(RuleDelivery delivery, DirectoryObject owner, RuleHeaders headers, DateTimeOffset now)
{
    private const int EmbeddedMessage = 5, NativeHtml = 3;
    private const string OofClass = "IPM.Note.rules.OOFTemplate";

    // What came with the message to this mailbox and is not part of what is sent on.
    private static readonly ushort[] OfArrival =
    [
        PidTag.MessageDeliveryTime.Id, PidTag.TransportMessageHeaders.Id, PidTag.InternetMessageId.Id, PidTag.MessageToMe.Id, PidTag.MessageCcMe.Id, PidTag.MessageRecipientMe.Id,
        PidTag.ReadReceiptRequested.Id, PidTag.NonReceiptNotificationRequested.Id, PidTag.OriginatorDeliveryReportRequested.Id, PidTag.ReplyRecipientEntries.Id, PidTag.ReplyRecipientNames.Id,
        PidTag.DisplayTo.Id, PidTag.DisplayCc.Id, PidTag.DisplayBcc.Id, PidTag.CreatorName.Id, PidTag.CreatorEntryId.Id,
        PidTag.ReceivedByName.Id, PidTag.ReceivedByAddressType.Id, PidTag.ReceivedByEmailAddress.Id, PidTag.ReceivedBySmtpAddress.Id, PidTag.ReceivedByEntryId.Id, PidTag.ReceivedBySearchKey.Id,
        PidTag.ReceivedRepresentingName.Id, PidTag.ReceivedRepresentingAddressType.Id, PidTag.ReceivedRepresentingEmailAddress.Id, PidTag.ReceivedRepresentingSmtpAddress.Id,
        PidTag.ReceivedRepresentingEntryId.Id, PidTag.ReceivedRepresentingSearchKey.Id,
    ];

    /// <summary>How often rules have forwarded the message already.</summary>
    public int Hops => int.TryParse(headers.Get(delivery.Content.Properties, RuleNames.Hops), NumberStyles.None, CultureInfo.InvariantCulture, out var hops) ? hops : 0;

    /// <summary>The message for others, as the flavor has it.</summary>
    public RuleMail Forward(uint flavor, MessageContent message, IReadOnlyList<RuleAddress> to)
    {
        MessageContent content;
        if ((flavor & RuleActionFlavors.PreserveSender) != 0)
        {
            content = message.Clone();
            content.Properties.Set(PidTag.AutoForwarded, true);
        }
        else if ((flavor & RuleActionFlavors.AsAttachment) != 0)
        {
            content = FromOwner("FW: ", to);
            var attached = new AttachmentContent { AttachNumber = 0, Embedded = message };
            attached.Properties.Set(PidTag.AttachMethod, EmbeddedMessage);
            attached.Properties.Set(PidTag.RenderingPosition, -1);
            attached.Properties.Set(PidTag.DisplayName, SubjectOf(message.Properties));
            content.Attachments.Add(attached);
            content.Properties.Set(PidTag.Body, "");
        }
        else
        {
            content = FromOwner((flavor & RuleActionFlavors.DoNotChange) != 0 ? "" : "FW: ", to, message);
            if ((flavor & RuleActionFlavors.DoNotChange) == 0) SayWhoWrote(content.Properties, message);
        }
        headers.Set(content.Properties, RuleNames.Hops, (Hops + 1).ToString(CultureInfo.InvariantCulture));
        return Mail(Bounces, to.Select(t => t.Smtp), content);
    }

    /// <summary>The message for a delegate: unchanged, and with it goes for whom it came.</summary>
    public RuleMail Delegate(RuleState state, IReadOnlyList<RuleAddress> to)
    {
        var content = state.Content.Clone();
        headers.Set(content.Properties, RuleNames.Hops, (Hops + 1).ToString(CultureInfo.InvariantCulture));
        return Mail(Bounces, to.Select(t => t.Smtp), content) with { ReceivedFor = owner.Address };
    }

    /// <summary>An answer made of a template. It has the null sender: nobody answers it.</summary>
    public RuleMail Reply(RuleAction action, MessageContent template, IReadOnlyList<RuleAddress> to)
    {
        var oof = action.TypeOf() == RuleActionType.OofReply;
        var content = FromOwner(oof ? AwayPrefix : "RE: ", to, template);
        var bag = content.Properties;
        // A template with a subject of its own means it.
        if (!oof && template.Properties.GetString(PidTag.Subject) is { Length: > 0 } own) SetSubject(bag, "", own);
        if ((action.ActionFlavor & RuleActionFlavors.ServerText) != 0)
        {
            foreach (var body in (PropertyTag[])[PidTag.Html, PidTag.RtfCompressed, PidTag.NativeBody, PidTag.RtfInSync]) bag.Remove(body.Id);
            bag.Set(PidTag.Body, $"{owner.DisplayName} has received your message.");
            content.Attachments.Clear();
        }
        if (oof && bag.GetString(PidTag.MessageClass)?.StartsWith(OofClass, StringComparison.OrdinalIgnoreCase) != true) bag.Set(PidTag.MessageClass, OofClass);
        Answer(bag);
        return Mail("", to.Select(t => t.Smtp), content);
    }

    /// <summary>The answer of somebody away, to the envelope's sender: HTML where the text begins with a tag, else plain text.</summary>
    public RuleMail Away(string text)
    {
        var content = FromOwner(AwayPrefix, [RuleAddresses.OfSmtp(delivery.EnvelopeSender, "")]);
        var bag = content.Properties;
        bag.Set(PidTag.MessageClass, OofClass);
        if (text.AsSpan().TrimStart() is ['<', ..])
        {
            bag.Set(PidTag.Html, Encoding.UTF8.GetBytes(text));
            bag.Set(PidTag.InternetCodepage, Encoding.UTF8.CodePage);
            bag.Set(PidTag.NativeBody, NativeHtml);
        }
        else
        {
            bag.Set(PidTag.Body, text.ReplaceLineEndings("\r\n"));
        }
        Answer(bag);
        return Mail("", [delivery.EnvelopeSender], content);
    }

    /// <summary>The beginning of the subject by which Exchange marks such answers, in the owner's language.</summary>
    private string AwayPrefix => owner.Language.Length < 2 ? "Automatic reply: " : owner.Language[..2].ToLowerInvariant() switch
    {
        "fr" => "Réponse automatique : ",
        "de" => "Automatische Antwort: ",
        _ => "Automatic reply: ",
    };

    /// <summary>What makes an answer of a machine to the message that came (RFC 3834 3.1.5 to 3.1.8).</summary>
    private void Answer(PropertyBag bag)
    {
        var original = delivery.Content.Properties;
        if (original.GetString(PidTag.InternetMessageId) is { Length: > 0 } id)
        {
            bag.Set(PidTag.InReplyToId, id);
            bag.Set(PidTag.InternetReferences, original.GetString(PidTag.InternetReferences) is { Length: > 0 and < 4000 } references ? $"{references} {id}" : id);
        }
        if (original.GetString(PidTag.ConversationTopic) is { } topic) bag.Set(PidTag.ConversationTopic, topic);
        if (original.GetBinary(PidTag.ConversationIndex) is { Length: >= 22 } conversation) bag.Set(PidTag.ConversationIndex, conversation);
        bag.Set(PidTag.AutoResponseSuppress, -1);
        headers.Set(bag, RuleNames.AutoSubmitted, "auto-replied");
    }

    /// <summary>A report that the message was not taken (RFC 3464), to the envelope's sender.</summary>
    public RuleMail Bounce(uint code)
    {
        var (status, text) = code switch
        {
            BounceActionData.TooLarge => ("5.3.4", "The message is too large for the recipient."),
            BounceActionData.CannotDisplay => ("5.6.1", "The message cannot be shown to the recipient."),
            _ => ("5.7.1", "The recipient does not take this message."),
        };
        return Report("Undeliverable: ", "NDR", $"Your message to {owner.DisplayName} was not delivered.\r\n\r\n{text}\r\n", "failed", status, $"Diagnostic-Code: smtp;550 {status} {text}\r\n");
    }

    /// <summary>A report that the message has arrived (RFC 3464), to the envelope's sender who asked for it.</summary>
    public RuleMail Delivered() => Report("Delivered: ", "DR", $"Your message to {owner.DisplayName} has arrived.\r\n", "delivered", "2.1.5", "");

    private RuleMail Report(string prefix, string messageClass, string text, string action, string status, string diagnostic)
    {
        var content = FromOwner(prefix, [RuleAddresses.OfSmtp(delivery.EnvelopeSender, "")]);
        var bag = content.Properties;
        bag.Set(PidTag.MessageClass, $"REPORT.IPM.Note.{messageClass}");
        bag.Set(PidTag.Body, text);
        if (delivery.Content.Properties.GetString(PidTag.InternetMessageId) is { Length: > 0 } id) bag.Set(PidTag.InReplyToId, id);
        headers.Set(bag, RuleNames.AutoSubmitted, "auto-replied");
        var reported = RuleAddresses.OfDirectory(owner);
        reported.Properties.Set(PidTag.ReportTime, now);
        if (messageClass == "NDR")
        {
            // -1: no more is known than what the status says ([MS-OXCMAIL] 2.2.3.7.1.3).
            reported.Properties.Set(PidTag.NonDeliveryReportDiagCode, -1);
            reported.Properties.Set(PidTag.NonDeliveryReportReasonCode, 0);
            reported.Properties.Set(PidTag.NonDeliveryReportStatusCode, int.Parse(status.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));
        }
        content.Recipients.Add(new RecipientContent { RowId = (uint)content.Recipients.Count, RecipientType = 1, Properties = reported.Properties });
        bag.Set(PidTag.ReportTime, now);
        bag.Set(PidTag.ReportingMessageTransferAgent, $"dns;{owner.Domain}");
        if (delivery.Content.Properties.GetString(PidTag.Subject) is { } subject) bag.Set(PidTag.OriginalSubject, subject);
        var fields = $"Reporting-MTA: dns;{owner.Domain}\r\n\r\nFinal-Recipient: rfc822;{owner.Address}\r\nAction: {action}\r\nStatus: {status}\r\n{diagnostic}";
        content.Attachments.Add(Part(0, "message/delivery-status", Encoding.UTF8.GetBytes(fields)));
        if (delivery.Content.Properties.GetString(PidTag.TransportMessageHeaders) is { Length: > 0 } original) content.Attachments.Add(Part(1, "text/rfc822-headers", Encoding.UTF8.GetBytes(original)));
        return Mail("", [delivery.EnvelopeSender], content);
    }

    /// <summary>Says on a message that it came for somebody else, whose rule has sent it on ([MS-OXORULE] 3.2.5.1 OP_DELEGATE).</summary>
    public static void SetReceivedFor(PropertyBag bag, DirectoryObject somebody)
    {
        Person(bag, somebody, PidTag.ReceivedRepresentingName, PidTag.ReceivedRepresentingAddressType, PidTag.ReceivedRepresentingEmailAddress, PidTag.ReceivedRepresentingSmtpAddress,
            PidTag.ReceivedRepresentingEntryId, PidTag.ReceivedRepresentingSearchKey);
        bag.Set(PidTag.DelegatedByRule, true);
    }

    // What cannot be delivered comes back to the owner; but nothing comes back for what is a report itself, or it would go round.
    private string Bounces => delivery.EnvelopeSender.Length == 0 ? "" : owner.Address;

    private MessageContent FromOwner(string prefix, IReadOnlyList<RuleAddress> to, MessageContent? source = null)
    {
        var bag = source?.Properties.Clone() ?? new PropertyBag();
        foreach (var id in OfArrival) bag.Remove(id);
        Person(bag, owner, PidTag.SenderName, PidTag.SenderAddressType, PidTag.SenderEmailAddress, PidTag.SenderSmtpAddress, PidTag.SenderEntryId, PidTag.SenderSearchKey);
        Person(bag, owner, PidTag.SentRepresentingName, PidTag.SentRepresentingAddressType, PidTag.SentRepresentingEmailAddress, PidTag.SentRepresentingSmtpAddress, PidTag.SentRepresentingEntryId, PidTag.SentRepresentingSearchKey);
        if (!bag.Contains(PidTag.MessageClass.Id)) bag.Set(PidTag.MessageClass, "IPM.Note");
        SetSubject(bag, prefix, SubjectOf(delivery.Content.Properties));
        bag.Set(PidTag.ClientSubmitTime, now);
        bag.Set(PidTag.AutoForwarded, prefix is "FW: " or "");
        var recipients = to.Select((t, i) => new RecipientContent { RowId = (uint)i, RecipientType = t.Recipient.RecipientType, Properties = t.Recipient.Properties });
        return new MessageContent { Properties = bag, Recipients = [.. recipients], Attachments = source is null ? [] : [.. source.Attachments.Select(a => a.Clone())] };
    }

    private static void Person(PropertyBag bag, DirectoryObject somebody, PropertyTag name, PropertyTag type, PropertyTag address, PropertyTag smtp, PropertyTag entryId, PropertyTag searchKey)
    {
        bag.Set(name, somebody.DisplayName);
        bag.Set(type, "EX");
        bag.Set(address, somebody.LegacyDN);
        bag.Set(smtp, somebody.Address);
        bag.Set(entryId, EntryIds.AddressBook(somebody.LegacyDN));
        bag.Set(searchKey, EntryIds.SearchKey("EX", somebody.LegacyDN));
    }

    private static string SubjectOf(PropertyBag bag) => bag.GetString(PidTag.Subject) ?? bag.GetString(PidTag.NormalizedSubject) ?? "";

    private static void SetSubject(PropertyBag bag, string prefix, string subject)
    {
        var normalized = prefix.Length == 0 ? subject : SubjectText.Split(subject).Normalized;
        bag.Set(PidTag.Subject, prefix + normalized);
        bag.Set(PidTag.SubjectPrefix, prefix);
        bag.Set(PidTag.NormalizedSubject, normalized);
    }

    /// <summary>Puts above a forwarded text who wrote it: in the text and in the HTML, where they are at hand.</summary>
    private static void SayWhoWrote(PropertyBag bag, MessageContent message)
    {
        var original = message.Properties;
        var from = original.GetString(PidTag.SentRepresentingName) ?? original.GetString(PidTag.SenderName) ?? "";
        var address = original.GetString(PidTag.SentRepresentingSmtpAddress) ?? original.GetString(PidTag.SenderSmtpAddress) ?? original.GetString(PidTag.SenderEmailAddress) ?? "";
        var sent = original.TryGet(PidTag.ClientSubmitTime, out PropertyValue time) ? time.AsTime().ToString("r", CultureInfo.InvariantCulture) : "";
        (string Name, string Text)[] lines =
        [
            ("From", address.Length > 0 ? $"{from} <{address}>" : from), ("Sent", sent), ("To", RecipientNames.Of(message.Recipients, 1)), ("Subject", SubjectOf(original)),
        ];
        bag.Remove(PidTag.RtfCompressed.Id);
        if (bag.GetString(PidTag.Body) is { } body) bag.Set(PidTag.Body, string.Concat(lines.Select(l => $"{l.Name}: {l.Text}\r\n")) + "\r\n" + body);
        if (bag.GetBinary(PidTag.Html) is not { } html) return;
        var block = Encoding.ASCII.GetBytes("<p>" + string.Join("<br>", lines.Select(l => $"<b>{l.Name}:</b> {Entities(l.Text)}")) + "</p><hr>");
        var at = EndOfBodyTag(html);
        bag.Set(PidTag.Html, [.. html[..at], .. block, .. html[at..]]);
    }

    /// <summary>Where the tag that begins the body ends; 0 where there is none.</summary>
    private static int EndOfBodyTag(byte[] html)
    {
        var text = Encoding.Latin1.GetString(html);
        var begin = text.IndexOf("<body", StringComparison.OrdinalIgnoreCase);
        return begin < 0 ? 0 : text.IndexOf('>', begin) + 1;
    }

    /// <summary>Text for HTML of any code page: everything that is not ASCII as a number.</summary>
    private static string Entities(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in WebUtility.HtmlEncode(text).EnumerateRunes())
        {
            if (rune.IsAscii) result.Append(rune.ToString());
            else result.Append(CultureInfo.InvariantCulture, $"&#{rune.Value};");
        }
        return result.ToString();
    }

    private static AttachmentContent Part(uint number, string type, byte[] data)
    {
        var part = new AttachmentContent { AttachNumber = number };
        part.Properties.Set(PidTag.AttachMethod, 1);
        part.Properties.Set(PidTag.AttachMimeTag, type);
        part.Properties.Set(PidTag.RenderingPosition, -1);
        part.Properties.Set(PidTag.AttachDataBinary, data);
        return part;
    }

    private static RuleMail Mail(string envelopeSender, IEnumerable<string> recipients, MessageContent content) =>
        new(envelopeSender, [.. recipients.Distinct(StringComparer.OrdinalIgnoreCase)], content);
}
