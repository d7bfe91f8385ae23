using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Session.Tables;

/// <summary>What tables log.</summary>
internal static partial class TableLog
{
    [LoggerMessage(1201, LogLevel.Error, "Message {MessageId} of folder {FolderId} cannot be read; its row is shown empty.")]
    public static partial void DamagedRow(ILogger logger, Exception exception, long messageId, long folderId);

    [LoggerMessage(1202, LogLevel.Debug, "What became of a table of folder {FolderId} cannot be told row by row; its client reads it anew.")]
    public static partial void NotTold(ILogger logger, Exception exception, long folderId);
}
