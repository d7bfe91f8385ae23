using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Sync;

[Collection(SessionCollection.Name)]
public class CopyTests(SessionHarness harness)
{
    private static readonly PropertyName Colour = new(new Guid("00020329-0000-0000-c000-000000000046"), "colour of the copy");

    internal static async Task<ulong> RichAsync(TestSession session)
    {
        var message = await session.CreateMessageAsync();
        var named = await session.IdOfAsync(Colour);
        Assert.Empty(await session.SetAsync(message,
            new TaggedPropertyValue(PidTag.Subject, PropertyValue.String("RE: rich")), new TaggedPropertyValue(named, PropertyValue.String("blue")),
            new TaggedPropertyValue(PidTag.Body, PropertyValue.String("Grüße, 日本")), new TaggedPropertyValue(PidTag.Importance, PropertyValue.Int32(2))));
        await session.ModifyRecipientsAsync(message, MessageClient.Smtp(0, "A", "a@example.test"), MessageClient.Smtp(5, "B", "b@example.test", 2));
        var (_, attachment) = await session.CreateAttachmentAsync(message);
        await session.SetAsync(attachment, new TaggedPropertyValue(PidTag.AttachLongFilename, PropertyValue.String("data.bin")), new TaggedPropertyValue(PidTag.AttachMethod, PropertyValue.Int32(1)));
        await session.WriteStreamAsync(attachment, PidTag.AttachDataBinary, [.. Enumerable.Range(0, 70_000).Select(i => (byte)(i * 7))]);
        await session.SaveAttachmentAsync(attachment);
        var (_, holder) = await session.CreateAttachmentAsync(message);
        var (_, embedded) = await session.OpenEmbeddedAsync(holder, OpenModeFlags.Create);
        await session.SetAsync(embedded, new TaggedPropertyValue(PidTag.Subject, PropertyValue.String("inner")), new TaggedPropertyValue(named, PropertyValue.String("red")));
        await session.ModifyRecipientsAsync(embedded, MessageClient.Smtp(0, "C", "c@example.test"));
        await session.SaveAsync(embedded);
        await session.SaveAttachmentAsync(holder);
        var saved = await session.SaveAsync(message);
        Assert.Equal(MapiError.Success, saved.ReturnValue);
        return saved.MessageId;
    }

    internal static async Task<byte[]> SourceAsync(TestSession session, uint source, RopRequest request)
    {
        var (response, download) = await session.ExecuteAsync<RopStatusResponse>(source, request);
        Assert.Equal(MapiError.Success, response.ReturnValue);
        Assert.Equal(MapiError.Success, await session.StatusAsync(download, new TellVersionRequest { Version = [15, 2, 1] }));
        return (await session.DownloadAsync(download, 6000)).Bytes;
    }

    internal static async Task<uint> DestinationAsync(TestSession session, uint target, FastTransferSourceOperation operation)
    {
        var (response, upload) = await session.ExecuteAsync<RopStatusResponse>(target, new FastTransferDestinationConfigureRequest { OutputHandleIndex = 1, SourceOperation = operation });
        Assert.Equal(MapiError.Success, response.ReturnValue);
        return upload;
    }

    internal static async Task<MapiError> PutAsync(TestSession session, uint upload, byte[] stream, int size = 5000, bool extended = false)
    {
        foreach (var chunk in stream.Chunk(size))
        {
            var (response, _) = await session.ExecuteAsync<FastTransferDestinationPutBufferResponse>(upload,
                new FastTransferDestinationPutBufferRequest(extended ? RopId.RopFastTransferDestinationPutBufferExtended : RopId.RopFastTransferDestinationPutBuffer) { TransferData = chunk });
            if (response.ReturnValue != MapiError.Success) return response.ReturnValue;
            Assert.Equal(chunk.Length, response.BufferUsedSize);
        }
        return MapiError.Success;
    }

    /// <summary>What a message is, told by a stream of it; ids of named properties are those of the mailbox.</summary>
    internal static MessageContent Content(byte[] stream)
    {
        var content = new MessageContent();
        var reader = new MessageReader(isAttachment: false);
        foreach (var token in SyncClient.Tokens(stream))
        {
            MessagePart part = default;
            if (token.Marker is { } marker) Assert.True(reader.TryMarker(marker, out part));
            else part = reader.Property(new TaggedPropertyValue(token.Name == Colour ? new PropertyTag(0xFFF0, token.Tag!.Value.Type) : token.Tag!.Value, token.Value));
            SyncClient.Apply(content, part);
        }
        Assert.True(reader.IsAtRoot);
        return content;
    }

    private static readonly HashSet<ushort> OfTheCopy =
        [PidTag.CreationTime.Id, PidTag.InternetArticleNumber.Id, PidTag.MessageFlags.Id, PidTag.LastModificationTime.Id, PidTag.CreatorName.Id, PidTag.CreatorEntryId.Id,
         PidTag.LastModifierName.Id, PidTag.LastModifierEntryId.Id, PidTag.SearchKey.Id];

