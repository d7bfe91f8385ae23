using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>Kinds of event ([MS-OXCNOTIF] 2.2.1.2.1.1): a client asks for some of them, a notification is of one.</summary>
[Flags]
public enum NotificationTypes : ushort
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>A message was delivered.</summary>
    NewMail = 0x0002,
    /// <summary>An object is new.</summary>
    ObjectCreated = 0x0004,
    /// <summary>An object is gone.</summary>
    ObjectDeleted = 0x0008,
    /// <summary>An object changed.</summary>
    ObjectModified = 0x0010,
    /// <summary>An object is elsewhere.</summary>
    ObjectMoved = 0x0020,
    /// <summary>An object was copied: the copy is what the notification is of.</summary>
    ObjectCopied = 0x0040,
    /// <summary>A search found all there is.</summary>
    SearchCompleted = 0x0080,
    /// <summary>A table changed.</summary>
    TableModified = 0x0100,
    /// <summary>In a request: one more byte follows. In a notification: none such are sent.</summary>
    Extended = 0x0400,
}

/// <summary>The four bits over the type in NotificationFlags ([MS-OXCNOTIF] 2.2.1.4.1.2): which fields there are.</summary>
[Flags]
public enum NotificationBits : ushort
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>T: TotalMessageCount is there; only in ObjectModified.</summary>
    TotalCount = 0x1000,
    /// <summary>U: UnreadMessageCount is there; only in ObjectModified.</summary>
    UnreadCount = 0x2000,
    /// <summary>S: of a message in a search folder; goes with <see cref="Message"/>.</summary>
    SearchFolder = 0x4000,
    /// <summary>M: of a message, not of a folder.</summary>
    Message = 0x8000,
}

/// <summary>What became of a table ([MS-OXCNOTIF] 2.2.1.4.1.2 TableEventType).</summary>
public enum TableEventType : ushort
{
    /// <summary>TableChanged: read it anew.</summary>
    Changed = 0x0001,
    /// <summary>TableRowAdded.</summary>
    RowAdded = 0x0003,
    /// <summary>TableRowDeleted.</summary>
    RowDeleted = 0x0004,
    /// <summary>TableRowModified.</summary>
    RowModified = 0x0005,
    /// <summary>TableRestrictionChanged.</summary>
    RestrictionChanged = 0x0007,
}

/// <summary>A row as notifications name it: FolderId, and in tables of messages MessageId and instance. All 0 stands for no row.</summary>
/// <param name="FolderId">TableRowFolderID: the message's folder, or the folder that is the row.</param>
/// <param name="MessageId">TableRowMessageID; not on the wire in hierarchy tables.</param>
/// <param name="Instance">TableRowInstance; not on the wire in hierarchy tables.</param>
public readonly record struct TableRowId(ulong FolderId, ulong MessageId, uint Instance);

/// <summary>
/// NotificationData ([MS-OXCNOTIF] 2.2.1.4.1.2): one layout whose fields are there or not as type, bits and table event say. Fields that are
/// not there are neither read nor written.
/// </summary>
public sealed class NotificationData
{
    private const ushort TypeMask = 0x0FFF;

    private const NotificationTypes HasParent = NotificationTypes.ObjectCreated | NotificationTypes.ObjectDeleted | NotificationTypes.ObjectMoved | NotificationTypes.ObjectCopied;
    private const NotificationTypes HasOld = NotificationTypes.ObjectMoved | NotificationTypes.ObjectCopied;
    private const NotificationTypes HasTags = NotificationTypes.ObjectCreated | NotificationTypes.ObjectModified;

    // What TagCount says where nothing is said of properties.
    private const ushort NoTags = 0xFFFF;

    /// <summary>The kind of event: one bit.</summary>
    public NotificationTypes Type { get; init; }

    /// <summary>What it is of, and which counts are there.</summary>
    public NotificationBits Bits { get; init; }

    /// <summary>TableModified: what became of the table.</summary>
    public TableEventType TableEventType { get; init; }

    /// <summary>The row that was added, deleted or modified.</summary>
    public TableRowId Row { get; init; }

