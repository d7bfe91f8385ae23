using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Mailbox;

/// <content>What belongs to the store as a whole: names, ids, replicas, receive folders, store properties ([MS-OXCSTOR], [MS-OXCPRPT]).</content>
internal sealed partial class MailboxGrain
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<ushort>> GetPropertyIdsAsync(IReadOnlyList<PropertyName> names, bool create)
    {
        var state = await LoadedAsync();
        var ids = Find(state);
        if (!create || !ids.Contains((ushort)0)) return ids;
        return await WriteAsync<IReadOnlyList<ushort>>(async current =>
        {
            var added = new Dictionary<PropertyName, ushort>();
            var nextId = current.Names.NextId;
            var limit = Math.Min(Options.MaxNamedProperties, ushort.MaxValue - NamedPropertyMap.FirstId);
            foreach (var name in names.Select(NamedPropertyMap.Normalize))
            {
                if (name.IsNone || name.Guid == PropertySets.PS_MAPI || current.Names.Find(name) != 0 || added.ContainsKey(name)) continue;
                if (current.Names.Count + added.Count >= limit)
                {
                    services.Metrics.Refuse(nameof(MailboxOptions.MaxNamedProperties));
                    break;
                }
                added.Add(name, (ushort)nextId++);
            }
            if (added.Count > 0)
            {
                var change = NewChange(current);
                change.Add(new StoreOperation.AddNamedProperties(added.Select(p => (p.Value, p.Key)).ToArray()));
                await CommitAsync(current, change);
            }
            return Find(current);
        });

        ushort[] Find(MailboxState s) => names.Select(n => n.Guid == PropertySets.PS_MAPI
            ? n.Name is null && n.Lid is > 0 and < 0x8000 ? (ushort)n.Lid : (ushort)0
            : s.Names.Find(NamedPropertyMap.Normalize(n))).ToArray();
    }

    /// <inheritdoc/>
    public async Task<NamedPropertyList> GetNamedPropertiesAsync() => (await LoadedAsync()).Names.List;

    /// <inheritdoc/>
    public Task<long> AllocateIdsAsync(int count)
    {
        if (count <= 0 || count > Options.MaxIdsPerAllocation) throw new ArgumentOutOfRangeException(nameof(count), count, $"Between 1 and {Options.MaxIdsPerAllocation} ids are given at once.");
        return WriteAsync(async state =>
        {
            var change = NewChange(state);
            var first = change.TakeIds(count);
            await CommitAsync(state, change);
            return first;
        });
    }

    /// <inheritdoc/>
    public async Task<ushort> MapReplGuidAsync(Guid replGuid, bool create)
    {
        var known = ReplIdOf(await LoadedAsync(), replGuid);
        if (known != 0 || !create || replGuid == Guid.Empty) return known;
        return await WriteAsync(async state =>
        {
            if (ReplIdOf(state, replGuid) is var mapped and not 0) return mapped;
            if (state.Record.ForeignReplGuids.Count >= Math.Min(Options.MaxReplGuids, 32_767))
            {
                services.Metrics.Refuse(nameof(MailboxOptions.MaxReplGuids));
                return (ushort)0;
            }
            var change = NewChange(state);
            change.Add(new StoreOperation.UpdateMailbox(ForeignReplGuids: state.Record.ForeignReplGuids.Append(replGuid).ToArray()));
            await CommitAsync(state, change);
            return ReplIdOf(state, replGuid);
        });
    }

    /// <inheritdoc/>
    public async Task<Guid?> FindReplGuidAsync(ushort replId)
    {
        var state = await LoadedAsync();
        if (replId == 1) return state.Record.ReplGuid;
        var index = replId - 2;
        return index >= 0 && index < state.Record.ForeignReplGuids.Count ? state.Record.ForeignReplGuids[index] : null;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<MailboxPropertyProblem>> SetStorePropertiesAsync(MailboxCaller caller, PropertyBag set, IReadOnlyList<ushort> delete) =>
        WriteAsync<IReadOnlyList<MailboxPropertyProblem>>(async state =>
        {
            if (!caller.HasAllRights) return AllRefused(set, delete, MapiError.AccessDenied);
            var problems = new List<MailboxPropertyProblem>();
            var bag = state.Record.Properties.Clone();
            foreach (var item in set.Items)
            {
                if (IsFixedOfStore(item.Tag.Id)) problems.Add(new MailboxPropertyProblem(item.Tag.Value, MapiError.AccessDenied));
                else if (item.Value.IsExternal) problems.Add(new MailboxPropertyProblem(item.Tag.Value, MapiError.TooBig));
                else bag.Set(item);
            }
            foreach (var id in delete)
            {
                if (IsFixedOfStore(id)) problems.Add(new MailboxPropertyProblem((uint)id << 16, MapiError.AccessDenied));
                else bag.Remove(id);
            }
            if (MailboxIdentity.SizeOf(bag) > Options.MaxStorePropertiesSize)
            {
                services.Metrics.Refuse(nameof(MailboxOptions.MaxStorePropertiesSize));
                return AllRefused(set, delete, MapiError.TooBig);
            }
            if (bag.Equals(state.Record.Properties)) return problems.ToArray();
            // Who only says that she is away is away from now on, whatever was planned before.
            if (set.GetBool(PidTag.OutOfOfficeState) is { } away && OutOfOfficeProperties.Read(state.Record.Properties).State is var was && away != (was != OutOfOfficeState.Disabled))
                bag = OutOfOfficeProperties.With(bag, OutOfOfficeProperties.Read(bag) with { State = away ? OutOfOfficeState.Enabled : OutOfOfficeState.Disabled });
            await CommitPropertiesAsync(state, bag);
            return problems.ToArray();
        });

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReceiveFolderRecord>> GetReceiveFoldersAsync() => (await LoadedAsync()).Record.ReceiveFolders;

    /// <inheritdoc/>
    public Task<MapiError> SetReceiveFolderAsync(MailboxCaller caller, string messageClass, long folderId) => WriteAsync(async state =>
    {
        if (state.IsPublic) return MapiError.NotSupported;
        if (!caller.HasAllRights) return MapiError.AccessDenied;
        if (!ReceiveFolders.IsMessageClass(messageClass)) return MapiError.InvalidParameter;
        var folded = messageClass.ToUpperInvariant();
        if (folded is "IPM" or "REPORT.IPM") return MapiError.AccessDenied;
        if (folded.Length == 0 && folderId == 0) return MapiError.GeneralFailure;
        if (folderId != 0 && !state.Folders.TryGetLive(folderId, out _)) return MapiError.NotFound;
        var rows = state.Record.ReceiveFolders.Where(r => r.MessageClass != folded).ToList();
        if (folderId == 0 && rows.Count == state.Record.ReceiveFolders.Count) return MapiError.Success;
        if (folderId != 0) rows.Add(new ReceiveFolderRecord(folded, folderId, services.Time.GetUtcNow()));
        if (rows.Count > Options.MaxReceiveFolders) return Refused(MapiError.OutOfResources, nameof(MailboxOptions.MaxReceiveFolders)).Error;
        var change = NewChange(state);
        change.Add(new StoreOperation.UpdateMailbox(ReceiveFolders: rows.ToArray()));
        await CommitAsync(state, change);
        return MapiError.Success;
    });

    private static ushort ReplIdOf(MailboxState state, Guid replGuid)
    {
        if (replGuid == state.Record.ReplGuid) return 1;
        for (var i = 0; i < state.Record.ForeignReplGuids.Count; i++)
        {
            if (state.Record.ForeignReplGuids[i] == replGuid) return (ushort)(i + 2);
        }
        return 0;
    }

    private static bool IsFixedOfStore(ushort id) => MailboxProperties.ComputedOfStore.Contains(id) || MailboxProperties.IsOwn(id);
}
