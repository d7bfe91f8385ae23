using System.Buffers.Binary;

namespace MapiOrleans.Mapi.Compression;

/// <summary>
/// Reads bits of one chunk: 16-bit little-endian words, the most significant bit first. Behind the end are zeros, and <see cref="IsBeyondEnd"/>
/// says that some of them were taken.
/// </summary>
internal ref struct LzxBitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    // The next bits, from the top; those that were made up are the last of them.
    private ulong _bits;
    private int _count;
    private int _madeUp;

    /// <summary>Whether more was taken than there is.</summary>
    public readonly bool IsBeyondEnd => _madeUp > _count;

    /// <summary>The next bits, at most 16, which are not taken yet.</summary>
    public uint Peek(int bits)
    {
        while (_count < bits) Load();
        return bits == 0 ? 0 : (uint)(_bits >> (64 - bits));
    }

    /// <summary>Takes bits that were looked at.</summary>
    public void Take(int bits)
    {
        _bits <<= bits;
        _count -= bits;
    }

    /// <summary>The next bits, at most 32.</summary>
    public uint Read(int bits)
    {
        if (bits > 16)
        {
            var high = Read(bits - 16);
            return (high << 16) | Read(16);
        }
        var value = Peek(bits);
        Take(bits);
        return value;
    }

    /// <summary>Goes to the next word, over 1 to 16 bits, from where bytes are read.</summary>
    public void AlignToBytes()
    {
        if (_count % 16 == 0)
        {
            Peek(16);
            Take(16);
        }
        Take(_count % 16);
        // Whole words that were loaded are to be read as bytes.
        _position -= (_count - Math.Min(_madeUp, _count)) / 8;
        _madeUp = IsBeyondEnd ? 1 : 0;
        (_bits, _count) = (0, 0);
    }

    /// <summary>Bytes as they are, behind a word of bits; fewer than wanted where there are no more.</summary>
    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        var taken = _bytes.Slice(_position, Math.Min(count, _bytes.Length - _position));
        _position += taken.Length;
        return taken;
    }

    private void Load()
    {
        ulong word = 0;
        if (_bytes.Length - _position >= 2)
        {
            word = BinaryPrimitives.ReadUInt16LittleEndian(_bytes[_position..]);
            _position += 2;
        }
        else
        {
            // Once more than 64 were made up the count says no more than that there were many.
            _madeUp = Math.Min(_madeUp + 16, 1 << 20);
        }
        _bits |= word << (48 - _count);
        _count += 16;
    }
}
