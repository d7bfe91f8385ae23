using MapiOrleans.Grains.Storage.Sql;
using Npgsql;

namespace MapiOrleans.Grains.Storage.Postgres;

/// <summary>
/// Brings a part of a PostgreSQL database up to date by numbered steps. Processes that start together take turns at an advisory lock; all
/// steps that are missing are one transaction, so that a database is never between two versions.
/// </summary>
internal static class PostgresMigration
{
    private const long MigrationLock = 0x4D61_7069_4F72;

    // Whoever waits for the lock waits for another's steps, and those of a large database may take long.
    private const string Patience = "SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0";

    /// <summary>Runs what is missing.</summary>
    /// <param name="connection">An open connection without a transaction.</param>
    /// <param name="versions">The table of versions that are there.</param>
    /// <param name="before">What is made, or made again, before any step; may be repeated.</param>
    /// <param name="steps">The steps; the first is version 1.</param>
    /// <param name="time">Says when a step was done.</param>
    /// <param name="cancellationToken">Undoes all.</param>
    /// <exception cref="StoreUnavailableException">The database is of a newer program, or refuses a step.</exception>
    public static async Task RunAsync(NpgsqlConnection connection, string versions, string[] before, IReadOnlyList<string[]> steps, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await ExecuteAsync(connection, Patience, cancellationToken);
            await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({MigrationLock})", cancellationToken);
            foreach (var text in before) await ExecuteAsync(connection, text, cancellationToken);
            await ExecuteAsync(connection, $"CREATE TABLE IF NOT EXISTS {versions} (version bigint PRIMARY KEY, applied_at bigint NOT NULL)", cancellationToken);
            var version = await ReadVersionAsync(connection, versions, cancellationToken);
            SchemaVersion.RefuseNewer(version, steps.Count);
            for (; version < steps.Count; version++)
            {
                foreach (var text in steps[(int)version]) await ExecuteAsync(connection, text, cancellationToken);
                await ExecuteAsync(connection, $"INSERT INTO {versions} (version, applied_at) VALUES ({version + 1}, {time.GetUtcNow().UtcTicks})", cancellationToken);
            }
            await transaction.CommitAsync(cancellationToken);
        }
        catch (NpgsqlException e)
        {
            throw new StoreUnavailableException($"The schema cannot be brought up to date: {e.Message}", e);
        }
    }

    /// <summary>The version that is there, 0 where there is none.</summary>
    public static async Task<long> FindVersionAsync(NpgsqlConnection connection, string versions, CancellationToken cancellationToken)
    {
        try
        {
            await using var table = new NpgsqlCommand("SELECT to_regclass(@t) IS NOT NULL", connection);
            table.Parameters.AddWithValue("t", versions);
            return (bool)(await table.ExecuteScalarAsync(cancellationToken))! ? await ReadVersionAsync(connection, versions, cancellationToken) : 0;
        }
        catch (NpgsqlException e)
        {
            throw new StoreUnavailableException($"The schema's version cannot be read: {e.Message}", e);
        }
    }

    private static async Task<long> ReadVersionAsync(NpgsqlConnection connection, string versions, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"SELECT coalesce(max(version), 0) FROM {versions}", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
