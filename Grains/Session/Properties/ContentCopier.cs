using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Properties;

/// <summary>
/// Brings what one mailbox holds into another: named properties get the other's ids, large values become parts of it. Inside one mailbox
/// everything is shared.
/// </summary>
internal sealed class ContentCopier(LogonObject source, LogonObject target)
{
    // A message may refer to the same part more than once.
    private readonly Dictionary<Guid, ExternalValue> _parts = [];

    /// <summary>Whether both are of the same mailbox.</summary>
    public bool IsSameMailbox => source.Info.MailboxGuid == target.Info.MailboxGuid;

    /// <summary>The tag in the target's mailbox; null where the property has no name, or its name gets no id there.</summary>
    public async ValueTask<PropertyTag?> TranslateAsync(PropertyTag tag)
    {
        if (!tag.IsNamed || IsSameMailbox) return tag;
        if (await source.NamedProperties.GetNameAsync(tag.Id) is not { } name) return null;
        var id = await target.NamedProperties.GetIdAsync(name, create: true);
        return id == 0 ? null : new PropertyTag(id, tag.Type);
    }

    /// <summary>The value, in a part of the target's mailbox where it is large.</summary>
    public async ValueTask<PropertyValue> CopyAsync(PropertyValue value, CancellationToken cancellationToken)
    {
        if (value.External is not { } external || IsSameMailbox) return value;
        if (!_parts.TryGetValue(external.PartId, out var copy))
            _parts[external.PartId] = copy = await CopyAsync(external, cancellationToken);
        return PropertyValue.OfExternal(value.Type, copy);
    }

    private async ValueTask<ExternalValue> CopyAsync(ExternalValue external, CancellationToken cancellationToken)
    {
        var store = source.Session.Services.Store;
        try
        {
            return await PartCopy.CopyAsync(store.PartSource(source.Key), store.PartSink(target.Key), external, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw new RopException(MapiError.StorageReadFault, e.Message);
        }
    }

    /// <summary>A bag for the target's mailbox. Named properties that get no id there are left out.</summary>
    public async ValueTask<PropertyBag> CopyAsync(PropertyBag bag, CancellationToken cancellationToken)
    {
        if (IsSameMailbox) return bag.Clone();
        var copy = new PropertyBag(bag.Count);
        foreach (var (tag, value) in bag)
            if (await TranslateAsync(tag) is { } translated)
                copy.Set(new TaggedPropertyValue(translated, await CopyAsync(value, cancellationToken)));
        return copy;
    }

    /// <summary>Recipients for the target's mailbox.</summary>
    public async ValueTask<List<RecipientContent>> CopyAsync(IReadOnlyList<RecipientContent> recipients, CancellationToken cancellationToken)
    {
        var copies = new List<RecipientContent>(recipients.Count);
        foreach (var recipient in recipients)
            copies.Add(new RecipientContent { RowId = recipient.RowId, RecipientType = recipient.RecipientType, Properties = await CopyAsync(recipient.Properties, cancellationToken) });
        return copies;
    }

    /// <summary>Attachments for the target's mailbox, embedded messages included.</summary>
    public async ValueTask<List<AttachmentContent>> CopyAsync(IReadOnlyList<AttachmentContent> attachments, CancellationToken cancellationToken)
    {
        var copies = new List<AttachmentContent>(attachments.Count);
        foreach (var attachment in attachments)
        {
            copies.Add(new AttachmentContent
            {
                AttachNumber = attachment.AttachNumber,
                Properties = await CopyAsync(attachment.Properties, cancellationToken),
                Embedded = attachment.Embedded is { } embedded ? await CopyAsync(embedded, cancellationToken) : null,
            });
        }
        return copies;
    }

    /// <summary>A message for the target's mailbox. Messages are not nested deeper than the store keeps them.</summary>
    public async ValueTask<MessageContent> CopyAsync(MessageContent message, CancellationToken cancellationToken) => new()
    {
        Properties = await CopyAsync(message.Properties, cancellationToken),
        Recipients = await CopyAsync(message.Recipients, cancellationToken),
        Attachments = await CopyAsync(message.Attachments, cancellationToken),
    };
}
