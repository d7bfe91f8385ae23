using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Tests.Provisioning;
using MapiOrleans.WebFrontend.Admin;
using Xunit;

namespace MapiOrleans.Tests.Admin;

public sealed class AdminApiTests(AdminServer server) : IClassFixture<AdminServer>
{
    private readonly string _domain = $"d{Guid.NewGuid():n}.test";

    private async Task<JsonElement> OkAsync(string method, string path, string? json = null, HttpStatusCode status = HttpStatusCode.OK)
    {
        var (actual, body) = await server.SendAsync(method, path, json);
        Assert.True(status == actual, $"{method} {path}: {actual} {(body.ValueKind == JsonValueKind.Undefined ? "" : body.ToString())}");
        return body;
    }

    private Task<JsonElement> MakeDomainAsync() => OkAsync("PUT", $"domains/{_domain}", "{}", HttpStatusCode.Created);

    private Task<JsonElement> MakeUserAsync(string name, string fields = "") =>
        OkAsync("PUT", $"domains/{_domain}/users/{name}@{_domain}", $$"""{ "displayName": "{{name}}" {{fields}} }""", HttpStatusCode.Created);

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer wrong")]
    [InlineData("Basic dXNlcjpwYXNz")]
    public async Task Without_the_token_nothing_is_told(string? header)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{server.Url}/admin/v1/domains");
        if (header is not null) request.Headers.TryAddWithoutValidation("Authorization", header);
        using var response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var health = await client.GetAsync($"{server.Url}/admin/v1/health");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public void The_token_is_made_once_for_the_servers_account_only()
    {
        var token = AdminToken.Read(server.TokenFile);
        Assert.Equal(43, token.Length);
        Assert.True(AdminToken.Load(server.Options).Is(token));
        Assert.False(AdminToken.Load(server.Options).Is(token + "x"));
        Assert.Equal(token, AdminToken.Read(server.TokenFile));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(server.TokenFile));
        Assert.Throws<InvalidDataException>(() => AdminToken.Load(new AdminOptions { Token = "short" }));
        var configured = AdminToken.Load(new AdminOptions { Token = new string('t', 40), TokenFile = "never made" });
        Assert.True(configured.Is(new string('t', 40)));
        Assert.False(File.Exists("never made"));
    }

    [Fact]
    public async Task Another_listener_has_no_admin_api()
    {
        var (app, url) = await server.StartAsync(new AdminOptions { Port = 1, Token = new string('t', 40) });
        await using var _ = app;
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", new string('t', 40));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(url + "/admin/v1/domains")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(url + "/admin/v1/health")).StatusCode);
    }

    [Fact]
    public async Task More_requests_than_the_limit_are_told_to_come_again()
    {
        var (app, url) = await server.StartAsync(new AdminOptions { Port = 0, Token = new string('t', 40), MaxRequestsPerSecond = 1 });
        await using var _ = app;
        using var client = new HttpClient();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.GetAsync(url + "/admin/v1/health")));
        var refused = answers.First(a => a.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_domain_is_made_shown_and_switched()
    {
        var made = await MakeDomainAsync();
        Assert.Equal(_domain, Text(made, "name"));
        Assert.False(made.GetProperty("mapi").GetProperty("enabled").GetBoolean());
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await server.SendAsync("PUT", $"domains/{_domain}", "{}", mustBeNew: true)).Status);

        Assert.True((await OkAsync("PUT", $"domains/{_domain}/mapi", """{ "enabled": true }""")).GetProperty("mapi").GetProperty("enabled").GetBoolean());
        Assert.True((await server.Directory.FindDomainAsync(_domain))?.MapiEnabled);
        // A change of one thing leaves the rest.
        var changed = await OkAsync("PATCH", $"domains/{_domain}", $$"""{ "aliases": ["alias.{{_domain}}"] }""");
        Assert.True(changed.GetProperty("mapi").GetProperty("enabled").GetBoolean());
        Assert.Equal(_domain, Text(await OkAsync("GET", $"domains/alias.{_domain}"), "name"));
        Assert.Contains((await OkAsync("GET", "domains")).GetProperty("items").EnumerateArray(), d => Text(d, "name") == _domain);
        await OkAsync("PUT", $"domains/{_domain}/mapi", """{ "enabled": false }""");
        Assert.False((await server.Directory.FindDomainAsync(_domain))?.MapiEnabled);

        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync("GET", "domains/no.such.domain")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.SendAsync("PUT", $"domains/{_domain}", """{ "name": "other.test" }""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.SendAsync("PUT", $"domains/{_domain}/mapi", "{}")).Status);
    }

    [Fact]
    public async Task A_domains_directory_is_described_asked_for_and_told_of()
    {
        await MakeDomainAsync();
        await OkAsync("GET", $"domains/{_domain}/directory", status: HttpStatusCode.NotFound);
        await OkAsync("POST", $"domains/{_domain}/directory/sync", "{}", HttpStatusCode.NotFound);
        const string Described = """{ "directory": { "servers": ["ldaps://dc1.example.test"], "baseDn": "dc=example,dc=test", "schema": "activeDirectory", "attributes": { "office": "roomNumber", "photo": "" } } }""";
        var made = (await OkAsync("PUT", $"domains/{_domain}", Described)).GetProperty("directory");
        Assert.Equal(("activeDirectory", "roomNumber", ""), (Text(made, "schema"), Text(made.GetProperty("attributes"), "office"), Text(made.GetProperty("attributes"), "photo")));
        // What is changed beside it leaves it as it is, and what it gives back is taken.
        var patched = await OkAsync("PATCH", $"domains/{_domain}", """{ "mapi": { "enabled": true } }""");
        Assert.Equal(made.ToString(), patched.GetProperty("directory").ToString());
        Assert.Equal(made.ToString(), (await OkAsync("PUT", $"domains/{_domain}", patched.ToString())).GetProperty("directory").ToString());
        Assert.Equal("waiting", Text(await OkAsync("GET", $"domains/{_domain}/directory"), "state"));
        Assert.True((await OkAsync("POST", $"domains/{_domain}/directory/sync", """{ "full": true }""")).TryGetProperty("dueAt", out _));
        foreach (var (field, json) in ((string, string)[])[("directory.servers[0]", """{ "servers": ["http://x"], "baseDn": "dc=x" }"""), ("directory.servers", """{ "baseDn": "dc=x" }"""), ("directory.passwordFile", """{ "servers": ["ldap://x"], "baseDn": "dc=x", "bindDn": "cn=x" }"""),
            ("directory.attributes.shoeSize", """{ "servers": ["ldap://x"], "baseDn": "dc=x", "attributes": { "shoeSize": "x" } }"""), ("directory.userFilter", """{ "servers": ["ldap://x"], "baseDn": "dc=x", "userFilter": "x" }""")])
        {
            var problem = await OkAsync("PUT", $"domains/{_domain}", $$"""{ "directory": {{json}} }""", HttpStatusCode.BadRequest);
            Assert.Contains(problem.GetProperty("errors").EnumerateArray(), e => Text(e, "field") == field);
        }
        Assert.False((await OkAsync("PUT", $"domains/{_domain}", "{}")).TryGetProperty("directory", out _));
    }

    [Fact]
    public async Task A_user_is_made_changed_and_removed()
    {
        await MakeDomainAsync();
        var made = await MakeUserAsync("ann", """, "password": "Secret 1", "title": "Clerk", "quotaMB": 5""");
        Assert.False(made.TryGetProperty("password", out _));
        Assert.NotNull(await server.Directory.AuthenticateAsync($"ann@{_domain}", ["Secret 1"]));

        var changed = await OkAsync("PATCH", $"domains/{_domain}/users/ann@{_domain}", """{ "title": null, "office": "12" }""");
        Assert.Equal(("", "12", 5), (Text(changed, "title"), Text(changed, "office"), changed.GetProperty("quotaMB").GetInt32()));
        Assert.NotNull(await server.Directory.AuthenticateAsync($"ann@{_domain}", ["Secret 1"]));

        // What is shown can be sent back as it is.
        var shown = await OkAsync("GET", $"domains/{_domain}/users/ann@{_domain}");
        var put = await OkAsync("PUT", $"domains/{_domain}/users/ann@{_domain}", shown.ToString());
        Assert.Equal(shown.ToString(), put.ToString());

        await OkAsync("PUT", $"domains/{_domain}/users/ann@{_domain}/password", """{ "password": "Secret 2" }""", HttpStatusCode.NoContent);
        Assert.Null(await server.Directory.AuthenticateAsync($"ann@{_domain}", ["Secret 1"]));
        Assert.NotNull(await server.Directory.AuthenticateAsync($"ann@{_domain}", ["Secret 2"]));

        var mailbox = await OkAsync("GET", $"domains/{_domain}/users/ann@{_domain}/mailbox");
        Assert.Equal(5 << 20, mailbox.GetProperty("quotaBytes").GetInt64());
        Assert.Contains(mailbox.GetProperty("folders").EnumerateArray(), f => Text(f, "path") == "Top of Information Store/Inbox");

        await OkAsync("DELETE", $"domains/{_domain}/users/ann@{_domain}", status: HttpStatusCode.NoContent);
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync("DELETE", $"domains/{_domain}/users/ann@{_domain}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync("GET", $"domains/{_domain}/users/ann@{_domain}")).Status);
    }

    [Fact]
    public async Task Each_collection_has_its_own_kind()
    {
        await MakeDomainAsync();
        await MakeUserAsync("ann");
        await OkAsync("PUT", $"domains/{_domain}/groups/staff@{_domain}", $$"""{ "displayName": "Staff", "members": ["ann@{{_domain}}"], "dynamic": "office = '12'" }""", HttpStatusCode.Created);
        await OkAsync("PUT", $"domains/{_domain}/resources/room@{_domain}", """{ "displayName": "Room", "kind": "room", "capacity": 4 }""", HttpStatusCode.Created);
        await OkAsync("PUT", $"domains/{_domain}/contacts/partner@out.{_domain}", """{ "displayName": "Partner" }""", HttpStatusCode.Created);
        foreach (var (collection, name) in new[] { ("users", "ann"), ("groups", "Staff"), ("resources", "Room"), ("contacts", "Partner") })
        {
            Assert.Equal([name], (await OkAsync("GET", $"domains/{_domain}/{collection}")).GetProperty("items").EnumerateArray().Select(i => Text(i, "displayName")));
        }
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync("GET", $"domains/{_domain}/groups/ann@{_domain}")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await server.SendAsync("PUT", $"domains/{_domain}/groups/ann@{_domain}", """{ "displayName": "X" }""")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync("GET", $"domains/{_domain}/contacts/partner@out.{_domain}/mailbox")).Status);
    }

    [Fact]
    public async Task Lists_come_in_pages()
    {
        await MakeDomainAsync();
        foreach (var name in new[] { "c", "a", "b" }) await MakeUserAsync(name);
        await OkAsync("PUT", $"domains/{_domain}/groups/aa@{_domain}", """{ "displayName": "Between" }""", HttpStatusCode.Created);
        var first = await OkAsync("GET", $"domains/{_domain}/users?limit=2");
        Assert.Equal(["a", "b"], first.GetProperty("items").EnumerateArray().Select(i => Text(i, "displayName")));
        var second = await OkAsync("GET", $"domains/{_domain}/users?limit=2&after={Text(first, "next")}");
        Assert.Equal(["c"], second.GetProperty("items").EnumerateArray().Select(i => Text(i, "displayName")));
        Assert.False(second.TryGetProperty("next", out _));
        Assert.Equal(HttpStatusCode.BadRequest, (await server.SendAsync("GET", $"domains/{_domain}/users?limit=0")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.SendAsync("GET", $"domains/{_domain}/users?limit=x")).Status);
    }

    [Fact]
    public async Task What_is_wrong_is_a_problem_with_line_and_field()
    {
        await MakeDomainAsync();
        var (status, problem) = await server.SendAsync("PUT", $"domains/{_domain}/users/ann@{_domain}", "{ \"displayName\": \"Ann\",\n  \"colour\": 1 }");
        Assert.Equal((HttpStatusCode.BadRequest, 400), (status, problem.GetProperty("status").GetInt32()));
        var error = problem.GetProperty("errors")[0];
        Assert.Equal((2, 3, "colour"), (error.GetProperty("line").GetInt32(), error.GetProperty("column").GetInt32(), Text(error, "field")));

        (status, problem) = await server.SendAsync("PUT", $"domains/{_domain}/users/ann@{_domain}", $$"""{ "displayName": "Ann", "manager": "ghost@{{_domain}}" }""");
        Assert.Equal((HttpStatusCode.Conflict, "manager"), (status, Text(problem, "field")));
        Assert.Equal(HttpStatusCode.BadRequest, (await server.SendAsync("PUT", $"domains/{_domain}/users/ann@{_domain}", "not json")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.SendAsync("PUT", $"domains/{_domain}/users/ann@{_domain}", "[]")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.SendAsync("PUT", $"domains/{_domain}/users/ann@{_domain}", "")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.SendAsync("PUT", $"domains/{_domain}/users/ann@{_domain}", $$"""{ "address": "ben@{{_domain}}", "displayName": "Ann" }""")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await server.SendAsync("PUT", $"domains/{_domain}/users/ann@{_domain}", new string(' ', 20_000))).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await server.SendAsync("POST", $"domains/{_domain}")).Status);
        Assert.Null(await server.Directory.FindByAddressAsync($"ann@{_domain}"));
    }

    [Fact]
    public async Task A_body_without_a_length_is_bounded_too()
    {
        await MakeDomainAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, $"domains/{_domain}/users/ann@{_domain}") { Content = new StringContent(new string(' ', 20_000), Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = true;
        using var response = await server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task A_document_is_applied_and_says_what_changed()
    {
        var document = ProvisioningDocumentTests.Example.Replace("example.test", _domain, StringComparison.Ordinal).Replace("example.org", $"alias.{_domain}", StringComparison.Ordinal).Replace("elsewhere.test", $"out.{_domain}", StringComparison.Ordinal);
        Assert.Equal(7, (await OkAsync("POST", "provision", document)).GetProperty("created").GetInt32());
        var again = await OkAsync("POST", "provision", document);
        Assert.Equal((0, 0, 7), (again.GetProperty("created").GetInt32(), again.GetProperty("changed").GetInt32(), again.GetProperty("unchanged").GetInt32()));
        var (status, problem) = await server.SendAsync("POST", "provision", document.Replace("\"kind\": \"room\"", "\"kind\": \"hall\"", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("domains[0].resources[0].kind", Text(problem.GetProperty("errors")[0], "field"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await server.SendAsync("POST", "provision", new string(' ', 200_000))).Status);
    }

    [Fact]
    public async Task Public_folders_are_made_listed_and_removed()
    {
        await MakeDomainAsync();
        await MakeUserAsync("ann");
        await OkAsync("PUT", $"domains/{_domain}/publicFolders/Projects/2026", $$"""{ "address": "projects@{{_domain}}", "permissions": { "ann@{{_domain}}": "Editor", "default": "None" } }""", HttpStatusCode.Created);
        var listed = (await OkAsync("GET", $"domains/{_domain}/publicFolders")).GetProperty("items").EnumerateArray().Single(f => Text(f, "path") == "Projects/2026");
        Assert.Equal(("IPF.Note", "Editor", "None"), (Text(listed, "class"), Text(listed.GetProperty("permissions"), $"ann@{_domain}"), Text(listed.GetProperty("permissions"), "default")));
        var (status, problem) = await server.SendAsync("PUT", $"domains/{_domain}/publicFolders/Other", $$"""{ "permissions": { "ghost@{{_domain}}": "Editor" } }""");
        Assert.Equal((HttpStatusCode.Conflict, "permissions"), (status, Text(problem, "field")));
        Assert.Equal(2, (await OkAsync("GET", $"domains/{_domain}/publicFolders")).GetProperty("items").GetArrayLength());

        await OkAsync("DELETE", $"domains/{_domain}/publicFolders/projects", status: HttpStatusCode.NoContent);
        Assert.Equal(0, (await OkAsync("GET", $"domains/{_domain}/publicFolders")).GetProperty("items").GetArrayLength());
        Assert.Null(await server.Directory.FindByAddressAsync($"projects@{_domain}"));
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync("DELETE", $"domains/{_domain}/publicFolders/projects")).Status);
    }
}
