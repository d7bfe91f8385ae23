using System.Text;

namespace MapiOrleans.Grains.Directory.Ldap;

/// <summary>Filters (RFC 4515) with values in them: whatever a value is, it stays one.</summary>
internal static class LdapFilter
{
    /// <summary>A value as a filter may have it: everything but letters and digits by its bytes.</summary>
    public static string Escape(ReadOnlySpan<byte> value)
    {
        var builder = new StringBuilder(value.Length * 3);
        foreach (var b in value)
        {
            if (char.IsAsciiLetterOrDigit((char)b)) builder.Append((char)b);
            else builder.Append('\\').Append(b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        }
        return builder.ToString();
    }

    /// <summary>A text as a filter may have it.</summary>
    public static string Escape(string value) => Escape(Encoding.UTF8.GetBytes(value));

    /// <summary>Entries that meet a filter and have at least a value.</summary>
    public static string AtLeast(string filter, string attribute, string value) => $"(&{filter}({attribute}>={Escape(value)}))";

    /// <summary>Entries that meet one of two filters.</summary>
    public static string Either(string one, string other) => $"(|{one}{other})";
}
