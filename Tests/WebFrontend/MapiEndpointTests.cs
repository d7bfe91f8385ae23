using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Tests.Session;
using Microsoft.Extensions.Logging;
using Xunit;

namespace MapiOrleans.Tests.Frontend;

/// <summary>Requests that are refused, and the headers of those that are not ([MS-OXCMAPIHTTP] 2.2.2, 2.2.3).</summary>
public sealed class MapiEndpointTests : IAsyncLifetime
{
    private readonly TestInstallation _installation = new();
    private readonly ManualTime _time = new();
    private FrontendHost _host = null!;

    public async Task InitializeAsync() => _host = await FrontendHost.StartAsync(_installation.Grains, _time, ("Mapi:InitialDelay", "00:00:05"));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    private byte[] ConnectBody(uint flags = 0, string? dn = null) => new ConnectRequestBody { UserDn = dn ?? _installation.User.LegacyDN, Flags = flags }.ToArray();

    private Task<MapiHttpReply> SendAsync(string type, byte[] body, MapiHttpRequestChanges? changes = null) => _host.Transport(_installation.User.Address).SendAsync(type, body, changes);

    private static MapiHttpRequestChanges Header(string name, string? value) => new() { Headers = new Dictionary<string, string?> { [name] = value } };

    [Fact]
    public async Task Connect_answers_with_all_that_the_specification_names()
    {
        var transport = _host.Transport(_installation.User.Address);
        var reply = await transport.SendAsync("Connect", ConnectBody(), Header("X-RequestId", "{E2EA6C1C-E61B-49E9-9CFB-38184F907552}:123456"));

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(MapiHttpResponseCode.Success, reply.ResponseCode);
        Assert.Equal("0", reply.Headers["X-ResponseCode"]);
        Assert.Equal("application/mapi-http", reply.Headers["Content-Type"]);
        Assert.Equal("chunked", reply.Headers["Transfer-Encoding"]);
        Assert.Equal("Connect", reply.Headers["X-RequestType"]);
        Assert.Equal("{E2EA6C1C-E61B-49E9-9CFB-38184F907552}:123456", reply.Headers["X-RequestId"]);
        Assert.Equal(transport.ClientInfo, reply.Headers["X-ClientInfo"]);
        Assert.Equal("30000", reply.Headers["X-PendingPeriod"]);
        Assert.Equal("900000", reply.Headers["X-ExpirationInfo"]);
        Assert.Matches(new Regex(@"^Exchange/15\.\d\d\.\d{4}\.\d{3}$"), reply.Headers["X-ServerApplication"]);
        Assert.True(reply.Processing);
        Assert.True(int.Parse(reply.AdditionalHeaders["X-ElapsedTime"]) >= 0);
        Assert.Equal(_time.GetUtcNow().ToString("r"), reply.AdditionalHeaders["X-StartTime"]);
        Assert.Equal(2, reply.SetCookies.Count);
        Assert.All(reply.SetCookies, c => Assert.EndsWith("; path=/mapi/emsmdb; HttpOnly; secure", c));

        var body = ConnectResponseBody.TryParse(reply.Body, out _)!;
        Assert.Equal((0u, MapiError.Success, 60_000u, 6u, 10_000u), (body.StatusCode, body.ErrorCode, body.PollsMax, body.RetryCount, body.RetryDelay));
        Assert.Equal("User <One> & Söhne", body.DisplayName);
        Assert.EndsWith("/cn=Recipients/cn=", body.DnPrefix);
        Assert.NotEmpty(AuxBlocks.FromBuffer(body.AuxiliaryBuffer.Span, EnvelopeLimits.Default, out _)!);

        var open = Assert.Single(_installation.Opened);
        Assert.Equal((_installation.User.ObjectId, "example.test", _installation.User.MailboxGuid, 1252u), (open.AccountId, open.Domain, open.MailboxGuid, open.CodePage));
    }

    [Theory]
    [InlineData("/mapi/emsmdb")]
    [InlineData("/mapi/emsmdb/")]
    [InlineData("/MAPI/EmsMdb/?MailboxId=6f7c3b0e-0000-0000-0000-000000000000@example.test")]
    [InlineData("/mapi/emsmdb?MailboxId=")]
    public async Task Paths_are_taken_in_any_case_with_and_without_slash(string path) =>
        Assert.Equal(MapiHttpResponseCode.Success, (await SendAsync("Connect", ConnectBody(), new() { Path = path })).ResponseCode);

