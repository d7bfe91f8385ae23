using System.Data.Common;
using MapiOrleans.Grains.Storage.Sql;
using MapiOrleans.Grains.Storage.Text;
using Npgsql;
using NpgsqlTypes;

namespace MapiOrleans.Grains.Storage.Postgres;

/// <summary>
/// PostgreSQL. A commit is one NpgsqlBatch: one round trip, one implicit transaction. Conditions that must hold are checked in the server
/// (function mo_require), so that a failed one undoes the rest of the batch.
/// </summary>
internal sealed class PostgresEngine(string connectionString, TimeProvider time) : SqlEngine
{
    private const string RequireFailed = "MX001";
    private const string Versions = "schema_version";

    private const string Require = $"""
        CREATE OR REPLACE FUNCTION mo_require(actual bigint, expected bigint, statement integer) RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
          IF actual <> expected THEN RAISE EXCEPTION '%', statement USING ERRCODE = '{RequireFailed}'; END IF;
        END $$
        """;

    private readonly NpgsqlDataSource _source = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(connectionString)
    {
        MaxAutoPrepare = 100,
        AutoPrepareMinUsages = 2,
        KeepAlive = 30,
        TcpKeepAlive = true,
        Options = "-c idle_in_transaction_session_timeout=5000 -c lock_timeout=5000 -c statement_timeout=60000",
    }.ToString()).Build();

    public override string BigInt => "bigint";
    public override string Blob => "bytea";
    public override string Text => "text COLLATE \"C\"";
    public override string Identity => "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY";

    public override string SkipLocked => " FOR UPDATE SKIP LOCKED";

    public override string In(string column, string parameter) => $"{column} = ANY(@{parameter})";

    public override string[] TextSchema =>
    [
        "CREATE TABLE message_text (mailbox_id bigint NOT NULL, message_id bigint NOT NULL, cn bigint NOT NULL, terms tsvector NOT NULL, PRIMARY KEY (mailbox_id, message_id))",
        "CREATE INDEX message_text_terms ON message_text USING gin (terms)",
    ];

    public override string TextTable => "message_text";

    public override string TextMatches => "SELECT message_id FROM message_text WHERE terms @@ @text::tsquery AND mailbox_id = @m";

    public override string WriteTextQuery(TextQuery query) => query.Write(" & ", " | ");

    public override IEnumerable<SqlStatement> PutText(long mailboxId, IndexedMessage message, Func<Exception> otherwise) =>
    [
        // Held, so that nobody deletes it meanwhile and its terms stay behind; not waited for, so that no commit and this wait for each other.
        new("INSERT INTO message_text (mailbox_id, message_id, cn, terms) SELECT mailbox_id, message_id, cn, array_to_tsvector(@terms) FROM message "
            + "WHERE mailbox_id = @m AND message_id = @id AND cn = @cn FOR KEY SHARE SKIP LOCKED ON CONFLICT (mailbox_id, message_id) DO UPDATE SET cn = excluded.cn, terms = excluded.terms",
            ("m", mailboxId), ("id", message.MessageId), ("cn", message.ChangeNumber), ("terms", message.Terms))
        {
            MustAffect = 1,
            Otherwise = otherwise,
        },
    ];

    public override IEnumerable<SqlStatement> RemoveText(string where, params (string, object?)[] parameters) => [new($"DELETE FROM message_text WHERE {where}", parameters)];

    private static NpgsqlParameter Parameter(string name, object? value) => value switch
    {
        null => new NpgsqlParameter(name, DBNull.Value),
        long v => new NpgsqlParameter<long>(name, v),
        byte[] v => new NpgsqlParameter<byte[]>(name, NpgsqlDbType.Bytea) { TypedValue = v },
        string v => new NpgsqlParameter<string>(name, NpgsqlDbType.Text) { TypedValue = StoreText.Clean(v) },
        long[] v => new NpgsqlParameter<long[]>(name, NpgsqlDbType.Array | NpgsqlDbType.Bigint) { TypedValue = v },
        string[] v => new NpgsqlParameter<string[]>(name, NpgsqlDbType.Array | NpgsqlDbType.Text) { TypedValue = v },
        _ => throw new ArgumentException($"A {value.GetType().Name} is no parameter.", nameof(value)),
    };

    private static NpgsqlBatchCommand Command(SqlStatement statement, int index)
    {
        var text = statement.MustAffect is { } count
            ? $"WITH changed AS ({statement.Text} RETURNING 1) SELECT mo_require((SELECT count(*) FROM changed), {count}, {index})"
            : statement.Text;
        var command = new NpgsqlBatchCommand(text);
        foreach (var (name, value) in statement.Parameters) command.Parameters.Add(Parameter(name, value));
        return command;
    }

    public override async Task WriteAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        for (var i = 0; i < statements.Count; i++) batch.BatchCommands.Add(Command(statements[i], i));
        try
        {
            // Not cancelled once it is on its way: the outcome would be unknown for nothing.
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (PostgresException e) when (e.SqlState == RequireFailed && int.TryParse(e.Detail ?? e.MessageText, out var index) && index < statements.Count)
        {
            throw statements[index].Otherwise!();
        }
        catch (PostgresException e) when (e.SqlState.StartsWith("57P", StringComparison.Ordinal))
        {
            // The server ended the connection: after the commit, or before it.
            throw new StoreOutcomeUnknownException(e);
        }
        catch (PostgresException e) when (e.SqlState.StartsWith("53", StringComparison.Ordinal) || e.SqlState.StartsWith("57", StringComparison.Ordinal) || e.SqlState is "55P03" or "40001" or "40P01")
        {
            throw new StoreUnavailableException(e.MessageText, e);
        }
        catch (NpgsqlException e) when (e is not PostgresException)
        {
            throw new StoreOutcomeUnknownException(e);
        }
    }

    public override async Task<List<T>> WriteReturningAsync<T>(SqlStatement statement, Func<DbDataReader, T> map, CancellationToken cancellationToken)
    {
        try
        {
            return await QueryAsync(statement, map, CancellationToken.None);
        }
        catch (NpgsqlException e) when (e is not PostgresException)
        {
            throw new StoreOutcomeUnknownException(e);
        }
    }

    public override async Task<List<T>> ReadAsync<T>(SqlStatement query, Func<DbDataReader, T> map, CancellationToken cancellationToken)
    {
        try
        {
            return await QueryAsync(query, map, cancellationToken);
        }
        catch (NpgsqlException e)
        {
            throw new StoreUnavailableException(e.Message, e);
        }
    }

    private async Task<List<T>> QueryAsync<T>(SqlStatement query, Func<DbDataReader, T> map, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(query.Text, connection);
        foreach (var (name, value) in query.Parameters) command.Parameters.Add(Parameter(name, value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(map(reader));
        return rows;
    }

    private async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancellationToken);
        }
        catch (NpgsqlException e)
        {
            throw new StoreUnavailableException($"PostgreSQL cannot be reached: {e.Message}", e);
        }
    }

    public override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await PostgresMigration.RunAsync(connection, Versions, [Require], Schema.Steps(this), time, cancellationToken);
    }

    public override async Task<long> ReadSchemaVersionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await PostgresMigration.FindVersionAsync(connection, Versions, cancellationToken);
    }

    public override ValueTask DisposeAsync() => _source.DisposeAsync();
}
