namespace MapiOrleans.Mapi.Properties;

/// <summary>A named property that [MS-OXPROPS] defines, with the type it has there.</summary>
/// <param name="CanonicalName">The PidLid name.</param>
/// <param name="Name">Property set and number.</param>
/// <param name="Type">The type of its value.</param>
public sealed record KnownNamedProperty(string CanonicalName, PropertyName Name, PropertyType Type);

/// <summary>The named properties of [MS-OXPROPS] that have numbers, by their canonical names.</summary>
public static class PidLid
{
    /// <summary>PidLidFileUnder, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty FileUnder = new("PidLidFileUnder", new PropertyName(PropertySets.PSETID_Address, 0x8005), PropertyType.String);
    /// <summary>PidLidFileUnderId, PtypInteger32, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty FileUnderId = new("PidLidFileUnderId", new PropertyName(PropertySets.PSETID_Address, 0x8006), PropertyType.Integer32);
    /// <summary>PidLidContactItemData, PtypMultipleInteger32, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty ContactItemData = new("PidLidContactItemData", new PropertyName(PropertySets.PSETID_Address, 0x8007), PropertyType.MultipleInteger32);
    /// <summary>PidLidDepartment, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Department = new("PidLidDepartment", new PropertyName(PropertySets.PSETID_Address, 0x8010), PropertyType.String);
    /// <summary>PidLidHasPicture, PtypBoolean, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty HasPicture = new("PidLidHasPicture", new PropertyName(PropertySets.PSETID_Address, 0x8015), PropertyType.Boolean);
    /// <summary>PidLidHomeAddress, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty HomeAddress = new("PidLidHomeAddress", new PropertyName(PropertySets.PSETID_Address, 0x801a), PropertyType.String);
    /// <summary>PidLidWorkAddress, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty WorkAddress = new("PidLidWorkAddress", new PropertyName(PropertySets.PSETID_Address, 0x801b), PropertyType.String);
    /// <summary>PidLidOtherAddress, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty OtherAddress = new("PidLidOtherAddress", new PropertyName(PropertySets.PSETID_Address, 0x801c), PropertyType.String);
    /// <summary>PidLidPostalAddressId, PtypInteger32, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty PostalAddressId = new("PidLidPostalAddressId", new PropertyName(PropertySets.PSETID_Address, 0x8022), PropertyType.Integer32);
    /// <summary>PidLidContactCharacterSet, PtypInteger32, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty ContactCharacterSet = new("PidLidContactCharacterSet", new PropertyName(PropertySets.PSETID_Address, 0x8023), PropertyType.Integer32);
    /// <summary>PidLidAutoLog, PtypBoolean, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty AutoLog = new("PidLidAutoLog", new PropertyName(PropertySets.PSETID_Address, 0x8025), PropertyType.Boolean);
    /// <summary>PidLidFileUnderList, PtypMultipleInteger32, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty FileUnderList = new("PidLidFileUnderList", new PropertyName(PropertySets.PSETID_Address, 0x8026), PropertyType.MultipleInteger32);
    /// <summary>PidLidAddressBookProviderEmailList, PtypMultipleInteger32, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty AddressBookProviderEmailList = new("PidLidAddressBookProviderEmailList", new PropertyName(PropertySets.PSETID_Address, 0x8028), PropertyType.MultipleInteger32);
    /// <summary>PidLidAddressBookProviderArrayType, PtypInteger32, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty AddressBookProviderArrayType = new("PidLidAddressBookProviderArrayType", new PropertyName(PropertySets.PSETID_Address, 0x8029), PropertyType.Integer32);
    /// <summary>PidLidHtml, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Html = new("PidLidHtml", new PropertyName(PropertySets.PSETID_Address, 0x802b), PropertyType.String);
    /// <summary>PidLidYomiFirstName, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty YomiFirstName = new("PidLidYomiFirstName", new PropertyName(PropertySets.PSETID_Address, 0x802c), PropertyType.String);
    /// <summary>PidLidYomiLastName, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty YomiLastName = new("PidLidYomiLastName", new PropertyName(PropertySets.PSETID_Address, 0x802d), PropertyType.String);
    /// <summary>PidLidYomiCompanyName, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty YomiCompanyName = new("PidLidYomiCompanyName", new PropertyName(PropertySets.PSETID_Address, 0x802e), PropertyType.String);
    /// <summary>PidLidBusinessCardDisplayDefinition, PtypBinary, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty BusinessCardDisplayDefinition = new("PidLidBusinessCardDisplayDefinition", new PropertyName(PropertySets.PSETID_Address, 0x8040), PropertyType.Binary);
    /// <summary>PidLidBusinessCardCardPicture, PtypBinary, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty BusinessCardCardPicture = new("PidLidBusinessCardCardPicture", new PropertyName(PropertySets.PSETID_Address, 0x8041), PropertyType.Binary);
    /// <summary>PidLidWorkAddressStreet, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty WorkAddressStreet = new("PidLidWorkAddressStreet", new PropertyName(PropertySets.PSETID_Address, 0x8045), PropertyType.String);
    /// <summary>PidLidWorkAddressCity, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty WorkAddressCity = new("PidLidWorkAddressCity", new PropertyName(PropertySets.PSETID_Address, 0x8046), PropertyType.String);
    /// <summary>PidLidWorkAddressState, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty WorkAddressState = new("PidLidWorkAddressState", new PropertyName(PropertySets.PSETID_Address, 0x8047), PropertyType.String);
    /// <summary>PidLidWorkAddressPostalCode, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty WorkAddressPostalCode = new("PidLidWorkAddressPostalCode", new PropertyName(PropertySets.PSETID_Address, 0x8048), PropertyType.String);
    /// <summary>PidLidWorkAddressCountry, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty WorkAddressCountry = new("PidLidWorkAddressCountry", new PropertyName(PropertySets.PSETID_Address, 0x8049), PropertyType.String);
    /// <summary>PidLidWorkAddressPostOfficeBox, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty WorkAddressPostOfficeBox = new("PidLidWorkAddressPostOfficeBox", new PropertyName(PropertySets.PSETID_Address, 0x804a), PropertyType.String);
    /// <summary>PidLidDistributionListChecksum, PtypInteger32, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty DistributionListChecksum = new("PidLidDistributionListChecksum", new PropertyName(PropertySets.PSETID_Address, 0x804c), PropertyType.Integer32);
    /// <summary>PidLidBirthdayEventEntryId, PtypBinary, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty BirthdayEventEntryId = new("PidLidBirthdayEventEntryId", new PropertyName(PropertySets.PSETID_Address, 0x804d), PropertyType.Binary);
    /// <summary>PidLidAnniversaryEventEntryId, PtypBinary, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty AnniversaryEventEntryId = new("PidLidAnniversaryEventEntryId", new PropertyName(PropertySets.PSETID_Address, 0x804e), PropertyType.Binary);
    /// <summary>PidLidContactUserField1, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty ContactUserField1 = new("PidLidContactUserField1", new PropertyName(PropertySets.PSETID_Address, 0x804f), PropertyType.String);
    /// <summary>PidLidContactUserField2, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty ContactUserField2 = new("PidLidContactUserField2", new PropertyName(PropertySets.PSETID_Address, 0x8050), PropertyType.String);
    /// <summary>PidLidContactUserField3, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty ContactUserField3 = new("PidLidContactUserField3", new PropertyName(PropertySets.PSETID_Address, 0x8051), PropertyType.String);
    /// <summary>PidLidContactUserField4, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty ContactUserField4 = new("PidLidContactUserField4", new PropertyName(PropertySets.PSETID_Address, 0x8052), PropertyType.String);
    /// <summary>PidLidDistributionListName, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty DistributionListName = new("PidLidDistributionListName", new PropertyName(PropertySets.PSETID_Address, 0x8053), PropertyType.String);
    /// <summary>PidLidDistributionListOneOffMembers, PtypMultipleBinary, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty DistributionListOneOffMembers = new("PidLidDistributionListOneOffMembers", new PropertyName(PropertySets.PSETID_Address, 0x8054), PropertyType.MultipleBinary);
    /// <summary>PidLidDistributionListMembers, PtypMultipleBinary, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty DistributionListMembers = new("PidLidDistributionListMembers", new PropertyName(PropertySets.PSETID_Address, 0x8055), PropertyType.MultipleBinary);
    /// <summary>PidLidInstantMessagingAddress, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty InstantMessagingAddress = new("PidLidInstantMessagingAddress", new PropertyName(PropertySets.PSETID_Address, 0x8062), PropertyType.String);
    /// <summary>PidLidDistributionListStream, PtypBinary, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty DistributionListStream = new("PidLidDistributionListStream", new PropertyName(PropertySets.PSETID_Address, 0x8064), PropertyType.Binary);
    /// <summary>PidLidEmail1DisplayName, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Email1DisplayName = new("PidLidEmail1DisplayName", new PropertyName(PropertySets.PSETID_Address, 0x8080), PropertyType.String);
    /// <summary>PidLidEmail1AddressType, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Email1AddressType = new("PidLidEmail1AddressType", new PropertyName(PropertySets.PSETID_Address, 0x8082), PropertyType.String);
    /// <summary>PidLidEmail1EmailAddress, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Email1EmailAddress = new("PidLidEmail1EmailAddress", new PropertyName(PropertySets.PSETID_Address, 0x8083), PropertyType.String);
    /// <summary>PidLidEmail1OriginalDisplayName, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Email1OriginalDisplayName = new("PidLidEmail1OriginalDisplayName", new PropertyName(PropertySets.PSETID_Address, 0x8084), PropertyType.String);
    /// <summary>PidLidEmail1OriginalEntryId, PtypBinary, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Email1OriginalEntryId = new("PidLidEmail1OriginalEntryId", new PropertyName(PropertySets.PSETID_Address, 0x8085), PropertyType.Binary);
    /// <summary>PidLidEmail1EmailType, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Email1EmailType = new("PidLidEmail1EmailType", new PropertyName(PropertySets.PSETID_Address, 0x8087), PropertyType.String);
    /// <summary>PidLidEmail2DisplayName, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Email2DisplayName = new("PidLidEmail2DisplayName", new PropertyName(PropertySets.PSETID_Address, 0x8090), PropertyType.String);
    /// <summary>PidLidEmail2AddressType, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Email2AddressType = new("PidLidEmail2AddressType", new PropertyName(PropertySets.PSETID_Address, 0x8092), PropertyType.String);
    /// <summary>PidLidEmail2EmailAddress, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Email2EmailAddress = new("PidLidEmail2EmailAddress", new PropertyName(PropertySets.PSETID_Address, 0x8093), PropertyType.String);
    /// <summary>PidLidEmail2OriginalDisplayName, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Email2OriginalDisplayName = new("PidLidEmail2OriginalDisplayName", new PropertyName(PropertySets.PSETID_Address, 0x8094), PropertyType.String);
    /// <summary>PidLidEmail2OriginalEntryId, PtypBinary, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Email2OriginalEntryId = new("PidLidEmail2OriginalEntryId", new PropertyName(PropertySets.PSETID_Address, 0x8095), PropertyType.Binary);
    /// <summary>PidLidEmail2EmailType, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Email2EmailType = new("PidLidEmail2EmailType", new PropertyName(PropertySets.PSETID_Address, 0x8097), PropertyType.String);
    /// <summary>PidLidEmail3DisplayName, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Email3DisplayName = new("PidLidEmail3DisplayName", new PropertyName(PropertySets.PSETID_Address, 0x80a0), PropertyType.String);
    /// <summary>PidLidEmail3AddressType, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Email3AddressType = new("PidLidEmail3AddressType", new PropertyName(PropertySets.PSETID_Address, 0x80a2), PropertyType.String);
    /// <summary>PidLidEmail3EmailAddress, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Email3EmailAddress = new("PidLidEmail3EmailAddress", new PropertyName(PropertySets.PSETID_Address, 0x80a3), PropertyType.String);
    /// <summary>PidLidEmail3OriginalDisplayName, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Email3OriginalDisplayName = new("PidLidEmail3OriginalDisplayName", new PropertyName(PropertySets.PSETID_Address, 0x80a4), PropertyType.String);
    /// <summary>PidLidEmail3OriginalEntryId, PtypBinary, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Email3OriginalEntryId = new("PidLidEmail3OriginalEntryId", new PropertyName(PropertySets.PSETID_Address, 0x80a5), PropertyType.Binary);
    /// <summary>PidLidEmail3EmailType, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Email3EmailType = new("PidLidEmail3EmailType", new PropertyName(PropertySets.PSETID_Address, 0x80a7), PropertyType.String);
    /// <summary>PidLidFax1DisplayName, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax1DisplayName = new("PidLidFax1DisplayName", new PropertyName(PropertySets.PSETID_Address, 0x80b0), PropertyType.String);
    /// <summary>PidLidFax1EntryId, PtypBinary, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax1EntryId = new("PidLidFax1EntryId", new PropertyName(PropertySets.PSETID_Address, 0x80b1), PropertyType.Binary);
    /// <summary>PidLidFax1AddressType, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax1AddressType = new("PidLidFax1AddressType", new PropertyName(PropertySets.PSETID_Address, 0x80b2), PropertyType.String);
    /// <summary>PidLidFax1EmailAddress, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax1EmailAddress = new("PidLidFax1EmailAddress", new PropertyName(PropertySets.PSETID_Address, 0x80b3), PropertyType.String);
    /// <summary>PidLidFax1OriginalDisplayName, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax1OriginalDisplayName = new("PidLidFax1OriginalDisplayName", new PropertyName(PropertySets.PSETID_Address, 0x80b4), PropertyType.String);
    /// <summary>PidLidFax1OriginalEntryId, PtypBinary, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax1OriginalEntryId = new("PidLidFax1OriginalEntryId", new PropertyName(PropertySets.PSETID_Address, 0x80b5), PropertyType.Binary);
    /// <summary>PidLidFax1RichTextFormat, PtypBoolean, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax1RichTextFormat = new("PidLidFax1RichTextFormat", new PropertyName(PropertySets.PSETID_Address, 0x80b6), PropertyType.Boolean);
    /// <summary>PidLidFax1EmailType, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax1EmailType = new("PidLidFax1EmailType", new PropertyName(PropertySets.PSETID_Address, 0x80b7), PropertyType.String);
    /// <summary>PidLidFax2DisplayName, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax2DisplayName = new("PidLidFax2DisplayName", new PropertyName(PropertySets.PSETID_Address, 0x80c0), PropertyType.String);
    /// <summary>PidLidFax2EntryId, PtypBinary, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax2EntryId = new("PidLidFax2EntryId", new PropertyName(PropertySets.PSETID_Address, 0x80c1), PropertyType.Binary);
    /// <summary>PidLidFax2AddressType, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax2AddressType = new("PidLidFax2AddressType", new PropertyName(PropertySets.PSETID_Address, 0x80c2), PropertyType.String);
    /// <summary>PidLidFax2EmailAddress, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax2EmailAddress = new("PidLidFax2EmailAddress", new PropertyName(PropertySets.PSETID_Address, 0x80c3), PropertyType.String);
    /// <summary>PidLidFax2OriginalDisplayName, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax2OriginalDisplayName = new("PidLidFax2OriginalDisplayName", new PropertyName(PropertySets.PSETID_Address, 0x80c4), PropertyType.String);
    /// <summary>PidLidFax2OriginalEntryId, PtypBinary, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax2OriginalEntryId = new("PidLidFax2OriginalEntryId", new PropertyName(PropertySets.PSETID_Address, 0x80c5), PropertyType.Binary);
    /// <summary>PidLidFax2RichTextFormat, PtypBoolean, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax2RichTextFormat = new("PidLidFax2RichTextFormat", new PropertyName(PropertySets.PSETID_Address, 0x80c6), PropertyType.Boolean);
    /// <summary>PidLidFax2EmailType, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax2EmailType = new("PidLidFax2EmailType", new PropertyName(PropertySets.PSETID_Address, 0x80c7), PropertyType.String);
    /// <summary>PidLidFax3DisplayName, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax3DisplayName = new("PidLidFax3DisplayName", new PropertyName(PropertySets.PSETID_Address, 0x80d0), PropertyType.String);
    /// <summary>PidLidFax3EntryId, PtypBinary, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax3EntryId = new("PidLidFax3EntryId", new PropertyName(PropertySets.PSETID_Address, 0x80d1), PropertyType.Binary);
    /// <summary>PidLidFax3AddressType, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax3AddressType = new("PidLidFax3AddressType", new PropertyName(PropertySets.PSETID_Address, 0x80d2), PropertyType.String);
    /// <summary>PidLidFax3EmailAddress, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax3EmailAddress = new("PidLidFax3EmailAddress", new PropertyName(PropertySets.PSETID_Address, 0x80d3), PropertyType.String);
    /// <summary>PidLidFax3OriginalDisplayName, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax3OriginalDisplayName = new("PidLidFax3OriginalDisplayName", new PropertyName(PropertySets.PSETID_Address, 0x80d4), PropertyType.String);
    /// <summary>PidLidFax3OriginalEntryId, PtypBinary, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax3OriginalEntryId = new("PidLidFax3OriginalEntryId", new PropertyName(PropertySets.PSETID_Address, 0x80d5), PropertyType.Binary);
    /// <summary>PidLidFax3RichTextFormat, PtypBoolean, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax3RichTextFormat = new("PidLidFax3RichTextFormat", new PropertyName(PropertySets.PSETID_Address, 0x80d6), PropertyType.Boolean);
    /// <summary>PidLidFax3EmailType, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty Fax3EmailType = new("PidLidFax3EmailType", new PropertyName(PropertySets.PSETID_Address, 0x80d7), PropertyType.String);
    /// <summary>PidLidFreeBusyLocation, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty FreeBusyLocation = new("PidLidFreeBusyLocation", new PropertyName(PropertySets.PSETID_Address, 0x80d8), PropertyType.String);
    /// <summary>PidLidUserX509Certificate, PtypMultipleBinary, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty UserX509Certificate = new("PidLidUserX509Certificate", new PropertyName(PropertySets.PSETID_Address, 0x80d9), PropertyType.MultipleBinary);
    /// <summary>PidLidHomeAddressCountryCode, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty HomeAddressCountryCode = new("PidLidHomeAddressCountryCode", new PropertyName(PropertySets.PSETID_Address, 0x80da), PropertyType.String);
    /// <summary>PidLidWorkAddressCountryCode, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty WorkAddressCountryCode = new("PidLidWorkAddressCountryCode", new PropertyName(PropertySets.PSETID_Address, 0x80db), PropertyType.String);
    /// <summary>PidLidOtherAddressCountryCode, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty OtherAddressCountryCode = new("PidLidOtherAddressCountryCode", new PropertyName(PropertySets.PSETID_Address, 0x80dc), PropertyType.String);
    /// <summary>PidLidAddressCountryCode, PtypString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty AddressCountryCode = new("PidLidAddressCountryCode", new PropertyName(PropertySets.PSETID_Address, 0x80dd), PropertyType.String);
    /// <summary>PidLidBirthdayLocal, PtypTime, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty BirthdayLocal = new("PidLidBirthdayLocal", new PropertyName(PropertySets.PSETID_Address, 0x80de), PropertyType.Time);
    /// <summary>PidLidWeddingAnniversaryLocal, PtypTime, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty WeddingAnniversaryLocal = new("PidLidWeddingAnniversaryLocal", new PropertyName(PropertySets.PSETID_Address, 0x80df), PropertyType.Time);
    /// <summary>PidLidIsContactLinked, PtypBoolean, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty IsContactLinked = new("PidLidIsContactLinked", new PropertyName(PropertySets.PSETID_Address, 0x80e0), PropertyType.Boolean);
    /// <summary>PidLidContactLinkedGlobalAddressListEntryId, PtypBinary, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty ContactLinkedGlobalAddressListEntryId = new("PidLidContactLinkedGlobalAddressListEntryId", new PropertyName(PropertySets.PSETID_Address, 0x80e2), PropertyType.Binary);
    /// <summary>PidLidContactLinkSMTPAddressCache, PtypMultipleString, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty ContactLinkSMTPAddressCache = new("PidLidContactLinkSMTPAddressCache", new PropertyName(PropertySets.PSETID_Address, 0x80e3), PropertyType.MultipleString);
    /// <summary>PidLidContactLinkLinkRejectHistory, PtypMultipleBinary, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty ContactLinkLinkRejectHistory = new("PidLidContactLinkLinkRejectHistory", new PropertyName(PropertySets.PSETID_Address, 0x80e5), PropertyType.MultipleBinary);
    /// <summary>PidLidContactLinkGlobalAddressListLinkState, PtypInteger32, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty ContactLinkGlobalAddressListLinkState = new("PidLidContactLinkGlobalAddressListLinkState", new PropertyName(PropertySets.PSETID_Address, 0x80e6), PropertyType.Integer32);
    /// <summary>PidLidContactLinkGlobalAddressListLinkId, PtypGuid, in PSETID_Address.</summary>
    public static readonly KnownNamedProperty ContactLinkGlobalAddressListLinkId = new("PidLidContactLinkGlobalAddressListLinkId", new PropertyName(PropertySets.PSETID_Address, 0x80e8), PropertyType.Guid);
    /// <summary>PidLidSendMeetingAsIcal, PtypBoolean, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty SendMeetingAsIcal = new("PidLidSendMeetingAsIcal", new PropertyName(PropertySets.PSETID_Appointment, 0x8200), PropertyType.Boolean);
    /// <summary>PidLidAppointmentSequence, PtypInteger32, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentSequence = new("PidLidAppointmentSequence", new PropertyName(PropertySets.PSETID_Appointment, 0x8201), PropertyType.Integer32);
    /// <summary>PidLidAppointmentSequenceTime, PtypTime, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentSequenceTime = new("PidLidAppointmentSequenceTime", new PropertyName(PropertySets.PSETID_Appointment, 0x8202), PropertyType.Time);
    /// <summary>PidLidAppointmentLastSequence, PtypInteger32, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentLastSequence = new("PidLidAppointmentLastSequence", new PropertyName(PropertySets.PSETID_Appointment, 0x8203), PropertyType.Integer32);
    /// <summary>PidLidChangeHighlight, PtypInteger32, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty ChangeHighlight = new("PidLidChangeHighlight", new PropertyName(PropertySets.PSETID_Appointment, 0x8204), PropertyType.Integer32);
    /// <summary>PidLidBusyStatus, PtypInteger32, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty BusyStatus = new("PidLidBusyStatus", new PropertyName(PropertySets.PSETID_Appointment, 0x8205), PropertyType.Integer32);
    /// <summary>PidLidFExceptionalBody, PtypBoolean, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty FExceptionalBody = new("PidLidFExceptionalBody", new PropertyName(PropertySets.PSETID_Appointment, 0x8206), PropertyType.Boolean);
    /// <summary>PidLidAppointmentAuxiliaryFlags, PtypInteger32, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentAuxiliaryFlags = new("PidLidAppointmentAuxiliaryFlags", new PropertyName(PropertySets.PSETID_Appointment, 0x8207), PropertyType.Integer32);
    /// <summary>PidLidLocation, PtypString, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty Location = new("PidLidLocation", new PropertyName(PropertySets.PSETID_Appointment, 0x8208), PropertyType.String);
    /// <summary>PidLidMeetingWorkspaceUrl, PtypString, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty MeetingWorkspaceUrl = new("PidLidMeetingWorkspaceUrl", new PropertyName(PropertySets.PSETID_Appointment, 0x8209), PropertyType.String);
    /// <summary>PidLidForwardInstance, PtypBoolean, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty ForwardInstance = new("PidLidForwardInstance", new PropertyName(PropertySets.PSETID_Appointment, 0x820a), PropertyType.Boolean);
    /// <summary>PidLidLinkedTaskItems, PtypMultipleBinary, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty LinkedTaskItems = new("PidLidLinkedTaskItems", new PropertyName(PropertySets.PSETID_Appointment, 0x820c), PropertyType.MultipleBinary);
    /// <summary>PidLidAppointmentStartWhole, PtypTime, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentStartWhole = new("PidLidAppointmentStartWhole", new PropertyName(PropertySets.PSETID_Appointment, 0x820d), PropertyType.Time);
    /// <summary>PidLidAppointmentEndWhole, PtypTime, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentEndWhole = new("PidLidAppointmentEndWhole", new PropertyName(PropertySets.PSETID_Appointment, 0x820e), PropertyType.Time);
    /// <summary>PidLidAppointmentStartTime, PtypTime, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentStartTime = new("PidLidAppointmentStartTime", new PropertyName(PropertySets.PSETID_Appointment, 0x820f), PropertyType.Time);
    /// <summary>PidLidAppointmentEndTime, PtypTime, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentEndTime = new("PidLidAppointmentEndTime", new PropertyName(PropertySets.PSETID_Appointment, 0x8210), PropertyType.Time);
    /// <summary>PidLidAppointmentEndDate, PtypTime, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentEndDate = new("PidLidAppointmentEndDate", new PropertyName(PropertySets.PSETID_Appointment, 0x8211), PropertyType.Time);
    /// <summary>PidLidAppointmentStartDate, PtypTime, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentStartDate = new("PidLidAppointmentStartDate", new PropertyName(PropertySets.PSETID_Appointment, 0x8212), PropertyType.Time);
    /// <summary>PidLidAppointmentDuration, PtypInteger32, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentDuration = new("PidLidAppointmentDuration", new PropertyName(PropertySets.PSETID_Appointment, 0x8213), PropertyType.Integer32);
    /// <summary>PidLidAppointmentColor, PtypInteger32, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentColor = new("PidLidAppointmentColor", new PropertyName(PropertySets.PSETID_Appointment, 0x8214), PropertyType.Integer32);
    /// <summary>PidLidAppointmentSubType, PtypBoolean, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentSubType = new("PidLidAppointmentSubType", new PropertyName(PropertySets.PSETID_Appointment, 0x8215), PropertyType.Boolean);
    /// <summary>PidLidAppointmentRecur, PtypBinary, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentRecur = new("PidLidAppointmentRecur", new PropertyName(PropertySets.PSETID_Appointment, 0x8216), PropertyType.Binary);
    /// <summary>PidLidAppointmentStateFlags, PtypInteger32, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentStateFlags = new("PidLidAppointmentStateFlags", new PropertyName(PropertySets.PSETID_Appointment, 0x8217), PropertyType.Integer32);
    /// <summary>PidLidResponseStatus, PtypInteger32, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty ResponseStatus = new("PidLidResponseStatus", new PropertyName(PropertySets.PSETID_Appointment, 0x8218), PropertyType.Integer32);
    /// <summary>PidLidAppointmentReplyTime, PtypTime, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentReplyTime = new("PidLidAppointmentReplyTime", new PropertyName(PropertySets.PSETID_Appointment, 0x8220), PropertyType.Time);
    /// <summary>PidLidRecurring, PtypBoolean, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty Recurring = new("PidLidRecurring", new PropertyName(PropertySets.PSETID_Appointment, 0x8223), PropertyType.Boolean);
    /// <summary>PidLidIntendedBusyStatus, PtypInteger32, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty IntendedBusyStatus = new("PidLidIntendedBusyStatus", new PropertyName(PropertySets.PSETID_Appointment, 0x8224), PropertyType.Integer32);
    /// <summary>PidLidAppointmentUpdateTime, PtypTime, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentUpdateTime = new("PidLidAppointmentUpdateTime", new PropertyName(PropertySets.PSETID_Appointment, 0x8226), PropertyType.Time);
    /// <summary>PidLidExceptionReplaceTime, PtypTime, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty ExceptionReplaceTime = new("PidLidExceptionReplaceTime", new PropertyName(PropertySets.PSETID_Appointment, 0x8228), PropertyType.Time);
    /// <summary>PidLidFInvited, PtypBoolean, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty FInvited = new("PidLidFInvited", new PropertyName(PropertySets.PSETID_Appointment, 0x8229), PropertyType.Boolean);
    /// <summary>PidLidFExceptionalAttendees, PtypBoolean, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty FExceptionalAttendees = new("PidLidFExceptionalAttendees", new PropertyName(PropertySets.PSETID_Appointment, 0x822b), PropertyType.Boolean);
    /// <summary>PidLidOwnerName, PtypString, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty OwnerName = new("PidLidOwnerName", new PropertyName(PropertySets.PSETID_Appointment, 0x822e), PropertyType.String);
    /// <summary>PidLidFOthersAppointment, PtypBoolean, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty FOthersAppointment = new("PidLidFOthersAppointment", new PropertyName(PropertySets.PSETID_Appointment, 0x822f), PropertyType.Boolean);
    /// <summary>PidLidAppointmentReplyName, PtypString, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentReplyName = new("PidLidAppointmentReplyName", new PropertyName(PropertySets.PSETID_Appointment, 0x8230), PropertyType.String);
    /// <summary>PidLidRecurrenceType, PtypInteger32, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty RecurrenceType = new("PidLidRecurrenceType", new PropertyName(PropertySets.PSETID_Appointment, 0x8231), PropertyType.Integer32);
    /// <summary>PidLidRecurrencePattern, PtypString, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty RecurrencePattern = new("PidLidRecurrencePattern", new PropertyName(PropertySets.PSETID_Appointment, 0x8232), PropertyType.String);
    /// <summary>PidLidTimeZoneStruct, PtypBinary, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty TimeZoneStruct = new("PidLidTimeZoneStruct", new PropertyName(PropertySets.PSETID_Appointment, 0x8233), PropertyType.Binary);
    /// <summary>PidLidTimeZoneDescription, PtypString, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty TimeZoneDescription = new("PidLidTimeZoneDescription", new PropertyName(PropertySets.PSETID_Appointment, 0x8234), PropertyType.String);
    /// <summary>PidLidClipStart, PtypTime, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty ClipStart = new("PidLidClipStart", new PropertyName(PropertySets.PSETID_Appointment, 0x8235), PropertyType.Time);
    /// <summary>PidLidClipEnd, PtypTime, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty ClipEnd = new("PidLidClipEnd", new PropertyName(PropertySets.PSETID_Appointment, 0x8236), PropertyType.Time);
    /// <summary>PidLidOriginalStoreEntryId, PtypBinary, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty OriginalStoreEntryId = new("PidLidOriginalStoreEntryId", new PropertyName(PropertySets.PSETID_Appointment, 0x8237), PropertyType.Binary);
    /// <summary>PidLidAllAttendeesString, PtypString, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AllAttendeesString = new("PidLidAllAttendeesString", new PropertyName(PropertySets.PSETID_Appointment, 0x8238), PropertyType.String);
    /// <summary>PidLidAutoFillLocation, PtypBoolean, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AutoFillLocation = new("PidLidAutoFillLocation", new PropertyName(PropertySets.PSETID_Appointment, 0x823a), PropertyType.Boolean);
    /// <summary>PidLidToAttendeesString, PtypString, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty ToAttendeesString = new("PidLidToAttendeesString", new PropertyName(PropertySets.PSETID_Appointment, 0x823b), PropertyType.String);
    /// <summary>PidLidCcAttendeesString, PtypString, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty CcAttendeesString = new("PidLidCcAttendeesString", new PropertyName(PropertySets.PSETID_Appointment, 0x823c), PropertyType.String);
    /// <summary>PidLidConferencingCheck, PtypBoolean, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty ConferencingCheck = new("PidLidConferencingCheck", new PropertyName(PropertySets.PSETID_Appointment, 0x8240), PropertyType.Boolean);
    /// <summary>PidLidConferencingType, PtypInteger32, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty ConferencingType = new("PidLidConferencingType", new PropertyName(PropertySets.PSETID_Appointment, 0x8241), PropertyType.Integer32);
    /// <summary>PidLidDirectory, PtypString, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty Directory = new("PidLidDirectory", new PropertyName(PropertySets.PSETID_Appointment, 0x8242), PropertyType.String);
    /// <summary>PidLidOrganizerAlias, PtypString, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty OrganizerAlias = new("PidLidOrganizerAlias", new PropertyName(PropertySets.PSETID_Appointment, 0x8243), PropertyType.String);
    /// <summary>PidLidAutoStartCheck, PtypBoolean, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AutoStartCheck = new("PidLidAutoStartCheck", new PropertyName(PropertySets.PSETID_Appointment, 0x8244), PropertyType.Boolean);
    /// <summary>PidLidAutoStartWhen, PtypInteger32, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AutoStartWhen = new("PidLidAutoStartWhen", new PropertyName(PropertySets.PSETID_Appointment, 0x8245), PropertyType.Integer32);
    /// <summary>PidLidAllowExternalCheck, PtypBoolean, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AllowExternalCheck = new("PidLidAllowExternalCheck", new PropertyName(PropertySets.PSETID_Appointment, 0x8246), PropertyType.Boolean);
    /// <summary>PidLidCollaborateDoc, PtypString, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty CollaborateDoc = new("PidLidCollaborateDoc", new PropertyName(PropertySets.PSETID_Appointment, 0x8247), PropertyType.String);
    /// <summary>PidLidNetShowUrl, PtypString, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty NetShowUrl = new("PidLidNetShowUrl", new PropertyName(PropertySets.PSETID_Appointment, 0x8248), PropertyType.String);
    /// <summary>PidLidOnlinePassword, PtypString, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty OnlinePassword = new("PidLidOnlinePassword", new PropertyName(PropertySets.PSETID_Appointment, 0x8249), PropertyType.String);
    /// <summary>PidLidAppointmentProposedStartWhole, PtypTime, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentProposedStartWhole = new("PidLidAppointmentProposedStartWhole", new PropertyName(PropertySets.PSETID_Appointment, 0x8250), PropertyType.Time);
    /// <summary>PidLidAppointmentProposedEndWhole, PtypTime, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentProposedEndWhole = new("PidLidAppointmentProposedEndWhole", new PropertyName(PropertySets.PSETID_Appointment, 0x8251), PropertyType.Time);
    /// <summary>PidLidAppointmentProposedDuration, PtypInteger32, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentProposedDuration = new("PidLidAppointmentProposedDuration", new PropertyName(PropertySets.PSETID_Appointment, 0x8256), PropertyType.Integer32);
    /// <summary>PidLidAppointmentCounterProposal, PtypBoolean, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentCounterProposal = new("PidLidAppointmentCounterProposal", new PropertyName(PropertySets.PSETID_Appointment, 0x8257), PropertyType.Boolean);
    /// <summary>PidLidAppointmentProposalNumber, PtypInteger32, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentProposalNumber = new("PidLidAppointmentProposalNumber", new PropertyName(PropertySets.PSETID_Appointment, 0x8259), PropertyType.Integer32);
    /// <summary>PidLidAppointmentNotAllowPropose, PtypBoolean, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentNotAllowPropose = new("PidLidAppointmentNotAllowPropose", new PropertyName(PropertySets.PSETID_Appointment, 0x825a), PropertyType.Boolean);
    /// <summary>PidLidAppointmentUnsendableRecipients, PtypBinary, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentUnsendableRecipients = new("PidLidAppointmentUnsendableRecipients", new PropertyName(PropertySets.PSETID_Appointment, 0x825d), PropertyType.Binary);
    /// <summary>PidLidAppointmentTimeZoneDefinitionStartDisplay, PtypBinary, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentTimeZoneDefinitionStartDisplay = new("PidLidAppointmentTimeZoneDefinitionStartDisplay", new PropertyName(PropertySets.PSETID_Appointment, 0x825e), PropertyType.Binary);
    /// <summary>PidLidAppointmentTimeZoneDefinitionEndDisplay, PtypBinary, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentTimeZoneDefinitionEndDisplay = new("PidLidAppointmentTimeZoneDefinitionEndDisplay", new PropertyName(PropertySets.PSETID_Appointment, 0x825f), PropertyType.Binary);
    /// <summary>PidLidAppointmentTimeZoneDefinitionRecur, PtypBinary, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty AppointmentTimeZoneDefinitionRecur = new("PidLidAppointmentTimeZoneDefinitionRecur", new PropertyName(PropertySets.PSETID_Appointment, 0x8260), PropertyType.Binary);
    /// <summary>PidLidForwardNotificationRecipients, PtypBinary, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty ForwardNotificationRecipients = new("PidLidForwardNotificationRecipients", new PropertyName(PropertySets.PSETID_Appointment, 0x8261), PropertyType.Binary);
    /// <summary>PidLidInboundICalStream, PtypBinary, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty InboundICalStream = new("PidLidInboundICalStream", new PropertyName(PropertySets.PSETID_Appointment, 0x827a), PropertyType.Binary);
    /// <summary>PidLidSingleBodyICal, PtypBoolean, in PSETID_Appointment.</summary>
    public static readonly KnownNamedProperty SingleBodyICal = new("PidLidSingleBodyICal", new PropertyName(PropertySets.PSETID_Appointment, 0x827b), PropertyType.Boolean);
    /// <summary>PidLidClientIntent, PtypInteger32, in PSETID_CalendarAssistant.</summary>
    public static readonly KnownNamedProperty ClientIntent = new("PidLidClientIntent", new PropertyName(PropertySets.PSETID_CalendarAssistant, 0x0015), PropertyType.Integer32);
    /// <summary>PidLidServerProcessed, PtypBoolean, in PSETID_CalendarAssistant.</summary>
    public static readonly KnownNamedProperty ServerProcessed = new("PidLidServerProcessed", new PropertyName(PropertySets.PSETID_CalendarAssistant, 0x85cc), PropertyType.Boolean);
    /// <summary>PidLidServerProcessingActions, PtypInteger32, in PSETID_CalendarAssistant.</summary>
    public static readonly KnownNamedProperty ServerProcessingActions = new("PidLidServerProcessingActions", new PropertyName(PropertySets.PSETID_CalendarAssistant, 0x85cd), PropertyType.Integer32);
    /// <summary>PidLidDayOfMonth, PtypInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty DayOfMonth = new("PidLidDayOfMonth", new PropertyName(PropertySets.PSETID_Common, 0x1000), PropertyType.Integer32);
    /// <summary>PidLidICalendarDayOfWeekMask, PtypInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ICalendarDayOfWeekMask = new("PidLidICalendarDayOfWeekMask", new PropertyName(PropertySets.PSETID_Common, 0x1001), PropertyType.Integer32);
    /// <summary>PidLidOccurrences, PtypInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty Occurrences = new("PidLidOccurrences", new PropertyName(PropertySets.PSETID_Common, 0x1005), PropertyType.Integer32);
    /// <summary>PidLidMonthOfYear, PtypInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty MonthOfYear = new("PidLidMonthOfYear", new PropertyName(PropertySets.PSETID_Common, 0x1006), PropertyType.Integer32);
    /// <summary>PidLidNoEndDateFlag, PtypBoolean, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty NoEndDateFlag = new("PidLidNoEndDateFlag", new PropertyName(PropertySets.PSETID_Common, 0x100b), PropertyType.Boolean);
    /// <summary>PidLidRecurrenceDuration, PtypInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty RecurrenceDuration = new("PidLidRecurrenceDuration", new PropertyName(PropertySets.PSETID_Common, 0x100d), PropertyType.Integer32);
    /// <summary>PidLidPromptSendUpdate, PtypBoolean, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty PromptSendUpdate = new("PidLidPromptSendUpdate", new PropertyName(PropertySets.PSETID_Common, 0x8045), PropertyType.Boolean);
    /// <summary>PidLidReminderDelta, PtypInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ReminderDelta = new("PidLidReminderDelta", new PropertyName(PropertySets.PSETID_Common, 0x8501), PropertyType.Integer32);
    /// <summary>PidLidReminderTime, PtypTime, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ReminderTime = new("PidLidReminderTime", new PropertyName(PropertySets.PSETID_Common, 0x8502), PropertyType.Time);
    /// <summary>PidLidReminderSet, PtypBoolean, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ReminderSet = new("PidLidReminderSet", new PropertyName(PropertySets.PSETID_Common, 0x8503), PropertyType.Boolean);
    /// <summary>PidLidReminderTimeTime, PtypTime, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ReminderTimeTime = new("PidLidReminderTimeTime", new PropertyName(PropertySets.PSETID_Common, 0x8504), PropertyType.Time);
    /// <summary>PidLidReminderTimeDate, PtypTime, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ReminderTimeDate = new("PidLidReminderTimeDate", new PropertyName(PropertySets.PSETID_Common, 0x8505), PropertyType.Time);
    /// <summary>PidLidPrivate, PtypBoolean, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty Private = new("PidLidPrivate", new PropertyName(PropertySets.PSETID_Common, 0x8506), PropertyType.Boolean);
    /// <summary>PidLidAgingDontAgeMe, PtypBoolean, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty AgingDontAgeMe = new("PidLidAgingDontAgeMe", new PropertyName(PropertySets.PSETID_Common, 0x850e), PropertyType.Boolean);
    /// <summary>PidLidSideEffects, PtypInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty SideEffects = new("PidLidSideEffects", new PropertyName(PropertySets.PSETID_Common, 0x8510), PropertyType.Integer32);
    /// <summary>PidLidRemoteStatus, PtypInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty RemoteStatus = new("PidLidRemoteStatus", new PropertyName(PropertySets.PSETID_Common, 0x8511), PropertyType.Integer32);
    /// <summary>PidLidSmartNoAttach, PtypBoolean, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty SmartNoAttach = new("PidLidSmartNoAttach", new PropertyName(PropertySets.PSETID_Common, 0x8514), PropertyType.Boolean);
    /// <summary>PidLidCommonStart, PtypTime, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty CommonStart = new("PidLidCommonStart", new PropertyName(PropertySets.PSETID_Common, 0x8516), PropertyType.Time);
    /// <summary>PidLidCommonEnd, PtypTime, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty CommonEnd = new("PidLidCommonEnd", new PropertyName(PropertySets.PSETID_Common, 0x8517), PropertyType.Time);
    /// <summary>PidLidTaskMode, PtypInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty TaskMode = new("PidLidTaskMode", new PropertyName(PropertySets.PSETID_Common, 0x8518), PropertyType.Integer32);
    /// <summary>PidLidTaskGlobalId, PtypBinary, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty TaskGlobalId = new("PidLidTaskGlobalId", new PropertyName(PropertySets.PSETID_Common, 0x8519), PropertyType.Binary);
    /// <summary>PidLidAutoProcessState, PtypInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty AutoProcessState = new("PidLidAutoProcessState", new PropertyName(PropertySets.PSETID_Common, 0x851a), PropertyType.Integer32);
    /// <summary>PidLidReminderOverride, PtypBoolean, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ReminderOverride = new("PidLidReminderOverride", new PropertyName(PropertySets.PSETID_Common, 0x851c), PropertyType.Boolean);
    /// <summary>PidLidReminderType, PtypInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ReminderType = new("PidLidReminderType", new PropertyName(PropertySets.PSETID_Common, 0x851d), PropertyType.Integer32);
    /// <summary>PidLidReminderPlaySound, PtypBoolean, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ReminderPlaySound = new("PidLidReminderPlaySound", new PropertyName(PropertySets.PSETID_Common, 0x851e), PropertyType.Boolean);
    /// <summary>PidLidReminderFileParameter, PtypString, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ReminderFileParameter = new("PidLidReminderFileParameter", new PropertyName(PropertySets.PSETID_Common, 0x851f), PropertyType.String);
    /// <summary>PidLidVerbStream, PtypBinary, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty VerbStream = new("PidLidVerbStream", new PropertyName(PropertySets.PSETID_Common, 0x8520), PropertyType.Binary);
    /// <summary>PidLidVerbResponse, PtypString, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty VerbResponse = new("PidLidVerbResponse", new PropertyName(PropertySets.PSETID_Common, 0x8524), PropertyType.String);
    /// <summary>PidLidFlagRequest, PtypString, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty FlagRequest = new("PidLidFlagRequest", new PropertyName(PropertySets.PSETID_Common, 0x8530), PropertyType.String);
    /// <summary>PidLidMileage, PtypString, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty Mileage = new("PidLidMileage", new PropertyName(PropertySets.PSETID_Common, 0x8534), PropertyType.String);
    /// <summary>PidLidBilling, PtypString, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty Billing = new("PidLidBilling", new PropertyName(PropertySets.PSETID_Common, 0x8535), PropertyType.String);
    /// <summary>PidLidNonSendableTo, PtypString, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty NonSendableTo = new("PidLidNonSendableTo", new PropertyName(PropertySets.PSETID_Common, 0x8536), PropertyType.String);
    /// <summary>PidLidNonSendableCc, PtypString, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty NonSendableCc = new("PidLidNonSendableCc", new PropertyName(PropertySets.PSETID_Common, 0x8537), PropertyType.String);
    /// <summary>PidLidNonSendableBcc, PtypString, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty NonSendableBcc = new("PidLidNonSendableBcc", new PropertyName(PropertySets.PSETID_Common, 0x8538), PropertyType.String);
    /// <summary>PidLidCompanies, PtypMultipleString, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty Companies = new("PidLidCompanies", new PropertyName(PropertySets.PSETID_Common, 0x8539), PropertyType.MultipleString);
    /// <summary>PidLidContacts, PtypMultipleString, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty Contacts = new("PidLidContacts", new PropertyName(PropertySets.PSETID_Common, 0x853a), PropertyType.MultipleString);
    /// <summary>PidLidPropertyDefinitionStream, PtypBinary, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty PropertyDefinitionStream = new("PidLidPropertyDefinitionStream", new PropertyName(PropertySets.PSETID_Common, 0x8540), PropertyType.Binary);
    /// <summary>PidLidNonSendToTrackStatus, PtypMultipleInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty NonSendToTrackStatus = new("PidLidNonSendToTrackStatus", new PropertyName(PropertySets.PSETID_Common, 0x8543), PropertyType.MultipleInteger32);
    /// <summary>PidLidNonSendCcTrackStatus, PtypMultipleInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty NonSendCcTrackStatus = new("PidLidNonSendCcTrackStatus", new PropertyName(PropertySets.PSETID_Common, 0x8544), PropertyType.MultipleInteger32);
    /// <summary>PidLidNonSendBccTrackStatus, PtypMultipleInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty NonSendBccTrackStatus = new("PidLidNonSendBccTrackStatus", new PropertyName(PropertySets.PSETID_Common, 0x8545), PropertyType.MultipleInteger32);
    /// <summary>PidLidNonSendableBccTrackStatus, PtypMultipleInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty NonSendableBccTrackStatus = new("PidLidNonSendableBccTrackStatus", new PropertyName(PropertySets.PSETID_Common, 0x8545), PropertyType.MultipleInteger32);
    /// <summary>PidLidRecallTime, PtypTime, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty RecallTime = new("PidLidRecallTime", new PropertyName(PropertySets.PSETID_Common, 0x8549), PropertyType.Time);
    /// <summary>PidLidCurrentVersion, PtypInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty CurrentVersion = new("PidLidCurrentVersion", new PropertyName(PropertySets.PSETID_Common, 0x8552), PropertyType.Integer32);
    /// <summary>PidLidCurrentVersionName, PtypString, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty CurrentVersionName = new("PidLidCurrentVersionName", new PropertyName(PropertySets.PSETID_Common, 0x8554), PropertyType.String);
    /// <summary>PidLidReminderSignalTime, PtypTime, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ReminderSignalTime = new("PidLidReminderSignalTime", new PropertyName(PropertySets.PSETID_Common, 0x8560), PropertyType.Time);
    /// <summary>PidLidImapDeleted, PtypInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ImapDeleted = new("PidLidImapDeleted", new PropertyName(PropertySets.PSETID_Common, 0x8570), PropertyType.Integer32);
    /// <summary>PidLidHeaderItem, PtypInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty HeaderItem = new("PidLidHeaderItem", new PropertyName(PropertySets.PSETID_Common, 0x8578), PropertyType.Integer32);
    /// <summary>PidLidInternetAccountName, PtypString, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty InternetAccountName = new("PidLidInternetAccountName", new PropertyName(PropertySets.PSETID_Common, 0x8580), PropertyType.String);
    /// <summary>PidLidInternetAccountStamp, PtypString, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty InternetAccountStamp = new("PidLidInternetAccountStamp", new PropertyName(PropertySets.PSETID_Common, 0x8581), PropertyType.String);
    /// <summary>PidLidUseTnef, PtypBoolean, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty UseTnef = new("PidLidUseTnef", new PropertyName(PropertySets.PSETID_Common, 0x8582), PropertyType.Boolean);
    /// <summary>PidLidContactLinkSearchKey, PtypBinary, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ContactLinkSearchKey = new("PidLidContactLinkSearchKey", new PropertyName(PropertySets.PSETID_Common, 0x8584), PropertyType.Binary);
    /// <summary>PidLidContactLinkEntry, PtypBinary, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ContactLinkEntry = new("PidLidContactLinkEntry", new PropertyName(PropertySets.PSETID_Common, 0x8585), PropertyType.Binary);
    /// <summary>PidLidContactLinkName, PtypString, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ContactLinkName = new("PidLidContactLinkName", new PropertyName(PropertySets.PSETID_Common, 0x8586), PropertyType.String);
    /// <summary>PidLidImageAttachmentsCompressionLevel, PtypInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ImageAttachmentsCompressionLevel = new("PidLidImageAttachmentsCompressionLevel", new PropertyName(PropertySets.PSETID_Common, 0x8593), PropertyType.Integer32);
    /// <summary>PidLidIsInterpersonalFax, PtypBoolean, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty IsInterpersonalFax = new("PidLidIsInterpersonalFax", new PropertyName(PropertySets.PSETID_Common, 0x859b), PropertyType.Boolean);
    /// <summary>PidLidSpamOriginalFolder, PtypBinary, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty SpamOriginalFolder = new("PidLidSpamOriginalFolder", new PropertyName(PropertySets.PSETID_Common, 0x859c), PropertyType.Binary);
    /// <summary>PidLidToDoOrdinalDate, PtypTime, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ToDoOrdinalDate = new("PidLidToDoOrdinalDate", new PropertyName(PropertySets.PSETID_Common, 0x85a0), PropertyType.Time);
    /// <summary>PidLidToDoSubOrdinal, PtypString, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ToDoSubOrdinal = new("PidLidToDoSubOrdinal", new PropertyName(PropertySets.PSETID_Common, 0x85a1), PropertyType.String);
    /// <summary>PidLidToDoTitle, PtypString, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ToDoTitle = new("PidLidToDoTitle", new PropertyName(PropertySets.PSETID_Common, 0x85a4), PropertyType.String);
    /// <summary>PidLidFShouldTNEF, PtypBoolean, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty FShouldTNEF = new("PidLidFShouldTNEF", new PropertyName(PropertySets.PSETID_Common, 0x85a5), PropertyType.Boolean);
    /// <summary>PidLidInfoPathFormName, PtypString, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty InfoPathFormName = new("PidLidInfoPathFormName", new PropertyName(PropertySets.PSETID_Common, 0x85b1), PropertyType.String);
    /// <summary>PidLidClassified, PtypBoolean, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty Classified = new("PidLidClassified", new PropertyName(PropertySets.PSETID_Common, 0x85b5), PropertyType.Boolean);
    /// <summary>PidLidClassification, PtypString, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty Classification = new("PidLidClassification", new PropertyName(PropertySets.PSETID_Common, 0x85b6), PropertyType.String);
    /// <summary>PidLidClassificationDescription, PtypString, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ClassificationDescription = new("PidLidClassificationDescription", new PropertyName(PropertySets.PSETID_Common, 0x85b7), PropertyType.String);
    /// <summary>PidLidClassificationGuid, PtypString, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ClassificationGuid = new("PidLidClassificationGuid", new PropertyName(PropertySets.PSETID_Common, 0x85b8), PropertyType.String);
    /// <summary>PidLidOfflineStatus, PtypInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty OfflineStatus = new("PidLidOfflineStatus", new PropertyName(PropertySets.PSETID_Common, 0x85b9), PropertyType.Integer32);
    /// <summary>PidLidClassificationKeep, PtypBoolean, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ClassificationKeep = new("PidLidClassificationKeep", new PropertyName(PropertySets.PSETID_Common, 0x85ba), PropertyType.Boolean);
    /// <summary>PidLidReferenceEntryId, PtypBinary, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ReferenceEntryId = new("PidLidReferenceEntryId", new PropertyName(PropertySets.PSETID_Common, 0x85bd), PropertyType.Binary);
    /// <summary>PidLidValidFlagStringProof, PtypTime, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ValidFlagStringProof = new("PidLidValidFlagStringProof", new PropertyName(PropertySets.PSETID_Common, 0x85bf), PropertyType.Time);
    /// <summary>PidLidFlagString, PtypInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty FlagString = new("PidLidFlagString", new PropertyName(PropertySets.PSETID_Common, 0x85c0), PropertyType.Integer32);
    /// <summary>PidLidConversationActionMoveFolderEid, PtypBinary, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ConversationActionMoveFolderEid = new("PidLidConversationActionMoveFolderEid", new PropertyName(PropertySets.PSETID_Common, 0x85c6), PropertyType.Binary);
    /// <summary>PidLidConversationActionMoveStoreEid, PtypBinary, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ConversationActionMoveStoreEid = new("PidLidConversationActionMoveStoreEid", new PropertyName(PropertySets.PSETID_Common, 0x85c7), PropertyType.Binary);
    /// <summary>PidLidConversationActionMaxDeliveryTime, PtypTime, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ConversationActionMaxDeliveryTime = new("PidLidConversationActionMaxDeliveryTime", new PropertyName(PropertySets.PSETID_Common, 0x85c8), PropertyType.Time);
    /// <summary>PidLidConversationProcessed, PtypInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ConversationProcessed = new("PidLidConversationProcessed", new PropertyName(PropertySets.PSETID_Common, 0x85c9), PropertyType.Integer32);
    /// <summary>PidLidConversationActionLastAppliedTime, PtypTime, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ConversationActionLastAppliedTime = new("PidLidConversationActionLastAppliedTime", new PropertyName(PropertySets.PSETID_Common, 0x85ca), PropertyType.Time);
    /// <summary>PidLidConversationActionVersion, PtypInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty ConversationActionVersion = new("PidLidConversationActionVersion", new PropertyName(PropertySets.PSETID_Common, 0x85cb), PropertyType.Integer32);
    /// <summary>PidLidPendingStateForSiteMailboxDocument, PtypInteger32, in PSETID_Common.</summary>
    public static readonly KnownNamedProperty PendingStateForSiteMailboxDocument = new("PidLidPendingStateForSiteMailboxDocument", new PropertyName(PropertySets.PSETID_Common, 0x85e0), PropertyType.Integer32);
    /// <summary>PidLidLogType, PtypString, in PSETID_Log.</summary>
    public static readonly KnownNamedProperty LogType = new("PidLidLogType", new PropertyName(PropertySets.PSETID_Log, 0x8700), PropertyType.String);
    /// <summary>PidLidLogStart, PtypTime, in PSETID_Log.</summary>
    public static readonly KnownNamedProperty LogStart = new("PidLidLogStart", new PropertyName(PropertySets.PSETID_Log, 0x8706), PropertyType.Time);
    /// <summary>PidLidLogDuration, PtypInteger32, in PSETID_Log.</summary>
    public static readonly KnownNamedProperty LogDuration = new("PidLidLogDuration", new PropertyName(PropertySets.PSETID_Log, 0x8707), PropertyType.Integer32);
    /// <summary>PidLidLogEnd, PtypTime, in PSETID_Log.</summary>
    public static readonly KnownNamedProperty LogEnd = new("PidLidLogEnd", new PropertyName(PropertySets.PSETID_Log, 0x8708), PropertyType.Time);
    /// <summary>PidLidLogFlags, PtypInteger32, in PSETID_Log.</summary>
    public static readonly KnownNamedProperty LogFlags = new("PidLidLogFlags", new PropertyName(PropertySets.PSETID_Log, 0x870c), PropertyType.Integer32);
    /// <summary>PidLidLogDocumentPrinted, PtypBoolean, in PSETID_Log.</summary>
    public static readonly KnownNamedProperty LogDocumentPrinted = new("PidLidLogDocumentPrinted", new PropertyName(PropertySets.PSETID_Log, 0x870e), PropertyType.Boolean);
    /// <summary>PidLidLogDocumentSaved, PtypBoolean, in PSETID_Log.</summary>
    public static readonly KnownNamedProperty LogDocumentSaved = new("PidLidLogDocumentSaved", new PropertyName(PropertySets.PSETID_Log, 0x870f), PropertyType.Boolean);
    /// <summary>PidLidLogDocumentRouted, PtypBoolean, in PSETID_Log.</summary>
    public static readonly KnownNamedProperty LogDocumentRouted = new("PidLidLogDocumentRouted", new PropertyName(PropertySets.PSETID_Log, 0x8710), PropertyType.Boolean);
    /// <summary>PidLidLogDocumentPosted, PtypBoolean, in PSETID_Log.</summary>
    public static readonly KnownNamedProperty LogDocumentPosted = new("PidLidLogDocumentPosted", new PropertyName(PropertySets.PSETID_Log, 0x8711), PropertyType.Boolean);
    /// <summary>PidLidLogTypeDesc, PtypString, in PSETID_Log.</summary>
    public static readonly KnownNamedProperty LogTypeDesc = new("PidLidLogTypeDesc", new PropertyName(PropertySets.PSETID_Log, 0x8712), PropertyType.String);
    /// <summary>PidLidAttendeeCriticalChange, PtypTime, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty AttendeeCriticalChange = new("PidLidAttendeeCriticalChange", new PropertyName(PropertySets.PSETID_Meeting, 0x0001), PropertyType.Time);
    /// <summary>PidLidWhere, PtypString, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty Where = new("PidLidWhere", new PropertyName(PropertySets.PSETID_Meeting, 0x0002), PropertyType.String);
    /// <summary>PidLidGlobalObjectId, PtypBinary, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty GlobalObjectId = new("PidLidGlobalObjectId", new PropertyName(PropertySets.PSETID_Meeting, 0x0003), PropertyType.Binary);
    /// <summary>PidLidIsSilent, PtypBoolean, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty IsSilent = new("PidLidIsSilent", new PropertyName(PropertySets.PSETID_Meeting, 0x0004), PropertyType.Boolean);
    /// <summary>PidLidIsRecurring, PtypBoolean, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty IsRecurring = new("PidLidIsRecurring", new PropertyName(PropertySets.PSETID_Meeting, 0x0005), PropertyType.Boolean);
    /// <summary>PidLidRequiredAttendees, PtypString, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty RequiredAttendees = new("PidLidRequiredAttendees", new PropertyName(PropertySets.PSETID_Meeting, 0x0006), PropertyType.String);
    /// <summary>PidLidOptionalAttendees, PtypString, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty OptionalAttendees = new("PidLidOptionalAttendees", new PropertyName(PropertySets.PSETID_Meeting, 0x0007), PropertyType.String);
    /// <summary>PidLidResourceAttendees, PtypString, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty ResourceAttendees = new("PidLidResourceAttendees", new PropertyName(PropertySets.PSETID_Meeting, 0x0008), PropertyType.String);
    /// <summary>PidLidDelegateMail, PtypBoolean, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty DelegateMail = new("PidLidDelegateMail", new PropertyName(PropertySets.PSETID_Meeting, 0x0009), PropertyType.Boolean);
    /// <summary>PidLidIsException, PtypBoolean, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty IsException = new("PidLidIsException", new PropertyName(PropertySets.PSETID_Meeting, 0x000a), PropertyType.Boolean);
    /// <summary>PidLidSingleInvite, PtypBoolean, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty SingleInvite = new("PidLidSingleInvite", new PropertyName(PropertySets.PSETID_Meeting, 0x000b), PropertyType.Boolean);
    /// <summary>PidLidTimeZone, PtypInteger32, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty TimeZone = new("PidLidTimeZone", new PropertyName(PropertySets.PSETID_Meeting, 0x000c), PropertyType.Integer32);
    /// <summary>PidLidStartRecurrenceDate, PtypInteger32, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty StartRecurrenceDate = new("PidLidStartRecurrenceDate", new PropertyName(PropertySets.PSETID_Meeting, 0x000d), PropertyType.Integer32);
    /// <summary>PidLidStartRecurrenceTime, PtypInteger32, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty StartRecurrenceTime = new("PidLidStartRecurrenceTime", new PropertyName(PropertySets.PSETID_Meeting, 0x000e), PropertyType.Integer32);
    /// <summary>PidLidEndRecurrenceDate, PtypInteger32, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty EndRecurrenceDate = new("PidLidEndRecurrenceDate", new PropertyName(PropertySets.PSETID_Meeting, 0x000f), PropertyType.Integer32);
    /// <summary>PidLidEndRecurrenceTime, PtypInteger32, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty EndRecurrenceTime = new("PidLidEndRecurrenceTime", new PropertyName(PropertySets.PSETID_Meeting, 0x0010), PropertyType.Integer32);
    /// <summary>PidLidDayInterval, PtypInteger16, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty DayInterval = new("PidLidDayInterval", new PropertyName(PropertySets.PSETID_Meeting, 0x0011), PropertyType.Integer16);
    /// <summary>PidLidWeekInterval, PtypInteger16, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty WeekInterval = new("PidLidWeekInterval", new PropertyName(PropertySets.PSETID_Meeting, 0x0012), PropertyType.Integer16);
    /// <summary>PidLidMonthInterval, PtypInteger16, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty MonthInterval = new("PidLidMonthInterval", new PropertyName(PropertySets.PSETID_Meeting, 0x0013), PropertyType.Integer16);
    /// <summary>PidLidYearInterval, PtypInteger16, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty YearInterval = new("PidLidYearInterval", new PropertyName(PropertySets.PSETID_Meeting, 0x0014), PropertyType.Integer16);
    /// <summary>PidLidMonthOfYearMask, PtypInteger32, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty MonthOfYearMask = new("PidLidMonthOfYearMask", new PropertyName(PropertySets.PSETID_Meeting, 0x0017), PropertyType.Integer32);
    /// <summary>PidLidOldRecurrenceType, PtypInteger16, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty OldRecurrenceType = new("PidLidOldRecurrenceType", new PropertyName(PropertySets.PSETID_Meeting, 0x0018), PropertyType.Integer16);
    /// <summary>PidLidOwnerCriticalChange, PtypTime, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty OwnerCriticalChange = new("PidLidOwnerCriticalChange", new PropertyName(PropertySets.PSETID_Meeting, 0x001a), PropertyType.Time);
    /// <summary>PidLidCalendarType, PtypInteger32, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty CalendarType = new("PidLidCalendarType", new PropertyName(PropertySets.PSETID_Meeting, 0x001c), PropertyType.Integer32);
    /// <summary>PidLidAllAttendeesList, PtypString, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty AllAttendeesList = new("PidLidAllAttendeesList", new PropertyName(PropertySets.PSETID_Meeting, 0x001d), PropertyType.String);
    /// <summary>PidLidCleanGlobalObjectId, PtypBinary, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty CleanGlobalObjectId = new("PidLidCleanGlobalObjectId", new PropertyName(PropertySets.PSETID_Meeting, 0x0023), PropertyType.Binary);
    /// <summary>PidLidAppointmentMessageClass, PtypString, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty AppointmentMessageClass = new("PidLidAppointmentMessageClass", new PropertyName(PropertySets.PSETID_Meeting, 0x0024), PropertyType.String);
    /// <summary>PidLidMeetingType, PtypInteger32, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty MeetingType = new("PidLidMeetingType", new PropertyName(PropertySets.PSETID_Meeting, 0x0026), PropertyType.Integer32);
    /// <summary>PidLidOldLocation, PtypString, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty OldLocation = new("PidLidOldLocation", new PropertyName(PropertySets.PSETID_Meeting, 0x0028), PropertyType.String);
    /// <summary>PidLidOldWhenStartWhole, PtypTime, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty OldWhenStartWhole = new("PidLidOldWhenStartWhole", new PropertyName(PropertySets.PSETID_Meeting, 0x0029), PropertyType.Time);
    /// <summary>PidLidOldWhenEndWhole, PtypTime, in PSETID_Meeting.</summary>
    public static readonly KnownNamedProperty OldWhenEndWhole = new("PidLidOldWhenEndWhole", new PropertyName(PropertySets.PSETID_Meeting, 0x002a), PropertyType.Time);
    /// <summary>PidLidNoteColor, PtypInteger32, in PSETID_Note.</summary>
    public static readonly KnownNamedProperty NoteColor = new("PidLidNoteColor", new PropertyName(PropertySets.PSETID_Note, 0x8b00), PropertyType.Integer32);
    /// <summary>PidLidNoteWidth, PtypInteger32, in PSETID_Note.</summary>
    public static readonly KnownNamedProperty NoteWidth = new("PidLidNoteWidth", new PropertyName(PropertySets.PSETID_Note, 0x8b02), PropertyType.Integer32);
    /// <summary>PidLidNoteHeight, PtypInteger32, in PSETID_Note.</summary>
    public static readonly KnownNamedProperty NoteHeight = new("PidLidNoteHeight", new PropertyName(PropertySets.PSETID_Note, 0x8b03), PropertyType.Integer32);
    /// <summary>PidLidNoteX, PtypInteger32, in PSETID_Note.</summary>
    public static readonly KnownNamedProperty NoteX = new("PidLidNoteX", new PropertyName(PropertySets.PSETID_Note, 0x8b04), PropertyType.Integer32);
    /// <summary>PidLidNoteY, PtypInteger32, in PSETID_Note.</summary>
    public static readonly KnownNamedProperty NoteY = new("PidLidNoteY", new PropertyName(PropertySets.PSETID_Note, 0x8b05), PropertyType.Integer32);
    /// <summary>PidLidPostRssChannelLink, PtypString, in PSETID_PostRss.</summary>
    public static readonly KnownNamedProperty PostRssChannelLink = new("PidLidPostRssChannelLink", new PropertyName(PropertySets.PSETID_PostRss, 0x8900), PropertyType.String);
    /// <summary>PidLidPostRssItemLink, PtypString, in PSETID_PostRss.</summary>
    public static readonly KnownNamedProperty PostRssItemLink = new("PidLidPostRssItemLink", new PropertyName(PropertySets.PSETID_PostRss, 0x8901), PropertyType.String);
    /// <summary>PidLidPostRssItemHash, PtypInteger32, in PSETID_PostRss.</summary>
    public static readonly KnownNamedProperty PostRssItemHash = new("PidLidPostRssItemHash", new PropertyName(PropertySets.PSETID_PostRss, 0x8902), PropertyType.Integer32);
    /// <summary>PidLidPostRssItemGuid, PtypString, in PSETID_PostRss.</summary>
    public static readonly KnownNamedProperty PostRssItemGuid = new("PidLidPostRssItemGuid", new PropertyName(PropertySets.PSETID_PostRss, 0x8903), PropertyType.String);
    /// <summary>PidLidPostRssChannel, PtypString, in PSETID_PostRss.</summary>
    public static readonly KnownNamedProperty PostRssChannel = new("PidLidPostRssChannel", new PropertyName(PropertySets.PSETID_PostRss, 0x8904), PropertyType.String);
    /// <summary>PidLidPostRssItemXml, PtypString, in PSETID_PostRss.</summary>
    public static readonly KnownNamedProperty PostRssItemXml = new("PidLidPostRssItemXml", new PropertyName(PropertySets.PSETID_PostRss, 0x8905), PropertyType.String);
    /// <summary>PidLidPostRssSubscription, PtypString, in PSETID_PostRss.</summary>
    public static readonly KnownNamedProperty PostRssSubscription = new("PidLidPostRssSubscription", new PropertyName(PropertySets.PSETID_PostRss, 0x8906), PropertyType.String);
    /// <summary>PidLidRemoteEntryId, PtypBinary, in PSETID_Remote.</summary>
    public static readonly KnownNamedProperty RemoteEntryId = new("PidLidRemoteEntryId", new PropertyName(PropertySets.PSETID_Remote, 0x8f01), PropertyType.Binary);
    /// <summary>PidLidRemoteMessageClass, PtypString, in PSETID_Remote.</summary>
    public static readonly KnownNamedProperty RemoteMessageClass = new("PidLidRemoteMessageClass", new PropertyName(PropertySets.PSETID_Remote, 0x8f02), PropertyType.String);
    /// <summary>PidLidRemoteTransport, PtypString, in PSETID_Remote.</summary>
    public static readonly KnownNamedProperty RemoteTransport = new("PidLidRemoteTransport", new PropertyName(PropertySets.PSETID_Remote, 0x8f03), PropertyType.String);
    /// <summary>PidLidRemoteTransferTime, PtypInteger32, in PSETID_Remote.</summary>
    public static readonly KnownNamedProperty RemoteTransferTime = new("PidLidRemoteTransferTime", new PropertyName(PropertySets.PSETID_Remote, 0x8f04), PropertyType.Integer32);
    /// <summary>PidLidRemoteTransferSize, PtypInteger32, in PSETID_Remote.</summary>
    public static readonly KnownNamedProperty RemoteTransferSize = new("PidLidRemoteTransferSize", new PropertyName(PropertySets.PSETID_Remote, 0x8f05), PropertyType.Integer32);
    /// <summary>PidLidRemoteSearchKey, PtypBinary, in PSETID_Remote.</summary>
    public static readonly KnownNamedProperty RemoteSearchKey = new("PidLidRemoteSearchKey", new PropertyName(PropertySets.PSETID_Remote, 0x8f06), PropertyType.Binary);
    /// <summary>PidLidRemoteAttachment, PtypBoolean, in PSETID_Remote.</summary>
    public static readonly KnownNamedProperty RemoteAttachment = new("PidLidRemoteAttachment", new PropertyName(PropertySets.PSETID_Remote, 0x8f07), PropertyType.Boolean);
    /// <summary>PidLidResendTime, PtypTime, in PSETID_Report.</summary>
    public static readonly KnownNamedProperty ResendTime = new("PidLidResendTime", new PropertyName(PropertySets.PSETID_Report, 0x8d00), PropertyType.Time);
    /// <summary>PidLidSharingStatus, PtypInteger32, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingStatus = new("PidLidSharingStatus", new PropertyName(PropertySets.PSETID_Sharing, 0x8a00), PropertyType.Integer32);
    /// <summary>PidLidSharingProviderGuid, PtypGuid, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingProviderGuid = new("PidLidSharingProviderGuid", new PropertyName(PropertySets.PSETID_Sharing, 0x8a01), PropertyType.Guid);
    /// <summary>PidLidSharingProviderName, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingProviderName = new("PidLidSharingProviderName", new PropertyName(PropertySets.PSETID_Sharing, 0x8a02), PropertyType.String);
    /// <summary>PidLidSharingProviderUrl, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingProviderUrl = new("PidLidSharingProviderUrl", new PropertyName(PropertySets.PSETID_Sharing, 0x8a03), PropertyType.String);
    /// <summary>PidLidSharingRemotePath, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingRemotePath = new("PidLidSharingRemotePath", new PropertyName(PropertySets.PSETID_Sharing, 0x8a04), PropertyType.String);
    /// <summary>PidLidSharingRemoteName, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingRemoteName = new("PidLidSharingRemoteName", new PropertyName(PropertySets.PSETID_Sharing, 0x8a05), PropertyType.String);
    /// <summary>PidLidSharingRemoteUid, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingRemoteUid = new("PidLidSharingRemoteUid", new PropertyName(PropertySets.PSETID_Sharing, 0x8a06), PropertyType.String);
    /// <summary>PidLidSharingInitiatorName, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingInitiatorName = new("PidLidSharingInitiatorName", new PropertyName(PropertySets.PSETID_Sharing, 0x8a07), PropertyType.String);
    /// <summary>PidLidSharingInitiatorSmtp, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingInitiatorSmtp = new("PidLidSharingInitiatorSmtp", new PropertyName(PropertySets.PSETID_Sharing, 0x8a08), PropertyType.String);
    /// <summary>PidLidSharingInitiatorEntryId, PtypBinary, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingInitiatorEntryId = new("PidLidSharingInitiatorEntryId", new PropertyName(PropertySets.PSETID_Sharing, 0x8a09), PropertyType.Binary);
    /// <summary>PidLidSharingFlags, PtypInteger32, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingFlags = new("PidLidSharingFlags", new PropertyName(PropertySets.PSETID_Sharing, 0x8a0a), PropertyType.Integer32);
    /// <summary>PidLidSharingProviderExtension, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingProviderExtension = new("PidLidSharingProviderExtension", new PropertyName(PropertySets.PSETID_Sharing, 0x8a0b), PropertyType.String);
    /// <summary>PidLidSharingRemoteUser, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingRemoteUser = new("PidLidSharingRemoteUser", new PropertyName(PropertySets.PSETID_Sharing, 0x8a0c), PropertyType.String);
    /// <summary>PidLidSharingRemotePass, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingRemotePass = new("PidLidSharingRemotePass", new PropertyName(PropertySets.PSETID_Sharing, 0x8a0d), PropertyType.String);
    /// <summary>PidLidSharingLocalPath, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingLocalPath = new("PidLidSharingLocalPath", new PropertyName(PropertySets.PSETID_Sharing, 0x8a0e), PropertyType.String);
    /// <summary>PidLidSharingLocalName, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingLocalName = new("PidLidSharingLocalName", new PropertyName(PropertySets.PSETID_Sharing, 0x8a0f), PropertyType.String);
    /// <summary>PidLidSharingLocalUid, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingLocalUid = new("PidLidSharingLocalUid", new PropertyName(PropertySets.PSETID_Sharing, 0x8a10), PropertyType.String);
    /// <summary>PidLidSharingFilter, PtypBinary, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingFilter = new("PidLidSharingFilter", new PropertyName(PropertySets.PSETID_Sharing, 0x8a13), PropertyType.Binary);
    /// <summary>PidLidSharingLocalType, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingLocalType = new("PidLidSharingLocalType", new PropertyName(PropertySets.PSETID_Sharing, 0x8a14), PropertyType.String);
    /// <summary>PidLidSharingFolderEntryId, PtypBinary, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingFolderEntryId = new("PidLidSharingFolderEntryId", new PropertyName(PropertySets.PSETID_Sharing, 0x8a15), PropertyType.Binary);
    /// <summary>PidLidSharingCapabilities, PtypInteger32, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingCapabilities = new("PidLidSharingCapabilities", new PropertyName(PropertySets.PSETID_Sharing, 0x8a17), PropertyType.Integer32);
    /// <summary>PidLidSharingFlavor, PtypInteger32, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingFlavor = new("PidLidSharingFlavor", new PropertyName(PropertySets.PSETID_Sharing, 0x8a18), PropertyType.Integer32);
    /// <summary>PidLidSharingAnonymity, PtypInteger32, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingAnonymity = new("PidLidSharingAnonymity", new PropertyName(PropertySets.PSETID_Sharing, 0x8a19), PropertyType.Integer32);
    /// <summary>PidLidSharingReciprocation, PtypInteger32, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingReciprocation = new("PidLidSharingReciprocation", new PropertyName(PropertySets.PSETID_Sharing, 0x8a1a), PropertyType.Integer32);
    /// <summary>PidLidSharingPermissions, PtypInteger32, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingPermissions = new("PidLidSharingPermissions", new PropertyName(PropertySets.PSETID_Sharing, 0x8a1b), PropertyType.Integer32);
    /// <summary>PidLidSharingInstanceGuid, PtypGuid, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingInstanceGuid = new("PidLidSharingInstanceGuid", new PropertyName(PropertySets.PSETID_Sharing, 0x8a1c), PropertyType.Guid);
    /// <summary>PidLidSharingRemoteType, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingRemoteType = new("PidLidSharingRemoteType", new PropertyName(PropertySets.PSETID_Sharing, 0x8a1d), PropertyType.String);
    /// <summary>PidLidSharingParticipants, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingParticipants = new("PidLidSharingParticipants", new PropertyName(PropertySets.PSETID_Sharing, 0x8a1e), PropertyType.String);
    /// <summary>PidLidSharingLastSyncTime, PtypTime, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingLastSyncTime = new("PidLidSharingLastSyncTime", new PropertyName(PropertySets.PSETID_Sharing, 0x8a1f), PropertyType.Time);
    /// <summary>PidLidSharingExtensionXml, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingExtensionXml = new("PidLidSharingExtensionXml", new PropertyName(PropertySets.PSETID_Sharing, 0x8a21), PropertyType.String);
    /// <summary>PidLidSharingRemoteLastModificationTime, PtypTime, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingRemoteLastModificationTime = new("PidLidSharingRemoteLastModificationTime", new PropertyName(PropertySets.PSETID_Sharing, 0x8a22), PropertyType.Time);
    /// <summary>PidLidSharingLocalLastModificationTime, PtypTime, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingLocalLastModificationTime = new("PidLidSharingLocalLastModificationTime", new PropertyName(PropertySets.PSETID_Sharing, 0x8a23), PropertyType.Time);
    /// <summary>PidLidSharingConfigurationUrl, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingConfigurationUrl = new("PidLidSharingConfigurationUrl", new PropertyName(PropertySets.PSETID_Sharing, 0x8a24), PropertyType.String);
    /// <summary>PidLidSharingStart, PtypTime, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingStart = new("PidLidSharingStart", new PropertyName(PropertySets.PSETID_Sharing, 0x8a25), PropertyType.Time);
    /// <summary>PidLidSharingStop, PtypTime, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingStop = new("PidLidSharingStop", new PropertyName(PropertySets.PSETID_Sharing, 0x8a26), PropertyType.Time);
    /// <summary>PidLidSharingResponseType, PtypInteger32, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingResponseType = new("PidLidSharingResponseType", new PropertyName(PropertySets.PSETID_Sharing, 0x8a27), PropertyType.Integer32);
    /// <summary>PidLidSharingResponseTime, PtypTime, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingResponseTime = new("PidLidSharingResponseTime", new PropertyName(PropertySets.PSETID_Sharing, 0x8a28), PropertyType.Time);
    /// <summary>PidLidSharingOriginalMessageEntryId, PtypBinary, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingOriginalMessageEntryId = new("PidLidSharingOriginalMessageEntryId", new PropertyName(PropertySets.PSETID_Sharing, 0x8a29), PropertyType.Binary);
    /// <summary>PidLidSharingSyncInterval, PtypInteger32, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingSyncInterval = new("PidLidSharingSyncInterval", new PropertyName(PropertySets.PSETID_Sharing, 0x8a2a), PropertyType.Integer32);
    /// <summary>PidLidSharingDetail, PtypInteger32, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingDetail = new("PidLidSharingDetail", new PropertyName(PropertySets.PSETID_Sharing, 0x8a2b), PropertyType.Integer32);
    /// <summary>PidLidSharingTimeToLive, PtypInteger32, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingTimeToLive = new("PidLidSharingTimeToLive", new PropertyName(PropertySets.PSETID_Sharing, 0x8a2c), PropertyType.Integer32);
    /// <summary>PidLidSharingBindingEntryId, PtypBinary, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingBindingEntryId = new("PidLidSharingBindingEntryId", new PropertyName(PropertySets.PSETID_Sharing, 0x8a2d), PropertyType.Binary);
    /// <summary>PidLidSharingIndexEntryId, PtypBinary, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingIndexEntryId = new("PidLidSharingIndexEntryId", new PropertyName(PropertySets.PSETID_Sharing, 0x8a2e), PropertyType.Binary);
    /// <summary>PidLidSharingRemoteComment, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingRemoteComment = new("PidLidSharingRemoteComment", new PropertyName(PropertySets.PSETID_Sharing, 0x8a2f), PropertyType.String);
    /// <summary>PidLidSharingWorkingHoursStart, PtypTime, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingWorkingHoursStart = new("PidLidSharingWorkingHoursStart", new PropertyName(PropertySets.PSETID_Sharing, 0x8a40), PropertyType.Time);
    /// <summary>PidLidSharingWorkingHoursEnd, PtypTime, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingWorkingHoursEnd = new("PidLidSharingWorkingHoursEnd", new PropertyName(PropertySets.PSETID_Sharing, 0x8a41), PropertyType.Time);
    /// <summary>PidLidSharingWorkingHoursDays, PtypInteger32, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingWorkingHoursDays = new("PidLidSharingWorkingHoursDays", new PropertyName(PropertySets.PSETID_Sharing, 0x8a42), PropertyType.Integer32);
    /// <summary>PidLidSharingWorkingHoursTimeZone, PtypBinary, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingWorkingHoursTimeZone = new("PidLidSharingWorkingHoursTimeZone", new PropertyName(PropertySets.PSETID_Sharing, 0x8a43), PropertyType.Binary);
    /// <summary>PidLidSharingDataRangeStart, PtypTime, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingDataRangeStart = new("PidLidSharingDataRangeStart", new PropertyName(PropertySets.PSETID_Sharing, 0x8a44), PropertyType.Time);
    /// <summary>PidLidSharingDataRangeEnd, PtypTime, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingDataRangeEnd = new("PidLidSharingDataRangeEnd", new PropertyName(PropertySets.PSETID_Sharing, 0x8a45), PropertyType.Time);
    /// <summary>PidLidSharingRangeStart, PtypInteger32, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingRangeStart = new("PidLidSharingRangeStart", new PropertyName(PropertySets.PSETID_Sharing, 0x8a46), PropertyType.Integer32);
    /// <summary>PidLidSharingRangeEnd, PtypInteger32, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingRangeEnd = new("PidLidSharingRangeEnd", new PropertyName(PropertySets.PSETID_Sharing, 0x8a47), PropertyType.Integer32);
    /// <summary>PidLidSharingRemoteStoreUid, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingRemoteStoreUid = new("PidLidSharingRemoteStoreUid", new PropertyName(PropertySets.PSETID_Sharing, 0x8a48), PropertyType.String);
    /// <summary>PidLidSharingLocalStoreUid, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingLocalStoreUid = new("PidLidSharingLocalStoreUid", new PropertyName(PropertySets.PSETID_Sharing, 0x8a49), PropertyType.String);
    /// <summary>PidLidSharingRemoteByteSize, PtypInteger32, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingRemoteByteSize = new("PidLidSharingRemoteByteSize", new PropertyName(PropertySets.PSETID_Sharing, 0x8a4b), PropertyType.Integer32);
    /// <summary>PidLidSharingRemoteCrc, PtypInteger32, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingRemoteCrc = new("PidLidSharingRemoteCrc", new PropertyName(PropertySets.PSETID_Sharing, 0x8a4c), PropertyType.Integer32);
    /// <summary>PidLidSharingLocalComment, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingLocalComment = new("PidLidSharingLocalComment", new PropertyName(PropertySets.PSETID_Sharing, 0x8a4d), PropertyType.String);
    /// <summary>PidLidSharingRoamLog, PtypInteger32, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingRoamLog = new("PidLidSharingRoamLog", new PropertyName(PropertySets.PSETID_Sharing, 0x8a4e), PropertyType.Integer32);
    /// <summary>PidLidSharingRemoteMessageCount, PtypInteger32, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingRemoteMessageCount = new("PidLidSharingRemoteMessageCount", new PropertyName(PropertySets.PSETID_Sharing, 0x8a4f), PropertyType.Integer32);
    /// <summary>PidLidSharingBrowseUrl, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingBrowseUrl = new("PidLidSharingBrowseUrl", new PropertyName(PropertySets.PSETID_Sharing, 0x8a51), PropertyType.String);
    /// <summary>PidLidSharingLastAutoSyncTime, PtypTime, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingLastAutoSyncTime = new("PidLidSharingLastAutoSyncTime", new PropertyName(PropertySets.PSETID_Sharing, 0x8a55), PropertyType.Time);
    /// <summary>PidLidSharingTimeToLiveAuto, PtypInteger32, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingTimeToLiveAuto = new("PidLidSharingTimeToLiveAuto", new PropertyName(PropertySets.PSETID_Sharing, 0x8a56), PropertyType.Integer32);
    /// <summary>PidLidSharingRemoteVersion, PtypString, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingRemoteVersion = new("PidLidSharingRemoteVersion", new PropertyName(PropertySets.PSETID_Sharing, 0x8a5b), PropertyType.String);
    /// <summary>PidLidSharingParentBindingEntryId, PtypBinary, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingParentBindingEntryId = new("PidLidSharingParentBindingEntryId", new PropertyName(PropertySets.PSETID_Sharing, 0x8a5c), PropertyType.Binary);
    /// <summary>PidLidSharingSyncFlags, PtypInteger32, in PSETID_Sharing.</summary>
    public static readonly KnownNamedProperty SharingSyncFlags = new("PidLidSharingSyncFlags", new PropertyName(PropertySets.PSETID_Sharing, 0x8a60), PropertyType.Integer32);
    /// <summary>PidLidTaskStatus, PtypInteger32, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskStatus = new("PidLidTaskStatus", new PropertyName(PropertySets.PSETID_Task, 0x8101), PropertyType.Integer32);
    /// <summary>PidLidPercentComplete, PtypFloating64, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty PercentComplete = new("PidLidPercentComplete", new PropertyName(PropertySets.PSETID_Task, 0x8102), PropertyType.Floating64);
    /// <summary>PidLidTeamTask, PtypBoolean, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TeamTask = new("PidLidTeamTask", new PropertyName(PropertySets.PSETID_Task, 0x8103), PropertyType.Boolean);
    /// <summary>PidLidTaskStartDate, PtypTime, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskStartDate = new("PidLidTaskStartDate", new PropertyName(PropertySets.PSETID_Task, 0x8104), PropertyType.Time);
    /// <summary>PidLidTaskDueDate, PtypTime, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskDueDate = new("PidLidTaskDueDate", new PropertyName(PropertySets.PSETID_Task, 0x8105), PropertyType.Time);
    /// <summary>PidLidTaskResetReminder, PtypBoolean, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskResetReminder = new("PidLidTaskResetReminder", new PropertyName(PropertySets.PSETID_Task, 0x8107), PropertyType.Boolean);
    /// <summary>PidLidTaskAccepted, PtypBoolean, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskAccepted = new("PidLidTaskAccepted", new PropertyName(PropertySets.PSETID_Task, 0x8108), PropertyType.Boolean);
    /// <summary>PidLidTaskDeadOccurrence, PtypBoolean, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskDeadOccurrence = new("PidLidTaskDeadOccurrence", new PropertyName(PropertySets.PSETID_Task, 0x8109), PropertyType.Boolean);
    /// <summary>PidLidTaskDateCompleted, PtypTime, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskDateCompleted = new("PidLidTaskDateCompleted", new PropertyName(PropertySets.PSETID_Task, 0x810f), PropertyType.Time);
    /// <summary>PidLidTaskActualEffort, PtypInteger32, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskActualEffort = new("PidLidTaskActualEffort", new PropertyName(PropertySets.PSETID_Task, 0x8110), PropertyType.Integer32);
    /// <summary>PidLidTaskEstimatedEffort, PtypInteger32, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskEstimatedEffort = new("PidLidTaskEstimatedEffort", new PropertyName(PropertySets.PSETID_Task, 0x8111), PropertyType.Integer32);
    /// <summary>PidLidTaskVersion, PtypInteger32, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskVersion = new("PidLidTaskVersion", new PropertyName(PropertySets.PSETID_Task, 0x8112), PropertyType.Integer32);
    /// <summary>PidLidTaskState, PtypInteger32, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskState = new("PidLidTaskState", new PropertyName(PropertySets.PSETID_Task, 0x8113), PropertyType.Integer32);
    /// <summary>PidLidTaskLastUpdate, PtypTime, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskLastUpdate = new("PidLidTaskLastUpdate", new PropertyName(PropertySets.PSETID_Task, 0x8115), PropertyType.Time);
    /// <summary>PidLidTaskRecurrence, PtypBinary, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskRecurrence = new("PidLidTaskRecurrence", new PropertyName(PropertySets.PSETID_Task, 0x8116), PropertyType.Binary);
    /// <summary>PidLidTaskAssigners, PtypBinary, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskAssigners = new("PidLidTaskAssigners", new PropertyName(PropertySets.PSETID_Task, 0x8117), PropertyType.Binary);
    /// <summary>PidLidTaskStatusOnComplete, PtypBoolean, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskStatusOnComplete = new("PidLidTaskStatusOnComplete", new PropertyName(PropertySets.PSETID_Task, 0x8119), PropertyType.Boolean);
    /// <summary>PidLidTaskHistory, PtypInteger32, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskHistory = new("PidLidTaskHistory", new PropertyName(PropertySets.PSETID_Task, 0x811a), PropertyType.Integer32);
    /// <summary>PidLidTaskUpdates, PtypBoolean, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskUpdates = new("PidLidTaskUpdates", new PropertyName(PropertySets.PSETID_Task, 0x811b), PropertyType.Boolean);
    /// <summary>PidLidTaskComplete, PtypBoolean, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskComplete = new("PidLidTaskComplete", new PropertyName(PropertySets.PSETID_Task, 0x811c), PropertyType.Boolean);
    /// <summary>PidLidTaskFCreator, PtypBoolean, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskFCreator = new("PidLidTaskFCreator", new PropertyName(PropertySets.PSETID_Task, 0x811e), PropertyType.Boolean);
    /// <summary>PidLidTaskOwner, PtypString, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskOwner = new("PidLidTaskOwner", new PropertyName(PropertySets.PSETID_Task, 0x811f), PropertyType.String);
    /// <summary>PidLidTaskMultipleRecipients, PtypInteger32, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskMultipleRecipients = new("PidLidTaskMultipleRecipients", new PropertyName(PropertySets.PSETID_Task, 0x8120), PropertyType.Integer32);
    /// <summary>PidLidTaskAssigner, PtypString, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskAssigner = new("PidLidTaskAssigner", new PropertyName(PropertySets.PSETID_Task, 0x8121), PropertyType.String);
    /// <summary>PidLidTaskLastUser, PtypString, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskLastUser = new("PidLidTaskLastUser", new PropertyName(PropertySets.PSETID_Task, 0x8122), PropertyType.String);
    /// <summary>PidLidTaskOrdinal, PtypInteger32, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskOrdinal = new("PidLidTaskOrdinal", new PropertyName(PropertySets.PSETID_Task, 0x8123), PropertyType.Integer32);
    /// <summary>PidLidTaskNoCompute, PtypBoolean, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskNoCompute = new("PidLidTaskNoCompute", new PropertyName(PropertySets.PSETID_Task, 0x8124), PropertyType.Boolean);
    /// <summary>PidLidTaskLastDelegate, PtypString, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskLastDelegate = new("PidLidTaskLastDelegate", new PropertyName(PropertySets.PSETID_Task, 0x8125), PropertyType.String);
    /// <summary>PidLidTaskFRecurring, PtypBoolean, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskFRecurring = new("PidLidTaskFRecurring", new PropertyName(PropertySets.PSETID_Task, 0x8126), PropertyType.Boolean);
    /// <summary>PidLidTaskRole, PtypString, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskRole = new("PidLidTaskRole", new PropertyName(PropertySets.PSETID_Task, 0x8127), PropertyType.String);
    /// <summary>PidLidTaskOwnership, PtypInteger32, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskOwnership = new("PidLidTaskOwnership", new PropertyName(PropertySets.PSETID_Task, 0x8129), PropertyType.Integer32);
    /// <summary>PidLidTaskAcceptanceState, PtypInteger32, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskAcceptanceState = new("PidLidTaskAcceptanceState", new PropertyName(PropertySets.PSETID_Task, 0x812a), PropertyType.Integer32);
    /// <summary>PidLidTaskFFixOffline, PtypBoolean, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskFFixOffline = new("PidLidTaskFFixOffline", new PropertyName(PropertySets.PSETID_Task, 0x812c), PropertyType.Boolean);
    /// <summary>PidLidTaskCustomFlags, PtypInteger32, in PSETID_Task.</summary>
    public static readonly KnownNamedProperty TaskCustomFlags = new("PidLidTaskCustomFlags", new PropertyName(PropertySets.PSETID_Task, 0x8139), PropertyType.Integer32);
}
