using System.Data.Common;
using MapiOrleans.Grains.Storage.Text;

namespace MapiOrleans.Grains.Storage.Sql;

/// <summary>One statement of a transaction.</summary>
/// <param name="Text">SQL that both engines understand, parameters as @name.</param>
/// <param name="Parameters">Name (without @) and value: long, string, byte[], long[] (with <see cref="SqlEngine.In"/>), string[] (terms) or null.</param>
internal sealed record SqlStatement(string Text, params (string Name, object? Value)[] Parameters)
{
    /// <summary>Where it must change exactly so many rows: another number undoes the whole transaction.</summary>
    public int? MustAffect { get; init; }

    /// <summary>What is thrown where <see cref="MustAffect"/> does not hold.</summary>
    public Func<Exception>? Otherwise { get; init; }
}

/// <summary>What differs between the databases: connections, transactions, types, errors. One engine a shard.</summary>
internal abstract class SqlEngine : IAsyncDisposable
{
    /// <summary>Column type of numbers of 64 bits.</summary>
    public abstract string BigInt { get; }

    /// <summary>Column type of bytes.</summary>
    public abstract string Blob { get; }

    /// <summary>Column type of text that is compared bytewise.</summary>
    public abstract string Text { get; }

    /// <summary>Column definition of a number the database gives, the primary key.</summary>
    public abstract string Identity { get; }

    /// <summary>What ends a subquery that picks rows to change, so that two who pick at a time pick different ones.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>A condition that a column is among the numbers of an array parameter.</summary>
    public abstract string In(string column, string parameter);

    /// <summary>What the full-text index is kept in.</summary>
    public abstract string[] TextSchema { get; }

    /// <summary>The table of indexed messages: mailbox_id, message_id, and cn, the change number of the content that was indexed.</summary>
    public abstract string TextTable { get; }

    /// <summary>A query of message ids of the mailbox @m that have the terms @text.</summary>
    public abstract string TextMatches { get; }

    /// <summary>A query as the engine takes it.</summary>
    public abstract string WriteTextQuery(TextQuery query);

    /// <summary>Puts a message's terms in place of those it had; fails where the message is gone, or has another change number.</summary>
    public abstract IEnumerable<SqlStatement> PutText(long mailboxId, IndexedMessage message, Func<Exception> otherwise);

    /// <summary>Takes the terms of messages away.</summary>
    /// <param name="where">Which: a condition on mailbox_id and message_id.</param>
    /// <param name="parameters">What it names.</param>
    public abstract IEnumerable<SqlStatement> RemoveText(string where, params (string, object?)[] parameters);

    /// <summary>Carries out statements in one transaction and returns when it is durable.</summary>
    public abstract Task WriteAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken);

    /// <summary>Carries out a statement that returns rows (RETURNING) in a transaction of its own.</summary>
    public abstract Task<List<T>> WriteReturningAsync<T>(SqlStatement statement, Func<DbDataReader, T> map, CancellationToken cancellationToken);

    /// <summary>Runs a query on a committed snapshot.</summary>
    public abstract Task<List<T>> ReadAsync<T>(SqlStatement query, Func<DbDataReader, T> map, CancellationToken cancellationToken);

    /// <summary>Makes or brings up to date the schema: one process at a time.</summary>
    public abstract Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>The version of the schema that is there, 0 where there is none.</summary>
    public abstract Task<long> ReadSchemaVersionAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>The first row of a query, or the type's default.</summary>
    public async Task<T?> ReadOneAsync<T>(SqlStatement query, Func<DbDataReader, T> map, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(query, map, cancellationToken);
        return rows.Count > 0 ? rows[0] : default;
    }
}

/// <summary>Reads columns by place.</summary>
internal static class Columns
{
    public static byte[] Bytes(this DbDataReader reader, int column) => reader.IsDBNull(column) ? [] : reader.GetFieldValue<byte[]>(column);

    public static byte[]? BytesOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);

    public static Guid Guid(this DbDataReader reader, int column) => new(reader.GetFieldValue<byte[]>(column));

    public static bool Bool(this DbDataReader reader, int column) => reader.GetInt64(column) != 0;

    public static int Int(this DbDataReader reader, int column) => (int)reader.GetInt64(column);

    public static DateTimeOffset Time(this DbDataReader reader, int column) => new(reader.GetInt64(column), TimeSpan.Zero);

    public static DateTimeOffset? TimeOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Time(column);
}

/// <summary>Text as both databases take it: neither NULs (PostgreSQL) nor lone surrogates; both come out as U+FFFD.</summary>
internal static class StoreText
{
    public static string Clean(string text)
    {
        var broken = false;
        for (var i = 0; i < text.Length && !broken; i++) broken = text[i] == 0 || char.IsSurrogate(text[i]);
        if (!broken) return text;
        var builder = new System.Text.StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) builder.Append((rune.Value == 0 ? System.Text.Rune.ReplacementChar : rune).ToString());
        return builder.ToString();
    }
}
