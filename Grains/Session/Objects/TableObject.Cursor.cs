using System.Buffers.Binary;
using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>The cursor and the bookmarks ([MS-OXCTABL] 3.2.5.8 to 3.2.5.12, 3.2.5.15).</summary>
internal partial class TableObject
{
    private static int s_tables;

    // Bookmarks name their table, so that one of another table is not taken for one's own.
    private readonly int _tableNumber = Interlocked.Increment(ref s_tables);
    private readonly Dictionary<uint, Bookmark> _bookmarks = [];
    private uint _nextBookmark = 1;
    private int _cursor;

    /// <summary>RopQueryPosition: the cursor's row and how many rows there are.</summary>
    public async ValueTask<(int Position, int Count)> PositionAsync(CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(cancellationToken);
        return (_cursor, rows.Count);
    }

    /// <summary>RopSeekRow: how far the cursor got, and whether that is less far than asked.</summary>
    public async ValueTask<(int Moved, bool Less)> SeekAsync(TableOrigin origin, int count, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(cancellationToken);
        return Seek(rows, Start(rows, origin), count);
    }

    /// <summary>RopSeekRowBookmark. After a reset no bookmark holds, which is told before the missing columns are ([MS-OXCTABL] 3.2.5.10).</summary>
    public async ValueTask<(int Moved, bool Less, bool Gone)> SeekAsync(byte[] bookmark, int count, CancellationToken cancellationToken)
    {
        if (!_wasReset) RequireColumns();
        var rows = await RowsAsync(cancellationToken);
        var start = Start(rows, bookmark, out var gone);
        var (moved, less) = Seek(rows, start, count);
        return (moved, less, gone);
    }

    /// <summary>RopSeekRowFractional: InvalidParameter for a fraction of 0.</summary>
    public async ValueTask SeekFractionalAsync(uint numerator, uint denominator, CancellationToken cancellationToken)
    {
        if (denominator == 0) throw new RopException(MapiError.InvalidParameter, "a denominator of 0");
        var rows = await RowsAsync(cancellationToken);
        _cursor = numerator >= denominator ? rows.Count : (int)((ulong)numerator * (uint)rows.Count / denominator);
    }

    /// <summary>RopCreateBookmark: a bookmark at the cursor.</summary>
    public async ValueTask<byte[]> CreateBookmarkAsync(CancellationToken cancellationToken) => Remember(await RowsAsync(cancellationToken), _cursor);

    /// <summary>RopFreeBookmark.</summary>
    public void FreeBookmark(byte[] bookmark)
    {
        RequireColumns();
        if (!TryParse(bookmark, out var id) || !_bookmarks.Remove(id)) throw InvalidBookmark();
    }

    private byte[] Remember(TableArrangement rows, int row)
    {
        if (_bookmarks.Count >= Limits.MaxBookmarks) throw new RopException(MapiError.NotEnoughMemory, $"{_bookmarks.Count} bookmarks: limit reached");
        _bookmarks.Add(_nextBookmark, new Bookmark(row < rows.Count ? rows.KeyAt(row) : null, row));
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, _tableNumber);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), _nextBookmark++);
        return bytes;
    }

    private (int Moved, bool Less) Seek(TableArrangement rows, int start, int count)
    {
        _cursor = (int)Math.Clamp((long)start + count, 0, rows.Count);
        var moved = _cursor - start;
        return (moved, Math.Abs((long)moved) < Math.Abs((long)count));
    }

    private int Start(TableArrangement rows, TableOrigin origin) => origin switch
    {
        TableOrigin.Beginning => 0,
        TableOrigin.Current => _cursor,
        TableOrigin.End => rows.Count,
        _ => throw new RopException(MapiError.InvalidParameter, $"origin {(byte)origin}"),
    };

    /// <summary>A bookmark's row; where that is gone or hidden, the next one.</summary>
    private int Start(TableArrangement rows, byte[] bytes, out bool gone)
    {
        if (!TryParse(bytes, out var id) || !_bookmarks.TryGetValue(id, out var bookmark)) throw InvalidBookmark();
        gone = false;
        if (bookmark.Key is not { } key) return rows.Count;
        var found = rows.IndexOf(key);
        gone = found < 0;
        return gone ? Math.Min(bookmark.Place, rows.Count) : found;
    }

    private bool TryParse(byte[] bytes, out uint id)
    {
        id = bytes.Length == 8 && BinaryPrimitives.ReadInt32LittleEndian(bytes) == _tableNumber ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4)) : 0;
        return id != 0;
    }

    private static RopException InvalidBookmark() => new(MapiError.InvalidBookmark, "no such bookmark of this table, or not any more");

    /// <summary>Brings cursor and bookmarks over from one arrangement of the rows to the next.</summary>
    private void MoveAlong(TableArrangement before, TableArrangement next)
    {
        // At the beginning means before whatever row comes to be the first.
        if (_cursor > 0) _cursor = next.Locate(before, _cursor);
        foreach (var bookmark in _bookmarks.Values) bookmark.Place = next.Locate(before, bookmark.Place);
    }

    /// <summary>A place that a client asked to be kept.</summary>
    private sealed class Bookmark(RowKey? key, int place)
    {
        /// <summary>The row; null for the end of the table.</summary>
        public RowKey? Key { get; } = key;

        /// <summary>Where it is, or would be if it were there.</summary>
        public int Place { get; set; } = place;
    }
}
