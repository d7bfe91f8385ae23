using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Tables;

/// <summary>Tables as a client has them: through a session, over a real mailbox.</summary>
[Collection(SessionCollection.Name)]
public sealed class TableSessionTests(SessionHarness harness)
{
    private const int Inbox = 4;
    private static readonly PropertyTag[] Columns = [PidTag.Mid, PidTag.Subject];

    private static async Task<uint> OpenAsync(TestSession session, RopId table, TableFlags flags, ulong folder)
    {
        var (responses, handles) = await session.ExecuteAsync([session.Logon, 0xFFFFFFFF, 0xFFFFFFFF],
            new OpenFolderRequest { HandleIndex = 0, OutputHandleIndex = 1, FolderId = folder },
            new GetTableRequest(table) { HandleIndex = 1, OutputHandleIndex = 2, TableFlags = flags });
        Assert.All(responses, r => Assert.Equal(MapiError.Success, r.ReturnValue));
        return handles[2];
    }

    private static async Task<List<PropertyValue[]>> RowsAsync(TestSession session, uint table, PropertyTag[] columns)
    {
        var query = new QueryRowsRequest { RowCount = 1000 };
        RowColumns.Attach(query, columns);
        var response = (await session.ExecuteAsync<QueryRowsResponse>(table, query)).Response;
        return TableWorld.Rows(response, columns);
    }

    private static async Task<long> SaveAsync(TestSession session, string subject)
    {
        var content = new MessageContent();
        content.Properties.Set(PidTag.Subject, subject);
        content.Properties.Set(PidTag.MessageClass, "IPM.Note");
        var saved = await session.Harness.Mailbox(session.User).SaveMessageAsync(MailboxCaller.Server,
            new SaveMessage { OperationId = Guid.NewGuid(), FolderId = ObjectIds.FromWire(session.FolderId(Inbox)), IsNew = true, Content = content });
        Assert.Equal(MapiError.Success, saved.Error);
        return saved.MessageId;
    }

    [Fact]
    public async Task A_contents_table_follows_its_folder()
    {
        var session = await harness.LogonAsync();
        var table = await OpenAsync(session, RopId.RopGetContentsTable, TableFlags.UseUnicode, session.FolderId(Inbox));
        await session.ExecuteAsync([table], new SetColumnsRequest { PropertyTags = Columns }, new SortTableRequest { SortOrders = [new(PidTag.Subject, TableSortOrder.Descending)] });
        Assert.Empty(await RowsAsync(session, table, Columns));
        var ids = new List<long>();
        foreach (var subject in new[] { "a", "c", "b" }) ids.Add(await SaveAsync(session, subject));
        await session.ExecuteAsync([table], new SeekRowRequest { Origin = TableOrigin.Beginning });
        Assert.Equal(["c", "b", "a"], (await RowsAsync(session, table, Columns)).Select(r => r[1].AsString()));
        await session.Harness.Mailbox(session.User).DeleteMessagesAsync(MailboxCaller.Server, ObjectIds.FromWire(session.FolderId(Inbox)), [ids[1]], hard: false);
        await session.ExecuteAsync([table], new SeekRowRequest { Origin = TableOrigin.Beginning });
        Assert.Equal(["b", "a"], (await RowsAsync(session, table, Columns)).Select(r => r[1].AsString()));

        var deleted = await OpenAsync(session, RopId.RopGetContentsTable, TableFlags.UseUnicode | TableFlags.SoftDeletes, session.FolderId(Inbox));
        await session.ExecuteAsync([deleted], new SetColumnsRequest { PropertyTags = Columns });
        Assert.Equal((long)ObjectIds.ToWire(ids[1]), Assert.Single(await RowsAsync(session, deleted, Columns))[0].AsInt64());
    }

    [Fact]
    public async Task Every_column_that_there_can_be_can_be_shown()
    {
        var session = await harness.LogonAsync();
        await SaveAsync(session, "hello");
        foreach (var (rop, folder) in new[] { (RopId.RopGetContentsTable, Inbox), (RopId.RopGetHierarchyTable, 3) })
        {
            var table = await OpenAsync(session, rop, TableFlags.UseUnicode, session.FolderId(folder));
            var all = (await session.ExecuteAsync<QueryColumnsAllResponse>(table, new TableRequest(RopId.RopQueryColumnsAll))).Response.PropertyTags;
            Assert.Contains(PidTag.InstID, all);
            foreach (var columns in all.Chunk(20))
            {
                Assert.Equal(MapiError.Success, (await session.ExecuteAsync<TableStatusResponse>(table, new SetColumnsRequest { PropertyTags = columns })).Response.ReturnValue);
                await session.ExecuteAsync([table], new SeekRowRequest { Origin = TableOrigin.Beginning });
                Assert.NotEmpty(await RowsAsync(session, table, columns));
            }
        }
    }

    [Fact]
    public async Task A_deep_hierarchy_has_folders_of_all_levels()
    {
        PropertyTag[] columns = [PidTag.DisplayName, PidTag.Depth, PidTag.FolderFlags];
        var session = await harness.LogonAsync();
        var made = await session.Harness.Mailbox(session.User).CreateFolderAsync(MailboxCaller.Server, new NewFolder { ParentId = ObjectIds.FromWire(session.FolderId(Inbox)), DisplayName = "Below" });
        Assert.Equal(MapiError.Success, made.Error);
        var flat = await OpenAsync(session, RopId.RopGetHierarchyTable, TableFlags.UseUnicode, session.FolderId(3));
        var deep = await OpenAsync(session, RopId.RopGetHierarchyTable, TableFlags.UseUnicode | TableFlags.Depth, session.FolderId(3));
        foreach (var table in new[] { flat, deep }) await session.ExecuteAsync([table], new SetColumnsRequest { PropertyTags = columns });
        Assert.DoesNotContain(await RowsAsync(session, flat, columns), r => r[0].AsString() == "Below");
        var below = Assert.Single(await RowsAsync(session, deep, columns), r => r[0].AsString() == "Below");
        Assert.Equal((2, 5), (below[1].AsInt32(), below[2].AsInt32()));
    }
}
