using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;
using Xunit;
using static MapiOrleans.Tests.Session.FolderSteps;

namespace MapiOrleans.Tests.Session;

/// <summary>RopGetPermissionsTable and RopModifyPermissions ([MS-OXCPERM] 3.2.5).</summary>
[Collection(SessionCollection.Name)]
public sealed class PermissionTests(SessionHarness harness)
{
    private const FolderRights FreeBusy = FolderRights.FreeBusySimple | FolderRights.FreeBusyDetailed;
    private static readonly PropertyTag[] Columns = [PidTag.MemberId, PidTag.MemberName, PidTag.MemberRights, PidTag.EntryId];

    [Fact]
    public async Task Members_are_added_changed_and_removed()
    {
        var session = await harness.LogonAsync();
        var inbox = await session.OpenAsync(session.FolderId(Inbox));
        var ann = await harness.CreateUserAsync();
        Assert.Equal([(0L, ""), (-1L, "Anonymous")], (await TableAsync(session, inbox)).Select(r => (r.Id, r.Name)));

        Assert.Equal(MapiError.Success, await ModifyAsync(session, inbox, 0, Add(ann, FolderRights.Author)));
        var added = (await TableAsync(session, inbox))[2];
        Assert.Equal((ann.DisplayName, FolderRights.Author, ann.LegacyDN), (added.Name, added.Rights, EntryIds.ParseAddressBook(added.EntryId)));
        Assert.True(added.Id > 0);

        Assert.Equal(MapiError.Success, await ModifyAsync(session, inbox, 0, Modify(added.Id, FolderRights.Reviewer), Modify(0, FolderRights.Contributor)));
        // Whom the list does not have is passed over.
        Assert.Equal(MapiError.Success, await ModifyAsync(session, inbox, 0, Modify(999, FolderRights.All), Remove(998)));
        Assert.Equal([FolderRights.Contributor, FolderRights.None, FolderRights.Reviewer], (await TableAsync(session, inbox)).Select(r => r.Rights));
        Assert.Equal(MapiError.Success, await ModifyAsync(session, inbox, 0, Remove(added.Id)));
        Assert.Equal([0L, -1L], (await TableAsync(session, inbox)).Select(r => r.Id));
    }

    [Fact]
    public async Task A_list_is_replaced_but_for_its_default_entry()
    {
        var session = await harness.LogonAsync();
        var inbox = await session.OpenAsync(session.FolderId(Inbox));
        var (ann, bob) = (await harness.CreateUserAsync(), await harness.CreateUserAsync());
        await ModifyAsync(session, inbox, 0, Add(ann, FolderRights.Author), Modify(0, FolderRights.Reviewer), Modify(-1, FolderRights.Reviewer));

        Assert.Equal(MapiError.InvalidParameter, await ModifyAsync(session, inbox, ModifyPermissionsRequest.ReplaceRows, Remove(1)));
        Assert.Equal(MapiError.Success, await ModifyAsync(session, inbox, ModifyPermissionsRequest.ReplaceRows, Add(bob, FolderRights.Editor)));
        Assert.Equal([("", FolderRights.Reviewer), ("Anonymous", FolderRights.None), (bob.DisplayName, FolderRights.Editor)],
            (await TableAsync(session, inbox)).Select(r => (r.Name, r.Rights)));
        // A client that copies a list gives the fixed entries by their ids.
        Assert.Equal(MapiError.Success, await ModifyAsync(session, inbox, ModifyPermissionsRequest.ReplaceRows, Row(RowOperation.Add, 0, FolderRights.Contributor)));
        Assert.Equal([("", FolderRights.Contributor), ("Anonymous", FolderRights.None)], (await TableAsync(session, inbox)).Select(r => (r.Name, r.Rights)));
    }

