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
}

/// <summary>Registers the store.</summary>
public static class StoreServices
{
    /// <summary>Registers <see cref="IMailboxStore"/>, <see cref="IDirectoryStore"/> and <see cref="StoreMigrator"/> for these options.</summary>
    public static IServiceCollection AddMapiOrleansStore(this IServiceCollection services, StoreOptions options)
    {
        services.AddSingleton(provider => new EngineSet(options, provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.AddSingleton<IMailboxStore>(provider => new SqlMailboxStore(provider.GetRequiredService<EngineSet>().Shards, provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.AddSingleton<IDirectoryStore>(provider => new SqlDirectoryStore(provider.GetRequiredService<EngineSet>().Shards[0]));
        services.AddSingleton(provider => new StoreMigrator(provider.GetRequiredService<EngineSet>()));
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

/// <summary>Makes or brings up to date the schema of every shard.</summary>
public sealed class StoreMigrator
{
    private readonly EngineSet _engines;

    internal StoreMigrator(EngineSet engines) => _engines = engines;

    /// <summary>Runs the steps that are missing, one process at a time.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        foreach (var shard in _engines.Shards) await shard.MigrateAsync(cancellationToken);
    }
}
