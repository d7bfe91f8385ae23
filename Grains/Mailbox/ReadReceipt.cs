using System.Globalization;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>
/// Writes read receipts and non-read receipts ([MS-OXOMSG] 2.2.2, 3.2.5.2): reports of classes <c>.IPNRN</c> and <c>.IPNNRN</c> from whom the
/// message came to, to whom its sender named for them. To the outside they leave as disposition notifications (RFC 8098).
/// </summary>
internal static class ReadReceipt
{
    private const byte To = 1;

    private static readonly (PropertyTag From, PropertyTag To)[] SenderOfReceiver =
    [
        (PidTag.ReceivedByName, PidTag.SenderName), (PidTag.ReceivedByAddressType, PidTag.SenderAddressType), (PidTag.ReceivedByEmailAddress, PidTag.SenderEmailAddress),
        (PidTag.ReceivedBySmtpAddress, PidTag.SenderSmtpAddress), (PidTag.ReceivedByEntryId, PidTag.SenderEntryId), (PidTag.ReceivedBySearchKey, PidTag.SenderSearchKey),
        (PidTag.ReceivedRepresentingName, PidTag.SentRepresentingName), (PidTag.ReceivedRepresentingAddressType, PidTag.SentRepresentingAddressType),
        (PidTag.ReceivedRepresentingEmailAddress, PidTag.SentRepresentingEmailAddress), (PidTag.ReceivedRepresentingSmtpAddress, PidTag.SentRepresentingSmtpAddress),
        (PidTag.ReceivedRepresentingEntryId, PidTag.SentRepresentingEntryId), (PidTag.ReceivedRepresentingSearchKey, PidTag.SentRepresentingSearchKey),
    ];

    private static readonly (PropertyTag Asked, PropertyTag Else, PropertyTag Of)[] Receiver =
    [
        (PidTag.ReadReceiptName, PidTag.SentRepresentingName, PidTag.DisplayName), (PidTag.ReadReceiptAddressType, PidTag.SentRepresentingAddressType, PidTag.AddressType),
        (PidTag.ReadReceiptEmailAddress, PidTag.SentRepresentingEmailAddress, PidTag.EmailAddress), (PidTag.ReadReceiptSmtpAddress, PidTag.SentRepresentingSmtpAddress, PidTag.SmtpAddress),
        (PidTag.ReadReceiptEntryId, PidTag.SentRepresentingEntryId, PidTag.EntryId), (PidTag.ReadReceiptSearchKey, PidTag.SentRepresentingSearchKey, PidTag.SearchKey),
    ];

    // By which the sender's client finds what the receipt is about ([MS-OXOMSG] 2.2.2.1).
    private static readonly (PropertyTag From, PropertyTag To)[] OfOriginal =
    [
        (PidTag.InternetMessageId, PidTag.OriginalMessageId), (PidTag.InternetMessageId, PidTag.InReplyToId), (PidTag.InternetMessageId, PidTag.InternetReferences),
        (PidTag.Subject, PidTag.OriginalSubject), (PidTag.ClientSubmitTime, PidTag.OriginalSubmitTime), (PidTag.MessageDeliveryTime, PidTag.OriginalDeliveryTime),
        (PidTag.SenderName, PidTag.OriginalSenderName), (PidTag.SentRepresentingName, PidTag.OriginalSentRepresentingName), (PidTag.DisplayTo, PidTag.OriginalDisplayTo),
        (PidTag.DisplayCc, PidTag.OriginalDisplayCc), (PidTag.MessageClass, PidTag.OriginalMessageClass), (PidTag.SearchKey, PidTag.ParentKey), (PidTag.ReportTag, PidTag.ReportTag),
        (PidTag.ConversationTopic, PidTag.ConversationTopic), (PidTag.ConversationIndex, PidTag.ConversationIndex),
    ];

    private sealed record Texts(string Read, string NotRead, string Message, string WasRead, string WasDeleted);

    private static readonly Texts English = new("Read: ", "Not read: ", "Your message", "was read on {0}.", "was deleted without being read on {0}.");
    private static readonly Texts French = new("Lu : ", "Non lu : ", "Votre message", "a été lu le {0}.", "a été supprimé sans avoir été lu le {0}.");
    private static readonly Texts German = new("Gelesen: ", "Ungelesen: ", "Ihre Nachricht", "wurde am {0} gelesen.", "wurde am {0} ungelesen gelöscht.");

    /// <summary>The receipt; null where nobody asked for one, or the message does not say to whom it came.</summary>
    /// <param name="original">Properties of the message.</param>
    /// <param name="read">Whether it was read; else it was deleted unread.</param>
    /// <param name="language">The language of the mailbox, an ISO 639-1 code.</param>
    /// <param name="now">The time.</param>
    public static MessageContent? Write(PropertyBag original, bool read, string language, DateTimeOffset now)
    {
        // Who asks for one kind asks for the other ([MS-OXCFOLD] 3.2.5.11).
        var wanted = original.GetBool(PidTag.ReadReceiptRequested) == true || (!read && original.GetBool(PidTag.NonReceiptNotificationRequested) == true);
        if (!wanted || !original.Contains(PidTag.ReceivedByEntryId.Id)) return null;
        // The whole of one person, never a mixture of two.
        var asked = original.Contains(PidTag.ReadReceiptEntryId.Id);
        var receiver = new PropertyBag();
        foreach (var (named, otherwise, tag) in Receiver) Take(original, asked ? named : otherwise, receiver, tag);
        if (!receiver.Contains(PidTag.EntryId.Id)) return null;

        var texts = language.Length < 2 ? English : language[..2].ToLowerInvariant() switch { "fr" => French, "de" => German, _ => English };
        var subject = SubjectText.Split(original.GetString(PidTag.Subject) ?? "").Normalized;
        var prefix = read ? texts.Read : texts.NotRead;
        var bag = new PropertyBag();
        foreach (var (from, to) in SenderOfReceiver) Take(original, from, bag, to);
        foreach (var (from, to) in OfOriginal) Take(original, from, bag, to);
        bag.Set(PidTag.MessageClass, $"REPORT.{original.GetString(PidTag.MessageClass) ?? "IPM.Note"}.{(read ? "IPNRN" : "IPNNRN")}");
        bag.Set(PidTag.Subject, prefix + subject);
        bag.Set(PidTag.SubjectPrefix, prefix);
        bag.Set(PidTag.NormalizedSubject, subject);
        var when = string.Format(CultureInfo.InvariantCulture, read ? texts.WasRead : texts.WasDeleted, now.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        bag.Set(PidTag.Body, $"{texts.Message}\r\n\r\n    {subject}\r\n\r\n{when}\r\n");
        bag.Set(PidTag.ReportTime, now);
        bag.Set(PidTag.ReceiptTime, now);
        bag.Set(PidTag.ClientSubmitTime, now);
        bag.Set(PidTag.AutoResponseSuppress, -1);
        bag.Set(PidTag.DeleteAfterSubmit, true);
        return new MessageContent { Properties = bag, Recipients = [new RecipientContent { RowId = 0, RecipientType = To, Properties = receiver }] };
    }

    private static void Take(PropertyBag from, PropertyTag tag, PropertyBag to, PropertyTag name)
    {
        if (from.TryGet(tag, out PropertyValue value) && !value.IsExternal) to.Set(name, value);
    }
}
