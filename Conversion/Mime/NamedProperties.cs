using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Conversion.Mime;

/// <summary>Gives the named properties of one conversion their provisional ids.</summary>
internal sealed class NamedPropertyTable
{
    /// <summary>Ids 0x8000 to 0xFFFE are all there are.</summary>
    private const int Limit = 0x7FFF;

    private readonly Dictionary<PropertyName, ushort> _ids = [];
    private readonly List<PropertyName> _names = [];

    public IReadOnlyList<PropertyName> Names => _names;

    /// <summary>The provisional id of a name, or 0 where no id is left.</summary>
    public ushort IdOf(PropertyName name)
    {
        if (_ids.TryGetValue(name, out var id)) return id;
        if (_names.Count >= Limit) return 0;
        id = (ushort)(0x8000 + _names.Count);
        _ids.Add(name, id);
        _names.Add(name);
        return id;
    }

    /// <summary>Sets a named property; does nothing where no id is left.</summary>
    public void Set(PropertyBag bag, PropertyName name, PropertyValue value)
    {
        var id = IdOf(name);
        if (id != 0) bag.Set(new TaggedPropertyValue(id, value));
    }
}

/// <summary>Gives a converted message the property ids of the mailbox it goes to.</summary>
public static class NamedPropertyRemapper
{
    /// <summary>
    /// A copy of <paramref name="content"/> in which each id 0x8000 + i is <c>map(i)</c>, in all bags, embedded messages
    /// included. A property for which <paramref name="map"/> gives 0 is left out (the mailbox has no id left for it).
    /// <paramref name="map"/> may be called several times for the same i and must answer the same.
    /// </summary>
    public static MessageContent Remap(MessageContent content, Func<int, ushort> map)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(map);
        return new MessageContent
        {
            Properties = Remap(content.Properties, map),
            Recipients = [.. content.Recipients.Select(r => new RecipientContent { RowId = r.RowId, RecipientType = r.RecipientType, Properties = Remap(r.Properties, map) })],
            Attachments = [.. content.Attachments.Select(a => new AttachmentContent
            {
                AttachNumber = a.AttachNumber,
                Properties = Remap(a.Properties, map),
                Embedded = a.Embedded is null ? null : Remap(a.Embedded, map),
            })],
        };
    }

    private static PropertyBag Remap(PropertyBag bag, Func<int, ushort> map)
    {
        var result = new PropertyBag(bag.Count);
        foreach (var item in bag)
        {
            if (!item.Tag.IsNamed)
            {
                result.Set(item);
                continue;
            }
            var id = map(item.Tag.Id - 0x8000);
            if (id != 0) result.Set(new TaggedPropertyValue(new PropertyTag(id, item.Tag.Type), item.Value));
        }
        return result;
    }
}
