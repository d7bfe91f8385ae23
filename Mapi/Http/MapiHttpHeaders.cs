namespace MapiOrleans.Mapi.Http;

/// <summary>Names and fixed values of the headers of MAPI over HTTP ([MS-OXCMAPIHTTP] 2.2.3).</summary>
public static class MapiHttpHeaders
{
    /// <summary>Content-Type of requests, and of responses whose X-ResponseCode is 0 (2.2.3.2.2).</summary>
    public const string ContentType = "application/mapi-http";

    /// <summary>Content-Type of responses whose X-ResponseCode is not 0 (2.2.3.2.2).</summary>
    public const string FailureContentType = "text/html";

    /// <summary>X-RequestType (2.2.3.3.1): see <see cref="RequestTypes"/>.</summary>
    public const string RequestType = "X-RequestType";

    /// <summary>X-RequestId (2.2.3.3.2): {GUID}:counter, given back as sent.</summary>
    public const string RequestId = "X-RequestId";

    /// <summary>X-ResponseCode (2.2.3.3.3): a <see cref="MapiHttpResponseCode"/> in decimal.</summary>
    public const string ResponseCode = "X-ResponseCode";

    /// <summary>X-ClientInfo (2.2.3.3.4): {GUID}:counter, given back as sent.</summary>
    public const string ClientInfo = "X-ClientInfo";

    /// <summary>X-PendingPeriod (2.2.3.3.5): milliseconds between PENDING tags.</summary>
    public const string PendingPeriod = "X-PendingPeriod";

    /// <summary>X-ClientApplication (2.2.3.3.6): Outlook/15.xx.xxxx.xxxx.</summary>
    public const string ClientApplication = "X-ClientApplication";

    /// <summary>X-ServerApplication (2.2.3.3.7): Exchange/15.xx.xxxx.xxx.</summary>
    public const string ServerApplication = "X-ServerApplication";

    /// <summary>X-ExpirationInfo (2.2.3.3.8): milliseconds until an idle Session Context is dropped.</summary>
    public const string ExpirationInfo = "X-ExpirationInfo";

    /// <summary>X-ElapsedTime (2.2.3.3.9): milliseconds of processing; after DONE.</summary>
    public const string ElapsedTime = "X-ElapsedTime";

    /// <summary>X-StartTime (2.2.3.3.10): when processing began; after DONE.</summary>
    public const string StartTime = "X-StartTime";

    /// <summary>X-DeviceInfo (2.2.3.3.11): of devices between client and server; both ends discard it.</summary>
    public const string DeviceInfo = "X-DeviceInfo";

    /// <summary>The default of X-PendingPeriod (2.2.3.3.5).</summary>
    public static readonly TimeSpan DefaultPendingPeriod = TimeSpan.FromSeconds(30);
}
