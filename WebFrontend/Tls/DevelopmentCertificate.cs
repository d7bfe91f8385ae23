using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MapiOrleans.WebFrontend.Tls;

/// <summary>A self-signed certificate for trying the server out: kept, so that who chose to trust it need not do so again.</summary>
internal static class DevelopmentCertificate
{
    private const int KeySize = 2048;
    private const int Days = 825;

    /// <summary>The file of the certificate and its key.</summary>
    public static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, "tls", "development.pem");

    /// <summary>Makes the certificate where there is none, or one that ends within 30 days. True where it made one.</summary>
    public static bool Ensure(string path, IEnumerable<string> names, TimeProvider time)
    {
        var now = time.GetUtcNow();
        if (File.Exists(path) && IsGood(path, now)) return false;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        // The key is nobody else's from the first byte on.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(temporary, options)) writer.Write(Make(names, now));
        File.Move(temporary, path, overwrite: true);
        return true;
    }

    private static bool IsGood(string path, DateTimeOffset now)
    {
        try
        {
            using var certificate = CertificateFiles.Load(path, null, null).TargetCertificate;
            return certificate.NotAfter.ToUniversalTime() - now.UtcDateTime > TimeSpan.FromDays(30);
        }
        catch (Exception e) when (e is CryptographicException or IOException)
        {
            // A file that broke is made anew: it is this server's own.
            return false;
        }
    }

    private static string Make(IEnumerable<string> names, DateTimeOffset now)
    {
        using var key = RSA.Create(KeySize);
        var request = new CertificateRequest("CN=localhost, O=MapiOrleans development", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names.Prepend("::1").Prepend("127.0.0.1").Prepend("localhost").Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (IPAddress.TryParse(name, out var address)) alternatives.AddIpAddress(address);
            else alternatives.AddDnsName(name);
        }
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(Days));
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }
}
