using System.Globalization;
using System.Text;
using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.Grains.Directory.Ldap;

/// <summary>An entry in the directory's own words.</summary>
/// <param name="ExternalId">What never changes of it, in hexadecimal.</param>
/// <param name="Dn">Its name.</param>
/// <param name="Value">Its fields; references are not among them.</param>
/// <param name="Manager">Its manager's or owner's name, or empty.</param>
/// <param name="Members">Its members' names.</param>
/// <param name="Credential">What its credential is to be; see <see cref="LdapCredential"/>.</param>
/// <param name="Blobs">Photo and certificates.</param>
internal sealed record MappedEntry(string ExternalId, string Dn, DirectoryObject Value, string Manager, IReadOnlyList<string> Members, string Credential, DirectoryBlobs Blobs);

/// <summary>The credential of an account that signs in by a bind: instead of a hash, when its password was changed, so that what was found before ends.</summary>
internal static class LdapCredential
{
    private const string Prefix = "$ldap$";

    /// <summary>Of who may not sign in.</summary>
    public const string Disabled = Prefix + "-";

    public static string Of(string passwordChanged) => Prefix + "=" + passwordChanged;

    public static bool Is(string credential) => credential.StartsWith(Prefix, StringComparison.Ordinal);
}

/// <summary>Which attribute is which field, and how entries become objects by it.</summary>
internal sealed class LdapMapping
{
    private const int AccountDisabled = 0x2;

    private static readonly Dictionary<string, string> ActiveDirectory = new()
    {
        ["id"] = "objectGUID",
        ["address"] = "mail",
        ["aliases"] = "proxyAddresses",
        ["displayName"] = "displayName",
        ["givenName"] = "givenName",
        ["surname"] = "sn",
        ["title"] = "title",
        ["department"] = "department",
        ["company"] = "company",
        ["office"] = "physicalDeliveryOfficeName",
        ["businessPhone"] = "telephoneNumber",
        ["homePhone"] = "homePhone",
        ["mobilePhone"] = "mobile",
        ["assistant"] = "msExchAssistantName",
        ["phoneticName"] = "msDS-PhoneticDisplayName",
        ["manager"] = "manager",
        ["language"] = "preferredLanguage",
        ["photo"] = "thumbnailPhoto",
        ["certificates"] = "userCertificate",
        ["hidden"] = "msExchHideFromAddressLists",
        ["disabled"] = "userAccountControl",
        ["passwordChanged"] = "pwdLastSet",
        ["members"] = "member",
        ["managedBy"] = "managedBy",
    };

    private static readonly Dictionary<string, string> InetOrgPerson = new()
    {
        ["id"] = "entryUUID",
        ["address"] = "mail",
        ["aliases"] = "mail",
        ["displayName"] = "displayName",
        ["givenName"] = "givenName",
        ["surname"] = "sn",
        ["title"] = "title",
        ["department"] = "ou",
        ["company"] = "o",
        ["office"] = "physicalDeliveryOfficeName",
        ["businessPhone"] = "telephoneNumber",
        ["homePhone"] = "homePhone",
        ["mobilePhone"] = "mobile",
        ["assistant"] = "",
        ["phoneticName"] = "",
        ["manager"] = "manager",
        ["language"] = "preferredLanguage",
        ["photo"] = "jpegPhoto",
        ["certificates"] = "userCertificate;binary",
        ["hidden"] = "",
        ["disabled"] = "",
        ["passwordChanged"] = "pwdChangedTime",
        ["members"] = "member",
        ["managedBy"] = "owner",
    };

    private readonly Dictionary<string, string> _attributes;
    private readonly DirectorySource _source;
    private readonly DirectoryLimits _limits;

    public LdapMapping(DirectorySource source, DirectoryLimits limits)
    {
        (_source, _limits) = (source, limits);
        _attributes = new(source.Schema == DirectorySchema.ActiveDirectory ? ActiveDirectory : InetOrgPerson);
        foreach (var mapping in source.Attributes)
        {
            var at = mapping.IndexOf('=', StringComparison.Ordinal);
            _attributes[mapping[..at]] = mapping[(at + 1)..];
        }
    }

    /// <summary>Which entries are users.</summary>
    public string UserFilter => _source.UserFilter.Length > 0 ? _source.UserFilter : _source.Schema == DirectorySchema.ActiveDirectory
        ? "(&(objectCategory=person)(objectClass=user)(mail=*))" : "(&(objectClass=inetOrgPerson)(mail=*))";

