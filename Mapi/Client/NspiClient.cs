using System.Net;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Mapi.Client;

/// <summary>
/// A client of the address book endpoint (/mapi/nspi): one Session Context. Codes that are failures are a <see cref="MapiHttpException"/>; warnings
/// such as ErrorsReturned, and Unbind's UnbindSuccess, are in the response.
/// </summary>
public sealed class NspiClient
{
    /// <summary>A client at an endpoint.</summary>
    public NspiClient(MapiHttpTransport transport) => Transport = transport;

    /// <summary>A client at an endpoint with credentials.</summary>
    public NspiClient(HttpClient http, Uri endpoint, NetworkCredential? credential, MapiHttpClientOptions? options = null)
        : this(new MapiHttpTransport(http, endpoint, credential, options))
    {
    }

    /// <summary>The requests underneath.</summary>
    public MapiHttpTransport Transport { get; }

    /// <summary>Makes the Session Context.</summary>
    public Task<BindResponseBody> BindAsync(Stat? state = null, CancellationToken cancellationToken = default) =>
        CallAsync<BindResponseBody>(new BindRequestBody { State = state ?? Stat.Default }, cancellationToken);

    /// <summary>Ends the Session Context.</summary>
    public Task<UnbindResponseBody> UnbindAsync(CancellationToken cancellationToken = default) => CallAsync<UnbindResponseBody>(new UnbindRequestBody(), cancellationToken);

    /// <summary>Finds people by what a user typed.</summary>
    public Task<ResolveNamesResponseBody> ResolveNamesAsync(string[] names, PropertyTag[]? columns = null, CancellationToken cancellationToken = default) =>
        CallAsync<ResolveNamesResponseBody>(new ResolveNamesRequestBody { State = Stat.Default, Names = names, PropertyTags = columns }, cancellationToken);

    /// <summary>Maps distinguished names to Minimal Entry IDs.</summary>
    public async Task<uint[]> DnToMIdAsync(string[] names, CancellationToken cancellationToken = default) =>
        (await CallAsync<DNToMIdResponseBody>(new DNToMIdRequestBody { Names = names }, cancellationToken)).MinimalIds ?? [];

    /// <summary>Reads properties of an object; all where no tags are given.</summary>
    public async Task<TaggedPropertyValue[]> GetPropsAsync(uint minimalId, PropertyTag[]? tags = null, CancellationToken cancellationToken = default) =>
        (await CallAsync<GetPropsResponseBody>(new GetPropsRequestBody { State = Stat.Default with { CurrentRec = minimalId }, PropertyTags = tags }, cancellationToken)).PropertyValues ?? [];

    /// <summary>Reads rows from a place on.</summary>
    public Task<QueryRowsResponseBody> QueryRowsAsync(Stat state, uint count, PropertyTag[]? columns = null, uint[]? explicitTable = null, CancellationToken cancellationToken = default) =>
        CallAsync<QueryRowsResponseBody>(new QueryRowsRequestBody { State = state, RowCount = count, Columns = columns, ExplicitTable = explicitTable ?? [] }, cancellationToken);

    /// <summary>Keeps the Session Context alive.</summary>
    public Task<TimeSpan?> PingAsync(CancellationToken cancellationToken = default) => Transport.PingAsync(cancellationToken);

    /// <summary>Sends any request and gives its response.</summary>
    public async Task<T> CallAsync<T>(MapiHttpRequestBody request, CancellationToken cancellationToken = default) where T : MapiHttpResponseBody
    {
        var body = await Transport.CallAsync(request, cancellationToken);
        var response = AddressBookBodies.TryParseResponse(request.RequestType, body, out var error) as T;
        return MapiHttpClient.Check(response, error, request.RequestType, static code => (uint)code >= 0x80000000);
    }
}
