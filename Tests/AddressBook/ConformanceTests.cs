using MapiOrleans.Grains.AddressBook;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using Xunit;

namespace MapiOrleans.Tests.AddressBook;

/// <summary>What Microsoft's protocol suites for [MS-OXNSPI] look at, beside what the document itself says; numbers are those of its requirements.</summary>
public class ConformanceTests
{
    private readonly BookWorld _world = new();
    private readonly DirectoryObject _anna;
    private readonly DirectoryObject _bob;
    private readonly DirectoryObject _staff;
    private readonly DirectoryObject _agent;

    public ConformanceTests()
    {
        _anna = _world.Add("anna", "Anna");
        _bob = _world.Add("bob", "Bob");
        _staff = _world.Add("staff", "Staff", DirectoryKind.Group, g => g with { ManagedBy = "anna@example.test" });
        _agent = _world.Add("agent", "Agent", DirectoryKind.Group, g => g with { Dynamic = "department = 'Sales'", ManagedBy = "anna@example.test" });
        _world.Caller = _anna;
    }

    private static Stat At(DirectoryObject entry) => Stat.Default with { CurrentRec = BookWorld.Id(entry) };

    private MapiError Link(PropertyTag tag, DirectoryObject of, uint flags, params byte[][] ids) => Link(tag, BookWorld.Id(of), flags, ids);

    private MapiError Link(PropertyTag tag, uint of, uint flags, params byte[][] ids) =>
        _world.Ask<ModLinkAttResponseBody>(new ModLinkAttRequestBody { Flags = flags, PropertyTag = tag, MinimalId = of, EntryIds = ids }).ErrorCode;

    private MapiError Change(DirectoryObject of, PropertyTag[]? tags, params TaggedPropertyValue[]? values) =>
        _world.Ask<ModPropsResponseBody>(new ModPropsRequestBody { State = At(of), PropertyTags = tags, PropertyValues = values }).ErrorCode;

    private PropertyValue Value(DirectoryObject of, PropertyTag tag) =>
        Assert.Single(_world.Ask<GetPropsResponseBody>(new GetPropsRequestBody { State = At(of), PropertyTags = [tag] }).PropertyValues!).Value;

    private string[] Found(Restriction filter, uint container = 0) => BookWorld.Names(_world.Ask<GetMatchesResponseBody>(
        new GetMatchesRequestBody { State = Stat.Default with { ContainerId = container }, Filter = filter, RowCount = 50, Columns = BookWorld.DisplayName }).Rows);

    private DirectoryObject Now(DirectoryObject entry) => _world.Book.Find(BookWorld.Id(entry))!;

    [Fact]
    public void Members_are_added_and_removed_whatever_display_type_an_id_says()
    {
        var ephemeral = _world.Server().EphemeralIdOf(_bob);
        Assert.Equal(MapiError.NotFound, Value(_staff, PidTag.AddressBookMember).AsError());
        foreach (var id in (byte[][])[ephemeral, EntryProperties.PermanentIdOf(_bob)])
        {
            foreach (var displayType in (byte[])[0, 5])
            {
                id[24] = displayType;
                Assert.Equal(MapiError.Success, Link(PidTag.AddressBookMember, _staff, 0, id));
                // What is there already is passed over, as is what is not there (constraints 6, 7).
                Assert.Equal(MapiError.Success, Link(PidTag.AddressBookMember, _staff, 0, id));
                Assert.Equal(PropertyType.Object, Value(_staff, PidTag.AddressBookMember).Type);
                Assert.Equal(MapiError.Success, Link(PidTag.AddressBookMember, _staff, NspiConstants.Delete, id));
                Assert.Equal(MapiError.Success, Link(PidTag.AddressBookMember, _staff, NspiConstants.Delete, id, [1, 2, 3]));
                Assert.Equal(MapiError.NotFound, Value(_staff, PidTag.AddressBookMember).AsError());
            }
        }
    }

