using System.Text;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>
/// The bytes of one open property, shared by a stream and its clones ([MS-OXCPRPT] 3.2.5.24). A large value is read where it lies; the
/// first write brings it into a spool. What was written is put into the object by <see cref="FlushAsync"/>: at a commit, and before anybody
/// reads or saves the object.
/// </summary>
internal sealed class PropertyStream : IDisposable
{
    private const int ChunkSize = 64 << 10;

    private readonly LogonObject _logon;
    private readonly PropertyTag _tag;
    private readonly Encoding? _encoding;
    private ExternalValue? _outside;
    private SpooledBytes? _spool;
    private int _references = 1;

    /// <summary>An empty content.</summary>
    /// <param name="owner">The object that has the property.</param>
    /// <param name="tag">The property as it is kept.</param>
    /// <param name="codePage">The code page where the client reads and writes 8-bit text; null where it has the bytes that are kept.</param>
    /// <param name="writable">Whether it may be written.</param>
    private PropertyStream(IPropertyObject owner, PropertyTag tag, int? codePage, bool writable)
    {
        Owner = owner;
        Writable = writable;
        _logon = ((SessionObject)owner).Logon;
        _tag = tag;
        _encoding = codePage is { } page ? TextConversion.EncodingOf(page) : null;
    }

    /// <summary>The object that has the property.</summary>
    public IPropertyObject Owner { get; }

    /// <summary>Whether it may be written.</summary>
    public bool Writable { get; }

    /// <summary>Whether something was written that the object has not got.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>Regions that one of the streams has locked.</summary>
    public StreamLocks Locks { get; } = new();

    /// <summary>Bytes.</summary>
    public long Length => _spool?.Length ?? _outside?.Length ?? 0;

    /// <summary>The most bytes it may have.</summary>
    public long MaxLength => Owner is FolderObject ? Limits.MaxFolderStreamSize : Limits.MaxStreamSize;

    private SessionLimits Limits => _logon.Session.Services.Limits;

    /// <summary>Opens a property for streaming; <paramref name="value"/> is default for a new one, which replaces what the object has.</summary>
    public static async ValueTask<PropertyStream> OpenAsync(IPropertyObject owner, PropertyTag tag, PropertyValue value, int? codePage, bool writable, CancellationToken cancellationToken)
    {
        var content = new PropertyStream(owner, tag, codePage, writable);
        try
        {
            await content.FillAsync(value, cancellationToken);
        }
        catch
        {
            content._spool?.Dispose();
            throw;
        }
        if (writable) OpenStreams.Add(content);
        return content;
    }

    private async ValueTask FillAsync(PropertyValue value, CancellationToken cancellationToken)
    {
        IsDirty = !value.HasValue;
        if (value.External is { } outside)
        {
            _outside = outside;
            if (_encoding is not null) await TranscodeAsync(Encoding.Unicode, _encoding, cancellationToken);
            return;
        }
        if (!value.HasValue) return;
        var bytes = value.RawReference is string text ? (_encoding ?? Encoding.Unicode).GetBytes(text) : value.AsBytes();
        _spool = NewSpool();
        await _spool.WriteAsync(0, bytes, cancellationToken);
    }

