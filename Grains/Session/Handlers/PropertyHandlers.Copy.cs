using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <content>
/// Copying between two messages, two folders or two attachments ([MS-OXCPRPT] 3.2.5.7, 3.2.5.8).
/// </content>
internal static partial class PropertyHandlers
{
    private static async ValueTask<RopResponse?> CopyPropertiesAsync(RopContext context, RopRequest rop)
    {
        var request = (CopyPropertiesRequest)rop;
        var (source, _) = await TargetAsync(context, request.HandleIndex);
        if (await DestinationAsync(context, request.OutputHandleIndex) is not { } target) return RopRegistry.Fail(request, MapiError.NullDestinationObject);
        CheckCopy(source, target, request.CopyFlags);
        if (source is FolderObject && request.CopyFlags.HasFlag(PropertyCopyFlags.Move)) throw new RopException(MapiError.NotSupported, "properties of folders are not moved");

        var copy = new PropertyCopy(source, target, request.CopyFlags);
        var problems = new List<IndexedProblem>();
        var tags = request.PropertyTags;
        var values = await source.GetPropertiesAsync(tags, context.CancellationToken);
        var items = new List<(ushort Index, TaggedPropertyValue Value)>(tags.Length);
        for (var i = 0; i < tags.Length; i++)
        {
            if (source is MessageObject && tags[i].Id == PidTag.MessageRecipients.Id) await copy.RecipientsAsync(context.CancellationToken);
            else if (source is MessageObject && tags[i].Id == PidTag.MessageAttachments.Id) await copy.AttachmentsAsync(context.CancellationToken);
            else if (source is AttachmentObject { Content.Embedded: not null } && tags[i].Id == PidTag.AttachDataObject.Id) await copy.EmbeddedAsync(context.CancellationToken);
            else if (values[i].Type == PropertyType.ErrorCode && tags[i].Type != PropertyType.ErrorCode) problems.Add(new((ushort)i, tags[i], values[i].AsError()));
            else items.Add(((ushort)i, new TaggedPropertyValue(tags[i].Id, values[i])));
        }
        problems.AddRange(await copy.PropertiesAsync(items, context.CancellationToken));
        return new CopyPropertiesResponse(request.RopId) { PropertyProblems = Wire([.. problems.Select(p => p with { Tag = tags[p.Index] })]) };
    }

    private static async ValueTask<RopResponse?> CopyToAsync(RopContext context, RopRequest rop)
    {
        var request = (CopyToRequest)rop;
        var (source, logon) = await TargetAsync(context, request.HandleIndex);
        if (await DestinationAsync(context, request.OutputHandleIndex) is not { } target) return RopRegistry.Fail(request, MapiError.NullDestinationObject);
        CheckCopy(source, target, request.CopyFlags);
        if (source is FolderObject && (logon.Info.IsPublic || ((SessionObject)target).Logon.Info.IsPublic)) throw new RopException(MapiError.NotSupported, "public folders are not copied so");

        // Folders are copied where they are moved too: a source without its class and views would be no folder its client knows.
        var flags = source is FolderObject ? request.CopyFlags & ~PropertyCopyFlags.Move : request.CopyFlags;
        var copy = new PropertyCopy(source, target, flags);
        await copy.CheckCyclesAsync();
        var excluded = request.ExcludedTags.Select(t => t.Id).ToHashSet();
        if (source is FolderObject && request.WantSubObjects) await copy.CheckNamesAsync(excluded);

        var items = (await copy.WritableAsync(excluded, context.CancellationToken)).Select((v, i) => ((ushort)i, v)).ToList();
        // Only what can be written is copied: what the destination computes itself is no problem.
        var problems = (await copy.PropertiesAsync(items, context.CancellationToken)).Where(p => p.Error != MapiError.ComputedValue).ToList();
        var response = new CopyPropertiesResponse(request.RopId) { PropertyProblems = Wire(problems) };
        if (!request.WantSubObjects) return response;
        if (source is FolderObject)
        {
            response.ReturnValue = await copy.FoldersAndMessagesAsync(excluded, context.Progress, context.CancellationToken);
            return response;
        }
        if (!excluded.Contains(PidTag.MessageRecipients.Id)) await copy.RecipientsAsync(context.CancellationToken);
        if (!excluded.Contains(PidTag.MessageAttachments.Id)) await copy.AttachmentsAsync(context.CancellationToken);
        if (!excluded.Contains(PidTag.AttachDataObject.Id)) await copy.EmbeddedAsync(context.CancellationToken);
        return response;
    }

    /// <summary>The destination, what was written to its streams included; null where there is none.</summary>
    private static async ValueTask<IPropertyObject?> DestinationAsync(RopContext context, byte handleIndex)
    {
        if (context.Session.Handles.Find(context.HandleAt(handleIndex)) is null) return null;
        var target = context.GetDestination<IPropertyObject>(handleIndex);
        await OpenStreams.FlushAsync(target, context.CancellationToken);
        return target;
    }

    private static void CheckCopy(IPropertyObject source, IPropertyObject target, PropertyCopyFlags flags)
    {
        const PropertyCopyFlags both = PropertyCopyFlags.Move | PropertyCopyFlags.NoOverwrite;
        if ((flags & ~both) != 0 || flags == both) throw new RopException(MapiError.InvalidParameter, $"CopyFlags {(byte)flags:X2}");
        if (source.GetType() != target.GetType() || IsLogon(source))
            throw new RopException(MapiError.NotSupported, $"a {source.GetType().Name} is not copied to a {target.GetType().Name}");
    }
}
