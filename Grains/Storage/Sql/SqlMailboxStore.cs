using System.Runtime.CompilerServices;
using System.Text;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Storage.Sql;

/// <summary>The store of mailboxes over one engine a shard; the first is also the control database.</summary>
internal sealed partial class SqlMailboxStore(IReadOnlyList<SqlEngine> shards, TimeProvider time) : IMailboxStore
{
    private const int ScanPage = 500, SourceKeyPage = 200, RangesPerQuery = 100;

    private SqlEngine Control => shards[0];

    private SqlEngine Shard(MailboxKey key) => shards[key.Shard];

    private TimeProvider Clock { get; } = time;

    private long Now => Clock.GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public async Task<MailboxRecord> CreateMailboxAsync(Guid mailboxGuid, Guid replGuid, MailboxKind kind, CancellationToken cancellationToken)
    {
        if (await FindMailboxAsync(mailboxGuid, cancellationToken) is { } existing) return existing;
        var shard = await EmptiestShardAsync(cancellationToken);
        await Control.WriteAsync([new SqlStatement("INSERT INTO mailbox_shard (mailbox_guid, shard) VALUES (@g, @s) ON CONFLICT (mailbox_guid) DO NOTHING",
            ("g", mailboxGuid.ToByteArray()), ("s", (long)shard))], cancellationToken);
        shard = await ShardOfAsync(mailboxGuid, cancellationToken) ?? shard;
        await shards[shard].WriteAsync([new SqlStatement(
            "INSERT INTO mailbox (mailbox_guid, repl_guid, kind, epoch, owner, next_cn, next_id, size_bytes, props, foreign_repl, receive_folders, created_at) "
            + "VALUES (@g, @r, @k, 0, '', 1, 1, 0, @e, @e, @e, @t) ON CONFLICT (mailbox_guid) DO NOTHING",
            ("g", mailboxGuid.ToByteArray()), ("r", replGuid.ToByteArray()), ("k", (long)kind), ("e", Array.Empty<byte>()), ("t", Now))], cancellationToken);
        return await FindMailboxAsync(mailboxGuid, cancellationToken) ?? throw new StoreUnavailableException($"Mailbox {mailboxGuid} was deleted while it was made.");
    }

    private async Task<int> EmptiestShardAsync(CancellationToken cancellationToken)
    {
        if (shards.Count == 1) return 0;
        var counts = new long[shards.Count];
        foreach (var (shard, count) in await Control.ReadAsync(new SqlStatement("SELECT shard, count(*) FROM mailbox_shard GROUP BY shard"), static r => (r.Int(0), r.GetInt64(1)), cancellationToken))
            counts[shard] = count;
        return Array.IndexOf(counts, counts.Min());
    }

    private async Task<int?> ShardOfAsync(Guid mailboxGuid, CancellationToken cancellationToken)
    {
        var rows = await Control.ReadAsync(new SqlStatement("SELECT shard FROM mailbox_shard WHERE mailbox_guid = @g", ("g", mailboxGuid.ToByteArray())), static r => r.Int(0), cancellationToken);
        return rows.Count > 0 ? rows[0] : null;
    }

