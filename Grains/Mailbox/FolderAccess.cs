using MapiOrleans.Grains.Interfaces.Mailbox;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>What a caller may do on a folder ([MS-OXCPERM]). The one place where rights are judged.</summary>
internal static class FolderAccess
{
    /// <summary>PidTagMemberId of the default entry.</summary>
    public const long DefaultMember = 0;

    /// <summary>PidTagMemberId of the anonymous entry.</summary>
    public const long AnonymousMember = -1;

    /// <summary>What makes a folder one that the caller can see at all.</summary>
    private const FolderRights Seeing = FolderRights.Visible | FolderRights.ReadAny | FolderRights.Owner;

    /// <summary>
    /// The caller's rights: the union of the entries for the account and for its groups; where there is none, the default entry.
    /// Whoever has all rights is asked for nothing.
    /// </summary>
    public static FolderRights Effective(IReadOnlyList<FolderPermission> permissions, MailboxCaller caller)
    {
        if (caller.HasAllRights) return FolderRights.All;
        var (union, found, byDefault) = (FolderRights.None, false, FolderRights.None);
        for (var i = 0; i < permissions.Count; i++)
        {
            var entry = permissions[i];
            if (entry.MemberId == DefaultMember) byDefault = entry.Rights;
            else if (entry.MemberId != AnonymousMember && entry.AccountId != Guid.Empty && (entry.AccountId == caller.AccountId || caller.Groups.Contains(entry.AccountId)))
            {
                union |= entry.Rights;
                found = true;
            }
        }
        return found ? union : byDefault;
    }

    /// <summary>Whether a folder with these rights is there for the caller: one that isn't looks like one that doesn't exist.</summary>
    public static bool Sees(FolderRights rights) => (rights & Seeing) != 0;

    /// <summary>Whether the folder itself may be changed, moved, deleted: the owner's right.</summary>
    public static bool Owns(FolderRights rights) => (rights & FolderRights.Owner) != 0;

    /// <summary>Whether subfolders may be made: the owner may do all folder operations.</summary>
    public static bool CreatesSubfolders(FolderRights rights) => (rights & (FolderRights.CreateSubfolder | FolderRights.Owner)) != 0;

    /// <summary>Whether items may be made.</summary>
    public static bool Creates(FolderRights rights) => (rights & FolderRights.Create) != 0;

    /// <summary>Whether items may be read.</summary>
    public static bool Reads(FolderRights rights) => (rights & FolderRights.ReadAny) != 0;

    /// <summary>Whether an item may be changed: any, or one's own.</summary>
    public static bool Edits(FolderRights rights, bool own) =>
        (rights & FolderRights.EditAny) != 0 || (own && (rights & FolderRights.EditOwned) != 0);

    /// <summary>Whether an item may be deleted: any, or one's own.</summary>
    public static bool Deletes(FolderRights rights, bool own) =>
        (rights & FolderRights.DeleteAny) != 0 || (own && (rights & FolderRights.DeleteOwned) != 0);
}
