using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Tables;

/// <summary>The folders below a folder, as many as the caller may see ([MS-OXCFOLD] 2.2.1.13).</summary>
internal sealed class HierarchySource(LogonObject logon, long folderId, bool deep, bool softDeleted) : TableSource(logon)
{
    // Properties of a folder that follow from folders above it.
    private static readonly HashSet<ushort> NeedAncestors = [PidTag.FolderFlags.Id, PidTag.ParentSourceKey.Id];

    private readonly Dictionary<long, FolderRecord> _ancestors = [];
    private HierarchyView? _view;
    private Dictionary<long, FolderView> _byId = [];

    /// <inheritdoc/>
    public override TableKind Kind => TableKind.Hierarchy;

    /// <summary>How many folders there are, as of the last refresh.</summary>
    public int Count => _view?.Folders.Count ?? 0;

    /// <inheritdoc/>
    public override async ValueTask<long> RefreshAsync(CancellationToken cancellationToken)
    {
        var view = await Logon.Mailbox.GetHierarchyAsync(Logon.Caller, folderId, deep, softDeleted)
            ?? throw new RopException(MapiError.NotFound, $"folder {folderId:X} is gone or not visible");
        if (_view is null || view.Version != _view.Version)
        {
            _view = view;
            _byId = view.Folders.ToDictionary(f => f.Folder.FolderId);
            _ancestors.Clear();
        }
        return view.Version;
    }

    /// <inheritdoc/>
    public override async ValueTask<TableArrangement> ArrangeAsync(TableShape shape, CancellationToken cancellationToken)
    {
        if (_view is null) await RefreshAsync(cancellationToken);
        await LearnAncestorsAsync(shape.Tags);
        var arranger = new RowArranger(shape, Logon.Session.Services.Limits.MaxSortedRows);
        var counted = shape.Tags.Any(LogonObject.CountsUnread);
        foreach (var view in _view!.Folders) arranger.Add(new FolderRow(this, await Logon.PersonalAsync(view, counted, cancellationToken)));
        return arranger.Arrange();
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<TableRow?>> ReadAsync(IReadOnlyList<long> ids, IReadOnlyCollection<PropertyTag> tags, bool whole, CancellationToken cancellationToken)
    {
        await LearnAncestorsAsync(tags);
        var counted = tags.Any(LogonObject.CountsUnread);
        var rows = new TableRow?[ids.Count];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = _byId.TryGetValue(ids[i], out var view) ? new FolderRow(this, await Logon.PersonalAsync(view, counted, cancellationToken)) : null;
        return rows;
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<PropertyTag>> ListColumnsAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        var tags = new HashSet<PropertyTag>(FolderProperties.ComputedTags);
        foreach (var view in _view!.Folders)
            foreach (var item in view.Folder.Properties.Items)
                tags.Add(item.Tag);
        return [.. tags];
    }

    /// <inheritdoc/>
    public override ulong InstanceIdOf(long id) => ObjectIds.ToWire(id);

    private FolderRecord? Find(long id) => _byId.TryGetValue(id, out var view) ? view.Folder : _ancestors.GetValueOrDefault(id);

    /// <summary>Learns of the folder that the table is of, and those above it: the table's rows end below it.</summary>
    private async ValueTask LearnAncestorsAsync(IEnumerable<PropertyTag> tags)
    {
        if (_ancestors.Count > 0 || !tags.Any(t => NeedAncestors.Contains(t.Id))) return;
        for (var id = folderId; !_ancestors.ContainsKey(id);)
        {
            if (await Logon.Mailbox.FindFolderAsync(Logon.Caller, id, deletedToo: true) is not { } view) break;
            _ancestors[id] = view.Folder;
            id = view.Folder.ParentId;
        }
    }

    private sealed class FolderRow(HierarchySource source, FolderView view) : TableRow(view.Folder.FolderId)
    {
        public override PropertyValue Get(PropertyTag tag) => FolderProperties.Get(source.Logon, view, TableColumns.AsStored(tag), source.Find);
    }
}
