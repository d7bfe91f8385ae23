using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Handlers;

/// <summary>The rows of a folder's permissions table ([MS-OXCPERM] 2.2.4 to 2.2.7).</summary>
internal static class PermissionRows
{
    private const uint MailUser = 0, DistributionList = 1;

    /// <summary>The columns that the table has.</summary>
    public static IReadOnlyList<PropertyTag> Columns { get; } = [PidTag.EntryId, PidTag.MemberId, PidTag.MemberName, PidTag.MemberRights];

    /// <summary>One row an entry: the default first, the anonymous one after it, then the members in the order they were given rights.</summary>
    public static async ValueTask<IReadOnlyList<PropertyBag>> ReadAsync(FolderObject folder, bool includeFreeBusy)
    {
        var logon = folder.Logon;
        var list = await logon.Mailbox.GetPermissionsAsync(logon.Caller, folder.FolderId) ?? throw new RopException(MapiError.NotFound, $"folder {folder.FolderId:X} is gone or not visible");
        var directory = logon.Session.Services.Grains.GetGrain<IDirectoryGrain>(0);
        var ordered = list.OrderBy(p => p.MemberId switch { FolderAccess.DefaultMember => 0, FolderAccess.AnonymousMember => 1, _ => 2 }).ThenBy(p => p.MemberId).ToArray();
        var members = await Task.WhenAll(ordered.Select(p => p.AccountId == Guid.Empty ? Task.FromResult<DirectoryObject?>(null) : directory.FindByIdAsync(p.AccountId)));
        return [.. ordered.Select((permission, i) => Row(permission, members[i], includeFreeBusy))];
    }

    private static PropertyBag Row(FolderPermission permission, DirectoryObject? member, bool includeFreeBusy)
    {
        var rights = includeFreeBusy ? permission.Rights : permission.Rights & ~(FolderRights.FreeBusySimple | FolderRights.FreeBusyDetailed);
        var row = new PropertyBag(4);
        row.Set(PidTag.MemberId, PropertyValue.Int64(permission.MemberId));
        row.Set(PidTag.MemberRights, (int)rights);
        row.Set(PidTag.MemberName, permission.MemberId switch
        {
            FolderAccess.DefaultMember => "",
            FolderAccess.AnonymousMember => "Anonymous",
            // Somebody the directory does not have any more can still be seen, and removed.
            _ => member?.DisplayName ?? permission.AccountId.ToString(),
        });
        row.Set(PidTag.EntryId, member is null ? [] : EntryIds.AddressBook(member.LegacyDN, member.Kind == DirectoryKind.Group ? DistributionList : MailUser));
        return row;
    }
}
