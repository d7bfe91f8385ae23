using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Interfaces.Session;
using MapiOrleans.Grains.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Mailbox;
using Xunit;
using static MapiOrleans.Tests.Session.FolderSteps;

namespace MapiOrleans.Tests.Session;

/// <summary>Subscriptions and what they bring ([MS-OXCNOTIF] 3.1.4, 3.1.5): real mailboxes, real sessions.</summary>
[Collection(SessionCollection.Name)]
public sealed class NotificationTests(SessionHarness harness)
{
    private const NotificationTypes All = NotificationTypes.NewMail | NotificationTypes.ObjectCreated | NotificationTypes.ObjectDeleted | NotificationTypes.ObjectModified
        | NotificationTypes.ObjectMoved | NotificationTypes.ObjectCopied | NotificationTypes.SearchCompleted;

    private static async Task<(MapiError Error, uint Handle)> TryRegisterAsync(TestSession session, NotificationTypes types, ulong? folder = null, ulong message = 0, byte logonId = 0)
    {
        var (response, handle) = await session.ExecuteAsync<RopStatusResponse>(session.Logon, new RegisterNotificationRequest
        {
            LogonId = logonId,
            OutputHandleIndex = 1,
            NotificationTypes = types,
            WantWholeStore = folder is null,
            FolderId = folder ?? 0,
            MessageId = message,
        });
        return (response.ReturnValue, handle);
    }

    private static async Task<uint> RegisterAsync(TestSession session, NotificationTypes types = All, ulong? folder = null, ulong message = 0)
    {
        var (error, handle) = await TryRegisterAsync(session, types, folder, message);
        Assert.Equal(MapiError.Success, error);
        return handle;
    }

    private async Task<ulong> DeliverAsync(DirectoryObject user, ulong folder, string subject = "mail")
    {
        var content = new MessageContent();
        content.Properties.Set(PidTag.Subject, subject);
        content.Properties.Set(PidTag.MessageClass, "IPM.Note");
        var saved = await harness.Mailbox(user).SaveMessageAsync(MailboxCaller.Server,
            new SaveMessage { OperationId = Guid.NewGuid(), FolderId = ObjectIds.FromWire(folder), IsNew = true, Content = content, IsDelivery = true });
        Assert.Equal(MapiError.Success, saved.Error);
        return ObjectIds.ToWire(saved.MessageId);
    }

    /// <summary>All that comes until an event of this kind did.</summary>
    private static async Task<List<NotificationData>> UntilAsync(TestSession session, Func<NotificationData, bool> last)
    {
        // What a ROP did may have come with its own answer.
        var all = (await session.FetchAsync()).ConvertAll(n => n.NotificationData);
        while (!all.Exists(e => last(e)))
        {
            await session.WaitAsync();
            all.AddRange((await session.FetchAsync()).Select(n => n.NotificationData));
        }
        return all;
    }

    [Fact]
    public async Task A_search_tells_of_each_message_that_it_finds_and_when_it_is_done()
    {
        var session = await harness.LogonAsync();
        var inbox = session.FolderId(Inbox);
        var found = await DeliverAsync(session.User, inbox, "needle");
        await DeliverAsync(session.User, inbox, "hay");
        var (id, search) = await session.CreateAsync(await session.OpenAsync(session.FolderId(Finder)), "search", CreateFolderRequest.Search);
        await RegisterAsync(session, folder: id);
        var criteria = SearchSteps.Criteria(SearchSteps.Has(PidTag.Subject, "needle"), SetSearchFlags.None, ObjectIds.FromWire(inbox));
        Assert.Equal(MapiError.Success, await harness.Mailbox(session.User).SetSearchCriteriaAsync(Owner(session.User), ObjectIds.FromWire(id), criteria.ToArray(), stop: false));
        var all = await UntilAsync(session, e => e.Type == NotificationTypes.SearchCompleted);
        Assert.Equal(id, all.Single(e => e.Type == NotificationTypes.SearchCompleted).FolderId);
        var made = all.Single(e => e.Type == NotificationTypes.ObjectCreated);
        Assert.Equal((NotificationBits.Message | NotificationBits.SearchFolder, inbox, found, id), (made.Bits, made.FolderId, made.MessageId, made.ParentFolderId));

        // Then it is told of as of any folder.
        await session.DoAsync(search, new DeleteMessagesRequest(RopId.RopDeleteMessages) { MessageIds = [found] });
        all = await UntilAsync(session, e => e.Type == NotificationTypes.ObjectDeleted);
        var gone = all.Single(e => e.Type == NotificationTypes.ObjectDeleted);
        Assert.Equal((NotificationBits.Message | NotificationBits.SearchFolder, inbox, found, id), (gone.Bits, gone.FolderId, gone.MessageId, gone.ParentFolderId));
    }

