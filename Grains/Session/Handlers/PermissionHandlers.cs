using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <summary>ROPs on permission lists ([MS-OXCPERM] 3.2.5).</summary>
internal static class PermissionHandlers
{
    private const byte KnownModifyFlags = ModifyPermissionsRequest.ReplaceRows | ModifyPermissionsRequest.IncludeFreeBusy;

    public static IEnumerable<(RopId Id, RopHandler Handler)> Rows() =>
    [
        (RopId.RopGetPermissionsTable, GetPermissionsTableAsync),
        (RopId.RopModifyPermissions, ModifyPermissionsAsync),
    ];

    private static async ValueTask<RopResponse?> GetPermissionsTableAsync(RopContext context, RopRequest request)
    {
        var get = (GetPermissionsTableRequest)request;
        var folder = context.Get<FolderObject>(get.HandleIndex);
        // [MS-OXCPERM] 3.2.5.1: whoever sees the folder in the hierarchy sees who else does.
        var view = await folder.ViewAsync();
        if ((view.Rights & (FolderRights.Visible | FolderRights.Owner)) == 0) throw new RopException(MapiError.AccessDenied, $"the permissions of folder {folder.FolderId:X}");
        var rows = await PermissionRows.ReadAsync(folder, (get.TableFlags & GetPermissionsTableRequest.IncludeFreeBusy) != 0);
        context.SetOutput(get.OutputHandleIndex, new SnapshotTable(folder.Logon, TableKind.Permissions, rows, PermissionRows.Columns) { FolderId = folder.FolderId });
        return new RopStatusResponse(RopId.RopGetPermissionsTable);
    }

    private static async ValueTask<RopResponse?> ModifyPermissionsAsync(RopContext context, RopRequest request)
    {
        var modify = (ModifyPermissionsRequest)request;
        var folder = context.Get<FolderObject>(modify.HandleIndex);
        if ((modify.ModifyFlags & ~KnownModifyFlags) != 0) throw new RopException(MapiError.InvalidParameter, $"ModifyFlags {modify.ModifyFlags:X2}");
        // Rights first: who may not change the list shall not learn of the directory through it.
        await folder.RequireAsync(FolderRights.Owner);
        var replace = (modify.ModifyFlags & ModifyPermissionsRequest.ReplaceRows) != 0;
        var changes = new List<PermissionChange>(modify.PermissionsData.Length);
        foreach (var row in modify.PermissionsData)
        {
            if (replace && row.Operation != RowOperation.Add) throw new RopException(MapiError.InvalidParameter, $"{row.Operation} in a list that is replaced");
            changes.Add(await ChangeAsync(context, row));
        }
        var error = await folder.Logon.Mailbox.ModifyPermissionsAsync(folder.Logon.Caller, folder.FolderId, replace, changes,
            (modify.ModifyFlags & ModifyPermissionsRequest.IncludeFreeBusy) != 0);
        return error == MapiError.Success
            ? new RopStatusResponse(RopId.RopModifyPermissions)
            : throw new RopException(error, $"the mailbox refused {changes.Count} changes");
    }

    private static async ValueTask<PermissionChange> ChangeAsync(RopContext context, ModifiedRow row)
    {
        var bag = new PropertyBag(row.PropertyValues);
        long? member = bag.TryGet(PidTag.MemberId, out PropertyValue id) ? id.AsInt64() : null;
        var rights = (FolderRights)(bag.GetInt32(PidTag.MemberRights) ?? 0);
        if (row.Operation != RowOperation.Remove && !bag.Contains(PidTag.MemberRights.Id)) throw new RopException(MapiError.InvalidParameter, "a member without rights");
        switch (row.Operation)
        {
            // Clients that copy a list add its two fixed entries by their ids, for they have no other name.
            case RowOperation.Add when bag.GetBinary(PidTag.EntryId) is null or { Length: 0 } && member is FolderAccess.DefaultMember or FolderAccess.AnonymousMember:
                return new PermissionChange(Remove: false, member.Value, Guid.Empty, rights);
            case RowOperation.Add:
                return new PermissionChange(Remove: false, PermissionChange.NewMember, await MemberAsync(context, bag.GetBinary(PidTag.EntryId) ?? []), rights);
            case RowOperation.Modify or RowOperation.Remove when member is { } known and not PermissionChange.NewMember:
                return new PermissionChange(row.Operation == RowOperation.Remove, known, Guid.Empty, rights);
            default:
                throw new RopException(MapiError.InvalidParameter, $"PermissionDataFlags {(byte)row.Operation:X2} with member {member}");
        }
    }

    /// <summary>The account or group of an address-book entry id.</summary>
    private static async ValueTask<Guid> MemberAsync(RopContext context, byte[] entryId)
    {
        var name = EntryIds.ParseAddressBook(entryId) ?? throw new RopException(MapiError.UnknownEntryId, $"an entry id of {entryId.Length} bytes that is no address book's");
        var found = await context.Session.Services.Grains.GetGrain<IDirectoryGrain>(0).FindByLegacyDNAsync(name);
        return found is { Kind: not (DirectoryKind.Contact or DirectoryKind.PublicFolder) }
            ? found.ObjectId
            : throw new RopException(MapiError.UnknownUser, $"{name} is nobody who could have rights");
    }
}
