using System.Collections.Concurrent;
using System.Data.Common;
using System.Threading.Channels;
using MapiOrleans.Grains.Storage.Sql;
using MapiOrleans.Grains.Storage.Text;
using Microsoft.Data.Sqlite;

namespace MapiOrleans.Grains.Storage.Sqlite;

/// <summary>
/// SQLite in WAL mode. One thread writes: transactions that wait together are committed together, each in a savepoint of its own, so that
/// they share one flush to disk and none is acknowledged before it. Readers have connections of their own and never wait for the writer.
/// </summary>
internal sealed class SqliteEngine : SqlEngine
{
    private const int MaxGroup = 64;
    private const int MaxReaders = 16;
    private readonly string _connectionString;
    private readonly Channel<Job> _jobs = Channel.CreateBounded<Job>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly ConcurrentBag<SqliteConnection> _idle = [];
    private readonly SemaphoreSlim _readers = new(MaxReaders);
    private readonly Task _writer;
    private readonly TimeProvider _time;

    public SqliteEngine(string path, TimeProvider time)
    {
        _time = time;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString();
        _writer = Task.Factory.StartNew(WriteLoop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public override string BigInt => "INTEGER";
    public override string Blob => "BLOB";
    public override string Text => "TEXT";
    public override string Identity => "INTEGER PRIMARY KEY AUTOINCREMENT";

    // One thread writes.
    public override string SkipLocked => "";

    public override string In(string column, string parameter) => $"{column} IN (SELECT value FROM json_each(@{parameter}))";

    public override string[] TextSchema =>
    [
        "CREATE TABLE text_row (row_id INTEGER PRIMARY KEY, mailbox_id INTEGER NOT NULL, message_id INTEGER NOT NULL, cn INTEGER NOT NULL, UNIQUE (mailbox_id, message_id))",
        // The terms alone, neither the text nor where in it they are.
        "CREATE VIRTUAL TABLE text_terms USING fts5(terms, content='', contentless_delete=1, detail=none, tokenize='ascii')",
    ];

    public override string TextTable => "text_row";

    public override string TextMatches => "SELECT message_id FROM text_row WHERE mailbox_id = @m AND row_id IN (SELECT rowid FROM text_terms WHERE text_terms MATCH @text)";

    public override string WriteTextQuery(TextQuery query) => query.Write(" AND ", " OR ");

    public override IEnumerable<SqlStatement> PutText(long mailboxId, IndexedMessage message, Func<Exception> otherwise)
    {
        (string, object?)[] parameters = [("m", mailboxId), ("id", message.MessageId)];
        return
        [
            .. RemoveText("mailbox_id = @m AND message_id = @id", parameters),
            new("INSERT INTO text_row (mailbox_id, message_id, cn) SELECT mailbox_id, message_id, cn FROM message WHERE mailbox_id = @m AND message_id = @id AND cn = @cn", [.. parameters, ("cn", message.ChangeNumber)])
            {
                MustAffect = 1,
                Otherwise = otherwise,
            },
            new("INSERT INTO text_terms (rowid, terms) SELECT row_id, @terms FROM text_row WHERE mailbox_id = @m AND message_id = @id", [.. parameters, ("terms", message.Terms)]),
        ];
    }

    public override IEnumerable<SqlStatement> RemoveText(string where, params (string, object?)[] parameters) =>
    [
        new($"DELETE FROM text_terms WHERE rowid IN (SELECT row_id FROM text_row WHERE {where})", parameters),
        new($"DELETE FROM text_row WHERE {where}", parameters),
    ];

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;";
            command.ExecuteNonQuery();
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new StoreUnavailableException($"The database {connection.DataSource} cannot be opened: {e.Message}", e);
        }
    }

    private sealed class Job
    {
        public required Action<Session> Run { get; init; }
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public Exception? Failure { get; set; }
    }

    /// <summary>A connection with its prepared statements.</summary>
    private sealed class Session(SqliteConnection connection) : IDisposable
    {
        private const int MaxPrepared = 200;
        private readonly Dictionary<string, SqliteCommand> _prepared = [];

        public SqliteConnection Connection => connection;

        public SqliteCommand Prepare(SqlStatement statement)
        {
            if (!_prepared.TryGetValue(statement.Text, out var command))
            {
                command = connection.CreateCommand();
                command.CommandText = statement.Text;
                if (_prepared.Count >= MaxPrepared)
                {
                    foreach (var old in _prepared.Values) old.Dispose();
                    _prepared.Clear();
                }
                _prepared.Add(statement.Text, command);
            }
            command.Parameters.Clear();
            Bind(command, statement);
            return command;
        }

        public void Simple(string text)
        {
            using var command = connection.CreateCommand();
            command.CommandText = text;
            command.ExecuteNonQuery();
        }

        public void Dispose()
        {
            foreach (var command in _prepared.Values) command.Dispose();
            connection.Dispose();
        }
    }

    private static void Bind(SqliteCommand command, SqlStatement statement)
    {
        foreach (var (name, value) in statement.Parameters)
        {
            command.Parameters.AddWithValue("@" + name, value switch
            {
                null => DBNull.Value,
                long[] ids => "[" + string.Join(',', ids) + "]",
                string[] terms => string.Join(' ', terms),
                string text => StoreText.Clean(text),
                _ => value,
            });
        }
    }

