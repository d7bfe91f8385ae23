using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MapiOrleans.WebFrontend.Diagnostics;
using Microsoft.Extensions.Options;

namespace MapiOrleans.WebFrontend.Tls;

/// <summary>
/// The certificate of the settings' files, read anew when they change, or the development certificate. A change that cannot be read leaves
/// the certificate in use as it is: files that are written one after the other are whole at a later look.
/// </summary>
internal sealed class FileCertificateSource : ITlsCertificateSource, IDisposable
{
    private readonly TlsOptions _options;
    private readonly WebFrontendMetrics _metrics;
    private readonly ILogger _logger;
    private readonly string _path;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private volatile SslStreamCertificateContext? _current;
    private string? _stamp;

    /// <summary>Reads the certificate; where the settings name one that cannot be read, there is no server without it.</summary>
    /// <exception cref="CryptographicException">The settings' certificate cannot be read.</exception>
    public FileCertificateSource(IOptions<TlsOptions> options, TimeProvider time, WebFrontendMetrics metrics, ILogger<FileCertificateSource> logger)
    {
        _options = options.Value;
        _metrics = metrics;
        _logger = logger;
        if (_options.CertificatePath is { } set)
        {
            _path = set;
        }
        else
        {
            _path = DevelopmentCertificate.PathIn(_options.DataDirectory);
            if (DevelopmentCertificate.Ensure(_path, _options.DevelopmentNames, time)) WebFrontendLog.DevelopmentCertificate(logger, _path);
        }
        _stamp = Stamp();
        Use(CertificateFiles.Load(_path, _options.KeyPath, _options.Password));
        _timer = time.CreateTimer(_ => Look(), null, _options.PollInterval, _options.PollInterval);
    }

    public X509Certificate2? Current => _current?.TargetCertificate;

    public SslStreamCertificateContext? Context => _current;

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        lock (_gate)
        {
            var stamp = Stamp();
            if (stamp is null || stamp == _stamp) return;
            // A stamp that failed is not tried again: the next change is.
            _stamp = stamp;
            try
            {
                Use(CertificateFiles.Load(_path, _options.KeyPath, _options.Password));
                _metrics.CertificateReload(true);
            }
            catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
            {
                _metrics.CertificateReload(false);
                WebFrontendLog.CertificateRefused(_logger, _path, Current?.Subject ?? "none", e.Message);
            }
        }
    }

    // Whoever holds the one before may be in the middle of a handshake: it is not disposed.
    private void Use(SslStreamCertificateContext context)
    {
        _current = context;
        WebFrontendLog.CertificateLoaded(_logger, context.TargetCertificate.Subject, context.TargetCertificate.NotAfter);
    }

    /// <summary>What changes when the files do, or null where one is not there at the moment.</summary>
    private string? Stamp()
    {
        var certificate = new FileInfo(_path);
        var key = _options.KeyPath is { } path ? new FileInfo(path) : certificate;
        return certificate.Exists && key.Exists ? $"{certificate.LastWriteTimeUtc.Ticks}/{certificate.Length}/{key.LastWriteTimeUtc.Ticks}/{key.Length}" : null;
    }
}
