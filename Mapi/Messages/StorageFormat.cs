using System.Text;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Messages;

/// <summary>
/// How property bags, recipients and attachments are kept by the store: version, count, then tag and value each; text and bytes carry
/// 32-bit lengths, large values the id and length of their part. Readers give an error, never an exception: what a database holds may be
/// older than this code, or damaged.
/// </summary>
public static partial class StorageFormat
{
    private const byte Version = 1;
    private const byte Inline = 0;
    private const byte External = 1;

    /// <summary>Embedded messages nested deeper than this are refused.</summary>
    public const int MaxDepth = 64;

    /// <summary>A bag's bytes.</summary>
    public static byte[] WriteBag(PropertyBag bag)
    {
        using var writer = new MapiWriter(1024);
        writer.WriteByte(Version);
        WriteBag(writer, bag);
        return writer.ToArray();
    }

    /// <summary>The bag, or null and the place where the bytes are none. Empty bytes are an empty bag.</summary>
    public static PropertyBag? TryReadBag(ReadOnlySpan<byte> bytes, out ParseError? error)
    {
        error = null;
        if (bytes.IsEmpty) return new PropertyBag();
        var reader = new MapiReader(bytes);
        ReadVersion(ref reader);
        var bag = ReadBag(ref reader);
        return Finish(ref reader, bag, out error);
    }

    /// <summary>Recipients' bytes; none for no recipients.</summary>
    public static byte[] WriteRecipients(IReadOnlyList<RecipientContent> recipients)
    {
        if (recipients.Count == 0) return [];
        using var writer = new MapiWriter(1024);
        writer.WriteByte(Version);
        WriteRecipients(writer, recipients);
        return writer.ToArray();
    }

    /// <summary>The recipients, or null and the place where the bytes are none.</summary>
    public static List<RecipientContent>? TryReadRecipients(ReadOnlySpan<byte> bytes, out ParseError? error)
    {
        error = null;
        if (bytes.IsEmpty) return [];
        var reader = new MapiReader(bytes);
        ReadVersion(ref reader);
        var recipients = ReadRecipients(ref reader);
        return Finish(ref reader, recipients, out error);
    }

    /// <summary>Attachments' bytes, embedded messages included; none for no attachments.</summary>
    public static byte[] WriteAttachments(IReadOnlyList<AttachmentContent> attachments)
    {
        if (attachments.Count == 0) return [];
        using var writer = new MapiWriter(1024);
        writer.WriteByte(Version);
        WriteAttachments(writer, attachments);
        return writer.ToArray();
    }

    /// <summary>The attachments, or null and the place where the bytes are none.</summary>
    public static List<AttachmentContent>? TryReadAttachments(ReadOnlySpan<byte> bytes, out ParseError? error)
    {
        error = null;
        if (bytes.IsEmpty) return [];
        var reader = new MapiReader(bytes);
        ReadVersion(ref reader);
        var attachments = ReadAttachments(ref reader, 0);
        return Finish(ref reader, attachments, out error);
    }

    private static T? Finish<T>(ref MapiReader reader, T value, out ParseError? error) where T : class
    {
        if (!reader.Failed && reader.Remaining > 0) reader.Fail($"{reader.Remaining} bytes too many");
        error = reader.Error;
        return error is null ? value : null;
    }

    private static void ReadVersion(ref MapiReader reader)
    {
        var version = reader.ReadByte();
        if (version != Version) reader.Fail($"storage format {version}, {Version} known");
    }

    /// <summary>Writes a whole message: for what is kept or sent as one.</summary>
    public static byte[] WriteMessage(MessageContent message)
    {
        using var writer = new MapiWriter(2048);
        writer.WriteByte(Version);
        WriteMessage(writer, message);
        return writer.ToArray();
    }

    /// <summary>The message, or null and the place where the bytes are none.</summary>
    public static MessageContent? TryReadMessage(ReadOnlySpan<byte> bytes, out ParseError? error)
    {
        var reader = new MapiReader(bytes);
        ReadVersion(ref reader);
        var message = ReadMessage(ref reader, 0);
        return Finish(ref reader, message, out error);
    }

    private static void WriteMessage(MapiWriter writer, MessageContent message)
    {
        WriteBag(writer, message.Properties);
        WriteRecipients(writer, message.Recipients);
        WriteAttachments(writer, message.Attachments);
    }

    private static MessageContent ReadMessage(ref MapiReader reader, int depth)
    {
        if (depth >= MaxDepth)
        {
            reader.Fail($"messages nested deeper than {MaxDepth}");
            return new MessageContent();
        }
        return new MessageContent
        {
            Properties = ReadBag(ref reader),
            Recipients = ReadRecipients(ref reader),
            Attachments = ReadAttachments(ref reader, depth),
        };
    }

    private static void WriteRecipients(MapiWriter writer, IReadOnlyList<RecipientContent> recipients)
    {
        writer.WriteInt32(recipients.Count);
        foreach (var recipient in recipients)
        {
            writer.WriteUInt32(recipient.RowId);
            writer.WriteByte(recipient.RecipientType);
            WriteBag(writer, recipient.Properties);
        }
    }

    private static List<RecipientContent> ReadRecipients(ref MapiReader reader)
    {
        var count = reader.ReadCount32(7);
        var recipients = new List<RecipientContent>(count);
        for (var i = 0; i < count && !reader.Failed; i++)
            recipients.Add(new RecipientContent { RowId = reader.ReadUInt32(), RecipientType = reader.ReadByte(), Properties = ReadBag(ref reader) });
        return recipients;
    }

