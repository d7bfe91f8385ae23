namespace MapiOrleans.Grains.Storage.Sql;

/// <summary>
/// The schema, in numbered steps that never change once released: a database has all steps up to its version. Every key begins with the
/// mailbox, so that a mailbox lies together and a shard can be partitioned by it. Times are UTC ticks, GUIDs 16 bytes, flags 0 and 1.
/// </summary>
internal static class Schema
{
    /// <summary>The steps; the first is version 1.</summary>
    public static IReadOnlyList<string[]> Steps(SqlEngine engine) =>
    [
        Version1(engine.BigInt, engine.Blob, engine.Text, engine.Identity),
        Version2(engine.BigInt, engine.Text),
        Version3(engine.BigInt, engine.Blob, engine.Text),
        Version4(engine.Blob),
        Version5(engine.BigInt),
        Version6(engine.BigInt, engine.Blob, engine.Text),
        Version7(engine.BigInt, engine.Blob, engine.Text),
        Version8(engine.BigInt),
        Version9(engine.Blob),
        Version10(engine.BigInt, engine.Blob, engine.Text),
        Version11(),
        Version12(engine.BigInt, engine.TextSchema),
    ];

    private static string[] Version1(string number, string blob, string text, string identity) =>
    [
        $"""
        CREATE TABLE mailbox (
          mailbox_id {identity}, mailbox_guid {blob} NOT NULL UNIQUE, repl_guid {blob} NOT NULL, kind {number} NOT NULL,
          epoch {number} NOT NULL, owner {text} NOT NULL, next_cn {number} NOT NULL, next_id {number} NOT NULL, size_bytes {number} NOT NULL,
          props {blob} NOT NULL, foreign_repl {blob} NOT NULL, receive_folders {blob} NOT NULL, created_at {number} NOT NULL)
        """,
        $"""
        CREATE TABLE folder (
          mailbox_id {number} NOT NULL, folder_id {number} NOT NULL, parent_id {number} NOT NULL, kind {number} NOT NULL,
          display_name {text} NOT NULL, props {blob} NOT NULL, cn {number} NOT NULL, change_key {blob} NOT NULL, pcl {blob} NOT NULL,
          source_key {blob} NOT NULL, permissions {blob} NOT NULL, search_criteria {blob},
          items {number} NOT NULL, unread {number} NOT NULL, associated {number} NOT NULL, deleted {number} NOT NULL,
          deleted_associated {number} NOT NULL, size {number} NOT NULL, associated_size {number} NOT NULL, deleted_size {number} NOT NULL,
          deleted_total {number} NOT NULL, contents_cn {number} NOT NULL, next_article {number} NOT NULL,
          created_at {number} NOT NULL, modified_at {number} NOT NULL, contents_modified_at {number} NOT NULL, deleted_at {number},
          PRIMARY KEY (mailbox_id, folder_id))
        """,
        $"""
        CREATE TABLE message (
          mailbox_id {number} NOT NULL, message_id {number} NOT NULL, folder_id {number} NOT NULL, associated {number} NOT NULL,
          is_deleted {number} NOT NULL, cn {number} NOT NULL, read_cn {number} NOT NULL, change_key {blob} NOT NULL, pcl {blob} NOT NULL,
          source_key {blob} NOT NULL, is_read {number} NOT NULL, message_flags {number} NOT NULL, message_status {number} NOT NULL,
          article {number} NOT NULL, size {number} NOT NULL, created_at {number} NOT NULL, modified_at {number} NOT NULL, deleted_at {number},
          delivery_time {number} NOT NULL, submit_time {number} NOT NULL, subject {text} NOT NULL, normalized_subject {text} NOT NULL,
          sender_name {text} NOT NULL, sent_representing_name {text} NOT NULL, display_to {text} NOT NULL, message_class {text} NOT NULL,
          importance {number} NOT NULL, has_attachments {number} NOT NULL, flag_status {number} NOT NULL, conversation_topic {text} NOT NULL,
          conversation_id {blob} NOT NULL, internet_message_id {text} NOT NULL, mime_part {blob}, mime_length {number},
          props {blob} NOT NULL, recipients {blob} NOT NULL, attachments {blob} NOT NULL,
          PRIMARY KEY (mailbox_id, message_id))
        """,
        "CREATE INDEX message_arrival ON message (mailbox_id, folder_id, associated, is_deleted, message_id)",
        "CREATE INDEX message_delivery ON message (mailbox_id, folder_id, associated, is_deleted, delivery_time, message_id)",
        "CREATE INDEX message_change ON message (mailbox_id, folder_id, cn)",
        "CREATE INDEX message_read_change ON message (mailbox_id, folder_id, read_cn)",
        $"""
        CREATE TABLE part_head (
          mailbox_id {number} NOT NULL, part_id {blob} NOT NULL, size {number} NOT NULL, created_at {number} NOT NULL,
          PRIMARY KEY (mailbox_id, part_id))
        """,
        $"""
        CREATE TABLE part (
          mailbox_id {number} NOT NULL, part_id {blob} NOT NULL, n {number} NOT NULL, data {blob} NOT NULL,
          PRIMARY KEY (mailbox_id, part_id, n))
        """,
        $"""
        CREATE TABLE part_ref (
          mailbox_id {number} NOT NULL, message_id {number} NOT NULL, part_id {blob} NOT NULL,
          PRIMARY KEY (mailbox_id, message_id, part_id))
        """,
        "CREATE INDEX part_ref_part ON part_ref (mailbox_id, part_id)",
        $"""
        CREATE TABLE deletion (
          mailbox_id {number} NOT NULL, folder_id {number} NOT NULL, cn {number} NOT NULL, object_id {number} NOT NULL,
          is_folder {number} NOT NULL, associated {number} NOT NULL, source_key {blob} NOT NULL,
          PRIMARY KEY (mailbox_id, folder_id, cn, object_id))
        """,
        $"""
        CREATE TABLE named_property (
          mailbox_id {number} NOT NULL, prop_id {number} NOT NULL, guid {blob} NOT NULL, lid {number} NOT NULL, name {text},
          PRIMARY KEY (mailbox_id, prop_id))
        """,
        $"""
        CREATE TABLE per_user (
          mailbox_id {number} NOT NULL, account_id {blob} NOT NULL, folder_ltid {blob} NOT NULL, data {blob} NOT NULL,
          PRIMARY KEY (mailbox_id, account_id, folder_ltid))
        """,
        $"""
        CREATE TABLE operation (
          mailbox_id {number} NOT NULL, operation_id {blob} NOT NULL, result {blob} NOT NULL, created_at {number} NOT NULL,
          PRIMARY KEY (mailbox_id, operation_id))
        """,
        $"CREATE TABLE mailbox_shard (mailbox_guid {blob} NOT NULL PRIMARY KEY, shard {number} NOT NULL)",
        $"CREATE TABLE domain (domain_id {blob} NOT NULL PRIMARY KEY, document {text} NOT NULL)",
        $"CREATE TABLE domain_name (name {text} NOT NULL PRIMARY KEY, domain_id {blob} NOT NULL)",
        $"""
        CREATE TABLE directory_object (
          object_id {blob} NOT NULL PRIMARY KEY, domain {text} NOT NULL, address {text} NOT NULL, legacy_dn {text} NOT NULL UNIQUE,
          mailbox_guid {blob}, version {number} NOT NULL, password_hash {text}, credential_version {number} NOT NULL, document {text} NOT NULL)
        """,
        "CREATE INDEX directory_object_list ON directory_object (domain, address)",
        "CREATE INDEX directory_object_mailbox ON directory_object (mailbox_guid)",
        $"CREATE TABLE address (address {text} NOT NULL PRIMARY KEY, object_id {blob} NOT NULL)",
        "CREATE INDEX address_object ON address (object_id)",
        $"CREATE TABLE group_member (object_id {blob} NOT NULL, member {text} NOT NULL, PRIMARY KEY (object_id, member))",
        "CREATE INDEX group_member_member ON group_member (member)",
        $"CREATE TABLE directory_version (id {number} NOT NULL PRIMARY KEY, version {number} NOT NULL)",
        "INSERT INTO directory_version (id, version) VALUES (1, 0)",
        $"CREATE TABLE secret (name {text} NOT NULL PRIMARY KEY, value {blob} NOT NULL)",
    ];