    private void WriteLoop()
    {
        Session? session = null;
        var group = new List<Job>();
        while (_jobs.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            while (group.Count < MaxGroup && _jobs.Reader.TryRead(out var job)) group.Add(job);
            try
            {
                session ??= new Session(Open());
                session.Simple("BEGIN IMMEDIATE");
                foreach (var job in group) RunInSavepoint(session, job);
                session.Simple("COMMIT");
            }
            catch (Exception e) when (e is SqliteException or StoreUnavailableException)
            {
                // Nothing of the group is committed. A connection in doubt is not used again.
                session?.Dispose();
                session = null;
                foreach (var job in group) job.Failure ??= new StoreUnavailableException(e.Message, e);
            }
            foreach (var job in group)
            {
                if (job.Failure is null) job.Done.SetResult();
                else job.Done.SetException(job.Failure);
            }
        }
        session?.Dispose();
    }

    private static void RunInSavepoint(Session session, Job job)
    {
        session.Simple("SAVEPOINT one");
        try
        {
            job.Run(session);
            session.Simple("RELEASE one");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is not (10 or 11 or 13 or 14 or 26))
        {
            // A constraint and the like is this job's own failure; trouble with the file itself is everyone's.
            job.Failure = e;
            session.Simple("ROLLBACK TO one; RELEASE one");
        }
        catch (Exception e) when (e is not SqliteException)
        {
            job.Failure = e;
            session.Simple("ROLLBACK TO one; RELEASE one");
        }
    }

    private async Task EnqueueAsync(Action<Session> run, CancellationToken cancellationToken)
    {
        var job = new Job { Run = run };
        await _jobs.Writer.WriteAsync(job, cancellationToken);
        await job.Done.Task;
    }

    public override Task WriteAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken) => EnqueueAsync(session =>
    {
        foreach (var statement in statements)
        {
            var affected = session.Prepare(statement).ExecuteNonQuery();
            if (statement.MustAffect is { } expected && affected != expected) throw statement.Otherwise!();
        }
    }, cancellationToken);

    public override async Task<List<T>> WriteReturningAsync<T>(SqlStatement statement, Func<DbDataReader, T> map, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await EnqueueAsync(session =>
        {
            using var reader = session.Prepare(statement).ExecuteReader();
            while (reader.Read()) rows.Add(map(reader));
        }, cancellationToken);
        return rows;
    }

    public override async Task<List<T>> ReadAsync<T>(SqlStatement query, Func<DbDataReader, T> map, CancellationToken cancellationToken)
    {
        await _readers.WaitAsync(cancellationToken);
        try
        {
            // SQLite works synchronously: never on a grain's thread.
            return await Task.Run(() =>
            {
                if (!_idle.TryTake(out var connection)) connection = Open();
                try
                {
                    using var command = connection.CreateCommand();
                    command.CommandText = query.Text;
                    Bind(command, query);
                    var rows = new List<T>();
                    using (var reader = command.ExecuteReader())
                        while (reader.Read())
                        {
                            rows.Add(map(reader));
                            if (rows.Count % 1000 == 0) cancellationToken.ThrowIfCancellationRequested();
                        }
                    _idle.Add(connection);
                    connection = null;
                    return rows;
                }
                catch (SqliteException e)
                {
                    throw new StoreUnavailableException(e.Message, e);
                }
                finally
                {
                    connection?.Dispose();
                }
            }, cancellationToken);
        }
        finally
        {
            _readers.Release();
        }
    }

    public override Task MigrateAsync(CancellationToken cancellationToken) => EnqueueAsync(session =>
    {
        session.Simple("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL)");
        using var current = session.Connection.CreateCommand();
        current.CommandText = "SELECT coalesce(max(version), 0) FROM schema_version";
        var version = (long)current.ExecuteScalar()!;
        var steps = Schema.Steps(this);
        SchemaVersion.RefuseNewer(version, steps.Count);
        for (; version < steps.Count; version++)
        {
            foreach (var text in steps[(int)version]) session.Simple(text);
            session.Prepare(new SqlStatement("INSERT INTO schema_version (version, applied_at) VALUES (@v, @t)", ("v", version + 1), ("t", _time.GetUtcNow().UtcTicks))).ExecuteNonQuery();
        }
    }, cancellationToken);

    public override async Task<long> ReadSchemaVersionAsync(CancellationToken cancellationToken)
    {
        var tables = await ReadAsync(new SqlStatement("SELECT count(*) FROM sqlite_master WHERE name = 'schema_version'"), static r => r.GetInt64(0), cancellationToken);
        return tables[0] == 0 ? 0 : await ReadOneAsync(new SqlStatement("SELECT coalesce(max(version), 0) FROM schema_version"), static r => r.GetInt64(0), cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        _jobs.Writer.TryComplete();
        await _writer;
        while (_idle.TryTake(out var connection)) await connection.DisposeAsync();
        _readers.Dispose();
    }
}
