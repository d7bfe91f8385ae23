using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.FastTransfer;

/// <summary>The ExtendedErrorInfo structure ([MS-OXCFXICS] 2.2.2.10): what could not be given.</summary>
/// <param name="ErrorCode">Why.</param>
/// <param name="Folder">The folder in context.</param>
/// <param name="Message">The message in context.</param>
public readonly record struct ExtendedErrorInfo(MapiError ErrorCode, LongTermId Folder, LongTermId Message)
{
    private const int ReservedSize = 24;

    /// <summary>The wire form.</summary>
    public byte[] ToArray()
    {
        using var writer = new MapiWriter(96);
        writer.WriteUInt16(0);
        writer.WriteUInt16(0);
        writer.WriteUInt32((uint)ErrorCode);
        // A GID and two bytes of padding look like a long-term id.
        Folder.Write(writer);
        Message.Write(writer);
        writer.Reserve(ReservedSize).Clear();
        writer.WriteUInt32(0);
        writer.WriteUInt32(0);
        return writer.ToArray();
    }

    /// <summary>Reads the wire form; null where the bytes are none of a known version.</summary>
    public static ExtendedErrorInfo? TryParse(ReadOnlySpan<byte> bytes)
    {
        var reader = new MapiReader(bytes);
        var version = reader.ReadUInt16();
        reader.Skip(2);
        var result = new ExtendedErrorInfo((MapiError)reader.ReadUInt32(), LongTermId.Read(ref reader), LongTermId.Read(ref reader));
        reader.Skip(ReservedSize);
        return reader.Failed || version != 0 ? null : result;
    }
}