    private static bool IsFolder(NotificationData e, ulong folder) => e.Type == NotificationTypes.ObjectModified && (e.Bits & NotificationBits.Message) == 0 && e.FolderId == folder;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_delivery_is_new_mail_a_new_message_and_a_folder_that_counts_it(bool cached)
    {
        var session = await harness.OpenAsync(await harness.CreateUserAsync(), o => o with { CachedMode = cached });
        await session.LogonAsync();
        var inbox = session.FolderId(Inbox);
        var handle = await RegisterAsync(session);
        var waiting = session.WaitAsync();
        var id = await DeliverAsync(session.User, inbox);
        await waiting;
        var came = await session.FetchAsync();
        Assert.All(came, n => Assert.Equal((handle, (byte)0), (n.NotificationHandle, n.LogonId)));
        Assert.Equal(3, came.Count);
        var mail = came[0].NotificationData;
        Assert.Equal((NotificationTypes.NewMail, NotificationBits.Message, inbox, id, "IPM.Note", !cached, 0u),
            (mail.Type, mail.Bits, mail.FolderId, mail.MessageId, mail.MessageClass, mail.UnicodeFlag, mail.MessageFlags));
        var made = came[1].NotificationData;
        Assert.Equal((NotificationTypes.ObjectCreated, NotificationBits.Message, inbox, id), (made.Type, made.Bits, made.FolderId, made.MessageId));
        var folder = came[2].NotificationData;
        Assert.Equal((NotificationTypes.ObjectModified, NotificationBits.TotalCount | NotificationBits.UnreadCount, inbox, 1u, 1u),
            (folder.Type, folder.Bits, folder.FolderId, folder.TotalMessageCount, folder.UnreadMessageCount));
        Assert.Empty(folder.Tags!);
    }

    [Fact]
    public async Task What_a_client_announces_is_new_mail_to_all_who_listen()
    {
        var session = await harness.LogonAsync();
        var (inbox, trash) = (session.FolderId(Inbox), session.FolderId(DeletedItems));
        var id = await harness.SaveAsync(session.User, inbox, "brought by the client");
        var other = await harness.OpenAsync(session.User);
        await other.LogonAsync();
        await RegisterAsync(other, NotificationTypes.NewMail);
        var announcement = new TransportNewMailRequest { FolderId = inbox, MessageId = id, MessageClass = "IPM.Note.Own", MessageFlags = 0x8 };
        Assert.Equal(MapiError.Success, (await session.ExecuteAsync<RopStatusResponse>(session.Logon, announcement)).Response.ReturnValue);
        await other.WaitAsync();
        var mail = Assert.Single(await other.FetchAsync()).NotificationData;
        Assert.Equal((NotificationTypes.NewMail, NotificationBits.Message, inbox, id, "IPM.Note.Own", 0x8u), (mail.Type, mail.Bits, mail.FolderId, mail.MessageId, mail.MessageClass, mail.MessageFlags));

        announcement = new TransportNewMailRequest { FolderId = trash, MessageId = id, MessageClass = "IPM.Note" };
        Assert.Equal(MapiError.NotFound, (await session.ExecuteAsync<RopStatusResponse>(session.Logon, announcement)).Response.ReturnValue);
        Assert.Empty(await other.FetchAsync());
    }

