using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>
/// Search folders in the scope of others. Such a search finds what meets its own restriction among what the inner one's criteria find: so it
/// needs no links of the inner one, does not wait for them, and is filled anew only when the inner one's criteria change.
/// </summary>
internal static class SearchNesting
{
    /// <summary>Search folders within search folders; past it TooComplex. Every change of a message is held against all of them.</summary>
    public const int MaxDepth = 5;

    /// <summary>The searches in a search's own scope.</summary>
    public static IEnumerable<MailboxSearch> Inner(MailboxState state, MailboxSearch search) =>
        search.Scope.Select(state.Folders.Find).Where(n => n is { Deleted: false, Search: not null }).Select(n => n!.Search!);

    /// <summary>A search, those in its scope, those in theirs, and so on.</summary>
    public static IEnumerable<MailboxSearch> All(MailboxState state, MailboxSearch search, int depth = 0) =>
        depth > MaxDepth ? [] : Inner(state, search).SelectMany(inner => All(state, inner, depth + 1)).Prepend(search);

    /// <summary>Whether messages of a folder can be found by a search: the folder is in its scope, or in that of a search in its scope.</summary>
    public static bool Reaches(MailboxState state, MailboxSearch search, long folderId, Func<long, FolderRecord?> find) => All(state, search).Any(s => s.Covers(folderId, find));

    /// <summary>The parts of a message that a search and those in its scope look at.</summary>
    public static MessageParts PartsOf(MailboxState state, MailboxSearch search) => All(state, search).Aggregate(MessageParts.None, (parts, s) => parts | s.Parts);

    /// <summary>The searches that have a search folder in their scope, or have one in it that does.</summary>
    public static IReadOnlyCollection<FolderNode> Around(MailboxState state, long searchFolderId)
    {
        var found = new HashSet<FolderNode>();
        var waiting = new Queue<long>([searchFolderId]);
        while (waiting.TryDequeue(out var inner))
            foreach (var outer in state.Folders.Searches.Where(s => !s.Deleted && s.Search?.Scope.Contains(inner) == true))
                if (found.Add(outer)) waiting.Enqueue(outer.Id);
        return found;
    }

    /// <summary>How many searches stand around one another from this one inwards; more than <see cref="MaxDepth"/> where there is a circle.</summary>
    public static int DepthOf(MailboxState state, IEnumerable<long> scope, int depth = 0)
    {
        if (depth > MaxDepth) return depth;
        var deepest = depth;
        foreach (var id in scope)
            if (state.Folders.Find(id) is { Deleted: false, Record.Kind: FolderKind.Search } node)
                deepest = Math.Max(deepest, DepthOf(state, node.Search?.Scope ?? [], depth + 1));
        return deepest;
    }
}
