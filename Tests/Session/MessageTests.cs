using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;
using static MapiOrleans.Tests.Session.MessageClient;

namespace MapiOrleans.Tests.Session;

[Collection(SessionCollection.Name)]
public sealed class MessageTests(SessionHarness harness)
{
    [Fact]
    public async Task A_message_is_there_when_it_is_saved_and_not_before()
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        var saved = await session.SaveAsync(message);
        Assert.Equal(MapiError.Success, saved.ReturnValue);
        Assert.Equal(ObjectIds.OwnReplId, ObjectIds.ReplIdOf(saved.MessageId));

        var (opened, _) = await session.OpenMessageAsync(saved.MessageId);
        Assert.Equal((MapiError.Success, false, 0), (opened.ReturnValue, opened.HasNamedProperties, opened.RecipientCount));
        Assert.Equal(MapiError.NotFound, (await session.OpenMessageAsync(ObjectIds.ToWire(ObjectIds.GlobCntOf(saved.MessageId) + 1))).Response.ReturnValue);
        Assert.Equal(MapiError.NotFound, (await session.OpenMessageAsync(saved.MessageId, folder: session.FolderId(5))).Response.ReturnValue);
        // A save of nothing is a success and keeps the id.
        Assert.Equal(saved.MessageId, (await session.SaveAsync(message)).MessageId);
    }

    [Fact]
    public async Task A_handle_that_others_saved_past_is_told_unless_it_forces()
    {
        var session = await harness.LogonAsync();
        var id = (await session.SaveAsync(await session.CreateMessageAsync())).MessageId;
        var (_, first) = await session.OpenMessageAsync(id);
        var (_, second) = await session.OpenMessageAsync(id);
        await session.ModifyRecipientsAsync(first, Smtp(0, "First", "first@example.test"));
        await session.ModifyRecipientsAsync(second, Smtp(0, "Second", "second@example.test"));

        Assert.Equal(MapiError.Success, (await session.SaveAsync(first)).ReturnValue);
        Assert.Equal(MapiError.ObjectChanged, (await session.SaveAsync(second)).ReturnValue);
        var (kept, _) = await session.OpenMessageAsync(id);
        Assert.Equal("First", Assert.Single(kept.RecipientRows).Row.DisplayName.AsString());

        Assert.Equal(MapiError.Success, (await session.SaveAsync(second, SaveFlags.ForceSave | SaveFlags.DelayedCall)).ReturnValue);
        Assert.Equal("Second", Assert.Single((await session.OpenMessageAsync(id)).Response.RecipientRows).Row.DisplayName.AsString());
    }

    [Fact]
    public async Task A_message_opened_read_only_is_not_saved()
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        var id = (await session.SaveAsync(message)).MessageId;
        var (_, opened) = await session.OpenMessageAsync(id, OpenModeFlags.ReadOnly);
        Assert.Equal(MapiError.AccessDenied, await session.StatusAsync(opened, new RemoveAllRecipientsRequest()));
        Assert.Equal(MapiError.GeneralFailure, (await session.SaveAsync(opened)).ReturnValue);
    }

    [Fact]
    public async Task Saving_what_was_deleted_says_so_and_only_those_who_ask_open_it()
    {
        var session = await harness.LogonAsync();
        var id = (await session.SaveAsync(await session.CreateMessageAsync())).MessageId;
        var (_, handle) = await session.OpenMessageAsync(id);
        var folder = ObjectIds.FromWire(session.FolderId(Inbox));
        await harness.Mailbox(session.User).DeleteMessagesAsync(MailboxCaller.Server, folder, [ObjectIds.FromWire(id)], hard: false);

        await session.ModifyRecipientsAsync(handle, Smtp(0, "A", "a@example.test"));
        Assert.Equal(MapiError.ObjectDeleted, (await session.SaveAsync(handle)).ReturnValue);
        Assert.Equal(MapiError.NotFound, (await session.OpenMessageAsync(id)).Response.ReturnValue);
        Assert.Equal(MapiError.Success, (await session.OpenMessageAsync(id, OpenModeFlags.OpenSoftDeleted)).Response.ReturnValue);
    }

    [Fact]
    public async Task A_reviewer_reads_best_access_degrades_and_writing_is_denied()
    {
        var owner = await harness.LogonAsync();
        var id = (await owner.SaveAsync(await owner.CreateMessageAsync())).MessageId;
        var reader = await harness.CreateUserAsync();
        var folder = ObjectIds.FromWire(owner.FolderId(Inbox));
        Assert.Equal(MapiError.Success, await harness.Mailbox(owner.User).ModifyPermissionsAsync(
            MailboxCaller.Server, folder, false, [new PermissionChange(false, PermissionChange.NewMember, reader.ObjectId, FolderRights.Reviewer)]));

        var session = await harness.OpenAsync(reader);
        Assert.Equal(MapiError.Success, (await session.LogonAsync(owner.User)).ReturnValue);
        var inbox = owner.FolderId(Inbox);
        Assert.Equal(MapiError.Success, (await session.OpenMessageAsync(id, OpenModeFlags.ReadOnly, inbox)).Response.ReturnValue);
        Assert.Equal(MapiError.AccessDenied, (await session.OpenMessageAsync(id, OpenModeFlags.ReadWrite, inbox)).Response.ReturnValue);
        var (best, handle) = await session.OpenMessageAsync(id, OpenModeFlags.BestAccess, inbox);
        Assert.Equal(MapiError.Success, best.ReturnValue);
        Assert.Equal(PropertyValue.Int32(0), Assert.Single(await session.GetAsync(handle, PidTag.AccessLevel)));
        Assert.Equal(MapiError.Success, await session.ModifyRecipientsAsync(handle, Smtp(0, "A", "a@example.test")));
        Assert.Equal(MapiError.AccessDenied, (await session.SaveAsync(handle)).ReturnValue);

        var (created, _) = await session.ExecuteAsync<CreateMessageResponse>(session.Logon, new CreateMessageRequest { OutputHandleIndex = 1, FolderId = inbox });
        Assert.Equal(MapiError.AccessDenied, created.ReturnValue);
        // A folder that is not to be seen looks like one that is not there.
        var (hidden, _) = await session.ExecuteAsync<CreateMessageResponse>(session.Logon, new CreateMessageRequest { OutputHandleIndex = 1, FolderId = owner.FolderId(5) });
        Assert.Equal(MapiError.NotFound, hidden.ReturnValue);
    }

    [Fact]
    public async Task Recipients_are_added_replaced_and_deleted_by_their_rows()
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        Assert.Equal(MapiError.NotFound, (await session.ReadRecipientsAsync(message, 0, [])).ReturnValue);
        await session.ModifyRecipientsAsync(message, Smtp(5, "Five", "five@example.test"), Smtp(2, "Two", "two@example.test", 2), Smtp(9, "Nine", "nine@example.test", 3));
        await session.ModifyRecipientsAsync(message, Smtp(2, "Zwei", "zwei@example.test", 2), new ModifyRecipientRow { RowId = 9 }, new ModifyRecipientRow { RowId = 77 });

        var read = await session.ReadRecipientsAsync(message, 0, [PidTag.SmtpAddress]);
        Assert.Equal([(2u, 2, "Zwei"), (5u, 1, "Five")], read.RecipientRows.Select(r => (r.RowId, (int)r.RecipientType, r.Row.DisplayName.AsString())));
        Assert.Equal("zwei@example.test", read.RecipientRows[0].Row.Values[0].AsString());
        Assert.Equal(5u, Assert.Single((await session.ReadRecipientsAsync(message, 5, [PidTag.SmtpAddress])).RecipientRows).RowId);
        Assert.Equal(MapiError.NotFound, (await session.ReadRecipientsAsync(message, 9, [PidTag.SmtpAddress])).ReturnValue);

        var id = (await session.SaveAsync(message)).MessageId;
        await session.StatusAsync(message, new RemoveAllRecipientsRequest());
        Assert.Equal(MapiError.NotFound, (await session.ReadRecipientsAsync(message, 0, [])).ReturnValue);
        // Another handle sees them until that is saved.
        Assert.Equal(2, (await session.OpenMessageAsync(id)).Response.RecipientCount);
        await session.SaveAsync(message);
        Assert.Equal(0, (await session.OpenMessageAsync(id)).Response.RecipientCount);
    }

    [Fact]
    public async Task A_recipient_s_name_may_leave_out_the_prefix_that_Connect_gave()
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        var (prefix, rest) = (session.User.DnPrefix, session.User.LegacyDN[session.User.DnPrefix.Length..]);
        ModifyRecipientRow Row(int used) => new()
        {
            RecipientType = 1,
            Row = new RecipientRow { Flags = RecipientFlags.Unicode | (RecipientFlags)RecipientAddressType.X500Dn, AddressPrefixUsed = (byte)used, X500Dn = rest },
        };
        Assert.Equal(MapiError.InvalidParameter, await session.ModifyRecipientsAsync(message, Row(prefix.Length + 1)));
        Assert.Equal(MapiError.Success, await session.ModifyRecipientsAsync(message, Row(prefix.Length)));
        var row = Assert.Single((await session.ReadRecipientsAsync(message, 0, [PidTag.SmtpAddress])).RecipientRows).Row;
        Assert.Equal((session.User.LegacyDN, 0), (row.X500Dn, row.AddressPrefixUsed));
    }

    [Fact]
    public async Task Recipients_come_in_pages()
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        for (uint page = 0; page < 4; page++)
            Assert.Equal(MapiError.Success, await session.ModifyRecipientsAsync(message, [.. Enumerable.Range(0, 100).Select(i => Smtp(page * 100 + (uint)i, $"Name {i}", $"n{page}.{i}@example.test"))]));
        var id = (await session.SaveAsync(message)).MessageId;

        var (opened, handle) = await session.OpenMessageAsync(id);
        Assert.Equal(400, opened.RecipientCount);
        Assert.InRange(opened.RecipientRows.Count, 1, 255);
        var seen = new List<uint>();
        while (seen.Count < 400)
        {
            var read = await session.ReadRecipientsAsync(handle, seen.Count == 0 ? 0 : seen[^1] + 1, opened.RecipientColumns);
            Assert.Equal(MapiError.Success, read.ReturnValue);
            Assert.InRange(read.RecipientRows.Count, 1, 254);
            seen.AddRange(read.RecipientRows.Select(r => r.RowId));
        }
        Assert.Equal(Enumerable.Range(0, 400).Select(i => (uint)i), seen);
    }

    [Fact]
    public async Task Status_is_changed_under_a_mask_and_the_one_before_is_answered()
    {
        var session = await harness.LogonAsync();
        var id = (await session.SaveAsync(await session.CreateMessageAsync())).MessageId;
        var (_, folder) = await session.ExecuteAsync<OpenFolderResponse>(session.Logon, new OpenFolderRequest { OutputHandleIndex = 1, FolderId = session.FolderId(Inbox) });
        async Task<uint> SetAsync(uint flags, uint mask) =>
            (await session.ExecuteAsync<MessageStatusResponse>(folder, new SetMessageStatusRequest { MessageId = id, MessageStatusFlags = flags, MessageStatusMask = mask })).Response.MessageStatusFlags;

        Assert.Equal(0u, await SetAsync(0x3000, 0x1000));
        Assert.Equal(0x1000u, await SetAsync(0x2000, 0x3000));
        var (got, _) = await session.ExecuteAsync<MessageStatusResponse>(folder, new GetMessageStatusRequest { MessageId = id });
        Assert.Equal(0x2000u, got.MessageStatusFlags);
        Assert.Equal(MapiError.NotFound, (await session.ExecuteAsync<MessageStatusResponse>(folder, new GetMessageStatusRequest { MessageId = id + 0x0001_0000_0000_0000 })).Response.ReturnValue);
        Assert.Equal(MapiError.NullObject, (await session.ExecuteAsync<MessageStatusResponse>(session.Logon, new GetMessageStatusRequest { MessageId = id })).Response.ReturnValue);
    }

    [Fact]
    public async Task Read_state_changes_at_once_and_private_clients_are_not_told()
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        await session.SaveAsync(message);
        var inbox = ObjectIds.FromWire(session.FolderId(Inbox));
        async Task<int> UnreadAsync() => (await harness.Mailbox(session.User).FindFolderAsync(MailboxCaller.Server, inbox, false))!.Folder.Counters.Unread;
        async Task<SetMessageReadFlagResponse> SetAsync(ReadFlags flags) =>
            (await session.ExecuteAsync<SetMessageReadFlagResponse>(message, new SetMessageReadFlagRequest { ReadFlags = flags })).Response;

        Assert.Equal(0, await UnreadAsync());
        Assert.False((await SetAsync(ReadFlags.ClearReadFlag | ReadFlags.SuppressReceipt)).ReadStatusChanged);
        Assert.Equal(1, await UnreadAsync());
        await SetAsync(ReadFlags.GenerateReceiptOnly);
        Assert.Equal(1, await UnreadAsync());
        await SetAsync(ReadFlags.Default);
        Assert.Equal(0, await UnreadAsync());
        // The handle is still good for a save.
        await session.ModifyRecipientsAsync(message, Smtp(0, "A", "a@example.test"));
        Assert.Equal(MapiError.Success, (await session.SaveAsync(message)).ReturnValue);
        Assert.Equal(0, await UnreadAsync());
    }

    [Fact]
    public async Task Wrong_objects_and_code_pages_get_the_protocol_s_errors()
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        Assert.Equal(MapiError.NullObject, await session.StatusAsync(session.Logon, new RemoveAllRecipientsRequest()));
        Assert.Equal(MapiError.NullObject, (await session.ReadRecipientsAsync(session.Logon, 0, [])).ReturnValue);
        Assert.Equal(MapiError.NullObject, (await session.ExecuteAsync<OpenMessageResponse>(message, new OpenMessageRequest { OutputHandleIndex = 1, FolderId = session.FolderId(Inbox) })).Response.ReturnValue);
        Assert.Equal(MapiError.NullObject, (await session.OpenEmbeddedAsync(message, OpenModeFlags.Create)).Response.ReturnValue);
        Assert.Equal(MapiError.NotSupported, await session.SaveAttachmentAsync(message));
        Assert.Equal(MapiError.NotSupported, (await session.SaveAsync(session.Logon)).ReturnValue);
        var (created, _) = await session.ExecuteAsync<CreateMessageResponse>(session.Logon, new CreateMessageRequest { OutputHandleIndex = 1, CodePageId = 12345, FolderId = session.FolderId(Inbox) });
        Assert.Equal(MapiError.UnknownCodePage, created.ReturnValue);
    }
}
