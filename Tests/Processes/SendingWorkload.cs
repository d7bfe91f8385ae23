using System.Collections.Concurrent;
using System.Net.Sockets;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;

namespace MapiOrleans.Tests.Processes;

/// <summary>Sending by MAPI over HTTP, as a client does it.</summary>
internal static class SendingClient
{
    private const int Outbox = 5;

    /// <summary>Makes a message and submits it; returns when the server has taken it, throws where it has not.</summary>
    public static async Task SubmitAsync(this MapiMailbox mailbox, string id, string body, params string[] recipients)
    {
        var rows = recipients.Select((r, i) => MessageClient.Smtp((uint)i, r, r)).ToArray();
        var reply = await mailbox.Client.ExecuteAsync(
            [
                new CreateMessageRequest { OutputHandleIndex = 1, CodePageId = 0x0FFF, FolderId = mailbox.SpecialFolders[Outbox] },
                new SetPropertiesRequest(RopId.RopSetProperties)
                {
                    HandleIndex = 1,
                    PropertyValues = [new(PidTag.Subject, PropertyValue.String(id)), new(PidTag.InternetMessageId, PropertyValue.String(id)), new(PidTag.Body, PropertyValue.String(body))],
                },
                new ModifyRecipientsRequest { HandleIndex = 1, RecipientColumns = [PidTag.SmtpAddress], RecipientRows = rows },
                new SubmitMessageRequest { HandleIndex = 1 },
                new LogonSimpleRequest(RopId.RopRelease) { HandleIndex = 1 },
            ], [mailbox.LogonHandle, MapiMailbox.NoHandle]);
        foreach (var response in reply.Responses) MapiMailbox.EnsureSuccess(response);
    }
}

/// <summary>A message that the server took.</summary>
internal sealed record SentMessage(string Id, string From, string To, string? Outside);

/// <summary>Users who send to each other and to the outside, as fast as servers take it, and a record of what was taken. What was not answered may be on its way or not.</summary>
internal sealed class SendingWorkload(Installation installation, string outsideDomain)
{
    private static readonly TimeSpan ReachLimit = TimeSpan.FromSeconds(90);

    private readonly ConcurrentQueue<SentMessage> _taken = [];
    private readonly List<Task> _workers = [];
    private CancellationTokenSource _stopping = new();
    private TaskCompletionSource? _reached;
    private int _wanted = int.MaxValue;
    private int _next;

    public IReadOnlyCollection<SentMessage> Taken => _taken;

    /// <summary>Refusals that no client should ever get.</summary>
    public ConcurrentQueue<string> Refusals { get; } = [];

    public void Start(ServerProcess server, int clients)
    {
        _stopping = new CancellationTokenSource();
        var token = _stopping.Token;
        for (var i = 0; i < clients; i++)
        {
            var index = i;
            _workers.Add(Task.Run(() => SendAsync(server, index, token)));
        }
    }

    /// <summary>Waits until so many messages more are taken.</summary>
    public async Task AdvanceAsync(int more)
    {
        _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _wanted, _taken.Count + more);
        await _reached.Task.WaitAsync(ReachLimit);
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_workers).WaitAsync(ReachLimit);
        _workers.Clear();
        _stopping.Dispose();
    }

    private async Task SendAsync(ServerProcess server, int index, CancellationToken stopping)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var users = installation.Users;
                var from = users[index % users.Count];
                var mailbox = await installation.OpenAsync(server, from);
                for (var i = 0; i < 10 && !stopping.IsCancellationRequested; i++)
                {
                    var number = Interlocked.Increment(ref _next);
                    var (id, to) = ($"<{number}.{Guid.NewGuid():n}@example.test>", users[(index + 1 + number % (users.Count - 1)) % users.Count]);
                    // Every third goes to the outside too, every fifth is larger than what lies in a row.
                    var outside = number % 3 == 0 ? $"out{number}@{outsideDomain}" : null;
                    var body = string.Concat(Enumerable.Repeat($"{id} is a line of a message.\r\n", number % 5 == 0 ? 200 : 5));
                    await mailbox.SubmitAsync(id, body, outside is null ? [to] : [to, outside]);
                    _taken.Enqueue(new SentMessage(id, from, to, outside));
                    if (_taken.Count >= Volatile.Read(ref _wanted)) _reached?.TrySetResult();
                }
                await mailbox.Client.DisconnectAsync();
            }
            catch (MapiHttpException e) when (e.ErrorCode != Mapi.MapiError.Success && !stopping.IsCancellationRequested && !server.HasExited)
            {
                Refusals.Enqueue(e.Message);
                await pause.WaitForNextTickAsync(CancellationToken.None);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or MapiHttpException or TimeoutException or SocketException)
            {
                // A client that hears of trouble connects anew.
                await pause.WaitForNextTickAsync(CancellationToken.None);
            }
        }
    }
}
