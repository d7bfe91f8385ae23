using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <summary>The table ROPs ([MS-OXCTABL]), and those that open a folder's tables ([MS-OXCFOLD] 2.2.1.13, 2.2.1.14).</summary>
internal static class TableHandlers
{
    private const TableFlags HierarchyFlags =
        TableFlags.Depth | TableFlags.DeferredErrors | TableFlags.NoNotifications | TableFlags.SoftDeletes | TableFlags.UseUnicode | TableFlags.SuppressesNotifications;

    private const TableFlags ContentsFlags =
        TableFlags.Associated | TableFlags.DeferredErrors | TableFlags.NoNotifications | TableFlags.SoftDeletes | TableFlags.UseUnicode;

    private const TableFlags ConversationFlags = TableFlags.SuppressesNotifications | TableFlags.UseUnicode | TableFlags.DeferredErrors;

    /// <summary>The handlers.</summary>
    public static IEnumerable<(RopId Id, RopHandler Handler)> Rows() =>
    [
        (RopId.RopGetHierarchyTable, GetHierarchyTableAsync),
        (RopId.RopGetContentsTable, GetContentsTableAsync),
        (RopId.RopSetColumns, SetColumns),
        (RopId.RopSortTable, SortTable),
        (RopId.RopRestrict, Restrict),
        (RopId.RopQueryRows, QueryRowsAsync),
        (RopId.RopGetStatus, NotImplemented),
        (RopId.RopAbort, NotImplemented),
        (RopId.RopQueryPosition, QueryPositionAsync),
        (RopId.RopSeekRow, SeekRowAsync),
        (RopId.RopSeekRowBookmark, SeekRowBookmarkAsync),
        (RopId.RopSeekRowFractional, SeekRowFractionalAsync),
        (RopId.RopCreateBookmark, CreateBookmarkAsync),
        (RopId.RopFreeBookmark, FreeBookmark),
        (RopId.RopQueryColumnsAll, QueryColumnsAllAsync),
        (RopId.RopFindRow, FindRowAsync),
        (RopId.RopResetTable, ResetTable),
        (RopId.RopExpandRow, ExpandRowAsync),
        (RopId.RopCollapseRow, CollapseRowAsync),
        (RopId.RopGetCollapseState, GetCollapseStateAsync),
        (RopId.RopSetCollapseState, SetCollapseStateAsync),
    ];

    private static async ValueTask<RopResponse?> GetHierarchyTableAsync(RopContext context, RopRequest rop)
    {
        var request = (GetTableRequest)rop;
        var folder = context.Get<FolderObject>(request.HandleIndex);
        var flags = request.TableFlags;
        if ((flags & ~HierarchyFlags) != 0) throw new RopException(MapiError.NotSupported, $"table flags 0x{(byte)flags:X2}");
        var source = new HierarchySource(folder.Logon, folder.FolderId, flags.HasFlag(TableFlags.Depth), flags.HasFlag(TableFlags.SoftDeletes));
        await source.RefreshAsync(context.CancellationToken);
        context.SetOutput(request.OutputHandleIndex, new TableObject(source) { Flags = flags, FolderId = folder.FolderId });
        return new GetTableResponse(RopId.RopGetHierarchyTable) { RowCount = (uint)source.Count };
    }

    private static async ValueTask<RopResponse?> GetContentsTableAsync(RopContext context, RopRequest rop)
    {
        var request = (GetTableRequest)rop;
        var folder = context.Get<FolderObject>(request.HandleIndex);
        var flags = request.TableFlags;
        // Here the last bit is ConversationMembers: messages of the whole mailbox, from its root, or of a public folder ([MS-OXCFOLD] 2.2.1.14.1).
        var conversations = flags.HasFlag(TableFlags.SuppressesNotifications);
        var allowed = conversations ? ConversationFlags : ContentsFlags;
        var isRoot = conversations && folder.FolderId == folder.Logon.Info.SpecialFolders[SpecialFolder.Root];
        if ((flags & ~allowed) != 0 || (conversations && !folder.Logon.Info.IsPublic && !isRoot)) throw new RopException(MapiError.InvalidParameter, $"table flags 0x{(byte)flags:X2}");
        var source = new ContentsSource(folder.Logon, folder.FolderId, flags.HasFlag(TableFlags.Associated), flags.HasFlag(TableFlags.SoftDeletes), everywhere: conversations && isRoot);
        await source.RefreshAsync(context.CancellationToken);
        context.SetOutput(request.OutputHandleIndex, new TableObject(source) { Flags = flags, FolderId = folder.FolderId });
        return new GetTableResponse(RopId.RopGetContentsTable) { RowCount = (uint)source.Count };
    }

