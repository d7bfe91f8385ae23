using System.Text;
using MapiOrleans.Grains.AddressBook;
using MapiOrleans.Grains.Interfaces.AddressBook;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using Xunit;

namespace MapiOrleans.Tests.AddressBook;

/// <summary>Objects, rows and tables as [MS-OXNSPI] 3.1.4.1 has them.</summary>
public class AddressBookServerTests
{
    private readonly BookWorld _world = new();
    private readonly DirectoryObject _anna;
    private readonly DirectoryObject _bob;
    private readonly DirectoryObject _hidden;
    private readonly DirectoryObject _staff;
    private readonly DirectoryObject _sales;
    private readonly DirectoryObject _room;
    private readonly DirectoryObject _partner;

    public AddressBookServerTests()
    {
        _anna = _world.Add("anna", "Änne Müller", with: e => e with
        {
            Aliases = ["am@example.test"],
            Title = "Chief",
            Department = "Sales",
            Company = "ACME",
            Office = "1.01",
            BusinessPhone = "+1",
            HomePhone = "+2",
            MobilePhone = "+3",
            Assistant = "Bob",
            PhoneticName = "Enne",
            Manager = "anna@example.test",
        });
        _bob = _world.Add("bob", "Bob Smith", with: e => e with { Manager = "anna@example.test" });
        _hidden = _world.Add("hidden", "Chris Hidden", with: e => e with { Hidden = true, Department = "Sales", Manager = "anna@example.test" });
        _staff = _world.Add("staff", "Staff", DirectoryKind.Group, e => e with { Members = ["bob@example.test", "anna@example.test", "hidden@example.test", "sales@example.test", "gone@example.test"], ManagedBy = "anna@example.test" });
        _sales = _world.Add("sales", "Sales people", DirectoryKind.Group, e => e with { Dynamic = "department = 'sales'" });
        _room = _world.Add("room", "Room 1", DirectoryKind.Room, e => e with { Capacity = 8, MailboxGuid = Guid.NewGuid() });
        _partner = _world.Add("partner", "Partner", DirectoryKind.Contact, e => e with { Address = "p@elsewhere.test" });
        _world.Add("folder", "Projects", DirectoryKind.PublicFolder, e => e with { PublicFolderPath = "Projects/2026" });
    }

    private GetPropsResponseBody Props(DirectoryObject entry, PropertyTag[]? tags = null, uint flags = 0, uint codePage = 1252) =>
        _world.Ask<GetPropsResponseBody>(new GetPropsRequestBody { State = Stat.Default with { CurrentRec = BookWorld.Id(entry), CodePage = codePage }, PropertyTags = tags, Flags = flags });

    private QueryRowsResponseBody Rows(uint container, params PropertyTag[] columns) =>
        _world.Ask<QueryRowsResponseBody>(new QueryRowsRequestBody { State = Stat.Default with { ContainerId = container }, RowCount = 100, Columns = columns });

    [Fact]
    public void An_entry_has_the_properties_of_its_fields()
    {
        (PropertyTag Tag, PropertyValue Value)[] expected =
        [
            (PidTag.DisplayName, PropertyValue.String("Änne Müller")), (PidTag.AddressBookDisplayNamePrintable, PropertyValue.String("Anne Muller")),
            (PidTag.GivenName, PropertyValue.String("Änne")), (PidTag.Surname, PropertyValue.String("Müller")), (PidTag.TransmittableDisplayName, PropertyValue.String("Änne Müller")),
            (PidTag.ObjectType, PropertyValue.Int32(6)), (PidTag.DisplayType, PropertyValue.Int32(0)), (PidTag.DisplayTypeEx, PropertyValue.Int32(0x40000000)),
            (PidTag.AddressType, PropertyValue.String("EX")), (PidTag.EmailAddress, PropertyValue.String(_anna.LegacyDN)), (PidTag.SmtpAddress, PropertyValue.String("anna@example.test")),
            (PidTag.Account, PropertyValue.String("anna")), (PidTag.Title, PropertyValue.String("Chief")), (PidTag.DepartmentName, PropertyValue.String("Sales")),
            (PidTag.CompanyName, PropertyValue.String("ACME")), (PidTag.OfficeLocation, PropertyValue.String("1.01")), (PidTag.BusinessTelephoneNumber, PropertyValue.String("+1")),
            (PidTag.PrimaryTelephoneNumber, PropertyValue.String("+1")), (PidTag.HomeTelephoneNumber, PropertyValue.String("+2")), (PidTag.MobileTelephoneNumber, PropertyValue.String("+3")),
            (PidTag.Assistant, PropertyValue.String("Bob")), (PidTag.AddressBookPhoneticDisplayName, PropertyValue.String("Enne")),
            (PidTag.SearchKey, PropertyValue.Binary(EntryIds.SearchKey("EX", _anna.LegacyDN))), (PidTag.RecordKey, PropertyValue.Binary(EntryIds.AddressBook(_anna.LegacyDN))),
            (PidTag.InstanceKey, PropertyValue.Binary(BitConverter.GetBytes(BookWorld.Id(_anna)))), (PidTag.AddressBookContainerId, PropertyValue.Int32((int)BookWorld.Id(_anna))),
            (PidTag.AddressBookProxyAddresses, PropertyValue.Multiple(["SMTP:anna@example.test", "smtp:am@example.test", "smtp:anna@alias.example.test", "smtp:am@alias.example.test"])),
            (PidTag.AddressBookHomeMessageDatabase.WithType(PropertyType.String), PropertyValue.String(LegacyNames.MailboxDatabase(_anna.MailboxGuid, "example.test"))),
            (PidTag.AddressBookObjectGuid, PropertyValue.Binary(_anna.ObjectId.ToByteArray())),
        ];
        var answer = Props(_anna, [.. expected.Select(e => e.Tag)]);
        Assert.Equal(MapiError.Success, answer.ErrorCode);
        Assert.Equal(expected.Select(e => new TaggedPropertyValue(e.Tag, e.Value)), answer.PropertyValues);
    }

