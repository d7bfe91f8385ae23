using System.Buffers.Binary;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>
/// The property groups of messages ([MS-OXCFXICS] 3.2.5.7): of each the mailbox keeps when it last changed, so that a client that has the
/// message need not get all of it. Groups are what clients change together; what is in none of them makes a message change whole. A change of
/// the groups themselves needs another <see cref="Mapping"/>.
/// </summary>
internal static class PropertyGroups
{
    /// <summary>What changes with every save, or without one: always given.</summary>
    public const int State = 0;

    /// <summary>The recipients, and what names them.</summary>
    public const int Recipients = 2;

    /// <summary>The attachments.</summary>
    public const int Attachments = 3;

    private const byte Mapping = 1;

    private static readonly PropertyTag[][] Tags =
    [
        [PidTag.MessageFlags, PidTag.MessageStatus, PidTag.LastModifierName, PidTag.LastModifierEntryId],
        [PidTag.Body, PidTag.Html, PidTag.RtfCompressed, PidTag.NativeBody, PidTag.RtfInSync, PidTag.InternetCodepage],
        [PidTag.MessageRecipients, PidTag.DisplayTo, PidTag.DisplayCc, PidTag.DisplayBcc],
        [PidTag.MessageAttachments, PidTag.HasAttachments],
        [PidTag.Subject, PidTag.SubjectPrefix, PidTag.NormalizedSubject, PidTag.ConversationTopic, PidTag.ConversationIndex, PidTag.ConversationId],
        [PidTag.FlagStatus, PidTag.FlagCompleteTime, PidTag.FollowupIcon, PidTag.ToDoItemFlags, PidTag.ReplyTime, PidTag.ReplyRequested, PidTag.SwappedToDoStore, PidTag.SwappedToDoData],
        [PidTag.LastVerbExecuted, PidTag.LastVerbExecutionTime, PidTag.IconIndex],
        [PidTag.Importance, PidTag.Priority, PidTag.Sensitivity],
    ];

    private static readonly (int Group, PropertyName Name, PropertyType Type)[] Named =
    [
        Of(3, PidLid.SmartNoAttach),
        Of(5, PidLid.FlagRequest), Of(5, PidLid.FlagString), Of(5, PidLid.TaskStatus), Of(5, PidLid.TaskStartDate), Of(5, PidLid.TaskDueDate), Of(5, PidLid.TaskComplete),
        Of(5, PidLid.TaskDateCompleted), Of(5, PidLid.PercentComplete), Of(5, PidLid.CommonStart), Of(5, PidLid.CommonEnd), Of(5, PidLid.ReminderSet), Of(5, PidLid.ReminderTime),
        Of(5, PidLid.ReminderSignalTime), Of(5, PidLid.ReminderDelta), Of(5, PidLid.ToDoOrdinalDate), Of(5, PidLid.ToDoSubOrdinal), Of(5, PidLid.ToDoTitle), Of(5, PidLid.ValidFlagStringProof),
        (7, new PropertyName(PropertySets.PS_PUBLIC_STRINGS, "Keywords"), PropertyType.MultipleString),
    ];

    private static readonly Dictionary<ushort, int> ByTag = Tags.SelectMany((tags, group) => tags.Select(t => (t.Id, group))).ToDictionary(p => p.Id, p => p.group);

    /// <summary>How many groups there are.</summary>
    public static int Count => Tags.Length;

    /// <summary>The properties of a group that have no names.</summary>
    public static IReadOnlyList<PropertyTag> TagsOf(int group) => Tags[group];

    /// <summary>The named properties of all groups.</summary>
    public static IReadOnlyList<(int Group, PropertyName Name, PropertyType Type)> NamedProperties => Named;

    /// <summary>The group of a property that has no name; <see cref="Count"/> where it is in none.</summary>
    public static int GroupOf(ushort id) => ByTag.TryGetValue(id, out var group) ? group : Count;

    /// <summary>
    /// When each group last changed, in the form that is kept with a message, after it was saved anew under a change number.
    /// </summary>
    /// <param name="old">The message before, with all its content.</param>
    /// <param name="content">Its content now.</param>
    /// <param name="changeNumber">The change number of the save.</param>
    /// <param name="idOf">The mailbox' id of a name, or 0.</param>
    public static byte[] Advance(MessageRecord old, MessageContent content, long changeNumber, Func<PropertyName, ushort> idOf)
    {
        var named = new Dictionary<ushort, int>();
        foreach (var (group, name, _) in Named)
            if (idOf(name) is not 0 and var id)
                named[id] = group;
        var changes = Parse(old.GroupChanges) ?? [.. Enumerable.Repeat(old.ChangeNumber, Count + 1)];
        foreach (var group in Differing(old.Content, content, named)) changes[group] = changeNumber;
        return ToArray(changes);
    }

    /// <summary>The change number of each group, and after them that of what is in none; null where they are not known one by one.</summary>
    public static long[]? Parse(ReadOnlySpan<byte> kept)
    {
        if (kept.Length != 1 + (Count + 1) * sizeof(long) || kept[0] != Mapping) return null;
        var changes = new long[Count + 1];
        for (var i = 0; i < changes.Length; i++) changes[i] = BinaryPrimitives.ReadInt64LittleEndian(kept[(1 + i * sizeof(long))..]);
        return changes;
    }

    private static byte[] ToArray(long[] changes)
    {
        var kept = new byte[1 + changes.Length * sizeof(long)];
        kept[0] = Mapping;
        for (var i = 0; i < changes.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(kept.AsSpan(1 + i * sizeof(long)), changes[i]);
        return kept;
    }

    private static HashSet<int> Differing(MessageContent old, MessageContent now, Dictionary<ushort, int> named)
    {
        var groups = new HashSet<int>();
        foreach (var item in now.Properties)
            if (!old.Properties.TryGet(item.Tag.Id, out TaggedPropertyValue before) || before != item)
                groups.Add(Group(item.Tag.Id));
        foreach (var item in old.Properties)
            if (!now.Properties.Contains(item.Tag.Id))
                groups.Add(Group(item.Tag.Id));
        if (!StorageFormat.WriteRecipients(old.Recipients).AsSpan().SequenceEqual(StorageFormat.WriteRecipients(now.Recipients))) groups.Add(Recipients);
        if (!StorageFormat.WriteAttachments(old.Attachments).AsSpan().SequenceEqual(StorageFormat.WriteAttachments(now.Attachments))) groups.Add(Attachments);
        return groups;

        int Group(ushort id) => named.TryGetValue(id, out var group) ? group : GroupOf(id);
    }

    private static (int, PropertyName, PropertyType) Of(int group, KnownNamedProperty property) => (group, property.Name, property.Type);
}
