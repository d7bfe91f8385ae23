using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using Xunit;
using static MapiOrleans.Tests.Mailbox.MailboxFixture;

namespace MapiOrleans.Tests.Mailbox;

/// <summary>Messages of a mailbox: saves, quota, operation ids, and operations over several batches.</summary>
public sealed class MailboxMessageTests(MailboxFixture cluster) : IClassFixture<MailboxFixture>
{
    private const long Inbox = 5, Trash = 8;

    [Fact]
    public async Task A_save_that_is_asked_for_again_happens_once()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        var save = New(Inbox);
        var first = await mailbox.SaveMessageAsync(owner, save);
        Assert.Equal(first, await mailbox.SaveMessageAsync(owner, save));
        // Memory has forgotten it, first by other operations and then altogether; the store has not.
        await SaveManyAsync(mailbox, owner, Inbox, 3);
        Assert.Equal(first, await mailbox.SaveMessageAsync(owner, save));
        await cluster.ReactivateAsync(mailbox);
        Assert.Equal(first, await mailbox.SaveMessageAsync(owner, save));
        Assert.Equal(4, (await cluster.ReadAsync(mailbox, Inbox)).Count);
    }

    [Fact]
    public async Task A_change_of_another_is_not_overwritten()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        var first = await mailbox.SaveMessageAsync(owner, New(Inbox, "1"));
        var change = New(Inbox, "2") with { IsNew = false, MessageId = first.MessageId, ExpectedChangeNumber = first.ChangeNumber };
        var second = await mailbox.SaveMessageAsync(owner, change);
        Assert.Equal(MapiError.Success, second.Error);
        Assert.True(second.ChangeNumber > first.ChangeNumber);
        Assert.Equal(MapiError.ObjectChanged, (await mailbox.SaveMessageAsync(owner, change with { OperationId = Guid.NewGuid() })).Error);
        Assert.Equal(MapiError.Success, (await mailbox.SaveMessageAsync(owner, change with { OperationId = Guid.NewGuid(), ExpectedChangeNumber = null })).Error);
        await mailbox.DeleteMessagesAsync(owner, Inbox, [first.MessageId], hard: true);
        Assert.Equal(MapiError.ObjectDeleted, (await mailbox.SaveMessageAsync(owner, change with { OperationId = Guid.NewGuid() })).Error);
    }

    [Fact]
    public async Task A_full_mailbox_refuses_and_takes_again_when_there_is_room()
    {
        var (mailbox, owner, user) = await cluster.NewAsync(quota: 12_000);
        var id = await SaveAsync(mailbox, owner, New(Inbox, padding: 3_000));
        Assert.Equal(MapiError.QuotaExceeded, (await mailbox.SaveMessageAsync(owner, New(Inbox, padding: 5_000))).Error);
        Assert.Equal(MapiError.QuotaExceeded, (await mailbox.MoveCopyMessagesAsync(owner, Inbox, [id], Trash, copy: true)).Error);
        // Moved it is no more than before, and smaller it may become.
        Assert.Equal(MapiError.Success, (await mailbox.MoveCopyMessagesAsync(owner, Inbox, [id], Trash, copy: false)).Error);
        var moved = Assert.Single(await cluster.ReadAsync(mailbox, Trash)).MessageId;
        Assert.Equal(MapiError.Success, (await mailbox.SaveMessageAsync(owner, New(Trash) with { IsNew = false, MessageId = moved })).Error);
        Assert.Equal(MapiError.Success, (await mailbox.SaveMessageAsync(owner, New(Inbox, padding: 3_000))).Error);
        Assert.Equal(MapiError.MessageTooBig, (await mailbox.SaveMessageAsync(owner, New(Inbox, padding: 30_000))).Error);
        await mailbox.CreateAsync(new MailboxSetup { OwnerId = user.ObjectId });
        Assert.Equal(MapiError.Success, (await mailbox.SaveMessageAsync(owner, New(Inbox, padding: 20_000))).Error);
    }

    [Fact]
    public async Task Counters_follow_every_operation()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        var ids = await SaveManyAsync(mailbox, owner, Inbox, 8);
        var fai = await SaveAsync(mailbox, owner, New(Inbox) with { Associated = true });
        await mailbox.SetReadFlagsAsync(owner, Inbox, [ids[0], ids[1]], read: true);
        await mailbox.DeleteMessagesAsync(owner, Inbox, [ids[0], ids[2], fai], hard: false);
        await mailbox.DeleteMessagesAsync(owner, Inbox, [ids[3]], hard: true);
        await mailbox.MoveCopyMessagesAsync(owner, Inbox, [ids[4]], Trash, copy: false);
        await mailbox.MoveCopyMessagesAsync(owner, Inbox, [ids[1], ids[5]], Trash, copy: true);

        foreach (var reload in new[] { false, true })
        {
            if (reload) await cluster.ReactivateAsync(mailbox);
            var inbox = (await FolderAsync(mailbox, Inbox)).Counters;
            Assert.Equal((4, 3, 0, 2, 1, 5), (inbox.Items, inbox.Unread, inbox.Associated, inbox.Deleted, inbox.DeletedAssociated, inbox.DeletedTotal));
            var trash = (await FolderAsync(mailbox, Trash)).Counters;
            Assert.Equal((3, 2), (trash.Items, trash.Unread));
            foreach (var (folder, counters) in new[] { (Inbox, inbox), (Trash, trash) })
            {
                Assert.Equal((await cluster.ReadAsync(mailbox, folder)).Sum(m => m.Size), counters.Size + counters.AssociatedSize);
                Assert.Equal((await cluster.ReadAsync(mailbox, folder, deleted: true)).Sum(m => m.Size), counters.DeletedSize);
            }
        }
        // The mailbox is as large as all that is in it.
        var info = (await mailbox.FindAsync())!;
        long all = 0;
        foreach (var folder in new[] { Inbox, Trash, info.SpecialFolders[SpecialFolder.FreebusyData] })
        {
            foreach (var deleted in new[] { false, true }) all += (await cluster.ReadAsync(mailbox, folder, deleted)).Sum(m => m.Size);
        }
        Assert.Equal(all, info.SizeBytes);
    }

    [Fact]
    public async Task Batches_make_one_operation()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        var ids = await SaveManyAsync(mailbox, owner, Inbox, 10);
        var copied = await mailbox.MoveCopyMessagesAsync(owner, Inbox, [.. ids, 999_999, ids[0]], Trash, copy: true);
        Assert.Equal((MapiError.Success, true), (copied.Error, copied.Partial));
        Assert.Equal(12, copied.NewIds!.Count);
        Assert.Equal(0, copied.NewIds[10]);
        Assert.Equal(11, copied.NewIds.Where(i => i != 0).Distinct().Count());
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "0"], (await cluster.ReadAsync(mailbox, Trash)).Select(m => m.Content.Properties.GetString(PidTag.Subject)));

        Assert.Equal(new BulkResult(MapiError.Success), await mailbox.SetReadFlagsAsync(owner, Trash, [], read: true));
        Assert.Equal(0, (await FolderAsync(mailbox, Trash)).Counters.Unread);
        Assert.Equal(MapiError.TooBig, (await mailbox.DeleteMessagesAsync(owner, Trash, new long[21], hard: true)).Error);
        Assert.Equal(new BulkResult(MapiError.Success), await mailbox.EmptyFolderAsync(owner, Trash, associatedToo: true, subfolders: true, hard: true));
        Assert.Empty(await cluster.ReadAsync(mailbox, Trash));
        Assert.Equal(11, (await FolderAsync(mailbox, Trash)).Counters.DeletedTotal);
        var tree = await mailbox.CopyFolderAsync(owner, Inbox, Trash, "copy", recursive: true);
        Assert.Equal((MapiError.Success, 10), (tree.Error, tree.Folder!.Folder.Counters.Items));
    }

    [Fact]
    public async Task A_message_that_changed_meanwhile_is_not_deleted()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        var kept = await mailbox.SaveMessageAsync(owner, New(Inbox, "kept"));
        var gone = await mailbox.SaveMessageAsync(owner, New(Inbox, "gone"));
        await mailbox.SaveMessageAsync(owner, New(Inbox, "changed") with { IsNew = false, MessageId = kept.MessageId });
        var result = await mailbox.DeleteMessagesAsync(owner, Inbox, [kept.MessageId, gone.MessageId], hard: true, [kept.ChangeNumber, gone.ChangeNumber]);
        Assert.Equal(new BulkResult(MapiError.Success, Partial: true), result);
        Assert.Equal("changed", Assert.Single(await cluster.ReadAsync(mailbox, Inbox)).Content.Properties.GetString(PidTag.Subject));
        Assert.Equal(MapiError.InvalidParameter, (await mailbox.DeleteMessagesAsync(owner, Inbox, [kept.MessageId], hard: true, [])).Error);
    }

    [Fact]
    public async Task A_moved_message_is_another_one_and_its_place_says_that_it_went()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        var id = await SaveAsync(mailbox, owner, New(Inbox));
        var before = Assert.Single(await cluster.ReadAsync(mailbox, Inbox));
        var moved = (await mailbox.MoveCopyMessagesAsync(owner, Inbox, [id, id], Trash, copy: false)).NewIds!;
        Assert.Equal(0, moved[1]);
        var after = Assert.Single(await cluster.ReadAsync(mailbox, Trash));
        Assert.Equal(moved[0], after.MessageId);
        Assert.NotEqual(before.MessageId, after.MessageId);
        Assert.NotEqual(before.ChangeKey, after.ChangeKey);
        Assert.Equal(before.ModifiedAt, after.ModifiedAt);
        var info = (await mailbox.FindAsync())!;
        var traces = await cluster.Store.ReadDeletionsAsync(new MailboxKey(info.StoreId, info.Shard), Inbox, 0, CancellationToken.None);
        Assert.Equal(id, Assert.Single(traces).ObjectId);
    }

    [Fact]
    public async Task Only_notification_flags_are_cleared_and_only_where_they_are()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        var id = await SaveAsync(mailbox, owner, New(Inbox) with { MessageFlags = 0x308 });
        Assert.Equal(MapiError.InvalidParameter, (await mailbox.SetReadFlagsAsync(owner, Inbox, [id], null, 0x8)).Error);
        Assert.Equal(MapiError.Success, (await mailbox.SetReadFlagsAsync(owner, Inbox, [], null, 0x100)).Error);
        var message = Assert.Single(await cluster.ReadAsync(mailbox, Inbox));
        Assert.Equal((0x208, false), (message.MessageFlags, message.IsRead));
        var contents = (await FolderAsync(mailbox, Inbox)).ContentsChangeNumber;
        await mailbox.SetReadFlagsAsync(owner, Inbox, [id], null, 0x100);
        Assert.Equal(contents, (await FolderAsync(mailbox, Inbox)).ContentsChangeNumber);
    }
}
