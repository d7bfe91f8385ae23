using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.Delivery.Rules;

/// <summary>Somebody whom a rule writes to.</summary>
/// <param name="Smtp">The address that mail goes to.</param>
/// <param name="Recipient">The recipient as the message names it.</param>
internal sealed record RuleAddress(string Smtp, RecipientContent Recipient);

/// <summary>Makes of recipients, by whatever name they are given, addresses that mail can be sent to.</summary>
internal sealed class RuleAddresses(IGrainFactory grains)
{
    private const byte TypeMask = 0x0F, To = 1;

    /// <summary>The addresses of recipients of a rule; null for one that has none.</summary>
    public async Task<IReadOnlyList<RuleAddress?>> OfRuleAsync(IReadOnlyList<RuleRecipient> recipients)
    {
        var result = new List<RuleAddress?>(recipients.Count);
        foreach (var recipient in recipients)
        {
            var bag = new PropertyBag(recipient.Properties.Select(p => TextConversion.ToUnicode(p, 0)).Where(p => !p.Value.IsExternal));
            var type = (byte)((bag.GetInt32(PidTag.RecipientType) ?? To) & TypeMask);
            bag.Remove(PidTag.RecipientType.Id);
            result.Add(await SmtpOfAsync(bag) is { } smtp ? new RuleAddress(smtp, new RecipientContent { RowId = (uint)result.Count, RecipientType = type is 0 or > 3 ? To : type, Properties = bag }) : null);
        }
        return result;
    }

    /// <summary>The addresses of a template's recipients; those without one are left out.</summary>
    public async Task<List<RuleAddress>> OfTemplateAsync(IReadOnlyList<RecipientContent> recipients)
    {
        var result = new List<RuleAddress>(recipients.Count);
        foreach (var recipient in recipients)
            if (await SmtpOfAsync(recipient.Properties) is { } smtp)
                result.Add(new RuleAddress(smtp, recipient));
        return result;
    }

    /// <summary>Whose address it is in this installation, or null.</summary>
    public async Task<DirectoryObject?> FindAsync(string address) => IsSmtp(address) ? await grains.GetGrain<IDirectoryGrain>(0).FindByAddressAsync(address) : null;

    /// <summary>Somebody known by SMTP address alone.</summary>
    public static RuleAddress OfSmtp(string smtp, string displayName)
    {
        var bag = new PropertyBag();
        bag.Set(PidTag.DisplayName, displayName.Length > 0 ? displayName : smtp);
        bag.Set(PidTag.AddressType, "SMTP");
        bag.Set(PidTag.EmailAddress, smtp);
        bag.Set(PidTag.SmtpAddress, smtp);
        bag.Set(PidTag.EntryId, EntryIds.OneOff(displayName, "SMTP", smtp));
        bag.Set(PidTag.SearchKey, EntryIds.SearchKey("SMTP", smtp));
        return new RuleAddress(smtp, new RecipientContent { RowId = 0, RecipientType = To, Properties = bag });
    }

    /// <summary>Somebody of the directory, as messages name them.</summary>
    public static RecipientContent OfDirectory(DirectoryObject somebody)
    {
        var bag = new PropertyBag();
        bag.Set(PidTag.DisplayName, somebody.DisplayName);
        bag.Set(PidTag.AddressType, "EX");
        bag.Set(PidTag.EmailAddress, somebody.LegacyDN);
        bag.Set(PidTag.SmtpAddress, somebody.Address);
        bag.Set(PidTag.EntryId, EntryIds.AddressBook(somebody.LegacyDN));
        bag.Set(PidTag.SearchKey, EntryIds.SearchKey("EX", somebody.LegacyDN));
        return new RecipientContent { RowId = 0, RecipientType = To, Properties = bag };
    }

    private async Task<string?> SmtpOfAsync(PropertyBag bag)
    {
        if (bag.GetString(PidTag.SmtpAddress) is { } smtp && IsSmtp(smtp)) return smtp;
        var address = bag.GetString(PidTag.EmailAddress);
        if (string.Equals(bag.GetString(PidTag.AddressType), "SMTP", StringComparison.OrdinalIgnoreCase)) return IsSmtp(address) ? address : null;
        // Outlook may give the entry id alone, or an X.500 name without saying so.
        var entryId = bag.GetBinary(PidTag.EntryId) ?? [];
        if (EntryIds.ParseOneOff(entryId, 0) is { } oneOff) return oneOff.AddressType.Equals("SMTP", StringComparison.OrdinalIgnoreCase) && IsSmtp(oneOff.EmailAddress) ? oneOff.EmailAddress : null;
        var name = EntryIds.ParseAddressBook(entryId) ?? address;
        if (name is ['/', ..]) return (await grains.GetGrain<IDirectoryGrain>(0).FindByLegacyDNAsync(name))?.Address;
        return IsSmtp(address) ? address : null;
    }

    private static bool IsSmtp(string? text) => text is not null && DirectoryAddress.TryParse(text, out _);
}
