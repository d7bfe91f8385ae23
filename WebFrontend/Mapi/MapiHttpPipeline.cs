using System.Globalization;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi.Http;
using MapiOrleans.WebFrontend.Authentication;
using MapiOrleans.WebFrontend.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace MapiOrleans.WebFrontend.Mapi;

/// <summary>
/// What all requests of [MS-OXCMAPIHTTP] go through, whichever endpoint they are for: who sends it, whether it is well-formed, within limits,
/// and the response around the endpoint's answer. What is malformed is answered here and reaches no grain.
/// </summary>
internal sealed class MapiHttpPipeline(
    IEnumerable<IMapiHttpEndpoint> endpoints, RequestAuthenticator authenticator, ConcurrencyLimits limits, IOptionsMonitor<MapiEndpointOptions> options,
    IOptionsMonitor<WebFrontendOptions> frontend, IHostApplicationLifetime lifetime, TimeProvider time, WebFrontendMetrics metrics, ILogger<MapiHttpPipeline> logger)
{
    // Longer ones are not echoed.
    private const int MaxHeaderLength = 512;

    private static readonly string[] Echoed = [MapiHttpHeaders.RequestType, MapiHttpHeaders.RequestId, MapiHttpHeaders.ClientInfo];

    private readonly Dictionary<string, IMapiHttpEndpoint> _endpoints = endpoints.ToDictionary(e => e.Name, StringComparer.OrdinalIgnoreCase);
    private readonly BoundedTable<string, DateTimeOffset> _disabledLogged = new(1_000, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an endpoint of this name is served.</summary>
    public bool Serves(string name) => _endpoints.ContainsKey(name);

    /// <summary>Serves a request for <c>/mapi/{path}</c>.</summary>
    public async Task InvokeAsync(HttpContext http, string? path)
    {
        var exchange = new MapiExchange(http, options.CurrentValue, time);
        Echo(http);
        if (RequestTypes.TryParse(http.Request.Headers[MapiHttpHeaders.RequestType], out var type)) exchange.Type = type;
        var wait = exchange.Type == MapiHttpRequestType.NotificationWait;
        using var entry = limits.Enter(wait);
        if (entry is null)
        {
            Busy(http);
            return;
        }
        var result = await authenticator.AuthenticateAsync(http);
        if (result.User is not { } user)
        {
            if (result.Status is AuthenticationStatus.Anonymous) SetCode(http, MapiHttpResponseCode.AnonymousNotAllowed);
            await authenticator.RefuseAsync(http, result);
            return;
        }
        exchange.User = user;
        using var own = limits.EnterUser(user.Account.ObjectId, user.Account.Address, wait);
        if (own is null)
        {
            Busy(http);
            return;
        }
        var code = await ServeAsync(http, exchange, path);
        metrics.MapiRequest(exchange.TypeName, (int)code, exchange.Elapsed);
    }

    private async Task<MapiHttpResponseCode> ServeAsync(HttpContext http, MapiExchange exchange, string? path)
    {
        var refusal = CheckRequest(http, exchange, path, out var endpoint) ?? CheckService(exchange);
        if (refusal is null)
        {
            var (body, problem) = await ReadBodyAsync(http);
            exchange.Body = body;
            refusal = problem;
        }
        if (refusal is { } no)
        {
            Log(exchange, no);
            await exchange.RefuseAsync(no.Code, no.Reason ?? "");
            return no.Code;
        }
        using var aborted = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        exchange.Aborted = aborted.Token;
        return await RespondAsync(http, exchange, WorkAsync(exchange, endpoint!));
    }

    /// <summary>What is wrong with verb, path and headers, in the order in which a server looks at them.</summary>
    private MapiAnswer? CheckRequest(HttpContext http, MapiExchange exchange, string? path, out IMapiHttpEndpoint? endpoint)
    {
        var request = http.Request;
        if (!_endpoints.TryGetValue((path ?? "").TrimEnd('/'), out endpoint)) return MapiAnswer.Refuse(MapiHttpResponseCode.InvalidPath, "There is no such endpoint.");
        if (!HttpMethods.IsPost(request.Method)) return MapiAnswer.Refuse(MapiHttpResponseCode.InvalidVerb, "Requests are made with POST.");
        foreach (var name in (string[])[MapiHttpHeaders.RequestType, MapiHttpHeaders.RequestId, "Content-Type"])
        {
            if (StringValues.IsNullOrEmpty(request.Headers[name])) return MapiAnswer.Refuse(MapiHttpResponseCode.MissingHeader, $"{name} is missing.");
        }
        foreach (var name in (string[])[.. Echoed, MapiHttpHeaders.ClientApplication])
        {
            if (request.Headers[name] is { Count: > 0 } value && !IsPlain(value)) return MapiAnswer.Refuse(MapiHttpResponseCode.InvalidHeader, $"{name} is not one line of ASCII of at most {MaxHeaderLength} characters.");
        }
        if (!request.ContentType!.Contains(MapiHttpHeaders.ContentType, StringComparison.OrdinalIgnoreCase)) return MapiAnswer.Refuse(MapiHttpResponseCode.InvalidHeader, $"Content-Type is not {MapiHttpHeaders.ContentType}.");
        if (exchange.Type is not { } type || !endpoint.Serves(type)) return MapiAnswer.Refuse(MapiHttpResponseCode.InvalidRequestType, "This endpoint has no such request type.");
        exchange.RequestId = request.Headers[MapiHttpHeaders.RequestId]!;
        return null;
    }

    /// <summary>Whether the endpoint is there for this account, and for longer.</summary>
    private MapiAnswer? CheckService(MapiExchange exchange)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return MapiAnswer.Refuse(MapiHttpResponseCode.EndpointShuttingDown, "This node shuts down. Connect again.");
        var domain = exchange.User.Domain;
        if (domain.MapiEnabled) return null;
        var now = time.GetUtcNow();
        // The operator shall read it, not drown in it: clients ask again and again.
        var last = _disabledLogged.TryGet(domain.Name, out var at) ? at : DateTimeOffset.MinValue;
        if (now - last >= TimeSpan.FromMinutes(1))
        {
            _disabledLogged.Set(domain.Name, now);
            WebFrontendLog.EndpointDisabled(logger, exchange.User.Account.Address, domain.Name);
        }
        return MapiAnswer.Refuse(MapiHttpResponseCode.EndpointDisabled, "MAPI is switched off for this domain.");
    }

    private async Task<(ReadOnlyMemory<byte> Body, MapiAnswer? Problem)> ReadBodyAsync(HttpContext http)
    {
        var most = options.CurrentValue.MaxRequestBodySize;
        var tooLarge = MapiAnswer.Refuse(MapiHttpResponseCode.TooLarge, $"A request has at most {most} bytes.");
        if (http.Request.ContentLength > most) return (default, tooLarge);
        // The server's own limit, where it has one, must not cut a body that is allowed here.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature) feature.MaxRequestBodySize = null;
        using var timeout = new CancellationTokenSource(options.CurrentValue.RequestBodyTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, http.RequestAborted);
        var buffer = new byte[http.Request.ContentLength ?? 4096];
        var length = 0;
        try
        {
            while (true)
            {
                // One byte more than announced is asked for, so that the end is seen.
                if (length == buffer.Length)
                {
                    if (http.Request.ContentLength is not null) return (buffer, null);
                    if (length > most) return (default, tooLarge);
                    Array.Resize(ref buffer, Math.Min(most + 1, buffer.Length * 2));
                }
                var read = await http.Request.Body.ReadAsync(buffer.AsMemory(length), linked.Token);
                if (read == 0) return length <= most ? (buffer.AsMemory(0, length), null) : (default, tooLarge);
                length += read;
                if (length > most) return (default, tooLarge);
            }
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return (default, MapiAnswer.Refuse(MapiHttpResponseCode.InvalidRequestBody, "The body did not arrive in time."));
        }
        catch (BadHttpRequestException e)
        {
            return (default, MapiAnswer.Refuse(e.StatusCode == StatusCodes.Status413PayloadTooLarge ? MapiHttpResponseCode.TooLarge : MapiHttpResponseCode.InvalidRequestBody, "The body is not what its headers say."));
        }
    }

    /// <summary>The endpoint's work, whose failures are answers too.</summary>
    private async Task<MapiAnswer> WorkAsync(MapiExchange exchange, IMapiHttpEndpoint endpoint)
    {
        try
        {
            return await endpoint.HandleAsync(exchange);
        }
        catch (OperationCanceledException) when (exchange.Aborted.IsCancellationRequested)
        {
            return MapiAnswer.Refuse(MapiHttpResponseCode.EndpointShuttingDown, "This node shuts down. Connect again.");
        }
        catch (Exception e) when (e is Orleans.Runtime.SiloUnavailableException or Orleans.Runtime.OrleansMessageRejectionException)
        {
            // The session went with its node. A client that hears so connects anew and loses nothing.
            WebFrontendLog.RequestFailed(logger, e, exchange.TypeName, exchange.User.Account.Address);
            return MapiAnswer.Refuse(MapiHttpResponseCode.ContextNotFound, "The session's node is gone.");
        }
        catch (MailboxUnavailableException)
        {
            return MapiAnswer.Refuse(MapiHttpResponseCode.UnknownFailure, "The mailbox cannot be reached now.");
        }
        catch (Exception e)
        {
            WebFrontendLog.RequestFailed(logger, e, exchange.TypeName, exchange.User.Account.Address);
            return MapiAnswer.Refuse(MapiHttpResponseCode.UnknownFailure, "The request failed.");
        }
    }

    /// <summary>Answers while the work runs.</summary>
    private async Task<MapiHttpResponseCode> RespondAsync(HttpContext http, MapiExchange exchange, Task<MapiAnswer> work)
    {
        var settings = options.CurrentValue;
        // Cookies go with the headers: a response that began without them would be a session that the client cannot name.
        await Task.WhenAny(work, exchange.HeadersReady);
        await FirstAsync(settings.InitialDelay, work, exchange.Accepted);
        var answer = work.IsCompleted ? await work : default(MapiAnswer?);
        if (answer is { Code: not MapiHttpResponseCode.Success } no && !exchange.Accepted.IsCompleted)
        {
            Log(exchange, no);
            await exchange.RefuseAsync(no.Code, no.Reason ?? "");
            return no.Code;
        }
        await exchange.BeginAsync();
        while (!work.IsCompleted)
        {
            await FirstAsync(settings.PendingPeriod, work);
            // A client that went away hears nothing more; what it asked for is done all the same and waits for it to ask again.
            if (!work.IsCompleted && !http.RequestAborted.IsCancellationRequested) await exchange.PendingAsync();
            if (http.RequestAborted.IsCancellationRequested) break;
        }
        var last = await work;
        if (last.Code != MapiHttpResponseCode.Success) Log(exchange, last);
        if (!http.RequestAborted.IsCancellationRequested) await exchange.DoneAsync(last);
        return last.Code;
    }

    private async Task FirstAsync(TimeSpan longest, params Task[] tasks)
    {
        if (tasks.Any(t => t.IsCompleted)) return;
        using var cancel = new CancellationTokenSource();
        await Task.WhenAny([.. tasks, Task.Delay(longest, time, cancel.Token)]);
        await cancel.CancelAsync();
    }

    private void Log(MapiExchange exchange, MapiAnswer no)
    {
        // Sessions that ended are what clients learn every day; a domain that is off was logged already.
        if (no.Code is MapiHttpResponseCode.ContextNotFound or MapiHttpResponseCode.EndpointShuttingDown or MapiHttpResponseCode.EndpointDisabled) return;
        WebFrontendLog.RequestRefused(logger, exchange.TypeName, exchange.User.Account.Address, no.Code.ToString(), no.Reason ?? "");
    }

    /// <summary>What every response says, errors and 401 included, so that clients match it to their request.</summary>
    private void Echo(HttpContext http)
    {
        foreach (var name in Echoed)
        {
            if (http.Request.Headers[name] is { Count: > 0 } value && IsPlain(value)) http.Response.Headers[name] = value;
        }
        http.Response.Headers[MapiHttpHeaders.ServerApplication] = $"Exchange/{frontend.CurrentValue.ServerVersion}";
    }

    private static bool IsPlain(StringValues value) => value is [{ Length: <= MaxHeaderLength } one] && !one.Any(c => c is < ' ' or > '~');

    private static void SetCode(HttpContext http, MapiHttpResponseCode code) =>
        http.Response.Headers[MapiHttpHeaders.ResponseCode] = ((int)code).ToString(CultureInfo.InvariantCulture);

    /// <summary>An exceptional failure, of the 5xx that [MS-OXCMAPIHTTP] 2.2.2.2 leaves to servers: the client comes again.</summary>
    private void Busy(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = ((long)frontend.CurrentValue.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        SetCode(http, MapiHttpResponseCode.UnknownFailure);
    }
}
