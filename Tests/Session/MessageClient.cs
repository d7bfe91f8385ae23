using MapiOrleans.Grains.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;

namespace MapiOrleans.Tests.Session;

/// <summary>What tests of messages ask of a session, in one line each. Errors come back; they are not asserted here.</summary>
internal static class MessageClient
{
    public const int Inbox = 4;

    public static async Task<uint> CreateMessageAsync(this TestSession session, ulong? folder = null, bool associated = false)
    {
        var (response, handle) = await session.ExecuteAsync<CreateMessageResponse>(session.Logon,
            new CreateMessageRequest { OutputHandleIndex = 1, CodePageId = 0x0FFF, FolderId = folder ?? session.FolderId(Inbox), AssociatedFlag = associated });
        Assert.Equal(MapiError.Success, response.ReturnValue);
        Assert.Null(response.MessageId);
        return handle;
    }

    public static async Task<SaveChangesMessageResponse> SaveAsync(this TestSession session, uint message, SaveFlags flags = SaveFlags.KeepOpenReadWrite | SaveFlags.DelayedCall) =>
        (await session.ExecuteAsync<SaveChangesMessageResponse>(message, new SaveChangesRequest(RopId.RopSaveChangesMessage) { SaveFlags = flags })).Response;

    public static Task<(OpenMessageResponse Response, uint Handle)> OpenMessageAsync(this TestSession session, ulong id, OpenModeFlags mode = OpenModeFlags.BestAccess, ulong? folder = null) =>
        session.ExecuteAsync<OpenMessageResponse>(session.Logon,
            new OpenMessageRequest { OutputHandleIndex = 1, CodePageId = 0x0FFF, FolderId = folder ?? session.FolderId(Inbox), OpenModeFlags = mode, MessageId = id });

    public static Task<MapiError> ModifyRecipientsAsync(this TestSession session, uint message, params ModifyRecipientRow[] rows) =>
        session.StatusAsync(message, new ModifyRecipientsRequest { RecipientColumns = [PidTag.SmtpAddress], RecipientRows = rows });

    public static async Task<ReadRecipientsResponse> ReadRecipientsAsync(this TestSession session, uint message, uint from, PropertyTag[] columns)
    {
        var request = new ReadRecipientsRequest { RowId = from };
        RowColumns.Attach(request, columns);
        return (await session.ExecuteAsync<ReadRecipientsResponse>(message, request)).Response;
    }

    public static ModifyRecipientRow Smtp(uint rowId, string name, string address, byte type = 1) => new()
    {
        RowId = rowId,
        RecipientType = type,
        Row = new RecipientRow
        {
            Flags = RecipientFlags.Unicode | RecipientFlags.EmailAddress | RecipientFlags.DisplayName | RecipientFlags.SameDisplayName | (RecipientFlags)RecipientAddressType.Smtp,
            EmailAddress = PropertyValue.String(address),
            DisplayName = PropertyValue.String(name),
            Values = [PropertyValue.String(address)],
        },
    };

    public static async Task<(uint Number, uint Handle)> CreateAttachmentAsync(this TestSession session, uint message)
    {
        var (response, handle) = await session.ExecuteAsync<CreateAttachmentResponse>(message, new CreateAttachmentRequest { OutputHandleIndex = 1 });
        Assert.Equal(MapiError.Success, response.ReturnValue);
        return (response.AttachmentId, handle);
    }

    public static Task<MapiError> SaveAttachmentAsync(this TestSession session, uint attachment) =>
        session.StatusAsync(attachment, new SaveChangesRequest(RopId.RopSaveChangesAttachment) { SaveFlags = SaveFlags.KeepOpenReadWrite });

    public static async Task<(MapiError Error, uint Handle)> OpenAttachmentAsync(this TestSession session, uint message, uint number, OpenModeFlags mode = OpenModeFlags.BestAccess)
    {
        var (response, handle) = await session.ExecuteAsync<RopStatusResponse>(message, new OpenAttachmentRequest { OutputHandleIndex = 1, AttachmentId = number, OpenAttachmentFlags = mode });
        return (response.ReturnValue, handle);
    }

    public static async Task<uint[]> AttachmentsAsync(this TestSession session, uint message) =>
        (await session.ExecuteAsync<GetValidAttachmentsResponse>(message, new GetValidAttachmentsRequest())).Response.AttachmentIds;

    public static Task<(OpenMessageResponse Response, uint Handle)> OpenEmbeddedAsync(this TestSession session, uint attachment, OpenModeFlags mode) =>
        session.ExecuteAsync<OpenMessageResponse>(attachment, new OpenEmbeddedMessageRequest { OutputHandleIndex = 1, CodePageId = 0x0FFF, OpenModeFlags = mode });
}
