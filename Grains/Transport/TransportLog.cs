using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Transport;

internal static partial class TransportLog
{
    [LoggerMessage(4101, LogLevel.Information, "Submission {Job}: message {Message:X} of mailbox {Mailbox} goes to {Recipients} recipients as {Relay}.")]
    public static partial void Taken(ILogger logger, long job, long message, Guid mailbox, int recipients, long relay);

    [LoggerMessage(4102, LogLevel.Information, "Submission {Job}: message {Message:X} of mailbox {Mailbox} is not to be sent any more.")]
    public static partial void Dropped(ILogger logger, long job, long message, Guid mailbox);

    [LoggerMessage(4103, LogLevel.Information, "Mail {Job}, attempt {Attempt}: {Done} recipients have it, {Failed} failed, {Pending} wait.")]
    public static partial void Tried(ILogger logger, long job, int attempt, int done, int failed, int pending);

    [LoggerMessage(4104, LogLevel.Error, "Work {Job} cannot be done now.")]
    public static partial void Failed(ILogger logger, Exception exception, long job);

    [LoggerMessage(4105, LogLevel.Warning, "Mail {Job}: the report to {Sender} cannot be delivered: {Status}.")]
    public static partial void ReportLost(ILogger logger, long job, string sender, string status);

    [LoggerMessage(4106, LogLevel.Error, "The queue of outgoing mail cannot be read now.")]
    public static partial void QueueUnreachable(ILogger logger, Exception exception);

    [LoggerMessage(4107, LogLevel.Information, "Mail {Job}: {Note}.")]
    public static partial void Note(ILogger logger, long job, string note);
}
