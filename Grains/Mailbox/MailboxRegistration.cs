using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>Registers what mailbox grains need.</summary>
public static class MailboxRegistration
{
    /// <summary>Registers options, metrics and services of mailboxes. The store is registered apart.</summary>
    public static IServiceCollection AddMapiOrleansMailboxes(this IServiceCollection services, MailboxOptions options)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<MailboxMetrics>();
        services.AddSingleton<MailboxServices>();
        services.AddSingleton<ClusterStanding>();
        return services;
    }
}
