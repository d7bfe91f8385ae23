using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session;

/// <content>One ROP input buffer: read, carried out in order, answered within the client's room ([MS-OXCROPS] 3.2.5, [MS-OXCRPC] 3.1.4.2.1.2.2).</content>
internal sealed partial class MapiSession
{
    /// <summary>What the front end puts before each buffer; the client's room counts it.</summary>
    private const int ExtendedHeaderSize = RpcHeaderExt.Size;

    /// <summary>No client has more room ([MS-OXCRPC] 3.1.4.2, pcbOut).</summary>
    private const int MaxOutput = 0x40000;

    /// <summary>No more than so many buffers go into one output ([MS-OXCRPC] 3.1.4.2.1.2.2).</summary>
    private const int MaxBuffers = 96;

    /// <summary>
    /// A ROP is begun only with room for so many bytes: the fixed-size response of every ROP that changes something fits, so none is done and
    /// then answered as not done.
    /// </summary>
    private const int MinimumSpace = 256;

    /// <summary>RopBufferTooSmall's RopId and SizeNeeded.</summary>
    private const int TooSmallSize = 3;

    /// <summary>Carries out a ROP input buffer.</summary>
    /// <param name="buffer">The plain buffer: RopSize, RopsList, handle table.</param>
    /// <param name="maxRopOut">All that the output may take, the front end's headers included.</param>
    /// <param name="chain">Whether further buffers may follow the first.</param>
    /// <param name="cancellationToken">Ends when the request is given up.</param>
    public async ValueTask<RopsResult> ExecuteAsync(byte[] buffer, int maxRopOut, bool chain, CancellationToken cancellationToken)
    {
        var input = RopRequestBuffer.TryParse(buffer, out var error, IsPublicLogon);
        error ??= input?.Error;
        if (error is { } unreadable || input is null)
        {
            SessionLog.Unreadable(Services.Logger, Open.SessionId, error?.ToString() ?? "");
            return new RopsResult(MapiError.RpcFormat, []);
        }
        if (maxRopOut < ExtendedHeaderSize) return new RopsResult(MapiError.NetworkError, []);
        maxRopOut = Math.Min(maxRopOut, MaxOutput);
        var limit = Math.Min(RopResponseBuffer.MaxSize, maxRopOut - ExtendedHeaderSize);
        var context = new RopContext(this, input.Handles, cancellationToken);
        using var output = new RopOutput(limit, input.Handles);
        RopRequest? last = null;
        RopResponse? lastResponse = null;
        for (var i = 0; i < input.Requests.Count; i++)
        {
            (last, lastResponse) = (input.Requests[i].Request, null);
            var rest = i + 1 < input.Requests.Count ? input.Rops.Length - input.Requests[i + 1].Offset : 0;
            var (outcome, response, needed) = await AnswerAsync(context, last, output, rest, limit);
            if (outcome == AnswerOutcome.DoesNotFit)
            {
                return TryWriteTooSmall(output, input.Rops.AsMemory(input.Requests[i].Offset), needed, 4 * input.Handles.Length)
                    ? new RopsResult(MapiError.Success, [output.Build()])
                    : new RopsResult(MapiError.BufferTooSmall, []);
            }
            lastResponse = response;
        }
        await WriteEventsAsync(output, cancellationToken);

        var buffers = new List<byte[]> { output.Build() };
        if (chain && last is IPackableRequest packable && lastResponse is not null && MayChain(last.RopId))
            await ChainAsync(context, packable, lastResponse, buffers, maxRopOut, input.Handles);
        return new RopsResult(MapiError.Success, [.. buffers]);
    }

    /// <summary>Carries out one ROP and writes its response.</summary>
    /// <param name="context">The buffer's context.</param>
    /// <param name="request">The ROP.</param>
    /// <param name="output">Where the response goes.</param>
    /// <param name="rest">Bytes of the requests that follow: they come back in RopBufferTooSmall if one of them does not fit.</param>
    /// <param name="limit">Bytes of the whole buffer.</param>
    private async ValueTask<(AnswerOutcome Outcome, RopResponse? Response, int Needed)> AnswerAsync(RopContext context, RopRequest request, RopOutput output, int rest, int limit)
    {
        if (request.RopId == RopId.RopRelease)
        {
            await RunAsync(context, request, 0);
            return (AnswerOutcome.Done, null, 0);
        }
        // Asking again with the largest buffer would not help a response that does not fit into an empty one.
        var largest = output.Written == 0 && limit >= RopResponseBuffer.MaxSize;
        if (output.Remaining < MinimumSpace && !largest) return (AnswerOutcome.DoesNotFit, null, 0);

        var space = Math.Max(output.Remaining - (rest > 0 ? TooSmallSize + rest : 0), Math.Min(output.Remaining, MinimumSpace));
        var response = await RunAsync(context, request, space);
        if (response is null) return (AnswerOutcome.Done, null, 0);
        if (TryWrite(context, request, output, ref response, out var size)) return (AnswerOutcome.Done, response, 0);

        context.Undo();
        if (!largest) return (AnswerOutcome.DoesNotFit, null, size);
        response = Fail(context, request, MapiError.BufferTooSmall, $"a response of {size} bytes");
        return output.TryWrite(response, out size) ? (AnswerOutcome.Done, response, 0) : (AnswerOutcome.DoesNotFit, null, size);
    }

