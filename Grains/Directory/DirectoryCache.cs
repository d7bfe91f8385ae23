using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.Grains.Directory;

/// <summary>
/// Objects that were looked up lately, by all that they are looked up by. Not thread-safe: it is the directory grain's. What was read
/// before a write ended may be older than the write, so it is not taken: a reader says at which generation it began.
/// </summary>
internal sealed class DirectoryCache(int capacity, TimeSpan lifetime, TimeProvider time)
{
    private sealed record Entry(DirectoryObject Object, DateTimeOffset ReadAt);

    private readonly Dictionary<Guid, LinkedListNode<Entry>> _byId = [];
    private readonly Dictionary<string, Guid> _byAddress = [];
    private readonly Dictionary<string, Guid> _byLegacyDN = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Guid, Guid> _byMailbox = [];
    private readonly Dictionary<Guid, (long Version, DateTimeOffset ReadAt)> _credentials = [];
    // The most recently used first.
    private readonly LinkedList<Entry> _order = new();

    /// <summary>Raised by every write.</summary>
    public int Generation { get; private set; }

    public int Count => _byId.Count;

    public DirectoryObject? Find(Guid id)
    {
        if (!_byId.TryGetValue(id, out var node)) return null;
        if (time.GetUtcNow() - node.Value.ReadAt > lifetime)
        {
            Drop(node);
            return null;
        }
        _order.Remove(node);
        _order.AddFirst(node);
        return node.Value.Object;
    }

    public DirectoryObject? FindByAddress(string address) => _byAddress.TryGetValue(address, out var id) ? Find(id) : null;

    public DirectoryObject? FindByLegacyDN(string legacyDN) => _byLegacyDN.TryGetValue(legacyDN, out var id) ? Find(id) : null;

    public DirectoryObject? FindByMailbox(Guid mailbox) => _byMailbox.TryGetValue(mailbox, out var id) ? Find(id) : null;

    /// <summary>Keeps what a reader read that began at <paramref name="generation"/>.</summary>
    public void Add(DirectoryObject value, int generation)
    {
        if (generation != Generation) return;
        if (_byId.TryGetValue(value.ObjectId, out var old)) Drop(old);
        _byId[value.ObjectId] = _order.AddFirst(new Entry(value, time.GetUtcNow()));
        foreach (var address in value.Aliases.Prepend(value.Address)) _byAddress[address] = value.ObjectId;
        _byLegacyDN[value.LegacyDN] = value.ObjectId;
        if (value.MailboxGuid != Guid.Empty) _byMailbox[value.MailboxGuid] = value.ObjectId;
        if (_byId.Count > capacity && _order.Last is { } last) Drop(last);
    }

    /// <summary>The version of an account's secret, or null where it isn't known.</summary>
    public long? FindCredential(Guid id) => _credentials.TryGetValue(id, out var known) && time.GetUtcNow() - known.ReadAt <= lifetime ? known.Version : null;

    /// <summary>Keeps what a reader read that began at <paramref name="generation"/>.</summary>
    public void AddCredential(Guid id, long version, int generation)
    {
        if (generation != Generation) return;
        // Sixteen bytes each and quick to read again: not worth an order of use.
        if (_credentials.Count >= capacity) _credentials.Clear();
        _credentials[id] = (version, time.GetUtcNow());
    }

    /// <summary>An object was written, or its writing ended in a way that is not known: whatever was known of it is forgotten.</summary>
    public void Forget(Guid id)
    {
        Generation++;
        _credentials.Remove(id);
        if (_byId.TryGetValue(id, out var node)) Drop(node);
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        var value = node.Value.Object;
        _order.Remove(node);
        _byId.Remove(value.ObjectId);
        foreach (var address in value.Aliases.Prepend(value.Address))
        {
            if (_byAddress.TryGetValue(address, out var owner) && owner == value.ObjectId) _byAddress.Remove(address);
        }
        _byLegacyDN.Remove(value.LegacyDN);
        _byMailbox.Remove(value.MailboxGuid);
    }
}
