using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;
using static MapiOrleans.Tests.Session.MessageClient;

namespace MapiOrleans.Tests.Session;

[Collection(SessionCollection.Name)]
public sealed class AttachmentTests(SessionHarness harness)
{
    [Fact]
    public async Task An_attachment_is_its_message_s_when_saved_and_durable_when_the_message_is()
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        var id = (await session.SaveAsync(message)).MessageId;
        var (number, attachment) = await session.CreateAttachmentAsync(message);
        Assert.Empty(await session.AttachmentsAsync(message));
        Assert.Equal(MapiError.Success, await session.SaveAttachmentAsync(attachment));
        Assert.Equal(number, Assert.Single(await session.AttachmentsAsync(message)));
        Assert.Empty(await session.AttachmentsAsync((await session.OpenMessageAsync(id)).Handle));
        Assert.Equal(MapiError.Success, (await session.SaveAsync(message)).ReturnValue);
        Assert.Equal(number, Assert.Single(await session.AttachmentsAsync((await session.OpenMessageAsync(id)).Handle)));
    }

    [Fact]
    public async Task Numbers_are_not_given_again_and_what_was_deleted_is_not_saved()
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        var (first, a) = await session.CreateAttachmentAsync(message);
        var (second, b) = await session.CreateAttachmentAsync(message);
        Assert.Equal((0u, 1u), (first, second));
        await session.SaveAttachmentAsync(b);
        await session.SaveAttachmentAsync(a);
        Assert.Equal(new uint[] { 0, 1 }, await session.AttachmentsAsync(message));
        Assert.Equal(MapiError.Success, await session.StatusAsync(message, new DeleteAttachmentRequest { AttachmentId = second }));
        Assert.Equal(MapiError.NotFound, await session.StatusAsync(message, new DeleteAttachmentRequest { AttachmentId = second }));
        Assert.Equal(MapiError.NotFound, (await session.OpenAttachmentAsync(message, second)).Error);
        var (third, _) = await session.CreateAttachmentAsync(message);
        Assert.Equal(2u, third);
    }

    [Fact]
    public async Task Access_follows_from_the_message_s()
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        var (number, attachment) = await session.CreateAttachmentAsync(message);
        await session.SaveAttachmentAsync(attachment);
        var id = (await session.SaveAsync(message)).MessageId;
        var (_, reading) = await session.OpenMessageAsync(id, OpenModeFlags.ReadOnly);
        Assert.Equal(MapiError.AccessDenied, (await session.OpenAttachmentAsync(reading, number, OpenModeFlags.ReadWrite)).Error);
        var (error, opened) = await session.OpenAttachmentAsync(reading, number);
        Assert.Equal(MapiError.Success, error);
        Assert.Equal(MapiError.GeneralFailure, await session.SaveAttachmentAsync(opened));
        Assert.Equal(MapiError.AccessDenied, await session.StatusAsync(reading, new DeleteAttachmentRequest { AttachmentId = number }));
        Assert.Equal(MapiError.AccessDenied, (await session.ExecuteAsync<CreateAttachmentResponse>(reading, new CreateAttachmentRequest { OutputHandleIndex = 1 })).Response.ReturnValue);
        Assert.Equal(MapiError.NotSupported, await session.StatusAsync(attachment, new SaveChangesRequest(RopId.RopSaveChangesAttachment) { SaveFlags = SaveFlags.KeepOpenReadOnly | SaveFlags.KeepOpenReadWrite }));
    }

    [Fact]
    public async Task An_embedded_message_is_saved_inside_out()
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        var (number, attachment) = await session.CreateAttachmentAsync(message);
        Assert.Equal(MapiError.NotFound, (await session.OpenEmbeddedAsync(attachment, OpenModeFlags.ReadWrite)).Response.ReturnValue);
        var (created, embedded) = await session.OpenEmbeddedAsync(attachment, OpenModeFlags.Create);
        Assert.Equal(MapiError.Success, created.ReturnValue);
        await session.ModifyRecipientsAsync(embedded, Smtp(0, "Inner", "inner@example.test"));

        // Not saved yet: the attachment has no message.
        await session.SaveAttachmentAsync(attachment);
        Assert.Equal(MapiError.NotFound, (await session.OpenEmbeddedAsync((await session.OpenAttachmentAsync(message, number)).Handle, OpenModeFlags.ReadOnly)).Response.ReturnValue);

        Assert.Equal(MapiError.Success, (await session.SaveAsync(embedded)).ReturnValue);
        Assert.Equal(MapiError.Success, await session.SaveAttachmentAsync(attachment));
        var id = (await session.SaveAsync(message)).MessageId;

        var (_, reopened) = await session.OpenMessageAsync(id);
        var (_, inside) = await session.OpenAttachmentAsync(reopened, number);
        var (opened, inner) = await session.OpenEmbeddedAsync(inside, OpenModeFlags.ReadOnly);
        Assert.Equal("Inner", Assert.Single(opened.RecipientRows).Row.DisplayName.AsString());
        Assert.Equal(MapiError.Success, (await session.SaveAsync(inner)).ReturnValue);

        // It may be changed where the attachment may, whatever was asked for.
        (_, reopened) = await session.OpenMessageAsync(id, OpenModeFlags.ReadOnly);
        (_, inside) = await session.OpenAttachmentAsync(reopened, number);
        (_, inner) = await session.OpenEmbeddedAsync(inside, OpenModeFlags.ReadOnly);
        Assert.Equal(MapiError.GeneralFailure, (await session.SaveAsync(inner)).ReturnValue);
    }

    [Fact]
    public async Task The_table_shows_what_is_saved_in_the_message()
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        for (var i = 0; i < 3; i++) await session.SaveAttachmentAsync((await session.CreateAttachmentAsync(message)).Handle);
        await session.CreateAttachmentAsync(message);
        var (opened, table) = await session.ExecuteAsync<RopStatusResponse>(message, new GetAttachmentTableRequest { OutputHandleIndex = 1 });
        Assert.Equal(MapiError.Success, opened.ReturnValue);
        PropertyTag[] columns = [PidTag.AttachNumber, PidTag.AttachMethod, PidTag.RenderingPosition, PidTag.ObjectType];
        await session.ExecuteAsync<TableStatusResponse>(table, new SetColumnsRequest { PropertyTags = columns });
        var query = new QueryRowsRequest { ForwardRead = true, RowCount = 10 };
        RowColumns.Attach(query, columns);
        var (rows, _) = await session.ExecuteAsync<QueryRowsResponse>(table, query);
        Assert.Equal(3, rows.RowCount);
        var reader = new Mapi.Wire.MapiReader(rows.RowData.Span);
        for (var i = 0; i < 3; i++)
            Assert.Equal([PropertyValue.Int32(i), PropertyValue.Int32(0), PropertyValue.Int32(-1), PropertyValue.Int32(7)], PropertyRow.Read(ref reader, columns));
        Assert.True(reader.AtEnd);
    }
}
