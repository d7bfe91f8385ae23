using CsCheck;
using MapiOrleans.Grains.Interfaces.Directory;
using Xunit;

namespace MapiOrleans.Tests.DirectoryTests;

public sealed class DirectoryAddressTests
{
    [Theory]
    [InlineData("User@Example.TEST", "user@example.test")]
    [InlineData("\"user\"@example.test", "user@example.test")]
    [InlineData("first.last+tag@example.test", "first.last+tag@example.test")]
    [InlineData("user@bücher.example", "user@xn--bcher-kva.example")]
    [InlineData("user@BÜCHER.example", "user@xn--bcher-kva.example")]
    [InlineData("user@xn--bcher-kva.example", "user@xn--bcher-kva.example")]
    [InlineData("JÖRG@example.test", "jörg@example.test")]
    [InlineData("jo\u0308rg@example.test", "jörg@example.test")]
    [InlineData("root@localhost", "root@localhost")]
    public void An_address_has_one_form(string text, string expected)
    {
        Assert.True(DirectoryAddress.TryParse(text, out var address));
        Assert.Equal(expected, address.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("user")]
    [InlineData("@example.test")]
    [InlineData("user@")]
    [InlineData("user@.")]
    [InlineData("user@example.test.")]
    [InlineData("user@example..test")]
    [InlineData("user@-example.test")]
    [InlineData("user@exa_mple.test")]
    [InlineData("user@127.0.0.1")]
    [InlineData("user@[127.0.0.1]")]
    [InlineData(".user@example.test")]
    [InlineData("user.@example.test")]
    [InlineData("us..er@example.test")]
    [InlineData("us er@example.test")]
    [InlineData("\"us er\"@example.test")]
    [InlineData("us@er@example.test")]
    [InlineData("user\r\n@example.test")]
    [InlineData("user\0@example.test")]
    [InlineData("\ud800@example.test")]
    [InlineData("user@\ud800.test")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789@example.test")]
    public void What_is_no_address_is_none(string? text) => Assert.False(DirectoryAddress.TryParse(text, out _));

    [Fact]
    public void Any_text_is_an_address_or_not_and_its_form_is_its_own_form() => Gen.OneOf(Gen.String, Gen.Char["aB.@\"-é\ud800\udc00xn"].Array[0, 30].Select(c => new string(c))).Sample(text =>
    {
        if (!DirectoryAddress.TryParse(text, out var address)) return;
        Assert.True(DirectoryAddress.TryParse(address.ToString(), out var again));
        Assert.Equal(address, again);
    });
}
