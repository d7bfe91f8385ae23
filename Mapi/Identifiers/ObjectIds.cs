using System.Buffers.Binary;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Identifiers;

/// <summary>
/// Folder ids, message ids and change numbers ([MS-OXCDATA] 2.2.1): on the wire a 16-bit ReplId and a 6-byte GlobalCounter whose bytes
/// stand in big-endian order, read together as one little-endian 64-bit number. Inside the server an object of a mailbox' own replica is
/// its GLOBCNT, a number of 48 bits.
/// </summary>
public static class ObjectIds
{
    /// <summary>The replid of a mailbox' own replica.</summary>
    public const ushort OwnReplId = 1;

    /// <summary>The greatest GLOBCNT.</summary>
    public const long MaxGlobCnt = 0xFFFF_FFFF_FFFF;

    /// <summary>The wire form of an id of the mailbox' own replica.</summary>
    public static ulong ToWire(long globCnt) => ToWire(OwnReplId, globCnt);

    /// <summary>The wire form of an id.</summary>
    public static ulong ToWire(ushort replId, long globCnt) =>
        (BinaryPrimitives.ReverseEndianness((ulong)globCnt & MaxGlobCnt) & ~0xFFFFUL) | replId;

    /// <summary>The ReplId of an id.</summary>
    public static ushort ReplIdOf(ulong wire) => (ushort)wire;

    /// <summary>The GLOBCNT of an id.</summary>
    public static long GlobCntOf(ulong wire) => (long)BinaryPrimitives.ReverseEndianness(wire & ~0xFFFFUL);

    /// <summary>The GLOBCNT of an id of the mailbox' own replica, or 0, which is no object's, for one of another.</summary>
    public static long FromWire(ulong wire) => ReplIdOf(wire) == OwnReplId ? GlobCntOf(wire) : 0;

    /// <summary>Writes a GLOBCNT's six bytes, most significant first.</summary>
    public static void WriteGlobCnt(Span<byte> six, long globCnt)
    {
        for (var i = 5; i >= 0; i--, globCnt >>= 8) six[i] = (byte)globCnt;
    }

    /// <summary>Reads a GLOBCNT's six bytes.</summary>
    public static long ReadGlobCnt(ReadOnlySpan<byte> six)
    {
        long value = 0;
        for (var i = 0; i < 6; i++) value = (value << 8) | six[i];
        return value;
    }
}

/// <summary>A LongTermID ([MS-OXCDATA] 2.2.1.3.1): the id of an object in every replica.</summary>
/// <param name="ReplGuid">DatabaseGuid: the replica.</param>
/// <param name="GlobCnt">The object in it.</param>
public readonly record struct LongTermId(Guid ReplGuid, long GlobCnt)
{
    /// <summary>Bytes on the wire: GUID, GLOBCNT, two of padding.</summary>
    public const int Size = 24;

    /// <summary>Reads the wire form; padding is not looked at.</summary>
    public static LongTermId Read(ref MapiReader reader)
    {
        var guid = reader.ReadGuid();
        var six = reader.ReadSpan(6);
        var id = new LongTermId(guid, six.IsEmpty ? 0 : ObjectIds.ReadGlobCnt(six));
        reader.Skip(2);
        return id;
    }

    /// <summary>Writes the wire form.</summary>
    public void Write(MapiWriter writer)
    {
        writer.WriteGuid(ReplGuid);
        ObjectIds.WriteGlobCnt(writer.Reserve(6), GlobCnt);
        writer.WriteUInt16(0);
    }

    /// <summary>The wire form.</summary>
    public byte[] ToArray()
    {
        using var writer = new MapiWriter(Size);
        Write(writer);
        return writer.ToArray();
    }
}
