using System.Diagnostics.CodeAnalysis;
using MapiOrleans.Grains.Interfaces.Mailbox;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>
/// A mailbox' folders in memory: committed state and nothing else. It is changed only by <see cref="MailboxState.Apply"/>, in one go
/// and after a commit, so whoever reads it without waiting in between sees one state. Records never change; they are replaced.
/// </summary>
internal sealed class FolderTree
{
    private readonly Dictionary<long, FolderNode> _nodes;

    /// <summary>A tree of these folders; a parent may come after its children.</summary>
    public FolderTree(IReadOnlyList<FolderRecord> folders)
    {
        _nodes = new Dictionary<long, FolderNode>(folders.Count);
        foreach (var folder in folders) _nodes.Add(folder.FolderId, new FolderNode(folder));
        foreach (var node in _nodes.Values) Attach(node, sort: false);
        foreach (var node in _nodes.Values) node.SortChildren();
        Searches.AddRange(_nodes.Values.Where(n => n.Record.Kind == FolderKind.Search));
    }

    /// <summary>How many folders there are, soft-deleted ones included.</summary>
    public int Count => _nodes.Count;

    /// <summary>All folders, in no order.</summary>
    public IEnumerable<FolderNode> All => _nodes.Values;

    /// <summary>The search folders, soft-deleted ones included.</summary>
    public List<FolderNode> Searches { get; } = [];

    /// <summary>The folder's record, soft-deleted or not, or null.</summary>
    public FolderRecord? FindRecord(long folderId) => Find(folderId)?.Record;

    /// <summary>The folder, soft-deleted or not, or null.</summary>
    public FolderNode? Find(long folderId) => _nodes.GetValueOrDefault(folderId);

    /// <summary>The folder that is not soft-deleted.</summary>
    public bool TryGetLive(long folderId, [NotNullWhen(true)] out FolderNode? node) =>
        _nodes.TryGetValue(folderId, out node) && !node.Deleted;

    /// <summary>Puts in a new folder.</summary>
    public void Insert(FolderRecord folder)
    {
        var node = new FolderNode(folder);
        _nodes.Add(folder.FolderId, node);
        Attach(node, sort: true);
        if (folder.Kind == FolderKind.Search) Searches.Add(node);
    }

    /// <summary>Replaces a folder's record, wherever it is then.</summary>
    public void Replace(FolderRecord folder)
    {
        var node = _nodes[folder.FolderId];
        var moved = node.Record.ParentId != folder.ParentId || !string.Equals(node.Record.DisplayName, folder.DisplayName, StringComparison.Ordinal);
        if (moved) node.Parent?.Remove(node);
        node.Replace(folder);
        if (moved) Attach(node, sort: true);
    }

    /// <summary>Takes a folder out; its children must be gone before or go with the same commit.</summary>
    public void Remove(long folderId)
    {
        if (!_nodes.Remove(folderId, out var node)) return;
        node.Parent?.Remove(node);
        Searches.Remove(node);
    }

    private void Attach(FolderNode node, bool sort)
    {
        // The root is its own parent; an orphan (a store broken by hand) is kept, reachable by its id.
        if (node.Record.ParentId == node.Id || !_nodes.TryGetValue(node.Record.ParentId, out var parent)) return;
        node.Parent = parent;
        parent.Add(node, sort);
    }
}

/// <summary>A folder and its place.</summary>
internal sealed class FolderNode(FolderRecord record) : IComparable<FolderNode>
{
    private static readonly List<FolderNode> NoChildren = [];

    private List<FolderNode>? _children;
    private MailboxSearch? _search;

    /// <summary>The folder.</summary>
    public FolderRecord Record { get; private set; } = record;

    /// <summary>Its name, folded: what makes two siblings collide.</summary>
    public string FoldedName { get; private set; } = FolderNames.Fold(record.DisplayName);

    /// <summary>The folder above; null for the root.</summary>
    public FolderNode? Parent { get; set; }

    /// <summary>The GLOBCNT of its id.</summary>
    public long Id => Record.FolderId;

    /// <summary>Whether it is soft-deleted.</summary>
    public bool Deleted => Record.DeletedAt is not null;

    /// <summary>What a search folder searches by; null elsewhere, and where there are no criteria that can be read.</summary>
    public MailboxSearch? Search => Record.SearchCriteria is not { } criteria ? null
        : ReferenceEquals(_search?.Source, criteria) ? _search
        : _search = MailboxSearch.TryMake(criteria);

    /// <summary>Its subfolders by folded name, soft-deleted ones among them.</summary>
    public List<FolderNode> Children => _children ?? NoChildren;

    /// <summary>Levels below the root.</summary>
    public int Depth
    {
        get
        {
            var depth = 0;
            for (var node = Parent; node is not null; node = node.Parent) depth++;
            return depth;
        }
    }

    /// <summary>The subfolder of this folded name that is not soft-deleted, or null.</summary>
    public FolderNode? FindChild(string foldedName)
    {
        var children = Children;
        int low = 0, high = children.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (string.CompareOrdinal(children[middle].FoldedName, foldedName) < 0) low = middle + 1;
            else high = middle;
        }
        for (; low < children.Count && string.Equals(children[low].FoldedName, foldedName, StringComparison.Ordinal); low++)
        {
            if (!children[low].Deleted) return children[low];
        }
        return null;
    }

    /// <summary>Whether this folder is the other one or below it.</summary>
    public bool IsWithin(FolderNode other)
    {
        for (var node = this; node is not null; node = node.Parent)
        {
            if (ReferenceEquals(node, other)) return true;
        }
        return false;
    }

    /// <summary>The folder and all below it, parents before children.</summary>
    public IEnumerable<FolderNode> Subtree()
    {
        var open = new Stack<FolderNode>([this]);
        while (open.TryPop(out var node))
        {
            yield return node;
            for (var i = node.Children.Count - 1; i >= 0; i--) open.Push(node.Children[i]);
        }
    }

    /// <inheritdoc/>
    public int CompareTo(FolderNode? other)
    {
        if (other is null) return 1;
        var order = string.CompareOrdinal(FoldedName, other.FoldedName);
        return order != 0 ? order : Id.CompareTo(other.Id);
    }

    internal void Replace(FolderRecord record)
    {
        if (!string.Equals(record.DisplayName, Record.DisplayName, StringComparison.Ordinal)) FoldedName = FolderNames.Fold(record.DisplayName);
        Record = record;
    }

    internal void Add(FolderNode child, bool sort)
    {
        _children ??= new List<FolderNode>(1);
        if (!sort)
        {
            _children.Add(child);
            return;
        }
        var index = _children.BinarySearch(child);
        _children.Insert(index < 0 ? ~index : index, child);
    }

    internal void Remove(FolderNode child)
    {
        child.Parent = null;
        var index = Children.BinarySearch(child);
        if (index >= 0) _children!.RemoveAt(index);
    }

    internal void SortChildren() => _children?.Sort();
}
