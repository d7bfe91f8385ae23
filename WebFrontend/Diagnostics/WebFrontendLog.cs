namespace MapiOrleans.WebFrontend.Diagnostics;

/// <summary>What the front end logs. Never a secret, never a body.</summary>
internal static partial class WebFrontendLog
{
    [LoggerMessage(3001, LogLevel.Warning, "{Account} of {Domain} asked for MAPI, which is off for the domain. Switch it on (mapi.enabled) where Outlook shall connect.")]
    public static partial void EndpointDisabled(ILogger logger, string account, string domain);

    [LoggerMessage(3002, LogLevel.Error, "{RequestType} of {Account} failed.")]
    public static partial void RequestFailed(ILogger logger, Exception exception, string requestType, string account);

    [LoggerMessage(3003, LogLevel.Warning, "{RequestType} of {Account} was refused: {Code}, {Reason}.")]
    public static partial void RequestRefused(ILogger logger, string requestType, string account, string code, string reason);

    [LoggerMessage(3004, LogLevel.Information, "{Account} connected with {Client}: session {Session}.")]
    public static partial void Connected(ILogger logger, string account, string client, Guid session);

    [LoggerMessage(3007, LogLevel.Information, "{Account} bound to the address book with {Client}: session {Session}.")]
    public static partial void AddressBookBound(ILogger logger, string account, string client, Guid session);

    [LoggerMessage(3005, LogLevel.Warning, "A limit refused a request of {Account}: {Limit} is {Value}.")]
    public static partial void LimitReached(ILogger logger, string account, string limit, int value);

    [LoggerMessage(3006, LogLevel.Information, "{RequestType} of {Account} moved with its mailbox and is asked once more.")]
    public static partial void AskedAgain(ILogger logger, string requestType, string account);

    [LoggerMessage(3011, LogLevel.Warning, "Sign-in failed for {Account} from {Address}: {Failures} times in a row.")]
    public static partial void SignInFailed(ILogger logger, string account, string address, int failures);

    [LoggerMessage(3012, LogLevel.Warning, "Sign-in of {Account} from {Address} is locked out for {Seconds} s more.")]
    public static partial void LockedOut(ILogger logger, string account, string address, int seconds);

    [LoggerMessage(3013, LogLevel.Warning, "The directory could not be asked for a sign-in.")]
    public static partial void DirectoryUnreachable(ILogger logger, Exception exception);

    [LoggerMessage(3021, LogLevel.Warning, "Outlook for Mac asked for {Account}: it speaks EWS, which this server does not serve.")]
    public static partial void MacOutlook(ILogger logger, string account);

    [LoggerMessage(3022, LogLevel.Error, "Autodiscover failed for {Account}.")]
    public static partial void AutodiscoverFailed(ILogger logger, Exception exception, string account);

    [LoggerMessage(3031, LogLevel.Information, "Certificate {Subject}, valid until {NotAfter}, is in use.")]
    public static partial void CertificateLoaded(ILogger logger, string subject, DateTimeOffset notAfter);

    [LoggerMessage(3032, LogLevel.Error, "The certificate in {Path} cannot be used; {Kept} stays in use. {Reason}")]
    public static partial void CertificateRefused(ILogger logger, string path, string kept, string reason);

    [LoggerMessage(3033, LogLevel.Warning, "No certificate is set: a development certificate was made in {Path}. Clients do not trust it; set Tls:CertificatePath for real use.")]
    public static partial void DevelopmentCertificate(ILogger logger, string path);
}
