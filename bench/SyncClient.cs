using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.bench;

/// <summary>What a synchronization brought.</summary>
/// <param name="Messages">Messages, whole or in part.</param>
/// <param name="Bytes">Bytes of the stream.</param>
/// <param name="Requests">Execute requests that it took.</param>
/// <param name="State">The state that the client has then.</param>
internal sealed record Synchronized(int Messages, long Bytes, int Requests, IcsState State);

/// <summary>A client that keeps a folder in step as Outlook does, and throws the messages away.</summary>
internal sealed class SyncClient(MapiMailbox mailbox)
{
    private const SynchronizationFlags Flags = SynchronizationFlags.Unicode | SynchronizationFlags.ReadState | SynchronizationFlags.FAI | SynchronizationFlags.Normal
        | SynchronizationFlags.NoForeignIdentifiers | SynchronizationFlags.BestBody | SynchronizationFlags.Progress;

    private const ushort BufferSize = 0x7BC0;

    /// <summary>Downloads what the state does not have.</summary>
    public async Task<Synchronized> DownloadAsync(ulong folderId, IcsState state, CancellationToken cancellationToken)
    {
        var folder = await mailbox.OpenFolderAsync(folderId, cancellationToken);
        var (response, handles) = await mailbox.Client.ExecuteAsync(new SynchronizationConfigureRequest
        {
            OutputHandleIndex = 1,
            SynchronizationType = SynchronizationType.Contents,
            SendOptions = FastTransferSendOptions.Unicode | FastTransferSendOptions.RecoverMode | FastTransferSendOptions.PartialItem,
            SynchronizationFlags = Flags,
            SynchronizationExtraFlags = SynchronizationExtraFlags.Eid | SynchronizationExtraFlags.CN | SynchronizationExtraFlags.OrderByDeliveryTime,
        }, [folder, MapiMailbox.NoHandle], cancellationToken);
        MapiMailbox.EnsureSuccess(response);
        var context = handles[1];
        await UploadStateAsync(context, state, cancellationToken);
        var result = await ReadAsync(context, cancellationToken);
        await mailbox.ReleaseAsync(context, cancellationToken);
        await mailbox.ReleaseAsync(folder, cancellationToken);
        return result;
    }

    /// <summary>Tells a context the state that the client has: one request.</summary>
    public async Task UploadStateAsync(uint context, IcsState state, CancellationToken cancellationToken)
    {
        List<RopRequest> requests = [];
        foreach (var (tag, set) in ((PropertyTag, Mapi.Identifiers.IdSet)[])[(MetaTag.IdsetGiven, state.IdsetGiven), (MetaTag.CnsetSeen, state.CnsetSeen), (MetaTag.CnsetSeenFAI, state.CnsetSeenFAI), (MetaTag.CnsetRead, state.CnsetRead)])
        {
            var bytes = set.ToArray();
            requests.Add(new SynchronizationUploadStateStreamBeginRequest { StateProperty = tag, TransferBufferSize = (uint)bytes.Length });
            if (bytes.Length > 0) requests.Add(new SynchronizationUploadStateStreamContinueRequest { StreamData = bytes });
            requests.Add(new SynchronizationUploadStateStreamEndRequest());
        }
        foreach (var response in (await mailbox.Client.ExecuteAsync(requests, [context], cancellationToken: cancellationToken)).Responses) MapiMailbox.EnsureSuccess(response);
    }

    private async Task<Synchronized> ReadAsync(uint context, CancellationToken cancellationToken)
    {
        var lexer = new FastTransferLexer();
        var (messages, bytes, requests, state) = (0, 0L, 0, new IcsState());
        RopRequest[] request = [new FastTransferSourceGetBufferRequest { BufferSize = FastTransferSourceGetBufferRequest.BufferSizeSentinel, MaximumBufferSize = BufferSize }];
        for (var status = FastTransferStatus.Partial; status != FastTransferStatus.Done; requests++)
        {
            var reply = await mailbox.Client.ExecuteAsync(request, [context], ExecuteFlags.Chain | ExecuteFlags.NoCompression | ExecuteFlags.NoXorMagic, maxRopOut: 0x40000, cancellationToken);
            foreach (var response in reply.Responses)
            {
                if (response is not FastTransferSourceGetBufferResponse buffer) continue;
                if (buffer.ReturnValue == Mapi.MapiError.RpcServerBusy)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(buffer.BackoffTime), cancellationToken);
                    continue;
                }
                MapiMailbox.EnsureSuccess(buffer);
                bytes += buffer.TransferBuffer.Length;
                status = buffer.TransferStatus;
                lexer.Append(buffer.TransferBuffer);
                while (lexer.TryRead(out var token))
                {
                    if (token.Kind == FastTransferTokenKind.Marker && token.Marker is FastTransferMarker.IncrSyncChg or FastTransferMarker.IncrSyncChgPartial) messages++;
                    else if (token.Kind == FastTransferTokenKind.Property && IcsState.IsStateProperty(token.Tag) && !state.TrySet(token.Tag, token.Value.AsBytes(), out var error))
                        throw new InvalidDataException($"{token.Tag} {error}");
                }
                if (lexer.Error is { } wrong) throw new InvalidDataException($"The stream {wrong}.");
            }
        }
        return new Synchronized(messages, bytes, requests, state);
    }
}
