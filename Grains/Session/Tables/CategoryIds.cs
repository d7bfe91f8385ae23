using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Grains.Session.Tables;

/// <summary>
/// Ids of categories. They follow from level and values alone, so that a table that is ordered anew, and another session with the
/// collapse state of this one, name the same category alike.
/// </summary>
internal static class CategoryIds
{
    private const ulong Basis = 0xCBF29CE484222325, Prime = 0x100000001B3; // FNV-1a, 64 bits

    /// <summary>The id of a category under another one (0 for none), by its folded value.</summary>
    public static ulong Of(int level, ulong parent, PropertyValue value)
    {
        using var writer = new MapiWriter(64);
        writer.WriteInt32(level);
        writer.WriteUInt64(parent);
        writer.WriteUInt16((ushort)value.Type);
        if (value.External is { } external) writer.WriteGuid(external.PartId);
        else if (value.HasValue) PropertyValueCodec.Write(writer, value, CountWidth.Wide);
        var hash = Basis;
        foreach (var b in writer.Written) hash = (hash ^ b) * Prime;
        // The upper bits are the better mixed ones.
        hash &= ~0xFFFFUL;
        return hash == 0 ? 0x1_0000 : hash;
    }
}