    /// <summary>
    /// Writes a response; false where it does not fit. One that cannot be written (a count past its field) is a handler's fault and becomes
    /// a failure.
    /// </summary>
    private bool TryWrite(RopContext context, RopRequest request, RopOutput output, ref RopResponse response, out int size)
    {
        try
        {
            return output.TryWrite(response, out size);
        }
        catch (Exception e) when (e is OverflowException or ArgumentException or InvalidOperationException)
        {
            SessionLog.RopBroken(Services.Logger, e, Open.SessionId, request.RopId, MapiError.GeneralFailure);
            response = Failure(context, request, MapiError.GeneralFailure);
            return output.TryWrite(response, out size);
        }
    }

    /// <summary>
    /// Ends the buffer with RopBufferTooSmall and the requests that were not carried out. RequestBuffers takes what room there is
    /// ([MS-OXCROPS] 2.2.15.1.1); false where not even its header fits.
    /// </summary>
    private static bool TryWriteTooSmall(RopOutput output, ReadOnlyMemory<byte> requests, int responseSize, int tableSize)
    {
        if (output.Remaining < TooSmallSize) return false;
        // A response that was not made may need as much as a buffer holds.
        var needed = responseSize == 0 ? RopResponseBuffer.MaxSize
            : Math.Min(RopResponseBuffer.MaxSize, RopResponseBuffer.HeaderSize + Math.Max(responseSize, MinimumSpace) + TooSmallSize + requests.Length + tableSize);
        return output.TryWrite(new BufferTooSmallResponse
        {
            SizeNeeded = (ushort)(needed + ExtendedHeaderSize),
            RequestBuffers = requests[..Math.Min(requests.Length, output.Remaining - TooSmallSize)],
        }, out _);
    }

    /// <summary>
    /// Makes further buffers, as if the client had sent the last request again, while they are full and the client has room. A failure makes
    /// none: the client meets it when it asks on.
    /// </summary>
    private async ValueTask ChainAsync(RopContext context, IPackableRequest request, RopResponse response, List<byte[]> buffers, int maxRopOut, uint[] handles)
    {
        var room = maxRopOut - ExtendedHeaderSize - buffers[0].Length;
        while (buffers.Count < MaxBuffers && room >= request.MinimumResidual && request.Next(response) is { } next)
        {
            using var output = new RopOutput(Math.Min(RopResponseBuffer.MaxSize, room - ExtendedHeaderSize), handles);
            var further = await RunAsync(context, next, output.Remaining);
            if (further is not { ReturnValue: MapiError.Success } || !request.Carries(further) || !TryWrite(context, next, output, ref further, out _)) return;
            (request, response) = ((IPackableRequest)next, further);
            buffers.Add(output.Build());
            room -= ExtendedHeaderSize + buffers[^1].Length;
        }
    }

    /// <summary>Outlook 2013 and the first builds of 2016 mistake chained answers of RopReadStream.</summary>
    private bool MayChain(RopId rop)
    {
        if (rop != RopId.RopReadStream) return true;
        const string outlook = "Outlook/";
        return !Open.ClientApplication.StartsWith(outlook, StringComparison.OrdinalIgnoreCase)
            || !Version.TryParse(Open.ClientApplication.AsSpan(outlook.Length).Trim(), out var version)
            || version.Major < 15 || version >= new Version(16, 0, 10000);
    }

    private bool IsPublicLogon(byte logonId) => Handles.Find(Handles.FindLogon(logonId)) is LogonObject { Info.IsPublic: true };

    private enum AnswerOutcome
    {
        Done,
        DoesNotFit,
    }
}

/// <summary>What became of a ROP input buffer.</summary>
/// <param name="ErrorCode">Success where ROPs ran, whatever each returned.</param>
/// <param name="Buffers">The output buffers, plain.</param>
internal readonly record struct RopsResult(MapiError ErrorCode, byte[][] Buffers);
