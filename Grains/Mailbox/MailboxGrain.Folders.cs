using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Mailbox;

/// <content>Finding, making, changing and moving single folders ([MS-OXCFOLD] 3.2.5).</content>
internal sealed partial class MailboxGrain
{
    /// <inheritdoc/>
    public async Task<FolderView?> FindFolderAsync(MailboxCaller caller, long folderId, bool deletedToo)
    {
        var state = await LoadedAsync();
        return state.Folders.Find(folderId) is { } node && (deletedToo || !node.Deleted) ? View(state, node, caller, 0) : null;
    }

    /// <inheritdoc/>
    public async Task<bool> SeesAnyFolderAsync(MailboxCaller caller)
    {
        var state = await LoadedAsync();
        return state.Folders.All.Any(folder => !folder.Deleted && FolderAccess.Sees(RightsOn(state, folder, caller)));
    }

    /// <inheritdoc/>
    public async Task<HierarchyView?> GetHierarchyAsync(MailboxCaller caller, long folderId, bool deep, bool softDeleted)
    {
        var state = await LoadedAsync();
        if (state.Folders.Find(folderId) is not { } top || !FolderAccess.Sees(RightsOn(state, top, caller))) return null;
        var views = new List<FolderView>();
        var open = new Stack<(FolderNode Node, int Depth)>();
        Push(top, 1);
        while (open.TryPop(out var next))
        {
            if (next.Node.Deleted == softDeleted && View(state, next.Node, caller, next.Depth) is { } view) views.Add(view);
            if (deep) Push(next.Node, next.Depth + 1);
        }
        return new HierarchyView(state.HierarchyVersion, views);

        void Push(FolderNode parent, int depth)
        {
            for (var i = parent.Children.Count - 1; i >= 0; i--) open.Push((parent.Children[i], depth));
        }
    }

    /// <inheritdoc/>
    public Task<FolderResult> CreateFolderAsync(MailboxCaller caller, NewFolder folder) => WriteAsync(async state =>
    {
        if (!TrySee(state, folder.ParentId, caller, out var parent, out var rights)) return new FolderResult(MapiError.NotFound);
        if (!IsValidName(folder.DisplayName) || folder.Kind is not (FolderKind.Generic or FolderKind.Search)) return new FolderResult(MapiError.InvalidParameter);
        if (parent.Record.Kind == FolderKind.Search || (folder.Kind == FolderKind.Search && state.IsPublic)) return new FolderResult(MapiError.NotSupported);
        if (parent.FindChild(FolderNames.Fold(folder.DisplayName)) is { } existing)
        {
            if (!folder.OpenExisting || existing.Record.Kind != folder.Kind) return new FolderResult(MapiError.CollidingNames);
            return View(state, existing, caller, 0) is { } there ? new FolderResult(MapiError.Success, there, Existed: true) : new FolderResult(MapiError.AccessDenied);
        }
        if (!FolderAccess.CreatesSubfolders(rights)) return new FolderResult(MapiError.AccessDenied);
        if (IsFull(state, parent, folders: 1, height: 1) || !HasRoomForSearch(state, folder.Kind == FolderKind.Search ? 1 : 0)) return new FolderResult(MapiError.OutOfResources);
        if (folder.FolderId != 0 && !IsFreeId(state, folder.FolderId)) return new FolderResult(MapiError.InvalidParameter);
        var properties = new PropertyBag(folder.Properties.Where(p => !MailboxProperties.ComputedOfFolder.Contains(p.Tag.Id) && !p.Value.IsExternal && p.Tag.Id != PidTag.DisplayName.Id));
        if (folder.Comment.Length > 0) properties.Set(PidTag.Comment, folder.Comment);
        if (MailboxIdentity.SizeOf(properties) > Options.MaxFolderPropertiesSize) return Refused(MapiError.TooBig, nameof(MailboxOptions.MaxFolderPropertiesSize));

        var change = NewChange(state);
        var id = folder.FolderId != 0 ? folder.FolderId : change.TakeIds();
        change.Add(new StoreOperation.InsertFolder(Stamp(state, change, new FolderRecord
        {
            FolderId = id,
            ParentId = parent.Id,
            Kind = folder.Kind,
            DisplayName = folder.DisplayName,
            Properties = properties,
            SourceKey = folder.SourceKey,
            Permissions = PermissionsOfNew(state, parent, caller),
            CreatedAt = change.Now,
            ContentsModifiedAt = change.Now,
        }, folder.ChangeKey, folder.PredecessorChangeList)));
        await CommitAsync(state, change);
        return Done(state, id, caller);
    });

