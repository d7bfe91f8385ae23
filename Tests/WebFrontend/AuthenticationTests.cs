using System.Net;
using System.Net.Http.Headers;
using System.Text;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Tests.Session;
using MapiOrleans.WebFrontend.Authentication;
using Microsoft.Extensions.Options;
using Xunit;

namespace MapiOrleans.Tests.Frontend;

public sealed class AuthenticationTests : IAsyncLifetime
{
    private readonly TestInstallation _installation = new();
    private readonly ManualTime _time = new();
    private FrontendHost _host = null!;

    public async Task InitializeAsync() => _host = await FrontendHost.StartAsync(_installation.Grains, _time, ("Authentication:FailuresPerAddress", "12"));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    private async Task<HttpResponseMessage> SignInAsync(string name, string password = TestInstallation.Password, Encoding? encoding = null, bool tls = true, params (string, string)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(tls ? _host.Https : _host.Http, "/autodiscover/autodiscover.xml"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String((encoding ?? Encoding.UTF8).GetBytes($"{name}:{password}")));
        foreach (var (header, value) in headers) request.Headers.TryAddWithoutValidation(header, value);
        return await _host.Client.SendAsync(request);
    }

    private async Task<HttpStatusCode> StatusAsync(string name, string password = TestInstallation.Password)
    {
        using var response = await SignInAsync(name, password);
        return response.StatusCode;
    }

    [Theory]
    [InlineData("user1@example.test")]
    [InlineData("USER1@Example.Test")]
    [InlineData("first.user@example.test")]
    [InlineData(@"EXAMPLE\user1@example.test")]
    [InlineData(@"example.test\user1")]
    public async Task Names_in_the_forms_that_clients_send_are_taken(string name) => Assert.Equal(HttpStatusCode.OK, await StatusAsync(name));

