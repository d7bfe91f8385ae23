using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Delivery;

/// <summary>Somebody of the address book as a recipient of a message ([MS-OXCDATA] 2.8.3.2).</summary>
internal static class DirectoryRecipient
{
    private const int MailUser = 6, DistributionList = 8;

    /// <summary>PidTagDisplayType.</summary>
    public static int DisplayType(DirectoryObject known) => known.Kind switch
    {
        DirectoryKind.Group => 1,
        DirectoryKind.PublicFolder => 2,
        DirectoryKind.Contact => 6,
        _ => 0,
    };

    /// <summary>Names somebody in a recipient's properties, by one of the addresses; a name that the sender chose stays.</summary>
    public static PropertyBag Name(PropertyBag bag, DirectoryObject known, string smtp)
    {
        var named = bag.Clone();
        var type = DisplayType(known);
        if (named.GetString(PidTag.DisplayName) is not { Length: > 0 } name || name.Contains('@', StringComparison.Ordinal)) named.Set(PidTag.DisplayName, known.DisplayName);
        named.Set(PidTag.AddressType, "EX");
        named.Set(PidTag.EmailAddress, known.LegacyDN);
        named.Set(PidTag.SmtpAddress, smtp);
        named.Set(PidTag.EntryId, EntryIds.AddressBook(known.LegacyDN, (uint)type));
        named.Set(PidTag.RecipientEntryId, EntryIds.AddressBook(known.LegacyDN, (uint)type));
        named.Set(PidTag.SearchKey, EntryIds.SearchKey("EX", known.LegacyDN));
        named.Set(PidTag.DisplayType, type);
        named.Set(PidTag.ObjectType, type == 1 ? DistributionList : MailUser);
        return named;
    }
}
