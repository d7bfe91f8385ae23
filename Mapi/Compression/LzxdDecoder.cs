using System.Buffers.Binary;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Compression;

/// <summary>
/// Decompresses LZX DELTA ([MS-PATCH] 2), all kinds of blocks. Whatever the bytes are, it gives data or an error, and takes no more time than
/// the data it is to make are long. A decoder can be used again, by one at a time.
/// </summary>
public sealed class LzxdDecoder
{
    private const int SmallestTranslated = 10;
    private const byte CallInstruction = 0xE8;

    private readonly LzxTree _pretree = new(Lzx.PretreeSymbols), _length = new(Lzx.LengthSymbols), _aligned = new(Lzx.AlignedSymbols);
    private LzxTree _main = new(0);
    private int _blockType, _blockLeft, _r0, _r1, _r2;
    private bool _isOdd;

    /// <summary>Decompresses a stream that makes exactly <paramref name="target"/>; null, or why it does not.</summary>
    /// <param name="data">The stream: chunks, each with its size before it.</param>
    /// <param name="reference">What the data were compressed in the context of.</param>
    /// <param name="target">Where the data go.</param>
    /// <param name="windowBits">The window, as <see cref="Lzx.WindowBits"/> says.</param>
    public ParseError? Decode(ReadOnlySpan<byte> data, ReadOnlySpan<byte> reference, Span<byte> target, int windowBits)
    {
        if (windowBits is < Lzx.MinWindowBits or > Lzx.MaxWindowBits) return new ParseError(0, $"a window of 2^{windowBits}");
        var symbols = Lzx.Literals + (8 * Lzx.Slots(windowBits));
        if (_main.Lengths.Length != symbols) _main = new LzxTree(symbols);
        _main.Lengths.AsSpan().Clear();
        _length.Lengths.AsSpan().Clear();
        (_blockLeft, _isOdd, _r0, _r1, _r2) = (0, false, 1, 1, 1);
        uint translation = 0;
        var reader = new MapiReader(data);
        for (var position = 0; position < target.Length;)
        {
            var at = reader.Position;
            var chunk = new LzxBitReader(reader.ReadSpan(reader.ReadUInt16()));
            if (reader.Error is { } missing) return missing;
            if (position == 0 && chunk.Read(1) != 0) translation = chunk.Read(32);
            var end = Math.Min(position + Lzx.ChunkSize, target.Length);
            if (DecodeChunk(ref chunk, reference, target[..end], ref position) is { } reason) return new ParseError(at, reason);
        }
        if (translation != 0) Translate(target, translation);
        return null;
    }

    private string? DecodeChunk(ref LzxBitReader chunk, ReadOnlySpan<byte> reference, Span<byte> target, ref int position)
    {
        while (position < target.Length)
        {
            if (_blockLeft == 0 && ReadBlockHeader(ref chunk) is { } wrong) return wrong;
            var end = (int)Math.Min((long)position + _blockLeft, target.Length);
            var begun = position;
            if (_blockType == Lzx.BlockUncompressed)
            {
                var bytes = chunk.ReadBytes(end - position);
                bytes.CopyTo(target[position..]);
                position += bytes.Length;
                if (position < end) return "an uncompressed block that ends too soon";
            }
            else if (DecodeTokens(ref chunk, reference, target[..end], ref position) is { } reason)
            {
                return reason;
            }
            _blockLeft -= position - begun;
            if (chunk.IsBeyondEnd) return "a chunk that ends too soon";
        }
        return null;
    }

    private string? DecodeTokens(ref LzxBitReader chunk, ReadOnlySpan<byte> reference, Span<byte> target, ref int position)
    {
        while (position < target.Length)
        {
            var symbol = _main.Read(ref chunk);
            if (symbol < Lzx.Literals)
            {
                target[position++] = (byte)symbol;
                continue;
            }
            var length = (symbol & Lzx.PrimaryLengths) + Lzx.MinMatch;
            if (length == Lzx.PrimaryLengths + Lzx.MinMatch)
            {
                if (_length.IsEmpty) return "a length without a tree of lengths";
                length += _length.Read(ref chunk);
            }
            var distance = ReadDistance(ref chunk, (symbol - Lzx.Literals) >> 3);
            if (length == Lzx.LongMatch) length += ReadExtraLength(ref chunk);
            if (distance > position + reference.Length || distance <= 0) return $"a match {distance} bytes back";
            // A match stays within its chunk and its block.
            if (length > target.Length - position) return $"a match of {length} bytes with {target.Length - position} left";
            Copy(reference, target, position, distance, length);
            position += length;
        }
        return null;
    }

    private int ReadDistance(ref LzxBitReader chunk, int slot)
    {
        switch (slot)
        {
            case 0:
                return _r0;
            case 1:
                (_r0, _r1) = (_r1, _r0);
                return _r0;
            case 2:
                (_r0, _r2) = (_r2, _r0);
                return _r0;
        }
        var bits = Lzx.ExtraBits(slot);
        var footer = _blockType == Lzx.BlockAligned && bits >= 3 ? (int)(chunk.Read(bits - 3) << 3) + _aligned.Read(ref chunk) : (int)chunk.Read(bits);
        (_r0, _r1, _r2) = (Lzx.Base(slot) + footer - 2, _r0, _r1);
        return _r0;
    }

