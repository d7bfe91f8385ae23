namespace MapiOrleans.Silo.Configuration;

/// <summary>What the program was asked to do.</summary>
/// <param name="Command">serve, migrate, settings or help.</param>
/// <param name="Settings">Settings of the command line, in configuration's own names.</param>
/// <param name="ConfigurationFile">A JSON file of settings, or null.</param>
/// <param name="ProvisionFile">What to provision when the node has started, or null.</param>
/// <param name="Demo">Whether to show what the server does.</param>
internal sealed record SiloCommandLine(string Command, IReadOnlyDictionary<string, string?> Settings, string? ConfigurationFile, string? ProvisionFile, bool Demo)
{
    public const string Help = """
        MapiOrleans: a mail server that Outlook for Windows uses as it uses Exchange.

        Usage:
          mapiorleans [serve]                 start the server
          mapiorleans --provision FILE.json   start it, and bring domains, users, groups and folders to what the file says
          mapiorleans --demo                  start it with example.test, deliver mail, open a mailbox as Outlook would, show it
          mapiorleans migrate                 bring the database's schema up to date, and end
          mapiorleans settings                list every setting with its default
          mapiorleans admin ...               ask a running server (mapiorleans admin --help)

        Settings, each also in the environment (MAPIORLEANS_Lmtp__Listen) and in a file (--config FILE.json); docs/configuration.md has all:
          --DataDirectory DIR                 where data is kept (./data)
          --Listen:Https PLACE                where to listen (localhost:8443; Listen:Http localhost:8080, Listen:Admin
                                              localhost:8081), or off
          --Lmtp:Listen PLACE                 where mail comes in (127.0.0.1:8024)
          --Store:Shards:0 CONNECTION         PostgreSQL instead of the embedded database
        """;

    /// <summary>Reads the arguments; null and why where they are none.</summary>
    public static SiloCommandLine? TryParse(IReadOnlyList<string> arguments, out string? error)
    {
        error = null;
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        string? command = null, file = null, provision = null;
        var demo = false;
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument is "-h" or "-?" or "--help" or "help") return new SiloCommandLine("help", settings, null, null, false);
            if (!argument.StartsWith("--", StringComparison.Ordinal))
            {
                if (command is not null || argument is not ("serve" or "migrate" or "settings"))
                {
                    error = $"\"{argument}\" is not known: see --help.";
                    return null;
                }
                command = argument;
                continue;
            }
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? argument[2..] : argument[2..equals];
            if (name == "demo" && equals < 0)
            {
                demo = true;
                continue;
            }
            if (equals < 0 && i + 1 >= arguments.Count)
            {
                error = $"--{name} wants a value.";
                return null;
            }
            var value = equals < 0 ? arguments[++i] : argument[(equals + 1)..];
            switch (name)
            {
                case "config": file = value; break;
                case "provision": provision = value; break;
                default:
                    if (!KnownSettings.IsKnown(name))
                    {
                        error = $"There is no setting {name}: docs/configuration.md lists them.";
                        return null;
                    }
                    settings[name] = value;
                    break;
            }
        }
        return new SiloCommandLine(command ?? "serve", settings, file, provision, demo);
    }
}
