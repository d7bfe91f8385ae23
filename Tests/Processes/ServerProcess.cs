using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace MapiOrleans.Tests.Processes;

/// <summary>Ports and folder of a node: they stay when its process is another.</summary>
internal sealed record NodePlace(string DataDirectory, int Http, int Lmtp, int Silo, int Gateway)
{
    public static NodePlace Create(string dataDirectory, bool ownPorts)
    {
        var ports = FreePorts(4);
        return new NodePlace(dataDirectory, ports[0], ports[1], ownPorts ? ports[2] : 0, ownPorts ? ports[3] : 0);
    }

    // All are held until the last is found, so that none is given twice.
    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners) listener.Start();
        var ports = listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners) listener.Dispose();
        return ports;
    }
}

/// <summary>
/// The real server in a process of its own: MapiOrleans.Silo.dll as it was built, on free loopback ports. Whatever becomes of a test, its
/// process ends with it.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int MaxLines = 5_000;
    private const int SigStop = 19;
    private const int SigContinue = 18;
    private const int SigTerminate = 15;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly HttpClient Health = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly Process _process;
    private readonly Queue<string> _lines = new();

    private ServerProcess(NodePlace place, Process process) => (Place, _process) = (place, process);

    public NodePlace Place { get; }

    public Uri Endpoint => new($"http://127.0.0.1:{Place.Http}/mapi/emsmdb/");

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public string Log
    {
        get
        {
            lock (_lines) return string.Join('\n', _lines);
        }
    }

    /// <summary>Starts a node; it may not be ready yet.</summary>
    public static ServerProcess Start(NodePlace place, IEnumerable<(string Name, string Value)> settings, string? provision = null)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = place.DataDirectory,
        };
        // The collector of small machines: several servers share one here.
        start.Environment["DOTNET_gcServer"] = "0";
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MAPIORLEANS_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "MapiOrleans.Silo.dll"));
        (string, string)[] own =
        [
            ("DataDirectory", place.DataDirectory), ("Listen:Https", "off"), ("Listen:Admin", "off"), ("Listen:Http", $"127.0.0.1:{place.Http}"),
            ("Lmtp:Listen", $"127.0.0.1:{place.Lmtp}"), ("Cluster:SiloPort", $"{place.Silo}"), ("Cluster:GatewayPort", $"{place.Gateway}"),
            ("Directory:PasswordIterations", "1000"),
        ];
        foreach (var (name, value) in own.Concat(settings)) start.ArgumentList.Add($"--{name}={value}");
        if (provision is not null) start.ArgumentList.Add($"--provision={provision}");

        var server = new ServerProcess(place, new Process { StartInfo = start });
        server._process.OutputDataReceived += (_, e) => server.Keep(e.Data);
        server._process.ErrorDataReceived += (_, e) => server.Keep(e.Data);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Waits until the node serves, and has provisioned where it was asked to.</summary>
    public async Task<ServerProcess> ReadyAsync(bool provisioned = false)
    {
        await Eventually.UntilAsync(async () =>
        {
            if (_process.HasExited) throw new InvalidOperationException($"The server ended with {_process.ExitCode}:\n{Log}");
            if (provisioned && !Log.Contains("unchanged", StringComparison.Ordinal)) return false;
            using var answer = await Health.GetAsync(new Uri($"http://127.0.0.1:{Place.Http}/mapi/healthcheck.htm"));
            return answer.StatusCode == HttpStatusCode.OK;
        }, StartLimit, () => $"the server is ready:\n{Log}");
        return this;
    }

    /// <summary>SIGKILL: nothing of the process runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and how long the end took.</summary>
    public async Task<TimeSpan> TerminateAsync(TimeSpan limit)
    {
        var started = Stopwatch.GetTimestamp();
        Signal(SigTerminate);
        await _process.WaitForExitAsync().WaitAsync(limit);
        return Stopwatch.GetElapsedTime(started);
    }

    public void Stop() => Signal(SigStop);

    public void Continue() => Signal(SigContinue);

    public Task EndedAsync(TimeSpan limit) => _process.WaitForExitAsync().WaitAsync(limit);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_lines)
        {
            if (_lines.Count >= MaxLines) _lines.Dequeue();
            _lines.Enqueue(line);
        }
    }

    private void Signal(int signal)
    {
        if (kill(_process.Id, signal) != 0) throw new InvalidOperationException($"Signal {signal} to {_process.Id}: error {Marshal.GetLastPInvokeError()}");
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);
}

/// <summary>Waits for what another process does: asks again and again, for a limited time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until it is so, and gives how long it took. What cannot be reached yet is not so yet.</summary>
    public static async Task<TimeSpan> UntilAsync(Func<Task<bool>> condition, TimeSpan limit, Func<string> what)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Period);
        while (true)
        {
            try
            {
                if (await condition()) return Stopwatch.GetElapsedTime(started);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or SocketException or OperationCanceledException)
            {
                // The server is not there yet, or not any more.
            }
            if (Stopwatch.GetElapsedTime(started) > limit) throw new TimeoutException($"Not within {limit}: {what()}");
            await timer.WaitForNextTickAsync();
        }
    }
}
