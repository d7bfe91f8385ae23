using System.Collections.Frozen;
using System.Text;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>An entry as a request sees it.</summary>
/// <param name="Server">The request's server.</param>
/// <param name="Entry">The entry.</param>
/// <param name="Ephemeral">Whether PidTagEntryId is an EphemeralEntryID (fEphID).</param>
/// <param name="Searching">Whether it is looked at by a search: what lies apart is known to be there, and not fetched.</param>
internal readonly record struct EntryView(AddressBookServer Server, DirectoryObject Entry, bool Ephemeral, bool Searching = false);

/// <summary>
/// The properties of entries ([MS-OXOABK] 2.2.3 to 2.2.9), made from the directory's fields when they are asked for. Each has its native type:
/// text is Unicode but where [MS-OXNSPI] 3.1.4.3.1 or the property's definition says otherwise.
/// </summary>
internal static class EntryProperties
{
    // Values of PidTagObjectType ([MS-OXOABK] 2.2.3.10).
    private const int ObjectFolder = 3;
    private const int ObjectMailUser = 6;
    private const int ObjectDistList = 8;

    // PidTagDisplayTypeEx ([MS-OXOABK] 2.2.3.12): who can be given rights, and what it is here.
    private const int AclCapable = 0x40000000;
    private const int DisplayRoom = 7;
    private const int DisplayEquipment = 8;
    private const int DisplaySecurityDistList = 9;

    // PidTagContainerFlags of a list's members: recipients, not to be added to.
    internal const int RecipientsUnmodifiable = 0x1 | 0x8;

    private static readonly (PropertyTag Tag, Func<EntryView, PropertyValue> Read)[] Table =
    [
        (PidTag.ObjectType, static v => PropertyValue.Int32(v.Entry.Kind switch { DirectoryKind.Group => ObjectDistList, DirectoryKind.PublicFolder => ObjectFolder, _ => ObjectMailUser })),
        (PidTag.DisplayType, static v => PropertyValue.Int32((int)DisplayTypeOf(v.Entry))),
        (PidTag.DisplayTypeEx, static v => PropertyValue.Int32(DisplayTypeExOf(v.Entry))),
        (PidTag.AddressBookDisplayTypeExtended, static v => PropertyValue.Int32(DisplayTypeExOf(v.Entry))),
        (PidTag.InitialDetailsPane, static _ => PropertyValue.Int32(0)),
        (PidTag.AddressBookContainerId, static v => PropertyValue.Int32((int)AddressBookSnapshot.MinimalIdOf(v.Entry))),
        (PidTag.EntryId, static v => PropertyValue.Binary(v.Ephemeral ? v.Server.EphemeralIdOf(v.Entry) : PermanentIdOf(v.Entry))),
        (PidTag.InstanceKey, static v => PropertyValue.Binary(BitConverter.GetBytes(AddressBookSnapshot.MinimalIdOf(v.Entry)))),
        (PidTag.RecordKey, static v => PropertyValue.Binary(PermanentIdOf(v.Entry))),
        (PidTag.Templateid, static v => PropertyValue.Binary(PermanentIdOf(v.Entry))),
        (PidTag.SearchKey, static v => PropertyValue.Binary(EntryIds.SearchKey("EX", v.Entry.LegacyDN))),
        (PidTag.MappingSignature, static _ => PropertyValue.Binary(PropertySets.muidEMSAB.ToByteArray())),
        (PidTag.AddressBookObjectGuid, static v => PropertyValue.Binary(v.Entry.ObjectId.ToByteArray())),
        (PidTag.AddressType, static _ => PropertyValue.String("EX")),
        (PidTag.EmailAddress, static v => PropertyValue.String(v.Entry.LegacyDN)),
        (PidTag.AddressBookObjectDistinguishedName, static v => PropertyValue.String(v.Entry.LegacyDN)),
        (PidTag.SmtpAddress, static v => PropertyValue.String(v.Entry.Address)),
        (PidTag.AddressBookProxyAddresses, static v => PropertyValue.Multiple(v.Server.ProxyAddressesOf(v.Entry))),
        (PidTag.AddressBookTargetAddress, static v => v.Entry.Kind == DirectoryKind.Contact ? PropertyValue.String("SMTP:" + v.Entry.Address) : default),
        (PidTag.Account, static v => PropertyValue.String(EntryNames.LocalPart(v.Entry.Address))),
        (PidTag.DisplayName, static v => PropertyValue.String(v.Entry.DisplayName)),
        (PidTag.TransmittableDisplayName, static v => PropertyValue.String(v.Entry.DisplayName)),
        (PidTag.AddressBookDisplayNamePrintable.WithType(PropertyType.String8), static v => PropertyValue.String(Printable(v.Entry.DisplayName))),
        (PidTag.AddressBookPhoneticDisplayName, static v => Text(v.Entry.PhoneticName)),
        (PidTag.GivenName, static v => Text(NameParts(v.Entry).Given)),
        (PidTag.Surname, static v => Text(NameParts(v.Entry).Surname)),
        (PidTag.Title, static v => Text(v.Entry.Title)),
        (PidTag.DepartmentName, static v => Text(v.Entry.Department)),
        (PidTag.CompanyName, static v => Text(v.Entry.Company)),
        (PidTag.OfficeLocation, static v => Text(v.Entry.Office)),
        (PidTag.BusinessTelephoneNumber, static v => Text(v.Entry.BusinessPhone)),
        (PidTag.PrimaryTelephoneNumber, static v => Text(v.Entry.BusinessPhone)),
        (PidTag.HomeTelephoneNumber, static v => Text(v.Entry.HomePhone)),
        (PidTag.MobileTelephoneNumber, static v => Text(v.Entry.MobilePhone)),
        (PidTag.Assistant, static v => Text(v.Entry.Assistant)),
        (PidTag.ThumbnailPhoto, static v => Apart(v, v.Entry.PhotoBytes) is { } blobs ? PropertyValue.Binary(blobs.Photo) : default),
        (PidTag.AddressBookX509Certificate, static v => Apart(v, v.Entry.CertificateBytes) is { } blobs && (v.Searching || blobs.Certificates.Length > 0) ? PropertyValue.Multiple(PropertyType.MultipleBinary, blobs.Certificates) : default),
        (PidTag.UserX509Certificate, static v => Apart(v, v.Entry.CertificateBytes) is { } blobs && (v.Searching || blobs.UserCertificates.Length > 0) ? PropertyValue.Multiple(PropertyType.MultipleBinary, blobs.UserCertificates) : default),
        (PidTag.SendRichInfo, static v => PropertyValue.Bool(v.Entry.Kind != DirectoryKind.Contact)),
        (PidTag.AddressBookHomeMessageDatabase, static v => v.Entry.MailboxGuid == Guid.Empty ? default : PropertyValue.String(LegacyNames.MailboxDatabase(v.Entry.MailboxGuid, v.Entry.Domain))),
        (PidTag.AddressBookRoomCapacity, static v => v.Entry.Capacity is { } seats ? PropertyValue.Int32(seats) : default),
        (PidTag.AddressBookFolderPathname, static v => Text(v.Entry.PublicFolderPath)),
        (PidTag.ContainerFlags, static v => v.Entry.Kind == DirectoryKind.Group ? PropertyValue.Int32(RecipientsUnmodifiable) : default),
        (PidTag.ContainerContents, static v => v.Entry.Kind == DirectoryKind.Group ? Reference(v.Entry) : default),
        (PidTag.AddressBookDistributionListMemberCount, static v => v.Entry.Kind == DirectoryKind.Group ? PropertyValue.Int32(v.Server.LinksOf(v.Entry, EntryLinks.Members).Count()) : default),
        (PidTag.AddressBookDistributionListExternalMemberCount, static v => v.Entry.Kind == DirectoryKind.Group ? PropertyValue.Int32(v.Server.LinksOf(v.Entry, EntryLinks.Members).Count(m => m.Kind == DirectoryKind.Contact)) : default),
    ];

