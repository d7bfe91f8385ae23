using System.Net;
using System.Text;
using MapiOrleans.Mapi.Client;
using Xunit;

namespace MapiOrleans.Tests.Http;

public class AutodiscoverClientTests
{
    private const string Settings = """
        <?xml version="1.0" encoding="utf-8"?>
        <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
          <Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">
            <User><DisplayName>User One</DisplayName><LegacyDN>/o=x/cn=user1</LegacyDN><AutoDiscoverSMTPAddress>user1@example.test</AutoDiscoverSMTPAddress></User>
            <Account><AccountType>email</AccountType><Action>settings</Action>
              <Protocol Type="mapiHttp" Version="1">
                <MailStore><InternalUrl>https://in.example.test/mapi/emsmdb/?MailboxId=1</InternalUrl><ExternalUrl>https://out.example.test/mapi/emsmdb/?MailboxId=1</ExternalUrl></MailStore>
                <AddressBook><InternalUrl>https://in.example.test/mapi/nspi/?MailboxId=1</InternalUrl></AddressBook>
              </Protocol>
              <Protocol><Type>EXHTTP</Type><Server>out.example.test</Server></Protocol>
              <AlternativeMailbox><Type>Delegate</Type><DisplayName>Shared</DisplayName><SmtpAddress>shared@example.test</SmtpAddress></AlternativeMailbox>
            </Account>
          </Response>
        </Autodiscover>
        """;

    private static string Account(string inner) =>
        $"""<Autodiscover xmlns="a"><Response xmlns="b"><Account><AccountType>email</AccountType>{inner}</Account></Response></Autodiscover>""";

    private static string Error(int code) =>
        $"""<Autodiscover xmlns="a"><Response><Error Time="1" Id="2"><ErrorCode>{code}</ErrorCode><Message>no</Message></Error></Response></Autodiscover>""";

    private sealed class Servers(Dictionary<string, Func<string, HttpResponseMessage>> places) : HttpMessageHandler
    {
        public List<(string Url, bool Credentials, string Body)> Asked { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var url = request.RequestUri!.AbsoluteUri;
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Asked.Add((url, request.Headers.Authorization is not null, body));
            return places.TryGetValue(url, out var answer) ? answer(body) : throw new HttpRequestException("no such host");
        }
    }

