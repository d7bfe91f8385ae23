using System.Text;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Properties;

/// <summary>How wide the counts of binary values, restrictions and actions are ([MS-OXCDATA] 2.11.1.1).</summary>
public enum CountWidth
{
    /// <summary>16 bits: ROP buffers.</summary>
    Narrow,
    /// <summary>32 bits: extended rules.</summary>
    Wide,
    /// <summary>
    /// 32 bits, and a byte HasValue before text, bytes and arrays, and before each text and each bytes of an array: MAPI/HTTP address-book bodies
    /// ([MS-OXCMAPIHTTP] 2.2.1.1). A value that is not there is read as one that has none.
    /// </summary>
    AddressBook,
}

/// <summary>The wire form of property values ([MS-OXCDATA] 2.11.2), as ROP buffers and extended rules carry them.</summary>
public static class PropertyValueCodec
{
    /// <summary>Reads a value of a known type. A type without wire form fails the reader.</summary>
    public static PropertyValue Read(ref MapiReader reader, PropertyType type, CountWidth width)
    {
        if (width == CountWidth.AddressBook)
        {
            if (HasValueFlag(type) && !AddressBookValues.ReadHasValue(ref reader)) return default;
            if (AddressBookValues.TryRead(ref reader, type, out var special)) return special;
        }
        switch (type)
        {
            case PropertyType.Null: return PropertyValue.Null;
            case PropertyType.Integer16: return PropertyValue.Int16(reader.ReadInt16());
            case PropertyType.Integer32: return PropertyValue.Int32(reader.ReadInt32());
            case PropertyType.Floating32: return PropertyValue.Float32(BitConverter.Int32BitsToSingle(reader.ReadInt32()));
            case PropertyType.Floating64: return PropertyValue.Float64(BitConverter.Int64BitsToDouble(reader.ReadInt64()));
            case PropertyType.Currency: return PropertyValue.Currency(reader.ReadInt64());
            case PropertyType.FloatingTime: return PropertyValue.FloatingTime(BitConverter.Int64BitsToDouble(reader.ReadInt64()));
            case PropertyType.ErrorCode: return PropertyValue.Error((MapiError)reader.ReadUInt32());
            // Clients have been seen to send other values than 0 and 1 for true.
            case PropertyType.Boolean: return PropertyValue.Bool(reader.ReadBool());
            case PropertyType.Integer64: return PropertyValue.Int64(reader.ReadInt64());
            case PropertyType.Time: return PropertyValue.Time(reader.ReadInt64());
            case PropertyType.Guid: return PropertyValue.OfGuid(reader.ReadGuid());
            case PropertyType.String: return PropertyValue.String(reader.ReadUnicodeZ());
            case PropertyType.String8: return PropertyValue.String8(reader.ReadString8Z());
            case PropertyType.Binary: return PropertyValue.Binary(ReadBytes(ref reader, width));
            case PropertyType.ServerId: return PropertyValue.ServerId(ReadBytes(ref reader, width));
            case PropertyType.Object: return PropertyValue.ObjectBytes(ReadBytes(ref reader, width));
            case PropertyType.Restriction: return Restriction.Read(ref reader, width) is { } restriction ? PropertyValue.OfRestriction(restriction) : default;
            case PropertyType.RuleAction: return RuleActions.Read(ref reader, width) is { } actions ? PropertyValue.OfRuleActions(actions) : default;
            case PropertyType.MultipleInteger16: return PropertyValue.Multiple(ReadArray(ref reader, 2, static (ref r) => r.ReadInt16()));
            case PropertyType.MultipleInteger32: return PropertyValue.Multiple(ReadArray(ref reader, 4, static (ref r) => r.ReadInt32()));
            case PropertyType.MultipleFloating32: return PropertyValue.Multiple(ReadArray(ref reader, 4, static (ref r) => BitConverter.Int32BitsToSingle(r.ReadInt32())));
            case PropertyType.MultipleFloating64 or PropertyType.MultipleFloatingTime:
                return PropertyValue.Multiple(type, ReadArray(ref reader, 8, static (ref r) => BitConverter.Int64BitsToDouble(r.ReadInt64())));
            case PropertyType.MultipleCurrency or PropertyType.MultipleInteger64 or PropertyType.MultipleTime:
                return PropertyValue.Multiple(type, ReadArray(ref reader, 8, static (ref r) => r.ReadInt64()));
            case PropertyType.MultipleGuid: return PropertyValue.Multiple(ReadArray(ref reader, 16, static (ref r) => r.ReadGuid()));
            case PropertyType.MultipleString: return PropertyValue.Multiple(ReadArray(ref reader, 2, static (ref r) => r.ReadUnicodeZ()));
            case PropertyType.MultipleString8: return PropertyValue.Multiple(type, ReadArray(ref reader, 1, static (ref r) => r.ReadString8Z()));
            case PropertyType.MultipleBinary:
                return PropertyValue.Multiple(type, width == CountWidth.Narrow
                    ? ReadArray(ref reader, 2, static (ref r) => ReadBytes(ref r, CountWidth.Narrow))
                    : ReadArray(ref reader, 4, static (ref r) => ReadBytes(ref r, CountWidth.Wide)));
            default:
                reader.Fail($"property type 0x{(ushort)type:X4} has no value");
                return default;
        }
    }

