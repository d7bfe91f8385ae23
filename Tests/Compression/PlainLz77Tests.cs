using System.Text;
using CsCheck;
using MapiOrleans.Mapi.Compression;
using Xunit;

namespace MapiOrleans.Tests.Compression;

public class PlainLz77Tests
{
    // [MS-XCA] 3.1.
    public static TheoryData<string, string> SpecificationExamples => new()
    {
        { "abcdefghijklmnopqrstuvwxyz", "3F000000" + Convert.ToHexString("abcdefghijklmnopqrstuvwxyz"u8) },
        { string.Concat(Enumerable.Repeat("abc", 100)), "FFFFFF1F" + "616263" + "1700" + "0FFF" + "2601" },
    };

    [Theory]
    [MemberData(nameof(SpecificationExamples))]
    public void The_specifications_examples_compress_and_decompress(string text, string hex)
    {
        var plain = Encoding.ASCII.GetBytes(text);
        var compressed = Convert.FromHexString(hex);
        Assert.Equal(hex, Convert.ToHexString(Compress(plain)));
        Assert.Equal(plain, Decompress(compressed, plain.Length));
    }

    // [MS-OXCRPC] 3.1.4.1.1.2.2.4: how lengths are told. One literal, then a match one back.
    [Theory]
    [InlineData(3, "0000")]
    [InlineData(9, "0600")]
    [InlineData(10, "070000")]
    [InlineData(24, "07000E")]
    [InlineData(25, "07000F00")]
    [InlineData(26, "07000F01")]
    [InlineData(279, "07000FFE")]
    [InlineData(280, "07000FFF1501")]
    [InlineData(281, "07000FFF1601")]
    public void Match_lengths_are_told_as_the_table_says(int length, string token)
    {
        var plain = new byte[length + 1];
        plain.AsSpan().Fill((byte)'x');
        var compressed = Compress(plain);
        // A literal, a match, the mark of the end.
        Assert.Equal("FFFFFF7F" + "78" + token, Convert.ToHexString(compressed));
        Assert.Equal(plain, Decompress(compressed, plain.Length));
    }

    [Fact]
    public void The_second_long_match_takes_the_other_nibble()
    {
        // x, 11 times x, y, 12 times y: the nibbles 1 and 2 share a byte.
        var plain = Encoding.ASCII.GetBytes(new string('x', 12) + new string('y', 13));
        var compressed = Compress(plain);
        Assert.Equal("FFFFFF5F" + "78" + "070021" + "79" + "0700", Convert.ToHexString(compressed));
        Assert.Equal(plain, Decompress(compressed, plain.Length));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(64)]
    public void The_mark_of_the_end_gets_flags_of_its_own_where_it_must(int literals)
    {
        var plain = Enumerable.Range(0, literals).Select(i => (byte)i).ToArray();
        var compressed = Compress(plain);
        Assert.Equal(literals + 4 * (literals / 32 + 1), compressed.Length);
        Assert.Equal(plain, Decompress(compressed, plain.Length));
        // Some writers leave the last flags away; the size is known all the same.
        if (literals % 32 == 0) Assert.Equal(plain, Decompress(compressed[..^4], plain.Length));
    }

    private static readonly Gen<byte[]> Data = Gen.OneOf(
        Gen.Byte.Array[0, 600],
        Gen.Byte[0, 3].Array[0, 4000],
        Gen.Select(Gen.Byte[0, 5].Array[1, 40], Gen.Int[1, 1500]).Select((unit, times) => Enumerable.Repeat(unit, times).SelectMany(b => b).Take(0x8000).ToArray()));

    [Fact]
    public void What_was_compressed_decompresses_to_itself() => Data.Sample(plain => Assert.Equal(plain, Decompress(Compress(plain), plain.Length)), iter: 2000);

    [Fact]
    public void A_destination_too_small_is_refused_and_nothing_beyond_it_is_touched() => Gen.Select(Data, Gen.Double[0, 1]).Sample((plain, part) =>
    {
        var whole = Compress(plain);
        var room = (int)(whole.Length * part);
        var destination = new byte[whole.Length + 8];
        destination.AsSpan(room).Fill(0xEE);
        var written = PlainLz77.Compress(plain, destination.AsSpan(0, room));
        Assert.Equal(room >= whole.Length ? whole.Length : -1, written);
        Assert.All(destination[room..], b => Assert.Equal(0xEE, b));
    });

    [Fact]
    public void Cut_compressed_data_is_refused() => Data.Where(d => d.Length > 0).Sample(plain =>
    {
        var compressed = Compress(plain);
        // Without its last four bytes data may still be whole: they can be a mark of the end.
        for (var length = 0; length < compressed.Length - 4; length += Math.Max(1, compressed.Length / 50))
        {
            Assert.False(PlainLz77.TryDecompress(compressed.AsSpan(0, length), new byte[plain.Length], out var reason));
            Assert.NotNull(reason);
        }
    }, iter: 300);

    [Fact]
    public void Any_bytes_decompress_or_are_refused_and_nothing_beyond_the_destination_is_touched() =>
        Gen.Select(Gen.OneOf(Gen.Byte.Array[0, 300], Gen.Byte[0, 15].Array[0, 300]), Gen.Int[0, 5000]).Sample((bytes, size) =>
        {
            var destination = new byte[size + 16];
            destination.AsSpan(size).Fill(0xEE);
            var ok = PlainLz77.TryDecompress(bytes, destination.AsSpan(0, size), out var reason);
            Assert.Equal(ok, reason is null);
            Assert.All(destination[size..], b => Assert.Equal(0xEE, b));
        }, iter: 3000);

    [Fact]
    public void A_match_before_the_beginning_is_refused() =>
        Assert.False(PlainLz77.TryDecompress(Convert.FromHexString("FFFFFF7F" + "78" + "0800"), new byte[4], out _));

    [Fact]
    public void A_length_that_contradicts_its_own_form_is_refused() =>
        Assert.False(PlainLz77.TryDecompress(Convert.FromHexString("FFFFFF7F" + "78" + "07000FFF" + "0100"), new byte[5], out _));

    private static byte[] Compress(byte[] plain)
    {
        var destination = new byte[plain.Length * 2 + 16];
        var length = PlainLz77.Compress(plain, destination);
        Assert.True(length >= 4);
        return destination[..length];
    }

    private static byte[] Decompress(byte[] compressed, int size)
    {
        var plain = new byte[size];
        Assert.True(PlainLz77.TryDecompress(compressed, plain, out var reason), reason);
        return plain;
    }
}
