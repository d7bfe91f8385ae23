using System.Net;
using MapiOrleans.WebFrontend.Authentication;
using MapiOrleans.WebFrontend.Autodiscover;
using MapiOrleans.WebFrontend.Diagnostics;
using MapiOrleans.WebFrontend.Mapi;
using MapiOrleans.WebFrontend.Oab;
using MapiOrleans.WebFrontend.Tls;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace MapiOrleans.WebFrontend;

/// <summary>Puts the HTTP front end into a host: services first, then endpoints.</summary>
public static class WebFrontendServices
{
    /// <summary>
    /// Registers the front end with its settings from <paramref name="configuration"/>, sections WebFrontend, Mapi, Authentication,
    /// Autodiscover and Tls. The host needs an <see cref="IGrainFactory"/>: a silo in the same process, or a client of the cluster.
    /// </summary>
    public static IServiceCollection AddMapiOrleansWebFrontend(this IServiceCollection services, IConfiguration configuration)
    {
        Bind<WebFrontendOptions, WebFrontendOptionsValidator>(services, configuration, "WebFrontend");
        Bind<MapiEndpointOptions, MapiEndpointOptionsValidator>(services, configuration, "Mapi");
        Bind<AuthenticationOptions, AuthenticationOptionsValidator>(services, configuration, "Authentication");
        Bind<AutodiscoverOptions, AutodiscoverOptionsValidator>(services, configuration, "Autodiscover");
        Bind<TlsOptions, TlsOptionsValidator>(services, configuration, "Tls");

        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<WebFrontendMetrics>();
        services.AddSingleton<ExternalAddress>();
        services.AddSingleton<ITlsCertificateSource, FileCertificateSource>();

        services.AddSingleton<VerifiedCredentials>();
        services.AddSingleton<Lockout>();
        services.AddSingleton<IAuthenticationScheme, BasicScheme>();
        services.AddSingleton<RequestAuthenticator>();

        services.AddSingleton<CookieKey>();
        services.AddSingleton<ConcurrencyLimits>();
        services.AddSingleton<IMapiHttpEndpoint, EmsmdbEndpoint>();
        services.AddSingleton<IMapiHttpEndpoint, NspiEndpoint>();
        services.AddSingleton<MapiHttpPipeline>();
        services.AddSingleton<HealthCheck>();

        services.AddSingleton<AutodiscoverResolver>();
        services.AddSingleton<PoxAutodiscover>();
        services.AddSingleton<SoapAutodiscover>();
        services.AddSingleton<JsonAutodiscover>();
        services.AddSingleton<OabEndpoint>();

        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<WebFrontendOptions>>(TrustProxies);
        services.AddTransient<IStartupFilter, ForwardedHeadersFilter>();
        return services;
    }

    /// <summary>Maps MAPI over HTTP, its health check, Autodiscover in all its forms, and offline address books. Paths are taken in any case.</summary>
    public static IEndpointRouteBuilder MapMapiOrleans(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var mapi = services.GetRequiredService<MapiHttpPipeline>();
        var health = services.GetRequiredService<HealthCheck>();
        var pox = services.GetRequiredService<PoxAutodiscover>();
        var soap = services.GetRequiredService<SoapAutodiscover>();
        var json = services.GetRequiredService<JsonAutodiscover>();
        var oab = services.GetRequiredService<OabEndpoint>();

        routes.MapMethods("/mapi/healthcheck.htm", ["GET", "HEAD"], health.InvokeAsync);
        routes.Map("/mapi/{**path}", http => mapi.InvokeAsync(http, http.Request.RouteValues["path"] as string));
        routes.MapMethods("/autodiscover/autodiscover.xml", ["GET", "HEAD", "POST"], pox.InvokeAsync);
        routes.MapMethods("/autodiscover/autodiscover.svc", ["POST"], soap.InvokeAsync);
        routes.MapMethods("/autodiscover/autodiscover.json", ["GET"], http => json.InvokeAsync(http, null));
        routes.MapMethods("/autodiscover/autodiscover.json/v1.0/{address}", ["GET"], http => json.InvokeAsync(http, http.Request.RouteValues["address"] as string));
        routes.MapMethods("/oab/{book}/{name}", ["GET", "HEAD"], http => oab.InvokeAsync(http, http.Request.RouteValues["book"] as string, http.Request.RouteValues["name"] as string));
        return routes;
    }

    private static void Bind<TOptions, TValidator>(IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().Bind(configuration.GetSection(section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
    }

    private static void TrustProxies(ForwardedHeadersOptions forwarded, IOptions<WebFrontendOptions> options)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        forwarded.ForwardLimit = null;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in options.Value.TrustedProxies)
        {
            if (IPAddress.TryParse(proxy, out var address)) forwarded.KnownProxies.Add(address);
            else forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        }
    }

    /// <summary>Puts what trusted proxies say of a request before everything that looks at it.</summary>
    private sealed class ForwardedHeadersFilter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseForwardedHeaders();
            next(app);
        };
    }
}
