using System.Text;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;

namespace MapiOrleans.Tests.Session;

[Collection(SessionCollection.Name)]
public sealed class PropertyTests(SessionHarness harness)
{
    private static readonly PropertyTag Mine = new(0x6A01, PropertyType.Binary);
    private static readonly Guid Set = new("11223344-5566-7788-99aa-bbccddeeff00");

    [Fact]
    public async Task What_is_set_is_read_listed_and_deleted()
    {
        var session = await harness.LogonAsync();
        var folder = await session.NewFolderAsync("one");
        Assert.Empty(await session.SetAsync(folder, new(PidTag.Comment, PropertyValue.String("Größe")), new(Mine, PropertyValue.Binary([1, 2, 3]))));

        var values = await session.GetAsync(folder, PidTag.Comment, Mine, PidTag.Comment.WithType(PropertyType.String8), PidTag.Comment.WithType(PropertyType.Unspecified), PidTag.Subject, Mine.WithType(PropertyType.Integer32));
        Assert.Equal(PropertyValue.String("Größe"), values[0]);
        Assert.Equal(PropertyValue.Binary([1, 2, 3]), values[1]);
        Assert.Equal(PropertyValue.String8([.. TextConversion.EncodingOf(1252).GetBytes("Größe")]), values[2]);
        Assert.Equal(PropertyValue.String("Größe"), values[3]);
        Assert.Equal(PropertyValue.Error(MapiError.NotFound), values[4]);
        Assert.Equal(PropertyValue.Error(MapiError.NotFound), values[5]);

        var list = (await session.ExecuteAsync<GetPropertiesListResponse>(folder, new GetPropertiesListRequest())).Response.PropertyTags;
        Assert.Contains(Mine, list);
        Assert.Contains(PidTag.DisplayName, list);
        Assert.Equal(list.Length, list.Distinct().Count());

        var deleted = (await session.ExecuteAsync<PropertyProblemsResponse>(folder, new DeletePropertiesRequest(RopId.RopDeletePropertiesNoReplicate) { PropertyTags = [Mine, PidTag.FolderId, PidTag.Subject] })).Response;
        Assert.Equal([new PropertyProblem(1, PidTag.FolderId, MapiError.ComputedValue)], deleted.PropertyProblems);
        Assert.Equal(PropertyValue.Error(MapiError.NotFound), (await session.GetAsync(folder, Mine))[0]);
    }

    [Fact]
    public async Task All_properties_come_in_the_text_type_asked_for()
    {
        var session = await harness.LogonAsync();
        var folder = await session.NewFolderAsync("all");
        var unicode = (await session.ExecuteAsync<GetPropertiesAllResponse>(folder, new GetPropertiesAllRequest { WantUnicode = true })).Response.PropertyValues;
        var narrow = (await session.ExecuteAsync<GetPropertiesAllResponse>(folder, new GetPropertiesAllRequest())).Response.PropertyValues;
        Assert.Contains(new TaggedPropertyValue(PidTag.DisplayName, PropertyValue.String("all")), unicode);
        Assert.Contains(new TaggedPropertyValue(PidTag.DisplayName.Id, PropertyValue.String8([.. "all"u8])), narrow);
        Assert.DoesNotContain(unicode, v => v.Tag.Type is PropertyType.String8 or PropertyType.ErrorCode);
        Assert.DoesNotContain(narrow, v => v.Tag.Type == PropertyType.String);
    }

