using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi.Messages;

namespace MapiOrleans.Grains.Storage.Sql;

/// <summary>Rules of folders, and whom they answered.</summary>
internal sealed partial class SqlMailboxStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<FolderRule>> ReadRulesAsync(MailboxKey key, long folderId, CancellationToken cancellationToken) =>
        await Shard(key).ReadAsync(new SqlStatement("SELECT rule_id, props FROM rule WHERE mailbox_id = @m AND folder_id = @f ORDER BY rule_id", ("m", key.Id), ("f", folderId)),
            static r => new FolderRule(r.GetInt64(0), StorageFormat.TryReadBag(r.Bytes(1), out var error) ?? throw new InvalidDataException($"Rule {r.GetInt64(0)} cannot be read: {error}.")),
            cancellationToken);

    /// <inheritdoc/>
    public Task<(bool Answered, long Senders)> FindReplyAsync(MailboxKey key, long folderId, long ruleId, string sender, CancellationToken cancellationToken) =>
        Shard(key).ReadOneAsync(new SqlStatement(
            "SELECT COALESCE(SUM(CASE WHEN sender = @s THEN 1 ELSE 0 END), 0), COUNT(*) FROM reply_history WHERE mailbox_id = @m AND folder_id = @f AND rule_id = @r",
            ("m", key.Id), ("f", folderId), ("r", ruleId), ("s", StoreText.Clean(sender))),
            static r => (r.GetInt64(0) > 0, r.GetInt64(1)), cancellationToken);

    private void AddOfRules(List<SqlStatement> statements, MailboxKey key, StoreOperation operation)
    {
        switch (operation)
        {
            case StoreOperation.PutRules put:
                foreach (var rule in put.Rules)
                {
                    statements.Add(new("INSERT INTO rule (mailbox_id, folder_id, rule_id, props) VALUES (@m, @f, @r, @p) ON CONFLICT (mailbox_id, folder_id, rule_id) DO UPDATE SET props = excluded.props",
                        ("m", key.Id), ("f", put.FolderId), ("r", rule.RuleId), ("p", StorageFormat.WriteBag(rule.Properties))));
                }
                break;
            case StoreOperation.DeleteRules delete:
                foreach (var table in (string[])["rule", "reply_history"])
                {
                    statements.Add(new($"DELETE FROM {table} WHERE mailbox_id = @m AND folder_id = @f AND {Shard(key).In("rule_id", "ids")}",
                        ("m", key.Id), ("f", delete.FolderId), ("ids", delete.RuleIds.ToArray())));
                }
                break;
            case StoreOperation.AddReply add:
                statements.Add(new("INSERT INTO reply_history (mailbox_id, folder_id, rule_id, sender) VALUES (@m, @f, @r, @s) ON CONFLICT DO NOTHING",
                    ("m", key.Id), ("f", add.FolderId), ("r", add.RuleId), ("s", StoreText.Clean(add.Sender))));
                break;
            default:
                statements.Add(new("DELETE FROM reply_history WHERE mailbox_id = @m", ("m", key.Id)));
                break;
        }
    }
}
