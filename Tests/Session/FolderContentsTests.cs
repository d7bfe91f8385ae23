using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session;
using MapiOrleans.Grains.Session.Handlers;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;
using static MapiOrleans.Tests.Session.FolderSteps;

namespace MapiOrleans.Tests.Session;

/// <summary>ROPs on the messages of folders ([MS-OXCFOLD] 3.2.5.6, 3.2.5.9 to 3.2.5.12, [MS-OXCMSG] 3.2.5.10).</summary>
[Collection(SessionCollection.Name)]
public sealed class FolderContentsTests(SessionHarness harness)
{
    [Fact]
    public async Task Messages_are_copied_and_moved_and_unknown_ones_make_it_partial()
    {
        var session = await harness.LogonAsync();
        var (inboxId, trashId) = (session.FolderId(Inbox), session.FolderId(DeletedItems));
        var inbox = await session.OpenAsync(inboxId);
        var trash = await session.OpenAsync(trashId);
        var one = await harness.SaveAsync(session.User, inboxId, "one", read: true);
        var two = await harness.SaveAsync(session.User, inboxId, "two");

        var copy = await session.BetweenAsync(inbox, trash, new MoveCopyMessagesRequest { DestHandleIndex = 1, MessageIds = [one, two], WantCopy = true });
        Assert.Equal((MapiError.Success, false), (copy.ReturnValue, copy.PartialCompletion));
        var move = await session.BetweenAsync(inbox, trash, new MoveCopyMessagesRequest { DestHandleIndex = 1, MessageIds = [one, ObjectIds.ToWire(0x77777)] });
        Assert.Equal((MapiError.Success, true), (move.ReturnValue, move.PartialCompletion));

        Assert.Equal(["two"], Subjects(await harness.ReadAsync(session.User, inboxId)));
        Assert.Equal(["one", "one", "two"], Subjects(await harness.ReadAsync(session.User, trashId)).Order());
        var counters = (await harness.FindAsync(session.User, trashId))!.Folder.Counters;
        Assert.Equal((3, 1), (counters.Items, counters.Unread));

        var (_, search) = await session.CreateAsync(await session.OpenAsync(session.FolderId(Finder)), "search", CreateFolderRequest.Search);
        Assert.Equal(MapiError.SearchFolder, (await session.BetweenAsync(inbox, search, new MoveCopyMessagesRequest { DestHandleIndex = 1, MessageIds = [two] })).ReturnValue);
        // From a search folder messages go from where they are.
        var found = await session.BetweenAsync(search, trash, new MoveCopyMessagesRequest { DestHandleIndex = 1, MessageIds = [two] });
        Assert.Equal((MapiError.Success, false), (found.ReturnValue, found.PartialCompletion));
        Assert.Empty(await harness.ReadAsync(session.User, inboxId));
    }

    [Theory]
    [InlineData(RopId.RopDeleteMessages, 1)]
    [InlineData(RopId.RopHardDeleteMessages, 0)]
    public async Task Deleted_messages_are_kept_or_not(RopId rop, int kept)
    {
        var session = await harness.LogonAsync();
        var inboxId = session.FolderId(Inbox);
        var inbox = await session.OpenAsync(inboxId);
        var one = await harness.SaveAsync(session.User, inboxId, "one");
        await harness.SaveAsync(session.User, inboxId, "two");

        Assert.Equal((MapiError.Success, false), await session.DoAsync(inbox, new DeleteMessagesRequest(rop) { MessageIds = [one], NotifyNonRead = true }));
        // The same once more is no failure of the ROP.
        Assert.Equal(MapiError.Success, (await session.DoAsync(inbox, new DeleteMessagesRequest(rop) { MessageIds = [one, ObjectIds.ToWire(0x55555)] })).Error);
        // No ids, no deletions.
        Assert.Equal((MapiError.Success, false), await session.DoAsync(inbox, new DeleteMessagesRequest(rop)));
        Assert.Equal(["two"], Subjects(await harness.ReadAsync(session.User, inboxId)));
        var counters = (await harness.FindAsync(session.User, inboxId))!.Folder.Counters;
        Assert.Equal((1, 1), (counters.Items, counters.DeletedTotal));
        Assert.Equal(MapiError.NotSupported, (await session.DoAsync(session.Logon, new DeleteMessagesRequest(rop) { MessageIds = [one] })).Error);
        if (rop == RopId.RopDeleteMessages) Assert.Equal(kept, counters.Deleted);
    }

