using System.Text;
using CsCheck;
using MapiOrleans.Grains.Session;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;

namespace MapiOrleans.Tests.Session;

[Collection(SessionCollection.Name)]
public sealed class StreamTests(SessionHarness harness)
{
    private static readonly PropertyTag Mine = new(0x6A01, PropertyType.Binary);

    [Fact]
    public async Task What_is_not_there_can_only_be_created()
    {
        var session = await harness.LogonAsync();
        var folder = await session.NewFolderAsync("open");
        Assert.Equal(MapiError.NotFound, (await session.OpenStreamAsync(folder, Mine, StreamOpenMode.ReadOnly)).Error);
        Assert.Equal(MapiError.NotFound, (await session.OpenStreamAsync(folder, Mine, StreamOpenMode.ReadWrite)).Error);
        Assert.Equal(MapiError.NotSupported, (await session.OpenStreamAsync(folder, PidTag.ContentCount, StreamOpenMode.ReadOnly)).Error);
        Assert.Equal(MapiError.NotSupported, (await session.OpenStreamAsync(session.Logon, Mine, StreamOpenMode.Create)).Error);
        Assert.Equal(MapiError.InvalidParameter, (await session.OpenStreamAsync(folder, Mine, (StreamOpenMode)9)).Error);
        Assert.Equal(MapiError.Success, (await session.OpenStreamAsync(folder, Mine, StreamOpenMode.Create)).Error);
    }

    [Fact]
    public async Task What_is_written_is_there_at_once_and_kept_at_the_release()
    {
        var session = await harness.LogonAsync();
        var folder = await session.NewFolderAsync("write");
        var (_, _, stream) = await session.OpenStreamAsync(folder, Mine, StreamOpenMode.Create);
        await session.WriteAsync(stream, [1, 2, 3, 4]);
        Assert.Equal(PropertyValue.Binary([1, 2, 3, 4]), (await session.GetAsync(folder, Mine))[0]);
        Assert.Equal((MapiError.Success, 1ul), await session.SeekAsync(stream, StreamOrigin.Beginning, 1));
        await session.WriteAsync(stream, [9]);
        await session.ReleaseAsync(stream);

        var other = await harness.OpenAsync(session.User);
        await other.LogonAsync();
        Assert.Equal(PropertyValue.Binary([1, 9, 3, 4]), (await session.GetAsync(folder, Mine))[0]);
    }

    [Fact]
    public async Task A_stream_opened_for_reading_is_not_written()
    {
        var session = await harness.LogonAsync();
        var folder = await session.NewFolderAsync("read");
        await session.SetAsync(folder, new TaggedPropertyValue(Mine, PropertyValue.Binary([1, 2, 3])));
        var (_, size, stream) = await session.OpenStreamAsync(folder, Mine, StreamOpenMode.ReadOnly);
        Assert.Equal(3u, size);
        var (written, _) = await session.ExecuteAsync<WriteStreamResponse>(stream, new WriteStreamRequest(RopId.RopWriteStreamExtended) { Data = [1] });
        Assert.Equal((MapiError.StorageAccessDenied, 0u), (written.ReturnValue, written.WrittenSize));
        Assert.Equal(MapiError.StorageAccessDenied, await session.StatusAsync(stream, new SetStreamSizeRequest { StreamSize = 1 }));
        Assert.Equal((MapiError.Success, 100ul), await session.SeekAsync(stream, StreamOrigin.Beginning, 100));
        Assert.Empty(await session.ReadAsync(stream));
        Assert.Equal(MapiError.Success, await session.StatusAsync(stream, new StreamRequest(RopId.RopCommitStream)));
    }

