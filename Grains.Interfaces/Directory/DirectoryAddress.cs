using System.Globalization;
using System.Text;

namespace MapiOrleans.Grains.Interfaces.Directory;

/// <summary>
/// A mail address as the directory compares it: the local part in lower case and NFC, the domain in A-labels (RFC 5890). RFC 5321
/// leaves the case of local parts to the receiving server: here it does not matter.
/// </summary>
/// <param name="Local">The local part, without quotes.</param>
/// <param name="Domain">The domain.</param>
public readonly record struct DirectoryAddress(string Local, string Domain)
{
    /// <summary>Octets of a local part (RFC 5321 4.5.3.1.1).</summary>
    public const int MaxLocalOctets = 64;

    /// <summary>Octets of an address (RFC 5321 4.5.3.1.3: a path of 256 less its angle brackets).</summary>
    public const int MaxOctets = 254;

    private const int MaxDomainOctets = 253;

    // STD 3: letters, digits and hyphens only. Made once; its methods change nothing.
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <inheritdoc/>
    public override string ToString() => $"{Local}@{Domain}";

    /// <summary>
    /// Reads an address. Its local part is a dot-atom (RFC 5322 3.2.3, with UTF-8 as RFC 6532 has it), or a quoted string that needed no
    /// quotes. False for anything else.
    /// </summary>
    public static bool TryParse(string? text, out DirectoryAddress address)
    {
        address = default;
        if (text is null || text.Length > MaxOctets) return false;
        var at = text.LastIndexOf('@');
        if (at <= 0 || !TryNormalizeDomain(text[(at + 1)..], out var domain)) return false;
        var local = text[..at];
        if (local.Length > 2 && local[0] == '"' && local[^1] == '"') local = local[1..^1];
        if (!IsWellFormed(local)) return false;
        local = local.Normalize(NormalizationForm.FormC).ToLowerInvariant();
        if (!IsDotAtom(local) || Encoding.UTF8.GetByteCount(local) > MaxLocalOctets || Encoding.UTF8.GetByteCount(local) + 1 + domain.Length > MaxOctets) return false;
        address = new DirectoryAddress(local, domain);
        return true;
    }

    /// <summary>A domain name in lower case and A-labels; false where it is none. One label is enough: a network may name its hosts so.</summary>
    public static bool TryNormalizeDomain(string? text, out string domain)
    {
        domain = "";
        if (string.IsNullOrEmpty(text) || text.Length > MaxDomainOctets || !IsWellFormed(text)) return false;
        try
        {
            domain = Idn.GetAscii(text).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // The framework has no way to ask first: this is its word for "not a domain name".
            return false;
        }
        // A trailing dot is the root of the DNS, which an address never names (RFC 5321 2.3.5).
        if (domain.Length is 0 or > MaxDomainOctets || domain[^1] == '.' || domain.Split('.').Any(l => l.Length is 0 or > 63)) return false;
        return !domain.Split('.')[^1].All(char.IsAsciiDigit);
    }

    private static bool IsWellFormed(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar) return false;
        }
        return true;
    }

    private static bool IsDotAtom(string text) =>
        text.Length > 0 && text[0] != '.' && text[^1] != '.' && !text.Contains("..", StringComparison.Ordinal) && text.All(c => c == '.' || IsAtomText(c));

    private static bool IsAtomText(char c) => c < 0x80
        ? char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c, StringComparison.Ordinal)
        : !char.IsControl(c) && !char.IsWhiteSpace(c);
}
