using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Restrictions;

/// <summary>NamedPropertyInformation ([MS-OXORULE] 2.2.4.2): what the property ids from 0x8000 mean in what follows it.</summary>
/// <param name="Names">Id and name, each id once.</param>
public sealed record NamedPropertyInformation(IReadOnlyList<(ushort Id, PropertyName Name)> Names)
{
    /// <summary>Reads the structure.</summary>
    public static NamedPropertyInformation Read(ref MapiReader reader)
    {
        // An id, and of the name its kind and GUID.
        var ids = new ushort[reader.ReadCount16(2 + 17)];
        if (ids.Length == 0) return new([]);
        for (var i = 0; i < ids.Length; i++) ids[i] = reader.ReadUInt16();
        var size = reader.ReadCount32(1);
        var before = reader.Position;
        var names = new List<(ushort, PropertyName)>(ids.Length);
        var seen = new HashSet<ushort>();
        foreach (var id in ids)
        {
            if (reader.Failed) break;
            if (id < 0x8000 || !seen.Add(id)) reader.Fail($"property id 0x{id:X4} of a name");
            names.Add((id, PropertyName.Read(ref reader)));
        }
        if (!reader.Failed && reader.Position - before != size) reader.Fail($"names of {reader.Position - before} bytes, {size} declared");
        return new(names);
    }

    /// <summary>Writes the structure.</summary>
    public void Write(MapiWriter writer)
    {
        writer.WriteUInt16(checked((ushort)Names.Count));
        if (Names.Count == 0) return;
        foreach (var (id, _) in Names) writer.WriteUInt16(id);
        using var names = new MapiWriter();
        foreach (var (_, name) in Names) name.Write(names);
        writer.WriteInt32(names.Length);
        writer.WriteBytes(names.Written);
    }

    /// <inheritdoc/>
    public bool Equals(NamedPropertyInformation? other) => other is not null && Names.SequenceEqual(other.Names);
    /// <inheritdoc/>
    public override int GetHashCode() => Names.Count;
}

/// <summary>PidTagExtendedRuleMessageCondition ([MS-OXORULE] 2.2.4.1.10).</summary>
/// <param name="Names">The named properties in it.</param>
/// <param name="Restriction">The condition; null where the rule has none and so holds for every message.</param>
public sealed record ExtendedRuleCondition(NamedPropertyInformation Names, Restriction? Restriction)
{
    /// <summary>The condition in these bytes, or null and why there is none.</summary>
    public static ExtendedRuleCondition? TryParse(ReadOnlySpan<byte> bytes, out ParseError? error)
    {
        var reader = new MapiReader(bytes);
        var names = NamedPropertyInformation.Read(ref reader);
        var restriction = reader.AtEnd ? null : Restrictions.Restriction.Read(ref reader, CountWidth.Wide);
        if (!reader.Failed && !reader.AtEnd) reader.Fail($"{reader.Remaining} bytes too many after a condition");
        error = reader.Error;
        return error is null ? new(names, restriction) : null;
    }

    /// <summary>The bytes.</summary>
    public byte[] ToArray()
    {
        using var writer = new MapiWriter();
        Names.Write(writer);
        Restriction?.Write(writer, CountWidth.Wide);
        return writer.ToArray();
    }
}

/// <summary>PidTagExtendedRuleMessageActions ([MS-OXORULE] 2.2.4.1.9).</summary>
/// <param name="Names">The named properties in them.</param>
/// <param name="Actions">The actions, in their wide layout.</param>
public sealed record ExtendedRuleActions(NamedPropertyInformation Names, RuleActions Actions)
{
    private const uint Version = 1;

    /// <summary>The actions in these bytes, or null and why there are none.</summary>
    public static ExtendedRuleActions? TryParse(ReadOnlySpan<byte> bytes, out ParseError? error)
    {
        var reader = new MapiReader(bytes);
        var names = NamedPropertyInformation.Read(ref reader);
        var version = reader.ReadUInt32();
        if (!reader.Failed && version != Version) reader.Fail($"extended rules of version {version}");
        var actions = RuleActions.Read(ref reader, CountWidth.Wide);
        if (!reader.Failed && !reader.AtEnd) reader.Fail($"{reader.Remaining} bytes too many after actions");
        error = reader.Error;
        return error is null && actions is not null ? new(names, actions) : null;
    }

    /// <summary>The bytes.</summary>
    public byte[] ToArray()
    {
        using var writer = new MapiWriter();
        Names.Write(writer);
        writer.WriteUInt32(Version);
        Actions.Write(writer, CountWidth.Wide);
        return writer.ToArray();
    }
}
