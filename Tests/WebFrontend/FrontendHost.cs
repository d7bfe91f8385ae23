using System.Collections.Concurrent;
using System.Net;
using MapiOrleans.Mapi.Client;
using MapiOrleans.WebFrontend;
using MapiOrleans.WebFrontend.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Tests.Frontend;

/// <summary>The front end on Kestrel, HTTP and HTTPS on ports of their own on 127.0.0.1.</summary>
internal sealed class FrontendHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;

    private FrontendHost(WebApplication app, string folder, LogLines log)
    {
        _app = app;
        _folder = folder;
        Log = log;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        Http = new Uri(addresses.Single(a => a.StartsWith("http:", StringComparison.Ordinal)));
        Https = new Uri(addresses.Single(a => a.StartsWith("https:", StringComparison.Ordinal)));
        Client = MapiHttpTransport.CreateHttpClient(trustAnyCertificate: true);
    }

    public Uri Http { get; }
    public Uri Https { get; }
    public HttpClient Client { get; }
    public LogLines Log { get; }
    public IServiceProvider Services => _app.Services;
    public IHostApplicationLifetime Lifetime => _app.Lifetime;

    public static async Task<FrontendHost> StartAsync(IGrainFactory grains, TimeProvider? time = null, params (string Name, string Value)[] settings)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("mapiorleans-frontend-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => (string?)s.Value));
        builder.Configuration["Tls:CertificatePath"] = Path.Combine(folder, "certificate.pem");
        await File.WriteAllTextAsync(builder.Configuration["Tls:CertificatePath"]!, TestCertificates.Pem("localhost"));
        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log);
        if (time is not null) builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(grains);
        builder.Services.AddMapiOrleansWebFrontend(builder.Configuration);
        builder.WebHost.ConfigureKestrel((_, kestrel) =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
                https.UseCertificates(kestrel.ApplicationServices.GetRequiredService<ITlsCertificateSource>())));
        });
        var app = builder.Build();
        app.MapMapiOrleans();
        await app.StartAsync();
        return new FrontendHost(app, folder, log);
    }

    public MapiHttpTransport Transport(string? address, string password = TestInstallation.Password, string path = "/mapi/emsmdb/?MailboxId=x@example.test") =>
        new(Client, new Uri(Https, path), address is null ? null : new NetworkCredential(address, password));

    public MapiHttpClient Mapi(string address) => new(Transport(address));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>What was logged.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public IReadOnlyList<string> Of(LogLevel level) => [.. _lines.Where(l => l.Level == level).Select(l => l.Text)];

    public IReadOnlyList<string> All => [.. _lines.Select(l => l.Text)];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));

    public void Dispose()
    {
    }
}