    [Fact]
    public void Delegates_are_their_owners_to_name()
    {
        var bob = EntryProperties.PermanentIdOf(_bob);
        Assert.Equal(MapiError.Success, Link(PidTag.AddressBookPublicDelegates, _anna, 0, bob));
        Assert.Equal([_bob.Address], Now(_anna).SendOnBehalf);
        Assert.Equal([_bob.LegacyDN], Value(_anna, PidTag.AddressBookPublicDelegates.WithType(PropertyType.MultipleString)).AsArray<string>());
        Assert.Equal([BookWorld.Id(_bob)], _world.Ask<GetMatchesResponseBody>(new GetMatchesRequestBody
        {
            State = At(_anna) with { ContainerId = PidTag.AddressBookPublicDelegates.Value, SortType = NspiConstants.SortTypeDisplayNameWritable },
            RowCount = 5,
        }).MinimalIds!);
        Assert.Equal(MapiError.Success, Link(PidTag.AddressBookPublicDelegates, _anna, NspiConstants.Delete, bob));
        Assert.Empty(Now(_anna).SendOnBehalf);
        // Another one's only by who looks after the organisation, and no group has any.
        Assert.Equal(MapiError.AccessDenied, Link(PidTag.AddressBookPublicDelegates, _bob, 0, EntryProperties.PermanentIdOf(_anna)));
        Assert.Equal(MapiError.AccessDenied, Link(PidTag.AddressBookPublicDelegates, _agent, 0, bob));
        Assert.Equal(MapiError.AccessDenied, Link(PidTag.AddressBookPublicDelegates, _staff, 0, bob));
        Assert.Equal(MapiError.Success, _world.Ask<ModLinkAttResponseBody>(
            new ModLinkAttRequestBody { PropertyTag = PidTag.AddressBookPublicDelegates, MinimalId = BookWorld.Id(_bob), EntryIds = [EntryProperties.PermanentIdOf(_anna)] }, DirectoryRoles.OrganizationAdmin).ErrorCode);
        Assert.Equal([_anna.Address], Now(_bob).SendOnBehalf);
    }

    [Fact]
    public void Links_that_cannot_be_changed_say_why()
    {
        var bob = EntryProperties.PermanentIdOf(_bob);
        // R1326: what is no link is not known; R1328: what is not there; R1338: a display type that is not changed.
        Assert.Equal(MapiError.NotFound, Link(PidTag.DisplayName, _staff, 0, bob));
        Assert.Equal(MapiError.InvalidParameter, Link(PidTag.AddressBookMember, 0xFFFFFF, 0, bob));
        Assert.Equal(MapiError.AccessDenied, Link(PidTag.AddressBookMember, _agent, 0, bob));
        Assert.Equal(MapiError.AccessDenied, Link(PidTag.AddressBookMember, _bob, 0, bob));
        Assert.Equal(MapiError.AccessDenied, Link(PidTag.AddressBookManager, _anna, 0, bob));
        Assert.Equal(MapiError.AccessDenied, Link(PidTag.AddressBookMember, _staff, 0, bob, [1, 2, 3]));
        Assert.Empty(Now(_staff).Members);
        // A group that another directory keeps is that directory's.
        _world.Put(_staff with { Source = "ldap" });
        Assert.Equal(MapiError.AccessDenied, Link(PidTag.AddressBookMember, _staff, 0, bob));
        Assert.Equal(((int)DisplayType.Agent, 8), (Value(_agent, PidTag.DisplayType).AsInt32(), Value(_agent, PidTag.ObjectType).AsInt32()));
    }

