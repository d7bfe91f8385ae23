using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Xml.Linq;

namespace MapiOrleans.Mapi.Client;

/// <summary>
/// Finds the endpoints of an address by Autodiscover ([MS-OXDISCO] 3.1.5, [MS-OXDSCLI]). Credentials go to HTTPS only, or to the base that the
/// caller named.
/// </summary>
/// <param name="http">An HttpClient without redirects of its own: <see cref="MapiHttpTransport.CreateHttpClient"/>.</param>
/// <param name="credential">Who asks.</param>
public sealed class AutodiscoverClient(HttpClient http, NetworkCredential credential)
{
    /// <summary>Redirections that are followed, of HTTP and of Autodiscover together.</summary>
    public const int MaxRedirects = 10;

    /// <summary>Bytes of a response that are read.</summary>
    public const int MaxResponse = 1024 * 1024;

    private const string PoxPath = "/autodiscover/autodiscover.xml";
    private const string SoapPath = "/autodiscover/autodiscover.svc";

    /// <summary>How long each place asked may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>
    /// Asks as Outlook does: the domain, autodiscover.the domain, and where http://autodiscover.the domain sends one. The first that has
    /// settings wins; where none has, the most telling failure is thrown.
    /// </summary>
    public async Task<AutodiscoverSettings> FindAsync(string address, CancellationToken cancellationToken = default)
    {
        var domain = DomainOf(address);
        AutodiscoverException? failure = null;
        foreach (var host in new[] { domain, "autodiscover." + domain })
        {
            try
            {
                return await AskAsync(new Uri($"https://{host}{PoxPath}"), address, cancellationToken);
            }
            catch (AutodiscoverException e)
            {
                failure = Worse(failure, e);
            }
        }
        try
        {
            if (await RedirectOfAsync(new Uri($"http://autodiscover.{domain}{PoxPath}"), cancellationToken) is { Scheme: "https" } target)
                return await AskAsync(target, address, cancellationToken);
        }
        catch (AutodiscoverException e)
        {
            failure = Worse(failure, e);
        }
        throw failure!;
    }

    /// <summary>Asks a server that is known: its base URL, such as https://localhost:8443.</summary>
    public Task<AutodiscoverSettings> FindAsync(Uri baseUrl, string address, CancellationToken cancellationToken = default) =>
        AskAsync(new Uri(baseUrl, PoxPath), address, cancellationToken);

    /// <summary>Asks by SOAP for settings by their names ([MS-OXWSADISC] 3.1.4.1); those that are not available are missing.</summary>
    public async Task<IReadOnlyDictionary<string, string>> GetUserSettingsAsync(Uri baseUrl, string address, string[] settings, CancellationToken cancellationToken = default)
    {
        var url = new Uri(baseUrl, SoapPath);
        var (status, body, _) = await SendAsync(HttpMethod.Post, url, AutodiscoverXml.SoapRequest(address, settings), true, cancellationToken);
        var document = AutodiscoverXml.TryRead(body);
        if (status != HttpStatusCode.OK || document is null) throw NoAnswer(url, status);
        var response = AutodiscoverXml.Find(document, "UserResponse");
        // The user's code where there is a user's response, else that of the whole.
        var code = AutodiscoverXml.Text(response ?? (XContainer)document, "ErrorCode");
        if (code != "NoError") throw new AutodiscoverException($"{url}: {code} {AutodiscoverXml.Text(response ?? (XContainer)document, "ErrorMessage")}") { ErrorCode = (int)status };
        return AutodiscoverXml.SoapSettings(document);
    }