    private static readonly FrozenDictionary<ushort, (PropertyTag Tag, Func<EntryView, PropertyValue> Read)> ById = Table.ToFrozenDictionary(p => p.Tag.Id);

    /// <summary>Tags of all properties that an entry may have, in their native types.</summary>
    public static IEnumerable<PropertyTag> Tags => Table.Select(p => p.Tag).Concat(EntryLinks.All.Select(l => l.Tag));

    /// <summary>The type in which a property is kept; Unspecified where there is none of the id.</summary>
    public static PropertyType NativeType(ushort id) =>
        ById.TryGetValue(id, out var property) ? property.Tag.Type : EntryLinks.Find(id) is { } link ? link.Tag.Type : PropertyType.Unspecified;

    /// <summary>A property in the type asked for; no value where the entry has none, or none of that type.</summary>
    public static PropertyValue Read(EntryView view, PropertyTag tag, int codePage)
    {
        if (EntryLinks.Find(tag.Id) is { } link) return ReadLink(view, link, tag.Type, codePage);
        if (!ById.TryGetValue(tag.Id, out var property)) return default;
        var wanted = tag.Type == PropertyType.Unspecified ? property.Tag.Type : tag.Type;
        // Text is Unicode until it is known what is wanted.
        if (property.Tag.Type != wanted && !(IsText(property.Tag.Type) && IsText(wanted)) && !(IsTexts(property.Tag.Type) && IsTexts(wanted))) return default;
        return TextConversion.ToType(property.Read(view), wanted, codePage);
    }

