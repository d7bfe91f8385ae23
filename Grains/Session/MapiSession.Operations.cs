using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session;

/// <content>
/// ROPs that a client lets go on after they were answered ([MS-OXCPRPT] 3.1.5, 3.2.5.20). Each logon has one at most. It runs in steps on the
/// session's own turns, so that it never runs at the same moment as another ROP; whatever the client asks of the logon but RopProgress ends it.
/// </content>
internal sealed partial class MapiSession
{
    private readonly Dictionary<byte, LongOperation> _operations = [];

    /// <summary>Carries out a ROP; one that may go on without the client is answered with how far it is when it takes long.</summary>
    private async ValueTask<RopResponse?> BeginAsync(RopContext context, RopRequest request)
    {
        if (_operations.Remove(request.LogonId, out var running)) await running.EndAsync();
        if (request is not IAsynchronousRequest { WantAsynchronous: true } || !MayFollow(request)) return await HandleAsync(context, request);

        var own = context.Detach();
        var operation = new LongOperation(request, own.Progress, HandleAsync(own, request).AsTask());
        if (await operation.WaitAsync(Services) is { } finished) return finished;
        _operations.Add(request.LogonId, operation);
        return operation.Tell();
    }

    /// <summary>RopProgress: how far the logon's operation is, or, when it is over, its answer, with the request that this answers.</summary>
    private async ValueTask<(RopResponse? Response, RopRequest Answered)> FollowAsync(RopContext context, ProgressRequest request)
    {
        try
        {
            context.Get<SessionObject>(request.HandleIndex);
        }
        catch (RopException e)
        {
            return (Fail(context, request, e.Error, e.Message), request);
        }
        if (!_operations.TryGetValue(request.LogonId, out var operation))
            return (Fail(context, request, MapiError.NotFound, "the logon has nothing under way"), request);
        if (request.WantCancel) operation.Progress.Cancel();
        // A cancelled operation is at its end after one step.
        var finished = request.WantCancel ? await operation.EndAsync() : await operation.WaitAsync(Services);
        // The answer stays until the client goes on: should it not fit into this buffer, it is there to be asked for again.
        return finished is null ? (operation.Tell(), request) : (finished, operation.Request);
    }

    /// <summary>
    /// Whether the client understands RopProgress: WantAsynchronous says so, but for RopSetReadFlags, where SUPPORT_PROGRESS of the logon has to
    /// say it too ([MS-OXCMSG] 3.2.5.10).
    /// </summary>
    private bool MayFollow(RopRequest request) =>
        Handles.Find(Handles.FindLogon(request.LogonId)) is LogonObject logon && (request is not SetReadFlagsRequest || logon.SupportsProgress);

    private void EndOperations()
    {
        foreach (var operation in _operations.Values) operation.Progress.Cancel();
        _operations.Clear();
    }

    /// <summary>A ROP that goes on.</summary>
    /// <param name="Request">The ROP.</param>
    /// <param name="Progress">How far it is.</param>
    /// <param name="Answer">Its answer; never a failed task, as what fails is answered.</param>
    private sealed record LongOperation(RopRequest Request, OperationProgress Progress, Task<RopResponse?> Answer)
    {
        /// <summary>The answer, where it comes within the time that a client is let wait; else null.</summary>
        public async ValueTask<RopResponse?> WaitAsync(SessionServices services)
        {
            if (Answer.IsCompleted) return await Answer;
            try
            {
                return await Answer.WaitAsync(services.Limits.ProgressInterval, services.Time);
            }
            catch (TimeoutException) when (!Answer.IsFaulted)
            {
                return null;
            }
        }

        /// <summary>Ends the operation after its current step; gives its answer.</summary>
        public async ValueTask<RopResponse?> EndAsync()
        {
            Progress.Cancel();
            return await Answer;
        }

        public ProgressResponse Tell() => new() { LogonId = Request.LogonId, CompletedTaskCount = Progress.Completed, TotalTaskCount = Progress.Total };
    }
}
