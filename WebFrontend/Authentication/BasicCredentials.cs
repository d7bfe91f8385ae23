using System.Buffers.Text;
using System.Text;

namespace MapiOrleans.WebFrontend.Authentication;

/// <summary>
/// Credentials of Basic (RFC 7617): the bytes, and what they may mean. Windows sends them in its ANSI code page whatever the challenge says,
/// others in UTF-8, and nothing in the request tells which.
/// </summary>
internal sealed record BasicCredentials(byte[] Raw, IReadOnlyList<BasicReading> Readings)
{
    /// <summary>Longer headers are no credentials.</summary>
    public const int MaxLength = 2048;

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    static BasicCredentials() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Reads the parameter of an Authorization header; null where it is none.</summary>
    public static BasicCredentials? TryRead(string parameter, IEnumerable<int> codePages)
    {
        if (parameter.Length is 0 or > MaxLength || !Base64.IsValid(parameter)) return null;
        var raw = Convert.FromBase64String(parameter);
        if (!raw.Contains((byte)':')) return null;
        var byName = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var text in Texts(raw, codePages))
        {
            var colon = text.IndexOf(':');
            var name = AddressOf(text[..colon]);
            if (name is null) continue;
            if (!byName.TryGetValue(name, out var passwords)) byName[name] = passwords = [];
            if (!passwords.Contains(text[(colon + 1)..])) passwords.Add(text[(colon + 1)..]);
        }
        return new BasicCredentials(raw, [.. byName.Select(n => new BasicReading(n.Key, [.. n.Value]))]);
    }

    /// <summary>The encoding of a code page, or null where it is none that Basic could be in.</summary>
    public static Encoding? EncodingOf(int codePage) =>
        CodePagesEncodingProvider.Instance.GetEncoding(codePage) is { IsSingleByte: true } page ? page : null;

    private static IEnumerable<string> Texts(byte[] raw, IEnumerable<int> codePages)
    {
        string? utf8 = null;
        try
        {
            utf8 = StrictUtf8.GetString(raw);
        }
        catch (DecoderFallbackException)
        {
            // Not UTF-8: only the code pages are left.
            utf8 = null;
        }
        if (utf8 is not null) yield return utf8;
        // Pure ASCII reads the same in all of them.
        if (utf8 is not null && Ascii.IsValid(raw)) yield break;
        foreach (var page in codePages)
        {
            if (EncodingOf(page) is { } encoding) yield return encoding.GetString(raw);
        }
    }

    /// <summary>The address that a user name means: itself, or what follows a Windows domain (<c>EXAMPLE\user@example.org</c>, <c>example.org\user</c>).</summary>
    private static string? AddressOf(string name)
    {
        var slash = name.LastIndexOf('\\');
        var user = slash < 0 ? name : name[(slash + 1)..];
        var address = user.Contains('@') || slash <= 0 ? user : $"{user}@{name[..slash]}";
        address = address.Trim().ToLowerInvariant();
        return address.Length is > 0 and <= 320 && !address.Any(char.IsControl) ? address : null;
    }
}

/// <summary>One reading of credentials.</summary>
/// <param name="Address">The account's address, lower-case.</param>
/// <param name="Passwords">What the password may be.</param>
internal sealed record BasicReading(string Address, string[] Passwords);