    [Fact]
    public async Task Size_and_seek_pointer_go_where_they_are_sent_and_no_further()
    {
        var session = await harness.LogonAsync();
        var folder = await session.NewFolderAsync("seek");
        var (_, _, stream) = await session.OpenStreamAsync(folder, Mine, StreamOpenMode.Create);
        await session.WriteAsync(stream, [1, 2, 3, 4, 5]);
        Assert.Equal((MapiError.Success, 5ul), await session.SeekAsync(stream, StreamOrigin.Current, 0));
        Assert.Equal((MapiError.Success, 3ul), await session.SeekAsync(stream, StreamOrigin.End, -2));
        Assert.Equal(MapiError.StreamSeekError, (await session.SeekAsync(stream, StreamOrigin.Beginning, -1)).Error);
        Assert.Equal(MapiError.StreamSeekError, (await session.SeekAsync(stream, StreamOrigin.Current, (1L << 31) + 1)).Error);
        Assert.Equal(MapiError.StreamSeekError, (await session.SeekAsync(stream, StreamOrigin.Current, long.MaxValue)).Error);
        Assert.Equal(MapiError.StorageInvalidParameter, (await session.SeekAsync(stream, (StreamOrigin)3, 0)).Error);
        Assert.Equal((MapiError.Success, 3ul), await session.SeekAsync(stream, StreamOrigin.Current, 0));

        Assert.Equal((MapiError.Success, 8ul), await session.SeekAsync(stream, StreamOrigin.Beginning, 8));
        await session.SeekAsync(stream, StreamOrigin.Beginning, 0);
        Assert.Equal([1, 2, 3, 4, 5, 0, 0, 0], await session.ReadAsync(stream, 3));
        Assert.Equal(MapiError.Success, await session.StatusAsync(stream, new SetStreamSizeRequest { StreamSize = 2 }));
        Assert.Equal(MapiError.Success, await session.StatusAsync(stream, new SetStreamSizeRequest { StreamSize = 4 }));
        Assert.Equal(4u, (await session.ExecuteAsync<StreamSizeResponse>(stream, new StreamRequest(RopId.RopGetStreamSize))).Response.StreamSize);
        await session.SeekAsync(stream, StreamOrigin.Beginning, 0);
        Assert.Equal([1, 2, 0, 0], await session.ReadAsync(stream));
        Assert.Equal(MapiError.TooBig, await session.StatusAsync(stream, new SetStreamSizeRequest { StreamSize = ulong.MaxValue }));
    }

    [Fact]
    public async Task A_write_past_the_bound_is_cut_and_TooBig()
    {
        var session = await harness.LogonAsync();
        var folder = await session.NewFolderAsync("bound");
        var bound = new SessionLimits().MaxFolderStreamSize;
        var (_, _, stream) = await session.OpenStreamAsync(folder, Mine, StreamOpenMode.Create);
        Assert.Equal((MapiError.Success, (ulong)bound - 2), await session.SeekAsync(stream, StreamOrigin.Beginning, bound - 2));
        var (written, _) = await session.ExecuteAsync<WriteStreamResponse>(stream, new WriteStreamRequest(RopId.RopWriteStream) { Data = [1, 2, 3] });
        Assert.Equal((MapiError.TooBig, 2u), (written.ReturnValue, written.WrittenSize));
    }

    [Fact]
    public async Task Clones_share_the_bytes_and_have_their_own_pointer()
    {
        var session = await harness.LogonAsync();
        var folder = await session.NewFolderAsync("clone");
        var (_, _, stream) = await session.OpenStreamAsync(folder, Mine, StreamOpenMode.Create);
        await session.WriteAsync(stream, [1, 2, 3]);
        var (_, clone) = await session.ExecuteAsync<RopStatusResponse>(stream, new CloneStreamRequest { OutputHandleIndex = 1 });
        await session.WriteAsync(clone, [4, 5]);
        Assert.Equal([4, 5], await session.ReadAsync(stream));
        await session.ReleaseAsync(stream);
        Assert.Equal(MapiError.InvalidObject, await session.StatusAsync(stream, new StreamRequest(RopId.RopGetStreamSize)));
        await session.SeekAsync(clone, StreamOrigin.Beginning, 0);
        Assert.Equal([1, 2, 3, 4, 5], await session.ReadAsync(clone));
    }