    [Fact]
    public void Kinds_differ_in_what_they_are()
    {
        PropertyTag[] tags = [PidTag.ObjectType, PidTag.DisplayType, PidTag.DisplayTypeEx, PidTag.AddressBookRoomCapacity, PidTag.AddressBookTargetAddress, PidTag.AddressBookFolderPathname];
        Assert.Equal([8, 1, 0x40000009], Props(_staff, tags).PropertyValues!.Take(3).Select(v => v.Value.AsInt32()));
        Assert.Equal([6, 0, 0x40000007, 8], Props(_room, tags).PropertyValues!.Take(4).Select(v => v.Value.AsInt32()));
        var partner = Props(_partner, tags).PropertyValues!;
        Assert.Equal([6, 6, 6], partner.Take(3).Select(v => v.Value.AsInt32()));
        Assert.Equal("SMTP:p@elsewhere.test", partner[4].Value.AsString());
        var folder = Props(_world.Book.FindByAddress("folder@example.test")!, tags).PropertyValues!;
        Assert.Equal([3, 2, 2], folder.Take(3).Select(v => v.Value.AsInt32()));
        Assert.Equal("Projects/2026", folder[5].Value.AsString());
    }

    [Fact]
    public void Missing_properties_are_errors_of_their_own_in_their_place()
    {
        var answer = Props(_bob, [PidTag.Title, PidTag.DisplayName, 0x12340003, PidTag.DisplayName.WithType(PropertyType.Binary), PidTag.DisplayName]);
        Assert.Equal(MapiError.ErrorsReturned, answer.ErrorCode);
        var values = answer.PropertyValues!;
        Assert.Equal([PidTag.Title.Id, PidTag.DisplayName.Id, (ushort)0x1234, PidTag.DisplayName.Id, PidTag.DisplayName.Id], values.Select(v => v.Tag.Id));
        foreach (var missing in (int[])[0, 2, 3]) Assert.Equal((PropertyType.ErrorCode, MapiError.NotFound), (values[missing].Tag.Type, values[missing].Value.AsError()));
        Assert.Equal(["Bob Smith", "Bob Smith"], values.Where(v => v.Tag.Type == PropertyType.String).Select(v => v.Value.AsString()));
    }

    [Fact]
    public void What_is_not_there_has_no_properties()
    {
        var stat = Stat.Default with { CurrentRec = NspiConstants.MidCurrent };
        var answer = _world.Ask<GetPropsResponseBody>(new GetPropsRequestBody { State = stat, PropertyTags = BookWorld.DisplayName });
        Assert.Equal((MapiError.ErrorsReturned, MapiError.NotFound), (answer.ErrorCode, answer.PropertyValues![0].Value.AsError()));
        Assert.Equal(MapiError.InvalidObject, _world.Ask<GetPropsResponseBody>(new GetPropsRequestBody { State = stat }).ErrorCode);
        Assert.Equal(MapiError.InvalidObject, _world.Ask<GetPropListResponseBody>(new GetPropListRequestBody { MinimalId = 0xFFFFFF, CodePage = 1252 }).ErrorCode);
        Assert.Equal(MapiError.InvalidBookmark, _world.Ask<GetPropsResponseBody>(new GetPropsRequestBody { State = stat with { ContainerId = 0x99 }, PropertyTags = BookWorld.DisplayName }).ErrorCode);
    }

