using System.Runtime.InteropServices;
using MapiOrleans.Grains.Interfaces.AddressBook;
using MapiOrleans.Grains.Interfaces.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Http;
using MapiOrleans.WebFrontend.Diagnostics;

namespace MapiOrleans.WebFrontend.Mapi;

/// <summary>
/// The address book server endpoint, <c>/mapi/nspi/</c> ([MS-OXCMAPIHTTP] 2.2.5): requests become calls of session grains. Their bodies are
/// read here too, so that what is malformed reaches no grain.
/// </summary>
internal sealed class NspiEndpoint(IGrainFactory grains, CookieKey cookieKey, ExternalAddress external, TimeProvider time, ILogger<NspiEndpoint> logger) : IMapiHttpEndpoint
{
    /// <summary>The endpoint's name in paths and cookies.</summary>
    public const string EndpointName = "nspi";

    /// <summary>The session context cookie. Another one than that of mailboxes: a client may keep both in one jar.</summary>
    public const string ContextCookieName = "NspiContext";

    private readonly ContextCookies _contexts = new(cookieKey, EndpointName, ContextCookieName);

    public string Name => EndpointName;

    public bool Serves(MapiHttpRequestType type) => RequestTypes.IsAddressBook(type);

    public async Task<MapiAnswer> HandleAsync(MapiExchange exchange)
    {
        var type = exchange.Type!.Value;
        if (type == MapiHttpRequestType.PING) return await PingAsync(exchange);
        if (AddressBookBodies.TryParseRequest(type, exchange.Body, out var error) is not { } request)
        {
            return MapiAnswer.Refuse(MapiHttpResponseCode.InvalidRequestBody, $"{exchange.TypeName}: {error}");
        }
        return request switch
        {
            BindRequestBody bind => await BindAsync(exchange, bind),
            UnbindRequestBody => await UnbindAsync(exchange),
            _ => await CallAsync(exchange, type),
        };
    }

    /// <summary>
    /// Begins a session. Nobody may be anonymous here (fAnonymousLogin; [MS-OXNSPI] appendix B). A client that comes back has its old session
    /// ended ([MS-OXCMAPIHTTP] 3.2.5.6).
    /// </summary>
    private async Task<MapiAnswer> BindAsync(MapiExchange exchange, BindRequestBody request)
    {
        if ((request.Flags & NspiConstants.AnonymousLogin) != 0) return Body(new BindResponseBody { ErrorCode = MapiError.NotSupported });
        // Without a STAT there is no code page to object to.
        if (request.State is { } state && !NspiConstants.IsCodePage(state.CodePage)) return Body(new BindResponseBody { ErrorCode = MapiError.InvalidCodepage });
        var account = exchange.User.Account;
        var old = await _contexts.ReadAsync(exchange);
        var context = new ContextCookie(Guid.NewGuid(), account.ObjectId, account.MailboxGuid, time.GetUtcNow());
        await _contexts.SetAsync(exchange, context);
        exchange.MarkHeadersReady();
        await Session(context).BindAsync(new AddressBookBind(account.ObjectId, old?.AccountId == account.ObjectId ? old.SessionId : Guid.Empty));
        WebFrontendLog.AddressBookBound(logger, account.Address, exchange.Request.Headers[MapiHttpHeaders.ClientApplication].ToString(), context.SessionId);
        return Body(new BindResponseBody { ServerGuid = AddressBookIdentity.ServerGuid(exchange.User.Domain.DomainId) });
    }

    private async Task<MapiAnswer> UnbindAsync(MapiExchange exchange)
    {
        var (context, refusal) = await _contexts.RequireAsync(exchange);
        if (context is null) return refusal;
        // Cookies are given back though they hold no more ([MS-OXCMAPIHTTP] 3.2.5.4).
        await _contexts.SetAsync(exchange, context);
        exchange.MarkHeadersReady();
        var outcome = await Session(context).CloseAsync(exchange.User.Account.ObjectId);
        return outcome == SessionOutcome.Success ? Body(new UnbindResponseBody { ErrorCode = MapiError.UnbindSuccess }) : ContextCookies.Refusal(outcome);
    }

    private async Task<MapiAnswer> CallAsync(MapiExchange exchange, MapiHttpRequestType type)
    {
        var (context, refusal) = await _contexts.RequireAsync(exchange);
        if (context is null) return refusal;
        await _contexts.SetAsync(exchange, context);
        exchange.MarkHeadersReady();
        var call = new AddressBookCall
        {
            User = exchange.User,
            Type = type,
            Body = MemoryMarshal.TryGetArray(exchange.Body, out var all) && all.Offset == 0 && all.Count == all.Array!.Length ? all.Array : exchange.Body.ToArray(),
            BaseUrl = external.Base(exchange.Request) ?? "",
        };
        var answer = await Session(context).CallAsync(call);
        return answer.Outcome == SessionOutcome.Success ? MapiAnswer.Success(answer.Body) : ContextCookies.Refusal(answer.Outcome);
    }

    /// <summary>Without a cookie it asks for the endpoint (2.2.6), with one it keeps the session alive (3.2.5.3).</summary>
    private async Task<MapiAnswer> PingAsync(MapiExchange exchange)
    {
        if (!_contexts.IsIn(exchange)) return MapiAnswer.Success(default);
        var (context, refusal) = await _contexts.RequireAsync(exchange);
        if (context is null) return refusal;
        await _contexts.SetAsync(exchange, context);
        exchange.MarkHeadersReady();
        var outcome = await Session(context).TouchAsync(exchange.User.Account.ObjectId);
        return outcome == SessionOutcome.Success ? MapiAnswer.Success(default) : ContextCookies.Refusal(outcome);
    }

    private IAddressBookSessionGrain Session(ContextCookie context) => grains.GetGrain<IAddressBookSessionGrain>(context.SessionId);

    private static MapiAnswer Body(MapiHttpResponseBody body) => MapiAnswer.Success(body.ToArray());
}
