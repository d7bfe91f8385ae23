using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Identifiers;

/// <summary>
/// The wire form of a GLOBSET ([MS-OXCFXICS] 2.2.2.6, 3.1.5.4.3): commands over a stack of high-order bytes that GLOBCNTs have in common. The
/// encoder seeks the shortest form: where a shared beginning is pushed once is decided by what it saves below.
/// </summary>
public static class GlobSetCodec
{
    private const byte End = 0x00, Bitmask = 0x42, Pop = 0x50, Range = 0x52;

    // Bytes of a GLOBCNT; the numbers below are numbers of its high-order bytes.
    private const int Width = 6;

    // A bitmask tells of the starting value and the eight after it.
    private const int BitmaskSpan = 8;

    /// <summary>Reads a GLOBSET up to and with its End; null where the reader failed.</summary>
    public static GlobSet? Read(ref MapiReader reader)
    {
        var ranges = new List<GlobRange>();
        Span<byte> common = stackalloc byte[Width];
        Span<int> pushed = stackalloc int[Width];
        var depth = 0;
        var pushes = 0;
        while (true)
        {
            var command = reader.ReadByte();
            if (reader.Failed) return null;
            switch (command)
            {
                case End:
                    if (depth == 0) return GlobSet.Of(ranges);
                    reader.Fail($"End with {depth} common bytes");
                    return null;
                case >= 1 and <= Width:
                    if (depth + command > Width)
                    {
                        reader.Fail($"Push of {command} bytes onto {depth}");
                        return null;
                    }
                    reader.ReadSpan(command).CopyTo(common[depth..]);
                    if (reader.Failed) return null;
                    if (depth + command == Width)
                    {
                        // The sixth byte makes a GLOBCNT; the push undoes itself.
                        var value = ObjectIds.ReadGlobCnt(common);
                        ranges.Add(new GlobRange(value, value));
                        break;
                    }
                    pushed[pushes++] = command;
                    depth += command;
                    break;
                case Pop:
                    if (pushes == 0)
                    {
                        reader.Fail("Pop of nothing");
                        return null;
                    }
                    depth -= pushed[--pushes];
                    break;
                case Bitmask:
                    if (!ReadBitmask(ref reader, common, depth, ranges)) return null;
                    break;
                case Range:
                    var low = ReadValue(ref reader, common, depth);
                    var high = ReadValue(ref reader, common, depth);
                    if (!reader.Failed && low > high) reader.Fail($"Range from {low} to {high}");
                    if (reader.Failed) return null;
                    ranges.Add(new GlobRange(low, high));
                    break;
                default:
                    reader.Fail($"GLOBSET command 0x{command:X2}");
                    return null;
            }
        }
    }

    private static long ReadValue(ref MapiReader reader, scoped Span<byte> common, int depth)
    {
        reader.ReadSpan(Width - depth).CopyTo(common[depth..]);
        return ObjectIds.ReadGlobCnt(common);
    }

    private static bool ReadBitmask(ref MapiReader reader, scoped Span<byte> common, int depth, List<GlobRange> ranges)
    {
        var start = reader.ReadByte();
        var mask = reader.ReadByte();
        if (!reader.Failed && depth != Width - 1) reader.Fail($"Bitmask with {depth} common bytes");
        if (!reader.Failed && start + 32 - int.LeadingZeroCount(mask) > byte.MaxValue) reader.Fail($"Bitmask 0x{mask:X2} from 0x{start:X2}");
        if (reader.Failed) return false;
        common[Width - 1] = start;
        var first = ObjectIds.ReadGlobCnt(common);
        // The starting value, which has no bit, and the bits as one row.
        var row = 1 | (mask << 1);
        for (var i = 0; i <= BitmaskSpan; i++)
        {
            if ((row >> i & 1) == 0) continue;
            var length = int.TrailingZeroCount(~(row >> i));
            ranges.Add(new GlobRange(first + i, first + i + length - 1));
            i += length;
        }
        return true;
    }

    /// <summary>Writes a GLOBSET and its End.</summary>
    public static void Write(MapiWriter writer, GlobSet set)
    {
        var ranges = set.Ranges;
        if (ranges.Count > 0) Emit(writer, ranges, 0, ranges.Count, 0);
        writer.WriteByte(End);
    }

    /// <summary>The wire form.</summary>
    public static byte[] ToArray(GlobSet set)
    {
        using var writer = new MapiWriter(64);
        Write(writer, set);
        return writer.ToArray();
    }

    // Writes ranges [from, to), which share more than depth bytes (or are all there are) while depth bytes are on the stack.
    private static void Emit(MapiWriter writer, IReadOnlyList<GlobRange> ranges, int from, int to, int depth)
    {
        var common = CommonBytes(ranges[from].Low, ranges[to - 1].High);
        if (to - from == 1 && ranges[from].Low == ranges[from].High)
        {
            WritePush(writer, ranges[from].Low, depth, Width);
            return;
        }
        Span<int> costs = stackalloc int[Width];
        Costs(ranges, from, to, costs, out var pushCosts);
        var push = common > depth && pushCosts + 2 + (common - depth) == costs[depth];
        if (push) WritePush(writer, ranges[from].Low, depth, common);
        EmitChildren(writer, ranges, from, to, common, push ? common : depth);
        if (push) writer.WriteByte(Pop);
    }

