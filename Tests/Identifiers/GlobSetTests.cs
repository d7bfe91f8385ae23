using CsCheck;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Wire;
using Xunit;

namespace MapiOrleans.Tests.Identifiers;

public class GlobSetTests
{
    private static readonly Gen<(int Kind, int Low, int Length)> Step = Gen.Select(Gen.Int[0, 3], Gen.Int[1, 120], Gen.Int[0, 20]);

    private static readonly Gen<long> Value = Gen.OneOf(
        Gen.Long[0, 40], Gen.Long[0, 3000], Gen.Long[0x10000, 0x10200], Gen.Long[0x1234_5678_9A00, 0x1234_5678_9BFF], Gen.Long[0, ObjectIds.MaxGlobCnt]);

    private static readonly Gen<GlobSet> Set = Gen.OneOf(
        Value.Array[0, 60].Select(v => GlobSet.Of(v)),
        Gen.Select(Value, Gen.Long[0, 700]).Array[0, 20].Select(r => GlobSet.Of(r.Select(x => new GlobRange(x.Item1, Math.Min(x.Item1 + x.Item2, ObjectIds.MaxGlobCnt))))));

    [Fact]
    public void It_is_what_a_set_of_numbers_is() => Step.Array[0, 40].Sample(steps =>
    {
        var set = new GlobSet();
        var model = new SortedSet<long>();
        foreach (var (kind, low, length) in steps)
        {
            var high = kind % 2 == 0 ? low : low + length;
            if (kind < 2) set.AddRange(low, high);
            else set.RemoveRange(low, high);
            for (long v = low; v <= high; v++) _ = kind < 2 ? model.Add(v) : model.Remove(v);
        }
        Assert.Equal(model, set.Values());
        Assert.Equal((model.Count, model.Count == 0, model.Max), (set.Count, set.IsEmpty, set.Max));
        for (long v = 0; v < 150; v++) Assert.Equal(model.Contains(v), set.Contains(v));
        Ordered(set);
    }, iter: 2000);

    [Fact]
    public void Sets_unite_and_subtract() => Gen.Select(Set, Set).Sample((a, b) =>
    {
        var union = a.Clone();
        union.Union(b);
        Ordered(union);
        Assert.Equal(GlobSet.Of(a.Ranges.Concat(b.Ranges)), union);
        var rest = union.Clone();
        rest.Subtract(b);
        Ordered(rest);
        Assert.All(b.Ranges, r => Assert.False(rest.Contains(r.Low) || rest.Contains(r.High)));
        rest.Union(b);
        Assert.Equal(union, rest);
        var slow = a.Clone();
        foreach (var range in b.Ranges) slow.RemoveRange(range.Low, range.High);
        var fast = a.Clone();
        fast.Subtract(b);
        Assert.Equal(slow, fast);
        Assert.All(union.Ranges, r => Assert.True(union.ContainsRange(r.Low, r.High)));
        Assert.All(union.Ranges, r => Assert.False(r.High < ObjectIds.MaxGlobCnt && union.ContainsRange(r.Low, r.High + 1)));
    }, iter: 2000);

