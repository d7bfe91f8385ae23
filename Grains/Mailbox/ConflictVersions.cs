using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>A version of a message, as one replica has it.</summary>
internal sealed record MessageVersion
{
    /// <summary>What it holds.</summary>
    public required MessageContent Content { get; init; }
    /// <summary>PidTagChangeKey.</summary>
    public required byte[] ChangeKey { get; init; }
    /// <summary>PidTagPredecessorChangeList, the change key included.</summary>
    public required PredecessorChangeList Predecessors { get; init; }
    /// <summary>PidTagLastModificationTime.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }
    /// <summary>PidTagMessageFlags, mfRead included.</summary>
    public required int Flags { get; init; }
}

/// <summary>
/// Conflict resolve messages ([MS-OXCFXICS] 3.1.5.6.2.1): a message that is what the winning version is, and has every version, the winner
/// too, in an attachment. The attachments are hidden: who looks at the message sees the winner.
/// </summary>
internal static class ConflictVersions
{
    /// <summary>msInConflict of PidTagMessageStatus ([MS-OXCMSG] 2.2.1.8).</summary>
    public const int InConflictStatus = 0x800;

    /// <summary>RESOLVE_METHOD_LAST_WRITER_WINS and RESOLVE_NO_CONFLICT_NOTIFICATION of PidTagResolveMethod ([MS-OXCFXICS] 2.2.1.4.1).</summary>
    public const int LastWriterWins = 1, NoNotification = 2;

    /// <summary>The versions of a message, the winner last: itself alone where it is in no conflict.</summary>
    public static List<MessageVersion> Of(MessageRecord record)
    {
        if ((record.MessageStatus & InConflictStatus) == 0) return [Whole(record)];
        var versions = record.Content.Attachments.Where(IsVersion).Select(a => Read(a.Embedded!)).OfType<MessageVersion>().ToList();
        if (versions.Count == 0) return [Whole(record)];
        var winner = versions.FindIndex(v => v.ChangeKey.AsSpan().SequenceEqual(record.ChangeKey));
        if (winner >= 0) versions.Add(Taken(versions, winner));
        return versions;
    }

    /// <summary>
    /// Which version wins ([MS-OXCFXICS] 3.1.5.6.2.2): the one that was changed last, of those the one whose change key has the greater name
    /// space, and where that is one, the later in the list: the one that is imported.
    /// </summary>
    public static MessageVersion Winner(IReadOnlyList<MessageVersion> versions)
    {
        var winner = versions[0];
        foreach (var version in versions.Skip(1))
            if (Compare(version, winner) >= 0)
                winner = version;
        return winner;
    }

    private static int Compare(MessageVersion x, MessageVersion y)
    {
        var byTime = x.ModifiedAt.CompareTo(y.ModifiedAt);
        return byTime != 0 ? byTime : NameSpace(x).SequenceCompareTo(NameSpace(y));
    }

    private static ReadOnlySpan<byte> NameSpace(MessageVersion version) => version.ChangeKey.AsSpan(0, Math.Min(16, version.ChangeKey.Length));

    /// <summary>
    /// The conflict resolve message of some versions. Past <paramref name="limit"/> of them those go that were changed longest ago; null where
    /// they are nested too deeply or where the whole is larger than <paramref name="maxSize"/>.
    /// </summary>
    public static MessageContent? Compose(IReadOnlyList<MessageVersion> versions, MessageVersion winner, int limit, long maxSize)
    {
        var kept = versions.Where(v => v != winner).OrderByDescending(v => v.ModifiedAt).Take(limit - 1).Reverse().Append(winner).ToList();
        if (kept.Any(v => Depth(v.Content) + 1 >= StorageFormat.MaxDepth)) return null;
        var content = winner.Content.Clone();
        var number = content.Attachments.Count == 0 ? 0 : content.Attachments.Max(a => a.AttachNumber) + 1;
        foreach (var version in kept) content.Attachments.Add(Wrap(version, number++));
        return StorageFormat.SizeOf(content) <= maxSize ? content : null;
    }