    /// <summary>Writes an inline value. A narrow count that does not hold its bytes is the caller's error.</summary>
    public static void Write(MapiWriter writer, PropertyValue value, CountWidth width)
    {
        if (width == CountWidth.AddressBook)
        {
            if (!value.HasValue || HasValueFlag(value.Type)) AddressBookValues.WriteHasValue(writer, value.HasValue);
            if (!value.HasValue || AddressBookValues.TryWrite(writer, value)) return;
        }
        switch (value.RawReference)
        {
            case null: WriteFixed(writer, value); break;
            case string text: writer.WriteUnicodeZ(text); break;
            case byte[] bytes when value.Type == PropertyType.String8: writer.WriteString8Z(bytes); break;
            case byte[] bytes: WriteBytes(writer, bytes, width); break;
            case Guid guid: writer.WriteGuid(guid); break;
            case Restriction restriction: restriction.Write(writer, width); break;
            case RuleActions actions: actions.Write(writer, width); break;
            case short[] all: WriteCount(writer, all.Length); foreach (var v in all) writer.WriteInt16(v); break;
            case int[] all: WriteCount(writer, all.Length); foreach (var v in all) writer.WriteInt32(v); break;
            case float[] all: WriteCount(writer, all.Length); foreach (var v in all) writer.WriteInt32(BitConverter.SingleToInt32Bits(v)); break;
            case double[] all: WriteCount(writer, all.Length); foreach (var v in all) writer.WriteInt64(BitConverter.DoubleToInt64Bits(v)); break;
            case long[] all: WriteCount(writer, all.Length); foreach (var v in all) writer.WriteInt64(v); break;
            case Guid[] all: WriteCount(writer, all.Length); foreach (var v in all) writer.WriteGuid(v); break;
            case string[] all: WriteCount(writer, all.Length); foreach (var v in all) writer.WriteUnicodeZ(v); break;
            case byte[][] all when value.Type == PropertyType.MultipleString8: WriteCount(writer, all.Length); foreach (var v in all) writer.WriteString8Z(v); break;
            case byte[][] all: WriteCount(writer, all.Length); foreach (var v in all) WriteBytes(writer, v, width); break;
            default: throw new ArgumentException($"{value} has no wire form here.", nameof(value));
        }
    }

    private static void WriteFixed(MapiWriter writer, PropertyValue value)
    {
        switch (value.Type)
        {
            case PropertyType.Null: break;
            case PropertyType.Boolean: writer.WriteBool(value.RawBits != 0); break;
            case PropertyType.Integer16: writer.WriteInt16((short)value.RawBits); break;
            default:
                if (value.Type.FixedSize() == 4) writer.WriteInt32(unchecked((int)value.RawBits));
                else if (value.Type.FixedSize() == 8) writer.WriteInt64(value.RawBits);
                else throw new ArgumentException($"{value} has no wire form here.", nameof(value));
                break;
        }
    }

    private static bool HasValueFlag(PropertyType type) => type is PropertyType.String or PropertyType.String8 or PropertyType.Binary || type.IsMultiValue();

    private static void WriteCount(MapiWriter writer, int count) => writer.WriteInt32(count);

    private static byte[] ReadBytes(ref MapiReader reader, CountWidth width) =>
        reader.ReadBytes(width == CountWidth.Narrow ? reader.ReadCount16(1) : reader.ReadCount32(1));

    private static void WriteBytes(MapiWriter writer, byte[] value, CountWidth width)
    {
        if (width == CountWidth.Narrow) writer.WriteUInt16(checked((ushort)value.Length));
        else writer.WriteInt32(value.Length);
        writer.WriteBytes(value);
    }

    private delegate T ElementReader<T>(ref MapiReader reader);

    private static T[] ReadArray<T>(ref MapiReader reader, int minimumSize, ElementReader<T> element)
    {
        var values = new T[reader.ReadCount32(minimumSize)];
        for (var i = 0; i < values.Length && !reader.Failed; i++) values[i] = element(ref reader);
        return reader.Failed ? [] : values;
    }

    /// <summary>Reads a TaggedPropertyValue ([MS-OXCDATA] 2.11.4).</summary>
    public static TaggedPropertyValue ReadTagged(ref MapiReader reader, CountWidth width)
    {
        PropertyTag tag = reader.ReadUInt32();
        return new TaggedPropertyValue(tag, Read(ref reader, tag.Type, width));
    }

    /// <summary>Writes a TaggedPropertyValue.</summary>
    public static void WriteTagged(MapiWriter writer, TaggedPropertyValue value, CountWidth width)
    {
        // Only text, bytes and arrays can be told to be missing.
        if (!value.Value.HasValue && !HasValueFlag(value.Tag.Type)) throw new ArgumentException($"{value.Tag} without a value.", nameof(value));
        writer.WriteUInt32(value.Tag.Value);
        Write(writer, value.Value, width);
    }

    /// <summary>Reads so many TaggedPropertyValue structures.</summary>
    public static TaggedPropertyValue[] ReadTaggedArray(ref MapiReader reader, int count, CountWidth width)
    {
        if ((long)count * 4 > reader.Remaining)
        {
            reader.Fail($"{count} property values, {reader.Remaining} bytes left");
            return [];
        }
        var values = new TaggedPropertyValue[count];
        for (var i = 0; i < count && !reader.Failed; i++) values[i] = ReadTagged(ref reader, width);
        return reader.Failed ? [] : values;
    }

    /// <summary>Bytes of an inline value's text or bytes, for limits; 8 for everything fixed.</summary>
    public static long SizeOf(PropertyValue value) => value.RawReference switch
    {
        ExternalValue e => e.Length,
        string s => s.Length * 2L,
        byte[] b => b.Length,
        string[] all => all.Sum(s => s.Length * 2L + 2),
        byte[][] all => all.Sum(b => b.Length + 2L),
        Array all => all.Length * 8L,
        null => 8,
        Restriction or RuleActions => Measure(value),
        _ => 16,
    };

    private static long Measure(PropertyValue value)
    {
        using var writer = new MapiWriter();
        Write(writer, value, CountWidth.Wide);
        return writer.Length;
    }
}
