using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Client;

/// <summary>
/// One Session Context's requests to one endpoint ([MS-OXCMAPIHTTP] 3.1): headers, cookies, and the inner stream of responses. It judges
/// nothing: whatever a server answers comes back as a <see cref="MapiHttpReply"/>. Several requests may be under way at once.
/// </summary>
public sealed class MapiHttpTransport
{
    private static readonly MediaTypeHeaderValue ContentType = new(MapiHttpHeaders.ContentType);

    private readonly HttpClient _http;
    private readonly MapiHttpClientOptions _options;
    private readonly AuthenticationHeaderValue? _authorization;
    private readonly string _requestGuid = Guid.NewGuid().ToString("B").ToUpperInvariant();
    private readonly string _clientInfo;
    private long _requestCounter;

    /// <summary>A context at an endpoint. <paramref name="http"/> is one that <see cref="CreateHttpClient"/> made, or like it: without cookies and redirects of its own.</summary>
    public MapiHttpTransport(HttpClient http, Uri endpoint, NetworkCredential? credential, MapiHttpClientOptions? options = null)
    {
        _http = http;
        Endpoint = endpoint;
        _options = options ?? new MapiHttpClientOptions();
        _authorization = credential is null ? null : Basic(credential);
        _clientInfo = Guid.NewGuid().ToString("B").ToUpperInvariant() + ":1";
    }

    /// <summary>Where requests go.</summary>
    public Uri Endpoint { get; }

    /// <summary>The context's cookies.</summary>
    public CookieStore Cookies { get; } = new();

    /// <summary>The options.</summary>
    public MapiHttpClientOptions Options => _options;

    /// <summary>The X-ClientInfo that is sent.</summary>
    public string ClientInfo => _clientInfo;

    /// <summary>
    /// An HttpClient as transports need it: no cookies, no redirects, no limit of time, as many connections as there are requests under way.
    /// Share it. <paramref name="trustAnyCertificate"/> is for servers with a development certificate.
    /// </summary>
    public static HttpClient CreateHttpClient(bool trustAnyCertificate = false)
    {
        var handler = new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        };
        if (trustAnyCertificate) handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The Authorization header of Basic, in UTF-8 (RFC 7617).</summary>
    public static AuthenticationHeaderValue Basic(NetworkCredential credential) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credential.UserName + ":" + credential.Password)));

    /// <summary>Sends a request and reads its answer to the end. Throws only where there is no answer: HttpRequestException, TimeoutException, OperationCanceledException.</summary>
    public async Task<MapiHttpReply> SendAsync(
        string requestType, ReadOnlyMemory<byte> body, MapiHttpRequestChanges? changes = null, CancellationToken cancellationToken = default)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(_options.SilenceTimeout);
        try
        {
            using var request = MakeRequest(requestType, body, changes);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token);
            var cookies = response.Headers.TryGetValues("Set-Cookie", out var values) ? values.ToArray() : [];
            if (changes?.KeepCookies != false)
                foreach (var cookie in cookies) Cookies.Take(cookie);
            return await ReadAsync(response, cookies, silence);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{requestType}: the server was silent for {_options.SilenceTimeout}.", e);
        }
    }

    /// <summary>Sends a body and gives that of the answer; a <see cref="MapiHttpException"/> where the transport did not succeed.</summary>
    public async Task<byte[]> CallAsync(MapiHttpRequestBody request, CancellationToken cancellationToken = default)
    {
        using var writer = new MapiWriter(512);
        request.Write(writer);
        var name = RequestTypes.NameOf(request.RequestType);
        return (await SendAsync(name, writer.WrittenMemory, cancellationToken: cancellationToken)).EnsureAccepted(name).Body;
    }

    /// <summary>PING ([MS-OXCMAPIHTTP] 2.2.6): keeps the Session Context alive and gives what X-ExpirationInfo says, or null where it is missing.</summary>
    public async Task<TimeSpan?> PingAsync(CancellationToken cancellationToken = default)
    {
        var name = RequestTypes.NameOf(MapiHttpRequestType.PING);
        var reply = (await SendAsync(name, default, cancellationToken: cancellationToken)).EnsureAccepted(name);
        return reply.Headers.TryGetValue(MapiHttpHeaders.ExpirationInfo, out var text) && long.TryParse(text, out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds) : null;
    }

    private HttpRequestMessage MakeRequest(string requestType, ReadOnlyMemory<byte> body, MapiHttpRequestChanges? changes)
    {
        var request = new HttpRequestMessage(changes?.Method ?? HttpMethod.Post, changes?.Path is { } path ? new Uri(Endpoint, path) : Endpoint)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(body),
        };
        request.Content.Headers.ContentType = ContentType;
        request.Headers.Authorization = _authorization;
        var headers = request.Headers;
        headers.TryAddWithoutValidation(MapiHttpHeaders.RequestType, requestType);
        headers.TryAddWithoutValidation(MapiHttpHeaders.RequestId, NextRequestId());
        headers.TryAddWithoutValidation(MapiHttpHeaders.ClientInfo, _clientInfo);
        headers.TryAddWithoutValidation(MapiHttpHeaders.ClientApplication, _options.ClientApplication);
        if (changes?.SendCookies != false && Cookies.Header is { } cookies) headers.TryAddWithoutValidation("Cookie", cookies);
        if (changes is null) return request;
        foreach (var (name, value) in changes.Headers)
        {
            // Content headers live in a collection of their own, which the other one does not take.
            var content = name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);
            HttpHeaders target = content ? request.Content.Headers : headers;
            target.Remove(name);
            if (value is not null) target.TryAddWithoutValidation(name, value);
        }
        return request;
    }

    private string NextRequestId() => string.Create(CultureInfo.InvariantCulture, $"{_requestGuid}:{Interlocked.Increment(ref _requestCounter)}");

    private async Task<MapiHttpReply> ReadAsync(HttpResponseMessage response, string[] cookies, CancellationTokenSource silence)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.NonValidated)
            if (!name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase)) headers[name] = values.ToString();
        foreach (var (name, values) in response.Content.Headers.NonValidated) headers[name] = values.ToString();
        var reply = new MapiHttpReply { Status = response.StatusCode, Headers = headers, SetCookies = cookies };

        // Diagnostics of a failure have no meta-tags.
        var tagged = reply.ResponseCode == MapiHttpResponseCode.Success
            && string.Equals(response.Content.Headers.ContentType?.MediaType, MapiHttpHeaders.ContentType, StringComparison.OrdinalIgnoreCase);
        using var parser = tagged ? new MetaTagParser(_options.MaxResponseBody) : null;
        using var plain = tagged ? null : new MapiWriter();
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        string? error = null;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(silence.Token);
            int read;
            while (error is null && (read = await stream.ReadAsync(buffer, silence.Token)) > 0)
            {
                silence.CancelAfter(_options.SilenceTimeout);
                if (parser is not null) error = parser.Append(buffer.AsSpan(0, read));
                else if (read > _options.MaxResponseBody - plain!.Length) error = $"a body of more than {_options.MaxResponseBody} bytes";
                else plain.WriteBytes(buffer.AsSpan(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        if (parser is null) return reply with { Body = plain!.ToArray(), BodyError = error };
        return reply with
        {
            Processing = parser.Processing,
            PendingCount = parser.PendingCount,
            AdditionalHeaders = parser.Headers,
            Body = parser.Body.ToArray(),
            BodyError = error ?? (parser.InBody ? null : "the response ended before its body"),
        };
    }
}
