using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.AddressBook;

/// <summary>Columns and rows of them, as responses carry both ([MS-OXCMAPIHTTP] 2.2.1.7, 2.2.1.8).</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows: a value a column. An absent one has no value, an error has the type ErrorCode.</param>
public sealed record AddressBookRows(PropertyTag[] Columns, IReadOnlyList<PropertyValue[]> Rows);

/// <summary>A property name in GetMatches ([MS-OXCMAPIHTTP] 2.2.5.5.1).</summary>
/// <param name="PropertyNameGuid">The property set.</param>
/// <param name="PropertyNameId">The id in it.</param>
public readonly record struct AddressBookPropertyName(Guid PropertyNameGuid, uint PropertyNameId);

/// <summary>
/// The fields of address-book bodies. What may be missing has a byte before it that says whether it is there: 0xFF is written, everything
/// but 0 read as true.
/// </summary>
internal static class AddressBookFields
{
    // Cells of a response's rows. Columns of type Null take no bytes, and must not make small bodies large.
    private const int MaxCells = 4_000_000;

    public static void WriteFlag(MapiWriter writer, bool value) => writer.WriteByte(value ? (byte)0xFF : (byte)0);

    public static Stat? ReadStat(ref MapiReader reader) => reader.ReadBool() ? Stat.Read(ref reader) : null;

    public static void WriteStat(MapiWriter writer, Stat? stat)
    {
        WriteFlag(writer, stat is not null);
        stat?.Write(writer);
    }

    /// <summary>A LargePropertyTagArray.</summary>
    public static PropertyTag[] ReadTags(ref MapiReader reader)
    {
        var tags = new PropertyTag[ReadCount(ref reader, 4)];
        for (var i = 0; i < tags.Length; i++) tags[i] = reader.ReadUInt32();
        return tags;
    }

    public static void WriteTags(MapiWriter writer, PropertyTag[] tags)
    {
        writer.WriteInt32(tags.Length);
        foreach (var tag in tags) writer.WriteUInt32(tag.Value);
    }

    public static PropertyTag[]? ReadOptionalTags(ref MapiReader reader) => reader.ReadBool() ? ReadTags(ref reader) : null;

    public static void WriteOptionalTags(MapiWriter writer, PropertyTag[]? tags)
    {
        WriteFlag(writer, tags is not null);
        if (tags is not null) WriteTags(writer, tags);
    }

    /// <summary>A count and so many Minimal Entry IDs.</summary>
    public static uint[] ReadMids(ref MapiReader reader)
    {
        var mids = new uint[ReadCount(ref reader, 4)];
        for (var i = 0; i < mids.Length; i++) mids[i] = reader.ReadUInt32();
        return mids;
    }

    public static void WriteMids(MapiWriter writer, uint[] mids)
    {
        writer.WriteInt32(mids.Length);
        foreach (var mid in mids) writer.WriteUInt32(mid);
    }

    public static uint[]? ReadOptionalMids(ref MapiReader reader) => reader.ReadBool() ? ReadMids(ref reader) : null;

    public static void WriteOptionalMids(MapiWriter writer, uint[]? mids)
    {
        WriteFlag(writer, mids is not null);
        if (mids is not null) WriteMids(writer, mids);
    }

    /// <summary>An AddressBookPropertyValueList (2.2.1.3).</summary>
    public static TaggedPropertyValue[] ReadValues(ref MapiReader reader) =>
        PropertyValueCodec.ReadTaggedArray(ref reader, ReadCount(ref reader, 4), CountWidth.AddressBook);

    public static void WriteValues(MapiWriter writer, TaggedPropertyValue[] values)
    {
        writer.WriteInt32(values.Length);
        foreach (var value in values) PropertyValueCodec.WriteTagged(writer, value, CountWidth.AddressBook);
    }

    public static TaggedPropertyValue[]? ReadOptionalValues(ref MapiReader reader) => reader.ReadBool() ? ReadValues(ref reader) : null;

    public static void WriteOptionalValues(MapiWriter writer, TaggedPropertyValue[]? values)
    {
        WriteFlag(writer, values is not null);
        if (values is not null) WriteValues(writer, values);
    }

    /// <summary>Several AddressBookPropertyValueList structures.</summary>
    public static TaggedPropertyValue[][]? ReadOptionalValueRows(ref MapiReader reader)
    {
        if (!reader.ReadBool()) return null;
        var rows = new TaggedPropertyValue[reader.ReadCount32(4)][];
        for (var i = 0; i < rows.Length && !reader.Failed; i++) rows[i] = ReadValues(ref reader);
        return rows;
    }

    public static void WriteOptionalValueRows(MapiWriter writer, TaggedPropertyValue[][]? rows)
    {
        WriteFlag(writer, rows is not null);
        if (rows is null) return;
        writer.WriteInt32(rows.Length);
        foreach (var row in rows) WriteValues(writer, row);
    }

    public static AddressBookRows? ReadOptionalRows(ref MapiReader reader)
    {
        if (!reader.ReadBool()) return null;
        var columns = ReadTags(ref reader);
        var least = 1 + columns.Count(c => c.Type != PropertyType.Null);
        var count = reader.ReadCount32(least);
        if ((long)count * columns.Length > MaxCells) reader.Fail($"{count} rows of {columns.Length} columns");
        var rows = new List<PropertyValue[]>(reader.Failed ? 0 : count);
        for (var i = 0; i < count && !reader.Failed; i++) rows.Add(PropertyRow.Read(ref reader, columns, CountWidth.AddressBook));
        return new AddressBookRows(columns, rows);
    }

