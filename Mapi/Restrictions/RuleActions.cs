namespace MapiOrleans.Mapi.Restrictions;

/// <summary>The actions of a rule ([MS-OXORULE] 2.2.5).</summary>
public sealed record RuleActions;