    // Nothing here is done asynchronously: TBL_ASYNC is not looked at, and the status is always Complete (<1>, <20> of [MS-OXCTABL]).
    private static ValueTask<RopResponse?> SetColumns(RopContext context, RopRequest rop)
    {
        var request = (SetColumnsRequest)rop;
        Table(context, rop).SetColumns(request.PropertyTags);
        return new(new TableStatusResponse(rop.RopId));
    }

    private static ValueTask<RopResponse?> SortTable(RopContext context, RopRequest rop)
    {
        Table(context, rop, TableKind.Contents).Sort((SortTableRequest)rop);
        return new(new TableStatusResponse(rop.RopId));
    }

    private static ValueTask<RopResponse?> Restrict(RopContext context, RopRequest rop)
    {
        Table(context, rop, TableKind.Contents, TableKind.Hierarchy, TableKind.Rules).Restrict(((RestrictRequest)rop).RestrictionData);
        return new(new TableStatusResponse(rop.RopId));
    }

    private static async ValueTask<RopResponse?> QueryRowsAsync(RopContext context, RopRequest rop)
    {
        var request = (QueryRowsRequest)rop;
        var advance = (request.QueryRowsFlags & QueryRowsRequest.NoAdvance) == 0;
        return await Table(context, rop).QueryRowsAsync(request.ForwardRead, request.RowCount, advance, context.ResponseSpace - QueryRowsResponse.HeaderSize, context.CancellationToken);
    }

    // As Exchange has it since asynchronous table operations are gone.
    private static ValueTask<RopResponse?> NotImplemented(RopContext context, RopRequest rop)
    {
        Table(context, rop);
        throw new RopException(MapiError.NotImplemented, "there are no asynchronous table operations");
    }

    private static async ValueTask<RopResponse?> QueryPositionAsync(RopContext context, RopRequest rop)
    {
        var (position, count) = await Table(context, rop).PositionAsync(context.CancellationToken);
        return new QueryPositionResponse { Numerator = (uint)position, Denominator = (uint)count };
    }

    private static async ValueTask<RopResponse?> SeekRowAsync(RopContext context, RopRequest rop)
    {
        var request = (SeekRowRequest)rop;
        var (moved, less) = await Table(context, rop).SeekAsync(request.Origin, request.RowCount, context.CancellationToken);
        return new SeekRowResponse { HasSoughtLess = less, RowsSought = moved };
    }

    private static async ValueTask<RopResponse?> SeekRowBookmarkAsync(RopContext context, RopRequest rop)
    {
        var request = (SeekRowBookmarkRequest)rop;
        var (moved, less, gone) = await BookmarkedTable(context, rop).SeekAsync(request.Bookmark, request.RowCount, context.CancellationToken);
        return new SeekRowBookmarkResponse { RowNoLongerVisible = gone, HasSoughtLess = less, RowsSought = moved };
    }

    private static async ValueTask<RopResponse?> SeekRowFractionalAsync(RopContext context, RopRequest rop)
    {
        var request = (SeekRowFractionalRequest)rop;
        await Table(context, rop).SeekFractionalAsync(request.Numerator, request.Denominator, context.CancellationToken);
        return new RopStatusResponse(rop.RopId);
    }

    private static async ValueTask<RopResponse?> CreateBookmarkAsync(RopContext context, RopRequest rop) =>
        new BookmarkResponse(rop.RopId) { Bookmark = await Table(context, rop, TableKind.Contents, TableKind.Hierarchy).CreateBookmarkAsync(context.CancellationToken) };

