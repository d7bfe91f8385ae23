namespace MapiOrleans.Grains.Interfaces.Directory;

/// <summary>How strictly a domain's Autodiscover is checked at start.</summary>
public enum AutodiscoverCheck
{
    /// <summary>MAPI is not served where the check fails.</summary>
    Enforce = 0,
    /// <summary>A failed check is only reported.</summary>
    Warn = 1,
    /// <summary>No check.</summary>
    Off = 2,
}

/// <summary>A mail domain.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.DomainInfo")]
public sealed record DomainInfo
{
    /// <summary>The domain's own name, lower-case, in A-labels.</summary>
    [Id(0)] public required string Name { get; init; }
    /// <summary>Further names of the same domain: an address in one is an address in all.</summary>
    [Id(1)] public IReadOnlyList<string> Aliases { get; init; } = [];
    /// <summary>Whether Outlook may connect. Off until it is switched on.</summary>
    [Id(2)] public bool MapiEnabled { get; init; }
    /// <summary>How strictly Autodiscover is checked.</summary>
    [Id(3)] public AutodiscoverCheck AutodiscoverCheck { get; init; }
    /// <summary>The mailbox that holds the domain's public folders.</summary>
    [Id(4)] public Guid PublicMailbox { get; init; }
    /// <summary>The domain's own id: never changes, whatever it is renamed to.</summary>
    [Id(5)] public Guid DomainId { get; init; }
    /// <summary>
    /// Where the domain's mailboxes are now, where they are not here any more: the Autodiscover address there (<c>https://...</c>), or the name of the
    /// domain that addresses have there. Empty where they are here.
    /// </summary>
    [Id(6)] public string MovedTo { get; init; } = "";
    /// <summary>The LDAP directory that users and groups are copied from; null where there is none.</summary>
    [Id(10)] public DirectorySource? Source { get; init; }
}

/// <summary>Kinds of directory object.</summary>
public enum DirectoryKind
{
    /// <summary>A person with a mailbox.</summary>
    User = 0,
    /// <summary>A distribution list.</summary>
    Group = 1,
    /// <summary>A room, with a mailbox.</summary>
    Room = 2,
    /// <summary>A piece of equipment, with a mailbox.</summary>
    Equipment = 3,
    /// <summary>Somebody outside.</summary>
    Contact = 4,
    /// <summary>A mail-enabled public folder.</summary>
    PublicFolder = 5,
}

