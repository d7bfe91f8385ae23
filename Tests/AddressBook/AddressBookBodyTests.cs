using CsCheck;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using Xunit;

namespace MapiOrleans.Tests.AddressBook;

public class AddressBookBodyTests
{
    private static readonly Stat Place = new(1, 2, 0x13, -4, 5, 6, 1252, 1033, 1031);

    private static readonly PropertyTag[] Columns = [PidTag.DisplayName, 0x39FE001F, 0x0FFF0102, 0x39000003, 0x30010000];

    private static readonly AddressBookRows Rows = new(Columns,
    [
        [PropertyValue.String("One"), PropertyValue.String(""), PropertyValue.Binary([1, 2]), PropertyValue.Int32(6), PropertyValue.String("any")],
        [PropertyValue.String("Two"), default, PropertyValue.Error(MapiError.NotFound), PropertyValue.Int32(0), PropertyValue.Int32(7)],
    ]);

    private static readonly TaggedPropertyValue[] Values =
    [
        new(PidTag.DisplayName, PropertyValue.String("One")),
        new(0x800F101F, PropertyValue.Multiple(["smtp:a@example.test", ""])),
        new(0x800F101E, PropertyValue.Multiple(PropertyType.MultipleString8, [[0x61], []])),
        new(0x80111102, PropertyValue.Multiple(PropertyType.MultipleBinary, [[1, 2, 3], []])),
        new(0x80121003, PropertyValue.Multiple([1, 2])),
        new(0x8009000D, PropertyValue.ObjectBytes([9, 0, 0, 0])),
        new(0x3A20001F, default),
        new(0x3A21000A, PropertyValue.Error(MapiError.NotFound)),
        new(0x3A40000B, PropertyValue.Bool(true)),
    ];

    private static readonly Restriction Filter = new AndRestriction(
    [
        new PropertyRestriction(RelationalOperator.GreaterThanOrEqual, PidTag.DisplayName, new(PidTag.DisplayName, PropertyValue.String("A"))),
        new ExistRestriction(0x39FE001F),
    ]);

    private static readonly ReadOnlyMemory<byte> Aux = new byte[] { 1, 2, 3 };

    /// <summary>One of each request, with all there may be.</summary>
    private static readonly MapiHttpRequestBody[] Requests =
    [
        new BindRequestBody { Flags = 0x20, State = Place, AuxiliaryBuffer = Aux },
        new UnbindRequestBody { AuxiliaryBuffer = Aux },
        new CompareMIdsRequestBody { State = Place, MinimalId1 = 16, MinimalId2 = 17 },
        new DNToMIdRequestBody { Names = ["/o=x/cn=a", ""] },
        new GetMatchesRequestBody { State = Place, MinimalIds = [1, 2], Filter = Filter, PropertyName = new(Guid.NewGuid(), 7), RowCount = 50, Columns = Columns, AuxiliaryBuffer = Aux },
        new GetPropListRequestBody { Flags = 1, MinimalId = 16, CodePage = 1252 },
        new GetPropsRequestBody { Flags = 2, State = Place, PropertyTags = Columns },
        new GetSpecialTableRequestBody { Flags = 4, State = Place, Version = 3 },
        new GetTemplateInfoRequestBody { Flags = 1, DisplayType = 0, TemplateDn = "/o=x/cn=t", CodePage = 1252, LocaleId = 1033 },
        new ModLinkAttRequestBody { Flags = 1, PropertyTag = 0x8009000D, MinimalId = 16, EntryIds = [[1, 2, 3], []] },
        new ModPropsRequestBody { State = Place, PropertyTags = Columns, PropertyValues = Values },
        new QueryColumnsRequestBody { MapiFlags = 0x80000000 },
        new QueryRowsRequestBody { Flags = 2, State = Place, ExplicitTable = [16, 17], RowCount = 10, Columns = Columns },
        new ResolveNamesRequestBody { State = Place, PropertyTags = Columns, Names = ["user", "Zoë"] },
        new ResortRestrictionRequestBody { State = Place, MinimalIds = [17, 16] },
        new SeekEntriesRequestBody { State = Place, Target = new TaggedPropertyValue(PidTag.DisplayName, PropertyValue.String("M")), ExplicitTable = [16], Columns = Columns },
        new UpdateStatRequestBody { State = Place, DeltaRequested = true },
        new GetMailboxUrlRequestBody { ServerDn = "/o=x/cn=server" },
        new GetAddressBookUrlRequestBody { UserDn = "/o=x/cn=user" },
    ];

