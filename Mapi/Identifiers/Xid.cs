using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Identifiers;

/// <summary>
/// An XID ([MS-OXCFXICS] 2.2.2.2): a name space and an id in it. Source keys and change keys of objects made here are the replica GUID and
/// six bytes of GLOBCNT; those made elsewhere may be longer.
/// </summary>
public static class Xid
{
    /// <summary>Bytes of an XID made here.</summary>
    public const int OwnSize = 22;

    /// <summary>The shortest and longest XIDs there are.</summary>
    public const int MinSize = 17, MaxSize = 24;

    /// <summary>The XID of a GLOBCNT in a replica: a GID ([MS-OXCFXICS] 2.2.2.1).</summary>
    public static byte[] Of(Guid replGuid, long globCnt)
    {
        var xid = new byte[OwnSize];
        replGuid.TryWriteBytes(xid);
        ObjectIds.WriteGlobCnt(xid.AsSpan(16), globCnt);
        return xid;
    }

    /// <summary>The GLOBCNT of an XID of this replica, or null where it is of another one.</summary>
    public static long? GlobCntOf(ReadOnlySpan<byte> xid, Guid replGuid) =>
        xid.Length == OwnSize && new Guid(xid[..16]) == replGuid ? ObjectIds.ReadGlobCnt(xid[16..]) : null;

    /// <summary>Whether the bytes can be an XID.</summary>
    public static bool IsValid(ReadOnlySpan<byte> xid) => xid.Length is >= MinSize and <= MaxSize;
}

/// <summary>
/// A predecessor change list ([MS-OXCFXICS] 2.2.2.3): for each name space the last change that a version of an object includes. Kept sorted
/// by name space, one entry each.
/// </summary>
public sealed class PredecessorChangeList
{
    private readonly SortedDictionary<Guid, byte[]> _entries = new(GuidByteOrder.Instance);

    /// <summary>Reads a list of SizedXids; null and the place where it is not one.</summary>
    public static PredecessorChangeList? TryParse(ReadOnlySpan<byte> bytes, out ParseError? error)
    {
        var reader = new MapiReader(bytes);
        var list = new PredecessorChangeList();
        while (reader.Remaining > 0)
        {
            var size = reader.ReadByte();
            if (size is < Xid.MinSize or > Xid.MaxSize) reader.Fail($"XID of {size} bytes");
            var xid = reader.ReadBytes(size);
            if (!reader.Failed) list.Include(xid);
        }
        error = reader.Error;
        return error is null ? list : null;
    }

    /// <summary>Makes the list include a change.</summary>
    public void Include(byte[] xid)
    {
        if (!Xid.IsValid(xid)) throw new ArgumentException($"An XID of {xid.Length} bytes.", nameof(xid));
        var space = new Guid(xid.AsSpan(0, 16));
        if (!_entries.TryGetValue(space, out var known) || Compare(xid, known) > 0) _entries[space] = xid;
    }

    /// <summary>Makes the list include all that another does.</summary>
    public void Merge(PredecessorChangeList other)
    {
        foreach (var xid in other._entries.Values) Include(xid);
    }

    /// <summary>Whether a change is in the list.</summary>
    public bool Includes(ReadOnlySpan<byte> xid) =>
        _entries.TryGetValue(new Guid(xid[..16]), out var known) && Compare(xid, known) <= 0;

    /// <summary>Whether all of another list's changes are in this one.</summary>
    public bool Includes(PredecessorChangeList other)
    {
        foreach (var xid in other._entries.Values) if (!Includes(xid)) return false;
        return true;
    }

    /// <summary>The list's wire form.</summary>
    public byte[] ToArray()
    {
        using var writer = new MapiWriter(64);
        foreach (var xid in _entries.Values)
        {
            writer.WriteByte((byte)xid.Length);
            writer.WriteBytes(xid);
        }
        return writer.ToArray();
    }

    // Local ids of one name space have one length; their bytes are big-endian numbers.
    private static int Compare(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) =>
        a.Length != b.Length ? a.Length.CompareTo(b.Length) : a[16..].SequenceCompareTo(b[16..]);
}
