using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;

namespace MapiOrleans.Grains.Mailbox;

/// <content>Permission lists ([MS-OXCPERM] 3.2.5).</content>
internal sealed partial class MailboxGrain
{
    private const FolderRights FreeBusyRights = FolderRights.FreeBusySimple | FolderRights.FreeBusyDetailed;
    private const FolderRights KnownRights = FolderRights.All | FreeBusyRights;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FolderPermission>?> GetPermissionsAsync(MailboxCaller caller, long folderId)
    {
        var state = await LoadedAsync();
        // [MS-OXCPERM] 3.2.5.1: who sees the folder sees its list.
        return TrySee(state, folderId, caller, out var node, out _) ? node.Record.Permissions : null;
    }

    /// <inheritdoc/>
    public Task<MapiError> ModifyPermissionsAsync(MailboxCaller caller, long folderId, bool replaceAll, IReadOnlyList<PermissionChange> changes, bool includeFreeBusy = false) => WriteAsync(async state =>
    {
        if (!TrySee(state, folderId, caller, out var node, out var rights)) return MapiError.NotFound;
        if (!FolderAccess.Owns(rights)) return MapiError.AccessDenied;
        // A list that is replaced keeps its default entry ([MS-OXCPERM] 2.2.2.1); the anonymous one is always there, if with no rights.
        var list = node.Record.Permissions.Where(p => !replaceAll || IsFixed(p.MemberId))
            .Select(p => replaceAll && p.MemberId == FolderAccess.AnonymousMember ? p with { Rights = FolderRights.None } : p).ToList();
        var nextMember = Math.Max(0, node.Record.Permissions.Select(p => p.MemberId).DefaultIfEmpty().Max()) + 1;
        foreach (var change in changes)
        {
            var isNew = change.MemberId == PermissionChange.NewMember;
            if (isNew && change.AccountId == Guid.Empty) return MapiError.InvalidParameter;
            var index = list.FindIndex(p => isNew ? p.AccountId == change.AccountId : p.MemberId == change.MemberId);
            var granted = Granted(node, change, index >= 0 ? list[index] : null, includeFreeBusy);
            if (change.Remove)
            {
                if (index >= 0 && IsFixed(list[index].MemberId)) list[index] = list[index] with { Rights = FolderRights.None };
                else if (index >= 0) list.RemoveAt(index);
            }
            else if (index >= 0) list[index] = list[index] with { Rights = granted };
            else if (isNew) list.Add(new FolderPermission(nextMember++, change.AccountId, granted));
            else if (IsFixed(change.MemberId)) list.Insert(0, new FolderPermission(change.MemberId, Guid.Empty, granted));
            // Any other member that isn't in the list is passed over, as 3.2.5.2 asks.
        }
        if (list.Count > Options.MaxPermissions) return Refused(MapiError.OutOfResources, nameof(MailboxOptions.MaxPermissions)).Error;
        if (list.SequenceEqual(node.Record.Permissions)) return MapiError.Success;
        var set = NewChange(state);
        set.Add(new StoreOperation.UpdateFolder(Stamp(state, set, node.Record with { Permissions = list.ToArray() })));
        await CommitAsync(state, set);
        return MapiError.Success;
    });

    /// <summary>
    /// The rights that a change gives. Where the client does not speak of free/busy times, what a member may see of them stays as it is; one that
    /// is new to the Calendar sees when its owner is busy, and one that may read it sees details ([MS-OXCPERM] 2.2.7, note 5).
    /// </summary>
    private static FolderRights Granted(FolderNode node, PermissionChange change, FolderPermission? before, bool includeFreeBusy)
    {
        var rights = change.Rights & KnownRights;
        if (includeFreeBusy) return rights;
        rights &= ~FreeBusyRights;
        if (before is not null) rights |= before.Rights & FreeBusyRights;
        if (node.Id != SpecialFolderPlan.IdOf(SpecialFolder.Calendar) || change.MemberId == FolderAccess.AnonymousMember) return rights;
        if (before is null) rights |= FolderRights.FreeBusySimple;
        return FolderAccess.Reads(rights) ? rights | FreeBusyRights : rights;
    }

    private static bool IsFixed(long memberId) => memberId is FolderAccess.DefaultMember or FolderAccess.AnonymousMember;

    /// <summary>
    /// The list of a new folder: its parent's, with its maker as owner where the mailbox is not the maker's. Top folders of a public tree
    /// begin with everybody as author, as Exchange has it.
    /// </summary>
    private static FolderPermission[] PermissionsOfNew(MailboxState state, FolderNode parent, MailboxCaller caller)
    {
        var list = state.IsPublic && parent.Id == SpecialFolderPlan.IdOf(SpecialFolder.IpmSubtree)
            ? [new FolderPermission(FolderAccess.DefaultMember, Guid.Empty, FolderRights.Author), new FolderPermission(FolderAccess.AnonymousMember, Guid.Empty, FolderRights.None)]
            : parent.Record.Permissions.ToList();
        if (caller.HasAllRights || caller.AccountId == Guid.Empty) return list.ToArray();
        var index = list.FindIndex(p => p.AccountId == caller.AccountId);
        if (index >= 0) list[index] = list[index] with { Rights = list[index].Rights | FolderRights.All };
        else list.Add(new FolderPermission(Math.Max(0, list.Select(p => p.MemberId).DefaultIfEmpty().Max()) + 1, caller.AccountId, FolderRights.All));
        return list.ToArray();
    }
}
