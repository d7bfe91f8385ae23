using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Grains.Session.Handlers;

/// <summary>The message ROPs ([MS-OXCMSG] 3.2.5): opening, making and saving here, recipients and state in the other parts.</summary>
internal static partial class MessageHandlers
{
    /// <summary>CodePageId that stands for the logon's code page ([MS-OXCMSG] 2.2.3.1.1).</summary>
    private const ushort LogonCodePage = 0x0FFF;

    /// <summary>RopId, handle index and ReturnValue.</summary>
    private const int HeaderSize = 6;

    /// <summary>The handlers.</summary>
    public static IEnumerable<(RopId Id, RopHandler Handler)> Rows() =>
    [
        (RopId.RopOpenMessage, OpenMessageAsync),
        (RopId.RopCreateMessage, CreateMessageAsync),
        (RopId.RopSaveChangesMessage, SaveChangesMessageAsync),
        (RopId.RopReloadCachedInformation, ReloadCachedInformation),
        (RopId.RopOpenEmbeddedMessage, OpenEmbeddedMessage),
        (RopId.RopRemoveAllRecipients, RemoveAllRecipients),
        (RopId.RopModifyRecipients, ModifyRecipients),
        (RopId.RopReadRecipients, ReadRecipients),
        (RopId.RopSetMessageStatus, SetMessageStatusAsync),
        (RopId.RopGetMessageStatus, GetMessageStatusAsync),
        (RopId.RopSetMessageReadFlag, SetMessageReadFlagAsync),
    ];

    /// <summary>The message at a handle index. What is no message is no object to these ROPs ([MS-OXCMSG] 3.2.5: ecNullObject).</summary>
    internal static MessageObject Message(RopContext context, byte handleIndex) =>
        context.Get<SessionObject>(handleIndex) as MessageObject ?? throw new RopException(MapiError.NullObject, $"handle index {handleIndex} holds no message");

    private static async ValueTask<RopResponse?> OpenMessageAsync(RopContext context, RopRequest rop)
    {
        var request = (OpenMessageRequest)rop;
        var logon = StoreOrFolder(context, request.HandleIndex);
        var codePage = CodePageOf(context, request.CodePageId);
        var message = await MessageObject.OpenAsync(logon, ObjectIds.FromWire(request.FolderId), ObjectIds.FromWire(request.MessageId), request.OpenModeFlags, codePage, context.CancellationToken);
        context.SetOutput(request.OutputHandleIndex, message);
        return Opened(RopId.RopOpenMessage, context, message);
    }

    private static async ValueTask<RopResponse?> CreateMessageAsync(RopContext context, RopRequest rop)
    {
        var request = (CreateMessageRequest)rop;
        var logon = StoreOrFolder(context, request.HandleIndex);
        var codePage = CodePageOf(context, request.CodePageId);
        var folder = await logon.Mailbox.FindFolderAsync(logon.Caller, ObjectIds.FromWire(request.FolderId), deletedToo: false)
            ?? throw new RopException(MapiError.NotFound, $"folder {request.FolderId:X16} is not there or not visible");
        context.SetOutput(request.OutputHandleIndex, MessageObject.Create(logon, folder, request.AssociatedFlag, codePage));
        // It gets its id when it is saved.
        return new CreateMessageResponse();
    }

    private static async ValueTask<RopResponse?> SaveChangesMessageAsync(RopContext context, RopRequest rop)
    {
        var request = (SaveChangesRequest)rop;
        var message = context.Get<MessageObject>(request.InputHandleIndex);
        await OpenStreams.FlushAsync(message, context.CancellationToken);
        await message.SaveAsync(request.SaveFlags);
        return new SaveChangesMessageResponse
        {
            InputHandleIndex = request.InputHandleIndex,
            MessageId = message.Record.MessageId == 0 ? 0 : ObjectIds.ToWire(message.Record.MessageId),
        };
    }

    private static ValueTask<RopResponse?> ReloadCachedInformation(RopContext context, RopRequest rop) =>
        new(Opened(RopId.RopReloadCachedInformation, context, Message(context, rop.HandleIndex)));

    private static ValueTask<RopResponse?> OpenEmbeddedMessage(RopContext context, RopRequest rop)
    {
        var request = (OpenEmbeddedMessageRequest)rop;
        var attachment = AttachmentHandlers.Attachment(context, request.HandleIndex);
        var message = attachment.OpenEmbedded(request.OpenModeFlags, CodePageOf(context, request.CodePageId));
        context.SetOutput(request.OutputHandleIndex, message);
        return new(Opened(RopId.RopOpenEmbeddedMessage, context, message));
    }

    /// <summary>What clients are told of a message when they open it, with as many recipients as there is room for.</summary>
    private static OpenMessageResponse Opened(RopId id, RopContext context, MessageObject message)
    {
        message.RefreshRecipientColumns();
        var bag = message.Content.Properties;
        var response = new OpenMessageResponse(id)
        {
            HasNamedProperties = MessageProperties.HasNamedProperties(bag),
            SubjectPrefix = new TypedString(TextOf(bag, PidTag.SubjectPrefix)),
            NormalizedSubject = new TypedString(TextOf(bag, PidTag.NormalizedSubject)),
            RecipientCount = (ushort)Math.Min(message.Content.Recipients.Count, ushort.MaxValue),
            RecipientColumns = message.RecipientColumns,
        };
        using var measure = new MapiWriter(512);
        response.WriteBody(measure);
        response.RecipientRows = message.ReadRecipients(0, context.ResponseSpace - HeaderSize - measure.Length, byte.MaxValue, withRowId: false) ?? [];
        return response;
    }

    private static string? TextOf(PropertyBag bag, PropertyTag tag) =>
        MessageProperties.OfContent(bag, tag) is { Type: PropertyType.String, IsExternal: false } text ? text.AsString() : null;

    private static LogonObject StoreOrFolder(RopContext context, byte handleIndex) => context.Get<SessionObject>(handleIndex) switch
    {
        LogonObject logon => logon,
        FolderObject folder => folder.Logon,
        var other => throw new RopException(MapiError.NullObject, $"handle index {handleIndex} holds a {other.Kind}, no store or folder"),
    };

    private static int CodePageOf(RopContext context, ushort id)
    {
        if (id is 0 or LogonCodePage) return context.Session.CodePage;
        return TextConversion.IsKnown(id) ? id : throw new RopException(MapiError.UnknownCodePage, $"code page {id}");
    }
}
