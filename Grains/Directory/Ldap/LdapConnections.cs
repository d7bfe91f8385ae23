using System.Collections.Concurrent;
using System.Diagnostics;
using MapiOrleans.Grains.Interfaces.Directory;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Directory.Ldap;

/// <summary>
/// Checks passwords at LDAP directories, over connections that stay open: so many to each, and those of them that a server closed meanwhile are made
/// anew.
/// </summary>
public sealed class LdapConnections : IDisposable
{
    // Of nobody: what an account is checked as that the directory does not have, so that it takes as long.
    private const string Nobody = "cn=7f6b1f0c-nobody";

    private readonly ConcurrentDictionary<DirectorySource, Pool> _pools = new();
    private readonly LdapOptions _options;
    private readonly DirectoryMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<LdapConnections> _logger;

    /// <summary>The connections of a node.</summary>
    public LdapConnections(LdapOptions options, DirectoryMetrics metrics, TimeProvider time, ILogger<LdapConnections> logger) => (_options, _metrics, _time, _logger) = (options, metrics, time, logger);

    private sealed class Pool(int most)
    {
        public readonly SemaphoreSlim Slots = new(most);
        public readonly ConcurrentStack<(LdapSession Session, long Since)> Idle = new();
        public int Waiting;
    }

    /// <summary>Which of the candidates is the password of an entry; null where none is. An empty name is nobody's.</summary>
    /// <exception cref="DirectoryUnavailableException">The directory cannot be asked.</exception>
    internal async Task<string?> VerifyAsync(DomainInfo domain, string dn, IReadOnlyList<string> candidates)
    {
        var source = domain.Source ?? throw new ArgumentException($"{domain.Name} has no directory.", nameof(domain));
        var started = Stopwatch.GetTimestamp();
        var outcome = "failed";
        try
        {
            foreach (var candidate in candidates)
            {
                if (!await TryAsync(source, dn.Length > 0 ? dn : $"{Nobody},{source.BaseDn}", candidate) || dn.Length == 0) continue;
                outcome = "success";
                return candidate;
            }
            return null;
        }
        catch (LdapUnavailableException e)
        {
            outcome = "unavailable";
            DirectoryLog.BindUnavailable(_logger, domain.Name, e.Message);
            throw new DirectoryUnavailableException($"The directory of {domain.Name} cannot be asked now.");
        }
        finally
        {
            _metrics.BindDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    private async Task<bool> TryAsync(DirectorySource source, string dn, string password)
    {
        var pool = _pools.GetOrAdd(source, _ => new Pool(_options.MaxConnections));
        if (Interlocked.Increment(ref pool.Waiting) > _options.MaxQueuedBinds + _options.MaxConnections)
        {
            Interlocked.Decrement(ref pool.Waiting);
            _metrics.Refuse(nameof(LdapOptions.MaxQueuedBinds));
            throw new LdapUnavailableException($"More than {_options.MaxQueuedBinds} passwords wait to be checked (Ldap:MaxQueuedBinds).");
        }
        try
        {
            await pool.Slots.WaitAsync();
            try
            {
                // A server may have closed what lay idle, and says so only when it is used: then a new one is made.
                while (Take(pool) is { } kept)
                {
                    try
                    {
                        return await UseAsync(pool, kept, dn, password);
                    }
                    catch (LdapUnavailableException)
                    {
                        kept.Dispose();
                    }
                }
                return await UseAsync(pool, await LdapSession.OpenAsync(source, _options, CancellationToken.None), dn, password);
            }
            finally
            {
                pool.Slots.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref pool.Waiting);
        }
    }

    private async Task<bool> UseAsync(Pool pool, LdapSession session, string dn, string password)
    {
        bool right;
        try
        {
            right = await session.BindAsync(dn, password);
        }
        catch (LdapUnavailableException)
        {
            session.Dispose();
            throw;
        }
        pool.Idle.Push((session, _time.GetTimestamp()));
        return right;
    }

    private LdapSession? Take(Pool pool)
    {
        while (pool.Idle.TryPop(out var idle))
        {
            if (_time.GetElapsedTime(idle.Since) < _options.IdleTimeout) return idle.Session;
            idle.Session.Dispose();
        }
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var pool in _pools.Values)
        {
            while (pool.Idle.TryPop(out var idle)) idle.Session.Dispose();
            pool.Slots.Dispose();
        }
    }
}
