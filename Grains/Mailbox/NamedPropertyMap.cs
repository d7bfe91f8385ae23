using System.Globalization;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>
/// The named properties of a mailbox ([MS-OXCPRPT] 3.2.5.10): ids above 0x8000, given in order and never given up. Ids below
/// 0x8000 are their own names in PS_MAPI.
/// </summary>
internal sealed class NamedPropertyMap
{
    /// <summary>The first id that can be given.</summary>
    public const ushort FirstId = 0x8001;

    private readonly Dictionary<PropertyName, ushort> _ids;
    private NamedPropertyList? _list;

    /// <summary>The names that the store has.</summary>
    public NamedPropertyMap(IReadOnlyList<(ushort Id, PropertyName Name)> names)
    {
        _ids = new Dictionary<PropertyName, ushort>(names.Count);
        Add(names);
    }

    /// <summary>How many names there are.</summary>
    public int Count => _ids.Count;

    /// <summary>The next id to give; 0xFFFF and above: there is none.</summary>
    public int NextId { get; private set; } = FirstId;

    /// <summary>All, in order of id; one list until a name is added.</summary>
    public NamedPropertyList List => _list ??= new NamedPropertyList(_ids.Select(p => new KeyValuePair<ushort, PropertyName>(p.Value, p.Key)).OrderBy(p => p.Key).ToArray());

    /// <summary>The id of a name in its stored form, or 0.</summary>
    public ushort Find(PropertyName name) => _ids.GetValueOrDefault(name);

    /// <summary>
    /// The form in which a name is kept: names of PS_INTERNET_HEADERS are lower-case ([MS-OXCPRPT] 3.2.5.10), all others as they are.
    /// </summary>
    public static PropertyName Normalize(PropertyName name) =>
        name.Name is { } text && name.Guid == PropertySets.PS_INTERNET_HEADERS ? name with { Name = text.ToLower(CultureInfo.InvariantCulture) } : name;

    /// <summary>Takes names over.</summary>
    public void Add(IReadOnlyList<(ushort Id, PropertyName Name)> names)
    {
        foreach (var (id, name) in names)
        {
            _ids[name] = id;
            NextId = Math.Max(NextId, id + 1);
        }
        _list = null;
    }
}
