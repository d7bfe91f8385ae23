using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>Which properties and subobjects of an object go into a stream ([MS-OXCFXICS] 3.2.5.10). Types of tags don't count.</summary>
internal sealed class TransferFilter
{
    private readonly HashSet<ushort> _ids;

    private TransferFilter(bool includes, IEnumerable<PropertyTag> tags)
    {
        Includes = includes;
        _ids = [.. tags.Select(t => t.Id)];
    }

    /// <summary>Takes all.</summary>
    public static TransferFilter All { get; } = new(false, []);

    /// <summary>Whether it names what is taken, and not what is left out.</summary>
    public bool Includes { get; }

    /// <summary>Takes these only.</summary>
    public static TransferFilter Only(IEnumerable<PropertyTag> tags) => new(true, tags);

    /// <summary>Takes all but these.</summary>
    public static TransferFilter Without(IEnumerable<PropertyTag> tags) => new(false, tags);

    /// <summary>Whether a property or a kind of subobject is taken.</summary>
    public bool Takes(PropertyTag tag) => _ids.Contains(tag.Id) == Includes;
}
