using System.Text;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Http;

/// <summary>
/// Reads the inner stream of a response as it arrives ([MS-OXCMAPIHTTP] 3.1.5.6): meta-tags, then additional headers, an empty line and the
/// body. Pieces may be cut anywhere. What is no tag is an error.
/// </summary>
public sealed class MetaTagParser : IDisposable
{
    /// <summary>A line longer than this is no tag and no header.</summary>
    public const int MaxLine = 4096;

    /// <summary>More headers than this are not taken.</summary>
    public const int MaxHeaders = 64;

    private readonly int _maxBody;
    private readonly MapiWriter _line = new(64);
    private readonly MapiWriter _body = new(1024);
    private bool _inHeaders;

    /// <summary>A parser that takes bodies of at most so many bytes.</summary>
    public MetaTagParser(int maxBody) => _maxBody = maxBody;

    /// <summary>Whether PROCESSING came.</summary>
    public bool Processing { get; private set; }

    /// <summary>How many PENDING came.</summary>
    public int PendingCount { get; private set; }

    /// <summary>Whether DONE came.</summary>
    public bool Done { get; private set; }

    /// <summary>Whether the empty line after the headers came: all that follows is the body.</summary>
    public bool InBody { get; private set; }

    /// <summary>The additional headers.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The body so far; valid until the next piece and <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Body => _body.WrittenMemory;

    /// <summary>Takes the next piece. Null where all is well so far, else why not.</summary>
    public string? Append(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            if (InBody)
            {
                if (piece.Length > _maxBody - _body.Length) return $"a body of more than {_maxBody} bytes";
                _body.WriteBytes(piece);
                return null;
            }
            var end = piece.IndexOf((byte)'\n');
            var part = end < 0 ? piece : piece[..(end + 1)];
            if (_line.Length + part.Length > MaxLine) return $"a line of more than {MaxLine} bytes";
            _line.WriteBytes(part);
            piece = piece[part.Length..];
            if (end < 0) return null;
            if (TakeLine(_line.Written.TrimEnd("\r\n"u8)) is { } error) return error;
            _line.Truncate(0);
        }
        return null;
    }

    private string? TakeLine(ReadOnlySpan<byte> line)
    {
        if (!_inHeaders)
        {
            if (line.SequenceEqual("PROCESSING"u8))
            {
                Processing = true;
            }
            else if (line.SequenceEqual("PENDING"u8))
            {
                PendingCount++;
            }
            else if (line.SequenceEqual("DONE"u8))
            {
                Done = true;
                _inHeaders = true;
            }
            else
            {
                return $"'{Encoding.ASCII.GetString(line[..Math.Min(line.Length, 32)])}' where a meta-tag belongs";
            }
            return null;
        }
        if (line.IsEmpty)
        {
            InBody = true;
            return null;
        }
        var colon = line.IndexOf((byte)':');
        if (colon <= 0) return "a header without a name";
        if (Headers.Count >= MaxHeaders) return $"more than {MaxHeaders} headers";
        Headers[Encoding.ASCII.GetString(line[..colon]).Trim()] = Encoding.ASCII.GetString(line[(colon + 1)..]).Trim();
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _line.Dispose();
        _body.Dispose();
    }
}
