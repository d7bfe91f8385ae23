namespace MapiOrleans.Mapi.Compression;

/// <summary>A tree to decode with: a table of what the next bits mean. It can be made again from other lengths.</summary>
internal sealed class LzxTree(int symbols)
{
    // A symbol and the length of its code in the low 5 bits.
    private int[] _table = [];
    private int _bits;

    /// <summary>Lengths of the codes: what the tree is made from, and what the next tree's are told as differences to.</summary>
    public byte[] Lengths { get; } = new byte[symbols];

    /// <summary>Whether no symbol has a code.</summary>
    public bool IsEmpty => _bits == 0;

    /// <summary>Makes the table from <see cref="Lengths"/>; false where they are of no complete code. All zeros is a tree without symbols.</summary>
    public bool TryMake()
    {
        var (longest, space) = (0, 0L);
        foreach (var length in Lengths)
        {
            longest = Math.Max(longest, length);
            if (length > 0) space += 1L << (Lzx.MaxCodeLength - length);
        }
        _bits = longest;
        if (longest == 0) return true;
        if (space != 1L << Lzx.MaxCodeLength) return false;
        if (_table.Length < 1 << longest) _table = new int[1 << longest];
        var at = 0;
        for (var length = 1; length <= longest; length++)
        {
            for (var symbol = 0; symbol < Lengths.Length; symbol++)
            {
                if (Lengths[symbol] != length) continue;
                var span = 1 << (longest - length);
                _table.AsSpan(at, span).Fill((symbol << 5) | length);
                at += span;
            }
        }
        return true;
    }

    /// <summary>The next symbol; only where the tree is not empty.</summary>
    public int Read(ref LzxBitReader reader)
    {
        var entry = _table[reader.Peek(_bits)];
        reader.Take(entry & 31);
        return entry >> 5;
    }
}
