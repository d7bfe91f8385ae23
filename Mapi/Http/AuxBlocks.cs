using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Http;

/// <summary>
/// The blocks of an auxiliary buffer's payload ([MS-OXCRPC] 2.2.2.2): each behind an AUX_HEADER of Size (2 bytes, header included), Version
/// and Type. A block of a type that is not known, or that does not hold what its type says, is kept raw.
/// </summary>
public static class AuxBlocks
{
    /// <summary>Bytes of an AUX_HEADER.</summary>
    public const int HeaderSize = 4;

    /// <summary>How long a client keeps performance data it has not sent: the week that Exchange tells it.</summary>
    public const uint PerformanceDataExpiry = 7 * 24 * 3600 * 1000;

    /// <summary>
    /// Reads all blocks of a plain payload. What cannot be read ends the list: aux blocks are diagnostics, and no request fails for them.
    /// </summary>
    public static List<AuxBlock> Read(ReadOnlySpan<byte> payload)
    {
        var blocks = new List<AuxBlock>();
        while (payload.Length >= HeaderSize)
        {
            var header = new MapiReader(payload);
            var size = header.ReadUInt16();
            var version = header.ReadByte();
            var type = header.ReadByte();
            if (size < HeaderSize || size > payload.Length) break;
            blocks.Add(ReadOne(payload[..size], version, type));
            payload = payload[size..];
        }
        return blocks;
    }

    private static AuxBlock ReadOne(ReadOnlySpan<byte> block, byte version, byte type)
    {
        var reader = new AuxReader(block);
        var known = AuxTypes.Find(version, type)?.Invoke(ref reader, type);
        return known is not null && !reader.Failed ? known : new RawAuxBlock(version, type, block[HeaderSize..].ToArray());
    }

    /// <summary>Writes a payload of blocks, plain.</summary>
    public static byte[] Write(IEnumerable<AuxBlock> blocks)
    {
        using var writer = new MapiWriter();
        foreach (var block in blocks)
        {
            var start = writer.Length;
            writer.WriteUInt16(0);
            writer.WriteByte(block.Version);
            writer.WriteByte(block.Type);
            block.WriteBody(writer, start);
            writer.PatchUInt16(start, checked((ushort)(writer.Length - start)));
        }
        return writer.ToArray();
    }

    /// <summary>An AuxiliaryBuffer of blocks: their payload behind its RPC_HEADER_EXT. No blocks, no buffer.</summary>
    public static byte[] ToBuffer(IReadOnlyCollection<AuxBlock> blocks, bool compress = false, bool obfuscate = false) =>
        blocks.Count == 0 ? [] : RpcHeaderExt.Build([Write(blocks)], compress, obfuscate);

    /// <summary>The blocks of an AuxiliaryBuffer; null and why where its frame does not hold.</summary>
    public static List<AuxBlock>? FromBuffer(ReadOnlySpan<byte> buffer, EnvelopeLimits limits, out ParseError? error) =>
        RpcHeaderExt.TryReadSingle(buffer, limits, out error) is { } payload ? Read(payload) : null;

    /// <summary>
    /// What the answer to Connect tells a client, as Exchange does ([MS-OXCRPC] 3.1.4.1.2): whether there are public folders (found by
    /// Autodiscover), that it shall compress, and that the interfaces share one endpoint.
    /// </summary>
    public static List<AuxBlock> ForConnect(bool publicFolders) =>
    [
        new AuxExOrgInfo(publicFolders ? AuxExOrgInfo.PublicFoldersEnabled | AuxExOrgInfo.UseAutodiscoverForPublicFolderConfiguration : 0),
        new AuxClientControl(AuxClientControl.EnableCompression, PerformanceDataExpiry),
        new AuxEndpointCapabilities(AuxEndpointCapabilities.SingleEndpoint),
    ];
}

/// <summary>An auxiliary block.</summary>
public abstract record AuxBlock
{
    /// <summary>AUX_VERSION_1 or AUX_VERSION_2.</summary>
    public abstract byte Version { get; }

    /// <summary>The type on the wire.</summary>
    public abstract byte Type { get; }

    /// <summary>Writes what follows the AUX_HEADER, which begins at <paramref name="start"/>: offsets count from there.</summary>
    internal abstract void WriteBody(MapiWriter writer, int start);
}

/// <summary>A block that is not known here, or broken: as it came.</summary>
/// <param name="RawVersion">Version.</param>
/// <param name="RawType">Type.</param>
/// <param name="Body">What follows the AUX_HEADER.</param>
public sealed record RawAuxBlock(byte RawVersion, byte RawType, byte[] Body) : AuxBlock
{
    /// <inheritdoc/>
    public override byte Version => RawVersion;
    /// <inheritdoc/>
    public override byte Type => RawType;
    internal override void WriteBody(MapiWriter writer, int start) => writer.WriteBytes(Body);
}

/// <summary>Reads one block: its fields in order, and what its offsets point at.</summary>
internal ref struct AuxReader
{
    private readonly ReadOnlySpan<byte> _block;
    private MapiReader _reader;

    public AuxReader(ReadOnlySpan<byte> block)
    {
        _block = block;
        _reader = new MapiReader(block);
        _reader.Skip(AuxBlocks.HeaderSize);
    }

    public readonly bool Failed => _reader.Failed;
    public byte Byte() => _reader.ReadByte();
    public ushort UInt16() => _reader.ReadUInt16();
    public uint UInt32() => _reader.ReadUInt32();
    public Guid Guid() => _reader.ReadGuid();
    public void Skip(int count) => _reader.Skip(count);

    /// <summary>The null-terminated Unicode text at an offset from the header; 0 is none.</summary>
    public string TextAt(ushort offset)
    {
        if (offset == 0) return "";
        if (offset > _block.Length)
        {
            _reader.Fail($"text at {offset}");
            return "";
        }
        var reader = new MapiReader(_block[offset..], offset);
        var text = reader.ReadUnicodeZ();
        if (reader.Error is { } error) _reader.Fail(error.Reason);
        return text;
    }

    /// <summary>So many bytes at an offset from the header; 0 is none.</summary>
    public byte[] BytesAt(ushort offset, ushort size)
    {
        if (offset == 0) return [];
        if (offset + size > _block.Length)
        {
            _reader.Fail($"{size} bytes at {offset}");
            return [];
        }
        return _block.Slice(offset, size).ToArray();
    }
}

/// <summary>Writes the parts of a block that offsets point at, behind its fields.</summary>
internal static class AuxWriting
{
    /// <summary>Writes text behind everything and its offset into the field at <paramref name="field"/>. Empty text has offset 0.</summary>
    public static void Text(MapiWriter writer, int start, int field, string text)
    {
        if (text.Length == 0) return;
        writer.PatchUInt16(field, checked((ushort)(writer.Length - start)));
        writer.WriteUnicodeZ(text);
    }

    /// <summary>As <see cref="Text"/>, for bytes.</summary>
    public static void Bytes(MapiWriter writer, int start, int field, byte[] bytes)
    {
        if (bytes.Length == 0) return;
        writer.PatchUInt16(field, checked((ushort)(writer.Length - start)));
        writer.WriteBytes(bytes);
    }
}
