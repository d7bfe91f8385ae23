using System.Net;
using System.Net.Sockets;
using System.Text;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Interfaces.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Frontend;

/// <summary>Cookies, sequence, framing and waits ([MS-OXCMAPIHTTP] 3.2.5).</summary>
public sealed class MapiSessionTests : IAsyncLifetime
{
    private static readonly TimeSpan InitialDelay = TimeSpan.FromSeconds(5);

    private readonly TestInstallation _installation = new();
    private readonly ManualTime _time = new();
    private FrontendHost _host = null!;

    public async Task InitializeAsync() => _host = await FrontendHost.StartAsync(_installation.Grains, _time, ("Mapi:InitialDelay", InitialDelay.ToString()), ("WebFrontend:MaxConcurrentRequestsPerUser", "3"));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    private async Task<MapiHttpTransport> ConnectAsync(string? address = null)
    {
        var transport = _host.Transport(address ?? _installation.User.Address);
        var dn = address == _installation.Colleague.Address ? _installation.Colleague.LegacyDN : _installation.User.LegacyDN;
        Assert.Equal(MapiHttpResponseCode.Success, (await transport.SendAsync("Connect", new ConnectRequestBody { UserDn = dn }.ToArray())).ResponseCode);
        return transport;
    }

    private static readonly byte[] Rops = [.. new byte[] { 2, 0 }, .. new byte[600]];

    private static byte[] ExecuteBody(ExecuteFlags flags = ExecuteFlags.None, byte[]? rops = null) => new ExecuteRequestBody
    {
        Flags = flags,
        RopBuffer = RpcHeaderExt.Build([rops ?? Rops], compress: true, obfuscate: true),
        MaxRopOut = 0x10008,
    }.ToArray();

    private static MapiHttpRequestChanges RequestId(string id) => new() { Headers = new Dictionary<string, string?> { ["X-RequestId"] = id } };

    [Fact]
    public async Task Execute_carries_plain_rops_and_counts_the_sequence()
    {
        var transport = await ConnectAsync();
        Assert.Equal("1", transport.Cookies["MapiSequence"]);
        for (var sequence = 1; sequence <= 3; sequence++)
        {
            var reply = await transport.SendAsync("Execute", ExecuteBody(ExecuteFlags.Chain));
            Assert.Equal(MapiHttpResponseCode.Success, reply.ResponseCode);
            Assert.Equal($"{sequence + 1}", transport.Cookies["MapiSequence"]);
        }
        Assert.Equal([1, 2, 3], _installation.Executed.Select(e => e.Sequence));
        Assert.All(_installation.Executed, e => Assert.Equal((_installation.User.ObjectId, 0x10008, true), (e.AccountId, e.MaxRopOut, e.Chain)));
        Assert.All(_installation.Executed, e => Assert.Equal(Rops, e.Rops));
        Assert.Equal(3, _installation.Executed.Select(e => e.RequestId).Distinct().Count());
    }

    [Theory]
    [InlineData(ExecuteFlags.None, RpcHeaderExtFlags.Compressed | RpcHeaderExtFlags.XorMagic | RpcHeaderExtFlags.Last)]
    [InlineData(ExecuteFlags.NoCompression, RpcHeaderExtFlags.XorMagic | RpcHeaderExtFlags.Last)]
    [InlineData(ExecuteFlags.NoXorMagic, RpcHeaderExtFlags.Compressed | RpcHeaderExtFlags.Last)]
    [InlineData(ExecuteFlags.NoCompression | ExecuteFlags.NoXorMagic, RpcHeaderExtFlags.Last)]
    public async Task Response_frames_honour_the_flags(ExecuteFlags flags, RpcHeaderExtFlags expected)
    {
        var transport = await ConnectAsync();
        var body = ExecuteResponseBody.TryParse((await transport.SendAsync("Execute", ExecuteBody(flags))).Body, out _)!;
        Assert.Equal(expected, (RpcHeaderExtFlags)BitConverter.ToUInt16(body.RopBuffer.Span[2..]));
        Assert.Equal(Rops, RpcHeaderExt.TryReadSingle(body.RopBuffer.Span, EnvelopeLimits.Default, out _));
    }

