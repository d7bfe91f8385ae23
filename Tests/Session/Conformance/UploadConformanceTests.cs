using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Sync;
using Xunit;

namespace MapiOrleans.Tests.Session.Conformance;

/// <summary>Uploads as the newest Exchange and Microsoft's protocol suite have them where [MS-OXCFXICS] leaves it open.</summary>
[Collection(SessionCollection.Name)]
public sealed class UploadConformanceTests(SessionHarness harness)
{
    private static readonly DateTimeOffset Past = new(2001, 2, 3, 4, 5, 6, TimeSpan.Zero);

    private async Task<(TestSession Session, SimulatedOst Ost)> StartAsync()
    {
        var session = await harness.LogonAsync();
        return (session, new SimulatedOst(session, session.FolderId(FolderSteps.Inbox)));
    }

    private static byte[] Key(TestSession session, ulong id) => Xid.Of(session.LogonResponse.ReplGuid, ObjectIds.FromWire(id));

    [Fact]
    public async Task Deletions_come_as_one_list_or_as_a_list_for_each_key_and_as_nothing_else()
    {
        var (session, ost) = await StartAsync();
        var (one, other) = (await session.SaveNewAsync("one"), await session.SaveNewAsync("other"));
        await ost.DownloadAsync();
        var collector = await ost.OpenCollectorAsync();
        Task<MapiError> DeleteAsync(params PropertyValue[] values) => session.StatusAsync(collector, new SynchronizationImportDeletesRequest
        {
            PropertyValues = [.. values.Select(v => new TaggedPropertyValue(new PropertyTag(0, v.Type), v))],
        });

        Assert.Equal(MapiError.InvalidParameter, await DeleteAsync());
        Assert.Equal(MapiError.InvalidParameter, await DeleteAsync(PropertyValue.Binary(Key(session, one))));
        Assert.Equal(MapiError.InvalidParameter, await DeleteAsync(PropertyValue.Multiple(PropertyType.MultipleBinary, new byte[][] { [1, 2, 3] })));
        Assert.Equal(MapiError.Success, await DeleteAsync(PropertyValue.Multiple(PropertyType.MultipleBinary, [Key(session, one)]), PropertyValue.Multiple(PropertyType.MultipleBinary, [Key(session, other)])));
        Assert.Empty(await harness.ReadAsync(session.User, ost.FolderId));
    }

    [Fact]
    public async Task A_move_keeps_the_version_of_whoever_has_the_newer_one()
    {
        var (session, source) = await StartAsync();
        var (target, _) = await session.CreateAsync(await session.OpenAsync(source.FolderId), "target");
        var there = new SimulatedOst(session, target);
        foreach (var subject in (string[])["same", "newer at the server", "newer at the client", "read at the server"]) await session.SaveNewAsync(subject);
        await source.DownloadAsync();
        var items = source.Items.Values.ToDictionary(i => i.Subject);
        await session.ChangeSubjectAsync(Id(items["newer at the server"]), "newest");
        var read = items["read at the server"];
        await session.SetReadAsync(Id(read), !read.IsRead);

        var collector = await there.OpenCollectorAsync();
        foreach (var (subject, item) in items)
        {
            var predecessors = PredecessorChangeList.TryParse(item.Predecessors, out _)!;
            if (subject == "newer at the client") predecessors.Include(source.NewChangeKey());
            var moved = new OstItem { SourceKey = await there.NewKeyAsync(), ChangeKey = [], Predecessors = predecessors.ToArray(), Modified = item.Modified, Associated = false, Content = item.Content.Clone() };
            there.Touch(moved, item.Modified);
            var error = await session.StatusAsync(collector, new SynchronizationImportMessageMoveRequest
            {
                SourceFolderId = Key(session, source.FolderId),
                SourceMessageId = item.SourceKey,
                PredecessorChangeList = predecessors.ToArray(),
                DestinationMessageId = moved.SourceKey,
                ChangeNumber = moved.ChangeKey,
            });
            Assert.Equal(subject == "newer at the client" ? MapiError.NewerClientChange : MapiError.Success, error);
            there.Items[SimulatedOst.KeyOf(moved.SourceKey)] = moved;
            there.State.IdsetGiven.Add(session.LogonResponse.ReplGuid, Xid.GlobCntOf(moved.SourceKey, session.LogonResponse.ReplGuid)!.Value);
        }
        await there.CloseCollectorAsync(collector);
        // What the client does not have comes to it, and no more than that.
        var down = await there.DownloadAsync();
        Assert.Equal(["newest"], down.Changes.Select(c => c.Subject));
        Assert.Single(down.Read.Concat(down.Unread));
        Assert.Equal(4, (await source.DownloadAsync()).Deleted.Count);

        // The newer version goes up, and is in no conflict with what was moved.
        var newer = there.Items.Values.Single(i => i.Subject == "newer at the client");
        there.Touch(newer, Past);
        collector = await there.OpenCollectorAsync();
        Assert.Equal(MapiError.Success, await there.UploadAsync(collector, newer, SynchronizationImportFlags.FailOnConflict));
        await there.CloseCollectorAsync(collector);
        Assert.Equal(0, (await there.DownloadAsync()).Count);

        ulong Id(OstItem item) => ObjectIds.ToWire(Xid.GlobCntOf(item.SourceKey, session.LogonResponse.ReplGuid)!.Value);
    }

