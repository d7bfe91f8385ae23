namespace MapiOrleans.Mapi.Http;

/// <summary>Values of the X-ResponseCode header ([MS-OXCMAPIHTTP] 2.2.3.3.3).</summary>
public enum MapiHttpResponseCode
{
    /// <summary>The request was properly formatted and accepted.</summary>
    Success = 0,
    /// <summary>The request produced an unknown failure.</summary>
    UnknownFailure = 1,
    /// <summary>The request has an invalid verb.</summary>
    InvalidVerb = 2,
    /// <summary>The request has an invalid path.</summary>
    InvalidPath = 3,
    /// <summary>The request has an invalid header.</summary>
    InvalidHeader = 4,
    /// <summary>The request has an invalid X-RequestType header.</summary>
    InvalidRequestType = 5,
    /// <summary>The request has an invalid session context cookie.</summary>
    InvalidContextCookie = 6,
    /// <summary>The request has a missing required header.</summary>
    MissingHeader = 7,
    /// <summary>The request is anonymous, but anonymous requests are not accepted.</summary>
    AnonymousNotAllowed = 8,
    /// <summary>The request is too large.</summary>
    TooLarge = 9,
    /// <summary>The Session Context is not found.</summary>
    ContextNotFound = 10,
    /// <summary>The client has no privileges to the Session Context.</summary>
    NoPrivilege = 11,
    /// <summary>The request body is invalid.</summary>
    InvalidRequestBody = 12,
    /// <summary>The request is missing a required cookie.</summary>
    MissingCookie = 13,
    /// <summary>Reserved; a client ignores it.</summary>
    Reserved = 14,
    /// <summary>The request has violated the sequencing requirement of one request at a time per Session Context.</summary>
    InvalidSequence = 15,
    /// <summary>The endpoint is disabled.</summary>
    EndpointDisabled = 16,
    /// <summary>The response is invalid.</summary>
    InvalidResponse = 17,
    /// <summary>The endpoint is shutting down.</summary>
    EndpointShuttingDown = 18,
}
