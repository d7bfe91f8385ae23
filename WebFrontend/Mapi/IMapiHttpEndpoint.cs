using MapiOrleans.Mapi.Http;

namespace MapiOrleans.WebFrontend.Mapi;

/// <summary>
/// One of the two endpoints of [MS-OXCMAPIHTTP]. What they have in common (authentication, headers, limits, framing) is done before and after
/// by <see cref="MapiHttpPipeline"/>; Autodiscover tells clients of those that are registered.
/// </summary>
internal interface IMapiHttpEndpoint
{
    /// <summary>The endpoint's name below <c>/mapi/</c>, lower-case.</summary>
    string Name { get; }

    /// <summary>Whether it serves a request type.</summary>
    bool Serves(MapiHttpRequestType type);

    /// <summary>
    /// Does what is asked. It sets all cookies, says so with <see cref="MapiExchange.MarkHeadersReady"/>, and works; from then on the response
    /// may begin, and with <see cref="MapiExchange.Accept"/> it does at once. What is returned after that goes behind DONE.
    /// </summary>
    Task<MapiAnswer> HandleAsync(MapiExchange exchange);
}

/// <summary>What becomes of a request.</summary>
/// <param name="Code">X-ResponseCode.</param>
/// <param name="Body">The response body of a success; empty where there is none.</param>
/// <param name="Reason">Why not, for the log and for who reads the answer.</param>
internal readonly record struct MapiAnswer(MapiHttpResponseCode Code, ReadOnlyMemory<byte> Body, string? Reason = null)
{
    public static MapiAnswer Success(ReadOnlyMemory<byte> body) => new(MapiHttpResponseCode.Success, body);

    public static MapiAnswer Refuse(MapiHttpResponseCode code, string reason) => new(code, default, reason);
}
