using System.Runtime.InteropServices;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.Storage.Text;

/// <summary>
/// The terms under which text is found: every three characters that follow each other in its folded form (<see cref="TextFolding"/>), each as
/// a token of four letters and digits. Restrictions look for any part of a text and not for words, so words would not do: what a text
/// contains, its trigrams contain. Different trigrams may share a token, and a text may have all trigrams of another one without containing
/// it: terms tell which messages need not be looked at, never which ones match.
/// </summary>
internal static class TextTerms
{
    /// <summary>UTF-16 units of a trigram: a shorter text cannot be looked for.</summary>
    public const int Length = 3;

    /// <summary>The term of messages whose text is not indexed, because it is too much: they are candidates for everything.</summary>
    public const string Anything = "any";

    // Few trigrams say nearly as much as all, and each is another list to read.
    private const int MaxWanted = 16;

    private const int TokenBits = 20;

    private const string Digits = "0123456789abcdefghijklmnopqrstuv";

    /// <summary>Adds the tokens of a text.</summary>
    /// <param name="text">The text as it is.</param>
    /// <param name="tokens">Where they go, as numbers (<see cref="Write"/>).</param>
    public static void Add(string text, HashSet<int> tokens)
    {
        var folded = TextFolding.Fold(text);
        for (var i = 0; i + Length <= folded.Length; i++) tokens.Add(TokenOf(folded.AsSpan(i, Length)));
    }

    /// <summary>Tokens that every text has whose folded form contains this folded text; none where it is too short. No more than tell enough.</summary>
    public static string[] Wanted(ReadOnlySpan<char> folded)
    {
        var count = folded.Length - Length + 1;
        if (count <= 0) return [];
        var tokens = new HashSet<int>();
        for (var i = 0; i < Math.Min(count, MaxWanted); i++) tokens.Add(TokenOf(folded.Slice(count <= MaxWanted ? i : (int)((long)i * (count - 1) / (MaxWanted - 1)), Length)));
        return [.. tokens.Select(Write)];
    }

    /// <summary>A token as engines take it: four characters.</summary>
    public static string Write(int token) => string.Create(TokenBits / 5, token, static (span, value) =>
    {
        for (var i = span.Length - 1; i >= 0; i--, value >>= 5) span[i] = Digits[value & 31];
    });

    /// <summary>The term that all indexed messages of a folder share: an index is over all mailboxes of a shard.</summary>
    public static string OfFolder(MailboxKey key, long folderId) => FormattableString.Invariant($"m{key.Id}f{folderId}");

    private static int TokenOf(ReadOnlySpan<char> trigram)
    {
        var bytes = MemoryMarshal.AsBytes(trigram);
        // FNV-1a; the upper bits are the better mixed ones.
        var hash = 2166136261u;
        foreach (var b in bytes) hash = (hash ^ b) * 16777619u;
        hash ^= hash >> 15;
        return (int)((hash * 0x2C1B3C6Du) >> (32 - TokenBits));
    }
}
