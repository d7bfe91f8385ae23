using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Tests.Sync;

/// <summary>A message as a client has it.</summary>
internal sealed class OstItem
{
    public required byte[] SourceKey { get; init; }
    public required byte[] ChangeKey { get; set; }
    public required byte[] Predecessors { get; set; }
    public required DateTimeOffset Modified { get; set; }
    public required bool Associated { get; init; }
    public PropertyBag Header { get; init; } = new();
    public MessageContent Content { get; set; } = new();

    /// <summary>All versions of an item that is in conflict, the winner too.</summary>
    public List<OstItem> Versions { get; private init; } = [];

    private PredecessorChangeList Changes => PredecessorChangeList.TryParse(Predecessors, out _)!;

    /// <summary>What comes of this item and of a version that came down, as a client that handles conflicts has it ([MS-OXCFXICS] 3.1.5.6).</summary>
    public OstItem With(OstItem other)
    {
        if (other.Changes.Includes(Changes)) return other;
        if (Changes.Includes(other.Changes)) return this;
        var all = Changes;
        all.Merge(other.Changes);
        List<OstItem> versions = [.. (Versions.Count > 0 ? Versions : [this]).Where(v => !other.Changes.Includes(v.Changes)), other];
        var winner = versions[0];
        foreach (var version in versions.Skip(1))
        {
            var order = version.Modified.CompareTo(winner.Modified);
            if (order == 0) order = version.ChangeKey.AsSpan(0, 16).SequenceCompareTo(winner.ChangeKey.AsSpan(0, 16));
            if (order >= 0) winner = version;
        }
        return new OstItem
        {
            SourceKey = SourceKey,
            ChangeKey = winner.ChangeKey,
            Predecessors = all.ToArray(),
            Modified = winner.Modified,
            Associated = Associated,
            Header = winner.Header,
            Content = winner.Content.Clone(),
            Versions = versions,
        };
    }

    public bool IsRead
    {
        get => (Content.Properties.GetInt32(PidTag.MessageFlags) & 1) != 0;
        set => Content.Properties.Set(PidTag.MessageFlags, ((Content.Properties.GetInt32(PidTag.MessageFlags) ?? 0) & ~0x0401) | (value ? 0x0401 : 0));
    }

    public string Subject => Content.Properties.GetString(PidTag.Subject) ?? "";
}

/// <summary>What came of a message that the client has: the property groups that changed, whole, and the subobjects in place of those there were.</summary>
internal sealed record OstPartial(PropertyBag Header, PropertyGroupInfo Mapping, Dictionary<int, PropertyBag> Groups, MessageContent Content, bool Recipients, bool Attachments)
{
    public byte[] SourceKey => Header.GetBinary(PidTag.SourceKey)!;

    /// <summary>The message with the change in it ([MS-OXCFXICS] 2.2.4.3.15).</summary>
    public OstItem ApplyTo(OstItem item)
    {
        var properties = item.Content.Properties.Clone();
        foreach (var (group, values) in Groups)
        {
            foreach (var (tag, _) in Mapping.Groups[group]) properties.Remove(tag.Id);
            foreach (var value in values) properties.Set(value);
        }
        return new OstItem
        {
            SourceKey = item.SourceKey,
            ChangeKey = Header.GetBinary(PidTag.ChangeKey)!,
            Predecessors = Header.GetBinary(PidTag.PredecessorChangeList)!,
            Modified = Header.TryGet(PidTag.LastModificationTime, out PropertyValue modified) ? modified.AsTime() : default,
            Associated = item.Associated,
            Header = Header,
            Content = new MessageContent
            {
                Properties = properties,
                Recipients = Recipients ? Content.Recipients : item.Content.Recipients,
                Attachments = Attachments ? Content.Attachments : item.Content.Attachments,
            },
        };
    }
}

/// <summary>A folder as a client has it.</summary>
internal sealed record OstFolder(byte[] SourceKey, byte[] ParentSourceKey, string Name, PropertyBag Properties);

/// <summary>What one download brought.</summary>
internal sealed class Downloaded
{
    public List<OstItem> Changes { get; } = [];
    public List<OstPartial> Partials { get; } = [];
    public List<OstFolder> Folders { get; } = [];
    public List<long> Deleted { get; } = [];
    public List<long> NoLongerInScope { get; } = [];
    public List<long> Read { get; } = [];
    public List<long> Unread { get; } = [];
    public List<Mapi.FastTransfer.FastTransferMarker> Markers { get; } = [];
    public List<PropertyTag> MessageTags { get; } = [];
    public Mapi.FastTransfer.ProgressInformation? Progress { get; set; }
    public List<Mapi.FastTransfer.ExtendedErrorInfo> Errors { get; } = [];
    public int Buffers { get; set; }

    /// <summary>How much there was to tell.</summary>
    public int Count => Changes.Count + Partials.Count + Folders.Count + Deleted.Count + NoLongerInScope.Count + Read.Count + Unread.Count + Errors.Count;
}
