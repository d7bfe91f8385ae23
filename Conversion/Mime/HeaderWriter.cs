using System.Text;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MimeKit;
using MimeKit.Utils;

namespace MapiOrleans.Conversion.Mime;

/// <summary>Properties of a message to headers ([MS-OXCMAIL] 2.1.3).</summary>
internal sealed class HeaderWriter(MimeComposer composer)
{
    /// <summary>A word longer than this cannot be folded: a line holds no more than 998 bytes (RFC 5322 2.1.1).</summary>
    private const int MaxWord = 900;

    private const int MaxReplyTo = 200;

    /// <summary>Characters of one encoded word, which has at most 75 (RFC 2047 2).</summary>
    private const int EncodedChunk = 20;

    private static readonly (int Bit, string Word)[] SuppressWords = [(1, "DR"), (2, "NDR"), (4, "RN"), (8, "NRN"), (16, "OOF"), (32, "AutoReply")];

    private AddressWriter Addresses => composer.Addresses;

    /// <summary>Writes all headers but those of the body.</summary>
    public async ValueTask WriteAsync(MessageContent content, MimeMessage message, bool embedded)
    {
        var bag = content.Properties;
        var headers = message.Headers;
        await SendersAsync(bag, message);
        await RecipientsAsync(content, message, embedded);
        await ReplyToAsync(bag, message);
        Add(headers, "Subject", await SubjectAsync(bag));
        Dates(bag, headers, embedded);
        await IdentifiersAsync(bag, message, embedded);
        Conversation(bag, headers);
        Importance(bag, headers);
        Flags(bag, headers);
        await ReceiptsAsync(bag, message);
        Categories(bag, headers);
        NamedHeaders(bag, headers);
        // Whatever answers machines sees by it that this is one (RFC 3834 5).
        if (!embedded && ReportWriter.Find(content) is not null && !headers.Contains("Auto-Submitted")) headers.Add("Auto-Submitted", "auto-replied");
        headers.Add("MIME-Version", "1.0");
    }

    private static void Add(HeaderList headers, string field, string? value)
    {
        if (value is null) return;
        headers.Add(new Header(Encoding.UTF8, field, Foldable(HeaderText.Clean(value).Trim())));
    }

    // Encoded words (RFC 2047) may be broken between any two of them, and reading joins them again.
    private static string Foldable(string text)
    {
        if (!Ascii.IsValid(text) || text.Split(' ', '\t').All(w => w.Length <= MaxWord)) return text;
        return string.Join(' ', text.Chunk(EncodedChunk).Select(c => $"=?utf-8?q?{string.Concat(c.Select(Escape))}?="));

        static string Escape(char c) => c == ' ' ? "_" : c is '=' or '?' or '_' or '\t' ? $"={(int)c:X2}" : c.ToString();
    }

    /// <summary>From is who is represented; Sender is there where somebody else sends ([MS-OXCMAIL] 2.1.3.1.1).</summary>
    private async ValueTask SendersAsync(PropertyBag bag, MimeMessage message)
    {
        var represented = await Addresses.OfAsync(bag, AddressGroup.SentRepresenting);
        var sender = await Addresses.OfAsync(bag, AddressGroup.Sender);
        if ((represented ?? sender) is { } from) message.From.Add(from);
        if (represented is not null && sender is not null && !represented.Address.Equals(sender.Address, StringComparison.OrdinalIgnoreCase)) message.Sender = sender;
    }

    private async ValueTask RecipientsAsync(MessageContent content, MimeMessage message, bool embedded)
    {
        // Each change of a message's list writes its header anew: 10,000 recipients one by one would take minutes.
        List<MailboxAddress> to = [], cc = [];
        foreach (var recipient in content.Recipients)
        {
            // Whom a delivery report speaks of is not whom it is sent to.
            if (recipient.Properties.Contains(PidTag.ReportTime.Id)) continue;
            var list = (recipient.RecipientType & 0x0F) switch { 1 => to, 2 => cc, _ => null };
            if (list is not null && await Addresses.OfAsync(recipient) is { } address) list.Add(address);
        }
        if (to.Count > 0) message.To.AddRange(to);
        if (cc.Count > 0) message.Cc.AddRange(cc);
        if (!embedded && message.To.Count == 0 && message.Cc.Count == 0) message.To.Add(new GroupAddress("undisclosed-recipients"));
    }

