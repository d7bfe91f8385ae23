using System.Globalization;
using MapiOrleans.Grains.Interfaces.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Http;

namespace MapiOrleans.WebFrontend.Mapi;

/// <content>Execute, NotificationWait and PING.</content>
internal sealed partial class EmsmdbEndpoint
{
    private async Task<MapiAnswer> ExecuteAsync(MapiExchange exchange)
    {
        if (ExecuteRequestBody.TryParse(exchange.Body, out var error) is not { } request) return Malformed("Execute", error);
        if (AuxBlocks.FromBuffer(request.AuxiliaryBuffer.Span, Limits, out error) is null) return Malformed("AuxiliaryBuffer", error);
        var (context, refusal) = await _contexts.RequireAsync(exchange);
        if (context is null) return refusal;
        if (!exchange.HasCookie(SequenceCookieName)) return MapiAnswer.Refuse(MapiHttpResponseCode.MissingCookie, "The sequence cookie is missing.");
        if (!TryReadSequence(exchange.Cookie(SequenceCookieName), out var sequence)) return ContextCookies.Refusal(SessionOutcome.InvalidSequence);

        if (request.CheckSizes(Limits) is { } sizes) return await FailedExecuteAsync(exchange, context, sequence, sizes);
        // The server does not offer packed buffers: a client sends one payload ([MS-OXCRPC] 3.1.4.2.1.1.1).
        if (RpcHeaderExt.TryReadSingle(request.RopBuffer.Span, Limits, out error) is not { } rops) return await FailedExecuteAsync(exchange, context, sequence, MapiError.RpcFormat);

        var running = _executing.GetOrAdd(context.SessionId, exchange);
        // A repetition of what runs still is let through where nobody hears the first any more: the session answers it when that is done. Else
        // they are two requests at a time, alike or not ([MS-OXCMAPIHTTP] 3.2.5.1).
        if (running != exchange && (running.RequestId != exchange.RequestId || !running.IsClientGone)) return ContextCookies.Refusal(SessionOutcome.InvalidSequence);
        ExecuteResult result;
        try
        {
            await _contexts.SetAsync(exchange, context);
            SetSequence(exchange, sequence + 1);
            exchange.MarkHeadersReady();
            var execute = new ExecuteRequest
            {
                AccountId = exchange.User.Account.ObjectId,
                Sequence = sequence,
                RequestId = exchange.RequestId,
                Rops = rops,
                MaxRopOut = (int)request.MaxRopOut,
                Chain = (request.Flags & ExecuteFlags.Chain) != 0,
            };
            result = await CallAsync(exchange, () => Session(context).ExecuteAsync(execute));
        }
        finally
        {
            // Before the answer is sent: the client's next request may come as soon as it has it.
            if (running == exchange) _executing.TryRemove(context.SessionId, out _);
        }
        return result.Outcome == SessionOutcome.Success ? Executed(result.ErrorCode, result.Buffers, request) : ContextCookies.Refusal(result.Outcome);
    }

    /// <summary>
    /// The answer to ROP buffers that cannot be read ([MS-OXCRPC] 3.1.4.2): the session never saw the request, so it expects the same
    /// sequence again.
    /// </summary>
    private async Task<MapiAnswer> FailedExecuteAsync(MapiExchange exchange, ContextCookie context, long sequence, MapiError error)
    {
        await _contexts.SetAsync(exchange, context);
        SetSequence(exchange, sequence);
        return Executed(error);
    }

    private static MapiAnswer Executed(MapiError error, byte[][]? buffers = null, ExecuteRequestBody? request = null)
    {
        var frames = buffers is null or [] || request is null ? [] : RpcHeaderExt.Build(
            buffers, (request.Flags & ExecuteFlags.NoCompression) == 0, (request.Flags & ExecuteFlags.NoXorMagic) == 0);
        return MapiAnswer.Success(new ExecuteResponseBody { ErrorCode = error, RopBuffer = frames }.ToArray());
    }

    private static bool TryReadSequence(string? value, out long sequence) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out sequence) && sequence is > 0 and < long.MaxValue;

    private async Task<MapiAnswer> WaitAsync(MapiExchange exchange)
    {
        if (NotificationWaitRequestBody.TryParse(exchange.Body, out var error) is null) return Malformed("NotificationWait", error);
        var (context, refusal) = await _contexts.RequireAsync(exchange);
        if (context is null) return refusal;
        // No sequence cookie: an Execute beside this wait has its own, and the client keeps what it got last.
        await _contexts.SetAsync(exchange, context);
        exchange.MarkHeadersReady();
        var settings = options.CurrentValue;
        var started = time.GetTimestamp();
        // The first call only asks: whether the session is there, and whether it has something already.
        var slice = TimeSpan.Zero;
        while (true)
        {
            WaitEventsResult result;
            try
            {
                result = await CallAsync(exchange, () => Session(context).WaitEventsAsync(exchange.User.Account.ObjectId, slice, exchange.Aborted));
            }
            catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                // The session may live on elsewhere: the client waits again, on another node.
                return Waited(false);
            }
            if (result.Outcome != SessionOutcome.Success) return ContextCookies.Refusal(result.Outcome);
            var left = settings.NotificationWait - time.GetElapsedTime(started);
            if (result.EventPending || left <= TimeSpan.Zero || lifetime.ApplicationStopping.IsCancellationRequested) return Waited(result.EventPending);
            exchange.Aborted.ThrowIfCancellationRequested();
            slice = left < settings.NotificationSlice ? left : settings.NotificationSlice;
            exchange.Accept();
        }
    }

    private static MapiAnswer Waited(bool eventPending) => MapiAnswer.Success(new NotificationWaitResponseBody { EventPending = eventPending }.ToArray());

    /// <summary>Without a cookie it asks for the endpoint (2.2.6), with one it keeps the session alive (3.2.5.3).</summary>
    private async Task<MapiAnswer> PingAsync(MapiExchange exchange)
    {
        if (!_contexts.IsIn(exchange)) return MapiAnswer.Success(default);
        var (context, refusal) = await _contexts.RequireAsync(exchange);
        if (context is null) return refusal;
        await _contexts.SetAsync(exchange, context);
        exchange.MarkHeadersReady();
        var outcome = await CallAsync(exchange, () => Session(context).TouchAsync(exchange.User.Account.ObjectId));
        return outcome == SessionOutcome.Success ? MapiAnswer.Success(default) : ContextCookies.Refusal(outcome);
    }
}
