using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace MapiOrleans.Grains.Transport;

/// <summary>Which certificates of the smarthost are trusted: those of the system's authorities, and those of <see cref="SmarthostOptions.CaFile"/>.</summary>
internal sealed class SmarthostTrust(SmarthostOptions options)
{
    private readonly Lazy<X509Certificate2Collection> _authorities = new(() =>
    {
        var authorities = new X509Certificate2Collection();
        if (options.CaFile.Length > 0) authorities.ImportFromPemFile(options.CaFile);
        return authorities;
    });

    /// <summary>
    /// Whether a certificate has to be good: where TLS is asked for, and where a password is sent. Where TLS is only taken when it is offered, a
    /// bad one is better than none.
    /// </summary>
    public bool IsAsked => options.VerifyCertificate && (options.Tls != SmarthostTls.Opportunistic || options.UserName.Length > 0);

    /// <summary>Judges a certificate, as <see cref="RemoteCertificateValidationCallback"/>.</summary>
    public bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (!IsAsked || errors == SslPolicyErrors.None) return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 leaf || _authorities.Value.Count == 0) return false;
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(_authorities.Value);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>()) own.ChainPolicy.ExtraStore.Add(element.Certificate);
        return own.Build(leaf);
    }
}
