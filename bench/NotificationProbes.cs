using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.bench;

/// <summary>How soon clients hear of what happens, what it costs that they wait for it, and what a burst of mail does to others.</summary>
internal static class NotificationProbes
{
    private const NotificationTypes Listened = NotificationTypes.NewMail | NotificationTypes.ObjectCreated | NotificationTypes.ObjectModified;

    /// <summary>From a delivery, or another session's save, to the answer of NotificationWait.</summary>
    public static async Task LatencyAsync(LoadTarget target, LoadOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var account = target.Accounts[0];
        var listener = await ListenAsync(target, account, cancellationToken);
        await MeasureAsync("save of another session", await SaverAsync(target, account, options, cancellationToken));
        if (options.Lmtp is { } server)
        {
            using var lmtp = await LmtpClient.ConnectAsync(server, cancellationToken);
            await MeasureAsync("delivery by LMTP", number => lmtp.DeliverAsync(account.Address, SampleMessage.MakeMime(number, options.MessageSize), cancellationToken));
        }
        await listener.Client.DisconnectAsync(cancellationToken);

        async Task MeasureAsync(string what, Func<int, Task> cause)
        {
            var (after, whole) = (new List<double>(), new List<double>());
            for (var round = 0; round < options.Rounds; round++)
            {
                await DrainAsync(listener, cancellationToken);
                var waiting = WaitAsync();
                var begun = Stopwatch.GetTimestamp();
                await cause(round);
                var caused = Stopwatch.GetTimestamp();
                var answered = await waiting;
                // The answer to the wait may overtake the one to the cause.
                after.Add(Math.Max(0, Stopwatch.GetElapsedTime(caused, answered).TotalMilliseconds));
                whole.Add(Stopwatch.GetElapsedTime(begun, answered).TotalMilliseconds);
            }
            output.WriteLine($"latency: {what}, {options.Rounds} rounds: NotificationWait answered {Describe(after)} after the {what.Split(' ')[0]} was acknowledged, {Describe(whole)} after it was sent");
        }

        async Task<long> WaitAsync()
        {
            while (!await listener.Client.NotificationWaitAsync(cancellationToken))
            {
            }
            return Stopwatch.GetTimestamp();
        }
    }

