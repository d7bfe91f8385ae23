using System.Text;
using MapiOrleans.Conversion.Mime;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using Xunit;

namespace MapiOrleans.Tests.Conversion;

public sealed class MimeToMapiTests
{
    private static async Task<(MessageContent Content, ConvertedMessage Message, MemoryParts Parts)> ReadAsync(string file, MimeConversionOptions? options = null)
    {
        var (message, parts) = await CorpusCheck.ConvertAsync(await File.ReadAllBytesAsync(Path.Combine(MailCorpus.Own, file)), options);
        return (message.Content, message, parts);
    }

    private static async Task<MessageContent> ReadTextAsync(string mime, MimeConversionOptions? options = null) =>
        (await CorpusCheck.ConvertAsync(Encoding.UTF8.GetBytes(mime.ReplaceLineEndings("\r\n")), options)).Message.Content;

    private static PropertyValue? Named(ConvertedMessage message, PropertyBag bag, Guid set, string name)
    {
        var index = message.Names.ToList().IndexOf(new PropertyName(set, name));
        return index >= 0 && bag.TryGet((ushort)(0x8000 + index), out TaggedPropertyValue item) ? item.Value : null;
    }

    [Fact]
    public async Task Headers_become_properties()
    {
        var (content, message, _) = await ReadAsync("plain.eml");
        var bag = content.Properties;
        Assert.Equal("Re: Lunch on Tuesday", bag.GetString(PidTag.Subject));
        Assert.Equal("Re: ", bag.GetString(PidTag.SubjectPrefix));
        Assert.Equal("Lunch on Tuesday", bag.GetString(PidTag.NormalizedSubject));
        Assert.Equal("Lunch on Tuesday", bag.GetString(PidTag.ConversationTopic));
        Assert.Equal("<m1@example.test>", bag.GetString(PidTag.InternetMessageId));
        Assert.Equal("<m0@example.org>", bag.GetString(PidTag.InReplyToId));
        Assert.Equal("<root@example.org> <m0@example.org>", bag.GetString(PidTag.InternetReferences));
        Assert.Equal(2, bag.GetInt32(PidTag.Importance));
        Assert.Equal(1, bag.GetInt32(PidTag.Priority));
        Assert.Equal(2, bag.GetInt32(PidTag.Sensitivity));
        Assert.Equal(0x11, bag.GetInt32(PidTag.AutoResponseSuppress));
        Assert.Equal("<mailto:leave@lists.test>", bag.GetString(PidTag.ListUnsubscribe));
        Assert.True(bag.GetBool(PidTag.ReadReceiptRequested));
        Assert.Equal("anna@example.test", bag.GetString(PidTag.ReadReceiptSmtpAddress));
        Assert.Equal("Anna at home", bag.GetString(PidTag.ReplyRecipientNames));
        Assert.Equal(new DateTimeOffset(2026, 11, 3, 8, 30, 0, TimeSpan.Zero).ToFileTime(), bag.GetFileTime(PidTag.ClientSubmitTime));
        Assert.Equal("IPM.Note", bag.GetString(PidTag.MessageClass));
        Assert.Equal("Hello Ben,\r\n\r\nhalf past twelve at the bridge?\r\n\r\nAnna\r\n", bag.GetString(PidTag.Body));
        Assert.Equal(1, bag.GetInt32(PidTag.NativeBody));
        Assert.StartsWith("From: Anna Example <anna@example.test>\r\n", bag.GetString(PidTag.TransportMessageHeaders), StringComparison.Ordinal);
        Assert.Equal(["Food", "Town"], Named(message, bag, PropertySets.PS_PUBLIC_STRINGS, "Keywords")!.Value.AsArray<string>());
        Assert.Equal("Pigeon 1.0", Named(message, bag, PropertySets.PS_INTERNET_HEADERS, "x-mailer")!.Value.AsString());
        Assert.Equal(2, bag.GetInt32(PidTag.MessageFlags));
    }

    [Fact]
    public async Task A_flat_entry_list_holds_the_one_off_entry_of_reply_to()
    {
        var (content, _, _) = await ReadAsync("plain.eml");
        var entries = MailEntryIds.ReadFlatEntryList(content.Properties.GetBinary(PidTag.ReplyRecipientEntries));
        var entry = Assert.Single(entries);
        Assert.True(MailEntryIds.TryReadOneOff(entry, out var name, out var type, out var address));
        Assert.Equal(("Anna at home", "SMTP", "anna@home.test"), (name, type, address));
    }

