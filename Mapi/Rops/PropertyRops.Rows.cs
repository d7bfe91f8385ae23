using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>The property family's rows in the table of ROPs ([MS-OXCROPS] 2.2.8).</summary>
internal static class PropertyRops
{
    internal static IEnumerable<RopDescriptor> Rows() =>
    [
        new(RopId.RopGetPropertyIdsFromNames, ReadIdsFromNames, ReadIds),
        new(RopId.RopGetNamesFromPropertyIds, static (ref r) => new GetNamesFromPropertyIdsRequest { PropertyIds = ReadPropertyIds(ref r) }, ReadNames),
        new(RopId.RopGetPropertiesSpecific, ReadGetSpecific, ReadSpecific),
        new(RopId.RopGetPropertiesAll, static (ref r) => new GetPropertiesAllRequest { PropertySizeLimit = r.ReadUInt16(), WantUnicode = r.ReadUInt16() != 0 }, ReadAll),
        new(RopId.RopGetPropertiesList, static (ref _) => new GetPropertiesListRequest(), ReadList),
        new(RopId.RopSetProperties, ReadSet(RopId.RopSetProperties), ReadProblems(RopId.RopSetProperties)),
        new(RopId.RopSetPropertiesNoReplicate, ReadSet(RopId.RopSetPropertiesNoReplicate), ReadProblems(RopId.RopSetPropertiesNoReplicate)),
        new(RopId.RopDeleteProperties, ReadDelete(RopId.RopDeleteProperties), ReadProblems(RopId.RopDeleteProperties)),
        new(RopId.RopDeletePropertiesNoReplicate, ReadDelete(RopId.RopDeletePropertiesNoReplicate), ReadProblems(RopId.RopDeletePropertiesNoReplicate)),
        new(RopId.RopQueryNamedProperties, ReadQueryNamed, ReadNamed),
        new(RopId.RopCopyProperties, ReadCopyProperties, ReadCopied(RopId.RopCopyProperties), Failure: FailCopy),
        new(RopId.RopCopyTo, ReadCopyTo, ReadCopied(RopId.RopCopyTo), Failure: FailCopy),
    ];

    internal static ushort[] ReadPropertyIds(ref MapiReader reader) => ReadPropertyIds(ref reader, reader.ReadCount16(2));

    private static ushort[] ReadPropertyIds(ref MapiReader reader, int count)
    {
        var ids = new ushort[count];
        for (var i = 0; i < ids.Length; i++) ids[i] = reader.ReadUInt16();
        return ids;
    }

    internal static void WritePropertyIds(MapiWriter writer, ReadOnlySpan<ushort> ids)
    {
        writer.WriteUInt16(checked((ushort)ids.Length));
        foreach (var id in ids) writer.WriteUInt16(id);
    }

    internal static void WritePropertyNames(MapiWriter writer, ReadOnlySpan<PropertyName> names)
    {
        writer.WriteUInt16(checked((ushort)names.Length));
        foreach (var name in names) name.Write(writer);
    }

    // Kind and GUID are always there.
    private const int MinimumNameSize = 17;

    private static PropertyName[] ReadPropertyNames(ref MapiReader reader) => ReadPropertyNames(ref reader, reader.ReadCount16(MinimumNameSize));

    private static PropertyName[] ReadPropertyNames(ref MapiReader reader, int count)
    {
        if (count * MinimumNameSize > reader.Remaining)
        {
            reader.Fail($"{count} property names, {reader.Remaining} bytes left");
            return [];
        }
        var names = new PropertyName[count];
        for (var i = 0; i < names.Length && !reader.Failed; i++) names[i] = PropertyName.Read(ref reader);
        return names;
    }

    private static GetPropertyIdsFromNamesRequest ReadIdsFromNames(ref MapiReader reader) =>
        new() { Flags = reader.ReadByte(), PropertyNames = ReadPropertyNames(ref reader) };

    private static GetPropertiesSpecificRequest ReadGetSpecific(ref MapiReader reader) =>
        new() { PropertySizeLimit = reader.ReadUInt16(), WantUnicode = reader.ReadUInt16() != 0, PropertyTags = TableRops.ReadTags(ref reader) };

    private static RopRequestReader ReadSet(RopId id) => (ref reader) =>
    {
        // PropertyValueSize counts the count too; what it bounds must hold just that.
        var position = reader.Position + 2;
        var values = new MapiReader(reader.ReadSpan(reader.ReadCount16(1)), position);
        var request = new SetPropertiesRequest(id) { PropertyValues = PropertyValueCodec.ReadTaggedArray(ref values, values.ReadUInt16(), CountWidth.Narrow) };
        if (!values.Failed && values.Remaining > 0) values.Fail($"{values.Remaining} bytes after the last property value");
        if (values.Error is { } error) reader.Fail(error.ToString());
        return request;
    };

