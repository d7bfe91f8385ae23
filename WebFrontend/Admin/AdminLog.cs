namespace MapiOrleans.WebFrontend.Admin;

internal static partial class AdminLog
{
    [LoggerMessage(4101, LogLevel.Information, "Admin: {Method} {Path} answered {Status}.")]
    public static partial void Answered(ILogger logger, string method, string path, int status);

    [LoggerMessage(4102, LogLevel.Warning, "Admin: a request from {Address} without the right token was refused.")]
    public static partial void Unauthorized(ILogger logger, System.Net.IPAddress? address);

    [LoggerMessage(4103, LogLevel.Error, "Admin: {Method} {Path} failed.")]
    public static partial void Failed(ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(4104, LogLevel.Warning, "Admin: {Method} {Path} could not be done now.")]
    public static partial void Unavailable(ILogger logger, Exception exception, string method, string path);
}
