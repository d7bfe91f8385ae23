using System.Text;
using CsCheck;
using MapiOrleans.Mapi.Compression;
using Xunit;

namespace MapiOrleans.Tests.Compression;

public class CompressedRtfTests
{
    // [MS-OXRTFCP] 3.1 and 3.2.
    private const string HelloWorld = "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af32068656c090020627705b06c647d0a800fa0";
    private const string Crossing = "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0";

    [Theory]
    [InlineData(HelloWorld, "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n")]
    [InlineData(Crossing, "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}")]
    public void Examples_are_read(string hex, string rtf)
    {
        var read = CompressedRtf.TryDecompress(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), 1000, out var error);
        Assert.Null(error);
        Assert.Equal(rtf, Encoding.ASCII.GetString(read!));
    }

    [Theory]
    [InlineData(HelloWorld, "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n")]
    [InlineData(Crossing, "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}")]
    public void Examples_are_written_as_short(string hex, string rtf) =>
        Assert.Equal(hex.Replace(" ", "", StringComparison.Ordinal).Length / 2, CompressedRtf.Compress(Encoding.ASCII.GetBytes(rtf)).Length);

    [Fact]
    public void Whatever_is_compressed_comes_back()
    {
        var text = Gen.OneOf(Gen.Byte.Array[0, 9000], Gen.Byte[65, 68].Array[0, 9000], Gen.Select(Gen.Byte.Array[1, 30], Gen.Int[1, 400], (piece, times) => Enumerable.Repeat(piece, times).SelectMany(p => p).ToArray()));
        text.Sample(rtf =>
        {
            var back = CompressedRtf.TryDecompress(CompressedRtf.Compress(rtf), rtf.Length, out var error);
            Assert.Null(error);
            Assert.Equal(rtf, back);
        }, iter: 200);
    }

    [Fact]
    public void Damage_is_an_error_and_never_more_than_the_bound()
    {
        var bytes = CompressedRtf.Compress(Encoding.ASCII.GetBytes("{\\rtf1\\ansi " + string.Concat(Enumerable.Repeat("some text ", 40)) + "}"));
        for (var length = 0; length < bytes.Length; length++) Assert.Null(CompressedRtf.TryDecompress(bytes[..length], 10_000, out _));
        Assert.Null(CompressedRtf.TryDecompress(bytes, 100, out var tooLong));
        Assert.NotNull(tooLong);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[bit / 8] ^= (byte)(1 << bit % 8);
            var read = CompressedRtf.TryDecompress(flipped, 10_000, out var error);
            Assert.True(read is null ? error is not null : read.Length <= 10_000);
        }
    }

    [Fact]
    public void Uncompressed_text_is_taken_as_it_is()
    {
        byte[] bytes = [0x13, 0, 0, 0, 7, 0, 0, 0, 0x4D, 0x45, 0x4C, 0x41, 0, 0, 0, 0, .. "{\\rtf1}"u8];
        Assert.Equal("{\\rtf1}"u8, CompressedRtf.TryDecompress(bytes, 100, out _)!);
    }
}
