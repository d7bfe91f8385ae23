using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Restrictions;

/// <summary>A text or binary property contains a value ([MS-OXCDATA] 2.12.4).</summary>
/// <param name="FuzzyLevelLow">0 the whole, 1 a part, 2 the beginning; bits that clients of content-indexed searches set: 0x10 the beginning of any word, 0x20 whole words.</param>
/// <param name="FuzzyLevelHigh">Bits: 1 ignore case, 2 ignore combining marks, 4 be as loose as can be.</param>
/// <param name="PropertyTag">The property looked at; a multi-valued one matches where one value does.</param>
/// <param name="Value">What it shall contain.</param>
public sealed record ContentRestriction(ushort FuzzyLevelLow, ushort FuzzyLevelHigh, PropertyTag PropertyTag, TaggedPropertyValue Value) : Restriction
{
    /// <summary>Bits of FuzzyLevelLow: a word begins with the value (FL_PREFIX_ON_ANY_WORD), or the value is whole words (FL_PHRASE_MATCH).</summary>
    public const ushort PrefixOnAnyWord = 0x10, PhraseMatch = 0x20;

    /// <inheritdoc/>
    public override byte RestrictType => 0x03;
    /// <inheritdoc/>
    public override IEnumerable<PropertyTag> Tags => [PropertyTag];
    /// <inheritdoc/>
    public override Restriction MapValues(Func<TaggedPropertyValue, TaggedPropertyValue> map, Func<PropertyTag, PropertyTag> mapTag) =>
        this with { PropertyTag = mapTag(PropertyTag), Value = map(Value) };

    /// <inheritdoc/>
    public override bool Matches(IPropertySource source)
    {
        if (!source.TryGet(PropertyTag, out var found) || found.IsExternal) return false;
        return (found.RawReference, Value.Value.RawReference) switch
        {
            (string text, string want) => Text(text, Fold(want)),
            (string[] all, string want) => Fold(want) is var folded && all.Any(t => Text(t, folded)),
            (byte[] bytes, byte[] want) => Bytes(bytes, want),
            (byte[][] all, byte[] want) => all.Any(b => Bytes(b, want)),
            _ => false,
        };
    }

    private string Fold(string text) => (FuzzyLevelHigh & 6) != 0 ? TextFolding.Fold(text) : (FuzzyLevelHigh & 1) != 0 ? TextFolding.FoldCase(text) : text;

    private bool Text(string text, string want)
    {
        text = Fold(text);
        if ((FuzzyLevelLow & (PrefixOnAnyWord | PhraseMatch)) != 0) return AtWord(text, want, whole: (FuzzyLevelLow & PhraseMatch) != 0);
        return FuzzyLevelLow switch
        {
            1 => text.Contains(want, StringComparison.Ordinal),
            2 => text.StartsWith(want, StringComparison.Ordinal),
            _ => string.Equals(text, want, StringComparison.Ordinal),
        };
    }

    private static bool AtWord(string text, string want, bool whole)
    {
        for (var at = 0; at <= text.Length && (at = text.IndexOf(want, at, StringComparison.Ordinal)) >= 0; at++)
        {
            var end = at + want.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (!whole || end == text.Length || !char.IsLetterOrDigit(text[end]))) return true;
        }
        return false;
    }

    private bool Bytes(byte[] bytes, byte[] want) => FuzzyLevelLow switch
    {
        1 => bytes.AsSpan().IndexOf(want) >= 0,
        2 => bytes.AsSpan().StartsWith(want),
        _ => bytes.AsSpan().SequenceEqual(want),
    };

    /// <inheritdoc/>
    protected override void WriteBody(MapiWriter writer, CountWidth width)
    {
        writer.WriteUInt16(FuzzyLevelLow);
        writer.WriteUInt16(FuzzyLevelHigh);
        writer.WriteUInt32(PropertyTag.Value);
        PropertyValueCodec.WriteTagged(writer, Value, width);
    }
}

/// <summary>A property compared with a value ([MS-OXCDATA] 2.12.5). An absent property meets no relation but NotEqual.</summary>
public sealed record PropertyRestriction(RelationalOperator RelOp, PropertyTag PropertyTag, TaggedPropertyValue Value) : Restriction
{
    /// <inheritdoc/>
    public override byte RestrictType => 0x04;
    /// <inheritdoc/>
    public override IEnumerable<PropertyTag> Tags => [PropertyTag];
    /// <inheritdoc/>
    public override Restriction MapValues(Func<TaggedPropertyValue, TaggedPropertyValue> map, Func<PropertyTag, PropertyTag> mapTag) =>
        this with { PropertyTag = mapTag(PropertyTag), Value = map(Value) };

