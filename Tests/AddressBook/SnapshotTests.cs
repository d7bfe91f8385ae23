using CsCheck;
using MapiOrleans.Grains.AddressBook;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi.AddressBook;
using Xunit;

namespace MapiOrleans.Tests.AddressBook;

/// <summary>A book that follows changes is the one that would be made anew.</summary>
public class SnapshotTests
{
    private static readonly string[] Names = ["Anna", "anna", "Änne Müller", "Bob", "bob Smith", "Smith, Carol", "Zoë", "Østergård", "ß"];

    private static readonly Gen<(int Who, string Name, bool Hidden, bool Remove)[]> Steps = Gen.Select(
        Gen.Int[0, 30], Gen.Int[0, Names.Length - 1].Select(i => Names[i]), Gen.Bool, Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true))))
        .Array[1, 120];

    [Fact]
    public void Changes_lead_where_a_new_book_is() => Steps.Sample(steps =>
    {
        var world = new BookWorld();
        var entries = new Dictionary<int, DirectoryObject>();
        var collations = new[] { 0x409u, 0x41Du }.Select(l => Collation.Of(Stat.Default with { SortLocale = l })!).ToArray();
        foreach (var (who, name, hidden, remove) in steps)
        {
            if (remove && entries.Remove(who, out var gone)) world.Remove(gone);
            else if (entries.TryGetValue(who, out var known)) entries[who] = world.Put(known with { DisplayName = name, Hidden = hidden, Aliases = [$"{name[0]}{who}@example.test".ToLowerInvariant()] });
            else entries[who] = world.Add($"u{who}", name, who % 3 == 0 ? DirectoryKind.Group : DirectoryKind.User, e => e with { Hidden = hidden });
            // Looked at in between, so that it is carried along and not made at the end.
            Assert.Equal(entries.Values.Count(e => !e.Hidden), world.Book.Table(AddressBookContainer.Global, collations[0]).Count);
        }
        var anew = world.Anew();
        foreach (var container in AddressBookContainer.All)
        {
            foreach (var collation in collations)
            {
                Assert.Equal(Order(anew, container, collation), Order(world.Book, container, collation));
            }
        }
        foreach (var entry in entries.Values)
        {
            Assert.Equal(entry, world.Book.Find(AddressBookSnapshot.MinimalIdOf(entry)));
            Assert.Equal(entry, world.Book.FindByAddress(entry.Address));
            Assert.Equal(entry, world.Book.FindByName(entry.LegacyDN.ToUpperInvariant()));
        }
        foreach (var prefix in (string[])["", "A", "ANNE", "SMITH", "B", "U1", "Z"])
        {
            Assert.Equal(Named(anew, prefix), Named(world.Book, prefix));
        }

        static List<long> Order(AddressBookSnapshot book, AddressBookContainer container, Collation collation)
        {
            var table = book.Table(container, collation);
            var numbers = new List<long>();
            for (var row = 0; row < table.Count; row++)
            {
                Assert.Equal(row, table.RowOf(table[row]));
                numbers.Add(book[table[row]].Number);
            }
            return numbers;
        }

        static IEnumerable<(long, int)> Named(AddressBookSnapshot book, string prefix) => book.NamesBeginning(prefix).ToArray().Select(n => (book[n.Slot].Number, n.Number)).Order();
    }, iter: 200);

    [Fact]
    public void Many_changes_do_not_make_it_grow()
    {
        var world = new BookWorld();
        var entry = world.Add("u", "Name");
        world.Book.Table(AddressBookContainer.Global, Collation.Of(Stat.Default)!);
        for (var i = 0; i < 5_000; i++) entry = world.Put(entry with { DisplayName = $"Name {i}" });
        Assert.True(world.Book.Overhead < 64_000, $"{world.Book.Overhead} bytes");
        Assert.Equal(entry, world.Book.FindByAddress(entry.Address));
        Assert.Equal(1, world.Book.Table(AddressBookContainer.Global, Collation.Of(Stat.Default)!).Count);
    }

    [Fact]
    public void An_entry_costs_less_than_250_bytes_beside_itself()
    {
        const int Count = 20_000;
        var all = Enumerable.Range(0, Count).Select(i => new DirectoryObject
        {
            ObjectId = Guid.NewGuid(),
            Domain = "example.test",
            Kind = DirectoryKind.User,
            Address = $"first{i}.last{i}@example.test",
            Aliases = [$"fl{i}@example.test"],
            DisplayName = $"First{i} Middle Last{i}",
            LegacyDN = $"/cn={i}",
            Number = i + 1,
        }).ToList();
        var book = AddressBookSnapshot.Empty(new AddressBookOptions()).With(1, all, new HashSet<long>());
        // Four languages, two lists each, rows looked for by id: more than one office has.
        foreach (var locale in (uint[])[0x409, 0x407, 0x40C, 0x41D])
        {
            foreach (var container in AddressBookContainer.All.Take(2)) book.Table(container, Collation.Of(Stat.Default with { SortLocale = locale })!).RowOf(0);
        }
        Assert.True(book.Overhead <= 250 * Count, $"{book.Overhead / Count} bytes an entry");
    }

    [Fact]
    public void Orders_that_are_kept_are_bounded()
    {
        var world = new BookWorld();
        world.Options.MaxSortedTables = 3;
        for (var i = 0; i < 100; i++) world.Add($"u{i}", $"Name {i}");
        for (uint locale = 0x401; locale < 0x441; locale++)
        {
            Assert.Equal(100, world.Book.Table(AddressBookContainer.Global, Collation.Of(Stat.Default with { SortLocale = locale })!).Count);
        }
        Assert.True(world.Book.Overhead < 100 * 250);
    }

    [Fact]
    public void Languages_have_their_own_order()
    {
        var world = new BookWorld();
        foreach (var name in (string[])["Zebra", "Ähre", "Anton", "Öl", "Otto"]) world.Add(name.ToLowerInvariant(), name);
        Assert.Equal(["Ähre", "Anton", "Öl", "Otto", "Zebra"], Read(0x407));
        Assert.Equal(["Anton", "Otto", "Zebra", "Ähre", "Öl"], Read(0x41D));
        // No such language: the default one.
        Assert.Equal(["Ähre", "Anton", "Öl", "Otto", "Zebra"], Read(0xFFFFFFFF));

        string[] Read(uint locale) => BookWorld.Names(world.Ask<QueryRowsResponseBody>(new QueryRowsRequestBody
        {
            State = Stat.Default with { SortLocale = locale },
            RowCount = 10,
            Columns = BookWorld.DisplayName,
        }).Rows);
    }

    [Fact]
    public void Phonetic_names_have_their_own_order()
    {
        var world = new BookWorld();
        world.Add("a", "A", with: e => e with { PhoneticName = "Z" });
        world.Add("b", "B", with: e => e with { PhoneticName = "Y" });
        world.Add("c", "C");
        var rows = world.Ask<QueryRowsResponseBody>(new QueryRowsRequestBody { State = Stat.Default with { SortType = NspiConstants.SortTypePhoneticDisplayName }, RowCount = 10, Columns = BookWorld.DisplayName }).Rows;
        Assert.Equal(["C", "B", "A"], BookWorld.Names(rows));
    }
}
