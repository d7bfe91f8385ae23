using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Properties;

/// <summary>The properties by which a message names who sends it or received it, or for whom ([MS-OXOMSG] 2.2.1.22 to 2.2.1.62).</summary>
internal sealed record SenderProperties(PropertyTag Name, PropertyTag AddressType, PropertyTag EmailAddress, PropertyTag SmtpAddress, PropertyTag EntryId, PropertyTag SearchKey)
{
    /// <summary>Who sends.</summary>
    public static readonly SenderProperties Sender = new(PidTag.SenderName, PidTag.SenderAddressType, PidTag.SenderEmailAddress, PidTag.SenderSmtpAddress, PidTag.SenderEntryId, PidTag.SenderSearchKey);

    /// <summary>For whom.</summary>
    public static readonly SenderProperties SentRepresenting = new(PidTag.SentRepresentingName, PidTag.SentRepresentingAddressType, PidTag.SentRepresentingEmailAddress,
        PidTag.SentRepresentingSmtpAddress, PidTag.SentRepresentingEntryId, PidTag.SentRepresentingSearchKey);

    /// <summary>Who received it.</summary>
    public static readonly SenderProperties ReceivedBy = new(PidTag.ReceivedByName, PidTag.ReceivedByAddressType, PidTag.ReceivedByEmailAddress, PidTag.ReceivedBySmtpAddress, PidTag.ReceivedByEntryId, PidTag.ReceivedBySearchKey);

    /// <summary>For whom it was received.</summary>
    public static readonly SenderProperties ReceivedRepresenting = new(PidTag.ReceivedRepresentingName, PidTag.ReceivedRepresentingAddressType, PidTag.ReceivedRepresentingEmailAddress,
        PidTag.ReceivedRepresentingSmtpAddress, PidTag.ReceivedRepresentingEntryId, PidTag.ReceivedRepresentingSearchKey);

    /// <summary>Sets all of them to somebody of the address book, with one of the addresses.</summary>
    public void Set(PropertyBag bag, DirectoryObject who, string address)
    {
        bag.Set(Name, who.DisplayName);
        bag.Set(AddressType, "EX");
        bag.Set(EmailAddress, who.LegacyDN);
        bag.Set(SmtpAddress, address);
        bag.Set(EntryId, EntryIds.AddressBook(who.LegacyDN));
        bag.Set(SearchKey, EntryIds.SearchKey("EX", who.LegacyDN));
    }
}
