using System.Text;
using MapiOrleans.Conversion.Bodies;
using MapiOrleans.Conversion.Mime;
using MapiOrleans.Mapi.Compression;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MimeKit;
using Xunit;

namespace MapiOrleans.Tests.Conversion;

public sealed class MapiToMimeTests
{
    private const string Anna = "/o=MapiOrleans/ou=x/cn=Recipients/cn=anna";

    private readonly MemoryParts _parts = new();

    [Fact]
    public async Task People_of_the_address_book_get_their_addresses_and_blind_copies_are_in_no_header()
    {
        var content = Note();
        content.Recipients.Add(Recipient(1, "Anna", "EX", Anna));
        content.Recipients.Add(Recipient(2, "Jürgen Groß", "SMTP", "juergen@example.org"));
        content.Recipients.Add(Recipient(3, "Secret", "SMTP", "secret@example.org"));
        content.Recipients.Add(Recipient(1, "Fax", "FAX", "+49 30/123"));
        var (mime, raw, _) = await WriteAsync(content, new MapiToMimeOptions { Domain = "example.test", ResolveLegacyDN = (dn, _) => ValueTask.FromResult(dn == Anna ? "anna@example.test" : null) });

        Assert.Equal(["anna@example.test", "IMCEAFAX-+2B49+2030_123@example.test"], mime.To.Mailboxes.Select(m => m.Address));
        Assert.Equal(("Jürgen Groß", "juergen@example.org"), mime.Cc.Mailboxes.Select(m => (m.Name, m.Address)).Single());
        Assert.DoesNotContain("secret", raw, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Hello", mime.TextBody?.TrimEnd());
    }

    [Fact]
    public async Task Blind_copies_of_a_message_in_the_message_are_in_no_header_either()
    {
        var inner = Note();
        inner.Recipients.Add(Recipient(3, "Secret", "SMTP", "secret@example.org"));
        var content = Note();
        content.Attachments.Add(new AttachmentContent { AttachNumber = 0, Embedded = inner });
        var (mime, raw, _) = await WriteAsync(content);
        Assert.Equal("A subject", Assert.IsType<MessagePart>(Assert.Single(mime.Attachments)).Message!.Subject);
        Assert.DoesNotContain("secret", raw, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Who_sends_for_somebody_else_is_the_sender()
    {
        var content = Note();
        content.Properties.Set(PidTag.SenderAddressType, "EX");
        content.Properties.Set(PidTag.SenderEmailAddress, Anna);
        content.Properties.Set(PidTag.SenderName, "Anna");
        var (mime, _, _) = await WriteAsync(content, new MapiToMimeOptions { ResolveLegacyDN = (_, _) => ValueTask.FromResult<string?>("anna@example.test") });
        Assert.Equal(("boss@example.test", "anna@example.test"), (mime.From.Mailboxes.Single().Address, mime.Sender?.Address));
    }

    [Fact]
    public async Task A_header_has_no_line_that_a_property_put_there()
    {
        var content = Note();
        content.Properties.Set(PidTag.Subject, "Hi\r\nBcc: evil@example.org");
        content.Properties.Set(PidTag.InternetMessageId, "<x@y>\r\nX-Evil: 1");
        content.Properties.Set(new TaggedPropertyValue(0x8000, PropertyValue.String("a\r\nX-Evil: 1")));
        content.Properties.Set(new TaggedPropertyValue(0x8001, PropertyValue.String("evil@example.org")));
        content.Properties.Set(new TaggedPropertyValue(0x8002, PropertyValue.String("x")));
        var (mime, _, _) = await WriteAsync(content, new MapiToMimeOptions
        {
            Names = new Dictionary<ushort, PropertyName>
            {
                [0x8000] = new(PropertySets.PS_INTERNET_HEADERS, "x-mine"),
                [0x8001] = new(PropertySets.PS_INTERNET_HEADERS, "bcc"),
                [0x8002] = new(PropertySets.PS_INTERNET_HEADERS, "x-a: b\r\nx-evil"),
            },
        });
        Assert.Equal("a X-Evil: 1", mime.Headers["x-mine"]);
        Assert.Empty(mime.Bcc);
        Assert.DoesNotContain(mime.Headers, h => h.Field.Equals("x-evil", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Html_keeps_its_bytes_and_shows_its_images_in_their_place()
    {
        var html = Encoding.Latin1.GetBytes("<html><body>Grüße <img src=\"cid:pic@1\"></body></html>");
        var content = Note();
        content.Properties.Remove(PidTag.Body.Id);
        content.Properties.Set(PidTag.Html, html);
        content.Properties.Set(PidTag.InternetCodepage, 28591);
        content.Attachments.Add(Attachment(0, "Bild ü.png", "image/png", [1, 2, 3], "pic@1"));
        content.Attachments.Add(Attachment(1, "a.pdf", "application/pdf", [4, 5]));
        var (mime, _, _) = await WriteAsync(content);

        var mixed = Assert.IsType<Multipart>(mime.Body, exactMatch: false);
        var alternative = Assert.IsType<MultipartAlternative>(mixed[0]);
        Assert.Contains("Grüße", ((TextPart)alternative[0]).Text, StringComparison.Ordinal);
        var related = Assert.IsType<MultipartRelated>(alternative[1]);
        Assert.Equal(html, Decode((MimePart)related[0]));
        Assert.Equal(("pic@1", "Bild ü.png"), (related[1].ContentId, ((MimePart)related[1]).FileName));
        Assert.Equal("a.pdf", ((MimePart)mixed[1]).FileName);
    }

    [Fact]
    public async Task Html_in_rtf_leaves_as_html_and_other_rtf_as_text()
    {
        var content = Note();
        content.Properties.Remove(PidTag.Body.Id);
        content.Properties.Set(PidTag.RtfCompressed, CompressedRtf.Compress(RtfWriter.FromHtml("<html><body><b>Bold</b> words</body></html>")));
        Assert.Contains("<b>Bold</b>", (await WriteAsync(content)).Message.HtmlBody, StringComparison.Ordinal);

        content.Properties.Set(PidTag.RtfCompressed, CompressedRtf.Compress(@"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0 Plain {\b words}\par}"u8));
        var (mime, _, _) = await WriteAsync(content);
        Assert.Null(mime.HtmlBody);
        Assert.Contains("Plain words", mime.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Large_attachments_are_read_where_they_lie()
    {
        var data = new byte[3 << 20];
        new Random(7).NextBytes(data);
        await using var writer = _parts.CreatePart();
        await writer.AppendAsync(data, default);
        var attachment = Attachment(0, "large.bin", "application/octet-stream", []);
        attachment.Properties.Set(PidTag.AttachDataBinary, PropertyValue.OfExternal(PropertyType.Binary, await writer.CompleteAsync(default)));
        var content = Note();
        content.Attachments.Add(attachment);
        var (mime, _, _) = await WriteAsync(content);
        Assert.Equal(data, Decode((MimePart)mime.Attachments.Single()));
    }

    [Fact]
    public async Task An_address_that_needs_it_makes_the_message_an_international_one()
    {
        var content = Note();
        Assert.False((await WriteAsync(content)).Result.NeedsSmtpUtf8);
        content.Recipients.Add(Recipient(1, "Ü", "SMTP", "jürgen@example.org"));
        var (mime, _, result) = await WriteAsync(content);
        Assert.True(result.NeedsSmtpUtf8);
        Assert.Equal("jürgen@example.org", mime.To.Mailboxes.Single().Address);
    }

    [Fact]
    public async Task A_read_receipt_is_a_notification_of_its_kind()
    {
        var content = Note();
        content.Properties.Set(PidTag.MessageClass, "REPORT.IPM.Note.IPNRN");
        content.Properties.Set(PidTag.OriginalMessageId, "<first@example.org>");
        var (mime, raw, _) = await WriteAsync(content);
        var report = Assert.IsType<MultipartReport>(mime.Body);
        Assert.Equal("disposition-notification", report.ReportType);
        var fields = Assert.IsType<MessageDispositionNotification>(report[1]).Fields;
        Assert.Equal(("<first@example.org>", "rfc822;boss@example.test"), (fields["Original-Message-ID"], fields["Final-Recipient"]));
        Assert.EndsWith("displayed", fields["Disposition"], StringComparison.Ordinal);
        Assert.DoesNotContain("attachment", raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_signed_leaves_byte_for_byte()
    {
        const string signed = "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n\tboundary=b\r\n\r\npreamble \r\n--b\r\n\r\nhi  \r\n--b\r\nContent-Type: application/pkcs7-signature\r\n\r\nAAAA\r\n--b--\r\nepilogue\r\n";
        var content = Note();
        content.Properties.Set(PidTag.MessageClass, "IPM.Note.SMIME.MultipartSigned");
        content.Attachments.Add(Attachment(0, "smime.p7m", "multipart/signed", Encoding.ASCII.GetBytes(signed)));
        var (_, raw, _) = await WriteAsync(content);
        Assert.EndsWith("MIME-Version: 1.0\r\n" + signed, raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_bags_hold_there_is_a_message()
    {
        var content = new MessageContent();
        content.Properties.Set(PidTag.RtfCompressed, new byte[] { 1, 2, 3 });
        content.Properties.Set(PidTag.ReplyRecipientEntries, new byte[] { 255, 255, 255, 255, 0, 0, 0, 0, 1 });
        content.Properties.Set(PidTag.ConversationIndex, new byte[5]);
        content.Recipients.Add(new RecipientContent { RecipientType = 1 });
        content.Attachments.Add(new AttachmentContent());
        content.Attachments.Add(Attachment(1, "", "no type at all", [1]));
        var (mime, _, result) = await WriteAsync(content);
        Assert.Equal("undisclosed-recipients", Assert.IsType<GroupAddress>(Assert.Single(mime.To)).Name);
        Assert.Equal(2, result.Notes.Count);
    }

    private static MessageContent Note()
    {
        var content = new MessageContent();
        var bag = content.Properties;
        bag.Set(PidTag.MessageClass, "IPM.Note");
        bag.Set(PidTag.Subject, "A subject");
        bag.Set(PidTag.Body, "Hello\r\n");
        bag.Set(PidTag.SentRepresentingName, "Boss");
        bag.Set(PidTag.SentRepresentingAddressType, "SMTP");
        bag.Set(PidTag.SentRepresentingEmailAddress, "boss@example.test");
        return content;
    }

    private static RecipientContent Recipient(byte type, string name, string addressType, string address)
    {
        var recipient = new RecipientContent { RecipientType = type };
        recipient.Properties.Set(PidTag.DisplayName, name);
        recipient.Properties.Set(PidTag.AddressType, addressType);
        recipient.Properties.Set(PidTag.EmailAddress, address);
        recipient.Properties.Set(PidTag.EntryId, EntryIds.OneOff(name, addressType, address));
        return recipient;
    }

    private static AttachmentContent Attachment(uint number, string name, string type, byte[] data, string? contentId = null)
    {
        var attachment = new AttachmentContent { AttachNumber = number };
        attachment.Properties.Set(PidTag.AttachMethod, 1);
        attachment.Properties.Set(PidTag.AttachLongFilename, name);
        attachment.Properties.Set(PidTag.AttachMimeTag, type);
        attachment.Properties.Set(PidTag.AttachDataBinary, data);
        if (contentId is not null) attachment.Properties.Set(PidTag.AttachContentId, contentId);
        return attachment;
    }

    private static byte[] Decode(MimePart part)
    {
        using var decoded = new MemoryStream();
        part.Content!.DecodeTo(decoded);
        return decoded.ToArray();
    }

    private async Task<(MimeMessage Message, string Raw, ComposedMime Result)> WriteAsync(MessageContent content, MapiToMimeOptions? options = null)
    {
        using var written = new MemoryStream();
        var result = await MapiToMime.WriteAsync(content, _parts, options ?? MapiToMimeOptions.Default, written, default);
        return (MimeMessage.Load(new MemoryStream(written.ToArray())), Encoding.UTF8.GetString(written.ToArray()), result);
    }
}
