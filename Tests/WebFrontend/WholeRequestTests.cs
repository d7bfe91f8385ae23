using System.Net;
using System.Xml.Linq;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Frontend;

/// <summary>From Autodiscover over HTTPS to a mailbox in a real silo, and back.</summary>
[Collection(SessionCollection.Name)]
public sealed class WholeRequestTests(SessionHarness harness) : IAsyncLifetime
{
    private FrontendHost _host = null!;
    private MapiHttpClient _client = null!;
    private string _userDn = "";
    private NetworkCredential _credential = null!;

    public async Task InitializeAsync()
    {
        _host = await FrontendHost.StartAsync(harness.Grains);
        var user = await harness.CreateUserAsync();
        await harness.DirectoryGrain.PutObjectAsync(user, TestInstallation.Password);
        _credential = new NetworkCredential(user.Address, TestInstallation.Password);
        _userDn = user.LegacyDN;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_host.Https, "/autodiscover/autodiscover.xml"));
        request.Headers.Authorization = MapiHttpTransport.Basic(_credential);
        request.Headers.Add("X-MapiHttpCapability", "1");
        request.Content = new StringContent($"""
            <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request>
            <EMailAddress>{user.Address}</EMailAddress><AcceptableResponseSchema>{MapiOrleans.WebFrontend.Autodiscover.PoxAutodiscover.ResponseSchema}</AcceptableResponseSchema>
            </Request></Autodiscover>
            """);
        using var response = await _host.Client.SendAsync(request);
        var url = XDocument.Parse(await response.Content.ReadAsStringAsync()).Descendants().First(e => e.Name.LocalName == "ExternalUrl").Value;
        _client = new MapiHttpClient(_host.Client, new Uri(url), _credential);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    private static LogonRequest Logon(string userDn) => new() { LogonFlags = LogonFlags.Private, OpenFlags = OpenFlags.UsePerMdbReplidMapping, Essdn = userDn };

    [Fact]
    public async Task A_mailbox_is_opened_and_closed()
    {
        Assert.Equal(MapiError.Success, (await _client.ConnectAsync(_userDn)).ErrorCode);
        var (response, handles) = await _client.ExecuteAsync(Logon(_userDn), [uint.MaxValue]);
        Assert.Equal(MapiError.Success, Assert.IsType<LogonResponse>(response).ReturnValue);
        Assert.NotEqual(uint.MaxValue, handles[0]);
        Assert.Equal(TimeSpan.FromMinutes(15), await _client.PingAsync());
        await _client.DisconnectAsync();
        var gone = await Assert.ThrowsAsync<MapiHttpException>(() => _client.PingAsync());
        Assert.Equal(MapiHttpResponseCode.ContextNotFound, gone.ResponseCode);
    }

    [Fact]
    public async Task A_repeated_request_is_answered_from_the_last_answer_and_another_one_is_out_of_sequence()
    {
        await _client.ConnectAsync(_userDn);
        var before = _client.Transport.Cookies["MapiSequence"];
        var body = new ExecuteRequestBody { RopBuffer = RpcHeaderExt.Build([RopRequestBuffer.Write([Logon(_userDn)], [uint.MaxValue])], true, true), MaxRopOut = 0x10008 }.ToArray();
        var same = new MapiHttpRequestChanges { Headers = new Dictionary<string, string?> { ["X-RequestId"] = "{E2EA6C1C-E61B-49E9-9CFB-38184F907552}:9" } };
        var first = await _client.Transport.SendAsync("Execute", body, same);
        _client.Transport.Cookies["MapiSequence"] = before;
        var again = await _client.Transport.SendAsync("Execute", body, same);
        Assert.Equal(MapiHttpResponseCode.Success, again.ResponseCode);
        Assert.Equal(first.Body, again.Body);
        _client.Transport.Cookies["MapiSequence"] = before;
        Assert.Equal(MapiHttpResponseCode.InvalidSequence, (await _client.Transport.SendAsync("Execute", body)).ResponseCode);
    }

    [Fact]
    public async Task Autodiscover_names_the_mailboxes_that_are_opened_to_the_user()
    {
        var owner = await harness.CreateUserAsync();
        await harness.DirectoryGrain.PutObjectAsync(owner with { FullAccess = [_credential.UserName] }, null);
        var discover = new AutodiscoverClient(_host.Client, _credential);
        Assert.Equal([owner.Address], (await discover.FindAsync(_host.Https, _credential.UserName)).AlternativeMailboxes);
        // Of somebody else's mailbox it says nothing of the kind.
        Assert.Empty((await discover.FindAsync(_host.Https, owner.Address)).AlternativeMailboxes);
    }

    [Fact]
    public async Task Connecting_again_ends_the_session_before()
    {
        await _client.ConnectAsync(_userDn);
        var old = _client.Transport.Cookies["MapiContext"];
        await _client.ConnectAsync(_userDn);
        var (response, _) = await _client.ExecuteAsync(Logon(_userDn), [uint.MaxValue]);
        Assert.Equal(MapiError.Success, Assert.IsType<LogonResponse>(response).ReturnValue);
        _client.Transport.Cookies["MapiContext"] = old;
        var gone = await Assert.ThrowsAsync<MapiHttpException>(() => _client.PingAsync());
        Assert.Equal(MapiHttpResponseCode.ContextNotFound, gone.ResponseCode);
    }
}
