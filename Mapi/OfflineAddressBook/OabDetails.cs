using MapiOrleans.Mapi.Compression;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.OfflineAddressBook;

/// <summary>What the header record says of an address list ([MS-OXOAB] 2.9.5).</summary>
/// <param name="Name">PidTagOfflineAddressBookName: the list's, with a backslash before it.</param>
/// <param name="DistinguishedName">PidTagOfflineAddressBookDistinguishedName: the list's; "/" is the global address list.</param>
/// <param name="Sequence">PidTagOfflineAddressBookSequence.</param>
/// <param name="ContainerGuid">PidTagOfflineAddressBookContainerGuid: who has a copy knows by it whose.</param>
public sealed record OabListInfo(string Name, string DistinguishedName, uint Sequence, Guid ContainerGuid)
{
    internal PropertyValue[] ToValues() =>
    [
        PropertyValue.String(Name), PropertyValue.String8(System.Text.Encoding.ASCII.GetBytes(DistinguishedName)), PropertyValue.Int32((int)Sequence),
        PropertyValue.String8(System.Text.Encoding.ASCII.GetBytes(ContainerGuid.ToString("D"))),
    ];
}

/// <summary>
/// A version 4 Full Details file ([MS-OXOAB] 2.9), read: OAB_HDR, OAB_META_DATA, the header record, and as many Address Book object records
/// as the header counts.
/// </summary>
/// <param name="Header">OAB_HDR.</param>
/// <param name="Schema">OAB_META_DATA.</param>
/// <param name="List">The header record; null where a property of it is missing.</param>
/// <param name="Records">Values of each record by place in the schema.</param>
public sealed record OabDetails(OabHeader Header, OabSchema Schema, OabListInfo? List, IReadOnlyList<PropertyValue[]> Records)
{
    /// <summary>Writes what comes before the records; its OAB_HDR has the serial and the count given.</summary>
    public static void WriteStart(MapiWriter writer, OabSchema schema, OabListInfo list, uint serial, uint count)
    {
        new OabHeader(OabHeader.FullDetails, serial, count).Write(writer);
        schema.Write(writer);
        OabRecord.Write(writer, schema.Header, list.ToValues());
    }

    /// <summary>A file as a whole.</summary>
    public static byte[] ToArray(OabSchema schema, OabListInfo list, IEnumerable<PropertyValue[]> records)
    {
        using var writer = new MapiWriter(64 * 1024);
        WriteStart(writer, schema, list, 0, 0);
        uint count = 0;
        foreach (var record in records)
        {
            OabRecord.Write(writer, schema.Objects, record);
            count++;
        }
        writer.PatchUInt32(4, Crc32.Append(Crc32.AddressBookSeed, writer.Written[OabHeader.Size..]));
        writer.PatchUInt32(8, count);
        return writer.ToArray();
    }

    /// <summary>Reads a file; null, and why, where it is none.</summary>
    public static OabDetails? TryParse(ReadOnlySpan<byte> bytes, out ParseError? error)
    {
        var reader = new MapiReader(bytes);
        var header = OabHeader.Read(ref reader);
        if (!reader.Failed && header.Version != OabHeader.FullDetails) reader.Fail($"ulVersion 0x{header.Version:X}");
        if (!reader.Failed && Crc32.Append(Crc32.AddressBookSeed, reader.PeekRest()) != header.Serial) reader.Fail("ulSerial is not that of the file");
        var schema = OabSchema.Read(ref reader);
        var list = schema is null ? null : OabRecord.Read(ref reader, schema.Header);
        if (!reader.Failed && header.Count > reader.Remaining / OabRecord.MinSize) reader.Fail($"{header.Count} records in {reader.Remaining} bytes");
        var records = new List<PropertyValue[]>();
        for (uint i = 0; i < header.Count && !reader.Failed; i++)
        {
            if (OabRecord.Read(ref reader, schema!.Objects) is { } record) records.Add(record);
        }
        if (!reader.Failed && !reader.AtEnd) reader.Fail("bytes after the last record");
        error = reader.Error;
        return error is null ? new OabDetails(header, schema!, ListOf(schema!, list!), records) : null;
    }

    private static OabListInfo? ListOf(OabSchema schema, PropertyValue[] values)
    {
        var (name, dn, sequence, guid) = (Find(PidTag.OfflineAddressBookName), Find(PidTag.OfflineAddressBookDistinguishedName), Find(PidTag.OfflineAddressBookSequence), Find(PidTag.OfflineAddressBookContainerGuid));
        if (!name.HasValue || !dn.HasValue || !sequence.HasValue || !guid.HasValue) return null;
        return Guid.TryParse(System.Text.Encoding.ASCII.GetString(guid.AsBytes()), out var container)
            ? new OabListInfo(name.AsString(), System.Text.Encoding.ASCII.GetString(dn.AsBytes()), (uint)sequence.AsInt32(), container)
            : null;

        PropertyValue Find(PropertyTag tag)
        {
            for (var i = 0; i < values.Length; i++)
            {
                if (schema.Header[i].Tag == tag) return values[i];
            }
            return default;
        }
    }
}
