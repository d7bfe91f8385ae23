using System.Security.Cryptography;
using CsCheck;
using MapiOrleans.WebFrontend.Mapi;
using Xunit;

namespace MapiOrleans.Tests.Frontend;

public sealed class ContextCookieTests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    private static readonly Gen<ContextCookie> Cookies = Gen.Select(Gen.Guid, Gen.Guid, Gen.Guid, Gen.Long[0, 4_000_000_000_000]).Select((s, a, m, t) =>
        new ContextCookie(s, a, m, DateTimeOffset.FromUnixTimeMilliseconds(t)));

    [Fact]
    public void What_is_signed_comes_back() => Cookies.Sample(c => Assert.Equal(c, ContextCookie.TryRead(c.Protect(Key, "emsmdb"), Key, "emsmdb")));

    [Fact]
    public void Any_other_character_is_a_forgery() =>
        Gen.Select(Cookies, Gen.Int[0, 10_000], Gen.Char).Sample((cookie, at, c) =>
        {
            var text = cookie.Protect(Key, "emsmdb").ToCharArray();
            at %= text.Length;
            if (text[at] == c) return;
            text[at] = c;
            Assert.Null(ContextCookie.TryRead(new string(text), Key, "emsmdb"));
        });

    [Fact]
    public void Pieces_additions_other_keys_and_other_endpoints_do_not_hold() => Cookies.Sample(cookie =>
    {
        var text = cookie.Protect(Key, "emsmdb");
        for (var length = 0; length < text.Length; length++) Assert.Null(ContextCookie.TryRead(text[..length], Key, "emsmdb"));
        Assert.Null(ContextCookie.TryRead(text + "A", Key, "emsmdb"));
        Assert.Null(ContextCookie.TryRead(text, RandomNumberGenerator.GetBytes(32), "emsmdb"));
        Assert.Null(ContextCookie.TryRead(text, Key, "nspi"));
    }, iter: 20);

    [Fact]
    public void Any_text_is_read_without_an_exception() => Gen.String.Sample(s => Assert.Null(ContextCookie.TryRead(s, Key, "emsmdb")));
}
