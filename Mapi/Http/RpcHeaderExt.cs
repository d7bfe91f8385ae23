using MapiOrleans.Mapi.Compression;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Http;

/// <summary>Flags of an RPC_HEADER_EXT ([MS-OXCRPC] 2.2.2.1).</summary>
[Flags]
public enum RpcHeaderExtFlags : ushort
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>The payload is compressed; SizeActual is its size when it is not.</summary>
    Compressed = 0x0001,
    /// <summary>The payload is obfuscated, after it was compressed.</summary>
    XorMagic = 0x0002,
    /// <summary>No other header follows the payload.</summary>
    Last = 0x0004,
}

/// <summary>
/// Extended buffers ([MS-OXCRPC] 3.1.4.1.1.1, 3.1.4.2.1.1): payloads one after the other, each behind an RPC_HEADER_EXT of its own, Last set
/// on the last only. RopBuffer and AuxiliaryBuffer of all bodies have this form; an auxiliary buffer holds one payload.
/// </summary>
public static class RpcHeaderExt
{
    /// <summary>Bytes of a header: Version, Flags, Size, SizeActual, two each.</summary>
    public const int Size = 8;

    /// <summary>Payloads shorter than this are not compressed: there is nothing to gain.</summary>
    public const int CompressionThreshold = 256;

    private const RpcHeaderExtFlags Known = RpcHeaderExtFlags.Compressed | RpcHeaderExtFlags.XorMagic | RpcHeaderExtFlags.Last;

    /// <summary>Reads all payloads of an extended buffer, plain. Null and why where its headers, sizes or contents do not hold, or a limit is exceeded.</summary>
    public static List<byte[]>? TryRead(ReadOnlySpan<byte> buffer, EnvelopeLimits limits, out ParseError? error)
    {
        var reader = new MapiReader(buffer);
        var payloads = new List<byte[]>(1);
        var total = 0;
        bool last;
        do
        {
            var payload = ReadOne(ref reader, limits, out last);
            total += payload.Length;
            if (!reader.Failed && total > limits.MaxUncompressed) reader.Fail($"more than {limits.MaxUncompressed} bytes uncompressed");
            if (!reader.Failed && payloads.Count >= limits.MaxPayloads) reader.Fail($"more than {limits.MaxPayloads} payloads");
            if (!reader.Failed) payloads.Add(payload);
        }
        while (!last && !reader.Failed);
        if (!reader.Failed && reader.Remaining > 0) reader.Fail($"{reader.Remaining} bytes after the last payload");
        error = reader.Error;
        return error is null ? payloads : null;
    }

    /// <summary>Reads an extended buffer that holds one payload; an empty buffer holds an empty one, as auxiliary buffers may.</summary>
    public static byte[]? TryReadSingle(ReadOnlySpan<byte> buffer, EnvelopeLimits limits, out ParseError? error)
    {
        error = null;
        if (buffer.IsEmpty) return [];
        if (TryRead(buffer, limits, out error) is not { } payloads) return null;
        if (payloads.Count == 1) return payloads[0];
        error = new ParseError(0, $"{payloads.Count} payloads where there may be one");
        return null;
    }

    private static byte[] ReadOne(ref MapiReader reader, EnvelopeLimits limits, out bool last)
    {
        var version = reader.ReadUInt16();
        if (!reader.Failed && version != 0) reader.Fail($"RPC_HEADER_EXT version {version}");
        var flags = (RpcHeaderExtFlags)reader.ReadUInt16();
        if (!reader.Failed && (flags & ~Known) != 0) reader.Fail($"RPC_HEADER_EXT flags 0x{(ushort)flags:X4}");
        var size = reader.ReadUInt16();
        var actual = reader.ReadUInt16();
        last = (flags & RpcHeaderExtFlags.Last) != 0;
        var compressed = (flags & RpcHeaderExtFlags.Compressed) != 0;
        if (!reader.Failed && (compressed ? size >= actual : size != actual)) reader.Fail($"Size {size} and SizeActual {actual}{(compressed ? ", compressed" : "")}");
        if (!reader.Failed && actual > limits.MaxPayload) reader.Fail($"a payload of {actual} bytes");
        var wire = reader.ReadSpan(size);
        if (reader.Failed) return [];
        if ((flags & RpcHeaderExtFlags.XorMagic) == 0 && !compressed) return wire.ToArray();

        var payload = new byte[actual];
        if (!compressed)
        {
            wire.CopyTo(payload);
            Obfuscation.Apply(payload);
            return payload;
        }
        string? reason;
        bool whole;
        if ((flags & RpcHeaderExtFlags.XorMagic) == 0)
        {
            whole = PlainLz77.TryDecompress(wire, payload, out reason);
        }
        else
        {
            // The reader's buffer is the caller's: what is obfuscated is reverted in a copy.
            using var copy = new MapiWriter(size);
            var plain = copy.Reserve(size);
            wire.CopyTo(plain);
            Obfuscation.Apply(plain);
            whole = PlainLz77.TryDecompress(plain, payload, out reason);
        }
        if (!whole) reader.Fail(reason!);
        return whole ? payload : [];
    }

    /// <summary>
    /// Writes a payload behind its header and gives the bytes written. It is compressed only where that makes it shorter; then obfuscated,
    /// where asked for.
    /// </summary>
    public static int Write(MapiWriter writer, ReadOnlySpan<byte> payload, bool last, bool compress, bool obfuscate)
    {
        if (payload.Length > ushort.MaxValue) throw new ArgumentException($"A payload of {payload.Length} bytes.", nameof(payload));
        var start = writer.Length;
        var body = writer.Reserve(Size + payload.Length)[Size..];
        var size = compress && payload.Length >= CompressionThreshold ? PlainLz77.Compress(payload, body[..(payload.Length - 1)]) : -1;
        var flags = last ? RpcHeaderExtFlags.Last : RpcHeaderExtFlags.None;
        if (size >= 0)
        {
            flags |= RpcHeaderExtFlags.Compressed;
        }
        else
        {
            size = payload.Length;
            payload.CopyTo(body);
        }
        if (obfuscate)
        {
            flags |= RpcHeaderExtFlags.XorMagic;
            Obfuscation.Apply(body[..size]);
        }
        writer.Truncate(start + Size + size);
        writer.PatchUInt16(start, 0);
        writer.PatchUInt16(start + 2, (ushort)flags);
        writer.PatchUInt16(start + 4, (ushort)size);
        writer.PatchUInt16(start + 6, (ushort)payload.Length);
        return Size + size;
    }

    /// <summary>Writes payloads one after the other, Last on the last, and gives the buffer.</summary>
    public static byte[] Build(IReadOnlyList<byte[]> payloads, bool compress, bool obfuscate)
    {
        using var writer = new MapiWriter(payloads.Sum(p => p.Length + Size));
        for (var i = 0; i < payloads.Count; i++) Write(writer, payloads[i], i == payloads.Count - 1, compress, obfuscate);
        return writer.ToArray();
    }
}
