using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MapiOrleans.WebFrontend.Lmtp;

/// <summary>Registers the LMTP server.</summary>
public static class LmtpRegistration
{
    /// <summary>Registers server and options; <see cref="Grains.Interfaces.Delivery.IMailDelivery"/> is registered apart.</summary>
    public static IServiceCollection AddMapiOrleansLmtp(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptions<LmtpOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LmtpOptions>, LmtpOptionsValidator>();
        services.AddSingleton<LmtpMetrics>();
        services.AddSingleton<LmtpServer>();
        services.AddHostedService(static provider => provider.GetRequiredService<LmtpServer>());
        return services;
    }
}
