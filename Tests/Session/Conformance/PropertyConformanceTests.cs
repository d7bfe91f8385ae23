using MapiOrleans.Grains.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;

namespace MapiOrleans.Tests.Session.Conformance;

/// <summary>Properties and streams as the newest Exchange has them where [MS-OXCPRPT] leaves it open.</summary>
[Collection(SessionCollection.Name)]
public sealed class PropertyConformanceTests(SessionHarness harness)
{
    private static readonly PropertyTag Mine = new(0x6A06, PropertyType.Binary);

    [Fact]
    public async Task A_size_limit_has_no_say()
    {
        var session = await harness.LogonAsync();
        var folder = await session.NewFolderAsync("limit");
        var value = PropertyValue.Binary(new byte[300]);
        await session.SetAsync(folder, new TaggedPropertyValue(Mine, value));
        foreach (ushort limit in new[] { 0, 1, 299, 300 })
        {
            var row = (await session.ExecuteAsync<GetPropertiesSpecificResponse>(folder, new GetPropertiesSpecificRequest { PropertySizeLimit = limit, WantUnicode = true, PropertyTags = [Mine] })).Response.RowData;
            Assert.Equal([value], row);
            var all = (await session.ExecuteAsync<GetPropertiesAllResponse>(folder, new GetPropertiesAllRequest { PropertySizeLimit = limit, WantUnicode = true })).Response.PropertyValues;
            Assert.Contains(new TaggedPropertyValue(Mine, value), all);
        }
    }

    [Fact]
    public async Task Moved_properties_stay_where_they_were_too()
    {
        var session = await harness.LogonAsync();
        var (source, target) = (await session.CreateMessageAsync(), await session.CreateMessageAsync());
        await session.SetAsync(source, new TaggedPropertyValue(Mine, PropertyValue.Binary([7])));
        foreach (RopRequest copy in new RopRequest[]
        {
            new CopyPropertiesRequest { OutputHandleIndex = 1, CopyFlags = PropertyCopyFlags.Move, PropertyTags = [Mine] },
            new CopyToRequest { OutputHandleIndex = 1, CopyFlags = PropertyCopyFlags.Move },
        })
        {
            await session.SetAsync(target, new TaggedPropertyValue(Mine, PropertyValue.Binary([1])));
            var (responses, _) = await session.ExecuteAsync([source, target], copy);
            Assert.Equal(MapiError.Success, responses[0].ReturnValue);
            Assert.Equal(PropertyValue.Binary([7]), (await session.GetAsync(target, Mine))[0]);
            Assert.Equal(PropertyValue.Binary([7]), (await session.GetAsync(source, Mine))[0]);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(0x80)]
    public async Task Flags_of_copies_that_mean_nothing_or_both_are_refused(byte flags)
    {
        var session = await harness.LogonAsync();
        var (source, target) = (await session.CreateMessageAsync(), await session.CreateMessageAsync());
        foreach (RopRequest copy in new RopRequest[]
        {
            new CopyPropertiesRequest { OutputHandleIndex = 1, CopyFlags = (PropertyCopyFlags)flags, PropertyTags = [Mine] },
            new CopyToRequest { OutputHandleIndex = 1, CopyFlags = (PropertyCopyFlags)flags },
        })
        {
            Assert.Equal(MapiError.InvalidParameter, (await session.ExecuteAsync([source, target], copy)).Responses[0].ReturnValue);
            Assert.Equal(MapiError.NullDestinationObject, (await session.ExecuteAsync([source, HandleTable.None], copy)).Responses[0].ReturnValue);
        }
    }

    [Fact]
    public async Task Folders_have_streams_of_bytes_only()
    {
        var session = await harness.LogonAsync();
        var folder = await session.NewFolderAsync("streams");
        foreach (var type in new[] { PropertyType.String, PropertyType.String8 })
            foreach (var mode in new[] { StreamOpenMode.ReadOnly, StreamOpenMode.Create })
                Assert.Equal(MapiError.NotSupported, (await session.OpenStreamAsync(folder, PidTag.DisplayName.WithType(type), mode)).Error);
        Assert.Equal(MapiError.Success, (await session.OpenStreamAsync(folder, Mine, StreamOpenMode.Create)).Error);
        Assert.Equal(MapiError.NotSupported, (await session.OpenStreamAsync(session.Logon, Mine, StreamOpenMode.Create)).Error);
    }

    [Fact]
    public async Task A_read_that_fails_carries_no_data()
    {
        var session = await harness.LogonAsync();
        var (response, _) = await session.ExecuteAsync<ReadStreamResponse>(session.Logon, new ReadStreamRequest { ByteCount = 10 });
        Assert.Equal(MapiError.NotSupported, response.ReturnValue);
        Assert.Empty(response.Data);
    }

    [Theory]
    [InlineData(0x80000000u, MapiError.Success)]
    [InlineData(0x80000001u, MapiError.RpcFormat)]
    public async Task A_read_of_more_than_half_the_range_fails_the_whole_call(uint count, MapiError expected)
    {
        var session = await harness.LogonAsync();
        var request = new ReadStreamRequest { ByteCount = ReadStreamRequest.ByteCountSentinel, MaximumByteCount = count };
        Assert.Equal(expected, (await session.SendAsync(RopRequestBuffer.Write([request], [session.Logon]))).ErrorCode);
    }
}
