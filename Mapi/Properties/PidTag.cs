namespace MapiOrleans.Mapi.Properties;

/// <summary>The tagged properties of [MS-OXPROPS] by their canonical names.</summary>
public static class PidTag
{
    /// <summary>PidTagAbChooseDirectoryAutomatically, PtypBoolean; also PR_AB_CHOOSE_DIRECTORY_AUTOMATICALLY.</summary>
    public static readonly PropertyTag AbChooseDirectoryAutomatically = new(0x3D1C000B);
    /// <summary>PidTagAbDefaultDir, PtypBinary; also PR_AB_DEFAULT_DIR.</summary>
    public static readonly PropertyTag AbDefaultDir = new(0x3D060102);
    /// <summary>PidTagAbDefaultPab, PtypBinary; also PR_AB_DEFAULT_PAB.</summary>
    public static readonly PropertyTag AbDefaultPab = new(0x3D070102);
    /// <summary>PidTagAbProviderId, PtypBinary; also PR_AB_PROVIDER_ID.</summary>
    public static readonly PropertyTag AbProviderId = new(0x36150102);
    /// <summary>PidTagAbProviders, PtypBinary; also PR_AB_PROVIDERS.</summary>
    public static readonly PropertyTag AbProviders = new(0x3D010102);
    /// <summary>PidTagAbSearchPath, PtypMultipleBinary; also PR_AB_SEARCH_PATH.</summary>
    public static readonly PropertyTag AbSearchPath = new(0x3D051102);
    /// <summary>PidTagAbSearchPathCustomization, PtypInteger32; also PR_AB_SEARCH_PATH_CUSTOMIZATION.</summary>
    public static readonly PropertyTag AbSearchPathCustomization = new(0x3D1B0003);
    /// <summary>PidTagAbSearchPathUpdate, PtypBinary; also PR_AB_SEARCH_PATH_UPDATE.</summary>
    public static readonly PropertyTag AbSearchPathUpdate = new(0x3D110102);
    /// <summary>PidTagAccess, PtypInteger32; also PR_ACCESS.</summary>
    public static readonly PropertyTag Access = new(0x0FF40003);
    /// <summary>PidTagAccessControlListData, PtypBinary; also PR_ACL_DATA.</summary>
    public static readonly PropertyTag AccessControlListData = new(0x3FE00102);
    /// <summary>PidTagAccessControlListTable, PtypObject; also PR_ACL_TABLE.</summary>
    public static readonly PropertyTag AccessControlListTable = new(0x3FE0000D);
    /// <summary>PidTagAccessLevel, PtypInteger32; also PR_ACCESS_LEVEL.</summary>
    public static readonly PropertyTag AccessLevel = new(0x0FF70003);
    /// <summary>PidTagAccount, PtypString; also PR_ACCOUNT, PR_ACCOUNT_W.</summary>
    public static readonly PropertyTag Account = new(0x3A00001F);
    /// <summary>PidTagAcknowledgementMode, PtypInteger32; also PR_ACKNOWLEDGEMENT_MODE, PR_CERT_PROP_VERSION.</summary>
    public static readonly PropertyTag AcknowledgementMode = new(0x00010003);
    /// <summary>PidTagAdditionalRenEntryIds, PtypMultipleBinary; also PR_ADDITIONAL_REN_ENTRYIDS.</summary>
    public static readonly PropertyTag AdditionalRenEntryIds = new(0x36D81102);
    /// <summary>PidTagAdditionalRenEntryIdsEx, PtypBinary; also PR_ADDITIONAL_REN_ENTRYIDS_EX.</summary>
    public static readonly PropertyTag AdditionalRenEntryIdsEx = new(0x36D90102);
    /// <summary>PidTagAddressBookAuthorizedSenders, PtypObject; also PR_EMS_AB_AUTH_ORIG.</summary>
    public static readonly PropertyTag AddressBookAuthorizedSenders = new(0x8CD8000D);
    /// <summary>PidTagAddressBookContainerId, PtypInteger32; also PR_EMS_AB_CONTAINERID, PR_EMS_AB_DOS_ENTRYID.</summary>
    public static readonly PropertyTag AddressBookContainerId = new(0xFFFD0003);
    /// <summary>PidTagAddressBookDeliveryContentLength, PtypInteger32; also PR_EMS_AB_DELIV_CONT_LENGTH.</summary>
    public static readonly PropertyTag AddressBookDeliveryContentLength = new(0x806A0003);
    /// <summary>PidTagAddressBookDisplayNamePrintable, PtypString; also PR_7BIT_DISPLAY_NAME, PR_7BIT_DISPLAY_NAME_W, PR_EMS_AB_DISPLAY_NAME_PRINTABLE, PR_EMS_AB_DISPLAY_NAME_PRINTABLE_W.</summary>
    public static readonly PropertyTag AddressBookDisplayNamePrintable = new(0x39FF001F);
    /// <summary>PidTagAddressBookDisplayTypeExtended, PtypInteger32; also PR_EMS_AB_DISPLAY_TYPE_EX.</summary>
    public static readonly PropertyTag AddressBookDisplayTypeExtended = new(0x8C930003);
    /// <summary>PidTagAddressBookDistributionListExternalMemberCount, PtypInteger32; also PR_EMS_AB_DL_EXTERNAL_MEMBER_COUNT.</summary>
    public static readonly PropertyTag AddressBookDistributionListExternalMemberCount = new(0x8CE30003);
    /// <summary>PidTagAddressBookDistributionListMemberCount, PtypInteger32; also PR_EMS_AB_DL_TOTAL_MEMBER_COUNT.</summary>
    public static readonly PropertyTag AddressBookDistributionListMemberCount = new(0x8CE20003);
    /// <summary>PidTagAddressBookDistributionListMemberSubmitAccepted, PtypObject; also PR_EMS_AB_DL_MEM_SUBMIT_PERMS_BL_O.</summary>
    public static readonly PropertyTag AddressBookDistributionListMemberSubmitAccepted = new(0x8073000D);
    /// <summary>PidTagAddressBookDistributionListMemberSubmitRejected, PtypObject; also PR_EMS_AB_DL_MEM_SUBMIT_PERMS.</summary>
    public static readonly PropertyTag AddressBookDistributionListMemberSubmitRejected = new(0x8CDA000D);
    /// <summary>PidTagAddressBookDistributionListRejectMessagesFromDLMembers, PtypObject; also PR_EMS_AB_DL_MEM_REJECT_PERMS.</summary>
    public static readonly PropertyTag AddressBookDistributionListRejectMessagesFromDLMembers = new(0x8CDB000D);
    /// <summary>PidTagAddressBookEntryId, PtypBinary; also PR_ADDRESS_BOOK_ENTRYID, PR_PROFILE_SERVER_FULL_VERSION.</summary>
    public static readonly PropertyTag AddressBookEntryId = new(0x663B0102);
    /// <summary>PidTagAddressBookExtensionAttribute1, PtypString; also PR_EMS_AB_EXTENSION_ATTRIBUTE_1, PR_EMS_AB_EXTENSION_ATTRIBUTE_1_W.</summary>
    public static readonly PropertyTag AddressBookExtensionAttribute1 = new(0x802D001F);
    /// <summary>PidTagAddressBookExtensionAttribute10, PtypString; also PR_EMS_AB_EXTENSION_ATTRIBUTE_10, PR_EMS_AB_EXTENSION_ATTRIBUTE_10_W.</summary>
    public static readonly PropertyTag AddressBookExtensionAttribute10 = new(0x8036001F);
    /// <summary>PidTagAddressBookExtensionAttribute11, PtypString; also PR_EMS_AB_EXTENSION_ATTRIBUTE_11, PR_EMS_AB_EXTENSION_ATTRIBUTE_11_W.</summary>
    public static readonly PropertyTag AddressBookExtensionAttribute11 = new(0x8C57001F);
    /// <summary>PidTagAddressBookExtensionAttribute12, PtypString; also PR_EMS_AB_EXTENSION_ATTRIBUTE_12, PR_EMS_AB_EXTENSION_ATTRIBUTE_12_W.</summary>
    public static readonly PropertyTag AddressBookExtensionAttribute12 = new(0x8C58001F);
    /// <summary>PidTagAddressBookExtensionAttribute13, PtypString; also PR_EMS_AB_EXTENSION_ATTRIBUTE_13, PR_EMS_AB_EXTENSION_ATTRIBUTE_13_W.</summary>
    public static readonly PropertyTag AddressBookExtensionAttribute13 = new(0x8C59001F);
    /// <summary>PidTagAddressBookExtensionAttribute14, PtypString; also PR_EMS_AB_EXTENSION_ATTRIBUTE_14, PR_EMS_AB_EXTENSION_ATTRIBUTE_14_W.</summary>
    public static readonly PropertyTag AddressBookExtensionAttribute14 = new(0x8C60001F);
    /// <summary>PidTagAddressBookExtensionAttribute15, PtypString; also PR_EMS_AB_EXTENSION_ATTRIBUTE_15, PR_EMS_AB_EXTENSION_ATTRIBUTE_15_W.</summary>
    public static readonly PropertyTag AddressBookExtensionAttribute15 = new(0x8C61001F);
    /// <summary>PidTagAddressBookExtensionAttribute2, PtypString; also PR_EMS_AB_EXTENSION_ATTRIBUTE_2, PR_EMS_AB_EXTENSION_ATTRIBUTE_2_W.</summary>
    public static readonly PropertyTag AddressBookExtensionAttribute2 = new(0x802E001F);
    /// <summary>PidTagAddressBookExtensionAttribute3, PtypString; also PR_EMS_AB_EXTENSION_ATTRIBUTE_3, PR_EMS_AB_EXTENSION_ATTRIBUTE_3_W.</summary>
    public static readonly PropertyTag AddressBookExtensionAttribute3 = new(0x802F001F);
    /// <summary>PidTagAddressBookExtensionAttribute4, PtypString; also PR_EMS_AB_EXTENSION_ATTRIBUTE_4, PR_EMS_AB_EXTENSION_ATTRIBUTE_4_W.</summary>
    public static readonly PropertyTag AddressBookExtensionAttribute4 = new(0x8030001F);
    /// <summary>PidTagAddressBookExtensionAttribute5, PtypString; also PR_EMS_AB_EXTENSION_ATTRIBUTE_5, PR_EMS_AB_EXTENSION_ATTRIBUTE_5_W.</summary>
    public static readonly PropertyTag AddressBookExtensionAttribute5 = new(0x8031001F);
    /// <summary>PidTagAddressBookExtensionAttribute6, PtypString; also PR_EMS_AB_EXTENSION_ATTRIBUTE_6, PR_EMS_AB_EXTENSION_ATTRIBUTE_6_W.</summary>
    public static readonly PropertyTag AddressBookExtensionAttribute6 = new(0x8032001F);
    /// <summary>PidTagAddressBookExtensionAttribute7, PtypString; also PR_EMS_AB_EXTENSION_ATTRIBUTE_7, PR_EMS_AB_EXTENSION_ATTRIBUTE_7_W.</summary>
    public static readonly PropertyTag AddressBookExtensionAttribute7 = new(0x8033001F);
    /// <summary>PidTagAddressBookExtensionAttribute8, PtypString; also PR_EMS_AB_EXTENSION_ATTRIBUTE_8, PR_EMS_AB_EXTENSION_ATTRIBUTE_8_W.</summary>
    public static readonly PropertyTag AddressBookExtensionAttribute8 = new(0x8034001F);
    /// <summary>PidTagAddressBookExtensionAttribute9, PtypString; also PR_EMS_AB_EXTENSION_ATTRIBUTE_9, PR_EMS_AB_EXTENSION_ATTRIBUTE_9_W.</summary>
    public static readonly PropertyTag AddressBookExtensionAttribute9 = new(0x8035001F);
    /// <summary>PidTagAddressBookFolderPathname, PtypString; also PR_EMS_AB_FOLDER_PATHNAME, PR_EMS_AB_FOLDER_PATHNAME_W.</summary>
    public static readonly PropertyTag AddressBookFolderPathname = new(0x8004001F);
    /// <summary>PidTagAddressBookHierarchicalChildDepartments, PtypObject; also PR_EMS_AB_HAB_CHILD_DEPARTMENTS.</summary>
    public static readonly PropertyTag AddressBookHierarchicalChildDepartments = new(0x8C9A000D);
    /// <summary>PidTagAddressBookHierarchicalDepartmentMembers, PtypObject; also PR_EMS_AB_HAB_DEPARTMENT_MEMBERS.</summary>
    public static readonly PropertyTag AddressBookHierarchicalDepartmentMembers = new(0x8C97000D);
    /// <summary>PidTagAddressBookHierarchicalIsHierarchicalGroup, PtypBoolean; also PR_EMS_AB_HAB_IS_HIERARCHICAL_GROUP, PR_EMS_AB_IS_ORGANIZATIONAL.</summary>
    public static readonly PropertyTag AddressBookHierarchicalIsHierarchicalGroup = new(0x8CDD000B);
    /// <summary>PidTagAddressBookHierarchicalParentDepartment, PtypObject; also PR_EMS_AB_HAB_PARENT_DEPARTMENT.</summary>
    public static readonly PropertyTag AddressBookHierarchicalParentDepartment = new(0x8C99000D);
    /// <summary>PidTagAddressBookHierarchicalRootDepartment, PtypString8; also PR_EMS_AB_HAB_ROOT_DEPARTMENT.</summary>
    public static readonly PropertyTag AddressBookHierarchicalRootDepartment = new(0x8C98001E);
    /// <summary>PidTagAddressBookHierarchicalShowInDepartments, PtypObject; also PR_EMS_AB_HAB_SHOW_IN_DEPARTMENTS.</summary>
    public static readonly PropertyTag AddressBookHierarchicalShowInDepartments = new(0x8C94000D);
    /// <summary>PidTagAddressBookHomeMessageDatabase, PtypString8; also PR_EMS_AB_HOME_MDB, PR_EMS_AB_HOME_MDB_A.</summary>
    public static readonly PropertyTag AddressBookHomeMessageDatabase = new(0x8006001E);
    /// <summary>PidTagAddressBookIsMaster, PtypBoolean; also PR_EMS_AB_IS_MASTER.</summary>
    public static readonly PropertyTag AddressBookIsMaster = new(0xFFFB000B);
    /// <summary>PidTagAddressBookIsMemberOfDistributionList, PtypString8; also PR_EMS_AB_IS_MEMBER_OF_DL, PR_EMS_AB_IS_MEMBER_OF_DL_A.</summary>
    public static readonly PropertyTag AddressBookIsMemberOfDistributionList = new(0x8008001E);
    /// <summary>PidTagAddressBookManageDistributionList, PtypObject; also PR_EMS_AB_MANAGE_DL.</summary>
    public static readonly PropertyTag AddressBookManageDistributionList = new(0x6704000D);
    /// <summary>PidTagAddressBookManager, PtypObject; also PR_EMS_AB_MANAGER, PR_EMS_AB_MANAGER_O.</summary>
    public static readonly PropertyTag AddressBookManager = new(0x8005000D);
    /// <summary>PidTagAddressBookManagerDistinguishedName, PtypString; also PR_EMS_AB_MANAGER_T, PR_EMS_AB_MANAGER_W.</summary>
    public static readonly PropertyTag AddressBookManagerDistinguishedName = new(0x8005001F);
    /// <summary>PidTagAddressBookMember, PtypObject; also PR_EMS_AB_MEMBER, PR_EMS_AB_MEMBER_O.</summary>
    public static readonly PropertyTag AddressBookMember = new(0x8009000D);
    /// <summary>PidTagAddressBookMessageId, PtypInteger64.</summary>
    public static readonly PropertyTag AddressBookMessageId = new(0x674F0014);
    /// <summary>PidTagAddressBookModerationEnabled, PtypBoolean; also PR_EMS_AB_ENABLE_MODERATION.</summary>
    public static readonly PropertyTag AddressBookModerationEnabled = new(0x8CB5000B);
    /// <summary>PidTagAddressBookNetworkAddress, PtypMultipleString; also PR_EMS_AB_NETWORK_ADDRESS, PR_EMS_AB_NETWORK_ADDRESS_W.</summary>
    public static readonly PropertyTag AddressBookNetworkAddress = new(0x8170101F);
    /// <summary>PidTagAddressBookObjectDistinguishedName, PtypString; also PR_EMS_AB_OBJ_DIST_NAME, PR_EMS_AB_OBJ_DIST_NAME_T, PR_EMS_AB_OBJ_DIST_NAME_W.</summary>
    public static readonly PropertyTag AddressBookObjectDistinguishedName = new(0x803C001F);
    /// <summary>PidTagAddressBookObjectGuid, PtypBinary; also PR_EMS_AB_OBJECT_GUID.</summary>
    public static readonly PropertyTag AddressBookObjectGuid = new(0x8C6D0102);
    /// <summary>PidTagAddressBookOrganizationalUnitRootDistinguishedName, PtypString; also PR_EMS_AB_ORG_UNIT_ROOT_DN.</summary>
    public static readonly PropertyTag AddressBookOrganizationalUnitRootDistinguishedName = new(0x8CA8001F);
    /// <summary>PidTagAddressBookOwner, PtypObject; also PR_EMS_AB_OWNER_O.</summary>
    public static readonly PropertyTag AddressBookOwner = new(0x800C000D);
    /// <summary>PidTagAddressBookOwnerBackLink, PtypObject; also PR_EMS_AB_OWNER_BL_O.</summary>
    public static readonly PropertyTag AddressBookOwnerBackLink = new(0x8024000D);
    /// <summary>PidTagAddressBookParentEntryId, PtypBinary; also PR_EMS_AB_PARENT_ENTRYID.</summary>
    public static readonly PropertyTag AddressBookParentEntryId = new(0xFFFC0102);
    /// <summary>PidTagAddressBookPhoneticCompanyName, PtypString; also PR_EMS_AB_PHONETIC_COMPANY_NAME, PR_EMS_AB_PHONETIC_COMPANY_NAME_W.</summary>
    public static readonly PropertyTag AddressBookPhoneticCompanyName = new(0x8C91001F);
    /// <summary>PidTagAddressBookPhoneticDepartmentName, PtypString; also PR_EMS_AB_PHONETIC_DEPARTMENT_NAME, PR_EMS_AB_PHONETIC_DEPARTMENT_NAME_W.</summary>
    public static readonly PropertyTag AddressBookPhoneticDepartmentName = new(0x8C90001F);
    /// <summary>PidTagAddressBookPhoneticDisplayName, PtypString; also PR_EMS_AB_PHONETIC_DISPLAY_NAME, PR_EMS_AB_PHONETIC_DISPLAY_NAME_W.</summary>
    public static readonly PropertyTag AddressBookPhoneticDisplayName = new(0x8C92001F);
    /// <summary>PidTagAddressBookPhoneticGivenName, PtypString; also PR_EMS_AB_PHONETIC_GIVEN_NAME, PR_EMS_AB_PHONETIC_GIVEN_NAME_W.</summary>
    public static readonly PropertyTag AddressBookPhoneticGivenName = new(0x8C8E001F);
    /// <summary>PidTagAddressBookPhoneticSurname, PtypString; also PR_EMS_AB_PHONETIC_SURNAME, PR_EMS_AB_PHONETIC_SURNAME_W.</summary>
    public static readonly PropertyTag AddressBookPhoneticSurname = new(0x8C8F001F);
    /// <summary>PidTagAddressBookProxyAddresses, PtypMultipleString; also PR_EMS_AB_PROXY_ADDRESSES, PR_EMS_AB_PROXY_ADDRESSES_W.</summary>
    public static readonly PropertyTag AddressBookProxyAddresses = new(0x800F101F);
    /// <summary>PidTagAddressBookPublicDelegates, PtypObject; also PR_EMS_AB_PUBLIC_DELEGATES, PR_EMS_AB_PUBLIC_DELEGATES_O.</summary>
    public static readonly PropertyTag AddressBookPublicDelegates = new(0x8015000D);
    /// <summary>PidTagAddressBookReports, PtypObject; also PR_EMS_AB_REPORTS, PR_EMS_AB_REPORTS_O.</summary>
    public static readonly PropertyTag AddressBookReports = new(0x800E000D);
    /// <summary>PidTagAddressBookRoomCapacity, PtypInteger32; also PR_EMS_AB_ROOM_CAPACITY.</summary>
    public static readonly PropertyTag AddressBookRoomCapacity = new(0x08070003);
    /// <summary>PidTagAddressBookRoomContainers, PtypMultipleString; also PR_EMS_AB_ROOM_CONTAINERS, PR_EMS_AB_ROOM_CONTAINERS_W.</summary>
    public static readonly PropertyTag AddressBookRoomContainers = new(0x8C96101F);
    /// <summary>PidTagAddressBookRoomDescription, PtypString; also PR_EMS_AB_ROOM_DESCRIPTION, PR_EMS_AB_ROOM_DESCRIPTION_W.</summary>
    public static readonly PropertyTag AddressBookRoomDescription = new(0x0809001F);
    /// <summary>PidTagAddressBookSenderHintTranslations, PtypMultipleString; also PR_EMS_AB_DL_SENDER_HINT_TRANSLATIONS_W.</summary>
    public static readonly PropertyTag AddressBookSenderHintTranslations = new(0x8CAC101F);
    /// <summary>PidTagAddressBookSeniorityIndex, PtypInteger32; also PR_EMS_AB_HAB_SENIORITY_INDEX, PR_EMS_AB_SENIORITY_INDEX.</summary>
    public static readonly PropertyTag AddressBookSeniorityIndex = new(0x8CA00003);
    /// <summary>PidTagAddressBookTargetAddress, PtypString; also PR_EMS_AB_TARGET_ADDRESS, PR_EMS_AB_TARGET_ADDRESS_W.</summary>
    public static readonly PropertyTag AddressBookTargetAddress = new(0x8011001F);
    /// <summary>PidTagAddressBookUnauthorizedSenders, PtypObject; also PR_EMS_AB_UNAUTH_ORIG.</summary>
    public static readonly PropertyTag AddressBookUnauthorizedSenders = new(0x8CD9000D);
    /// <summary>PidTagAddressBookX509Certificate, PtypMultipleBinary; also PR_EMS_AB_X509_CERT.</summary>
    public static readonly PropertyTag AddressBookX509Certificate = new(0x8C6A1102);
    /// <summary>PidTagAddressType, PtypString; also PR_ADDRTYPE, PR_ADDRTYPE_W.</summary>
    public static readonly PropertyTag AddressType = new(0x3002001F);
    /// <summary>PidTagAlternateRecipient, PtypBinary; also PR_ALTERNATE_RECIPIENT.</summary>
    public static readonly PropertyTag AlternateRecipient = new(0x3A010102);
    /// <summary>PidTagAlternateRecipientAllowed, PtypBoolean; also PR_ALTERNATE_RECIPIENT_ALLOWED.</summary>
    public static readonly PropertyTag AlternateRecipientAllowed = new(0x0002000B);
    /// <summary>PidTagAnr, PtypString; also PR_ANR, PR_ANR_W.</summary>
    public static readonly PropertyTag Anr = new(0x360C001F);
    /// <summary>PidTagArchiveDate, PtypTime; also PR_ARCHIVE_DATE.</summary>
    public static readonly PropertyTag ArchiveDate = new(0x301F0040);
    /// <summary>PidTagArchivePeriod, PtypInteger32; also PR_ARCHIVE_PERIOD.</summary>
    public static readonly PropertyTag ArchivePeriod = new(0x301E0003);
    /// <summary>PidTagArchiveTag, PtypBinary; also PR_ARCHIVE_TAG.</summary>
    public static readonly PropertyTag ArchiveTag = new(0x30180102);
    /// <summary>PidTagAssistant, PtypString; also PR_ASSISTANT, PR_ASSISTANT_W.</summary>
    public static readonly PropertyTag Assistant = new(0x3A30001F);
    /// <summary>PidTagAssistantTelephoneNumber, PtypString; also PR_ASSISTANT_TELEPHONE_NUMBER, PR_ASSISTANT_TELEPHONE_NUMBER_W.</summary>
    public static readonly PropertyTag AssistantTelephoneNumber = new(0x3A2E001F);
    /// <summary>PidTagAssociated, PtypBoolean.</summary>
    public static readonly PropertyTag Associated = new(0x67AA000B);
    /// <summary>PidTagAssociatedContentCount, PtypInteger32; also PR_ASSOC_CONTENT_COUNT.</summary>
    public static readonly PropertyTag AssociatedContentCount = new(0x36170003);
    /// <summary>PidTagAssociatedSharingProvider, PtypGuid; also PR_ASSOCIATED_SHARING_PROVIDER.</summary>
    public static readonly PropertyTag AssociatedSharingProvider = new(0x0EA00048);
    /// <summary>PidTagAttachAdditionalInformation, PtypBinary; also PR_ATTACH_ADDITIONAL_INFO.</summary>
    public static readonly PropertyTag AttachAdditionalInformation = new(0x370F0102);
    /// <summary>PidTagAttachContentBase, PtypString; also PR_ATTACH_CONTENT_BASE, PR_ATTACH_CONTENT_BASE_W.</summary>
    public static readonly PropertyTag AttachContentBase = new(0x3711001F);
    /// <summary>PidTagAttachContentId, PtypString; also PR_ATTACH_CONTENT_ID, PR_ATTACH_CONTENT_ID_W.</summary>
    public static readonly PropertyTag AttachContentId = new(0x3712001F);
    /// <summary>PidTagAttachContentLocation, PtypString; also PR_ATTACH_CONTENT_LOCATION, PR_ATTACH_CONTENT_LOCATION_W.</summary>
    public static readonly PropertyTag AttachContentLocation = new(0x3713001F);
    /// <summary>PidTagAttachDataBinary, PtypBinary; also PR_ATTACH_DATA_BIN.</summary>
    public static readonly PropertyTag AttachDataBinary = new(0x37010102);
    /// <summary>PidTagAttachDataObject, PtypObject; also PR_ATTACH_DATA_OBJ.</summary>
    public static readonly PropertyTag AttachDataObject = new(0x3701000D);
    /// <summary>PidTagAttachEncoding, PtypBinary; also PR_ATTACH_ENCODING.</summary>
    public static readonly PropertyTag AttachEncoding = new(0x37020102);
    /// <summary>PidTagAttachExtension, PtypString; also PR_ATTACH_EXTENSION, PR_ATTACH_EXTENSION_W.</summary>
    public static readonly PropertyTag AttachExtension = new(0x3703001F);
    /// <summary>PidTagAttachFilename, PtypString; also PR_ATTACH_FILENAME, PR_ATTACH_FILENAME_W.</summary>
    public static readonly PropertyTag AttachFilename = new(0x3704001F);
    /// <summary>PidTagAttachFlags, PtypInteger32; also PR_ATTACH_FLAGS.</summary>
    public static readonly PropertyTag AttachFlags = new(0x37140003);
    /// <summary>PidTagAttachLongFilename, PtypString; also PR_ATTACH_LONG_FILENAME, PR_ATTACH_LONG_FILENAME_W.</summary>
    public static readonly PropertyTag AttachLongFilename = new(0x3707001F);
    /// <summary>PidTagAttachLongPathname, PtypString; also PR_ATTACH_LONG_PATHNAME, PR_ATTACH_LONG_PATHNAME_W.</summary>
    public static readonly PropertyTag AttachLongPathname = new(0x370D001F);
    /// <summary>PidTagAttachMethod, PtypInteger32; also PR_ATTACH_METHOD.</summary>
    public static readonly PropertyTag AttachMethod = new(0x37050003);
    /// <summary>PidTagAttachMimeSequence, PtypInteger32; also PR_ATTACH_MIME_SEQUENCE.</summary>
    public static readonly PropertyTag AttachMimeSequence = new(0x37100003);
    /// <summary>PidTagAttachMimeTag, PtypString; also PR_ATTACH_MIME_TAG, PR_ATTACH_MIME_TAG_W.</summary>
    public static readonly PropertyTag AttachMimeTag = new(0x370E001F);
    /// <summary>PidTagAttachNumber, PtypInteger32; also PR_ATTACH_NUM.</summary>
    public static readonly PropertyTag AttachNumber = new(0x0E210003);
    /// <summary>PidTagAttachPathname, PtypString; also PR_ATTACH_PATHNAME, PR_ATTACH_PATHNAME_W.</summary>
    public static readonly PropertyTag AttachPathname = new(0x3708001F);
    /// <summary>PidTagAttachPayloadClass, PtypString; also PR_ATTACH_PAYLOAD_CLASS, PR_ATTACH_PAYLOAD_CLASS_W.</summary>
    public static readonly PropertyTag AttachPayloadClass = new(0x371A001F);
    /// <summary>PidTagAttachPayloadProviderGuidString, PtypString; also PR_ATTACH_PAYLOAD_PROV_GUID_STR, PR_ATTACH_PAYLOAD_PROV_GUID_STR_W.</summary>
    public static readonly PropertyTag AttachPayloadProviderGuidString = new(0x3719001F);
    /// <summary>PidTagAttachRendering, PtypBinary; also PR_ATTACH_RENDERING.</summary>
    public static readonly PropertyTag AttachRendering = new(0x37090102);
    /// <summary>PidTagAttachSize, PtypInteger32; also PR_ATTACH_SIZE.</summary>
    public static readonly PropertyTag AttachSize = new(0x0E200003);
    /// <summary>PidTagAttachTag, PtypBinary; also PR_ATTACH_TAG.</summary>
    public static readonly PropertyTag AttachTag = new(0x370A0102);
    /// <summary>PidTagAttachTransportName, PtypString; also PR_ATTACH_TRANSPORT_NAME, PR_ATTACH_TRANSPORT_NAME_W.</summary>
    public static readonly PropertyTag AttachTransportName = new(0x370C001F);
    /// <summary>PidTagAttachmentContactPhoto, PtypBoolean; also PR_ATTACHMENT_CONTACTPHOTO.</summary>
    public static readonly PropertyTag AttachmentContactPhoto = new(0x7FFF000B);
    /// <summary>PidTagAttachmentFlags, PtypInteger32; also PR_ATTACHMENT_FLAGS.</summary>
    public static readonly PropertyTag AttachmentFlags = new(0x7FFD0003);
    /// <summary>PidTagAttachmentHidden, PtypBoolean; also PR_ATTACHMENT_HIDDEN.</summary>
    public static readonly PropertyTag AttachmentHidden = new(0x7FFE000B);
    /// <summary>PidTagAttachmentLinkId, PtypInteger32; also PR_ATTACHMENT_LINKID.</summary>
    public static readonly PropertyTag AttachmentLinkId = new(0x7FFA0003);
    /// <summary>PidTagAttachmentX400Parameters, PtypBinary; also PR_ATTACHMENT_X400_PARAMETERS.</summary>
    public static readonly PropertyTag AttachmentX400Parameters = new(0x37000102);
    /// <summary>PidTagAttributeHidden, PtypBoolean; also PR_ATTR_HIDDEN.</summary>
    public static readonly PropertyTag AttributeHidden = new(0x10F4000B);
    /// <summary>PidTagAttributeReadOnly, PtypBoolean; also PR_ATTR_READONLY.</summary>
    public static readonly PropertyTag AttributeReadOnly = new(0x10F6000B);
    /// <summary>PidTagAuthorizingUsers, PtypBinary; also PR_AUTHORIZING_USERS.</summary>
    public static readonly PropertyTag AuthorizingUsers = new(0x00030102);
    /// <summary>PidTagAutoForwardComment, PtypString; also PR_AUTO_FORWARD_COMMENT, PR_AUTO_FORWARD_COMMENT_W.</summary>
    public static readonly PropertyTag AutoForwardComment = new(0x0004001F);
    /// <summary>PidTagAutoForwarded, PtypBoolean; also PR_AUTO_FORWARDED.</summary>
    public static readonly PropertyTag AutoForwarded = new(0x0005000B);
    /// <summary>PidTagAutoResponseSuppress, PtypInteger32; also PR_AUTO_RESPONSE_SUPPRESS.</summary>
    public static readonly PropertyTag AutoResponseSuppress = new(0x3FDF0003);
    /// <summary>PidTagBirthday, PtypTime; also PR_BIRTHDAY.</summary>
    public static readonly PropertyTag Birthday = new(0x3A420040);
    /// <summary>PidTagBlockStatus, PtypInteger32; also PR_BLOCK_STATUS.</summary>
    public static readonly PropertyTag BlockStatus = new(0x10960003);
    /// <summary>PidTagBody, PtypString; also PR_BODY, PR_BODY_W.</summary>
    public static readonly PropertyTag Body = new(0x1000001F);
    /// <summary>PidTagBodyContentId, PtypString; also PR_BODY_CONTENT_ID, PR_BODY_CONTENT_ID_W.</summary>
    public static readonly PropertyTag BodyContentId = new(0x1015001F);
    /// <summary>PidTagBodyContentLocation, PtypString; also PR_BODY_CONTENT_LOCATION, PR_BODY_CONTENT_LOCATION_W.</summary>
    public static readonly PropertyTag BodyContentLocation = new(0x1014001F);
    /// <summary>PidTagBodyCrc, PtypInteger32; also PR_BODY_CRC.</summary>
    public static readonly PropertyTag BodyCrc = new(0x0E1C0003);
    /// <summary>PidTagBodyHtml, PtypString; also PR_BODY_HTML, PR_BODY_HTML_W.</summary>
    public static readonly PropertyTag BodyHtml = new(0x1013001F);
    /// <summary>PidTagBusiness2TelephoneNumber, PtypString; also PR_BUSINESS2_TELEPHONE_NUMBER, PR_BUSINESS2_TELEPHONE_NUMBER_W, PR_OFFICE2_TELEPHONE_NUMBER, PR_OFFICE2_TELEPHONE_NUMBER_W.</summary>
    public static readonly PropertyTag Business2TelephoneNumber = new(0x3A1B001F);
    /// <summary>PidTagBusiness2TelephoneNumbers, PtypMultipleString.</summary>
    public static readonly PropertyTag Business2TelephoneNumbers = new(0x3A1B101F);
    /// <summary>PidTagBusinessFaxNumber, PtypString; also PR_BUSINESS_FAX_NUMBER, PR_BUSINESS_FAX_NUMBER_W.</summary>
    public static readonly PropertyTag BusinessFaxNumber = new(0x3A24001F);
    /// <summary>PidTagBusinessHomePage, PtypString; also PR_BUSINESS_HOME_PAGE, PR_BUSINESS_HOME_PAGE_W.</summary>
    public static readonly PropertyTag BusinessHomePage = new(0x3A51001F);
    /// <summary>PidTagBusinessTelephoneNumber, PtypString; also PR_BUSINESS_TELEPHONE_NUMBER, PR_BUSINESS_TELEPHONE_NUMBER_W, PR_OFFICE_TELEPHONE_NUMBER, PR_OFFICE_TELEPHONE_NUMBER_W.</summary>
    public static readonly PropertyTag BusinessTelephoneNumber = new(0x3A08001F);
    /// <summary>PidTagCallId, PtypString.</summary>
    public static readonly PropertyTag CallId = new(0x6806001F);
    /// <summary>PidTagCallbackTelephoneNumber, PtypString; also PR_CALLBACK_TELEPHONE_NUMBER, PR_CALLBACK_TELEPHONE_NUMBER_W.</summary>
    public static readonly PropertyTag CallbackTelephoneNumber = new(0x3A02001F);
    /// <summary>PidTagCarTelephoneNumber, PtypString; also PR_CAR_TELEPHONE_NUMBER, PR_CAR_TELEPHONE_NUMBER_W.</summary>
    public static readonly PropertyTag CarTelephoneNumber = new(0x3A1E001F);
    /// <summary>PidTagCdoRecurrenceid, PtypTime; also PR_CDO_RECURRENCEID.</summary>
    public static readonly PropertyTag CdoRecurrenceid = new(0x10C50040);
    /// <summary>PidTagChangeKey, PtypBinary; also PR_CHANGE_KEY.</summary>
    public static readonly PropertyTag ChangeKey = new(0x65E20102);
    /// <summary>PidTagChangeNumber, PtypInteger64.</summary>
    public static readonly PropertyTag ChangeNumber = new(0x67A40014);
    /// <summary>PidTagChildrensNames, PtypMultipleString; also PR_CHILDRENS_NAMES, PR_CHILDRENS_NAMES_W.</summary>
    public static readonly PropertyTag ChildrensNames = new(0x3A58101F);
    /// <summary>PidTagClientActions, PtypBinary; also PR_CLIENT_ACTIONS.</summary>
    public static readonly PropertyTag ClientActions = new(0x66450102);
    /// <summary>PidTagClientSubmitTime, PtypTime; also PR_CLIENT_SUBMIT_TIME.</summary>
    public static readonly PropertyTag ClientSubmitTime = new(0x00390040);
    /// <summary>PidTagCodePageId, PtypInteger32; also PR_CODE_PAGE_ID.</summary>
    public static readonly PropertyTag CodePageId = new(0x66C30003);
    /// <summary>PidTagComment, PtypString; also PR_COMMENT, PR_COMMENT_W.</summary>
    public static readonly PropertyTag Comment = new(0x3004001F);
    /// <summary>PidTagCommonViewsEntryId, PtypBinary; also PR_COMMON_VIEWS_ENTRYID.</summary>
    public static readonly PropertyTag CommonViewsEntryId = new(0x35E60102);
    /// <summary>PidTagCompanyMainTelephoneNumber, PtypString; also PR_COMPANY_MAIN_PHONE_NUMBER, PR_COMPANY_MAIN_PHONE_NUMBER_W.</summary>
    public static readonly PropertyTag CompanyMainTelephoneNumber = new(0x3A57001F);
    /// <summary>PidTagCompanyName, PtypString; also PR_COMPANY_NAME, PR_COMPANY_NAME_W.</summary>
    public static readonly PropertyTag CompanyName = new(0x3A16001F);
    /// <summary>PidTagComputerNetworkName, PtypString; also PR_COMPUTER_NETWORK_NAME, PR_COMPUTER_NETWORK_NAME_W.</summary>
    public static readonly PropertyTag ComputerNetworkName = new(0x3A49001F);
    /// <summary>PidTagConflictEntryId, PtypBinary; also PR_CONFLICT_ENTRYID.</summary>
    public static readonly PropertyTag ConflictEntryId = new(0x3FF00102);
    /// <summary>PidTagConflictItems, PtypMultipleBinary; also PR_CONFLICT_ITEMS.</summary>
    public static readonly PropertyTag ConflictItems = new(0x10981102);
    /// <summary>PidTagContactAddressBookDisplayNames, PtypMultipleString8; also PR_CONTAB_DISPLAY_NAMES, PR_CONTAB_DISPLAY_NAMES_A.</summary>
    public static readonly PropertyTag ContactAddressBookDisplayNames = new(0x6624101E);
    /// <summary>PidTagContactAddressBookFolderEntryId, PtypBinary; also PR_CONTAB_FOLDER_ENTRYID.</summary>
    public static readonly PropertyTag ContactAddressBookFolderEntryId = new(0x66100102);
    /// <summary>PidTagContactAddressBookFolderEntryIds, PtypMultipleBinary; also PR_CONTAB_FOLDER_ENTRYIDS.</summary>
    public static readonly PropertyTag ContactAddressBookFolderEntryIds = new(0x66201102);
    /// <summary>PidTagContactAddressBookFolderName, PtypString8; also PR_CONTAB_FOLDER_NAME.</summary>
    public static readonly PropertyTag ContactAddressBookFolderName = new(0x6613001E);
    /// <summary>PidTagContactAddressBookFolderNames, PtypMultipleString8; also PR_CONTAB_FOLDER_NAMES.</summary>
    public static readonly PropertyTag ContactAddressBookFolderNames = new(0x6623101E);
    /// <summary>PidTagContactAddressBookMultipleAddressFlag, PtypBoolean; also PR_CONTAB_MULTI_ADDR_FLAG.</summary>
    public static readonly PropertyTag ContactAddressBookMultipleAddressFlag = new(0x6614000B);
    /// <summary>PidTagContactAddressBookMultipleAddressFlags, PtypMultipleInteger32; also PR_CONTAB_MULTI_ADDR_FLAGS.</summary>
    public static readonly PropertyTag ContactAddressBookMultipleAddressFlags = new(0x66251003);
    /// <summary>PidTagContactAddressBookSortFlag, PtypBoolean; also PR_CONTAB_SORT_FLAG.</summary>
    public static readonly PropertyTag ContactAddressBookSortFlag = new(0x6602000B);
    /// <summary>PidTagContactAddressBookStoreEntryIds, PtypMultipleBinary; also PR_CONTAB_STORE_ENTRYIDS.</summary>
    public static readonly PropertyTag ContactAddressBookStoreEntryIds = new(0x66261102);
    /// <summary>PidTagContactAddressBookStoreName, PtypString8; also PR_CONTAB_STORE_NAME, PR_CONTAB_STORE_NAME_A, PR_PROFILE_HOME_SERVER_DN.</summary>
    public static readonly PropertyTag ContactAddressBookStoreName = new(0x6612001E);
    /// <summary>PidTagContactAddressBookStoreNames, PtypMultipleString8; also PR_CONTAB_STORE_NAMES, PR_CONTAB_STORE_NAMES_A.</summary>
    public static readonly PropertyTag ContactAddressBookStoreNames = new(0x6622101E);
    /// <summary>PidTagContactAddressBookStoreSupportMask, PtypInteger32; also PR_CONTAB_STORE_SUPPORT_MASK.</summary>
    public static readonly PropertyTag ContactAddressBookStoreSupportMask = new(0x66110003);
    /// <summary>PidTagContactAddressBookStoreSupportMasks, PtypMultipleInteger32; also PR_CONTAB_STORE_SUPPORT_MASKS.</summary>
    public static readonly PropertyTag ContactAddressBookStoreSupportMasks = new(0x66211003);
    /// <summary>PidTagContactAddressBookUid, PtypBinary; also PR_CONTAB_UID.</summary>
    public static readonly PropertyTag ContactAddressBookUid = new(0x66010102);
    /// <summary>PidTagContactAddressTypes, PtypMultipleString; also PR_CONTACT_ADDRTYPES, PR_CONTACT_ADDRTYPES_W.</summary>
    public static readonly PropertyTag ContactAddressTypes = new(0x3A54101F);
    /// <summary>PidTagContactVersion, PtypGuid; also PR_CONTACT_VERSION.</summary>
    public static readonly PropertyTag ContactVersion = new(0x3A520048);
    /// <summary>PidTagContainerClass, PtypString; also PR_CONTAINER_CLASS, PR_CONTAINER_CLASS_W.</summary>
    public static readonly PropertyTag ContainerClass = new(0x3613001F);
    /// <summary>PidTagContainerContents, PtypObject; also PR_CONTAINER_CONTENTS.</summary>
    public static readonly PropertyTag ContainerContents = new(0x360F000D);
    /// <summary>PidTagContainerFlags, PtypInteger32; also PR_CONTAINER_FLAGS.</summary>
    public static readonly PropertyTag ContainerFlags = new(0x36000003);
    /// <summary>PidTagContainerHierarchy, PtypObject; also PR_CONTAINER_HIERARCHY.</summary>
    public static readonly PropertyTag ContainerHierarchy = new(0x360E000D);
    /// <summary>PidTagContainerModifyVersion, PtypInteger64; also PR_CONTAINER_MODIFY_VERSION.</summary>
    public static readonly PropertyTag ContainerModifyVersion = new(0x36140014);
    /// <summary>PidTagContentConfidentialityAlgorithmId, PtypBinary; also PR_CONTENT_CONFIDENTIALITY_ALGORITHM_ID.</summary>
    public static readonly PropertyTag ContentConfidentialityAlgorithmId = new(0x00060102);
    /// <summary>PidTagContentCorrelator, PtypBinary; also PR_CONTENT_CORRELATOR.</summary>
    public static readonly PropertyTag ContentCorrelator = new(0x00070102);
    /// <summary>PidTagContentCount, PtypInteger32; also PR_CONTENT_COUNT.</summary>
    public static readonly PropertyTag ContentCount = new(0x36020003);
    /// <summary>PidTagContentFilterSpamConfidenceLevel, PtypInteger32; also PR_CONTENT_FILTER_SCL.</summary>
    public static readonly PropertyTag ContentFilterSpamConfidenceLevel = new(0x40760003);
    /// <summary>PidTagContentIdentifier, PtypString; also PR_CONTENT_IDENTIFIER, PR_CONTENT_IDENTIFIER_W.</summary>
    public static readonly PropertyTag ContentIdentifier = new(0x0008001F);
    /// <summary>PidTagContentIntegrityCheck, PtypBinary; also PR_CONTENT_INTEGRITY_CHECK.</summary>
    public static readonly PropertyTag ContentIntegrityCheck = new(0x0C000102);
    /// <summary>PidTagContentLength, PtypInteger32; also PR_CONTENT_LENGTH.</summary>
    public static readonly PropertyTag ContentLength = new(0x00090003);
    /// <summary>PidTagContentReturnRequested, PtypBoolean; also PR_CONTENT_RETURN_REQUESTED.</summary>
    public static readonly PropertyTag ContentReturnRequested = new(0x000A000B);
    /// <summary>PidTagContentSortOrder, PtypMultipleInteger32; also PR_CONTENTS_SORT_ORDER.</summary>
    public static readonly PropertyTag ContentSortOrder = new(0x360D1003);
    /// <summary>PidTagContentUnreadCount, PtypInteger32; also PR_CONTENT_UNREAD.</summary>
    public static readonly PropertyTag ContentUnreadCount = new(0x36030003);
    /// <summary>PidTagControlFlags, PtypInteger32; also PR_CONTROL_FLAGS.</summary>
    public static readonly PropertyTag ControlFlags = new(0x3F000003);
    /// <summary>PidTagControlId, PtypBinary; also PR_CONTROL_ID.</summary>
    public static readonly PropertyTag ControlId = new(0x3F070102);
    /// <summary>PidTagControlStructure, PtypBinary; also PR_CONTROL_STRUCTURE.</summary>
    public static readonly PropertyTag ControlStructure = new(0x3F010102);
    /// <summary>PidTagControlType, PtypInteger32; also PR_CONTROL_TYPE.</summary>
    public static readonly PropertyTag ControlType = new(0x3F020003);
    /// <summary>PidTagConversationId, PtypBinary; also PR_CONVERSATION_ID.</summary>
    public static readonly PropertyTag ConversationId = new(0x30130102);
    /// <summary>PidTagConversationIndex, PtypBinary; also PR_CONVERSATION_INDEX.</summary>
    public static readonly PropertyTag ConversationIndex = new(0x00710102);
    /// <summary>PidTagConversationIndexTracking, PtypBoolean; also PR_CONVERSATION_INDEX_TRACKING.</summary>
    public static readonly PropertyTag ConversationIndexTracking = new(0x3016000B);
    /// <summary>PidTagConversationKey, PtypBinary; also PR_CONVERSATION_KEY.</summary>
    public static readonly PropertyTag ConversationKey = new(0x000B0102);
    /// <summary>PidTagConversationTopic, PtypString; also PR_CONVERSATION_TOPIC, PR_CONVERSATION_TOPIC_W.</summary>
    public static readonly PropertyTag ConversationTopic = new(0x0070001F);
    /// <summary>PidTagConversionEits, PtypBinary; also PR_CONVERSION_EITS.</summary>
    public static readonly PropertyTag ConversionEits = new(0x000C0102);
    /// <summary>PidTagConversionProhibited, PtypBoolean; also PR_CONVERSION_PROHIBITED.</summary>
    public static readonly PropertyTag ConversionProhibited = new(0x3A03000B);
    /// <summary>PidTagConversionWithLossProhibited, PtypBoolean; also PR_CONVERSION_WITH_LOSS_PROHIBITED.</summary>
    public static readonly PropertyTag ConversionWithLossProhibited = new(0x000D000B);
    /// <summary>PidTagConvertedEits, PtypBinary; also PR_CONVERTED_EITS.</summary>
    public static readonly PropertyTag ConvertedEits = new(0x000E0102);
    /// <summary>PidTagCorrelate, PtypBoolean; also PR_CORRELATE.</summary>
    public static readonly PropertyTag Correlate = new(0x0E0C000B);
    /// <summary>PidTagCorrelateMtsid, PtypBinary; also PR_CORRELATE_MTSID.</summary>
    public static readonly PropertyTag CorrelateMtsid = new(0x0E0D0102);
    /// <summary>PidTagCountry, PtypString; also PR_BUSINESS_ADDRESS_COUNTRY, PR_BUSINESS_ADDRESS_COUNTRY_W, PR_COUNTRY, PR_COUNTRY_W.</summary>
    public static readonly PropertyTag Country = new(0x3A26001F);
    /// <summary>PidTagCreateTemplates, PtypObject; also PR_CREATE_TEMPLATES.</summary>
    public static readonly PropertyTag CreateTemplates = new(0x3604000D);
    /// <summary>PidTagCreationTime, PtypTime; also PR_CREATION_TIME.</summary>
    public static readonly PropertyTag CreationTime = new(0x30070040);
    /// <summary>PidTagCreationVersion, PtypInteger64; also PR_CREATION_VERSION.</summary>
    public static readonly PropertyTag CreationVersion = new(0x0E190014);
    /// <summary>PidTagCreatorEntryId, PtypBinary; also PR_CREATOR_ENTRYID.</summary>
    public static readonly PropertyTag CreatorEntryId = new(0x3FF90102);
    /// <summary>PidTagCreatorName, PtypString; also PR_CREATOR_NAME, PR_CREATOR_NAME_W.</summary>
    public static readonly PropertyTag CreatorName = new(0x3FF8001F);
    /// <summary>PidTagCurrentVersion, PtypInteger64; also PR_CURRENT_VERSION.</summary>
    public static readonly PropertyTag CurrentVersion = new(0x0E000014);
    /// <summary>PidTagCustomerId, PtypString; also PR_CUSTOMER_ID, PR_CUSTOMER_ID_W.</summary>
    public static readonly PropertyTag CustomerId = new(0x3A4A001F);
    /// <summary>PidTagDamBackPatched, PtypBoolean; also PR_DAM_BACK_PATCHED.</summary>
    public static readonly PropertyTag DamBackPatched = new(0x6647000B);
    /// <summary>PidTagDamOriginalEntryId, PtypBinary; also PR_DAM_ORIGINAL_ENTRYID.</summary>
    public static readonly PropertyTag DamOriginalEntryId = new(0x66460102);
    /// <summary>PidTagDefCreateDl, PtypBinary; also PR_DEF_CREATE_DL.</summary>
    public static readonly PropertyTag DefCreateDl = new(0x36110102);
    /// <summary>PidTagDefCreateMailuser, PtypBinary; also PR_DEF_CREATE_MAILUSER.</summary>
    public static readonly PropertyTag DefCreateMailuser = new(0x36120102);
    /// <summary>PidTagDefaultPostMessageClass, PtypString; also PR_DEF_POST_MSGCLASS.</summary>
    public static readonly PropertyTag DefaultPostMessageClass = new(0x36E5001F);
    /// <summary>PidTagDefaultProfile, PtypBoolean; also PR_DEFAULT_PROFILE.</summary>
    public static readonly PropertyTag DefaultProfile = new(0x3D04000B);
    /// <summary>PidTagDefaultStore, PtypBoolean; also PR_DEFAULT_STORE.</summary>
    public static readonly PropertyTag DefaultStore = new(0x3400000B);
    /// <summary>PidTagDefaultViewEntryId, PtypBinary; also PR_DEFAULT_VIEW_ENTRYID.</summary>
    public static readonly PropertyTag DefaultViewEntryId = new(0x36160102);
    /// <summary>PidTagDeferredActionMessageOriginalEntryId, PtypServerId; also PR_DAM_ORIG_MSG_SVREID.</summary>
    public static readonly PropertyTag DeferredActionMessageOriginalEntryId = new(0x674100FB);
    /// <summary>PidTagDeferredDeliveryTime, PtypTime; also PR_DEFERRED_DELIVERY_TIME.</summary>
    public static readonly PropertyTag DeferredDeliveryTime = new(0x000F0040);
    /// <summary>PidTagDeferredSendNumber, PtypInteger32; also PR_DEFERRED_SEND_NUMBER.</summary>
    public static readonly PropertyTag DeferredSendNumber = new(0x3FEB0003);
    /// <summary>PidTagDeferredSendTime, PtypTime; also PR_DEFERRED_SEND_TIME.</summary>
    public static readonly PropertyTag DeferredSendTime = new(0x3FEF0040);
    /// <summary>PidTagDeferredSendUnits, PtypInteger32; also PR_DEFERRED_SEND_UNITS.</summary>
    public static readonly PropertyTag DeferredSendUnits = new(0x3FEC0003);
    /// <summary>PidTagDelegateFlags, PtypMultipleInteger32; also PR_DELEGATE_FLAGS.</summary>
    public static readonly PropertyTag DelegateFlags = new(0x686B1003);
    /// <summary>PidTagDelegatedByRule, PtypBoolean; also PR_DELEGATED_BY_RULE.</summary>
    public static readonly PropertyTag DelegatedByRule = new(0x3FE3000B);
    /// <summary>PidTagDelegation, PtypBinary; also PR_DELEGATION.</summary>
    public static readonly PropertyTag Delegation = new(0x007E0102);
    /// <summary>PidTagDeleteAfterSubmit, PtypBoolean; also PR_DELETE_AFTER_SUBMIT.</summary>
    public static readonly PropertyTag DeleteAfterSubmit = new(0x0E01000B);
    /// <summary>PidTagDeletedCountTotal, PtypInteger32; also PR_DELETED_COUNT_TOTAL.</summary>
    public static readonly PropertyTag DeletedCountTotal = new(0x670B0003);
    /// <summary>PidTagDeletedOn, PtypTime; also PR_DELETED_ON.</summary>
    public static readonly PropertyTag DeletedOn = new(0x668F0040);
    /// <summary>PidTagDeliverTime, PtypTime; also PR_DELIVER_TIME.</summary>
    public static readonly PropertyTag DeliverTime = new(0x00100040);
    /// <summary>PidTagDeliveryPoint, PtypInteger32; also PR_DELIVERY_POINT.</summary>
    public static readonly PropertyTag DeliveryPoint = new(0x0C070003);
    /// <summary>PidTagDeltaX, PtypInteger32; also PR_DELTAX.</summary>
    public static readonly PropertyTag DeltaX = new(0x3F030003);
    /// <summary>PidTagDeltaY, PtypInteger32; also PR_DELTAY.</summary>
    public static readonly PropertyTag DeltaY = new(0x3F040003);
    /// <summary>PidTagDepartmentName, PtypString; also PR_DEPARTMENT_NAME, PR_DEPARTMENT_NAME_W.</summary>
    public static readonly PropertyTag DepartmentName = new(0x3A18001F);
    /// <summary>PidTagDepth, PtypInteger32; also PR_DEPTH.</summary>
    public static readonly PropertyTag Depth = new(0x30050003);
    /// <summary>PidTagDetailsTable, PtypObject; also PR_DETAILS_TABLE.</summary>
    public static readonly PropertyTag DetailsTable = new(0x3605000D);
    /// <summary>PidTagDiscVal, PtypBoolean; also PR_DISC_VAL.</summary>
    public static readonly PropertyTag DiscVal = new(0x004A000B);
    /// <summary>PidTagDiscardReason, PtypInteger32; also PR_DISCARD_REASON.</summary>
    public static readonly PropertyTag DiscardReason = new(0x00110003);
    /// <summary>PidTagDisclosureOfRecipients, PtypBoolean; also PR_DISCLOSURE_OF_RECIPIENTS.</summary>
    public static readonly PropertyTag DisclosureOfRecipients = new(0x0012000B);
    /// <summary>PidTagDiscreteValues, PtypBoolean; also PR_DISCRETE_VALUES.</summary>
    public static readonly PropertyTag DiscreteValues = new(0x0E0E000B);
    /// <summary>PidTagDisplayBcc, PtypString; also PR_DISPLAY_BCC, PR_DISPLAY_BCC_W.</summary>
    public static readonly PropertyTag DisplayBcc = new(0x0E02001F);
    /// <summary>PidTagDisplayCc, PtypString; also PR_DISPLAY_CC, PR_DISPLAY_CC_W.</summary>
    public static readonly PropertyTag DisplayCc = new(0x0E03001F);
    /// <summary>PidTagDisplayName, PtypString; also PR_DISPLAY_NAME, PR_DISPLAY_NAME_W.</summary>
    public static readonly PropertyTag DisplayName = new(0x3001001F);
    /// <summary>PidTagDisplayNamePrefix, PtypString; also PR_DISPLAY_NAME_PREFIX, PR_DISPLAY_NAME_PREFIX_W.</summary>
    public static readonly PropertyTag DisplayNamePrefix = new(0x3A45001F);
    /// <summary>PidTagDisplayTo, PtypString; also PR_DISPLAY_TO, PR_DISPLAY_TO_W.</summary>
    public static readonly PropertyTag DisplayTo = new(0x0E04001F);
    /// <summary>PidTagDisplayType, PtypInteger32; also PR_DISPLAY_TYPE.</summary>
    public static readonly PropertyTag DisplayType = new(0x39000003);
    /// <summary>PidTagDisplayTypeEx, PtypInteger32; also PR_DISPLAY_TYPE_EX.</summary>
    public static readonly PropertyTag DisplayTypeEx = new(0x39050003);
    /// <summary>PidTagDistributionListExpansionHistory, PtypBinary; also PR_DL_EXPANSION_HISTORY.</summary>
    public static readonly PropertyTag DistributionListExpansionHistory = new(0x00130102);
    /// <summary>PidTagDistributionListExpansionProhibited, PtypBoolean; also PR_DL_EXPANSION_PROHIBITED.</summary>
    public static readonly PropertyTag DistributionListExpansionProhibited = new(0x0014000B);
    /// <summary>PidTagEmailAddress, PtypString; also PR_EMAIL_ADDRESS, PR_EMAIL_ADDRESS_W.</summary>
    public static readonly PropertyTag EmailAddress = new(0x3003001F);
    /// <summary>PidTagEmailAddress1, PtypString.</summary>
    public static readonly PropertyTag EmailAddress1 = new(0x8093001F);
    /// <summary>PidTagEndDate, PtypTime; also PR_END_DATE.</summary>
    public static readonly PropertyTag EndDate = new(0x00610040);
    /// <summary>PidTagEntryId, PtypBinary; also PR_ENTRYID, PR_MEMBER_ENTRYID.</summary>
    public static readonly PropertyTag EntryId = new(0x0FFF0102);
    /// <summary>PidTagExceptionEndTime, PtypTime; also PR_EXCEPTION_ENDTIME.</summary>
    public static readonly PropertyTag ExceptionEndTime = new(0x7FFC0040);
    /// <summary>PidTagExceptionReplaceTime, PtypTime; also PR_EXCEPTION_REPLACETIME.</summary>
    public static readonly PropertyTag ExceptionReplaceTime = new(0x7FF90040);
    /// <summary>PidTagExceptionStartTime, PtypTime; also PR_EXCEPTION_STARTTIME.</summary>
    public static readonly PropertyTag ExceptionStartTime = new(0x7FFB0040);
    /// <summary>PidTagExchangeNTSecurityDescriptor, PtypBinary; also PR_DAV_TRANSFER_SECURITY_DESCRIPTOR.</summary>
    public static readonly PropertyTag ExchangeNTSecurityDescriptor = new(0x0E840102);
    /// <summary>PidTagExchangeProfileSectionId, PtypBinary; also PR_EMSMDB_SECTION_UID.</summary>
    public static readonly PropertyTag ExchangeProfileSectionId = new(0x3D150102);
    /// <summary>PidTagExchangeRemoteHeader, PtypBoolean; also PR_EXCHANGE_REMOTE_HEADER.</summary>
    public static readonly PropertyTag ExchangeRemoteHeader = new(0x0E2A000B);
    /// <summary>PidTagExpiryNumber, PtypInteger32; also PR_EXPIRY_NUMBER.</summary>
    public static readonly PropertyTag ExpiryNumber = new(0x3FED0003);
    /// <summary>PidTagExpiryTime, PtypTime; also PR_EXPIRY_TIME.</summary>
    public static readonly PropertyTag ExpiryTime = new(0x00150040);
    /// <summary>PidTagExpiryUnits, PtypInteger32; also PR_EXPIRY_UNITS.</summary>
    public static readonly PropertyTag ExpiryUnits = new(0x3FEE0003);
    /// <summary>PidTagExplicitConversion, PtypInteger32; also PR_EXPLICIT_CONVERSION.</summary>
    public static readonly PropertyTag ExplicitConversion = new(0x0C010003);
    /// <summary>PidTagExtendedFolderFlags, PtypBinary; also PR_EXTENDED_FOLDER_FLAGS.</summary>
    public static readonly PropertyTag ExtendedFolderFlags = new(0x36DA0102);
    /// <summary>PidTagExtendedRuleMessageActions, PtypBinary; also PR_EXTENDED_RULE_ACTIONS, PR_EXTENDED_RULE_MSG_ACTIONS.</summary>
    public static readonly PropertyTag ExtendedRuleMessageActions = new(0x0E990102);
    /// <summary>PidTagExtendedRuleMessageCondition, PtypBinary; also PR_EXTENDED_RULE_CONDITION, PR_EXTENDED_RULE_MSG_CONDITION.</summary>
    public static readonly PropertyTag ExtendedRuleMessageCondition = new(0x0E9A0102);
    /// <summary>PidTagExtendedRuleSizeLimit, PtypInteger32; also PR_EXTENDED_RULE_SIZE_LIMIT.</summary>
    public static readonly PropertyTag ExtendedRuleSizeLimit = new(0x0E9B0003);
    /// <summary>PidTagFaxNumberOfPages, PtypInteger32.</summary>
    public static readonly PropertyTag FaxNumberOfPages = new(0x68040003);
    /// <summary>PidTagFilteringHooks, PtypBinary; also PR_FILTERING_HOOKS.</summary>
    public static readonly PropertyTag FilteringHooks = new(0x3D080102);
    /// <summary>PidTagFinderEntryId, PtypBinary; also PR_FINDER_ENTRYID.</summary>
    public static readonly PropertyTag FinderEntryId = new(0x35E70102);
    /// <summary>PidTagFlagCompleteTime, PtypTime; also PR_FLAG_COMPLETE_TIME.</summary>
    public static readonly PropertyTag FlagCompleteTime = new(0x10910040);
    /// <summary>PidTagFlagStatus, PtypInteger32; also PR_FLAG_STATUS.</summary>
    public static readonly PropertyTag FlagStatus = new(0x10900003);
    /// <summary>PidTagFlatUrlName, PtypString; also PR_FLAT_URL_NAME, PR_FLAT_URL_NAME_W.</summary>
    public static readonly PropertyTag FlatUrlName = new(0x670E001F);
    /// <summary>PidTagFolderAssociatedContents, PtypObject; also PR_FOLDER_ASSOCIATED_CONTENTS.</summary>
    public static readonly PropertyTag FolderAssociatedContents = new(0x3610000D);
    /// <summary>PidTagFolderFlags, PtypInteger32; also PR_FOLDER_FLAGS.</summary>
    public static readonly PropertyTag FolderFlags = new(0x66A80003);
    /// <summary>PidTagFolderId, PtypInteger64.</summary>
    public static readonly PropertyTag FolderId = new(0x67480014);
    /// <summary>PidTagFolderType, PtypInteger32; also PR_FOLDER_TYPE.</summary>
    public static readonly PropertyTag FolderType = new(0x36010003);
    /// <summary>PidTagFolderWebviewinfo, PtypBinary; also PR_FOLDER_WEBVIEWINFO.</summary>
    public static readonly PropertyTag FolderWebviewinfo = new(0x36DF0102);
    /// <summary>PidTagFollowupIcon, PtypInteger32; also PR_FOLLOWUP_ICON.</summary>
    public static readonly PropertyTag FollowupIcon = new(0x10950003);
    /// <summary>PidTagFormCategory, PtypString; also PR_FORM_CATEGORY, PR_FORM_CATEGORY_W.</summary>
    public static readonly PropertyTag FormCategory = new(0x3304001F);
    /// <summary>PidTagFormCategorySub, PtypString; also PR_FORM_CATEGORY_SUB, PR_FORM_CATEGORY_SUB_W.</summary>
    public static readonly PropertyTag FormCategorySub = new(0x3305001F);
    /// <summary>PidTagFormClassId, PtypGuid; also PR_FORM_CLSID.</summary>
    public static readonly PropertyTag FormClassId = new(0x33020048);
    /// <summary>PidTagFormContactName, PtypString; also PR_FORM_CONTACT_NAME, PR_FORM_CONTACT_NAME_W.</summary>
    public static readonly PropertyTag FormContactName = new(0x3303001F);
    /// <summary>PidTagFormDesignerGuid, PtypGuid; also PR_FORM_DESIGNER_GUID.</summary>
    public static readonly PropertyTag FormDesignerGuid = new(0x33090048);
    /// <summary>PidTagFormDesignerName, PtypString; also PR_FORM_DESIGNER_NAME, PR_FORM_DESIGNER_NAME_W.</summary>
    public static readonly PropertyTag FormDesignerName = new(0x3308001F);
    /// <summary>PidTagFormHidden, PtypBoolean; also PR_FORM_HIDDEN.</summary>
    public static readonly PropertyTag FormHidden = new(0x3307000B);
    /// <summary>PidTagFormHostMap, PtypMultipleInteger32; also PR_FORM_HOST_MAP.</summary>
    public static readonly PropertyTag FormHostMap = new(0x33061003);
    /// <summary>PidTagFormMessageBehavior, PtypInteger32; also PR_FORM_MESSAGE_BEHAVIOR.</summary>
    public static readonly PropertyTag FormMessageBehavior = new(0x330A0003);
    /// <summary>PidTagFormVersion, PtypString; also PR_FORM_VERSION, PR_FORM_VERSION_W.</summary>
    public static readonly PropertyTag FormVersion = new(0x3301001F);
    /// <summary>PidTagFreeBusyCountMonths, PtypInteger32; also PR_FREEBUSY_COUNT_MONTHS.</summary>
    public static readonly PropertyTag FreeBusyCountMonths = new(0x68690003);
    /// <summary>PidTagFreeBusyEntryIds, PtypMultipleBinary; also PR_FREEBUSY_ENTRYIDS.</summary>
    public static readonly PropertyTag FreeBusyEntryIds = new(0x36E41102);
    /// <summary>PidTagFreeBusyMessageEmailAddress, PtypString; also PR_FREEBUSY_EMA.</summary>
    public static readonly PropertyTag FreeBusyMessageEmailAddress = new(0x6849001F);
    /// <summary>PidTagFreeBusyPublishEnd, PtypInteger32; also PR_FREEBUSY_PUBLISH_END, PR_WB_SF_EFP_FLAGS.</summary>
    public static readonly PropertyTag FreeBusyPublishEnd = new(0x68480003);
    /// <summary>PidTagFreeBusyPublishStart, PtypInteger32; also PR_FREEBUSY_PUBLISH_START, PR_WB_SF_TAG.</summary>
    public static readonly PropertyTag FreeBusyPublishStart = new(0x68470003);
    /// <summary>PidTagFreeBusyRangeTimestamp, PtypTime; also PR_FREEBUSY_RANGE_TIMESTAMP.</summary>
    public static readonly PropertyTag FreeBusyRangeTimestamp = new(0x68680040);
    /// <summary>PidTagFtpSite, PtypString; also PR_FTP_SITE, PR_FTP_SITE_W.</summary>
    public static readonly PropertyTag FtpSite = new(0x3A4C001F);
    /// <summary>PidTagGatewayNeedsToRefresh, PtypBoolean; also PR_GATEWAY_NEEDS_TO_REFRESH.</summary>
    public static readonly PropertyTag GatewayNeedsToRefresh = new(0x6846000B);
    /// <summary>PidTagGender, PtypInteger16; also PR_GENDER.</summary>
    public static readonly PropertyTag Gender = new(0x3A4D0002);
    /// <summary>PidTagGeneration, PtypString; also PR_GENERATION, PR_GENERATION_W.</summary>
    public static readonly PropertyTag Generation = new(0x3A05001F);
    /// <summary>PidTagGivenName, PtypString; also PR_GIVEN_NAME, PR_GIVEN_NAME_W.</summary>
    public static readonly PropertyTag GivenName = new(0x3A06001F);
    /// <summary>PidTagGovernmentIdNumber, PtypString; also PR_GOVERNMENT_ID_NUMBER, PR_GOVERNMENT_ID_NUMBER_W.</summary>
    public static readonly PropertyTag GovernmentIdNumber = new(0x3A07001F);
    /// <summary>PidTagHasAttachments, PtypBoolean; also PR_HASATTACH.</summary>
    public static readonly PropertyTag HasAttachments = new(0x0E1B000B);
    /// <summary>PidTagHasDeferredActionMessages, PtypBoolean; also PR_HAS_DAMS.</summary>
    public static readonly PropertyTag HasDeferredActionMessages = new(0x3FEA000B);
    /// <summary>PidTagHasNamedProperties, PtypBoolean; also PR_HAS_NAMED_PROPERTIES.</summary>
    public static readonly PropertyTag HasNamedProperties = new(0x664A000B);
    /// <summary>PidTagHasRules, PtypBoolean; also PR_HAS_RULES.</summary>
    public static readonly PropertyTag HasRules = new(0x663A000B);
    /// <summary>PidTagHeaderFolderEntryId, PtypBinary; also PR_HEADER_FOLDER_ENTRYID.</summary>
    public static readonly PropertyTag HeaderFolderEntryId = new(0x3E0A0102);
    /// <summary>PidTagHierRev, PtypTime; also PR_HIER_REV.</summary>
    public static readonly PropertyTag HierRev = new(0x40820040);
    /// <summary>PidTagHierarchyChangeNumber, PtypInteger32; also PR_HIERARCHY_CHANGE_NUM.</summary>
    public static readonly PropertyTag HierarchyChangeNumber = new(0x663E0003);
    /// <summary>PidTagHobbies, PtypString; also PR_HOBBIES, PR_HOBBIES_W.</summary>
    public static readonly PropertyTag Hobbies = new(0x3A43001F);
    /// <summary>PidTagHome2TelephoneNumber, PtypString; also PR_HOME2_TELEPHONE_NUMBER, PR_HOME2_TELEPHONE_NUMBER_W.</summary>
    public static readonly PropertyTag Home2TelephoneNumber = new(0x3A2F001F);
    /// <summary>PidTagHome2TelephoneNumbers, PtypMultipleString.</summary>
    public static readonly PropertyTag Home2TelephoneNumbers = new(0x3A2F101F);
    /// <summary>PidTagHomeAddressCity, PtypString; also PR_HOME_ADDRESS_CITY, PR_HOME_ADDRESS_CITY_W.</summary>
    public static readonly PropertyTag HomeAddressCity = new(0x3A59001F);
    /// <summary>PidTagHomeAddressCountry, PtypString; also PR_HOME_ADDRESS_COUNTRY, PR_HOME_ADDRESS_COUNTRY_W.</summary>
    public static readonly PropertyTag HomeAddressCountry = new(0x3A5A001F);
    /// <summary>PidTagHomeAddressPostOfficeBox, PtypString; also PR_HOME_ADDRESS_POST_OFFICE_BOX, PR_HOME_ADDRESS_POST_OFFICE_BOX_W.</summary>
    public static readonly PropertyTag HomeAddressPostOfficeBox = new(0x3A5E001F);
    /// <summary>PidTagHomeAddressPostalCode, PtypString; also PR_HOME_ADDRESS_POSTAL_CODE, PR_HOME_ADDRESS_POSTAL_CODE_W.</summary>
    public static readonly PropertyTag HomeAddressPostalCode = new(0x3A5B001F);
    /// <summary>PidTagHomeAddressStateOrProvince, PtypString; also PR_HOME_ADDRESS_STATE_OR_PROVINCE, PR_HOME_ADDRESS_STATE_OR_PROVINCE_W.</summary>
    public static readonly PropertyTag HomeAddressStateOrProvince = new(0x3A5C001F);
    /// <summary>PidTagHomeAddressStreet, PtypString; also PR_HOME_ADDRESS_STREET, PR_HOME_ADDRESS_STREET_W.</summary>
    public static readonly PropertyTag HomeAddressStreet = new(0x3A5D001F);
    /// <summary>PidTagHomeFaxNumber, PtypString; also PR_HOME_FAX_NUMBER, PR_HOME_FAX_NUMBER_W.</summary>
    public static readonly PropertyTag HomeFaxNumber = new(0x3A25001F);
    /// <summary>PidTagHomeTelephoneNumber, PtypString; also PR_HOME_TELEPHONE_NUMBER, PR_HOME_TELEPHONE_NUMBER_W.</summary>
    public static readonly PropertyTag HomeTelephoneNumber = new(0x3A09001F);
    /// <summary>PidTagHtml, PtypBinary; also PR_HTML.</summary>
    public static readonly PropertyTag Html = new(0x10130102);
    /// <summary>PidTagICalendarEndTime, PtypTime.</summary>
    public static readonly PropertyTag ICalendarEndTime = new(0x10C40040);
    /// <summary>PidTagICalendarReminderNextTime, PtypTime.</summary>
    public static readonly PropertyTag ICalendarReminderNextTime = new(0x10CA0040);
    /// <summary>PidTagICalendarStartTime, PtypTime.</summary>
    public static readonly PropertyTag ICalendarStartTime = new(0x10C30040);
    /// <summary>PidTagIcon, PtypBinary; also PR_ICON.</summary>
    public static readonly PropertyTag Icon = new(0x0FFD0102);
    /// <summary>PidTagIconIndex, PtypInteger32; also PR_ICON_INDEX.</summary>
    public static readonly PropertyTag IconIndex = new(0x10800003);
    /// <summary>PidTagIdentityDisplay, PtypString; also PR_IDENTITY_DISPLAY, PR_IDENTITY_DISPLAY_W.</summary>
    public static readonly PropertyTag IdentityDisplay = new(0x3E00001F);
    /// <summary>PidTagIdentityEntryId, PtypBinary; also PR_IDENTITY_ENTRYID.</summary>
    public static readonly PropertyTag IdentityEntryId = new(0x3E010102);
    /// <summary>PidTagIdentitySearchKey, PtypBinary; also PR_IDENTITY_SEARCH_KEY.</summary>
    public static readonly PropertyTag IdentitySearchKey = new(0x3E050102);
    /// <summary>PidTagImapCachedMsgsize, PtypBinary.</summary>
    public static readonly PropertyTag ImapCachedMsgsize = new(0x10F00102);
    /// <summary>PidTagImplicitConversionProhibited, PtypBoolean; also PR_IMPLICIT_CONVERSION_PROHIBITED.</summary>
    public static readonly PropertyTag ImplicitConversionProhibited = new(0x0016000B);
    /// <summary>PidTagImportance, PtypInteger32; also PR_IMPORTANCE.</summary>
    public static readonly PropertyTag Importance = new(0x00170003);
    /// <summary>PidTagInConflict, PtypBoolean; also PR_IN_CONFLICT.</summary>
    public static readonly PropertyTag InConflict = new(0x666C000B);
    /// <summary>PidTagInReplyToId, PtypString; also PR_IN_REPLY_TO_ID, PR_IN_REPLY_TO_ID_W.</summary>
    public static readonly PropertyTag InReplyToId = new(0x1042001F);
    /// <summary>PidTagIncompleteCopy, PtypBoolean; also PR_INCOMPLETE_COPY.</summary>
    public static readonly PropertyTag IncompleteCopy = new(0x0035000B);
    /// <summary>PidTagInitialDetailsPane, PtypInteger32; also PR_INITIAL_DETAILS_PANE.</summary>
    public static readonly PropertyTag InitialDetailsPane = new(0x3F080003);
    /// <summary>PidTagInitials, PtypString; also PR_INITIALS, PR_INITIALS_W.</summary>
    public static readonly PropertyTag Initials = new(0x3A0A001F);
    /// <summary>PidTagInstID, PtypInteger64.</summary>
    public static readonly PropertyTag InstID = new(0x674D0014);
    /// <summary>PidTagInstanceKey, PtypBinary; also PR_INSTANCE_KEY.</summary>
    public static readonly PropertyTag InstanceKey = new(0x0FF60102);
    /// <summary>PidTagInstanceNum, PtypInteger32.</summary>
    public static readonly PropertyTag InstanceNum = new(0x674E0003);
    /// <summary>PidTagInternetApproved, PtypString; also PR_INTERNET_APPROVED, PR_INTERNET_APPROVED_W.</summary>
    public static readonly PropertyTag InternetApproved = new(0x1030001F);
    /// <summary>PidTagInternetArticleNumber, PtypInteger32; also PR_INTERNET_ARTICLE_NUMBER.</summary>
    public static readonly PropertyTag InternetArticleNumber = new(0x0E230003);
    /// <summary>PidTagInternetCodepage, PtypInteger32; also PR_INTERNET_CPID.</summary>
    public static readonly PropertyTag InternetCodepage = new(0x3FDE0003);
    /// <summary>PidTagInternetControl, PtypString; also PR_INTERNET_CONTROL, PR_INTERNET_CONTROL_W.</summary>
    public static readonly PropertyTag InternetControl = new(0x1031001F);
    /// <summary>PidTagInternetDistribution, PtypString; also PR_INTERNET_DISTRIBUTION, PR_INTERNET_DISTRIBUTION_W.</summary>
    public static readonly PropertyTag InternetDistribution = new(0x1032001F);
    /// <summary>PidTagInternetFollowupTo, PtypString; also PR_INTERNET_FOLLOWUP_TO, PR_INTERNET_FOLLOWUP_TO_W.</summary>
    public static readonly PropertyTag InternetFollowupTo = new(0x1033001F);
    /// <summary>PidTagInternetLines, PtypInteger32; also PR_INTERNET_LINES.</summary>
    public static readonly PropertyTag InternetLines = new(0x10340003);
    /// <summary>PidTagInternetMailOverrideFormat, PtypInteger32; also PR_INETMAIL_OVERRIDE_FORMAT.</summary>
    public static readonly PropertyTag InternetMailOverrideFormat = new(0x59020003);
    /// <summary>PidTagInternetMessageId, PtypString; also PR_INTERNET_MESSAGE_ID, PR_INTERNET_MESSAGE_ID_W.</summary>
    public static readonly PropertyTag InternetMessageId = new(0x1035001F);
    /// <summary>PidTagInternetNntpPath, PtypString; also PR_INTERNET_NNTP_PATH, PR_INTERNET_NNTP_PATH_W.</summary>
    public static readonly PropertyTag InternetNntpPath = new(0x1038001F);
    /// <summary>PidTagInternetOrganization, PtypString; also PR_INTERNET_ORGANIZATION, PR_INTERNET_ORGANIZATION_W.</summary>
    public static readonly PropertyTag InternetOrganization = new(0x1037001F);
    /// <summary>PidTagInternetReferences, PtypString; also PR_INTERNET_REFERENCES, PR_INTERNET_REFERENCES_W.</summary>
    public static readonly PropertyTag InternetReferences = new(0x1039001F);
    /// <summary>PidTagInternetReturnPath, PtypString; also PR_INTERNET_RETURN_PATH, PR_INTERNET_RETURN_PATH_W.</summary>
    public static readonly PropertyTag InternetReturnPath = new(0x1046001F);
    /// <summary>PidTagIpmAppointmentEntryId, PtypBinary; also PR_IPM_APPOINTMENT_ENTRYID.</summary>
    public static readonly PropertyTag IpmAppointmentEntryId = new(0x36D00102);
    /// <summary>PidTagIpmContactEntryId, PtypBinary; also PR_IPM_CONTACT_ENTRYID.</summary>
    public static readonly PropertyTag IpmContactEntryId = new(0x36D10102);
    /// <summary>PidTagIpmDraftsEntryId, PtypBinary; also PR_IPM_DRAFTS_ENTRYID.</summary>
    public static readonly PropertyTag IpmDraftsEntryId = new(0x36D70102);
    /// <summary>PidTagIpmId, PtypBinary; also PR_IPM_ID.</summary>
    public static readonly PropertyTag IpmId = new(0x00180102);
    /// <summary>PidTagIpmJournalEntryId, PtypBinary; also PR_IPM_JOURNAL_ENTRYID.</summary>
    public static readonly PropertyTag IpmJournalEntryId = new(0x36D20102);
    /// <summary>PidTagIpmNoteEntryId, PtypBinary; also PR_IPM_NOTE_ENTRYID.</summary>
    public static readonly PropertyTag IpmNoteEntryId = new(0x36D30102);
    /// <summary>PidTagIpmOutboxEntryId, PtypBinary; also PR_IPM_OUTBOX_ENTRYID.</summary>
    public static readonly PropertyTag IpmOutboxEntryId = new(0x35E20102);
    /// <summary>PidTagIpmOutboxSearchKey, PtypBinary; also PR_IPM_OUTBOX_SEARCH_KEY.</summary>
    public static readonly PropertyTag IpmOutboxSearchKey = new(0x34110102);
    /// <summary>PidTagIpmReturnRequested, PtypBoolean; also PR_IPM_RETURN_REQUESTED.</summary>
    public static readonly PropertyTag IpmReturnRequested = new(0x0C02000B);
    /// <summary>PidTagIpmSentMailEntryId, PtypBinary; also PR_IPM_SENTMAIL_ENTRYID.</summary>
    public static readonly PropertyTag IpmSentMailEntryId = new(0x35E40102);
    /// <summary>PidTagIpmSentMailSearchKey, PtypBinary; also PR_IPM_SENTMAIL_SEARCH_KEY.</summary>
    public static readonly PropertyTag IpmSentMailSearchKey = new(0x34130102);
    /// <summary>PidTagIpmSubtreeEntryId, PtypBinary; also PR_IPM_SUBTREE_ENTRYID.</summary>
    public static readonly PropertyTag IpmSubtreeEntryId = new(0x35E00102);
    /// <summary>PidTagIpmSubtreeSearchKey, PtypBinary; also PR_IPM_SUBTREE_SEARCH_KEY.</summary>
    public static readonly PropertyTag IpmSubtreeSearchKey = new(0x34100102);
    /// <summary>PidTagIpmTaskEntryId, PtypBinary; also PR_IPM_TASK_ENTRYID.</summary>
    public static readonly PropertyTag IpmTaskEntryId = new(0x36D40102);
    /// <summary>PidTagIpmWastebasketEntryId, PtypBinary; also PR_IPM_WASTEBASKET_ENTRYID.</summary>
    public static readonly PropertyTag IpmWastebasketEntryId = new(0x35E30102);
    /// <summary>PidTagIpmWastebasketSearchKey, PtypBinary; also PR_IPM_WASTEBASKET_SEARCH_KEY.</summary>
    public static readonly PropertyTag IpmWastebasketSearchKey = new(0x34120102);
    /// <summary>PidTagIsdnNumber, PtypString; also PR_ISDN_NUMBER, PR_ISDN_NUMBER_W.</summary>
    public static readonly PropertyTag IsdnNumber = new(0x3A2D001F);
    /// <summary>PidTagItemTemporaryflags, PtypInteger32; also PR_ITEM_TMPFLAGS.</summary>
    public static readonly PropertyTag ItemTemporaryflags = new(0x10970003);
    /// <summary>PidTagJunkAddRecipientsToSafeSendersList, PtypInteger32; also PR_JUNK_ADD_RECIPS_TO_SSL.</summary>
    public static readonly PropertyTag JunkAddRecipientsToSafeSendersList = new(0x61030003);
    /// <summary>PidTagJunkIncludeContacts, PtypInteger32; also PR_JUNK_INCLUDE_CONTACTS.</summary>
    public static readonly PropertyTag JunkIncludeContacts = new(0x61000003);
    /// <summary>PidTagJunkPermanentlyDelete, PtypInteger32; also PR_JUNK_PERMANENTLY_DELETE.</summary>
    public static readonly PropertyTag JunkPermanentlyDelete = new(0x61020003);
    /// <summary>PidTagJunkPhishingEnableLinks, PtypBoolean; also PR_JUNK_PHISHING_ENABLE_LINKS.</summary>
    public static readonly PropertyTag JunkPhishingEnableLinks = new(0x6107000B);
    /// <summary>PidTagJunkThreshold, PtypInteger32; also PR_JUNK_THRESHOLD.</summary>
    public static readonly PropertyTag JunkThreshold = new(0x61010003);
    /// <summary>PidTagKeyword, PtypString; also PR_KEYWORD, PR_KEYWORD_W.</summary>
    public static readonly PropertyTag Keyword = new(0x3A0B001F);
    /// <summary>PidTagLanguage, PtypString; also PR_LANGUAGE, PR_LANGUAGE_W.</summary>
    public static readonly PropertyTag Language = new(0x3A0C001F);
    /// <summary>PidTagLanguages, PtypString; also PR_LANGUAGES, PR_LANGUAGES_W.</summary>
    public static readonly PropertyTag Languages = new(0x002F001F);
    /// <summary>PidTagLastModificationTime, PtypTime; also PR_LAST_MODIFICATION_TIME.</summary>
    public static readonly PropertyTag LastModificationTime = new(0x30080040);
    /// <summary>PidTagLastModifierEntryId, PtypBinary; also PR_LAST_MODIFIER_ENTRYID.</summary>
    public static readonly PropertyTag LastModifierEntryId = new(0x3FFB0102);
    /// <summary>PidTagLastModifierName, PtypString; also PR_LAST_MODIFIER_NAME, PR_LAST_MODIFIER_NAME_W.</summary>
    public static readonly PropertyTag LastModifierName = new(0x3FFA001F);
    /// <summary>PidTagLastVerbExecuted, PtypInteger32; also PR_LAST_VERB_EXECUTED.</summary>
    public static readonly PropertyTag LastVerbExecuted = new(0x10810003);
    /// <summary>PidTagLastVerbExecutionTime, PtypTime; also PR_LAST_VERB_EXECUTION_TIME.</summary>
    public static readonly PropertyTag LastVerbExecutionTime = new(0x10820040);
    /// <summary>PidTagLatestDeliveryTime, PtypTime; also PR_LATEST_DELIVERY_TIME.</summary>
    public static readonly PropertyTag LatestDeliveryTime = new(0x00190040);
    /// <summary>PidTagLatestPstEnsure, PtypInteger32; also PR_LATEST_PST_ENSURE.</summary>
    public static readonly PropertyTag LatestPstEnsure = new(0x66FA0003);
    /// <summary>PidTagListHelp, PtypString; also PR_LIST_HELP, PR_LIST_HELP_W.</summary>
    public static readonly PropertyTag ListHelp = new(0x1043001F);
    /// <summary>PidTagListSubscribe, PtypString; also PR_LIST_SUBSCRIBE, PR_LIST_SUBSCRIBE_W.</summary>
    public static readonly PropertyTag ListSubscribe = new(0x1044001F);
    /// <summary>PidTagListUnsubscribe, PtypString; also PR_LIST_UNSUBSCRIBE, PR_LIST_UNSUBSCRIBE_W.</summary>
    public static readonly PropertyTag ListUnsubscribe = new(0x1045001F);
    /// <summary>PidTagLocalCommitTime, PtypTime; also PR_LOCAL_COMMIT_TIME.</summary>
    public static readonly PropertyTag LocalCommitTime = new(0x67090040);
    /// <summary>PidTagLocalCommitTimeMax, PtypTime; also PR_LOCAL_COMMIT_TIME_MAX.</summary>
    public static readonly PropertyTag LocalCommitTimeMax = new(0x670A0040);
    /// <summary>PidTagLocaleId, PtypInteger32; also PR_LOCALE_ID.</summary>
    public static readonly PropertyTag LocaleId = new(0x66A10003);
    /// <summary>PidTagLocality, PtypString; also PR_BUSINESS_ADDRESS_CITY, PR_BUSINESS_ADDRESS_CITY_W, PR_BUSINESS_ADDRESS_LOCALITY, PR_BUSINESS_ADDRESS_LOCALITY_W, PR_LOCALITY, PR_LOCALITY_W.</summary>
    public static readonly PropertyTag Locality = new(0x3A27001F);
    /// <summary>PidTagLocation, PtypString; also PR_LOCATION, PR_LOCATION_W.</summary>
    public static readonly PropertyTag Location = new(0x3A0D001F);
    /// <summary>PidTagLongTermEntryIdFromTable, PtypBinary; also PR_LONGTERM_ENTRYID_FROM_TABLE.</summary>
    public static readonly PropertyTag LongTermEntryIdFromTable = new(0x66700102);
    /// <summary>PidTagLtpParentNid, PtypInteger32; also PR_LTP_PARENT_NID.</summary>
    public static readonly PropertyTag LtpParentNid = new(0x67F10003);
    /// <summary>PidTagLtpRowId, PtypInteger32; also PR_LTP_ROW_ID.</summary>
    public static readonly PropertyTag LtpRowId = new(0x67F20003);
    /// <summary>PidTagLtpRowVer, PtypInteger32; also PR_LTP_ROW_VER.</summary>
    public static readonly PropertyTag LtpRowVer = new(0x67F30003);
    /// <summary>PidTagMailPermission, PtypBoolean; also PR_MAIL_PERMISSION.</summary>
    public static readonly PropertyTag MailPermission = new(0x3A0E000B);
    /// <summary>PidTagMailboxOwnerEntryId, PtypBinary; also PR_MAILBOX_OWNER_ENTRYID.</summary>
    public static readonly PropertyTag MailboxOwnerEntryId = new(0x661B0102);
    /// <summary>PidTagMailboxOwnerName, PtypString; also PR_MAILBOX_OWNER_NAME, PR_MAILBOX_OWNER_NAME_W.</summary>
    public static readonly PropertyTag MailboxOwnerName = new(0x661C001F);
    /// <summary>PidTagManagerName, PtypString; also PR_MANAGER_NAME, PR_MANAGER_NAME_W.</summary>
    public static readonly PropertyTag ManagerName = new(0x3A4E001F);
    /// <summary>PidTagMapiFormComposeCommand, PtypString; also PR_MAPIFORM_COMPOSECOMMAND, PR_MAPIFORM_COMPOSECOMMAND_W.</summary>
    public static readonly PropertyTag MapiFormComposeCommand = new(0x682F001F);
    /// <summary>PidTagMappingSignature, PtypBinary; also PR_MAPPING_SIGNATURE.</summary>
    public static readonly PropertyTag MappingSignature = new(0x0FF80102);
    /// <summary>PidTagMaximumSubmitMessageSize, PtypInteger32; also PR_MAX_SUBMIT_MESSAGE_SIZE.</summary>
    public static readonly PropertyTag MaximumSubmitMessageSize = new(0x666D0003);
    /// <summary>PidTagMemberEntryId, PtypBinary; also PR_ENTRYID, PR_MEMBER_ENTRYID.</summary>
    public static readonly PropertyTag MemberEntryId = new(0x0FFF0102);
    /// <summary>PidTagMemberId, PtypInteger64; also PR_MEMBER_ID.</summary>
    public static readonly PropertyTag MemberId = new(0x66710014);
    /// <summary>PidTagMemberName, PtypString; also PR_MEMBER_NAME, PR_MEMBER_NAME_W.</summary>
    public static readonly PropertyTag MemberName = new(0x6672001F);
    /// <summary>PidTagMemberRights, PtypInteger32; also PR_MEMBER_RIGHTS.</summary>
    public static readonly PropertyTag MemberRights = new(0x66730003);
    /// <summary>PidTagMessageAttachments, PtypObject; also PR_MESSAGE_ATTACHMENTS.</summary>
    public static readonly PropertyTag MessageAttachments = new(0x0E13000D);
    /// <summary>PidTagMessageCcMe, PtypBoolean; also PR_MESSAGE_CC_ME.</summary>
    public static readonly PropertyTag MessageCcMe = new(0x0058000B);
    /// <summary>PidTagMessageClass, PtypString; also PR_MESSAGE_CLASS, PR_MESSAGE_CLASS_W.</summary>
    public static readonly PropertyTag MessageClass = new(0x001A001F);
    /// <summary>PidTagMessageCodepage, PtypInteger32; also PR_MESSAGE_CODEPAGE.</summary>
    public static readonly PropertyTag MessageCodepage = new(0x3FFD0003);
    /// <summary>PidTagMessageDeliveryId, PtypBinary; also PR_MESSAGE_DELIVERY_ID.</summary>
    public static readonly PropertyTag MessageDeliveryId = new(0x001B0102);
    /// <summary>PidTagMessageDeliveryTime, PtypTime; also PR_MESSAGE_DELIVERY_TIME.</summary>
    public static readonly PropertyTag MessageDeliveryTime = new(0x0E060040);
    /// <summary>PidTagMessageDownloadTime, PtypInteger32; also PR_MESSAGE_DOWNLOAD_TIME.</summary>
    public static readonly PropertyTag MessageDownloadTime = new(0x0E180003);
    /// <summary>PidTagMessageEditorFormat, PtypInteger32; also PR_MSG_EDITOR_FORMAT.</summary>
    public static readonly PropertyTag MessageEditorFormat = new(0x59090003);
    /// <summary>PidTagMessageFlags, PtypInteger32; also PR_MESSAGE_FLAGS.</summary>
    public static readonly PropertyTag MessageFlags = new(0x0E070003);
    /// <summary>PidTagMessageHandlingSystemCommonName, PtypString; also PR_MHS_COMMON_NAME, PR_MHS_COMMON_NAME_W.</summary>
    public static readonly PropertyTag MessageHandlingSystemCommonName = new(0x3A0F001F);
    /// <summary>PidTagMessageLocaleId, PtypInteger32; also PR_MESSAGE_LOCALE_ID.</summary>
    public static readonly PropertyTag MessageLocaleId = new(0x3FF10003);
    /// <summary>PidTagMessageRecipientMe, PtypBoolean; also PR_MESSAGE_RECIP_ME.</summary>
    public static readonly PropertyTag MessageRecipientMe = new(0x0059000B);
    /// <summary>PidTagMessageRecipients, PtypObject; also PR_MESSAGE_RECIPIENTS.</summary>
    public static readonly PropertyTag MessageRecipients = new(0x0E12000D);
    /// <summary>PidTagMessageSecurityLabel, PtypBinary; also PR_MESSAGE_SECURITY_LABEL.</summary>
    public static readonly PropertyTag MessageSecurityLabel = new(0x001E0102);
    /// <summary>PidTagMessageSize, PtypInteger32; also PR_MESSAGE_SIZE.</summary>
    public static readonly PropertyTag MessageSize = new(0x0E080003);
    /// <summary>PidTagMessageSizeExtended, PtypInteger64; also PR_MESSAGE_SIZE_EXTENDED.</summary>
    public static readonly PropertyTag MessageSizeExtended = new(0x0E080014);
    /// <summary>PidTagMessageStatus, PtypInteger32; also PR_MSG_STATUS.</summary>
    public static readonly PropertyTag MessageStatus = new(0x0E170003);
    /// <summary>PidTagMessageSubmissionId, PtypBinary; also PR_MESSAGE_SUBMISSION_ID, PR_MTS_ID, PR_MTS_REPORT_ID.</summary>
    public static readonly PropertyTag MessageSubmissionId = new(0x00470102);
    /// <summary>PidTagMessageToMe, PtypBoolean; also PR_MESSAGE_TO_ME.</summary>
    public static readonly PropertyTag MessageToMe = new(0x0057000B);
    /// <summary>PidTagMessageToken, PtypBinary; also PR_MESSAGE_TOKEN.</summary>
    public static readonly PropertyTag MessageToken = new(0x0C030102);
    /// <summary>PidTagMid, PtypInteger64.</summary>
    public static readonly PropertyTag Mid = new(0x674A0014);
    /// <summary>PidTagMiddleName, PtypString; also PR_MIDDLE_NAME, PR_MIDDLE_NAME_W.</summary>
    public static readonly PropertyTag MiddleName = new(0x3A44001F);
    /// <summary>PidTagMimeSkeleton, PtypBinary.</summary>
    public static readonly PropertyTag MimeSkeleton = new(0x64F00102);
    /// <summary>PidTagMiniIcon, PtypBinary; also PR_MINI_ICON.</summary>
    public static readonly PropertyTag MiniIcon = new(0x0FFC0102);
    /// <summary>PidTagMobileTelephoneNumber, PtypString; also PR_CELLULAR_TELEPHONE_NUMBER, PR_CELLULAR_TELEPHONE_NUMBER_W, PR_MOBILE_TELEPHONE_NUMBER, PR_MOBILE_TELEPHONE_NUMBER_W.</summary>
    public static readonly PropertyTag MobileTelephoneNumber = new(0x3A1C001F);
    /// <summary>PidTagModifyVersion, PtypInteger64; also PR_MODIFY_VERSION.</summary>
    public static readonly PropertyTag ModifyVersion = new(0x0E1A0014);
    /// <summary>PidTagNativeBody, PtypInteger32; also PR_NATIVE_BODY_INFO.</summary>
    public static readonly PropertyTag NativeBody = new(0x10160003);
    /// <summary>PidTagNextSendAcct, PtypString; also PR_NEXT_SEND_ACCT.</summary>
    public static readonly PropertyTag NextSendAcct = new(0x0E29001F);
    /// <summary>PidTagNickname, PtypString; also PR_NICKNAME, PR_NICKNAME_W.</summary>
    public static readonly PropertyTag Nickname = new(0x3A4F001F);
    /// <summary>PidTagNonDeliveryReportDiagCode, PtypInteger32; also PR_NDR_DIAG_CODE.</summary>
    public static readonly PropertyTag NonDeliveryReportDiagCode = new(0x0C050003);
    /// <summary>PidTagNonDeliveryReportFromEntryId, PtypBinary; also PR_NDR_FROM_ENTRYID.</summary>
    public static readonly PropertyTag NonDeliveryReportFromEntryId = new(0x69040102);
    /// <summary>PidTagNonDeliveryReportFromName, PtypString; also PR_NDR_FROM_NAME.</summary>
    public static readonly PropertyTag NonDeliveryReportFromName = new(0x6905001F);
    /// <summary>PidTagNonDeliveryReportFromSearchKey, PtypBinary; also PR_NDR_FROM_SEARCH_KEY.</summary>
    public static readonly PropertyTag NonDeliveryReportFromSearchKey = new(0x69060102);
    /// <summary>PidTagNonDeliveryReportReasonCode, PtypInteger32; also PR_NDR_REASON_CODE.</summary>
    public static readonly PropertyTag NonDeliveryReportReasonCode = new(0x0C040003);
    /// <summary>PidTagNonDeliveryReportStatusCode, PtypInteger32; also PR_NDR_STATUS_CODE.</summary>
    public static readonly PropertyTag NonDeliveryReportStatusCode = new(0x0C200003);
    /// <summary>PidTagNonIpmSubtreeEntryId, PtypBinary; also PR_NON_IPM_SUBTREE_ENTRYID.</summary>
    public static readonly PropertyTag NonIpmSubtreeEntryId = new(0x66200102);
    /// <summary>PidTagNonReceiptNotificationRequested, PtypBoolean; also PR_NON_RECEIPT_NOTIFICATION_REQUESTED.</summary>
    public static readonly PropertyTag NonReceiptNotificationRequested = new(0x0C06000B);
    /// <summary>PidTagNonReceiptReason, PtypInteger32; also PR_NON_RECEIPT_REASON.</summary>
    public static readonly PropertyTag NonReceiptReason = new(0x003E0003);
    /// <summary>PidTagNormalMessageSize, PtypInteger32; also PR_NORMAL_MESSAGE_SIZE.</summary>
    public static readonly PropertyTag NormalMessageSize = new(0x66B30003);
    /// <summary>PidTagNormalizedSubject, PtypString; also PR_NORMALIZED_SUBJECT, PR_NORMALIZED_SUBJECT_W.</summary>
    public static readonly PropertyTag NormalizedSubject = new(0x0E1D001F);
    /// <summary>PidTagObjectType, PtypInteger32; also PR_OBJECT_TYPE.</summary>
    public static readonly PropertyTag ObjectType = new(0x0FFE0003);
    /// <summary>PidTagObsoletedMessageIds, PtypBinary; also PR_OBSOLETED_IPMS.</summary>
    public static readonly PropertyTag ObsoletedMessageIds = new(0x001F0102);
    /// <summary>PidTagOfficeLocation, PtypString; also PR_OFFICE_LOCATION, PR_OFFICE_LOCATION_W.</summary>
    public static readonly PropertyTag OfficeLocation = new(0x3A19001F);
    /// <summary>PidTagOfflineAddressBookContainerGuid, PtypString8; also PR_OAB_CONTAINER_GUID.</summary>
    public static readonly PropertyTag OfflineAddressBookContainerGuid = new(0x6802001E);
    /// <summary>PidTagOfflineAddressBookDistinguishedName, PtypString8; also PR_OAB_DN.</summary>
    public static readonly PropertyTag OfflineAddressBookDistinguishedName = new(0x6804001E);
    /// <summary>PidTagOfflineAddressBookMessageClass, PtypInteger32; also PR_OAB_MESSAGE_CLASS.</summary>
    public static readonly PropertyTag OfflineAddressBookMessageClass = new(0x68030003);
    /// <summary>PidTagOfflineAddressBookName, PtypString; also PR_OAB_NAME, PR_OAB_NAME_W.</summary>
    public static readonly PropertyTag OfflineAddressBookName = new(0x6800001F);
    /// <summary>PidTagOfflineAddressBookSequence, PtypInteger32; also PR_OAB_SEQUENCE.</summary>
    public static readonly PropertyTag OfflineAddressBookSequence = new(0x68010003);
    /// <summary>PidTagOfflineAddressBookTruncatedProperties, PtypMultipleInteger32; also PR_OAB_TRUNCATED_PROPS.</summary>
    public static readonly PropertyTag OfflineAddressBookTruncatedProperties = new(0x68051003);
    /// <summary>PidTagOrdinalMost, PtypInteger32; also PR_ORDINAL_MOST.</summary>
    public static readonly PropertyTag OrdinalMost = new(0x36E20003);
    /// <summary>PidTagOrgEmailAddress, PtypString; also PR_ORG_EMAIL_ADDRESS.</summary>
    public static readonly PropertyTag OrgEmailAddress = new(0x403E001F);
    /// <summary>PidTagOrganizationalIdNumber, PtypString; also PR_ORGANIZATIONAL_ID_NUMBER, PR_ORGANIZATIONAL_ID_NUMBER_W.</summary>
    public static readonly PropertyTag OrganizationalIdNumber = new(0x3A10001F);
    /// <summary>PidTagOriginCheck, PtypBinary; also PR_ORIGIN_CHECK.</summary>
    public static readonly PropertyTag OriginCheck = new(0x00270102);
    /// <summary>PidTagOriginalAuthorAddressType, PtypString; also PR_ORIGINAL_AUTHOR_ADDRTYPE, PR_ORIGINAL_AUTHOR_ADDRTYPE_W.</summary>
    public static readonly PropertyTag OriginalAuthorAddressType = new(0x0079001F);
    /// <summary>PidTagOriginalAuthorEmailAddress, PtypString; also PR_ORIGINAL_AUTHOR_EMAIL_ADDRESS, PR_ORIGINAL_AUTHOR_EMAIL_ADDRESS_W.</summary>
    public static readonly PropertyTag OriginalAuthorEmailAddress = new(0x007A001F);
    /// <summary>PidTagOriginalAuthorEntryId, PtypBinary; also PR_ORIGINAL_AUTHOR_ENTRYID.</summary>
    public static readonly PropertyTag OriginalAuthorEntryId = new(0x004C0102);
    /// <summary>PidTagOriginalAuthorName, PtypString; also PR_ORIGINAL_AUTHOR_NAME, PR_ORIGINAL_AUTHOR_NAME_W.</summary>
    public static readonly PropertyTag OriginalAuthorName = new(0x004D001F);
    /// <summary>PidTagOriginalAuthorSearchKey, PtypBinary; also PR_ORIGINAL_AUTHOR_SEARCH_KEY.</summary>
    public static readonly PropertyTag OriginalAuthorSearchKey = new(0x00560102);
    /// <summary>PidTagOriginalDeliveryTime, PtypTime; also PR_ORIGINAL_DELIVERY_TIME.</summary>
    public static readonly PropertyTag OriginalDeliveryTime = new(0x00550040);
    /// <summary>PidTagOriginalDisplayBcc, PtypString; also PR_ORIGINAL_DISPLAY_BCC, PR_ORIGINAL_DISPLAY_BCC_W.</summary>
    public static readonly PropertyTag OriginalDisplayBcc = new(0x0072001F);
    /// <summary>PidTagOriginalDisplayCc, PtypString; also PR_ORIGINAL_DISPLAY_CC, PR_ORIGINAL_DISPLAY_CC_W.</summary>
    public static readonly PropertyTag OriginalDisplayCc = new(0x0073001F);
    /// <summary>PidTagOriginalDisplayName, PtypString; also PR_ORIGINAL_DISPLAY_NAME, PR_ORIGINAL_DISPLAY_NAME_W.</summary>
    public static readonly PropertyTag OriginalDisplayName = new(0x3A13001F);
    /// <summary>PidTagOriginalDisplayTo, PtypString; also PR_ORIGINAL_DISPLAY_TO, PR_ORIGINAL_DISPLAY_TO_W.</summary>
    public static readonly PropertyTag OriginalDisplayTo = new(0x0074001F);
    /// <summary>PidTagOriginalEits, PtypBinary; also PR_ORIGINAL_EITS.</summary>
    public static readonly PropertyTag OriginalEits = new(0x00210102);
    /// <summary>PidTagOriginalEntryId, PtypBinary; also PR_ORIGINAL_ENTRYID.</summary>
    public static readonly PropertyTag OriginalEntryId = new(0x3A120102);
    /// <summary>PidTagOriginalMessageClass, PtypString; also PR_ORIG_MESSAGE_CLASS, PR_ORIG_MESSAGE_CLASS_W.</summary>
    public static readonly PropertyTag OriginalMessageClass = new(0x004B001F);
    /// <summary>PidTagOriginalMessageId, PtypString; also PR_INTERNET_RETURN_PATH, PR_INTERNET_RETURN_PATH_W.</summary>
    public static readonly PropertyTag OriginalMessageId = new(0x1046001F);
    /// <summary>PidTagOriginalSearchKey, PtypBinary; also PR_ORIGINAL_SEARCH_KEY.</summary>
    public static readonly PropertyTag OriginalSearchKey = new(0x3A140102);
    /// <summary>PidTagOriginalSenderAddressType, PtypString; also PR_ORIGINAL_SENDER_ADDRTYPE, PR_ORIGINAL_SENDER_ADDRTYPE_W.</summary>
    public static readonly PropertyTag OriginalSenderAddressType = new(0x0066001F);
    /// <summary>PidTagOriginalSenderEmailAddress, PtypString; also PR_ORIGINAL_SENDER_EMAIL_ADDRESS, PR_ORIGINAL_SENDER_EMAIL_ADDRESS_W.</summary>
    public static readonly PropertyTag OriginalSenderEmailAddress = new(0x0067001F);
    /// <summary>PidTagOriginalSenderEntryId, PtypBinary; also PR_ORIGINAL_SENDER_ENTRYID.</summary>
    public static readonly PropertyTag OriginalSenderEntryId = new(0x005B0102);
    /// <summary>PidTagOriginalSenderName, PtypString; also PR_ORIGINAL_SENDER_NAME, PR_ORIGINAL_SENDER_NAME_W.</summary>
    public static readonly PropertyTag OriginalSenderName = new(0x005A001F);
    /// <summary>PidTagOriginalSenderSearchKey, PtypBinary; also PR_ORIGINAL_SENDER_SEARCH_KEY.</summary>
    public static readonly PropertyTag OriginalSenderSearchKey = new(0x005C0102);
    /// <summary>PidTagOriginalSensitivity, PtypInteger32; also PR_ORIGINAL_SENSITIVITY.</summary>
    public static readonly PropertyTag OriginalSensitivity = new(0x002E0003);
    /// <summary>PidTagOriginalSentRepresentingAddressType, PtypString; also PR_ORIGINAL_SENT_REPRESENTING_ADDRTYPE, PR_ORIGINAL_SENT_REPRESENTING_ADDRTYPE_W.</summary>
    public static readonly PropertyTag OriginalSentRepresentingAddressType = new(0x0068001F);
    /// <summary>PidTagOriginalSentRepresentingEmailAddress, PtypString; also PR_ORIGINAL_SENT_REPRESENTING_EMAIL_ADDRESS, PR_ORIGINAL_SENT_REPRESENTING_EMAIL_ADDRESS_W.</summary>
    public static readonly PropertyTag OriginalSentRepresentingEmailAddress = new(0x0069001F);
    /// <summary>PidTagOriginalSentRepresentingEntryId, PtypBinary; also PR_ORIGINAL_SENT_REPRESENTING_ENTRYID.</summary>
    public static readonly PropertyTag OriginalSentRepresentingEntryId = new(0x005E0102);
    /// <summary>PidTagOriginalSentRepresentingName, PtypString; also PR_ORIGINAL_SENT_REPRESENTING_NAME, PR_ORIGINAL_SENT_REPRESENTING_NAME_W.</summary>
    public static readonly PropertyTag OriginalSentRepresentingName = new(0x005D001F);
    /// <summary>PidTagOriginalSentRepresentingSearchKey, PtypBinary; also PR_ORIGINAL_SENT_REPRESENTING_SEARCH_KEY.</summary>
    public static readonly PropertyTag OriginalSentRepresentingSearchKey = new(0x005F0102);
    /// <summary>PidTagOriginalSubject, PtypString; also PR_ORIGINAL_SUBJECT, PR_ORIGINAL_SUBJECT_W.</summary>
    public static readonly PropertyTag OriginalSubject = new(0x0049001F);
    /// <summary>PidTagOriginalSubmitTime, PtypTime; also PR_ORIGINAL_SUBMIT_TIME.</summary>
    public static readonly PropertyTag OriginalSubmitTime = new(0x004E0040);
    /// <summary>PidTagOriginallyIntendedRecipAddrtype, PtypString; also PR_ORIGINALLY_INTENDED_RECIP_ADDRTYPE, PR_ORIGINALLY_INTENDED_RECIP_ADDRTYPE_W.</summary>
    public static readonly PropertyTag OriginallyIntendedRecipAddrtype = new(0x007B001F);
    /// <summary>PidTagOriginallyIntendedRecipEmailAddress, PtypString; also PR_ORIGINALLY_INTENDED_RECIP_EMAIL_ADDRESS, PR_ORIGINALLY_INTENDED_RECIP_EMAIL_ADDRESS_W.</summary>
    public static readonly PropertyTag OriginallyIntendedRecipEmailAddress = new(0x007C001F);
    /// <summary>PidTagOriginallyIntendedRecipEntryId, PtypBinary; also PR_ORIGINALLY_INTENDED_RECIP_ENTRYID.</summary>
    public static readonly PropertyTag OriginallyIntendedRecipEntryId = new(0x10120102);
    /// <summary>PidTagOriginallyIntendedRecipientName, PtypBinary; also PR_ORIGINALLY_INTENDED_RECIPIENT_NAME.</summary>
    public static readonly PropertyTag OriginallyIntendedRecipientName = new(0x00200102);
    /// <summary>PidTagOriginatingMtaCertificate, PtypBinary; also PR_ORIGINATING_MTA_CERTIFICATE.</summary>
    public static readonly PropertyTag OriginatingMtaCertificate = new(0x0E250102);
    /// <summary>PidTagOriginatorAndDistributionListExpansionHistory, PtypBinary; also PR_ORIGINATOR_AND_DL_EXPANSION_HISTORY.</summary>
    public static readonly PropertyTag OriginatorAndDistributionListExpansionHistory = new(0x10020102);
    /// <summary>PidTagOriginatorCertificate, PtypBinary; also PR_CERT_KEYEX_SHA1_HASH, PR_ORIGINATOR_CERTIFICATE.</summary>
    public static readonly PropertyTag OriginatorCertificate = new(0x00220102);
    /// <summary>PidTagOriginatorDeliveryReportRequested, PtypBoolean; also PR_ORIGINATOR_DELIVERY_REPORT_REQUESTED.</summary>
    public static readonly PropertyTag OriginatorDeliveryReportRequested = new(0x0023000B);
    /// <summary>PidTagOriginatorNonDeliveryReportRequested, PtypBoolean; also PR_ORIGINATOR_NON_DELIVERY_REPORT_REQUESTED.</summary>
    public static readonly PropertyTag OriginatorNonDeliveryReportRequested = new(0x0C08000B);
    /// <summary>PidTagOriginatorRequestedAlternateRecipient, PtypBinary; also PR_ORIGINATOR_REQUESTED_ALTERNATE_RECIPIENT.</summary>
    public static readonly PropertyTag OriginatorRequestedAlternateRecipient = new(0x0C090102);
    /// <summary>PidTagOriginatorReturnAddress, PtypBinary; also PR_ORIGINATOR_RETURN_ADDRESS.</summary>
    public static readonly PropertyTag OriginatorReturnAddress = new(0x00240102);
    /// <summary>PidTagOscSyncEnabled, PtypBoolean; also PR_OSC_SYNC_ENABLEDONSERVER.</summary>
    public static readonly PropertyTag OscSyncEnabled = new(0x7C24000B);
    /// <summary>PidTagOtherAddressCity, PtypString; also PR_OTHER_ADDRESS_CITY, PR_OTHER_ADDRESS_CITY_W.</summary>
    public static readonly PropertyTag OtherAddressCity = new(0x3A5F001F);
    /// <summary>PidTagOtherAddressCountry, PtypString; also PR_OTHER_ADDRESS_COUNTRY, PR_OTHER_ADDRESS_COUNTRY_W.</summary>
    public static readonly PropertyTag OtherAddressCountry = new(0x3A60001F);
    /// <summary>PidTagOtherAddressPostOfficeBox, PtypString; also PR_OTHER_ADDRESS_POST_OFFICE_BOX, PR_OTHER_ADDRESS_POST_OFFICE_BOX_W.</summary>
    public static readonly PropertyTag OtherAddressPostOfficeBox = new(0x3A64001F);
    /// <summary>PidTagOtherAddressPostalCode, PtypString; also PR_OTHER_ADDRESS_POSTAL_CODE, PR_OTHER_ADDRESS_POSTAL_CODE_W.</summary>
    public static readonly PropertyTag OtherAddressPostalCode = new(0x3A61001F);
    /// <summary>PidTagOtherAddressStateOrProvince, PtypString; also PR_OTHER_ADDRESS_STATE_OR_PROVINCE, PR_OTHER_ADDRESS_STATE_OR_PROVINCE_W.</summary>
    public static readonly PropertyTag OtherAddressStateOrProvince = new(0x3A62001F);
    /// <summary>PidTagOtherAddressStreet, PtypString; also PR_OTHER_ADDRESS_STREET, PR_OTHER_ADDRESS_STREET_W.</summary>
    public static readonly PropertyTag OtherAddressStreet = new(0x3A63001F);
    /// <summary>PidTagOtherTelephoneNumber, PtypString; also PR_OTHER_TELEPHONE_NUMBER, PR_OTHER_TELEPHONE_NUMBER_W.</summary>
    public static readonly PropertyTag OtherTelephoneNumber = new(0x3A1F001F);
    /// <summary>PidTagOutOfOfficeState, PtypBoolean; also PR_OOF_STATE.</summary>
    public static readonly PropertyTag OutOfOfficeState = new(0x661D000B);
    /// <summary>PidTagOwnStoreEntryId, PtypBinary; also PR_OWN_STORE_ENTRYID.</summary>
    public static readonly PropertyTag OwnStoreEntryId = new(0x3E060102);
    /// <summary>PidTagOwnerAppointmentId, PtypInteger32; also PR_OWNER_APPT_ID.</summary>
    public static readonly PropertyTag OwnerAppointmentId = new(0x00620003);
    /// <summary>PidTagPagerTelephoneNumber, PtypString; also PR_BEEPER_TELEPHONE_NUMBER, PR_BEEPER_TELEPHONE_NUMBER_W, PR_PAGER_TELEPHONE_NUMBER, PR_PAGER_TELEPHONE_NUMBER_W.</summary>
    public static readonly PropertyTag PagerTelephoneNumber = new(0x3A21001F);
    /// <summary>PidTagParentDisplay, PtypString; also PR_PARENT_DISPLAY, PR_PARENT_DISPLAY_W.</summary>
    public static readonly PropertyTag ParentDisplay = new(0x0E05001F);
    /// <summary>PidTagParentEntryId, PtypBinary; also PR_PARENT_ENTRYID.</summary>
    public static readonly PropertyTag ParentEntryId = new(0x0E090102);
    /// <summary>PidTagParentFolderId, PtypInteger64.</summary>
    public static readonly PropertyTag ParentFolderId = new(0x67490014);
    /// <summary>PidTagParentKey, PtypBinary; also PR_PARENT_KEY.</summary>
    public static readonly PropertyTag ParentKey = new(0x00250102);
    /// <summary>PidTagParentSourceKey, PtypBinary; also PR_PARENT_SOURCE_KEY.</summary>
    public static readonly PropertyTag ParentSourceKey = new(0x65E10102);
    /// <summary>PidTagPersonalHomePage, PtypString; also PR_PERSONAL_HOME_PAGE, PR_PERSONAL_HOME_PAGE_W.</summary>
    public static readonly PropertyTag PersonalHomePage = new(0x3A50001F);
    /// <summary>PidTagPhysicalDeliveryBureauFaxDelivery, PtypBoolean; also PR_PHYSICAL_DELIVERY_BUREAU_FAX_DELIVERY.</summary>
    public static readonly PropertyTag PhysicalDeliveryBureauFaxDelivery = new(0x0C0A000B);
    /// <summary>PidTagPhysicalDeliveryMode, PtypInteger32; also PR_PHYSICAL_DELIVERY_MODE.</summary>
    public static readonly PropertyTag PhysicalDeliveryMode = new(0x0C0B0003);
    /// <summary>PidTagPhysicalDeliveryReportRequest, PtypInteger32; also PR_PHYSICAL_DELIVERY_REPORT_REQUEST.</summary>
    public static readonly PropertyTag PhysicalDeliveryReportRequest = new(0x0C0C0003);
    /// <summary>PidTagPhysicalForwardingAddress, PtypBinary; also PR_PHYSICAL_FORWARDING_ADDRESS.</summary>
    public static readonly PropertyTag PhysicalForwardingAddress = new(0x0C0D0102);
    /// <summary>PidTagPhysicalForwardingAddressRequested, PtypBoolean; also PR_PHYSICAL_FORWARDING_ADDRESS_REQUESTED.</summary>
    public static readonly PropertyTag PhysicalForwardingAddressRequested = new(0x0C0E000B);
    /// <summary>PidTagPhysicalForwardingProhibited, PtypBoolean; also PR_PHYSICAL_FORWARDING_PROHIBITED.</summary>
    public static readonly PropertyTag PhysicalForwardingProhibited = new(0x0C0F000B);
    /// <summary>PidTagPhysicalRenditionAttributes, PtypBinary; also PR_PHYSICAL_RENDITION_ATTRIBUTES.</summary>
    public static readonly PropertyTag PhysicalRenditionAttributes = new(0x0C100102);
    /// <summary>PidTagPolicyTag, PtypBinary; also PR_POLICY_TAG.</summary>
    public static readonly PropertyTag PolicyTag = new(0x30190102);
    /// <summary>PidTagPostOfficeBox, PtypString; also PR_BUSINESS_ADDRESS_POST_OFFICE_BOX, PR_BUSINESS_ADDRESS_POST_OFFICE_BOX_W, PR_POST_OFFICE_BOX, PR_POST_OFFICE_BOX_W.</summary>
    public static readonly PropertyTag PostOfficeBox = new(0x3A2B001F);
    /// <summary>PidTagPostalAddress, PtypString; also PR_POSTAL_ADDRESS, PR_POSTAL_ADDRESS_W.</summary>
    public static readonly PropertyTag PostalAddress = new(0x3A15001F);
    /// <summary>PidTagPostalCode, PtypString; also PR_BUSINESS_ADDRESS_POSTAL_CODE, PR_BUSINESS_ADDRESS_POSTAL_CODE_W, PR_POSTAL_CODE, PR_POSTAL_CODE_W.</summary>
    public static readonly PropertyTag PostalCode = new(0x3A2A001F);
    /// <summary>PidTagPredecessorChangeList, PtypBinary; also PR_PREDECESSOR_CHANGE_LIST.</summary>
    public static readonly PropertyTag PredecessorChangeList = new(0x65E30102);
    /// <summary>PidTagPreferredByName, PtypString; also PR_PREFERRED_BY_NAME, PR_PREFERRED_BY_NAME_W, PR_REFERRED_BY_NAME, PR_REFERRED_BY_NAME_W.</summary>
    public static readonly PropertyTag PreferredByName = new(0x3A47001F);
    /// <summary>PidTagPreprocess, PtypBoolean; also PR_PREPROCESS.</summary>
    public static readonly PropertyTag Preprocess = new(0x0E22000B);
    /// <summary>PidTagPrimaryCapability, PtypBinary; also PR_PRIMARY_CAPABILITY.</summary>
    public static readonly PropertyTag PrimaryCapability = new(0x39040102);
    /// <summary>PidTagPrimaryFaxNumber, PtypString; also PR_PRIMARY_FAX_NUMBER, PR_PRIMARY_FAX_NUMBER_W.</summary>
    public static readonly PropertyTag PrimaryFaxNumber = new(0x3A23001F);
    /// <summary>PidTagPrimarySendAccount, PtypString; also PR_PRIMARY_SEND_ACCT.</summary>
    public static readonly PropertyTag PrimarySendAccount = new(0x0E28001F);
    /// <summary>PidTagPrimaryTelephoneNumber, PtypString; also PR_PRIMARY_TELEPHONE_NUMBER, PR_PRIMARY_TELEPHONE_NUMBER_W.</summary>
    public static readonly PropertyTag PrimaryTelephoneNumber = new(0x3A1A001F);
    /// <summary>PidTagPriority, PtypInteger32; also PR_PRIORITY.</summary>
    public static readonly PropertyTag Priority = new(0x00260003);
    /// <summary>PidTagProcessed, PtypBoolean; also PR_PROCESSED.</summary>
    public static readonly PropertyTag Processed = new(0x7D01000B);
    /// <summary>PidTagProfession, PtypString; also PR_PROFESSION, PR_PROFESSION_W.</summary>
    public static readonly PropertyTag Profession = new(0x3A46001F);
    /// <summary>PidTagProfileName, PtypString; also PR_PROFILE_NAME, PR_PROFILE_NAME_W.</summary>
    public static readonly PropertyTag ProfileName = new(0x3D12001F);
    /// <summary>PidTagProfileOabCountAttemptedFulldn, PtypInteger32; also PR_PROFILE_OAB_COUNT_ATTEMPTED_FULLDN, PR_PST_HIDDEN_COUNT.</summary>
    public static readonly PropertyTag ProfileOabCountAttemptedFulldn = new(0x66350003);
    /// <summary>PidTagProfileOabCountAttemptedIncrdn, PtypInteger32; also PR_PST_HIDDEN_UNREAD.</summary>
    public static readonly PropertyTag ProfileOabCountAttemptedIncrdn = new(0x66360003);
    /// <summary>PidTagProfileType, PtypInteger32; also PR_PROFILE_TYPE.</summary>
    public static readonly PropertyTag ProfileType = new(0x660A0003);
    /// <summary>PidTagProhibitReceiveQuota, PtypInteger32; also PR_PROHIBIT_RECEIVE_QUOTA.</summary>
    public static readonly PropertyTag ProhibitReceiveQuota = new(0x666A0003);
    /// <summary>PidTagProhibitSendQuota, PtypInteger32; also PR_PROHIBIT_SEND_QUOTA.</summary>
    public static readonly PropertyTag ProhibitSendQuota = new(0x666E0003);
    /// <summary>PidTagProofOfDelivery, PtypBinary; also PR_PROOF_OF_DELIVERY.</summary>
    public static readonly PropertyTag ProofOfDelivery = new(0x0C110102);
    /// <summary>PidTagProofOfDeliveryRequested, PtypBoolean; also PR_PROOF_OF_DELIVERY_REQUESTED.</summary>
    public static readonly PropertyTag ProofOfDeliveryRequested = new(0x0C12000B);
    /// <summary>PidTagProofOfSubmission, PtypBinary; also PR_PROOF_OF_SUBMISSION.</summary>
    public static readonly PropertyTag ProofOfSubmission = new(0x0E260102);
    /// <summary>PidTagProofOfSubmissionRequested, PtypBoolean; also PR_PROOF_OF_SUBMISSION_REQUESTED.</summary>
    public static readonly PropertyTag ProofOfSubmissionRequested = new(0x0028000B);
    /// <summary>PidTagProviderDisplay, PtypString; also PR_PROVIDER_DISPLAY, PR_PROVIDER_DISPLAY_W.</summary>
    public static readonly PropertyTag ProviderDisplay = new(0x3006001F);
    /// <summary>PidTagProviderDisplayName, PtypString; also PR_PROVIDER_DISPLAY_NAME, PR_PROVIDER_DISPLAY_NAME_W.</summary>
    public static readonly PropertyTag ProviderDisplayName = new(0x3418001F);
    /// <summary>PidTagProviderDllName, PtypString; also PR_PROVIDER_DLL_NAME, PR_PROVIDER_DLL_NAME_W.</summary>
    public static readonly PropertyTag ProviderDllName = new(0x300A001F);
    /// <summary>PidTagProviderIcon, PtypString; also PR_PROVIDER_ICON, PR_PROVIDER_ICON_W.</summary>
    public static readonly PropertyTag ProviderIcon = new(0x3417001F);
    /// <summary>PidTagProviderItemId, PtypBinary; also PR_PROVIDER_ITEMID.</summary>
    public static readonly PropertyTag ProviderItemId = new(0x0EA30102);
    /// <summary>PidTagProviderOrdinal, PtypInteger32; also PR_PROVIDER_ORDINAL.</summary>
    public static readonly PropertyTag ProviderOrdinal = new(0x300D0003);
    /// <summary>PidTagProviderParentItemId, PtypBinary; also PR_PROVIDER_PARENT_ITEMID.</summary>
    public static readonly PropertyTag ProviderParentItemId = new(0x0EA40102);
    /// <summary>PidTagProviderSubmitTime, PtypTime; also PR_PROVIDER_SUBMIT_TIME.</summary>
    public static readonly PropertyTag ProviderSubmitTime = new(0x00480040);
    /// <summary>PidTagProviderUid, PtypBinary; also PR_PROVIDER_UID.</summary>
    public static readonly PropertyTag ProviderUid = new(0x300C0102);
    /// <summary>PidTagPstBestBodyProptag, PtypInteger32; also PR_PST_BEST_BODY_PROPTAG.</summary>
    public static readonly PropertyTag PstBestBodyProptag = new(0x661D0003);
    /// <summary>PidTagPstConfigurationFlags, PtypInteger32; also PR_PST_CONFIG_FLAGS.</summary>
    public static readonly PropertyTag PstConfigurationFlags = new(0x67700003);
    /// <summary>PidTagPstHiddenCount, PtypInteger32; also PR_PROFILE_OAB_COUNT_ATTEMPTED_FULLDN, PR_PST_HIDDEN_COUNT.</summary>
    public static readonly PropertyTag PstHiddenCount = new(0x66350003);
    /// <summary>PidTagPstHiddenUnread, PtypInteger32; also PR_PST_HIDDEN_UNREAD.</summary>
    public static readonly PropertyTag PstHiddenUnread = new(0x66360003);
    /// <summary>PidTagPstIpmsubTreeDescendant, PtypBoolean; also PR_PST_IPMSUBTREE_DESCENDANT.</summary>
    public static readonly PropertyTag PstIpmsubTreeDescendant = new(0x6705000B);
    /// <summary>PidTagPstLrNoRestrictions, PtypBoolean; also PR_PST_LRNORESTRICTIONS.</summary>
    public static readonly PropertyTag PstLrNoRestrictions = new(0x6633000B);
    /// <summary>PidTagPstPassword, PtypInteger32; also PR_PST_PASSWORD.</summary>
    public static readonly PropertyTag PstPassword = new(0x67FF0003);
    /// <summary>PidTagPstPasswordSzNew, PtypString; also PR_PST_PW_SZ_NEW, PR_PST_PW_SZ_NEW_W.</summary>
    public static readonly PropertyTag PstPasswordSzNew = new(0x6704001F);
    /// <summary>PidTagPstPasswordSzOld, PtypString; also PR_PST_PW_SZ_OLD, PR_PST_PW_SZ_OLD_W.</summary>
    public static readonly PropertyTag PstPasswordSzOld = new(0x6703001F);
    /// <summary>PidTagPstPath, PtypString; also PR_PST_PATH, PR_PST_PATH_W.</summary>
    public static readonly PropertyTag PstPath = new(0x6700001F);
    /// <summary>PidTagPstPathHint, PtypString; also PR_PST_PATH_HINT, PR_PST_PATH_HINT_W.</summary>
    public static readonly PropertyTag PstPathHint = new(0x6771001F);
    /// <summary>PidTagPstRememberPassword, PtypBoolean; also PR_PST_REMEMBER_PW, PR_WIZARD_NO_PAB_PAGE.</summary>
    public static readonly PropertyTag PstRememberPassword = new(0x6701000B);
    /// <summary>PidTagPstSubTreeContainer, PtypInteger32; also PR_PST_SUBTREE_CONTAINER.</summary>
    public static readonly PropertyTag PstSubTreeContainer = new(0x67720003);
    /// <summary>PidTagPublicFolderAdministrativeDescription, PtypString.</summary>
    public static readonly PropertyTag PublicFolderAdministrativeDescription = new(0x671C001F);
    /// <summary>PidTagPublicFolderProxy, PtypBinary; also PR_PF_PROXY.</summary>
    public static readonly PropertyTag PublicFolderProxy = new(0x671D0102);
    /// <summary>PidTagPurportedSenderDomain, PtypString; also PR_PURPORTED_SENDER_DOMAIN.</summary>
    public static readonly PropertyTag PurportedSenderDomain = new(0x4083001F);
    /// <summary>PidTagRadioTelephoneNumber, PtypString; also PR_RADIO_TELEPHONE_NUMBER, PR_RADIO_TELEPHONE_NUMBER_W.</summary>
    public static readonly PropertyTag RadioTelephoneNumber = new(0x3A1D001F);
    /// <summary>PidTagRead, PtypBoolean; also PR_READ.</summary>
    public static readonly PropertyTag Read = new(0x0E69000B);
    /// <summary>PidTagReadReceiptAddressType, PtypString.</summary>
    public static readonly PropertyTag ReadReceiptAddressType = new(0x4029001F);
    /// <summary>PidTagReadReceiptEmailAddress, PtypString.</summary>
    public static readonly PropertyTag ReadReceiptEmailAddress = new(0x402A001F);
    /// <summary>PidTagReadReceiptEntryId, PtypBinary; also PR_READ_RECEIPT_ENTRYID.</summary>
    public static readonly PropertyTag ReadReceiptEntryId = new(0x00460102);
    /// <summary>PidTagReadReceiptName, PtypString.</summary>
    public static readonly PropertyTag ReadReceiptName = new(0x402B001F);
    /// <summary>PidTagReadReceiptRequested, PtypBoolean; also PR_READ_RECEIPT_REQUESTED.</summary>
    public static readonly PropertyTag ReadReceiptRequested = new(0x0029000B);
    /// <summary>PidTagReadReceiptSearchKey, PtypBinary; also PR_READ_RECEIPT_SEARCH_KEY.</summary>
    public static readonly PropertyTag ReadReceiptSearchKey = new(0x00530102);
    /// <summary>PidTagReadReceiptSmtpAddress, PtypString.</summary>
    public static readonly PropertyTag ReadReceiptSmtpAddress = new(0x5D05001F);
    /// <summary>PidTagReceiptTime, PtypTime; also PR_RECEIPT_TIME.</summary>
    public static readonly PropertyTag ReceiptTime = new(0x002A0040);
    /// <summary>PidTagReceiveFolderSettings, PtypObject; also PR_RECEIVE_FOLDER_SETTINGS.</summary>
    public static readonly PropertyTag ReceiveFolderSettings = new(0x3415000D);
    /// <summary>PidTagReceivedByAddressType, PtypString; also PR_RECEIVED_BY_ADDRTYPE, PR_RECEIVED_BY_ADDRTYPE_W.</summary>
    public static readonly PropertyTag ReceivedByAddressType = new(0x0075001F);
    /// <summary>PidTagReceivedByEmailAddress, PtypString; also PR_RECEIVED_BY_EMAIL_ADDRESS, PR_RECEIVED_BY_EMAIL_ADDRESS_W.</summary>
    public static readonly PropertyTag ReceivedByEmailAddress = new(0x0076001F);
    /// <summary>PidTagReceivedByEntryId, PtypBinary; also PR_RECEIVED_BY_ENTRYID.</summary>
    public static readonly PropertyTag ReceivedByEntryId = new(0x003F0102);
    /// <summary>PidTagReceivedByName, PtypString; also PR_RECEIVED_BY_NAME, PR_RECEIVED_BY_NAME_W.</summary>
    public static readonly PropertyTag ReceivedByName = new(0x0040001F);
    /// <summary>PidTagReceivedBySearchKey, PtypBinary; also PR_RECEIVED_BY_SEARCH_KEY.</summary>
    public static readonly PropertyTag ReceivedBySearchKey = new(0x00510102);
    /// <summary>PidTagReceivedBySmtpAddress, PtypString.</summary>
    public static readonly PropertyTag ReceivedBySmtpAddress = new(0x5D07001F);
    /// <summary>PidTagReceivedRepresentingAddressType, PtypString; also PR_RCVD_REPRESENTING_ADDRTYPE, PR_RCVD_REPRESENTING_ADDRTYPE_W.</summary>
    public static readonly PropertyTag ReceivedRepresentingAddressType = new(0x0077001F);
    /// <summary>PidTagReceivedRepresentingEmailAddress, PtypString; also PR_RCVD_REPRESENTING_EMAIL_ADDRESS, PR_RCVD_REPRESENTING_EMAIL_ADDRESS_W, PR_REMOTE_HEADER_LOC.</summary>
    public static readonly PropertyTag ReceivedRepresentingEmailAddress = new(0x0078001F);
    /// <summary>PidTagReceivedRepresentingEntryId, PtypBinary; also PR_RCVD_REPRESENTING_ENTRYID.</summary>
    public static readonly PropertyTag ReceivedRepresentingEntryId = new(0x00430102);
    /// <summary>PidTagReceivedRepresentingName, PtypString; also PR_RCVD_REPRESENTING_NAME, PR_RCVD_REPRESENTING_NAME_W.</summary>
    public static readonly PropertyTag ReceivedRepresentingName = new(0x0044001F);
    /// <summary>PidTagReceivedRepresentingSearchKey, PtypBinary; also PR_RCVD_REPRESENTING_SEARCH_KEY.</summary>
    public static readonly PropertyTag ReceivedRepresentingSearchKey = new(0x00520102);
    /// <summary>PidTagReceivedRepresentingSmtpAddress, PtypString.</summary>
    public static readonly PropertyTag ReceivedRepresentingSmtpAddress = new(0x5D08001F);
    /// <summary>PidTagRecipientCertificate, PtypBinary; also PR_RECIPIENT_CERTIFICATE.</summary>
    public static readonly PropertyTag RecipientCertificate = new(0x0C130102);
    /// <summary>PidTagRecipientDisplayName, PtypString; also PR_RECIPIENT_DISPLAY_NAME, PR_RECIPIENT_DISPLAY_NAME_W.</summary>
    public static readonly PropertyTag RecipientDisplayName = new(0x5FF6001F);
    /// <summary>PidTagRecipientEntryId, PtypBinary; also PR_RECIPIENT_ENTRYID.</summary>
    public static readonly PropertyTag RecipientEntryId = new(0x5FF70102);
    /// <summary>PidTagRecipientFlags, PtypInteger32; also PR_RECIPIENT_FLAGS.</summary>
    public static readonly PropertyTag RecipientFlags = new(0x5FFD0003);
    /// <summary>PidTagRecipientNumber, PtypInteger32; also PR_RECIPIENT_NUMBER.</summary>
    public static readonly PropertyTag RecipientNumber = new(0x66620003);
    /// <summary>PidTagRecipientNumberForAdvice, PtypString; also PR_RECIPIENT_NUMBER_FOR_ADVICE, PR_RECIPIENT_NUMBER_FOR_ADVICE_W.</summary>
    public static readonly PropertyTag RecipientNumberForAdvice = new(0x0C14001F);
    /// <summary>PidTagRecipientOrder, PtypInteger32; also PR_RECIPIENT_ORDER.</summary>
    public static readonly PropertyTag RecipientOrder = new(0x5FDF0003);
    /// <summary>PidTagRecipientProposed, PtypBoolean; also PR_RECIPIENT_PROPOSED.</summary>
    public static readonly PropertyTag RecipientProposed = new(0x5FE1000B);
    /// <summary>PidTagRecipientProposedEndTime, PtypTime; also PR_RECIPIENT_PROPOSEDENDTIME.</summary>
    public static readonly PropertyTag RecipientProposedEndTime = new(0x5FE40040);
    /// <summary>PidTagRecipientProposedStartTime, PtypTime; also PR_RECIPIENT_PROPOSEDSTARTTIME.</summary>
    public static readonly PropertyTag RecipientProposedStartTime = new(0x5FE30040);
    /// <summary>PidTagRecipientReassignmentProhibited, PtypBoolean; also PR_RECIPIENT_REASSIGNMENT_PROHIBITED.</summary>
    public static readonly PropertyTag RecipientReassignmentProhibited = new(0x002B000B);
    /// <summary>PidTagRecipientResourceState, PtypInteger32; also PR_RECIPIENT_RESOURCESTATE.</summary>
    public static readonly PropertyTag RecipientResourceState = new(0x5FDE0003);
    /// <summary>PidTagRecipientStatus, PtypInteger32; also PR_RECIPIENT_STATUS.</summary>
    public static readonly PropertyTag RecipientStatus = new(0x0E150003);
    /// <summary>PidTagRecipientTrackStatus, PtypInteger32; also PR_RECIPIENT_TRACKSTATUS.</summary>
    public static readonly PropertyTag RecipientTrackStatus = new(0x5FFF0003);
    /// <summary>PidTagRecipientTrackStatusTime, PtypTime; also PR_RECIPIENT_TRACKSTATUS_TIME.</summary>
    public static readonly PropertyTag RecipientTrackStatusTime = new(0x5FFB0040);
    /// <summary>PidTagRecipientType, PtypInteger32; also PR_RECIPIENT_TYPE.</summary>
    public static readonly PropertyTag RecipientType = new(0x0C150003);
    /// <summary>PidTagRecordKey, PtypBinary; also PR_RECORD_KEY.</summary>
    public static readonly PropertyTag RecordKey = new(0x0FF90102);
    /// <summary>PidTagRedirectionHistory, PtypBinary; also PR_REDIRECTION_HISTORY.</summary>
    public static readonly PropertyTag RedirectionHistory = new(0x002C0102);
    /// <summary>PidTagReferredByName, PtypString; also PR_PREFERRED_BY_NAME, PR_PREFERRED_BY_NAME_W, PR_REFERRED_BY_NAME, PR_REFERRED_BY_NAME_W.</summary>
    public static readonly PropertyTag ReferredByName = new(0x3A47001F);
    /// <summary>PidTagRegisteredMailType, PtypInteger32; also PR_REGISTERED_MAIL_TYPE.</summary>
    public static readonly PropertyTag RegisteredMailType = new(0x0C160003);
    /// <summary>PidTagRelatedMessageIds, PtypBinary; also PR_RELATED_IPMS.</summary>
    public static readonly PropertyTag RelatedMessageIds = new(0x002D0102);
    /// <summary>PidTagRemindersOnlineEntryId, PtypBinary; also PR_REM_ONLINE_ENTRYID.</summary>
    public static readonly PropertyTag RemindersOnlineEntryId = new(0x36D50102);
    /// <summary>PidTagRemoteMessageTransferAgent, PtypString; also PR_DSN_REMOTE_MTA.</summary>
    public static readonly PropertyTag RemoteMessageTransferAgent = new(0x0C21001F);
    /// <summary>PidTagRemoteProgress, PtypInteger32; also PR_REMOTE_PROGRESS.</summary>
    public static readonly PropertyTag RemoteProgress = new(0x3E0B0003);
    /// <summary>PidTagRemoteProgressText, PtypString; also PR_REMOTE_PROGRESS_TEXT, PR_REMOTE_PROGRESS_TEXT_W.</summary>
    public static readonly PropertyTag RemoteProgressText = new(0x3E0C001F);
    /// <summary>PidTagRemoteValidateOk, PtypBoolean; also PR_REMOTE_VALIDATE_OK.</summary>
    public static readonly PropertyTag RemoteValidateOk = new(0x3E0D000B);
    /// <summary>PidTagRenderingPosition, PtypInteger32; also PR_RENDERING_POSITION.</summary>
    public static readonly PropertyTag RenderingPosition = new(0x370B0003);
    /// <summary>PidTagReplChangenum, PtypInteger64; also PR_REPL_CHANGENUM.</summary>
    public static readonly PropertyTag ReplChangenum = new(0x0E330014);
    /// <summary>PidTagReplCopiedfromItemid, PtypBinary; also PR_REPL_COPIEDFROM_ITEMID.</summary>
    public static readonly PropertyTag ReplCopiedfromItemid = new(0x0E3D0102);
    /// <summary>PidTagReplCopiedfromVersionhistory, PtypBinary; also PR_REPL_COPIEDFROM_VERSIONHISTORY.</summary>
    public static readonly PropertyTag ReplCopiedfromVersionhistory = new(0x0E3C0102);
    /// <summary>PidTagReplFlags, PtypInteger32; also PR_REPL_FLAGS.</summary>
    public static readonly PropertyTag ReplFlags = new(0x0E380003);
    /// <summary>PidTagReplItemid, PtypBinary; also PR_REPL_ITEMID.</summary>
    public static readonly PropertyTag ReplItemid = new(0x0E300102);
    /// <summary>PidTagReplVersionHistory, PtypBinary; also PR_REPL_VERSIONHISTORY.</summary>
    public static readonly PropertyTag ReplVersionHistory = new(0x0E340102);
    /// <summary>PidTagReplyRecipientEntries, PtypBinary; also PR_REPLY_RECIPIENT_ENTRIES.</summary>
    public static readonly PropertyTag ReplyRecipientEntries = new(0x004F0102);
    /// <summary>PidTagReplyRecipientNames, PtypString; also PR_REPLY_RECIPIENT_NAMES, PR_REPLY_RECIPIENT_NAMES_W.</summary>
    public static readonly PropertyTag ReplyRecipientNames = new(0x0050001F);
    /// <summary>PidTagReplyRequested, PtypBoolean; also PR_REPLY_REQUESTED.</summary>
    public static readonly PropertyTag ReplyRequested = new(0x0C17000B);
    /// <summary>PidTagReplyTemplateId, PtypBinary; also PR_REPLY_TEMPLATE_ID.</summary>
    public static readonly PropertyTag ReplyTemplateId = new(0x65C20102);
    /// <summary>PidTagReplyTime, PtypTime; also PR_REPLY_TIME.</summary>
    public static readonly PropertyTag ReplyTime = new(0x00300040);
    /// <summary>PidTagReportDisposition, PtypString; also PR_REPORT_DISPOSITION, PR_REPORT_DISPOSITION_W.</summary>
    public static readonly PropertyTag ReportDisposition = new(0x0080001F);
    /// <summary>PidTagReportDispositionMode, PtypString; also PR_REPORT_DISPOSITION_MODE, PR_REPORT_DISPOSITION_MODE_W.</summary>
    public static readonly PropertyTag ReportDispositionMode = new(0x0081001F);
    /// <summary>PidTagReportDispositionOptions, PtypString; also PR_REPORT_DISPOSITION_OPTIONS.</summary>
    public static readonly PropertyTag ReportDispositionOptions = new(0x0085001F);
    /// <summary>PidTagReportDispositionToEmailAddresses, PtypMultipleString; also PR_REPORT_DISPOSITION_TO_EMAIL_ADDRESSES.</summary>
    public static readonly PropertyTag ReportDispositionToEmailAddresses = new(0x0084101F);
    /// <summary>PidTagReportDispositionToNames, PtypMultipleString; also PR_REPORT_DISPOSITION_TO_NAMES.</summary>
    public static readonly PropertyTag ReportDispositionToNames = new(0x0083101F);
    /// <summary>PidTagReportEntryId, PtypBinary; also PR_REPORT_ENTRYID.</summary>
    public static readonly PropertyTag ReportEntryId = new(0x00450102);
    /// <summary>PidTagReportName, PtypString; also PR_REPORT_NAME, PR_REPORT_NAME_W.</summary>
    public static readonly PropertyTag ReportName = new(0x003A001F);
    /// <summary>PidTagReportOriginalSender, PtypString; also PR_REPORT_ORIGINAL_SENDER.</summary>
    public static readonly PropertyTag ReportOriginalSender = new(0x0082001F);
    /// <summary>PidTagReportSearchKey, PtypBinary; also PR_REPORT_SEARCH_KEY.</summary>
    public static readonly PropertyTag ReportSearchKey = new(0x00540102);
    /// <summary>PidTagReportTag, PtypBinary; also PR_REPORT_TAG.</summary>
    public static readonly PropertyTag ReportTag = new(0x00310102);
    /// <summary>PidTagReportText, PtypString; also PR_REPORT_TEXT, PR_REPORT_TEXT_W.</summary>
    public static readonly PropertyTag ReportText = new(0x1001001F);
    /// <summary>PidTagReportTime, PtypTime; also PR_REPORT_TIME.</summary>
    public static readonly PropertyTag ReportTime = new(0x00320040);
    /// <summary>PidTagReportingDistributionListName, PtypBinary; also PR_REPORTING_DL_NAME.</summary>
    public static readonly PropertyTag ReportingDistributionListName = new(0x10030102);
    /// <summary>PidTagReportingMessageTransferAgent, PtypString.</summary>
    public static readonly PropertyTag ReportingMessageTransferAgent = new(0x6820001F);
    /// <summary>PidTagReportingMessageTransferAgentCertificate, PtypBinary; also PR_REPORTING_MTA_CERTIFICATE.</summary>
    public static readonly PropertyTag ReportingMessageTransferAgentCertificate = new(0x10040102);
    /// <summary>PidTagRequestedDeliveryMethod, PtypInteger32; also PR_REQUESTED_DELIVERY_METHOD.</summary>
    public static readonly PropertyTag RequestedDeliveryMethod = new(0x0C180003);
    /// <summary>PidTagResolveMethod, PtypInteger32; also PR_RESOLVE_METHOD.</summary>
    public static readonly PropertyTag ResolveMethod = new(0x3FE70003);
    /// <summary>PidTagResourceFlags, PtypInteger32; also PR_RESOURCE_FLAGS.</summary>
    public static readonly PropertyTag ResourceFlags = new(0x30090003);
    /// <summary>PidTagResourceMethods, PtypInteger32; also PR_RESOURCE_METHODS.</summary>
    public static readonly PropertyTag ResourceMethods = new(0x3E020003);
    /// <summary>PidTagResourcePath, PtypString; also PR_RESOURCE_PATH, PR_RESOURCE_PATH_W.</summary>
    public static readonly PropertyTag ResourcePath = new(0x3E07001F);
    /// <summary>PidTagResourceType, PtypInteger32; also PR_RESOURCE_TYPE.</summary>
    public static readonly PropertyTag ResourceType = new(0x3E030003);
    /// <summary>PidTagResponseRequested, PtypBoolean; also PR_RESPONSE_REQUESTED.</summary>
    public static readonly PropertyTag ResponseRequested = new(0x0063000B);
    /// <summary>PidTagResponsibility, PtypBoolean; also PR_RESPONSIBILITY.</summary>
    public static readonly PropertyTag Responsibility = new(0x0E0F000B);
    /// <summary>PidTagRetentionDate, PtypTime; also PR_RETENTION_DATE.</summary>
    public static readonly PropertyTag RetentionDate = new(0x301C0040);
    /// <summary>PidTagRetentionFlags, PtypInteger32; also PR_RETENTION_FLAGS.</summary>
    public static readonly PropertyTag RetentionFlags = new(0x301D0003);
    /// <summary>PidTagRetentionPeriod, PtypInteger32; also PR_RETENTION_PERIOD.</summary>
    public static readonly PropertyTag RetentionPeriod = new(0x301A0003);
    /// <summary>PidTagReturnedMessageid, PtypBoolean; also PR_RETURNED_IPM.</summary>
    public static readonly PropertyTag ReturnedMessageid = new(0x0033000B);
    /// <summary>PidTagRights, PtypInteger32; also PR_PROFILE_ABP_ALLOW_RECONNECT, PR_RIGHTS.</summary>
    public static readonly PropertyTag Rights = new(0x66390003);
    /// <summary>PidTagRoamingBinary, PtypBinary; also PR_ROAMING_BINARYSTREAM.</summary>
    public static readonly PropertyTag RoamingBinary = new(0x7C090102);
    /// <summary>PidTagRoamingDatatypes, PtypInteger32; also PR_ROAMING_DATATYPES.</summary>
    public static readonly PropertyTag RoamingDatatypes = new(0x7C060003);
    /// <summary>PidTagRoamingDictionary, PtypBinary; also PR_ROAMING_DICTIONARY.</summary>
    public static readonly PropertyTag RoamingDictionary = new(0x7C070102);
    /// <summary>PidTagRoamingXmlStream, PtypBinary; also PR_ROAMING_XMLSTREAM.</summary>
    public static readonly PropertyTag RoamingXmlStream = new(0x7C080102);
    /// <summary>PidTagRowType, PtypInteger32; also PR_ROW_TYPE.</summary>
    public static readonly PropertyTag RowType = new(0x0FF50003);
    /// <summary>PidTagRowid, PtypInteger32; also PR_ROWID.</summary>
    public static readonly PropertyTag Rowid = new(0x30000003);
    /// <summary>PidTagRtfCompressed, PtypBinary; also PR_RTF_COMPRESSED.</summary>
    public static readonly PropertyTag RtfCompressed = new(0x10090102);
    /// <summary>PidTagRtfInSync, PtypBoolean; also PR_RTF_IN_SYNC.</summary>
    public static readonly PropertyTag RtfInSync = new(0x0E1F000B);
    /// <summary>PidTagRtfSyncBodyCount, PtypInteger32; also PR_RTF_SYNC_BODY_COUNT.</summary>
    public static readonly PropertyTag RtfSyncBodyCount = new(0x10070003);
    /// <summary>PidTagRtfSyncBodyCrc, PtypInteger32; also PR_RTF_SYNC_BODY_CRC.</summary>
    public static readonly PropertyTag RtfSyncBodyCrc = new(0x10060003);
    /// <summary>PidTagRtfSyncBodyTag, PtypString; also PR_RTF_SYNC_BODY_TAG, PR_RTF_SYNC_BODY_TAG_W.</summary>
    public static readonly PropertyTag RtfSyncBodyTag = new(0x1008001F);
    /// <summary>PidTagRtfSyncPrefixCount, PtypInteger32; also PR_RTF_SYNC_PREFIX_COUNT.</summary>
    public static readonly PropertyTag RtfSyncPrefixCount = new(0x10100003);
    /// <summary>PidTagRtfSyncTrailingCount, PtypInteger32; also PR_RTF_SYNC_TRAILING_COUNT.</summary>
    public static readonly PropertyTag RtfSyncTrailingCount = new(0x10110003);
    /// <summary>PidTagRuleActionNumber, PtypInteger32; also PR_RULE_ACTION_NUMBER.</summary>
    public static readonly PropertyTag RuleActionNumber = new(0x66500003);
    /// <summary>PidTagRuleActionType, PtypInteger32; also PR_RULE_ACTION_TYPE.</summary>
    public static readonly PropertyTag RuleActionType = new(0x66490003);
    /// <summary>PidTagRuleActions, PtypRuleAction; also PR_RULE_ACTIONS.</summary>
    public static readonly PropertyTag RuleActions = new(0x668000FE);
    /// <summary>PidTagRuleCondition, PtypRestriction; also PR_RULE_CONDITION.</summary>
    public static readonly PropertyTag RuleCondition = new(0x667900FD);
    /// <summary>PidTagRuleError, PtypInteger32; also PR_RULE_ERROR.</summary>
    public static readonly PropertyTag RuleError = new(0x66480003);
    /// <summary>PidTagRuleFolderEntryId, PtypBinary; also PR_RULE_FOLDER_ENTRYID.</summary>
    public static readonly PropertyTag RuleFolderEntryId = new(0x66510102);
    /// <summary>PidTagRuleId, PtypInteger64; also PR_RULE_ID.</summary>
    public static readonly PropertyTag RuleId = new(0x66740014);
    /// <summary>PidTagRuleIds, PtypBinary; also PR_RULE_IDS.</summary>
    public static readonly PropertyTag RuleIds = new(0x66750102);
    /// <summary>PidTagRuleLevel, PtypInteger32; also PR_RULE_LEVEL.</summary>
    public static readonly PropertyTag RuleLevel = new(0x66830003);
    /// <summary>PidTagRuleMessageLevel, PtypInteger32; also PR_RULE_MSG_LEVEL.</summary>
    public static readonly PropertyTag RuleMessageLevel = new(0x65ED0003);
    /// <summary>PidTagRuleMessageName, PtypString; also PR_RULE_MSG_NAME, PR_RULE_MSG_NAME_W.</summary>
    public static readonly PropertyTag RuleMessageName = new(0x65EC001F);
    /// <summary>PidTagRuleMessageProvider, PtypString; also PR_RULE_MSG_PROVIDER, PR_RULE_MSG_PROVIDER_W.</summary>
    public static readonly PropertyTag RuleMessageProvider = new(0x65EB001F);
    /// <summary>PidTagRuleMessageProviderData, PtypBinary; also PR_RULE_MSG_PROVIDER_DATA.</summary>
    public static readonly PropertyTag RuleMessageProviderData = new(0x65EE0102);
    /// <summary>PidTagRuleMessageSequence, PtypInteger32; also PR_RULE_MSG_SEQUENCE.</summary>
    public static readonly PropertyTag RuleMessageSequence = new(0x65F30003);
    /// <summary>PidTagRuleMessageState, PtypInteger32; also PR_RULE_MSG_STATE.</summary>
    public static readonly PropertyTag RuleMessageState = new(0x65E90003);
    /// <summary>PidTagRuleMessageUserFlags, PtypInteger32; also PR_RULE_MSG_USER_FLAGS.</summary>
    public static readonly PropertyTag RuleMessageUserFlags = new(0x65EA0003);
    /// <summary>PidTagRuleMsgName, PtypString; also PR_RULE_MSG_NAME, PR_RULE_MSG_NAME_W.</summary>
    public static readonly PropertyTag RuleMsgName = new(0x65EC001F);
    /// <summary>PidTagRuleMsgProvider, PtypString; also PR_RULE_MSG_PROVIDER, PR_RULE_MSG_PROVIDER_W.</summary>
    public static readonly PropertyTag RuleMsgProvider = new(0x65EB001F);
    /// <summary>PidTagRuleName, PtypString; also PR_RULE_NAME, PR_RULE_NAME_W.</summary>
    public static readonly PropertyTag RuleName = new(0x6682001F);
    /// <summary>PidTagRuleProvider, PtypString; also PR_RULE_PROVIDER, PR_RULE_PROVIDER_W.</summary>
    public static readonly PropertyTag RuleProvider = new(0x6681001F);
    /// <summary>PidTagRuleProviderData, PtypBinary; also PR_RULE_PROVIDER_DATA.</summary>
    public static readonly PropertyTag RuleProviderData = new(0x66840102);
    /// <summary>PidTagRuleSequence, PtypInteger32; also PR_RULE_SEQUENCE.</summary>
    public static readonly PropertyTag RuleSequence = new(0x66760003);
    /// <summary>PidTagRuleState, PtypInteger32; also PR_RULE_STATE.</summary>
    public static readonly PropertyTag RuleState = new(0x66770003);
    /// <summary>PidTagRuleUserFlags, PtypInteger32; also PR_RULE_USER_FLAGS.</summary>
    public static readonly PropertyTag RuleUserFlags = new(0x66780003);
    /// <summary>PidTagRulesTable, PtypObject; also PR_RULES_TABLE.</summary>
    public static readonly PropertyTag RulesTable = new(0x3FE1000D);
    /// <summary>PidTagRwRulesStream, PtypBinary; also PR_RW_RULES_STREAM.</summary>
    public static readonly PropertyTag RwRulesStream = new(0x68020102);
    /// <summary>PidTagScheduleInfoAppointmentTombstone, PtypBinary; also PR_SCHDINFO_APPT_TOMBSTONE.</summary>
    public static readonly PropertyTag ScheduleInfoAppointmentTombstone = new(0x686A0102);
    /// <summary>PidTagScheduleInfoAutoAcceptAppointments, PtypBoolean; also PR_SCHDINFO_AUTO_ACCEPT_APPTS.</summary>
    public static readonly PropertyTag ScheduleInfoAutoAcceptAppointments = new(0x686D000B);
    /// <summary>PidTagScheduleInfoDelegateEntryIds, PtypMultipleBinary; also PR_SCHDINFO_DELEGATE_ENTRYIDS.</summary>
    public static readonly PropertyTag ScheduleInfoDelegateEntryIds = new(0x68451102);
    /// <summary>PidTagScheduleInfoDelegateNames, PtypMultipleString; also PR_SCHDINFO_DELEGATE_NAMES.</summary>
    public static readonly PropertyTag ScheduleInfoDelegateNames = new(0x6844101F);
    /// <summary>PidTagScheduleInfoDelegateNamesW, PtypMultipleString; also PR_SCHDINFO_DELEGATE_NAMES_W.</summary>
    public static readonly PropertyTag ScheduleInfoDelegateNamesW = new(0x684A101F);
    /// <summary>PidTagScheduleInfoDelegatorWantsCopy, PtypBoolean; also PR_SCHDINFO_BOSS_WANTS_COPY.</summary>
    public static readonly PropertyTag ScheduleInfoDelegatorWantsCopy = new(0x6842000B);
    /// <summary>PidTagScheduleInfoDelegatorWantsInfo, PtypBoolean; also PR_SCHDINFO_BOSS_WANTS_INFO.</summary>
    public static readonly PropertyTag ScheduleInfoDelegatorWantsInfo = new(0x684B000B);
    /// <summary>PidTagScheduleInfoDisallowOverlappingAppts, PtypBoolean; also PR_SCHDINFO_DISALLOW_OVERLAPPING_APPTS.</summary>
    public static readonly PropertyTag ScheduleInfoDisallowOverlappingAppts = new(0x686F000B);
    /// <summary>PidTagScheduleInfoDisallowRecurringAppts, PtypBoolean; also PR_SCHDINFO_DISALLOW_RECURRING_APPTS.</summary>
    public static readonly PropertyTag ScheduleInfoDisallowRecurringAppts = new(0x686E000B);
    /// <summary>PidTagScheduleInfoDontMailDelegates, PtypBoolean; also PR_SCHDINFO_DONT_MAIL_DELEGATES.</summary>
    public static readonly PropertyTag ScheduleInfoDontMailDelegates = new(0x6843000B);
    /// <summary>PidTagScheduleInfoFreeBusy, PtypBinary; also PR_SCHDINFO_FREEBUSY.</summary>
    public static readonly PropertyTag ScheduleInfoFreeBusy = new(0x686C0102);
    /// <summary>PidTagScheduleInfoFreeBusyAway, PtypMultipleBinary; also PR_SCHDINFO_FREEBUSY_OOF.</summary>
    public static readonly PropertyTag ScheduleInfoFreeBusyAway = new(0x68561102);
    /// <summary>PidTagScheduleInfoFreeBusyBusy, PtypMultipleBinary; also PR_SCHDINFO_FREEBUSY_BUSY.</summary>
    public static readonly PropertyTag ScheduleInfoFreeBusyBusy = new(0x68541102);
    /// <summary>PidTagScheduleInfoFreeBusyMerged, PtypMultipleBinary; also PR_SCHDINFO_FREEBUSY_MERGED.</summary>
    public static readonly PropertyTag ScheduleInfoFreeBusyMerged = new(0x68501102);
    /// <summary>PidTagScheduleInfoFreeBusyTentative, PtypMultipleBinary; also PR_SCHDINFO_FREEBUSY_TENTATIVE.</summary>
    public static readonly PropertyTag ScheduleInfoFreeBusyTentative = new(0x68521102);
    /// <summary>PidTagScheduleInfoMonthsAway, PtypMultipleInteger32; also PR_SCHDINFO_MONTHS_OOF.</summary>
    public static readonly PropertyTag ScheduleInfoMonthsAway = new(0x68551003);
    /// <summary>PidTagScheduleInfoMonthsBusy, PtypMultipleInteger32; also PR_SCHDINFO_MONTHS_BUSY.</summary>
    public static readonly PropertyTag ScheduleInfoMonthsBusy = new(0x68531003);
    /// <summary>PidTagScheduleInfoMonthsMerged, PtypMultipleInteger32; also PR_SCHDINFO_MONTHS_MERGED.</summary>
    public static readonly PropertyTag ScheduleInfoMonthsMerged = new(0x684F1003);
    /// <summary>PidTagScheduleInfoMonthsTentative, PtypMultipleInteger32; also PR_SCHDINFO_MONTHS_TENTATIVE.</summary>
    public static readonly PropertyTag ScheduleInfoMonthsTentative = new(0x68511003);
    /// <summary>PidTagScheduleInfoResourceType, PtypInteger32; also PR_SCHDINFO_RESOURCE_TYPE, PR_WB_SF_TEMPLATE_ID.</summary>
    public static readonly PropertyTag ScheduleInfoResourceType = new(0x68410003);
    /// <summary>PidTagSchedulePlusFreeBusyEntryId, PtypBinary; also PR_SPLUS_FREE_BUSY_ENTRYID.</summary>
    public static readonly PropertyTag SchedulePlusFreeBusyEntryId = new(0x66220102);
    /// <summary>PidTagScriptData, PtypBinary; also PR_EMS_SCRIPT_BLOB.</summary>
    public static readonly PropertyTag ScriptData = new(0x00040102);
    /// <summary>PidTagSearch, PtypObject; also PR_SEARCH.</summary>
    public static readonly PropertyTag Search = new(0x3607000D);
    /// <summary>PidTagSearchFolderDefinition, PtypBinary; also PR_WB_SF_DEFINITION.</summary>
    public static readonly PropertyTag SearchFolderDefinition = new(0x68450102);
    /// <summary>PidTagSearchFolderEfpFlags, PtypInteger32; also PR_FREEBUSY_PUBLISH_END, PR_WB_SF_EFP_FLAGS.</summary>
    public static readonly PropertyTag SearchFolderEfpFlags = new(0x68480003);
    /// <summary>PidTagSearchFolderExpiration, PtypInteger32; also PR_WB_SF_EXPIRATION.</summary>
    public static readonly PropertyTag SearchFolderExpiration = new(0x683A0003);
    /// <summary>PidTagSearchFolderId, PtypBinary; also PR_WB_SF_ID.</summary>
    public static readonly PropertyTag SearchFolderId = new(0x68420102);
    /// <summary>PidTagSearchFolderLastUsed, PtypInteger32; also PR_WB_SF_LAST_USED.</summary>
    public static readonly PropertyTag SearchFolderLastUsed = new(0x68340003);
    /// <summary>PidTagSearchFolderRecreateInfo, PtypBinary; also PR_WB_SF_RECREATE_INFO.</summary>
    public static readonly PropertyTag SearchFolderRecreateInfo = new(0x68440102);
    /// <summary>PidTagSearchFolderStorageType, PtypInteger32; also PR_WB_SF_STORAGE_TYPE.</summary>
    public static readonly PropertyTag SearchFolderStorageType = new(0x68460003);
    /// <summary>PidTagSearchFolderTag, PtypInteger32; also PR_FREEBUSY_PUBLISH_START, PR_WB_SF_TAG.</summary>
    public static readonly PropertyTag SearchFolderTag = new(0x68470003);
    /// <summary>PidTagSearchFolderTemplateId, PtypInteger32; also PR_SCHDINFO_RESOURCE_TYPE, PR_WB_SF_TEMPLATE_ID.</summary>
    public static readonly PropertyTag SearchFolderTemplateId = new(0x68410003);
    /// <summary>PidTagSearchKey, PtypBinary; also PR_SEARCH_KEY.</summary>
    public static readonly PropertyTag SearchKey = new(0x300B0102);
    /// <summary>PidTagSecureSubmitFlags, PtypInteger32; also PR_SECURE_SUBMIT_FLAGS.</summary>
    public static readonly PropertyTag SecureSubmitFlags = new(0x65C60003);
    /// <summary>PidTagSecurity, PtypInteger32; also PR_SECURITY.</summary>
    public static readonly PropertyTag Security = new(0x00340003);
    /// <summary>PidTagSecurityDescriptorAsXml, PtypString; also PR_NT_SECURITY_DESCRIPTOR_AS_XML, PR_NT_SECURITY_DESCRIPTOR_AS_XML_W.</summary>
    public static readonly PropertyTag SecurityDescriptorAsXml = new(0x0E6A001F);
    /// <summary>PidTagSelectable, PtypBoolean; also PR_SELECTABLE.</summary>
    public static readonly PropertyTag Selectable = new(0x3609000B);
    /// <summary>PidTagSendInternetEncoding, PtypInteger32; also PR_SEND_INTERNET_ENCODING.</summary>
    public static readonly PropertyTag SendInternetEncoding = new(0x3A710003);
    /// <summary>PidTagSendOutlookRecallReport, PtypBoolean; also PR_SEND_RECALL_REPORT.</summary>
    public static readonly PropertyTag SendOutlookRecallReport = new(0x6803000B);
    /// <summary>PidTagSendRichInfo, PtypBoolean; also PR_SEND_RICH_INFO.</summary>
    public static readonly PropertyTag SendRichInfo = new(0x3A40000B);
    /// <summary>PidTagSenderAddressType, PtypString; also PR_SENDER_ADDRTYPE, PR_SENDER_ADDRTYPE_W.</summary>
    public static readonly PropertyTag SenderAddressType = new(0x0C1E001F);
    /// <summary>PidTagSenderEmailAddress, PtypString; also PR_SENDER_EMAIL_ADDRESS, PR_SENDER_EMAIL_ADDRESS_W.</summary>
    public static readonly PropertyTag SenderEmailAddress = new(0x0C1F001F);
    /// <summary>PidTagSenderEntryId, PtypBinary; also PR_SENDER_ENTRYID.</summary>
    public static readonly PropertyTag SenderEntryId = new(0x0C190102);
    /// <summary>PidTagSenderIdStatus, PtypInteger32; also PR_SENDER_ID_STATUS.</summary>
    public static readonly PropertyTag SenderIdStatus = new(0x40790003);
    /// <summary>PidTagSenderName, PtypString; also PR_SENDER_NAME, PR_SENDER_NAME_W.</summary>
    public static readonly PropertyTag SenderName = new(0x0C1A001F);
    /// <summary>PidTagSenderSearchKey, PtypBinary; also PR_SENDER_SEARCH_KEY.</summary>
    public static readonly PropertyTag SenderSearchKey = new(0x0C1D0102);
    /// <summary>PidTagSenderSmtpAddress, PtypString; also PR_SENDER_SMTP_ADDRESS, PR_SENDER_SMTP_ADDRESS_W.</summary>
    public static readonly PropertyTag SenderSmtpAddress = new(0x5D01001F);
    /// <summary>PidTagSenderTelephoneNumber, PtypString; also PR_OAB_CONTAINER_GUID_W.</summary>
    public static readonly PropertyTag SenderTelephoneNumber = new(0x6802001F);
    /// <summary>PidTagSensitivity, PtypInteger32; also PR_SENSITIVITY.</summary>
    public static readonly PropertyTag Sensitivity = new(0x00360003);
    /// <summary>PidTagSentMailEntryId, PtypBinary; also PR_SENTMAIL_ENTRYID.</summary>
    public static readonly PropertyTag SentMailEntryId = new(0x0E0A0102);
    /// <summary>PidTagSentMailSvrEID, PtypServerId.</summary>
    public static readonly PropertyTag SentMailSvrEID = new(0x674000FB);
    /// <summary>PidTagSentRepresentingAddressType, PtypString; also PR_SENT_REPRESENTING_ADDRTYPE, PR_SENT_REPRESENTING_ADDRTYPE_W.</summary>
    public static readonly PropertyTag SentRepresentingAddressType = new(0x0064001F);
    /// <summary>PidTagSentRepresentingEmailAddress, PtypString; also PR_SENT_REPRESENTING_EMAIL_ADDRESS, PR_SENT_REPRESENTING_EMAIL_ADDRESS_W.</summary>
    public static readonly PropertyTag SentRepresentingEmailAddress = new(0x0065001F);
    /// <summary>PidTagSentRepresentingEntryId, PtypBinary; also PR_SENT_REPRESENTING_ENTRYID.</summary>
    public static readonly PropertyTag SentRepresentingEntryId = new(0x00410102);
    /// <summary>PidTagSentRepresentingFlags, PtypInteger32.</summary>
    public static readonly PropertyTag SentRepresentingFlags = new(0x401A0003);
    /// <summary>PidTagSentRepresentingName, PtypString; also PR_SENT_REPRESENTING_NAME, PR_SENT_REPRESENTING_NAME_W.</summary>
    public static readonly PropertyTag SentRepresentingName = new(0x0042001F);
    /// <summary>PidTagSentRepresentingSearchKey, PtypBinary; also PR_SENT_REPRESENTING_SEARCH_KEY.</summary>
    public static readonly PropertyTag SentRepresentingSearchKey = new(0x003B0102);
    /// <summary>PidTagSentRepresentingSmtpAddress, PtypString; also PR_SENT_REPRESENTING_SMTP_ADDRESS, PR_SENT_REPRESENTING_SMTP_ADDRESS_W.</summary>
    public static readonly PropertyTag SentRepresentingSmtpAddress = new(0x5D02001F);
    /// <summary>PidTagSerializedReplidGuidMap, PtypBinary.</summary>
    public static readonly PropertyTag SerializedReplidGuidMap = new(0x66380102);
    /// <summary>PidTagServiceDeleteFiles, PtypMultipleString; also PR_SERVICE_DELETE_FILES, PR_SERVICE_DELETE_FILES_W.</summary>
    public static readonly PropertyTag ServiceDeleteFiles = new(0x3D10101F);
    /// <summary>PidTagServiceDllName, PtypString; also PR_SERVICE_DLL_NAME, PR_SERVICE_DLL_NAME_W.</summary>
    public static readonly PropertyTag ServiceDllName = new(0x3D0A001F);
    /// <summary>PidTagServiceEntryName, PtypString; also PR_SERVICE_ENTRY_NAME.</summary>
    public static readonly PropertyTag ServiceEntryName = new(0x3D0B001F);
    /// <summary>PidTagServiceExtraUids, PtypBinary; also PR_SERVICE_EXTRA_UIDS.</summary>
    public static readonly PropertyTag ServiceExtraUids = new(0x3D0D0102);
    /// <summary>PidTagServiceInstallId, PtypString; also PR_SERVICE_INSTALL_ID, PR_SERVICE_INSTALL_ID_W.</summary>
    public static readonly PropertyTag ServiceInstallId = new(0x3D13001F);
    /// <summary>PidTagServiceName, PtypString; also PR_SERVICE_NAME, PR_SERVICE_NAME_W.</summary>
    public static readonly PropertyTag ServiceName = new(0x3D09001F);
    /// <summary>PidTagServiceSupportFiles, PtypMultipleString; also PR_SERVICE_SUPPORT_FILES, PR_SERVICE_SUPPORT_FILES_W.</summary>
    public static readonly PropertyTag ServiceSupportFiles = new(0x3D0F101F);
    /// <summary>PidTagServiceUid, PtypBinary; also PR_SERVICE_UID.</summary>
    public static readonly PropertyTag ServiceUid = new(0x3D0C0102);
    /// <summary>PidTagServices, PtypBinary; also PR_SERVICES.</summary>
    public static readonly PropertyTag Services = new(0x3D0E0102);
    /// <summary>PidTagShortTermEntryIdFromObject, PtypBinary; also PR_SHORTTERM_PARENT_ENTRYID_FROM_OBJECT.</summary>
    public static readonly PropertyTag ShortTermEntryIdFromObject = new(0x66710102);
    /// <summary>PidTagShortTermParentEntryIdFromObject, PtypBinary; also PR_SHORTTERM_ENTRYID_FROM_OBJECT.</summary>
    public static readonly PropertyTag ShortTermParentEntryIdFromObject = new(0x66720102);
    /// <summary>PidTagSmtpAddress, PtypString; also PR_SMTP_ADDRESS, PR_SMTP_ADDRESS_W.</summary>
    public static readonly PropertyTag SmtpAddress = new(0x39FE001F);
    /// <summary>PidTagSortLocaleId, PtypInteger32; also PR_SORT_LOCALE_ID.</summary>
    public static readonly PropertyTag SortLocaleId = new(0x67050003);
    /// <summary>PidTagSourceKey, PtypBinary; also PR_SOURCE_KEY.</summary>
    public static readonly PropertyTag SourceKey = new(0x65E00102);
    /// <summary>PidTagSpamJunkSenders, PtypString; also PR_SPAM_JUNK_SENDERS_W.</summary>
    public static readonly PropertyTag SpamJunkSenders = new(0x041A001F);
    /// <summary>PidTagSpamThreshold, PtypInteger32; also PR_SPAM_THRESHOLD.</summary>
    public static readonly PropertyTag SpamThreshold = new(0x041B0003);
    /// <summary>PidTagSpamTrustedRecipients, PtypString; also PR_SPAM_TRUSTED_RECIPIENTS_W.</summary>
    public static readonly PropertyTag SpamTrustedRecipients = new(0x0419001F);
    /// <summary>PidTagSpamTrustedSenders, PtypString; also PR_SPAM_TRUSTED_SENDERS_W.</summary>
    public static readonly PropertyTag SpamTrustedSenders = new(0x0418001F);
    /// <summary>PidTagSpokenName, PtypBinary; also PR_EMS_AB_UM_SPOKEN_NAME.</summary>
    public static readonly PropertyTag SpokenName = new(0x8CC20102);
    /// <summary>PidTagSpoolerStatus, PtypInteger32; also PR_SPOOLER_STATUS.</summary>
    public static readonly PropertyTag SpoolerStatus = new(0x0E100003);
    /// <summary>PidTagSpouseName, PtypString; also PR_SPOUSE_NAME, PR_SPOUSE_NAME_W.</summary>
    public static readonly PropertyTag SpouseName = new(0x3A48001F);
    /// <summary>PidTagStartDate, PtypTime; also PR_START_DATE.</summary>
    public static readonly PropertyTag StartDate = new(0x00600040);
    /// <summary>PidTagStartDateEtc, PtypBinary; also PR_START_DATE_ETC.</summary>
    public static readonly PropertyTag StartDateEtc = new(0x301B0102);
    /// <summary>PidTagStateOrProvince, PtypString; also PR_BUSINESS_ADDRESS_STATE_OR_PROVINCE, PR_BUSINESS_ADDRESS_STATE_OR_PROVINCE_W, PR_STATE_OR_PROVINCE, PR_STATE_OR_PROVINCE_W.</summary>
    public static readonly PropertyTag StateOrProvince = new(0x3A28001F);
    /// <summary>PidTagStatus, PtypInteger32; also PR_STATUS.</summary>
    public static readonly PropertyTag Status = new(0x360B0003);
    /// <summary>PidTagStatusCode, PtypInteger32; also PR_STATUS_CODE.</summary>
    public static readonly PropertyTag StatusCode = new(0x3E040003);
    /// <summary>PidTagStatusString, PtypString; also PR_STATUS_STRING, PR_STATUS_STRING_W.</summary>
    public static readonly PropertyTag StatusString = new(0x3E08001F);
    /// <summary>PidTagStoreEntryId, PtypBinary; also PR_STORE_ENTRYID.</summary>
    public static readonly PropertyTag StoreEntryId = new(0x0FFB0102);
    /// <summary>PidTagStoreProvider, PtypBinary; also PR_MDB_PROVIDER.</summary>
    public static readonly PropertyTag StoreProvider = new(0x34140102);
    /// <summary>PidTagStoreProviders, PtypBinary; also PR_STORE_PROVIDERS.</summary>
    public static readonly PropertyTag StoreProviders = new(0x3D000102);
    /// <summary>PidTagStoreRecordKey, PtypBinary; also PR_STORE_RECORD_KEY.</summary>
    public static readonly PropertyTag StoreRecordKey = new(0x0FFA0102);
    /// <summary>PidTagStoreState, PtypInteger32; also PR_STORE_STATE.</summary>
    public static readonly PropertyTag StoreState = new(0x340E0003);
    /// <summary>PidTagStoreSupportMask, PtypInteger32; also PR_STORE_SUPPORT_MASK.</summary>
    public static readonly PropertyTag StoreSupportMask = new(0x340D0003);
    /// <summary>PidTagStoreUnicodeMask, PtypInteger32; also PR_STORE_UNICODE_MASK.</summary>
    public static readonly PropertyTag StoreUnicodeMask = new(0x340F0003);
    /// <summary>PidTagStreetAddress, PtypString; also PR_BUSINESS_ADDRESS_STREET, PR_BUSINESS_ADDRESS_STREET_W, PR_STREET_ADDRESS, PR_STREET_ADDRESS_W.</summary>
    public static readonly PropertyTag StreetAddress = new(0x3A29001F);
    /// <summary>PidTagSubfolder, PtypBoolean; also PR_SUBFOLDER.</summary>
    public static readonly PropertyTag Subfolder = new(0x6708000B);
    /// <summary>PidTagSubfolders, PtypBoolean; also PR_SUBFOLDERS.</summary>
    public static readonly PropertyTag Subfolders = new(0x360A000B);
    /// <summary>PidTagSubject, PtypString; also PR_SUBJECT, PR_SUBJECT_W.</summary>
    public static readonly PropertyTag Subject = new(0x0037001F);
    /// <summary>PidTagSubjectMessageId, PtypBinary; also PR_SUBJECT_IPM.</summary>
    public static readonly PropertyTag SubjectMessageId = new(0x00380102);
    /// <summary>PidTagSubjectPrefix, PtypString; also PR_SUBJECT_PREFIX, PR_SUBJECT_PREFIX_W.</summary>
    public static readonly PropertyTag SubjectPrefix = new(0x003D001F);
    /// <summary>PidTagSubmitFlags, PtypInteger32; also PR_SUBMIT_FLAGS.</summary>
    public static readonly PropertyTag SubmitFlags = new(0x0E140003);
    /// <summary>PidTagSupplementaryInfo, PtypString; also PR_SUPPLEMENTARY_INFO, PR_SUPPLEMENTARY_INFO_W.</summary>
    public static readonly PropertyTag SupplementaryInfo = new(0x0C1B001F);
    /// <summary>PidTagSurname, PtypString; also PR_SURNAME, PR_SURNAME_W.</summary>
    public static readonly PropertyTag Surname = new(0x3A11001F);
    /// <summary>PidTagSwappedToDoData, PtypBinary; also PR_SWAPPED_TODO_DATA.</summary>
    public static readonly PropertyTag SwappedToDoData = new(0x0E2D0102);
    /// <summary>PidTagSwappedToDoStore, PtypBinary; also PR_SWAPPED_TODO_STORE.</summary>
    public static readonly PropertyTag SwappedToDoStore = new(0x0E2C0102);
    /// <summary>PidTagTargetEntryId, PtypBinary; also PR_TARGET_ENTRYID.</summary>
    public static readonly PropertyTag TargetEntryId = new(0x30100102);
    /// <summary>PidTagTelecommunicationsDeviceForDeafTelephoneNumber, PtypString; also PR_TTYTDD_PHONE_NUMBER, PR_TTYTDD_PHONE_NUMBER_W.</summary>
    public static readonly PropertyTag TelecommunicationsDeviceForDeafTelephoneNumber = new(0x3A4B001F);
    /// <summary>PidTagTelexNumber, PtypString; also PR_TELEX_NUMBER, PR_TELEX_NUMBER_W.</summary>
    public static readonly PropertyTag TelexNumber = new(0x3A2C001F);
    /// <summary>PidTagTemplateData, PtypBinary; also PR_EMS_TEMPLATE_BLOB.</summary>
    public static readonly PropertyTag TemplateData = new(0x00010102);
    /// <summary>PidTagTemplateid, PtypBinary; also PR_TEMPLATEID.</summary>
    public static readonly PropertyTag Templateid = new(0x39020102);
    /// <summary>PidTagTemporaryDefaultDocument, PtypString.</summary>
    public static readonly PropertyTag TemporaryDefaultDocument = new(0x3F20001F);
    /// <summary>PidTagTextAttachmentCharset, PtypString.</summary>
    public static readonly PropertyTag TextAttachmentCharset = new(0x371B001F);
    /// <summary>PidTagThumbnailPhoto, PtypBinary; also PR_EMS_AB_THUMBNAIL_PHOTO.</summary>
    public static readonly PropertyTag ThumbnailPhoto = new(0x8C9E0102);
    /// <summary>PidTagTitle, PtypString; also PR_TITLE, PR_TITLE_W.</summary>
    public static readonly PropertyTag Title = new(0x3A17001F);
    /// <summary>PidTagTnefCorrelationKey, PtypBinary; also PR_TNEF_CORRELATION_KEY.</summary>
    public static readonly PropertyTag TnefCorrelationKey = new(0x007F0102);
    /// <summary>PidTagTnefUnprocessedProps, PtypBinary; also PR_TNEF_UNPROCESSED_PROPS.</summary>
    public static readonly PropertyTag TnefUnprocessedProps = new(0x0E9C0102);
    /// <summary>PidTagToDoItemFlags, PtypInteger32; also PR_TODO_ITEM_FLAGS.</summary>
    public static readonly PropertyTag ToDoItemFlags = new(0x0E2B0003);
    /// <summary>PidTagTransmittableDisplayName, PtypString; also PR_TRANSMITABLE_DISPLAY_NAME, PR_TRANSMITABLE_DISPLAY_NAME_W.</summary>
    public static readonly PropertyTag TransmittableDisplayName = new(0x3A20001F);
    /// <summary>PidTagTransportKey, PtypInteger32; also PR_TRANSPORT_KEY.</summary>
    public static readonly PropertyTag TransportKey = new(0x0E160003);
    /// <summary>PidTagTransportMessageHeaders, PtypString; also PR_TRANSPORT_MESSAGE_HEADERS, PR_TRANSPORT_MESSAGE_HEADERS_W.</summary>
    public static readonly PropertyTag TransportMessageHeaders = new(0x007D001F);
    /// <summary>PidTagTransportProviders, PtypBinary; also PR_TRANSPORT_PROVIDERS.</summary>
    public static readonly PropertyTag TransportProviders = new(0x3D020102);
    /// <summary>PidTagTransportStatus, PtypInteger32; also PR_TRANSPORT_STATUS.</summary>
    public static readonly PropertyTag TransportStatus = new(0x0E110003);
    /// <summary>PidTagTrustSender, PtypInteger32; also PR_TRUST_SENDER.</summary>
    public static readonly PropertyTag TrustSender = new(0x0E790003);
    /// <summary>PidTagTypeOfX400User, PtypInteger32; also PR_TYPE_OF_MTS_USER.</summary>
    public static readonly PropertyTag TypeOfX400User = new(0x0C1C0003);
    /// <summary>PidTagUrlCompName, PtypString; also PR_URL_COMP_NAME, PR_URL_COMP_NAME_W.</summary>
    public static readonly PropertyTag UrlCompName = new(0x10F3001F);
    /// <summary>PidTagUrlComponentName, PtypString; also PR_URL_COMP_NAME, PR_URL_COMP_NAME_W.</summary>
    public static readonly PropertyTag UrlComponentName = new(0x10F3001F);
    /// <summary>PidTagUrlName, PtypString; also PR_URL_NAME, PR_URL_NAME_W.</summary>
    public static readonly PropertyTag UrlName = new(0x6707001F);
    /// <summary>PidTagUserCertificate, PtypBinary; also PR_USER_CERTIFICATE.</summary>
    public static readonly PropertyTag UserCertificate = new(0x3A220102);
    /// <summary>PidTagUserEntryId, PtypBinary; also PR_USER_ENTRYID.</summary>
    public static readonly PropertyTag UserEntryId = new(0x66190102);
    /// <summary>PidTagUserFields, PtypBinary; also PR_USERFIELDS.</summary>
    public static readonly PropertyTag UserFields = new(0x36E30102);
    /// <summary>PidTagUserX509Certificate, PtypMultipleBinary; also PR_USER_X509_CERTIFICATE.</summary>
    public static readonly PropertyTag UserX509Certificate = new(0x3A701102);
    /// <summary>PidTagValidFolderMask, PtypInteger32; also PR_VALID_FOLDER_MASK.</summary>
    public static readonly PropertyTag ValidFolderMask = new(0x35DF0003);
    /// <summary>PidTagViewDescriptorBinary, PtypBinary; also PR_VD_BINARY.</summary>
    public static readonly PropertyTag ViewDescriptorBinary = new(0x70010102);
    /// <summary>PidTagViewDescriptorFlags, PtypInteger32; also PR_VD_FLAGS.</summary>
    public static readonly PropertyTag ViewDescriptorFlags = new(0x70030003);
    /// <summary>PidTagViewDescriptorLinkTo, PtypBinary; also PR_VD_LINK_TO.</summary>
    public static readonly PropertyTag ViewDescriptorLinkTo = new(0x70040102);
    /// <summary>PidTagViewDescriptorName, PtypString; also PR_VD_NAME, PR_VD_NAME_W.</summary>
    public static readonly PropertyTag ViewDescriptorName = new(0x7006001F);
    /// <summary>PidTagViewDescriptorStrings, PtypString; also PR_VD_STRINGS, PR_VD_STRINGS_W.</summary>
    public static readonly PropertyTag ViewDescriptorStrings = new(0x7002001F);
    /// <summary>PidTagViewDescriptorVersion, PtypInteger32; also PR_VD_VERSION.</summary>
    public static readonly PropertyTag ViewDescriptorVersion = new(0x70070003);
    /// <summary>PidTagViewDescriptorViewFolder, PtypBinary; also PR_VD_VIEW_FOLDER.</summary>
    public static readonly PropertyTag ViewDescriptorViewFolder = new(0x70050102);
    /// <summary>PidTagViewsEntryId, PtypBinary; also PR_VIEWS_ENTRYID.</summary>
    public static readonly PropertyTag ViewsEntryId = new(0x35E50102);
    /// <summary>PidTagVoiceMessageAttachmentOrder, PtypString.</summary>
    public static readonly PropertyTag VoiceMessageAttachmentOrder = new(0x6805001F);
    /// <summary>PidTagVoiceMessageDuration, PtypInteger32; also PR_OAB_SEQUENCE.</summary>
    public static readonly PropertyTag VoiceMessageDuration = new(0x68010003);
    /// <summary>PidTagVoiceMessageSenderName, PtypString.</summary>
    public static readonly PropertyTag VoiceMessageSenderName = new(0x6803001F);
    /// <summary>PidTagWeddingAnniversary, PtypTime; also PR_WEDDING_ANNIVERSARY.</summary>
    public static readonly PropertyTag WeddingAnniversary = new(0x3A410040);
    /// <summary>PidTagWizardNoPabPage, PtypBoolean; also PR_PST_REMEMBER_PW, PR_WIZARD_NO_PAB_PAGE.</summary>
    public static readonly PropertyTag WizardNoPabPage = new(0x6701000B);
    /// <summary>PidTagWizardNoPstPage, PtypBoolean; also PR_WIZARD_NO_PST_PAGE.</summary>
    public static readonly PropertyTag WizardNoPstPage = new(0x6700000B);
    /// <summary>PidTagWlinkAddressBookEID, PtypBinary; also PR_WLINK_ABEID.</summary>
    public static readonly PropertyTag WlinkAddressBookEID = new(0x68540102);
    /// <summary>PidTagWlinkAddressBookStoreEID, PtypBinary; also PR_WLINK_AB_EXSTOREEID.</summary>
    public static readonly PropertyTag WlinkAddressBookStoreEID = new(0x68910102);
    /// <summary>PidTagWlinkCalendarColor, PtypInteger32; also PR_WLINK_CALENDAR_COLOR.</summary>
    public static readonly PropertyTag WlinkCalendarColor = new(0x68530003);
    /// <summary>PidTagWlinkClientID, PtypBinary; also PR_WLINK_CLIENTID.</summary>
    public static readonly PropertyTag WlinkClientID = new(0x68900102);
    /// <summary>PidTagWlinkEntryId, PtypBinary; also PR_WLINK_ENTRYID.</summary>
    public static readonly PropertyTag WlinkEntryId = new(0x684C0102);
    /// <summary>PidTagWlinkFlags, PtypInteger32; also PR_WLINK_FLAGS.</summary>
    public static readonly PropertyTag WlinkFlags = new(0x684A0003);
    /// <summary>PidTagWlinkFolderType, PtypBinary; also PR_WLINK_FOLDER_TYPE.</summary>
    public static readonly PropertyTag WlinkFolderType = new(0x684F0102);
    /// <summary>PidTagWlinkGroupClsid, PtypBinary; also PR_WLINK_GROUP_CLSID.</summary>
    public static readonly PropertyTag WlinkGroupClsid = new(0x68500102);
    /// <summary>PidTagWlinkGroupHeaderID, PtypBinary; also PR_WB_SF_ID.</summary>
    public static readonly PropertyTag WlinkGroupHeaderID = new(0x68420102);
    /// <summary>PidTagWlinkGroupName, PtypString; also PR_WLINK_GROUP_NAME.</summary>
    public static readonly PropertyTag WlinkGroupName = new(0x6851001F);
    /// <summary>PidTagWlinkOrdinal, PtypBinary; also PR_WLINK_ORDINAL.</summary>
    public static readonly PropertyTag WlinkOrdinal = new(0x684B0102);
    /// <summary>PidTagWlinkROGroupType, PtypInteger32; also PR_WLINK_RO_GROUP_TYPE.</summary>
    public static readonly PropertyTag WlinkROGroupType = new(0x68920003);
    /// <summary>PidTagWlinkRecordKey, PtypBinary; also PR_WLINK_RECKEY.</summary>
    public static readonly PropertyTag WlinkRecordKey = new(0x684D0102);
    /// <summary>PidTagWlinkSaveStamp, PtypInteger32; also PR_FREEBUSY_PUBLISH_START, PR_WB_SF_TAG.</summary>
    public static readonly PropertyTag WlinkSaveStamp = new(0x68470003);
    /// <summary>PidTagWlinkSection, PtypInteger32; also PR_WLINK_SECTION.</summary>
    public static readonly PropertyTag WlinkSection = new(0x68520003);
    /// <summary>PidTagWlinkStoreEntryId, PtypBinary; also PR_WLINK_STORE_ENTRYID.</summary>
    public static readonly PropertyTag WlinkStoreEntryId = new(0x684E0102);
    /// <summary>PidTagWlinkType, PtypInteger32; also PR_WLINK_TYPE.</summary>
    public static readonly PropertyTag WlinkType = new(0x68490003);
    /// <summary>PidTagX400ContentType, PtypBinary; also PR_X400_CONTENT_TYPE.</summary>
    public static readonly PropertyTag X400ContentType = new(0x003C0102);
    /// <summary>PidTagX400DeferredDeliveryCancel, PtypBoolean; also PR_X400_DEFERRED_DELIVERY_CANCEL.</summary>
    public static readonly PropertyTag X400DeferredDeliveryCancel = new(0x3E09000B);
    /// <summary>PidTagXCoordinate, PtypInteger32; also PR_XPOS.</summary>
    public static readonly PropertyTag XCoordinate = new(0x3F050003);
    /// <summary>PidTagYCoordinate, PtypInteger32; also PR_YPOS.</summary>
    public static readonly PropertyTag YCoordinate = new(0x3F060003);
}
