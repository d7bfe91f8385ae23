using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using Xunit;
using static MapiOrleans.Tests.Mailbox.MailboxFixture;

namespace MapiOrleans.Tests.Mailbox;

/// <summary>What a mailbox is born with ([MS-OXCSTOR] 3.2.3, [MS-OXOSFLD] 2.2, 3.1.4).</summary>
public sealed class MailboxCreationTests(MailboxFixture cluster) : IClassFixture<MailboxFixture>
{
    [Theory]
    [InlineData("en", "Inbox", "Deleted Items", "Sent Items", "Calendar", "Sync Issues")]
    [InlineData("fr-CA", "Boîte de réception", "Éléments supprimés", "Éléments envoyés", "Calendrier", "Problèmes de synchronisation")]
    [InlineData("de", "Posteingang", "Gelöschte Elemente", "Gesendete Elemente", "Kalender", "Synchronisierungsprobleme")]
    [InlineData("xx", "Inbox", "Deleted Items", "Sent Items", "Calendar", "Sync Issues")]
    public async Task Special_folders_have_the_names_of_their_language(string language, string inbox, string trash, string sent, string calendar, string sync)
    {
        var mailbox = cluster.Mailbox(Guid.NewGuid());
        await mailbox.CreateAsync(new MailboxSetup { OwnerId = Guid.NewGuid(), Language = language });
        var special = (await mailbox.FindAsync())!.SpecialFolders;
        Assert.Equal(Enum.GetValues<SpecialFolder>().Where(f => (int)f < 64).Order(), special.Keys.Order());
        var names = new[] { SpecialFolder.Inbox, SpecialFolder.DeletedItems, SpecialFolder.SentItems, SpecialFolder.Calendar, SpecialFolder.SyncIssues };
        Assert.Equal([inbox, trash, sent, calendar, sync], await Task.WhenAll(names.Select(async f => (await FolderAsync(mailbox, special[f])).DisplayName)));

        var all = (await mailbox.GetHierarchyAsync(MailboxCaller.Server, special[SpecialFolder.Root], deep: true, softDeleted: false))!.Folders;
        Assert.Equal(special.Count - 1, all.Count);
        foreach (var siblings in all.GroupBy(v => v.Folder.ParentId))
            Assert.Equal(siblings.Count(), siblings.Select(v => v.Folder.DisplayName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(all, v => Assert.True(v.Folder.ChangeNumber > 0 && v.Folder.ChangeKey.Length == 22 && v.Folder.PredecessorChangeList.Length == 23));
    }

    [Fact]
    public async Task Root_and_Inbox_name_the_special_folders()
    {
        var (mailbox, _, user) = await cluster.NewAsync();
        var info = (await mailbox.FindAsync())!;
        foreach (var folder in new[] { SpecialFolder.Root, SpecialFolder.Inbox })
        {
            var bag = (await FolderAsync(mailbox, info.SpecialFolders[folder])).Properties;
            Assert.Equal(EntryIdOf(SpecialFolder.Calendar), bag.GetBinary(PidTag.IpmAppointmentEntryId));
            Assert.Equal(EntryIdOf(SpecialFolder.Drafts), bag.GetBinary(PidTag.IpmDraftsEntryId));
            Assert.Equal(EntryIdOf(SpecialFolder.Reminders), bag.GetBinary(PidTag.RemindersOnlineEntryId));
            Assert.True(bag.TryGet(PidTag.AdditionalRenEntryIds, out PropertyValue ren));
            Assert.Equal(EntryIdOf(SpecialFolder.JunkEmail), ren.AsArray<byte[]>()[4]);
        }
        Assert.Equal("IPF.Appointment", (await FolderAsync(mailbox, info.SpecialFolders[SpecialFolder.Calendar])).Properties.GetString(PidTag.ContainerClass));
        Assert.True((await FolderAsync(mailbox, info.SpecialFolders[SpecialFolder.QuickSteps])).Properties.GetBool(PidTag.AttributeHidden));
        Assert.Single(await cluster.ReadAsync(mailbox, info.SpecialFolders[SpecialFolder.FreebusyData]));
        Assert.Equal(["", "IPC", "IPM", "REPORT.IPM"], (await mailbox.GetReceiveFoldersAsync()).Select(r => r.MessageClass).Order(StringComparer.Ordinal));
        Assert.Equal((user.ObjectId, false), (info.OwnerId, info.IsPublic));

        byte[] EntryIdOf(SpecialFolder folder) => EntryIds.Folder(info.MailboxGuid, isPublic: false, new LongTermId(info.ReplGuid, info.SpecialFolders[folder]));
    }

    [Fact]
    public async Task A_mailbox_is_made_once_and_its_quota_is_kept_up_to_date()
    {
        var (mailbox, owner, user) = await cluster.NewAsync(quota: 1000);
        var before = (await mailbox.FindAsync())!;
        await MakeAsync(mailbox, owner, before.SpecialFolders[SpecialFolder.Inbox], "mine");
        var after = await mailbox.CreateAsync(new MailboxSetup { OwnerId = user.ObjectId, Language = "fr", QuotaBytes = 2000 });
        Assert.Equal((before.ReplGuid, before.StoreId, 2000L), (after.ReplGuid, after.StoreId, after.QuotaBytes));
        await cluster.ReactivateAsync(mailbox);
        var later = (await mailbox.FindAsync())!;
        Assert.Equal((before.ReplGuid, 2000L), (later.ReplGuid, later.QuotaBytes));
        var children = (await mailbox.GetHierarchyAsync(owner, before.SpecialFolders[SpecialFolder.Inbox], deep: false, softDeleted: false))!.Folders;
        Assert.Equal("mine", Assert.Single(children).Folder.DisplayName);
    }

    [Fact]
    public async Task A_public_tree_has_its_own_folders_and_everybody_sees_them()
    {
        var domain = await cluster.NewDomainAsync();
        var mailbox = cluster.Mailbox(domain.PublicMailbox);
        var info = (await mailbox.FindAsync())!;
        Assert.True(info.IsPublic);
        Assert.Equal(Enum.GetValues<SpecialFolder>().Where(f => f is SpecialFolder.Root or SpecialFolder.IpmSubtree || (int)f >= 64).Order(), info.SpecialFolders.Keys.Order());
        var anybody = await cluster.AccountAsync();
        Assert.Equal(FolderRights.Reviewer, (await mailbox.FindFolderAsync(anybody, info.SpecialFolders[SpecialFolder.IpmSubtree], deletedToo: false))!.Rights);
        var top = await MakeAsync(mailbox, MailboxCaller.Server, info.SpecialFolders[SpecialFolder.IpmSubtree], "Projects");
        Assert.Equal(FolderRights.Author, (await mailbox.FindFolderAsync(anybody, top.FolderId, deletedToo: false))!.Rights);
    }

    [Fact]
    public async Task There_is_no_mailbox_that_nobody_made()
    {
        var mailbox = cluster.Mailbox(Guid.NewGuid());
        Assert.Null(await mailbox.FindAsync());
        await Assert.ThrowsAsync<MailboxMissingException>(() => mailbox.FindFolderAsync(MailboxCaller.Server, 1, deletedToo: false));
        await Assert.ThrowsAsync<MailboxMissingException>(() => mailbox.SaveMessageAsync(MailboxCaller.Server, New(5)));
    }
}
