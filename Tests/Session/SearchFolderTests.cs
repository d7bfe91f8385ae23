using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;
using MapiOrleans.Tests.Mailbox;
using MapiOrleans.Tests.Tables;
using Xunit;
using static MapiOrleans.Tests.Session.FolderSteps;

namespace MapiOrleans.Tests.Session;

/// <summary>Search folders as a client has them: criteria, state, and the contents table over ROPs.</summary>
[Collection(SessionCollection.Name)]
public sealed class SearchFolderTests(SessionHarness harness)
{
    private static readonly PropertyTag[] Columns = [PidTag.Subject, PidTag.ParentFolderId, PidTag.Mid, PidTag.Access];

    [Fact]
    public async Task The_table_of_a_search_folder_shows_messages_where_they_are()
    {
        var session = await harness.LogonAsync();
        var user = session.User;
        var (inbox, trash) = (session.FolderId(Inbox), session.FolderId(DeletedItems));
        var first = await harness.SaveAsync(user, inbox, "first apple");
        await harness.SaveAsync(user, trash, "second APPLE");
        await harness.SaveAsync(user, trash, "pear");
        var (id, search) = await SearchAsync(session, Subject("apple"), inbox, trash);
        var table = await TableAsync(session, search);
        Assert.Equal([("first apple", inbox), ("second APPLE", trash)], await RowsAsync(session, table));

        var third = await harness.SaveAsync(user, inbox, "an apple more");
        Assert.Equal([("an apple more", inbox), ("first apple", inbox), ("second APPLE", trash)], await RowsAsync(session, table));
        // A restriction and another order over what the search found.
        await session.ExecuteAsync([table], new SortTableRequest { SortOrders = [new(PidTag.Subject, TableSortOrder.Descending)] }, new RestrictRequest { RestrictionData = Bytes(Subject("st")) });
        Assert.Equal([("first apple", inbox)], await RowsAsync(session, table));
        await session.ExecuteAsync([table], new RestrictRequest());
        await session.DoAsync(search, new DeleteMessagesRequest(RopId.RopDeleteMessages) { MessageIds = [first] });
        Assert.Equal([("second APPLE", trash), ("an apple more", inbox)], await RowsAsync(session, table));

        // All that it shows is marked read in its place.
        Assert.Equal((MapiError.Success, false), await session.DoAsync(search, new SetReadFlagsRequest { ReadFlags = ReadFlags.Default }));
        Assert.True((await harness.ReadAsync(user, inbox)).Single(m => ObjectIds.ToWire(m.MessageId) == third).IsRead);
        Assert.False((await harness.ReadAsync(user, trash)).Single(m => m.Hot.Subject == "PEAR").IsRead);
        Assert.Equal((2, 0), (await harness.FindAsync(user, id))!.Folder.Counters is var c ? (c.Items, c.Unread) : default);
    }

    [Fact]
    public async Task Who_may_not_read_a_folder_sees_nothing_of_it_in_a_search()
    {
        var owner = await harness.LogonAsync();
        var (inbox, trash) = (owner.FolderId(Inbox), owner.FolderId(DeletedItems));
        await harness.SaveAsync(owner.User, inbox, "shared");
        await harness.SaveAsync(owner.User, trash, "secret");
        var (id, _) = await SearchAsync(owner, null, inbox, trash);
        var reader = await harness.CreateUserAsync();
        await harness.GrantAsync(owner.User, id, reader, FolderRights.Reviewer);
        await harness.GrantAsync(owner.User, inbox, reader, FolderRights.Reviewer);
        var session = await harness.OpenAsync(reader);
        await session.LogonAsync(owner.User);
        var table = await TableAsync(session, await session.OpenAsync(id));
        Assert.Equal([("shared", inbox)], await RowsAsync(session, table));
        // A scope is one's own to read, and only the owner of a search folder says what it searches.
        Assert.Equal(MapiError.AccessDenied, await SetAsync(session, await session.OpenAsync(id), null, inbox));
    }

    [Fact]
    public async Task A_body_in_a_part_of_its_own_is_searched()
    {
        var session = await harness.LogonAsync();
        var inbox = session.FolderId(Inbox);
        var key = await harness.KeyAsync(session.User);
        foreach (var (subject, text) in new[] { ("yes", "needle"), ("no", "straw") })
        {
            await using var writer = harness.Store().PartSink(key).CreatePart();
            await writer.AppendAsync(System.Text.Encoding.Unicode.GetBytes(new string('x', 20_000) + text + new string('y', 20_000)), CancellationToken.None);
            var content = new Mapi.Messages.MessageContent();
            content.Properties.Set(PidTag.Body, PropertyValue.OfExternal(PropertyType.String, await writer.CompleteAsync(CancellationToken.None)));
            await harness.SaveAsync(session.User, inbox, subject, content);
        }
        var (_, search) = await SearchAsync(session, new ContentRestriction(1, 1, PidTag.Body, new TaggedPropertyValue(PidTag.Body, PropertyValue.String("NEEDLE"))), inbox);
        Assert.Equal([("yes", inbox)], await RowsAsync(session, await TableAsync(session, search)));
    }

