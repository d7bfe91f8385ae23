namespace MapiOrleans.Mapi.Compression;

/// <summary>Canonical prefix codes: lengths from frequencies, and codes from lengths ([MS-PATCH] 2.5).</summary>
internal static class HuffmanCode
{
    /// <summary>
    /// Lengths of the codes of symbols that occur so often, at most <paramref name="maxLength"/>; 0 for what does not occur. The code is
    /// complete: where fewer than two symbols occur, others get codes that nobody uses, as decoders take no half-empty tree.
    /// </summary>
    public static void MakeLengths(ReadOnlySpan<int> frequencies, Span<byte> lengths, int maxLength)
    {
        lengths[..frequencies.Length].Clear();
        var symbols = new List<(long Frequency, int Symbol)>();
        for (var i = 0; i < frequencies.Length; i++)
        {
            if (frequencies[i] > 0) symbols.Add((frequencies[i], i));
        }
        for (var i = 0; symbols.Count is > 0 and < 2; i++)
        {
            if (frequencies[i] == 0) symbols.Add((1, i));
        }
        if (symbols.Count == 0) return;
        symbols.Sort();
        // Rare symbols weigh more and more until no code is too long.
        while (!TryMakeLengths(symbols, lengths, maxLength))
        {
            for (var i = 0; i < symbols.Count; i++) symbols[i] = ((symbols[i].Frequency >> 1) | 1, symbols[i].Symbol);
            symbols.Sort();
        }
    }

    /// <summary>The codes of these lengths.</summary>
    public static void MakeCodes(ReadOnlySpan<byte> lengths, Span<ushort> codes)
    {
        Span<int> next = stackalloc int[Lzx.MaxCodeLength + 2];
        next.Clear();
        foreach (var length in lengths)
        {
            if (length > 0) next[length + 1]++;
        }
        for (var length = 1; length < next.Length; length++) next[length] = (next[length] + next[length - 1]) << 1;
        // next[n] counted codes shorter than n, each doubled for every bit between: the first code of n bits.
        for (var i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] > 0) codes[i] = (ushort)next[lengths[i]]++;
        }
    }

    private static bool TryMakeLengths(List<(long Frequency, int Symbol)> symbols, Span<byte> lengths, int maxLength)
    {
        // Leaves in order, then inner nodes in the order they are made, which is that of their weight.
        var count = symbols.Count;
        var weights = new long[(2 * count) - 1];
        var parents = new int[weights.Length];
        for (var i = 0; i < count; i++) weights[i] = symbols[i].Frequency;
        int leaf = 0, inner = count;
        for (var node = count; node < weights.Length; node++)
        {
            var first = Take(node);
            var second = Take(node);
            weights[node] = weights[first] + weights[second];
            parents[first] = parents[second] = node;
        }
        var depths = new int[weights.Length];
        for (var node = weights.Length - 2; node >= 0; node--)
        {
            depths[node] = depths[parents[node]] + 1;
            if (node >= count) continue;
            if (depths[node] > maxLength) return false;
            lengths[symbols[node].Symbol] = (byte)depths[node];
        }
        return true;

        int Take(int made) => leaf < count && (inner >= made || weights[leaf] <= weights[inner]) ? leaf++ : inner++;
    }
}