    [Fact]
    public async Task Rop_buffers_that_cannot_be_read_are_an_error_code_and_cost_no_sequence()
    {
        var transport = await ConnectAsync();
        var broken = new ExecuteRequestBody { RopBuffer = new byte[] { 9, 9, 0, 0, 1, 0, 1, 0, 7 } }.ToArray();
        var reply = await transport.SendAsync("Execute", broken);
        Assert.Equal((MapiHttpResponseCode.Success, MapiError.RpcFormat), (reply.ResponseCode, ExecuteResponseBody.TryParse(reply.Body, out _)!.ErrorCode));
        var small = new ExecuteRequestBody { RopBuffer = new byte[3] }.ToArray();
        Assert.Equal(MapiError.NetworkError, ExecuteResponseBody.TryParse((await transport.SendAsync("Execute", small)).Body, out _)!.ErrorCode);
        Assert.Empty(_installation.Executed);
        Assert.Equal(MapiHttpResponseCode.Success, (await transport.SendAsync("Execute", ExecuteBody())).ResponseCode);
        Assert.Equal(1, Assert.Single(_installation.Executed).Sequence);
    }

    [Fact]
    public async Task Forged_and_cut_cookies_reach_no_session()
    {
        var transport = await ConnectAsync();
        var good = transport.Cookies["MapiContext"]!;
        for (var at = 0; at < good.Length; at += 5)
        {
            transport.Cookies["MapiContext"] = good[..at] + (good[at] == 'A' ? 'B' : 'A') + good[(at + 1)..];
            Assert.Equal(MapiHttpResponseCode.InvalidContextCookie, (await transport.SendAsync("Execute", ExecuteBody())).ResponseCode);
            transport.Cookies["MapiContext"] = good[..at];
            Assert.Equal(MapiHttpResponseCode.InvalidContextCookie, (await transport.SendAsync("PING", default)).ResponseCode);
        }
        Assert.Empty(_installation.SessionCalls);
        transport.Cookies["MapiContext"] = good;
        Assert.Equal(MapiHttpResponseCode.Success, (await transport.SendAsync("Execute", ExecuteBody())).ResponseCode);
    }

    [Fact]
    public async Task Missing_cookies_are_missing()
    {
        var transport = await ConnectAsync();
        var none = new MapiHttpRequestChanges { SendCookies = false };
        Assert.Equal(MapiHttpResponseCode.MissingCookie, (await transport.SendAsync("Execute", ExecuteBody(), none)).ResponseCode);
        Assert.Equal(MapiHttpResponseCode.MissingCookie, (await transport.SendAsync("Disconnect", new byte[4], none)).ResponseCode);
        Assert.Equal(MapiHttpResponseCode.MissingCookie, (await transport.SendAsync("NotificationWait", new byte[8], none)).ResponseCode);
        Assert.Equal(MapiHttpResponseCode.Success, (await transport.SendAsync("PING", default, none)).ResponseCode);
        transport.Cookies["MapiSequence"] = null;
        Assert.Equal(MapiHttpResponseCode.MissingCookie, (await transport.SendAsync("Execute", ExecuteBody())).ResponseCode);
        foreach (var bad in (string[])["0", "-1", "x", "99999999999999999999", "1.0"])
        {
            transport.Cookies["MapiSequence"] = bad;
            Assert.Equal(MapiHttpResponseCode.InvalidSequence, (await transport.SendAsync("Execute", ExecuteBody())).ResponseCode);
        }
        Assert.Empty(_installation.Executed);
    }

    [Fact]
    public async Task Another_accounts_session_is_not_there()
    {
        var mine = await ConnectAsync();
        var other = await ConnectAsync(_installation.Colleague.Address);
        other.Cookies["MapiContext"] = mine.Cookies["MapiContext"];
        foreach (var (type, body) in ((string, byte[])[])[("Execute", ExecuteBody()), ("Disconnect", new byte[4]), ("NotificationWait", new byte[8]), ("PING", [])])
        {
            Assert.Equal(MapiHttpResponseCode.ContextNotFound, (await other.SendAsync(type, body)).ResponseCode);
        }
        Assert.Empty(_installation.SessionCalls);
    }

