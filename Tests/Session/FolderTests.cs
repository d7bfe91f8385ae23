using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;
using static MapiOrleans.Tests.Session.FolderSteps;

namespace MapiOrleans.Tests.Session;

/// <summary>Opening, making, deleting, moving and copying folders ([MS-OXCFOLD] 3.2.5.1 to 3.2.5.3, 3.2.5.7, 3.2.5.8).</summary>
[Collection(SessionCollection.Name)]
public sealed class FolderTests(SessionHarness harness)
{
    [Fact]
    public async Task A_folder_opens_through_logon_and_folder_and_nothing_else()
    {
        var session = await harness.LogonAsync();
        var inbox = await session.OpenAsync(session.FolderId(Inbox));
        await session.OpenAsync(session.FolderId(Finder), through: inbox);
        // Bits without a meaning are ignored.
        await session.OpenAsync(session.FolderId(Inbox), flags: 0xFB);

        Assert.Equal(MapiError.NotFound, await session.TryOpenAsync(ObjectIds.ToWire(0x123456)));
        Assert.Equal(MapiError.NotFound, await session.TryOpenAsync(ObjectIds.ToWire(7, ObjectIds.GlobCntOf(session.FolderId(Inbox)))));
        var (_, table) = await session.ExecuteAsync<GetTableResponse>(inbox, new GetTableRequest(RopId.RopGetHierarchyTable) { OutputHandleIndex = 1 });
        var (refused, _) = await session.ExecuteAsync<OpenFolderResponse>(table, new OpenFolderRequest { OutputHandleIndex = 1, FolderId = session.FolderId(Inbox) });
        Assert.Equal(MapiError.NotSupported, refused.ReturnValue);
    }

    [Fact]
    public async Task A_folder_is_made_once_by_name()
    {
        var session = await harness.LogonAsync();
        var inbox = await session.OpenAsync(session.FolderId(Inbox));
        var request = new CreateFolderRequest { OutputHandleIndex = 1, DisplayName = PropertyValue.String8([0xC9, (byte)'t', 0xE9]), Comment = PropertyValue.String8("why"u8.ToArray()) };
        var (made, handle) = await session.ExecuteAsync<CreateFolderResponse>(inbox, request);
        Assert.Equal((MapiError.Success, false), (made.ReturnValue, made.IsExistingFolder));
        Assert.NotEqual(HandleTable.None, handle);
        var folder = (await harness.FindAsync(session.User, made.FolderId))!.Folder;
        Assert.Equal(("Été", "why", FolderKind.Generic), (folder.DisplayName, folder.Properties.GetString(PidTag.Comment), folder.Kind));

        request.DisplayName = request.Comment = PropertyValue.String("éTÉ");
        var (again, none) = await session.ExecuteAsync<CreateFolderResponse>(inbox, request);
        Assert.Equal((MapiError.CollidingNames, HandleTable.None), (again.ReturnValue, none));
        request.OpenExisting = true;
        var (opened, _) = await session.ExecuteAsync<CreateFolderResponse>(inbox, request);
        // In a private mailbox IsExistingFolder is zero whatever happened.
        Assert.Equal((MapiError.Success, made.FolderId, false), (opened.ReturnValue, opened.FolderId, opened.IsExistingFolder));
        request.FolderType = CreateFolderRequest.Search;
        var (kind, _) = await session.ExecuteAsync<CreateFolderResponse>(inbox, request);
        Assert.Equal(MapiError.CollidingNames, kind.ReturnValue);
    }

    [Theory]
    [InlineData((byte)0, "x", MapiError.InvalidParameter)]
    [InlineData((byte)3, "x", MapiError.InvalidParameter)]
    [InlineData(CreateFolderRequest.Generic, "", MapiError.InvalidParameter)]
    [InlineData(CreateFolderRequest.Generic, "   ", MapiError.InvalidParameter)]
    public async Task What_cannot_be_a_folder_is_none(byte type, string name, MapiError expected)
    {
        var session = await harness.LogonAsync();
        var inbox = await session.OpenAsync(session.FolderId(Inbox));
        var (response, _) = await session.ExecuteAsync<CreateFolderResponse>(inbox, new CreateFolderRequest { OutputHandleIndex = 1, FolderType = type, DisplayName = PropertyValue.String(name) });
        Assert.Equal(expected, response.ReturnValue);
        var (onLogon, _) = await session.ExecuteAsync<CreateFolderResponse>(session.Logon, new CreateFolderRequest { OutputHandleIndex = 1, DisplayName = PropertyValue.String("y") });
        Assert.Equal(MapiError.NotSupported, onLogon.ReturnValue);
    }

