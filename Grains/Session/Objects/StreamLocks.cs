using MapiOrleans.Mapi;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>
/// Regions of a stream that one of its handles has for itself ([MS-OXCPRPT] 3.2.5.21). A lock lasts while its owner does something with
/// the stream; after 30 seconds of nothing another may take the region, and the one who lost it meets NetworkError there.
/// </summary>
internal sealed class StreamLocks
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly List<Region> _regions = [];

    private sealed record Region(StreamObject Owner, ulong Start, ulong End, bool OthersMayRead)
    {
        public bool Lost { get; set; }

        public bool Overlaps(ulong start, ulong end) => Start < end && start < End;
    }

    /// <summary>Locks a region for a stream.</summary>
    public void Lock(StreamObject owner, ulong offset, ulong size, bool othersMayRead, int limit, DateTimeOffset now)
    {
        var end = End(offset, size);
        var others = _regions.Where(r => !r.Lost && r.Owner != owner && r.Overlaps(offset, end)).ToList();
        if (others.Any(r => now - r.Owner.LastUsed <= Lifetime))
            throw new RopException(MapiError.AccessDenied, $"the region at {offset} is locked by another stream");
        foreach (var region in others) region.Lost = true;
        if (_regions.Count >= limit) throw new RopException(MapiError.OutOfMemory, $"{limit} regions of a stream are locked");
        _regions.Add(new Region(owner, offset, end, othersMayRead));
    }

    /// <summary>Gives back what a stream has locked of a region; locks of others stay.</summary>
    public void Unlock(StreamObject owner, ulong offset, ulong size)
    {
        var end = End(offset, size);
        _regions.RemoveAll(r => r.Owner == owner && r.Overlaps(offset, end));
    }

    /// <summary>Gives back all that a stream has locked.</summary>
    public void Release(StreamObject owner) => _regions.RemoveAll(r => r.Owner == owner);

    /// <summary>Throws where a stream may not read, or write, so many bytes.</summary>
    public void Check(StreamObject user, long offset, long size, bool write)
    {
        if (_regions.Count == 0) return;
        var (start, end) = ((ulong)offset, End((ulong)offset, (ulong)size));
        foreach (var region in _regions)
        {
            if (!region.Overlaps(start, end)) continue;
            if (region.Owner == user)
            {
                if (region.Lost) throw new RopException(MapiError.NetworkError, $"the lock of the region at {region.Start} has expired");
            }
            else if (!region.Lost && (write || !region.OthersMayRead))
            {
                throw new RopException(MapiError.StorageLockViolation, $"the region at {region.Start} is locked by another stream");
            }
        }
    }

    private static ulong End(ulong offset, ulong size) => offset + size < offset ? ulong.MaxValue : offset + size;
}
