using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Tables;

/// <summary>
/// A table whose rows are all there when it is opened, and stay as they are: permissions, rules, attachments. Give the rows in the order
/// they shall have; text in them is PtypString.
/// </summary>
/// <param name="logon">The logon.</param>
/// <param name="kind">The kind of table, which decides what ROPs it takes.</param>
/// <param name="rows">The rows.</param>
/// <param name="columns">What RopQueryColumnsAll answers.</param>
/// <param name="maxValueSize">Bytes that a value may have; text and bytes beyond are cut off. int.MaxValue for tables whose values clients write back whole (rules).</param>
internal sealed class SnapshotTable(
    LogonObject logon, TableKind kind, IReadOnlyList<PropertyBag> rows, IReadOnlyList<PropertyTag> columns, int maxValueSize = TableCells.MaxValueSize)
    : TableObject(new Source(logon, kind, rows, columns, maxValueSize))
{
    private sealed class Source(LogonObject logon, TableKind kind, IReadOnlyList<PropertyBag> rows, IReadOnlyList<PropertyTag> columns, int maxValueSize)
        : TableSource(logon)
    {
        public override TableKind Kind => kind;

        public override int MaxValueSize => maxValueSize;

        public override ValueTask<long> RefreshAsync(CancellationToken cancellationToken) => new(0L);

        public override ValueTask<TableArrangement> ArrangeAsync(TableShape shape, CancellationToken cancellationToken)
        {
            var arranger = new RowArranger(shape, Logon.Session.Services.Limits.MaxSortedRows);
            for (var i = 0; i < rows.Count; i++) arranger.Add(new BagRow(i, rows[i]));
            return new(arranger.Arrange());
        }

        public override ValueTask<IReadOnlyList<TableRow?>> ReadAsync(IReadOnlyList<long> ids, IReadOnlyCollection<PropertyTag> tags, bool whole, CancellationToken cancellationToken) =>
            new([.. ids.Select(id => new BagRow(id, rows[(int)id]))]);

        public override ValueTask<IReadOnlyList<PropertyTag>> ListColumnsAsync(CancellationToken cancellationToken) => new(columns);

        // No row of these tables is an object with an id: its place tells it from the others.
        public override ulong InstanceIdOf(long id) => (ulong)id + 1;
    }
}
