using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>Registers what address books need.</summary>
public static class AddressBookRegistration
{
    /// <summary>Registers options, metrics and the address books of a node. The store is registered apart.</summary>
    public static IServiceCollection AddMapiOrleansAddressBooks(this IServiceCollection services, AddressBookOptions options)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<AddressBookMetrics>();
        services.AddSingleton<AddressBooks>();
        services.AddSingleton<AddressBookSessions>();
        return services;
    }
}
