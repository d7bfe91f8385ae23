using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Mapi.Rops;

/// <summary>
/// Recipients to rows and back ([MS-OXCDATA] 2.8.3). What a row does not say and clients cannot do without (a name, an address, an entry
/// id that is not empty: Outlook ends where one is missing) follows from what it does say.
/// </summary>
public static class RecipientRowMapping
{
    /// <summary>Names and addresses are cut to so many characters in a row, which must fit a ROP buffer.</summary>
    public const int MaxText = 2048;

    /// <summary>A further value of more bytes is OutOfMemory in a row.</summary>
    public const int MaxValue = 4096;

    private const string ExchangeType = "EX", PersonalListType = "MAPIPDL";
    private const int MailUser = 6, DistributionList = 8;
    private const int DisplayTypeList = 1, DisplayTypePrivateList = 5, DisplayTypeRemoteUser = 6;

    private static readonly string?[] TypeNames = [null, ExchangeType, "MS", "SMTP", "FAX", "PROFS", PersonalListType, PersonalListType];

    // What rows say in fields of their own ([MS-OXCMSG] 2.2.3.5.1), or what only the message's own keeper knows.
    private static readonly HashSet<ushort> Standard =
    [
        PidTag.AddressType.Id, PidTag.DisplayName.Id, PidTag.EmailAddress.Id, PidTag.EntryId.Id, PidTag.InstanceKey.Id, PidTag.RecipientType.Id,
        PidTag.SearchKey.Id, PidTag.SendRichInfo.Id, PidTag.TransmittableDisplayName.Id, PidTag.AddressBookDisplayNamePrintable.Id,
        PidTag.Responsibility.Id, PidTag.Rowid.Id,
    ];

    /// <summary>The further columns that these recipients have, in order of their ids.</summary>
    public static PropertyTag[] Columns(IEnumerable<RecipientContent> recipients)
    {
        var columns = new SortedDictionary<ushort, PropertyTag>();
        foreach (var recipient in recipients)
            foreach (var item in recipient.Properties)
                if (!Standard.Contains(item.Tag.Id))
                    columns.TryAdd(item.Tag.Id, item.Tag);
        return [.. columns.Values];
    }

    /// <summary>
    /// The recipient of a row. 8-bit text is read by the code page; <paramref name="addressPrefix"/> is the DN prefix that Connect gave.
    /// Null where the row counts on a longer prefix than there is.
    /// </summary>
    public static RecipientContent? FromRow(uint rowId, byte recipientType, RecipientRow row, ReadOnlySpan<PropertyTag> columns, int codePage, string addressPrefix)
    {
        if (row.AddressPrefixUsed > addressPrefix.Length) return null;
        var bag = new PropertyBag();
        var type = TypeNames[(int)row.Type] ?? row.AddressType;
        if (type.Length > 0) bag.Set(PidTag.AddressType, type);
        Text(bag, PidTag.EmailAddress, row.EmailAddress, codePage);
        Text(bag, PidTag.DisplayName, row.DisplayName, codePage);
        Text(bag, PidTag.AddressBookDisplayNamePrintable, row.SimpleDisplayName, codePage);
        Text(bag, PidTag.TransmittableDisplayName, row.Flags.HasFlag(RecipientFlags.SameDisplayName) ? row.DisplayName : row.TransmittableDisplayName, codePage);
        bag.Set(PidTag.SendRichInfo, !row.Flags.HasFlag(RecipientFlags.NoRichText));
        if (row.Flags.HasFlag(RecipientFlags.Responsible)) bag.Set(PidTag.Responsibility, true);
        switch (row.Type)
        {
            case RecipientAddressType.X500Dn:
                bag.Set(PidTag.EmailAddress, string.Concat(addressPrefix.AsSpan(0, row.AddressPrefixUsed), row.X500Dn));
                bag.Set(PidTag.DisplayType, (int)row.DisplayType);
                break;
            case RecipientAddressType.PersonalDistributionList1 or RecipientAddressType.PersonalDistributionList2:
                if (row.EntryId.Length > 0) bag.Set(PidTag.EntryId, row.EntryId);
                if (row.SearchKey.Length > 0) bag.Set(PidTag.SearchKey, row.SearchKey);
                bag.Set(PidTag.DisplayType, DisplayTypePrivateList);
                break;
        }
        for (var i = 0; i < row.Values.Length; i++)
        {
            if (!row.Values[i].HasValue || row.Values[i].Type is PropertyType.ErrorCode or PropertyType.Null) continue;
            var value = TextConversion.ToUnicode(row.Values[i], codePage);
            if (columns[i].Id is var id && id != PidTag.RecipientType.Id && id != PidTag.Rowid.Id) bag.Set(new TaggedPropertyValue(id, value));
        }
        Complete(bag);
        return new RecipientContent { RowId = rowId, RecipientType = recipientType, Properties = bag };
    }

