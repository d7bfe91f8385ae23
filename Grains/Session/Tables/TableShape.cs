using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.Session.Tables;

/// <summary>Kinds of table: which ROPs a table takes depends on it ([MS-OXCTABL] 3.2.5).</summary>
internal enum TableKind
{
    Hierarchy,
    Contents,
    Rules,
    Permissions,
    Attachments,
}

/// <summary>One key of a table's order.</summary>
/// <param name="Tag">The property, as it is stored; with the instance flag, the row's own one of several values.</param>
/// <param name="Descending">Whether the greatest comes first.</param>
internal readonly record struct TableSort(PropertyTag Tag, bool Descending);

/// <summary>Which rows a table shows, and in what order.</summary>
internal sealed record TableShape
{
    /// <summary>The order as its source has it, all rows, no categories.</summary>
    public static TableShape Natural { get; } = new();

    /// <summary>The keys, categories first; ties go by the source's own order.</summary>
    public IReadOnlyList<TableSort> Sort { get; init; } = [];

    /// <summary>How many of the first keys are categories.</summary>
    public int CategoryCount { get; init; }

    /// <summary>Categories of so many levels begin expanded.</summary>
    public int ExpandedCount { get; init; }

    /// <summary>The column whose greatest value in a category of the last level orders these among each other, or null.</summary>
    public PropertyTag? CategoryMaximum { get; init; }

    /// <summary>What rows must meet, or null. Text is Unicode in it.</summary>
    public Restriction? Restriction { get; init; }

    /// <summary>The multi-valued property that gives one row a value, or null.</summary>
    public PropertyTag? Instances { get; init; }

    /// <summary>All properties that filtering and ordering look at.</summary>
    public IEnumerable<PropertyTag> Tags
    {
        get
        {
            foreach (var key in Sort) yield return TableColumns.Whole(key.Tag);
            if (CategoryMaximum is { } maximum) yield return maximum;
            if (Instances is { } instances) yield return instances;
            foreach (var tag in Restriction?.Tags ?? []) yield return tag;
        }
    }
}
