using System.Runtime.CompilerServices;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>
/// The writable streams that are open on an object. What is written to one belongs to the object at once ([MS-OXCPRPT] 3.2.5.13): whoever
/// reads its properties, copies or saves it asks for them first.
/// </summary>
internal static class OpenStreams
{
    private static readonly ConditionalWeakTable<IPropertyObject, List<PropertyStream>> All = [];

    /// <summary>Remembers a stream's content.</summary>
    public static void Add(PropertyStream content) => All.GetOrCreateValue(content.Owner).Add(content);

    /// <summary>Forgets it.</summary>
    public static void Remove(PropertyStream content)
    {
        if (All.TryGetValue(content.Owner, out var contents)) contents.Remove(content);
    }

    /// <summary>Puts what was written into the object. Throws the protocol's error where the object does not take a value.</summary>
    public static async ValueTask FlushAsync(IPropertyObject owner, CancellationToken cancellationToken)
    {
        if (!All.TryGetValue(owner, out var contents)) return;
        foreach (var content in contents.ToArray()) await content.FlushAsync(cancellationToken);
    }
}
