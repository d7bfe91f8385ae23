using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
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

/// <summary>In public folders everybody has a read state of their own ([MS-OXCSTOR] 3.2.5.12.1).</summary>
[Collection(SessionCollection.Name)]
public sealed class PublicReadStateTests(SessionHarness harness)
{
    private const int Subtree = 1, Read = 1;
    private static readonly PropertyTag[] Columns = [PidTag.Subject, PidTag.MessageFlags, PidTag.Read];

    [Fact]
    public async Task What_one_has_read_is_unread_to_the_others()
    {
        var world = await NewAsync();
        var (one, two) = (world.One, world.Two);
        foreach (var subject in new[] { "a", "b", "c" }) await world.SaveAsync(subject);
        var ids = (await world.RowsAsync(one, [PidTag.Mid])).Select(r => (ulong)r[0].AsInt64()).ToArray();
        Assert.Equal((3, 3), (await world.UnreadAsync(one), await world.UnreadAsync(two)));

        Assert.Equal((MapiError.Success, false), await one.DoAsync(await world.OpenAsync(one), new SetReadFlagsRequest { MessageIds = [ids[0], ids[1]] }));
        Assert.Equal((1, 3), (await world.UnreadAsync(one), await world.UnreadAsync(two)));
        Assert.Equal([true, true, false], (await world.RowsAsync(one, Columns)).Select(r => r[2].AsBool()));
        Assert.Equal([Read, Read, 0], (await world.RowsAsync(one, Columns)).Select(r => r[1].AsInt32() & Read));
        Assert.Equal([false, false, false], (await world.RowsAsync(two, Columns)).Select(r => r[2].AsBool()));

        // A message by itself, and its flag there.
        var (_, message) = await two.OpenMessageAsync(ids[2], folder: world.Folder);
        var (marked, _) = await two.ExecuteAsync<SetMessageReadFlagResponse>(message, new SetMessageReadFlagRequest { ClientData = new byte[LongTermId.Size] });
        Assert.Equal((MapiError.Success, true), (marked.ReturnValue, marked.ReadStatusChanged));
        Assert.Equal((1, 2), (await world.UnreadAsync(one), await world.UnreadAsync(two)));
        Assert.Equal(Read, (await two.GetAsync((await two.OpenMessageAsync(ids[2], folder: world.Folder)).Handle, PidTag.MessageFlags))[0].AsInt32() & Read);
        Assert.Equal(0, (await one.GetAsync((await one.OpenMessageAsync(ids[2], folder: world.Folder)).Handle, PidTag.MessageFlags))[0].AsInt32() & Read);

        // All, and one back.
        Assert.Equal((MapiError.Success, false), await one.DoAsync(await world.OpenAsync(one), new SetReadFlagsRequest()));
        Assert.Equal((MapiError.Success, false), await one.DoAsync(await world.OpenAsync(one), new SetReadFlagsRequest { MessageIds = [ids[1]], ReadFlags = ReadFlags.ClearReadFlag }));
        Assert.Equal((1, 2), (await world.UnreadAsync(one), await world.UnreadAsync(two)));
        Assert.Equal([true, false, true], (await world.RowsAsync(one, Columns)).Select(r => r[2].AsBool()));

        // It outlives the session.
        var again = await world.LogonAsync(one.User);
        Assert.Equal(1, await world.UnreadAsync(again));
    }

    [Fact]
    public async Task What_is_unread_is_found_counted_and_ordered_for_each()
    {
        var world = await NewAsync();
        foreach (var subject in new[] { "a", "b", "c", "d" }) await world.SaveAsync(subject);
        var ids = (await world.RowsAsync(world.One, [PidTag.Mid])).Select(r => (ulong)r[0].AsInt64()).ToArray();
        await world.One.DoAsync(await world.OpenAsync(world.One), new SetReadFlagsRequest { MessageIds = [ids[0], ids[2]] });

        Restriction unread = new BitMaskRestriction(false, PidTag.MessageFlags, Read);
        Assert.Equal(["b", "d"], await world.SubjectsAsync(world.One, unread));
        Assert.Equal(["a", "b", "c", "d"], await world.SubjectsAsync(world.Two, unread));
        var exact = new PropertyRestriction(RelationalOperator.Equal, PidTag.Read, new(PidTag.Read, PropertyValue.Bool(true)));
        Assert.Equal(["a", "c"], await world.SubjectsAsync(world.One, exact));
        Assert.Equal(["b", "d", "a", "c"], await world.SubjectsAsync(world.One, null, new(PidTag.Read, TableSortOrder.Ascending), new(PidTag.Subject, TableSortOrder.Ascending)));
        Assert.Equal(["d", "c", "b", "a"], await world.SubjectsAsync(world.Two, null, new(PidTag.Read, TableSortOrder.Ascending), new(PidTag.Subject, TableSortOrder.Descending)));
        // The folder above shows each their own number.
        Assert.Equal((2, 4), (await world.UnreadInHierarchyAsync(world.One), await world.UnreadInHierarchyAsync(world.Two)));
    }