    [Theory]
    [InlineData("user1")]
    [InlineData("nobody@example.test")]
    [InlineData("")]
    [InlineData(@"\")]
    public async Task Other_names_are_not(string name) => Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(name));

    [Fact]
    public async Task Passwords_come_in_UTF8_or_in_the_ANSI_code_page()
    {
        _installation.Passwords[_installation.User.Address] = "Grüße€1";
        using var utf8 = await SignInAsync(_installation.User.Address, "Grüße€1");
        using var ansi = await SignInAsync(_installation.User.Address, "Grüße€1", CodePagesEncodingProvider.Instance.GetEncoding(1252));
        using var wrong = await SignInAsync(_installation.User.Address, "Gruesse1");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized), (utf8.StatusCode, ansi.StatusCode, wrong.StatusCode));
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic ")]
    [InlineData("Basic !!!")]
    [InlineData("Basic dXNlcg==")]
    [InlineData("Negotiate YWJj")]
    [InlineData("Bearer x")]
    public async Task Other_Authorization_headers_get_401_with_the_schemes(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_host.Https, "/autodiscover/autodiscover.xml"));
        request.Headers.TryAddWithoutValidation("Authorization", header);
        using var response = await _host.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Basic realm=\"127.0.0.1\", charset=\"UTF-8\"", response.Headers.WwwAuthenticate.Single().ToString());
        Assert.Equal(0, _installation.Checks);
    }

    [Fact]
    public async Task A_verified_secret_is_not_hashed_again_until_it_changes_or_grows_old()
    {
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.OK, await StatusAsync(_installation.User.Address));
        Assert.Equal(1, _installation.Checks);

        // Seen at the next refresh: the entry is gone, and the old secret is wrong.
        _installation.CredentialVersion = 2;
        _installation.Passwords[_installation.User.Address] = "Another1!";
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(_installation.User.Address));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(_installation.User.Address, "Another1!"));
        Assert.Equal(3, _installation.Checks);

        _time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(_installation.User.Address, "Another1!"));
        Assert.Equal(4, _installation.Checks);
    }

    [Fact]
    public async Task Guessing_at_an_account_waits_longer_each_time_and_does_not_shut_its_owner_out()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(_installation.User.Address));
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(_installation.User.Address, $"wrong{i}"));
        var checks = _installation.Checks;
        foreach (var seconds in (int[])[2, 4, 8])
        {
            using var locked = await SignInAsync(_installation.User.Address, "wrong");
            Assert.Equal((HttpStatusCode.Unauthorized, TimeSpan.FromSeconds(seconds)), (locked.StatusCode, locked.Headers.RetryAfter!.Delta));
            Assert.Equal(checks, _installation.Checks);
            // Who got in a moment ago still does.
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(_installation.User.Address));
            _time.Advance(TimeSpan.FromSeconds(seconds));
            using var free = await SignInAsync(_installation.User.Address, "wrong");
            Assert.Null(free.Headers.RetryAfter);
            Assert.Equal(++checks, _installation.Checks);
        }
        Assert.DoesNotContain(_host.Log.All, l => l.Contains("wrong", StringComparison.Ordinal) || l.Contains(TestInstallation.Password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Guessing_from_one_address_at_many_accounts_waits_too()
    {
        for (var i = 0; i < 12; i++) Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync($"guess{i}@example.test"));
        using var locked = await SignInAsync(_installation.Colleague.Address);
        Assert.Equal((HttpStatusCode.Unauthorized, TimeSpan.FromSeconds(2)), (locked.StatusCode, locked.Headers.RetryAfter!.Delta));
        // Elsewhere it is not held up.
        using var elsewhere = await SignInAsync(_installation.Colleague.Address, headers: ("X-Forwarded-For", "203.0.113.9"));
        Assert.Equal(HttpStatusCode.OK, elsewhere.StatusCode);
    }

    [Theory]
    [InlineData("203.0.113.9", "http", HttpStatusCode.Forbidden)]
    [InlineData("203.0.113.9", "https", HttpStatusCode.OK)]
    [InlineData("203.0.113.9", null, HttpStatusCode.Forbidden)]
    [InlineData(null, null, HttpStatusCode.OK)]
    public async Task Passwords_from_elsewhere_need_TLS(string? forwardedFor, string? proto, HttpStatusCode status)
    {
        var headers = new List<(string, string)>();
        if (forwardedFor is not null) headers.Add(("X-Forwarded-For", forwardedFor));
        if (proto is not null) headers.Add(("X-Forwarded-Proto", proto));
        using var response = await SignInAsync(_installation.User.Address, tls: false, headers: [.. headers]);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? 1 : 0, _installation.Checks);
    }

    [Fact]
    public async Task A_directory_that_is_down_is_not_a_wrong_password()
    {
        _installation.DirectoryDown = true;
        using var response = await SignInAsync(_installation.User.Address);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(10)), (response.StatusCode, response.Headers.RetryAfter!.Delta));
        _installation.DirectoryDown = false;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(_installation.User.Address));
    }

    [Fact]
    public void Lockout_forgets_and_stays_bounded()
    {
        var options = Options.Create(new AuthenticationOptions { FailuresPerAccount = 1, LockoutCapacity = 10 });
        var lockout = new Lockout(options, _time);
        var address = IPAddress.Parse("2001:db8::1");
        for (var i = 0; i < 1_000; i++) lockout.Fail("a", address);
        Assert.Equal(TimeSpan.FromMinutes(15), lockout.Wait("a", IPAddress.Loopback));
        // The same /64, another one.
        Assert.Equal(TimeSpan.FromMinutes(15), lockout.Wait("b", IPAddress.Parse("2001:db8::ffff:1")));
        Assert.Equal(TimeSpan.Zero, lockout.Wait("b", IPAddress.Parse("2001:db8:0:1::1")));
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(1, lockout.Fail("a", address));
        lockout.Succeed("a");
        Assert.Equal(1, lockout.Fail("a", address));
        for (var i = 0; i < 100; i++) lockout.Fail($"x{i}", IPAddress.Parse($"198.51.100.{i}"));
        Assert.Equal(TimeSpan.Zero, lockout.Wait("a", IPAddress.Loopback));
    }

    [Fact]
    public void The_least_recently_used_entry_makes_room()
    {
        var table = new MapiOrleans.WebFrontend.BoundedTable<int, string>(3);
        for (var i = 0; i < 3; i++) table.Set(i, $"{i}");
        Assert.True(table.TryGet(0, out _));
        table.Set(3, "3");
        Assert.Equal((3, true, false, true), (table.Count, table.TryGet(0, out _), table.TryGet(1, out _), table.TryGet(3, out _)));
        Assert.Equal("0+", table.Update(0, v => v + "+"));
        table.Remove(0);
        Assert.False(table.TryGet(0, out _));
    }
}
