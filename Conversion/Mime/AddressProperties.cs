using System.Text;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Conversion.Mime;

/// <summary>Somebody, as MAPI names people: by display name and either an SMTP address or an address book object.</summary>
internal sealed record MapiAddress(string DisplayName, string SmtpAddress, ResolvedAddress? Resolved)
{
    public string AddressType => Resolved is null ? "SMTP" : "EX";
    public string EmailAddress => Resolved?.LegacyDN ?? SmtpAddress;
    public byte[] EntryId => Resolved is null ? MailEntryIds.OneOff(DisplayName, "SMTP", SmtpAddress) : MailEntryIds.AddressBook(Resolved.LegacyDN, Resolved.DisplayType);
    public byte[] SearchKey => MailEntryIds.SearchKey(AddressType, EmailAddress);
}

/// <summary>Entry ids and search keys of people in messages.</summary>
internal static class MailEntryIds
{
    /// <summary>A one-off entry id in Unicode ([MS-OXCDATA] 2.2.5.1): no rich text, MIME, body of text and HTML.</summary>
    public static byte[] OneOff(string displayName, string addressType, string emailAddress)
    {
        using var writer = new MapiWriter(64 + (displayName.Length + emailAddress.Length) * 2);
        writer.WriteUInt32(0);
        writer.WriteGuid(PropertySets.muidOOP);
        writer.WriteUInt16(0);
        writer.WriteUInt16(0x9001);
        writer.WriteUnicodeZ(displayName);
        writer.WriteUnicodeZ(addressType);
        writer.WriteUnicodeZ(emailAddress);
        return writer.ToArray();
    }

    /// <summary>A permanent address book entry id ([MS-OXCDATA] 2.2.5.2).</summary>
    public static byte[] AddressBook(string legacyDN, int displayType)
    {
        using var writer = new MapiWriter(32 + legacyDN.Length);
        writer.WriteUInt32(0);
        writer.WriteGuid(PropertySets.muidEMSAB);
        writer.WriteUInt32(1);
        writer.WriteInt32(displayType);
        writer.WriteAsciiZ(legacyDN);
        return writer.ToArray();
    }

    /// <summary>PidTagSearchKey of a person: address type, colon, address, in upper case, with a null ([MS-OXOABK] 2.2.3.5).</summary>
    public static byte[] SearchKey(string addressType, string emailAddress) =>
        Encoding.UTF8.GetBytes($"{addressType}:{emailAddress}".ToUpperInvariant() + "\0");

    /// <summary>A FlatEntryList ([MS-OXCDATA] 2.3.3): what PidTagReplyRecipientEntries holds.</summary>
    public static byte[] FlatEntryList(IReadOnlyList<byte[]> entries)
    {
        using var writer = new MapiWriter(256);
        writer.WriteUInt32((uint)entries.Count);
        writer.WriteUInt32(0);
        for (var i = 0; i < entries.Count; i++)
        {
            writer.WriteUInt32((uint)entries[i].Length);
            writer.WriteBytes(entries[i]);
            if (i + 1 < entries.Count) writer.WriteBytes(new byte[(4 - entries[i].Length % 4) % 4]);
        }
        writer.PatchUInt32(4, (uint)(writer.Length - 8));
        return writer.ToArray();
    }

    /// <summary>The entries of a FlatEntryList; what is cut off is left out.</summary>
    public static IReadOnlyList<byte[]> ReadFlatEntryList(ReadOnlySpan<byte> data)
    {
        var reader = new MapiReader(data);
        var count = reader.ReadUInt32();
        reader.ReadUInt32();
        var entries = new List<byte[]>();
        for (var i = 0u; i < count && !reader.Failed; i++)
        {
            var size = reader.ReadUInt32();
            if (reader.Failed || size > reader.Remaining) break;
            entries.Add(reader.ReadSpan((int)size).ToArray());
            var padding = Math.Min((4 - (int)(size % 4)) % 4, reader.Remaining);
            reader.ReadSpan(padding);
        }
        return entries;
    }