    /// <inheritdoc/>
    public Task<IReadOnlyList<MailboxPropertyProblem>> SetFolderPropertiesAsync(MailboxCaller caller, long folderId, PropertyBag set, IReadOnlyList<ushort> delete) =>
        WriteAsync<IReadOnlyList<MailboxPropertyProblem>>(async state =>
        {
            if (!TrySee(state, folderId, caller, out var node, out var rights)) return AllRefused(set, delete, MapiError.NotFound);
            if (!FolderAccess.Owns(rights)) return AllRefused(set, delete, MapiError.AccessDenied);
            var problems = new List<MailboxPropertyProblem>();
            var (bag, name) = (node.Record.Properties.Clone(), node.Record.DisplayName);
            foreach (var item in set.Items)
            {
                if (item.Tag.Id == PidTag.DisplayName.Id)
                {
                    var error = CheckRename(node, item);
                    if (error == MapiError.Success) name = item.Value.AsString();
                    else problems.Add(new MailboxPropertyProblem(item.Tag.Value, error));
                }
                else if (MailboxProperties.ComputedOfFolder.Contains(item.Tag.Id)) problems.Add(new MailboxPropertyProblem(item.Tag.Value, MapiError.AccessDenied));
                // A folder's bag is held in memory: what is too large for it is refused, not kept outside.
                else if (item.Value.IsExternal) problems.Add(new MailboxPropertyProblem(item.Tag.Value, MapiError.TooBig));
                else bag.Set(item);
            }
            foreach (var id in delete)
            {
                if (id == PidTag.DisplayName.Id || MailboxProperties.ComputedOfFolder.Contains(id)) problems.Add(new MailboxPropertyProblem((uint)id << 16, MapiError.AccessDenied));
                else bag.Remove(id);
            }
            if (MailboxIdentity.SizeOf(bag) > Options.MaxFolderPropertiesSize && MailboxIdentity.SizeOf(bag) > MailboxIdentity.SizeOf(node.Record.Properties))
            {
                services.Metrics.Refuse(nameof(MailboxOptions.MaxFolderPropertiesSize));
                return AllRefused(set, delete, MapiError.TooBig);
            }
            if (bag.Equals(node.Record.Properties) && string.Equals(name, node.Record.DisplayName, StringComparison.Ordinal)) return problems.ToArray();
            var change = NewChange(state);
            change.Add(new StoreOperation.UpdateFolder(Stamp(state, change, node.Record with { DisplayName = name, Properties = bag })));
            await CommitAsync(state, change);
            return problems.ToArray();
        });

    /// <inheritdoc/>
    public Task<FolderResult> MoveFolderAsync(MailboxCaller caller, long folderId, long newParentId, string newName) => WriteAsync(async state =>
    {
        if (!TrySee(state, folderId, caller, out var node, out var rights, deletedToo: true) || !TrySee(state, newParentId, caller, out var target, out var targetRights))
        {
            return new FolderResult(MapiError.NotFound);
        }
        if (node.Parent is null || SpecialFolderPlan.IsSpecial(node.Id) || !FolderAccess.Owns(rights) || !FolderAccess.CreatesSubfolders(targetRights))
        {
            return new FolderResult(MapiError.AccessDenied);
        }
        var error = CheckTarget(node, target, newName);
        if (error != MapiError.Success) return new FolderResult(error);
        if (IsFull(state, target, folders: 0, height: Height(node))) return new FolderResult(MapiError.OutOfResources);
        var oldParent = node.Parent.Id;
        if (oldParent == target.Id && !node.Deleted && string.Equals(newName, node.Record.DisplayName, StringComparison.Ordinal)) return Done(state, node.Id, caller);

        var change = NewChange(state);
        // A folder that is moved out of the soft-deleted ones is back, and with it all that was deleted with it.
        if (node.Deleted)
        {
            foreach (var below in node.Subtree().Skip(1)) change.Add(new StoreOperation.UpdateFolder(Stamp(state, change, below.Record with { DeletedAt = null })));
        }
        var moved = Stamp(state, change, node.Record with { ParentId = target.Id, DisplayName = newName, DeletedAt = null });
        change.Add(new StoreOperation.UpdateFolder(moved));
        if (oldParent != target.Id) change.RecordDeletion(new DeletionRecord(oldParent, node.Id, moved.ChangeNumber, IsFolder: true, Associated: false, node.Record.SourceKey));
        await CommitAsync(state, change);
        return Done(state, node.Id, caller);
    });

    /// <summary>The folder as the caller sees it, or null where it isn't there for the caller.</summary>
    private static FolderView? View(MailboxState state, FolderNode node, MailboxCaller caller, int depth)
    {
        var rights = RightsOn(state, node, caller);
        if (!FolderAccess.Sees(rights)) return null;
        var subfolders = 0;
        foreach (var child in node.Children)
        {
            if (!child.Deleted && (caller.HasAllRights || FolderAccess.Sees(RightsOn(state, child, caller)))) subfolders++;
        }
        return new FolderView(FolderAccess.Owns(rights) ? node.Record : node.Record with { Permissions = [] }, rights, subfolders, depth);
    }

