using CsCheck;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.AddressBook;

/// <summary>Whatever is asked for is answered, in bounded time and size; and nothing of another domain is told.</summary>
public class HostileRequestTests
{
    private readonly BookWorld _world = new();

    private static readonly Gen<uint> Numbers = Gen.OneOf(Gen.UInt, Gen.UInt[0, 0x20], Gen.UInt[0x1000, 0x1100], Gen.Const(uint.MaxValue), Gen.Const(PidTag.AddressBookMember.Value));

    private static readonly Gen<Stat> Stats = Gen.Select(Numbers, Numbers, Numbers, Gen.OneOf(Gen.Int, Gen.Int[-5, 5]), Numbers, Numbers, Gen.OneOf(Gen.Const(1252u), Gen.Const(1200u), Gen.UInt), Gen.Select(Numbers, Numbers))
        .Select((sort, container, current, delta, position, total, codePage, locales) => new Stat(sort % 5, container, current, delta, position, total, codePage, locales.Item1, locales.Item2));

    private static IEnumerable<MapiHttpRequestBody> All(Stat stat, uint number, DirectoryObject entry)
    {
        PropertyTag[] columns = [PidTag.DisplayName, PidTag.EntryId, PidTag.AddressBookMember, new(number)];
        var id = BookWorld.Id(entry);
        yield return new CompareMIdsRequestBody { State = stat, MinimalId1 = id, MinimalId2 = number };
        yield return new DNToMIdRequestBody { Names = [entry.LegacyDN, ""] };
        yield return new GetMatchesRequestBody { State = stat, RowCount = number, Columns = columns };
        yield return new GetMatchesRequestBody { State = stat, RowCount = number, Columns = columns, Filter = new ExistRestriction(PidTag.DisplayName) };
        yield return new GetPropListRequestBody { MinimalId = id, CodePage = stat.CodePage };
        yield return new GetPropsRequestBody { State = stat with { CurrentRec = id }, PropertyTags = columns };
        yield return new GetPropsRequestBody { State = stat with { CurrentRec = id } };
        yield return new GetSpecialTableRequestBody { State = stat, Flags = number };
        yield return new GetTemplateInfoRequestBody { Flags = number, DisplayType = stat.SortType, CodePage = stat.CodePage, LocaleId = stat.TemplateLocale };
        yield return new ModPropsRequestBody { State = stat with { CurrentRec = id }, PropertyTags = columns };
        yield return new ModPropsRequestBody { State = stat with { CurrentRec = id }, PropertyTags = [PidTag.ThumbnailPhoto] };
        yield return new ModLinkAttRequestBody { PropertyTag = PidTag.AddressBookMember, MinimalId = id, EntryIds = [new PermanentEntryId(DisplayType.MailUser, entry.LegacyDN).ToArray(), [1, 2]] };
        yield return new ModLinkAttRequestBody { PropertyTag = new(number), MinimalId = number, EntryIds = null };
        yield return new GetMatchesRequestBody { State = stat, RowCount = 100, Filter = new PropertyRestriction(RelationalOperator.MemberOfDL, PidTag.EntryId, new(PidTag.EntryId, PropertyValue.Binary(new PermanentEntryId(DisplayType.DistList, entry.LegacyDN).ToArray()))), Columns = columns };
        yield return new GetMatchesRequestBody { State = stat, RowCount = 100, Filter = new SubObjectRestriction(PidTag.AddressBookMember, new ExistRestriction(PidTag.DisplayName)), Columns = columns };
        yield return new QueryColumnsRequestBody { MapiFlags = number };
        yield return new QueryRowsRequestBody { State = stat, RowCount = number, Columns = columns };
        yield return new QueryRowsRequestBody { State = stat, RowCount = number, Columns = columns, ExplicitTable = [id, number] };
        yield return new ResolveNamesRequestBody { State = stat, Names = [entry.DisplayName, entry.Address, entry.LegacyDN], PropertyTags = columns };
        yield return new ResortRestrictionRequestBody { State = stat, MinimalIds = [id, number] };
        yield return new SeekEntriesRequestBody { State = stat, Target = new(PidTag.DisplayName, PropertyValue.String(entry.DisplayName)), Columns = columns, ExplicitTable = number % 2 == 0 ? null : [id] };
        yield return new UpdateStatRequestBody { State = stat, DeltaRequested = true };
        yield return new UpdateStatRequestBody { State = stat with { CurrentRec = id } };
        yield return new GetMailboxUrlRequestBody { ServerDn = entry.LegacyDN };
        yield return new GetMailboxUrlRequestBody { ServerDn = LegacyNames.MailboxServer(entry.MailboxGuid, entry.Domain) };
        yield return new GetAddressBookUrlRequestBody { UserDn = entry.LegacyDN };
    }

