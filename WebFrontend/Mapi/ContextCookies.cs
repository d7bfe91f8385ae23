using MapiOrleans.Grains.Interfaces.Session;
using MapiOrleans.Mapi.Http;

namespace MapiOrleans.WebFrontend.Mapi;

/// <summary>The context cookie of one endpoint: reading it, giving it, and what a request without a good one is answered.</summary>
/// <param name="key">The installation's key.</param>
/// <param name="endpoint">The endpoint that the cookie holds at.</param>
/// <param name="name">The cookie's name.</param>
internal sealed class ContextCookies(CookieKey key, string endpoint, string name)
{
    /// <summary>Whether the request has one at all.</summary>
    public bool IsIn(MapiExchange exchange) => exchange.HasCookie(name);

    /// <summary>
    /// The session that the request's context cookie names, or why there is none. A cookie of another account is answered as if its session
    /// were not there ([MS-OXCMAPIHTTP] 3.2.5.1).
    /// </summary>
    public async Task<(ContextCookie? Context, MapiAnswer Refusal)> RequireAsync(MapiExchange exchange)
    {
        if (!exchange.HasCookie(name)) return (null, MapiAnswer.Refuse(MapiHttpResponseCode.MissingCookie, "The session context cookie is missing."));
        var cookie = await ReadAsync(exchange);
        if (cookie is null) return (null, MapiAnswer.Refuse(MapiHttpResponseCode.InvalidContextCookie, "The session context cookie is none of this installation."));
        if (cookie.AccountId != exchange.User.Account.ObjectId) return (null, Refusal(SessionOutcome.ContextNotFound));
        return (cookie, default);
    }

    /// <summary>What the request's cookie says; null where it has none that is good.</summary>
    public async Task<ContextCookie?> ReadAsync(MapiExchange exchange) =>
        exchange.Cookie(name) is { } value ? ContextCookie.TryRead(value, await key.GetAsync(), endpoint) : null;

    /// <summary>Gives the cookie with the response.</summary>
    public async Task SetAsync(MapiExchange exchange, ContextCookie context) => exchange.SetCookie(name, context.Protect(await key.GetAsync(), endpoint));

    /// <summary>What a session's outcome is on the wire.</summary>
    public static MapiAnswer Refusal(SessionOutcome outcome) => outcome switch
    {
        SessionOutcome.ContextNotFound => MapiAnswer.Refuse(MapiHttpResponseCode.ContextNotFound, "There is no such session any more. Connect again."),
        SessionOutcome.InvalidSequence => MapiAnswer.Refuse(MapiHttpResponseCode.InvalidSequence, "The request is not the session's next one."),
        SessionOutcome.NoPrivilege => MapiAnswer.Refuse(MapiHttpResponseCode.NoPrivilege, "The session belongs to another account."),
        SessionOutcome.ShuttingDown => MapiAnswer.Refuse(MapiHttpResponseCode.EndpointShuttingDown, "The session's node shuts down. Connect again."),
        _ => MapiAnswer.Refuse(MapiHttpResponseCode.UnknownFailure, $"The session answered {outcome}."),
    };
}
