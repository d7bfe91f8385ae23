using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Storage.Sql;

/// <summary>Transactions: a commit becomes a list of statements, the fence first.</summary>
internal sealed partial class SqlMailboxStore
{
    /// <inheritdoc/>
    public Task CommitAsync(MailboxCommit commit, CancellationToken cancellationToken)
    {
        var key = commit.Fence.Key;
        var statements = new List<SqlStatement>
        {
            new("UPDATE mailbox SET next_cn = @cn, next_id = @id, size_bytes = size_bytes + @size WHERE mailbox_id = @m AND epoch = @e",
                ("cn", commit.NextChangeNumber), ("id", commit.NextId), ("size", commit.SizeDelta), ("m", key.Id), ("e", commit.Fence.Epoch))
            {
                MustAffect = 1,
                Otherwise = () => new StoreFencedException(commit.Fence),
            },
        };
        if (commit.OperationId is { } operation)
        {
            statements.Add(new("INSERT INTO operation (mailbox_id, operation_id, result, created_at) VALUES (@m, @o, @r, @t)",
                ("m", key.Id), ("o", operation.ToByteArray()), ("r", commit.OperationResult), ("t", Now)));
        }
        foreach (var change in commit.Operations) Add(statements, key, change);
        return Shard(key).WriteAsync(statements, cancellationToken);
    }

