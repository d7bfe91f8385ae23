using System.Net;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Client;

/// <summary>The answer to an Execute.</summary>
/// <param name="Responses">The responses of all buffers, in order: those chained to the first repeat the last request's ROP.</param>
/// <param name="Handles">The handle table of the first buffer.</param>
/// <param name="Buffers">The ROP output buffers, plain.</param>
public sealed record ExecuteReply(List<RopResponse> Responses, uint[] Handles, List<byte[]> Buffers);

/// <summary>
/// A client of the mailbox endpoint (/mapi/emsmdb): one Session Context. What a server refuses is a <see cref="MapiHttpException"/>; what a ROP
/// returns is its response's ReturnValue. Execute, one at a time, is the caller's to keep; NotificationWait and PING may run beside it.
/// </summary>
public sealed class MapiHttpClient
{
    /// <summary>A client at an endpoint.</summary>
    public MapiHttpClient(MapiHttpTransport transport) => Transport = transport;

    /// <summary>A client at an endpoint with credentials.</summary>
    public MapiHttpClient(HttpClient http, Uri endpoint, NetworkCredential? credential, MapiHttpClientOptions? options = null)
        : this(new MapiHttpTransport(http, endpoint, credential, options))
    {
    }

    /// <summary>The requests underneath: for tests that send what no client should.</summary>
    public MapiHttpTransport Transport { get; }

    private MapiHttpClientOptions Options => Transport.Options;

    /// <summary>
    /// Makes the Session Context, or (cookies being there) another in its place ([MS-OXCMAPIHTTP] 3.1.5.1, 3.1.5.7).
    /// </summary>
    public Task<ConnectResponseBody> ConnectAsync(string userDn, CancellationToken cancellationToken = default) =>
        ConnectAsync(new ConnectRequestBody { UserDn = userDn }, cancellationToken);

    /// <summary>As the other, with all that a request can say.</summary>
    public async Task<ConnectResponseBody> ConnectAsync(ConnectRequestBody request, CancellationToken cancellationToken = default)
    {
        var body = await Transport.CallAsync(request, cancellationToken);
        return Check(ConnectResponseBody.TryParse(body, out var error), error, MapiHttpRequestType.Connect);
    }

    /// <summary>Runs ROPs. <paramref name="handles"/> is the handle table, 0xFFFFFFFF in places that wait for one.</summary>
    public async Task<ExecuteReply> ExecuteAsync(
        IReadOnlyList<RopRequest> requests, uint[] handles, ExecuteFlags? flags = null, uint? maxRopOut = null, CancellationToken cancellationToken = default)
    {
        var buffers = await ExecuteRawAsync(RopRequestBuffer.Write(requests, handles), flags, maxRopOut, cancellationToken);
        var responses = new List<RopResponse>(requests.Count);
        var table = handles;
        for (var i = 0; i < buffers.Count; i++)
        {
            // A chained buffer answers a request that has only the last ROP ([MS-OXCRPC] 3.1.4.2.1.2.2).
            var answered = i == 0 || requests.Count == 0 ? requests : [requests[^1]];
            if (RopResponseBuffer.TryParse(buffers[i], answered, out var error) is not { } parsed)
                throw new MapiHttpException($"Execute: ROP output buffer {i}: {error}") { Status = HttpStatusCode.OK, ResponseCode = MapiHttpResponseCode.Success };
            responses.AddRange(parsed.Responses);
            if (i == 0) table = parsed.Handles;
        }
        return new ExecuteReply(responses, table, buffers);
    }

    /// <summary>Runs one ROP and gives its response.</summary>
    public async Task<(RopResponse Response, uint[] Handles)> ExecuteAsync(RopRequest request, uint[] handles, CancellationToken cancellationToken = default)
    {
        var reply = await ExecuteAsync([request], handles, cancellationToken: cancellationToken);
        var response = reply.Responses.Find(r => r.RopId == request.RopId) ?? throw new MapiHttpException($"Execute: {request.RopId} was not answered");
        return (response, reply.Handles);
    }

    /// <summary>Runs a ROP input buffer as it is and gives the ROP output buffers, plain.</summary>
    public async Task<List<byte[]>> ExecuteRawAsync(
        ReadOnlyMemory<byte> rops, ExecuteFlags? flags = null, uint? maxRopOut = null, CancellationToken cancellationToken = default)
    {
        using var frame = new MapiWriter(rops.Length + RpcHeaderExt.Size);
        RpcHeaderExt.Write(frame, rops.Span, last: true, Options.Compress, Options.Obfuscate);
        var request = new ExecuteRequestBody { Flags = flags ?? Options.ExecuteFlags, RopBuffer = frame.WrittenMemory, MaxRopOut = maxRopOut ?? Options.MaxRopOut };
        var body = await Transport.CallAsync(request, cancellationToken);
        var response = Check(ExecuteResponseBody.TryParse(body, out var error), error, MapiHttpRequestType.Execute);
        return RpcHeaderExt.TryRead(response.RopBuffer.Span, Options.Limits, out error)
            ?? throw new MapiHttpException($"Execute: RopBuffer: {error}") { Status = HttpStatusCode.OK, ResponseCode = MapiHttpResponseCode.Success };
    }

    /// <summary>Waits for events; true where some are to be fetched with an Execute, false where five minutes passed without.</summary>
    public async Task<bool> NotificationWaitAsync(CancellationToken cancellationToken = default)
    {
        var body = await Transport.CallAsync(new NotificationWaitRequestBody(), cancellationToken);
        return Check(NotificationWaitResponseBody.TryParse(body, out var error), error, MapiHttpRequestType.NotificationWait).EventPending;
    }

    /// <summary>Ends the Session Context. Its cookies are kept: a server says itself that they are of no more use.</summary>
    public async Task DisconnectAsync(CancellationToken cancellationToken = default)
    {
        var body = await Transport.CallAsync(new DisconnectRequestBody(), cancellationToken);
        Check(DisconnectResponseBody.TryParse(body, out var error), error, MapiHttpRequestType.Disconnect);
    }

    /// <summary>Keeps the Session Context alive and gives what X-ExpirationInfo says, or null where it is missing.</summary>
    public Task<TimeSpan?> PingAsync(CancellationToken cancellationToken = default) => Transport.PingAsync(cancellationToken);

    /// <summary>Gives the body where it could be read and its code is no failure (where nobody says otherwise, is Success); throws else.</summary>
    internal static T Check<T>(T? body, ParseError? error, MapiHttpRequestType type, Func<MapiError, bool>? isFailure = null) where T : MapiHttpResponseBody
    {
        if (body is null)
            throw new MapiHttpException($"{type}: the body cannot be read {error}") { Status = HttpStatusCode.OK, ResponseCode = MapiHttpResponseCode.Success };
        var code = body.StatusCode != 0 ? (MapiError)body.StatusCode : body.ErrorCode;
        if (body.StatusCode != 0 || (isFailure?.Invoke(code) ?? code != MapiError.Success))
            throw new MapiHttpException($"{type}: {code} (0x{(uint)code:X8})") { Status = HttpStatusCode.OK, ResponseCode = MapiHttpResponseCode.Success, ErrorCode = code };
        return body;
    }
}
