using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;
using static MapiOrleans.Tests.Session.FolderSteps;

namespace MapiOrleans.Tests.Session;

/// <summary>Moves and copies between two mailboxes of one session ([MS-OXCFOLD] 2.2.1.6 to 2.2.1.8).</summary>
[Collection(SessionCollection.Name)]
public sealed class MailboxTransferTests(SessionHarness harness)
{
    private static readonly PropertyName Name = new(Guid.Parse("3f0a8f0e-5d4b-4a3c-9a6e-111111111111"), "X-Colour");

    [Fact]
    public async Task A_message_goes_whole_and_is_gone_only_when_it_is_there()
    {
        var scene = await SceneAsync(FolderRights.Editor);
        // The same name has another id in the mailbox it comes from.
        await harness.Mailbox(scene.Other).GetPropertyIdsAsync([new PropertyName(Name.Guid, "first"), new PropertyName(Name.Guid, "second")], create: true);
        var id = (await harness.Mailbox(scene.Other).GetPropertyIdsAsync([Name], create: true))[0];
        var (large, part) = await PartAsync(scene.Other, 200_000);
        var (original, mime) = await PartAsync(scene.Other, 70_000);
        var content = new MessageContent();
        content.Properties.Set(new TaggedPropertyValue(id, PropertyValue.String("blue")));
        content.Recipients.Add(new RecipientContent { RowId = 3, RecipientType = 1, Properties = new PropertyBag([new(PidTag.DisplayName, PropertyValue.String("Ann"))]) });
        var embedded = new MessageContent();
        embedded.Properties.Set(new TaggedPropertyValue(id, PropertyValue.String("inside")));
        content.Attachments.Add(new AttachmentContent { AttachNumber = 0, Properties = new PropertyBag([new(PidTag.AttachDataBinary, PropertyValue.OfExternal(PropertyType.Binary, part))]) });
        content.Attachments.Add(new AttachmentContent { AttachNumber = 1, Embedded = embedded });
        var message = await harness.SaveAsync(scene.Other, scene.OtherInbox, "whole", content, read: true, flags: 0x100, mime: mime);
        var before = Assert.Single(await harness.ReadAsync(scene.Other, scene.OtherInbox));

        var moved = await scene.Session.BetweenAsync(scene.From, scene.To, new MoveCopyMessagesRequest { LogonId = 1, DestHandleIndex = 1, MessageIds = [message, ObjectIds.ToWire(0x22222)] });
        Assert.Equal((MapiError.Success, true), (moved.ReturnValue, moved.PartialCompletion));
        Assert.Empty(await harness.ReadAsync(scene.Other, scene.OtherInbox));
        Assert.Empty(await harness.ReadAsync(scene.Other, scene.OtherInbox, deleted: true));

        var after = Assert.Single(await harness.ReadAsync(scene.Session.User, scene.Inbox));
        var mapped = (await harness.Mailbox(scene.Session.User).GetPropertyIdsAsync([Name], create: false))[0];
        Assert.NotEqual(id, mapped);
        Assert.Equal(("whole", "blue"), (after.Content.Properties.GetString(PidTag.Subject), after.Content.Properties.GetString(new PropertyTag(mapped, PropertyType.String))));
        Assert.Equal("inside", after.Content.Attachments[1].Embedded!.Properties.GetString(new PropertyTag(mapped, PropertyType.String)));
        Assert.Equal(("Ann", 3u), (after.Content.Recipients[0].Properties.GetString(PidTag.DisplayName), after.Content.Recipients[0].RowId));
        Assert.Equal((before.IsRead, before.MessageFlags, before.ModifiedAt), (after.IsRead, after.MessageFlags, after.ModifiedAt));
        Assert.True(after.Content.Attachments[0].Properties.TryGet(PidTag.AttachDataBinary, out PropertyValue data));
        Assert.NotEqual(part.PartId, data.External!.PartId);
        Assert.Equal(large, await ReadPartAsync(scene.Session.User, data.External));
        Assert.Equal(original, await ReadPartAsync(scene.Session.User, after.Mime!));
    }

