using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>What a row of RopModifyPermissions or RopModifyRules does ([MS-OXCPERM] 2.2.2.1.1, [MS-OXORULE] 2.2.1.3).</summary>
public enum RowOperation : byte
{
    /// <summary>AddRow, ROW_ADD.</summary>
    Add = 0x01,
    /// <summary>ModifyRow, ROW_MODIFY.</summary>
    Modify = 0x02,
    /// <summary>RemoveRow, ROW_REMOVE.</summary>
    Remove = 0x04,
}

/// <summary>A PermissionData ([MS-OXCROPS] 2.2.10.1.1.1) or RuleData (2.2.11.1.1.1) structure, which look alike.</summary>
/// <param name="Operation">What to do with the row.</param>
/// <param name="PropertyValues">Which row, and its columns.</param>
public sealed record ModifiedRow(RowOperation Operation, TaggedPropertyValue[] PropertyValues)
{
    // Flags and the count of values.
    private const int SmallestSize = 3;

    internal static void WriteAll(MapiWriter writer, ReadOnlySpan<ModifiedRow> rows)
    {
        writer.WriteUInt16(checked((ushort)rows.Length));
        foreach (var row in rows)
        {
            writer.WriteByte((byte)row.Operation);
            writer.WriteUInt16(checked((ushort)row.PropertyValues.Length));
            foreach (var value in row.PropertyValues) PropertyValueCodec.WriteTagged(writer, value, CountWidth.Narrow);
        }
    }

    internal static ModifiedRow[] ReadAll(ref MapiReader reader)
    {
        var rows = new ModifiedRow[reader.ReadCount16(SmallestSize)];
        for (var i = 0; i < rows.Length; i++)
        {
            var operation = (RowOperation)reader.ReadByte();
            rows[i] = new ModifiedRow(operation, PropertyValueCodec.ReadTaggedArray(ref reader, reader.ReadUInt16(), CountWidth.Narrow));
            if (reader.Failed) return [];
        }
        return rows;
    }
}

/// <summary>RopGetPermissionsTable (0x3E, [MS-OXCROPS] 2.2.10.2). Its response has no body.</summary>
public sealed class GetPermissionsTableRequest : RopRequest, IHasOutputHandle
{
    /// <summary>IncludeFreeBusy: rights are given with their free/busy flags.</summary>
    public const byte IncludeFreeBusy = 0x02;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetPermissionsTable;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <summary><see cref="IncludeFreeBusy"/> or 0.</summary>
    public byte TableFlags { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteByte(TableFlags);
    }
}

/// <summary>RopModifyPermissions (0x40, [MS-OXCROPS] 2.2.10.1). Its response has no body.</summary>
public sealed class ModifyPermissionsRequest : RopRequest
{
    /// <summary>ReplaceRows: the rows are the whole list, but for the default entry.</summary>
    public const byte ReplaceRows = 0x01;
    /// <summary>IncludeFreeBusy: the free/busy flags of the rights count.</summary>
    public const byte IncludeFreeBusy = 0x02;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopModifyPermissions;

    /// <summary><see cref="ReplaceRows"/> and <see cref="IncludeFreeBusy"/>.</summary>
    public byte ModifyFlags { get; set; }

    /// <summary>The changes.</summary>
    public ModifiedRow[] PermissionsData { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(ModifyFlags);
        ModifiedRow.WriteAll(writer, PermissionsData);
    }
}

/// <summary>The permission family's rows in the table of ROPs ([MS-OXCROPS] 2.2.10).</summary>
internal static class PermissionRops
{
    internal static IEnumerable<RopDescriptor> Rows() =>
    [
        new(RopId.RopGetPermissionsTable, static (ref r) => new GetPermissionsTableRequest { OutputHandleIndex = r.ReadByte(), TableFlags = r.ReadByte() },
            static (ref _, error, _) => new RopStatusResponse(RopId.RopGetPermissionsTable, error), ResponseUsesOutputIndex: true),
        new(RopId.RopModifyPermissions, static (ref r) => new ModifyPermissionsRequest { ModifyFlags = r.ReadByte(), PermissionsData = ModifiedRow.ReadAll(ref r) },
            static (ref _, error, _) => new RopStatusResponse(RopId.RopModifyPermissions, error)),
    ];
}
