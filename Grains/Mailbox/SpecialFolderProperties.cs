using System.Collections.Frozen;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>
/// The properties by which Outlook finds special folders ([MS-OXOSFLD] 2.2.3 to 2.2.7): the same on the root and on the Inbox.
/// </summary>
internal static class SpecialFolderProperties
{
    // PR_IPM_ARCHIVE_ENTRYID: Outlook's Archive button; [MS-OXPROPS] does not name it.
    private static readonly PropertyTag IpmArchiveEntryId = new(0x35FF0102);

    // PersistIDs of PidTagAdditionalRenEntryIdsEx ([MS-OXOSFLD] 2.2.5.1).
    private const ushort RssSubscription = 0x8001, ToDoSearch = 0x8004, ConversationActions = 0x8006, SuggestedContacts = 0x8008;

    // The one element a block needs: the entry id of the folder.
    private const ushort EntryIdElement = 0x0001;

    private static readonly (PropertyTag Tag, SpecialFolder Folder)[] Single =
    [
        (PidTag.IpmAppointmentEntryId, SpecialFolder.Calendar),
        (PidTag.IpmContactEntryId, SpecialFolder.Contacts),
        (PidTag.IpmJournalEntryId, SpecialFolder.Journal),
        (PidTag.IpmNoteEntryId, SpecialFolder.Notes),
        (PidTag.IpmTaskEntryId, SpecialFolder.Tasks),
        (PidTag.RemindersOnlineEntryId, SpecialFolder.Reminders),
        (PidTag.IpmDraftsEntryId, SpecialFolder.Drafts),
        (IpmArchiveEntryId, SpecialFolder.Archive),
    ];

    /// <summary>Ids of the properties that name other folders.</summary>
    public static readonly FrozenSet<ushort> Naming =
        Single.Select(s => s.Tag.Id).Concat([PidTag.AdditionalRenEntryIds.Id, PidTag.AdditionalRenEntryIdsEx.Id, PidTag.FreeBusyEntryIds.Id]).ToFrozenSet();

    /// <summary>Sets them.</summary>
    /// <param name="bag">The root's or the Inbox' properties.</param>
    /// <param name="entryId">Entry ids of special folders.</param>
    /// <param name="localFreebusy">The entry id of the Delegate Information object.</param>
    public static void Set(PropertyBag bag, Func<SpecialFolder, byte[]> entryId, byte[] localFreebusy)
    {
        foreach (var (tag, folder) in Single) bag.Set(tag, entryId(folder));
        bag.Set(PidTag.AdditionalRenEntryIds, PropertyValue.Multiple(PropertyType.MultipleBinary, new[]
        {
            entryId(SpecialFolder.Conflicts), entryId(SpecialFolder.SyncIssues), entryId(SpecialFolder.LocalFailures),
            entryId(SpecialFolder.ServerFailures), entryId(SpecialFolder.JunkEmail),
        }));
        bag.Set(PidTag.AdditionalRenEntryIdsEx, PersistData(
            (RssSubscription, entryId(SpecialFolder.RssFeeds)), (ToDoSearch, entryId(SpecialFolder.ToDoSearch)),
            (ConversationActions, entryId(SpecialFolder.ConversationActions)), (SuggestedContacts, entryId(SpecialFolder.SuggestedContacts))));
        // [MS-OXOSFLD] 2.2.6: index 1 is the Delegate Information object, 3 the Freebusy Data folder; the others are not used.
        bag.Set(PidTag.FreeBusyEntryIds, PropertyValue.Multiple(PropertyType.MultipleBinary, new[] { [], localFreebusy, [], entryId(SpecialFolder.FreebusyData) }));
    }

    /// <summary>What a copy of a folder has of its properties: not those that name other folders (only one Inbox names the Calendar), nor what says that it has rules: they stay with the original.</summary>
    public static PropertyBag Copied(PropertyBag properties) =>
        new(properties.Where(p => !Naming.Contains(p.Tag.Id) && p.Tag.Id != PidTag.AttributeHidden.Id && p.Tag.Id != PidTag.HasRules.Id));

    /// <summary>The entry id of a special folder of a private mailbox.</summary>
    public static byte[] EntryIdOf(SpecialFolder folder, Guid mailboxGuid, Guid replGuid) =>
        EntryIds.Folder(mailboxGuid, isPublic: false, new LongTermId(replGuid, SpecialFolderPlan.IdOf(folder)));

    private static byte[] PersistData(params ReadOnlySpan<(ushort PersistId, byte[] EntryId)> blocks)
    {
        using var writer = new MapiWriter(512);
        foreach (var (persistId, entryId) in blocks)
        {
            writer.WriteUInt16(persistId);
            writer.WriteUInt16((ushort)(4 + entryId.Length));
            writer.WriteUInt16(EntryIdElement);
            writer.WriteUInt16((ushort)entryId.Length);
            writer.WriteBytes(entryId);
        }
        // PERSIST_SENTINEL ends the list.
        writer.WriteUInt32(0);
        return writer.ToArray();
    }
}
