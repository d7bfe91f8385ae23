using System.Text;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Conversion.Mime;

/// <summary>
/// Writes TNEF ([MS-OXTNEF]): the message's properties, named ones included, its attachments with theirs, messages in it with their recipients.
/// Who the message is from and to is the Internet message's to say. Goes into a seekable stream, as lengths are known only behind what they are
/// of; large values are copied from where they lie.
/// </summary>
internal sealed class TnefWriter(MimeComposer composer)
{
    /// <summary>Bytes that TNEF can say of one value, less than its lengths hold because readers count in signed numbers.</summary>
    private const long MaxValue = int.MaxValue;

    private const uint Signature = 0x223E9F78;
    private const ushort LegacyKey = 1;
    private const uint Version = 0x00010000;

    // Attribute ids ([MS-OXTNEF] 2.1.3.2)
    private const uint AttTnefVersion = 0x00089006, AttOemCodepage = 0x00069007, AttMessageClass = 0x00078008, AttMessageProperties = 0x00069003, AttRecipientTable = 0x00069004,
        AttAttachRenderData = 0x00069002, AttAttachment = 0x00069005, AttAttachTitle = 0x00018010, AttAttachData = 0x0006800F;

    private const byte LevelMessage = 1, LevelAttachment = 2;
    private const ushort FileRendering = 1, OleRendering = 2;
    private const int OleMethod = 6, EmbeddedMethod = 5;
    private const byte Bcc = 3;

    // Windows-1252, as what 8-bit text there is in TNEF is ASCII here.
    private const uint CodePage = 1252;

    /// <summary>IID_IMessage and IID_IStorage: what PidTagAttachDataObject holds ([MS-OXTNEF] 2.1.3.3.15).</summary>
    private static readonly Guid MessageInterface = new("00020307-0000-0000-c000-000000000046"), StorageInterface = new("0000000b-0000-0000-c000-000000000046");

    // Said by the headers of the Internet message, or true of this mailbox only.
    private static readonly HashSet<ushort> Untold =
    [
        PidTag.TransportMessageHeaders.Id, PidTag.TnefCorrelationKey.Id, PidTag.SentMailEntryId.Id, PidTag.SentMailSvrEID.Id, PidTag.DeleteAfterSubmit.Id, PidTag.ReplyRecipientEntries.Id, PidTag.ReplyRecipientNames.Id,
        PidTag.ReceivedByName.Id, PidTag.ReceivedByAddressType.Id, PidTag.ReceivedByEmailAddress.Id, PidTag.ReceivedBySmtpAddress.Id, PidTag.ReceivedByEntryId.Id, PidTag.ReceivedBySearchKey.Id,
        PidTag.ReceivedRepresentingName.Id, PidTag.ReceivedRepresentingAddressType.Id, PidTag.ReceivedRepresentingEmailAddress.Id, PidTag.ReceivedRepresentingSmtpAddress.Id,
        PidTag.ReceivedRepresentingEntryId.Id, PidTag.ReceivedRepresentingSearchKey.Id,
        PidTag.MessageToMe.Id, PidTag.MessageCcMe.Id, PidTag.MessageRecipientMe.Id, PidTag.CreatorName.Id, PidTag.CreatorEntryId.Id, PidTag.LastModifierName.Id, PidTag.LastModifierEntryId.Id,
    ];

    /// <summary>Whether a property of a message goes into TNEF, and comes out of it: not what only a store may say, such as identity, sizes, access ([MS-OXPROPS] 1.3.3).</summary>
    public static bool IsTransmittable(PropertyTag tag)
    {
        if (tag.Type is PropertyType.Null or PropertyType.ErrorCode or PropertyType.Unspecified) return false;
        if (tag == PidTag.NormalizedSubject || tag == PidTag.RtfInSync) return true;
        return tag.Id is not (>= 0x0E00 and <= 0x0FFF) and not (>= 0x6540 and <= 0x67FF) and not 0x3FDE;
    }

