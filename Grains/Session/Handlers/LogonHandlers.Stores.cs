using System.Text;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <content>Receive folders ([MS-OXCSTOR] 3.2.5.2 to 3.2.5.4) and who has a public folder's content (3.2.5.6, 3.2.5.7).</content>
internal static partial class LogonHandlers
{
    private static async ValueTask<RopResponse?> GetReceiveFolderAsync(RopContext context, RopRequest request)
    {
        var logon = GetPrivate(context, request.HandleIndex);
        var messageClass = Encoding.Latin1.GetString(((GetReceiveFolderRequest)request).MessageClass);
        if (!ReceiveFolders.IsMessageClass(messageClass)) throw new RopException(MapiError.InvalidParameter, $"message class '{messageClass}'");
        var row = ReceiveFolders.Find(await logon.Mailbox.GetReceiveFoldersAsync(), messageClass);
        return new GetReceiveFolderResponse
        {
            FolderId = ObjectIds.ToWire(row?.FolderId ?? logon.Info.SpecialFolders[SpecialFolder.Inbox]),
            ExplicitMessageClass = row?.MessageClass ?? "",
        };
    }

    private static async ValueTask<RopResponse?> SetReceiveFolderAsync(RopContext context, RopRequest request)
    {
        var set = (SetReceiveFolderRequest)request;
        var logon = GetPrivate(context, request.HandleIndex);
        var folderId = ObjectIds.FromWire(set.FolderId);
        // An id of another replica is none of this mailbox' folders; only a true zero forgets the class.
        if (folderId == 0 && set.FolderId != 0) throw new RopException(MapiError.NotFound, $"folder {set.FolderId:X16}");
        var error = await logon.Mailbox.SetReceiveFolderAsync(logon.Caller, Encoding.Latin1.GetString(set.MessageClass), folderId);
        return error == MapiError.Success
            ? new RopStatusResponse(RopId.RopSetReceiveFolder)
            : throw new RopException(error, "the mailbox refused the receive folder");
    }

    private static async ValueTask<RopResponse?> GetReceiveFolderTableAsync(RopContext context, RopRequest request)
    {
        var logon = GetPrivate(context, request.HandleIndex);
        var rows = await logon.Mailbox.GetReceiveFoldersAsync();
        if (rows.Count == 0) throw new RopException(MapiError.NoReceiveFolder, "the receive-folder table is empty");
        return new GetReceiveFolderTableResponse
        {
            Rows = [.. rows.Select(r => new ReceiveFolderRow(ObjectIds.ToWire(r.FolderId), r.MessageClass, PropertyValue.Time(r.ModifiedAt).AsFileTime()))],
        };
    }

    /// <summary>
    /// What [MS-OXCSTOR] 3.2.5.5 lets a server do though newer Exchange does not: whether the mailbox has search folders, and nothing else.
    /// </summary>
    private static async ValueTask<RopResponse?> GetStoreStateAsync(RopContext context, RopRequest request)
    {
        var logon = GetPrivate(context, request.HandleIndex);
        var state = await logon.GetPropertiesAsync(new[] { PidTag.StoreState }, context.CancellationToken);
        return new GetStoreStateResponse { StoreState = (uint)state[0].AsInt32() };
    }

    private static async ValueTask<RopResponse?> GetOwningServersAsync(RopContext context, RopRequest request)
    {
        var logon = context.Get<LogonObject>(request.HandleIndex);
        if (!logon.Info.IsPublic) throw new RopException(MapiError.NotSupported, "a private logon");
        await FindPublicFolderAsync(logon, ((FolderServersRequest)request).FolderId);
        // A domain's public folders are all in one mailbox: it has every folder's content, alone.
        return new FolderServersResponse(RopId.RopGetOwningServers)
        {
            CheapServersCount = 1,
            Servers = [LegacyNames.MailboxServer(logon.Info.MailboxGuid, logon.Session.Open.Domain)],
        };
    }

    private static async ValueTask<RopResponse?> PublicFolderIsGhostedAsync(RopContext context, RopRequest request)
    {
        var logon = context.Get<LogonObject>(request.HandleIndex);
        if (logon.Info.IsPublic) await FindPublicFolderAsync(logon, ((FolderServersRequest)request).FolderId);
        return new FolderServersResponse(RopId.RopPublicFolderIsGhosted) { IsGhosted = false };
    }

    private static async ValueTask FindPublicFolderAsync(LogonObject logon, ulong folderId)
    {
        if (await logon.Mailbox.FindFolderAsync(logon.Caller, ObjectIds.FromWire(folderId), deletedToo: false) is null)
            throw new RopException(MapiError.NotFound, $"no public folder {folderId:X16}");
    }
}