    private static readonly MapiHttpResponseBody[] Responses =
    [
        new BindResponseBody { ServerGuid = Guid.NewGuid(), AuxiliaryBuffer = Aux },
        new UnbindResponseBody { ErrorCode = (MapiError)1 },
        new CompareMIdsResponseBody { Result = -1 },
        new DNToMIdResponseBody { MinimalIds = [16, 0] },
        new GetMatchesResponseBody { State = Place, MinimalIds = [16, 17], Rows = Rows, AuxiliaryBuffer = Aux },
        new GetPropListResponseBody { PropertyTags = Columns },
        new GetPropsResponseBody { ErrorCode = (MapiError)0x00040380, CodePage = 1252, PropertyValues = Values },
        new GetSpecialTableResponseBody { CodePage = 1200, Version = 9, Rows = [Values, [], Values] },
        new GetTemplateInfoResponseBody { CodePage = 1252, Row = Values },
        new ModLinkAttResponseBody(),
        new ModPropsResponseBody(),
        new QueryColumnsResponseBody { Columns = Columns },
        new QueryRowsResponseBody { State = Place, Rows = Rows },
        new ResolveNamesResponseBody { CodePage = 1200, MinimalIds = [0, 1, 2], Rows = Rows },
        new ResortRestrictionResponseBody { State = Place, MinimalIds = [16, 17] },
        new SeekEntriesResponseBody { State = Place, Rows = Rows },
        new UpdateStatResponseBody { State = Place, Delta = -3 },
        new GetMailboxUrlResponseBody { ServerUrl = "https://mail.example.test/mapi/emsmdb/" },
        new GetAddressBookUrlResponseBody { ServerUrl = "https://mail.example.test/mapi/nspi/" },
    ];

    [Fact]
    public void Every_request_type_of_the_endpoint_has_its_bodies()
    {
        var types = Enum.GetValues<MapiHttpRequestType>().Where(t => t >= MapiHttpRequestType.Bind).ToArray();
        Assert.Equal(types, Requests.Select(r => r.RequestType).Order());
        Assert.Equal(types, Responses.Select(r => r.RequestType).Order());
        Assert.Null(AddressBookBodies.TryParseRequest(MapiHttpRequestType.Connect, default, out var error));
        Assert.NotNull(error);
        Assert.Null(AddressBookBodies.TryParseResponse(MapiHttpRequestType.Execute, default, out error));
        Assert.NotNull(error);
    }

