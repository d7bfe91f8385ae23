using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.WebFrontend.Provisioning;

/// <summary>A folder of a domain's public tree, as an operator sees it.</summary>
/// <param name="Path">Names with slashes between them.</param>
/// <param name="Class">PidTagContainerClass.</param>
/// <param name="Permissions">Who, by address or as <c>default</c> and <c>anonymous</c>, and the role.</param>
/// <param name="Items">PidTagContentCount.</param>
/// <param name="Size">Bytes of its messages.</param>
internal sealed record PublicFolderInfo(string Path, string Class, IReadOnlyList<(string Who, string Role)> Permissions, int Items, long Size);

/// <summary>Folders of domains' public mailboxes, by path below the IPM subtree. Works as the server itself.</summary>
internal sealed class PublicFolderTree(IGrainFactory grains)
{
    private const long DefaultMember = 0;
    private const long AnonymousMember = -1;

    private IDirectoryGrain Directory => grains.GetGrain<IDirectoryGrain>(0);

    /// <summary>Makes a folder with those above it, or brings it to its class, permissions and address.</summary>
    public async Task<ProvisioningOutcome> PutAsync(DomainInfo domain, ProvisionedFolder folder)
    {
        var mailbox = grains.GetGrain<IMailboxGrain>(domain.PublicMailbox);
        var info = await mailbox.FindAsync() ?? throw new DirectoryException("", $"The domain {domain.Name} has no public folders yet: put it once more.");
        // Whatever can be refused is looked at first, so that a refusal leaves nothing half-made.
        var permissions = await ResolveAsync(folder.Permissions);
        if (folder.Address.Length > 0 && await Directory.FindByAddressAsync(folder.Address) is { Kind: not DirectoryKind.PublicFolder } taken) throw new DirectoryException("address", $"{folder.Address} is taken by {taken.Address}.");
        var outcome = ProvisioningOutcome.Unchanged;
        FolderView? view = null;
        var parent = info.SpecialFolders[SpecialFolder.IpmSubtree];
        for (var i = 0; i < folder.Names.Count; i++)
        {
            // Those above it are ordinary ones until a document says otherwise.
            var bag = new PropertyBag();
            bag.Set(PidTag.ContainerClass, i == folder.Names.Count - 1 ? folder.Class : "IPF.Note");
            var result = await mailbox.CreateFolderAsync(MailboxCaller.Server, new NewFolder { ParentId = parent, DisplayName = folder.Names[i], OpenExisting = true, Properties = bag });
            if (result.Error != MapiError.Success || result.Folder is null) throw new DirectoryException("path", $"'{folder.Names[i]}' could not be made: {result.Error}.");
            view = result.Folder;
            parent = view.Folder.FolderId;
            if (i == folder.Names.Count - 1 && !result.Existed) outcome = ProvisioningOutcome.Created;
        }
        var changed = await PutClassAsync(mailbox, view!.Folder, folder.Class);
        changed |= await PutPermissionsAsync(mailbox, view.Folder, permissions);
        changed |= await PutAddressAsync(domain, folder);
        return outcome == ProvisioningOutcome.Created ? outcome : changed ? ProvisioningOutcome.Changed : ProvisioningOutcome.Unchanged;
    }

    /// <summary>All folders of a domain's tree, by path.</summary>
    public async Task<IReadOnlyList<PublicFolderInfo>> ListAsync(DomainInfo domain)
    {
        var mailbox = grains.GetGrain<IMailboxGrain>(domain.PublicMailbox);
        if (await mailbox.FindAsync() is not { } info) return [];
        var top = info.SpecialFolders[SpecialFolder.IpmSubtree];
        if (await mailbox.GetHierarchyAsync(MailboxCaller.Server, top, deep: true, softDeleted: false) is not { } hierarchy) return [];
        var paths = new Dictionary<long, string>();
        var result = new List<PublicFolderInfo>();
        foreach (var view in hierarchy.Folders)
        {
            var path = paths.TryGetValue(view.Folder.ParentId, out var above) ? $"{above}/{view.Folder.DisplayName}" : view.Folder.DisplayName;
            paths[view.Folder.FolderId] = path;
            var permissions = new List<(string, string)>();
            foreach (var entry in view.Folder.Permissions) permissions.Add((await NameAsync(entry), FolderRoles.NameOf(entry.Rights)));
            result.Add(new PublicFolderInfo(path, ClassOf(view.Folder), permissions, view.Folder.Counters.Items, view.Folder.Counters.Size));
        }
        return result;
    }

    /// <summary>Removes a folder with all that is in it, and the addresses that delivered there. False where there is none.</summary>
    public async Task<bool> RemoveAsync(DomainInfo domain, string path)
    {
        var mailbox = grains.GetGrain<IMailboxGrain>(domain.PublicMailbox);
        if (await mailbox.FindAsync() is not { } info) return false;
        var id = info.SpecialFolders[SpecialFolder.IpmSubtree];
        var parent = id;
        foreach (var name in path.Split('/'))
        {
            var children = await mailbox.GetHierarchyAsync(MailboxCaller.Server, id, deep: false, softDeleted: false);
            if (children?.Folders.FirstOrDefault(v => v.Folder.DisplayName.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } child) return false;
            (parent, id) = (id, child.Folder.FolderId);
        }
        // The address first: mail must not be taken for a folder that is going.
        await foreach (var entry in EntriesAsync(domain.Name))
        {
            if (entry.Kind == DirectoryKind.PublicFolder && (IsPath(entry.PublicFolderPath, path) || entry.PublicFolderPath.StartsWith(path + '/', StringComparison.OrdinalIgnoreCase))) await Directory.RemoveObjectAsync(entry.Address);
        }
        var result = await mailbox.DeleteFolderAsync(MailboxCaller.Server, parent, id, messages: true, subfolders: true, hard: false);
        if (result.Error != MapiError.Success) throw new DirectoryException("path", $"'{path}' could not be removed: {result.Error}.");
        return true;
    }

