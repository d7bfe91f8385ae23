using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.WebFrontend.Provisioning;

/// <summary>A document laid beside the directory as it is: every conflict is found here, before anything is changed.</summary>
internal sealed class ProvisioningPlan
{
    private readonly ProvisioningDocument _document;
    private readonly IDirectoryGrain _directory;
    private readonly ErrorList _errors;

    // By canonical primary address: what the document makes of an object, and what it is now.
    private readonly Dictionary<string, ProvisionedObject> _wanted = [];
    private readonly Dictionary<string, string> _wantedDomains = [];
    private readonly Dictionary<string, string> _wantedAliases = [];

    private ProvisioningPlan(ProvisioningDocument document, IDirectoryGrain directory, ErrorList errors) => (_document, _directory, _errors) = (document, directory, errors);

    /// <summary>Domains that are there, by name.</summary>
    public Dictionary<string, DomainInfo> Domains { get; } = [];

    /// <summary>Objects that are there, by canonical primary address.</summary>
    public Dictionary<string, DirectoryObject> Existing { get; } = [];

    /// <summary>Objects that give up an address that another one gets, as they are to be first.</summary>
    public List<DirectoryObject> Releases { get; } = [];

    /// <summary>Looks everything up.</summary>
    /// <exception cref="ProvisioningException">The document cannot be applied.</exception>
    public static async Task<ProvisioningPlan> MakeAsync(ProvisioningDocument document, IDirectoryGrain directory, ProvisioningOptions options)
    {
        var plan = new ProvisioningPlan(document, directory, new ErrorList(options.MaxErrors));
        foreach (var domain in document.Domains) plan.Index(domain);
        foreach (var domain in document.Domains) await plan.CheckDomainAsync(domain);
        plan._errors.ThrowIfAny();
        foreach (var domain in document.Domains)
        {
            foreach (var entry in domain.Objects) await plan.CheckObjectAsync(domain, entry);
            foreach (var folder in domain.Folders) await plan.CheckFolderAsync(domain, folder);
        }
        plan._errors.ThrowIfAny();
        return plan;
    }

    private void Index(ProvisionedDomain domain)
    {
        foreach (var entry in domain.Objects)
        {
            var primary = _document.Canonical(entry.Value.Address);
            _wanted[primary] = entry;
            _wantedDomains[primary] = ProvisioningDocument.Normalize(domain.Info.Name);
            foreach (var alias in entry.Value.Aliases) _wantedAliases[_document.Canonical(alias)] = primary;
        }
    }

    private async Task CheckDomainAsync(ProvisionedDomain domain)
    {
        var name = ProvisioningDocument.Normalize(domain.Info.Name);
        if (await _directory.FindDomainAsync(name) is { } existing)
        {
            if (existing.Name == name) Domains[name] = existing;
            else _errors.Add(domain.Place.Error("name", $"{name} is a further name of the domain {existing.Name}."));
        }
        for (var i = 0; i < domain.Info.Aliases.Count; i++)
        {
            if (await _directory.FindDomainAsync(domain.Info.Aliases[i]) is { } other && other.Name != name) _errors.Add(domain.Place.Error("aliases", $"{domain.Info.Aliases[i]} is taken by the domain {other.Name}.", i));
        }
    }

    private async Task CheckObjectAsync(ProvisionedDomain domain, ProvisionedObject entry)
    {
        var name = ProvisioningDocument.Normalize(domain.Info.Name);
        var address = _document.Canonical(entry.Value.Address);
        await CheckOwnAsync(entry.Place, address, name, entry.Value.Kind);
        for (var i = 0; i < entry.Value.Aliases.Count; i++)
        {
            var alias = _document.Canonical(entry.Value.Aliases[i]);
            if (await FindAsync(alias) is { } owner && owner.Address != address && !GivesUp(owner, alias)) _errors.Add(entry.Place.Error("aliases", $"{alias} is taken by {owner.Address}.", i));
        }
        for (var i = 0; i < entry.Value.Members.Count; i++) await CheckReferenceAsync(entry.Place, "members", entry.Value.Members[i], name, i);
        for (var i = 0; i < entry.Value.FullAccess.Count; i++) await CheckReferenceAsync(entry.Place, "fullAccess", entry.Value.FullAccess[i], name, i);
        for (var i = 0; i < entry.Value.SendOnBehalf.Count; i++) await CheckReferenceAsync(entry.Place, "sendOnBehalf", entry.Value.SendOnBehalf[i], name, i);
        for (var i = 0; i < entry.Value.SendAs.Count; i++) await CheckReferenceAsync(entry.Place, "sendAs", entry.Value.SendAs[i], name, i);
        if (entry.Value.Manager.Length > 0) await CheckReferenceAsync(entry.Place, "manager", entry.Value.Manager, name);
        if (entry.Value.ManagedBy.Length > 0) await CheckReferenceAsync(entry.Place, "managedBy", entry.Value.ManagedBy, name);
    }