    [Fact]
    public async Task A_public_folder_says_that_it_was_there_and_is_no_search_folder()
    {
        var admin = await harness.CreateUserAsync(null, SessionHarness.Domain, "organizationAdmin");
        var session = await harness.OpenAsync(admin);
        await session.LogonAsync(flags: LogonFlags.None, openFlags: OpenFlags.Public | OpenFlags.UseAdminPrivilege | OpenFlags.UsePerMdbReplidMapping);
        var subtree = await session.OpenAsync(session.FolderId(1));
        var name = $"public {Guid.NewGuid():n}";
        var request = new CreateFolderRequest { OutputHandleIndex = 1, OpenExisting = true, DisplayName = PropertyValue.String(name) };
        var (made, folder) = await session.ExecuteAsync<CreateFolderResponse>(subtree, request);
        Assert.Equal((MapiError.Success, false), (made.ReturnValue, made.IsExistingFolder));
        var (there, _) = await session.ExecuteAsync<CreateFolderResponse>(subtree, request);
        Assert.Equal((MapiError.Success, made.FolderId, true), (there.ReturnValue, there.FolderId, there.IsExistingFolder));
        Assert.Null(there.Replicas);
        var (search, _) = await session.ExecuteAsync<CreateFolderResponse>(subtree, new CreateFolderRequest { OutputHandleIndex = 1, FolderType = CreateFolderRequest.Search, DisplayName = PropertyValue.String(name + "s") });
        Assert.Equal(MapiError.NotSupported, search.ReturnValue);
        var (recursive, _) = await session.ExecuteAsync<RopStatusResponse>(folder, new SetSearchCriteriaRequest { FolderIds = [made.FolderId], RestrictionData = [1], SearchFlags = SetSearchFlags.RecursiveSearch });
        Assert.Equal(MapiError.NotSupported, recursive.ReturnValue);

        // Who is not administrator looks, and makes nothing at the top.
        var other = await harness.OpenAsync(await harness.CreateUserAsync());
        await other.LogonAsync(flags: LogonFlags.None, openFlags: OpenFlags.Public | OpenFlags.UsePerMdbReplidMapping);
        var seen = await other.OpenAsync(other.FolderId(1));
        var (denied, _) = await other.ExecuteAsync<CreateFolderResponse>(seen, new CreateFolderRequest { OutputHandleIndex = 1, DisplayName = PropertyValue.String(name + "x") });
        Assert.Equal(MapiError.AccessDenied, denied.ReturnValue);
    }

    [Fact]
    public async Task A_folder_with_something_in_it_goes_only_with_it()
    {
        var session = await harness.LogonAsync();
        var inbox = await session.OpenAsync(session.FolderId(Inbox));
        var (outer, outerHandle) = await session.CreateAsync(inbox, "outer");
        var (inner, _) = await session.CreateAsync(outerHandle, "inner");
        await harness.SaveAsync(session.User, inner, "one");

        Assert.Equal((MapiError.Success, true), await Delete(outer, DeleteFolderFlags.Messages));
        Assert.Equal((MapiError.Success, true), await session.DoAsync(outerHandle, new DeleteFolderRequest { FolderId = inner, DeleteFolderFlags = DeleteFolderFlags.Folders }));
        Assert.NotNull(await harness.FindAsync(session.User, inner));

        Assert.Equal((MapiError.Success, false), await Delete(outer, DeleteFolderFlags.Messages | DeleteFolderFlags.Folders));
        Assert.Equal(MapiError.NotFound, await session.TryOpenAsync(outer));
        var deleted = await session.OpenAsync(outer, flags: OpenFolderRequest.OpenSoftDeleted);
        var (child, _) = await session.ExecuteAsync<CreateFolderResponse>(deleted, new CreateFolderRequest { OutputHandleIndex = 1, DisplayName = PropertyValue.String("late") });
        Assert.Equal(MapiError.NotFound, child.ReturnValue);

        Assert.Equal((MapiError.Success, false), await Delete(outer, DeleteFolderFlags.Messages | DeleteFolderFlags.Folders | DeleteFolderFlags.Hard));
        Assert.Equal(MapiError.NotFound, await session.TryOpenAsync(outer, flags: OpenFolderRequest.OpenSoftDeleted));
        Assert.Null(await harness.FindAsync(session.User, inner, deletedToo: true));

        async Task<(MapiError, bool)> Delete(ulong id, DeleteFolderFlags flags) => await session.DoAsync(inbox, new DeleteFolderRequest { FolderId = id, DeleteFolderFlags = flags });
    }