    [Fact]
    public async Task More_than_one_batch_of_messages_goes()
    {
        var scene = await SceneAsync(FolderRights.Editor);
        var ids = new List<ulong>();
        for (var i = 0; i < 70; i++) ids.Add(await harness.SaveAsync(scene.Other, scene.OtherInbox, $"{i}"));
        var copied = await scene.Session.BetweenAsync(scene.From, scene.To, new MoveCopyMessagesRequest { LogonId = 1, DestHandleIndex = 1, MessageIds = [.. ids], WantCopy = true });
        Assert.Equal((MapiError.Success, false), (copied.ReturnValue, copied.PartialCompletion));
        Assert.Equal(70, (await harness.ReadAsync(scene.Other, scene.OtherInbox)).Count);
        Assert.Equal(70, (await harness.FindAsync(scene.Session.User, scene.Inbox))!.Folder.Counters.Items);
    }

    [Fact]
    public async Task A_folder_goes_with_its_subfolders_and_leaves_nothing_behind()
    {
        var scene = await SceneAsync(FolderRights.All);
        var outer = await MakeAsync(scene.Other, scene.OtherInbox, "outer", "IPF.Task");
        var inner = await MakeAsync(scene.Other, outer, "inner", "IPF.Note");
        await harness.SaveAsync(scene.Other, outer, "one");
        await harness.SaveAsync(scene.Other, inner, "two");
        await harness.SaveAsync(scene.Other, inner, "fai", associated: true);

        var copy = await scene.Session.BetweenAsync(scene.From, scene.To, new MoveCopyFolderRequest(RopId.RopCopyFolder) { LogonId = 1, DestHandleIndex = 1, FolderId = outer, NewFolderName = PropertyValue.String("flat") });
        Assert.Equal((MapiError.Success, false), (copy.ReturnValue, copy.PartialCompletion));
        var move = new MoveCopyFolderRequest(RopId.RopMoveFolder) { LogonId = 1, DestHandleIndex = 1, FolderId = outer, NewFolderName = PropertyValue.String("moved") };
        var moved = await scene.Session.BetweenAsync(scene.From, scene.To, move);
        Assert.Equal((MapiError.Success, false), (moved.ReturnValue, moved.PartialCompletion));

        Assert.Null(await harness.FindAsync(scene.Other, outer, deletedToo: true));
        Assert.Null(await harness.FindAsync(scene.Other, inner, deletedToo: true));
        var there = (await harness.Mailbox(scene.Session.User).GetHierarchyAsync(MailboxCaller.Server, ObjectIds.FromWire(scene.Inbox), deep: true, softDeleted: false))!.Folders;
        Assert.Equal(["flat", "moved", "inner"], there.Select(v => v.Folder.DisplayName));
        Assert.Equal([(1, 0), (1, 0), (1, 1)], there.Select(v => (v.Folder.Counters.Items, v.Folder.Counters.Associated)));
        Assert.Equal("IPF.Task", there[1].Folder.Properties.GetString(PidTag.ContainerClass));
        Assert.Equal(MapiError.NotFound, (await scene.Session.BetweenAsync(scene.From, scene.To, move)).ReturnValue);
    }

