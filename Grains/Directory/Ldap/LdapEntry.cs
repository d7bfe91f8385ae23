using System.DirectoryServices.Protocols;
using System.Text;

namespace MapiOrleans.Grains.Directory.Ldap;

/// <summary>An entry as a server gave it. Names of attributes do not mind case.</summary>
internal sealed class LdapEntry(string dn, IReadOnlyDictionary<string, byte[][]> attributes)
{
    public string Dn { get; } = dn;

    /// <summary>Names of the attributes that it has, options and all.</summary>
    public IEnumerable<string> Names => attributes.Keys;

    /// <summary>The values of an attribute; none where it has none.</summary>
    public byte[][] Values(string attribute)
    {
        if (attribute.Length == 0) return [];
        if (attributes.TryGetValue(attribute, out var values)) return values;
        // Some servers add the option to the name, some do not (RFC 4522).
        return attribute.EndsWith(";binary", StringComparison.OrdinalIgnoreCase) ? attributes.GetValueOrDefault(attribute[..^";binary".Length], []) : attributes.GetValueOrDefault(attribute + ";binary", []);
    }

    public IEnumerable<string> Texts(string attribute) => Values(attribute).Select(Encoding.UTF8.GetString);

    /// <summary>The first value that is not empty.</summary>
    public string Text(string attribute) => Texts(attribute).Select(t => t.Trim()).FirstOrDefault(t => t.Length > 0) ?? "";

    public static LdapEntry From(SearchResultEntry entry)
    {
        var attributes = new Dictionary<string, byte[][]>(StringComparer.OrdinalIgnoreCase);
        foreach (DirectoryAttribute attribute in entry.Attributes.Values) attributes[attribute.Name] = [.. attribute.GetValues(typeof(byte[])).Cast<byte[]>()];
        return new LdapEntry(entry.DistinguishedName, attributes);
    }

    /// <summary>A name as it is compared: in lower case, without spaces around its commas and equals signs (RFC 4514 2).</summary>
    public static string NormalizeDn(string dn)
    {
        var builder = new StringBuilder(dn.Length);
        foreach (var part in SplitDn(dn))
        {
            if (builder.Length > 0) builder.Append(',');
            var at = part.IndexOf('=', StringComparison.Ordinal);
            builder.Append(at < 0 ? part.Trim() : $"{part[..at].Trim()}={part[(at + 1)..].Trim()}");
        }
        return builder.ToString().ToLowerInvariant();
    }

    private static IEnumerable<string> SplitDn(string dn)
    {
        var start = 0;
        for (var i = 0; i < dn.Length; i++)
        {
            if (dn[i] == '\\') i++;
            else if (dn[i] == ',')
            {
                yield return dn[start..i];
                start = i + 1;
            }
        }
        yield return dn[start..];
    }
}
