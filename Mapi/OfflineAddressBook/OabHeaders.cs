using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.OfflineAddressBook;

/// <summary>OAB_HDR of a version 4 Full Details file or a display template file ([MS-OXOAB] 2.9.1, 2.2.1).</summary>
/// <param name="Version">ulVersion: <see cref="FullDetails"/> or <see cref="Templates"/>.</param>
/// <param name="Serial">ulSerial: the CRC of all that follows the header; 0 before templates.</param>
/// <param name="Count">ulTotRecs: Address Book object records; 0 before templates.</param>
public readonly record struct OabHeader(uint Version, uint Serial, uint Count)
{
    /// <summary>ulVersion of a version 4 Full Details file.</summary>
    public const uint FullDetails = 0x20;
    /// <summary>ulVersion of a display template file.</summary>
    public const uint Templates = 0x07;
    /// <summary>Bytes on the wire.</summary>
    public const int Size = 12;

    /// <summary>Writes the wire form.</summary>
    public void Write(MapiWriter writer)
    {
        writer.WriteUInt32(Version);
        writer.WriteUInt32(Serial);
        writer.WriteUInt32(Count);
    }

    /// <summary>Reads the wire form.</summary>
    public static OabHeader Read(ref MapiReader reader) => new(reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32());
}

/// <summary>LZX_HDR: what a compressed file begins with ([MS-OXOAB] 2.11.1).</summary>
/// <param name="BlockMax">ulBlockMax: no block is longer, uncompressed.</param>
/// <param name="TargetSize">ulTargetSize: bytes of the uncompressed file.</param>
public readonly record struct LzxHeader(uint BlockMax, uint TargetSize)
{
    /// <summary>Bytes on the wire.</summary>
    public const int Size = 16;

    private const uint VersionHigh = 3, VersionLow = 1;

    /// <summary>Writes the wire form.</summary>
    public void Write(MapiWriter writer)
    {
        writer.WriteUInt32(VersionHigh);
        writer.WriteUInt32(VersionLow);
        writer.WriteUInt32(BlockMax);
        writer.WriteUInt32(TargetSize);
    }

    /// <summary>Reads the wire form.</summary>
    public static LzxHeader Read(ref MapiReader reader)
    {
        if ((reader.ReadUInt32() != VersionHigh || reader.ReadUInt32() != VersionLow) && !reader.Failed) reader.Fail("not an LZX_HDR of version 3.1");
        return new LzxHeader(reader.ReadUInt32(), reader.ReadUInt32());
    }
}

/// <summary>LZX_BLK: what a block of a compressed file begins with ([MS-OXOAB] 2.11.2).</summary>
/// <param name="IsCompressed">ulFlags 1. Outlook 2021 decompresses all blocks, whatever their flag.</param>
/// <param name="CompressedSize">ulCompSize: bytes that follow.</param>
/// <param name="UncompressedSize">ulUncompSize: bytes that they make.</param>
/// <param name="Crc">ulCRC: of what they make.</param>
public readonly record struct LzxBlockHeader(bool IsCompressed, uint CompressedSize, uint UncompressedSize, uint Crc)
{
    /// <summary>Bytes on the wire.</summary>
    public const int Size = 16;

    /// <summary>Writes the wire form.</summary>
    public void Write(MapiWriter writer)
    {
        writer.WriteUInt32(IsCompressed ? 1u : 0u);
        writer.WriteUInt32(CompressedSize);
        writer.WriteUInt32(UncompressedSize);
        writer.WriteUInt32(Crc);
    }

    /// <summary>Reads the wire form.</summary>
    public static LzxBlockHeader Read(ref MapiReader reader)
    {
        var flags = reader.ReadUInt32();
        if (flags > 1) reader.Fail($"ulFlags 0x{flags:X}");
        return new LzxBlockHeader(flags != 0, reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32());
    }
}

/// <summary>PATCH_HDR: what a Differential Patch file begins with ([MS-OXOAB] 2.10.1).</summary>
/// <param name="BlockMax">ulBlockMax: no block is longer, neither of the source nor of the target.</param>
/// <param name="SourceSize">ulSourceSize: bytes of the file that is changed.</param>
/// <param name="TargetSize">ulTargetSize: bytes of what becomes of it.</param>
/// <param name="SourceCrc">ulSourceCRC.</param>
/// <param name="TargetCrc">ulTargetCRC.</param>
public readonly record struct PatchHeader(uint BlockMax, uint SourceSize, uint TargetSize, uint SourceCrc, uint TargetCrc)
{
    /// <summary>Bytes on the wire.</summary>
    public const int Size = 28;

    private const uint VersionHigh = 3, VersionLow = 2;

    /// <summary>Writes the wire form.</summary>
    public void Write(MapiWriter writer)
    {
        writer.WriteUInt32(VersionHigh);
        writer.WriteUInt32(VersionLow);
        writer.WriteUInt32(BlockMax);
        writer.WriteUInt32(SourceSize);
        writer.WriteUInt32(TargetSize);
        writer.WriteUInt32(SourceCrc);
        writer.WriteUInt32(TargetCrc);
    }

    /// <summary>Reads the wire form.</summary>
    public static PatchHeader Read(ref MapiReader reader)
    {
        if ((reader.ReadUInt32() != VersionHigh || reader.ReadUInt32() != VersionLow) && !reader.Failed) reader.Fail("not a PATCH_HDR of version 3.2");
        return new PatchHeader(reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32());
    }
}

/// <summary>PATCH_BLK: what a block of a Differential Patch file begins with ([MS-OXOAB] 2.10.2).</summary>
/// <param name="PatchSize">ulPatchSize: bytes that follow.</param>
/// <param name="TargetSize">ulTargetSize: bytes that they make.</param>
/// <param name="SourceSize">ulSourceSize: the next bytes of the source, in the context of which they are compressed.</param>
/// <param name="Crc">ulCRC: of what they make.</param>
public readonly record struct PatchBlockHeader(uint PatchSize, uint TargetSize, uint SourceSize, uint Crc)
{
    /// <summary>Bytes on the wire.</summary>
    public const int Size = 16;

    /// <summary>Writes the wire form.</summary>
    public void Write(MapiWriter writer)
    {
        writer.WriteUInt32(PatchSize);
        writer.WriteUInt32(TargetSize);
        writer.WriteUInt32(SourceSize);
        writer.WriteUInt32(Crc);
    }

    /// <summary>Reads the wire form.</summary>
    public static PatchBlockHeader Read(ref MapiReader reader) => new(reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32());
}