    /// <summary>The server's memory for sessions that listen and wait.</summary>
    public static async Task ParkedAsync(LoadTarget target, LoadOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var before = await Probe.SettledMemoryAsync(target.Url, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var sessions = await Probe.OpenSessionsAsync(target, options.Sessions, cancellationToken);
        await Parallel.ForEachAsync(sessions, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (session, token) => await RegisterAsync(session, token));
        var idle = await Probe.SettledMemoryAsync(target.Url, cancellationToken);
        var waits = Array.ConvertAll(sessions, s => s.Client.NotificationWaitAsync(cancellationToken));
        var after = await Probe.SettledMemoryAsync(target.Url, cancellationToken);
        var parked = waits.Count(w => !w.IsCompleted);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"parked: {parked} of {sessions.Length} sessions of {target.Accounts.Count} users wait, {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s after the first was opened; server {before:0} MiB, {idle:0} listening, {after:0} waiting: {(after - before) * 1024 / sessions.Length:0.0} KiB a session, {(after - idle) * 1024 / sessions.Length:0.0} KiB of it the wait"));
        // Each mailbox gets a message: whoever waits for it must hear.
        started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(target.Accounts, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (account, token) => await (await SaverAsync(target, account, options, token))(0));
        var saved = Stopwatch.GetElapsedTime(started);
        var heard = 0;
        foreach (var wait in waits) heard += await wait.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken) ? 1 : 0;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"parked: a message for each of {target.Accounts.Count} mailboxes in {saved.TotalSeconds:0.0} s; {heard} of {waits.Length} waits told, the last {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s after the first was sent"));
        await Parallel.ForEachAsync(sessions, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (session, token) => await session.Client.DisconnectAsync(token));
    }

    /// <summary>What others wait while one mailbox is flooded, and its owner listens with a sorted table open.</summary>
    public static async Task BurstAsync(LoadTarget target, LoadOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        if (target.Accounts.Count < 2) throw new InvalidOperationException("This probe wants two users (--users 2 --sessions 2): one is flooded, one stands by.");
        var (flooded, bystander) = (target.Accounts[0], target.Accounts[1]);
        var listener = await ListenAsync(target, flooded, cancellationToken);
        var table = await OpenTableAsync(listener, cancellationToken);
        var other = await MapiMailbox.ConnectAsync(target.NewClient(bystander), bystander.Dn, cancellationToken: cancellationToken);
        var quiet = await AskAsync(other, TimeSpan.FromSeconds(5), Task.Delay(Timeout.Infinite, cancellationToken), cancellationToken);

        var causes = new ConcurrentBag<Func<int, Task>>();
        var connections = new List<LmtpClient>();
        for (var i = 0; i < options.BurstConnections; i++)
        {
            if (options.Lmtp is { } server)
            {
                var lmtp = await LmtpClient.ConnectAsync(server, cancellationToken);
                connections.Add(lmtp);
                causes.Add(number => lmtp.DeliverAsync(flooded.Address, SampleMessage.MakeMime(number, options.MessageSize), cancellationToken));
            }
            else
            {
                causes.Add(await SaverAsync(target, flooded, options, cancellationToken));
            }
        }
        var next = 0;
        var begun = Stopwatch.GetTimestamp();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var fetched = FetchAsync(listener, table, ended.Token);
        var burst = Task.WhenAll(causes.Select(cause => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number <= options.Burst) await cause(number);
        }, cancellationToken)));
        var during = await AskAsync(other, TimeSpan.FromHours(1), burst, cancellationToken);
        await burst;
        var took = Stopwatch.GetElapsedTime(begun);
        await ended.CancelAsync();
        var requests = await fetched;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"burst: {options.Burst} messages into one mailbox in {took.TotalSeconds:0.0} s ({options.Burst / took.TotalSeconds:0} a second, {(options.Lmtp is null ? "saved" : "by LMTP")}); its owner heard of them in {requests} requests"));
        output.WriteLine($"burst: another user's cheap ROP: {Describe(quiet)} before, {Describe(during)} during it ({during.Count} requests)");
        foreach (var connection in connections) connection.Dispose();
        await listener.Client.DisconnectAsync(cancellationToken);
        await other.Client.DisconnectAsync(cancellationToken);
    }

    private static async Task<MapiMailbox> ListenAsync(LoadTarget target, LoadAccount account, CancellationToken cancellationToken)
    {
        var mailbox = await MapiMailbox.ConnectAsync(target.NewClient(account), account.Dn, cancellationToken: cancellationToken);
        await RegisterAsync(mailbox, cancellationToken);
        return mailbox;
    }

    private static async Task RegisterAsync(MapiMailbox mailbox, CancellationToken cancellationToken)
    {
        var (response, _) = await mailbox.Client.ExecuteAsync(new RegisterNotificationRequest { OutputHandleIndex = 1, NotificationTypes = Listened, WantWholeStore = true }, [mailbox.LogonHandle, MapiMailbox.NoHandle], cancellationToken);
        MapiMailbox.EnsureSuccess(response);
    }

    /// <summary>What saves one message into the Inbox, from a session of its own.</summary>
    private static async Task<Func<int, Task>> SaverAsync(LoadTarget target, LoadAccount account, LoadOptions options, CancellationToken cancellationToken)
    {
        var mailbox = await MapiMailbox.ConnectAsync(target.NewClient(account), account.Dn, cancellationToken: cancellationToken);
        return number => mailbox.CreateMessageAsync(mailbox.Inbox, SampleMessage.Make(number, options.MessageSize), cancellationToken: cancellationToken);
    }

    private static async Task<uint> OpenTableAsync(MapiMailbox mailbox, CancellationToken cancellationToken)
    {
        var inbox = await mailbox.OpenFolderAsync(mailbox.Inbox, cancellationToken);
        PropertyTag[] columns = [PidTag.Mid, PidTag.Subject, PidTag.MessageDeliveryTime];
        var query = new QueryRowsRequest { HandleIndex = 1, RowCount = 50 };
        RowColumns.Attach(query, columns);
        var reply = await mailbox.Client.ExecuteAsync(
            [
                new GetTableRequest(RopId.RopGetContentsTable) { OutputHandleIndex = 1 },
                new SetColumnsRequest { HandleIndex = 1, PropertyTags = columns },
                new SortTableRequest { HandleIndex = 1, SortOrders = [new TableSortOrder(PidTag.MessageDeliveryTime, TableSortOrder.Descending)] },
                query,
            ], [inbox, MapiMailbox.NoHandle], cancellationToken: cancellationToken);
        foreach (var response in reply.Responses.Where(r => r is not (NotifyResponse or PendingResponse))) MapiMailbox.EnsureSuccess(response);
        return reply.Handles[1];
    }

    /// <summary>Fetches what waits, until nothing does.</summary>
    private static async Task DrainAsync(MapiMailbox mailbox, CancellationToken cancellationToken)
    {
        while ((await mailbox.Client.ExecuteAsync([], [], cancellationToken: cancellationToken)).Responses.Count > 0)
        {
        }
    }

    /// <summary>Waits, and looks at the table's first rows whenever there is news, as a client does; gives how often.</summary>
    private static async Task<int> FetchAsync(MapiMailbox mailbox, uint table, CancellationToken cancellationToken)
    {
        var requests = 0;
        try
        {
            while (true)
            {
                if (!await mailbox.Client.NotificationWaitAsync(cancellationToken)) continue;
                requests++;
                await mailbox.Client.ExecuteAsync([new SeekRowRequest { Origin = TableOrigin.Beginning }], [table], cancellationToken: cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            return requests;
        }
    }

    /// <summary>Asks cheap ROPs one after the other until something ended; gives the latencies.</summary>
    private static async Task<List<double>> AskAsync(MapiMailbox mailbox, TimeSpan longest, Task until, CancellationToken cancellationToken)
    {
        PropertyTag[] tags = [PidTag.MailboxOwnerName];
        var latencies = new List<double>();
        for (var started = Stopwatch.GetTimestamp(); !until.IsCompleted && Stopwatch.GetElapsedTime(started) < longest;)
        {
            var begun = Stopwatch.GetTimestamp();
            await mailbox.GetPropertiesAsync(mailbox.LogonHandle, tags, cancellationToken);
            latencies.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellationToken);
        }
        return latencies;
    }

    private static string Describe(List<double> milliseconds)
    {
        milliseconds.Sort();
        return milliseconds.Count == 0 ? "nothing" : string.Create(CultureInfo.InvariantCulture,
            $"median {milliseconds[milliseconds.Count / 2]:0.00} ms, p95 {milliseconds[milliseconds.Count * 95 / 100]:0.00} ms, longest {milliseconds[^1]:0.00} ms");
    }
}
