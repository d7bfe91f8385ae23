using System.Net;
using MapiOrleans.Grains.AddressBook;
using MapiOrleans.Grains.Delivery;
using MapiOrleans.Grains.Directory;
using MapiOrleans.Grains.Directory.Ldap;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.OfflineAddressBook;
using MapiOrleans.Grains.Session;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Grains.Transport;
using MapiOrleans.Silo.Configuration;
using MapiOrleans.WebFrontend;
using MapiOrleans.WebFrontend.Admin;
using MapiOrleans.WebFrontend.Lmtp;
using MapiOrleans.WebFrontend.Mapi;
using MapiOrleans.WebFrontend.Provisioning;
using MapiOrleans.WebFrontend.Tls;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using ListenOptions = MapiOrleans.Silo.Configuration.ListenOptions;

namespace MapiOrleans.Silo;

/// <summary>Puts a node together: silo, HTTP, LMTP and the administrator's interface in one process.</summary>
internal static class SiloHost
{
    /// <summary>A node that is built and not started.</summary>
    /// <param name="configuration">Its settings.</param>
    /// <param name="sayFirstSteps">Whether an operator who has set up nothing yet is to be told what to do next.</param>
    public static WebApplication Build(IConfigurationRoot configuration, bool sayFirstSteps = true)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddConfiguration(configuration);
        builder.Logging.AddConfiguration(configuration.GetSection("Logging"));
        builder.Logging.AddSimpleConsole(o => (o.SingleLine, o.TimestampFormat, o.UseUtcTimestamp) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ", true));
        if (!configuration.GetSection("Logging").Exists())
        {
            builder.Logging.SetMinimumLevel(LogLevel.Information);
            builder.Logging.AddFilter("Orleans", LogLevel.Warning);
            builder.Logging.AddFilter("Polly", LogLevel.Warning);
            // Its first check takes the machine's uptime for a delay.
            builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
            builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        }

        var options = configuration.Get<SiloOptions>() ?? new SiloOptions();
        if (new SiloOptionsValidator().Validate(null, options) is { Failed: true } no) throw new OptionsValidationException("", typeof(SiloOptions), no.Failures);
        var data = Directory.CreateDirectory(options.DataDirectory).FullName;
        // Hosted services start in this order: the schema, the silo, what takes requests for it.
        var cluster = Section<SiloClusterOptions>(configuration, "Cluster");
        // Checked at once: the silo is put together from them before anything starts.
        if (new SiloClusterOptionsValidator(configuration).Validate(null, cluster) is { Failed: true } wrong) throw new OptionsValidationException("Cluster", typeof(SiloClusterOptions), wrong.Failures);
        var membership = AddStore(builder.Services, configuration, cluster, data);
        builder.UseOrleans(silo => ClusterSetup.Configure(silo, cluster, membership, data));
        AddGrains(builder.Services, configuration, data);
        AddFrontEnd(builder.Services, configuration, data, sayFirstSteps);
        var listen = Section<ListenOptions>(configuration, "Listen");
        var admin = AddAdmin(builder.Services, configuration, listen, data);
        builder.Services.AddOptions<ListenOptions>().Bind(configuration.GetSection("Listen")).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ListenOptions>, ListenOptionsValidator>();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = options.ShutdownTimeout);

        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel((_, kestrel) => Listen(kestrel, listen, admin));
        builder.Services.AddRoutingCore();

