using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.Session.Tables;

/// <summary>
/// The messages of a folder ([MS-OXCFOLD] 2.2.1.14). Order and restriction are the database's where its columns can say them; else the
/// messages are read through once, narrowed down as far as columns can, and only ids and keys are kept of them.
/// </summary>
internal sealed class ContentsSource(LogonObject logon, long folderId, bool associated, bool softDeleted, bool everywhere = false) : TableSource(logon)
{
    // RopQueryColumnsAll looks at so many messages for properties that are no one else's.
    private const int ColumnSample = 100;

    // Fewer messages are looked at sooner than an index is asked.
    private const int FewMessages = 100;

    // Of a search folder's messages: where they are. Learnt anew with every refresh.
    private readonly Dictionary<long, FolderView?> _places = [];
    private FolderView? _folder;
    private int _everywhere;

    /// <inheritdoc/>
    public override TableKind Kind => TableKind.Contents;

    /// <summary>How many messages there are, as of the last refresh.</summary>
    public int Count => everywhere ? _everywhere : _folder?.Folder.Counters is not { } counters ? 0 : (associated, softDeleted) switch
    {
        (false, false) => counters.Items,
        (true, false) => counters.Associated,
        (false, true) => counters.Deleted,
        (true, true) => counters.DeletedAssociated,
    };

    // Messages that are in other folders than the table's.
    private bool IsSearch => everywhere || _folder?.Folder.Kind == FolderKind.Search;

    private IMailboxStore Store => Logon.Session.Services.Store;

    private SessionLimits Limits => Logon.Session.Services.Limits;

    /// <inheritdoc/>
    public override async ValueTask<long> RefreshAsync(CancellationToken cancellationToken)
    {
        var view = await Logon.Mailbox.FindFolderAsync(Logon.Caller, folderId, deletedToo: true)
            ?? throw new RopException(MapiError.NotFound, $"folder {folderId:X} is gone or not visible");
        if (!FolderAccess.Reads(view.Rights)) throw new RopException(MapiError.AccessDenied, $"no right to read folder {folderId:X}");
        _folder = view;
        _places.Clear();
        if (everywhere && await Logon.Mailbox.GetHierarchyAsync(Logon.Caller, folderId, deep: true, softDeleted: false) is { } below)
        {
            _everywhere = (int)Math.Min(int.MaxValue, below.Folders.Where(f => f.Folder.Kind != FolderKind.Search && FolderAccess.Reads(f.Rights)).Sum(f => (long)f.Folder.Counters.Items));
            return below.Version;
        }
        return view.Folder.ContentsChangeNumber;
    }

