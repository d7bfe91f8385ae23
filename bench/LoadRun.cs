using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace MapiOrleans.bench;

/// <summary>What one scenario on one server came to.</summary>
internal sealed class Measured
{
    public List<double> Milliseconds { get; } = [];
    public Dictionary<string, int> Errors { get; } = [];
    public TimeSpan Elapsed { get; set; }
    public double PerSecond => Elapsed > TimeSpan.Zero ? Milliseconds.Count / Elapsed.TotalSeconds : 0;

    /// <summary>A percentile of the latencies, which must be sorted.</summary>
    public double At(double fraction) => Milliseconds.Count == 0 ? double.NaN : Milliseconds[Math.Min(Milliseconds.Count - 1, (int)(Milliseconds.Count * fraction))];
}

/// <summary>Runs scenarios one after the other; with two servers, in slices that alternate, so that a machine that slows down slows both.</summary>
internal static class LoadRun
{
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(2);

    /// <summary>Whether there was no error.</summary>
    public static async Task<bool> RunAsync(IReadOnlyList<LoadTarget> targets, IReadOnlyList<Scenario> scenarios, LoadOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        output.WriteLine($"{options.Sessions} sessions, {Math.Min(options.Users, options.Sessions)} users, {options.Duration.TotalSeconds:0} s each, {options.Fill} messages of {options.MessageSize} bytes; {Environment.ProcessorCount} processors here");
        output.WriteLine($"{"scenario",-9} {"server",-8} {"per second",11} {"median ms",10} {"p95 ms",9} {"p99 ms",9} {"errors",7} {"server MiB",11}");
        var clean = true;
        foreach (var scenario in scenarios)
        {
            var results = await MeasureAsync(targets, scenario, options, cancellationToken);
            for (var i = 0; i < targets.Count; i++)
            {
                var (name, result) = (i == 0 ? "A" : "B", results[i]);
                var errors = result.Errors.Values.Sum();
                clean &= errors == 0;
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{scenario.Name,-9} {name,-8} {result.PerSecond,11:0.0} {result.At(0.5),10:0.00} {result.At(0.95),9:0.00} {result.At(0.99),9:0.00} {errors,7} {ServerMemory.Of(targets[i].Url)?.ToString("0", CultureInfo.InvariantCulture) ?? "-",11}"));
                foreach (var (text, count) in result.Errors.OrderByDescending(e => e.Value).Take(3)) output.WriteLine($"          {count} x {text}");
            }
            if (targets.Count == 2)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"",-9} {"A/B",-8} {results[0].PerSecond / results[1].PerSecond,11:0.00} {results[0].At(0.5) / results[1].At(0.5),10:0.00} {results[0].At(0.95) / results[1].At(0.95),9:0.00} {results[0].At(0.99) / results[1].At(0.99),9:0.00}"));
        }
        return clean;
    }

    private static async Task<Measured[]> MeasureAsync(IReadOnlyList<LoadTarget> targets, Scenario scenario, LoadOptions options, CancellationToken cancellationToken)
    {
        var results = targets.Select(_ => new Measured()).ToArray();
        var rounds = new List<Func<int, Task>>[targets.Count];
        for (var i = 0; i < targets.Count; i++)
        {
            rounds[i] = [];
            for (var session = 0; session < options.Sessions; session++) rounds[i].Add(await scenario.Begin(targets[i], targets[i].UserOf(session), options, cancellationToken));
        }
        var next = new int[targets.Count * options.Sessions];
        for (var i = 0; i < targets.Count; i++)
            if (options.Warmup > TimeSpan.Zero)
                await SliceAsync(rounds[i], next.AsMemory(i * options.Sessions), options.Warmup, new Measured(), cancellationToken);
        var slice = targets.Count == 1 ? options.Duration : Slice < options.Duration ? Slice : options.Duration;
        for (var done = TimeSpan.Zero; done < options.Duration; done += slice)
            for (var i = 0; i < targets.Count; i++)
                await SliceAsync(rounds[i], next.AsMemory(i * options.Sessions), slice, results[i], cancellationToken);
        foreach (var result in results) result.Milliseconds.Sort();
        return results;
    }

    private static async Task SliceAsync(List<Func<int, Task>> rounds, Memory<int> next, TimeSpan duration, Measured into, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var all = await Task.WhenAll(rounds.Select((round, session) => Task.Run(async () =>
        {
            var mine = new Measured();
            while (Stopwatch.GetElapsedTime(started) < duration && !cancellationToken.IsCancellationRequested)
            {
                var begun = Stopwatch.GetTimestamp();
                try
                {
                    await round(next.Span[session]++);
                    mine.Milliseconds.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    var text = $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}";
                    mine.Errors[text] = mine.Errors.GetValueOrDefault(text) + 1;
                }
            }
            return mine;
        }, cancellationToken)));
        into.Elapsed += Stopwatch.GetElapsedTime(started);
        foreach (var mine in all)
        {
            into.Milliseconds.AddRange(mine.Milliseconds);
            foreach (var (text, count) in mine.Errors) into.Errors[text] = into.Errors.GetValueOrDefault(text) + count;
        }
    }
}

/// <summary>The memory of a server that runs on this machine: of the process that listens on its port.</summary>
internal static class ServerMemory
{
    /// <summary>Resident MiB; null where the server is elsewhere, or the machine does not say.</summary>
    public static double? Of(Uri url)
    {
        if (!OperatingSystem.IsLinux() || !(url.IsLoopback || IPAddress.TryParse(url.Host, out var address) && IPAddress.IsLoopback(address))) return null;
        var inodes = new HashSet<string>();
        foreach (var table in (string[])["/proc/net/tcp", "/proc/net/tcp6"])
        {
            if (!File.Exists(table)) continue;
            foreach (var line in File.ReadLines(table).Skip(1))
            {
                var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length > 9 && fields[3] == "0A" && fields[1].EndsWith($":{url.Port:X4}", StringComparison.Ordinal)) inodes.Add($"socket:[{fields[9]}]");
            }
        }
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                try
                {
                    if (Directory.GetFiles($"/proc/{process.Id}/fd").Any(f => new FileInfo(f).LinkTarget is { } link && inodes.Contains(link))) return process.WorkingSet64 / 1048576.0;
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
                {
                    // A process that ended meanwhile, or is somebody else's.
                }
            }
        }
        return null;
    }
}
