using System.Globalization;

namespace MapiOrleans.Mapi.Properties;

/// <summary>A property's id and type in one 32-bit number, id in the high half ([MS-OXCDATA] 2.9).</summary>
/// <param name="Value">The number as it is on the wire.</param>
public readonly record struct PropertyTag(uint Value) : IComparable<PropertyTag>
{
    /// <summary>A tag of its two halves.</summary>
    public PropertyTag(ushort id, PropertyType type) : this(((uint)id << 16) | (ushort)type)
    {
    }

    /// <summary>The property id; 0x8000 and above are named properties, mapped per mailbox.</summary>
    public ushort Id => (ushort)(Value >> 16);

    /// <summary>The type half.</summary>
    public PropertyType Type => (PropertyType)(ushort)Value;

    /// <summary>Whether the id stands for a named property ([MS-OXCPRPT] 2.2.12).</summary>
    public bool IsNamed => Id >= 0x8000;

    /// <summary>The same property with another type.</summary>
    public PropertyTag WithType(PropertyType type) => new(Id, type);

    /// <inheritdoc/>
    public int CompareTo(PropertyTag other) => Value.CompareTo(other.Value);

    /// <summary>The tag as eight hexadecimal digits.</summary>
    public override string ToString() => "0x" + Value.ToString("X8", CultureInfo.InvariantCulture);

    /// <summary>The tag whose wire form is <paramref name="value"/>.</summary>
    public static implicit operator PropertyTag(uint value) => new(value);
}
