using MapiOrleans.Grains.AddressBook;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.AddressBook;
using Xunit;

namespace MapiOrleans.Tests.AddressBook;

/// <summary>STAT arithmetic ([MS-OXNSPI] 3.1.4.5).</summary>
public class TablePositionTests
{
    private readonly BookWorld _world = new();

    private UpdateStatResponseBody Update(Stat stat, bool delta = true) => _world.Ask<UpdateStatResponseBody>(new UpdateStatRequestBody { State = stat, DeltaRequested = delta });

    private uint[] Fill(int count) => [.. Enumerable.Range(0, count).Select(i => BookWorld.Id(_world.Add($"u{i}", $"User {i:D3}")))];

    [Theory]
    // From the beginning, the end, and a row: CurrentRec and Delta, then the row reached and how far it was.
    [InlineData(NspiConstants.MidBeginningOfTable, 0, 0, 0)]
    [InlineData(NspiConstants.MidBeginningOfTable, 3, 3, 3)]
    [InlineData(NspiConstants.MidBeginningOfTable, -1, 0, 0)]
    [InlineData(NspiConstants.MidBeginningOfTable, 9, 9, 9)]
    [InlineData(NspiConstants.MidBeginningOfTable, 10, 10, 10)]
    [InlineData(NspiConstants.MidBeginningOfTable, int.MaxValue, 10, 10)]
    [InlineData(NspiConstants.MidEndOfTable, 0, 10, 0)]
    [InlineData(NspiConstants.MidEndOfTable, -1, 9, -1)]
    [InlineData(NspiConstants.MidEndOfTable, 5, 10, 0)]
    [InlineData(NspiConstants.MidEndOfTable, int.MinValue, 0, -10)]
    [InlineData(1000u + 4, 0, 4, 0)]
    [InlineData(1000u + 4, 2, 6, 2)]
    [InlineData(1000u + 4, -5, 0, -4)]
    [InlineData(1000u + 9, 1, 10, 1)]
    public void Absolute_positions_move_within_the_table(uint from, int delta, int row, int moved)
    {
        var ids = Fill(10);
        // 1000 and more stand for rows: their ids are not known before.
        var start = Stat.Default with { CurrentRec = from >= 1000 ? ids[from - 1000] : from, Delta = delta, NumPos = 77, TotalRecs = 99 };
        var answer = Update(start);
        Assert.Equal(start with { CurrentRec = row < 10 ? ids[row] : NspiConstants.MidEndOfTable, Delta = 0, NumPos = (uint)row, TotalRecs = 10 }, answer.State);
        Assert.Equal(moved, answer.Delta);
        Assert.Null(Update(start, delta: false).Delta);
    }

    [Theory]
    [InlineData(0u, 100u, 0, 0)]
    [InlineData(50u, 100u, 0, 5)]
    [InlineData(59u, 100u, 0, 5)]
    [InlineData(99u, 100u, 0, 9)]
    [InlineData(100u, 100u, 0, 10)]
    [InlineData(500u, 100u, 0, 10)]
    [InlineData(uint.MaxValue, 1u, 0, 10)]
    [InlineData(uint.MaxValue, uint.MaxValue, 0, 10)]
    [InlineData(5u, 0u, 0, 0)]
    [InlineData(50u, 100u, -2, 3)]
    [InlineData(50u, 100u, 100, 10)]
    public void Fractional_positions_are_cut_to_whole_rows(uint position, uint total, int delta, int row)
    {
        var ids = Fill(10);
        var answer = Update(Stat.Default with { CurrentRec = NspiConstants.MidCurrent, NumPos = position, TotalRecs = total, Delta = delta });
        Assert.Equal((uint)row, answer.State!.Value.NumPos);
        Assert.Equal(row < 10 ? ids[row] : NspiConstants.MidEndOfTable, answer.State.Value.CurrentRec);
    }

    [Fact]
    public void An_empty_table_is_at_its_end()
    {
        var answer = Update(Stat.Default);
        Assert.Equal((NspiConstants.MidEndOfTable, 0u, 0u), (answer.State!.Value.CurrentRec, answer.State.Value.NumPos, answer.State.Value.TotalRecs));
    }

    [Fact]
    public void What_is_not_there_is_an_error_and_the_stat_stays()
    {
        Fill(3);
        var unknown = Stat.Default with { CurrentRec = 0xFFFFFFF0, Delta = 2 };
        Assert.Equal((MapiError.NotFound, unknown), (Update(unknown).ErrorCode, Update(unknown).State!.Value));
        Assert.Equal(MapiError.InvalidBookmark, Update(Stat.Default with { ContainerId = 0x15 }).ErrorCode);
        Assert.Equal(MapiError.NotSupported, Update(Stat.Default with { SortType = 7 }).ErrorCode);
        Assert.Equal(MapiError.InvalidCodepage, Update(Stat.Default with { CodePage = NspiConstants.CodePageUnicode }).ErrorCode);
    }

    [Fact]
    public void Reading_goes_on_where_it_ended()
    {
        Fill(10);
        var seen = new List<string>();
        var stat = Stat.Default;
        while (stat.CurrentRec != NspiConstants.MidEndOfTable)
        {
            var answer = _world.Ask<QueryRowsResponseBody>(new QueryRowsRequestBody { State = stat, RowCount = 4, Columns = BookWorld.DisplayName });
            seen.AddRange(BookWorld.Names(answer.Rows));
            stat = answer.State!.Value;
            Assert.Equal((uint)seen.Count, stat.NumPos);
        }
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"User {i:D3}"), seen);
        var end = _world.Ask<QueryRowsResponseBody>(new QueryRowsRequestBody { State = stat, RowCount = 4, Columns = BookWorld.DisplayName });
        Assert.Equal(MapiError.Success, end.ErrorCode);
        Assert.Empty(end.Rows!.Rows);
        // Delta counts before the rows do.
        var moved = _world.Ask<QueryRowsResponseBody>(new QueryRowsRequestBody { State = stat with { Delta = -3 }, RowCount = 2, Columns = BookWorld.DisplayName });
        Assert.Equal(["User 007", "User 008"], BookWorld.Names(moved.Rows));
        Assert.Equal((9u, 0), (moved.State!.Value.NumPos, moved.State.Value.Delta));
    }
}
