using System.Data.Common;
using System.Security.Cryptography;

namespace MapiOrleans.Grains.Storage.Sql;

/// <summary>Offline address books in the control database: a row for each book and file, and chunks of bytes.</summary>
internal sealed class SqlOfflineAddressBookStore(SqlEngine engine, TimeProvider time) : IOfflineAddressBookStore
{
    private const int BytesOfChunk = 128 * 1024;

    private const string FileColumns = "file_id, kind, language, sequence, size, uncompressed_size, crc, sha1, created_at";

    /// <inheritdoc/>
    public int ChunkSize => BytesOfChunk;

    private static OabFileRecord File(DbDataReader r) => new()
    {
        FileId = r.Guid(0),
        Kind = (OabFileKind)r.Int(1),
        Language = (uint)r.GetInt64(2),
        Sequence = r.GetInt64(3),
        Size = r.GetInt64(4),
        UncompressedSize = r.GetInt64(5),
        Crc = (uint)r.GetInt64(6),
        Sha1 = r.Bytes(7),
        CreatedAt = r.Time(8),
    };

    /// <inheritdoc/>
    public async Task<OabRecordSet?> FindAsync(Guid bookId, CancellationToken cancellationToken)
    {
        var id = bookId.ToByteArray();
        while (true)
        {
            var book = await ReadAsync();
            if (book is null) return null;
            var files = await engine.ReadAsync(new SqlStatement($"SELECT {FileColumns} FROM oab_file WHERE oab_id = @b AND is_published = 1 ORDER BY sequence DESC, kind, language", ("b", id)), File, cancellationToken);
            // Two reads are not one: what was published between them is read again.
            if ((await ReadAsync())?.Sequence == book.Sequence) return book with { Files = files };
        }

        Task<OabRecordSet?> ReadAsync() => engine.ReadOneAsync(new SqlStatement("SELECT domain_id, sequence, content_hash, published_at FROM oab WHERE oab_id = @b", ("b", id)), r => new OabRecordSet
        {
            BookId = bookId,
            DomainId = r.Guid(0),
            Sequence = r.GetInt64(1),
            ContentHash = r.Bytes(2),
            PublishedAt = r.Time(3),
            Files = [],
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(Guid BookId, Guid DomainId)>> ListAsync(CancellationToken cancellationToken) =>
        await engine.ReadAsync(new SqlStatement("SELECT oab_id, domain_id FROM oab WHERE EXISTS (SELECT 1 FROM oab_file f WHERE f.oab_id = oab.oab_id AND f.is_published = 1)"), static r => (r.Guid(0), r.Guid(1)), cancellationToken);

    /// <inheritdoc/>
    public IOabFileWriter CreateFile(Guid bookId) => new Writer(engine, time, bookId);

    /// <inheritdoc/>
    public async Task<bool> PublishAsync(OabRecordSet book, long replaces, CancellationToken cancellationToken)
    {
        var id = book.BookId.ToByteArray();
        (string, object?)[] values = [("b", id), ("d", book.DomainId.ToByteArray()), ("s", book.Sequence), ("h", book.ContentHash), ("p", book.PublishedAt.UtcTicks)];
        List<SqlStatement> statements =
        [
            (replaces == 0
                ? new SqlStatement("INSERT INTO oab (oab_id, domain_id, sequence, content_hash, published_at) VALUES (@b, @d, @s, @h, @p) ON CONFLICT DO NOTHING", values)
                : new SqlStatement("UPDATE oab SET domain_id = @d, sequence = @s, content_hash = @h, published_at = @p WHERE oab_id = @b AND sequence = @r", [.. values, ("r", replaces)]))
            with { MustAffect = 1, Otherwise = static () => new PublishedMeanwhileException() },
            // Those that stay are published again below.
            new("UPDATE oab_file SET is_published = -1 WHERE oab_id = @b AND is_published = 1", ("b", id)),
        ];
        foreach (var file in book.Files)
        {
            statements.Add(new("UPDATE oab_file SET kind = @k, language = @l, sequence = @s, size = @z, uncompressed_size = @u, crc = @c, sha1 = @h, created_at = @t, is_published = 1 WHERE file_id = @f AND oab_id = @b",
                ("k", (long)file.Kind), ("l", (long)file.Language), ("s", file.Sequence), ("z", file.Size), ("u", file.UncompressedSize), ("c", (long)file.Crc), ("h", file.Sha1),
                ("t", file.CreatedAt.UtcTicks), ("f", file.FileId.ToByteArray()), ("b", id))
            {
                MustAffect = 1,
                Otherwise = static () => new PublishedMeanwhileException(),
            });
        }
        statements.Add(new("DELETE FROM oab_chunk WHERE file_id IN (SELECT file_id FROM oab_file WHERE oab_id = @b AND is_published = -1)", ("b", id)));
        statements.Add(new("DELETE FROM oab_file WHERE oab_id = @b AND is_published = -1", ("b", id)));
        try
        {
            await engine.WriteAsync(statements, cancellationToken);
            return true;
        }
        catch (PublishedMeanwhileException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task<byte[]> ReadChunkAsync(Guid fileId, long chunk, CancellationToken cancellationToken) =>
        await engine.ReadOneAsync(new SqlStatement("SELECT data FROM oab_chunk WHERE file_id = @f AND n = @n", ("f", fileId.ToByteArray()), ("n", chunk)), static r => r.Bytes(0), cancellationToken) ?? [];

    /// <inheritdoc/>
    public Task RemoveAsync(Guid bookId, CancellationToken cancellationToken)
    {
        var id = bookId.ToByteArray();
        return engine.WriteAsync(
        [
            new("DELETE FROM oab_chunk WHERE file_id IN (SELECT file_id FROM oab_file WHERE oab_id = @b)", ("b", id)),
            new("DELETE FROM oab_file WHERE oab_id = @b", ("b", id)),
            new("UPDATE oab SET content_hash = @h WHERE oab_id = @b", ("h", Array.Empty<byte>()), ("b", id)),
        ], cancellationToken);
    }

    /// <inheritdoc/>
    public Task PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken) => engine.WriteAsync(
    [
        new("DELETE FROM oab_chunk WHERE file_id IN (SELECT file_id FROM oab_file WHERE is_published = 0 AND created_at < @t)", ("t", before.UtcTicks)),
        new("DELETE FROM oab_file WHERE is_published = 0 AND created_at < @t", ("t", before.UtcTicks)),
    ], cancellationToken);

    private sealed class PublishedMeanwhileException() : Exception("Another version was published.");

    private sealed class Writer(SqlEngine engine, TimeProvider time, Guid bookId) : IOabFileWriter
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        private readonly byte[] _chunk = new byte[BytesOfChunk];
        private int _filled;
        private long _n;

        public Guid FileId { get; } = Guid.NewGuid();

        public long Length { get; private set; }

        public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            _hash.AppendData(bytes.Span);
            Length += bytes.Length;
            while (!bytes.IsEmpty)
            {
                var take = Math.Min(BytesOfChunk - _filled, bytes.Length);
                bytes[..take].CopyTo(_chunk.AsMemory(_filled));
                bytes = bytes[take..];
                _filled += take;
                if (_filled == BytesOfChunk) await FlushAsync(cancellationToken);
            }
        }

        public async Task<byte[]> CompleteAsync(CancellationToken cancellationToken)
        {
            if (_filled > 0 || _n == 0) await FlushAsync(cancellationToken);
            return _hash.GetHashAndReset();
        }

        private async Task FlushAsync(CancellationToken cancellationToken)
        {
            List<SqlStatement> statements = [];
            // The file's row comes first, so that what somebody leaves behind who dies is found.
            if (_n == 0)
            {
                statements.Add(new("INSERT INTO oab_file (file_id, oab_id, kind, language, sequence, size, uncompressed_size, crc, sha1, created_at, is_published) VALUES (@f, @b, 0, 0, 0, 0, 0, 0, @h, @t, 0)",
                    ("f", FileId.ToByteArray()), ("b", bookId.ToByteArray()), ("h", Array.Empty<byte>()), ("t", time.GetUtcNow().UtcTicks)));
            }
            statements.Add(new("INSERT INTO oab_chunk (file_id, n, data) VALUES (@f, @n, @d)", ("f", FileId.ToByteArray()), ("n", _n), ("d", _chunk.AsSpan(0, _filled).ToArray())));
            await engine.WriteAsync(statements, cancellationToken);
            _n++;
            _filled = 0;
        }
    }
}