    [Fact]
    public void A_list_of_properties_is_what_there_is_in_8_bit_text()
    {
        var list = _world.Ask<GetPropListResponseBody>(new GetPropListRequestBody { MinimalId = BookWorld.Id(_anna), CodePage = 1252 }).PropertyTags!;
        Assert.Contains(PidTag.DisplayName.WithType(PropertyType.String8), list);
        Assert.Contains(PidTag.AddressBookProxyAddresses.WithType(PropertyType.MultipleString8), list);
        Assert.Contains(PidTag.AddressBookReports, list);
        Assert.DoesNotContain(list, t => t.Type is PropertyType.String or PropertyType.MultipleString);
        Assert.DoesNotContain(list, t => t.Id == PidTag.AddressBookRoomCapacity.Id);
        Assert.Equal(list.Where(t => t.Type != PropertyType.Object), _world.Ask<GetPropListResponseBody>(new GetPropListRequestBody { MinimalId = BookWorld.Id(_anna), CodePage = 1252, Flags = NspiConstants.SkipObjects }).PropertyTags);
        // Without tags, GetProps gives exactly these.
        var all = Props(_anna);
        Assert.Equal(MapiError.Success, all.ErrorCode);
        Assert.Equal(list, all.PropertyValues!.Select(v => v.Tag));
        Assert.Equal("Änne Müller", Encoding.Latin1.GetString(all.PropertyValues!.Single(v => v.Tag.Id == PidTag.DisplayName.Id).Value.AsBytes()));
        Assert.All(Props(_anna, codePage: NspiConstants.CodePageUnicode).PropertyValues!, v => Assert.NotEqual(PropertyType.String8, v.Tag.Type));
        // What objects have is among what the server knows.
        var known = _world.Ask<QueryColumnsResponseBody>(new QueryColumnsRequestBody()).Columns!;
        Assert.Empty(list.Except(known));
        Assert.All(_world.Ask<QueryColumnsResponseBody>(new QueryColumnsRequestBody { MapiFlags = NspiConstants.UnicodePropertyTypes }).Columns!, t => Assert.NotEqual(PropertyType.String8, t.Type));
        Assert.All(known, t => Assert.NotEqual(PropertyType.String, t.Type));
    }

    [Fact]
    public void Text_comes_in_the_code_page_and_type_asked_for()
    {
        PropertyTag name8 = PidTag.DisplayName.WithType(PropertyType.String8);
        Assert.Equal("Änne Müller"u8.ToArray(), Props(_anna, [name8], codePage: 65001).PropertyValues![0].Value.AsBytes());
        Assert.Equal(Encoding.Latin1.GetBytes("Änne Müller"), Props(_anna, [name8]).PropertyValues![0].Value.AsBytes());
        Assert.Equal("Änne Müller", Props(_anna, [PidTag.DisplayName.WithType(PropertyType.Unspecified)]).PropertyValues![0].Value.AsString());
        Assert.Equal("Anne Muller"u8.ToArray(), Props(_anna, [PidTag.AddressBookDisplayNamePrintable.WithType(PropertyType.Unspecified)]).PropertyValues![0].Value.AsBytes());
        Assert.Equal(MapiError.Success, Props(_anna, [PidTag.DisplayName], codePage: NspiConstants.CodePageUnicode).ErrorCode);
        Assert.Equal(MapiError.InvalidCodepage, Props(_anna, [name8], codePage: NspiConstants.CodePageUnicode).ErrorCode);
        Assert.Equal(MapiError.InvalidCodepage, Props(_anna, [name8], codePage: 12345).ErrorCode);
        Assert.Equal(MapiError.Success, Props(_anna, [name8], codePage: NspiConstants.CodePageTeletex).ErrorCode);
    }

    [Fact]
    public void Entry_ids_are_permanent_or_ephemeral_as_asked()
    {
        var permanent = PermanentEntryId.TryParse(Props(_staff, [PidTag.EntryId]).PropertyValues![0].Value.AsBytes());
        Assert.Equal(new PermanentEntryId(DisplayType.DistList, _staff.LegacyDN), permanent);
        var ephemeral = EphemeralEntryId.TryParse(Props(_staff, [PidTag.EntryId], NspiConstants.EphemeralIds).PropertyValues![0].Value.AsBytes());
        Assert.Equal(new EphemeralEntryId(AddressBookIdentity.ServerGuid(_world.Domain.DomainId), DisplayType.DistList, BookWorld.Id(_staff)), ephemeral);
        Assert.Equal([BookWorld.Id(_staff), 0u], _world.Ask<DNToMIdResponseBody>(new DNToMIdRequestBody { Names = [_staff.LegacyDN.ToUpperInvariant(), "/o=nobody"] }).MinimalIds!);
    }

