using System.Text;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.FastTransfer;

/// <summary>A property of a property group: its tag, and its name where it is a named one.</summary>
/// <param name="Tag">The tag; of a named property it means something to the sender only.</param>
/// <param name="Name">The name of a property from 0x8000 up.</param>
public readonly record struct GroupProperty(PropertyTag Tag, PropertyName? Name);

/// <summary>
/// The PropertyGroupInfo structure ([MS-OXCFXICS] 2.2.2.8): which properties the groups of a mapping have, so that a change of some groups
/// can be told without the rest of the message.
/// </summary>
/// <param name="GroupId">What the mapping is called in the stream.</param>
/// <param name="Groups">The groups, none of them empty; a group is named by its place.</param>
public sealed record PropertyGroupInfo(uint GroupId, IReadOnlyList<IReadOnlyList<GroupProperty>> Groups)
{
    private const uint NumericKind = 0, TextKind = 1;

    /// <summary>The wire form.</summary>
    /// <exception cref="ArgumentException">A named property has no name.</exception>
    public byte[] ToArray()
    {
        using var writer = new MapiWriter(256);
        writer.WriteUInt32(GroupId);
        writer.WriteUInt32(0);
        writer.WriteUInt32((uint)Groups.Count);
        foreach (var group in Groups)
        {
            writer.WriteUInt32((uint)group.Count);
            foreach (var (tag, named) in group)
            {
                writer.WriteUInt32(tag.Value);
                if (!tag.IsNamed) continue;
                var name = named ?? throw new ArgumentException($"Property {tag} needs a name.", nameof(Groups));
                writer.WriteGuid(name.Guid);
                writer.WriteUInt32(name.Name is null ? NumericKind : TextKind);
                if (name.Name is null)
                {
                    writer.WriteUInt32(name.Lid);
                    continue;
                }
                var text = Encoding.Unicode.GetBytes(name.Name + '\0');
                writer.WriteUInt32((uint)text.Length);
                writer.WriteBytes(text);
            }
        }
        return writer.ToArray();
    }

    /// <summary>Reads the wire form; null and why where the bytes are none. A text's terminator counts or is missing, as senders have it.</summary>
    public static PropertyGroupInfo? TryParse(ReadOnlySpan<byte> bytes, out ParseError? error)
    {
        var reader = new MapiReader(bytes);
        var id = reader.ReadUInt32();
        reader.Skip(4);
        var groups = new List<IReadOnlyList<GroupProperty>>();
        for (var left = reader.ReadCount32(4); left > 0 && !reader.Failed; left--)
        {
            var group = new List<GroupProperty>();
            for (var rest = reader.ReadCount32(4); rest > 0 && !reader.Failed; rest--) group.Add(ReadProperty(ref reader));
            if (group.Count == 0) reader.Fail("a property group without properties");
            groups.Add(group);
        }
        if (groups.Count == 0) reader.Fail("a mapping without property groups");
        if (reader.Remaining > 0) reader.Fail("bytes after the last property group");
        error = reader.Error;
        return reader.Failed ? null : new PropertyGroupInfo(id, groups);
    }

    private static GroupProperty ReadProperty(ref MapiReader reader)
    {
        var tag = new PropertyTag(reader.ReadUInt32());
        if (!tag.IsNamed) return new GroupProperty(tag, null);
        var guid = reader.ReadGuid();
        switch (reader.ReadUInt32())
        {
            case NumericKind:
                return new GroupProperty(tag, new PropertyName(guid, reader.ReadUInt32()));
            case TextKind:
                var text = Encoding.Unicode.GetString(reader.ReadBytes(reader.ReadCount32(1)));
                return new GroupProperty(tag, new PropertyName(guid, text.TrimEnd('\0')));
            case var kind:
                reader.Fail($"a name of kind {kind}");
                return default;
        }
    }
}
