using System.DirectoryServices.Protocols;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using MapiOrleans.Grains.Interfaces.Directory;
using ProtocolException = System.DirectoryServices.Protocols.DirectoryException;

namespace MapiOrleans.Grains.Directory.Ldap;

/// <summary>A directory cannot be asked; the message says which setting to look at.</summary>
internal sealed class LdapUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// One connection to an LDAP server. Calls block in the system's library, so each runs beside the caller, and never two at once on one
/// connection.
/// </summary>
internal sealed class LdapSession : IDisposable
{
    // Result codes (RFC 4511 4.1.9), and those of the library itself.
    private const int InvalidCredentials = 49;
    private static readonly HashSet<int> Refusals = [19, 32, 34, 48, InvalidCredentials, 50, 53];

    private readonly LdapConnection _connection;
    private readonly LdapOptions _options;
    private readonly DirectorySource _source;

    private LdapSession(LdapConnection connection, string server, DirectorySource source, LdapOptions options) => (_connection, Server, _source, _options) = (connection, server, source, options);

    /// <summary>The server, as the source names it.</summary>
    public string Server { get; }

    /// <summary>Parts of the directory that are elsewhere, and were not followed.</summary>
    public int Referrals { get; private set; }

    /// <summary>Connects to the first server that can be reached. Nobody is bound yet.</summary>
    /// <exception cref="LdapUnavailableException">None can be reached.</exception>
    public static async Task<LdapSession> OpenAsync(DirectorySource source, LdapOptions options, CancellationToken cancellationToken)
    {
        LdapUnavailableException? last = null;
        foreach (var server in source.Servers)
        {
            try
            {
                return await OpenAsync(source, server, options, cancellationToken);
            }
            catch (LdapUnavailableException e)
            {
                last = e;
            }
        }
        throw last ?? new LdapUnavailableException("No server is named: give directory.servers.");
    }

    private static async Task<LdapSession> OpenAsync(DirectorySource source, string server, LdapOptions options, CancellationToken cancellationToken)
    {
        var uri = new Uri(server);
        var secure = uri.Scheme == "ldaps";
        var port = uri.Port > 0 ? uri.Port : secure ? 636 : 389;
        await ProbeAsync(server, uri.Host, port, options.ConnectTimeout, cancellationToken);
        LdapConnection? connection = null;
        try
        {
            connection = new LdapConnection(new LdapDirectoryIdentifier(uri.Host, port), null, AuthType.Basic) { AutoBind = false, Timeout = options.Timeout };
            connection.SessionOptions.ProtocolVersion = 3;
            connection.SessionOptions.ReferralChasing = ReferralChasingOptions.None;
            if (source.TrustedCertificates.Length > 0) Trust(connection, source.TrustedCertificates);
            if (secure) connection.SessionOptions.SecureSocketLayer = true;
            else if (!source.AllowPlain) await RunAsync(() => StartTls(connection, options.Timeout));
            return new LdapSession(connection, server, source, options);
        }
        catch (Exception e) when (e is ProtocolException or PlatformNotSupportedException or DllNotFoundException or TypeInitializationException or IOException or UnauthorizedAccessException)
        {
            connection?.Dispose();
            throw Unavailable(server, e);
        }
    }

