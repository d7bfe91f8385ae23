using System.Diagnostics;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session;

/// <content>One ROP: its handler, and what is answered where the handler fails.</content>
internal sealed partial class MapiSession
{
    /// <summary>Carries out a ROP. Whatever the handler throws becomes the protocol's answer: nothing leaves here but a cancellation.</summary>
    /// <returns>The response, or null for RopRelease.</returns>
    private async ValueTask<RopResponse?> RunAsync(RopContext context, RopRequest request, int space)
    {
        var started = Stopwatch.GetTimestamp();
        context.Begin(request, space);
        var (response, answered) = request is ProgressRequest progress ? await FollowAsync(context, progress) : (await BeginAsync(context, request), request);
        if (response is not null)
        {
            response.HandleIndex = RopRegistry.Find(answered.RopId)!.ResponseIndexOf(answered);
            if (response.ReturnValue != MapiError.Success && IsFailure(response.ReturnValue))
            {
                context.Undo();
                ClearOutput(context, request);
            }
        }
        Services.Metrics.Rop(request.RopId, response?.ReturnValue ?? MapiError.Success, Stopwatch.GetElapsedTime(started));
        return response;
    }

    private async ValueTask<RopResponse?> HandleAsync(RopContext context, RopRequest request)
    {
        if (RopHandlers.Find(request.RopId) is not { } handler) return Fail(context, request, MapiError.NotImplemented, "this server does not do it");
        try
        {
            try
            {
                return await handler(context, request);
            }
            catch (MailboxMovedException)
            {
                // Nothing was written, or what was is known by its operation id: the new owner is asked, once.
                context.Undo();
                context.Progress.Restart();
                return await handler(context, request);
            }
        }
        catch (RopException e)
        {
            return Fail(context, request, e.Error, e.Message);
        }
        catch (MailboxMissingException e)
        {
            return Fail(context, request, MapiError.ObjectDeleted, e.Message);
        }
        catch (StoreConflictException e)
        {
            return Fail(context, request, MapiError.ObjectChanged, e.Message);
        }
        catch (Exception e) when (IsUnavailable(e))
        {
            SessionLog.RopUnavailable(Services.Logger, e, Open.SessionId, request.RopId, MapiError.RpcServerBusy);
            return Failure(context, request, MapiError.RpcServerBusy);
        }
        catch (Exception e) when (!context.CancellationToken.IsCancellationRequested)
        {
            SessionLog.RopBroken(Services.Logger, e, Open.SessionId, request.RopId, MapiError.GeneralFailure);
            return Failure(context, request, MapiError.GeneralFailure);
        }
    }

    /// <summary>Whether an exception says that trying later may help. A grain that does not answer in time is one of these: its node may be going.</summary>
    internal static bool IsUnavailable(Exception e) =>
        e is MailboxMovedException or MailboxUnavailableException or DirectoryUnavailableException or StoreUnavailableException or TimeoutException or OrleansMessageRejectionException or SiloUnavailableException;

    private RopResponse Fail(RopContext context, RopRequest request, MapiError error, string reason)
    {
        SessionLog.RopFailed(Services.Logger, Open.SessionId, request.RopId, error, reason);
        return Failure(context, request, error);
    }

    private static RopResponse Failure(RopContext context, RopRequest request, MapiError error)
    {
        context.Undo();
        ClearOutput(context, request);
        var response = RopRegistry.Fail(request, error);
        response.HandleIndex = RopRegistry.Find(request.RopId)!.ResponseIndexOf(request);
        return response;
    }

    private static void ClearOutput(RopContext context, RopRequest request)
    {
        var row = RopRegistry.Find(request.RopId)!;
        if (row.MakesObject) context.ClearOutput(row.ResponseIndexOf(request));
    }

    // Warnings have the high half 0x0004; the object of a ROP that ends with one is there.
    private static bool IsFailure(MapiError error) => (uint)error >> 16 != 0x0004;
}
