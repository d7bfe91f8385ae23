using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Sync;

/// <summary>Copies between mailboxes that live on two silos; and mailboxes of others as sources, near and far.</summary>
public sealed class CopyClusterTests(TwoSilos harness) : IClassFixture<TwoSilos>
{
    private async Task<(TestSession Session, DirectoryObject Far)> ApartAsync()
    {
        var management = harness.Grains.GetGrain<IManagementGrain>(0);
        var session = await harness.LogonAsync();
        var home = await management.GetActivationAddress(harness.Mailbox(session.User));
        while (true)
        {
            var other = await harness.CreateUserAsync();
            if (await management.GetActivationAddress(harness.Mailbox(other)) is { } there && !there.Equals(home)) return (session, other);
        }
    }

    [Fact]
    public async Task Messages_and_folders_go_from_silo_to_silo_as_they_are()
    {
        var (near, owner) = await ApartAsync();
        var far = await harness.OpenAsync(owner);
        await far.LogonAsync();
        foreach (var (from, to) in new[] { (near, far), (far, near) })
        {
            var id = await CopyTests.RichAsync(from);
            var inbox = await from.OpenAsync(from.FolderId(FolderSteps.Inbox));
            var (topId, top) = await from.CreateAsync(inbox, $"to {to.User.DisplayName}");
            for (var i = 0; i < 30; i++) await from.SaveNewAsync($"m{i}", topId);
            var there = await to.OpenAsync(to.FolderId(FolderSteps.Inbox));

            var messages = await CopyTests.SourceAsync(from, inbox, new FastTransferSourceCopyMessagesRequest { OutputHandleIndex = 1, SendOptions = FastTransferSendOptions.ForUpload, MessageIds = [id] });
            Assert.Equal(MapiError.Success, await CopyTests.PutAsync(to, await CopyTests.DestinationAsync(to, there, FastTransferSourceOperation.CopyMessages), messages, extended: true));
            var folder = await CopyTests.SourceAsync(from, top, new FastTransferSourceCopyFolderRequest { OutputHandleIndex = 1, SendOptions = FastTransferSendOptions.ForUpload, CopyFlags = FastTransferCopyFlags.CopySubfolders });
            Assert.Equal(MapiError.Success, await CopyTests.PutAsync(to, await CopyTests.DestinationAsync(to, there, FastTransferSourceOperation.CopyFolder), folder));

            var copied = new SimulatedOst(to, to.FolderId(FolderSteps.Inbox));
            var copy = (await copied.DownloadAsync()).Changes.Last(c => c.Subject == "RE: rich");
            var original = new SimulatedOst(from, from.FolderId(FolderSteps.Inbox));
            var source = (await original.DownloadAsync()).Changes.Last(c => c.Subject == "RE: rich");
            Assert.Equal(source.Content.Attachments[0].Properties.GetBinary(PidTag.AttachDataBinary), copy.Content.Attachments[0].Properties.GetBinary(PidTag.AttachDataBinary));
            Assert.Equal(source.Content.Properties.GetString(PidTag.Body), copy.Content.Properties.GetString(PidTag.Body));
            Assert.Equal("inner", copy.Content.Attachments[1].Embedded!.Properties.GetString(PidTag.Subject));
            var folders = (await copied.DownloadHierarchyAsync()).Folders;
            var made = folders.Single(f => f.Name == $"to {to.User.DisplayName}");
            Assert.Equal(30, (await new SimulatedOst(to, ObjectIds.ToWire(Xid.GlobCntOf(made.SourceKey, to.LogonResponse.ReplGuid)!.Value)).DownloadAsync()).Changes.Count);
        }
    }

    [Fact]
    public async Task A_delegate_keeps_a_folder_of_a_mailbox_elsewhere_in_step_and_copies_from_it_and_nobody_else_does()
    {
        var (session, owner) = await ApartAsync();
        var own = await harness.OpenAsync(owner);
        await own.LogonAsync();
        var inbox = own.FolderId(FolderSteps.Inbox);
        var id = await CopyTests.RichAsync(own);
        // Whoever may not see the folder cannot even open it.
        await session.LogonAsync(owner);
        Assert.Equal(MapiError.NotFound, await session.TryOpenAsync(inbox));

        await harness.GrantAsync(owner, inbox, session.User, FolderRights.Reviewer);
        await session.LogonAsync(owner);
        var ost = new SimulatedOst(session, inbox);
        Assert.Equal(["RE: rich"], (await ost.DownloadAsync()).Changes.Select(c => c.Subject));
        await own.SaveNewAsync("more");
        await own.DeleteAsync(id, hard: false);
        var next = await ost.DownloadAsync();
        Assert.Equal(["more"], next.Changes.Select(c => c.Subject));
        Assert.Equal([ObjectIds.FromWire(id)], next.Deleted);
        await ost.AssertWholeAsync();
        var folder = await session.OpenAsync(inbox);
        var copied = await CopyTests.SourceAsync(session, folder, new FastTransferSourceCopyFolderRequest { OutputHandleIndex = 1, SendOptions = FastTransferSendOptions.Unicode });
        Assert.Contains(SyncClient.Tokens(copied), t => t.Tag == PidTag.Subject && t.Value.AsString() == "more");
        // A reader deletes nothing: there is nothing that it could move.
        var moved = await CopyTests.SourceAsync(session, folder, new FastTransferSourceCopyFolderRequest { OutputHandleIndex = 1, SendOptions = FastTransferSendOptions.Unicode, CopyFlags = FastTransferCopyFlags.Move });
        Assert.DoesNotContain(SyncClient.Tokens(moved), t => t.Marker == FastTransferMarker.StartMessage);
        Assert.Contains(SyncClient.Tokens(moved), t => t.Tag == MetaTag.EcWarning);
        // Rights on the folder that allow no reading show it and not what is in it.
        await harness.GrantAsync(owner, own.FolderId(FolderSteps.DeletedItems), session.User, FolderRights.Visible);
        var visible = await session.OpenAsync(own.FolderId(FolderSteps.DeletedItems));
        Assert.Equal(MapiError.AccessDenied, await session.StatusAsync(visible, new SynchronizationConfigureRequest
        {
            OutputHandleIndex = 1,
            SynchronizationType = SynchronizationType.Contents,
            SendOptions = FastTransferSendOptions.Unicode,
            SynchronizationFlags = SyncClient.All,
        }));
        Assert.Equal(MapiError.AccessDenied, await session.StatusAsync(visible, new FastTransferSourceCopyFolderRequest { OutputHandleIndex = 1, SendOptions = FastTransferSendOptions.Unicode }));
    }
}
