namespace MapiOrleans.Mapi.Restrictions;

/// <summary>Bits of PidTagRuleState ([MS-OXORULE] 2.2.1.3.1.3) and PidTagRuleMessageState.</summary>
public static class RuleStates
{
    /// <summary>ST_ENABLED: the rule is carried out.</summary>
    public const int Enabled = 0x01;
    /// <summary>ST_ERROR: the server could not carry it out; set by the server.</summary>
    public const int Error = 0x02;
    /// <summary>ST_ONLY_WHEN_OOF: only while the owner is out of office.</summary>
    public const int OnlyWhenOof = 0x04;
    /// <summary>ST_KEEP_OOF_HIST: a sender is answered once.</summary>
    public const int KeepOofHistory = 0x08;
    /// <summary>ST_EXIT_LEVEL: rules after it are not asked, but for those of the absent.</summary>
    public const int ExitLevel = 0x10;
    /// <summary>ST_SKIP_IF_SCL_IS_SAFE: not for mail whose PidTagContentFilterSpamConfidenceLevel is -1.</summary>
    public const int SkipIfSafe = 0x20;
    /// <summary>ST_RULE_PARSE_ERROR: the server could not read it; set by the server.</summary>
    public const int ParseError = 0x40;
}
