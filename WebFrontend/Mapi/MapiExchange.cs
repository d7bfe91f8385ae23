using System.Buffers;
using System.Globalization;
using System.Text;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.WebFrontend.Mapi;

/// <summary>
/// One request and its response. A response begins either refused (X-ResponseCode in the headers, text/html) or accepted: PROCESSING, PENDING
/// while the work lasts, DONE, additional headers, an empty line and the body, each tag a chunk that is sent at once
/// ([MS-OXCMAPIHTTP] 2.2.2.2, 2.2.7, 3.2.5.2).
/// </summary>
internal sealed class MapiExchange
{
    private readonly HttpContext _http;
    private readonly MapiEndpointOptions _options;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly CancellationToken _clientGone;
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _headersReady = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public MapiExchange(HttpContext http, MapiEndpointOptions options, TimeProvider time)
    {
        _http = http;
        _options = options;
        _time = time;
        _started = time.GetTimestamp();
        _clientGone = http.RequestAborted;
        StartTime = time.GetUtcNow();
    }

    public DateTimeOffset StartTime { get; }
    public TimeSpan Elapsed => _time.GetElapsedTime(_started);
    public HttpRequest Request => _http.Request;

    /// <summary>The account that sent the request.</summary>
    public AuthenticatedUser User { get; set; } = null!;
    /// <summary>The request type; null until it is known to be one.</summary>
    public MapiHttpRequestType? Type { get; set; }
    /// <summary>The request type as logs and metrics name it.</summary>
    public string TypeName => Type is { } type ? RequestTypes.NameOf(type) : "unknown";
    /// <summary>X-RequestId as sent.</summary>
    public string RequestId { get; set; } = "";
    public ReadOnlyMemory<byte> Body { get; set; }
    /// <summary>Whether the client has hung up, and so does not hear the answer.</summary>
    public bool IsClientGone => _clientGone.IsCancellationRequested;
    /// <summary>Ends when the client has gone or the node stops.</summary>
    public CancellationToken Aborted { get; set; }

    /// <summary>Completes when all cookies are set: before, no response may begin.</summary>
    public Task HeadersReady => _headersReady.Task;

    public void MarkHeadersReady() => _headersReady.TrySetResult();

    /// <summary>Completes when the work wants the response to begin.</summary>
    public Task Accepted => _accepted.Task;

    public void Accept() => _accepted.TrySetResult();

    /// <summary>The value of a request's cookie, or null where there is none or more than one of the name.</summary>
    public string? Cookie(string name)
    {
        string? found = null;
        foreach (var line in _http.Request.Headers.Cookie)
        {
            foreach (var part in (line ?? "").Split(';', StringSplitOptions.TrimEntries))
            {
                var equals = part.IndexOf('=');
                if (equals <= 0 || !part.AsSpan(0, equals).SequenceEqual(name)) continue;
                if (found is not null) return null;
                found = part[(equals + 1)..].Trim('"');
            }
        }
        return found;
    }

    public bool HasCookie(string name) =>
        _http.Request.Headers.Cookie.Any(line => (line ?? "").Split(';', StringSplitOptions.TrimEntries).Any(p => p.StartsWith(name + "=", StringComparison.Ordinal)));

    /// <summary>A cookie that the response gives, unless it is refused.</summary>
    public void SetCookie(string name, string value) => _cookies[name] = value;

    public void ClearCookies() => _cookies.Clear();

    /// <summary>Begins an accepted response.</summary>
    public Task BeginAsync()
    {
        var response = _http.Response;
        response.ContentType = MapiHttpHeaders.ContentType;
        response.Headers[MapiHttpHeaders.ResponseCode] = "0";
        response.Headers[MapiHttpHeaders.PendingPeriod] = Milliseconds(_options.PendingPeriod);
        response.Headers[MapiHttpHeaders.ExpirationInfo] = Milliseconds(_options.SessionIdleTimeout);
        response.Headers.CacheControl = "private";
        foreach (var (name, value) in _cookies) response.Headers.Append("Set-Cookie", CookieLine(name, value));
        return SendAsync(MetaTags.Processing);
    }

    public Task PendingAsync() => SendAsync(MetaTags.Pending);

    /// <summary>Ends an accepted response.</summary>
    public Task DoneAsync(MapiAnswer answer)
    {
        using var writer = new MapiWriter(256 + answer.Body.Length);
        MetaTags.WriteDone(writer, Elapsed, StartTime, answer.Code);
        // What failed late has no body in the protocol's form ([MS-OXCMAPIHTTP] 3.2.5.2): it stays empty.
        if (answer.Code == MapiHttpResponseCode.Success) writer.WriteBytes(answer.Body.Span);
        return SendAsync(writer.Written);
    }

    /// <summary>Answers that the request is not done, before anything was accepted.</summary>
    public Task RefuseAsync(MapiHttpResponseCode code, string reason)
    {
        var response = _http.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = MapiHttpHeaders.FailureContentType;
        response.Headers[MapiHttpHeaders.ResponseCode] = ((int)code).ToString(CultureInfo.InvariantCulture);
        response.Headers[MapiHttpHeaders.ExpirationInfo] = Milliseconds(_options.SessionIdleTimeout);
        response.Headers.CacheControl = "private";
        var page = Encoding.UTF8.GetBytes($"<html><head><title>MAPI over HTTP</title></head><body><p>{(int)code} {code}: {System.Net.WebUtility.HtmlEncode(reason)}</p></body></html>\r\n");
        response.ContentLength = page.Length;
        return HttpMethods.IsHead(_http.Request.Method) ? Task.CompletedTask : response.BodyWriter.WriteAsync(page).AsTask();
    }

    private Task SendAsync(ReadOnlySpan<byte> bytes)
    {
        _http.Response.BodyWriter.Write(bytes);
        return _http.Response.BodyWriter.FlushAsync().AsTask();
    }

    /// <summary>The path is the endpoint's as the client spells it: cookies' paths tell case apart.</summary>
    private string CookieLine(string name, string value)
    {
        var path = _http.Request.Path.Value!.TrimEnd('/');
        return $"{name}={value}; path={_http.Request.PathBase}{path}; HttpOnly{(_http.Request.IsHttps ? "; secure" : "")}";
    }

    private static string Milliseconds(TimeSpan span) => ((long)span.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
