using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MimeKit;

namespace MapiOrleans.Conversion.Mime;

/// <summary>A name and an address as a header has them, whatever their form.</summary>
internal readonly record struct NamedAddress(string Name, string Address);

/// <summary>Reads addresses from headers and makes recipients of them ([MS-OXCMAIL] 2.2.3.1).</summary>
internal sealed class AddressReader(MimeConversionOptions options, CancellationToken cancellation)
{
    /// <summary>Characters of a display name or an address that are taken over.</summary>
    private const int MaxTextLength = 1024;

    /// <summary>Address book look-ups of one conversion; what is beyond stays SMTP.</summary>
    private const int MaxLookups = 500;

    private static readonly char[] BetweenAddresses = [',', ';', '\r', '\n'];
    private static readonly char[] NotInAddress = [' ', '\t', '\r', '\n', '<', '>', ',', ';', ':', '"', '(', ')', '[', ']'];

    private readonly Dictionary<string, ResolvedAddress?> _resolved = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The mailboxes of all headers of this id, groups flattened, in order. Text that is no address list is searched for what looks like an address.</summary>
    public static List<NamedAddress> Mailboxes(HeaderList headers, HeaderId id, ParserOptions parserOptions)
    {
        var result = new List<NamedAddress>();
        foreach (var header in headers)
        {
            if (header.Id != id) continue;
            var raw = header.RawValue;
            if (InternetAddressList.TryParse(parserOptions, raw, 0, raw.Length, out var list))
            {
                Flatten(list, result);
                continue;
            }
            var text = header.Value ?? "";
            foreach (var chunk in text.Split(BetweenAddresses, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var words = chunk.Split(NotInAddress, StringSplitOptions.RemoveEmptyEntries);
                var address = words.LastOrDefault(w => w.IndexOf('@', StringComparison.Ordinal) is var at && at > 0 && at < w.Length - 1) ?? (words.Length == 1 ? words[0] : "");
                var name = string.Join(' ', words.Where(w => w != address));
                if (words.Length > 0) result.Add(new NamedAddress(name, address));
            }
        }
        return result;
    }

    private static void Flatten(InternetAddressList list, List<NamedAddress> result)
    {
        foreach (var address in list)
        {
            if (address is MailboxAddress mailbox) result.Add(new NamedAddress(mailbox.Name ?? "", mailbox.Address ?? ""));
            else if (address is GroupAddress group) Flatten(group.Members, result);
        }
    }

    /// <summary>The person behind a mailbox of a header.</summary>
    public async ValueTask<MapiAddress> ResolveAsync(NamedAddress mailbox)
    {
        var address = HeaderText.Clean(mailbox.Address, MaxTextLength).Trim();
        var name = HeaderText.Clean(mailbox.Name, MaxTextLength).Trim();
        if (name.Length > 1 && name[0] == '\'' && name[^1] == '\'') name = name[1..^1].Trim();
        if (name.Length == 0) name = address;
        var resolved = await LookupAsync(address);
        return resolved is null ? new MapiAddress(name, address, null) : new MapiAddress(resolved.DisplayName, resolved.SmtpAddress, resolved);
    }

    private async ValueTask<ResolvedAddress?> LookupAsync(string address)
    {
        if (options.ResolveAddress is null || address.Length == 0) return null;
        if (_resolved.TryGetValue(address, out var known)) return known;
        if (_resolved.Count >= MaxLookups) return null;
        ResolvedAddress? resolved;
        try
        {
            resolved = await options.ResolveAddress(address, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new PartSinkException(e);
        }
        _resolved.Add(address, resolved);
        return resolved;
    }

    /// <summary>A recipient with everything that Outlook reads of one ([MS-OXCDATA] 2.8.3, [MS-OXOMSG] 2.2.3).</summary>
    public static RecipientContent Recipient(MapiAddress address, byte recipientType, int index)
    {
        var bag = new PropertyBag(20);
        var entryId = address.EntryId;
        bag.Set(PidTag.EntryId, entryId);
        bag.Set(PidTag.RecordKey, entryId);
        bag.Set(PidTag.SearchKey, address.SearchKey);
        bag.Set(PidTag.AddressType, address.AddressType);
        bag.Set(PidTag.EmailAddress, address.EmailAddress);
        bag.Set(PidTag.SmtpAddress, address.SmtpAddress);
        bag.Set(PidTag.DisplayName, address.DisplayName);
        bag.Set(PidTag.TransmittableDisplayName, address.DisplayName);
        bag.Set(PidTag.ObjectType, address.Resolved?.DisplayType == 1 ? 8 : 6);
        bag.Set(PidTag.DisplayType, address.Resolved?.DisplayType ?? 0);
        bag.Set(PidTag.Responsibility, true);
        bag.Set(PidTag.SendRichInfo, address.Resolved is not null);
        bag.Set(PidTag.SendInternetEncoding, 0);
        bag.Set(PidTag.RecipientDisplayName, address.DisplayName);
        bag.Set(PidTag.RecipientEntryId, entryId);
        bag.Set(PidTag.RecipientFlags, 1);
        bag.Set(PidTag.RecipientTrackStatus, 0);
        bag.Set(PidTag.RecipientOrder, index);
        return new RecipientContent { RowId = (uint)index, RecipientType = recipientType, Properties = bag };
    }

    /// <summary>Takes over To, Cc and Bcc, and says whether the mailbox owner is among them.</summary>
    public async ValueTask ReadRecipientsAsync(HeaderList headers, ParserOptions parserOptions, MessageContent content)
    {
        var own = new HashSet<string>(options.OwnAddresses, StringComparer.OrdinalIgnoreCase);
        var display = new List<string>[3];
        bool toMe = false, ccMe = false, bccMe = false;
        (HeaderId Id, byte Type)[] fields = [(HeaderId.To, 1), (HeaderId.Cc, 2), (HeaderId.Bcc, 3)];
        foreach (var (id, type) in fields)
        {
            var names = display[type - 1] = [];
            foreach (var mailbox in Mailboxes(headers, id, parserOptions))
            {
                if (content.Recipients.Count >= options.MaxRecipients) break;
                var address = await ResolveAsync(mailbox);
                content.Recipients.Add(Recipient(address, type, content.Recipients.Count));
                names.Add(address.DisplayName);
                if (!own.Contains(address.SmtpAddress)) continue;
                if (type == 1) toMe = true;
                else if (type == 2) ccMe = true;
                else bccMe = true;
            }
        }
        content.Properties.Set(PidTag.DisplayTo, RecipientNames.Join(display[0]));
        content.Properties.Set(PidTag.DisplayCc, RecipientNames.Join(display[1]));
        content.Properties.Set(PidTag.DisplayBcc, RecipientNames.Join(display[2]));
        if (own.Count == 0) return;
        content.Properties.Set(PidTag.MessageToMe, toMe);
        content.Properties.Set(PidTag.MessageCcMe, ccMe);
        content.Properties.Set(PidTag.MessageRecipientMe, toMe || ccMe || bccMe);
    }
}
