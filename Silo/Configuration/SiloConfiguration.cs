using Microsoft.Extensions.Configuration;

namespace MapiOrleans.Silo.Configuration;

/// <summary>Where settings come from: file, environment, command line; the later wins.</summary>
internal static class SiloConfiguration
{
    /// <summary>The beginning of environment variables that are settings; two underscores stand for a colon.</summary>
    public const string EnvironmentPrefix = "MAPIORLEANS_";

    // Read by the tests of this program and by its command-line client, and no settings of a node.
    private static readonly string[] Others = ["TEST_", "ADMIN_"];

    /// <summary>All settings of this run.</summary>
    /// <exception cref="SettingException">A file cannot be read, or a setting is not known.</exception>
    public static IConfigurationRoot Build(SiloCommandLine commandLine)
    {
        var builder = new ConfigurationBuilder();
        if (commandLine.ConfigurationFile is { } file)
        {
            if (!File.Exists(file)) throw new SettingException($"--config is \"{file}\": there is no such file.");
            builder.AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false);
        }
        builder.AddEnvironmentVariables(EnvironmentPrefix);
        builder.AddInMemoryCollection(commandLine.Settings);
        IConfigurationRoot configuration;
        try
        {
            configuration = builder.Build();
        }
        catch (InvalidDataException e)
        {
            throw new SettingException($"--config is \"{commandLine.ConfigurationFile}\", which cannot be read: {(e.InnerException ?? e).Message}");
        }
        var unknown = configuration.AsEnumerable()
            .Where(s => s.Value is not null && !Others.Any(o => s.Key.StartsWith(o, StringComparison.OrdinalIgnoreCase)) && !KnownSettings.IsKnown(s.Key))
            .Select(s => s.Key).Order().ToList();
        return unknown.Count == 0
            ? configuration
            : throw new SettingException($"There is no setting {string.Join(", ", unknown)}: docs/configuration.md lists them. (Sources: --config, variables {EnvironmentPrefix}*, the command line.)");
    }
}

/// <summary>A setting is wrong; the message says which, what it is and what to do.</summary>
internal sealed class SettingException(string message) : Exception(message);
