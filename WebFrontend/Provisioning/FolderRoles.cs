using System.Collections.Frozen;
using MapiOrleans.Grains.Interfaces.Mailbox;

namespace MapiOrleans.WebFrontend.Provisioning;

/// <summary>Names for sets of folder rights, as Outlook's permissions page has them.</summary>
internal static class FolderRoles
{
    /// <summary>Role and rights. Names do not mind case.</summary>
    public static readonly FrozenDictionary<string, FolderRights> All = new Dictionary<string, FolderRights>
    {
        ["Owner"] = FolderRights.All,
        ["PublishingEditor"] = FolderRights.PublishingEditor,
        ["Editor"] = FolderRights.Editor,
        ["PublishingAuthor"] = FolderRights.PublishingAuthor,
        ["Author"] = FolderRights.Author,
        ["NoneditingAuthor"] = FolderRights.NoneditingAuthor,
        ["Reviewer"] = FolderRights.Reviewer,
        ["Contributor"] = FolderRights.Contributor,
        ["None"] = FolderRights.None,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The role's name, or the rights in hexadecimal where no role has them.</summary>
    public static string NameOf(FolderRights rights)
    {
        foreach (var (name, value) in All)
        {
            if (value == rights) return name;
        }
        return $"0x{(uint)rights:X}";
    }
}
