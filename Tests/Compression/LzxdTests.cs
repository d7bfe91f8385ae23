using System.Text;
using CsCheck;
using MapiOrleans.Mapi.Compression;
using MapiOrleans.Mapi.OfflineAddressBook;
using MapiOrleans.Mapi.Wire;
using MapiOrleans.Tests.OfflineAddressBook;
using Xunit;

namespace MapiOrleans.Tests.Compression;

public class LzxdTests
{
    public static TheoryData<string> Kinds => ["one", "odd", "zeros", "text", "random", "program", "chunk", "chunk+1", "many", "two symbols", "far"];

    private static byte[] Make(string kind)
    {
        var random = new Random(kind.Length);
        switch (kind)
        {
            case "one": return [42];
            case "odd": return [1, 2, 3];
            case "zeros": return new byte[100_001];
            case "text": return Text(random, 3_000);
            case "random": return Bytes(random, 70_001);
            case "program": return [.. Enumerable.Repeat((byte)0xE8, 5_000), .. Text(random, 10), .. Enumerable.Repeat((byte)0xE8, 40_000)];
            case "chunk": return Text(random, 2_000)[..Lzx.ChunkSize];
            case "chunk+1": return Text(random, 2_000)[..(Lzx.ChunkSize + 1)];
            case "many": return Text(random, 14_000);
            case "two symbols": return [.. Enumerable.Range(0, 9_999).Select(i => (byte)(i * i % 7 % 2))];
            case "far":
                var unit = Bytes(random, 60_000);
                return [.. unit, .. Bytes(random, 60_000), .. unit, .. Bytes(random, 3), .. unit];
            default: throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Text(Random random, int lines)
    {
        var text = new StringBuilder();
        for (var i = 0; i < lines; i++) text.Append($"/o=Example/cn=Recipients/cn={random.Next():x8}-{i}\0user{i}@example.test\0User {random.Next(500)}\0");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    [Theory, MemberData(nameof(Kinds))]
    public void WhatIsCompressedComesBack(string kind)
    {
        var data = Make(kind);
        var file = new OabCompressor().Compress(data);
        Assert.Equal(data, new OabDecompressor().TryDecompress(file, data.Length, out var error));
        Assert.Null(error);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void AnIndependentDecoderReadsIt(string kind)
    {
        var data = Make(kind);
        Assert.Equal(data, Mspack.Decompress(new OabCompressor().Compress(data)));
    }

    [Theory]
    [InlineData("many", 0.25), InlineData("zeros", 0.01), InlineData("far", 0.7)]
    public void ItGetsSmaller(string kind, double share)
    {
        var data = Make(kind);
        Assert.True(new OabCompressor().Compress(data).Length < data.Length * share, $"{new OabCompressor().Compress(data).Length} of {data.Length}");
    }

    [Theory]
    [InlineData(257), InlineData(258), InlineData(512), InlineData(513), InlineData(1_536), InlineData(1_537), InlineData(5_632), InlineData(5_633), InlineData(32_767), InlineData(32_768)]
    public void LongMatchesOfAllClassesAreUnderstood(int length)
    {
        // One match of just this length, from the reference.
        var reference = Bytes(new Random(7), length);
        byte[] target = [.. reference, (byte)~reference[0]];
        using var patch = new MapiWriter();
        new PatchHeader(OabCompressor.BlockMax, (uint)reference.Length, (uint)target.Length, Crc32.Append(Crc32.AddressBookSeed, reference), Crc32.Append(Crc32.AddressBookSeed, target)).Write(patch);
        new OabCompressor().WritePatchBlock(patch, reference, target);
        Assert.Equal(target, new OabDecompressor().TryPatch(reference, patch.Written, target.Length, out var error));
        Assert.Null(error);
        Assert.Equal(target, Mspack.Patch(reference, patch.ToArray()));
        Assert.True(patch.Length < 300, $"{patch.Length} bytes");
    }

    [Fact]
    public void WhatTheReferenceHasCostsNextToNothing()
    {
        var random = new Random(3);
        var source = Text(random, 5_000)[..OabCompressor.BlockMax];
        byte[] target = [.. source[..100_000], .. Encoding.UTF8.GetBytes("somebody new"), .. source[100_200..]];
        var stream = new LzxdEncoder().Encode(source, target, Lzx.WindowBits(source.Length, target.Length)).ToArray();
        Assert.True(stream.Length < 300, $"{stream.Length} bytes");
        var back = new byte[target.Length];
        Assert.Null(new LzxdDecoder().Decode(stream, source, back, Lzx.WindowBits(source.Length, target.Length)));
        Assert.Equal(target, back);
    }

    [Fact]
    public void AnyDataComesBackFromAnyReference() =>
        Gen.Select(Gen.Byte[0, 6].Array[0, 3_000], Gen.Byte[0, 6].Array[1, 3_000]).Sample((reference, target) =>
        {
            var bits = Lzx.WindowBits(reference.Length, target.Length);
            var back = new byte[target.Length];
            return new LzxdDecoder().Decode(new LzxdEncoder().Encode(reference, target, bits), reference, back, bits) is null && back.AsSpan().SequenceEqual(target);
        }, iter: 300);

    [Fact]
    public void AnEncoderCanBeUsedAgain()
    {
        var encoder = new LzxdEncoder();
        var decoder = new LzxdDecoder();
        foreach (var kind in new[] { "many", "one", "text", "random", "zeros", "text" })
        {
            var data = Make(kind);
            var bits = Lzx.WindowBits(0, data.Length);
            var back = new byte[data.Length];
            Assert.Null(decoder.Decode(encoder.Encode([], data, bits), [], back, bits));
            Assert.Equal(data, back);
        }
    }

    [Theory]
    [InlineData("text"), InlineData("random"), InlineData("two symbols"), InlineData("far")]
    public void BrokenStreamsGiveAnErrorOrData(string kind)
    {
        var data = Make(kind)[..9_000];
        var bits = Lzx.WindowBits(0, data.Length);
        var stream = new LzxdEncoder().Encode([], data, bits).ToArray();
        var decoder = new LzxdDecoder();
        var back = new byte[data.Length];
        for (var length = 0; length < stream.Length; length += 1 + (stream.Length / 500)) Assert.NotNull(decoder.Decode(stream.AsSpan(0, length), [], back, bits));
        var random = new Random(11);
        for (var i = 0; i < 3_000; i++)
        {
            var broken = (byte[])stream.Clone();
            for (var flips = random.Next(1, 4); flips > 0; flips--) broken[random.Next(i % 2 == 0 ? Math.Min(200, broken.Length) : broken.Length)] ^= (byte)(1 << random.Next(8));
            decoder.Decode(broken, [], back, bits);
        }
        for (var i = 0; i < 2_000; i++) decoder.Decode(Bytes(random, random.Next(400)), data, back, Lzx.WindowBits(data.Length, data.Length));
        // And what is right is still right.
        Assert.Null(decoder.Decode(stream, [], back, bits));
        Assert.Equal(data, back);
    }

    [Fact]
    public void CallsThatWereMadeAbsoluteBecomeRelativeAgain()
    {
        // A stream as another encoder would write it: E8 translation on, one uncompressed block.
        byte[] data = [.. new byte[20], 0xE8, 0x64, 0, 0, 0, .. new byte[20]];
        using var stream = new MapiWriter();
        stream.WriteUInt16((ushort)(8 + 12 + data.Length + 1));
        // One bit, 32 bits of file size 1000, three bits of type 3, 24 bits of length, four bits to fill the word: most significant bit first.
        var bits = "1" + Convert.ToString(1000, 2).PadLeft(32, '0') + "011" + Convert.ToString(data.Length, 2).PadLeft(24, '0') + "0000";
        for (var i = 0; i < 64; i += 16) stream.WriteUInt16(Convert.ToUInt16(bits.Substring(i, 16), 2));
        for (var i = 0; i < 3; i++) stream.WriteUInt32(1);
        stream.WriteBytes(data);
        stream.WriteByte(0);
        var back = new byte[data.Length];
        Assert.Null(new LzxdDecoder().Decode(stream.Written, [], back, Lzx.MinWindowBits));
        Assert.Equal(100 - 20, BitConverter.ToInt32(back, 21));
    }

    [Theory]
    [InlineData(0, 1, 17), InlineData(0, 1 << 17, 17), InlineData(0, (1 << 17) + 1, 18), InlineData(1, 1 << 17, 18), InlineData(262_144, 262_144, 19), InlineData(16_000_000, 16_000_000, 25)]
    public void WindowsHoldReferenceAndData(int reference, int target, int bits) => Assert.Equal(bits, Lzx.WindowBits(reference, target));

    [Theory]
    [InlineData(15, 30), InlineData(17, 34), InlineData(20, 42), InlineData(21, 50), InlineData(22, 66), InlineData(23, 98), InlineData(24, 162), InlineData(25, 290)]
    public void WindowsHaveTheSlotsOfTheSpecification(int bits, int slots) => Assert.Equal(slots, Lzx.Slots(bits));
}