    internal static void Same(MessageContent expected, MessageContent actual)
    {
        Assert.Equal(expected.Properties.Where(p => !OfTheCopy.Contains(p.Tag.Id)), actual.Properties.Where(p => !OfTheCopy.Contains(p.Tag.Id)));
        Assert.Equal(expected.Recipients.Count, actual.Recipients.Count);
        foreach (var (a, b) in expected.Recipients.Zip(actual.Recipients))
        {
            Assert.Equal(a.RecipientType, b.RecipientType);
            Assert.Equal(a.Properties, b.Properties);
        }
        Assert.Equal(expected.Attachments.Count, actual.Attachments.Count);
        foreach (var (a, b) in expected.Attachments.Zip(actual.Attachments))
        {
            Assert.Equal(a.Properties.Where(p => !OfTheCopy.Contains(p.Tag.Id) && p.Tag != PidTag.AttachSize), b.Properties.Where(p => !OfTheCopy.Contains(p.Tag.Id) && p.Tag != PidTag.AttachSize));
            Assert.Equal(a.Embedded is null, b.Embedded is null);
            if (a.Embedded is { } embedded) Same(embedded, b.Embedded!);
        }
    }

    [Theory]
    [InlineData(FastTransferSendOptions.Unicode)]
    [InlineData(FastTransferSendOptions.ForUpload)]
    public async Task A_message_put_into_another_mailbox_is_the_same(FastTransferSendOptions options)
    {
        var session = await harness.LogonAsync();
        var other = await harness.LogonAsync();
        // The other mailbox has given the ids of this one to other names.
        for (var i = 0; i < 3; i++) await other.IdOfAsync(new PropertyName(Guid.NewGuid(), (uint)i + 1));
        var (_, source) = await session.OpenMessageAsync(await RichAsync(session));
        var request = new FastTransferSourceCopyToRequest { OutputHandleIndex = 1, SendOptions = options };
        var stream = await SourceAsync(session, source, request);

        var target = await other.CreateMessageAsync();
        Assert.Equal(MapiError.Success, await PutAsync(other, await DestinationAsync(other, target, FastTransferSourceOperation.CopyTo), stream, 777, extended: true));
        var saved = await other.SaveAsync(target);
        Assert.Equal(MapiError.Success, saved.ReturnValue);
        var (_, copy) = await other.OpenMessageAsync(saved.MessageId);
        var expected = Content(await SourceAsync(session, source, new FastTransferSourceCopyToRequest { OutputHandleIndex = 1, SendOptions = FastTransferSendOptions.Unicode }));
        Assert.Equal("red", expected.Attachments[1].Embedded!.Properties.GetString(new PropertyTag(0xFFF0, PropertyType.String)));
        Same(expected, Content(await SourceAsync(other, copy, new FastTransferSourceCopyToRequest { OutputHandleIndex = 1, SendOptions = FastTransferSendOptions.Unicode })));
    }

    [Fact]
    public async Task Filters_say_what_is_copied()
    {
        var session = await harness.LogonAsync();
        var (_, source) = await session.OpenMessageAsync(await RichAsync(session));
        var only = Content(await SourceAsync(session, source, new FastTransferSourceCopyPropertiesRequest
        {
            OutputHandleIndex = 1,
            SendOptions = FastTransferSendOptions.Unicode,
            PropertyTags = [PidTag.Subject, PidTag.MessageRecipients],
        }));
        Assert.Equal([PidTag.Subject], only.Properties.Select(p => p.Tag));
        Assert.Equal((2, 0), (only.Recipients.Count, only.Attachments.Count));
        var flat = Content(await SourceAsync(session, source, new FastTransferSourceCopyToRequest { OutputHandleIndex = 1, Level = 1, SendOptions = FastTransferSendOptions.Unicode, ExcludedTags = [PidTag.Importance] }));
        Assert.False(flat.Properties.Contains(PidTag.Importance.Id));
        Assert.Equal((0, 0), (flat.Recipients.Count, flat.Attachments.Count));
        Assert.Equal(MapiError.InvalidParameter, await session.StatusAsync(source, new FastTransferSourceCopyToRequest { OutputHandleIndex = 1, CopyFlags = (FastTransferCopyFlags)0x8000_0000 }));
        Assert.Equal(MapiError.InvalidParameter, await session.StatusAsync(source, new FastTransferSourceCopyPropertiesRequest { OutputHandleIndex = 1 }));
        Assert.Equal(MapiError.InvalidParameter, await session.StatusAsync(source, new FastTransferDestinationConfigureRequest { OutputHandleIndex = 1, SourceOperation = FastTransferSourceOperation.CopyMessages }));
    }

