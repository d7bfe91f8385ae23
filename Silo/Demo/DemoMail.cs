using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MapiOrleans.Silo.Demo;

/// <summary>Sample mail, and the few lines of LMTP that bring it in by the same door as an MTA's.</summary>
internal static class DemoMail
{
    /// <summary>Sender, recipient and text of each message; lines end in CRLF.</summary>
    public static IReadOnlyList<(string From, string[] To, string Message)> Messages(DateTimeOffset now)
    {
        var date = now.ToString("ddd, dd MMM yyyy HH':'mm':'ss '+0000'", System.Globalization.CultureInfo.InvariantCulture);
        return
        [
            ("ben@example.test", ["anna@example.test"], Lines(
                "From: Ben Weber <ben@example.test>", "To: Anna Keller <anna@example.test>", "Subject: Welcome to MapiOrleans", $"Date: {date}",
                "Message-ID: <welcome@example.test>", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "",
                "Hello Anna,", "", "this mail came in by LMTP and is read by MAPI over HTTP.", "Grüße, Ben")),
            ("news@elsewhere.test", ["anna@example.test", "ben@example.test"], Lines(
                "From: \"News, Elsewhere\" <news@elsewhere.test>", "To: staff@example.test", "Subject: =?utf-8?q?Bericht_f=C3=BCr_November?=", $"Date: {date}",
                "Message-ID: <report@elsewhere.test>", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=\"outer\"", "",
                "--outer", "Content-Type: text/html; charset=utf-8", "", "<html><body><p>The <b>report</b> is attached.</p></body></html>",
                "--outer", "Content-Type: text/csv; name=\"report.csv\"", "Content-Disposition: attachment; filename=\"report.csv\"", "Content-Transfer-Encoding: base64", "",
                Convert.ToBase64String("month,mails\r\nNovember,1234\r\n"u8), "--outer--")),
            ("anna@example.test", ["anna+projects@example.test"], Lines(
                "From: Anna Keller <anna@example.test>", "To: anna+projects@example.test", "Subject: Note to myself", $"Date: {date}", "Importance: high",
                "Message-ID: <note@example.test>", "", "A sub-address files this in the folder Projects, once there is one.")),
        ];
    }

    private static string Lines(params string[] lines) => string.Join("\r\n", lines) + "\r\n";

    /// <summary>Delivers one message; gives the server's word for each recipient.</summary>
    public static async Task<IReadOnlyList<string>> DeliverAsync(IPEndPoint server, string from, string[] to, string message, CancellationToken cancellationToken)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(server, cancellationToken);
        await using var stream = tcp.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await ReadAsync();
        await AskAsync("LHLO demo.example.test");
        await AskAsync($"MAIL FROM:<{from}> BODY=8BITMIME");
        foreach (var recipient in to) await AskAsync($"RCPT TO:<{recipient}>");
        await AskAsync("DATA");
        await SendAsync(message + ".\r\n");
        var answers = new List<string>();
        foreach (var recipient in to) answers.Add($"{recipient}: {await ReadAsync()}");
        await AskAsync("QUIT");
        return answers;

        async Task<string> AskAsync(string command)
        {
            await SendAsync(command + "\r\n");
            return await ReadAsync();
        }

        async Task SendAsync(string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

        async Task<string> ReadAsync()
        {
            while (true)
            {
                var line = await reader.ReadLineAsync(cancellationToken) ?? throw new IOException("The LMTP server ended the connection.");
                if (line.Length < 4 || line[3] == ' ') return line;
            }
        }
    }
}
