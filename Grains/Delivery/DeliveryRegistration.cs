using MapiOrleans.Grains.Delivery.Rules;
using MapiOrleans.Grains.Interfaces.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace MapiOrleans.Grains.Delivery;

/// <summary>Registers delivery.</summary>
public static class DeliveryRegistration
{
    /// <summary>Registers <see cref="IMailDelivery"/>. Store and mailboxes are registered apart.</summary>
    public static IServiceCollection AddMapiOrleansDelivery(this IServiceCollection services, DeliveryOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<DeliveryMetrics>();
        services.AddSingleton(provider => new PatientCalls(options, provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.AddSingleton<RecipientResolver>();
        services.AddSingleton<RuleReader>();
        services.AddSingleton<RuleAddresses>();
        services.AddSingleton<AutoReplies>();
        services.AddSingleton<RuleEngine>();
        services.AddSingleton<MailFiling>();
        services.AddSingleton<ContentTransfer>();
        services.AddSingleton<ArrivalServices>();
        services.AddSingleton<IObjectDelivery, MailDelivery>();
        services.AddSingleton<IMailDelivery>(provider => provider.GetRequiredService<IObjectDelivery>());
        return services;
    }
}
