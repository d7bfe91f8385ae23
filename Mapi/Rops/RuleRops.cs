using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>RopGetRulesTable (0x3F, [MS-OXCROPS] 2.2.11.2). Its response has no body.</summary>
public sealed class GetRulesTableRequest : RopRequest, IHasOutputHandle
{
    /// <summary>U: text columns are PtypString.</summary>
    public const byte Unicode = 0x40;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetRulesTable;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <summary><see cref="Unicode"/> or 0.</summary>
    public byte TableFlags { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteByte(TableFlags);
    }
}

/// <summary>RopModifyRules (0x41, [MS-OXCROPS] 2.2.11.1). Its response has no body.</summary>
public sealed class ModifyRulesRequest : RopRequest
{
    /// <summary>R: the rules are the whole set.</summary>
    public const byte Replace = 0x01;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopModifyRules;

    /// <summary><see cref="Replace"/> or 0.</summary>
    public byte ModifyRulesFlags { get; set; }

    /// <summary>The changes.</summary>
    public ModifiedRow[] RulesData { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(ModifyRulesFlags);
        ModifiedRow.WriteAll(writer, RulesData);
    }
}

/// <summary>RopUpdateDeferredActionMessages (0x57, [MS-OXCROPS] 2.2.11.3), on a logon. Its response has no body.</summary>
public sealed class UpdateDeferredActionMessagesRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopUpdateDeferredActionMessages;

    /// <summary>The message on the server.</summary>
    public byte[] ServerEntryId { get; set; } = [];

    /// <summary>The message that the client downloaded.</summary>
    public byte[] ClientEntryId { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        TableRops.WriteCounted(writer, ServerEntryId);
        TableRops.WriteCounted(writer, ClientEntryId);
    }
}

/// <summary>The rule family's rows in the table of ROPs ([MS-OXCROPS] 2.2.11).</summary>
internal static class RuleRops
{
    internal static IEnumerable<RopDescriptor> Rows() =>
    [
        new(RopId.RopGetRulesTable, static (ref r) => new GetRulesTableRequest { OutputHandleIndex = r.ReadByte(), TableFlags = r.ReadByte() },
            static (ref _, error, _) => new RopStatusResponse(RopId.RopGetRulesTable, error), ResponseUsesOutputIndex: true),
        new(RopId.RopModifyRules, static (ref r) => new ModifyRulesRequest { ModifyRulesFlags = r.ReadByte(), RulesData = ModifiedRow.ReadAll(ref r) },
            static (ref _, error, _) => new RopStatusResponse(RopId.RopModifyRules, error)),
        new(RopId.RopUpdateDeferredActionMessages, static (ref r) => new UpdateDeferredActionMessagesRequest { ServerEntryId = TableRops.ReadCounted(ref r), ClientEntryId = TableRops.ReadCounted(ref r) },
            static (ref _, error, _) => new RopStatusResponse(RopId.RopUpdateDeferredActionMessages, error)),
    ];
}