    [Fact]
    public void Hidden_entries_are_in_no_table_count_or_link()
    {
        var rows = Rows(0, PidTag.DisplayName);
        Assert.Equal(["Änne Müller", "Bob Smith", "Partner", "Projects", "Room 1", "Sales people", "Staff"], BookWorld.Names(rows.Rows));
        Assert.Equal((7u, 7u, NspiConstants.MidEndOfTable), (rows.State!.Value.TotalRecs, rows.State.Value.NumPos, rows.State.Value.CurrentRec));
        Assert.Equal(MapiError.NotFound, _world.Ask<UpdateStatResponseBody>(new UpdateStatRequestBody { State = Stat.Default with { CurrentRec = BookWorld.Id(_hidden) } }).ErrorCode);
        Assert.Equal(["Änne Müller", "Bob Smith", "Sales people"], Linked(_staff, PidTag.AddressBookMember));
        Assert.Equal(["Änne Müller"], Linked(_sales, PidTag.AddressBookMember));
        Assert.Equal(["Bob Smith"], Linked(_anna, PidTag.AddressBookReports));
        // By its id it is still somebody: messages that it sent name it.
        Assert.Equal("Chris Hidden", Props(_hidden, BookWorld.DisplayName).PropertyValues![0].Value.AsString());
    }

    [Fact]
    public void Lists_show_their_kinds()
    {
        Assert.Equal(["Änne Müller", "Bob Smith"], BookWorld.Names(Rows(0x10, PidTag.DisplayName).Rows));
        Assert.Equal(["Sales people", "Staff"], BookWorld.Names(Rows(0x11, PidTag.DisplayName).Rows));
        Assert.Equal(["Room 1"], BookWorld.Names(Rows(0x12, PidTag.DisplayName).Rows));
        Assert.Equal(["Partner"], BookWorld.Names(Rows(0x13, PidTag.DisplayName).Rows));
        Assert.Equal(["Projects"], BookWorld.Names(Rows(0x14, PidTag.DisplayName).Rows));
        Assert.Equal(MapiError.InvalidBookmark, Rows(0x15, PidTag.DisplayName).ErrorCode);
    }

    private string[] Linked(DirectoryObject entry, PropertyTag property) =>
        BookWorld.Names(_world.Ask<GetMatchesResponseBody>(new GetMatchesRequestBody { State = Stat.Default with { CurrentRec = BookWorld.Id(entry), ContainerId = property.Value }, RowCount = 50, Columns = BookWorld.DisplayName }).Rows);

    [Fact]
    public void Links_are_tables_and_names()
    {
        Assert.Equal(["Sales people", "Staff"], Linked(_anna, PidTag.AddressBookIsMemberOfDistributionList.WithType(PropertyType.Object)));
        Assert.Equal(["Staff"], Linked(_sales, PidTag.AddressBookIsMemberOfDistributionList));
        Assert.Equal(["Änne Müller"], Linked(_bob, PidTag.AddressBookManager));
        Assert.Equal(["Änne Müller"], Linked(_staff, PidTag.AddressBookOwner));
        Assert.Equal(["Staff"], Linked(_anna, PidTag.AddressBookOwnerBackLink));
        Assert.Empty(Linked(_bob, PidTag.AddressBookReports));
        var values = Props(_bob, [PidTag.AddressBookManager, PidTag.AddressBookManagerDistinguishedName, PidTag.AddressBookIsMemberOfDistributionList.WithType(PropertyType.MultipleString), PidTag.AddressBookReports]).PropertyValues!;
        Assert.Equal(BitConverter.GetBytes(BookWorld.Id(_bob)), values[0].Value.AsBytes());
        Assert.Equal(_anna.LegacyDN, values[1].Value.AsString());
        Assert.Equal([_staff.LegacyDN], values[2].Value.AsArray<string>());
        Assert.Equal(MapiError.NotFound, values[3].Value.AsError());
        Assert.Equal([3, 0], Props(_staff, [PidTag.AddressBookDistributionListMemberCount, PidTag.AddressBookDistributionListExternalMemberCount]).PropertyValues!.Select(v => v.Value.AsInt32()));
    }

