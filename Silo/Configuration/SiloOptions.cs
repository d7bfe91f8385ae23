using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;

namespace MapiOrleans.Silo.Configuration;

/// <summary>The settings that stand in no section.</summary>
public sealed class SiloOptions
{
    /// <summary>The folder of the database, the certificate and the administrator's token. Made where it is missing.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>How long requests and deliveries may take to end when the node stops.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(9);
}

/// <summary>Where this node listens (configuration section <c>Listen</c>). LMTP has a section of its own.</summary>
public sealed class ListenOptions
{
    /// <summary>Where HTTPS listens: <c>localhost:port</c>, <c>address:port</c>, <c>*:port</c>, several with commas; <c>off</c> for nowhere.</summary>
    public string Https { get; set; } = "localhost:8443";

    /// <summary>Where plain HTTP listens, for a proxy on the same machine; as <see cref="Https"/>.</summary>
    public string Http { get; set; } = "localhost:8080";

    /// <summary>Where the administrator's interface listens; one place, as <see cref="Https"/>.</summary>
    public string Admin { get; set; } = "localhost:8081";

    /// <summary>HTTP connections that are open at a time, waiting ones included.</summary>
    public long MaxConnections { get; set; } = 100_000;
}

/// <summary>A place to listen on.</summary>
/// <param name="Address">The address; null for both loopback addresses.</param>
/// <param name="Port">The port; 0 for any free one.</param>
public readonly record struct ListenPlace(IPAddress? Address, int Port)
{
    /// <summary>The places that a setting names; null where one of them is none.</summary>
    public static IReadOnlyList<ListenPlace>? TryParse(string text)
    {
        var places = new List<ListenPlace>();
        if (text.Trim().Equals("off", StringComparison.OrdinalIgnoreCase)) return places;
        foreach (var one in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = one.LastIndexOf(':');
            if (colon <= 0 || !ushort.TryParse(one[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)) return null;
            var host = one[..colon];
            if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase)) places.Add(new ListenPlace(null, port));
            else if (host == "*") places.Add(new ListenPlace(IPAddress.IPv6Any, port));
            else if (IPAddress.TryParse(host.Trim('[', ']'), out var address)) places.Add(new ListenPlace(address, port));
            else return null;
        }
        return places.Count > 0 ? places : null;
    }
}

/// <summary>Checks <see cref="SiloOptions"/>.</summary>
internal sealed class SiloOptionsValidator : IValidateOptions<SiloOptions>
{
    public ValidateOptionsResult Validate(string? name, SiloOptions options)
    {
        List<string> failures = [];
        if (string.IsNullOrWhiteSpace(options.DataDirectory)) failures.Add("DataDirectory is empty: give the path of a folder.");
        if (options.ShutdownTimeout <= TimeSpan.Zero) failures.Add($"ShutdownTimeout is {options.ShutdownTimeout}: give a time above zero, such as 00:00:09.");
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}

/// <summary>Checks <see cref="ListenOptions"/>.</summary>
internal sealed class ListenOptionsValidator : IValidateOptions<ListenOptions>
{
    public ValidateOptionsResult Validate(string? name, ListenOptions options)
    {
        List<string> failures = [];
        Places(nameof(options.Https), options.Https, 16);
        Places(nameof(options.Http), options.Http, 16);
        Places(nameof(options.Admin), options.Admin, 1);
        if (options.MaxConnections < 10) failures.Add($"Listen:MaxConnections is {options.MaxConnections}: give 10 or more.");
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;

        void Places(string setting, string value, int most)
        {
            if (ListenPlace.TryParse(value) is not { } places || places.Count > most)
                failures.Add($"Listen:{setting} is \"{value}\": give localhost:port, address:port or *:port, {(most > 1 ? "several with commas, " : "")}or off.");
        }
    }
}
