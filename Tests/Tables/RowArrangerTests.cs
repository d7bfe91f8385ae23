using CsCheck;
using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using Xunit;

namespace MapiOrleans.Tests.Tables;

/// <summary>Order, categories and instances in memory, against what LINQ says.</summary>
public sealed class RowArrangerTests
{
    private static readonly PropertyTag Keywords = new(0x8001, PropertyType.MultipleString);
    private static readonly PropertyTag KeywordInstance = new(0x8001, (PropertyType)0x301F);
    private static readonly string[] Texts = ["b", "B", "a", "ä", "", "zz"];

    private sealed record Row(int Id, string? Text, int? Number, string[]? Keywords, bool Unread)
    {
        public PropertyBag Bag()
        {
            var bag = new PropertyBag();
            if (Text is not null) bag.Set(PidTag.Subject, Text);
            if (Number is { } number) bag.Set(PidTag.Importance, number);
            if (Keywords is not null) bag.Set(RowArrangerTests.Keywords, PropertyValue.Multiple(Keywords));
            return bag;
        }

        // No value before any.
        public string TextKey => Text is null ? "" : "1" + TextFolding.Fold(Text);
        public int NumberKey => Number ?? int.MinValue;
    }

    private sealed class UnreadRow(Row row) : TableRow(row.Id)
    {
        private readonly PropertyBag _bag = row.Bag();
        public override bool IsUnread => row.Unread;
        public override PropertyValue Get(PropertyTag tag) => _bag.TryGet(tag, out PropertyValue value) ? value : default;
    }

    private static readonly Gen<Row[]> Rows = Gen.Select(Gen.Int[-1, Texts.Length - 1], Gen.Int[-1, 3], Gen.Int[-1, 3], Gen.Bool)
        .Select(v => (Text: v.Item1 < 0 ? null : Texts[v.Item1], Number: v.Item2 < 0 ? (int?)null : v.Item2, Keywords: v.Item3 < 0 ? null : Texts[..v.Item3], Unread: v.Item4))
        .Array[0, 40].Select(all => all.Select((v, i) => new Row(i, v.Text, v.Number, v.Keywords, v.Unread)).ToArray());

    private static TableArrangement Arrange(Row[] rows, TableShape shape)
    {
        var arranger = new RowArranger(shape, 10_000);
        foreach (var row in rows) arranger.Add(new UnreadRow(row));
        return arranger.Arrange();
    }

    private static IEnumerable<RowKey> Keys(TableArrangement arrangement) => Enumerable.Range(0, arrangement.Count).Select(arrangement.KeyAt);

    private static IOrderedEnumerable<Row> ByText(IEnumerable<Row> rows, bool descending) =>
        descending ? rows.OrderByDescending(r => r.TextKey, StringComparer.Ordinal) : rows.OrderBy(r => r.TextKey, StringComparer.Ordinal);

    [Fact]
    public void Rows_are_in_the_order_of_their_keys_ties_as_they_came() => Gen.Select(Rows, Gen.Bool, Gen.Bool).Sample((rows, first, second) =>
    {
        var arranged = Arrange(rows, new TableShape { Sort = [new(PidTag.Subject, first), new(PidTag.Importance, second)] });
        var expected = second ? ByText(rows, first).ThenByDescending(r => r.NumberKey) : ByText(rows, first).ThenBy(r => r.NumberKey);
        Assert.Equal(expected.ThenBy(r => r.Id).Select(r => new RowKey(r.Id, 0)), Keys(arranged));
    });

    [Fact]
    public void Categories_hold_what_has_their_value() => Gen.Select(Rows, Gen.Bool, Gen.Bool, Gen.Int[0, 2]).Sample((rows, first, second, expanded) =>
    {
        var arranged = Arrange(rows, new TableShape { Sort = [new(PidTag.Subject, first), new(PidTag.Importance, second)], CategoryCount = 2, ExpandedCount = expanded });
        var expected = new List<(int Level, int Count, int Unread, int Leaf)>();
        foreach (var outer in ByText(rows, first).GroupBy(r => r.TextKey))
        {
            expected.Add((0, outer.Count(), outer.Count(r => r.Unread), -1));
            if (expanded == 0) continue;
            foreach (var inner in (second ? outer.OrderByDescending(r => r.NumberKey) : outer.OrderBy(r => r.NumberKey)).GroupBy(r => r.NumberKey))
            {
                expected.Add((1, inner.Count(), inner.Count(r => r.Unread), -1));
                if (expanded == 2) expected.AddRange(inner.OrderBy(r => r.Id).Select(r => (2, 0, 0, r.Id)));
            }
        }
        var actual = Enumerable.Range(0, arranged.Count)
            .Select(i => arranged.HeaderAt(i) is { } header ? (header.Level, header.LeafCount, header.UnreadCount, -1) : (2, 0, 0, (int)arranged.KeyAt(i).Id));
        Assert.Equal(expected, actual);
        Assert.Equal(arranged.Categories.Length, arranged.Categories.Select(c => c.Id).Distinct().Count());
        Assert.All(arranged.Categories, c => Assert.Equal(0UL, c.Id & 0xFFFF));
        Assert.Equal(rows.Length, arranged.LeafCount);
    });

