using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>
/// A download context ([MS-OXCFXICS] 3.2.5.8.1.5): a stream that is made as far as it is asked for. A failure stays: whoever asks again
/// gets the same ([MS-OXCFXICS] 3.2.5.8.1.5). Only where the store cannot be reached now the stream goes on later.
/// </summary>
internal abstract class DownloadObject(LogonObject logon, FastTransferWriter writer) : SessionObject(logon)
{
    private IEnumerator<TransferStep?>? _steps;
    private TransferStep? _step;
    private bool _ended;
    private MapiError _error;

    /// <summary>The stream.</summary>
    protected FastTransferWriter Writer { get; } = writer;

    /// <summary>Bytes that were given away.</summary>
    protected long Taken { get; private set; }

    /// <summary>Steps done, for a progress bar.</summary>
    protected int Progress { get; set; }

    /// <summary>Steps in all.</summary>
    protected int Total { get; set; }

    /// <summary>Whether a client has got all of it.</summary>
    public bool IsDone => _ended && Writer.Staged == 0;

    /// <summary>Writes the stream, step by step.</summary>
    protected abstract IEnumerable<TransferStep?> Steps();

    /// <summary>Is told when bytes were given away.</summary>
    protected virtual void OnTaken()
    {
    }

    /// <summary>The next bytes, at most so many; <see cref="MapiError.BufferTooSmall"/> where not even one atom fits.</summary>
    public async ValueTask<FastTransferSourceGetBufferResponse> GetAsync(int max, CancellationToken cancellationToken)
    {
        if (_error != MapiError.Success) throw new RopException(_error, "the download has failed before");
        // One byte more than is wanted tells whether this is the last buffer.
        await FillAsync(max + 1L, cancellationToken);
        var bytes = Writer.Take(max);
        if (bytes.Length == 0 && Writer.Staged > 0) throw new RopException(MapiError.BufferTooSmall, $"a buffer of {max} bytes");
        Taken += bytes.Length;
        OnTaken();
        return new FastTransferSourceGetBufferResponse
        {
            TransferStatus = IsDone ? FastTransferStatus.Done : FastTransferStatus.Partial,
            InProgressCount = Scaled(IsDone ? Total : Progress),
            TotalStepCount = Scaled(Total),
            TransferBuffer = bytes,
        };
    }

    /// <summary>Whether the next buffer could hold more bytes than this.</summary>
    public async ValueTask<bool> HasMoreThanAsync(int bytes, CancellationToken cancellationToken)
    {
        if (_error == MapiError.Success) await FillAsync(bytes + 1L, cancellationToken);
        return Writer.Staged > bytes;
    }

    /// <inheritdoc/>
    public override void Release()
    {
        _steps?.Dispose();
        base.Release();
    }

    /// <summary>The text of a stream, as SendOptions ask for it ([MS-OXCFXICS] 3.2.5.8.1.1). All text is kept as Unicode.</summary>
    public static FastTransferText TextOf(FastTransferSendOptions options) =>
        options.HasFlag(FastTransferSendOptions.UseCpid) ? FastTransferText.CodePage
        : (options & (FastTransferSendOptions.Unicode | FastTransferSendOptions.ForceUnicode)) != 0 ? FastTransferText.Unicode
        : FastTransferText.String8;

    private async ValueTask FillAsync(long wanted, CancellationToken cancellationToken)
    {
        try
        {
            _steps ??= Steps().GetEnumerator();
            while (!_ended && Writer.Staged < wanted)
            {
                if (_step is null)
                {
                    if (!_steps.MoveNext())
                    {
                        _ended = true;
                        return;
                    }
                    _step = _steps.Current;
                }
                if (_step is not null) await _step(cancellationToken);
                _step = null;
            }
        }
        catch (Exception e) when (!MapiSession.IsUnavailable(e) && !cancellationToken.IsCancellationRequested)
        {
            _error = e is RopException known ? known.Error : MapiError.GeneralFailure;
            throw;
        }
    }

    // Sixteen bits on the wire, of a number that says no more than how full a bar is.
    private ushort Scaled(int steps) => Total <= ushort.MaxValue ? (ushort)steps : (ushort)((long)steps * ushort.MaxValue / Total);
}
