using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace MapiOrleans.Mapi.Compression;

/// <summary>
/// Plain LZ77 ([MS-XCA] 2.3, 2.4), which [MS-OXCRPC] 3.1.4.1.1.2 calls LZ77 with the DIRECT2 encoding and others LZXPRESS. A stream is a
/// row of 32-bit flag words, each followed by the 32 symbols it describes, most significant bit first: 0 a literal byte, 1 a match of two
/// bytes (13 bits distance - 1, 3 bits length - 3) and what more its length takes. After the last symbol comes one more 1.
/// </summary>
public static class PlainLz77
{
    private const int MinMatch = 3;
    private const int Window = 8192;
    private const int HashBits = 12;

    // How many earlier places with the same hash are looked at, and the length that is good enough to stop looking.
    private const int ChainDepth = 12;
    private const int NiceLength = 96;

    // The longest length that 16 bits tell.
    private const int MaxMatch = ushort.MaxValue + MinMatch;

    // Lengths of which the three bits, the nibble and the byte tell no more.
    private const int InlineEnd = 7, NibbleEnd = 15, ByteEnd = 255;

    /// <summary>
    /// Compresses <paramref name="source"/> into <paramref name="destination"/>. Gives the bytes written, or -1 where they would not fit:
    /// a destination one byte shorter than the source asks for a gain or nothing.
    /// </summary>
    public static int Compress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        // Places are kept as position + 1, so that zero is none.
        var heads = ArrayPool<int>.Shared.Rent(1 << HashBits);
        var previous = ArrayPool<int>.Shared.Rent(Window);
        try
        {
            heads.AsSpan(0, 1 << HashBits).Clear();
            var output = new Output(destination);
            var position = 0;
            while (position < source.Length)
            {
                var (length, distance) = FindMatch(source, position, heads, previous);
                var ok = length >= MinMatch ? output.Match(length, distance) : output.Literal(source[position]);
                if (!ok) return -1;
                var step = Math.Max(length, 1);
                for (var end = position + step; position < end; position++) Insert(source, position, heads, previous);
            }
            return output.Finish();
        }
        finally
        {
            ArrayPool<int>.Shared.Return(heads);
            ArrayPool<int>.Shared.Return(previous);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(ReadOnlySpan<byte> at) => (int)(((at[0] | ((uint)at[1] << 8) | ((uint)at[2] << 16)) * 0x9E3779B1u) >> (32 - HashBits));

    private static void Insert(ReadOnlySpan<byte> source, int position, int[] heads, int[] previous)
    {
        if (position + MinMatch > source.Length) return;
        ref var head = ref heads[Hash(source[position..])];
        previous[position & (Window - 1)] = head;
        head = position + 1;
    }

    private static (int Length, int Distance) FindMatch(ReadOnlySpan<byte> source, int position, int[] heads, int[] previous)
    {
        var ahead = source[position..];
        if (ahead.Length < MinMatch) return default;
        if (ahead.Length > MaxMatch) ahead = ahead[..MaxMatch];
        var candidate = heads[Hash(ahead)] - 1;
        var best = 0;
        var distance = 0;
        for (var depth = 0; depth < ChainDepth && candidate >= 0 && position - candidate <= Window; depth++)
        {
            // A match may run over its own beginning: it is copied byte by byte.
            var length = ahead.CommonPrefixLength(source.Slice(candidate, ahead.Length));
            if (length > best)
            {
                best = length;
                distance = position - candidate;
                if (length >= NiceLength || length == ahead.Length) break;
            }
            var earlier = previous[candidate & (Window - 1)] - 1;
            // A slot that a later place took over points forward: the chain ends.
            if (earlier >= candidate) break;
            candidate = earlier;
        }
        return best >= MinMatch ? (best, distance) : default;
    }

    /// <summary>
    /// Decompresses <paramref name="source"/>, whose plain size is known: <paramref name="destination"/> must come out exactly full, and no
    /// input may be left but the mark of the end. False and why otherwise; never writes outside the destination.
    /// </summary>
    public static bool TryDecompress(ReadOnlySpan<byte> source, Span<byte> destination, out string? reason)
    {
        var read = 0;
        var written = 0;
        var flags = 0u;
        var flagCount = 0;
        var nibbleAt = -1;
        while (written < destination.Length)
        {
            if (flagCount == 0)
            {
                if (source.Length - read < 4) return Refuse("flags missing", read, out reason);
                flags = BinaryPrimitives.ReadUInt32LittleEndian(source[read..]);
                read += 4;
                flagCount = 32;
            }
            flagCount--;
            if ((flags >> flagCount & 1) == 0)
            {
                if (read >= source.Length) return Refuse("literal missing", read, out reason);
                destination[written++] = source[read++];
                continue;
            }
            if (source.Length - read < 2) return Refuse(read == source.Length ? "the end came early" : "half a match", read, out reason);
            var token = BinaryPrimitives.ReadUInt16LittleEndian(source[read..]);
            read += 2;
            var distance = (token >> 3) + 1;
            var length = ReadLength(source, token & 7, ref read, ref nibbleAt);
            if (length < 0) return Refuse("a bad match length", read, out reason);
            if (distance > written) return Refuse($"a match {distance} back at {written}", read, out reason);
            if (length > destination.Length - written) return Refuse($"more than {destination.Length} bytes", read, out reason);
            Copy(destination, written, distance, (int)length);
            written += (int)length;
        }
        // The end is told by a 1, which may need flags of its own.
        var rest = source.Length - read;
        if (flagCount == 0 ? rest is not (0 or 4) : rest != 0) return Refuse($"{rest} bytes after the end", read, out reason);
        reason = null;
        return true;
    }

    // -1 where the bytes are missing or contradict themselves.
    private static long ReadLength(ReadOnlySpan<byte> source, int length, ref int read, ref int nibbleAt)
    {
        if (length < InlineEnd) return length + MinMatch;
        int nibble;
        if (nibbleAt < 0)
        {
            if (read >= source.Length) return -1;
            nibbleAt = read++;
            nibble = source[nibbleAt] & 0x0F;
        }
        else
        {
            nibble = source[nibbleAt] >> 4;
            nibbleAt = -1;
        }
        if (nibble < NibbleEnd) return nibble + InlineEnd + MinMatch;
        if (read >= source.Length) return -1;
        var more = source[read++];
        if (more < ByteEnd) return more + NibbleEnd + InlineEnd + MinMatch;
        if (source.Length - read < 2) return -1;
        long whole = BinaryPrimitives.ReadUInt16LittleEndian(source[read..]);
        read += 2;
        if (whole == 0)
        {
            if (source.Length - read < 4) return -1;
            whole = BinaryPrimitives.ReadUInt32LittleEndian(source[read..]);
            read += 4;
        }
        return whole < NibbleEnd + InlineEnd ? -1 : whole + MinMatch;
    }

    private static void Copy(Span<byte> destination, int at, int distance, int length)
    {
        var from = at - distance;
        if (distance >= length)
        {
            destination.Slice(from, length).CopyTo(destination[at..]);
            return;
        }
        if (distance == 1)
        {
            destination.Slice(at, length).Fill(destination[from]);
            return;
        }
        for (var i = 0; i < length; i++) destination[at + i] = destination[from + i];
    }

    private static bool Refuse(string why, int at, out string? reason)
    {
        reason = $"compressed data: {why} at {at}";
        return false;
    }

    /// <summary>What is written so far, and the places that are still to be filled in: the flags, and half a byte of lengths.</summary>
    private ref struct Output(Span<byte> destination)
    {
        private readonly Span<byte> _destination = destination;
        // The first flags take the first four bytes.
        private int _length = 4;
        private int _flagsAt;
        private uint _flags;
        private int _flagCount;
        private int _nibbleAt = -1;

        public bool Literal(byte value)
        {
            if (_length >= _destination.Length) return false;
            _destination[_length++] = value;
            return Flag(0);
        }

        public bool Match(int length, int distance)
        {
            // Two bytes, a nibble's, one and two more are the most that a match takes.
            Span<byte> bytes = stackalloc byte[6];
            var rest = length - MinMatch;
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)(((distance - 1) << 3) | Math.Min(rest, InlineEnd)));
            var count = 2;
            if (rest >= InlineEnd)
            {
                var nibble = (byte)Math.Min(rest - InlineEnd, NibbleEnd);
                if (_nibbleAt < 0)
                {
                    _nibbleAt = _length + count;
                    bytes[count++] = nibble;
                }
                else
                {
                    if (_nibbleAt >= _destination.Length) return false;
                    _destination[_nibbleAt] |= (byte)(nibble << 4);
                    _nibbleAt = -1;
                }
                if (rest >= InlineEnd + NibbleEnd)
                {
                    bytes[count++] = (byte)Math.Min(rest - InlineEnd - NibbleEnd, ByteEnd);
                    if (rest >= InlineEnd + NibbleEnd + ByteEnd)
                    {
                        BinaryPrimitives.WriteUInt16LittleEndian(bytes[count..], (ushort)rest);
                        count += 2;
                    }
                }
            }
            if (_destination.Length - _length < count) return false;
            bytes[..count].CopyTo(_destination[_length..]);
            _length += count;
            return Flag(1);
        }

        private bool Flag(uint bit)
        {
            _flags = (_flags << 1) | bit;
            if (++_flagCount < 32) return true;
            BinaryPrimitives.WriteUInt32LittleEndian(_destination[_flagsAt..], _flags);
            _flagsAt = _length;
            _flagCount = 0;
            _flags = 0;
            if (_destination.Length - _length < 4) return false;
            _length += 4;
            return true;
        }

        public readonly int Finish()
        {
            if (_destination.Length < _length) return -1;
            // The mark of the end, repeated: what follows it is not read.
            var rest = 32 - _flagCount;
            var flags = rest == 32 ? uint.MaxValue : (_flags << rest) | ((1u << rest) - 1);
            BinaryPrimitives.WriteUInt32LittleEndian(_destination[_flagsAt..], flags);
            return _length;
        }
    }
}
