using System.Globalization;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>
/// The mail that tells an owner that the mailbox is getting full, in the mailbox' language. Its class is that of Exchange, by which Outlook
/// shows how full it is.
/// </summary>
internal static class QuotaWarning
{
    private const string BaseClass = "IPM.Note.StorageQuotaWarning";
    private const string SystemAddress = "/o=MapiOrleans/cn=System";

    // PR_STORAGE_QUOTA_LIMIT and PR_EXCESS_STORAGE_USED, in kilobytes, which [MS-OXPROPS] does not name.
    private static readonly PropertyTag StorageQuotaLimit = 0x3FF50003;
    private static readonly PropertyTag ExcessStorageUsed = 0x3FF60003;

    /// <summary>The texts of one language; {0} is the mailbox' size, {1} to {3} are the limits.</summary>
    private sealed record Texts(string Culture, string System, string WarningSubject, string SendSubject, string ReceiveSubject, string Used, string Warning, string Send, string Receive, string Advice);

    private static readonly Texts English = new("en-GB", "System",
        "Your mailbox is almost full", "Your mailbox is too full to send mail", "Your mailbox is full",
        "Your mailbox has {0} MB.", "From {2} MB on you cannot send mail any more, and at {3} MB it takes no more mail.",
        "It is past {2} MB: you cannot send mail until there is room again. At {3} MB it takes no more mail.",
        "It may have {3} MB: you cannot send mail, and mail to you is returned to its senders, until there is room again.",
        "Delete what you do not need any more, and empty the folder Deleted Items.");

    private static readonly Texts French = new("fr-FR", "Système",
        "Votre boîte aux lettres est presque pleine", "Votre boîte aux lettres est trop pleine pour envoyer des messages", "Votre boîte aux lettres est pleine",
        "Votre boîte aux lettres contient {0} Mo.", "À partir de {2} Mo, vous ne pourrez plus envoyer de messages, et à {3} Mo elle n'en recevra plus.",
        "Elle dépasse {2} Mo : vous ne pouvez plus envoyer de messages avant d'avoir libéré de la place. À {3} Mo, elle n'en recevra plus.",
        "Elle peut contenir {3} Mo : vous ne pouvez plus envoyer de messages, et ceux qui vous sont adressés sont retournés à leurs expéditeurs, avant que vous n'ayez libéré de la place.",
        "Supprimez ce dont vous n'avez plus besoin, et videz le dossier Éléments supprimés.");

    private static readonly Texts German = new("de-DE", "System",
        "Ihr Postfach ist fast voll", "Ihr Postfach ist zu voll, um Nachrichten zu senden", "Ihr Postfach ist voll",
        "Ihr Postfach belegt {0} MB.", "Ab {2} MB können Sie keine Nachrichten mehr senden, und bei {3} MB nimmt es keine mehr an.",
        "Es belegt mehr als {2} MB: Sie können keine Nachrichten senden, bis wieder Platz ist. Bei {3} MB nimmt es keine mehr an.",
        "Es darf {3} MB belegen: Sie können keine Nachrichten senden, und Nachrichten an Sie gehen an ihre Absender zurück, bis wieder Platz ist.",
        "Löschen Sie, was Sie nicht mehr brauchen, und leeren Sie den Ordner Gelöschte Elemente.");

    /// <summary>The mail.</summary>
    /// <param name="level">What the mailbox has come to; not <see cref="QuotaLevel.Within"/>.</param>
    /// <param name="size">Bytes in it.</param>
    /// <param name="quotas">Its limits.</param>
    /// <param name="language">An ISO 639-1 code; English for one that is not here.</param>
    /// <param name="now">The time.</param>
    public static MessageContent Write(QuotaLevel level, long size, MailboxQuotas quotas, string language, DateTimeOffset now)
    {
        var texts = language.Length < 2 ? English : language[..2].ToLowerInvariant() switch { "fr" => French, "de" => German, _ => English };
        var (subject, consequence, messageClass) = level switch
        {
            QuotaLevel.Receive => (texts.ReceiveSubject, texts.Receive, $"{BaseClass}.SendReceive"),
            QuotaLevel.Send => (texts.SendSubject, texts.Send, $"{BaseClass}.Send"),
            _ => (texts.WarningSubject, texts.Warning, BaseClass),
        };
        var culture = CultureInfo.GetCultureInfo(texts.Culture);
        object[] figures = [Megabytes(size), Megabytes(quotas.Warning ?? 0), Megabytes(quotas.Send ?? quotas.Receive ?? 0), Megabytes(quotas.Receive ?? 0)];
        var bag = new PropertyBag();
        bag.Set(PidTag.MessageClass, messageClass);
        bag.Set(PidTag.Subject, subject);
        bag.Set(PidTag.SubjectPrefix, "");
        bag.Set(PidTag.NormalizedSubject, subject);
        bag.Set(PidTag.Importance, 2);
        bag.Set(PidTag.Priority, 1);
        bag.Set(PidTag.AutoResponseSuppress, -1);
        bag.Set(PidTag.ClientSubmitTime, now);
        bag.Set(PidTag.MessageDeliveryTime, now);
        bag.Set(PidTag.Body, $"{string.Format(culture, texts.Used, figures)} {string.Format(culture, consequence, figures)}\r\n\r\n{texts.Advice}\r\n");
        bag.Set(PidTag.NativeBody, 1);
        bag.Set(StorageQuotaLimit, Kilobytes(quotas.Warning ?? quotas.Receive ?? 0));
        bag.Set(ExcessStorageUsed, Kilobytes(size - (quotas.Warning ?? 0)));
        foreach (var (name, type, address, entryId, searchKey) in (ReadOnlySpan<(PropertyTag, PropertyTag, PropertyTag, PropertyTag, PropertyTag)>)
        [
            (PidTag.SenderName, PidTag.SenderAddressType, PidTag.SenderEmailAddress, PidTag.SenderEntryId, PidTag.SenderSearchKey),
            (PidTag.SentRepresentingName, PidTag.SentRepresentingAddressType, PidTag.SentRepresentingEmailAddress, PidTag.SentRepresentingEntryId, PidTag.SentRepresentingSearchKey),
        ])
        {
            bag.Set(name, texts.System);
            bag.Set(type, "EX");
            bag.Set(address, SystemAddress);
            bag.Set(entryId, EntryIds.AddressBook(SystemAddress));
            bag.Set(searchKey, EntryIds.SearchKey("EX", SystemAddress));
        }
        return new MessageContent { Properties = bag };

        string Megabytes(long bytes) => (bytes / (double)(1 << 20)).ToString(bytes < 10 << 20 ? "N1" : "N0", culture);
    }

    private static int Kilobytes(long bytes) => (int)Math.Clamp(bytes >> 10, 0, int.MaxValue);
}
