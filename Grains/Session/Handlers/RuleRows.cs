using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <summary>Standard rules as rows of RopModifyRules and of the rules table ([MS-OXORULE] 2.2.1.3.1).</summary>
internal static class RuleRows
{
    /// <summary>PidTagMessageClass of deferred action messages ([MS-OXORULE] 2.2.6.1).</summary>
    public const string DeferredActionClass = "IPC.Microsoft Exchange 4.0.Deferred Action";

    /// <summary>ST_ERROR and ST_RULE_PARSE_ERROR: the server's to set ([MS-OXORULE] 2.2.1.3.1.3).</summary>
    private const int ServerState = RuleStates.Error | RuleStates.ParseError;

    /// <summary>The columns that the table has.</summary>
    public static IReadOnlyList<PropertyTag> Columns { get; } =
    [
        PidTag.RuleId, PidTag.RuleSequence, PidTag.RuleState, PidTag.RuleUserFlags, PidTag.RuleLevel, PidTag.RuleName, PidTag.RuleProvider,
        PidTag.RuleProviderData, PidTag.RuleCondition, PidTag.RuleActions,
    ];

    private static readonly Dictionary<ushort, PropertyTag> Known = Columns.ToDictionary(t => t.Id);

    /// <summary>A rule as a row. Text of the row itself gets its column's type; text inside of conditions and actions is what the table was asked for.</summary>
    public static PropertyBag Row(FolderRule rule, bool unicode, int codePage)
    {
        var row = rule.Properties.Clone();
        row.Set(PidTag.RuleId, PropertyValue.Int64(ObjectIds.ToWire(rule.RuleId)));
        if (unicode) return row;
        if (row.TryGet(PidTag.RuleCondition, out PropertyValue condition)) row.Set(PidTag.RuleCondition, PropertyValue.OfRestriction(RestrictionText.ToString8(condition.AsRestriction(), codePage)));
        if (row.TryGet(PidTag.RuleActions, out PropertyValue actions)) row.Set(PidTag.RuleActions, PropertyValue.OfRuleActions(actions.AsRuleActions().ToString8(codePage)));
        return row;
    }

    /// <summary>A row of RopModifyRules as a change; throws InvalidParameter where it is none.</summary>
    public static RuleChange Change(ModifiedRow row, bool isPublic, int codePage)
    {
        if (row.PropertyValues.Length == 0) throw Invalid("a rule without properties");
        var bag = new PropertyBag(row.PropertyValues.Length);
        long? id = null;
        foreach (var item in row.PropertyValues)
        {
            var value = TextConversion.ToUnicode(item, codePage);
            if (!Known.TryGetValue(value.Tag.Id, out var known) || value.Tag != known || !value.Value.HasValue) throw Invalid($"{item.Tag} is no property of a rule");
            if (known == PidTag.RuleId) id = value.Value.AsInt64();
            else bag.Set(known, Checked(known, value.Value, isPublic, codePage));
        }
        switch (row.Operation)
        {
            // A client that copies rules sends the ids of the originals along: the new ones get their own.
            case RowOperation.Add:
                foreach (var needed in (PropertyTag[])[PidTag.RuleProvider, PidTag.RuleCondition, PidTag.RuleActions])
                    if (!bag.Contains(needed.Id)) throw Invalid($"a new rule without {needed}");
                if (!bag.Contains(PidTag.RuleSequence.Id)) bag.Set(PidTag.RuleSequence, 0);
                if (!bag.Contains(PidTag.RuleState.Id)) bag.Set(PidTag.RuleState, 0);
                if (!bag.Contains(PidTag.RuleName.Id)) bag.Set(PidTag.RuleName, "");
                return new RuleChange(RuleChangeKind.Add, 0, bag);
            case RowOperation.Modify or RowOperation.Remove when id is { } known:
                return new RuleChange((RuleChangeKind)row.Operation, ObjectIds.FromWire((ulong)known), bag);
            default:
                throw Invalid($"RuleDataFlags {(byte)row.Operation:X2} with rule {id}");
        }
    }

    private static PropertyValue Checked(PropertyTag tag, PropertyValue value, bool isPublic, int codePage)
    {
        if (tag == PidTag.RuleLevel && value.AsInt32() != 0) throw Invalid("a rule's level that is not 0");
        if (tag == PidTag.RuleState)
        {
            var state = value.AsInt32() & ~ServerState;
            if (isPublic && (state & (RuleStates.OnlyWhenOof | RuleStates.KeepOofHistory)) != 0) throw Invalid("a public folder is never out of office");
            return PropertyValue.Int32(state);
        }
        if (tag == PidTag.RuleCondition) return PropertyValue.OfRestriction(RestrictionText.ToUnicode(value.AsRestriction(), codePage));
        if (tag != PidTag.RuleActions) return value;
        var actions = value.AsRuleActions();
        if (actions.Actions.Count == 0) throw Invalid("a rule without actions");
        foreach (var action in actions.Actions)
        {
            var type = action.TypeOf();
            if (isPublic && type is RuleActionType.Move or RuleActionType.Copy or RuleActionType.DeferAction) throw Invalid($"{type} in a public folder");
            if (action.FlavorError() is { } flavor) throw Invalid(flavor);
            if (action.TryReadData(CountWidth.Narrow, out var error) is null) throw Invalid($"{type}: {error}");
        }
        return PropertyValue.OfRuleActions(actions.ToUnicode(codePage));
    }

    private static RopException Invalid(string reason) => new(MapiError.InvalidParameter, reason);
}