    [Fact]
    public async Task What_becomes_of_messages_is_told()
    {
        var session = await harness.LogonAsync();
        var (inbox, trash) = (session.FolderId(Inbox), session.FolderId(DeletedItems));
        var mailbox = harness.Mailbox(session.User);
        var owner = Owner(session.User);
        var (from, to) = (ObjectIds.FromWire(inbox), ObjectIds.FromWire(trash));
        var id = await harness.SaveAsync(session.User, inbox, "one");
        await RegisterAsync(session);

        await mailbox.SetReadFlagsAsync(owner, from, [ObjectIds.FromWire(id)], read: true);
        var read = await UntilAsync(session, e => IsFolder(e, inbox));
        Assert.Contains(read, e => (e.Type, e.Bits, e.FolderId, e.MessageId) == (NotificationTypes.ObjectModified, NotificationBits.Message, inbox, id));
        Assert.Contains(read, e => (e.Bits, e.UnreadMessageCount) == (NotificationBits.UnreadCount, 0u));

        await mailbox.SetMessageStatusAsync(owner, from, ObjectIds.FromWire(id), 1, 1);
        Assert.Contains(await UntilAsync(session, e => IsFolder(e, inbox)), e => (e.Type, e.MessageId) == (NotificationTypes.ObjectModified, id));

        var copy = ObjectIds.ToWire((await mailbox.MoveCopyMessagesAsync(owner, from, [ObjectIds.FromWire(id)], to, copy: true)).NewIds![0]);
        var copied = Assert.Single(await UntilAsync(session, e => IsFolder(e, trash)), e => e.Type == NotificationTypes.ObjectCopied);
        Assert.Equal((trash, copy, inbox, id), (copied.FolderId, copied.MessageId, copied.OldFolderId, copied.OldMessageId));

        var moved = ObjectIds.ToWire((await mailbox.MoveCopyMessagesAsync(owner, from, [ObjectIds.FromWire(id)], to, copy: false)).NewIds![0]);
        var both = await UntilAsync(session, e => IsFolder(e, trash));
        var move = Assert.Single(both, e => e.Type == NotificationTypes.ObjectMoved);
        Assert.Equal((trash, moved, inbox, id), (move.FolderId, move.MessageId, move.OldFolderId, move.OldMessageId));
        Assert.DoesNotContain(both, e => e.Type == NotificationTypes.ObjectDeleted);

        await mailbox.DeleteMessagesAsync(owner, to, [ObjectIds.FromWire(moved)], hard: false);
        var gone = Assert.Single(await UntilAsync(session, e => IsFolder(e, trash)), e => e.Type == NotificationTypes.ObjectDeleted);
        Assert.Equal((trash, moved, NotificationBits.Message), (gone.FolderId, gone.MessageId, gone.Bits));
    }

    [Fact]
    public async Task What_becomes_of_folders_is_told()
    {
        var session = await harness.LogonAsync();
        var (top, inbox) = (session.FolderId(IpmSubtree), session.FolderId(Inbox));
        var mailbox = harness.Mailbox(session.User);
        var owner = Owner(session.User);
        await RegisterAsync(session);

        var (id, _) = await session.CreateAsync(await session.OpenAsync(inbox), "made");
        var made = Assert.Single(await UntilAsync(session, e => IsFolder(e, inbox)), e => e.Type == NotificationTypes.ObjectCreated);
        Assert.Equal((id, inbox, NotificationBits.None), (made.FolderId, made.ParentFolderId, made.Bits));

        var bag = new PropertyBag();
        bag.Set(PidTag.Comment, "changed");
        await mailbox.SetFolderPropertiesAsync(owner, ObjectIds.FromWire(id), bag, []);
        await UntilAsync(session, e => IsFolder(e, id));

        await mailbox.MoveFolderAsync(owner, ObjectIds.FromWire(id), ObjectIds.FromWire(top), "moved");
        var moved = Assert.Single(await UntilAsync(session, e => IsFolder(e, top)), e => e.Type == NotificationTypes.ObjectMoved);
        Assert.Equal((id, top, id, inbox), (moved.FolderId, moved.ParentFolderId, moved.OldFolderId, moved.OldParentFolderId));

        var copy = ObjectIds.ToWire((await mailbox.CopyFolderAsync(owner, ObjectIds.FromWire(id), ObjectIds.FromWire(inbox), "copy", recursive: false)).Folder!.Folder.FolderId);
        var copied = Assert.Single(await UntilAsync(session, e => IsFolder(e, inbox)), e => e.Type == NotificationTypes.ObjectCopied);
        Assert.Equal((copy, inbox, id, top), (copied.FolderId, copied.ParentFolderId, copied.OldFolderId, copied.OldParentFolderId));

        await mailbox.DeleteFolderAsync(owner, ObjectIds.FromWire(top), ObjectIds.FromWire(id), messages: true, subfolders: true, hard: true);
        var gone = Assert.Single(await UntilAsync(session, e => IsFolder(e, top)), e => e.Type == NotificationTypes.ObjectDeleted);
        Assert.Equal((id, top), (gone.FolderId, gone.ParentFolderId));
    }

