using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using Xunit;
using static MapiOrleans.Tests.Mailbox.MailboxFixture;

namespace MapiOrleans.Tests.Mailbox;

/// <summary>Folders of a mailbox: names, rights, places, bounds.</summary>
public sealed class MailboxFolderTests(MailboxFixture cluster) : IClassFixture<MailboxFixture>
{
    private const long Root = 1, Subtree = 4, Inbox = 5, Trash = 8, Finder = 11, Calendar = 15;

    [Fact]
    public async Task Siblings_have_different_names_in_any_case()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        var folder = await MakeAsync(mailbox, owner, Inbox, "Éclair");
        var other = await MakeAsync(mailbox, owner, Inbox, "other");
        Assert.Equal(MapiError.CollidingNames, (await mailbox.CreateFolderAsync(owner, new NewFolder { ParentId = Inbox, DisplayName = "éCLAIR" })).Error);
        Assert.Equal(MapiError.CollidingNames, Assert.Single(await RenameAsync("OTHER")).Error);
        Assert.Empty(await RenameAsync("tarte"));
        // A change of case alone is a change.
        Assert.Empty(await RenameAsync("TARTE"));
        var renamed = await FolderAsync(mailbox, folder.FolderId);
        Assert.Equal("TARTE", renamed.DisplayName);
        Assert.True(renamed.ChangeNumber > folder.ChangeNumber);
        Assert.Equal(MapiError.InvalidParameter, Assert.Single(await RenameAsync("")).Error);
        Assert.Equal(MapiError.InvalidParameter, Assert.Single(await RenameAsync(new string('n', 256))).Error);
        // The name of a deleted folder is free.
        await mailbox.DeleteFolderAsync(owner, Inbox, other.FolderId, messages: true, subfolders: true, hard: false);
        await MakeAsync(mailbox, owner, Inbox, "other");