    /// <summary>The row that comes just before an added or modified one now; all 0 where that is the first.</summary>
    public TableRowId InsertAfter { get; init; }

    /// <summary>An added or modified row: a PropertyRow of the table's columns, at most 65,535 bytes.</summary>
    public ReadOnlyMemory<byte> RowData { get; init; }

    /// <summary>The folder, or the message's folder.</summary>
    public ulong FolderId { get; init; }

    /// <summary>The message.</summary>
    public ulong MessageId { get; init; }

    /// <summary>The folder's parent, or the search folder that the message is found in.</summary>
    public ulong ParentFolderId { get; init; }

    /// <summary>Moved or copied: the folder as it was, or the message's folder before.</summary>
    public ulong OldFolderId { get; init; }

    /// <summary>Moved or copied: the message's id before.</summary>
    public ulong OldMessageId { get; init; }

    /// <summary>Moved or copied: the folder's parent before.</summary>
    public ulong OldParentFolderId { get; init; }

    /// <summary>Created or modified: properties that changed; null for TagCount 0xFFFF.</summary>
    public PropertyTag[]? Tags { get; init; } = [];

    /// <summary>Messages in the folder, with <see cref="NotificationBits.TotalCount"/>.</summary>
    public uint TotalMessageCount { get; init; }

    /// <summary>Unread messages in the folder, with <see cref="NotificationBits.UnreadCount"/>.</summary>
    public uint UnreadMessageCount { get; init; }

    /// <summary>PidTagMessageFlags of new mail.</summary>
    public uint MessageFlags { get; init; }

    /// <summary>Whether the class of new mail is written as UTF-16; cached-mode clients get it in ASCII.</summary>
    public bool UnicodeFlag { get; init; }

    /// <summary>The class of new mail.</summary>
    public string MessageClass { get; init; } = "";

    private bool IsMessage => (Bits & NotificationBits.Message) != 0;

    /// <summary>Of a folder, or of a message in a search folder.</summary>
    private bool NamesParent => (Type & HasParent) != 0 && IsMessage == ((Bits & NotificationBits.SearchFolder) != 0);

    /// <summary>Writes it.</summary>
    public void Write(MapiWriter writer)
    {
        writer.WriteUInt16((ushort)((ushort)Type | (ushort)Bits));
        if (Type == NotificationTypes.TableModified)
        {
            WriteTable(writer);
            return;
        }
        writer.WriteUInt64(FolderId);
        if (IsMessage) writer.WriteUInt64(MessageId);
        if (NamesParent) writer.WriteUInt64(ParentFolderId);
        if ((Type & HasOld) != 0)
        {
            writer.WriteUInt64(OldFolderId);
            writer.WriteUInt64(IsMessage ? OldMessageId : OldParentFolderId);
        }
        if ((Type & HasTags) != 0)
        {
            if (Tags is null) writer.WriteUInt16(NoTags);
            else TableRops.WriteTags(writer, Tags);
        }
        if ((Bits & NotificationBits.TotalCount) != 0) writer.WriteUInt32(TotalMessageCount);
        if ((Bits & NotificationBits.UnreadCount) != 0) writer.WriteUInt32(UnreadMessageCount);
        if (Type != NotificationTypes.NewMail) return;
        writer.WriteUInt32(MessageFlags);
        writer.WriteByte(UnicodeFlag ? (byte)1 : (byte)0);
        if (UnicodeFlag) writer.WriteUnicodeZ(MessageClass);
        else writer.WriteAsciiZ(MessageClass);
    }

    private void WriteTable(MapiWriter writer)
    {
        writer.WriteUInt16((ushort)TableEventType);
        if (TableEventType is not (TableEventType.RowAdded or TableEventType.RowDeleted or TableEventType.RowModified)) return;
        WriteRow(writer, Row);
        if (TableEventType == TableEventType.RowDeleted) return;
        WriteRow(writer, InsertAfter);
        writer.WriteUInt16(checked((ushort)RowData.Length));
        writer.WriteBytes(RowData.Span);
    }

    private void WriteRow(MapiWriter writer, TableRowId row)
    {
        writer.WriteUInt64(row.FolderId);
        if (!IsMessage) return;
        writer.WriteUInt64(row.MessageId);
        writer.WriteUInt32(row.Instance);
    }