    [Fact]
    public async Task Sender_and_From_differ()
    {
        var (content, message, _) = await ReadAsync("headers-sender.eml");
        var bag = content.Properties;
        Assert.Equal("assistant@example.test", bag.GetString(PidTag.SenderSmtpAddress));
        Assert.Equal("The Boss", bag.GetString(PidTag.SentRepresentingName));
        Assert.Equal("SMTP:BOSS@EXAMPLE.TEST\0", Encoding.ASCII.GetString(bag.GetBinary(PidTag.SentRepresentingSearchKey)!));
        Assert.True(MailEntryIds.TryReadOneOff(bag.GetBinary(PidTag.SenderEntryId), out _, out _, out var sender));
        Assert.Equal("assistant@example.test", sender);
        Assert.Equal("Grüße from the Büro", bag.GetString(PidTag.Subject));
        Assert.Equal([(2, "one@example.test"), (2, "two@example.test"), (3, "secret@example.test")], content.Recipients.Select(r => ((int)r.RecipientType, r.Properties.GetString(PidTag.SmtpAddress)!)));
        Assert.Equal("one@example.test; Two", bag.GetString(PidTag.DisplayCc));
        Assert.Equal("", bag.GetString(PidTag.DisplayTo));
        Assert.Equal(0, bag.GetInt32(PidTag.Importance));
        Assert.Equal(-1, bag.GetInt32(PidTag.Priority));
        Assert.Equal("Office", bag.GetString(PidTag.ConversationTopic));
        Assert.Equal(25, bag.GetBinary(PidTag.ConversationIndex)!.Length);
        Assert.Equal("0101DA", Convert.ToHexString(bag.GetBinary(PidTag.ConversationIndex)!.AsSpan(0, 3)));
        Assert.Equal(2, bag.GetInt32(PidTag.FlagStatus));
        Assert.Equal(0x0407, bag.GetInt32(PidTag.MessageLocaleId));
        Assert.True(bag.GetBool(PidTag.OriginatorDeliveryReportRequested));
        Assert.NotNull(bag.GetFileTime(PidTag.ReplyTime));
        Assert.NotNull(bag.GetFileTime(PidTag.ExpiryTime));
        Assert.Equal("IPM.Note.Custom.greeting", bag.GetString(PidTag.MessageClass));
        Assert.Contains(PidLid.FlagRequest.Name, message.Names);
    }