    private static ValueTask<RopResponse?> FreeBookmark(RopContext context, RopRequest rop)
    {
        BookmarkedTable(context, rop).FreeBookmark(((FreeBookmarkRequest)rop).Bookmark);
        return new(new RopStatusResponse(rop.RopId));
    }

    private static async ValueTask<RopResponse?> QueryColumnsAllAsync(RopContext context, RopRequest rop) =>
        new QueryColumnsAllResponse { PropertyTags = await Table(context, rop).ListColumnsAsync(context.CancellationToken) };

    private static async ValueTask<RopResponse?> FindRowAsync(RopContext context, RopRequest rop) =>
        await Table(context, rop, TableKind.Contents, TableKind.Hierarchy, TableKind.Rules)
            .FindAsync((FindRowRequest)rop, context.ResponseSpace - FindRowResponse.HeaderSize, context.CancellationToken);

    private static ValueTask<RopResponse?> ResetTable(RopContext context, RopRequest rop)
    {
        Table(context, rop, TableKind.Contents).Reset();
        return new(new RopStatusResponse(rop.RopId));
    }

    private static async ValueTask<RopResponse?> ExpandRowAsync(RopContext context, RopRequest rop)
    {
        var request = (ExpandRowRequest)rop;
        var table = Table(context, rop, TableKind.Contents);
        // Clients fetch the rows with RopQueryRows; no Exchange since 2013 sends them here (<16> of [MS-OXCTABL] 2.2.2.17.1).
        if (request.MaxRowCount > 0) throw new RopException(MapiError.NotSupported, $"{request.MaxRowCount} rows wanted with the expansion");
        return new ExpandRowResponse { ExpandedRowCount = (uint)await table.ExpandAsync(request.CategoryId, context.CancellationToken) };
    }

    private static async ValueTask<RopResponse?> CollapseRowAsync(RopContext context, RopRequest rop) =>
        new CollapseRowResponse { CollapsedRowCount = (uint)await Table(context, rop, TableKind.Contents).CollapseAsync(((CollapseRowRequest)rop).CategoryId, context.CancellationToken) };

    private static async ValueTask<RopResponse?> GetCollapseStateAsync(RopContext context, RopRequest rop)
    {
        const int header = 8;
        var request = (GetCollapseStateRequest)rop;
        return new GetCollapseStateResponse
        {
            CollapseState = await Table(context, rop, TableKind.Contents)
                .GetCollapseStateAsync(request.RowId, request.RowInstanceNumber, context.ResponseSpace - header, context.CancellationToken),
        };
    }

    private static async ValueTask<RopResponse?> SetCollapseStateAsync(RopContext context, RopRequest rop) => new BookmarkResponse(rop.RopId)
    {
        Bookmark = await Table(context, rop, TableKind.Contents).SetCollapseStateAsync(((SetCollapseStateRequest)rop).CollapseState, context.CancellationToken),
    };

    /// <summary>
    /// The table of a ROP that uses a bookmark. With the table's release its bookmarks went too, and these ROPs have an error of their own for
    /// that: NullObject and not InvalidObject ([MS-OXCTABL] 2.2.2.15, 3.2.5.15).
    /// </summary>
    private static TableObject BookmarkedTable(RopContext context, RopRequest request) =>
        context.Session.Handles.WasGiven(context.HandleAt(request.HandleIndex))
            ? throw new RopException(MapiError.NullObject, "the table was released, and its bookmarks with it")
            : Table(context, request, TableKind.Contents, TableKind.Hierarchy);

    /// <summary>The table that the request is to: NotSupported where it is no table, or none of these kinds (any, where none is named).</summary>
    private static TableObject Table(RopContext context, RopRequest request, params ReadOnlySpan<TableKind> kinds)
    {
        var table = context.Get<TableObject>(request.HandleIndex);
        if (kinds.Length > 0) table.Require(kinds);
        return table;
    }
}