    public static void WriteOptionalRows(MapiWriter writer, AddressBookRows? rows)
    {
        WriteFlag(writer, rows is not null);
        if (rows is null) return;
        WriteTags(writer, rows.Columns);
        writer.WriteInt32(rows.Rows.Count);
        foreach (var row in rows.Rows) PropertyRow.Write(writer, rows.Columns, row, CountWidth.AddressBook);
    }

    public static Restriction? ReadOptionalRestriction(ref MapiReader reader) => reader.ReadBool() ? Restriction.Read(ref reader, CountWidth.AddressBook) : null;

    public static void WriteOptionalRestriction(MapiWriter writer, Restriction? restriction)
    {
        WriteFlag(writer, restriction is not null);
        restriction?.Write(writer, CountWidth.AddressBook);
    }

    /// <summary>A StringsArray_r in the flat form of HTTP bodies: a count and so many null-terminated ASCII strings.</summary>
    public static string[]? ReadOptionalAsciiNames(ref MapiReader reader)
    {
        if (!reader.ReadBool()) return null;
        var names = new string[ReadCount(ref reader, 1)];
        for (var i = 0; i < names.Length && !reader.Failed; i++) names[i] = reader.ReadAsciiZ();
        return names;
    }

    public static void WriteOptionalAsciiNames(MapiWriter writer, string[]? names)
    {
        WriteFlag(writer, names is not null);
        if (names is null) return;
        writer.WriteInt32(names.Length);
        foreach (var name in names) writer.WriteAsciiZ(name);
    }

    /// <summary>A count and so many null-terminated Unicode strings.</summary>
    public static string[]? ReadOptionalUnicodeNames(ref MapiReader reader)
    {
        if (!reader.ReadBool()) return null;
        var names = new string[ReadCount(ref reader, 2)];
        for (var i = 0; i < names.Length && !reader.Failed; i++) names[i] = reader.ReadUnicodeZ();
        return names;
    }

    public static void WriteOptionalUnicodeNames(MapiWriter writer, string[]? names)
    {
        WriteFlag(writer, names is not null);
        if (names is null) return;
        writer.WriteInt32(names.Length);
        foreach (var name in names) writer.WriteUnicodeZ(name);
    }

    /// <summary>A count and so many entry ids, each behind its 32-bit size.</summary>
    public static byte[][]? ReadOptionalEntryIds(ref MapiReader reader)
    {
        if (!reader.ReadBool()) return null;
        var ids = new byte[ReadCount(ref reader, 4)][];
        for (var i = 0; i < ids.Length && !reader.Failed; i++) ids[i] = reader.ReadBytes(reader.ReadCount32(1));
        return ids;
    }

    public static void WriteOptionalEntryIds(MapiWriter writer, byte[][]? ids)
    {
        WriteFlag(writer, ids is not null);
        if (ids is null) return;
        writer.WriteInt32(ids.Length);
        foreach (var id in ids)
        {
            writer.WriteInt32(id.Length);
            writer.WriteBytes(id);
        }
    }

    public static uint? ReadOptionalUInt32(ref MapiReader reader) => reader.ReadBool() ? reader.ReadUInt32() : null;

    public static void WriteOptionalUInt32(MapiWriter writer, uint? value)
    {
        WriteFlag(writer, value is not null);
        if (value is { } present) writer.WriteUInt32(present);
    }

    public static string? ReadOptionalAscii(ref MapiReader reader) => reader.ReadBool() ? reader.ReadAsciiZ() : null;

    public static void WriteOptionalAscii(MapiWriter writer, string? value)
    {
        WriteFlag(writer, value is not null);
        if (value is not null) writer.WriteAsciiZ(value);
    }

    public static AddressBookPropertyName? ReadOptionalPropertyName(ref MapiReader reader) =>
        reader.ReadBool() ? new AddressBookPropertyName(reader.ReadGuid(), reader.ReadUInt32()) : null;

    public static void WriteOptionalPropertyName(MapiWriter writer, AddressBookPropertyName? name)
    {
        WriteFlag(writer, name is not null);
        if (name is not { } present) return;
        writer.WriteGuid(present.PropertyNameGuid);
        writer.WriteUInt32(present.PropertyNameId);
    }

    public static TaggedPropertyValue? ReadOptionalValue(ref MapiReader reader) =>
        reader.ReadBool() ? PropertyValueCodec.ReadTagged(ref reader, CountWidth.AddressBook) : null;

    public static void WriteOptionalValue(MapiWriter writer, TaggedPropertyValue? value)
    {
        WriteFlag(writer, value is not null);
        if (value is { } present) PropertyValueCodec.WriteTagged(writer, present, CountWidth.AddressBook);
    }

    private static int ReadCount(ref MapiReader reader, int minimumSize)
    {
        var count = reader.ReadCount32(minimumSize);
        if (count <= NspiConstants.MaxCount) return count;
        reader.Fail($"a count of {count}");
        return 0;
    }
}
