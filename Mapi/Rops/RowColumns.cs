using System.Runtime.CompilerServices;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Mapi.Rops;

/// <summary>
/// What columns the rows of a response will have. The wire does not say; a client that parses responses tells it of the request
/// beforehand.
/// </summary>
public static class RowColumns
{
    private static readonly ConditionalWeakTable<RopRequest, PropertyTag[]> Known = [];

    /// <summary>Remembers, as long as the request lives, that its response's rows have these columns.</summary>
    public static void Attach(RopRequest request, PropertyTag[] columns) => Known.AddOrUpdate(request, columns);

    /// <summary>The columns told of this request, or null.</summary>
    public static PropertyTag[]? Of(RopRequest request) => Known.TryGetValue(request, out var columns) ? columns : null;
}
