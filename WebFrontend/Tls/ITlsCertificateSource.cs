using System.Security.Cryptography.X509Certificates;

namespace MapiOrleans.WebFrontend.Tls;

/// <summary>Gives the server's certificate to whatever speaks TLS (HTTPS, STARTTLS).</summary>
public interface ITlsCertificateSource
{
    /// <summary>
    /// The certificate with its private key to use for a handshake that begins now, or null where there is none. It changes
    /// when its file does; whoever uses it takes it anew for each handshake and does not dispose it.
    /// </summary>
    X509Certificate2? Current { get; }
}
