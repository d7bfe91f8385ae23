using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>An open stream: a seek pointer into the bytes of a property ([MS-OXCPRPT] 1.3, 3.2.5.11).</summary>
internal sealed class StreamObject(LogonObject logon, PropertyStream content) : SessionObject(logon)
{
    /// <summary>Past this no stream goes ([MS-OXCPRPT] 2.2.21).</summary>
    private const long MaxPosition = 1L << 31;

    /// <inheritdoc/>
    public override SessionObjectKind Kind => SessionObjectKind.Stream;

    /// <summary>The bytes.</summary>
    public PropertyStream Content { get; } = content;

    /// <summary>The seek pointer.</summary>
    public long Position { get; private set; }

    /// <summary>When the stream was last used, for the locks it holds.</summary>
    public DateTimeOffset LastUsed { get; private set; }

    /// <summary>Notes that the stream is used now.</summary>
    public StreamObject Use()
    {
        LastUsed = Logon.Session.Services.Time.GetUtcNow();
        return this;
    }

    /// <summary>Reads at the seek pointer and moves it; fewer bytes only at the end.</summary>
    public async ValueTask<byte[]> ReadAsync(int count, CancellationToken cancellationToken)
    {
        var data = new byte[(int)Math.Clamp(Content.Length - Position, 0, count)];
        Content.Locks.Check(this, Position, data.Length, write: false);
        var read = await Content.ReadAsync(Position, data, cancellationToken);
        Position += read;
        return read == data.Length ? data : data[..read];
    }

    /// <summary>Writes at the seek pointer and moves it; fewer bytes than were given where the stream's bound is reached.</summary>
    public async ValueTask<int> WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        RequireWritable();
        Content.Locks.Check(this, Position, data.Length, write: true);
        var written = await Content.WriteAsync(Position, data, cancellationToken);
        Position += written;
        return written;
    }

    /// <summary>Cuts the stream off, or adds zeros; the seek pointer stays, or comes back to the end.</summary>
    public async ValueTask SetSizeAsync(ulong size, CancellationToken cancellationToken)
    {
        RequireWritable();
        if (size > (ulong)Content.MaxLength) throw new RopException(MapiError.TooBig, $"a stream of {size} bytes, {Content.MaxLength} allowed");
        var (from, to) = (Math.Min(Content.Length, (long)size), Math.Max(Content.Length, (long)size));
        Content.Locks.Check(this, from, to - from, write: true);
        await Content.SetLengthAsync((long)size, cancellationToken);
        Position = Math.Min(Position, (long)size);
    }

    /// <summary>Moves the seek pointer; a stream that is written to grows to where it goes.</summary>
    public async ValueTask<long> SeekAsync(StreamOrigin origin, long offset, CancellationToken cancellationToken)
    {
        var from = origin switch
        {
            StreamOrigin.Beginning => 0,
            StreamOrigin.Current => Position,
            StreamOrigin.End => Content.Length,
            _ => throw new RopException(MapiError.StorageInvalidParameter, $"origin {origin}"),
        };
        // Both are far from the ends of 64 bits once the offset is within what a stream can have.
        if (offset is < -MaxPosition or > MaxPosition || from + offset is < 0 or > MaxPosition)
            throw new RopException(MapiError.StreamSeekError, $"a seek by {offset} from {from}");
        var position = from + offset;
        if (position > Content.Length && Content.Writable)
        {
            if (position > Content.MaxLength) throw new RopException(MapiError.StreamSeekError, $"a seek to {position}, {Content.MaxLength} bytes allowed");
            Content.Locks.Check(this, Content.Length, position - Content.Length, write: true);
            await Content.SetLengthAsync(position, cancellationToken);
        }
        return Position = position;
    }

    /// <summary>Another stream over the same bytes, whose seek pointer begins where this one's is.</summary>
    public StreamObject Clone()
    {
        Content.AddReference();
        return new StreamObject(Logon, Content) { Position = Position };
    }

    /// <summary>Throws where the stream was opened for reading.</summary>
    public void RequireWritable()
    {
        if (!Content.Writable) throw new RopException(MapiError.StorageAccessDenied, "the stream was opened for reading");
    }

    /// <inheritdoc/>
    public override ValueTask CloseAsync(CancellationToken cancellationToken) => Content.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override void Release()
    {
        Content.Locks.Release(this);
        Content.Dispose();
    }
}
