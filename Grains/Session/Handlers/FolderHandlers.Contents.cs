using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Grains.Session.Transfer;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <content>ROPs on what is in a folder ([MS-OXCFOLD] 3.2.5.9 to 3.2.5.12, [MS-OXCMSG] 3.2.5.10).</content>
internal static partial class FolderHandlers
{
    private static async ValueTask<RopResponse?> EmptyFolderAsync(RopContext context, RopRequest request)
    {
        var empty = (EmptyFolderRequest)request;
        var folder = context.Get<FolderObject>(empty.HandleIndex);
        var result = await Work(context, folder).EmptyAsync((await folder.ViewAsync()).Folder, empty.WantDeleteAssociated, hard: request.RopId == RopId.RopHardDeleteMessagesAndSubfolders);
        return Answer(request, result.Error, result.Partial);
    }

    private static async ValueTask<RopResponse?> DeleteMessagesAsync(RopContext context, RopRequest request)
    {
        var delete = (DeleteMessagesRequest)request;
        var folder = context.Get<FolderObject>(delete.HandleIndex);
        var result = await WhereTheyAreAsync(context, folder, delete.MessageIds, (folderId, ids) =>
            folder.Logon.Mailbox.DeleteMessagesAsync(folder.Logon.Caller, folderId, ids, hard: request.RopId == RopId.RopHardDeleteMessages, notifyNonRead: delete.NotifyNonRead));
        return Answer(request, result.Error, result.Partial);
    }

    private static async ValueTask<RopResponse?> SetReadFlagsAsync(RopContext context, RopRequest request)
    {
        var set = (SetReadFlagsRequest)request;
        // [MS-OXCMSG] 3.2.5.10 names another error here than the ROPs of [MS-OXCFOLD] have.
        var folder = context.Get<SessionObject>(set.HandleIndex) as FolderObject ?? throw new RopException(MapiError.NullObject, $"handle index {set.HandleIndex} holds no folder");
        var (read, clear) = Meaning(set.ReadFlags);
        var messages = set.MessageIds.Length > 0 ? set.MessageIds : await ToMarkAsync(context, folder, clear == MessageFlagBits.None ? read : null);
        var result = await WhereTheyAreAsync(context, folder, messages, (folderId, ids) =>
            folder.Logon.Mailbox.SetReadFlagsAsync(folder.Logon.Caller, folderId, ids, read, (int)clear, receiptsOnly: set.ReadFlags.HasFlag(ReadFlags.GenerateReceiptOnly)));
        return Answer(request, result.Error, result.Partial);
    }

    /// <summary>
    /// What flags do to the read state, and which bits of PidTagMessageFlags they clear ([MS-OXCMSG] 2.2.3.10.1). Bits of rfReserved mean
    /// nothing; InvalidParameter where a receipt shall go out and the read state change otherwise.
    /// </summary>
    internal static (bool? Read, MessageFlagBits Clear) Meaning(ReadFlags flags)
    {
        flags &= ~ReadFlags.Reserved;
        var clear = MessageFlagBits.None;
        if (flags.HasFlag(ReadFlags.ClearNotifyRead)) clear |= MessageFlagBits.NotifyRead;
        if (flags.HasFlag(ReadFlags.ClearNotifyUnread)) clear |= MessageFlagBits.NotifyUnread;
        if (flags.HasFlag(ReadFlags.GenerateReceiptOnly))
        {
            if (flags != ReadFlags.GenerateReceiptOnly) throw new RopException(MapiError.InvalidParameter, $"ReadFlags {(byte)flags:X2}");
            return (null, clear);
        }
        if (flags.HasFlag(ReadFlags.ClearReadFlag)) return (false, clear);
        // No receipt that is pending will go out any more.
        if (flags.HasFlag(ReadFlags.SuppressReceipt)) return (true, clear | MessageFlagBits.NotifyRead);
        return (clear == MessageFlagBits.None ? true : null, clear);
    }

    /// <summary>All messages that a folder shows, but those that have the read state already; of a search folder all.</summary>
    private static async ValueTask<ulong[]> ToMarkAsync(RopContext context, FolderObject folder, bool? read)
    {
        var view = await folder.ViewAsync();
        if (!FolderAccess.Reads(view.Rights)) return [];
        var query = view.Folder.Kind == FolderKind.Search ? new MessageIndexQuery { FolderId = folder.FolderId, Linked = true } : new MessageIndexQuery
        {
            FolderId = folder.FolderId,
            Filter = read is { } wanted ? [new MessageFilter(MessageColumn.IsRead, MessageFilterOperator.Equal, wanted ? 0L : 1L)] : [],
        };
        return [.. (await folder.Logon.Messages.ReadIndexAsync(folder.Logon.Key, query, context.CancellationToken)).Select(ObjectIds.ToWire)];
    }

    /// <summary>
    /// Runs an operation on messages of a folder. Those of a search folder are in other folders: it is run in each of these, under the rights
    /// that the caller has there.
    /// </summary>
    private static async ValueTask<BulkResult> WhereTheyAreAsync(RopContext context, FolderObject folder, ulong[] wireIds, Func<long, IReadOnlyList<long>, Task<BulkResult>> operation)
    {
        var ids = wireIds.Select(ObjectIds.FromWire).ToArray();
        var work = Work(context, folder);
        if ((await folder.ViewAsync()).Folder.Kind != FolderKind.Search) return await work.MessagesAsync(ids, step => operation(folder.FolderId, step));
        var found = await folder.Logon.Messages.ReadMessagesAsync(folder.Logon.Key, ids, MessageParts.None, context.CancellationToken);
        var partial = found.Count < ids.Distinct().Count();
        foreach (var place in found.GroupBy(m => m.FolderId))
        {
            var result = await work.MessagesAsync([.. place.Select(m => m.MessageId)], step => operation(place.Key, step));
            partial |= result.Partial || result.Error != MapiError.Success;
        }
        return new BulkResult(MapiError.Success, partial);
    }

    /// <summary>What is done to many messages, step by step.</summary>
    private static FolderWork Work(RopContext context, FolderObject folder, MailboxCaller? caller = null) =>
        new(folder.Logon.Mailbox, caller ?? folder.Logon.Caller, context.Progress, context.Session.Services.Limits.MessagesPerStep);
}
