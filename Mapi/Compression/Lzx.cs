namespace MapiOrleans.Mapi.Compression;

/// <summary>What LZX encoder and decoder agree on ([MS-PATCH] 2.1 to 2.6).</summary>
public static class Lzx
{
    /// <summary>Bytes that a chunk stands for; no match goes over its end.</summary>
    public const int ChunkSize = 32 * 1024;

    /// <summary>The smallest and the largest window, as powers of two.</summary>
    public const int MinWindowBits = 17, MaxWindowBits = 25;

    internal const int Literals = 256;
    internal const int MinMatch = 2;

    // A match of this length says in further bits how long it really is: what LZX DELTA has beyond LZX.
    internal const int LongMatch = 257;

    // Lengths above it are told by the length tree.
    internal const int PrimaryLengths = 7;
    internal const int LengthSymbols = 249;
    internal const int AlignedSymbols = 8;
    internal const int PretreeSymbols = 20;
    internal const int MaxCodeLength = 16;
    internal const int MaxPretreeCodeLength = 15;
    internal const int MaxAlignedCodeLength = 7;

    // From this slot on all offsets have 17 bits of their own.
    private const int LastWideSlot = 36;
    private const int MaxSlots = 290;

    internal const int BlockVerbatim = 1, BlockAligned = 2, BlockUncompressed = 3;

    // E8 translation ends with this chunk.
    internal const int MaxTranslatedChunks = 32768;

    private static readonly int[] Bases = MakeBases();

    /// <summary>
    /// The window that a block needs: the smallest of at least 2^17 bytes that holds the reference, rounded up to whole chunks, and the data
    /// behind it. Both sides work it out, so it is not in the stream.
    /// </summary>
    public static int WindowBits(int referenceLength, int targetLength)
    {
        var size = (((long)referenceLength + ChunkSize - 1) / ChunkSize * ChunkSize) + targetLength;
        var bits = MinWindowBits;
        while (bits < MaxWindowBits && 1L << bits < size) bits++;
        return bits;
    }

    /// <summary>How many position slots a window has.</summary>
    internal static int Slots(int windowBits)
    {
        var slots = 0;
        while (Bases[slots] < 1 << windowBits) slots++;
        return slots;
    }

    /// <summary>The first formatted offset of a slot.</summary>
    internal static int Base(int slot) => Bases[slot];

    /// <summary>Bits that follow a slot.</summary>
    internal static int ExtraBits(int slot) => slot < 4 ? 0 : slot < LastWideSlot ? (slot / 2) - 1 : 17;

    /// <summary>The slot of a formatted offset.</summary>
    internal static int SlotOf(int formatted)
    {
        if (formatted < 4) return formatted;
        var top = System.Numerics.BitOperations.Log2((uint)formatted);
        return formatted < Bases[LastWideSlot] ? (2 * top) + ((formatted >> (top - 1)) & 1) : LastWideSlot + ((formatted - Bases[LastWideSlot]) >> 17);
    }

    private static int[] MakeBases()
    {
        var bases = new int[MaxSlots + 1];
        for (var slot = 0; slot < MaxSlots; slot++) bases[slot + 1] = bases[slot] + (1 << ExtraBits(slot));
        return bases;
    }
}
