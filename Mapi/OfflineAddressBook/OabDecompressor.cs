using MapiOrleans.Mapi.Compression;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.OfflineAddressBook;

/// <summary>Reads compressed files and carries out Differential Patch files ([MS-OXOAB] 2.10, 2.11), as clients do.</summary>
public sealed class OabDecompressor
{
    // A block that is compressed can be somewhat longer than what it makes.
    private const int Slack = 64 * 1024;

    private readonly LzxdDecoder _decoder = new();

    /// <summary>Decompresses a block into <paramref name="target"/>, whose length is the header's UncompressedSize; null, or why it is none.</summary>
    public ParseError? Decompress(LzxBlockHeader header, ReadOnlySpan<byte> content, Span<byte> target)
    {
        if (!header.IsCompressed)
        {
            if (content.Length != target.Length) return new ParseError(0, $"{content.Length} bytes for {target.Length}");
            content.CopyTo(target);
        }
        else if (_decoder.Decode(content, [], target, Lzx.WindowBits(0, target.Length)) is { } error)
        {
            return error;
        }
        return Check(target, header.Crc);
    }

    /// <summary>A compressed file as it was; null, and why, where it is none. At most <paramref name="maxSize"/> bytes are made.</summary>
    public byte[]? TryDecompress(ReadOnlySpan<byte> file, int maxSize, out ParseError? error)
    {
        var reader = new MapiReader(file);
        var header = LzxHeader.Read(ref reader);
        if (!reader.Failed && header.TargetSize > maxSize) reader.Fail($"ulTargetSize {header.TargetSize}, {maxSize} allowed");
        using var output = new MapiWriter();
        while (!reader.Failed && output.Length < header.TargetSize)
        {
            var block = LzxBlockHeader.Read(ref reader);
            if (!IsPossible(ref reader, header.BlockMax, block.UncompressedSize, header.TargetSize - (uint)output.Length, block.CompressedSize)) break;
            var at = reader.Position;
            var content = reader.ReadSpan((int)block.CompressedSize);
            if (!reader.Failed && Decompress(block, content, output.Reserve((int)block.UncompressedSize)) is { } wrong) reader.Fail($"block at {at}: {wrong}");
        }
        if (!reader.Failed && !reader.AtEnd) reader.Fail("bytes after the last block");
        error = reader.Error;
        return error is null ? output.ToArray() : null;
    }

    /// <summary>What a patch makes of a file; null, and why, where it is none or not for this file. At most <paramref name="maxSize"/> bytes are made.</summary>
    public byte[]? TryPatch(ReadOnlySpan<byte> source, ReadOnlySpan<byte> patch, int maxSize, out ParseError? error)
    {
        var reader = new MapiReader(patch);
        var header = PatchHeader.Read(ref reader);
        if (!reader.Failed && header.TargetSize > maxSize) reader.Fail($"ulTargetSize {header.TargetSize}, {maxSize} allowed");
        if (!reader.Failed && (header.SourceSize != source.Length || Crc32.Append(Crc32.AddressBookSeed, source) != header.SourceCrc)) reader.Fail("a patch for another file");
        using var output = new MapiWriter();
        while (!reader.Failed && output.Length < header.TargetSize)
        {
            var block = PatchBlockHeader.Read(ref reader);
            if (!reader.Failed && (block.SourceSize > header.BlockMax || block.SourceSize > source.Length)) reader.Fail($"ulSourceSize {block.SourceSize}");
            if (!IsPossible(ref reader, header.BlockMax, block.TargetSize, header.TargetSize - (uint)output.Length, block.PatchSize)) break;
            var at = reader.Position;
            var content = reader.ReadSpan((int)block.PatchSize);
            if (reader.Failed) break;
            var target = output.Reserve((int)block.TargetSize);
            var reference = source[..(int)block.SourceSize];
            source = source[reference.Length..];
            if ((_decoder.Decode(content, reference, target, Lzx.WindowBits(reference.Length, target.Length)) ?? Check(target, block.Crc)) is { } wrong) reader.Fail($"block at {at}: {wrong}");
        }
        if (!reader.Failed && Crc32.Append(Crc32.AddressBookSeed, output.Written) != header.TargetCrc) reader.Fail("ulTargetCRC is not that of the result");
        error = reader.Error;
        return error is null ? output.ToArray() : null;
    }

    /// <summary>Whether a block can be as long as it says, before anything is made for it.</summary>
    private static bool IsPossible(ref MapiReader reader, uint blockMax, uint target, uint left, uint content)
    {
        if (reader.Failed) return false;
        if (target == 0 || target > blockMax || target > left || target > LzxdEncoder.MaxTarget || content > (2L * target) + Slack || content > reader.Remaining)
        {
            reader.Fail($"a block of {content} bytes that make {target}");
        }
        // The most that a byte of LZX DELTA can stand for is a chunk in a few bytes.
        else if (target > ((long)content + 1) * Lzx.ChunkSize)
        {
            reader.Fail($"a block of {content} bytes that make {target}");
        }
        return !reader.Failed;
    }

    private static ParseError? Check(ReadOnlySpan<byte> made, uint crc) =>
        Crc32.Append(Crc32.AddressBookSeed, made) == crc ? null : new ParseError(0, $"ulCRC 0x{crc:X8} is not that of the block");
}