    [Fact]
    public async Task What_one_writes_one_has_read_and_what_changes_is_unread_again()
    {
        var world = await NewAsync();
        var made = await world.One.CreateMessageAsync(world.Folder);
        await world.One.SetAsync(made, new TaggedPropertyValue(PidTag.Subject, PropertyValue.String("mine")));
        var saved = await world.One.SaveAsync(made);
        Assert.Equal(MapiError.Success, saved.ReturnValue);
        Assert.Equal((0, 1), (await world.UnreadAsync(world.One), await world.UnreadAsync(world.Two)));

        await world.Two.DoAsync(await world.OpenAsync(world.Two), new SetReadFlagsRequest());
        Assert.Equal(0, await world.UnreadAsync(world.Two));
        var (_, open) = await world.One.OpenMessageAsync(saved.MessageId, OpenModeFlags.ReadWrite, world.Folder);
        await world.One.SetAsync(open, new TaggedPropertyValue(PidTag.Subject, PropertyValue.String("changed")));
        Assert.Equal(MapiError.Success, (await world.One.SaveAsync(open)).ReturnValue);
        Assert.Equal(1, await world.UnreadAsync(world.Two));
    }

    [Fact]
    public async Task The_marks_are_read_and_written_as_a_set_of_change_numbers()
    {
        var world = await NewAsync();
        var folder = (await world.One.ExecuteAsync<LongTermIdFromIdResponse>(world.One.Logon, new LongTermIdFromIdRequest { ObjectId = world.Folder })).Response.LongTermId;
        async Task<byte[]> ReadAsync(TestSession session)
        {
            var (response, _) = await session.ExecuteAsync<ReadPerUserInformationResponse>(session.Logon, new ReadPerUserInformationRequest { FolderId = folder });
            Assert.Equal((MapiError.Success, true), (response.ReturnValue, response.HasFinished));
            return response.Data;
        }
        Assert.Empty(await ReadAsync(world.One));
        await world.SaveAsync("a");
        await world.SaveAsync("b");
        var messages = await world.MessagesAsync();
        await world.One.DoAsync(await world.OpenAsync(world.One), new SetReadFlagsRequest { MessageIds = [ObjectIds.ToWire(messages[0].MessageId)] });
        var marks = IdSet.TryParse(await ReadAsync(world.One), out _)!;
        Assert.True(marks.Contains(folder.ReplGuid, messages[0].ChangeNumber));
        Assert.False(marks.Contains(folder.ReplGuid, messages[1].ChangeNumber));
        Assert.Empty(await ReadAsync(world.Two));

        // What a client kept of another server it brings along.
        var brought = new IdSet();
        brought.Add(folder.ReplGuid, messages[1].ChangeNumber);
        var write = new WritePerUserInformationRequest { FolderId = folder, HasFinished = true, Data = brought.ToArray() };
        Assert.Equal(MapiError.Success, await world.Two.StatusAsync(world.Two.Logon, write));
        Assert.Equal([false, true], (await world.RowsAsync(world.Two, Columns)).Select(r => r[2].AsBool()));
        Assert.Equal(brought.ToArray(), await ReadAsync(world.Two));
    }

    [Fact]
    public async Task Tables_of_the_same_user_are_told_of_what_was_read()
    {
        var world = await NewAsync();
        await world.SaveAsync("a");
        var table = await world.TableAsync(world.One);
        Assert.False(Assert.Single(await world.QueryAsync(world.One, table, Columns))[2].AsBool());
        var id = ObjectIds.ToWire((await world.MessagesAsync())[0].MessageId);
        var elsewhere = await world.LogonAsync(world.One.User);
        await elsewhere.DoAsync(await world.OpenAsync(elsewhere), new SetReadFlagsRequest { MessageIds = [id] });
        await world.One.WaitAsync();
        Assert.NotEmpty(await world.One.FetchAsync());
        await world.One.ExecuteAsync([table], new SeekRowRequest { Origin = TableOrigin.Beginning });
        Assert.True(Assert.Single(await world.QueryAsync(world.One, table, Columns))[2].AsBool());
    }

    [Fact]
    public void Marks_become_fewer_ranges_that_say_the_same()
    {
        long[] all = [3, 9, 14, 20, 21, 40, 55];
        var marks = GlobSet.Of(new long[] { 3, 9, 14, 21, 40, 100 });
        var compact = ReadMarks.Compact(marks, all);
        Assert.Equal([new GlobRange(3, 14), new GlobRange(21, 40)], compact.Ranges);
        Assert.Equal(all.Where(marks.Contains), all.Where(compact.Contains));
        Assert.True(ReadMarks.Compact(new GlobSet(), all).IsEmpty);
        Assert.True(ReadMarks.Compact(marks, []).IsEmpty);
    }

