using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Sync;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Grains.Session.Handlers;

/// <summary>The synchronization ROPs ([MS-OXCFXICS] 3.2.5.9): contexts and their state here, imports in the other part.</summary>
internal static partial class SynchronizationHandlers
{
    private const SynchronizationFlags KnownFlags = SynchronizationFlags.Unicode | SynchronizationFlags.NoDeletions | SynchronizationFlags.IgnoreNoLongerInScope
        | SynchronizationFlags.ReadState | SynchronizationFlags.FAI | SynchronizationFlags.Normal | SynchronizationFlags.OnlySpecifiedProperties
        | SynchronizationFlags.NoForeignIdentifiers | SynchronizationFlags.BestBody | SynchronizationFlags.IgnoreSpecifiedOnFAI | SynchronizationFlags.Progress;

    internal static IEnumerable<(RopId Id, RopHandler Handler)> Rows() =>
    [
        (RopId.RopSynchronizationConfigure, ConfigureAsync),
        (RopId.RopSynchronizationUploadStateStreamBegin, Begin),
        (RopId.RopSynchronizationUploadStateStreamContinue, Continue),
        (RopId.RopSynchronizationUploadStateStreamEnd, End),
        (RopId.RopSynchronizationGetTransferState, GetTransferStateAsync),
        (RopId.RopSynchronizationOpenCollector, OpenCollectorAsync),
        (RopId.RopSynchronizationImportMessageChange, ImportMessageChangeAsync),
        (RopId.RopSynchronizationImportHierarchyChange, ImportHierarchyChangeAsync),
        (RopId.RopSynchronizationImportDeletes, ImportDeletesAsync),
        (RopId.RopSynchronizationImportMessageMove, ImportMessageMoveAsync),
        (RopId.RopSynchronizationImportReadStateChanges, ImportReadStateChangesAsync),
        (RopId.RopSetLocalReplicaMidsetDeleted, SetLocalReplicaMidsetDeletedAsync),
    ];

    private static async ValueTask<RopResponse?> ConfigureAsync(RopContext context, RopRequest rop)
    {
        var request = (SynchronizationConfigureRequest)rop;
        var folder = context.Get<FolderObject>(request.HandleIndex);
        if (request.SynchronizationType is not (SynchronizationType.Contents or SynchronizationType.Hierarchy))
            throw new RopException(MapiError.InvalidParameter, $"SynchronizationType {request.SynchronizationType}");
        // Of all flags that must not be set, this one is answered as Exchange answers it.
        if (request.SynchronizationFlags.HasFlag(SynchronizationFlags.Reserved)) throw new RopException(MapiError.RpcFormat, $"SynchronizationFlags {request.SynchronizationFlags}");
        if ((request.SynchronizationFlags & ~KnownFlags) != 0) throw new RopException(MapiError.InvalidParameter, $"SynchronizationFlags {request.SynchronizationFlags}");
        FastTransferHandlers.CheckOptions(request.SendOptions);
        var view = await folder.ViewAsync();
        if (request.SynchronizationType == SynchronizationType.Hierarchy)
        {
            if (request.RestrictionData.Length > 0) throw new RopException(MapiError.InvalidParameter, "folders are not restricted");
            context.SetOutput(request.OutputHandleIndex, new HierarchyDownload(folder.Logon, folder.FolderId, request));
            return new RopStatusResponse(rop.RopId);
        }
        if (!FolderAccess.Reads(view.Rights)) throw new RopException(MapiError.AccessDenied, $"{view.Rights} do not read folder {folder.FolderId:X}");
        context.SetOutput(request.OutputHandleIndex, new ContentsDownload(folder.Logon, folder.FolderId, request, RestrictionOf(context, request.RestrictionData)));
        return new RopStatusResponse(rop.RopId);
    }

    private static Restriction? RestrictionOf(RopContext context, byte[] data)
    {
        if (data.Length == 0) return null;
        var reader = new MapiReader(data);
        var restriction = Restriction.Read(ref reader, CountWidth.Narrow);
        return restriction is null || reader.Remaining > 0
            ? throw new RopException(MapiError.InvalidParameter, $"restriction {reader.Error}")
            : RestrictionText.ToUnicode(restriction, context.Session.CodePage);
    }

    private static ValueTask<RopResponse?> Begin(RopContext context, RopRequest rop)
    {
        var request = (SynchronizationUploadStateStreamBeginRequest)rop;
        context.Get<ISynchronizationContext>(rop.HandleIndex).Upload.Begin(request.StateProperty, request.TransferBufferSize);
        return new(new RopStatusResponse(rop.RopId));
    }

    private static ValueTask<RopResponse?> Continue(RopContext context, RopRequest rop)
    {
        context.Get<ISynchronizationContext>(rop.HandleIndex).Upload.Continue(((SynchronizationUploadStateStreamContinueRequest)rop).StreamData);
        return new(new RopStatusResponse(rop.RopId));
    }

    private static ValueTask<RopResponse?> End(RopContext context, RopRequest rop)
    {
        context.Get<ISynchronizationContext>(rop.HandleIndex).Upload.End();
        return new(new RopStatusResponse(rop.RopId));
    }

    private static async ValueTask<RopResponse?> GetTransferStateAsync(RopContext context, RopRequest rop)
    {
        var request = (SynchronizationGetTransferStateRequest)rop;
        context.SetOutput(request.OutputHandleIndex, await context.Get<ISynchronizationContext>(request.HandleIndex).StateAsync(context.CancellationToken));
        return new RopStatusResponse(rop.RopId);
    }
}
