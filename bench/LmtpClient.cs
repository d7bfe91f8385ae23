using System.Net.Sockets;
using System.Text;

namespace MapiOrleans.bench;

/// <summary>Delivers mail by LMTP (RFC 2033), one message at a time on one connection.</summary>
internal sealed class LmtpClient : IDisposable
{
    private readonly TcpClient _client;
    private readonly StreamReader _reader;
    private readonly StreamWriter _writer;

    private LmtpClient(TcpClient client)
    {
        _client = client;
        _reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        _writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n" };
    }

    /// <summary>Connects and greets.</summary>
    /// <param name="server">host:port.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<LmtpClient> ConnectAsync(string server, CancellationToken cancellationToken)
    {
        var at = server.LastIndexOf(':');
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server[..at], int.Parse(server[(at + 1)..], System.Globalization.CultureInfo.InvariantCulture), cancellationToken);
        var lmtp = new LmtpClient(client);
        await lmtp.ExpectAsync('2', cancellationToken);
        await lmtp.SendAsync("LHLO bench.test", '2', cancellationToken);
        return lmtp;
    }

    /// <summary>Delivers a message to one recipient; returns when the server has taken it.</summary>
    public async Task DeliverAsync(string recipient, string message, CancellationToken cancellationToken)
    {
        await SendAsync("MAIL FROM:<bench@elsewhere.test>", '2', cancellationToken);
        await SendAsync($"RCPT TO:<{recipient}>", '2', cancellationToken);
        await SendAsync("DATA", '3', cancellationToken);
        await SendAsync(message + "\r\n.", '2', cancellationToken);
    }

    private async Task SendAsync(string line, char expected, CancellationToken cancellationToken)
    {
        await _writer.WriteLineAsync(line.AsMemory(), cancellationToken);
        await _writer.FlushAsync(cancellationToken);
        await ExpectAsync(expected, cancellationToken);
    }

    private async Task ExpectAsync(char expected, CancellationToken cancellationToken)
    {
        while (true)
        {
            var line = await _reader.ReadLineAsync(cancellationToken) ?? throw new IOException("The LMTP server closed the connection.");
            // A hyphen after the code says that lines follow.
            if (line.Length > 3 && line[3] == '-') continue;
            if (line.Length == 0 || line[0] != expected) throw new IOException($"The LMTP server answers {line}.");
            return;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        _reader.Dispose();
        _client.Dispose();
    }
}
