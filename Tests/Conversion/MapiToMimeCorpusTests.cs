using System.Text;
using MapiOrleans.Conversion.Mime;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using Xunit;
using Xunit.Abstractions;

namespace MapiOrleans.Tests.Conversion;

/// <summary>In, out, in: what a message says is what it said.</summary>
public sealed class MapiToMimeCorpusTests(ITestOutputHelper output)
{
    private static readonly PropertyTag[] Same =
    [
        PidTag.Subject, PidTag.InternetMessageId, PidTag.InternetReferences, PidTag.InReplyToId, PidTag.ClientSubmitTime, PidTag.Importance, PidTag.Priority, PidTag.Sensitivity,
        PidTag.SentRepresentingSmtpAddress, PidTag.SentRepresentingName, PidTag.SenderSmtpAddress, PidTag.ReplyRecipientEntries, PidTag.ReadReceiptRequested, PidTag.ReadReceiptSmtpAddress,
        PidTag.OriginatorDeliveryReportRequested, PidTag.ConversationTopic, PidTag.ConversationIndex, PidTag.ExpiryTime, PidTag.ReplyTime, PidTag.MessageClass, PidTag.ListHelp, PidTag.ListSubscribe,
        PidTag.ListUnsubscribe, PidTag.AutoResponseSuppress,
    ];

    [Fact]
    public async Task Everything_of_the_shared_corpus_survives_the_way_out()
    {
        if (MailCorpus.Shared("eml") is not { } folder)
        {
            output.WriteLine("No shared corpus here; nothing read.");
            return;
        }
        await CheckAsync(Directory.GetFiles(folder, "*.eml"));
    }

    [Fact]
    public Task Everything_of_the_own_corpus_survives_the_way_out() => CheckAsync(Directory.GetFiles(MailCorpus.Own, "*.eml", SearchOption.AllDirectories));

