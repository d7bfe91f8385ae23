using CsCheck;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Store;
using Xunit;

namespace MapiOrleans.Tests.Tables;

/// <summary>The table ROPs over a folder of a store ([MS-OXCTABL] 3.2.5).</summary>
public sealed class TableHandlerTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    private static readonly PropertyTag[] Columns = [PidTag.Mid, PidTag.Subject];
    private static readonly PropertyTag Keywords = new(0x8001, PropertyType.MultipleString);
    private static readonly PropertyTag KeywordInstance = new(0x8001, (PropertyType)0x301F);

    private async Task<TableWorld> WorldAsync(int messages = 0)
    {
        var world = await TableWorld.CreateAsync(fixture.Mailboxes);
        if (messages > 0)
            await world.AddAsync(Enumerable.Range(0, messages).Select(i => ((Action<PropertyBag>)(bag => bag.Set(PidTag.Subject, $"s{i:d4}")), i % 2 == 0, (Action<MessageContent>?)null, false)));
        return world;
    }

    private async Task<TableWorld> OpenAsync(int messages, params PropertyTag[] columns)
    {
        var world = await WorldAsync(messages);
        await world.OpenAsync();
        await world.SetColumnsAsync(columns.Length == 0 ? Columns : columns);
        return world;
    }

    private static IEnumerable<string> Subjects(IEnumerable<PropertyValue[]> rows) => rows.Select(r => r[1].AsString());

    private static string[] Named(int start, int end) => [.. Enumerable.Range(start, end - start).Select(i => $"s{i:d4}")];

    private static PropertyRestriction Is(string subject) => new(RelationalOperator.Equal, PidTag.Subject, new(PidTag.Subject, PropertyValue.String(subject)));

    private static Task<SeekRowResponse> SeekAsync(TableWorld world, TableOrigin origin, int count) =>
        world.RunAsync<SeekRowResponse>(new SeekRowRequest { Origin = origin, RowCount = count, WantRowMovedCount = true });

    private static async Task<(uint, uint)> PositionAsync(TableWorld world)
    {
        var position = await world.RunAsync<QueryPositionResponse>(new TableRequest(RopId.RopQueryPosition));
        return (position.Numerator, position.Denominator);
    }

    [Fact]
    public async Task Opening_counts_rows_and_asks_for_rights()
    {
        var world = await WorldAsync(3);
        await world.AddAsync(bag => bag.Set(PidTag.Subject, "hidden"), associated: true);
        Assert.Equal(3u, await world.OpenAsync());
        Assert.Equal(1u, await world.OpenAsync(TableFlags.Associated));
        await world.SetColumnsAsync(Columns);
        Assert.Equal(["hidden"], Subjects(await world.QueryAsync(Columns)));
        Assert.Equal(MapiError.InvalidParameter, await world.FailAsync(new GetTableRequest(RopId.RopGetContentsTable) { OutputHandleIndex = 1, TableFlags = TableFlags.Depth }));
        Assert.Equal(MapiError.NotSupported, await world.FailAsync(new GetTableRequest(RopId.RopGetHierarchyTable) { OutputHandleIndex = 1, TableFlags = TableFlags.Associated }));
        world.Rights = FolderRights.Visible;
        Assert.Equal(MapiError.AccessDenied, await world.FailAsync(new GetTableRequest(RopId.RopGetContentsTable) { OutputHandleIndex = 1 }));
        Assert.Equal(MapiError.AccessDenied, await world.FailAsync(new QueryRowsRequest { RowCount = 1 }));
        world.Rights = FolderRights.None;
        Assert.Equal(MapiError.NotFound, await world.FailAsync(new GetTableRequest(RopId.RopGetContentsTable) { OutputHandleIndex = 1 }));
    }

    [Fact]
    public async Task Rows_are_read_forwards_to_the_end_and_backwards_to_the_beginning()
    {
        var world = await OpenAsync(10);
        Assert.Equal(Named(0, 4), Subjects(await world.QueryAsync(Columns, 4)));
        Assert.Equal(Named(4, 7), Subjects(await world.QueryAsync(Columns, 3, flags: QueryRowsRequest.NoAdvance)));
        var rest = await world.RunAsync<QueryRowsResponse>(new QueryRowsRequest { RowCount = 50 });
        Assert.Equal((TableOrigin.End, 6), (rest.Origin, rest.RowCount));
        var none = await world.RunAsync<QueryRowsResponse>(new QueryRowsRequest { RowCount = 50 });
        Assert.Equal((TableOrigin.End, 0), (none.Origin, none.RowCount));
        Assert.Equal(Named(7, 10), Subjects(await world.QueryAsync(Columns, 3, forward: false)));
        Assert.Equal((7u, 10u), await PositionAsync(world));
        var first = await world.RunAsync<QueryRowsResponse>(new QueryRowsRequest { RowCount = 50, ForwardRead = false });
        Assert.Equal((TableOrigin.End, 7), (first.Origin, first.RowCount));
        Assert.Equal(Named(0, 7), Subjects(TableWorld.Rows(first, Columns)));
    }

    [Fact]
    public async Task No_row_is_split_and_paging_misses_none()
    {
        var world = await OpenAsync(260);
        var seen = new List<string>();
        const int space = 700;
        for (var rows = Subjects(await world.QueryAsync(Columns, space: space)).ToList(); rows.Count > 0; rows = [.. Subjects(await world.QueryAsync(Columns, space: space))]) seen.AddRange(rows);
        Assert.Equal(Named(0, 260), seen);
        seen.Clear();
        for (var rows = Subjects(await world.QueryAsync(Columns, 100, forward: false, space: space)).ToList(); rows.Count > 0; rows = [.. Subjects(await world.QueryAsync(Columns, 100, forward: false, space: space))]) seen.InsertRange(0, rows);
        Assert.Equal(Named(0, 260), seen);
        Assert.Equal(MapiError.BufferTooSmall, await world.FailAsync(new QueryRowsRequest { RowCount = 5 }, QueryRowsResponse.HeaderSize + 10));
    }

    [Fact]
    public async Task Before_columns_are_set_rows_are_not_to_be_had()
    {
        var world = await WorldAsync(3);
        await world.OpenAsync();
        foreach (var request in new RopRequest[] { new QueryRowsRequest { RowCount = 1 }, new FindRowRequest { RestrictionData = TableWorld.Bytes(Is("x")) }, new ExpandRowRequest(), new CollapseRowRequest(), new FreeBookmarkRequest(), new SeekRowBookmarkRequest(), new GetCollapseStateRequest(), new SetCollapseStateRequest() })
            Assert.Equal(MapiError.NullObject, await world.FailAsync(request));
        Assert.Equal((0u, 3u), await PositionAsync(world));
        await world.SetColumnsAsync(Columns);
        Assert.Single(await world.QueryAsync(Columns, 1));
        foreach (var bad in new PropertyTag[] { 0x00370000, 0x0037000A, 0x00370009, 0x0037201F, 0x00370001 })
        {
            Assert.Equal(MapiError.InvalidParameter, await world.FailAsync(new SetColumnsRequest { PropertyTags = [PidTag.Mid, bad] }));
            Assert.Equal(MapiError.NullObject, await world.FailAsync(new QueryRowsRequest { RowCount = 1 }));
        }
        Assert.Equal(MapiError.InvalidParameter, await world.FailAsync(new SetColumnsRequest()));
        await world.RunAsync<RopStatusResponse>(new TableRequest(RopId.RopResetTable));
        Assert.Equal(MapiError.NullObject, await world.FailAsync(new QueryRowsRequest { RowCount = 1 }));
    }

    [Fact]
    public async Task A_failed_order_or_restriction_holds_until_one_succeeds()
    {
        var world = await OpenAsync(3);
        Assert.Equal(MapiError.InvalidParameter, await world.FailAsync(new SortTableRequest { SortOrders = [new(0x00370000, 0)] }));
        Assert.Equal(MapiError.InvalidParameter, await world.FailAsync(new QueryRowsRequest { RowCount = 1 }));
        await world.SortAsync(new TableSortOrder(PidTag.Subject, TableSortOrder.Descending));
        Assert.Equal(MapiError.InvalidParameter, await world.FailAsync(new RestrictRequest { RestrictionData = [0xEE] }));
        Assert.Equal(MapiError.InvalidParameter, await world.FailAsync(new TableRequest(RopId.RopQueryPosition)));
        await world.RunAsync<RopStatusResponse>(new TableRequest(RopId.RopResetTable));
        await world.SetColumnsAsync(Columns);
        Assert.Equal(Named(0, 3), Subjects(await world.QueryAsync(Columns)));
        foreach (var bad in new[]
        {
            new SortTableRequest { CategoryCount = 2, SortOrders = [new(PidTag.Subject, 0)] },
            new SortTableRequest { ExpandedCount = 2, SortOrders = [new(PidTag.Subject, 0)] },
            new SortTableRequest { SortOrders = [new(PidTag.Subject, 2)] },
            new SortTableRequest { CategoryCount = 1, SortOrders = [new(PidTag.Subject, 0), new(PidTag.Importance, 0), new(PidTag.Importance, TableSortOrder.MaximumCategory)] },
        })
            Assert.Equal(MapiError.InvalidParameter, await world.FailAsync(bad));
        Assert.Equal(MapiError.TooComplex, await world.FailAsync(new SortTableRequest { SortOrders = [.. Enumerable.Repeat(new TableSortOrder(PidTag.Subject, 0), 17)] }));
    }

    [Fact]
    public async Task Order_and_restriction_put_the_cursor_to_the_beginning_and_end_bookmarks()
    {
        var world = await OpenAsync(6);
        await world.QueryAsync(Columns, 3);
        var bookmark = (await world.RunAsync<BookmarkResponse>(new TableRequest(RopId.RopCreateBookmark))).Bookmark;
        await world.SortAsync(new TableSortOrder(PidTag.Subject, TableSortOrder.Descending));
        Assert.Equal(MapiError.InvalidBookmark, await world.FailAsync(new SeekRowBookmarkRequest { Bookmark = bookmark }));
        Assert.Equal(Named(0, 6).Reverse(), Subjects(await world.QueryAsync(Columns)));
        bookmark = (await world.RunAsync<BookmarkResponse>(new TableRequest(RopId.RopCreateBookmark))).Bookmark;
        await world.RestrictAsync(new ContentRestriction(2, 1, PidTag.Subject, new(PidTag.Subject, PropertyValue.String("S000"))));
        Assert.Equal(MapiError.InvalidBookmark, await world.FailAsync(new FindRowRequest { RestrictionData = TableWorld.Bytes(Is("x")), Origin = TableOrigin.Custom, Bookmark = bookmark }));
        Assert.Equal((0u, 6u), await PositionAsync(world));
        await world.RestrictAsync(Is("S0004"));
        Assert.Equal(["s0004"], Subjects(await world.QueryAsync(Columns)));
        await world.RunAsync<TableStatusResponse>(new RestrictRequest());
        Assert.Equal((0u, 6u), await PositionAsync(world));
    }

    [Fact]
    public async Task Seeking_says_how_far_it_got()
    {
        var world = await OpenAsync(10);
        var answers = new List<(int, bool)>();
        foreach (var (origin, count) in new[] { (TableOrigin.Beginning, 4), (TableOrigin.Current, 100), (TableOrigin.Current, -3), (TableOrigin.Beginning, -1), (TableOrigin.End, -100), (TableOrigin.End, 0) })
        {
            var answer = await SeekAsync(world, origin, count);
            answers.Add((answer.RowsSought, answer.HasSoughtLess));
        }
        Assert.Equal([(4, false), (6, true), (-3, false), (0, true), (-10, true), (0, false)], answers);
        Assert.Equal((10u, 10u), await PositionAsync(world));
        Assert.Equal(MapiError.InvalidParameter, await world.FailAsync(new SeekRowRequest { Origin = TableOrigin.Custom }));
        Assert.Equal((int.MinValue, true), await SeekAsync(world, TableOrigin.Current, int.MinValue) is { } far ? (far.RowsSought == -10 ? int.MinValue : 0, far.HasSoughtLess) : default);
        foreach (var (numerator, denominator, expected) in new[] { (0u, 5u, 0u), (1u, 2u, 5u), (5u, 5u, 10u), (7u, 5u, 10u), (uint.MaxValue - 1, uint.MaxValue, 9u) })
        {
            await world.RunAsync<RopStatusResponse>(new SeekRowFractionalRequest { Numerator = numerator, Denominator = denominator });
            Assert.Equal((expected, 10u), await PositionAsync(world));
        }
        Assert.Equal(MapiError.InvalidParameter, await world.FailAsync(new SeekRowFractionalRequest { Numerator = 1 }));
    }

    [Fact]
    public async Task A_bookmark_stays_at_its_row_and_says_when_that_is_gone()
    {
        var world = await OpenAsync(6);
        var messages = world.Messages.ToArray();
        await SeekAsync(world, TableOrigin.Beginning, 3);
        var bookmark = (await world.RunAsync<BookmarkResponse>(new TableRequest(RopId.RopCreateBookmark))).Bookmark;
        await world.RemoveAsync(messages[0]);
        var there = await world.RunAsync<SeekRowBookmarkResponse>(new SeekRowBookmarkRequest { Bookmark = bookmark, WantRowMovedCount = true });
        Assert.Equal((false, false, 0), (there.RowNoLongerVisible, there.HasSoughtLess, there.RowsSought));
        Assert.Equal((2u, 5u), await PositionAsync(world));
        await world.RemoveAsync(messages[3], messages[4]);
        var gone = await world.RunAsync<SeekRowBookmarkResponse>(new SeekRowBookmarkRequest { Bookmark = bookmark, WantRowMovedCount = true });
        Assert.True(gone.RowNoLongerVisible);
        Assert.Equal(["s0005"], Subjects(await world.QueryAsync(Columns)));
        var found = await world.RunAsync<FindRowResponse>(new FindRowRequest { RestrictionData = TableWorld.Bytes(new ExistRestriction(PidTag.Subject)), Origin = TableOrigin.Custom, Bookmark = bookmark });
        Assert.Equal((true, true), (found.RowNoLongerVisible, found.HasRowData));
        await world.RunAsync<RopStatusResponse>(new FreeBookmarkRequest { Bookmark = bookmark });
        Assert.Equal(MapiError.InvalidBookmark, await world.FailAsync(new FreeBookmarkRequest { Bookmark = bookmark }));
        Assert.Equal(MapiError.InvalidBookmark, await world.FailAsync(new SeekRowBookmarkRequest { Bookmark = bookmark }));
        for (var i = 0; i < world.Limits.MaxBookmarks; i++) await world.RunAsync<BookmarkResponse>(new TableRequest(RopId.RopCreateBookmark));
        Assert.Equal(MapiError.NotEnoughMemory, await world.FailAsync(new TableRequest(RopId.RopCreateBookmark)));
    }

    [Fact]
    public async Task A_bookmark_of_another_table_is_none()
    {
        var world = await OpenAsync(2);
        var bookmark = (await world.RunAsync<BookmarkResponse>(new TableRequest(RopId.RopCreateBookmark))).Bookmark;
        await world.OpenAsync();
        await world.SetColumnsAsync(Columns);
        await world.RunAsync<BookmarkResponse>(new TableRequest(RopId.RopCreateBookmark));
        Assert.Equal(MapiError.InvalidBookmark, await world.FailAsync(new SeekRowBookmarkRequest { Bookmark = bookmark }));
        await Gen.Byte.Array[0, 12].SampleAsync(async bytes =>
            Assert.Equal(MapiError.InvalidBookmark, await world.FailAsync(new SeekRowBookmarkRequest { Bookmark = bytes })), iter: 50, threads: 1);
    }

    [Fact]
    public async Task The_cursor_stays_at_its_row_while_rows_come_and_go()
    {
        var world = await OpenAsync(6);
        await world.SortAsync(new TableSortOrder(PidTag.Subject, TableSortOrder.Descending));
        var messages = world.Messages.ToArray();
        Assert.Equal(["s0005", "s0004"], Subjects(await world.QueryAsync(Columns, 2)));
        await world.AddAsync(bag => bag.Set(PidTag.Subject, "s0009"));
        Assert.Equal((3u, 7u), await PositionAsync(world));
        await world.RemoveAsync(messages[3]);
        Assert.Equal(["s0002", "s0001"], Subjects(await world.QueryAsync(Columns, 2)));
        await SeekAsync(world, TableOrigin.Beginning, 0);
        await world.AddAsync(bag => bag.Set(PidTag.Subject, "s0010"));
        Assert.Equal(["s0010", "s0009"], Subjects(await world.QueryAsync(Columns, 2)));
        await SeekAsync(world, TableOrigin.End, 0);
        await world.AddAsync(bag => bag.Set(PidTag.Subject, "a"));
        Assert.Equal((8u, 8u), await PositionAsync(world));
    }

    [Fact]
    public async Task A_row_is_found_from_anywhere_in_both_directions()
    {
        var world = await OpenAsync(150);
        var odd = new ContentRestriction(1, 0, PidTag.Subject, new(PidTag.Subject, PropertyValue.String("9")));
        async Task<string?> FindAsync(Restriction restriction, TableOrigin origin, bool backward = false)
        {
            try
            {
                var found = await world.RunAsync<FindRowResponse>(new FindRowRequest { RestrictionData = TableWorld.Bytes(restriction), Origin = origin, FindRowFlags = backward ? (byte)1 : (byte)0 });
                return TableWorld.Rows(new QueryRowsResponse { RowCount = 1, RowData = found.RowData }, Columns)[0][1].AsString();
            }
            catch (Grains.Session.RopException e) when (e.Error == MapiError.NotFound)
            {
                return null;
            }
        }
        Assert.Equal("s0009", await FindAsync(odd, TableOrigin.Beginning));
        Assert.Equal((9u, 150u), await PositionAsync(world));
        Assert.Equal("s0009", await FindAsync(odd, TableOrigin.Current));
        Assert.Equal("s0149", await FindAsync(odd, TableOrigin.End, backward: true));
        Assert.Equal("s0139", await FindAsync(odd, TableOrigin.Current, backward: true));
        Assert.Null(await FindAsync(odd, TableOrigin.Beginning, backward: true));
        Assert.Equal("s0120", await FindAsync(Is("S0120"), TableOrigin.Beginning));
        Assert.Null(await FindAsync(Is("S0120"), TableOrigin.End));
        var id = ObjectIds.ToWire(world.Messages[77].MessageId);
        Assert.Equal("s0077", await FindAsync(new PropertyRestriction(RelationalOperator.Equal, PidTag.Mid, new(PidTag.Mid, PropertyValue.Int64(id))), TableOrigin.Beginning));
        var small = await world.RunAsync<FindRowResponse>(new FindRowRequest { RestrictionData = TableWorld.Bytes(odd), Origin = TableOrigin.Beginning }, FindRowResponse.HeaderSize + 5);
        Assert.False(small.HasRowData);
        Assert.Equal((9u, 150u), await PositionAsync(world));
        Assert.Equal(MapiError.InvalidParameter, await world.FailAsync(new FindRowRequest { RestrictionData = [9] }));
        Assert.Equal(MapiError.InvalidParameter, await world.FailAsync(new FindRowRequest { RestrictionData = TableWorld.Bytes(odd), Origin = (TableOrigin)7 }));
    }

    [Fact]
    public async Task Values_are_cut_to_510_bytes_and_text_is_in_the_type_asked_for()
    {
        PropertyTag[] columns = [PidTag.Subject, PidTag.Subject.WithType(PropertyType.String8), PidTag.ConversationIndex, PidTag.SenderName, Keywords, PidTag.Importance, PidTag.RowType, PidTag.Depth, PidTag.InstanceNum];
        var world = await OpenAsync(0, columns);
        await world.AddAsync(bag =>
        {
            bag.Set(PidTag.Subject, new string('ä', 300));
            bag.Set(PidTag.ConversationIndex, new byte[700]);
            bag.Set(Keywords, PropertyValue.Multiple([new string('k', 400), "second"]));
        });
        await world.AddAsync(bag =>
        {
            bag.Set(PidTag.Subject, "a\0b");
            bag.Set(Keywords, PropertyValue.Multiple(Array.Empty<string>()));
            bag.Set(PidTag.SenderName, new string('x', 254) + "😀");
        });
        var rows = await world.QueryAsync(columns);
        Assert.Equal(new string('ä', 255), rows[0][0].AsString());
        Assert.Equal(Enumerable.Repeat((byte)0xE4, 255), rows[0][1].AsBytes());
        Assert.Equal(510, rows[0][2].AsBytes().Length);
        Assert.Equal(PropertyValue.Error(MapiError.NotFound), rows[0][3]);
        Assert.Equal([new string('k', 255)], rows[0][4].AsArray<string>());
        Assert.Equal(PropertyValue.Error(MapiError.NotFound), rows[0][5]);
        Assert.Equal([1, 0, 0], rows[0][6..].Select(v => v.AsInt32()));
        Assert.Equal("a", rows[1][0].AsString());
        Assert.Equal(new string('x', 254), rows[1][3].AsString());
        Assert.Equal(PropertyValue.Error(MapiError.NotFound), rows[1][4]);
    }

    [Fact]
    public async Task Instances_of_a_multi_valued_property_are_rows()
    {
        var world = await WorldAsync();
        await world.AddAsync(bag => { bag.Set(PidTag.Subject, "both"); bag.Set(Keywords, PropertyValue.Multiple(["red", "blue"])); });
        await world.AddAsync(bag => bag.Set(PidTag.Subject, "none"));
        await world.OpenAsync();
        await world.SetColumnsAsync(KeywordInstance, PidTag.Subject, PidTag.InstanceNum, PidTag.InstID);
        PropertyTag[] wire = [Keywords.WithType(PropertyType.String), PidTag.Subject, PidTag.InstanceNum, PidTag.InstID];
        var rows = await world.QueryAsync(wire);
        Assert.Equal([("red", "both", 0), ("blue", "both", 1)], rows.Take(2).Select(r => (r[0].AsString(), r[1].AsString(), r[2].AsInt32())));
        Assert.Equal(rows[0][3], rows[1][3]);
        Assert.Equal(PropertyValue.Error(MapiError.NotFound), rows[2][0]);
        await world.SortAsync(new TableSortOrder(KeywordInstance, TableSortOrder.Ascending));
        Assert.Equal(["none", "both", "both"], Subjects(await world.QueryAsync(wire)));
        await world.RunAsync<TableStatusResponse>(new SortTableRequest { CategoryCount = 1, ExpandedCount = 1, SortOrders = [new(KeywordInstance, 0)] });
        Assert.Equal((0u, 6u), await PositionAsync(world));
        Assert.Equal(MapiError.TooComplex, await world.FailAsync(new SetColumnsRequest { PropertyTags = [KeywordInstance, new(0x8002, (PropertyType)0x301F)] }));
    }

    [Fact]
    public async Task Categories_expand_and_collapse()
    {
        PropertyTag[] columns = [PidTag.InstID, PidTag.Subject, PidTag.RowType, PidTag.Depth, PidTag.ContentCount, PidTag.ContentUnreadCount, PidTag.SenderName];
        var world = await WorldAsync();
        foreach (var (subject, sender) in new[] { ("a1", "Anna"), ("b1", "Bert"), ("a2", "anna"), ("b2", "Bert"), ("a3", "ANNA") })
            await world.AddAsync(bag => { bag.Set(PidTag.Subject, subject); bag.Set(PidTag.SenderName, sender); }, read: subject[1] == '1');
        await world.OpenAsync();
        await world.SetColumnsAsync(columns);
        await world.RunAsync<TableStatusResponse>(new SortTableRequest { CategoryCount = 1, SortOrders = [new(PidTag.SenderName, 0), new(PidTag.Subject, TableSortOrder.Descending)] });
        var rows = await world.QueryAsync(columns);
        Assert.Equal([("ANNA", 4, 0, 3, 2), ("Bert", 4, 0, 2, 1)], rows.Select(r => (r[6].AsString(), r[2].AsInt32(), r[3].AsInt32(), r[4].AsInt32(), r[5].AsInt32())));
        Assert.All(rows, r => Assert.Equal(PropertyValue.Error(MapiError.NotFound), r[1]));
        var (anna, bert) = ((ulong)rows[0][0].AsInt64(), (ulong)rows[1][0].AsInt64());

        var expanded = await world.RunAsync<ExpandRowResponse>(new ExpandRowRequest { CategoryId = anna });
        Assert.Equal((3u, 0), (expanded.ExpandedRowCount, expanded.RowCount));
        Assert.Equal(MapiError.NotCollapsed, await world.FailAsync(new ExpandRowRequest { CategoryId = anna }));
        Assert.Equal(MapiError.NotExpanded, await world.FailAsync(new CollapseRowRequest { CategoryId = bert }));
        Assert.Equal(MapiError.NotFound, await world.FailAsync(new ExpandRowRequest { CategoryId = 42 }));
        Assert.Equal(MapiError.NotFound, await world.FailAsync(new CollapseRowRequest { CategoryId = 42 }));

        await SeekAsync(world, TableOrigin.Beginning, 0);
        rows = await world.QueryAsync(columns);
        Assert.Equal([3, 1, 1, 1, 4], rows.Select(r => r[2].AsInt32()));
        Assert.Equal([0, 1, 1, 1, 0], rows.Select(r => r[3].AsInt32()));

        // What is inside a collapsed category is no longer visible; the next row is the other header.
        await SeekAsync(world, TableOrigin.Beginning, 2);
        var bookmark = (await world.RunAsync<BookmarkResponse>(new TableRequest(RopId.RopCreateBookmark))).Bookmark;
        var state = (await world.RunAsync<GetCollapseStateResponse>(new GetCollapseStateRequest { RowId = ObjectIds.ToWire(world.Messages[2].MessageId) })).CollapseState;
        Assert.Equal(3u, (await world.RunAsync<CollapseRowResponse>(new CollapseRowRequest { CategoryId = anna })).CollapsedRowCount);
        Assert.True((await world.RunAsync<SeekRowBookmarkResponse>(new SeekRowBookmarkRequest { Bookmark = bookmark })).RowNoLongerVisible);
        Assert.Equal((1u, 2u), await PositionAsync(world));

        // A new message does not change what is expanded.
        await world.RunAsync<ExpandRowResponse>(new ExpandRowRequest { CategoryId = bert });
        await world.AddAsync(bag => { bag.Set(PidTag.Subject, "c1"); bag.Set(PidTag.SenderName, "Carl"); });
        Assert.Equal(5u, (await PositionAsync(world)).Item2);

        // The state is back, in another table too, and the cursor at its row.
        await world.OpenAsync();
        await world.SetColumnsAsync(columns);
        await world.RunAsync<TableStatusResponse>(new SortTableRequest { CategoryCount = 1, ExpandedCount = 1, SortOrders = [new(PidTag.SenderName, 0), new(PidTag.Subject, TableSortOrder.Descending)] });
        var row = (await world.RunAsync<BookmarkResponse>(new SetCollapseStateRequest { CollapseState = state })).Bookmark;
        Assert.Equal((2u, 6u), await PositionAsync(world));
        await SeekAsync(world, TableOrigin.End, 0);
        await world.RunAsync<SeekRowBookmarkResponse>(new SeekRowBookmarkRequest { Bookmark = row });
        Assert.Equal(["a2"], Subjects(await world.QueryAsync(columns, 1)));
    }

    [Fact]
    public async Task Any_collapse_state_is_safe()
    {
        var world = await OpenAsync(5);
        await world.RunAsync<TableStatusResponse>(new SortTableRequest { CategoryCount = 1, ExpandedCount = 1, SortOrders = [new(PidTag.Importance, 0)] });
        await Gen.Byte.Array[0, 60].SampleAsync(async bytes =>
        {
            try
            {
                var set = await world.RunAsync<BookmarkResponse>(new SetCollapseStateRequest { CollapseState = bytes });
                await world.RunAsync<RopStatusResponse>(new FreeBookmarkRequest { Bookmark = set.Bookmark });
            }
            catch (Grains.Session.RopException e)
            {
                Assert.Equal(MapiError.InvalidParameter, e.Error);
            }
            Assert.InRange((await PositionAsync(world)).Item2, 1u, 6u);
        }, iter: 200, threads: 1);
    }

    [Fact]
    public async Task Folders_are_rows_too()
    {
        PropertyTag[] columns = [PidTag.FolderId, PidTag.DisplayName, PidTag.ContentCount, PidTag.Depth];
        var world = await WorldAsync();
        FolderView View(long id, string name, int items) => new(TableWorld.NewFolder(id, name) with { ParentId = TableWorld.Folder, Counters = new FolderCounters { Items = items } }, FolderRights.All, 0, 1);
        world.Hierarchy = new HierarchyView(1, [View(401, "A", 1), View(402, "B", 2), View(403, "C", 3)]);
        Assert.Equal(3u, await world.OpenAsync(TableFlags.Depth, RopId.RopGetHierarchyTable));
        await world.SetColumnsAsync(columns);
        Assert.Equal([("A", 1), ("B", 2)], (await world.QueryAsync(columns, 2)).Select(r => (r[1].AsString(), r[2].AsInt32())));
        var bookmark = (await world.RunAsync<BookmarkResponse>(new TableRequest(RopId.RopCreateBookmark))).Bookmark;
        world.Hierarchy = new HierarchyView(2, [View(402, "B", 9), View(403, "C", 3), View(404, "D", 4)]);
        Assert.Equal((1u, 3u), await PositionAsync(world));
        Assert.False((await world.RunAsync<SeekRowBookmarkResponse>(new SeekRowBookmarkRequest { Bookmark = bookmark })).RowNoLongerVisible);
        await world.RestrictAsync(new PropertyRestriction(RelationalOperator.GreaterThan, PidTag.ContentCount, new(PidTag.ContentCount, PropertyValue.Int32(3))));
        Assert.Equal(["B", "D"], Subjects(await world.QueryAsync(columns)));
        foreach (var request in new RopRequest[] { new SortTableRequest { SortOrders = [new(PidTag.DisplayName, 0)] }, new TableRequest(RopId.RopResetTable), new ExpandRowRequest(), new CollapseRowRequest(), new GetCollapseStateRequest(), new SetCollapseStateRequest() })
            Assert.Equal(MapiError.NotSupported, await world.FailAsync(request));
        var all = await world.RunAsync<QueryColumnsAllResponse>(new TableRequest(RopId.RopQueryColumnsAll));
        Assert.Contains(PidTag.DisplayName.WithType(PropertyType.String8), all.PropertyTags);
    }

    [Fact]
    public async Task A_snapshot_takes_the_rops_of_its_kind()
    {
        PropertyTag[] columns = [PidTag.MemberId, PidTag.MemberName];
        var world = await WorldAsync();
        PropertyBag[] rows = [.. Enumerable.Range(0, 3).Select(i => new PropertyBag([new(PidTag.MemberId, PropertyValue.Int64(i)), new(PidTag.MemberName, PropertyValue.String($"m{i}"))]))];
        world.Use(new SnapshotTable(world.Logon, TableKind.Permissions, rows, columns) { Flags = TableFlags.UseUnicode });
        await world.SetColumnsAsync(columns);
        Assert.Equal(["m0", "m1", "m2"], Subjects(await world.QueryAsync(columns)));
        foreach (var request in new RopRequest[] { new RestrictRequest(), new FindRowRequest(), new TableRequest(RopId.RopCreateBookmark), new FreeBookmarkRequest(), new SeekRowBookmarkRequest(), new SortTableRequest(), new TableRequest(RopId.RopResetTable) })
            Assert.Equal(MapiError.NotSupported, await world.FailAsync(request));
        Assert.Equal(MapiError.NotImplemented, await world.FailAsync(new TableRequest(RopId.RopGetStatus)));
        Assert.Equal(MapiError.NotImplemented, await world.FailAsync(new TableRequest(RopId.RopAbort)));
        Assert.Equal(columns.Order(), (await world.RunAsync<QueryColumnsAllResponse>(new TableRequest(RopId.RopQueryColumnsAll))).PropertyTags.Where(t => columns.Contains(t)).Order());

        var rule = new PropertyBag([new(PidTag.RuleProviderData, PropertyValue.Binary(new byte[900])), new(PidTag.RuleId, PropertyValue.Int64(1))]);
        world.Use(new SnapshotTable(world.Logon, TableKind.Rules, [rule], [PidTag.RuleId], maxValueSize: int.MaxValue));
        await world.SetColumnsAsync(PidTag.RuleId, PidTag.RuleProviderData);
        Assert.Equal(900, (await world.QueryAsync([PidTag.RuleId, PidTag.RuleProviderData]))[0][1].AsBytes().Length);
        await world.RestrictAsync(new ExistRestriction(PidTag.RuleName));
        Assert.Empty(await world.QueryAsync([PidTag.RuleId, PidTag.RuleProviderData]));
    }

    [Fact]
    public async Task What_is_no_table_is_not_supported()
    {
        var world = await WorldAsync();
        world.Use(new Grains.Session.Objects.FolderObject(world.Logon, TableWorld.Folder));
        foreach (var request in new RopRequest[] { new QueryRowsRequest(), new SetColumnsRequest(), new SortTableRequest(), new RestrictRequest(), new TableRequest(RopId.RopGetStatus), new TableRequest(RopId.RopAbort), new TableRequest(RopId.RopQueryPosition), new SeekRowRequest(), new SeekRowBookmarkRequest(), new SeekRowFractionalRequest(), new TableRequest(RopId.RopCreateBookmark), new FreeBookmarkRequest(), new TableRequest(RopId.RopQueryColumnsAll), new FindRowRequest(), new TableRequest(RopId.RopResetTable), new ExpandRowRequest(), new CollapseRowRequest(), new GetCollapseStateRequest(), new SetCollapseStateRequest() })
            Assert.Equal(MapiError.NotSupported, await world.FailAsync(request));
    }

    private enum Move
    {
        Seek, Query, QueryBack, Add, Remove, Find, Fraction,
    }

    [Fact]
    public async Task A_cursor_moves_as_a_simple_model_says() => await Gen.Select(Gen.Int[0, 6], Gen.Int[-6, 6], Gen.Int[0, 2]).Array[1, 25].SampleAsync(async moves =>
    {
        var world = await OpenAsync(5);
        await world.SortAsync(new TableSortOrder(PidTag.Subject, TableSortOrder.Ascending));
        var model = world.Messages.Select(m => m.Content.Properties.GetString(PidTag.Subject)!).Order(StringComparer.Ordinal).ToList();
        var cursor = 0;
        var added = 0;
        foreach (var (kind, amount, origin) in moves)
        {
            switch ((Move)kind)
            {
                case Move.Seek:
                    var start = origin switch { 0 => 0, 1 => cursor, _ => model.Count };
                    var target = Math.Clamp(start + amount, 0, model.Count);
                    var answer = await SeekAsync(world, (TableOrigin)origin, amount);
                    Assert.Equal((target - start, Math.Abs(target - start) < Math.Abs(amount)), (answer.RowsSought, answer.HasSoughtLess));
                    cursor = target;
                    break;
                case Move.Query:
                    var take = Math.Min(Math.Abs(amount), model.Count - cursor);
                    Assert.Equal(model.Skip(cursor).Take(take), Subjects(await world.QueryAsync(Columns, Math.Abs(amount))));
                    cursor += take;
                    break;
                case Move.QueryBack:
                    var back = Math.Min(Math.Abs(amount), cursor);
                    Assert.Equal(model.Skip(cursor - back).Take(back), Subjects(await world.QueryAsync(Columns, Math.Abs(amount), forward: false)));
                    cursor -= back;
                    break;
                case Move.Add:
                    var name = $"s{Math.Abs(amount):d4}x{added++:d2}";
                    await world.AddAsync(bag => bag.Set(PidTag.Subject, name));
                    var place = model.TakeWhile(s => string.CompareOrdinal(s, name) < 0).Count();
                    model.Insert(place, name);
                    // A place at the end stays there; one at the beginning too.
                    if (cursor > 0 && (place <= cursor && cursor < model.Count - 1 || cursor == model.Count - 1)) cursor++;
                    break;
                case Move.Remove when model.Count > 0:
                    var which = Math.Abs(amount) % model.Count;
                    await world.RemoveAsync(world.Messages.Single(m => m.Content.Properties.GetString(PidTag.Subject) == model[which]));
                    model.RemoveAt(which);
                    if (which < cursor) cursor--;
                    break;
                case Move.Find when model.Count > 0:
                    var wanted = model[Math.Abs(amount) % model.Count];
                    var found = model.FindIndex(cursor, s => s == wanted);
                    var request = new FindRowRequest { RestrictionData = TableWorld.Bytes(Is(wanted)), Origin = TableOrigin.Current };
                    if (found < 0) Assert.Equal(MapiError.NotFound, await world.FailAsync(request));
                    else await world.RunAsync<FindRowResponse>(request);
                    cursor = found < 0 ? cursor : found;
                    break;
                case Move.Fraction:
                    await world.RunAsync<RopStatusResponse>(new SeekRowFractionalRequest { Numerator = (uint)Math.Abs(amount), Denominator = 6 });
                    cursor = Math.Abs(amount) * model.Count / 6;
                    break;
            }
            Assert.Equal(((uint)cursor, (uint)model.Count), await PositionAsync(world));
        }
    }, iter: 40, threads: 1);
}