    [Fact]
    public async Task Messages_and_folders_go_from_mailbox_to_mailbox()
    {
        var session = await harness.LogonAsync();
        var other = await harness.LogonAsync();
        var inbox = await session.OpenAsync(session.FolderId(FolderSteps.Inbox));
        var (topId, top) = await session.CreateAsync(inbox, "Top");
        var (subId, _) = await session.CreateAsync(top, "Sub");
        var rich = await RichAsync(session);
        await session.SaveNewAsync("in top", topId);
        await session.SaveNewAsync("fai in top", topId, associated: true);
        for (var i = 0; i < 70; i++) await session.SaveNewAsync($"in sub {i}", subId);

        var messages = await SourceAsync(session, inbox, new FastTransferSourceCopyMessagesRequest
        {
            OutputHandleIndex = 1,
            SendOptions = FastTransferSendOptions.Unicode,
            MessageIds = [rich, ObjectIds.ToWire(1L << 40)],
            CopyFlags = FastTransferCopyFlags.SendEntryId,
        });
        Assert.Contains(SyncClient.Tokens(messages), t => t.Tag == PidTag.SourceKey);
        var there = await other.OpenAsync(other.FolderId(FolderSteps.Inbox));
        Assert.Equal(MapiError.Success, await PutAsync(other, await DestinationAsync(other, there, FastTransferSourceOperation.CopyMessages), messages));
        var copied = new SimulatedOst(other, other.FolderId(FolderSteps.Inbox));
        Assert.Equal(["RE: rich"], (await copied.DownloadAsync()).Changes.Select(c => c.Subject));

        var folder = await SourceAsync(session, top, new FastTransferSourceCopyFolderRequest { OutputHandleIndex = 1, SendOptions = FastTransferSendOptions.Unicode, CopyFlags = FastTransferCopyFlags.CopySubfolders });
        Assert.Equal(MapiError.Success, await PutAsync(other, await DestinationAsync(other, there, FastTransferSourceOperation.CopyFolder), folder));
        var hierarchy = new SimulatedOst(other, other.FolderId(FolderSteps.Inbox));
        var folders = (await hierarchy.DownloadHierarchyAsync()).Folders;
        Assert.Equal(["Top", "Sub"], folders.Select(f => f.Name));
        ulong IdOf(OstFolder f) => ObjectIds.ToWire(Xid.GlobCntOf(f.SourceKey, other.LogonResponse.ReplGuid)!.Value);
        Assert.Equal(["fai in top", "in top"], (await new SimulatedOst(other, IdOf(folders[0])).DownloadAsync()).Changes.Select(c => c.Subject).Order());
        Assert.Equal(70, (await new SimulatedOst(other, IdOf(folders[1])).DownloadAsync()).Changes.Count);
        // Once more the name is taken.
        Assert.Equal(MapiError.CollidingNames, await PutAsync(other, await DestinationAsync(other, there, FastTransferSourceOperation.CopyFolder), folder));
    }

    [Fact]
    public async Task Hostile_streams_give_errors_and_leave_nothing_behind()
    {
        var session = await harness.LogonAsync();
        var inbox = await session.OpenAsync(session.FolderId(FolderSteps.Inbox));
        await RichAsync(session);
        var (sinkId, sink) = await session.CreateAsync(inbox, "Sink");
        var ost = new SimulatedOst(session, session.FolderId(FolderSteps.Inbox));
        var id = Xid.GlobCntOf(Assert.Single((await ost.DownloadAsync()).Changes).SourceKey, session.LogonResponse.ReplGuid)!.Value;
        var stream = await SourceAsync(session, inbox, new FastTransferSourceCopyMessagesRequest { OutputHandleIndex = 1, SendOptions = FastTransferSendOptions.Unicode, MessageIds = [ObjectIds.ToWire(id)] });

        var random = new Random(3);
        for (var i = 0; i < 40; i++)
        {
            var damaged = (byte[])stream.Clone();
            if (i % 2 == 0) damaged = damaged[..random.Next(1, damaged.Length - 8)];
            else for (var n = 0; n < 20; n++) damaged[random.Next(400)] = (byte)random.Next(256);
            var upload = await DestinationAsync(session, sink, FastTransferSourceOperation.CopyMessages);
            var error = await PutAsync(session, upload, damaged, 9000);
            if (error != MapiError.Success) Assert.Equal(error, await PutAsync(session, upload, [1, 2, 3, 4]));
            await session.ReleaseAsync(upload);
        }
        foreach (var marker in new[] { FastTransferMarker.EndMessage, FastTransferMarker.StartEmbed, FastTransferMarker.IncrSyncChg, FastTransferMarker.EndFolder, FastTransferMarker.StartTopFld })
        {
            var upload = await DestinationAsync(session, sink, FastTransferSourceOperation.CopyMessages);
            Assert.Equal(MapiError.FxUnexpectedMarker, await PutAsync(session, upload, BitConverter.GetBytes((uint)marker)));
        }
        // A stream cut off leaves no message; one whose damage lies inside values gives a whole one.
        var left = new SimulatedOst(session, sinkId);
        foreach (var item in (await left.DownloadAsync()).Changes) Assert.NotNull(item.Content.Properties.GetString(PidTag.MessageClass));
        Assert.Equal(0, (await ost.DownloadAsync()).Count);
    }
}
