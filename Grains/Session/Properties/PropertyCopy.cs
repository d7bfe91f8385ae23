using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Properties;

/// <summary>
/// One copy between two objects of a kind ([MS-OXCPRPT] 3.2.5.7, 3.2.5.8); the caller has looked at kinds and flags. Move leaves the source
/// as it is: the document lets a server delete what was copied, and Exchange has not done so for long (notes 6 and 8 there).
/// </summary>
internal sealed partial class PropertyCopy(IPropertyObject source, IPropertyObject target, PropertyCopyFlags flags)
{
    private readonly ContentCopier _copier = new(((SessionObject)source).Logon, ((SessionObject)target).Logon);

    private bool Overwrites => !flags.HasFlag(PropertyCopyFlags.NoOverwrite);

    /// <summary>
    /// What can be copied of the source's properties: those that were set, and a message's search key, which a copy has of its original
    /// ([MS-OXCPRPT] 2.2.1.9). Bodies that the server makes of others are not among them.
    /// </summary>
    public async ValueTask<IReadOnlyList<TaggedPropertyValue>> WritableAsync(IReadOnlySet<ushort> excluded, CancellationToken cancellationToken)
    {
        switch (source)
        {
            case MessageObject message:
                var items = message.Content.Properties.Where(p => !MessageProperties.IsReadOnly(p.Tag.Id) && !excluded.Contains(p.Tag.Id)).ToList();
                if (excluded.Contains(PidTag.SearchKey.Id) || message.Content.Properties.Contains(PidTag.SearchKey.Id)) return items;
                var key = await source.GetPropertiesAsync(new[] { PidTag.SearchKey }, cancellationToken);
                if (key[0].Type == PropertyType.Binary) items.Add(new TaggedPropertyValue(PidTag.SearchKey, key[0]));
                return items;
            case AttachmentObject attachment:
                return [.. attachment.Content.Properties.Where(p => !AttachmentProperties.IsReadOnly(p.Tag.Id) && !excluded.Contains(p.Tag.Id))];
            default:
                var tags = (await source.ListPropertiesAsync(cancellationToken)).Where(t => !FolderProperties.IsReadOnly(t.Id) && !excluded.Contains(t.Id)).ToArray();
                var values = await source.GetPropertiesAsync(tags, cancellationToken);
                return [.. tags.Zip(values, (t, v) => new TaggedPropertyValue(t.Id, v)).Where(p => p.Value.Type != PropertyType.ErrorCode)];
        }
    }

    /// <summary>Copies values; gives the problems by the numbers that the values came with.</summary>
    public async ValueTask<IReadOnlyList<IndexedProblem>> PropertiesAsync(IReadOnlyList<(ushort Index, TaggedPropertyValue Value)> items, CancellationToken cancellationToken)
    {
        var problems = new List<IndexedProblem>();
        var set = new List<(ushort Index, PropertyTag Original, TaggedPropertyValue Value)>(items.Count);
        foreach (var (index, (tag, value)) in items)
        {
            if (await _copier.TranslateAsync(tag) is not { } translated) problems.Add(new(index, tag, MapiError.InvalidParameter));
            else if (Overwrites || !await HasAsync(translated, cancellationToken)) set.Add((index, tag, new TaggedPropertyValue(translated, await _copier.CopyAsync(value, cancellationToken))));
        }
        if (set.Count == 0) return problems;
        var failed = await target.SetPropertiesAsync([.. set.Select(s => s.Value)], cancellationToken);
        problems.AddRange(failed.Select(p => new IndexedProblem(set[p.Index].Index, set[p.Index].Original, p.Error)));
        return problems;
    }

    /// <summary>Whether the target has a value of its own; what the server computes in its stead is none.</summary>
    private async ValueTask<bool> HasAsync(PropertyTag tag, CancellationToken cancellationToken) => target switch
    {
        MessageObject message => message.Content.Properties.Contains(tag.Id),
        AttachmentObject attachment => attachment.Content.Properties.Contains(tag.Id),
        _ => (await target.GetPropertiesAsync(new[] { tag }, cancellationToken))[0].Type != PropertyType.ErrorCode,
    };

    /// <summary>Gives the target message the source's recipients.</summary>
    public async ValueTask RecipientsAsync(CancellationToken cancellationToken)
    {
        if (source is not MessageObject from || target is not MessageObject to || (!Overwrites && to.Content.Recipients.Count > 0)) return;
        to.ReplaceRecipients(await _copier.CopyAsync(from.Content.Recipients, cancellationToken));
    }

    /// <summary>Gives the target message the source's attachments.</summary>
    public async ValueTask AttachmentsAsync(CancellationToken cancellationToken)
    {
        if (source is not MessageObject from || target is not MessageObject to || (!Overwrites && to.Content.Attachments.Count > 0)) return;
        to.CheckRoom(from.Content.Attachments.Sum(AttachmentProperties.SizeOf) - to.Content.Attachments.Sum(AttachmentProperties.SizeOf));
        to.ReplaceAttachments(await _copier.CopyAsync(from.Content.Attachments, cancellationToken));
    }

    /// <summary>Gives the target attachment the message that is in the source.</summary>
    public async ValueTask EmbeddedAsync(CancellationToken cancellationToken)
    {
        if (source is not AttachmentObject { Content.Embedded: { } embedded } || target is not AttachmentObject to || (!Overwrites && to.Content.Embedded is not null)) return;
        to.SetEmbedded(await _copier.CopyAsync(embedded, cancellationToken));
    }
}