    [Fact]
    public async Task Who_may_only_read_copies_and_does_not_move()
    {
        var scene = await SceneAsync(FolderRights.Reviewer);
        var message = await harness.SaveAsync(scene.Other, scene.OtherInbox, "theirs");
        var folder = await MakeAsync(scene.Other, scene.OtherInbox, "theirs too", "IPF.Note");
        Assert.Equal(MapiError.AccessDenied, (await scene.Session.BetweenAsync(scene.From, scene.To, new MoveCopyMessagesRequest { LogonId = 1, DestHandleIndex = 1, MessageIds = [message] })).ReturnValue);
        Assert.Equal(MapiError.Success, (await scene.Session.BetweenAsync(scene.From, scene.To, new MoveCopyMessagesRequest { LogonId = 1, DestHandleIndex = 1, MessageIds = [message], WantCopy = true })).ReturnValue);
        var move = new MoveCopyFolderRequest(RopId.RopMoveFolder) { LogonId = 1, DestHandleIndex = 1, FolderId = folder, NewFolderName = PropertyValue.String("mine") };
        Assert.Equal(MapiError.AccessDenied, (await scene.Session.BetweenAsync(scene.From, scene.To, move)).ReturnValue);
        // And nothing is put where one may not write.
        var own = await harness.SaveAsync(scene.Session.User, scene.Inbox, "mine");
        var back = await scene.Session.BetweenAsync(scene.To, scene.From, new MoveCopyMessagesRequest { DestHandleIndex = 1, MessageIds = [own] });
        Assert.Equal(MapiError.AccessDenied, back.ReturnValue);
        Assert.Single(await harness.ReadAsync(scene.Other, scene.OtherInbox));
        Assert.Equal(2, (await harness.ReadAsync(scene.Session.User, scene.Inbox)).Count);
    }

    [Fact]
    public async Task A_full_mailbox_takes_no_more_and_nothing_is_lost()
    {
        var scene = await SceneAsync(FolderRights.Editor);
        var message = await harness.SaveAsync(scene.Other, scene.OtherInbox, new string('x', 3000));
        await harness.Mailbox(scene.Session.User).CreateAsync(new MailboxSetup { OwnerId = scene.Session.User.ObjectId, QuotaBytes = 1 });
        var moved = await scene.Session.BetweenAsync(scene.From, scene.To, new MoveCopyMessagesRequest { LogonId = 1, DestHandleIndex = 1, MessageIds = [message] });
        Assert.Equal(MapiError.QuotaExceeded, moved.ReturnValue);
        Assert.Single(await harness.ReadAsync(scene.Other, scene.OtherInbox));
    }

    /// <summary>A user logged on to the own mailbox (logon 0) and, with rights on its Inbox and what is in it, to another's (logon 1).</summary>
    private sealed record Scene(TestSession Session, ulong Inbox, uint To, DirectoryObject Other, ulong OtherInbox, uint From);

    private async Task<Scene> SceneAsync(FolderRights rights)
    {
        var session = await harness.LogonAsync();
        var inbox = session.FolderId(Inbox);
        var to = await session.OpenAsync(inbox);
        var other = await harness.CreateUserAsync();
        await harness.GrantAsync(other, inbox, session.User, rights);
        await session.LogonAsync(other, logonId: 1);
        var from = await session.OpenAsync(session.FolderId(Inbox), logonId: 1);
        return new Scene(session, inbox, to, other, session.FolderId(Inbox), from);
    }

    private async Task<ulong> MakeAsync(DirectoryObject user, ulong parent, string name, string containerClass)
    {
        var made = await harness.Mailbox(user).CreateFolderAsync(Owner(user), new NewFolder
        {
            ParentId = ObjectIds.FromWire(parent),
            DisplayName = name,
            Properties = new PropertyBag([new(PidTag.ContainerClass, PropertyValue.String(containerClass))]),
        });
        Assert.Equal(MapiError.Success, made.Error);
        return ObjectIds.ToWire(made.Folder!.Folder.FolderId);
    }

    private async Task<(byte[] Bytes, ExternalValue Part)> PartAsync(DirectoryObject user, int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        await using var writer = harness.Store().PartSink(await harness.KeyAsync(user)).CreatePart();
        await writer.AppendAsync(bytes, CancellationToken.None);
        return (bytes, await writer.CompleteAsync(CancellationToken.None));
    }

    private async Task<byte[]> ReadPartAsync(DirectoryObject user, ExternalValue part)
    {
        var source = harness.Store().PartSource(await harness.KeyAsync(user));
        var bytes = new byte[part.Length];
        for (var at = 0; at < bytes.Length;)
        {
            var read = await source.ReadAsync(part.PartId, at, bytes.AsMemory(at), CancellationToken.None);
            Assert.NotEqual(0, read);
            at += read;
        }
        return bytes;
    }
}
