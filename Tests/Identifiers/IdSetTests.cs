using CsCheck;
using MapiOrleans.Mapi.Identifiers;
using Xunit;

namespace MapiOrleans.Tests.Identifiers;

public class IdSetTests
{
    private static readonly Guid A = new("00000001-0000-0000-0000-000000000000");
    private static readonly Guid B = new("00000100-0000-0000-0000-000000000000");

    private static readonly Gen<IdSet> Set = Gen.Select(Gen.Int[0, 3], Gen.Long[0, 200]).Array[0, 60].Select(ids =>
    {
        var set = new IdSet();
        foreach (var (replica, id) in ids) set.Add(GuidOf((ushort)(replica + 1)), id);
        return set;
    });

    private static Guid GuidOf(ushort replId) => new(replId * 77, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    private static ushort ReplIdOf(Guid guid) => (ushort)Enumerable.Range(1, 4).Single(i => GuidOf((ushort)i) == guid);

    [Fact]
    public void Replicas_are_written_in_the_order_of_their_bytes()
    {
        var set = new IdSet();
        set.Add(A, 7);
        set.Add(B, 8);
        set.Of(Guid.Empty);
        // As bytes 00010000 stands before 01000000.
        Assert.Equal("00010000000000000000000000000000" + "06000000000008" + "00" + "01000000000000000000000000000000" + "06000000000007" + "00", Convert.ToHexString(set.ToArray()));
        Assert.Equal("0300" + "06000000000008" + "00" + "0500" + "06000000000007" + "00", Convert.ToHexString(set.ToArray(g => g == A ? (ushort)5 : (ushort)3)));
    }

    [Fact]
    public void Both_forms_come_back() => Set.Sample(set =>
    {
        Assert.Equal(set, IdSet.TryParse(set.ToArray(), out var error));
        Assert.Null(error);
        Assert.Equal(set, IdSet.TryParseReplIds(set.ToArray(ReplIdOf), id => GuidOf(id), out error));
        Assert.Null(error);
        Assert.Equal(set.IsEmpty, set.ToArray().Length == 0);
    });

    [Fact]
    public void A_replica_that_is_not_known_is_refused()
    {
        var set = new IdSet();
        set.Add(A, 1);
        Assert.Null(IdSet.TryParseReplIds(set.ToArray(_ => 9), _ => null, out var error));
        Assert.Contains("9", error!.Value.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Sets_unite_subtract_and_ask() => Gen.Select(Set, Set).Sample((a, b) =>
    {
        var union = a.Clone();
        union.Union(b);
        var rest = union.Clone();
        rest.Subtract(b);
        for (ushort replica = 1; replica <= 4; replica++)
        {
            for (long id = 0; id <= 200; id++)
            {
                bool inA = a.Contains(GuidOf(replica), id), inB = b.Contains(GuidOf(replica), id);
                Assert.Equal(inA || inB, union.Contains(GuidOf(replica), id));
                Assert.Equal(inA && !inB, rest.Contains(GuidOf(replica), id));
            }
        }
        Assert.Equal(union.Count, rest.Count + b.Count);
        Assert.True(b.Clone().Equals(b));
    }, iter: 200);

    [Fact]
    public void Cut_and_changed_sets_give_a_set_or_an_error() => Gen.Select(Set.Where(s => !s.IsEmpty), Gen.Int, Gen.Byte).Sample((set, at, change) =>
    {
        var wire = set.ToArray();
        at = (int)((uint)at % (uint)wire.Length);
        var cut = IdSet.TryParse(wire.AsSpan(0, at), out var error);
        // A cut between two replicas is a smaller set; everywhere else it is an error.
        Assert.Equal(cut is null, error is not null);
        if (cut is not null) Assert.True(cut.Count < set.Count);
        wire[at] ^= change;
        Assert.Equal(IdSet.TryParse(wire, out error) is null, error is not null);
    }, iter: 3000);
}