    /// <summary>What address books need: numbers of objects, and what changed in a domain since a version, removals too.</summary>
    private static string[] Version2(string number, string text) =>
    [
        $"ALTER TABLE directory_object ADD COLUMN number {number} NOT NULL DEFAULT 0",
        // Every change takes a version of its own, so the versions there are make good numbers.
        "UPDATE directory_object SET number = version",
        "CREATE UNIQUE INDEX directory_object_number ON directory_object (number)",
        "CREATE INDEX directory_object_change ON directory_object (domain, version)",
        $"CREATE TABLE directory_removal (version {number} NOT NULL PRIMARY KEY, domain {text} NOT NULL, number {number} NOT NULL)",
        "CREATE INDEX directory_removal_change ON directory_removal (domain, version)",
    ];

    /// <summary>Standard rules of folders, and the senders whom rules have answered once.</summary>
    private static string[] Version3(string number, string blob, string text) =>
    [
        $"""
        CREATE TABLE rule (
          mailbox_id {number} NOT NULL, folder_id {number} NOT NULL, rule_id {number} NOT NULL, props {blob} NOT NULL,
          PRIMARY KEY (mailbox_id, folder_id, rule_id))
        """,
        $"""
        CREATE TABLE reply_history (
          mailbox_id {number} NOT NULL, folder_id {number} NOT NULL, rule_id {number} NOT NULL, sender {text} NOT NULL,
          PRIMARY KEY (mailbox_id, folder_id, rule_id, sender))
        """,
    ];

