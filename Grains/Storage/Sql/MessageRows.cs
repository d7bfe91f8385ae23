using System.Data.Common;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Storage.Sql;

/// <summary>Message rows to records and back.</summary>
internal static class MessageRows
{
    private static readonly string[] ColumnNames =
    [
        "message_id", "folder_id", "associated", "is_deleted", "cn", "read_cn", "change_key", "pcl", "source_key", "is_read", "message_flags",
        "message_status", "article", "size", "created_at", "modified_at", "deleted_at", "delivery_time", "submit_time", "subject",
        "normalized_subject", "sender_name", "sent_representing_name", "display_to", "message_class", "importance", "has_attachments",
        "flag_status", "conversation_topic", "conversation_id", "internet_message_id", "mime_part", "mime_length",
        "group_cns",
    ];

    private static readonly string[] ContentNames = ["props", "recipients", "attachments", "large_props"];

    /// <summary>What a copy takes over from its source: everything that follows from content.</summary>
    private static readonly string[] CopiedNames =
    [
        "size", "delivery_time", "submit_time", "subject", "normalized_subject", "sender_name", "sent_representing_name", "display_to",
        "message_class", "importance", "has_attachments", "flag_status", "conversation_topic", "conversation_id", "internet_message_id",
        "mime_part", "mime_length", "props", "recipients", "attachments", "large_props",
    ];

    private static readonly string[] IdentityNames = [.. ColumnNames.Except(CopiedNames)];

    /// <summary>The columns of a query for these parts.</summary>
    public static string Select(MessageParts parts) =>
        string.Join(", ", ColumnNames)
        + ((parts & (MessageParts.Properties | MessageParts.Beginnings)) != 0 ? ", props" : ", NULL")
        + (parts.HasFlag(MessageParts.Recipients) ? ", recipients" : ", NULL")
        + (parts.HasFlag(MessageParts.Attachments) ? ", attachments" : ", NULL")
        // Bytes, if only none, where the whole bag is wanted; NULL where the beginnings of its large values do.
        + (parts.HasFlag(MessageParts.Properties) ? ", large_props" : ", NULL");

    /// <summary>Inserts a row.</summary>
    public static string InsertText { get; } =
        $"INSERT INTO message (mailbox_id, {string.Join(", ", ColumnNames.Concat(ContentNames))}) VALUES (@m, {string.Join(", ", ColumnNames.Concat(ContentNames).Select(c => "@" + c))}) ON CONFLICT (mailbox_id, message_id) DO NOTHING";

    /// <summary>Replaces all of a row but its id.</summary>
    public static string UpdateText { get; } =
        $"UPDATE message SET {string.Join(", ", ColumnNames.Skip(1).Concat(ContentNames).Select(c => $"{c} = @{c}"))} WHERE mailbox_id = @m AND message_id = @message_id";

    /// <summary>Gives a row another place and identity; its content stays.</summary>
    public static string MoveText { get; } =
        $"UPDATE message SET {string.Join(", ", IdentityNames.Select(c => $"{c} = @{c}"))} WHERE mailbox_id = @m AND message_id = @source";

    /// <summary>Copies a row's content under another identity.</summary>
    public static string CopyText { get; } =
        $"INSERT INTO message (mailbox_id, {string.Join(", ", IdentityNames.Concat(CopiedNames))}) SELECT mailbox_id, {string.Join(", ", IdentityNames.Select(c => "@" + c))}, {string.Join(", ", CopiedNames)} FROM message WHERE mailbox_id = @m AND message_id = @source";

    /// <summary>The parameters of a row's identity and place.</summary>
    public static (string, object?)[] IdentityParameters(MailboxKey key, MessageRecord r) =>
    [
        ("m", key.Id), ("message_id", r.MessageId), ("folder_id", r.FolderId), ("associated", Flag(r.Associated)), ("is_deleted", Flag(r.DeletedAt is not null)),
        ("cn", r.ChangeNumber), ("read_cn", r.ReadChangeNumber), ("change_key", r.ChangeKey), ("pcl", r.PredecessorChangeList), ("source_key", r.SourceKey),
        ("is_read", Flag(r.IsRead)), ("message_flags", (long)r.MessageFlags), ("message_status", (long)r.MessageStatus), ("article", (long)r.ArticleNumber),
        ("created_at", r.CreatedAt.UtcTicks), ("modified_at", r.ModifiedAt.UtcTicks), ("deleted_at", r.DeletedAt?.UtcTicks), ("group_cns", r.GroupChanges),
    ];

