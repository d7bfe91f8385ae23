using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <summary>RopRegisterNotification ([MS-OXCNOTIF] 3.1.5.1). The other ROPs of notifications are the server's own.</summary>
internal static class NotificationHandlers
{
    // Tables tell of themselves, asked or not (3.1.4.3); Extended only says that the request is a byte longer.
    private const NotificationTypes Known = NotificationTypes.NewMail | NotificationTypes.ObjectCreated | NotificationTypes.ObjectDeleted | NotificationTypes.ObjectModified
        | NotificationTypes.ObjectMoved | NotificationTypes.ObjectCopied | NotificationTypes.SearchCompleted | NotificationTypes.TableModified;

    /// <summary>The handlers.</summary>
    public static IEnumerable<(RopId Id, RopHandler Handler)> Rows() => [(RopId.RopRegisterNotification, RegisterNotificationAsync)];

    private static async ValueTask<RopResponse?> RegisterNotificationAsync(RopContext context, RopRequest rop)
    {
        var request = (RegisterNotificationRequest)rop;
        var logon = context.Get<SessionObject>(request.HandleIndex).Logon;
        var types = request.NotificationTypes & Known;
        if (types == 0) throw new RopException(MapiError.InvalidParameter, $"notification types 0x{(ushort)request.NotificationTypes:X4}");
        var (folder, message) = request.WantWholeStore ? (0, 0) : (ObjectIds.FromWire(request.FolderId), request.MessageId == 0 ? 0 : ObjectIds.FromWire(request.MessageId));
        if (!request.WantWholeStore) await CheckAsync(context, logon, folder, message, ofMessage: request.MessageId != 0);
        var notification = new NotificationObject(logon, types, folder, message);
        context.SetOutput(request.OutputHandleIndex, notification);
        logon.Subscription.Add(notification);
        await logon.Subscription.EnsureAsync();
        return new RopStatusResponse(rop.RopId);
    }

    /// <summary>NotFound where folder or message are not there for the caller, AccessDenied where the message may not be read.</summary>
    private static async ValueTask CheckAsync(RopContext context, LogonObject logon, long folder, long message, bool ofMessage)
    {
        if (await logon.Mailbox.FindFolderAsync(logon.Caller, folder, deletedToo: false) is not { } view) throw new RopException(MapiError.NotFound, $"no folder {folder:X}");
        if (!ofMessage) return;
        if (!FolderAccess.Reads(view.Rights)) throw new RopException(MapiError.AccessDenied, $"no right to read folder {folder:X}");
        var found = message == 0 ? null : await context.Session.Services.Store.ReadMessageAsync(logon.Key, message, MessageParts.None, context.CancellationToken);
        if (found is null || found.FolderId != folder || found.DeletedAt is not null) throw new RopException(MapiError.NotFound, $"no message {message:X} in folder {folder:X}");
    }
}
