using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>A context that a client tells the state it has ([MS-OXCFXICS] 2.2.3.2.2, 3.2.5.9.2).</summary>
internal interface ISynchronizationContext
{
    /// <summary>The upload of its initial state.</summary>
    StateUpload Upload { get; }

    /// <summary>The state as RopSynchronizationGetTransferState gives it.</summary>
    ValueTask<TransferStateDownload> StateAsync(CancellationToken cancellationToken);
}

/// <summary>Takes a state that comes in pieces. A property holds when its last piece is here and it can be read.</summary>
/// <param name="maxSize">Bytes of one property.</param>
internal sealed class StateUpload(int maxSize)
{
    private PropertyTag? _property;
    private byte[] _bytes = [];
    private int _length;

    /// <summary>The state so far.</summary>
    public IcsState State { get; } = new();

    /// <summary>Whether it is too late: the context has begun to use it.</summary>
    public bool IsClosed { get; set; }

    /// <summary>RopSynchronizationUploadStateStreamBegin.</summary>
    public void Begin(PropertyTag property, uint size)
    {
        if (IsClosed) throw new RopException(MapiError.NotSupported, "the state is in use");
        if (_property is not null) throw new RopException(MapiError.NotSupported, "a property of the state is not ended");
        if (!IcsState.IsStateProperty(property)) throw new RopException(MapiError.InvalidParameter, $"{property} is no property of a state");
        if (size > maxSize) throw new RopException(MapiError.TooBig, $"a property of {size} bytes, {maxSize} allowed");
        _property = property;
        _length = 0;
    }

    /// <summary>RopSynchronizationUploadStateStreamContinue. What Begin said of the size is a hint.</summary>
    public void Continue(ReadOnlySpan<byte> bytes)
    {
        if (_property is null) throw new RopException(MapiError.NotSupported, "no property of the state is begun");
        if (bytes.Length > maxSize - _length)
        {
            _property = null;
            throw new RopException(MapiError.TooBig, $"a property of more than {maxSize} bytes");
        }
        if (_bytes.Length - _length < bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>RopSynchronizationUploadStateStreamEnd: RpcFormat where the bytes are no set ([MS-OXCFXICS] 3.1.5.4.3.2).</summary>
    public void End()
    {
        if (_property is not { } property) throw new RopException(MapiError.NotSupported, "no property of the state is begun");
        _property = null;
        var taken = State.TrySet(property, _bytes.AsSpan(0, _length), out var error);
        _bytes = [];
        if (!taken) throw new RopException(MapiError.RpcFormat, $"{property} {error}");
    }
}

/// <summary>A download of a state ([MS-OXCFXICS] 3.2.5.9.3.1).</summary>
/// <param name="logon">The logon.</param>
/// <param name="state">The state; nobody changes it any more.</param>
/// <param name="contents">Whether it is of messages.</param>
/// <param name="given">Whether MetaTagIdsetGiven is in it.</param>
internal sealed class TransferStateDownload(Objects.LogonObject logon, IcsState state, bool contents, bool given)
    : DownloadObject(logon, new FastTransferWriter(FastTransferText.Unicode, logon.Session.CodePage))
{
    /// <inheritdoc/>
    public override Objects.SessionObjectKind Kind => Objects.SessionObjectKind.FastTransfer;

    /// <inheritdoc/>
    protected override IEnumerable<TransferStep?> Steps()
    {
        state.Write(Writer, contents, given);
        yield break;
    }
}