    [Fact]
    public void Certificates_and_photos_are_changed_by_whose_they_are()
    {
        byte[] photo = [0xFF, 0xD8, 0xFF, 0xE0, 9];
        var x509 = PidTag.AddressBookX509Certificate;
        TaggedPropertyValue Certificates(params byte[][] all) => new(x509, PropertyValue.Multiple(PropertyType.MultipleBinary, all));
        // R1305: with an empty value it is a removal of what is not there.
        Assert.Equal(MapiError.Success, Change(_anna, [x509], Certificates()));
        Assert.Equal(MapiError.Success, Change(_anna, [x509], Certificates([1], [2, 3]), new(PidTag.UserX509Certificate, PropertyValue.Multiple(PropertyType.MultipleBinary, [[4]])), new(PidTag.ThumbnailPhoto, PropertyValue.Binary(photo))));
        Assert.Equal([[1], [2, 3]], Value(_anna, x509).AsArray<byte[]>());
        Assert.Equal([[4]], Value(_anna, PidTag.UserX509Certificate).AsArray<byte[]>());
        Assert.Equal(photo, Value(_anna, PidTag.ThumbnailPhoto).AsBytes());
        // All values of what the row names go before its own come (constraint 9).
        Assert.Equal(MapiError.Success, Change(_anna, [], Certificates([5])));
        Assert.Equal([[5]], Value(_anna, x509).AsArray<byte[]>());
        Assert.Contains(PidTag.ThumbnailPhoto, _world.Ask<GetPropListResponseBody>(new GetPropListRequestBody { MinimalId = BookWorld.Id(_anna), CodePage = 1252 }).PropertyTags!);
        Assert.Equal(["Anna"], Found(new ExistRestriction(PidTag.ThumbnailPhoto)));

        Assert.Equal(MapiError.InvalidParameter, Change(_anna, null, Certificates([6])));
        Assert.Equal(MapiError.InvalidObject, Change(_staff, [x509]));
        Assert.Equal(MapiError.AccessDenied, Change(_bob, [x509], Certificates([6])));
        Assert.Equal(MapiError.AccessDenied, Change(_anna, [PidTag.DisplayName], Certificates([6])));
        Assert.Equal(MapiError.AccessDenied, Change(_anna, [x509], new TaggedPropertyValue(PidTag.Title, PropertyValue.String("Boss"))));
        Assert.Equal(MapiError.AccessDenied, Change(_anna, [], new TaggedPropertyValue(PidTag.ThumbnailPhoto, PropertyValue.Binary([1, 2]))));
        Assert.Equal(MapiError.InvalidParameter, _world.Ask<ModPropsResponseBody>(new ModPropsRequestBody { State = Stat.Default with { CurrentRec = NspiConstants.MidCurrent }, PropertyTags = [x509] }).ErrorCode);
        Assert.Equal(MapiError.InvalidCodepage, _world.Ask<ModPropsResponseBody>(new ModPropsRequestBody { State = At(_anna) with { CodePage = NspiConstants.CodePageUnicode }, PropertyTags = [x509] }).ErrorCode);
        Assert.Equal([[5]], Value(_anna, x509).AsArray<byte[]>());

        Assert.Equal(MapiError.Success, Change(_anna, [x509, PidTag.UserX509Certificate, PidTag.ThumbnailPhoto]));
        Assert.Equal((0, 0), (Now(_anna).PhotoBytes, Now(_anna).CertificateBytes));
        Assert.Equal(MapiError.NotFound, Value(_anna, x509).AsError());
    }

    [Fact]
    public void Photos_come_in_rows_as_many_as_fit()
    {
        byte[] photo = [0xFF, 0xD8, 0xFF, .. new byte[997]];
        for (var i = 0; i < 10; i++)
        {
            var user = _world.Add($"p{i}", $"Photo {i}", with: e => e with { PhotoBytes = photo.Length, CertificateBytes = 1 });
            _world.Blobs[user.ObjectId] = new DirectoryBlobs { Photo = photo, UserCertificates = [[1]] };
        }
        _world.Options.MaxRowBytes = 3_500;
        PropertyTag[] columns = [PidTag.ThumbnailPhoto, PidTag.AddressBookX509Certificate, PidTag.UserX509Certificate];
        var rows = _world.Ask<QueryRowsResponseBody>(new QueryRowsRequestBody { State = Stat.Default with { CurrentRec = BookWorld.Id(_world.Book.FindByAddress("p0@example.test")!) }, RowCount = 10, Columns = columns }).Rows!;
        Assert.Equal(3, rows.Rows.Count);
        Assert.All(rows.Rows, r => Assert.Equal((photo.Length, MapiError.NotFound, 1), (r[0].AsBytes().Length, r[1].AsError(), r[2].AsArray<byte[]>().Length)));
    }