    [Fact]
    public async Task A_body_that_is_only_html_is_searched_as_what_one_reads()
    {
        var session = await harness.LogonAsync();
        var inbox = session.FolderId(Inbox);
        foreach (var (subject, html) in new[] { ("yes", "<p>a nee<b>dle</b> in it</p>"), ("no", "<p title=\"needle\">straw</p>") })
        {
            var content = new Mapi.Messages.MessageContent();
            content.Properties.Set(PidTag.Html, PropertyValue.Binary(System.Text.Encoding.ASCII.GetBytes($"<html><body>{html}</body></html>")));
            await harness.SaveAsync(session.User, inbox, subject, content);
        }
        var (_, search) = await SearchAsync(session, new ContentRestriction(1, 1, PidTag.Body, new TaggedPropertyValue(PidTag.Body, PropertyValue.String("NEEDLE"))), inbox);
        Assert.Equal([("yes", inbox)], await RowsAsync(session, await TableAsync(session, search)));
        // Where words are asked for, a part of one is none, but for its beginning.
        foreach (var (level, text, found) in new[] { (0x20, "needle", true), (0x20, "needl", false), (0x10, "needl", true), (0x10, "eedle", false) })
        {
            var (_, words) = await SearchAsync(session, new ContentRestriction((ushort)level, 1, PidTag.Body, new TaggedPropertyValue(PidTag.Body, PropertyValue.String(text))), inbox);
            Assert.Equal(found ? 1 : 0, (await RowsAsync(session, await TableAsync(session, words))).Length);
        }
    }

    private static ContentRestriction Subject(string text) => new(1, 1, PidTag.Subject, new TaggedPropertyValue(PidTag.Subject, PropertyValue.String(text)));

    private async Task<(ulong Id, uint Handle)> SearchAsync(TestSession session, Restriction? restriction, params ulong[] scope)
    {
        var (id, handle) = await session.CreateAsync(await session.OpenAsync(session.FolderId(Finder)), $"search {Guid.NewGuid()}", CreateFolderRequest.Search);
        Assert.Equal(MapiError.Success, await SetAsync(session, handle, restriction, scope));
        await harness.Mailbox(session.User).SettledAsync(ObjectIds.FromWire(id));
        return (id, handle);
    }

    private static async Task<MapiError> SetAsync(TestSession session, uint search, Restriction? restriction, params ulong[] scope) =>
        (await session.ExecuteAsync<RopStatusResponse>(search, new SetSearchCriteriaRequest { RestrictionData = Bytes(restriction ?? new AndRestriction([])), FolderIds = scope, SearchFlags = SetSearchFlags.RestartSearch })).Response.ReturnValue;

    private static byte[] Bytes(Restriction restriction)
    {
        using var writer = new MapiWriter();
        restriction.Write(writer, CountWidth.Narrow);
        return writer.ToArray();
    }

    private static async Task<uint> TableAsync(TestSession session, uint folder)
    {
        var (responses, handles) = await session.ExecuteAsync([folder, 0xFFFFFFFF], new GetTableRequest(RopId.RopGetContentsTable) { OutputHandleIndex = 1, TableFlags = TableFlags.UseUnicode });
        Assert.All(responses, r => Assert.Equal(MapiError.Success, r.ReturnValue));
        await session.ExecuteAsync([handles[1]], new SetColumnsRequest { PropertyTags = Columns }, new SortTableRequest { SortOrders = [new(PidTag.Subject, TableSortOrder.Ascending)] });
        return handles[1];
    }

    private static async Task<(string Subject, ulong Folder)[]> RowsAsync(TestSession session, uint table)
    {
        await session.ExecuteAsync([table], new SeekRowRequest { Origin = TableOrigin.Beginning });
        var query = new QueryRowsRequest { RowCount = 1000 };
        RowColumns.Attach(query, Columns);
        var rows = TableWorld.Rows((await session.ExecuteAsync<QueryRowsResponse>(table, query)).Response, Columns);
        return [.. rows.Select(r => (r[0].AsString(), (ulong)r[1].AsInt64()))];
    }
}
