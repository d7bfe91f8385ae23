using MapiOrleans.Grains.Interfaces.Mailbox;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>The receive-folder table's rules ([MS-OXCSTOR] 1.3.2): which text is a message class, and which row is a message's.</summary>
internal static class ReceiveFolders
{
    /// <summary>Whether text can be a message class in the table ([MS-OXCSTOR] 2.2.1.2.1): 255 bytes of printable ASCII with their terminator, no empty part but the whole.</summary>
    public static bool IsMessageClass(string text) =>
        text.Length < 255 && text.All(c => c is >= (char)32 and <= (char)126)
        && !text.StartsWith('.') && !text.EndsWith('.') && !text.Contains("..", StringComparison.Ordinal);

    /// <summary>The row of the longest class that the message's class is, or is a subclass of; null where not even the empty class has one.</summary>
    public static ReceiveFolderRecord? Find(IReadOnlyList<ReceiveFolderRecord> rows, string messageClass)
    {
        ReceiveFolderRecord? best = null;
        foreach (var row in rows)
            if (Covers(row.MessageClass, messageClass) && !(best?.MessageClass.Length >= row.MessageClass.Length)) best = row;
        return best;
    }

    private static bool Covers(string parent, string messageClass) => parent.Length == 0
        || (messageClass.StartsWith(parent, StringComparison.OrdinalIgnoreCase) && (messageClass.Length == parent.Length || messageClass[parent.Length] == '.'));
}