    /// <summary>Large values of a message apart from the small ones, so that tables need not read them. Rows from before have all in props.</summary>
    private static string[] Version4(string blob) => [$"ALTER TABLE message ADD COLUMN large_props {blob} NOT NULL DEFAULT ''"];

    /// <summary>What search folders need: links to the messages they show, and how far their filling is. One that has criteria begins unfilled.</summary>
    private static string[] Version5(string number) =>
    [
        $"ALTER TABLE folder ADD COLUMN search_progress {number} NOT NULL DEFAULT 0",
        $"""
        CREATE TABLE search_link (
          mailbox_id {number} NOT NULL, folder_id {number} NOT NULL, message_id {number} NOT NULL,
          PRIMARY KEY (mailbox_id, folder_id, message_id))
        """,
        "CREATE INDEX search_link_message ON search_link (mailbox_id, message_id)",
    ];

    /// <summary>What is to be done later, by whichever node comes first: mail on its way out.</summary>
    private static string[] Version6(string number, string blob, string text) =>
    [
        $"""
        CREATE TABLE job (
          job_id {number} NOT NULL PRIMARY KEY, kind {number} NOT NULL, mailbox_id {number} NOT NULL, mailbox_guid {blob} NOT NULL,
          message_id {number} NOT NULL, due_at {number} NOT NULL, lease_until {number} NOT NULL, lease_owner {blob}, attempts {number} NOT NULL,
          held {number} NOT NULL, created_at {number} NOT NULL, last_error {text} NOT NULL, part_id {blob}, part_size {number} NOT NULL, data {blob} NOT NULL)
        """,
        "CREATE INDEX job_due ON job (held, due_at)",
        "CREATE INDEX job_message ON job (mailbox_id, message_id)",
    ];

