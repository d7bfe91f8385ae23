using Microsoft.Extensions.Options;

namespace MapiOrleans.WebFrontend.Authentication;

/// <summary>Settings of sign-in over HTTP.</summary>
public sealed class AuthenticationOptions
{
    /// <summary>The realm that a 401 names; empty for the request's host.</summary>
    public string Realm { get; set; } = "";

    /// <summary>
    /// Whether passwords are taken without TLS where the peer is this machine itself: a local reverse proxy, a local tool. From elsewhere
    /// they never are.
    /// </summary>
    public bool AllowPlainHttpFromLoopback { get; set; } = true;

    /// <summary>
    /// Code pages that a password which is not, or may not be, UTF-8 is read in: Windows sends Basic credentials in its ANSI code page. At
    /// most three.
    /// </summary>
    public IList<int> AnsiCodePages { get; set; } = [1252];

    /// <summary>How long a verified secret is not hashed again.</summary>
    public TimeSpan CacheDuration { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often a verified account is asked for again, so that changes of account, domain and password arrive.</summary>
    public TimeSpan CacheRefresh { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Verified secrets that are kept.</summary>
    public int CacheCapacity { get; set; } = 50_000;

    /// <summary>Wrong secrets in a row for one account after which the next has to wait.</summary>
    public int FailuresPerAccount { get; set; } = 5;

    /// <summary>Wrong secrets from one address (IPv6: one /64) after which the next has to wait.</summary>
    public int FailuresPerAddress { get; set; } = 20;

    /// <summary>The first wait; each further failure doubles it.</summary>
    public TimeSpan LockoutBase { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait.</summary>
    public TimeSpan LockoutMaximum { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long failures are remembered after the last one.</summary>
    public TimeSpan LockoutMemory { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Accounts, and addresses, whose failures are remembered.</summary>
    public int LockoutCapacity { get; set; } = 100_000;
}

/// <summary>Checks <see cref="AuthenticationOptions"/>.</summary>
internal sealed class AuthenticationOptionsValidator : IValidateOptions<AuthenticationOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthenticationOptions options)
    {
        var problems = new SettingProblems("Authentication");
        if (options.Realm.Any(c => c is < ' ' or > '~' or '"' or '\\')) problems.Add(nameof(options.Realm), options.Realm, "Give printable ASCII without quotes.");
        if (options.AnsiCodePages.Count > 3) problems.Add(nameof(options.AnsiCodePages), string.Join(", ", options.AnsiCodePages), "Give at most three.");
        foreach (var page in options.AnsiCodePages)
        {
            if (BasicCredentials.EncodingOf(page) is null) problems.Add(nameof(options.AnsiCodePages), page, "Give a Windows code page such as 1252 or 1250.");
        }
        problems.Range(nameof(options.CacheDuration), options.CacheDuration, TimeSpan.Zero, TimeSpan.FromDays(1));
        problems.Range(nameof(options.CacheRefresh), options.CacheRefresh, TimeSpan.Zero, TimeSpan.FromHours(1));
        problems.Range(nameof(options.CacheCapacity), options.CacheCapacity, 1, 10_000_000);
        problems.Range(nameof(options.FailuresPerAccount), options.FailuresPerAccount, 1, 10_000);
        problems.Range(nameof(options.FailuresPerAddress), options.FailuresPerAddress, 1, 1_000_000);
        problems.Range(nameof(options.LockoutBase), options.LockoutBase, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        problems.Range(nameof(options.LockoutMaximum), options.LockoutMaximum, options.LockoutBase, TimeSpan.FromDays(1));
        problems.Range(nameof(options.LockoutMemory), options.LockoutMemory, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
        problems.Range(nameof(options.LockoutCapacity), options.LockoutCapacity, 1, 10_000_000);
        return problems.Result;
    }
}
