namespace MapiOrleans.Grains.Interfaces.Directory;

/// <summary>
/// What a directory entry must be like, apart from what else is in the directory: the one place that knows, for the directory itself and
/// for whoever checks before asking it. Each rule gives null, or a sentence that says what is wrong.
/// </summary>
public static class DirectoryRules
{
    /// <summary>Domain names.</summary>
    public static string? CheckDomainName(string name) => DirectoryAddress.TryNormalizeDomain(name, out _) ? null : $"'{name}' is not a domain name.";

    /// <summary>Where domains have moved to: an https address, or a domain name.</summary>
    public static string? CheckMovedTo(string place) =>
        place.Length <= 2048 && Uri.TryCreate(place, UriKind.Absolute, out var uri) ? uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0 ? null : "The address has to be an https address." : CheckDomainName(place);

    /// <summary>Addresses.</summary>
    public static string? CheckAddress(string address) => DirectoryAddress.TryParse(address, out _) ? null : $"'{address}' is not a mail address.";

    /// <summary>Text fields: one line, of bounded length; the bytes of the wire and of headers come from them.</summary>
    public static string? CheckText(string text, DirectoryLimits limits)
    {
        if (text.Length > limits.MaxTextLength) return $"More than {limits.MaxTextLength} characters.";
        return text.Any(char.IsControl) ? "Control characters and line breaks are not allowed." : null;
    }

    /// <summary>Names shown to people: text that is not empty.</summary>
    public static string? CheckDisplayName(string text, DirectoryLimits limits) =>
        string.IsNullOrWhiteSpace(text) ? "A name is needed." : CheckText(text, limits);

    /// <summary>Languages: an ISO 639-1 code, with a region after a hyphen or not.</summary>
    public static string? CheckLanguage(string language) =>
        language.Length is 2 or 5 && language.Take(2).All(char.IsAsciiLetter) && (language.Length == 2 || (language[2] == '-' && language.Skip(3).All(char.IsAsciiLetter)))
            ? null
            : $"'{language}' is not a language code such as 'en' or 'fr-CH'.";

    /// <summary>Roles.</summary>
    public static string? CheckRole(string role) =>
        DirectoryRoles.All.Contains(role) ? null : $"There is no role '{role}'. Roles: {string.Join(", ", DirectoryRoles.All)}.";

    /// <summary>Passwords. Their strength is the organisation's affair; that there is one is not.</summary>
    public static string? CheckPassword(string password, DirectoryLimits limits) => password.Length switch
    {
        0 => "A password cannot be empty.",
        var length when length > limits.MaxPasswordLength => $"More than {limits.MaxPasswordLength} characters.",
        _ => password.Any(char.IsControl) ? "Control characters and line breaks are not allowed." : null,
    };

    /// <summary>Quotas, in bytes.</summary>
    public static string? CheckQuota(long? bytes) => bytes is <= 0 ? "A quota is more than 0; leave it out for none." : null;

    /// <summary>Seats of a resource.</summary>
    public static string? CheckCapacity(int? capacity) => capacity is < 0 or > 1_000_000 ? "Between 0 and 1,000,000." : null;

    /// <summary>Conditions of dynamic groups.</summary>
    public static string? CheckCondition(string text, DirectoryLimits limits)
    {
        if (text.Length == 0) return null;
        if (text.Length > limits.MaxConditionLength) return $"More than {limits.MaxConditionLength} characters.";
        return DirectoryCondition.TryParse(text, out _, out var position, out var error) ? null : $"Character {position + 1}: {error}";
    }

    /// <summary>Paths of public folders: names with slashes between them.</summary>
    public static string? CheckFolderPath(string path, DirectoryLimits limits)
    {
        if (path.Length == 0 || path.Length > limits.MaxPathLength) return $"A path has 1 to {limits.MaxPathLength} characters.";
        if (path.Any(char.IsControl)) return "Control characters and line breaks are not allowed.";
        return path.Split('/').Any(n => string.IsNullOrWhiteSpace(n) || n.Length > 255) ? "Each name between slashes has 1 to 255 characters." : null;
    }

    /// <summary>Photos: of a kind that clients show, and of bounded size. Empty is none.</summary>
    public static string? CheckPhoto(ReadOnlySpan<byte> photo, DirectoryLimits limits)
    {
        if (photo.Length > limits.MaxPhotoBytes) return $"More than {limits.MaxPhotoBytes} bytes.";
        return photo.IsEmpty || photo.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || photo.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) || photo.StartsWith("GIF8"u8)
            ? null
            : "This is no JPEG, PNG or GIF.";
    }

    /// <summary>Certificates of one object, those of one kind.</summary>
    public static string? CheckCertificates(IReadOnlyCollection<byte[]> certificates, DirectoryLimits limits)
    {
        if (certificates.Count > limits.MaxCertificates) return $"More than {limits.MaxCertificates}.";
        return certificates.Any(c => c.Length == 0 || c.Length > limits.MaxCertificateBytes) ? $"Each has 1 to {limits.MaxCertificateBytes} bytes." : null;
    }

    /// <summary>Whether objects of this kind have a mailbox.</summary>
    public static bool HasMailbox(DirectoryKind kind) => kind is DirectoryKind.User or DirectoryKind.Room or DirectoryKind.Equipment;
}
