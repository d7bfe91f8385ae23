using MapiOrleans.Grains.Directory;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.TestingHost;
using Xunit;

namespace MapiOrleans.Tests.Cluster;

/// <summary>
/// Silos with directory and mailboxes over a SQLite store of their own, in this process: a class fixture. A test makes a domain of its own, so
/// that tests of one class do not meet. Hashes are cheap here: 1,000 iterations.
/// </summary>
public class MapiCluster : IAsyncLifetime
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("mapiorleans-cluster-").FullName;
    private InProcessTestCluster? _cluster;

    protected virtual short Silos => 1;

    protected virtual DirectoryOptions DirectoryOptions => new() { PasswordIterations = 1_000 };

    protected virtual void Configure(IServiceCollection services)
    {
    }

    public InProcessTestCluster Orleans => _cluster ?? throw new InvalidOperationException("The cluster has not started.");

    public IGrainFactory Grains => Orleans.Client;

    public IDirectoryGrain Directory => Grains.GetGrain<IDirectoryGrain>(0);

    public IMailboxGrain Mailbox(Guid guid) => Grains.GetGrain<IMailboxGrain>(guid);

    /// <summary>A service of the first silo.</summary>
    public T Service<T>() where T : notnull => Orleans.Silos[0].ServiceProvider.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        var store = new StoreOptions { SqlitePath = Path.Combine(_folder, "store.db") };
        await using (var services = new ServiceCollection().AddMapiOrleansStore(store).BuildServiceProvider())
        {
            await services.GetRequiredService<StoreMigrator>().MigrateAsync(CancellationToken.None);
        }
        var builder = new InProcessTestClusterBuilder(Silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddMapiOrleansStore(store).AddMapiOrleansMailboxes(new MailboxOptions()).AddMapiOrleansDirectory(DirectoryOptions);
            Configure(silo.Services);
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A new domain with a name of its own.</summary>
    public Task<DomainInfo> NewDomainAsync(params string[] aliases) =>
        Directory.PutDomainAsync(new DomainInfo { Name = $"d{Guid.NewGuid():n}.test", Aliases = aliases });

    /// <summary>A user of a domain.</summary>
    public static DirectoryObject User(DomainInfo domain, string name) => Entry(domain, DirectoryKind.User, name);

    /// <summary>An object of a domain.</summary>
    public static DirectoryObject Entry(DomainInfo domain, DirectoryKind kind, string name) => new()
    {
        ObjectId = Guid.Empty,
        LegacyDN = "",
        Domain = domain.Name,
        Kind = kind,
        Address = $"{name}@{domain.Name}",
        DisplayName = name,
    };
}