    [Fact]
    public void Requests_come_back_with_all_their_fields()
    {
        foreach (var request in Requests)
        {
            var bytes = request.ToArray();
            var read = AddressBookBodies.TryParseRequest(request.RequestType, bytes, out var error);
            Assert.True(error is null, $"{request.RequestType}: {error}");
            Assert.Equal(request.GetType(), read!.GetType());
            Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(read.ToArray()));
        }
        var matches = (GetMatchesRequestBody)AddressBookBodies.TryParseRequest(MapiHttpRequestType.GetMatches, Requests.OfType<GetMatchesRequestBody>().Single().ToArray(), out _)!;
        Assert.Equal((Place, 50u, 7u), (matches.State, matches.RowCount, matches.PropertyName!.Value.PropertyNameId));
        Assert.Equal(Columns, matches.Columns);
        Assert.Equal("A", Assert.IsType<PropertyRestriction>(Assert.IsType<AndRestriction>(matches.Filter).Restrictions[0]).Value.Value.AsString());
        var names = (ResolveNamesRequestBody)AddressBookBodies.TryParseRequest(MapiHttpRequestType.ResolveNames, Requests.OfType<ResolveNamesRequestBody>().Single().ToArray(), out _)!;
        Assert.Equal(["user", "Zoë"], names.Names!);
    }

    [Fact]
    public void Responses_come_back_with_all_their_fields()
    {
        foreach (var response in Responses)
        {
            var bytes = response.ToArray();
            var read = AddressBookBodies.TryParseResponse(response.RequestType, bytes, out var error);
            Assert.True(error is null, $"{response.RequestType}: {error}");
            Assert.Equal(response.GetType(), read!.GetType());
            Assert.Equal(response.ErrorCode, read.ErrorCode);
            Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(read.ToArray()));
        }
        var rows = ((QueryRowsResponseBody)AddressBookBodies.TryParseResponse(MapiHttpRequestType.QueryRows, Responses.OfType<QueryRowsResponseBody>().Single().ToArray(), out _)!).Rows!;
        Assert.Equal(Columns, rows.Columns);
        Assert.Equal("Two", rows.Rows[1][0].AsString());
        Assert.False(rows.Rows[1][1].HasValue);
        Assert.Equal(MapiError.NotFound, rows.Rows[1][2].AsError());
        Assert.Equal(7, rows.Rows[1][4].AsInt32());
        var delta = (UpdateStatResponseBody)AddressBookBodies.TryParseResponse(MapiHttpRequestType.UpdateStat, Responses.OfType<UpdateStatResponseBody>().Single().ToArray(), out _)!;
        Assert.Equal(-3, delta.Delta);
    }

    [Fact]
    public void What_may_be_missing_may_be_missing()
    {
        foreach (var type in Enum.GetValues<MapiHttpRequestType>().Where(t => t >= MapiHttpRequestType.Bind))
        {
            var empty = (MapiHttpRequestBody)Activator.CreateInstance(Requests.Single(r => r.RequestType == type).GetType())!;
            Assert.Equal(empty.ToArray(), AddressBookBodies.TryParseRequest(type, empty.ToArray(), out _)!.ToArray());
            var answer = (MapiHttpResponseBody)Activator.CreateInstance(Responses.Single(r => r.RequestType == type).GetType())!;
            Assert.Equal(answer.ToArray(), AddressBookBodies.TryParseResponse(type, answer.ToArray(), out _)!.ToArray());
            // The failure form: StatusCode and the auxiliary buffer.
            var failed = AddressBookBodies.TryParseResponse(type, Convert.FromHexString("05400080" + "01000000" + "AA"), out _)!;
            Assert.Equal((0x80004005, 1), (failed.StatusCode, failed.AuxiliaryBuffer.Length));
        }
        Assert.IsType<UnbindRequestBody>(AddressBookBodies.TryParseRequest(MapiHttpRequestType.Unbind, default, out _));
    }

    [Fact]
    public void Cut_and_changed_bodies_give_a_body_or_an_error()
    {
        foreach (var request in Requests) Broken(request.ToArray(), request is UnbindRequestBody ? 1 : 0, b => (AddressBookBodies.TryParseRequest(request.RequestType, b, out var e) is not null, e is not null));
        foreach (var response in Responses) Broken(response.ToArray(), 0, b => (AddressBookBodies.TryParseResponse(response.RequestType, b, out var e) is not null, e is not null));
    }

    private static void Broken(byte[] body, int from, Func<ReadOnlyMemory<byte>, (bool Value, bool Error)> parse)
    {
        for (var length = from; length < body.Length; length++) Assert.Equal((false, true), parse(body.AsMemory(0, length)));
        Assert.Equal((false, true), parse((byte[])[.. body, 0]));
        for (var i = 0; i < body.Length; i++)
        {
            foreach (var change in (ReadOnlySpan<byte>)[0xFF, 0x01, 0x80])
            {
                var changed = body.ToArray();
                changed[i] ^= change;
                var (value, error) = parse(changed);
                Assert.NotEqual(value, error);
            }
        }
    }

    // The values of the Bind and GetSpecialTable calls of [MS-OXNSPI] 4, in the form of [MS-OXCMAPIHTTP] 2.2.5.
    [Fact]
    public void The_calls_of_the_specifications_example_have_this_form()
    {
        const string stat = "00000000" + "00000000" + "00000000" + "00000000" + "00000000" + "00000000" + "E4040000" + "09040000" + "09040000";
        Assert.Equal("00000000" + "FF" + stat + "00000000", Convert.ToHexString(new BindRequestBody { State = Stat.Default }.ToArray()));
        Assert.Equal("04000000" + "FF" + stat + "FF" + "00000000" + "00000000", Convert.ToHexString(new GetSpecialTableRequestBody { Flags = NspiConstants.UnicodeStrings, State = Stat.Default, Version = 0 }.ToArray()));
        Assert.Equal(
            "02000000" + "FF" + stat + "00000000" + "01000000" + "FF" + "02000000" + "1F000130" + "0201FF0F" + "00000000",
            Convert.ToHexString(new QueryRowsRequestBody { Flags = 2, State = Stat.Default, RowCount = 1, Columns = [PidTag.DisplayName, 0x0FFF0102] }.ToArray()));
    }

    [Fact]
    public void Rows_and_values_have_the_form_of_the_specification()
    {
        // Flags 0, HasValue and text; then Flags 1, a flag a value: 0 a value, 0xA an error.
        var rows = new AddressBookRows([PidTag.DisplayName, 0x39000003], [[PropertyValue.String("A"), PropertyValue.Int32(6)], [PropertyValue.String("B"), PropertyValue.Error(MapiError.NotFound)]]);
        Assert.Equal(
            "00000000" + "00000000" + "00" + "FF" + "02000000" + "1F000130" + "03000039" + "02000000"
            + "00" + "FF" + "41000000" + "06000000"
            + "01" + "00" + "FF" + "42000000" + "0A" + "0F010480"
            + "00000000",
            Convert.ToHexString(new QueryRowsResponseBody { Rows = rows }.ToArray()));
        // A list: count, tags, values; each text of an array has its own HasValue.
        Assert.Equal(
            "00000000" + "00000000" + "E4040000" + "FF" + "02000000" + "1F100F80" + "FF" + "01000000" + "FF" + "61000000" + "0201FF0F" + "FF" + "02000000" + "0102" + "00000000",
            Convert.ToHexString(new GetPropsResponseBody
            {
                CodePage = 1252,
                PropertyValues = [new(0x800F101F, PropertyValue.Multiple(["a"])), new(0x0FFF0102, PropertyValue.Binary([1, 2]))],
            }.ToArray()));
    }

    [Theory]
    [InlineData("00000000" + "00000000" + "E4040000" + "FF" + "01000000" + "1F000130" + "01" + "41000000" + "00000000", "a HasValue that is neither")]
    [InlineData("00000000" + "00000000" + "E4040000" + "FF" + "FFFFFFFF" + "00000000", "more values than bytes")]
    public void Value_lists_that_do_not_hold_are_refused(string hex, string why)
    {
        Assert.Null(AddressBookBodies.TryParseResponse(MapiHttpRequestType.GetProps, Convert.FromHexString(hex), out var error));
        Assert.True(error is not null, why);
    }

    [Fact]
    public void Small_bodies_do_not_grow()
    {
        // 2,000 columns of no bytes, 5,000 rows of one.
        var columns = Enumerable.Repeat((PropertyTag)0x30010001, 2000).ToArray();
        var rows = new AddressBookRows(columns, []);
        var body = new QueryRowsResponseBody { Rows = rows }.ToArray();
        BitConverter.TryWriteBytes(body.AsSpan(body.Length - 8), 5000);
        Assert.Null(AddressBookBodies.TryParseResponse(MapiHttpRequestType.QueryRows, (byte[])[.. body, .. new byte[6000]], out var error));
        Assert.Contains("5000 rows of 2000 columns", error!.Value.Reason, StringComparison.Ordinal);
        var many = new QueryRowsRequestBody { ExplicitTable = new uint[NspiConstants.MaxCount + 1] }.ToArray();
        Assert.Null(AddressBookBodies.TryParseRequest(MapiHttpRequestType.QueryRows, many, out error));
        Assert.Contains("100001", error!.Value.Reason, StringComparison.Ordinal);
    }

    private static readonly Gen<TaggedPropertyValue> AnyValue = Gen.OneOf(
        Gen.Int.Select(v => new TaggedPropertyValue(0x39000003, PropertyValue.Int32(v))),
        Gen.Bool.Select(v => new TaggedPropertyValue(0x3A40000B, PropertyValue.Bool(v))),
        Gen.Char['a', 'z'].Array[0, 20].Select(v => new TaggedPropertyValue(PidTag.DisplayName, PropertyValue.String(new string(v)))),
        Gen.Byte[1, 255].Array[0, 20].Select(v => new TaggedPropertyValue(0x3001001E, PropertyValue.String8(v))),
        Gen.Byte.Array[0, 20].Select(v => new TaggedPropertyValue(0x0FFF0102, PropertyValue.Binary(v))),
        Gen.Long[0, long.MaxValue].Select(v => new TaggedPropertyValue(0x30070040, PropertyValue.Time(v))),
        Gen.Byte.Array[0, 9].Array[0, 5].Select(v => new TaggedPropertyValue(0x80111102, PropertyValue.Multiple(PropertyType.MultipleBinary, v))),
        Gen.Char['a', 'z'].Array[0, 9].Select(c => new string(c)).Array[0, 5].Select(v => new TaggedPropertyValue(0x800F101F, PropertyValue.Multiple(v))),
        Gen.Const(new TaggedPropertyValue(0x3A20001F, default)),
        Gen.Const(new TaggedPropertyValue(0x3A21000A, PropertyValue.Error(MapiError.NotFound))));

    [Fact]
    public void Any_values_come_back() => AnyValue.Array[0, 12].Sample(values =>
    {
        var bytes = new GetPropsResponseBody { PropertyValues = values }.ToArray();
        var read = ((GetPropsResponseBody)AddressBookBodies.TryParseResponse(MapiHttpRequestType.GetProps, bytes, out _)!).PropertyValues!;
        Assert.Equal(values.Select(v => v.Tag), read.Select(v => v.Tag));
        Assert.Equal(values.Select(v => v.Value.HasValue), read.Select(v => v.Value.HasValue));
        Assert.Equal(bytes, new GetPropsResponseBody { PropertyValues = read }.ToArray());
    });

    [Fact]
    public void A_number_cannot_be_missing() =>
        Assert.Throws<ArgumentException>(() => new GetPropsResponseBody { PropertyValues = [new(0x39000003, default)] }.ToArray());

    [Fact]
    public void Entry_ids_come_back_and_nothing_else_is_one()
    {
        var ephemeral = new EphemeralEntryId(Guid.NewGuid(), DisplayType.DistList, 0x2A);
        var bytes = ephemeral.ToArray();
        Assert.Equal(EphemeralEntryId.Size, bytes.Length);
        Assert.Equal("87000000", Convert.ToHexString(bytes[..4]));
        Assert.Equal(ephemeral, EphemeralEntryId.TryParse(bytes));
        var permanent = new PermanentEntryId(DisplayType.RemoteMailUser, "/o=x/cn=user");
        Assert.Equal("00000000" + "DCA740C8C042101AB4B908002B2FE182" + "01000000" + "06000000" + "2F6F3D782F636E3D7573657200", Convert.ToHexString(permanent.ToArray()));
        Assert.Equal(permanent, PermanentEntryId.TryParse(permanent.ToArray()));
        Assert.Null(PermanentEntryId.TryParse(bytes));
        Assert.Null(EphemeralEntryId.TryParse(permanent.ToArray()));
        for (var i = 0; i < bytes.Length; i++) Assert.Null(EphemeralEntryId.TryParse(bytes.AsSpan(0, i)));
    }
}
