using MapiOrleans.Grains.Storage.Postgres;
using MapiOrleans.Grains.Storage.Sql;
using MapiOrleans.Grains.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace MapiOrleans.Grains.Storage;

/// <summary>Where mailboxes and directory are kept (configuration section <c>Store</c>).</summary>
public sealed class StoreOptions
{
    /// <summary>
    /// PostgreSQL connection strings, one a shard; the first also has the directory. Empty: the embedded default, SQLite in
    /// <see cref="SqlitePath"/>.
    /// </summary>
    public IList<string> Shards { get; init; } = [];

    /// <summary>The SQLite file of the embedded default.</summary>
    public string SqlitePath { get; set; } = "mapiorleans.db";

    /// <summary>
    /// Whether a node brings the schema up to date when it starts. Where it does not, it refuses to start on another schema than its own, and
    /// <c>mapiorleans migrate</c> runs the steps.
    /// </summary>
    public bool AutoMigrate { get; set; } = true;
}

/// <summary>Registers the store.</summary>
public static class StoreServices
{
    /// <summary>Registers <see cref="IMailboxStore"/>, <see cref="IDirectoryStore"/> and <see cref="StoreMigrator"/> for these options.</summary>
    /// <param name="services">Where they are registered.</param>
    /// <param name="options">Where the store is.</param>
    /// <param name="membership">The PostgreSQL connection string of the cluster's membership, which the migrator looks after too; null where there is no cluster.</param>
    public static IServiceCollection AddMapiOrleansStore(this IServiceCollection services, StoreOptions options, string? membership = null)
    {
        services.AddSingleton(provider => new EngineSet(options, provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.AddSingleton<IMailboxStore>(provider => new SqlMailboxStore(provider.GetRequiredService<EngineSet>().Shards, provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.AddSingleton<IJobStore>(provider => new SqlJobStore(provider.GetRequiredService<EngineSet>().Shards, provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.AddSingleton<IOfflineAddressBookStore>(provider => new SqlOfflineAddressBookStore(provider.GetRequiredService<EngineSet>().Shards[0], provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.AddSingleton<IDirectoryLinkStore>(provider => new SqlDirectoryLinkStore(provider.GetRequiredService<EngineSet>().Shards[0]));
        services.AddSingleton<IDirectoryStore>(provider => new SqlDirectoryStore(provider.GetRequiredService<EngineSet>().Shards[0]));
        services.AddSingleton(provider => new StoreMigrator(provider.GetRequiredService<EngineSet>(), membership, provider.GetService<TimeProvider>() ?? TimeProvider.System));
        return services;
    }
}

/// <summary>The engines of all shards.</summary>
internal sealed class EngineSet(StoreOptions options, TimeProvider time) : IAsyncDisposable
{
    public IReadOnlyList<SqlEngine> Shards { get; } = options.Shards.Count == 0
        ? [new SqliteEngine(options.SqlitePath, time)]
        : [.. options.Shards.Select(s => new PostgresEngine(s, time))];

    public async ValueTask DisposeAsync()
    {
        foreach (var shard in Shards) await shard.DisposeAsync();
    }
}

/// <summary>Makes or brings up to date the schema of every shard, and of the cluster's membership where there is a cluster.</summary>
public sealed class StoreMigrator
{
    private readonly EngineSet _engines;
    private readonly string? _membership;
    private readonly TimeProvider _time;

    internal StoreMigrator(EngineSet engines, string? membership, TimeProvider time) => (_engines, _membership, _time) = (engines, membership, time);

    /// <summary>Runs the steps that are missing, one process at a time.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        foreach (var shard in _engines.Shards) await shard.MigrateAsync(cancellationToken);
        if (_membership is { } membership) await MembershipSchema.MigrateAsync(membership, _time, cancellationToken);
    }

    /// <summary>Refuses schemas that are not up to date.</summary>
    /// <exception cref="StoreUnavailableException">Steps are missing, a newer program has been there, or a database cannot be reached.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        foreach (var shard in _engines.Shards) SchemaVersion.RefuseOther(await shard.ReadSchemaVersionAsync(cancellationToken), Schema.Steps(shard).Count);
        if (_membership is { } membership) await MembershipSchema.CheckAsync(membership, cancellationToken);
    }
}
