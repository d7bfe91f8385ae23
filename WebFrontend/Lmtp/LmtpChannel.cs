using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace MapiOrleans.WebFrontend.Lmtp;

/// <summary>Lines and messages on a connection. Replies are gathered and go out when the client has nothing more on its way (RFC 2920).</summary>
internal sealed class LmtpChannel(Stream stream, LmtpOptions options, TimeProvider time) : IAsyncDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly PipeReader _reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 32 << 10, leaveOpen: true));
    private readonly StringBuilder _replies = new();

    /// <summary>Adds a line to what the client is told.</summary>
    public void Write(LmtpReply reply) => _replies.Append(reply.ToString());

    /// <summary>Adds a line of a reply of several; the last one is a space where the others have a hyphen.</summary>
    public void WriteLine(string line) => _replies.Append(line).Append("\r\n");

    /// <summary>Sends what was added.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_replies.Length == 0) return;
        var bytes = Encoding.UTF8.GetBytes(_replies.ToString());
        _replies.Clear();
        using var timeout = Limit(options.Timeout, cancellationToken);
        await stream.WriteAsync(bytes, timeout.Token);
        await stream.FlushAsync(timeout.Token);
    }

    /// <summary>Whether the client sent more than was read: what follows STARTTLS in the clear may be anybody's.</summary>
    public bool HasInput()
    {
        if (!_reader.TryRead(out var result)) return false;
        var more = !result.Buffer.IsEmpty;
        _reader.AdvanceTo(result.Buffer.Start);
        return more;
    }

    /// <summary>The next line without its end; null at the end of the connection, empty text and Broken where it is too long or no UTF-8.</summary>
    /// <param name="stopping">Ends the wait for a line.</param>
    /// <param name="aborting">Ends the sending of what was answered before: that goes out even when the server stops.</param>
    public async ValueTask<(string? Line, bool Broken)> ReadLineAsync(CancellationToken stopping, CancellationToken aborting)
    {
        var skipping = false;
        TimeLimit? timeout = null;
        try
        {
            while (true)
            {
                if (!_reader.TryRead(out var result))
                {
                    await FlushAsync(aborting);
                    timeout ??= Limit(options.Timeout, stopping);
                    result = await _reader.ReadAsync(timeout.Token);
                }
                var buffer = result.Buffer;
                if (buffer.PositionOf((byte)'\n') is { } end)
                {
                    var line = buffer.Slice(0, end);
                    var broken = skipping || line.Length >= options.MaxLineLength;
                    var text = broken ? null : Decode(line);
                    _reader.AdvanceTo(buffer.GetPosition(1, end));
                    return (text ?? "", text is null);
                }
                if (result.IsCompleted)
                {
                    _reader.AdvanceTo(buffer.End);
                    return (null, false);
                }
                // A line without end is thrown away as it comes.
                skipping |= buffer.Length >= options.MaxLineLength;
                _reader.AdvanceTo(skipping ? buffer.End : buffer.Start, buffer.End);
            }
        }
        finally
        {
            timeout?.Dispose();
        }
    }

    /// <summary>Reads a message up to its lone dot; false where the connection ended before.</summary>
    public async ValueTask<bool> ReadMessageAsync(MessageSpool spool, CancellationToken cancellationToken)
    {
        var dots = new DotReader();
        var output = ArrayPool<byte>.Shared.Rent(64 << 10);
        using var whole = Limit(options.MessageTimeout, cancellationToken);
        try
        {
            while (true)
            {
                if (!_reader.TryRead(out var result))
                {
                    using var timeout = Limit(options.Timeout, whole.Token);
                    result = await _reader.ReadAsync(timeout.Token);
                }
                var consumed = 0L;
                foreach (var segment in result.Buffer)
                {
                    for (var at = 0; at < segment.Length && !dots.AtEnd;)
                    {
                        var (taken, written) = dots.Read(segment.Span.Slice(at, Math.Min(segment.Length - at, output.Length - 1)), output);
                        if (written > 0) await spool.AppendAsync(output.AsMemory(0, written), whole.Token);
                        at += taken;
                        consumed += taken;
                    }
                    if (dots.AtEnd) break;
                }
                _reader.AdvanceTo(result.Buffer.GetPosition(consumed));
                if (dots.AtEnd) return true;
                if (result.IsCompleted) return false;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(output);
        }
    }

    private static string? Decode(ReadOnlySequence<byte> line)
    {
        try
        {
            var text = Utf8.GetString(line);
            return text.EndsWith('\r') ? text[..^1] : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private TimeLimit Limit(TimeSpan longest, CancellationToken cancellationToken) => new(longest, time, cancellationToken);

    /// <summary>A token that ends with another one, or after a time.</summary>
    private sealed class TimeLimit : IDisposable
    {
        private readonly CancellationTokenSource _time;
        private readonly CancellationTokenSource _linked;

        public TimeLimit(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
        {
            _time = new CancellationTokenSource(longest, time);
            _linked = CancellationTokenSource.CreateLinkedTokenSource(_time.Token, cancellationToken);
        }

        public CancellationToken Token => _linked.Token;

        public void Dispose()
        {
            _linked.Dispose();
            _time.Dispose();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _reader.CompleteAsync();
}
