using MapiOrleans.Grains.Interfaces.Session;
using MapiOrleans.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Session;

/// <summary>
/// What a session grain holds between requests, apart from Orleans, so that it can be tested without a cluster. Runs one ROP
/// buffer at a time.
/// </summary>
internal sealed partial class MapiSession(SessionOpen open, SessionServices services)
{
    private readonly CancellationTokenSource _ended = new();

    /// <summary>How the session was opened.</summary>
    public SessionOpen Open { get; } = open;

    /// <summary>What it works with.</summary>
    public SessionServices Services { get; } = services;

    /// <summary>Its handles.</summary>
    public HandleTable Handles { get; } = new(services.Limits, services.Metrics);

    /// <summary>What waits for the client to fetch it.</summary>
    public SessionEvents Events { get; } = new(services.Limits, services.Metrics);

    /// <summary>The code page of 8-bit text.</summary>
    public int CodePage => (int)Open.CodePage;

    /// <summary>Is cancelled when the session ends.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Releases all that the session holds and ends whoever waits for it.</summary>
    public void End()
    {
        EndOperations();
        Events.Clear();
        Handles.Clear();
        _ended.Cancel();
    }
}

/// <summary>What sessions work with.</summary>
/// <param name="Store">Reads of content, and large values.</param>
/// <param name="Grains">To reach mailboxes and the directory.</param>
/// <param name="Limits">Bounds.</param>
/// <param name="Time">The clock.</param>
/// <param name="Metrics">Instruments.</param>
/// <param name="Logger">Where ROP failures are logged, with session, ROP and reason.</param>
internal sealed record SessionServices(IMailboxStore Store, IGrainFactory Grains, SessionLimits Limits, TimeProvider Time, SessionMetrics Metrics, ILogger Logger)
{
    /// <summary>Where the mailboxes are that sessions of this node listen to.</summary>
    public SubscriptionPlaces Places { get; } = new();

    /// <summary>Turns of downloads that read from the store: what each holds in memory is bounded, and so is what all of them hold.</summary>
    public SemaphoreSlim DownloadTurns { get; } = new(Limits.MaxConcurrentDownloads);
}
