using System.Text;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.OfflineAddressBook;

/// <summary>
/// OAB_V4_REC: the header record or an Address Book object ([MS-OXOAB] 2.9.5, 2.9.6). Properties come in the order of their table, and a bit
/// says of each whether it is there. Text is UTF-8, 8-bit text is bytes; empty text is not there.
/// </summary>
public static class OabRecord
{
    /// <summary>cbSize and at least no property.</summary>
    public const int MinSize = 4;

    // An integer of more than seven bits has a byte before it that says of how many bytes it is.
    private const int LargestShort = 0x7F;
    private const int LongMark = 0x80;

    /// <summary>Writes a record; values of other types than their property's, and empty ones, are left out.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="table">The properties.</param>
    /// <param name="values">A value for each; none where it is not there.</param>
    public static void Write(MapiWriter writer, IReadOnlyList<OabProperty> table, ReadOnlySpan<PropertyValue> values)
    {
        var start = writer.Length;
        writer.WriteUInt32(0);
        var presence = writer.Length;
        writer.Reserve((table.Count + 7) / 8).Clear();
        Span<byte> bits = stackalloc byte[(table.Count + 7) / 8];
        bits.Clear();
        for (var i = 0; i < table.Count; i++)
        {
            if (TryWriteValue(writer, table[i].Tag.Type, values[i])) bits[i / 8] |= (byte)(0x80 >> (i % 8));
        }
        for (var i = 0; i < bits.Length; i++) writer.PatchByte(presence + i, bits[i]);
        writer.PatchUInt32(start, (uint)(writer.Length - start));
    }

    /// <summary>Reads a record: a value for each property of the table, none for those that are not there. Null where it is no record.</summary>
    public static PropertyValue[]? Read(ref MapiReader reader, IReadOnlyList<OabProperty> table)
    {
        var at = reader.Position;
        var size = reader.ReadUInt32();
        if (!reader.Failed && (size < MinSize || size - MinSize > reader.Remaining)) reader.Fail($"cbSize {size}");
        if (reader.Failed) return null;
        var inner = new MapiReader(reader.ReadSpan((int)size - MinSize), at + MinSize);
        var bits = inner.ReadSpan((table.Count + 7) / 8);
        if (inner.Failed)
        {
            reader.Fail("a record without its presence bits");
            return null;
        }
        var values = new PropertyValue[table.Count];
        for (var i = 0; i < table.Count; i++)
        {
            if ((bits[i / 8] & (0x80 >> (i % 8))) != 0) values[i] = ReadValue(ref inner, table[i].Tag.Type);
        }
        if (!inner.AtEnd) reader.Fail($"a record: {inner.Error?.ToString() ?? "bytes after its last value"}");
        return reader.Failed ? null : values;
    }

    /// <summary>
    /// The second property of a record whose first two are text and always there, such as PidTagEmailAddress and PidTagSmtpAddress: what
    /// records are put side by side by. Null where it is none.
    /// </summary>
    /// <param name="record">The record, with its size.</param>
    /// <param name="properties">How many properties its table has.</param>
    public static string? SecondText(ReadOnlySpan<byte> record, int properties)
    {
        var reader = new MapiReader(record);
        reader.Skip(MinSize);
        var presence = reader.ReadSpan((properties + 7) / 8);
        if (presence.IsEmpty || presence[0] < 0xC0) return null;
        ReadZ(ref reader);
        var text = Encoding.UTF8.GetString(ReadZ(ref reader));
        return reader.Failed ? null : text;
    }

    private static bool TryWriteValue(MapiWriter writer, PropertyType type, PropertyValue value)
    {
        if (!value.HasValue || (value.Type != type && !(type == PropertyType.Object && value.Type == PropertyType.MultipleString8))) return false;
        switch (type)
        {
            case PropertyType.Integer32:
                WriteInteger(writer, (uint)value.AsInt32());
                return true;
            case PropertyType.Boolean:
                writer.WriteBool(value.AsBool());
                return true;
            case PropertyType.String when value.AsString().Length > 0:
                WriteText(writer, value.AsString());
                return true;
            case PropertyType.String8 when value.AsBytes() is { Length: > 0 } bytes && !bytes.Contains((byte)0):
                writer.WriteBytes(bytes);
                writer.WriteByte(0);
                return true;
            case PropertyType.Binary when value.AsBytes() is { Length: > 0 } bytes:
                WriteBinary(writer, bytes);
                return true;
            case PropertyType.MultipleInteger32 when value.AsArray<int>() is { Length: > 0 } numbers:
                WriteInteger(writer, (uint)numbers.Length);
                foreach (var number in numbers) WriteInteger(writer, (uint)number);
                return true;
            case PropertyType.MultipleString when value.AsArray<string>() is { Length: > 0 } texts && !texts.Contains(""):
                WriteInteger(writer, (uint)texts.Length);
                foreach (var text in texts) WriteText(writer, text);
                return true;
            case PropertyType.MultipleString8 or PropertyType.Object when value.AsArray<byte[]>() is { Length: > 0 } texts && Array.TrueForAll(texts, static t => t.Length > 0 && !t.Contains((byte)0)):
                WriteInteger(writer, (uint)texts.Length);
                foreach (var text in texts)
                {
                    writer.WriteBytes(text);
                    writer.WriteByte(0);
                }
                return true;
            case PropertyType.MultipleBinary when value.AsArray<byte[]>() is { Length: > 0 } all:
                WriteInteger(writer, (uint)all.Length);
                foreach (var one in all) WriteBinary(writer, one);
                return true;
            default:
                return false;
        }
    }

