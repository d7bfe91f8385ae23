using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>
/// The property groups as one download tells of them: with the ids that named properties have in the mailbox. Names may get ids while the
/// download goes on, so that there may be several mappings, one after the other.
/// </summary>
internal sealed class GroupMapping(LogonObject logon)
{
    private readonly Dictionary<ushort, int> _named = [];

    /// <summary>What the mapping is called in the stream.</summary>
    public int Id { get; private set; }

    /// <summary>The PropertyGroupInfo structure.</summary>
    public byte[] Info { get; private set; } = [];

    /// <summary>Makes sure that the mapping has all names that the mailbox has.</summary>
    public async ValueTask RefreshAsync()
    {
        var all = PropertyGroups.NamedProperties;
        if (Id > 0 && _named.Count == all.Count) return;
        var ids = await logon.NamedProperties.GetIdsAsync([.. all.Select(p => p.Name)], create: false);
        if (Id > 0 && ids.Count(id => id != 0) == _named.Count) return;
        var groups = new List<GroupProperty>[PropertyGroups.Count];
        for (var group = 0; group < groups.Length; group++) groups[group] = [.. PropertyGroups.TagsOf(group).Select(t => new GroupProperty(t, null))];
        for (var i = 0; i < all.Count; i++)
        {
            if (ids[i] == 0) continue;
            _named[ids[i]] = all[i].Group;
            groups[all[i].Group].Add(new GroupProperty(new PropertyTag(ids[i], all[i].Type), all[i].Name));
        }
        Info = new PropertyGroupInfo((uint)++Id, groups).ToArray();
    }

    /// <summary>The group of a property; -1 where it is in none.</summary>
    public int GroupOf(PropertyTag tag)
    {
        if (_named.TryGetValue(tag.Id, out var group)) return group;
        return PropertyGroups.GroupOf(tag.Id) is var known && known < PropertyGroups.Count ? known : -1;
    }

    /// <summary>The groups of a message that changed since a state, or null where the message must be given whole.</summary>
    public IReadOnlyList<int>? ChangedSince(MessageRecord message, Func<long, bool> seen)
    {
        if (PropertyGroups.Parse(message.GroupChanges) is not { } changes || !seen(changes[PropertyGroups.Count])) return null;
        List<int> changed = [PropertyGroups.State];
        for (var group = PropertyGroups.State + 1; group < PropertyGroups.Count; group++)
            if (!seen(changes[group]))
                changed.Add(group);
        // All of them is no less than the message.
        return changed.Count < PropertyGroups.Count ? changed : null;
    }
}
