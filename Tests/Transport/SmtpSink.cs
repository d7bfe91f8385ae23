using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MapiOrleans.Tests.Transport;

/// <summary>An SMTP server on a port of its own that keeps what it is sent, and answers as it is told.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public SmtpSink()
    {
        _listener.Start();
        _running = RunAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it took: recipients and text.</summary>
    public List<(string From, List<string> Recipients, string Text)> Messages { get; } = [];

    /// <summary>The answer to a command, or null for the usual one; "" closes the connection.</summary>
    public Func<string, string?> Answer { get; set; } = _ => null;

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await ServeAsync(client);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (IOException)
            {
                continue;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        var greeting = Answer("connect") ?? "220 sink ready";
        if (greeting.Length == 0) return;
        await writer.WriteLineAsync(greeting);
        var (from, recipients) = ("", new List<string>());
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var answer = Answer(line);
            if (answer?.Length == 0) return;
            if (line.StartsWith("MAIL", StringComparison.Ordinal)) (from, recipients) = (Between(line), []);
            if (line.StartsWith("RCPT", StringComparison.Ordinal) && answer is null) recipients.Add(Between(line));
            if (line == "DATA" && answer is null)
            {
                await writer.WriteLineAsync("354 go on");
                var text = new StringBuilder();
                while (await reader.ReadLineAsync(_stop.Token) is { } data && data != ".") text.Append(data.StartsWith("..", StringComparison.Ordinal) ? data[1..] : data).Append("\r\n");
                answer = Answer("end of data");
                if (answer?.Length == 0) return;
                if (answer is null) Messages.Add((from, recipients, text.ToString()));
            }
            await writer.WriteLineAsync(answer ?? (line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-sink\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-DSN\r\n250 ENHANCEDSTATUSCODES" : line == "QUIT" ? "221 bye" : "250 2.0.0 ok"));
            if (line == "QUIT") return;
        }
    }

    private static string Between(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _stop.Dispose();
    }
}
