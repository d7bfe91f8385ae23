using MapiOrleans.Grains.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;

namespace MapiOrleans.Tests.Session.Conformance;

/// <summary>Folders as the newest Exchange has them where [MS-OXCFOLD] leaves it open.</summary>
[Collection(SessionCollection.Name)]
public sealed class FolderConformanceTests(SessionHarness harness)
{
    [Theory]
    [InlineData(0x02)]
    [InlineData(0x08)]
    [InlineData(0x20)]
    [InlineData(0x40)]
    [InlineData(0x80)]
    public async Task A_folder_is_deleted_whatever_else_the_flags_say(byte bit)
    {
        var session = await harness.LogonAsync();
        var root = await session.OpenAsync(session.FolderId(FolderSteps.IpmSubtree));
        var (id, _) = await session.CreateAsync(root, "gone");
        Assert.Equal((MapiError.Success, false), await session.DoAsync(root, new DeleteFolderRequest { FolderId = id, DeleteFolderFlags = (DeleteFolderFlags)bit | DeleteFolderFlags.Messages }));
        Assert.Equal(MapiError.NotFound, await session.TryOpenAsync(id));
    }

    [Fact]
    public async Task A_folder_that_is_gone_takes_no_subfolder_and_opens_no_more()
    {
        var session = await harness.LogonAsync();
        var root = await session.OpenAsync(session.FolderId(FolderSteps.IpmSubtree));
        var (id, handle) = await session.CreateAsync(root, "gone");
        Assert.Equal((MapiError.Success, false), await session.DoAsync(root, new DeleteFolderRequest { FolderId = id }));
        Assert.Equal(MapiError.NotFound, await session.StatusAsync(handle, new CreateFolderRequest { OutputHandleIndex = 1, DisplayName = PropertyValue.String("child") }));
        Assert.Equal(MapiError.NotFound, await session.TryOpenAsync(id));
        // Bits without a meaning open what is there all the same ([MS-OXCFOLD] 2.2.1.1.1).
        Assert.Equal(MapiError.Success, await session.TryOpenAsync(session.FolderId(FolderSteps.Inbox), flags: 0xF8));
        Assert.Equal(MapiError.NotFound, await session.TryOpenAsync(0));
        Assert.Equal(MapiError.NotFound, await session.TryOpenAsync(ulong.MaxValue));
    }

    [Fact]
    public async Task Roots_and_search_folders_are_not_emptied()
    {
        var session = await harness.LogonAsync();
        var root = await session.OpenAsync(session.FolderId(FolderSteps.Root));
        var (_, search) = await session.CreateAsync(await session.OpenAsync(session.FolderId(FolderSteps.Finder)), "found", CreateFolderRequest.Search);
        foreach (var rop in new[] { RopId.RopEmptyFolder, RopId.RopHardDeleteMessagesAndSubfolders })
        {
            Assert.Equal(MapiError.NotSupported, (await session.DoAsync(root, new EmptyFolderRequest(rop))).Error);
            Assert.Equal(MapiError.NotSupported, (await session.DoAsync(search, new EmptyFolderRequest(rop))).Error);
        }
    }

    [Fact]
    public async Task Tables_refuse_flags_that_mean_nothing_each_in_its_way()
    {
        var session = await harness.LogonAsync();
        var inbox = await session.OpenAsync(session.FolderId(FolderSteps.Inbox));
        Assert.Equal(MapiError.NotSupported, await session.StatusAsync(inbox, new GetTableRequest(RopId.RopGetHierarchyTable) { OutputHandleIndex = 1, TableFlags = (TableFlags)0x01 }));
        Assert.Equal(MapiError.InvalidParameter, await session.StatusAsync(inbox, new GetTableRequest(RopId.RopGetContentsTable) { OutputHandleIndex = 1, TableFlags = (TableFlags)0x01 }));
    }
}
