using Microsoft.Extensions.Options;

namespace MapiOrleans.WebFrontend.Tls;

/// <summary>Settings of the certificate that HTTPS and STARTTLS show.</summary>
public sealed class TlsOptions
{
    /// <summary>
    /// The certificate: a PKCS #12 file (<c>.pfx</c>, <c>.p12</c>) with its key, or a PEM file with the certificate and those that lead to its
    /// root. Not set: a development certificate is made and kept in <see cref="DataDirectory"/>.
    /// </summary>
    public string? CertificatePath { get; set; }

    /// <summary>The private key of a PEM certificate; not set where the certificate's file has it too.</summary>
    public string? KeyPath { get; set; }

    /// <summary>The password of the PKCS #12 file or of an encrypted PEM key.</summary>
    public string? Password { get; set; }

    /// <summary>How often the files are looked at for a change.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Where the development certificate is kept.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>Names in the development certificate beside localhost and the loopback addresses.</summary>
    public IList<string> DevelopmentNames { get; set; } = [];
}

/// <summary>Checks <see cref="TlsOptions"/>.</summary>
internal sealed class TlsOptionsValidator : IValidateOptions<TlsOptions>
{
    public ValidateOptionsResult Validate(string? name, TlsOptions options)
    {
        var problems = new SettingProblems("Tls");
        if (options.CertificatePath is { } certificate && !File.Exists(certificate)) problems.Add(nameof(options.CertificatePath), certificate, "There is no such file. Give the path of a PFX or PEM file.");
        if (options.KeyPath is { } key)
        {
            if (options.CertificatePath is null) problems.Add(nameof(options.KeyPath), key, $"Set {nameof(options.CertificatePath)} too.");
            if (!File.Exists(key)) problems.Add(nameof(options.KeyPath), key, "There is no such file. Give the path of a PEM private key.");
        }
        problems.Range(nameof(options.PollInterval), options.PollInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        foreach (var host in options.DevelopmentNames)
        {
            if (Uri.CheckHostName(host) is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6)) problems.Add(nameof(options.DevelopmentNames), host, "Give a host name or an address.");
        }
        return problems.Result;
    }
}