    [Fact]
    public async Task Bytes_are_copied_between_streams()
    {
        var session = await harness.LogonAsync();
        var folder = await session.NewFolderAsync("copy");
        var (_, _, source) = await session.OpenStreamAsync(folder, Mine, StreamOpenMode.Create);
        await session.WriteAsync(source, [1, 2, 3, 4, 5]);
        await session.SeekAsync(source, StreamOrigin.Beginning, 1);
        var (_, _, target) = await session.OpenStreamAsync(folder, new PropertyTag(0x6A04, PropertyType.Binary), StreamOpenMode.Create);
        var copied = Assert.IsType<CopyToStreamResponse>((await session.ExecuteAsync([source, target], new CopyToStreamRequest { OutputHandleIndex = 1, ByteCount = 3 })).Responses[0]);
        Assert.Equal((MapiError.Success, 3ul, 3ul), (copied.ReturnValue, copied.ReadByteCount, copied.WrittenByteCount));
        Assert.Equal([5], await session.ReadAsync(source));
        await session.SeekAsync(target, StreamOrigin.Beginning, 0);
        Assert.Equal([2, 3, 4], await session.ReadAsync(target));

        // Onto itself: what is written is not read again.
        await session.SeekAsync(source, StreamOrigin.Beginning, 0);
        var (_, clone) = await session.ExecuteAsync<RopStatusResponse>(source, new CloneStreamRequest { OutputHandleIndex = 1 });
        await session.SeekAsync(clone, StreamOrigin.Beginning, 2);
        await session.ExecuteAsync([source, clone], new CopyToStreamRequest { OutputHandleIndex = 1, ByteCount = 100 });
        await session.SeekAsync(source, StreamOrigin.Beginning, 0);
        Assert.Equal([1, 2, 1, 2, 3, 4, 5], await session.ReadAsync(source));

        var lost = Assert.IsType<CopyToStreamResponse>((await session.ExecuteAsync([source, 0xFFFFFFFF], new CopyToStreamRequest { OutputHandleIndex = 1, ByteCount = 3 })).Responses[0]);
        Assert.Equal((MapiError.NullDestinationObject, 1u), (lost.ReturnValue, lost.DestHandleIndex));
        Assert.Equal(MapiError.NotSupported, (await session.ExecuteAsync([source, folder], new CopyToStreamRequest { OutputHandleIndex = 1, ByteCount = 3 })).Responses[0].ReturnValue);
    }

    [Fact]
    public async Task A_locked_region_is_its_owners_while_he_is_active()
    {
        var session = await harness.LogonAsync();
        var folder = await session.NewFolderAsync("lock");
        var (_, _, first) = await session.OpenStreamAsync(folder, Mine, StreamOpenMode.Create);
        await session.WriteAsync(first, new byte[100]);
        var (_, second) = await session.ExecuteAsync<RopStatusResponse>(first, new CloneStreamRequest { OutputHandleIndex = 1 });
        Assert.Equal(MapiError.Success, await session.StatusAsync(first, Region(RopId.RopLockRegionStream, 10, 10)));
        Assert.Equal(MapiError.AccessDenied, await session.StatusAsync(second, Region(RopId.RopLockRegionStream, 19, 5)));
        Assert.Equal(MapiError.Success, await session.StatusAsync(second, Region(RopId.RopLockRegionStream, 20, 5)));
        await session.SeekAsync(second, StreamOrigin.Beginning, 10);
        Assert.Equal(MapiError.StorageLockViolation, await session.StatusAsync(second, new WriteStreamRequest(RopId.RopWriteStream) { Data = [1] }));
        Assert.Equal(MapiError.Success, await session.StatusAsync(second, new ReadStreamRequest { ByteCount = 1 }));
        await session.SeekAsync(first, StreamOrigin.Beginning, 10);
        Assert.Equal(MapiError.Success, await session.StatusAsync(first, new WriteStreamRequest(RopId.RopWriteStream) { Data = [1] }));

        harness.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(MapiError.Success, await session.StatusAsync(second, Region(RopId.RopLockRegionStream, 10, 10)));
        Assert.Equal(MapiError.NetworkError, await session.StatusAsync(first, new WriteStreamRequest(RopId.RopWriteStream) { Data = [1] }));
        Assert.Equal(MapiError.Success, await session.StatusAsync(second, Region(RopId.RopUnlockRegionStream, 0, ulong.MaxValue)));

        static StreamRegionRequest Region(RopId id, ulong offset, ulong size) => new(id) { RegionOffset = offset, RegionSize = size, LockFlags = StreamRegionRequest.OthersMayRead };
    }

