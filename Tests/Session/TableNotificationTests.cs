using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Tables;
using Xunit;
using static MapiOrleans.Tests.Session.FolderSteps;

namespace MapiOrleans.Tests.Session;

/// <summary>
/// Tables that tell what becomes of them ([MS-OXCNOTIF] 3.1.4.3). A client keeps a copy of the rows and does to it what it is told; then the
/// copy must be what a table that is opened anew shows.
/// </summary>
[Collection(SessionCollection.Name)]
public sealed class TableNotificationTests(SessionHarness harness)
{
    private static readonly PropertyTag[] OfMessages = [PidTag.Mid, PidTag.InstanceNum, PidTag.Subject, PidTag.MessageFlags];
    private static readonly PropertyTag[] OfCategories = [PidTag.InstID, PidTag.InstanceNum, PidTag.Subject, PidTag.MessageFlags, PidTag.Importance, PidTag.RowType, PidTag.Depth, PidTag.ContentCount, PidTag.ContentUnreadCount];
    private static readonly PropertyTag[] OfFolders = [PidTag.FolderId, PidTag.DisplayName, PidTag.ContentCount, PidTag.Subfolders, PidTag.Depth];

    internal static async Task<uint> OpenAsync(TestSession session, RopId rop, TableFlags flags, ulong folder, PropertyTag[] columns, params RopRequest[] shape)
    {
        RopRequest[] requests =
        [
            new OpenFolderRequest { HandleIndex = 0, OutputHandleIndex = 1, FolderId = folder },
            new GetTableRequest(rop) { HandleIndex = 1, OutputHandleIndex = 2, TableFlags = flags },
            new SetColumnsRequest { HandleIndex = 2, PropertyTags = columns },
            .. shape,
        ];
        foreach (var request in shape) request.HandleIndex = 2;
        var (responses, handles) = await session.ExecuteAsync([session.Logon, 0xFFFFFFFF, 0xFFFFFFFF], requests);
        Assert.All(responses, r => Assert.Equal(MapiError.Success, r.ReturnValue));
        await session.ExecuteAsync([handles[1]], new LogonSimpleRequest(RopId.RopRelease));
        return handles[2];
    }

    /// <summary>All rows from the beginning.</summary>
    internal static async Task<List<PropertyValue[]>> QueryAsync(TestSession session, uint table, PropertyTag[] columns)
    {
        var query = new QueryRowsRequest { RowCount = 4000 };
        RowColumns.Attach(query, columns);
        var (responses, _) = await session.ExecuteAsync([table], new SeekRowRequest { Origin = TableOrigin.Beginning }, query);
        return TableWorld.Rows(Assert.IsType<QueryRowsResponse>(responses[1]), columns);
    }

    /// <summary>A client's copy of a table.</summary>
    private sealed class Copy(TestSession session, uint table, PropertyTag[] columns)
    {
        private readonly bool _ofMessages = columns[0] != PidTag.FolderId;

        public List<(TableRowId Id, string Text)> Rows { get; private set; } = [];

        public int Reloads { get; private set; }

        public int Told { get; private set; }

        public async Task LoadAsync() => Rows = [.. (await QueryAsync(session, table, columns)).Select(r => (IdOf(r), TextOf(r)))];

        public async Task FetchAsync()
        {
            foreach (var notify in await session.FetchAsync())
            {
                if (notify.NotificationHandle != table) continue;
                var data = notify.NotificationData;
                if (data.TableEventType == TableEventType.Changed)
                {
                    Reloads++;
                    await LoadAsync();
                    continue;
                }
                Told++;
                Assert.Equal(_ofMessages, (data.Bits & NotificationBits.Message) != 0);
                var known = Rows.RemoveAll(r => Same(r.Id, data.Row));
                Assert.Equal(data.TableEventType == TableEventType.RowAdded ? 0 : 1, known);
                if (data.TableEventType == TableEventType.RowDeleted) continue;
                var after = data.InsertAfter == default ? -1 : Rows.FindIndex(r => Same(r.Id, data.InsertAfter));
                Assert.True(after >= 0 || data.InsertAfter == default, "the row before is not there");
                var reader = new Mapi.Wire.MapiReader(data.RowData.Span);
                var row = PropertyRow.Read(ref reader, columns);
                Assert.True(reader.AtEnd);
                Rows.Insert(after + 1, (data.Row, TextOf(row)));
            }
        }

