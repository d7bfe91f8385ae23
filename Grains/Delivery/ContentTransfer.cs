using MapiOrleans.Conversion.Mime;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Delivery;

/// <summary>Brings a message of one mailbox into another: named properties get the ids of that mailbox, large values become parts of it.</summary>
internal sealed class ContentTransfer(IMailboxStore store, PatientCalls calls)
{
    private const ushort FirstNamed = 0x8000;

    /// <summary>
    /// The message for the other mailbox; the same where it is of that mailbox already. A name for which the mailbox has no id left is left
    /// out, as is an id that had no name where it came from.
    /// </summary>
    public async Task<MessageContent> BringAsync(ForeignMessage message, IMailboxGrain mailbox, MailboxKey target, CancellationToken cancellationToken)
    {
        if (message.Key == target) return message.Content;
        var used = new SortedSet<ushort>();
        Collect(message.Content, used);
        var known = used.Where(message.Names.ContainsKey).ToArray();
        var ids = known.Length == 0 ? [] : await calls.AskAsync(() => mailbox.GetPropertyIdsAsync([.. known.Select(id => message.Names[id])], create: true), cancellationToken);
        var map = new Dictionary<ushort, ushort>(known.Length);
        for (var i = 0; i < known.Length; i++) map[known[i]] = ids[i];
        var renamed = NamedPropertyRemapper.Remap(message.Content, i => map.GetValueOrDefault((ushort)(FirstNamed + i)));

        var copies = new Dictionary<Guid, ExternalValue>();
        foreach (var part in StorageFormat.ReferencedParts(renamed))
            if (!copies.ContainsKey(part.PartId))
                copies.Add(part.PartId, await PartCopy.CopyAsync(store.PartSource(message.Key), store.PartSink(target), part, cancellationToken));
        return copies.Count == 0 ? renamed : Replace(renamed, copies);
    }

    private static void Collect(MessageContent content, SortedSet<ushort> ids)
    {
        Collect(content.Properties, ids);
        foreach (var recipient in content.Recipients) Collect(recipient.Properties, ids);
        foreach (var attachment in content.Attachments)
        {
            Collect(attachment.Properties, ids);
            if (attachment.Embedded is { } embedded) Collect(embedded, ids);
        }
    }

    private static void Collect(PropertyBag bag, SortedSet<ushort> ids)
    {
        foreach (var item in bag)
            if (item.Tag.IsNamed)
                ids.Add(item.Tag.Id);
    }

    private static MessageContent Replace(MessageContent content, Dictionary<Guid, ExternalValue> parts) => new()
    {
        Properties = Replace(content.Properties, parts),
        Recipients = [.. content.Recipients.Select(r => new RecipientContent { RowId = r.RowId, RecipientType = r.RecipientType, Properties = Replace(r.Properties, parts) })],
        Attachments = [.. content.Attachments.Select(a => new AttachmentContent
        {
            AttachNumber = a.AttachNumber,
            Properties = Replace(a.Properties, parts),
            Embedded = a.Embedded is { } embedded ? Replace(embedded, parts) : null,
        })],
    };

    private static PropertyBag Replace(PropertyBag bag, Dictionary<Guid, ExternalValue> parts)
    {
        if (!bag.Any(item => item.Value.IsExternal)) return bag;
        var result = new PropertyBag(bag.Count);
        foreach (var (tag, value) in bag) result.Set(new TaggedPropertyValue(tag, value.External is { } part ? PropertyValue.OfExternal(value.Type, parts[part.PartId]) : value));
        return result;
    }
}
