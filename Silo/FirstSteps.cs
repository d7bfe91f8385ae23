using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.Silo;

/// <summary>Says what to do next where nothing is set up yet.</summary>
internal sealed partial class FirstSteps(IGrainFactory grains, IHostApplicationLifetime lifetime, ILogger<FirstSteps> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        var domains = await grains.GetGrain<IDirectoryGrain>(0).GetDomainsAsync().WaitAsync(stoppingToken);
        if (domains.Count == 0) Empty(logger);
        else if (!domains.Any(d => d.MapiEnabled)) Off(logger, domains.Count);
    }

    [LoggerMessage(6001, LogLevel.Warning, "There is no domain yet. Next: start with --provision FILE.json (docs/provisioning.md shows one), or ask this server with `mapiorleans admin domain add NAME`; --demo shows it all at work.")]
    private static partial void Empty(ILogger logger);

    [LoggerMessage(6002, LogLevel.Warning, "MAPI is off in all {Domains} domains: Outlook cannot connect. Next: `mapiorleans admin domain mapi on NAME`, or set its mapi to enabled when provisioning.")]
    private static partial void Off(ILogger logger, int domains);
}
