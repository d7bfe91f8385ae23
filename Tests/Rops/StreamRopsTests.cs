using CsCheck;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;

namespace MapiOrleans.Tests.Rops;

public class StreamRopsTests
{
    private static readonly RopId[] Writing = [RopId.RopWriteStream, RopId.RopWriteStreamExtended, RopId.RopWriteAndCommitStream];
    private static readonly RopId[] Regions = [RopId.RopLockRegionStream, RopId.RopUnlockRegionStream];

    private static readonly Gen<RopRequest> Request = Gen.OneOf<RopRequest>(
        Gen.Select(Gen.Byte, RopGen.Tag, Gen.Byte[0, 3], (index, tag, mode) =>
            (RopRequest)new OpenStreamRequest { OutputHandleIndex = index, PropertyTag = tag, OpenModeFlags = (StreamOpenMode)mode }),
        Gen.UInt[0, 0x80000000].Select(size => (RopRequest)ReadStreamRequest.Of(size)),
        Gen.Select(RopGen.Any(Writing), Gen.Byte.Array[0, 100], (id, data) => (RopRequest)new WriteStreamRequest(id) { Data = data }),
        Gen.Const<RopRequest>(new StreamRequest(RopId.RopCommitStream)),
        Gen.Const<RopRequest>(new StreamRequest(RopId.RopGetStreamSize)),
        Gen.ULong.Select(size => (RopRequest)new SetStreamSizeRequest { StreamSize = size }),
        Gen.Select(Gen.Byte, Gen.Long, (origin, offset) => (RopRequest)new SeekStreamRequest { Origin = (StreamOrigin)origin, Offset = offset }),
        Gen.Select(Gen.Byte, Gen.ULong, (index, count) => (RopRequest)new CopyToStreamRequest { OutputHandleIndex = index, ByteCount = count }),
        Gen.Select(RopGen.Any(Regions), Gen.ULong, Gen.ULong, Gen.UInt, (id, offset, size, flags) =>
            (RopRequest)new StreamRegionRequest(id) { RegionOffset = offset, RegionSize = size, LockFlags = flags }),
        Gen.Byte.Select(index => (RopRequest)new CloneStreamRequest { OutputHandleIndex = index }));

    [Fact]
    public void Every_request_comes_back_as_it_went_and_no_damage_throws() => Request.Sample(request => { RopCodec.Check((dynamic)request); }, iter: 100);

    [Fact]
    public void MaximumByteCount_follows_only_the_sentinel()
    {
        Assert.Equal([0x2C, 0, 0, 0x00, 0x10], RopCodec.Write(ReadStreamRequest.Of(0x1000)));
        Assert.Equal([0x2C, 0, 0, 0xBE, 0xBA, 0xBE, 0xBA, 0, 0], RopCodec.Write(ReadStreamRequest.Of(0xBABE)));
        Assert.Equal(0xBABEu, RopCodec.ReadRequest<ReadStreamRequest>(RopCodec.Write(ReadStreamRequest.Of(0xBABE))).Wanted);
        Assert.NotNull(RopCodec.Buffer([0x2C, 0, 0, 0xBE, 0xBA, 0x01, 0, 0, 0x80]).Error);
    }

    [Fact]
    public void Responses_come_back_as_they_went()
    {
        Gen.Byte.Array[0, 300].Sample(data => Same(new ReadStreamResponse { Data = data }), iter: 20);
        Gen.UShort.Sample(size =>
        {
            foreach (var id in Writing) Same(new WriteStreamResponse(id) { WrittenSize = size });
            Same(new StreamSizeResponse(RopId.RopOpenStream) { StreamSize = size });
            Same(new StreamSizeResponse(RopId.RopGetStreamSize) { StreamSize = size });
            Same(new SeekStreamResponse { NewPosition = size });
            Same(new CopyToStreamResponse { ReadByteCount = size, WrittenByteCount = size });
        }, iter: 20);
        foreach (var id in new[] { RopId.RopCommitStream, RopId.RopSetStreamSize, RopId.RopLockRegionStream, RopId.RopUnlockRegionStream, RopId.RopCloneStream })
            Same(new RopStatusResponse(id));

        static void Same<T>(T response) where T : RopResponse => RopCodec.Check(response);
    }

    [Fact]
    public void Failed_reads_writes_and_copies_have_their_counts()
    {
        Assert.Equal([0x2C, 0, 0x02, 0x01, 0x04, 0x80, 0, 0], Failure(new ReadStreamRequest(), MapiError.NotSupported));
        Assert.Equal([0x2D, 0, 0x05, 0, 0x03, 0x80, 0, 0], Failure(new WriteStreamRequest(RopId.RopWriteStream), MapiError.StorageAccessDenied));
        Assert.Equal([0x90, 0, 0x05, 0, 0x03, 0x80, 0, 0], Failure(new WriteStreamRequest(RopId.RopWriteAndCommitStream), MapiError.StorageAccessDenied));
        Assert.Equal([0xA3, 0, 0x05, 0, 0x03, 0x80, 0, 0, 0, 0], Failure(new WriteStreamRequest(RopId.RopWriteStreamExtended), MapiError.StorageAccessDenied));
        Assert.Equal(22, Failure(new CopyToStreamRequest(), MapiError.AccessDenied).Length);
        var lost = Failure(new CopyToStreamRequest { OutputHandleIndex = 3 }, MapiError.NullDestinationObject);
        Assert.Equal(26, lost.Length);
        Assert.Equal(3, lost[6]);

        static byte[] Failure(RopRequest request, MapiError error)
        {
            var bytes = RopCodec.Write(RopRegistry.Fail(request, error));
            Assert.Equal(error, RopCodec.ReadResponse<RopResponse>(bytes, request).ReturnValue);
            return bytes;
        }
    }

    [Fact]
    public void What_was_open_is_named_by_the_output_index()
    {
        Assert.True(RopRegistry.Find(RopId.RopOpenStream)!.ResponseUsesOutputIndex);
        Assert.True(RopRegistry.Find(RopId.RopCloneStream)!.ResponseUsesOutputIndex);
        Assert.False(RopRegistry.Find(RopId.RopCopyToStream)!.ResponseUsesOutputIndex);
        Assert.Equal(PropertyType.Binary, new OpenStreamRequest { PropertyTag = PidTag.AttachDataBinary }.PropertyTag.Type);
    }
}