        // Rows that were queried know their folder only where they are folders.
        private bool Same(TableRowId a, TableRowId b) => _ofMessages ? (a.MessageId, a.Instance) == (b.MessageId, b.Instance) : a.FolderId == b.FolderId;

        private TableRowId IdOf(PropertyValue[] row) =>
            _ofMessages ? new TableRowId(0, (ulong)row[0].AsInt64(), (uint)row[1].AsInt32()) : new TableRowId((ulong)row[0].AsInt64(), 0, 0);

        private static string TextOf(PropertyValue[] row) => string.Join('|', row.Select(v => v.Type switch
        {
            PropertyType.Integer64 => $"{v.AsInt64():X}",
            PropertyType.Integer32 => $"{v.AsInt32()}",
            PropertyType.Boolean => $"{v.AsBool()}",
            PropertyType.String => v.AsString(),
            _ => "-",
        }));
    }

    private static SortTableRequest BySubject(byte order = TableSortOrder.Ascending) => new() { SortOrders = [new(PidTag.Subject, order)] };

    public static TheoryData<string, int> Shapes
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var shape in new[] { "natural", "sorted", "descending", "restricted", "associated", "instances", "categories", "levels", "collapsed", "maximum" })
                for (var seed = 1; seed <= 2; seed++) data.Add(shape, seed);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_copy_of_a_table_of_messages_follows_what_it_is_told(string shape, int seed)
    {
        var session = await harness.LogonAsync();
        var (inbox, trash) = (session.FolderId(Inbox), session.FolderId(DeletedItems));
        var keywords = new PropertyTag((ushort)(await harness.Mailbox(session.User).GetPropertyIdsAsync([new PropertyName(PropertySets.PS_PUBLIC_STRINGS, "Keywords")], create: true))[0], PropertyType.MultipleString);
        var instance = keywords.WithType((PropertyType)((ushort)PropertyType.MultipleString | PropertyTypes.MultiValueInstanceFlag));
        var categories = shape is "categories" or "levels" or "collapsed" or "maximum";
        PropertyTag[] columns = shape == "instances" ? [.. OfMessages, instance] : categories ? OfCategories : OfMessages;
        var flags = TableFlags.UseUnicode | (shape == "associated" ? TableFlags.Associated : 0);
        RopRequest[] Form() => shape switch
        {
            "natural" or "associated" => [],
            "descending" => [BySubject(TableSortOrder.Descending)],
            "restricted" => [BySubject(), new RestrictRequest { RestrictionData = TableWorld.Bytes(new ContentRestriction(0x0002, 0x0001, PidTag.Subject, new TaggedPropertyValue(PidTag.Subject, PropertyValue.String("b")))) }],
            "instances" => [new SortTableRequest { SortOrders = [new(instance, TableSortOrder.Ascending)] }],
            "categories" => [new SortTableRequest { SortOrders = [new(PidTag.Importance, TableSortOrder.Descending), new(PidTag.Subject, TableSortOrder.Ascending)], CategoryCount = 1, ExpandedCount = 1 }],
            "levels" => [new SortTableRequest { SortOrders = [new(PidTag.Importance, TableSortOrder.Ascending), new(PidTag.Subject, TableSortOrder.Ascending)], CategoryCount = 2, ExpandedCount = 2 }],
            "collapsed" => [new SortTableRequest { SortOrders = [new(PidTag.Importance, TableSortOrder.Ascending), new(PidTag.Subject, TableSortOrder.Ascending)], CategoryCount = 2, ExpandedCount = 1 }],
            "maximum" => [new SortTableRequest { SortOrders = [new(PidTag.Subject, TableSortOrder.Descending), new(PidTag.LastModificationTime, TableSortOrder.MaximumCategory)], CategoryCount = 1, ExpandedCount = 1 }],
            _ => [BySubject()],
        };
        var random = new Random(seed);
        var ids = new List<ulong>();
        for (var i = 0; i < 12; i++) await AddAsync();
        var table = await OpenAsync(session, RopId.RopGetContentsTable, flags, inbox, columns, Form());
        var copy = new Copy(session, table, columns.Select(c => c == instance ? c.WithType(PropertyType.String) : c).ToArray());
        await copy.LoadAsync();

        for (var round = 0; round < 12; round++)
        {
            for (var i = random.Next(1, 6); i > 0; i--) await ChangeAsync();
            // A query between does not make the client forget what it is still to be told.
            if (random.Next(4) == 0) await session.ExecuteAsync([table], new SeekRowRequest { Origin = TableOrigin.End });
            await SettleAsync(session);
            await copy.FetchAsync();
            var fresh = await OpenAsync(session, RopId.RopGetContentsTable, flags | TableFlags.NoNotifications, inbox, columns, Form());
            if (categories) await ShowAlikeAsync(fresh);
            var expected = new Copy(session, fresh, columns.Select(c => c == instance ? c.WithType(PropertyType.String) : c).ToArray());
            await expected.LoadAsync();
            Assert.Equal(expected.Rows.Select(r => r.Text), copy.Rows.Select(r => r.Text));
            await session.ExecuteAsync([fresh], new LogonSimpleRequest(RopId.RopRelease));
            if (categories) await ExpandOrCollapseAsync();
        }
        Assert.Equal(0, copy.Reloads);
        Assert.True(copy.Told > 5);

        async Task AddAsync() => ids.Add(await harness.SaveAsync(session.User, inbox, Subject(), Content(), associated: shape == "associated"));

        async Task ShowAlikeAsync(uint other)
        {
            var state = (await session.ExecuteAsync<GetCollapseStateResponse>(table, new GetCollapseStateRequest())).Response.CollapseState;
            await session.ExecuteAsync([other], new SetCollapseStateRequest { CollapseState = state });
        }

        // The answer tells what comes into view or goes; no notification does.
        async Task ExpandOrCollapseAsync()
        {
            var headers = (await QueryAsync(session, table, columns)).Where(r => r[5].AsInt32() != 1).ToArray();
            if (headers.Length == 0) return;
            var header = headers[random.Next(headers.Length)];
            var id = (ulong)header[0].AsInt64();
            RopRequest show = header[5].AsInt32() == 3 ? new CollapseRowRequest { CategoryId = id } : new ExpandRowRequest { CategoryId = id };
            if (show is ExpandRowRequest expand) RowColumns.Attach(expand, columns);
            Assert.Equal(MapiError.Success, (await session.ExecuteAsync([table], show)).Responses[0].ReturnValue);
            await copy.LoadAsync();
            Assert.DoesNotContain(await session.FetchAsync(), n => n.NotificationHandle == table);
        }

        string Subject() => $"{(char)('a' + random.Next(3))}{random.Next(2)}";

        MessageContent Content()
        {
            var content = new MessageContent();
            var values = Enumerable.Range(0, 4).Where(_ => random.Next(2) == 0).Select(i => $"k{i}").ToArray();
            if (values.Length > 0) content.Properties.Set(new TaggedPropertyValue(keywords, PropertyValue.Multiple(values)));
            content.Properties.Set(PidTag.Importance, random.Next(3));
            return content;
        }

        async Task ChangeAsync()
        {
            var mailbox = harness.Mailbox(session.User);
            var folder = ObjectIds.FromWire(inbox);
            var index = random.Next(ids.Count);
            var id = ObjectIds.FromWire(ids[index]);
            switch (ids.Count < 4 ? 0 : random.Next(6))
            {
                case 0 or 1:
                    await AddAsync();
                    break;
                case 2:
                    await mailbox.DeleteMessagesAsync(Owner(session.User), folder, [id], hard: random.Next(2) == 0);
                    ids.RemoveAt(index);
                    break;
                case 3:
                    await mailbox.SetReadFlagsAsync(Owner(session.User), folder, [id], random.Next(2) == 0);
                    break;
                case 4:
                    await mailbox.MoveCopyMessagesAsync(Owner(session.User), folder, [id], ObjectIds.FromWire(trash), copy: false);
                    ids.RemoveAt(index);
                    break;
                default:
                    var content = Content();
                    content.Properties.Set(PidTag.Subject, Subject());
                    content.Properties.Set(PidTag.MessageClass, "IPM.Note");
                    await mailbox.SaveMessageAsync(Owner(session.User), new SaveMessage { OperationId = Guid.NewGuid(), FolderId = folder, MessageId = id, IsNew = false, Content = content });
                    break;
            }
        }
    }

    /// <summary>What was committed has reached the session: a subscription hears of a change that comes after all others.</summary>
    private async Task SettleAsync(TestSession session)
    {
        var (_, handle) = await session.ExecuteAsync<RopStatusResponse>(session.Logon,
            new RegisterNotificationRequest { OutputHandleIndex = 1, NotificationTypes = NotificationTypes.ObjectCreated, FolderId = session.FolderId(2) });
        var last = await harness.SaveAsync(session.User, session.FolderId(2), "last");
        while (!session.Notifications.Exists(n => n.NotificationHandle == handle && n.NotificationData.MessageId == last))
        {
            await session.WaitAsync();
            do
            {
                session.Pending = 0;
                await session.ExecuteAsync([]);
            }
            while (session.Pending > 0);
        }
        await session.ExecuteAsync([handle], new LogonSimpleRequest(RopId.RopRelease));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task A_copy_of_a_table_of_folders_follows_what_it_is_told(bool deep, int seed)
    {
        var session = await harness.LogonAsync();
        var inbox = session.FolderId(Inbox);
        var mailbox = harness.Mailbox(session.User);
        var owner = Owner(session.User);
        var top = ObjectIds.FromWire(inbox);
        var random = new Random(seed);
        var folders = new List<long>();
        var flags = TableFlags.UseUnicode | (deep ? TableFlags.Depth : 0);
        for (var i = 0; i < 4; i++) await AddAsync();
        var table = await OpenAsync(session, RopId.RopGetHierarchyTable, flags, inbox, OfFolders);
        var copy = new Copy(session, table, OfFolders);
        await copy.LoadAsync();
        for (var round = 0; round < 15; round++)
        {
            for (var i = random.Next(1, 4); i > 0; i--) await ChangeAsync();
            await SettleAsync(session);
            await copy.FetchAsync();
            var fresh = await OpenAsync(session, RopId.RopGetHierarchyTable, flags | TableFlags.NoNotifications, inbox, OfFolders);
            var expected = new Copy(session, fresh, OfFolders);
            await expected.LoadAsync();
            Assert.Equal(expected.Rows.Select(r => r.Text), copy.Rows.Select(r => r.Text));
            await session.ExecuteAsync([fresh], new LogonSimpleRequest(RopId.RopRelease));
        }
        Assert.True(copy.Told > 5);
        if (!deep) Assert.Equal(0, copy.Reloads);

        async Task AddAsync()
        {
            var parent = folders.Count == 0 || random.Next(3) > 0 ? top : folders[random.Next(folders.Count)];
            var made = await mailbox.CreateFolderAsync(owner, new NewFolder { ParentId = parent, DisplayName = $"{(char)('a' + random.Next(26))}{Guid.NewGuid():n}" });
            folders.Add(made.Folder!.Folder.FolderId);
        }

        async Task ChangeAsync()
        {
            var folder = folders[random.Next(folders.Count)];
            switch (folders.Count < 3 ? 0 : random.Next(5))
            {
                case 0 or 1:
                    await AddAsync();
                    break;
                case 2:
                    var bag = new PropertyBag();
                    bag.Set(PidTag.DisplayName, $"{(char)('a' + random.Next(26))}{Guid.NewGuid():n}");
                    await mailbox.SetFolderPropertiesAsync(owner, folder, bag, []);
                    break;
                case 3:
                    await harness.SaveAsync(session.User, ObjectIds.ToWire(folder), "in it");
                    break;
                default:
                    var view = await mailbox.FindFolderAsync(owner, folder, deletedToo: false);
                    if (view is { Subfolders: 0 }) await mailbox.DeleteFolderAsync(owner, view.Folder.ParentId, folder, messages: true, subfolders: true, hard: false);
                    if (view is { Subfolders: 0 }) folders.Remove(folder);
                    break;
            }
        }
    }

    private async Task<(TestSession Session, ulong Inbox)> InboxAsync(int messages)
    {
        var session = await harness.LogonAsync();
        for (var i = 0; i < messages; i++) await harness.SaveAsync(session.User, session.FolderId(Inbox), $"{i}");
        return (session, session.FolderId(Inbox));
    }

    /// <summary>What came of a table after a message was saved.</summary>
    private async Task<List<NotificationData>> AfterSaveAsync(TestSession session, uint table, string subject = "new")
    {
        await harness.SaveAsync(session.User, session.FolderId(Inbox), subject);
        await SettleAsync(session);
        return [.. (await session.FetchAsync()).Where(n => n.NotificationHandle == table).Select(n => n.NotificationData)];
    }

    [Fact]
    public async Task A_table_tells_nothing_before_its_rows_were_looked_at_nor_after_a_reset_nor_where_the_client_wants_none()
    {
        var (session, inbox) = await InboxAsync(2);
        var table = await OpenAsync(session, RopId.RopGetContentsTable, TableFlags.UseUnicode, inbox, OfMessages);
        var silent = await OpenAsync(session, RopId.RopGetContentsTable, TableFlags.UseUnicode | TableFlags.NoNotifications, inbox, OfMessages);
        await QueryAsync(session, silent, OfMessages);
        Assert.Empty(await AfterSaveAsync(session, table));
        await QueryAsync(session, table, OfMessages);
        Assert.Equal(TableEventType.RowAdded, Assert.Single(await AfterSaveAsync(session, table)).TableEventType);
        Assert.Empty(await AfterSaveAsync(session, silent));
        await session.ExecuteAsync([table], new TableRequest(RopId.RopResetTable));
        Assert.Empty(await AfterSaveAsync(session, table));
        await session.ExecuteAsync([table], new SetColumnsRequest { PropertyTags = OfMessages }, new TableRequest(RopId.RopQueryPosition));
        Assert.Equal(TableEventType.RowAdded, Assert.Single(await AfterSaveAsync(session, table)).TableEventType);
        await session.ExecuteAsync([table], BySubject());
        Assert.Empty(await AfterSaveAsync(session, table));
    }

    [Fact]
    public async Task Too_many_rows_are_a_table_that_changed_and_then_nothing_until_rows_are_looked_at()
    {
        var (session, inbox) = await InboxAsync(2);
        var table = await OpenAsync(session, RopId.RopGetContentsTable, TableFlags.UseUnicode, inbox, OfMessages);
        await QueryAsync(session, table, OfMessages);
        for (var i = 0; i < new Grains.Session.SessionLimits().MaxTableNotifications; i++) await harness.SaveAsync(session.User, inbox, $"more {i}");
        Assert.Equal(TableEventType.Changed, Assert.Single(await AfterSaveAsync(session, table)).TableEventType);
        Assert.Empty(await AfterSaveAsync(session, table));
        await QueryAsync(session, table, OfMessages);
        Assert.Equal(TableEventType.RowAdded, Assert.Single(await AfterSaveAsync(session, table)).TableEventType);
    }

    [Fact]
    public async Task A_row_that_no_buffer_of_the_client_holds_is_a_table_that_changed()
    {
        var (session, inbox) = await InboxAsync(1);
        var table = await OpenAsync(session, RopId.RopGetContentsTable, TableFlags.UseUnicode, inbox, OfMessages);
        await QueryAsync(session, table, OfMessages);
        await harness.SaveAsync(session.User, inbox, new string('x', 200));
        await session.WaitAsync();
        var result = await session.SendAsync(RopRequestBuffer.Write([], []), maxRopOut: 200);
        var came = Assert.IsType<NotifyResponse>(Assert.Single(RopResponseBuffer.TryParse(result.Buffers[0], [], out _)!.Value.Responses));
        Assert.Equal((table, TableEventType.Changed), (came.NotificationHandle, came.NotificationData.TableEventType));
    }
}
