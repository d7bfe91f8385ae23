using CsCheck;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Tests.Rops;

/// <summary>What ROPs carry, at random.</summary>
internal static class RopGen
{
    public static Gen<T> Any<T>(T[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    // Text without NUL and without lone surrogates: what PtypString can carry.
    public static readonly Gen<string> Text = Gen.Char['\u0001', '\uD7FF'].Array[0, 40].Select(c => new string(c));

    public static readonly Gen<PropertyValue> Value = Gen.OneOf(
        Gen.Int.Select(PropertyValue.Int32),
        Gen.Short.Select(PropertyValue.Int16),
        Gen.Long.Select(v => PropertyValue.Int64(v)),
        Gen.Bool.Select(PropertyValue.Bool),
        Gen.Double.Select(PropertyValue.Float64),
        Gen.Long.Select(v => PropertyValue.Time(v)),
        Gen.Guid.Select(PropertyValue.OfGuid),
        Text.Select(PropertyValue.String),
        Gen.Byte[1, 255].Array[0, 30].Select(PropertyValue.String8),
        Gen.Byte.Array[0, 60].Select(PropertyValue.Binary),
        Gen.Int.Array[1, 5].Select(PropertyValue.Multiple),
        Text.Array[1, 4].Select(PropertyValue.Multiple),
        Gen.Byte.Array[0, 20].Array[1, 4].Select(v => PropertyValue.Multiple(PropertyType.MultipleBinary, v)));

    public static readonly Gen<PropertyValue> ValueOrError = Gen.Frequency(
        (4, Value),
        (1, Gen.Const(PropertyValue.Error(MapiError.NotFound))),
        (1, Gen.Const(PropertyValue.Error(MapiError.NotEnoughMemory))));

    public static readonly Gen<TaggedPropertyValue> Tagged = Gen.Select(Gen.UShort[1, 0xFFFE], Value, (id, value) => new TaggedPropertyValue(id, value));

    public static readonly Gen<PropertyTag> Tag = Gen.UInt.Select(v => new PropertyTag(v));

    public static readonly Gen<PropertyName> Name = Gen.OneOf(
        Gen.Select(Gen.Guid, Gen.UInt[1, uint.MaxValue], (guid, lid) => new PropertyName(guid, lid)),
        Gen.Select(Gen.Guid, Text.Where(t => t.Length > 0), (guid, name) => new PropertyName(guid, name)),
        Gen.Const(default(PropertyName)));
}
