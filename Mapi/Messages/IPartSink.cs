using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Mapi.Messages;

/// <summary>
/// Takes large values while a message is being made, so that none is held whole in memory. What is written here belongs
/// to nobody until a commit refers to it; what no commit refers to is purged later.
/// </summary>
public interface IPartSink
{
    /// <summary>Values of more bytes than this belong outside the property bag.</summary>
    static int InlineLimit => 8192;

    /// <summary>Begins a part. Write to it, then complete it; disposing without completing gives it up.</summary>
    IPartWriter CreatePart();
}

/// <summary>A part being written, from its beginning to its end.</summary>
public interface IPartWriter : IAsyncDisposable
{
    /// <summary>Bytes appended so far.</summary>
    long Length { get; }

    /// <summary>Appends bytes; they are written out in chunks as they come.</summary>
    ValueTask AppendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken);

    /// <summary>Ends the part and says where it lies.</summary>
    ValueTask<ExternalValue> CompleteAsync(CancellationToken cancellationToken);
}

/// <summary>Gives back what lies outside property bags.</summary>
public interface IPartSource
{
    /// <summary>
    /// Reads from a part into <paramref name="destination"/>, as much as there is. Gives the bytes read; 0 at or past the end.
    /// </summary>
    ValueTask<int> ReadAsync(Guid partId, long offset, Memory<byte> destination, CancellationToken cancellationToken);
}
