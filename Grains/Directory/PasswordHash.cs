using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MapiOrleans.Grains.Directory;

/// <summary>
/// A salted hash of a password: PBKDF2 (RFC 8018 5.2) with HMAC-SHA-512, written as <c>$pbkdf2-sha512$i=210000$salt$hash</c>, the last two in
/// base64. It says itself how it was made, so the cost can be raised without losing anybody.
/// </summary>
internal sealed record PasswordHash(int Iterations, byte[] Salt, byte[] Hash)
{
    private const string Scheme = "pbkdf2-sha512";
    private const int SaltBytes = 16;
    private const int HashBytes = 64;

    /// <summary>Iterations that a stored hash may ask for: a damaged row must not stop the node.</summary>
    public const int MaxIterations = 100_000_000;

    public static PasswordHash Create(string password, int iterations)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new PasswordHash(iterations, salt, Derive(password, salt, iterations, HashBytes));
    }

    /// <summary>
    /// Whether this is the password's hash. It costs at least <paramref name="iterations"/>, so an account with an old, cheaper hash is not
    /// told from one that isn't there.
    /// </summary>
    public bool Verify(string password, int iterations)
    {
        var derived = Derive(password, Salt, Iterations, Hash.Length);
        if (Iterations < iterations) Derive(password, Salt, iterations - Iterations, Hash.Length);
        return CryptographicOperations.FixedTimeEquals(derived, Hash);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"${Scheme}$i={Iterations}${Convert.ToBase64String(Salt)}${Convert.ToBase64String(Hash)}");

    /// <summary>The hash of its text form, or null where it is none.</summary>
    public static PasswordHash? TryParse(string text)
    {
        var parts = text.Split('$');
        if (parts is not ["", Scheme, ['i', '=', .. var iterations], var salt, var hash]) return null;
        if (!int.TryParse(iterations, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is 0 or > MaxIterations) return null;
        return Bytes(salt) is { Length: >= 8 } saltBytes && Bytes(hash) is { Length: >= 32 and <= 64 } hashBytes ? new PasswordHash(count, saltBytes, hashBytes) : null;
    }

    private static byte[] Derive(string password, byte[] salt, int iterations, int length) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(Composed(password)), salt, iterations, HashAlgorithmName.SHA512, length);

    /// <summary>NFC (RFC 8265 4.2.2): keyboards differ in how they put an accent on a letter. Text that is no Unicode stays as it is.</summary>
    private static string Composed(string password)
    {
        foreach (var rune in password.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar) return password;
        }
        return password.Normalize(NormalizationForm.FormC);
    }

    private static byte[]? Bytes(string base64)
    {
        var buffer = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, buffer, out var written) ? buffer[..written] : null;
    }
}
