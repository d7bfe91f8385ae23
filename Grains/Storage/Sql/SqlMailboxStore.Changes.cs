using System.Data.Common;

namespace MapiOrleans.Grains.Storage.Sql;

/// <summary>What synchronizations ask: which messages changed, and nothing of what is in them.</summary>
internal sealed partial class SqlMailboxStore
{
    private const int MaxPartsAsked = 256;

    private static readonly long FileTimeEpoch = DateTimeOffset.FromFileTime(0).UtcTicks;

    private const string ChangeColumns = "message_id, folder_id, cn, read_cn, delivery_time, modified_at, size, associated, is_read, is_deleted";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<MessageChange>> ReadChangesAsync(MailboxKey key, long folderId, long afterChangeNumber, int limit, CancellationToken cancellationToken) =>
        // A read state's change number is never below the message's own: one index has all changes.
        await Shard(key).ReadAsync(new SqlStatement($"SELECT {ChangeColumns} FROM message WHERE mailbox_id = @m AND folder_id = @f AND read_cn > @after LIMIT @limit",
            ("m", key.Id), ("f", folderId), ("after", afterChangeNumber), ("limit", (long)limit)), MapChange, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<MessageChange>> ReadLinkedAsync(MailboxKey key, long searchFolderId, int limit, CancellationToken cancellationToken) =>
        await Shard(key).ReadAsync(new SqlStatement(
            $"SELECT {ChangeColumns} FROM message WHERE mailbox_id = @m AND message_id IN (SELECT message_id FROM search_link WHERE mailbox_id = @m AND folder_id = @f) LIMIT @limit",
            ("m", key.Id), ("f", searchFolderId), ("limit", (long)limit)), MapChange, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<MessageChange>> ReadChangesOfAsync(MailboxKey key, IReadOnlyList<long> messageIds, CancellationToken cancellationToken) =>
        messageIds.Count == 0 ? [] : await Shard(key).ReadAsync(new SqlStatement(
            $"SELECT {ChangeColumns} FROM message WHERE mailbox_id = @m AND {Shard(key).In("message_id", "ids")}", ("m", key.Id), ("ids", messageIds.ToArray())), MapChange, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<Guid, long>> ReadPartLengthsAsync(MailboxKey key, IReadOnlyList<Guid> partIds, CancellationToken cancellationToken)
    {
        var lengths = new Dictionary<Guid, long>(partIds.Count);
        foreach (var page in partIds.Chunk(MaxPartsAsked))
        {
            // A few statements that differ in length, not one for every number of parts.
            var count = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)page.Length);
            List<(string, object?)> parameters = [("m", key.Id)];
            for (var i = 0; i < count; i++) parameters.Add(($"p{i}", page[Math.Min(i, page.Length - 1)].ToByteArray()));
            var rows = await Shard(key).ReadAsync(new SqlStatement(
                $"SELECT part_id, sum(length(data)) FROM part WHERE mailbox_id = @m AND part_id IN ({string.Join(", ", parameters.Skip(1).Select(p => "@" + p.Item1))}) GROUP BY part_id", [.. parameters]),
                static r => (Id: r.Guid(0), Length: r.GetInt64(1)), cancellationToken);
            foreach (var (id, length) in rows) lengths[id] = length;
        }
        return lengths;
    }

    private static MessageChange MapChange(DbDataReader row)
    {
        var delivered = row.GetInt64(4);
        return new MessageChange(
            row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), delivered != 0 ? delivered : Math.Max(0, row.GetInt64(5) - FileTimeEpoch), row.GetInt64(6), row.Bool(7), row.Bool(8), row.Bool(9));
    }
}
