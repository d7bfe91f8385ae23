using MapiOrleans.Grains.Delivery.Rules;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Delivery;

/// <summary>
/// Which receipts an arriving message is given ([MS-OXOMSG] 2.2.1.20, 3.2.5.2, RFC 8098 2.1): those that it asks for, unless it comes from a
/// machine, a list or a report, where receipts would go round or to nobody.
/// </summary>
internal static class ReceiptRequests
{
    // mfNotifyRead and mfNotifyUnread ([MS-OXCMSG] 2.2.1.6).
    private const int NotifyRead = 0x0100, NotifyUnread = 0x0200;

    // PidTagAutoResponseSuppress ([MS-OXOMSG] 2.2.1.77).
    private const int SuppressDelivery = 0x01, SuppressRead = 0x04, SuppressNotRead = 0x08;

    /// <summary>Whether the message asks for any receipt at all.</summary>
    public static bool Any(PropertyBag bag) =>
        bag.GetBool(PidTag.ReadReceiptRequested) == true || bag.GetBool(PidTag.NonReceiptNotificationRequested) == true || bag.GetBool(PidTag.OriginatorDeliveryReportRequested) == true;

    /// <summary>The bits of PidTagMessageFlags by which the mailbox knows which receipts are pending.</summary>
    public static int PendingOf(MessageContent content, string envelopeSender, RuleHeaders headers)
    {
        var bag = content.Properties;
        if (IsMachines(bag, envelopeSender, headers)) return 0;
        var notRead = Wants(bag, PidTag.NonReceiptNotificationRequested, SuppressNotRead) || Wants(bag, PidTag.ReadReceiptRequested, SuppressNotRead);
        return (Wants(bag, PidTag.ReadReceiptRequested, SuppressRead) ? NotifyRead : 0) | (notRead ? NotifyUnread : 0);
    }

    /// <summary>Whether a delivery receipt goes out.</summary>
    public static bool WantsDelivery(MessageContent content, string envelopeSender, RuleHeaders headers) =>
        Wants(content.Properties, PidTag.OriginatorDeliveryReportRequested, SuppressDelivery) && !IsMachines(content.Properties, envelopeSender, headers);

    private static bool Wants(PropertyBag bag, PropertyTag request, int suppress) => bag.GetBool(request) == true && ((bag.GetInt32(PidTag.AutoResponseSuppress) ?? 0) & suppress) == 0;

    private static bool IsMachines(PropertyBag bag, string envelopeSender, RuleHeaders headers) =>
        envelopeSender.Length == 0
        || bag.GetString(PidTag.MessageClass)?.StartsWith("REPORT.", StringComparison.OrdinalIgnoreCase) == true
        || AutoReplies.IsAutomatic(bag, headers) is not null;
}
