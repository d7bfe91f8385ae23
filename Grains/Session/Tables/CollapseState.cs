using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Grains.Session.Tables;

/// <summary>
/// Which categories of a table are expanded, and a row ([MS-OXCTABL] 2.2.2.19.2). Bytes: version (1), whether the categories listed are
/// the expanded ones (else the collapsed ones; whichever are fewer), PidTagInstID and PidTagInstanceNum of the row, then ids of six bytes
/// (the lower two of a category's are 0). Clients keep such states for long, and send what they like.
/// </summary>
internal sealed class CollapseState
{
    private const byte Version = 1;
    private const int IdSize = 6;

    private readonly HashSet<ulong> _listed = [];
    private readonly bool _listsExpanded;

    private CollapseState(bool listsExpanded, ulong rowId, uint instance)
    {
        _listsExpanded = listsExpanded;
        RowId = rowId;
        Instance = instance;
    }

    /// <summary>PidTagInstID of the row.</summary>
    public ulong RowId { get; }

    /// <summary>PidTagInstanceNum of the row.</summary>
    public uint Instance { get; }

    /// <summary>Whether a category is expanded.</summary>
    public bool IsExpanded(ulong category) => _listed.Contains(category) == _listsExpanded;

    /// <summary>The state of these categories.</summary>
    public static byte[] Write(TableCategory[] categories, ulong rowId, uint instance)
    {
        var expanded = categories.Count(c => c.Expanded);
        var listsExpanded = expanded * 2 <= categories.Length;
        using var writer = new MapiWriter();
        writer.WriteByte(Version);
        writer.WriteBool(listsExpanded);
        writer.WriteUInt64(rowId);
        writer.WriteUInt32(instance);
        foreach (var category in categories)
        {
            if (category.Expanded != listsExpanded) continue;
            writer.WriteUInt16((ushort)(category.Id >> 16));
            writer.WriteUInt32((uint)(category.Id >> 32));
        }
        return writer.ToArray();
    }

    /// <summary>A state of its bytes, or null where they are none.</summary>
    public static CollapseState? TryRead(ReadOnlySpan<byte> bytes)
    {
        var reader = new MapiReader(bytes);
        if (reader.ReadByte() != Version) return null;
        var state = new CollapseState(reader.ReadBool(), reader.ReadUInt64(), reader.ReadUInt32());
        if (reader.Failed || reader.Remaining % IdSize != 0) return null;
        while (reader.Remaining > 0) state._listed.Add((ulong)reader.ReadUInt16() << 16 | (ulong)reader.ReadUInt32() << 32);
        return state;
    }
}
