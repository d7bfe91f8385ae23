using System.Buffers.Binary;

namespace MapiOrleans.Mapi.Compression;

/// <summary>
/// Compresses with LZX DELTA ([MS-PATCH] 2): data within the context of a reference that the other side has too. One stream is one block
/// here, verbatim or aligned, whichever is smaller; where neither gains anything, uncompressed. An encoder can be used again, by one at a time.
/// </summary>
public sealed class LzxdEncoder
{
    /// <summary>The most bytes that one stream can stand for: a block's size has 24 bits.</summary>
    public const int MaxTarget = (1 << 24) - 1;

    private const int HashBits = 16;
    private const int HashedBytes = 3;

    // How many earlier places with the same hash are looked at; from which length on one stops looking, and does not try the next byte.
    private const int ChainDepth = 24;
    private const int NiceLength = 128;
    private const int LazyLength = 32;

    // A match of three bytes from far away costs more than they do.
    private const int MaxShortDistance = 4096;

    // Of a match that is longer than this only the end can be found again: what it repeats can be found itself.
    private const int LongestIndexed = 1024;

    // Lengths that the classes of long matches begin with, and their bits ([MS-PATCH] 2.6.6).
    private const int LongClass2 = 0x100, LongClass3 = 0x500, LongClass4 = 0x1500;

    private readonly LzxBitWriter _output = new();
    private readonly int[] _heads = new int[1 << HashBits];
    private int[] _previous = [];
    private byte[] _data = [];
    private Token[] _tokens = [];
    private int _tokenCount;

    // Of the stream that is made.
    private int _start, _end, _indexed, _maxDistance;
    private int _r0, _r1, _r2;

    /// <summary>A literal byte (Length 0) or a match.</summary>
    private readonly record struct Token(int Symbol, int Length, int Footer, int FooterBits);

