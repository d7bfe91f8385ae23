using System.Diagnostics;
using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.Grains.Directory;

/// <summary>
/// Hashes and checks secrets of this node, so many at once and no more, off the grains' threads: a grain that waits for a hash keeps on
/// answering.
/// </summary>
public sealed class PasswordHasher(DirectoryOptions options, DirectoryMetrics metrics) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.MaxConcurrentHashes);
    // Nobody's: what an unknown account is checked against.
    private readonly PasswordHash _nobody = new(options.PasswordIterations, new byte[16], new byte[64]);
    private int _waiting;

    /// <summary>The text form of a new hash.</summary>
    internal Task<string> HashAsync(string password) => RunAsync(() => PasswordHash.Create(password, options.PasswordIterations).ToString());

    /// <summary>Which of the candidates is right, and whether the hash should be made anew; null where none is. All are tried for an account without a hash.</summary>
    internal async Task<(string Password, bool Outdated)?> VerifyAsync(string? stored, IReadOnlyList<string> candidates)
    {
        var hash = stored is null ? null : PasswordHash.TryParse(stored);
        var outdated = hash is not null && hash.Iterations < options.PasswordIterations;
        foreach (var candidate in candidates)
        {
            if (await RunAsync(() => (hash ?? _nobody).Verify(candidate, options.PasswordIterations)) && hash is not null) return (candidate, outdated);
        }
        return null;
    }

    internal async Task<T> RunAsync<T>(Func<T> work)
    {
        if (Interlocked.Increment(ref _waiting) > options.MaxQueuedHashes + options.MaxConcurrentHashes)
        {
            Interlocked.Decrement(ref _waiting);
            metrics.Refuse(nameof(DirectoryOptions.MaxQueuedHashes));
            throw new DirectoryUnavailableException("Too many secrets wait to be checked.");
        }
        try
        {
            await _slots.WaitAsync();
            try
            {
                var started = Stopwatch.GetTimestamp();
                metrics.Hashing.Add(1);
                try
                {
                    return await Task.Run(work);
                }
                finally
                {
                    metrics.Hashing.Add(-1);
                    metrics.HashDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
                }
            }
            finally
            {
                _slots.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();
}
