using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Sync;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <content>Copies ([MS-OXCFXICS] 3.2.5.8.1.1 to 3.2.5.8.1.4, 3.2.5.8.2).</content>
internal static partial class FastTransferHandlers
{
    // Flags that are named and mean nothing (2.2.3.1.1).
    private const FastTransferCopyFlags Unused = (FastTransferCopyFlags)0x000E;
    private const FastTransferCopyFlags UnusedOfCopyTo = Unused | (FastTransferCopyFlags)0x0600;

    private static async ValueTask<RopResponse?> CopyToAsync(RopContext context, RopRequest rop)
    {
        var request = (FastTransferSourceCopyToRequest)rop;
        var source = context.Get<IPropertyObject>(request.HandleIndex);
        // Exchange 2013 and later know no moving here: what a client copies by its properties it deletes by itself, or not at all.
        Check(request.CopyFlags, FastTransferCopyFlags.BestBody | UnusedOfCopyTo, request.SendOptions);
        var options = new CopyOptions
        {
            Text = DownloadObject.TextOf(request.SendOptions),
            Recovers = request.SendOptions.HasFlag(FastTransferSendOptions.RecoverMode),
            Filter = TransferFilter.Without(request.ExcludedTags),
            Subobjects = request.Level == 0,
            Subfolders = true,
            BestBody = request.CopyFlags.HasFlag(FastTransferCopyFlags.BestBody),
        };
        return await OpenAsync(context, request.OutputHandleIndex, rop.RopId, source, options);
    }

    private static async ValueTask<RopResponse?> CopyPropertiesAsync(RopContext context, RopRequest rop)
    {
        var request = (FastTransferSourceCopyPropertiesRequest)rop;
        var source = context.Get<IPropertyObject>(request.HandleIndex);
        Check(request.CopyFlags, FastTransferCopyFlags.Move | Unused, request.SendOptions);
        if (request.PropertyTags.Length == 0) throw new RopException(MapiError.InvalidParameter, "no properties");
        var options = new CopyOptions
        {
            Text = DownloadObject.TextOf(request.SendOptions),
            Recovers = request.SendOptions.HasFlag(FastTransferSendOptions.RecoverMode),
            Filter = TransferFilter.Only(request.PropertyTags),
            Subobjects = request.Level == 0,
            Subfolders = true,
            Move = request.CopyFlags.HasFlag(FastTransferCopyFlags.Move),
        };
        return await OpenAsync(context, request.OutputHandleIndex, rop.RopId, source, options);
    }

    private static async ValueTask<RopResponse?> OpenAsync(RopContext context, byte output, RopId rop, IPropertyObject source, CopyOptions options)
    {
        await OpenStreams.FlushAsync(source, context.CancellationToken);
        context.SetOutput(output, source switch
        {
            MessageObject message => CopyDownload.OfMessage(message, options),
            // Level does not count for an attachment.
            AttachmentObject attachment => CopyDownload.OfAttachment(attachment, options),
            FolderObject folder => CopyDownload.OfFolder(await ReadableAsync(folder), options),
            _ => throw new RopException(MapiError.NotSupported, "logons are not copied"),
        });
        return new RopStatusResponse(rop);
    }

    private static async ValueTask<RopResponse?> CopyMessagesAsync(RopContext context, RopRequest rop)
    {
        var request = (FastTransferSourceCopyMessagesRequest)rop;
        var folder = context.Get<FolderObject>(request.HandleIndex);
        Check(request.CopyFlags, FastTransferCopyFlags.Move | FastTransferCopyFlags.MessagesBestBody | FastTransferCopyFlags.SendEntryId | Unused, request.SendOptions);
        if (request.MessageIds.Length == 0) throw new RopException(MapiError.InvalidParameter, "no messages");
        await folder.ViewAsync();
        context.SetOutput(request.OutputHandleIndex, CopyDownload.OfMessages(folder, Array.ConvertAll(request.MessageIds, ObjectIds.FromWire), new CopyOptions
        {
            Text = DownloadObject.TextOf(request.SendOptions),
            Recovers = request.SendOptions.HasFlag(FastTransferSendOptions.RecoverMode),
            BestBody = request.CopyFlags.HasFlag(FastTransferCopyFlags.MessagesBestBody),
            Move = request.CopyFlags.HasFlag(FastTransferCopyFlags.Move),
            SendEntryId = request.CopyFlags.HasFlag(FastTransferCopyFlags.SendEntryId),
        }));
        return new RopStatusResponse(rop.RopId);
    }

