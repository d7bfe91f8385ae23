using MimeKit;

namespace MapiOrleans.Conversion.Mime;

/// <summary>Where an entity lies in its source: the bytes from Begin to HeadersEnd are headers, those from there to End the content.</summary>
internal readonly record struct Extent(long Begin, long HeadersEnd, long End);

/// <summary>A seekable stream in Internet format, and where the entities parsed out of it lie.</summary>
internal sealed class MimeSource(Stream stream) : IAsyncDisposable
{
    private readonly Dictionary<object, Extent> _extents = new(ReferenceEqualityComparer.Instance);

    public Stream Stream => stream;

    public Extent? ExtentOf(object entity) => _extents.TryGetValue(entity, out var extent) ? extent : null;

    /// <summary>Parses the message. Content stays in the stream. Null where there is not even one header.</summary>
    public async ValueTask<MimeMessage?> ParseAsync(ParserOptions parserOptions, CancellationToken cancellation)
    {
        stream.Position = 0;
        var parser = new TrackingParser(parserOptions, stream, _extents);
        try
        {
            return await parser.ParseMessageAsync(cancellation);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Copies bytes of the source.</summary>
    public async ValueTask CopyRangeAsync(long begin, long end, Stream destination, CancellationToken cancellation)
    {
        var buffer = new byte[16384];
        stream.Position = Math.Min(begin, stream.Length);
        while (begin < end)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, end - begin)), cancellation);
            if (count == 0) return;
            await destination.WriteAsync(buffer.AsMemory(0, count), cancellation);
            begin += count;
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    /// <summary>
    /// A seekable stream of the same bytes: the stream itself where it is seekable (then the caller keeps it), else a copy, in memory
    /// up to <paramref name="threshold"/> and in a temporary file above.
    /// </summary>
    public static async ValueTask<(Stream Stream, bool Owned)> MakeSeekableAsync(Stream source, int threshold, CancellationToken cancellation)
    {
        if (source.CanSeek && source.Position == 0) return (source, false);
        Stream copy = new MemoryStream();
        try
        {
            var buffer = new byte[16384];
            int count;
            while ((count = await source.ReadAsync(buffer, cancellation)) > 0)
            {
                if (copy is MemoryStream && copy.Length + count > threshold)
                {
                    var file = TemporaryFile();
                    copy.Position = 0;
                    await copy.CopyToAsync(file, cancellation);
                    copy = file;
                }
                await copy.WriteAsync(buffer.AsMemory(0, count), cancellation);
            }
            copy.Position = 0;
            return (copy, true);
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    /// <summary>An empty file that is gone when it is closed.</summary>
    public static FileStream TemporaryFile() => new(
        Path.Combine(Path.GetTempPath(), "mapiorleans-" + Guid.NewGuid().ToString("n")),
        new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 65536, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });

    private sealed class TrackingParser(ParserOptions options, Stream stream, Dictionary<object, Extent> extents) : MimeParser(options, stream, MimeFormat.Entity, persistent: true)
    {
        protected override void OnMimeEntityEnd(MimeEntityEndEventArgs args)
        {
            extents[args.Entity] = new Extent(args.BeginOffset, args.HeadersEndOffset, args.EndOffset);
            base.OnMimeEntityEnd(args);
        }

        protected override void OnMimeMessageEnd(MimeMessageEndEventArgs args)
        {
            extents[args.Message] = new Extent(args.BeginOffset, args.HeadersEndOffset, args.EndOffset);
            base.OnMimeMessageEnd(args);
        }
    }
}

/// <summary>
/// Reads through a message once, keeping nothing, and says whether it stays within limits; so that a small message cannot make
/// the parser build a large tree, nor a long header be held in memory.
/// </summary>
internal sealed class MimeGuard : MimeReader
{
    private readonly MimeConversionOptions _options;
    private readonly CountingStream _source;
    private int _parts, _headers;

    private MimeGuard(ParserOptions parserOptions, CountingStream source, MimeConversionOptions options) : base(parserOptions, source, MimeFormat.Entity)
    {
        _source = source;
        _options = options;
    }

    /// <summary>Null where the message stays within limits, else which one it exceeds.</summary>
    public static async ValueTask<string?> CheckAsync(ParserOptions parserOptions, Stream source, MimeConversionOptions options, CancellationToken cancellation)
    {
        source.Position = 0;
        var counting = new CountingStream(source, options.MaxHeaderBytes);
        try
        {
            await new MimeGuard(parserOptions, counting, options).ReadMessageAsync(cancellation);
            return null;
        }
        catch (LimitException e)
        {
            return e.Message;
        }
        catch (FormatException)
        {
            return null; // not a message at all: nothing was built of it
        }
    }

    protected override void OnHeadersBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => HeadersBegin(beginOffset);

    protected override Task OnHeadersBeginAsync(long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        HeadersBegin(beginOffset);
        return Task.CompletedTask;
    }

    private void HeadersBegin(long offset)
    {
        _headers = 0;
        _source.HeadersBegin = offset;
        if (++_parts > _options.MaxParts) throw new LimitException("more parts than MaxParts");
    }

    protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken) => HeaderRead();

    protected override Task OnHeaderReadAsync(Header header, int beginLineNumber, CancellationToken cancellationToken)
    {
        HeaderRead();
        return Task.CompletedTask;
    }

    private void HeaderRead()
    {
        if (++_headers > _options.MaxHeaders) throw new LimitException("more headers than MaxHeaders");
    }

    protected override void OnHeadersEnd(long beginOffset, int beginLineNumber, long endOffset, int endLineNumber, CancellationToken cancellationToken) => _source.HeadersBegin = null;

    protected override Task OnHeadersEndAsync(long beginOffset, int beginLineNumber, long endOffset, int endLineNumber, CancellationToken cancellationToken)
    {
        _source.HeadersBegin = null;
        return Task.CompletedTask;
    }

    private sealed class LimitException(string message) : Exception(message);

    /// <summary>Knows how far headers have been read, even before the parser says so.</summary>
    private sealed class CountingStream(Stream source, long maxHeaderBytes) : Stream
    {
        /// <summary>Where the headers being read began; null outside headers.</summary>
        public long? HeadersBegin { get; set; }

        private void Check()
        {
            if (HeadersBegin is { } begin && source.Position - begin > maxHeaderBytes + 65536) throw new LimitException("headers longer than MaxHeaderBytes");
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Check();
            return source.Read(buffer, offset, count);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Check();
            return source.ReadAsync(buffer, cancellationToken);
        }

        public override bool CanRead => true;
        public override bool CanSeek => source.CanSeek;
        public override bool CanWrite => false;
        public override long Length => source.Length;
        public override long Position { get => source.Position; set => source.Position = value; }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => source.Seek(offset, origin);
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
