using MapiOrleans.Grains.Storage;
using MapiOrleans.Grains.Storage.Postgres;
using MapiOrleans.Grains.Storage.Sql;
using MapiOrleans.Grains.Storage.Sqlite;
using Npgsql;
using Xunit;

namespace MapiOrleans.Tests.Store;

/// <summary>An empty, migrated store of one engine, gone with its last test.</summary>
public abstract class StoreFixture : IAsyncLifetime
{
    private protected List<SqlEngine> Engines { get; } = [];

    internal IMailboxStore Mailboxes { get; private set; } = null!;

    internal IDirectoryStore Directory { get; private set; } = null!;

    internal IDirectoryLinkStore Links { get; private set; } = null!;

    internal IJobStore JobsBy(TimeProvider time) => new SqlJobStore(Engines, time);

    internal IOfflineAddressBookStore OfflineAddressBooksBy(TimeProvider time) => new SqlOfflineAddressBookStore(Engines[0], time);

    public async Task InitializeAsync()
    {
        await OpenAsync();
        foreach (var engine in Engines) await engine.MigrateAsync(CancellationToken.None);
        Mailboxes = new SqlMailboxStore(Engines, TimeProvider.System);
        Directory = new SqlDirectoryStore(Engines[0]);
        Links = new SqlDirectoryLinkStore(Engines[0]);
    }

    public async Task DisposeAsync()
    {
        foreach (var engine in Engines) await engine.DisposeAsync();
        await CloseAsync();
    }

    internal async Task MigrateAgainAsync() => await Task.WhenAll(Engines.Select(e => e.MigrateAsync(CancellationToken.None)));

    private protected abstract Task OpenAsync();

    private protected abstract Task CloseAsync();
}

/// <summary>SQLite in a folder of its own.</summary>
public sealed class SqliteFixture : StoreFixture
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("mapiorleans-store-").FullName;

    private protected override Task OpenAsync()
    {
        Engines.Add(new SqliteEngine(Path.Combine(_folder, "store.db"), TimeProvider.System));
        return Task.CompletedTask;
    }

    private protected override Task CloseAsync()
    {
        System.IO.Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}

/// <summary>Two shards on PostgreSQL, each a database of its own.</summary>
public sealed class PostgresFixture : StoreFixture
{
    private readonly List<PostgresDatabase> _databases = [];

    private protected override async Task OpenAsync()
    {
        for (var shard = 0; shard < 2; shard++)
        {
            var database = await PostgresDatabase.CreateAsync();
            _databases.Add(database);
            Engines.Add(new PostgresEngine(database.ConnectionString, TimeProvider.System));
        }
    }

    private protected override async Task CloseAsync()
    {
        foreach (var database in _databases) await database.DisposeAsync();
    }
}

/// <summary>A database that lives as long as a test needs it, on the server that MAPIORLEANS_TEST_POSTGRES names.</summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly string _server;
    private readonly string _name;

    private PostgresDatabase(string server, string name)
    {
        _server = server;
        _name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString();
    }

    public string ConnectionString { get; }

    public static async Task<PostgresDatabase> CreateAsync()
    {
        var server = Environment.GetEnvironmentVariable("MAPIORLEANS_TEST_POSTGRES")
            ?? throw new InvalidOperationException("MAPIORLEANS_TEST_POSTGRES is not set: run the tests with `bash Tests/run.sh`, or set it to a PostgreSQL connection string.");
        var database = new PostgresDatabase(server, $"mapiorleans_{Guid.NewGuid():n}");
        await database.ExecuteAsync($"CREATE DATABASE {database._name}");
        return database;
    }

    private async Task ExecuteAsync(string text)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
}