    private static HttpResponseMessage Xml(string text) => new(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, "text/xml") };

    private static HttpResponseMessage Redirect(string url) => new(HttpStatusCode.Redirect) { Headers = { Location = new Uri(url) } };

    private static (AutodiscoverClient Client, Servers Servers) Make(params (string Url, Func<string, HttpResponseMessage> Answer)[] places)
    {
        var servers = new Servers(places.ToDictionary(p => p.Url, p => p.Answer));
        return (new AutodiscoverClient(new HttpClient(servers), new NetworkCredential("user1@example.test", "secret")), servers);
    }

    [Fact]
    public async Task A_server_that_is_known_is_asked_alone()
    {
        var (client, servers) = Make(("https://localhost:8443/autodiscover/autodiscover.xml", _ => Xml(Settings)));
        var found = await client.FindAsync(new Uri("https://localhost:8443"), "user1@example.test");
        Assert.Equal(("user1@example.test", "User One", "/o=x/cn=user1"), (found.Address, found.DisplayName, found.LegacyDn));
        // The external URL where there is one, else the internal one.
        Assert.Equal("https://out.example.test/mapi/emsmdb/?MailboxId=1", found.MailStore!.AbsoluteUri);
        Assert.Equal("https://in.example.test/mapi/nspi/?MailboxId=1", found.AddressBook!.AbsoluteUri);
        Assert.Equal(["shared@example.test"], found.AlternativeMailboxes);
        Assert.Contains("<EMailAddress>user1@example.test</EMailAddress>", servers.Asked.Single().Body, StringComparison.Ordinal);
        Assert.Contains("outlook/responseschema/2006a", servers.Asked.Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Places_are_asked_in_their_order_and_credentials_go_to_https_only()
    {
        var (client, servers) = Make(
            ("https://example.test/autodiscover/autodiscover.xml", _ => new HttpResponseMessage(HttpStatusCode.NotFound)),
            ("http://autodiscover.example.test/autodiscover/autodiscover.xml", _ => Redirect("https://mail.example.test/autodiscover/autodiscover.xml")),
            ("https://mail.example.test/autodiscover/autodiscover.xml", _ => Xml(Settings)));
        var found = await client.FindAsync("user1@example.test");
        Assert.Equal("mail.example.test", found.Source!.Host);
        Assert.Equal(
            [("https", "example.test", true), ("https", "autodiscover.example.test", true), ("http", "autodiscover.example.test", false), ("https", "mail.example.test", true)],
            servers.Asked.Select(a => (new Uri(a.Url).Scheme, new Uri(a.Url).Host, a.Credentials)));
    }

    [Fact]
    public async Task Redirections_are_followed_and_end()
    {
        var (client, servers) = Make(
            ("https://a.test/autodiscover/autodiscover.xml", body => Xml(body.Contains("other@", StringComparison.Ordinal)
                ? Account("<Action>redirectUrl</Action><RedirectUrl>https://b.test/x.xml</RedirectUrl>")
                : Account("<Action>redirectAddr</Action><RedirectAddr>other@example.test</RedirectAddr>"))),
            ("https://b.test/x.xml", _ => Redirect("https://c.test/y.xml")),
            ("https://c.test/y.xml", _ => Xml(Settings)),
            ("https://loop.test/autodiscover/autodiscover.xml", _ => Redirect("https://loop.test/autodiscover/autodiscover.xml")),
            ("https://down.test/autodiscover/autodiscover.xml", _ => Redirect("http://down.test/plain.xml")));
        Assert.Equal("User One", (await client.FindAsync(new Uri("https://a.test"), "user1@example.test")).DisplayName);
        Assert.Equal(4, servers.Asked.Count);
        Assert.Contains("redirections", (await Assert.ThrowsAsync<AutodiscoverException>(() => client.FindAsync(new Uri("https://loop.test"), "a@b.test"))).Message, StringComparison.Ordinal);
        Assert.Contains("not HTTPS", (await Assert.ThrowsAsync<AutodiscoverException>(() => client.FindAsync(new Uri("https://down.test"), "a@b.test"))).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(servers.Asked, a => a.Url.StartsWith("http:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_most_telling_failure_is_told()
    {
        var (client, _) = Make(("https://example.test/autodiscover/autodiscover.xml", _ => Xml(Error(500))));
        Assert.Equal(500, (await Assert.ThrowsAsync<AutodiscoverException>(() => client.FindAsync("nobody@example.test"))).ErrorCode);
        (client, _) = Make();
        Assert.Equal(0, (await Assert.ThrowsAsync<AutodiscoverException>(() => client.FindAsync("nobody@example.test"))).ErrorCode);
        await Assert.ThrowsAsync<ArgumentException>(() => client.FindAsync("no address"));
    }

    [Theory]
    [InlineData("not xml")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>")]
    [InlineData("<Autodiscover/>")]
    public async Task Answers_that_are_none_are_refused(string answer)
    {
        var (client, _) = Make(("https://a.test/autodiscover/autodiscover.xml", _ => Xml(answer)));
        await Assert.ThrowsAsync<AutodiscoverException>(() => client.FindAsync(new Uri("https://a.test"), "a@b.test"));
    }

    [Fact]
    public async Task An_answer_too_large_is_not_read_to_its_end()
    {
        var (client, _) = Make(("https://a.test/autodiscover/autodiscover.xml", _ => Xml(new string(' ', AutodiscoverClient.MaxResponse + 1))));
        Assert.Contains("bytes", (await Assert.ThrowsAsync<AutodiscoverException>(() => client.FindAsync(new Uri("https://a.test"), "a@b.test"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Soap_and_json_are_asked_too()
    {
        const string soap = """
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><GetUserSettingsResponseMessage xmlns="http://schemas.microsoft.com/exchange/2010/Autodiscover"><Response>
            <ErrorCode>NoError</ErrorCode><UserResponses><UserResponse><ErrorCode>{0}</ErrorCode><ErrorMessage>m</ErrorMessage><UserSettings>
            <UserSetting><Name>UserDN</Name><Value>/o=x/cn=user1</Value></UserSetting></UserSettings></UserResponse></UserResponses></Response></GetUserSettingsResponseMessage></s:Body></s:Envelope>
            """;
        var (client, servers) = Make(
            ("https://a.test/autodiscover/autodiscover.svc", body => Xml(soap.Replace("{0}", body.Contains("nobody", StringComparison.Ordinal) ? "InvalidUser" : "NoError", StringComparison.Ordinal))),
            ("https://a.test/autodiscover/autodiscover.json/v1.0/user1%40example.test?Protocol=AutodiscoverV1", _ => Xml("""{"Protocol":"AutodiscoverV1","Url":"https://b.test/x"}""")),
            ("https://a.test/autodiscover/autodiscover.json/v1.0/user1%40example.test?Protocol=Bad", _ => Xml("[1")),
            ("https://a.test/autodiscover/autodiscover.json/v1.0/user1%40example.test?Protocol=None", _ => Xml("""{"Url":1}""")));
        var settings = await client.GetUserSettingsAsync(new Uri("https://a.test"), "user1@example.test", ["UserDN", "UserDisplayName"]);
        Assert.Equal("/o=x/cn=user1", Assert.Single(settings).Value);
        Assert.Contains("Mailbox>user1@example.test<", servers.Asked[0].Body, StringComparison.Ordinal);
        Assert.Contains("InvalidUser", (await Assert.ThrowsAsync<AutodiscoverException>(() => client.GetUserSettingsAsync(new Uri("https://a.test"), "nobody@example.test", ["UserDN"]))).Message, StringComparison.Ordinal);
        Assert.Equal("https://b.test/x", (await client.FindProtocolAsync(new Uri("https://a.test"), "user1@example.test", "AutodiscoverV1")).AbsoluteUri);
        await Assert.ThrowsAsync<AutodiscoverException>(() => client.FindProtocolAsync(new Uri("https://a.test"), "user1@example.test", "Bad"));
        await Assert.ThrowsAsync<AutodiscoverException>(() => client.FindProtocolAsync(new Uri("https://a.test"), "user1@example.test", "None"));
    }
}
