using System.Diagnostics.Metrics;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MapiOrleans.Grains.Interfaces.Delivery;
using MapiOrleans.WebFrontend.Lmtp;
using MapiOrleans.WebFrontend.Tls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace MapiOrleans.Tests.Lmtp;

/// <summary>The protocol over real sockets; what is behind it is Tests/Delivery's.</summary>
public sealed class LmtpServerTests : IAsyncLifetime
{
    private readonly Recorder _delivery = new();
    private readonly LmtpOptions _options = new() { Listen = "127.0.0.1:0", HostName = "mail.example.test", MaxMessageSize = 100_000, MaxErrors = 5, SpoolThreshold = 4096, MaxRecipients = 100 };
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Certificate _certificate = new();
    private LmtpServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = new LmtpServer(_delivery, Options.Create(_options), new LmtpMetrics(_services.GetRequiredService<IMeterFactory>()), TimeProvider.System, NullLogger<LmtpServer>.Instance, _certificate);
        await _server.StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _server.StopAsync(CancellationToken.None);
        _server.Dispose();
        await _services.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task<Client> ConnectAsync()
    {
        var client = await Client.ConnectAsync(_server.EndPoint!.Port);
        Assert.StartsWith("220 mail.example.test LMTP", await client.ReadAsync(), StringComparison.Ordinal);
        return client;
    }

    private async Task<Client> GreetedAsync()
    {
        var client = await ConnectAsync();
        await client.SendAsync("LHLO client.test\r\n");
        await client.ReadReplyAsync();
        return client;
    }

