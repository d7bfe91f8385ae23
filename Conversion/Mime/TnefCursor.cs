using System.Buffers.Binary;

namespace MapiOrleans.Conversion.Mime;

/// <summary>
/// Reads a range of a seekable stream front to back, bounded, little-endian. Like the wire's reader it never throws for bytes: once
/// something does not fit, it has failed and gives zeros.
/// </summary>
internal sealed class TnefCursor(Stream stream, long begin, long end)
{
    private long _position = begin;

    public Stream Stream => stream;
    public long Position => _position;
    public long Remaining => Failed ? 0 : end - _position;
    public bool Failed { get; private set; }

    public void Fail() => Failed = true;

    public ushort ReadUInt16()
    {
        Span<byte> bytes = stackalloc byte[2];
        Fill(bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public uint ReadUInt32()
    {
        Span<byte> bytes = stackalloc byte[4];
        Fill(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    public long ReadInt64()
    {
        Span<byte> bytes = stackalloc byte[8];
        Fill(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    public byte ReadByte()
    {
        Span<byte> bytes = stackalloc byte[1];
        Fill(bytes);
        return bytes[0];
    }

    public Guid ReadGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        Fill(bytes);
        return new Guid(bytes);
    }

    /// <summary>Bytes that the caller has found to be few.</summary>
    public byte[] ReadBytes(int count)
    {
        if (Failed || count < 0 || count > Remaining)
        {
            Failed = true;
            return [];
        }
        var bytes = new byte[count];
        Fill(bytes);
        return bytes;
    }

    /// <summary>A range of the same stream that begins here; this cursor goes past it.</summary>
    public TnefCursor Take(long length)
    {
        if (Failed || length < 0 || length > Remaining)
        {
            Failed = true;
            return new TnefCursor(stream, _position, _position);
        }
        var range = new TnefCursor(stream, _position, _position + length);
        _position += length;
        return range;
    }

    public void Skip(long count)
    {
        if (Failed || count < 0 || count > Remaining) Failed = true;
        else _position += count;
    }

    /// <summary>Copies what remains.</summary>
    public async ValueTask CopyRestAsync(Stream destination, CancellationToken cancellation)
    {
        var buffer = new byte[16384];
        while (Remaining > 0)
        {
            stream.Position = _position;
            var count = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, Remaining)), cancellation);
            if (count == 0)
            {
                Failed = true;
                return;
            }
            await destination.WriteAsync(buffer.AsMemory(0, count), cancellation);
            _position += count;
        }
    }

    private void Fill(Span<byte> bytes)
    {
        if (Failed || bytes.Length > end - _position)
        {
            Failed = true;
            bytes.Clear();
            return;
        }
        if (stream.Position != _position) stream.Position = _position;
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) Failed = true;
        _position += bytes.Length;
    }
}