    [Fact]
    public async Task Free_busy_rights_change_only_for_clients_that_speak_of_them()
    {
        var session = await harness.LogonAsync();
        var info = await harness.Mailbox(session.User).FindAsync();
        var calendar = await session.OpenAsync(ObjectIds.ToWire(info!.SpecialFolders[SpecialFolder.Calendar]));
        var ann = await harness.CreateUserAsync();

        // Who is new sees when the owner is busy, who may read sees details.
        await ModifyAsync(session, calendar, 0, Add(ann, FolderRights.Contributor));
        var member = (await TableAsync(session, calendar, GetPermissionsTableRequest.IncludeFreeBusy))[2];
        Assert.Equal(FolderRights.Contributor | FolderRights.FreeBusySimple, member.Rights);
        Assert.Equal(FolderRights.Contributor, (await TableAsync(session, calendar))[2].Rights);
        await ModifyAsync(session, calendar, 0, Modify(member.Id, FolderRights.Reviewer));
        Assert.Equal(FolderRights.Reviewer | FreeBusy, (await TableAsync(session, calendar, GetPermissionsTableRequest.IncludeFreeBusy))[2].Rights);

        await ModifyAsync(session, calendar, ModifyPermissionsRequest.IncludeFreeBusy, Modify(member.Id, FolderRights.Contributor | FolderRights.FreeBusyDetailed));
        Assert.Equal(FolderRights.Contributor | FolderRights.FreeBusyDetailed, (await TableAsync(session, calendar, GetPermissionsTableRequest.IncludeFreeBusy))[2].Rights);
        // Rights that a client sends without the flag do not carry them.
        await ModifyAsync(session, calendar, 0, Modify(member.Id, FolderRights.Create | FreeBusy));
        Assert.Equal(FolderRights.Create | FolderRights.FreeBusyDetailed, (await TableAsync(session, calendar, GetPermissionsTableRequest.IncludeFreeBusy))[2].Rights);
        // The default entry's own: all see when somebody is busy.
        Assert.Equal(FolderRights.FreeBusySimple, (await TableAsync(session, calendar, GetPermissionsTableRequest.IncludeFreeBusy))[0].Rights);
    }

    [Fact]
    public async Task Rows_that_make_no_sense_change_nothing()
    {
        var session = await harness.LogonAsync();
        var inbox = await session.OpenAsync(session.FolderId(Inbox));
        var ann = await harness.CreateUserAsync();
        ModifiedRow[] bad =
        [
            new((RowOperation)3, [new(PidTag.MemberId, PropertyValue.Int64(0)), new(PidTag.MemberRights, PropertyValue.Int32(0))]),
            new(RowOperation.Modify, [new(PidTag.MemberRights, PropertyValue.Int32(0))]),
            new(RowOperation.Modify, [new(PidTag.MemberId, PropertyValue.Int64(0))]),
            new(RowOperation.Remove, []),
        ];
        foreach (var row in bad) Assert.Equal(MapiError.InvalidParameter, await ModifyAsync(session, inbox, 0, Add(ann, FolderRights.All), row));
        Assert.Equal(MapiError.InvalidParameter, await ModifyAsync(session, inbox, 0x80, Add(ann, FolderRights.All)));
        Assert.Equal(MapiError.UnknownEntryId, await ModifyAsync(session, inbox, 0, Row(RowOperation.Add, [1, 2, 3], FolderRights.All)));
        Assert.Equal(MapiError.UnknownUser, await ModifyAsync(session, inbox, 0, Row(RowOperation.Add, EntryIds.AddressBook("/o=x/cn=nobody"), FolderRights.All)));
        Assert.Equal(MapiError.NotSupported, await ModifyAsync(session, session.Logon, 0, Add(ann, FolderRights.All)));
        Assert.Equal(2, (await TableAsync(session, inbox)).Count);
    }

