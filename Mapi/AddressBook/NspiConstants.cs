namespace MapiOrleans.Mapi.AddressBook;

/// <summary>Constants of address books ([MS-OXNSPI] 2.2.1).</summary>
public static class NspiConstants
{
    /// <summary>MID_BEGINNING_OF_TABLE: before the first row.</summary>
    public const uint MidBeginningOfTable = 0;
    /// <summary>MID_CURRENT: the current row; in UpdateStat only.</summary>
    public const uint MidCurrent = 1;
    /// <summary>MID_END_OF_TABLE: after the last row.</summary>
    public const uint MidEndOfTable = 2;

    /// <summary>MID_UNRESOLVED: a name that is nobody's.</summary>
    public const uint MidUnresolved = 0;
    /// <summary>MID_AMBIGUOUS: a name of several.</summary>
    public const uint MidAmbiguous = 1;
    /// <summary>MID_RESOLVED: a name of one; a row tells whose.</summary>
    public const uint MidResolved = 2;

    /// <summary>Minimal Entry IDs below this have a meaning of their own ([MS-OXNSPI] 2.2.9.1).</summary>
    public const uint FirstMinimalId = 0x10;

    /// <summary>SortTypeDisplayName.</summary>
    public const uint SortTypeDisplayName = 0x000;
    /// <summary>SortTypePhoneticDisplayName.</summary>
    public const uint SortTypePhoneticDisplayName = 0x003;
    /// <summary>SortTypeDisplayName_RO: a table on a property, to be read.</summary>
    public const uint SortTypeDisplayNameReadOnly = 0x3E8;
    /// <summary>SortTypeDisplayName_W: a table on a property, to be written.</summary>
    public const uint SortTypeDisplayNameWritable = 0x3E9;

    /// <summary>NSPI_DEFAULT_LOCALE: the locale there always is.</summary>
    public const uint DefaultLocale = 0x409;
    /// <summary>CP_TELETEX.</summary>
    public const uint CodePageTeletex = 0x4F25;
    /// <summary>CP_WINUNICODE.</summary>
    public const uint CodePageUnicode = 0x4B0;

    /// <summary>Whether there is 8-bit text in a code page: Unicode is none (CP_WINUNICODE, [MS-OXNSPI] 2.2.1.5).</summary>
    public static bool IsCodePage(uint codePage) => codePage != CodePageUnicode && codePage <= int.MaxValue && Properties.TextConversion.IsKnown((int)codePage);

    /// <summary>fSkipObjects: no PtypEmbeddedTable properties.</summary>
    public const uint SkipObjects = 0x1;
    /// <summary>fEphID: entry ids are ephemeral.</summary>
    public const uint EphemeralIds = 0x2;
    /// <summary>fAnonymousLogin (Bind).</summary>
    public const uint AnonymousLogin = 0x20;
    /// <summary>fDelete (ModLinkAtt).</summary>
    public const uint Delete = 0x1;
    /// <summary>NspiAddressCreationTemplates (GetSpecialTable).</summary>
    public const uint AddressCreationTemplates = 0x2;
    /// <summary>NspiUnicodeStrings (GetSpecialTable).</summary>
    public const uint UnicodeStrings = 0x4;
    /// <summary>NspiUnicodeProptypes (QueryColumns).</summary>
    public const uint UnicodePropertyTypes = 0x80000000;

    /// <summary>What counts of tags and of explicit tables are limited to ([MS-OXCMAPIHTTP] 2.2.1.8, 2.2.5.12.1).</summary>
    public const int MaxCount = 100_000;
}

/// <summary>Display types of address book objects ([MS-OXNSPI] 2.2.1.3).</summary>
public enum DisplayType : uint
{
    /// <summary>DT_MAILUSER.</summary>
    MailUser = 0x000,
    /// <summary>DT_DISTLIST.</summary>
    DistList = 0x001,
    /// <summary>DT_FORUM: a public folder.</summary>
    Forum = 0x002,
    /// <summary>DT_AGENT.</summary>
    Agent = 0x003,
    /// <summary>DT_ORGANIZATION.</summary>
    Organization = 0x004,
    /// <summary>DT_PRIVATE_DISTLIST.</summary>
    PrivateDistList = 0x005,
    /// <summary>DT_REMOTE_MAILUSER.</summary>
    RemoteMailUser = 0x006,
    /// <summary>DT_CONTAINER: only in entry ids of the hierarchy table.</summary>
    Container = 0x100,
    /// <summary>DT_TEMPLATE.</summary>
    Template = 0x101,
    /// <summary>DT_ADDRESS_TEMPLATE: only in entry ids of the address creation table.</summary>
    AddressTemplate = 0x102,
    /// <summary>DT_SEARCH.</summary>
    Search = 0x200,
}
