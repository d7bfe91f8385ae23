using System.Text;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MimeKit;

namespace MapiOrleans.Conversion.Mime;

/// <summary>Makes addresses of headers out of properties ([MS-OXCMAIL] 2.1.3.1).</summary>
internal sealed class AddressWriter(MapiToMimeOptions options, CancellationToken cancellation)
{
    private const int Utf8 = 65001;
    private readonly Dictionary<string, string?> _resolved = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an address has a local part that is not ASCII.</summary>
    public bool NeedUtf8 { get; private set; }

    /// <summary>The person of a role, or null where the message names none.</summary>
    public async ValueTask<MailboxAddress?> OfAsync(PropertyBag bag, AddressGroup group) =>
        await SmtpAsync(bag.GetString(group.SmtpAddress), bag.GetString(group.AddressType), bag.GetString(group.EmailAddress), bag.GetBinary(group.EntryId)) is { } address
            ? Mailbox(bag.GetString(group.Name), address)
            : null;

    /// <summary>A recipient, or null where it has no address at all.</summary>
    public async ValueTask<MailboxAddress?> OfAsync(RecipientContent recipient)
    {
        var bag = recipient.Properties;
        return await SmtpAsync(bag.GetString(PidTag.SmtpAddress), bag.GetString(PidTag.AddressType), bag.GetString(PidTag.EmailAddress), bag.GetBinary(PidTag.EntryId)) is { } address
            ? Mailbox(bag.GetString(PidTag.DisplayName) ?? bag.GetString(PidTag.TransmittableDisplayName), address)
            : null;
    }

    /// <summary>Whoever an entry id names, or null.</summary>
    public async ValueTask<MailboxAddress?> OfAsync(byte[] entryId)
    {
        var name = EntryIds.ParseOneOff(entryId, Utf8)?.DisplayName;
        return await SmtpAsync(null, null, null, entryId) is { } address ? Mailbox(name, address) : null;
    }

    private async ValueTask<string?> SmtpAsync(string? smtp, string? type, string? email, byte[]? entryId)
    {
        if (!string.IsNullOrWhiteSpace(smtp)) return smtp;
        if (string.IsNullOrEmpty(email) && entryId is not null)
        {
            if (EntryIds.ParseOneOff(entryId, Utf8) is { } oneOff) (type, email) = (oneOff.AddressType, oneOff.EmailAddress);
            else if (EntryIds.ParseAddressBook(entryId) is { } dn) (type, email) = ("EX", dn);
        }
        if (string.IsNullOrWhiteSpace(email)) return null;
        if (string.IsNullOrEmpty(type) || type.Equals("SMTP", StringComparison.OrdinalIgnoreCase)) return email;
        if (type.Equals("EX", StringComparison.OrdinalIgnoreCase) && await ResolveAsync(email) is { } resolved) return resolved;
        return Encapsulate(type, email);
    }

    private async ValueTask<string?> ResolveAsync(string legacyDN)
    {
        if (options.ResolveLegacyDN is null) return null;
        if (_resolved.TryGetValue(legacyDN, out var known)) return known;
        return _resolved[legacyDN] = await options.ResolveLegacyDN(legacyDN, cancellation);
    }

    /// <summary>IMCEA encapsulation: letters and digits stand for themselves, a slash is an underscore, the rest is hexadecimal.</summary>
    private string Encapsulate(string type, string email)
    {
        var text = new StringBuilder("IMCEA").Append(type.ToUpperInvariant()).Append('-');
        foreach (var b in Encoding.UTF8.GetBytes(email))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b == '-') text.Append((char)b);
            else if (b == '/') text.Append('_');
            else text.Append('+').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
        return text.Append('@').Append(options.Domain).ToString();
    }

    private MailboxAddress Mailbox(string? name, string address)
    {
        address = HeaderText.Clean(address).Trim();
        name = HeaderText.Clean(name ?? "").Trim();
        if (name == address) name = "";
        var mailbox = TryMake(name, address) ?? TryMake(name, Quoted(address)) ?? new MailboxAddress(Encoding.UTF8, name, Encapsulate("SMTP", address));
        var at = mailbox.Address.LastIndexOf('@');
        NeedUtf8 |= !Ascii.IsValid(at < 0 ? mailbox.Address : mailbox.Address[..at]);
        return mailbox;
    }

    private static MailboxAddress? TryMake(string name, string address)
    {
        if (!MailboxAddress.TryParse(new ParserOptions { AllowAddressesWithoutDomain = true }, address, out var parsed) || parsed.Address != address) return null;
        return new MailboxAddress(Encoding.UTF8, name, address);
    }

    // A local part with characters that only a quoted string may have.
    private static string Quoted(string address)
    {
        var at = address.LastIndexOf('@');
        if (at <= 0) return address;
        var local = address[..at].Trim('"').Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return $"\"{local}\"{address[at..]}";
    }
}