    private void Add(List<SqlStatement> statements, MailboxKey key, StoreOperation operation)
    {
        switch (operation)
        {
            case StoreOperation.InsertFolder insert:
                statements.Add(new(FolderRows.InsertText, FolderRows.Parameters(key, insert.Folder, withCounters: true)));
                break;
            case StoreOperation.UpdateFolder update:
                statements.Add(new(FolderRows.UpdateText, FolderRows.Parameters(key, update.Folder, withCounters: false)));
                break;
            case StoreOperation.AdjustFolder adjust:
                statements.Add(Adjust(key, adjust));
                break;
            case StoreOperation.DeleteFolder delete:
                DeleteFolder(statements, key, delete.FolderId);
                break;
            case StoreOperation.AddSearchLinks add:
                statements.Add(new($"INSERT INTO search_link (mailbox_id, folder_id, message_id) SELECT mailbox_id, @f, message_id FROM message WHERE mailbox_id = @m AND {Shard(key).In("message_id", "ids")} ON CONFLICT DO NOTHING",
                    ("m", key.Id), ("f", add.FolderId), ("ids", add.MessageIds.ToArray())));
                break;
            case StoreOperation.RemoveSearchLinks remove:
                statements.Add(new($"DELETE FROM search_link WHERE mailbox_id = @m AND folder_id = @f AND {Shard(key).In("message_id", "ids")}",
                    ("m", key.Id), ("f", remove.FolderId), ("ids", remove.MessageIds.ToArray())));
                break;
            case StoreOperation.ClearSearchLinks clear:
                statements.Add(new("DELETE FROM search_link WHERE mailbox_id = @m AND folder_id = @f", ("m", key.Id), ("f", clear.FolderId)));
                break;
            case StoreOperation.SetSearchProgress progress:
                statements.Add(new("UPDATE folder SET search_progress = @p WHERE mailbox_id = @m AND folder_id = @f", ("m", key.Id), ("f", progress.FolderId), ("p", (long)progress.Progress)));
                break;
            case StoreOperation.InsertMessage insert:
                statements.Add(new(MessageRows.InsertText, MessageRows.Parameters(key, insert.Message))
                {
                    MustAffect = 1,
                    Otherwise = () => new StoreConflictException(insert.Message.MessageId),
                });
                Refer(statements, key, insert.Message);
                break;
            case StoreOperation.UpdateMessage update:
                Update(statements, key, update);
                break;
            case StoreOperation.SetReadState read:
                statements.Add(new($"UPDATE message SET is_read = @r, read_cn = @cn WHERE mailbox_id = @m AND {Shard(key).In("message_id", "ids")}",
                    ("m", key.Id), ("r", MessageRows.Flag(read.IsRead)), ("cn", read.ReadChangeNumber), ("ids", read.MessageIds.ToArray())));
                break;
            case StoreOperation.ClearMessageFlags clear:
                statements.Add(new($"UPDATE message SET message_flags = message_flags & @keep WHERE mailbox_id = @m AND {Shard(key).In("message_id", "ids")}",
                    ("m", key.Id), ("keep", (long)~clear.Flags), ("ids", clear.MessageIds.ToArray())));
                break;
            case StoreOperation.SetMessageStatus status:
                statements.Add(new("UPDATE message SET message_status = @s WHERE mailbox_id = @m AND message_id = @id", ("m", key.Id), ("s", (long)status.MessageStatus), ("id", status.MessageId)));
                break;
            case StoreOperation.SetDeleted deleted:
                statements.Add(new($"UPDATE message SET is_deleted = @d, deleted_at = @at, cn = @cn, read_cn = @cn WHERE mailbox_id = @m AND {Shard(key).In("message_id", "ids")}",
                    ("m", key.Id), ("d", MessageRows.Flag(deleted.DeletedAt is not null)), ("at", deleted.DeletedAt?.UtcTicks), ("cn", deleted.ChangeNumber), ("ids", deleted.MessageIds.ToArray())));
                break;
            case StoreOperation.DeleteMessages delete:
                statements.Add(new($"DELETE FROM part_ref WHERE mailbox_id = @m AND {Shard(key).In("message_id", "ids")}", ("m", key.Id), ("ids", delete.MessageIds.ToArray())));
                statements.Add(new($"DELETE FROM search_link WHERE mailbox_id = @m AND {Shard(key).In("message_id", "ids")}", ("m", key.Id), ("ids", delete.MessageIds.ToArray())));
                statements.Add(new($"DELETE FROM message WHERE mailbox_id = @m AND {Shard(key).In("message_id", "ids")}", ("m", key.Id), ("ids", delete.MessageIds.ToArray())));
                statements.AddRange(Shard(key).RemoveText($"mailbox_id = @m AND {Shard(key).In("message_id", "ids")}", ("m", key.Id), ("ids", delete.MessageIds.ToArray())));
                break;
            case StoreOperation.MoveMessage move:
                statements.Add(new(MessageRows.MoveText, [.. MessageRows.IdentityParameters(key, move.Columns), ("source", move.MessageId)])
                {
                    MustAffect = 1,
                    Otherwise = () => new StoreConflictException(move.MessageId),
                });
                statements.Add(new("UPDATE part_ref SET message_id = @id WHERE mailbox_id = @m AND message_id = @source", ("m", key.Id), ("id", move.Columns.MessageId), ("source", move.MessageId)));
                statements.Add(new("DELETE FROM search_link WHERE mailbox_id = @m AND message_id = @source", ("m", key.Id), ("source", move.MessageId)));
                statements.AddRange(Shard(key).RemoveText("mailbox_id = @m AND message_id = @source", ("m", key.Id), ("source", move.MessageId)));
                break;
            case StoreOperation.CopyMessage copy:
                statements.Add(new(MessageRows.CopyText, [.. MessageRows.IdentityParameters(key, copy.Columns), ("source", copy.SourceMessageId)])
                {
                    MustAffect = 1,
                    Otherwise = () => new StoreConflictException(copy.SourceMessageId),
                });
                statements.Add(new("INSERT INTO part_ref (mailbox_id, message_id, part_id) SELECT mailbox_id, @id, part_id FROM part_ref WHERE mailbox_id = @m AND message_id = @source",
                    ("m", key.Id), ("id", copy.Columns.MessageId), ("source", copy.SourceMessageId)));
                break;
            case StoreOperation.RecordDeletions record:
                foreach (var d in record.Deletions)
                {
                    statements.Add(new("INSERT INTO deletion (mailbox_id, folder_id, cn, object_id, is_folder, associated, source_key) VALUES (@m, @f, @cn, @o, @i, @a, @s) ON CONFLICT DO NOTHING",
                        ("m", key.Id), ("f", d.FolderId), ("cn", d.ChangeNumber), ("o", d.ObjectId), ("i", MessageRows.Flag(d.IsFolder)), ("a", MessageRows.Flag(d.Associated)), ("s", d.SourceKey)));
                }
                break;
            case StoreOperation.AddDeletedRanges add:
                foreach (var (low, high) in add.Ranges)
                {
                    (string, object?)[] range = [("m", key.Id), ("f", add.FolderId), ("low", low), ("high", high)];
                    statements.Add(new("DELETE FROM deleted_range WHERE mailbox_id = @m AND folder_id = @f AND low >= @low AND low <= @high", range));
                    statements.Add(new("INSERT INTO deleted_range (mailbox_id, folder_id, low, high) VALUES (@m, @f, @low, @high)", range));
                }
                break;
            case StoreOperation.AddNamedProperties add:
                foreach (var (id, name) in add.Names)
                {
                    statements.Add(new("INSERT INTO named_property (mailbox_id, prop_id, guid, lid, name) VALUES (@m, @i, @g, @l, @n)",
                        ("m", key.Id), ("i", (long)id), ("g", name.Guid.ToByteArray()), ("l", (long)name.Lid), ("n", name.Name)));
                }
                break;
            case StoreOperation.UpdateMailbox update:
                if (update.Properties is { } bag)
                    statements.Add(new("UPDATE mailbox SET props = @p WHERE mailbox_id = @m", ("m", key.Id), ("p", StorageFormat.WriteBag(bag))));
                if (update.ForeignReplGuids is { } guids)
                    statements.Add(new("UPDATE mailbox SET foreign_repl = @p WHERE mailbox_id = @m", ("m", key.Id), ("p", FolderRows.WriteGuids(guids))));
                if (update.ReceiveFolders is { } receive)
                    statements.Add(new("UPDATE mailbox SET receive_folders = @p WHERE mailbox_id = @m", ("m", key.Id), ("p", FolderRows.WriteReceiveFolders(receive))));
                break;
            case StoreOperation.PutJob job:
                JobRows.Put(statements, key, job.Job, job.Keeps);
                break;
            case StoreOperation.FinishJob finish:
                statements.Add(JobRows.Delete(finish.JobId, finish.LeaseOwner) with { Otherwise = () => new StoreConflictException(finish.JobId) });
                break;
            case StoreOperation.AbortSubmission abort:
                statements.Add(new("DELETE FROM job WHERE mailbox_id = @m AND message_id = @id AND kind = @k AND lease_until <= @now",
                    ("m", key.Id), ("id", abort.MessageId), ("k", (long)JobKind.Submission), ("now", abort.Now.UtcTicks))
                {
                    MustAffect = 1,
                    Otherwise = () => new StoreConflictException(abort.MessageId),
                });
                break;
            case StoreOperation.HoldSubmission hold:
                // Whoever lets go must be the holder; whoever takes may be, or comes when nobody is.
                statements.Add(new("UPDATE job SET lease_until = @until, lease_owner = @o WHERE mailbox_id = @m AND message_id = @id AND kind = @k AND "
                    + (hold.Until > hold.Now ? "(lease_until <= @now OR lease_owner = @o)" : "lease_until > @now AND lease_owner = @o"),
                    ("m", key.Id), ("id", hold.MessageId), ("k", (long)JobKind.Submission), ("o", hold.Owner.ToByteArray()), ("now", hold.Now.UtcTicks), ("until", hold.Until.UtcTicks))
                {
                    MustAffect = 1,
                    Otherwise = () => new StoreConflictException(hold.MessageId),
                });
                break;
            case StoreOperation.FinishSubmission finish:
                statements.Add(new("DELETE FROM job WHERE mailbox_id = @m AND message_id = @id AND kind = @k AND lease_owner = @o",
                    ("m", key.Id), ("id", finish.MessageId), ("k", (long)JobKind.Submission), ("o", finish.Owner.ToByteArray()))
                {
                    MustAffect = 1,
                    Otherwise = () => new StoreConflictException(finish.MessageId),
                });
                break;
            case StoreOperation.PutPerUser put:
                statements.Add(new("INSERT INTO per_user (mailbox_id, account_id, folder_ltid, data) VALUES (@m, @a, @f, @d) ON CONFLICT (mailbox_id, account_id, folder_ltid) DO UPDATE SET data = excluded.data",
                    ("m", key.Id), ("a", put.AccountId.ToByteArray()), ("f", put.FolderLongTermId), ("d", put.Data)));
                break;
            case StoreOperation.PutRules or StoreOperation.DeleteRules or StoreOperation.AddReply or StoreOperation.ClearReplies:
                AddOfRules(statements, key, operation);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(operation), operation.GetType().Name, null);
        }
    }

    private static SqlStatement Adjust(MailboxKey key, StoreOperation.AdjustFolder adjust)
    {
        var d = adjust.Delta;
        return new("UPDATE folder SET items = items + @i, unread = unread + @u, associated = associated + @a, deleted = deleted + @d, deleted_associated = deleted_associated + @da, "
            + "size = size + @s, associated_size = associated_size + @as, deleted_size = deleted_size + @ds, deleted_total = deleted_total + @dt, "
            + "contents_cn = @cn, contents_modified_at = @t, next_article = next_article + @n WHERE mailbox_id = @m AND folder_id = @f",
            ("m", key.Id), ("f", adjust.FolderId), ("i", (long)d.Items), ("u", (long)d.Unread), ("a", (long)d.Associated), ("d", (long)d.Deleted), ("da", (long)d.DeletedAssociated),
            ("s", d.Size), ("as", d.AssociatedSize), ("ds", d.DeletedSize), ("dt", (long)d.DeletedTotal), ("cn", adjust.ContentsChangeNumber),
            ("t", adjust.ContentsModifiedAt.UtcTicks), ("n", (long)adjust.ArticleNumbersUsed));
    }

    private void DeleteFolder(List<SqlStatement> statements, MailboxKey key, long folderId)
    {
        (string, object?)[] parameters = [("m", key.Id), ("f", folderId)];
        statements.Add(new("DELETE FROM part_ref WHERE mailbox_id = @m AND message_id IN (SELECT message_id FROM message WHERE mailbox_id = @m AND folder_id = @f)", parameters));
        statements.Add(new("DELETE FROM search_link WHERE mailbox_id = @m AND message_id IN (SELECT message_id FROM message WHERE mailbox_id = @m AND folder_id = @f)", parameters));
        statements.Add(new("DELETE FROM search_link WHERE mailbox_id = @m AND folder_id = @f", parameters));
        statements.AddRange(Shard(key).RemoveText("mailbox_id = @m AND message_id IN (SELECT message_id FROM message WHERE mailbox_id = @m AND folder_id = @f)", parameters));
        statements.Add(new("DELETE FROM text_folder WHERE mailbox_id = @m AND folder_id = @f", parameters));
        statements.Add(new("DELETE FROM message WHERE mailbox_id = @m AND folder_id = @f", parameters));
        statements.Add(new("DELETE FROM deletion WHERE mailbox_id = @m AND folder_id = @f", parameters));
        statements.Add(new("DELETE FROM deleted_range WHERE mailbox_id = @m AND folder_id = @f", parameters));
        statements.Add(new("DELETE FROM rule WHERE mailbox_id = @m AND folder_id = @f", parameters));
        statements.Add(new("DELETE FROM reply_history WHERE mailbox_id = @m AND folder_id = @f", parameters));
        statements.Add(new("DELETE FROM folder WHERE mailbox_id = @m AND folder_id = @f", parameters));
    }

    private static void Update(List<SqlStatement> statements, MailboxKey key, StoreOperation.UpdateMessage update)
    {
        var parameters = MessageRows.Parameters(key, update.Message);
        var expected = update.ExpectedChangeNumber;
        statements.Add(new(expected is null ? MessageRows.UpdateText : MessageRows.UpdateText + " AND cn = @expected",
            expected is null ? parameters : [.. parameters, ("expected", expected.Value)])
        {
            MustAffect = 1,
            Otherwise = () => new StoreConflictException(update.Message.MessageId),
        });
        statements.Add(new("DELETE FROM part_ref WHERE mailbox_id = @m AND message_id = @id", ("m", key.Id), ("id", update.Message.MessageId)));
        Refer(statements, key, update.Message);
    }

    /// <summary>Refers to every part a message names. One that is not there (any more) undoes the commit: its bytes would be lost.</summary>
    private static void Refer(List<SqlStatement> statements, MailboxKey key, MessageRecord message)
    {
        IEnumerable<ExternalValue> parts = StorageFormat.ReferencedParts(message.Content);
        if (message.Mime is { } mime) parts = parts.Append(mime);
        foreach (var id in parts.Select(p => p.PartId).Distinct())
        {
            statements.Add(new("INSERT INTO part_ref (mailbox_id, message_id, part_id) SELECT mailbox_id, @id, part_id FROM part_head WHERE mailbox_id = @m AND part_id = @p",
                ("m", key.Id), ("id", message.MessageId), ("p", id.ToByteArray()))
            {
                MustAffect = 1,
                Otherwise = () => new StoreUnavailableException($"Part {id} of message {message.MessageId} is not in the store."),
            });
        }
    }

    /// <inheritdoc/>
    public async Task<int> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var purged = 0;
        foreach (var shard in shards)
        {
            while (true)
            {
                var orphans = await shard.ReadAsync(new SqlStatement(
                    "SELECT h.mailbox_id, h.part_id FROM part_head h WHERE h.created_at < @t AND NOT EXISTS (SELECT 1 FROM part_ref r WHERE r.mailbox_id = h.mailbox_id AND r.part_id = h.part_id) LIMIT 200",
                    ("t", before.UtcTicks)), static r => (Mailbox: r.GetInt64(0), Part: r.Bytes(1)), cancellationToken);
                var statements = new List<SqlStatement>();
                foreach (var (mailbox, part) in orphans)
                {
                    // Asked again in the transaction: a commit may have referred to it meanwhile.
                    statements.Add(new("DELETE FROM part_head WHERE mailbox_id = @m AND part_id = @p AND NOT EXISTS (SELECT 1 FROM part_ref WHERE mailbox_id = @m AND part_id = @p)", ("m", mailbox), ("p", part)));
                    statements.Add(new("DELETE FROM part WHERE mailbox_id = @m AND part_id = @p AND NOT EXISTS (SELECT 1 FROM part_head WHERE mailbox_id = @m AND part_id = @p)", ("m", mailbox), ("p", part)));
                }
                if (statements.Count > 0) await shard.WriteAsync(statements, cancellationToken);
                purged += orphans.Count;
                if (orphans.Count < 200) break;
            }
            await shard.WriteAsync([new SqlStatement("DELETE FROM operation WHERE created_at < @t", ("t", before.UtcTicks))], cancellationToken);
        }
        return purged;
    }
}
