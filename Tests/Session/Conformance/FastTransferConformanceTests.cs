using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Sync;
using Xunit;

namespace MapiOrleans.Tests.Session.Conformance;

/// <summary>What Microsoft's suite for [MS-OXCFXICS] looks at, with the answers that it expects of the newest Exchange.</summary>
[Collection(SessionCollection.Name)]
public sealed class FastTransferConformanceTests(SessionHarness harness)
{
    [Fact]
    public async Task Flags_that_are_unknown_or_not_supported_are_refused()
    {
        var session = await harness.LogonAsync();
        var inbox = await session.OpenAsync(session.FolderId(FolderSteps.Inbox));
        var id = await session.SaveNewAsync("one");
        var (_, message) = await session.OpenMessageAsync(id);
        const FastTransferSendOptions unknown = (FastTransferSendOptions)0x80;
        Assert.Equal(MapiError.InvalidParameter, await session.StatusAsync(message, new FastTransferSourceCopyToRequest { OutputHandleIndex = 1, CopyFlags = FastTransferCopyFlags.Move }));
        Assert.Equal(MapiError.InvalidParameter, await session.StatusAsync(message, new FastTransferSourceCopyToRequest { OutputHandleIndex = 1, SendOptions = unknown }));
        Assert.Equal(MapiError.InvalidParameter, await session.StatusAsync(message, new FastTransferSourceCopyPropertiesRequest { OutputHandleIndex = 1, SendOptions = unknown, PropertyTags = [PidTag.Subject] }));
        Assert.Equal(MapiError.InvalidParameter, await session.StatusAsync(inbox, new FastTransferSourceCopyMessagesRequest { OutputHandleIndex = 1, SendOptions = unknown, MessageIds = [id] }));
        Assert.Equal(MapiError.InvalidParameter, await session.StatusAsync(inbox, new FastTransferSourceCopyFolderRequest { OutputHandleIndex = 1, SendOptions = unknown }));
        Assert.Equal(MapiError.InvalidParameter, await session.StatusAsync(inbox, new FastTransferSourceCopyFolderRequest { OutputHandleIndex = 1, CopyFlags = (FastTransferCopyFlags)0x80 }));
        Assert.Equal(MapiError.InvalidParameter, await session.StatusAsync(inbox, new FastTransferDestinationConfigureRequest { OutputHandleIndex = 1, SourceOperation = FastTransferSourceOperation.CopyTo, CopyFlags = (FastTransferCopyFlags)0x80 }));
        // What Exchange knows of and does not look at.
        Assert.Equal(MapiError.Success, await session.StatusAsync(message, new FastTransferSourceCopyToRequest { OutputHandleIndex = 1, CopyFlags = (FastTransferCopyFlags)0x0608 }));
    }

    [Fact]
    public async Task Steps_of_uploads_are_counted_as_each_of_the_two_ROPs_counts_them()
    {
        var session = await harness.LogonAsync();
        var (_, source) = await session.OpenMessageAsync(await session.SaveNewAsync("one"));
        var stream = await CopyTests.SourceAsync(session, source, new FastTransferSourceCopyToRequest { OutputHandleIndex = 1, SendOptions = FastTransferSendOptions.Unicode });
        foreach (var (rop, steps) in new[] { (RopId.RopFastTransferDestinationPutBuffer, 0u), (RopId.RopFastTransferDestinationPutBufferExtended, 1u) })
        {
            var upload = await CopyTests.DestinationAsync(session, await session.CreateMessageAsync(), FastTransferSourceOperation.CopyTo);
            var (response, _) = await session.ExecuteAsync<FastTransferDestinationPutBufferResponse>(upload, new FastTransferDestinationPutBufferRequest(rop) { TransferData = stream });
            Assert.Equal((MapiError.Success, 0u, steps, (ushort)stream.Length), (response.ReturnValue, response.InProgressCount, response.TotalStepCount, response.BufferUsedSize));
        }
    }

    [Fact]
    public async Task Only_the_content_of_a_folder_that_is_there_says_what_is_to_be_deleted()
    {
        var session = await harness.LogonAsync();
        var inbox = await session.OpenAsync(session.FolderId(FolderSteps.Inbox));
        var (topId, top) = await session.CreateAsync(inbox, "top");
        var (subId, _) = await session.CreateAsync(top, "sub");
        await session.SaveNewAsync("in top", topId);
        await session.SaveNewAsync("in sub", subId);
        var whole = SyncClient.Tokens(await CopyTests.SourceAsync(session, top, new FastTransferSourceCopyFolderRequest { OutputHandleIndex = 1, SendOptions = FastTransferSendOptions.Unicode, CopyFlags = FastTransferCopyFlags.CopySubfolders }));
        Assert.DoesNotContain(whole, t => t.Tag == MetaTag.FXDelProp);
        Assert.Equal([FastTransferMarker.StartTopFld, FastTransferMarker.StartMessage, FastTransferMarker.EndMessage, FastTransferMarker.StartSubFld, FastTransferMarker.StartMessage, FastTransferMarker.EndMessage, FastTransferMarker.EndFolder, FastTransferMarker.EndFolder],
            whole.Where(t => t.Marker is not null).Select(t => t.Marker!.Value));

        var content = SyncClient.Tokens(await CopyTests.SourceAsync(session, top, new FastTransferSourceCopyToRequest { OutputHandleIndex = 1, SendOptions = FastTransferSendOptions.Unicode }));
        uint[] kinds = [PidTag.FolderAssociatedContents.Value, PidTag.ContainerContents.Value, PidTag.ContainerHierarchy.Value];
        Assert.Equal([.. kinds, .. kinds], content.Where(t => t.Tag == MetaTag.FXDelProp).Select(t => (uint)t.Value.AsInt32()));
    }

    [Fact]
    public async Task A_set_of_ids_is_taken_under_either_of_its_types()
    {
        var session = await harness.LogonAsync();
        var folder = await session.OpenAsync(session.FolderId(FolderSteps.Inbox));
        foreach (var tag in new[] { MetaTag.IdsetGiven, MetaTag.IdsetGiven.WithType(PropertyType.Binary) })
        {
            var context = await session.ConfigureContentsAsync(folder);
            Assert.Equal(MapiError.Success, await session.StatusAsync(context, new SynchronizationUploadStateStreamBeginRequest { StateProperty = tag }));
            Assert.Equal(MapiError.Success, await session.StatusAsync(context, new SynchronizationUploadStateStreamEndRequest()));
            var tokens = SyncClient.Tokens((await session.DownloadAsync(context)).Bytes);
            Assert.Contains(tokens, t => t.Tag?.Id == MetaTag.IdsetGiven.Id);
        }
    }
}