    [Fact]
    public async Task Reconnecting_replaces_the_old_session_and_works_with_any_cookies()
    {
        var transport = await ConnectAsync();
        var body = new ConnectRequestBody { UserDn = _installation.User.LegacyDN }.ToArray();
        var first = _installation.Opened.Single();
        Assert.Equal(MapiHttpResponseCode.Success, (await transport.SendAsync("Connect", body)).ResponseCode);
        Assert.Equal(first.SessionId, _installation.Opened.Last().Replaces);

        transport.Cookies["MapiContext"] = "garbage";
        transport.Cookies["MapiSequence"] = "garbage";
        Assert.Equal(MapiHttpResponseCode.Success, (await transport.SendAsync("Connect", body)).ResponseCode);
        Assert.Equal(Guid.Empty, _installation.Opened.Last().Replaces);
        Assert.Equal("1", transport.Cookies["MapiSequence"]);

        var other = await ConnectAsync(_installation.Colleague.Address);
        transport.Cookies["MapiContext"] = other.Cookies["MapiContext"];
        Assert.Equal(MapiHttpResponseCode.Success, (await transport.SendAsync("Connect", body)).ResponseCode);
        Assert.Equal(Guid.Empty, _installation.Opened.Last().Replaces);
    }

    [Theory]
    [InlineData(SessionOutcome.ContextNotFound, MapiHttpResponseCode.ContextNotFound)]
    [InlineData(SessionOutcome.InvalidSequence, MapiHttpResponseCode.InvalidSequence)]
    [InlineData(SessionOutcome.NoPrivilege, MapiHttpResponseCode.NoPrivilege)]
    [InlineData(SessionOutcome.ShuttingDown, MapiHttpResponseCode.EndpointShuttingDown)]
    public async Task Outcomes_of_sessions_are_response_codes_in_the_headers(SessionOutcome outcome, MapiHttpResponseCode code)
    {
        var transport = await ConnectAsync();
        _installation.OnExecute = _ => Task.FromResult(new ExecuteResult { Outcome = outcome });
        var reply = await transport.SendAsync("Execute", ExecuteBody());
        Assert.Equal(((int)code).ToString(), reply.Headers["X-ResponseCode"]);
        Assert.Empty(reply.SetCookies);
    }

    [Fact]
    public async Task A_call_is_repeated_once_where_the_mailbox_moved()
    {
        var transport = await ConnectAsync();
        var calls = 0;
        _installation.OnExecute = r => ++calls == 1
            ? throw new MailboxMovedException(Guid.NewGuid())
            : Task.FromResult(new ExecuteResult { Outcome = SessionOutcome.Success, Buffers = [r.Rops] });
        Assert.Equal(MapiHttpResponseCode.Success, (await transport.SendAsync("Execute", ExecuteBody())).ResponseCode);
        Assert.Equal(2, calls);
        _installation.OnExecute = _ => throw new MailboxMovedException(Guid.NewGuid());
        Assert.Equal(MapiHttpResponseCode.UnknownFailure, (await transport.SendAsync("Execute", ExecuteBody())).ResponseCode);
        Assert.Equal(4, _installation.Executed.Count);
    }

    [Fact]
    public async Task One_execute_at_a_time_but_who_lost_it_waits_for_it_again()
    {
        var transport = await ConnectAsync();
        var gate = new TaskCompletionSource<ExecuteResult>();
        var entered = new SemaphoreSlim(0);
        _installation.OnExecute = _ =>
        {
            entered.Release();
            return gate.Task;
        };
        using var lost = new CancellationTokenSource();
        var first = transport.SendAsync("Execute", ExecuteBody(), RequestId("{A}:1"), lost.Token);
        await entered.WaitAsync();
        // As long as somebody waits for the first, the same request again is a second one.
        Assert.Equal(MapiHttpResponseCode.InvalidSequence, (await transport.SendAsync("Execute", ExecuteBody(), RequestId("{A}:1"))).ResponseCode);
        await lost.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        // The server learns in its own time that the connection is gone.
        Task<MapiHttpReply> again;
        var let = entered.WaitAsync();
        do again = transport.SendAsync("Execute", ExecuteBody(), RequestId("{A}:1"));
        while (await Task.WhenAny(again, let) == again && (await again).ResponseCode == MapiHttpResponseCode.InvalidSequence);
        await let;
        Assert.Equal(MapiHttpResponseCode.InvalidSequence, (await transport.SendAsync("Execute", ExecuteBody(), RequestId("{A}:2"))).ResponseCode);
        gate.SetResult(new ExecuteResult { Outcome = SessionOutcome.Success, Buffers = [Rops] });
        Assert.Equal(MapiHttpResponseCode.Success, (await again).ResponseCode);
    }

