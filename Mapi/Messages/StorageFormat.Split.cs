using System.Text;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Messages;

/// <content>
/// A bag in two: what is small, with the beginning of what is not; and what is not small. Tables show no more of a value than its beginning,
/// so they read the first alone, which stays a small part of a row whatever its bodies are.
/// </content>
public static partial class StorageFormat
{
    private const byte Apart = 2;

    /// <summary>Inline values of more bytes than this stand apart.</summary>
    public const int MaxSmall = 512;

    /// <summary>Bytes of its beginning that stay in a large value's place: more than a table shows (255 UTF-16 units, 510 bytes).</summary>
    public const int KeptBeginning = 520;

    /// <summary>The bag's small part and its large one; the latter is empty where all is small.</summary>
    public static (byte[] Small, byte[] Large) WriteSplitBag(PropertyBag bag)
    {
        using var small = new MapiWriter(1024);
        using var large = new MapiWriter(1024);
        ushort count = 0;
        large.WriteByte(Version);
        large.WriteUInt16(0);
        small.WriteByte(Version);
        small.WriteUInt16((ushort)bag.Count);
        foreach (var (tag, value) in bag.Items)
        {
            small.WriteUInt32(tag.Value);
            if (!MayBeExternal(value.Type) || value.IsExternal || SizeOfInline(value) is not (> MaxSmall and var size))
            {
                WriteValue(small, value);
                continue;
            }
            count++;
            large.WriteUInt32(tag.Value);
            large.WriteInt32(size);
            var bytes = large.Reserve(size);
            if (value.RawReference is string text) Encoding.Unicode.GetBytes(text, bytes);
            else value.AsBytes().CopyTo(bytes);
            var kept = Math.Min(size, KeptBeginning);
            small.WriteByte(Apart);
            small.WriteInt32(kept);
            small.WriteBytes(bytes[..kept]);
        }
        if (count == 0) return (small.ToArray(), []);
        large.PatchUInt16(1, count);
        return (small.ToArray(), large.ToArray());
    }

    /// <summary>The whole bag, or null and the place where the bytes are none. A bag that was never split has no large part.</summary>
    public static PropertyBag? TryReadSplitBag(ReadOnlySpan<byte> small, ReadOnlySpan<byte> large, out ParseError? error)
    {
        var values = LargeValues.TryParse(large, out error);
        return values is null ? null : ReadSmall(small, values, out error);
    }

    /// <summary>The bag with no more than the beginning (<see cref="KeptBeginning"/> bytes) of each large value. For what is shown, never for what is written back.</summary>
    public static PropertyBag? TryReadBeginnings(ReadOnlySpan<byte> small, out ParseError? error) => ReadSmall(small, LargeValues.BeginningsOnly, out error);

    private static PropertyBag? ReadSmall(ReadOnlySpan<byte> small, LargeValues values, out ParseError? error)
    {
        error = null;
        if (small.IsEmpty) return new PropertyBag();
        var reader = new MapiReader(small);
        ReadVersion(ref reader);
        var bag = ReadBag(ref reader, values);
        return Finish(ref reader, bag, out error);
    }

    private static int SizeOfInline(PropertyValue value) => value.RawReference is string text ? text.Length * 2 : value.AsBytes().Length;

    /// <summary>The large part of a bag.</summary>
    private sealed class LargeValues(byte[] bytes, Dictionary<uint, (int Offset, int Length)>? places)
    {
        /// <summary>Stands in where large values were not read: their beginnings do.</summary>
        public static LargeValues BeginningsOnly { get; } = new([], null);

        public static LargeValues? TryParse(ReadOnlySpan<byte> bytes, out ParseError? error)
        {
            error = null;
            if (bytes.IsEmpty) return new LargeValues([], []);
            var reader = new MapiReader(bytes);
            ReadVersion(ref reader);
            var count = reader.ReadCount16(8);
            var places = new Dictionary<uint, (int, int)>(count);
            for (var i = 0; i < count && !reader.Failed; i++)
            {
                var tag = reader.ReadUInt32();
                var length = reader.ReadCount32(1);
                places[tag] = (reader.Position, length);
                reader.Skip(length);
            }
            return Finish(ref reader, new LargeValues(bytes.ToArray(), places), out error);
        }

        /// <summary>Reads the place of a large value in the small part, and gives the value.</summary>
        public PropertyValue Read(ref MapiReader reader, PropertyTag tag)
        {
            reader.Skip(1);
            var beginning = reader.ReadSpan(reader.ReadCount32(1));
            if (places is null) return OfBytes(tag.Type, beginning);
            if (places.TryGetValue(tag.Value, out var place)) return OfBytes(tag.Type, bytes.AsSpan(place.Offset, place.Length));
            reader.Fail($"the large value of {tag} is missing");
            return default;
        }
    }
}