        Task<IReadOnlyList<MailboxPropertyProblem>> RenameAsync(string name) =>
            mailbox.SetFolderPropertiesAsync(owner, folder.FolderId, new PropertyBag([new(PidTag.DisplayName, PropertyValue.String(name))]), []);
    }

    [Fact]
    public async Task Properties_are_kept_but_for_computed_and_large_ones()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        var folder = await MakeAsync(mailbox, owner, Inbox, "bag");
        var set = new PropertyBag([new(PidTag.Comment, PropertyValue.String("c")), new(PidTag.ContentCount, PropertyValue.Int32(9)), new(PidTag.ContainerClass, PropertyValue.String("IPF.Note"))]);
        Assert.Equal(PidTag.ContentCount.Id, new PropertyTag(Assert.Single(await mailbox.SetFolderPropertiesAsync(owner, folder.FolderId, set, [])).Tag).Id);
        var large = new PropertyBag([new(PidTag.Comment, PropertyValue.String(new string('x', 5000)))]);
        Assert.Equal(MapiError.TooBig, Assert.Single(await mailbox.SetFolderPropertiesAsync(owner, folder.FolderId, large, [])).Error);
        await cluster.ReactivateAsync(mailbox);
        var kept = await FolderAsync(mailbox, folder.FolderId);
        Assert.Equal(("c", "IPF.Note"), (kept.Properties.GetString(PidTag.Comment), kept.Properties.GetString(PidTag.ContainerClass)));
        Assert.Empty(await mailbox.SetFolderPropertiesAsync(owner, folder.FolderId, new PropertyBag(), [PidTag.Comment.Id]));
        Assert.Null((await FolderAsync(mailbox, folder.FolderId)).Properties.GetString(PidTag.Comment));
    }

    [Fact]
    public async Task Rights_decide_who_sees_and_does_what()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        var folder = await MakeAsync(mailbox, owner, Inbox, "shared");
        var (reader, maker, groupMember) = (await cluster.AccountAsync(), await cluster.AccountAsync(), (await cluster.AccountAsync()) with { Groups = [Guid.NewGuid()] });
        Assert.Null(await mailbox.FindFolderAsync(reader, folder.FolderId, deletedToo: false));
        Assert.Equal(MapiError.NotFound, (await mailbox.CreateFolderAsync(reader, new NewFolder { ParentId = folder.FolderId, DisplayName = "x" })).Error);

        await mailbox.ModifyPermissionsAsync(owner, folder.FolderId, replaceAll: false,
        [
            Member(reader.AccountId, FolderRights.Reviewer), Member(maker.AccountId, FolderRights.PublishingAuthor), Member(groupMember.Groups[0], FolderRights.Contributor),
        ]);
        Assert.Equal(FolderRights.Reviewer, (await mailbox.FindFolderAsync(reader, folder.FolderId, deletedToo: false))!.Rights);
        Assert.Equal(FolderRights.Contributor, (await mailbox.FindFolderAsync(groupMember, folder.FolderId, deletedToo: false))!.Rights);
        // The list is the owner's to see in the record; the root is there for whoever sees any folder.
        Assert.Empty((await mailbox.FindFolderAsync(reader, folder.FolderId, deletedToo: false))!.Folder.Permissions);
        Assert.NotNull(await mailbox.FindFolderAsync(reader, Root, deletedToo: false));
        Assert.Equal([folder.FolderId], (await mailbox.GetHierarchyAsync(reader, Root, deep: true, softDeleted: false))!.Folders.Select(v => v.Folder.FolderId));

        Assert.Equal(MapiError.AccessDenied, (await mailbox.CreateFolderAsync(reader, new NewFolder { ParentId = folder.FolderId, DisplayName = "x" })).Error);
        var made = await MakeAsync(mailbox, maker, folder.FolderId, "theirs");
        // Who makes a folder owns it.
        Assert.True((await mailbox.FindFolderAsync(maker, made.FolderId, deletedToo: false))!.Rights.HasFlag(FolderRights.Owner));
        Assert.Equal(MapiError.AccessDenied, (await mailbox.DeleteFolderAsync(reader, folder.FolderId, made.FolderId, true, true, hard: false)).Error);
        Assert.Equal(MapiError.AccessDenied, Assert.Single(await mailbox.SetFolderPropertiesAsync(reader, folder.FolderId, new PropertyBag([new(PidTag.Comment, PropertyValue.String("x"))]), [])).Error);
        Assert.Equal(MapiError.Success, (await mailbox.DeleteFolderAsync(maker, folder.FolderId, made.FolderId, true, true, hard: false)).Error);

        Assert.Equal(MapiError.AccessDenied, (await mailbox.SaveMessageAsync(reader, New(folder.FolderId))).Error);
        Assert.Equal(MapiError.Success, (await mailbox.SaveMessageAsync(maker, New(folder.FolderId))).Error);
        Assert.Equal(MapiError.AccessDenied, await mailbox.ModifyPermissionsAsync(maker, folder.FolderId, false, [Member(maker.AccountId, FolderRights.All)]));
        Assert.Equal(MapiError.OutOfResources, await mailbox.ModifyPermissionsAsync(owner, folder.FolderId, false, [.. Enumerable.Range(0, 5).Select(_ => Member(Guid.NewGuid(), FolderRights.Reviewer))]));

        static PermissionChange Member(Guid account, FolderRights rights) => new(Remove: false, PermissionChange.NewMember, account, rights);
    }

    [Fact]
    public async Task A_tree_is_deleted_softly_brought_back_by_a_move_and_purged()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        var outer = await MakeAsync(mailbox, owner, Inbox, "outer");
        var inner = await MakeAsync(mailbox, owner, outer.FolderId, "inner");
        await SaveManyAsync(mailbox, owner, inner.FolderId, 7);
        var size = (await mailbox.FindAsync())!.SizeBytes;

        Assert.Equal(MapiError.Success, (await mailbox.DeleteFolderAsync(owner, Inbox, outer.FolderId, true, true, hard: false)).Error);
        Assert.Null(await mailbox.FindFolderAsync(owner, inner.FolderId, deletedToo: false));
        Assert.Equal(["outer"], (await mailbox.GetHierarchyAsync(owner, Inbox, deep: false, softDeleted: true))!.Folders.Select(v => v.Folder.DisplayName));
        Assert.Equal(MapiError.NotFound, (await mailbox.SaveMessageAsync(owner, New(inner.FolderId))).Error);

        Assert.Equal(MapiError.Success, (await mailbox.MoveFolderAsync(owner, outer.FolderId, Trash, "back")).Error);
        Assert.NotNull(await mailbox.FindFolderAsync(owner, inner.FolderId, deletedToo: false));
        Assert.Equal(7, (await FolderAsync(mailbox, inner.FolderId)).Counters.Items);

        Assert.Equal(MapiError.Success, (await mailbox.DeleteFolderAsync(owner, Trash, outer.FolderId, true, true, hard: true)).Error);
        Assert.Null(await mailbox.FindFolderAsync(owner, inner.FolderId, deletedToo: true));
        Assert.True((await mailbox.FindAsync())!.SizeBytes < size);
        await cluster.ReactivateAsync(mailbox);
        Assert.Null(await mailbox.FindFolderAsync(owner, outer.FolderId, deletedToo: true));
        // Its parent says to synchronisation that it went.
        var info = (await mailbox.FindAsync())!;
        var traces = await cluster.Store.ReadDeletionsAsync(new MailboxKey(info.StoreId, info.Shard), Trash, 0, CancellationToken.None);
        Assert.Contains(traces, d => d.IsFolder && d.ObjectId == outer.FolderId);
    }

    [Fact]
    public async Task Special_folders_and_the_root_stay_where_they_are()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        Assert.Equal(MapiError.AccessDenied, (await mailbox.MoveFolderAsync(owner, Calendar, Trash, "x")).Error);
        Assert.Equal(MapiError.AccessDenied, (await mailbox.DeleteFolderAsync(owner, Subtree, Calendar, true, true, hard: true)).Error);
        Assert.Equal(MapiError.NotSupported, (await mailbox.DeleteFolderAsync(owner, Root, Root, true, true, hard: true)).Error);
        Assert.Equal(MapiError.NotSupported, (await mailbox.CopyFolderAsync(owner, Root, Trash, "x", recursive: false)).Error);
        // Copied, a special folder is one like others, and names no other.
        var copy = (await mailbox.CopyFolderAsync(owner, Inbox, Trash, "copy", recursive: false)).Folder!.Folder;
        Assert.False(copy.Properties.Contains(PidTag.IpmAppointmentEntryId.Id));
        var search = (await mailbox.CreateFolderAsync(owner, new NewFolder { ParentId = Finder, DisplayName = "s", Kind = FolderKind.Search })).Folder!.Folder;
        Assert.Equal(MapiError.NotSupported, (await mailbox.CreateFolderAsync(owner, new NewFolder { ParentId = search.FolderId, DisplayName = "x" })).Error);
        Assert.Equal(MapiError.SearchFolder, (await mailbox.SaveMessageAsync(owner, New(search.FolderId))).Error);
    }

    [Fact]
    public async Task There_is_an_end_to_depth_and_number()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        var parent = Inbox;
        // Root, subtree, Inbox, and three below it are five levels below the root.
        for (var level = 3; level <= Options.MaxFolderDepth; level++) parent = (await MakeAsync(mailbox, owner, parent, "deep")).FolderId;
        Assert.Equal(MapiError.OutOfResources, (await mailbox.CreateFolderAsync(owner, new NewFolder { ParentId = parent, DisplayName = "too deep" })).Error);
        var there = (await mailbox.GetHierarchyAsync(owner, Root, deep: true, softDeleted: false))!.Folders.Count + 1;
        for (var i = there; i < Options.MaxFolders; i++) await MakeAsync(mailbox, owner, Inbox, $"wide {i}");
        Assert.Equal(MapiError.OutOfResources, (await mailbox.CreateFolderAsync(owner, new NewFolder { ParentId = Inbox, DisplayName = "one more" })).Error);
    }
}
