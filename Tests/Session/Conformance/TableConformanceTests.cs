using MapiOrleans.Grains.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;

namespace MapiOrleans.Tests.Session.Conformance;

/// <summary>Tables as the newest Exchange has them where [MS-OXCTABL] leaves it open.</summary>
[Collection(SessionCollection.Name)]
public sealed class TableConformanceTests(SessionHarness harness)
{
    private static readonly SetColumnsRequest Columns = new() { PropertyTags = [PidTag.Mid, PidTag.Subject] };

    private async Task<(TestSession Session, uint Table)> OpenAsync()
    {
        var session = await harness.LogonAsync();
        foreach (var subject in new[] { "a", "b", "c" }) await harness.SaveAsync(session.User, session.FolderId(FolderSteps.Inbox), subject);
        var inbox = await session.OpenAsync(session.FolderId(FolderSteps.Inbox));
        return (session, (await session.ExecuteAsync<GetTableResponse>(inbox, new GetTableRequest(RopId.RopGetContentsTable) { OutputHandleIndex = 1 })).Output);
    }

    [Fact]
    public async Task Rows_that_run_out_backwards_end_at_the_end_too()
    {
        var (session, table) = await OpenAsync();
        await session.StatusAsync(table, Columns);
        await session.StatusAsync(table, new SeekRowRequest { Origin = TableOrigin.End });
        var two = (await session.ExecuteAsync<QueryRowsResponse>(table, new QueryRowsRequest { ForwardRead = false, RowCount = 2 })).Response;
        Assert.Equal((TableOrigin.Current, 2), (two.Origin, two.RowCount));
        var rest = (await session.ExecuteAsync<QueryRowsResponse>(table, new QueryRowsRequest { ForwardRead = false, RowCount = 20 })).Response;
        Assert.Equal((TableOrigin.End, 1), (rest.Origin, rest.RowCount));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public async Task A_maximum_of_no_category_is_a_descending_order(ushort categories, ushort expanded)
    {
        var (session, table) = await OpenAsync();
        await session.StatusAsync(table, Columns);
        Assert.Equal(MapiError.Success, await session.StatusAsync(table, new SortTableRequest { CategoryCount = categories, ExpandedCount = expanded, SortOrders = [new(PidTag.Subject, TableSortOrder.MaximumCategory)] }));
        var query = new QueryRowsRequest { RowCount = 20 };
        RowColumns.Attach(query, Columns.PropertyTags);
        var rows = Tables.TableWorld.Rows((await session.ExecuteAsync<QueryRowsResponse>(table, query)).Response, Columns.PropertyTags);
        Assert.Equal(["c", "b", "a"], rows.Select(r => r[1].AsString()).Distinct());
    }

    [Fact]
    public async Task Messages_of_a_conversation_are_found_in_all_folders_from_the_root()
    {
        var session = await harness.LogonAsync();
        var conversation = Guid.NewGuid().ToByteArray();
        foreach (var (folder, subject) in new[] { (FolderSteps.Inbox, "in"), (6, "sent"), (FolderSteps.DeletedItems, "gone") })
        {
            var content = new Mapi.Messages.MessageContent();
            content.Properties.Set(PidTag.ConversationId, conversation);
            await harness.SaveAsync(session.User, session.FolderId(folder), subject, content);
            await harness.SaveAsync(session.User, session.FolderId(folder), "other");
        }
        const TableFlags flags = TableFlags.SuppressesNotifications | TableFlags.UseUnicode | TableFlags.DeferredErrors;
        async Task<(GetTableResponse Response, uint Output)> GetAsync(ulong folder, TableFlags wanted) =>
            await session.ExecuteAsync<GetTableResponse>(await session.OpenAsync(folder), new GetTableRequest(RopId.RopGetContentsTable) { OutputHandleIndex = 1, TableFlags = wanted });
        var (got, table) = await GetAsync(session.FolderId(FolderSteps.Root), flags);
        Assert.Equal(MapiError.Success, got.ReturnValue);
        Assert.True(got.RowCount >= 6, $"{got.RowCount} rows");
        await session.StatusAsync(table, Columns);
        using var writer = new Mapi.Wire.MapiWriter();
        new Mapi.Restrictions.PropertyRestriction(Mapi.Restrictions.RelationalOperator.Equal, PidTag.ConversationId, new(PidTag.ConversationId, PropertyValue.Binary(conversation))).Write(writer, CountWidth.Narrow);
        await session.StatusAsync(table, new RestrictRequest { RestrictionData = writer.ToArray() });
        async Task<IEnumerable<string>> SubjectsAsync()
        {
            var query = new QueryRowsRequest { RowCount = 50 };
            RowColumns.Attach(query, Columns.PropertyTags);
            await session.StatusAsync(table, new SeekRowRequest { Origin = TableOrigin.Beginning });
            return Tables.TableWorld.Rows((await session.ExecuteAsync<QueryRowsResponse>(table, query)).Response, Columns.PropertyTags).Select(r => r[1].AsString());
        }
        Assert.Equal(["gone", "in", "sent"], (await SubjectsAsync()).Order());
        // What comes later is found too.
        var late = new Mapi.Messages.MessageContent();
        late.Properties.Set(PidTag.ConversationId, conversation);
        await harness.SaveAsync(session.User, session.FolderId(FolderSteps.Inbox), "late", late);
        Assert.Equal(["gone", "in", "late", "sent"], (await SubjectsAsync()).Order());

        // Only of the root, and with nothing that asks for other messages.
        Assert.Equal(MapiError.InvalidParameter, (await GetAsync(session.FolderId(FolderSteps.Inbox), flags)).Response.ReturnValue);
        Assert.Equal(MapiError.InvalidParameter, (await GetAsync(session.FolderId(FolderSteps.Root), flags | TableFlags.Associated)).Response.ReturnValue);
    }

    [Fact]
    public async Task No_rows_come_with_an_expansion()
    {
        var (session, table) = await OpenAsync();
        await session.StatusAsync(table, Columns);
        Assert.Equal(MapiError.NotSupported, await session.StatusAsync(table, new ExpandRowRequest { CategoryId = 1, MaxRowCount = 1 }));
        Assert.Equal(MapiError.NotFound, await session.StatusAsync(table, new ExpandRowRequest { CategoryId = 1 }));
    }

    [Fact]
    public async Task A_bookmark_says_why_it_holds_no_more()
    {
        var (session, table) = await OpenAsync();
        var seek = new SeekRowBookmarkRequest { Bookmark = [1, 2, 3] };
        var free = new FreeBookmarkRequest { Bookmark = [1, 2, 3] };
        Assert.Equal((MapiError.NullObject, MapiError.NullObject), (await session.StatusAsync(table, seek), await session.StatusAsync(table, free)));

        await session.StatusAsync(table, Columns);
        seek.Bookmark = free.Bookmark = (await session.ExecuteAsync<BookmarkResponse>(table, new TableRequest(RopId.RopCreateBookmark))).Response.Bookmark;
        Assert.Equal(MapiError.Success, await session.StatusAsync(table, seek));
        Assert.Equal(MapiError.Success, await session.StatusAsync(table, new TableRequest(RopId.RopResetTable)));
        Assert.Equal((MapiError.InvalidBookmark, MapiError.NullObject), (await session.StatusAsync(table, seek), await session.StatusAsync(table, free)));

        await session.StatusAsync(table, Columns);
        seek.Bookmark = free.Bookmark = (await session.ExecuteAsync<BookmarkResponse>(table, new TableRequest(RopId.RopCreateBookmark))).Response.Bookmark;
        Assert.Equal(MapiError.Success, await session.StatusAsync(table, free));
        Assert.Equal((MapiError.InvalidBookmark, MapiError.InvalidBookmark), (await session.StatusAsync(table, seek), await session.StatusAsync(table, free)));

        await session.ReleaseAsync(table);
        Assert.Equal((MapiError.NullObject, MapiError.NullObject), (await session.StatusAsync(table, seek), await session.StatusAsync(table, free)));
        Assert.Equal(MapiError.InvalidObject, await session.StatusAsync(table, Columns));
    }

    [Fact]
    public async Task There_are_no_asynchronous_operations()
    {
        var (session, table) = await OpenAsync();
        var set = (await session.ExecuteAsync<TableStatusResponse>(table, new SetColumnsRequest { SetColumnsFlags = 1, PropertyTags = [PidTag.Mid] })).Response;
        Assert.Equal((MapiError.Success, TableStatus.Complete), (set.ReturnValue, set.TableStatus));
        Assert.Equal(MapiError.NotImplemented, await session.StatusAsync(table, new TableRequest(RopId.RopGetStatus)));
        Assert.Equal(MapiError.NotImplemented, await session.StatusAsync(table, new TableRequest(RopId.RopAbort)));
    }
}
