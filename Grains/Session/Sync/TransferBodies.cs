using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>In which forms bodies go into a stream.</summary>
internal enum BodyForms
{
    /// <summary>Those that the message was given: a copy is what its source is.</summary>
    Stored,
    /// <summary>The one it was written in ([MS-OXBBODY] 2.1.3.1), as the BestBody flags ask for.</summary>
    Best,
    /// <summary>Those it was given, and compressed RTF and text for clients that read no other ([MS-OXCFXICS] 3.2.5.9.1.1).</summary>
    All,
}

/// <summary>Which forms of a body go into a stream.</summary>
internal static class TransferBodies
{
    private static readonly PropertyTag[] Forms = [PidTag.Body, PidTag.Html, PidTag.RtfCompressed];

    /// <summary>
    /// The forms to give, those included that are to be made. Whoever names forms gets those; whoever leaves some out, but not all, gets the
    /// body in one at least: the only one there is, or one that it did not leave out.
    /// </summary>
    public static IReadOnlyList<PropertyTag> Choose(PropertyBag bag, TransferFilter filter, BodyForms forms)
    {
        if (MessageBodies.BestOf(bag) is not { } best) return [];
        var taken = Forms.Where(f => filter.Takes(f)).ToList();
        if (filter.Includes || taken.Count == 0) return taken;
        var given = forms switch
        {
            BodyForms.Best => taken.Where(f => f == best).ToList(),
            BodyForms.All => taken.Where(f => f != PidTag.Html || bag.Contains(f.Id)).ToList(),
            _ => taken.Where(f => bag.Contains(f.Id)).ToList(),
        };
        if (given.Count > 0) return given;
        return best == PidTag.Body ? [best] : [taken.Find(f => bag.Contains(f.Id)) is { Id: not 0 } kept ? kept : taken[^1]];
    }
}