    private async Task CheckFolderAsync(ProvisionedDomain domain, ProvisionedFolder folder)
    {
        var name = ProvisioningDocument.Normalize(domain.Info.Name);
        if (folder.Address.Length > 0) await CheckOwnAsync(folder.Place, _document.Canonical(folder.Address), name, DirectoryKind.PublicFolder);
        foreach (var (who, _) in folder.Permissions ?? [])
        {
            if (who is "default" or "anonymous") continue;
            if (!await IsKnownAsync(who, name)) _errors.Add(folder.Place.ErrorIn("permissions", who, $"{who} is not in the directory of {name}."));
        }
    }

    /// <summary>Whether a primary address is free, or its object's already, and remembers that object.</summary>
    private async Task CheckOwnAsync(JsonPlace place, string address, string domain, DirectoryKind kind)
    {
        if (await FindAsync(address) is not { } existing) return;
        if (existing.Address != address)
        {
            if (!GivesUp(existing, address)) _errors.Add(place.Error("address", $"{address} is a further address of {existing.Address}."));
        }
        else if (existing.Domain != domain) _errors.Add(place.Error("address", $"{address} is in the directory of {existing.Domain}."));
        else if (existing.Kind != kind && !(IsResource(existing.Kind) && IsResource(kind))) _errors.Add(place.Error("address", $"{address} is a {existing.Kind}: it must be removed before it can be a {kind}."));
        else Existing[address] = existing;
    }

    private static bool IsResource(DirectoryKind kind) => kind is DirectoryKind.Room or DirectoryKind.Equipment;

    /// <summary>Whether the document takes a further address from its owner; then it is to be released before anything else is put.</summary>
    private bool GivesUp(DirectoryObject owner, string address)
    {
        if (owner.Address == address || !_wanted.TryGetValue(owner.Address, out var wanted)) return false;
        var kept = wanted.Value.Aliases.Select(_document.Canonical).ToHashSet();
        if (kept.Contains(address)) return false;
        if (!Releases.Exists(r => r.ObjectId == owner.ObjectId)) Releases.Add(owner with { Aliases = [.. owner.Aliases.Where(kept.Contains)] });
        return true;
    }

    private async Task CheckReferenceAsync(JsonPlace place, string field, string address, string domain, int? index = null)
    {
        if (!await IsKnownAsync(address, domain)) _errors.Add(place.Error(field, $"{address} is not in the directory of {domain}.", index));
    }

    /// <summary>Whether an address will be somebody's in a domain once the document is applied.</summary>
    private async Task<bool> IsKnownAsync(string address, string domain)
    {
        var canonical = _document.Canonical(address);
        var primary = _wantedAliases.GetValueOrDefault(canonical, canonical);
        if (_wantedDomains.TryGetValue(primary, out var wanted)) return wanted == domain;
        // An address that the document takes from its owner is not known by it any more.
        return await FindAsync(canonical) is { } found && found.Domain == domain && !GivesUpSilently(found, canonical);
    }

    private bool GivesUpSilently(DirectoryObject owner, string address) =>
        owner.Address != address && _wanted.TryGetValue(owner.Address, out var wanted) && !wanted.Value.Aliases.Select(_document.Canonical).Contains(address);

    private Task<DirectoryObject?> FindAsync(string address) => _directory.FindByAddressAsync(address);
}