    [Fact]
    public async Task Only_owners_change_a_list_and_only_who_sees_the_folder_reads_it()
    {
        var owner = await harness.LogonAsync();
        var inboxId = owner.FolderId(Inbox);
        var (ann, bob) = (await harness.CreateUserAsync(), await harness.CreateUserAsync());
        await harness.GrantAsync(owner.User, inboxId, ann, FolderRights.Reviewer);
        var session = await harness.OpenAsync(ann);
        await session.LogonAsync(owner.User);
        var inbox = await session.OpenAsync(inboxId);
        Assert.Equal(3, (await TableAsync(session, inbox)).Count);
        Assert.Equal(MapiError.AccessDenied, await ModifyAsync(session, inbox, 0, Add(bob, FolderRights.All)));

        // Read without seeing: the folder opens, its list does not.
        var member = (await TableAsync(session, inbox))[2].Id;
        var ownersInbox = await owner.OpenAsync(inboxId);
        Assert.Equal(MapiError.Success, await ModifyAsync(owner, ownersInbox, 0, Modify(member, FolderRights.ReadAny)));
        var (denied, table) = await session.ExecuteAsync<RopStatusResponse>(inbox, new GetPermissionsTableRequest { OutputHandleIndex = 1 });
        Assert.Equal((MapiError.AccessDenied, HandleTable.None), (denied.ReturnValue, table));
        Assert.Equal(MapiError.Success, await ModifyAsync(owner, ownersInbox, 0, Modify(member, FolderRights.All)));
        Assert.Equal(MapiError.Success, await ModifyAsync(session, inbox, 0, Add(bob, FolderRights.Author)));
    }

    private static ModifiedRow Add(DirectoryObject user, FolderRights rights) => Row(RowOperation.Add, EntryIds.AddressBook(user.LegacyDN), rights);

    private static ModifiedRow Modify(long member, FolderRights rights) => Row(RowOperation.Modify, member, rights);

    private static ModifiedRow Remove(long member) => new(RowOperation.Remove, [new(PidTag.MemberId, PropertyValue.Int64(member))]);

    private static ModifiedRow Row(RowOperation operation, byte[] entryId, FolderRights rights) =>
        new(operation, [new(PidTag.EntryId, PropertyValue.Binary(entryId)), new(PidTag.MemberRights, PropertyValue.Int32((int)rights))]);

    private static ModifiedRow Row(RowOperation operation, long member, FolderRights rights) =>
        new(operation, [new(PidTag.MemberId, PropertyValue.Int64(member)), new(PidTag.MemberRights, PropertyValue.Int32((int)rights))]);

    private static async Task<MapiError> ModifyAsync(TestSession session, uint folder, byte flags, params ModifiedRow[] rows) =>
        (await session.ExecuteAsync<RopStatusResponse>(folder, new ModifyPermissionsRequest { ModifyFlags = flags, PermissionsData = rows })).Response.ReturnValue;

    private static async Task<IReadOnlyList<(long Id, string Name, FolderRights Rights, byte[] EntryId)>> TableAsync(TestSession session, uint folder, byte flags = 0)
    {
        var (opened, table) = await session.ExecuteAsync<RopStatusResponse>(folder, new GetPermissionsTableRequest { OutputHandleIndex = 1, TableFlags = flags });
        Assert.Equal(MapiError.Success, opened.ReturnValue);
        var query = new QueryRowsRequest { RowCount = 100 };
        RowColumns.Attach(query, Columns);
        var (responses, _) = await session.ExecuteAsync([table], new SetColumnsRequest { PropertyTags = Columns }, query);
        return Read(Assert.IsType<QueryRowsResponse>(responses[1]));
    }

    private static List<(long Id, string Name, FolderRights Rights, byte[] EntryId)> Read(QueryRowsResponse response)
    {
        Assert.Equal(MapiError.Success, response.ReturnValue);
        var reader = new MapiReader(response.RowData.Span);
        var rows = new List<(long, string, FolderRights, byte[])>();
        for (var i = 0; i < response.RowCount; i++)
        {
            var row = PropertyRow.Read(ref reader, Columns)!;
            rows.Add((row[0].AsInt64(), row[1].AsString(), (FolderRights)row[2].AsInt32(), row[3].AsBytes()));
        }
        Assert.True(reader.AtEnd);
        return rows;
    }
}
