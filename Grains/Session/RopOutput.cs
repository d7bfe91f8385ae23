using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Grains.Session;

/// <summary>One ROP output buffer while it fills: responses, never past its limit.</summary>
/// <param name="limit">Bytes that the whole buffer may take: RopSize, responses, handle table.</param>
/// <param name="handles">The handle table that goes with it.</param>
internal sealed class RopOutput(int limit, uint[] handles) : IDisposable
{
    private readonly MapiWriter _writer = new(Math.Clamp(limit, 16, 4096));
    private readonly int _capacity = limit - RopResponseBuffer.HeaderSize - 4 * handles.Length;

    /// <summary>Bytes of responses so far.</summary>
    public int Written => _writer.Length;

    /// <summary>Bytes that are left for responses; negative where not even the handle table fits.</summary>
    public int Remaining => _capacity - _writer.Length;

    /// <summary>Writes a response; false, and nothing is written, where it does not fit.</summary>
    /// <param name="response">The response.</param>
    /// <param name="size">Its size.</param>
    public bool TryWrite(RopResponse response, out int size)
    {
        var start = _writer.Length;
        var fits = false;
        try
        {
            RopResponseBuffer.WriteResponse(_writer, response);
            size = _writer.Length - start;
            return fits = _writer.Length <= _capacity;
        }
        finally
        {
            // Half a response may be there where its writing failed.
            if (!fits) _writer.Truncate(start);
        }
    }

    /// <summary>The buffer, with the handle table as it is now.</summary>
    public byte[] Build() => RopResponseBuffer.Build(_writer.Written, handles);

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