        var app = builder.Build();
        app.UseRouting();
        app.MapMapiOrleans();
        app.MapMapiOrleansAdmin();
        return app;
    }

    /// <summary>Registers the store; gives where the cluster's membership is kept, or null.</summary>
    private static string? AddStore(IServiceCollection services, IConfiguration configuration, SiloClusterOptions cluster, string data)
    {
        var store = Section<StoreOptions>(configuration, "Store");
        store.SqlitePath = Path.Combine(data, store.SqlitePath);
        var membership = ClusterSetup.MembershipOf(store, cluster);
        services.AddMapiOrleansStore(store, membership);
        services.AddHostedService(provider => new SchemaStart(provider.GetRequiredService<StoreMigrator>(), store.AutoMigrate));
        return membership;
    }

    private static void AddGrains(IServiceCollection services, IConfiguration configuration, string data)
    {
        services.AddMapiOrleansMailboxes(Bounds<MailboxOptions>(configuration, "Mailbox"));
        var sessions = Bounds<SessionLimits>(configuration, "Session");
        sessions.StreamFolder = configuration["Session:StreamFolder"] is { } folder ? folder : Directory.CreateDirectory(Path.Combine(data, "spool")).FullName;
        services.AddMapiOrleansSessions(sessions);
        // What the client is told of an idle session's life is what the session itself keeps to.
        services.PostConfigure<MapiEndpointOptions>(mapi => mapi.SessionIdleTimeout = sessions.IdleTimeout);
        services.AddMapiOrleansDirectory(Bounds<DirectoryOptions>(configuration, "Directory"), Bounds<LdapOptions>(configuration, "Ldap"));
        var addressBooks = Bounds<AddressBookOptions>(configuration, "AddressBook");
        if (configuration["AddressBook:SessionIdleTimeout"] is null) addressBooks.SessionIdleTimeout = sessions.IdleTimeout;
        services.AddMapiOrleansAddressBooks(addressBooks);
        services.AddMapiOrleansOfflineAddressBooks(Bounds<OfflineAddressBookOptions>(configuration, "OfflineAddressBook"));
        services.AddMapiOrleansDelivery(Bounds<DeliveryOptions>(configuration, "Delivery"));
        services.AddMapiOrleansTransport(Bounds<SmarthostOptions>(configuration, "Smarthost"));
    }

    private static void AddFrontEnd(IServiceCollection services, IConfiguration configuration, string data, bool sayFirstSteps)
    {
        services.AddMapiOrleansWebFrontend(configuration);
        if (configuration["Tls:DataDirectory"] is null) services.PostConfigure<TlsOptions>(tls => tls.DataDirectory = data);
        services.AddMapiOrleansLmtp(configuration.GetSection("Lmtp"));
        if (sayFirstSteps) services.AddHostedService<FirstSteps>();
    }

    /// <summary>Registers the administrator's interface; gives where it listens. It must know its port, which tells its requests from all others.</summary>
    private static ListenPlace? AddAdmin(IServiceCollection services, IConfiguration configuration, ListenOptions listen, string data)
    {
        var options = Bounds<AdminOptions>(configuration, "Admin");
        ListenPlace? place = ListenPlace.TryParse(listen.Admin) is [var one] ? one with { Port = one.Port == 0 ? KeptPorts.FreePort(IPAddress.Loopback) : one.Port } : null;
        options.Port = place?.Port ?? -1;
        options.TokenFile = Path.Combine(data, options.TokenFile);
        // A document is judged by the very limits that the directory keeps to.
        var provisioning = Bounds<ProvisioningOptions>(configuration, "Provisioning");
        provisioning.Limits = Bounds<DirectoryOptions>(configuration, "Directory").Limits;
        services.AddMapiOrleansAdmin(options, provisioning);
        return place;
    }

    private static T Section<T>(IConfiguration configuration, string name) where T : new() => configuration.GetSection(name).Get<T>() ?? new T();

    /// <summary>A section whose numbers are bounds and times: one that is above zero by default must be above zero.</summary>
    /// <exception cref="OptionsValidationException">One is not; each names setting, value and remedy.</exception>
    private static T Bounds<T>(IConfiguration configuration, string name) where T : class, new()
    {
        var bounds = Section<T>(configuration, name);
        return KnownSettings.NotAboveZero(name, bounds).ToList() is { Count: > 0 } failures ? throw new OptionsValidationException(name, typeof(T), failures) : bounds;
    }

    private static void Listen(KestrelServerOptions kestrel, ListenOptions options, ListenPlace? admin)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        // A response that trickles is a NotificationWait, not an attack; requests keep their minimum rate.
        kestrel.Limits.MinResponseDataRate = null;
        var certificates = kestrel.ApplicationServices.GetRequiredService<ITlsCertificateSource>();
        foreach (var place in ListenPlace.TryParse(options.Https) ?? [])
            Listen(kestrel, place, listener => listener.UseHttps(https => https.UseCertificates(certificates)));
        foreach (var place in ListenPlace.TryParse(options.Http) ?? []) Listen(kestrel, place);
        if (admin is { } own) Listen(kestrel, own);
    }

    private static void Listen(KestrelServerOptions kestrel, ListenPlace place, Action<Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions>? configure = null)
    {
        configure ??= static _ => { };
        // Kestrel has no "any port" on both loopback addresses.
        if (place.Address is null && place.Port != 0) kestrel.ListenLocalhost(place.Port, configure);
        else kestrel.Listen(place.Address ?? IPAddress.Loopback, place.Port, configure);
    }

    /// <summary>Sees to the schema before anything else of the node starts.</summary>
    private sealed class SchemaStart(StoreMigrator migrator, bool autoMigrate) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => autoMigrate ? migrator.MigrateAsync(cancellationToken) : migrator.CheckAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