    /// <summary>The library waits for a server that does not answer as long as the system does: whether one is there is found out first.</summary>
    private static async Task ProbeAsync(string server, string host, int port, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(host, port, limit.Token);
        }
        catch (SocketException e)
        {
            throw new LdapUnavailableException($"{server} cannot be reached ({e.SocketErrorCode}): check directory.servers, and that the server runs and its port is open.", e);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LdapUnavailableException($"{server} does not answer within {timeout} (Ldap:ConnectTimeout): check directory.servers, and that its port is open.");
        }
    }

    private static void StartTls(LdapConnection connection, TimeSpan timeout)
    {
        try
        {
            // Where there is no connection yet, the library starts TLS with whatever its own configuration names, and not with this server: so one
            // is made first, by a question that tells nothing.
            connection.SendRequest(new SearchRequest("", "(objectClass=*)", SearchScope.Base, "supportedExtension"), timeout);
        }
        catch (DirectoryOperationException)
        {
            // The server does not answer strangers. It was reached, and that is all.
        }
        connection.SessionOptions.StartTransportLayerSecurity(null);
    }

    private static void Trust(LdapConnection connection, string folder)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("on Windows certificates are trusted by the system's store, and directory.trustedCertificates is left out");
        if (!System.IO.Directory.Exists(folder)) throw new DirectoryNotFoundException($"the folder {folder} of directory.trustedCertificates is not there.");
        connection.SessionOptions.TrustedCertificatesDirectory = folder;
        connection.SessionOptions.StartNewTlsSessionContext();
    }

    /// <summary>Proves who one is; an empty name is nobody. False where name or password is wrong, or the account may not sign in.</summary>
    /// <exception cref="LdapUnavailableException">The server cannot say.</exception>
    public async Task<bool> BindAsync(string dn, string password)
    {
        // A name without a password is taken for nobody, and succeeds (RFC 4513 5.1.2).
        if (dn.Length > 0 && password.Length == 0) return false;
        try
        {
            await RunAsync(() =>
            {
                _connection.AuthType = dn.Length == 0 ? AuthType.Anonymous : AuthType.Basic;
                if (dn.Length == 0) _connection.Bind();
                else _connection.Bind(new NetworkCredential(dn, password));
            });
            return true;
        }
        catch (LdapException e) when (Refusals.Contains(e.ErrorCode))
        {
            return false;
        }
        catch (DirectoryOperationException e) when (e.Response is { } response && Refusals.Contains((int)response.ResultCode))
        {
            return false;
        }
        catch (ProtocolException e)
        {
            throw Unavailable(Server, e);
        }
    }

    /// <summary>Binds as the source's reader.</summary>
    /// <exception cref="LdapUnavailableException">The server cannot say, or does not take the password.</exception>
    public async Task BindReaderAsync(CancellationToken cancellationToken)
    {
        var password = "";
        if (_source.BindDn.Length > 0)
        {
            try
            {
                password = (await File.ReadAllTextAsync(_source.PasswordFile, cancellationToken)).TrimEnd('\r', '\n');
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new LdapUnavailableException($"The password of {_source.BindDn} cannot be read ({e.Message}): make directory.passwordFile readable by the server's account on every node.", e);
            }
        }
        if (!await BindAsync(_source.BindDn, password)) throw new LdapUnavailableException($"{Server} does not take {(_source.BindDn.Length > 0 ? _source.BindDn : "anonymous readers")}: check directory.bindDn and the password in directory.passwordFile.");
    }

    /// <summary>Entries below the source's base that meet a filter, page by page (RFC 2696).</summary>
    /// <exception cref="LdapUnavailableException">The server cannot say.</exception>
    public async IAsyncEnumerable<LdapEntry> SearchAsync(string filter, string[] attributes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = new PageResultRequestControl(_options.PageSize);
        var request = new SearchRequest(_source.BaseDn, filter, SearchScope.Subtree, attributes);
        request.Controls.Add(page);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var response = await SendAsync(request);
            Referrals += response.References.Count;
            foreach (SearchResultEntry entry in response.Entries) yield return LdapEntry.From(entry);
            if (response.Controls.OfType<PageResultResponseControl>().FirstOrDefault()?.Cookie is not { Length: > 0 } cookie) yield break;
            page.Cookie = cookie;
        }
    }

    /// <summary>What a server says of itself.</summary>
    public Task<LdapEntry?> RootAsync(params string[] attributes) => ReadAsync("", attributes);

    /// <summary>One entry, or null where it is not there.</summary>
    public async Task<LdapEntry?> ReadAsync(string dn, params string[] attributes) =>
        (await SendAsync(new SearchRequest(dn, "(objectClass=*)", SearchScope.Base, attributes))).Entries is { Count: > 0 } entries ? LdapEntry.From(entries[0]) : null;

    /// <summary>
    /// All values of attributes that have many: Active Directory gives so many of them at once and says which (<c>member;range=0-1499</c>), and the
    /// rest is asked for.
    /// </summary>
    public async Task<IReadOnlyList<string>> AllValuesAsync(LdapEntry entry, IEnumerable<string> attributes, int most)
    {
        var values = new List<string>();
        foreach (var attribute in attributes)
        {
            values.AddRange(entry.Texts(attribute));
            for (var part = entry; part is not null && values.Count < most;)
            {
                var name = part.Names.FirstOrDefault(n => n.StartsWith(attribute + ";range=", StringComparison.OrdinalIgnoreCase));
                if (name is null) break;
                values.AddRange(part.Texts(name));
                if (name.EndsWith('*') || !int.TryParse(name[(name.LastIndexOf('-') + 1)..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var last)) break;
                part = await ReadAsync(entry.Dn, $"{attribute};range={last + 1}-*");
            }
        }
        return values.Count > most ? values[..most] : values;
    }

    private async Task<SearchResponse> SendAsync(SearchRequest request)
    {
        try
        {
            return await RunAsync(() => (SearchResponse)_connection.SendRequest(request, _options.Timeout));
        }
        catch (DirectoryOperationException e) when (e.Response is SearchResponse { ResultCode: ResultCode.NoSuchObject })
        {
            throw new LdapUnavailableException($"{Server} has no {(request.DistinguishedName.Length > 0 ? request.DistinguishedName : "root")}: check directory.baseDn.", e);
        }
        catch (DirectoryOperationException e) when (e.Response is { ResultCode: ResultCode.Referral or ResultCode.ReferralV2 } response)
        {
            throw new LdapUnavailableException($"{Server} says that {request.DistinguishedName} is at {string.Join(", ", response.Referral.Select(u => u.ToString()))}: name that server in directory.servers.", e);
        }
        catch (DirectoryOperationException e) when (e.Response is { ResultCode: ResultCode.SizeLimitExceeded or ResultCode.AdminLimitExceeded or ResultCode.UnwillingToPerform })
        {
            throw new LdapUnavailableException($"{Server} does not give all entries ({e.Message}): lower Ldap:PageSize, or let {_source.BindDn} read as many as there are.", e);
        }
        catch (ProtocolException e)
        {
            throw Unavailable(Server, e);
        }
    }

    private static LdapUnavailableException Unavailable(string server, Exception e) => e switch
    {
        DllNotFoundException or TypeInitializationException => new("The system's LDAP library is missing: install libldap (Debian: libldap-2.5-0 or later).", e),
        DirectoryNotFoundException => new($"{server} is not asked: {e.Message}", e),
        LdapException { ErrorCode: 8 or 13 } => new($"{server} takes no password without TLS ({e.Message}): use ldaps:// in directory.servers, or leave directory.allowPlain out.", e),
        _ => new($"{server} cannot be asked ({Text(e)}): check that it runs, and that its certificate is for this name and signed by one of directory.trustedCertificates.", e),
    };

    private static string Text(Exception e) => new StringBuilder(e.Message.TrimEnd('.')).Append(e is LdapException { ServerErrorMessage.Length: > 0 } ldap ? ": " + ldap.ServerErrorMessage : "").ToString();

    private static Task RunAsync(Action work) => Task.Run(work);

    private static Task<T> RunAsync<T>(Func<T> work) => Task.Run(work);

    public void Dispose() => _connection.Dispose();
}
