using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Client;

/// <summary>
/// A mailbox that is logged on to, for programs that want folders and messages and no ROPs. Each call is one Execute, or one a page. A ROP that
/// fails is a <see cref="MapiHttpException"/> with its code. Not for several callers at once: a session runs one Execute at a time.
/// </summary>
public sealed class MapiMailbox
{
    /// <summary>A place in a handle table that waits for a handle.</summary>
    public const uint NoHandle = 0xFFFFFFFF;

    // Rows of a page; the server gives fewer where they do not fit.
    private const ushort PageSize = 200;

    private readonly ulong[] _folders;

    private MapiMailbox(MapiHttpClient client, LogonResponse logon, uint handle)
    {
        Client = client;
        Logon = logon;
        LogonHandle = handle;
        _folders = logon.FolderIds.ToArray();
    }

    /// <summary>The client underneath.</summary>
    public MapiHttpClient Client { get; }

    /// <summary>What the server said of the logon.</summary>
    public LogonResponse Logon { get; }

    /// <summary>The logon's handle.</summary>
    public uint LogonHandle { get; }

    /// <summary>Ids of special folders, in the order of [MS-OXCSTOR] 2.2.1.1.3: 0 the root, 3 the top of what users see, 4 the inbox, 5 the outbox, 6 sent items, 7 deleted items.</summary>
    public IReadOnlyList<ulong> SpecialFolders => _folders;

    /// <summary>The inbox.</summary>
    public ulong Inbox => _folders[4];

    /// <summary>The top of the folders that users see.</summary>
    public ulong IpmSubtree => _folders[3];

    /// <summary>Connects as a user and logs on to a mailbox: where none is named, the user's own.</summary>
    public static async Task<MapiMailbox> ConnectAsync(MapiHttpClient client, string userDn, string? mailboxDn = null, CancellationToken cancellationToken = default)
    {
        await client.ConnectAsync(userDn, cancellationToken);
        return await LogonAsync(client, mailboxDn ?? userDn, cancellationToken: cancellationToken);
    }

    /// <summary>Logs on in a session that is connected.</summary>
    public static async Task<MapiMailbox> LogonAsync(MapiHttpClient client, string mailboxDn, OpenFlags flags = OpenFlags.UsePerMdbReplidMapping, CancellationToken cancellationToken = default)
    {
        var (response, handles) = await client.ExecuteAsync(new LogonRequest { LogonFlags = LogonFlags.Private, OpenFlags = flags, Essdn = mailboxDn }, [NoHandle], cancellationToken);
        return new MapiMailbox(client, (LogonResponse)EnsureSuccess(response), handles[0]);
    }

    /// <summary>Opens a folder and gives its handle.</summary>
    public async Task<uint> OpenFolderAsync(ulong folderId, CancellationToken cancellationToken = default)
    {
        var (response, handles) = await Client.ExecuteAsync(new OpenFolderRequest { OutputHandleIndex = 1, FolderId = folderId }, [LogonHandle, NoHandle], cancellationToken);
        EnsureSuccess(response);
        return handles[1];
    }

    /// <summary>Makes a folder, or opens the one of that name, and gives its id and handle.</summary>
    public async Task<(ulong FolderId, uint Handle)> CreateFolderAsync(uint parent, string name, CancellationToken cancellationToken = default)
    {
        var request = new CreateFolderRequest { OutputHandleIndex = 1, OpenExisting = true, DisplayName = PropertyValue.String(name) };
        var (response, handles) = await Client.ExecuteAsync(request, [parent, NoHandle], cancellationToken);
        return (((CreateFolderResponse)EnsureSuccess(response)).FolderId, handles[1]);
    }

    /// <summary>Rows of the folders below a folder.</summary>
    public Task<List<PropertyValue[]>> ListFoldersAsync(uint folder, PropertyTag[] columns, bool depth = false, CancellationToken cancellationToken = default) =>
        ListAsync(new GetTableRequest(RopId.RopGetHierarchyTable) { TableFlags = depth ? TableFlags.Depth : TableFlags.None }, folder, columns, [], int.MaxValue, cancellationToken);