/// <summary>One object of a domain's directory. Text fields are empty where unset.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.DirectoryObject")]
public sealed record DirectoryObject
{
    /// <summary>Never changes, whatever the object's addresses do.</summary>
    [Id(0)] public required Guid ObjectId { get; init; }
    /// <summary>The domain's own name.</summary>
    [Id(1)] public required string Domain { get; init; }
    /// <summary>What it is.</summary>
    [Id(2)] public required DirectoryKind Kind { get; init; }
    /// <summary>The primary address, lower-case.</summary>
    [Id(3)] public required string Address { get; init; }
    /// <summary>Further addresses, lower-case; each unique in the installation.</summary>
    [Id(4)] public IReadOnlyList<string> Aliases { get; init; } = [];
    /// <summary>Shown in address lists.</summary>
    [Id(5)] public required string DisplayName { get; init; }
    /// <summary>The mailbox, where the kind has one; else empty.</summary>
    [Id(6)] public Guid MailboxGuid { get; init; }
    /// <summary>
    /// X.500 name of the object: <c>/o=MapiOrleans/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn={ObjectId:n}-{local part}</c>,
    /// given when the object is made and kept ([MS-OXOABK] 2.2.1.1).
    /// </summary>
    [Id(7)] public required string LegacyDN { get; init; }
    /// <summary>
    /// What the X.500 names of all of the organisation begin with: Connect's DnPrefix, which recipient rows count on ([MS-OXCDATA] 2.8.3.2
    /// AddressPrefixUsed).
    /// </summary>
    public string DnPrefix => LegacyDN.LastIndexOf("/cn=", StringComparison.OrdinalIgnoreCase) is var end and >= 0 ? LegacyDN[..(end + "/cn=".Length)] : "";
    /// <summary>Bytes, or null for no limit.</summary>
    [Id(8)] public long? QuotaBytes { get; init; }
    /// <summary>Language of folder names: an ISO 639-1 code.</summary>
    [Id(9)] public string Language { get; init; } = "en";
    /// <summary>Roles, such as <c>organizationAdmin</c>.</summary>
    [Id(10)] public IReadOnlyList<string> Roles { get; init; } = [];
    /// <summary>Left out of address lists.</summary>
    [Id(11)] public bool Hidden { get; init; }
    /// <summary>Job title.</summary>
    [Id(12)] public string Title { get; init; } = "";
    /// <summary>Department.</summary>
    [Id(13)] public string Department { get; init; } = "";
    /// <summary>Company.</summary>
    [Id(14)] public string Company { get; init; } = "";
    /// <summary>Office.</summary>
    [Id(15)] public string Office { get; init; } = "";
    /// <summary>Business telephone.</summary>
    [Id(16)] public string BusinessPhone { get; init; } = "";
    /// <summary>Home telephone.</summary>
    [Id(17)] public string HomePhone { get; init; } = "";
    /// <summary>Mobile telephone.</summary>
    [Id(18)] public string MobilePhone { get; init; } = "";
    /// <summary>Assistant's name.</summary>
    [Id(19)] public string Assistant { get; init; } = "";
    /// <summary>Phonetic display name.</summary>
    [Id(20)] public string PhoneticName { get; init; } = "";
    /// <summary>The manager's primary address.</summary>
    [Id(21)] public string Manager { get; init; } = "";
    /// <summary>Members' primary addresses, of a group that lists them.</summary>
    [Id(22)] public IReadOnlyList<string> Members { get; init; } = [];
    /// <summary>A group's owner.</summary>
    [Id(23)] public string ManagedBy { get; init; } = "";
    /// <summary>A dynamic group's condition, as written; empty for a listed one.</summary>
    [Id(24)] public string Dynamic { get; init; } = "";
    /// <summary>Seats of a room.</summary>
    [Id(25)] public int? Capacity { get; init; }
    /// <summary>A mail-enabled public folder's path; a public folder's address delivers there.</summary>
    [Id(26)] public string PublicFolderPath { get; init; } = "";
    /// <summary>Raised by every change in the domain; the highest in a domain is the domain's version.</summary>
    [Id(27)] public long Version { get; init; }
    /// <summary>A number that the object has for ever and nobody else in the installation ever gets: what address books call it by.</summary>
    [Id(28)] public long Number { get; init; }
    /// <summary>
    /// Primary addresses of users and groups who have all rights on the whole mailbox, as its owner has; Autodiscover tells Outlook of it,
    /// which opens it beside their own.
    /// </summary>
    [Id(29)] public IReadOnlyList<string> FullAccess { get; init; } = [];
    /// <summary>
    /// Primary addresses of users and groups who may send on its behalf, PidTagAddressBookPublicDelegates: the sender is named beside it. An
    /// owner's client changes it too.
    /// </summary>
    [Id(40)] public IReadOnlyList<string> SendOnBehalf { get; init; } = [];
    /// <summary>Primary addresses of users and groups who may send as it: nobody sees who it was.</summary>
    [Id(41)] public IReadOnlyList<string> SendAs { get; init; } = [];
    /// <summary>First name, where it is known by itself; otherwise the display name says it.</summary>
    [Id(42)] public string GivenName { get; init; } = "";
    /// <summary>Last name, where it is known by itself.</summary>
    [Id(43)] public string Surname { get; init; } = "";
    /// <summary>Bytes of its photo, 0 where there is none. The photo lies apart, <see cref="IDirectoryGrain.ReadBlobsAsync"/>.</summary>
    [Id(44)] public int PhotoBytes { get; init; }
    /// <summary>Bytes of its certificates together, 0 where there are none. They lie apart.</summary>
    [Id(45)] public int CertificateBytes { get; init; }
    /// <summary>Where it is kept: empty for here, <c>ldap</c> for a directory of the domain that it is copied from.</summary>
    [Id(46)] public string Source { get; init; } = "";
}

/// <summary>What one may do in another's name.</summary>
public enum SendRight
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>Send on behalf of the other: both are named.</summary>
    OnBehalf = 1,
    /// <summary>Send as the other.</summary>
    As = 2,
}

/// <summary>Roles that an account may have.</summary>
public static class DirectoryRoles
{
    /// <summary>May open every mailbox of its own domain (administrative logon).</summary>
    public const string OrganizationAdmin = "organizationAdmin";

    /// <summary>All roles there are.</summary>
    public static IReadOnlyList<string> All { get; } = [OrganizationAdmin];
}

/// <summary>What authentication found.</summary>
public enum AuthenticationOutcome
{
    /// <summary>The secret is right.</summary>
    Success = 0,
    /// <summary>Unknown account or wrong secret: the two look alike outside.</summary>
    Failed = 1,
}

/// <summary>An account that proved itself.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.AuthenticatedUser")]
public sealed record AuthenticatedUser
{
    /// <summary>The account.</summary>
    [Id(0)] public required DirectoryObject Account { get; init; }
    /// <summary>Its domain.</summary>
    [Id(1)] public required DomainInfo Domain { get; init; }
    /// <summary>Changes whenever the secret does: results kept elsewhere end with it.</summary>
    [Id(2)] public required long CredentialVersion { get; init; }
}