    /// <summary>Asks by JSON (version 2) where a protocol is, such as AutodiscoverV1.</summary>
    public async Task<Uri> FindProtocolAsync(Uri baseUrl, string address, string protocol, CancellationToken cancellationToken = default)
    {
        var url = new Uri(baseUrl, $"/autodiscover/autodiscover.json/v1.0/{Uri.EscapeDataString(address)}?Protocol={Uri.EscapeDataString(protocol)}");
        var (status, body, _) = await SendAsync(HttpMethod.Get, url, null, false, cancellationToken);
        if (status != HttpStatusCode.OK) throw NoAnswer(url, status);
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("Url", out var found)
                && found.ValueKind == JsonValueKind.String && Uri.TryCreate(found.GetString(), UriKind.Absolute, out var target)) return target;
        }
        catch (JsonException e)
        {
            throw new AutodiscoverException($"{url}: no JSON", e) { ErrorCode = (int)status };
        }
        throw new AutodiscoverException($"{url}: no Url") { ErrorCode = (int)status };
    }

    private async Task<AutodiscoverSettings> AskAsync(Uri url, string address, CancellationToken cancellationToken)
    {
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            var (status, body, location) = await SendAsync(HttpMethod.Post, url, AutodiscoverXml.PoxRequest(address), true, cancellationToken);
            if (location is not null)
            {
                // Credentials never follow from HTTPS to HTTP.
                if (location.Scheme != "https" && url.Scheme == "https") throw new AutodiscoverException($"{url} sends to {location}, which is not HTTPS.") { ErrorCode = (int)status };
                url = location;
                continue;
            }
            var document = status == HttpStatusCode.OK ? AutodiscoverXml.TryRead(body) : null;
            if (document is null) throw NoAnswer(url, status);
            if (AutodiscoverXml.Find(document, "Error") is { } error)
            {
                var code = AutodiscoverXml.Text(error, "ErrorCode");
                throw new AutodiscoverException($"{url}: {code} {AutodiscoverXml.Text(error, "Message")}") { ErrorCode = int.TryParse(code, out var number) ? number : (int)status };
            }
            switch (AutodiscoverXml.Text(document, "Action"))
            {
                case "settings":
                    return AutodiscoverXml.PoxSettings(document, url);
                case "redirectUrl" when Uri.TryCreate(AutodiscoverXml.Text(document, "RedirectUrl"), UriKind.Absolute, out var target) && (target.Scheme == "https" || target.Scheme == url.Scheme):
                    url = target;
                    break;
                case "redirectAddr" when AutodiscoverXml.Text(document, "RedirectAddr") is { Length: > 0 } other:
                    // The same server answers for the other address, or says where to go on.
                    address = other;
                    break;
                default:
                    throw new AutodiscoverException($"{url}: no settings in the response") { ErrorCode = (int)status };
            }
        }
        throw new AutodiscoverException($"{url}: more than {MaxRedirects} redirections");
    }

    private async Task<Uri?> RedirectOfAsync(Uri url, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Get, url, null, false, cancellationToken)).Location;

    private async Task<(HttpStatusCode Status, byte[] Body, Uri? Location)> SendAsync(HttpMethod method, Uri url, byte[]? body, bool authenticate, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        try
        {
            using var request = new HttpRequestMessage(method, url);
            if (authenticate) request.Headers.Authorization = MapiHttpTransport.Basic(credential);
            request.Headers.TryAddWithoutValidation("X-MapiHttpCapability", "1");
            if (body is not null)
            {
                request.Content = new ByteArrayContent(body);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/xml", "utf-8");
            }
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var location = (int)response.StatusCode is 301 or 302 or 307 or 308 && response.Headers.Location is { } to ? new Uri(url, to) : null;
            await using var stream = await response.Content.ReadAsStreamAsync(limit.Token);
            using var content = new MemoryStream();
            var buffer = new byte[8192];
            int read;
            while ((read = await stream.ReadAsync(buffer, limit.Token)) > 0)
            {
                if (content.Length + read > MaxResponse) throw new AutodiscoverException($"{url}: more than {MaxResponse} bytes") { ErrorCode = (int)response.StatusCode };
                content.Write(buffer, 0, read);
            }
            return (response.StatusCode, content.ToArray(), location);
        }
        catch (HttpRequestException e)
        {
            throw new AutodiscoverException($"{url}: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AutodiscoverException($"{url}: no answer within {Timeout}", e);
        }
    }

    private static AutodiscoverException NoAnswer(Uri url, HttpStatusCode status) => new($"{url}: HTTP {(int)status}, no Autodiscover response") { ErrorCode = (int)status };

    // An answer of a server that knows Autodiscover tells more than a place where there is none.
    private static AutodiscoverException Worse(AutodiscoverException? first, AutodiscoverException second) => first is null || second.ErrorCode >= first.ErrorCode ? second : first;

    private static string DomainOf(string address)
    {
        var at = address.LastIndexOf('@');
        return at > 0 && at < address.Length - 1 ? address[(at + 1)..] : throw new ArgumentException($"'{address}' is no address.", nameof(address));
    }
}
