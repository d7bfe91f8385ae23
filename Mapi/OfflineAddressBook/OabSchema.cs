using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.OfflineAddressBook;

/// <summary>How a property is used online (OAB_PROP_REC, [MS-OXOAB] 2.9.4).</summary>
[Flags]
public enum OabPropertyUse : uint
{
    /// <summary>It is shown only.</summary>
    None = 0,
    /// <summary>Names are found by it (bit a).</summary>
    Anr = 1,
    /// <summary>Every record has it, and is found by it (bit b).</summary>
    PrimaryKey = 2,
}

/// <summary>A property that records may have (OAB_PROP_REC).</summary>
/// <param name="Tag">ulPropId.</param>
/// <param name="Use">ulFlags.</param>
public readonly record struct OabProperty(PropertyTag Tag, OabPropertyUse Use)
{
    internal const int WireSize = 8;
}

/// <summary>OAB_META_DATA: which properties the header record and the Address Book object records may have ([MS-OXOAB] 2.9.2).</summary>
/// <param name="Header">rgHdrAtts.</param>
/// <param name="Objects">rgOabAtts.</param>
public sealed record OabSchema(IReadOnlyList<OabProperty> Header, IReadOnlyList<OabProperty> Objects)
{
    // No schema has so many; records are as wide as it.
    private const int MaxProperties = 1024;

    /// <summary>The properties of the header record ([MS-OXOAB] 2.9.5): all there are.</summary>
    public static IReadOnlyList<OabProperty> HeaderProperties { get; } =
    [
        new(PidTag.OfflineAddressBookName, OabPropertyUse.None),
        new(PidTag.OfflineAddressBookDistinguishedName, OabPropertyUse.None),
        new(PidTag.OfflineAddressBookSequence, OabPropertyUse.None),
        new(PidTag.OfflineAddressBookContainerGuid, OabPropertyUse.None),
    ];

    /// <summary>Writes the wire form.</summary>
    public void Write(MapiWriter writer)
    {
        var start = writer.Length;
        writer.WriteUInt32(0);
        foreach (var table in (IReadOnlyList<OabProperty>[])[Header, Objects])
        {
            writer.WriteInt32(table.Count);
            foreach (var (tag, use) in table)
            {
                writer.WriteUInt32(tag.Value);
                writer.WriteUInt32((uint)use);
            }
        }
        writer.PatchUInt32(start, (uint)(writer.Length - start));
    }

    /// <summary>Reads the wire form.</summary>
    public static OabSchema? Read(ref MapiReader reader)
    {
        var at = reader.Position;
        var size = reader.ReadUInt32();
        if (!reader.Failed && (size < 12 || size - 4 > reader.Remaining)) reader.Fail($"cbSize {size}");
        var inner = new MapiReader(reader.Failed ? default : reader.ReadSpan((int)size - 4), at + 4);
        var schema = new OabSchema(ReadTable(ref inner), ReadTable(ref inner));
        if (!inner.AtEnd && !reader.Failed) reader.Fail($"OAB_META_DATA: {inner.Error?.ToString() ?? "too long"}");
        return reader.Failed ? null : schema;
    }

    private static OabProperty[] ReadTable(ref MapiReader reader)
    {
        var count = reader.ReadCount32(OabProperty.WireSize);
        if (count > MaxProperties) reader.Fail($"{count} properties");
        var table = new OabProperty[reader.Failed ? 0 : count];
        for (var i = 0; i < table.Length; i++) table[i] = new OabProperty(reader.ReadUInt32(), (OabPropertyUse)(reader.ReadUInt32() & 3));
        return table;
    }
}