    [Fact]
    public async Task What_may_not_be_deleted_stays()
    {
        var session = await harness.LogonAsync();
        var root = await session.OpenAsync(session.FolderId(Root));
        var subtree = await session.OpenAsync(session.FolderId(IpmSubtree));
        var inbox = await session.OpenAsync(session.FolderId(Inbox));
        var (sub, _) = await session.CreateAsync(inbox, "sub");
        const DeleteFolderFlags All = DeleteFolderFlags.Messages | DeleteFolderFlags.Folders;

        Assert.Equal(MapiError.NotSupported, (await session.DoAsync(root, new DeleteFolderRequest { FolderId = session.FolderId(Root), DeleteFolderFlags = All })).Error);
        Assert.Equal(MapiError.AccessDenied, (await session.DoAsync(subtree, new DeleteFolderRequest { FolderId = session.FolderId(Inbox), DeleteFolderFlags = All })).Error);
        Assert.Equal(MapiError.NotFound, (await session.DoAsync(subtree, new DeleteFolderRequest { FolderId = sub, DeleteFolderFlags = All })).Error);
        Assert.Equal(MapiError.NotFound, (await session.DoAsync(inbox, new DeleteFolderRequest { FolderId = ObjectIds.ToWire(0x99999), DeleteFolderFlags = All })).Error);
        Assert.Equal(MapiError.NotSupported, (await session.DoAsync(session.Logon, new DeleteFolderRequest { FolderId = sub })).Error);
        Assert.NotNull(await harness.FindAsync(session.User, sub));
    }

    [Fact]
    public async Task A_folder_moves_with_all_that_is_in_it()
    {
        var session = await harness.LogonAsync();
        var inbox = await session.OpenAsync(session.FolderId(Inbox));
        var trash = await session.OpenAsync(session.FolderId(DeletedItems));
        var (folder, handle) = await session.CreateAsync(inbox, "move me");
        var (inner, innerHandle) = await session.CreateAsync(handle, "inner");
        await harness.SaveAsync(session.User, inner, "in");

        var moved = await session.BetweenAsync(inbox, trash, Move(folder, "moved"));
        Assert.Equal((MapiError.Success, false), (moved.ReturnValue, moved.PartialCompletion));
        var view = (await harness.FindAsync(session.User, folder))!.Folder;
        Assert.Equal(("moved", session.FolderId(DeletedItems)), (view.DisplayName, ObjectIds.ToWire(view.ParentId)));
        Assert.Equal(1, (await harness.FindAsync(session.User, inner))!.Folder.Counters.Items);

        // It is not in the Inbox any more, and never in itself.
        Assert.Equal(MapiError.NotFound, (await session.BetweenAsync(inbox, trash, Move(folder, "x"))).ReturnValue);
        Assert.Equal(MapiError.FolderCycle, (await session.BetweenAsync(trash, innerHandle, Move(folder, "x"))).ReturnValue);
        Assert.Equal(MapiError.FolderCycle, (await session.BetweenAsync(trash, handle, Move(folder, "x"))).ReturnValue);
        await session.CreateAsync(inbox, "Taken");
        Assert.Equal(MapiError.CollidingNames, (await session.BetweenAsync(trash, inbox, Move(folder, "taken"))).ReturnValue);
        var subtree = await session.OpenAsync(session.FolderId(IpmSubtree));
        Assert.Equal(MapiError.AccessDenied, (await session.BetweenAsync(subtree, trash, Move(session.FolderId(Inbox), "x"))).ReturnValue);
        // No new name: it keeps its own.
        Assert.Equal(MapiError.Success, (await session.BetweenAsync(trash, inbox, Move(folder, ""))).ReturnValue);
        Assert.Equal("moved", (await harness.FindAsync(session.User, folder))!.Folder.DisplayName);
    }

