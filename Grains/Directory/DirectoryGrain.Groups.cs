using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.Grains.Directory;

/// <content>Groups: nested, in circles even, listed and dynamic.</content>
internal sealed partial class DirectoryGrain
{
    private sealed record DynamicGroup(DirectoryObject Group, DirectoryCondition Condition);

    // By domain; small, as sign-in asks for it each time. Forgotten when a group of the domain is written.
    private readonly Dictionary<string, (IReadOnlyList<DynamicGroup> Groups, DateTimeOffset ReadAt)> _dynamicGroups = [];
    private int _dynamicGeneration;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Guid>> GroupsOfAsync(Guid objectId)
    {
        if (await FindByIdAsync(objectId) is not { } value) return [];
        var found = new Dictionary<Guid, DirectoryObject>();
        var open = new Queue<DirectoryObject>();
        foreach (var dynamic in await DynamicGroupsAsync(value.Domain))
        {
            if (dynamic.Condition.Holds(value) && found.TryAdd(dynamic.Group.ObjectId, dynamic.Group)) open.Enqueue(dynamic.Group);
        }
        open.Enqueue(value);
        while (open.TryDequeue(out var member))
        {
            foreach (var group in await ReadAsync(s => s.GroupsWithMemberAsync(value.Domain, member.Address, CancellationToken.None)))
            {
                if (group.ObjectId == objectId || !found.TryAdd(group.ObjectId, group)) continue;
                if (found.Count > Options.MaxFollowedGroups) throw Refused("members", nameof(DirectoryOptions.MaxFollowedGroups), $"{value.Address} is in more than {Options.MaxFollowedGroups} groups.");
                open.Enqueue(group);
            }
        }
        return [.. found.Keys];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DirectoryObject>> MailboxesOpenToAsync(Guid objectId)
    {
        const int most = 1_000;
        if (await FindByIdAsync(objectId) is not { } account) return [];
        var found = new Dictionary<Guid, DirectoryObject>();
        List<string> names = [account.Address];
        foreach (var group in await GroupsOfAsync(objectId))
        {
            if (await FindByIdAsync(group) is { } known) names.Add(known.Address);
        }
        foreach (var name in names)
        {
            foreach (var mailbox in await ReadAsync(s => s.MailboxesOpenToAsync(account.Domain, name, CancellationToken.None)))
            {
                if (mailbox.ObjectId != objectId && found.Count < most) found.TryAdd(mailbox.ObjectId, mailbox);
            }
        }
        return [.. found.Values.OrderBy(m => m.Address, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<SendRight> SendRightAsync(Guid senderId, Guid representedId)
    {
        if (await FindByIdAsync(senderId) is not { } sender || await FindByIdAsync(representedId) is not { } represented || sender.Domain != represented.Domain) return SendRight.None;
        if (senderId == representedId) return SendRight.As;
        if (represented.SendAs.Count + represented.SendOnBehalf.Count + represented.FullAccess.Count == 0) return SendRight.None;
        var names = new HashSet<string> { sender.Address };
        // Groups are asked for only where they decide something.
        if (!represented.SendAs.Contains(sender.Address))
        {
            foreach (var group in await GroupsOfAsync(senderId))
            {
                if (await FindByIdAsync(group) is { } known) names.Add(known.Address);
            }
        }
        if (represented.SendAs.Any(names.Contains)) return SendRight.As;
        return represented.SendOnBehalf.Any(names.Contains) || represented.FullAccess.Any(names.Contains) ? SendRight.OnBehalf : SendRight.None;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DirectoryObject>> ExpandGroupAsync(Guid groupId)
    {
        if (await FindByIdAsync(groupId) is not { Kind: DirectoryKind.Group } top) return [];
        var members = new Dictionary<Guid, DirectoryObject>();
        var seen = new HashSet<Guid> { groupId };
        var open = new Queue<DirectoryObject>([top]);
        while (open.TryDequeue(out var group))
        {
            if (seen.Count > Options.MaxFollowedGroups) throw Refused("members", nameof(DirectoryOptions.MaxFollowedGroups), $"{top.Address} has more than {Options.MaxFollowedGroups} groups in it.");
            foreach (var address in group.Members)
            {
                // A member that was removed between two reads is none.
                if (await FindByAddressAsync(address) is not { } member) continue;
                if (member.Kind != DirectoryKind.Group) Take(member);
                else if (seen.Add(member.ObjectId)) open.Enqueue(member);
            }
            if (ConditionOf(group) is not { } condition) continue;
            await foreach (var candidate in AllOfAsync(group.Domain))
            {
                if (condition.Holds(candidate)) Take(candidate);
            }
        }
        return [.. members.Values];

        void Take(DirectoryObject member)
        {
            members.TryAdd(member.ObjectId, member);
            if (members.Count > Options.MaxExpandedMembers) throw Refused("members", nameof(DirectoryOptions.MaxExpandedMembers), $"{top.Address} has more than {Options.MaxExpandedMembers} members.");
        }
    }

    private async ValueTask<IReadOnlyList<DynamicGroup>> DynamicGroupsAsync(string domain)
    {
        if (_dynamicGroups.TryGetValue(domain, out var known) && services.Time.GetUtcNow() - known.ReadAt <= Options.CacheLifetime) return known.Groups;
        var generation = _dynamicGeneration;
        var groups = new List<DynamicGroup>();
        foreach (var group in await ReadAsync(s => s.DynamicGroupsAsync(domain, CancellationToken.None)))
        {
            if (ConditionOf(group) is { } condition) groups.Add(new DynamicGroup(group, condition));
        }
        if (generation == _dynamicGeneration) _dynamicGroups[domain] = (groups, services.Time.GetUtcNow());
        return groups;
    }

    private void ForgetDynamicGroups(string domain)
    {
        _dynamicGeneration++;
        _dynamicGroups.Remove(domain);
    }

    private DirectoryCondition? ConditionOf(DirectoryObject group)
    {
        if (group.Dynamic.Length == 0) return null;
        // It was read before it was stored; a later version may know other fields.
        if (!DirectoryCondition.TryParse(group.Dynamic, out var condition, out _, out var error)) DirectoryLog.BrokenCondition(logger, group.Address, error);
        return condition;
    }

    private async IAsyncEnumerable<DirectoryObject> AllOfAsync(string domain)
    {
        for (string? after = null; ;)
        {
            var page = await ReadAsync(s => s.ListAsync(domain, after, MaxPage, CancellationToken.None));
            foreach (var value in page) yield return value;
            if (page.Count < MaxPage) yield break;
            after = page[^1].Address;
        }
    }
}
