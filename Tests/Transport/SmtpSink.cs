using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MapiOrleans.Tests.Transport;

/// <summary>An SMTP server on a port of its own that keeps what it is sent, and answers as it is told; with TLS and sign-in where it is given them.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _serving = [];
    private readonly Task _running;

    public SmtpSink()
    {
        _listener.Start();
        _running = RunAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it took: recipients and text.</summary>
    public List<(string From, List<string> Recipients, string Text)> Messages { get; } = [];

    /// <summary>Connections that were made.</summary>
    public int Connections { get; private set; }

    /// <summary>User names and passwords that came.</summary>
    public List<string> SignIns { get; } = [];

    /// <summary>Whether the last message came through TLS.</summary>
    public bool WasSecure { get; private set; }

    /// <summary>The answer to a command, or null for the usual one; "" closes the connection.</summary>
    public Func<string, string?> Answer { get; set; } = _ => null;

    /// <summary>Takes over a connection at a command (or "connect", "data", "end of data"): whatever it writes is what comes. False: nothing was done.</summary>
    public Func<string, Stream, CancellationToken, Task<bool>> Hijack { get; set; } = (_, _, _) => Task.FromResult(false);

    /// <summary>Its certificate: STARTTLS is offered.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>TLS from the first byte.</summary>
    public bool Implicit { get; init; }

    /// <summary>AUTH PLAIN is offered, and mail is taken after it only, with this user name and password.</summary>
    public (string User, string Password)? Account { get; init; }

    /// <summary>An authority and a certificate of it for a name.</summary>
    public static (X509Certificate2 Authority, X509Certificate2 Leaf) Certificates(string name, DateTimeOffset? notAfter = null)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rootRequest = new CertificateRequest("CN=Test authority", rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = DateTimeOffset.UtcNow;
        var root = rootRequest.CreateSelfSigned(now.AddDays(-9), now.AddDays(9));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var leaf = request.Create(root, now.AddDays(-8), notAfter ?? now.AddDays(8), [1, 2, 3]);
        using var withKey = leaf.CopyWithPrivateKey(key);
        return (root, X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null));
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Connections++;
                _serving.Add(ServeAndCloseAsync(client));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ServeAndCloseAsync(TcpClient client)
    {
        try
        {
            using var _ = client;
            await ServeAsync(client);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException or SocketException)
        {
            // The other end went, or the test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        Stream stream = client.GetStream();
        if (Implicit) stream = await SecureAsync(stream);
        if (await Hijack("connect", stream, _stop.Token)) return;
        var reader = new StreamReader(stream, Encoding.UTF8);
        var greeting = Answer("connect") ?? "220 sink ready";
        if (greeting.Length == 0) return;
        await SayAsync(stream, greeting);
        var (from, recipients, signedIn) = ("", new List<string>(), false);
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            if (await Hijack(line, stream, _stop.Token)) return;
            var answer = Answer(line);
            if (answer?.Length == 0) return;
            if (line == "STARTTLS" && answer is null)
            {
                await SayAsync(stream, "220 go on");
                stream = await SecureAsync(stream);
                reader = new StreamReader(stream, Encoding.UTF8);
                continue;
            }
            if (line.StartsWith("AUTH PLAIN", StringComparison.Ordinal) && answer is null)
            {
                if (line == "AUTH PLAIN")
                {
                    await SayAsync(stream, "334 ");
                    line += " " + await reader.ReadLineAsync(_stop.Token);
                }
                var parts = Encoding.UTF8.GetString(Convert.FromBase64String(line["AUTH PLAIN ".Length..])).Split('\0');
                lock (SignIns) SignIns.Add($"{parts[1]}:{parts[2]}");
                signedIn = (parts[1], parts[2]) == Account;
                answer = signedIn ? "235 2.7.0 welcome" : "535 5.7.8 wrong";
            }
            if (line.StartsWith("MAIL", StringComparison.Ordinal))
            {
                if (Account is not null && !signedIn) answer ??= "530 5.7.0 sign in first";
                (from, recipients) = (Between(line), []);
            }
            if (line.StartsWith("RCPT", StringComparison.Ordinal) && answer is null) recipients.Add(Between(line));
            if (line == "DATA" && answer is null)
            {
                await SayAsync(stream, "354 go on");
                if (await Hijack("data", stream, _stop.Token)) return;
                var text = new StringBuilder();
                while (await reader.ReadLineAsync(_stop.Token) is { } data && data != ".") text.Append(data.StartsWith("..", StringComparison.Ordinal) ? data[1..] : data).Append("\r\n");
                if (await Hijack("end of data", stream, _stop.Token)) return;
                answer = Answer("end of data");
                if (answer?.Length == 0) return;
                if (answer is null)
                {
                    lock (Messages) Messages.Add((from, recipients, text.ToString()));
                    WasSecure = stream is SslStream;
                }
            }
            await SayAsync(stream, answer ?? (line.StartsWith("EHLO", StringComparison.Ordinal) ? Capabilities(stream is SslStream) : line == "QUIT" ? "221 bye" : "250 2.0.0 ok"));
            if (line == "QUIT") return;
        }
    }

    private string Capabilities(bool secure) => "250-sink\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-DSN\r\n"
        + (Certificate is not null && !secure ? "250-STARTTLS\r\n" : "") + (Account is not null ? "250-AUTH PLAIN\r\n" : "") + "250 ENHANCEDSTATUSCODES";

    private async Task<Stream> SecureAsync(Stream stream)
    {
        var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _stop.Token);
        return secure;
    }

    private async Task SayAsync(Stream stream, string line) => await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), _stop.Token);

    private static string Between(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        await Task.WhenAll(_serving);
        _stop.Dispose();
    }
}
