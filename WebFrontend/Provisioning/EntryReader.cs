using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;

namespace MapiOrleans.WebFrontend.Provisioning;

/// <summary>Reads single entries: what each may say, and what of it can be judged by itself. A document and the admin API both speak so.</summary>
internal static class EntryReader
{
    // Of a thousand terabytes is enough, and far from where bytes overflow.
    private const long MaxQuotaMegabytes = 1L << 30;

    private static readonly Dictionary<string, AutodiscoverCheck> Checks = new()
    {
        ["enforce"] = AutodiscoverCheck.Enforce,
        ["warn"] = AutodiscoverCheck.Warn,
        ["off"] = AutodiscoverCheck.Off,
    };

    private static readonly Dictionary<string, DirectorySchema> Schemas = new() { ["inetOrgPerson"] = DirectorySchema.InetOrgPerson, ["activeDirectory"] = DirectorySchema.ActiveDirectory };

    private static readonly Dictionary<string, DirectoryKind> ResourceKinds = new() { ["room"] = DirectoryKind.Room, ["equipment"] = DirectoryKind.Equipment };

    /// <summary>The names and settings of a domain, without what is in it.</summary>
    public static DomainInfo Domain(ObjectReader reader)
    {
        var name = reader.Needed("name", DirectoryRules.CheckDomainName);
        var aliases = reader.Texts("aliases", DirectoryRules.CheckDomainName);
        var mapi = reader.Object("mapi");
        var info = new DomainInfo
        {
            Name = name,
            Aliases = aliases,
            MapiEnabled = mapi?.Flag("enabled") ?? false,
            AutodiscoverCheck = mapi?.Word("autodiscoverCheck", Checks, AutodiscoverCheck.Enforce) ?? AutodiscoverCheck.Enforce,
            MovedTo = mapi?.Text("movedTo", DirectoryRules.CheckMovedTo) ?? "",
            Source = reader.Object("directory") is { } source ? Source(source) : null,
        };
        mapi?.End();
        return info;
    }

    /// <summary>The LDAP directory of a domain.</summary>
    private static DirectorySource Source(ObjectReader reader)
    {
        static string? Any(string _) => null;
        var source = new DirectorySource
        {
            Servers = reader.Texts("servers", DirectorySourceRules.CheckServer),
            BaseDn = reader.Needed("baseDn", DirectorySourceRules.CheckDn),
            BindDn = reader.Text("bindDn", t => t.Length == 0 ? null : DirectorySourceRules.CheckDn(t)),
            PasswordFile = reader.Text("passwordFile", Any),
            Schema = reader.Word("schema", Schemas, DirectorySchema.InetOrgPerson),
            UserFilter = reader.Text("userFilter", DirectorySourceRules.CheckFilter),
            GroupFilter = reader.Text("groupFilter", DirectorySourceRules.CheckFilter),
            Attributes = [.. (reader.Map("attributes") ?? []).Select(a => $"{a.Name}={a.Value}")],
            TrustedCertificates = reader.Text("trustedCertificates", Any),
            AllowPlain = reader.Flag("allowPlain"),
            AdoptLocal = reader.Flag("adoptLocal"),
        };
        foreach (var mapping in source.Attributes)
        {
            if (DirectorySourceRules.CheckAttribute(mapping) is { } problem) reader.CheckIn("attributes", mapping[..mapping.IndexOf('=', StringComparison.Ordinal)], problem);
        }
        if (DirectorySourceRules.Check(source) is var (field, wrong) && field is "servers" or "passwordFile") reader.Check(field, wrong);
        reader.End();
        return source;
    }

    public static ProvisionedObject User(ObjectReader reader, string domain, DirectoryLimits limits)
    {
        string Text(string field) => reader.Text(field, t => DirectoryRules.CheckText(t, limits));
        var password = reader.Has("password") ? reader.Text("password", p => DirectoryRules.CheckPassword(p, limits)) : null;
        reader.Ignore("password");
        return End(reader, password, Begin(reader, DirectoryKind.User, domain, limits) with
        {
            Aliases = Aliases(reader, limits),
            QuotaBytes = reader.Number("quotaMB", 1, MaxQuotaMegabytes) is { } megabytes ? megabytes << 20 : null,
            Language = reader.Text("language", DirectoryRules.CheckLanguage, "en"),
            Title = Text("title"),
            Department = Text("department"),
            Company = Text("company"),
            Office = Text("office"),
            BusinessPhone = Text("businessPhone"),
            HomePhone = Text("homePhone"),
            MobilePhone = Text("mobilePhone"),
            Assistant = Text("assistant"),
            PhoneticName = Text("phoneticName"),
            Manager = reader.Text("manager", Reference),
            Roles = reader.Texts("roles", DirectoryRules.CheckRole),
            FullAccess = FullAccess(reader, limits),
            SendOnBehalf = Senders(reader, "sendOnBehalf", limits),
            SendAs = Senders(reader, "sendAs", limits),
            GivenName = Text("givenName"),
            Surname = Text("surname"),
            Hidden = reader.Flag("hidden"),
        }, Photo(reader, limits));
    }