    private static int ReadExtraLength(ref LzxBitReader chunk)
    {
        if (chunk.Read(1) == 0) return (int)chunk.Read(8);
        if (chunk.Read(1) == 0) return 0x100 + (int)chunk.Read(10);
        return chunk.Read(1) == 0 ? 0x500 + (int)chunk.Read(12) : (int)chunk.Read(15);
    }

    private static void Copy(ReadOnlySpan<byte> reference, Span<byte> target, int position, int distance, int length)
    {
        var from = position - distance;
        if (from < 0)
        {
            var before = Math.Min(-from, length);
            reference.Slice(reference.Length + from, before).CopyTo(target[position..]);
            (from, position, length) = (0, position + before, length - before);
        }
        if (distance >= length)
        {
            target.Slice(from, length).CopyTo(target[position..]);
            return;
        }
        // What is copied is made while it is copied.
        for (var i = 0; i < length; i++) target[position + i] = target[from + i];
    }

    private string? ReadBlockHeader(ref LzxBitReader chunk)
    {
        if (_isOdd) chunk.ReadBytes(1);
        _blockType = (int)chunk.Read(3);
        _blockLeft = (int)chunk.Read(24);
        _isOdd = _blockType == Lzx.BlockUncompressed && _blockLeft % 2 != 0;
        if (_blockLeft == 0) return "a block of nothing";
        switch (_blockType)
        {
            case Lzx.BlockUncompressed:
                chunk.AlignToBytes();
                var recent = chunk.ReadBytes(12);
                if (recent.Length < 12 || chunk.IsBeyondEnd) return "an uncompressed block that ends too soon";
                (_r0, _r1, _r2) = (BinaryPrimitives.ReadInt32LittleEndian(recent), BinaryPrimitives.ReadInt32LittleEndian(recent[4..]), BinaryPrimitives.ReadInt32LittleEndian(recent[8..]));
                return null;
            case Lzx.BlockAligned:
                for (var i = 0; i < Lzx.AlignedSymbols; i++) _aligned.Lengths[i] = (byte)chunk.Read(3);
                if (!_aligned.TryMake() || _aligned.IsEmpty) return "an aligned tree that is none";
                goto case Lzx.BlockVerbatim;
            case Lzx.BlockVerbatim:
                if (!ReadLengths(ref chunk, _main.Lengths.AsSpan(0, Lzx.Literals)) || !ReadLengths(ref chunk, _main.Lengths.AsSpan(Lzx.Literals)) || !_main.TryMake() || _main.IsEmpty) return "a main tree that is none";
                return !ReadLengths(ref chunk, _length.Lengths) || !_length.TryMake() ? "a length tree that is none" : null;
            default:
                return $"a block of type {_blockType}";
        }
    }

    private bool ReadLengths(ref LzxBitReader chunk, Span<byte> lengths)
    {
        for (var i = 0; i < Lzx.PretreeSymbols; i++) _pretree.Lengths[i] = (byte)chunk.Read(4);
        if (!_pretree.TryMake() || _pretree.IsEmpty) return false;
        for (var i = 0; i < lengths.Length;)
        {
            var symbol = _pretree.Read(ref chunk);
            var (run, value) = symbol switch
            {
                17 => (4 + (int)chunk.Read(4), 0),
                18 => (20 + (int)chunk.Read(5), 0),
                19 => (4 + (int)chunk.Read(1), -1),
                _ => (1, Changed(lengths[i], symbol)),
            };
            if (symbol == 19)
            {
                var delta = _pretree.Read(ref chunk);
                if (delta > Lzx.MaxCodeLength) return false;
                value = Changed(lengths[i], delta);
            }
            if (run > lengths.Length - i) return false;
            lengths.Slice(i, run).Fill((byte)value);
            i += run;
        }
        return !chunk.IsBeyondEnd;

        static int Changed(byte before, int delta) => (before - delta + 17) % 17;
    }

    /// <summary>Makes addresses of call instructions relative again, which the encoder made absolute ([MS-PATCH] 2.4).</summary>
    private static void Translate(Span<byte> target, uint fileSize)
    {
        for (var start = 0; start < target.Length && start / Lzx.ChunkSize < Lzx.MaxTranslatedChunks; start += Lzx.ChunkSize)
        {
            var chunk = target.Slice(start, Math.Min(Lzx.ChunkSize, target.Length - start));
            for (var i = 0; i < chunk.Length - SmallestTranslated; i++)
            {
                if (chunk[i] != CallInstruction) continue;
                var operand = chunk.Slice(i + 1, 4);
                long absolute = BinaryPrimitives.ReadInt32LittleEndian(operand);
                long current = start + i;
                if (absolute >= -current && absolute < (int)fileSize)
                {
                    BinaryPrimitives.WriteInt32LittleEndian(operand, unchecked((int)(absolute >= 0 ? absolute - current : absolute + (int)fileSize)));
                }
                i += 4;
            }
        }
    }
}
