using System.Data.Common;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Grains.Storage.Sql;

/// <summary>Folder and mailbox rows to records and back.</summary>
internal static class FolderRows
{
    public const string Select =
        "folder_id, parent_id, kind, display_name, props, cn, change_key, pcl, source_key, permissions, search_criteria, items, unread, associated, "
        + "deleted, deleted_associated, size, associated_size, deleted_size, deleted_total, contents_cn, next_article, created_at, modified_at, "
        + "contents_modified_at, deleted_at, search_progress";

    public const string InsertText =
        "INSERT INTO folder (mailbox_id, " + Select + ") VALUES (@m, @folder, @parent, @kind, @name, @props, @cn, @ck, @pcl, @sk, @permissions, @criteria, "
        + "@items, @unread, @associated, @deleted, @dassociated, @size, @asize, @dsize, @dtotal, @ccn, @article, @created, @modified, @cmodified, @deletedAt, @progress)";

    public const string UpdateText =
        "UPDATE folder SET parent_id = @parent, kind = @kind, display_name = @name, props = @props, cn = @cn, change_key = @ck, pcl = @pcl, source_key = @sk, "
        + "permissions = @permissions, search_criteria = @criteria, modified_at = @modified, deleted_at = @deletedAt WHERE mailbox_id = @m AND folder_id = @folder";

    public static (string, object?)[] Parameters(MailboxKey key, FolderRecord f, bool withCounters)
    {
        List<(string, object?)> all =
        [
            ("m", key.Id), ("folder", f.FolderId), ("parent", f.ParentId), ("kind", (long)f.Kind), ("name", f.DisplayName), ("props", StorageFormat.WriteBag(f.Properties)),
            ("cn", f.ChangeNumber), ("ck", f.ChangeKey), ("pcl", f.PredecessorChangeList), ("sk", f.SourceKey), ("permissions", WritePermissions(f.Permissions)),
            ("criteria", f.SearchCriteria ?? []), ("modified", f.ModifiedAt.UtcTicks), ("deletedAt", f.DeletedAt?.UtcTicks),
        ];
        if (withCounters)
        {
            var c = f.Counters;
            all.AddRange(
            [
                ("items", (long)c.Items), ("unread", (long)c.Unread), ("associated", (long)c.Associated), ("deleted", (long)c.Deleted),
                ("dassociated", (long)c.DeletedAssociated), ("size", c.Size), ("asize", c.AssociatedSize), ("dsize", c.DeletedSize),
                ("dtotal", (long)c.DeletedTotal), ("ccn", f.ContentsChangeNumber), ("article", (long)f.NextArticleNumber),
                ("created", f.CreatedAt.UtcTicks), ("cmodified", f.ContentsModifiedAt.UtcTicks),
                ("progress", (long)f.SearchProgress),
            ]);
        }
        return [.. all];
    }

    public static FolderRecord Map(DbDataReader row)
    {
        var id = row.GetInt64(0);
        return new FolderRecord
        {
            FolderId = id,
            ParentId = row.GetInt64(1),
            Kind = (FolderKind)row.Int(2),
            DisplayName = row.GetString(3),
            Properties = StorageFormat.TryReadBag(row.Bytes(4), out var error) ?? throw new InvalidDataException($"The properties of folder {id} cannot be read: {error}."),
            ChangeNumber = row.GetInt64(5),
            ChangeKey = row.Bytes(6),
            PredecessorChangeList = row.Bytes(7),
            SourceKey = row.Bytes(8),
            Permissions = ReadPermissions(row.Bytes(9)),
            SearchCriteria = row.Bytes(10) is { Length: > 0 } criteria ? criteria : null,
            Counters = new FolderCounters
            {
                Items = row.Int(11),
                Unread = row.Int(12),
                Associated = row.Int(13),
                Deleted = row.Int(14),
                DeletedAssociated = row.Int(15),
                Size = row.GetInt64(16),
                AssociatedSize = row.GetInt64(17),
                DeletedSize = row.GetInt64(18),
                DeletedTotal = row.Int(19),
            },
            ContentsChangeNumber = row.GetInt64(20),
            NextArticleNumber = row.Int(21),
            CreatedAt = row.Time(22),
            ModifiedAt = row.Time(23),
            ContentsModifiedAt = row.Time(24),
            DeletedAt = row.TimeOrNull(25),
            SearchProgress = (SearchProgress)row.Int(26),
        };
    }

    private static byte[] WritePermissions(IReadOnlyList<FolderPermission> permissions)
    {
        using var writer = new MapiWriter(28 * permissions.Count);
        foreach (var (member, account, rights) in permissions)
        {
            writer.WriteInt64(member);
            writer.WriteGuid(account);
            writer.WriteUInt32((uint)rights);
        }
        return writer.ToArray();
    }

    private static List<FolderPermission> ReadPermissions(byte[] bytes)
    {
        var reader = new MapiReader(bytes);
        var permissions = new List<FolderPermission>(bytes.Length / 28);
        while (reader.Remaining > 0) permissions.Add(new FolderPermission(reader.ReadInt64(), reader.ReadGuid(), (FolderRights)reader.ReadUInt32()));
        return reader.Error is { } error ? throw new InvalidDataException($"A permission list cannot be read: {error}.") : permissions;
    }

    public static byte[] WriteGuids(IReadOnlyList<Guid> guids) => [.. guids.SelectMany(g => g.ToByteArray())];

    public static List<Guid> ReadGuids(byte[] bytes) => [.. bytes.Chunk(16).Where(c => c.Length == 16).Select(c => new Guid(c))];

    public static byte[] WriteReceiveFolders(IReadOnlyList<ReceiveFolderRecord> rows)
    {
        using var writer = new MapiWriter();
        foreach (var (messageClass, folder, modified) in rows)
        {
            writer.WriteUnicodeZ(messageClass);
            writer.WriteInt64(folder);
            writer.WriteInt64(modified.UtcTicks);
        }
        return writer.ToArray();
    }

    public static List<ReceiveFolderRecord> ReadReceiveFolders(byte[] bytes)
    {
        var reader = new MapiReader(bytes);
        var rows = new List<ReceiveFolderRecord>();
        while (reader.Remaining > 0)
        {
            var (messageClass, folder, modified) = (reader.ReadUnicodeZ(), reader.ReadInt64(), reader.ReadInt64());
            if (!reader.Failed) rows.Add(new ReceiveFolderRecord(messageClass, folder, new DateTimeOffset(modified, TimeSpan.Zero)));
        }
        return reader.Error is { } error ? throw new InvalidDataException($"A receive-folder table cannot be read: {error}.") : rows;
    }

    public const string MailboxSelect =
        "mailbox_id, mailbox_guid, repl_guid, kind, epoch, next_cn, next_id, size_bytes, props, foreign_repl, receive_folders, created_at";

    public static MailboxRecord MapMailbox(DbDataReader row, int shard) => new()
    {
        Key = new MailboxKey(row.GetInt64(0), shard),
        MailboxGuid = row.Guid(1),
        ReplGuid = row.Guid(2),
        Kind = (MailboxKind)row.Int(3),
        Epoch = row.GetInt64(4),
        NextChangeNumber = row.GetInt64(5),
        NextId = row.GetInt64(6),
        SizeBytes = row.GetInt64(7),
        Properties = StorageFormat.TryReadBag(row.Bytes(8), out var error) ?? throw new InvalidDataException($"The properties of a mailbox cannot be read: {error}."),
        ForeignReplGuids = ReadGuids(row.Bytes(9)),
        ReceiveFolders = ReadReceiveFolders(row.Bytes(10)),
        CreatedAt = row.Time(11),
    };
}
