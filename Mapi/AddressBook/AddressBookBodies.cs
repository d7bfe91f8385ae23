using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.AddressBook;

/// <summary>The bodies of the address book endpoint by their request types ([MS-OXCMAPIHTTP] 2.2.5).</summary>
public static class AddressBookBodies
{
    private delegate MapiHttpRequestBody RequestReader(ref MapiReader reader);

    private delegate MapiHttpResponseBody ResponseReader(ref MapiReader reader);

    private static readonly Dictionary<MapiHttpRequestType, (RequestReader Request, ResponseReader Response, Func<MapiHttpResponseBody> Empty)> Table = new()
    {
        [MapiHttpRequestType.Bind] = (static (ref r) => BindRequestBody.Read(ref r), static (ref r) => BindResponseBody.Read(ref r), static () => new BindResponseBody()),
        [MapiHttpRequestType.Unbind] = (static (ref r) => UnbindRequestBody.Read(ref r), static (ref r) => UnbindResponseBody.Read(ref r), static () => new UnbindResponseBody()),
        [MapiHttpRequestType.CompareMIds] = (static (ref r) => CompareMIdsRequestBody.Read(ref r), static (ref r) => CompareMIdsResponseBody.Read(ref r), static () => new CompareMIdsResponseBody()),
        [MapiHttpRequestType.DNToMId] = (static (ref r) => DNToMIdRequestBody.Read(ref r), static (ref r) => DNToMIdResponseBody.Read(ref r), static () => new DNToMIdResponseBody()),
        [MapiHttpRequestType.UpdateStat] = (static (ref r) => UpdateStatRequestBody.Read(ref r), static (ref r) => UpdateStatResponseBody.Read(ref r), static () => new UpdateStatResponseBody()),
        [MapiHttpRequestType.GetMailboxUrl] = (static (ref r) => GetMailboxUrlRequestBody.Read(ref r), static (ref r) => GetMailboxUrlResponseBody.Read(ref r), static () => new GetMailboxUrlResponseBody()),
        [MapiHttpRequestType.GetAddressBookUrl] = (static (ref r) => GetAddressBookUrlRequestBody.Read(ref r), static (ref r) => GetAddressBookUrlResponseBody.Read(ref r), static () => new GetAddressBookUrlResponseBody()),
        [MapiHttpRequestType.GetMatches] = (static (ref r) => GetMatchesRequestBody.Read(ref r), static (ref r) => GetMatchesResponseBody.Read(ref r), static () => new GetMatchesResponseBody()),
        [MapiHttpRequestType.QueryRows] = (static (ref r) => QueryRowsRequestBody.Read(ref r), static (ref r) => QueryRowsResponseBody.Read(ref r), static () => new QueryRowsResponseBody()),
        [MapiHttpRequestType.ResolveNames] = (static (ref r) => ResolveNamesRequestBody.Read(ref r), static (ref r) => ResolveNamesResponseBody.Read(ref r), static () => new ResolveNamesResponseBody()),
        [MapiHttpRequestType.ResortRestriction] = (static (ref r) => ResortRestrictionRequestBody.Read(ref r), static (ref r) => ResortRestrictionResponseBody.Read(ref r), static () => new ResortRestrictionResponseBody()),
        [MapiHttpRequestType.SeekEntries] = (static (ref r) => SeekEntriesRequestBody.Read(ref r), static (ref r) => SeekEntriesResponseBody.Read(ref r), static () => new SeekEntriesResponseBody()),
        [MapiHttpRequestType.QueryColumns] = (static (ref r) => QueryColumnsRequestBody.Read(ref r), static (ref r) => QueryColumnsResponseBody.Read(ref r), static () => new QueryColumnsResponseBody()),
        [MapiHttpRequestType.GetSpecialTable] = (static (ref r) => GetSpecialTableRequestBody.Read(ref r), static (ref r) => GetSpecialTableResponseBody.Read(ref r), static () => new GetSpecialTableResponseBody()),
        [MapiHttpRequestType.GetPropList] = (static (ref r) => GetPropListRequestBody.Read(ref r), static (ref r) => GetPropListResponseBody.Read(ref r), static () => new GetPropListResponseBody()),
        [MapiHttpRequestType.GetProps] = (static (ref r) => GetPropsRequestBody.Read(ref r), static (ref r) => GetPropsResponseBody.Read(ref r), static () => new GetPropsResponseBody()),
        [MapiHttpRequestType.GetTemplateInfo] = (static (ref r) => GetTemplateInfoRequestBody.Read(ref r), static (ref r) => GetTemplateInfoResponseBody.Read(ref r), static () => new GetTemplateInfoResponseBody()),
        [MapiHttpRequestType.ModLinkAtt] = (static (ref r) => ModLinkAttRequestBody.Read(ref r), static (ref r) => ModLinkAttResponseBody.Read(ref r), static () => new ModLinkAttResponseBody()),
        [MapiHttpRequestType.ModProps] = (static (ref r) => ModPropsRequestBody.Read(ref r), static (ref r) => ModPropsResponseBody.Read(ref r), static () => new ModPropsResponseBody()),
    };

    /// <summary>Reads a request's body; null and why where it is not one, or the type is not of this endpoint.</summary>
    public static MapiHttpRequestBody? TryParseRequest(MapiHttpRequestType type, ReadOnlyMemory<byte> body, out ParseError? error)
    {
        if (!Table.TryGetValue(type, out var row))
        {
            error = new ParseError(0, $"{type} has no body here");
            return null;
        }
        var reader = new MapiReader(body.Span);
        // Unbind's body may be missing ([MS-OXCMAPIHTTP] 3.1.5.4).
        if (type == MapiHttpRequestType.Unbind && body.IsEmpty)
        {
            error = null;
            return new UnbindRequestBody();
        }
        var result = row.Request(ref reader);
        result = result with { AuxiliaryBuffer = BodyFields.ReadAuxiliary(ref reader, body) };
        error = reader.Error;
        return error is null ? result : null;
    }

    /// <summary>Reads a response's body; null and why where it is not one, or the type is not of this endpoint.</summary>
    public static MapiHttpResponseBody? TryParseResponse(MapiHttpRequestType type, ReadOnlyMemory<byte> body, out ParseError? error)
    {
        if (!Table.TryGetValue(type, out var row))
        {
            error = new ParseError(0, $"{type} has no body here");
            return null;
        }
        var reader = new MapiReader(body.Span);
        var status = reader.ReadUInt32();
        MapiHttpResponseBody result;
        if (status != 0)
        {
            result = row.Empty() with { StatusCode = status };
        }
        else
        {
            var code = (MapiError)reader.ReadUInt32();
            result = row.Response(ref reader) with { ErrorCode = code };
        }
        result = result with { AuxiliaryBuffer = BodyFields.ReadAuxiliary(ref reader, body) };
        error = reader.Error;
        return error is null ? result : null;
    }
}
