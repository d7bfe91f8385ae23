using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.AddressBook;

internal static partial class AddressBookLog
{
    [LoggerMessage(1701, LogLevel.Information, "The address book of {Domain} was read: {Entries} entries, {Overhead} bytes beside them, in {Elapsed}.")]
    public static partial void Read(ILogger logger, string domain, int entries, long overhead, TimeSpan elapsed);

    [LoggerMessage(1702, LogLevel.Warning, "The address book of {Domain} cannot be brought up to date; what is known is shown.")]
    public static partial void Stale(ILogger logger, Exception exception, string domain);

    [LoggerMessage(1703, LogLevel.Warning, "{Address} is not in the address book: its number {Number} is too large for the protocol.")]
    public static partial void NumberTooLarge(ILogger logger, string address, long number);

    [LoggerMessage(1704, LogLevel.Information, "{User} changed {Property} of entry {Entry:X8}: {Count} {Change}.")]
    public static partial void LinksChanged(ILogger logger, string user, string property, uint entry, int count, string change);

    [LoggerMessage(1705, LogLevel.Information, "The oldest address book session of account {Account} ended: more than {Limit}.")]
    public static partial void TooManySessions(ILogger logger, Guid account, int limit);

    [LoggerMessage(1706, LogLevel.Information, "{User} changed photo or certificates of entry {Entry:X8}.")]
    public static partial void PropertiesChanged(ILogger logger, string user, uint entry);
}
