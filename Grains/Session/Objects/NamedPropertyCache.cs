using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>
/// A logon's knowledge of its mailbox' named properties. Ids are never given up, so what is known stays true; what is not known is
/// asked of the mailbox.
/// </summary>
internal sealed class NamedPropertyCache(IMailboxGrain mailbox)
{
    private const ushort FirstNamed = 0x8000;

    private readonly Dictionary<PropertyName, ushort> _ids = [];
    private readonly Dictionary<ushort, PropertyName> _names = [];

    /// <summary>The id of a name, or 0 where the mailbox has none (and <paramref name="create"/> is false or the limit is reached).</summary>
    public async ValueTask<ushort> GetIdAsync(PropertyName name, bool create)
    {
        name = NamedPropertyMap.Normalize(name);
        if (_ids.TryGetValue(name, out var id)) return id;
        id = (await mailbox.GetPropertyIdsAsync([name], create))[0];
        if (id != 0) Learn(id, name);
        return id;
    }

    /// <summary>Ids of names, in order; 0 for those there are none for.</summary>
    public async ValueTask<IReadOnlyList<ushort>> GetIdsAsync(IReadOnlyList<PropertyName> names, bool create)
    {
        names = [.. names.Select(NamedPropertyMap.Normalize)];
        var unknown = names.Where(n => !_ids.ContainsKey(n)).Distinct().ToList();
        if (unknown.Count > 0)
        {
            var ids = await mailbox.GetPropertyIdsAsync(unknown, create);
            for (var i = 0; i < ids.Count; i++)
                if (ids[i] != 0) Learn(ids[i], unknown[i]);
        }
        return [.. names.Select(n => _ids.GetValueOrDefault(n))];
    }

    /// <summary>The name of an id, or null where the mailbox has given it to none.</summary>
    public async ValueTask<PropertyName?> GetNameAsync(ushort id)
    {
        if (!_names.ContainsKey(id)) await RefreshAsync();
        return _names.TryGetValue(id, out var name) ? name : null;
    }

    /// <summary>The names of ids, in order; null where the mailbox has given an id to none.</summary>
    public async ValueTask<IReadOnlyList<PropertyName?>> GetNamesAsync(IReadOnlyList<ushort> ids)
    {
        if (ids.Any(id => id >= FirstNamed && !_names.ContainsKey(id))) await RefreshAsync();
        return [.. ids.Select(id => _names.TryGetValue(id, out var name) ? name : (PropertyName?)null)];
    }

    /// <summary>Those ids of named properties that the mailbox has given to no name.</summary>
    public async ValueTask<IReadOnlySet<ushort>> FindUnknownAsync(IEnumerable<ushort> ids)
    {
        var unknown = ids.Where(id => id >= FirstNamed && !_names.ContainsKey(id)).ToHashSet();
        if (unknown.Count == 0) return unknown;
        await RefreshAsync();
        unknown.RemoveWhere(_names.ContainsKey);
        return unknown;
    }

    /// <summary>All names, as the mailbox knows them now.</summary>
    public async ValueTask<IReadOnlyDictionary<ushort, PropertyName>> GetAllAsync()
    {
        await RefreshAsync();
        return _names;
    }

    private async Task RefreshAsync()
    {
        foreach (var (id, name) in (await mailbox.GetNamedPropertiesAsync()).Names) Learn(id, name);
    }

    private void Learn(ushort id, PropertyName name)
    {
        _ids[name] = id;
        _names[id] = name;
    }
}
