using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Transfer;

/// <summary>
/// What one mailbox' content is in another: named properties have other ids there, and large values lie in its own store, to which they are
/// copied as streams. Throws the ROP's error where a part of the content has no place in the target: half a message is none.
/// </summary>
internal sealed class ContentTranslation(LogonObject source, LogonObject target)
{
    private const ushort FirstNamedProperty = 0x8000;

    private readonly IPartSource _parts = source.Session.Services.Store.PartSource(source.Key);
    private readonly IPartSink _sink = target.Session.Services.Store.PartSink(target.Key);
    private readonly Dictionary<ushort, ushort> _ids = [];
    private readonly Dictionary<Guid, ExternalValue> _copied = [];

    /// <summary>The content, for the target.</summary>
    public async ValueTask<MessageContent> TranslateAsync(MessageContent content, CancellationToken cancellationToken)
    {
        var recipients = new List<RecipientContent>(content.Recipients.Count);
        foreach (var recipient in content.Recipients)
        {
            recipients.Add(new RecipientContent
            {
                RowId = recipient.RowId,
                RecipientType = recipient.RecipientType,
                Properties = await TranslateAsync(recipient.Properties, cancellationToken),
            });
        }
        var attachments = new List<AttachmentContent>(content.Attachments.Count);
        foreach (var attachment in content.Attachments)
        {
            attachments.Add(new AttachmentContent
            {
                AttachNumber = attachment.AttachNumber,
                Properties = await TranslateAsync(attachment.Properties, cancellationToken),
                Embedded = attachment.Embedded is { } embedded ? await TranslateAsync(embedded, cancellationToken) : null,
            });
        }
        return new MessageContent { Properties = await TranslateAsync(content.Properties, cancellationToken), Recipients = recipients, Attachments = attachments };
    }

    /// <summary>The properties, for the target.</summary>
    public async ValueTask<PropertyBag> TranslateAsync(PropertyBag bag, CancellationToken cancellationToken)
    {
        await LearnAsync(bag);
        var result = new PropertyBag(bag.Count);
        foreach (var (tag, value) in bag)
        {
            // An id that has no name in its own mailbox means nothing anywhere.
            if (tag.Id >= FirstNamedProperty && !_ids.ContainsKey(tag.Id)) continue;
            var id = tag.Id >= FirstNamedProperty ? _ids[tag.Id] : tag.Id;
            var translated = value.External is { } part ? PropertyValue.OfExternal(value.Type, await CopyPartAsync(part, cancellationToken)) : value;
            result.Set(new TaggedPropertyValue(new PropertyTag(id, tag.Type), translated));
        }
        return result;
    }

    /// <summary>Copies a large value, through a buffer; one that was copied already is where it was put.</summary>
    public async ValueTask<ExternalValue> CopyPartAsync(ExternalValue part, CancellationToken cancellationToken)
    {
        if (_copied.TryGetValue(part.PartId, out var there)) return there;
        try
        {
            return _copied[part.PartId] = await PartCopy.CopyAsync(_parts, _sink, part, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw new RopException(MapiError.CorruptData, e.Message);
        }
    }

    /// <summary>Forgets where parts were copied: one that nothing refers to is purged in time.</summary>
    public void Forget() => _copied.Clear();

    /// <summary>Learns the target's ids of all names in a bag, in one call.</summary>
    private async ValueTask LearnAsync(PropertyBag bag)
    {
        var unknown = new List<(ushort Id, PropertyName Name)>();
        foreach (var (tag, _) in bag)
        {
            if (tag.Id >= FirstNamedProperty && !_ids.ContainsKey(tag.Id) && await source.NamedProperties.GetNameAsync(tag.Id) is { } name) unknown.Add((tag.Id, name));
        }
        if (unknown.Count == 0) return;
        var ids = await target.NamedProperties.GetIdsAsync([.. unknown.Select(u => u.Name)], create: true);
        for (var i = 0; i < unknown.Count; i++)
        {
            if (ids[i] == 0) throw new RopException(MapiError.NotEnoughMemory, $"the mailbox has no id left for {unknown[i].Name}");
            _ids[unknown[i].Id] = ids[i];
        }
    }
}