    private static void Ordered(GlobSet set)
    {
        for (var i = 1; i < set.Ranges.Count; i++) Assert.True(set.Ranges[i].Low > set.Ranges[i - 1].High + 1, set.ToString());
        Assert.All(set.Ranges, r => Assert.True(r.Low <= r.High));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(5, 4)]
    [InlineData(0, ObjectIds.MaxGlobCnt + 1)]
    public void Ranges_that_are_none_are_the_callers_error(long low, long high) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GlobSet().AddRange(low, high));

    // [MS-OXCFXICS] 3.1.5.4.3.1.3: {0x01-0x03, 0x05-0x05, 0x07-0x09} is StartingValue 0x01, Bitmask 0xEB.
    [Fact]
    public void The_specifications_bitmask_example_is_written_and_read()
    {
        var set = GlobSet.Of([new GlobRange(1, 3), new GlobRange(5, 5), new GlobRange(7, 9)]);
        const string wire = "05" + "0000000000" + "42" + "01" + "EB" + "50" + "00";
        Assert.Equal(wire, Convert.ToHexString(GlobSetCodec.ToArray(set)));
        Assert.Equal(set, Decode(wire));
    }

    [Theory]
    [InlineData("00", new long[0])]
    [InlineData("06" + "000000000007" + "00", new long[] { 7, 7 })]
    [InlineData("02" + "0001" + "52" + "00000000" + "00000003" + "50" + "00", new[] { 0x100000000, 0x100000003 })]
    [InlineData("52" + "000000000001" + "7FFFFFFFFFFF" + "00", new[] { 1, 0x7FFFFFFFFFFF })]
    // Pushes one on the other: each Pop takes one away; the sixth byte undoes its own.
    [InlineData("03" + "000000" + "02" + "0102" + "01" + "05" + "01" + "09" + "50" + "03" + "0A0B0C" + "50" + "00", new long[] { 0x010205, 0x010205, 0x010209, 0x010209, 0x0A0B0C, 0x0A0B0C })]
    // A bitmask without bits is its starting value; what overlaps is one.
    [InlineData("05" + "0000000000" + "42" + "05" + "00" + "52" + "05" + "07" + "50" + "00", new long[] { 5, 7 })]
    public void Commands_are_read(string wire, long[] ends) =>
        Assert.Equal(GlobSet.Of(ends.Chunk(2).Select(e => new GlobRange(e[0], e[1]))), Decode(wire));

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("06" + "0000000000", "a push cut")]
    [InlineData("07" + "00000000000000" + "00", "a push of seven")]
    [InlineData("04" + "00000000" + "03" + "000000" + "50" + "00", "a push too many")]
    [InlineData("50" + "00", "a pop of nothing")]
    [InlineData("06" + "000000000001" + "50" + "00", "a pop of what undid itself")]
    [InlineData("01" + "00" + "00", "an end with bytes left")]
    [InlineData("42" + "01" + "01" + "00", "a bitmask without common bytes")]
    [InlineData("04" + "00000000" + "42" + "01" + "01" + "50" + "00", "a bitmask with four")]
    [InlineData("05" + "0000000000" + "42" + "FF" + "01" + "50" + "00", "a bitmask over the edge")]
    [InlineData("52" + "000000000002" + "000000000001" + "00", "a range backwards")]
    [InlineData("43" + "00", "a command that is none")]
    public void Globsets_that_do_not_hold_are_refused(string wire, string why)
    {
        var reader = new MapiReader(Convert.FromHexString(wire));
        Assert.Null(GlobSetCodec.Read(ref reader));
        Assert.True(reader.Failed, why);
    }

    [Fact]
    public void What_was_written_is_read_and_is_short() => Set.Sample(set =>
    {
        var wire = GlobSetCodec.ToArray(set);
        Assert.Equal(set, Decode(Convert.ToHexString(wire)));
        // Never longer than one command a range, nor than everything behind one push.
        Assert.True(wire.Length <= 1 + set.Ranges.Sum(r => r.Low == r.High ? 7 : 13));
        if (set.IsEmpty) return;
        var common = 0;
        while (common < 5 && set.Ranges[0].Low >> (40 - 8 * common) == set.Max >> (40 - 8 * common)) common++;
        if (common > 0) Assert.True(wire.Length <= 3 + common + set.Ranges.Sum(r => 1 + (6 - common) * (r.Low == r.High ? 1 : 2)));
    }, iter: 5000);

    [Fact]
    public void Cut_and_changed_globsets_give_a_set_or_an_error() => Gen.Select(Set, Gen.Int, Gen.Byte).Sample((set, at, change) =>
    {
        var wire = GlobSetCodec.ToArray(set);
        at = (int)((uint)at % (uint)wire.Length);
        var cut = new MapiReader(wire.AsSpan(0, at));
        Assert.Null(GlobSetCodec.Read(ref cut));
        Assert.True(cut.Failed);
        wire[at] ^= change;
        var changed = new MapiReader(wire);
        Assert.Equal(changed.Failed, GlobSetCodec.Read(ref changed) is null && !changed.Failed);
        if (!changed.Failed) Assert.True(changed.Position <= wire.Length);
    }, iter: 5000);

    [Fact]
    public void A_hundred_thousand_ids_are_encoded_compactly()
    {
        var even = GlobSet.Of(Enumerable.Range(0, 100_000).Select(i => 0x0000_1000_0000L + 2 * i));
        var wire = GlobSetCodec.ToArray(even);
        // Five ids a bitmask of three bytes.
        Assert.True(wire.Length < 100_000 / 5 * 3 + 6000, $"{wire.Length} bytes");
        Assert.Equal(even, Decode(Convert.ToHexString(wire)));
    }

    private static GlobSet Decode(string wire)
    {
        var reader = new MapiReader(Convert.FromHexString(wire));
        var set = GlobSetCodec.Read(ref reader);
        Assert.True(reader.AtEnd, reader.Error?.ToString());
        return set!;
    }
}
