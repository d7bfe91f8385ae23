using CsCheck;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;

namespace MapiOrleans.Tests.Rops;

public class SynchronizationRopTests
{
    private static readonly RopId[] Putting = [RopId.RopFastTransferDestinationPutBuffer, RopId.RopFastTransferDestinationPutBufferExtended];
    private static readonly Gen<PropertyTag[]> Tags = RopGen.Tag.Array[0, 5];
    private static readonly Gen<TaggedPropertyValue[]> Values = RopGen.Tagged.Array[0, 3];
    private static readonly Gen<byte[]> Key = Gen.Byte.Array[0, 24];
    private static readonly Gen<LongTermId> Id = Gen.Select(Gen.Guid, Gen.Long[0, ObjectIds.MaxGlobCnt], (guid, cnt) => new LongTermId(guid, cnt));

    private static readonly Gen<RopRequest> Request = Gen.OneOf<RopRequest>(
        Gen.Select(Gen.Byte, Gen.Byte, Gen.UInt, Gen.Byte, Tags, (index, level, flags, options, tags) => (RopRequest)new FastTransferSourceCopyToRequest
        {
            OutputHandleIndex = index,
            Level = level,
            CopyFlags = (FastTransferCopyFlags)flags,
            SendOptions = (FastTransferSendOptions)options,
            ExcludedTags = tags,
        }),
        Gen.Select(Gen.Byte, Gen.Byte, Gen.Byte, Gen.Byte, Tags, (index, level, flags, options, tags) => (RopRequest)new FastTransferSourceCopyPropertiesRequest
        {
            OutputHandleIndex = index,
            Level = level,
            CopyFlags = (FastTransferCopyFlags)flags,
            SendOptions = (FastTransferSendOptions)options,
            PropertyTags = tags,
        }),
        Gen.Select(Gen.Byte, Gen.ULong.Array[0, 4], Gen.Byte, Gen.Byte, (index, ids, flags, options) => (RopRequest)new FastTransferSourceCopyMessagesRequest
        {
            OutputHandleIndex = index,
            MessageIds = ids,
            CopyFlags = (FastTransferCopyFlags)flags,
            SendOptions = (FastTransferSendOptions)options,
        }),
        Gen.Select(Gen.Byte, Gen.Byte, Gen.Byte, (index, flags, options) => (RopRequest)new FastTransferSourceCopyFolderRequest
        {
            OutputHandleIndex = index,
            CopyFlags = (FastTransferCopyFlags)flags,
            SendOptions = (FastTransferSendOptions)options,
        }),
        Gen.UShort.Select(size => (RopRequest)new FastTransferSourceGetBufferRequest { BufferSize = FastTransferSourceGetBufferRequest.BufferSizeSentinel, MaximumBufferSize = size }),
        Gen.UShort[0, 0x8000].Select(size => (RopRequest)new FastTransferSourceGetBufferRequest { BufferSize = size }),
        Gen.UShort.Array[3].Select(version => (RopRequest)new TellVersionRequest { Version = version }),
        Gen.Select(Gen.Byte, Gen.Byte, Gen.Byte, (index, operation, flags) => (RopRequest)new FastTransferDestinationConfigureRequest
        {
            OutputHandleIndex = index,
            SourceOperation = (FastTransferSourceOperation)operation,
            CopyFlags = (FastTransferCopyFlags)flags,
        }),
        Gen.Select(RopGen.Any(Putting), Gen.Byte.Array[0, 60], (id, data) => (RopRequest)new FastTransferDestinationPutBufferRequest(id) { TransferData = data }),
        Gen.Select(Gen.Byte, Gen.UShort, Gen.Byte.Array[0, 30], Gen.UInt, Tags, (index, flags, restriction, extra, tags) => (RopRequest)new SynchronizationConfigureRequest
        {
            OutputHandleIndex = index,
            SynchronizationType = SynchronizationType.Contents,
            SendOptions = FastTransferSendOptions.Unicode,
            SynchronizationFlags = (SynchronizationFlags)flags,
            RestrictionData = restriction,
            SynchronizationExtraFlags = (SynchronizationExtraFlags)extra,
            PropertyTags = tags,
        }),
        Gen.Select(RopGen.Tag, Gen.UInt, (tag, size) => (RopRequest)new SynchronizationUploadStateStreamBeginRequest { StateProperty = tag, TransferBufferSize = size }),
        Gen.Byte.Array[0, 60].Select(data => (RopRequest)new SynchronizationUploadStateStreamContinueRequest { StreamData = data }),
        Gen.Const<RopRequest>(new SynchronizationUploadStateStreamEndRequest()),
        Gen.Byte.Select(index => (RopRequest)new SynchronizationGetTransferStateRequest { OutputHandleIndex = index }),
        Gen.Select(Gen.Byte, Gen.Bool, (index, contents) => (RopRequest)new SynchronizationOpenCollectorRequest { OutputHandleIndex = index, IsContentsCollector = contents }),
        Gen.Select(Gen.Byte, Gen.Byte, Values, (index, flags, values) => (RopRequest)new SynchronizationImportMessageChangeRequest
        {
            OutputHandleIndex = index,
            ImportFlag = (SynchronizationImportFlags)flags,
            PropertyValues = values,
        }),
        Gen.Select(Values, Values, (hierarchy, values) => (RopRequest)new SynchronizationImportHierarchyChangeRequest { HierarchyValues = hierarchy, PropertyValues = values }),
        Gen.Select(Gen.Byte, Key.Array[0, 3], (flags, keys) => (RopRequest)new SynchronizationImportDeletesRequest
        {
            ImportDeleteFlags = (SynchronizationDeleteFlags)flags,
            PropertyValues = [new TaggedPropertyValue(SynchronizationImportDeletesRequest.SourceKeys, PropertyValue.Multiple(PropertyType.MultipleBinary, keys))],
        }),
        Gen.Select(Key, Key, Key, Key, Key, (a, b, c, d, e) => (RopRequest)new SynchronizationImportMessageMoveRequest
        {
            SourceFolderId = a,
            SourceMessageId = b,
            PredecessorChangeList = c,
            DestinationMessageId = d,
            ChangeNumber = e,
        }),
        Gen.Select(Key, Gen.Bool, (key, read) => new MessageReadState(key, read)).List[0, 4].Select(states => (RopRequest)new SynchronizationImportReadStateChangesRequest { MessageReadStates = states }),
        Gen.Select(Id, Id, (min, max) => new LongTermIdRange(min, max)).Array[0, 3].Select(ranges => (RopRequest)new SetLocalReplicaMidsetDeletedRequest { LongTermIdRanges = ranges }));

