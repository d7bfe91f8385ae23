using System.Net;
using MapiOrleans.Mapi.Http;

namespace MapiOrleans.Mapi.Client;

/// <summary>A request that a server refused, or answered in a way that cannot be read.</summary>
public sealed class MapiHttpException : Exception
{
    /// <summary>An exception without details.</summary>
    public MapiHttpException()
    {
    }

    /// <summary>An exception with a message.</summary>
    public MapiHttpException(string message) : base(message)
    {
    }

    /// <summary>An exception with a message and its cause.</summary>
    public MapiHttpException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>The HTTP status of the answer, or null where there was none.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The X-ResponseCode of the answer, or null where it had none.</summary>
    public MapiHttpResponseCode? ResponseCode { get; init; }

    /// <summary>The ErrorCode (or StatusCode) of the body, Success where it did not come so far.</summary>
    public MapiError ErrorCode { get; init; }
}
