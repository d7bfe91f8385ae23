using System.Diagnostics.Metrics;
using System.Reflection;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Interfaces.Session;
using MapiOrleans.Grains.Session;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace MapiOrleans.Tests.Tables;

/// <summary>A mailbox that says what a test wants it to: only what tables ask.</summary>
public class MailboxStub : DispatchProxy
{
    internal TableWorld World { get; set; } = null!;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(IMailboxGrain.FindFolderAsync) => Task.FromResult(World.FindFolder((long)args![1]!)),
        nameof(IMailboxGrain.GetHierarchyAsync) => Task.FromResult<HierarchyView?>(World.Hierarchy),
        nameof(IMailboxGrain.SubscribeAsync) => Task.FromResult(new MailboxSubscribed(true, false, TimeSpan.FromMinutes(5))),
        // The index is made beside everything else, so a table may find none for as long as it likes.
        nameof(IMailboxGrain.IndexTextAsync) => Task.CompletedTask,
        var other => throw new NotSupportedException(other),
    };
}

/// <summary>A folder of a store, a session that has it open, and the ROPs of its tables.</summary>
internal sealed class TableWorld
{
    public const long Folder = 300;
    public static readonly DateTimeOffset Time = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private static readonly SessionMetrics Metrics = new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    private readonly IMailboxStore _store;
    private readonly MailboxFence _fence;
    private readonly MapiSession _session;
    private readonly uint[] _handles = [HandleTable.None, HandleTable.None];
    private long _nextChange = 1000;
    private long _nextId = 1000;
    private FolderView? _view;

    private TableWorld(IMailboxStore store, MailboxRecord record)
    {
        _store = store;
        _fence = new MailboxFence(record.Key, record.Epoch);
        var mailbox = DispatchProxy.Create<IMailboxGrain, MailboxStub>();
        ((MailboxStub)(object)mailbox).World = this;
        _session = new MapiSession(
            new SessionOpen { SessionId = Guid.NewGuid(), AccountId = Guid.NewGuid(), Domain = "example.org", UserDn = "/o=x/cn=y", CodePage = 1252 },
            new SessionServices(store, null!, new SessionLimits { MaxTableRowsCached = 150, MaxBookmarks = 20 }, TimeProvider.System, Metrics, NullLogger.Instance));
        Logon = new LogonObject(_session, mailbox,
            new MailboxInfo { StoreId = record.Key.Id, Shard = record.Key.Shard, MailboxGuid = record.MailboxGuid, ReplGuid = record.ReplGuid },
            new MailboxCaller { AccountId = Guid.NewGuid() });
        FolderHandle = _session.Handles.Add(new FolderObject(Logon, Folder));
    }

    public LogonObject Logon { get; }

    public SessionLimits Limits => _session.Services.Limits;

    public uint FolderHandle { get; }

    public FolderRights Rights { get; set; } = FolderRights.All;

    public List<MessageRecord> Messages { get; } = [];

    public HierarchyView Hierarchy { get; set; } = new(1, []);

    public static async Task<TableWorld> CreateAsync(IMailboxStore store)
    {
        var guid = Guid.NewGuid();
        await store.CreateMailboxAsync(guid, Guid.NewGuid(), MailboxKind.Private, CancellationToken.None);
        var world = new TableWorld(store, (await store.ClaimMailboxAsync(guid, "test", CancellationToken.None))!);
        await world.CommitAsync(new StoreOperation.InsertFolder(NewFolder(Folder, "Inbox")));
        return world;
    }

    public static FolderRecord NewFolder(long id, string name, Action<PropertyBag>? set = null)
    {
        var bag = new PropertyBag();
        set?.Invoke(bag);
        return new FolderRecord { FolderId = id, ParentId = 1, Kind = FolderKind.Generic, DisplayName = name, Properties = bag, CreatedAt = Time, ModifiedAt = Time, ContentsModifiedAt = Time };
    }

    public FolderView? FindFolder(long id) => id != Folder || Rights == FolderRights.None ? null : _view = _view is { } known && known.Rights == Rights && known.Folder.ContentsChangeNumber == _nextChange
        ? known
        : new FolderView(NewFolder(Folder, "Inbox") with { ContentsChangeNumber = _nextChange, Counters = new FolderCounters { Items = Messages.Count(m => !m.Associated), Associated = Messages.Count(m => m.Associated) } }, Rights, 0, 0);

    public async Task<MessageRecord> AddAsync(Action<PropertyBag> set, bool read = false, Action<MessageContent>? content = null, bool associated = false) =>
        (await AddAsync([(set, read, content, associated)]))[0];

    public async Task<MessageRecord[]> AddAsync(IEnumerable<(Action<PropertyBag> Set, bool Read, Action<MessageContent>? Content, bool Associated)> messages)
    {
        var added = messages.Select(m => Make(m.Set, m.Read, m.Content, m.Associated)).ToArray();
        foreach (var batch in added.Chunk(500)) await CommitAsync([.. batch.Select(m => new StoreOperation.InsertMessage(m))]);
        Messages.AddRange(added);
        return added;
    }

