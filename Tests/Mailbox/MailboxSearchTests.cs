using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;
using Xunit;
using static MapiOrleans.Tests.Mailbox.MailboxFixture;
using static MapiOrleans.Tests.Mailbox.SearchSteps;

namespace MapiOrleans.Tests.Mailbox;

/// <summary>Search folders: how they are filled, what they follow, and what they leave ([MS-OXCFOLD] 3.2.5.4). Four messages make a batch.</summary>
public sealed class MailboxSearchTests(MailboxFixture cluster) : IClassFixture<MailboxFixture>
{
    private const long Subtree = 4, Inbox = 5, Trash = 8;

    [Fact]
    public async Task A_search_finds_what_is_there_and_follows_what_comes()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        var ids = await SaveManyAsync(mailbox, owner, Inbox, 13);
        var search = await mailbox.MakeSearchAsync(owner, "s", Criteria(Has(PidTag.Subject, "1"), SetSearchFlags.None, Inbox));
        Assert.Equal(["1", "10", "11", "12"], await cluster.SubjectsAsync(mailbox, search));
        Assert.Equal(SearchProgress.Complete, (await FolderAsync(mailbox, search)).SearchProgress);

        await SaveAsync(mailbox, owner, New(Inbox, "21"));
        await SaveAsync(mailbox, owner, New(Inbox, "22"));
        await SaveAsync(mailbox, owner, New(Inbox, "31") with { Associated = true });
        await SaveAsync(mailbox, owner, New(Trash, "41"));
        await SaveAsync(mailbox, owner, New(Inbox, "100") with { IsNew = false, MessageId = ids[0] });
        await SaveAsync(mailbox, owner, New(Inbox, "9") with { IsNew = false, MessageId = ids[1] });
        Assert.Equal(["10", "100", "11", "12", "21"], await cluster.SubjectsAsync(mailbox, search));
        await mailbox.SetReadFlagsAsync(owner, Inbox, [ids[10]], read: true);
        Assert.Equal(4, (await FolderAsync(mailbox, search)).Counters.Unread);
        await mailbox.DeleteMessagesAsync(owner, Inbox, [ids[11]], hard: false);
        await mailbox.DeleteMessagesAsync(owner, Inbox, [ids[0]], hard: true);
        await mailbox.MoveCopyMessagesAsync(owner, Inbox, [ids[12]], Trash, copy: false);
        await mailbox.MoveCopyMessagesAsync(owner, Inbox, [ids[10]], Inbox, copy: true);
        Assert.Equal(["10", "10", "21"], await cluster.SubjectsAsync(mailbox, search));
        // What was deleted comes back, and so does what was moved out.
        await mailbox.MoveCopyMessagesAsync(owner, Inbox, [ids[11]], Inbox, copy: false);
        await mailbox.MoveCopyMessagesAsync(owner, Trash, [(await cluster.ReadAsync(mailbox, Trash)).Single(m => m.Hot.Subject == "12").MessageId], Inbox, copy: false);
        Assert.Equal(["10", "10", "11", "12", "21"], await cluster.SubjectsAsync(mailbox, search));
        await cluster.ReactivateAsync(mailbox);
        Assert.Equal(["10", "10", "11", "12", "21"], await cluster.SubjectsAsync(mailbox, search));
        await mailbox.EmptyFolderAsync(owner, Inbox, associatedToo: true, subfolders: true, hard: true);
        Assert.Empty(await cluster.SubjectsAsync(mailbox, search));
    }

    [Fact]
    public async Task A_recursive_search_follows_folders_that_move()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        var outer = (await MakeAsync(mailbox, owner, Inbox, "outer")).FolderId;
        var inner = (await MakeAsync(mailbox, owner, outer, "inner")).FolderId;
        await SaveManyAsync(mailbox, owner, inner, 9);
        var deep = await mailbox.MakeSearchAsync(owner, "deep", Criteria(null, SetSearchFlags.RecursiveSearch, Inbox));
        var shallow = await mailbox.MakeSearchAsync(owner, "shallow", Criteria(null, SetSearchFlags.None, Inbox, inner));
        Assert.Equal((9, 9), ((await cluster.ShownAsync(mailbox, deep)).Count, (await cluster.ShownAsync(mailbox, shallow)).Count));

        await mailbox.MoveFolderAsync(owner, outer, Trash, "outer");
        Assert.Equal((0, 9), ((await cluster.ShownAsync(mailbox, deep)).Count, (await cluster.ShownAsync(mailbox, shallow)).Count));
        await mailbox.MoveFolderAsync(owner, outer, Inbox, "outer");
        Assert.Equal((9, 9), ((await cluster.ShownAsync(mailbox, deep)).Count, (await cluster.ShownAsync(mailbox, shallow)).Count));
        await mailbox.DeleteFolderAsync(owner, Inbox, outer, messages: true, subfolders: true, hard: false);
        Assert.Equal((0, 0), ((await cluster.ShownAsync(mailbox, deep)).Count, (await cluster.ShownAsync(mailbox, shallow)).Count));
        await mailbox.MoveFolderAsync(owner, outer, Subtree, "outer");
        Assert.Equal((0, 9), ((await cluster.ShownAsync(mailbox, deep)).Count, (await cluster.ShownAsync(mailbox, shallow)).Count));
        await mailbox.DeleteFolderAsync(owner, Subtree, outer, messages: true, subfolders: true, hard: true);
        Assert.Equal((0, 0), ((await cluster.ShownAsync(mailbox, deep)).Count, (await cluster.ShownAsync(mailbox, shallow)).Count));
    }

    [Fact]
    public async Task A_static_search_stays_as_it_was_filled_until_it_is_asked_for_again()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        var ids = await SaveManyAsync(mailbox, owner, Inbox, 6);
        var criteria = Criteria(null, SetSearchFlags.StaticSearch, Inbox);
        var search = await mailbox.MakeSearchAsync(owner, "s", criteria);
        Assert.Equal(6, (await cluster.ShownAsync(mailbox, search)).Count);
        await SaveAsync(mailbox, owner, New(Inbox, "new"));
        await mailbox.DeleteMessagesAsync(owner, Inbox, [ids[0]], hard: false);
        await mailbox.MoveCopyMessagesAsync(owner, Inbox, [ids[1]], Trash, copy: false);
        await mailbox.SetReadFlagsAsync(owner, Inbox, [ids[2]], read: true);
        await mailbox.MoveFolderAsync(owner, (await MakeAsync(mailbox, owner, Inbox, "x")).FolderId, Trash, "x");
        Assert.Equal(["0", "1", "2", "3", "4", "5"], await cluster.SubjectsAsync(mailbox, search));
        // What is gone altogether cannot be shown.
        await mailbox.DeleteMessagesAsync(owner, Inbox, [ids[3]], hard: true);
        Assert.Equal(["0", "1", "2", "4", "5"], await cluster.SubjectsAsync(mailbox, search));
        Assert.Equal(MapiError.Success, await mailbox.SetSearchCriteriaAsync(owner, search, criteria.ToArray(), stop: false));
        Assert.Equal(["2", "4", "5", "new"], await cluster.SubjectsAsync(mailbox, search));
    }

    [Fact]
    public async Task Criteria_are_begun_once_replaced_and_stopped()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        await SaveManyAsync(mailbox, owner, Inbox, 12);
        var all = Criteria(null, SetSearchFlags.None, Inbox).ToArray();
        var search = await mailbox.MakeSearchAsync(owner, "s");
        Assert.Equal(MapiError.Success, await mailbox.SetSearchCriteriaAsync(owner, search, all, stop: false));
        var filled = await mailbox.SettledAsync(search);
        // Once more: neither emptied nor changed.
        Assert.Equal(MapiError.Success, await mailbox.SetSearchCriteriaAsync(owner, search, all, stop: false));
        var again = await FolderAsync(mailbox, search);
        Assert.Equal((filled.ContentsChangeNumber, filled.ChangeNumber, SearchProgress.Complete), (again.ContentsChangeNumber, again.ChangeNumber, again.SearchProgress));
        // What is complete is not stopped, and follows on.
        Assert.Equal(MapiError.Success, await mailbox.SetSearchCriteriaAsync(owner, search, all, stop: true));
        await SaveAsync(mailbox, owner, New(Inbox, "12"));
        Assert.Equal(13, (await cluster.ShownAsync(mailbox, search)).Count);

        Assert.Equal(MapiError.Success, await mailbox.SetSearchCriteriaAsync(owner, search, Criteria(Has(PidTag.Subject, "2"), SetSearchFlags.None, Inbox).ToArray(), stop: false));
        Assert.Equal(["12", "2"], await cluster.SubjectsAsync(mailbox, search));
        // New criteria that are not to be begun leave it empty; asked for without that they are begun.
        var other = Criteria(Has(PidTag.Subject, "3"), SetSearchFlags.None, Inbox).ToArray();
        Assert.Equal(MapiError.Success, await mailbox.SetSearchCriteriaAsync(owner, search, other, stop: true));
        Assert.Empty(await cluster.ShownAsync(mailbox, search));
        Assert.Equal(SearchProgress.Stopped, (await FolderAsync(mailbox, search)).SearchProgress);
        Assert.Equal(MapiError.Success, await mailbox.SetSearchCriteriaAsync(owner, search, other, stop: false));
        Assert.Equal(["3"], await cluster.SubjectsAsync(mailbox, search));
    }

    [Fact]
    public async Task What_cannot_be_searched_is_refused()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        var search = await mailbox.MakeSearchAsync(owner, "s");
        var other = await mailbox.MakeSearchAsync(owner, "o");
        async Task<MapiError> SetAsync(MailboxCaller caller, params long[] scope) => await mailbox.SetSearchCriteriaAsync(caller, search, Criteria(null, SetSearchFlags.None, scope).ToArray(), stop: false);
        Assert.Equal(MapiError.SearchFolderScopeViolation, await SetAsync(owner, Inbox, search));
        // Another one may be searched, but not around in a circle.
        Assert.Equal(MapiError.Success, await SetAsync(owner, Inbox, other));
        Assert.Equal(MapiError.SearchFolderScopeViolation, await mailbox.SetSearchCriteriaAsync(owner, other, Criteria(Unread, SetSearchFlags.None, search).ToArray(), stop: false));
        Assert.Equal(MapiError.NotFound, await SetAsync(owner, Inbox, 0x123456));
        Assert.Equal(MapiError.InvalidParameter, await mailbox.SetSearchCriteriaAsync(owner, search, [1, 2, 3], stop: false));
        Assert.Equal(MapiError.NotSearchFolder, await mailbox.SetSearchCriteriaAsync(owner, Inbox, Criteria(null, SetSearchFlags.None, Inbox).ToArray(), stop: false));
        Assert.Equal(MapiError.NotFound, await SetAsync(await cluster.AccountAsync(), Inbox));
        Assert.Equal(Criteria(null, SetSearchFlags.None, Inbox, other).ToArray(), (await FolderAsync(mailbox, search)).SearchCriteria);
    }

    [Fact]
    public async Task There_is_an_end_to_searches_and_to_what_they_show()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        // A mailbox is born with some.
        var search = await mailbox.MakeSearchAsync(owner, "s");
        var born = (await mailbox.GetHierarchyAsync(owner, 1, deep: true, softDeleted: false))!.Folders.Count(f => f.Folder.Kind == FolderKind.Search);
        for (var i = born; i < Options.MaxSearchFolders; i++) await mailbox.MakeSearchAsync(owner, $"{i}");
        Assert.Equal(MapiError.OutOfResources, (await mailbox.CreateFolderAsync(owner, new NewFolder { ParentId = Finder, DisplayName = "x", Kind = FolderKind.Search })).Error);
        Assert.Equal(MapiError.OutOfResources, (await mailbox.CopyFolderAsync(owner, search, Finder, "x", recursive: false)).Error);
        Assert.Equal(MapiError.Success, (await mailbox.CreateFolderAsync(owner, new NewFolder { ParentId = Finder, DisplayName = "x" })).Error);

        var ids = await SaveManyAsync(mailbox, owner, Inbox, Options.MaxSearchLinks + 2);
        Assert.Equal(MapiError.Success, await mailbox.SetSearchCriteriaAsync(owner, search, Criteria(null, SetSearchFlags.None, Inbox).ToArray(), stop: false));
        Assert.Equal(Options.MaxSearchLinks, (await cluster.ShownAsync(mailbox, search)).Count);
        Assert.Equal(SearchProgress.Truncated, (await FolderAsync(mailbox, search)).SearchProgress);
        // One that is just full says so when one more comes.
        await mailbox.DeleteMessagesAsync(owner, Inbox, ids.Take(2).ToArray(), hard: true);
        Assert.Equal(MapiError.Success, await mailbox.SetSearchCriteriaAsync(owner, search, Criteria(null, SetSearchFlags.None, Inbox).ToArray(), stop: false));
        Assert.Equal(SearchProgress.Complete, (await mailbox.SettledAsync(search)).SearchProgress);
        await SaveAsync(mailbox, owner, New(Inbox));
        Assert.Equal(SearchProgress.Truncated, (await FolderAsync(mailbox, search)).SearchProgress);
        Assert.Equal(Options.MaxSearchLinks, (await cluster.ShownAsync(mailbox, search)).Count);
    }

    [Fact]
    public async Task A_search_that_goes_takes_its_links_and_nothing_else()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        await SaveManyAsync(mailbox, owner, Inbox, 5);
        var size = (await mailbox.FindAsync())!.SizeBytes;
        var search = await mailbox.MakeSearchAsync(owner, "s", Criteria(null, SetSearchFlags.None, Inbox));
        Assert.Equal(5, (await cluster.ShownAsync(mailbox, search)).Count);
        var copy = (await mailbox.CopyFolderAsync(owner, search, Finder, "copy", recursive: false)).Folder!.Folder.FolderId;
        Assert.Equal(5, (await cluster.ShownAsync(mailbox, copy)).Count);
        Assert.Equal(new FolderResult(MapiError.Success), await mailbox.DeleteFolderAsync(owner, Finder, copy, messages: false, subfolders: false, hard: true));

        // Deleted and brought back it is filled again.
        Assert.Equal(new FolderResult(MapiError.Success), await mailbox.DeleteFolderAsync(owner, Finder, search, messages: false, subfolders: false, hard: false));
        await SaveAsync(mailbox, owner, New(Inbox, "5"));
        Assert.Equal(0, (await FolderAsync(mailbox, search)).Counters.Items);
        Assert.Equal(MapiError.Success, (await mailbox.MoveFolderAsync(owner, search, Finder, "back")).Error);
        Assert.Equal(["0", "1", "2", "3", "4", "5"], await cluster.SubjectsAsync(mailbox, search));
        Assert.Equal(new FolderResult(MapiError.Success), await mailbox.DeleteFolderAsync(owner, Finder, search, messages: true, subfolders: true, hard: true));
        var inbox = await cluster.ReadAsync(mailbox, Inbox);
        Assert.Equal(6, inbox.Count);
        Assert.Equal(size + inbox[^1].Size, (await mailbox.FindAsync())!.SizeBytes);
    }

    [Fact]
    public async Task A_filling_that_is_cut_off_is_finished_by_the_next_activation()
    {
        for (var round = 0; round < 6; round++)
        {
            var (mailbox, owner, _) = await cluster.NewAsync();
            await SaveManyAsync(mailbox, owner, Inbox, 30);
            var search = await mailbox.MakeSearchAsync(owner, "s", Criteria(Has(PidTag.Subject, "2"), SetSearchFlags.None, Inbox));
            for (var i = 0; i < 3 * round; i++) await mailbox.FindAsync();
            // Somebody else takes the mailbox: whatever the runner is at fails, as if its silo had died.
            if (round % 2 == 0) await cluster.Store.ClaimMailboxAsync(mailbox.GetPrimaryKey(), "thief", CancellationToken.None);
            else await cluster.ReactivateAsync(mailbox);
            await SaveAgainAsync(mailbox, owner, New(Inbox, "new 2"));
            Assert.Equal(["12", "2", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "new 2"], await cluster.SubjectsAsync(mailbox, search));
        }

        static async Task SaveAgainAsync(IMailboxGrain mailbox, MailboxCaller owner, SaveMessage save)
        {
            try
            {
                await SaveAsync(mailbox, owner, save);
            }
            catch (MailboxMovedException)
            {
                await SaveAsync(mailbox, owner, save);
            }
        }
    }

    [Fact]
    public async Task Mail_that_changes_while_a_search_is_filled_is_found_once()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        var ids = await SaveManyAsync(mailbox, owner, Inbox, 40);
        var search = await mailbox.MakeSearchAsync(owner, "s", Criteria(Unread, SetSearchFlags.None, Inbox));
        var changes = new List<Task>();
        for (var i = 0; i < ids.Length; i += 4)
        {
            changes.Add(mailbox.SetReadFlagsAsync(owner, Inbox, [ids[i]], read: true));
            changes.Add(mailbox.DeleteMessagesAsync(owner, Inbox, [ids[^(i + 2)]], hard: i % 8 == 0));
            changes.Add(mailbox.MoveCopyMessagesAsync(owner, Inbox, [ids[i + 1]], i % 8 == 0 ? Trash : Inbox, copy: false));
        }
        await Task.WhenAll(changes);
        var shown = await cluster.ShownAsync(mailbox, search);
        Assert.Equal((await cluster.ReadAsync(mailbox, Inbox)).Where(m => !m.IsRead).Select(m => m.MessageId), shown.Select(m => m.MessageId));
    }

    [Fact]
    public async Task Reminders_and_tasks_of_a_new_mailbox_are_found()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        var info = (await mailbox.FindAsync())!;
        var (reminders, tasks) = (info.SpecialFolders[SpecialFolder.Reminders], info.SpecialFolders[SpecialFolder.ToDoSearch]);
        var names = await mailbox.GetPropertyIdsAsync([PidLid.ReminderSet.Name, PidLid.Recurring.Name], create: false);
        SaveMessage Make(SpecialFolder folder, string messageClass, string subject, Action<PropertyBag>? set = null)
        {
            var save = New(info.SpecialFolders[folder], subject);
            save.Content.Properties.Set(PidTag.MessageClass, messageClass);
            set?.Invoke(save.Content.Properties);
            return save;
        }
        void Reminds(PropertyBag bag) => bag.Set(new PropertyTag(names[0], PropertyType.Boolean), PropertyValue.Bool(true));
        void Recurs(PropertyBag bag) => bag.Set(new PropertyTag(names[1], PropertyType.Boolean), PropertyValue.Bool(true));
        void Flagged(PropertyBag bag) => bag.Set(PidTag.FlagStatus, 2);

        await SaveAsync(mailbox, owner, Make(SpecialFolder.Calendar, "IPM.Appointment", "appointment", Reminds));
        await SaveAsync(mailbox, owner, Make(SpecialFolder.Calendar, "IPM.Appointment", "series", Recurs));
        await SaveAsync(mailbox, owner, Make(SpecialFolder.Calendar, "IPM.Appointment", "quiet"));
        var task = await SaveAsync(mailbox, owner, Make(SpecialFolder.Tasks, "IPM.Task", "task", Reminds));
        await SaveAsync(mailbox, owner, Make(SpecialFolder.Inbox, "IPM.Note", "flagged", Flagged));
        await SaveAsync(mailbox, owner, Make(SpecialFolder.Inbox, "IPM.Schedule.Meeting.Request", "request", Reminds));
        await SaveAsync(mailbox, owner, Make(SpecialFolder.DeletedItems, "IPM.Task", "deleted", Reminds));
        Assert.Equal(["appointment", "series", "task"], await cluster.SubjectsAsync(mailbox, reminders));
        Assert.Equal(["flagged", "task"], await cluster.SubjectsAsync(mailbox, tasks));
        await mailbox.MoveCopyMessagesAsync(owner, info.SpecialFolders[SpecialFolder.Tasks], [task], Trash, copy: false);
        Assert.Equal(["appointment", "series"], await cluster.SubjectsAsync(mailbox, reminders));
        Assert.Equal(["flagged"], await cluster.SubjectsAsync(mailbox, tasks));
    }
}
