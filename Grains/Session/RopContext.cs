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
    private readonly List<(byte Index, uint Handle)> _outputs = [];

    /// <summary>The session.</summary>
    public MapiSession Session { get; } = session;

    /// <summary>Ends when the request is given up.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The request's LogonId.</summary>
    public byte LogonId { get; set; }

    /// <summary>How far the ROP is, where it takes many steps: it says so, and looks whether it shall go on.</summary>
    public OperationProgress Progress { get; private set; } = new();

    /// <summary>Bytes this ROP's whole response (header included) may take. QueryRows, ReadStream and the like fill no more.</summary>
    public int ResponseSpace { get; set; }

    /// <summary>
    /// The object at a handle index ([MS-OXCROPS] 3.2.5.1, 3.2.5.4): NullObject where the index or handle never was an object's, InvalidObject
    /// where it was released, AccessDenied where it belongs to another logon, NotSupported where it is of another kind.
    /// </summary>
    public T Get<T>(byte handleIndex) where T : class => Resolve(handleIndex, LogonId) switch
    {
        T found => found,
        var value => throw new RopException(MapiError.NotSupported, $"handle index {handleIndex} holds a {value.GetType().Name}, {typeof(T).Name} wanted"),
    };

    /// <summary>
    /// As <see cref="Get{T}"/>, for the second object of a ROP that copies or moves ([MS-OXCPRPT] 2.2.10): it may belong to another logon of the
    /// session.
    /// </summary>
    public T GetDestination<T>(byte handleIndex) where T : class => Resolve(handleIndex, null) switch
    {
        T found => found,
        var value => throw new RopException(MapiError.NotSupported, $"handle index {handleIndex} holds a {value.GetType().Name}, {typeof(T).Name} wanted"),
    };

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
        var handle = Session.Handles.Add(value);
        _outputs.Add((outputIndex, handle));
        return handles[outputIndex] = handle;
    }

    /// <summary>Begins a ROP.</summary>
    internal void Begin(RopRequest request, int responseSpace)
    {
        LogonId = request.LogonId;
        ResponseSpace = responseSpace;
        Progress = new OperationProgress();
        _outputs.Clear();
    }

    /// <summary>A context of the same handles for a ROP that may go on when the buffer it came with is answered.</summary>
    internal RopContext Detach() => new(Session, (uint[])handles.Clone(), CancellationToken.None) { LogonId = LogonId, ResponseSpace = ResponseSpace, Progress = Progress };

    /// <summary>Takes back what the ROP opened: it is answered as one that was not done.</summary>
    internal void Undo()
    {
        foreach (var (index, handle) in _outputs)
        {
            Session.Handles.Release(handle);
            handles[index] = HandleTable.None;
        }
        _outputs.Clear();
    }

    /// <summary>Says in the handle table that an index holds no object.</summary>
    internal void ClearOutput(byte outputIndex)
    {
        if (outputIndex < handles.Length) handles[outputIndex] = HandleTable.None;
    }

    private SessionObject Resolve(byte handleIndex, byte? logonId)
    {
        if (handleIndex >= handles.Length) throw new RopException(MapiError.NullObject, $"handle index {handleIndex} is past the table of {handles.Length} handles");
        var handle = handles[handleIndex];
        if (Session.Handles.Find(handle) is not { } value)
        {
            throw Session.Handles.WasGiven(handle)
                ? new RopException(MapiError.InvalidObject, $"handle index {handleIndex} holds a handle that was released")
                : new RopException(MapiError.NullObject, $"handle index {handleIndex} holds no object");
        }
        if (logonId is { } wanted && value.Logon.LogonId != wanted)
            throw new RopException(MapiError.AccessDenied, $"handle index {handleIndex} holds an object of logon {value.Logon.LogonId}, logon {wanted} asks");
        return value;
    }
}
