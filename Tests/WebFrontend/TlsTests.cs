using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MapiOrleans.Tests.Session;
using MapiOrleans.WebFrontend.Diagnostics;
using MapiOrleans.WebFrontend.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_handshake_sends_what_leads_to_the_root(bool pkcs12)
    {
        using var chain = TestCertificates.MakeChain();
        if (pkcs12) File.WriteAllBytes(Path.Combine(_folder, "c.pfx"), new X509Certificate2Collection { chain.Leaf, chain.Between }.Export(X509ContentType.Pkcs12, "secret")!);
        else Write("c.pem", $"{chain.Leaf.ExportCertificatePem()}\n{chain.Between.ExportCertificatePem()}\n{chain.LeafKey.ExportPkcs8PrivateKeyPem()}\n");
        using var source = Source(new TlsOptions { CertificatePath = Path.Combine(_folder, pkcs12 ? "c.pfx" : "c.pem"), Password = pkcs12 ? "secret" : null });

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https => https.UseCertificates(source))));
        await using var app = builder.Build();
        await app.StartAsync();
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, new Uri(app.Urls.Single()).Port);
        var sent = new List<string>();
        await using var tls = new SslStream(tcp.GetStream(), leaveInnerStreamOpen: false, (_, certificate, built, _) =>
        {
            sent.AddRange(built!.ChainPolicy.ExtraStore.Select(c => c.Subject).Append(certificate!.Subject));
            return true;
        });
        await tls.AuthenticateAsClientAsync("leaf.example.test");
        Assert.Equal("CN=leaf.example.test", source.Current!.Subject);
        Assert.Contains("CN=leaf.example.test", sent);
        Assert.Contains("CN=between", sent);
    }

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
    /// <summary>A certificate, and the one between it and a root that nobody trusts.</summary>
    public sealed record Chain(X509Certificate2 Leaf, ECDsa LeafKey, X509Certificate2 Between) : IDisposable
    {
        public void Dispose()
        {
            Leaf.Dispose();
            LeafKey.Dispose();
            Between.Dispose();
        }
    }

    public static Chain MakeChain()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var root = Authority("root", rootKey).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(2));
        using var betweenKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var between = Authority("between", betweenKey).Create(root, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), [1]);
        using var signing = between.CopyWithPrivateKey(betweenKey);
        var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var leaf = new CertificateRequest("CN=leaf.example.test", leafKey, HashAlgorithmName.SHA256).Create(signing, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), [2]);
        return new Chain(leaf.CopyWithPrivateKey(leafKey), leafKey, between);
    }

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request;
    }

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
