using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>RopFindRow ([MS-OXCTABL] 3.2.5.14).</summary>
internal partial class TableObject
{
    // Of a long table few rows are read before one matches: pages grow while none does.
    private const int FirstFindPage = 32, LastFindPage = 512;

    /// <summary>
    /// Moves the cursor to the next row that meets a restriction, and gives it where it fits into <paramref name="space"/> bytes.
    /// NotFound, and the cursor where it was, where there is none.
    /// </summary>
    public async ValueTask<FindRowResponse> FindAsync(FindRowRequest request, int space, CancellationToken cancellationToken)
    {
        RequireColumns();
        var restriction = ParseRestriction(request.RestrictionData);
        var rows = await RowsAsync(cancellationToken);
        var gone = false;
        var start = request.Origin == TableOrigin.Custom ? Start(rows, request.Bookmark, out gone) : Start(rows, request.Origin);
        var found = await FindAsync(rows, restriction, start, backward: (request.FindRowFlags & 1) != 0, cancellationToken);
        if (found < 0) throw new RopException(MapiError.NotFound, "no row matches");
        _cursor = found;
        var bytes = await EncodedAsync(rows, found, Math.Min(found + PageSize, rows.Count), cancellationToken);
        var fits = bytes.Length <= space;
        return new FindRowResponse { RowNoLongerVisible = gone, HasRowData = fits, RowData = fits ? bytes : default(ReadOnlyMemory<byte>) };
    }

    private async ValueTask<int> FindAsync(TableArrangement rows, Restriction restriction, int start, bool backward, CancellationToken cancellationToken)
    {
        var candidates = await Source.CandidatesAsync(restriction, cancellationToken);
        var tags = restriction.Tags.ToArray();
        var page = FirstFindPage;
        var step = backward ? -1 : 1;
        var waiting = new List<int>(page);
        for (var row = backward ? start - 1 : start; ; row += step)
        {
            var ended = row < 0 || row >= rows.Count;
            if (!ended)
            {
                var key = rows.KeyAt(row);
                if (key.Instance == RowKey.Header || candidates?.Contains(key.Id) != false) waiting.Add(row);
            }
            if (waiting.Count < page && !ended) continue;
            var found = await FirstMatchAsync(rows, waiting, restriction, tags, cancellationToken);
            if (found >= 0 || ended) return found;
            waiting.Clear();
            page = Math.Min(page * 2, LastFindPage);
        }
    }

    private async ValueTask<int> FirstMatchAsync(TableArrangement rows, List<int> places, Restriction restriction, PropertyTag[] tags, CancellationToken cancellationToken)
    {
        var leaves = places.Where(p => rows.KeyAt(p).Instance != RowKey.Header).ToList();
        var data = leaves.Count == 0 ? [] : await Source.ReadAsync([.. leaves.Select(p => rows.KeyAt(p).Id)], tags, whole: true, cancellationToken);
        var next = 0;
        foreach (var place in places)
        {
            var isLeaf = next < leaves.Count && leaves[next] == place;
            var row = isLeaf ? data[next++] : null;
            if (isLeaf && row is null) continue;
            if (restriction.Matches(new ShownRow(this, rows, place, row))) return place;
        }
        return -1;
    }
}
