using MapiOrleans.WebFrontend;
using MapiOrleans.WebFrontend.Tls;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

// A node that only fronts: it takes requests and asks a cluster whose silos run elsewhere. Where the silos are it learns from the cluster's
// membership table in PostgreSQL (setting Cluster:ConnectionString).
var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseKestrelHttpsConfiguration();
if (builder.Configuration["Cluster:ConnectionString"] is not { Length: > 0 } membership)
{
    Console.Error.WriteLine("Cluster:ConnectionString is not set. Give the PostgreSQL connection string of the cluster's membership table, or run Silo, which needs none.");
    return 78;
}
if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls("https://localhost:8443", "http://localhost:8080");

builder.UseOrleansClient(client => client
    .Configure<ClusterOptions>(cluster =>
    {
        cluster.ClusterId = builder.Configuration["Cluster:ClusterId"] ?? "mapiorleans";
        cluster.ServiceId = builder.Configuration["Cluster:ServiceId"] ?? "mapiorleans";
    })
    .UseAdoNetClustering(clustering =>
    {
        clustering.Invariant = "Npgsql";
        clustering.ConnectionString = membership;
    }));
builder.Services.AddMapiOrleansWebFrontend(builder.Configuration);
builder.WebHost.ConfigureKestrel((_, kestrel) =>
{
    kestrel.AddServerHeader = false;
    // A response that trickles is a NotificationWait, not an attack; requests keep their minimum rate.
    kestrel.Limits.MinResponseDataRate = null;
    var certificates = kestrel.ApplicationServices.GetRequiredService<ITlsCertificateSource>();
    kestrel.ConfigureHttpsDefaults(https => https.ServerCertificateSelector = (_, _) => certificates.Current);
});

try
{
    await using var app = builder.Build();
    app.MapMapiOrleans();
    await app.RunAsync();
    return 0;
}
catch (OptionsValidationException e)
{
    foreach (var failure in e.Failures) Console.Error.WriteLine(failure);
    return 78;
}
