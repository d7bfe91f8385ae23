using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Identifiers;

/// <summary>
/// An IDSET or CNSET ([MS-OXCFXICS] 2.2.2.4): for each replica a <see cref="GlobSet"/>. In memory replicas are GUIDs; on the wire they are GUIDs in
/// what lasts (ICS state) and ReplIds in what passes (deletions, read states) (3.1.5.4.2).
/// </summary>
public sealed class IdSet : IEquatable<IdSet>
{
    private readonly SortedDictionary<Guid, GlobSet> _sets = new(GuidByteOrder.Instance);

    /// <summary>The replicas and what is of them, in the order of the GUIDs' bytes. None is empty when written; some may be here.</summary>
    public IReadOnlyDictionary<Guid, GlobSet> Sets => _sets;

    /// <summary>Whether there is no id at all.</summary>
    public bool IsEmpty => _sets.Values.All(s => s.IsEmpty);

    /// <summary>How many ids there are.</summary>
    public long Count => _sets.Values.Sum(s => s.Count);

    /// <summary>The set of a replica, made where there is none yet.</summary>
    public GlobSet Of(Guid replGuid)
    {
        if (!_sets.TryGetValue(replGuid, out var set)) _sets[replGuid] = set = new GlobSet();
        return set;
    }

    /// <summary>Adds an id.</summary>
    public void Add(Guid replGuid, long globCnt) => Of(replGuid).Add(globCnt);

    /// <summary>Removes an id.</summary>
    public void Remove(Guid replGuid, long globCnt)
    {
        if (_sets.TryGetValue(replGuid, out var set)) set.Remove(globCnt);
    }

    /// <summary>Whether an id is in the set.</summary>
    public bool Contains(Guid replGuid, long globCnt) => _sets.TryGetValue(replGuid, out var set) && set.Contains(globCnt);

    /// <summary>Adds all of another set.</summary>
    public void Union(IdSet other)
    {
        foreach (var (guid, set) in other._sets) Of(guid).Union(set);
    }

    /// <summary>Removes all of another set.</summary>
    public void Subtract(IdSet other)
    {
        foreach (var (guid, set) in other._sets)
            if (_sets.TryGetValue(guid, out var mine)) mine.Subtract(set);
    }

    /// <summary>Another set with the same content.</summary>
    public IdSet Clone()
    {
        var copy = new IdSet();
        foreach (var (guid, set) in _sets) copy._sets[guid] = set.Clone();
        return copy;
    }

    /// <summary>Reads the form with REPLGUIDs; null and why where the bytes are not one.</summary>
    public static IdSet? TryParse(ReadOnlySpan<byte> bytes, out ParseError? error)
    {
        var reader = new MapiReader(bytes);
        var result = new IdSet();
        while (reader.Remaining > 0)
        {
            var guid = reader.ReadGuid();
            if (GlobSetCodec.Read(ref reader) is { } set) result.Of(guid).Union(set);
        }
        error = reader.Error;
        return error is null ? result : null;
    }

    /// <summary>
    /// Reads the form with REPLIDs; null and why where the bytes are not one, or <paramref name="replGuidOf"/> knows a replica of them not.
    /// </summary>
    public static IdSet? TryParseReplIds(ReadOnlySpan<byte> bytes, Func<ushort, Guid?> replGuidOf, out ParseError? error)
    {
        var reader = new MapiReader(bytes);
        var result = new IdSet();
        while (reader.Remaining > 0)
        {
            var replId = reader.ReadUInt16();
            var guid = reader.Failed ? null : replGuidOf(replId);
            if (!reader.Failed && guid is null) reader.Fail($"REPLID {replId} is not known");
            if (!reader.Failed && GlobSetCodec.Read(ref reader) is { } set) result.Of(guid!.Value).Union(set);
        }
        error = reader.Error;
        return error is null ? result : null;
    }

    /// <summary>The form with REPLGUIDs. A set without ids is no bytes.</summary>
    public byte[] ToArray()
    {
        using var writer = new MapiWriter(64);
        foreach (var (guid, set) in _sets)
        {
            if (set.IsEmpty) continue;
            writer.WriteGuid(guid);
            GlobSetCodec.Write(writer, set);
        }
        return writer.ToArray();
    }

    /// <summary>The form with REPLIDs, from the lowest up.</summary>
    public byte[] ToArray(Func<Guid, ushort> replIdOf)
    {
        using var writer = new MapiWriter(64);
        foreach (var (replId, set) in _sets.Where(s => !s.Value.IsEmpty).Select(s => (replIdOf(s.Key), s.Value)).OrderBy(s => s.Item1))
        {
            writer.WriteUInt16(replId);
            GlobSetCodec.Write(writer, set);
        }
        return writer.ToArray();
    }

    /// <inheritdoc/>
    public bool Equals(IdSet? other) => other is not null
        && _sets.Where(s => !s.Value.IsEmpty).SequenceEqual(other._sets.Where(s => !s.Value.IsEmpty));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IdSet);

    /// <inheritdoc/>
    public override int GetHashCode() => Count.GetHashCode();
}
