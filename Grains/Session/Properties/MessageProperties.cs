using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Properties;

/// <summary>
/// A message's properties as clients see them ([MS-OXCMSG] 2.2.1, [MS-OXCPRPT] 2.2.1): what was set on it, and what is computed from
/// its row, its content and the caller's rights. Contents tables, RopGetProperties* and ICS read messages through this. Of a record that
/// was read in parts it knows what <see cref="PartsFor"/> asked for.
/// </summary>
internal static partial class MessageProperties
{
    private delegate PropertyValue Computation(IMailboxView view, MessageRecord record, FolderView? folder);

    /// <summary>How a computed property goes with one that was set.</summary>
    private enum Rule
    {
        /// <summary>Nobody sets it.</summary>
        Computed,
        /// <summary>Computed until somebody sets it.</summary>
        Default,
        /// <summary>As <see cref="Default"/>, but clients do not set it: an upload or the server itself does.</summary>
        Given,
    }

    private readonly record struct Row(Rule Rule, MessageParts Parts, Computation Compute);

    private static readonly Dictionary<PropertyTag, Row> Table = new()
    {
        [PidTag.Mid] = Columns((_, m, _) => IdOf(m.MessageId)),
        [PidTag.InstID] = Columns((_, m, _) => IdOf(m.MessageId)),
        [PidTag.InstanceNum] = Columns((_, _, _) => PropertyValue.Int32(0)),
        [PidTag.FolderId] = Columns((_, m, _) => IdOf(m.FolderId)),
        [PidTag.ParentFolderId] = Columns((_, m, _) => IdOf(m.FolderId)),
        [PidTag.EntryId] = Columns((l, m, _) => EntryIdOf(l, m)),
        [PidTag.RecordKey] = Columns((l, m, _) => EntryIdOf(l, m)),
        [PidTag.InstanceKey] = Columns((_, m, _) => InstanceKeyOf(m)),
        [PidTag.ParentEntryId] = Columns((l, m, _) => m.FolderId == 0 ? NotFound : PropertyValue.Binary(FolderProperties.EntryIdOf(l, m.FolderId))),
        [PidTag.StoreEntryId] = Columns((l, _, _) => l.StoreEntryId is { } id ? PropertyValue.Binary(id) : NotFound),
        [PidTag.StoreRecordKey] = Columns((l, _, _) => PropertyValue.Binary(l.ProviderUid.ToByteArray())),
        [PidTag.MappingSignature] = Columns((l, _, _) => PropertyValue.Binary(l.Info.ReplGuid.ToByteArray())),
        [PidTag.SourceKey] = Columns((l, m, _) => m.MessageId == 0 ? NotFound : PropertyValue.Binary(SourceKeyOf(l, m))),
        [PidTag.ParentSourceKey] = Columns(ParentSourceKey),
        [PidTag.ChangeKey] = Columns(ChangeKey),
        [PidTag.PredecessorChangeList] = Columns(PredecessorChangeListOf),
        [PidTag.ChangeNumber] = Columns((_, m, _) => IdOf(m.ChangeNumber)),
        [PidTag.ObjectType] = Columns((_, _, _) => PropertyValue.Int32(MapiMessage)),
        [PidTag.MessageFlags] = Columns((_, m, _) => PropertyValue.Int32(FlagsOf(m))),
        [PidTag.MessageStatus] = Columns((_, m, _) => PropertyValue.Int32(m.MessageStatus)),
        [PidTag.MessageSize] = Columns((_, m, _) => PropertyValue.Int32((int)Math.Clamp(m.Size, 0, int.MaxValue))),
        [PidTag.MessageSizeExtended] = Columns((_, m, _) => PropertyValue.Int64(m.Size)),
        [PidTag.HasAttachments] = Columns((_, m, _) => PropertyValue.Bool(m.Hot.HasAttachments)),
        [PidTag.Associated] = Columns((_, m, _) => PropertyValue.Bool(m.Associated)),
        [PidTag.Read] = Columns((_, m, _) => PropertyValue.Bool(m.IsRead)),
        [PidTag.InternetArticleNumber] = Columns((_, m, _) => m.ArticleNumber == 0 ? NotFound : PropertyValue.Int32(m.ArticleNumber)),
        [PidTag.DeletedOn] = Columns((_, m, _) => m.DeletedAt is { } at ? PropertyValue.Time(at) : NotFound),
        [PidTag.LastModificationTime] = Columns((_, m, _) => PropertyValue.Time(m.ModifiedAt)),
        [PidTag.LocalCommitTime] = Columns((_, m, _) => PropertyValue.Time(m.ModifiedAt)),
        [PidTag.CreationTime] = new(Rule.Given, MessageParts.Properties, (_, m, _) => PropertyValue.Time(m.CreatedAt)),
        [PidTag.Access] = new(Rule.Computed, MessageParts.Properties, (l, m, f) => PropertyValue.Int32(AccessOf(l, m, f))),
        [PidTag.AccessLevel] = new(Rule.Computed, MessageParts.Properties, (l, m, f) => PropertyValue.Int32((AccessOf(l, m, f) & AccessModify) != 0 ? 1 : 0)),
        [PidTag.HasNamedProperties] = new(Rule.Computed, MessageParts.Properties, (_, m, _) => PropertyValue.Bool(HasNamedProperties(m.Content.Properties))),
        [PidTag.MessageRecipients] = new(Rule.Computed, MessageParts.Recipients, (_, _, _) => PropertyValue.ObjectBytes([])),
        [PidTag.MessageAttachments] = new(Rule.Computed, MessageParts.Attachments, (_, _, _) => PropertyValue.ObjectBytes([])),
        [PidTag.DisplayTo] = new(Rule.Given, MessageParts.Properties, (_, m, _) => Names(m, 1)),
        [PidTag.DisplayCc] = new(Rule.Given, MessageParts.Properties, (_, m, _) => Names(m, 2)),
        [PidTag.DisplayBcc] = new(Rule.Given, MessageParts.Properties, (_, m, _) => Names(m, 3)),
        [PidTag.SearchKey] = new(Rule.Default, MessageParts.Properties, (l, m, _) => m.MessageId == 0 ? NotFound : PropertyValue.Binary(Xid.Of(l.Info.ReplGuid, m.MessageId))),
        [PidTag.Subject] = new(Rule.Default, MessageParts.Properties, (_, m, _) => Subject(m.Content.Properties)),
        [PidTag.SubjectPrefix] = new(Rule.Default, MessageParts.Properties, (_, m, _) => SubjectPrefix(m.Content.Properties)),
        [PidTag.NormalizedSubject] = new(Rule.Default, MessageParts.Properties, (_, m, _) => NormalizedSubject(m.Content.Properties)),
        [PidTag.ConversationTopic] = new(Rule.Default, MessageParts.Properties, (_, m, _) => ConversationTopic(m.Content.Properties)),
        [PidTag.ConversationId] = new(Rule.Default, MessageParts.Properties, (_, m, _) => ConversationId(m.Content.Properties)),
        [PidTag.NativeBody] = new(Rule.Default, MessageParts.Properties, (_, m, _) => NativeBody(m.Content.Properties)),
        [PidTag.RtfInSync] = new(Rule.Default, MessageParts.Properties, (_, m, _) => RtfInSync(m.Content.Properties)),
    };

