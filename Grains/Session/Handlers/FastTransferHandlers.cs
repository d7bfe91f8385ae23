using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Sync;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <summary>The FastTransfer ROPs ([MS-OXCFXICS] 3.2.5.8): what all downloads have in common here, copies in the other parts.</summary>
internal static partial class FastTransferHandlers
{
    private const FastTransferSendOptions KnownOptions = FastTransferSendOptions.ForUpload | FastTransferSendOptions.RecoverMode | FastTransferSendOptions.ForceUnicode
        | FastTransferSendOptions.PartialItem | FastTransferSendOptions.Reserved1 | FastTransferSendOptions.Reserved2;

    // A response alone in the largest buffer has no less, however many handles there are.
    private const int LargestSpace = RopResponseBuffer.MaxSize - RopResponseBuffer.HeaderSize - 4 * 256;

    internal static IEnumerable<(RopId Id, RopHandler Handler)> Rows() =>
    [
        (RopId.RopFastTransferSourceGetBuffer, GetBufferAsync),
        (RopId.RopTellVersion, TellVersion),
        (RopId.RopFastTransferSourceCopyTo, CopyToAsync),
        (RopId.RopFastTransferSourceCopyProperties, CopyPropertiesAsync),
        (RopId.RopFastTransferSourceCopyMessages, CopyMessagesAsync),
        (RopId.RopFastTransferSourceCopyFolder, CopyFolderAsync),
        (RopId.RopFastTransferDestinationConfigure, DestinationConfigureAsync),
        (RopId.RopFastTransferDestinationPutBuffer, PutBufferAsync),
        (RopId.RopFastTransferDestinationPutBufferExtended, PutBufferAsync),
    ];

    /// <summary>Throws where SendOptions has a flag that nobody knows.</summary>
    internal static void CheckOptions(FastTransferSendOptions options)
    {
        if ((options & ~KnownOptions) != 0) throw new RopException(MapiError.InvalidParameter, $"SendOptions {options}");
    }

    private static async ValueTask<RopResponse?> GetBufferAsync(RopContext context, RopRequest rop)
    {
        var request = (FastTransferSourceGetBufferRequest)rop;
        var download = context.Get<DownloadObject>(request.HandleIndex);
        var services = context.Session.Services;
        if (!await services.DownloadTurns.WaitAsync(0, context.CancellationToken))
        {
            services.Metrics.Refuse(nameof(SessionLimits.MaxConcurrentDownloads));
            return new FastTransferSourceGetBufferResponse { ReturnValue = MapiError.RpcServerBusy, BackoffTime = (uint)services.Limits.DownloadBackoff.TotalMilliseconds };
        }
        try
        {
            var space = context.ResponseSpace - FastTransferSourceGetBufferResponse.HeaderSize;
            // Whoever names a size is to have it whole, in a buffer of its own if need be; nothing is taken before that is sure.
            if (!request.ServerDecides && request.Wanted > space && context.ResponseSpace < LargestSpace && await download.HasMoreThanAsync(space, context.CancellationToken))
                return new FastTransferSourceGetBufferResponse { TransferStatus = FastTransferStatus.NoRoom, TransferBuffer = new byte[Math.Min(request.Wanted, RopResponseBuffer.MaxSize)] };
            return await download.GetAsync(Math.Min(request.Wanted, space), context.CancellationToken);
        }
        finally
        {
            services.DownloadTurns.Release();
        }
    }

    // Streams from here can be read by every server: the version of the other end changes nothing.
    private static ValueTask<RopResponse?> TellVersion(RopContext context, RopRequest rop)
    {
        context.Get<SessionObject>(rop.HandleIndex);
        return new(new RopStatusResponse(rop.RopId));
    }
}
