using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.Grains.Directory;

/// <summary>Entries in the form in which they are kept, and what can be said of them alone.</summary>
internal static class DirectoryEntries
{
    private const string Recipients = LegacyNames.AdministrativeGroup + "/cn=Recipients/cn=";

    // A common name has at most 64 characters (X.520 ub-common-name).
    private const int MaxCommonName = 64;

    /// <summary>The domain with names in A-labels.</summary>
    /// <exception cref="DirectoryException">A field is not valid.</exception>
    public static DomainInfo Normalize(DomainInfo domain, DirectoryLimits limits)
    {
        Check("name", DirectoryRules.CheckDomainName(domain.Name));
        DirectoryAddress.TryNormalizeDomain(domain.Name, out var name);
        if (domain.Aliases.Count > limits.MaxDomainAliases) throw new DirectoryException("aliases", $"More than {limits.MaxDomainAliases}.");
        if (domain.MovedTo.Length > 0 && DirectoryRules.CheckMovedTo(domain.MovedTo) is { } elsewhere) throw new DirectoryException("movedTo", elsewhere);
        if (!Enum.IsDefined(domain.AutodiscoverCheck)) throw new DirectoryException("autodiscoverCheck", $"There is no check {domain.AutodiscoverCheck}.");
        if (domain.Source is { } source && DirectorySourceRules.Check(source) is var (field, problem)) throw new DirectoryException($"directory.{field}", problem);
        var aliases = new List<string>();
        foreach (var alias in domain.Aliases)
        {
            Check("aliases", DirectoryRules.CheckDomainName(alias));
            DirectoryAddress.TryNormalizeDomain(alias, out var normalized);
            if (normalized != name && !aliases.Contains(normalized)) aliases.Add(normalized);
        }
        if (aliases.Append(name).Contains(domain.MovedTo, StringComparer.OrdinalIgnoreCase)) throw new DirectoryException("movedTo", "A domain cannot move to a name of its own.");
        return domain with { Name = name, Aliases = aliases };
    }

    /// <summary>The object with its addresses in canonical form and only the fields that its kind has.</summary>
    /// <exception cref="DirectoryException">A field is not valid.</exception>
    public static DirectoryObject Normalize(DirectoryObject value, DomainTable domains, DirectoryLimits limits)
    {
        if (!DirectoryAddress.TryNormalizeDomain(value.Domain, out var name) || domains.Find(name) is not { } domain) throw new DirectoryException("domain", $"There is no domain {value.Domain}.");
        if (!Enum.IsDefined(value.Kind)) throw new DirectoryException("kind", $"There is no kind {value.Kind}.");
        Check("displayName", DirectoryRules.CheckDisplayName(value.DisplayName, limits));
        foreach (var (field, text) in Texts(value)) Check(field, DirectoryRules.CheckText(text, limits));
        Check("language", DirectoryRules.CheckLanguage(value.Language));
        Check("quotaMB", DirectoryRules.CheckQuota(value.QuotaBytes));
        Check("capacity", DirectoryRules.CheckCapacity(value.Capacity));
        foreach (var role in value.Roles) Check("roles", DirectoryRules.CheckRole(role));
        if (value.Aliases.Count > limits.MaxAliases) throw new DirectoryException("aliases", $"More than {limits.MaxAliases}.");
        if (value.FullAccess.Count > limits.MaxFullAccess) throw new DirectoryException("fullAccess", $"More than {limits.MaxFullAccess}.");
        if (value.SendOnBehalf.Count > limits.MaxSenders) throw new DirectoryException("sendOnBehalf", $"More than {limits.MaxSenders}.");
        if (value.SendAs.Count > limits.MaxSenders) throw new DirectoryException("sendAs", $"More than {limits.MaxSenders}.");
        if (value.Members.Count > limits.MaxMembers) throw new DirectoryException("members", $"More than {limits.MaxMembers}.");
        if (value.Kind == DirectoryKind.Group) Check("dynamic", DirectoryRules.CheckCondition(value.Dynamic, limits));
        if (value.Kind == DirectoryKind.PublicFolder) Check("path", DirectoryRules.CheckFolderPath(value.PublicFolderPath, limits));
        Refuse(value);

        var address = Address("address", value.Address);
        return value with
        {
            Domain = domain.Name,
            Address = address,
            Aliases = [.. value.Aliases.Select(a => Address("aliases", a)).Where(a => a != address).Distinct()],
            Members = [.. value.Members.Select(m => Reference("members", m)).Distinct()],
            FullAccess = [.. value.FullAccess.Select(m => Reference("fullAccess", m)).Distinct()],
            SendOnBehalf = [.. value.SendOnBehalf.Select(m => Reference("sendOnBehalf", m)).Distinct()],
            SendAs = [.. value.SendAs.Select(m => Reference("sendAs", m)).Distinct()],
            Manager = Reference("manager", value.Manager),
            ManagedBy = Reference("managedBy", value.ManagedBy),
            Roles = [.. value.Roles.Distinct()],
        };

        string Address(string field, string text)
        {
            var canonical = Reference(field, text);
            if (canonical.Length == 0) throw new DirectoryException(field, "An address is needed.");
            if (value.Kind != DirectoryKind.Contact && !canonical.EndsWith('@' + domain.Name, StringComparison.Ordinal)) throw new DirectoryException(field, $"{text} is not in the domain {domain.Name}.");
            return canonical;
        }

        string Reference(string field, string text)
        {
            if (text.Length == 0) return "";
            Check(field, DirectoryRules.CheckAddress(text));
            DirectoryAddress.TryParse(text, out var parsed);
            return domains.Canonical(parsed).ToString();
        }
    }