    private static bool IsPath(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);

    private static string ClassOf(FolderRecord folder) => folder.Properties.TryGet(PidTag.ContainerClass, out PropertyValue value) ? value.AsString() : "";

    private static async Task<bool> PutClassAsync(IMailboxGrain mailbox, FolderRecord folder, string containerClass)
    {
        if (ClassOf(folder) == containerClass) return false;
        var bag = new PropertyBag();
        bag.Set(PidTag.ContainerClass, containerClass);
        var problems = await mailbox.SetFolderPropertiesAsync(MailboxCaller.Server, folder.FolderId, bag, []);
        if (problems.Count > 0) throw new DirectoryException("class", $"It could not be set: {problems[0].Error}.");
        return true;
    }

    /// <summary>Entries for who is named: the two that every list has by their member ids, everybody else by account.</summary>
    private async Task<IReadOnlyList<FolderPermission>?> ResolveAsync(IReadOnlyList<(string Who, FolderRights Rights)>? permissions)
    {
        if (permissions is null) return null;
        var result = new List<FolderPermission>(permissions.Count);
        foreach (var (who, rights) in permissions)
        {
            if (who is "default" or "anonymous") result.Add(new FolderPermission(who == "default" ? DefaultMember : AnonymousMember, Guid.Empty, rights));
            else if (await Directory.FindByAddressAsync(who) is { } account) result.Add(new FolderPermission(PermissionChange.NewMember, account.ObjectId, rights));
            else throw new DirectoryException("permissions", $"{who} is not in the directory.");
        }
        return result;
    }

    private static async Task<bool> PutPermissionsAsync(IMailboxGrain mailbox, FolderRecord folder, IReadOnlyList<FolderPermission>? wanted)
    {
        if (wanted is null) return false;
        var changes = new List<PermissionChange>();
        var kept = new HashSet<long>();
        foreach (var permission in wanted)
        {
            var entry = folder.Permissions.FirstOrDefault(p => permission.AccountId != Guid.Empty ? p.AccountId == permission.AccountId : p.MemberId == permission.MemberId);
            if (entry is not null) kept.Add(entry.MemberId);
            if ((entry?.Rights ?? FolderRights.None) != permission.Rights || (entry is null && permission.AccountId != Guid.Empty))
            {
                changes.Add(new PermissionChange(false, entry?.MemberId ?? permission.MemberId, permission.AccountId, permission.Rights));
            }
        }
        foreach (var entry in folder.Permissions)
        {
            // The two that every list has stay as they are unless they are named.
            if (entry.MemberId is not (DefaultMember or AnonymousMember) && !kept.Contains(entry.MemberId)) changes.Add(new PermissionChange(true, entry.MemberId, Guid.Empty, FolderRights.None));
        }
        if (changes.Count == 0) return false;
        var error = await mailbox.ModifyPermissionsAsync(MailboxCaller.Server, folder.FolderId, replaceAll: false, changes);
        if (error != MapiError.Success) throw new DirectoryException("permissions", $"They could not be set: {error}.");
        return true;
    }

    /// <summary>Gives the folder its address, and takes from it those that it had before.</summary>
    private async Task<bool> PutAddressAsync(DomainInfo domain, ProvisionedFolder folder)
    {
        var changed = false;
        var own = folder.Address.Length > 0 ? await Directory.FindByAddressAsync(folder.Address) : null;
        await foreach (var entry in EntriesAsync(domain.Name))
        {
            if (entry.Kind == DirectoryKind.PublicFolder && IsPath(entry.PublicFolderPath, folder.Path) && entry.ObjectId != own?.ObjectId) changed |= await Directory.RemoveObjectAsync(entry.Address);
        }
        if (folder.Address.Length == 0) return changed;
        var put = await Directory.PutObjectAsync(new DirectoryObject
        {
            ObjectId = Guid.Empty,
            LegacyDN = "",
            Kind = DirectoryKind.PublicFolder,
            Domain = domain.Name,
            Address = folder.Address,
            DisplayName = folder.Names[^1],
            PublicFolderPath = folder.Path,
        }, null);
        return changed | put.Version != own?.Version;
    }

    private async Task<string> NameAsync(FolderPermission entry) => entry.MemberId switch
    {
        DefaultMember => "default",
        AnonymousMember => "anonymous",
        _ => await Directory.FindByIdAsync(entry.AccountId) is { } account ? account.Address : entry.AccountId.ToString(),
    };

    private async IAsyncEnumerable<DirectoryObject> EntriesAsync(string domain)
    {
        const int Page = 1_000;
        for (string? after = null; ;)
        {
            var page = await Directory.ListAsync(domain, after, Page);
            foreach (var entry in page) yield return entry;
            if (page.Count < Page) yield break;
            after = page[^1].Address;
        }
    }
}
