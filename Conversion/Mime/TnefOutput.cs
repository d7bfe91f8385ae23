using System.Buffers;

namespace MapiOrleans.Conversion.Mime;

/// <summary>A seekable stream under TNEF attributes: little-endian, with the checksum of what was written since the attribute began.</summary>
internal sealed class TnefOutput(Stream stream)
{
    private const int CopyBuffer = 64 << 10;

    private long _begin;
    private uint _sum;

    public void WriteUInt16(ushort value) => WriteBytes([(byte)value, (byte)(value >> 8)]);

    public void WriteUInt32(uint value) => WriteBytes([(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)]);

    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes) _sum += value;
        stream.Write(bytes);
    }

    /// <summary>Zeros up to the next four bytes, after so many.</summary>
    public void Pad(long length) => WriteBytes(new byte[(int)((4 - length % 4) % 4)]);

    /// <summary>Begins an attribute; its length comes with <see cref="End"/>.</summary>
    public void Begin(byte level, uint id)
    {
        WriteBytes([level]);
        WriteUInt32(id);
        WriteUInt32(0);
        _begin = stream.Position;
        _sum = 0;
    }

    /// <summary>Ends it, with its checksum: the sum of its bytes, of 16 bits ([MS-OXTNEF] 2.1.3.1).</summary>
    public void End()
    {
        var sum = (ushort)_sum;
        Patch(_begin - 4, (uint)(stream.Position - _begin));
        WriteUInt16(sum);
    }

    /// <summary>Leaves room for a length; gives where what it counts begins.</summary>
    public long BeginLength()
    {
        WriteUInt32(0);
        return stream.Position;
    }

    /// <summary>Says the length of all since then, and pads it.</summary>
    public void EndLength(long begin)
    {
        var length = stream.Position - begin;
        // The zeros that were there counted for nothing; these count.
        for (var i = 0; i < 4; i++) _sum += (byte)(length >> (8 * i));
        Patch(begin - 4, (uint)length);
        Pad(length);
    }

    public async ValueTask CopyAsync(Stream source, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(CopyBuffer);
        try
        {
            while (await source.ReadAsync(buffer.AsMemory(0, CopyBuffer), cancellationToken) is > 0 and var read) WriteBytes(buffer.AsSpan(0, read));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Patch(long at, uint value)
    {
        var end = stream.Position;
        stream.Position = at;
        stream.Write([(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)]);
        stream.Position = end;
    }
}
