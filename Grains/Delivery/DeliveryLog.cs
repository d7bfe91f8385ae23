using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Delivery;

internal static partial class DeliveryLog
{
    [LoggerMessage(4001, LogLevel.Information, "Message {Transaction} of {Size} bytes is in mailbox {Mailbox}, folder {Folder:X}, as {Message:X}.")]
    public static partial void Delivered(ILogger logger, Guid transaction, long size, Guid mailbox, long folder, long message);

    [LoggerMessage(4002, LogLevel.Warning, "Message {Transaction}: mailbox {Mailbox} refused it: {Error}.")]
    public static partial void Refused(ILogger logger, Guid transaction, Guid mailbox, Mapi.MapiError error);

    [LoggerMessage(4003, LogLevel.Error, "Message {Transaction}: mailbox {Mailbox} cannot take it now.")]
    public static partial void Failed(ILogger logger, Exception exception, Guid transaction, Guid mailbox);

    [LoggerMessage(4004, LogLevel.Information, "Message {Transaction} for mailbox {Mailbox}: {Note}.")]
    public static partial void Note(ILogger logger, Guid transaction, Guid mailbox, string note);

    [LoggerMessage(4005, LogLevel.Error, "The recipient {Address} cannot be looked up now.")]
    public static partial void LookupFailed(ILogger logger, Exception exception, string address);
}