    /// <summary>Compresses; what it gives is there until the encoder is used again.</summary>
    /// <param name="reference">What the data are like; may be empty.</param>
    /// <param name="target">The data, at least one byte.</param>
    /// <param name="windowBits">The window, as <see cref="Lzx.WindowBits"/> says.</param>
    public ReadOnlySpan<byte> Encode(ReadOnlySpan<byte> reference, ReadOnlySpan<byte> target, int windowBits)
    {
        ArgumentOutOfRangeException.ThrowIfZero(target.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(target.Length, MaxTarget);
        Prepare(reference, target, windowBits);
        Parse();
        if (!TryWriteCompressed(target.Length, Lzx.Slots(windowBits))) WriteUncompressed(target);
        return _output.Written;
    }

    private void Prepare(ReadOnlySpan<byte> reference, ReadOnlySpan<byte> target, int windowBits)
    {
        var length = reference.Length + target.Length;
        if (_data.Length < length)
        {
            (_data, _previous) = (new byte[length], new int[length]);
        }
        if (_tokens.Length < target.Length) _tokens = new Token[target.Length];
        reference.CopyTo(_data);
        target.CopyTo(_data.AsSpan(reference.Length));
        (_start, _end, _indexed, _tokenCount) = (reference.Length, length, 0, 0);
        // Two less than the window: a formatted offset is two more than the offset, and below the window.
        _maxDistance = (1 << windowBits) - 3;
        (_r0, _r1, _r2) = (1, 1, 1);
        _heads.AsSpan().Fill(-1);
        Index(_start);
    }

    private void Parse()
    {
        for (var position = _start; position < _end;)
        {
            var limit = Math.Min(_end - position, Lzx.ChunkSize - ((position - _start) % Lzx.ChunkSize));
            var match = Find(position, limit);
            if (match.Length is >= Lzx.MinMatch and < LazyLength && limit > 1)
            {
                Index(position + 1);
                // A longer one beginning with the next byte is worth a literal.
                if (Find(position + 1, limit - 1).Length > match.Length + 1) match = default;
            }
            if (match.Length == 0)
            {
                _tokens[_tokenCount++] = new Token(_data[position++], 0, 0, 0);
                Index(position);
                continue;
            }
            Add(match.Length, match.Distance);
            position += match.Length;
            if (match.Length > LongestIndexed) _indexed = Math.Max(_indexed, position - LongestIndexed);
            Index(position);
        }
    }

    private (int Length, int Distance) Find(int position, int limit)
    {
        // The last distances cost next to nothing.
        var (best, distance) = (0, 0);
        foreach (var recent in (ReadOnlySpan<int>)[_r0, _r1, _r2])
        {
            if (recent > position || recent > _maxDistance) continue;
            var length = Common(position - recent, position, limit);
            if (length > best) (best, distance) = (length, recent);
        }
        if (best < Lzx.MinMatch) (best, distance) = (0, 0);
        if (best >= NiceLength || limit < HashedBytes || position + HashedBytes > _end) return (best, distance);
        // One that is not among the last has to be longer, or its distance costs more than it gains.
        var least = best == 0 ? HashedBytes - 1 : best + 1;
        var candidate = _heads[Hash(position)];
        for (var depth = 0; depth < ChainDepth && candidate >= 0 && position - candidate <= _maxDistance; depth++, candidate = _previous[candidate])
        {
            if (least < limit && _data[candidate + least] != _data[position + least]) continue;
            var length = Common(candidate, position, limit);
            if (length <= least || (length == HashedBytes && position - candidate > MaxShortDistance)) continue;
            (best, distance, least) = (length, position - candidate, length);
            if (length >= NiceLength) break;
        }
        return (best, distance);
    }

    private int Common(int from, int position, int limit) => _data.AsSpan(from, limit).CommonPrefixLength(_data.AsSpan(position, limit));

    /// <summary>Puts all places before a position where they are found.</summary>
    private void Index(int end)
    {
        for (var last = Math.Min(end, _end - HashedBytes + 1); _indexed < last; _indexed++)
        {
            ref var head = ref _heads[Hash(_indexed)];
            (_previous[_indexed], head) = (head, _indexed);
        }
        _indexed = Math.Max(_indexed, end);
    }

    private int Hash(int at) => (int)(((_data[at] | ((uint)_data[at + 1] << 8) | ((uint)_data[at + 2] << 16)) * 0x9E3779B1u) >> (32 - HashBits));

    /// <summary>Adds a match, and moves the last distances as the decoder will ([MS-PATCH] 2.6.4).</summary>
    private void Add(int length, int distance)
    {
        int slot, footer = 0, bits = 0;
        if (distance == _r0) slot = 0;
        else if (distance == _r1) (slot, _r0, _r1) = (1, _r1, _r0);
        else if (distance == _r2) (slot, _r0, _r2) = (2, _r2, _r0);
        else
        {
            var formatted = distance + 2;
            slot = Lzx.SlotOf(formatted);
            (footer, bits) = (formatted - Lzx.Base(slot), Lzx.ExtraBits(slot));
            (_r0, _r1, _r2) = (distance, _r0, _r1);
        }
        var header = Math.Min(Math.Min(length, Lzx.LongMatch) - Lzx.MinMatch, Lzx.PrimaryLengths);
        _tokens[_tokenCount++] = new Token(Lzx.Literals + (slot << 3) + header, length, footer, bits);
    }

    private static int LengthSymbol(int length) => Math.Min(length, Lzx.LongMatch) - Lzx.MinMatch - Lzx.PrimaryLengths;

    private bool TryWriteCompressed(int targetLength, int slots)
    {
        var symbols = Lzx.Literals + (8 * slots);
        var (mainCounts, lengthCounts, alignedCounts) = (new int[symbols], new int[Lzx.LengthSymbols], new int[Lzx.AlignedSymbols]);
        foreach (ref readonly var token in _tokens.AsSpan(0, _tokenCount))
        {
            mainCounts[token.Symbol]++;
            if (token.Length >= Lzx.MinMatch + Lzx.PrimaryLengths) lengthCounts[LengthSymbol(token.Length)]++;
            if (token.FooterBits >= 3) alignedCounts[token.Footer & 7]++;
        }
        Tree main = new(mainCounts, Lzx.MaxCodeLength), length = new(lengthCounts, Lzx.MaxCodeLength), aligned = new(alignedCounts, Lzx.MaxAlignedCodeLength);
        // Three bits of every distance, coded by how often they occur, against three bits as they are and no tree.
        long coded = 3 * Lzx.AlignedSymbols, plain = 0;
        for (var i = 0; i < Lzx.AlignedSymbols; i++)
        {
            coded += (long)alignedCounts[i] * aligned.Lengths[i];
            plain += 3L * alignedCounts[i];
        }
        var isAligned = coded < plain;

        _output.Clear();
        var chunk = BeginStream(isAligned ? Lzx.BlockAligned : Lzx.BlockVerbatim, targetLength);
        if (isAligned)
        {
            foreach (var one in aligned.Lengths) _output.Write(one, 3);
        }
        WriteLengths(main.Lengths.AsSpan(0, Lzx.Literals));
        WriteLengths(main.Lengths.AsSpan(Lzx.Literals));
        WriteLengths(length.Lengths);
        var position = 0;
        foreach (ref readonly var token in _tokens.AsSpan(0, _tokenCount))
        {
            main.Write(_output, token.Symbol);
            if (token.Length >= Lzx.MinMatch) WriteMatch(token, length, isAligned ? aligned : null);
            position += Math.Max(token.Length, 1);
            if (position % Lzx.ChunkSize != 0 && position != targetLength) continue;
            if (!EndChunk(chunk)) return false;
            chunk = position == targetLength ? chunk : BeginChunk();
        }
        return _output.Length < targetLength;
    }

    private void WriteMatch(in Token token, Tree length, Tree? aligned)
    {
        if (token.Length >= Lzx.MinMatch + Lzx.PrimaryLengths) length.Write(_output, LengthSymbol(token.Length));
        if (aligned is not null && token.FooterBits >= 3)
        {
            _output.Write((uint)token.Footer >> 3, token.FooterBits - 3);
            aligned.Write(_output, token.Footer & 7);
        }
        else
        {
            _output.Write((uint)token.Footer, token.FooterBits);
        }
        if (token.Length < Lzx.LongMatch) return;
        var extra = (uint)(token.Length - Lzx.LongMatch);
        switch (extra)
        {
            case < LongClass2: _output.Write(extra, 1 + 8); break;
            case < LongClass3: _output.Write((0b10 << 10) | (extra - LongClass2), 2 + 10); break;
            case < LongClass4: _output.Write((0b110 << 12) | (extra - LongClass3), 3 + 12); break;
            default: _output.Write((0b111 << 15) | extra, 3 + 15); break;
        }
    }

    /// <summary>Bytes as they are ([MS-PATCH] 2.3.2.1), in chunks all the same.</summary>
    private void WriteUncompressed(ReadOnlySpan<byte> target)
    {
        _output.Clear();
        var chunk = BeginStream(Lzx.BlockUncompressed, target.Length);
        // 28 bits were written, so that what fills the word is there, as it must be.
        _output.Align();
        Span<byte> recent = stackalloc byte[12];
        for (var i = 0; i < 3; i++) BinaryPrimitives.WriteUInt32LittleEndian(recent[(4 * i)..], 1);
        _output.WriteBytes(recent);
        for (var position = 0; position < target.Length; position += Lzx.ChunkSize)
        {
            if (position > 0) chunk = BeginChunk();
            var bytes = target.Slice(position, Math.Min(Lzx.ChunkSize, target.Length - position));
            _output.WriteBytes(bytes);
            if (bytes.Length % 2 != 0) _output.WriteBytes([0]);
            EndChunk(chunk);
        }
    }

    private int BeginStream(int blockType, int targetLength)
    {
        var chunk = BeginChunk();
        // No E8 translation: the data are no program.
        _output.Write(0, 1);
        _output.Write((uint)blockType, 3);
        _output.Write((uint)targetLength, 24);
        return chunk;
    }

    private int BeginChunk()
    {
        _output.WriteWord(0);
        return _output.Length - 2;
    }

    /// <summary>Ends a chunk on a word, its size before it. False where that does not fit 16 bits.</summary>
    private bool EndChunk(int chunk)
    {
        _output.Align();
        var size = _output.Length - chunk - 2;
        if (size > ushort.MaxValue) return false;
        _output.PatchWord(chunk, (ushort)size);
        return true;
    }

    /// <summary>Lengths of a part of a tree, coded by a tree of their own ([MS-PATCH] 2.5.2). Those before were all zero: a stream has one block.</summary>
    private void WriteLengths(ReadOnlySpan<byte> lengths)
    {
        var codes = new List<(int Symbol, int Extra, int Bits)>();
        for (var i = 0; i < lengths.Length;)
        {
            var run = 1;
            while (i + run < lengths.Length && lengths[i + run] == lengths[i]) run++;
            if (lengths[i] == 0 && run >= 20)
            {
                run = Math.Min(run, 51);
                codes.Add((18, run - 20, 5));
            }
            else if (lengths[i] == 0 && run >= 4)
            {
                codes.Add((17, run - 4, 4));
            }
            else if (run >= 4)
            {
                run = Math.Min(run, 5);
                codes.Add((19, run - 4, 1));
                codes.Add((Delta(lengths[i]), 0, 0));
            }
            else
            {
                run = 1;
                codes.Add((Delta(lengths[i]), 0, 0));
            }
            i += run;
        }
        var counts = new int[Lzx.PretreeSymbols];
        foreach (var (symbol, _, _) in codes) counts[symbol]++;
        var tree = new Tree(counts, Lzx.MaxPretreeCodeLength);
        foreach (var one in tree.Lengths) _output.Write(one, 4);
        foreach (var (symbol, extra, bits) in codes)
        {
            tree.Write(_output, symbol);
            _output.Write((uint)extra, bits);
        }

        static int Delta(byte length) => (17 - length) % 17;
    }

    private sealed class Tree
    {
        private readonly ushort[] _codes;

        public Tree(int[] counts, int maxLength)
        {
            (Lengths, _codes) = (new byte[counts.Length], new ushort[counts.Length]);
            HuffmanCode.MakeLengths(counts, Lengths, maxLength);
            HuffmanCode.MakeCodes(Lengths, _codes);
        }

        public byte[] Lengths { get; }

        public void Write(LzxBitWriter output, int symbol) => output.Write(_codes[symbol], Lengths[symbol]);
    }
}