    [Fact]
    public async Task Problems_name_the_property_and_its_place()
    {
        var session = await harness.LogonAsync();
        var folder = await session.NewFolderAsync("problems");
        var problems = await session.SetAsync(folder,
            new(PidTag.Comment, PropertyValue.String("fine")),
            new(PidTag.FolderId, PropertyValue.Int64(1L)),
            new(new PropertyTag(0xFFFE, PropertyType.Integer32), PropertyValue.Int32(1)),
            new(new PropertyTag(0x6A02, PropertyType.Null), PropertyValue.Null));
        Assert.Equal(
            [
                new PropertyProblem(1, PidTag.FolderId, MapiError.ComputedValue),
                new PropertyProblem(2, new PropertyTag(0xFFFE, PropertyType.Integer32), MapiError.InvalidParameter),
                new PropertyProblem(3, new PropertyTag(0x6A02, PropertyType.Null), MapiError.InvalidParameter),
            ],
            problems);
        Assert.Equal(PropertyValue.String("fine"), (await session.GetAsync(folder, PidTag.Comment))[0]);
    }

    [Fact]
    public async Task A_property_without_values_is_not_there()
    {
        var session = await harness.LogonAsync();
        var folder = await session.NewFolderAsync("none");
        var tag = new PropertyTag(0x6A03, PropertyType.MultipleInteger32);
        Assert.Empty(await session.SetAsync(folder, new TaggedPropertyValue(tag, PropertyValue.Multiple([1, 2]))));
        Assert.Equal(PropertyValue.Multiple([1, 2]), (await session.GetAsync(folder, tag))[0]);
        Assert.Empty(await session.SetAsync(folder, new TaggedPropertyValue(tag, PropertyValue.Multiple(Array.Empty<int>()))));
        Assert.Equal(PropertyValue.Error(MapiError.NotFound), (await session.GetAsync(folder, tag))[0]);
    }

    [Fact]
    public async Task Eight_bit_text_is_kept_as_Unicode()
    {
        var session = await harness.OpenAsync(await harness.CreateUserAsync(), o => o with { CodePage = 1251 });
        await session.LogonAsync();
        var folder = await session.NewFolderAsync("narrow");
        Assert.Empty(await session.SetAsync(folder, new TaggedPropertyValue(PidTag.Comment.WithType(PropertyType.String8), PropertyValue.String8([0xCC, 0xE8, 0xF0]))));
        Assert.Equal(PropertyValue.String("Мир"), (await session.GetAsync(folder, PidTag.Comment))[0]);
        Assert.Equal(PropertyValue.String8([0xCC, 0xE8, 0xF0]), (await session.GetAsync(folder, PidTag.Comment.WithType(PropertyType.String8)))[0]);
    }

    [Fact]
    public async Task What_does_not_fit_is_NotEnoughMemory_and_read_as_a_stream()
    {
        var session = await harness.LogonAsync();
        var folder = await session.NewFolderAsync("large");
        var large = Enumerable.Range(0, 100_000).Select(i => (byte)i).ToArray();
        var (_, _, stream) = await session.OpenStreamAsync(folder, Mine, StreamOpenMode.Create);
        await session.WriteAsync(stream, large);
        Assert.Equal(MapiError.Success, await session.StatusAsync(stream, new StreamRequest(RopId.RopCommitStream)));

        Assert.Equal([PropertyValue.Error(MapiError.NotEnoughMemory), PropertyValue.String("large")], await session.GetAsync(folder, Mine, PidTag.DisplayName));
        var all = (await session.ExecuteAsync<GetPropertiesAllResponse>(folder, new GetPropertiesAllRequest { WantUnicode = true })).Response.PropertyValues;
        Assert.Contains(new TaggedPropertyValue(Mine.Id, PropertyValue.Error(MapiError.NotEnoughMemory)), all);
        var (error, size, again) = await session.OpenStreamAsync(folder, Mine, StreamOpenMode.ReadOnly);
        Assert.Equal((MapiError.Success, (uint)large.Length), (error, size));
        Assert.Equal(large, await session.ReadAsync(again));
    }

