using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace MapiOrleans.WebFrontend;

/// <summary>Collects what is wrong with settings: which, its value, and what to write instead.</summary>
internal sealed class SettingProblems(string section)
{
    private readonly List<string> _problems = [];

    public void Add(string setting, object? value, string remedy) => _problems.Add($"{section}:{setting} is '{value}'. {remedy}");

    public void Range<T>(string setting, T value, T least, T most) where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0) Add(setting, value, $"Give a value from {least} to {most}.");
    }

    public ValidateOptionsResult Result => _problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_problems);
}

/// <summary>Checks <see cref="WebFrontendOptions"/>.</summary>
internal sealed partial class WebFrontendOptionsValidator : IValidateOptions<WebFrontendOptions>
{
    public ValidateOptionsResult Validate(string? name, WebFrontendOptions options)
    {
        var problems = new SettingProblems("WebFrontend");
        if (options.ExternalUrl is { } url && !IsBase(url))
        {
            problems.Add(nameof(options.ExternalUrl), url, "Give scheme, host and, where it is not 443, port, such as https://mail.example.org; no path.");
        }
        if (options.InternalUrl is { } inside && !IsBase(inside))
        {
            problems.Add(nameof(options.InternalUrl), inside, "Give scheme, host and, where it is not 443, port, such as https://mail.intern.example.org; no path.");
        }
        foreach (var proxy in options.TrustedProxies)
        {
            if (!IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _))
            {
                problems.Add(nameof(options.TrustedProxies), proxy, "Give an address such as 192.0.2.1 or a network such as 10.0.0.0/8.");
            }
        }
        if (!VersionShape().IsMatch(options.ServerVersion))
        {
            problems.Add(nameof(options.ServerVersion), options.ServerVersion, "Give a version of the shape 15.xx.xxxx.xxx, such as 15.02.1544.011.");
        }
        problems.Range(nameof(options.MaxConcurrentRequests), options.MaxConcurrentRequests, 1, 1_000_000);
        problems.Range(nameof(options.MaxConcurrentWaits), options.MaxConcurrentWaits, 1, 10_000_000);
        problems.Range(nameof(options.MaxConcurrentDownloads), options.MaxConcurrentDownloads, 1, 1_000_000);
        problems.Range(nameof(options.MaxConcurrentRequestsPerUser), options.MaxConcurrentRequestsPerUser, 1, 100_000);
        problems.Range(nameof(options.MaxConcurrentWaitsPerUser), options.MaxConcurrentWaitsPerUser, 1, 100_000);
        problems.Range(nameof(options.RetryAfter), options.RetryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        return problems.Result;
    }

    internal static bool IsBase(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.Host.Length > 0
        && uri.AbsolutePath == "/" && uri.Query.Length == 0 && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0;

    [GeneratedRegex(@"^15\.\d{2}\.\d{4}\.\d{3}$")]
    private static partial Regex VersionShape();
}
