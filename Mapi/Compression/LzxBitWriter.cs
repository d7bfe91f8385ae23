using System.Buffers.Binary;

namespace MapiOrleans.Mapi.Compression;

/// <summary>Writes bits as LZX reads them: 16-bit little-endian words, the most significant bit first ([MS-PATCH] 2.2).</summary>
internal sealed class LzxBitWriter
{
    private byte[] _bytes = new byte[64 * 1024];
    private int _length;
    private uint _bits;
    private int _count;

    /// <summary>Whole bytes written; bits that make no word yet are not among them.</summary>
    public int Length => _length;

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => (_length, _bits, _count) = (0, 0, 0);

    /// <summary>Writes the low bits of a value, at most 24.</summary>
    public void Write(uint value, int bits)
    {
        if (bits > 16)
        {
            Write(value >> 16, bits - 16);
            (value, bits) = (value & 0xFFFF, 16);
        }
        // Fewer than 16 are waiting, so that 32 hold all.
        _bits = (_bits << bits) | value;
        _count += bits;
        if (_count < 16) return;
        _count -= 16;
        WriteWord((ushort)(_bits >> _count));
        _bits &= (1u << _count) - 1;
    }

    /// <summary>Fills the word with zeros.</summary>
    public void Align()
    {
        if (_count > 0) Write(0, 16 - _count);
    }

    /// <summary>A word of its own; only between words of bits.</summary>
    public void WriteWord(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Reserve(2), value);

    /// <summary>Bytes as they are; only between words of bits.</summary>
    public void WriteBytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>Overwrites a word.</summary>
    public void PatchWord(int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(at, 2), value);

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _length < count) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
