using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Grains.Storage.Text;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>Brings the full-text index of a folder up to what the folder holds, a batch at a time.</summary>
internal sealed class TextIndexer(IMailboxStore store, MailboxOptions options)
{
    /// <summary>Indexes the next messages of a folder; how many, or null where the index is up to date. Others may index it at the same time.</summary>
    /// <param name="key">The mailbox.</param>
    /// <param name="view">The mailbox as its owner sees it.</param>
    /// <param name="folder">The folder.</param>
    public async Task<int?> IndexBatchAsync(MailboxKey key, IMailboxView view, FolderRecord folder)
    {
        var after = await store.ReadTextIndexedAsync(key, folder.FolderId, CancellationToken.None);
        var limit = options.TextIndexBatchSize;
        var backlog = await store.ReadTextBacklogAsync(key, folder.FolderId, after, limit, CancellationToken.None);
        if (backlog.Count == 0) return null;
        // Messages of one place belong together: a batch ends before one that may go on.
        while (backlog.Count == limit && backlog[0].Place == backlog[^1].Place)
            backlog = await store.ReadTextBacklogAsync(key, folder.FolderId, after, limit *= 2, CancellationToken.None);
        var upTo = backlog.Count == limit ? backlog[^1].Place - 1 : backlog[^1].Place;
        var wanted = backlog.Where(m => m.Place <= upTo && m.IsWanted).ToDictionary(m => m.MessageId, m => m.ChangeNumber);
        var seen = new FolderView(folder, FolderRights.All, 0, 0);
        var indexed = new List<IndexedMessage>(wanted.Count);
        // One that changed since has a greater change number now and is left for later; one that went is nobody's.
        foreach (var message in await ReadAsync(key, [.. wanted.Keys]))
            if (message.Record.ChangeNumber == wanted[message.Record.MessageId])
                indexed.Add(new IndexedMessage(message.Record.MessageId, message.Record.ChangeNumber, message.IsDamaged
                    ? [TextTerms.Anything]
                    : await IndexedText.TermsOfAsync(view, message.Record, seen, store.PartSource(key), options.MaxSearchedValue, options.MaxIndexedTerms, CancellationToken.None)));
        // Where it was overtaken what is true now is read again.
        return await store.IndexTextAsync(key, new TextIndexBatch(folder.FolderId, after, upTo, indexed), CancellationToken.None) ? indexed.Count : 0;
    }

    /// <summary>Messages whole; of one that cannot be read its columns.</summary>
    private async Task<IReadOnlyList<(MessageRecord Record, bool IsDamaged)>> ReadAsync(MailboxKey key, long[] ids)
    {
        try
        {
            return [.. (await store.ReadMessagesAsync(key, ids, MessageParts.All, CancellationToken.None)).Select(m => (m, false))];
        }
        catch (InvalidDataException) when (ids.Length > 1)
        {
            var all = new List<(MessageRecord, bool)>(ids.Length);
            foreach (var id in ids) all.AddRange(await ReadAsync(key, [id]));
            return all;
        }
        catch (InvalidDataException)
        {
            return [.. (await store.ReadMessagesAsync(key, ids, MessageParts.None, CancellationToken.None)).Select(m => (m, true))];
        }
    }
}