    /// <summary>
    /// Adds what every recipient has: PidTagDisplayName, PidTagAddressType, PidTagEmailAddress, PidTagEntryId, PidTagSearchKey,
    /// PidTagObjectType, PidTagDisplayType. Somebody whom nobody resolved yet has no more than a name, and an entry id that says it.
    /// </summary>
    public static void Complete(PropertyBag bag)
    {
        var type = bag.GetString(PidTag.AddressType) ?? "";
        var address = bag.GetString(PidTag.EmailAddress) ?? "";
        var name = bag.GetString(PidTag.DisplayName) ?? bag.GetString(PidTag.TransmittableDisplayName) ?? address;
        var display = bag.GetInt32(PidTag.DisplayType) ?? 0;
        bag.Set(PidTag.AddressType, type);
        bag.Set(PidTag.EmailAddress, address);
        bag.Set(PidTag.DisplayName, name);
        bag.Set(PidTag.DisplayType, display);
        if (bag.GetInt32(PidTag.ObjectType) is null) bag.Set(PidTag.ObjectType, display is DisplayTypeList or DisplayTypePrivateList ? DistributionList : MailUser);
        if (bag.GetBinary(PidTag.EntryId) is not { Length: > 0 }) bag.Set(PidTag.EntryId, IsExchange(type, address) ? EntryIds.AddressBook(address, (uint)display) : EntryIds.OneOff(name, type, address));
        if (bag.GetBinary(PidTag.SearchKey) is not { Length: > 0 } && address.Length > 0) bag.Set(PidTag.SearchKey, EntryIds.SearchKey(type, address));
    }

    /// <summary>The row of a recipient, in Unicode, with the values of these columns.</summary>
    public static RecipientRow ToRow(RecipientContent recipient, ReadOnlySpan<PropertyTag> columns)
    {
        var bag = recipient.Properties;
        var type = bag.GetString(PidTag.AddressType) ?? "";
        var address = Cut(bag.GetString(PidTag.EmailAddress));
        var name = Cut(bag.GetString(PidTag.DisplayName));
        var row = new RecipientRow { Flags = RecipientFlags.Unicode | RecipientFlags.DisplayName, DisplayName = PropertyValue.String(name) };
        Address(row, bag, type, address);
        if (bag.GetString(PidTag.AddressBookDisplayNamePrintable) is { } simple)
        {
            row.Flags |= RecipientFlags.SimpleDisplayName;
            row.SimpleDisplayName = PropertyValue.String(Cut(simple));
        }
        if (bag.GetString(PidTag.TransmittableDisplayName) is { } transmittable && Cut(transmittable) != name)
        {
            row.Flags |= RecipientFlags.TransmittableDisplayName;
            row.TransmittableDisplayName = PropertyValue.String(Cut(transmittable));
        }
        else
        {
            row.Flags |= RecipientFlags.SameDisplayName;
        }
        if (bag.GetBool(PidTag.SendRichInfo) == false) row.Flags |= RecipientFlags.NoRichText;
        if (bag.GetBool(PidTag.Responsibility) == true) row.Flags |= RecipientFlags.Responsible;
        row.Values = new PropertyValue[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            row.Values[i] = !bag.TryGet(columns[i], out PropertyValue value) ? PropertyValue.Error(MapiError.NotFound)
                : value.IsExternal || PropertyValueCodec.SizeOf(value) > MaxValue ? PropertyValue.Error(MapiError.OutOfMemory)
                : value;
        }
        return row;
    }

    private static void Address(RecipientRow row, PropertyBag bag, string type, string address)
    {
        if (IsExchange(type, address))
        {
            row.Flags |= (RecipientFlags)RecipientAddressType.X500Dn;
            row.X500Dn = address;
            row.DisplayType = bag.GetInt32(PidTag.DisplayType) is { } display and >= 0 and <= DisplayTypeRemoteUser ? (byte)display : (byte)0;
            return;
        }
        if (type == PersonalListType && bag.GetBinary(PidTag.EntryId) is { Length: <= MaxValue } entryId)
        {
            row.Flags |= (RecipientFlags)RecipientAddressType.PersonalDistributionList1;
            row.EntryId = entryId;
            row.SearchKey = bag.GetBinary(PidTag.SearchKey) is { Length: <= MaxValue } key ? key : [];
        }
        else if (Array.FindIndex(TypeNames, 2, 4, t => string.Equals(t, type, StringComparison.OrdinalIgnoreCase)) is var known and > 0)
        {
            row.Flags |= (RecipientFlags)known;
        }
        else if (type.Length > 0)
        {
            row.Flags |= RecipientFlags.OtherAddressType;
            row.AddressType = Cut(type);
        }
        if (type.Length == 0 && address.Length == 0) return;
        row.Flags |= RecipientFlags.EmailAddress;
        row.EmailAddress = PropertyValue.String(address);
    }

    private static bool IsExchange(string type, string address) => address.Length > 0 && string.Equals(type, ExchangeType, StringComparison.OrdinalIgnoreCase);

    private static void Text(PropertyBag bag, PropertyTag tag, PropertyValue value, int codePage)
    {
        if (value.HasValue) bag.Set(tag, TextConversion.ToUnicode(value, codePage).AsString());
    }

    // A terminator in the text would end it on the wire.
    private static string Cut(string? text)
    {
        if (text is null) return "";
        var end = text.IndexOf('\0', StringComparison.Ordinal);
        if (end < 0) end = text.Length;
        if (end > MaxText) end = char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText;
        return text[..end];
    }
}