    [Fact]
    public void Every_request_comes_back_as_it_went_and_no_damage_throws() => Request.Sample(request => { RopCodec.Check((dynamic)request); }, iter: 300);

    [Fact]
    public void Responses_come_back_as_they_went()
    {
        Gen.Byte.Array[0, 200].Sample(data => RopCodec.Check(new FastTransferSourceGetBufferResponse
        {
            TransferStatus = FastTransferStatus.Partial,
            InProgressCount = 3,
            TotalStepCount = 9,
            TransferBuffer = data,
        }), iter: 20);
        RopCodec.Check(new FastTransferSourceGetBufferResponse { ReturnValue = MapiError.RpcServerBusy, BackoffTime = 1234 });
        RopCodec.Check(new FastTransferSourceGetBufferResponse { ReturnValue = MapiError.FxInvalidState });
        foreach (var id in Putting)
        {
            RopCodec.Check(new FastTransferDestinationPutBufferResponse(id) { TransferStatus = FastTransferStatus.Done, InProgressCount = 1, TotalStepCount = 2, BufferUsedSize = 77 });
            RopCodec.Check(new FastTransferDestinationPutBufferResponse(id) { ReturnValue = MapiError.FxUnexpectedMarker, BufferUsedSize = 5 });
        }
        foreach (var id in new[] { RopId.RopSynchronizationImportMessageChange, RopId.RopSynchronizationImportHierarchyChange, RopId.RopSynchronizationImportMessageMove })
            RopCodec.Check(new SynchronizationImportResponse(id));
        RopCodec.Check(new SynchronizationImportResponse(RopId.RopSynchronizationImportMessageMove) { ReturnValue = MapiError.NewerClientChange });
        RopCodec.Check(new SynchronizationImportResponse(RopId.RopSynchronizationImportMessageChange) { ReturnValue = MapiError.SyncConflict });
        foreach (var id in new[] { RopId.RopSynchronizationConfigure, RopId.RopSynchronizationOpenCollector, RopId.RopSynchronizationImportDeletes, RopId.RopTellVersion })
            RopCodec.Check(new RopStatusResponse(id));
    }

    [Fact]
    public void Fields_lie_where_the_specification_has_them()
    {
        Assert.Equal(RopCodec.Hex("70 00 00 01 01 01 3B A1 0000 01000000 0100 02011236".Replace("3B A1", "3BA1", StringComparison.Ordinal)), RopCodec.Write(new SynchronizationConfigureRequest
        {
            OutputHandleIndex = 1,
            SynchronizationType = SynchronizationType.Contents,
            SendOptions = FastTransferSendOptions.Unicode,
            SynchronizationFlags = (SynchronizationFlags)0xA13B,
            SynchronizationExtraFlags = SynchronizationExtraFlags.Eid,
            PropertyTags = [new PropertyTag(0x36120102)],
        }));
        Assert.Equal(RopCodec.Hex("75 00 01 02019667 03000000"), RopCodec.Write(new SynchronizationUploadStateStreamBeginRequest { HandleIndex = 1, StateProperty = 0x67960102, TransferBufferSize = 3 }));
        Assert.Equal(RopCodec.Hex("4E 00 01 BEBA C07B"), RopCodec.Write(new FastTransferSourceGetBufferRequest { HandleIndex = 1, BufferSize = 0xBABE, MaximumBufferSize = 0x7BC0 }));
        Assert.Equal(RopCodec.Hex("4E 00 01 C07B"), RopCodec.Write(new FastTransferSourceGetBufferRequest { HandleIndex = 1, BufferSize = 0x7BC0 }));
        Assert.Equal(RopCodec.Hex("80 00 01 0500 0200 AABB 01"), RopCodec.Write(new SynchronizationImportReadStateChangesRequest
        {
            HandleIndex = 1,
            MessageReadStates = [new MessageReadState([0xAA, 0xBB], true)],
        }));
    }

    [Fact]
    public void A_failed_buffer_says_when_to_ask_again_only_where_the_server_is_busy()
    {
        var request = new FastTransferSourceGetBufferRequest { BufferSize = 100 };
        Assert.Equal(10, RopCodec.Write(RopRegistry.Fail(request, MapiError.RpcServerBusy)).Length);
        Assert.Equal(6, RopCodec.Write(RopRegistry.Fail(request, MapiError.FxInvalidState)).Length);
        Assert.Equal(15, RopCodec.Write(RopRegistry.Fail(new FastTransferDestinationPutBufferRequest(RopId.RopFastTransferDestinationPutBuffer), MapiError.FxInvalidState)).Length);
    }
}