    private static void WriteInteger(MapiWriter writer, uint value)
    {
        if (value <= LargestShort)
        {
            writer.WriteByte((byte)value);
            return;
        }
        var bytes = 4 - (System.Numerics.BitOperations.LeadingZeroCount(value) / 8);
        writer.WriteByte((byte)(LongMark | bytes));
        for (var i = 0; i < bytes; i++) writer.WriteByte((byte)(value >> (8 * i)));
    }

    private static void WriteText(MapiWriter writer, string text)
    {
        // What would end the text early does not get in.
        if (text.Contains('\0')) text = text.Replace('\0', '\uFFFD');
        Encoding.UTF8.GetBytes(text, writer.Reserve(Encoding.UTF8.GetByteCount(text)));
        writer.WriteByte(0);
    }

    private static void WriteBinary(MapiWriter writer, byte[] bytes)
    {
        WriteInteger(writer, (uint)bytes.Length);
        writer.WriteBytes(bytes);
    }

    private static PropertyValue ReadValue(ref MapiReader reader, PropertyType type)
    {
        switch (type)
        {
            case PropertyType.Integer32:
                return PropertyValue.Int32((int)ReadInteger(ref reader));
            case PropertyType.Boolean:
                return PropertyValue.Bool(reader.ReadBool());
            case PropertyType.String:
                return PropertyValue.String(Encoding.UTF8.GetString(ReadZ(ref reader)));
            case PropertyType.String8:
                return PropertyValue.String8(ReadZ(ref reader).ToArray());
            case PropertyType.Binary:
                return PropertyValue.Binary(ReadBinary(ref reader));
            case PropertyType.MultipleInteger32:
                var numbers = new int[ReadCount(ref reader)];
                for (var i = 0; i < numbers.Length && !reader.Failed; i++) numbers[i] = (int)ReadInteger(ref reader);
                return PropertyValue.Multiple(numbers);
            case PropertyType.MultipleString:
                var texts = new string[ReadCount(ref reader)];
                for (var i = 0; i < texts.Length; i++) texts[i] = Encoding.UTF8.GetString(ReadZ(ref reader));
                return PropertyValue.Multiple(texts);
            case PropertyType.MultipleString8 or PropertyType.Object:
                var bytes = new byte[ReadCount(ref reader)][];
                for (var i = 0; i < bytes.Length; i++) bytes[i] = ReadZ(ref reader).ToArray();
                return PropertyValue.Multiple(PropertyType.MultipleString8, bytes);
            case PropertyType.MultipleBinary:
                var all = new byte[ReadCount(ref reader)][];
                for (var i = 0; i < all.Length; i++) all[i] = ReadBinary(ref reader);
                return PropertyValue.Multiple(PropertyType.MultipleBinary, all);
            default:
                reader.Fail($"a property of type 0x{(ushort)type:X4}");
                return default;
        }
    }

    private static uint ReadInteger(ref MapiReader reader)
    {
        var first = reader.ReadByte();
        if (first <= LargestShort) return first;
        var bytes = first & LargestShort;
        if (bytes is < 1 or > 4)
        {
            reader.Fail($"an integer of {bytes} bytes");
            return 0;
        }
        uint value = 0;
        for (var i = 0; i < bytes; i++) value |= (uint)reader.ReadByte() << (8 * i);
        return value;
    }

    /// <summary>A count of values, each of a byte at least.</summary>
    private static int ReadCount(ref MapiReader reader)
    {
        var count = ReadInteger(ref reader);
        if (count <= reader.Remaining) return (int)count;
        reader.Fail($"{count} values in {reader.Remaining} bytes");
        return 0;
    }

    private static byte[] ReadBinary(ref MapiReader reader) => reader.ReadBytes(ReadCount(ref reader));

    private static ReadOnlySpan<byte> ReadZ(ref MapiReader reader)
    {
        var end = reader.PeekRest().IndexOf((byte)0);
        if (end < 0)
        {
            reader.Fail("text without an end");
            return default;
        }
        var text = reader.ReadSpan(end);
        reader.Skip(1);
        return text;
    }
}
