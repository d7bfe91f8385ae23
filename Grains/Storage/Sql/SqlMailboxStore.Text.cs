using MapiOrleans.Grains.Storage.Text;

namespace MapiOrleans.Grains.Storage.Sql;

/// <content>
/// The full-text index. A folder is indexed up to a read change number; what has a greater one is a candidate for every query, in the same
/// statement. So a save need not touch the index, and no query misses a message because the index is behind: whatever changes a message raises
/// its read change number, these become visible in their order, and a message that goes takes its terms along.
/// </content>
internal sealed partial class SqlMailboxStore
{
    /// <inheritdoc/>
    public async Task<long> ReadTextIndexedAsync(MailboxKey key, long folderId, CancellationToken cancellationToken) =>
        await Shard(key).ReadOneAsync(new SqlStatement("SELECT indexed_to FROM text_folder WHERE mailbox_id = @m AND folder_id = @f", ("m", key.Id), ("f", folderId)), static r => r.GetInt64(0), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UnindexedMessage>> ReadTextBacklogAsync(MailboxKey key, long folderId, long after, int limit, CancellationToken cancellationToken) =>
        await Shard(key).ReadAsync(new SqlStatement(
            $"SELECT m.message_id, m.read_cn, m.cn, m.associated, m.is_deleted, t.cn FROM message m LEFT JOIN {Shard(key).TextTable} t ON t.mailbox_id = m.mailbox_id AND t.message_id = m.message_id "
            + "WHERE m.mailbox_id = @m AND m.folder_id = @f AND m.read_cn > @after ORDER BY m.read_cn, m.message_id LIMIT @limit",
            ("m", key.Id), ("f", folderId), ("after", after), ("limit", (long)limit)),
            static r => new UnindexedMessage(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), !r.Bool(3) && !r.Bool(4) && (r.IsDBNull(5) || r.GetInt64(5) != r.GetInt64(2))), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> IndexTextAsync(MailboxKey key, TextIndexBatch batch, CancellationToken cancellationToken)
    {
        var engine = Shard(key);
        var overtaken = () => new StoreConflictException(batch.FolderId);
        var statements = new List<SqlStatement>
        {
            new("INSERT INTO text_folder (mailbox_id, folder_id, indexed_to) SELECT mailbox_id, folder_id, 0 FROM folder WHERE mailbox_id = @m AND folder_id = @f ON CONFLICT DO NOTHING", ("m", key.Id), ("f", batch.FolderId)),
            new("UPDATE text_folder SET indexed_to = @to WHERE mailbox_id = @m AND folder_id = @f AND indexed_to = @after", ("m", key.Id), ("f", batch.FolderId), ("to", batch.UpTo), ("after", batch.After))
            {
                MustAffect = 1,
                Otherwise = overtaken,
            },
        };
        var folder = TextTerms.OfFolder(key, batch.FolderId);
        foreach (var message in batch.Messages) statements.AddRange(engine.PutText(key.Id, message with { Terms = [.. message.Terms, folder] }, overtaken));
        try
        {
            await engine.WriteAsync(statements, cancellationToken);
            return true;
        }
        catch (StoreConflictException)
        {
            return false;
        }
    }

    /// <summary>The condition that a message is a candidate for a query.</summary>
    private string Candidates(MailboxKey key, MessageIndexQuery query, TextQuery text, List<(string, object?)> parameters)
    {
        var engine = Shard(key);
        parameters.Add(("text", engine.WriteTextQuery(new TextQuery.All([new TextQuery.Terms([TextTerms.OfFolder(key, query.FolderId)]), new TextQuery.Any([new TextQuery.Terms([TextTerms.Anything]), text])]))));
        return $" AND message_id IN ({engine.TextMatches} UNION ALL SELECT message_id FROM message WHERE mailbox_id = @m AND folder_id = @f AND read_cn > "
            + "(SELECT coalesce(max(indexed_to), 0) FROM text_folder WHERE mailbox_id = @m AND folder_id = @f))";
    }
}
