using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>What a synchronization leaves out or resolves: the protocol tells clients little of it.</summary>
internal static partial class SyncLog
{
    [LoggerMessage(2301, LogLevel.Error, "Session {Session}: message {MessageId:X} of folder {FolderId:X} cannot be read and was left out of a synchronization.")]
    public static partial void Unreadable(ILogger logger, Exception exception, Guid session, long messageId, long folderId);

    [LoggerMessage(2302, LogLevel.Information, "Session {Session}: message {MessageId:X} was changed at both ends; the {Winner} version won. All versions kept: {AllKept}.")]
    public static partial void Conflict(ILogger logger, Guid session, long messageId, string winner, bool allKept);

    [LoggerMessage(2303, LogLevel.Warning, "Session {Session}: of the conflict about message {MessageId:X} {Owner} cannot be told: {Error}.")]
    public static partial void NotNotified(ILogger logger, Exception? exception, Guid session, long messageId, string owner, Mapi.MapiError error);
}