    /// <summary>Whether two domains are the same in all that a caller gives.</summary>
    public static bool Same(DomainInfo a, DomainInfo b) => a.Aliases.SequenceEqual(b.Aliases) && a with { Aliases = b.Aliases } == b;

    /// <summary>Whether two objects are the same but for version and number, which only the store gives.</summary>
    public static bool Same(DirectoryObject a, DirectoryObject b) =>
        a.Aliases.SequenceEqual(b.Aliases) && a.Roles.SequenceEqual(b.Roles) && a.Members.SequenceEqual(b.Members) && a.FullAccess.SequenceEqual(b.FullAccess)
        && a.SendOnBehalf.SequenceEqual(b.SendOnBehalf) && a.SendAs.SequenceEqual(b.SendAs)
        && a with
        {
            Aliases = b.Aliases,
            Roles = b.Roles,
            Members = b.Members,
            FullAccess = b.FullAccess,
            SendOnBehalf = b.SendOnBehalf,
            SendAs = b.SendAs,
            Version = b.Version,
            Number = b.Number,
        } == b;

    /// <summary>Whether an object refers to an address.</summary>
    public static bool Names(DirectoryObject value, string address) =>
        value.Manager == address || value.ManagedBy == address || value.Members.Contains(address) || value.FullAccess.Contains(address) || value.SendOnBehalf.Contains(address) || value.SendAs.Contains(address);

    /// <summary>The object with its references to an address naming another.</summary>
    public static DirectoryObject Renamed(DirectoryObject value, string from, string to)
    {
        string One(string address) => address == from ? to : address;
        return value with
        {
            Manager = One(value.Manager),
            ManagedBy = One(value.ManagedBy),
            Members = [.. value.Members.Select(One)],
            FullAccess = [.. value.FullAccess.Select(One)],
            SendOnBehalf = [.. value.SendOnBehalf.Select(One)],
            SendAs = [.. value.SendAs.Select(One)],
        };
    }

    /// <summary>The object without its references to an address.</summary>
    public static DirectoryObject Without(DirectoryObject value, string address) => value with
    {
        Manager = value.Manager == address ? "" : value.Manager,
        ManagedBy = value.ManagedBy == address ? "" : value.ManagedBy,
        Members = [.. value.Members.Where(m => m != address)],
        FullAccess = [.. value.FullAccess.Where(m => m != address)],
        SendOnBehalf = [.. value.SendOnBehalf.Where(m => m != address)],
        SendAs = [.. value.SendAs.Where(m => m != address)],
    };

    /// <summary>
    /// The X.500 name of a new object. Clients cut such names at slashes and keep them in caches for years, so only harmless characters of
    /// the local part get in; the id alone makes it unique.
    /// </summary>
    public static string LegacyDN(Guid objectId, string address)
    {
        var local = address[..address.LastIndexOf('@')];
        var readable = new string([.. local.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')]);
        var commonName = $"{objectId:n}-{readable}";
        return Recipients + commonName[..Math.Min(commonName.Length, MaxCommonName)];
    }

    private static IEnumerable<(string Field, string Text)> Texts(DirectoryObject v) =>
    [
        ("title", v.Title), ("department", v.Department), ("company", v.Company), ("office", v.Office), ("businessPhone", v.BusinessPhone), ("homePhone", v.HomePhone),
        ("mobilePhone", v.MobilePhone), ("assistant", v.Assistant), ("phoneticName", v.PhoneticName), ("givenName", v.GivenName), ("surname", v.Surname),
    ];

    /// <summary>What a kind does not have is refused rather than kept and never used.</summary>
    private static void Refuse(DirectoryObject v)
    {
        if (v.Kind != DirectoryKind.Group && v.Members.Count > 0) throw new DirectoryException("members", "Only groups have members.");
        if (v.Kind != DirectoryKind.Group && v.Dynamic.Length > 0) throw new DirectoryException("dynamic", "Only groups have a condition.");
        if (v.Kind != DirectoryKind.User && v.Roles.Count > 0) throw new DirectoryException("roles", "Only users have roles.");
        if (v.Kind is not (DirectoryKind.Room or DirectoryKind.Equipment) && v.Capacity is not null) throw new DirectoryException("capacity", "Only rooms and equipment have a capacity.");
        if (!DirectoryRules.HasMailbox(v.Kind) && v.QuotaBytes is not null) throw new DirectoryException("quotaMB", "Only what has a mailbox has a quota.");
        if (!DirectoryRules.HasMailbox(v.Kind) && v.FullAccess.Count > 0) throw new DirectoryException("fullAccess", "Only what has a mailbox can be opened.");
        if (v.Kind != DirectoryKind.PublicFolder && v.PublicFolderPath.Length > 0) throw new DirectoryException("path", "Only public folders have a path.");
    }

    private static void Check(string field, string? problem)
    {
        if (problem is not null) throw new DirectoryException(field, problem);
    }
}