    private async Task CheckAsync(string[] files)
    {
        Assert.NotEmpty(files);
        var failures = new List<string>();
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var original = await File.ReadAllBytesAsync(file);
            var (first, parts) = await CorpusCheck.ConvertAsync(original);
            // What only TNEF carries (classes, named properties, objects) goes on in TNEF.
            if (IsTnef(original)) first = AskForTnef(first);
            using var written = new MemoryStream();
            await MapiToMime.WriteAsync(first.Content, parts, OptionsFor(first), written, default);
            var (second, again) = await CorpusCheck.ConvertAsync(written.ToArray());
            var differences = new List<string>();
            Lines(written.ToArray(), differences);
            Compare(first, parts, first.Content, second, again, second.Content, differences, outermost: true);
            failures.AddRange(differences.Select(d => $"{Path.GetFileName(file)}: {d}"));
        }
        output.WriteLine($"{files.Length} messages went out and came back.");
        Assert.True(failures.Count == 0, $"{failures.Count}:\n" + string.Join('\n', failures.Take(80)));
    }

    private static bool IsTnef(byte[] mime) => Encoding.Latin1.GetString(mime) is var text
        && (text.Contains("ms-tnef", StringComparison.OrdinalIgnoreCase) || text.Contains("winmail.dat", StringComparison.OrdinalIgnoreCase));

    private static ConvertedMessage AskForTnef(ConvertedMessage message)
    {
        var names = message.Names.ToList();
        if (!names.Contains(PidLid.UseTnef.Name)) names.Add(PidLid.UseTnef.Name);
        message.Content.Properties.Set(new PropertyTag((ushort)(0x8000 + names.IndexOf(PidLid.UseTnef.Name)), PropertyType.Boolean), true);
        return new ConvertedMessage { Content = message.Content, Names = names, Notes = message.Notes };
    }

    internal static MapiToMimeOptions OptionsFor(ConvertedMessage message) =>
        new() { Domain = "example.test", Names = message.Names.Index().ToDictionary(n => (ushort)(0x8000 + n.Index), n => n.Item) };

    private static void Lines(byte[] mime, List<string> differences)
    {
        var length = 0;
        foreach (var b in mime)
        {
            if (b == '\n') length = 0;
            else if (++length == 1000) differences.Add("a line of more than 998 bytes");
        }
    }

    private static void Compare(ConvertedMessage first, MemoryParts parts, MessageContent before, ConvertedMessage second, MemoryParts again, MessageContent after, List<string> differences, bool outermost)
    {
        foreach (var tag in Same)
        {
            // A name without an address is nobody mail could come from; what the message did not say, sending it may add.
            if (tag == PidTag.SentRepresentingName && string.IsNullOrEmpty(before.Properties.GetString(PidTag.SentRepresentingSmtpAddress))) continue;
            var (was, has) = (Shown(before.Properties, tag, parts), Shown(after.Properties, tag, again));
            if (was != has && !(string.IsNullOrEmpty(was) && (outermost || string.IsNullOrEmpty(has)))) differences.Add($"{tag}: '{was}' is '{has}'");
        }
        foreach (var (name, value) in Named(first, before.Properties))
        {
            // Whether a parameter is quoted says nothing.
            if (!Named(second, after.Properties).TryGetValue(name, out var now) || Unquoted(now) != Unquoted(value)) differences.Add($"{name}: '{value}' is '{now}'");
        }
        var recipients = Recipients(before);
        if (!recipients.SequenceEqual(Recipients(after))) differences.Add($"recipients '{string.Join(' ', recipients)}' are '{string.Join(' ', Recipients(after))}'");
        var (text, textNow) = (CorpusCheck.Essence(Shown(before.Properties, PidTag.Body, parts) ?? ""), CorpusCheck.Essence(Shown(after.Properties, PidTag.Body, again) ?? ""));
        if (text != textNow) differences.Add($"text of {text.Length} is {textNow.Length}");
        if (before.Properties.TryGet(PidTag.Html, out var html) && (!after.Properties.TryGet(PidTag.Html, out var htmlNow) || !Lf(parts.Bytes(html)).AsSpan().SequenceEqual(Lf(again.Bytes(htmlNow)))))
            differences.Add("HTML is another");
        if (before.Attachments.Count != after.Attachments.Count)
        {
            differences.Add($"{before.Attachments.Count} attachments are {after.Attachments.Count}");
            return;
        }
        // Inline ones come before the others.
        var left = after.Attachments.ToList();
        foreach (var attachment in before.Attachments)
        {
            var name = attachment.Properties.GetString(PidTag.AttachLongFilename);
            var found = left.Find(a => a.Properties.GetString(PidTag.AttachLongFilename) == name && Matches(attachment, parts, a, again));
            if (found is null)
            {
                differences.Add($"attachment '{name}' {attachment.Properties.GetString(PidTag.AttachMimeTag)} is not there ({string.Join(", ", left.Select(l => l.Properties.GetString(PidTag.AttachLongFilename)))})");
                continue;
            }
            left.Remove(found);
            if (attachment.Properties.GetString(PidTag.AttachContentId) != found.Properties.GetString(PidTag.AttachContentId)) differences.Add($"content id of '{name}'");
            if (attachment.Embedded is { } embedded) Compare(first, parts, embedded, second, again, found.Embedded!, differences, outermost: false);
        }
    }

    private static bool Matches(AttachmentContent one, MemoryParts parts, AttachmentContent other, MemoryParts again)
    {
        if (one.Embedded is not null) return other.Embedded is not null;
        return one.Properties.TryGet(PidTag.AttachDataBinary, out var data) && other.Properties.TryGet(PidTag.AttachDataBinary, out var now) && Of(one, parts.Bytes(data)).AsSpan().SequenceEqual(Of(one, again.Bytes(now)));

        // A report's own parts are lines of text, and are sent as such.
        static byte[] Of(AttachmentContent attachment, byte[] bytes) =>
            attachment.Properties.GetString(PidTag.AttachMimeTag)?.StartsWith("message/d", StringComparison.OrdinalIgnoreCase) == true ? Lf(bytes) : bytes;
    }

    private static List<string> Recipients(MessageContent content) =>
        [.. content.Recipients.Where(r => r.RecipientType is 1 or 2 && r.Properties.GetString(PidTag.SmtpAddress) is { Length: > 0 })
            .Select(r => Unquoted($"{r.RecipientType}:{r.Properties.GetString(PidTag.DisplayName)}<{r.Properties.GetString(PidTag.SmtpAddress)}>"))];

    private static string Unquoted(string text) => text.Replace("\"", "", StringComparison.Ordinal);

    private static Dictionary<PropertyName, string> Named(ConvertedMessage message, PropertyBag bag)
    {
        var named = new Dictionary<PropertyName, string>();
        foreach (var item in bag)
        {
            if (!item.Tag.IsNamed || item.Value.IsExternal) continue;
            named[message.Names[item.Tag.Id - 0x8000]] = item.Value.Type switch
            {
                PropertyType.String => item.Value.AsString(),
                PropertyType.MultipleString => string.Join('|', item.Value.AsArray<string>()),
                _ => item.Value.ToString(),
            };
        }
        return named;
    }

    private static string? Shown(PropertyBag bag, PropertyTag tag, MemoryParts parts)
    {
        if (!bag.TryGet(tag, out var value)) return null;
        return value.Type switch
        {
            // Folding makes one space of several.
            PropertyType.String => tag == PidTag.Body ? parts.Text(value) : string.Join(' ', parts.Text(value).Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            PropertyType.Binary when tag == PidTag.ReplyRecipientEntries => string.Join(' ', MailEntryIds.ReadFlatEntryList(parts.Bytes(value)).Select(AddressOf)).Trim(),
            PropertyType.Binary => Convert.ToHexString(parts.Bytes(value)),
            PropertyType.Time => value.AsTime().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
    }

    private static string AddressOf(byte[] entryId) => MailEntryIds.TryReadOneOff(entryId, out _, out _, out var address) ? address : "?";

    private static byte[] Lf(byte[] bytes) => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).ReplaceLineEndings("\n"));
}
