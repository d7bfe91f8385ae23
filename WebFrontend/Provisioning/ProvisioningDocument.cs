using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.WebFrontend.Provisioning;

/// <summary>
/// What an installation is to be like. A document states the things that it names in whole: what it leaves out of one has its default
/// (but a password and a permission list, which stay). Things it does not name are left alone. Comments and trailing commas are taken.
/// </summary>
public sealed class ProvisioningDocument
{
    private readonly Dictionary<string, string> _domainNames = [];

    private ProvisioningDocument(IReadOnlyList<ProvisionedDomain> domains) => Domains = domains;

    internal IReadOnlyList<ProvisionedDomain> Domains { get; }

    /// <summary>Reads a document and judges all of it that can be judged without the directory.</summary>
    /// <exception cref="ProvisioningException">Something is wrong; all of it is told, up to a limit.</exception>
    public static ProvisioningDocument Parse(ReadOnlySpan<byte> json, ProvisioningOptions options)
    {
        if (json.Length > options.MaxDocumentBytes) throw new ProvisioningException([new ProvisioningError(1, 1, "", $"The document has more than {options.MaxDocumentBytes} bytes.")]);
        if (JsonTree.TryParse(json, out var error) is not { } tree) throw new ProvisioningException([error!]);
        var errors = new ErrorList(options.MaxErrors);
        var root = new ObjectReader(new JsonPlace(tree, tree.Root, ""), errors);
        var document = new ProvisioningDocument(root.Objects("domains", reader => ReadDomain(reader, options.Limits)));
        root.End();
        // What does not have the right form cannot be compared with anything.
        errors.ThrowIfAny();
        document.CheckNames(errors);
        errors.ThrowIfAny();
        document.CheckAddresses(errors);
        errors.ThrowIfAny();
        return document;
    }

    private static ProvisionedDomain ReadDomain(ObjectReader reader, DirectoryLimits limits)
    {
        var info = EntryReader.Domain(reader);
        if (info.Aliases.Count > limits.MaxDomainAliases) reader.Check("aliases", $"More than {limits.MaxDomainAliases}.");
        List<ProvisionedObject> objects =
        [
            .. reader.Objects("users", r => EntryReader.User(r, info.Name, limits)),
            .. reader.Objects("groups", r => EntryReader.Group(r, info.Name, limits)),
            .. reader.Objects("resources", r => EntryReader.Resource(r, info.Name, limits)),
            .. reader.Objects("contacts", r => EntryReader.Contact(r, info.Name, limits)),
        ];
        var folders = reader.Objects("publicFolders", r => EntryReader.Folder(r, limits));
        reader.End();
        return new ProvisionedDomain(info, objects, folders, reader.Place);
    }

    /// <summary>An address as the directory will keep it, with this document's domains.</summary>
    internal string Canonical(string address)
    {
        DirectoryAddress.TryParse(address, out var parsed);
        return (_domainNames.TryGetValue(parsed.Domain, out var name) ? parsed with { Domain = name } : parsed).ToString();
    }

    internal static string Normalize(string domain) => DirectoryAddress.TryNormalizeDomain(domain, out var name) ? name : domain;

    private void CheckNames(ErrorList errors)
    {
        foreach (var domain in Domains)
        {
            var own = Normalize(domain.Info.Name);
            if (!_domainNames.TryAdd(own, own)) errors.Add(domain.Place.Error("name", $"The domain {own} is in this document already."));
        }
        foreach (var domain in Domains)
        {
            for (var i = 0; i < domain.Info.Aliases.Count; i++)
            {
                var alias = Normalize(domain.Info.Aliases[i]);
                if (!_domainNames.TryAdd(alias, Normalize(domain.Info.Name))) errors.Add(domain.Place.Error("aliases", $"The domain name {alias} is in this document already.", i));
            }
        }
    }

    private void CheckAddresses(ErrorList errors)
    {
        var owners = new Dictionary<string, string>();
        foreach (var domain in Domains)
        {
            var own = '@' + Normalize(domain.Info.Name);
            foreach (var entry in domain.Objects)
            {
                var inside = entry.Value.Kind != DirectoryKind.Contact;
                Claim(entry.Place, "address", entry.Value.Address, null, inside ? own : "");
                for (var i = 0; i < entry.Value.Aliases.Count; i++) Claim(entry.Place, "aliases", entry.Value.Aliases[i], i, own);
                for (var i = 0; i < entry.Value.Members.Count; i++)
                {
                    if (Canonical(entry.Value.Members[i]) == Canonical(entry.Value.Address)) errors.Add(entry.Place.Error("members", "A group cannot be its own member.", i));
                }
            }
            var paths = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var folder in domain.Folders)
            {
                if (!paths.Add(folder.Path)) errors.Add(folder.Place.Error("path", $"The public folder {folder.Path} is in this document already."));
                if (folder.Address.Length > 0) Claim(folder.Place, "address", folder.Address, null, own);
            }
        }

        void Claim(JsonPlace place, string field, string address, int? index, string domain)
        {
            var canonical = Canonical(address);
            if (!canonical.EndsWith(domain, StringComparison.Ordinal)) errors.Add(place.Error(field, $"{address} is not in the domain {domain[1..]}.", index));
            else if (!owners.TryAdd(canonical, place.Path)) errors.Add(place.Error(field, $"The address {canonical} is in this document already, at {owners[canonical]}.", index));
        }
    }
}
