using System.Net;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;
using Xunit;

namespace MapiOrleans.Tests.Http;

public class MapiHttpClientTests
{
    private static readonly Uri Endpoint = new("https://mail.example.test/mapi/emsmdb/?MailboxId=1@example.test");

    /// <summary>A server of one answer a request.</summary>
    private sealed class Server(Func<HttpRequestMessage, byte[], HttpResponseMessage> answer) : HttpMessageHandler
    {
        public List<(HttpRequestMessage Request, byte[] Body)> Requests { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            Requests.Add((request, body));
            return answer(request, body);
        }
    }

    private static HttpResponseMessage Answer(byte[] body, int pending = 0, MapiHttpResponseCode after = MapiHttpResponseCode.Success, string? cookie = null)
    {
        using var writer = new MapiWriter();
        writer.WriteBytes(MetaTags.Processing);
        for (var i = 0; i < pending; i++) writer.WriteBytes(MetaTags.Pending);
        MetaTags.WriteDone(writer, TimeSpan.FromMilliseconds(3), DateTimeOffset.UnixEpoch, after);
        writer.WriteBytes(body);
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(writer.ToArray()) };
        response.Content.Headers.ContentType = new(MapiHttpHeaders.ContentType);
        response.Headers.Add(MapiHttpHeaders.ResponseCode, "0");
        response.Headers.Add(MapiHttpHeaders.ExpirationInfo, "900000");
        if (cookie is not null) response.Headers.Add("Set-Cookie", cookie);
        return response;
    }

    private static (MapiHttpClient Client, Server Server) Make(Func<HttpRequestMessage, byte[], HttpResponseMessage> answer, MapiHttpClientOptions? options = null)
    {
        var server = new Server(answer);
        return (new MapiHttpClient(new HttpClient(server), Endpoint, new NetworkCredential("user1@example.test", "Pässword"), options), server);
    }

    private static string Header(HttpRequestMessage request, string name) => string.Join(", ", request.Headers.GetValues(name));

    [Fact]
    public async Task Connect_sends_what_the_protocol_wants_and_keeps_the_cookies()
    {
        var (client, server) = Make((_, _) => Answer(new ConnectResponseBody { DisplayName = "User One", PollsMax = 60000 }.ToArray(), pending: 2, cookie: "MapiContext=abc; path=/; secure"));
        var connected = await client.ConnectAsync("/o=x/cn=user1");
        Assert.Equal("User One", connected.DisplayName);
        Assert.Equal("MapiContext=abc", client.Transport.Cookies.Header);
        Assert.Equal(TimeSpan.FromMinutes(15), await client.PingAsync());

        var (request, body) = server.Requests[0];
        Assert.Equal((HttpMethod.Post, Endpoint), (request.Method, request.RequestUri));
        Assert.Equal("Connect", Header(request, MapiHttpHeaders.RequestType));
        Assert.Matches(@"^\{[0-9A-F-]{36}\}:1$", Header(request, MapiHttpHeaders.RequestId));
        Assert.Matches(@"^\{[0-9A-F-]{36}\}:1$", Header(request, MapiHttpHeaders.ClientInfo));
        Assert.StartsWith("Outlook/16.", Header(request, MapiHttpHeaders.ClientApplication), StringComparison.Ordinal);
        Assert.Equal("application/mapi-http", request.Content!.Headers.ContentType!.ToString());
        Assert.Equal(Convert.ToBase64String("user1@example.test:Pässword"u8), request.Headers.Authorization!.Parameter);
        Assert.Equal("/o=x/cn=user1", ConnectRequestBody.TryParse(body, out _)!.UserDn);
        Assert.False(request.Headers.Contains("Cookie"));

        var ping = server.Requests[1].Request;
        Assert.Equal("PING", Header(ping, MapiHttpHeaders.RequestType));
        Assert.Equal("MapiContext=abc", Header(ping, "Cookie"));
        Assert.Equal(Header(request, MapiHttpHeaders.RequestId)[..^1] + "2", Header(ping, MapiHttpHeaders.RequestId));
        Assert.Empty(server.Requests[1].Body);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Execute_reads_chained_buffers_of_the_last_rop(bool compress, bool obfuscate)
    {
        PropertyTag[] columns = [PidTag.DisplayName];
        byte[] Rows(string name, params uint[] handles)
        {
            using var row = new MapiWriter();
            PropertyRow.Write(row, columns, [PropertyValue.String(name)]);
            using var writer = new MapiWriter();
            RopResponseBuffer.WriteResponse(writer, new QueryRowsResponse { Origin = TableOrigin.Current, RowCount = 1, RowData = row.ToArray() });
            return RopResponseBuffer.Build(writer.Written, handles);
        }

        var (client, server) = Make(
            (_, _) => Answer(new ExecuteResponseBody { RopBuffer = RpcHeaderExt.Build([Rows(new string('a', 500), 1, 2), Rows("b")], compress, obfuscate) }.ToArray()),
            new MapiHttpClientOptions { Compress = compress, Obfuscate = obfuscate });
        var query = new QueryRowsRequest { RowCount = 1 };
        RowColumns.Attach(query, columns);
        var reply = await client.ExecuteAsync([query], [1, uint.MaxValue]);
        Assert.Equal([new string('a', 500), "b"], reply.Responses.Cast<QueryRowsResponse>().Select(r =>
        {
            var reader = new MapiReader(r.RowData.Span);
            return PropertyRow.Read(ref reader, columns)[0].AsString();
        }));
        Assert.Equal([1u, 2u], reply.Handles);

        var sent = ExecuteRequestBody.TryParse(server.Requests[0].Body, out _)!;
        Assert.Equal(client.Transport.Options.ExecuteFlags, sent.Flags);
        Assert.Equal((!compress, !obfuscate, true), ((sent.Flags & ExecuteFlags.NoCompression) != 0, (sent.Flags & ExecuteFlags.NoXorMagic) != 0, (sent.Flags & ExecuteFlags.Chain) != 0));
        var rops = RopRequestBuffer.TryParse(RpcHeaderExt.TryRead(sent.RopBuffer.Span, EnvelopeLimits.Default, out _)!.Single(), out _)!;
        Assert.Equal([1u, uint.MaxValue], rops.Handles);
        Assert.Equal(RopId.RopQueryRows, rops.Requests.Single().Request.RopId);
    }

    [Fact]
    public async Task Waiting_and_leaving_are_answered()
    {
        var (client, server) = Make((request, _) => Answer(Header(request, MapiHttpHeaders.RequestType) == "NotificationWait"
            ? new NotificationWaitResponseBody { EventPending = true }.ToArray()
            : new DisconnectResponseBody().ToArray()));
        Assert.True(await client.NotificationWaitAsync());
        await client.DisconnectAsync();
        Assert.NotNull(NotificationWaitRequestBody.TryParse(server.Requests[0].Body, out _));
        Assert.NotNull(DisconnectRequestBody.TryParse(server.Requests[1].Body, out _));
    }

    [Fact]
    public async Task What_a_server_refuses_says_where()
    {
        var (client, _) = Make((_, _) =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>no</html>") };
            response.Headers.Add(MapiHttpHeaders.ResponseCode, "10");
            return response;
        });
        var refused = await Assert.ThrowsAsync<MapiHttpException>(() => client.DisconnectAsync());
        Assert.Equal((MapiHttpResponseCode.ContextNotFound, HttpStatusCode.OK), (refused.ResponseCode, refused.Status));

        (client, _) = Make((_, _) => Answer([], after: MapiHttpResponseCode.InvalidSequence));
        Assert.Equal(MapiHttpResponseCode.InvalidSequence, (await Assert.ThrowsAsync<MapiHttpException>(() => client.DisconnectAsync())).ResponseCode);

        (client, _) = Make((_, _) => Answer(new ConnectResponseBody { ErrorCode = MapiError.LoginPermission }.ToArray()));
        Assert.Equal(MapiError.LoginPermission, (await Assert.ThrowsAsync<MapiHttpException>(() => client.ConnectAsync("/"))).ErrorCode);

        (client, _) = Make((_, _) => Answer([1, 2, 3]));
        Assert.Contains("cannot be read", (await Assert.ThrowsAsync<MapiHttpException>(() => client.ConnectAsync("/"))).Message, StringComparison.Ordinal);

        (client, _) = Make((_, _) => new HttpResponseMessage(HttpStatusCode.Unauthorized));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Assert.ThrowsAsync<MapiHttpException>(() => client.PingAsync())).Status);
    }

    [Fact]
    public async Task A_raw_request_says_what_it_is_told_and_is_not_judged()
    {
        var (client, server) = Make((_, _) => Answer([], cookie: "a=1"));
        client.Transport.Cookies["a"] = "0";
        var reply = await client.Transport.SendAsync("Nonsense", new byte[] { 1 }, new MapiHttpRequestChanges
        {
            Method = HttpMethod.Put,
            Path = "/mapi/other",
            Headers = new Dictionary<string, string?> { ["X-RequestId"] = null, ["Content-Type"] = "text/plain", ["X-RequestType"] = "Other", ["Authorization"] = null },
            SendCookies = false,
            KeepCookies = false,
        });
        Assert.Equal((HttpStatusCode.OK, MapiHttpResponseCode.Success, true), (reply.Status, reply.ResponseCode, reply.Processing));
        Assert.Equal("a=0", client.Transport.Cookies.Header);
        var request = server.Requests.Single().Request;
        Assert.Equal((HttpMethod.Put, "/mapi/other", "Other", "text/plain"), (request.Method, request.RequestUri!.AbsolutePath, Header(request, "X-RequestType"), request.Content!.Headers.ContentType!.ToString()));
        Assert.Null(request.Headers.Authorization);
        Assert.False(request.Headers.Contains("X-RequestId") || request.Headers.Contains("Cookie"));
    }

    [Fact]
    public async Task A_server_that_falls_silent_times_out()
    {
        var server = new Silent();
        var client = new MapiHttpClient(new HttpClient(server), Endpoint, null, new MapiHttpClientOptions { SilenceTimeout = TimeSpan.FromMilliseconds(50) });
        await Assert.ThrowsAsync<TimeoutException>(() => client.PingAsync());
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.PingAsync(cancelled.Token));
    }

    private sealed class Silent : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public void Cookies_are_kept_replaced_and_taken_away()
    {
        var cookies = new CookieStore();
        cookies.Take("a=1; path=/");
        cookies.Take("b=x=y");
        cookies.Take("a=2");
        cookies.Take("nonsense");
        Assert.Equal("a=2; b=x=y", cookies.Header);
        cookies.Take("a=; Max-Age=0");
        Assert.Equal(["b"], cookies.Names);
        for (var i = 0; i < 100; i++) cookies.Take($"c{i}=1");
        Assert.Equal(CookieStore.MaxCookies, cookies.Names.Count);
        cookies.Clear();
        Assert.Null(cookies.Header);
    }
}
