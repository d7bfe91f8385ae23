using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Directory;

internal static partial class DirectoryLog
{
    [LoggerMessage(1101, LogLevel.Information, "Domain {Domain} put: MAPI {Mapi}, {Aliases} aliases.")]
    public static partial void DomainPut(ILogger logger, string domain, bool mapi, int aliases);

    [LoggerMessage(1102, LogLevel.Information, "{Kind} {Address} put, version {Version}.")]
    public static partial void ObjectPut(ILogger logger, string kind, string address, long version);

    [LoggerMessage(1103, LogLevel.Information, "{Kind} {Address} removed; mailbox {Mailbox} is kept.")]
    public static partial void ObjectRemoved(ILogger logger, string kind, string address, Guid mailbox);

    [LoggerMessage(1104, LogLevel.Warning, "The directory's store cannot be reached.")]
    public static partial void Unavailable(ILogger logger, Exception exception);

    [LoggerMessage(1105, LogLevel.Information, "The password hash of {Address} was made anew with {Iterations} iterations.")]
    public static partial void Rehashed(ILogger logger, string address, int iterations);

    [LoggerMessage(1106, LogLevel.Error, "The password hash of {Address} cannot be read: the account cannot sign in until it gets a new password.")]
    public static partial void BrokenHash(ILogger logger, string address);

    [LoggerMessage(1107, LogLevel.Warning, "The condition of the dynamic group {Address} cannot be read: {Error} It has its listed members only.")]
    public static partial void BrokenCondition(ILogger logger, string address, string error);

    [LoggerMessage(1108, LogLevel.Warning, "The password hash of {Address} could not be made anew; the old one stays.")]
    public static partial void RehashFailed(ILogger logger, Exception exception, string address);
}
