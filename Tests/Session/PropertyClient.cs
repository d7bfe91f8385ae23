using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;

namespace MapiOrleans.Tests.Session;

/// <summary>Properties and streams as a client asks for them.</summary>
internal static class PropertyClient
{
    private const int SentItems = 6;

    /// <summary>A new folder below Sent Items.</summary>
    public static async Task<uint> NewFolderAsync(this TestSession session, string name)
    {
        var parent = (await session.ExecuteAsync<OpenFolderResponse>(session.Logon, new OpenFolderRequest { OutputHandleIndex = 1, FolderId = session.FolderId(SentItems) })).Output;
        return await session.NewFolderAsync(parent, name);
    }

    public static async Task<uint> NewFolderAsync(this TestSession session, uint parent, string name)
    {
        var (response, handle) = await session.ExecuteAsync<CreateFolderResponse>(parent, new CreateFolderRequest { OutputHandleIndex = 1, DisplayName = PropertyValue.String(name) });
        Assert.Equal(MapiError.Success, response.ReturnValue);
        return handle;
    }

    public static async Task<PropertyValue[]> GetAsync(this TestSession session, uint handle, params PropertyTag[] tags)
    {
        var (response, _) = await session.ExecuteAsync<GetPropertiesSpecificResponse>(handle, new GetPropertiesSpecificRequest { WantUnicode = true, PropertyTags = tags });
        Assert.Equal(MapiError.Success, response.ReturnValue);
        return response.RowData;
    }

    public static async Task<PropertyProblem[]> SetAsync(this TestSession session, uint handle, params TaggedPropertyValue[] values)
    {
        var (response, _) = await session.ExecuteAsync<PropertyProblemsResponse>(handle, new SetPropertiesRequest(RopId.RopSetProperties) { PropertyValues = values });
        Assert.Equal(MapiError.Success, response.ReturnValue);
        return response.PropertyProblems;
    }

    public static async Task<ushort> IdOfAsync(this TestSession session, PropertyName name)
    {
        var (response, _) = await session.ExecuteAsync<GetPropertyIdsFromNamesResponse>(session.Logon, new GetPropertyIdsFromNamesRequest { Flags = 2, PropertyNames = [name] });
        Assert.Equal(MapiError.Success, response.ReturnValue);
        return Assert.Single(response.PropertyIds);
    }

    public static async Task<(MapiError Error, uint Size, uint Handle)> OpenStreamAsync(this TestSession session, uint handle, PropertyTag tag, StreamOpenMode mode)
    {
        var (response, stream) = await session.ExecuteAsync<RopResponse>(handle, new OpenStreamRequest { OutputHandleIndex = 1, PropertyTag = tag, OpenModeFlags = mode });
        return (response.ReturnValue, (response as StreamSizeResponse)?.StreamSize ?? 0, stream);
    }

    public static async Task WriteAsync(this TestSession session, uint stream, byte[] data)
    {
        foreach (var chunk in data.Chunk(20_000))
        {
            var (response, _) = await session.ExecuteAsync<WriteStreamResponse>(stream, new WriteStreamRequest(RopId.RopWriteStream) { Data = chunk });
            Assert.Equal((MapiError.Success, (uint)chunk.Length), (response.ReturnValue, response.WrittenSize));
        }
    }

    public static async Task<byte[]> ReadAsync(this TestSession session, uint stream, ushort chunk = 20_000)
    {
        var all = new List<byte>();
        while (true)
        {
            var (response, _) = await session.ExecuteAsync<ReadStreamResponse>(stream, new ReadStreamRequest { ByteCount = chunk });
            Assert.Equal(MapiError.Success, response.ReturnValue);
            if (response.Data.Length == 0) return [.. all];
            all.AddRange(response.Data);
        }
    }

    /// <summary>One request that is answered by nothing but a status.</summary>
    public static async Task<MapiError> StatusAsync(this TestSession session, uint handle, RopRequest request) =>
        (await session.ExecuteAsync<RopResponse>(handle, request)).Response.ReturnValue;

    public static async Task ReleaseAsync(this TestSession session, uint handle) => await session.ExecuteAsync([handle], new LogonSimpleRequest(RopId.RopRelease));

    public static async Task<(MapiError Error, ulong Position)> SeekAsync(this TestSession session, uint stream, StreamOrigin origin, long offset)
    {
        var (response, _) = await session.ExecuteAsync<SeekStreamResponse>(stream, new SeekStreamRequest { Origin = origin, Offset = offset });
        return (response.ReturnValue, response.NewPosition);
    }
}