    private static void WriteAttachments(MapiWriter writer, IReadOnlyList<AttachmentContent> attachments)
    {
        writer.WriteInt32(attachments.Count);
        foreach (var attachment in attachments)
        {
            writer.WriteUInt32(attachment.AttachNumber);
            WriteBag(writer, attachment.Properties);
            writer.WriteBool(attachment.Embedded is not null);
            if (attachment.Embedded is { } embedded) WriteMessage(writer, embedded);
        }
    }

    private static List<AttachmentContent> ReadAttachments(ref MapiReader reader, int depth)
    {
        var count = reader.ReadCount32(7);
        var attachments = new List<AttachmentContent>(count);
        for (var i = 0; i < count && !reader.Failed; i++)
        {
            var number = reader.ReadUInt32();
            var bag = ReadBag(ref reader);
            attachments.Add(new AttachmentContent { AttachNumber = number, Properties = bag, Embedded = reader.ReadBool() ? ReadMessage(ref reader, depth + 1) : null });
        }
        return attachments;
    }

    private static void WriteBag(MapiWriter writer, PropertyBag bag)
    {
        writer.WriteUInt16((ushort)bag.Count);
        foreach (var (tag, value) in bag.Items)
        {
            writer.WriteUInt32(tag.Value);
            WriteValue(writer, value);
        }
    }

    private static PropertyBag ReadBag(ref MapiReader reader, LargeValues? large = null)
    {
        var count = reader.ReadCount16(4);
        var bag = new PropertyBag(count);
        for (var i = 0; i < count && !reader.Failed; i++)
        {
            PropertyTag tag = reader.ReadUInt32();
            var value = large is not null && MayBeExternal(tag.Type) && reader.PeekRest() is [Apart, ..] ? large.Read(ref reader, tag) : ReadValue(ref reader, tag.Type);
            if (!reader.Failed) bag.Set(new TaggedPropertyValue(tag, value));
        }
        return bag;
    }

    private static bool MayBeExternal(PropertyType type) => type is PropertyType.String or PropertyType.String8 or PropertyType.Binary or PropertyType.Object;

    private static void WriteValue(MapiWriter writer, PropertyValue value)
    {
        if (value.RawReference is string[] texts)
        {
            writer.WriteInt32(texts.Length);
            foreach (var one in texts) WriteText(writer, one);
            return;
        }
        if (!MayBeExternal(value.Type))
        {
            PropertyValueCodec.Write(writer, value, CountWidth.Wide);
            return;
        }
        if (value.External is { } external)
        {
            writer.WriteByte(External);
            writer.WriteGuid(external.PartId);
            writer.WriteInt64(external.Length);
            return;
        }
        writer.WriteByte(Inline);
        if (value.RawReference is string text)
        {
            WriteText(writer, text);
            return;
        }
        var bytes = value.AsBytes();
        writer.WriteInt32(bytes.Length);
        writer.WriteBytes(bytes);
    }

    /// <summary>Counted, not terminated: stored text may hold NULs.</summary>
    private static void WriteText(MapiWriter writer, string text)
    {
        var size = Encoding.Unicode.GetByteCount(text);
        writer.WriteInt32(size);
        Encoding.Unicode.GetBytes(text, writer.Reserve(size));
    }

    private static string[] ReadTexts(ref MapiReader reader)
    {
        var texts = new string[reader.ReadCount32(4)];
        for (var i = 0; i < texts.Length && !reader.Failed; i++) texts[i] = Encoding.Unicode.GetString(reader.ReadSpan(reader.ReadCount32(1)));
        return reader.Failed ? [] : texts;
    }

    private static PropertyValue ReadValue(ref MapiReader reader, PropertyType type)
    {
        if (type == PropertyType.MultipleString) return PropertyValue.Multiple(ReadTexts(ref reader));
        if (!MayBeExternal(type)) return PropertyValueCodec.Read(ref reader, type, CountWidth.Wide);
        var kind = reader.ReadByte();
        if (kind > External) reader.Fail($"a value of kind {kind}");
        if (kind == External) return PropertyValue.OfExternal(type, new ExternalValue(reader.ReadGuid(), reader.ReadInt64()));
        return OfBytes(type, reader.ReadSpan(reader.ReadCount32(1)));
    }

    private static PropertyValue OfBytes(PropertyType type, ReadOnlySpan<byte> bytes) => type switch
    {
        PropertyType.String => PropertyValue.String(Encoding.Unicode.GetString(bytes)),
        PropertyType.String8 => PropertyValue.String8(bytes.ToArray()),
        PropertyType.Binary => PropertyValue.Binary(bytes.ToArray()),
        _ => PropertyValue.ObjectBytes(bytes.ToArray()),
    };

    /// <summary>Every part that a message refers to, at any depth.</summary>
    public static IEnumerable<ExternalValue> ReferencedParts(MessageContent message)
    {
        foreach (var item in message.Properties)
            if (item.Value.External is { } external) yield return external;
        foreach (var recipient in message.Recipients)
            foreach (var item in recipient.Properties)
                if (item.Value.External is { } external) yield return external;
        foreach (var attachment in message.Attachments)
        {
            foreach (var item in attachment.Properties)
                if (item.Value.External is { } external) yield return external;
            if (attachment.Embedded is null) continue;
            foreach (var external in ReferencedParts(attachment.Embedded)) yield return external;
        }
    }

    /// <summary>Bytes of everything in a message, large values included: PidTagMessageSize.</summary>
    public static long SizeOf(MessageContent message) =>
        SizeOf(message.Properties) + message.Recipients.Sum(r => SizeOf(r.Properties) + 8)
        + message.Attachments.Sum(a => SizeOf(a.Properties) + 8 + (a.Embedded is null ? 0 : SizeOf(a.Embedded)));

    private static long SizeOf(PropertyBag bag)
    {
        long size = 0;
        foreach (var (_, value) in bag.Items) size += 4 + PropertyValueCodec.SizeOf(value);
        return size;
    }
}