    [Fact]
    public async Task Folders_that_collide_cycle_or_lack_a_parent_are_answered_in_the_protocol_s_way()
    {
        var session = await harness.LogonAsync();
        var ost = new SimulatedOst(session, session.FolderId(FolderSteps.IpmSubtree));
        await ost.DownloadHierarchyAsync();
        var collector = await ost.OpenCollectorAsync(contents: false);
        var (outer, inner, twin) = (await ost.NewKeyAsync(), await ost.NewKeyAsync(), await ost.NewKeyAsync());
        Assert.Equal(MapiError.Success, await ost.UploadFolderAsync(collector, [], outer, "Outer", Past, []));
        Assert.Equal(MapiError.Success, await ost.UploadFolderAsync(collector, outer, inner, "Inner", Past, []));
        // The name is taken: the one that has it is adopted, whatever the case, and the client's own comes back as deleted.
        Assert.Equal(MapiError.Success, await ost.UploadFolderAsync(collector, [], twin, "OUTER", Past, []));
        Assert.Equal(MapiError.NoParentFolder, await ost.UploadFolderAsync(collector, await ost.NewKeyAsync(), await ost.NewKeyAsync(), "Nowhere", Past, []));
        Assert.Equal(MapiError.InvalidParameter, await ost.UploadFolderAsync(collector, [], await ost.NewKeyAsync(), "", Past, []));
        await ost.CloseCollectorAsync(collector);
        Assert.Equal([Xid.GlobCntOf(twin, session.LogonResponse.ReplGuid)!.Value], (await ost.DownloadHierarchyAsync()).Deleted);

        var fresh = new SimulatedOst(session, ost.FolderId);
        await fresh.DownloadHierarchyAsync();
        byte[] Known(byte[] key) => fresh.Folders[SimulatedOst.KeyOf(key)].Properties.GetBinary(PidTag.PredecessorChangeList)!;
        collector = await fresh.OpenCollectorAsync(contents: false);
        // Into itself nothing goes.
        Assert.NotEqual(MapiError.Success, await fresh.UploadFolderAsync(collector, inner, outer, "Outer", new DateTimeOffset(2101, 1, 1, 0, 0, 0, TimeSpan.Zero), Known(outer)));
        // A folder that is renamed to a name that is taken keeps its own, and the client is to download it.
        var other = await fresh.NewKeyAsync();
        Assert.Equal(MapiError.Success, await fresh.UploadFolderAsync(collector, outer, other, "Other", Past, []));
        Assert.Equal(MapiError.Success, await fresh.UploadFolderAsync(collector, outer, inner, "other", new DateTimeOffset(2101, 1, 1, 0, 0, 0, TimeSpan.Zero), Known(inner)));
        await fresh.CloseCollectorAsync(collector);
        Assert.Equal(["Inner"], (await fresh.DownloadHierarchyAsync()).Folders.Select(f => f.Name));
    }
}