    /// <summary>
    /// The caller's rights. Whoever sees any folder of a mailbox sees its root too, without what is in it: Outlook finds the Calendar of a
    /// colleague by the entry ids that the root has.
    /// </summary>
    private static FolderRights RightsOn(MailboxState state, FolderNode node, MailboxCaller caller)
    {
        var rights = FolderAccess.Effective(node.Record.Permissions, caller);
        if (node.Parent is null && !FolderAccess.Sees(rights)
            && state.Folders.All.Any(f => !f.Deleted && FolderAccess.Sees(FolderAccess.Effective(f.Record.Permissions, caller))))
        {
            rights |= FolderRights.Visible;
        }
        return rights;
    }

    private static bool TrySee(MailboxState state, long folderId, MailboxCaller caller, out FolderNode node, out FolderRights rights, bool deletedToo = false)
    {
        var found = state.Folders.Find(folderId);
        rights = found is null ? FolderRights.None : RightsOn(state, found, caller);
        node = found!;
        return found is not null && (deletedToo || !found.Deleted) && FolderAccess.Sees(rights);
    }

    /// <summary>The record with the next change number and the keys that follow from it, or those that a client's upload gave.</summary>
    private static FolderRecord Stamp(MailboxState state, ChangeSet change, FolderRecord folder, byte[]? changeKey = null, byte[]? predecessors = null)
    {
        var changeNumber = change.TakeChangeNumber();
        var key = changeKey is { Length: > 0 } ? changeKey : Xid.Of(state.Record.ReplGuid, changeNumber);
        return folder with
        {
            ChangeNumber = changeNumber,
            ChangeKey = key,
            PredecessorChangeList = MailboxIdentity.Include(predecessors is { Length: > 0 } ? predecessors : folder.PredecessorChangeList, key),
            ModifiedAt = change.Now,
        };
    }

    private static FolderResult Done(MailboxState state, long folderId, MailboxCaller caller) =>
        new(MapiError.Success, View(state, state.Folders.Find(folderId)!, caller, 0));

    private bool IsValidName(string name) =>
        name.Length > 0 && name.Length <= Options.MaxFolderNameLength && !string.IsNullOrWhiteSpace(name) && !name.Contains('\0', StringComparison.Ordinal);

    private MapiError CheckRename(FolderNode node, TaggedPropertyValue item)
    {
        if (item.Tag != PidTag.DisplayName || item.Value.IsExternal || !IsValidName(item.Value.AsString())) return MapiError.InvalidParameter;
        var sibling = node.Parent?.FindChild(FolderNames.Fold(item.Value.AsString()));
        return sibling is null || sibling.Id == node.Id ? MapiError.Success : MapiError.CollidingNames;
    }

    /// <summary>Whether a folder may come to be under a target by a name.</summary>
    private MapiError CheckTarget(FolderNode node, FolderNode target, string name)
    {
        if (!IsValidName(name)) return MapiError.InvalidParameter;
        if (target.IsWithin(node)) return MapiError.FolderCycle;
        if (target.Record.Kind == FolderKind.Search) return MapiError.NotSupported;
        var there = target.FindChild(FolderNames.Fold(name));
        return there is null || there.Id == node.Id ? MapiError.Success : MapiError.CollidingNames;
    }

    private bool IsFull(MailboxState state, FolderNode parent, int folders, int height)
    {
        if (state.Folders.Count + folders <= Options.MaxFolders && parent.Depth + height <= Options.MaxFolderDepth) return false;
        services.Metrics.Refuse(nameof(MailboxOptions.MaxFolders));
        return true;
    }

    private static int Height(FolderNode node)
    {
        var bottom = node.Depth;
        return node.Subtree().Max(n => n.Depth) - bottom + 1;
    }

    /// <summary>Whether an id that a client brings is one that was given out and isn't a folder's.</summary>
    private static bool IsFreeId(MailboxState state, long id) =>
        id >= SpecialFolderPlan.FirstFreeId && id < state.Record.NextId && state.Folders.Find(id) is null;

    private FolderResult Refused(MapiError error, string limit)
    {
        services.Metrics.Refuse(limit);
        return new FolderResult(error);
    }

    private static MailboxPropertyProblem[] AllRefused(PropertyBag set, IReadOnlyList<ushort> delete, MapiError error) =>
        [.. set.Select(p => new MailboxPropertyProblem(p.Tag.Value, error)), .. delete.Select(id => new MailboxPropertyProblem((uint)id << 16, error))];
}