    // Computed, or of one row in a table, and not for those who list what a message has: a copy would take them along.
    private static readonly HashSet<ushort> Unlisted =
    [
        PidTag.ParentSourceKey.Id, PidTag.InstID.Id, PidTag.InstanceNum.Id, PidTag.InstanceKey.Id, PidTag.MessageRecipients.Id, PidTag.MessageAttachments.Id,
    ];

    // PidTagMessageSize and PidTagMessageSizeExtended share an id: the first is what one gets who names no type.
    private static readonly Dictionary<ushort, PropertyTag> ById = Table.Keys.GroupBy(t => t.Id).ToDictionary(g => g.Key, g => g.MinBy(t => t.Type));

    private const int MapiMessage = 5;
    private const int AccessModify = 0x01, AccessRead = 0x02, AccessDelete = 0x04;

    private static PropertyValue NotFound => PropertyValue.Error(MapiError.NotFound);

    private static Row Columns(Computation compute) => new(Rule.Computed, MessageParts.None, compute);

    /// <summary>Tags of all properties that are computed: what a contents table can show besides what was set.</summary>
    public static IReadOnlyCollection<PropertyTag> ComputedTags => Table.Keys;

    /// <summary>Whether clients may not set a property: the server computes it, or keeps it itself.</summary>
    public static bool IsReadOnly(ushort id) =>
        id == PidTag.LastModifierName.Id || (ById.TryGetValue(id, out var tag) && Table[tag].Rule != Rule.Default);

    /// <summary>Whether the server computes a property whatever anybody set.</summary>
    public static bool IsComputed(ushort id) => ById.TryGetValue(id, out var tag) && Table[tag].Rule == Rule.Computed;

    /// <summary>The parts of a message that these properties need.</summary>
    public static MessageParts PartsFor(ReadOnlySpan<PropertyTag> tags)
    {
        var parts = MessageParts.None;
        foreach (var tag in tags) parts |= ById.TryGetValue(tag.Id, out var known) ? Table[known].Parts : MessageParts.Properties;
        return parts;
    }

    /// <summary>
    /// The value of a property: a PtypErrorCode NotFound where the message has none of this type. Unspecified gets the value in its own
    /// type; text comes as PtypString whichever text type was asked. <paramref name="folder"/> is the message's folder as the caller sees
    /// it, where it is at hand: without it, somebody who has not all rights is taken for one who may only read, and the folder's source
    /// key for the one that follows from its id.
    /// </summary>
    public static PropertyValue Get(IMailboxView view, MessageRecord record, PropertyTag tag, FolderView? folder = null)
    {
        var type = tag.Type switch
        {
            PropertyType.String8 => PropertyType.String,
            PropertyType.MultipleString8 => PropertyType.MultipleString,
            var other => other,
        };
        if (!ById.TryGetValue(tag.Id, out var known)) return Stored(record.Content.Properties, tag.Id, type);
        if (type != PropertyType.Unspecified) known = tag.WithType(type);
        if (!Table.TryGetValue(known, out var row)) return NotFound;
        return row.Rule != Rule.Computed && record.Content.Properties.TryGet(known, out PropertyValue stored) ? stored : row.Compute(view, record, folder);
    }

