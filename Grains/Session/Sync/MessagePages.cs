using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>
/// Reads messages for a stream, a page at a time: what is in memory of a download is one page. A message of which a large value is not whole
/// in the store counts as one that cannot be read: that must be known before the first of its bytes goes out.
/// </summary>
/// <param name="logon">The logon.</param>
/// <param name="folderId">The folder that they must be in; 0 where they may be anywhere.</param>
internal sealed class MessagePages(LogonObject logon, long folderId)
{
    /// <summary>Messages of one page at most.</summary>
    public const int Size = 128;

    /// <summary>Bytes of one page at most, where sizes are known; one message is a page of its own if need be.</summary>
    public const long Bytes = 1 << 20;

    private IMailboxStore Store => logon.Session.Services.Store;

    /// <summary>Cuts messages into pages.</summary>
    public static IEnumerable<ArraySegment<T>> Cut<T>(T[] all, Func<T, long> size)
    {
        for (var from = 0; from < all.Length;)
        {
            var (end, bytes) = (from, 0L);
            while (end < all.Length && end - from < Size && (end == from || bytes + size(all[end]) <= Bytes)) bytes += size(all[end++]);
            yield return new ArraySegment<T>(all, from, end - from);
            from = end;
        }
    }

    /// <summary>Those of these messages that are there and not deleted, soft-deleted ones too where that is asked for; null for one that cannot be read.</summary>
    public async ValueTask<Dictionary<long, MessageRecord?>> ReadAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken, bool deletedToo = false)
    {
        var found = new Dictionary<long, MessageRecord?>(ids.Count);
        try
        {
            foreach (var record in await logon.Messages.ReadMessagesAsync(logon.Key, ids, MessageParts.All, cancellationToken))
                if ((folderId == 0 || record.FolderId == folderId) && (deletedToo || record.DeletedAt is null))
                    found[record.MessageId] = record;
        }
        catch (InvalidDataException) when (ids.Count > 1)
        {
            // One damaged message must not take the folder along.
            foreach (var one in ids)
                foreach (var (id, record) in await ReadAsync([one], cancellationToken, deletedToo))
                    found[id] = record;
            return found;
        }
        catch (InvalidDataException e)
        {
            SyncLog.Unreadable(logon.Session.Services.Logger, e, logon.Session.Open.SessionId, ids[0], folderId);
            found[ids[0]] = null;
            return found;
        }
        await CheckPartsAsync(found, cancellationToken);
        return found;
    }

    private async ValueTask CheckPartsAsync(Dictionary<long, MessageRecord?> found, CancellationToken cancellationToken)
    {
        List<(long Id, ExternalValue Part)> parts = [.. found.Values.SelectMany(r => StorageFormat.ReferencedParts(r!.Content).Select(p => (r.MessageId, p)))];
        if (parts.Count == 0) return;
        var lengths = await Store.ReadPartLengthsAsync(logon.Key, [.. parts.Select(p => p.Part.PartId).Distinct()], cancellationToken);
        foreach (var (id, part) in parts)
        {
            var there = lengths.GetValueOrDefault(part.PartId);
            if (there == part.Length || found[id] is null) continue;
            SyncLog.Unreadable(logon.Session.Services.Logger, new InvalidDataException($"Of part {part.PartId} {there} of {part.Length} bytes are there."), logon.Session.Open.SessionId, id, folderId);
            found[id] = null;
        }
    }
}