    /// <summary>Reads a one-off entry id, Unicode or 8-bit; false where it is none.</summary>
    public static bool TryReadOneOff(ReadOnlySpan<byte> entryId, out string displayName, out string addressType, out string emailAddress)
    {
        displayName = addressType = emailAddress = "";
        var reader = new MapiReader(entryId);
        reader.ReadUInt32();
        if (reader.ReadGuid() != PropertySets.muidOOP) return false;
        reader.ReadUInt16();
        var flags = reader.ReadUInt16();
        if (reader.Failed) return false;
        var rest = entryId[24..];
        var wide = (flags & 0x8000) != 0;
        return TakeString(ref rest, wide, out displayName) && TakeString(ref rest, wide, out addressType) && TakeString(ref rest, wide, out emailAddress);
    }

    /// <summary>Reads the X.500 name of an address book entry id; false where it is none.</summary>
    public static bool TryReadAddressBook(ReadOnlySpan<byte> entryId, out string legacyDN)
    {
        legacyDN = "";
        var reader = new MapiReader(entryId);
        reader.ReadUInt32();
        if (reader.ReadGuid() != PropertySets.muidEMSAB || reader.Failed || entryId.Length <= 28) return false;
        var rest = entryId[28..];
        return TakeString(ref rest, wide: false, out legacyDN);
    }

    private static bool TakeString(ref ReadOnlySpan<byte> rest, bool wide, out string text)
    {
        var step = wide ? 2 : 1;
        for (var end = 0; end + step <= rest.Length; end += step)
        {
            if (rest[end] != 0 || (wide && rest[end + 1] != 0)) continue;
            text = (wide ? Encoding.Unicode : Encoding.Latin1).GetString(rest[..end]);
            rest = rest[(end + step)..];
            return true;
        }
        text = "";
        return false;
    }
}

/// <summary>The properties by which a message names one person in one role ([MS-OXCMAIL] 2.6).</summary>
internal sealed record AddressGroup(PropertyTag Name, PropertyTag AddressType, PropertyTag EmailAddress, PropertyTag SmtpAddress, PropertyTag EntryId, PropertyTag SearchKey)
{
    public static readonly AddressGroup Sender = new(PidTag.SenderName, PidTag.SenderAddressType, PidTag.SenderEmailAddress, PidTag.SenderSmtpAddress, PidTag.SenderEntryId, PidTag.SenderSearchKey);
    public static readonly AddressGroup SentRepresenting = new(PidTag.SentRepresentingName, PidTag.SentRepresentingAddressType, PidTag.SentRepresentingEmailAddress, PidTag.SentRepresentingSmtpAddress, PidTag.SentRepresentingEntryId, PidTag.SentRepresentingSearchKey);
    public static readonly AddressGroup ReceivedBy = new(PidTag.ReceivedByName, PidTag.ReceivedByAddressType, PidTag.ReceivedByEmailAddress, PidTag.ReceivedBySmtpAddress, PidTag.ReceivedByEntryId, PidTag.ReceivedBySearchKey);
    public static readonly AddressGroup ReceivedRepresenting = new(PidTag.ReceivedRepresentingName, PidTag.ReceivedRepresentingAddressType, PidTag.ReceivedRepresentingEmailAddress, PidTag.ReceivedRepresentingSmtpAddress, PidTag.ReceivedRepresentingEntryId, PidTag.ReceivedRepresentingSearchKey);
    public static readonly AddressGroup ReadReceipt = new(PidTag.ReadReceiptName, PidTag.ReadReceiptAddressType, PidTag.ReadReceiptEmailAddress, PidTag.ReadReceiptSmtpAddress, PidTag.ReadReceiptEntryId, PidTag.ReadReceiptSearchKey);

    /// <summary>Sets all of them.</summary>
    public void Set(PropertyBag bag, MapiAddress address)
    {
        bag.Set(Name, address.DisplayName);
        bag.Set(AddressType, address.AddressType);
        bag.Set(EmailAddress, address.EmailAddress);
        bag.Set(SmtpAddress, address.SmtpAddress);
        bag.Set(EntryId, address.EntryId);
        bag.Set(SearchKey, address.SearchKey);
    }
}
