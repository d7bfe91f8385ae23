using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Restrictions;

/// <summary>All must hold ([MS-OXCDATA] 2.12.1). None at all holds.</summary>
public sealed record AndRestriction(IReadOnlyList<Restriction> Restrictions) : Restriction
{
    /// <inheritdoc/>
    public override byte RestrictType => 0x00;
    /// <inheritdoc/>
    public override bool Matches(IPropertySource source)
    {
        foreach (var one in Restrictions) if (!one.Matches(source)) return false;
        return true;
    }
    /// <inheritdoc/>
    public override IEnumerable<PropertyTag> Tags => Restrictions.SelectMany(r => r.Tags);
    /// <inheritdoc/>
    public override Restriction MapValues(Func<TaggedPropertyValue, TaggedPropertyValue> map, Func<PropertyTag, PropertyTag> mapTag) =>
        new AndRestriction([.. Restrictions.Select(r => r.MapValues(map, mapTag))]);
    /// <inheritdoc/>
    protected override void WriteBody(MapiWriter writer, CountWidth width) => WriteMany(writer, width, Restrictions);
    /// <inheritdoc/>
    public bool Equals(AndRestriction? other) => other is not null && Restrictions.SequenceEqual(other.Restrictions);
    /// <inheritdoc/>
    public override int GetHashCode() => Restrictions.Count;
}

/// <summary>One must hold ([MS-OXCDATA] 2.12.2).</summary>
public sealed record OrRestriction(IReadOnlyList<Restriction> Restrictions) : Restriction
{
    /// <inheritdoc/>
    public override byte RestrictType => 0x01;
    /// <inheritdoc/>
    public override bool Matches(IPropertySource source)
    {
        foreach (var one in Restrictions) if (one.Matches(source)) return true;
        return false;
    }
    /// <inheritdoc/>
    public override IEnumerable<PropertyTag> Tags => Restrictions.SelectMany(r => r.Tags);
    /// <inheritdoc/>
    public override Restriction MapValues(Func<TaggedPropertyValue, TaggedPropertyValue> map, Func<PropertyTag, PropertyTag> mapTag) =>
        new OrRestriction([.. Restrictions.Select(r => r.MapValues(map, mapTag))]);
    /// <inheritdoc/>
    protected override void WriteBody(MapiWriter writer, CountWidth width) => WriteMany(writer, width, Restrictions);
    /// <inheritdoc/>
    public bool Equals(OrRestriction? other) => other is not null && Restrictions.SequenceEqual(other.Restrictions);
    /// <inheritdoc/>
    public override int GetHashCode() => Restrictions.Count;
}

/// <summary>The other must not hold ([MS-OXCDATA] 2.12.3).</summary>
public sealed record NotRestriction(Restriction Inner) : Restriction
{
    /// <inheritdoc/>
    public override byte RestrictType => 0x02;
    /// <inheritdoc/>
    public override bool Matches(IPropertySource source) => !Inner.Matches(source);
    /// <inheritdoc/>
    public override IEnumerable<PropertyTag> Tags => Inner.Tags;
    /// <inheritdoc/>
    public override Restriction MapValues(Func<TaggedPropertyValue, TaggedPropertyValue> map, Func<PropertyTag, PropertyTag> mapTag) => new NotRestriction(Inner.MapValues(map, mapTag));
    /// <inheritdoc/>
    protected override void WriteBody(MapiWriter writer, CountWidth width) => Inner.Write(writer, width);
}

/// <summary>One of an object's recipients or attachments must meet the other ([MS-OXCDATA] 2.12.10).</summary>
public sealed record SubObjectRestriction(PropertyTag SubObject, Restriction Inner) : Restriction
{
    /// <inheritdoc/>
    public override byte RestrictType => 0x09;
    /// <inheritdoc/>
    public override bool Matches(IPropertySource source) => source.SubObjects(SubObject.Id).Any(Inner.Matches);
    /// <inheritdoc/>
    public override IEnumerable<PropertyTag> Tags => [SubObject];
    /// <inheritdoc/>
    public override Restriction MapValues(Func<TaggedPropertyValue, TaggedPropertyValue> map, Func<PropertyTag, PropertyTag> mapTag) => this with { Inner = Inner.MapValues(map, mapTag) };
    /// <inheritdoc/>
    protected override void WriteBody(MapiWriter writer, CountWidth width)
    {
        writer.WriteUInt32(SubObject.Value);
        Inner.Write(writer, width);
    }
}

/// <summary>The other, with values that a client keeps beside it ([MS-OXCDATA] 2.12.11). Holds where there is no other.</summary>
public sealed record CommentRestriction(IReadOnlyList<TaggedPropertyValue> Values, Restriction? Inner) : Restriction
{
    /// <inheritdoc/>
    public override byte RestrictType => 0x0A;
    /// <inheritdoc/>
    public override bool Matches(IPropertySource source) => Inner?.Matches(source) ?? true;
    /// <inheritdoc/>
    public override IEnumerable<PropertyTag> Tags => Inner?.Tags ?? [];
    /// <inheritdoc/>
    public override Restriction MapValues(Func<TaggedPropertyValue, TaggedPropertyValue> map, Func<PropertyTag, PropertyTag> mapTag) => this with { Inner = Inner?.MapValues(map, mapTag) };
    /// <inheritdoc/>
    protected override void WriteBody(MapiWriter writer, CountWidth width)
    {
        writer.WriteByte(checked((byte)Values.Count));
        foreach (var value in Values) PropertyValueCodec.WriteTagged(writer, value, width);
        writer.WriteBool(Inner is not null);
        Inner?.Write(writer, width);
    }
    /// <inheritdoc/>
    public bool Equals(CommentRestriction? other) => other is not null && Values.SequenceEqual(other.Values) && Equals(Inner, other.Inner);
    /// <inheritdoc/>
    public override int GetHashCode() => Values.Count;
}

/// <summary>The other, for so many objects at most ([MS-OXCDATA] 2.12.12). The count is for whoever lists what matches.</summary>
public sealed record CountRestriction(uint Count, Restriction Inner) : Restriction
{
    /// <inheritdoc/>
    public override byte RestrictType => 0x0B;
    /// <inheritdoc/>
    public override bool Matches(IPropertySource source) => Inner.Matches(source);
    /// <inheritdoc/>
    public override IEnumerable<PropertyTag> Tags => Inner.Tags;
    /// <inheritdoc/>
    public override Restriction MapValues(Func<TaggedPropertyValue, TaggedPropertyValue> map, Func<PropertyTag, PropertyTag> mapTag) => this with { Inner = Inner.MapValues(map, mapTag) };
    /// <inheritdoc/>
    protected override void WriteBody(MapiWriter writer, CountWidth width)
    {
        writer.WriteUInt32(Count);
        Inner.Write(writer, width);
    }
}
