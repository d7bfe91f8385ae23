using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Delivery.Rules;

/// <summary>Header fields that rules read and write, by the named properties that carry them.</summary>
internal static class RuleNames
{
    /// <summary>Auto-Submitted (RFC 3834 5).</summary>
    public static readonly PropertyName AutoSubmitted = Header("auto-submitted");

    /// <summary>Precedence, of lists and bulk mail.</summary>
    public static readonly PropertyName Precedence = Header("precedence");

    /// <summary>List-Id (RFC 2919).</summary>
    public static readonly PropertyName ListId = Header("list-id");

    /// <summary>How often rules of this system have forwarded the message.</summary>
    public static readonly PropertyName Hops = Header("x-mapiorleans-forwarded");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PropertyName> All { get; } = [AutoSubmitted, Precedence, ListId, Hops];

    /// <summary>A header field as a named property ([MS-OXCPRPT] 3.2.5.10).</summary>
    public static PropertyName Header(string field) => new(PropertySets.PS_INTERNET_HEADERS, field.ToLowerInvariant());
}

/// <summary>The ids that one mailbox has for header fields.</summary>
/// <param name="ids">In the order of <see cref="RuleNames.All"/>.</param>
internal sealed class RuleHeaders(IReadOnlyList<ushort> ids)
{
    /// <summary>What a field says, or null.</summary>
    public string? Get(PropertyBag bag, PropertyName name) => IdOf(name) is > 0 and var id ? bag.GetString(new PropertyTag(id, PropertyType.String)) : null;

    /// <summary>Sets a field. A mailbox without room for another name has mail without it.</summary>
    public void Set(PropertyBag bag, PropertyName name, string value)
    {
        if (IdOf(name) is > 0 and var id) bag.Set(new PropertyTag(id, PropertyType.String), value);
    }

    private ushort IdOf(PropertyName name)
    {
        for (var i = 0; i < ids.Count; i++)
            if (RuleNames.All[i] == name)
                return ids[i];
        return 0;
    }
}
