using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Properties;

/// <summary>
/// PropertyRow structures ([MS-OXCDATA] 2.8.1): standard where every value is there, flagged where some are errors. With the width of address
/// books it is the AddressBookPropertyRow ([MS-OXCMAPIHTTP] 2.2.1.7), which has the same form.
/// </summary>
public static class PropertyRow
{
    private const byte StandardFlag = 0x00;
    private const byte FlaggedFlag = 0x01;
    private const byte ValuePresent = 0x00;
    private const byte ValueAbsent = 0x01;
    private const byte ValueError = 0x0A;

    /// <summary>
    /// Writes a row. A value of type ErrorCode under a column of another type, or no value at all, makes the row flagged; a column of
    /// type Unspecified carries its value's type.
    /// </summary>
    public static void Write(MapiWriter writer, ReadOnlySpan<PropertyTag> columns, ReadOnlySpan<PropertyValue> values, CountWidth width = CountWidth.Narrow)
    {
        var flagged = false;
        for (var i = 0; i < columns.Length; i++) flagged |= IsError(columns[i], values[i]);
        writer.WriteByte(flagged ? FlaggedFlag : StandardFlag);
        for (var i = 0; i < columns.Length; i++)
        {
            var value = values[i];
            if (columns[i].Type == PropertyType.Unspecified)
                writer.WriteUInt16((ushort)(value.HasValue ? value.Type : PropertyType.ErrorCode));
            if (!flagged)
            {
                PropertyValueCodec.Write(writer, value, width);
            }
            else if (!value.HasValue)
            {
                writer.WriteByte(ValueAbsent);
            }
            else if (IsError(columns[i], value))
            {
                writer.WriteByte(ValueError);
                writer.WriteUInt32((uint)value.AsError());
            }
            else
            {
                writer.WriteByte(ValuePresent);
                PropertyValueCodec.Write(writer, value, width);
            }
        }
    }

    private static bool IsError(PropertyTag column, PropertyValue value) =>
        !value.HasValue || (value.Type == PropertyType.ErrorCode && column.Type != PropertyType.ErrorCode);

    /// <summary>Reads a row of these columns. An absent value is default; an error is a value of type ErrorCode.</summary>
    public static PropertyValue[] Read(ref MapiReader reader, ReadOnlySpan<PropertyTag> columns, CountWidth width = CountWidth.Narrow)
    {
        var flag = reader.ReadByte();
        if (flag > FlaggedFlag) reader.Fail($"property row flag {flag}");
        var values = new PropertyValue[columns.Length];
        for (var i = 0; i < columns.Length && !reader.Failed; i++)
        {
            var type = columns[i].Type;
            if (type == PropertyType.Unspecified) type = (PropertyType)reader.ReadUInt16();
            values[i] = flag == StandardFlag ? PropertyValueCodec.Read(ref reader, type, width) : ReadFlagged(ref reader, type, width);
        }
        return values;
    }

    private static PropertyValue ReadFlagged(ref MapiReader reader, PropertyType type, CountWidth width)
    {
        var flag = reader.ReadByte();
        switch (flag)
        {
            case ValuePresent: return PropertyValueCodec.Read(ref reader, type, width);
            case ValueAbsent: return default;
            case ValueError: return PropertyValue.Error((MapiError)reader.ReadUInt32());
            default:
                reader.Fail($"property value flag {flag}");
                return default;
        }
    }
}
