using System.Diagnostics;
using System.Globalization;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.bench;

/// <summary>Something that is measured once, because it is about a state and not about a rate: what holding it costs, or what the first time costs.</summary>
/// <param name="Name">What --scenario calls it.</param>
/// <param name="Description">What is measured.</param>
/// <param name="Run">Measures, and writes what it found.</param>
internal sealed record Probe(string Name, string Description, Func<LoadTarget, LoadOptions, TextWriter, CancellationToken, Task> Run)
{
    // Requests under way at once while sessions are opened: the server is to be filled, not to be raced.
    private const int Opening = 16;

    private const int FoldersPerRequest = 20;

    public static IReadOnlyList<Probe> All { get; } =
    [
        new("idle", "the server's memory for sessions that are logged on and do nothing", IdleAsync),
        new("activate", "the first Connect + Logon of mailboxes with many folders against the second; wants a server that was just started", ActivateAsync),
        SyncProbe.Download,
        SyncProbe.Incremental,
        SyncProbe.Upload,
        SearchProbe.Search,
        new("latency", "from a save of another session, and a delivery by LMTP (--lmtp), to the answer of NotificationWait", NotificationProbes.LatencyAsync),
        new("parked", "the server's memory for --sessions sessions that wait in NotificationWait", NotificationProbes.ParkedAsync),
        new("burst", "latency of one user's cheap ROP while another one's mailbox gets --burst messages", NotificationProbes.BurstAsync),
    ];

    private static async Task IdleAsync(LoadTarget target, LoadOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var before = await SettledMemoryAsync(target.Url, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var held = await OpenSessionsAsync(target, options.Sessions, cancellationToken);
        var opened = Stopwatch.GetElapsedTime(started);
        var after = await SettledMemoryAsync(target.Url, cancellationToken);
        // Each is asked once more: a session that was dropped meanwhile would make the memory look small.
        var alive = 0;
        PropertyTag[] tags = [PidTag.MailboxOwnerName];
        await Parallel.ForEachAsync(held, new ParallelOptions { MaxDegreeOfParallelism = Opening, CancellationToken = cancellationToken }, async (mailbox, token) =>
        {
            await mailbox.GetPropertiesAsync(mailbox.LogonHandle, tags, token);
            Interlocked.Increment(ref alive);
        });
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"idle: {alive} sessions of {target.Accounts.Count} users opened in {opened.TotalSeconds:0.0} s; server {before:0} -> {after:0} MiB, {(after - before) * 1024 / held.Length:0.0} KiB a session"));
        await Parallel.ForEachAsync(held, new ParallelOptions { MaxDegreeOfParallelism = Opening, CancellationToken = cancellationToken },
            async (mailbox, token) => await mailbox.Client.DisconnectAsync(token));
    }

    /// <summary>Opens sessions, their users in turn, and logs each on.</summary>
    internal static async Task<MapiMailbox[]> OpenSessionsAsync(LoadTarget target, int count, CancellationToken cancellationToken)
    {
        var sessions = new MapiMailbox[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Opening, CancellationToken = cancellationToken }, async (i, token) =>
        {
            var account = target.Accounts[i % target.Accounts.Count];
            sessions[i] = await MapiMailbox.ConnectAsync(target.NewClient(account), account.Dn, cancellationToken: token);
        });
        return sessions;
    }

    /// <summary>Resident MiB of the server once they have stopped moving by more than 1 MiB in three seconds, at most a minute later.</summary>
    internal static async Task<double> SettledMemoryAsync(Uri server, CancellationToken cancellationToken)
    {
        var last = ServerMemory.Of(server) ?? throw new InvalidOperationException("This probe wants a server on this machine.");
        for (var i = 0; i < 20; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(3), cancellationToken);
            var now = ServerMemory.Of(server) ?? throw new InvalidOperationException("The server ended.");
            if (Math.Abs(now - last) < 1) return now;
            last = now;
        }
        return last;
    }

    private static async Task ActivateAsync(LoadTarget target, LoadOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var (first, second, made) = (new List<double>(), new List<double>(), 0);
        foreach (var account in target.Accounts)
        {
            // The session is made by its mailbox, so it is Connect that activates it. The password's hash was paid for by Autodiscover.
            var (_, cold) = await LogonAsync(target, account, cancellationToken);
            var (mailbox, warm) = await LogonAsync(target, account, cancellationToken);
            var missing = await AddFoldersAsync(mailbox, options, cancellationToken);
            made += missing;
            if (missing == 0)
            {
                first.Add(cold.TotalMilliseconds);
                second.Add(warm.TotalMilliseconds);
            }
            await mailbox.Client.DisconnectAsync(cancellationToken);
        }
        if (made > 0) output.WriteLine($"activate: {made} folders made; start the server anew and measure again");
        if (first.Count == 0) return;
        first.Sort();
        second.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"activate: {first.Count} mailboxes of {options.Folders} folders: first Connect + Logon median {first[first.Count / 2]:0.00} ms, p95 {first[first.Count * 95 / 100]:0.00} ms; second median {second[second.Count / 2]:0.00} ms"));
    }

    private static async Task<(MapiMailbox Mailbox, TimeSpan Took)> LogonAsync(LoadTarget target, LoadAccount account, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var mailbox = await MapiMailbox.ConnectAsync(target.NewClient(account), account.Dn, cancellationToken: cancellationToken);
        return (mailbox, Stopwatch.GetElapsedTime(started));
    }

    private static async Task<int> AddFoldersAsync(MapiMailbox mailbox, LoadOptions options, CancellationToken cancellationToken)
    {
        var inbox = await mailbox.OpenFolderAsync(mailbox.Inbox, cancellationToken);
        var (_, parent) = await mailbox.CreateFolderAsync(inbox, options.Folder + " folders", cancellationToken);
        var there = (await mailbox.ListFoldersAsync(parent, [PidTag.FolderId], cancellationToken: cancellationToken)).Count;
        for (var next = there; next < options.Folders; next += FoldersPerRequest)
        {
            var requests = new List<RopRequest>();
            for (var i = next; i < Math.Min(next + FoldersPerRequest, options.Folders); i++)
            {
                requests.Add(new CreateFolderRequest { OutputHandleIndex = 1, OpenExisting = true, DisplayName = PropertyValue.String($"Folder {i}") });
                requests.Add(new LogonSimpleRequest(RopId.RopRelease) { HandleIndex = 1 });
            }
            foreach (var response in (await mailbox.Client.ExecuteAsync(requests, [parent, MapiMailbox.NoHandle], cancellationToken: cancellationToken)).Responses) MapiMailbox.EnsureSuccess(response);
        }
        return Math.Max(0, options.Folders - there);
    }
}