    /// <summary>The parameters of a whole row.</summary>
    public static (string, object?)[] Parameters(MailboxKey key, MessageRecord r)
    {
        var (props, large) = StorageFormat.WriteSplitBag(r.Content.Properties);
        return
        [
            .. IdentityParameters(key, r),
            ("size", r.Size), ("delivery_time", r.Hot.DeliveryTime), ("submit_time", r.Hot.SubmitTime), ("subject", r.Hot.Subject),
            ("normalized_subject", r.Hot.NormalizedSubject), ("sender_name", r.Hot.SenderName), ("sent_representing_name", r.Hot.SentRepresentingName),
            ("display_to", r.Hot.DisplayTo), ("message_class", r.Hot.MessageClass), ("importance", (long)r.Hot.Importance),
            ("has_attachments", Flag(r.Hot.HasAttachments)), ("flag_status", (long)r.Hot.FlagStatus), ("conversation_topic", r.Hot.ConversationTopic),
            ("conversation_id", r.Hot.ConversationId), ("internet_message_id", r.Hot.InternetMessageId),
            ("mime_part", r.Mime?.PartId.ToByteArray()), ("mime_length", r.Mime?.Length),
            ("props", props), ("recipients", StorageFormat.WriteRecipients(r.Content.Recipients)),
            ("attachments", StorageFormat.WriteAttachments(r.Content.Attachments)), ("large_props", large),
        ];
    }

    public static object Flag(bool value) => value ? 1L : 0L;

    /// <summary>A row as a record. Content that cannot be read is the store's damage: named, so that one message fails and not its folder.</summary>
    public static MessageRecord Map(DbDataReader row)
    {
        var id = row.GetInt64(0);
        return new MessageRecord
        {
            MessageId = id,
            FolderId = row.GetInt64(1),
            Associated = row.Bool(2),
            ChangeNumber = row.GetInt64(4),
            ReadChangeNumber = row.GetInt64(5),
            ChangeKey = row.Bytes(6),
            PredecessorChangeList = row.Bytes(7),
            SourceKey = row.Bytes(8),
            IsRead = row.Bool(9),
            MessageFlags = row.Int(10),
            MessageStatus = row.Int(11),
            ArticleNumber = row.Int(12),
            Size = row.GetInt64(13),
            CreatedAt = row.Time(14),
            ModifiedAt = row.Time(15),
            DeletedAt = row.TimeOrNull(16),
            Hot = new HotColumns
            {
                DeliveryTime = row.GetInt64(17),
                SubmitTime = row.GetInt64(18),
                Subject = row.GetString(19),
                NormalizedSubject = row.GetString(20),
                SenderName = row.GetString(21),
                SentRepresentingName = row.GetString(22),
                DisplayTo = row.GetString(23),
                MessageClass = row.GetString(24),
                Importance = row.Int(25),
                HasAttachments = row.Bool(26),
                FlagStatus = row.Int(27),
                ConversationTopic = row.GetString(28),
                ConversationId = row.Bytes(29),
                InternetMessageId = row.GetString(30),
            },
            Mime = row.BytesOrNull(31) is { Length: 16 } part ? new ExternalValue(new Guid(part), row.GetInt64(32)) : null,
            GroupChanges = row.Bytes(33),
            Content = new MessageContent
            {
                Properties = (row.BytesOrNull(37) is { } large ? StorageFormat.TryReadSplitBag(row.Bytes(34), large, out var e1) : StorageFormat.TryReadBeginnings(row.Bytes(34), out e1))
                    ?? throw Damaged(id, "properties", e1),
                Recipients = StorageFormat.TryReadRecipients(row.Bytes(35), out var e2) ?? throw Damaged(id, "recipients", e2),
                Attachments = StorageFormat.TryReadAttachments(row.Bytes(36), out var e3) ?? throw Damaged(id, "attachments", e3),
            },
        };
    }

    private static InvalidDataException Damaged(long id, string what, Mapi.Wire.ParseError? error) =>
        new($"The {what} of message {id} cannot be read: {error}.");

    /// <summary>The name of a column that orders and filters.</summary>
    public static string NameOf(MessageColumn column) => column switch
    {
        MessageColumn.MessageId => "message_id",
        MessageColumn.DeliveryTime => "delivery_time",
        MessageColumn.SubmitTime => "submit_time",
        MessageColumn.Subject => "subject",
        MessageColumn.NormalizedSubject => "normalized_subject",
        MessageColumn.SenderName => "sender_name",
        MessageColumn.SentRepresentingName => "sent_representing_name",
        MessageColumn.DisplayTo => "display_to",
        MessageColumn.MessageClass => "message_class",
        MessageColumn.Importance => "importance",
        MessageColumn.HasAttachments => "has_attachments",
        MessageColumn.FlagStatus => "flag_status",
        MessageColumn.ConversationTopic => "conversation_topic",
        MessageColumn.ConversationId => "conversation_id",
        MessageColumn.InternetMessageId => "internet_message_id",
        MessageColumn.Size => "size",
        MessageColumn.CreatedAt => "created_at",
        MessageColumn.ModifiedAt => "modified_at",
        MessageColumn.IsRead => "is_read",
        MessageColumn.ChangeNumber => "cn",
        MessageColumn.ArticleNumber => "article",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, null),
    };
}
