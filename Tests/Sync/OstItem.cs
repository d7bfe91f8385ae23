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

    public bool IsRead
    {
        get => (Content.Properties.GetInt32(PidTag.MessageFlags) & 1) != 0;
        set => Content.Properties.Set(PidTag.MessageFlags, ((Content.Properties.GetInt32(PidTag.MessageFlags) ?? 0) & ~0x0401) | (value ? 0x0401 : 0));
    }

    public string Subject => Content.Properties.GetString(PidTag.Subject) ?? "";
}

/// <summary>A folder as a client has it.</summary>
internal sealed record OstFolder(byte[] SourceKey, byte[] ParentSourceKey, string Name, PropertyBag Properties);

/// <summary>What one download brought.</summary>
internal sealed class Downloaded
{
    public List<OstItem> Changes { get; } = [];
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
    public int Count => Changes.Count + Folders.Count + Deleted.Count + NoLongerInScope.Count + Read.Count + Unread.Count + Errors.Count;
}
