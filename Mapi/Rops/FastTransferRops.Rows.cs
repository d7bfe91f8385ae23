using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>The FastTransfer family's rows in the table of ROPs ([MS-OXCROPS] 2.2.12).</summary>
internal static class FastTransferRops
{
    internal static IEnumerable<RopDescriptor> Rows() =>
    [
        new(RopId.RopFastTransferSourceCopyTo, ReadCopyTo, ReadEmpty(RopId.RopFastTransferSourceCopyTo), ResponseUsesOutputIndex: true),
        new(RopId.RopFastTransferSourceCopyProperties, ReadCopyProperties, ReadEmpty(RopId.RopFastTransferSourceCopyProperties), ResponseUsesOutputIndex: true),
        new(RopId.RopFastTransferSourceCopyMessages, ReadCopyMessages, ReadEmpty(RopId.RopFastTransferSourceCopyMessages), ResponseUsesOutputIndex: true),
        new(RopId.RopFastTransferSourceCopyFolder, ReadCopyFolder, ReadEmpty(RopId.RopFastTransferSourceCopyFolder), ResponseUsesOutputIndex: true),
        new(RopId.RopFastTransferSourceGetBuffer, ReadGetBuffer, ReadBuffer, Failure: FailGetBuffer),
        new(RopId.RopTellVersion, static (ref r) => new TellVersionRequest { Version = [r.ReadUInt16(), r.ReadUInt16(), r.ReadUInt16()] }, ReadEmpty(RopId.RopTellVersion)),
        new(RopId.RopFastTransferDestinationConfigure, ReadConfigure, ReadEmpty(RopId.RopFastTransferDestinationConfigure), ResponseUsesOutputIndex: true),
        new(RopId.RopFastTransferDestinationPutBuffer, ReadPut(RopId.RopFastTransferDestinationPutBuffer), ReadPutResponse(RopId.RopFastTransferDestinationPutBuffer), Failure: FailPut),
        new(RopId.RopFastTransferDestinationPutBufferExtended, ReadPut(RopId.RopFastTransferDestinationPutBufferExtended),
            ReadPutResponse(RopId.RopFastTransferDestinationPutBufferExtended), Failure: FailPut),
    ];

    internal static RopResponseReader ReadEmpty(RopId id) => (ref _, error, _) => new RopStatusResponse(id, error);

    private static FastTransferSourceCopyToRequest ReadCopyTo(ref MapiReader reader) => new()
    {
        OutputHandleIndex = reader.ReadByte(),
        Level = reader.ReadByte(),
        CopyFlags = (FastTransferCopyFlags)reader.ReadUInt32(),
        SendOptions = (FastTransferSendOptions)reader.ReadByte(),
        ExcludedTags = TableRops.ReadTags(ref reader),
    };

    private static FastTransferSourceCopyPropertiesRequest ReadCopyProperties(ref MapiReader reader) => new()
    {
        OutputHandleIndex = reader.ReadByte(),
        Level = reader.ReadByte(),
        CopyFlags = (FastTransferCopyFlags)reader.ReadByte(),
        SendOptions = (FastTransferSendOptions)reader.ReadByte(),
        PropertyTags = TableRops.ReadTags(ref reader),
    };

    private static FastTransferSourceCopyMessagesRequest ReadCopyMessages(ref MapiReader reader)
    {
        var request = new FastTransferSourceCopyMessagesRequest { OutputHandleIndex = reader.ReadByte() };
        request.MessageIds = new ulong[reader.ReadCount16(8)];
        for (var i = 0; i < request.MessageIds.Length; i++) request.MessageIds[i] = reader.ReadUInt64();
        request.CopyFlags = (FastTransferCopyFlags)reader.ReadByte();
        request.SendOptions = (FastTransferSendOptions)reader.ReadByte();
        return request;
    }

    private static FastTransferSourceCopyFolderRequest ReadCopyFolder(ref MapiReader reader) => new()
    {
        OutputHandleIndex = reader.ReadByte(),
        CopyFlags = (FastTransferCopyFlags)reader.ReadByte(),
        SendOptions = (FastTransferSendOptions)reader.ReadByte(),
    };

    private static FastTransferSourceGetBufferRequest ReadGetBuffer(ref MapiReader reader)
    {
        var request = new FastTransferSourceGetBufferRequest { BufferSize = reader.ReadUInt16() };
        if (request.ServerDecides) request.MaximumBufferSize = reader.ReadUInt16();
        return request;
    }

    private static FastTransferSourceGetBufferResponse ReadBuffer(ref MapiReader reader, MapiError error, RopRequest? request)
    {
        var response = new FastTransferSourceGetBufferResponse { ReturnValue = error };
        if (error == MapiError.RpcServerBusy) response.BackoffTime = reader.ReadUInt32();
        if (error != MapiError.Success) return response;
        response.TransferStatus = (FastTransferStatus)reader.ReadUInt16();
        response.InProgressCount = reader.ReadUInt16();
        response.TotalStepCount = reader.ReadUInt16();
        reader.Skip(1);
        response.TransferBuffer = TableRops.ReadCounted(ref reader);
        return response;
    }

    private static FastTransferSourceGetBufferResponse FailGetBuffer(RopRequest request, MapiError error) =>
        new() { ReturnValue = error, BackoffTime = error == MapiError.RpcServerBusy ? FastTransferSourceGetBufferResponse.DefaultBackoffTime : 0 };

    private static FastTransferDestinationConfigureRequest ReadConfigure(ref MapiReader reader) => new()
    {
        OutputHandleIndex = reader.ReadByte(),
        SourceOperation = (FastTransferSourceOperation)reader.ReadByte(),
        CopyFlags = (FastTransferCopyFlags)reader.ReadByte(),
    };

    private static RopRequestReader ReadPut(RopId id) => (ref r) => new FastTransferDestinationPutBufferRequest(id) { TransferData = TableRops.ReadCounted(ref r) };

    private static RopResponseReader ReadPutResponse(RopId id) => (ref r, error, _) =>
    {
        var wide = id == RopId.RopFastTransferDestinationPutBufferExtended;
        var response = new FastTransferDestinationPutBufferResponse(id)
        {
            ReturnValue = error,
            TransferStatus = (FastTransferStatus)r.ReadUInt16(),
            InProgressCount = wide ? r.ReadUInt32() : r.ReadUInt16(),
            TotalStepCount = wide ? r.ReadUInt32() : r.ReadUInt16(),
        };
        r.Skip(1);
        response.BufferUsedSize = r.ReadUInt16();
        return response;
    };

    private static FastTransferDestinationPutBufferResponse FailPut(RopRequest request, MapiError error) => new(request.RopId) { ReturnValue = error };
}