    /// <inheritdoc/>
    public override async ValueTask<TableArrangement> ArrangeAsync(TableShape shape, CancellationToken cancellationToken)
    {
        var query = Query(MessageFilters.Of(shape.Restriction, out var exact));
        // Not all that a search finds may be shown to everybody: then the messages are looked at one by one.
        if (exact && (!IsSearch || (Logon.Caller.HasAllRights && !everywhere)) && shape is { CategoryCount: 0, Instances: null } && MessageFilters.TrySort(shape.Sort, ownReadState: Logon.Info.IsPublic) is { } sort)
        {
            var ids = await Logon.Messages.ReadIndexAsync(Logon.Key, query with { Sort = sort, Limit = Limits.MaxTableRows + 1 }, cancellationToken);
            return ids.Length <= Limits.MaxTableRows ? new TableArrangement(ids) : throw TooBig(Limits.MaxTableRows);
        }
        if (!exact) query = await NarrowedAsync(query, shape.Restriction, cancellationToken);
        var remaining = exact ? shape with { Restriction = null } : shape;
        var tags = remaining.Tags.ToArray();
        var searched = remaining.Restriction?.Tags.ToArray() ?? [];
        var arranger = new RowArranger(remaining, Limits.MaxSortedRows);
        await foreach (var record in Logon.Messages.ScanAsync(Logon.Key, query with { Limit = Limits.MaxTableRows }, MessageProperties.PartsFor(tags), cancellationToken))
            if (await RowAsync(record, searched, cancellationToken) is { } row)
                arranger.Add(row);
        return arranger.Arrange();
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<TableRow?>> ReadAsync(IReadOnlyList<long> ids, IReadOnlyCollection<PropertyTag> tags, bool whole, CancellationToken cancellationToken)
    {
        PropertyTag[] needed = [.. tags];
        var searched = whole ? needed : [];
        var byId = new Dictionary<long, TableRow>(ids.Count);
        var parts = MessageProperties.PartsFor(needed);
        // A cell shows no more of a value than its beginning.
        if (!whole && parts.HasFlag(MessageParts.Properties)) parts = (parts & ~MessageParts.Properties) | MessageParts.Beginnings;
        foreach (var record in await ReadAsync([.. ids.Distinct()], parts, cancellationToken))
            if ((IsSearch || record.FolderId == folderId) && await RowAsync(record, searched, cancellationToken) is { } row)
                byId[record.MessageId] = row;
        return [.. ids.Select(byId.GetValueOrDefault)];
    }

    private async Task<IReadOnlyList<MessageRecord>> ReadAsync(long[] ids, MessageParts parts, CancellationToken cancellationToken)
    {
        try
        {
            return await Logon.Messages.ReadMessagesAsync(Logon.Key, ids, parts, cancellationToken);
        }
        catch (InvalidDataException) when (ids.Length > 1)
        {
            // One damaged message must not take the others of its page along.
            var readable = new List<MessageRecord>(ids.Length);
            foreach (var id in ids) readable.AddRange(await ReadAsync([id], parts, cancellationToken));
            return readable;
        }
        catch (InvalidDataException e)
        {
            TableLog.DamagedRow(Logon.Session.Services.Logger, e, ids[0], folderId);
            return [];
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<HashSet<long>?> CandidatesAsync(Restriction restriction, CancellationToken cancellationToken)
    {
        var filters = MessageFilters.Of(restriction, out var exact);
        var query = Query(filters);
        if (!exact) query = await NarrowedAsync(query, restriction, cancellationToken);
        return filters.Count == 0 && query.Text is null ? null : [.. await Logon.Messages.ReadIndexAsync(Logon.Key, query with { Limit = Limits.MaxTableRows }, cancellationToken)];
    }

    /// <summary>The query with what the full-text index can say of a restriction. A folder whose text is not indexed yet is the next time.</summary>
    private async ValueTask<MessageIndexQuery> NarrowedAsync(MessageIndexQuery query, Restriction? restriction, CancellationToken cancellationToken)
    {
        if (IsSearch || associated || softDeleted || Count < FewMessages || TextFilters.Of(restriction) is not { } text) return query;
        await Logon.Mailbox.IndexTextAsync(folderId);
        return await Store.ReadTextIndexedAsync(Logon.Key, folderId, cancellationToken) > 0 ? query with { Text = text } : query;
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<PropertyTag>> ListColumnsAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        var tags = new HashSet<PropertyTag>(MessageProperties.ComputedTags.Concat(MessageFilters.Tags));
        await foreach (var record in Logon.Messages.ScanAsync(Logon.Key, Query([]) with { Limit = ColumnSample }, MessageParts.Properties, cancellationToken))
            foreach (var item in record.Content.Properties.Items)
                tags.Add(item.Tag);
        return [.. tags];
    }

    /// <inheritdoc/>
    public override ulong InstanceIdOf(long id) => ObjectIds.ToWire(id);

    private MessageIndexQuery Query(IReadOnlyList<MessageFilter> filters) =>
        new() { FolderId = folderId, Associated = associated, Deleted = softDeleted, Linked = IsSearch && !everywhere, Everywhere = everywhere, Filter = filters };

    /// <summary>A row; null where the message is in a folder that the caller may not read.</summary>
    private async ValueTask<TableRow?> RowAsync(MessageRecord record, PropertyTag[] searched, CancellationToken cancellationToken) => await FolderOfAsync(record) is { } folder
        ? await MessageRow.ReadAsync(Logon, record, folder, searched, Store.PartSource(Logon.Key), Limits.MaxSearchedValue, cancellationToken)
        : null;

    /// <summary>The folder that has a message, as the caller sees it: what a search folder shows is in others, and read under the rights there.</summary>
    private async ValueTask<FolderView?> FolderOfAsync(MessageRecord record)
    {
        if (!IsSearch) return _folder;
        if (!_places.TryGetValue(record.FolderId, out var place))
        {
            place = await Logon.Mailbox.FindFolderAsync(Logon.Caller, record.FolderId, deletedToo: true);
            if (place is not null && (!FolderAccess.Reads(place.Rights) || (everywhere && place.Folder.DeletedAt is not null))) place = null;
            _places.Add(record.FolderId, place);
        }
        return place;
    }

    private static RopException TooBig(int limit) => new(MapiError.TableTooBig, $"more than {limit} rows in a table");
}