    /// <summary>Which entries are groups.</summary>
    public string GroupFilter => _source.GroupFilter.Length > 0 ? _source.GroupFilter : _source.Schema == DirectorySchema.ActiveDirectory
        ? "(&(objectCategory=group)(mail=*))" : "(&(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames))(mail=*))";

    /// <summary>By what a server says that an entry changed.</summary>
    public string ChangeAttribute => _source.Schema == DirectorySchema.ActiveDirectory ? "uSNChanged" : "modifyTimestamp";

    /// <summary>What names an entry for ever.</summary>
    public string IdAttribute => _attributes["id"];

    /// <summary>What names a group's members.</summary>
    public IEnumerable<string> MemberAttributes => _attributes["members"] == "member" && _source.Schema == DirectorySchema.InetOrgPerson ? ["member", "uniqueMember"] : [_attributes["members"]];

    /// <summary>What is asked for of users.</summary>
    public string[] UserAttributes => Attributes(_attributes.Where(a => a.Key is not ("members" or "managedBy")).Select(a => a.Value));

    /// <summary>What is asked for of groups.</summary>
    public string[] GroupAttributes => Attributes(MemberAttributes.Concat(_attributes.Where(a => a.Key is "id" or "address" or "aliases" or "displayName" or "managedBy" or "hidden").Select(a => a.Value)));

