using System.Security.Cryptography;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>What a new message and a new attachment have before anybody sets anything ([MS-OXCMSG] 3.2.5.2, 3.2.5.13).</summary>
internal static class MessageDefaults
{
    /// <summary>PidTagRenderingPosition of an attachment that is not shown in the text.</summary>
    private const int NotRendered = -1;

    private const int SearchKeySize = 16;

    /// <summary>The properties of a new message; those that are computed (flags, access, times, sizes) are not among them.</summary>
    public static PropertyBag OfMessage(LogonObject logon)
    {
        var bag = new PropertyBag();
        bag.Set(PidTag.MessageClass, "IPM.Note");
        bag.Set(PidTag.Importance, 1);
        bag.Set(PidTag.Sensitivity, 0);
        bag.Set(PidTag.DisplayTo, "");
        bag.Set(PidTag.DisplayCc, "");
        bag.Set(PidTag.DisplayBcc, "");
        bag.Set(PidTag.TrustSender, 1);
        bag.Set(PidTag.SearchKey, RandomNumberGenerator.GetBytes(SearchKeySize));
        if (logon.Session.Open.LcidString is var locale and not 0)
        {
            bag.Set(PidTag.MessageLocaleId, (int)locale);
            bag.Set(PidTag.LocaleId, (int)locale);
        }
        if (logon.User is { } user) Sign(bag, user);
        return bag;
    }

    /// <summary>The properties of a new attachment.</summary>
    public static PropertyBag OfAttachment(DateTimeOffset now)
    {
        var bag = new PropertyBag();
        bag.Set(PidTag.RenderingPosition, NotRendered);
        bag.Set(PidTag.CreationTime, now);
        bag.Set(PidTag.LastModificationTime, now);
        return bag;
    }

    // The mailbox signs anew what is saved; until then the message says who is at it.
    private static void Sign(PropertyBag bag, DirectoryObject user)
    {
        var entryId = EntryIds.AddressBook(user.LegacyDN);
        bag.Set(PidTag.CreatorName, user.DisplayName);
        bag.Set(PidTag.CreatorEntryId, entryId);
        bag.Set(PidTag.LastModifierName, user.DisplayName);
        bag.Set(PidTag.LastModifierEntryId, entryId);
    }
}