    /// <summary>
    /// Tags of all properties the message has. Those that name its place in a table, and PidTagParentSourceKey (told of it for a store that
    /// was opened beside its own, Outlook takes what it has for deleted), answer when asked for and are not listed.
    /// </summary>
    public static IReadOnlyList<PropertyTag> List(IMailboxView view, MessageRecord record)
    {
        var bag = record.Content.Properties;
        var tags = new List<PropertyTag>(Table.Count + bag.Count);
        foreach (var (tag, row) in Table)
        {
            if (Unlisted.Contains(tag.Id) || ById[tag.Id] != tag) continue;
            if ((row.Rule != Rule.Computed && bag.TryGet(tag, out PropertyValue _)) || row.Compute(view, record, null).Type != PropertyType.ErrorCode) tags.Add(tag);
        }
        foreach (var item in bag.Items)
            if (!ById.ContainsKey(item.Tag.Id))
                tags.Add(item.Tag);
        return tags;
    }

    /// <summary>PidTagSourceKey: what a client or another server gave, or what follows from the id.</summary>
    public static byte[] SourceKeyOf(IMailboxView view, MessageRecord record) =>
        record.SourceKey.Length > 0 ? record.SourceKey : Xid.Of(view.Info.ReplGuid, record.MessageId);

    /// <summary>Whether a message has named properties: HasNamedProperties of RopOpenMessage, PidTagHasNamedProperties.</summary>
    public static bool HasNamedProperties(PropertyBag bag) => bag.Count > 0 && bag.Items[^1].Tag.IsNamed;

    /// <summary>PidTagAccess ([MS-OXCPRPT] 2.2.1.1) as the caller's rights on the folder give it.</summary>
    public static int AccessOf(IMailboxView view, MessageRecord record, FolderView? folder)
    {
        var rights = folder?.Rights ?? (view.Caller.HasAllRights ? FolderRights.All : FolderRights.Reviewer);
        var own = MailboxIdentity.IsCreator(record.Content.Properties, view.Caller);
        var access = AccessRead;
        if (FolderAccess.Edits(rights, own)) access |= AccessModify;
        if (FolderAccess.Deletes(rights, own)) access |= AccessDelete;
        return access;
    }

    private static PropertyValue Stored(PropertyBag bag, ushort id, PropertyType type)
    {
        if (!bag.TryGet(id, out TaggedPropertyValue stored)) return NotFound;
        if (type == PropertyType.Unspecified || type == stored.Tag.Type) return stored.Value;
        return id == PidTag.Html.Id ? HtmlAs(bag, stored.Value, type) : NotFound;
    }

    private static PropertyValue IdOf(long globCnt) => globCnt == 0 ? NotFound : PropertyValue.Int64(ObjectIds.ToWire(globCnt));

    private static PropertyValue EntryIdOf(IMailboxView view, MessageRecord record)
    {
        if (record.MessageId == 0) return NotFound;
        var replica = view.Info.ReplGuid;
        return PropertyValue.Binary(EntryIds.Message(view.ProviderUid, view.Info.IsPublic, new LongTermId(replica, record.FolderId), new LongTermId(replica, record.MessageId)));
    }

    private static PropertyValue InstanceKeyOf(MessageRecord record)
    {
        if (record.MessageId == 0) return NotFound;
        var key = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(key, ObjectIds.ToWire(record.FolderId));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(key.AsSpan(8), ObjectIds.ToWire(record.MessageId));
        return PropertyValue.Binary(key);
    }

    private static PropertyValue ParentSourceKey(IMailboxView view, MessageRecord record, FolderView? folder)
    {
        // Outlook empties the calendar of a store opened ad hoc when it learns of this.
        if (record.FolderId == 0 || (!view.IsOwn && view.IsSpecial(SpecialFolder.Calendar, record.FolderId))) return NotFound;
        return PropertyValue.Binary(folder is null ? Xid.Of(view.Info.ReplGuid, record.FolderId) : FolderProperties.SourceKeyOf(view, folder.Folder));
    }

    private static PropertyValue ChangeKey(IMailboxView view, MessageRecord record, FolderView? folder)
    {
        if (record.ChangeKey.Length > 0) return PropertyValue.Binary(record.ChangeKey);
        return record.ChangeNumber == 0 ? NotFound : PropertyValue.Binary(Xid.Of(view.Info.ReplGuid, record.ChangeNumber));
    }

    private static PropertyValue PredecessorChangeListOf(IMailboxView view, MessageRecord record, FolderView? folder)
    {
        if (record.PredecessorChangeList.Length > 0) return PropertyValue.Binary(record.PredecessorChangeList);
        if (record.ChangeNumber == 0) return NotFound;
        var list = new PredecessorChangeList();
        list.Include(Xid.Of(view.Info.ReplGuid, record.ChangeNumber));
        return PropertyValue.Binary(list.ToArray());
    }
}
