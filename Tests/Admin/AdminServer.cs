using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using MapiOrleans.Grains.AddressBook;
using MapiOrleans.Grains.OfflineAddressBook;
using MapiOrleans.Tests.Cluster;
using MapiOrleans.WebFrontend.Admin;
using MapiOrleans.WebFrontend.Provisioning;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace MapiOrleans.Tests.Admin;

/// <summary>A cluster with the admin API on Kestrel, on a port of its own.</summary>
public sealed class AdminServer : MapiCluster, IAsyncLifetime
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("mapiorleans-admin-").FullName;
    private WebApplication? _app;

    public string TokenFile => Path.Combine(_folder, "data", "admin.token");

    public string Url { get; private set; } = "";

    public AdminOptions Options { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    // Tests say when books are made.
    protected override void Configure(IServiceCollection services) =>
        services.AddMapiOrleansAddressBooks(new AddressBookOptions()).AddMapiOrleansOfflineAddressBooks(new OfflineAddressBookOptions { WorkOnBuilds = false });

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        Options = new AdminOptions { Port = 0, TokenFile = TokenFile, MaxBodyBytes = 10_000, MaxRequestsPerSecond = 100_000 };
        (_app, Url) = await StartAsync(Options);
        Client = new HttpClient { BaseAddress = new Uri(Url + "/admin/v1/") };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminToken.Read(TokenFile));
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null) await _app.DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
        await DisposeAsync();
    }

    /// <summary>Another API of the same cluster.</summary>
    public async Task<(WebApplication App, string Url)> StartAsync(AdminOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(Grains);
        builder.Services.AddMapiOrleansAdmin(options, new ProvisioningOptions { MaxDocumentBytes = 100_000 });
        var app = builder.Build();
        app.MapMapiOrleansAdmin();
        await app.StartAsync();
        return (app, app.Urls.Single());
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(string method, string path, string? json = null, bool mustBeNew = false)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (mustBeNew) request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
        using var response = await Client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, body.Length == 0 ? default : JsonDocument.Parse(body).RootElement);
    }
}
