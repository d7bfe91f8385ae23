using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Properties;

/// <summary>What is otherwise in values of address-book bodies ([MS-OXCMAPIHTTP] 2.2.1.1) than in those of ROPs.</summary>
internal static class AddressBookValues
{
    private const byte True = 0xFF;

    /// <summary>Reads HasValue: 0xFF or 0.</summary>
    public static bool ReadHasValue(ref MapiReader reader)
    {
        var flag = reader.ReadByte();
        if (flag is not (True or 0)) reader.Fail($"HasValue 0x{flag:X2}");
        return flag == True;
    }

    /// <summary>Writes HasValue.</summary>
    public static void WriteHasValue(MapiWriter writer, bool value) => writer.WriteByte(value ? True : (byte)0);

    /// <summary>Reads a value of a type whose form is another one here; the value's own HasValue is read already.</summary>
    public static bool TryRead(ref MapiReader reader, PropertyType type, out PropertyValue value)
    {
        switch (type)
        {
            // An embedded table is a 32-bit reference ([MS-OXNSPI] 2.2.1.1).
            case PropertyType.Object:
                value = PropertyValue.ObjectBytes(reader.ReadBytes(4));
                return true;
            case PropertyType.MultipleString:
                var texts = new string[reader.ReadCount32(1)];
                for (var i = 0; i < texts.Length && !reader.Failed; i++) texts[i] = ReadHasValue(ref reader) ? reader.ReadUnicodeZ() : "";
                value = reader.Failed ? default : PropertyValue.Multiple(texts);
                return true;
            case PropertyType.MultipleString8 or PropertyType.MultipleBinary:
                var all = new byte[reader.ReadCount32(1)][];
                for (var i = 0; i < all.Length && !reader.Failed; i++)
                    all[i] = !ReadHasValue(ref reader) ? [] : type == PropertyType.MultipleString8 ? reader.ReadString8Z() : reader.ReadBytes(reader.ReadCount32(1));
                value = reader.Failed ? default : PropertyValue.Multiple(type, all);
                return true;
            default:
                value = default;
                return false;
        }
    }

    /// <summary>Writes a value of a type whose form is another one here.</summary>
    public static bool TryWrite(MapiWriter writer, PropertyValue value)
    {
        switch (value.RawReference)
        {
            case byte[] { Length: var length } reference when value.Type == PropertyType.Object:
                if (length != 4) throw new ArgumentException($"A reference to an address list has 4 bytes, not {length}.", nameof(value));
                writer.WriteBytes(reference);
                return true;
            case string[] texts:
                writer.WriteInt32(texts.Length);
                foreach (var text in texts)
                {
                    WriteHasValue(writer, true);
                    writer.WriteUnicodeZ(text);
                }
                return true;
            case byte[][] all:
                writer.WriteInt32(all.Length);
                foreach (var bytes in all)
                {
                    WriteHasValue(writer, true);
                    if (value.Type == PropertyType.MultipleBinary) writer.WriteInt32(bytes.Length);
                    writer.WriteBytes(bytes);
                    if (value.Type == PropertyType.MultipleString8) writer.WriteByte(0);
                }
                return true;
            default:
                return false;
        }
    }
}