    [Theory]
    [InlineData(RopId.RopEmptyFolder, true)]
    [InlineData(RopId.RopHardDeleteMessagesAndSubfolders, false)]
    public async Task An_emptied_folder_is_still_there(RopId rop, bool kept)
    {
        var session = await harness.LogonAsync();
        var (folder, handle) = await session.CreateAsync(await session.OpenAsync(session.FolderId(Inbox)), "full");
        var (inner, _) = await session.CreateAsync(handle, "inner");
        var one = await harness.SaveAsync(session.User, folder, "one");
        await harness.SaveAsync(session.User, folder, "fai", associated: true);
        await harness.SaveAsync(session.User, inner, "two");

        Assert.Equal((MapiError.Success, false), await session.DoAsync(handle, new EmptyFolderRequest(rop) { WantAsynchronous = true }));
        Assert.Equal(["fai"], Subjects(await harness.ReadAsync(session.User, folder)));
        Assert.Null(await harness.FindAsync(session.User, inner));
        Assert.Equal(kept, await harness.FindAsync(session.User, inner, deletedToo: true) is not null);
        Assert.Equal(kept ? ["one"] : [], Subjects(await harness.ReadAsync(session.User, folder, deleted: true)));
        Assert.Equal((MapiError.Success, false), await session.DoAsync(handle, new EmptyFolderRequest(rop) { WantDeleteAssociated = true }));
        Assert.Empty(await harness.ReadAsync(session.User, folder));
        Assert.NotEqual(0UL, one);
    }

    [Fact]
    public async Task Root_and_search_folders_are_not_emptied_and_special_folders_survive_it()
    {
        var session = await harness.LogonAsync();
        var root = await session.OpenAsync(session.FolderId(Root));
        var (_, search) = await session.CreateAsync(await session.OpenAsync(session.FolderId(Finder)), "search", CreateFolderRequest.Search);
        foreach (var rop in new[] { RopId.RopEmptyFolder, RopId.RopHardDeleteMessagesAndSubfolders })
        {
            Assert.Equal(MapiError.NotSupported, (await session.DoAsync(root, new EmptyFolderRequest(rop))).Error);
            Assert.Equal(MapiError.NotSupported, (await session.DoAsync(search, new EmptyFolderRequest(rop))).Error);
            Assert.Equal(MapiError.NotSupported, (await session.DoAsync(session.Logon, new EmptyFolderRequest(rop))).Error);
        }
        var subtree = await session.OpenAsync(session.FolderId(IpmSubtree));
        Assert.Equal((MapiError.Success, true), await session.DoAsync(subtree, new EmptyFolderRequest(RopId.RopEmptyFolder)));
        Assert.NotNull(await harness.FindAsync(session.User, session.FolderId(Inbox)));
    }

    [Fact]
    public async Task Read_flags_change_read_state_and_nothing_else()
    {
        const int Notify = (int)(MessageFlagBits.NotifyRead | MessageFlagBits.NotifyUnread);
        var session = await harness.LogonAsync();
        var inboxId = session.FolderId(Inbox);
        var inbox = await session.OpenAsync(inboxId);
        var id = await harness.SaveAsync(session.User, inboxId, "one", flags: Notify);
        var before = Assert.Single(await harness.ReadAsync(session.User, inboxId));

        Assert.Equal((true, Notify), await SetAsync(ReadFlags.Default));
        Assert.Equal((true, Notify), await SetAsync(ReadFlags.GenerateReceiptOnly));
        Assert.Equal((false, Notify), await SetAsync(ReadFlags.ClearReadFlag | ReadFlags.SuppressReceipt));
        Assert.Equal((false, Notify), await SetAsync(ReadFlags.GenerateReceiptOnly | ReadFlags.Reserved));
        Assert.Equal((false, (int)MessageFlagBits.NotifyRead), await SetAsync(ReadFlags.ClearNotifyUnread));
        Assert.Equal((true, 0), await SetAsync(ReadFlags.SuppressReceipt));
        var after = Assert.Single(await harness.ReadAsync(session.User, inboxId));
        Assert.Equal((before.ChangeNumber, before.ModifiedAt), (after.ChangeNumber, after.ModifiedAt));
        Assert.Equal(before.ChangeKey, after.ChangeKey);
        Assert.True(after.ReadChangeNumber > before.ReadChangeNumber);
        Assert.Equal(0, (await harness.FindAsync(session.User, inboxId))!.Folder.Counters.Unread);

        // No ids: all messages.
        await harness.SaveAsync(session.User, inboxId, "two");
        Assert.Equal((MapiError.Success, false), await session.DoAsync(inbox, new SetReadFlagsRequest { ReadFlags = ReadFlags.ClearReadFlag | ReadFlags.SuppressReceipt }));
        Assert.Equal(2, (await harness.FindAsync(session.User, inboxId))!.Folder.Counters.Unread);
        Assert.Equal((MapiError.Success, true), await session.DoAsync(inbox, new SetReadFlagsRequest { MessageIds = [id, ObjectIds.ToWire(0x44444)] }));
        Assert.Equal(MapiError.InvalidParameter, (await session.DoAsync(inbox, new SetReadFlagsRequest { ReadFlags = ReadFlags.GenerateReceiptOnly | ReadFlags.SuppressReceipt, MessageIds = [id] })).Error);
        Assert.Equal(MapiError.NullObject, (await session.DoAsync(session.Logon, new SetReadFlagsRequest { MessageIds = [id] })).Error);

        async Task<(bool, int)> SetAsync(ReadFlags flags)
        {
            Assert.Equal((MapiError.Success, false), await session.DoAsync(inbox, new SetReadFlagsRequest { ReadFlags = flags, MessageIds = [id] }));
            var message = Assert.Single(await harness.ReadAsync(session.User, inboxId));
            return (message.IsRead, message.MessageFlags);
        }
    }