    [Fact]
    public void A_link_table_says_where_it_came_from_and_has_its_errors()
    {
        var stat = Stat.Default with { CurrentRec = BookWorld.Id(_staff), ContainerId = PidTag.AddressBookMember.Value, Delta = 5 };
        var answer = _world.Ask<GetMatchesResponseBody>(new GetMatchesRequestBody { State = stat, RowCount = 3 });
        Assert.Equal((MapiError.Success, stat with { ContainerId = stat.CurrentRec }), (answer.ErrorCode, answer.State!.Value));
        Assert.Null(answer.Rows);
        Assert.Equal([BookWorld.Id(_anna), BookWorld.Id(_bob), BookWorld.Id(_sales)], answer.MinimalIds!);
        // Clients go on with that STAT: the group is a table too.
        Assert.Equal(["Änne Müller", "Bob Smith", "Sales people"], BookWorld.Names(Rows(answer.State.Value.ContainerId, PidTag.DisplayName).Rows));

        Assert.Equal(MapiError.TableTooBig, Ask(stat, 2));
        Assert.Equal(MapiError.GeneralFailure, Ask(stat with { CurrentRec = 0xFFFFFF }, 10));
        Assert.Equal(MapiError.NotSupported, Ask(stat with { ContainerId = PidTag.DisplayName.Value }, 10));
        Assert.Equal(MapiError.NotSupported, Ask(stat with { SortType = NspiConstants.SortTypeDisplayNameWritable }, 10));
        Assert.Equal(MapiError.Success, Ask(stat with { SortType = NspiConstants.SortTypeDisplayNameReadOnly }, 10));
        _world.Caller = _anna;
        Assert.Equal(MapiError.Success, Ask(stat with { SortType = NspiConstants.SortTypeDisplayNameWritable }, 10));

        MapiError Ask(Stat state, uint most)
        {
            var failed = _world.Ask<GetMatchesResponseBody>(new GetMatchesRequestBody { State = state, RowCount = most });
            if (failed.ErrorCode != MapiError.Success) Assert.Equal((state, null, null), (failed.State!.Value, failed.MinimalIds, failed.Rows));
            return failed.ErrorCode;
        }
    }

    [Fact]
    public void Restrictions_choose_rows_in_their_order()
    {
        Restriction Begins(PropertyTag tag, string text) => new ContentRestriction(2, 1, tag, new(tag.Id, PropertyValue.String(text)));
        Restriction Is(PropertyTag tag, int value) => new PropertyRestriction(RelationalOperator.Equal, tag, new(tag, PropertyValue.Int32(value)));

        Assert.Equal(["Room 1", "Sales people", "Staff"], Found(new OrRestriction([Begins(PidTag.DisplayName, "s"), Begins(PidTag.DisplayName, "r")])));
        Assert.Equal(["Sales people"], Found(new AndRestriction([Is(PidTag.ObjectType, 8), new NotRestriction(Begins(PidTag.DisplayName, "st"))])));
        Assert.Equal(["Änne Müller"], Found(new ExistRestriction(PidTag.Title)));
        Assert.Equal(["Änne Müller"], Found(Begins(PidTag.AddressBookProxyAddresses, "smtp:am@")));
        Assert.Equal(["Änne Müller"], Found(new AndRestriction([new PropertyRestriction(RelationalOperator.Equal, PidTag.Anr, new(PidTag.Anr, PropertyValue.String("müll"))), Is(PidTag.ObjectType, 6)])));
        Assert.Empty(Found(Begins(PidTag.DisplayName, "Chris")));
        Assert.Equal(["Bob Smith"], Found(Begins(PidTag.DisplayName, "B"), container: 0x10));
        Assert.Empty(Found(Begins(PidTag.DisplayName, "Sta"), container: 0x10));

        string[] Found(Restriction filter, uint container = 0) => BookWorld.Names(_world.Ask<GetMatchesResponseBody>(
            new GetMatchesRequestBody { State = Stat.Default with { ContainerId = container }, Filter = filter, RowCount = 50, Columns = BookWorld.DisplayName }).Rows);
    }