    private string[] Attributes(IEnumerable<string> names) =>
        [.. names.Append("cn").Append(ChangeAttribute).Where(n => n.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>What an object is to be: what is mapped is the entry's, the rest stays as it is here.</summary>
    public DirectoryObject Over(DirectoryObject? existing, DirectoryObject mapped)
    {
        if (existing is null) return mapped with { Language = mapped.Language.Length > 0 ? mapped.Language : "en" };
        string Of(string field, string theirs, string ours) => _attributes[field].Length > 0 ? theirs : ours;
        var value = existing with
        {
            Address = mapped.Address,
            Aliases = mapped.Aliases,
            DisplayName = mapped.DisplayName,
            Hidden = _attributes["hidden"].Length > 0 ? mapped.Hidden : existing.Hidden,
            Source = mapped.Source,
        };
        if (mapped.Kind != DirectoryKind.User) return value;
        return value with
        {
            GivenName = Of("givenName", mapped.GivenName, existing.GivenName),
            Surname = Of("surname", mapped.Surname, existing.Surname),
            Title = Of("title", mapped.Title, existing.Title),
            Department = Of("department", mapped.Department, existing.Department),
            Company = Of("company", mapped.Company, existing.Company),
            Office = Of("office", mapped.Office, existing.Office),
            BusinessPhone = Of("businessPhone", mapped.BusinessPhone, existing.BusinessPhone),
            HomePhone = Of("homePhone", mapped.HomePhone, existing.HomePhone),
            MobilePhone = Of("mobilePhone", mapped.MobilePhone, existing.MobilePhone),
            Assistant = Of("assistant", mapped.Assistant, existing.Assistant),
            PhoneticName = Of("phoneticName", mapped.PhoneticName, existing.PhoneticName),
            Language = mapped.Language.Length > 0 ? mapped.Language : existing.Language,
        };
    }

    /// <summary>Whether a field is copied.</summary>
    public bool Copies(string field) => _attributes[field].Length > 0;

    /// <summary>What never changes of an entry, in hexadecimal; null where the entry does not say it.</summary>
    public string? IdOf(LdapEntry entry) => entry.Values(IdAttribute) is [var id, ..] ? Convert.ToHexStringLower(id) : null;

    /// <summary>The entry as a user; null and why where it is none.</summary>
    public MappedEntry? User(LdapEntry entry, DomainInfo domain, out string problem)
    {
        if (Begin(entry, domain, DirectoryKind.User, out problem) is not var (id, value)) return null;
        value = value with
        {
            GivenName = Text(entry, "givenName"),
            Surname = Text(entry, "surname"),
            Title = Text(entry, "title"),
            Department = Text(entry, "department"),
            Company = Text(entry, "company"),
            Office = Text(entry, "office"),
            BusinessPhone = Text(entry, "businessPhone"),
            HomePhone = Text(entry, "homePhone"),
            MobilePhone = Text(entry, "mobilePhone"),
            Assistant = Text(entry, "assistant"),
            PhoneticName = Text(entry, "phoneticName"),
            Language = Text(entry, "language") is { Length: >= 2 } language && DirectoryRules.CheckLanguage(language[..Math.Min(5, language.Length)].Replace('_', '-')) is null ? language[..Math.Min(5, language.Length)].Replace('_', '-') : "",
        };
        var photo = entry.Values(_attributes["photo"]).FirstOrDefault() ?? [];
        var blobs = new DirectoryBlobs
        {
            Photo = DirectoryRules.CheckPhoto(photo, _limits) is null ? photo : [],
            Certificates = [.. entry.Values(_attributes["certificates"]).Where(c => c.Length > 0 && c.Length <= _limits.MaxCertificateBytes).Take(_limits.MaxCertificates)],
        };
        return new MappedEntry(id, entry.Dn, value, Text(entry, "manager"), [], IsDisabled(entry) ? LdapCredential.Disabled : LdapCredential.Of(Text(entry, "passwordChanged")), blobs);
    }

    /// <summary>The entry as a group; null and why where it is none.</summary>
    public MappedEntry? Group(LdapEntry entry, IReadOnlyList<string> members, DomainInfo domain, out string problem) =>
        Begin(entry, domain, DirectoryKind.Group, out problem) is var (id, value)
            ? new MappedEntry(id, entry.Dn, value, Text(entry, "managedBy"), members, "", DirectoryBlobs.None)
            : null;

    private (string Id, DirectoryObject Value)? Begin(LdapEntry entry, DomainInfo domain, DirectoryKind kind, out string problem)
    {
        problem = "";
        if (IdOf(entry) is not { } id)
        {
            problem = $"{entry.Dn} has no {IdAttribute}: give directory.attributes.id an attribute that every entry has and that never changes.";
            return null;
        }
        // The address is what "SMTP:" in capitals says in Active Directory; elsewhere the first one.
        var proxies = entry.Texts(_attributes["aliases"]).Select(t => t.Trim()).ToArray();
        var primary = proxies.FirstOrDefault(p => p.StartsWith("SMTP:", StringComparison.Ordinal)) is { } proxy ? proxy[5..] : "";
        var addresses = new List<string>();
        foreach (var text in entry.Texts(_attributes["address"]).Select(t => t.Trim()).Prepend(primary).Concat(proxies.Where(p => !p.Contains(':', StringComparison.Ordinal) || p.StartsWith("smtp:", StringComparison.OrdinalIgnoreCase)).Select(p => p[(p.IndexOf(':', StringComparison.Ordinal) + 1)..])))
        {
            if (!DirectoryAddress.TryParse(text, out var address)) continue;
            if (address.Domain != domain.Name && !domain.Aliases.Contains(address.Domain)) continue;
            var canonical = (address with { Domain = domain.Name }).ToString();
            if (!addresses.Contains(canonical)) addresses.Add(canonical);
        }
        if (addresses.Count == 0)
        {
            problem = $"{entry.Dn} has no address in {domain.Name}: its {_attributes["address"]} is {(entry.Text(_attributes["address"]) is { Length: > 0 } text ? $"'{text}'" : "empty")}.";
            return null;
        }
        var name = Text(entry, "displayName") is { Length: > 0 } shown ? shown : Clean(entry.Text("cn")) is { Length: > 0 } common ? common : addresses[0];
        return (id, new DirectoryObject
        {
            ObjectId = Guid.Empty,
            LegacyDN = "",
            Domain = domain.Name,
            Kind = kind,
            Address = addresses[0],
            Aliases = [.. addresses.Skip(1).Take(_limits.MaxAliases)],
            DisplayName = name,
            Hidden = entry.Text(_attributes["hidden"]).Equals("TRUE", StringComparison.OrdinalIgnoreCase),
            Source = "ldap",
        });
    }

    /// <summary>Whether the entry's account is switched off: the bit of Active Directory, or TRUE.</summary>
    private bool IsDisabled(LdapEntry entry)
    {
        var text = entry.Text(_attributes["disabled"]);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bits) && _attributes["disabled"].Equals("userAccountControl", StringComparison.OrdinalIgnoreCase)
            ? (bits & AccountDisabled) != 0
            : text.Equals("TRUE", StringComparison.OrdinalIgnoreCase);
    }

    private string Text(LdapEntry entry, string field) => Clean(entry.Text(_attributes[field]));

    /// <summary>A text as the directory takes it: one line, of bounded length.</summary>
    private string Clean(string text)
    {
        if (text.Any(char.IsControl))
        {
            var builder = new StringBuilder(text.Length);
            foreach (var c in text) builder.Append(char.IsControl(c) ? ' ' : c);
            text = builder.ToString().Trim();
        }
        return text.Length <= _limits.MaxTextLength ? text : text[..(char.IsHighSurrogate(text[_limits.MaxTextLength - 1]) ? _limits.MaxTextLength - 1 : _limits.MaxTextLength)];
    }
}
