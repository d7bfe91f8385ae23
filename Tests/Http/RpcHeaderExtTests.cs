using CsCheck;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Wire;
using Xunit;

namespace MapiOrleans.Tests.Http;

public class RpcHeaderExtTests
{
    private static readonly EnvelopeLimits Limits = EnvelopeLimits.Default;

    private static readonly Gen<byte[]> Payload = Gen.OneOf(Gen.Byte.Array[0, 400], Gen.Byte[0, 2].Array[0, 5000], Gen.Int[0, 0x8000].Select(n => new byte[n]));

    [Fact]
    public void Payloads_come_back_compressed_obfuscated_and_chained() =>
        Gen.Select(Payload.List[1, 5], Gen.Bool, Gen.Bool).Sample((payloads, compress, obfuscate) =>
        {
            var buffer = RpcHeaderExt.Build(payloads, compress, obfuscate);
            var read = RpcHeaderExt.TryRead(buffer, Limits, out var error);
            Assert.Null(error);
            Assert.Equal(payloads, read);
            Assert.True(buffer.Length <= payloads.Sum(p => p.Length + RpcHeaderExt.Size));
        }, iter: 300);

    [Fact]
    public void Headers_are_those_of_the_specification()
    {
        // Version 0, flags, Size, SizeActual; Last on the last only.
        Assert.Equal("0000" + "0000" + "0200" + "0200" + "0102" + "0000" + "0400" + "0100" + "0100" + "03",
            Convert.ToHexString(RpcHeaderExt.Build([[1, 2], [3]], compress: true, obfuscate: false)));
        Assert.Equal("0000" + "0600" + "0200" + "0200" + "A4A7", Convert.ToHexString(RpcHeaderExt.Build([[1, 2]], compress: false, obfuscate: true)));
        var compressed = RpcHeaderExt.Build([new byte[0x8000]], compress: true, obfuscate: true);
        Assert.Equal(7, compressed[2]);
        Assert.Equal(compressed.Length - 8, compressed[4] | (compressed[5] << 8));
        Assert.Equal(0x8000, compressed[6] | (compressed[7] << 8));
    }

    [Theory]
    [InlineData("", "an empty buffer")]
    [InlineData("00000400010001", "a header cut")]
    [InlineData("0100040001000100FF", "a version")]
    [InlineData("0000140001000100FF", "flags that are none")]
    [InlineData("0000040001000200FF", "sizes that differ")]
    [InlineData("0000040002000200FF", "a payload cut")]
    [InlineData("0000040001000100FFFF", "bytes after the last")]
    [InlineData("0000000001000100FF", "no last")]
    [InlineData("0000050004000400FFFFFFFF", "compressed without a gain")]
    [InlineData("0000050004000800FFFFFFFF", "compressed data that ends too early")]
    [InlineData("00000400018001800000", "more than 32 KB")]
    public void Buffers_that_do_not_hold_are_refused(string hex, string why)
    {
        Assert.Null(RpcHeaderExt.TryRead(Convert.FromHexString(hex), Limits, out var error));
        Assert.True(error is not null, why);
    }

    [Fact]
    public void A_small_buffer_does_not_grow_without_bounds()
    {
        var bomb = RpcHeaderExt.Build(Enumerable.Repeat(new byte[0x8000], 40).ToList(), compress: true, obfuscate: false);
        Assert.True(bomb.Length < 2000);
        Assert.Null(RpcHeaderExt.TryRead(bomb, Limits, out var error));
        Assert.Contains("uncompressed", error!.Value.Reason, StringComparison.Ordinal);
        var many = RpcHeaderExt.Build(Enumerable.Repeat(Array.Empty<byte>(), 200).ToList(), compress: false, obfuscate: false);
        Assert.Null(RpcHeaderExt.TryRead(many, Limits, out error));
        Assert.Contains("payloads", error!.Value.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_and_changed_buffers_give_payloads_or_an_error() => Gen.Select(Payload.List[1, 3], Gen.Bool, Gen.Bool, Gen.Int, Gen.Byte).Sample((payloads, compress, obfuscate, at, value) =>
    {
        var buffer = RpcHeaderExt.Build(payloads, compress, obfuscate);
        Assert.Null(RpcHeaderExt.TryRead(buffer.AsSpan(0, (int)((uint)at % (uint)buffer.Length)), Limits, out var cut));
        Assert.NotNull(cut);
        buffer[(int)((uint)at % (uint)buffer.Length)] ^= value;
        var read = RpcHeaderExt.TryRead(buffer, Limits, out var error);
        Assert.Equal(read is null, error is not null);
    }, iter: 1000);

    [Fact]
    public void The_buffer_read_stays_as_it_was()
    {
        var buffer = RpcHeaderExt.Build([new byte[1000]], compress: true, obfuscate: true);
        var before = buffer.ToArray();
        Assert.NotNull(RpcHeaderExt.TryRead(buffer, Limits, out _));
        Assert.Equal(before, buffer);
    }

    [Fact]
    public void A_single_payload_may_be_missing_but_not_be_two()
    {
        Assert.Empty(RpcHeaderExt.TryReadSingle([], Limits, out _)!);
        Assert.Equal(7, Assert.Single(RpcHeaderExt.TryReadSingle(RpcHeaderExt.Build([[7]], false, false), Limits, out _)!));
        Assert.Null(RpcHeaderExt.TryReadSingle(RpcHeaderExt.Build([[7], [8]], false, false), Limits, out var error));
        Assert.NotNull(error);
    }

    [Fact]
    public void What_was_written_before_stays()
    {
        using var writer = new MapiWriter();
        writer.WriteUInt32(0x11223344);
        var written = RpcHeaderExt.Write(writer, new byte[3000], last: true, compress: true, obfuscate: true);
        Assert.Equal(4 + written, writer.Length);
        Assert.Equal(new byte[3000], RpcHeaderExt.TryRead(writer.Written[4..], Limits, out _)!.Single());
        Assert.Equal([0x44, 0x33, 0x22, 0x11], writer.Written[..4].ToArray());
    }
}