    /// <summary>
    /// Photos and certificates of directory objects; and which object is copied from which entry of another directory, and how far that is.
    /// </summary>
    private static string[] Version7(string number, string blob, string text) =>
    [
        $"""
        CREATE TABLE directory_blob (
          object_id {blob} NOT NULL, kind {number} NOT NULL, position {number} NOT NULL, value {blob} NOT NULL,
          PRIMARY KEY (object_id, kind, position))
        """,
        $"""
        CREATE TABLE directory_link (
          domain {text} NOT NULL, external_id {text} NOT NULL, object_id {blob} NOT NULL UNIQUE, dn {text} NOT NULL, missing_since {number},
          PRIMARY KEY (domain, external_id))
        """,
        $"""
        CREATE TABLE directory_sync (
          domain {text} NOT NULL PRIMARY KEY, due_at {number} NOT NULL, lease_until {number} NOT NULL, lease_owner {blob}, state {text} NOT NULL)
        """,
    ];

    /// <summary>What uploads ask for: who has a foreign source key, what was deleted, and ranges of ids that a folder's clients will never use.</summary>
    private static string[] Version8(string number) =>
    [
        "CREATE INDEX message_source_key ON message (mailbox_id, source_key) WHERE length(source_key) > 0",
        "CREATE INDEX deletion_object ON deletion (mailbox_id, object_id)",
        "CREATE INDEX deletion_source_key ON deletion (mailbox_id, source_key) WHERE length(source_key) > 0",
        $"""
        CREATE TABLE deleted_range (
          mailbox_id {number} NOT NULL, folder_id {number} NOT NULL, low {number} NOT NULL, high {number} NOT NULL,
          PRIMARY KEY (mailbox_id, folder_id, low))
        """,
    ];

    /// <summary>What downloads need: when each property group of a message changed.</summary>
    private static string[] Version9(string blob) =>
    [
        $"ALTER TABLE message ADD COLUMN group_cns {blob} NOT NULL DEFAULT ''",
        // Whatever changes a message changes its place among its read state's changes, too.
        "DROP INDEX message_change",
    ];

    /// <summary>Offline address books: versions of them, and their files in chunks.</summary>
    private static string[] Version10(string number, string blob, string text) =>
    [
        $"""
        CREATE TABLE oab (
          oab_id {blob} NOT NULL PRIMARY KEY, domain_id {blob} NOT NULL, sequence {number} NOT NULL, content_hash {blob} NOT NULL, published_at {number} NOT NULL)
        """,
        $"""
        CREATE TABLE oab_file (
          file_id {blob} NOT NULL PRIMARY KEY, oab_id {blob} NOT NULL, kind {number} NOT NULL, language {number} NOT NULL, sequence {number} NOT NULL,
          size {number} NOT NULL, uncompressed_size {number} NOT NULL, crc {number} NOT NULL, sha1 {blob} NOT NULL, created_at {number} NOT NULL, is_published {number} NOT NULL)
        """,
        "CREATE INDEX oab_file_oab ON oab_file (oab_id)",
        $"CREATE TABLE oab_chunk (file_id {blob} NOT NULL, n {number} NOT NULL, data {blob} NOT NULL, PRIMARY KEY (file_id, n))",
    ];

    /// <summary>A conversation's messages, wherever they are.</summary>
    private static string[] Version11() =>
    [
        "CREATE INDEX message_conversation ON message (mailbox_id, conversation_id) WHERE length(conversation_id) > 0",
    ];

    /// <summary>The full-text index: terms of messages, as the engine keeps them, and up to which read change number each folder is in it.</summary>
    private static string[] Version12(string number, string[] terms) =>
    [
        .. terms,
        $"""
        CREATE TABLE text_folder (
          mailbox_id {number} NOT NULL, folder_id {number} NOT NULL, indexed_to {number} NOT NULL,
          PRIMARY KEY (mailbox_id, folder_id))
        """,
    ];
}
