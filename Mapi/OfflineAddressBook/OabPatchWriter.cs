using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.OfflineAddressBook;

/// <summary>
/// Makes the blocks of a Differential Patch file ([MS-OXOAB] 2.10) from two files in the same order, record by record: what is in both keeps
/// its place in the block, so that a block of the one is compressed in the context of the same records of the other.
/// </summary>
/// <param name="compressor">Compresses blocks.</param>
/// <param name="maxPending">Bytes removed in one place that it waits for something added to go with; more is <see cref="IsTooDifferent"/>.</param>
public sealed class OabPatchWriter(OabCompressor compressor, int maxPending = 64 * 1024 * 1024)
{
    // A block ends with a record that both have, before it can get too long.
    private const int Enough = OabCompressor.BlockMax * 3 / 4;

    private readonly ByteQueue _source = new(), _target = new();

    /// <summary>Whether there is no patch: so much was removed in one place that blocks cannot be made of it.</summary>
    public bool IsTooDifferent { get; private set; }

    /// <summary>A record that is in both, changed or not.</summary>
    public void Keep(MapiWriter writer, ReadOnlySpan<byte> source, ReadOnlySpan<byte> target)
    {
        Remove(source);
        _target.Add(target);
        if (Math.Max(_source.Length, _target.Length) >= Enough) Flush(writer, isEnd: false);
    }

    /// <summary>A record that is only in the source.</summary>
    public void Remove(ReadOnlySpan<byte> source)
    {
        if (_source.Length + (long)source.Length > maxPending) IsTooDifferent = true;
        if (!IsTooDifferent) _source.Add(source);
    }

    /// <summary>A record that is only in the target.</summary>
    public void Add(MapiWriter writer, ReadOnlySpan<byte> target)
    {
        _target.Add(target);
        if (_target.Length >= OabCompressor.BlockMax) Flush(writer, isEnd: false);
    }

    /// <summary>Writes what is left.</summary>
    public void Finish(MapiWriter writer) => Flush(writer, isEnd: true);

    private void Flush(MapiWriter writer, bool isEnd)
    {
        if (IsTooDifferent) return;
        var blocks = Math.Max(Blocks(_source.Length), Blocks(_target.Length));
        if (isEnd) blocks = Math.Min(blocks, _target.Length);
        // Each block makes something: what is removed before anything is added waits, and at the end of the source need not be read.
        else if (_target.Length < blocks) return;
        if (blocks == 0) return;
        var sourceLength = (int)Math.Min(_source.Length, (long)blocks * OabCompressor.BlockMax);
        for (var i = 0; i < blocks; i++)
        {
            compressor.WritePatchBlock(writer, _source.Part(i, blocks, sourceLength), _target.Part(i, blocks, _target.Length));
        }
        _source.Clear();
        _target.Clear();
    }

    private static int Blocks(int length) => (length + OabCompressor.BlockMax - 1) / OabCompressor.BlockMax;

    private sealed class ByteQueue
    {
        private byte[] _bytes = new byte[OabCompressor.BlockMax];

        public int Length { get; private set; }

        public void Add(ReadOnlySpan<byte> bytes)
        {
            if (_bytes.Length - Length < bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes.Length));
            bytes.CopyTo(_bytes.AsSpan(Length));
            Length += bytes.Length;
        }

        /// <summary>The part of a number, of as many that are about as long.</summary>
        public ReadOnlySpan<byte> Part(int part, int parts, int length)
        {
            var start = (int)((long)length * part / parts);
            return _bytes.AsSpan(start, (int)((long)length * (part + 1) / parts) - start);
        }

        public void Clear()
        {
            // What one large removal took is not kept.
            if (_bytes.Length > 4 * OabCompressor.BlockMax) _bytes = new byte[OabCompressor.BlockMax];
            Length = 0;
        }
    }
}