    /// <summary>Rows of the messages of a folder, at most so many, in the order asked for.</summary>
    public Task<List<PropertyValue[]>> ListMessagesAsync(
        uint folder, PropertyTag[] columns, TableSortOrder[]? sort = null, int limit = int.MaxValue, bool associated = false, CancellationToken cancellationToken = default) =>
        ListAsync(new GetTableRequest(RopId.RopGetContentsTable) { TableFlags = associated ? TableFlags.Associated : TableFlags.None }, folder, columns, sort ?? [], limit, cancellationToken);

    private async Task<List<PropertyValue[]>> ListAsync(GetTableRequest open, uint folder, PropertyTag[] columns, TableSortOrder[] sort, int limit, CancellationToken cancellationToken)
    {
        open.OutputHandleIndex = 1;
        List<RopRequest> requests = [open, new SetColumnsRequest { HandleIndex = 1, PropertyTags = columns }];
        if (sort.Length > 0) requests.Add(new SortTableRequest { HandleIndex = 1, SortOrders = sort });
        requests.Add(NextRows(1, columns, limit));
        var reply = await Client.ExecuteAsync(requests, [folder, NoHandle], cancellationToken: cancellationToken);
        foreach (var response in reply.Responses) EnsureSuccess(response);
        var table = reply.Handles[1];
        var rows = new List<PropertyValue[]>();
        while (AddRows(rows, reply.Responses, columns, limit))
        {
            reply = await Client.ExecuteAsync([NextRows(0, columns, limit - rows.Count)], [table], cancellationToken: cancellationToken);
            foreach (var response in reply.Responses) EnsureSuccess(response);
        }
        await ReleaseAsync(table, cancellationToken);
        return rows;
    }

    private static QueryRowsRequest NextRows(byte handleIndex, PropertyTag[] columns, int limit)
    {
        var request = new QueryRowsRequest { HandleIndex = handleIndex, RowCount = (ushort)Math.Min(PageSize, limit) };
        RowColumns.Attach(request, columns);
        return request;
    }

    // Gives whether there may be more: the server says where its cursor is, and an answer without rows is the end whatever it says.
    private static bool AddRows(List<PropertyValue[]> rows, List<RopResponse> responses, PropertyTag[] columns, int limit)
    {
        var before = rows.Count;
        var ended = false;
        foreach (var response in responses.OfType<QueryRowsResponse>())
        {
            ended = response.Origin == TableOrigin.End;
            var reader = new MapiReader(response.RowData.Span);
            for (var i = 0; i < response.RowCount && rows.Count < limit; i++) rows.Add(PropertyRow.Read(ref reader, columns));
            if (reader.Error is { } error) throw new MapiHttpException($"RopQueryRows: {error}");
        }
        return !ended && rows.Count > before && rows.Count < limit;
    }

    /// <summary>Opens a message and reads all its properties; large values are errors in them, and <see cref="ReadStreamAsync"/> reads those.</summary>
    public async Task<TaggedPropertyValue[]> ReadMessageAsync(ulong folderId, ulong messageId, CancellationToken cancellationToken = default)
    {
        var reply = await Client.ExecuteAsync(
            [
                new OpenMessageRequest { OutputHandleIndex = 1, CodePageId = 0x0FFF, FolderId = folderId, MessageId = messageId },
                new GetPropertiesAllRequest { HandleIndex = 1, WantUnicode = true },
                new LogonSimpleRequest(RopId.RopRelease) { HandleIndex = 1 },
            ], [LogonHandle, NoHandle], cancellationToken: cancellationToken);
        foreach (var response in reply.Responses) EnsureSuccess(response);
        return reply.Responses.OfType<GetPropertiesAllResponse>().Single().PropertyValues;
    }

    /// <summary>Opens a message and gives its handle.</summary>
    public async Task<uint> OpenMessageAsync(ulong folderId, ulong messageId, OpenModeFlags mode = OpenModeFlags.ReadOnly, CancellationToken cancellationToken = default)
    {
        var request = new OpenMessageRequest { OutputHandleIndex = 1, CodePageId = 0x0FFF, FolderId = folderId, MessageId = messageId, OpenModeFlags = mode };
        var (response, handles) = await Client.ExecuteAsync(request, [LogonHandle, NoHandle], cancellationToken);
        EnsureSuccess(response);
        return handles[1];
    }

