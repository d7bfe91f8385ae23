using MapiOrleans.Mapi.Restrictions;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Delivery.Rules;

internal static partial class RuleLog
{
    [LoggerMessage(4101, LogLevel.Warning, "Extended rule {Message:X} of folder {Folder:X} cannot be read and is passed over from now on.")]
    public static partial void Unreadable(ILogger logger, Exception exception, long message, long folder);

    [LoggerMessage(4102, LogLevel.Warning, "Message {Transaction} for mailbox {Mailbox}: {Action} of rule {Rule:X} failed: {Reason}.")]
    public static partial void Failed(ILogger logger, Guid transaction, Guid mailbox, RuleActionType action, long rule, string reason);

    [LoggerMessage(4103, LogLevel.Information, "Message {Transaction} for mailbox {Mailbox}: {Action} of rule {Rule:X} is not carried out: {Reason}.")]
    public static partial void Suppressed(ILogger logger, Guid transaction, Guid mailbox, RuleActionType action, long rule, string reason);

    [LoggerMessage(4104, LogLevel.Information, "Message {Transaction} for mailbox {Mailbox}: rules leave {Copies} copies, {Deferred} deferred messages, {Mails} mails to send.")]
    public static partial void Done(ILogger logger, Guid transaction, Guid mailbox, int copies, int deferred, int mails);

    [LoggerMessage(4105, LogLevel.Debug, "Message {Transaction} for mailbox {Mailbox}: the owner is away, and its sender is not told: {Reason}.")]
    public static partial void AwaySuppressed(ILogger logger, Guid transaction, Guid mailbox, string reason);

    [LoggerMessage(4106, LogLevel.Warning, "Folder {Folder:X}: {Passed} of its {Count} rules are past the limits of rules and not carried out.")]
    public static partial void PastLimits(ILogger logger, long folder, int passed, int count);
}