    [Fact]
    public async Task A_subscription_hears_of_its_folder_or_message_and_its_kinds_only_and_nothing_when_released()
    {
        var session = await harness.LogonAsync();
        var (inbox, trash) = (session.FolderId(Inbox), session.FolderId(DeletedItems));
        var one = await harness.SaveAsync(session.User, inbox, "one");
        var two = await harness.SaveAsync(session.User, inbox, "two");
        var ofTrash = await RegisterAsync(session, All, trash);
        var ofOne = await RegisterAsync(session, NotificationTypes.ObjectDeleted, inbox, one);
        var newMail = await RegisterAsync(session, NotificationTypes.NewMail);
        var released = await RegisterAsync(session);
        await session.ExecuteAsync([released], new LogonSimpleRequest(RopId.RopRelease));

        await harness.Mailbox(session.User).DeleteMessagesAsync(Owner(session.User), ObjectIds.FromWire(inbox), [ObjectIds.FromWire(two), ObjectIds.FromWire(one)], hard: true);
        await harness.SaveAsync(session.User, trash, "three");
        var mail = await DeliverAsync(session.User, inbox);
        var all = new List<NotifyResponse>();
        while (!all.Exists(n => n.NotificationHandle == newMail))
        {
            await session.WaitAsync();
            all.AddRange(await session.FetchAsync());
        }
        Assert.Equal(mail, Assert.Single(all, n => n.NotificationHandle == newMail).NotificationData.MessageId);
        Assert.Equal(one, Assert.Single(all, n => n.NotificationHandle == ofOne).NotificationData.MessageId);
        var trashed = all.Where(n => n.NotificationHandle == ofTrash).Select(n => n.NotificationData).ToList();
        Assert.Equal([NotificationTypes.ObjectCreated, NotificationTypes.ObjectModified], trashed.Select(e => e.Type));
        Assert.All(trashed, e => Assert.Equal(trash, e.FolderId));
        Assert.DoesNotContain(all, n => n.NotificationHandle == released);
    }

    [Fact]
    public async Task Nobody_hears_of_what_they_may_not_see()
    {
        var boss = await harness.CreateUserAsync();
        var info = (await harness.Mailbox(boss).FindAsync())!;
        ulong Wire(SpecialFolder folder) => ObjectIds.ToWire(info.SpecialFolders[folder]);
        var helper = await harness.OpenAsync(await harness.CreateUserAsync());
        await harness.GrantAsync(boss, Wire(SpecialFolder.Inbox), helper.User, FolderRights.Reviewer);
        await helper.LogonAsync(boss);
        Assert.Equal(MapiError.NotFound, (await TryRegisterAsync(helper, All, Wire(SpecialFolder.Drafts))).Error);
        Assert.Equal(MapiError.NotFound, (await TryRegisterAsync(helper, All, Wire(SpecialFolder.Inbox), ObjectIds.ToWire(0x7777))).Error);
        Assert.Equal(MapiError.InvalidParameter, (await TryRegisterAsync(helper, NotificationTypes.None)).Error);
        await RegisterAsync(helper);

        var mailbox = harness.Mailbox(boss);
        var secret = await harness.SaveAsync(boss, Wire(SpecialFolder.Drafts), "secret");
        var shown = await DeliverAsync(boss, Wire(SpecialFolder.Inbox));
        var heard = await UntilAsync(helper, e => IsFolder(e, Wire(SpecialFolder.Inbox)));
        Assert.Contains(heard, e => e.Type == NotificationTypes.NewMail && e.MessageId == shown);
        Assert.DoesNotContain(heard, e => e.MessageId == secret || e.FolderId == Wire(SpecialFolder.Drafts));

        // Out of sight is gone, into sight is new.
        await mailbox.MoveCopyMessagesAsync(Owner(boss), info.SpecialFolders[SpecialFolder.Inbox], [ObjectIds.FromWire(shown)], info.SpecialFolders[SpecialFolder.Drafts], copy: false);
        Assert.Contains(await UntilAsync(helper, e => IsFolder(e, Wire(SpecialFolder.Inbox))), e => (e.Type, e.FolderId, e.MessageId) == (NotificationTypes.ObjectDeleted, Wire(SpecialFolder.Inbox), shown));
        await mailbox.MoveCopyMessagesAsync(Owner(boss), info.SpecialFolders[SpecialFolder.Drafts], [ObjectIds.FromWire(secret)], info.SpecialFolders[SpecialFolder.Inbox], copy: false);
        Assert.Contains(await UntilAsync(helper, e => IsFolder(e, Wire(SpecialFolder.Inbox))), e => e.Type == NotificationTypes.ObjectCreated && e.FolderId == Wire(SpecialFolder.Inbox));

        // A folder that one may not see any more is gone too.
        var entry = (await mailbox.GetPermissionsAsync(MailboxCaller.Server, info.SpecialFolders[SpecialFolder.Inbox]))!.Single(p => p.AccountId == helper.User.ObjectId);
        await mailbox.ModifyPermissionsAsync(Owner(boss), info.SpecialFolders[SpecialFolder.Inbox], replaceAll: false, [new PermissionChange(true, entry.MemberId, Guid.Empty, FolderRights.None)]);
        var lost = await UntilAsync(helper, e => e.Type == NotificationTypes.ObjectDeleted);
        Assert.Equal(Wire(SpecialFolder.Inbox), Assert.Single(lost).FolderId);
    }