    private static RopRequestReader ReadDelete(RopId id) => (ref r) => new DeletePropertiesRequest(id) { PropertyTags = TableRops.ReadTags(ref r) };

    private static QueryNamedPropertiesRequest ReadQueryNamed(ref MapiReader reader) =>
        new() { QueryFlags = (QueryNamedFlags)reader.ReadByte(), PropertyGuid = reader.ReadBool() ? reader.ReadGuid() : null };

    private static CopyPropertiesRequest ReadCopyProperties(ref MapiReader reader) => new()
    {
        OutputHandleIndex = reader.ReadByte(),
        WantAsynchronous = reader.ReadBool(),
        CopyFlags = (PropertyCopyFlags)reader.ReadByte(),
        PropertyTags = TableRops.ReadTags(ref reader),
    };

    private static CopyToRequest ReadCopyTo(ref MapiReader reader) => new()
    {
        OutputHandleIndex = reader.ReadByte(),
        WantAsynchronous = reader.ReadBool(),
        WantSubObjects = reader.ReadBool(),
        CopyFlags = (PropertyCopyFlags)reader.ReadByte(),
        ExcludedTags = TableRops.ReadTags(ref reader),
    };

    private static GetPropertyIdsFromNamesResponse ReadIds(ref MapiReader reader, MapiError error, RopRequest? request) =>
        new() { ReturnValue = error, PropertyIds = GetPropertyIdsFromNamesResponse.HasBody(error) ? ReadPropertyIds(ref reader) : [] };

    private static GetNamesFromPropertyIdsResponse ReadNames(ref MapiReader reader, MapiError error, RopRequest? request) =>
        new() { ReturnValue = error, PropertyNames = GetPropertyIdsFromNamesResponse.HasBody(error) ? ReadPropertyNames(ref reader) : [] };

    private static GetPropertiesSpecificResponse ReadSpecific(ref MapiReader reader, MapiError error, RopRequest? request)
    {
        var response = new GetPropertiesSpecificResponse { ReturnValue = error };
        if (error != MapiError.Success) return response;
        if (request is not GetPropertiesSpecificRequest asked)
        {
            reader.Fail("a property row of unknown columns");
            return response;
        }
        response.PropertyTags = asked.PropertyTags;
        response.RowData = PropertyRow.Read(ref reader, asked.PropertyTags);
        return response;
    }

    private static GetPropertiesAllResponse ReadAll(ref MapiReader reader, MapiError error, RopRequest? request) => new()
    {
        ReturnValue = error,
        PropertyValues = error == MapiError.Success ? PropertyValueCodec.ReadTaggedArray(ref reader, reader.ReadUInt16(), CountWidth.Narrow) : [],
    };

    private static GetPropertiesListResponse ReadList(ref MapiReader reader, MapiError error, RopRequest? request) =>
        new() { ReturnValue = error, PropertyTags = error == MapiError.Success ? TableRops.ReadTags(ref reader) : [] };

    private static RopResponseReader ReadProblems(RopId id) => (ref r, error, _) =>
        new PropertyProblemsResponse(id) { ReturnValue = error, PropertyProblems = error == MapiError.Success ? PropertyProblem.ReadArray(ref r) : [] };

    private static QueryNamedPropertiesResponse ReadNamed(ref MapiReader reader, MapiError error, RopRequest? request)
    {
        var response = new QueryNamedPropertiesResponse { ReturnValue = error };
        if (error != MapiError.Success) return response;
        response.PropertyIds = ReadPropertyIds(ref reader);
        response.PropertyNames = ReadPropertyNames(ref reader, response.PropertyIds.Length);
        return response;
    }

    private static RopResponseReader ReadCopied(RopId id) => (ref r, error, _) =>
    {
        var response = new CopyPropertiesResponse(id) { ReturnValue = error };
        if (error == MapiError.NullDestinationObject) response.DestHandleIndex = r.ReadUInt32();
        else if (error == MapiError.Success) response.PropertyProblems = PropertyProblem.ReadArray(ref r);
        return response;
    };

    private static CopyPropertiesResponse FailCopy(RopRequest request, MapiError error) =>
        new(request.RopId) { ReturnValue = error, DestHandleIndex = ((IHasOutputHandle)request).OutputHandleIndex };
}