    /// <inheritdoc/>
    public async Task<MailboxRecord?> FindMailboxAsync(Guid mailboxGuid, CancellationToken cancellationToken)
    {
        if (await ShardOfAsync(mailboxGuid, cancellationToken) is not { } shard) return null;
        return await shards[shard].ReadOneAsync(new SqlStatement($"SELECT {FolderRows.MailboxSelect} FROM mailbox WHERE mailbox_guid = @g", ("g", mailboxGuid.ToByteArray())),
            r => FolderRows.MapMailbox(r, shard), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<MailboxRecord?> ClaimMailboxAsync(Guid mailboxGuid, string owner, CancellationToken cancellationToken)
    {
        if (await ShardOfAsync(mailboxGuid, cancellationToken) is not { } shard) return null;
        var rows = await shards[shard].WriteReturningAsync(new SqlStatement(
            $"UPDATE mailbox SET epoch = epoch + 1, owner = @o WHERE mailbox_guid = @g RETURNING {FolderRows.MailboxSelect}", ("o", owner), ("g", mailboxGuid.ToByteArray())),
            r => FolderRows.MapMailbox(r, shard), cancellationToken);
        return rows.Count > 0 ? rows[0] : null;
    }

    /// <inheritdoc/>
    public async Task DeleteMailboxAsync(MailboxFence fence, CancellationToken cancellationToken)
    {
        var guid = await Shard(fence.Key).ReadOneAsync(new SqlStatement("SELECT mailbox_guid FROM mailbox WHERE mailbox_id = @m", ("m", fence.Key.Id)), static r => r.Bytes(0), cancellationToken);
        List<SqlStatement> statements = [FenceOnly(fence)];
        foreach (var table in (string[])["message", "folder", "part", "part_head", "part_ref", "search_link", "text_folder", "deletion", "deleted_range", "named_property", "per_user", "rule", "reply_history", "operation", "job", "mailbox"])
            statements.Add(new SqlStatement($"DELETE FROM {table} WHERE mailbox_id = @m", ("m", fence.Key.Id)));
        statements.AddRange(Shard(fence.Key).RemoveText("mailbox_id = @m", ("m", fence.Key.Id)));
        await Shard(fence.Key).WriteAsync(statements, cancellationToken);
        await Control.WriteAsync([new SqlStatement("DELETE FROM mailbox_shard WHERE mailbox_guid = @g", ("g", guid ?? []))], cancellationToken);
    }

    private static SqlStatement FenceOnly(MailboxFence fence) =>
        new("UPDATE mailbox SET epoch = epoch WHERE mailbox_id = @m AND epoch = @e", ("m", fence.Key.Id), ("e", fence.Epoch))
        {
            MustAffect = 1,
            Otherwise = () => new StoreFencedException(fence),
        };

    /// <inheritdoc/>
    public async Task<byte[]?> FindOperationAsync(MailboxKey key, Guid operationId, CancellationToken cancellationToken) =>
        await Shard(key).ReadOneAsync(new SqlStatement("SELECT result FROM operation WHERE mailbox_id = @m AND operation_id = @o", ("m", key.Id), ("o", operationId.ToByteArray())),
            static r => r.Bytes(0), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FolderRecord>> ReadFoldersAsync(MailboxKey key, CancellationToken cancellationToken) =>
        await Shard(key).ReadAsync(new SqlStatement($"SELECT {FolderRows.Select} FROM folder WHERE mailbox_id = @m ORDER BY folder_id", ("m", key.Id)), FolderRows.Map, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(ushort Id, PropertyName Name)>> ReadNamedPropertiesAsync(MailboxKey key, CancellationToken cancellationToken) =>
        await Shard(key).ReadAsync(new SqlStatement("SELECT prop_id, guid, lid, name FROM named_property WHERE mailbox_id = @m ORDER BY prop_id", ("m", key.Id)),
            static r => ((ushort)r.Int(0), new PropertyName(r.Guid(1), (uint)r.GetInt64(2), r.IsDBNull(3) ? null : r.GetString(3))), cancellationToken);

    /// <inheritdoc/>
    public async Task<MessageRecord?> ReadMessageAsync(MailboxKey key, long messageId, MessageParts parts, CancellationToken cancellationToken) =>
        await Shard(key).ReadOneAsync(new SqlStatement($"SELECT {MessageRows.Select(parts)} FROM message WHERE mailbox_id = @m AND message_id = @id", ("m", key.Id), ("id", messageId)),
            MessageRows.Map, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<MessageRecord>> ReadMessagesAsync(MailboxKey key, IReadOnlyList<long> messageIds, MessageParts parts, CancellationToken cancellationToken)
    {
        if (messageIds.Count == 0) return [];
        var rows = await Shard(key).ReadAsync(new SqlStatement(
            $"SELECT {MessageRows.Select(parts)} FROM message WHERE mailbox_id = @m AND {Shard(key).In("message_id", "ids")}", ("m", key.Id), ("ids", messageIds.ToArray())),
            MessageRows.Map, cancellationToken);
        var byId = rows.ToDictionary(r => r.MessageId);
        var ordered = new List<MessageRecord>(rows.Count);
        foreach (var id in messageIds)
            if (byId.Remove(id, out var row))
                ordered.Add(row);
        return ordered;
    }

    /// <inheritdoc/>
    public async Task<long[]> ReadIndexAsync(MailboxKey key, MessageIndexQuery query, CancellationToken cancellationToken)
    {
        var (where, parameters) = Where(key, query);
        var order = new StringBuilder();
        foreach (var (column, descending) in query.Sort) order.Append(MessageRows.NameOf(column)).Append(descending ? " DESC, " : ", ");
        var rows = await Shard(key).ReadAsync(new SqlStatement($"SELECT message_id FROM message WHERE {where} ORDER BY {order}message_id LIMIT @limit",
            [.. parameters, ("limit", (long)query.Limit)]), static r => r.GetInt64(0), cancellationToken);
        return [.. rows];
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<MessageRecord> ScanAsync(MailboxKey key, MessageIndexQuery query, MessageParts parts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (where, parameters) = Where(key, query);
        var after = 0L;
        for (var left = query.Limit; left > 0;)
        {
            var page = Math.Min(ScanPage, left);
            var rows = await Shard(key).ReadAsync(new SqlStatement($"SELECT {MessageRows.Select(parts)} FROM message WHERE {where} AND message_id > @after ORDER BY message_id LIMIT @page",
                [.. parameters, ("after", after), ("page", (long)page)]), MessageRows.Map, cancellationToken);
            foreach (var row in rows) yield return row;
            if (rows.Count < page) yield break;
            after = rows[^1].MessageId;
            left -= rows.Count;
        }
    }

    private (string Where, List<(string, object?)> Parameters) Where(MailboxKey key, MessageIndexQuery query)
    {
        List<(string, object?)> parameters =
            [("m", key.Id), ("f", query.FolderId), ("a", MessageRows.Flag(query.Associated)), ("d", MessageRows.Flag(query.Deleted))];
        // Which of a search's messages are shown is said by its links alone.
        var where = new StringBuilder(query.Linked
            ? "mailbox_id = @m AND message_id IN (SELECT message_id FROM search_link WHERE mailbox_id = @m AND folder_id = @f) AND associated = @a AND @d = 0"
            : query.Everywhere ? "mailbox_id = @m AND associated = @a AND is_deleted = @d"
            : "mailbox_id = @m AND folder_id = @f AND associated = @a AND is_deleted = @d");
        // What the partial index of conversations is known by.
        if (query.Everywhere && query.Filter.Any(f => f is { Column: MessageColumn.ConversationId, Operator: MessageFilterOperator.Equal })) where.Append(" AND length(conversation_id) > 0");
        foreach (var filter in query.Filter)
        {
            var column = MessageRows.NameOf(filter.Column);
            var name = "p" + parameters.Count;
            if (filter.Operator == MessageFilterOperator.StartsWith)
            {
                // A prefix is a range: every text at or above it and below the next one of its length.
                var prefix = (string)filter.Value;
                where.Append($" AND {column} >= @{name}");
                parameters.Add((name, prefix));
                if (Next(prefix) is { } next)
                {
                    where.Append($" AND {column} < @{name}n");
                    parameters.Add((name + "n", next));
                }
                continue;
            }
            var sign = filter.Operator switch
            {
                MessageFilterOperator.Less => "<",
                MessageFilterOperator.LessOrEqual => "<=",
                MessageFilterOperator.Greater => ">",
                MessageFilterOperator.GreaterOrEqual => ">=",
                MessageFilterOperator.Equal => "=",
                _ => "<>",
            };
            where.Append($" AND {column} {sign} @{name}");
            parameters.Add((name, filter.Value));
        }
        if (query is { Text: { } text, Linked: false, Associated: false, Deleted: false }) where.Append(Candidates(key, query, text, parameters));
        return (where.ToString(), parameters);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SearchLink>> ReadSearchLinksAsync(MailboxKey key, SearchLinkQuery query, CancellationToken cancellationToken)
    {
        var where = new StringBuilder("l.mailbox_id = @m");
        List<(string, object?)> parameters = [("m", key.Id), ("limit", (long)query.Limit)];
        if (query.MessageIds is { } ids)
        {
            if (ids.Count == 0) return [];
            where.Append(" AND ").Append(Shard(key).In("l.message_id", "ids"));
            parameters.Add(("ids", ids.ToArray()));
        }
        if (query.SearchFolderId is { } search)
        {
            where.Append(" AND l.folder_id = @f");
            parameters.Add(("f", search));
        }
        if (query.InFolderId is { } folder)
        {
            where.Append(" AND m.folder_id = @in");
            parameters.Add(("in", folder));
        }
        return await Shard(key).ReadAsync(new SqlStatement(
            "SELECT l.folder_id, l.message_id, m.folder_id, m.size, m.is_read FROM search_link l JOIN message m ON m.mailbox_id = l.mailbox_id AND m.message_id = l.message_id "
            + $"WHERE {where} ORDER BY l.message_id, l.folder_id LIMIT @limit", [.. parameters]),
            static r => new SearchLink(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.Bool(4)), cancellationToken);
    }

    private static string? Next(string prefix)
    {
        for (var i = prefix.Length - 1; i >= 0; i--)
            if (prefix[i] < '\uD7FF' || prefix[i] is >= '\uE000' and < '\uFFFF')
                return prefix[..i] + (char)(prefix[i] + 1);
        return null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DeletionRecord>> ReadDeletionsAsync(MailboxKey key, long folderId, long afterChangeNumber, CancellationToken cancellationToken) =>
        await Shard(key).ReadAsync(new SqlStatement(
            "SELECT folder_id, object_id, cn, is_folder, associated, source_key FROM deletion WHERE mailbox_id = @m AND folder_id = @f AND cn > @after ORDER BY cn, object_id",
            ("m", key.Id), ("f", folderId), ("after", afterChangeNumber)),
            static r => new DeletionRecord(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.Bool(3), r.Bool(4), r.Bytes(5)), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> WasDeletedAsync(MailboxKey key, long folderId, long objectId, CancellationToken cancellationToken) =>
        (await Shard(key).ReadAsync(new SqlStatement(
            "SELECT object_id FROM deletion WHERE mailbox_id = @m AND object_id = @o AND folder_id = @f "
            + "UNION ALL SELECT low FROM deleted_range WHERE mailbox_id = @m AND folder_id = @f AND low <= @o AND high >= @o LIMIT 1", ("m", key.Id), ("f", folderId), ("o", objectId)),
            static r => r.GetInt64(0), cancellationToken)).Count > 0;

    /// <inheritdoc/>
    public async Task<IReadOnlySet<long>> FindDeletedAsync(MailboxKey key, long folderId, IReadOnlyList<long> objectIds, CancellationToken cancellationToken)
    {
        if (objectIds.Count == 0) return new HashSet<long>();
        return (await Shard(key).ReadAsync(new SqlStatement($"SELECT object_id FROM deletion WHERE mailbox_id = @m AND {Shard(key).In("object_id", "ids")} AND folder_id = @f",
            ("m", key.Id), ("f", folderId), ("ids", objectIds.ToArray())), static r => r.GetInt64(0), cancellationToken)).ToHashSet();
    }

    /// <inheritdoc/>
    public async Task<bool> WasFolderDeletedAsync(MailboxKey key, long folderId, CancellationToken cancellationToken) =>
        (await Shard(key).ReadAsync(new SqlStatement("SELECT object_id FROM deletion WHERE mailbox_id = @m AND object_id = @o AND is_folder = 1 LIMIT 1", ("m", key.Id), ("o", folderId)),
            static r => r.GetInt64(0), cancellationToken)).Count > 0;

    /// <inheritdoc/>
    public async Task<bool> WasDeletedAsync(MailboxKey key, byte[] sourceKey, CancellationToken cancellationToken) =>
        // What the indices hold is said again, so that they are used.
        (await Shard(key).ReadAsync(new SqlStatement("SELECT object_id FROM deletion WHERE mailbox_id = @m AND source_key = @s AND length(source_key) > 0 LIMIT 1", ("m", key.Id), ("s", sourceKey)),
            static r => r.GetInt64(0), cancellationToken)).Count > 0;

    /// <inheritdoc/>
    public async Task<GlobSet> ReadDeletedRangesAsync(MailboxKey key, long folderId, CancellationToken cancellationToken) => GlobSet.Of(
        await Shard(key).ReadAsync(new SqlStatement("SELECT low, high FROM deleted_range WHERE mailbox_id = @m AND folder_id = @f ORDER BY low", ("m", key.Id), ("f", folderId)),
            static r => new GlobRange(r.GetInt64(0), r.GetInt64(1)), cancellationToken));

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<byte[], long>> FindBySourceKeysAsync(MailboxKey key, long folderId, IReadOnlyList<byte[]> sourceKeys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<byte[], long>(SourceKeyComparer.Instance);
        foreach (var page in sourceKeys.Distinct(SourceKeyComparer.Instance).Chunk(SourceKeyPage))
        {
            var names = string.Join(", ", page.Select((_, i) => $"@s{i}"));
            var rows = await Shard(key).ReadAsync(new SqlStatement(
                $"SELECT source_key, message_id FROM message WHERE mailbox_id = @m AND folder_id = @f AND source_key IN ({names}) AND length(source_key) > 0 ORDER BY is_deleted, message_id",
                [("m", key.Id), ("f", folderId), .. page.Select((s, i) => ($"s{i}", (object?)s))]), static r => (r.Bytes(0), r.GetInt64(1)), cancellationToken);
            foreach (var (sourceKey, id) in rows) found.TryAdd(sourceKey, id);
        }
        return found;
    }

    /// <inheritdoc/>
    public async Task<long> CountMessagesAsync(MailboxKey key, long folderId, IReadOnlyList<GlobRange> changeNumbers, CancellationToken cancellationToken)
    {
        var count = 0L;
        foreach (var page in changeNumbers.Chunk(RangesPerQuery))
        {
            var where = string.Join(" OR ", page.Select((_, i) => $"cn BETWEEN @l{i} AND @h{i}"));
            var parameters = new List<(string, object?)> { ("m", key.Id), ("f", folderId) };
            for (var i = 0; i < page.Length; i++) parameters.AddRange([($"l{i}", page[i].Low), ($"h{i}", page[i].High)]);
            count += (await Shard(key).ReadAsync(new SqlStatement($"SELECT count(*) FROM message WHERE mailbox_id = @m AND folder_id = @f AND associated = 0 AND is_deleted = 0 AND ({where})", [.. parameters]),
                static r => r.GetInt64(0), cancellationToken))[0];
        }
        return count;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(byte[] FolderLongTermId, byte[] Data)>> ReadPerUserAsync(MailboxKey key, Guid accountId, byte[]? folderLongTermId, CancellationToken cancellationToken) =>
        await Shard(key).ReadAsync(new SqlStatement(
            "SELECT folder_ltid, data FROM per_user WHERE mailbox_id = @m AND account_id = @a" + (folderLongTermId is null ? "" : " AND folder_ltid = @f") + " ORDER BY folder_ltid",
            folderLongTermId is null ? [("m", key.Id), ("a", accountId.ToByteArray())] : [("m", key.Id), ("a", accountId.ToByteArray()), ("f", folderLongTermId)]),
            static r => (r.Bytes(0), r.Bytes(1)), cancellationToken);
}
