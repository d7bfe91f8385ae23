using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Rops;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Session;

internal static partial class SessionLog
{
    [LoggerMessage(2001, LogLevel.Information, "Session {Session} opened: account {Account}, client {Client}.")]
    public static partial void Opened(ILogger logger, Guid session, Guid account, string client);

    [LoggerMessage(2002, LogLevel.Information, "Session {Session} ended: {Reason}.")]
    public static partial void Ended(ILogger logger, Guid session, string reason);

    [LoggerMessage(2003, LogLevel.Warning, "Session {Session}: a ROP buffer that cannot be read, none of it was carried out: {Reason}.")]
    public static partial void Unreadable(ILogger logger, Guid session, string reason);

    [LoggerMessage(2004, LogLevel.Warning, "Session {Session}: account {Account} asked, {Owner} owns it.")]
    public static partial void NotOwner(ILogger logger, Guid session, Guid account, Guid owner);

    [LoggerMessage(2005, LogLevel.Information, "Session {Session}: sequence {Sequence} came, {Expected} was expected.")]
    public static partial void OutOfSequence(ILogger logger, Guid session, long sequence, long expected);

    [LoggerMessage(2010, LogLevel.Debug, "Session {Session}: {Rop} answers {Error}: {Reason}.")]
    public static partial void RopFailed(ILogger logger, Guid session, RopId rop, MapiError error, string reason);

    [LoggerMessage(2011, LogLevel.Warning, "Session {Session}: {Rop} answers {Error}: mailbox or store cannot be reached.")]
    public static partial void RopUnavailable(ILogger logger, Exception exception, Guid session, RopId rop, MapiError error);

    [LoggerMessage(2012, LogLevel.Error, "Session {Session}: {Rop} answers {Error}: it failed unexpectedly.")]
    public static partial void RopBroken(ILogger logger, Exception exception, Guid session, RopId rop, MapiError error);

    [LoggerMessage(2014, LogLevel.Warning, "Session {Session} could not prolong its subscription at mailbox {Mailbox}.")]
    public static partial void NotRenewed(ILogger logger, Exception exception, Guid session, Guid mailbox);

    [LoggerMessage(2015, LogLevel.Information, "{Count} subscriptions of sessions here ended with silos that died.")]
    public static partial void SilosDied(ILogger logger, int count);

    [LoggerMessage(2016, LogLevel.Warning, "Session {Session} could not be told that its mailbox' silo died; it finds out when it prolongs its subscription.")]
    public static partial void DeathNotTold(ILogger logger, Exception exception, Guid session);

    [LoggerMessage(2013, LogLevel.Warning, "Session {Session}: mailbox {Mailbox} could not be told that it ended.")]
    public static partial void EndNotTold(ILogger logger, Exception exception, Guid session, Guid mailbox);
}