    [Fact]
    public void Names_are_sought_by_their_beginning()
    {
        var answer = Seek("p", 0);
        Assert.Equal((BookWorld.Id(_partner), 2u, 7u), (answer.State!.Value.CurrentRec, answer.State.Value.NumPos, answer.State.Value.TotalRecs));
        Assert.Equal(["Partner", "Projects", "Room 1", "Sales people", "Staff"], BookWorld.Names(answer.Rows));
        Assert.Equal(["Room 1", "Sales people", "Staff"], BookWorld.Names(Seek("R", 0).Rows));
        Assert.Equal(BookWorld.Id(_anna), Seek("anne", 0).State!.Value.CurrentRec);
        Assert.Equal(MapiError.NotFound, Seek("Z", 0).ErrorCode);
        Assert.Equal(MapiError.GeneralFailure, Seek("p", NspiConstants.SortTypePhoneticDisplayName).ErrorCode);
        Assert.Equal(MapiError.GeneralFailure, _world.Ask<SeekEntriesResponseBody>(new SeekEntriesRequestBody { State = Stat.Default, Target = new(PidTag.Title, PropertyValue.String("x")) }).ErrorCode);
        var bytes = _world.Ask<SeekEntriesResponseBody>(new SeekEntriesRequestBody { State = Stat.Default, Target = new(PidTag.DisplayName.Id, PropertyValue.String8("Room"u8.ToArray())) });
        Assert.Equal((MapiError.Success, BookWorld.Id(_room)), (bytes.ErrorCode, bytes.State!.Value.CurrentRec));
        // In an explicit table, positions are its own; what is not in the container is not in it.
        var within = _world.Ask<SeekEntriesResponseBody>(new SeekEntriesRequestBody
        {
            State = Stat.Default,
            Target = new(PidTag.DisplayName, PropertyValue.String("c")),
            Columns = BookWorld.DisplayName,
            ExplicitTable = [BookWorld.Id(_bob), BookWorld.Id(_hidden), BookWorld.Id(_room), 0xFFFFFF, BookWorld.Id(_staff)],
        });
        Assert.Equal((BookWorld.Id(_room), 1u, 3u), (within.State!.Value.CurrentRec, within.State.Value.NumPos, within.State.Value.TotalRecs));
        Assert.Equal(["Room 1", "Staff"], BookWorld.Names(within.Rows));

        SeekEntriesResponseBody Seek(string text, uint sort) => _world.Ask<SeekEntriesResponseBody>(
            new SeekEntriesRequestBody { State = Stat.Default with { SortType = sort }, Target = new(PidTag.DisplayName, PropertyValue.String(text)), Columns = BookWorld.DisplayName });
    }

    [Fact]
    public void Explicit_tables_are_read_in_their_order_and_resorted()
    {
        uint[] table = [BookWorld.Id(_staff), 0xFFFFFF, BookWorld.Id(_bob), BookWorld.Id(_anna)];
        var rows = _world.Ask<QueryRowsResponseBody>(new QueryRowsRequestBody { State = Stat.Default, ExplicitTable = table, RowCount = 3, Columns = BookWorld.DisplayName });
        Assert.Equal(Stat.Default, rows.State);
        Assert.Equal(["Staff", "Bob Smith"], rows.Rows!.Rows.Where(r => r[0].Type == PropertyType.String).Select(r => r[0].AsString()));
        Assert.Equal(MapiError.NotFound, rows.Rows.Rows[1][0].AsError());

        var sorted = _world.Ask<ResortRestrictionResponseBody>(new ResortRestrictionRequestBody { State = Stat.Default with { CurrentRec = BookWorld.Id(_bob) }, MinimalIds = table });
        Assert.Equal([BookWorld.Id(_anna), BookWorld.Id(_bob), BookWorld.Id(_staff)], sorted.MinimalIds!);
        Assert.Equal((BookWorld.Id(_bob), 1u, 3u), (sorted.State!.Value.CurrentRec, sorted.State.Value.NumPos, sorted.State.Value.TotalRecs));
        var elsewhere = _world.Ask<ResortRestrictionResponseBody>(new ResortRestrictionRequestBody { State = Stat.Default with { CurrentRec = BookWorld.Id(_room), NumPos = 9 }, MinimalIds = table });
        Assert.Equal((0u, 0u), (elsewhere.State!.Value.CurrentRec, elsewhere.State.Value.NumPos));
        Assert.Equal(MapiError.GeneralFailure, _world.Ask<ResortRestrictionResponseBody>(new ResortRestrictionRequestBody { State = Stat.Default with { SortType = 9 }, MinimalIds = table }).ErrorCode);
    }

    [Fact]
    public void Places_are_compared()
    {
        Assert.True(Compare(_anna, _bob) < 0);
        Assert.True(Compare(_staff, _bob) > 0);
        Assert.Equal(0, Compare(_bob, _bob));
        Assert.Equal(MapiError.GeneralFailure, Ask(0, BookWorld.Id(_bob), BookWorld.Id(_hidden)).ErrorCode);
        Assert.Equal(MapiError.GeneralFailure, Ask(0x10, BookWorld.Id(_bob), BookWorld.Id(_staff)).ErrorCode);
        Assert.Equal(MapiError.InvalidBookmark, Ask(0x77, BookWorld.Id(_bob), BookWorld.Id(_staff)).ErrorCode);

        int Compare(DirectoryObject a, DirectoryObject b) => Ask(0, BookWorld.Id(a), BookWorld.Id(b)).Result;
        CompareMIdsResponseBody Ask(uint container, uint a, uint b) => _world.Ask<CompareMIdsResponseBody>(new CompareMIdsRequestBody { State = Stat.Default with { ContainerId = container }, MinimalId1 = a, MinimalId2 = b });
    }