    private async ValueTask ReplyToAsync(PropertyBag bag, MimeMessage message)
    {
        if (bag.GetBinary(PidTag.ReplyRecipientEntries) is not { } list) return;
        foreach (var entryId in MailEntryIds.ReadFlatEntryList(list).Take(MaxReplyTo))
        {
            if (await Addresses.OfAsync(entryId) is { } address) message.ReplyTo.Add(address);
        }
    }

    private async ValueTask<string> SubjectAsync(PropertyBag bag) =>
        await composer.TextAsync(bag, PidTag.Subject) ?? bag.GetString(PidTag.SubjectPrefix) + await composer.TextAsync(bag, PidTag.NormalizedSubject);

    private void Dates(PropertyBag bag, HeaderList headers, bool embedded)
    {
        var sent = TimeOf(bag, PidTag.ClientSubmitTime) ?? (embedded ? TimeOf(bag, PidTag.MessageDeliveryTime) ?? TimeOf(bag, PidTag.CreationTime) : composer.Options.TimeProvider.GetUtcNow());
        Date(headers, "Date", sent);
        Date(headers, "Expires", TimeOf(bag, PidTag.ExpiryTime));
        Date(headers, "Reply-By", TimeOf(bag, PidTag.ReplyTime));
    }

    private static void Date(HeaderList headers, string field, DateTimeOffset? time)
    {
        if (time is { } at) headers.Add(field, DateUtils.FormatDate(at));
    }

    private static DateTimeOffset? TimeOf(PropertyBag bag, PropertyTag tag) => bag.TryGet(tag, out PropertyValue value) && value.AsFileTime() > 0 ? value.AsTime() : null;

    private async ValueTask IdentifiersAsync(PropertyBag bag, MimeMessage message, bool embedded)
    {
        var headers = message.Headers;
        var id = Id(await composer.TextAsync(bag, PidTag.InternetMessageId));
        if (id is null && !embedded)
        {
            var domain = message.From.Mailboxes.FirstOrDefault()?.Domain;
            id = $"<{Guid.NewGuid():n}@{(string.IsNullOrEmpty(domain) || !Ascii.IsValid(domain) ? composer.Options.Domain : domain)}>";
        }
        if (id is not null) headers.Add("Message-ID", id);
        Add(headers, "In-Reply-To", await composer.TextAsync(bag, PidTag.InReplyToId));
        Add(headers, "References", await composer.TextAsync(bag, PidTag.InternetReferences));
        Add(headers, "List-Help", bag.GetString(PidTag.ListHelp));
        Add(headers, "List-Subscribe", bag.GetString(PidTag.ListSubscribe));
        Add(headers, "List-Unsubscribe", bag.GetString(PidTag.ListUnsubscribe));
        if (bag.GetInt32(PidTag.MessageLocaleId) is { } locale && HeaderText.TagOf(locale) is { } language) headers.Add("Content-Language", language);
    }

    /// <summary>An id that fits a header line; null where it has characters that none has.</summary>
    private static string? Id(string? id)
    {
        id = id?.Trim();
        if (string.IsNullOrEmpty(id) || id.Length > MaxWord || id.Any(c => c < ' ' || c > '~')) return null;
        return id;
    }

    private static void Conversation(PropertyBag bag, HeaderList headers)
    {
        Add(headers, "Thread-Topic", bag.GetString(PidTag.ConversationTopic));
        if (bag.GetBinary(PidTag.ConversationIndex) is { Length: >= 22 and <= 3072 } index) Add(headers, "Thread-Index", Wrapped(Convert.ToBase64String(index)));
    }