    [Fact]
    public async Task Long_work_is_accepted_then_pending_then_done()
    {
        var transport = await ConnectAsync();
        var gate = new TaskCompletionSource<ExecuteResult>();
        _installation.OnExecute = _ => gate.Task;
        var sending = transport.SendAsync("Execute", ExecuteBody());
        await _time.TimerAsync(InitialDelay);
        _time.Advance(InitialDelay);
        for (var i = 0; i < 2; i++)
        {
            await _time.TimerAsync(TimeSpan.FromSeconds(30));
            _time.Advance(TimeSpan.FromSeconds(30));
        }
        await _time.TimerAsync(TimeSpan.FromSeconds(30));
        gate.SetResult(new ExecuteResult { Outcome = SessionOutcome.InvalidSequence });
        var reply = await sending;
        Assert.Equal((true, 2), (reply.Processing, reply.PendingCount));
        // It failed after it had been accepted: the headers' code is 0, the later one tells.
        Assert.Equal(("0", "15", "65000"), (reply.Headers["X-ResponseCode"], reply.AdditionalHeaders["X-ResponseCode"], reply.AdditionalHeaders["X-ElapsedTime"]));
        Assert.Equal(MapiHttpResponseCode.InvalidSequence, reply.ResponseCode);
        Assert.Empty(reply.Body);
    }

    [Fact]
    public async Task No_response_begins_before_its_cookies_are_known()
    {
        var key = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        _installation.OnSecret = async secret =>
        {
            asked.SetResult();
            await key.Task;
            return secret;
        };
        var opening = new TaskCompletionSource<SessionOpened>();
        _installation.OnOpen = _ => opening.Task;
        var transport = _host.Transport(_installation.User.Address);
        var sending = transport.SendAsync("Connect", new ConnectRequestBody { UserDn = _installation.User.LegacyDN }.ToArray());
        await asked.Task;
        _time.Advance(TimeSpan.FromMinutes(1));
        key.SetResult();
        await _time.TimerAsync(InitialDelay);
        _time.Advance(InitialDelay);
        await _time.TimerAsync(TimeSpan.FromSeconds(30));
        opening.SetResult(new SessionOpened(SessionOutcome.Success, null));
        var reply = await sending;
        Assert.Equal((MapiHttpResponseCode.Success, 2), (reply.ResponseCode, reply.SetCookies.Count));
    }

    [Fact]
    public async Task A_wait_ends_with_an_event_and_leaves_the_sequence_alone()
    {
        var transport = await ConnectAsync();
        transport.Cookies["MapiSequence"] = "7";
        var reply = await transport.SendAsync("NotificationWait", new byte[8]);
        Assert.True(NotificationWaitResponseBody.TryParse(reply.Body, out _)!.EventPending);
        Assert.Equal("7", transport.Cookies["MapiSequence"]);
        Assert.StartsWith("MapiContext=", Assert.Single(reply.SetCookies));
    }

    [Fact]
    public async Task A_wait_without_events_is_slices_of_ten_seconds_for_five_minutes()
    {
        var transport = await ConnectAsync();
        var slices = new List<TimeSpan>();
        _installation.OnWait = (slice, _) =>
        {
            slices.Add(slice);
            _time.Advance(slice);
            return Task.FromResult(new WaitEventsResult(SessionOutcome.Success, false));
        };
        var reply = await transport.SendAsync("NotificationWait", new byte[8]);
        Assert.False(NotificationWaitResponseBody.TryParse(reply.Body, out _)!.EventPending);
        Assert.Equal(TimeSpan.Zero, slices[0]);
        Assert.All(slices, s => Assert.True(s <= TimeSpan.FromSeconds(10)));
        Assert.Equal(TimeSpan.FromMinutes(5), slices.Aggregate((a, b) => a + b));
    }

    [Fact]
    public async Task A_wait_for_a_session_that_is_gone_says_so_in_its_headers()
    {
        var transport = await ConnectAsync();
        _installation.OnWait = (_, _) => Task.FromResult(new WaitEventsResult(SessionOutcome.ContextNotFound, false));
        Assert.Equal("10", (await transport.SendAsync("NotificationWait", new byte[8])).Headers["X-ResponseCode"]);
    }

