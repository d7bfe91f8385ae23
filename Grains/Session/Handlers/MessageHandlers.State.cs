using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <content>Message status and read state ([MS-OXCMSG] 3.2.5.8, 3.2.5.9, 3.2.5.11).</content>
internal static partial class MessageHandlers
{
    private static FolderObject Folder(RopContext context, byte handleIndex) =>
        context.Get<SessionObject>(handleIndex) as FolderObject ?? throw new RopException(MapiError.NullObject, $"handle index {handleIndex} holds no folder");

    private static async ValueTask<RopResponse?> SetMessageStatusAsync(RopContext context, RopRequest rop)
    {
        var request = (SetMessageStatusRequest)rop;
        var folder = Folder(context, request.HandleIndex);
        var before = await folder.Logon.Mailbox.SetMessageStatusAsync(
            folder.Logon.Caller, folder.FolderId, ObjectIds.FromWire(request.MessageId), unchecked((int)request.MessageStatusFlags), unchecked((int)request.MessageStatusMask));
        return new MessageStatusResponse
        {
            MessageStatusFlags = unchecked((uint)(before ?? throw new RopException(MapiError.NotFound, $"message {request.MessageId:X16} is not there, or not the caller's to change"))),
        };
    }

    private static async ValueTask<RopResponse?> GetMessageStatusAsync(RopContext context, RopRequest rop)
    {
        var request = (GetMessageStatusRequest)rop;
        var folder = Folder(context, request.HandleIndex);
        var view = await folder.ViewAsync();
        if (!FolderAccess.Reads(view.Rights)) throw new RopException(MapiError.AccessDenied, $"{view.Rights} do not read the folder's messages");
        var record = await folder.Logon.Messages.ReadMessageAsync(folder.Logon.Key, ObjectIds.FromWire(request.MessageId), MessageParts.None, context.CancellationToken);
        if (record is null || record.FolderId != folder.FolderId || record.DeletedAt is not null) throw new RopException(MapiError.NotFound, $"message {request.MessageId:X16} is not in the folder");
        return new MessageStatusResponse { MessageStatusFlags = unchecked((uint)record.MessageStatus) };
    }

    private static async ValueTask<RopResponse?> SetMessageReadFlagAsync(RopContext context, RopRequest rop)
    {
        var request = (SetMessageReadFlagRequest)rop;
        var message = Message(context, request.InputHandleIndex);
        var (read, clear) = FolderHandlers.Meaning(request.ReadFlags);
        var changed = await message.SetReadAsync(read, clear, request.ReadFlags.HasFlag(ReadFlags.GenerateReceiptOnly));
        // Only clients of public folders are told: they keep the state themselves.
        return changed && message.Logon.Info.IsPublic
            ? new SetMessageReadFlagResponse { ReadStatusChanged = true, LogonId = request.LogonId, ClientData = request.ClientData }
            : new SetMessageReadFlagResponse();
    }
}
