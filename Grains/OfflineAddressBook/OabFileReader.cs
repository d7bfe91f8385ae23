using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.OfflineAddressBook;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Grains.OfflineAddressBook;

/// <summary>Reads full details back from the store, record by record, with no more than a block of them in memory.</summary>
internal sealed class OabFileReader(IOfflineAddressBookStore store, OabFileRecord file)
{
    // No record of ours is nearly as long.
    private const int MaxRecord = 16 * 1024 * 1024;

    private readonly OabDecompressor _decompressor = new();
    private byte[] _chunk = [];
    private int _taken;
    private long _next;

    /// <summary>
    /// The pieces of the file in their order: first what comes before the records, as one piece, then each record. A piece is there until the
    /// next is asked for.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is not what it was when it was written.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> PiecesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pending = new byte[OabCompressor.BlockMax * 2];
        var (start, end, isStart) = (0, 0, true);
        await foreach (var block in BlocksAsync(cancellationToken))
        {
            if (pending.Length - end < block.Length)
            {
                pending.AsSpan(start, end - start).CopyTo(pending);
                (start, end) = (0, end - start);
                if (pending.Length - end < block.Length) Array.Resize(ref pending, Math.Max(pending.Length * 2, end + block.Length));
            }
            block.CopyTo(pending.AsMemory(end));
            end += block.Length;
            while (LengthOf(pending.AsSpan(start, end - start), isStart) is { } length && length <= end - start)
            {
                yield return pending.AsMemory(start, length);
                start += length;
                isStart = false;
            }
        }
        if (start != end || isStart) throw new InvalidDataException($"File {file.FileId} ends within a record.");
    }

    /// <summary>How long the next piece is; null where there is not enough of it to say.</summary>
    private static int? LengthOf(ReadOnlySpan<byte> bytes, bool isStart)
    {
        if (!isStart) return bytes.Length < 4 ? null : Checked(BinaryPrimitives.ReadInt32LittleEndian(bytes));
        // OAB_HDR, OAB_META_DATA, the header record.
        if (bytes.Length < OabHeader.Size + 4) return null;
        var schema = OabHeader.Size + Checked(BinaryPrimitives.ReadInt32LittleEndian(bytes[OabHeader.Size..]));
        return bytes.Length < schema + 4 ? null : schema + Checked(BinaryPrimitives.ReadInt32LittleEndian(bytes[schema..]));

        static int Checked(int size) => size is >= OabRecord.MinSize and <= MaxRecord ? size : throw new InvalidDataException($"A record of {size} bytes.");
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> BlocksAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var header = Parse(await ReadAsync(LzxHeader.Size, cancellationToken), LzxHeader.Read);
        var target = new byte[OabCompressor.BlockMax];
        for (long made = 0; made < header.TargetSize;)
        {
            var block = Parse(await ReadAsync(LzxBlockHeader.Size, cancellationToken), LzxBlockHeader.Read);
            if (block.UncompressedSize is 0 or > OabCompressor.BlockMax || block.CompressedSize > 2 * OabCompressor.BlockMax) throw new InvalidDataException($"A block of {block.CompressedSize} bytes that make {block.UncompressedSize}.");
            var content = await ReadAsync((int)block.CompressedSize, cancellationToken);
            var part = target.AsMemory(0, (int)block.UncompressedSize);
            if (_decompressor.Decompress(block, content, part.Span) is { } error) throw new InvalidDataException($"File {file.FileId}: {error}");
            made += part.Length;
            yield return part;
        }
    }

    private delegate T Reading<T>(ref MapiReader reader);

    private static T Parse<T>(byte[] bytes, Reading<T> read)
    {
        var reader = new MapiReader(bytes);
        var value = read(ref reader);
        return reader.Error is { } error ? throw new InvalidDataException(error.ToString()) : value;
    }

    private async ValueTask<byte[]> ReadAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        for (var filled = 0; filled < count;)
        {
            if (_taken == _chunk.Length)
            {
                (_chunk, _taken) = (await store.ReadChunkAsync(file.FileId, _next++, cancellationToken), 0);
                if (_chunk.Length == 0) throw new InvalidDataException($"File {file.FileId} ends too soon.");
            }
            var take = Math.Min(count - filled, _chunk.Length - _taken);
            _chunk.AsSpan(_taken, take).CopyTo(bytes.AsSpan(filled));
            (filled, _taken) = (filled + take, _taken + take);
        }
        return bytes;
    }
}