    [Fact]
    public async Task Every_recipient_has_what_Outlook_reads()
    {
        var (content, _, _) = await ReadAsync("plain.eml");
        Assert.Equal([0u, 1u, 2u], content.Recipients.Select(r => r.RowId));
        var bag = content.Recipients[1].Properties;
        Assert.Equal("Carla, Dr.", bag.GetString(PidTag.DisplayName));
        Assert.Equal("SMTP", bag.GetString(PidTag.AddressType));
        Assert.Equal("carla@example.org", bag.GetString(PidTag.EmailAddress));
        Assert.Equal("SMTP:CARLA@EXAMPLE.ORG\0", Encoding.ASCII.GetString(bag.GetBinary(PidTag.SearchKey)!));
        Assert.Equal(6, bag.GetInt32(PidTag.ObjectType));
        Assert.Equal(0, bag.GetInt32(PidTag.DisplayType));
        Assert.Equal(1, bag.GetInt32(PidTag.RecipientOrder));
        Assert.Equal(bag.GetBinary(PidTag.EntryId), bag.GetBinary(PidTag.RecipientEntryId));
        // [MS-OXCDATA] 2.2.5.1: flags, provider, version, then 0x9001 for Unicode and no rich text
        Assert.StartsWith("00000000812B1FA4BEA310199D6E00DD010F540200000190", Convert.ToHexString(bag.GetBinary(PidTag.EntryId)!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inline_images_are_hidden_only_where_the_html_shows_them()
    {
        var (content, _, parts) = await ReadAsync("alternative-related.eml");
        Assert.Equal(["dot.png", "ATT00002.png", "ATT00003.ics", "Quartalsübersicht 2026_3.pdf", "Zahlen für Ben.csv"], content.Attachments.Select(a => a.Properties.GetString(PidTag.AttachLongFilename)));
        // The invitation is what the message is, and no file to look at.
        Assert.Equal("IPM.Schedule.Meeting.Request", content.Properties.GetString(PidTag.MessageClass));
        Assert.Equal([true, false, true, false, false], content.Attachments.Select(a => a.Properties.GetBool(PidTag.AttachmentHidden)!.Value));
        Assert.Equal(4, content.Attachments[0].Properties.GetInt32(PidTag.AttachFlags));
        Assert.Equal("dot@example.test", content.Attachments[0].Properties.GetString(PidTag.AttachContentId));
        Assert.Equal(3, content.Properties.GetInt32(PidTag.NativeBody));
        Assert.Equal(65001, content.Properties.GetInt32(PidTag.InternetCodepage));
        Assert.Equal("See the picture, which is quite small, below. Grüße\r\n", content.Properties.GetString(PidTag.Body));
        Assert.Contains("cid:dot@example.test", Encoding.UTF8.GetString(content.Properties.GetBinary(PidTag.Html)!), StringComparison.Ordinal);
        Assert.Equal(".pdf", content.Attachments[3].Properties.GetString(PidTag.AttachExtension));
        Assert.Equal("Quarta~1.pdf", content.Attachments[3].Properties.GetString(PidTag.AttachFilename));
        Assert.Equal(380, parts.Bytes(content.Attachments[3].Properties.First(p => p.Tag == PidTag.AttachDataBinary).Value).Length);
        Assert.NotNull(content.Attachments[3].Properties.GetFileTime(PidTag.LastModificationTime));
        Assert.Equal("windows-1252", content.Attachments[4].Properties.GetString(PidTag.TextAttachmentCharset));
        Assert.Equal(0x12, content.Properties.GetInt32(PidTag.MessageFlags));
    }

    [Fact]
    public async Task Html_keeps_its_bytes_and_gives_text()
    {
        var (content, _, _) = await ReadAsync("html-latin1.eml");
        Assert.Equal(28591, content.Properties.GetInt32(PidTag.InternetCodepage));
        Assert.Contains("Un caf\u00e9", Encoding.Latin1.GetString(content.Properties.GetBinary(PidTag.Html)!), StringComparison.Ordinal);
        Assert.Equal("Un café & un thé\r\n\r\n* one\r\n* two", content.Properties.GetString(PidTag.Body)!.Trim());
    }

    [Fact]
    public async Task Text_parts_around_an_attachment_are_one_body()
    {
        var (content, _, _) = await ReadAsync("joined.eml");
        var html = Encoding.UTF8.GetString(content.Properties.GetBinary(PidTag.Html)!);
        Assert.Contains("Then &lt;plain&gt; &amp; simple", html, StringComparison.Ordinal);
        Assert.Contains("And HTML ägain", html, StringComparison.Ordinal);
        Assert.Equal(1, html.Split("</body>").Length - 1);
        Assert.Single(content.Attachments);
        Assert.Equal("First in HTML\r\nThen <plain> & simple\r\nAnd HTML ägain", content.Properties.GetString(PidTag.Body)!.Trim().Replace("\r\n\r\n", "\r\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Footers_join_and_named_text_stays_a_file()
    {
        var (content, _, _) = await ReadAsync("text-and-footer.eml");
        Assert.Equal("The text of the message.\r\n_______\r\nlist mailing list", content.Properties.GetString(PidTag.Body)!.Trim());
        Assert.Equal("notes.txt", Assert.Single(content.Attachments).Properties.GetString(PidTag.AttachLongFilename));
    }

    [Fact]
    public async Task Messages_in_messages_are_embedded()
    {
        var (content, message, _) = await ReadAsync("nested.eml");
        Assert.Equal(2, content.Attachments.Count);
        Assert.All(content.Attachments, a => Assert.Equal(5, a.Properties.GetInt32(PidTag.AttachMethod)));
        var inner = content.Attachments[0].Embedded!;
        Assert.Equal("Inner one", content.Attachments[0].Properties.GetString(PidTag.DisplayName));
        Assert.Equal("inner@example.test", inner.Properties.GetString(PidTag.SentRepresentingSmtpAddress));
        var innermost = inner.Attachments[0].Embedded!;
        Assert.Equal("at the bottom", innermost.Properties.GetString(PidTag.Body)!.Trim());
        Assert.Equal("three", Named(message, innermost.Properties, PropertySets.PS_INTERNET_HEADERS, "x-depth")!.Value.AsString());
        Assert.Equal("Encoded inside", content.Attachments[1].Embedded!.Properties.GetString(PidTag.Subject));
    }

    [Fact]
    public async Task Nested_too_deep_stays_a_file()
    {
        var (content, _, _) = await ReadAsync("nested.eml", MimeConversionOptions.Default with { MaxEmbeddedDepth = 1 });
        var innermost = content.Attachments[0].Embedded!.Attachments[0];
        Assert.Null(innermost.Embedded);
        Assert.Contains("at the bottom", Encoding.ASCII.GetString(innermost.Properties.GetBinary(PidTag.AttachDataBinary)!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sealed_content_is_one_attachment_byte_for_byte()
    {
        var (content, message, _) = await ReadAsync("smime-opaque.eml");
        Assert.Equal("IPM.Note.SMIME", content.Properties.GetString(PidTag.MessageClass));
        Assert.False(content.Properties.Contains(PidTag.Body.Id));
        var attachment = Assert.Single(content.Attachments).Properties;
        Assert.Equal(Enumerable.Range(0, 768).Select(i => (byte)i), attachment.GetBinary(PidTag.AttachDataBinary)!);
        Assert.Equal("application/pkcs7-mime", attachment.GetString(PidTag.AttachMimeTag));
        Assert.Contains("enveloped-data", Named(message, content.Properties, PropertySets.PS_INTERNET_HEADERS, "content-type")!.Value.AsString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signed_content_is_one_attachment_byte_for_byte()
    {
        var raw = await File.ReadAllBytesAsync(Path.Combine(MailCorpus.Own, "smime-clear.eml"));
        var (content, _, _) = await ReadAsync("smime-clear.eml");
        Assert.Equal("IPM.Note.SMIME.MultipartSigned", content.Properties.GetString(PidTag.MessageClass));
        var data = Assert.Single(content.Attachments).Properties.GetBinary(PidTag.AttachDataBinary)!;
        var body = raw.AsSpan()[(raw.AsSpan().IndexOf("\r\n\r\n"u8) + 4)..];
        var header = "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n\tmicalg=sha-256; boundary=\"sig\"\r\n\r\n"u8;
        Assert.Equal([.. header, .. body], data);
        Assert.Equal("Signed text with trailing space  \r\nand é", content.Properties.GetString(PidTag.Body)!.Trim());
    }

    [Fact]
    public async Task Delivery_reports_name_who_was_not_reached()
    {
        var (content, _, _) = await ReadAsync("dsn.eml");
        var bag = content.Properties;
        Assert.Equal("REPORT.IPM.Note.NDR", bag.GetString(PidTag.MessageClass));
        Assert.Equal("Are you there?", bag.GetString(PidTag.OriginalSubject));
        Assert.Equal("dns; mx.example.org", bag.GetString(PidTag.ReportingMessageTransferAgent));
        var failed = Assert.Single(content.Recipients, r => r.Properties.Contains(PidTag.NonDeliveryReportStatusCode.Id)).Properties;
        Assert.Equal("nobody@example.org", failed.GetString(PidTag.SmtpAddress));
        Assert.Equal(511, failed.GetInt32(PidTag.NonDeliveryReportStatusCode));
        Assert.Equal("smtp; 550 5.1.1 no such user", failed.GetString(PidTag.SupplementaryInfo));
        Assert.Equal("mail.example.org", failed.GetString(PidTag.RemoteMessageTransferAgent));
        Assert.DoesNotContain(content.Recipients, r => r.Properties.GetString(PidTag.SmtpAddress) == "slow@example.org");
        Assert.NotNull(content.Attachments[^1].Embedded);
    }

    [Fact]
    public async Task Read_receipts_are_reports()
    {
        var (content, _, _) = await ReadAsync("mdn.eml");
        Assert.Equal("REPORT.IPM.Note.IPNRN", content.Properties.GetString(PidTag.MessageClass));
        Assert.Equal("<m1@example.test>", content.Properties.GetString(PidTag.OriginalMessageId));
        Assert.NotNull(content.Properties.GetFileTime(PidTag.ReceiptTime));
    }

    [Fact]
    public async Task Rich_messages_come_out_of_tnef_whole()
    {
        var (content, message, parts) = await ReadAsync("tnef.eml");
        var bag = content.Properties;
        Assert.Equal("IPM.Contact", bag.GetString(PidTag.MessageClass));
        Assert.Equal("Günther", bag.GetString(PidTag.GivenName));
        Assert.Equal("Rich", bag.GetString(PidTag.Subject));
        Assert.Equal("the plain text", bag.GetString(PidTag.Body)!.Trim());
        Assert.Equal(69, bag.GetBinary(PidTag.RtfCompressed)!.Length);
        Assert.Equal(2, bag.GetInt32(PidTag.NativeBody));
        Assert.Equal("custom", Named(message, bag, PropertySets.PS_PUBLIC_STRINGS, "MyField")!.Value.AsString());
        Assert.Equal(["Red", "Blue"], Named(message, bag, PropertySets.PS_PUBLIC_STRINGS, "Keywords")!.Value.AsArray<string>());
        Assert.False(bag.Contains(0x0E08));
        Assert.Equal(["a longer name.bin", null], content.Attachments.Select(a => a.Properties.GetString(PidTag.AttachLongFilename)));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => (byte)i), parts.Bytes(content.Attachments[0].Properties.First(p => p.Tag == PidTag.AttachDataBinary).Value));
        var inner = content.Attachments[1].Embedded!;
        Assert.Equal("Embedded in TNEF", inner.Properties.GetString(PidTag.Subject));
        Assert.Equal("innercc@example.test", Assert.Single(inner.Recipients).Properties.GetString(PidTag.SmtpAddress));
        Assert.Equal(2, inner.Recipients[0].RecipientType);
        Assert.Equal(["a@example.test"], (await ReadTextAsync("From: a@example.test\n\n")).Properties.Where(p => p.Tag == PidTag.SenderSmtpAddress).Select(p => p.Value.AsString()));
    }

    [Fact]
    public async Task Damaged_tnef_is_kept_beside_what_could_be_read()
    {
        var (content, _, _) = await ReadAsync("tnef-damaged.eml");
        Assert.Contains(content.Attachments, a => a.Properties.GetString(PidTag.AttachLongFilename) == "winmail.dat");
        Assert.Equal("Günther", content.Properties.GetString(PidTag.GivenName));
    }

    [Fact]
    public async Task Charsets_are_believed_only_where_they_can_be_true()
    {
        var (content, _, _) = await ReadAsync("mislabelled.eml");
        var body = content.Properties.GetString(PidTag.Body)!;
        Assert.Contains("Unknown charset: Grüße", body, StringComparison.Ordinal);
        Assert.Contains("In truth UTF-8: 你好,世界", body, StringComparison.Ordinal);
        Assert.Contains("+ADw-script+AD4-", body, StringComparison.Ordinal);
        Assert.Contains("こんにちは konnichiwa", body, StringComparison.Ordinal);
        var (eightBit, _, _) = await ReadAsync("unlabelled-8bit.eml");
        Assert.Equal("Bytes of windows-1252: äöü € 100", eightBit.Properties.GetString(PidTag.Body)!.Trim());
        Assert.Equal("Grüße unencoded", eightBit.Properties.GetString(PidTag.Subject));
        Assert.Equal("Müller", eightBit.Properties.GetString(PidTag.SentRepresentingName));
    }

    [Fact]
    public async Task Broken_messages_arrive()
    {
        Assert.Equal("this is no header line\r\nand neither is this one\r\n\r\njust text, grüße\r\n", (await ReadAsync("no-headers.eml")).Content.Properties.GetString(PidTag.Body));
        Assert.Contains("text behind the wrong boundary", (await ReadAsync("bad-boundary.eml")).Content.Properties.GetString(PidTag.Body), StringComparison.Ordinal);
        var cut = (await ReadAsync("unterminated.eml")).Content;
        Assert.Equal("before the cut", cut.Properties.GetString(PidTag.Body)!.Trim());
        Assert.Equal(Enumerable.Range(0, 15).Select(i => (byte)i), Assert.Single(cut.Attachments).Properties.GetBinary(PidTag.AttachDataBinary)!);
        Assert.Contains("begin 644 hello.txt", (await ReadAsync("uuencode.eml")).Content.Properties.GetString(PidTag.Body), StringComparison.Ordinal);
        var nuls = (await ReadAsync("nuls.eml")).Content;
        Assert.DoesNotContain(nuls.Properties.Where(p => p.Tag.Type == PropertyType.String), p => p.Value.AsString().Contains('\0', StringComparison.Ordinal));
        Assert.Equal("bodywithnulls\r\nand bare\r\nline ends\r\n", nuls.Properties.GetString(PidTag.Body));
        Assert.Equal("Out of a mailbox file", (await ReadAsync("mbox-line.eml")).Content.Properties.GetString(PidTag.Subject));
        var empty = (await ReadAsync("empty.eml")).Content;
        Assert.Equal("", empty.Properties.GetString(PidTag.Subject));
        Assert.Empty(empty.Recipients);
    }

    [Theory]
    [InlineData("many-parts.eml", 20, 1 << 20, 5000)]
    [InlineData("plain.eml", 2000, 100, 5000)]
    [InlineData("plain.eml", 2000, 1 << 20, 3)]
    public async Task Over_a_limit_the_message_is_kept_whole(string file, int parts, int headerBytes, int headers)
    {
        // A guard of 64 KiB is added to MaxHeaderBytes, the size that is read at a time.
        var raw = await File.ReadAllBytesAsync(Path.Combine(MailCorpus.Own, file));
        if (headerBytes == 100) raw = [.. Encoding.ASCII.GetBytes("X-Long: " + new string('x', 200_000) + "\r\n"), .. raw];
        var (message, memory) = await CorpusCheck.ConvertAsync(raw, MimeConversionOptions.Default with { MaxParts = parts, MaxHeaderBytes = headerBytes, MaxHeaders = headers });
        var attachment = Assert.Single(message.Content.Attachments).Properties;
        Assert.Equal("message.eml", attachment.GetString(PidTag.AttachLongFilename));
        Assert.Equal(raw, memory.Bytes(attachment.First(p => p.Tag == PidTag.AttachDataBinary).Value));
        Assert.NotEmpty(message.Notes);
        if (headerBytes > 100) Assert.Equal("anna@example.test", message.Content.Properties.GetString(PidTag.SenderSmtpAddress));
    }

    [Fact]
    public async Task Large_values_go_to_the_sink_in_pieces()
    {
        var data = new byte[3_000_000];
        new Random(7).NextBytes(data);
        var mime = "Subject: big\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n" + string.Concat(Enumerable.Repeat("a line of text\r\n", 3000))
            + "--b\r\nContent-Type: application/zip; name=big.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + Convert.ToBase64String(data, Base64FormattingOptions.InsertLineBreaks) + "\r\n--b--\r\n";
        var (message, parts) = await CorpusCheck.ConvertAsync(Encoding.ASCII.GetBytes(mime));
        Assert.True(message.Content.Properties.TryGet(PidTag.Body, out var body) && body.IsExternal);
        Assert.Equal((3000 * 16 - 2) * 2, body.External!.Length);
        Assert.StartsWith("a line of text\r\na line", parts.Text(body), StringComparison.Ordinal);
        Assert.True(message.Content.Attachments[0].Properties.TryGet(PidTag.AttachDataBinary, out var value) && value.IsExternal);
        Assert.Equal(data, parts.Bytes(value));
        Assert.Equal(3_000_000, message.Content.Attachments[0].Properties.GetInt32(PidTag.AttachSize));
        Assert.InRange(parts.LargestAppend, 1, 65536);
    }

    [Fact]
    public async Task The_envelope_fills_in()
    {
        var when = new DateTimeOffset(2026, 11, 5, 1, 2, 3, TimeSpan.Zero);
        var owner = new ResolvedAddress("/o=MapiOrleans/cn=ben", "Ben Beispiel", "ben@example.test");
        var content = await ReadTextAsync("To: BEN@example.test, other@example.org\nSubject: no sender\n\nx\n", MimeConversionOptions.Default with
        {
            DeliveryTime = when,
            EnvelopeSender = "bounce@example.org",
            ReceivedBy = owner,
            OwnAddresses = ["ben@example.test"],
            ResolveAddress = (address, _) => ValueTask.FromResult(address.Equals("ben@example.test", StringComparison.OrdinalIgnoreCase) ? owner : null),
        });
        var bag = content.Properties;
        Assert.Equal(when.ToFileTime(), bag.GetFileTime(PidTag.MessageDeliveryTime));
        Assert.Equal("bounce@example.org", bag.GetString(PidTag.SenderEmailAddress));
        Assert.Equal("EX", bag.GetString(PidTag.ReceivedByAddressType));
        Assert.True(bag.GetBool(PidTag.MessageToMe));
        Assert.False(bag.GetBool(PidTag.MessageCcMe));
        var ben = content.Recipients[0].Properties;
        Assert.Equal(("EX", "/o=MapiOrleans/cn=ben", "ben@example.test", "Ben Beispiel"), (ben.GetString(PidTag.AddressType), ben.GetString(PidTag.EmailAddress), ben.GetString(PidTag.SmtpAddress), ben.GetString(PidTag.DisplayName)));
        Assert.True(MailEntryIds.TryReadAddressBook(ben.GetBinary(PidTag.EntryId), out var dn));
        Assert.Equal("/o=MapiOrleans/cn=ben", dn);
        Assert.Equal("SMTP", content.Recipients[1].Properties.GetString(PidTag.AddressType));
    }

    [Fact]
    public async Task Answers_meet_in_one_conversation()
    {
        var first = await ReadTextAsync("Message-ID: <one@x>\nSubject: s\n\n");
        var answer = await ReadTextAsync("Message-ID: <two@x>\nIn-Reply-To: <one@x>\nSubject: Re: s\n\n");
        var later = await ReadTextAsync("Message-ID: <three@x>\nReferences: <one@x> <two@x>\nSubject: Re: s\n\n");
        Assert.StartsWith("0101", Convert.ToHexString(first.Properties.GetBinary(PidTag.ConversationIndex)!), StringComparison.Ordinal);
        var guid = first.Properties.GetBinary(PidTag.ConversationIndex)![6..];
        Assert.Equal(guid, answer.Properties.GetBinary(PidTag.ConversationIndex)![6..]);
        Assert.Equal(guid, later.Properties.GetBinary(PidTag.ConversationIndex)![6..]);
    }

    [Fact]
    public async Task Headers_of_a_foreign_organisation_are_not_believed()
    {
        var (message, _) = await CorpusCheck.ConvertAsync("X-MS-Exchange-Organization-SCL: -1\r\nX-Fine: yes\r\n\r\n"u8.ToArray());
        Assert.Equal([new PropertyName(PropertySets.PS_INTERNET_HEADERS, "x-fine")], message.Names);
    }

    [Fact]
    public async Task Names_are_remapped_in_all_bags_and_left_out_where_there_is_no_id()
    {
        var (content, message, _) = await ReadAsync("nested.eml");
        var depth = message.Names.ToList().IndexOf(new PropertyName(PropertySets.PS_INTERNET_HEADERS, "x-depth"));
        var remapped = NamedPropertyRemapper.Remap(content, i => i == depth ? (ushort)0x9123 : (ushort)0);
        Assert.Equal("three", remapped.Attachments[0].Embedded!.Attachments[0].Embedded!.Properties.GetString(new PropertyTag(0x9123, PropertyType.String)));
        Assert.Equal(content.Properties.Where(p => !p.Tag.IsNamed), remapped.Properties);
        var without = NamedPropertyRemapper.Remap(content, _ => 0);
        Assert.DoesNotContain(CorpusCheck.All(without).SelectMany(m => m.Properties), p => p.Tag.IsNamed);
    }

    [Fact]
    public async Task Failures_of_the_sink_and_cancellation_are_thrown_as_they_are()
    {
        var mime = Encoding.ASCII.GetBytes("Subject: s\r\n\r\n" + new string('x', 20000));
        await Assert.ThrowsAsync<TimeoutException>(() => MimeToMapi.ConvertAsync(new MemoryStream(mime), new FailingSink(), MimeConversionOptions.Default, default));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => MimeToMapi.ConvertAsync(new MemoryStream(mime), new MemoryParts(), MimeConversionOptions.Default, cancelled.Token));
    }

    private sealed class FailingSink : IPartSink
    {
        public IPartWriter CreatePart() => throw new TimeoutException("the store is away");
    }
}
