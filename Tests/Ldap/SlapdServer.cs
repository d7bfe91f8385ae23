using System.Diagnostics;
using System.DirectoryServices.Protocols;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Xunit;

namespace MapiOrleans.Tests.Ldap;

/// <summary>
/// OpenLDAP's slapd from Debian's package, in a process of its own with a database and certificates of its own on loopback ports: a class fixture.
/// Whatever becomes of a test, its process ends with it.
/// </summary>
public sealed class SlapdServer : IAsyncLifetime
{
    public const string Suffix = "dc=example,dc=test";
    public const string Admin = "cn=admin," + Suffix;
    public const string Reader = "cn=reader," + Suffix;
    public const string AdminPassword = "admin-secret";
    public const string ReaderPassword = "reader-secret";

    private readonly string _folder = Directory.CreateTempSubdirectory("mapiorleans-slapd-").FullName;
    private Process? _process;

    public int Port { get; private set; }

    public int TlsPort { get; private set; }

    public string Plain => $"ldap://127.0.0.1:{Port}";

    public string Secure => $"ldaps://127.0.0.1:{TlsPort}";

    /// <summary>A folder with the certificate that the server's is signed by.</summary>
    public string Trusted => Path.Combine(_folder, "trusted");

    /// <summary>A folder with another one.</summary>
    public string Distrusted => Path.Combine(_folder, "distrusted");

    /// <summary>A file with the reader's password.</summary>
    public string PasswordFile => Path.Combine(_folder, "reader.password");

    private static string Program =>
        new[] { "/usr/sbin/slapd", "/usr/local/libexec/slapd", "/usr/lib/openldap/slapd" }.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("slapd is missing: install the package slapd (Tests/run.sh does).");

    public async Task InitializeAsync()
    {
        (Port, TlsPort) = FreePorts();
        Directory.CreateDirectory(Path.Combine(_folder, "db"));
        MakeCertificates();
        await File.WriteAllTextAsync(PasswordFile, ReaderPassword + "\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "slapd.conf"), $"""
            include /etc/ldap/schema/core.schema
            include /etc/ldap/schema/cosine.schema
            include /etc/ldap/schema/inetorgperson.schema
            modulepath /usr/lib/ldap
            moduleload back_mdb
            pidfile {_folder}/slapd.pid
            argsfile {_folder}/slapd.args
            TLSCACertificateFile {Trusted}/ca.pem
            TLSCertificateFile {_folder}/server.pem
            TLSCertificateKeyFile {_folder}/server.key
            database mdb
            suffix "{Suffix}"
            rootdn "{Admin}"
            rootpw {AdminPassword}
            directory {_folder}/db
            maxsize 268435456
            dbnosync
            index objectClass,entryUUID eq
            index modifyTimestamp eq
            limits dn.exact="{Reader}" size.soft=500 size.hard=500 size.prtotal=unlimited
            access to attrs=userPassword by anonymous auth by * none
            access to * by dn.exact="{Reader}" read by anonymous auth by * none
            """);
        await StartAsync();
        using var admin = Connect();
        Add(admin, Suffix, ("objectClass", ["dcObject", "organization"]), ("dc", ["example"]), ("o", ["Example"]));
        Add(admin, Reader, ("objectClass", ["organizationalRole", "simpleSecurityObject"]), ("cn", ["reader"]), ("userPassword", [ReaderPassword]));
    }

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(Program) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["-d", "0", "-f", Path.Combine(_folder, "slapd.conf"), "-h", $"{Plain} {Secure}"]) start.ArgumentList.Add(argument);
        _process = Process.Start(start) ?? throw new InvalidOperationException("slapd did not start.");
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        var errors = new StringBuilder();
        _process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        _process.BeginErrorReadLine();
        var limit = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (!_process.HasExited && limit.Elapsed < TimeSpan.FromSeconds(30))
            {
                await Task.Yield();
            }
            catch (SocketException)
            {
                throw new InvalidOperationException($"slapd did not start: {errors}");
            }
        }
    }

    public async Task StopAsync()
    {
        if (_process is null) return;
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A connection that may do all.</summary>
    public LdapConnection Connect()
    {
        var connection = new LdapConnection(new LdapDirectoryIdentifier("127.0.0.1", Port), new NetworkCredential(Admin, AdminPassword), AuthType.Basic);
        connection.SessionOptions.ProtocolVersion = 3;
        connection.Bind();
        return connection;
    }

    public static void Add(LdapConnection connection, string dn, params (string Name, object[] Values)[] attributes)
    {
        var request = new AddRequest { DistinguishedName = dn };
        foreach (var (name, values) in attributes)
        {
            var attribute = new DirectoryAttribute { Name = name };
            foreach (var value in values)
            {
                if (value is byte[] bytes) attribute.Add(bytes);
                else attribute.Add((string)value);
            }
            request.Attributes.Add(attribute);
        }
        connection.SendRequest(request);
    }

    private static (int, int) FreePorts()
    {
        using var one = new TcpListener(IPAddress.Loopback, 0);
        using var other = new TcpListener(IPAddress.Loopback, 0);
        one.Start();
        other.Start();
        return (((IPEndPoint)one.LocalEndpoint).Port, ((IPEndPoint)other.LocalEndpoint).Port);
    }

    private void MakeCertificates()
    {
        var (from, until) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        foreach (var folder in (string[])[Trusted, Distrusted])
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest($"CN=Test CA {Path.GetFileName(folder)}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
            using var authority = request.CreateSelfSigned(from, until);
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "ca.pem"), authority.ExportCertificatePem());
            if (folder != Trusted) continue;
            using var own = RSA.Create(2048);
            var server = new CertificateRequest("CN=127.0.0.1", own, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(IPAddress.Loopback);
            names.AddDnsName("localhost");
            server.CertificateExtensions.Add(names.Build());
            server.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
            using var certificate = server.Create(authority, from, until, RandomNumberGenerator.GetBytes(8));
            File.WriteAllText(Path.Combine(_folder, "server.pem"), certificate.ExportCertificatePem());
            File.WriteAllText(Path.Combine(_folder, "server.key"), own.ExportPkcs8PrivateKeyPem());
        }
    }
}
