using Microsoft.Extensions.Options;

namespace MapiOrleans.WebFrontend.Autodiscover;

/// <summary>Settings of Autodiscover.</summary>
public sealed class AutodiscoverOptions
{
    /// <summary>Bytes of a request.</summary>
    public int MaxRequestSize { get; set; } = 64 << 10;

    /// <summary>Users, or domains, that one SOAP request may ask for.</summary>
    public int MaxUsersPerRequest { get; set; } = 100;

    /// <summary>
    /// Domains whose mailboxes are elsewhere, and the Autodiscover address there: who asks for an address in one is told to ask there.
    /// </summary>
    public IDictionary<string, string> Redirects { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}

/// <summary>Checks <see cref="AutodiscoverOptions"/>.</summary>
internal sealed class AutodiscoverOptionsValidator : IValidateOptions<AutodiscoverOptions>
{
    public ValidateOptionsResult Validate(string? name, AutodiscoverOptions options)
    {
        var problems = new SettingProblems("Autodiscover");
        problems.Range(nameof(options.MaxRequestSize), options.MaxRequestSize, 1024, 16 << 20);
        problems.Range(nameof(options.MaxUsersPerRequest), options.MaxUsersPerRequest, 1, 10_000);
        foreach (var (domain, url) in options.Redirects)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps)
            {
                problems.Add($"{nameof(options.Redirects)}:{domain}", url, "Give an https address, such as https://autodiscover.example.org/autodiscover/autodiscover.xml.");
            }
        }
        return problems.Result;
    }
}
