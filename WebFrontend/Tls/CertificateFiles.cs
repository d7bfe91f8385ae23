using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MapiOrleans.WebFrontend.Tls;

/// <summary>Reads certificates from files.</summary>
internal static class CertificateFiles
{
    /// <summary>The certificate with its private key, and with the others that its file has.</summary>
    /// <exception cref="CryptographicException">The files are no certificate and its key, or the password is not theirs.</exception>
    public static SslStreamCertificateContext Load(string path, string? keyPath, string? password)
    {
        var certificate = LoadOwn(path, keyPath, password);
        var others = new X509Certificate2Collection();
        if (IsPkcs12(path)) others.AddRange(X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password));
        else others.ImportFromPemFile(path);
        foreach (var own in others.Where(o => o.Thumbprint == certificate.Thumbprint).ToList()) others.Remove(own);
        // Offline: what leads to the root is in the file, and nobody's handshake waits for a download.
        return SslStreamCertificateContext.Create(certificate, others, offline: true);
    }

    private static X509Certificate2 LoadOwn(string path, string? keyPath, string? password)
    {
        var certificate = IsPkcs12(path)
            ? X509CertificateLoader.LoadPkcs12FromFile(path, password)
            : LoadPem(path, keyPath ?? path, password);
        if (certificate.HasPrivateKey) return certificate;
        certificate.Dispose();
        throw new CryptographicException("There is no private key with the certificate.");
    }

    private static X509Certificate2 LoadPem(string path, string keyPath, string? password)
    {
        using var pem = string.IsNullOrEmpty(password)
            ? X509Certificate2.CreateFromPemFile(path, keyPath)
            : X509Certificate2.CreateFromEncryptedPemFile(path, password, keyPath);
        // Windows' TLS takes no ephemeral keys: the way through PKCS #12 gives one that it takes.
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }

    private static bool IsPkcs12(string path) => Path.GetExtension(path).ToLowerInvariant() is ".pfx" or ".p12";
}