    /// <inheritdoc/>
    public override bool Matches(IPropertySource source)
    {
        if (!source.TryGet(PropertyTag, out var found)) return RelOp == RelationalOperator.NotEqual;
        if (found.Type == Value.Value.Type) return Relation.Holds(RelOp, PropertyComparer.Compare(found, Value.Value));
        // One value of a multi-valued property is enough; for NotEqual none may be equal.
        if (found.Type.Single() != Value.Value.Type || found.RawReference is not Array all) return false;
        for (var i = 0; i < all.Length; i++)
        {
            if (!MultiValues.TryElement(found, i, out var element)) continue;
            var holds = Relation.Holds(RelOp, PropertyComparer.Compare(element, Value.Value));
            if (RelOp == RelationalOperator.NotEqual ? !holds : holds) return RelOp != RelationalOperator.NotEqual;
        }
        return RelOp == RelationalOperator.NotEqual;
    }

    /// <inheritdoc/>
    protected override void WriteBody(MapiWriter writer, CountWidth width)
    {
        writer.WriteByte((byte)RelOp);
        writer.WriteUInt32(PropertyTag.Value);
        PropertyValueCodec.WriteTagged(writer, Value, width);
    }
}

/// <summary>Two properties of the object compared ([MS-OXCDATA] 2.12.6).</summary>
public sealed record ComparePropertiesRestriction(RelationalOperator RelOp, PropertyTag PropertyTag1, PropertyTag PropertyTag2) : Restriction
{
    /// <inheritdoc/>
    public override byte RestrictType => 0x05;
    /// <inheritdoc/>
    public override IEnumerable<PropertyTag> Tags => [PropertyTag1, PropertyTag2];
    /// <inheritdoc/>
    public override Restriction MapValues(Func<TaggedPropertyValue, TaggedPropertyValue> map, Func<PropertyTag, PropertyTag> mapTag) =>
        this with { PropertyTag1 = mapTag(PropertyTag1), PropertyTag2 = mapTag(PropertyTag2) };
    /// <inheritdoc/>
    public override bool Matches(IPropertySource source) =>
        source.TryGet(PropertyTag1, out var a) && source.TryGet(PropertyTag2, out var b) && a.Type == b.Type && Relation.Holds(RelOp, PropertyComparer.Compare(a, b));
    /// <inheritdoc/>
    protected override void WriteBody(MapiWriter writer, CountWidth width)
    {
        writer.WriteByte((byte)RelOp);
        writer.WriteUInt32(PropertyTag1.Value);
        writer.WriteUInt32(PropertyTag2.Value);
    }
}

/// <summary>Bits of a 32-bit property ([MS-OXCDATA] 2.12.7).</summary>
/// <param name="NotZero">Whether some bit of the mask shall be set; else none.</param>
/// <param name="PropertyTag">The property.</param>
/// <param name="Mask">The bits.</param>
public sealed record BitMaskRestriction(bool NotZero, PropertyTag PropertyTag, uint Mask) : Restriction
{
    /// <inheritdoc/>
    public override byte RestrictType => 0x06;
    /// <inheritdoc/>
    public override IEnumerable<PropertyTag> Tags => [PropertyTag];
    /// <inheritdoc/>
    public override Restriction MapValues(Func<TaggedPropertyValue, TaggedPropertyValue> map, Func<PropertyTag, PropertyTag> mapTag) => this with { PropertyTag = mapTag(PropertyTag) };
    /// <inheritdoc/>
    public override bool Matches(IPropertySource source) => source.TryGet(PropertyTag, out var found) && found.RawReference is null
        && ((unchecked((uint)found.RawBits) & Mask) != 0) == NotZero;
    /// <inheritdoc/>
    protected override void WriteBody(MapiWriter writer, CountWidth width)
    {
        writer.WriteBool(NotZero);
        writer.WriteUInt32(PropertyTag.Value);
        writer.WriteUInt32(Mask);
    }
}

/// <summary>The size of a property's value ([MS-OXCDATA] 2.12.8), in bytes.</summary>
public sealed record SizeRestriction(RelationalOperator RelOp, PropertyTag PropertyTag, uint Size) : Restriction
{
    /// <inheritdoc/>
    public override byte RestrictType => 0x07;
    /// <inheritdoc/>
    public override IEnumerable<PropertyTag> Tags => [PropertyTag];
    /// <inheritdoc/>
    public override Restriction MapValues(Func<TaggedPropertyValue, TaggedPropertyValue> map, Func<PropertyTag, PropertyTag> mapTag) => this with { PropertyTag = mapTag(PropertyTag) };
    /// <inheritdoc/>
    public override bool Matches(IPropertySource source) => source.TryGet(PropertyTag, out var found)
        && Relation.Holds(RelOp, (found.Type.FixedSize() is > 0 and var size ? size : PropertyValueCodec.SizeOf(found)).CompareTo(Size));
    /// <inheritdoc/>
    protected override void WriteBody(MapiWriter writer, CountWidth width)
    {
        writer.WriteByte((byte)RelOp);
        writer.WriteUInt32(PropertyTag.Value);
        writer.WriteUInt32(Size);
    }
}