    [Fact]
    public void Any_request_is_answered()
    {
        for (var i = 0; i < 20; i++) _world.Add($"u{i}", $"User {i}", i % 4 == 0 ? DirectoryKind.Group : DirectoryKind.User, e => e with { Members = i % 4 == 0 ? ["u1@example.test"] : [] });
        var entry = _world.Book.FindByAddress("u1@example.test")!;
        Gen.Select(Stats, Numbers).Sample((stat, number) =>
        {
            foreach (var request in All(stat, number, entry)) Assert.Equal(request.RequestType, _world.Ask<MapiHttpResponseBody>(request).RequestType);
            var none = All(stat, number, entry).Select(r => r switch
            {
                QueryRowsRequestBody q => q with { State = null },
                GetMatchesRequestBody g => g with { State = null },
                ResolveNamesRequestBody r2 => r2 with { State = null, Names = null },
                SeekEntriesRequestBody s => s with { State = null, Target = null },
                _ => r,
            });
            foreach (var request in none) _world.Ask<MapiHttpResponseBody>(request);
        }, iter: 200);
    }

    [Fact]
    public void Another_domains_objects_are_not_there_in_any_request_type()
    {
        var other = new BookWorld("elsewhere.test");
        var foreign = other.Add("spy", "Zebra Foreign", with: e => e with { Title = "Secret" });
        var group = other.Add("ring", "Zebra Ring", DirectoryKind.Group, e => e with { Members = [foreign.Address] });
        _world.Add("own", "Own User");
        var secrets = new[] { foreign.DisplayName, foreign.Address, foreign.LegacyDN, foreign.MailboxGuid.ToString("D"), group.DisplayName, "Secret" };
        foreach (var entry in (DirectoryObject[])[foreign, group])
        {
            var told = 0;
            foreach (var request in All(Stat.Default, 100, entry).Concat(All(Stat.Default with { CurrentRec = BookWorld.Id(entry) }, 100, entry))
                .Concat(All(Stat.Default with { ContainerId = BookWorld.Id(entry) }, 100, entry)).Concat(All(Stat.Default with { CurrentRec = BookWorld.Id(entry), ContainerId = PidTag.AddressBookMember.Value }, 100, entry)))
            {
                var bytes = _world.Answer(request, _world.Server(null, DirectoryRoles.OrganizationAdmin)).ToArray();
                foreach (var secret in secrets)
                {
                    Assert.True(bytes.AsSpan().IndexOf(System.Text.Encoding.Unicode.GetBytes(secret)) < 0, $"{request} told {secret}");
                    Assert.True(bytes.AsSpan().IndexOf(System.Text.Encoding.Latin1.GetBytes(secret)) < 0, $"{request} told {secret}");
                }
                told += other.Answer(request, other.Server()).ToArray().AsSpan().IndexOf(System.Text.Encoding.Latin1.GetBytes(entry.LegacyDN)) >= 0 ? 1 : 0;
            }
            // Where it is there the same requests tell it, or this test says nothing.
            Assert.True(told > 5);
        }
        Assert.NotEqual(_world.Server().EphemeralIdOf(foreign), other.Server().EphemeralIdOf(foreign));
    }