    private static async ValueTask<RopResponse?> CopyFolderAsync(RopContext context, RopRequest rop)
    {
        var request = (FastTransferSourceCopyFolderRequest)rop;
        var folder = context.Get<FolderObject>(request.HandleIndex);
        Check(request.CopyFlags, FastTransferCopyFlags.Move | FastTransferCopyFlags.CopySubfolders | Unused, request.SendOptions);
        // A folder that goes takes what is below it along.
        context.SetOutput(request.OutputHandleIndex, CopyDownload.OfTopFolder(await ReadableAsync(folder), new CopyOptions
        {
            Text = DownloadObject.TextOf(request.SendOptions),
            Recovers = request.SendOptions.HasFlag(FastTransferSendOptions.RecoverMode),
            Move = request.CopyFlags.HasFlag(FastTransferCopyFlags.Move),
            Subfolders = (request.CopyFlags & (FastTransferCopyFlags.Move | FastTransferCopyFlags.CopySubfolders)) != 0,
        }));
        return new RopStatusResponse(rop.RopId);
    }

    private static async ValueTask<RopResponse?> DestinationConfigureAsync(RopContext context, RopRequest rop)
    {
        var request = (FastTransferDestinationConfigureRequest)rop;
        var target = context.Get<IPropertyObject>(request.HandleIndex);
        if (!Enum.IsDefined(request.SourceOperation)) throw new RopException(MapiError.InvalidParameter, $"SourceOperation {request.SourceOperation}");
        if ((request.CopyFlags & ~FastTransferCopyFlags.Move) != 0) throw new RopException(MapiError.InvalidParameter, $"CopyFlags {request.CopyFlags}");
        var ofObject = request.SourceOperation is FastTransferSourceOperation.CopyTo or FastTransferSourceOperation.CopyProperties;
        UploadTarget into;
        switch (target)
        {
            case MessageObject message when ofObject:
                message.RequireWritable();
                into = new MessageTarget(message);
                break;
            case AttachmentObject attachment when ofObject:
                if (!attachment.IsWritable) throw new RopException(MapiError.AccessDenied, "the attachment is open for reading only");
                into = new AttachmentTarget(attachment);
                break;
            case FolderObject folder:
                await folder.ViewAsync();
                into = new FolderTarget(folder, request.SourceOperation);
                break;
            default:
                throw new RopException(MapiError.InvalidParameter, $"{request.SourceOperation} into a {target.GetType().Name}");
        }
        context.SetOutput(request.OutputHandleIndex, new FastTransferUpload(into));
        return new RopStatusResponse(rop.RopId);
    }

    private static async ValueTask<RopResponse?> PutBufferAsync(RopContext context, RopRequest rop)
    {
        var request = (FastTransferDestinationPutBufferRequest)rop;
        await context.Get<FastTransferUpload>(request.HandleIndex).PutAsync(request.TransferData, context.CancellationToken);
        // Nobody knows how many steps there will be: the two ROPs say so in ways of their own ([MS-OXCFXICS] 2.2.3.1.2.2.2, 2.2.3.1.2.3.2).
        return new FastTransferDestinationPutBufferResponse(rop.RopId)
        {
            TransferStatus = FastTransferStatus.Done,
            TotalStepCount = rop.RopId == RopId.RopFastTransferDestinationPutBufferExtended ? 1u : 0u,
            BufferUsedSize = (ushort)request.TransferData.Length,
        };
    }

    private static async ValueTask<FolderObject> ReadableAsync(FolderObject folder)
    {
        var view = await folder.ViewAsync();
        return FolderAccess.Reads(view.Rights) ? folder : throw new RopException(MapiError.AccessDenied, $"{view.Rights} do not read folder {folder.FolderId:X}");
    }

    private static void Check(FastTransferCopyFlags flags, FastTransferCopyFlags known, FastTransferSendOptions options)
    {
        if ((flags & ~known) != 0) throw new RopException(MapiError.InvalidParameter, $"CopyFlags {flags}");
        CheckOptions(options);
    }
}
