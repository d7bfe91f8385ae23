using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.Session.Tables;

/// <summary>Where a table's rows come from. Nothing in it knows of cursors, columns or bookmarks.</summary>
internal abstract class TableSource(LogonObject logon)
{
    /// <summary>The logon whose rights hold.</summary>
    public LogonObject Logon { get; } = logon;

    /// <summary>The kind of table.</summary>
    public abstract TableKind Kind { get; }

    /// <summary>Values of text and bytes are cut to so many bytes ([MS-OXCTABL] 2.2.2.5.2: 510).</summary>
    public virtual int MaxValueSize => TableCells.MaxValueSize;

    /// <summary>
    /// Looks whether the rows may have changed: a number that is another one then. Throws the ROP's error where the caller may not see
    /// them any more.
    /// </summary>
    public abstract ValueTask<long> RefreshAsync(CancellationToken cancellationToken);

    /// <summary>The rows of this shape.</summary>
    public abstract ValueTask<TableArrangement> ArrangeAsync(TableShape shape, CancellationToken cancellationToken);

    /// <summary>
    /// The data of rows, in order, with what these tags need; null for a row that is gone. Values that a restriction is to search are
    /// brought inline where <paramref name="whole"/>, as far as the session's limits allow.
    /// </summary>
    public abstract ValueTask<IReadOnlyList<TableRow?>> ReadAsync(IReadOnlyList<long> ids, IReadOnlyCollection<PropertyTag> tags, bool whole, CancellationToken cancellationToken);

    /// <summary>The ids among which all rows are that meet the restriction, where the source can tell without reading rows; else null.</summary>
    public virtual ValueTask<HashSet<long>?> CandidatesAsync(Restriction restriction, CancellationToken cancellationToken) => new((HashSet<long>?)null);

    /// <summary>All columns there can be, text as PtypString.</summary>
    public abstract ValueTask<IReadOnlyList<PropertyTag>> ListColumnsAsync(CancellationToken cancellationToken);

    /// <summary>PidTagInstID of a leaf's row.</summary>
    public abstract ulong InstanceIdOf(long id);
}