    private async Task<World> NewAsync()
    {
        var (one, two) = (await harness.CreateUserAsync(), await harness.CreateUserAsync());
        var domain = await harness.DirectoryGrain.FindDomainAsync(SessionHarness.Domain);
        var mailbox = harness.Grains.GetGrain<IMailboxGrain>(domain!.PublicMailbox);
        var info = await mailbox.CreateAsync(new MailboxSetup { IsPublic = true });
        var folder = (await mailbox.CreateFolderAsync(MailboxCaller.Server, new NewFolder { ParentId = info.SpecialFolders[SpecialFolder.IpmSubtree], DisplayName = $"{Guid.NewGuid():n}" })).Folder!.Folder.FolderId;
        foreach (var user in new[] { one, two })
        {
            Assert.Equal(MapiError.Success, await mailbox.ModifyPermissionsAsync(MailboxCaller.Server, folder, replaceAll: false,
                [new PermissionChange(Remove: false, PermissionChange.NewMember, user.ObjectId, FolderRights.ReadAny | FolderRights.Create | FolderRights.EditAny | FolderRights.DeleteAny | FolderRights.Visible)]));
        }
        var world = new World(harness, mailbox, info, folder);
        (world.One, world.Two) = (await world.LogonAsync(one), await world.LogonAsync(two));
        return world;
    }

    private sealed class World(SessionHarness harness, IMailboxGrain mailbox, MailboxInfo info, long folder)
    {
        public TestSession One { get; set; } = null!;

        public TestSession Two { get; set; } = null!;

        public ulong Folder { get; } = ObjectIds.ToWire(folder);

        public async Task<TestSession> LogonAsync(DirectoryObject user)
        {
            var session = await harness.OpenAsync(user);
            await session.LogonAsync(flags: LogonFlags.None, openFlags: OpenFlags.Public | OpenFlags.UsePerMdbReplidMapping);
            return session;
        }

        public Task<uint> OpenAsync(TestSession session) => session.OpenAsync(Folder);

        public async Task SaveAsync(string subject)
        {
            var content = new MessageContent();
            content.Properties.Set(PidTag.Subject, subject);
            var saved = await mailbox.SaveMessageAsync(MailboxCaller.Server, new SaveMessage { OperationId = Guid.NewGuid(), FolderId = folder, IsNew = true, Content = content });
            Assert.Equal(MapiError.Success, saved.Error);
        }

        public async Task<int> UnreadAsync(TestSession session) => (await session.GetAsync(await OpenAsync(session), PidTag.ContentUnreadCount))[0].AsInt32();

        public async Task<int> UnreadInHierarchyAsync(TestSession session)
        {
            var (_, table) = await session.ExecuteAsync<GetTableResponse>(await session.OpenAsync(session.FolderId(Subtree)), new GetTableRequest(RopId.RopGetHierarchyTable) { OutputHandleIndex = 1 });
            await session.ExecuteAsync([table], new SetColumnsRequest { PropertyTags = [PidTag.FolderId, PidTag.ContentUnreadCount] });
            return (await QueryAsync(session, table, [PidTag.FolderId, PidTag.ContentUnreadCount])).Single(r => (ulong)r[0].AsInt64() == Folder)[1].AsInt32();
        }

        public async Task<uint> TableAsync(TestSession session)
        {
            var (_, table) = await session.ExecuteAsync<GetTableResponse>(await OpenAsync(session), new GetTableRequest(RopId.RopGetContentsTable) { OutputHandleIndex = 1 });
            await session.ExecuteAsync([table], new SetColumnsRequest { PropertyTags = Columns });
            return table;
        }

        public async Task<List<PropertyValue[]>> QueryAsync(TestSession session, uint table, PropertyTag[] columns)
        {
            var query = new QueryRowsRequest { RowCount = 1000 };
            RowColumns.Attach(query, columns);
            return TableWorld.Rows((await session.ExecuteAsync<QueryRowsResponse>(table, query)).Response, columns);
        }

        public async Task<List<PropertyValue[]>> RowsAsync(TestSession session, PropertyTag[] columns, Restriction? restriction = null, params TableSortOrder[] sort)
        {
            var (_, table) = await session.ExecuteAsync<GetTableResponse>(await OpenAsync(session), new GetTableRequest(RopId.RopGetContentsTable) { OutputHandleIndex = 1 });
            await session.ExecuteAsync([table], new SetColumnsRequest { PropertyTags = columns });
            if (restriction is not null)
            {
                using var writer = new Mapi.Wire.MapiWriter();
                restriction.Write(writer, CountWidth.Narrow);
                await session.ExecuteAsync([table], new RestrictRequest { RestrictionData = writer.ToArray() });
            }
            if (sort.Length > 0) await session.ExecuteAsync([table], new SortTableRequest { SortOrders = sort });
            return await QueryAsync(session, table, columns);
        }

        public async Task<IEnumerable<string>> SubjectsAsync(TestSession session, Restriction? restriction, params TableSortOrder[] sort) =>
            (await RowsAsync(session, Columns, restriction, sort)).Select(r => r[0].AsString());

        public async Task<List<Grains.Storage.MessageRecord>> MessagesAsync()
        {
            var messages = new List<Grains.Storage.MessageRecord>();
            await foreach (var message in harness.Store().ScanAsync(new(info.StoreId, info.Shard), new() { FolderId = folder }, Grains.Storage.MessageParts.None, default)) messages.Add(message);
            return messages;
        }
    }
}