    /// <summary>Reads it; fails where type, bits and table event do not go together.</summary>
    public static NotificationData Read(ref MapiReader reader)
    {
        var flags = reader.ReadUInt16();
        var type = (NotificationTypes)(flags & TypeMask);
        var bits = (NotificationBits)(flags & ~TypeMask);
        var counts = (bits & (NotificationBits.TotalCount | NotificationBits.UnreadCount)) != 0;
        var known = type is NotificationTypes.NewMail or NotificationTypes.ObjectCreated or NotificationTypes.ObjectDeleted or NotificationTypes.ObjectModified
            or NotificationTypes.ObjectMoved or NotificationTypes.ObjectCopied or NotificationTypes.SearchCompleted or NotificationTypes.TableModified;
        var message = (bits & NotificationBits.Message) != 0;
        var search = (bits & NotificationBits.SearchFolder) != 0;
        if (!known || (counts && type != NotificationTypes.ObjectModified) || (search && !message))
        {
            reader.Fail($"notification flags 0x{flags:X4}");
            return new NotificationData();
        }
        if (type == NotificationTypes.TableModified) return ReadTable(ref reader, bits, message);
        var folderId = reader.ReadUInt64();
        var messageId = message ? reader.ReadUInt64() : 0;
        var parent = (type & HasParent) != 0 && message == search ? reader.ReadUInt64() : 0;
        var moved = (type & HasOld) != 0;
        var oldFolder = moved ? reader.ReadUInt64() : 0;
        var old = moved ? reader.ReadUInt64() : 0;
        var tags = (type & HasTags) != 0 ? ReadTags(ref reader) : [];
        var total = (bits & NotificationBits.TotalCount) != 0 ? reader.ReadUInt32() : 0;
        var unread = (bits & NotificationBits.UnreadCount) != 0 ? reader.ReadUInt32() : 0;
        var newMail = type == NotificationTypes.NewMail;
        var messageFlags = newMail ? reader.ReadUInt32() : 0;
        var unicode = newMail && reader.ReadBool();
        return new NotificationData
        {
            Type = type,
            Bits = bits,
            FolderId = folderId,
            MessageId = messageId,
            ParentFolderId = parent,
            OldFolderId = oldFolder,
            OldMessageId = message ? old : 0,
            OldParentFolderId = message ? 0 : old,
            Tags = tags,
            TotalMessageCount = total,
            UnreadMessageCount = unread,
            MessageFlags = messageFlags,
            UnicodeFlag = unicode,
            MessageClass = !newMail ? "" : unicode ? reader.ReadUnicodeZ() : reader.ReadAsciiZ(),
        };
    }

    private static NotificationData ReadTable(ref MapiReader reader, NotificationBits bits, bool message)
    {
        var what = (TableEventType)reader.ReadUInt16();
        if (!Enum.IsDefined(what)) reader.Fail($"table event {(ushort)what}");
        var ofRow = what is TableEventType.RowAdded or TableEventType.RowDeleted or TableEventType.RowModified;
        var row = ofRow ? ReadRow(ref reader, message) : default;
        var withData = ofRow && what != TableEventType.RowDeleted;
        return new NotificationData
        {
            Type = NotificationTypes.TableModified,
            Bits = bits,
            TableEventType = what,
            Row = row,
            InsertAfter = withData ? ReadRow(ref reader, message) : default,
            RowData = withData ? TableRops.ReadCounted(ref reader) : default(ReadOnlyMemory<byte>),
        };
    }

    private static TableRowId ReadRow(ref MapiReader reader, bool message)
    {
        var folderId = reader.ReadUInt64();
        return message ? new TableRowId(folderId, reader.ReadUInt64(), reader.ReadUInt32()) : new TableRowId(folderId, 0, 0);
    }

    private static PropertyTag[]? ReadTags(ref MapiReader reader)
    {
        var rest = reader.PeekRest();
        if (rest.Length >= 2 && rest[0] == 0xFF && rest[1] == 0xFF)
        {
            reader.Skip(2);
            return null;
        }
        return TableRops.ReadTags(ref reader);
    }
}
