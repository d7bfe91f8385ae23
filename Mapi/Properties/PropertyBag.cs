using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace MapiOrleans.Mapi.Properties;

/// <summary>
/// The properties of one object, by property id: an object has one value an id, whatever its type
/// ([MS-OXCPRPT] 1.3). Enumerates in ascending id order. Stored text is Unicode: a PtypString8 is converted
/// before it gets here.
/// </summary>
public sealed class PropertyBag : IReadOnlyCollection<TaggedPropertyValue>, IEquatable<PropertyBag>
{
    private TaggedPropertyValue[] _items;
    private int _count;

    /// <summary>An empty bag.</summary>
    public PropertyBag() => _items = [];

    /// <summary>An empty bag with room.</summary>
    public PropertyBag(int capacity) => _items = capacity == 0 ? [] : new TaggedPropertyValue[capacity];

    /// <summary>A bag of these values; a later one replaces an earlier one of the same id.</summary>
    public PropertyBag(IEnumerable<TaggedPropertyValue> values) : this()
    {
        foreach (var value in values) Set(value);
    }

    /// <inheritdoc/>
    public int Count => _count;

    /// <summary>Room in memory, for estimates.</summary>
    public int Capacity => _items.Length;

    /// <summary>A shallow copy: values are shared, the set of properties is not.</summary>
    public PropertyBag Clone() => new(_count) { _items = _items.AsSpan(0, _count).ToArray(), _count = _count };

    /// <summary>Sets a property, replacing one of the same id and any type.</summary>
    public void Set(TaggedPropertyValue value)
    {
        var index = Find(value.Tag.Id);
        if (index >= 0)
        {
            _items[index] = value;
            return;
        }
        index = ~index;
        if (_count == _items.Length) Array.Resize(ref _items, Math.Max(4, _count * 2));
        Array.Copy(_items, index, _items, index + 1, _count - index);
        _items[index] = value;
        _count++;
    }

    /// <summary>Sets a property, replacing one of the same id and any type. The value's type must be the tag's.</summary>
    public void Set(PropertyTag tag, PropertyValue value)
    {
        if (tag.Type != value.Type) throw new ArgumentException($"{tag} cannot hold a {value.Type}.", nameof(value));
        Set(new TaggedPropertyValue(tag, value));
    }

    /// <summary>Removes the property of this id; false where there was none.</summary>
    public bool Remove(ushort id)
    {
        var index = Find(id);
        if (index < 0) return false;
        _count--;
        Array.Copy(_items, index + 1, _items, index, _count - index);
        _items[_count] = default;
        return true;
    }

    /// <summary>Removes all.</summary>
    public void Clear()
    {
        Array.Clear(_items, 0, _count);
        _count = 0;
    }

    /// <summary>Whether there is a property of this id, of any type.</summary>
    public bool Contains(ushort id) => Find(id) >= 0;

    /// <summary>The property of this id, of whatever type it has.</summary>
    public bool TryGet(ushort id, out TaggedPropertyValue value)
    {
        var index = Find(id);
        value = index >= 0 ? _items[index] : default;
        return index >= 0;
    }

    /// <summary>The value of this very tag: id and type must both match.</summary>
    public bool TryGet(PropertyTag tag, out PropertyValue value)
    {
        var found = TryGet(tag.Id, out TaggedPropertyValue item) && item.Tag.Type == tag.Type;
        value = found ? item.Value : default;
        return found;
    }

    /// <summary>The inline text of a PtypString property, or null.</summary>
    public string? GetString(PropertyTag tag) => TryGet(tag, out PropertyValue v) && !v.IsExternal ? v.AsString() : null;

    /// <summary>The inline bytes of a PtypBinary property, or null.</summary>
    public byte[]? GetBinary(PropertyTag tag) => TryGet(tag, out PropertyValue v) && !v.IsExternal ? v.AsBytes() : null;

    /// <summary>The value of a PtypInteger32 property, or null.</summary>
    public int? GetInt32(PropertyTag tag) => TryGet(tag, out PropertyValue v) ? v.AsInt32() : null;

    /// <summary>The value of a PtypBoolean property, or null.</summary>
    public bool? GetBool(PropertyTag tag) => TryGet(tag, out PropertyValue v) ? v.AsBool() : null;

    /// <summary>FILETIME ticks of a PtypTime property, or null.</summary>
    public long? GetFileTime(PropertyTag tag) => TryGet(tag, out PropertyValue v) ? v.AsFileTime() : null;

    /// <summary>Sets text.</summary>
    public void Set(PropertyTag tag, string value) => Set(tag, PropertyValue.String(value));

    /// <summary>Sets a 32-bit integer.</summary>
    public void Set(PropertyTag tag, int value) => Set(tag, PropertyValue.Int32(value));

    /// <summary>Sets a boolean.</summary>
    public void Set(PropertyTag tag, bool value) => Set(tag, PropertyValue.Bool(value));

    /// <summary>Sets bytes.</summary>
    public void Set(PropertyTag tag, byte[] value) => Set(tag, PropertyValue.Binary(value));

    /// <summary>Sets a time.</summary>
    public void Set(PropertyTag tag, DateTimeOffset value) => Set(tag, PropertyValue.Time(value));

    private int Find(ushort id)
    {
        int low = 0, high = _count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var found = _items[middle].Tag.Id;
            if (found == id) return middle;
            if (found < id) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }

    /// <summary>The properties in ascending id order.</summary>
    public ReadOnlySpan<TaggedPropertyValue> Items => _items.AsSpan(0, _count);

    /// <inheritdoc/>
    public IEnumerator<TaggedPropertyValue> GetEnumerator()
    {
        for (var i = 0; i < _count; i++) yield return _items[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] PropertyBag? other) => other is not null && Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PropertyBag);

    /// <inheritdoc/>
    public override int GetHashCode() => _count;
}
