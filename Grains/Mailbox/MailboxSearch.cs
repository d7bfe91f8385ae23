using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Grains.Storage.Text;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>A search folder's criteria, made ready to search by.</summary>
internal sealed class MailboxSearch
{
    private readonly HashSet<long> _scope;

    private MailboxSearch(byte[] source, SearchCriteria criteria)
    {
        Source = source;
        Restriction = criteria.Restriction;
        Flags = (SetSearchFlags)criteria.Flags;
        _scope = [.. criteria.FolderIds];
        Tags = [.. Restriction?.Tags ?? []];
        Filter = MessageFilters.Of(Restriction, out var exact);
        IsExact = exact;
        Text = exact ? null : TextFilters.Of(Restriction);
        Parts = MessageProperties.PartsFor([.. Tags]);
    }

    /// <summary>The bytes that these criteria are kept in.</summary>
    public byte[] Source { get; }

    /// <summary>The folders that are searched; a search folder among them stands for what it finds.</summary>
    public IReadOnlyCollection<long> Scope => _scope;

    /// <summary>Which messages; null for all.</summary>
    public Restriction? Restriction { get; }

    /// <summary>SearchFlags that last.</summary>
    public SetSearchFlags Flags { get; }

    /// <summary>Whether it is filled once and then left.</summary>
    public bool IsStatic => Flags.HasFlag(SetSearchFlags.StaticSearch);

    /// <summary>Tags of all properties that are asked for.</summary>
    public IReadOnlyList<PropertyTag> Tags { get; }

    /// <summary>The parts of a message that they are in.</summary>
    public MessageParts Parts { get; }

    /// <summary>What the database can say of the restriction: every message that meets it meets these.</summary>
    public IReadOnlyList<MessageFilter> Filter { get; }

    /// <summary>Whether the reverse holds too.</summary>
    public bool IsExact { get; }

    /// <summary>What the full-text index can say of it, or null.</summary>
    public TextQuery? Text { get; }

    /// <summary>The search of these criteria; null where the bytes are none.</summary>
    public static MailboxSearch? TryMake(byte[] source) =>
        SearchCriteria.TryParse(source, out _) is { } criteria ? new MailboxSearch(source, criteria) : null;

    /// <summary>Whether messages of a folder are searched: one that is not deleted, and is in the scope or, in a recursive search, below it.</summary>
    /// <param name="folderId">The folder.</param>
    /// <param name="find">The folders as they are, or are going to be.</param>
    public bool Covers(long folderId, Func<long, FolderRecord?> find)
    {
        if (find(folderId) is not { DeletedAt: null, Kind: not FolderKind.Search } folder) return false;
        while (!_scope.Contains(folder.FolderId))
        {
            // The root is its own parent.
            if (!Flags.HasFlag(SetSearchFlags.RecursiveSearch) || folder.ParentId == folder.FolderId || find(folder.ParentId) is not { } parent) return false;
            folder = parent;
        }
        return true;
    }
}
