using System.Net;
using MapiOrleans.Mapi.Http;

namespace MapiOrleans.Mapi.Client;

/// <summary>An answer as it came, whatever it says.</summary>
public sealed record MapiHttpReply
{
    /// <summary>The HTTP status.</summary>
    public required HttpStatusCode Status { get; init; }

    /// <summary>The headers of the HTTP response; values of one name are joined with ", ", Set-Cookie's are not here.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Values of Set-Cookie, whole.</summary>
    public IReadOnlyList<string> SetCookies { get; init; } = [];

    /// <summary>Headers after DONE.</summary>
    public IReadOnlyDictionary<string, string> AdditionalHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the body began with PROCESSING.</summary>
    public bool Processing { get; init; }

    /// <summary>How many PENDING came.</summary>
    public int PendingCount { get; init; }

    /// <summary>The body: what follows the meta-tags, or, of a response without them, all of it.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>The last X-ResponseCode: that after DONE where there is one. Null where there is none that is a number.</summary>
    public MapiHttpResponseCode? ResponseCode => CodeIn(AdditionalHeaders) ?? CodeIn(Headers);

    /// <summary>Why the body cannot be read, or null.</summary>
    public string? BodyError { get; init; }

    /// <summary>Throws where the transport did not succeed.</summary>
    public MapiHttpReply EnsureAccepted(string requestType)
    {
        if (Status == HttpStatusCode.OK && ResponseCode == MapiHttpResponseCode.Success && BodyError is null) return this;
        var what = BodyError ?? (ResponseCode is { } code ? $"{code} ({(int)code})" : "no X-ResponseCode");
        throw new MapiHttpException($"{requestType}: HTTP {(int)Status}, {what}") { Status = Status, ResponseCode = ResponseCode };
    }

    private static MapiHttpResponseCode? CodeIn(IReadOnlyDictionary<string, string> headers) =>
        headers.TryGetValue(MapiHttpHeaders.ResponseCode, out var text) && int.TryParse(text, out var code) ? (MapiHttpResponseCode)code : null;
}

/// <summary>What a single request does otherwise than the client would: for tests of servers.</summary>
public sealed record MapiHttpRequestChanges
{
    /// <summary>The verb.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Post;

    /// <summary>Another path and query, below the endpoint's authority.</summary>
    public string? Path { get; init; }

    /// <summary>Headers to set, or (null) to leave away. Names of content headers too.</summary>
    public IReadOnlyDictionary<string, string?> Headers { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whether the context's cookies are sent.</summary>
    public bool SendCookies { get; init; } = true;

    /// <summary>Whether cookies of the answer are kept.</summary>
    public bool KeepCookies { get; init; } = true;
}