    /// <summary>Writes a message.</summary>
    public async ValueTask WriteAsync(MessageContent content, Stream output, int depth)
    {
        var tnef = new TnefOutput(output);
        tnef.WriteUInt32(Signature);
        tnef.WriteUInt16(LegacyKey);
        Numbers(tnef, AttTnefVersion, Version);
        Numbers(tnef, AttOemCodepage, CodePage, 0);
        tnef.Begin(LevelMessage, AttMessageClass);
        tnef.WriteBytes([.. Encoding.Latin1.GetBytes(content.Properties.GetString(PidTag.MessageClass) ?? "IPM.Note"), 0]);
        tnef.End();
        if (depth > 0 && content.Recipients.Count > 0) await RecipientsAsync(tnef, content);
        tnef.Begin(LevelMessage, AttMessageProperties);
        await ListAsync(tnef, Told(content.Properties, depth));
        tnef.End();
        foreach (var attachment in content.Attachments) await AttachmentAsync(tnef, attachment, depth);
    }

    private static IEnumerable<TaggedPropertyValue> Told(PropertyBag bag, int depth) =>
        bag.Where(p => IsTransmittable(p.Tag) && p.Tag.Type != PropertyType.Object && !(depth == 0 && Untold.Contains(p.Tag.Id)));

    private static void Numbers(TnefOutput tnef, uint attribute, params ReadOnlySpan<uint> values)
    {
        tnef.Begin(LevelMessage, attribute);
        foreach (var value in values) tnef.WriteUInt32(value);
        tnef.End();
    }

    /// <summary>Blind-copy recipients are nobody's to see, of a message in a message neither.</summary>
    private async ValueTask RecipientsAsync(TnefOutput tnef, MessageContent content)
    {
        tnef.Begin(LevelMessage, AttRecipientTable);
        var told = content.Recipients.Where(r => (r.RecipientType & 0x0F) != Bcc).ToList();
        tnef.WriteUInt32((uint)told.Count);
        foreach (var recipient in told)
        {
            List<TaggedPropertyValue> row = [new(PidTag.RecipientType, PropertyValue.Int32(recipient.RecipientType & 0x0F))];
            row.AddRange(recipient.Properties.Where(p => p.Tag.Id != PidTag.RecipientType.Id && p.Tag.Type != PropertyType.Object));
            await ListAsync(tnef, row);
        }
        tnef.End();
    }

    private async ValueTask AttachmentAsync(TnefOutput tnef, AttachmentContent attachment, int depth)
    {
        var bag = attachment.Properties;
        if (attachment.Embedded is not null && depth >= composer.Options.MaxEmbeddedDepth)
        {
            composer.Note($"a message nested deeper than {composer.Options.MaxEmbeddedDepth}: left out");
            return;
        }
        var isOle = bag.GetInt32(PidTag.AttachMethod) == OleMethod;
        tnef.Begin(LevelAttachment, AttAttachRenderData);
        tnef.WriteUInt16(isOle ? OleRendering : FileRendering);
        tnef.WriteUInt32(unchecked((uint)(bag.GetInt32(PidTag.RenderingPosition) ?? -1)));
        tnef.WriteUInt32(0);
        tnef.WriteUInt32(0);
        tnef.End();
        if (NameOf(bag) is { Length: > 0 } name && Ascii.IsValid(name))
        {
            tnef.Begin(LevelAttachment, AttAttachTitle);
            tnef.WriteBytes([.. Encoding.ASCII.GetBytes(name), 0]);
            tnef.End();
        }
        // By value the data is an attribute of its own, which readers without MAPI know too.
        if (attachment.Embedded is null && !isOle && bag.TryGet(PidTag.AttachDataBinary, out PropertyValue data))
        {
            tnef.Begin(LevelAttachment, AttAttachData);
            await CopyAsync(tnef, data);
            tnef.End();
        }
        tnef.Begin(LevelAttachment, AttAttachment);
        var told = bag.Where(p => p.Tag.Id != PidTag.AttachDataBinary.Id && IsTransmittable(p.Tag) && p.Tag.Type != PropertyType.Object).ToList();
        if (attachment.Embedded is not null && !bag.Contains(PidTag.AttachMethod.Id)) told.Add(new(PidTag.AttachMethod, PropertyValue.Int32(EmbeddedMethod)));
        await AttachmentListAsync(tnef, told, attachment, isOle, depth);
        tnef.End();
    }

