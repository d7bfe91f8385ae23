using MapiOrleans.Grains.Interfaces.Mailbox;
using Orleans.Runtime;

namespace MapiOrleans.Grains.Delivery;

/// <summary>
/// Calls grains whose node may be going: a call that may have been carried out is made again, as often as it takes the cluster to give the
/// grain a new place. So no mail is deferred for it, and none that is saved already is answered as if it were not, which would bring it
/// twice. Only for calls that may be repeated.
/// </summary>
internal sealed class PatientCalls(DeliveryOptions options, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Calls until there is an answer, an error that is one, or no patience left.</summary>
    public async Task<T> AskAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception e) when (IsOfItsNode(e) && (attempt == 1 || time.GetElapsedTime(started) < options.NodePatience))
            {
                // A grain that has moved is there at once; a node that is gone takes others a while to notice.
                if (e is not MailboxMovedException || attempt > 1) await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    private static bool IsOfItsNode(Exception e) => e is MailboxMovedException or OrleansMessageRejectionException or TimeoutException;
}