    [Fact]
    public void Sizes_are_bounded()
    {
        _world.Options.MaxRows = 10;
        _world.Options.MaxMatches = 15;
        for (var i = 0; i < 30; i++) _world.Add($"u{i}", $"User {i}");
        var ids = Enumerable.Range(0, 5_000).Select(_ => BookWorld.Id(_world.Book.FindByAddress("u1@example.test")!)).ToArray();
        Assert.Equal(10, _world.Ask<QueryRowsResponseBody>(new QueryRowsRequestBody { State = Stat.Default, RowCount = uint.MaxValue, Columns = BookWorld.DisplayName }).Rows!.Rows.Count);
        Assert.Equal(10, _world.Ask<QueryRowsResponseBody>(new QueryRowsRequestBody { State = Stat.Default, ExplicitTable = ids, RowCount = uint.MaxValue, Columns = BookWorld.DisplayName }).Rows!.Rows.Count);
        Assert.Equal(MapiError.TableTooBig, _world.Ask<GetMatchesResponseBody>(new GetMatchesRequestBody { State = Stat.Default, Filter = new ExistRestriction(PidTag.DisplayName), RowCount = uint.MaxValue }).ErrorCode);
        var tags = Enumerable.Range(0, 501).Select(_ => PidTag.DisplayName).ToArray();
        Assert.Equal(MapiError.TableTooBig, _world.Ask<QueryRowsResponseBody>(new QueryRowsRequestBody { State = Stat.Default, RowCount = 1, Columns = tags }).ErrorCode);
        Assert.Equal(MapiError.TableTooBig, _world.Ask<GetPropsResponseBody>(new GetPropsRequestBody { State = Stat.Default, PropertyTags = tags }).ErrorCode);
        var names = Enumerable.Range(0, 10_000).Select(i => $"user {i % 30}").ToArray();
        Assert.Equal(MapiError.TooComplex, _world.Ask<ResolveNamesResponseBody>(new ResolveNamesRequestBody { State = Stat.Default, Names = names }).ErrorCode);
        Assert.Equal(MapiError.TooComplex, _world.Ask<DNToMIdResponseBody>(new DNToMIdRequestBody { Names = names }).ErrorCode);
        Assert.Equal(2_000, _world.Ask<ResolveNamesResponseBody>(new ResolveNamesRequestBody { State = Stat.Default, Names = names[..2_000] }).MinimalIds!.Length);
        Assert.Equal([0u], _world.Ask<ResolveNamesResponseBody>(new ResolveNamesRequestBody { State = Stat.Default, Names = [new string('u', 5_000)] }).MinimalIds!);
        _world.Options.MaxRowBytes = 40;
        Assert.Equal(2, _world.Ask<QueryRowsResponseBody>(new QueryRowsRequestBody { State = Stat.Default, RowCount = 9, Columns = [PidTag.DisplayName, PidTag.ObjectType] }).Rows!.Rows.Count);
        _world.Options.MaxRowBytes = 1;
        Assert.Single(_world.Ask<QueryRowsResponseBody>(new QueryRowsRequestBody { State = Stat.Default, RowCount = 9, Columns = BookWorld.DisplayName }).Rows!.Rows);
    }

    [Fact]
    public void Searches_are_bounded_in_size_and_time()
    {
        for (var i = 0; i < 1_000; i++) _world.Add($"u{i}", $"User {i}");
        Restriction one = new ContentRestriction(1, 1, PidTag.DisplayName, new(PidTag.DisplayName, PropertyValue.String("x")));
        Assert.Equal(MapiError.TooComplex, Match(new OrRestriction([.. Enumerable.Repeat(one, 500)])));
        Assert.Equal(MapiError.TooComplex, Match(new SubObjectRestriction(PidTag.AddressBookMember, new CountRestriction(1, new OrRestriction([.. Enumerable.Repeat(one, 500)])))));
        Assert.Equal(MapiError.Success, Match(new SubObjectRestriction(PidTag.MessageRecipients, one)));
        Assert.Equal(MapiError.Success, Match(one));
        // A clock that runs away while it is looked at.
        var time = new ManualTime();
        var server = _world.Server(new RunningTime(time));
        Assert.Equal(MapiError.TooComplex, _world.Ask<GetMatchesResponseBody>(new GetMatchesRequestBody { State = Stat.Default, Filter = one, RowCount = 10 }, server).ErrorCode);

        MapiError Match(Restriction filter) => _world.Ask<GetMatchesResponseBody>(new GetMatchesRequestBody { State = Stat.Default, Filter = filter, RowCount = 10 }).ErrorCode;
    }

    private sealed class RunningTime(ManualTime inner) : TimeProvider
    {
        public override long GetTimestamp()
        {
            inner.Advance(TimeSpan.FromSeconds(1.5));
            return inner.GetTimestamp();
        }

        public override long TimestampFrequency => inner.TimestampFrequency;
    }
}