    private async ValueTask AttachmentListAsync(TnefOutput tnef, List<TaggedPropertyValue> told, AttachmentContent attachment, bool isOle, int depth)
    {
        var hasObject = attachment.Embedded is not null || (isOle && attachment.Properties.Contains(PidTag.AttachDataBinary.Id));
        if (!hasObject)
        {
            await ListAsync(tnef, told);
            return;
        }
        tnef.WriteUInt32((uint)(told.Count(IsWritten) + 1));
        foreach (var item in told.Where(IsWritten)) await PropertyAsync(tnef, item);
        tnef.WriteUInt16((ushort)PropertyType.Object);
        tnef.WriteUInt16(PidTag.AttachDataObject.Id);
        tnef.WriteUInt32(1);
        var size = tnef.BeginLength();
        tnef.WriteBytes((attachment.Embedded is null ? StorageInterface : MessageInterface).ToByteArray());
        if (attachment.Embedded is { } embedded)
        {
            var nested = composer.TemporaryFile();
            await WriteAsync(embedded, nested, depth + 1);
            nested.Position = 0;
            await tnef.CopyAsync(nested, composer.Cancellation);
        }
        else if (attachment.Properties.TryGet(PidTag.AttachDataBinary.Id, out TaggedPropertyValue ole))
        {
            await CopyAsync(tnef, ole.Value);
        }
        tnef.EndLength(size);
    }

    private async ValueTask ListAsync(TnefOutput tnef, IEnumerable<TaggedPropertyValue> items)
    {
        var written = items.Where(IsWritten).ToList();
        tnef.WriteUInt32((uint)written.Count);
        foreach (var item in written) await PropertyAsync(tnef, item);
    }

    /// <summary>Whether a value has a form in TNEF ([MS-OXTNEF] 2.1.3.4); a named property without its name has not.</summary>
    private bool IsWritten(TaggedPropertyValue item) =>
        item.Value.HasValue && (!item.Tag.IsNamed || composer.Options.Names.ContainsKey(item.Tag.Id))
        && item.Value.Type is not (PropertyType.Restriction or PropertyType.RuleAction or PropertyType.ServerId or PropertyType.Null or PropertyType.ErrorCode or PropertyType.Unspecified)
        && (item.Value.External?.Length ?? 0) <= MaxValue;

    private async ValueTask PropertyAsync(TnefOutput tnef, TaggedPropertyValue item)
    {
        tnef.WriteUInt16((ushort)item.Value.Type);
        tnef.WriteUInt16(item.Tag.Id);
        if (item.Tag.IsNamed) Name(tnef, composer.Options.Names[item.Tag.Id]);
        var value = item.Value;
        switch (value.Type)
        {
            case var type when type.IsMultiValue():
                Multiple(tnef, value);
                break;
            case PropertyType.String or PropertyType.String8 or PropertyType.Binary:
                tnef.WriteUInt32(1);
                var size = tnef.BeginLength();
                await CopyAsync(tnef, value);
                if (value.Type == PropertyType.String) tnef.WriteUInt16(0);
                if (value.Type == PropertyType.String8) tnef.WriteBytes([0]);
                tnef.EndLength(size);
                break;
            default:
                Fixed(tnef, value.Type, value.RawBits, value.Type == PropertyType.Guid ? value.AsGuid() : default);
                break;
        }
    }