    // A word of base64 may be broken anywhere: its reader skips spaces.
    private static string Wrapped(string base64) => base64.Length <= 500 ? base64 : string.Join(' ', base64.Chunk(500).Select(c => new string(c)));

    private static void Importance(PropertyBag bag, HeaderList headers)
    {
        var importance = bag.GetInt32(PidTag.Importance) ?? 1;
        if (importance is 0 or 2)
        {
            headers.Add("Importance", importance == 2 ? "high" : "low");
            headers.Add("X-Priority", importance == 2 ? "1" : "5");
        }
        var priority = bag.GetInt32(PidTag.Priority) ?? importance - 1;
        if (priority != importance - 1 && priority is >= -1 and <= 1) headers.Add("Priority", priority switch { -1 => "non-urgent", 0 => "normal", _ => "urgent" });
        if (bag.GetInt32(PidTag.Sensitivity) is >= 1 and <= 3 and var sensitivity) headers.Add("Sensitivity", sensitivity switch { 1 => "Personal", 2 => "Private", _ => "Company-Confidential" });
    }

    private void Flags(PropertyBag bag, HeaderList headers)
    {
        if (bag.GetInt32(PidTag.FlagStatus) == 2 && composer.TryGetNamed(bag, PidLid.FlagRequest.Name, out var flag) && flag.Type == PropertyType.String && !flag.IsExternal)
            Add(headers, "X-Message-Flag", flag.AsString());
        if (bag.GetInt32(PidTag.AutoResponseSuppress) is not { } suppress || suppress == 0) return;
        headers.Add("X-Auto-Response-Suppress", suppress == -1 ? "All" : string.Join(", ", SuppressWords.Where(w => (suppress & w.Bit) != 0).Select(w => w.Word)));
    }

    private async ValueTask ReceiptsAsync(PropertyBag bag, MimeMessage message)
    {
        var from = message.Sender ?? message.From.Mailboxes.FirstOrDefault();
        if (bag.GetBool(PidTag.ReadReceiptRequested) == true && (await Addresses.OfAsync(bag, AddressGroup.ReadReceipt) ?? from) is { } receiver)
            message.Headers.Add(new Header(Encoding.UTF8, HeaderId.DispositionNotificationTo, receiver.ToString(FormatOptions.Default, encode: false)));
        if (bag.GetBool(PidTag.OriginatorDeliveryReportRequested) == true && from is not null)
            message.Headers.Add(new Header(Encoding.UTF8, "Return-Receipt-To", from.ToString(FormatOptions.Default, encode: false)));
    }

    private void Categories(PropertyBag bag, HeaderList headers)
    {
        if (composer.TryGetNamed(bag, HeaderReader.Keywords, out var value) && value.Type == PropertyType.MultipleString && !value.IsExternal)
            Add(headers, "Keywords", string.Join(", ", value.AsArray<string>().Select(k => k.Replace(',', ' '))));
    }

    /// <summary>Only such as came in this way, or could have: a client's named property writes no header that transport relies on.</summary>
    private void NamedHeaders(PropertyBag bag, HeaderList headers)
    {
        foreach (var item in bag)
        {
            if (!item.Tag.IsNamed || item.Tag.Type != PropertyType.String || item.Value.IsExternal) continue;
            if (!composer.Options.Names.TryGetValue(item.Tag.Id, out var name) || name.Guid != PropertySets.PS_INTERNET_HEADERS || name.Name is not { } field) continue;
            if (HeaderReader.IsNamedHeader(field) && Ascii.IsValid(field) && !headers.Contains(field) && field.All(c => c is > ' ' and not ':' and <= '~')) Add(headers, field, item.Value.AsString());
        }
        if (!headers.Contains("Content-Class") && bag.GetString(PidTag.MessageClass) is { } messageClass && HeaderReader.ContentClassOf(messageClass) is { } contentClass) Add(headers, "Content-Class", contentClass);
    }
}
