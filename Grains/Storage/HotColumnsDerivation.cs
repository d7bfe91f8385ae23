using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.Storage;

/// <summary>Makes the columns of a message row from what the message holds: the values that clients see, computed ones included.</summary>
internal static class HotColumnsDerivation
{
    private const int MaxText = 255;

    /// <summary>The columns that follow from a message's content.</summary>
    public static HotColumns Derive(MessageContent content)
    {
        var bag = content.Properties;
        return new HotColumns
        {
            DeliveryTime = Number(bag, PidTag.MessageDeliveryTime),
            SubmitTime = Number(bag, PidTag.ClientSubmitTime),
            Subject = Text(MessageProperties.OfContent(bag, PidTag.Subject)),
            NormalizedSubject = Text(MessageProperties.OfContent(bag, PidTag.NormalizedSubject)),
            SenderName = Text(bag, PidTag.SenderName),
            SentRepresentingName = Text(bag, PidTag.SentRepresentingName),
            DisplayTo = Text(bag, PidTag.DisplayTo),
            MessageClass = Text(bag, PidTag.MessageClass),
            Importance = bag.TryGet(PidTag.Importance, out PropertyValue importance) ? importance.AsInt32() : 1,
            HasAttachments = content.Attachments.Any(a => a.Properties.GetBool(PidTag.AttachmentHidden) != true),
            FlagStatus = (int)Number(bag, PidTag.FlagStatus),
            ConversationTopic = Text(MessageProperties.OfContent(bag, PidTag.ConversationTopic)),
            ConversationId = MessageProperties.OfContent(bag, PidTag.ConversationId).RawReference is byte[] { Length: 16 } id ? id : [],
            InternetMessageId = bag.GetString(PidTag.InternetMessageId) is { } messageId ? Clip(messageId, 1000) : "",
        };
    }

    private static long Number(PropertyBag bag, PropertyTag tag) => bag.TryGet(tag, out PropertyValue value) ? value.RawBits : 0;

    private static string Text(PropertyBag bag, PropertyTag tag) => Text(bag.TryGet(tag, out PropertyValue value) ? value : default);

    private static string Text(PropertyValue value) =>
        value.RawReference is string text ? Clip(TextFolding.Fold(Clip(text, 4 * MaxText)), MaxText) : "";

    private static string Clip(string text, int length) =>
        Sql.StoreText.Clean(text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)]);
}
