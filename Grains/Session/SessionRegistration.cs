using MapiOrleans.Grains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Session;

/// <summary>Registers what session grains need.</summary>
public static class SessionRegistration
{
    /// <summary>Registers limits, metrics and services of sessions. The store and mailboxes are registered apart.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A limit is none.</exception>
    public static IServiceCollection AddMapiOrleansSessions(this IServiceCollection services, SessionLimits limits)
    {
        limits.Validate();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(limits);
        services.AddSingleton<SessionMetrics>();
        services.AddSingleton(provider => new SessionServices(
            provider.GetRequiredService<IMailboxStore>(), provider.GetRequiredService<IGrainFactory>(), limits,
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<SessionMetrics>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger<MapiSession>()));
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SubscriptionWatch>();
        return services;
    }
}
