using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Mailbox;

internal static partial class MailboxLog
{
    [LoggerMessage(1001, LogLevel.Information, "Mailbox {Mailbox} made: {Folders} folders, language {Language}.")]
    public static partial void Created(ILogger logger, Guid mailbox, int folders, string language);

    [LoggerMessage(1002, LogLevel.Debug, "Mailbox {Mailbox} claimed at epoch {Epoch}: {Folders} folders in {Milliseconds} ms.")]
    public static partial void Claimed(ILogger logger, Guid mailbox, long epoch, int folders, double milliseconds);

    [LoggerMessage(1003, LogLevel.Warning, "Mailbox {Mailbox} has another owner than epoch {Epoch}: nothing was written, this activation goes.")]
    public static partial void Fenced(ILogger logger, Guid mailbox, long epoch);

    [LoggerMessage(1004, LogLevel.Error, "Mailbox {Mailbox}: the outcome of a commit is not known, this activation goes.")]
    public static partial void OutcomeUnknown(ILogger logger, Exception exception, Guid mailbox);

    [LoggerMessage(1005, LogLevel.Warning, "Mailbox {Mailbox}: the store cannot be reached; nothing was written.")]
    public static partial void Unavailable(ILogger logger, Exception exception, Guid mailbox);

    [LoggerMessage(1006, LogLevel.Warning, "Mailbox {Mailbox}: account {Account} has {Count} sessions, no more are opened.")]
    public static partial void TooManySessions(ILogger logger, Guid mailbox, Guid account, int count);

    [LoggerMessage(1007, LogLevel.Warning, "Mailbox {Mailbox}: session {Session} could not be asked or closed.")]
    public static partial void SessionUnreachable(ILogger logger, Exception exception, Guid mailbox, Guid session);

    [LoggerMessage(1008, LogLevel.Warning, "Mailbox {Mailbox}: the directory could not be asked for account {Account}; the message is saved without its creator.")]
    public static partial void DirectoryUnreachable(ILogger logger, Exception exception, Guid mailbox, Guid account);

    [LoggerMessage(1009, LogLevel.Warning, "The cluster's membership cannot be read before mailboxes are claimed.")]
    public static partial void StandingUnknown(ILogger logger, Exception exception);

    [LoggerMessage(1020, LogLevel.Warning, "Mailbox {Mailbox}: a deferred action or deferred error message was not kept: {Error}.")]
    public static partial void DeferredLost(ILogger logger, Guid mailbox, Mapi.MapiError error);

    [LoggerMessage(1030, LogLevel.Debug, "Mailbox {Mailbox}: search folder {Folder} is filled: {Messages} messages in {Milliseconds} ms.")]
    public static partial void SearchComplete(ILogger logger, Guid mailbox, long folder, int messages, double milliseconds);

    [LoggerMessage(1031, LogLevel.Warning, "Mailbox {Mailbox}: the filling of search folder {Folder} is interrupted; it goes on later.")]
    public static partial void SearchInterrupted(ILogger logger, Exception exception, Guid mailbox, long folder);

    [LoggerMessage(1032, LogLevel.Error, "Mailbox {Mailbox}: search folder {Folder} cannot be filled.")]
    public static partial void SearchFailed(ILogger logger, Exception exception, Guid mailbox, long folder);

    [LoggerMessage(1034, LogLevel.Warning, "Mailbox {Mailbox}: the text of folder {Folder} is not indexed further; it is searched without.")]
    public static partial void NotIndexed(ILogger logger, Exception exception, Guid mailbox, long folder);

    [LoggerMessage(1033, LogLevel.Warning, "Mailbox {Mailbox}: the content of message {Message} cannot be read; it is searched by its columns.")]
    public static partial void DamagedMessage(ILogger logger, Exception exception, Guid mailbox, long message);

    [LoggerMessage(1034, LogLevel.Information, "Mailbox {Mailbox}: its owner is told that it is too full ({Level}, {Bytes} bytes).")]
    public static partial void Warned(ILogger logger, Guid mailbox, QuotaLevel level, long bytes);

    [LoggerMessage(1035, LogLevel.Warning, "Mailbox {Mailbox}: its owner could not be told that it is too full ({Level}): {Error}; the next write tries again.")]
    public static partial void WarningLost(ILogger logger, Exception? exception, Guid mailbox, QuotaLevel level, MapiError error);
}
