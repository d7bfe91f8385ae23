using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Restrictions;

/// <summary>One action of a rule ([MS-OXORULE] 2.2.5.1). What ActionData means depends on the type; it is kept in its bytes.</summary>
/// <param name="ActionType">OP_MOVE (1) to OP_MARK_AS_READ (11).</param>
/// <param name="ActionFlavor">Flags of the type.</param>
/// <param name="ActionFlags">The client's own flags.</param>
/// <param name="ActionData">The type's data, as it came.</param>
public sealed record RuleAction(byte ActionType, uint ActionFlavor, uint ActionFlags, byte[] ActionData)
{
    /// <inheritdoc/>
    public bool Equals(RuleAction? other) => other is not null && ActionType == other.ActionType && ActionFlavor == other.ActionFlavor
        && ActionFlags == other.ActionFlags && ActionData.AsSpan().SequenceEqual(other.ActionData);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ActionType, ActionFlavor, ActionFlags, ActionData.Length);
}

/// <summary>The actions of a rule ([MS-OXORULE] 2.2.5): a counted list of blocks.</summary>
/// <param name="Actions">The actions, in order.</param>
public sealed record RuleActions(IReadOnlyList<RuleAction> Actions)
{
    private const int BlockHeader = 9;

    /// <summary>Reads the list; counts and lengths are 16 or 32 bits wide. Null where the reader failed.</summary>
    public static RuleActions? Read(ref MapiReader reader, CountWidth width)
    {
        var narrow = width == CountWidth.Narrow;
        var count = narrow ? reader.ReadCount16(BlockHeader + 2) : reader.ReadCount32(BlockHeader + 4);
        var actions = new List<RuleAction>(Math.Min(count, 256));
        for (var i = 0; i < count && !reader.Failed; i++)
        {
            var length = narrow ? reader.ReadCount16(1) : reader.ReadCount32(1);
            if (length < BlockHeader)
            {
                reader.Fail($"rule action of {length} bytes");
                return null;
            }
            actions.Add(new RuleAction(reader.ReadByte(), reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadBytes(length - BlockHeader)));
        }
        return reader.Failed ? null : new RuleActions(actions);
    }

    /// <summary>Writes the list.</summary>
    public void Write(MapiWriter writer, CountWidth width)
    {
        WriteNumber(writer, width, Actions.Count);
        foreach (var action in Actions)
        {
            WriteNumber(writer, width, action.ActionData.Length + BlockHeader);
            writer.WriteByte(action.ActionType);
            writer.WriteUInt32(action.ActionFlavor);
            writer.WriteUInt32(action.ActionFlags);
            writer.WriteBytes(action.ActionData);
        }
    }

    private static void WriteNumber(MapiWriter writer, CountWidth width, int value)
    {
        if (width == CountWidth.Narrow) writer.WriteUInt16(checked((ushort)value));
        else writer.WriteInt32(value);
    }

    /// <inheritdoc/>
    public bool Equals(RuleActions? other) => other is not null && Actions.SequenceEqual(other.Actions);

    /// <inheritdoc/>
    public override int GetHashCode() => Actions.Count;
}