    [Fact]
    public void Restrictions_on_groups_and_linked_entries_and_counts()
    {
        var inner = _world.Add("inner", "Inner", DirectoryKind.Group, g => g with { Members = [_bob.Address, "outer@example.test"] });
        var outer = _world.Add("outer", "Outer", DirectoryKind.Group, g => g with { Members = [inner.Address] });
        Restriction In(PropertyValue value) => new PropertyRestriction(RelationalOperator.MemberOfDL, PidTag.EntryId, new(PidTag.EntryId.Id, value));
        Restriction Called(string name) => new PropertyRestriction(RelationalOperator.Equal, PidTag.DisplayName, new(PidTag.DisplayName, PropertyValue.String(name)));

        // Groups in groups count, and a circle ends.
        Assert.Equal(["Bob", "Inner", "Outer"], Found(In(PropertyValue.Binary(EntryProperties.PermanentIdOf(outer)))));
        Assert.Equal(["Bob", "Inner", "Outer"], Found(In(PropertyValue.Binary(_world.Server().EphemeralIdOf(inner)))));
        Assert.Equal(["Bob"], Found(new AndRestriction([In(PropertyValue.String(outer.LegacyDN)), Called("Bob")])));
        Assert.Empty(Found(In(PropertyValue.Binary(EntryProperties.PermanentIdOf(_bob)))));
        Assert.Empty(Found(In(PropertyValue.Binary([1, 2, 3]))));

        Assert.Equal(["Inner"], Found(new SubObjectRestriction(PidTag.AddressBookMember, Called("Bob"))));
        Assert.Equal(["Agent", "Staff"], Found(new SubObjectRestriction(PidTag.AddressBookOwner, Called("Anna"))));
        Assert.Empty(Found(new SubObjectRestriction(PidTag.MessageRecipients, Called("Bob"))));

        // The first ones of the table, whichever way the others are found.
        var any = new ExistRestriction(PidTag.DisplayName);
        Assert.Equal(["Agent", "Anna"], Found(new CountRestriction(2, any)));
        Assert.Equal(["Bob", "Inner"], Found(new AndRestriction([new NotRestriction(new OrRestriction([Called("Agent"), Called("Anna")])), new CountRestriction(2, any)])));
        Assert.Equal(["Anna"], Found(new AndRestriction([new PropertyRestriction(RelationalOperator.Equal, PidTag.Anr, new(PidTag.Anr, PropertyValue.String("a"))), new NotRestriction(Called("Agent")), new CountRestriction(1, any)])));
        Assert.Empty(Found(new CountRestriction(0, any)));
    }

    [Fact]
    public void Reserved_and_unsupported_forms_are_refused_as_Exchange_does()
    {
        var any = new ExistRestriction(PidTag.DisplayName);
        MapiError Match(GetMatchesRequestBody request) => _world.Ask<GetMatchesResponseBody>(request).ErrorCode;
        Assert.Equal(MapiError.TooComplex, Match(new GetMatchesRequestBody { State = Stat.Default, MinimalIds = [1], Filter = any, RowCount = 10 }));
        Assert.Equal(MapiError.TableTooBig, Match(new GetMatchesRequestBody { State = Stat.Default, Filter = any, RowCount = 0 }));
        Assert.Equal(MapiError.InvalidBookmark, Match(new GetMatchesRequestBody { State = Stat.Default with { ContainerId = NspiConstants.MidCurrent }, Filter = any, RowCount = 10 }));
        Assert.Equal(MapiError.GeneralFailure, Match(new GetMatchesRequestBody { State = Stat.Default, RowCount = 10 }));
        // R1194, R1039: nothing is resorted or sought by phonetic names.
        var phonetic = Stat.Default with { SortType = NspiConstants.SortTypePhoneticDisplayName };
        Assert.Equal(MapiError.GeneralFailure, _world.Ask<ResortRestrictionResponseBody>(new ResortRestrictionRequestBody { State = phonetic, MinimalIds = [BookWorld.Id(_bob)] }).ErrorCode);
        Assert.Equal(MapiError.GeneralFailure, _world.Ask<SeekEntriesResponseBody>(new SeekEntriesRequestBody { State = phonetic, Target = new(PidTag.DisplayName, PropertyValue.String("b")) }).ErrorCode);
        Assert.Equal(MapiError.NotFound, _world.Ask<SeekEntriesResponseBody>(new SeekEntriesRequestBody { State = Stat.Default, Target = new(PidTag.DisplayName.Id, PropertyValue.String8([0xFF, 0xFF, 0xFF])) }).ErrorCode);
        Assert.Equal(MapiError.ErrorsReturned, _world.Ask<GetPropsResponseBody>(new GetPropsRequestBody { State = Stat.Default with { CurrentRec = NspiConstants.MidEndOfTable }, PropertyTags = [PidTag.DisplayName] }).ErrorCode);
        // R1476: no such language.
        Assert.Equal(MapiError.InvalidLocale, _world.Ask<GetTemplateInfoResponseBody>(new GetTemplateInfoRequestBody { Flags = 0x20, CodePage = 1252, LocaleId = 0 }).ErrorCode);
    }
}