    private static void EmitChildren(MapiWriter writer, IReadOnlyList<GlobRange> ranges, int from, int to, int common, int depth)
    {
        if (to - from == 1)
        {
            WriteRange(writer, ranges[from], depth);
            return;
        }
        for (var i = from; i < to;)
        {
            if (depth == Width - 1)
            {
                var end = PackEnd(ranges, i, to);
                if (end - i > 1) WriteBitmask(writer, ranges, i, end);
                else Emit(writer, ranges, i, end, depth);
                i = end;
            }
            else
            {
                var end = GroupEnd(ranges, i, to, common);
                Emit(writer, ranges, i, end, depth);
                i = end;
            }
        }
    }

    /// <summary>
    /// The bytes that ranges [from, to) take for each number of bytes on the stack, and (in <paramref name="pushed"/>) what their parts take when
    /// all that they share is on it. Children share at least one byte more than their parent: the recursion is six deep at most.
    /// </summary>
    private static void Costs(IReadOnlyList<GlobRange> ranges, int from, int to, scoped Span<int> costs, out int pushed)
    {
        var first = ranges[from];
        var common = CommonBytes(first.Low, ranges[to - 1].High);
        pushed = 0;
        if (to - from == 1)
        {
            var single = first.Low == first.High;
            if (!single) pushed = 1 + 2 * (Width - common);
            for (var d = 0; d < Width; d++) costs[d] = single ? 1 + Width - d : 1 + 2 * (Width - d);
        }
        else
        {
            costs.Clear();
            Span<int> child = stackalloc int[Width];
            for (var i = from; i < to;)
            {
                var end = common == Width - 1 ? i + 1 : GroupEnd(ranges, i, to, common);
                Costs(ranges, i, end, child, out _);
                for (var d = 0; d <= Math.Min(common, Width - 1); d++) costs[d] += child[d];
                i = end;
            }
            if (common == Width - 1)
            {
                costs[common] = 0;
                for (var i = from; i < to;)
                {
                    var end = PackEnd(ranges, i, to);
                    costs[common] += end - i > 1 || ranges[i].Low != ranges[i].High ? 3 : 2;
                    i = end;
                }
            }
            pushed = costs[common];
        }
        if (to - from == 1 && first.Low == first.High) return;
        for (var d = 0; d < common && d < Width; d++) costs[d] = Math.Min(costs[d], pushed + 2 + (common - d));
    }

    // Where the ranges end that share one byte more than common with the one at from. One that does not lie within such a byte stands alone.
    private static int GroupEnd(IReadOnlyList<GlobRange> ranges, int from, int to, int common)
    {
        var shift = 8 * (Width - common - 1);
        var prefix = ranges[from].Low >> shift;
        if (ranges[from].High >> shift != prefix) return from + 1;
        var end = from + 1;
        while (end < to && ranges[end].High >> shift == prefix) end++;
        return end;
    }

    // Where the ranges end that one bitmask can tell of.
    private static int PackEnd(IReadOnlyList<GlobRange> ranges, int from, int to)
    {
        var end = from;
        while (end < to && ranges[end].High - ranges[from].Low <= BitmaskSpan) end++;
        return Math.Max(end, from + 1);
    }

    private static int CommonBytes(long a, long b)
    {
        var difference = (ulong)(a ^ b) << 16;
        return difference == 0 ? Width : (int)ulong.LeadingZeroCount(difference) / 8;
    }

    private static void WritePush(MapiWriter writer, long value, int depth, int common)
    {
        Span<byte> six = stackalloc byte[Width];
        ObjectIds.WriteGlobCnt(six, value);
        writer.WriteByte((byte)(common - depth));
        writer.WriteBytes(six[depth..common]);
    }

    private static void WriteRange(MapiWriter writer, GlobRange range, int depth)
    {
        Span<byte> six = stackalloc byte[Width];
        writer.WriteByte(Range);
        ObjectIds.WriteGlobCnt(six, range.Low);
        writer.WriteBytes(six[depth..]);
        ObjectIds.WriteGlobCnt(six, range.High);
        writer.WriteBytes(six[depth..]);
    }

    private static void WriteBitmask(MapiWriter writer, IReadOnlyList<GlobRange> ranges, int from, int end)
    {
        var start = ranges[from].Low;
        var row = 0;
        for (var i = from; i < end; i++)
            for (var value = ranges[i].Low; value <= ranges[i].High; value++) row |= 1 << (int)(value - start);
        writer.WriteByte(Bitmask);
        writer.WriteByte((byte)start);
        writer.WriteByte((byte)(row >> 1));
    }
}
