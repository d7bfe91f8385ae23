using System.Text;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Conversion.Mime;

/// <summary>A failure of the part sink, kept apart from failures to understand the message.</summary>
internal sealed class PartSinkException(Exception inner) : Exception("The part sink failed.", inner);

/// <summary>
/// A write-only stream that becomes a property value: inline while it is small, a part of the sink as soon as it is not.
/// </summary>
internal sealed class SpillingStream(IPartSink sink, CancellationToken cancellation) : Stream
{
    private byte[] _small = [];
    private int _count;
    private IPartWriter? _writer;

    /// <summary>Bytes written so far.</summary>
    public override long Length => _writer?.Length ?? _count;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return;
        if (_writer is null && _count + buffer.Length <= IPartSink.InlineLimit)
        {
            if (_count + buffer.Length > _small.Length) Array.Resize(ref _small, Math.Min(IPartSink.InlineLimit, Math.Max(512, (_count + buffer.Length) * 2)));
            buffer.CopyTo(_small.AsMemory(_count));
            _count += buffer.Length;
            return;
        }
        try
        {
            if (_writer is null)
            {
                _writer = sink.CreatePart();
                if (_count > 0) await _writer.AppendAsync(_small.AsMemory(0, _count), cancellation);
                _small = [];
            }
            await _writer.AppendAsync(buffer, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new PartSinkException(e);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>The value: Binary, Object or String (whose bytes must be UTF-16LE).</summary>
    public async ValueTask<PropertyValue> CompleteAsync(PropertyType type)
    {
        if (_writer is null)
        {
            return type switch
            {
                PropertyType.String => PropertyValue.String(Encoding.Unicode.GetString(_small, 0, _count)),
                PropertyType.Object => PropertyValue.ObjectBytes(_small.AsSpan(0, _count).ToArray()),
                _ => PropertyValue.Binary(_small.AsSpan(0, _count).ToArray()),
            };
        }
        try
        {
            return PropertyValue.OfExternal(type, await _writer.CompleteAsync(cancellation));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new PartSinkException(e);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (_writer is not null)
        {
            try
            {
                await _writer.DisposeAsync();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw new PartSinkException(e);
            }
        }
        await base.DisposeAsync();
    }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Position { get => Length; set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Parts are written asynchronously.");
}

/// <summary>Makes property values that go to the sink when they are large.</summary>
internal sealed class PartValues(IPartSink sink, CancellationToken cancellation)
{
    private const int ChunkChars = 8192;

    /// <summary>A stream that becomes a value.</summary>
    public SpillingStream Open() => new(sink, cancellation);

    /// <summary>A PtypString of any length.</summary>
    public async ValueTask<PropertyValue> StringAsync(string text)
    {
        if (text.Length * 2 <= IPartSink.InlineLimit) return PropertyValue.String(text);
        await using var stream = Open();
        var bytes = new byte[ChunkChars * 2];
        for (var i = 0; i < text.Length; i += ChunkChars)
        {
            var count = Encoding.Unicode.GetBytes(text.AsSpan(i, Math.Min(ChunkChars, text.Length - i)), bytes);
            await stream.WriteAsync(bytes.AsMemory(0, count), cancellation);
        }
        return await stream.CompleteAsync(PropertyType.String);
    }

    /// <summary>A PtypBinary of any length.</summary>
    public async ValueTask<PropertyValue> BinaryAsync(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length <= IPartSink.InlineLimit) return PropertyValue.Binary(bytes.ToArray());
        await using var stream = Open();
        await stream.WriteAsync(bytes, cancellation);
        return await stream.CompleteAsync(PropertyType.Binary);
    }

    /// <summary>Bytes of a value this conversion made.</summary>
    public static long SizeOf(PropertyValue value) => value.External?.Length ?? value.RawReference switch
    {
        byte[] bytes => bytes.Length,
        string text => text.Length * 2L,
        _ => 0,
    };
}
