using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Mapi.FastTransfer;

/// <summary>Properties that exist in streams and state only ([MS-OXCFXICS] 2.2.1.1, 2.2.1.3, 2.2.4.1.5).</summary>
public static class MetaTag
{
    /// <summary>MetaTagFXDelProp: subobjects of the kind that its value names are to be deleted, those that follow are all there are.</summary>
    public static readonly PropertyTag FXDelProp = new(0x40160003);
    /// <summary>MetaTagEcWarning: what follows, or what should, is not whole.</summary>
    public static readonly PropertyTag EcWarning = new(0x400F0003);
    /// <summary>MetaTagNewFXFolder: where else a public folder is.</summary>
    public static readonly PropertyTag NewFXFolder = new(0x40110102);
    /// <summary>MetaTagIncrSyncGroupId: which property group mapping is meant.</summary>
    public static readonly PropertyTag IncrSyncGroupId = new(0x407C0003);
    /// <summary>MetaTagIncrementalSyncMessagePartial: which property group follows.</summary>
    public static readonly PropertyTag IncrementalSyncMessagePartial = new(0x407A0003);
    /// <summary>MetaTagDnPrefix: to be ignored.</summary>
    public static readonly PropertyTag DnPrefix = new(0x4008001E);

    /// <summary>MetaTagIdsetGiven. Its type says PtypInteger32, its value is PtypBinary (3.2.5.2.1); some clients name it by the type it has.</summary>
    public static readonly PropertyTag IdsetGiven = new(0x40170003);
    /// <summary>MetaTagCnsetSeen.</summary>
    public static readonly PropertyTag CnsetSeen = new(0x67960102);
    /// <summary>MetaTagCnsetSeenFAI.</summary>
    public static readonly PropertyTag CnsetSeenFAI = new(0x67DA0102);
    /// <summary>MetaTagCnsetRead.</summary>
    public static readonly PropertyTag CnsetRead = new(0x67D20102);

    /// <summary>MetaTagIdsetDeleted.</summary>
    public static readonly PropertyTag IdsetDeleted = new(0x67E50102);
    /// <summary>MetaTagIdsetNoLongerInScope.</summary>
    public static readonly PropertyTag IdsetNoLongerInScope = new(0x40210102);
    /// <summary>MetaTagIdsetExpired.</summary>
    public static readonly PropertyTag IdsetExpired = new(0x67930102);
    /// <summary>MetaTagIdsetRead.</summary>
    public static readonly PropertyTag IdsetRead = new(0x402D0102);
    /// <summary>MetaTagIdsetUnread.</summary>
    public static readonly PropertyTag IdsetUnread = new(0x402E0102);

    /// <summary>A value of this type and no id, as progress, group and error elements have them.</summary>
    public static PropertyTag NoId(PropertyType type) => new(0, type);
}
