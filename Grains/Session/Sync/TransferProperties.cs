using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>
/// The properties of objects as streams carry them: what was set, and what a client needs of what is computed. What names an object's place
/// in its own store (ids, entry ids, sizes, access) is not among them ([MS-OXCFXICS] 3.2.5.12).
/// </summary>
internal static class TransferProperties
{
    private static readonly PropertyTag[] ComputedOfMessage =
    [
        PidTag.MessageFlags, PidTag.MessageStatus, PidTag.HasAttachments, PidTag.InternetArticleNumber, PidTag.CreationTime, PidTag.DisplayTo, PidTag.DisplayCc,
        PidTag.DisplayBcc, PidTag.SearchKey, PidTag.Subject, PidTag.SubjectPrefix, PidTag.NormalizedSubject, PidTag.ConversationTopic, PidTag.ConversationId,
        PidTag.NativeBody, PidTag.RtfInSync,
    ];

    private static readonly PropertyTag[] ComputedOfFolder =
        [PidTag.FolderType, PidTag.CreationTime, PidTag.AttributeHidden, PidTag.ContainerClass];

    // Headers have them, or nobody has. PidTagMessageSize in a copy makes exports of Outlook fail.
    private static readonly HashSet<ushort> Never =
    [
        PidTag.EntryId.Id, PidTag.RecordKey.Id, PidTag.InstanceKey.Id, PidTag.ParentEntryId.Id, PidTag.StoreEntryId.Id, PidTag.StoreRecordKey.Id, PidTag.MappingSignature.Id,
        PidTag.ObjectType.Id, PidTag.Access.Id, PidTag.AccessLevel.Id, PidTag.SourceKey.Id, PidTag.ParentSourceKey.Id, PidTag.ChangeKey.Id, PidTag.PredecessorChangeList.Id,
        PidTag.MessageSize.Id, PidTag.Associated.Id, PidTag.MessageRecipients.Id, PidTag.MessageAttachments.Id, PidTag.LastModificationTime.Id,
        PidTag.ContainerContents.Id, PidTag.ContainerHierarchy.Id, PidTag.FolderAssociatedContents.Id,
    ];

    private static readonly HashSet<ushort> MessageIds = [.. ComputedOfMessage.Select(t => t.Id)];
    private static readonly HashSet<ushort> FolderIds = [.. ComputedOfFolder.Select(t => t.Id)];

    /// <summary>Whether a property stays in its store: the provider's own range ([MS-OXPROPS] 1.3.3).</summary>
    public static bool IsNontransmittable(ushort id) => id is >= 0x6600 and <= 0x67FF;

    /// <summary>The properties of a message that a filter takes, its body in the forms it has.</summary>
    public static List<TaggedPropertyValue> OfMessage(LogonObject logon, MessageRecord record, FolderView? folder, TransferFilter filter)
    {
        var bag = record.Content.Properties;
        var values = new List<TaggedPropertyValue>(bag.Count + ComputedOfMessage.Length);
        foreach (var tag in ComputedOfMessage)
            if (filter.Takes(tag) && MessageProperties.Get(logon, record, tag, folder) is { Type: not PropertyType.ErrorCode } value)
                values.Add(new TaggedPropertyValue(tag, value));
        foreach (var item in bag)
            if (IsSet(item, MessageIds) && filter.Takes(item.Tag))
                values.Add(item);
        return values;
    }

    /// <summary>The properties of a recipient: PidTagRowid first ([MS-OXCFXICS] 2.2.4.3.23).</summary>
    public static List<TaggedPropertyValue> OfRecipient(RecipientContent recipient)
    {
        var bag = recipient.Properties.Clone();
        // Outlook ends where a recipient lacks name, address or entry id.
        RecipientRowMapping.Complete(bag);
        bag.Remove(PidTag.Rowid.Id);
        bag.Remove(PidTag.RecipientType.Id);
        return
        [
            new TaggedPropertyValue(PidTag.Rowid, PropertyValue.Int32((int)recipient.RowId)),
            new TaggedPropertyValue(PidTag.RecipientType, PropertyValue.Int32(RecipientTypes.ToProperty(recipient.RecipientType))),
            .. bag.Where(p => !IsNontransmittable(p.Tag.Id)),
        ];
    }

    /// <summary>The properties of an attachment that a filter takes, without PidTagAttachNumber, which comes before them.</summary>
    public static List<TaggedPropertyValue> OfAttachment(AttachmentContent attachment, TransferFilter filter)
    {
        var values = new List<TaggedPropertyValue>(attachment.Properties.Count + 2);
        foreach (var tag in (ReadOnlySpan<PropertyTag>)[PidTag.AttachMethod, PidTag.AttachSize])
            if (filter.Takes(tag) && !attachment.Properties.Contains(tag.Id))
                values.Add(new TaggedPropertyValue(tag, AttachmentProperties.Get(attachment, tag, writable: false)));
        // The data has the same id as the message that stands in its place; that one follows the properties.
        foreach (var item in attachment.Properties)
            if (filter.Takes(item.Tag) && !AttachmentProperties.IsReadOnly(item.Tag.Id) && item.Tag != PidTag.AttachDataObject && IsWritable(item))
                values.Add(item);
        return values;
    }

    /// <summary>
    /// The properties of a folder that a filter takes, but for those that its change has in the header or that a client counts itself. Named
    /// properties of folders mean nothing to clients of a hierarchy, and stay where <paramref name="named"/> is not set.
    /// </summary>
    public static List<TaggedPropertyValue> OfFolder(LogonObject logon, FolderView view, TransferFilter filter, bool named)
    {
        var values = new List<TaggedPropertyValue>();
        foreach (var tag in ComputedOfFolder)
            if (filter.Takes(tag) && FolderProperties.Get(logon, view, tag) is { Type: not PropertyType.ErrorCode } value)
                values.Add(new TaggedPropertyValue(tag, value));
        foreach (var item in view.Folder.Properties)
            if (IsSet(item, FolderIds) && (named || !item.Tag.IsNamed) && item.Tag.Id != PidTag.DisplayName.Id && filter.Takes(item.Tag))
                values.Add(item);
        return values;
    }

    /// <summary>A message in an attachment as a record: it has no id and no folder.</summary>
    public static MessageRecord EmbeddedRecord(MessageContent content)
    {
        var flags = content.Properties.GetInt32(PidTag.MessageFlags) ?? (int)MessageFlagBits.Read;
        return new MessageRecord
        {
            MessageId = 0,
            FolderId = 0,
            IsRead = (flags & (int)MessageFlagBits.Read) != 0,
            MessageFlags = flags & ~(int)MessageFlagBits.Derived,
            CreatedAt = content.Properties.TryGet(PidTag.CreationTime, out PropertyValue created) ? created.AsTime() : default,
            Hot = new HotColumns { HasAttachments = MessageProperties.HasAttachments(content) },
            Content = content,
        };
    }

    private static bool IsSet(TaggedPropertyValue item, HashSet<ushort> computed) =>
        !computed.Contains(item.Tag.Id) && !Never.Contains(item.Tag.Id) && !IsNontransmittable(item.Tag.Id) && IsWritable(item);

    // Arrays without elements are not there; restrictions and rule actions have no form in a stream.
    private static bool IsWritable(TaggedPropertyValue item) => item.Value.IsExternal || FastTransferWriter.CanWrite(item.Value);
}
