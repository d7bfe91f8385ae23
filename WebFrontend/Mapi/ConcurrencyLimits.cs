using System.Collections.Concurrent;
using MapiOrleans.WebFrontend.Diagnostics;
using Microsoft.Extensions.Options;

namespace MapiOrleans.WebFrontend.Mapi;

/// <summary>
/// How many requests are worked on at a time: in all, and of one account. A saturated process starves its own timers and calls, so what is
/// too much is refused at the door.
/// </summary>
internal sealed class ConcurrencyLimits(IOptionsMonitor<WebFrontendOptions> options, WebFrontendMetrics metrics, ILogger<ConcurrencyLimits> logger)
{
    private sealed class Counter
    {
        public int Requests;
        public int Waits;
    }

    private readonly Counter _all = new();
    private readonly Counter _downloads = new();
    private readonly ConcurrentDictionary<Guid, Counter> _users = [];

    /// <summary>Lets a request in, or null where it is one too many. It is out when the result is disposed.</summary>
    public IDisposable? Enter(bool wait)
    {
        var most = wait ? options.CurrentValue.MaxConcurrentWaits : options.CurrentValue.MaxConcurrentRequests;
        if (!TryAdd(_all, wait, most)) return Refuse("everybody", wait ? nameof(WebFrontendOptions.MaxConcurrentWaits) : nameof(WebFrontendOptions.MaxConcurrentRequests), most);
        metrics.Active(wait, 1);
        return new Exit(() =>
        {
            Take(_all, wait);
            metrics.Active(wait, -1);
        });
    }

    /// <summary>The same for a download of an offline address book.</summary>
    public IDisposable? EnterDownload()
    {
        var most = options.CurrentValue.MaxConcurrentDownloads;
        if (!TryAdd(_downloads, wait: false, most)) return Refuse("downloads", nameof(WebFrontendOptions.MaxConcurrentDownloads), most);
        return new Exit(() => Take(_downloads, wait: false));
    }

    /// <summary>The same for one account.</summary>
    public IDisposable? EnterUser(Guid account, string name, bool wait)
    {
        var most = wait ? options.CurrentValue.MaxConcurrentWaitsPerUser : options.CurrentValue.MaxConcurrentRequestsPerUser;
        while (true)
        {
            var counter = _users.GetOrAdd(account, _ => new Counter());
            lock (counter)
            {
                // Taken out by the last one that left, between the two lines above: not the one that counts any more.
                if (!_users.TryGetValue(account, out var current) || current != counter) continue;
                if (!TryAdd(counter, wait, most)) break;
            }
            return new Exit(() =>
            {
                lock (counter)
                {
                    Take(counter, wait);
                    if (counter is { Requests: 0, Waits: 0 }) _users.TryRemove(account, out _);
                }
            });
        }
        return Refuse(name, wait ? nameof(WebFrontendOptions.MaxConcurrentWaitsPerUser) : nameof(WebFrontendOptions.MaxConcurrentRequestsPerUser), most);
    }

    private IDisposable? Refuse(string name, string limit, int value)
    {
        metrics.Refuse(limit);
        WebFrontendLog.LimitReached(logger, name, limit, value);
        return null;
    }

    private static bool TryAdd(Counter counter, bool wait, int most)
    {
        ref var count = ref wait ? ref counter.Waits : ref counter.Requests;
        if (Interlocked.Increment(ref count) <= most) return true;
        Interlocked.Decrement(ref count);
        return false;
    }

    private static void Take(Counter counter, bool wait) => Interlocked.Decrement(ref wait ? ref counter.Waits : ref counter.Requests);

    private sealed class Exit(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }
}
