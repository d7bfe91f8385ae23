using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MapiOrleans.Tests.Session;
using MapiOrleans.WebFrontend.Diagnostics;
using MapiOrleans.WebFrontend.Tls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace MapiOrleans.Tests.Frontend;

public sealed class TlsTests : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("mapiorleans-tls-").FullName;
    private readonly ManualTime _time = new();
    private readonly LogLines _log = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public void Dispose()
    {
        _services.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    private FileCertificateSource Source(TlsOptions options) => new(
        Options.Create(options), _time, new WebFrontendMetrics(_services.GetRequiredService<IMeterFactory>()),
        LoggerFactory.Create(b => b.AddProvider(_log)).CreateLogger<FileCertificateSource>());

    // The clock of the file system may be coarse: what was written last has the latest time of all.
    private int _writes;

    private void Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(_folder, name), text);
        File.SetLastWriteTimeUtc(Path.Combine(_folder, name), new DateTime(2030, 1, 1, 0, 0, ++_writes, DateTimeKind.Utc));
    }

    private void Poll() => _time.Advance(TimeSpan.FromSeconds(10));

    [Fact]
    public void A_pair_of_PEM_files_is_read_anew_when_both_fit_again()
    {
        var (first, second) = (TestCertificates.Make("first"), TestCertificates.Make("second"));
        Write("c.pem", first.Certificate);
        Write("k.pem", first.Key);
        using var source = Source(new TlsOptions { CertificatePath = Path.Combine(_folder, "c.pem"), KeyPath = Path.Combine(_folder, "k.pem") });
        Assert.Equal("CN=first", source.Current!.Subject);
        Assert.True(source.Current.HasPrivateKey);

        Write("c.pem", second.Certificate);
        Poll();
        Assert.Equal("CN=first", source.Current.Subject);
        Assert.Single(_log.Of(LogLevel.Error));
        Poll();
        Assert.Single(_log.Of(LogLevel.Error));

        Write("k.pem", second.Key);
        Poll();
        Assert.Equal("CN=second", source.Current.Subject);

        File.Delete(Path.Combine(_folder, "c.pem"));
        Poll();
        Write("c.pem", "broken");
        Poll();
        Assert.Equal("CN=second", source.Current.Subject);
        Assert.Equal(2, _log.Of(LogLevel.Error).Count);
        Assert.DoesNotContain(_log.All, l => l.Contains("PRIVATE KEY", StringComparison.Ordinal));
    }

    [Fact]
    public void A_PFX_needs_its_password()
    {
        var path = Path.Combine(_folder, "c.pfx");
        File.WriteAllBytes(path, TestCertificates.Make("pfx").Pfx);
        using var source = Source(new TlsOptions { CertificatePath = path, Password = "secret" });
        Assert.Equal("CN=pfx", source.Current!.Subject);
        Assert.ThrowsAny<CryptographicException>(() => Source(new TlsOptions { CertificatePath = path, Password = "wrong" }));
    }

    [Fact]
    public void Without_a_file_a_development_certificate_is_made_once_and_kept()
    {
        var options = new TlsOptions { DataDirectory = _folder, DevelopmentNames = ["mail.example.test", "localhost"] };
        using var first = Source(options);
        using var second = Source(options);
        Assert.Equal(first.Current!.Thumbprint, second.Current!.Thumbprint);
        Assert.Single(_log.Of(LogLevel.Warning));

        Assert.True(first.Current.MatchesHostname("localhost"));
        Assert.True(first.Current.MatchesHostname("127.0.0.1"));
        Assert.True(first.Current.MatchesHostname("mail.example.test"));
        Assert.False(first.Current.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
        Assert.True(first.Current.HasPrivateKey);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(DevelopmentCertificate.PathIn(_folder)));
    }

    [Fact]
    public void A_development_certificate_that_ends_soon_or_broke_is_made_anew()
    {
        var path = DevelopmentCertificate.PathIn(_folder);
        Assert.True(DevelopmentCertificate.Ensure(path, [], _time));
        Assert.False(DevelopmentCertificate.Ensure(path, [], _time));
        _time.Advance(TimeSpan.FromDays(800));
        Assert.True(DevelopmentCertificate.Ensure(path, [], _time));
        File.WriteAllText(path, "broken");
        Assert.True(DevelopmentCertificate.Ensure(path, [], _time));
        Assert.False(DevelopmentCertificate.Ensure(path, [], _time));
    }
}

/// <summary>Certificates for an hour, quickly made.</summary>
internal static class TestCertificates
{
    public static (string Certificate, string Key, byte[] Pfx) Make(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddHours(1));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem(), certificate.Export(X509ContentType.Pkcs12, "secret"));
    }

    public static string Pem(string name)
    {
        var (certificate, key, _) = Make(name);
        return $"{certificate}\n{key}\n";
    }
}
