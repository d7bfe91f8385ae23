using System.Text.RegularExpressions;

namespace MapiOrleans.Grains.Interfaces.Directory;

/// <summary>What the description of an LDAP directory must be like. Each rule gives null, or a sentence that says what is wrong.</summary>
public static partial class DirectorySourceRules
{
    private const int MaxServers = 8;
    private const int MaxText = 1_024;

    /// <summary>Fields that an attribute can be given for, in the words of provisioning, and those that only copying knows.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "id", "address", "aliases", "displayName", "givenName", "surname", "title", "department", "company", "office", "businessPhone", "homePhone", "mobilePhone", "assistant",
        "phoneticName", "manager", "language", "photo", "certificates", "hidden", "disabled", "passwordChanged", "members", "managedBy",
    ];

    /// <summary>The first thing that is wrong with a description: its field and why; null where nothing is.</summary>
    public static (string Field, string Problem)? Check(DirectorySource source)
    {
        if (source.Servers.Count is 0 or > MaxServers) return ("servers", $"1 to {MaxServers} servers are needed.");
        foreach (var server in source.Servers)
        {
            if (CheckServer(server) is { } bad) return ("servers", bad);
        }
        if (CheckDn(source.BaseDn) is { } noBase) return ("baseDn", noBase);
        if (source.BindDn.Length > 0 && CheckDn(source.BindDn) is { } noBind) return ("bindDn", noBind);
        if (source.BindDn.Length > 0 && source.PasswordFile.Length == 0) return ("passwordFile", "Who binds with a name needs a password: give the file that has it.");
        if (CheckFilter(source.UserFilter) is { } noUsers) return ("userFilter", noUsers);
        if (CheckFilter(source.GroupFilter) is { } noGroups) return ("groupFilter", noGroups);
        foreach (var mapping in source.Attributes)
        {
            if (CheckAttribute(mapping) is { } bad) return ("attributes", bad);
        }
        return null;
    }

    /// <summary>Where a server is.</summary>
    public static string? CheckServer(string server) =>
        Uri.TryCreate(server, UriKind.Absolute, out var uri) && uri.Scheme is "ldap" or "ldaps" && uri.Host.Length > 0 && uri.PathAndQuery is "" or "/" && uri.UserInfo.Length == 0
            ? null
            : $"'{server}' is not an address such as ldaps://dc1.example.test or ldap://ldap.example.test:389.";

    /// <summary>A distinguished name.</summary>
    public static string? CheckDn(string dn) =>
        dn.Length is > 0 and <= MaxText && dn.Contains('=', StringComparison.Ordinal) && !dn.Any(char.IsControl) ? null : $"'{dn}' is not a distinguished name such as dc=example,dc=test.";

    /// <summary>A filter, in brackets that close; empty is the schema's own.</summary>
    public static string? CheckFilter(string filter)
    {
        if (filter.Length == 0) return null;
        var depth = 0;
        for (var i = 0; i < filter.Length; i++)
        {
            depth += filter[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0 && i < filter.Length - 1) depth = -1;
            if (depth < 0) break;
        }
        return filter.Length <= MaxText && filter[0] == '(' && depth == 0 && !filter.Any(char.IsControl) ? null : $"'{filter}' is not a filter such as (&(objectClass=person)(mail=*)).";
    }

    /// <summary>A field and its attribute.</summary>
    public static string? CheckAttribute(string mapping)
    {
        var at = mapping.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0 || !Fields.Contains(mapping[..at])) return $"'{mapping}' names no field. Fields: {string.Join(", ", Fields)}.";
        return at == mapping.Length - 1 || AttributeName().IsMatch(mapping[(at + 1)..]) ? null : $"'{mapping[(at + 1)..]}' is not an attribute's name.";
    }

    // RFC 4512 2.5: a name, with options after semicolons.
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]{0,127}(;[A-Za-z0-9-]{1,64}){0,4}$")]
    private static partial Regex AttributeName();
}
