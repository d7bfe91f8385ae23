using CsCheck;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;

namespace MapiOrleans.Tests.Rops;

public class PropertyRopsTests
{
    private static readonly Gen<PropertyProblem> Problem =
        Gen.Select(Gen.UShort, RopGen.Tag, Gen.UInt, (index, tag, error) => new PropertyProblem(index, tag, (MapiError)error));

    private static readonly RopId[] Setting = [RopId.RopSetProperties, RopId.RopSetPropertiesNoReplicate];
    private static readonly RopId[] Deleting = [RopId.RopDeleteProperties, RopId.RopDeletePropertiesNoReplicate];

    private static readonly Gen<RopRequest> Request = Gen.OneOf<RopRequest>(
        Gen.Select(Gen.UShort, Gen.Bool, RopGen.Tag.Array[0, 20], (limit, unicode, tags) =>
            (RopRequest)new GetPropertiesSpecificRequest { PropertySizeLimit = limit, WantUnicode = unicode, PropertyTags = tags }),
        Gen.Select(Gen.UShort, Gen.Bool, (limit, unicode) => (RopRequest)new GetPropertiesAllRequest { PropertySizeLimit = limit, WantUnicode = unicode }),
        Gen.Const<RopRequest>(new GetPropertiesListRequest()),
        Gen.Select(RopGen.Any(Setting), RopGen.Tagged.Array[0, 12], (id, values) => (RopRequest)new SetPropertiesRequest(id) { PropertyValues = values }),
        Gen.Select(RopGen.Any(Deleting), RopGen.Tag.Array[0, 12], (id, tags) => (RopRequest)new DeletePropertiesRequest(id) { PropertyTags = tags }),
        Gen.Select(Gen.Byte, RopGen.Name.Array[0, 8], (flags, names) => (RopRequest)new GetPropertyIdsFromNamesRequest { Flags = flags, PropertyNames = names }),
        Gen.UShort.Array[0, 20].Select(ids => (RopRequest)new GetNamesFromPropertyIdsRequest { PropertyIds = ids }),
        Gen.Select(Gen.Byte, Gen.Guid, Gen.Bool, (flags, guid, has) =>
            (RopRequest)new QueryNamedPropertiesRequest { QueryFlags = (QueryNamedFlags)flags, PropertyGuid = has ? guid : null }),
        Gen.Select(Gen.Byte, Gen.Byte, Gen.Bool, RopGen.Tag.Array[0, 9], (index, flags, async, tags) =>
            (RopRequest)new CopyPropertiesRequest { OutputHandleIndex = index, CopyFlags = (PropertyCopyFlags)flags, WantAsynchronous = async, PropertyTags = tags }),
        Gen.Select(Gen.Byte, Gen.Byte, Gen.Bool, RopGen.Tag.Array[0, 9], (index, flags, sub, tags) =>
            (RopRequest)new CopyToRequest { OutputHandleIndex = index, CopyFlags = (PropertyCopyFlags)flags, WantSubObjects = sub, ExcludedTags = tags }));

    [Fact]
    public void Every_request_comes_back_as_it_went_and_no_damage_throws() => Request.Sample(request => { RopCodec.Check((dynamic)request); }, iter: 100);

    [Fact]
    public void Example_of_setting_two_properties()
    {
        // [MS-OXCPRPT] 4.2.1
        var bytes = Convert.FromHexString("0A000024000200" + "1F003D000000" + "1F001D0E480065006C006C006F00200057006F0072006C0064000000");
        var request = RopCodec.ReadRequest<SetPropertiesRequest>(bytes);
        Assert.Equal(
            [new TaggedPropertyValue(PidTag.SubjectPrefix, PropertyValue.String("")), new TaggedPropertyValue(PidTag.NormalizedSubject, PropertyValue.String("Hello World"))],
            request.PropertyValues);
        Assert.Equal(bytes, RopCodec.Write(request));
    }

    [Fact]
    public void Setting_with_a_size_that_does_not_hold_its_values_is_refused()
    {
        var bytes = RopCodec.Write(new SetPropertiesRequest(RopId.RopSetProperties) { PropertyValues = [new(PidTag.Importance, PropertyValue.Int32(1))] });
        byte[] less = [.. bytes], more = [.. bytes, 0, 0];
        less[3]--;
        more[3] += 2;
        Assert.NotNull(RopCodec.Buffer(less).Error);
        Assert.NotNull(RopCodec.Buffer(more).Error);
    }

