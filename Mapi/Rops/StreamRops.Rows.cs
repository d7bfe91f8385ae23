using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>The stream family's rows in the table of ROPs ([MS-OXCROPS] 2.2.9).</summary>
internal static class StreamRops
{
    internal static IEnumerable<RopDescriptor> Rows() =>
    [
        new(RopId.RopOpenStream, ReadOpen, ReadSize(RopId.RopOpenStream), ResponseUsesOutputIndex: true),
        new(RopId.RopReadStream, ReadRead, ReadData, Failure: static (_, error) => new ReadStreamResponse { ReturnValue = error }),
        new(RopId.RopWriteStream, ReadWrite(RopId.RopWriteStream), ReadWritten(RopId.RopWriteStream), Failure: FailWrite),
        new(RopId.RopWriteStreamExtended, ReadWrite(RopId.RopWriteStreamExtended), ReadWritten(RopId.RopWriteStreamExtended), Failure: FailWrite),
        new(RopId.RopWriteAndCommitStream, ReadWrite(RopId.RopWriteAndCommitStream), ReadWritten(RopId.RopWriteAndCommitStream), Failure: FailWrite),
        new(RopId.RopCommitStream, static (ref _) => new StreamRequest(RopId.RopCommitStream), ReadEmpty(RopId.RopCommitStream)),
        new(RopId.RopGetStreamSize, static (ref _) => new StreamRequest(RopId.RopGetStreamSize), ReadSize(RopId.RopGetStreamSize)),
        new(RopId.RopSetStreamSize, static (ref r) => new SetStreamSizeRequest { StreamSize = r.ReadUInt64() }, ReadEmpty(RopId.RopSetStreamSize)),
        new(RopId.RopSeekStream, static (ref r) => new SeekStreamRequest { Origin = (StreamOrigin)r.ReadByte(), Offset = r.ReadInt64() }, ReadPosition),
        new(RopId.RopCopyToStream, static (ref r) => new CopyToStreamRequest { OutputHandleIndex = r.ReadByte(), ByteCount = r.ReadUInt64() }, ReadCopied, Failure: FailCopy),
        new(RopId.RopLockRegionStream, ReadRegion(RopId.RopLockRegionStream), ReadEmpty(RopId.RopLockRegionStream)),
        new(RopId.RopUnlockRegionStream, ReadRegion(RopId.RopUnlockRegionStream), ReadEmpty(RopId.RopUnlockRegionStream)),
        new(RopId.RopCloneStream, static (ref r) => new CloneStreamRequest { OutputHandleIndex = r.ReadByte() }, ReadEmpty(RopId.RopCloneStream), ResponseUsesOutputIndex: true),
    ];

    private static OpenStreamRequest ReadOpen(ref MapiReader reader) =>
        new() { OutputHandleIndex = reader.ReadByte(), PropertyTag = reader.ReadUInt32(), OpenModeFlags = (StreamOpenMode)reader.ReadByte() };

    private static ReadStreamRequest ReadRead(ref MapiReader reader)
    {
        var request = new ReadStreamRequest { ByteCount = reader.ReadUInt16() };
        if (request.ByteCount != ReadStreamRequest.ByteCountSentinel) return request;
        request.MaximumByteCount = reader.ReadUInt32();
        // [MS-OXCROPS] 2.2.9.2.1: the whole call fails, not the ROP.
        if (request.MaximumByteCount > 0x80000000) reader.Fail($"MaximumByteCount 0x{request.MaximumByteCount:X8}");
        return request;
    }

    private static RopRequestReader ReadWrite(RopId id) => (ref r) => new WriteStreamRequest(id) { Data = TableRops.ReadCounted(ref r) };

    private static RopRequestReader ReadRegion(RopId id) => (ref r) =>
        new StreamRegionRequest(id) { RegionOffset = r.ReadUInt64(), RegionSize = r.ReadUInt64(), LockFlags = r.ReadUInt32() };

    private static RopResponseReader ReadEmpty(RopId id) => (ref _, error, _) => new RopStatusResponse(id, error);

    private static RopResponseReader ReadSize(RopId id) => (ref r, error, _) =>
        new StreamSizeResponse(id) { ReturnValue = error, StreamSize = error == MapiError.Success ? r.ReadUInt32() : 0 };

    private static ReadStreamResponse ReadData(ref MapiReader reader, MapiError error, RopRequest? request) =>
        new() { ReturnValue = error, Data = TableRops.ReadCounted(ref reader) };

    private static RopResponseReader ReadWritten(RopId id) => (ref r, error, _) =>
        new WriteStreamResponse(id) { ReturnValue = error, WrittenSize = id == RopId.RopWriteStreamExtended ? r.ReadUInt32() : r.ReadUInt16() };

    private static SeekStreamResponse ReadPosition(ref MapiReader reader, MapiError error, RopRequest? request) =>
        new() { ReturnValue = error, NewPosition = error == MapiError.Success ? reader.ReadUInt64() : 0 };

    private static CopyToStreamResponse ReadCopied(ref MapiReader reader, MapiError error, RopRequest? request) => new()
    {
        ReturnValue = error,
        DestHandleIndex = error == MapiError.NullDestinationObject ? reader.ReadUInt32() : 0,
        ReadByteCount = reader.ReadUInt64(),
        WrittenByteCount = reader.ReadUInt64(),
    };

    private static WriteStreamResponse FailWrite(RopRequest request, MapiError error) => new(request.RopId) { ReturnValue = error };

    private static CopyToStreamResponse FailCopy(RopRequest request, MapiError error) =>
        new() { ReturnValue = error, DestHandleIndex = ((IHasOutputHandle)request).OutputHandleIndex };
}
