using System.Diagnostics.CodeAnalysis;

namespace MapiOrleans.WebFrontend;

/// <summary>A table of at most so many entries; a new one takes the place of the one that was not used for longest. For any number of threads.</summary>
internal sealed class BoundedTable<TKey, TValue>(int capacity, IEqualityComparer<TKey>? comparer = null) where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _entries = new(comparer);
    private readonly LinkedList<(TKey Key, TValue Value)> _byUse = new();
    private readonly Lock _gate = new();

    public int Count
    {
        get
        {
            lock (_gate) return _entries.Count;
        }
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out var node))
            {
                value = default;
                return false;
            }
            Use(node);
            value = node.Value.Value;
            return true;
        }
    }

    public void Set(TKey key, TValue value)
    {
        lock (_gate) Put(key, value);
    }

    /// <summary>Puts what <paramref name="change"/> makes of the entry (default where there is none) in its place, in one step.</summary>
    public TValue Update(TKey key, Func<TValue?, TValue> change)
    {
        lock (_gate)
        {
            var value = change(_entries.TryGetValue(key, out var node) ? node.Value.Value : default);
            Put(key, value);
            return value;
        }
    }

    public void Remove(TKey key)
    {
        lock (_gate)
        {
            if (_entries.Remove(key, out var node)) _byUse.Remove(node);
        }
    }

    private void Put(TKey key, TValue value)
    {
        if (_entries.TryGetValue(key, out var node))
        {
            node.Value = (key, value);
            Use(node);
            return;
        }
        while (_entries.Count >= capacity && _byUse.First is { } oldest)
        {
            _entries.Remove(oldest.Value.Key);
            _byUse.RemoveFirst();
        }
        _entries[key] = _byUse.AddLast((key, value));
    }

    private void Use(LinkedListNode<(TKey, TValue)> node)
    {
        if (node == _byUse.Last) return;
        _byUse.Remove(node);
        _byUse.AddLast(node);
    }
}