    [Fact]
    public void Rows_are_read_by_the_columns_that_were_asked_for() =>
        RopGen.ValueOrError.Array[0, 12].Sample(values =>
        {
            var tags = values.Select((v, i) => new PropertyTag((ushort)(0x1000 + i), i % 4 == 0 || v.Type == PropertyType.ErrorCode ? PropertyType.Unspecified : v.Type)).ToArray();
            var request = new GetPropertiesSpecificRequest { PropertyTags = tags };
            RopCodec.Check(new GetPropertiesSpecificResponse { PropertyTags = tags, RowData = values }, request);
        }, iter: 20);

    [Fact]
    public void Row_of_an_unknown_request_is_an_error() =>
        Assert.Null(RopResponseBuffer.TryParse(RopResponseBuffer.Build(RopCodec.Write(new GetPropertiesSpecificResponse()), []), [], out _));

    [Fact]
    public void Responses_come_back_as_they_went()
    {
        RopGen.Tagged.Array[0, 10].Sample(values => Same(new GetPropertiesAllResponse { PropertyValues = values }), iter: 20);
        RopGen.Tag.Array[0, 10].Sample(tags => Same(new GetPropertiesListResponse { PropertyTags = tags }), iter: 20);
        Problem.Array[0, 10].Sample(problems =>
        {
            Same(new PropertyProblemsResponse(RopId.RopSetProperties) { PropertyProblems = problems });
            Same(new PropertyProblemsResponse(RopId.RopDeletePropertiesNoReplicate) { PropertyProblems = problems });
            Same(new CopyPropertiesResponse(RopId.RopCopyProperties) { PropertyProblems = problems });
            Same(new CopyPropertiesResponse(RopId.RopCopyTo) { PropertyProblems = problems });
        }, iter: 30);
        Gen.UShort.Array[0, 10].Sample(ids => Same(new GetPropertyIdsFromNamesResponse { PropertyIds = ids }), iter: 20);
        RopGen.Name.Array[0, 10].Sample(names =>
        {
            Same(new GetNamesFromPropertyIdsResponse { PropertyNames = names });
            Same(new QueryNamedPropertiesResponse { PropertyNames = names, PropertyIds = [.. names.Select((_, i) => (ushort)(0x8001 + i))] });
        }, iter: 20);

        static void Same<T>(T response) where T : RopResponse => RopCodec.Check(response);
    }

    [Theory]
    [InlineData(RopId.RopCopyTo)]
    [InlineData(RopId.RopCopyProperties)]
    public void Copy_without_destination_names_the_index_in_four_bytes(RopId id)
    {
        RopRequest request = id == RopId.RopCopyTo ? new CopyToRequest { OutputHandleIndex = 7 } : new CopyPropertiesRequest { OutputHandleIndex = 7 };
        Assert.Equal(
            [(byte)id, 0, 0x03, 0x05, 0, 0, 7, 0, 0, 0],
            RopCodec.Write(RopRegistry.Fail(request, MapiError.NullDestinationObject)));
        Assert.Equal([(byte)id, 0, 0x05, 0x00, 0x07, 0x80], RopCodec.Write(RopRegistry.Fail(request, MapiError.AccessDenied)));
        RopCodec.Check((CopyPropertiesResponse)RopRegistry.Fail(request, MapiError.NullDestinationObject), request);
    }

    [Fact]
    public void Failures_have_no_body()
    {
        foreach (var request in new RopRequest[] { new GetPropertiesAllRequest(), new GetPropertiesListRequest(), new SetPropertiesRequest(RopId.RopSetProperties), new QueryNamedPropertiesRequest() })
        {
            var bytes = RopCodec.Write(RopRegistry.Fail(request, MapiError.NotFound));
            Assert.Equal(6, bytes.Length);
            Assert.Equal(MapiError.NotFound, RopCodec.ReadResponse<RopResponse>(bytes, request).ReturnValue);
        }
    }
}
