using System.Net;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;
using Xunit;

namespace MapiOrleans.Tests.Http;

public class NspiClientTests
{
    private sealed class AddressBook(Func<MapiHttpRequestBody, MapiHttpResponseBody> answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.True(RequestTypes.TryParse(request.Headers.GetValues(MapiHttpHeaders.RequestType).Single(), out var type));
            var body = AddressBookBodies.TryParseRequest(type, await request.Content!.ReadAsByteArrayAsync(cancellationToken), out var error);
            Assert.True(body is not null, error?.ToString());
            using var writer = new MapiWriter();
            MetaTags.WriteDone(writer, TimeSpan.Zero, DateTimeOffset.UnixEpoch);
            answer(body).Write(writer);
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(writer.ToArray()) };
            response.Content.Headers.ContentType = new(MapiHttpHeaders.ContentType);
            response.Headers.Add(MapiHttpHeaders.ResponseCode, "0");
            return response;
        }
    }

    private static NspiClient Make(Func<MapiHttpRequestBody, MapiHttpResponseBody> answer) =>
        new(new HttpClient(new AddressBook(answer)), new Uri("https://mail.example.test/mapi/nspi/"), new NetworkCredential("a", "b"));

    [Fact]
    public async Task Calls_are_answered()
    {
        PropertyTag[] columns = [PidTag.DisplayName];
        var rows = new AddressBookRows(columns, [[PropertyValue.String("User One")]]);
        var server = Guid.NewGuid();
        var client = Make(request => request switch
        {
            BindRequestBody bind => new BindResponseBody { ServerGuid = bind.State == Stat.Default ? server : Guid.Empty },
            ResolveNamesRequestBody names => new ResolveNamesResponseBody { MinimalIds = [.. names.Names!.Select(n => n == "user1" ? 2u : 0u)], Rows = rows },
            DNToMIdRequestBody => new DNToMIdResponseBody { MinimalIds = [16] },
            GetPropsRequestBody props => new GetPropsResponseBody { ErrorCode = (MapiError)0x00040380, PropertyValues = [new(0x39000003, PropertyValue.Int32((int)props.State!.Value.CurrentRec))] },
            QueryRowsRequestBody query => new QueryRowsResponseBody { State = query.State, Rows = rows },
            _ => new UnbindResponseBody { ErrorCode = (MapiError)1 },
        });
        Assert.Equal(server, (await client.BindAsync()).ServerGuid);
        var resolved = await client.ResolveNamesAsync(["user1", "nobody"], columns);
        Assert.Equal([2u, 0u], resolved.MinimalIds!);
        Assert.Equal("User One", resolved.Rows!.Rows[0][0].AsString());
        Assert.Equal(16u, Assert.Single(await client.DnToMIdAsync(["/o=x"])));
        Assert.Equal(16, (await client.GetPropsAsync(16))[0].Value.AsInt32());
        Assert.Single((await client.QueryRowsAsync(Stat.Default, 10, columns)).Rows!.Rows);
        Assert.Equal(1u, (uint)(await client.UnbindAsync()).ErrorCode);
    }

    [Fact]
    public async Task Failures_are_exceptions()
    {
        var client = Make(_ => new BindResponseBody { ErrorCode = MapiError.LogonFailed });
        Assert.Equal(MapiError.LogonFailed, (await Assert.ThrowsAsync<MapiHttpException>(() => client.BindAsync())).ErrorCode);
        client = Make(_ => new BindResponseBody { StatusCode = 5 });
        Assert.Equal(5u, (uint)(await Assert.ThrowsAsync<MapiHttpException>(() => client.BindAsync())).ErrorCode);
    }
}
