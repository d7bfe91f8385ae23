using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>
/// An object whose properties ROPs read and set: logon, folder, message, attachment ([MS-OXCPRPT] 1.3). Text is PtypString here; the
/// property handlers convert to and from PtypString8 by the session's code page.
/// </summary>
internal interface IPropertyObject
{
    /// <summary>Tags of all properties the object has, computed ones included, in no particular order.</summary>
    ValueTask<IReadOnlyList<PropertyTag>> ListPropertiesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The values of these tags, in order. A tag of type Unspecified gets the value in its stored type. What the object does not have is a
    /// PtypErrorCode NotFound; a value may be external (large).
    /// </summary>
    ValueTask<PropertyValue[]> GetPropertiesAsync(ReadOnlyMemory<PropertyTag> tags, CancellationToken cancellationToken);

    /// <summary>Sets properties; gives those that could not be set, by their index in <paramref name="values"/>.</summary>
    ValueTask<IReadOnlyList<IndexedProblem>> SetPropertiesAsync(IReadOnlyList<TaggedPropertyValue> values, CancellationToken cancellationToken);

    /// <summary>Deletes properties; gives those that could not be deleted, by their index. Deleting what is not there succeeds.</summary>
    ValueTask<IReadOnlyList<IndexedProblem>> DeletePropertiesAsync(IReadOnlyList<PropertyTag> tags, CancellationToken cancellationToken);
}

/// <summary>A PropertyProblem before it has its wire form ([MS-OXCDATA] 2.7).</summary>
/// <param name="Index">Index in the request's array.</param>
/// <param name="Tag">The property.</param>
/// <param name="Error">Why.</param>
internal readonly record struct IndexedProblem(ushort Index, PropertyTag Tag, MapiError Error);
