using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.FastTransfer;

/// <summary>The ProgressInformation structure ([MS-OXCFXICS] 2.2.2.7): how much is going to come, about.</summary>
/// <param name="FAIMessageCount">Associated messages.</param>
/// <param name="FAIMessageTotalSize">Their bytes.</param>
/// <param name="NormalMessageCount">Normal messages.</param>
/// <param name="NormalMessageTotalSize">Their bytes.</param>
public readonly record struct ProgressInformation(uint FAIMessageCount, ulong FAIMessageTotalSize, uint NormalMessageCount, ulong NormalMessageTotalSize)
{
    private const int Size = 32;

    /// <summary>The wire form.</summary>
    public byte[] ToArray()
    {
        using var writer = new MapiWriter(Size);
        writer.WriteUInt16(0);
        writer.WriteUInt16(0);
        writer.WriteUInt32(FAIMessageCount);
        writer.WriteUInt64(FAIMessageTotalSize);
        writer.WriteUInt32(NormalMessageCount);
        writer.WriteUInt32(0);
        writer.WriteUInt64(NormalMessageTotalSize);
        return writer.ToArray();
    }

    /// <summary>Reads the wire form; null where the bytes are none of a known version.</summary>
    public static ProgressInformation? TryParse(ReadOnlySpan<byte> bytes)
    {
        var reader = new MapiReader(bytes);
        var version = reader.ReadUInt16();
        reader.Skip(2);
        var (fai, faiSize, normal) = (reader.ReadUInt32(), reader.ReadUInt64(), reader.ReadUInt32());
        reader.Skip(4);
        var result = new ProgressInformation(fai, faiSize, normal, reader.ReadUInt64());
        return reader.Failed || version != 0 ? null : result;
    }
}
