using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using MapiOrleans.Grains.Interfaces.OfflineAddressBook;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Tests.Session;
using MapiOrleans.WebFrontend.Autodiscover;
using Xunit;

namespace MapiOrleans.Tests.Frontend;

public sealed class AutodiscoverTests : IAsyncLifetime
{
    private const string OutlookSchema = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";

    private static readonly XNamespace Outlook = OutlookSchema;
    private static readonly XNamespace Root = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace SoapAutodiscover = "http://schemas.microsoft.com/exchange/2010/Autodiscover";

    private readonly TestInstallation _installation = new();
    private readonly ManualTime _time = new();
    private FrontendHost _host = null!;

    public async Task InitializeAsync() => _host = await FrontendHost.StartAsync(
        _installation.Grains, _time, ("Autodiscover:Redirects:moved.test", "https://autodiscover.moved.test/autodiscover/autodiscover.xml"));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpMethod method, string path, string? body, bool signIn = true, params (string, string)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(_host.Https, path));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "text/xml");
        if (signIn) request.Headers.Authorization = MapiHttpTransport.Basic(new NetworkCredential(_installation.User.Address, TestInstallation.Password));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _host.Client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static string Request(string address, string schema = OutlookSchema, string element = "EMailAddress") => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006">
          <Request><{element}>{address}</{element}><AcceptableResponseSchema>{schema}</AcceptableResponseSchema></Request>
        </Autodiscover>
        """;

    private async Task<XElement> PoxAsync(string body, params (string, string)[] headers)
    {
        var (status, text) = await SendAsync(HttpMethod.Post, "/Autodiscover/AutoDiscover.XML", body, true, headers);
        Assert.Equal(HttpStatusCode.OK, status);
        var root = XDocument.Parse(text).Root!;
        Assert.Equal(Root + "Autodiscover", root.Name);
        return root.Elements().Single();
    }

    private async Task ErrorAsync(int code, string body, params (string, string)[] headers)
    {
        var response = await PoxAsync(body, headers);
        Assert.Equal(Root + "Response", response.Name);
        var error = response.Element(Root + "Error")!;
        Assert.Equal($"{code}", error.Element(Root + "ErrorCode")!.Value);
        Assert.Matches(@"^\d\d:\d\d:\d\d\.\d{7}$", error.Attribute("Time")!.Value);
        Assert.NotEmpty(error.Element(Root + "Message")!.Value);
        Assert.NotNull(error.Element(Root + "DebugData"));
    }

    private static readonly (string, string) Capable = ("X-MapiHttpCapability", "1");

    [Theory]
    [InlineData("user1@example.test")]
    [InlineData("First.User@Example.test")]
    public async Task A_client_that_can_is_told_where_MAPI_over_HTTP_is(string address)
    {
        var response = await PoxAsync(Request(address.ToLowerInvariant()), Capable);
        Assert.Equal(Outlook + "Response", response.Name);
        var user = response.Element(Outlook + "User")!;
        Assert.Equal(
            (_installation.User.DisplayName, _installation.User.LegacyDN, _installation.User.Address, _installation.Domain.DomainId.ToString()),
            (Value(user, "DisplayName"), Value(user, "LegacyDN"), Value(user, "AutoDiscoverSMTPAddress"), Value(user, "DeploymentId")));
        var account = response.Element(Outlook + "Account")!;
        Assert.Equal(("email", "settings"), (Value(account, "AccountType"), Value(account, "Action")));
        var mapi = account.Elements(Outlook + "Protocol").Single(p => (string?)p.Attribute("Type") == "mapiHttp");
        Assert.Equal("1", (string?)mapi.Attribute("Version"));
        var url = $"https://127.0.0.1:{_host.Https.Port}/mapi/emsmdb/?MailboxId={_installation.User.MailboxGuid}@example.test";
        Assert.Equal((url, url), (Value(mapi.Element(Outlook + "MailStore")!, "InternalUrl"), Value(mapi.Element(Outlook + "MailStore")!, "ExternalUrl")));
        var http = account.Elements(Outlook + "Protocol").Single(p => p.Element(Outlook + "Type")?.Value == "EXHTTP");
        Assert.Equal(("127.0.0.1", "On"), (Value(http, "Server"), Value(http, "SSL")));
        // It is where it says.
        var transport = new MapiHttpTransport(_host.Client, new Uri(url), new NetworkCredential(_installation.User.Address, TestInstallation.Password));
        Assert.Equal(Mapi.Http.MapiHttpResponseCode.Success, (await transport.SendAsync("PING", default)).ResponseCode);
    }

    [Fact]
    public async Task The_legacy_name_is_an_address_too() =>
        Assert.Equal(_installation.User.Address, Value((await PoxAsync(Request(_installation.User.LegacyDN, element: "LegacyDN"), Capable)).Element(Outlook + "User")!, "AutoDiscoverSMTPAddress"));

    [Fact]
    public async Task Mailboxes_of_colleagues_are_told_and_those_of_other_domains_are_not()
    {
        Assert.Equal(_installation.Colleague.LegacyDN, Value((await PoxAsync(Request(_installation.Colleague.Address), Capable)).Element(Outlook + "User")!, "LegacyDN"));
        await ErrorAsync(500, Request(_installation.Stranger.Address), Capable);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0")]
    [InlineData("x")]
    public async Task A_client_that_cannot_is_not_told(string? capability)
    {
        var response = await PoxAsync(Request(_installation.User.Address), capability is null ? [] : [("X-MapiHttpCapability", capability)]);
        Assert.DoesNotContain(response.Descendants(Outlook + "Protocol"), p => p.Attribute("Type") is not null);
    }

    [Fact]
    public async Task Public_folders_are_found_by_the_address_that_is_told_and_by_a_servers()
    {
        var own = (await PoxAsync(Request(_installation.User.Address), Capable)).Element(Outlook + "Account")!;
        var told = Value(own.Element(Outlook + "PublicFolderInformation")!, "SmtpAddress");
        Assert.Equal("PublicFolderMailbox@example.test", told);
        foreach (var address in new[] { told, "PublicFolderMailbox_sut01@example.test", "publicfoldermailbox_SUT01.example.test@EXAMPLE.test" })
        {
            var response = await PoxAsync(Request(address), Capable);
            Assert.Equal("Public Folders", Value(response.Element(Outlook + "User")!, "DisplayName"));
            Assert.StartsWith("/o=", Value(response.Element(Outlook + "User")!, "LegacyDN"), StringComparison.Ordinal);
            var store = response.Descendants(Outlook + "MailStore").Single();
            Assert.EndsWith($"/mapi/emsmdb/?MailboxId={_installation.Domain.PublicMailbox}@example.test", Value(store, "InternalUrl"), StringComparison.Ordinal);
            Assert.Empty(response.Descendants(Outlook + "PublicFolderInformation"));
        }
        foreach (var address in new[] { "PublicFolderMailboxes@example.test", "PublicFolder@example.test", "PublicFolderMailbox@elsewhere.test", "@example.test", "PublicFolderMailbox_x@" })
            await ErrorAsync(500, Request(address), Capable);
    }

    [Fact]
    public async Task A_domain_without_MAPI_has_no_public_folders_to_find()
    {
        _installation.Domain = _installation.Domain with { MapiEnabled = false };
        await ErrorAsync(500, Request("PublicFolderMailbox@example.test"), Capable);
        Assert.Empty((await PoxAsync(Request(_installation.User.Address), Capable)).Descendants(Outlook + "PublicFolderInformation"));
    }

    [Fact]
    public async Task A_domain_without_MAPI_has_no_protocols()
    {
        _installation.Domain = _installation.Domain with { MapiEnabled = false };
        var response = await PoxAsync(Request(_installation.User.Address), Capable);
        Assert.Empty(response.Descendants(Outlook + "Protocol"));
        Assert.Equal(_installation.User.Address, Value(response.Element(Outlook + "User")!, "AutoDiscoverSMTPAddress"));
    }

    [Fact]
    public async Task Errors_have_the_codes_of_the_schema()
    {
        await ErrorAsync(500, Request("nobody@example.test"));
        await ErrorAsync(501, Request(_installation.Group.Address));
        await ErrorAsync(601, Request(_installation.User.Address, "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006"));
        await ErrorAsync(601, Request(_installation.User.Address), ("User-Agent", "MacOutlook/16.80.0 (Intelx64 Mac OS X)"));
        foreach (var bad in (string[])["", "no xml", "<Autodiscover/>", "<Autodiscover><Request/></Autodiscover>", "<a><b></a>", Request(""), Request(_installation.User.Address, "")])
        {
            await ErrorAsync(600, bad);
        }
        Assert.Contains("<ErrorCode>600</ErrorCode>", (await SendAsync(HttpMethod.Get, "/autodiscover/autodiscover.xml", null)).Text);
    }

    [Fact]
    public async Task Hostile_XML_is_an_invalid_request()
    {
        await ErrorAsync(600, $"<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>{Request("&x;")[39..]}");
        await ErrorAsync(600, Request(string.Concat(Enumerable.Repeat("<a>", 5_000)) + string.Concat(Enumerable.Repeat("</a>", 5_000))));
        await ErrorAsync(600, Request(new string('a', 70_000)));
        await ErrorAsync(600, "<?xml version=\"1.0\" encoding=\"no-such-encoding\"?><a/>");
    }

    [Fact]
    public void Any_mutation_of_a_request_is_read_or_refused()
    {
        var good = Encoding.UTF8.GetBytes(Request("user1@example.test"));
        for (var at = 0; at < good.Length; at++)
        {
            foreach (var change in (byte[])[0x00, 0x3C, 0xFF])
            {
                var bytes = good.ToArray();
                bytes[at] = change;
                Assert.Null(Record.Exception(() => SecureXml.TryParse(new MemoryStream(bytes))));
            }
        }
    }

    [Fact]
    public async Task Domains_that_moved_are_redirected()
    {
        var account = (await PoxAsync(Request("somebody@moved.test"))).Element(Outlook + "Account")!;
        Assert.Equal(("redirectUrl", "https://autodiscover.moved.test/autodiscover/autodiscover.xml"), (Value(account, "Action"), Value(account, "RedirectUrl")));
    }

    [Theory]
    [InlineData("https://autodiscover.new.test/autodiscover/autodiscover.xml", "redirectUrl", "RedirectUrl", "https://autodiscover.new.test/autodiscover/autodiscover.xml")]
    [InlineData("new.test", "redirectAddr", "RedirectAddr", "{0}@new.test")]
    public async Task Of_a_domain_that_moved_everybody_is_told_the_same_whoever_there_is(string movedTo, string action, string element, string target)
    {
        _installation.Domain = _installation.Domain with { MovedTo = movedTo };
        foreach (var local in (string[])["user1", "nobody", "staff"])
        {
            var account = (await PoxAsync(Request($"{local}@example.test"), Capable)).Element(Outlook + "Account")!;
            var expected = target.Replace("{0}", local, StringComparison.Ordinal);
            Assert.Equal((action, expected), (Value(account, "Action"), Value(account, element)));
            var user = (await SoapAsync(SoapRequest($"{local}@example.test", "UserDN"))).Descendants(SoapAutodiscover + "UserResponse").Single();
            Assert.Equal((element == "RedirectUrl" ? "RedirectUrl" : "RedirectAddress", expected), (user.Element(SoapAutodiscover + "ErrorCode")!.Value, user.Element(SoapAutodiscover + "RedirectTarget")!.Value));
        }
        var byName = (await PoxAsync(Request(_installation.User.LegacyDN, element: "LegacyDN"), Capable)).Element(Outlook + "Account")!;
        Assert.Equal(action, Value(byName, "Action"));
        var json = await SendAsync(HttpMethod.Get, "/autodiscover/autodiscover.json?Email=x@example.test&Protocol=AutodiscoverV1", null, signIn: false);
        Assert.Contains("https://autodiscover.new.test/autodiscover/autodiscover.xml", json.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offline_address_book_is_told_where_there_is_one_and_by_the_addresses_of_inside_and_outside()
    {
        var book = OfflineAddressBookIdentity.BookId(_installation.Domain.DomainId);
        Assert.Empty((await PoxAsync(Request(_installation.User.Address), Capable)).Descendants(Outlook + "OABUrl"));
        Assert.Equal("SettingIsNotAvailable", (await SoapAsync(SoapRequest(_installation.User.Address, "ExternalOABUrl"))).Descendants(SoapAutodiscover + "UserSettingError").Single().Element(SoapAutodiscover + "ErrorCode")!.Value);
        _installation.OnOab = asked => GrainDouble.Of<IOfflineAddressBookGrain>((_, _) => Task.FromResult<OabPublication?>(
            asked == book ? new OabPublication { BookId = book, Sequence = 1, PublishedAt = DateTimeOffset.UnixEpoch, Files = [] } : null));
        await _host.DisposeAsync();
        _host = await FrontendHost.StartAsync(_installation.Grains, null, ("WebFrontend:ExternalUrl", "https://mail.example.test"), ("WebFrontend:InternalUrl", "https://mail.intern.test:8443"));
        var account = (await PoxAsync(Request(_installation.User.Address), Capable)).Element(Outlook + "Account")!;
        var http = account.Elements(Outlook + "Protocol").Where(p => p.Element(Outlook + "Type")?.Value == "EXHTTP").ToList();
        Assert.Equal([("mail.intern.test", $"https://mail.intern.test:8443/oab/{book:D}/"), ("mail.example.test", $"https://mail.example.test/oab/{book:D}/")], http.Select(p => (Value(p, "Server"), Value(p, "OABUrl"))));
        var store = account.Descendants(Outlook + "MailStore").Single();
        Assert.StartsWith("https://mail.intern.test:8443/mapi/emsmdb/?MailboxId=", Value(store, "InternalUrl"), StringComparison.Ordinal);
        Assert.StartsWith("https://mail.example.test/mapi/emsmdb/?MailboxId=", Value(store, "ExternalUrl"), StringComparison.Ordinal);
        var settings = (await SoapAsync(SoapRequest(_installation.User.Address, "InternalOABUrl", "ExternalOABUrl", "InternalMapiHttpUrl"))).Descendants(SoapAutodiscover + "UserSetting").Select(s => s.Element(SoapAutodiscover + "Value")!.Value).ToList();
        Assert.Equal([$"https://mail.intern.test:8443/oab/{book:D}/", $"https://mail.example.test/oab/{book:D}/", Value(store, "InternalUrl")], settings);
    }

    [Fact]
    public async Task SOAP_tells_of_mailboxes_that_one_may_open()
    {
        _installation.Put(_installation.Colleague with { FullAccess = [_installation.User.Address], DisplayName = "Colleague" });
        var mailbox = (await SoapAsync(SoapRequest(_installation.User.Address, "AlternateMailboxes"))).Descendants(SoapAutodiscover + "AlternateMailbox").Single();
        Assert.Equal(("Delegate", "Colleague", _installation.Colleague.Address), (
            mailbox.Element(SoapAutodiscover + "Type")!.Value, mailbox.Element(SoapAutodiscover + "DisplayName")!.Value, mailbox.Element(SoapAutodiscover + "OwnerSmtpAddress")!.Value));
    }

    [Fact]
    public async Task A_mailbox_of_another_domain_cannot_be_told_from_one_that_is_not_there()
    {
        static string WithoutTime(string text) => System.Text.RegularExpressions.Regex.Replace(text, "Time=\"[^\"]*\"", "");
        var (_, stranger) = await SendAsync(HttpMethod.Post, "/autodiscover/autodiscover.xml", Request(_installation.Stranger.Address));
        var (_, nobody) = await SendAsync(HttpMethod.Post, "/autodiscover/autodiscover.xml", Request("nobody@elsewhere.test"));
        var (_, nowhere) = await SendAsync(HttpMethod.Post, "/autodiscover/autodiscover.xml", Request("nobody@nowhere.test"));
        Assert.Equal(WithoutTime(nobody), WithoutTime(stranger));
        Assert.Equal(WithoutTime(nobody), WithoutTime(nowhere));
        var soap = await Task.WhenAll(new[] { _installation.Stranger.Address, "nobody@elsewhere.test", "nobody@nowhere.test" }.Select(a => SoapAsync(SoapRequest(a, "UserDN"))));
        Assert.Single(soap.Select(s => s.ToString()).Distinct());
    }

    private static string SoapRequest(string address, params string[] settings) => $"""
        <a:GetUserSettingsRequestMessage><a:Request><a:Users><a:User><a:Mailbox>{address}</a:Mailbox></a:User></a:Users>
        <a:RequestedSettings>{string.Concat(settings.Select(s => $"<a:Setting>{s}</a:Setting>"))}</a:RequestedSettings></a:Request></a:GetUserSettingsRequestMessage>
        """;

    [Fact]
    public async Task Nobody_is_told_anything_without_signing_in()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(HttpMethod.Post, "/autodiscover/autodiscover.xml", Request(_installation.User.Address), signIn: false)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(HttpMethod.Post, "/autodiscover/autodiscover.svc", "<a/>", signIn: false)).Status);
    }

    [Fact]
    public async Task The_external_address_is_told_where_it_is_set_and_plain_GETs_are_sent_there()
    {
        await using var host = await FrontendHost.StartAsync(_installation.Grains, null, ("WebFrontend:ExternalUrl", "https://mail.example.test/"));
        using var response = await host.Client.GetAsync(new Uri(host.Http, "/autodiscover/autodiscover.xml"));
        Assert.Equal((HttpStatusCode.Redirect, "https://mail.example.test/autodiscover/autodiscover.xml"), (response.StatusCode, response.Headers.Location!.ToString()));
        var json = await host.Client.GetStringAsync(new Uri(host.Https, "/autodiscover/autodiscover.json?Email=a@example.test&Protocol=AutodiscoverV1"));
        Assert.Equal("""{"Protocol":"AutodiscoverV1","Url":"https://mail.example.test/autodiscover/autodiscover.xml"}""", json);
    }

    private static string Envelope(string body) => $"""
        <soap:Envelope xmlns:soap="{Soap}" xmlns:a="{SoapAutodiscover}"><soap:Body>{body}</soap:Body></soap:Envelope>
        """;

    private async Task<XElement> SoapAsync(string body)
    {
        var (status, text) = await SendAsync(HttpMethod.Post, "/autodiscover/autodiscover.svc", Envelope(body));
        Assert.Equal(HttpStatusCode.OK, status);
        return XDocument.Parse(text).Root!.Element(Soap + "Body")!.Elements().Single().Element(SoapAutodiscover + "Response")!;
    }

    [Fact]
    public async Task SOAP_gives_the_settings_that_are_asked_for_and_errors_for_the_rest()
    {
        var response = await SoapAsync("""
            <a:GetUserSettingsRequestMessage><a:Request><a:Users><a:User><a:Mailbox>user1@example.test</a:Mailbox></a:User><a:User><a:Mailbox>nobody@example.test</a:Mailbox></a:User></a:Users>
            <a:RequestedSettings><a:Setting>UserDisplayName</a:Setting><a:Setting>UserDN</a:Setting><a:Setting>ExternalEwsUrl</a:Setting></a:RequestedSettings></a:Request></a:GetUserSettingsRequestMessage>
            """);
        Assert.Equal("NoError", response.Element(SoapAutodiscover + "ErrorCode")!.Value);
        var users = response.Element(SoapAutodiscover + "UserResponses")!.Elements().ToArray();
        Assert.Equal(["NoError", "InvalidUser"], users.Select(u => u.Element(SoapAutodiscover + "ErrorCode")!.Value));
        var settings = users[0].Element(SoapAutodiscover + "UserSettings")!.Elements().ToDictionary(s => s.Element(SoapAutodiscover + "Name")!.Value, s => s.Element(SoapAutodiscover + "Value")!.Value);
        Assert.Equal(_installation.User.DisplayName, settings["UserDisplayName"]);
        Assert.Equal(_installation.User.LegacyDN, settings["UserDN"]);
        var error = Assert.Single(users[0].Element(SoapAutodiscover + "UserSettingErrors")!.Elements());
        Assert.Equal(("SettingIsNotAvailable", "ExternalEwsUrl"), (error.Element(SoapAutodiscover + "ErrorCode")!.Value, error.Element(SoapAutodiscover + "SettingName")!.Value));
    }

    [Fact]
    public async Task SOAP_answers_its_other_operations_and_faults_for_the_rest()
    {
        Assert.Equal("NotFederated", (await SoapAsync("<a:GetFederationInformationRequestMessage/>")).Element(SoapAutodiscover + "ErrorCode")!.Value);
        Assert.Equal("InvalidRequest", (await SoapAsync("<a:GetUserSettingsRequestMessage/>")).Element(SoapAutodiscover + "ErrorCode")!.Value);
        var domains = await SoapAsync("""
            <a:GetDomainSettingsRequestMessage><a:Request><a:Domains><a:Domain>example.test</a:Domain><a:Domain>elsewhere.test</a:Domain></a:Domains>
            <a:RequestedSettings><a:Setting>ExternalEwsUrl</a:Setting></a:RequestedSettings></a:Request></a:GetDomainSettingsRequestMessage>
            """);
        Assert.Equal(["NoError", "InvalidDomain"], domains.Element(SoapAutodiscover + "DomainResponses")!.Elements().Select(d => d.Element(SoapAutodiscover + "ErrorCode")!.Value));
        foreach (var bad in (string[])[Envelope("<a:GetOrganizationRelationshipSettingsRequestMessage/>"), "<x/>", "", Envelope("")])
        {
            var (status, text) = await SendAsync(HttpMethod.Post, "/autodiscover/autodiscover.svc", bad);
            Assert.Equal(HttpStatusCode.InternalServerError, status);
            Assert.NotEmpty(XDocument.Parse(text).Root!.Element(Soap + "Body")!.Element(Soap + "Fault")!.Element("faultstring")!.Value);
        }
    }

    [Theory]
    [InlineData("/autodiscover/autodiscover.json?Email=x@example.test&Protocol=AutodiscoverV1", HttpStatusCode.OK, null)]
    [InlineData("/Autodiscover/Autodiscover.json/v1.0/x@example.test?Protocol=autodiscoverv1", HttpStatusCode.OK, null)]
    [InlineData("/autodiscover/autodiscover.json?Email=x@moved.test&Protocol=AutodiscoverV1", HttpStatusCode.OK, null)]
    [InlineData("/autodiscover/autodiscover.json?Email=x@nowhere.test&Protocol=AutodiscoverV1", HttpStatusCode.NotFound, "UserNotFound")]
    [InlineData("/autodiscover/autodiscover.json?Email=x@example.test", HttpStatusCode.BadRequest, "MandatoryParameterMissing")]
    [InlineData("/autodiscover/autodiscover.json?Protocol=AutodiscoverV1", HttpStatusCode.BadRequest, "MandatoryParameterMissing")]
    [InlineData("/autodiscover/autodiscover.json?Email=x@example.test&Protocol=ActiveSync", HttpStatusCode.BadRequest, "ProtocolNotSupported")]
    [InlineData("/autodiscover/autodiscover.json?Email=x@example.test&Protocol=Other", HttpStatusCode.BadRequest, "InvalidProtocol")]
    public async Task JSON_says_where_plain_XML_is(string path, HttpStatusCode status, string? error)
    {
        var (answered, text) = await SendAsync(HttpMethod.Get, path, null, signIn: false);
        Assert.Equal(status, answered);
        using var json = JsonDocument.Parse(text);
        if (error is not null) Assert.Equal(error, json.RootElement.GetProperty("ErrorCode").GetString());
        else Assert.EndsWith("/autodiscover/autodiscover.xml", json.RootElement.GetProperty("Url").GetString());
    }

    private static string Value(XElement parent, string name) => parent.Element(Outlook + name)!.Value;
}