    [Fact]
    public void The_hierarchy_lists_the_lists()
    {
        var table = Special(0x4);
        Assert.Equal(AddressBookContainer.All.Count, table.Rows!.Length);
        Assert.All(table.Rows, r => Assert.Equal(
            [PidTag.EntryId, PidTag.ContainerFlags, PidTag.Depth, PidTag.AddressBookContainerId, PidTag.DisplayName, PidTag.AddressBookIsMaster], r.Select(v => v.Tag)));
        Assert.Equal(new PermanentEntryId(DisplayType.Container, "/"), PermanentEntryId.TryParse(table.Rows[0][0].Value.AsBytes()));
        Assert.Matches("^/guid=[0-9A-F]{32}$", PermanentEntryId.TryParse(table.Rows[1][0].Value.AsBytes())!.Value.DistinguishedName);
        Assert.Equal((0, "Global Address List"), (table.Rows[0][3].Value.AsInt32(), table.Rows[0][4].Value.AsString()));
        Assert.Equal("Globale Adressliste", Special(0x4, locale: 0x407).Rows![0][4].Value.AsString());
        Assert.Equal(Encoding.Latin1.GetBytes("Alle Räume und Geräte"), Special(0, locale: 0xC07).Rows![3][4].Value.AsBytes());
        // Who has this version gets nothing new; who has another gets all.
        Assert.Empty(Special(0x4, version: table.Version).Rows!);
        Assert.Equal(table.Version, Special(0x4, version: table.Version).Version);
        Assert.NotEmpty(Special(0x4, version: 0).Rows!);
        Assert.Equal(MapiError.InvalidCodepage, Special(0, codePage: NspiConstants.CodePageUnicode).ErrorCode);
        Assert.Equal(MapiError.Success, Special(0x4, codePage: NspiConstants.CodePageUnicode).ErrorCode);
        // The kinds of address that one makes oneself: 8-bit text whatever is asked for, and no table in languages that have none.
        var kind = Assert.Single(Special(0x6, locale: 0x40C).Rows!);
        Assert.Equal(
            [PidTag.AddressType, PidTag.DisplayName, PidTag.DisplayType, PidTag.EntryId, PidTag.Depth, PidTag.Selectable, PidTag.InstanceKey],
            kind.Select(v => v.Tag.Type == PropertyType.String8 ? v.Tag.WithType(PropertyType.String) : v.Tag));
        Assert.Equal((DisplayType.AddressTemplate, "SMTP"), (PermanentEntryId.TryParse(kind[3].Value.AsBytes())!.Value.DisplayType, Encoding.ASCII.GetString(kind[0].Value.AsBytes())));
        Assert.Equal(MapiError.Success, Special(0x2, locale: 0).ErrorCode);
        Assert.Empty(Special(0x2, locale: 0).Rows!);
        Assert.Empty(Special(0x2, locale: 0x411).Rows!);

        GetSpecialTableResponseBody Special(uint flags, uint? version = null, uint locale = 0x409, uint codePage = 1252) =>
            _world.Ask<GetSpecialTableResponseBody>(new GetSpecialTableRequestBody { Flags = flags, Version = version, State = Stat.Default with { TemplateLocale = locale, CodePage = codePage } });
    }