    [Fact]
    public async Task A_node_that_stops_ends_its_waits()
    {
        var transport = await ConnectAsync();
        var waiting = new TaskCompletionSource();
        _installation.OnWait = async (slice, ct) =>
        {
            if (slice > TimeSpan.Zero)
            {
                waiting.TrySetResult();
                await Task.Delay(Timeout.Infinite, ct);
            }
            return new WaitEventsResult(SessionOutcome.Success, false);
        };
        var sending = transport.SendAsync("NotificationWait", new byte[8]);
        await waiting.Task;
        _host.Lifetime.StopApplication();
        var reply = await sending;
        Assert.Equal(MapiHttpResponseCode.Success, reply.ResponseCode);
        Assert.False(NotificationWaitResponseBody.TryParse(reply.Body, out _)!.EventPending);
    }

    [Fact]
    public async Task Ping_refreshes_and_disconnect_closes_and_gives_the_cookies_back()
    {
        var transport = await ConnectAsync();
        var id = _installation.Opened.Single().SessionId;
        var ping = await transport.SendAsync("PING", default);
        Assert.Equal((MapiHttpResponseCode.Success, 0, "900000"), (ping.ResponseCode, ping.Body.Length, ping.Headers["X-ExpirationInfo"]));
        var reply = await transport.SendAsync("Disconnect", new byte[4]);
        var body = DisconnectResponseBody.TryParse(reply.Body, out _)!;
        Assert.Equal((0u, MapiError.Success), (body.StatusCode, body.ErrorCode));
        Assert.Equal(2, reply.SetCookies.Count);
        Assert.Equal([$"TouchAsync {id}", $"CloseAsync {id}"], _installation.SessionCalls);
        _installation.TouchOutcome = SessionOutcome.ContextNotFound;
        Assert.Equal(MapiHttpResponseCode.ContextNotFound, (await transport.SendAsync("PING", default)).ResponseCode);
    }

    [Fact]
    public async Task What_one_account_has_under_way_is_bounded()
    {
        var gate = new TaskCompletionSource<ExecuteResult>();
        var entered = new SemaphoreSlim(0);
        var transports = new List<MapiHttpTransport>();
        for (var i = 0; i < 3; i++) transports.Add(await ConnectAsync());
        _installation.OnExecute = _ =>
        {
            entered.Release();
            return gate.Task;
        };
        var running = transports.Select(t => t.SendAsync("Execute", ExecuteBody())).ToArray();
        for (var i = 0; i < 3; i++) await entered.WaitAsync();
        var refused = await _host.Transport(_installation.User.Address).SendAsync("PING", default);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "10"), (refused.Status, refused.Headers["Retry-After"]));
        // A wait, and another account, are not held up.
        Assert.Equal(MapiHttpResponseCode.Success, (await transports[0].SendAsync("NotificationWait", new byte[8])).ResponseCode);
        await ConnectAsync(_installation.Colleague.Address);
        gate.SetResult(new ExecuteResult { Outcome = SessionOutcome.Success, Buffers = [Rops] });
        await Task.WhenAll(running);
        Assert.Equal(MapiHttpResponseCode.Success, (await transports[0].SendAsync("PING", default)).ResponseCode);
    }

    [Fact]
    public async Task Each_meta_tag_is_a_chunk_of_its_own()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _host.Http.Port);
        var credential = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_installation.User.Address}:{TestInstallation.Password}"));
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /mapi/emsmdb/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Basic {credential}\r\nX-RequestType: PING\r\n"
            + "X-RequestId: {E2EA6C1C-E61B-49E9-9CFB-38184F907552}:1\r\nContent-Type: application/mapi-http\r\nContent-Length: 0\r\n\r\n"));
        using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var text = await reader.ReadToEndAsync();
        var body = text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        Assert.StartsWith("c\r\nPROCESSING\r\n\r\n", body);
        Assert.Matches(@"\r\n[0-9a-f]+\r\nDONE\r\nX-ElapsedTime: \d+\r\nX-StartTime: [^\r]+ GMT\r\n\r\n\r\n0\r\n\r\n$", body);
    }
}