    [Fact]
    public async Task Names_get_ids_and_ids_have_names()
    {
        var session = await harness.LogonAsync();
        PropertyName named = new(Set, "Ünique"), numbered = new(Set, 0x8501), header = new(PropertySets.PS_INTERNET_HEADERS, "X-Mixed-Case");
        PropertyName[] names = [named, new(PropertySets.PS_MAPI, 0x0037), numbered, new(PropertySets.PS_MAPI, "text"), header, default];
        var unknown = (await session.ExecuteAsync<GetPropertyIdsFromNamesResponse>(session.Logon, new GetPropertyIdsFromNamesRequest { PropertyNames = names })).Response;
        Assert.Equal(MapiError.Success, unknown.ReturnValue);
        Assert.Equal([0, 0x37, 0, 0, 0, 0], unknown.PropertyIds);

        var ids = (await session.ExecuteAsync<GetPropertyIdsFromNamesResponse>(session.Logon, new GetPropertyIdsFromNamesRequest { Flags = GetPropertyIdsFromNamesRequest.Create, PropertyNames = names })).Response.PropertyIds;
        Assert.Equal(0x37, ids[1]);
        Assert.Equal(0, ids[3]);
        Assert.Equal(0, ids[5]);
        Assert.All([ids[0], ids[2], ids[4]], id => Assert.InRange(id, 0x8001, 0xFFFE));
        Assert.Equal(3, new[] { ids[0], ids[2], ids[4] }.Distinct().Count());
        Assert.Equal(ids[0], await session.IdOfAsync(named));
        Assert.NotEqual(ids[0], await session.IdOfAsync(new(Set, "ünique")));
        Assert.Equal(ids[4], await session.IdOfAsync(new(PropertySets.PS_INTERNET_HEADERS, "x-mixed-case")));

        var back = (await session.ExecuteAsync<GetNamesFromPropertyIdsResponse>(session.Logon, new GetNamesFromPropertyIdsRequest { PropertyIds = [ids[2], 0x0037, 0xFFF0, ids[4]] })).Response.PropertyNames;
        Assert.Equal([numbered, new PropertyName(PropertySets.PS_MAPI, 0x37), default, new PropertyName(PropertySets.PS_INTERNET_HEADERS, "x-mixed-case")], back);

        var everything = (await session.ExecuteAsync<GetPropertyIdsFromNamesResponse>(session.Logon, new GetPropertyIdsFromNamesRequest())).Response.PropertyIds;
        Assert.Contains(ids[0], everything);
        var folder = await session.NewFolderAsync("names");
        Assert.Empty((await session.ExecuteAsync<GetPropertyIdsFromNamesResponse>(folder, new GetPropertyIdsFromNamesRequest())).Response.PropertyIds);
    }

    [Fact]
    public async Task Named_properties_are_told_by_kind_and_set()
    {
        var session = await harness.LogonAsync();
        var folder = await session.NewFolderAsync("query");
        var text = await session.IdOfAsync(new(Set, "query"));
        var number = await session.IdOfAsync(new(Set, 77));
        await session.IdOfAsync(new(Guid.NewGuid(), 5));
        await session.SetAsync(folder, new TaggedPropertyValue(new PropertyTag(text, PropertyType.Integer32), PropertyValue.Int32(1)));

        Assert.Equal([text, number], await QueryAsync(session.Logon, new() { PropertyGuid = Set }));
        Assert.Equal([number], await QueryAsync(session.Logon, new() { PropertyGuid = Set, QueryFlags = QueryNamedFlags.NoStrings }));
        Assert.Equal([text], await QueryAsync(session.Logon, new() { PropertyGuid = Set, QueryFlags = QueryNamedFlags.NoIds | (QueryNamedFlags)0xF0 }));
        Assert.Equal([text], await QueryAsync(folder, new()));

        async Task<ushort[]> QueryAsync(uint handle, QueryNamedPropertiesRequest request)
        {
            var (response, _) = await session.ExecuteAsync<QueryNamedPropertiesResponse>(handle, request);
            Assert.Equal(response.PropertyIds.Length, response.PropertyNames.Length);
            return response.PropertyIds;
        }
    }

