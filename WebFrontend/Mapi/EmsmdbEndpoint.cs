using System.Collections.Concurrent;
using System.Globalization;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Interfaces.Session;
using MapiOrleans.Mapi.Http;
using MapiOrleans.WebFrontend.Diagnostics;
using Microsoft.Extensions.Options;

namespace MapiOrleans.WebFrontend.Mapi;

/// <summary>The mailbox server endpoint, <c>/mapi/emsmdb/</c> ([MS-OXCMAPIHTTP] 2.2.4): requests become calls of session grains.</summary>
internal sealed partial class EmsmdbEndpoint(
    IGrainFactory grains, CookieKey cookieKey, IOptionsMonitor<MapiEndpointOptions> options, IHostApplicationLifetime lifetime, TimeProvider time,
    ILogger<EmsmdbEndpoint> logger) : IMapiHttpEndpoint
{
    /// <summary>The endpoint's name in paths and cookies.</summary>
    public const string EndpointName = "emsmdb";

    /// <summary>The session context cookie.</summary>
    public const string ContextCookieName = "MapiContext";

    /// <summary>The session sequence cookie: the number of the next Execute.</summary>
    public const string SequenceCookieName = "MapiSequence";

    private static readonly EnvelopeLimits Limits = EnvelopeLimits.Default;

    private readonly ContextCookies _contexts = new(cookieKey, EndpointName, ContextCookieName);

    // The Executes of this node: a second one of a session is refused at once. Only who lost the connection of the first may repeat it.
    private readonly ConcurrentDictionary<Guid, MapiExchange> _executing = [];

    public string Name => EndpointName;

    public bool Serves(MapiHttpRequestType type) => RequestTypes.IsMailbox(type);

    public Task<MapiAnswer> HandleAsync(MapiExchange exchange) => exchange.Type switch
    {
        MapiHttpRequestType.Connect => ConnectAsync(exchange),
        MapiHttpRequestType.Execute => ExecuteAsync(exchange),
        MapiHttpRequestType.Disconnect => DisconnectAsync(exchange),
        MapiHttpRequestType.NotificationWait => WaitAsync(exchange),
        _ => PingAsync(exchange),
    };

    private static void SetSequence(MapiExchange exchange, long sequence) => exchange.SetCookie(SequenceCookieName, sequence.ToString(CultureInfo.InvariantCulture));

    private ISessionGrain Session(ContextCookie context) => grains.GetGrain<ISessionGrain>(context.SessionId);

    /// <summary>Calls once more where the mailbox has a new owner: the second call finds it.</summary>
    private async Task<T> CallAsync<T>(MapiExchange exchange, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (MailboxMovedException)
        {
            WebFrontendLog.AskedAgain(logger, exchange.TypeName, exchange.User.Account.Address);
            return await call();
        }
    }

    private static MapiAnswer Malformed(string what, object? why) => MapiAnswer.Refuse(MapiHttpResponseCode.InvalidRequestBody, $"{what}: {why}");
}
