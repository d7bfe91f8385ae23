using MapiOrleans.Mapi.AddressBook;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>Where a STAT is in a table, and how it says so ([MS-OXNSPI] 3.1.4.5).</summary>
internal static class TablePosition
{
    /// <summary>
    /// The row that a STAT names, before its Delta: absolute by CurrentRec (3.1.4.5.1), fractional where that is MID_CURRENT (3.1.4.5.2). Null
    /// where CurrentRec is no row of the table.
    /// </summary>
    /// <param name="stat">The STAT.</param>
    /// <param name="count">Rows of the table.</param>
    /// <param name="rowOf">The row of a Minimal Entry ID, or -1.</param>
    public static int? Locate(Stat stat, int count, Func<uint, int> rowOf)
    {
        switch (stat.CurrentRec)
        {
            case NspiConstants.MidBeginningOfTable: return 0;
            case NspiConstants.MidEndOfTable: return count;
            case NspiConstants.MidCurrent:
                // A client that knows of no rows can only be at the beginning.
                if (stat.TotalRecs == 0) return 0;
                return (int)Math.Min((ulong)count, (ulong)count * stat.NumPos / stat.TotalRecs);
            default: return rowOf(stat.CurrentRec) is >= 0 and var row ? row : null;
        }
    }

    /// <summary>The row that is <paramref name="delta"/> rows from another: not before the first, not beyond the place after the last.</summary>
    public static int Move(int row, long delta, int count) => (int)Math.Clamp(row + delta, 0, count);

    /// <summary>The STAT at a row. At the place after the last one, CurrentRec is MID_END_OF_TABLE.</summary>
    public static Stat At(Stat stat, int row, int count, Func<int, uint> idOf) => stat with
    {
        CurrentRec = row < count ? idOf(row) : NspiConstants.MidEndOfTable,
        Delta = 0,
        NumPos = (uint)row,
        TotalRecs = (uint)count,
    };
}
