using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>Criteria of the search folders that a mailbox is born with ([MS-OXOSFLD] 3.1.4.2; [MS-OXORMDR] 2.2.2, [MS-OXOTASK] 2.2.5).</summary>
internal static class SpecialSearches
{
    private const ushort Prefix = 0x0002, IgnoreCase = 0x0001;
    private const uint Submitted = 0x0004;

    private const uint Flags = (uint)SetSearchFlags.RecursiveSearch;

    /// <summary>Messages in these folders are nobody's to be reminded of.</summary>
    private static readonly SpecialFolder[] Excluded =
    [
        SpecialFolder.DeletedItems, SpecialFolder.JunkEmail, SpecialFolder.Drafts, SpecialFolder.Outbox,
        SpecialFolder.Conflicts, SpecialFolder.LocalFailures, SpecialFolder.ServerFailures, SpecialFolder.SyncIssues,
    ];

    /// <summary>The named properties that the criteria ask for.</summary>
    public static readonly PropertyName[] Names = [PidLid.ReminderSet.Name, PidLid.Recurring.Name];

    /// <summary>What the Reminders folder shows: whatever has a reminder or recurs, meeting requests and mail on its way out aside.</summary>
    public static SearchCriteria Reminders(Func<SpecialFolder, byte[]> entryId, Func<PropertyName, ushort> propertyId)
    {
        var reminderSet = new PropertyTag(propertyId(PidLid.ReminderSet.Name), PropertyType.Boolean);
        var recurring = new PropertyTag(propertyId(PidLid.Recurring.Name), PropertyType.Boolean);
        return InUserFolders(entryId,
            new NotRestriction(new AndRestriction([new ExistRestriction(PidTag.MessageClass), OfClass("IPM.Schedule")])),
            new BitMaskRestriction(NotZero: false, PidTag.MessageFlags, Submitted),
            new OrRestriction([IsTrue(reminderSet), new AndRestriction([new ExistRestriction(recurring), IsTrue(recurring)])]));
    }

    /// <summary>What the To-Do list shows: tasks, and whatever is flagged.</summary>
    public static SearchCriteria ToDo(Func<SpecialFolder, byte[]> entryId) => InUserFolders(entryId,
        new NotRestriction(new OrRestriction([OfClass("IPM.Appointment"), OfClass("IPM.Activity"), OfClass("IPM.StickyNote")])),
        new OrRestriction(
        [
            OfClass("IPM.Task"),
            new AndRestriction([new ExistRestriction(PidTag.FlagStatus), new PropertyRestriction(RelationalOperator.NotEqual, PidTag.FlagStatus, new TaggedPropertyValue(PidTag.FlagStatus, PropertyValue.Int32(0)))]),
            new BitMaskRestriction(NotZero: true, PidTag.ToDoItemFlags, 0x1),
        ]));

    private static SearchCriteria InUserFolders(Func<SpecialFolder, byte[]> entryId, params Restriction[] conditions) => new(
        new AndRestriction(
        [
            new AndRestriction(Excluded.Select(f => new PropertyRestriction(RelationalOperator.NotEqual, PidTag.ParentEntryId,
                new TaggedPropertyValue(PidTag.ParentEntryId, PropertyValue.Binary(entryId(f))))).ToArray<Restriction>()),
            new AndRestriction(conditions),
        ]),
        [SpecialFolderPlan.IdOf(SpecialFolder.IpmSubtree)], Flags);

    private static ContentRestriction OfClass(string prefix) =>
        new(Prefix, IgnoreCase, PidTag.MessageClass, new TaggedPropertyValue(PidTag.MessageClass, PropertyValue.String(prefix)));

    private static PropertyRestriction IsTrue(PropertyTag tag) =>
        new(RelationalOperator.Equal, tag, new TaggedPropertyValue(tag, PropertyValue.Bool(true)));
}