    /// <summary>Reads; 0 at or past the end.</summary>
    public ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (_spool is not null) return _spool.ReadAsync(offset, destination, cancellationToken);
        if (_outside is null) return ValueTask.FromResult(0);
        return ReadOutsideAsync(_outside, offset, destination, cancellationToken);
    }

    private async ValueTask<int> ReadOutsideAsync(ExternalValue outside, long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var source = _logon.Session.Services.Store.PartSource(_logon.Key);
        var wanted = (int)Math.Clamp(outside.Length - offset, 0, destination.Length);
        var read = 0;
        while (read < wanted)
        {
            var count = await source.ReadAsync(outside.PartId, offset + read, destination[read..wanted], cancellationToken);
            if (count == 0) break;
            read += count;
        }
        return read;
    }

    /// <summary>Writes as much as the bound allows; gives the bytes written.</summary>
    public async ValueTask<int> WriteAsync(long offset, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var count = (int)Math.Clamp(MaxLength - offset, 0, data.Length);
        await (await SpoolAsync(cancellationToken)).WriteAsync(offset, data[..count], cancellationToken);
        IsDirty = true;
        return count;
    }

    /// <summary>Cuts the bytes off, or adds zeros. The caller has looked at <see cref="MaxLength"/>.</summary>
    public async ValueTask SetLengthAsync(long length, CancellationToken cancellationToken)
    {
        await (await SpoolAsync(cancellationToken)).SetLengthAsync(length, cancellationToken);
        IsDirty = true;
    }

    /// <summary>Puts what was written into the object. Throws where the object does not take it.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (!IsDirty) return;
        var value = await ValueAsync(cancellationToken);
        foreach (var problem in await Owner.SetPropertiesAsync([new TaggedPropertyValue(_tag, value)], cancellationToken))
            throw new RopException(problem.Error, $"property {_tag} was not set from its stream");
        IsDirty = false;
    }

    private async ValueTask<PropertyValue> ValueAsync(CancellationToken cancellationToken)
    {
        if (_encoding is null) return await KeepAsync(this, Length, cancellationToken);
        using var text = NewSpool();
        await using (var target = new SpoolStream(text)) await TranscodeAsync(_encoding, Encoding.Unicode, target, cancellationToken);
        using var kept = new PropertyStream(Owner, _tag, null, writable: false) { _spool = text };
        return await KeepAsync(kept, text.Length, cancellationToken);
    }

    /// <summary>The bytes as a property value: inline while they are few, else in a part. Folders keep theirs inline.</summary>
    private async ValueTask<PropertyValue> KeepAsync(PropertyStream source, long length, CancellationToken cancellationToken)
    {
        if (_tag.Type == PropertyType.String) length = await TrimAsync(source, length, cancellationToken);
        if (length <= IPartSink.InlineLimit || Owner is FolderObject)
        {
            var bytes = new byte[length];
            await source.ReadAsync(0, bytes, cancellationToken);
            return WireValues.OfBytes(_tag.Type, bytes);
        }
        await using var part = _logon.Session.Services.Store.PartSink(_logon.Key).CreatePart();
        var chunk = new byte[ChunkSize];
        for (long offset = 0; offset < length;)
        {
            var count = await source.ReadAsync(offset, chunk.AsMemory(0, (int)Math.Min(chunk.Length, length - offset)), cancellationToken);
            if (count == 0) throw new RopException(MapiError.StorageReadFault, $"a stream ends at {offset} of {length}");
            await part.AppendAsync(chunk.AsMemory(0, count), cancellationToken);
            offset += count;
        }
        return PropertyValue.OfExternal(_tag.Type, await part.CompleteAsync(cancellationToken));
    }

    /// <summary>The length of text without the terminator that some clients write, and without half a character.</summary>
    private static async ValueTask<long> TrimAsync(PropertyStream source, long length, CancellationToken cancellationToken)
    {
        length &= ~1L;
        var last = new byte[2];
        while (length > 0)
        {
            await source.ReadAsync(length - 2, last, cancellationToken);
            if (last is not [0, 0]) break;
            length -= 2;
        }
        return length;
    }

    private async ValueTask TranscodeAsync(Encoding from, Encoding to, CancellationToken cancellationToken)
    {
        var spool = NewSpool();
        await using (var target = new SpoolStream(spool)) await TranscodeAsync(from, to, target, cancellationToken);
        (_spool, _outside) = (spool, null);
    }

    private async ValueTask TranscodeAsync(Encoding from, Encoding to, Stream target, CancellationToken cancellationToken)
    {
        await using var writer = Encoding.CreateTranscodingStream(target, to, from, leaveOpen: true);
        var chunk = new byte[ChunkSize];
        for (long offset = 0; ;)
        {
            var count = await ReadAsync(offset, chunk, cancellationToken);
            if (count == 0) return;
            await writer.WriteAsync(chunk.AsMemory(0, count), cancellationToken);
            offset += count;
        }
    }

    private async ValueTask<SpooledBytes> SpoolAsync(CancellationToken cancellationToken)
    {
        if (_spool is not null) return _spool;
        var spool = NewSpool();
        var chunk = new byte[ChunkSize];
        for (long offset = 0; _outside is not null;)
        {
            var count = await ReadOutsideAsync(_outside, offset, chunk, cancellationToken);
            if (count == 0) break;
            await spool.WriteAsync(offset, chunk.AsMemory(0, count), cancellationToken);
            offset += count;
        }
        _outside = null;
        return _spool = spool;
    }

    private SpooledBytes NewSpool() => new(Limits.MaxStreamMemory, Limits.StreamFolder);

    /// <summary>One stream more.</summary>
    public void AddReference() => _references++;

    /// <summary>One stream less; with the last one the bytes go.</summary>
    public void Dispose()
    {
        if (--_references > 0) return;
        OpenStreams.Remove(this);
        _spool?.Dispose();
    }

    /// <summary>A spool as what a transcoder writes to.</summary>
    private sealed class SpoolStream(SpooledBytes spool) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => spool.Length;
        public override long Position { get => spool.Length; set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => spool.WriteAsync(spool.Length, buffer, cancellationToken);
    }
}
