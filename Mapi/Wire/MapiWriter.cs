using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace MapiOrleans.Mapi.Wire;

/// <summary>A growing little-endian writer over pooled memory. Dispose returns the memory; spans taken from it end there.</summary>
public sealed class MapiWriter : IDisposable
{
    private byte[] _buffer;
    private int _length;

    /// <summary>A writer that begins with room for <paramref name="capacity"/> bytes.</summary>
    public MapiWriter(int capacity = 1024) => _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, 16));

    /// <summary>Bytes written so far.</summary>
    public int Length => _length;

    /// <summary>What was written; valid until the next write or <see cref="Dispose"/>.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>What was written, as memory; valid until the next write or <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, _length);

    /// <summary>A copy of what was written.</summary>
    public byte[] ToArray() => Written.ToArray();

    /// <summary>Forgets everything after <paramref name="length"/>.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)_length, nameof(length));
        _length = length;
    }

    /// <summary>Takes <paramref name="count"/> bytes to be filled in by the caller at once.</summary>
    public Span<byte> Reserve(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count > _buffer.Length - _length) Grow(count);
        var span = _buffer.AsSpan(_length, count);
        _length += count;
        return span;
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_buffer.Length * 2, _length + count)));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    /// <summary>Writes one byte.</summary>
    public void WriteByte(byte value) => Reserve(1)[0] = value;

    /// <summary>Writes 1 or 0.</summary>
    public void WriteBool(bool value) => WriteByte(value ? (byte)1 : (byte)0);

    /// <summary>Writes a 16-bit unsigned integer.</summary>
    public void WriteUInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Reserve(2), value);

    /// <summary>Writes a 16-bit signed integer.</summary>
    public void WriteInt16(short value) => BinaryPrimitives.WriteInt16LittleEndian(Reserve(2), value);

    /// <summary>Writes a 32-bit unsigned integer.</summary>
    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), value);

    /// <summary>Writes a 32-bit signed integer.</summary>
    public void WriteInt32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);

    /// <summary>Writes a 64-bit unsigned integer.</summary>
    public void WriteUInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);

    /// <summary>Writes a 64-bit signed integer.</summary>
    public void WriteInt64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);

    /// <summary>Writes a GUID in its 16-byte wire form.</summary>
    public void WriteGuid(Guid value) => value.TryWriteBytes(Reserve(16));

    /// <summary>Writes raw bytes.</summary>
    public void WriteBytes(ReadOnlySpan<byte> value) => value.CopyTo(Reserve(value.Length));

    /// <summary>Writes UTF-16LE text and its two-byte terminator. Text that holds a NUL ends there: what follows would be read as the next field.</summary>
    public void WriteUnicodeZ(string value)
    {
        var text = value.AsSpan();
        if (text.IndexOf('\0') is >= 0 and var end) text = text[..end];
        Encoding.Unicode.GetBytes(text, Reserve(text.Length * 2));
        WriteUInt16(0);
    }

    /// <summary>Writes raw 8-bit text and its terminator. Text that holds a NUL ends there.</summary>
    public void WriteString8Z(ReadOnlySpan<byte> value)
    {
        if (value.IndexOf((byte)0) is >= 0 and var end) value = value[..end];
        WriteBytes(value);
        WriteByte(0);
    }

    /// <summary>Writes ASCII text and its terminator.</summary>
    public void WriteAsciiZ(string value)
    {
        Encoding.ASCII.GetBytes(value, Reserve(value.Length));
        WriteByte(0);
    }

    /// <summary>Overwrites the byte at <paramref name="offset"/>.</summary>
    public void PatchByte(int offset, byte value) => _buffer.AsSpan(0, _length)[offset] = value;

    /// <summary>Overwrites the 16-bit integer at <paramref name="offset"/>.</summary>
    public void PatchUInt16(int offset, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(0, _length).Slice(offset, 2), value);

    /// <summary>Overwrites the 32-bit integer at <paramref name="offset"/>.</summary>
    public void PatchUInt32(int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(0, _length).Slice(offset, 4), value);

    /// <inheritdoc/>
    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _length = 0;
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }
}