    private static void Name(TnefOutput tnef, PropertyName name)
    {
        tnef.WriteBytes(name.Guid.ToByteArray());
        if (name.Name is not { } text)
        {
            tnef.WriteUInt32(0);
            tnef.WriteUInt32(name.Lid);
            return;
        }
        tnef.WriteUInt32(1);
        Sized(tnef, Encoding.Unicode.GetBytes(text + "\0"));
    }

    private static void Sized(TnefOutput tnef, ReadOnlySpan<byte> bytes)
    {
        tnef.WriteUInt32((uint)bytes.Length);
        tnef.WriteBytes(bytes);
        tnef.Pad(bytes.Length);
    }

    private static void Multiple(TnefOutput tnef, PropertyValue value)
    {
        var single = value.Type.Single();
        switch (value.RawReference)
        {
            case string[] texts:
                tnef.WriteUInt32((uint)texts.Length);
                foreach (var text in texts) Sized(tnef, single == PropertyType.String8 ? Encoding.Latin1.GetBytes(text + "\0") : Encoding.Unicode.GetBytes(text + "\0"));
                break;
            case byte[][] blobs:
                tnef.WriteUInt32((uint)blobs.Length);
                foreach (var blob in blobs) Sized(tnef, blob);
                break;
            case short[] numbers:
                tnef.WriteUInt32((uint)numbers.Length);
                foreach (var number in numbers) Fixed(tnef, single, number, default);
                break;
            case int[] numbers:
                tnef.WriteUInt32((uint)numbers.Length);
                foreach (var number in numbers) Fixed(tnef, single, number, default);
                break;
            case long[] numbers:
                tnef.WriteUInt32((uint)numbers.Length);
                foreach (var number in numbers) Fixed(tnef, single, number, default);
                break;
            case float[] numbers:
                tnef.WriteUInt32((uint)numbers.Length);
                foreach (var number in numbers) Fixed(tnef, single, BitConverter.SingleToInt32Bits(number), default);
                break;
            case double[] numbers:
                tnef.WriteUInt32((uint)numbers.Length);
                foreach (var number in numbers) Fixed(tnef, single, BitConverter.DoubleToInt64Bits(number), default);
                break;
            case Guid[] ids:
                tnef.WriteUInt32((uint)ids.Length);
                foreach (var id in ids) Fixed(tnef, single, 0, id);
                break;
            default:
                tnef.WriteUInt32(0);
                break;
        }
    }

    /// <summary>A value of fixed size, padded to four bytes.</summary>
    private static void Fixed(TnefOutput tnef, PropertyType type, long bits, Guid id)
    {
        switch (type)
        {
            case PropertyType.Guid:
                tnef.WriteBytes(id.ToByteArray());
                break;
            case PropertyType.Integer16 or PropertyType.Boolean:
                tnef.WriteUInt16((ushort)bits);
                tnef.WriteUInt16(0);
                break;
            case PropertyType.Integer32 or PropertyType.Floating32:
                tnef.WriteUInt32((uint)bits);
                break;
            default:
                tnef.WriteUInt32((uint)bits);
                tnef.WriteUInt32((uint)(bits >> 32));
                break;
        }
    }

    /// <summary>The bytes of a value, wherever they are: text in UTF-16.</summary>
    private async ValueTask CopyAsync(TnefOutput tnef, PropertyValue value)
    {
        if (value.External is not null)
        {
            await using var stream = composer.Open(value);
            await tnef.CopyAsync(stream, composer.Cancellation);
            return;
        }
        tnef.WriteBytes(value.RawReference switch
        {
            byte[] bytes => bytes,
            string text => value.Type == PropertyType.String8 ? Encoding.Latin1.GetBytes(text) : Encoding.Unicode.GetBytes(text),
            _ => [],
        });
    }

    private static string NameOf(PropertyBag bag) => HeaderText.Clean(bag.GetString(PidTag.AttachLongFilename) ?? bag.GetString(PidTag.AttachFilename) ?? "");
}
