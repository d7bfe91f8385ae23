using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using Xunit;

namespace MapiOrleans.Tests.AddressBook;

/// <summary>Ambiguous name resolution ([MS-OXNSPI] 3.1.4.7).</summary>
public class NameResolverTests
{
    private readonly BookWorld _world = new();

    public NameResolverTests()
    {
        _world.Add("anna.smith", "Anna Smith", with: e => e with { Aliases = ["asmith@example.test", "chief@example.test"], PhoneticName = "Ana Smis" });
        _world.Add("bob", "Bob Smithson");
        _world.Add("bobby", "Bobby Tables");
        _world.Add("mueller", "Jörg Müller-Lüdenscheidt");
        _world.Add("staff", "All Staff", DirectoryKind.Group);
        _world.Add("hidden", "Secret Service", with: e => e with { Hidden = true });
    }

    private ResolveNamesResponseBody Resolve(params string[] names) =>
        _world.Ask<ResolveNamesResponseBody>(new ResolveNamesRequestBody { State = Stat.Default, Names = names, PropertyTags = BookWorld.DisplayName });

    [Theory]
    // Addresses: primary, further ones, in other names of the domain, in any case, with their type.
    [InlineData("anna.smith@example.test", "Anna Smith")]
    [InlineData("ASMITH@Example.Test", "Anna Smith")]
    [InlineData("chief@alias.example.test", "Anna Smith")]
    [InlineData("=SMTP:chief@example.test", "Anna Smith")]
    [InlineData("smtp:bob@example.test", "Bob Smithson")]
    // Names and beginnings of words, in any order, without marks.
    [InlineData("anna", "Anna Smith")]
    [InlineData("Ann Smi", "Anna Smith")]
    [InlineData("smith, anna", "Anna Smith")]
    [InlineData("ana smis", "Anna Smith")]
    [InlineData("muller", "Jörg Müller-Lüdenscheidt")]
    [InlineData("LÜDEN", "Jörg Müller-Lüdenscheidt")]
    [InlineData("smithson", "Bob Smithson")]
    [InlineData("  tables ", "Bobby Tables")]
    [InlineData("staff", "All Staff")]
    // A whole alias or name is that one's, though others begin so.
    [InlineData("bob", "Bob Smithson")]
    [InlineData("=bob", "Bob Smithson")]
    [InlineData("=Anna Smith", "Anna Smith")]
    [InlineData("anna.smith", "Anna Smith")]
    [InlineData("anna.sm@", null)]
    [InlineData("chief@exam", "Anna Smith")]
    // Nobody.
    [InlineData("=ann", null)]
    [InlineData("nobody@example.test", null)]
    [InlineData("chief@elsewhere.test", null)]
    [InlineData("mith", null)]
    [InlineData("anna tables", null)]
    [InlineData("", null)]
    [InlineData(" = ", null)]
    [InlineData("smtp:", null)]
    [InlineData("/o=MapiOrleans/cn=nobody", null)]
    public void A_name_is_somebody_or_nobody(string name, string? found)
    {
        var answer = Resolve(name);
        Assert.Equal(MapiError.Success, answer.ErrorCode);
        Assert.Equal([found is null ? NspiConstants.MidUnresolved : NspiConstants.MidResolved], answer.MinimalIds!);
        Assert.Equal(found is null ? [] : [found], BookWorld.Names(answer.Rows));
    }

    [Theory]
    [InlineData("smi")]
    [InlineData("bo")]
    [InlineData("a")]
    public void A_name_may_be_of_several(string name) => Assert.Equal([NspiConstants.MidAmbiguous], Resolve(name).MinimalIds!);

    [Fact]
    public void Each_name_has_its_answer_and_each_resolved_one_its_row()
    {
        var dn = _world.Book.FindByAddress("bobby@example.test")!.LegacyDN;
        var answer = Resolve("nobody", dn.ToUpperInvariant(), "smi", "EX:" + dn, "chief");
        Assert.Equal([NspiConstants.MidUnresolved, NspiConstants.MidResolved, NspiConstants.MidAmbiguous, NspiConstants.MidResolved, NspiConstants.MidResolved], answer.MinimalIds!);
        Assert.Equal(["Bobby Tables", "Bobby Tables", "Anna Smith"], BookWorld.Names(answer.Rows));
    }

    [Fact]
    public void Hidden_entries_are_found_by_their_own_account_only()
    {
        var hidden = _world.Book.FindByAddress("hidden@example.test")!;
        foreach (var name in (string[])["secret", "hidden", hidden.Address, hidden.LegacyDN]) Assert.Equal([NspiConstants.MidUnresolved], Resolve(name).MinimalIds!);
        _world.Caller = hidden;
        Assert.Equal([NspiConstants.MidResolved, NspiConstants.MidResolved, NspiConstants.MidUnresolved], Resolve(hidden.Address, hidden.LegacyDN, "secret").MinimalIds!);
    }

    [Fact]
    public void A_list_holds_only_its_own()
    {
        Assert.Equal([NspiConstants.MidUnresolved, NspiConstants.MidResolved], In(0x11, "anna", "staff").MinimalIds!);
        Assert.Equal(MapiError.InvalidBookmark, In(0x99, "anna").ErrorCode);
        var group = _world.Put(_world.Book.FindByAddress("staff@example.test")! with { Members = ["bob@example.test"] });
        Assert.Equal([NspiConstants.MidResolved, NspiConstants.MidUnresolved], In(BookWorld.Id(group), "smith", "bobby").MinimalIds!);

        ResolveNamesResponseBody In(uint container, params string[] names) =>
            _world.Ask<ResolveNamesResponseBody>(new ResolveNamesRequestBody { State = Stat.Default with { ContainerId = container }, Names = names });
    }

    [Theory]
    [InlineData("smi", "Anna Smith", "Bob Smithson")]
    [InlineData("bob", "Bob Smithson", "Bobby Tables")]
    [InlineData("chief@example.test", "Anna Smith")]
    [InlineData("=bob", "Bob Smithson")]
    [InlineData("zzz")]
    public void Matches_of_an_ambiguous_name_are_listed(string name, params string[] found)
    {
        var anr = new PropertyRestriction(RelationalOperator.Equal, PidTag.Anr, new(PidTag.Anr, PropertyValue.String(name)));
        var answer = _world.Ask<GetMatchesResponseBody>(new GetMatchesRequestBody { State = Stat.Default, Filter = anr, RowCount = 100, Columns = BookWorld.DisplayName });
        Assert.Equal(found, BookWorld.Names(answer.Rows));
        Assert.Equal(found.Length, answer.MinimalIds!.Length);
        var bytes = new PropertyRestriction(RelationalOperator.Equal, PidTag.Anr.WithType(PropertyType.String8), new(PidTag.Anr.WithType(PropertyType.String8), PropertyValue.String8(System.Text.Encoding.Latin1.GetBytes(name))));
        Assert.Equal(answer.MinimalIds, _world.Ask<GetMatchesResponseBody>(new GetMatchesRequestBody { State = Stat.Default, Filter = bytes, RowCount = 100 }).MinimalIds!);
    }
}