    [Fact]
    public async Task Long_reads_span_buffers()
    {
        var session = await harness.LogonAsync();
        var folder = await session.NewFolderAsync("chain");
        var data = Enumerable.Range(0, 90_000).Select(i => (byte)(i * 7)).ToArray();
        var (_, _, stream) = await session.OpenStreamAsync(folder, Mine, StreamOpenMode.Create);
        await session.WriteAsync(stream, data);
        await session.SeekAsync(stream, StreamOrigin.Beginning, 0);
        var request = ReadStreamRequest.Of(90_000);
        var result = await session.SendAsync(RopRequestBuffer.Write([request], [stream]), maxRopOut: 0x40000, chain: true);
        Assert.True(result.Buffers.Length > 1);
        var read = result.Buffers.SelectMany(b => Assert.IsType<ReadStreamResponse>(RopResponseBuffer.TryParse(b, [request], out _)!.Value.Responses[0]).Data).ToArray();
        Assert.Equal(data, read);
    }

    [Fact]
    public async Task Text_is_streamed_in_the_width_asked_for()
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        var (_, _, stream) = await session.OpenStreamAsync(message, PidTag.Comment.WithType(PropertyType.String8), StreamOpenMode.Create);
        await session.WriteAsync(stream, [.. TextConversion.EncodingOf(1252).GetBytes("Größe"), 0]);
        await session.ReleaseAsync(stream);
        Assert.Equal(PropertyValue.String("Größe"), (await session.GetAsync(message, PidTag.Comment))[0]);
        var (_, size, wide) = await session.OpenStreamAsync(message, PidTag.Comment, StreamOpenMode.ReadOnly);
        Assert.Equal(10u, size);
        Assert.Equal(Encoding.Unicode.GetBytes("Größe"), await session.ReadAsync(wide));
    }

    [Fact]
    public void Spooled_bytes_are_an_array_wherever_they_lie()
    {
        var folder = Directory.CreateTempSubdirectory("mapiorleans-spool-").FullName;
        try
        {
            Gen.Select(Gen.Int[0, 3], Gen.Int[0, 400], Gen.Byte.Array[0, 120]).Array[1, 25].Sample(steps =>
            {
                using var spool = new SpooledBytes(128, folder);
                var model = Array.Empty<byte>();
                foreach (var (what, at, data) in steps)
                {
                    if (what == 0)
                    {
                        Run(spool.SetLengthAsync(at, default));
                        Array.Resize(ref model, at);
                    }
                    else if (what == 1)
                    {
                        var read = new byte[data.Length];
                        var count = spool.ReadAsync(at, read, default).AsTask().GetAwaiter().GetResult();
                        Assert.Equal(model.Skip(at).Take(data.Length), read.Take(count));
                    }
                    else
                    {
                        Run(spool.WriteAsync(at, data, default));
                        if (data.Length > 0 && at + data.Length > model.Length) Array.Resize(ref model, at + data.Length);
                        data.CopyTo(model, data.Length > 0 ? at : 0);
                    }
                    Assert.Equal(model.Length, spool.Length);
                }
                var all = new byte[model.Length];
                spool.ReadAsync(0, all, default).AsTask().GetAwaiter().GetResult();
                Assert.Equal(model, all);
            }, iter: 300, threads: 1);
            Assert.Empty(Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static void Run(ValueTask task) => task.AsTask().GetAwaiter().GetResult();
    }
}
