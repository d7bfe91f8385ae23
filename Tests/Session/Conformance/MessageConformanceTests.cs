using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;
using static MapiOrleans.Tests.Session.MessageClient;

namespace MapiOrleans.Tests.Session.Conformance;

/// <summary>Messages and attachments as Microsoft's protocol test suite of [MS-OXCMSG] expects them of the newest Exchange.</summary>
[Collection(SessionCollection.Name)]
public sealed class MessageConformanceTests(SessionHarness harness)
{
    [Fact]
    public async Task Two_ways_to_keep_a_message_open_are_none() // 3.2.5.3
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        Assert.Equal(MapiError.NotSupported, (await session.SaveAsync(message, (SaveFlags)0x0F)).ReturnValue);
        Assert.Equal(MapiError.Success, (await session.SaveAsync(message, (SaveFlags)0x05)).ReturnValue);
        Assert.Equal(MapiError.Success, (await session.SaveAsync(message, (SaveFlags)0x06)).ReturnValue);
    }

    [Fact]
    public async Task A_message_stays_open_as_it_was_opened() // 2.2.3.3.1, note 13
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        Assert.Equal(MapiError.Success, (await session.SaveAsync(message, SaveFlags.KeepOpenReadOnly)).ReturnValue);
        Assert.Equal(PropertyValue.Int32(1), Assert.Single(await session.GetAsync(message, PidTag.AccessLevel)));
        Assert.Equal(MapiError.Success, await session.ModifyRecipientsAsync(message, Smtp(0, "A", "a@example.test")));
        Assert.Equal(MapiError.Success, (await session.SaveAsync(message)).ReturnValue);
    }

    [Theory] // 3.2.5.3, note 26
    [InlineData(0x0E1B000B, true)]
    [InlineData(0x0E080003, 2)]
    [InlineData(0x0E070003, 0)]
    [InlineData(0x0E170003, 0x800)]
    public async Task Who_would_change_what_is_the_server_s_does_not_save(int tag, object value)
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        var wanted = new TaggedPropertyValue((PropertyTag)(uint)tag, value is bool flag ? PropertyValue.Bool(flag) : PropertyValue.Int32((int)value));
        // What is not saved yet may be given flags, and what it refuses does not matter.
        await session.SetAsync(message, wanted);
        var id = (await session.SaveAsync(message, SaveFlags.ForceSave)).MessageId;
        Assert.NotEqual(0UL, id);

        Assert.Single(await session.SetAsync(message, wanted));
        Assert.Equal(MapiError.GeneralFailure, (await session.SaveAsync(message, SaveFlags.KeepOpenReadWrite)).ReturnValue);
        Assert.Equal(MapiError.GeneralFailure, (await session.SaveAsync(message, SaveFlags.KeepOpenReadOnly)).ReturnValue);
        Assert.Equal(PropertyValue.Int32(1), Assert.Single(await session.GetAsync(message, PidTag.AccessLevel)));

        var (_, again) = await session.OpenMessageAsync(id, OpenModeFlags.ReadWrite);
        await session.SetAsync(again, new TaggedPropertyValue(PidTag.Sensitivity, PropertyValue.Int32(1)));
        Assert.Equal(MapiError.Success, (await session.SaveAsync(again)).ReturnValue);
    }

    [Fact]
    public async Task A_new_attachment_has_neither_size_nor_access_until_something_is_done_to_it() // 3.2.5.13
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        var (number, attachment) = await session.CreateAttachmentAsync(message);
        Assert.Equal([PropertyValue.Int32(0), PropertyValue.Int32(0)], await session.GetAsync(attachment, PidTag.AttachSize, PidTag.AccessLevel));
        await session.SetAsync(attachment, new TaggedPropertyValue(PidTag.AttachDataBinary, PropertyValue.Binary(new byte[100])));
        Assert.Equal(MapiError.Success, await session.SaveAttachmentAsync(attachment));
        var values = await session.GetAsync((await session.OpenAttachmentAsync(message, number)).Handle, PidTag.AttachSize, PidTag.AccessLevel);
        Assert.True(values[0].AsInt32() > 100);
        Assert.Equal(PropertyValue.Int32(1), values[1]);

        // Nor is its size the client's to say (2.2.3.15, note 16).
        Assert.Single(await session.SetAsync(attachment, new TaggedPropertyValue(PidTag.AttachSize, PropertyValue.Int32(1))));
        Assert.Equal(MapiError.GeneralFailure, await session.SaveAttachmentAsync(attachment));
    }

    [Fact]
    public async Task An_embedded_message_opened_to_read_may_be_changed() // 2.2.3.16.1, note 17
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        var (_, attachment) = await session.CreateAttachmentAsync(message);
        var (_, created) = await session.OpenEmbeddedAsync(attachment, OpenModeFlags.Create);
        // As long as it is not saved there is nothing to open.
        Assert.Equal(MapiError.NotFound, (await session.OpenEmbeddedAsync(attachment, OpenModeFlags.ReadWrite)).Response.ReturnValue);
        Assert.Equal(MapiError.Success, (await session.SaveAsync(created, SaveFlags.ForceSave)).ReturnValue);
        await session.ReleaseAsync(created);

        var (opened, embedded) = await session.OpenEmbeddedAsync(attachment, OpenModeFlags.ReadOnly);
        Assert.Equal(MapiError.Success, opened.ReturnValue);
        Assert.Equal(MapiError.Success, await session.ModifyRecipientsAsync(embedded, Smtp(0, "A", "a@example.test")));
        var unknown = new OpenEmbeddedMessageRequest { OutputHandleIndex = 1, CodePageId = 0x000F, OpenModeFlags = OpenModeFlags.Create };
        Assert.Equal(MapiError.UnknownCodePage, (await session.ExecuteAsync<OpenMessageResponse>(attachment, unknown)).Response.ReturnValue);
    }

    [Fact]
    public async Task A_status_changes_nothing_else_of_a_message() // 3.2.5.8
    {
        var session = await harness.LogonAsync();
        var id = (await session.SaveAsync(await session.CreateMessageAsync(), SaveFlags.ForceSave)).MessageId;
        PropertyTag[] kept = [PidTag.ChangeKey, PidTag.LastModificationTime, PidTag.PredecessorChangeList];
        var before = await session.GetAsync((await session.OpenMessageAsync(id)).Handle, kept);
        var (_, inbox) = await session.ExecuteAsync<OpenFolderResponse>(session.Logon, new OpenFolderRequest { OutputHandleIndex = 1, FolderId = session.FolderId(Inbox) });
        const uint conflict = 0x800, download = 0x1000, delete = 0x2000;
        var said = 0u;
        foreach (var status in (uint[])[download, conflict, delete])
        {
            var (answer, _) = await session.ExecuteAsync<MessageStatusResponse>(inbox, new SetMessageStatusRequest { MessageId = id, MessageStatusFlags = status, MessageStatusMask = conflict | download | delete });
            Assert.Equal((MapiError.Success, said), (answer.ReturnValue, answer.MessageStatusFlags));
            said = status;
        }
        var (last, _) = await session.ExecuteAsync<MessageStatusResponse>(inbox, new GetMessageStatusRequest { MessageId = id });
        Assert.Equal(delete, last.MessageStatusFlags);
        Assert.Equal(before, await session.GetAsync((await session.OpenMessageAsync(id)).Handle, kept));
    }
}