    [Fact]
    public async Task Folders_are_copied_with_what_is_in_them()
    {
        var session = await harness.LogonAsync();
        var source = await session.NewFolderAsync("source");
        var target = await session.NewFolderAsync("target");
        await session.NewFolderAsync(source, "child");
        await session.SetAsync(source, new(PidTag.Comment, PropertyValue.String("copied")), new(Mine, PropertyValue.Binary([9])));
        await session.SetAsync(target, new TaggedPropertyValue(Mine, PropertyValue.Binary([1])));

        var copy = await CopyToAsync(session, source, target, PropertyCopyFlags.NoOverwrite, PidTag.DisplayName);
        Assert.Equal(MapiError.Success, copy.ReturnValue);
        Assert.Empty(copy.PropertyProblems);
        Assert.Equal([PropertyValue.String("copied"), PropertyValue.Binary([1]), PropertyValue.Bool(true)], await session.GetAsync(target, PidTag.Comment, Mine, PidTag.Subfolders));

        Assert.Equal(MapiError.CollidingNames, (await CopyToAsync(session, source, target, PropertyCopyFlags.None, PidTag.DisplayName)).ReturnValue);
        var inside = await session.NewFolderAsync(source, "inside");
        Assert.Equal(MapiError.FolderCycle, (await CopyToAsync(session, source, inside, PropertyCopyFlags.None)).ReturnValue);
        Assert.Equal(MapiError.InvalidParameter, (await CopyToAsync(session, source, target, (PropertyCopyFlags)0x04)).ReturnValue);
        Assert.Equal(MapiError.NotSupported, (await CopyToAsync(session, source, session.Logon, PropertyCopyFlags.None)).ReturnValue);
    }

    [Fact]
    public async Task Single_properties_are_copied_and_what_cannot_be_is_told()
    {
        var session = await harness.LogonAsync();
        var source = await session.NewFolderAsync("from");
        var target = await session.NewFolderAsync("to");
        await session.SetAsync(source, new(PidTag.Comment, PropertyValue.String("one")), new(Mine, PropertyValue.Binary([9])));
        var (responses, _) = await session.ExecuteAsync([source, target], new CopyPropertiesRequest { OutputHandleIndex = 1, PropertyTags = [PidTag.Subject, PidTag.Comment, PidTag.FolderId, Mine] });
        var copy = Assert.IsType<CopyPropertiesResponse>(Assert.Single(responses));
        Assert.Equal([new PropertyProblem(0, PidTag.Subject, MapiError.NotFound), new PropertyProblem(2, PidTag.FolderId, MapiError.ComputedValue)], copy.PropertyProblems);
        Assert.Equal([PropertyValue.String("one"), PropertyValue.Binary([9])], await session.GetAsync(target, PidTag.Comment, Mine));

        Assert.Equal(MapiError.NotSupported, (await session.ExecuteAsync([source, target], new CopyPropertiesRequest { OutputHandleIndex = 1, CopyFlags = PropertyCopyFlags.Move })).Responses[0].ReturnValue);
        var lost = Assert.IsType<CopyPropertiesResponse>((await session.ExecuteAsync([source, 0xFFFFFFFF, 0xFFFFFFFF], new CopyPropertiesRequest { OutputHandleIndex = 2 })).Responses[0]);
        Assert.Equal((MapiError.NullDestinationObject, 2u), (lost.ReturnValue, lost.DestHandleIndex));
    }

    private static async Task<CopyPropertiesResponse> CopyToAsync(TestSession session, uint source, uint target, PropertyCopyFlags flags, params PropertyTag[] excluded)
    {
        var (responses, _) = await session.ExecuteAsync([source, target], new CopyToRequest { OutputHandleIndex = 1, WantSubObjects = true, CopyFlags = flags, ExcludedTags = excluded });
        return Assert.IsType<CopyPropertiesResponse>(Assert.Single(responses));
    }
}
