using MapiOrleans.Mapi;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Session.Transfer;

/// <summary>What was left behind between two mailboxes, and why: the protocol tells clients no more than that something was.</summary>
internal static partial class TransferLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Session {SessionId}: message {MessageId:X} was not copied to another mailbox: {Error}")]
    public static partial void NotCopied(ILogger logger, Guid sessionId, long messageId, MapiError error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {SessionId}: message {MessageId:X} has no form in another mailbox")]
    public static partial void NotTranslated(ILogger logger, Exception exception, Guid sessionId, long messageId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {SessionId}: folder {FolderId:X} was not copied to another mailbox: {Error}")]
    public static partial void FolderNotCopied(ILogger logger, Guid sessionId, long folderId, MapiError error);
}