    [Theory]
    [InlineData(ReadFlags.Default, true, 0)]
    [InlineData(ReadFlags.Reserved, true, 0)]
    [InlineData(ReadFlags.SuppressReceipt, true, 0x100)]
    [InlineData(ReadFlags.ClearReadFlag, false, 0)]
    [InlineData(ReadFlags.ClearReadFlag | ReadFlags.SuppressReceipt, false, 0)]
    [InlineData(ReadFlags.GenerateReceiptOnly, null, 0)]
    [InlineData(ReadFlags.ClearNotifyRead, null, 0x100)]
    [InlineData(ReadFlags.ClearNotifyUnread, null, 0x200)]
    [InlineData(ReadFlags.ClearNotifyRead | ReadFlags.ClearNotifyUnread, null, 0x300)]
    public void Read_flags_mean(ReadFlags flags, bool? read, int clear) => Assert.Equal((read, (MessageFlagBits)clear), FolderHandlers.Meaning(flags));

    [Fact]
    public async Task A_delegate_does_what_the_folder_s_list_allows()
    {
        var owner = await harness.CreateUserAsync();
        var ownerSession = await harness.OpenAsync(owner);
        await ownerSession.LogonAsync();
        var inboxId = ownerSession.FolderId(Inbox);
        var message = await harness.SaveAsync(owner, inboxId, "the owner's");
        var helper = await harness.CreateUserAsync();
        await harness.GrantAsync(owner, inboxId, helper, FolderRights.Author);

        var session = await harness.OpenAsync(helper);
        await session.LogonAsync(owner);
        var inbox = await session.OpenAsync(inboxId);
        Assert.Equal(MapiError.NotFound, await session.TryOpenAsync(ownerSession.FolderId(DeletedItems)));
        var own = await harness.SaveAsync(owner, inboxId, "the helper's", caller: new MailboxCaller { AccountId = helper.ObjectId });
        // An author deletes what is the author's.
        Assert.Equal((MapiError.Success, true), await session.DoAsync(inbox, new DeleteMessagesRequest(RopId.RopDeleteMessages) { MessageIds = [message, own] }));
        Assert.Equal(["the owner's"], Subjects(await harness.ReadAsync(owner, inboxId)));
        var (create, _) = await session.ExecuteAsync<CreateFolderResponse>(inbox, new CreateFolderRequest { OutputHandleIndex = 1, DisplayName = PropertyValue.String("x") });
        Assert.Equal(MapiError.AccessDenied, create.ReturnValue);
        Assert.Equal(HandleTable.None, (await session.ExecuteAsync<OpenFolderResponse>(session.Logon, new OpenFolderRequest { OutputHandleIndex = 1, FolderId = ownerSession.FolderId(DeletedItems) })).Output);
    }

    private static IEnumerable<string?> Subjects(IEnumerable<Grains.Storage.MessageRecord> messages) => messages.Select(m => m.Content.Properties.GetString(PidTag.Subject));
}
