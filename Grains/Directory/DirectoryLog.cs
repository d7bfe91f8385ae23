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

    [LoggerMessage(1109, LogLevel.Information, "{Address} is {NewAddress} now.")]
    public static partial void Readdressed(ILogger logger, string address, string newAddress);

    [LoggerMessage(1120, LogLevel.Information, "The directory of {Domain}: {Read} entries read, {Changed} changed, {Missing} gone but kept, {Removed} removed, in {Elapsed}.")]
    public static partial void Copied(ILogger logger, string domain, int read, int changed, int missing, int removed, TimeSpan elapsed);

    [LoggerMessage(1121, LogLevel.Warning, "The directory of {Domain} could not be copied: {Error}")]
    public static partial void NotCopied(ILogger logger, string domain, string error);

    [LoggerMessage(1122, LogLevel.Warning, "{Dn} is not in the directory of {Domain} any more; {Address} is kept until {Until}.")]
    public static partial void Missing(ILogger logger, string dn, string domain, string address, DateTimeOffset until);

    [LoggerMessage(1123, LogLevel.Information, "{Dn} is in the directory of {Domain} again.")]
    public static partial void Returned(ILogger logger, string dn, string domain);

    [LoggerMessage(1124, LogLevel.Warning, "An entry of the directory of {Domain} is not copied: {Problem}")]
    public static partial void EntryProblem(ILogger logger, string domain, string problem);

    [LoggerMessage(1125, LogLevel.Warning, "A password cannot be checked at the directory of {Domain}: {Error}")]
    public static partial void BindUnavailable(ILogger logger, string domain, string error);

    [LoggerMessage(1126, LogLevel.Error, "Directories cannot be looked after now.")]
    public static partial void SynchronizerFailed(ILogger logger, Exception exception);

    [LoggerMessage(1108, LogLevel.Warning, "The password hash of {Address} could not be made anew; the old one stays.")]
    public static partial void RehashFailed(ILogger logger, Exception exception, string address);
}
