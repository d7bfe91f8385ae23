using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>The synchronization family's rows in the table of ROPs ([MS-OXCROPS] 2.2.13, without RopGetLocalReplicaIds).</summary>
internal static class SynchronizationRops
{
    internal static IEnumerable<RopDescriptor> Rows() =>
    [
        new(RopId.RopSynchronizationConfigure, static (ref r) => SynchronizationConfigureRequest.Read(ref r), FastTransferRops.ReadEmpty(RopId.RopSynchronizationConfigure), ResponseUsesOutputIndex: true),
        new(RopId.RopSynchronizationUploadStateStreamBegin, ReadBegin, FastTransferRops.ReadEmpty(RopId.RopSynchronizationUploadStateStreamBegin)),
        new(RopId.RopSynchronizationUploadStateStreamContinue,
            static (ref r) => new SynchronizationUploadStateStreamContinueRequest { StreamData = r.ReadBytes(r.ReadCount32(1)) },
            FastTransferRops.ReadEmpty(RopId.RopSynchronizationUploadStateStreamContinue)),
        new(RopId.RopSynchronizationUploadStateStreamEnd, static (ref _) => new SynchronizationUploadStateStreamEndRequest(), FastTransferRops.ReadEmpty(RopId.RopSynchronizationUploadStateStreamEnd)),
        new(RopId.RopSynchronizationGetTransferState,
            static (ref r) => new SynchronizationGetTransferStateRequest { OutputHandleIndex = r.ReadByte() },
            FastTransferRops.ReadEmpty(RopId.RopSynchronizationGetTransferState), ResponseUsesOutputIndex: true),
        new(RopId.RopSynchronizationOpenCollector, ReadOpenCollector, FastTransferRops.ReadEmpty(RopId.RopSynchronizationOpenCollector), ResponseUsesOutputIndex: true),
        new(RopId.RopSynchronizationImportMessageChange, ReadMessageChange, ReadImport(RopId.RopSynchronizationImportMessageChange), ResponseUsesOutputIndex: true),
        new(RopId.RopSynchronizationImportHierarchyChange,
            static (ref r) => new SynchronizationImportHierarchyChangeRequest { HierarchyValues = ReadValues(ref r), PropertyValues = ReadValues(ref r) },
            ReadImport(RopId.RopSynchronizationImportHierarchyChange)),
        new(RopId.RopSynchronizationImportDeletes, ReadDeletes, FastTransferRops.ReadEmpty(RopId.RopSynchronizationImportDeletes)),
        new(RopId.RopSynchronizationImportMessageMove, static (ref r) => SynchronizationImportMessageMoveRequest.Read(ref r), ReadImport(RopId.RopSynchronizationImportMessageMove)),
        new(RopId.RopSynchronizationImportReadStateChanges,
            static (ref r) => SynchronizationImportReadStateChangesRequest.Read(ref r), FastTransferRops.ReadEmpty(RopId.RopSynchronizationImportReadStateChanges)),
        new(RopId.RopSetLocalReplicaMidsetDeleted, static (ref r) => SetLocalReplicaMidsetDeletedRequest.Read(ref r), FastTransferRops.ReadEmpty(RopId.RopSetLocalReplicaMidsetDeleted)),
    ];

    internal static void WriteValues(MapiWriter writer, ReadOnlySpan<TaggedPropertyValue> values)
    {
        writer.WriteUInt16(checked((ushort)values.Length));
        foreach (var value in values) PropertyValueCodec.WriteTagged(writer, value, CountWidth.Narrow);
    }

    private static TaggedPropertyValue[] ReadValues(ref MapiReader reader) => PropertyValueCodec.ReadTaggedArray(ref reader, reader.ReadUInt16(), CountWidth.Narrow);

    private static SynchronizationUploadStateStreamBeginRequest ReadBegin(ref MapiReader reader) =>
        new() { StateProperty = reader.ReadUInt32(), TransferBufferSize = reader.ReadUInt32() };

    private static SynchronizationOpenCollectorRequest ReadOpenCollector(ref MapiReader reader) =>
        new() { OutputHandleIndex = reader.ReadByte(), IsContentsCollector = reader.ReadBool() };

    private static SynchronizationImportMessageChangeRequest ReadMessageChange(ref MapiReader reader) =>
        new() { OutputHandleIndex = reader.ReadByte(), ImportFlag = (SynchronizationImportFlags)reader.ReadByte(), PropertyValues = ReadValues(ref reader) };

    private static SynchronizationImportDeletesRequest ReadDeletes(ref MapiReader reader) =>
        new() { ImportDeleteFlags = (SynchronizationDeleteFlags)reader.ReadByte(), PropertyValues = ReadValues(ref reader) };

    private static RopResponseReader ReadImport(RopId id) => (ref r, error, _) =>
        new SynchronizationImportResponse(id) { ReturnValue = error, ObjectId = SynchronizationImportResponse.HasBody(error) ? r.ReadUInt64() : 0 };
}
