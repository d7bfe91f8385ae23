using System.Buffers.Binary;
using System.Text;

namespace MapiOrleans.Mapi.Wire;

/// <summary>
/// A forward reader over a little-endian buffer ([MS-OXCROPS] 2). It never throws: the first failure is kept
/// in <see cref="Error"/>, and every later read gives the type's zero value. A parser reads straight on and
/// asks <see cref="Failed"/> once at its end, and inside every loop whose bound came from the wire.
/// </summary>
public ref struct MapiReader
{
    private readonly ReadOnlySpan<byte> _buffer;
    private readonly int _origin;
    private int _position;
    private ParseError? _error;

    /// <summary>A reader over <paramref name="buffer"/>; error offsets are counted from <paramref name="origin"/>.</summary>
    public MapiReader(ReadOnlySpan<byte> buffer, int origin = 0)
    {
        _buffer = buffer;
        _origin = origin;
        _position = 0;
        _error = null;
    }

    /// <summary>Bytes consumed so far.</summary>
    public readonly int Position => _position;

    /// <summary>Bytes not yet consumed; zero once the reader has failed.</summary>
    public readonly int Remaining => _error is null ? _buffer.Length - _position : 0;

    /// <summary>Whether any read so far could not be done.</summary>
    public readonly bool Failed => _error is not null;

    /// <summary>Whether everything was read without failure.</summary>
    public readonly bool AtEnd => _error is null && _position == _buffer.Length;

    /// <summary>The first failure, or null.</summary>
    public readonly ParseError? Error => _error;

    /// <summary>Marks the reader failed at the current position; the first failure wins.</summary>
    public void Fail(string reason) => _error ??= new ParseError(_origin + _position, reason);

    /// <summary>Takes the next <paramref name="count"/> bytes, or fails and gives an empty span.</summary>
    public ReadOnlySpan<byte> ReadSpan(int count)
    {
        if (_error is not null) return default;
        if ((uint)count > (uint)(_buffer.Length - _position))
        {
            Fail($"{count} bytes wanted, {_buffer.Length - _position} left");
            return default;
        }
        var span = _buffer.Slice(_position, count);
        _position += count;
        return span;
    }

    /// <summary>The rest of the buffer.</summary>
    public ReadOnlySpan<byte> ReadRest() => ReadSpan(Remaining);

    /// <summary>The rest of the buffer, without consuming it.</summary>
    public readonly ReadOnlySpan<byte> PeekRest() => _error is null ? _buffer[_position..] : default;

    /// <summary>Skips <paramref name="count"/> bytes, or fails.</summary>
    public void Skip(int count) => ReadSpan(count);

    /// <summary>One unsigned byte.</summary>
    public byte ReadByte()
    {
        var s = ReadSpan(1);
        return s.IsEmpty ? (byte)0 : s[0];
    }

    /// <summary>A byte that is true when it is not zero.</summary>
    public bool ReadBool() => ReadByte() != 0;

    /// <summary>A 16-bit unsigned integer.</summary>
    public ushort ReadUInt16()
    {
        var s = ReadSpan(2);
        return s.IsEmpty ? (ushort)0 : BinaryPrimitives.ReadUInt16LittleEndian(s);
    }

    /// <summary>A 16-bit signed integer.</summary>
    public short ReadInt16() => unchecked((short)ReadUInt16());

    /// <summary>A 32-bit unsigned integer.</summary>
    public uint ReadUInt32()
    {
        var s = ReadSpan(4);
        return s.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(s);
    }

    /// <summary>A 32-bit signed integer.</summary>
    public int ReadInt32() => unchecked((int)ReadUInt32());

    /// <summary>A 64-bit unsigned integer.</summary>
    public ulong ReadUInt64()
    {
        var s = ReadSpan(8);
        return s.IsEmpty ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(s);
    }

    /// <summary>A 64-bit signed integer.</summary>
    public long ReadInt64() => unchecked((long)ReadUInt64());

    /// <summary>A GUID in its 16-byte wire form ([MS-DTYP] 2.3.4.2).</summary>
    public Guid ReadGuid()
    {
        var s = ReadSpan(16);
        return s.IsEmpty ? Guid.Empty : new Guid(s);
    }

    /// <summary>A copy of the next <paramref name="count"/> bytes; nothing is allocated before the length is checked.</summary>
    public byte[] ReadBytes(int count) => ReadSpan(count).ToArray();

    /// <summary>
    /// A count of elements of at least <paramref name="minimumSize"/> bytes each, as a 16-bit integer. Fails, and gives
    /// zero, where so many cannot follow.
    /// </summary>
    public int ReadCount16(int minimumSize) => CheckCount(ReadUInt16(), minimumSize);

    /// <summary>As <see cref="ReadCount16"/>, for a 32-bit count.</summary>
    public int ReadCount32(int minimumSize) => CheckCount(ReadUInt32(), minimumSize);

    private int CheckCount(uint count, int minimumSize)
    {
        if (_error is not null) return 0;
        if ((ulong)count * (ulong)Math.Max(minimumSize, 1) > (ulong)Remaining)
        {
            Fail($"count {count} of elements of {minimumSize} bytes or more, {Remaining} bytes left");
            return 0;
        }
        return (int)count;
    }

    /// <summary>A null-terminated UTF-16LE string, without its terminator.</summary>
    public string ReadUnicodeZ()
    {
        var rest = PeekRest();
        for (var i = 0; i + 1 < rest.Length; i += 2)
        {
            if (rest[i] != 0 || rest[i + 1] != 0) continue;
            var text = Encoding.Unicode.GetString(rest[..i]);
            _position += i + 2;
            return text;
        }
        Fail("unterminated UTF-16 string");
        return string.Empty;
    }

    /// <summary>A null-terminated 8-bit string as raw bytes, without its terminator; the code page is the caller's to know.</summary>
    public byte[] ReadString8Z()
    {
        var rest = PeekRest();
        var end = rest.IndexOf((byte)0);
        if (end < 0)
        {
            Fail("unterminated 8-bit string");
            return [];
        }
        _position += end + 1;
        return rest[..end].ToArray();
    }

    /// <summary>A null-terminated ASCII string, without its terminator.</summary>
    public string ReadAsciiZ() => Encoding.ASCII.GetString(ReadString8Z());
}
