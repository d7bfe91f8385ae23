using MapiOrleans.Grains.Directory.Ldap;
using MapiOrleans.Grains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MapiOrleans.Grains.Directory;

/// <summary>What the directory's grains of a node work with. A singleton.</summary>
/// <param name="store">The store.</param>
/// <param name="links">What is copied from where.</param>
/// <param name="options">Bounds.</param>
/// <param name="hasher">Passwords.</param>
/// <param name="metrics">Instruments.</param>
/// <param name="time">The clock.</param>
public sealed class DirectoryServices(IDirectoryStore store, IDirectoryLinkStore links, DirectoryOptions options, PasswordHasher hasher, DirectoryMetrics metrics, TimeProvider time)
{
    /// <summary>The store.</summary>
    public IDirectoryStore Store { get; } = store;

    /// <summary>What is copied from where.</summary>
    public IDirectoryLinkStore Links { get; } = links;

    /// <summary>Bounds.</summary>
    public DirectoryOptions Options { get; } = options;

    /// <summary>Passwords.</summary>
    public PasswordHasher Hasher { get; } = hasher;

    /// <summary>Instruments.</summary>
    public DirectoryMetrics Metrics { get; } = metrics;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;
}

/// <summary>Registers what the directory's grains need.</summary>
public static class DirectoryRegistration
{
    /// <summary>Registers options, metrics and services of the directory. The store is registered apart.</summary>
    public static IServiceCollection AddMapiOrleansDirectory(this IServiceCollection services, DirectoryOptions options, LdapOptions? ldap = null)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<DirectoryMetrics>();
        services.AddSingleton<PasswordHasher>();
        services.AddSingleton<DirectoryServices>();
        // Who says nothing of LDAP can sign in by it, and copies nothing.
        services.AddSingleton(ldap ?? new LdapOptions { Synchronize = false });
        services.AddSingleton<LdapConnections>();
        services.AddSingleton<DirectorySynchronizer>();
        if (ldap is { Synchronize: true }) services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<DirectorySynchronizer>());
        return services;
    }
}
