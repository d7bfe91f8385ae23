using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.Json;

namespace MapiOrleans.WebFrontend.Admin.Cli;

/// <summary>
/// <c>mapiorleans admin ...</c>: the admin API on the command line. Exit codes: 0 done, 1 refused or failed, 2 the command line is wrong, 3 the
/// server cannot be reached.
/// </summary>
public sealed class AdminCommandLine
{
    private const string UrlVariable = "MAPIORLEANS_ADMIN_URL";
    private const string TokenVariable = "MAPIORLEANS_ADMIN_TOKEN_FILE";

    private readonly AdminConsole _console;
    private readonly Option<string> _url = new("--url")
    {
        Description = $"Where the admin API listens (environment: {UrlVariable}).",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(UrlVariable) ?? new AdminOptions().Url,
        Recursive = true,
    };

    private readonly Option<string> _tokenFile = new("--token-file")
    {
        Description = $"The file that has the bearer token (environment: {TokenVariable}).",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(TokenVariable) ?? Path.Combine("data", "admin.token"),
        Recursive = true,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Write the server's answer as JSON.", Recursive = true };

    private AdminCommandLine(AdminConsole console) => _console = console;

    /// <summary>Runs a command line without its first word (<c>admin</c>) and gives the exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, AdminConsole console, CancellationToken cancellationToken = default)
    {
        var root = new RootCommand("The admin API of MapiOrleans. Exit codes: 0 done, 1 refused or failed, 2 the command line is wrong, 3 the server cannot be reached.");
        new AdminCommandLine(console).AddTo(root);
        var result = root.Parse(args);
        var code = await result.InvokeAsync(new InvocationConfiguration { Output = console.Out, Error = console.Error, EnableDefaultExceptionHandler = false }, cancellationToken);
        return result.Action is ParseErrorAction ? AdminExitCodes.Usage : code;
    }

    private void AddTo(Command admin)
    {
        admin.Options.Add(_url);
        admin.Options.Add(_tokenFile);
        admin.Options.Add(_json);
        admin.Subcommands.Add(Domains());
        admin.Subcommands.Add(Entries("user", "users", "A person with a mailbox.", UserOptions, withPassword: true));
        admin.Subcommands.Add(Entries("group", "groups", "A distribution list.", GroupOptions));
        admin.Subcommands.Add(Entries("resource", "resources", "A room or a piece of equipment, with a mailbox.", ResourceOptions));
        admin.Subcommands.Add(Entries("contact", "contacts", "Somebody outside.", ContactOptions, needsDomain: true));
        admin.Subcommands.Add(PublicFolders());
        admin.Subcommands.Add(Directories());
        admin.Subcommands.Add(Provision());
        admin.Subcommands.Add(Mailbox());
        admin.Subcommands.Add(QueueCommands.Make(Simple));
        admin.Subcommands.Add(OabCommands.Make(Simple));
        admin.Subcommands.Add(Health());
    }

    private const string FullAccessHelp = "A user or group who may open the whole mailbox; may be given more than once. All of them are replaced; '' for none.";

    private const string SendOnBehalfHelp = "A user or group who may send on its behalf; may be given more than once. All of them are replaced; '' for none.";
    private const string SendAsHelp = "A user or group who may send as it; may be given more than once. All of them are replaced; '' for none.";

    private static EntryOptions UserOptions(bool isNew) => new EntryOptions()
        .Text("--display-name", "displayName", "Shown in address lists.", isNew)
        .Texts("--alias", "aliases", "A further address; may be given more than once. All of them are replaced; '' for none.")
        .Number("--quota-mb", "quotaMB", "Megabytes; 0 for no limit.")
        .Text("--language", "language", "Of folder names: en, fr, de.")
        .Text("--title", "title", "Job title.").Text("--department", "department", "Department.").Text("--company", "company", "Company.").Text("--office", "office", "Office.")
        .Text("--business-phone", "businessPhone", "Business telephone.").Text("--home-phone", "homePhone", "Home telephone.").Text("--mobile-phone", "mobilePhone", "Mobile telephone.")
        .Text("--assistant", "assistant", "Assistant's name.").Text("--phonetic-name", "phoneticName", "Phonetic display name.").Text("--manager", "manager", "The manager's address.")
        .Texts("--role", "roles", "organizationAdmin; '' for none.")
        .Texts("--full-access", "fullAccess", FullAccessHelp)
        .Texts("--send-on-behalf", "sendOnBehalf", SendOnBehalfHelp).Texts("--send-as", "sendAs", SendAsHelp)
        .Text("--given-name", "givenName", "First name, where the display name does not say it.").Text("--surname", "surname", "Last name, where the display name does not say it.")
        .Flag("--hidden", "hidden", "Left out of address lists (--hidden false to show).");

    private static EntryOptions GroupOptions(bool isNew) => new EntryOptions()
        .Text("--display-name", "displayName", "Shown in address lists.", isNew)
        .Texts("--member", "members", "A member's address; may be given more than once. All of them are replaced; '' for none.")
        .Text("--managed-by", "managedBy", "The owner's address.")
        .Text("--dynamic", "dynamic", "A condition, such as \"department = 'Sales'\".")
        .Texts("--send-on-behalf", "sendOnBehalf", SendOnBehalfHelp).Texts("--send-as", "sendAs", SendAsHelp);

    private static EntryOptions ResourceOptions(bool isNew) => new EntryOptions()
        .Text("--display-name", "displayName", "Shown in address lists.", isNew)
        .Text("--kind", "kind", "room or equipment.")
        .Number("--capacity", "capacity", "Seats.")
        .Texts("--full-access", "fullAccess", FullAccessHelp)
        .Texts("--send-on-behalf", "sendOnBehalf", SendOnBehalfHelp).Texts("--send-as", "sendAs", SendAsHelp);

    private static EntryOptions ContactOptions(bool isNew) => new EntryOptions().Text("--display-name", "displayName", "Shown in address lists.", isNew);

    private Command Domains()
    {
        var name = new Argument<string>("name") { Description = "The domain's name or one of its further names." };
        var group = new Command("domain", "Domains.");
        group.Subcommands.Add(Simple("list", "All domains.", (c, _, token) => c.SendAsync(HttpMethod.Get, "domains", null, false, token), AdminOutput.WriteList));
        group.Subcommands.Add(Simple("show", "One domain.", (c, r, token) => c.SendAsync(HttpMethod.Get, DomainPath(r.GetValue(name)), null, false, token), AdminOutput.WriteEntry, name));
        foreach (var (verb, help, method) in new[] { ("add", "Makes a domain.", HttpMethod.Put), ("set", "Changes what is given of a domain.", HttpMethod.Patch) })
        {
            var options = new EntryOptions().Texts("--alias", "aliases", "A further name; may be given more than once. All of them are replaced; '' for none.");
            var command = Simple(verb, help, (c, r, token) => c.SendAsync(method, DomainPath(r.GetValue(name)), options.Body(r), verb == "add", token), AdminOutput.WriteEntry, name);
            options.AddTo(command);
            group.Subcommands.Add(command);
        }
        var state = new Argument<string>("state") { Description = "on or off." };
        state.AcceptOnlyFromAmong("on", "off");
        group.Subcommands.Add(Simple("mapi", "Lets Outlook connect, or not, from now on.",
            (c, r, token) => c.SendAsync(HttpMethod.Put, DomainPath(r.GetValue(name)) + "/mapi", r.GetValue(state) == "on" ? "{\"enabled\":true}"u8.ToArray() : "{\"enabled\":false}"u8.ToArray(), false, token), AdminOutput.WriteEntry, name, state));
        return group;
    }

    private Command Entries(string noun, string collection, string help, Func<bool, EntryOptions> fields, bool needsDomain = false, bool withPassword = false)
    {
        var address = new Argument<string>("address") { Description = "The address." };
        var domain = new Option<string?>("--domain") { Description = "The domain whose directory it is in; otherwise that of the address.", Required = needsDomain };
        string Path(ParseResult r) => $"{DomainPath(r.GetValue(domain) ?? r.GetValue(address)?.Split('@')[^1])}/{collection}/{Uri.EscapeDataString(r.GetValue(address) ?? "")}";
        var group = new Command(noun, help);

        var ofDomain = new Argument<string>("domain") { Description = "The domain." };
        var after = new Option<string?>("--after") { Description = "Begin after this address." };
        var limit = new Option<int>("--limit") { Description = "So many at most.", DefaultValueFactory = _ => 1_000 };
        var list = Simple("list", $"The {collection} of a domain.",
            (c, r, token) => c.SendAsync(HttpMethod.Get, $"{DomainPath(r.GetValue(ofDomain))}/{collection}?limit={r.GetValue(limit)}{(r.GetValue(after) is { } a ? "&after=" + Uri.EscapeDataString(a) : "")}", null, false, token), AdminOutput.WriteList, ofDomain);
        list.Options.Add(after);
        list.Options.Add(limit);
        group.Subcommands.Add(list);
        void AddOne(Command command)
        {
            command.Options.Add(domain);
            group.Subcommands.Add(command);
        }
        AddOne(Simple("show", "All its fields.", (c, r, token) => c.SendAsync(HttpMethod.Get, Path(r), null, false, token), AdminOutput.WriteEntry, address));
        AddOne(Simple("remove", "Removes it; a mailbox is kept.", (c, r, token) => c.SendAsync(HttpMethod.Delete, Path(r), null, false, token), AdminOutput.WriteEntry, address));

        var (newFields, changedFields) = (fields(true), fields(false));
        var (fromInput, given) = PasswordOptions();
        var add = Simple("add", "Makes it; refused where it exists.",
            (c, r, token) => c.SendAsync(HttpMethod.Put, Path(r), newFields.Body(r, withPassword ? ReadPassword(r, fromInput, given, needed: false) : null), true, token), AdminOutput.WriteEntry, address);
        newFields.AddTo(add);
        var set = Simple("set", "Changes the fields that are given.", (c, r, token) => c.SendAsync(HttpMethod.Patch, Path(r), changedFields.Body(r), false, token), AdminOutput.WriteEntry, address);
        changedFields.AddTo(set);
        AddOne(add);
        AddOne(set);
        if (!withPassword) return group;

        add.Options.Add(fromInput);
        add.Options.Add(given);
        var passwd = Simple("passwd", "Sets the password: asks for it, or takes it from standard input.",
            (c, r, token) => c.SendAsync(HttpMethod.Put, Path(r) + "/password", JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["password"] = ReadPassword(r, fromInput, given, needed: true) ?? "" }), false, token),
            AdminOutput.WriteEntry, address);
        passwd.Options.Add(fromInput);
        passwd.Options.Add(given);
        AddOne(passwd);
        return group;
    }

    private Command PublicFolders()
    {
        var domain = new Argument<string>("domain") { Description = "The domain." };
        var path = new Argument<string>("path") { Description = "The folder, such as Projects/2026." };
        string Path(ParseResult r) => $"{DomainPath(r.GetValue(domain))}/publicFolders/{string.Join('/', (r.GetValue(path) ?? "").Split('/').Select(Uri.EscapeDataString))}";
        var group = new Command("public-folder", "Public folders of a domain.");
        group.Subcommands.Add(Simple("list", "All of them.", (c, r, token) => c.SendAsync(HttpMethod.Get, $"{DomainPath(r.GetValue(domain))}/publicFolders", null, false, token), AdminOutput.WriteList, domain));
        var fields = new EntryOptions()
            .Text("--class", "class", "The class of what is in it, such as IPF.Note.")
            .Text("--address", "address", "The address that delivers into it.")
            .Map("--permission", "permissions", "Who has which role, such as staff@example.test=Author or default=Reviewer; may be given more than once. All of them are replaced.");
        var put = Simple("put", "Makes it, with the folders above it, or changes what is given.", (c, r, token) => c.SendAsync(HttpMethod.Put, Path(r), fields.Body(r), false, token), AdminOutput.WriteEntry, domain, path);
        fields.AddTo(put);
        group.Subcommands.Add(put);
        group.Subcommands.Add(Simple("remove", "Deletes it with all that is in it.", (c, r, token) => c.SendAsync(HttpMethod.Delete, Path(r), null, false, token), AdminOutput.WriteEntry, domain, path));
        return group;
    }

    private Command Directories()
    {
        var domain = new Argument<string>("domain") { Description = "The domain." };
        var group = new Command("directory", "LDAP directories that users and groups are copied from.");
        group.Subcommands.Add(Simple("status", "When it was copied, how much, and what was wrong.", (c, r, token) => c.SendAsync(HttpMethod.Get, DomainPath(r.GetValue(domain)) + "/directory", null, false, token), AdminOutput.WriteEntry, domain));
        var options = new EntryOptions()
            .Flag("--full", "full", "Read all entries, not only those that changed.")
            .Flag("--accept-deletions", "acceptDeletions", "Take what is gone for gone, however much it is.");
        var sync = Simple("sync", "Copies it now.", (c, r, token) => c.SendAsync(HttpMethod.Post, DomainPath(r.GetValue(domain)) + "/directory/sync", options.Body(r), false, token), AdminOutput.WriteEntry, domain);
        options.AddTo(sync);
        group.Subcommands.Add(sync);
        return group;
    }

    private Command Provision()
    {
        var file = new Argument<string>("file") { Description = "The document; - for standard input." };
        return Simple("provision", "Applies a provisioning document: judged whole before anything changes, and safe to repeat.",
            async (c, r, token) => await c.SendAsync(HttpMethod.Post, "provision", await ReadFileAsync(r.GetValue(file)!, token), false, token), AdminOutput.WriteSteps, file);
    }

    private Command Mailbox()
    {
        var address = new Argument<string>("address") { Description = "A user's address, or a resource's with --resource." };
        var resource = new Option<bool>("--resource") { Description = "It is a room or a piece of equipment." };
        var show = Simple("show", "Its size, and its folders with items, unread items and bytes.",
            (c, r, token) => c.SendAsync(HttpMethod.Get, $"{DomainPath(r.GetValue(address)?.Split('@')[^1])}/{(r.GetValue(resource) ? "resources" : "users")}/{Uri.EscapeDataString(r.GetValue(address) ?? "")}/mailbox", null, false, token), AdminOutput.WriteMailbox, address);
        show.Options.Add(resource);
        var fields = new EntryOptions()
            .Text("--state", "state", "disabled, enabled or scheduled.").Text("--start", "start", "When a scheduled absence begins, such as 2026-07-01T08:00:00Z.").Text("--end", "end", "When it ends.")
            .Text("--internal", "internalReply", "The answer to people of the same domain: HTML where it begins with a tag, else text.").Text("--external", "externalReply", "The answer to everybody else.")
            .Text("--audience", "externalAudience", "Who outside is answered: none, known (the mailbox' contacts) or all.");
        var away = Simple("out-of-office", "Whether somebody is away and what is answered. With any of --state and so on it is set, all of it anew.",
            (c, r, token) => fields.AnyIn(r)
                ? c.SendAsync(HttpMethod.Put, AwayPath(r), fields.Body(r), false, token)
                : c.SendAsync(HttpMethod.Get, AwayPath(r), null, false, token), AdminOutput.WriteEntry, address);
        fields.AddTo(away);
        var group = new Command("mailbox", "Mailboxes.");
        group.Subcommands.Add(show);
        group.Subcommands.Add(away);
        return group;

        string AwayPath(ParseResult result) => $"{DomainPath(result.GetValue(address)?.Split('@')[^1])}/users/{Uri.EscapeDataString(result.GetValue(address) ?? "")}/outOfOffice";
    }

    private Command Health() => Simple("health", "Whether the server can work.", (c, _, token) => c.SendAsync(HttpMethod.Get, "health", null, false, token), AdminOutput.WriteEntry);

    private static string DomainPath(string? domain) => $"domains/{Uri.EscapeDataString(domain ?? "")}";

    private Command Simple(string name, string help, Func<AdminClient, ParseResult, CancellationToken, Task<JsonElement?>> send, Action<TextWriter, JsonElement> write, params ReadOnlySpan<Argument> arguments)
    {
        var command = new Command(name, help);
        foreach (var argument in arguments) command.Arguments.Add(argument);
        command.SetAction(async (result, cancellationToken) =>
        {
            try
            {
                using var client = new AdminClient(result.GetValue(_url)!, result.GetValue(_tokenFile)!);
                if (await send(client, result, cancellationToken) is not { } answer) return AdminExitCodes.Ok;
                if (result.GetValue(_json)) AdminOutput.WriteJson(_console.Out, answer);
                else write(_console.Out, answer);
                return AdminExitCodes.Ok;
            }
            catch (AdminClientException e)
            {
                await _console.Error.WriteLineAsync(e.Message);
                return e.ExitCode;
            }
        });
        return command;
    }

    private static (Option<bool> FromInput, Option<string?> Given) PasswordOptions() =>
    (
        new Option<bool>("--password-stdin") { Description = "Take the password from the first line of standard input." },
        new Option<string?>("--password") { Description = "The password. Others can see it in the list of processes and in the shell's history: prefer --password-stdin." }
    );

    private string? ReadPassword(ParseResult result, Option<bool> fromInput, Option<string?> given, bool needed)
    {
        if (result.GetValue(given) is { } password) return password;
        if (result.GetValue(fromInput) || (needed && _console.Prompt is null)) return _console.In.ReadLine() ?? throw new AdminClientException(AdminExitCodes.Usage, "Standard input has no password.");
        if (_console.Prompt is null) return null;
        var first = _console.Prompt(needed ? "Password: " : "Password (empty for none): ");
        if (!needed && first.Length == 0) return null;
        return first == _console.Prompt("Once more: ") ? first : throw new AdminClientException(AdminExitCodes.Usage, "The two are not the same.");
    }

    private async Task<ReadOnlyMemory<byte>> ReadFileAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return file == "-" ? System.Text.Encoding.UTF8.GetBytes(await _console.In.ReadToEndAsync(cancellationToken)) : await File.ReadAllBytesAsync(file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AdminClientException(AdminExitCodes.Failed, $"The document cannot be read: {e.Message}");
        }
    }
}