    private MessageRecord Make(Action<PropertyBag> set, bool read, Action<MessageContent>? content, bool associated)
    {
        var made = new MessageContent();
        set(made.Properties);
        content?.Invoke(made);
        var change = _nextChange++;
        return new MessageRecord
        {
            MessageId = _nextId++,
            FolderId = Folder,
            Associated = associated,
            ChangeNumber = change,
            ReadChangeNumber = change,
            IsRead = read,
            ArticleNumber = (int)(_nextId % 7),
            CreatedAt = Time,
            ModifiedAt = Time.AddHours(_nextId % 11),
            Size = StorageFormat.SizeOf(made),
            Hot = HotColumnsDerivation.Derive(made),
            Content = made,
        };
    }

    public async Task RemoveAsync(params MessageRecord[] messages)
    {
        _nextChange++;
        await CommitAsync(new StoreOperation.DeleteMessages([.. messages.Select(m => m.MessageId)]));
        Messages.RemoveAll(messages.Contains);
    }

    public async Task<ExternalValue> WritePartAsync(byte[] data)
    {
        await using var writer = _store.PartSink(_fence.Key).CreatePart();
        await writer.AppendAsync(data, CancellationToken.None);
        return await writer.CompleteAsync(CancellationToken.None);
    }

    private Task CommitAsync(params StoreOperation[] operations) => _store.CommitAsync(
        new MailboxCommit { Fence = _fence, NextChangeNumber = _nextChange, NextId = 1_000_000, Operations = operations }, CancellationToken.None);

    /// <summary>Puts an object at handle index 1.</summary>
    public void Use(SessionObject value) => _handles[1] = _session.Handles.Add(value);

    /// <summary>Opens a table of the folder at handle index 1; gives its RowCount.</summary>
    public async Task<uint> OpenAsync(TableFlags flags = TableFlags.UseUnicode, RopId rop = RopId.RopGetContentsTable)
    {
        _handles[0] = FolderHandle;
        return (await RunAsync<GetTableResponse>(new GetTableRequest(rop) { HandleIndex = 0, OutputHandleIndex = 1, TableFlags = flags })).RowCount;
    }

    /// <summary>Runs a ROP on the table at handle index 1 (an opening one on the folder); its response has been over the wire.</summary>
    public async Task<T> RunAsync<T>(RopRequest request, int space = 31_000) where T : RopResponse
    {
        if (request is not GetTableRequest) request.HandleIndex = 1;
        var context = new RopContext(_session, _handles, CancellationToken.None) { ResponseSpace = space };
        var response = await RopHandlers.Find(request.RopId)!(context, request);
        using var writer = new MapiWriter();
        RopResponseBuffer.WriteResponse(writer, response!);
        Xunit.Assert.True(writer.Length <= space);
        var parsed = RopResponseBuffer.TryParse(RopResponseBuffer.Build(writer.Written, []), [request], out var error);
        Xunit.Assert.Null(error);
        return Xunit.Assert.IsType<T>(Xunit.Assert.Single(parsed!.Value.Responses));
    }

    /// <summary>Runs a ROP that fails.</summary>
    public async Task<MapiError> FailAsync(RopRequest request, int space = 31_000) =>
        (await Xunit.Assert.ThrowsAsync<RopException>(() => RunAsync<RopResponse>(request, space))).Error;

    public Task SetColumnsAsync(params PropertyTag[] columns) => RunAsync<TableStatusResponse>(new SetColumnsRequest { PropertyTags = columns });

    public Task SortAsync(params TableSortOrder[] orders) => RunAsync<TableStatusResponse>(new SortTableRequest { SortOrders = orders });

    public Task RestrictAsync(Mapi.Restrictions.Restriction restriction) => RunAsync<TableStatusResponse>(new RestrictRequest { RestrictionData = Bytes(restriction) });

    public static byte[] Bytes(Mapi.Restrictions.Restriction restriction)
    {
        using var writer = new MapiWriter();
        restriction.Write(writer, CountWidth.Narrow);
        return writer.ToArray();
    }

    public async Task<List<PropertyValue[]>> QueryAsync(PropertyTag[] columns, int count = 1000, bool forward = true, byte flags = 0, int space = 31_000)
    {
        var response = await RunAsync<QueryRowsResponse>(new QueryRowsRequest { RowCount = (ushort)count, ForwardRead = forward, QueryRowsFlags = flags }, space);
        return Rows(response, columns);
    }

    public static List<PropertyValue[]> Rows(IHasRowData response, PropertyTag[] columns)
    {
        var reader = new MapiReader(response.RowData.Span);
        var rows = new List<PropertyValue[]>();
        for (var i = 0; i < response.RowCount; i++) rows.Add(PropertyRow.Read(ref reader, columns));
        Xunit.Assert.True(reader.AtEnd);
        return rows;
    }
}
