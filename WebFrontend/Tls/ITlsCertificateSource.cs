using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace MapiOrleans.WebFrontend.Tls;

/// <summary>Gives the server's certificate to whatever speaks TLS (HTTPS, STARTTLS).</summary>
public interface ITlsCertificateSource
{
    /// <summary>
    /// The certificate with its private key to use for a handshake that begins now, or null where there is none. It changes
    /// when its file does; whoever uses it takes it anew for each handshake and does not dispose it.
    /// </summary>
    X509Certificate2? Current { get; }

    /// <summary><see cref="Current"/> with the certificates that lead to its root: what a handshake sends. Clients know roots, not what is between.</summary>
    SslStreamCertificateContext? Context { get; }
}

/// <summary>Puts certificates into listeners.</summary>
public static class TlsCertificates
{
    /// <summary>Shows the source's certificate with its chain, taken anew for each handshake.</summary>
    public static void UseCertificates(this HttpsConnectionAdapterOptions https, ITlsCertificateSource source)
    {
        // The selector can give a certificate alone; it stays for the server, which wants to know that there is one.
        https.ServerCertificateSelector = (_, _) => source.Current;
        https.OnAuthenticate = (_, handshake) =>
        {
            if (source.Context is not { } context) return;
            handshake.ServerCertificateSelectionCallback = null;
            handshake.ServerCertificateContext = context;
        };
    }
}