    [Theory]
    [InlineData(0u, 0x409u, 1252u, "&First name:")]
    [InlineData(6u, 0x40Cu, 1252u, "&Prénom :")]
    [InlineData(0u, 0x807u, 65001u, "Bü&ro:")]
    [InlineData(1u, 0x409u, 1252u, "Members")]
    [InlineData(2u, 0x409u, 1252u, "&Alias:")]
    [InlineData(3u, 0x407u, 1252u, "&Besitzer:")]
    [InlineData(0x102u, 0x40Cu, 1252u, "&Type d'adresse :")]
    public void Dialogs_come_in_the_language_asked_for(uint type, uint locale, uint codePage, string text)
    {
        var answer = _world.Ask<GetTemplateInfoResponseBody>(new GetTemplateInfoRequestBody { Flags = 1, DisplayType = type, LocaleId = locale, CodePage = codePage });
        Assert.Equal((MapiError.Success, codePage), (answer.ErrorCode, answer.CodePage));
        var template = DialogTemplate.TryParse(Assert.Single(answer.Row!).Value.AsBytes(), (int)codePage, out var error);
        Assert.Null(error);
        Assert.Contains(template!.Controls, c => c.Text == text);
        Assert.Equal(DialogControlType.Page, template.Controls[0].Type);
        // What a dialog shows is what entries have.
        Assert.All(template.Controls.Where(c => c.Tag.Value != 0), c => Assert.NotEqual(PropertyType.Unspecified, EntryProperties.NativeType(c.Tag.Id)));
        // No two controls of a page have the same shortcut.
        foreach (var page in template.Controls.Aggregate(new List<List<string>>(), (pages, c) =>
        {
            if (c.Type == DialogControlType.Page) pages.Add([]);
            else if (c.Text.IndexOf('&') is >= 0 and var at) pages[^1].Add(char.ToUpperInvariant(c.Text[at + 1]).ToString());
            return pages;
        })) Assert.Equal(page.Distinct(), page);
    }

    [Fact]
    public void Dialogs_that_are_not_there_are_named_so()
    {
        Assert.Equal(MapiError.InvalidLocale, Template(0, 0x411));
        Assert.Equal(MapiError.InvalidLocale, Template(0x101, 0x409));
        Assert.Equal(MapiError.InvalidLocale, Template(0, 0x409, "/o=template"));
        Assert.Equal(MapiError.InvalidCodepage, Template(0, 0x409, codePage: NspiConstants.CodePageUnicode));
        Assert.Equal(MapiError.InvalidCodepage, Template(0, 0x409, codePage: 99_999));

        MapiError Template(uint type, uint locale, string? dn = null, uint codePage = 1252) =>
            _world.Ask<GetTemplateInfoResponseBody>(new GetTemplateInfoRequestBody { Flags = 1, DisplayType = type, LocaleId = locale, TemplateDn = dn, CodePage = codePage }).ErrorCode;
    }

    [Fact]
    public void Urls_lead_to_mailboxes_of_the_domain_only()
    {
        var url = $"https://mail.example.test/mapi/emsmdb/?MailboxId={_anna.MailboxGuid:D}@example.test";
        Assert.Equal(url, Mailbox(LegacyNames.MailboxServer(_anna.MailboxGuid, "example.test").ToUpperInvariant()).ServerUrl);
        Assert.Equal(url, Mailbox(_anna.LegacyDN).ServerUrl);
        Assert.Equal(MapiError.NotFound, Mailbox(LegacyNames.MailboxServer(_anna.MailboxGuid, "elsewhere.test")).ErrorCode);
        Assert.Equal(MapiError.NotFound, Mailbox(_staff.LegacyDN).ErrorCode);
        Assert.Equal(MapiError.NotFound, Mailbox("").ErrorCode);
        Assert.Equal(url.Replace("emsmdb", "nspi", StringComparison.Ordinal), _world.Ask<GetAddressBookUrlResponseBody>(new GetAddressBookUrlRequestBody { UserDn = _anna.LegacyDN }).ServerUrl);
        Assert.Equal(MapiError.NotFound, _world.Ask<GetAddressBookUrlResponseBody>(new GetAddressBookUrlRequestBody { UserDn = "/o=nobody" }).ErrorCode);

        GetMailboxUrlResponseBody Mailbox(string dn) => _world.Ask<GetMailboxUrlResponseBody>(new GetMailboxUrlRequestBody { ServerDn = dn });
    }

    [Fact]
    public void Rows_without_columns_have_the_protocols_own()
    {
        var rows = _world.Ask<QueryRowsResponseBody>(new QueryRowsRequestBody { State = Stat.Default, RowCount = 1 }).Rows!;
        Assert.Equal(
            [PidTag.AddressBookContainerId, PidTag.ObjectType, PidTag.DisplayType, new(PidTag.DisplayName.Id, PropertyType.String8), new(PidTag.PrimaryTelephoneNumber.Id, PropertyType.String8),
             new(PidTag.DepartmentName.Id, PropertyType.String8), new(PidTag.OfficeLocation.Id, PropertyType.String8)],
            rows.Columns);
        Assert.Equal(_world.Ask<ResolveNamesResponseBody>(new ResolveNamesRequestBody { State = Stat.Default, Names = ["bob"] }).Rows!.Columns, rows.Columns);
        Assert.Equal(MapiError.InvalidParameter, _world.Ask<QueryRowsResponseBody>(new QueryRowsRequestBody { State = Stat.Default }).ErrorCode);
    }
}
