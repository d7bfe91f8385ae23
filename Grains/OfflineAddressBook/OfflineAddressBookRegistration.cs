using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MapiOrleans.Grains.OfflineAddressBook;

/// <summary>Registers offline address books.</summary>
public static class OfflineAddressBookRegistration
{
    /// <summary>Registers options, metrics, the builder and its work. Store and address books are registered apart.</summary>
    public static IServiceCollection AddMapiOrleansOfflineAddressBooks(this IServiceCollection services, OfflineAddressBookOptions options)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<OfflineAddressBookMetrics>();
        services.AddSingleton<OabChunkCache>();
        services.AddSingleton<OabBuilder>();
        services.AddSingleton<OabWork>();
        if (options.Enabled && options.WorkOnBuilds) services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<OabWork>());
        return services;
    }
}
