using MapiOrleans.Grains.Interfaces.OfflineAddressBook;

namespace MapiOrleans.WebFrontend.Oab;

/// <summary>A file of an offline address book, read from its grain as it is asked for, from any place.</summary>
internal sealed class OabFileStream(IOfflineAddressBookGrain book, OabFileInfo file) : Stream
{
    private byte[] _ahead = [];
    private long _aheadAt;
    private long _position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => file.Size;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = (int)Math.Min(buffer.Length, file.Size - _position);
        if (count <= 0) return 0;
        if (_position < _aheadAt || _position >= _aheadAt + _ahead.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (_ahead, _aheadAt) = (await book.ReadAsync(file.FileId, _position, int.MaxValue), _position);
            // The version went while it was downloaded: the answer breaks off, and the client begins anew with what is there now.
            if (_ahead.Length == 0) throw new IOException($"{file.Name} is not there any more.");
        }
        var from = (int)(_position - _aheadAt);
        count = Math.Min(count, _ahead.Length - from);
        _ahead.AsMemory(from, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = offset + (origin switch { SeekOrigin.Current => _position, SeekOrigin.End => Length, _ => 0 });

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously.");

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is written.
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
