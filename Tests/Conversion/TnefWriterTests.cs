using CsCheck;
using MapiOrleans.Conversion.Mime;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MimeKit;
using MimeKit.Tnef;
using Xunit;

namespace MapiOrleans.Tests.Conversion;

/// <summary>TNEF on the way out: when, and that everything comes back; MimeKit's own reader agrees.</summary>
public sealed class TnefWriterTests
{
    private static readonly PropertyName Custom = new(new Guid("11112222-3333-4444-5555-666677778888"), "Größe"), Numbered = new(new Guid("11112222-3333-4444-5555-666677778888"), 0x8765);
    private static readonly Dictionary<ushort, PropertyName> Names = new() { [0x8000] = Custom, [0x8001] = Numbered, [0x8002] = PidLid.UseTnef.Name, [0x8003] = PidLid.VerbStream.Name };

    private static readonly Gen<TaggedPropertyValue> Values = Gen.OneOf(
        Gen.Select(Gen.UShort[0x6800, 0x680F], Gen.Short).Select((id, v) => new TaggedPropertyValue(id, PropertyValue.Int16(v))),
        Gen.Select(Gen.UShort[0x6810, 0x681F], Gen.Int).Select((id, v) => new TaggedPropertyValue(id, PropertyValue.Int32(v))),
        Gen.Select(Gen.UShort[0x6830, 0x683F], Gen.Bool).Select((id, v) => new TaggedPropertyValue(id, PropertyValue.Bool(v))),
        Gen.Select(Gen.UShort[0x6840, 0x684F], Gen.Long).Select((id, v) => new TaggedPropertyValue(id, PropertyValue.Int64(v))),
        Gen.Select(Gen.UShort[0x6850, 0x685F], Gen.Double).Select((id, v) => new TaggedPropertyValue(id, PropertyValue.Float64(v))),
        Gen.Select(Gen.UShort[0x6860, 0x686F], Gen.Guid).Select((id, v) => new TaggedPropertyValue(id, PropertyValue.OfGuid(v))),
        Gen.Select(Gen.UShort[0x6870, 0x687F], Gen.String[Gen.Char['\u0020', '\u024F'], 0, 40]).Select((id, v) => new TaggedPropertyValue(id, PropertyValue.String(v))),
        Gen.Select(Gen.UShort[0x6880, 0x688F], Gen.Byte.Array[0, 60]).Select((id, v) => new TaggedPropertyValue(id, PropertyValue.Binary(v))),
        Gen.Select(Gen.UShort[0x6890, 0x689F], Gen.Int.Array[1, 5]).Select((id, v) => new TaggedPropertyValue(id, PropertyValue.Multiple(v))),
        Gen.Select(Gen.UShort[0x68A0, 0x68AF], Gen.Short.Array[1, 5]).Select((id, v) => new TaggedPropertyValue(id, PropertyValue.Multiple(v))),
        Gen.Select(Gen.UShort[0x68B0, 0x68BF], Gen.String[Gen.Char['a', 'ÿ'], 0, 9].Array[1, 4]).Select((id, v) => new TaggedPropertyValue(id, PropertyValue.Multiple(v))),
        Gen.Select(Gen.UShort[0x68C0, 0x68CF], Gen.Byte.Array[0, 9].Array[1, 4]).Select((id, v) => new TaggedPropertyValue(id, PropertyValue.Multiple(PropertyType.MultipleBinary, v))),
        Gen.Select(Gen.UShort[0x68D0, 0x68DF], Gen.Guid.Array[1, 4]).Select((id, v) => new TaggedPropertyValue(id, PropertyValue.Multiple(v))),
        Gen.String[Gen.Char['a', 'z'], 1, 9].Select(v => new TaggedPropertyValue(0x8000, PropertyValue.String(v))),
        Gen.Int.Select(v => new TaggedPropertyValue(0x8001, PropertyValue.Int32(v))));

