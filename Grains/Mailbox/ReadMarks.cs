using MapiOrleans.Mapi.Identifiers;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>
/// What a user has read of a public folder: the change numbers of messages, as a serialized IDSET with REPLGUIDs ([MS-OXCSTOR] 2.2.1.12.2,
/// [MS-OXCFXICS] 2.2.2.4.2). A message that changes has another number, and is unread again.
/// </summary>
internal static class ReadMarks
{
    /// <summary>The marks that a row keeps; none where there is no row, or no set in it.</summary>
    public static IdSet Parse(IReadOnlyList<(byte[] FolderLongTermId, byte[] Data)> rows) =>
        rows.Count > 0 && IdSet.TryParse(rows[0].Data, out _) is { } marks ? marks : new IdSet();

    /// <summary>
    /// Fewer ranges that say the same of these messages: change numbers between two read ones that no message of the folder has are nobody's,
    /// now and later, as numbers only rise.
    /// </summary>
    /// <param name="marks">The marks of one replica.</param>
    /// <param name="changeNumbers">The change numbers of all messages of the folder.</param>
    public static GlobSet Compact(GlobSet marks, IEnumerable<long> changeNumbers)
    {
        var ranges = new List<GlobRange>();
        var open = false;
        foreach (var number in changeNumbers.Order())
        {
            var read = marks.Contains(number);
            if (read && open) ranges[^1] = ranges[^1] with { High = number };
            else if (read) ranges.Add(new GlobRange(number, number));
            open = read;
        }
        return GlobSet.Of(ranges);
    }
}
