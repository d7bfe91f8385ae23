namespace MapiOrleans.WebFrontend.Lmtp;

/// <summary>Takes a message's bytes: in memory while it is small, then in a temporary file that goes with it.</summary>
internal sealed class MessageSpool(int threshold, long limit) : IAsyncDisposable
{
    private const int FileBuffer = 64 << 10;

    private Stream _stream = new MemoryStream();

    /// <summary>Bytes that came, those past the limit included.</summary>
    public long Length { get; private set; }

    /// <summary>Whether more came than the limit: then nothing is kept.</summary>
    public bool TooLarge => Length > limit;

    /// <summary>Appends bytes; past the limit they are only counted.</summary>
    public async ValueTask AppendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        Length += data.Length;
        if (TooLarge)
        {
            if (_stream.Length > 0) await ReplaceAsync(new MemoryStream());
            return;
        }
        if (_stream is MemoryStream && Length > threshold)
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = FileBuffer, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var file = new FileStream(Path.Combine(Path.GetTempPath(), $"mapiorleans-{Guid.NewGuid():n}.eml"), options);
            _stream.Position = 0;
            await _stream.CopyToAsync(file, cancellationToken);
            await ReplaceAsync(file);
        }
        await _stream.WriteAsync(data, cancellationToken);
    }

    /// <summary>The message, at its beginning.</summary>
    public async ValueTask<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        await _stream.FlushAsync(cancellationToken);
        _stream.Position = 0;
        return _stream;
    }

    private async ValueTask ReplaceAsync(Stream stream)
    {
        await _stream.DisposeAsync();
        _stream = stream;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}

/// <summary>
/// Takes the dots out of a message on the wire and finds its end (RFC 5321 4.5.2). Only CRLF ends a line: a dot between bare line feeds
/// is text, so that nobody smuggles a second message past those who read it otherwise.
/// </summary>
internal sealed class DotReader
{
    private enum State
    {
        LineStart, Dot, DotCr, Text, Cr, End,
    }

    private State _state = State.LineStart;

    /// <summary>Whether the lone dot was seen.</summary>
    public bool AtEnd => _state == State.End;

    /// <summary>
    /// Reads from <paramref name="input"/> into <paramref name="output"/>, which must have room for one byte more than input; gives what
    /// was taken and what was written. Bytes after the end are not taken.
    /// </summary>
    public (int Taken, int Written) Read(ReadOnlySpan<byte> input, Span<byte> output)
    {
        int taken = 0, written = 0;
        while (taken < input.Length && _state != State.End)
        {
            if (_state == State.Text)
            {
                var run = input[taken..].IndexOf((byte)'\r');
                var length = run < 0 ? input.Length - taken : run + 1;
                input.Slice(taken, length).CopyTo(output[written..]);
                taken += length;
                written += length;
                if (run >= 0) _state = State.Cr;
                continue;
            }
            var b = input[taken++];
            switch (_state)
            {
                case State.LineStart when b == '.': _state = State.Dot; continue;
                case State.Dot when b == '\r': _state = State.DotCr; continue;
                case State.DotCr when b == '\n': _state = State.End; continue;
                case State.DotCr: output[written++] = (byte)'\r'; break;
                case State.Cr when b == '\n':
                    output[written++] = b;
                    _state = State.LineStart;
                    continue;
            }
            output[written++] = b;
            _state = b == '\r' ? State.Cr : State.Text;
        }
        return (taken, written);
    }
}
