using System.CommandLine;
using MapiOrleans.bench;

var url = new Option<string>("--url") { Description = "The MAPI/HTTP endpoint, or the server, whose Autodiscover is asked then.", Required = true };
var vs = new Option<string?>("--vs") { Description = "A second server: both are asked in turn, and ratios are printed." };
var user = new Option<string>("--user") { Description = "The user's address; {0} in it is the session's number modulo --users.", DefaultValueFactory = _ => "user1@example.test" };
var users = new Option<int>("--users") { Description = "How many users {0} counts, from 1.", DefaultValueFactory = _ => 1 };
var password = new Option<string>("--password") { Description = "The password of every user; or the variable MAPI_BENCH_PASSWORD.", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("MAPI_BENCH_PASSWORD") ?? "" };
var sessions = new Option<int>("--sessions") { Description = "Concurrent sessions.", DefaultValueFactory = _ => 1 };
var seconds = new Option<int>("--seconds") { Description = "How long each scenario is measured.", DefaultValueFactory = _ => 10 };
var warmup = new Option<int>("--warmup") { Description = "Seconds before, not counted.", DefaultValueFactory = _ => 2 };
var scenarios = new Option<string[]>("--scenario")
{
    Description = $"What to measure over and over: {string.Join(", ", Scenario.All.Select(s => s.Name))}; or once: {string.Join(", ", Probe.All.Select(p => p.Name))}.",
    DefaultValueFactory = _ => [.. Scenario.All.Select(s => s.Name)],
    AllowMultipleArgumentsPerToken = true,
};
var folder = new Option<string>("--folder") { Description = "The folder below the Inbox that is worked in; made where it is missing.", DefaultValueFactory = _ => "Bench" };
var fill = new Option<int>("--fill") { Description = "Brings the folder of each user to so many messages first.", DefaultValueFactory = _ => 200 };
var folders = new Option<int>("--folders") { Description = "Folders that the probe activate brings each mailbox to.", DefaultValueFactory = _ => 1_000 };
var size = new Option<int>("--size") { Description = "Bytes of body of a message that is made.", DefaultValueFactory = _ => 5_000 };
var attachment = new Option<int>("--attachment") { Description = "Bytes of the attachment that each message of a folder to synchronize has; 0 for none.", DefaultValueFactory = _ => 0 };
var lmtp = new Option<string?>("--lmtp") { Description = "host:port of the server's LMTP, for the probes latency and burst." };
var rounds = new Option<int>("--rounds") { Description = "Rounds of the probe latency.", DefaultValueFactory = _ => 200 };
var burst = new Option<int>("--burst") { Description = "Messages of the probe burst.", DefaultValueFactory = _ => 10_000 };
var connections = new Option<int>("--burst-connections") { Description = "Connections or sessions that the probe burst sends them by.", DefaultValueFactory = _ => 16 };
var insecure = new Option<bool>("--insecure") { Description = "Trust any certificate." };

var root = new RootCommand("Load on a MAPI/HTTP server: throughput, latencies, errors, and the server's memory where it runs on this machine.")
{
    url, vs, user, users, password, sessions, seconds, warmup, scenarios, folder, fill, folders, size, attachment, lmtp, rounds, burst, connections, insecure,
};
root.SetAction(async (parsed, cancellationToken) =>
{
    var load = new LoadOptions
    {
        User = parsed.GetValue(user)!,
        Users = Math.Max(1, parsed.GetValue(users)),
        Password = parsed.GetValue(password)!,
        Sessions = Math.Max(1, parsed.GetValue(sessions)),
        Duration = TimeSpan.FromSeconds(Math.Max(1, parsed.GetValue(seconds))),
        Warmup = TimeSpan.FromSeconds(Math.Max(0, parsed.GetValue(warmup))),
        Folder = parsed.GetValue(folder)!,
        Fill = Math.Max(1, parsed.GetValue(fill)),
        Folders = Math.Max(1, parsed.GetValue(folders)),
        MessageSize = Math.Max(1, parsed.GetValue(size)),
        AttachmentSize = Math.Max(0, parsed.GetValue(attachment)),
        Lmtp = parsed.GetValue(lmtp),
        Rounds = Math.Max(1, parsed.GetValue(rounds)),
        Burst = Math.Max(1, parsed.GetValue(burst)),
        BurstConnections = Math.Max(1, parsed.GetValue(connections)),
        TrustAnyCertificate = parsed.GetValue(insecure),
    };
    var names = parsed.GetValue(scenarios)!;
    var chosen = Scenario.All.Where(s => names.Contains(s.Name)).ToList();
    var probes = Probe.All.Where(p => names.Contains(p.Name)).ToList();
    if (names.Any(n => Scenario.All.All(s => s.Name != n) && Probe.All.All(p => p.Name != n)))
    {
        Console.Error.WriteLine($"--scenario: one of {string.Join(", ", [.. Scenario.All.Select(s => s.Name), .. Probe.All.Select(p => p.Name)])}.");
        return 2;
    }
    var targets = new List<LoadTarget>();
    foreach (var text in (string?[])[parsed.GetValue(url), parsed.GetValue(vs)])
    {
        if (text is null) continue;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var server))
        {
            Console.Error.WriteLine($"{text} is no URL.");
            return 2;
        }
        targets.Add(await LoadTarget.FindAsync(server, load, cancellationToken));
    }
    foreach (var probe in probes)
        foreach (var target in targets)
            await probe.Run(target, load, Console.Out, cancellationToken);
    if (chosen.Count == 0) return 0;
    foreach (var target in targets) await target.FillAsync(cancellationToken);
    return await LoadRun.RunAsync(targets, chosen, load, Console.Out, cancellationToken) ? 0 : 1;
});
return await root.Parse(args).InvokeAsync();