    [Fact]
    public async Task A_copy_has_its_own_messages_and_with_recursion_its_own_subfolders()
    {
        var session = await harness.LogonAsync();
        var inbox = await session.OpenAsync(session.FolderId(Inbox));
        var trash = await session.OpenAsync(session.FolderId(DeletedItems));
        var (folder, handle) = await session.CreateAsync(inbox, "original");
        var (inner, _) = await session.CreateAsync(handle, "inner");
        var message = await harness.SaveAsync(session.User, folder, "one");
        await harness.SaveAsync(session.User, folder, "fai", associated: true);
        await harness.SaveAsync(session.User, inner, "two");

        Assert.Equal(MapiError.Success, (await session.BetweenAsync(inbox, trash, Copy(folder, "flat", recursive: false))).ReturnValue);
        Assert.Equal(MapiError.Success, (await session.BetweenAsync(inbox, trash, Copy(folder, "deep", recursive: true))).ReturnValue);
        Assert.Equal(MapiError.CollidingNames, (await session.BetweenAsync(inbox, trash, Copy(folder, "DEEP", recursive: true))).ReturnValue);
        Assert.Equal(MapiError.FolderCycle, (await session.BetweenAsync(inbox, handle, Copy(folder, "x", recursive: true))).ReturnValue);

        var copies = (await harness.Mailbox(session.User).GetHierarchyAsync(MailboxCaller.Server, ObjectIds.FromWire(session.FolderId(DeletedItems)), deep: true, softDeleted: false))!.Folders;
        Assert.Equal(["deep", "inner", "flat"], copies.Select(c => c.Folder.DisplayName));
        Assert.Equal([(1, 1), (1, 0), (1, 1)], copies.Select(c => (c.Folder.Counters.Items, c.Folder.Counters.Associated)));
        var copied = await harness.ReadAsync(session.User, ObjectIds.ToWire(copies[0].Folder.FolderId));
        Assert.Equal(["one", "fai"], copied.Select(m => m.Content.Properties.GetString(PidTag.Subject)));
        Assert.DoesNotContain(ObjectIds.FromWire(message), copied.Select(m => m.MessageId));
        Assert.Equal(2, (await harness.ReadAsync(session.User, folder)).Count);
    }

    [Fact]
    public async Task Without_a_destination_nothing_is_moved()
    {
        var session = await harness.LogonAsync();
        var inbox = await session.OpenAsync(session.FolderId(Inbox));
        var (folder, _) = await session.CreateAsync(inbox, "stays");
        foreach (var request in new RopRequest[] { Move(folder, "x"), Copy(folder, "x", recursive: true), new MoveCopyMessagesRequest { DestHandleIndex = 1, MessageIds = [1] } })
        {
            var none = await session.BetweenAsync(inbox, HandleTable.None, request);
            Assert.Equal((MapiError.NullDestinationObject, (byte)1), (none.ReturnValue, none.DestHandleIndex));
            Assert.Equal(MapiError.NotSupported, (await session.BetweenAsync(inbox, session.Logon, request)).ReturnValue);
            Assert.Equal(MapiError.NotSupported, (await session.BetweenAsync(session.Logon, inbox, request)).ReturnValue);
        }
        Assert.Equal("stays", (await harness.FindAsync(session.User, folder))!.Folder.DisplayName);
    }

    private static MoveCopyFolderRequest Move(ulong folder, string name) => new(RopId.RopMoveFolder) { DestHandleIndex = 1, FolderId = folder, NewFolderName = PropertyValue.String(name) };

    private static MoveCopyFolderRequest Copy(ulong folder, string name, bool recursive) =>
        new(RopId.RopCopyFolder) { DestHandleIndex = 1, FolderId = folder, WantRecursive = recursive, WantAsynchronous = true, NewFolderName = PropertyValue.String(name) };
}
