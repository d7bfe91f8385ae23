using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MimeKit;

namespace MapiOrleans.Conversion.Mime;

/// <summary>Headers of a message to properties ([MS-OXCMAIL] 2.2.3.1 and 2.2.3.2).</summary>
internal sealed class HeaderReader(MimeConversionOptions options, ParserOptions parserOptions, PartValues values, NamedPropertyTable names, AddressReader addresses)
{
    private const int MaxReplyTo = 200;
    private const int MaxKeywords = 100;
    private const int MaxKeywordLength = 255;
    private const int MaxNamedHeaderLength = 4000;
    private const string CustomContentClass = "urn:content-class:custom.", CustomClass = "IPM.Note.Custom.";

    /// <summary>The name of PidNameKeywords.</summary>
    public static readonly PropertyName Keywords = new(PropertySets.PS_PUBLIC_STRINGS, "Keywords");

    /// <summary>Headers without X- that clients and rules look for as named properties.</summary>
    private static readonly HashSet<string> NamedHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept-Language", "Auto-Submitted", "Content-Class", "Organization", "Precedence", "List-Id", "List-Post", "List-Owner", "List-Archive",
    };

    /// <summary>Headers with X- that have properties of their own, or that only a server of the own organisation may set.</summary>
    private static readonly string[] NotNamed =
    [
        "X-Priority", "X-MSMail-Priority", "X-Auto-Response-Suppress", "X-Message-Flag",
        "X-MS-Exchange-Organization-", "X-MS-Exchange-Forest-", "X-MS-Exchange-CrossForest-",
    ];

    private static readonly Dictionary<string, string> ClassOfContentClass = new(StringComparer.OrdinalIgnoreCase)
    {
        ["fax"] = "IPM.Note.Microsoft.Fax",
        ["fax-ca"] = "IPM.Note.Microsoft.Fax.CA",
        ["missedcall"] = "IPM.Note.Microsoft.Missed.Voice",
        ["voice"] = "IPM.Note.Microsoft.Voicemail.UM",
        ["voice-ca"] = "IPM.Note.Microsoft.Voicemail.UM.CA",
        ["voice-uc"] = "IPM.Note.Microsoft.Conversation.Voice",
    };

    /// <summary>Sets everything that headers say, over what the bag has; defaults only where the bag has nothing.</summary>
    public async ValueTask ReadAsync(HeaderList headers, MessageContent content, bool embedded)
    {
        var bag = content.Properties;
        await SubjectAsync(headers, bag);
        await IdentifiersAsync(headers, bag);
        Dates(headers, bag, embedded);
        Importance(headers, bag);
        Flags(headers, bag);
        await SendersAsync(headers, bag, embedded);
        await ReplyToAsync(headers, bag);
        await ReceiptsAsync(headers, bag);
        Conversation(headers, bag);
        Categories(headers, bag);
        NamedHeadersOf(headers, bag);
        ContentClass(headers, bag);
        if (!embedded && options.ReceivedBy is { } owner)
        {
            var address = new MapiAddress(owner.DisplayName, owner.SmtpAddress, owner);
            AddressGroup.ReceivedBy.Set(bag, address);
            AddressGroup.ReceivedRepresenting.Set(bag, address);
        }
    }

    private static void Default(PropertyBag bag, PropertyTag tag, PropertyValue value)
    {
        if (!bag.Contains(tag.Id)) bag.Set(tag, value);
    }

    private async ValueTask SubjectAsync(HeaderList headers, PropertyBag bag)
    {
        var header = headers.FirstOrDefault(h => h.Id == HeaderId.Subject);
        if (header is null && bag.Contains(PidTag.Subject.Id)) return;
        var subject = HeaderText.Clean(header?.Value ?? "").Trim();
        var (prefix, normalized) = SubjectText.Split(subject);
        bag.Set(PidTag.SubjectPrefix, prefix);
        bag.Set(PidTag.NormalizedSubject, await values.StringAsync(normalized));
        bag.Set(PidTag.Subject, await values.StringAsync(subject));
    }

    private async ValueTask IdentifiersAsync(HeaderList headers, PropertyBag bag)
    {
        (string Header, PropertyTag Tag)[] texts =
        [
            ("Message-ID", PidTag.InternetMessageId), ("References", PidTag.InternetReferences), ("In-Reply-To", PidTag.InReplyToId),
            ("List-Help", PidTag.ListHelp), ("List-Subscribe", PidTag.ListSubscribe), ("List-Unsubscribe", PidTag.ListUnsubscribe),
            ("Content-Location", PidTag.BodyContentLocation),
        ];
        foreach (var (name, tag) in texts)
        {
            if (HeaderText.Get(headers, name) is { } value) bag.Set(tag, await values.StringAsync(value));
        }
        if (HeaderText.Get(headers, "Content-Language") is { } language && HeaderText.LocaleOf(language) is { } locale) bag.Set(PidTag.MessageLocaleId, locale);
    }

    private void Dates(HeaderList headers, PropertyBag bag, bool embedded)
    {
        var sent = HeaderText.GetDate(headers, "Date");
        var received = HeaderText.ReceivedDate(headers);
        var delivery = (embedded ? null : options.DeliveryTime) ?? received ?? sent;
        if (sent is { } submit) bag.Set(PidTag.ClientSubmitTime, submit);
        else Default(bag, PidTag.ClientSubmitTime, PropertyValue.Time(delivery ?? options.TimeProvider.GetUtcNow()));
        if (delivery is { } time) bag.Set(PidTag.MessageDeliveryTime, time);
        else Default(bag, PidTag.MessageDeliveryTime, PropertyValue.Time(options.TimeProvider.GetUtcNow()));
        if ((HeaderText.GetDate(headers, "Expires") ?? HeaderText.GetDate(headers, "Expiry-Date")) is { } expires) bag.Set(PidTag.ExpiryTime, expires);
        if (HeaderText.GetDate(headers, "Reply-By") is { } reply) bag.Set(PidTag.ReplyTime, reply);
    }

    /// <summary>[MS-OXCMAIL] 2.2.3.2.5 and 2.2.3.2.4.</summary>
    private static void Importance(HeaderList headers, PropertyBag bag)
    {
        int? importance = HeaderText.Get(headers, "Importance")?.ToLowerInvariant() switch { "low" => 0, "normal" => 1, "high" => 2, _ => null };
        var priority = HeaderText.Get(headers, "Priority")?.ToLowerInvariant();
        importance ??= priority switch { "non-urgent" => 0, "normal" => 1, "urgent" => 2, _ => null };
        importance ??= HeaderText.Get(headers, "X-Priority") is { Length: > 0 } x ? x[0] switch { '5' or '4' => 0, '3' => 1, '2' or '1' => 2, _ => null } : null;
        importance ??= HeaderText.Get(headers, "X-MSMail-Priority")?.ToLowerInvariant() switch { "low" => 0, "normal" => 1, "high" => 2, _ => null };
        if (importance is { } found)
        {
            bag.Set(PidTag.Importance, found);
            bag.Set(PidTag.Priority, priority switch { "non-urgent" => -1, "normal" => 0, "urgent" => 1, _ => found - 1 });
        }
        Default(bag, PidTag.Importance, PropertyValue.Int32(1));
        Default(bag, PidTag.Priority, PropertyValue.Int32(0));
        int? sensitivity = HeaderText.Get(headers, "Sensitivity")?.ToLowerInvariant() switch { "normal" => 0, "personal" => 1, "private" => 2, "company-confidential" => 3, _ => null };
        if (sensitivity is { } level) bag.Set(PidTag.Sensitivity, level);
        Default(bag, PidTag.Sensitivity, PropertyValue.Int32(0));
    }

    private void Flags(HeaderList headers, PropertyBag bag)
    {
        if (HeaderText.Get(headers, "X-Message-Flag") is { Length: <= MaxKeywordLength } flag)
        {
            names.Set(bag, PidLid.FlagRequest.Name, PropertyValue.String(flag));
            bag.Set(PidTag.FlagStatus, 2);
        }
        if (HeaderText.Get(headers, "X-Auto-Response-Suppress") is not { } suppress) return;
        var bits = 0;
        foreach (var word in suppress.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            bits |= word.ToLowerInvariant() switch
            {
                "all" => -1,
                "dr" => 1,
                "ndr" => 2,
                "rn" => 4,
                "nrn" => 8,
                "oof" => 0x10,
                "autoreply" => 0x20,
                _ => 0,
            };
        }
        bag.Set(PidTag.AutoResponseSuppress, bits);
    }

    /// <summary>From is who is represented, Sender who sends; each stands in for the other ([MS-OXCMAIL] 2.2.3.1.3 and 2.2.3.1.4).</summary>
    private async ValueTask SendersAsync(HeaderList headers, PropertyBag bag, bool embedded)
    {
        var from = First(headers, HeaderId.From);
        var sender = First(headers, HeaderId.Sender);
        if (from is null && sender is null && !embedded && !string.IsNullOrEmpty(options.EnvelopeSender)) from = new NamedAddress("", options.EnvelopeSender);
        if ((from ?? sender) is { } represented) AddressGroup.SentRepresenting.Set(bag, await addresses.ResolveAsync(represented));
        if ((sender ?? from) is { } sending) AddressGroup.Sender.Set(bag, await addresses.ResolveAsync(sending));
    }

    private NamedAddress? First(HeaderList headers, HeaderId id) =>
        AddressReader.Mailboxes(headers, id, parserOptions) is { Count: > 0 } mailboxes ? mailboxes[0] : null;

    private async ValueTask ReplyToAsync(HeaderList headers, PropertyBag bag)
    {
        var mailboxes = AddressReader.Mailboxes(headers, HeaderId.ReplyTo, parserOptions);
        if (mailboxes.Count == 0) return;
        var entries = new List<byte[]>();
        var display = new List<string>();
        foreach (var mailbox in mailboxes.Take(MaxReplyTo))
        {
            var address = await addresses.ResolveAsync(mailbox);
            entries.Add(address.EntryId);
            display.Add(address.DisplayName);
        }
        bag.Set(PidTag.ReplyRecipientEntries, await values.BinaryAsync(MailEntryIds.FlatEntryList(entries)));
        bag.Set(PidTag.ReplyRecipientNames, RecipientNames.Join(display));
    }

    /// <summary>[MS-OXCMAIL] 2.2.3.1.5 and 2.2.3.1.6.</summary>
    private async ValueTask ReceiptsAsync(HeaderList headers, PropertyBag bag)
    {
        if (First(headers, HeaderId.DispositionNotificationTo) is { } read)
        {
            bag.Set(PidTag.ReadReceiptRequested, true);
            bag.Set(PidTag.NonReceiptNotificationRequested, true);
            AddressGroup.ReadReceipt.Set(bag, await addresses.ResolveAsync(read));
        }
        if (HeaderText.Get(headers, "Return-Receipt-To") is not null) bag.Set(PidTag.OriginatorDeliveryReportRequested, true);
    }

    /// <summary>
    /// Thread-Topic and Thread-Index, where they are; else an index whose GUID is made of the first message of the thread, so
    /// that all messages of a thread meet in one conversation ([MS-OXOMSG] 2.2.1.2 and 2.2.1.3).
    /// </summary>
    private static void Conversation(HeaderList headers, PropertyBag bag)
    {
        if (HeaderText.Get(headers, "Thread-Topic") is { Length: <= 1024 } topic) bag.Set(PidTag.ConversationTopic, topic);
        else if (bag.GetString(PidTag.NormalizedSubject) is { } subject) Default(bag, PidTag.ConversationTopic, PropertyValue.String(subject));
        if (HeaderText.Get(headers, "Thread-Index") is { Length: <= 4096 } encoded)
        {
            var index = new byte[encoded.Length];
            if (Convert.TryFromBase64String(encoded, index, out var length) && length >= 22)
            {
                bag.Set(PidTag.ConversationIndex, index[..length]);
                bag.Set(PidTag.ConversationIndexTracking, true);
                return;
            }
        }
        if (bag.Contains(PidTag.ConversationIndex.Id)) return;
        var thread = (HeaderText.Get(headers, "References") ?? HeaderText.Get(headers, "In-Reply-To") ?? HeaderText.Get(headers, "Message-ID"))?
            .Split([' ', ','], 2, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        if (thread is null) return;
        var made = new byte[22];
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, bag.GetFileTime(PidTag.ClientSubmitTime) ?? 0);
        made[0] = 1;
        time[..5].CopyTo(made.AsSpan(1)); // the five most significant bytes of the FILETIME
        SHA256.HashData(Encoding.UTF8.GetBytes(thread)).AsSpan(0, 16).CopyTo(made.AsSpan(6));
        bag.Set(PidTag.ConversationIndex, made);
        bag.Set(PidTag.ConversationIndexTracking, true);
    }

    private void Categories(HeaderList headers, PropertyBag bag)
    {
        var keywords = new List<string>();
        foreach (var header in headers)
        {
            if (header.Id != HeaderId.Keywords) continue;
            foreach (var word in HeaderText.Clean(header.Value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (keywords.Count < MaxKeywords && word.Length <= MaxKeywordLength && !keywords.Contains(word, StringComparer.OrdinalIgnoreCase)) keywords.Add(word);
            }
        }
        if (keywords.Count > 0) names.Set(bag, Keywords, PropertyValue.Multiple(keywords.ToArray()));
    }

    /// <summary>Extension headers become string properties of PS_INTERNET_HEADERS, their names in lower case ([MS-OXCPRPT] 3.2.5.10).</summary>
    private void NamedHeadersOf(HeaderList headers, PropertyBag bag)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var header in headers)
        {
            if (taken.Count >= options.MaxNamedHeaders) return;
            var field = header.Field;
            if (!IsNamedHeader(field)) continue;
            var value = HeaderText.Clean(header.Value ?? "").Trim();
            if (value.Length is 0 or > MaxNamedHeaderLength || !taken.Add(field.ToLowerInvariant())) continue;
            names.Set(bag, new PropertyName(PropertySets.PS_INTERNET_HEADERS, field.ToLowerInvariant()), PropertyValue.String(value));
        }
    }

    /// <summary>Whether a header is kept as a named property of PS_INTERNET_HEADERS.</summary>
    public static bool IsNamedHeader(string field) => NamedHeaders.Contains(field) || (field.StartsWith("X-", StringComparison.OrdinalIgnoreCase) && field.Length <= 126
        && !NotNamed.Any(n => n.EndsWith('-') ? field.StartsWith(n, StringComparison.OrdinalIgnoreCase) : field.Equals(n, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The Content-Class that stands for a message class, or null where none does.</summary>
    public static string? ContentClassOf(string messageClass)
    {
        foreach (var (contentClass, known) in ClassOfContentClass)
            if (known.Equals(messageClass, StringComparison.OrdinalIgnoreCase))
                return contentClass;
        return messageClass.StartsWith(CustomClass, StringComparison.OrdinalIgnoreCase) && messageClass.Length > CustomClass.Length ? CustomContentClass + messageClass[CustomClass.Length..] : null;
    }

    private static void ContentClass(HeaderList headers, PropertyBag bag)
    {
        if (bag.Contains(PidTag.MessageClass.Id) || HeaderText.Get(headers, "Content-Class") is not { } contentClass) return;
        if (ClassOfContentClass.TryGetValue(contentClass, out var known)) bag.Set(PidTag.MessageClass, known);
        else if (contentClass.StartsWith(CustomContentClass, StringComparison.OrdinalIgnoreCase) && contentClass.Length is > 25 and < 200) bag.Set(PidTag.MessageClass, CustomClass + contentClass[CustomContentClass.Length..]);
    }
}