    [Fact]
    public async Task TheGreetingSaysWhatThereIs()
    {
        using var client = await ConnectAsync();
        await client.SendAsync("LHLO client.test\r\n");
        Assert.Equal(["250-mail.example.test", "250-PIPELINING", "250-SIZE 100000", "250-8BITMIME", "250-SMTPUTF8", "250-STARTTLS", "250 ENHANCEDSTATUSCODES"], await client.ReadReplyAsync());
        foreach (var other in (string[])["HELO x", "EHLO x"]) Assert.StartsWith("500 ", await client.AskAsync(other), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APipelinedTransactionIsAnsweredRecipientByRecipient()
    {
        _delivery.Verdicts["nobody@example.test"] = DeliveryStatus.UnknownRecipient;
        _delivery.Verdicts["full@example.test"] = DeliveryStatus.OverQuota;
        _delivery.Results["late@example.test"] = DeliveryStatus.TemporaryFailure;
        using var client = await GreetedAsync();
        await client.SendAsync("MAIL FROM:<sender@elsewhere.test> SIZE=20 BODY=8BITMIME\r\nRCPT TO:<one@example.test>\r\nRCPT TO:<nobody@example.test>\r\n"
            + "RCPT TO:<full@example.test>\r\nRCPT TO:<late@example.test>\r\nDATA\r\n");
        Assert.Equal(["250 2.1.0", "250 2.1.5", "550 5.1.1", "552 5.2.2", "250 2.1.5"], await client.ReadCodesAsync(5));
        Assert.StartsWith("354 ", await client.ReadAsync(), StringComparison.Ordinal);
        await client.SendAsync("Subject: x\r\n\r\n..dot\r\n.\r\nNOOP\r\n");
        Assert.Equal(["250 2.0.0", "451 4.3.0", "250 2.0.0"], await client.ReadCodesAsync(3));
        var (request, bytes) = Assert.Single(_delivery.Requests);
        Assert.Equal("Subject: x\r\n\r\n.dot\r\n", Encoding.ASCII.GetString(bytes));
        Assert.Equal(["one@example.test", "late@example.test"], request.Recipients.Select(r => r.Address));
        Assert.Equal(("sender@elsewhere.test", DeliveryFlags.EightBitMime, "client.test", bytes.Length), (request.EnvelopeSender, request.Flags, request.ClientName, request.Size));
    }

    [Theory]
    [InlineData("DATA", "503 5.5.1")]
    [InlineData("RCPT TO:<a@b>", "503 5.5.1")]
    [InlineData("MAIL FROM:a", "501 5.5.4")]
    [InlineData("MAIL FROM:<a@b> SIZE=100001", "552 5.3.4")]
    [InlineData("MAIL FROM:<ä@b>", "553 5.6.7")]
    [InlineData("MAIL FROM:<a@b> X=1", "555 5.5.4")]
    [InlineData("XYZZY", "500 5.5.1")]
    [InlineData("", "500 5.5.1")]
    public async Task WhatIsWrongHasItsCode(string command, string code)
    {
        using var client = await GreetedAsync();
        Assert.StartsWith(code, await client.AskAsync(command), StringComparison.Ordinal);
        Assert.StartsWith("250 2.1.0", await client.AskAsync("MAIL FROM:<a@b>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OrderIsKeptTo()
    {
        using var client = await ConnectAsync();
        Assert.StartsWith("503", await client.AskAsync("MAIL FROM:<a@b>"), StringComparison.Ordinal);
        await client.SendAsync("LHLO x\r\n");
        await client.ReadReplyAsync();
        Assert.StartsWith("250", await client.AskAsync("MAIL FROM:<>"), StringComparison.Ordinal);
        Assert.StartsWith("503", await client.AskAsync("MAIL FROM:<a@b>"), StringComparison.Ordinal);
        // No recipient was taken: no message either (RFC 2033 4.2).
        Assert.StartsWith("503", await client.AskAsync("DATA"), StringComparison.Ordinal);
        Assert.StartsWith("250", await client.AskAsync("RSET"), StringComparison.Ordinal);
        Assert.StartsWith("503", await client.AskAsync("RCPT TO:<a@b>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMessageThatIsTooLargeIsRefusedForEachAndTheConnectionGoesOn()
    {
        using var client = await GreetedAsync();
        await client.SendAsync("MAIL FROM:<a@b>\r\nRCPT TO:<one@example.test>\r\nRCPT TO:<two@example.test>\r\nDATA\r\n");
        await client.ReadCodesAsync(4);
        var line = new string('x', 998) + "\r\n";
        for (var i = 0; i < 110; i++) await client.SendAsync(line);
        await client.SendAsync(".\r\n");
        Assert.Equal(["552 5.3.4", "552 5.3.4"], await client.ReadCodesAsync(2));
        Assert.Empty(_delivery.Requests);
        Assert.StartsWith("250", await client.AskAsync("NOOP"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMessagePastMemoryComesWhole()
    {
        using var client = await GreetedAsync();
        await client.SendAsync("MAIL FROM:<a@b>\r\nRCPT TO:<one@example.test>\r\nDATA\r\n");
        await client.ReadCodesAsync(3);
        var message = string.Concat(Enumerable.Range(0, 1000).Select(i => $"line {i}\r\n"));
        await client.SendAsync(message + ".\r\n");
        Assert.Equal(["250 2.0.0"], await client.ReadCodesAsync(1));
        Assert.Equal(message, Encoding.ASCII.GetString(Assert.Single(_delivery.Requests).Bytes));
    }

    [Fact]
    public async Task AFloodOfErrorsEndsTheConnection()
    {
        using var client = await GreetedAsync();
        await client.SendAsync(string.Concat(Enumerable.Repeat("BLA\r\n", 1000)));
        Assert.Equal(["500 5.5.1", "500 5.5.1", "500 5.5.1", "500 5.5.1", "500 5.5.1", "421 4.7.0"], await client.ReadCodesAsync(6));
        Assert.Null(await client.TryReadAsync());
    }

    [Fact]
    public async Task ALineWithoutEndIsThrownAway()
    {
        using var client = await GreetedAsync();
        await client.SendAsync(new string('a', 1 << 20) + "\r\nNOOP\r\n");
        Assert.Equal(["500 5.5.2", "250 2.0.0"], await client.ReadCodesAsync(2));
    }

    [Fact]
    public async Task BytesThatAreNoTextAreAnError()
    {
        using var client = await GreetedAsync();
        await client.SendAsync("MAIL FROM:<\xFF\xFE@b>\r\n");
        Assert.Equal(["500 5.5.2"], await client.ReadCodesAsync(1));
    }

    [Fact]
    public async Task TlsBeginsAnew()
    {
        using var client = await GreetedAsync();
        Assert.StartsWith("250", await client.AskAsync("MAIL FROM:<a@b>"), StringComparison.Ordinal);
        Assert.StartsWith("220", await client.AskAsync("STARTTLS"), StringComparison.Ordinal);
        await client.SecureAsync();
        Assert.StartsWith("503", await client.AskAsync("MAIL FROM:<a@b>"), StringComparison.Ordinal);
        await client.SendAsync("LHLO x\r\n");
        Assert.DoesNotContain("250-STARTTLS", await client.ReadReplyAsync());
        await client.SendAsync("MAIL FROM:<a@b>\r\nRCPT TO:<one@example.test>\r\nDATA\r\n");
        await client.ReadCodesAsync(3);
        await client.SendAsync("x\r\n.\r\n");
        Assert.Equal(["250 2.0.0"], await client.ReadCodesAsync(1));
    }

    [Fact]
    public async Task WhatFollowsStartTlsInTheClearIsNeverCarriedOut()
    {
        using var client = await GreetedAsync();
        await client.SendAsync("STARTTLS\r\nMAIL FROM:<evil@b>\r\n");
        Assert.StartsWith("503", await client.ReadAsync(), StringComparison.Ordinal);
        Assert.Null(await client.TryReadAsync());
    }

    [Fact]
    public async Task ADeliveryThatThrowsIsATemporaryFailure()
    {
        _delivery.Throw = new InvalidOperationException("broken");
        using var client = await GreetedAsync();
        await client.SendAsync("MAIL FROM:<a@b>\r\nRCPT TO:<one@example.test>\r\nDATA\r\n");
        await client.ReadCodesAsync(3);
        await client.SendAsync("x\r\n.\r\n");
        Assert.Equal(["451 4.3.0"], await client.ReadCodesAsync(1));
    }

    [Fact]
    public async Task AServerThatStopsLetsADeliveryEnd()
    {
        _delivery.Gate = new TaskCompletionSource();
        using var client = await GreetedAsync();
        using var idle = await GreetedAsync();
        await client.SendAsync("MAIL FROM:<a@b>\r\nRCPT TO:<one@example.test>\r\nDATA\r\n");
        await client.ReadCodesAsync(3);
        await client.SendAsync("x\r\n.\r\n");
        await _delivery.Entered.Task;
        var stopping = _server.StopAsync(CancellationToken.None);
        Assert.StartsWith("421", await idle.ReadAsync(), StringComparison.Ordinal);
        Assert.False(stopping.IsCompleted);
        _delivery.Gate.SetResult();
        Assert.Equal(["250 2.0.0", "421 4.3.2"], await client.ReadCodesAsync(2));
        await stopping;
    }

    private sealed class Recorder : IMailDelivery
    {
        public Dictionary<string, DeliveryStatus> Verdicts { get; } = [];
        public Dictionary<string, DeliveryStatus> Results { get; } = [];
        public List<(DeliveryRequest Request, byte[] Bytes)> Requests { get; } = [];
        public Exception? Throw { get; set; }
        public TaskCompletionSource? Gate { get; set; }
        public TaskCompletionSource Entered { get; } = new();

        public ValueTask<RecipientVerdict> CheckRecipientAsync(string address, long? declaredSize, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new RecipientVerdict(Verdicts.GetValueOrDefault(address)));

        public async Task<IReadOnlyList<DeliveryResult>> DeliverAsync(DeliveryRequest request, CancellationToken cancellationToken)
        {
            if (Throw is { } e) throw e;
            Entered.TrySetResult();
            if (Gate is { } gate) await gate.Task;
            var bytes = new MemoryStream();
            await request.Message.CopyToAsync(bytes, cancellationToken);
            Requests.Add((request, bytes.ToArray()));
            return [.. request.Recipients.Select(r => new DeliveryResult(Results.GetValueOrDefault(r.Address)))];
        }
    }

    private sealed class Certificate : ITlsCertificateSource, IDisposable
    {
        private readonly X509Certificate2 _certificate = Make();

        public X509Certificate2? Current => _certificate;

        public SslStreamCertificateContext? Context => SslStreamCertificateContext.Create(_certificate, null, offline: true);

        private static X509Certificate2 Make()
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var made = new CertificateRequest("CN=mail.example.test", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        }

        public void Dispose() => _certificate.Dispose();
    }
}

/// <summary>A client that reads lines.</summary>
internal sealed class Client : IDisposable
{
    private readonly TcpClient _tcp;
    private Stream _stream;
    private StreamReader _reader;

    private Client(TcpClient tcp)
    {
        _tcp = tcp;
        _stream = tcp.GetStream();
        _reader = new StreamReader(_stream, Encoding.UTF8, leaveOpen: true);
    }

    public static async Task<Client> ConnectAsync(int port)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", port);
        return new Client(tcp);
    }

    public async Task SendAsync(string text) => await _stream.WriteAsync(text.Any(c => c is > '\x7F' and < '\x100') && text.Contains('\xFF') ? Encoding.Latin1.GetBytes(text) : Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes) => await _stream.WriteAsync(bytes);

    public async Task<string> ReadAsync() => await TryReadAsync() ?? throw new IOException("The connection ended.");

    public async Task<string?> TryReadAsync()
    {
        try
        {
            return await _reader.ReadLineAsync();
        }
        catch (IOException)
        {
            return null;
        }
    }

    public async Task<string> AskAsync(string command)
    {
        await SendAsync(command + "\r\n");
        return await ReadAsync();
    }

    public async Task<List<string>> ReadReplyAsync()
    {
        var lines = new List<string>();
        do lines.Add(await ReadAsync());
        while (lines[^1][3] == '-');
        return lines;
    }

    /// <summary>Code and enhanced code of so many replies.</summary>
    public async Task<List<string>> ReadCodesAsync(int count)
    {
        var codes = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var line = await ReadAsync();
            codes.Add(line.StartsWith("354", StringComparison.Ordinal) ? "354" : string.Join(' ', line.Split(' ').Take(2)));
        }
        return codes;
    }

    public async Task SecureAsync()
    {
        var tls = new SslStream(_stream, leaveInnerStreamOpen: true, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync("mail.example.test");
        _stream = tls;
        _reader = new StreamReader(_stream, Encoding.UTF8, leaveOpen: true);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _tcp.Dispose();
    }
}
