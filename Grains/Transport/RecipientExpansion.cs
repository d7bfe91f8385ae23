using MapiOrleans.Grains.Delivery;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Transport;

/// <summary>
/// Finds out to whom a message goes ([MS-OXOMSG] 3.2.5.1): address book entries get their addresses, groups become their members, each
/// once whatever groups are in it, and nobody gets it twice.
/// </summary>
internal sealed class RecipientExpansion(IDirectoryGrain directory, SmarthostOptions options)
{
    private const int Utf8 = 65001;

    /// <summary>PidTagRecipientType of one who has a resent message already ([MS-OXOMSG] 2.2.3.1).</summary>
    private const byte SentAlready = 0x80;

    private readonly Dictionary<string, RelayRecipient> _found = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, bool> _domains = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// To whom a message goes, and the message with its recipients by the names of the address book, where they are in it. With
    /// <paramref name="resend"/> those who have it already do not get it.
    /// </summary>
    public async Task<(IReadOnlyList<RelayRecipient> Recipients, MessageContent Message)> ExpandAsync(MessageContent content, bool resend, PersonalLists lists, CancellationToken cancellationToken)
    {
        var named = new List<RecipientContent>(content.Recipients.Count);
        var nextRow = content.Recipients.Select(r => r.RowId).DefaultIfEmpty().Max() + 1;
        foreach (var recipient in content.Recipients)
        {
            if ((resend && (recipient.RecipientType & SentAlready) != 0) || (recipient.RecipientType & 0x0F) is < 1 or > 3)
            {
                named.Add(recipient);
            }
            else if (await lists.MembersAsync(recipient.Properties, cancellationToken) is { } members)
            {
                // Nobody else knows what the list is: those who are in it stand in its place.
                if (members.Count == 0) Fail(Name(recipient.Properties, ""), "5.2.4", "The personal distribution list is gone, or has nobody in it");
                foreach (var member in members) named.Add(new RecipientContent { RowId = nextRow++, RecipientType = recipient.RecipientType, Properties = await NamedAsync(member) });
            }
            else
            {
                named.Add(new RecipientContent { RowId = recipient.RowId, RecipientType = recipient.RecipientType, Properties = await NamedAsync(recipient.Properties) });
            }
        }
        return ([.. _found.Values], new MessageContent { Properties = content.Properties, Recipients = named, Attachments = content.Attachments });
    }

    private async ValueTask<PropertyBag> NamedAsync(PropertyBag recipient) => await AddAsync(recipient) is { } known ? DirectoryRecipient.Name(recipient, known.Who, known.Address) : recipient;

    /// <summary>The recipients that these addresses stand for.</summary>
    public async Task<IReadOnlyList<RelayRecipient>> ExpandAsync(IReadOnlyList<string> addresses)
    {
        foreach (var address in addresses)
        {
            if (IsAddress(address)) await AddAsync(address);
            else Fail(address, "5.1.3", "This is no address that mail can be sent to");
        }
        return [.. _found.Values];
    }

    /// <summary>Adds whom a recipient stands for; gives who that is, and by which address, where the address book knows.</summary>
    private async ValueTask<(DirectoryObject Who, string Address)?> AddAsync(PropertyBag bag)
    {
        var (type, email) = (bag.GetString(PidTag.AddressType) ?? "", bag.GetString(PidTag.EmailAddress) ?? "");
        if (email.Length == 0 && bag.GetBinary(PidTag.EntryId) is { } entryId)
        {
            if (EntryIds.ParseOneOff(entryId, Utf8) is { } oneOff) (type, email) = (oneOff.AddressType, oneOff.EmailAddress);
            else if (EntryIds.ParseAddressBook(entryId) is { } dn) (type, email) = ("EX", dn);
        }
        var smtp = bag.GetString(PidTag.SmtpAddress);
        var isExchange = type.Equals("EX", StringComparison.OrdinalIgnoreCase);
        if (isExchange && await directory.FindByLegacyDNAsync(email) is { } known)
        {
            await AddAsync(known);
            return (known, known.Address);
        }
        if (isExchange && string.IsNullOrEmpty(smtp)) Fail(Name(bag, email), "5.1.1", "The address book has nobody of this name any more");
        else if ((string.IsNullOrEmpty(smtp) ? email : smtp) is var address && IsAddress(address)) return await AddAsync(address) is { } found ? (found, address) : null;
        else Fail(Name(bag, address), "5.1.3", $"{(type.Length > 0 ? type : "This")} is no address that mail can be sent to");
        return null;
    }

    private async ValueTask<DirectoryObject?> AddAsync(string address)
    {
        if (await directory.FindByAddressAsync(address) is { } known)
        {
            await AddAsync(known);
            return known;
        }
        // Whoever has an address in a domain of this installation is here or nowhere.
        var domain = address[(address.LastIndexOf('@') + 1)..];
        if (!_domains.TryGetValue(domain, out var isLocal)) _domains[domain] = isLocal = await directory.FindDomainAsync(domain) is not null;
        Add(new RelayRecipient { Address = address, IsLocal = isLocal });
        return null;
    }

    private async ValueTask AddAsync(DirectoryObject known)
    {
        if (known.Kind != DirectoryKind.Group)
        {
            Add(Of(known));
            return;
        }
        IReadOnlyList<DirectoryObject> members;
        try
        {
            members = await directory.ExpandGroupAsync(known.ObjectId);
        }
        catch (DirectoryException e)
        {
            Fail(known.Address, "5.2.4", e.Message);
            return;
        }
        if (members.Count == 0) Fail(known.Address, "5.2.4", "The group has nobody in it");
        foreach (var member in members) Add(Of(member));
    }

    private static RelayRecipient Of(DirectoryObject known) => new() { Address = known.Address, IsLocal = known.Kind != DirectoryKind.Contact };

    private void Add(RelayRecipient recipient)
    {
        if (_found.ContainsKey(recipient.Address)) return;
        _found.Add(recipient.Address, _found.Count < options.MaxRecipients ? recipient : recipient.Fail("5.5.3", $"A message goes to at most {options.MaxRecipients} recipients"));
    }

    private void Fail(string address, string status, string diagnostic) => _found.TryAdd(address, new RelayRecipient { Address = address }.Fail(status, diagnostic));

    private static string Name(PropertyBag bag, string address) => address.Length > 0 ? address : bag.GetString(PidTag.DisplayName) is { Length: > 0 } name ? name : "(nobody)";

    private static bool IsAddress(string address) =>
        address.LastIndexOf('@') is var at && at > 0 && at < address.Length - 1 && address.Length <= 320 && !address.Any(c => c <= ' ' || c is '<' or '>' or '\u007F');
}
