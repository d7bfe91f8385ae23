using CsCheck;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using Xunit;

namespace MapiOrleans.Tests.Store;

/// <summary>Bags that the store keeps in two parts.</summary>
public sealed class SplitBagTests
{
    private static readonly Gen<TaggedPropertyValue> Values = Gen.OneOf(
        Gen.Select(Gen.UShort[1, 0x7FFF], Gen.Char.Array[0, 900]).Select((id, text) => new TaggedPropertyValue(id, PropertyValue.String(new string(text)))),
        Gen.Select(Gen.UShort[1, 0x7FFF], Gen.Byte.Array[0, 1500]).Select((id, bytes) => new TaggedPropertyValue(id, PropertyValue.Binary(bytes))),
        Gen.Select(Gen.UShort[1, 0x7FFF], Gen.Int).Select((id, value) => new TaggedPropertyValue(id, PropertyValue.Int32(value))),
        Gen.Select(Gen.UShort[1, 0x7FFF], Gen.Guid, Gen.Long[0, 1L << 40]).Select((id, part, size) => new TaggedPropertyValue(id, PropertyValue.OfExternal(PropertyType.String, new ExternalValue(part, size)))));

    private static readonly Gen<PropertyBag> Bags = Values.Array[0, 12].Select(v => new PropertyBag(v));

    [Fact]
    public void BothPartsGiveTheBagAndTheSmallOneItsBeginnings() => Bags.Sample(bag =>
    {
        var (small, large) = StorageFormat.WriteSplitBag(bag);
        Assert.Equal(bag, StorageFormat.TryReadSplitBag(small, large, out var error));
        Assert.Null(error);
        var shown = StorageFormat.TryReadBeginnings(small, out error);
        Assert.Null(error);
        Assert.Equal(bag.Select(v => v.Tag), shown!.Select(v => v.Tag));
        foreach (var (whole, part) in bag.Zip(shown!))
        {
            if (whole.Value.RawReference is string text) Assert.Equal(text.Length * 2 > StorageFormat.MaxSmall ? text[..Math.Min(text.Length, StorageFormat.KeptBeginning / 2)] : text, part.Value.AsString());
            else if (whole.Value.RawReference is byte[] bytes) Assert.Equal(bytes.Length > StorageFormat.MaxSmall ? bytes[..Math.Min(bytes.Length, StorageFormat.KeptBeginning)] : bytes, part.Value.AsBytes());
            else Assert.Equal(whole, part);
        }
    }, iter: 500);

    [Fact]
    public void ABagThatWasNeverSplitIsReadAsItIs() => Bags.Sample(bag =>
    {
        Assert.Equal(bag, StorageFormat.TryReadSplitBag(StorageFormat.WriteBag(bag), [], out _));
        Assert.Equal(bag, StorageFormat.TryReadBeginnings(StorageFormat.WriteBag(bag), out _));
    });

    [Fact]
    public void DamageIsAnErrorAndNeverAnException() => Gen.Select(Bags, Gen.Int[0, 5000], Gen.Byte, Gen.Bool).Sample((bag, at, flip, inSmall) =>
    {
        var (small, large) = StorageFormat.WriteSplitBag(bag);
        var damaged = inSmall ? small : large;
        if (damaged.Length > 0) damaged[at % damaged.Length] ^= flip;
        StorageFormat.TryReadSplitBag(small, large, out _);
        StorageFormat.TryReadBeginnings(small, out _);
        StorageFormat.TryReadSplitBag(small.AsSpan(0, at % (small.Length + 1)), large.AsSpan(0, at % (large.Length + 1)), out _);
    });

    [Fact]
    public void ALargeValueThatIsMissingIsAnError()
    {
        var bag = new PropertyBag();
        bag.Set(PidTag.Body, new string('x', 1000));
        var (small, _) = StorageFormat.WriteSplitBag(bag);
        Assert.Null(StorageFormat.TryReadSplitBag(small, [], out var error));
        Assert.NotNull(error);
        Assert.Null(StorageFormat.TryReadBag(small, out error));
        Assert.NotNull(error);
    }
}
