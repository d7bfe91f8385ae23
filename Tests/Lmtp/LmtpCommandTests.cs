using CsCheck;
using MapiOrleans.Grains.Interfaces.Delivery;
using MapiOrleans.WebFrontend.Lmtp;
using Xunit;

namespace MapiOrleans.Tests.Lmtp;

public sealed class LmtpCommandTests
{
    [Theory]
    [InlineData("FROM:<a@b>", "a@b", 0)]
    [InlineData("from: <a@b> SIZE=5 BODY=8BITMIME", "a@b", 2)]
    [InlineData("FROM:<>", "", 0)]
    [InlineData("FROM:<@relay,@other:a@b>", "a@b", 0)]
    [InlineData("FROM:<\"a>b\\\"\"@c>", "\"a>b\\\"\"@c", 0)]
    public void APathIsRead(string argument, string address, int parameters)
    {
        Assert.Null(LmtpPath.TryParse(argument, "FROM:", out var path));
        Assert.Equal((address, parameters), (path.Address, path.Parameters.Count));
    }

    [Theory]
    [InlineData("a@b")]
    [InlineData("FROM:a@b")]
    [InlineData("FROM:<a@b")]
    [InlineData("FROM:<a@b>x")]
    [InlineData("FROM:<@relay>")]
    [InlineData("FROM:<a\tb@c>")]
    [InlineData("FROM:")]
    public void WhatIsNoPathIsSaidSo(string argument) => Assert.True(LmtpPath.TryParse(argument, "FROM:", out _)?.IsError);

    [Fact]
    public void ParametersOfMail()
    {
        Assert.Null(LmtpPath.TryParse("FROM:<a@b> SIZE=123 body=8bitmime SMTPUTF8", "FROM:", out var path));
        Assert.Null(path.ReadMailParameters(out var flags, out var size));
        Assert.Equal((DeliveryFlags.EightBitMime | DeliveryFlags.SmtpUtf8, 123L), (flags, size));
        foreach (var (wrong, code) in new[] { ("SIZE=-1", 501), ("SIZE=99999999999999999999", 501), ("SIZE", 501), ("BODY=x", 501), ("SMTPUTF8=1", 501), ("RET=FULL", 555) })
        {
            Assert.Null(LmtpPath.TryParse($"FROM:<a@b> {wrong}", "FROM:", out path));
            Assert.Equal(code, path.ReadMailParameters(out _, out _)?.Code);
        }
    }

    [Fact]
    public void AnyLineIsACommandAndAnyArgumentAPathOrAnError() => Gen.String.Sample(text =>
    {
        var command = LmtpCommand.Parse(text);
        if (LmtpPath.TryParse(command.Argument, "TO:", out var path) is null) path.ReadMailParameters(out _, out _);
        if (LmtpPath.TryParse("TO:" + text, "TO:", out path) is null) path.ReadMailParameters(out _, out _);
    });

    [Fact]
    public void AReplyIsOneLineWhateverItsText() => Gen.String.Sample(text =>
    {
        var line = new LmtpReply(550, "5.1.1", text).ToString();
        Assert.EndsWith("\r\n", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line[..^2]);
        Assert.DoesNotContain('\r', line[..^2]);
    });
}