    /// <summary>Reads properties of an object; what is missing has the type ErrorCode.</summary>
    public async Task<PropertyValue[]> GetPropertiesAsync(uint handle, PropertyTag[] tags, CancellationToken cancellationToken = default)
    {
        var (response, _) = await Client.ExecuteAsync(new GetPropertiesSpecificRequest { WantUnicode = true, PropertyTags = tags }, [handle], cancellationToken);
        return ((GetPropertiesSpecificResponse)EnsureSuccess(response)).RowData;
    }

    /// <summary>Reads a property as a stream, to its end, up to so many bytes.</summary>
    public async Task<byte[]> ReadStreamAsync(uint handle, PropertyTag tag, int limit = int.MaxValue, CancellationToken cancellationToken = default)
    {
        var (response, handles) = await Client.ExecuteAsync(new OpenStreamRequest { OutputHandleIndex = 1, PropertyTag = tag }, [handle, NoHandle], cancellationToken);
        EnsureSuccess(response);
        using var content = new MemoryStream();
        while (true)
        {
            var reply = await Client.ExecuteAsync([new ReadStreamRequest { ByteCount = ReadStreamRequest.ByteCountSentinel, MaximumByteCount = 0x40000 }], [handles[1]], cancellationToken: cancellationToken);
            var before = content.Length;
            foreach (var part in reply.Responses) content.Write(((ReadStreamResponse)EnsureSuccess(part)).Data);
            if (content.Length > limit) throw new MapiHttpException($"{tag}: more than {limit} bytes");
            if (content.Length == before) break;
        }
        await ReleaseAsync(handles[1], cancellationToken);
        return content.ToArray();
    }

    /// <summary>Makes a message with these properties, saves it, and gives its id.</summary>
    public async Task<ulong> CreateMessageAsync(ulong folderId, TaggedPropertyValue[] properties, bool associated = false, CancellationToken cancellationToken = default)
    {
        var reply = await Client.ExecuteAsync(
            [
                new CreateMessageRequest { OutputHandleIndex = 1, CodePageId = 0x0FFF, FolderId = folderId, AssociatedFlag = associated },
                new SetPropertiesRequest(RopId.RopSetProperties) { HandleIndex = 1, PropertyValues = properties },
                new SaveChangesRequest(RopId.RopSaveChangesMessage) { HandleIndex = 1, InputHandleIndex = 1, SaveFlags = SaveFlags.ForceSave },
                new LogonSimpleRequest(RopId.RopRelease) { HandleIndex = 1 },
            ], [LogonHandle, NoHandle], cancellationToken: cancellationToken);
        foreach (var response in reply.Responses) EnsureSuccess(response);
        if (reply.Responses.OfType<PropertyProblemsResponse>().SelectMany(r => r.PropertyProblems).FirstOrDefault() is { ErrorCode: not MapiError.Success } problem)
            throw new MapiHttpException($"RopSetProperties: {problem}") { ErrorCode = problem.ErrorCode };
        return reply.Responses.OfType<SaveChangesMessageResponse>().Single().MessageId;
    }

    /// <summary>Releases a handle.</summary>
    public Task ReleaseAsync(uint handle, CancellationToken cancellationToken = default) =>
        Client.ExecuteAsync([new LogonSimpleRequest(RopId.RopRelease)], [handle], cancellationToken: cancellationToken);

    /// <summary>Gives the response where its ROP succeeded; throws else.</summary>
    public static RopResponse EnsureSuccess(RopResponse response) => response.ReturnValue == MapiError.Success
        ? response
        : throw new MapiHttpException($"{response.RopId}: {response.ReturnValue} (0x{(uint)response.ReturnValue:X8})") { ResponseCode = MapiHttpResponseCode.Success, ErrorCode = response.ReturnValue };
}