/// <summary>The object has the property ([MS-OXCDATA] 2.12.9).</summary>
public sealed record ExistRestriction(PropertyTag PropertyTag) : Restriction
{
    /// <inheritdoc/>
    public override byte RestrictType => 0x08;
    /// <inheritdoc/>
    public override IEnumerable<PropertyTag> Tags => [PropertyTag];
    /// <inheritdoc/>
    public override Restriction MapValues(Func<TaggedPropertyValue, TaggedPropertyValue> map, Func<PropertyTag, PropertyTag> mapTag) => this with { PropertyTag = mapTag(PropertyTag) };
    /// <inheritdoc/>
    public override bool Matches(IPropertySource source) => source.TryGet(PropertyTag, out _);
    /// <inheritdoc/>
    protected override void WriteBody(MapiWriter writer, CountWidth width) => writer.WriteUInt32(PropertyTag.Value);
}

internal static class Relation
{
    public static bool Holds(RelationalOperator relation, int comparison) => relation switch
    {
        RelationalOperator.LessThan => comparison < 0,
        RelationalOperator.LessThanOrEqual => comparison <= 0,
        RelationalOperator.GreaterThan => comparison > 0,
        RelationalOperator.GreaterThanOrEqual => comparison >= 0,
        RelationalOperator.Equal => comparison == 0,
        RelationalOperator.NotEqual => comparison != 0,
        _ => false,
    };
}

/// <summary>Single values of multi-valued ones.</summary>
public static class MultiValues
{
    /// <summary>How many values there are; 1 for a single-valued one.</summary>
    public static int Count(PropertyValue value) => value.Type.IsMultiValue() && value.RawReference is Array all ? all.Length : 1;

    /// <summary>One of the values, as a value of the single type.</summary>
    public static bool TryElement(PropertyValue value, int index, out PropertyValue element)
    {
        element = default;
        if (value.RawReference is not Array all || (uint)index >= (uint)all.Length) return false;
        element = (value.Type, all) switch
        {
            (PropertyType.MultipleInteger16, short[] v) => PropertyValue.Int16(v[index]),
            (PropertyType.MultipleInteger32, int[] v) => PropertyValue.Int32(v[index]),
            (PropertyType.MultipleFloating32, float[] v) => PropertyValue.Float32(v[index]),
            (PropertyType.MultipleFloating64, double[] v) => PropertyValue.Float64(v[index]),
            (PropertyType.MultipleFloatingTime, double[] v) => PropertyValue.FloatingTime(v[index]),
            (PropertyType.MultipleCurrency, long[] v) => PropertyValue.Currency(v[index]),
            (PropertyType.MultipleInteger64, long[] v) => PropertyValue.Int64(v[index]),
            (PropertyType.MultipleTime, long[] v) => PropertyValue.Time(v[index]),
            (PropertyType.MultipleString, string[] v) => PropertyValue.String(v[index]),
            (PropertyType.MultipleGuid, Guid[] v) => PropertyValue.OfGuid(v[index]),
            (PropertyType.MultipleBinary, byte[][] v) => PropertyValue.Binary(v[index]),
            (PropertyType.MultipleString8, byte[][] v) => PropertyValue.String8(v[index]),
            _ => default,
        };
        return element.HasValue;
    }
}

/// <summary>Restrictions as clients send and get them with 8-bit text.</summary>
public static class RestrictionText
{
    /// <summary>The restriction over PtypString, text converted by the code page.</summary>
    public static Restriction ToUnicode(Restriction restriction, int codePage) => restriction.MapValues(
        value => TextConversion.ToUnicode(value, codePage),
        static tag => tag.Type switch
        {
            PropertyType.String8 => tag.WithType(PropertyType.String),
            PropertyType.MultipleString8 => tag.WithType(PropertyType.MultipleString),
            _ => tag,
        });

    /// <summary>The restriction over PtypString8, text converted to the code page.</summary>
    public static Restriction ToString8(Restriction restriction, int codePage) => restriction.MapValues(
        value => TextConversion.ToString8(value.Value, codePage) is var converted && converted.Type != value.Value.Type ? new TaggedPropertyValue(value.Tag.Id, converted) : value,
        static tag => tag.Type switch
        {
            PropertyType.String => tag.WithType(PropertyType.String8),
            PropertyType.MultipleString => tag.WithType(PropertyType.MultipleString8),
            _ => tag,
        });
}