    [Fact]
    public async Task A_mailbox_that_was_reactivated_is_heard_again_and_the_gap_is_told()
    {
        var session = await harness.LogonAsync();
        var inbox = session.FolderId(Inbox);
        var handle = await RegisterAsync(session);
        var table = await TableNotificationTests.OpenAsync(session, RopId.RopGetContentsTable, TableFlags.UseUnicode, inbox, [PidTag.Mid]);
        await TableNotificationTests.QueryAsync(session, table, [PidTag.Mid]);
        var waiting = session.WaitAsync();
        await harness.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        await waiting;
        var gap = await session.FetchAsync();
        Assert.Contains(gap, n => n.NotificationHandle == handle && IsFolder(n.NotificationData, inbox));
        Assert.Contains(gap, n => n.NotificationHandle == table && n.NotificationData.TableEventType == TableEventType.Changed);
        var id = await DeliverAsync(session.User, inbox);
        Assert.Contains(await UntilAsync(session, e => e.Type == NotificationTypes.NewMail), e => e.MessageId == id);
    }

    [Fact]
    public async Task A_subscription_of_a_session_that_is_gone_goes_too()
    {
        var user = await harness.CreateUserAsync();
        var mailbox = harness.Mailbox(user);
        var subscription = new MailboxSubscription { SubscriptionId = Guid.NewGuid(), SessionId = Guid.NewGuid(), Caller = Owner(user), WholeStore = true };
        Assert.Equal((true, false), (await mailbox.SubscribeAsync(subscription)) is var first ? (first.Accepted, first.Continued) : default);
        Assert.True((await mailbox.SubscribeAsync(subscription)).Continued);
        var inbox = ObjectIds.ToWire((await mailbox.FindAsync())!.SpecialFolders[SpecialFolder.Inbox]);
        // The telling is not waited for by the write: ask until it has come back.
        var asked = 0;
        do await DeliverAsync(user, inbox);
        while ((await mailbox.SubscribeAsync(subscription)).Continued && ++asked < 100);
        Assert.True(asked < 100);
        Assert.False(await harness.Grains.GetGrain<ISessionGrain>(Guid.NewGuid()).NotifyAsync(new MailboxEvents { SubscriptionId = Guid.NewGuid() }));
    }

    [Fact]
    public async Task What_has_no_room_waits_for_the_next_answer()
    {
        var session = await harness.LogonAsync();
        var inbox = session.FolderId(Inbox);
        await RegisterAsync(session, NotificationTypes.ObjectCreated);
        var ids = new List<ulong>();
        for (var i = 0; i < 20; i++) ids.Add(await harness.SaveAsync(session.User, inbox, $"{i}"));
        var came = new List<ulong>();
        var pending = 0;
        while (came.Count < ids.Count)
        {
            await session.WaitAsync();
            var result = await session.SendAsync(RopRequestBuffer.Write([], []), maxRopOut: 150);
            foreach (var response in RopResponseBuffer.TryParse(result.Buffers[0], [], out _)!.Value.Responses)
            {
                if (response is NotifyResponse notify) came.Add(notify.NotificationData.MessageId);
                else pending += response is PendingResponse ? 1 : 0;
            }
            Assert.True(result.Buffers[0].Length <= 150);
        }
        Assert.Equal(ids, came);
        Assert.True(pending >= 3);
    }
}
