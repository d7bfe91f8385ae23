using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Sync;

[Collection(SessionCollection.Name)]
public class UploadTests(SessionHarness harness)
{
    private static readonly DateTimeOffset Past = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Future = new(2090, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private async Task<(TestSession Session, SimulatedOst Ost)> StartAsync()
    {
        var session = await harness.LogonAsync();
        return (session, new SimulatedOst(session, session.FolderId(FolderSteps.Inbox)));
    }

    private async Task<OstItem> ServerItemAsync(TestSession session, OstItem item)
    {
        var other = new SimulatedOst(session, session.FolderId(FolderSteps.Inbox));
        await other.DownloadAsync();
        return other.Items[SimulatedOst.KeyOf(item.SourceKey)];
    }

    [Fact]
    public async Task A_new_item_keeps_the_identity_its_client_gave_it_and_does_not_come_back()
    {
        var (session, ost) = await StartAsync();
        await ost.DownloadAsync();
        var item = await ost.NewItemAsync("mine");
        item.Content.Properties.Set(PidTag.Body, new string('b', 6000));
        ost.Touch(item, Past);
        var collector = await ost.OpenCollectorAsync();
        Assert.Equal(MapiError.Success, await ost.UploadAsync(collector, item));
        Assert.Equal(MapiError.IgnoreFailure, await ost.UploadAsync(collector, item));
        await ost.CloseCollectorAsync(collector);
        Assert.Equal(0, (await ost.DownloadAsync()).Count);

        var there = await ServerItemAsync(session, item);
        Assert.Equal((item.ChangeKey, item.Predecessors, Past, "mine", true), (there.ChangeKey, there.Predecessors, there.Modified, there.Subject, there.IsRead), new IdentityComparer());
        Assert.Equal(item.Content.Properties.GetString(PidTag.Body), there.Content.Properties.GetString(PidTag.Body));
    }

    [Fact]
    public async Task A_change_replaces_all_of_the_item_and_comes_back_to_others_only()
    {
        var (session, ost) = await StartAsync();
        var id = await session.SaveNewAsync("theirs", extra: new TaggedPropertyValue(PidTag.Comment, PropertyValue.String("old")));
        await ost.DownloadAsync();
        var item = ost.Items.Values.Single();
        item.Content.Properties.Set(PidTag.Subject, "mine");
        item.Content.Properties.Remove(PidTag.Comment.Id);
        item.Content.Properties.Remove(PidTag.NormalizedSubject.Id);
        item.Content.Properties.Remove(PidTag.SubjectPrefix.Id);
        ost.Touch(item, Future);
        var collector = await ost.OpenCollectorAsync();
        Assert.Equal(MapiError.Success, await ost.UploadAsync(collector, item));
        await ost.CloseCollectorAsync(collector);
        Assert.Equal(0, (await ost.DownloadAsync()).Count);
        var there = await ServerItemAsync(session, item);
        Assert.Equal("mine", there.Subject);
        Assert.False(there.Content.Properties.Contains(PidTag.Comment.Id));
        Assert.Equal(item.Predecessors, there.Predecessors);

        await session.ChangeSubjectAsync(id, "theirs again");
        Assert.Equal(["theirs again"], (await ost.DownloadAsync()).Changes.Select(c => c.Subject));
    }

    [Fact]
    public async Task What_was_deleted_does_not_come_to_life_again()
    {
        var (session, ost) = await StartAsync();
        var soft = await session.SaveNewAsync("soft");
        var hard = await session.SaveNewAsync("hard");
        await ost.DownloadAsync();
        await session.DeleteAsync(soft, hard: false);
        await session.DeleteAsync(hard, hard: true);
        var collector = await ost.OpenCollectorAsync();
        foreach (var item in ost.Items.Values)
        {
            ost.Touch(item, Future);
            Assert.Equal(MapiError.SyncObjectDeleted, await ost.UploadAsync(collector, item));
        }
        Assert.Equal(2, (await ost.DownloadAsync()).Deleted.Count);
    }

    [Fact]
    public async Task Deletions_read_states_and_moves_go_up()
    {
        var (session, ost) = await StartAsync();
        var ids = new List<ulong>();
        for (var i = 0; i < 4; i++) ids.Add(await session.SaveNewAsync($"m{i}"));
        var fai = await session.SaveNewAsync("fai", associated: true);
        await ost.DownloadAsync();
        byte[] Key(ulong id) => Xid.Of(session.LogonResponse.ReplGuid, ObjectIds.FromWire(id));

        var collector = await ost.OpenCollectorAsync();
        Assert.Equal(MapiError.Success, await ost.UploadDeletesAsync(collector, SynchronizationDeleteFlags.None, Key(ids[0]), Key(ids[0])));
        Assert.Equal(MapiError.Success, await ost.UploadDeletesAsync(collector, SynchronizationDeleteFlags.HardDelete, Key(ids[1]), Key(ids[0])));
        Assert.Equal(MapiError.NotSupported, await ost.UploadDeletesAsync(collector, SynchronizationDeleteFlags.Hierarchy, Key(ids[2])));
        Assert.Equal(MapiError.InvalidParameter, await ost.UploadDeletesAsync(collector, (SynchronizationDeleteFlags)8, Key(ids[2])));
        Assert.Equal(MapiError.Success, await ost.UploadReadAsync(collector, (Key(ids[2]), false), (Key(ids[3]), true), (Key(fai), false), (Key(ids[0]), false)));
        foreach (var id in ids.Take(2)) ost.Items.Remove(SimulatedOst.KeyOf(Key(id)));
        foreach (var id in ids.Take(2)) ost.State.IdsetGiven.Remove(session.LogonResponse.ReplGuid, ObjectIds.FromWire(id));
        await ost.CloseCollectorAsync(collector);
        Assert.Equal(0, (await ost.DownloadAsync()).Count);
        Assert.False((await ServerItemAsync(session, ost.Items[SimulatedOst.KeyOf(Key(ids[2]))])).IsRead);

        // A move is uploaded where the message went.
        var (target, _) = await session.CreateAsync(await session.OpenAsync(session.FolderId(FolderSteps.Inbox)), "target");
        var there = new SimulatedOst(session, target);
        await there.DownloadAsync();
        var moved = ost.Items[SimulatedOst.KeyOf(Key(ids[3]))];
        var newKey = await there.NewKeyAsync();
        var changeKey = there.NewChangeKey();
        var request = new SynchronizationImportMessageMoveRequest
        {
            SourceFolderId = Xid.Of(session.LogonResponse.ReplGuid, ObjectIds.FromWire(ost.FolderId)),
            SourceMessageId = Key(ids[3]),
            PredecessorChangeList = moved.Predecessors,
            DestinationMessageId = newKey,
            ChangeNumber = changeKey,
        };
        var mover = await there.OpenCollectorAsync();
        Assert.Equal(MapiError.Success, await session.StatusAsync(mover, request));
        // The answer got lost: the client asks again.
        Assert.Equal(MapiError.Success, await session.StatusAsync(mover, request));
        there.State.IdsetGiven.Add(session.LogonResponse.ReplGuid, Xid.GlobCntOf(newKey, session.LogonResponse.ReplGuid)!.Value);
        await there.CloseCollectorAsync(mover);
        Assert.Equal(0, (await there.DownloadAsync()).Count);
        Assert.Equal([ObjectIds.FromWire(ids[3])], (await ost.DownloadAsync()).Deleted);
        var fresh = new SimulatedOst(session, target);
        var item = Assert.Single((await fresh.DownloadAsync()).Changes);
        Assert.Equal((newKey, changeKey), (item.SourceKey, item.ChangeKey), new KeyComparer());

        // A copy with changes that the mailbox does not have is moved, and keeps the mailbox' own identity until they come.
        var predecessors = PredecessorChangeList.TryParse(item.Predecessors, out _)!;
        predecessors.Include(there.NewChangeKey());
        var back = await ost.OpenCollectorAsync();
        Assert.Equal(MapiError.NewerClientChange, await session.StatusAsync(back, new SynchronizationImportMessageMoveRequest
        {
            SourceFolderId = Xid.Of(session.LogonResponse.ReplGuid, ObjectIds.FromWire(target)),
            SourceMessageId = newKey,
            PredecessorChangeList = predecessors.ToArray(),
            DestinationMessageId = await ost.NewKeyAsync(),
            ChangeNumber = there.NewChangeKey(),
        }));
    }

    [Fact]
    public async Task Folders_go_up_and_come_down()
    {
        var session = await harness.LogonAsync();
        var root = session.FolderId(FolderSteps.IpmSubtree);
        var ost = new SimulatedOst(session, root);
        var first = await ost.DownloadHierarchyAsync();
        Assert.Contains(first.Folders, f => f.Name == "Inbox" && f.ParentSourceKey.Length == 0);
        Assert.Equal(0, (await ost.DownloadHierarchyAsync()).Count);

        var collector = await ost.OpenCollectorAsync(contents: false);
        var (key, child) = (await ost.NewKeyAsync(), await ost.NewKeyAsync());
        Assert.Equal(MapiError.Success, await ost.UploadFolderAsync(collector, [], key, "Project", Past, [], new TaggedPropertyValue(PidTag.ContainerClass, PropertyValue.String("IPF.Note"))));
        Assert.Equal(MapiError.Success, await ost.UploadFolderAsync(collector, key, child, "Sub", Past, []));
        Assert.Equal(MapiError.NoParentFolder, await ost.UploadFolderAsync(collector, await ost.NewKeyAsync(), await ost.NewKeyAsync(), "Lost", Past, []));
        // A name that is taken: the folder that has it is adopted.
        var twin = await ost.NewKeyAsync();
        Assert.Equal(MapiError.Success, await ost.UploadFolderAsync(collector, [], twin, "Inbox", Past, []));
        await ost.CloseCollectorAsync(collector);
        var after = await ost.DownloadHierarchyAsync();
        Assert.Empty(after.Folders);
        Assert.Equal([Xid.GlobCntOf(twin, session.LogonResponse.ReplGuid)!.Value], after.Deleted);

        var fresh = new SimulatedOst(session, root);
        var all = await fresh.DownloadHierarchyAsync();
        var project = all.Folders.Single(f => f.Name == "Project");
        Assert.Equal(SimulatedOst.KeyOf(key), SimulatedOst.KeyOf(project.SourceKey));
        Assert.Equal(SimulatedOst.KeyOf(key), SimulatedOst.KeyOf(all.Folders.Single(f => f.Name == "Sub").ParentSourceKey));
        Assert.True(all.Folders.FindIndex(f => f.Name == "Project") < all.Folders.FindIndex(f => f.Name == "Sub"));

        // Renamed here, moved there.
        var up = await fresh.OpenCollectorAsync(contents: false);
        Assert.Equal(MapiError.Success, await fresh.UploadFolderAsync(up, [], child, "Sub 2", Future, fresh.Folders[SimulatedOst.KeyOf(child)].Properties.GetBinary(PidTag.PredecessorChangeList)!));
        Assert.Equal(MapiError.Success, await fresh.UploadDeletesAsync(up, SynchronizationDeleteFlags.Hierarchy | SynchronizationDeleteFlags.HardDelete, key));
        await fresh.CloseCollectorAsync(up);
        var down = await ost.DownloadHierarchyAsync();
        Assert.Equal(("Sub 2", 0), (Assert.Single(down.Folders).Name, down.Folders[0].ParentSourceKey.Length));
        Assert.Equal([Xid.GlobCntOf(key, session.LogonResponse.ReplGuid)!.Value], down.Deleted);
        var dead = await ost.OpenCollectorAsync(contents: false);
        Assert.Equal(MapiError.SyncObjectDeleted, await ost.UploadFolderAsync(dead, [], key, "Project", Future, []));
    }

    [Fact]
    public async Task What_a_client_will_never_use_does_not_come_to_the_folder()
    {
        var (session, ost) = await StartAsync();
        var replica = session.LogonResponse.ReplGuid;
        async Task<OstItem> NewAsync(string subject)
        {
            var item = await ost.NewItemAsync(subject);
            ost.Touch(item, Past);
            return item;
        }

        var (unused, deleted, foreign, used) = (await NewAsync("unused"), await NewAsync("deleted"), await NewAsync("foreign"), await NewAsync("used"));
        foreign = new OstItem { SourceKey = [.. Guid.NewGuid().ToByteArray(), 1, 2, 3, 4], ChangeKey = foreign.ChangeKey, Predecessors = foreign.Predecessors, Modified = Past, Associated = false, Content = foreign.Content };
        var collector = await ost.OpenCollectorAsync();
        Assert.Equal(MapiError.Success, await ost.UploadAsync(collector, used));
        Assert.Equal(MapiError.Success, await ost.UploadDeletesAsync(collector, SynchronizationDeleteFlags.None, deleted.SourceKey, foreign.SourceKey));
        Assert.Equal(MapiError.Success, await ost.UploadDeletesAsync(collector, SynchronizationDeleteFlags.None, deleted.SourceKey, foreign.SourceKey));
        // A range with what is used in it: that stays where it is.
        LongTermId Of(OstItem item) => new(replica, Xid.GlobCntOf(item.SourceKey, replica)!.Value);
        var folder = await session.OpenAsync(ost.FolderId);
        for (var i = 0; i < 2; i++)
            Assert.Equal(MapiError.Success, await session.StatusAsync(folder, new SetLocalReplicaMidsetDeletedRequest { LongTermIdRanges = [new(Of(unused), Of(used))] }));
        await harness.Mailbox(session.User).ForgetAsync();

        foreach (var item in (OstItem[])[unused, deleted, foreign]) Assert.Equal(MapiError.SyncObjectDeleted, await ost.UploadAsync(collector, item));
        await ost.CloseCollectorAsync(collector);
        var other = new SimulatedOst(session, ost.FolderId);
        // Whoever has it is told.
        other.State.IdsetGiven.Add(replica, Of(unused).GlobCnt);
        var down = await other.DownloadAsync();
        Assert.Equal([Of(unused).GlobCnt], down.Deleted);
        Assert.Equal(["used"], down.Changes.Select(c => c.Subject));
        // What is so in one folder is not so in others.
        var elsewhere = new SimulatedOst(session, session.FolderId(FolderSteps.IpmSubtree));
        Assert.Equal(MapiError.Success, await elsewhere.UploadAsync(await elsewhere.OpenCollectorAsync(), unused));

        var hierarchy = new SimulatedOst(session, session.FolderId(FolderSteps.IpmSubtree));
        var folders = await hierarchy.OpenCollectorAsync(contents: false);
        var key = await hierarchy.NewKeyAsync();
        byte[] foreignFolder = [.. Guid.NewGuid().ToByteArray(), 5, 6, 7, 8];
        Assert.Equal(MapiError.Success, await hierarchy.UploadDeletesAsync(folders, SynchronizationDeleteFlags.Hierarchy, key, foreignFolder));
        Assert.Equal(MapiError.SyncObjectDeleted, await hierarchy.UploadFolderAsync(folders, [], key, "late", Past, []));
        Assert.Equal(MapiError.SyncObjectDeleted, await hierarchy.UploadFolderAsync(folders, [], foreignFolder, "late too", Past, []));
    }

    [Fact]
    public async Task What_is_wrong_is_refused()
    {
        var (session, ost) = await StartAsync();
        var collector = await ost.OpenCollectorAsync();
        var item = await ost.NewItemAsync("x");
        ost.Touch(item, Past);

        Task<MapiError> TryAsync(SynchronizationImportFlags flags, params TaggedPropertyValue[] values) =>
            session.StatusAsync(collector, new SynchronizationImportMessageChangeRequest { OutputHandleIndex = 1, ImportFlag = flags, PropertyValues = values });

        Assert.Equal(MapiError.InvalidParameter, await TryAsync((SynchronizationImportFlags)1, SimulatedOst.Identity(item)));
        Assert.Equal(MapiError.InvalidParameter, await TryAsync(SynchronizationImportFlags.None, SimulatedOst.Identity(item)[..3]));
        Assert.Equal(MapiError.InvalidParameter, await TryAsync(SynchronizationImportFlags.None, [.. SimulatedOst.Identity(item).Reverse()]));
        var broken = SimulatedOst.Identity(item);
        broken[3] = new TaggedPropertyValue(PidTag.PredecessorChangeList, PropertyValue.Binary([1, 2, 3]));
        Assert.Equal(MapiError.InvalidParameter, await TryAsync(SynchronizationImportFlags.None, broken));
        // An id that was given to nobody.
        var foreign = await ost.NewItemAsync("y");
        var unknown = new OstItem { SourceKey = Xid.Of(session.LogonResponse.ReplGuid, 1L << 40), ChangeKey = [], Predecessors = [], Modified = Past, Associated = false };
        unknown.Content.Properties.Set(PidTag.Subject, "unknown");
        ost.Touch(unknown, Past);
        Assert.Equal(MapiError.InvalidParameter, await ost.UploadAsync(collector, unknown));
        Assert.NotEmpty(foreign.SourceKey);

        var folder = await session.OpenAsync(ost.FolderId);
        var replica = session.LogonResponse.ReplGuid;
        Assert.Equal(MapiError.Success, await session.StatusAsync(folder, new SetLocalReplicaMidsetDeletedRequest { LongTermIdRanges = [new(new(replica, 500), new(replica, 600))] }));
        Assert.Equal(MapiError.InvalidParameter, await session.StatusAsync(folder, new SetLocalReplicaMidsetDeletedRequest { LongTermIdRanges = [new(new(replica, 600), new(replica, 500))] }));
        Assert.Equal(0, (await ost.DownloadAsync()).Count);
    }

    private sealed class IdentityComparer : IEqualityComparer<(byte[], byte[], DateTimeOffset, string, bool)>
    {
        public bool Equals((byte[], byte[], DateTimeOffset, string, bool) x, (byte[], byte[], DateTimeOffset, string, bool) y) =>
            x.Item1.AsSpan().SequenceEqual(y.Item1) && x.Item2.AsSpan().SequenceEqual(y.Item2) && (x.Item3, x.Item4, x.Item5) == (y.Item3, y.Item4, y.Item5);

        public int GetHashCode((byte[], byte[], DateTimeOffset, string, bool) obj) => obj.Item3.GetHashCode();
    }

    private sealed class KeyComparer : IEqualityComparer<(byte[], byte[])>
    {
        public bool Equals((byte[], byte[]) x, (byte[], byte[]) y) => x.Item1.AsSpan().SequenceEqual(y.Item1) && x.Item2.AsSpan().SequenceEqual(y.Item2);

        public int GetHashCode((byte[], byte[]) obj) => obj.Item1.Length;
    }
}
