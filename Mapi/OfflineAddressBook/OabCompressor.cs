using MapiOrleans.Mapi.Compression;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.OfflineAddressBook;

/// <summary>
/// Writes compressed files and Differential Patch files ([MS-OXOAB] 2.10, 2.11) block by block: each is a stream of LZX DELTA of its own, so
/// that neither side needs more than a block in memory. Blocks that do not shrink are LZX DELTA all the same: Outlook 2021 takes no others.
/// </summary>
public sealed class OabCompressor
{
    /// <summary>ulBlockMax of all files: what Exchange has, too.</summary>
    public const int BlockMax = 256 * 1024;

    private readonly LzxdEncoder _encoder = new();

    /// <summary>Writes a block of a compressed file: 1 to <see cref="BlockMax"/> bytes.</summary>
    public void WriteBlock(MapiWriter writer, ReadOnlySpan<byte> block)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(block.Length, BlockMax);
        var stream = _encoder.Encode([], block, Lzx.WindowBits(0, block.Length));
        new LzxBlockHeader(true, (uint)stream.Length, (uint)block.Length, Crc32.Append(Crc32.AddressBookSeed, block)).Write(writer);
        writer.WriteBytes(stream);
    }

    /// <summary>Writes a block of a Differential Patch file: the next bytes of the source, maybe none, and what becomes of them, at least one byte.</summary>
    public void WritePatchBlock(MapiWriter writer, ReadOnlySpan<byte> source, ReadOnlySpan<byte> target)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(source.Length, BlockMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(target.Length, BlockMax);
        var stream = _encoder.Encode(source, target, Lzx.WindowBits(source.Length, target.Length));
        new PatchBlockHeader((uint)stream.Length, (uint)target.Length, (uint)source.Length, Crc32.Append(Crc32.AddressBookSeed, target)).Write(writer);
        writer.WriteBytes(stream);
    }

    /// <summary>A file, compressed as a whole.</summary>
    public byte[] Compress(ReadOnlySpan<byte> file)
    {
        using var writer = new MapiWriter((file.Length / 2) + 1024);
        new LzxHeader(BlockMax, (uint)file.Length).Write(writer);
        for (var at = 0; at < file.Length; at += BlockMax) WriteBlock(writer, file.Slice(at, Math.Min(BlockMax, file.Length - at)));
        return writer.ToArray();
    }
}
