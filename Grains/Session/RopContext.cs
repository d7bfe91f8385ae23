using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session;

/// <summary>Runs one ROP and gives its response; null only for RopRelease. Throws <see cref="RopException"/> for a failure without body.</summary>
internal delegate ValueTask<RopResponse?> RopHandler(RopContext context, RopRequest request);

/// <summary>What a handler works with while one ROP runs.</summary>
/// <param name="session">The session.</param>
/// <param name="handles">The ROP buffer's Server object handle table; handlers put new handles in through <see cref="SetOutput"/>.</param>
/// <param name="cancellationToken">Ends when the request is given up.</param>
internal sealed class RopContext(MapiSession session, uint[] handles, CancellationToken cancellationToken)
{
    /// <summary>The session.</summary>
    public MapiSession Session { get; } = session;

    /// <summary>Ends when the request is given up.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The request's LogonId.</summary>
    public byte LogonId { get; set; }

    /// <summary>Bytes this ROP's whole response (header included) may take. QueryRows, ReadStream and the like fill no more.</summary>
    public int ResponseSpace { get; set; }

    /// <summary>
    /// The object at a handle index: NullObject where the index or handle is no object's, NotSupported where it is of another kind.
    /// </summary>
    public T Get<T>(byte handleIndex) where T : class
    {
        var value = handleIndex < handles.Length ? Session.Handles.Find(handles[handleIndex]) : null;
        return value switch
        {
            null => throw new RopException(MapiError.NullObject, $"handle index {handleIndex} holds no object"),
            T found => found,
            _ => throw new RopException(MapiError.NotSupported, $"handle index {handleIndex} holds a {value.GetType().Name}, {typeof(T).Name} wanted"),
        };
    }

    /// <summary>The handle at an index, or <see cref="HandleTable.None"/>.</summary>
    public uint HandleAt(byte handleIndex) => handleIndex < handles.Length ? handles[handleIndex] : HandleTable.None;

    /// <summary>Gives a new object a handle and puts it into the table at the output index.</summary>
    public uint SetOutput(byte outputIndex, SessionObject value)
    {
        if (outputIndex >= handles.Length)
        {
            value.Release();
            throw new RopException(MapiError.NullObject, $"output index {outputIndex} is past the table of {handles.Length} handles");
        }
        return handles[outputIndex] = Session.Handles.Add(value);
    }
}
