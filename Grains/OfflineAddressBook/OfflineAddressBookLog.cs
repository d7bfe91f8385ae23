using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.OfflineAddressBook;

internal static partial class OfflineAddressBookLog
{
    [LoggerMessage(1801, LogLevel.Information, "Version {Sequence} of the offline address book of {Domain}: {Entries} entries, {Size} bytes of {Uncompressed}, difference {Difference} bytes, in {Elapsed}.")]
    public static partial void Published(ILogger logger, string domain, long sequence, int entries, long size, long uncompressed, long difference, TimeSpan elapsed);

    [LoggerMessage(1802, LogLevel.Information, "Version {Sequence} of the offline address book of {Domain} was published by another node.")]
    public static partial void PublishedElsewhere(ILogger logger, string domain, long sequence);

    [LoggerMessage(1803, LogLevel.Warning, "Version {Sequence} of the offline address book {Book} cannot be read back: there is no difference to it.")]
    public static partial void SourceUnreadable(ILogger logger, Exception exception, Guid book, long sequence);

    [LoggerMessage(1804, LogLevel.Error, "The offline address book of {Domain} cannot be made; it is tried again at {DueAt}.")]
    public static partial void Failed(ILogger logger, Exception exception, string domain, DateTimeOffset dueAt);

    [LoggerMessage(1805, LogLevel.Warning, "Builds of offline address books cannot be looked for now.")]
    public static partial void Unreachable(ILogger logger, Exception exception);

    [LoggerMessage(1806, LogLevel.Information, "The making of the offline address book of {Domain} was stopped, or took longer than it may.")]
    public static partial void Stopped(ILogger logger, string domain);

    [LoggerMessage(1807, LogLevel.Information, "The offline address book {Book} is gone: its domain has MAPI off, or is not there any more.")]
    public static partial void Removed(ILogger logger, Guid book);
}
