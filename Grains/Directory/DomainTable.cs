using System.Collections.Frozen;
using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.Grains.Directory;

/// <summary>All domains at one moment, by every name they have.</summary>
internal sealed class DomainTable
{
    private readonly FrozenDictionary<string, DomainInfo> _byName;

    public DomainTable(IEnumerable<DomainInfo> domains, DateTimeOffset readAt)
    {
        Domains = [.. domains.OrderBy(d => d.Name, StringComparer.Ordinal)];
        ReadAt = readAt;
        _byName = Domains.SelectMany(d => d.Aliases.Prepend(d.Name).Distinct().Select(n => (Name: n, Domain: d))).ToFrozenDictionary(p => p.Name, p => p.Domain);
    }

    /// <summary>In order of name.</summary>
    public IReadOnlyList<DomainInfo> Domains { get; }

    public DateTimeOffset ReadAt { get; }

    /// <summary>The domain of a name in A-labels, or null.</summary>
    public DomainInfo? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>An address in the form in which it is kept: in the domain's own name, where the domain is one of ours.</summary>
    public DirectoryAddress Canonical(DirectoryAddress address) => Find(address.Domain) is { } domain ? address with { Domain = domain.Name } : address;
}
