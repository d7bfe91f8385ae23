using MapiOrleans.WebFrontend;
using MapiOrleans.WebFrontend.Tls;
using Microsoft.Extensions.Options;

// A node that only fronts: it takes requests and asks a cluster whose silos run elsewhere. Where the silos are it learns from the cluster's
// membership table in PostgreSQL (setting Cluster:ConnectionString).
var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseKestrelHttpsConfiguration();
var cluster = builder.Configuration.GetSection("Cluster").Get<ClusterOptions>() ?? new ClusterOptions();
if (cluster.ConnectionString.Length == 0)
{
    Console.Error.WriteLine("Cluster:ConnectionString is not set. Give the PostgreSQL connection string of the cluster's membership table, or run Silo, which needs none.");
    return 78;
}
if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls("https://localhost:8443", "http://localhost:8080");

builder.UseOrleansClient(client => client
    .Configure<Orleans.Configuration.ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (cluster.ClusterId, cluster.ServiceId))
    .UseAdoNetClustering(clustering =>
    {
        clustering.Invariant = ClusterOptions.Invariant;
        clustering.ConnectionString = ClusterOptions.MembershipConnection(cluster.ConnectionString);
    }));
builder.Services.AddMapiOrleansWebFrontend(builder.Configuration);
builder.WebHost.ConfigureKestrel((_, kestrel) =>
{
    kestrel.AddServerHeader = false;
    // A response that trickles is a NotificationWait, not an attack; requests keep their minimum rate.
    kestrel.Limits.MinResponseDataRate = null;
    var certificates = kestrel.ApplicationServices.GetRequiredService<ITlsCertificateSource>();
    kestrel.ConfigureHttpsDefaults(https => https.UseCertificates(certificates));
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
