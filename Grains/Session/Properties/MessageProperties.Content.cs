using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Properties;

/// <content>What follows from what a message holds.</content>
internal static partial class MessageProperties
{
    // Values of PidTagNativeBody ([MS-OXCMSG] 2.2.1.58.2).
    private const int NativePlain = 1, NativeRtf = 2, NativeHtml = 3;

    /// <summary>PidTagMessageFlags: what is stored, and what follows from read state, attachments and kind.</summary>
    public static int FlagsOf(MessageRecord record)
    {
        var flags = (MessageFlagBits)record.MessageFlags & ~MessageFlagBits.Derived;
        if (record.IsRead) flags |= MessageFlagBits.Read | MessageFlagBits.EverRead;
        if (record.Hot.HasAttachments) flags |= MessageFlagBits.HasAttach;
        if (record.Associated) flags |= MessageFlagBits.Associated;
        return (int)flags;
    }

    /// <summary>PidTagHasAttachments: an attachment that is hidden does not count.</summary>
    public static bool HasAttachments(MessageContent content) =>
        content.Attachments.Any(a => a.Properties.GetBool(PidTag.AttachmentHidden) != true);

    /// <summary>A property that follows from the properties of the message alone: as it was set, or else as it is computed from others.</summary>
    public static PropertyValue OfContent(PropertyBag bag, PropertyTag tag)
    {
        if (bag.TryGet(tag, out PropertyValue set)) return set;
        if (tag == PidTag.Subject) return Subject(bag);
        if (tag == PidTag.NormalizedSubject) return NormalizedSubject(bag);
        if (tag == PidTag.ConversationTopic) return ConversationTopic(bag);
        return tag == PidTag.ConversationId ? ConversationId(bag) : NotFound;
    }

    private static PropertyValue Names(MessageRecord record, byte type) => PropertyValue.String(RecipientNames.Of(record.Content.Recipients, type));

    private static PropertyValue Subject(PropertyBag bag)
    {
        if (!bag.TryGet(PidTag.NormalizedSubject, out PropertyValue normalized)) return NotFound;
        return normalized.IsExternal ? normalized : PropertyValue.String((bag.GetString(PidTag.SubjectPrefix) ?? "") + normalized.AsString());
    }

    private static PropertyValue SubjectPrefix(PropertyBag bag) =>
        bag.GetString(PidTag.Subject) is { } subject && !bag.Contains(PidTag.NormalizedSubject.Id) ? PropertyValue.String(SubjectText.Split(subject).Prefix) : NotFound;

    private static PropertyValue NormalizedSubject(PropertyBag bag)
    {
        if (!bag.TryGet(PidTag.Subject, out PropertyValue subject)) return NotFound;
        if (subject.IsExternal) return subject;
        var prefix = bag.GetString(PidTag.SubjectPrefix);
        return PropertyValue.String(prefix is not null && subject.AsString().StartsWith(prefix, StringComparison.Ordinal)
            ? subject.AsString()[prefix.Length..]
            : SubjectText.Split(subject.AsString()).Normalized);
    }

    private static PropertyValue ConversationTopic(PropertyBag bag) =>
        bag.TryGet(PidTag.NormalizedSubject, out PropertyValue normalized) ? normalized : NormalizedSubject(bag);

    private static PropertyValue ConversationId(PropertyBag bag) => ConversationIds.Of(bag) is { } id ? PropertyValue.Binary(id) : NotFound;

    private static PropertyValue NativeBody(PropertyBag bag)
    {
        if (bag.Contains(PidTag.RtfCompressed.Id)) return PropertyValue.Int32(NativeRtf);
        if (bag.Contains(PidTag.Html.Id)) return PropertyValue.Int32(NativeHtml);
        return bag.Contains(PidTag.Body.Id) ? PropertyValue.Int32(NativePlain) : NotFound;
    }

    private static PropertyValue RtfInSync(PropertyBag bag) =>
        NativeBody(bag) is { Type: PropertyType.Integer32 } native ? PropertyValue.Bool(native.AsInt32() == NativeRtf) : NotFound;

    // PidTagHtml and PidTagBodyHtml are one property in two types.
    private static PropertyValue HtmlAs(PropertyBag bag, PropertyValue stored, PropertyType type)
    {
        if (stored.IsExternal) return NotFound;
        var encoding = TextConversion.EncodingOf(bag.GetInt32(PidTag.InternetCodepage) ?? 0);
        return (stored.Type, type) switch
        {
            (PropertyType.Binary, PropertyType.String) => PropertyValue.String(encoding.GetString(stored.AsBytes())),
            (PropertyType.String, PropertyType.Binary) => PropertyValue.Binary(encoding.GetBytes(stored.AsString())),
            _ => NotFound,
        };
    }
}
