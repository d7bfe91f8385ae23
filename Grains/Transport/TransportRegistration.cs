using Microsoft.Extensions.DependencyInjection;

namespace MapiOrleans.Grains.Transport;

/// <summary>Registers the queue of outgoing mail.</summary>
public static class TransportRegistration
{
    /// <summary>Registers the queue and what works at it. Store, mailboxes and delivery are registered apart.</summary>
    public static IServiceCollection AddMapiOrleansTransport(this IServiceCollection services, SmarthostOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<ISmarthost, Smarthost>();
        services.AddSingleton<MailComposer>();
        services.AddSingleton<OutgoingMail>();
        services.AddSingleton<RelayMessages>();
        services.AddSingleton<DestinationGate>();
        services.AddSingleton<TransportMetrics>();
        services.AddSingleton<SubmissionWork>();
        services.AddSingleton<RelayWork>();
        services.AddSingleton<MailQueue>();
        if (options.WorkOnQueue) services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<MailQueue>());
        return services;
    }
}