    [Fact]
    public Task Whatever_properties_a_message_has_come_back() => Values.Array[0, 30].SampleAsync(async values =>
    {
        var message = Message("IPM.Task");
        foreach (var value in values) message.Properties.Set(value);
        var (written, back, _) = await RoundAsync(message);
        Assert.True(HasTnef(written));
        foreach (var value in message.Properties) AssertSame(value, back);
    }, iter: 100);

    [Fact]
    public async Task Objects_messages_and_recipients_in_it_come_back_and_MimeKit_reads_them()
    {
        var message = Message("IPM.Note");
        var ole = new AttachmentContent { AttachNumber = 0 };
        ole.Properties.Set(PidTag.AttachMethod, 6);
        ole.Properties.Set(PidTag.AttachLongFilename, "drawing");
        ole.Properties.Set(PidTag.AttachDataObject, PropertyValue.ObjectBytes([1, 2, 3, 4, 5]));
        message.Attachments.Add(ole);
        var file = new AttachmentContent { AttachNumber = 1 };
        file.Properties.Set(PidTag.AttachMethod, 1);
        file.Properties.Set(PidTag.AttachLongFilename, "naïve.bin");
        file.Properties.Set(PidTag.AttachDataBinary, new byte[70_000]);
        message.Attachments.Add(file);
        var inner = Message("IPM.Contact");
        inner.Recipients.Add(Recipient("to@example.test", 1));
        inner.Recipients.Add(Recipient("secret@example.test", 3));
        inner.Properties.Set(new PropertyTag(0x8000, PropertyType.String), "XXL");
        var embedded = new AttachmentContent { AttachNumber = 2, Embedded = inner };
        embedded.Properties.Set(PidTag.AttachMethod, 5);
        message.Attachments.Add(embedded);

        var (written, back, parts) = await RoundAsync(message);
        var winmail = (TnefPart)MimeMessage.Load(new MemoryStream(written)).BodyParts.Single(p => p.ContentType.MimeType == "application/ms-tnef");
        using (var reader = new TnefReader(winmail.Content!.Open(), 0, TnefComplianceMode.Strict))
        {
            while (reader.ReadNextAttribute())
            {
            }
            Assert.Equal(TnefComplianceStatus.Compliant, reader.ComplianceStatus);
        }
        var kept = back.Content.Attachments;
        Assert.Equal(3, kept.Count);
        Assert.Equal([1, 2, 3, 4, 5], parts.Bytes(kept[0].Properties.Single(p => p.Tag.Id == PidTag.AttachDataObject.Id).Value));
        Assert.Equal(6, kept[0].Properties.GetInt32(PidTag.AttachMethod));
        Assert.Equal(70_000, parts.Bytes(kept[1].Properties.Single(p => p.Tag == PidTag.AttachDataBinary).Value).Length);
        Assert.Equal("naïve.bin", kept[1].Properties.GetString(PidTag.AttachLongFilename));
        var message2 = kept[2].Embedded!;
        Assert.Equal("IPM.Contact", message2.Properties.GetString(PidTag.MessageClass));
        Assert.Equal(["other@example.test", "to@example.test"], message2.Recipients.Select(r => r.Properties.GetString(PidTag.SmtpAddress)));
        Assert.Equal("XXL", message2.Properties.Single(p => p.Tag.IsNamed).Value.AsString());
        Assert.DoesNotContain("secret@example.test", System.Text.Encoding.Unicode.GetString(Decoded(winmail)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("IPM.Note", false, false, 0, false)]
    [InlineData("IPM.Note.Custom", false, false, 0, false)]
    [InlineData("IPM.Schedule.Meeting.Request", false, false, 0, false)]
    [InlineData("REPORT.IPM.Note.IPNRN", true, false, 0, false)]
    [InlineData("IPM.Note.SMIME.MultipartSigned", true, false, 0, false)]
    [InlineData("IPM.Note", true, false, 0, true)]
    [InlineData("IPM.Note", false, true, 0, true)]
    [InlineData("IPM.Note", false, true, 0x60000, false)]
    [InlineData("IPM.TaskRequest", false, false, 0, true)]
    [InlineData("IPM.Outlook.Recall", false, false, 0, true)]
    public async Task It_is_used_where_it_is_asked_for_or_nothing_else_will_do(string messageClass, bool asks, bool rich, int encoding, bool tnef)
    {
        var message = Message(messageClass);
        if (asks) message.Properties.Set(new PropertyTag(0x8002, PropertyType.Boolean), true);
        message.Recipients[0].Properties.Set(PidTag.SendRichInfo, rich);
        message.Recipients[0].Properties.Set(PidTag.SendInternetEncoding, encoding);
        Assert.Equal(tnef, HasTnef((await RoundAsync(message)).Written));
        Assert.False(HasTnef((await RoundAsync(message, TnefUse.Never)).Written));
    }

    [Fact]
    public async Task One_who_does_not_want_it_keeps_it_from_all_and_voting_needs_it()
    {
        var message = Message("IPM.Note");
        message.Recipients[0].Properties.Set(PidTag.SendRichInfo, true);
        message.Recipients.Add(Recipient("plain@example.test", 2));
        Assert.False(HasTnef((await RoundAsync(message)).Written));
        message.Properties.Set(new PropertyTag(0x8003, PropertyType.Binary), [2, 1]);
        Assert.True(HasTnef((await RoundAsync(message)).Written));
        Assert.False(HasTnef((await RoundAsync(message, TnefUse.WhenAsked)).Written));
    }

    private static bool HasTnef(byte[] mime) => MimeMessage.Load(new MemoryStream(mime)).BodyParts.Any(p => p.ContentType.MimeType == "application/ms-tnef");

    private static byte[] Decoded(MimePart part)
    {
        var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes);
        return bytes.ToArray();
    }

    private static void AssertSame(TaggedPropertyValue value, ConvertedMessage back)
    {
        if (value.Tag.IsNamed)
        {
            var index = back.Names.Index().First(n => n.Item == Names[value.Tag.Id]).Index;
            Assert.Equal(value.Value, back.Content.Properties.Single(p => p.Tag.Id == 0x8000 + index).Value);
        }
        else
        {
            Assert.True(back.Content.Properties.TryGet(value.Tag.Id, out TaggedPropertyValue found), $"{value.Tag} is lost");
            // The Internet message ends its text with a line.
            if (value.Tag == PidTag.Body) Assert.Equal(value.Value.AsString().TrimEnd(), found.Value.AsString().TrimEnd());
            else Assert.Equal(value.Value, found.Value);
        }
    }

    private static async Task<(byte[] Written, ConvertedMessage Back, MemoryParts Parts)> RoundAsync(MessageContent message, TnefUse use = TnefUse.WhenNeeded)
    {
        using var written = new MemoryStream();
        await MapiToMime.WriteAsync(message, new MemoryParts(), new MapiToMimeOptions { Names = Names, Tnef = use }, written, default);
        var (back, parts) = await CorpusCheck.ConvertAsync(written.ToArray());
        return (written.ToArray(), back, parts);
    }

    private static RecipientContent Recipient(string address, byte type)
    {
        var bag = new PropertyBag();
        bag.Set(PidTag.DisplayName, address);
        bag.Set(PidTag.AddressType, "SMTP");
        bag.Set(PidTag.EmailAddress, address);
        bag.Set(PidTag.SmtpAddress, address);
        return new RecipientContent { RowId = type, RecipientType = type, Properties = bag };
    }

    private static MessageContent Message(string messageClass)
    {
        var message = new MessageContent { Recipients = [Recipient("other@example.test", 1)] };
        message.Properties.Set(PidTag.MessageClass, messageClass);
        message.Properties.Set(PidTag.Subject, "Subject");
        message.Properties.Set(PidTag.NormalizedSubject, "Subject");
        message.Properties.Set(PidTag.Body, "Text.\r\n");
        return message;
    }
}
