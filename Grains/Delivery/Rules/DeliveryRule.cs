using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.Delivery.Rules;

/// <summary>A rule to be asked about a message, standard or extended.</summary>
/// <param name="FolderId">Its folder.</param>
/// <param name="RuleId">The standard rule, or the FAI message of an extended one.</param>
/// <param name="IsExtended">Which of the two.</param>
/// <param name="Sequence">PidTagRuleSequence.</param>
/// <param name="State">PidTagRuleState.</param>
/// <param name="Provider">PidTagRuleProvider.</param>
/// <param name="Condition">When it holds; null for always.</param>
/// <param name="Actions">What it does.</param>
internal sealed record DeliveryRule(long FolderId, long RuleId, bool IsExtended, int Sequence, int State, string Provider, Restriction? Condition, IReadOnlyList<RuleAction> Actions)
{
    /// <summary>The layout of the actions' data.</summary>
    public CountWidth Width => IsExtended ? CountWidth.Wide : CountWidth.Narrow;

    /// <summary>Whether the rule is for the time of absence.</summary>
    public bool IsOof => (State & RuleStates.OnlyWhenOof) != 0;

    /// <summary>Whether it answers a sender once only.</summary>
    public bool AnswersOnce => (State & RuleStates.KeepOofHistory) != 0 && Actions.Any(a => a.TypeOf() == RuleActionType.OofReply);

    /// <summary>Whether the rule is to be asked ([MS-OXORULE] 3.2.5.1): one for the absent while the owner is, any other where it is enabled.</summary>
    public bool IsActive(bool outOfOffice) => (State & RuleStates.ParseError) == 0 && (IsOof ? outOfOffice : (State & RuleStates.Enabled) != 0);
}
