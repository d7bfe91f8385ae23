using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Storage;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>Reads messages of a folder for a stream, a page at a time: what is in memory of a download is one page.</summary>
internal sealed class MessagePages(LogonObject logon, long folderId)
{
    /// <summary>Messages of one page at most.</summary>
    public const int Size = 64;

    /// <summary>Bytes of one page at most, where sizes are known; one message is a page of its own if need be.</summary>
    public const long Bytes = 1 << 20;

    /// <summary>Those of these messages that are in the folder and not deleted; null for one that cannot be read.</summary>
    public async ValueTask<Dictionary<long, MessageRecord?>> ReadAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<long, MessageRecord?>(ids.Count);
        try
        {
            foreach (var record in await logon.Session.Services.Store.ReadMessagesAsync(logon.Key, ids, MessageParts.All, cancellationToken))
                if (record.FolderId == folderId && record.DeletedAt is null)
                    found[record.MessageId] = record;
        }
        catch (InvalidDataException) when (ids.Count > 1)
        {
            // One damaged message must not take the folder along.
            foreach (var one in ids)
                foreach (var (id, record) in await ReadAsync([one], cancellationToken))
                    found[id] = record;
        }
        catch (InvalidDataException e)
        {
            SyncLog.Unreadable(logon.Session.Services.Logger, e, logon.Session.Open.SessionId, ids[0], folderId);
            found[ids[0]] = null;
        }
        return found;
    }
}