    [Theory]
    [InlineData("/mapi/")]
    [InlineData("/mapi/other/")]
    [InlineData("/mapi/emsmdb/more")]
    public async Task Other_paths_are_invalid(string path) => await RefusedAsync(MapiHttpResponseCode.InvalidPath, "Connect", new() { Path = path });

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Other_verbs_are_invalid(string verb) => await RefusedAsync(MapiHttpResponseCode.InvalidVerb, "Connect", new() { Method = new HttpMethod(verb) });

    [Fact]
    public async Task Get_is_an_invalid_verb()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_host.Https, "/mapi/emsmdb/"));
        request.Headers.Authorization = MapiHttpTransport.Basic(new NetworkCredential(_installation.User.Address, TestInstallation.Password));
        using var response = await _host.Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, "2", "text/html"), (response.StatusCode, response.Headers.GetValues("X-ResponseCode").Single(), response.Content.Headers.ContentType!.MediaType));
    }

    [Theory]
    [InlineData("X-RequestType", null, MapiHttpResponseCode.MissingHeader)]
    [InlineData("X-RequestId", null, MapiHttpResponseCode.MissingHeader)]
    [InlineData("Content-Type", null, MapiHttpResponseCode.MissingHeader)]
    [InlineData("Content-Type", "text/xml", MapiHttpResponseCode.InvalidHeader)]
    [InlineData("X-ClientInfo", "LONG", MapiHttpResponseCode.InvalidHeader)]
    [InlineData("X-RequestId", "LONG", MapiHttpResponseCode.InvalidHeader)]
    [InlineData("X-RequestType", "Konnect", MapiHttpResponseCode.InvalidRequestType)]
    [InlineData("X-RequestType", "Bind", MapiHttpResponseCode.InvalidRequestType)]
    public async Task Bad_headers_are_refused(string name, string? value, MapiHttpResponseCode code) =>
        await RefusedAsync(code, "Connect", Header(name, value == "LONG" ? new string('x', 600) : value));

    [Fact]
    public async Task The_request_type_is_echoed_as_the_client_spells_it()
    {
        var reply = await SendAsync("cONNECT", ConnectBody());
        Assert.Equal((MapiHttpResponseCode.Success, "cONNECT"), (reply.ResponseCode, reply.Headers["X-RequestType"]));
    }

    [Fact]
    public async Task X_ClientInfo_may_be_left_out()
    {
        var reply = await SendAsync("Connect", ConnectBody(), Header("X-ClientInfo", null));
        Assert.Equal(MapiHttpResponseCode.Success, reply.ResponseCode);
        Assert.False(reply.Headers.ContainsKey("X-ClientInfo"));
    }

    [Fact]
    public async Task Anonymous_requests_get_401_with_the_schemes()
    {
        var transport = _host.Transport(null);
        var reply = await transport.SendAsync("Connect", ConnectBody());
        Assert.Equal((HttpStatusCode.Unauthorized, "8", "Connect", transport.ClientInfo), (reply.Status, reply.Headers["X-ResponseCode"], reply.Headers["X-RequestType"], reply.Headers["X-ClientInfo"]));
        Assert.Equal("Basic realm=\"127.0.0.1\", charset=\"UTF-8\"", reply.Headers["WWW-Authenticate"]);
        Assert.Empty(_installation.Opened);
    }

    [Fact]
    public async Task Every_prefix_of_a_body_is_an_invalid_body()
    {
        var body = ConnectBody();
        var transport = _host.Transport(_installation.User.Address);
        for (var length = 0; length < body.Length; length += 7)
        {
            Assert.Equal(MapiHttpResponseCode.InvalidRequestBody, (await transport.SendAsync("Connect", body[..length])).ResponseCode);
        }
        Assert.Empty(_installation.Opened);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_too_large_is_not_read(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_host.Https, "/mapi/emsmdb/")) { Content = new ByteArrayContent(new byte[300_000]) };
        request.Headers.Authorization = MapiHttpTransport.Basic(new NetworkCredential(_installation.User.Address, TestInstallation.Password));
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.Add("X-RequestType", "Execute");
        request.Headers.Add("X-RequestId", "{E2EA6C1C-E61B-49E9-9CFB-38184F907552}:1");
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/mapi-http");
        using var response = await _host.Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, "9"), (response.StatusCode, response.Headers.GetValues("X-ResponseCode").Single()));
    }

    [Fact]
    public async Task A_domain_is_switched_off_and_on_while_the_server_runs()
    {
        Assert.Equal(MapiHttpResponseCode.Success, (await SendAsync("Connect", ConnectBody())).ResponseCode);
        _installation.Domain = _installation.Domain with { MapiEnabled = false };
        _time.Advance(TimeSpan.FromSeconds(10));
        await RefusedAsync(MapiHttpResponseCode.EndpointDisabled, "Connect", null);
        await RefusedAsync(MapiHttpResponseCode.EndpointDisabled, "Connect", null);
        Assert.Single(_host.Log.Of(LogLevel.Warning), l => l.Contains("user1@example.test of example.test asked for MAPI"));
        _installation.Domain = _installation.Domain with { MapiEnabled = true };
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(MapiHttpResponseCode.Success, (await SendAsync("Connect", ConnectBody())).ResponseCode);
        Assert.Equal(1, _installation.Checks);
    }

    [Fact]
    public async Task A_node_that_stops_says_so()
    {
        _host.Lifetime.StopApplication();
        await RefusedAsync(MapiHttpResponseCode.EndpointShuttingDown, "Connect", null);
    }

    [Theory]
    [InlineData(0u, "", MapiError.Success)]
    [InlineData(1u, "", MapiError.LoginPermission)]
    [InlineData(1u, DirectoryRoles.OrganizationAdmin, MapiError.Success)]
    public async Task Administrators_connect_as_such_and_others_get_an_error_code(uint flags, string role, MapiError error)
    {
        _installation.Put(_installation.User with { Roles = role.Length > 0 ? [role] : [] });
        var reply = await SendAsync("Connect", ConnectBody(flags));
        Assert.Equal((MapiHttpResponseCode.Success, error), (reply.ResponseCode, ConnectResponseBody.TryParse(reply.Body, out _)!.ErrorCode));
        Assert.Equal(error == MapiError.Success ? 2 : 0, reply.SetCookies.Count);
        Assert.Equal(error == MapiError.Success ? 1 : 0, _installation.Opened.Count);
    }

    [Fact]
    public async Task Nobody_connects_as_somebody_else()
    {
        foreach (var dn in (string[])[_installation.Colleague.LegacyDN, "/o=No/cn=Such", ""])
        {
            var reply = await SendAsync("Connect", ConnectBody(dn: dn));
            Assert.Equal(MapiError.UnknownUser, ConnectResponseBody.TryParse(reply.Body, out _)!.ErrorCode);
            Assert.Empty(reply.SetCookies);
        }
        Assert.Empty(_installation.Opened);
        Assert.Equal(MapiError.Success, ConnectResponseBody.TryParse((await SendAsync("Connect", ConnectBody(dn: _installation.User.LegacyDN.ToUpperInvariant()))).Body, out _)!.ErrorCode);
    }

    [Fact]
    public async Task Too_many_sessions_are_an_error_code()
    {
        _installation.OnOpen = _ => Task.FromResult(new SessionOpened(SessionOutcome.TooManySessions, null));
        var reply = await SendAsync("Connect", ConnectBody());
        Assert.Equal((MapiHttpResponseCode.Success, MapiError.TooManySessions), (reply.ResponseCode, ConnectResponseBody.TryParse(reply.Body, out _)!.ErrorCode));
        Assert.Empty(reply.SetCookies);
    }

    [Fact]
    public async Task Load_balancers_learn_whether_the_node_serves()
    {
        using var good = await _host.Client.GetAsync(new Uri(_host.Http, "/MAPI/HealthCheck.htm"));
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        _installation.DirectoryDown = true;
        using var bad = await _host.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri(_host.Http, "/mapi/healthcheck.htm")));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, bad.StatusCode);
    }

    private async Task RefusedAsync(MapiHttpResponseCode code, string type, MapiHttpRequestChanges? changes)
    {
        var before = _installation.Opened.Count;
        var reply = await SendAsync(type, ConnectBody(), changes);
        Assert.Equal((HttpStatusCode.OK, ((int)code).ToString(), "text/html"), (reply.Status, reply.Headers["X-ResponseCode"], reply.Headers["Content-Type"]));
        Assert.True(reply.Headers.ContainsKey("X-ServerApplication"));
        Assert.NotEmpty(reply.Body);
        Assert.Equal(before, _installation.Opened.Count);
    }
}
