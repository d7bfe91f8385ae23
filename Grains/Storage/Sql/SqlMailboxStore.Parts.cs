using System.Buffers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Storage.Sql;

/// <summary>Large values: chunks of 64 KiB, written as they come and read where they are asked for.</summary>
internal sealed partial class SqlMailboxStore
{
    private const int ChunkSize = 64 << 10;

    /// <summary>So many chunks go to the database at a time.</summary>
    private const int ChunksPerWrite = 8;

    /// <inheritdoc/>
    public IPartSink PartSink(MailboxKey key) => new Sink(this, key);

    /// <inheritdoc/>
    public IPartSource PartSource(MailboxKey key) => new Source(this, key);

    private sealed class Sink(SqlMailboxStore store, MailboxKey key) : IPartSink
    {
        public IPartWriter CreatePart() => new Writer(store, key);
    }

    private sealed class Writer(SqlMailboxStore store, MailboxKey key) : IPartWriter
    {
        private readonly Guid _id = Guid.CreateVersion7(store.Clock.GetUtcNow());
        private readonly List<SqlStatement> _waiting = [];
        private byte[]? _chunk;
        private int _filled;
        private long _n;

        public long Length { get; private set; }

        public async ValueTask AppendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
        {
            Length += data.Length;
            while (!data.IsEmpty)
            {
                _chunk ??= ArrayPool<byte>.Shared.Rent(ChunkSize);
                var take = Math.Min(ChunkSize - _filled, data.Length);
                data.Span[..take].CopyTo(_chunk.AsSpan(_filled));
                _filled += take;
                data = data[take..];
                if (_filled == ChunkSize) EndChunk();
                if (_waiting.Count >= ChunksPerWrite) await FlushAsync(cancellationToken);
            }
        }

        private void EndChunk()
        {
            _waiting.Add(new SqlStatement("INSERT INTO part (mailbox_id, part_id, n, data) VALUES (@m, @p, @n, @d)",
                ("m", key.Id), ("p", _id.ToByteArray()), ("n", _n++), ("d", _chunk.AsSpan(0, _filled).ToArray())));
            _filled = 0;
        }

        private async ValueTask FlushAsync(CancellationToken cancellationToken)
        {
            await store.Shard(key).WriteAsync([.. _waiting], cancellationToken);
            _waiting.Clear();
        }

        public async ValueTask<ExternalValue> CompleteAsync(CancellationToken cancellationToken)
        {
            if (_filled > 0) EndChunk();
            _waiting.Add(new SqlStatement("INSERT INTO part_head (mailbox_id, part_id, size, created_at) VALUES (@m, @p, @s, @t)",
                ("m", key.Id), ("p", _id.ToByteArray()), ("s", Length), ("t", store.Now)));
            await FlushAsync(cancellationToken);
            return new ExternalValue(_id, Length);
        }

        public ValueTask DisposeAsync()
        {
            if (_chunk is { } chunk) ArrayPool<byte>.Shared.Return(chunk);
            _chunk = null;
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Source(SqlMailboxStore store, MailboxKey key) : IPartSource
    {
        public async ValueTask<int> ReadAsync(Guid partId, long offset, Memory<byte> destination, CancellationToken cancellationToken)
        {
            if (offset < 0 || destination.IsEmpty) return 0;
            var first = offset / ChunkSize;
            // At most a few chunks at a time: the caller asks again for more.
            var last = Math.Min((offset + destination.Length - 1) / ChunkSize, first + 15);
            var chunks = await store.Shard(key).ReadAsync(new SqlStatement(
                "SELECT data FROM part WHERE mailbox_id = @m AND part_id = @p AND n BETWEEN @a AND @b ORDER BY n",
                ("m", key.Id), ("p", partId.ToByteArray()), ("a", first), ("b", last)), static r => r.Bytes(0), cancellationToken);
            var skip = (int)(offset - first * ChunkSize);
            var copied = 0;
            foreach (var chunk in chunks)
            {
                if (skip >= chunk.Length) break;
                var take = Math.Min(chunk.Length - skip, destination.Length - copied);
                chunk.AsSpan(skip, take).CopyTo(destination.Span[copied..]);
                copied += take;
                skip = 0;
            }
            return copied;
        }
    }
}
