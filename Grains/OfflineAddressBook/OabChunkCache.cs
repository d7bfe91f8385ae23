using MapiOrleans.Grains.Storage;

namespace MapiOrleans.Grains.OfflineAddressBook;

/// <summary>Chunks of files that somebody downloads, of this node: many clients ask for the same at about the same time. Those longest not asked for go.</summary>
internal sealed class OabChunkCache(IOfflineAddressBookStore store, OfflineAddressBookOptions options, OfflineAddressBookMetrics metrics)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(Guid File, long Chunk), LinkedListNode<((Guid File, long Chunk) Key, Task<byte[]> Bytes)>> _byKey = [];
    private readonly LinkedList<((Guid File, long Chunk) Key, Task<byte[]> Bytes)> _byUse = [];

    /// <summary>A chunk of a file; empty where there is none.</summary>
    public async Task<byte[]> GetAsync(Guid fileId, long chunk)
    {
        var key = (fileId, chunk);
        LinkedListNode<((Guid File, long Chunk) Key, Task<byte[]> Bytes)>? node;
        bool known;
        lock (_lock)
        {
            known = _byKey.TryGetValue(key, out node);
            if (known)
            {
                _byUse.Remove(node!);
            }
            else
            {
                // Who asks meanwhile waits for the same answer.
                _byKey[key] = node = new((key, store.ReadChunkAsync(fileId, chunk, CancellationToken.None)));
            }
            _byUse.AddFirst(node!);
            while (_byUse.Count > 1 && _byUse.Count > options.CacheSize / store.ChunkSize) Forget(_byUse.Last!);
        }
        metrics.Chunk(known);
        try
        {
            var bytes = await node!.Value.Bytes;
            if (bytes.Length > 0) return bytes;
        }
        catch (Exception)
        {
            lock (_lock) Forget(node!);
            throw;
        }
        lock (_lock) Forget(node);
        return [];
    }

    private void Forget(LinkedListNode<((Guid File, long Chunk) Key, Task<byte[]> Bytes)> node)
    {
        if (!_byKey.Remove(node.Value.Key, out var known)) return;
        if (known == node) _byUse.Remove(node);
        else _byKey[node.Value.Key] = known;
    }
}
