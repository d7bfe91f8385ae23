using System.Collections.Concurrent;
using System.Net.Sockets;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Properties;
using LmtpClient = MapiOrleans.Tests.Lmtp.Client;

namespace MapiOrleans.Tests.Processes;

/// <summary>
/// Mail that comes in by LMTP and messages that clients save, as fast as servers take them, and a record of what they acknowledged. Every
/// message has a Message-ID of its own. One whose answer never came may be there or not, and is not sent again; one that was refused for now
/// (4xx) is sent again until it is taken, as a mail server would.
/// </summary>
internal sealed class Workload(Installation installation)
{
    private static readonly TimeSpan ReachLimit = TimeSpan.FromSeconds(90);

    private readonly ConcurrentDictionary<string, string> _acknowledged = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    private readonly List<Task> _workers = [];
    private CancellationTokenSource _stopping = new();
    private int _count;
    private int _next;

    /// <summary>Messages that were acknowledged.</summary>
    public int Acknowledged => Volatile.Read(ref _count);

    /// <summary>Answers that no sender should ever get: mail that was refused for good, ROPs that failed on a session that is there.</summary>
    public ConcurrentQueue<string> Refusals { get; } = [];

    /// <summary>Answers 4xx, after which mail was sent again.</summary>
    public ConcurrentQueue<string> Deferrals { get; } = [];

    public IEnumerable<string> AcknowledgedOf(string user) => _acknowledged.Where(a => a.Value == user).Select(a => a.Key);

    /// <summary>Begins: so many senders of mail and clients that save, at these servers in turn.</summary>
    public void Start(IReadOnlyList<ServerProcess> servers, int senders, int clients)
    {
        _stopping = new CancellationTokenSource();
        var token = _stopping.Token;
        for (var i = 0; i < senders; i++)
        {
            var (server, index) = (servers[i % servers.Count], i);
            _workers.Add(Task.Run(() => SendMailAsync(server, index, token)));
        }
        for (var i = 0; i < clients; i++)
        {
            var (server, index) = (servers[i % servers.Count], i);
            _workers.Add(Task.Run(() => SaveAsync(server, index, token)));
        }
    }

    /// <summary>Waits until so many messages more are acknowledged.</summary>
    public async Task AdvanceAsync(int more)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting) _waiting.Add((Acknowledged + more, reached));
        try
        {
            await reached.Task.WaitAsync(ReachLimit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{Acknowledged} messages were acknowledged, not {more} more. Deferred: {string.Join("; ", Deferrals.TakeLast(5))}. Refused: {string.Join("; ", Refusals.TakeLast(5))}.");
        }
    }

    /// <summary>Ends: what is under way is waited for.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_workers).WaitAsync(ReachLimit);
        _workers.Clear();
        _stopping.Dispose();
    }

    /// <summary>Delivers one message by a connection of its own, until it is taken.</summary>
    public Task<TimeSpan> DeliverAsync(ServerProcess server, string user, TimeSpan limit)
    {
        var id = NewId();
        return Eventually.UntilAsync(async () =>
        {
            using var client = await GreetAsync(server);
            return await DeliverAsync(client, user, id);
        }, limit, () => $"mail for {user} is taken; the last answers: {string.Join("; ", Deferrals.TakeLast(3))}");
    }

    /// <summary>A message for a user, whole but for its end.</summary>
    public static string Message(string user, string id) => $"From: sender@elsewhere.test\r\nTo: {user}\r\nSubject: {id}\r\nMessage-ID: {id}\r\nDate: Tue, 24 Nov 2026 12:00:00 +0000\r\n\r\n" + Body(id);

    public string NewId() => $"<{Interlocked.Increment(ref _next)}.{Guid.NewGuid():n}@elsewhere.test>";

    public void Acknowledge(string user, string id)
    {
        if (!_acknowledged.TryAdd(id, user)) throw new InvalidOperationException($"{id} was acknowledged twice.");
        var count = Interlocked.Increment(ref _count);
        lock (_waiting)
        {
            foreach (var (_, reached) in _waiting.Where(w => w.Count <= count)) reached.TrySetResult();
            _waiting.RemoveAll(w => w.Count <= count);
        }
    }

    // Every tenth is larger than what lies in a row, and has several chunks.
    private static string Body(string id) => Lines(id, id.Contains("0.", StringComparison.Ordinal) ? 1_500 : 20);

    private static string Lines(string id, int count) => string.Concat(Enumerable.Repeat($"{id} is a line of a message.\r\n", count));

    public static async Task<LmtpClient> GreetAsync(ServerProcess server)
    {
        var client = await LmtpClient.ConnectAsync(server.Place.Lmtp);
        await client.ReadAsync();
        await client.SendAsync("LHLO sender.elsewhere.test\r\n");
        await client.ReadReplyAsync();
        return client;
    }

    /// <summary>One transaction; whether it was taken. A refusal for good is noted, one for now too.</summary>
    private async Task<bool> DeliverAsync(LmtpClient client, string user, string id)
    {
        if (!Ok(await client.AskAsync("MAIL FROM:<sender@elsewhere.test>"))) return false;
        if (!Ok(await client.AskAsync($"RCPT TO:<{user}>"))) return false;
        if (!Ok(await client.AskAsync("DATA"))) return false;
        if (!Ok(await client.AskAsync(Message(user, id) + "\r\n."))) return false;
        Acknowledge(user, id);
        return true;
    }

    private bool Ok(string answer)
    {
        if (answer[0] is '2' or '3') return true;
        (answer[0] == '4' ? Deferrals : Refusals).Enqueue(answer);
        return false;
    }

    private async Task SendMailAsync(ServerProcess server, int index, CancellationToken stopping)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                using var client = await GreetAsync(server);
                while (!stopping.IsCancellationRequested)
                {
                    var (user, id) = (installation.Users[index++ % installation.Users.Count], NewId());
                    while (!await DeliverAsync(client, user, id) && !stopping.IsCancellationRequested)
                    {
                        await client.AskAsync("RSET");
                        await pause.WaitForNextTickAsync(CancellationToken.None);
                    }
                }
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                // The server is gone; what was under way may be there or not.
                await pause.WaitForNextTickAsync(CancellationToken.None);
            }
        }
    }

    private async Task SaveAsync(ServerProcess server, int index, CancellationToken stopping)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var user = installation.Users[index++ % installation.Users.Count];
                var mailbox = await installation.OpenAsync(server, user);
                for (var i = 0; i < 10 && !stopping.IsCancellationRequested; i++)
                {
                    var id = NewId();
                    await mailbox.CreateMessageAsync(mailbox.Inbox,
                        [new(PidTag.Subject, PropertyValue.String(id)), new(PidTag.InternetMessageId, PropertyValue.String(id)), new(PidTag.Body, PropertyValue.String(Lines(id, 100)))]);
                    Acknowledge(user, id);
                }
                await mailbox.Client.DisconnectAsync();
            }
            catch (Exception e) when (e is HttpRequestException or IOException or MapiHttpException or TimeoutException)
            {
                // A client that hears of trouble connects anew.
                await pause.WaitForNextTickAsync(CancellationToken.None);
            }
        }
    }
}
