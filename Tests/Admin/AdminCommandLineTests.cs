using System.Text.Json;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.WebFrontend.Admin.Cli;
using Xunit;

namespace MapiOrleans.Tests.Admin;

public sealed class AdminCommandLineTests(AdminServer server) : IClassFixture<AdminServer>
{
    private readonly string _domain = $"d{Guid.NewGuid():n}.test";

    private async Task<(int Code, string Out, string Error)> RunAsync(string input, Func<string, string>? prompt, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var console = new AdminConsole { In = new StringReader(input), Out = output, Error = error, Prompt = prompt };
        var code = await AdminCommandLine.RunAsync([.. args, "--url", server.Url, "--token-file", server.TokenFile], console);
        return (code, output.ToString(), error.ToString());
    }

    private async Task<string> OkAsync(params string[] args)
    {
        var (code, output, error) = await RunAsync("", null, args);
        Assert.True(code == 0, error + output);
        return output;
    }

    [Fact]
    public async Task Public_folders_and_full_access_are_looked_after()
    {
        await OkAsync("domain", "add", _domain);
        foreach (var name in (string[])["ann", "ben"]) await OkAsync("user", "add", $"{name}@{_domain}", "--display-name", name);
        await OkAsync("public-folder", "put", _domain, "Projects/2026", "--address", $"projects@{_domain}", "--permission", $"ann@{_domain}=Author", "--permission", "default=Reviewer");
        var list = JsonDocument.Parse(await OkAsync("public-folder", "list", _domain, "--json")).RootElement.GetProperty("items").EnumerateArray().ToList();
        var folder = list.Single(f => f.GetProperty("path").GetString() == "Projects/2026");
        Assert.Equal(("Author", "Reviewer"), (folder.GetProperty("permissions").GetProperty($"ann@{_domain}").GetString(), folder.GetProperty("permissions").GetProperty("default").GetString()));
        Assert.Contains("Projects/2026", await OkAsync("public-folder", "list", _domain), StringComparison.Ordinal);
        await OkAsync("public-folder", "remove", _domain, "Projects/2026");
        Assert.Equal(AdminExitCodes.Failed, (await RunAsync("", null, "public-folder", "remove", _domain, "Projects/2026")).Code);
        Assert.Equal(AdminExitCodes.Failed, (await RunAsync("", null, "public-folder", "put", _domain, "X", "--permission", "default=Nonsense")).Code);

        await OkAsync("user", "set", $"ann@{_domain}", "--full-access", $"ben@{_domain}");
        var ben = await server.Directory.FindByAddressAsync($"ben@{_domain}");
        Assert.Equal([$"ann@{_domain}"], (await server.Directory.MailboxesOpenToAsync(ben!.ObjectId)).Select(m => m.Address));
        Assert.Contains($"fullAccess: ben@{_domain}", await OkAsync("user", "show", $"ann@{_domain}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Domains_and_users_are_looked_after()
    {
        await OkAsync("domain", "add", _domain, "--alias", $"alias.{_domain}");
        Assert.Contains(_domain, await OkAsync("domain", "list"), StringComparison.Ordinal);
        Assert.Contains("mapi.enabled: True", await OkAsync("domain", "mapi", _domain, "on"), StringComparison.Ordinal);
        Assert.True((await server.Directory.FindDomainAsync(_domain))?.MapiEnabled);
        Assert.Contains("mapi.enabled: True", await OkAsync("domain", "set", _domain, "--alias", ""), StringComparison.Ordinal);
        Assert.Null(await server.Directory.FindDomainAsync($"alias.{_domain}"));
        await OkAsync("domain", "mapi", _domain, "off");
        await server.Directory.PutDomainAsync((await server.Directory.FindDomainAsync(_domain))! with { Source = new DirectorySource { Servers = ["ldap://127.0.0.1:1"], BaseDn = "dc=x" } });
        Assert.Contains("state: waiting", await OkAsync("directory", "status", _domain), StringComparison.Ordinal);
        Assert.Contains("dueAt:", await OkAsync("directory", "sync", _domain, "--full", "--accept-deletions"), StringComparison.Ordinal);

        var (code, _, _) = await RunAsync("Secret 1\nmore\n", null, "user", "add", $"ann@{_domain}", "--display-name", "Ann", "--title", "Clerk", "--role", "organizationAdmin", "--quota-mb", "100", "--password-stdin");
        Assert.Equal(AdminExitCodes.Ok, code);
        Assert.NotNull(await server.Directory.AuthenticateAsync($"ann@{_domain}", ["Secret 1"]));
        var again = await RunAsync("", null, "user", "add", $"ann@{_domain}", "--display-name", "Ann");
        Assert.Equal(AdminExitCodes.Failed, again.Code);
        Assert.Contains("exists already", again.Error, StringComparison.Ordinal);

        await OkAsync("user", "set", $"ann@{_domain}", "--title", "Director", "--hidden", "--quota-mb", "0");
        var shown = JsonDocument.Parse(await OkAsync("user", "show", $"ann@{_domain}", "--json")).RootElement;
        Assert.Equal(("Director", true, "Ann"), (shown.GetProperty("title").GetString(), shown.GetProperty("hidden").GetBoolean(), shown.GetProperty("displayName").GetString()));
        Assert.False(shown.TryGetProperty("quotaMB", out _));
        Assert.Contains("roles: organizationAdmin", await OkAsync("user", "show", $"ann@{_domain}"), StringComparison.Ordinal);

        Assert.Equal(AdminExitCodes.Ok, (await RunAsync("Secret 2\n", null, "user", "passwd", $"ann@{_domain}")).Code);
        Assert.NotNull(await server.Directory.AuthenticateAsync($"ann@{_domain}", ["Secret 2"]));
        Assert.Equal(AdminExitCodes.Ok, (await RunAsync("", _ => "Secret 3", "user", "passwd", $"ann@{_domain}")).Code);
        Assert.NotNull(await server.Directory.AuthenticateAsync($"ann@{_domain}", ["Secret 3"]));
        var different = new Queue<string>(["one", "two"]);
        Assert.Equal(AdminExitCodes.Usage, (await RunAsync("", _ => different.Dequeue(), "user", "passwd", $"ann@{_domain}")).Code);

        Assert.Equal($"ann@{_domain}\tAnn{Environment.NewLine}", await OkAsync("user", "list", _domain));
        Assert.Contains("Inbox", await OkAsync("mailbox", "show", $"ann@{_domain}"), StringComparison.Ordinal);
        Assert.Contains("disabled", await OkAsync("mailbox", "out-of-office", $"ann@{_domain}"), StringComparison.Ordinal);
        await OkAsync("mailbox", "out-of-office", $"ann@{_domain}", "--state", "scheduled", "--start", "2026-07-01T08:00:00+02:00", "--end", "2026-07-15", "--internal", "Away.", "--audience", "known");
        var away = await OkAsync("mailbox", "out-of-office", $"ann@{_domain}");
        Assert.Contains("2026-07-01T06:00:00Z", away, StringComparison.Ordinal);
        Assert.Contains("known", away, StringComparison.Ordinal);
        Assert.Equal(AdminExitCodes.Failed, (await RunAsync("", null, "mailbox", "out-of-office", $"ann@{_domain}", "--state", "scheduled", "--start", "2026-07-15", "--end", "2026-07-01")).Code);
        await OkAsync("user", "remove", $"ann@{_domain}");
        Assert.Equal(AdminExitCodes.Failed, (await RunAsync("", null, "user", "show", $"ann@{_domain}")).Code);
    }

    [Fact]
    public async Task Groups_resources_and_contacts_are_looked_after()
    {
        await OkAsync("domain", "add", _domain);
        await OkAsync("user", "add", $"ann@{_domain}", "--display-name", "Ann");
        await OkAsync("group", "add", $"staff@{_domain}", "--display-name", "Staff", "--member", $"ann@{_domain}", "--managed-by", $"ann@{_domain}");
        var (code, _, error) = await RunAsync("", null, "group", "set", $"staff@{_domain}", "--dynamic", "department = ");
        Assert.Equal(AdminExitCodes.Failed, code);
        Assert.Contains("dynamic", error, StringComparison.Ordinal);
        await OkAsync("resource", "add", $"room@{_domain}", "--display-name", "Room", "--kind", "room", "--capacity", "8");
        Assert.Contains("capacity: 8", await OkAsync("resource", "show", $"room@{_domain}"), StringComparison.Ordinal);
        await OkAsync("contact", "add", $"partner@out.{_domain}", "--domain", _domain, "--display-name", "Partner");
        Assert.Equal($"partner@out.{_domain}\tPartner{Environment.NewLine}", await OkAsync("contact", "list", _domain));
        Assert.Contains("Inbox", await OkAsync("mailbox", "show", $"room@{_domain}", "--resource"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_is_applied_from_a_file_or_from_standard_input()
    {
        var document = $$"""{ "domains": [ { "name": "{{_domain}}", "users": [ { "address": "ann@{{_domain}}", "displayName": "Ann" } ] } ] }""";
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, document);
            Assert.Contains("2 created, 0 changed, 0 unchanged", await OkAsync("provision", file), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
        Assert.Contains("0 created, 0 changed, 2 unchanged", (await RunAsync(document, null, "provision", "-")).Out, StringComparison.Ordinal);
        var (code, _, error) = await RunAsync("{\n \"domain\": 1 }", null, "provision", "-");
        Assert.Equal(AdminExitCodes.Failed, code);
        Assert.StartsWith("line 2, column 2: domain:", error, StringComparison.Ordinal);
        Assert.Equal(AdminExitCodes.Failed, (await RunAsync("", null, "provision", file)).Code);
    }

    [Theory]
    [InlineData]
    [InlineData("user")]
    [InlineData("user", "add")]
    [InlineData("user", "add", "ann@example.test")]
    [InlineData("no-such-command")]
    [InlineData("domain", "mapi", "example.test", "maybe")]
    [InlineData("contact", "add", "partner@elsewhere.test", "--display-name", "Partner")]
    [InlineData("health", "--no-such-option")]
    public async Task A_wrong_command_line_is_2(params string[] args)
    {
        var (code, _, error) = await RunAsync("", null, args);
        Assert.Equal(AdminExitCodes.Usage, code);
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task Help_is_there_for_every_command()
    {
        foreach (var args in new[] { new[] { "--help" }, ["user", "--help"], ["user", "add", "--help"], ["provision", "--help"] })
        {
            var (code, output, _) = await RunAsync("", null, args);
            Assert.Equal(AdminExitCodes.Ok, code);
            Assert.Contains("--token-file", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_cannot_be_reached_is_3_and_a_wrong_token_is_1()
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var console = new AdminConsole { In = TextReader.Null, Out = output, Error = error };
        // Port 1 of loopback has no listener.
        Assert.Equal(AdminExitCodes.Unreachable, await AdminCommandLine.RunAsync(["health", "--url", "http://127.0.0.1:1", "--token-file", server.TokenFile], console));
        Assert.Equal(AdminExitCodes.Failed, await AdminCommandLine.RunAsync(["health", "--url", server.Url, "--token-file", "no/such/file"], console));
        Assert.Equal(AdminExitCodes.Usage, await AdminCommandLine.RunAsync(["health", "--url", "ftp://x", "--token-file", server.TokenFile], console));
        var wrong = Path.GetTempFileName();
        try
        {
            Assert.Equal(AdminExitCodes.Failed, await AdminCommandLine.RunAsync(["domain", "list", "--url", server.Url, "--token-file", wrong], console));
        }
        finally
        {
            File.Delete(wrong);
        }
    }
}
