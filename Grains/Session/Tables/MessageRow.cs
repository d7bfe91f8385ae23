using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.Session.Tables;

/// <summary>A message as a row.</summary>
/// <param name="view">Who looks.</param>
/// <param name="record">The message, in the parts that are needed.</param>
/// <param name="folder">Its folder as the caller sees it.</param>
/// <param name="brought">Large values that were brought inline, or null.</param>
internal sealed class MessageRow(IMailboxView view, MessageRecord record, FolderView folder, Dictionary<ushort, PropertyValue>? brought) : TableRow(record.MessageId)
{
    /// <summary>The row of a message of which these properties are searched: of their large values as much is brought inline as the limit allows.</summary>
    public static async ValueTask<MessageRow> ReadAsync(
        IMailboxView view, MessageRecord record, FolderView folder, IReadOnlyList<PropertyTag> searched, IPartSource parts, int maxSearched, CancellationToken cancellationToken)
    {
        Dictionary<ushort, PropertyValue>? brought = null;
        foreach (var tag in searched)
        {
            // Who looks for text in a body looks for what one reads, whatever form it is kept in.
            if (tag == PidTag.Body && !record.Content.Properties.Contains(tag.Id) && await MessageBodies.MakeTextAsync(parts, record.Content.Properties, maxSearched, cancellationToken) is { } text)
            {
                brought ??= [];
                brought[tag.Id] = PropertyValue.String(text);
                continue;
            }
            if (!record.Content.Properties.TryGet(tag.Id, out TaggedPropertyValue item) || !item.Value.IsExternal) continue;
            brought ??= [];
            brought[tag.Id] = await TableCells.ReadPrefixAsync(parts, item.Value, maxSearched, cancellationToken);
        }
        return new MessageRow(view, record, folder, brought);
    }

    /// <inheritdoc/>
    public override bool IsUnread => !record.IsRead;

    /// <inheritdoc/>
    public override PropertyValue Get(PropertyTag tag) =>
        brought is not null && brought.TryGetValue(tag.Id, out var value) && TableColumns.AsStored(tag).Type == value.Type
            ? value
            : MessageProperties.Get(view, record, tag, folder);

    /// <inheritdoc/>
    public override IEnumerable<IPropertySource> SubObjects(ushort id)
    {
        if (id == PidTag.MessageRecipients.Id) return record.Content.Recipients.Select(r => new RecipientRow(r));
        return id == PidTag.MessageAttachments.Id ? record.Content.Attachments.Select(a => new BagRow(a.AttachNumber, a.Properties)) : [];
    }

    /// <summary>A recipient as restrictions see it: its type is not in its bag.</summary>
    private sealed class RecipientRow(RecipientContent recipient) : TableRow(recipient.RowId)
    {
        private const int TypeMask = 0x0F;

        public override PropertyValue Get(PropertyTag tag) => tag == PidTag.RecipientType
            ? PropertyValue.Int32(recipient.RecipientType & TypeMask)
            : recipient.Properties.TryGet(TableColumns.AsStored(tag), out PropertyValue value) ? value : default;
    }
}
