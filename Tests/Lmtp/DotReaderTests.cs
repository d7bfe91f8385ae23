using System.Text;
using CsCheck;
using MapiOrleans.WebFrontend.Lmtp;
using Xunit;

namespace MapiOrleans.Tests.Lmtp;

public sealed class DotReaderTests
{
    private static (string Message, string After, bool Ended) Read(string wire, int step)
    {
        var dots = new DotReader();
        var input = Encoding.Latin1.GetBytes(wire);
        var output = new byte[step + 1];
        var message = new StringBuilder();
        var at = 0;
        while (at < input.Length && !dots.AtEnd)
        {
            var (taken, written) = dots.Read(input.AsSpan(at, Math.Min(step, input.Length - at)), output);
            message.Append(Encoding.Latin1.GetString(output, 0, written));
            at += taken;
        }
        return (message.ToString(), wire[at..], dots.AtEnd);
    }

    [Theory]
    [InlineData(".\r\n", "", "")]
    [InlineData("a\r\n.\r\nQUIT\r\n", "a\r\n", "QUIT\r\n")]
    [InlineData("..\r\n.\r\n", ".\r\n", "")]
    [InlineData("..a\r\n...\r\n.\r\n", ".a\r\n..\r\n", "")]
    [InlineData("a\r\n\r\n.\r\n", "a\r\n\r\n", "")]
    [InlineData("\r\r\n.\r\n", "\r\r\n", "")]
    public void AMessageEndsAtItsLoneDot(string wire, string message, string rest)
    {
        for (var step = 1; step <= wire.Length; step++) Assert.Equal((message, rest, true), Read(wire, step));
    }

    [Theory]
    [InlineData("a\n.\n")]
    [InlineData("a\n.\r\n")]
    [InlineData("a\r\n.\n")]
    [InlineData("a\r.\r")]
    [InlineData("a\n..\r\nMAIL FROM:<evil@example.test>\r\n")]
    public void ABareLineFeedEndsNothing(string smuggled)
    {
        for (var step = 1; step <= smuggled.Length; step++)
        {
            Assert.False(Read(smuggled, step).Ended);
            Assert.True(Read(smuggled + "\r\n.\r\n", step).Ended);
        }
    }

    [Fact]
    public void WhateverIsStuffedComesOut() => Gen.Select(Gen.Char["\r\n.ab"].Array[0, 60], Gen.Int[1, 7]).Sample((text, step) =>
    {
        // As a client does it: lines end in CRLF, the last one too, a leading dot is doubled.
        var message = new string(text).Replace("\r", "").Replace("\n", "\r\n") + "\r\n";
        var stuffed = string.Concat(message.Split("\r\n")[..^1].Select(line => (line.StartsWith('.') ? "." : "") + line + "\r\n"));
        Assert.Equal((message, "rest", true), Read(stuffed + ".\r\nrest", step));
    });
}
