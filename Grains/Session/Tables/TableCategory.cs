using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Tables;

/// <summary>A category of a sorted table: the rows that have a value in common ([MS-OXCTABL] 1.3).</summary>
internal sealed class TableCategory
{
    /// <summary>PidTagInstID of the header row; follows from the values, so that it is the same in every table of the same order.</summary>
    public required ulong Id { get; init; }

    /// <summary>Its level, 0 for the outermost: PidTagDepth of the header row.</summary>
    public required int Level { get; init; }

    /// <summary>The values that its rows have in common, for this level and those above.</summary>
    public required PropertyValue[] Values { get; init; }

    /// <summary>The greatest value of the column that orders categories, where there is one.</summary>
    public PropertyValue Maximum { get; init; }

    /// <summary>The first leaf in it, by its index.</summary>
    public required int FirstLeaf { get; init; }

    /// <summary>Leaves in it: PidTagContentCount.</summary>
    public required int LeafCount { get; init; }

    /// <summary>Unread ones of them: PidTagContentUnreadCount.</summary>
    public required int UnreadCount { get; init; }

    /// <summary>The index, among all categories, of the first one that is not inside this one.</summary>
    public required int End { get; init; }

    /// <summary>Whether what is in it is shown.</summary>
    public bool Expanded { get; set; }
}