    [Fact]
    public void A_maximum_orders_categories_and_not_their_rows() => Gen.Select(Rows, Gen.Bool).Sample((rows, descending) =>
    {
        var arranged = Arrange(rows, new TableShape { Sort = [new(PidTag.Subject, descending)], CategoryCount = 1, ExpandedCount = 1, CategoryMaximum = PidTag.Importance });
        var groups = ByText(rows, descending).GroupBy(r => r.TextKey).ToList();
        var ordered = descending ? groups.OrderByDescending(g => g.Max(r => r.NumberKey)) : groups.OrderBy(g => g.Max(r => r.NumberKey));
        Assert.Equal(ordered.SelectMany(g => g.OrderBy(r => r.Id)).Select(r => (long)r.Id), Keys(arranged).Where(k => k.Instance != RowKey.Header).Select(k => k.Id));
    });

    [Fact]
    public void A_row_of_several_values_is_there_once_a_value() => Rows.Sample(rows =>
    {
        var arranged = Arrange(rows, new TableShape { Sort = [new(KeywordInstance, false)], Instances = Keywords });
        var expected = rows.SelectMany(r => (r.Keywords is { Length: > 0 } all ? all.Select((k, i) => (Key: "1" + TextFolding.Fold(k), Instance: i)) : [(Key: "", Instance: 0)])
            .Select(k => (r.Id, k.Key, k.Instance)));
        Assert.Equal(expected.OrderBy(e => e.Key, StringComparer.Ordinal).ThenBy(e => e.Id).ThenBy(e => e.Instance).Select(e => new RowKey(e.Id, e.Instance)), Keys(arranged));
    });

    [Fact]
    public void A_restriction_leaves_what_meets_it() => Rows.Sample(rows =>
    {
        var restriction = new PropertyRestriction(RelationalOperator.GreaterThan, PidTag.Importance, new(PidTag.Importance, PropertyValue.Int32(1)));
        Assert.Equal(rows.Where(r => r.Number > 1).Select(r => new RowKey(r.Id, 0)), Keys(Arrange(rows, new TableShape { Restriction = restriction })));
    });

    [Fact]
    public void Ids_of_categories_follow_from_values_alone() => Rows.Sample(rows =>
    {
        var shape = new TableShape { Sort = [new(PidTag.Subject, false)], CategoryCount = 1 };
        var again = Arrange([.. rows.Where(r => r.Id % 2 == 0)], shape with { Sort = [new(PidTag.Subject, true)], ExpandedCount = 1 });
        var before = Arrange(rows, shape);
        foreach (var category in again.Categories) Assert.NotNull(before.FindCategory(category.Id));
    });

    [Fact]
    public void Too_many_rows_are_refused()
    {
        var arranger = new RowArranger(TableShape.Natural, 2);
        for (var i = 0; i < 2; i++) arranger.Add(new BagRow(i, new PropertyBag()));
        Assert.Equal(MapiError.TableTooBig, Assert.Throws<Grains.Session.RopException>(() => arranger.Add(new BagRow(2, new PropertyBag()))).Error);
    }

    [Fact]
    public void A_place_stays_at_its_row_or_goes_to_the_next_one() => Gen.Select(Gen.Int[0, 30].Array[0, 30], Gen.Int[0, 30].Array[0, 30], Gen.Int[0, 30]).Sample((a, b, place) =>
    {
        long[] before = [.. a.Distinct().Select(i => (long)i)], next = [.. b.Distinct().Select(i => (long)i)];
        place = Math.Min(place, before.Length);
        var expected = before.Skip(place).Select(id => Array.IndexOf(next, id)).FirstOrDefault(i => i >= 0, next.Length);
        Assert.Equal(expected, new TableArrangement(next).Locate(new TableArrangement(before), place));
    });

    [Fact]
    public void A_collapse_state_tells_again_what_it_was_told() => Gen.Select(Rows, Gen.Int, Gen.ULong, Gen.UInt).Sample((rows, pattern, row, instance) =>
    {
        var categories = Arrange(rows, new TableShape { Sort = [new(PidTag.Subject, false), new(PidTag.Importance, false)], CategoryCount = 2 }).Categories;
        for (var i = 0; i < categories.Length; i++) categories[i].Expanded = (pattern >> (i % 32) & 1) != 0;
        var state = CollapseState.TryRead(CollapseState.Write(categories, row, instance));
        Assert.NotNull(state);
        Assert.Equal((row, instance), (state.RowId, state.Instance));
        Assert.All(categories, c => Assert.Equal(c.Expanded, state.IsExpanded(c.Id)));
    });

    [Fact]
    public void Any_bytes_are_a_collapse_state_or_none() => Gen.Byte.Array[0, 40].Sample(bytes =>
    {
        var isState = bytes.Length >= 14 && bytes[0] == 1 && (bytes.Length - 14) % 6 == 0;
        Assert.Equal(isState, CollapseState.TryRead(bytes) is not null);
    });
}