    public static ProvisionedObject Group(ObjectReader reader, string domain, DirectoryLimits limits)
    {
        var value = Begin(reader, DirectoryKind.Group, domain, limits) with
        {
            Members = reader.Texts("members", DirectoryRules.CheckAddress),
            ManagedBy = reader.Text("managedBy", Reference),
            Dynamic = reader.Text("dynamic", c => DirectoryRules.CheckCondition(c, limits)),
            SendOnBehalf = Senders(reader, "sendOnBehalf", limits),
            SendAs = Senders(reader, "sendAs", limits),
        };
        if (value.Members.Count > limits.MaxMembers) reader.Check("members", $"More than {limits.MaxMembers}.");
        return End(reader, null, value);
    }

    public static ProvisionedObject Resource(ObjectReader reader, string domain, DirectoryLimits limits)
    {
        var kind = reader.Word("kind", ResourceKinds, DirectoryKind.Room);
        return End(reader, null, Begin(reader, kind, domain, limits) with
        {
            Capacity = (int?)reader.Number("capacity", 0, 1_000_000),
            FullAccess = FullAccess(reader, limits),
            SendOnBehalf = Senders(reader, "sendOnBehalf", limits),
            SendAs = Senders(reader, "sendAs", limits),
        });
    }

    public static ProvisionedObject Contact(ObjectReader reader, string domain, DirectoryLimits limits) =>
        End(reader, null, Begin(reader, DirectoryKind.Contact, domain, limits));

    public static ProvisionedFolder Folder(ObjectReader reader, DirectoryLimits limits)
    {
        var path = reader.Needed("path", p => DirectoryRules.CheckFolderPath(p, limits));
        var containerClass = reader.Text("class", CheckClass, "IPF.Note");
        var address = reader.Text("address", Reference);
        List<(string, FolderRights)>? permissions = null;
        if (reader.Map("permissions") is { } map)
        {
            permissions = [];
            foreach (var (who, role) in map)
            {
                if (who is not ("default" or "anonymous") && DirectoryRules.CheckAddress(who) is { } problem) reader.CheckIn("permissions", who, problem);
                if (!FolderRoles.All.TryGetValue(role, out var rights)) reader.CheckIn("permissions", who, $"'{role}' is no role. Roles: {string.Join(", ", FolderRoles.All.Keys.Order(StringComparer.Ordinal))}.");
                permissions.Add((who, rights));
            }
        }
        reader.End();
        return new ProvisionedFolder(path, containerClass, address, permissions, reader.Place);
    }

    private static DirectoryObject Begin(ObjectReader reader, DirectoryKind kind, string domain, DirectoryLimits limits) => new()
    {
        ObjectId = Guid.Empty,
        LegacyDN = "",
        Kind = kind,
        Domain = domain,
        Address = reader.Needed("address", DirectoryRules.CheckAddress),
        DisplayName = reader.Needed("displayName", n => DirectoryRules.CheckDisplayName(n, limits)),
    };

    private static ProvisionedObject End(ObjectReader reader, string? password, DirectoryObject value, byte[]? photo = null)
    {
        reader.End();
        return new ProvisionedObject(value, password, reader.Place) { SaysDelegates = reader.Has("sendOnBehalf"), Photo = photo };
    }

    /// <summary>A photo in base64; empty takes it away, and null says nothing of it.</summary>
    private static byte[]? Photo(ObjectReader reader, DirectoryLimits limits)
    {
        if (!reader.Has("photo"))
        {
            reader.Ignore("photo");
            return null;
        }
        byte[] photo = [];
        reader.Text("photo", text =>
        {
            if (text.Length > (limits.MaxPhotoBytes + 2L) / 3 * 4) return $"More than {limits.MaxPhotoBytes} bytes.";
            var buffer = new byte[(text.Length / 4 * 3) + 3];
            if (!Convert.TryFromBase64String(text, buffer, out var length)) return "This is not base64.";
            photo = buffer[..length];
            return DirectoryRules.CheckPhoto(photo, limits);
        });
        return photo;
    }

    private static IReadOnlyList<string> Aliases(ObjectReader reader, DirectoryLimits limits)
    {
        var aliases = reader.Texts("aliases", DirectoryRules.CheckAddress);
        if (aliases.Count > limits.MaxAliases) reader.Check("aliases", $"More than {limits.MaxAliases}.");
        return aliases;
    }

    private static IReadOnlyList<string> FullAccess(ObjectReader reader, DirectoryLimits limits)
    {
        var names = reader.Texts("fullAccess", DirectoryRules.CheckAddress);
        if (names.Count > limits.MaxFullAccess) reader.Check("fullAccess", $"More than {limits.MaxFullAccess}.");
        return names;
    }

    private static IReadOnlyList<string> Senders(ObjectReader reader, string field, DirectoryLimits limits)
    {
        var names = reader.Texts(field, DirectoryRules.CheckAddress);
        if (names.Count > limits.MaxSenders) reader.Check(field, $"More than {limits.MaxSenders}.");
        return names;
    }

    private static string? Reference(string address) => address.Length == 0 ? null : DirectoryRules.CheckAddress(address);

    private static string? CheckClass(string text) =>
        text.Length is > 0 and <= 255 && text.StartsWith("IPF.", StringComparison.OrdinalIgnoreCase) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
            ? null
            : $"'{text}' is no folder class such as IPF.Note.";
}