    /// <summary>
    /// A conflict resolve message that is changed as any message is: the winner in it changes along, and stays the winner. The conflict stays
    /// with versions that the change does not know of; it ends with the last of them, or when who changes the message deletes them.
    /// </summary>
    /// <param name="content">The message as it shall be.</param>
    /// <param name="former">The change key that it had.</param>
    /// <param name="changeKey">The change key that it gets.</param>
    /// <param name="modifiedAt">When.</param>
    /// <returns>The content, whether it is in conflict still, and PidTagLastModificationTime: no earlier than any version's.</returns>
    public static (MessageContent Content, bool InConflict, DateTimeOffset ModifiedAt) Changed(MessageContent content, byte[] former, byte[] changeKey, DateTimeOffset modifiedAt)
    {
        var plain = new MessageContent { Properties = content.Properties, Recipients = content.Recipients, Attachments = [.. content.Attachments.Where(a => !IsVersion(a))] };
        var versions = content.Attachments.Where(IsVersion).Select(a => (a.AttachNumber, Version: Read(a.Embedded!))).Where(v => v.Version is not null).ToList();
        if (versions.Count < 2) return (plain, false, modifiedAt);
        var winner = versions.Find(v => v.Version!.ChangeKey.AsSpan().SequenceEqual(former)) is { Version: { } was } found ? (found.AttachNumber, Version: was) : default;
        if (winner.Version is null) return (plain, false, modifiedAt);
        // Whoever has this change has those before it in its name space: what the mailbox had of its own is known to it.
        winner.Version.Predecessors.Include(changeKey);
        var others = versions.Where(v => v.AttachNumber != winner.AttachNumber && !winner.Version.Predecessors.Includes(v.Version!.Predecessors)).ToList();
        if (others.Count == 0) return (plain, false, modifiedAt);
        foreach (var (_, other) in others)
            if (other!.ModifiedAt >= modifiedAt)
                modifiedAt = other.ModifiedAt.AddTicks(1);
        AttachmentContent[] attachments =
        [
            .. plain.Attachments, .. others.Select(v => Wrap(v.Version!, v.AttachNumber)),
            Wrap(winner.Version with { Content = plain, ChangeKey = changeKey, ModifiedAt = modifiedAt }, winner.AttachNumber),
        ];
        var whole = new MessageContent { Properties = content.Properties, Recipients = content.Recipients, Attachments = [.. attachments.OrderBy(a => a.AttachNumber)] };
        return (whole, true, modifiedAt);
    }

    /// <summary>A version in the place of the message that has it.</summary>
    public static MessageRecord AsRecord(MessageRecord record, MessageVersion version) => record with
    {
        Content = version.Content,
        ChangeKey = version.ChangeKey,
        PredecessorChangeList = version.Predecessors.ToArray(),
        ModifiedAt = version.ModifiedAt,
        MessageFlags = version.Flags & ~(int)MessageFlagBits.Derived,
        MessageStatus = record.MessageStatus & ~InConflictStatus,
        Size = StorageFormat.SizeOf(version.Content),
        Hot = record.Hot with { HasAttachments = MessageProperties.HasAttachments(version.Content) },
    };

    private static bool IsVersion(AttachmentContent attachment) => attachment.Embedded is not null && attachment.Properties.GetBool(PidTag.InConflict) == true;

    private static MessageVersion Whole(MessageRecord record) => new()
    {
        Content = record.Content,
        ChangeKey = record.ChangeKey,
        Predecessors = PredecessorChangeList.TryParse(record.PredecessorChangeList, out _) ?? new PredecessorChangeList(),
        ModifiedAt = record.ModifiedAt,
        Flags = record.MessageFlags | (record.IsRead ? (int)MessageFlagBits.Read : 0),
    };

    private static AttachmentContent Wrap(MessageVersion version, uint number)
    {
        var embedded = version.Content.Clone();
        embedded.Properties.Set(PidTag.ChangeKey, version.ChangeKey);
        embedded.Properties.Set(PidTag.PredecessorChangeList, version.Predecessors.ToArray());
        embedded.Properties.Set(PidTag.LastModificationTime, version.ModifiedAt);
        embedded.Properties.Set(PidTag.MessageFlags, version.Flags);
        var attachment = new AttachmentContent { AttachNumber = number, Embedded = embedded };
        attachment.Properties.Set(PidTag.AttachMethod, AttachmentProperties.EmbeddedMessage);
        attachment.Properties.Set(PidTag.InConflict, true);
        attachment.Properties.Set(PidTag.AttachmentHidden, true);
        attachment.Properties.Set(PidTag.RenderingPosition, -1);
        if (embedded.Properties.GetString(PidTag.Subject) is { } subject) attachment.Properties.Set(PidTag.DisplayName, subject);
        return attachment;
    }

    private static MessageVersion? Read(MessageContent embedded)
    {
        if (embedded.Properties.GetBinary(PidTag.ChangeKey) is not { } changeKey || !Xid.IsValid(changeKey)) return null;
        if (PredecessorChangeList.TryParse(embedded.Properties.GetBinary(PidTag.PredecessorChangeList), out _) is not { } predecessors) return null;
        var content = embedded.Clone();
        var version = new MessageVersion
        {
            Content = content,
            ChangeKey = changeKey,
            Predecessors = predecessors,
            ModifiedAt = embedded.Properties.TryGet(PidTag.LastModificationTime, out PropertyValue at) ? at.AsTime() : default,
            Flags = embedded.Properties.GetInt32(PidTag.MessageFlags) ?? 0,
        };
        foreach (var tag in (ReadOnlySpan<PropertyTag>)[PidTag.ChangeKey, PidTag.PredecessorChangeList, PidTag.LastModificationTime, PidTag.MessageFlags]) content.Properties.Remove(tag.Id);
        return version;
    }

    private static int Depth(MessageContent content) => content.Attachments.Max(a => a.Embedded is { } embedded ? Depth(embedded) + 1 : (int?)null) ?? 0;

    private static MessageVersion Taken(List<MessageVersion> versions, int index)
    {
        var version = versions[index];
        versions.RemoveAt(index);
        return version;
    }
}