    /// <summary>Bytes of a property of an entry that lies apart; null where it lies with it.</summary>
    public static int? SizeApart(DirectoryObject entry, ushort id)
    {
        if (id == PidTag.ThumbnailPhoto.Id) return entry.PhotoBytes;
        return id == PidTag.AddressBookX509Certificate.Id || id == PidTag.UserX509Certificate.Id ? entry.CertificateBytes : null;
    }

    /// <summary>
    /// The display type that entry ids and PidTagDisplayType say. A dynamic group is an agent, as in Exchange: nobody changes who is in it.
    /// </summary>
    public static DisplayType DisplayTypeOf(DirectoryObject entry) => entry.Kind switch
    {
        DirectoryKind.Group => entry.Dynamic.Length > 0 ? DisplayType.Agent : DisplayType.DistList,
        DirectoryKind.PublicFolder => DisplayType.Forum,
        DirectoryKind.Contact => DisplayType.RemoteMailUser,
        _ => DisplayType.MailUser,
    };

    /// <summary>The PermanentEntryID of an entry.</summary>
    public static byte[] PermanentIdOf(DirectoryObject entry) => new PermanentEntryId(DisplayTypeOf(entry), entry.LegacyDN).ToArray();

    /// <summary>
    /// First and last name, by themselves or as the display name has them: "Last, First" or "First Last". Neither where it is one word, or nobody's own.
    /// </summary>
    public static (string Given, string Surname) NameParts(DirectoryObject entry)
    {
        if (entry.Kind is not (DirectoryKind.User or DirectoryKind.Contact)) return ("", "");
        if (entry.GivenName.Length + entry.Surname.Length > 0) return (entry.GivenName, entry.Surname);
        var name = entry.DisplayName.Trim();
        if (name.IndexOf(',') is > 0 and var comma) return (name[(comma + 1)..].Trim(), name[..comma].Trim());
        return name.LastIndexOf(' ') is > 0 and var space ? (name[..space].Trim(), name[(space + 1)..]) : ("", "");
    }

    private static PropertyValue ReadLink(EntryView view, EntryLink link, PropertyType wanted, int codePage)
    {
        if (wanted == PropertyType.Unspecified) wanted = link.Tag.Type;
        var names = view.Server.LinksOf(view.Entry, link).Select(e => e.LegacyDN);
        switch (wanted)
        {
            case PropertyType.Object:
                return names.Any() ? Reference(view.Entry) : default;
            case PropertyType.String or PropertyType.String8:
                return names.FirstOrDefault() is { } first ? TextConversion.ToType(PropertyValue.String(first), wanted, codePage) : default;
            case PropertyType.MultipleString or PropertyType.MultipleString8:
                string[] all = [.. names];
                return all.Length > 0 ? TextConversion.ToType(PropertyValue.Multiple(all), wanted, codePage) : default;
            default:
                return default;
        }
    }

    /// <summary>An embedded table: what opens it is the entry it is of, with the property, by GetMatches ([MS-OXNSPI] 3.1.4.4.2.2).</summary>
    private static PropertyValue Reference(DirectoryObject entry) => PropertyValue.ObjectBytes(BitConverter.GetBytes(AddressBookSnapshot.MinimalIdOf(entry)));

    /// <summary>What of an entry lies apart, where there is something; null where there is nothing, or it is still to be fetched.</summary>
    private static DirectoryBlobs? Apart(EntryView view, int bytes) => bytes == 0 ? null : view.Searching ? DirectoryBlobs.None : view.Server.BlobsOf(view.Entry);

    private static PropertyValue Text(string text) => text.Length > 0 ? PropertyValue.String(text) : default;

    private static int DisplayTypeExOf(DirectoryObject entry) => entry.Kind switch
    {
        DirectoryKind.User => AclCapable | (int)DisplayType.MailUser,
        DirectoryKind.Room => AclCapable | DisplayRoom,
        DirectoryKind.Equipment => AclCapable | DisplayEquipment,
        DirectoryKind.Group => AclCapable | (entry.Dynamic.Length > 0 ? (int)DisplayType.Agent : DisplaySecurityDistList),
        _ => (int)DisplayTypeOf(entry),
    };

    /// <summary>The name in the characters that every system has: without marks, and a question mark for what is left.</summary>
    private static string Printable(string name)
    {
        if (System.Text.Ascii.IsValid(name)) return name;
        var builder = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.IsAscii) builder.Append((char)rune.Value);
            else if (TextFolding.Fold(rune.ToString()) is [< (char)0x80] letter) builder.Append(Rune.IsLower(rune) ? char.ToLowerInvariant(letter[0]) : letter[0]);
            else builder.Append('?');
        }
        return builder.ToString();
    }

    private static bool IsText(PropertyType type) => type is PropertyType.String or PropertyType.String8;

    private static bool IsTexts(PropertyType type) => type is PropertyType.MultipleString or PropertyType.MultipleString8;
}
