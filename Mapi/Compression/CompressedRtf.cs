using System.Buffers.Binary;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Compression;

/// <summary>The compressed RTF of PidTagRtfCompressed ([MS-OXRTFCP]): a header of 16 bytes, then tokens over a dictionary of 4096 bytes.</summary>
public static class CompressedRtf
{
    private const int HeaderSize = 16;
    private const uint Compressed = 0x75465A4C;
    private const uint Uncompressed = 0x414C454D;
    private const int DictionarySize = 4096;
    private const int MinimumMatch = 2;
    private const int MaximumMatch = 17;

    /// <summary>How many earlier places of the same two bytes are looked at for a longer match.</summary>
    private const int MaximumChain = 128;

    /// <summary>What the dictionary has in it at the beginning ([MS-OXRTFCP] 2.1.2.1).</summary>
    private static ReadOnlySpan<byte> Preset =>
        "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"u8;

    /// <summary>The RTF, or null and why the bytes are none. At most <paramref name="maxSize"/> bytes are made.</summary>
    public static byte[]? TryDecompress(ReadOnlySpan<byte> data, int maxSize, out ParseError? error)
    {
        var reader = new MapiReader(data);
        var compressedSize = reader.ReadUInt32();
        var rawSize = reader.ReadUInt32();
        var type = reader.ReadUInt32();
        var crc = reader.ReadUInt32();
        // COMPSIZE counts what follows it: the other twelve bytes of the header too.
        if (!reader.Failed && (compressedSize < HeaderSize - 4 || compressedSize - (HeaderSize - 4) > reader.Remaining)) reader.Fail($"COMPSIZE {compressedSize}, {data.Length} bytes");
        if (!reader.Failed && rawSize > maxSize) reader.Fail($"RAWSIZE {rawSize}, {maxSize} allowed");
        var content = reader.Failed ? default : reader.ReadSpan((int)compressedSize - (HeaderSize - 4));
        byte[]? rtf = null;
        if (!reader.Failed)
        {
            switch (type)
            {
                case Uncompressed:
                    rtf = content[..Math.Min(content.Length, (int)rawSize)].ToArray();
                    break;
                case Compressed when Crc(content) == crc:
                    rtf = Expand(content, (int)rawSize, maxSize, ref reader);
                    break;
                case Compressed:
                    reader.Fail($"CRC 0x{crc:X8} is not that of the content");
                    break;
                default:
                    reader.Fail($"COMPTYPE 0x{type:X8}");
                    break;
            }
        }
        error = reader.Error;
        return error is null ? rtf : null;
    }

    private static byte[]? Expand(ReadOnlySpan<byte> content, int rawSize, int maxSize, ref MapiReader reader)
    {
        Span<byte> dictionary = stackalloc byte[DictionarySize];
        dictionary.Clear();
        Preset.CopyTo(dictionary);
        var write = Preset.Length;
        // RAWSIZE is a hint: tokens say where the text ends. So many bytes as tokens can make is all it may ask for.
        using var output = new MapiWriter((int)Math.Min(rawSize, content.Length * 9L));
        for (var position = 0; position < content.Length;)
        {
            int control = content[position++];
            for (var bit = 0; bit < 8 && position < content.Length; bit++)
            {
                if ((control >> bit & 1) == 0)
                {
                    output.WriteByte(content[position]);
                    dictionary[write] = content[position++];
                    write = (write + 1) % DictionarySize;
                }
                else
                {
                    if (position + 2 > content.Length)
                    {
                        reader.Fail("a dictionary reference is cut off");
                        return null;
                    }
                    var reference = BinaryPrimitives.ReadUInt16BigEndian(content[position..]);
                    position += 2;
                    var offset = reference >> 4;
                    if (offset == write) return output.ToArray();
                    for (var length = (reference & 0x0F) + MinimumMatch; length > 0; length--)
                    {
                        var value = dictionary[offset];
                        output.WriteByte(value);
                        dictionary[write] = value;
                        write = (write + 1) % DictionarySize;
                        offset = (offset + 1) % DictionarySize;
                    }
                }
                if (output.Length <= maxSize) continue;
                reader.Fail($"more than {maxSize} bytes of RTF");
                return null;
            }
        }
        return output.ToArray();
    }

    /// <summary>The compressed form of RTF.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> rtf)
    {
        // The dictionary is the last 4096 bytes of the preset and the text before.
        var text = new byte[Preset.Length + rtf.Length];
        Preset.CopyTo(text);
        rtf.CopyTo(text.AsSpan(Preset.Length));
        var matches = new Matches(text);
        for (var i = 0; i < Preset.Length; i++) matches.Add(i);

        using var writer = new MapiWriter(HeaderSize + rtf.Length / 2);
        writer.Reserve(HeaderSize).Clear();
        var position = Preset.Length;
        for (var ended = false; !ended;)
        {
            var controlAt = writer.Length;
            byte control = 0;
            writer.WriteByte(0);
            for (var bit = 0; bit < 8; bit++)
            {
                var (from, length) = position < text.Length ? matches.Longest(position) : default;
                if (position == text.Length || length >= MinimumMatch)
                {
                    control |= (byte)(1 << bit);
                    ended = position == text.Length;
                    var reference = ended ? (position % DictionarySize) << 4 : (from % DictionarySize) << 4 | (length - MinimumMatch);
                    BinaryPrimitives.WriteUInt16BigEndian(writer.Reserve(2), (ushort)reference);
                    if (ended) break;
                }
                else
                {
                    length = 1;
                    writer.WriteByte(text[position]);
                }
                for (; length > 0; length--) matches.Add(position++);
            }
            writer.PatchByte(controlAt, control);
        }
        var crc = Crc(writer.Written[HeaderSize..]);
        writer.PatchUInt32(0, (uint)writer.Length - 4);
        writer.PatchUInt32(4, (uint)rtf.Length);
        writer.PatchUInt32(8, Compressed);
        writer.PatchUInt32(12, crc);
        return writer.ToArray();
    }

    /// <summary>Where in the last 4096 bytes the longest beginning of what comes next is.</summary>
    private sealed class Matches(byte[] text)
    {
        private readonly int[] _last = CreateEmpty(1 << 16);
        private readonly int[] _before = CreateEmpty(DictionarySize);

        private static int[] CreateEmpty(int size)
        {
            var places = new int[size];
            Array.Fill(places, -1);
            return places;
        }

        public void Add(int position)
        {
            if (position + 1 >= text.Length) return;
            ref var last = ref _last[text[position] << 8 | text[position + 1]];
            _before[position % DictionarySize] = last;
            last = position;
        }

        public (int From, int Length) Longest(int position)
        {
            var most = Math.Min(MaximumMatch, text.Length - position);
            if (most < MinimumMatch) return default;
            int best = 0, bestFrom = 0;
            var steps = 0;
            for (var from = _last[text[position] << 8 | text[position + 1]]; from > position - DictionarySize && from >= 0 && steps < MaximumChain; steps++)
            {
                var length = text.AsSpan(from, most).CommonPrefixLength(text.AsSpan(position, most));
                if (length > best) (best, bestFrom) = (length, from);
                if (best == most) break;
                var before = _before[from % DictionarySize];
                if (before >= from) break;
                from = before;
            }
            return (bestFrom, best);
        }
    }

    // Begun with 0 ([MS-OXRTFCP] 2.1.3.2).
    private static uint Crc(ReadOnlySpan<byte> data) => Crc32.Append(0, data);
}
