using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using MapiOrleans.Tests.Transport;

namespace MapiOrleans.Tests.Processes;

/// <summary>
/// Debian's Postfix as a process of this test, with configuration, queue and data in a folder of its own and on loopback only: whatever Postfix
/// the machine runs itself is not touched. It needs root, and the package <c>postfix</c>.
/// </summary>
internal sealed class Postfix : IAsyncDisposable
{
    private const string Programs = "/usr/sbin";
    private static readonly TimeSpan CommandLimit = TimeSpan.FromSeconds(60);

    private readonly string _folder;

    private Postfix(string folder, int port, string authority) => (_folder, Port, AuthorityFile) = (folder, port, authority);

    /// <summary>Where it takes mail, with STARTTLS.</summary>
    public int Port { get; }

    /// <summary>The PEM file of who signed its certificate.</summary>
    public string AuthorityFile { get; }

    /// <summary>What it logged.</summary>
    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    private string LogFile => Path.Combine(_folder, "log", "mail.log");

    /// <summary>Starts it in front of an LMTP server for one domain, and behind, where everything else goes to one host.</summary>
    public static async Task<Postfix> StartAsync(string domain, int lmtpPort, int relayPort)
    {
        if (!File.Exists(Path.Combine(Programs, "postfix"))) throw new InvalidOperationException("Postfix is missing: install the package postfix.");
        if (geteuid() != 0) throw new InvalidOperationException("Postfix starts as root only: run this test as root.");
        var folder = Directory.CreateTempSubdirectory("mapiorleans-postfix-").FullName;
        // Its daemons run as postfix: they must come through.
        await RunAsync("chmod", "711", folder);
        foreach (var name in (string[])["etc", "queue", "data", "log"]) Directory.CreateDirectory(Path.Combine(folder, name));
        await RunAsync("chown", "postfix", Path.Combine(folder, "data"));
        var (authority, leaf) = SmtpSink.Certificates("127.0.0.1");
        var (authorityFile, certificateFile) = (Path.Combine(folder, "authority.pem"), Path.Combine(folder, "postfix.pem"));
        await File.WriteAllTextAsync(authorityFile, authority.ExportCertificatePem());
        using (var key = System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.GetECDsaPrivateKey(leaf)!)
            await File.WriteAllTextAsync(certificateFile, $"{key.ExportPkcs8PrivateKeyPem()}\n{leaf.ExportCertificatePem()}\n");
        await RunAsync("chmod", "600", certificateFile);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        await File.WriteAllTextAsync(Path.Combine(folder, "etc", "main.cf"), $"""
            compatibility_level = 3.6
            queue_directory = {folder}/queue
            data_directory = {folder}/data
            maillog_file = {folder}/log/mail.log
            maillog_file_prefixes = {folder}
            myhostname = mx.postfix.test
            mydestination =
            local_recipient_maps =
            local_transport = error:no local mail here
            alias_maps =
            alias_database =
            inet_interfaces = loopback-only
            inet_protocols = ipv4
            mynetworks = 127.0.0.0/8
            smtpd_relay_restrictions = permit_mynetworks, reject
            smtpd_tls_cert_file = {certificateFile}
            smtpd_tls_key_file = {certificateFile}
            smtpd_tls_security_level = may
            smtpd_tls_received_header = yes
            smtp_tls_security_level = none
            smtp_dns_support_level = disabled
            virtual_mailbox_domains = {domain}
            virtual_transport = lmtp:inet:127.0.0.1:{lmtpPort}
            relayhost = [127.0.0.1]:{relayPort}
            minimal_backoff_time = 2s
            queue_run_delay = 2s
            maximal_backoff_time = 4s

            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "etc", "master.cf"), $"""
            127.0.0.1:{port} inet n - n - - smtpd
            cleanup   unix n - n - 0 cleanup
            qmgr      unix n - n 300 1 qmgr
            tlsmgr    unix - - n 1000? 1 tlsmgr
            rewrite   unix - - n - - trivial-rewrite
            bounce    unix - - n - 0 bounce
            defer     unix - - n - 0 bounce
            trace     unix - - n - 0 bounce
            verify    unix - - n - 1 verify
            proxymap  unix - - n - - proxymap
            smtp      unix - - n - - smtp
            error     unix - - n - - error
            retry     unix - - n - - error
            lmtp      unix - - n - - lmtp
            anvil     unix - - n - 1 anvil
            scache    unix - - n - 1 scache
            postlog   unix-dgram n - n - 1 postlogd

            """);
        var postfix = new Postfix(folder, port, authorityFile);
        try
        {
            await RunAsync($"{Programs}/postfix", "-c", Path.Combine(folder, "etc"), "start");
            return postfix;
        }
        catch
        {
            await postfix.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a message with swaks, as any mail program would; gives what it said.</summary>
    public Task<string> SwaksAsync(string from, string to, string subject, string body)
    {
        if (!File.Exists("/usr/bin/swaks")) throw new InvalidOperationException("swaks is missing: install the package swaks.");
        return RunAsync("swaks", "--server", $"127.0.0.1:{Port}", "--from", from, "--to", to, "--header", $"Subject: {subject}", "--body", body, "--ehlo", "client.elsewhere.test");
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(_folder, "queue", "pid", "master.pid"))) await RunAsync($"{Programs}/postfix", "-c", Path.Combine(_folder, "etc"), "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(CommandLimit);
        var text = await output + await error;
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{text}");
    }

    [DllImport("libc")]
    private static extern uint geteuid();
}
