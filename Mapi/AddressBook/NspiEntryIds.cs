using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.AddressBook;

/// <summary>An EphemeralEntryID ([MS-OXNSPI] 2.2.9.2): an object of one server, as long as a session lasts.</summary>
/// <param name="ServerGuid">ProviderUID: the GUID that Bind answered.</param>
/// <param name="DisplayType">The object's display type.</param>
/// <param name="MinimalId">Its Minimal Entry ID.</param>
public readonly record struct EphemeralEntryId(Guid ServerGuid, DisplayType DisplayType, uint MinimalId)
{
    /// <summary>Bytes on the wire.</summary>
    public const int Size = 32;

    private const uint IdType = 0x87;

    /// <summary>The wire form.</summary>
    public byte[] ToArray()
    {
        using var writer = new MapiWriter(Size);
        writer.WriteUInt32(IdType);
        writer.WriteGuid(ServerGuid);
        writer.WriteUInt32(1);
        writer.WriteUInt32((uint)DisplayType);
        writer.WriteUInt32(MinimalId);
        return writer.ToArray();
    }

    /// <summary>What the bytes say, or null where they are no ephemeral entry id.</summary>
    public static EphemeralEntryId? TryParse(ReadOnlySpan<byte> bytes)
    {
        var reader = new MapiReader(bytes);
        var type = reader.ReadUInt32();
        var guid = reader.ReadGuid();
        var version = reader.ReadUInt32();
        var result = new EphemeralEntryId(guid, (DisplayType)reader.ReadUInt32(), reader.ReadUInt32());
        return reader.AtEnd && type == IdType && version == 1 ? result : null;
    }
}

/// <summary>A PermanentEntryID ([MS-OXNSPI] 2.2.9.3): an object by its distinguished name, on any server.</summary>
/// <param name="DisplayType">The object's display type.</param>
/// <param name="DistinguishedName">Its name; "/" is the global address list.</param>
public readonly record struct PermanentEntryId(DisplayType DisplayType, string DistinguishedName)
{
    /// <summary>The wire form.</summary>
    public byte[] ToArray() => EntryIds.AddressBook(DistinguishedName, (uint)DisplayType);

    /// <summary>What the bytes say, or null where they are no permanent entry id.</summary>
    public static PermanentEntryId? TryParse(ReadOnlySpan<byte> bytes)
    {
        var reader = new MapiReader(bytes);
        var type = reader.ReadUInt32();
        var provider = reader.ReadGuid();
        var version = reader.ReadUInt32();
        var result = new PermanentEntryId((DisplayType)reader.ReadUInt32(), reader.ReadAsciiZ());
        return reader.AtEnd && type == 0 && provider == PropertySets.muidEMSAB && version == 1 ? result : null;
    }
}
